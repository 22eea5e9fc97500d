//! Deliveries: a document has versions, a version is made of parts, a part comes from one file and may be carried over.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{OF_VERSION, document_of, id_of, key, literal, soort_of};
use super::engine::{Conn, Query, params};
use super::error::{Error, Result, unreadable};
use super::log::{Act, Logged, OpenHandeling, last_touch};
use super::reading::finding;
use super::rows::{self, Content, Part};
use super::values::{self, Iso, moment};
use super::{Store, reading, teruggenomen};
use crate::domain::{
    Aanbieder, Bevinding, CvsExport, Deelstand, Dekkingsoverzicht, Document, Documentsoort, Kwartaal, Levering, Leveringsdeel,
    NieuweLevering, Opslag, Rapport, Versie,
};

/// The field in the log of a new version, and the beginning of that of a part that completes one.
const VERSIE: &str = "versie";
const DEEL: &str = "deel ";

/// The findings of versions, once for each part of the version that they hold for.
const FINDINGS_OF_VERSIONS: &str =
    "FROM versie_deel v JOIN deel d ON d.id = v.deel_id JOIN bevinding b ON b.levering = d.levering
             WHERE (b.deel IS NULL OR b.deel = v.deel)";

/// What stands written on the cover of a report.
struct Cover<'a> {
    aangeleverd: Option<chrono::NaiveDate>,
    contactpersoon: Option<&'a str>,
}

/// What storing would do, decided before anything is written.
struct Plan<'a> {
    standing: u32,
    outcome: Opslag,
    /// The parts that are new, with their fingerprints where those were needed to decide.
    fresh: Vec<(Content<'a>, Option<String>)>,
}

/// A part of a version: its key, the part itself, its fingerprint.
struct Link {
    deel: String,
    id: i64,
    vingerafdruk: String,
}

impl Store {
    /// Returns what [`Self::save_rapport`] would do, and does nothing.
    pub fn would_save_rapport(&self, rapport: &Rapport, levering: &NieuweLevering) -> Result<Opslag> {
        let document = Document::Rapportage(rapport.aanbieder, rapport.kwartaal);
        Ok(plan(&*self.reading()?, document, &parts_of(rapport), levering)?.outcome)
    }

    /// Returns what [`Self::save_dekking`] would do, and does nothing.
    pub fn would_save_dekking(&self, overzicht: &Dekkingsoverzicht, levering: &NieuweLevering) -> Result<Opslag> {
        let document = Document::Dekking(overzicht.kwartaal);
        Ok(plan(&*self.reading()?, document, &[Content::Dekking(overzicht)], levering)?.outcome)
    }

    /// Returns what [`Self::save_cvs`] would do, and does nothing.
    pub fn would_save_cvs(&self, export: &CvsExport, levering: &NieuweLevering) -> Result<Opslag> {
        let document = Document::Cvs(export.gemeente, export.kwartaal);
        Ok(plan(&*self.reading()?, document, &[Content::Cvs(export)], levering)?.outcome)
    }

    /// Stores the parts of a kwartaalrapportage that one file brought; its own `versie` is not looked at.
    ///
    /// A part that the standing version lacks completes it; one that it has makes a new version, the other parts carried
    /// over; parts that are known, as part of whatever version, change nothing (`domein.md` 3).
    ///
    /// # Errors
    /// [`Error::OtherVersion`] when `levering.over` names another version than the one that stands.
    pub fn save_rapport(&mut self, act: &Act, rapport: &Rapport, levering: &NieuweLevering) -> Result<Opslag> {
        self.perform(act, |h| h.save_rapport(rapport, levering))
    }

    /// Stores the dekkingsoverzicht of a kwartaal; as [`Self::save_rapport`].
    pub fn save_dekking(&mut self, act: &Act, overzicht: &Dekkingsoverzicht, levering: &NieuweLevering) -> Result<Opslag> {
        self.perform(act, |h| h.save_dekking(overzicht, levering))
    }

    /// Stores the CVS export of a gemeente; as [`Self::save_rapport`].
    pub fn save_cvs(&mut self, act: &Act, export: &CvsExport, levering: &NieuweLevering) -> Result<Opslag> {
        self.perform(act, |h| h.save_cvs(export, levering))
    }

    /// Makes an old version the one that stands: as a new version with the same parts.
    pub fn restore_version(&mut self, act: &Act, document: Document, versie: u32) -> Result<Opslag> {
        self.perform(act, |h| h.restore_version(document, versie))
    }

    /// Returns the version that stands, if any was delivered.
    pub fn standing(&self, document: Document) -> Result<Option<u32>> {
        Ok(Some(standing(&self.conn, document)?).filter(|v| *v > 0))
    }

    /// Returns every version of every document of a kind over some kwartalen, without rows: by kwartaal, who delivers,
    /// version.
    pub fn versions(&self, soort: Documentsoort, van: Kwartaal, tot: Kwartaal) -> Result<Vec<Versie>> {
        versions(&*self.reading()?, soort, van, tot)
    }

    /// Returns which reports are in over some kwartalen.
    pub fn reports(&self, van: Kwartaal, tot: Kwartaal) -> Result<Vec<(Aanbieder, Kwartaal)>> {
        let sql = "SELECT DISTINCT wie, kwartaal FROM versie WHERE soort = 'rapportage' AND kwartaal BETWEEN ?1 AND ?2
                   ORDER BY wie, kwartaal";
        self.conn.all(sql, &params![van.to_string(), tot.to_string()], |row| {
            Ok((values::aanbieder(row.need_text(0)?)?, values::kwartaal(row.need_text(1)?)?))
        })
    }

    /// Returns the first and the last kwartaal of which anything was delivered.
    pub fn span(&self) -> Result<Option<(Kwartaal, Kwartaal)>> {
        self.conn.need("SELECT min(kwartaal), max(kwartaal) FROM versie", &[], |row| match (row.text(0)?, row.text(1)?) {
            (Some(first), Some(last)) => Ok(Some((values::kwartaal(first)?, values::kwartaal(last)?))),
            _ => Ok(None),
        })
    }

    /// Returns the findings of a version: those on its parts, and those on the files as a whole that they come from.
    pub fn findings(&self, document: Document, versie: u32) -> Result<Vec<Bevinding>> {
        let tx = self.reading()?;
        let sql = format!(
            "SELECT DISTINCT b.deel, b.inhoud, b.levering, b.volgnr {FINDINGS_OF_VERSIONS}
               AND v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4
             ORDER BY b.levering, b.volgnr"
        );
        tx.all(&sql, &key(document, versie), finding)
    }

    /// Returns the documents that a file with these bytes was stored in before.
    pub fn seen_before(&self, sha256: &str) -> Result<Vec<(Document, u32)>> {
        let sql = "SELECT soort, wie, kwartaal, versie FROM levering WHERE sha256 = ?1 ORDER BY id";
        self.conn.all(sql, &params![sha256], |row| {
            Ok((values::document(row.need_text(0)?, row.need_text(1)?, row.need_text(2)?)?, row.need(3)?))
        })
    }
}

impl OpenHandeling<'_> {
    /// As [`Store::save_rapport`].
    pub fn save_rapport(&mut self, rapport: &Rapport, levering: &NieuweLevering) -> Result<Opslag> {
        let cover = Cover { aangeleverd: rapport.aangeleverd, contactpersoon: rapport.contactpersoon.as_deref() };
        self.save(Document::Rapportage(rapport.aanbieder, rapport.kwartaal), &parts_of(rapport), &cover, levering)
    }

    /// As [`Store::save_dekking`].
    pub fn save_dekking(&mut self, overzicht: &Dekkingsoverzicht, levering: &NieuweLevering) -> Result<Opslag> {
        let cover = Cover { aangeleverd: None, contactpersoon: None };
        self.save(Document::Dekking(overzicht.kwartaal), &[Content::Dekking(overzicht)], &cover, levering)
    }

    /// As [`Store::save_cvs`].
    pub fn save_cvs(&mut self, export: &CvsExport, levering: &NieuweLevering) -> Result<Opslag> {
        let cover = Cover { aangeleverd: None, contactpersoon: None };
        self.save(Document::Cvs(export.gemeente, export.kwartaal), &[Content::Cvs(export)], &cover, levering)
    }

    fn save(
        &mut self,
        document: Document,
        parts: &[Content<'_>],
        cover: &Cover<'_>,
        levering: &NieuweLevering,
    ) -> Result<Opslag> {
        let plan = plan(self.tx, document, parts, levering)?;
        let versie = match plan.outcome {
            Opslag::Bekend { .. } => return Ok(plan.outcome),
            Opslag::Aangevuld { versie } => versie,
            Opslag::Nieuw { versie } => {
                let fresh: Vec<&str> = plan.fresh.iter().map(|(content, _)| content.key()).collect();
                let carried = links(self.tx, document, plan.standing)?;
                let carried: Vec<Link> = carried.into_iter().filter(|l| !fresh.contains(&l.deel.as_str())).collect();
                self.new_version(document, plan.standing, &carried)?;
                versie
            }
        };
        let by = self.insert_levering(document, versie, cover, levering)?;
        for (content, vingerafdruk) in &plan.fresh {
            let part = insert_part(self.tx, by, *content, vingerafdruk.as_deref(), &levering.bevindingen)?;
            link(self.tx, document, versie, content.key(), part)?;
            if matches!(plan.outcome, Opslag::Aangevuld { .. }) {
                self.log(soort_of(document), id_of(document), &format!("{DEEL}{}", content.key()), Value::Null, part.into());
            }
        }
        self.stamp(document.wie());
        Ok(plan.outcome)
    }

    /// As [`Store::restore_version`].
    pub fn restore_version(&mut self, document: Document, versie: u32) -> Result<Opslag> {
        let standing = standing(self.tx, document)?;
        if versie == standing {
            return Ok(Opslag::Bekend { versie });
        }
        let old = links(self.tx, document, versie)?;
        if old.is_empty() {
            return Err(Error::Missing { soort: soort_of(document), id: format!("{}/{versie}", id_of(document)) });
        }
        self.new_version(document, standing, &old)?;
        self.stamp(document.wie());
        Ok(Opslag::Nieuw { versie: standing.saturating_add(1) })
    }

    /// Makes the version after `standing`, with these parts of earlier ones.
    fn new_version(&mut self, document: Document, standing: u32, carried: &[Link]) -> Result<()> {
        let versie = standing.saturating_add(1);
        self.tx.execute("INSERT INTO versie (soort, wie, kwartaal, versie) VALUES (?1, ?2, ?3, ?4)", &key(document, versie))?;
        for part in carried {
            link(self.tx, document, versie, &part.deel, part.id)?;
        }
        let before = if standing == 0 { Value::Null } else { standing.into() };
        self.log(soort_of(document), id_of(document), VERSIE, before, versie.into());
        Ok(())
    }

    fn insert_levering(&self, document: Document, versie: u32, cover: &Cover<'_>, new: &NieuweLevering) -> Result<i64> {
        let sql = "INSERT INTO levering (id, soort, wie, kwartaal, versie, bestand, sha256, ontvangen, aangeleverd, contactpersoon,
                                         oordeel, reden, pseudoniem, bevindingen, door, wanneer)
                   VALUES ((SELECT coalesce(max(id), 0) + 1 FROM levering), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING id";
        let values = params![
            document.soort(),
            document.wie(),
            document.kwartaal().to_string(),
            versie,
            &new.bestand,
            &new.sha256,
            Iso::new(new.ontvangen),
            cover.aangeleverd.map(Iso::new),
            cover.contactpersoon,
            new.oordeel,
            new.reden.as_ref(),
            new.pseudoniem,
            i64::try_from(new.bevindingen.len()).unwrap_or(i64::MAX),
            &self.wie,
            moment(self.wanneer),
        ];
        let id: i64 = self.tx.need(sql, &values, |row| row.need(0))?;
        insert_findings(self.tx, id, &new.bevindingen)?;
        Ok(id)
    }
}

/// Writes the findings of a file, in their order.
pub(super) fn insert_findings(conn: &Conn, levering: i64, found: &[Bevinding]) -> Result<()> {
    let sql = "INSERT INTO bevinding (levering, volgnr, deel, deelnemer, inhoud) VALUES (?1, ?2, ?3, ?4, ?5)";
    let one = |(volgnr, finding): (i64, &'_ Bevinding)| {
        let deel = finding.deel.map(Leveringsdeel::key);
        let params = params![levering, volgnr, deel, finding.deelnemer.clone(), serde_json::to_string(finding)?];
        Ok(Query { sql, params: params.into() })
    };
    let queries = (0_i64..).zip(found).map(one).collect::<Result<Vec<_>>>()?;
    conn.several(&queries, |_, _| Ok(()))?;
    Ok(())
}

/// Takes back what a delivery did, or gives back what was taken: `back.oud` is what stands now, `back.nieuw` what there was
/// before. Returns the change as it was made.
pub(super) fn turn_back(h: &mut OpenHandeling<'_>, back: Logged) -> Result<Logged> {
    let document = document_of(back.soort, &back.id)?;
    let deel = match back.veld.as_str() {
        VERSIE => None,
        veld => Some(veld.strip_prefix(DEEL).ok_or_else(|| unreadable("wijziging", veld))?),
    };
    let back = match (deel, number(&back.oud), number(&back.nieuw)) {
        (None, now, then) if then < now => {
            take_version(h, document, &back)?;
            back
        }
        (None, ..) => {
            give_version_back(h, document, &back)?;
            back
        }
        (Some(deel), _, 0) => {
            take_part(h, document, deel, &back)?;
            back
        }
        (Some(deel), ..) => {
            let part = give_part_back(h, document, deel, &back)?;
            Logged { nieuw: part.into(), ..back }
        }
    };
    h.stamp(document.wie());
    Ok(back)
}

/// A logged number; nothing is 0.
fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

/// The version that stands is the one that a change left.
fn check_standing(h: &OpenHandeling<'_>, document: Document, left: i64, back: &Logged) -> Result<u32> {
    let versie = standing(h.tx, document)?;
    if i64::from(versie) == left { Ok(versie) } else { Err(h.changed_since(back.soort, &back.id, &[])?) }
}

fn take_version(h: &OpenHandeling<'_>, document: Document, back: &Logged) -> Result<()> {
    let versie = check_standing(h, document, number(&back.oud), back)?;
    let tx = h.tx;
    let sql = format!("SELECT count(*) FROM levering WHERE {OF_VERSION}");
    let deliveries: i64 = tx.need(&sql, &key(document, versie), |row| row.need(0))?;
    // It got another part since.
    if deliveries > 1 {
        return Err(h.changed_since(back.soort, &back.id, &[])?);
    }
    for table in ["versie", "versie_deel"] {
        teruggenomen::keep(tx, table, OF_VERSION, &key(document, versie))?;
    }
    tx.execute(&format!("DELETE FROM versie_deel WHERE {OF_VERSION}"), &key(document, versie))?;
    remove_orphans(tx, document, versie, Kept::Aside)?;
    tx.execute(&format!("DELETE FROM versie WHERE {OF_VERSION}"), &key(document, versie))?;
    Ok(())
}

fn give_version_back(h: &OpenHandeling<'_>, document: Document, back: &Logged) -> Result<()> {
    check_standing(h, document, number(&back.oud), back)?;
    let (tx, act) = (h.tx, h.kept_by()?);
    let versie = u32::try_from(number(&back.nieuw)).map_err(|_| unreadable("versie", &back.nieuw))?;
    let of = literal(document, versie);
    if teruggenomen::give_back(tx, act, "versie", &of, &[])? == 0 {
        return Err(Error::RowsGone);
    }
    for part in teruggenomen::parts_of(tx, act, &of)? {
        let id = teruggenomen::give_part_back(tx, act, part)?;
        teruggenomen::give_back(tx, act, "versie_deel", &format!("{of} AND deel_id = {id}"), &[])?;
    }
    // What the version carried over was not taken.
    let carried = format!("{of} AND deel_id NOT IN (SELECT id FROM terug_deel WHERE handeling = ?1)");
    teruggenomen::give_back(tx, act, "versie_deel", &carried, &[])?;
    Ok(())
}

fn take_part(h: &OpenHandeling<'_>, document: Document, deel: &str, back: &Logged) -> Result<()> {
    let (tx, part) = (h.tx, number(&back.oud));
    let versie = standing(tx, document)?;
    let present = links(tx, document, versie)?.into_iter().find(|l| l.deel == deel).map(|l| l.id);
    let held: i64 = tx.need("SELECT count(*) FROM versie_deel WHERE deel_id = ?1", &params![part], |row| row.need(0))?;
    if present != Some(part) || held > 1 {
        return Err(h.changed_since(back.soort, &back.id, &[])?);
    }
    teruggenomen::keep(tx, "versie_deel", "deel_id = ?1", &params![part])?;
    tx.execute("DELETE FROM versie_deel WHERE deel_id = ?1", &params![part])?;
    remove_orphans(tx, document, versie, Kept::Aside)
}

fn give_part_back(h: &OpenHandeling<'_>, document: Document, deel: &str, back: &Logged) -> Result<i64> {
    let (tx, act) = (h.tx, h.kept_by()?);
    let part = number(&back.nieuw);
    let versie = standing(tx, document)?;
    let is_whole = links(tx, document, versie)?.iter().any(|l| l.deel == deel);
    if is_whole || !teruggenomen::versions_of_part(tx, act, part)?.contains(&versie) {
        return Err(h.changed_since(back.soort, &back.id, &[])?);
    }
    let id = teruggenomen::give_part_back(tx, act, part)?;
    // A version that carried it over comes back after this one.
    teruggenomen::give_back(tx, act, "versie_deel", &format!("deel_id = {id} AND versie = {versie}"), &[])?;
    Ok(id)
}

/// Whether rows that go are kept for redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Aside,
    Nowhere,
}

/// Removes the parts that the deliveries of a version brought and that no version holds any more, with their rows; and
/// the deliveries of which nothing is left.
pub(super) fn remove_orphans(conn: &Conn, document: Document, versie: u32, kept: Kept) -> Result<()> {
    let sql = "SELECT d.id, d.eerste_rij, d.laatste_rij FROM deel d JOIN levering l ON l.id = d.levering
               WHERE l.soort = ?1 AND l.wie = ?2 AND l.kwartaal = ?3 AND l.versie = ?4
                 AND NOT EXISTS (SELECT 1 FROM versie_deel v WHERE v.deel_id = d.id) ORDER BY d.id";
    let parts =
        conn.all(sql, &key(document, versie), |row| Ok(Part { id: row.need(0)?, first: row.need(1)?, last: row.need(2)? }))?;
    for part in parts {
        if kept == Kept::Aside {
            teruggenomen::keep_part(conn, part)?;
        }
        rows::delete(conn, part)?;
        conn.execute("DELETE FROM deel WHERE id = ?1", &params![part.id])?;
    }
    let empty = format!("{OF_VERSION} AND NOT EXISTS (SELECT 1 FROM deel d WHERE d.levering = levering.id)");
    if kept == Kept::Aside {
        let of_empty = format!("levering IN (SELECT id FROM levering WHERE {empty})");
        teruggenomen::keep(conn, "bevinding", &of_empty, &key(document, versie))?;
        let empty = empty.replace("levering.id", "t.id");
        teruggenomen::keep(conn, "levering", &empty, &key(document, versie))?;
    }
    conn.execute(&format!("DELETE FROM levering WHERE {empty}"), &key(document, versie))?;
    Ok(())
}

/// The findings of one file.
pub(super) fn findings_of(conn: &Conn, levering: i64) -> Result<Vec<Bevinding>> {
    conn.all("SELECT deel, inhoud FROM bevinding WHERE levering = ?1 ORDER BY volgnr", &params![levering], finding)
}

pub(super) fn parts_of(rapport: &Rapport) -> Vec<Content<'_>> {
    let deelnemers = rapport.deelnemers.as_ref().map(Content::Deelnemers);
    let tevredenheid = rapport.tevredenheid.as_ref().map(Content::Tevredenheid);
    let samenwerking = rapport.samenwerking.as_ref().map(Content::Samenwerking);
    [deelnemers, tevredenheid, samenwerking].into_iter().flatten().collect()
}

/// Decides what storing these parts comes to.
fn plan<'a>(conn: &Conn, document: Document, parts: &[Content<'a>], levering: &NieuweLevering) -> Result<Plan<'a>> {
    if parts.is_empty() {
        return Err(Error::Internal("een levering zonder delen".to_owned()));
    }
    let standing = standing(conn, document)?;
    if let Some(over) = levering.over.filter(|over| *over != standing) {
        let (soort, id) = (soort_of(document), id_of(document));
        let door = last_touch(conn, soort, &id)?.map(Box::new);
        return Err(Error::OtherVersion { soort, id, over, staat: standing, door });
    }
    if standing == 0 {
        // Nothing to hold it against: the fingerprints are taken once it is written.
        let fresh = parts.iter().map(|part| (*part, None)).collect();
        return Ok(Plan { standing, outcome: Opslag::Nieuw { versie: 1 }, fresh });
    }
    let printed: Vec<(Content<'a>, String)> = parts.iter().map(|p| (*p, p.fingerprint(&levering.bevindingen))).collect();
    let mut present = Vec::new();
    for versie in (1..=standing).rev() {
        let there = links(conn, document, versie)?;
        let known = printed.iter().all(|(c, print)| there.iter().any(|l| l.deel == c.key() && l.vingerafdruk == *print));
        if known {
            return Ok(Plan { standing, outcome: Opslag::Bekend { versie }, fresh: Vec::new() });
        }
        if versie == standing {
            present = there;
        }
    }
    let fresh: Vec<_> = printed
        .into_iter()
        .filter(|(c, print)| !present.iter().any(|l| l.deel == c.key() && l.vingerafdruk == *print))
        .map(|(c, print)| (c, Some(print)))
        .collect();
    let replaces = fresh.iter().any(|(c, _)| present.iter().any(|l| l.deel == c.key()));
    let outcome =
        if replaces { Opslag::Nieuw { versie: standing.saturating_add(1) } } else { Opslag::Aangevuld { versie: standing } };
    Ok(Plan { standing, outcome, fresh })
}

/// Writes a part with its rows; a fingerprint that was not needed before is taken while the rows are written.
fn insert_part(
    conn: &Conn,
    levering: i64,
    content: Content<'_>,
    vingerafdruk: Option<&str>,
    bevindingen: &[Bevinding],
) -> Result<i64> {
    let count = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let first = content.first_free(conn)?;
    let last = first.saturating_add(count).saturating_sub(1);
    let sql = "INSERT INTO deel (id, levering, deel, kolommen, niet_meegeteld, rijen, eerste_rij, laatste_rij, vingerafdruk)
               VALUES ((SELECT coalesce(max(id), 0) + 1 FROM deel), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id";
    let values = params![
        levering,
        content.key(),
        content.columns()?,
        content.left_out(),
        count,
        first,
        last,
        vingerafdruk.unwrap_or_default(),
    ];
    let id: i64 = conn.need(sql, &values, |row| row.need(0))?;
    let part = Part { id, first, last };
    if vingerafdruk.is_some() {
        content.write(conn, part)?;
        return Ok(id);
    }
    let taken = std::thread::scope(|scope| {
        let print = scope.spawn(|| content.fingerprint(bevindingen));
        content.write(conn, part)?;
        print.join().map_err(|_| Error::Internal("de vingerafdruk is niet te maken".to_owned()))
    })?;
    conn.execute("UPDATE deel SET vingerafdruk = ?1 WHERE id = ?2", &params![taken, id])?;
    Ok(id)
}

fn link(conn: &Conn, document: Document, versie: u32, deel: &str, part: i64) -> Result<()> {
    conn.execute(
        "INSERT INTO versie_deel (soort, wie, kwartaal, versie, deel, deel_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &params![document.soort(), document.wie(), document.kwartaal().to_string(), versie, deel, part],
    )?;
    Ok(())
}

fn links(conn: &Conn, document: Document, versie: u32) -> Result<Vec<Link>> {
    let sql = "SELECT v.deel, v.deel_id, d.vingerafdruk FROM versie_deel v JOIN deel d ON d.id = v.deel_id
               WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4 ORDER BY v.deel";
    conn.all(sql, &key(document, versie), |row| {
        Ok(Link { deel: row.need_string(0)?, id: row.need(1)?, vingerafdruk: row.need_string(2)? })
    })
}

/// The version that stands; 0 when nothing was delivered.
pub(super) fn standing(conn: &Conn, document: Document) -> Result<u32> {
    let sql = "SELECT max(versie) FROM versie WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3";
    let of = params![document.soort(), document.wie(), document.kwartaal().to_string()];
    Ok(conn.need(sql, &of, |row| row.small(0))?.unwrap_or(0))
}

/// Reads versions without their rows, in four queries whatever their number.
pub(super) fn versions(conn: &Conn, soort: Documentsoort, van: Kwartaal, tot: Kwartaal) -> Result<Vec<Versie>> {
    /// The four answers of which a version is put together.
    enum Piece {
        Versie(Document, u32),
        Deel(Document, u32, Deelstand),
        Bevindingen(Document, u32, u32),
        Levering(Levering),
    }
    let of_findings = format!(
        "SELECT wie, kwartaal, versie, count(*) FROM (
             SELECT DISTINCT v.wie, v.kwartaal, v.versie, b.levering, b.volgnr {FINDINGS_OF_VERSIONS}
               AND v.soort = ?1 AND v.kwartaal BETWEEN ?2 AND ?3
         ) AS f GROUP BY wie, kwartaal, versie"
    );
    let queries = [
        "SELECT wie, kwartaal, versie FROM versie WHERE soort = ?1 AND kwartaal BETWEEN ?2 AND ?3",
        "SELECT v.wie, v.kwartaal, v.versie, v.deel, d.rijen, d.niet_meegeteld, d.levering
         FROM versie_deel v JOIN deel d ON d.id = v.deel_id
         WHERE v.soort = ?1 AND v.kwartaal BETWEEN ?2 AND ?3",
        &of_findings,
        "SELECT id, bestand, sha256, ontvangen, aangeleverd, contactpersoon, oordeel, reden, pseudoniem, door, wanneer
         FROM levering WHERE soort = ?1 AND kwartaal BETWEEN ?2 AND ?3 ORDER BY id",
    ]
    .map(|sql| Query { sql, params: params![soort, van.to_string(), tot.to_string()].into() });
    let pieces = conn.several(&queries, |which, row| {
        let document = || values::document(soort.key(), row.need_text(0)?, row.need_text(1)?);
        Ok(match which {
            0 => Piece::Versie(document()?, row.need(2)?),
            1 => {
                let deel = values::deel(row.need_text(3)?);
                let (rijen, niet_meegeteld, levering) = (row.need(4)?, row.need(5)?, row.need(6)?);
                Piece::Deel(document()?, row.need(2)?, Deelstand { deel, rijen, niet_meegeteld, levering })
            }
            2 => Piece::Bevindingen(document()?, row.need(2)?, row.need(3)?),
            _ => Piece::Levering(Levering {
                id: row.need(0)?,
                bestand: row.need_string(1)?,
                sha256: row.need_string(2)?,
                ontvangen: row.need_date(3)?,
                aangeleverd: row.date(4)?,
                contactpersoon: row.string(5)?,
                oordeel: row.need_keyed(6)?,
                reden: row.string(7)?,
                pseudoniem: row.ja(8)?.unwrap_or_default(),
                wie: row.need_string(9)?,
                wanneer: row.moment(10)?,
            }),
        })
    })?;

    let place = |document: Document, versie: u32| (document.kwartaal(), document.wie().to_owned(), versie);
    let mut found: BTreeMap<(Kwartaal, String, u32), Versie> = BTreeMap::new();
    let mut deliveries = BTreeMap::new();
    for piece in pieces.into_iter().flatten() {
        match piece {
            Piece::Versie(document, versie) => {
                let bare = Versie { document, versie, delen: Vec::new(), leveringen: Vec::new(), bevindingen: 0 };
                found.insert(place(document, versie), bare);
            }
            Piece::Deel(document, versie, deel) => {
                if let Some(versie) = found.get_mut(&place(document, versie)) {
                    versie.delen.push(deel);
                }
            }
            Piece::Bevindingen(document, versie, aantal) => {
                if let Some(versie) = found.get_mut(&place(document, versie)) {
                    versie.bevindingen = aantal;
                }
            }
            Piece::Levering(levering) => {
                deliveries.insert(levering.id, levering);
            }
        }
    }
    let mut versions: Vec<Versie> = found.into_values().collect();
    for versie in &mut versions {
        versie.delen.sort_by_key(|d| d.deel);
        let mut from: Vec<i64> = versie.delen.iter().map(|d| d.levering).collect();
        from.sort_unstable();
        from.dedup();
        versie.leveringen = from.iter().filter_map(|id| deliveries.get(id).cloned()).collect();
    }
    Ok(versions)
}

impl Store {
    /// Returns a version of a report with all its rows; the one that stands when `versie` is None.
    pub fn rapport(&self, aanbieder: Aanbieder, kwartaal: Kwartaal, versie: Option<u32>) -> Result<Option<Rapport>> {
        let tx = self.reading()?;
        let document = Document::Rapportage(aanbieder, kwartaal);
        let versie = versie.map_or_else(|| standing(&tx, document), Ok)?;
        reading::rapport(&tx, aanbieder, kwartaal, versie)
    }

    /// Gives the reports of an aanbieder, of each kwartaal the version that stands, in order of kwartaal and one at a time,
    /// so that memory holds one report. All of it is of one moment.
    pub fn each_rapport<E: From<Error>>(
        &self,
        aanbieder: Aanbieder,
        tot: Option<Kwartaal>,
        mut each: impl FnMut(Rapport) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let tx = self.reading()?;
        for (kwartaal, versie) in reading::standing_reports(&tx, aanbieder, tot)? {
            if let Some(rapport) = reading::rapport(&tx, aanbieder, kwartaal, versie)? {
                each(rapport)?;
            }
        }
        Ok(())
    }

    /// Returns a dekkingsoverzicht; the version that stands when `versie` is None.
    pub fn dekking(&self, kwartaal: Kwartaal, versie: Option<u32>) -> Result<Option<Dekkingsoverzicht>> {
        let tx = self.reading()?;
        let versie = versie.map_or_else(|| standing(&tx, Document::Dekking(kwartaal)), Ok)?;
        reading::dekking(&tx, kwartaal, versie)
    }

    /// Returns the dekkingsoverzichten that stand, in order of kwartaal, up to and including `tot`.
    pub fn dekkingen(&self, tot: Kwartaal) -> Result<Vec<Dekkingsoverzicht>> {
        let tx = self.reading()?;
        let sql = "SELECT kwartaal, max(versie) FROM versie WHERE soort = 'dekking' AND kwartaal <= ?1
                   GROUP BY kwartaal ORDER BY kwartaal";
        let standing = tx.all(sql, &params![tot.to_string()], |row| Ok((values::kwartaal(row.need_text(0)?)?, row.need(1)?)))?;
        let mut all = Vec::new();
        for (kwartaal, versie) in standing {
            all.extend(reading::dekking(&tx, kwartaal, versie)?);
        }
        Ok(all)
    }

    /// Returns a CVS export; the version that stands when `versie` is None.
    pub fn cvs(&self, gemeente: crate::domain::Gemeente, kwartaal: Kwartaal, versie: Option<u32>) -> Result<Option<CvsExport>> {
        let tx = self.reading()?;
        let versie = versie.map_or_else(|| standing(&tx, Document::Cvs(gemeente, kwartaal)), Ok)?;
        reading::cvs(&tx, gemeente, kwartaal, versie)
    }
}
