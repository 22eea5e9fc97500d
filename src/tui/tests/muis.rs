//! The mouse, where it costs nothing.

use super::beelden::{BESIDES, SCREENS};
use crate::domain::Periode;
use crate::tui::action::{Action, Move, View};
use crate::tui::keys::{Muis, Scope, in_force};
use crate::tui::msg::Msg;
use crate::tui::popups::Popup;
use crate::tui::raak::{Raak, Raakplek};
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
    // Within what is read a press does nothing; a tab is reached from there as by its key.
    click(&mut desk, &format!("Afspraak {nummer}"));
    assert_eq!(desk.model.popups.len(), 1);
    click(&mut desk, "1 Overzicht");
    assert_eq!((desk.model.screens.top().scope(), desk.model.popups.len()), (Scope::Overzicht, 0));
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

/// Where something that can be chosen was drawn.
fn drawn(desk: &Zitting, plek: Raakplek) -> (u16, u16) {
    desk.draw(120, 40);
    let all = desk.model.shared.raak.plekken();
    all.iter().find(|(p, _)| *p == plek).unwrap_or_else(|| panic!("{plek:?}: {}", desk.screen(120, 40))).1
}

fn press(desk: &mut Zitting, plek: Raakplek) {
    let (x, y) = drawn(desk, plek);
    desk.send(Msg::Mouse(Muis::Klik(x, y)));
}

#[test]
fn what_arrows_choose_on_a_screen_a_press_chooses_too_and_again_opens_it() {
    for keys in SCREENS {
        let mut desk = Zitting::open();
        desk.keys(keys);
        let walks = desk.model.available(Action::Move(Move::Down)).is_ok();
        desk.draw(120, 40);
        let all = desk.model.shared.raak.plekken();
        // A text is scrolled, and a trail of a traject is read: there is nothing to choose.
        let reads = matches!(desk.model.popups.last(), Some(Popup::Reader(_)))
            || matches!(desk.model.screens.top().scope(), Scope::Traject)
            || desk.screen(120, 40).contains("Geen ");
        assert!(!walks || reads || !all.is_empty(), "{keys:?} has nothing to press: {}", desk.screen(120, 40));
        let Some((plek, (x, y))) = all.last().copied().filter(|_| desk.model.popups.is_empty()) else { continue };
        desk.keys("<home>").send(Msg::Mouse(Muis::Klik(x, y)));
        // The only one was chosen already.
        if all.iter().all(|(other, _)| *other == plek) {
            continue;
        }
        assert!(desk.model.popups.is_empty(), "{keys:?}: the first press opens nothing");
        let opens = desk.model.available(Action::View(View::Open)).is_ok();
        let (before, scope) = (desk.screen(120, 40), desk.model.screens.top().scope());
        press(&mut desk, plek);
        let opened = !desk.model.popups.is_empty() || desk.model.screens.top().scope() != scope;
        assert_eq!(opened, opens, "{keys:?}: {before}\n{}", desk.screen(120, 40));
    }
}

/// What is pressed so, with where it was drawn.
fn noted(desk: &Zitting, is: impl Fn(&Raak) -> bool) -> Vec<(Raak, (u16, u16))> {
    desk.draw(120, 40);
    desk.model.shared.raak.all().into_iter().filter(|(raak, _)| is(raak)).collect()
}

#[test]
fn a_chip_lists_the_part_that_its_key_goes_to_on_every_list() {
    let (mut lists, mut differ) = (0, 0);
    for keys in SCREENS.iter().chain(BESIDES) {
        let mut desk = Zitting::open();
        desk.keys(keys);
        let filters = desk.model.popups.is_empty() && desk.model.available(Action::View(View::Narrow)).is_ok();
        let of_list = desk.model.screens.top().list().is_some_and(|list| list.available(Action::View(View::Narrow)).is_some());
        let chips = noted(&desk, |raak| matches!(raak, Raak::Deel(_)));
        assert!(!(filters && of_list) || chips.len() > 1, "{keys:?} has no chip to press: {}", desk.screen(120, 40));
        if chips.is_empty() || !desk.model.popups.is_empty() {
            continue;
        }
        lists += 1;
        // By key one comes past the parts between, and the cursor with it.
        let press = |desk: &mut Zitting, n: usize| {
            let chips = noted(desk, |raak| *raak == Raak::Deel(n));
            desk.send(Msg::Mouse(Muis::Klik(chips[0].1.0, chips[0].1.1))).keys("<home>").screen(120, 40)
        };
        let mut seen = Vec::new();
        for n in 0..chips.len() {
            press(&mut desk, 0);
            let by_key = desk.keys(&"f".repeat(n)).keys("<home>").screen(120, 40);
            press(&mut desk, 0);
            assert_eq!(press(&mut desk, n), by_key, "{keys:?}: chip {n}");
            seen.push(by_key);
        }
        differ += usize::from(seen.first() != seen.get(1));
    }
    assert!(lists > 12 && differ > 10, "{lists} {differ}");
}

#[test]
fn a_title_sorts_by_its_column_and_again_turns_it_round_on_every_list() {
    let mut lists = 0;
    for keys in SCREENS {
        let mut desk = Zitting::open();
        desk.keys(keys);
        let sorts = in_force(&desk.model.scopes()).iter().any(|row| row.action == Action::View(View::Sort));
        if !sorts || !desk.model.popups.is_empty() || desk.model.available(Action::View(View::Sort)).is_err() {
            continue;
        }
        let titles = noted(&desk, |raak| matches!(raak, Raak::Kolom(_)));
        let before = desk.screen(120, 40);
        let sorted = desk.keys("o").screen(120, 40);
        assert!(sorted == before || !titles.is_empty(), "{keys:?} has no title to press: {before}");
        // Back to its own order.
        let mut desk = Zitting::open();
        desk.keys(keys).draw(120, 40);
        for (raak, (x, y)) in titles.into_iter().filter(|(raak, _)| *raak != Raak::Kolom(0)) {
            let Raak::Kolom(n) = raak else { continue };
            lists += 1;
            let mut by_key = Zitting::open();
            by_key.keys(keys).keys(&"o".repeat(n));
            let first = desk.send(Msg::Mouse(Muis::Klik(x, y))).screen(120, 40);
            assert_eq!(first, by_key.screen(120, 40), "{keys:?}: title {n}");
            let again = desk.send(Msg::Mouse(Muis::Klik(x, y))).screen(120, 40);
            assert_eq!(again, by_key.keys("O").screen(120, 40), "{keys:?}: title {n}, turned round");
            break;
        }
    }
    assert!(lists > 5, "{lists}");
}

#[test]
fn a_gemeente_above_a_list_is_pressed_as_its_key_goes_to_it() {
    for keys in ["7", "A", "As"] {
        let mut desk = Zitting::open();
        desk.keys(keys);
        let rows = noted(&desk, |raak| matches!(raak, Raak::Keuze { .. }));
        assert!(rows.len() > 7, "{keys}");
        let at = |raak: Raak| rows.iter().find(|(r, _)| *r == raak).map(|(_, at)| *at);
        let (x, y) = at(Raak::Keuze { rij: 0, plek: 2 }).unwrap();
        let pressed = desk.send(Msg::Mouse(Muis::Klik(x, y))).screen(120, 40);
        let mut by_key = Zitting::open();
        assert_eq!(pressed, by_key.keys(keys).keys("<right><right>").screen(120, 40), "{keys}");
        let (x, y) = at(Raak::Keuze { rij: 0, plek: 0 }).unwrap();
        assert_eq!(
            desk.send(Msg::Mouse(Muis::Klik(x, y))).keys("<home>").screen(120, 40),
            Zitting::open().keys(keys).screen(120, 40),
            "{keys}"
        );
    }
}

#[test]
fn a_figure_is_chosen_by_norm_and_aanbieder_and_opened() {
    let mut desk = Zitting::open();
    press(&mut desk, Raakplek::cel(3, 1));
    let norm = desk.model.shared.normen[3].clone();
    assert_eq!(desk.model.shared.norm, Some(norm.clone()));
    assert_eq!(desk.model.shared.aanbieder, desk.model.shared.columns()[1]);
    // The name of a norm leaves the aanbieder as it is.
    press(&mut desk, Raakplek::rij(4));
    assert_eq!(desk.model.shared.aanbieder, desk.model.shared.columns()[1]);
    press(&mut desk, Raakplek::cel(3, 1));
    press(&mut desk, Raakplek::cel(3, 1));
    assert_eq!(desk.model.screens.top().scope(), Scope::Herleiding);
    // Of one norm it is the aanbieder and the period.
    desk.keys("2");
    press(&mut desk, Raakplek::cel(Periode::Jaar as usize, 2));
    let chosen = (desk.model.shared.periode, desk.model.shared.aanbieder, desk.model.shared.norm.clone());
    assert_eq!(chosen, (Periode::Jaar, desk.model.shared.columns()[2], Some(norm)));
}

#[test]
fn the_lines_of_the_overview_go_where_their_keys_go() {
    let mut desk = Zitting::open();
    click(&mut desk, "Te doen");
    assert!(desk.screen(120, 40).contains("─ Te doen ─") || matches!(desk.model.popups.last(), Some(Popup::Taken(_))));
    // Beside what is read one press takes it away, and does no more.
    desk.send(Msg::Mouse(Muis::Klik(0, 20)));
    assert!(desk.model.popups.is_empty());
    click(&mut desk, " Afspraken    ");
    assert_eq!(desk.model.screens.top().scope(), Scope::Afspraken);
}

#[test]
fn a_gemeente_is_chosen_on_its_line_and_on_the_map() {
    let mut desk = Zitting::open();
    desk.keys("3");
    for naam in ["Venray", "Gennep"] {
        click(&mut desk, naam);
        let at = desk.screen(120, 40);
        click(&mut desk, naam);
        assert!(desk.screen(120, 40).contains(&format!("╭ {naam} ")), "{naam}: {at}");
        desk.keys("<esc>");
    }
    // The first place of it that is drawn is on the map, beside the matrix.
    let first = |desk: &Zitting, n: usize| drawn(desk, Raakplek::rij(n)).0;
    assert!((0..7).all(|n| first(&desk, n) < 40), "the map is at the left");
}

#[test]
fn in_a_menu_and_in_what_is_found_a_press_chooses_and_then_does() {
    let mut desk = Zitting::open();
    desk.keys("4d");
    click(&mut desk, "t  Trek deze afspraak in");
    assert!(matches!(desk.model.popups.last(), Some(Popup::Menu(_))));
    click(&mut desk, "t  Trek deze afspraak in");
    assert!(matches!(desk.model.popups.last(), Some(Popup::Form(_))), "{}", desk.screen(120, 40));
    desk.keys("<esc><ctrl+p>kalender");
    let open = desk.screen(120, 40);
    // What was typed stays, wherever one presses beside it.
    desk.send(Msg::Mouse(Muis::Klik(0, 20)));
    assert_eq!(desk.screen(120, 40), open);
    press(&mut desk, Raakplek::rij(0));
    assert_eq!(desk.model.screens.top().scope(), Scope::Kalender, "the first was chosen already");
}

#[test]
fn in_a_form_a_press_goes_to_a_field_and_takes_a_choice() {
    let mut desk = Zitting::open();
    desk.keys("7nEen signaal");
    let Some(Popup::Form(form)) = desk.model.popups.last() else { panic!("no form") };
    let last = form.fields.len() - 1;
    press(&mut desk, Raakplek::rij(last));
    let Some(Popup::Form(form)) = desk.model.popups.last() else { panic!("no form") };
    assert_eq!(form.focused(), form.fields[last].key);
    desk.draw(120, 40);
    let options: Vec<Raakplek> =
        desk.model.shared.raak.plekken().into_iter().map(|(p, _)| p).filter(|p| p.kolom.is_some()).collect();
    let second = *options.iter().find(|p| p.kolom == Some(1)).expect("a choice with its options");
    let first = Raakplek { kolom: Some(0), ..second };
    let value = |desk: &Zitting| {
        let Some(Popup::Form(form)) = desk.model.popups.last() else { panic!("no form") };
        form.fields[second.rij].value()
    };
    press(&mut desk, first);
    let before = value(&desk);
    press(&mut desk, second);
    assert_ne!(value(&desk), before);
    // Beside it nothing is lost.
    desk.send(Msg::Mouse(Muis::Klik(0, 20)));
    let Some(Popup::Form(form)) = desk.model.popups.last() else { panic!("the form went away") };
    assert!(form.is_changed());
}

#[test]
fn a_key_of_the_footer_does_what_it_says() {
    let mut desk = Zitting::open();
    click(&mut desk, "? hulp");
    assert!(desk.screen(120, 40).contains("Hulp"), "{}", desk.screen(120, 40));
    desk.keys("<esc>4");
    click(&mut desk, "doen…");
    assert!(matches!(desk.model.popups.last(), Some(Popup::Menu(_))));
}

#[test]
fn a_press_on_a_row_ends_the_search_on_it() {
    let mut desk = Zitting::open();
    desk.keys("4/2025");
    assert!(desk.model.screens.top().is_filtering());
    press(&mut desk, Raakplek::rij(1));
    assert!(!desk.model.screens.top().is_filtering());
    assert!(desk.screen(120, 40).contains(" 2 van "), "{}", desk.screen(120, 40));
}
