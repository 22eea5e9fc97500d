//! The uitvraag of a kwartaal: which of the seven gemeenten have answered, and about whom.

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{Aanbieder, Gemeente, Kwartaal};

/// Which answers are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitvraagbeeld {
    pub kwartaal: Kwartaal,
    /// All seven, in their order.
    pub gemeenten: Vec<Uitvraagstand>,
}

/// One gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitvraagstand {
    pub gemeente: Gemeente,
    /// Answers per aanbieder, in contract order.
    pub antwoorden: [u32; 3],
    /// The day the last answer was read.
    pub laatst: Option<NaiveDate>,
}

impl Uitvraagstand {
    /// Whether anything came in.
    pub fn has_answered(&self) -> bool {
        self.laatst.is_some()
    }
}

impl Uitvraagbeeld {
    /// The gemeenten that have not answered.
    pub fn open(&self) -> impl Iterator<Item = Gemeente> {
        self.gemeenten.iter().filter(|g| !g.has_answered()).map(|g| g.gemeente)
    }

    /// How many have.
    pub fn beantwoord(&self) -> usize {
        self.gemeenten.iter().filter(|g| g.has_answered()).count()
    }
}

impl App {
    /// Which answers to the uitvraag of a kwartaal are in.
    pub fn uitvraag(&self, kwartaal: Kwartaal) -> Result<Uitvraagbeeld, Fout> {
        let ontvangen = self.store.uitvraag(kwartaal).map_err(|e| self.refused(e))?;
        let stand = |gemeente: Gemeente| {
            let own = || ontvangen.iter().filter(move |o| o.gemeente == gemeente);
            let about = |aanbieder: Aanbieder| u32::try_from(own().filter(|o| o.aanbieder == aanbieder).count());
            Uitvraagstand {
                gemeente,
                antwoorden: Aanbieder::ALL.map(|a| about(a).unwrap_or(u32::MAX)),
                laatst: own().map(|o| o.op).max(),
            }
        };
        Ok(Uitvraagbeeld { kwartaal, gemeenten: Gemeente::ALL.map(stand).to_vec() })
    }
}
