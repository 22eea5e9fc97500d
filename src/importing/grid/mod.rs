//! The grid layer: whatever the form of the file, it yields sheets, and of a sheet its rows of cells with coordinates.
//!
//! Rows are streamed, never held; limits are our own, for what a file declares of itself may lie.
//!
//! **Architecture Invariant:** [`Werkmap`] is the door. The readers of the forms yield cells as the file has them ([`Ruwecel`]);
//! what passes [`Werkmap::lees`] is clean ([`Cel`]), and so are the names of sheets.

mod csv;
mod ods;
mod opmaak;
mod samengevoegd;
mod sniff;
mod vorm;
mod werkmap;
mod xls;
mod xlsx;
mod zipwacht;

use std::borrow::Cow;
use std::ops::ControlFlow;

use chrono::{Days, NaiveDate};

use crate::domain::schoon::has_control;
use crate::domain::{Schoon, Tekst};

pub(crate) use werkmap::Werkmap;

/// Rows with content that a sheet may have.
pub(crate) const MAX_RIJEN: u32 = 120_000;
/// Columns that are read; Excel itself has 16 384.
pub(crate) const MAX_KOLOMMEN: u32 = 16_384;
/// Cells that a file may have, empty formatted ones included.
pub(crate) const MAX_CELLEN: u64 = 12_000_000;
/// Of those, cells with something in them: fifty columns of as many rows as a sheet may have.
const MAX_GEVULD: u64 = 6_000_000;
/// Bytes of text that all cells read may have together, a text that many cells share counted for each of them. It is held
/// twice when a new version is compared with the one that stands; two thousand rows of 20 KB fit.
pub(crate) const MAX_TEKST: u64 = 40 * 1024 * 1024;
/// Bytes of text in one row.
pub(crate) const MAX_RIJTEKST: usize = 1024 * 1024;
/// The longest text of a cell, in bytes: Excel holds 32 767 characters.
pub(crate) const MAX_CELTEKST: usize = 128 * 1024;

/// The value of a cell. An empty cell is not in its row at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Celinhoud<T> {
    Tekst(T),
    Getal(f64),
    /// A number whose style shows it as a percentage; 0,5 is 50%.
    Percentage(f64),
    /// A number whose style shows it as a date; None when it lies outside what a date can be.
    Datum {
        serieel: f64,
        datum: Option<NaiveDate>,
    },
    /// A number whose style shows it as a time or a duration, in days: 0,5 is 12:00.
    Tijd(f64),
    Logisch(bool),
    /// A number that its style shows as a code: `0101`, `R101`.
    Code {
        getal: f64,
        tekst: T,
    },
    /// An error as Excel writes it: `#N/B`.
    Fout(T),
    /// A formula that was saved without its result.
    FormuleZonderWaarde,
}

/// A cell as the file has it.
pub(crate) type Ruwecel<'a> = Celinhoud<Cow<'a, str>>;
/// A cell with its text cleaned.
pub(crate) type Cel<'a> = Celinhoud<Schoon<'a>>;

/// A row as the file has it.
#[derive(Default)]
pub(crate) struct Ruwerij<'a> {
    /// As Excel shows it: one-based.
    pub(crate) nummer: u32,
    pub(crate) cellen: Vec<(u32, Ruwecel<'a>)>,
    /// Of a csv: how many fields the line has, empty ones included.
    pub(crate) velden: usize,
}

/// A row of a sheet, with its non-empty cells by zero-based column, ascending.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rij<'a> {
    /// As Excel shows it: one-based.
    pub(crate) nummer: u32,
    pub(crate) cellen: Vec<(u32, Cel<'a>)>,
    /// The columns of cells that held control characters, which are gone.
    pub(crate) stuurtekens: Vec<u32>,
    /// Of a csv: how many fields the line has, empty ones included.
    pub(crate) velden: usize,
}

impl<'a> Ruwerij<'a> {
    /// Cleans the texts of the row; what has nothing left in it is no cell.
    fn schoon(self) -> Rij<'a> {
        let mut stuurtekens = Vec::new();
        let schoon = |(kolom, cel): (u32, Ruwecel<'a>)| {
            if matches!(&cel, Celinhoud::Tekst(t) if has_control(t)) {
                stuurtekens.push(kolom);
            }
            let cel = cel.map(Schoon::from);
            (!cel.is_leeg()).then_some((kolom, cel))
        };
        let cellen = self.cellen.into_iter().filter_map(schoon).collect();
        Rij { nummer: self.nummer, cellen, stuurtekens, velden: self.velden }
    }
}

impl<'a> Rij<'a> {
    /// Returns the row to be looked at for a header: at most `cellen` cells, and of each text the beginning.
    pub(crate) fn begin(&self, cellen: usize) -> Rij<'static> {
        let kort = |c: &Cel<'_>| match c {
            Cel::Tekst(t) => Cel::Tekst(t.chars().take(MAX_KOPTEKST).collect::<String>().into()),
            c => c.clone().into_owned(),
        };
        let cellen = self.cellen.iter().take(cellen).map(|(k, c)| (*k, kort(c))).collect();
        Rij { nummer: self.nummer, cellen, stuurtekens: Vec::new(), velden: self.velden }
    }

    /// Returns the row with texts of its own, to be kept.
    pub(crate) fn into_owned(self) -> Rij<'static> {
        let cellen = self.cellen.into_iter().map(|(k, c)| (k, c.into_owned())).collect();
        Rij { nummer: self.nummer, cellen, ..self }
    }

    pub(crate) fn cel(&self, kolom: u32) -> Option<&Cel<'a>> {
        self.cellen.binary_search_by_key(&kolom, |(k, _)| *k).ok().map(|i| &self.cellen[i].1)
    }
}

impl<T> Celinhoud<T> {
    /// Makes another text of the text in it.
    pub(super) fn map<U>(self, tekst: impl FnOnce(T) -> U) -> Celinhoud<U> {
        match self {
            Self::Tekst(t) => Celinhoud::Tekst(tekst(t)),
            Self::Fout(f) => Celinhoud::Fout(tekst(f)),
            Self::Code { getal, tekst: t } => Celinhoud::Code { getal, tekst: tekst(t) },
            Self::Getal(g) => Celinhoud::Getal(g),
            Self::Percentage(p) => Celinhoud::Percentage(p),
            Self::Datum { serieel, datum } => Celinhoud::Datum { serieel, datum },
            Self::Tijd(t) => Celinhoud::Tijd(t),
            Self::Logisch(b) => Celinhoud::Logisch(b),
            Self::FormuleZonderWaarde => Celinhoud::FormuleZonderWaarde,
        }
    }
}

impl Ruwecel<'_> {
    fn into_owned(self) -> Ruwecel<'static> {
        self.map(|t| Cow::Owned(t.into_owned()))
    }
}

impl Cel<'_> {
    fn into_owned(self) -> Cel<'static> {
        self.map(Schoon::into_owned)
    }

    /// Whether there is nothing: no text, or day 0, which is what a date that refers to an empty cell shows.
    fn is_leeg(&self) -> bool {
        /// Day 0 as it stands in a csv.
        const DAG_NUL: [&str; 8] =
            ["0-1-1900", "00-01-1900", "0/1/1900", "00/01/1900", "1900-01-00", "0-jan-00", "00-jan-00", "00-01-00"];
        match self {
            Self::Tekst(t) => t.is_empty() || DAG_NUL.contains(&t.as_str()),
            Self::Datum { serieel, datum: None } => *serieel == 0.0,
            _ => false,
        }
    }

    /// The cell as a person would read it.
    pub(crate) fn tekst(&self) -> Cow<'_, str> {
        match self {
            Self::Tekst(t) | Self::Fout(t) | Self::Code { tekst: t, .. } => Cow::Borrowed(t.as_str()),
            Self::Getal(g) => Cow::Owned(getal_tekst(*g)),
            Self::Percentage(p) => Cow::Owned(format!("{}%", getal_tekst((p * 1e6).round() / 1e4))),
            Self::Datum { serieel, datum } => {
                Cow::Owned(datum.map_or_else(|| getal_tekst(*serieel), |d| d.format("%-d-%-m-%Y").to_string()))
            }
            Self::Tijd(dagen) => Cow::Owned(tijd_tekst(*dagen)),
            Self::Logisch(b) => Cow::Borrowed(if *b { "WAAR" } else { "ONWAAR" }),
            Self::FormuleZonderWaarde => Cow::Borrowed("formule"),
        }
    }
}

/// A duration as Excel shows it: hours and minutes.
fn tijd_tekst(dagen: f64) -> String {
    let minuten = (dagen * 1440.0).round();
    let (min, uur) = (minuten.abs() % 60.0, (minuten.abs() / 60.0).floor());
    format!("{}{uur}:{min:02}", if minuten < 0.0 { "-" } else { "" })
}

/// The shortest text of a number, with a decimal comma.
fn getal_tekst(getal: f64) -> String {
    format!("{getal}").replace('.', ",")
}

/// Characters of a text that are kept when looking for a header: longer than any header, and than what a Voorblad says.
const MAX_KOPTEKST: usize = 400;

/// What is known of a sheet before its rows are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bladinfo {
    /// None for csv.
    pub(crate) naam: Option<Tekst>,
    pub(crate) verborgen: bool,
    /// First and last zero-based column of each hidden stretch.
    pub(crate) verborgen_kolommen: Vec<(u32, u32)>,
    /// One-based numbers of hidden rows; bounded.
    pub(crate) verborgen_rijen: Vec<u32>,
    /// Cells that were merged downwards.
    pub(crate) samengevoegd: Vec<Blok>,
    /// The workbook counts days from 1904.
    pub(crate) epoche_1904: bool,
    /// A csv with commas between its fields: one within a number parts it.
    pub(crate) met_kommas: bool,
}

/// Cells merged downwards: their column, and the first and last row, one-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Blok {
    pub(crate) van: u32,
    pub(crate) tot: u32,
    pub(crate) kolom: u32,
}

/// What a consumer of rows answers: go on, or stop reading this sheet.
pub(crate) type Verder = ControlFlow<()>;

/// The day of an Excel serial number, without its time; None outside 1900–9999.
pub(crate) fn dag_van_serieel(serieel: f64, epoche_1904: bool) -> Option<NaiveDate> {
    // Below 1 it is a time without a day; the last one is 31-12-9999, which says that there is no end.
    if !(1.0..2_958_466.0).contains(&serieel) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 2 958 466, checked above")]
    let dagen = serieel.floor() as u64;
    // Excel counts a 29 February 1900 that never was: before it, the epoch is a day later.
    let (jaar, maand, dag) = match (epoche_1904, dagen) {
        (true, _) => (1904, 1, 1),
        (false, ..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    NaiveDate::from_ymd_opt(jaar, maand, dag)?.checked_add_days(Days::new(dagen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_count_from_both_epochs() {
        let dag = |j, m, d| NaiveDate::from_ymd_opt(j, m, d);
        assert_eq!(dag_van_serieel(45_382.0, false), dag(2024, 3, 31));
        assert_eq!(dag_van_serieel(45_382.75, false), dag(2024, 3, 31));
        assert_eq!(dag_van_serieel(43_920.0, true), dag(2024, 3, 31));
        assert_eq!(dag_van_serieel(1.0, false), dag(1900, 1, 1));
        assert_eq!(dag_van_serieel(2_958_465.0, false), dag(9999, 12, 31));
        for geen in [0.5, -3.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(dag_van_serieel(geen, false), None);
        }
    }

    #[test]
    fn a_cell_reads_as_a_person_would() {
        assert_eq!(Cel::Percentage(0.075).tekst(), "7,5%");
        assert_eq!(Cel::Getal(8.0).tekst(), "8");
        assert_eq!(Cel::Getal(7.25).tekst(), "7,25");
        assert_eq!(Cel::Tijd(12.5 / 24.0).tekst(), "12:30");
        assert_eq!(Cel::Tijd(1.5).tekst(), "36:00");
    }
}
