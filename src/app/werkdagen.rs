//! The working days in force: the table that comes with the program, and the days that the user adds.

use std::path::Path;

use super::mappen::read_own;
use super::{Fout, tomlbestand};
use crate::domain::Werkdagen;

/// The name of the user's own file in the settings folder; it replaces the built-in table.
const BESTAND: &str = "gelijkgestelde-dagen.toml";
const MEEGELEVERD: &str = include_str!("../../data/gelijkgestelde-dagen.toml");

/// Returns the user's own table when there is one in `map`, else the one that comes with the program.
pub(super) fn load(map: Option<&Path>) -> Result<Werkdagen, Fout> {
    if let Some(own) = map.map(|map| read_own(map, BESTAND, tomlbestand::read)).transpose()?.flatten() {
        return Ok(own);
    }
    tomlbestand::read(MEEGELEVERD).map_err(|reden| Fout::Instelling { pad: BESTAND.into(), reden })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_after_ascension_is_free_by_the_table() {
        let dag = "2024-05-10".parse().unwrap();
        assert!(!load(None).unwrap().is_werkdag(dag));
        assert!(Werkdagen::default().is_werkdag(dag));
    }
}
