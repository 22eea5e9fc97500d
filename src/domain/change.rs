//! A change as data: what was and what is, so that it can be shown, logged and undone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The kind of thing that people edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Soort {
    Afspraak,
    Gesprek,
    Agendapunt,
    Uitkomst,
    Signaal,
    Bundel,
    Aandachtspunt,
    Rapportage,
    Dekking,
    Tarief,
}

/// One field of one thing: `oud` is None when the thing was made, `nieuw` None when it was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub soort: Soort,
    /// The number or id of the thing: `PSW-2024-07`.
    pub id: String,
    pub veld: String,
    pub oud: Option<String>,
    pub nieuw: Option<String>,
}

impl Change {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { oud: self.nieuw.clone(), nieuw: self.oud.clone(), ..self.clone() }
    }
}

/// One act of a user: all its changes are undone together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handeling {
    pub id: i64,
    pub wanneer: DateTime<Utc>,
    pub wie: String,
    /// In words: "afspraak PSW-2024-07 gemaakt".
    pub wat: String,
    pub changes: Vec<Change>,
    /// The act that undid this one, if any.
    pub ongedaan: bool,
}
