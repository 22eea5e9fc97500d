//! Keys and pasted text, also those that were ahead of an answer.

use super::daad::{after_edit, choose, dispatch, refilter};
use super::laden::mark;
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Program, Reason};
use crate::tui::ahead::{Pending, Typed};
use crate::tui::forms::text::Edit;
use crate::tui::keys::{self, Key, Moment, Scope, Werkwoord};
use crate::tui::model::Model;
use crate::tui::msg::Cmd;
use crate::tui::phrases;
use crate::tui::popups::{self, Popup};
use crate::tui::shared::Notice;

/// What was typed is done at once, or kept until it can be.
pub(super) fn on_typed(model: &mut Model, typed: Typed) -> Vec<Cmd> {
    let waits = match &typed {
        Typed::Key(key, _) if is_immediate(model, *key) => {
            model.ahead.take();
            false
        }
        _ if !model.ahead.is_empty() => true,
        Typed::Key(key, _) => must_wait(model, *key),
        Typed::Paste(_) => holds_all(model),
    };
    if !waits {
        return play(model, typed);
    }
    if !model.ahead.keep(typed) {
        model.notice = Some(Notice::Hint("Er wordt nog opgeslagen; wat u nu typt, wordt niet verwerkt.".into()));
    }
    Vec::new()
}

/// Does what was typed.
fn play(model: &mut Model, typed: Typed) -> Vec<Cmd> {
    let cmds = match typed {
        Typed::Key(key, at) => on_key(model, key, at),
        Typed::Paste(text) => on_paste(model, &text),
    };
    mark(model, &cmds);
    cmds
}

/// Plays what was typed ahead, as far as it can be done now.
pub(super) fn then_play(model: &mut Model, mut cmds: Vec<Cmd>) -> Vec<Cmd> {
    for typed in model.ahead.take() {
        cmds.extend(on_typed(model, typed));
    }
    cmds
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Cmd> {
    match model.popups.last_mut() {
        Some(Popup::Form(form)) => {
            let edit = form.paste(text);
            after_edit(model, edit)
        }
        Some(Popup::Palette(palette)) => {
            let _ = palette.typed.paste(text);
            palette.list.selected = 0;
            Vec::new()
        }
        Some(Popup::Kiezer(kiezer)) => {
            kiezer.paste(text);
            kiezer.query().map(Cmd::Load).into_iter().collect()
        }
        Some(_) => Vec::new(),
        None => {
            let filtering = model.screens.top().is_filtering();
            if let Some(filter) = model.screens.top_mut().filter_mut().filter(|_| filtering) {
                let _ = filter.field.paste(text);
            }
            refilter(model)
        }
    }
}

/// Whether everything that is typed waits: a change is under way, or the screen does not show yet what became of it. A popup
/// that stands over the reading anew is about rows that it has, and takes its keys.
pub(super) fn holds_all(model: &Model) -> bool {
    model.pending.holds_all() && (model.pending == Pending::Change || model.popups.is_empty())
}

/// Whether a key must wait for the store: an act on rows that are older than the last change would be refused as one on an old
/// version, or hit another row than the user sees next.
fn must_wait(model: &Model, key: Key) -> bool {
    let action = keys::lookup(&model.scopes(), key).map(|b| b.action);
    // At the table an outcome only adds to the gesprek that is shown; nobody waits for the agenda between two of them.
    let adds =
        action.is_some_and(|a| is_new_outcome(model, a)) && model.screens.top().shown_kwartaal() == Some(model.shared.kwartaal);
    if holds_all(model) {
        return model.pending == Pending::Change || !adds;
    }
    if let (Some(Popup::Kiezer(kiezer)), Some(action)) = (model.popups.last(), action) {
        return kiezer.must_wait(action);
    }
    if model.pending == Pending::Nothing || !model.popups.is_empty() || model.screens.top().is_filtering() {
        return false;
    }
    match action {
        None => false,
        Some(action @ (Action::Move(_) | Action::Go(_) | Action::View(_))) => {
            model.available(action) == Err(Reason::StillLoading)
        }
        Some(_) => !adds,
    }
}

fn is_new_outcome(model: &Model, action: Action) -> bool {
    let kinds = [GesprekAction::Besluit, GesprekAction::Mededeling, GesprekAction::Notitie].map(Action::Gesprek);
    model.screens.top().scope() == Scope::Tafel && (action == Action::Afspraak(AfspraakAction::New) || kinds.contains(&action))
}

/// Whether a key stops something, for which nobody waits. In what is typed ahead a letter is text; only with ctrl it is meant
/// now.
fn is_immediate(model: &Model, key: Key) -> bool {
    let found = keys::lookup(&model.scopes(), key).map(|b| b.action);
    let stops = matches!(found, Some(Action::Program(Program::Quit | Program::Cancel)));
    stops && (model.ahead.is_empty() || key.ctrl)
}

fn on_key(model: &mut Model, key: Key, at: Moment) -> Vec<Cmd> {
    model.notice = None;
    // A text field takes its keys before the table is asked; what it ignores is an action.
    let edit = match model.popups.last_mut() {
        Some(Popup::Form(form)) if !form.waiting => form.key(key, at),
        Some(Popup::Kiezer(kiezer)) => kiezer.key(key),
        Some(Popup::Palette(palette)) => {
            let edit = palette.typed.key(key);
            if edit == Edit::Changed {
                palette.list.selected = 0;
            }
            edit
        }
        None if model.screens.top().is_filtering() => {
            model.screens.top_mut().filter_mut().map_or(Edit::Ignored, |f| f.field.key(key))
        }
        _ => Edit::Ignored,
    };
    if edit != Edit::Ignored {
        return after_edit(model, edit);
    }
    if let Some(binding) = keys::lookup(&model.scopes(), key) {
        return dispatch(model, binding.action);
    }
    if let Some(Popup::Menu(menu)) = model.popups.last() {
        if let Some(action) = menu.under(key) {
            return choose(model, action);
        }
        let close = Werkwoord::Terug.shown();
        model.notice = Some(Notice::Hint(format!("Kies een letter uit het menu; {close} sluit het.")));
    }
    match model.popups.last() {
        // Where it is no text, as among choices, it asks for help as everywhere.
        Some(Popup::Form(_)) if keys::verb_of(key) == Some(Werkwoord::Hulp) => {
            return dispatch(model, Action::Program(Program::Help));
        }
        Some(Popup::Confirm(_)) => model.notice = Some(Notice::Hint(popups::unanswered())),
        Some(Popup::Reader(_) | Popup::Preview(_) | Popup::Taken(_)) => {
            model.notice = Some(Notice::Hint(phrases::no_use_here(key)));
        }
        None if !model.screens.top().is_filtering() => model.notice = Some(Notice::Hint(phrases::no_use(key))),
        _ => {}
    }
    Vec::new()
}
