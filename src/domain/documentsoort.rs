//! The kinds of document that are delivered.

use serde::{Deserialize, Serialize};

/// What is delivered in versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Documentsoort {
    /// A kwartaalrapportage: one per aanbieder and kwartaal.
    Rapportage,
    /// A dekkingsoverzicht: one per kwartaal.
    Dekking,
    /// A CVS export: one per gemeente and kwartaal.
    Cvs,
}

impl Documentsoort {
    pub const ALL: [Self; 3] = [Self::Rapportage, Self::Dekking, Self::Cvs];

    /// The stable key in storage.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rapportage => "rapportage",
            Self::Dekking => "dekking",
            Self::Cvs => "cvs",
        }
    }
}
