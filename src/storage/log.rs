//! The change log: every act with its changes, written in the same transaction.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::botsing::{Botsing, Keuze, Samenvoeging, Spoor};
use super::engine::{Conn, Query, Tx, Value as Sql, params};
use super::error::{Error, Result, unreadable};
use super::tables::{Fields, Stored, Table, WHOLE, Way, fields_of, set_version, shown, thing_of, version_of};
use super::values::moment;
use super::{Store, teruggenomen};
use crate::domain::{Change, Document, Handeling, Soort};

/// Who did what the program does by itself.
pub const PROGRAMMA: &str = "het programma";

/// Who does something, when, and what it is called in the log.
#[derive(Debug, Clone)]
pub struct Act {
    pub wie: String,
    pub wanneer: DateTime<Utc>,
    /// In words: "afspraak {} gemaakt"; `{}` becomes the number or id of the first thing that is made or changed.
    pub wat: String,
    /// Acts with the same text here are undone together.
    pub groep: Option<String>,
    /// The name of the file that it reads.
    pub bestand: Option<String>,
}

impl Act {
    pub fn new(wie: impl Into<String>, wanneer: DateTime<Utc>, wat: impl Into<String>) -> Self {
        Self { wie: wie.into(), wanneer, wat: wat.into(), groep: None, bestand: None }
    }

    /// The same act as part of a group.
    #[must_use]
    pub fn in_group(self, groep: Option<String>) -> Self {
        Self { groep, ..self }
    }

    /// The same act as the reading of a file.
    #[must_use]
    pub fn of_file(self, bestand: impl Into<String>) -> Self {
        Self { bestand: Some(bestand.into()), ..self }
    }
}

/// A change with its values as JSON, so that undo restores exactly what was there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Logged {
    pub(super) soort: Soort,
    pub(super) id: String,
    pub(super) veld: String,
    pub(super) oud: Value,
    pub(super) nieuw: Value,
    /// The row version that it led to; None of what has none, and in what was logged before there were any here.
    pub(super) rijversie: Option<u64>,
}

impl Logged {
    pub(super) fn inverse(self) -> Self {
        Self { oud: self.nieuw, nieuw: self.oud, ..self }
    }
}

/// An act that is going on: all it changes is one transaction, one entry in the log and one step of undo.
#[derive(Debug)]
pub struct OpenHandeling<'t> {
    pub(super) tx: &'t Tx<'t>,
    pub(super) wie: String,
    pub(super) wanneer: DateTime<Utc>,
    wat: String,
    groep: Option<String>,
    bestand: Option<String>,
    zitting: &'t str,
    nummers: &'t [String],
    /// The act that this one takes back.
    pub(super) herroept: Option<i64>,
    pub(super) changes: Vec<Logged>,
    /// How the user settled what clashes, what clashes still, and what was merged.
    pub(super) keuzes: Vec<Keuze>,
    pub(super) botsingen: Vec<Botsing>,
    pub(super) samengevoegd: Vec<Samenvoeging>,
    /// The stamps that go up at the end: what figures are made of was touched.
    stamps: BTreeSet<String>,
}

impl Store {
    /// Does several things as one act: one transaction, one entry in the log, one step of undo. When `doing` fails, all
    /// stays as it was.
    ///
    /// # Errors
    /// [`Error::ChangedMeanwhile`] when something was changed by somebody else since the user saw it, in fields that he wants
    /// otherwise; what does not clash is merged.
    pub fn perform<T, E: From<Error>>(
        &mut self,
        act: &Act,
        doing: impl FnOnce(&mut OpenHandeling<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let zitting = self.zitting.clone();
        let nummers = Arc::clone(&self.nummers);
        let (keuzes, keeps_undone) = (std::mem::take(&mut self.keuzes), self.keeps_undone);
        self.samengevoegd.clear();
        let tx = self.begin()?;
        let mut open = OpenHandeling { keuzes, ..OpenHandeling::begin(&tx, act, &zitting, &nummers) };
        let done = doing(&mut open)?;
        if !open.botsingen.is_empty() {
            return Err(Error::ChangedMeanwhile(open.botsingen).into());
        }
        let samengevoegd = std::mem::take(&mut open.samengevoegd);
        let written = open.write()?;
        // What was undone cannot be given back any more: something new was done.
        if keeps_undone && written.is_some() {
            teruggenomen::forget(&tx)?;
        }
        let committed = tx.commit();
        self.make_certain(committed, written)?;
        self.keeps_undone = keeps_undone && written.is_none();
        self.samengevoegd = samengevoegd;
        Ok(done)
    }

    /// Makes a thing; returns it with its number and row version.
    pub fn make<T: Stored>(&mut self, act: &Act, thing: T) -> Result<T> {
        self.perform(act, |h| h.make(thing))
    }

    /// Changes a thing to what `thing` says; returns it with its new row version.
    ///
    /// # Errors
    /// As [`Store::perform`].
    pub fn change<T: Stored>(&mut self, act: &Act, thing: &T) -> Result<T> {
        self.perform(act, |h| h.change(thing))
    }

    /// Removes a thing.
    pub fn remove<T: Stored>(&mut self, act: &Act, thing: &T) -> Result<()> {
        self.perform(act, |h| h.remove(thing))
    }

    /// Returns the last `limit` acts, the newest first.
    pub fn acts(&self, limit: u32) -> Result<Vec<Handeling>> {
        let tx = self.reading()?;
        let ids = ids(&tx, "SELECT id FROM handeling ORDER BY id DESC LIMIT ?1", &params![limit])?;
        ids.into_iter().map(|id| handeling(&tx, id)).collect()
    }

    /// Returns the acts behind the one with this id, the newest first.
    pub fn acts_since(&self, id: i64) -> Result<Vec<Handeling>> {
        let tx = self.reading()?;
        let ids = ids(&tx, "SELECT id FROM handeling WHERE id > ?1 ORDER BY id DESC", &params![id])?;
        ids.into_iter().map(|id| handeling(&tx, id)).collect()
    }

    /// Returns the id of the newest act; 0 when nothing was done yet.
    pub fn newest_act(&self) -> Result<i64> {
        self.reading()?.need("SELECT coalesce(max(id), 0) FROM handeling", &[], |row| row.need(0))
    }

    /// Returns the acts that touched one thing, the oldest first, each with its changes of that thing only.
    pub fn history(&self, soort: Soort, id: &str) -> Result<Vec<Handeling>> {
        let tx = self.reading()?;
        let sql = "SELECT DISTINCT handeling FROM wijziging WHERE soort = ?1 AND id = ?2 ORDER BY handeling";
        let mut acts = Vec::new();
        for act in ids(&tx, sql, &params![soort, id])? {
            let mut act = handeling(&tx, act)?;
            act.changes.retain(|c| c.soort == soort && c.id == id);
            acts.push(act);
        }
        Ok(acts)
    }
}

impl<'t> OpenHandeling<'t> {
    pub(super) fn begin(tx: &'t Tx<'t>, act: &Act, zitting: &'t str, nummers: &'t [String]) -> Self {
        Self {
            tx,
            wie: act.wie.clone(),
            wanneer: act.wanneer,
            wat: act.wat.clone(),
            groep: act.groep.clone(),
            bestand: act.bestand.clone(),
            zitting,
            nummers,
            herroept: None,
            changes: Vec::new(),
            keuzes: Vec::new(),
            botsingen: Vec::new(),
            samengevoegd: Vec::new(),
            stamps: BTreeSet::new(),
        }
    }

    /// Says what the act is called in the log, when that is known only while it goes on.
    pub fn describe(&mut self, wat: impl Into<String>) {
        self.wat = wat.into();
    }

    /// Returns the thing with this id as it is at this point of the act.
    pub fn find<T: Stored>(&self, id: &str) -> Result<Option<T>> {
        T::TABLE.load(self.tx, id)?.map(thing_of).transpose()
    }

    /// Makes a thing; returns it with its number and row version.
    pub fn make<T: Stored>(&mut self, mut thing: T) -> Result<T> {
        thing.allot(&mut |name| next(self.tx, name))?;
        let id = thing.id();
        let mut fields = fields_of(&thing)?;
        set_version(&mut fields, 1);
        T::TABLE.check(self.tx, Way::Act(self.nummers), None, Some(&fields))?;
        T::TABLE.insert(self.tx, &id, &fields)?;
        self.touch(T::TABLE.soort);
        self.log_row(T::TABLE, &id, 1, [(WHOLE, Value::Null, Value::Object(fields.clone()))]);
        thing_of(fields)
    }

    /// Changes a thing to what `thing` says, from how it was at its row version; returns it with its new row version. Nothing
    /// different is no change.
    pub fn change<T: Stored>(&mut self, thing: &T) -> Result<T> {
        self.change_while(thing, &[])
    }

    /// The same, for a change that makes sense while these fields are as the user saw them: that somebody else changed them is
    /// a clash.
    pub fn change_while<T: Stored>(&mut self, thing: &T, velden: &[&str]) -> Result<T> {
        let id = thing.id();
        let mine = fields_of(thing)?;
        let Some(now) = T::TABLE.load(self.tx, &id)? else {
            return self.removed_meanwhile(T::TABLE, &id, mine).and_then(thing_of);
        };
        let wanted = self.merged(T::TABLE, &id, mine, &now, velden)?;
        self.write_change(T::TABLE, &id, &now, wanted).and_then(thing_of)
    }

    /// Writes what a row becomes; returns it with its new row version.
    pub(super) fn write_change(&mut self, table: &Table, id: &str, now: &Fields, mut wanted: Fields) -> Result<Fields> {
        let changes: Vec<(&str, Value, Value)> =
            table.differing(now, &wanted).map(|(veld, oud, nieuw)| (veld, oud.clone(), nieuw.clone())).collect();
        if changes.is_empty() {
            return Ok(now.clone());
        }
        table.check(self.tx, Way::Act(self.nummers), Some(now), Some(&wanted))?;
        let version = version_of(now).saturating_add(1);
        set_version(&mut wanted, version);
        table.update(self.tx, id, &wanted)?;
        self.touch(table.soort);
        self.log_row(table, id, version, changes);
        Ok(wanted)
    }

    /// Removes a thing; one that somebody else removed already is gone as wished.
    pub fn remove<T: Stored>(&mut self, thing: &T) -> Result<()> {
        let id = thing.id();
        let Some(now) = T::TABLE.load(self.tx, &id)? else { return Ok(()) };
        if !self.may_remove(T::TABLE, &id, &fields_of(thing)?, &now)? {
            return Ok(());
        }
        T::TABLE.check(self.tx, Way::Act(self.nummers), Some(&now), None)?;
        T::TABLE.delete(self.tx, &id)?;
        self.touch(T::TABLE.soort);
        let version = version_of(&now).saturating_add(1);
        self.log_row(T::TABLE, &id, version, [(WHOLE, Value::Object(now), Value::Null)]);
        Ok(())
    }

    /// Who touched a thing last.
    pub fn last_touch<T: Stored>(&self, id: &str) -> Result<Option<Spoor>> {
        last_touch(self.tx, T::TABLE.soort, id)
    }

    /// Logs a change of what has no row version: a document.
    pub(super) fn log(&mut self, soort: Soort, id: String, veld: &str, oud: Value, nieuw: Value) {
        self.changes.push(Logged { soort, id, veld: veld.to_owned(), oud, nieuw, rijversie: None });
    }

    /// Logs the changes that led to one row version.
    pub(super) fn log_row<'v>(
        &mut self,
        table: &Table,
        id: &str,
        version: u64,
        changes: impl IntoIterator<Item = (&'v str, Value, Value)>,
    ) {
        let logged = |(veld, oud, nieuw): (&str, Value, Value)| Logged {
            soort: table.soort,
            id: id.to_owned(),
            veld: veld.to_owned(),
            oud,
            nieuw,
            rijversie: Some(version),
        };
        self.changes.extend(changes.into_iter().map(logged));
    }

    /// Marks a stamp to go up: an aanbieder, or what the figures of all of them depend on.
    pub(super) fn stamp(&mut self, name: &str) {
        self.stamps.insert(name.to_owned());
    }

    /// A change of what figures are made of, other than a delivery.
    pub(super) fn touch(&mut self, soort: Soort) {
        if soort == Soort::Dekkingsmelding {
            self.stamp(Document::REGIO);
        }
    }

    /// Writes the act and its changes; nothing when nothing changed. Returns the id of the act.
    pub(super) fn write(self) -> Result<Option<i64>> {
        if self.changes.is_empty() {
            return Ok(None);
        }
        let wat = self.wat.replace("{}", &self.changes[0].id);
        let sql = "INSERT INTO handeling (id, wanneer, wie, wat, herroept, zitting, groep, bestand)
                   VALUES ((SELECT coalesce(max(id), 0) + 1 FROM handeling), ?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id";
        let values = params![
            moment(self.wanneer),
            &self.wie,
            wat,
            self.herroept,
            self.zitting,
            self.groep.as_ref(),
            self.bestand.as_ref()
        ];
        let id: i64 = self.tx.need(sql, &values, |row| row.need(0))?;
        let sql = "INSERT INTO wijziging (handeling, volgnr, soort, id, veld, oud, nieuw, rijversie)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
        let change = |(volgnr, c): (i64, &'_ Logged)| {
            let rijversie = c.rijversie.and_then(|v| i64::try_from(v).ok());
            let params = params![id, volgnr, c.soort, c.id.clone(), c.veld.clone(), text(&c.oud), text(&c.nieuw), rijversie];
            Query { sql, params: params.into() }
        };
        let mut queries: Vec<Query<'_>> = (0_i64..).zip(&self.changes).map(change).collect();
        queries.extend(self.stamps.iter().map(|stamp| Query { sql: RAISE, params: params![stamp].into() }));
        self.tx.several(&queries, |_, _| Ok(()))?;
        Ok(Some(id))
    }
}

const RAISE: &str =
    "INSERT INTO stempel (naam, waarde) VALUES (?1, 1) ON CONFLICT (naam) DO UPDATE SET waarde = stempel.waarde + 1";

/// Lets go of everything that was computed from what this stamp is about.
pub(super) fn raise_stamp(conn: &Conn, name: &str) -> Result<()> {
    conn.execute(RAISE, &params![name]).map(drop)
}

/// Gives the next number of a sequence. The counter is no part of what is undone.
fn next(conn: &Conn, name: &str) -> Result<i64> {
    let sql = "INSERT INTO teller (naam, laatste) VALUES (?1, 1)
               ON CONFLICT (naam) DO UPDATE SET laatste = teller.laatste + 1 RETURNING laatste";
    conn.need(sql, &params![name], |row| row.need(0))
}

pub(super) fn ids(conn: &Conn, sql: &str, params: &[Sql<'_>]) -> Result<Vec<i64>> {
    conn.all(sql, params, |row| row.need(0))
}

/// Reads one act with its changes as people read them.
pub(super) fn handeling(conn: &Conn, id: i64) -> Result<Handeling> {
    let sql = "SELECT wanneer, wie, wat, ongedaan_door, herroept, vast, zitting, groep, bestand FROM handeling WHERE id = ?1";
    let found = conn.one(sql, &params![id], |row| {
        let act = Handeling {
            id,
            wanneer: row.moment(0)?,
            wie: row.need_string(1)?,
            wat: row.need_string(2)?,
            ongedaan: row.number(3)?.is_some(),
            terug: false,
            vast: row.ja(5)?.unwrap_or_default(),
            zitting: row.string(6)?,
            groep: row.string(7)?,
            bestand: row.string(8)?,
            changes: Vec::new(),
        };
        Ok((act, row.number(4)?))
    })?;
    let (act, herroept) = found.ok_or(Error::NothingToUndo)?;
    let changes = logged(conn, id)?.into_iter().map(|c| Change {
        soort: c.soort,
        id: c.id,
        veld: c.veld,
        oud: shown(&c.oud),
        nieuw: shown(&c.nieuw),
    });
    Ok(Handeling { terug: takes_back(conn, herroept)?, changes: changes.collect(), ..act })
}

/// Whether an act that undoes this one takes something back, rather than giving it back.
fn takes_back(conn: &Conn, mut herroept: Option<i64>) -> Result<bool> {
    let mut takes_back = false;
    while let Some(act) = herroept {
        takes_back = !takes_back;
        let sql = "SELECT herroept FROM handeling WHERE id = ?1 AND id > coalesce(herroept, 0)";
        herroept = conn.one(sql, &params![act], |row| row.number(0))?.flatten();
    }
    Ok(takes_back)
}

/// Who touched a thing last.
pub(super) fn last_touch(conn: &Conn, soort: Soort, id: &str) -> Result<Option<Spoor>> {
    let sql = "SELECT max(handeling) FROM wijziging WHERE soort = ?1 AND id = ?2";
    let act = conn.need(sql, &params![soort, id], |row| row.number(0))?;
    act.map(|act| handeling(conn, act).map(|h| Spoor { wie: h.wie, wanneer: h.wanneer, wat: h.wat })).transpose()
}

/// Reads the changes of one act, in the order in which they were made.
pub(super) fn logged(conn: &Conn, act: i64) -> Result<Vec<Logged>> {
    let sql = "SELECT soort, id, veld, oud, nieuw, rijversie FROM wijziging WHERE handeling = ?1 ORDER BY volgnr";
    conn.all(sql, &params![act], |row| {
        let value = |text: Option<&str>| match text {
            None => Ok(Value::Null),
            Some(text) => serde_json::from_str(text).map_err(|e| unreadable("wijziging", e)),
        };
        Ok(Logged {
            soort: row.need_keyed(0)?,
            id: row.need_string(1)?,
            veld: row.need_string(2)?,
            oud: value(row.text(3)?)?,
            nieuw: value(row.text(4)?)?,
            rijversie: row.small(5)?,
        })
    })
}
