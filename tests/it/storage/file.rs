//! What only a store on a file has: permissions, other programs, files that are not ours, restarts.

use std::path::PathBuf;
use std::time::Duration;

use accountgesprek::domain::{Aanbieder, Afspraak};
use accountgesprek::storage::{Error, Store};

use super::{act, afspraak, kwartaal, last, levering, now, rapport, rows};

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gegevens/a.db");
    (folder, path)
}

/// Runs SQL on the file beside the store, as another program would.
fn sql(path: &std::path::Path, text: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(text).unwrap();
}

#[cfg(unix)]
#[test]
fn file_and_folder_are_the_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = place();
    let mode = |name: &str| std::fs::metadata(path.parent().unwrap().join(name)).unwrap().permissions().mode() & 0o777;
    let mut store = Store::open(&path).unwrap();
    store.make(&act(""), afspraak(None, "x")).unwrap();
    for name in ["a.db", "a.db-wal", "a.db-shm"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    assert_eq!(mode("."), 0o700);
    drop(store);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    drop(Store::open(&path).unwrap());
    assert_eq!(mode("a.db"), 0o600);
}

#[test]
fn undo_survives_a_restart() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    let made = store.make(&act("gemaakt"), afspraak(Some(Aanbieder::Psw), "x")).unwrap();
    store.save_rapport(&act("ingelezen"), &rapport(Aanbieder::Psw, "2024-K2", rows(&["A"])), &levering("a")).unwrap();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.find("PSW-2024-01").unwrap(), Some(made));
    // Of another session nothing is taken back by itself; by its number it still is.
    assert!(last(&store).is_none());
    for (act, wat) in store.acts(2).unwrap().iter().zip(["ingelezen", "gemaakt"]) {
        assert_eq!(act.wat, wat);
        store.undo(act.id, "contractmanager", now()).unwrap();
    }
    drop(store);
    let store = Store::open(&path).unwrap();
    assert!(store.all::<Afspraak>().unwrap().is_empty());
    assert!(store.rapport(Aanbieder::Psw, kwartaal("2024-K2"), None).unwrap().is_none());
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let (folder, _) = place();
    let path = folder.path().join("brief.txt");
    let text = "Geachte heer, mevrouw, ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(matches!(Store::open(&path), Err(Error::NotADatabase)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert!(matches!(Store::open(folder.path()), Err(Error::Io { .. })));
}

#[test]
fn a_database_of_another_program_is_refused_and_left_alone() {
    let (folder, _) = place();
    let path = folder.path().join("ander.db");
    sql(&path, "CREATE TABLE t (x); INSERT INTO t VALUES (1);");
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(Error::Foreign)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    sql(&path, "PRAGMA user_version = 999;");
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(Error::TooNew { found: 999, .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn damage_is_said_to_be_damage() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    let codes: Vec<String> = (0..500).map(|n| format!("P{n}")).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    store.save_rapport(&act(""), &rapport(Aanbieder::Psw, "2024-K2", rows(&codes)), &levering("a")).unwrap();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 4..bytes.len();
    bytes[middle].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let found = Store::open(&path).and_then(|store| store.rapport(Aanbieder::Psw, kwartaal("2024-K2"), None));
    assert!(matches!(found, Err(Error::Corrupt(_))), "{found:?}");
}

#[test]
fn a_file_cut_short_is_said_to_be_damaged() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let found = Store::open(&path).and_then(|mut store| store.make(&act(""), afspraak(None, "x")));
    assert!(matches!(found, Err(Error::Corrupt(_))), "{found:?}");
}

#[test]
fn a_locked_database_says_so_and_works_afterwards() {
    let (_folder, path) = place();
    let mut store = Store::open_waiting(&path, Duration::from_millis(50)).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(store.make(&act(""), afspraak(None, "x")), Err(Error::Locked)));
    assert!(store.all::<Afspraak>().unwrap().is_empty());
    other.execute_batch("COMMIT").unwrap();
    store.make(&act(""), afspraak(None, "x")).unwrap();
}

#[test]
fn two_programs_never_lose_each_others_work() {
    let (_folder, path) = place();
    let (mut one, mut two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    let made = one.make(&act(""), afspraak(Some(Aanbieder::Psw), "x")).unwrap();
    let seen: Afspraak = two.find("PSW-2024-01").unwrap().unwrap();
    one.change(&act(""), &Afspraak { tekst: "van een".into(), ..made }).unwrap();
    let refused = two.change(&act(""), &Afspraak { tekst: "van twee".into(), ..seen });
    assert!(matches!(refused, Err(Error::ChangedMeanwhile(_))));
    assert_eq!(two.find::<Afspraak>("PSW-2024-01").unwrap().unwrap().tekst, "van een");
}

#[test]
fn many_programs_at_once_open_a_new_file_and_number_without_gaps() {
    let (_folder, path) = place();
    let threads: Vec<_> = (0..6)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open_waiting(&path, Duration::from_secs(60)).unwrap();
                for _ in 0..5 {
                    store.make(&act(""), afspraak(Some(Aanbieder::Psw), "x")).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut numbers: Vec<u32> =
        Store::open(&path).unwrap().all::<Afspraak>().unwrap().iter().map(|a| a.nummer.volgnummer).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
}
