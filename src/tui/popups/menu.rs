//! What a screen can do further, each act with its letter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Entry;
use crate::tui::action::{Action, Move};
use crate::tui::keys::Key;
use crate::tui::phrases;
use crate::tui::raak::{Raakplek, Raakvlakken};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;

/// The acts of the screen below that have no key of their own. Those that must wait stand last, below what they wait for.
#[derive(Debug)]
pub struct Menu {
    entries: Vec<Entry>,
    lines: Vec<Menuregel>,
    list: List,
}

/// A line of the menu: an act by its place, or what the acts below it wait for.
#[derive(Debug)]
enum Menuregel {
    Act(usize),
    Waits(String),
}

impl Menu {
    pub fn new(mut entries: Vec<Entry>) -> Self {
        let reason = |entry: &Entry| entry.available.as_ref().err().map(phrases::reason);
        // Those that wait for the same come together, in the order in which the first of them stands.
        let order: Vec<Option<String>> = entries.iter().map(reason).collect();
        let place = |entry: &Entry| reason(entry).map(|why| order.iter().position(|w| w.as_ref() == Some(&why)));
        entries.sort_by_key(place);
        let mut lines = Vec::new();
        let mut last: Option<String> = None;
        for (n, entry) in entries.iter().enumerate() {
            let why = reason(entry);
            if let Some(why) = why.as_ref().filter(|why| last.as_ref() != Some(why)) {
                lines.extend(text::wrap(why, WIDEST).into_iter().map(Menuregel::Waits));
            }
            last = why;
            lines.push(Menuregel::Act(n));
        }
        Self { entries, lines, list: List::default() }
    }

    pub fn go(&mut self, to: Move) {
        self.list.go(to, self.entries.len());
    }

    pub fn chosen(&self) -> Option<Action> {
        self.entries.get(self.list.selected).map(|entry| entry.binding.action)
    }

    /// The act under a letter.
    pub fn under(&self, key: Key) -> Option<Action> {
        self.entries.iter().find(|entry| entry.binding.letter() == Some(key)).map(|entry| entry.binding.action)
    }

    /// Its width and height, as far as there is room.
    pub fn size(&self) -> (u16, u16) {
        let width = |line: &Menuregel| match line {
            Menuregel::Act(n) => LETTER + self.entries.get(*n).map_or(0, |entry| text::width(entry.binding.label)),
            Menuregel::Waits(why) => text::width(why),
        };
        let widest = self.lines.iter().map(width).max().unwrap_or(0);
        let fits = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        (fits(widest), fits(self.lines.len()))
    }

    /// Chooses the n-th act; whether it was chosen already.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        self.list.press(n, self.entries.len())
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let at = self.lines.iter().position(|line| matches!(line, Menuregel::Act(n) if *n == self.list.selected)).unwrap_or(0);
        let skipped = (at + 1).saturating_sub(usize::from(area.height));
        let mut pen = Pen::new(area, buf);
        let width = pen.width();
        for (n, line) in self.lines.iter().enumerate().skip(skipped).take(area.height.into()) {
            let row = pen.take(1);
            let mut pen = Pen::new(row, pen.buf);
            match line {
                Menuregel::Waits(why) => pen.line(Span::styled(text::cut(why, width), theme.dim())),
                Menuregel::Act(place) => {
                    let Some(entry) = self.entries.get(*place) else { continue };
                    let letter = entry.binding.letter().map(|key| key.to_string()).unwrap_or_default();
                    let style = if entry.available.is_ok() { theme.text() } else { theme.dim() };
                    let label = text::cut(entry.binding.label, width.saturating_sub(LETTER));
                    let letter = Span::styled(text::left(&letter, LETTER), theme.accent());
                    pen.line(Line::from(vec![letter, Span::styled(label, style)]));
                    raak.plek(row, Raakplek::rij(*place));
                }
            }
            if n == at {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }
}

/// Where a sentence in it goes on on the next line.
const WIDEST: usize = 64;

/// The room for a letter.
const LETTER: usize = 3;
