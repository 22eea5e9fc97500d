//! Drafts of forms: what was typed and not saved yet, so that a crash loses nothing. No part of the change log.

use chrono::{DateTime, Utc};

use super::engine::{Conn, params};
use super::error::Result;
use super::store::{Store, drop_draft};
use super::values::moment;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Names the form and what it is about.
    pub sleutel: String,
    /// The form's own notation.
    pub tekst: String,
    pub wanneer: DateTime<Utc>,
}

impl Store {
    /// Says which draft holds what the next act saves: it goes with that act, so that nothing that was saved is offered again,
    /// whenever the program ends. Returns what was said before, if no act took it along since.
    pub const fn saves_draft(&mut self, sleutel: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.draft_of_next, sleutel)
    }

    /// Keeps a draft under a key, over an earlier one; an empty text drops it.
    pub fn save_draft(&mut self, sleutel: &str, tekst: &str, wanneer: DateTime<Utc>) -> Result<()> {
        let tx = self.near_mut().begin()?;
        if tekst.is_empty() {
            drop_draft(&tx, sleutel)?;
        } else {
            let sql = "INSERT INTO concept (sleutel, inhoud, wanneer) VALUES (?1, ?2, ?3)
                       ON CONFLICT (sleutel) DO UPDATE SET inhoud = excluded.inhoud, wanneer = excluded.wanneer";
            tx.execute(sql, &params![sleutel, tekst, moment(wanneer)])?;
        }
        tx.commit()
    }

    /// Returns the draft under a key.
    pub fn draft(&self, sleutel: &str) -> Result<Option<String>> {
        let sql = "SELECT inhoud FROM concept WHERE sleutel = ?1";
        self.near().conn.one(sql, &params![sleutel], |row| row.need_string(0))
    }

    /// Returns all drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Concept>> {
        drafts(&self.near().conn)
    }
}

pub(super) fn drafts(conn: &Conn) -> Result<Vec<Concept>> {
    let sql = "SELECT sleutel, inhoud, wanneer FROM concept ORDER BY wanneer DESC, sleutel";
    conn.all(sql, &[], |row| Ok(Concept { sleutel: row.need_string(0)?, tekst: row.need_string(1)?, wanneer: row.moment(2)? }))
}
