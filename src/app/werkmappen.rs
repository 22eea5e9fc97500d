//! Workbooks to send out: empty ones to fill in, and findings for the aanbieder.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{App, Fout, Leesopties, Soort};
use crate::domain::{Aanbieder, Bevinding, Document, Gemeente, Kwartaal};
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

impl FromStr for Verwijzing {
    type Err = GeenVerwijzing;

    fn from_str(tekst: &str) -> Result<Self, Self::Err> {
        let fout = || GeenVerwijzing(tekst.chars().take(40).collect());
        let kleine = tekst.trim().to_lowercase();
        let (wie, rest) = kleine.split_once(['-', ' ', ':']).ok_or_else(fout)?;
        let aanbieder = match wie {
            "dekking" | "dekkingsoverzicht" => None,
            naam => Some(Aanbieder::parse(naam).ok_or_else(fout)?),
        };
        let (kwartaal, versie) = match rest.rsplit_once(['-', ' ', ':']) {
            Some((kwartaal, laatste)) if laatste.starts_with('v') => {
                (kwartaal, Some(laatste.trim_start_matches('v').parse().map_err(|_| fout())?))
            }
            _ => (rest, None),
        };
        Ok(Self { aanbieder, kwartaal: kwartaal.parse().map_err(|_| fout())?, versie })
    }
}

impl App {
    /// Writes an empty workbook to send out; needs no database.
    ///
    /// # Errors
    /// A gemeente for a kind of workbook that is not of one gemeente; a file that cannot be written.
    pub fn write_sjabloon(soort: Soort, kwartaal: Option<Kwartaal>, gemeente: Option<Gemeente>, naar: &Path) -> Result<(), Fout> {
        if gemeente.is_some() && !matches!(soort, Soort::Uitvraag | Soort::Cvs) {
            let tekst = format!("Een {} is niet van één gemeente; laat --gemeente weg.", soort.naam());
            return Err(Fout::Ongeldig { veld: "gemeente", tekst });
        }
        let soort = match soort {
            Soort::Kwartaalrapportage => Sjabloon::Kwartaalrapportage,
            Soort::Dekkingsoverzicht => Sjabloon::Dekkingsoverzicht,
            Soort::Uitvraag => Sjabloon::Uitvraag,
            Soort::Cvs => Sjabloon::Cvs,
        };
        check_extension(naar)?;
        let vooraf = Vooraf { aanbieder: None, kwartaal, gemeente };
        write_whole(naar, &reports::sjabloon(soort, vooraf).map_err(|e| Fout::Intern(e.to_string()))?)
    }

    /// Writes the uitvraag of a kwartaal into a folder, which is made when it is not there: a workbook for every gemeente.
    /// Returns the files; needs no database.
    ///
    /// # Errors
    /// One of them is there already: it may have been filled in. Then none is written.
    pub fn write_uitvraag(kwartaal: Kwartaal, map: &Path) -> Result<Vec<PathBuf>, Fout> {
        let paden: Vec<(Gemeente, PathBuf)> = Gemeente::ALL
            .into_iter()
            .map(|gemeente| (gemeente, map.join(format!("uitvraag-{kwartaal}-{}.xlsx", gemeente.key()))))
            .collect();
        if let Some((_, pad)) = paden.iter().find(|(_, pad)| pad.exists()) {
            let pad = wording::veilig(&pad.display().to_string());
            let tekst = format!("{pad} bestaat al en kan ingevuld zijn; er is niets geschreven. Kies een andere map.");
            return Err(Fout::Ongeldig { veld: "naar", tekst });
        }
        std::fs::create_dir_all(map).map_err(|oorzaak| Fout::Schrijven { pad: map.to_owned(), oorzaak })?;
        for (gemeente, pad) in &paden {
            Self::write_sjabloon(Soort::Uitvraag, Some(kwartaal), Some(*gemeente), pad)?;
        }
        Ok(paden.into_iter().map(|(_, pad)| pad).collect())
    }

    /// Writes the findings of a stored delivery to a workbook for the aanbieder; returns how many there are.
    pub fn write_findings(&self, verwijzing: Verwijzing, naar: &Path) -> Result<u32, Fout> {
        check_extension(naar)?;
        let Verwijzing { aanbieder, kwartaal, versie } = verwijzing;
        let document = aanbieder.map_or(Document::Dekking(kwartaal), |a| Document::Rapportage(a, kwartaal));
        let wie = aanbieder.map_or("Dekkingsoverzicht", Aanbieder::naam);
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
        self.write_workbook(&kop, &self.bevindingen(aanbieder, kwartaal, versie)?, naar)
    }

    /// Reads and checks a file and writes its findings: also of what was refused.
    pub fn write_findings_of_file(&self, pad: &Path, naar: &Path) -> Result<u32, Fout> {
        check_extension(naar)?;
        let voorstel = self.check_quickly(pad, &Leesopties::default(), &mut ())?;
        let kop = Bevindingenkop { onderwerp: voorstel.naam.clone(), bestanden: vec![voorstel.naam.clone()] };
        self.write_workbook(&kop, &voorstel.bevindingen, naar)
    }

    fn write_workbook(&self, kop: &Bevindingenkop, bevindingen: &[Bevinding], naar: &Path) -> Result<u32, Fout> {
        let mut kop = kop.clone();
        if self.is_voorbeeld() {
            kop.onderwerp.push_str(" – VOORBEELDGEGEVENS");
        }
        write_whole(naar, &reports::bevindingen(&kop, bevindingen).map_err(|e| Fout::Intern(e.to_string()))?)?;
        Ok(u32::try_from(bevindingen.len()).unwrap_or(u32::MAX))
    }
}

/// A workbook under another name would not open with a double click.
fn check_extension(naar: &Path) -> Result<(), Fout> {
    if naar.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        return Ok(());
    }
    let tekst = format!("{} moet op .xlsx eindigen.", wording::veilig(&naar.display().to_string()));
    Err(Fout::Ongeldig { veld: "naar", tekst })
}

/// Writes a file whole or not at all: beside its place first, so that a full disk leaves what was there. It is readable by its
/// owner only.
pub(super) fn write_whole(naar: &Path, bytes: &[u8]) -> Result<(), Fout> {
    place(naar, bytes, &tempfile::Builder::new())
}

/// As [`write_whole`], with the rights that any new file of the user has: for what is passed on.
pub(super) fn write_shared(naar: &Path, bytes: &[u8]) -> Result<(), Fout> {
    let mut maker = tempfile::Builder::new();
    // The umask takes away what it always does.
    #[cfg(unix)]
    maker.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    place(naar, bytes, &maker)
}

fn place(naar: &Path, bytes: &[u8], maker: &tempfile::Builder<'_, '_>) -> Result<(), Fout> {
    let fail = |oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak };
    // A pipe or a device is written to, not replaced.
    if std::fs::metadata(naar).is_ok_and(|m| !m.is_file()) {
        return std::fs::write(naar, bytes).map_err(fail);
    }
    let map = naar.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut tijdelijk = maker.tempfile_in(map).map_err(fail)?;
    tijdelijk.write_all(bytes).map_err(fail)?;
    tijdelijk.as_file().sync_all().map_err(fail)?;
    tijdelijk.persist(naar).map_err(|e| fail(e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_named_as_people_write_it() {
        let k: Kwartaal = "2024-K2".parse().unwrap();
        for (tekst, aanbieder, versie) in [
            ("psw-2024-K2", Some(Aanbieder::Psw), None),
            ("Rendiz 2024-K2", Some(Aanbieder::Rendiz), None),
            ("psw-2024-K2-v3", Some(Aanbieder::Psw), Some(3)),
            ("dekking-2024-K2", None, None),
        ] {
            assert_eq!(tekst.parse(), Ok(Verwijzing { aanbieder, kwartaal: k, versie }), "{tekst}");
        }
        for fout in ["psw", "venlo-2024-K2", "psw-2024", "psw-2024-K2-vx", "rapport.xlsx"] {
            assert!(fout.parse::<Verwijzing>().is_err(), "{fout}");
        }
    }
}
