//! The database file as commands meet it: where it lies, whether it may be written, and what others do to it meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use super::gebruiker::Gebruiker;

fn filled() -> Gebruiker {
    let u = Gebruiker::new();
    u.run(&["afspraak", "nieuw", "Iets doen", "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0);
    u
}

fn names_in(map: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(map).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_begins_as_an_address_is_a_path() {
    let u = Gebruiker::new();
    let args = ["--db", "file:proef.db", "afspraak", "nieuw", "Iets doen", "--aanbieder", "psw", "--eigenaar", "PSW"];
    let mut command = u.command();
    command.current_dir(u.map.path()).args(args);
    super::gebruiker::answer(command.output().unwrap()).ends(0);
    assert!(u.path("file:proef.db").exists() && !u.path("proef.db").exists(), "{:?}", names_in(u.map.path()));
}

#[test]
fn what_is_put_away_is_read_by_every_command_and_changed_by_none() {
    let u = filled();
    let db = u.path("test.db");
    let mut rights = fs::metadata(&db).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&db, rights).unwrap();
    let before = fs::read(&db).unwrap();
    let names = names_in(u.map.path());
    assert!(u.run(&["afspraak", "lijst"]).ends(0).uit.contains("PSW-2024-01"));
    u.run(&["kpi", "--kwartaal", "2024-K1"]).ends(0);
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
    let pad = u.write("psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n");
    for args in [
        vec!["afspraak", "gereed", "PSW-2024-01"],
        vec!["inlezen", &pad],
        vec!["ongedaan"],
        vec!["opschonen", "--voor", "2023-01-01"],
    ] {
        let fout = u.run(&args).ends(3).fout;
        assert!(fout.contains("alleen geopend om te lezen") && fout.contains("mag niet worden gewijzigd"), "{args:?}: {fout}");
    }
    fs::remove_file(&pad).unwrap();
    assert_eq!((fs::read(&db).unwrap(), names_in(u.map.path())), (before, names));
    assert!(fs::metadata(&db).unwrap().permissions().readonly());
}

#[test]
fn asked_to_read_no_command_changes_anything() {
    let u = filled();
    assert!(u.run(&["--lezen", "afspraak", "lijst"]).ends(0).uit.contains("PSW-2024-01"));
    assert!(u.run(&["--lezen", "ongedaan"]).ends(3).fout.contains("zonder --lezen"));
    u.run(&["ongedaan"]).ends(0);
}

#[test]
fn each_thing_that_is_wrong_with_the_file_is_named() {
    let u = filled();
    let db = u.path("test.db");
    let whole = fs::read(&db).unwrap();
    let spoiled = |place: std::ops::Range<usize>, byte: u8| {
        let mut bytes = whole.clone();
        bytes[place].fill(byte);
        bytes
    };
    for (bytes, said) in [
        (Vec::new(), "is leeg (0 bytes)"),
        (spoiled(0..100, 0), "is beschadigd"),
        // How tables are described, and the version of ours.
        (spoiled(44..48, 0xff), "is beschadigd"),
        (spoiled(60..64, 0xff), "is beschadigd"),
        (whole[..whole.len() / 2].to_vec(), "is beschadigd"),
        (b"Geachte heer, mevrouw, ".repeat(50), "is geen database van dit programma"),
    ] {
        fs::write(&db, &bytes).unwrap();
        for args in [["afspraak", "lijst"].as_slice(), &["kpi", "--kwartaal", "2024-K1"], &["controle"], &["ongedaan"]] {
            let antwoord = u.run(args).ends(3);
            assert!(antwoord.fout.contains(said), "{args:?}: {}{}", antwoord.uit, antwoord.fout);
        }
        assert_eq!(fs::read(&db).unwrap(), bytes, "{said}");
    }
    let map = u.path("map");
    fs::create_dir(&map).unwrap();
    assert!(u.bare(&["--db", map.to_str().unwrap(), "controle"]).ends(3).fout.contains("is een map"));
}

#[test]
fn what_a_killed_program_left_is_cleared_away_at_the_next_start() {
    let u = filled();
    let tijdelijk = u.path("tijdelijk");
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    let left = |map: &str, bestand: &str| {
        u.write(&format!("tijdelijk/{map}/{bestand}"), "x");
        for pad in [tijdelijk.join(map).join(bestand), tijdelijk.join(map)] {
            fs::File::open(pad).unwrap().set_modified(long_ago).unwrap();
        }
    };
    left("accountgesprek-werk-a1", "bezig");
    left("accountgesprek-voorbeeld-b2", "voorbeeld.db");
    left("accountgesprek-voorbeeld", "voorbeeld.db");
    left("van-een-ander", "bezig");
    // An earlier version is at work there.
    u.write("tijdelijk/accountgesprek-voorbeeld-c3/voorbeeld.db", "x");
    let beside = u.path(".accountgesprek-d4.deel");
    fs::write(&beside, "x").unwrap();
    fs::File::options().write(true).open(&beside).unwrap().set_modified(long_ago).unwrap();
    let db = u.path("test.db").display().to_string();
    let mut command = u.command();
    command.env("TMPDIR", &tijdelijk).env("TMP", &tijdelijk).args(["--db", &db, "controle"]);
    super::gebruiker::answer(command.output().unwrap()).ends(0);
    assert_eq!(names_in(&tijdelijk), ["accountgesprek-voorbeeld", "accountgesprek-voorbeeld-c3", "van-een-ander"]);
    assert!(!beside.exists());
}

/// The copies that the program made by itself of this user's database.
fn copies(u: &Gebruiker) -> Vec<PathBuf> {
    let shelves = fs::read_dir(u.path(".local/share/accountgesprek/kopieen")).unwrap();
    shelves.flat_map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap()).map(|e| e.unwrap().path()).collect()
}

#[test]
fn no_backup_takes_the_place_of_a_copy_that_the_program_made_by_itself() {
    let u = filled();
    let [kopie] = copies(&u).try_into().unwrap();
    let good = fs::read(&kopie).unwrap();
    let beside = kopie.with_file_name("mijn.db");
    for naar in [&kopie, &beside] {
        let fout = u.run(&["backup", naar.to_str().unwrap(), "--vervang"]).ends(1).fout;
        assert!(fout.contains("kopieën die het programma zelf") && fout.contains("andere map"), "{fout}");
    }
    assert!(fs::read(&kopie).unwrap() == good && !beside.exists());
}

#[test]
fn a_copy_is_made_by_itself_and_named_when_it_is_needed() {
    let u = filled();
    let [kopie] = copies(&u).try_into().unwrap();
    let named = kopie.to_str().unwrap();
    let good = fs::read(&kopie).unwrap();
    for args in [["controle"].as_slice(), &["backup", u.path("kopie.db").to_str().unwrap()]] {
        assert!(u.run(args).ends(0).uit.contains(named), "{args:?}");
    }
    assert_eq!(u.run(&["controle", "--json"]).json()["laatsteKopie"]["pad"], named);
    // What only reads makes none, and what is done soon after neither.
    u.run(&["afspraak", "nieuw", "Nog iets", "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0);
    assert_eq!(copies(&u), std::slice::from_ref(&kopie));
    fs::write(u.path("test.db"), &good[..good.len() / 2]).unwrap();
    for args in [["controle"].as_slice(), &["afspraak", "lijst"], &["backup", u.path("b.db").to_str().unwrap()]] {
        assert!(u.run(args).ends(3).fout.contains(named), "{args:?}");
    }
    u.run(&["herstel", named]).ends(0);
    assert_eq!(u.run(&["afspraak", "lijst", "--json"]).json().as_array().unwrap().len(), 1);
    assert_eq!(fs::read(&kopie).unwrap(), good);
}

#[test]
fn what_is_removed_for_good_is_in_no_copy_that_the_program_made() {
    let holds = |path: &Path, code: &str| fs::read(path).unwrap().windows(code.len()).any(|bytes| bytes == code.as_bytes());
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\nQZX771;Venlo;1-2-2024\n");
    u.run(&["inlezen", &pad]).ends(0);
    let [kopie] = copies(&u).try_into().unwrap();
    assert!(holds(&kopie, "QZX771"));
    let own = u.path("eigen kopie.db");
    u.run(&["backup", own.to_str().unwrap()]).ends(0);
    u.run(&["herstel", own.to_str().unwrap()]).ends(0);
    // Of when the database lay elsewhere, and one that was set aside because it was damaged.
    let elders = kopie.parent().unwrap().with_file_name("test-00000000").join("2024-01-01-080000.db");
    fs::create_dir(elders.parent().unwrap()).unwrap();
    fs::copy(&kopie, &elders).unwrap();
    u.write("test.voor-herstel-damaged.db", "qzx771");
    let weg = u.run(&["opschonen", "--aanbieder", "psw", "--deelnemer", "QZX771", "--ja"]).ends(0).uit;
    let [kopie] = copies(&u).into_iter().filter(|kopie| *kopie != elders).collect::<Vec<_>>().try_into().unwrap();
    assert!(!holds(&kopie, "QZX771") && !holds(&u.path("test.db"), "QZX771"));
    // What a person or a restore put beside it is named, not taken away.
    for named in ["eigen kopie.db", "test.voor-herstel-2", "test.voor-herstel-damaged.db", "test-00000000"] {
        assert!(weg.contains(named), "{named}: {weg}");
    }
}

#[test]
fn the_log_says_what_went_wrong_and_nothing_of_what_it_was_about() {
    let u = filled();
    let map = u.path(".local/state/accountgesprek");
    let log = map.join("accountgesprek.log");
    // Of an earlier version, and too large.
    fs::write(map.join("accountgesprek.2024-06-30.log"), "GEHEIM").unwrap();
    fs::write(&log, "x".repeat(2_000_000)).unwrap();
    let nieuw = |tekst: &str| ["afspraak", "nieuw", tekst, "--aanbieder", "psw", "--eigenaar", "PSW"].map(str::to_owned).to_vec();
    let pad = u.write("GEHEIM-123.csv", "Deelnemer;Gemeente\nGEHEIM;GEHEIM\n");
    let db = u.path("GEHEIM.db").display().to_string();
    fs::write(&db, "GEHEIM").unwrap();
    // Somebody else changed the same field.
    u.run(&["afspraak", "wijzig", "PSW-2024-01", "--tekst", "GEHEIM van een ander"]).ends(0);
    for args in [
        nieuw("GEHEIM 123456782"),
        ["afspraak", "gereed", "GEHEIM-2024-01"].map(str::to_owned).to_vec(),
        ["afspraak", "wijzig", "PSW-2024-01", "--tekst", "GEHEIM", "--rijversie", "1"].map(str::to_owned).to_vec(),
        ["inlezen", &pad].map(str::to_owned).to_vec(),
        ["traject", "GEHEIM", "--aanbieder", "psw"].map(str::to_owned).to_vec(),
        ["afspraak", "lijst", "--naar", "/GEHEIM/a.xlsx"].map(str::to_owned).to_vec(),
        ["backup", "/GEHEIM/a.db"].map(str::to_owned).to_vec(),
    ] {
        let answer = u.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_ne!(answer.code, 0, "{args:?}");
    }
    u.bare(&["--db", &db, "controle"]).ends(3);
    assert_eq!(names_in(&map), ["accountgesprek.log"]);
    let written = fs::read_to_string(&log).unwrap();
    assert!(written.contains("niet te schrijven: NotFound") && !written.contains("GEHEIM"), "{written}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&map).unwrap().permissions().mode() & 0o777, 0o700);
    }
    // However much goes wrong.
    fs::write(&log, "x".repeat(250_000)).unwrap();
    u.run(&["afspraak", "gereed", "PSW-2024-99"]);
    assert!(fs::metadata(&log).unwrap().len() < 600_000);
}

#[test]
fn a_large_report_goes_in_and_what_is_taken_back_gives_its_space_back() {
    use std::fmt::Write as _;
    let u = filled();
    let size = || fs::metadata(u.path("test.db")).unwrap().len();
    let mut csv = "Deelnemer;Gemeente;Startdatum;Toelichting\n".to_owned();
    for n in 0..2_000 {
        writeln!(csv, "P{n};Venlo;1-2-2024;{}", format!("{n} woord ").repeat(250)).unwrap();
    }
    let pad = u.write("psw-2024-K2-deelnemers.csv", &csv);
    let empty = size();
    for back in [["ongedaan", "--ja"].as_slice(), &["opschonen", "--voor", "2025-01-01"]] {
        u.run(&["inlezen", &pad]).ends(0);
        assert!(size() > 4_000_000, "{}", size());
        u.run(back).ends(0);
        assert!(size() < empty + 3_000_000, "{back:?}: {} was {empty}", size());
    }
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
}

/// What one program was told is saved is there, however many work at once.
#[test]
fn four_programs_on_one_file_lose_nothing() {
    const PROGRAMS: usize = 4;
    const ACTS: usize = 8;
    let u = filled();
    std::thread::scope(|scope| {
        for program in 0..PROGRAMS {
            let u = &u;
            scope.spawn(move || {
                for n in 0..ACTS {
                    let tekst = format!("{program}: {n}");
                    u.run(&["afspraak", "nieuw", &tekst, "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0);
                }
            });
        }
    });
    let lijst = u.run(&["afspraak", "lijst", "--json"]).json();
    let mut teksten: Vec<&str> = lijst.as_array().unwrap().iter().map(|a| a["tekst"].as_str().unwrap()).collect();
    let mut nummers: Vec<&str> = lijst.as_array().unwrap().iter().map(|a| a["nummer"].as_str().unwrap()).collect();
    for list in [&mut teksten, &mut nummers] {
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), PROGRAMS * ACTS + 1);
    }
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
    assert!(!names_in(u.map.path()).iter().any(|name| name.starts_with("test.db-")));
}

#[test]
fn a_copy_of_the_example_is_said_to_be_one() {
    let u = Gebruiker::new();
    let copy = |args: &[&str], naam: &str| {
        let naar = u.path(naam).display().to_string();
        u.bare(&[args, &["backup", &naar]].concat()).ends(0).fout
    };
    assert!(copy(&["--voorbeeld"], "voorbeeld.db").contains("kopie van verzonnen voorbeeldgegevens"));
    let own = u.path("eigen.db").display().to_string();
    u.bare(&["--db", &own, "afspraak", "lijst"]).ends(0);
    assert!(!copy(&["--db", &own], "kopie.db").contains("verzonnen"));
}
