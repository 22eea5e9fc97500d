//! How a traject that is not done yet may end.

use super::{Kwartaal, Trajectstand};

/// How a traject without an outcome may end, as the state at a kwartaal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Einde {
    /// The kwartaal of its Einddatum, when that lies in the rest of the year; else it may only end early.
    pub verwacht: Option<Kwartaal>,
    /// It is missing from the report of the kwartaal.
    pub verdwenen: bool,
}

impl Einde {
    /// Of a traject that has no outcome on the last day of `kwartaal`.
    pub fn of(traject: &Trajectstand, kwartaal: Kwartaal) -> Self {
        let verwacht = coming(kwartaal).find(|k| traject.einddatum.is_some_and(|dag| k.contains(dag)));
        Self { verwacht, verdwenen: traject.kwartaal < kwartaal }
    }
}

/// The kwartalen of the year that are still to come.
pub(super) fn coming(kwartaal: Kwartaal) -> impl Iterator<Item = Kwartaal> {
    kwartaal.next().through(kwartaal.last_of_year())
}
