//! What only a store on a file has: permissions, other programs, files that are not ours, restarts.

use crate::aanbieders::PSW;
use std::path::PathBuf;
use std::time::Duration;

use accountgesprek::domain::Afspraak;
use accountgesprek::files;
use accountgesprek::storage::{Error, Opening, Store};

use super::upkeep::names_in;
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
mod rights {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use accountgesprek::storage::AlleenLezen;

    use super::*;

    fn mode(path: &std::path::Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_and_its_folder_are_the_owner_s_only() {
        let (_folder, path) = place();
        let mut store = Store::open(&path).unwrap();
        store.make(&act(""), afspraak(None, "x")).unwrap();
        for name in ["a.db", "a.db-wal", "a.db-shm"] {
            assert_eq!(mode(&path.with_file_name(name)), 0o600, "{name}");
        }
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        drop(store);
        assert_eq!(names_in(path.parent().unwrap()), ["a.db"]);
    }

    #[test]
    fn opening_changes_the_rights_of_nothing() {
        let (_folder, path) = place();
        drop(Store::open(&path).unwrap());
        let other = path.with_file_name("ander.db");
        sql(&other, "CREATE TABLE t (x)");
        let letter = path.with_file_name("brief.txt");
        std::fs::write(&letter, "Geachte heer, mevrouw, ".repeat(100)).unwrap();
        for rights in [0o600, 0o644, 0o660, 0o666, 0o640, 0o444, 0o400] {
            for file in [&path, &other, &letter] {
                std::fs::set_permissions(file, Permissions::from_mode(rights)).unwrap();
                if let Ok(mut store) = Store::open(file) {
                    let _ = store.make(&act(""), afspraak(None, "x"));
                }
                assert_eq!(mode(file), rights, "{}", file.display());
            }
        }
    }

    #[test]
    fn what_may_not_be_written_is_read_and_nothing_appears_beside_it() {
        let (_folder, path) = place();
        let mut store = Store::open(&path).unwrap();
        store.make(&act(""), afspraak(None, "x")).unwrap();
        drop(store);
        std::fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let before = std::fs::read(&path).unwrap();
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.only_reads(), Some(AlleenLezen::Rechten));
        assert_eq!(store.all::<Afspraak>().unwrap().len(), 1);
        assert_eq!(store.check().unwrap(), []);
        // Figures can be made, acts are refused.
        let stamp = store.stamp(None).unwrap();
        store.keep(&stamp, [("x".to_owned(), &1)]).unwrap();
        assert!(matches!(store.make(&act(""), afspraak(None, "y")), Err(Error::OnlyReads(AlleenLezen::Rechten))));
        assert!(matches!(store.save_draft("x", "y", now()), Err(Error::OnlyReads(_))));
        store.backup(&path.with_file_name("kopie.db"), false).unwrap();
        assert_eq!(names_in(path.parent().unwrap()), ["a.db", "kopie.db"]);
        drop(store);
        assert_eq!(names_in(path.parent().unwrap()), ["a.db", "kopie.db"]);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn reading_sees_what_still_stands_in_the_log_beside_the_file() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    store.make(&act(""), afspraak(None, "x")).unwrap();
    let read = |path: &std::path::Path| {
        let store = Store::open_as(path, &Opening { lezen: true, ..Opening::default() }).unwrap();
        store.all::<Afspraak>().unwrap().len()
    };
    // While another program has it open.
    assert_eq!(read(&path), 1);
    // And of a program that was killed: file and log as they lay there.
    let left = path.with_file_name("achter.db");
    for end in ["", "-wal"] {
        std::fs::copy(path.with_file_name(format!("a.db{end}")), path.with_file_name(format!("achter.db{end}"))).unwrap();
    }
    let names = names_in(path.parent().unwrap());
    let before = std::fs::read(&left).unwrap();
    assert_eq!(read(&left), 1);
    assert_eq!(names_in(path.parent().unwrap()), names);
    assert_eq!(std::fs::read(&left).unwrap(), before);
    // What is read does not change along.
    let reads = Store::open_as(&path, &Opening { lezen: true, ..Opening::default() }).unwrap();
    store.make(&act(""), afspraak(None, "y")).unwrap();
    assert_eq!(reads.all::<Afspraak>().unwrap().len(), 1);
}

#[test]
fn an_empty_file_is_not_silently_a_new_database() {
    let (folder, _) = place();
    let path = folder.path().join("leeg.db");
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Store::open(&path), Err(Error::Empty)));
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
    assert!(matches!(
        Store::open_as(&folder.path().join("weg.db"), &Opening { lezen: true, ..Opening::default() }),
        Err(Error::Io { .. })
    ));
    assert_eq!(names_in(folder.path()), ["leeg.db"]);
}

#[test]
fn a_damaged_beginning_is_said_to_be_damage() {
    let (_folder, path) = place();
    drop(Store::open(&path).unwrap());
    let whole = std::fs::read(&path).unwrap();
    // What it is, all of the header, whose it is, and the size of its pages.
    for damage in [0..16, 0..100, 68..72, 16..18, 60..72] {
        let mut bytes = whole.clone();
        bytes[damage.clone()].fill(0x5a);
        std::fs::write(&path, &bytes).unwrap();
        let found = Store::open(&path).map(drop);
        assert!(matches!(found, Err(Error::Corrupt(_) | Error::TooNew { .. })), "{damage:?}: {found:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_file_that_lost_its_name_takes_no_more_work() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    store.make(&act(""), afspraak(None, "een")).unwrap();
    let away = path.with_file_name("weg.db");
    std::fs::rename(&path, &away).unwrap();
    assert!(matches!(store.make(&act(""), afspraak(None, "twee")), Err(Error::Gone)));
    assert!(matches!(store.save_draft("x", "y", now()), Err(Error::Gone)));
    assert!(matches!(store.acts(1), Err(Error::Gone)));
    // Back again: it goes on.
    std::fs::rename(&away, &path).unwrap();
    store.make(&act(""), afspraak(None, "drie")).unwrap();
    // Another database in its place.
    std::fs::rename(&path, &away).unwrap();
    for end in ["-wal", "-shm"] {
        std::fs::remove_file(files::with_end(&path, end)).unwrap();
    }
    drop(Store::open(&path).unwrap());
    assert_eq!(matches!(store.make(&act(""), afspraak(None, "vier")), Err(Error::Replaced)), cfg!(unix));
    // What it still had is not lost.
    let kept = store.rescue(now()).unwrap();
    assert_eq!(Store::open(&kept).unwrap().all::<Afspraak>().unwrap().len(), 2);
}

#[test]
fn undo_survives_a_restart() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).unwrap();
    let made = store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    store.save_rapport(&act("ingelezen"), &rapport(PSW, "2024-K2", rows(&["A"])), &levering("a")).unwrap();
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
    assert!(store.rapport(PSW, kwartaal("2024-K2"), None).unwrap().is_none());
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

/// Also one that another program was in the middle of: who closes it last would bring its log into the file.
#[test]
fn the_log_of_another_program_s_database_is_left_as_it_is() {
    let (folder, _) = place();
    let path = folder.path().join("ander.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);").unwrap();
    let left = folder.path().join("achter.db");
    for end in ["", "-wal"] {
        std::fs::copy(files::with_end(&path, end), files::with_end(&left, end)).unwrap();
    }
    let bytes = |end| std::fs::read(files::with_end(&left, end)).unwrap();
    let before = (bytes(""), bytes("-wal"));
    assert!(matches!(Store::open(&left), Err(Error::Foreign)));
    assert_eq!((bytes(""), bytes("-wal")), before);
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
    store.save_rapport(&act(""), &rapport(PSW, "2024-K2", rows(&codes)), &levering("a")).unwrap();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 4..bytes.len();
    bytes[middle].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let found = Store::open(&path).and_then(|store| store.rapport(PSW, kwartaal("2024-K2"), None));
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
    let made = one.make(&act(""), afspraak(Some(PSW), "x")).unwrap();
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
                    store.make(&act(""), afspraak(Some(PSW), "x")).unwrap();
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
