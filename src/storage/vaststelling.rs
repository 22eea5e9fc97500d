//! What was vastgesteld: the forms of a gesprek, written once, and the files that were made of them.
//!
//! A form is JSON with a version; here stands the one reader of each. Nothing changes a form but the removal of a deelnemer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Store;
use super::deflate::{deflate, inflate};
use super::engine::{Conn, Mode, params};
use super::error::{Error, Result, readable, unreadable};
use super::log::{Act, OpenHandeling};
use super::tables::{Fields, Stored, Table, fields_of, set_version, version_of};
use super::values::moment;
use crate::domain::vorm::{Vergeten, Verslagstof};
use crate::domain::{Aanbieder, Documentsoort, Gesprek, Gespreksstatus};

/// What a file that is kept with a form is called when it cannot be read.
const VERSLAGBESTAND: &str = "verslagbestand";

/// The field of a gesprek that says which form holds.
const NUMMER: &str = "vaststelling";

/// A gesprek as it is vastgesteld: the form, and the files that are made of it now.
#[derive(Debug, Clone)]
pub struct Vaststelling {
    pub stof: Verslagstof,
    /// Name and bytes: `docx`, `docx-met-codes`.
    pub bestanden: Vec<(String, Vec<u8>)>,
}

impl Store {
    /// Returns what was vastgesteld of a gesprek under this number.
    pub fn vaststelling(&self, gesprek: i64, nummer: u32) -> Result<Option<Verslagstof>> {
        let sql = "SELECT vorm, inhoud FROM vaststelling WHERE gesprek = ?1 AND nummer = ?2";
        self.conn.one(sql, &params![gesprek, nummer], |row| read(row.need(0)?, row.need_text(1)?))
    }

    /// Returns a file of it as it was written then; None when it has to be written anew from the form.
    pub fn verslagbestand(&self, gesprek: i64, nummer: u32, keuze: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT inhoud FROM verslagbestand WHERE gesprek = ?1 AND nummer = ?2 AND keuze = ?3";
        self.conn.one(sql, &params![gesprek, nummer, keuze], |row| inflate(row.need_bytes(0)?, VERSLAGBESTAND))
    }

    /// Keeps where a verslag went that says Concept; `vast`: what stands there now is the established one. It takes no `&mut`, as
    /// writing a file changes nothing that people edit.
    pub fn note_concept(&self, gesprek: i64, pad: &str, vast: bool) -> Result<()> {
        let tx = self.conn.begin(Mode::Write)?;
        let sql = if vast {
            "DELETE FROM verslagconcept WHERE gesprek = ?1 AND pad = ?2"
        } else {
            "INSERT INTO verslagconcept (gesprek, pad) VALUES (?1, ?2) ON CONFLICT (gesprek, pad) DO NOTHING"
        };
        tx.execute(sql, &params![gesprek, pad])?;
        tx.commit()
    }

    /// Returns where verslagen of a gesprek went that say Concept.
    pub fn noted_concepts(&self, gesprek: i64) -> Result<Vec<String>> {
        let sql = "SELECT pad FROM verslagconcept WHERE gesprek = ?1 ORDER BY pad";
        self.conn.all(sql, &params![gesprek], |row| row.need_string(0))
    }

    /// Writes down what gesprekken say that were vastgesteld before forms were kept. One act, that cannot be undone: it only
    /// keeps what was there. It takes no `&mut`: whoever asks for a verslag need not know that it was written down just now.
    pub fn keep_vaststellingen(&self, act: &Act, made: &[(Gesprek, Vaststelling)]) -> Result<()> {
        let tx = self.conn.begin(Mode::Write)?;
        // Of no session: it is nobody's to undo, and bars nobody's way to what was done before it.
        let mut open = OpenHandeling::begin(&tx, act, "", &[]);
        for (gesprek, vaststelling) in made {
            let mut fields = fields_of(gesprek)?;
            let id = gesprek.id();
            let now = Gesprek::TABLE.load(&tx, &id)?;
            // Another program may have done it, or opened the gesprek again, between our look and our lock.
            if now.is_none_or(|now| Gesprek::TABLE.differing(&now, &fields).next().is_some()) {
                continue;
            }
            let nummer = insert(&tx, gesprek.id, act.wanneer, vaststelling)?;
            fields.insert(NUMMER.to_owned(), nummer.into());
            Gesprek::TABLE.update(&tx, &id, &fields)?;
            // What everybody sees of it stays the same, and so does its version.
            open.log_row(Gesprek::TABLE, &id, version_of(&fields), [(NUMMER, Value::Null, nummer.into())]);
        }
        let handeling = open.write()?;
        tx.execute("UPDATE handeling SET vast = 1 WHERE id = ?1", &params![handeling])?;
        tx.commit()
    }

    /// Every deelnemer code that the store knows: of reports, CVS exports, afspraken and attention points that were seen.
    pub fn codes(&self) -> Result<Vec<String>> {
        let sql = "SELECT deelnemer FROM deelnemersregel UNION SELECT deelnemer FROM cvsregel
                   UNION SELECT deelnemer FROM afspraak WHERE deelnemer IS NOT NULL
                   UNION SELECT deelnemer FROM gezien WHERE deelnemer IS NOT NULL ORDER BY deelnemer";
        self.conn.all(sql, &[], |row| row.need_string(0))
    }

    /// The deelnemer codes that an aanbieder ever reported.
    pub fn reported_codes(&self, aanbieder: Aanbieder) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT r.deelnemer FROM deelnemersregel r
                   JOIN deel d ON d.id = r.deel JOIN levering l ON l.id = d.levering
                   WHERE l.soort = ?1 AND l.wie = ?2 ORDER BY r.deelnemer";
        self.conn.all(sql, &params![Documentsoort::Rapportage, aanbieder.key()], |row| row.need_string(0))
    }

    /// The number of the last act: as long as it stays the same, nothing changed.
    pub fn last_act_number(&self) -> Result<i64> {
        last_act(&self.conn)
    }
}

impl OpenHandeling<'_> {
    /// Establishes a gesprek: the form is written in the same transaction as the status.
    ///
    /// # Errors
    /// [`Error::Outdated`] when something was done since the act `seen`: what the form was made of may be no longer true.
    pub fn establish(&mut self, gesprek: &Gesprek, vaststelling: &Vaststelling, seen: i64) -> Result<Gesprek> {
        if last_act(self.tx)? != seen {
            return Err(Error::Outdated);
        }
        let nummer = insert(self.tx, gesprek.id, self.wanneer, vaststelling)?;
        let established = Gesprek { status: Gespreksstatus::Vastgesteld, vaststelling: Some(nummer), ..gesprek.clone() };
        self.change(&established)
    }
}

fn last_act(conn: &Conn) -> Result<i64> {
    conn.need("SELECT coalesce(max(id), 0) FROM handeling", &[], |row| row.need(0))
}

/// What of that which was established cannot be read, or hangs loose: gesprek and number.
pub(super) fn broken(conn: &Conn) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT gesprek, nummer, vorm, inhoud, wanneer FROM vaststelling ORDER BY gesprek, nummer";
    let forms = conn.all(sql, &[], |row| {
        let whole = || read(row.need(2)?, row.need_text(3)?).and_then(|_| row.moment(4)).map(drop);
        Ok((row.need(0)?, row.need(1)?, readable(whole())?.is_some()))
    })?;
    let sql = "SELECT gesprek, nummer, keuze, inhoud FROM verslagbestand";
    let files = conn.all(sql, &[], |row| {
        let whole = || {
            let keuze = row.need_text(2)?;
            let known = ["docx", "html", "md"].iter().any(|vorm| keuze.split('-').next() == Some(vorm));
            Ok(known && !inflate(row.need_bytes(3)?, VERSLAGBESTAND)?.is_empty())
        };
        Ok((row.need(0)?, row.need(1)?, readable(whole())?.unwrap_or(false)))
    })?;
    // One that a gesprek names is there, and is named only while the gesprek is vastgesteld.
    let sql = "SELECT id, vaststelling FROM gesprek g WHERE vaststelling IS NOT NULL AND (status <> ?1 OR NOT EXISTS
               (SELECT 1 FROM vaststelling v WHERE v.gesprek = g.id AND v.nummer = g.vaststelling)) ORDER BY id";
    let named = conn.all(sql, &params![Gespreksstatus::Vastgesteld], |row| Ok((row.need(0)?, row.need(1)?, false)))?;
    let broken = |all: &[(i64, i64, bool)]| -> BTreeSet<(i64, i64)> {
        all.iter().filter(|(.., whole)| !whole).map(|(gesprek, nummer, _)| (*gesprek, *nummer)).collect()
    };
    let of_form: BTreeSet<(i64, i64)> = broken(&forms).union(&broken(&files)).copied().collect();
    Ok(of_form.into_iter().chain(broken(&named)).collect())
}

/// Every file that is noted to say Concept.
pub(super) fn concepts(conn: &Conn) -> Result<Vec<(i64, String)>> {
    let sql = "SELECT gesprek, pad FROM verslagconcept ORDER BY gesprek, pad";
    conn.all(sql, &[], |row| Ok((row.need(0)?, row.need_string(1)?)))
}

/// Reads a form by its version.
fn read(vorm: u32, inhoud: &str) -> Result<Verslagstof> {
    match vorm {
        1..=Verslagstof::VERSIE => serde_json::from_str(inhoud).map_err(|e| unreadable("vaststelling", e)),
        other => Err(unreadable("vorm van een vaststelling", other)),
    }
}

fn insert(conn: &Conn, gesprek: i64, wanneer: DateTime<Utc>, vaststelling: &Vaststelling) -> Result<u32> {
    let sql = "SELECT coalesce(max(nummer), 0) + 1 FROM vaststelling WHERE gesprek = ?1";
    let nummer: u32 = conn.need(sql, &params![gesprek], |row| row.need(0))?;
    conn.execute(
        "INSERT INTO vaststelling (gesprek, nummer, vorm, inhoud, wanneer) VALUES (?1, ?2, ?3, ?4, ?5)",
        &params![gesprek, nummer, Verslagstof::VERSIE, serde_json::to_string(&vaststelling.stof)?, moment(wanneer)],
    )?;
    for (keuze, bytes) in &vaststelling.bestanden {
        conn.execute(
            "INSERT INTO verslagbestand (gesprek, nummer, keuze, inhoud) VALUES (?1, ?2, ?3, ?4)",
            &params![gesprek, nummer, keuze, deflate(bytes)?],
        )?;
    }
    Ok(nummer)
}

/// Takes a deelnemer out of everything that is vastgesteld (`only`: with this aanbieder): out of the forms, and with them out of
/// the files that name the code. Those are written anew when they are asked for. Returns the gesprekken that it was in.
pub(super) fn forget_deelnemer(conn: &Conn, only: Option<Aanbieder>, vergeten: &Vergeten) -> Result<Vec<i64>> {
    let mut found = BTreeSet::new();
    let sql = "SELECT v.gesprek, v.nummer, v.inhoud FROM vaststelling v JOIN gesprek g ON g.id = v.gesprek
               WHERE CAST(?1 AS TEXT) IS NULL OR g.aanbieder = ?1 ORDER BY v.gesprek, v.nummer";
    let forms: Vec<(i64, u32, String)> =
        conn.all(sql, &params![only.as_ref().map(Aanbieder::key)], |row| Ok((row.need(0)?, row.need(1)?, row.need_string(2)?)))?;
    for (gesprek, nummer, inhoud) in forms {
        let mut form: Value = serde_json::from_str(&inhoud).map_err(|e| unreadable("vaststelling", e))?;
        let gevonden = vergeten.out_of(&mut form);
        if gevonden.aantal() == 0 {
            continue;
        }
        found.insert(gesprek);
        conn.execute(
            "UPDATE vaststelling SET inhoud = ?3 WHERE gesprek = ?1 AND nummer = ?2",
            &params![gesprek, nummer, form.to_string()],
        )?;
        for naam in file_names(conn, gesprek, nummer)?.iter().filter(|naam| gevonden.is_in(naam)) {
            conn.execute(
                "DELETE FROM verslagbestand WHERE gesprek = ?1 AND nummer = ?2 AND keuze = ?3",
                &params![gesprek, nummer, naam],
            )?;
        }
    }
    for (id, mut fields) in gesprekken_of(conn, only)? {
        // Written past the guard: also a gesprek that is vastgesteld lets go of a deelnemer.
        if fields.get_mut("bevroren").is_some_and(|frozen| vergeten.out_of(frozen).aantal() > 0) {
            let version = version_of(&fields).saturating_add(1);
            set_version(&mut fields, version);
            Gesprek::TABLE.update(conn, &id, &fields)?;
            found.extend(fields.get("id").and_then(Value::as_i64));
        }
    }
    Ok(found.into_iter().collect())
}

fn file_names(conn: &Conn, gesprek: i64, nummer: u32) -> Result<Vec<String>> {
    let sql = "SELECT keuze FROM verslagbestand WHERE gesprek = ?1 AND nummer = ?2 ORDER BY keuze";
    conn.all(sql, &params![gesprek, nummer], |row| row.need_string(0))
}

fn gesprekken_of(conn: &Conn, only: Option<Aanbieder>) -> Result<Vec<(String, Fields)>> {
    let table: &Table = Gesprek::TABLE;
    let own = |fields: &Fields| only.is_none_or(|a| fields.get("aanbieder").and_then(Value::as_str) == Some(a.key()));
    Ok(table.rows(conn)?.into_iter().filter(own).map(|fields| (table.id_of(&fields), fields)).collect())
}
