//! The command palette: what can be done here, by name.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::{Action, Reason};
use crate::tui::forms::text::TextField;
use crate::tui::keys::{self, Binding};
use crate::tui::phrases;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;

/// One line of the palette.
#[derive(Debug, Clone)]
pub struct Entry {
    pub binding: &'static Binding,
    pub available: Result<(), Reason>,
}

/// The command palette: every action of the screen below, found by typing a part of its label.
#[derive(Debug)]
pub struct CommandPalette {
    pub typed: TextField,
    entries: Vec<Entry>,
    pub list: List,
}

impl CommandPalette {
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

/// What an action is called, for messages: the label of its first row in the table.
pub fn label(action: Action) -> &'static str {
    keys::BINDINGS.iter().find(|b| b.action == action).map_or("", |b| b.label)
}
