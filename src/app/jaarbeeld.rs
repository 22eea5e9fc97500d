//! The jaarbeeld for the bestuur and the factsheet of an aanbieder: gathers what they say; `reports` composes and writes them.

use std::path::Path;

use super::besproken::Opgetafel;
use super::cijfers::Peilstand;
use super::uitgang::{Akkoord, VERSLAG, write_one};
use super::{Afspraakfilter, Afspraakregel, App, Dekkingsstand, Fout};
use crate::domain::register::Besluit;
use crate::domain::signaaltrend::{Signaalkant, Signaaltrend, Waarover};
use crate::domain::vorm::Getypteplek;
use crate::domain::{
    Aanbieder, Afspraakstatus, Gemeente, Indicator, Kwartaal, Meting, Norm, Oordeel, Periode, Pxqstand, Segment, Tijdigheid,
    Tijdigheidstelling,
};
use crate::files::Target;
use crate::reports::factsheet::{self, Factstof, Openafspraak, VERLOOP};
use crate::reports::jaarbeeld::{self, Afspraaktelling, Jaarcel, Jaarfeiten, Jaarnorm, Jaarsignalen, Jaarstof, Signaalzijde};
use crate::reports::verslag::{Documentvorm, Verslag, write};
use crate::wording::{self, datum};

impl App {
    /// Writes the jaarbeeld of a year (`.docx`, `.html`, `.md`); it names all aanbieders, and is for the bestuur.
    ///
    /// # Errors
    /// [`Fout::NietGevonden`] when nothing was delivered over the year.
    pub fn write_jaarbeeld(&self, naar: &Path, jaar: i32, kleine_aantallen: bool, vervang: bool) -> Result<(), Fout> {
        let verslag = jaarbeeld::compose(&self.jaarstof(jaar)?, kleine_aantallen);
        self.write_paper(naar, &verslag, vervang)
    }

    /// Writes the factsheet of an aanbieder; refused when what somebody typed names another one.
    pub fn write_factsheet(
        &self,
        naar: &Path,
        (aanbieder, kwartaal): (Aanbieder, Kwartaal),
        kleine_aantallen: bool,
        akkoord: Akkoord,
    ) -> Result<(), Fout> {
        self.must_have_come(aanbieder, kwartaal, self.gesprek_van(aanbieder, kwartaal)?.is_some())?;
        let stof = self.factstof(aanbieder, kwartaal)?;
        let getypt: Vec<Getypteplek> = stof.afspraken.iter().flat_map(|open| open.afspraak.getypt()).collect();
        self.look_for_others(aanbieder, &getypt, akkoord)?;
        self.write_paper(naar, &factsheet::compose(&stof, kleine_aantallen), akkoord.vervang)
    }

    fn write_paper(&self, naar: &Path, verslag: &Verslag, vervang: bool) -> Result<(), Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, VERSLAG).for_anybody(true)], vervang, None)?;
        let vorm = Documentvorm::of_path(naar);
        let bytes = write(verslag, vorm).map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)
    }

    fn jaarstof(&self, jaar: i32) -> Result<Jaarstof, Fout> {
        let delivered = self.kwartalen()?.into_iter().filter(|k| k.jaar() == jaar).max();
        let tot = delivered.ok_or_else(|| Fout::NietGevonden(format!("Een rapportage over {jaar}")))?;
        let eerste = tot.first_of_year();
        let vorig = eerste.previous();
        let cijfers = self.cijfers(Segment::Collectief, vorig, tot, Peilstand::Toen)?;
        let metingen: Vec<(Kwartaal, Vec<Meting>)> = vorig.through(tot).map(|k| (k, cijfers.of(self, k))).collect();
        let wie = cijfers.getoond(tot);
        let everybody: Vec<Option<Aanbieder>> = wie.iter().copied().map(Some).chain([None]).collect();
        let discussed = eerste.through(tot).map(|k| self.discussed(k)).collect::<Result<Vec<_>, _>>()?;
        let normen = self.normen().valid_in(Segment::Collectief, tot).map(|norm| Jaarnorm {
            cellen: everybody.iter().map(|a| year_cell(norm, *a, &metingen, &discussed)).collect(),
            norm: norm.clone(),
        });
        let trend = self.signaaltrend(Some((eerste, tot.last_of_year())), Some(Segment::Collectief))?.trend;
        let before = self.signaaltrend(Some((vorig.first_of_year(), vorig)), Some(Segment::Collectief))?.trend;
        let kwartalen_vorig = self.kwartalen()?.into_iter().filter(|k| k.jaar() == vorig.jaar()).count();
        Ok(Jaarstof {
            tot,
            dag: self.vandaag(),
            voorbeeld: self.is_voorbeeld(),
            klein_onder: self.normen().drempels.klein_aantal,
            normen: normen.collect(),
            feiten: self.jaarfeiten(&wie, tot, &trend)?,
            niet_gedekt: self.not_covered(tot)?,
            signalen: Jaarsignalen {
                samen: trend.samen.samen,
                vorig: before.samen.samen.aantal,
                kwartalen_vorig,
                onderwerpen: trend.onderwerpen.iter().map(|(o, r)| (*o, r.samen.aantal)).collect(),
                zijden: self.sides(&trend),
            },
        })
    }

    /// The lines of a trend by side.
    fn sides(&self, trend: &Signaaltrend) -> Vec<Signaalzijde> {
        let mut sides = ["onderwerp", "toon", "aanbieder", "gemeente"].map(|naam| Signaalzijde { naam, lijnen: Vec::new() });
        let [onderwerp, toon, over, gemeente] = &mut sides;
        for (kant, reeks) in trend.lijnen() {
            let side = match kant {
                Signaalkant::Samen => continue,
                Signaalkant::Onderwerp(_) => &mut *onderwerp,
                Signaalkant::Toon(_) => &mut *toon,
                Signaalkant::Over(_) => &mut *over,
                Signaalkant::Gemeente(_) => &mut *gemeente,
            };
            side.lijnen.push((kant.naam(&self.register), reeks.per_kwartaal.iter().map(|t| t.aantal).collect()));
        }
        sides.to_vec()
    }

    /// What is told of each aanbieder, and of all together last.
    fn jaarfeiten(&self, wie: &[Aanbieder], tot: Kwartaal, trend: &Signaaltrend) -> Result<Vec<Jaarfeiten>, Fout> {
        let reeksen = self.tijdigheid(Some(tot))?;
        let of_year = |a: Aanbieder| -> Vec<&Tijdigheid> {
            let own = reeksen.iter().filter(|r| r.aanbieder == a).flat_map(|r| &r.kwartalen);
            own.filter(|t| t.kwartaal.jaar() == tot.jaar()).collect()
        };
        let afspraken = self.afspraken(&Afspraakfilter::default())?;
        let gesprekken = self.gesprekken()?;
        // The gesprek over the last kwartaal is in the year after, and so is the number of what was agreed there.
        let about = |r: &&Afspraakregel| {
            let gesprek = gesprekken.iter().find(|g| Some(g.id) == r.afspraak.gesprek);
            gesprek.map_or(r.afspraak.nummer.jaar, |g| g.kwartaal.jaar())
        };
        let made: Vec<&Afspraakregel> = afspraken.iter().filter(|r| about(r) == tot.jaar()).collect();
        let dekking = self.dekkingsbeeld(tot)?;
        let pxq = self.pxq(tot, Periode::Jaar, None)?;
        let costs = |a: Option<Aanbieder>| -> Option<Pxqstand> {
            pxq.van(Segment::Collectief).find(|t| t.aanbieder == a).map(|t| t.stand.clone())
        };
        let covered = |a: Option<Aanbieder>| {
            let by = |g: &&super::Gemeentedekking| match a {
                Some(a) => g.cellen.iter().any(|c| c.aanbieder == a && c.stand == Dekkingsstand::Ja),
                None => g.gedekt,
            };
            let n = dekking.gemeenten.iter().filter(by).count();
            dekking.versie.and_then(|_| u32::try_from(n).ok())
        };
        let mut feiten: Vec<Jaarfeiten> = Vec::new();
        for aanbieder in wie.iter().copied() {
            let own = of_year(aanbieder);
            let absent = own.iter().filter(|t| t.verwacht && !t.is_received()).map(|t| t.kwartaal).collect();
            let told = trend.aanbieders.iter().find(|(w, _)| *w == Waarover::Aanbieder(aanbieder));
            feiten.push(Jaarfeiten {
                naam: self.register.naam(aanbieder),
                tijdigheid: Tijdigheidstelling::of(own),
                zonder_rapportage: absent,
                afspraken: count(made.iter().filter(|r| r.afspraak.aanbieder == Some(aanbieder))),
                gedekt: covered(Some(aanbieder)),
                signalen: told.map(|(_, r)| r.samen).unwrap_or_default(),
                pxq: costs(Some(aanbieder)),
            });
        }
        feiten.push(Jaarfeiten {
            naam: "samen".to_owned(),
            tijdigheid: Tijdigheidstelling::of(wie.iter().flat_map(|a| of_year(*a))),
            zonder_rapportage: Vec::new(),
            afspraken: count(made.iter()),
            gedekt: covered(None),
            signalen: trend.samen.samen,
            pxq: costs(None),
        });
        Ok(feiten)
    }

    /// The gemeenten that were not covered at the end of some kwartaal of the year, of which there is an overview.
    fn not_covered(&self, tot: Kwartaal) -> Result<Vec<(Gemeente, Vec<Kwartaal>)>, Fout> {
        let mut found: Vec<(Gemeente, Vec<Kwartaal>)> = Vec::new();
        for kwartaal in tot.first_of_year().through(tot) {
            let beeld = self.dekkingsbeeld(kwartaal)?;
            for g in beeld.gemeenten.iter().filter(|g| beeld.versie.is_some() && !g.gedekt) {
                match found.iter_mut().find(|(gemeente, _)| *gemeente == g.gemeente) {
                    Some((_, kwartalen)) => kwartalen.push(kwartaal),
                    None => found.push((g.gemeente, vec![kwartaal])),
                }
            }
        }
        found.sort_by_key(|(gemeente, _)| *gemeente);
        Ok(found)
    }

    fn factstof(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Factstof, Fout> {
        let cijfers = self.cijfers(Segment::Collectief, kwartaal.plus(-VERLOOP), kwartaal, Peilstand::Toen)?;
        let own = |k: Kwartaal| -> Vec<Meting> {
            let mut metingen = cijfers.of(self, k);
            metingen.retain(|m| m.aanbieder == Some(aanbieder));
            metingen
        };
        let past: Vec<Vec<Meting>> = kwartaal.plus(-VERLOOP).through(kwartaal).map(own).collect();
        let klein_onder = self.normen().drempels.klein_aantal;
        // Dekking is of all together.
        let own_norm = |n: &&Norm| n.indicator != Indicator::Dekking;
        let normen: Vec<Norm> = self.normen().valid_in(Segment::Collectief, kwartaal).filter(own_norm).cloned().collect();
        let normen = wording::vorm::normstanden(&normen, &own(kwartaal), &past, klein_onder);
        let reeks = self.tijdigheid(Some(kwartaal))?.into_iter().find(|r| r.aanbieder == aanbieder);
        let rapportage = reeks.as_ref().and_then(|r| r.kwartalen.last()).map(|t| match (t.is_received(), t.deadline) {
            // How late by now says nothing of a kwartaal of long ago.
            (false, Some(dag)) if t.werkdagen_te_laat.is_some() => format!("niet ontvangen (verwacht uiterlijk {})", datum(dag)),
            _ => wording::tijdigheid(t, self.vandaag()),
        });
        let dekking = self.dekkingsbeeld(kwartaal)?;
        let covers =
            |g: &&super::Gemeentedekking| g.cellen.iter().any(|c| c.aanbieder == aanbieder && c.stand == Dekkingsstand::Ja);
        let covered = dekking.gemeenten.iter().filter(covers).map(|g| g.gemeente).collect();
        let filter =
            Afspraakfilter { aanbieder: Some(aanbieder), status: Some(Afspraakstatus::Open), ..Afspraakfilter::default() };
        let codes = self.codes()?;
        let open = |r: Afspraakregel| Openafspraak {
            afspraak: self.verslagafspraak(&r.afspraak, &codes),
            te_laat: r.te_laat,
            doorgeschoven: r.doorgeschoven,
        };
        Ok(Factstof {
            aanbieder: wording::vorm::aanbiedernaam(aanbieder, &self.register),
            product: wording::vorm::product(Segment::Collectief).to_owned(),
            kwartaal,
            dag: self.vandaag(),
            voorbeeld: self.is_voorbeeld(),
            klein_onder,
            contract: self.contract_in_words(aanbieder),
            rapportage: rapportage.unwrap_or_else(|| "niets bekend".to_owned()),
            tijdigheid: reeks.map(|r| r.telling).unwrap_or_default(),
            dekking: dekking.versie.map(|_| covered),
            normen,
            afspraken: self.afspraken(&filter)?.into_iter().map(open).collect(),
        })
    }

    /// `1 jan 2022 t/m 31 dec 2025; optie t/m 31 dec 2028 (open)`.
    fn contract_in_words(&self, aanbieder: Aanbieder) -> String {
        let contracten = self.register.get(aanbieder).map(|i| i.contracten.as_slice()).unwrap_or_default();
        let own = contracten.iter().filter(|c| c.segment == Segment::Collectief).map(|c| {
            let tot = c.tot.map_or_else(|| "zonder einde".to_owned(), |tot| format!("t/m {}", datum(tot)));
            let opties = c.opties.iter().map(|o| {
                let besluit = match &o.besluit {
                    Besluit::Open if c.eindigt.is_some() => "vervallen",
                    Besluit::Open => "open",
                    Besluit::Gelicht { .. } => "gelicht",
                    Besluit::NietGelicht { .. } => "niet gelicht",
                };
                format!("; optie t/m {} ({besluit})", datum(o.tot))
            });
            format!("{} {tot}{}{}", datum(c.van), wording::register::vertrek(c), opties.collect::<String>())
        });
        let own: Vec<String> = own.collect();
        if own.is_empty() { "geen contract voor begeleiding collectief".to_owned() } else { own.join("; ") }
    }
}

/// The figures begin with those of the kwartaal before the year; what was discussed is of the kwartalen of the year.
fn year_cell(
    norm: &Norm,
    aanbieder: Option<Aanbieder>,
    metingen: &[(Kwartaal, Vec<Meting>)],
    discussed: &[Opgetafel],
) -> Jaarcel {
    let Some(((vorig, before), of_year)) = metingen.split_first() else { return Jaarcel::default() };
    let find = |metingen: &[Meting], periode| {
        metingen.iter().find(|m| m.norm == norm.id && m.aanbieder == aanbieder && m.periode == periode).cloned()
    };
    let jaar = of_year.last().and_then(|(_, metingen)| find(metingen, Periode::Jaar));
    let verdict = |metingen| find(metingen, Periode::Kwartaal).map_or(Oordeel::NietTeBepalen, |m| m.oordeel);
    // Of a kwartaal the verdict alone is shown.
    let of_kwartalen = of_year.iter().zip(discussed).filter_map(|((k, metingen), toen)| {
        let meting = find(metingen, Periode::Kwartaal)?;
        let besproken = toen.beside(&meting).filter(|b| b.toen.oordeel != meting.oordeel)?;
        Some((*k, besproken))
    });
    Jaarcel {
        kwartalen: of_year.iter().map(|(_, metingen)| verdict(metingen)).collect(),
        vorig: Some(before).filter(|_| vorig.nummer() == 4).and_then(|m| find(m, Periode::Jaar)),
        besproken: jaar.as_ref().and_then(|m| discussed.last()?.beside(m)),
        kwartalen_besproken: of_kwartalen.collect(),
        jaar,
    }
}

fn count<'r>(regels: impl Iterator<Item = &'r &'r Afspraakregel>) -> Afspraaktelling {
    let mut telling = Afspraaktelling::default();
    for regel in regels {
        telling.gemaakt += 1;
        match regel.afspraak.status {
            Afspraakstatus::Gereed => telling.gereed += 1,
            Afspraakstatus::Vervallen => telling.vervallen += 1,
            Afspraakstatus::Open => telling.te_laat += u32::from(regel.te_laat),
        }
    }
    telling
}

#[cfg(test)]
mod tests {
    use crate::app::testing::Kamer;
    use crate::app::{NieuwGesprek, NieuweAfspraak};
    use crate::domain::testing::{PSW, d, k, report, with_marks};
    use crate::domain::{Gespreksoort, Onderdeelsleutel};

    fn jaarbeeld(kamer: &Kamer, kleine_aantallen: bool) -> String {
        let naar = tempfile::tempdir().unwrap();
        let naar = naar.path().join("uit.md");
        kamer.app.write_jaarbeeld(&naar, 2025, kleine_aantallen, false).unwrap();
        std::fs::read_to_string(naar).unwrap().replace('\u{a0}', " ")
    }

    #[test]
    fn a_year_says_what_it_stands_on_and_what_was_discussed_otherwise() {
        let mut kamer = Kamer::open("2026-02-18");
        let with = |kwartaal: &str, marks: &[&str]| with_marks(report(kwartaal, &["P-1 2024-01-15 tot=2027-01-15"]), marks);
        for (kwartaal, marks) in [("2024-K4", &["o 9", "o 9"]), ("2025-K3", &["o 9", "o 9"]), ("2025-K4", &["o 5", "o 6"])] {
            kamer.deliver(&with(kwartaal, marks));
        }
        let gesprek = NieuwGesprek {
            aanbieder: PSW,
            kwartaal: k("2025-K4"),
            soort: Gespreksoort::Regulier,
            datum: Some(d("2026-02-18")),
            tijd: None,
            plaats: String::new(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        };
        let gesprek = kamer.app.plan_gesprek(&gesprek).unwrap();
        let afspraak = NieuweAfspraak {
            aanbieder: Some(PSW),
            tekst: "Plan sturen".into(),
            eigenaar: "PSW".into(),
            ..NieuweAfspraak::default()
        };
        let made = kamer.app.add_afspraak(gesprek.id, &Onderdeelsleutel::Kpi(3), &afspraak).unwrap();
        assert_eq!(made.nummer.to_string(), "PSW-2026-01");
        kamer.app.hold_gesprek(gesprek.id, kamer.app.gesprek(gesprek.id).unwrap().rijversie).unwrap();
        let text = jaarbeeld(&kamer, true);
        for said in [
            "In 2024 gehaald, in 2025 niet: C3.3 ondernemers ≥ 8 (PSW; 2024: 1 van 4 kwartalen).",
            "| Afspraken gemaakt | 1: 1 loopt |",
            "| Rapportages op tijd | 0 van 1, 1 zonder gesprek |",
            " uit de gesprekken over 2025,",
            "waarover een gesprek is gepland.",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("\n\n\n") && !text.contains("Besproken"), "{text}");

        // It is said before it goes in.
        let (moved, _) = kamer.app.moved_by(&mut with("2025-K4", &["o 9", "o 9"])).unwrap();
        let said: Vec<String> = moved.iter().map(|v| v.woorden(kamer.app.register())).collect();
        assert!(
            said.iter().any(|s| s.starts_with("PSW C3.3 2025 t/m K4") && s.ends_with("; besproken op 18 feb 2026 als 50,0%"))
        );
        assert!(said.iter().all(|s| s.starts_with("PSW ") == s.contains("; besproken op ")), "{said:?}");

        kamer.deliver(&with("2025-K4", &["o 9", "o 9"]));
        let anders = "Besproken als een ander cijfer dan hier staat: C3.3 PSW over 2025:";
        let of_k4 = "; C3.3 PSW over K4: ✗ niet gehaald (gesprek 18 feb 2026).";
        let text = jaarbeeld(&kamer, true);
        assert!(text.contains(&format!("{anders} 50,0% (2 van 4) ✗ niet gehaald (gesprek 18 feb 2026){of_k4}")), "{text}");
        let text = jaarbeeld(&kamer, false);
        assert!(text.contains(&format!("{anders} ✗ niet gehaald (gesprek 18 feb 2026){of_k4}")), "{text}");
    }
}
