//! Answers to the uitvraag: each becomes one signaal, once.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::Store;
use super::error::{Error, Result, unreadable};
use super::fingerprint::hex;
use super::log::{Act, OpenHandeling};
use super::values::{self, Columns};
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Signaal, Uitvraagantwoord};

/// What reading answers to the uitvraag brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uitvraagopslag {
    /// Answers that became a signaal.
    pub nieuw: u32,
    /// Answers that were known.
    pub bekend: u32,
}

impl Uitvraagopslag {
    /// Whether it brings nothing new.
    pub const fn is_known(self) -> bool {
        self.nieuw == 0
    }
}

/// An answer that came in, by what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ontvangen {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    /// The day it was read.
    pub op: NaiveDate,
    pub signaal: i64,
}

impl Store {
    /// Turns the answers of a kwartaal into signalen, as one act; an answer that was read before gives nothing new.
    pub fn save_uitvraag(
        &mut self,
        act: &Act,
        kwartaal: Kwartaal,
        antwoorden: &[Uitvraagantwoord],
        ontvangen: NaiveDate,
    ) -> Result<Uitvraagopslag> {
        self.perform(act, |h| h.save_uitvraag(kwartaal, antwoorden, ontvangen))
    }

    /// Returns what [`Store::save_uitvraag`] would bring.
    pub fn would_save_uitvraag(&self, kwartaal: Kwartaal, antwoorden: &[Uitvraagantwoord]) -> Result<Uitvraagopslag> {
        let tx = self.reading()?;
        let nieuw = fresh(&tx, kwartaal, antwoorden)?.len();
        Ok(counted(nieuw, antwoorden.len()))
    }

    /// Returns the answers of a kwartaal that came in, in order of arrival.
    pub fn uitvraag(&self, kwartaal: Kwartaal) -> Result<Vec<Ontvangen>> {
        answers(&self.conn, Some(kwartaal))
    }
}

impl OpenHandeling<'_> {
    /// As [`Store::save_uitvraag`].
    pub fn save_uitvraag(
        &mut self,
        kwartaal: Kwartaal,
        antwoorden: &[Uitvraagantwoord],
        ontvangen: NaiveDate,
    ) -> Result<Uitvraagopslag> {
        let fresh = fresh(self.tx, kwartaal, antwoorden)?;
        let nieuw = fresh.len();
        for (antwoord, vingerafdruk) in fresh {
            let signaal = self.make(Signaal::of_antwoord(antwoord, kwartaal, ontvangen))?;
            self.tx.execute(
                "INSERT INTO uitvraagantwoord (vingerafdruk, kwartaal, gemeente, aanbieder, ontvangen, signaal)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    vingerafdruk,
                    kwartaal.to_string(),
                    antwoord.gemeente.key(),
                    antwoord.aanbieder.key(),
                    ontvangen.to_string(),
                    signaal.id
                ],
            )?;
        }
        Ok(counted(nieuw, antwoorden.len()))
    }
}

/// The answers of a kwartaal, or all.
pub(super) fn answers(conn: &Connection, kwartaal: Option<Kwartaal>) -> Result<Vec<Ontvangen>> {
    let mut statement = conn.prepare_cached(
        "SELECT gemeente, aanbieder, ontvangen, signaal, kwartaal FROM uitvraagantwoord
         WHERE CAST(?1 AS TEXT) IS NULL OR kwartaal = ?1 ORDER BY signaal",
    )?;
    let mut rows = statement.query([kwartaal.map(|k| k.to_string())])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let op = row.need_text(2)?;
        values::kwartaal(row.need_text(4)?)?;
        all.push(Ontvangen {
            gemeente: values::gemeente(row.need_text(0)?)?,
            aanbieder: values::aanbieder(row.need_text(1)?)?,
            op: values::parse_date(op).ok_or_else(|| unreadable("ontvangen", op))?,
            signaal: row.need(3)?,
        });
    }
    Ok(all)
}

fn counted(nieuw: usize, all: usize) -> Uitvraagopslag {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Uitvraagopslag { nieuw: count(nieuw), bekend: count(all.saturating_sub(nieuw)) }
}

/// The answers that are not known yet, with their fingerprints; one that stands twice is taken once.
fn fresh<'a>(
    conn: &Connection,
    kwartaal: Kwartaal,
    antwoorden: &'a [Uitvraagantwoord],
) -> Result<Vec<(&'a Uitvraagantwoord, String)>> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM uitvraagantwoord WHERE vingerafdruk = ?1")?;
    let mut seen = HashSet::new();
    let mut fresh = Vec::new();
    for antwoord in antwoorden {
        let vingerafdruk = fingerprint(kwartaal, antwoord);
        let known: Option<i64> = statement.query_row([&vingerafdruk], |row| row.get(0)).optional().map_err(Error::from)?;
        if known.is_none() && seen.insert(vingerafdruk.clone()) {
            fresh.push((antwoord, vingerafdruk));
        }
    }
    Ok(fresh)
}

/// What an answer says, as a fingerprint; where it stood in which file is no part of it.
fn fingerprint(kwartaal: Kwartaal, antwoord: &Uitvraagantwoord) -> String {
    let words = |text: Option<&str>| text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let fields = [
        kwartaal.to_string(),
        antwoord.gemeente.key().to_owned(),
        antwoord.aanbieder.key().to_owned(),
        words(Some(&antwoord.toelichting)),
        antwoord.datum.map(|d| d.to_string()).unwrap_or_default(),
        words(antwoord.functie.as_deref()),
        words(antwoord.onderwerp.as_deref()),
        antwoord.kpi.map(|n| n.to_string()).unwrap_or_default(),
        antwoord.oordeel.map(|t| t.naam().to_owned()).unwrap_or_default(),
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        // The length keeps two fields from running into each other.
        hasher.update(field.len().to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize())
}
