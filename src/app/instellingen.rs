//! The user's own settings: `instellingen.toml` in the settings folder. Everything in it may be left out.

use std::path::Path;

use serde::Deserialize;

use super::mappen::read_own;
use super::rol::Rol;
use super::{App, Fout, invoer, tomlbestand};
use crate::domain::Register;
use crate::wording;

const BESTAND: &str = "instellingen.toml";
/// The longest name in the change log.
const MAX_NAAM: usize = 200;

/// Settings of a person, not of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Instellingen {
    /// The name that goes into the change log.
    pub(super) naam: Option<String>,
    /// The work that the program opens on.
    pub(super) rol: Option<Rol>,
}

impl Instellingen {
    /// Reads the settings; without a file they are all left to the program.
    pub(super) fn load(map: Option<&Path>) -> Result<Self, Fout> {
        let own = map.map(|map| read_own(map, BESTAND, tomlbestand::read));
        Ok(own.transpose()?.flatten().unwrap_or_default())
    }
}

impl App {
    /// The role in the settings, if one is set there.
    pub fn rol_now(instellingen: Option<&Path>) -> Result<Option<Rol>, Fout> {
        Ok(Instellingen::load(instellingen)?.rol)
    }

    /// Whose work the program opens on.
    pub const fn rol(&self) -> Rol {
        self.rol
    }

    /// Works in a role: it goes into the change log behind the name.
    pub fn work_as(&mut self, rol: Rol) {
        self.rol = rol;
        let wie = &self.omgeving.wie;
        if !wie.ends_with(&format!("({})", rol.naam())) {
            self.omgeving.wie = format!("{wie} ({})", rol.naam());
        }
    }

    /// Who acts, for the change log: the name in the settings, else that of the account, else [`wording::ONBEKEND`].
    pub fn wie_now(instellingen: Option<&Path>) -> Result<String, Fout> {
        let naam = Instellingen::load(instellingen)?.naam;
        let account = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
        // It stands in the change log for good.
        let naam = invoer::line("naam", &naam.or_else(account).unwrap_or_default(), MAX_NAAM, &Register::default())?;
        Ok(if naam.is_empty() { wording::ONBEKEND.to_owned() } else { naam.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_settings_goes_before_that_of_the_account() {
        let map = tempfile::tempdir().unwrap();
        assert!(!App::wie_now(Some(map.path())).unwrap().is_empty());
        std::fs::write(map.path().join(BESTAND), "naam = \" Contractmanager \"\n").unwrap();
        assert_eq!(App::wie_now(Some(map.path())).unwrap(), "Contractmanager");
        std::fs::write(map.path().join(BESTAND), "naam = \"Jan 111222333\"\n").unwrap();
        let melding = App::wie_now(Some(map.path())).unwrap_err().melding().tekst;
        assert!(melding.contains("burgerservicenummer") && !melding.contains("222"), "{melding}");
        std::fs::write(map.path().join(BESTAND), "nam = 1\n").unwrap();
        assert!(App::wie_now(Some(map.path())).unwrap_err().melding().tekst.contains(BESTAND));
    }
}
