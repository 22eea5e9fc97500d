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
