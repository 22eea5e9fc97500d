//! What others did since one was there last, by keys.

use crate::app::{Aanbiederwijziging, NieuweAfspraak};
use crate::tui::msg::Msg;
use crate::tui::testing::Zitting;

#[test]
fn what_others_did_since_one_left_is_a_line_and_a_key_until_it_was_seen() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = Zitting::open_at(&map.path().join("proef.db"));
    assert!(!desk.screen(80, 24).contains("van anderen"));
    desk.app.remember_in(map.path().join("toestand"));
    desk.app.leave();
    let nieuw = NieuweAfspraak { tekst: "Nieuw".into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() };
    let nummer = desk.beside().app.make_afspraak(&nieuw).unwrap().nummer.to_string();
    let mut desk = desk.restart();
    assert!(desk.screen(80, 24).contains("1 wijziging van anderen sinds"), "{}", desk.screen(80, 24));
    desk.keys("H");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("sinds uw vorige keer 1") && shown.contains(&nummer) && shown.contains("1 van 1"), "{shown}");
    desk.keys("f");
    assert!(!desk.screen(120, 40).contains("1 van 1 "), "{}", desk.screen(120, 40));
    desk.keys("<esc>");
    assert!(!desk.screen(80, 24).contains("van anderen"), "{}", desk.screen(80, 24));
}

#[test]
fn what_another_stores_comes_on_the_screen_that_is_looked_at_again() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = Zitting::open_at(&map.path().join("proef.db"));
    desk.keys("4<down>");
    let chosen = |desk: &Zitting| desk.screen(120, 40).lines().find(|line| line.contains('▌')).map(str::to_owned);
    let before = chosen(&desk);
    desk.send(Msg::Look);
    assert!(desk.model.notice.is_none(), "what one did oneself is no news");
    let nieuw = NieuweAfspraak { tekst: "Busje laten rijden".into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() };
    let nummer = desk.beside().app.make_afspraak(&nieuw).unwrap().nummer.to_string();
    assert!(!desk.screen(120, 40).contains("Busje"));
    desk.send(Msg::Look);
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Busje") && shown.contains(&format!("beleidscollega: afspraak {nummer} gemaakt")), "{shown}");
    assert_eq!(chosen(&desk), before, "the cursor stays on its row");
    // Once is enough.
    desk.model.notice = None;
    desk.send(Msg::Look);
    assert!(desk.model.notice.is_none());
}

#[test]
fn an_aanbieder_that_another_adds_or_renames_is_known_on_the_screen_that_is_looked_at_again() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = Zitting::open_at(&map.path().join("proef.db"));
    let mut other = desk.beside();
    let naam = |naam: &str| Aanbiederwijziging { naam: Some(naam.into()), ..Aanbiederwijziging::default() };
    let made = other.app.add_aanbieder(None, &naam("De Werkplaats")).unwrap();
    desk.send(Msg::Look);
    desk.keys("W/werkplaats<enter>");
    assert!(desk.screen(120, 40).contains("De Werkplaats"), "{}", desk.screen(120, 40));
    assert_eq!(desk.model.shared.naam(made.aanbieder), "De Werkplaats");
    other.app.change_aanbieder(made.aanbieder, made.rijversie, &naam("De Houtwerkplaats")).unwrap();
    desk.send(Msg::Look);
    assert_eq!(desk.model.shared.naam(made.aanbieder), "De Houtwerkplaats");
    // And what is stored next knows him.
    let nieuw = NieuweAfspraak {
        tekst: "Busje".into(),
        eigenaar: "PSW".into(),
        aanbieder: Some(made.aanbieder),
        ..NieuweAfspraak::default()
    };
    desk.app.make_afspraak(&nieuw).unwrap();
}
