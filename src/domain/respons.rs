//! The response: how many of those whose traject came to its end gave a mark (`domein.md` 4, C3; H23 KPI 3).

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// Trajecten of the cohort of KPI 2 with a Cijfer in a report of the period, over the cohort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Respons {
    pub met_cijfer: u32,
    pub cohort: u32,
}

impl Add for Respons {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { met_cijfer: self.met_cijfer + other.met_cijfer, cohort: self.cohort + other.cohort }
    }
}

impl Sum for Respons {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}
