//! The copy of a shared database that one takes along: it says of when it is, changes nothing, and what is typed in it at the table
//! waits for the database itself.

use std::path::Path;

use crate::app::{App, Omgeving, Voorbeeld};
use crate::domain::testing::RENDIZ;
use crate::tui::testing::{Zitting, example_on};

/// The example on a scratch server; None where there is none.
fn on_server() -> Option<String> {
    Some(example_on(&std::env::var("ACCOUNTGESPREK_SERVER").ok()?))
}

fn open(pad: &Path, toestand: &Path) -> Zitting {
    let omgeving = Omgeving { vandaag: Voorbeeld::load().unwrap().vandaag, wie: "proef".into(), voorbeeld: false };
    let mut app = App::open(pad, None, omgeving).unwrap();
    app.remember_in(toestand.to_owned());
    let mut desk = Zitting::with(app);
    desk.model.shared.aanbieder = Some(RENDIZ);
    desk
}

fn outcomes(desk: &Zitting) -> usize {
    let beeld = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
    beeld.punten.iter().map(|punt| punt.uitkomsten.len()).sum()
}

#[test]
fn what_is_typed_in_a_copy_is_offered_where_it_can_be_saved() {
    let Some(url) = on_server() else { return };
    let map = tempfile::tempdir().unwrap();
    let toestand = map.path().join("toestand");
    let file = map.path().join("mee.db");
    let server = open(Path::new(&url), &toestand);
    server.app.backup(&file, false).unwrap();
    let before = outcomes(&server);
    drop(server);

    let mut copy = open(&file, &toestand);
    let bytes = std::fs::read(&file).unwrap();
    let shown = copy.screen(120, 40);
    let first = shown.lines().next().unwrap();
    assert!(first.contains("kopie van ") && first.contains(", alleen lezen"), "{first}");
    // What is not of the table says why it cannot be done.
    let shown = copy.keys("7n").screen(120, 40);
    assert!(shown.contains("dit is een kopie"), "{shown}");
    copy.keys("6tj<home>");
    assert_eq!(copy.model.sitting(), Some(RENDIZ), "{}", copy.screen(120, 40));
    let shown = copy.keys("bEerste besluit<ctrl+s>").screen(120, 40);
    assert!(shown.contains("Bewaard op deze computer") && shown.contains("Eerste besluit"), "{shown}");
    copy.keys("bTweede besluit<ctrl+s>");
    let shown = copy.keys("aBusje regelen<ctrl+s>").screen(120, 40);
    assert!(shown.contains("Tweede besluit") && shown.contains("Busje regelen"), "{shown}");
    // And one that was not finished when the program ended.
    copy.keys("mHalf");
    assert_eq!(outcomes(&copy), before);
    drop(copy);
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "nothing in the copy was changed");

    // Another time it is all still there, and the copy asks no more of it.
    let shown = open(&file, &toestand).keys("6tj<home>").screen(120, 40);
    assert!(shown.contains("Eerste besluit") && shown.contains("Busje regelen"), "{shown}");

    let mut server = open(Path::new(&url), &toestand);
    let shown = server.screen(120, 40);
    assert!(shown.contains("Er staat nog een mededeling die niet is opgeslagen"), "{shown}");
    server.keys("6<home>");
    for typed in ["Eerste besluit", "Tweede besluit"] {
        let shown = server.keys("b").screen(120, 40);
        assert!(shown.contains(typed) && shown.contains("Verder met wat nog niet was opgeslagen"), "{shown}");
        server.keys("<ctrl+s>");
    }
    server.keys("a");
    assert!(server.screen(120, 40).contains("Busje regelen"));
    server.keys("<ctrl+s>");
    assert!(server.keys("m").screen(120, 40).contains("Half"));
    server.keys("<ctrl+s>");
    assert_eq!(outcomes(&server), before + 4, "{}", server.screen(120, 40));
    assert!(server.app.drafts().unwrap().is_empty());
    // Nothing is left: the next one is a new one.
    let shown = server.keys("b").screen(120, 40);
    assert!(!shown.contains("Verder met wat nog niet"), "{shown}");
}
