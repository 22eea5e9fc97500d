//! The folders of the user: where the database, the settings and the log live.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::Fout;

const NAAM: &str = "accountgesprek";

/// The user's folders, by the conventions of the platform (XDG on Linux and macOS, Known Folders on Windows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mappen {
    /// The database.
    pub data: PathBuf,
    /// Settings: normen of one's own, labels of treden, extra working-day rules, the name of the user.
    pub instellingen: PathBuf,
    /// The log.
    pub toestand: PathBuf,
}

impl Mappen {
    /// Returns the folders of the user; None when there is no home folder.
    pub fn of_user() -> Option<Self> {
        let strategy = etcetera::choose_base_strategy().ok()?;
        let data = strategy.data_dir().join(NAAM);
        Some(Self {
            instellingen: strategy.config_dir().join(NAAM),
            toestand: strategy.state_dir().map_or_else(|| data.clone(), |dir| dir.join(NAAM)),
            data,
        })
    }

    /// The database file when `--db` does not say otherwise.
    pub fn database(&self) -> PathBuf {
        self.data.join("accountgesprek.db")
    }

    /// The copies that the program makes by itself.
    pub fn kopieen(&self) -> PathBuf {
        self.data.join("kopieen")
    }
}

/// Reads a settings file of the user with `parse` when it is there; its error is a reason in Dutch.
pub(super) fn read_own<T>(map: &Path, naam: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Fout> {
    let pad = map.join(naam);
    let tekst = match std::fs::read_to_string(&pad) {
        Ok(tekst) => tekst,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(Fout::Lezen { pad, oorzaak: e }),
    };
    parse(&tekst).map(Some).map_err(|reden| Fout::Instelling { pad, reden })
}
