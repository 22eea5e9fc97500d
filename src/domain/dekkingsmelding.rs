//! A change of dekking as the program keeps it until it is aligned with the gemeente.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Aanbieder, Dekkingswijziging, Gemeente, Tekst};

/// A change of dekking that was reported between kwartalen: it counts from its date, and waits to be aligned with the gemeente.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dekkingsmelding {
    /// Given by the store; 0 before.
    pub id: i64,
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    pub dekking: bool,
    /// The first day that it holds.
    pub vanaf: NaiveDate,
    pub toelichting: Tekst,
    /// When it was aligned with the gemeente; None is a task.
    pub afgestemd_op: Option<NaiveDate>,
    pub rijversie: u32,
}

impl Dekkingsmelding {
    /// The change itself, as the figures take it.
    pub fn wijziging(&self) -> Dekkingswijziging {
        Dekkingswijziging {
            gemeente: self.gemeente,
            aanbieder: self.aanbieder,
            dekking: self.dekking,
            datum: self.vanaf,
            toelichting: (!self.toelichting.is_empty()).then(|| self.toelichting.clone()),
        }
    }
}
