//! The participatieladder in force: the one that comes with the program, or the user's own file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::mappen::read_own;
use super::{Fout, tomlbestand};
use crate::domain::{Gemeente, Participatieladder, Trede, fold_label};

/// The name of the user's own file in the settings folder.
const BESTAND: &str = "participatieladder.toml";
const MEEGELEVERD: &str = include_str!("../../data/participatieladder.toml");

/// The file as written: labels per gemeente key, `alle` for every gemeente.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    treden: [String; 6],
    #[serde(default)]
    labels: BTreeMap<String, BTreeMap<String, Trede>>,
}

/// Returns the user's own ladder when there is one in `map`, else the one that comes with the program.
pub(super) fn load(map: Option<&Path>) -> Result<Participatieladder, Fout> {
    if let Some(own) = map.map(|map| read_own(map, BESTAND, parse)).transpose()?.flatten() {
        return Ok(own);
    }
    parse(MEEGELEVERD).map_err(|reden| Fout::Instelling { pad: BESTAND.into(), reden })
}

/// Reads a ladder from text; the error is a reason in Dutch.
fn parse(tekst: &str) -> Result<Participatieladder, String> {
    let bestand: Bestand = tomlbestand::read(tekst)?;
    let mut labels = BTreeMap::new();
    for (wie, eigen) in bestand.labels {
        let gemeente = match wie.as_str() {
            "alle" => None,
            naam => Some(Gemeente::parse(naam).ok_or_else(|| format!("{naam} is geen van de zeven gemeenten"))?),
        };
        for (label, trede) in eigen {
            labels.insert((gemeente, fold_label(&label)), trede);
        }
    }
    Ok(Participatieladder { namen: bestand.treden, labels })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_that_comes_along_knows_its_own_names() {
        let ladder = load(None).unwrap();
        for (i, naam) in ladder.namen.iter().enumerate() {
            let trede = Trede::new(u8::try_from(i).unwrap() + 1);
            assert_eq!(ladder.find(None, naam), trede, "{naam}");
            assert_eq!(ladder.find(Some(Gemeente::Venlo), &naam.to_uppercase()), trede, "{naam}");
        }
    }

    #[test]
    fn a_label_of_one_gemeente_goes_first_there_and_means_nothing_elsewhere() {
        let tekst = "treden = ['a','b','c','d','e','f']\n[labels.alle]\nx = 1\n[labels.venlo]\nx = 2\ny = 3\n";
        let ladder = parse(tekst).unwrap();
        assert_eq!(ladder.find(Some(Gemeente::Venlo), "X"), Trede::new(2));
        assert_eq!(ladder.find(Some(Gemeente::Gennep), "X"), Trede::new(1));
        assert_eq!(ladder.find(Some(Gemeente::Gennep), "y"), None);
    }

    #[test]
    fn a_wrong_ladder_says_what_is_wrong() {
        let six = "treden = ['a','b','c','d','e','f']\n";
        assert!(parse(&format!("{six}[labels.roermond]\nx = 1\n")).unwrap_err().contains("roermond"));
        assert!(parse(&format!("{six}[labels.venlo]\nx = 7\n")).unwrap_err().contains("1–6"));
        assert!(parse("treden = ['a']\n").is_err());
    }
}
