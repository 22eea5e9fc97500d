//! Undo and redo. Undo is of a person and a session: what somebody did in this run of the program, newest first.
//!
//! Taking an act back is an act of its own, and so is giving it back: what was undone stays in the log as such. What a removal
//! took never comes back. The rows of a delivery that was taken back are kept for this session only (`teruggenomen`).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::botsing::Spoor;
use super::document::document_of;
use super::engine::{Conn, params};
use super::error::{Error, Result, unreadable};
use super::log::{Act, Logged, OpenHandeling, handeling, ids, logged};
use super::tables::{Table, WHOLE, Way, set_version, version_of};
use super::{Store, deliveries, teruggenomen};
use crate::domain::{Document, Handeling, Soort};

/// What one step of undo or redo is about: an act, or the acts of a group. The newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groep {
    pub laatste: Handeling,
    pub eerdere: Vec<Handeling>,
}

impl Groep {
    /// All of them, the newest first.
    pub fn handelingen(&self) -> impl DoubleEndedIterator<Item = &Handeling> {
        std::iter::once(&self.laatste).chain(&self.eerdere)
    }

    /// What was delivered that they changed, each once.
    pub fn documents(&self) -> Vec<Document> {
        let mut documents = Vec::new();
        for change in self.handelingen().flat_map(|act| &act.changes) {
            let document = document_of(change.soort, &change.id).ok();
            documents.extend(document.filter(|found| !documents.contains(found)));
        }
        documents
    }
}

/// What undo comes to next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terug {
    /// This person did nothing (more) in this session.
    Niets,
    Groep(Groep),
    /// The next one is for good: it is a removal, or a removal took what it did.
    Voorgoed(Handeling),
}

impl Store {
    /// Returns what somebody did last in this session and can take back. A removal is never stepped over.
    pub fn next_undo(&self, wie: &str) -> Result<Terug> {
        let tx = self.reading()?;
        for act in self.acts_of_session(&tx, wie)? {
            let act = act?;
            if act.ongedaan || act.terug {
                continue;
            }
            return Ok(if act.vast { Terug::Voorgoed(act) } else { Terug::Groep(group(&tx, act)?) });
        }
        Ok(Terug::Niets)
    }

    /// Returns the act by which somebody took something back last in this session, when nothing new was done since.
    pub fn next_redo(&self, wie: &str) -> Result<Option<Handeling>> {
        let tx = self.reading()?;
        for act in self.acts_of_session(&tx, wie)? {
            let act = act?;
            if act.terug && !act.ongedaan && !act.vast {
                return Ok(Some(act));
            }
            let is_new = !act.terug && herroept(&tx, act.id)?.is_none();
            if is_new {
                break;
            }
        }
        Ok(None)
    }

    /// The acts of somebody in this session, the newest first.
    fn acts_of_session<'c>(&self, conn: &'c Conn, wie: &str) -> Result<impl Iterator<Item = Result<Handeling>> + use<'c>> {
        let sql = "SELECT id FROM handeling WHERE zitting = ?1 AND wie = ?2 ORDER BY id DESC";
        Ok(ids(conn, sql, &params![&self.zitting, wie])?.into_iter().map(|id| handeling(conn, id)))
    }

    /// Whether an act was done in this run of the program.
    pub fn is_of_session(&self, act: &Handeling) -> bool {
        act.zitting.as_deref() == Some(&self.zitting)
    }

    /// What an act was called when it was first done, before it was taken back or given back.
    pub fn first_called(&self, id: i64) -> Result<String> {
        let tx = self.reading()?;
        Ok(name_of(&first_done(&tx, vec![id])?))
    }

    /// Returns an act with those that are undone together with it.
    pub fn group_of(&self, id: i64) -> Result<Groep> {
        let tx = self.reading()?;
        group(&tx, handeling(&tx, id)?)
    }

    /// Undoes an act as a whole, with the rest of its group, and returns what the log calls that. It is an act of its own; of
    /// an act that took something back it gives that back.
    ///
    /// # Errors
    /// [`Error::ChangedSince`] when something that it changed was changed again since; [`Error::NotUndoable`] when it was
    /// undone already, or its data were removed for good; [`Error::RowsGone`] when the rows to give back are not there any more.
    pub fn undo(&mut self, id: i64, wie: &str, wanneer: DateTime<Utc>) -> Result<Handeling> {
        let zitting = self.zitting.clone();
        let nummers = Arc::clone(&self.nummers);
        let tx = self.begin()?;
        let groep = group(&tx, handeling(&tx, id)?)?;
        let act = &groep.laatste;
        if act.ongedaan || act.vast {
            return Err(Error::NotUndoable(id));
        }
        if act.terug && is_removed_since(&tx, act.id)? {
            return Err(Error::RowsGone);
        }
        let mut open = OpenHandeling::begin(&tx, &Act::new(wie, wanneer, called(&tx, &groep)?), &zitting, &nummers);
        open.herroept = Some(act.id);
        teruggenomen::prepare(&tx)?;
        for act in groep.handelingen() {
            let mut changes = logged(&tx, act.id)?;
            changes.reverse();
            open.apply_inverse(changes)?;
        }
        let by = open.write()?.ok_or(Error::NotUndoable(id))?;
        for act in groep.handelingen() {
            tx.execute("UPDATE handeling SET ongedaan_door = ?1 WHERE id = ?2", &params![by, act.id])?;
        }
        teruggenomen::by_act(&tx, by)?;
        let done = handeling(&tx, by)?;
        let committed = tx.commit();
        self.make_certain(committed, Some(by))?;
        self.keeps_undone = true;
        self.give_back_space();
        Ok(done)
    }
}

const UNDONE: &str = "ongedaan: ";
const REDONE: &str = "opnieuw: ";

/// What undoing is called in the log.
fn called(conn: &Conn, groep: &Groep) -> Result<String> {
    let how = if groep.laatste.terug { REDONE } else { UNDONE };
    Ok(format!("{how}{}", name_of(&first_done(conn, groep.handelingen().rev().map(|act| act.id).collect())?)))
}

fn name_of(acts: &[Handeling]) -> String {
    match acts {
        [] => String::new(),
        [one] => one.wat.clone(),
        [first, more @ ..] => format!("{} en nog {}", first.wat, more.len()),
    }
}

/// The acts as they were first done, the oldest first: of what takes back or gives back, what that is about.
fn first_done(conn: &Conn, mut acts: Vec<i64>) -> Result<Vec<Handeling>> {
    loop {
        let mut about = Vec::new();
        for act in &acts {
            about.extend(ids(conn, "SELECT id FROM handeling WHERE ongedaan_door = ?1 ORDER BY id", &params![*act])?);
        }
        if about.is_empty() {
            return acts.into_iter().map(|id| handeling(conn, id)).collect();
        }
        acts = about;
    }
}

/// The acts of the group of an act that stand.
fn group(conn: &Conn, laatste: Handeling) -> Result<Groep> {
    let Some(naam) = laatste.groep.as_deref().filter(|_| !laatste.ongedaan && !laatste.vast) else {
        return Ok(Groep { laatste, eerdere: Vec::new() });
    };
    let sql = "SELECT id FROM handeling WHERE groep = ?1 AND ongedaan_door IS NULL AND vast = 0 ORDER BY id DESC";
    let mut acts = ids(conn, sql, &params![naam])?.into_iter().map(|id| handeling(conn, id));
    let laatste = acts.next().transpose()?.unwrap_or(laatste);
    Ok(Groep { laatste, eerdere: acts.collect::<Result<_>>()? })
}

fn herroept(conn: &Conn, act: i64) -> Result<Option<i64>> {
    conn.need("SELECT herroept FROM handeling WHERE id = ?1", &params![act], |row| row.number(0))
}

/// Whether anything was removed for good after an act: what that one took away may hold it.
fn is_removed_since(conn: &Conn, act: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM handeling h WHERE h.id > ?1 AND h.vast = 1
                              AND NOT EXISTS (SELECT 1 FROM wijziging w WHERE w.handeling = h.id))";
    conn.need(sql, &params![act], |row| row.holds(0))
}

impl OpenHandeling<'_> {
    /// Takes changes back, the last first; `changes` are in that order.
    fn apply_inverse(&mut self, changes: Vec<Logged>) -> Result<()> {
        let mut rest = changes.into_iter().peekable();
        while let Some(first) = rest.next() {
            let Some(table) = Table::of(first.soort) else {
                let done = deliveries::turn_back(self, first.inverse())?;
                self.changes.push(done);
                continue;
            };
            // The fields of one thing that changed together go back together.
            let mut group = vec![first];
            if group[0].veld != WHOLE {
                while let Some(more) = rest.next_if(|c| c.soort == table.soort && c.id == group[0].id && c.veld != WHOLE) {
                    group.push(more);
                }
            }
            let mut back: Vec<Logged> = group.into_iter().map(Logged::inverse).collect();
            let version = self.take_back(table, &mut back)?;
            self.touch(table.soort);
            self.changes.extend(back.into_iter().map(|c| Logged { rijversie: Some(version), ..c }));
        }
        Ok(())
    }

    /// Takes back what one thing went through; `back` is not empty and about one thing only. Checks that it still is
    /// as the act left it. Returns the row version that this leads to.
    fn take_back(&self, table: &Table, back: &mut [Logged]) -> Result<u64> {
        let id = &back[0].id.clone();
        let now = table.load(self.tx, id)?;
        if back[0].veld == WHOLE {
            return match (&back[0].oud, &back[0].nieuw, now) {
                // It was removed: it comes back, under a newer version.
                (Value::Null, Value::Object(was), None) => {
                    let mut was = was.clone();
                    let version = version_of(&was).saturating_add(1);
                    set_version(&mut was, version);
                    table.check(self.tx, Way::Undo, None, Some(&was))?;
                    table.insert(self.tx, id, &was)?;
                    if table.soort == Soort::Signaal {
                        teruggenomen::give_answer_back(self.tx, id)?;
                    }
                    Ok(version)
                }
                // It was made: it goes, if it is as it was made.
                (Value::Object(made), Value::Null, Some(now)) => {
                    let velden: Vec<&str> = table.not_as_logged(made, &now).collect();
                    if !velden.is_empty() {
                        return Err(self.changed_since(table.soort, id, &velden)?);
                    }
                    table.check(self.tx, Way::Undo, Some(&now), None)?;
                    if table.soort == Soort::Signaal {
                        teruggenomen::keep_answer(self.tx, id)?;
                    }
                    table.delete(self.tx, id)?;
                    let version = version_of(&now).saturating_add(1);
                    // With what it holds in fields that came after it was made.
                    back[0].oud = Value::Object(now);
                    Ok(version)
                }
                (Value::Object(_), Value::Null, None) | (Value::Null, Value::Object(_), Some(_)) => {
                    Err(self.changed_since(table.soort, id, &[])?)
                }
                _ => Err(unreadable("wijziging", id)),
            };
        }
        let Some(now) = now else { return Err(self.changed_since(table.soort, id, &[])?) };
        let (mut left, mut target) = (now.clone(), now.clone());
        for change in back {
            left.insert(change.veld.clone(), change.oud.clone());
            target.insert(change.veld.clone(), change.nieuw.clone());
        }
        let velden: Vec<&str> = table.differing(&left, &now).map(|(veld, ..)| veld).collect();
        if !velden.is_empty() {
            return Err(self.changed_since(table.soort, id, &velden)?);
        }
        let version = version_of(&now).saturating_add(1);
        set_version(&mut target, version);
        table.check(self.tx, Way::Undo, Some(&now), Some(&target))?;
        table.update(self.tx, id, &target)?;
        Ok(version)
    }

    /// The act that took away what is to be given back.
    pub(super) fn kept_by(&self) -> Result<i64> {
        self.herroept.ok_or_else(|| Error::Internal("er wordt niets teruggenomen".to_owned()))
    }

    /// The error of a thing that was changed after the act that is to be undone: with who did so last, when that is known.
    pub(super) fn changed_since(&self, soort: Soort, id: &str, velden: &[&str]) -> Result<Error> {
        let sql = "SELECT h.wanneer, h.wie, h.wat, w.veld FROM wijziging w JOIN handeling h ON h.id = w.handeling
                   WHERE w.soort = ?1 AND w.id = ?2 AND h.id > ?3 ORDER BY h.id DESC, w.volgnr DESC";
        let later = self.tx.all(sql, &params![soort, id, self.herroept], |row| {
            let veld = row.need_text(3)?;
            let is_meant = velden.is_empty() || veld == WHOLE || velden.contains(&veld);
            let spoor = || Ok(Spoor { wanneer: row.moment(0)?, wie: row.need_string(1)?, wat: row.need_string(2)? });
            is_meant.then(spoor).transpose()
        })?;
        let door = later.into_iter().flatten().next().map(Box::new);
        Ok(Error::ChangedSince { soort, id: id.to_owned(), door })
    }
}
