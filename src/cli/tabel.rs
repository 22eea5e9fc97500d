//! A table in text: columns line up by display width, and the whole fits in the width there is.
//!
//! What is too wide goes on below in its own column; or the last column, which is the one with the sentences, stands below its
//! row, when that takes clearly fewer lines. Where even that does not fit, the columns that remain follow as a second table.

use super::regels::{broken, broken_under};
use crate::wording::{veilig, width};

/// Between two columns.
const GOOT: usize = 2;
/// How far the last column stands in when it is below its row.
const INSPRING: usize = 4;
/// What is not wider than this is a date, a number or a word, and stays in one piece.
const FEIT: usize = 14;
/// Where there is no room at all a column gives way up to here.
const SMALST: usize = 6;

/// A blank that no line is broken at; written as any other, so that the words are found.
pub(super) const VASTE_SPATIE: &str = "\u{a0}";

/// The table.
#[derive(Debug, Default)]
pub(super) struct Teksttabel {
    /// Whether a column lines up on the right.
    rechts: Vec<bool>,
    rijen: Vec<Vec<String>>,
}

impl Teksttabel {
    /// Starts a table; a heading that begins with `>` belongs to a column that lines up on the right.
    pub(super) fn new(koppen: &[&str]) -> Self {
        let rechts = koppen.iter().map(|k| k.starts_with('>')).collect();
        let kop = koppen.iter().map(|k| k.trim_start_matches('>').to_owned()).collect();
        Self { rechts, rijen: vec![kop] }
    }

    /// Adds a row; text from outside is made safe for the terminal here.
    pub(super) fn rij<S: AsRef<str>>(&mut self, cellen: impl IntoIterator<Item = S>) {
        self.rijen.push(cellen.into_iter().map(|c| veilig(c.as_ref())).collect());
    }

    /// Whether there is nothing but the heading.
    pub(super) const fn is_empty(&self) -> bool {
        self.rijen.len() < 2
    }

    /// The lines, none wider than `breedte`.
    pub(super) fn regels(&self, breedte: usize) -> Vec<String> {
        self.broken_lines(breedte).into_iter().map(|line| line.replace(VASTE_SPATIE, " ")).collect()
    }

    fn broken_lines(&self, breedte: usize) -> Vec<String> {
        let natural: Vec<usize> = (0..self.rechts.len()).map(|i| self.widest(i, width)).collect();
        let widths = self.fitted(&natural, breedte);
        let beside = self.laid(&widths, None);
        if beside.len() == self.rijen.len() || natural.len() < 2 {
            return beside;
        }
        let last = natural.len() - 1;
        let is_broken = |widths: &[usize]| widths.iter().enumerate().any(|(i, width)| *width < self.least(i));
        let others = self.fitted(natural.get(..last).unwrap_or_default(), breedte);
        if self.rechts.last() == Some(&false) && !is_broken(&others) {
            let below = self.laid(&others, Some(breedte));
            // A table reads better than rows with sentences between them, as long as its words are whole and it is not much
            // longer.
            return if is_broken(&widths) || beside.len() * 4 > below.len() * 5 { below } else { beside };
        }
        if is_broken(&widths) && last > 1 { self.in_two(breedte) } else { beside }
    }

    /// The columns that fit, and below them the others behind the first column again.
    fn in_two(&self, breedte: usize) -> Vec<String> {
        let mut total = self.least(0);
        let fits = |column: &usize| {
            total += GOOT + self.least(*column);
            total <= breedte
        };
        let fitting = (1..self.rechts.len()).take_while(fits).count().max(1) + 1;
        let part = |columns: Vec<usize>| {
            let of = |rij: &Vec<String>| columns.iter().filter_map(|i| rij.get(*i).cloned()).collect();
            let rechts = columns.iter().filter_map(|i| self.rechts.get(*i).copied()).collect();
            Self { rechts, rijen: self.rijen.iter().map(of).collect() }
        };
        let mut lines = part((0..fitting).collect()).broken_lines(breedte);
        lines.push(String::new());
        lines.extend(part(std::iter::once(0).chain(fitting..self.rechts.len()).collect()).broken_lines(breedte));
        lines
    }

    /// The lines of all rows; `below` is how wide what has no column of these widths is there.
    fn laid(&self, widths: &[usize], below: Option<usize>) -> Vec<String> {
        let inset = self.rijen.iter().filter_map(|rij| rij.first()).map(|cel| blanks(cel)).min().unwrap_or(0) + INSPRING;
        let text = |rij: &[String]| {
            let text = below.and_then(|breedte| Some((breedte, rij.get(widths.len()).filter(|text| !text.is_empty())?)));
            let lines = text.map(|(breedte, text)| broken(text, breedte.saturating_sub(inset)));
            lines.into_iter().flatten().map(|line| format!("{:inset$}{line}", "")).collect::<Vec<_>>()
        };
        self.rijen.iter().flat_map(|rij| self.drawn(rij, widths).into_iter().chain(text(rij))).collect()
    }

    /// The most that a cell of this column needs.
    fn widest(&self, column: usize, needs: impl Fn(&str) -> usize) -> usize {
        self.rijen.iter().filter_map(|rij| rij.get(column)).map(|cel| needs(cel)).max().unwrap_or(0)
    }

    /// The least that a column needs to keep its words whole; what is short stays in one piece.
    fn least(&self, column: usize) -> usize {
        let short = |cel: &str| if width(cel) <= FEIT { width(cel) } else { longest_word(cel) };
        let of = |needs: &dyn Fn(&str) -> usize, rijen: &[Vec<String>]| {
            rijen.iter().filter_map(|rij| rij.get(column)).map(|cel| needs(cel)).max().unwrap_or(0)
        };
        let (kop, rijen) = self.rijen.split_at(1.min(self.rijen.len()));
        // What goes on in the first column stands in.
        let inset = if column == 0 && self.widest(0, width) > FEIT { GOOT } else { 0 };
        of(&longest_word, kop).max(of(&short, rijen) + inset).min(self.widest(column, width))
    }

    /// The widths with which columns of these widths fit: the widest gives way first, and none below what it needs while
    /// another can give.
    fn fitted(&self, natural: &[usize], breedte: usize) -> Vec<usize> {
        let mut widths = natural.to_vec();
        let least = (0..natural.len()).map(|i| self.least(i)).collect();
        let total = |widths: &[usize]| widths.iter().sum::<usize>() + GOOT * widths.len().saturating_sub(1);
        for least in [least, vec![SMALST; natural.len()]] {
            while total(&widths) > breedte {
                let gives = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
                let Some((widest, _)) = gives.max_by_key(|(width, _)| **width) else { break };
                *widest -= 1;
            }
        }
        widths
    }

    /// The lines of a row; there are as many cells as widths, or more.
    fn drawn(&self, rij: &[String], widths: &[usize]) -> Vec<String> {
        // What goes on of the first column stands in, or it would be the next row.
        let under = |column: usize| move |cel: &str| blanks(cel) + if column == 0 { GOOT } else { 0 };
        let cellen = rij.iter().zip(widths).enumerate().map(|(i, (cel, width))| broken_under(cel, *width, under(i)));
        let cellen: Vec<Vec<String>> = cellen.collect();
        let high = cellen.iter().map(Vec::len).max().unwrap_or(0);
        let line = |n: usize| {
            let mut line = String::new();
            for ((cel, breed), rechts) in cellen.iter().zip(widths).zip(&self.rechts) {
                let part = cel.get(n).map(String::as_str).unwrap_or_default();
                let fill = " ".repeat(breed.saturating_sub(width(part)));
                let (before, behind) = if *rechts { (fill.as_str(), "") } else { ("", fill.as_str()) };
                line.extend([before, part, behind, "  "]);
            }
            line.trim_end().to_owned()
        };
        (0..high).map(line).collect()
    }
}

fn blanks(cel: &str) -> usize {
    cel.len() - cel.trim_start().len()
}

/// With the blanks before the first: a cell stands in as a whole.
fn longest_word(cel: &str) -> usize {
    blanks(cel) + cel.split(' ').map(width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_line_up_by_width_and_not_by_bytes() {
        let mut tabel = Teksttabel::new(&["naam", ">aantal"]);
        tabel.rij(["Één", "7"]);
        tabel.rij(["twee\u{1b}[2J", "100"]);
        assert_eq!(tabel.regels(80), ["naam     aantal", "Één           7", "twee[2J     100"]);
    }

    #[test]
    fn a_blank_that_does_not_break_keeps_words_together_and_is_written_as_a_blank() {
        let mut tabel = Teksttabel::new(&["wie", "wat"]);
        tabel.rij(["PSW", &format!("nog een nodig; versie{VASTE_SPATIE}1")]);
        assert_eq!(tabel.regels(26), ["wie  wat", "PSW  nog een nodig;", "     versie 1"]);
    }

    #[test]
    fn what_is_too_wide_goes_on_below_in_its_column_or_below_its_row() {
        let mut tabel = Teksttabel::new(&["nummer", "tekst"]);
        tabel.rij(["PSW-1", "een afspraak over iets dat lang is om te zeggen"]);
        assert_eq!(tabel.regels(40), ["nummer  tekst", "PSW-1   een afspraak over iets dat lang", "        is om te zeggen"]);
        let mut tabel = Teksttabel::new(&["nummer", "eigenaar", "tekst"]);
        tabel.rij(["PSW-1", "PSW, manager", "een afspraak over iets dat lang is om te zeggen"]);
        assert_eq!(
            tabel.regels(30),
            [
                "nummer  eigenaar",
                "    tekst",
                "PSW-1   PSW, manager",
                "    een afspraak over iets dat",
                "      lang is om te zeggen"
            ]
        );
        // Numbers are whole; what has no room stands in a second table.
        let mut tabel = Teksttabel::new(&["wie", ">2025-K1", ">2025-K2", ">2025-K3"]);
        tabel.rij(["PSW", "1", "2", "3"]);
        assert_eq!(tabel.regels(24), ["wie  2025-K1  2025-K2", "PSW        1        2", "", "wie  2025-K3", "PSW        3"]);
    }

    #[test]
    fn blanks_between_words_push_nothing_over_the_edge() {
        let mut tabel = Teksttabel::new(&["een", "twee", "drie", "vier"]);
        tabel.rij([" aééééaéaaéé a", " aaaé  aaa éaaa", "   a  aé aaéaé ", " aaa          a"]);
        assert!(tabel.regels(40).iter().all(|r| width(r) <= 40), "{:?}", tabel.regels(40));
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide(cellen in prop::collection::vec("[a-zé ]{0,50}", 4), breedte in 40_usize..100) {
            let mut tabel = Teksttabel::new(&["een", "twee", "drie", "vier"]);
            tabel.rij(&cellen);
            let regels = tabel.regels(breedte);
            prop_assert!(regels.iter().all(|r| width(r) <= breedte), "{:?}", regels);
        }
    }
}
