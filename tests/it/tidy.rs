//! Rules of the house, checked on the text of `src/`: which layer may use which, and where the clock, the keys and
//! the standard output belong. What cannot be read off the text is not checked here.

mod ring;
pub(crate) mod sleutels;
mod sql;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers of `src/` and what each may `use` of the crate. A file outside them (`lib.rs`) is free.
///
/// A layer is a folder `src/NAME/` or a file `src/NAME.rs`. `clock` is the one place that reads the time.
const LAYERS: &[(&str, &[&str])] = &[
    ("main", &["cli", "tui"]),
    ("tui", &["app", "domain", "wording", "clock"]),
    ("cli", &["app", "domain", "wording", "clock"]),
    ("app", &["domain", "importing", "storage", "reports", "wording", "files", "clock"]),
    ("importing", &["domain"]),
    ("storage", &["domain", "files"]),
    ("reports", &["domain", "wording"]),
    ("wording", &["domain"]),
    ("domain", &[]),
    ("files", &[]),
    ("clock", &["domain"]),
];

/// Text that only these files may hold; matched in code, not in comments and not in unit tests.
struct Confined {
    text: &'static str,
    /// Path prefixes under `src/`.
    only_in: &'static [&'static str],
    why: &'static str,
}

const CONFINED: &[Confined] = &[
    Confined {
        text: "KeyCode",
        only_in: &["tui/keys", "tui/forms/text"],
        why: "keys are known to the key table and the text field only; elsewhere they are actions",
    },
    Confined { text: "Local::", only_in: &[], why: "a day is a day in the Netherlands, wherever the computer thinks that it is" },
    Confined { text: "date_naive", only_in: &[], why: "the day of a moment is `nederlandse_dag`" },
    Confined { text: "naive_utc", only_in: &["domain/dag"], why: "the clock at a moment is `nederlandse_klok`" },
    Confined { text: "with_timezone", only_in: &[], why: "the clock at a moment is `nederlandse_klok`" },
    Confined { text: "Utc::now", only_in: &["clock"], why: "the clock is read in one place; `today` is an argument" },
    Confined { text: "SystemTime::now", only_in: &["clock"], why: "the clock is read in one place" },
    Confined {
        text: "popups.push",
        only_in: &["tui/tafel"],
        why: "what opens is held against what the aanbieder at the table may see: tafel::open",
    },
    Confined {
        text: "screens.push",
        only_in: &["tui/tafel", "tui/model"],
        why: "what opens is held against what the aanbieder at the table may see: tafel::open",
    },
    Confined {
        text: "rusqlite",
        only_in: &["storage/engine/sqlite"],
        why: "the store speaks to `engine::Conn`; what only a file has is a method of `File`",
    },
    Confined { text: "ratatui", only_in: &["tui"], why: "only tui knows the terminal" },
    Confined { text: "clap", only_in: &["cli"], why: "only cli knows the command line" },
    Confined { text: "calamine", only_in: &["importing"], why: "only importing reads workbooks" },
    Confined { text: "println!", only_in: &["cli"], why: "nothing is printed over the screen; cli writes to a handle" },
    Confined { text: "fs::write(", only_in: &["files"], why: "files leave the program by one way: `files::Outgoing`" },
    Confined { text: "File::create", only_in: &["files"], why: "files leave the program by one way: `files::Outgoing`" },
    Confined { text: "fs::copy(", only_in: &["files", "storage"], why: "files leave the program by one way: `files::Outgoing`" },
    Confined { text: "fs::rename(", only_in: &["files", "storage"], why: "what is set aside is the store's to know" },
    Confined { text: "NamedTempFile", only_in: &["files"], why: "what is unfinished is known by its name, to be cleared away" },
    Confined { text: "todo!", only_in: &[], why: "unfinished work does not land" },
    Confined { text: "unimplemented!", only_in: &[], why: "unfinished work does not land" },
    Confined { text: "dbg!", only_in: &[], why: "for the desk, not for main" },
];

/// Beginnings of paths that exist on one machine only. Written in two halves so that this file passes its own rule.
const MACHINE_PATHS: &[(&str, &str)] =
    &[("/wo", "rk/"), ("/ro", "ot/"), ("/fa", "rm/"), ("/ho", "me/"), ("/tm", "p/"), ("C:\\", "Users")];

struct Source {
    /// Relative to the folder that was walked, with `/`.
    name: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads every file under `folder` whose name ends in one of `endings`, in order of path.
fn read_tree(folder: &Path, endings: &[&str]) -> Vec<Source> {
    fn walk(at: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(at) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if endings.iter().any(|e| name.ends_with(e)) {
            sources.push(Source { text: fs::read_to_string(&path).unwrap(), name });
        }
    }
    sources
}

fn rust_sources() -> Vec<Source> {
    let sources = read_tree(&root().join("src"), &[".rs"]);
    assert!(sources.len() > 5, "the tidy test found no sources; is it run from the crate?");
    sources
}

fn production_sources() -> impl Iterator<Item = Source> {
    rust_sources().into_iter().filter(|s| !is_test_file(&s.name))
}

/// The first path segment without `.rs`: `tui/keys.rs` → `tui`, `wording.rs` → `wording`.
fn layer_of(name: &str) -> &str {
    let first = name.split('/').next().unwrap_or(name);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The lines of production code with their numbers: without comments, and up to the unit tests at the file's end.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let unit_tests = text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text.get(..unit_tests)
        .unwrap_or(text)
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim_start()))
        .filter(|(_, line)| !line.starts_with("//"))
}

/// Whether a whole file is only compiled for tests: `tests.rs`, `tests/…`, `testing.rs`.
fn is_test_file(name: &str) -> bool {
    name.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "testing.rs"))
}

/// The modules of the crate that a line of code names: `use crate::app::x`, `crate::{app, domain::Norm}`,
/// `accountgesprek::cli::run()`.
fn crate_modules_named_in(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for prefix in ["crate::", "accountgesprek::"] {
        for (at, _) in line.match_indices(prefix) {
            let is_word_start = line.get(..at).and_then(|s| s.chars().last()).is_none_or(|c| !c.is_alphanumeric() && c != '_');
            let Some(rest) = line.get(at + prefix.len()..) else { continue };
            if is_word_start {
                found.extend(first_names(rest));
            }
        }
    }
    found
}

/// The first names of a path or of a braced group: `app::x` → app; `{app::{a, b}, domain}` → app, domain.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else { return identifier(rest).into_iter().collect() };
    let mut depth = 0_usize;
    let mut names: Vec<&str> = identifier(group.trim_start()).into_iter().collect();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(group.get(at + 1..).map(str::trim_start).and_then(identifier)),
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).filter(|name| !name.is_empty())
}

/// Joins a `use` over several lines into one, so that groups are seen whole. Keeps the number of the first line.
fn statements(text: &str) -> Vec<(usize, String)> {
    let mut joined: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in code_lines(text) {
        if open {
            if let Some((_, last)) = joined.last_mut() {
                last.push(' ');
                last.push_str(line);
            }
        } else {
            joined.push((number, line.to_owned()));
            open = line.starts_with("use ") || line.starts_with("pub use ") || line.starts_with("pub(crate) use ");
        }
        open &= !line.contains(';');
    }
    joined
}

fn broken_directions(source: &Source) -> Vec<String> {
    let layer = layer_of(&source.name);
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else { return Vec::new() };
    let mut broken = Vec::new();
    for (number, line) in statements(&source.text) {
        for used in crate_modules_named_in(&line) {
            let is_layer = LAYERS.iter().any(|(name, _)| *name == used);
            if is_layer && used != layer && !allowed.contains(&used) {
                broken.push(format!("src/{}:{number}: {layer} may not use {used}: {line}", source.name));
            }
        }
    }
    broken
}

fn complain(broken: &[String]) {
    let mut all = String::new();
    for line in broken {
        let _ = writeln!(all, "  {line}");
    }
    assert!(broken.is_empty(), "{} broken:\n{all}", broken.len());
}

#[test]
fn every_layer_uses_only_what_lies_below_it() {
    let broken: Vec<String> = production_sources().flat_map(|s| broken_directions(&s)).collect();
    complain(&broken);
}

#[test]
fn no_file_imports_itself_by_way_of_others() {
    let sources: Vec<Source> = production_sources().collect();
    complain(&ring::rings(&ring::imports(sources.iter().map(|s| (s.name.as_str(), s.text.as_str())))));
}

#[test]
fn every_top_level_module_is_a_known_layer() {
    let strangers: Vec<String> = rust_sources()
        .iter()
        .filter(|s| s.name != "lib.rs" && !LAYERS.iter().any(|(name, _)| *name == layer_of(&s.name)))
        .map(|s| format!("src/{}: no layer of the house; add it to LAYERS with what it may use", s.name))
        .collect();
    complain(&strangers);
}

#[test]
fn what_belongs_to_one_place_stays_there() {
    let mut broken = Vec::new();
    for source in production_sources() {
        for rule in CONFINED.iter().filter(|r| !r.only_in.iter().any(|p| source.name.starts_with(p))) {
            for (number, line) in code_lines(&source.text).filter(|(_, line)| line.contains(rule.text)) {
                broken.push(format!("src/{}:{number}: {} ({}): {line}", source.name, rule.text, rule.why));
            }
        }
    }
    complain(&broken);
}

/// Names that stand for two things still: forms of the sheet readers, each its own; what belongs together in two rooms; a row of the
/// store and of its engine. Each goes when one of the two is called what it is. Nothing is added.
const TWICE: [&str; 5] = ["Bladscan", "Inhoud", "Vorm", "Groep", "Row"];

/// The name of a type that a line at the edge of a file defines.
fn type_defined(line: &str) -> Option<&str> {
    let rest =
        line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(").and_then(|l| Some(l.split_once(") ")?.1))).unwrap_or(line);
    let kinds = ["struct ", "enum ", "trait ", "type ", "union "];
    kinds.into_iter().find_map(|kind| identifier(rest.strip_prefix(kind)?))
}

#[test]
fn a_type_name_stands_for_one_thing() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in production_sources() {
        let unit_tests = source.text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(source.text.len());
        for name in source.text.get(..unit_tests).unwrap_or_default().lines().filter_map(type_defined) {
            found.entry(name.to_owned()).or_default().push(source.name.clone());
        }
    }
    assert!(found.len() > 500, "only {} types were found", found.len());
    let twice = found.iter().filter(|(name, files)| files.len() > 1 && !TWICE.contains(&name.as_str()));
    complain(&twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect::<Vec<_>>());
}

/// What a state looks like is for `wording` and the screens; `domain` says which state it is.
const GLYPHS: [char; 8] = ['✓', '✗', '◌', '○', '●', '▌', '→', '·'];

#[test]
fn the_field_knows_no_glyphs() {
    let of_the_field = |s: &Source| layer_of(&s.name) == "domain";
    let broken = production_sources().filter(of_the_field).flat_map(|source| {
        let drawn = code_lines(&source.text).filter(|(_, line)| line.contains(GLYPHS));
        drawn
            .map(|(number, line)| format!("src/{}:{number}: a glyph belongs in wording: {line}", source.name))
            .collect::<Vec<_>>()
    });
    complain(&broken.collect::<Vec<_>>());
}

/// What a sentence says that a key does.
const DOES: &[&str] = &[
    "begint", "gaat", "haalt", "heropent", "kiest", "leest", "legt", "maakt", "neemt", "opent", "ordent", "plant", "rondt",
    "schrijft", "sluit", "stelt", "toont", "verzet", "voegt", "voert", "wijzigt", "zet", "zoekt",
];

/// A key that is written out in a sentence: `"… ; n plant het"`. “U” is a word.
fn spelled_key(line: &str) -> Option<&str> {
    line.split('"').skip(1).step_by(2).find(|text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_key = |word: &str| {
            let word = word.trim_matches(['(', '.', ';', ',']);
            let is_letter = word.len() == 1 && word.chars().all(char::is_alphabetic) && !word.eq_ignore_ascii_case("u");
            is_letter || matches!(word, "esc" | "tab" | "enter" | "spatie" | "del")
        };
        let does = |word: &str| DOES.contains(&word.trim_end_matches(['.', ',', ';', ')']));
        words.windows(2).any(|pair| matches!(pair, [key, verb] if is_key(key) && does(verb)))
    })
}

#[test]
fn a_sentence_asks_the_key_table_for_its_keys() {
    let of_screens = |s: &Source| s.name.starts_with("tui/") && !s.name.starts_with("tui/keys");
    let broken = production_sources().filter(of_screens).flat_map(|source| {
        let spelled = code_lines(&source.text).filter_map(|(number, line)| Some((number, spelled_key(line)?.to_owned())));
        spelled.map(|(number, text)| format!("src/{}:{number}: ask `Werkwoord::shown`: {text}", source.name)).collect::<Vec<_>>()
    });
    complain(&broken.collect::<Vec<_>>());
    assert!(spelled_key(r#"    "Nog niet gepland; n plant het.""#).is_some());
    assert!(spelled_key(r#"    format!("Geen rijen (m toont andere).")"#).is_some());
    assert!(spelled_key(r#"    "Als u plant, u kiest; {} plant het.""#).is_none());
}

#[test]
fn the_sql_of_the_store_is_known_to_every_engine() {
    let of_the_store = |s: &Source| s.name.starts_with("storage/") && !s.name.starts_with("storage/engine");
    let broken: Vec<String> =
        production_sources().filter(of_the_store).flat_map(|s| sql::of_one_engine(&s.name, &s.text)).collect();
    complain(&broken);
}

#[test]
fn what_is_stored_goes_by_its_key() {
    let rules = [sleutels::words_of_a_screen, sleutels::without_keys];
    let broken: Vec<String> = production_sources().flat_map(|s| rules.map(|rule| rule(&s.name, &s.text))).flatten().collect();
    complain(&broken);
}

/// The types with keys, of all of `src/`.
pub(crate) fn types_with_keys() -> Vec<String> {
    let mut found: Vec<String> = production_sources().flat_map(|s| sleutels::with_keys(&s.text)).collect();
    found.sort();
    found
}

#[test]
fn every_module_opens_with_what_it_owns() {
    let silent: Vec<String> = rust_sources()
        .iter()
        .filter(|s| !s.text.starts_with("//!"))
        .map(|s| format!("src/{}: open with `//!`: what it owns and what is deliberately absent", s.name))
        .collect();
    complain(&silent);
}

#[test]
fn no_path_of_one_machine_is_committed() {
    let mut broken = Vec::new();
    for folder in ["src", "tests", "data", "docs", "benches", ".ci"] {
        for source in read_tree(&root().join(folder), &[".rs", ".md", ".toml", ".snap", "run"]) {
            for (number, line) in source.text.lines().enumerate() {
                if MACHINE_PATHS.iter().any(|(a, b)| line.contains(&format!("{a}{b}"))) {
                    broken.push(format!("{folder}/{}:{}: {line}", source.name, number + 1));
                }
            }
        }
    }
    complain(&broken);
}

/// The checks above are only worth something when they can fail.
#[test]
fn the_checks_see_what_they_look_for() {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    assert_eq!(type_defined("pub(in crate::cli) struct Naam(pub String);"), Some("Naam"));
    assert_eq!(type_defined("pub type Stap = fn();"), Some("Stap"));
    assert_eq!(type_defined("    type Error = String;"), None);
    let broken = |name, text| broken_directions(&source(name, text));

    assert_eq!(broken("domain/norm.rs", "//! x\nuse crate::storage::Store;\n").len(), 1);
    assert_eq!(broken("tui/mod.rs", "use crate::{\n    app::App,\n    storage::Store,\n};\n").len(), 1);
    assert_eq!(broken("reports/x.rs", "fn f() { crate::app::g(); }").len(), 1);
    assert_eq!(broken("main.rs", "fn main() { accountgesprek::storage::f() }").len(), 1);
    assert!(broken("tui/mod.rs", "use crate::{app::{self, App}, domain::Norm};").is_empty());
    assert!(broken("app/mod.rs", "// use crate::tui::X;\nuse crate::storage::Store;").is_empty());
    assert!(broken("domain/a.rs", "use std::fmt;\n#[cfg(test)]\nmod tests { use crate::storage::Store; }").is_empty());
    assert_eq!(crate_modules_named_in("use crate::{app::{a, b}, domain, storage as s};"), ["app", "domain", "storage"]);

    let variants = "#[derive(Debug, Serialize)]\npub enum Toon {\n    #[serde(rename = \"a\")]\n    A,\n    B,\n}\n";
    assert_eq!(sleutels::without_keys("domain/toon.rs", variants).len(), 1);
    assert!(sleutels::without_keys("domain/toon.rs", &variants.replace("    A,", "    A(u8),")).is_empty());
    assert!(sleutels::without_keys("domain/toon.rs", &variants.replace(", Serialize", "")).is_empty());
    assert_eq!(sleutels::words_of_a_screen("storage/rows.rs", "fn f() { g(toon.naam()) }").len(), 1);
    let keyed = "sleutels! {\n    Toon \"toon\" {\n        A = \"a\",\n    }\n}\nimpl Sleutel for Deel {\n}\n";
    assert_eq!(sleutels::with_keys(keyed), ["Toon", "Deel"]);
}
