//! Attention points of a kwartaal (`domein.md` 6).

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{Aanbieder, Kwartaal};

/// An attention point as listed; the kinds are those of `domein.md` 6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtregel {
    /// The key of the kind: `drie_jaar`.
    pub soort: &'static str,
    pub aanbieder: Aanbieder,
    /// None for a point about a group.
    pub deelnemer: Option<String>,
    pub startdatum: Option<NaiveDate>,
    pub groep: Option<String>,
    /// The sentence.
    pub tekst: String,
    /// The kwartaal since when it is there without a break.
    pub sinds: Kwartaal,
    /// Marked as seen, and its facts did not change since.
    pub gezien: bool,
}

impl App {
    /// The attention points of a kwartaal in order of weight; `aanbieder` None is all three.
    pub fn aandacht(&self, kwartaal: Kwartaal, aanbieder: Option<Aanbieder>) -> Result<Vec<Aandachtregel>, Fout> {
        let _ = (kwartaal, aanbieder);
        Err(Fout::NietBeschikbaar("aandachtspunten"))
    }
}
