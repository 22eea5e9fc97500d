//! Which rows of an aanbieder figures are formed from: those of a segment, and of one gemeente or of all (`domein.md` 10).

use chrono::NaiveDate;

use super::{Aanbieder, Gemeente, Kwartaal, Segment, Tevredenheidsregel, Trajectstand};

/// Whose rows, and which of them. The state of the trajecten is formed from all rows of the aanbieder; only then are they divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selectie {
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    /// None: all gemeenten.
    pub gemeente: Option<Gemeente>,
    /// The first day of its first contract for segment collectief; None: it never had one.
    pub collectief_vanaf: Option<NaiveDate>,
}

impl Selectie {
    /// Whether the aanbieder ever had a contract for segment collectief by the end of the kwartaal that is asked for.
    pub fn had_collectief(&self, kwartaal: Kwartaal) -> bool {
        self.collectief_vanaf.is_some_and(|dag| dag <= kwartaal.last_day())
    }

    /// Whether a traject is among them, by the newest row that the state has of it.
    pub(super) fn has(&self, traject: &Trajectstand, had_collectief: bool) -> bool {
        Segment::of(traject.product, had_collectief) == self.segment && self.gemeente.is_none_or(|g| traject.gemeente == g)
    }

    /// Whether a mark is among them, by the row that it stands in.
    pub fn has_mark(&self, regel: &Tevredenheidsregel, had_collectief: bool) -> bool {
        let segment = regel.gemeld_segment.unwrap_or_else(|| Segment::of(None, had_collectief));
        segment == self.segment && self.gemeente.is_none_or(|g| regel.gemeente == Some(g))
    }
}
