//! The two segments of the contract.

use super::Product;
use super::sleutel::sleutels;

/// The two segments of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Segment {
    #[default]
    Collectief,
    Individueel,
}

sleutels! {
    Segment "segment" {
        Collectief = "collectief",
        Individueel = "individueel",
    }
}

impl Segment {
    /// The name in files and commands.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Collectief => "collectief",
            Self::Individueel => "individueel",
        }
    }

    /// The one that it is not.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Collectief => Self::Individueel,
            Self::Individueel => Self::Collectief,
        }
    }

    /// The segment of a row (`domein.md` 10): by the product that it has or inherits; without one by whether its aanbieder ever had a
    /// contract for segment collectief.
    pub const fn of(product: Option<Product>, had_collectief: bool) -> Self {
        if product.is_none() && had_collectief { Self::Collectief } else { Self::Individueel }
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
