//! The two segments of the contract.

use serde::{Deserialize, Serialize};

/// The two segments of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Segment {
    #[default]
    Collectief,
    Individueel,
}

impl Segment {
    pub const ALL: [Self; 2] = [Self::Collectief, Self::Individueel];

    /// The name in files and commands, and the key in storage.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Collectief => "collectief",
            Self::Individueel => "individueel",
        }
    }

    /// Reads the name or the number of a segment: `collectief`, `1`, `segment 1`.
    pub fn parse(tekst: &str) -> Option<Self> {
        let klein = tekst.trim().to_lowercase();
        match klein.strip_prefix("segment").unwrap_or(&klein).trim_start() {
            "collectief" | "1" => Some(Self::Collectief),
            "individueel" | "2" => Some(Self::Individueel),
            _ => None,
        }
    }
}
