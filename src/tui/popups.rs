//! What lies over a screen: data on a stack, never a loop of its own.

mod kiezer;
mod menu;
mod palette;
mod preview;
mod reader;
mod taken;

pub use kiezer::{Kiezer, Stap};
pub use menu::Menu;
pub use palette::{CommandPalette, Entry, label};
pub use preview::Preview;
pub use reader::Reader;
pub use taken::{Takenlijst, date_width, day_of};

use ratatui::text::{Line, Span};

use super::action::{Action, FormAction};
use super::botsing::Botsingen;
use super::forms::Form;
use super::keys::{self, Binding, Scope};
use super::lines;
use super::msg::{Answer, Cmd, Query};
use super::phrases;
use super::place::Place;
use super::shared::Shared;
use super::text;
use super::theme::Theme;

/// Something over the screen.
#[derive(Debug)]
pub enum Popup {
    Form(Box<Form>),
    Kiezer(Box<Kiezer>),
    Palette(Box<CommandPalette>),
    Menu(Box<Menu>),
    Reader(Box<Reader>),
    Taken(Box<Takenlijst>),
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
            Self::Confirm(_) | Self::Palette(_) | Self::Menu(_) | Self::Botsing(_) => true,
            Self::Reader(reader) => reader.is_for_table,
            Self::Kiezer(_) | Self::Preview(_) | Self::Taken(_) => false,
        }
    }

    /// What it is called before it opens.
    pub fn naam(&self) -> &str {
        match self {
            Self::Form(form) => &form.title,
            Self::Reader(reader) => &reader.title,
            Self::Kiezer(_) => "Inlezen",
            Self::Preview(_) => "Controle vóór het opslaan",
            Self::Taken(_) => "Te doen",
            Self::Confirm(_) | Self::Palette(_) | Self::Menu(_) | Self::Botsing(_) => "Dit",
        }
    }

    /// Whether it is about what is chosen on the screen below, whose keys hold too.
    pub const fn is_of_row(&self) -> bool {
        matches!(self, Self::Reader(reader) if reader.is_of_row)
    }

    /// The scopes whose keys it takes; nothing else below it is reachable.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Form(_) => &[Scope::Form],
            Self::Kiezer(_) => &[Scope::Pad],
            Self::Palette(_) => &[Scope::Palette],
            Self::Menu(_) => &[Scope::Menu],
            Self::Reader(reader) if reader.verder.is_some() => &[Scope::Verder, Scope::Reader, Scope::List],
            Self::Reader(_) => &[Scope::Reader, Scope::List],
            Self::Taken(_) => &[Scope::Taken],
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
    /// Ends the program.
    Quit,
    /// Sends a command out.
    Do(Option<Cmd>),
    /// Does an action on the screen below.
    Act(Action),
    /// Opens what the table would not see otherwise.
    Open(Box<ToOpen>),
}

/// The help text: the keys that do something on this screen, then the acts that must wait, with what they wait for.
pub fn help(entries: impl Iterator<Item = Entry>, theme: Theme) -> Vec<Line<'static>> {
    let mut body = Vec::new();
    let heading = |body: &mut Vec<Line<'static>>, text: &str| {
        if !body.is_empty() {
            body.push(Line::default());
        }
        body.push(Line::from(Span::styled(text.to_owned(), theme.strong())));
    };
    let line = |entry: &Entry, said: String| {
        Line::from(vec![Span::styled(text::left(&entry.shown(), 18), theme.accent()), Span::raw(" "), Span::raw(said)])
    };
    // What only the palette finds is asked for by a key that stands here.
    let entries = entries.filter(|entry| !entry.binding.is_found_only());
    let (now, later): (Vec<Entry>, Vec<Entry>) = entries.partition(|entry| entry.available.is_ok());
    let mut last = None;
    for entry in &now {
        if last.replace(entry.binding.scope) != Some(entry.binding.scope) {
            heading(&mut body, entry.binding.scope.naam());
        }
        body.push(line(entry, entry.binding.label.to_owned()));
    }
    if !later.is_empty() {
        heading(&mut body, "Nu niet");
    }
    for (reason, waiting) in by_reason(&later) {
        match waiting.as_slice() {
            [entry] => body.push(line(entry, format!("{}: {reason}", entry.binding.label))),
            several => {
                body.push(Line::raw(reason));
                body.extend(several.iter().map(|entry| line(entry, entry.binding.label.to_owned())));
            }
        }
    }
    body
}

/// The acts that must wait, those that wait for the same together; what only one waits for comes first, so that it does not seem to
/// wait for what stands above it.
fn by_reason(later: &[Entry]) -> Vec<(String, Vec<&Entry>)> {
    let mut reasons: Vec<(String, Vec<&Entry>)> = Vec::new();
    for entry in later {
        let reason = entry.available.as_ref().err().map(phrases::reason).unwrap_or_default();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, waiting)) => waiting.push(entry),
            None => reasons.push((reason, vec![entry])),
        }
    }
    reasons.sort_by_key(|(_, waiting)| waiting.len() > 1);
    reasons
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
                | Answer::Puntgeschiedenis(handelingen)
                | Answer::Aandachtgeschiedenis(handelingen)
                | Answer::Registergeschiedenis(handelingen),
            ) if reader.query.as_ref() == Some(query) => {
                reader.receive(lines::history_lines(handelingen, shared), theme);
            }
            (Popup::Reader(reader), Answer::Versie(beeld)) if reader.query.as_ref() == Some(query) => {
                reader.receive(lines::version_lines(beeld, theme), theme);
            }
            (Popup::Kiezer(kiezer), Answer::Map(lijst)) => {
                if let Query::Map(folder) = query {
                    kiezer.show(folder, (**lijst).clone());
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
