//! The change log: every act with its changes, written in the same transaction; and undo.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;

use super::error::{Error, Result, unreadable};
use super::tables::{Fields, Stored, Table, WHOLE, Way, fields_of, set_version, shown, thing_of, version_of};
use super::values::{Columns, moment, parse_moment};
use super::{Store, deliveries};
use crate::domain::{Change, Handeling, Soort};

/// Who does something, when, and what it is called in the log.
#[derive(Debug, Clone)]
pub struct Act {
    pub wie: String,
    pub wanneer: DateTime<Utc>,
    /// In words: "afspraak {} gemaakt"; `{}` becomes the number or id of the first thing that is made or changed.
    pub wat: String,
}

impl Act {
    pub fn new(wie: impl Into<String>, wanneer: DateTime<Utc>, wat: impl Into<String>) -> Self {
        Self { wie: wie.into(), wanneer, wat: wat.into() }
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
}

impl Logged {
    fn inverse(self) -> Self {
        Self { oud: self.nieuw, nieuw: self.oud, ..self }
    }
}

/// An act that is going on: all it changes is one transaction, one entry in the log and one step of undo.
#[derive(Debug)]
pub struct OpenHandeling<'t> {
    pub(super) tx: &'t Transaction<'t>,
    pub(super) wie: String,
    pub(super) wanneer: DateTime<Utc>,
    wat: String,
    changes: Vec<Logged>,
    /// The stamps that go up at the end: what figures are made of was touched.
    stamps: BTreeSet<String>,
}

impl Store {
    /// Does several things as one act: one transaction, one entry in the log, one step of undo. When `doing` fails, all
    /// stays as it was.
    pub fn perform<T, E: From<Error>>(
        &mut self,
        act: &Act,
        doing: impl FnOnce(&mut OpenHandeling<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let tx = self.begin()?;
        let mut open = OpenHandeling::begin(&tx, act);
        let done = doing(&mut open)?;
        open.write(None)?;
        tx.commit().map_err(Error::from)?;
        Ok(done)
    }

    /// Makes a thing; returns it with its number and row version.
    pub fn make<T: Stored>(&mut self, act: &Act, thing: T) -> Result<T> {
        self.perform(act, |h| h.make(thing))
    }

    /// Changes a thing to what `thing` says; returns it with its new row version.
    ///
    /// # Errors
    /// [`Error::ChangedMeanwhile`] when its row version is not the present one: somebody else changed it.
    pub fn change<T: Stored>(&mut self, act: &Act, thing: &T) -> Result<T> {
        self.perform(act, |h| h.change(thing))
    }

    /// Removes a thing.
    pub fn remove<T: Stored>(&mut self, act: &Act, thing: &T) -> Result<()> {
        self.perform(act, |h| h.remove(thing))
    }

    /// Returns the last act that can be undone, of somebody or of anybody.
    pub fn last_act(&self, wie: Option<&str>) -> Result<Option<Handeling>> {
        let tx = self.reading()?;
        let id: Option<i64> = tx
            .query_row(
                "SELECT max(id) FROM handeling
                 WHERE ongedaan_door IS NULL AND herroept IS NULL AND vast = 0 AND (?1 IS NULL OR wie = ?1)",
                [wie],
                |row| row.get(0),
            )
            .optional()?
            .flatten();
        id.map(|id| handeling(&tx, id)).transpose()
    }

    /// Returns the last `limit` acts, the newest first.
    pub fn acts(&self, limit: u32) -> Result<Vec<Handeling>> {
        let tx = self.reading()?;
        let ids = ids(&tx, "SELECT id FROM handeling ORDER BY id DESC LIMIT ?1", params![limit])?;
        ids.into_iter().map(|id| handeling(&tx, id)).collect()
    }

    /// Returns the acts that touched one thing, the oldest first, each with its changes of that thing only.
    pub fn history(&self, soort: Soort, id: &str) -> Result<Vec<Handeling>> {
        let tx = self.reading()?;
        let sql = "SELECT DISTINCT handeling FROM wijziging WHERE soort = ?1 AND id = ?2 ORDER BY handeling";
        let mut acts = Vec::new();
        for act in ids(&tx, sql, params![soort.naam(), id])? {
            let mut act = handeling(&tx, act)?;
            act.changes.retain(|c| c.soort == soort && c.id == id);
            acts.push(act);
        }
        Ok(acts)
    }

    /// Undoes an act as a whole, and returns it. The undoing is an act of its own in the log.
    ///
    /// # Errors
    /// [`Error::ChangedMeanwhile`] when something that it changed was changed again since; [`Error::NotUndoable`] when it
    /// was undone already, undoes another act, or its data were removed for good.
    pub fn undo(&mut self, id: i64, wie: &str, wanneer: DateTime<Utc>) -> Result<Handeling> {
        let tx = self.begin()?;
        let undoable: Option<bool> = tx
            .query_row(
                "SELECT ongedaan_door IS NULL AND herroept IS NULL AND vast = 0 FROM handeling WHERE id = ?1",
                [id],
                |row| row.get(0),
            )
            .optional()?;
        match undoable {
            None => return Err(Error::NothingToUndo),
            Some(false) => return Err(Error::NotUndoable(id)),
            Some(true) => {}
        }
        let mut undone = handeling(&tx, id)?;
        undone.ongedaan = true;
        let mut open = OpenHandeling::begin(&tx, &Act::new(wie, wanneer, format!("ongedaan: {}", undone.wat)));
        let mut changes = logged(&tx, id)?;
        changes.reverse();
        open.apply_inverse(changes)?;
        let by = open.write(Some(id))?;
        tx.execute("UPDATE handeling SET ongedaan_door = ?1 WHERE id = ?2", params![by, id])?;
        tx.commit()?;
        Ok(undone)
    }
}

impl<'t> OpenHandeling<'t> {
    fn begin(tx: &'t Transaction<'t>, act: &Act) -> Self {
        Self {
            tx,
            wie: act.wie.clone(),
            wanneer: act.wanneer,
            wat: act.wat.clone(),
            changes: Vec::new(),
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
        T::TABLE.check(self.tx, Way::Act, None, Some(&fields))?;
        T::TABLE.insert(self.tx, &id, &fields)?;
        self.touch(T::TABLE.soort);
        self.log(T::TABLE.soort, id, WHOLE, Value::Null, Value::Object(fields.clone()));
        thing_of(fields)
    }

    /// Changes a thing to what `thing` says; returns it with its new row version. Nothing different is no change.
    pub fn change<T: Stored>(&mut self, thing: &T) -> Result<T> {
        let id = thing.id();
        let mut wanted = fields_of(thing)?;
        let now = self.present(T::TABLE, &id, &wanted)?;
        let changes: Vec<(&str, Value, Value)> =
            T::TABLE.differing(&now, &wanted).map(|(veld, oud, nieuw)| (veld, oud.clone(), nieuw.clone())).collect();
        if changes.is_empty() {
            return thing_of(now);
        }
        T::TABLE.check(self.tx, Way::Act, Some(&now), Some(&wanted))?;
        set_version(&mut wanted, version_of(&now).saturating_add(1));
        T::TABLE.update(self.tx, &id, &wanted)?;
        self.touch(T::TABLE.soort);
        for (veld, oud, nieuw) in changes {
            self.log(T::TABLE.soort, id.clone(), veld, oud, nieuw);
        }
        thing_of(wanted)
    }

    /// Removes a thing.
    pub fn remove<T: Stored>(&mut self, thing: &T) -> Result<()> {
        let id = thing.id();
        let now = self.present(T::TABLE, &id, &fields_of(thing)?)?;
        T::TABLE.check(self.tx, Way::Act, Some(&now), None)?;
        T::TABLE.delete(self.tx, &id)?;
        self.touch(T::TABLE.soort);
        self.log(T::TABLE.soort, id, WHOLE, Value::Object(now), Value::Null);
        Ok(())
    }

    /// The row as it is, refused when it is not of the version that `wanted` was read at.
    fn present(&self, table: &Table, id: &str, wanted: &Fields) -> Result<Fields> {
        let now = table.load(self.tx, id)?.ok_or_else(|| Error::Missing { soort: table.soort, id: id.to_owned() })?;
        if version_of(&now) == version_of(wanted) { Ok(now) } else { Err(table.changed_meanwhile(id, wanted, &now)) }
    }

    pub(super) fn log(&mut self, soort: Soort, id: impl Into<String>, veld: &str, oud: Value, nieuw: Value) {
        self.changes.push(Logged { soort, id: id.into(), veld: veld.to_owned(), oud, nieuw });
    }

    /// Marks a stamp to go up: an aanbieder, or what the figures of all of them depend on.
    pub(super) fn stamp(&mut self, name: &str) {
        self.stamps.insert(name.to_owned());
    }

    /// A change of what figures are made of, other than a delivery.
    fn touch(&mut self, soort: Soort) {
        if soort == Soort::Dekkingsmelding {
            self.stamp(deliveries::REGIO);
        }
    }

    /// Takes changes back, the last first; `changes` are in that order.
    fn apply_inverse(&mut self, changes: Vec<Logged>) -> Result<()> {
        let mut rest = changes.into_iter().peekable();
        while let Some(first) = rest.next() {
            let Some(table) = Table::of(first.soort) else {
                let back = first.inverse();
                deliveries::undo(self, &back)?;
                self.changes.push(back);
                continue;
            };
            // The fields of one thing that changed together go back together.
            let mut group = vec![first];
            if group[0].veld != WHOLE {
                while let Some(more) = rest.next_if(|c| c.soort == table.soort && c.id == group[0].id && c.veld != WHOLE) {
                    group.push(more);
                }
            }
            let back: Vec<Logged> = group.into_iter().map(Logged::inverse).collect();
            self.take_back(table, &back)?;
            self.touch(table.soort);
            self.changes.extend(back);
        }
        Ok(())
    }

    /// Takes back what one thing went through; `back` is not empty and about one thing only. Checks that it still is
    /// as the act left it.
    fn take_back(&mut self, table: &Table, back: &[Logged]) -> Result<()> {
        let id = &back[0].id;
        let now = table.load(self.tx, id)?;
        if back[0].veld == WHOLE {
            match (&back[0].oud, &back[0].nieuw, now) {
                // It was removed: it comes back, under a newer version.
                (Value::Null, Value::Object(was), None) => {
                    let mut was = was.clone();
                    let version = version_of(&was).saturating_add(1);
                    set_version(&mut was, version);
                    table.check(self.tx, Way::Undo, None, Some(&was))?;
                    return table.insert(self.tx, id, &was);
                }
                // It was made: it goes, if it is as it was made.
                (Value::Object(made), Value::Null, Some(now)) => {
                    if table.differing(made, &now).next().is_some() {
                        return Err(table.changed_meanwhile(id, made, &now));
                    }
                    table.check(self.tx, Way::Undo, Some(&now), None)?;
                    return table.delete(self.tx, id);
                }
                (Value::Object(_), Value::Null, None) => {
                    return Err(Error::Missing { soort: table.soort, id: id.clone() });
                }
                (Value::Null, Value::Object(_), Some(_)) => {
                    return Err(Error::Exists { soort: table.soort, id: id.clone() });
                }
                _ => return Err(unreadable("wijziging", id)),
            }
        }
        let now = now.ok_or_else(|| Error::Missing { soort: table.soort, id: id.clone() })?;
        let (mut left, mut target) = (now.clone(), now.clone());
        for change in back {
            left.insert(change.veld.clone(), change.oud.clone());
            target.insert(change.veld.clone(), change.nieuw.clone());
        }
        if table.differing(&left, &now).next().is_some() {
            return Err(table.changed_meanwhile(id, &target, &now));
        }
        set_version(&mut target, version_of(&now).saturating_add(1));
        table.check(self.tx, Way::Undo, Some(&now), Some(&target))?;
        table.update(self.tx, id, &target)
    }

    /// Writes the act and its changes; nothing when nothing changed. Returns the id of the act.
    fn write(self, undoes: Option<i64>) -> Result<Option<i64>> {
        if self.changes.is_empty() {
            return Ok(None);
        }
        let wat = self.wat.replace("{}", &self.changes[0].id);
        self.tx.execute(
            "INSERT INTO handeling (wanneer, wie, wat, herroept) VALUES (?1, ?2, ?3, ?4)",
            params![moment(self.wanneer), self.wie, wat, undoes],
        )?;
        let id = self.tx.last_insert_rowid();
        let mut statement = self.tx.prepare_cached(
            "INSERT INTO wijziging (handeling, volgnr, soort, id, veld, oud, nieuw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
        for (volgnr, c) in (0_i64..).zip(&self.changes) {
            statement.execute(params![id, volgnr, c.soort.naam(), c.id, c.veld, text(&c.oud), text(&c.nieuw)])?;
        }
        for stamp in &self.stamps {
            raise_stamp(self.tx, stamp)?;
        }
        Ok(Some(id))
    }
}

/// Lets go of everything that was computed from what this stamp is about.
pub(super) fn raise_stamp(conn: &Connection, name: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO stempel (naam, waarde) VALUES (?1, 1) ON CONFLICT (naam) DO UPDATE SET waarde = waarde + 1",
        [name],
    )?;
    Ok(())
}

/// Gives the next number of a sequence. The counter is no part of what is undone.
fn next(tx: &Transaction<'_>, name: &str) -> Result<i64> {
    let sql = "INSERT INTO teller (naam, laatste) VALUES (?1, 1)
               ON CONFLICT (naam) DO UPDATE SET laatste = laatste + 1 RETURNING laatste";
    Ok(tx.query_row(sql, [name], |row| row.get(0))?)
}

fn ids(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    let ids = statement.query_map(params, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Reads one act with its changes as people read them.
pub(super) fn handeling(conn: &Connection, id: i64) -> Result<Handeling> {
    let mut statement =
        conn.prepare_cached("SELECT wanneer, wie, wat, ongedaan_door IS NOT NULL FROM handeling WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(Error::NothingToUndo)?;
    let changes = logged(conn, id)?.into_iter().map(|c| Change {
        soort: c.soort,
        id: c.id,
        veld: c.veld,
        oud: shown(&c.oud),
        nieuw: shown(&c.nieuw),
    });
    Ok(Handeling {
        id,
        wanneer: parse_moment(row.need_text(0)?)?,
        wie: row.need_text(1)?.to_owned(),
        wat: row.need_text(2)?.to_owned(),
        ongedaan: row.need::<i64>(3)? == 1,
        changes: changes.collect(),
    })
}

/// Reads the changes of one act, in the order in which they were made.
pub(super) fn logged(conn: &Connection, act: i64) -> Result<Vec<Logged>> {
    let mut statement =
        conn.prepare_cached("SELECT soort, id, veld, oud, nieuw FROM wijziging WHERE handeling = ?1 ORDER BY volgnr")?;
    let mut rows = statement.query([act])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let soort = row.need_text(0)?;
        let value = |text: Option<&str>| match text {
            None => Ok(Value::Null),
            Some(text) => serde_json::from_str(text).map_err(|e| unreadable("wijziging", e)),
        };
        changes.push(Logged {
            soort: Soort::ALL.into_iter().find(|s| s.naam() == soort).ok_or_else(|| unreadable("soort", soort))?,
            id: row.need_text(1)?.to_owned(),
            veld: row.need_text(2)?.to_owned(),
            oud: value(row.text(3)?)?,
            nieuw: value(row.text(4)?)?,
        });
    }
    Ok(changes)
}
