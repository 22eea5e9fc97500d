//! A selection in a list, and the window of it that is drawn.

use std::cell::Cell;
use std::ops::Range;

use crate::tui::action::Move;

/// Which row is selected, and where the window stands.
///
/// The window is known only when the height is, so drawing sets it; nothing but scrolling reads it back.
#[derive(Debug, Clone, Default)]
pub struct List {
    pub selected: usize,
    offset: Cell<usize>,
    page: Cell<usize>,
}

impl List {
    /// Returns a list with this row selected.
    pub fn at(selected: usize) -> Self {
        Self { selected, ..Self::default() }
    }

    /// Moves the selection among `len` rows. Left and Right are not the list's: false.
    pub fn go(&mut self, to: Move, len: usize) -> bool {
        let last = len.saturating_sub(1);
        let page = self.page.get().max(2) - 1;
        self.selected = match to {
            Move::Up => self.selected.saturating_sub(1),
            Move::Down => self.selected.saturating_add(1),
            Move::PageUp => self.selected.saturating_sub(page),
            Move::PageDown => self.selected.saturating_add(page),
            Move::First => 0,
            Move::Last => last,
            Move::Left | Move::Right => return false,
        }
        .min(last);
        true
    }

    /// Keeps the selection within `len` rows, after the rows changed.
    pub fn clamp(&mut self, len: usize) {
        self.selected = self.selected.min(len.saturating_sub(1));
    }

    /// Returns the rows to draw in `height` lines: as before, moved only as far as the selection asks.
    pub fn window(&self, len: usize, height: usize) -> Range<usize> {
        self.page.set(height);
        let height = height.max(1);
        let highest = len.saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        let offset = self.offset.get().clamp(lowest, self.selected.max(lowest)).min(highest);
        self.offset.set(offset);
        offset..len.min(offset + height)
    }

    /// Selects one of `len` rows; whether it was selected already. None: there is none.
    pub fn press(&mut self, row: usize, len: usize) -> Option<bool> {
        let was = (row < len).then_some(self.selected == row)?;
        self.selected = row;
        Some(was)
    }

    /// The rows to draw in `height` lines, each with whether it is the selected one.
    pub fn rows(&self, len: usize, height: usize) -> impl Iterator<Item = (usize, bool)> + use<> {
        let selected = self.selected;
        self.window(len, height).map(move |n| (n, n == selected))
    }

    /// "14 van 212", or nothing for an empty list.
    pub fn position(&self, len: usize) -> String {
        if len == 0 { String::new() } else { format!("{} van {len}", self.selected.min(len - 1) + 1) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_selection_is_always_in_the_window(
            len in 1usize..60, height in 1usize..20, moves in proptest::collection::vec(0u8..6, 0..40)
        ) {
            let mut list = List::default();
            for m in moves {
                let to = [Move::Up, Move::Down, Move::PageUp, Move::PageDown, Move::First, Move::Last][usize::from(m)];
                list.go(to, len);
                let window = list.window(len, height);
                prop_assert!(window.contains(&list.selected));
                prop_assert!(window.len() == height.min(len));
            }
        }
    }

    #[test]
    fn the_window_moves_no_further_than_it_must() {
        let mut list = List::default();
        assert_eq!(list.window(10, 4), 0..4);
        list.selected = 4;
        assert_eq!(list.window(10, 4), 1..5);
        list.selected = 2;
        assert_eq!(list.window(10, 4), 1..5);
        assert_eq!(list.position(10), "3 van 10");
    }
}
