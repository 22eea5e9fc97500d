//! The check of the whole: SQLite's own, and what must hold besides.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction};
use serde_json::Value;

use super::Store;
use super::deliveries;
use super::error::Result;
use super::log::{Logged, logged};
use super::reading;
use super::rows::{Content, ROW_TABLES};
use super::tables::{Fields, Stored, Table, WHOLE, thing_of};
use super::values::{self, Columns};
use crate::domain::{
    Afspraak, Agendapunt, Bundel, Dekkingsmelding, Document, Gesprek, Gezien, Signaal, Soort, Tarief, Uitkomst, Uitkomstinhoud,
};

/// Something that must hold and does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Gebrek {
    /// What SQLite says of the file.
    #[error("het bestand is beschadigd: {0}")]
    Bestand(String),
    #[error("tabel {tabel} verwijst naar iets in {naar} dat er niet is")]
    Verwijzing { tabel: String, naar: String },
    /// Versions run from 1 without gaps.
    #[error("{document}: versie {versie} ontbreekt")]
    VersieOntbreekt { document: String, versie: u32 },
    #[error("{document}, versie {versie} heeft geen enkel deel")]
    VersieLeeg { document: String, versie: u32 },
    /// The rows of a part are not as many as were stored, or say something else.
    #[error("{document}, versie {versie}: deel {deel} bevat niet wat is ingelezen")]
    DeelAnders { document: String, versie: u32, deel: String },
    #[error("{aantal} rijen in tabel {tabel} horen bij geen enkele levering")]
    LosseRijen { tabel: &'static str, aantal: i64 },
    /// A number was given that the counter does not know of: it could be given again.
    #[error("{id} heeft een nummer dat nog eens kan worden uitgegeven")]
    Nummer { id: String },
    #[error("uitkomst {uitkomst} verwijst naar afspraak {afspraak}, die er niet is")]
    AfspraakOntbreekt { uitkomst: i64, afspraak: String },
    #[error("een waarde in tabel {0} is niet te lezen")]
    Onleesbaar(&'static str),
    /// What stands there is not what the log says was last done.
    #[error("{} {id} is anders dan in het logboek staat", soort.naam())]
    Logboek { soort: Soort, id: String },
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
        found.extend(log(&tx)?);
        Ok(found)
    }
}

fn file(conn: &Connection) -> Result<Vec<Gebrek>> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Gebrek::Bestand).collect())
}

fn references(conn: &Connection) -> Result<Vec<Gebrek>> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let broken = statement
        .query_map([], |row| Ok(Gebrek::Verwijzing { tabel: row.get(0)?, naar: row.get(2)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(broken)
}

fn name(document: Document) -> String {
    format!("{} {} {}", document.soort().key(), document.wie(), document.kwartaal())
}

/// Every version has parts, and every part holds what was read in.
fn versions(tx: &Transaction<'_>) -> Result<Vec<Gebrek>> {
    let mut statement = tx.prepare("SELECT soort, wie, kwartaal, versie FROM versie ORDER BY soort, wie, kwartaal, versie")?;
    let mut rows = statement.query([])?;
    let mut all: BTreeMap<Document, Vec<u32>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let document = values::document(row.need_text(0)?, row.need_text(1)?, row.need_text(2)?)?;
        all.entry(document).or_default().push(row.need(3)?);
    }
    let mut found = Vec::new();
    for (document, present) in all {
        let last = present.last().copied().unwrap_or(0);
        let absent = (1..=last).filter(|v| !present.contains(v));
        found.extend(absent.map(|versie| Gebrek::VersieOntbreekt { document: name(document), versie }));
        for versie in present {
            found.extend(parts(tx, document, versie)?);
        }
    }
    Ok(found)
}

fn parts(conn: &Connection, document: Document, versie: u32) -> Result<Vec<Gebrek>> {
    let mut statement = conn.prepare_cached(
        "SELECT v.deel, d.rijen, d.vingerafdruk, d.geschoond, d.levering, d.deel
         FROM versie_deel v JOIN deel d ON d.id = v.deel_id
         WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4",
    )?;
    let mut rows = statement.query(deliveries::key(document, versie))?;
    let mut found = Vec::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let deel = row.need_text(0)?;
        let wrong = || Gebrek::DeelAnders { document: name(document), versie, deel: deel.to_owned() };
        if deel != row.need_text(5)? {
            found.push(wrong());
            continue;
        }
        let findings = deliveries::findings_of(conn, row.need(4)?)?;
        let present = with_part(conn, document, versie, deel, |content| (content.len(), content.fingerprint(&findings)));
        let as_stored = match present {
            Ok(Some((len, print))) => row.need::<usize>(1)? == len && (row.need::<i64>(3)? == 1 || row.need_text(2)? == print),
            Ok(None) | Err(super::Error::Corrupt(_)) => false,
            Err(other) => return Err(other),
        };
        if !as_stored {
            found.push(wrong());
        }
    }
    if count == 0 {
        found.push(Gebrek::VersieLeeg { document: name(document), versie });
    }
    Ok(found)
}

/// Loads a part of a version and gives it to `look`.
fn with_part<T>(
    conn: &Connection,
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

/// Rows that no part holds, and parts that no version holds.
fn loose_rows(conn: &Connection) -> Result<Vec<Gebrek>> {
    let mut found = Vec::new();
    let mut look = |tabel: &'static str, sql: &str| -> Result<()> {
        let aantal: i64 = conn.query_row(sql, [], |row| row.get(0))?;
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
    Ok(found)
}

/// No number can be given twice.
fn numbers(conn: &Connection) -> Result<Vec<Gebrek>> {
    let mut statement = conn.prepare("SELECT naam, laatste FROM teller")?;
    let given: BTreeMap<String, i64> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let last = |name: &str| given.get(name).copied().unwrap_or(0);
    let mut found = Vec::new();
    for table in ["gesprek", "uitkomst", "signaal", "bundel", "dekkingsmelding"] {
        let highest: i64 = conn.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |row| row.get(0))?;
        if highest > last(table) {
            found.push(Gebrek::Nummer { id: format!("{table} {highest}") });
        }
    }
    let mut statement = conn.prepare("SELECT nummer FROM afspraak ORDER BY nummer")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.need_text(0)?;
        let known = id
            .rsplit_once('-')
            .and_then(|(name, n)| Some((name, n.parse::<i64>().ok()?)))
            .is_some_and(|(name, n)| n <= last(name));
        if !known {
            found.push(Gebrek::Nummer { id: id.to_owned() });
        }
    }
    Ok(found)
}

/// Everything that people edit can be read.
fn things(tx: &Transaction<'_>) -> Result<Vec<Gebrek>> {
    fn kind<T: Stored>(conn: &Connection, found: &mut Vec<Gebrek>) -> Result<Vec<T>> {
        let mut read = Vec::new();
        match T::TABLE.rows(conn) {
            Ok(rows) => {
                for fields in rows {
                    match thing_of(fields) {
                        Ok(thing) => read.push(thing),
                        Err(_) => found.push(Gebrek::Onleesbaar(T::TABLE.name)),
                    }
                }
            }
            Err(super::Error::Corrupt(_)) => found.push(Gebrek::Onleesbaar(T::TABLE.name)),
            Err(other) => return Err(other),
        }
        Ok(read)
    }
    let mut found = Vec::new();
    let afspraken = kind::<Afspraak>(tx, &mut found)?;
    kind::<Gesprek>(tx, &mut found)?;
    kind::<Agendapunt>(tx, &mut found)?;
    kind::<Signaal>(tx, &mut found)?;
    kind::<Bundel>(tx, &mut found)?;
    kind::<Gezien>(tx, &mut found)?;
    kind::<Dekkingsmelding>(tx, &mut found)?;
    kind::<Tarief>(tx, &mut found)?;
    for uitkomst in kind::<Uitkomst>(tx, &mut found)? {
        if let Uitkomstinhoud::Afspraak(nummer) = uitkomst.inhoud
            && !afspraken.iter().any(|a| a.nummer == nummer)
        {
            found.push(Gebrek::AfspraakOntbreekt { uitkomst: uitkomst.id, afspraak: nummer.to_string() });
        }
    }
    Ok(found)
}

/// Replaying the log gives what stands there: nothing was changed without a trace, and nothing in the log was lost.
fn log(conn: &Connection) -> Result<Vec<Gebrek>> {
    let mut replayed: BTreeMap<(Soort, String), Fields> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT id FROM handeling ORDER BY id")?;
    let acts: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for act in acts {
        for Logged { soort, id, veld, nieuw, .. } in logged(conn, act)? {
            if Table::of(soort).is_none() {
                continue;
            }
            let key = (soort, id);
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
    let mut found = Vec::new();
    for table in Soort::ALL.into_iter().filter_map(Table::of) {
        for present in table.rows(conn)? {
            let id = table.id_of(&present);
            let as_logged = replayed.remove(&(table.soort, id.clone()));
            if as_logged.is_none_or(|fields| table.differing(&fields, &present).next().is_some()) {
                found.push(Gebrek::Logboek { soort: table.soort, id });
            }
        }
    }
    found.extend(replayed.into_keys().map(|(soort, id)| Gebrek::Logboek { soort, id }));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::{
        Aanbieder, Afspraaknummer, Afspraaksoort, Afspraakstatus, Bestandsoordeel, Deelnemercode, Deelnemers, Gemeente,
        NieuweLevering, Rapport, Trajectregel,
    };
    use crate::storage::Act;

    /// A store with a report of two versions and an afspraak.
    fn filled() -> Store {
        let mut store = Store::in_memory().unwrap();
        let act = Act::new("contractmanager", DateTime::UNIX_EPOCH, "");
        for n in 1..=2_u32 {
            let start = "2024-01-01".parse().unwrap();
            let row = |n: u32| Trajectregel::new(Deelnemercode::new(&format!("P{n}")).unwrap(), Gemeente::Venlo, start);
            let deelnemers = Deelnemers { regels: (0..n).map(row).collect(), ..Deelnemers::default() };
            let rapport = Rapport { deelnemers: Some(deelnemers), ..Rapport::new(Aanbieder::Psw, "2024-K2".parse().unwrap()) };
            let levering = NieuweLevering {
                bestand: "a.csv".to_owned(),
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
        let afspraak = Afspraak {
            nummer: Afspraaknummer { aanbieder: None, jaar: 2024, volgnummer: 0 },
            aanbieder: None,
            gesprek: None,
            tekst: "x".to_owned(),
            eigenaar: String::new(),
            deadline: None,
            status: Afspraakstatus::Open,
            soort: Afspraaksoort::Gewoon,
            resultaat: String::new(),
            kpi: None,
            deelnemer: None,
            signaal: None,
            aanleiding: None,
            verwachting: None,
            gemaakt: DateTime::UNIX_EPOCH,
            rijversie: 0,
        };
        store.make(&act, afspraak).unwrap();
        store
    }

    #[test]
    fn a_sound_store_has_nothing_wrong() {
        assert_eq!(filled().check().unwrap(), []);
    }

    #[test]
    fn every_tampering_is_found() {
        let document = || "rapportage psw 2024-K2".to_owned();
        let anders = |versie| Gebrek::DeelAnders { document: document(), versie, deel: "deelnemers".to_owned() };
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
                vec![Gebrek::VersieLeeg { document: document(), versie: 2 }, Gebrek::LosseRijen { tabel: "deel", aantal: 1 }],
            ),
            (
                "PRAGMA foreign_keys = OFF; DELETE FROM versie_deel WHERE versie = 1; DELETE FROM levering WHERE versie = 1;
                 DELETE FROM versie WHERE versie = 1; DELETE FROM deelnemersregel WHERE id = 1; DELETE FROM deel WHERE id = 1;",
                vec![Gebrek::VersieOntbreekt { document: document(), versie: 1 }],
            ),
            ("DELETE FROM teller", vec![Gebrek::Nummer { id: "REGIO-2024-01".to_owned() }]),
            ("UPDATE afspraak SET tekst = 'y'", vec![afspraak()]),
            ("UPDATE afspraak SET status = 'y'", vec![Gebrek::Onleesbaar("afspraak"), afspraak()]),
            ("DELETE FROM afspraak", vec![afspraak()]),
            (
                "PRAGMA foreign_keys = OFF; UPDATE deelnemersregel SET deel = 9 WHERE id = 1",
                vec![Gebrek::Verwijzing { tabel: "deelnemersregel".to_owned(), naar: "deel".to_owned() }, anders(1)],
            ),
        ] {
            let store = filled();
            store.conn.execute_batch(tampering).unwrap();
            assert_eq!(store.check().unwrap(), expected, "{tampering}");
        }
    }
}
