//! Ontwikkeldoelen: what region and aanbieder build together.

use std::sync::Arc;

use super::{App, Fout, invoer};
use crate::domain::{Aanbieder, Doelstand, Handeling, Kwartaal, Ontwikkeldoel, Register, Segment, Soort, Tekst};

const MAX_TEKST: usize = 500;
const MAX_NOTITIE: usize = 4000;

/// What changes about a goal; None leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doelwijziging {
    pub tekst: Option<String>,
    pub stand: Option<Doelstand>,
    /// The note of the gesprek over a kwartaal; an empty one takes it away.
    pub notitie: Option<(Kwartaal, String)>,
}

impl App {
    /// The goals of one aanbieder, or of all, in the order of the register; those to work on first.
    pub fn ontwikkeldoelen(&self, aanbieder: Option<Aanbieder>) -> Result<Vec<Ontwikkeldoel>, Fout> {
        let mut all: Vec<Ontwikkeldoel> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|d| aanbieder.is_none_or(|a| a == d.aanbieder));
        all.sort_by_key(|d| (self.register.plaats(d.aanbieder), d.segment, !d.stand.is_running(), d.id));
        Ok(all)
    }

    pub fn ontwikkeldoel(&self, id: i64) -> Result<Ontwikkeldoel, Fout> {
        let found = self.store.find(&id.to_string()).map_err(|e| self.refused(e))?;
        found.ok_or_else(|| Fout::NietGevonden(format!("Ontwikkeldoel {id}")))
    }

    /// Adds a goal to the contract of an aanbieder for a segment.
    pub fn add_doel(&mut self, aanbieder: Aanbieder, segment: Segment, tekst: &str) -> Result<Ontwikkeldoel, Fout> {
        let tekst = goal(tekst, &self.register)?;
        let stand = Doelstand::Open;
        let doel = Ontwikkeldoel { id: 0, aanbieder, segment, tekst, stand, notities: Vec::new(), rijversie: 0 };
        let act = self.act(format!("ontwikkeldoel {{}} van {} toegevoegd", self.register.naam(aanbieder)));
        self.perform(&act, |h| Ok(h.make(doel)?))
    }

    /// Changes a goal; refused when `rijversie` is not the one that stands.
    pub fn change_doel(&mut self, id: i64, rijversie: u32, wijziging: &Doelwijziging) -> Result<Ontwikkeldoel, Fout> {
        let register = Arc::clone(&self.register);
        let act = self.act("ontwikkeldoel {} gewijzigd");
        self.perform(&act, |h| {
            let mut doel: Ontwikkeldoel = h.seen(&id.to_string(), rijversie)?;
            if let Some(tekst) = &wijziging.tekst {
                doel.tekst = goal(tekst, &register)?;
            }
            doel.stand = wijziging.stand.unwrap_or(doel.stand);
            if let Some((kwartaal, notitie)) = &wijziging.notitie {
                doel.note(*kwartaal, invoer::text("notitie", notitie, MAX_NOTITIE, &register)?);
            }
            Ok(h.change(&doel)?)
        })
    }

    /// Takes a goal off the list.
    pub fn remove_doel(&mut self, id: i64, rijversie: u32) -> Result<(), Fout> {
        let act = self.act("ontwikkeldoel {} weggehaald");
        self.perform(&act, |h| {
            let doel: Ontwikkeldoel = h.seen(&id.to_string(), rijversie)?;
            Ok(h.remove(&doel)?)
        })
    }

    /// Everything that was ever done to a goal, oldest first.
    pub fn doel_history(&self, id: i64) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Ontwikkeldoel, &id.to_string()).map_err(|e| self.refused(e))
    }
}

fn goal(typed: &str, register: &Register) -> Result<Tekst, Fout> {
    invoer::required("tekst", typed, MAX_TEKST, register, "Schrijf op wat er wordt gebouwd.")
}
