//! Removing for good: all that is about one deelnemer, or all reports of long ago. This cannot be undone.
//!
//! Figures that were frozen in a gesprek stay: they are counts, and name nobody (`domein.md` 8).

use std::collections::BTreeSet;
use std::ops::Range;

use rusqlite::{Connection, params};
use serde_json::Value;

use super::deliveries::{self, key};
use super::error::Result;
use super::log::Act;
use super::tables::{Fields, Table, WHOLE, set_version, version_of};
use super::values::{self, Columns, moment};
use super::vaststelling::forget_deelnemer;
use super::{Store, teruggenomen};
use crate::domain::vorm::Vergeten;
use crate::domain::{Aanbieder, Deelnemercode, Document, Documentsoort, Kwartaal, Soort};

/// What a removed code is replaced by where a line of frozen facts had it.
const REMOVED: &str = "verwijderd";

/// Codes shorter than this are not looked for in free text: `12` is in every other sentence.
const SHORTEST_SEARCHED: usize = 3;

/// A free text that names the deelnemer: a person has to look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vermelding {
    pub soort: Soort,
    pub id: String,
    pub veld: String,
}

/// What was removed of a deelnemer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opgeschoond {
    /// Rows of reports and CVS exports.
    pub rijen: u32,
    pub bevindingen: u32,
    /// Afspraken whose link to the deelnemer went; the afspraak itself stays.
    pub afspraken: u32,
    /// Texts of people that name the code, and were left as they are.
    pub vermeldingen: Vec<Vermelding>,
}

impl Store {
    /// Removes everything that is about a deelnemer of an aanbieder, from all versions of all reports and CVS exports, from
    /// findings, links and the change log. Returns what went, and what a person has to look at.
    pub fn remove_deelnemer(&mut self, act: &Act, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Opgeschoond> {
        let zitting = self.zitting.clone();
        let tx = self.begin()?;
        let gone = {
            let vergeten = Vergeten::new(code);
            let mut cleaning = Cleaning { conn: &tx, aanbieder, code, vergeten, gone: Opgeschoond::default() };
            cleaning.rows("deelnemersregel", None)?;
            cleaning.rows("cvsregel", Some(aanbieder))?;
            cleaning.findings()?;
            cleaning.links()?;
            forget_deelnemer(&tx, aanbieder, &cleaning.vergeten)?;
            cleaning.log()?;
            cleaning.mentions()?;
            cleaning.gone
        };
        // What was computed or typed and not saved may name the deelnemer too.
        tx.execute("DELETE FROM cache", [])?;
        for (sleutel, tekst) in drafts(&tx)? {
            if names(&tekst, code) || names(&sleutel, code) {
                tx.execute("DELETE FROM concept WHERE sleutel = ?1", [sleutel])?;
            }
        }
        final_act(&tx, act, &zitting, &[aanbieder.key()])?;
        tx.commit()?;
        self.forget_pages()?;
        Ok(gone)
    }

    /// Removes all versions of the reports and CVS exports of the kwartalen before `first`, with their findings. Returns how
    /// many documents went.
    pub fn remove_before(&mut self, act: &Act, first: Kwartaal) -> Result<u32> {
        let zitting = self.zitting.clone();
        let tx = self.begin()?;
        let mut gone = 0_u32;
        let mut stamps: BTreeSet<&'static str> = BTreeSet::new();
        for (document, last) in documents_before(&tx, first)? {
            for versie in 1..=last {
                tx.execute(
                    "DELETE FROM versie_deel WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3 AND versie = ?4",
                    key(document, versie),
                )?;
            }
            for versie in 1..=last {
                deliveries::remove_orphans(&tx, document, versie, deliveries::Kept::Nowhere)?;
                tx.execute(
                    "DELETE FROM versie WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3 AND versie = ?4",
                    key(document, versie),
                )?;
            }
            // The acts that brought them can no longer be undone.
            tx.execute(
                "UPDATE handeling SET vast = 1 WHERE id IN (SELECT handeling FROM wijziging WHERE soort = ?1 AND id = ?2)",
                params![document.soort().key(), deliveries::id_of(document)],
            )?;
            stamps.insert(document.wie());
            gone = gone.saturating_add(1);
        }
        if gone > 0 {
            tx.execute("DELETE FROM cache", [])?;
            final_act(&tx, act, &zitting, &stamps.into_iter().collect::<Vec<_>>())?;
        }
        tx.commit()?;
        self.forget_pages()?;
        Ok(gone)
    }

    /// Empties the write-ahead log, which still holds the pages as they were. Best effort: while another program reads,
    /// they go at the next checkpoint.
    fn forget_pages(&self) -> Result<()> {
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// The removal of one deelnemer.
struct Cleaning<'a> {
    conn: &'a Connection,
    aanbieder: Aanbieder,
    code: &'a Deelnemercode,
    /// The code as it is taken out of what was frozen and established.
    vergeten: Vergeten,
    gone: Opgeschoond,
}

impl Cleaning<'_> {
    fn is_it(&self, text: &str) -> bool {
        Deelnemercode::new(text).is_some_and(|code| code == *self.code)
    }

    /// The parts of the aanbieder's reports, and of all CVS exports; the latter hold rows of all aanbieders.
    fn parts(&self, of_cvs: bool) -> Result<Vec<(i64, i64, i64)>> {
        let mut statement = self.conn.prepare(
            "SELECT d.id, d.eerste_rij, d.laatste_rij FROM deel d JOIN levering l ON l.id = d.levering
             WHERE (?1 AND d.deel = 'cvs') OR (NOT ?1 AND d.deel = 'deelnemers' AND l.wie = ?2)",
        )?;
        let parts = statement
            .query_map(params![of_cvs, self.aanbieder.key()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(parts)
    }

    /// Removes the rows. Codes are compared as the domain does it, which SQL cannot.
    fn rows(&mut self, table: &str, only: Option<Aanbieder>) -> Result<()> {
        let of = if only.is_some() { "aanbieder" } else { "NULL" };
        let mut statement =
            self.conn.prepare(&format!("SELECT id, deelnemer, {of} FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3"))?;
        for (part, first, last) in self.parts(only.is_some())? {
            let mut ids: Vec<i64> = Vec::new();
            let mut rows = statement.query([first, last, part])?;
            while let Some(row) = rows.next()? {
                let of_aanbieder = only.is_none_or(|a| matches!(row.text(2), Ok(Some(key)) if key == a.key()));
                if of_aanbieder && self.is_it(row.need_text(1)?) {
                    ids.push(row.need(0)?);
                }
            }
            drop(rows);
            for id in &ids {
                self.conn.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])?;
            }
            if !ids.is_empty() {
                let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
                self.conn.execute("UPDATE deel SET rijen = rijen - ?1, geschoond = 1 WHERE id = ?2", [count, part])?;
                self.gone.rijen = self.gone.rijen.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
        Ok(())
    }

    fn findings(&mut self) -> Result<()> {
        let mut statement = self.conn.prepare(
            "SELECT b.levering, b.volgnr, b.deelnemer FROM bevinding b JOIN levering l ON l.id = b.levering
             WHERE b.deelnemer IS NOT NULL AND (l.soort = 'cvs' OR l.wie = ?1)",
        )?;
        let mut found: Vec<(i64, i64)> = Vec::new();
        let mut rows = statement.query([self.aanbieder.key()])?;
        while let Some(row) = rows.next()? {
            if self.is_it(row.need_text(2)?) {
                found.push((row.need(0)?, row.need(1)?));
            }
        }
        for (levering, volgnr) in found {
            self.conn.execute("DELETE FROM bevinding WHERE levering = ?1 AND volgnr = ?2", [levering, volgnr])?;
            self.conn.execute("UPDATE levering SET bevindingen = bevindingen - 1 WHERE id = ?1", [levering])?;
            // Findings are part of the fingerprint when rows were left out.
            self.conn.execute("UPDATE deel SET geschoond = 1 WHERE levering = ?1", [levering])?;
            self.gone.bevindingen = self.gone.bevindingen.saturating_add(1);
        }
        Ok(())
    }

    /// Afspraken stay, without the link; what was said of its attention points goes.
    fn links(&mut self) -> Result<()> {
        for (id, mut fields) in things(self.conn, Soort::Afspraak)? {
            let own = fields.get("aanbieder").and_then(Value::as_str).is_none_or(|a| a == self.aanbieder.key());
            if own && fields.get("deelnemer").and_then(Value::as_str).is_some_and(|d| self.is_it(d)) {
                fields.insert("deelnemer".to_owned(), Value::Null);
                let version = version_of(&fields).saturating_add(1);
                set_version(&mut fields, version);
                if let Some(table) = Table::of(Soort::Afspraak) {
                    table.update(self.conn, &id, &fields)?;
                }
                self.gone.afspraken = self.gone.afspraken.saturating_add(1);
            }
        }
        for (id, fields) in things(self.conn, Soort::Aandachtspunt)? {
            if self.is_about(&fields)
                && let Some(table) = Table::of(Soort::Aandachtspunt)
            {
                table.delete(self.conn, &id)?;
            }
        }
        Ok(())
    }

    /// Whether an attention point that was seen is about the deelnemer.
    fn is_about(&self, gezien: &Fields) -> bool {
        gezien.get("aanbieder").and_then(Value::as_str) == Some(self.aanbieder.key())
            && gezien.get("deelnemer").and_then(Value::as_str).is_some_and(|d| self.is_it(d))
    }

    /// Takes the deelnemer out of what the log keeps: out of values, out of what acts are called, and attention points,
    /// whose very key names the deelnemer, altogether.
    fn log(&self) -> Result<()> {
        let kinds = [Soort::Afspraak, Soort::Gesprek, Soort::Aandachtspunt].map(Soort::naam);
        let mut statement = self.conn.prepare(
            "SELECT handeling, volgnr, soort, veld, oud, nieuw, id FROM wijziging WHERE soort IN (?1, ?2, ?3)
             ORDER BY handeling, volgnr",
        )?;
        let mut rows = statement.query(kinds)?;
        let mut changed: Vec<(i64, i64, Option<String>, Option<String>)> = Vec::new();
        let mut points: BTreeSet<String> = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let (soort, veld) = (row.need_text(2)?, row.need_text(3)?);
            let parsed = |text: Option<&str>| text.and_then(|t| serde_json::from_str::<Value>(t).ok()).unwrap_or_default();
            let (mut oud, mut nieuw) = (parsed(row.text(4)?), parsed(row.text(5)?));
            if soort == Soort::Aandachtspunt.naam() {
                if [&oud, &nieuw].into_iter().filter_map(Value::as_object).any(|fields| self.is_about(fields)) {
                    points.insert(row.need_text(6)?.to_owned());
                }
            } else if self.clean_value(soort, veld, &mut oud) | self.clean_value(soort, veld, &mut nieuw) {
                let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
                changed.push((row.need(0)?, row.need(1)?, text(&oud), text(&nieuw)));
            }
        }
        for (handeling, volgnr, oud, nieuw) in changed {
            self.conn.execute(
                "UPDATE wijziging SET oud = ?3, nieuw = ?4 WHERE handeling = ?1 AND volgnr = ?2",
                params![handeling, volgnr, oud, nieuw],
            )?;
        }
        for id in points {
            self.conn.execute("DELETE FROM wijziging WHERE soort = ?1 AND id = ?2", params![Soort::Aandachtspunt.naam(), id])?;
        }
        // An act of which nothing is left has nothing to undo.
        self.conn.execute(
            "UPDATE handeling SET vast = 1 WHERE NOT EXISTS (SELECT 1 FROM wijziging w WHERE w.handeling = handeling.id)",
            [],
        )?;
        let mut statement = self.conn.prepare("SELECT id, wat FROM handeling")?;
        let acts: Vec<(i64, String)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (id, mut wat) in acts {
            let places = places(&wat, self.code);
            if !places.is_empty() {
                for place in places.into_iter().rev() {
                    wat.replace_range(place, REMOVED);
                }
                self.conn.execute("UPDATE handeling SET wat = ?2 WHERE id = ?1", params![id, wat])?;
            }
        }
        Ok(())
    }

    /// Takes the deelnemer out of one logged value; returns whether it was there.
    fn clean_value(&self, soort: &str, veld: &str, value: &mut Value) -> bool {
        if soort == Soort::Gesprek.naam() {
            return self.vergeten.out_of(value).aantal() > 0;
        }
        let deelnemer = match (veld, &mut *value) {
            ("deelnemer", whole) => Some(whole),
            (WHOLE, Value::Object(fields)) => fields.get_mut("deelnemer"),
            _ => None,
        };
        match deelnemer {
            Some(found) if found.as_str().is_some_and(|d| self.is_it(d)) => {
                *found = Value::Null;
                true
            }
            _ => false,
        }
    }

    /// Looks for the code in what people typed.
    fn mentions(&mut self) -> Result<()> {
        const TEXTS: [(Soort, &[&str]); 5] = [
            (Soort::Afspraak, &["tekst", "resultaat"]),
            (Soort::Gesprek, &["plaats"]),
            (Soort::Agendapunt, &["titel", "voorbereiding", "notitie"]),
            (Soort::Uitkomst, &["inhoud"]),
            (Soort::Signaal, &["tekst", "antwoord"]),
        ];
        for (soort, velden) in TEXTS {
            for (id, fields) in things(self.conn, soort)? {
                for veld in velden {
                    if fields.get(*veld).is_some_and(|v| names(&v.to_string(), self.code)) {
                        let veld = (*veld).to_owned();
                        self.gone.vermeldingen.push(Vermelding { soort, id: id.clone(), veld });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where a text names a code as a word of its own, first to last.
fn places(text: &str, code: &Deelnemercode) -> Vec<Range<usize>> {
    let length = code.as_str().chars().count();
    if length < SHORTEST_SEARCHED {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, first) in text.char_indices() {
        let follows_a_letter = before.replace(first).is_some_and(char::is_alphanumeric);
        let free = found.last().is_none_or(|last| last.end <= at);
        let Some(rest) = text.get(at..).filter(|_| free && !follows_a_letter) else { continue };
        let word: String = rest.chars().take(length).collect();
        let goes_on = rest.chars().nth(length).is_some_and(char::is_alphanumeric);
        if !goes_on && word.chars().count() == length && Deelnemercode::new(&word).as_ref() == Some(code) {
            found.push(at..at.saturating_add(word.len()));
        }
    }
    found
}

fn names(text: &str, code: &Deelnemercode) -> bool {
    !places(text, code).is_empty()
}

fn drafts(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare("SELECT sleutel, inhoud FROM concept")?;
    let drafts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(drafts)
}

fn things(conn: &Connection, soort: Soort) -> Result<Vec<(String, Fields)>> {
    let Some(table) = Table::of(soort) else { return Ok(Vec::new()) };
    Ok(table.rows(conn)?.into_iter().map(|fields| (table.id_of(&fields), fields)).collect())
}

/// The reports and CVS exports of kwartalen before `first`, each with its last version.
fn documents_before(conn: &Connection, first: Kwartaal) -> Result<Vec<(Document, u32)>> {
    let mut statement = conn.prepare(
        "SELECT soort, wie, kwartaal, max(versie) FROM versie WHERE soort IN (?1, ?2) AND kwartaal < ?3
         GROUP BY soort, wie, kwartaal",
    )?;
    let kinds = [Documentsoort::Rapportage, Documentsoort::Cvs].map(Documentsoort::key);
    let mut rows = statement.query(params![kinds[0], kinds[1], first.to_string()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((values::document(row.need_text(0)?, row.need_text(1)?, row.need_text(2)?)?, row.need(3)?));
    }
    Ok(found)
}

/// Writes an act that cannot be undone, without its changes: they are what was removed. What was undone before goes too.
pub(super) fn final_act(conn: &Connection, act: &Act, zitting: &str, stamps: &[&str]) -> Result<()> {
    conn.execute(
        "INSERT INTO handeling (wanneer, wie, wat, vast, zitting) VALUES (?1, ?2, ?3, 1, ?4)",
        params![moment(act.wanneer), act.wie, act.wat, zitting],
    )?;
    for stamp in stamps {
        super::log::raise_stamp(conn, stamp)?;
    }
    teruggenomen::prepare(conn)?;
    teruggenomen::forget(conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_as_a_word_only() {
        let code = Deelnemercode::new("psw-01").unwrap();
        for (text, found) in [
            ("PSW-01 stopt", vec![(0, 6)]),
            ("(psw-01), Psw-01.", vec![(1, 7), (10, 16)]),
            ("één: PSW-01", vec![(7, 13)]),
            ("PSW-012 en XPSW-01", vec![]),
            ("", vec![]),
        ] {
            let ranges: Vec<(usize, usize)> = places(text, &code).into_iter().map(|r| (r.start, r.end)).collect();
            assert_eq!(ranges, found, "{text}");
        }
        assert!(!names("12 van 50", &Deelnemercode::new("12").unwrap()));
    }
}
