//! What was done with a point of an agenda: what was written at it, and what came out of it.

use super::{App, Fout};
use crate::domain::{Agendapunt, Handeling, Onderdeelsleutel, Soort, Uitkomst};
use crate::storage::Stored as _;

impl App {
    /// Everything that was done with a point of the agenda and with what came out of it, the oldest first.
    pub fn punt_history(&self, gesprek: i64, sleutel: &Onderdeelsleutel) -> Result<Vec<Handeling>, Fout> {
        let punten: Vec<Agendapunt> = self.store.all().map_err(|e| self.refused(e))?;
        let uitkomsten: Vec<Uitkomst> = self.store.all().map_err(|e| self.refused(e))?;
        let punten = punten.iter().filter(|p| (p.gesprek, &p.sleutel) == (gesprek, sleutel));
        let uitkomsten = uitkomsten.iter().filter(|u| (u.gesprek, &u.sleutel) == (gesprek, sleutel));
        let things = punten.map(|p| (Soort::Agendapunt, p.id())).chain(uitkomsten.map(|u| (Soort::Uitkomst, u.id())));
        let mut acts: Vec<Handeling> = Vec::new();
        for (soort, id) in things {
            acts.extend(self.store.history(soort, &id).map_err(|e| self.refused(e))?);
        }
        acts.sort_by_key(|act| act.id);
        // One act may have touched several of them.
        acts.dedup_by(|later, first| {
            let is_same = later.id == first.id;
            if is_same {
                first.changes.append(&mut later.changes);
            }
            is_same
        });
        Ok(acts)
    }
}
