//! The normen in force: those that come with the program, or the user's own file.

use std::path::Path;

use super::mappen::read_own;
use super::{Fout, tomlbestand};
use crate::domain::{Normenkader, Richting};

/// The name of the user's own file in the settings folder; it replaces the built-in one as a whole, so that what is in
/// force can be read in one place.
pub(super) const BESTAND: &str = "normen.toml";
const MEEGELEVERD: &str = include_str!("../../data/normen.toml");

/// Returns the user's own normenkader when there is one in `map`, else the one that comes with the program.
pub(super) fn load(map: Option<&Path>) -> Result<Normenkader, Fout> {
    if let Some(own) = map.map(|map| read_own(map, BESTAND, parse)).transpose()?.flatten() {
        return Ok(own);
    }
    parse(MEEGELEVERD).map_err(|reden| Fout::Instelling { pad: BESTAND.into(), reden })
}

/// The text of the normenkader in force, as it is written.
pub(super) fn text(map: Option<&Path>) -> Result<String, Fout> {
    let own = map.map(|map| read_own(map, BESTAND, |tekst| Ok(tekst.to_owned()))).transpose()?.flatten();
    Ok(own.unwrap_or_else(|| MEEGELEVERD.to_owned()))
}

/// Reads a normenkader from text; the error is a reason in Dutch.
pub(super) fn parse(tekst: &str) -> Result<Normenkader, String> {
    let kader: Normenkader = tomlbestand::read(tekst)?;
    check(&kader)?;
    Ok(kader)
}

/// What serde cannot know: the KPI of a norm follows from its indicator, periods run forward, no norm twice on one day.
fn check(kader: &Normenkader) -> Result<(), String> {
    for (i, norm) in kader.norm.iter().enumerate() {
        let id = &norm.id;
        if norm.kpi != norm.indicator.kpi() {
            return Err(format!("norm {id} hoort bij KPI {} en niet bij KPI {}", norm.indicator.kpi(), norm.kpi));
        }
        if norm.geldig_tot.is_some_and(|tot| tot < norm.geldig_van) {
            return Err(format!("norm {id} eindigt voordat hij begint"));
        }
        if norm.opschorting.iter().any(|o| o.tot < o.van) {
            return Err(format!("een opschorting van norm {id} eindigt voordat zij begint"));
        }
        let hoogste = if norm.indicator.is_mean() { 10 } else { 100 };
        match (norm.richting, norm.grens) {
            (Richting::Informatie, None) => {}
            (Richting::Informatie, Some(_)) => return Err(format!("norm {id} is ter informatie en heeft dus geen grens")),
            (_, None) => return Err(format!("norm {id} heeft geen grens; alleen een norm ter informatie kan zonder")),
            (_, Some(grens)) if grens.is_sign_negative() || grens > hoogste.into() => {
                return Err(format!("de grens van norm {id} ligt niet tussen 0 en {hoogste}"));
            }
            (_, Some(_)) => {}
        }
        let dubbel = kader.norm.iter().take(i).filter(|andere| andere.id == *id).any(|andere| {
            // Two periods overlap when both hold on the day that the later one starts.
            let dag = norm.geldig_van.max(andere.geldig_van);
            norm.is_valid_on(dag) && andere.is_valid_on(dag)
        });
        if dubbel {
            return Err(format!("norm {id} staat er twee keer in voor dezelfde dag"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kwartaal, Segment};

    fn kwartaal(tekst: &str) -> Kwartaal {
        tekst.parse().unwrap()
    }

    #[test]
    fn the_normen_that_come_along_are_those_of_the_handboek() {
        let kader = load(None).unwrap();
        let ids: Vec<_> = kader.valid_in(Segment::Collectief, kwartaal("2024-K2")).map(|n| n.id.as_str().to_owned()).collect();
        assert_eq!(ids, ["C1.1", "C1.2", "C2.1", "C2.2", "C2.3", "C3.1", "C3.2", "C3.3", "C4.1"]);
        assert_eq!(kader.valid_in(Segment::Collectief, kwartaal("2021-K4")).count(), 0);
        let losgelaten = |k: &str| kader.find("c2.1", kwartaal(k)).unwrap().suspended_on(kwartaal(k).last_day()).is_some();
        assert_eq!(
            ["2022-K4", "2023-K1", "2024-K4", "2025-K1"].map(losgelaten),
            [false, true, true, false],
            "suspended in 2023 and 2024 and nowhere else"
        );
    }

    #[test]
    fn a_wrong_normenkader_says_what_is_wrong() {
        let once = MEEGELEVERD.to_owned();
        let start = once.find("[[norm]]").unwrap();
        let end = once.find("bron =").unwrap();
        let norm = once.get(start..end).unwrap();
        let twice = format!("{once}\n{norm}\nbron = \"x\"\n");
        assert!(parse(&twice).unwrap_err().contains("twee keer"));
        assert!(parse(&once.replacen("grens = 100", "grens = 101", 1)).unwrap_err().contains("tussen 0 en 100"));
        assert!(parse(&once.replacen("kpi = 1", "kpi = 2", 1)).unwrap_err().contains("KPI 1"));
        assert!(parse("niets").is_err());
    }

    #[test]
    fn the_file_of_the_user_replaces_ours() {
        let map = tempfile::tempdir().unwrap();
        assert_eq!(load(Some(map.path())).unwrap(), load(None).unwrap());
        std::fs::write(map.path().join(BESTAND), MEEGELEVERD.replacen("klein_aantal = 10", "klein_aantal = 5", 1)).unwrap();
        assert_eq!(load(Some(map.path())).unwrap().drempels.klein_aantal, 5);
        std::fs::write(map.path().join(BESTAND), "grens = ").unwrap();
        let melding = load(Some(map.path())).unwrap_err().melding();
        assert!(melding.tekst.contains("normen.toml"), "{}", melding.tekst);
    }
}
