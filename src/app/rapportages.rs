//! What was delivered: versions, verdicts and findings.

use chrono::NaiveDate;

use super::bevindingen::by_weight;
use super::{App, Fout, Rapportagestatus, Versieverschil, verschil};
use crate::domain::register::Gecontracteerd;
use crate::domain::{
    Aanbieder, Bestandsoordeel, Bevinding, Deel, Deelnemercode, Document, Documentsoort, Gesprek, Kolom, Kwartaal, Opslag,
    Periode, Samenwerking, Segment, Tevredenheid, Tijdigheid, Tijdigheidstelling, Trajectregel, Versie,
};
use crate::wording;

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versieregel {
    pub versie: u32,
    /// Whether it is the version that stands.
    pub staat: bool,
    /// Date of delivery.
    pub aangeleverd: Option<NaiveDate>,
    /// The day it was read in, and by whom.
    pub ingelezen: NaiveDate,
    pub door: String,
    /// The parts and the file that each came from.
    pub delen: Vec<(Deel, String)>,
    pub oordeel: Bestandsoordeel,
    /// Rows in Deelnemers and Tevredenheid together.
    pub rijen: u32,
    pub rijen_niet_meegeteld: u32,
    /// Why a partly usable file was accepted.
    pub reden: Option<String>,
    /// How many findings there are; [`App::bevindingen`] has them.
    pub bevindingen: u32,
}

/// The reports of one aanbieder for the kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RapportageRegel {
    pub status: Rapportagestatus,
    /// Newest first.
    pub versies: Vec<Versieregel>,
}

/// One version of the dekkingsoverzicht.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsversie {
    pub versie: u32,
    pub staat: bool,
    pub ingelezen: NaiveDate,
    pub door: String,
    pub bestand: String,
    pub oordeel: Bestandsoordeel,
    pub rijen: u32,
    pub reden: Option<String>,
    pub bevindingen: u32,
}

/// The rapportages screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapportagebeeld {
    pub kwartaal: Kwartaal,
    /// Of who is shown and who delivered, in the order of the register.
    pub rapportages: Vec<RapportageRegel>,
    /// Newest first.
    pub dekking: Vec<Dekkingsversie>,
    /// Per aanbieder, over the kwartalen up to and including this one.
    pub tijdigheid: Vec<Tijdigheidsreeks>,
    /// Whose reports are shown; None: of both segments.
    pub segment: Option<Segment>,
    /// How many aanbieders delivered for the other segment only, where one segment is shown.
    pub elders: usize,
}

/// Whether the reports of one aanbieder came in on time, over the kwartalen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tijdigheidsreeks {
    pub aanbieder: Aanbieder,
    /// In order of kwartaal, without gaps.
    pub kwartalen: Vec<Tijdigheid>,
    pub telling: Tijdigheidstelling,
}

/// One version of a report to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versiebeeld {
    pub rijen: Vec<Versierij>,
    pub tevredenheid: Option<Tevredenheid>,
    pub samenwerking: Option<Samenwerking>,
    /// Against the version before; None for the first.
    pub verschil: Option<Versieverschil>,
}

/// A row of the sheet Deelnemers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versierij {
    pub deelnemer: Deelnemercode,
    pub startdatum: NaiveDate,
    /// The columns that are filled in, as shown.
    pub velden: Vec<(&'static str, String)>,
}

impl App {
    /// What was delivered for a kwartaal.
    pub fn rapportages(&self, kwartaal: Kwartaal) -> Result<Rapportagebeeld, Fout> {
        // Who is expected to report, and whoever did.
        let expected = self.getoond(kwartaal)?.into_iter().map(|g| g.aanbieder);
        let wie = self.register.in_volgorde(expected.chain(self.who_delivered(kwartaal)?));
        let mut dekking: Vec<Dekkingsversie> =
            self.versies(Documentsoort::Dekking, kwartaal)?.iter().filter_map(dekking_line).collect();
        dekking.sort_by_key(|v| std::cmp::Reverse(v.versie));
        if let Some(newest) = dekking.first_mut() {
            newest.staat = true;
        }
        Ok(Rapportagebeeld {
            kwartaal,
            rapportages: self.report_lines(kwartaal, wie)?,
            dekking,
            tijdigheid: self.tijdigheid(Some(kwartaal))?,
            segment: None,
            elders: 0,
        })
    }

    /// The same of one segment. Of individueel there is no deadline, and a dekkingsoverzicht is of collectief.
    pub fn rapportages_in(&self, segment: Segment, kwartaal: Kwartaal) -> Result<Rapportagebeeld, Fout> {
        let delivered = self.who_delivered(kwartaal)?;
        let shown = |segment| -> Result<Vec<Aanbieder>, Fout> {
            Ok(self.getoond_van(segment, kwartaal, Periode::Kwartaal)?.into_iter().map(|g| g.aanbieder).collect())
        };
        let collectief = shown(Segment::Collectief)?;
        // A report without a row that says whose it is stands with those of individueel: those of collectief are known by name.
        let rest = delivered.iter().copied().filter(|wie| !collectief.contains(wie));
        let individueel = self.register.op_naam(shown(Segment::Individueel)?.into_iter().chain(rest));
        let (wie, others) = match segment {
            Segment::Collectief => (collectief, individueel),
            Segment::Individueel => (individueel, collectief),
        };
        let elders = others.iter().filter(|other| delivered.contains(other) && !wie.contains(other)).count();
        if segment == Segment::Individueel {
            let rapportages = self.report_lines(kwartaal, wie)?;
            let segment = Some(segment);
            return Ok(Rapportagebeeld { kwartaal, rapportages, dekking: Vec::new(), tijdigheid: Vec::new(), segment, elders });
        }
        let mut beeld = self.rapportages(kwartaal)?;
        beeld.rapportages.retain(|regel| wie.contains(&regel.status.aanbieder));
        Ok(Rapportagebeeld { segment: Some(segment), elders, ..beeld })
    }

    fn who_delivered(&self, kwartaal: Kwartaal) -> Result<Vec<Aanbieder>, Fout> {
        let delivered = self.store.reports(kwartaal, kwartaal).map_err(|e| self.refused(e))?;
        Ok(delivered.into_iter().map(|(aanbieder, _)| aanbieder).collect())
    }

    fn report_lines(&self, kwartaal: Kwartaal, wie: Vec<Aanbieder>) -> Result<Vec<RapportageRegel>, Fout> {
        let versies = self.versies(Documentsoort::Rapportage, kwartaal)?;
        let gesprekken = self.gesprekken()?;
        let line = |aanbieder| {
            let mut own: Vec<&Versie> =
                versies.iter().filter(|v| v.document == Document::Rapportage(aanbieder, kwartaal)).collect();
            own.sort_by_key(|v| std::cmp::Reverse(v.versie));
            RapportageRegel {
                status: self.status((aanbieder, kwartaal), &own, &gesprekken),
                versies: own.iter().enumerate().map(|(i, v)| version_line(v, i == 0)).collect(),
            }
        };
        Ok(wie.into_iter().map(line).collect())
    }

    /// How the reports came in over the kwartalen: from the first of which anything is known to `tot`, or to the last.
    pub fn tijdigheid(&self, tot: Option<Kwartaal>) -> Result<Vec<Tijdigheidsreeks>, Fout> {
        let gesprekken = self.gesprekken()?;
        let delivered = self.store.span().map_err(|e| self.refused(e))?;
        let known = || {
            let regular = gesprekken.iter().filter(|g| g.soort.is_regulier()).map(|g| g.kwartaal);
            delivered.iter().flat_map(|(first, last)| [*first, *last]).chain(regular)
        };
        let (Some(van), Some(tot)) = (known().min(), tot.or_else(|| known().max())) else { return Ok(Vec::new()) };
        let versies = self.store.versions(Documentsoort::Rapportage, van, tot).map_err(|e| self.refused(e))?;
        let getoonden = self.getoonden(van, tot)?;
        let shown = van.through(tot).flat_map(|k| getoonden.of(k)).map(|g| g.aanbieder);
        let reeksen = self.register.in_volgorde(shown).into_iter().map(|aanbieder| {
            let kwartalen: Vec<Tijdigheid> = std::iter::successors(Some(van), |k| Some(k.plus(1)))
                .take_while(|k| *k <= tot)
                .map(|kwartaal| {
                    let document = Document::Rapportage(aanbieder, kwartaal);
                    let own: Vec<&Versie> = versies.iter().filter(|v| v.document == document).collect();
                    self.timeliness((aanbieder, kwartaal), &own, &gesprekken)
                })
                .collect();
            Tijdigheidsreeks { aanbieder, telling: Tijdigheidstelling::of(&kwartalen), kwartalen }
        });
        Ok(reeksen.collect())
    }

    fn timeliness(&self, wat: (Aanbieder, Kwartaal), versies: &[&Versie], gesprekken: &[Gesprek]) -> Tijdigheid {
        let gesprek = gesprekken.iter().find(|g| (g.aanbieder, g.kwartaal) == wat && g.soort.is_regulier());
        let of = Tijdigheid::of(wat, versies, gesprek, self.vandaag(), &self.werkdagen);
        // Without a contract nobody waits for a report, unless a gesprek was planned about it.
        let has_contract = || {
            let entry = self.register.get(wat.0);
            entry.is_some_and(|i| i.gecontracteerd_in(Segment::Collectief, wat.1) != Gecontracteerd::Nee)
        };
        Tijdigheid { verwacht: of.verwacht && (gesprek.is_some() || has_contract()), ..of }
    }

    /// The findings of one version; those that touch a KPI first. `aanbieder` None is the dekkingsoverzicht.
    pub fn bevindingen(&self, aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, versie: u32) -> Result<Vec<Bevinding>, Fout> {
        let document = aanbieder.map_or(Document::Dekking(kwartaal), |a| Document::Rapportage(a, kwartaal));
        let mut found = self.store.findings(document, versie).map_err(|e| self.refused(e))?;
        by_weight(&mut found);
        Ok(found)
    }

    /// One version of a report: its rows, and what differs from the version before it.
    ///
    /// # Errors
    /// There is no such version.
    pub fn versiebeeld(&self, aanbieder: Aanbieder, kwartaal: Kwartaal, versie: u32) -> Result<Versiebeeld, Fout> {
        let read = |versie: u32| self.store.rapport(aanbieder, kwartaal, Some(versie)).map_err(|e| self.refused(e));
        let missing = || Fout::NietGevonden(format!("Versie {versie} van {} over {kwartaal}", self.register.naam(aanbieder)));
        let rapport = read(versie)?.ok_or_else(missing)?;
        let before = if versie > 1 { read(versie - 1)? } else { None };
        let verschil = before.map(|before| verschil::of_reports(&before, &rapport));
        // Deelnemer and Startdatum say which row it is.
        let own = Kolom::ALL.into_iter().filter(|k| !matches!(k, Kolom::Deelnemer | Kolom::Startdatum));
        let row = |r: &Trajectregel| Versierij {
            deelnemer: r.deelnemer.clone(),
            startdatum: r.startdatum,
            velden: own.clone().filter_map(|k| Some((k.naam(), wording::kolomwaarde(k.of(r)?)))).collect(),
        };
        let rijen = rapport.deelnemers.iter().flat_map(|d| &d.regels).map(row).collect();
        Ok(Versiebeeld { rijen, tevredenheid: rapport.tevredenheid, samenwerking: rapport.samenwerking, verschil })
    }

    /// Makes an old version the one that stands: as a new version with the same parts, so that nothing is lost and `ongedaan`
    /// takes it back. `aanbieder` None is the dekkingsoverzicht. Returns the number of the new version.
    pub fn restore_version(&mut self, aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, versie: u32) -> Result<u32, Fout> {
        let document = aanbieder.map_or(Document::Dekking(kwartaal), |a| Document::Rapportage(a, kwartaal));
        let wie = self.register.naam_of(aanbieder, "het dekkingsoverzicht");
        let versies = self.versies(document.soort(), kwartaal)?;
        if !versies.iter().any(|v| v.document == document && v.versie == versie) {
            return Err(Fout::NietGevonden(format!("Versie {versie} van {wie} over {kwartaal}")));
        }
        let act = self.act(format!("versie {versie} van {wie} over {kwartaal} teruggezet"));
        match self.store.restore_version(&act, document, versie).map_err(|e| self.refused(e))? {
            Opslag::Nieuw { versie } | Opslag::Aangevuld { versie } => {
                self.zelf_opgeslagen.insert(document, versie);
                self.compare_beside(&[document]);
                Ok(versie)
            }
            Opslag::Bekend { .. } => {
                Err(Fout::Geweigerd(format!("Versie {versie} van {wie} over {kwartaal} is al de versie die geldt.")))
            }
        }
    }

    fn versies(&self, soort: Documentsoort, kwartaal: Kwartaal) -> Result<Vec<Versie>, Fout> {
        self.store.versions(soort, kwartaal, kwartaal).map_err(|e| self.refused(e))
    }

    /// The report of everybody who is shown for a kwartaal: whether it is in, whole and in time.
    pub(super) fn statussen(&self, kwartaal: Kwartaal, gesprekken: &[Gesprek]) -> Result<Vec<Rapportagestatus>, Fout> {
        let versies = self.versies(Documentsoort::Rapportage, kwartaal)?;
        let status = |aanbieder| self.status_among(&versies, aanbieder, kwartaal, gesprekken);
        Ok(self.getoond(kwartaal)?.iter().map(|g| status(g.aanbieder)).collect())
    }

    /// The report of one aanbieder, whether it is shown or not.
    pub(super) fn status_of(
        &self,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        gesprekken: &[Gesprek],
    ) -> Result<Rapportagestatus, Fout> {
        let versies = self.versies(Documentsoort::Rapportage, kwartaal)?;
        Ok(self.status_among(&versies, aanbieder, kwartaal, gesprekken))
    }

    pub(super) fn status_among(
        &self,
        versies: &[Versie],
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        gesprekken: &[Gesprek],
    ) -> Rapportagestatus {
        let document = Document::Rapportage(aanbieder, kwartaal);
        let own: Vec<&Versie> = versies.iter().filter(|v| v.document == document).collect();
        self.status((aanbieder, kwartaal), &own, gesprekken)
    }

    /// All gesprekken, without what was frozen in them.
    pub(super) fn gesprekken(&self) -> Result<Vec<Gesprek>, Fout> {
        let planned = self.store.planning().map_err(|e| self.refused(e))?;
        self.about_newest(planned)
    }

    /// `versies` are those of the report, in whatever order.
    fn status(&self, wat: (Aanbieder, Kwartaal), versies: &[&Versie], gesprekken: &[Gesprek]) -> Rapportagestatus {
        let tijdigheid = self.timeliness(wat, versies, gesprekken);
        let versie = versies.iter().max_by_key(|v| v.versie);
        Rapportagestatus {
            aanbieder: wat.0,
            kwartaal: wat.1,
            versie: versie.map(|v| v.versie),
            aangeleverd: tijdigheid.ontvangen(),
            deadline: tijdigheid.deadline,
            werkdagen_te_laat: tijdigheid.werkdagen_te_laat.filter(|n| *n > 0),
            ontbreekt: versie.map_or_else(|| Deel::ALL.to_vec(), |v| Deel::ALL.into_iter().filter(|d| !v.has(*d)).collect()),
            rijen_niet_meegeteld: versie.map_or(0, |v| v.rijen_niet_meegeteld()),
            oordeel: versie.map(|v| v.oordeel()),
        }
    }
}

fn last_delivered(versie: &Versie) -> Option<NaiveDate> {
    versie.leveringen.iter().map(|l| l.aangeleverd.unwrap_or(l.ontvangen)).max()
}

fn version_line(versie: &Versie, staat: bool) -> Versieregel {
    let levering = |id: i64| versie.leveringen.iter().find(|l| l.id == id);
    let newest = versie.leveringen.last();
    let delen =
        versie.delen.iter().filter_map(|d| Some((d.deel?, levering(d.levering).map(|l| l.bestand.clone()).unwrap_or_default())));
    Versieregel {
        versie: versie.versie,
        staat,
        aangeleverd: last_delivered(versie),
        ingelezen: newest.map(|l| l.ontvangen).unwrap_or_default(),
        door: newest.map(|l| l.wie.clone()).unwrap_or_default(),
        delen: delen.collect(),
        oordeel: versie.oordeel(),
        rijen: versie.delen.iter().filter(|d| d.deel != Some(Deel::Samenwerking)).map(|d| d.rijen).sum(),
        rijen_niet_meegeteld: versie.rijen_niet_meegeteld(),
        reden: versie.leveringen.iter().find_map(|l| l.reden.clone()),
        bevindingen: versie.bevindingen,
    }
}

fn dekking_line(versie: &Versie) -> Option<Dekkingsversie> {
    let levering = versie.leveringen.last()?;
    Some(Dekkingsversie {
        versie: versie.versie,
        staat: false,
        ingelezen: levering.ontvangen,
        door: levering.wie.clone(),
        bestand: levering.bestand.clone(),
        oordeel: versie.oordeel(),
        rijen: versie.delen.iter().map(|d| d.rijen).sum(),
        reden: levering.reden.clone(),
        bevindingen: versie.bevindingen,
    })
}

#[cfg(test)]
mod tests {
    use crate::app::testing::Kamer;
    use crate::domain::testing::{RENDIZ, k, report};

    #[test]
    fn no_report_is_expected_of_a_kwartaal_without_a_contract() {
        let mut kamer = Kamer::open("2022-07-20");
        kamer.deliver(&report("2021-K4", &["A 2021-10-01"]));
        let reeksen = kamer.app.tijdigheid(Some(k("2022-K1"))).unwrap();
        let rendiz = reeksen.iter().find(|r| r.aanbieder == RENDIZ).unwrap();
        let expected: Vec<_> = rendiz.kwartalen.iter().map(|t| (t.kwartaal, t.verwacht)).collect();
        assert_eq!(expected, [(k("2021-K4"), false), (k("2022-K1"), true)]);
    }
}
