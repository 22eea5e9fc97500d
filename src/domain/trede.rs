//! The participatieladder: six treden, and the labels that gemeenten use for them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Gemeente;

/// A step of the participatieladder, 1–6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Trede(u8);

impl Trede {
    /// Returns the trede `n`, or None outside 1–6.
    pub fn new(n: u8) -> Option<Self> {
        (1..=6).contains(&n).then_some(Self(n))
    }

    pub const fn nummer(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Trede {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TryFrom<u8> for Trede {
    type Error = &'static str;
    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("trede buiten 1–6")
    }
}

impl From<Trede> for u8 {
    fn from(value: Trede) -> Self {
        value.0
    }
}

/// The names of the six treden and each gemeente's own labels for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participatieladder {
    /// The name of trede 1 to 6.
    pub namen: [String; 6],
    /// Per gemeente: own label (folded) → trede. A label under None holds for all gemeenten.
    pub labels: BTreeMap<(Option<Gemeente>, String), Trede>,
}

impl Participatieladder {
    /// Returns the trede that a label means for a gemeente: first its own labels, then those of all.
    pub fn find(&self, gemeente: Option<Gemeente>, label: &str) -> Option<Trede> {
        let label = fold_label(label);
        let own = gemeente.and_then(|g| self.labels.get(&(Some(g), label.clone())));
        own.or_else(|| self.labels.get(&(None, label))).copied()
    }
}

/// Folds a label for comparison: lower case, single spaces.
pub fn fold_label(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
