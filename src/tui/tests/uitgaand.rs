//! What is written for others, by keys: what names another aanbieder is asked about, codes are asked for.

use crate::domain::testing::PSW;
use crate::tui::testing::Zitting;

/// The agenda of PSW in the example.
fn agenda() -> Zitting {
    let mut desk = Zitting::open();
    desk.keys("6");
    desk.model.shared.aanbieder = Some(PSW);
    desk.keys("<ctrl+r>");
    desk
}

#[track_caller]
fn shows(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

#[test]
fn a_sentence_that_names_another_aanbieder_is_shown_before_it_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("v");
    let md = base.with_extension("md");
    let mut desk = agenda();
    desk.keys("<enter>bGoed. Rendiz doet het ook zo.<ctrl+s><esc>");
    desk.keys(&format!("wm<enter>{}<ctrl+s>", base.display()));
    shows(&desk, "Hierin staat een andere aanbieder. Toch zo schrijven?");
    shows(&desk, "Rendiz in “Rendiz doet het ook zo.”");
    // Enter is no answer, no leaves the form, and nothing is written.
    desk.keys("<enter>");
    assert!(!md.exists());
    desk.keys("n");
    shows(&desk, "ctrl+s");
    assert!(!md.exists());
    std::fs::write(&md, "stond er").unwrap();
    // One yes for each thing that is asked, and only for what was asked about.
    desk.keys("<ctrl+s>");
    shows(&desk, "v.md is er al. Vervangen?");
    desk.keys("j");
    shows(&desk, "Toch zo schrijven?");
    desk.keys("n<tab>j");
    desk.keys("<ctrl+s>");
    shows(&desk, "v.md is er al. Vervangen?");
    desk.keys("jj");
    let written = std::fs::read_to_string(&md).unwrap();
    assert!(written.contains("Rendiz doet het ook zo.") && written.contains("ertrouwelijk"), "{}", desk.screen(120, 40));
}

#[test]
fn an_afspraak_is_made_of_the_vooruitblik_with_what_the_norm_asks_of_the_year() {
    let mut desk = Zitting::open();
    desk.keys("2");
    desk.model.shared.aanbieder = Some(PSW);
    desk.model.shared.norm = Some("C2.1".into());
    desk.keys("<ctrl+r>dv");
    shows(&desk, "Bij dit cijfer is er niets vooruit te zien");
    desk.keys("[");
    shows(&desk, "Eind 2025:");
    desk.keys("dv");
    shows(&desk, "Nieuwe afspraak");
    shows(&desk, "eind 2025: ");
    shows(&desk, "C2.1 ≥ 80% in 2025-K4 (jaar)");
    desk.keys("Plaatsingen versnellen<ctrl+s>4");
    shows(&desk, "Plaatsingen versnellen");
}
