//! What was computed from rows, kept behind a stamp that changes with the rows: the first frame needs none of them.
//!
//! Losing it costs time, never data; so it is no part of the change log.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use super::engine::{Mode, params};
use super::error::Result;
use crate::domain::Aanbieder;

impl Store {
    /// Returns the stamp of all that the figures of an aanbieder are made of (None: of all aanbieders and the dekking). It
    /// changes whenever a delivery is stored, undone or removed.
    pub fn stamp(&self, aanbieder: Option<Aanbieder>) -> Result<String> {
        if let Some(aanbieder) = aanbieder {
            let sql = "SELECT waarde FROM stempel WHERE naam = ?1";
            let found: Option<i64> = self.conn.one(sql, &params![aanbieder.key()], |row| row.need(0))?;
            return Ok(found.unwrap_or(0).to_string());
        }
        let sql = "SELECT naam, waarde FROM stempel ORDER BY naam";
        let stamps = self.conn.all(sql, &[], |row| Ok(format!("{}={}", row.need_text(0)?, row.need::<i64>(1)?)))?;
        Ok(stamps.join("."))
    }

    /// Returns what is kept under a key, when it was kept under this stamp and can be read. The caller adds to the stamp
    /// what else the value depends on: the normen, the version of the program.
    pub fn cached<T: DeserializeOwned>(&self, key: &str, stamp: &str) -> Result<Option<T>> {
        let sql = "SELECT inhoud FROM cache WHERE sleutel = ?1 AND stempel = ?2";
        let text = self.computed().conn.one(sql, &params![key, stamp], |row| row.need_string(0))?;
        // Kept by another version of the program: as good as not there.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps values under their keys and one stamp, all in one transaction; what stood under these keys goes.
    ///
    /// The stamp is one that was taken before the rows were read: when they changed meanwhile, the value is never found.
    /// It takes no `&mut`: whoever asks for a figure need not know that it was made just now.
    pub fn keep<'v, T: Serialize + 'v>(&self, stamp: &str, values: impl IntoIterator<Item = (String, &'v T)>) -> Result<()> {
        let tx = self.computed().conn.begin(Mode::Write)?;
        let sql = "INSERT INTO cache (sleutel, stempel, inhoud) VALUES (?1, ?2, ?3)
                   ON CONFLICT (sleutel) DO UPDATE SET stempel = excluded.stempel, inhoud = excluded.inhoud";
        for (key, value) in values {
            tx.execute(sql, &params![key, stamp, serde_json::to_string(value)?])?;
        }
        tx.commit()
    }

    /// Returns everything that is kept: key, stamp and text.
    pub fn all_cached(&self) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT sleutel, stempel, inhoud FROM cache ORDER BY sleutel";
        self.computed().conn.all(sql, &[], |row| Ok((row.need_string(0)?, row.need_string(1)?, row.need_string(2)?)))
    }

    /// Lets go of what is kept under these keys.
    pub fn forget_cached<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Result<()> {
        let mut keys = keys.into_iter().peekable();
        if keys.peek().is_none() {
            return Ok(());
        }
        let tx = self.computed().conn.begin(Mode::Write)?;
        for key in keys {
            tx.execute("DELETE FROM cache WHERE sleutel = ?1", &params![key])?;
        }
        tx.commit()
    }
}
