//! The check of the whole: SQLite's own, what reading would refuse, and what must hold besides.
//!
//! Every row of every table is read by the reader that the program itself uses, so that nothing is called sound here that is
//! refused elsewhere. What figures were kept is not looked at: they are formed anew by `app`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::key;
use super::engine::{Conn, params};
use super::error::{Result, readable};
use super::log::{Logged, handeling, logged};
use super::rows::{Content, ROW_TABLES};
use super::tables::{Fields, Stored, Table, WHOLE, thing_of};
use super::values;
use super::{Store, concepten, deliveries, koppelingen, reading, signalen, vaststelling};
use crate::domain::register::Inschrijving;
use crate::domain::{
    Afspraak, Agendapunt, Bericht, Budget, Bundel, Dekkingsmelding, Document, Documentsoort, Gesprek, Gezien, Kwartaal,
    Ontwikkeldoel, Segment, Signaal, Soort, Tarief, Uitkomst, Uitkomstinhoud, Uitvraagretour, Voorvoegsel,
};

/// Something that must hold and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gebrek {
    /// What SQLite says of the file.
    Bestand(String),
    /// A row names another one that is not there: the table, and that of the other.
    Verwijzing {
        tabel: String,
        naar: String,
    },
    /// Versions run from 1 without gaps.
    VersieOntbreekt {
        document: Document,
        versie: u32,
    },
    VersieLeeg {
        document: Document,
        versie: u32,
    },
    /// The rows of a part are not as many as were stored, or say something else.
    DeelAnders {
        document: Document,
        versie: u32,
        deel: String,
    },
    /// What is known of the files that a kind of document came from (over one kwartaal) cannot be read.
    LeveringOnleesbaar {
        soort: Documentsoort,
        kwartaal: Kwartaal,
    },
    /// A document has a finding that cannot be read, or not as many as were stored.
    BevindingenAnders {
        document: Document,
    },
    LosseRijen {
        tabel: &'static str,
        aantal: i64,
    },
    /// A number was given that the counter does not know of: it could be given again.
    Nummer {
        soort: Soort,
        id: String,
    },
    AfspraakOntbreekt {
        uitkomst: i64,
        afspraak: String,
    },
    /// A thing that people edit; `id` as far as it can be told.
    DingOnleesbaar {
        soort: Soort,
        id: Option<String>,
    },
    /// Something else than documents and what people edit.
    Onleesbaar(&'static str),
    /// What stands there is not what the log says was last done.
    Logboek {
        soort: Soort,
        id: String,
    },
    /// An act that cannot be read, or that says of another act what that does not say of it.
    Handeling {
        id: i64,
    },
    /// A signaal in a bundel about another aanbieder.
    BundelAndereAanbieder {
        bundel: i64,
        signaal: i64,
    },
    /// A signaal for a later gesprek than that of its bundel: it would never be on an agenda.
    BundelAnderKwartaal {
        bundel: i64,
        signaal: i64,
    },
    /// A signaal whose aanbieder or status is not of its segment.
    SignaalSegment {
        signaal: i64,
    },
    /// An afspraak whose number, or whose gesprek, is of another aanbieder.
    AfspraakAndereAanbieder {
        afspraak: String,
    },
    /// Figures were frozen in a gesprek that was not held.
    Bevroren {
        gesprek: i64,
    },
    /// What was vastgesteld of a gesprek cannot be read, or the gesprek names one that does not hold.
    Vaststelling {
        gesprek: i64,
        nummer: i64,
    },
}

impl Store {
    /// Checks the file and everything in it; an empty list is good. Reads all rows.
    pub fn check(&self) -> Result<Vec<Gebrek>> {
        let tx = self.reading()?;
        let found = file(&tx)?;
        if !found.is_empty() {
            // Of a damaged file nothing further can be said with certainty.
            return Ok(found);
        }
        let mut found = references(&tx)?;
        found.extend(versions(&tx)?);
        found.extend(loose_rows(&tx)?);
        found.extend(numbers(&tx)?);
        found.extend(things(&tx)?);
        found.extend(vaststelling::broken(&tx)?.into_iter().map(|(gesprek, nummer)| Gebrek::Vaststelling { gesprek, nummer }));
        // Of one that cannot be read nothing more need be said.
        let unreadable = |g: &Gebrek| match g {
            Gebrek::Logboek { soort, id } => found.contains(&Gebrek::DingOnleesbaar { soort: *soort, id: Some(id.clone()) }),
            _ => false,
        };
        let logged: Vec<Gebrek> = log(&tx)?.into_iter().filter(|g| !unreadable(g)).collect();
        found.extend(logged);
        found.extend(bookkeeping(&tx, self.nabij.as_ref().map_or(&*tx, |nabij| &nabij.conn))?);
        // What the user may not read is not looked at; [`Store::hides_key`] says so.
        if !self.hides_key() {
            found.extend(keys(&tx)?);
        }
        Ok(found)
    }
}

fn file(conn: &Conn) -> Result<Vec<Gebrek>> {
    // A server looks after its own files, and lets no reference go astray.
    let Some(file) = conn.as_file() else { return Ok(Vec::new()) };
    Ok(file.damage(20)?.into_iter().map(Gebrek::Bestand).collect())
}

fn references(conn: &Conn) -> Result<Vec<Gebrek>> {
    let Some(file) = conn.as_file() else { return Ok(Vec::new()) };
    let broken: BTreeSet<(String, String)> = file.broken_references()?.into_iter().collect();
    Ok(broken.into_iter().map(|(tabel, naar)| Gebrek::Verwijzing { tabel, naar }).collect())
}

/// Every version has parts, every part holds what was read in, and what is known of its files can be read.
fn versions(conn: &Conn) -> Result<Vec<Gebrek>> {
    let sql = "SELECT soort, wie, kwartaal, versie FROM versie ORDER BY soort, wie, kwartaal, versie";
    let named = conn.all(sql, &[], |row| {
        let named = || Ok((values::document(row.need_text(0)?, row.need_text(1)?, row.need_text(2)?)?, row.need(3)?));
        readable(named())
    })?;
    let mut all: Vec<(Document, Vec<u32>)> = Vec::new();
    let mut found = Vec::new();
    for named in named {
        match named {
            // Those of one document stand together.
            Some((document, versie)) => match all.last_mut() {
                Some((last, versies)) if *last == document => versies.push(versie),
                _ => all.push((document, vec![versie])),
            },
            None => found.push(Gebrek::Onleesbaar("versie")),
        }
    }
    let mut kwartalen: BTreeSet<(Documentsoort, Kwartaal)> = BTreeSet::new();
    for (document, present) in all {
        let last = present.last().copied().unwrap_or(0);
        let absent = (1..=last).filter(|v| !present.contains(v));
        found.extend(absent.map(|versie| Gebrek::VersieOntbreekt { document, versie }));
        for versie in present {
            found.extend(parts(conn, document, versie)?);
        }
        found.extend(findings(conn, document)?);
        kwartalen.insert((document.soort(), document.kwartaal()));
    }
    for (soort, kwartaal) in kwartalen {
        if readable(deliveries::versions(conn, soort, kwartaal, kwartaal))?.is_none() {
            found.push(Gebrek::LeveringOnleesbaar { soort, kwartaal });
        }
    }
    Ok(found)
}

fn parts(conn: &Conn, document: Document, versie: u32) -> Result<Vec<Gebrek>> {
    /// What was noted of a part when it was stored.
    struct Noted {
        deel: String,
        rijen: usize,
        print: String,
        geschoond: bool,
        levering: i64,
    }
    let sql = "SELECT v.deel, d.rijen, d.vingerafdruk, d.geschoond, d.levering, d.deel
               FROM versie_deel v JOIN deel d ON d.id = v.deel_id
               WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4 ORDER BY v.deel";
    let noted = conn.all(sql, &key(document, versie), |row| {
        let deel = row.need_string(0)?;
        let noted = || -> Result<Option<Noted>> {
            let is_named = deel == row.need_text(5)?;
            let (rijen, print) = (row.need(1)?, row.need_string(2)?);
            let geschoond = row.ja(3)? == Some(true);
            Ok(is_named.then_some(Noted { deel: deel.clone(), rijen, print, geschoond, levering: row.need(4)? }))
        };
        let noted = readable(noted())?.flatten();
        Ok((deel, noted))
    })?;
    if noted.is_empty() {
        return Ok(vec![Gebrek::VersieLeeg { document, versie }]);
    }
    let mut found = Vec::new();
    for (deel, noted) in noted {
        let is_as_stored = |n: &Noted| -> Result<bool> {
            let findings = deliveries::findings_of(conn, n.levering)?;
            let look = |content: Content<'_>| content.len() == n.rijen && (n.geschoond || content.has_print(&n.print, &findings));
            Ok(with_part(conn, document, versie, &n.deel, look)?.unwrap_or(false))
        };
        if !noted.map_or(Ok(None), |noted| readable(is_as_stored(&noted)))?.unwrap_or(false) {
            found.push(Gebrek::DeelAnders { document, versie, deel });
        }
    }
    Ok(found)
}

/// The findings of the files of a document can be read, are as many as were stored, and say of whom they are.
fn findings(conn: &Conn, document: Document) -> Result<Option<Gebrek>> {
    let sql = "SELECT id, bevindingen FROM levering WHERE soort = ?1 AND wie = ?2 AND kwartaal = ?3 ORDER BY id";
    let of = params![document.soort(), document.wie(), document.kwartaal().to_string()];
    let files: Vec<(i64, Option<i64>)> = conn.all(sql, &of, |row| Ok((row.need(0)?, row.number(1)?)))?;
    for (levering, count) in files {
        let Some(read) = readable(deliveries::findings_of(conn, levering))? else {
            return Ok(Some(Gebrek::BevindingenAnders { document }));
        };
        let sql = "SELECT deelnemer FROM bevinding WHERE levering = ?1 ORDER BY volgnr";
        let named = conn.all(sql, &params![levering], |row| row.string(0))?;
        if count != i64::try_from(read.len()).ok() || read.iter().map(|b| &b.deelnemer).ne(&named) {
            return Ok(Some(Gebrek::BevindingenAnders { document }));
        }
    }
    Ok(None)
}

/// Loads a part of a version and gives it to `look`.
fn with_part<T>(
    conn: &Conn,
    document: Document,
    versie: u32,
    deel: &str,
    look: impl FnOnce(Content<'_>) -> T,
) -> Result<Option<T>> {
    Ok(match document {
        Document::Rapportage(aanbieder, kwartaal) => {
            let Some(rapport) = reading::rapport(conn, aanbieder, kwartaal, versie)? else { return Ok(None) };
            deliveries::parts_of(&rapport).into_iter().find(|c| c.key() == deel).map(look)
        }
        Document::Dekking(kwartaal) => reading::dekking(conn, kwartaal, versie)?.map(|d| look(Content::Dekking(&d))),
        Document::Cvs(gemeente, kwartaal) => reading::cvs(conn, gemeente, kwartaal, versie)?.map(|c| look(Content::Cvs(&c))),
    })
}

/// Rows that no part holds, parts that no version holds, and files of which nothing is left.
fn loose_rows(conn: &Conn) -> Result<Vec<Gebrek>> {
    let mut found = Vec::new();
    let mut look = |tabel: &'static str, sql: &str| -> Result<()> {
        let aantal: i64 = conn.need(sql, &[], |row| row.need(0))?;
        if aantal > 0 {
            found.push(Gebrek::LosseRijen { tabel, aantal });
        }
        Ok(())
    };
    for table in ROW_TABLES {
        let sql = format!(
            "SELECT count(*) FROM {table} r JOIN deel d ON d.id = r.deel WHERE r.id NOT BETWEEN d.eerste_rij AND d.laatste_rij"
        );
        look(table, &sql)?;
    }
    look("deel", "SELECT count(*) FROM deel d WHERE NOT EXISTS (SELECT 1 FROM versie_deel v WHERE v.deel_id = d.id)")?;
    look("levering", "SELECT count(*) FROM levering l WHERE NOT EXISTS (SELECT 1 FROM deel d WHERE d.levering = l.id)")?;
    Ok(found)
}

/// No number can be given twice.
fn numbers(conn: &Conn) -> Result<Vec<Gebrek>> {
    let given = conn.all("SELECT naam, laatste FROM teller", &[], |row| Ok((row.need_string(0)?, row.need(1)?)))?;
    let given: BTreeMap<String, i64> = given.into_iter().collect();
    let last = |name: &str| given.get(name).copied().unwrap_or(0);
    let mut found = Vec::new();
    for soort in [Soort::Gesprek, Soort::Uitkomst, Soort::Signaal, Soort::Bundel, Soort::Dekkingsmelding] {
        let Some(table) = Table::of(soort) else { continue };
        let highest: i64 = conn.need(&format!("SELECT coalesce(max(id), 0) FROM {}", table.name), &[], |row| row.need(0))?;
        if highest > last(table.name) {
            found.push(Gebrek::Nummer { soort, id: highest.to_string() });
        }
    }
    for id in conn.all("SELECT nummer FROM afspraak ORDER BY nummer", &[], |row| row.need_string(0))? {
        let known = id
            .rsplit_once('-')
            .and_then(|(name, n)| Some((name, n.parse::<i64>().ok()?)))
            .is_some_and(|(name, n)| n <= last(name));
        if !known {
            found.push(Gebrek::Nummer { soort: Soort::Afspraak, id });
        }
    }
    Ok(found)
}

/// Everything that people edit can be read, and hangs together as the field says.
fn things(conn: &Conn) -> Result<Vec<Gebrek>> {
    fn kind<T: Stored>(conn: &Conn, found: &mut Vec<Gebrek>) -> Result<Vec<T>> {
        let mut read = Vec::new();
        for (id, fields) in T::TABLE.each_row(conn)? {
            match readable(fields.and_then(thing_of))? {
                Some(thing) => read.push(thing),
                None => found.push(Gebrek::DingOnleesbaar { soort: T::TABLE.soort, id }),
            }
        }
        Ok(read)
    }
    let mut found = Vec::new();
    let afspraken = kind::<Afspraak>(conn, &mut found)?;
    let gesprekken = kind::<Gesprek>(conn, &mut found)?;
    let signalen = kind::<Signaal>(conn, &mut found)?;
    let bundels = kind::<Bundel>(conn, &mut found)?;
    let uitkomsten = kind::<Uitkomst>(conn, &mut found)?;
    kind::<Agendapunt>(conn, &mut found)?;
    kind::<Gezien>(conn, &mut found)?;
    kind::<Dekkingsmelding>(conn, &mut found)?;
    kind::<Tarief>(conn, &mut found)?;
    kind::<Budget>(conn, &mut found)?;
    kind::<Ontwikkeldoel>(conn, &mut found)?;
    kind::<Bericht>(conn, &mut found)?;
    kind::<Uitvraagretour>(conn, &mut found)?;
    kind::<Inschrijving>(conn, &mut found)?;

    for uitkomst in uitkomsten {
        if let Uitkomstinhoud::Afspraak(nummer) = uitkomst.inhoud
            && !afspraken.iter().any(|a| a.nummer == nummer)
        {
            found.push(Gebrek::AfspraakOntbreekt { uitkomst: uitkomst.id, afspraak: nummer.to_string() });
        }
    }
    for a in &afspraken {
        let with = a.gesprek.and_then(|id| gesprekken.iter().find(|g| g.id == id)).map(|g| g.aanbieder);
        let elsewhere = a.aanbieder.is_some() && with.is_some() && with != a.aanbieder;
        if elsewhere || (a.nummer.voorvoegsel == Voorvoegsel::REGIO) != a.aanbieder.is_none() {
            found.push(Gebrek::AfspraakAndereAanbieder { afspraak: a.nummer.to_string() });
        }
    }
    let unheld = gesprekken.iter().filter(|g| g.bevroren.is_some() && !g.status.is_held());
    found.extend(unheld.map(|g| Gebrek::Bevroren { gesprek: g.id }));
    found.extend(signalen.iter().filter(|s| !is_of_segment(s)).map(|s| Gebrek::SignaalSegment { signaal: s.id }));
    for bundel in &bundels {
        let within: Vec<&Signaal> = signalen.iter().filter(|s| s.bundel == Some(bundel.id)).collect();
        for s in &within {
            // Whom a name means that was once written down, only the register knows.
            let fits = match (s.aanbieder, &s.aanbieder_naam) {
                (None, Some(naam)) => within.iter().filter_map(|o| o.aanbieder_naam.as_ref()).all(|other| other == naam),
                (wie, _) => wie == bundel.aanbieder,
            };
            if !fits {
                found.push(Gebrek::BundelAndereAanbieder { bundel: bundel.id, signaal: s.id });
            }
            if s.kwartaal > bundel.kwartaal {
                found.push(Gebrek::BundelAnderKwartaal { bundel: bundel.id, signaal: s.id });
            }
        }
    }
    Ok(found)
}

/// Whether aanbieder and status are such as the segment has them.
fn is_of_segment(s: &Signaal) -> bool {
    let named_rightly = match s.segment {
        Segment::Collectief => s.aanbieder_naam.is_none(),
        Segment::Individueel => s.aanbieder.is_none() || s.aanbieder_naam.is_none(),
    };
    let is_of_region = s.opgeschaald_op.is_some() || !s.opschaling.is_empty();
    named_rightly && s.status.fits(s.segment) && (s.segment == Segment::Individueel || !is_of_region)
}

/// Replaying the log gives what stands there: nothing was changed without a trace, and nothing in the log was lost. Every
/// change begins where the one before it ended.
fn log(conn: &Conn) -> Result<Vec<Gebrek>> {
    let mut replayed: BTreeMap<(Soort, String), Fields> = BTreeMap::new();
    let mut broken: BTreeSet<(Soort, String)> = BTreeSet::new();
    let mut found = Vec::new();
    let sql = "SELECT id, herroept, ongedaan_door FROM handeling ORDER BY id";
    let acts: Vec<(i64, Option<i64>, Option<i64>)> =
        conn.all(sql, &[], |row| Ok((row.need(0)?, row.number(1)?, row.number(2)?)))?;
    let undone: BTreeMap<i64, Option<i64>> = acts.iter().map(|(act, _, door)| (*act, *door)).collect();
    for (act, herroept, _) in acts {
        let Some(changes) = readable(handeling(conn, act).and_then(|_| logged(conn, act)))? else {
            found.push(Gebrek::Handeling { id: act });
            continue;
        };
        if let Some(undoes) = herroept
            && undone.get(&undoes) != Some(&Some(act))
        {
            found.push(Gebrek::Handeling { id: act });
        }
        for Logged { soort, id, veld, oud, nieuw, .. } in changes {
            let Some(table) = Table::of(soort) else { continue };
            let key = (soort, id);
            let goes_on = match (veld.as_str(), &oud, replayed.get(&key)) {
                (WHOLE, Value::Object(was), Some(now)) => table.not_as_logged(now, was).next().is_none(),
                (WHOLE, _, now) => oud.is_null() == now.is_none(),
                // What a field that came later held at first, no act says.
                (veld, oud, now) => now.is_some_and(|now| now.get(veld).is_none_or(|now| now == oud)),
            };
            if !goes_on {
                broken.insert(key.clone());
            }
            match (veld.as_str(), nieuw) {
                (WHOLE, Value::Object(fields)) => {
                    replayed.insert(key, fields);
                }
                (WHOLE, _) => {
                    replayed.remove(&key);
                }
                (veld, nieuw) => {
                    replayed.entry(key).or_default().insert(veld.to_owned(), nieuw);
                }
            }
        }
    }
    for table in Soort::ALL.into_iter().filter_map(Table::of) {
        for (id, present) in table.each_row(conn)? {
            let Some(id) = id else { continue };
            let key = (table.soort, id);
            let as_logged = replayed.remove(&key);
            let Some(present) = readable(present)? else { continue };
            if as_logged.is_none_or(|fields| table.not_as_logged(&fields, &present).next().is_some()) {
                broken.insert(key);
            }
        }
    }
    broken.extend(replayed.into_keys());
    found.extend(broken.into_iter().map(|(soort, id)| Gebrek::Logboek { soort, id }));
    Ok(found)
}

/// What the program keeps besides: answers to the uitvraag, drafts (in `near`), remembered headers.
fn bookkeeping(conn: &Conn, near: &Conn) -> Result<Vec<Gebrek>> {
    let mut found = Vec::new();
    let mut look = |tabel: &'static str, read: Result<()>| -> Result<()> {
        if readable(read)?.is_none() {
            found.push(Gebrek::Onleesbaar(tabel));
        }
        Ok(())
    };
    look("uitvraagantwoord", signalen::answers(conn, None).map(drop))?;
    look("concept", concepten::drafts(near).map(drop))?;
    look("verslagconcept", vaststelling::concepts(conn).map(drop))?;
    look("kopkoppeling", koppelingen::mappings(conn).map(drop))?;
    Ok(found)
}

/// The key of the pseudonyms, and no other.
fn keys(conn: &Conn) -> Result<Vec<Gebrek>> {
    let mut broken = usize::from(readable(koppelingen::pseudonym_key(conn))?.is_none());
    if conn.need("SELECT count(*) FROM sleutel WHERE naam <> 'pseudoniem'", &[], |row| row.holds(0))? {
        broken += 1;
    }
    Ok(std::iter::repeat_n(Gebrek::Onleesbaar("sleutel"), broken).collect())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::testing::{PSW, afspraak};
    use crate::domain::{Bestandsoordeel, Deelnemercode, Deelnemers, Gemeente, NieuweLevering, Rapport, Trajectregel};
    use crate::storage::Act;

    /// A store with a report of two versions and an afspraak.
    fn filled() -> Store {
        let mut store = Store::in_memory().unwrap();
        let act = Act::new("contractmanager", DateTime::UNIX_EPOCH, "");
        for n in 1..=2_u32 {
            let start = "2024-01-01".parse().unwrap();
            let row = |n: u32| Trajectregel::new(Deelnemercode::new(format!("P{n}")).unwrap(), Gemeente::Venlo, start);
            let deelnemers = Deelnemers { regels: (0..n).map(row).collect(), ..Deelnemers::default() };
            let rapport = Rapport { deelnemers: Some(deelnemers), ..Rapport::new(PSW, "2024-K2".parse().unwrap()) };
            let levering = NieuweLevering {
                bestand: "a.csv".into(),
                sha256: n.to_string(),
                ontvangen: start,
                oordeel: Bestandsoordeel::Goed,
                reden: None,
                pseudoniem: false,
                bevindingen: Vec::new(),
                over: None,
            };
            store.save_rapport(&act, &rapport, &levering).unwrap();
        }
        let afspraak = afspraak("REGIO-2024-01", None);
        store.make(&act, afspraak).unwrap();
        store
    }

    #[test]
    fn a_sound_store_has_nothing_wrong() {
        assert_eq!(filled().check().unwrap(), []);
    }

    #[test]
    fn every_tampering_is_found() {
        let document = Document::Rapportage(PSW, "2024-K2".parse().unwrap());
        let anders = |versie| Gebrek::DeelAnders { document, versie, deel: "deelnemers".to_owned() };
        let afspraak = || Gebrek::Logboek { soort: Soort::Afspraak, id: "REGIO-2024-01".to_owned() };
        for (tampering, expected) in [
            ("UPDATE deelnemersregel SET gemeente = 'venray' WHERE id = 1", vec![anders(1)]),
            ("UPDATE deelnemersregel SET gemeente = 'onzin' WHERE id = 1", vec![anders(1)]),
            ("DELETE FROM deelnemersregel WHERE id = 3", vec![anders(2)]),
            (
                "UPDATE deelnemersregel SET id = 77 WHERE id = 3",
                vec![anders(2), Gebrek::LosseRijen { tabel: "deelnemersregel", aantal: 1 }],
            ),
            (
                "DELETE FROM versie_deel WHERE versie = 2",
                vec![Gebrek::VersieLeeg { document, versie: 2 }, Gebrek::LosseRijen { tabel: "deel", aantal: 1 }],
            ),
            (
                "PRAGMA foreign_keys = OFF; DELETE FROM versie_deel WHERE versie = 1; DELETE FROM levering WHERE versie = 1;
                 DELETE FROM versie WHERE versie = 1; DELETE FROM deelnemersregel WHERE id = 1; DELETE FROM deel WHERE id = 1;",
                vec![Gebrek::VersieOntbreekt { document, versie: 1 }],
            ),
            ("DELETE FROM teller", vec![Gebrek::Nummer { soort: Soort::Afspraak, id: "REGIO-2024-01".to_owned() }]),
            ("UPDATE afspraak SET tekst = 'y'", vec![afspraak()]),
            (
                "UPDATE afspraak SET status = 'y'",
                vec![Gebrek::DingOnleesbaar { soort: Soort::Afspraak, id: Some("REGIO-2024-01".to_owned()) }],
            ),
            ("DELETE FROM afspraak", vec![afspraak()]),
            (
                "PRAGMA foreign_keys = OFF; UPDATE deelnemersregel SET deel = 9 WHERE id = 1",
                vec![Gebrek::Verwijzing { tabel: "deelnemersregel".to_owned(), naar: "deel".to_owned() }, anders(1)],
            ),
        ] {
            let store = filled();
            store.conn.batch(tampering).unwrap();
            assert_eq!(store.check().unwrap(), expected, "{tampering}");
        }
    }
}
