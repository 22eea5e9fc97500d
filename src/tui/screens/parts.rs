//! What screens are made of: the filter line, and data from the store.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::Melding;
use crate::domain::Gemeente;
use crate::tui::action::{Reason, Step};
use crate::tui::forms::text::TextField;
use crate::tui::raak::Raak;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chips::Keuzechip;
use crate::tui::widgets::pen::{self, Pen};
use crate::tui::widgets::table::columns_of;

/// The filter line of a list.
#[derive(Debug)]
pub struct Filter {
    pub field: TextField,
    /// Whether keys go to it.
    pub editing: bool,
}

impl Default for Filter {
    fn default() -> Self {
        Self { field: TextField::line("", 80), editing: false }
    }
}

impl Filter {
    /// What is searched for.
    pub fn words(&self) -> Words {
        Words(self.field.text().to_lowercase().split_whitespace().map(str::to_owned).collect())
    }

    /// Draws the filter line, when there is something to show.
    pub fn draw(&self, pen: &mut Pen<'_>, theme: Theme) {
        if !self.editing && self.field.is_empty() {
            return;
        }
        let row = pen.take(1);
        let mark = if self.editing { theme.accent() } else { theme.dim() };
        Pen::new(row, pen.buf).line(Span::styled(SEARCH, mark));
        let before = columns_of(text::width(SEARCH));
        let rest = Rect { x: row.x.saturating_add(before), width: row.width.saturating_sub(before), ..row };
        self.field.draw(rest, pen.buf, theme, self.editing, false);
    }
}

/// What stands before the words that are searched for.
const SEARCH: &str = " zoek ▸ ";

/// Words that are searched for.
pub struct Words(Vec<String>);

impl Words {
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in lower case.
    pub fn each(&self) -> &[String] {
        &self.0
    }

    /// Whether all of them occur in a text, without case.
    pub fn are_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }
}

/// Data from the store: what is shown, and what went wrong when it was asked for last.
#[derive(Debug)]
pub struct Remote<T> {
    pub data: Option<T>,
    pub error: Option<Melding>,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { data: None, error: None }
    }
}

impl<T> Remote<T> {
    pub fn set(&mut self, data: T) {
        self.data = Some(data);
        self.error = None;
    }

    /// What was asked for could not be read. What was read before is not shown any more, so nothing acts on it either.
    pub fn fail(&mut self, melding: Melding) {
        (self.data, self.error) = (None, Some(melding));
    }

    /// Why there is no data.
    pub const fn absence(&self) -> Reason {
        if self.error.is_some() { Reason::NoData } else { Reason::StillLoading }
    }

    /// Draws what there is to say when there is no data; true when that was all.
    pub fn draw_absence(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> bool {
        if let Some(melding) = &self.error {
            let area = pen::inset(area, 2);
            let mut pen = Pen::new(area, buf);
            pen.blank();
            for line in text::wrap(&melding.tekst, area.width.into()) {
                pen.line(Span::styled(line, theme.bad()));
            }
            for line in melding.hint.iter().flat_map(|h| text::wrap(h, area.width.into())) {
                pen.line(Span::raw(line));
            }
            return true;
        }
        if self.data.is_none() {
            let mut pen = Pen::new(area, buf);
            pen.blank();
            pen.line(Span::styled("  Laden…", theme.dim()));
            return true;
        }
        false
    }
}

/// The next of all, then None, then the first again; or the other way round.
pub(super) fn turn<T: Copy + PartialEq>(all: &[T], now: Option<T>, step: Step) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|x| *x == now));
    match (step, at) {
        (Step::Next, None) => all.first().copied(),
        (Step::Next, Some(n)) => all.get(n + 1).copied(),
        (Step::Previous, None) => all.last().copied(),
        (Step::Previous, Some(n)) => n.checked_sub(1).and_then(|n| all.get(n).copied()),
    }
}

/// `Horst` of Horst aan de Maas: all seven go in one line.
fn first_word(gemeente: Gemeente) -> &'static str {
    gemeente.naam().split(' ').next().unwrap_or_default()
}

/// The gemeenten of which one can be chosen, with how many rows each has; the chosen one stands out. The row is the first of the
/// screen.
pub(super) fn gemeentekeuze(chosen: Option<Gemeente>, count: impl Fn(Gemeente) -> usize) -> Vec<Keuzechip> {
    choices(0, &Gemeente::ALL, chosen, |g| first_word(g).to_owned(), count)
}

/// A row of choices with how many rows each has, all of them before the first; the chosen one stands out.
pub(super) fn choices<T: Copy + PartialEq>(
    rij: usize,
    all: &[T],
    chosen: Option<T>,
    naam: impl Fn(T) -> String,
    count: impl Fn(T) -> usize,
) -> Vec<Keuzechip> {
    let chip = |(plek, choice): (usize, Option<T>)| Keuzechip {
        // Of all there is a count already, in the line above.
        tekst: choice.map_or_else(|| "alle".to_owned(), |c| format!("{} {}", naam(c), count(c))),
        gekozen: choice == chosen,
        raak: Some(Raak::Keuze { rij, plek }),
    };
    std::iter::once(None).chain(all.iter().copied().map(Some)).enumerate().map(chip).collect()
}

/// What stands at a place in such a row; None: all of them.
pub(super) fn choice_at<T: Copy>(all: &[T], plek: usize) -> Option<T> {
    plek.checked_sub(1).and_then(|n| all.get(n)).copied()
}
