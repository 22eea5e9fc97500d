//! A line of text in pieces, so that what must not be seen can be left out of it without guessing: the codes of deelnemers,
//! other aanbieders, small numbers, and what somebody typed apart from what the program says itself.
//!
//! Plain data, and as such part of what is frozen and established. `wording` makes text of it.

use serde::{Deserialize, Serialize};

/// A piece of a line. Every code stands under the key `code` when it is stored, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stuk {
    /// Said by the program.
    Tekst(String),
    /// Typed by somebody, here or in a file.
    Getypt(String),
    /// The code of a deelnemer within what somebody typed.
    Code(Genoemd),
    /// The deelnemers that a line is about.
    Deelnemers(Vec<Genoemd>),
    /// Names other aanbieders than the one at the table.
    Anderen(String),
    /// Tells something of few people.
    Klein(Vec<Stuk>),
    /// What the user is to do about it: said to nobody else, so no form keeps it.
    #[serde(skip)]
    Opdracht(String),
}

/// A deelnemer in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genoemd {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<String>,
}

impl Genoemd {
    /// A deelnemer of whom nothing but the code is said.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), gemeente: None }
    }
}

/// One line of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feitregel {
    /// 0 for a fact, 1 for what belongs to it.
    pub niveau: u8,
    pub stukken: Vec<Stuk>,
}

impl Feitregel {
    /// Whether it tells of single deelnemers.
    pub fn names_deelnemers(&self) -> bool {
        names(&self.stukken)
    }

    /// What somebody typed in it, codes and all.
    pub fn getypt(&self) -> String {
        typed(&self.stukken)
    }

    /// The line as a form keeps it: without what the user is to do.
    #[must_use]
    pub fn kept(&self) -> Self {
        let stukken = self.stukken.iter().filter(|s| !matches!(s, Stuk::Opdracht(_))).cloned().collect();
        Self { niveau: self.niveau, stukken }
    }
}

/// A text that somebody typed, with the codes of deelnemers in it apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Getypt(pub Vec<Stuk>);

impl Getypt {
    pub fn is_empty(&self) -> bool {
        self.geheel().trim().is_empty()
    }

    /// The text as it was typed.
    pub fn geheel(&self) -> String {
        typed(&self.0)
    }
}

fn names(stukken: &[Stuk]) -> bool {
    stukken.iter().any(|stuk| match stuk {
        Stuk::Deelnemers(_) => true,
        Stuk::Klein(inside) => names(inside),
        Stuk::Tekst(_) | Stuk::Getypt(_) | Stuk::Code(_) | Stuk::Anderen(_) | Stuk::Opdracht(_) => false,
    })
}

fn typed(stukken: &[Stuk]) -> String {
    let part = |stuk: &Stuk| match stuk {
        Stuk::Getypt(t) => t.clone(),
        Stuk::Code(g) => g.code.clone(),
        Stuk::Klein(inside) => format!(" {} ", typed(inside)),
        // What the program says between two typed texts keeps them apart.
        Stuk::Tekst(_) | Stuk::Deelnemers(_) | Stuk::Anderen(_) | Stuk::Opdracht(_) => " ".to_owned(),
    };
    stukken.iter().map(part).collect::<String>().trim().to_owned()
}
