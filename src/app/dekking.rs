//! The view of dekking: who covers which gemeente, what changed, who is vulnerable.

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Meting};

/// What an overview says of one gemeente and aanbieder on the last day of the kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dekkingsstand {
    Ja,
    Nee,
    NietOpgegeven,
}

/// Gained or lost against the previous overview, both on the last day of their kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verandering {
    Gewonnen,
    Verloren,
}

/// One gemeente × aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingscel {
    pub aanbieder: Aanbieder,
    pub stand: Dekkingsstand,
    /// The last day it holds, when that is given ("tot 31 mrt 2025").
    pub tot: Option<NaiveDate>,
    pub locatie: Option<String>,
    pub capaciteit: Option<u32>,
    pub toelichting: Option<String>,
    /// Two rows that contradict; any active ja counts.
    pub tegenstrijdig: bool,
    pub verandering: Option<Verandering>,
}

/// One gemeente with its three aanbieders, in contract order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeentedekking {
    pub gemeente: Gemeente,
    pub cellen: Vec<Dekkingscel>,
    /// At least one active ja.
    pub gedekt: bool,
    /// Covered by exactly one aanbieder.
    pub kwetsbaar: bool,
    pub verandering: Option<Verandering>,
    /// Not covered: the first kwartaal of the unbroken run of overviews without cover.
    pub niet_gedekt_sinds: Option<Kwartaal>,
    /// Sum over the active rows; None when none gives it.
    pub capaciteit: Option<u32>,
}

/// The dekking screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsbeeld {
    pub kwartaal: Kwartaal,
    /// The version of the overview of the kwartaal; None when there is none.
    pub versie: Option<u32>,
    /// The kwartaal that the rows shown are of: `kwartaal`, or the last known before it when there is no overview; None
    /// when there is none at all.
    pub getoond: Option<Kwartaal>,
    /// The overview that changes are held against.
    pub vorige: Option<Kwartaal>,
    /// The seven gemeenten in their fixed order; all niet opgegeven without an overview.
    pub gemeenten: Vec<Gemeentedekking>,
    /// C4.1 of the kwartaal; None before the norm existed.
    pub meting: Option<Meting>,
}

impl App {
    /// The dekking of a kwartaal.
    pub fn dekkingsbeeld(&self, kwartaal: Kwartaal) -> Result<Dekkingsbeeld, Fout> {
        let _ = kwartaal;
        Err(Fout::NietBeschikbaar("dekking"))
    }
}
