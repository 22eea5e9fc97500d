//! Which rows of a list are shown, which one the cursor is on and which are marked: by key, never by place.
//!
//! A list says in which order its rows stand and which of them pass; this keeps cursor and marks with their rows, whatever
//! the filter, the order and the store do.
//!
//! **Architecture Invariant:** what an act is about is shown. A mark lives as long as its row is listed; a row that an act
//! takes out of the filter stays until the cursor moves, so that the next key does not hit another row, and in a list that holds
//! its rows until others are chosen, so that one sees what one did; and when the row under the cursor is gone, there is none until
//! the user chooses one.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::list::List;
use crate::tui::action::Move;

/// Why the rows are listed anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The store answered: the same rows, as they are now.
    Changed,
    /// The user is typing a filter: what it hides may come back with the next letter.
    Typing,
    /// The user chose other rows, or another order.
    Chosen,
}

#[derive(Debug, Clone)]
pub struct Selection<K> {
    /// The rows that are shown, in order: key and place in the data.
    shown: Vec<(K, usize)>,
    list: List,
    /// The row of the cursor, also while it is not there.
    cursor: Option<K>,
    /// The row of the cursor went away; nothing is chosen until the cursor moves.
    lost: bool,
    marked: HashSet<K>,
    /// Rows that do not pass any more and stay as long as they have the cursor or a mark, or as the list holds its rows.
    staying: HashSet<K>,
    /// Whether what an act takes out of the filter stays until the user chooses other rows.
    holds: bool,
    /// A row that was just made: gets the cursor when it is there.
    made: Option<K>,
}

impl<K> Default for Selection<K> {
    fn default() -> Self {
        Self {
            shown: Vec::new(),
            list: List::default(),
            cursor: None,
            lost: false,
            marked: HashSet::new(),
            staying: HashSet::new(),
            holds: false,
            made: None,
        }
    }
}

impl<K: Clone + Eq + Hash> Selection<K> {
    /// Of a list that holds its rows, or of one that does not.
    pub fn holding(holds: bool) -> Self {
        Self { holds, ..Self::default() }
    }

    /// Gives the cursor to this row when the list is read next, and shows it whether it passes or not.
    pub fn expect(&mut self, key: K) {
        self.made = Some(key);
    }

    /// Lists rows anew: all of them in their order, each with its key, its place in the data, and whether it passes. Returns how
    /// many marks fell away.
    pub fn arrange(&mut self, rows: impl IntoIterator<Item = (K, usize, bool)>, because: Because) -> usize {
        let was: HashMap<K, usize> = self.shown.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        let made = if because == Because::Changed { self.made.take() } else { None };
        self.staying.clear();
        self.shown.clear();
        let mut held = Vec::new();
        for (key, place, passes) in rows {
            let at = was.get(&key).copied();
            let stays = !passes && because == Because::Changed && (at.is_some() || made.as_ref() == Some(&key));
            if stays {
                self.staying.insert(key.clone());
            }
            match at {
                Some(at) if stays => held.push((at, (key, place))),
                _ if passes || stays => self.shown.push((key, place)),
                _ => {}
            }
        }
        // What stays, stays where one saw it, whatever the order makes of it now.
        held.sort_by_key(|(at, _)| *at);
        for (at, row) in held {
            self.shown.insert(at.min(self.shown.len()), row);
        }
        if let Some(key) = made.filter(|key| self.find(key).is_some()) {
            self.cursor = Some(key);
        }
        self.place_cursor(because == Because::Changed);
        if because == Because::Typing { 0 } else { self.settle_marks() }
    }

    fn find(&self, key: &K) -> Option<usize> {
        self.shown.iter().position(|(k, _)| k == key)
    }

    /// Puts the cursor where its row is. Where that is gone, the user chooses again when the store took it away.
    fn place_cursor(&mut self, by_store: bool) {
        let here = self.shown.get(self.list.selected).is_some_and(|(key, _)| self.cursor.as_ref() == Some(key));
        let found = if here { Some(self.list.selected) } else { self.cursor.as_ref().and_then(|key| self.find(key)) };
        self.lost = found.is_none() && by_store && self.cursor.is_some();
        match found {
            Some(at) => self.list.selected = at,
            None => self.list.clamp(self.shown.len()),
        }
        if !self.lost {
            self.take_cursor();
        }
    }

    fn take_cursor(&mut self) {
        self.cursor = self.shown.get(self.list.selected).map(|(key, _)| key.clone());
    }

    fn settle_marks(&mut self) -> usize {
        let before = self.marked.len();
        let shown: HashSet<&K> = self.shown.iter().map(|(key, _)| key).collect();
        self.marked.retain(|key| shown.contains(key));
        before - self.marked.len()
    }

    /// Moves the cursor; what only stayed for it goes.
    pub fn go(&mut self, to: Move) {
        // After a row that went away a step chooses what stands in its place.
        let steps = matches!(to, Move::Up | Move::Down);
        if !std::mem::take(&mut self.lost) || !steps {
            self.list.go(to, self.shown.len());
        }
        self.take_cursor();
        let keeps = |key: &K| self.holds || self.marked.contains(key) || self.cursor.as_ref() == Some(key);
        let (stays, leaves) = std::mem::take(&mut self.staying).into_iter().partition::<HashSet<K>, _>(keeps);
        self.staying = stays;
        if !leaves.is_empty() {
            self.shown.retain(|(key, _)| !leaves.contains(key));
            self.place_cursor(false);
        }
    }

    /// Puts the cursor on this row, if it is listed.
    pub fn choose(&mut self, key: &K) {
        if let Some(at) = self.find(key) {
            self.list.selected = at;
            self.lost = false;
            self.take_cursor();
        }
    }

    /// Marks the row of the cursor, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self) {
        let Some(key) = self.chosen().map(|(key, _)| key.clone()) else { return };
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
        self.go(Move::Down);
    }

    /// Takes all marks away; false when there were none.
    pub fn unmark(&mut self) -> bool {
        !std::mem::take(&mut self.marked).is_empty()
    }

    /// Keeps only the marks for which this holds.
    pub fn retain_marks(&mut self, holds: impl FnMut(&K) -> bool) {
        self.marked.retain(holds);
    }

    fn chosen(&self) -> Option<&(K, usize)> {
        self.shown.get(self.list.selected).filter(|_| !self.lost)
    }

    /// The row of the cursor, by its place in the data.
    pub fn cursor(&self) -> Option<usize> {
        self.chosen().map(|(_, place)| *place)
    }

    /// What an act is about, by place in the data and in the order of the list: the marked rows, else that of the cursor.
    pub fn targets(&self) -> Vec<usize> {
        if self.marked.is_empty() {
            return self.cursor().into_iter().collect();
        }
        self.shown.iter().filter(|(key, _)| self.marked.contains(key)).map(|(_, place)| *place).collect()
    }

    pub fn is_marked(&self, key: &K) -> bool {
        self.marked.contains(key)
    }

    /// How many rows are marked: all of them are shown.
    pub fn count_marked(&self) -> usize {
        self.shown.iter().filter(|(key, _)| self.marked.contains(key)).count()
    }

    /// The places in the data of what is shown, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.shown.iter().map(|(_, place)| *place)
    }

    /// The place in the data of the n-th row that is shown.
    pub fn place(&self, n: usize) -> Option<usize> {
        self.shown.get(n).map(|(_, place)| *place)
    }

    pub const fn len(&self) -> usize {
        self.shown.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// "14 van 212", behind what is marked: "3 gekozen · 14 van 212".
    pub fn position(&self) -> String {
        let at = self.list.position(self.shown.len());
        match self.count_marked() {
            0 => at,
            n => format!("{n} gekozen · {at}"),
        }
    }

    /// Puts the cursor on the n-th row that is shown; whether it was on it already. None: there is none.
    pub fn press(&mut self, n: usize) -> Option<bool> {
        let key = self.shown.get(n)?.0.clone();
        let was_chosen = self.chosen().is_some_and(|(chosen, _)| *chosen == key);
        self.choose(&key);
        Some(was_chosen)
    }

    /// The rows to draw in so many lines, each with whether it has the cursor.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (usize, bool)> {
        let cursor = (!self.lost).then_some(self.list.selected);
        self.list.window(self.shown.len(), height).map(move |n| (n, cursor == Some(n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Even numbers pass.
    fn shown(selection: &mut Selection<u8>, rows: &[u8], because: Because) -> usize {
        selection.arrange(rows.iter().enumerate().map(|(place, n)| (*n, place, n % 2 == 0)), because)
    }

    fn keys(selection: &Selection<u8>) -> Vec<u8> {
        selection.shown.iter().map(|(key, _)| *key).collect()
    }

    fn at(selection: &Selection<u8>, rows: &[u8]) -> Option<u8> {
        selection.cursor().map(|place| rows[place])
    }

    fn all() -> (Selection<u8>, Vec<u8>) {
        let rows = vec![2, 4, 6, 8];
        let mut selection = Selection::default();
        shown(&mut selection, &rows, Because::Changed);
        (selection, rows)
    }

    #[test]
    fn the_cursor_stays_with_its_row_whatever_the_order() {
        let (mut s, _) = all();
        s.go(Move::Down);
        let turned = [8, 6, 4, 2];
        shown(&mut s, &turned, Because::Chosen);
        assert_eq!(at(&s, &turned), Some(4));
    }

    #[test]
    fn a_row_that_an_act_takes_out_of_the_filter_stays_until_the_cursor_moves() {
        // A key and what became of it: passing is decided by the caller.
        let mut s: Selection<u8> = Selection::default();
        let list = |s: &mut Selection<u8>, done: &[u8], because| {
            s.arrange((0..4).map(|n: u8| (n, usize::from(n), !done.contains(&n))), because)
        };
        list(&mut s, &[], Because::Changed);
        s.go(Move::Down);
        list(&mut s, &[1], Because::Changed);
        assert_eq!((keys(&s), s.cursor()), (vec![0, 1, 2, 3], Some(1)), "the next key is about the same row");
        list(&mut s, &[1], Because::Changed);
        assert_eq!(s.cursor(), Some(1), "however often the store answers");
        s.go(Move::Down);
        assert_eq!((keys(&s), s.cursor()), (vec![0, 2, 3], Some(2)));
        // Whoever chooses other rows sees no leftovers.
        list(&mut s, &[1, 2], Because::Changed);
        list(&mut s, &[1, 2], Because::Chosen);
        assert_eq!(keys(&s), [0, 3]);
    }

    #[test]
    fn a_list_that_holds_its_rows_keeps_what_was_done_until_others_are_chosen() {
        let mut s: Selection<u8> = Selection::holding(true);
        let list = |s: &mut Selection<u8>, done: &[u8], because| {
            s.arrange((0..4).map(|n: u8| (n, usize::from(n), !done.contains(&n))), because)
        };
        list(&mut s, &[], Because::Changed);
        for done in [&[0][..], &[0, 1]] {
            list(&mut s, done, Because::Changed);
            s.go(Move::Down);
        }
        assert_eq!((keys(&s), s.cursor()), (vec![0, 1, 2, 3], Some(2)));
        // Where one saw them, though the order puts what is done last.
        let turned = [2, 3, 0, 1].map(|n: u8| (n, usize::from(n), n > 1));
        s.arrange(turned, Because::Changed);
        assert_eq!(keys(&s), [0, 1, 2, 3]);
        list(&mut s, &[0, 1], Because::Chosen);
        assert_eq!((keys(&s), s.cursor()), (vec![2, 3], Some(2)));
    }

    #[test]
    fn a_mark_lives_as_long_as_its_row_is_listed() {
        let (mut s, _) = all();
        s.mark();
        s.mark();
        assert_eq!((s.count_marked(), s.targets()), (2, vec![0, 1]));
        // Typing hides 2 for a moment: it is out of reach, and back with the next letter.
        let hidden = |s: &mut Selection<u8>, because| s.arrange([(2, 0, false), (4, 1, true), (6, 2, true)], because);
        assert_eq!(hidden(&mut s, Because::Typing), 0);
        assert_eq!((s.count_marked(), s.targets()), (1, vec![1]));
        shown(&mut s, &[2, 4, 6, 8], Because::Typing);
        assert_eq!(s.count_marked(), 2);
        assert_eq!(hidden(&mut s, Because::Chosen), 1, "it is told how many fell away");
        shown(&mut s, &[2, 4, 6, 8], Because::Chosen);
        assert_eq!(s.targets(), [1]);
        // A marked row that an act takes out of the filter stays with its mark.
        s.arrange([(2, 0, true), (4, 1, false), (6, 2, true)], Because::Changed);
        s.go(Move::Down);
        assert_eq!((keys(&s), s.targets()), (vec![2, 4, 6], vec![1]));
        assert!(s.unmark() && !s.unmark());
        s.go(Move::Last);
        assert_eq!(keys(&s), [2, 6]);
    }

    #[test]
    fn nothing_is_chosen_when_the_row_of_the_cursor_went_away() {
        let (mut s, _) = all();
        s.go(Move::Down);
        let rest = [2, 6, 8];
        shown(&mut s, &rest, Because::Changed);
        assert_eq!((at(&s, &rest), s.targets()), (None, vec![]), "the next key hits no other row");
        s.mark();
        assert_eq!(s.count_marked(), 0);
        // It came back, by an undo: the cursor with it.
        let rows = [2, 4, 6, 8];
        shown(&mut s, &rows, Because::Changed);
        assert_eq!(at(&s, &rows), Some(4));
        shown(&mut s, &rest, Because::Changed);
        s.go(Move::Down);
        assert_eq!(at(&s, &rest), Some(6), "the first step chooses what stands in its place");
        // A choice of other rows is a choice of what is there.
        shown(&mut s, &[2, 8], Because::Chosen);
        assert_eq!(at(&s, &[2, 8]), Some(8));
    }

    #[test]
    fn what_was_just_made_gets_the_cursor_whether_it_passes_or_not() {
        for made in [10, 11] {
            let (mut s, _) = all();
            s.expect(made);
            let rows = [made, 2, 4, 6, 8];
            shown(&mut s, &rows, Because::Changed);
            assert_eq!(at(&s, &rows), Some(made));
            s.go(Move::Down);
            assert_eq!(at(&s, &rows), Some(2));
            assert_eq!(keys(&s).contains(&made), made == 10);
        }
    }
}
