//! The mouse, where it costs nothing.

use crate::tui::action::Move;
use crate::tui::keys::{Muis, Scope};
use crate::tui::msg::Msg;
use crate::tui::testing::Zitting;

/// The row and column of the screen where this stands.
fn place(desk: &Zitting, text: &str) -> (u16, u16) {
    let screen = desk.screen(120, 40);
    let (y, line) = screen.lines().enumerate().find(|(_, l)| l.contains(text)).unwrap_or_else(|| panic!("{text}: {screen}"));
    let before = line.split(text).next().unwrap_or_default();
    (u16::try_from(crate::tui::text::width(before)).unwrap(), u16::try_from(y).unwrap())
}

fn click(desk: &mut Zitting, text: &str) {
    let (x, y) = place(desk, text);
    desk.send(Msg::Mouse(Muis::Klik(x, y)));
}

#[test]
fn a_press_on_a_tab_goes_there_and_on_a_row_chooses_and_then_opens_it() {
    let mut desk = Zitting::open();
    click(&mut desk, "4 Afspraken");
    assert_eq!(desk.model.screens.top().scope(), Scope::Afspraken);
    let second = desk.screen(120, 40).lines().filter(|l| l.contains("-2025-0")).nth(1).unwrap().to_owned();
    let nummer = second.split_whitespace().find(|w| w.contains("-2025-0")).unwrap().to_owned();
    click(&mut desk, &nummer);
    assert!(desk.model.popups.is_empty());
    assert!(!desk.screen(120, 40).contains(" 1 van "), "{}", desk.screen(120, 40));
    click(&mut desk, &nummer);
    assert!(desk.screen(120, 40).contains(&format!("Afspraak {nummer}")), "{}", desk.screen(120, 40));
    // Over what is read, a press on what is below does nothing.
    click(&mut desk, "1 Overzicht");
    assert_eq!(desk.model.screens.top().scope(), Scope::Afspraken);
}

#[test]
fn the_wheel_walks_through_a_list_and_leaves_a_form_as_it_is() {
    let mut desk = Zitting::open();
    desk.keys("4");
    desk.send(Msg::Mouse(Muis::Wiel(Move::Down)));
    assert!(desk.screen(120, 40).contains(" 2 van "), "{}", desk.screen(120, 40));
    desk.keys("a");
    let form = desk.screen(120, 40);
    desk.send(Msg::Mouse(Muis::Wiel(Move::Down)));
    desk.send(Msg::Mouse(Muis::Klik(5, 10)));
    assert_eq!(desk.screen(120, 40), form);
}
