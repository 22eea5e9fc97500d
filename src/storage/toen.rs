//! Things as they stood at an earlier moment: what was changed later is taken back, whatever field it was; and things that are gone.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Store;
use super::engine::params;
use super::error::Result;
use super::log::{handeling, ids, logged};
use super::tables::{Fields, Stored, WHOLE, thing_of};
use super::values::moment;

impl Store {
    /// Returns a thing as it stood at a moment; None when it was not there.
    pub fn toen<T: Stored>(&self, id: &str, wanneer: DateTime<Utc>) -> Result<Option<T>> {
        let tx = self.reading()?;
        let mut state: Option<Fields> = T::TABLE.load(&tx, id)?;
        let sql = "SELECT DISTINCT w.handeling FROM wijziging w JOIN handeling h ON h.id = w.handeling
                   WHERE w.soort = ?1 AND w.id = ?2 AND h.wanneer > ?3 ORDER BY w.handeling DESC";
        let later = ids(&tx, sql, &params![T::TABLE.soort, id, moment(wanneer)])?;
        for act in later {
            for change in logged(&tx, act)?.into_iter().rev().filter(|c| c.soort == T::TABLE.soort && c.id == id) {
                if change.veld == WHOLE {
                    state = if let Value::Object(fields) = change.oud { Some(fields) } else { None };
                } else if let Some(fields) = &mut state {
                    fields.insert(change.veld, change.oud);
                }
            }
        }
        state.map(thing_of).transpose()
    }

    /// Returns the things of a kind that were removed and did not come back, the first to go first: as each stood last, and when
    /// it went.
    pub fn removed<T: Stored>(&self) -> Result<Vec<(T, DateTime<Utc>)>> {
        let tx = self.reading()?;
        let sql = "SELECT DISTINCT handeling FROM wijziging WHERE soort = ?1 AND veld = ?2 ORDER BY handeling";
        let mut gone: Vec<(String, Fields, DateTime<Utc>)> = Vec::new();
        for act in ids(&tx, sql, &params![T::TABLE.soort, WHOLE])? {
            let when = handeling(&tx, act)?.wanneer;
            for change in logged(&tx, act)?.into_iter().filter(|c| c.soort == T::TABLE.soort && c.veld == WHOLE) {
                gone.retain(|(id, ..)| *id != change.id);
                if let (Value::Object(fields), Value::Null) = (change.oud, change.nieuw) {
                    gone.push((change.id, fields, when));
                }
            }
        }
        gone.into_iter().map(|(_, fields, when)| Ok((thing_of(fields)?, when))).collect()
    }
}
