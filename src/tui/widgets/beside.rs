//! Things beside each other, of which not all may fit: which are shown, and how one walks along them.

use std::ops::Range;

use crate::tui::action::Move;

/// Which of `count` things are shown when `fit` of them fit: the first ones, as long as the one at `at` is among them.
pub fn window(count: usize, at: usize, fit: usize) -> Range<usize> {
    let fit = fit.max(1).min(count);
    let from = at.saturating_sub(fit.saturating_sub(1)).min(count - fit);
    from..from + fit
}

/// The one beside `from`, stopping at the ends.
pub fn step<T: Copy + PartialEq>(all: &[T], from: T, to: Move) -> T {
    let at = all.iter().position(|x| *x == from).unwrap_or(0);
    let next = if to == Move::Left { at.saturating_sub(1) } else { at + 1 };
    all.get(next).copied().unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_one_is_always_among_those_that_are_shown() {
        for count in 0..12 {
            for fit in 0..14 {
                for at in 0..count.max(1) {
                    let shown = window(count, at, fit);
                    assert_eq!(shown.len(), fit.max(1).min(count), "{count} {at} {fit}");
                    assert!(count == 0 || shown.contains(&at), "{count} {at} {fit}");
                }
            }
        }
    }

    #[test]
    fn walking_stops_at_the_ends() {
        let all = [1, 2, 3];
        assert_eq!([1, 2, 3].map(|from| step(&all, from, Move::Right)), [2, 3, 3]);
        assert_eq!([1, 2, 3].map(|from| step(&all, from, Move::Left)), [1, 1, 2]);
    }
}
