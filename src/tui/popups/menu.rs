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

/// The acts of the screen below that have no key of their own. Those that must wait stand last, each with what it waits for.
#[derive(Debug)]
pub struct Menu {
    entries: Vec<Entry>,
    list: List,
}

/// A line of the menu: of which act it is, whether it begins there, and what it says of why it must wait.
#[derive(Debug)]
struct Menuregel {
    act: usize,
    begins: bool,
    waits: String,
}

impl Menu {
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| entry.available.is_err());
        Self { entries, list: List::default() }
    }

    /// Its lines in so many columns: a reason stands behind its act, or below it where that is too long.
    fn lines(&self, room: usize) -> Vec<Menuregel> {
        let mut lines = Vec::new();
        for (act, entry) in self.entries.iter().enumerate() {
            let why = entry.available.as_ref().err().map(phrases::reason).unwrap_or_default();
            let behind = LETTER + text::width(entry.binding.label) + APART + text::width(&why) <= room;
            let (waits, below) = if behind { (why, String::new()) } else { (String::new(), why) };
            lines.push(Menuregel { act, begins: true, waits });
            if !below.is_empty() {
                let below = text::wrap(&below, room.saturating_sub(LETTER)).into_iter();
                lines.extend(below.map(|waits| Menuregel { act, begins: false, waits }));
            }
        }
        lines
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

    /// Its width and height in so many columns.
    pub fn size(&self, room: u16) -> (u16, u16) {
        let lines = self.lines(room.min(WIDEST).into());
        let width = |line: &Menuregel| {
            let label =
                if line.begins { self.entries.get(line.act).map_or(0, |entry| text::width(entry.binding.label)) } else { 0 };
            let apart = if line.begins && !line.waits.is_empty() { APART } else { 0 };
            LETTER + label + apart + text::width(&line.waits)
        };
        let widest = lines.iter().map(width).max().unwrap_or(0);
        let fits = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        (fits(widest), fits(lines.len()))
    }

    /// Chooses the n-th act; whether it was chosen already.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        self.list.press(n, self.entries.len())
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let lines = self.lines(area.width.into());
        // All that is said of the chosen one is in sight, its act before that.
        let at = lines.iter().position(|line| line.act == self.list.selected).unwrap_or(0);
        let last = lines.iter().rposition(|line| line.act == self.list.selected).unwrap_or(at);
        let skipped = (last + 1).saturating_sub(area.height.into()).min(at);
        let mut pen = Pen::new(area, buf);
        let width = pen.width();
        for line in lines.iter().skip(skipped).take(area.height.into()) {
            let row = pen.take(1);
            let mut pen = Pen::new(row, pen.buf);
            let Some(entry) = self.entries.get(line.act) else { continue };
            raak.plek(row, Raakplek::rij(line.act));
            if !line.begins {
                pen.line(Span::styled(format!("{:LETTER$}{}", "", line.waits), theme.dim()));
                continue;
            }
            let letter = entry.binding.letter().map(|key| key.to_string()).unwrap_or_default();
            let style = if entry.available.is_ok() { theme.text() } else { theme.dim() };
            let label = text::cut(entry.binding.label, width.saturating_sub(LETTER));
            let waits = if line.waits.is_empty() { String::new() } else { format!("{:APART$}{}", "", line.waits) };
            let letter = Span::styled(text::left(&letter, LETTER), theme.accent());
            pen.line(Line::from(vec![letter, Span::styled(label, style), Span::styled(waits, theme.dim())]));
            if line.act == self.list.selected {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }
}

/// As wide as it gets where there is room.
const WIDEST: u16 = 76;

/// What keeps a reason from its act.
const APART: usize = 2;

/// The room for a letter.
const LETTER: usize = 3;
