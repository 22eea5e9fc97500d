//! What the mouse does: a press on a tab goes there, one on a row chooses it and on the chosen row opens it; the wheel walks.
//!
//! It does nothing that a key does not, and only where nobody waits for the store: where something is decides here, and that may
//! be another row by then.

use super::daad::dispatch;
use super::getypt::holds_all;
use super::laden::mark;
use crate::tui::action::{Action, View};
use crate::tui::keys::Muis;
use crate::tui::model::Model;
use crate::tui::msg::Cmd;
use crate::tui::popups::Popup;
use crate::tui::widgets::chrome;

pub(super) fn on_mouse(model: &mut Model, muis: Muis) -> Vec<Cmd> {
    if !model.ahead.is_empty() || holds_all(model) {
        return Vec::new();
    }
    model.notice = None;
    let cmds = match meant(model, muis) {
        // What can not be done here is not said: nobody pressed a key for it.
        Some(action) if model.available(action).is_ok() => dispatch(model, action),
        _ => Vec::new(),
    };
    mark(model, &cmds);
    cmds
}

/// What is to be done for it; a row that is chosen needs no more.
fn meant(model: &mut Model, muis: Muis) -> Option<Action> {
    match muis {
        // In a form the arrows are for what is typed, and a question is answered.
        Muis::Wiel(to) if !matches!(model.popups.last(), Some(Popup::Form(_) | Popup::Confirm(_))) => Some(Action::Move(to)),
        Muis::Klik(x, y) if model.popups.is_empty() && !model.screens.top().is_filtering() => {
            if y == chrome::TABS {
                return chrome::tab_at(x, model.width.get(), model.screens.top().tab()).map(Action::Go);
            }
            let was_chosen = model.screens.top_mut().list_mut()?.click(y)?;
            was_chosen.then_some(Action::View(View::Open))
        }
        Muis::Wiel(_) | Muis::Klik(..) => None,
    }
}
