//! Long names beside each other: all that fit are shown, each can be told from the others.

use crate::app::{Aanbiederwijziging, Contractwijziging};
use crate::domain::Segment;
use crate::tui::testing::Zitting;

/// The example, with three more aanbieders of collectief whose names are long and alike.
fn six() -> Zitting {
    let mut desk = Zitting::open();
    for naam in ["Stichting Zorggroep Noord-Limburg Oost", "Stichting Zorggroep Noord-Limburg West", "Zorggroep Maasduinen B.V."]
    {
        let named = Aanbiederwijziging { naam: Some(naam.to_owned()), ..Aanbiederwijziging::default() };
        let made = desk.app.add_aanbieder(None, &named).unwrap();
        let wijziging = Contractwijziging {
            segment: Segment::Collectief,
            van: "2025-01-01".parse().unwrap(),
            begint: None,
            tot: None,
            opties: None,
        };
        desk.app.set_contract(made.aanbieder, made.rijversie, &wijziging).unwrap();
    }
    Zitting::with(desk.app)
}

#[test]
fn six_aanbieders_fit_the_overview_and_where_they_do_not_it_says_so() {
    let mut desk = six();
    let wide = desk.screen(120, 40);
    let head = wide.lines().find(|l| l.contains("norm, kwartaal")).unwrap();
    assert!(["PSW", "Rendiz", "Qwyl", "Oost", "West", "Maasduinen"].iter().all(|naam| head.contains(naam)), "{wide}");
    let first = wide.lines().find(|l| l.contains("1.1")).unwrap();
    assert!(first.contains("37/38 ✓") && first.contains("8/9· –") && first.matches("– geen rapp.").count() == 3, "{wide}");
    let narrow = desk.screen(80, 24);
    assert!(narrow.contains("kwartaal · 3 van 6, ← →"), "{narrow}");
    desk.keys("<right><right><right>");
    assert!(desk.screen(80, 24).contains("Oost"), "{}", desk.screen(80, 24));
}

#[test]
fn names_that_are_alike_are_told_apart_in_every_list() {
    let mut desk = six();
    for keys in ["2", "3", "5", "P", "V"] {
        desk.keys(keys);
        for (width, height) in [(80, 24), (120, 40)] {
            let screen = desk.screen(width, height);
            // Beside each other not all of them fit in 80 columns.
            let beside = width == 80 && ["2", "3"].contains(&keys);
            assert!(beside || (screen.contains("Oost") && screen.contains("West")), "{keys}\n{screen}");
            assert!(!screen.contains("Stichting…"), "{keys}\n{screen}");
        }
    }
}
