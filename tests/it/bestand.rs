//! The database file as commands meet it: where it lies, whether it may be written, and what others do to it meanwhile.

use std::fs;
use std::path::Path;

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
    let mut damaged = whole.clone();
    damaged[..100].fill(0);
    for (bytes, said) in [
        (Vec::new(), "is leeg (0 bytes)"),
        (damaged, "is beschadigd"),
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
