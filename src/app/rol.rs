//! Whose work the program opens on.

use serde::Deserialize;

/// Whose work the program opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rol {
    /// The contractmanager: opens on the overview.
    #[default]
    Contract,
    /// The beleidscollega: opens on the inbox of signalen.
    Beleid,
}

impl Rol {
    /// As it stands in the settings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Beleid => "beleid",
        }
    }

    /// As it stands in the change log, behind the name.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Contract => "contractmanager",
            Self::Beleid => "beleidscollega",
        }
    }

    /// Returns the role that a word names: `contract`, `beleid`, or as it is called.
    pub fn parse(tekst: &str) -> Option<Self> {
        match tekst.trim().to_lowercase().as_str() {
            "contract" | "contractmanager" => Some(Self::Contract),
            "beleid" | "beleidscollega" => Some(Self::Beleid),
            _ => None,
        }
    }
}
