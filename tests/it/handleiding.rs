//! The handleiding and the README say what is so: the key list is that of the key table, the commands exist.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use accountgesprek::tui::keys;

const BEGIN: &str = "<!-- toetsen: begin";
const EIND: &str = "<!-- toetsen: einde -->";

fn page(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

/// With `HANDLEIDING=bijwerken` the list is written anew instead of compared.
#[test]
fn the_key_list_of_the_handleiding_is_that_of_the_program() {
    let (path, text) = page("docs/handleiding.md");
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (mark, rest) = rest.split_once('\n').unwrap();
    let (list, after) = rest.split_once(EIND).unwrap();
    let wanted = format!("\n{}\n", keys::markdown().trim());
    if std::env::var("HANDLEIDING").as_deref() == Ok("bijwerken") {
        fs::write(path, format!("{before}{BEGIN}{mark}\n{wanted}{EIND}{after}")).unwrap();
        return;
    }
    assert!(list == wanted, "the key table changed: run `HANDLEIDING=bijwerken cargo test --test it handleiding`");
}

/// Every `accountgesprek WORD` in the pages for readers is a command that the program knows.
#[test]
fn every_command_in_the_docs_exists() {
    for name in ["README.md", "docs/handleiding.md"] {
        let (_, text) = page(name);
        for piece in text.split(['`', '\n']).filter_map(|p| p.trim().strip_prefix("accountgesprek ")) {
            let word = piece.split_whitespace().next().unwrap_or_default();
            if word.is_empty() || word.starts_with('-') || !word.chars().all(|c| c.is_ascii_lowercase()) {
                continue;
            }
            let run = Command::new(env!("CARGO_BIN_EXE_accountgesprek")).args([word, "--help"]).output().unwrap();
            assert!(run.status.success(), "{name}: accountgesprek {word}: {}", String::from_utf8_lossy(&run.stderr));
        }
    }
}
