//! Undo and redo by keys, on a real store.

use crate::domain::testing::PSW;
use std::path::Path;

use crate::app::{Afspraakfilter, App, NieuwSignaal, Omgeving, Signaalfilter};
use crate::domain::{Gemeente, Gespreksstatus, Onderwerp, Segment, Toon};
use crate::tui::testing::{TODAY, Zitting};

const DELIVERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld/leveringen/2024-K2");

/// Another person on the same database.
fn other(pad: &Path) -> App {
    let omgeving = Omgeving { vandaag: TODAY.parse().unwrap(), wie: "beleidscollega".into(), voorbeeld: false };
    App::open(pad, None, omgeving).unwrap()
}

fn signaal(tekst: &str) -> NieuwSignaal {
    NieuwSignaal {
        datum: None,
        kwartaal: None,
        gemeente: Gemeente::Venlo,
        functie: String::new(),
        aanbieder: Some(PSW),
        segment: Segment::Collectief,
        onderwerp: Onderwerp::Overig,
        kpi: None,
        toon: Toon::Neutraal,
        tekst: tekst.into(),
    }
}

fn afspraken(desk: &Zitting) -> Vec<String> {
    desk.app.afspraken(&Afspraakfilter::default()).unwrap().into_iter().map(|r| r.afspraak.tekst.to_string()).collect()
}

fn says(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

#[test]
fn what_was_just_done_is_taken_back_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    desk.keys("aBellen<ctrl+s>aSchrijven<ctrl+s><ctrl+z>");
    says(&desk, "Ongedaan gemaakt: afspraak PSW-2024-02 gemaakt; nummer vervalt (ctrl+y herstelt)");
    assert_eq!(afspraken(&desk), ["Bellen"]);
    desk.keys("<ctrl+y>");
    says(&desk, "Hersteld: afspraak PSW-2024-02 gemaakt");
    assert_eq!(afspraken(&desk).len(), 2);
    desk.keys("<ctrl+y>");
    says(&desk, "Er is niets om te herstellen.");
    desk.keys("<ctrl+z><ctrl+z>aIets nieuws<ctrl+s><ctrl+y>");
    assert_eq!(afspraken(&desk), ["Iets nieuws"], "something new was done: there is nothing to give back");
}

#[test]
fn keys_pressed_after_a_start_take_nothing_back() {
    let folder = tempfile::tempdir().unwrap();
    let pad = folder.path().join("a.db");
    Zitting::at(&pad).keys("aBellen<ctrl+s>");
    let mut desk = Zitting::at(&pad);
    desk.keys(&"<ctrl+z>".repeat(19));
    says(&desk, "in deze sessie niets gedaan");
    assert_eq!(afspraken(&desk), ["Bellen"]);
}

#[test]
fn the_work_of_somebody_else_is_passed_over_and_taken_back_from_the_list_only_after_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let pad = folder.path().join("a.db");
    let mut desk = Zitting::at(&pad);
    desk.keys("aBellen<ctrl+s>");
    other(&pad).add_signaal(&signaal("De bus rijdt niet")).unwrap();
    let signalen = |desk: &Zitting| desk.app.signalen(&Signaalfilter::default()).unwrap().len();
    desk.keys("<ctrl+z>");
    assert_eq!((afspraken(&desk).len(), signalen(&desk)), (0, 1));
    desk.keys("H");
    says(&desk, "signaal 1 toegevoegd");
    desk.keys("jz");
    says(&desk, "“signaal 1 toegevoegd” (door beleidscollega,");
    says(&desk, "Signaal 1: verdwijnt");
    desk.keys("n");
    assert_eq!(signalen(&desk), 1);
    desk.keys("zj");
    assert_eq!(signalen(&desk), 0);
    says(&desk, "Ongedaan gemaakt: signaal 1 toegevoegd");
}

#[test]
fn a_folder_that_was_read_is_one_act_and_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    desk.keys("i").keys(DELIVERIES).keys("<ctrl+s><ctrl+s>");
    if desk.screen(80, 24).contains("Reden") {
        desk.keys("proef<ctrl+s>");
    }
    let kwartalen = |desk: &Zitting| desk.app.kwartalen().unwrap().len();
    assert_eq!(kwartalen(&desk), 1);
    let figures = desk.app.overzicht("2024-K2".parse().unwrap()).unwrap();
    // Pressed on and on, it asks once.
    desk.keys("<ctrl+z><ctrl+z><ctrl+z>");
    says(&desk, "bestanden ingelezen:");
    says(&desk, "en nog");
    assert_eq!(kwartalen(&desk), 1, "nothing happens without a yes");
    desk.keys("j");
    assert_eq!(kwartalen(&desk), 0);
    desk.keys("<ctrl+y>");
    assert_eq!(desk.app.overzicht("2024-K2".parse().unwrap()).unwrap(), figures);
    assert!(desk.app.check().unwrap().is_goed());
}

#[test]
fn a_gesprek_that_was_held_or_established_is_asked_about() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(PSW);
    desk.keys("6<enter>rj<esc>v<ctrl+s>");
    let status = |desk: &Zitting| desk.app.agenda_van(PSW, desk.model.shared.kwartaal).unwrap().gesprek.status;
    assert_eq!(status(&desk), Gespreksstatus::Vastgesteld);
    desk.keys("<ctrl+z>");
    says(&desk, "“gesprek PSW 2025-K4 vastgesteld” ongedaan maken?");
    says(&desk, "status vastgesteld wordt weer gehouden");
    desk.keys("n");
    assert_eq!(status(&desk), Gespreksstatus::Vastgesteld);
    desk.keys("<ctrl+z>j");
    assert_eq!(status(&desk), Gespreksstatus::Gehouden);
    desk.keys("<ctrl+z>");
    says(&desk, "“gesprek PSW 2025-K4 gehouden” ongedaan maken?");
    desk.keys("j");
    assert!(!status(&desk).is_held());
    desk.keys("<ctrl+y><ctrl+y>");
    assert_eq!(status(&desk), Gespreksstatus::Vastgesteld);
}

#[test]
fn a_removal_is_not_stepped_over() {
    let mut desk = Zitting::open();
    let before = afspraken(&desk).len();
    desk.keys("aBellen<ctrl+s>T<enter>");
    let code = desk.app.find_deelnemers("").unwrap().remove(0);
    desk.app.remove_deelnemer(code.aanbieder, code.code.as_str(), code.code.as_str()).unwrap();
    desk.keys("<ctrl+z><ctrl+z>");
    says(&desk, "is voorgoed");
    assert_eq!(afspraken(&desk).len(), before + 1);
}
