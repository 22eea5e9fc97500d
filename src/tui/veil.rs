//! The veil over the screen at the table: words that the aanbieder may not see are covered, whatever drew them.
//!
//! What the program says of a gesprek leaves such words out by itself. This is for all the rest: what people typed, a message, a
//! form, a question.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::app::{Verborgen, Verborgenwoorden};

/// What stands in the place of a letter.
const COVER: &str = "▒";

/// The words that are covered.
#[derive(Debug, Default)]
pub struct Veil {
    /// Who has no seat at the table, and codes that are not of the aanbieder there.
    anderen: Verborgenwoorden,
    /// Those, and its own codes.
    alle: Verborgenwoorden,
}

impl Veil {
    pub fn new(verborgen: &Verborgen) -> Self {
        Self { anderen: verborgen.gezocht(true), alle: verborgen.gezocht(false) }
    }

    /// Covers the words on the screen; `codes`: those of the aanbieder at the table may be seen. A name that goes on at the next line
    /// of what it stands in is one name.
    pub fn cover(&self, codes: bool, area: Rect, buf: &mut Buffer) {
        let words = if codes { &self.anderen } else { &self.alle };
        let area = area.intersection(buf.area);
        let rows: Vec<Vec<Regelstuk>> = (area.top()..area.bottom()).map(|y| pieces(y, area, buf)).collect();
        let mut hidden = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let whole = Regelstuk::joined(row);
            hidden.extend(words.find(&whole.tekst).into_iter().flat_map(|found| whole.cells(found)));
            let next = rows.get(n + 1).into_iter().flatten();
            for (first, second) in row.iter().flat_map(|first| next.clone().map(move |second| (first, second))) {
                if first.stands_over(second) {
                    hidden.extend(broken(words, &first.end(), &second.begin()));
                    let after = rows.get(n + 2).into_iter().flatten().filter(|third| second.stands_over(third));
                    // A narrow column breaks a name twice.
                    for third in after.filter(|_| second.tekst.len() < LONGEST) {
                        hidden.extend(broken(words, &first.end(), &Regelstuk::joined([second, third]).begin()));
                    }
                }
            }
        }
        for place in hidden {
            if let Some(cell) = buf.cell_mut(place) {
                cell.set_symbol(COVER);
            }
        }
    }
}

/// No name is longer.
const LONGEST: usize = 80;

/// A piece of a row that reads on, and the cell that each byte of it stands in.
#[derive(Debug, Clone, Default)]
struct Regelstuk {
    tekst: String,
    cellen: Vec<Position>,
}

impl Regelstuk {
    fn push(&mut self, symbol: &str, cel: Position) {
        self.tekst.push_str(symbol);
        self.cellen.resize(self.tekst.len(), cel);
    }

    /// Several as one, with a space between them.
    fn joined<'s>(pieces: impl IntoIterator<Item = &'s Self>) -> Self {
        let mut whole = Self::default();
        for piece in pieces {
            if let Some(last) = whole.cellen.last().copied() {
                whole.push(" ", last);
            }
            whole.tekst.push_str(&piece.tekst);
            whole.cellen.extend(&piece.cellen);
        }
        whole
    }

    /// Whether what stands on the next row can be where this goes on.
    fn stands_over(&self, next: &Self) -> bool {
        let columns = |piece: &Self| piece.cellen.first().zip(piece.cellen.last()).map(|(first, last)| (first.x, last.x));
        columns(self).zip(columns(next)).is_some_and(|((from, to), (first, last))| first <= to && from <= last)
    }

    /// No more of its end than the longest name is long.
    fn end(&self) -> Self {
        self.part(self.tekst.char_indices().rev().map(|(at, _)| at).take(LONGEST).last().unwrap_or(0), self.tekst.len())
    }

    fn begin(&self) -> Self {
        self.part(0, self.tekst.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).last().unwrap_or(0))
    }

    fn part(&self, from: usize, to: usize) -> Self {
        let tekst = self.tekst.get(from..to).unwrap_or_default().to_owned();
        Self { tekst, cellen: self.cellen.get(from..to).unwrap_or_default().to_vec() }
    }

    fn cells(&self, bytes: Range<usize>) -> Vec<Position> {
        self.cellen.get(bytes).unwrap_or_default().to_vec()
    }
}

/// The cells of what is found across the end of a line.
fn broken(words: &Verborgenwoorden, first: &Regelstuk, second: &Regelstuk) -> Vec<Position> {
    let end = first.tekst.len();
    let whole = Regelstuk::joined([first, second]);
    let across = words.find(&whole.tekst).into_iter().filter(|found| found.start < end && found.end > end + 1);
    across.flat_map(|found| whole.cells(found)).collect()
}

/// The pieces of a row: columns stand apart, and what frames them says nothing.
fn pieces(y: u16, area: Rect, buf: &Buffer) -> Vec<Regelstuk> {
    let (mut all, mut piece, mut blanks) = (Vec::new(), Regelstuk::default(), 0);
    for x in area.left()..area.right() {
        let cel = Position { x, y };
        let symbol = buf.cell(cel).map_or(" ", Cell::symbol);
        let is_frame = symbol.chars().next().is_none_or(|c| ('\u{2500}'..='\u{259f}').contains(&c));
        blanks = if symbol == " " { blanks + 1 } else { 0 };
        if is_frame || blanks > 1 {
            all.push(std::mem::take(&mut piece));
        } else if !(piece.tekst.is_empty() && symbol == " ") {
            piece.push(symbol, cel);
        }
    }
    all.push(piece);
    all.retain(|piece| !piece.tekst.trim().is_empty());
    for piece in &mut all {
        let kept = piece.tekst.trim_end().len();
        *piece = piece.part(0, kept);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Aanbiedernamen;

    #[test]
    fn words_are_covered_letter_by_letter_and_nothing_else() {
        let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let mut anderen = Aanbiedernamen::default();
        for naam in ["Qwyl", "PSW"] {
            anderen.add(naam, [naam]);
        }
        let veil = Veil::new(&Verborgen { codes: own(&["R-0412", "12"]), andere_codes: own(&["Q-0031"]), anderen });
        let shown = |codes: bool, text: &str| {
            let area = Rect::new(0, 0, 60, 1);
            let mut buf = Buffer::empty(area);
            buf.set_string(0, 0, text, ratatui::style::Style::default());
            veil.cover(codes, area, &mut buf);
            let row: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            row.trim_end().to_owned()
        };
        for (text, hidden, with_codes) in [
            ("Één: qwyl-2024-K2.xlsx, 12 van 13", "Één: ▒▒▒▒-2024-K2.xlsx, 12 van 13", "Één: ▒▒▒▒-2024-K2.xlsx, 12 van 13"),
            ("R-0412 en Q-0031 bij PSW", "▒▒▒▒▒▒ en ▒▒▒▒▒▒ bij ▒▒▒", "R-0412 en ▒▒▒▒▒▒ bij ▒▒▒"),
            ("PSWEETJE", "PSWEETJE", "PSWEETJE"),
            // However it is written: what the verslag is looked through for is covered here.
            ("Qwyls én P.S.W. en Qwylgroep", "▒▒▒▒▒ én ▒▒▒▒▒. en ▒▒▒▒▒▒▒▒▒", "▒▒▒▒▒ én ▒▒▒▒▒. en ▒▒▒▒▒▒▒▒▒"),
        ] {
            assert_eq!(shown(false, text), hidden);
            assert_eq!(shown(true, text), with_codes);
        }
    }

    #[test]
    fn a_name_that_goes_on_at_the_next_line_is_covered_whole() {
        let mut anderen = Aanbiedernamen::default();
        for naam in ["Care Plus", "Horst aan de Maas", "Horst"] {
            anderen.add(naam, [naam]);
        }
        let veil = Veil::new(&Verborgen { codes: Vec::new(), andere_codes: Vec::new(), anderen });
        let rows = [
            "│ Notitie  met Care       Care ook │",
            "│          Plus en Horst  hier     │",
            "│          aan de Maas en Horst    │",
            "│          aan de                  │",
            "│          Maas                    │",
        ];
        let covered = [
            "│ Notitie  met ▒▒▒▒       Care ook │",
            "│          ▒▒▒▒ en ▒▒▒▒▒  hier     │",
            "│          ▒▒▒▒▒▒▒▒▒▒▒ en ▒▒▒▒▒    │",
            "│          ▒▒▒▒▒▒                  │",
            "│          ▒▒▒▒                    │",
        ];
        let area = Rect::new(0, 0, 36, 5);
        let mut buf = Buffer::empty(area);
        for (y, row) in (0..).zip(rows) {
            buf.set_string(0, y, row, ratatui::style::Style::default());
        }
        veil.cover(false, area, &mut buf);
        let shown: Vec<String> = buf.content.chunks(36).map(|row| row.iter().map(Cell::symbol).collect()).collect();
        assert_eq!(shown, covered);
    }
}
