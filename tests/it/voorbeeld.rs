//! The example data is what its program makes, byte for byte, and says in every file that it is fictitious.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use accountgesprek::app::App;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

#[path = "../../data/voorbeeld/generator/mod.rs"]
mod generator;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/voorbeeld")
}

#[test]
fn the_files_are_what_the_program_makes() {
    let made = generator::files();
    for file in &made {
        let here = fs::read(folder().join(&file.path)).unwrap_or_default();
        assert!(here == file.bytes, "{} differs: run `cargo run --example voorbeelddata`", file.path);
    }
    let mut on_disk = 0;
    for part in generator::FOLDERS {
        for folder in fs::read_dir(folder().join(part)).unwrap() {
            on_disk += fs::read_dir(folder.unwrap().path()).unwrap().count();
        }
    }
    // The list for the binary and the gesprekken stand outside the folders.
    assert_eq!(on_disk + 2, made.len(), "a file is left over: run `cargo run --example voorbeelddata`");
}

/// The csv files as text: path and content.
fn csv_files() -> impl Iterator<Item = (String, String)> {
    let is_csv = |path: &str| Path::new(path).extension().is_some_and(|e| e == "csv");
    let csv = generator::files().into_iter().filter(move |f| is_csv(&f.path));
    csv.map(|f| (f.path, String::from_utf8_lossy(&f.bytes).trim_start_matches('\u{feff}').to_owned()))
}

#[test]
fn every_file_says_that_it_is_fictitious() {
    for (path, text) in csv_files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("VOORBEELDGEGEVENS"), "{path}: {first}");
        assert!(path.contains("voorbeeld-"), "{path}");
    }
}

#[test]
fn no_value_could_be_a_bsn() {
    for (path, text) in csv_files() {
        let long = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() >= 8);
        assert_eq!(long, None, "{path}");
    }
}

/// What stands in every table of an image. Names of sessions and groups are made anew every time: of those, which is which.
fn contents(image: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut conn = Connection::open_in_memory().unwrap();
    let mut bytes = Vec::new();
    flate2::read::DeflateDecoder::new(image).read_to_end(&mut bytes).unwrap();
    conn.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).unwrap();
    let mut names = HashMap::new();
    let mut named = |value: String| {
        let next = names.len();
        format!("naam {}", names.entry(value).or_insert(next))
    };
    let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows_of = |table: String| {
        let mut all = conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
        let columns: Vec<String> = all.column_names().map(str::to_owned).collect();
        let row = |row: &rusqlite::Row<'_>| {
            let values = columns.iter().enumerate().map(|(i, column)| {
                let value = match row.get_ref(i).unwrap() {
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    other => format!("{other:?}"),
                };
                if ["zitting", "groep"].contains(&column.as_str()) && value != "Null" { named(value) } else { value }
            });
            Ok(values.collect::<Vec<_>>().join(" | "))
        };
        let rows = all.query_map([], row).unwrap().map(Result::unwrap).collect();
        (table, rows)
    };
    tables.into_iter().map(rows_of).collect()
}

#[test]
fn the_prepared_example_is_what_happened() {
    let here = contents(&fs::read(folder().join("bereid.db.z")).unwrap());
    let made = contents(&App::prepare_voorbeeld().unwrap());
    for (table, rows) in &made {
        let had = here.get(table).map(Vec::as_slice).unwrap_or_default();
        let short = |row: Option<&String>| row.map(|r| r.chars().take(300).collect::<String>());
        let differing = (0..rows.len().max(had.len())).find(|i| rows.get(*i) != had.get(*i));
        let shown = differing.map(|i| (short(had.get(i)), short(rows.get(i))));
        assert_eq!(shown, None, "{table} differs: run `cargo run --example voorbeelddatabase`");
    }
    assert_eq!(here.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>());
}
