//! The popup for what clashes: somebody else changed the same field, and the user chooses which value stays.

use std::cell::Cell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::action::Move;
use super::msg::Write;
use super::raak::{Raakplek, Raakvlakken, shown_part};
use super::text;
use super::theme::Theme;
use super::widgets::pen::Pen;
use crate::app::{Botsingregel, Keuze, Kies};
use crate::wording::veilig;

/// Columns before a value, for its mark and label.
const LABEL: usize = 15;

/// The choices for one change that was refused.
#[derive(Debug)]
pub struct Botsingen {
    /// What is tried again with the choices.
    write: Write,
    velden: Vec<(Botsingregel, Kies)>,
    selected: usize,
    /// Whether it was sent.
    pub waiting: bool,
    offset: Cell<usize>,
    /// Whether the chosen field must be brought into view.
    follow: Cell<bool>,
}

/// The text of the popup, where each field begins in it, and which lines each choice of a field takes.
struct Geschreven {
    lines: Vec<Line<'static>>,
    starts: Vec<usize>,
    places: Vec<(Raakplek, Range<usize>)>,
}

impl Botsingen {
    /// Proposes to keep both texts where that can be, and what the user wanted elsewhere.
    pub fn new(write: Write, botsingen: Vec<Botsingregel>) -> Self {
        let proposed = |b: &Botsingregel| if b.samen { Kies::Samen } else { Kies::VanU };
        let velden = botsingen.into_iter().map(|b| (proposed(&b), b)).map(|(kies, b)| (b, kies)).collect();
        Self { write, velden, selected: 0, waiting: false, offset: Cell::new(0), follow: Cell::new(true) }
    }

    pub fn go(&mut self, to: Move) {
        let last = self.velden.len().saturating_sub(1);
        self.follow.set(!matches!(to, Move::PageUp | Move::PageDown));
        match to {
            Move::Up => self.selected = self.selected.saturating_sub(1),
            Move::Down => self.selected = (self.selected + 1).min(last),
            Move::First => self.selected = 0,
            Move::Last => self.selected = last,
            Move::Left => self.choose(false),
            Move::Right => self.choose(true),
            Move::PageUp => self.offset.set(self.offset.get().saturating_sub(5)),
            Move::PageDown => self.offset.set(self.offset.get().saturating_add(5)),
        }
    }

    /// The next or previous choice for the selected field, and for what is settled with it.
    fn choose(&mut self, next: bool) {
        let Some((veld, kies)) = self.velden.get(self.selected).cloned() else { return };
        let options = options(&veld);
        let at = options.iter().position(|o| *o == kies).unwrap_or(0);
        let step = if next { 1 } else { options.len().saturating_sub(1) };
        if let Some(new) = options.get((at + step) % options.len()) {
            self.take(*new);
        }
    }

    /// This choice for the selected field, and for what is settled with it.
    fn take(&mut self, new: Kies) {
        let Some((veld, _)) = self.velden.get(self.selected).cloned() else { return };
        for (other, kies) in &mut self.velden {
            if other.goes_with(&veld) {
                *kies = new;
            }
        }
    }

    /// The change with its choices.
    pub fn settled(&self) -> Write {
        let keuzes: Vec<Keuze> = self.velden.iter().map(|(veld, kies)| veld.keuze(*kies)).collect();
        self.write.clone().settled(keuzes)
    }

    /// Goes to a field, and takes the choice that was pressed.
    pub fn press(&mut self, plek: Raakplek) {
        let Some((veld, _)) = self.velden.get(plek.rij).filter(|_| !self.waiting) else { return };
        let taken = plek.kolom.and_then(|n| options(veld).get(n).copied());
        self.selected = plek.rij;
        if let Some(kies) = taken {
            self.take(kies);
        }
    }

    /// The lines at a width.
    fn lines(&self, width: usize, theme: Theme) -> Geschreven {
        let mut lines = Vec::new();
        let mut starts = Vec::new();
        let mut places = Vec::new();
        let intro = "U en een ander wijzigden hetzelfde. Kies per veld wat blijft; al het andere wordt samengevoegd.";
        lines.extend(text::wrap(intro, width).into_iter().map(|l| Line::styled(l, theme.dim())));
        for (n, (veld, kies)) in self.velden.iter().enumerate() {
            lines.push(Line::default());
            starts.push(lines.len());
            let mark = if n == self.selected { "▌" } else { " " };
            let head = if veld.veld.is_empty() { veld.ding.clone() } else { format!("{} · {}", veld.ding, veld.veld) };
            let mut first = mark;
            for line in text::wrap(&veilig(&head), width.saturating_sub(2)) {
                lines.push(Line::from(vec![
                    Span::styled(text::left(first, 2), theme.accent()),
                    Span::styled(line, theme.strong()),
                ]));
                first = " ";
            }
            for (at, option) in options(veld).into_iter().enumerate() {
                let from = lines.len();
                let (label, value) = match option {
                    Kies::VanU => ("van u", veld.van_u.as_str()),
                    Kies::Nu => ("nu", veld.nu.as_str()),
                    Kies::Samen => ("allebei", "de twee teksten onder elkaar"),
                };
                let is_chosen = option == *kies;
                let label = format!("  {} {label}", if is_chosen { "(•)" } else { "( )" });
                let style = if is_chosen { theme.text() } else { theme.dim() };
                let mut label = text::left(&label, LABEL);
                for line in text::wrap(&veilig(value), width.saturating_sub(LABEL)) {
                    lines.push(Line::from(vec![Span::styled(label, style), Span::styled(line, style)]));
                    label = " ".repeat(LABEL);
                }
                places.push((Raakplek::cel(n, at), from..lines.len()));
            }
            // Of what is chosen together it is said once.
            if self.velden.get(n + 1).is_some_and(|(next, _)| next.goes_with(veld)) {
                continue;
            }
            let mut notes = vec![format!("nu: door {}", veld.door)];
            notes.extend(veld.vervalt.then(|| "Kiest u “nu”, dan vervalt uw wijziging hiervan.".to_owned()));
            let wrapped = notes.iter().flat_map(|note| text::wrap(note, width.saturating_sub(LABEL)));
            lines.extend(wrapped.map(|l| Line::styled(format!("{}{l}", " ".repeat(LABEL)), theme.dim())));
        }
        Geschreven { lines, starts, places }
    }

    pub fn height(&self, width: u16, theme: Theme) -> u16 {
        u16::try_from(self.lines(width.into(), theme).lines.len()).unwrap_or(u16::MAX)
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, raak: &Raakvlakken) {
        let Geschreven { lines, starts, places } = self.lines(area.width.into(), theme);
        let height = usize::from(area.height);
        let mut offset = self.offset.get();
        if self.follow.get() {
            let begin = if self.selected == 0 { 0 } else { starts.get(self.selected).copied().unwrap_or(0) };
            let end = starts.get(self.selected + 1).copied().unwrap_or(lines.len());
            offset = offset.max(end.saturating_sub(height)).min(begin);
        }
        offset = offset.min(lines.len().saturating_sub(height));
        self.offset.set(offset);
        for (plek, range) in places {
            if let Some(place) = shown_part(&range, offset, area) {
                raak.plek(place, plek);
            }
        }
        Pen::new(area, buf).lines_from(lines, offset, theme);
    }
}

/// What can be chosen for a field.
fn options(veld: &Botsingregel) -> Vec<Kies> {
    let mut options = vec![Kies::VanU, Kies::Nu];
    options.extend(veld.samen.then_some(Kies::Samen));
    options
}
