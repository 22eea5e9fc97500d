//! Who did what, and how two who did something to one thing at once are told apart: facts for the user and his choices. What is
//! merged and what clashes is for `samenvoegen` to say.

use chrono::{DateTime, Utc};

use crate::domain::Soort;

/// Who did what, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoor {
    pub wie: String,
    pub wanneer: DateTime<Utc>,
    pub wat: String,
}

/// A field that somebody gave another value than somebody else did since he saw it. The field
/// [`Change::GEHEEL`](crate::domain::Change::GEHEEL) is the thing itself, which one of them removed: then None is its removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Botsing {
    pub soort: Soort,
    pub id: String,
    pub veld: String,
    pub van_u: Option<String>,
    /// What the store holds now.
    pub nu: Option<String>,
    /// Who put it there, when the log knows.
    pub door: Option<Spoor>,
    /// Whether both texts can be kept, one below the other.
    pub samen: bool,
    /// What it is chosen together with: clashes of one thing and one `eenheid` are settled the same way.
    pub eenheid: &'static str,
    /// Whether the change falls away with the choice for the other: it makes no sense then.
    pub vervalt: bool,
    /// The row version that stands now.
    pub rijversie: u64,
}

/// Which of two values is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kies {
    VanU,
    Nu,
    Samen,
}

/// How the user settled a clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keuze {
    pub soort: Soort,
    pub id: String,
    pub veld: String,
    /// The value of the other that he saw.
    pub nu: Option<String>,
    pub kies: Kies,
}

/// What others changed in a thing and stayed, when a change of other fields was saved beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Samenvoeging {
    pub soort: Soort,
    pub id: String,
    pub velden: Vec<String>,
    pub door: Option<Spoor>,
}
