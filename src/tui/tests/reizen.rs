//! How often the program goes to a server and back, and how long that takes over a line that is slow. Without a scratch server
//! (`ACCOUNTGESPREK_SERVER`) these tests pass.

use std::path::Path;
use std::time::{Duration, Instant};

use super::beelden::{BESIDES, SCREENS};
use crate::app::{App, Leesopties, NieuweAfspraak, Omgeving, Openwijze, Voorbeeld};
use crate::storage::testing::Lijn;
use crate::tui::keys::{Key, Moment};
use crate::tui::msg::Msg;
use crate::tui::runtime::first_screen;
use crate::tui::testing::{Zitting, example_on};

/// What a screen may cost.
const OF_A_SCREEN: u64 = 3;
/// The first one waits for connecting too, which takes six trips with a certificate and a password: it asks everything at once.
const OF_THE_FIRST: u64 = 1;
/// What an import may cost, also where the kwartaal after it is held against it anew: at 50 ms not much more than half of the three
/// seconds that it may take.
const OF_AN_IMPORT: u64 = 36;

fn app(url: &str) -> App {
    app_as(url, Openwijze::default())
}

fn app_as(url: &str, wijze: Openwijze<'_>) -> App {
    let vandaag = Voorbeeld::load().unwrap().vandaag;
    App::open_with(Path::new(url), None, Omgeving { vandaag, wie: "wij".into(), voorbeeld: true }, wijze).unwrap()
}

#[test]
fn no_screen_costs_more_than_three_trips() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = example_on(&server);
    let mut too_many = Vec::new();
    for keys in SCREENS.iter().chain(BESIDES) {
        // What this screen needs was never asked for before.
        let mut desk = Zitting::with(app(&url));
        for key in Key::parse_all(keys).unwrap() {
            let before = desk.app.trips();
            desk.send(Msg::Key(key, Moment::ZERO));
            let trips = desk.app.trips() - before;
            if trips > OF_A_SCREEN {
                too_many.push((keys, trips));
            }
        }
    }
    assert!(too_many.is_empty(), "{too_many:?}");
}

#[test]
fn what_another_stores_costs_a_screen_no_more_and_what_is_removed_goes() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = example_on(&server);
    let mut desk = Zitting::with(app(&url));
    desk.keys("4");
    let lines = |desk: &mut Zitting| {
        let before = desk.app.trips();
        desk.keys("14");
        let trips = desk.app.trips() - before;
        assert!(trips <= 2 * OF_A_SCREEN, "{trips}");
        desk.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap().len()
    };
    let first = lines(&mut desk);
    let mut other = app(&url);
    let nieuw = NieuweAfspraak { tekst: "Nieuw".into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() };
    other.make_afspraak(&nieuw).unwrap();
    assert_eq!(lines(&mut desk), first + 1);
    other.undo_next().unwrap();
    assert_eq!(lines(&mut desk), first);
}

#[test]
fn the_first_screen_is_there_soon_over_a_line_that_is_slow() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = example_on(&server);
    for millis in [0, 20, 50] {
        let line = Lijn::to(&url, Duration::from_millis(millis));
        let begun = Instant::now();
        let mut app = app_as(&line.url(&url), Openwijze { rijen: true, ..Openwijze::default() });
        app.in_one_look(|app| first_screen(app, false)).unwrap();
        eprintln!("the first screen at {millis} ms: {:?}, {} trips", begun.elapsed(), app.trips());
        assert_eq!(app.trips(), OF_THE_FIRST);
    }
}

#[test]
fn who_comes_back_waits_for_no_rows() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = example_on(&server);
    let map = tempfile::tempdir().unwrap();
    for was_here in [false, true] {
        assert_eq!(App::was_here(Path::new(&url), map.path()), was_here);
        let mut app = app_as(&url, Openwijze { rijen: !was_here, ..Openwijze::default() });
        app.remember_in(map.path().to_owned());
        app.in_one_look(|app| first_screen(app, false)).unwrap();
        assert_eq!(app.trips(), OF_THE_FIRST);
    }
}

#[test]
fn an_import_does_not_wait_for_every_row() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = example_on(&server);
    let folder = tempfile::tempdir().unwrap();
    for millis in [0, 50] {
        let mut app = app(&Lijn::to(&url, Duration::from_millis(millis)).url(&url));
        app.in_one_look(|app| app.kwartalen()).unwrap();
        let file = folder.path().join(format!("psw-202{}-K2-deelnemers.csv", 5 + millis / 50));
        let rows = (0..2_000).map(|n| format!("Z{n};Venlo;1-2-2024\n"));
        std::fs::write(&file, std::iter::once("Deelnemer;Gemeente;Startdatum\n".to_owned()).chain(rows).collect::<String>())
            .unwrap();
        let (begun, before) = (Instant::now(), app.trips());
        let done = app.in_one_look(|app| {
            let read = app.check_each(&[(file, Leesopties::default())], &mut ()).unwrap();
            app.store_all(&read.iter().collect::<Vec<_>>(), Some("proef"))
        });
        let trips = app.trips() - before;
        eprintln!("an import of 2000 rows at {millis} ms: {:?}, {trips} trips", begun.elapsed());
        assert_eq!(done.unwrap().opgeslagen.len(), 1);
        assert!(trips <= OF_AN_IMPORT, "{trips}");
    }
}
