//! The gesprekken of a year, by keys.

use crate::domain::testing::{PSW, RENDIZ};
use crate::tui::testing::Zitting;

#[track_caller]
fn shows(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

#[test]
fn the_aanbieders_stand_beside_each_other_and_enter_goes_to_the_gesprek() {
    let mut desk = Zitting::open();
    desk.keys("G");
    shows(&desk, "Gesprekken over 2025");
    let screen = desk.screen(120, 40);
    let names = screen.lines().find(|l| l.contains("PSW") && l.contains("Rendiz") && l.contains("Qwyl"));
    assert!(names.is_some(), "{screen}");
    for kwartaal in ["K1", "K2", "K3", "K4"] {
        assert!(screen.lines().any(|l| l.trim_start().starts_with(kwartaal)), "{kwartaal}\n{screen}");
    }
    desk.model.shared.aanbieder = None;
    desk.keys("<home><left><left><left><right><enter>");
    assert_eq!(desk.model.shared.aanbieder, Some(RENDIZ));
    assert_eq!(desk.model.shared.kwartaal.to_string(), "2025-K1");
    shows(&desk, "Rendiz");
    desk.keys("<esc>");
    shows(&desk, "Gesprekken over 2025");
}

#[test]
fn what_was_agreed_is_counted_as_it_stands_now() {
    let mut desk = Zitting::open();
    let year = desk.app.jaargesprekken(2025).unwrap();
    let counted = year.plekken.iter().filter_map(|p| p.gesprek.as_ref()).find(|g| g.telling.gemaakt > g.telling.gedaan).unwrap();
    let (nummer, rijversie) =
        counted.afspraken.iter().find(|a| a.status.naam() == "open").map(|a| (a.nummer, a.rijversie)).unwrap();
    let (before, id) = (counted.telling, counted.gesprek.id);
    desk.app.close_afspraken(&[(nummer, rijversie)], "Gedaan.").unwrap();
    let after = desk.app.jaargesprekken(2025).unwrap();
    let after = after.plekken.iter().filter_map(|p| p.gesprek.as_ref()).find(|g| g.gesprek.id == id).unwrap().telling;
    assert_eq!((after.gemaakt, after.gedaan), (before.gemaakt, before.gedaan + 1));
    desk.keys("G");
    shows(&desk, "afspraken · ");
    shows(&desk, " gedaan");
}

#[test]
fn the_keys_of_a_kwartaal_walk_along_the_years_and_say_where_they_end() {
    let mut desk = Zitting::open();
    desk.keys("G[");
    shows(&desk, "Gesprekken over 2024");
    desk.keys("[[");
    shows(&desk, "Gesprekken over 2022");
    desk.keys("[");
    shows(&desk, "Er is geen eerder jaar.");
    desk.keys("]]]]");
    desk.keys("6de[");
    shows(&desk, "Evaluatieve gesprekken 20");
}

#[test]
fn a_gesprek_that_is_not_there_yet_is_planned_where_it_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("leeg.db"));
    desk.keys("G");
    shows(&desk, "niet gepland");
    desk.keys("<home>dp");
    shows(&desk, "Plan een gesprek");
    desk.keys("15-7<ctrl+s>");
    shows(&desk, "gepland · ma 15 jul");
    for (width, height) in [(1, 1), (20, 5), (41, 11), (60, 18), (80, 24), (200, 60)] {
        desk.screen(width, height);
    }
}

#[test]
fn as_a_list_they_are_searched_and_filtered_and_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.xlsx");
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(PSW);
    desk.keys("G<tab>/rendiz<enter>");
    let screen = desk.screen(120, 40);
    assert!(screen.contains("Rendiz") && !screen.contains("Qwyl"), "{screen}");
    desk.keys(&format!("w{}<ctrl+s>", path.display()));
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"), "{}", desk.screen(120, 40));
    // Where not all aanbieders fit beside each other, it is said how many there are besides, and of what.
    desk.keys("<esc><tab>");
    for (width, left) in [(41, 4), (60, 3), (80, 2)] {
        let narrow = desk.screen(width, 24);
        assert!(narrow.contains(&format!("← → nog {left} aanbieders")) && !narrow.contains('+'), "{narrow}");
    }
    assert!(!desk.screen(140, 24).contains("← → nog"), "{}", desk.screen(140, 24));
}
