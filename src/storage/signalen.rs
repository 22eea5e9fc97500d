//! Answers to the uitvraag: each becomes one signaal, once.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Store;
use super::engine::{Conn, Query, params};
use super::error::{Result, unreadable};
use super::fingerprint::hex;
use super::log::{Act, OpenHandeling};
use super::tables::{Stored, thing_of};
use super::values;
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Signaal, Uitvraagantwoord, Uitvraagretour};

/// What reading a return of the uitvraag brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uitvraagopslag {
    /// Answers that became a signaal.
    pub nieuw: u32,
    /// Answers that replaced what a signaal told.
    pub gewijzigd: u32,
    /// Answers that were known.
    pub bekend: u32,
}

impl Uitvraagopslag {
    /// Whether it brings nothing new.
    pub const fn is_known(self) -> bool {
        self.nieuw == 0 && self.gewijzigd == 0
    }
}

/// An answer that stands, by what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ontvangen {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    /// The day it was read.
    pub op: NaiveDate,
    pub signaal: i64,
}

/// What becomes of an answer.
enum Lot {
    /// It was read before.
    Bekend,
    Nieuw,
    /// It is what this signaal tells from now on; `gelezen` when it was read before, and that was undone.
    Vervangt {
        signaal: Box<Signaal>,
        gelezen: bool,
    },
}

impl Store {
    /// Turns the answers of a kwartaal into signalen, as one act: an answer that was read before gives nothing new, one that was
    /// changed goes on with its signaal.
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
        Ok(counted(&lots(&*self.reading()?, kwartaal, antwoorden)?))
    }

    /// Whether it is known that the workbook of a gemeente came back empty.
    pub fn came_back_empty(&self, kwartaal: Kwartaal, gemeente: Gemeente) -> Result<bool> {
        Ok(retour(&self.conn, kwartaal, gemeente)?.is_some())
    }

    /// Returns the answers of a kwartaal that stand, in order of arrival.
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
        let lots = lots(self.tx, kwartaal, antwoorden)?;
        let opslag = counted(&lots);
        for ((lot, vingerafdruk), antwoord) in lots.into_iter().zip(antwoorden) {
            let told = |ontvangen| {
                let signaal = Signaal::of_antwoord(antwoord, kwartaal, ontvangen);
                Signaal { afdruk: Some(vingerafdruk.clone()), ..signaal }
            };
            let (signaal, gelezen) = match lot {
                Lot::Bekend => continue,
                Lot::Nieuw => (self.make(told(ontvangen))?, false),
                // Without a day of its own it is of the day that the first was.
                Lot::Vervangt { signaal, gelezen } => {
                    let dag = signaal.datum;
                    (self.change(&signaal.corrected(told(dag)))?, gelezen)
                }
            };
            if !gelezen {
                self.tx.execute(
                    "INSERT INTO uitvraagantwoord (volgnr, vingerafdruk, kwartaal, gemeente, aanbieder, ontvangen, signaal)
                     VALUES ((SELECT coalesce(max(volgnr), 0) + 1 FROM uitvraagantwoord), ?1, ?2, ?3, ?4, ?5, ?6)",
                    &params![
                        &vingerafdruk,
                        kwartaal.to_string(),
                        antwoord.gemeente,
                        antwoord.aanbieder.key(),
                        ontvangen.to_string(),
                        signaal.id
                    ],
                )?;
            }
        }
        Ok(opslag)
    }

    /// Records that the workbook of a gemeente came back empty; returns whether that was known.
    pub fn save_empty_return(&mut self, kwartaal: Kwartaal, gemeente: Gemeente, ontvangen: NaiveDate) -> Result<bool> {
        let known = retour(self.tx, kwartaal, gemeente)?.is_some();
        if !known {
            self.make(Uitvraagretour { kwartaal, gemeente, ontvangen, rijversie: 0 })?;
        }
        Ok(known)
    }
}

fn retour(conn: &Conn, kwartaal: Kwartaal, gemeente: Gemeente) -> Result<Option<Uitvraagretour>> {
    let id = format!("{kwartaal}/{}", gemeente.key());
    Uitvraagretour::TABLE.load(conn, &id)?.map(thing_of).transpose()
}

/// The answers of a kwartaal that stand, or all that were ever read.
pub(super) fn answers(conn: &Conn, kwartaal: Option<Kwartaal>) -> Result<Vec<Ontvangen>> {
    let sql = "SELECT u.gemeente, u.aanbieder, u.ontvangen, u.signaal, u.kwartaal
               FROM uitvraagantwoord u JOIN signaal s ON s.id = u.signaal
               WHERE CAST(?1 AS TEXT) IS NULL OR (u.kwartaal = ?1 AND s.afdruk = u.vingerafdruk) ORDER BY u.signaal, u.volgnr";
    conn.all(sql, &params![kwartaal.map(|k| k.to_string())], |row| {
        let op = row.need_text(2)?;
        values::kwartaal(row.need_text(4)?)?;
        Ok(Ontvangen {
            gemeente: row.need_keyed(0)?,
            aanbieder: values::aanbieder(row.need_text(1)?)?,
            op: values::parse_date(op).ok_or_else(|| unreadable("ontvangen", op))?,
            signaal: row.need(3)?,
        })
    })
}

fn counted(lots: &[(Lot, String)]) -> Uitvraagopslag {
    let count = |is: fn(&Lot) -> bool| u32::try_from(lots.iter().filter(|(lot, _)| is(lot)).count()).unwrap_or(u32::MAX);
    Uitvraagopslag {
        nieuw: count(|lot| matches!(lot, Lot::Nieuw)),
        gewijzigd: count(|lot| matches!(lot, Lot::Vervangt { .. })),
        bekend: count(|lot| matches!(lot, Lot::Bekend)),
    }
}

/// What becomes of each answer of a delivery, with its fingerprint; one that stands twice is taken once.
///
/// A changed answer is known by what stayed the same of it. Only a signaal that this delivery does not tell as it is can be
/// meant: a gemeente may tell several things about one aanbieder.
fn lots(conn: &Conn, kwartaal: Kwartaal, antwoorden: &[Uitvraagantwoord]) -> Result<Vec<(Lot, String)>> {
    // Of each answer that was read before: its signaal, and whether one that was read later stands.
    let sql = "SELECT u.signaal, CASE WHEN h.volgnr < u.volgnr THEN 0 ELSE 1 END
               FROM uitvraagantwoord u JOIN signaal s ON s.id = u.signaal
               LEFT JOIN uitvraagantwoord h ON h.vingerafdruk = s.afdruk WHERE u.vingerafdruk = ?1";
    let prints: Vec<String> = antwoorden.iter().map(|antwoord| fingerprint(kwartaal, antwoord)).collect();
    let queries: Vec<Query<'_>> = prints.iter().map(|print| Query { sql, params: params![print].into() }).collect();
    let before: Vec<Vec<(i64, bool)>> = conn.several(&queries, |_, row| Ok((row.need(0)?, row.holds(1)?)))?;
    drop(queries);
    let mut open: BTreeMap<i64, Signaal> = Signaal::TABLE
        .rows(conn)?
        .into_iter()
        .map(thing_of::<Signaal>)
        .filter(|s| s.as_ref().map_or(true, |s| s.uit_uitvraag && s.kwartaal == kwartaal))
        .map(|s| s.map(|s| (s.id, s)))
        .collect::<Result<_>>()?;
    let mut seen = HashSet::new();
    let mut lots = Vec::with_capacity(antwoorden.len());
    for (vingerafdruk, before) in prints.into_iter().zip(before) {
        let before = before.into_iter().next();
        let twice = !seen.insert(vingerafdruk.clone());
        let lot = match before {
            _ if twice => Lot::Bekend,
            // What came after the answer that stands was undone.
            Some((id, false)) => match open.remove(&id) {
                Some(signaal) => Lot::Vervangt { signaal: Box::new(signaal), gelezen: true },
                None => Lot::Bekend,
            },
            Some((id, true)) => {
                open.remove(&id);
                Lot::Bekend
            }
            None => Lot::Nieuw,
        };
        lots.push((lot, vingerafdruk));
    }
    for ((lot, _), antwoord) in lots.iter_mut().zip(antwoorden).filter(|((lot, _), _)| matches!(lot, Lot::Nieuw)) {
        let told = |s: &Signaal| s.is_about_the_same(&Signaal::of_antwoord(antwoord, kwartaal, s.datum));
        let id = open.values().find(|s| told(s)).map(|s| s.id);
        if let Some(signaal) = id.and_then(|id| open.remove(&id)) {
            *lot = Lot::Vervangt { signaal: Box::new(signaal), gelezen: false };
        }
    }
    Ok(lots)
}

/// What an answer says, as a fingerprint; where it stood in which file is no part of it.
fn fingerprint(kwartaal: Kwartaal, antwoord: &Uitvraagantwoord) -> String {
    let mut hasher = Sha256::new();
    for field in std::iter::once(kwartaal.to_string()).chain(antwoord.woorden()) {
        // The length keeps two fields from running into each other.
        hasher.update(field.len().to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize())
}
