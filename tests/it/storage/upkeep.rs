//! Backup, restore, check and removal.

use crate::aanbieders::{PSW, QWYL, RENDIZ};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use accountgesprek::domain::{
    Afspraak, Bestandsoordeel, Bevinding, CvsExport, Cvsregel, Deelnemercode, Document, Documentsoort, Ernst, Gemeente, Gesprek,
    Gespreksoort, Gespreksstatus, Gezien, NieuweLevering, Opslag, Soort,
};
use accountgesprek::files::Refused;
use accountgesprek::storage::{Act, Error, Opening, Store, Terug, Vermelding, copies, copies_with};

use super::wereld;
use super::{act, afspraak, dag, establish, frozen, gesprek, kwartaal, levering, now, rapport, rows, stof, whole_rapport};
use accountgesprek::domain::vorm::Bevroren;
use accountgesprek::domain::{Genoemd, Stuk};

pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn filled(path: &Path) -> Store {
    let mut store = Store::open(path).unwrap();
    store.save_rapport(&act("ingelezen"), &whole_rapport("2024-K2"), &levering("a")).unwrap();
    store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    store
}

#[test]
fn a_backup_is_whole_private_and_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder.path().join("a.db"));
    let to = folder.path().join("kopie.db");
    // Another program is in the middle of a change: the copy holds what was committed.
    let other = rusqlite::Connection::open(folder.path().join("a.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM afspraak;").unwrap();
    store.backup(&to, false).unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    drop((store, other));
    assert_eq!(names_in(folder.path()), ["a.db", "kopie.db"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let copy = Store::open(&to).unwrap();
    assert_eq!(copy.all::<Afspraak>().unwrap().len(), 1);
    assert_eq!(copy.check().unwrap(), []);
}

#[test]
fn a_backup_replaces_a_backup_when_asked_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("a.db");
    let store = filled(&own);
    let to = folder.path().join("kopie.db");
    store.backup(&to, false).unwrap();
    assert!(matches!(store.backup(&to, false), Err(Error::Refused(Refused::Exists(_)))));
    store.backup(&to, true).unwrap();
    let letter = folder.path().join("brief.txt");
    std::fs::write(&letter, "Geachte heer, mevrouw, ".repeat(100)).unwrap();
    assert!(matches!(store.backup(&letter, true), Err(Error::NotADatabase)));
    assert!(std::fs::read_to_string(&letter).unwrap().starts_with("Geachte"));
    let other = folder.path().join("ander.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(store.backup(&other, true), Err(Error::Foreign)));
    // The store itself, by whatever name, what belongs to it, and what it kept by itself.
    let kept = folder.path().join("a.voor-migratie-1.db");
    store.backup(&folder.path().join("b.db"), false).unwrap();
    std::fs::rename(folder.path().join("b.db"), &kept).unwrap();
    let hard = folder.path().join("hard.db");
    std::fs::hard_link(&own, &hard).unwrap();
    for never in [&own, &folder.path().join("./a.db"), &folder.path().join("a.db-wal"), &kept, &hard] {
        let refused = store.backup(never, true);
        assert!(matches!(refused, Err(Error::Refused(Refused::Database(_)))), "{}: {refused:?}", never.display());
    }
    assert!(matches!(store.backup(&folder.path().join("geen/map/k.db"), true), Err(Error::Io { .. })));
    assert!(matches!(store.backup(folder.path(), true), Err(Error::Refused(Refused::NotAFile(..)))));
    #[cfg(unix)]
    assert!(matches!(store.backup(Path::new("/dev/null"), true), Err(Error::Refused(Refused::NotAFile(..)))));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_copy_that_is_not_good_takes_the_place_of_no_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("a.db");
    let to = folder.path().join("kopie.db");
    filled(&own).backup(&to, false).unwrap();
    let good = std::fs::read(&to).unwrap();
    // Something that does not hold together: a copy by another name is made, and says so.
    rusqlite::Connection::open(&own).unwrap().execute_batch("UPDATE afspraak SET tekst = 'y'").unwrap();
    let store = Store::open(&own).unwrap();
    assert!(matches!(store.backup(&to, true), Err(Error::Unsound(1))));
    assert_eq!(store.backup(&folder.path().join("ander.db"), false).unwrap().len(), 1);
    drop(store);
    // Damage: no copy is made at all.
    let mut bytes = std::fs::read(&own).unwrap();
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 2048].fill(0xaa);
    std::fs::write(&own, bytes).unwrap();
    for (path, replace) in [(&to, true), (&folder.path().join("nieuw.db"), false)] {
        let refused = Store::open(&own).and_then(|store| store.backup(path, replace));
        assert!(matches!(refused, Err(Error::Corrupt(_))), "{refused:?}");
    }
    assert_eq!(std::fs::read(&to).unwrap(), good);
    assert_eq!(names_in(folder.path()), ["a.db", "ander.db", "kopie.db"]);
}

#[test]
fn what_is_not_good_is_not_kept_by_itself_and_costs_no_good_copy() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("a.db");
    let kept = folder.path().join("kopieen");
    let moment = |text: &str| text.parse().unwrap();
    let store = filled(&own);
    store.keep_copy(&kept, moment("2024-07-01T08:00:00Z")).unwrap();
    let good = copies(&kept, &own);
    rusqlite::Connection::open(&own).unwrap().execute_batch("UPDATE afspraak SET tekst = 'y'").unwrap();
    assert_eq!(store.keep_copy(&kept, moment("2024-07-01T12:00:00Z")).unwrap().len(), 1);
    assert_eq!(store.renew_copies(&kept, moment("2024-07-09T12:00:00Z")).unwrap().len(), 1);
    assert_eq!((good.len(), copies(&kept, &own)), (1, good.clone()));
    // By the clock of the user, and nothing half made.
    assert_eq!(names_in(good[0].pad.parent().unwrap()), ["2024-07-01-100000.db"]);
}

#[test]
fn restoring_keeps_the_present_file_and_is_seen_by_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = filled(&path);
    let other = Store::open(&path).unwrap();
    let copy = folder.path().join("kopie.db");
    store.backup(&copy, false).unwrap();
    store.make(&act(""), afspraak(Some(PSW), "na de kopie")).unwrap();
    let before = std::fs::read(&copy).unwrap();
    let kept = store.restore(&copy, now()).unwrap().unwrap();
    assert_eq!(kept, folder.path().join("a.voor-herstel-2024-07-15-113000.db"));
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    for store in [&store, &other] {
        assert_eq!(store.all::<Afspraak>().unwrap().len(), 1);
        assert_eq!(store.check().unwrap(), []);
    }
    assert_eq!(Store::open(&kept).unwrap().all::<Afspraak>().unwrap().len(), 2);
    // Once more in the same second: what was kept stays.
    assert_ne!(store.restore(&copy, now()).unwrap().unwrap(), kept);
    store.make(&act(""), afspraak(Some(PSW), "verder")).unwrap();
    assert_eq!(other.all::<Afspraak>().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_restored_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = filled(&path);
    let bad = folder.path().join("slecht.db");
    let refused = |store: &mut Store| store.restore(&bad, now()).unwrap_err();
    assert!(matches!(refused(&mut store), Error::Io { .. }));
    std::fs::write(&bad, "").unwrap();
    assert!(matches!(refused(&mut store), Error::NotADatabase | Error::Empty));
    std::fs::write(&bad, "x".repeat(5000)).unwrap();
    assert!(matches!(refused(&mut store), Error::NotADatabase));
    store.backup(&folder.path().join("k.db"), false).unwrap();
    let mut bytes = std::fs::read(folder.path().join("k.db")).unwrap();
    let end = bytes.len();
    bytes[end / 2..].fill(0xaa);
    std::fs::write(&bad, bytes).unwrap();
    assert!(matches!(refused(&mut store), Error::Corrupt(_)));
    assert_eq!(store.all::<Afspraak>().unwrap().len(), 1);
    assert!(names_in(folder.path()).iter().all(|n| !n.contains("voor-herstel") && !n.starts_with('.')));
}

fn restore(path: &Path, from: &Path) -> Result<Option<std::path::PathBuf>, Error> {
    Store::restore_file(path, from, &Opening { wanneer: now(), ..Opening::default() })
}

#[test]
fn restoring_keeps_what_others_wrote_until_they_were_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let copy = folder.path().join("kopie.db");
    filled(&path).backup(&copy, false).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (mut kept, mut said) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..2)
            .map(|n| {
                let (path, stop) = (&path, &stop);
                scope.spawn(move || {
                    let mut store = Store::open_waiting(path, std::time::Duration::from_secs(60)).unwrap();
                    let mut said = Vec::new();
                    while !stop.load(std::sync::atomic::Ordering::SeqCst) {
                        let tekst = format!("{n}: {}", said.len());
                        store.make(&act(""), afspraak(Some(PSW), &tekst)).unwrap();
                        said.push(tekst);
                    }
                    said
                })
            })
            .collect();
        for _ in 0..8 {
            std::thread::sleep(std::time::Duration::from_millis(15));
            kept.extend(restore(&path, &copy).unwrap());
        }
        stop.store(true, std::sync::atomic::Ordering::SeqCst);
        said = writers.into_iter().flat_map(|w| w.join().unwrap()).collect();
    });
    let mut there = std::collections::HashSet::new();
    for file in kept.iter().chain([&path]) {
        there.extend(Store::open(file).unwrap().all::<Afspraak>().unwrap().into_iter().map(|a| a.tekst.to_string()));
    }
    let lost = said.iter().filter(|tekst| !there.contains(*tekst)).count();
    assert_eq!((kept.len(), lost), (8, 0), "of {}", said.len());
}

#[test]
fn an_empty_file_makes_way_for_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let copy = folder.path().join("kopie.db");
    filled(&folder.path().join("b.db")).backup(&copy, false).unwrap();
    std::fs::write(&path, "").unwrap();
    assert!(restore(&path, &copy).unwrap().is_some());
    assert_eq!(Store::open(&path).unwrap().all::<Afspraak>().unwrap().len(), 1);
}

#[test]
fn a_damaged_file_is_set_aside_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let copy = folder.path().join("kopie.db");
    filled(&path).backup(&copy, false).unwrap();
    // Nothing there yet.
    let fresh = folder.path().join("nieuw.db");
    assert_eq!(restore(&fresh, &copy).unwrap(), None);
    assert_eq!(Store::open(&fresh).unwrap().all::<Afspraak>().unwrap().len(), 1);
    std::fs::write(&path, "kapot ".repeat(1000)).unwrap();
    assert!(matches!(Store::open(&path), Err(Error::NotADatabase)));
    // A backup that is no better replaces nothing.
    assert!(restore(&path, &path).is_err());
    let kept = restore(&path, &copy).unwrap().unwrap();
    assert!(std::fs::read_to_string(&kept).unwrap().starts_with("kapot"));
    let store = Store::open(&path).unwrap();
    assert_eq!(store.all::<Afspraak>().unwrap().len(), 1);
    assert_eq!(store.check().unwrap(), []);
    drop(store);
    // A newer program's file makes way too; another program's does not.
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    let newer = restore(&path, &copy).unwrap().unwrap();
    assert!(matches!(Store::open(&newer), Err(Error::TooNew { .. })));
    let other = folder.path().join("ander.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(restore(&other, &copy), Err(Error::Refused(_))));
    assert!(matches!(restore(&path, &other), Err(Error::Foreign)));
}

fn bevinding(deelnemer: &str) -> Bevinding {
    Bevinding {
        code: "datum-onleesbaar".to_owned(),
        ernst: Ernst::Fout,
        bestand: "a.csv".to_owned(),
        deel: None,
        blad: None,
        cel: None,
        hele_rij: false,
        aantal: 1,
        deelnemer: Some(deelnemer.to_owned()),
        kolom: None,
        gevonden: "?".to_owned(),
        verwacht: String::new(),
        tekst: String::new(),
        kpi: Vec::new(),
    }
}

/// Every byte of the files of the store.
fn bytes_of(folder: &Path) -> Vec<u8> {
    names_in(folder).iter().flat_map(|name| std::fs::read(folder.join(name)).unwrap()).collect()
}

#[test]
fn a_removed_deelnemer_is_nowhere_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    let k = "2024-K2";
    let with_findings = NieuweLevering {
        oordeel: Bestandsoordeel::DeelsBruikbaar,
        reden: Some("ja".into()),
        bevindingen: vec![bevinding("weg-001"), bevinding("blijf-2")],
        ..levering("a")
    };
    let mut first = rapport(PSW, k, rows(&["WEG-001", "BLIJF-2"]));
    first.deelnemers.as_mut().unwrap().niet_meegeteld = 2;
    store.save_rapport(&act("ingelezen"), &first, &with_findings).unwrap();
    let second = rapport(PSW, k, rows(&["Weg-001", "BLIJF-2", "BLIJF-3"]));
    store.save_rapport(&act("ingelezen"), &second, &levering("b")).unwrap();
    // The same code at another aanbieder is somebody else.
    store.save_rapport(&act("ingelezen"), &rapport(QWYL, k, rows(&["ANDER-9"])), &levering("q")).unwrap();
    let cvs = CvsExport {
        gemeente: Gemeente::Venlo,
        kwartaal: kwartaal(k),
        versie: 1,
        regels: [(PSW, "WEG-001"), (QWYL, "ANDER-9")]
            .map(|(aanbieder, code)| Cvsregel {
                deelnemer: Deelnemercode::new(code).unwrap(),
                aanbieder,
                startdatum: dag("2023-02-01"),
                startsituatie: None,
                begintrede: None,
                doeltrede: None,
                huidige_trede: None,
                doelen: None,
                einddatum: None,
                beoordeeld_op: None,
                rij: 2,
            })
            .to_vec(),
        niet_meegeteld: 0,
        onleesbaar: Vec::new(),
    };
    store.save_cvs(&act("ingelezen"), &cvs, &levering("cvs")).unwrap();
    let made = store
        .make(&act("afspraak over WEG-001"), Afspraak { deelnemer: Some("WEG-001".into()), ..afspraak(Some(PSW), "bel terug") })
        .unwrap();
    store.change(&act(""), &Afspraak { deelnemer: Some("weg-001".into()), ..made }).unwrap();
    let gezien = Gezien {
        sleutel: "drie_jaar|psw|weg-001|2023-02-01|".to_owned(),
        aanbieder: PSW,
        deelnemer: Some("weg-001".to_owned()),
        feiten: "x".to_owned(),
        reden: "besproken".into(),
        terug_op: None,
        wie: "beleidscollega".to_owned(),
        wanneer: now(),
        rijversie: 0,
    };
    let seen = store.make(&act("gezien"), gezien).unwrap();
    store.remove(&act("toch niet"), &seen).unwrap();
    let planned = store.make(&act(""), gesprek(PSW, k)).unwrap();
    // Frozen as it is now, and as the first program did; the other gesprek is established with a form and files.
    let code = |code: &str| Genoemd { code: code.to_owned(), gemeente: None };
    let both = Stuk::Deelnemers(vec![code("WEG-001"), code("BLIJF-2")]);
    let held = |store: &mut Store, planned: Gesprek, bevroren: Bevroren| {
        store.change(&act(""), &Gesprek { status: Gespreksstatus::Gehouden, bevroren: Some(bevroren), ..planned }).unwrap()
    };
    let first = held(&mut store, planned, frozen(vec![both.clone()]));
    let typed = |text: &str| Stuk::Getypt(text.to_owned());
    let first = establish(&mut store, &first, stof(vec![typed("bij "), Stuk::Code(code("weg-001"))]));
    let extra = Gesprek { soort: Gespreksoort::Extra, ..gesprek(PSW, k) };
    let second_planned = store.make(&act(""), extra).unwrap();
    let unmarked = held(&mut store, second_planned, frozen(vec![both]));
    let unmarked = establish(&mut store, &unmarked, stof(vec![typed("bij WEG-001")]));
    let v0 = r#"{"wanneer":"2024-07-18T10:00:00Z","metingen":[],"normen":[],"versies":[],
        "feiten":[[{"Kpi":2},["1 van 3: ⟦WEG-001⟧, ⟦BLIJF-2⟧"]]]}"#;
    let third_planned = store.make(&act(""), Gesprek { soort: Gespreksoort::Extra, ..gesprek(PSW, k) }).unwrap();
    let third = held(&mut store, third_planned, serde_json::from_str(v0).unwrap());
    store.save_draft("afspraak", "over WEG-001", now()).unwrap();
    store.save_draft("ander", "iets anders", now()).unwrap();
    let stamp = store.stamp(Some(PSW)).unwrap();
    store.keep(&stamp, [("aandacht".to_owned(), &"WEG-001")]).unwrap();

    let removal = Act::new("contractmanager", now(), "gegevens van een deelnemer verwijderd");
    let gone = store.remove_deelnemer(&removal, PSW, &Deelnemercode::new("weg-001").unwrap()).unwrap();
    assert_eq!((gone.rijen, gone.bevindingen, gone.gezien), (3, 1, 0));
    let link = Vermelding { soort: Soort::Afspraak, id: "PSW-2024-01".to_owned(), veld: "deelnemer".to_owned() };
    assert_eq!(gone.vermeldingen, [link]);
    assert_eq!(gone.gesprekken, [first.id, unmarked.id, third.id]);
    assert_eq!(store.check().unwrap(), []);
    // The rest stands.
    let codes = |store: &Store, versie| -> Vec<String> {
        let rapport = store.rapport(PSW, kwartaal(k), versie).unwrap().unwrap();
        rapport.deelnemers.unwrap().regels.iter().map(|r| r.deelnemer.to_string()).collect()
    };
    assert_eq!(
        (codes(&store, Some(1)), codes(&store, None)),
        (vec!["BLIJF-2".to_owned()], vec!["BLIJF-2".to_owned(), "BLIJF-3".to_owned()])
    );
    assert_eq!(store.findings(Document::Rapportage(PSW, kwartaal(k)), 1).unwrap(), [bevinding("blijf-2")]);
    let versions = store.versions(Documentsoort::Rapportage, kwartaal(k), kwartaal(k)).unwrap();
    assert_eq!(versions[0].delen[0].rijen, 1);
    let text = |id: i64| {
        let gesprek = store.find::<Gesprek>(&id.to_string()).unwrap().unwrap();
        serde_json::to_string(&gesprek.bevroren).unwrap()
    };
    for id in [first.id, unmarked.id, third.id] {
        assert!(text(id).contains("verwijderd") && text(id).contains("BLIJF-2"), "{}", text(id));
    }
    // The form lets go of the code; so do the files that name it: all of them where it was not known as one.
    let kept = |gesprek: &Gesprek, naam: &str| store.verslagbestand(gesprek.id, 1, naam).unwrap().is_some();
    let plaats = |gesprek: &Gesprek| store.vaststelling(gesprek.id, 1).unwrap().unwrap().plaats.geheel();
    assert_eq!((plaats(&first), plaats(&unmarked)), ("bij verwijderd".to_owned(), "bij verwijderd".to_owned()));
    assert_eq!((kept(&first, "md"), kept(&first, "md-met-codes")), (true, false));
    assert_eq!((kept(&unmarked, "md"), kept(&unmarked, "md-met-codes")), (false, false));
    assert_eq!(store.all::<Afspraak>().unwrap()[0].deelnemer, None);
    let drafts = store.drafts().unwrap();
    assert!(drafts.iter().any(|d| (d.sleutel.as_str(), d.tekst.as_str()) == ("afspraak", "over verwijderd")));
    assert_eq!(drafts.len(), 2);
    assert_ne!(store.stamp(Some(PSW)).unwrap(), stamp);
    assert_eq!(store.acts(1).unwrap()[0].wat, "gegevens van een deelnemer verwijderd");
    // Nowhere in the files, whatever the spelling; and what came in later is still undone first.
    let bytes = bytes_of(folder.path());
    for spelling in ["WEG-001", "weg-001", "Weg-001"] {
        assert!(!bytes.windows(spelling.len()).any(|w| w == spelling.as_bytes()), "{spelling}");
    }
    assert!(bytes.windows(7).any(|w| w == b"BLIJF-2"));
    // The same file once more brings nobody back.
    assert_eq!(store.save_rapport(&act(""), &second, &levering("b")).unwrap(), Opslag::Bekend { versie: 2 });
}

/// Every text of every table that has these letters somewhere, small or capital: `table.column: text`.
fn texts_with(path: &Path, letters: &str) -> Vec<String> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let names = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    let mut found = Vec::new();
    for table in names("SELECT name FROM sqlite_schema WHERE type = 'table'") {
        for column in names(&format!("SELECT name FROM pragma_table_info('{table}')")) {
            let sql =
                format!("SELECT CAST({column} AS TEXT) FROM {table} WHERE instr(lower(CAST({column} AS TEXT)), '{letters}')");
            found.extend(names(&sql).into_iter().map(|text| format!("{table}.{column}: {text}")));
        }
    }
    found
}

#[test]
fn a_removed_deelnemer_is_in_no_table_and_no_byte_and_what_people_wrote_stays() {
    for code in ["WEG-001", "4711", "Wég 01"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut store = wereld::fill(&path, code);
        let letters = code.to_lowercase();
        let places: BTreeSet<String> =
            texts_with(&path, &letters).iter().filter_map(|t| Some(t.split_once(':')?.0.to_owned())).collect();
        assert!(places.len() >= 30, "{code} is in too few places to tell: {places:?}");

        let code = Deelnemercode::new(code).unwrap();
        let weighed = store.weigh_removal(PSW, &code).unwrap();
        assert_eq!(store.weigh_removal(PSW, &code).unwrap(), weighed, "weighing changes nothing");
        let gone = store.remove_deelnemer(&act("weg"), PSW, &code).unwrap();
        assert_eq!(gone, weighed);
        assert_eq!(store.check().unwrap(), []);
        let nothing: Vec<String> = Vec::new();
        // Of a mere number, what was found in a file and what is a name of something else says nothing of a deelnemer.
        let may_stay = ["bevinding.inhoud", "deelnemersregel.groep", "levering.bestand", "kopkoppeling.kop"];
        let is_number = code.as_str().bytes().all(|b| b.is_ascii_digit());
        let left: Vec<String> = texts_with(&path, &letters)
            .into_iter()
            .filter(|text| !is_number || !may_stay.iter().any(|place| text.starts_with(place)))
            .collect();
        assert_eq!(left, nothing);
        if !is_number {
            let bytes = String::from_utf8_lossy(&bytes_of(folder.path())).to_lowercase();
            assert!(!bytes.contains(&letters), "{letters} is in the file");
        }
        for (sql, expected) in [
            ("SELECT tekst FROM afspraak", "bel over verwijderd."),
            ("SELECT antwoord FROM signaal WHERE antwoord <> ''", "antwoord over verwijderd."),
            ("SELECT notitie FROM agendapunt", "notitie over verwijderd."),
            ("SELECT inhoud FROM concept WHERE sleutel = 'afspraak'", "concept over verwijderd."),
            ("SELECT toelichting FROM deelnemersregel WHERE toelichting LIKE 'samen%'", "samen met over verwijderd."),
        ] {
            let conn = rusqlite::Connection::open(&path).unwrap();
            assert_eq!(conn.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap(), expected);
        }
        assert!(store.remove_deelnemer(&act("weg"), PSW, &code).unwrap().is_nothing());
    }
}

#[test]
fn the_bytes_go_also_when_they_were_freed_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = wereld::fill(&path, "WEG-001");
    // Another program removed a text without overwriting it.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("PRAGMA secure_delete = OFF").unwrap();
    other.execute("DELETE FROM concept", []).unwrap();
    drop(other);
    let code = Deelnemercode::new("WEG-001").unwrap();
    assert!(!store.remove_deelnemer(&act("weg"), PSW, &code).unwrap().resten);
    assert!(!String::from_utf8_lossy(&bytes_of(folder.path())).to_lowercase().contains("weg-001"));
}

#[test]
fn while_another_program_reads_remains_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = wereld::fill(&path, "WEG-001");
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM afspraak;").unwrap();
    let code = Deelnemercode::new("WEG-001").unwrap();
    assert!(store.remove_deelnemer(&act("weg"), PSW, &code).unwrap().resten);
    drop(reader);
    drop(store);
    assert!(!String::from_utf8_lossy(&bytes_of(folder.path())).to_lowercase().contains("weg-001"));
}

#[test]
fn the_same_code_at_another_aanbieder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = wereld::fill(&path, "WEG-001");
    store.save_rapport(&act("ingelezen"), &rapport(RENDIZ, "2024-K2", rows(&["WEG-001"])), &levering("r")).unwrap();
    let theirs = store.make(&act("gemaakt"), afspraak(Some(RENDIZ), "Bel WEG-001.")).unwrap();
    let nobody = store.make(&act("gemaakt"), afspraak(None, "Bel WEG-001.")).unwrap();
    let code = Deelnemercode::new("WEG-001").unwrap();
    let gone = store.remove_deelnemer(&act("weg"), PSW, &code).unwrap();
    assert_eq!(gone.ook_bij, [RENDIZ]);
    assert!(gone.vermeldingen.contains(&Vermelding { soort: Soort::Afspraak, id: "PSW-2024-01".into(), veld: "tekst".into() }));
    for kept in [theirs, nobody] {
        assert_eq!(store.find::<Afspraak>(&kept.nummer.to_string()).unwrap().unwrap().tekst, kept.tekst);
    }
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), None).unwrap().unwrap().deelnemers.unwrap().regels.len(), 1);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn copies_that_hold_a_removed_deelnemer_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = wereld::fill(&path, "WEG-001");
    store.backup(&folder.path().join("met.db"), false).unwrap();
    drop(filled(&folder.path().join("zonder.db")));
    std::fs::write(folder.path().join("notities.txt"), "WEG-001").unwrap();
    let code = |text| Deelnemercode::new(text).unwrap();
    assert_eq!(copies_with(&path, None, &code("weg-001")), [folder.path().join("met.db")]);
    assert_eq!(copies_with(&path, None, &code("weg-0011")), Vec::<PathBuf>::new());
}

#[test]
fn reports_of_long_ago_go_with_all_their_versions() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("a.db")).unwrap();
    for (n, k) in ["2022-K4", "2022-K4", "2023-K1", "2024-K1"].into_iter().enumerate() {
        let codes = ["OUD-1", "OUD-2", "OUD-3", "OUD-4"];
        store.save_rapport(&act("ingelezen"), &rapport(PSW, k, rows(&codes[..=n])), &levering(k)).unwrap();
    }
    store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    assert_eq!(store.remove_before(&act("opgeschoond"), kwartaal("2024-K1")).unwrap(), 2);
    assert_eq!(store.span().unwrap(), Some((kwartaal("2024-K1"), kwartaal("2024-K1"))));
    assert_eq!(store.check().unwrap(), []);
    assert_eq!(store.remove_before(&act("opgeschoond"), kwartaal("2024-K1")).unwrap(), 0);
    // What stands can be undone; what is gone cannot come back.
    assert!(matches!(store.next_undo("contractmanager").unwrap(), Terug::Voorgoed(_)));
    let undoable: Vec<_> = store.acts(10).unwrap().into_iter().filter(|a| !a.vast).collect();
    assert_eq!(undoable.iter().map(|a| a.wat.as_str()).collect::<Vec<_>>(), ["gemaakt", "ingelezen"]);
    for act in undoable {
        store.undo(act.id, "x", now()).unwrap();
    }
    assert_eq!(store.check().unwrap(), []);
}
