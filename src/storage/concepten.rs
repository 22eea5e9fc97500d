//! Drafts of forms: what was typed and not saved yet, so that a crash loses nothing. No part of the change log.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::error::Result;
use super::values::{Columns, moment, parse_moment};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Names the form and what it is about.
    pub sleutel: String,
    /// The form's own notation.
    pub tekst: String,
    pub wanneer: DateTime<Utc>,
}

/// Drops a draft within a transaction.
pub(super) fn drop(conn: &Connection, sleutel: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM concept WHERE sleutel = ?1")?.execute([sleutel])?;
    Ok(())
}

impl Store {
    /// Says which draft holds what the next act saves: it goes with that act, so that nothing that was saved is offered again,
    /// whenever the program ends. Returns what was said before, if no act took it along since.
    pub const fn saves_draft(&mut self, sleutel: Option<String>) -> Option<String> {
        std::mem::replace(&mut self.draft_of_next, sleutel)
    }

    /// Keeps a draft under a key, over an earlier one; an empty text drops it.
    pub fn save_draft(&mut self, sleutel: &str, tekst: &str, wanneer: DateTime<Utc>) -> Result<()> {
        let tx = self.begin()?;
        if tekst.is_empty() {
            drop(&tx, sleutel)?;
        } else {
            tx.prepare_cached(
                "INSERT INTO concept (sleutel, inhoud, wanneer) VALUES (?1, ?2, ?3)
                 ON CONFLICT (sleutel) DO UPDATE SET inhoud = excluded.inhoud, wanneer = excluded.wanneer",
            )?
            .execute(params![sleutel, tekst, moment(wanneer)])?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Returns the draft under a key.
    pub fn draft(&self, sleutel: &str) -> Result<Option<String>> {
        let sql = "SELECT inhoud FROM concept WHERE sleutel = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([sleutel], |row| row.get(0)).optional()?)
    }

    /// Returns all drafts, the newest first.
    pub fn drafts(&self) -> Result<Vec<Concept>> {
        drafts(&self.conn)
    }
}

pub(super) fn drafts(conn: &Connection) -> Result<Vec<Concept>> {
    let mut statement = conn.prepare_cached("SELECT sleutel, inhoud, wanneer FROM concept ORDER BY wanneer DESC, sleutel")?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        drafts.push(Concept {
            sleutel: row.need_text(0)?.to_owned(),
            tekst: row.need_text(1)?.to_owned(),
            wanneer: parse_moment(row.need_text(2)?)?,
        });
    }
    Ok(drafts)
}
