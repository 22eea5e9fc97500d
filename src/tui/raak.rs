//! What a press of the mouse is on: whoever draws something that can be chosen or done notes here where it stands.
//!
//! **Architecture Invariant:** what a press means follows from what was drawn and from nothing else, so that no screen works out
//! again where its things are. What is chosen so, and what is done, goes the way that it goes by keys.

use std::cell::RefCell;
use std::ops::Range;

use ratatui::layout::{Position, Rect};

use super::action::Action;

/// A place among things that can be chosen: the row as it is shown, and the column where some stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raakplek {
    pub rij: usize,
    pub kolom: Option<usize>,
}

impl Raakplek {
    pub const fn rij(rij: usize) -> Self {
        Self { rij, kolom: None }
    }

    pub const fn cel(rij: usize, kolom: usize) -> Self {
        Self { rij, kolom: Some(kolom) }
    }
}

/// What a press is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raak {
    /// Something that is chosen, and opened when it was chosen already.
    Plek(Raakplek),
    /// Something that is done.
    Doe(Action),
    /// A part of a list, by its place: it is the one that is listed from then on.
    Deel(usize),
    /// The title of a column, by the order that it is of: the list is sorted so, or turned round when it was.
    Kolom(usize),
    /// A choice by which the screen narrows what it shows: in which row of them, and its place there.
    Keuze { rij: usize, plek: usize },
    /// What lies beside a popup.
    Buiten,
}

/// What was drawn where, of the screen as it was drawn last. Known only when it is drawn, so drawing sets it.
#[derive(Debug, Clone, Default)]
pub struct Raakvlakken(RefCell<Vec<(Rect, Option<Raak>)>>);

impl Raakvlakken {
    /// Begins anew, with nothing drawn.
    pub fn begin(&self) {
        self.0.borrow_mut().clear();
    }

    /// Something is drawn over a part of the screen, within a frame: what lies below that part is out of reach.
    pub fn cover(&self, part: Rect, frame: Rect) {
        let mut all = self.0.borrow_mut();
        all.retain(|(area, _)| !area.intersects(part));
        all.extend([(part, Some(Raak::Buiten)), (frame, None)]);
    }

    /// What can be chosen stands here.
    pub fn plek(&self, area: Rect, plek: Raakplek) {
        self.0.borrow_mut().push((area, Some(Raak::Plek(plek))));
    }

    /// This stands here.
    pub fn note(&self, area: Rect, raak: Raak) {
        self.0.borrow_mut().push((area, Some(raak)));
    }

    /// What can be done stands here.
    pub fn doe(&self, area: Rect, action: Action) {
        self.0.borrow_mut().push((area, Some(Raak::Doe(action))));
    }

    /// Everything that was noted, each with its first column and row.
    #[cfg(test)]
    pub fn all(&self) -> Vec<(Raak, (u16, u16))> {
        self.0.borrow().iter().filter_map(|(area, raak)| Some(((*raak)?, (area.x, area.y)))).collect()
    }

    /// What a press at this column and row is on: what was drawn there last.
    pub fn at(&self, x: u16, y: u16) -> Option<Raak> {
        let all = self.0.borrow();
        all.iter().rev().find(|(area, _)| area.contains(Position { x, y })).and_then(|(_, raak)| *raak)
    }

    /// The first column and row of everything that can be chosen.
    #[cfg(test)]
    pub fn plekken(&self) -> Vec<(Raakplek, (u16, u16))> {
        let plek = |(raak, at)| if let Raak::Plek(plek) = raak { Some((plek, at)) } else { None };
        self.all().into_iter().filter_map(plek).collect()
    }
}

/// Where lines of a text stand that is drawn in an area from its line `offset` on; None when none of them is in sight.
pub fn shown_part(lines: &Range<usize>, offset: usize, area: Rect) -> Option<Rect> {
    let row = |line: usize| u16::try_from(line.saturating_sub(offset)).unwrap_or(u16::MAX).min(area.height);
    let (from, to) = (row(lines.start), row(lines.end));
    (from < to).then(|| Rect { y: area.y.saturating_add(from), height: to - from, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::{Program, View};

    #[test]
    fn what_lies_over_something_is_what_is_pressed() {
        let raak = Raakvlakken::default();
        raak.doe(Rect::new(0, 0, 10, 1), Action::View(View::TeDoen));
        raak.plek(Rect::new(0, 2, 10, 1), Raakplek::rij(3));
        raak.doe(Rect::new(0, 9, 10, 1), Action::Program(Program::Help));
        assert_eq!(raak.at(9, 2), Some(Raak::Plek(Raakplek::rij(3))));
        assert_eq!((raak.at(10, 2), raak.at(0, 1)), (None, None));
        raak.cover(Rect::new(0, 1, 10, 8), Rect::new(2, 2, 4, 3));
        raak.plek(Rect::new(3, 3, 2, 1), Raakplek::cel(0, 1));
        assert_eq!(raak.at(0, 2), Some(Raak::Buiten));
        assert_eq!(raak.at(2, 2), None, "its frame is no place to press");
        assert_eq!(raak.at(3, 3), Some(Raak::Plek(Raakplek::cel(0, 1))));
        assert_eq!(raak.at(0, 9), Some(Raak::Doe(Action::Program(Program::Help))), "what is not covered is there still");
        raak.begin();
        assert_eq!(raak.at(0, 9), None);
    }
}
