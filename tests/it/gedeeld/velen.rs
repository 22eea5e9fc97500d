//! Many programs on one server at once, each a process of its own; and a server that has no place for one more.

use std::collections::BTreeSet;

use crate::gebruiker::Gebruiker;
use crate::storage::server::Proefplek;

/// How many work at once.
const VELEN: usize = 20;

/// What somebody does, one command after another; every fifth is the reading of a file.
fn works(who: usize, acts: usize, url: &str) {
    let user = Gebruiker::new();
    for n in 0..acts {
        let tekst = format!("tekst {who}-{n}");
        let file = format!("psw-{}-K{}-deelnemers.csv", 2000 + who, n / 5 % 4 + 1);
        let rows = (0..20).map(|row| format!("P{who}-{n}-{row};Venlo;1-2-1999"));
        let lines: Vec<String> = std::iter::once("Deelnemer;Gemeente;Startdatum".to_owned()).chain(rows).collect();
        let file = user.write(&file, &lines.join("\n"));
        let args = match n % 5 {
            0 | 2 => ["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", &tekst].to_vec(),
            1 | 3 => ["signaal", "nieuw", "--gemeente", "venlo", "--aanbieder", "psw", &tekst].to_vec(),
            _ => ["inlezen", &file, "--accepteer", "proef"].to_vec(),
        };
        user.bare(&["--db", url, "--vandaag", "2024-07-01"].into_iter().chain(args).collect::<Vec<_>>()).ends(0);
    }
}

/// `DADEN` says how much each of them does.
#[test]
fn twenty_programs_at_once_lose_and_double_nothing() {
    let Some(plek) = Proefplek::new() else { return };
    let acts = std::env::var("DADEN").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    std::thread::scope(|scope| {
        for who in 0..VELEN {
            let url = &plek.url;
            scope.spawn(move || works(who, acts, url));
        }
    });
    let user = Gebruiker::new();
    let there = |args: &[&str]| user.bare(&["--db", &plek.url].into_iter().chain(args.iter().copied()).collect::<Vec<_>>());
    let of_kind = |kinds: &[usize]| VELEN * (0..acts).filter(|n| kinds.contains(&(n % 5))).count();
    let afspraken = there(&["afspraak", "lijst", "--json"]).json();
    let nummers: BTreeSet<String> =
        afspraken.as_array().unwrap().iter().map(|a| a["nummer"].as_str().unwrap().to_owned()).collect();
    let all: BTreeSet<String> = (1..=of_kind(&[0, 2])).map(|n| format!("PSW-2024-{n:02}")).collect();
    assert_eq!(nummers, all);
    let teksten = |tabel: &str| plek.sql(&format!("SELECT count(DISTINCT tekst) FROM {}.{tabel}", plek.schema));
    let signalen = plek.sql(&format!("SELECT count(*) FROM {}.signaal", plek.schema));
    assert_eq!((teksten("afspraak"), teksten("signaal")), (all.len().to_string(), of_kind(&[1, 3]).to_string()));
    assert_eq!(signalen, of_kind(&[1, 3]).to_string());
    let rows = plek.sql(&format!("SELECT count(*) FROM {}.deelnemersregel", plek.schema));
    assert_eq!(rows, (20 * of_kind(&[4])).to_string());
    // Everything is in the history, under numbers without a gap.
    let store = plek.store();
    let history = store.acts(10_000).unwrap();
    assert_eq!((history.len(), store.newest_act().unwrap()), (VELEN * acts, i64::try_from(VELEN * acts).unwrap()));
    assert!(history.iter().all(|act| !act.changes.is_empty()));
    let check = there(&["controle"]).ends(0);
    assert!(check.uit.contains("De database is heel."), "{}", check.uit);
}

#[test]
fn a_server_without_a_place_is_waited_for_and_then_says_so() {
    let Some(plek) = Proefplek::new() else { return };
    let url = plek.url_of_login("vol", &format!("CONNECTION LIMIT 1 IN ROLE {}_schrijver", plek.schema));
    let user = Gebruiker::new();
    let list = ["--db", &url, "afspraak", "lijst"];
    let taken = accountgesprek::storage::Store::open(std::path::Path::new(&url)).unwrap();
    let said = user.bare(&list).ends(3);
    assert!(said.fout.contains("heeft geen verbinding meer over") && said.fout.contains("max_connections"), "{}", said.fout);
    // Of who goes soon nobody hears.
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| user.bare(&list));
        std::thread::sleep(std::time::Duration::from_secs(1));
        drop(taken);
        waits.join().unwrap().ends(0);
    });
}
