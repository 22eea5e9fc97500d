//! Which database is meant: by a name of the settings, an address on a server, or a file.

use std::path::{Path, PathBuf};

use super::voorkeuren::{BESTAND, Instellingen};
use super::{App, Fout};
use crate::files::{expand_home, home};
use crate::storage::server_of;
use crate::wording;

impl App {
    /// The database that somebody names. A word is a name of the settings, unless a file of that name stands there; an address, and
    /// what has a dot or a slash in it, is what it is.
    ///
    /// # Errors
    /// Nothing has that name: the names that there are, are told.
    pub fn database_named(genoemd: &Path, instellingen: Option<&Path>) -> Result<PathBuf, Fout> {
        if is_place(genoemd) || genoemd.is_file() {
            return Ok(genoemd.to_owned());
        }
        let eigen = Instellingen::load(instellingen)?;
        let naam = genoemd.to_string_lossy();
        in_settings(&eigen, &naam, instellingen).ok_or_else(|| Fout::Geweigerd(format!("{} {HOW}", unknown(&eigen, &naam))))
    }

    /// The database that the settings say is opened when nobody names one; None: they say nothing of it.
    pub fn database_now(instellingen: Option<&Path>) -> Result<Option<PathBuf>, Fout> {
        let Some(map) = instellingen else { return Ok(None) };
        named_now(&Instellingen::load(Some(map))?, map)
    }
}

/// How another one is named.
const HOW: &str = "Een bestand noemt u met een punt of een schuine streep erin, zoals proef.db of ./proef.";

/// The same of settings that need not be kept yet.
pub(super) fn named_now(eigen: &Instellingen, map: &Path) -> Result<Option<PathBuf>, Fout> {
    let Some(genoemd) = eigen.database.as_deref() else { return Ok(None) };
    if is_place(Path::new(genoemd)) {
        return Ok(Some(place(genoemd, Some(map))));
    }
    let found = in_settings(eigen, genoemd, Some(map));
    let wrong = || Fout::Ongeldig { veld: "database", tekst: unknown(eigen, genoemd) };
    found.ok_or_else(wrong).map(Some)
}

fn is_place(genoemd: &Path) -> bool {
    server_of(genoemd).is_some() || genoemd.to_string_lossy().contains(['/', '\\', '.', '~'])
}

/// What the settings say under a name.
fn in_settings(eigen: &Instellingen, naam: &str, map: Option<&Path>) -> Option<PathBuf> {
    eigen.databases.get(naam).map(|waarde| place(waarde, map))
}

/// An address, or a file; one without a folder lies beside the settings.
fn place(waarde: &str, map: Option<&Path>) -> PathBuf {
    let pad = Path::new(waarde);
    match (server_of(pad), map) {
        (None, Some(map)) => map.join(if home().is_some() { expand_home(pad) } else { pad.to_owned() }),
        _ => pad.to_owned(),
    }
}

fn unknown(eigen: &Instellingen, naam: &str) -> String {
    let known = match eigen.databases.len() {
        0 => format!("onder [databases] in {BESTAND} staat er geen"),
        1 => format!("onder [databases] in {BESTAND} staat alleen {}", wording::opsomming(eigen.databases.keys())),
        _ => format!("onder [databases] in {BESTAND} staan {}", wording::opsomming(eigen.databases.keys())),
    };
    wording::veilig(&format!("Er is geen database die ‘{naam}’ heet: {known}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_a_name_and_what_has_a_dot_or_a_slash_is_a_file() {
        let map = tempfile::tempdir().unwrap();
        let named = |naam: &str| App::database_named(Path::new(naam), Some(map.path())).map(|pad| pad.display().to_string());
        let none = named("team").unwrap_err().melding().tekst;
        assert!(none.contains("‘team’ heet: onder [databases] in instellingen.toml staat er geen."), "{none}");
        let text = "[databases]\nteam = \"postgres://jan@db.nl/team\"\nthuis = \"eigen.db\"\nelders = \"/map/a\"\n";
        std::fs::write(map.path().join(BESTAND), text).unwrap();
        assert_eq!(named("team").unwrap(), "postgres://jan@db.nl/team");
        assert_eq!(named("thuis").unwrap(), map.path().join("eigen.db").display().to_string());
        assert_eq!(named("elders").unwrap(), "/map/a");
        for file in ["team.db", "./team", "map/team", "postgres://x/y", "service=team"] {
            assert_eq!(named(file).unwrap(), file);
        }
        let tekst = named("taem").unwrap_err().melding().tekst;
        assert!(tekst.contains("staan elders, team en thuis") && tekst.contains("./proef"), "{tekst}");
        // A file that stands there is meant; a folder of that name is none.
        assert_eq!(named("LICENSE").unwrap(), "LICENSE");
        assert!(named("src").is_err());
    }

    #[test]
    fn what_is_opened_without_being_named_is_of_the_settings() {
        let map = tempfile::tempdir().unwrap();
        let now = |text: &str| {
            std::fs::write(map.path().join(BESTAND), text).unwrap();
            App::database_now(Some(map.path()))
        };
        assert_eq!(now("").unwrap(), None);
        assert_eq!(now("database = \"postgres://db/team\"").unwrap(), Some("postgres://db/team".into()));
        assert_eq!(now("database = \"team\"\n[databases]\nteam = \"a.db\"").unwrap(), Some(map.path().join("a.db")));
        assert!(
            now("database = \"taem\"\n[databases]\nteam = \"a.db\"").unwrap_err().melding().tekst.contains("staat alleen team")
        );
        assert!(now("[databases]\nteam = 1").unwrap_err().melding().tekst.contains("regel 2"));
    }
}
