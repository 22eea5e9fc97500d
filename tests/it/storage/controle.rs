//! The check of the whole: nothing is called sound that reading refuses, or that the field does not allow.

use std::path::Path;

use accountgesprek::storage::{Gebrek, Store};
use rusqlite::Connection;

use super::wereld;

/// Columns in which anything may stand, each with the reason.
const FREE: &[(&str, &[&str], &str)] = &[
    ("levering", &["bestand", "sha256", "contactpersoon", "reden", "door"], "text of the sender and the user"),
    ("handeling", &["wie", "wat", "zitting", "groep", "bestand"], "text of the user, and names that stand for nothing else"),
    ("bevinding", &["volgnr"], "the first finding is still the first"),
    ("deel", &["eerste_rij"], "a range that is too wide holds the same rows"),
    ("wijziging", &["volgnr"], "of one change among one, any place is its place"),
    ("uitvraagantwoord", &["vingerafdruk", "volgnr"], "a print that nothing gives is never met; the first is still the first"),
    ("concept", &["sleutel", "inhoud"], "text of the user"),
    ("verslagconcept", &["gesprek", "pad"], "a file that is not there is not told"),
    ("kopkoppeling", &["wie", "blad", "kop", "kolom"], "a header that means nothing is not used"),
    ("stempel", &["naam", "waarde"], "figures are formed anew by the check of the program"),
    ("aanbieder", &["naam", "statutair", "notitie"], "text of the user"),
    ("cache", &["sleutel", "stempel", "inhoud"], "figures are formed anew by the check of the program"),
];

/// A store with everything in it, closed.
fn closed(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("wereld.db");
    drop(wereld::fill(&path, "WEG-001"));
    path
}

fn columns(conn: &Connection) -> Vec<(String, String, String)> {
    let sql = "SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_info(t.name) c
               WHERE t.type = 'table' ORDER BY t.name, c.cid";
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn garbage_in_any_column_of_any_table_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let whole = closed(folder.path());
    assert_eq!(Store::open(&whole).unwrap().check().unwrap(), []);
    let copy = folder.path().join("kopie.db");
    let all = columns(&Connection::open(&whole).unwrap());
    assert!(all.len() > 150, "{}", all.len());
    let mut missed = Vec::new();
    for (table, column, kind) in all {
        if FREE.iter().any(|(t, columns, _)| *t == table && columns.contains(&column.as_str())) {
            continue;
        }
        std::fs::copy(&whole, &copy).unwrap();
        let garbage = match kind.as_str() {
            "INTEGER" => "-7",
            "BLOB" => "x'00'",
            _ => "'onzin?'",
        };
        let conn = Connection::open(&copy).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        let changed = conn.execute(&format!("UPDATE OR IGNORE {table} SET {column} = {garbage}"), []).unwrap();
        assert!(changed > 0, "the world has nothing in {table}");
        drop(conn);
        let found = Store::open(&copy).unwrap().check().unwrap();
        if found.is_empty() {
            missed.push(format!("{table}.{column}"));
        }
    }
    assert!(missed.is_empty(), "called sound: {missed:?}");
}

#[test]
fn what_the_field_does_not_allow_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let whole = closed(folder.path());
    let copy = folder.path().join("kopie.db");
    // Each with its trace in the log, as somebody with a tool for databases would leave it.
    let both = |table: &str, id: &str, field: &str, value: &str| {
        let json = if value.parse::<i64>().is_ok() { value.to_owned() } else { format!("\"{value}\"") };
        format!(
            "UPDATE {table} SET {field} = '{value}' WHERE id = {id};
             UPDATE wijziging SET nieuw = json_set(nieuw, '$.{field}', json('{json}'))
             WHERE soort = '{table}' AND id = '{id}' AND veld = 'geheel' AND nieuw IS NOT NULL;"
        )
    };
    for (tampering, expected) in [
        (both("bundel", "1", "aanbieder", "qwyl"), Gebrek::BundelAndereAanbieder { bundel: 1, signaal: 2 }),
        (both("bundel", "1", "kwartaal", "2024-K1"), Gebrek::BundelAnderKwartaal { bundel: 1, signaal: 2 }),
        (both("signaal", "2", "aanbieder_naam", "iemand"), Gebrek::SignaalSegment { signaal: 2 }),
        (both("signaal", "2", "opschaling", "omdat"), Gebrek::SignaalSegment { signaal: 2 }),
        (both("signaal", "1", "status", "opgeschaald"), Gebrek::SignaalSegment { signaal: 1 }),
        (both("gesprek", "1", "aanbieder", "qwyl"), Gebrek::AfspraakAndereAanbieder { afspraak: "PSW-2024-01".to_owned() }),
    ] {
        std::fs::copy(&whole, &copy).unwrap();
        Connection::open(&copy).unwrap().execute_batch(&tampering).unwrap();
        assert_eq!(Store::open(&copy).unwrap().check().unwrap(), [expected], "{tampering}");
    }
    std::fs::copy(&whole, &copy).unwrap();
    let conn = Connection::open(&copy).unwrap();
    conn.execute_batch(
        "UPDATE gesprek SET status = 'gepland'; UPDATE wijziging SET nieuw = '\"gepland\"' WHERE nieuw = '\"vastgesteld\"'",
    )
    .unwrap();
    drop(conn);
    // Frozen without having been held, and established without being so.
    let expected = [Gebrek::Bevroren { gesprek: 1 }, Gebrek::Vaststelling { gesprek: 1, nummer: 1 }];
    assert_eq!(Store::open(&copy).unwrap().check().unwrap(), expected);
}
