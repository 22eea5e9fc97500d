//! What came of a change, for the status line and the list that shows it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::app::{Instellingen, Undovraag};
use crate::domain::{Aanbieder, Afspraaknummer, Kwartaal, Onderdeelsleutel, Segment, Tariefproduct};
use crate::tui::action::Program;

/// What the store confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// In words, without a full stop: "PSW-2024-07 opgeslagen".
    pub wat: String,
    /// The key that reverses it: undo, or redo of what was undone.
    pub door: Option<Program>,
    /// Nothing was done yet: this must be asked first.
    pub vraag: Option<Undovraag>,
    /// Nothing was done: `wat` is why, a whole sentence.
    pub niets: bool,
    /// The kwartaal to look at now, after an import of a newer one.
    pub kwartaal: Option<Kwartaal>,
    /// Files were read: every figure may be another, and which norm is the worst.
    pub is_import: bool,
    /// The rows that were chosen for it are chosen no longer.
    pub lets_go: bool,
    /// What the user must know of it, to read: whole sentences.
    pub toelichting: Vec<String>,
    /// What those are about; None: of what was done.
    pub waarover: Option<&'static str>,
    /// What is new in a list.
    pub made: Option<Gemaakt>,
    /// The file that was written, to be opened; of several the first.
    pub bestand: Option<PathBuf>,
    /// The settings as they are now, when they were changed.
    pub instellingen: Option<Box<Instellingen>>,
}

impl Written {
    /// A change that Undo takes back.
    pub fn saved(wat: impl Into<String>) -> Self {
        Self { wat: wat.into(), door: Some(Program::Undo), ..Self::default() }
    }

    /// What was done and cannot be undone, or need not.
    pub fn done(wat: impl Into<String>) -> Self {
        Self { wat: wat.into(), ..Self::default() }
    }

    /// With the file that was written.
    #[must_use]
    pub fn at(mut self, pad: &Path) -> Self {
        self.bestand = std::path::absolute(pad).ok();
        self
    }

    /// A row that is new in a list.
    pub fn made(wat: impl Into<String>, made: Gemaakt) -> Self {
        Self { made: Some(made), ..Self::saved(wat) }
    }
}

/// A row that came to be, by its key in the list that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gemaakt {
    Afspraak(Afspraaknummer),
    Signaal(i64),
    Punt(Onderdeelsleutel),
    Uitkomst(i64),
    Aanbieder(Aanbieder),
    /// By its first day.
    Contract(Segment, NaiveDate),
    /// By name.
    Contact(String),
    Ontwikkeldoel(i64),
    /// Of a year.
    Budget(i32),
    /// Of a year.
    Tarief(Tariefproduct, i32),
}
