//! The veil over the screen at the table: words that the aanbieder may not see are covered, whatever drew them.
//!
//! What the program says of a gesprek leaves such words out by itself. This is for all the rest: what people typed, a message, a
//! form, a question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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

    /// Covers the words on the screen; `codes`: those of the aanbieder at the table may be seen.
    pub fn cover(&self, codes: bool, area: Rect, buf: &mut Buffer) {
        let words = if codes { &self.anderen } else { &self.alle };
        let area = area.intersection(buf.area);
        for y in area.top()..area.bottom() {
            let mut row = String::new();
            let mut places = Vec::new();
            for x in area.left()..area.right() {
                places.push(row.len());
                row.push_str(buf.cell((x, y)).map_or(" ", |cell| cell.symbol()));
            }
            for found in words.find(&row) {
                let covered = (area.left()..area.right()).zip(&places).filter(|(_, at)| found.contains(at));
                for (x, _) in covered {
                    if let Some(cell) = buf.cell_mut((x, y)) {
                        cell.set_symbol(COVER);
                    }
                }
            }
        }
    }
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
}
