//! The handleiding and the README say what is so: the key list is that of the key table, the commands exist.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use accountgesprek::tui::keys;

fn page(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

fn run(args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_accountgesprek")).args(args).output().unwrap()
}

/// Compares what stands between the marks `<!-- NAME: begin …` and `<!-- NAME: einde -->` of the handleiding; with
/// `HANDLEIDING=bijwerken` it is written anew instead.
fn compare(name: &str, wanted: &str) {
    let (path, text) = page("docs/handleiding.md");
    let (before, rest) = text.split_once(&format!("<!-- {name}: begin")).unwrap();
    let (mark, rest) = rest.split_once('\n').unwrap();
    let (list, after) = rest.split_once(&format!("<!-- {name}: einde -->")).unwrap();
    let wanted = format!("\n{}\n\n", wanted.trim());
    if std::env::var("HANDLEIDING").as_deref() == Ok("bijwerken") {
        fs::write(path, format!("{before}<!-- {name}: begin{mark}\n{wanted}<!-- {name}: einde -->{after}")).unwrap();
        return;
    }
    assert!(list == wanted, "{name} changed: run `HANDLEIDING=bijwerken cargo test --test it handleiding -- --test-threads=1`");
}

#[test]
fn the_key_list_of_the_handleiding_is_that_of_the_program() {
    compare("taal", &keys::taal_markdown());
    compare("toetsen", &keys::markdown());
}

#[test]
fn the_command_list_of_the_handleiding_is_that_of_the_program() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    let list = help.split("Opdrachten:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut table = String::from("| opdracht | doet |\n| --- | --- |");
    for line in list.lines() {
        match line.trim().split_once("  ") {
            Some((word, what)) if !line.starts_with("   ") => {
                let _ = write!(table, "\n| `{word}` | {} |", what.trim());
            }
            // The rest of a description that did not fit on its line.
            _ => table = format!("{} {} |", table.trim_end_matches(" |"), line.trim()),
        }
    }
    compare("opdrachten", &table);
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
            let help = run(&[word, "--help"]);
            assert!(help.status.success(), "{name}: accountgesprek {word}: {}", String::from_utf8_lossy(&help.stderr));
            let mut known = String::from_utf8_lossy(&help.stdout).into_owned();
            // Of what is part of a command, the options are its own.
            if known.contains("\nOpdrachten:") {
                let part = piece.split_whitespace().nth(1).filter(|w| w.chars().all(|c| c.is_ascii_lowercase()));
                let Some(part) = part else { continue };
                let help = run(&[word, part, "--help"]);
                assert!(help.status.success(), "{name}: {piece}: {}", String::from_utf8_lossy(&help.stderr));
                known += &String::from_utf8_lossy(&help.stdout);
            }
            for option in piece.split_whitespace().filter_map(|w| w.strip_prefix("--")) {
                let option = option.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
                assert!(known.contains(&format!("--{option}")), "{name}: {piece}: --{option} is not known");
            }
        }
    }
}

/// The handleiding explains the norms of segment collectief, each in its row and with its grens.
#[test]
fn every_norm_has_a_row_in_the_handleiding() {
    let (_, text) = page("docs/handleiding.md");
    let (_, normen) = page("data/normen.toml");
    let value = |block: &str, key: &str| {
        let found = block.lines().find_map(|l| l.strip_prefix(key)?.trim().strip_prefix('=')).map(str::trim);
        found.map(|v| v.trim_matches('"').to_owned())
    };
    let mut told = 0;
    for block in normen.split("[[norm]]").skip(1).filter(|b| value(b, "segment").as_deref() == Some("collectief")) {
        let id = value(block, "id").unwrap();
        let row = text.lines().find(|l| l.starts_with(&format!("| {id} |"))).unwrap_or_else(|| panic!("{id} has no row"));
        let grens = value(block, "grens").unwrap();
        let said = if id == "C4.1" { "7 van 7" } else { grens.trim_end_matches(".0") };
        assert!(row.contains(said), "{id}: {grens} is not in {row}");
        told += 1;
    }
    assert!(told >= 9, "{told}");
}
