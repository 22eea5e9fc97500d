//! The pieces that lines of facts are made of, and for whom they are worded.

use chrono::NaiveDate;

use crate::domain::klein::is_few;
use crate::domain::{Aanbieder, Register, Stuk};

/// For whom and when an agenda is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tafel<'r> {
    pub aanbieder: Aanbieder,
    pub register: &'r Register,
    /// The day that lateness is judged on.
    pub dag: NaiveDate,
    /// Fewer people than this are few.
    pub klein_onder: u32,
}

/// A piece that tells of so many people.
pub(super) fn of_people(aantal: u32, onder: u32, stukken: Vec<Stuk>) -> Vec<Stuk> {
    if is_few(aantal, onder) { vec![Stuk::Klein(stukken)] } else { stukken }
}

pub(super) fn tekst(tekst: impl Into<String>) -> Stuk {
    Stuk::Tekst(tekst.into())
}

pub(super) fn getypt(tekst: impl Into<String>) -> Stuk {
    Stuk::Getypt(tekst.into())
}
