//! Removing for good: all that is about one deelnemer, or all reports of long ago. This cannot be undone.
//!
//! Figures that were frozen in a gesprek stay: they are counts, and name nobody (`domein.md` 8). What people wrote stays as well,
//! without the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::afschrift::is_kept_of;
use super::deliveries;
use super::document::{id_of, key};
use super::engine::{Conn, Mode, Tx, params};
use super::error::{Error, Result};
use super::koppelingen::{self, Koppeling};
use super::log::Act;
use super::rows::Part;
use super::tables::{Fields, Table, set_version, version_of};
use super::values::{self, moment};
use super::vaststelling::forget_deelnemer;
use super::{Store, kopieen, schema, teruggenomen};
use crate::domain::vorm::Vergeten;
use crate::domain::{Aanbieder, Deelnemercode, Document, Documentsoort, Kwartaal, Sleutel, Soort};
use crate::files;

/// Fields in which people write, of whatever thing; a value of the log or a draft is known by the same name.
const TEKSTEN: [&str; 19] = [
    "tekst",
    "eigenaar",
    "resultaat",
    "plaats",
    "aanwezig",
    "afwezig",
    "verslaglegger",
    "titel",
    "voorbereiding",
    "notitie",
    "functie",
    "aanbieder_naam",
    "antwoord",
    "opschaling",
    "reden",
    "waarvoor",
    "toelichting",
    "waarde",
    "bron",
];

/// The field that links a thing to a deelnemer.
const DEELNEMER: &str = "deelnemer";

/// The field of a gesprek that holds a form.
const BEVROREN: &str = "bevroren";

/// Texts of the rows that files brought: table, what names a row in it, and columns.
const GELEVERD: [(&str, &str, &[&str]); 4] = [
    ("deelnemersregel", "id", &["groep", "toelichting"]),
    ("tevredenheidsregel", "id", &["ondernemer", "toelichting"]),
    ("samenwerking", "deel", &["voortgang", "eigen_aandeel", "ontwikkelpunten"]),
    ("dekkingsregel", "id", &["locatie", "toelichting"]),
];

/// Names, in which a number is part of the name and no deelnemer.
const NAMEN: [&str; 4] = ["groep", "ondernemer", "locatie", "bestand"];

/// Of a finding, what was taken from the file.
const VAN_BEVINDING: [&str; 5] = ["bestand", "blad", "gevonden", "verwacht", "tekst"];

/// Whose a row is that a file brought; NULL when it is of more than one aanbieder.
const VAN_WIE: &str = "CASE l.soort WHEN 'rapportage' THEN l.wie END";

/// Where something that people wrote names the deelnemer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vermelding {
    pub soort: Soort,
    pub id: String,
    pub veld: String,
}

/// What goes with a deelnemer, and what stays without the code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opgeschoond {
    /// Rows of reports and CVS exports, over all versions; they go.
    pub rijen: u32,
    pub bevindingen: u32,
    /// Marks of attention points that somebody had seen.
    pub gezien: u32,
    /// What people wrote and linked: that stays, without the code.
    pub vermeldingen: Vec<Vermelding>,
    /// Texts from files that are about others: the same.
    pub geleverd: u32,
    pub concepten: u32,
    /// Values in the history: the same.
    pub geschiedenis: u32,
    /// Gesprekken that were held or vastgesteld and name the deelnemer: their figures stay.
    pub gesprekken: Vec<i64>,
    /// The files that the rows came from, by name.
    pub bestanden: BTreeSet<String>,
    /// Other aanbieders that have a deelnemer with this code: what is theirs, or nobody's, is left alone.
    pub ook_bij: Vec<Aanbieder>,
    /// Whether the file still has remains of it: another program has it open.
    pub resten: bool,
}

impl Opgeschoond {
    /// Whether the store knows no such deelnemer.
    pub fn is_nothing(&self) -> bool {
        *self == Self { ook_bij: self.ook_bij.clone(), ..Self::default() }
    }
}

impl Store {
    /// Removes everything that is about a deelnemer of an aanbieder, from all versions of all reports and CVS exports, and takes
    /// the code out of everything else: what people wrote, findings, forms, history, drafts. An unknown deelnemer is no act.
    pub fn remove_deelnemer(&mut self, act: &Act, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Opgeschoond> {
        let nabij = self.nabij.take();
        let gone = self.remove_also_near(act, aanbieder, code, nabij.as_deref());
        self.nabij = nabij;
        let gone = gone?;
        if gone.is_nothing() {
            return Ok(gone);
        }
        Ok(Opgeschoond { resten: !self.forget_pages(), ..gone })
    }

    fn remove_also_near(
        &mut self,
        act: &Act,
        aanbieder: Aanbieder,
        code: &Deelnemercode,
        nabij: Option<&Self>,
    ) -> Result<Opgeschoond> {
        let zitting = self.zitting.clone();
        let near = nabij.map(|nabij| nabij.conn.begin(Mode::Write)).transpose()?;
        let tx = self.begin()?;
        let gone = clean(&tx, near.as_deref().unwrap_or(&tx), aanbieder, code)?;
        if !gone.is_nothing() {
            final_act(&tx, act, &zitting, [aanbieder.key()])?;
            tx.commit()?;
            near.map_or(Ok(()), Tx::commit)?;
        }
        Ok(gone)
    }

    /// What [`Store::remove_deelnemer`] would do: it is done, and taken back. It takes no `&mut`: nothing changes.
    pub fn weigh_removal(&self, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Opgeschoond> {
        let near = self.nabij.as_ref().map(|nabij| nabij.conn.begin(Mode::Write)).transpose()?;
        let tx = self.conn.begin(Mode::Write)?;
        clean(&tx, near.as_deref().unwrap_or(&tx), aanbieder, code)
    }

    /// Removes all versions of the reports and CVS exports of the kwartalen before `first`, with their findings. Returns how
    /// many documents went.
    pub fn remove_before(&mut self, act: &Act, first: Kwartaal) -> Result<u32> {
        let zitting = self.zitting.clone();
        let tx = self.begin()?;
        let mut gone = 0_u32;
        let mut stamps: BTreeSet<String> = BTreeSet::new();
        for (document, last) in documents_before(&tx, first)? {
            for versie in 1..=last {
                tx.execute(
                    "DELETE FROM versie_deel WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3 AND versie = ?4",
                    &key(document, versie),
                )?;
            }
            for versie in 1..=last {
                deliveries::remove_orphans(&tx, document, versie, deliveries::Kept::Nowhere)?;
                tx.execute(
                    "DELETE FROM versie WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3 AND versie = ?4",
                    &key(document, versie),
                )?;
            }
            // The acts that brought them can no longer be undone.
            tx.execute(
                "UPDATE handeling SET vast = 1 WHERE id IN (SELECT handeling FROM wijziging WHERE soort = ?1 AND id = ?2)",
                &params![document.soort(), id_of(document)],
            )?;
            stamps.insert(document.wie().to_owned());
            gone = gone.saturating_add(1);
        }
        if gone > 0 {
            if !tx.is_shared() {
                tx.execute("DELETE FROM cache", &[])?;
            }
            final_act(&tx, act, &zitting, stamps.iter().map(String::as_str))?;
        }
        tx.commit()?;
        if let Some(nabij) = &self.nabij {
            nabij.conn.execute("DELETE FROM cache", &[])?;
        }
        self.forget_pages();
        Ok(gone)
    }
}

/// Takes a deelnemer out of the whole store; `near` has the drafts, and what was computed.
fn clean(conn: &Conn, near: &Conn, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Opgeschoond> {
    let ook_bij = also_known_to(conn, aanbieder, code)?;
    let owners = if ook_bij.is_empty() { BTreeMap::new() } else { owners(conn)? };
    let gone = Opgeschoond { ook_bij, ..Opgeschoond::default() };
    let mut cleaning = Cleaning { conn, near, aanbieder, code, vergeten: Vergeten::new(code), owners, gone };
    cleaning.rows("deelnemersregel", None)?;
    cleaning.rows("cvsregel", Some(aanbieder))?;
    cleaning.findings()?;
    cleaning.marks()?;
    cleaning.things()?;
    cleaning.forms()?;
    cleaning.delivered()?;
    cleaning.drafts()?;
    cleaning.log()?;
    // What was computed may name the deelnemer too.
    near.execute("DELETE FROM cache", &[])?;
    Ok(cleaning.gone)
}

/// The removal of one deelnemer.
struct Cleaning<'a> {
    conn: &'a Conn,
    near: &'a Conn,
    aanbieder: Aanbieder,
    code: &'a Deelnemercode,
    /// The code as it is taken out of texts and forms.
    vergeten: Vergeten,
    /// Whose the things are, by kind and id; only asked when another aanbieder has the same code.
    owners: BTreeMap<(&'static str, String), String>,
    gone: Opgeschoond,
}

impl Cleaning<'_> {
    fn is_it(&self, text: &str) -> bool {
        Deelnemercode::new(text).is_some_and(|code| code == *self.code)
    }

    /// Whether a text of this aanbieder means this deelnemer: when others have the same code, only a text of his own does.
    fn is_own(&self, wie: Option<&str>) -> bool {
        self.gone.ook_bij.is_empty() || wie == Some(self.aanbieder.key())
    }

    fn is_own_thing(&self, soort: &'static str, id: &str) -> bool {
        self.is_own(self.owners.get(&(soort, id.to_owned())).map(String::as_str))
    }

    /// The parts of the aanbieder's reports, or of all CVS exports: the latter hold rows of all aanbieders.
    fn parts(&self, of_cvs: bool) -> Result<Vec<(Part, String)>> {
        let sql = "SELECT d.id, d.eerste_rij, d.laatste_rij, l.bestand FROM deel d JOIN levering l ON l.id = d.levering
                   WHERE (?1 = 1 AND d.deel = 'cvs') OR (?1 = 0 AND d.deel = 'deelnemers' AND l.wie = ?2) ORDER BY d.id";
        self.conn.all(sql, &params![of_cvs, self.aanbieder.key()], |row| {
            Ok((Part { id: row.need(0)?, first: row.need(1)?, last: row.need(2)? }, row.need_string(3)?))
        })
    }

    /// Removes the rows. Codes are compared as the domain does it, which SQL cannot.
    fn rows(&mut self, table: &str, only: Option<Aanbieder>) -> Result<()> {
        let of = if only.is_some() { "aanbieder" } else { "NULL" };
        let sql = format!("SELECT id, deelnemer, {of} FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3");
        for (part, bestand) in self.parts(only.is_some())? {
            let ids = self.conn.all(&sql, &params![part.first, part.last, part.id], |row| {
                let of_aanbieder = only.is_none_or(|a| matches!(row.text(2), Ok(Some(key)) if key == a.key()));
                Ok((of_aanbieder && self.is_it(row.need_text(1)?)).then_some(row.need::<i64>(0)?))
            })?;
            let ids: Vec<i64> = ids.into_iter().flatten().collect();
            for id in &ids {
                self.conn.execute(&format!("DELETE FROM {table} WHERE id = ?1"), &params![*id])?;
            }
            if !ids.is_empty() {
                let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
                let sql = "UPDATE deel SET rijen = rijen - ?1, geschoond = 1 WHERE id = ?2";
                self.conn.execute(sql, &params![count, part.id])?;
                self.gone.rijen = self.gone.rijen.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
                self.gone.bestanden.insert(bestand);
            }
        }
        Ok(())
    }

    fn findings(&mut self) -> Result<()> {
        let sql = "SELECT b.levering, b.volgnr, b.deelnemer, l.bestand FROM bevinding b JOIN levering l ON l.id = b.levering
                   WHERE b.deelnemer IS NOT NULL AND (l.soort = 'cvs' OR l.wie = ?1) ORDER BY b.levering, b.volgnr";
        let found = self.conn.all(sql, &params![self.aanbieder.key()], |row| {
            let is_it = self.is_it(row.need_text(2)?);
            Ok(is_it.then_some((row.need::<i64>(0)?, row.need::<i64>(1)?, row.need_string(3)?)))
        })?;
        for (levering, volgnr, bestand) in found.into_iter().flatten() {
            self.gone.bestanden.insert(bestand);
            self.conn.execute("DELETE FROM bevinding WHERE levering = ?1 AND volgnr = ?2", &params![levering, volgnr])?;
            self.conn.execute("UPDATE levering SET bevindingen = bevindingen - 1 WHERE id = ?1", &params![levering])?;
            self.touched_delivery(levering)?;
            self.gone.bevindingen = self.gone.bevindingen.saturating_add(1);
        }
        Ok(())
    }

    /// Findings are part of the fingerprint when rows were left out.
    fn touched_delivery(&self, levering: i64) -> Result<()> {
        self.conn.execute("UPDATE deel SET geschoond = 1 WHERE levering = ?1", &params![levering])?;
        Ok(())
    }

    /// What was said of attention points of the deelnemer goes.
    fn marks(&mut self) -> Result<()> {
        for (id, fields) in things(self.conn, Soort::Aandachtspunt)? {
            if self.is_about(&fields)
                && let Some(table) = Table::of(Soort::Aandachtspunt)
            {
                table.delete(self.conn, &id)?;
                self.gone.gezien = self.gone.gezien.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Whether an attention point that was seen is about the deelnemer.
    fn is_about(&self, gezien: &Fields) -> bool {
        gezien.get("aanbieder").and_then(Value::as_str) == Some(self.aanbieder.key())
            && gezien.get(DEELNEMER).and_then(Value::as_str).is_some_and(|d| self.is_it(d))
    }

    /// What people made stays, without the code.
    fn things(&mut self) -> Result<()> {
        for soort in Soort::ALL {
            let Some(table) = Table::of(soort) else { continue };
            for (id, mut fields) in things(self.conn, soort)? {
                if !self.is_own_thing(soort.key(), &id) {
                    continue;
                }
                let mut velden = Vec::new();
                // A form is cleaned with those that are vastgesteld.
                for (veld, value) in fields.iter_mut().filter(|(veld, _)| veld.as_str() != BEVROREN) {
                    if self.clean_value(veld, value) {
                        velden.push(veld.clone());
                    }
                }
                if velden.is_empty() {
                    continue;
                }
                let version = version_of(&fields).saturating_add(1);
                set_version(&mut fields, version);
                table.update(self.conn, &id, &fields)?;
                self.gone.vermeldingen.extend(velden.into_iter().map(|veld| Vermelding { soort, id: id.clone(), veld }));
            }
        }
        Ok(())
    }

    fn forms(&mut self) -> Result<()> {
        let only = (!self.gone.ook_bij.is_empty()).then_some(self.aanbieder);
        self.gone.gesprekken = forget_deelnemer(self.conn, only, &self.vergeten)?;
        Ok(())
    }

    /// Texts that came with files: remarks at rows of others, names, findings.
    fn delivered(&mut self) -> Result<()> {
        for (table, id, velden) in GELEVERD {
            let sql = format!(
                "SELECT r.{id}, r.deel, {VAN_WIE}, {} FROM {table} r JOIN deel d ON d.id = r.deel
                 JOIN levering l ON l.id = d.levering ORDER BY r.{id}",
                velden.iter().map(|veld| format!("r.{veld}")).collect::<Vec<_>>().join(", ")
            );
            for part in self.clean_columns(table, id, &sql, velden)? {
                self.conn.execute("UPDATE deel SET geschoond = 1 WHERE id = ?1", &params![part])?;
            }
        }
        let velden = ["bestand", "contactpersoon", "reden"];
        let sql = format!("SELECT l.id, l.id, {VAN_WIE}, l.bestand, l.contactpersoon, l.reden FROM levering l ORDER BY l.id");
        self.clean_columns("levering", "id", &sql, &velden)?;
        self.mappings()?;
        self.findings_of_others()
    }

    /// Cleans the columns of a table that stand fourth and further in the rows of `sql`, after what names the row, its part and
    /// whose it is; returns the parts of which a row changed.
    fn clean_columns(&mut self, table: &str, id: &str, sql: &str, velden: &[&str]) -> Result<BTreeSet<i64>> {
        let mut changed: Vec<(i64, &str, String)> = Vec::new();
        let mut parts = BTreeSet::new();
        self.conn.all(sql, &[], |row| {
            if !self.is_own(row.text(2)?) {
                return Ok(());
            }
            for (n, veld) in velden.iter().enumerate().filter(|(_, veld)| !self.is_number() || !NAMEN.contains(veld)) {
                let Some(mut text) = row.string(n + 3)? else { continue };
                if self.vergeten.out_of_text(&mut text) > 0 {
                    changed.push((row.need(0)?, veld, text));
                    parts.insert(row.need(1)?);
                }
            }
            Ok(())
        })?;
        for (of, veld, text) in changed {
            self.conn.execute(&format!("UPDATE {table} SET {veld} = ?2 WHERE {id} = ?1"), &params![of, text])?;
            self.gone.geleverd = self.gone.geleverd.saturating_add(1);
        }
        Ok(parts)
    }

    /// Headers that the user said the meaning of.
    fn mappings(&mut self) -> Result<()> {
        if self.is_number() {
            return Ok(());
        }
        for Koppeling { wie, blad, kop, kolom } in koppelingen::mappings(self.conn)? {
            let mut cleaned = kop.clone();
            if self.is_own(Some(&wie)) && self.vergeten.out_of_text(&mut cleaned) > 0 {
                koppelingen::forget_mapping(self.conn, &wie, &blad, &kop)?;
                // Two headers that now read the same are one.
                koppelingen::save_mapping(self.conn, &Koppeling { wie, blad, kop: cleaned, kolom })?;
                self.gone.geleverd = self.gone.geleverd.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Findings of others may name the deelnemer, in what stood in the file. A number there is what was found, not a deelnemer.
    fn findings_of_others(&mut self) -> Result<()> {
        if self.is_number() {
            return Ok(());
        }
        let sql = format!(
            "SELECT b.levering, b.volgnr, {VAN_WIE}, b.inhoud FROM bevinding b JOIN levering l ON l.id = b.levering
             ORDER BY b.levering, b.volgnr"
        );
        let mut changed: Vec<(i64, i64, String)> = Vec::new();
        self.conn.all(&sql, &[], |row| {
            if !self.is_own(row.text(2)?) {
                return Ok(());
            }
            let mut inhoud = parsed(row.text(3)?);
            let texts = inhoud.as_object_mut().into_iter().flatten().filter(|(veld, _)| VAN_BEVINDING.contains(&veld.as_str()));
            let mut found = 0;
            for (_, value) in texts {
                if let Value::String(text) = value {
                    found += self.vergeten.out_of_text(text);
                }
            }
            if found > 0 {
                changed.push((row.need(0)?, row.need(1)?, inhoud.to_string()));
            }
            Ok(())
        })?;
        for (levering, volgnr, inhoud) in changed {
            let sql = "UPDATE bevinding SET inhoud = ?3 WHERE levering = ?1 AND volgnr = ?2";
            self.conn.execute(sql, &params![levering, volgnr, inhoud])?;
            self.touched_delivery(levering)?;
            self.gone.geleverd = self.gone.geleverd.saturating_add(1);
        }
        Ok(())
    }

    fn is_number(&self) -> bool {
        self.code.as_str().bytes().all(|b| b.is_ascii_digit())
    }

    /// What was typed and not saved stays, without the code.
    fn drafts(&mut self) -> Result<()> {
        let sql = "SELECT sleutel, inhoud FROM concept ORDER BY sleutel";
        for (sleutel, mut inhoud) in self.near.all(sql, &[], |row| Ok((row.need_string(0)?, row.need_string(1)?)))? {
            // Of what is gone itself there is nothing to go on with.
            if self.vergeten.out_of_text(&mut sleutel.clone()) > 0 {
                self.near.execute("DELETE FROM concept WHERE sleutel = ?1", &params![&sleutel])?;
                self.gone.concepten = self.gone.concepten.saturating_add(1);
                continue;
            }
            let found = match serde_json::from_str::<Value>(&inhoud) {
                Ok(mut value) => {
                    let found = self.clean_draft("", &mut value);
                    inhoud = value.to_string();
                    found
                }
                Err(_) => self.vergeten.out_of_text(&mut inhoud) > 0,
            };
            if found {
                self.near.execute("UPDATE concept SET inhoud = ?2 WHERE sleutel = ?1", &params![sleutel, inhoud])?;
                self.gone.concepten = self.gone.concepten.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Of a draft every text was typed, under whatever name.
    fn clean_draft(&self, veld: &str, value: &mut Value) -> bool {
        match value {
            Value::Object(fields) => fields.iter_mut().fold(false, |found, (veld, value)| self.clean_draft(veld, value) | found),
            Value::Array(items) => items.iter_mut().fold(false, |found, value| self.clean_draft(veld, value) | found),
            Value::String(text) if veld != DEELNEMER => self.vergeten.out_of_text(text) > 0,
            value => self.clean_value(veld, value),
        }
    }

    /// Takes the deelnemer out of what the log keeps: out of values, out of what acts are called, and attention points,
    /// whose very key names the deelnemer, altogether.
    fn log(&mut self) -> Result<()> {
        let sql = "SELECT handeling, volgnr, soort, veld, oud, nieuw, id FROM wijziging ORDER BY handeling, volgnr";
        let mut changed: Vec<(i64, i64, Option<String>, Option<String>)> = Vec::new();
        let mut points: BTreeSet<String> = BTreeSet::new();
        self.conn.all(sql, &[], |row| {
            let soort = row.text(2)?;
            let Some(soort) = soort.and_then(Soort::of_key) else { return Ok(()) };
            let (veld, id) = (row.need_text(3)?, row.need_text(6)?);
            let (mut oud, mut nieuw) = (parsed(row.text(4)?), parsed(row.text(5)?));
            if soort == Soort::Aandachtspunt
                && [&oud, &nieuw].into_iter().filter_map(Value::as_object).any(|fields| self.is_about(fields))
            {
                points.insert(id.to_owned());
            } else if self.is_own_thing(soort.key(), id) && self.clean_value(veld, &mut oud) | self.clean_value(veld, &mut nieuw)
            {
                let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
                changed.push((row.need(0)?, row.need(1)?, text(&oud), text(&nieuw)));
            }
            Ok(())
        })?;
        let mut count = 0;
        for (handeling, volgnr, oud, nieuw) in changed {
            let sql = "UPDATE wijziging SET oud = ?3, nieuw = ?4 WHERE handeling = ?1 AND volgnr = ?2";
            count += self.conn.execute(sql, &params![handeling, volgnr, oud, nieuw])?;
        }
        for id in points {
            let sql = "DELETE FROM wijziging WHERE soort = ?1 AND id = ?2";
            count += self.conn.execute(sql, &params![Soort::Aandachtspunt, id])?;
        }
        // An act of which nothing is left has nothing to undo.
        let sql = "UPDATE handeling SET vast = 1 WHERE NOT EXISTS (SELECT 1 FROM wijziging w WHERE w.handeling = handeling.id)";
        self.conn.execute(sql, &[])?;
        let sql = "SELECT id, wat, coalesce(bestand, '') FROM handeling ORDER BY id";
        let acts = self.conn.all(sql, &[], |row| Ok((row.need::<i64>(0)?, row.need_string(1)?, row.need_string(2)?)))?;
        for (id, mut wat, mut bestand) in acts.into_iter().filter(|_| self.gone.ook_bij.is_empty()) {
            let (in_wat, in_bestand) = (self.vergeten.out_of_text(&mut wat) > 0, self.vergeten.out_of_text(&mut bestand) > 0);
            if in_wat || in_bestand {
                let bestand = Some(bestand).filter(|b| !b.is_empty());
                let sql = "UPDATE handeling SET wat = ?2, bestand = ?3 WHERE id = ?1";
                count += self.conn.execute(sql, &params![id, wat, bestand])?;
            }
        }
        self.gone.geschiedenis = u32::try_from(count).unwrap_or(u32::MAX);
        Ok(())
    }

    /// Takes the deelnemer out of the value of a field, or of a thing as a whole; returns whether it was there.
    fn clean_value(&self, veld: &str, value: &mut Value) -> bool {
        match (veld, value) {
            (BEVROREN, form) => self.vergeten.out_of(form).aantal() > 0,
            // A number to be reached.
            ("verwachting", _) => false,
            (DEELNEMER, link) if link.as_str().is_some_and(|code| self.is_it(code)) => {
                *link = Value::Null;
                true
            }
            (_, Value::Object(fields)) => {
                fields.iter_mut().fold(false, |found, (veld, value)| self.clean_value(veld, value) | found)
            }
            (veld, Value::Array(items)) => items.iter_mut().fold(false, |found, value| self.clean_value(veld, value) | found),
            (veld, Value::String(text)) if TEKSTEN.contains(&veld) => self.vergeten.out_of_text(text) > 0,
            _ => false,
        }
    }
}

fn parsed(text: Option<&str>) -> Value {
    text.and_then(|t| serde_json::from_str(t).ok()).unwrap_or_default()
}

/// The other aanbieders that have a deelnemer with this code.
fn also_known_to(conn: &Conn, aanbieder: Aanbieder, code: &Deelnemercode) -> Result<Vec<Aanbieder>> {
    let sql = "SELECT l.wie, r.deelnemer FROM deelnemersregel r JOIN deel d ON d.id = r.deel JOIN levering l ON l.id = d.levering
               UNION SELECT aanbieder, deelnemer FROM cvsregel ORDER BY 1, 2";
    let found = conn.all(sql, &[], |row| {
        let is_it = Deelnemercode::new(row.need_text(1)?).as_ref() == Some(code);
        Ok(Aanbieder::new(row.need_text(0)?).filter(|a| is_it && *a != aanbieder))
    })?;
    let mut found: Vec<Aanbieder> = found.into_iter().flatten().collect();
    found.dedup();
    Ok(found)
}

/// Whose every thing is that is of one aanbieder, itself or by its gesprek.
fn owners(conn: &Conn) -> Result<BTreeMap<(&'static str, String), String>> {
    let mut owners = BTreeMap::new();
    let gesprekken = Soort::Gesprek.key();
    // Gesprekken first: others are theirs.
    for soort in std::iter::once(Soort::Gesprek).chain(Soort::ALL) {
        for (id, fields) in things(conn, soort)? {
            let own = fields.get("aanbieder").and_then(Value::as_str).map(str::to_owned);
            let of_gesprek = || owners.get(&(gesprekken, fields.get("gesprek")?.to_string())).cloned();
            if let Some(owner) = own.or_else(of_gesprek) {
                owners.insert((soort.key(), id), owner);
            }
        }
    }
    Ok(owners)
}

/// The databases of ours that name a code too, in the folder of this one: copies that the store kept, or that somebody put there;
/// and in `kept`, where the program keeps copies by itself, those of the place where it lay before. Nobody's to change here.
pub fn copies_with(own: &Path, kept: Option<&Path>, code: &Deelnemercode) -> Vec<PathBuf> {
    let elsewhere = kept.map(|folder| kopieen::other_shelves(folder, own)).unwrap_or_default();
    let folders = elsewhere.into_iter().chain([files::folder_of(own).to_owned()]);
    let entries = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let others = entries.map(|entry| entry.path()).filter(|pad| pad.is_file() && !files::is_same(pad, own));
    // One that was set aside because it was damaged need not look like a database any more.
    let is_copy = |pad: &Path| schema::is_ours(pad).is_ok() || is_kept_of(own, pad);
    let mut found: Vec<PathBuf> = others.filter(|pad| is_copy(pad) && has_bytes(pad, code)).collect();
    found.sort();
    found
}

/// Whether a file has the code somewhere, in small or capital letters. One that cannot be read may have it.
fn has_bytes(pad: &Path, code: &Deelnemercode) -> bool {
    let sought = code.as_str().to_ascii_lowercase().into_bytes();
    let Ok(file) = fs::File::open(pad) else { return true };
    let mut file = BufReader::new(file);
    // Of what was read before, as much is kept as may be the begin of it.
    let mut window: Vec<u8> = Vec::new();
    loop {
        let Ok(read) = file.fill_buf() else { return true };
        if read.is_empty() {
            return false;
        }
        let length = read.len();
        window.extend(read.iter().map(u8::to_ascii_lowercase));
        file.consume(length);
        if window.windows(sought.len()).any(|here| here == sought) {
            return true;
        }
        window.drain(..window.len().saturating_sub(sought.len()));
    }
}

fn things(conn: &Conn, soort: Soort) -> Result<Vec<(String, Fields)>> {
    let Some(table) = Table::of(soort) else { return Ok(Vec::new()) };
    Ok(table.rows(conn)?.into_iter().map(|fields| (table.id_of(&fields), fields)).collect())
}

/// The reports and CVS exports of kwartalen before `first`, each with its last version.
fn documents_before(conn: &Conn, first: Kwartaal) -> Result<Vec<(Document, u32)>> {
    let sql = "SELECT soort, wie, kwartaal, max(versie) FROM versie WHERE soort IN (?1, ?2) AND kwartaal < ?3
               GROUP BY soort, wie, kwartaal ORDER BY soort, wie, kwartaal";
    conn.all(sql, &params![Documentsoort::Rapportage, Documentsoort::Cvs, first.to_string()], |row| {
        Ok((values::document(row.need_text(0)?, row.need_text(1)?, row.need_text(2)?)?, row.need(3)?))
    })
}

/// Writes an act that cannot be undone, without its changes: they are what was removed. What was undone before goes too.
pub(super) fn final_act<'s>(conn: &Conn, act: &Act, zitting: &str, stamps: impl IntoIterator<Item = &'s str>) -> Result<()> {
    conn.execute(
        "INSERT INTO handeling (id, wanneer, wie, wat, vast, zitting)
         VALUES ((SELECT coalesce(max(id), 0) + 1 FROM handeling), ?1, ?2, ?3, 1, ?4)",
        &params![moment(act.wanneer), &act.wie, &act.wat, zitting],
    )?;
    for stamp in stamps {
        super::log::raise_stamp(conn, stamp)?;
    }
    if conn.is_shared() {
        super::log::raise_stamp(conn, OPGESCHOOND)?;
    }
    teruggenomen::forget(conn)
}

/// Counts how often something was removed for good from a shared database: what other computers computed before the last time
/// may name what is gone.
const OPGESCHOOND: &str = "opgeschoond";

impl Store {
    /// Lets go of what this computer computed, when something was removed for good since it did.
    pub(super) fn follow_removals(&self) -> Result<()> {
        let Some(nabij) = self.nabij.as_deref().filter(|_| self.is_shared()) else { return Ok(()) };
        let count = |conn: &Conn| {
            let sql = "SELECT waarde FROM stempel WHERE naam = ?1";
            Ok::<i64, Error>(conn.one(sql, &params![OPGESCHOOND], |row| row.need(0))?.unwrap_or(0))
        };
        let (removed, seen) = (count(&self.conn)?, count(&nabij.conn)?);
        if removed == seen {
            return Ok(());
        }
        let tx = nabij.conn.begin(Mode::Write)?;
        tx.execute("DELETE FROM cache", &[])?;
        let sql = "INSERT INTO stempel (naam, waarde) VALUES (?1, ?2) ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde";
        tx.execute(sql, &params![OPGESCHOOND, removed])?;
        tx.commit()?;
        nabij.forget_pages();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kolom, Kolomsoort};
    use crate::storage::tables::Column;

    /// A field that is added here is one in which nobody can write a code.
    const GEEN_TEKST: [&str; 49] = [
        "nummer",
        "aanbieder",
        "gesprek",
        "deadline",
        "status",
        "soort",
        "kpi",
        "deelnemer",
        "signaal",
        "aanleiding",
        "verwachting",
        "gemaakt",
        "id",
        "kwartaal",
        "datum",
        "tijd",
        "begonnen",
        "volgende",
        "bevroren",
        "sleutel",
        "inhoud",
        "gemeente",
        "segment",
        "onderwerp",
        "toon",
        "feiten",
        "terug_op",
        "wie",
        "wanneer",
        "vanaf",
        "afgestemd_op",
        "product",
        "bedrag",
        "opgeschaald_op",
        "afdruk",
        "ontvangen",
        "naam",
        "statutair",
        "kvk",
        "andere_namen",
        "voorvoegsel",
        "contracten",
        "contactpersonen",
        // Of a message: addresses, names of files of our own making, a day.
        "aan",
        "bijlagen",
        "gemaakt_op",
        "bekend",
        "stand",
        "notities",
    ];

    #[test]
    fn every_text_of_a_row_of_deelnemers_is_cleaned() {
        let names = GELEVERD.iter().find(|(table, ..)| *table == "deelnemersregel").unwrap().2;
        let texts = Kolom::ALL.into_iter().filter(|k| k.soort() == Kolomsoort::Tekst).map(|k| k.key().to_lowercase());
        assert_eq!(names, texts.collect::<Vec<_>>());
    }

    #[test]
    fn every_field_of_what_people_make_is_cleaned_or_holds_no_text() {
        for table in Soort::ALL.into_iter().filter_map(Table::of) {
            for (veld, _) in table.columns.iter().filter(|(_, c)| matches!(c, Column::Text | Column::Json)) {
                assert!(TEKSTEN.contains(veld) != GEEN_TEKST.contains(veld), "{}.{veld}: a text or not?", table.name);
            }
        }
    }
}
