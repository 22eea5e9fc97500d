//! The example data is what its program makes, byte for byte, and says in every file that it is fictitious.

use std::fs;
use std::path::{Path, PathBuf};

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
