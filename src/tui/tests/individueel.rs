//! Segment individueel by keys: whom a signaal is about.

use crate::app::Signaalfilter;
use crate::domain::{Aanbieder, Segment, Signaal, Signaalstatus};
use crate::tui::testing::Zitting;

fn signaal(desk: &Zitting) -> Signaal {
    signalen(desk).remove(0)
}

#[test]
fn a_signaal_goes_to_the_region_with_a_reason_and_is_read_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("7nVerslagen blijven uit<tab>venra<enter>indi<enter>welljez<ctrl+s>");
    // Stepping on never escalates; that is an act with a reason.
    desk.keys("ds");
    assert_eq!(signaal(&desk).status, Signaalstatus::Geagendeerd);
    desk.keys("dO<ctrl+s>");
    assert!(desk.screen(100, 30).contains("Vul in waarom dit naar de regio gaat."), "{}", desk.screen(100, 30));
    desk.keys("Twee keer gebeld<ctrl+s>");
    let there = signaal(&desk);
    assert_eq!((there.status, there.opschaling.as_str()), (Signaalstatus::Opgeschaald, "Twee keer gebeld"));
    assert!(desk.screen(100, 30).contains("regio  open, sinds"), "{}", desk.screen(100, 30));
    desk.keys("aNaar de bestuurder<tab>regio<ctrl+s><enter>");
    let read = desk.screen(100, 30);
    assert!(read.contains("naar regio    open, sinds") && read.contains("Twee keer gebeld"), "{read}");
    assert!(read.contains("afspraken     WELLJEZELF-"), "{read}");
    // Without a reason it comes back; undo takes that back too.
    desk.keys("<esc>dO<ctrl+u><ctrl+s>");
    assert_eq!(signaal(&desk).opschaling(), None);
    desk.keys("<ctrl+z>");
    assert_eq!(signaal(&desk).opschaling.as_str(), "Twee keer gebeld");
}

#[test]
fn a_new_signaal_is_about_nobody_until_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("7nDe bus<ctrl+s>");
    assert!(signalen(&desk).is_empty() && desk.screen(100, 30).contains("Kies een gemeente."), "{}", desk.screen(100, 30));
    desk.keys("berg<enter>psw<ctrl+s>");
    assert_eq!(signaal(&desk).gemeente.naam(), "Bergen");
    assert_eq!(signaal(&desk).aanbieder.map(|a| a.key().to_owned()).as_deref(), Some("psw"));
    // In a list of another gemeente it is of that one, and about nobody again.
    desk.keys("<right>n");
    let of_list = desk.model.screens.top().gemeente().unwrap();
    match desk.model.popups.last() {
        Some(crate::tui::popups::Popup::Form(form)) => {
            assert_eq!(form.value("gemeente"), crate::domain::Sleutel::key(of_list));
            assert_eq!(form.value("aanbieder"), "");
        }
        _ => panic!("{}", desk.screen(80, 24)),
    }
    assert_ne!(of_list.naam(), "Bergen");
}

fn signalen(desk: &Zitting) -> Vec<Signaal> {
    desk.app.signalen(&Signaalfilter::default()).unwrap().into_iter().map(|r| r.signaal).collect()
}

#[test]
fn an_aanbieder_of_individueel_is_found_in_the_register_by_a_part_of_its_name_or_number() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    // Text, gemeente, over: individueel; then the search.
    desk.keys("7nVerslagen blijven uit<tab>venra<enter>indi<enter>nieuwk");
    assert!(desk.screen(100, 30).contains("staat niet in het register"), "{}", desk.screen(100, 30));
    desk.keys("<ctrl+s>");
    assert!(desk.screen(100, 30).contains("“nieuwk” staat niet in het register. Toevoegen?"), "{}", desk.screen(100, 30));
    desk.keys("n");
    assert!(signalen(&desk).is_empty());
    let kvk = |desk: &Zitting, key: &str| desk.app.register().get(Aanbieder::new(key).unwrap()).unwrap().kvk.clone();
    let number = kvk(&desk, "welljezelf");
    desk.keys(&format!("<ctrl+u>{}", number.get(2..).unwrap()));
    assert!(desk.screen(100, 30).contains("Welljezelf"), "{}", desk.screen(100, 30));
    desk.keys("<ctrl+s>");
    let [s] = signalen(&desk).try_into().unwrap();
    assert_eq!((s.aanbieder, s.segment), (Aanbieder::new("welljezelf"), Segment::Individueel));
    // Who is not in it is added, and the signaal that waited is about it.
    desk.keys("nNog een<tab>venlo<enter>indi<enter><ctrl+u>Nieuwe Kans<ctrl+s>j");
    assert!(desk.screen(100, 30).contains("Nieuwe aanbieder"), "{}", desk.screen(100, 30));
    desk.keys("<ctrl+s>");
    assert!(desk.screen(100, 30).contains("Nog een"), "{}", desk.screen(100, 30));
    desk.keys("<ctrl+s>");
    assert_eq!(signalen(&desk).first().unwrap().aanbieder, Aanbieder::new("nieuwe-kans"));
}

#[test]
fn the_aanbieder_of_a_signaal_of_individueel_is_searched_and_not_stepped_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("7nVerslagen blijven uit<tab>venra<enter>indi<enter>welljez<ctrl+s>");
    desk.keys("daunik");
    assert!(desk.screen(100, 30).contains("unik › "), "the search has the cursor: {}", desk.screen(100, 30));
    desk.keys("<ctrl+s>");
    assert_eq!((signaal(&desk).aanbieder, signaal(&desk).segment), (Aanbieder::new("unik"), Segment::Individueel));
}

#[test]
fn the_workbook_for_a_report_is_written_from_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    let naar = folder.path().join("uit.xlsx");
    desk.keys("5ds");
    assert!(desk.screen(100, 30).contains("Sjabloon voor PSW over 2024-K2"), "{}", desk.screen(100, 30));
    desk.keys("<ctrl+u>");
    desk.paste(naar.to_str().unwrap());
    desk.keys("<ctrl+s>");
    assert!(naar.exists(), "{}", desk.screen(100, 30));
    assert!(desk.screen(120, 30).contains("geen rapportage van vóór 2024-K2"), "{}", desk.screen(120, 30));
}
