//! What lies over a screen: data on a stack, never a loop of its own.

use std::cell::Cell;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::action::{Action, FormAction, Move, Reason};
use super::botsing::Botsingen;
use super::forms::text::TextField;
use super::forms::{Form, Purpose};
use super::keys::{self, Binding, Scope};
use super::model::Shared;
use super::msg::{Answer, Cmd, Query};
use super::phrases;
use super::place::Place;
use super::preview::Preview;
use super::text;
use super::theme::Theme;
use super::widgets::list::List;
use super::widgets::pen::Pen;
use super::widgets::table::select_row;

/// Something over the screen.
#[derive(Debug)]
pub enum Popup {
    Form(Box<Form>),
    Palette(Box<Palette>),
    Reader(Box<Reader>),
    Confirm(Confirm),
    Preview(Box<Preview>),
    Botsing(Box<Botsingen>),
}

/// Something that opens: a screen, the one before it, or a popup.
#[derive(Debug)]
pub enum Opening {
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
    Open(Box<Opening>),
}

/// Text to read, wrapped to the width it gets.
#[derive(Debug, Default)]
pub struct Reader {
    pub title: String,
    /// Paragraphs; an empty line is a blank line.
    pub body: Vec<Line<'static>>,
    /// Columns that continuation lines are set in, per paragraph.
    indent: usize,
    /// The question whose answer it shows, while that is not there yet.
    pub query: Option<Query>,
    /// Whether it says nothing that the aanbieder at the table may not see.
    is_for_table: bool,
    offset: Cell<usize>,
    page: Cell<usize>,
}

impl Reader {
    pub fn new(title: impl Into<String>, body: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), body, ..Self::default() }
    }

    /// Sets continuation lines in by so many columns.
    #[must_use]
    pub fn indent(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    /// For everybody to read: about the program, or about what is on the screen.
    #[must_use]
    pub const fn for_table(mut self) -> Self {
        self.is_for_table = true;
        self
    }

    /// Shows the answer to a question when it comes.
    #[must_use]
    pub fn waiting_for(mut self, query: Query) -> Self {
        self.query = Some(query);
        self
    }

    pub fn go(&mut self, to: Move) {
        let (offset, page) = (self.offset.get(), self.page.get().max(2) - 1);
        self.offset.set(match to {
            Move::Up => offset.saturating_sub(1),
            Move::Down => offset.saturating_add(1),
            Move::PageUp => offset.saturating_sub(page),
            Move::PageDown => offset.saturating_add(page),
            Move::First => 0,
            Move::Last => usize::MAX / 2,
            Move::Left | Move::Right => offset,
        });
    }

    /// The lines as they are at this width; styles are those of the first span of their paragraph beyond the first line.
    pub fn wrapped(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for paragraph in &self.body {
            if paragraph.width() <= width {
                lines.push(paragraph.clone());
                continue;
            }
            // Only a field with its label is set in; running text is not.
            let indent = if paragraph.spans.len() > 1 { self.indent } else { 0 };
            wrap_spans(paragraph, width, indent, &mut lines);
        }
        lines
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) {
        let lines = self.wrapped(area.width.into());
        let height = usize::from(area.height);
        let offset = self.offset.get().min(lines.len().saturating_sub(height));
        self.offset.set(offset);
        self.page.set(height);
        let mut pen = Pen::new(area, buf);
        if self.query.is_some() {
            pen.line(Span::styled("Laden…", theme.dim()));
        }
        let more = offset + height < lines.len();
        let take = if more { height.saturating_sub(1) } else { height };
        for line in lines.into_iter().skip(offset).take(take) {
            pen.line(line);
        }
        if more {
            pen.line(Span::styled("↓ meer", theme.dim()));
        }
    }
}

/// Wraps a styled line at words, keeping each word's style; continuation lines are set in.
fn wrap_spans(line: &Line<'static>, width: usize, indent: usize, out: &mut Vec<Line<'static>>) {
    let indent = indent.min(width / 2);
    let mut current: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for span in &line.spans {
        for piece in text::wrap_pieces(&span.content) {
            let w = text::width(piece);
            if used > indent && used + text::width(piece.trim_end()) > width {
                out.push(Line::from(std::mem::take(&mut current)));
                current.push(Span::raw(" ".repeat(indent)));
                used = indent;
            }
            // A word wider than the line is cut into lines of its own.
            let mut rest = piece.to_owned();
            while used + text::width(rest.trim_end()) > width && width > used {
                let head = text::take(&rest, width - used);
                if head.is_empty() {
                    break;
                }
                rest = rest.split_off(head.len());
                current.push(Span::styled(head, span.style));
                out.push(Line::from(std::mem::take(&mut current)));
                current.push(Span::raw(" ".repeat(indent)));
                used = indent;
            }
            used += text::width(&rest).min(w);
            current.push(Span::styled(rest, span.style));
        }
    }
    out.push(Line::from(current));
}

/// One line of the palette.
#[derive(Debug, Clone)]
pub struct Entry {
    pub binding: &'static Binding,
    pub available: Result<(), Reason>,
}

/// The command palette: every action of the screen below, found by typing a part of its label.
#[derive(Debug)]
pub struct Palette {
    pub typed: TextField,
    entries: Vec<Entry>,
    pub list: List,
}

impl Palette {
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { typed: TextField::line("", 80), entries, list: List::default() }
    }

    /// The entries that match what is typed, best first; all, in their own order, when nothing is typed.
    pub fn found(&self) -> Vec<&Entry> {
        let typed = self.typed.text();
        if typed.trim().is_empty() {
            return self.entries.iter().collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&typed, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, &Entry)> = self
            .entries
            .iter()
            .filter_map(|e| pattern.score(Utf32Str::new(e.binding.label, &mut buffer), &mut matcher).map(|s| (s, e)))
            .collect();
        found.sort_by_key(|(score, entry)| (entry.available.is_err(), std::cmp::Reverse(*score)));
        found.into_iter().map(|(_, e)| e).collect()
    }

    /// The chosen action, if it is one that can be done.
    pub fn chosen(&self) -> Option<Entry> {
        self.found().get(self.list.selected).map(|e| (*e).clone())
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) {
        let mut pen = Pen::new(area, buf);
        let row = pen.take(1);
        Pen::new(row, pen.buf).line(Span::styled("▌", theme.accent()));
        let field = Rect { x: row.x.saturating_add(2), width: row.width.saturating_sub(2), ..row };
        self.typed.draw(field, pen.buf, theme, true, false);
        pen.blank();
        let found = self.found();
        if found.is_empty() {
            pen.line(Span::styled("Geen opdracht die zo heet.", theme.dim()));
            return;
        }
        let rest = pen.rest();
        let window = self.list.window(found.len(), rest.height.into());
        for (y, n) in (rest.y..).zip(window) {
            let Some(entry) = found.get(n) else { continue };
            let row = Rect { y, height: 1, ..rest };
            let style = if entry.available.is_ok() { theme.text() } else { theme.dim() };
            let keys = Line::from(Span::styled(entry.binding.shown_first(), theme.accent()));
            let label = match &entry.available {
                Ok(()) => entry.binding.label.to_owned(),
                Err(reason) => format!("{}  {}", entry.binding.label, phrases::reason(reason)),
            };
            let room = usize::from(row.width).saturating_sub(keys.width() + 2);
            Pen::new(row, pen.buf).ends(Span::styled(text::cut(&label, room), style), keys);
            if n == self.list.selected {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }
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
            (Popup::Reader(reader), Answer::History(handelingen)) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = super::screens::afspraken::history_lines(handelingen, shared);
            }
            (Popup::Reader(reader), Answer::Bevindingen(bevindingen)) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = super::screens::rapportages::finding_lines(bevindingen, theme);
            }
            (Popup::Reader(reader), Answer::Versie(beeld)) if reader.query.as_ref() == Some(query) => {
                reader.query = None;
                reader.body = super::screens::rapportages::version_lines(beeld, theme);
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

/// What an action is called, for messages: the label of its first row in the table.
pub fn label(action: Action) -> &'static str {
    keys::BINDINGS.iter().find(|b| b.action == action).map_or("", |b| b.label)
}
