//! Workbooks to send out: empty ones to fill in, and findings for the aanbieder.

use std::path::Path;
use std::str::FromStr;

use super::{App, Fout, Soort};
use crate::domain::{Aanbieder, Kwartaal};

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
    pub fn write_sjabloon(soort: Soort, naar: &Path) -> Result<(), Fout> {
        let _ = (soort, naar);
        Err(Fout::NietBeschikbaar("sjabloon"))
    }

    /// Writes the findings of a stored delivery to a workbook for the aanbieder; returns how many there are.
    pub fn write_findings(&self, verwijzing: Verwijzing, naar: &Path) -> Result<u32, Fout> {
        let _ = (verwijzing, naar);
        Err(Fout::NietBeschikbaar("bevindingen"))
    }

    /// Reads and checks a file and writes its findings: also of what was refused.
    pub fn write_findings_of_file(&self, pad: &Path, naar: &Path) -> Result<u32, Fout> {
        let _ = (pad, naar);
        Err(Fout::NietBeschikbaar("bevindingen"))
    }
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
