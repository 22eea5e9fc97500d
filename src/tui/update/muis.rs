//! What the mouse does: a press chooses what it is on and opens it when it was chosen already, or does what a key of the footer
//! or a tab does; the wheel walks. What it is on is told by what was drawn ([`Raak`]).
//!
//! It does nothing that a key does not, and only where nobody waits for the store: where something is decides here, and that may
//! be another row by then.

use super::daad::{after_edit, dispatch, perform};
use super::getypt::holds_all;
use super::laden::mark;
use crate::tui::action::{Action, View};
use crate::tui::keys::Muis;
use crate::tui::model::Model;
use crate::tui::msg::Cmd;
use crate::tui::popups::Popup;
use crate::tui::raak::{Raak, Raakplek};
use crate::tui::screens::Effects;
use crate::tui::screens::listing::AnyList;
use crate::tui::shared::Shared;

pub(super) fn on_mouse(model: &mut Model, muis: Muis) -> Vec<Cmd> {
    if !model.ahead.is_empty() || holds_all(model) {
        return Vec::new();
    }
    model.notice = None;
    let cmds = match muis {
        // In a form the arrows are for what is typed, and a question is answered.
        Muis::Wiel(_) if matches!(model.popups.last(), Some(Popup::Form(_) | Popup::Confirm(_))) => Vec::new(),
        Muis::Wiel(to) => try_to(model, Action::Move(to)),
        Muis::Klik(x, y) => match model.shared.raak.at(x, y) {
            Some(Raak::Doe(action)) => try_to(model, action),
            Some(Raak::Plek(plek)) => press(model, plek),
            Some(Raak::Deel(n)) => in_list(model, Action::View(View::Narrow), |list, shared| list.show_part(n, shared)),
            Some(Raak::Kolom(n)) => in_list(model, Action::View(View::Sort), |list, shared| list.order_by(n, shared)),
            Some(Raak::Keuze { rij, plek }) => {
                let effects = model.screens.top_mut().press_choice(rij, plek, &mut model.shared);
                perform(model, effects)
            }
            Some(Raak::Buiten) if closes_from_outside(model) => try_to(model, Action::View(View::Back)),
            Some(Raak::Buiten) | None => Vec::new(),
        },
    };
    mark(model, &cmds);
    cmds
}

/// Does it, where it can be done. That it cannot is not said: nobody pressed a key for it.
fn try_to(model: &mut Model, action: Action) -> Vec<Cmd> {
    if model.available(action).is_ok() { dispatch(model, action) } else { Vec::new() }
}

/// Does with the list of the screen what the key of this action does with it, where that can be done.
fn in_list(model: &mut Model, key: Action, does: impl FnOnce(&mut dyn AnyList, &Shared) -> Effects) -> Vec<Cmd> {
    if model.available(key).is_err() {
        return Vec::new();
    }
    let effects = model.screens.top_mut().list_mut().map(|list| does(list, &model.shared)).unwrap_or_default();
    perform(model, effects)
}

/// Whether a press beside what lies over the screen takes it away: not where something is typed or decided.
fn closes_from_outside(model: &Model) -> bool {
    match model.popups.last() {
        Some(Popup::Reader(_) | Popup::Menu(_) | Popup::Taken(_)) => true,
        Some(Popup::Palette(palette)) => palette.typed.is_empty(),
        Some(Popup::Form(_) | Popup::Kiezer(_) | Popup::Confirm(_) | Popup::Preview(_) | Popup::Botsing(_)) | None => false,
    }
}

/// Chooses what stands there; opens what was chosen already.
fn press(model: &mut Model, plek: Raakplek) -> Vec<Cmd> {
    let theme = model.shared.theme();
    let was_chosen = match model.popups.last_mut() {
        Some(Popup::Palette(palette)) => palette.press(plek.rij),
        Some(Popup::Menu(menu)) => menu.press(plek.rij),
        Some(Popup::Taken(taken)) => taken.press(plek.rij),
        Some(Popup::Kiezer(kiezer)) if kiezer.query().is_none() => kiezer.press(plek.rij),
        Some(Popup::Form(form)) => {
            let edit = form.press(plek);
            return after_edit(model, edit);
        }
        Some(Popup::Preview(preview)) => {
            preview.press(plek.rij, theme);
            None
        }
        Some(Popup::Botsing(botsing)) => {
            botsing.press(plek);
            None
        }
        Some(Popup::Kiezer(_) | Popup::Reader(_) | Popup::Confirm(_)) => None,
        None => {
            let screen = model.screens.top_mut();
            // Whoever presses a row has said what was looked for.
            let was_looking = screen.is_filtering();
            screen.press(plek, &mut model.shared).map(|was| was || was_looking)
        }
    };
    if was_chosen == Some(true) { try_to(model, Action::View(View::Open)) } else { Vec::new() }
}
