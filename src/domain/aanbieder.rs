//! The contracted aanbieders of segment 1, and the segments.

use serde::{Deserialize, Serialize};

/// One of the three contracted aanbieders of segment 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aanbieder {
    Psw,
    Rendiz,
    Qwyl,
}

impl Aanbieder {
    pub const ALL: [Self; 3] = [Self::Psw, Self::Rendiz, Self::Qwyl];
    /// The KvK numbers: eight digits that are nobody's burgerservicenummer.
    pub const KVK: [&'static str; 3] = [Self::Psw.kvk(), Self::Rendiz.kvk(), Self::Qwyl.kvk()];

    /// The short name, as spoken.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Psw => "PSW",
            Self::Rendiz => "Rendiz",
            Self::Qwyl => "Qwyl",
        }
    }

    /// The name in the contract.
    pub const fn statutaire_naam(self) -> &'static str {
        match self {
            Self::Psw => "Stichting PSW",
            Self::Rendiz => "Rendiz Zorg B.V.",
            Self::Qwyl => "Qwyl Coaching B.V.",
        }
    }

    pub const fn kvk(self) -> &'static str {
        match self {
            Self::Psw => "13032969",
            Self::Rendiz => "12066692",
            Self::Qwyl => "14109667",
        }
    }

    /// The stable key in storage, commands and JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Psw => "psw",
            Self::Rendiz => "rendiz",
            Self::Qwyl => "qwyl",
        }
    }

    /// The prefix of the numbers of its afspraken (`PSW-2024-07`).
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Psw => "PSW",
            Self::Rendiz => "RENDIZ",
            Self::Qwyl => "QWYL",
        }
    }

    /// Returns the aanbieder that a text names (`PSW`, `Stichting PSW`, `Rendiz Zorg B.V.`), or None.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        Some(match letters.as_str() {
            "psw" | "stichtingpsw" | "13032969" => Self::Psw,
            "rendiz" | "rendizzorg" | "rendizzorgbv" | "rendizbv" | "12066692" => Self::Rendiz,
            "qwyl" | "qwylcoaching" | "qwylcoachingbv" | "qwylbv" | "14109667" => Self::Qwyl,
            _ => return None,
        })
    }
}

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
