//! The handleiding inside the program: opened where one is, searched, and left again.

use crate::tui::keys::Scope;
use crate::tui::testing::Zitting;

fn says(desk: &Zitting, text: &str) {
    let shown = desk.screen(80, 24);
    assert!(shown.contains(text), "{text:?} is not on the screen:\n{shown}");
}

#[test]
fn it_opens_at_the_screen_where_one_is_and_from_the_help_and_the_explanation_of_a_figure() {
    let mut desk = Zitting::open();
    for (keys, part) in [("4<f2>", "Afspraken"), ("5?<tab>", "Rapporten"), ("2u<tab>", "Hoe een cijfer tot stand komt")] {
        desk.keys(keys);
        assert_eq!(desk.model.screens.top().scope(), Scope::Handleiding, "{keys}");
        says(&desk, &format!("╭ {part} "));
        // Back to the list of parts, at the one that was read, and back to where one was.
        desk.keys("<esc>");
        says(&desk, "leest, / zoekt in alles");
        desk.keys("<enter>");
        says(&desk, &format!("╭ {part} "));
        desk.keys("<esc><esc>");
        assert_ne!(desk.model.screens.top().scope(), Scope::Handleiding, "{keys}");
        desk.keys("1");
    }
}

#[test]
fn it_is_searched_in_all_of_its_text() {
    let mut desk = Zitting::open();
    desk.keys("<f2><esc>/niet te herleiden<enter>");
    says(&desk, "Privacy");
    desk.keys("<enter>");
    says(&desk, "Deelnemers hebben een code");
    // The palette finds it too.
    let mut desk = Zitting::open();
    desk.keys(":handleiding<enter>");
    assert_eq!(desk.model.screens.top().scope(), Scope::Handleiding);
    desk.keys("<esc><esc>");
    assert_eq!(desk.model.screens.top().scope(), Scope::Overzicht);
}

#[test]
fn in_a_part_that_is_read_one_searches_it_and_the_other_parts() {
    let mut desk = Zitting::open();
    desk.keys("4<f2>");
    says(&desk, "╭ Afspraken ");
    assert!(crate::tui::view::hints(&desk.model).iter().any(|hint| hint.label == "zoek"));
    // The words are in another part: one goes on there, and they are in sight.
    desk.keys("/niet te herleiden<enter><enter>");
    says(&desk, "herleiden");
    says(&desk, "╭ Privacy ");
    desk.keys("<esc>");
    // The part that was read keeps the cursor when it has them, and opens where they stand.
    desk.keys("<esc><home><esc>6<f2>");
    let part = desk.screen(80, 24).lines().find(|l| l.contains('╭')).unwrap().to_owned();
    desk.keys("<end>");
    let last = desk.screen(80, 24);
    let word =
        last.lines().rev().skip(3).find_map(|l| l.split_whitespace().find(|w| w.len() > 9 && w.chars().all(char::is_alphabetic)));
    let word = word.expect("a word").to_owned();
    desk.keys(&format!("/{word}<enter><enter>"));
    says(&desk, part.trim_start_matches('╭').split('─').next().unwrap().trim());
    says(&desk, &word);
}
