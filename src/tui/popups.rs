//! What lies over a screen: data on a stack, never a loop of its own.

mod palette;
mod preview;
mod reader;

pub use palette::{CommandPalette, Entry, label};
pub use preview::Preview;
pub use reader::Reader;

use ratatui::text::{Line, Span};

use super::action::{Action, FormAction};
use super::botsing::Botsingen;
use super::forms::{Form, Purpose};
use super::keys::{self, Binding, Scope};
use super::lines;
use super::msg::{Answer, Cmd, Query};
use super::place::Place;
use super::shared::Shared;
use super::text;
use super::theme::Theme;

/// Something over the screen.
#[derive(Debug)]
pub enum Popup {
    Form(Box<Form>),
    Palette(Box<CommandPalette>),
    Reader(Box<Reader>),
    Confirm(Confirm),
    Preview(Box<Preview>),
    Botsing(Box<Botsingen>),
}

/// Something that opens: a screen, the one before it, or a popup.
#[derive(Debug)]
pub enum ToOpen {
    Place(Place),
    /// Back to where one came from.
    Back,
    Popup(Popup),
}

impl Popup {
    /// Whether the aanbieder at the table may see it, whatever is in it.
    pub const fn is_for_table(&self) -> bool {
        match self {
            Self::Form(form) => form.purpose.is_for_table(),
            // A question is about what is seen already, a clash about the form below it, and a label of a key is no secret.
            Self::Confirm(_) | Self::Palette(_) | Self::Botsing(_) => true,
            Self::Reader(reader) => reader.is_for_table,
            Self::Preview(_) => false,
        }
    }

    /// The scopes whose keys it takes; nothing below it is reachable.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Form(form) if matches!(form.purpose, Purpose::Inlezen) => &[Scope::Pad],
            Self::Form(_) => &[Scope::Form],
            Self::Palette(_) => &[Scope::Palette],
            Self::Reader(_) => &[Scope::Reader, Scope::List],
            Self::Confirm(_) => &[Scope::Confirm],
            Self::Preview(_) => &[Scope::Preview, Scope::List],
            Self::Botsing(_) => &[Scope::Botsing],
        }
    }
}

/// A question with yes and no.
#[derive(Debug)]
pub struct Confirm {
    pub question: String,
    /// What yes means, after which the popup is gone.
    pub yes: Yes,
}

#[derive(Debug)]
pub enum Yes {
    /// Drops the form under the question, and its draft.
    DropForm,
    /// Sends the form under the question again, now over the files that are there.
    Replace,
    /// Sends the form under the question again, now with the names that are in it.
    Named,
    /// Sends a command out.
    Do(Option<Cmd>),
    /// Does an action on the screen below.
    Act(Action),
    /// Opens what the table would not see otherwise.
    Open(Box<ToOpen>),
}

/// The help text: the keys of the scopes in force, then everything else.
pub fn help(scopes: &[Scope], theme: Theme) -> Vec<Line<'static>> {
    let mut body = Vec::new();
    let in_force = keys::in_force(scopes);
    let rest = Scope::ALL.into_iter().filter(|s| !scopes.contains(s));
    for scope in scopes.iter().copied().chain(rest) {
        // Of the scopes in force only what a narrower one has not taken.
        let holds = |b: &&Binding| !scopes.contains(&scope) || in_force.iter().any(|f| std::ptr::eq(*f, *b));
        let rows: Vec<_> = keys::BINDINGS.iter().filter(|b| b.scope == scope).filter(holds).collect();
        if rows.is_empty() {
            continue;
        }
        if !body.is_empty() {
            body.push(Line::default());
        }
        body.push(Line::from(Span::styled(scope.naam(), theme.strong())));
        for row in rows {
            body.push(Line::from(vec![
                Span::styled(text::left(&row.shown(), 18), theme.accent()),
                Span::raw(" "),
                Span::raw(row.label),
            ]));
        }
    }
    body
}

/// Hands an answer to the popups that wait for it; the theme colours what becomes text.
pub fn answer(popups: &mut [Popup], query: &Query, answer: &Answer, shared: &Shared) {
    let theme = shared.theme();
    for popup in popups {
        match (popup, answer) {
            (
                Popup::Reader(reader),
                Answer::History(handelingen)
                | Answer::Signaalgeschiedenis(handelingen)
                | Answer::Registergeschiedenis(handelingen),
            ) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = lines::history_lines(handelingen, shared);
            }
            (Popup::Reader(reader), Answer::Bevindingen(bevindingen)) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = lines::finding_lines(bevindingen, theme);
            }
            (Popup::Reader(reader), Answer::Versie(beeld)) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = lines::version_lines(beeld, theme);
            }
            (Popup::Form(form), Answer::Paths(paths)) => {
                if let Query::Paths(typed) = query
                    && form.value("pad") == *typed
                    && let Some(field) = form.field_mut("pad")
                {
                    field.offer(paths.clone());
                }
            }
            _ => {}
        }
    }
}

/// What a question says to a key that is no answer.
pub fn unanswered() -> String {
    let shown = |answer| {
        let row = keys::BINDINGS.iter().find(|b| b.scope == Scope::Confirm && b.action == Action::Form(answer));
        row.map(Binding::shown_first).unwrap_or_default()
    };
    format!("Antwoord met {} (ja) of {} (nee).", shown(FormAction::Yes), shown(FormAction::No))
}
