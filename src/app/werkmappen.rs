//! Workbooks to send out: empty ones to fill in, and findings for the aanbieder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::uitgang::{WERKMAP, write_one};
use super::{App, Bestandsoort, Fout, Leesopties};
use crate::domain::register::Inschrijving;
use crate::domain::{Aanbieder, Bevinding, Document, Gemeente, Kwartaal, Register, Segment, Trajectregel};
use crate::files::{Outgoing, Refused, Target};
use crate::reports::{self, Bevindingenkop, Sjabloon, Vooraf};
use crate::wording;

/// A stored delivery as people write it: `psw-2024-K2`, `psw-2024-K2-v1`, `dekking-2024-K2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verwijzing {
    /// None is the dekkingsoverzicht.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Kwartaal,
    /// None is the version that stands.
    pub versie: Option<u32>,
}

/// A text that is no reference to a delivery.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen rapportage: {0}")]
pub struct GeenVerwijzing(pub String);

impl Verwijzing {
    /// # Errors
    /// It names no aanbieder of the register, or no kwartaal.
    pub fn read(tekst: &str, register: &Register) -> Result<Self, GeenVerwijzing> {
        let fout = || GeenVerwijzing(tekst.chars().take(40).collect());
        let kleine = tekst.trim().to_lowercase();
        let (rest, versie) = match kleine.rsplit_once(['-', ' ', ':']) {
            Some((rest, laatste)) if laatste.starts_with('v') => {
                (rest, Some(laatste.trim_start_matches('v').parse().map_err(|_| fout())?))
            }
            _ => (kleine.as_str(), None),
        };
        let (wie, kwartaal) = Kwartaal::at_end(rest).ok_or_else(fout)?;
        let aanbieder = match wie {
            "dekking" | "dekkingsoverzicht" => None,
            naam => Some(register.find(naam).ok_or_else(fout)?),
        };
        Ok(Self { aanbieder, kwartaal, versie })
    }
}

impl App {
    /// Writes an empty workbook to send out; needs no database.
    ///
    /// # Errors
    /// A gemeente for a kind of workbook that is not of one gemeente; a file that cannot be written, or stands there already
    /// and is not to be replaced.
    pub fn write_sjabloon(
        soort: Bestandsoort,
        kwartaal: Option<Kwartaal>,
        gemeente: Option<Gemeente>,
        register: &Register,
        naar: &Path,
        vervang: bool,
    ) -> Result<(), Fout> {
        let inhoud = sjabloon(soort, kwartaal, gemeente, register)?;
        write_one(Outgoing::open(&[Target::new(naar, WERKMAP).for_anybody(true)], vervang, &[])?, &inhoud)
    }

    /// Writes the workbook for the report of an aanbieder about a kwartaal, with the trajecten that ran in its last report of
    /// before; nothing else of that report, and nothing of anybody else.
    ///
    /// # Errors
    /// A file that cannot be written, or stands there already and is not to be replaced.
    pub fn write_rapportsjabloon(
        &self,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        naar: &Path,
        vervang: bool,
    ) -> Result<Vooringevuld, Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP)], vervang, None)?;
        let (werkmap, vooringevuld) = self.rapportsjabloon(aanbieder, kwartaal)?;
        write_one(outgoing, &werkmap)?;
        Ok(vooringevuld)
    }

    /// The workbook itself, and what stands in it.
    pub(super) fn rapportsjabloon(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<(Vec<u8>, Vooringevuld), Fout> {
        let (trajecten, vooringevuld) = self.running_before(aanbieder, kwartaal)?;
        let naam = self.register.naam(aanbieder);
        let vooraf = Vooraf {
            aanbieders: Vec::new(),
            // It is of this one: nobody else can be chosen.
            register: vec![naam.clone()],
            aanbieder: Some(naam),
            kwartaal: Some(kwartaal),
            gemeente: None,
            segment: self.register.segment_van(aanbieder),
            voorbeeld: self.is_voorbeeld(),
            trajecten,
        };
        let werkmap = reports::sjabloon(Sjabloon::Kwartaalrapportage, &vooraf).map_err(|e| Fout::Intern(e.to_string()))?;
        Ok((werkmap, vooringevuld))
    }

    /// The rows of the trajecten that run by the last report before a kwartaal.
    fn running_before(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<(Vec<Trajectregel>, Vooringevuld), Fout> {
        let nothing = |waarom| Ok((Vec::new(), waarom));
        let Some((van, _)) = self.store.span().map_err(|e| self.refused(e))? else {
            return nothing(Vooringevuld::GeenRapportage);
        };
        let reports = self.store.reports(van, kwartaal.previous()).map_err(|e| self.refused(e))?;
        let vorig = reports.into_iter().filter(|(wie, k)| *wie == aanbieder && *k < kwartaal).map(|(_, k)| k).max();
        let Some(vorig) = vorig else { return nothing(Vooringevuld::GeenRapportage) };
        let document = Document::Rapportage(aanbieder, vorig);
        let standing = self.store.standing(document).map_err(|e| self.refused(e))?;
        let versions = self.store.versions(document.soort(), vorig, vorig).map_err(|e| self.refused(e))?;
        let of_it = versions.iter().filter(|v| v.document == document && Some(v.versie) == standing);
        // The sender does not know the codes that stand here.
        if of_it.flat_map(|v| &v.leveringen).any(|l| l.pseudoniem) {
            return nothing(Vooringevuld::Pseudoniemen(vorig));
        }
        let rapport = self.store.rapport(aanbieder, vorig, None).map_err(|e| self.refused(e))?;
        let rijen = rapport.and_then(|r| r.deelnemers).map(|d| d.regels).unwrap_or_default();
        let dag = vorig.last_day();
        let lopend: Vec<Trajectregel> = rijen.into_iter().filter(|r| r.recognised_outcome(dag).is_none()).collect();
        let aantal = lopend.iter().map(|r| (&r.deelnemer, r.startdatum)).collect::<HashSet<_>>().len();
        Ok((lopend, Vooringevuld::Trajecten { aantal: u32::try_from(aantal).unwrap_or(u32::MAX), uit: vorig }))
    }

    /// Writes the uitvraag of a kwartaal into a folder, which is made when it is not there: a workbook for every gemeente. One
    /// that is there already may have been filled in: it stays, unless `vervang` says otherwise, and the rest is written.
    /// Needs no database.
    ///
    /// # Errors
    /// All of them are there already.
    pub fn write_uitvraag(kwartaal: Kwartaal, register: &Register, map: &Path, vervang: bool) -> Result<Uitgevraagd, Fout> {
        let pad = |gemeente: Gemeente| map.join(format!("uitvraag-{kwartaal}-{}.xlsx", gemeente.key()));
        let (stonden, geschreven): (Vec<Gemeente>, Vec<Gemeente>) =
            Gemeente::ALL.into_iter().partition(|gemeente| !vervang && pad(*gemeente).exists());
        if geschreven.is_empty() {
            return Err(Refused::Exists(stonden.into_iter().map(pad).collect()).into());
        }
        std::fs::create_dir_all(map).map_err(|oorzaak| Fout::Schrijven { pad: map.to_owned(), oorzaak })?;
        let targets: Vec<Target> =
            geschreven.iter().map(|gemeente| Target::new(&pad(*gemeente), WERKMAP).for_anybody(true)).collect();
        let mut outgoing = Outgoing::open(&targets, vervang, &[])?;
        for gemeente in &geschreven {
            outgoing.write(&sjabloon(Bestandsoort::Uitvraag, Some(kwartaal), Some(*gemeente), register)?)?;
        }
        outgoing.finish()?;
        Ok(Uitgevraagd { geschreven: geschreven.into_iter().map(pad).collect(), stonden: stonden.into_iter().map(pad).collect() })
    }

    /// Writes the findings of a stored delivery to a workbook for the aanbieder; returns how many there are. Nothing is written
    /// when there are none.
    pub fn write_findings(&self, verwijzing: Verwijzing, naar: &Path, vervang: bool) -> Result<u32, Fout> {
        let outgoing = self.outgoing(&[findings_at(naar)], vervang, None)?;
        let found = self.findings_workbook(verwijzing)?;
        let (werkmap, aantal) = found.ok_or_else(|| none_found("deze levering"))?;
        write_one(outgoing, &werkmap)?;
        Ok(aantal)
    }

    /// The workbook with the findings of a stored delivery, and how many there are; None when there are none.
    pub(super) fn findings_workbook(&self, verwijzing: Verwijzing) -> Result<Option<(Vec<u8>, u32)>, Fout> {
        let Verwijzing { aanbieder, kwartaal, versie } = verwijzing;
        let document = aanbieder.map_or(Document::Dekking(kwartaal), |a| Document::Rapportage(a, kwartaal));
        let wie = self.register.naam_of(aanbieder, "Dekkingsoverzicht");
        let missing = || Fout::NietGevonden(format!("{wie} over {kwartaal}"));
        let standing = self.store.standing(document).map_err(|e| self.refused(e))?.ok_or_else(missing)?;
        let versie = versie.unwrap_or(standing);
        let stored = self.store.versions(document.soort(), kwartaal, kwartaal).map_err(|e| self.refused(e))?;
        let stored = stored.into_iter().find(|v| v.document == document && v.versie == versie);
        let stored = stored.ok_or_else(|| Fout::NietGevonden(format!("Versie {versie} van {wie} over {kwartaal}")))?;
        let kop = Bevindingenkop {
            onderwerp: format!("{wie}, {kwartaal}, versie {versie}"),
            bestanden: stored.leveringen.iter().map(|l| l.bestand.clone()).collect(),
        };
        self.workbook(kop, &self.bevindingen(aanbieder, kwartaal, versie)?)
    }

    /// Reads and checks a file and writes its findings: also of what was refused.
    pub fn write_findings_of_file(&self, pad: &Path, naar: &Path, vervang: bool) -> Result<u32, Fout> {
        let outgoing = self.outgoing(&[findings_at(naar)], vervang, Some(pad))?;
        let voorstel = self.check_quickly(pad, &Leesopties::default(), &mut ())?;
        let kop = Bevindingenkop { onderwerp: voorstel.naam.clone(), bestanden: vec![voorstel.naam.clone()] };
        let (werkmap, aantal) = self.workbook(kop, &voorstel.bevindingen)?.ok_or_else(|| none_found("dit bestand"))?;
        write_one(outgoing, &werkmap)?;
        Ok(aantal)
    }

    fn workbook(&self, mut kop: Bevindingenkop, bevindingen: &[Bevinding]) -> Result<Option<(Vec<u8>, u32)>, Fout> {
        if bevindingen.is_empty() {
            return Ok(None);
        }
        if self.is_voorbeeld() {
            kop.onderwerp.push_str(" – VOORBEELDGEGEVENS");
        }
        let werkmap = reports::bevindingen(&kop, bevindingen).map_err(|e| Fout::Intern(e.to_string()))?;
        Ok(Some((werkmap, u32::try_from(bevindingen.len()).unwrap_or(u32::MAX))))
    }
}

/// What stands in the workbook for a report beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vooringevuld {
    /// So many trajecten, of this report.
    Trajecten { aantal: u32, uit: Kwartaal },
    /// There is no report of before the kwartaal.
    GeenRapportage,
    /// The codes of this report are pseudonyms, which its sender does not know.
    Pseudoniemen(Kwartaal),
}

impl Vooringevuld {
    /// What to know of it before it is sent to who is called `naam`, for a report about a kwartaal.
    pub fn woorden(self, naam: &str, kwartaal: Kwartaal) -> String {
        match self {
            Self::Trajecten { aantal, uit } => format!(
                "{} uit de rapportage over {uit} {} er al in. De codes van deelnemers zijn vertrouwelijk.",
                wording::aantal(aantal, "lopend traject", "lopende trajecten"),
                if aantal == 1 { "staat" } else { "staan" }
            ),
            Self::GeenRapportage => format!("Er is geen rapportage van vóór {kwartaal}; er staan dus nog geen trajecten in."),
            Self::Pseudoniemen(uit) => format!(
                "De codes van de rapportage over {uit} zijn pseudoniemen, die {naam} niet kent; er staan dus geen trajecten in."
            ),
        }
    }
}

/// What became of an uitvraag as workbooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitgevraagd {
    pub geschreven: Vec<PathBuf>,
    /// Those that were there already and stayed as they were.
    pub stonden: Vec<PathBuf>,
}

fn none_found(waarbij: &str) -> Fout {
    Fout::Geweigerd(format!("Bij {waarbij} zijn er geen bevindingen; er is niets geschreven."))
}

/// Findings name deelnemers by their code.
fn findings_at(naar: &Path) -> Target {
    Target::new(naar, WERKMAP)
}

/// An empty workbook.
pub(super) fn sjabloon(
    soort: Bestandsoort,
    kwartaal: Option<Kwartaal>,
    gemeente: Option<Gemeente>,
    register: &Register,
) -> Result<Vec<u8>, Fout> {
    if gemeente.is_some() && !matches!(soort, Bestandsoort::Uitvraag | Bestandsoort::Cvs) {
        let tekst = format!("Een {} is niet van één gemeente; laat --gemeente weg.", soort.naam());
        return Err(Fout::Ongeldig { veld: "gemeente", tekst });
    }
    let soort = match soort {
        Bestandsoort::Kwartaalrapportage => Sjabloon::Kwartaalrapportage,
        Bestandsoort::Dekkingsoverzicht => Sjabloon::Dekkingsoverzicht,
        Bestandsoort::Uitvraag => Sjabloon::Uitvraag,
        Bestandsoort::Cvs => Sjabloon::Cvs,
    };
    let vooraf = Vooraf {
        aanbieders: names(kwartaal, &[Segment::Collectief], register),
        register: names(kwartaal, &Segment::ALL, register),
        kwartaal,
        gemeente,
        ..Vooraf::default()
    };
    reports::sjabloon(soort, &vooraf).map_err(|e| Fout::Intern(e.to_string()))
}

/// The names to choose from: who may have a contract for one of the segmenten in the kwartaal; whoever had one when that is
/// nobody, or when no kwartaal is asked for.
fn names(kwartaal: Option<Kwartaal>, segmenten: &[Segment], register: &Register) -> Vec<String> {
    let now = |k: Kwartaal| register.in_volgorde(segmenten.iter().flat_map(|s| register.met_contract(*s, k)));
    let had = |i: &&Inschrijving| segmenten.iter().any(|s| i.had_contract(*s, NaiveDate::MAX));
    let ever = || register.iter().filter(had).map(|i| i.aanbieder).collect();
    let now = kwartaal.map(now).filter(|wie| !wie.is_empty());
    now.unwrap_or_else(ever).into_iter().map(|a| register.naam(a)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, RENDIZ, register_of, who};

    #[test]
    fn a_delivery_is_named_as_people_write_it() {
        let (k, register) = ("2024-K2".parse().unwrap(), register_of([PSW, RENDIZ, who("effe-zo")]));
        for (tekst, aanbieder, versie) in [
            ("psw-2024-K2", Some(PSW), None),
            ("Rendiz 2024-K2", Some(RENDIZ), None),
            ("psw-2024-K2-v3", Some(PSW), Some(3)),
            ("effe-zo-2024-K2", Some(who("effe-zo")), None),
            ("dekking-2024-K2", None, None),
        ] {
            assert_eq!(Verwijzing::read(tekst, &register), Ok(Verwijzing { aanbieder, kwartaal: k, versie }), "{tekst}");
        }
        for fout in ["psw", "venlo-2024-K2", "psw-2024", "psw-2024-K2-vx", "rapport.xlsx"] {
            assert!(Verwijzing::read(fout, &register).is_err(), "{fout}");
        }
    }
}
