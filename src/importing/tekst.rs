//! Text of cells, folded for comparison and made fit for a finding; and the names of cells.
//!
//! That it is clean, [`Schoon`] says; cleaning is done at the door, before anything here sees it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::domain::{Schoon, bsn};

/// The longest text of a cell that a finding repeats, in characters.
const MAX_GETOOND: usize = 60;

/// Returns a text fit for a finding: clean, one line of at most 60 characters, and with every possible BSN masked.
pub(crate) fn toonbaar(tekst: &str) -> String {
    // Masked before it is cut: half a number is a number too.
    let heel = gemaskerd(tekst);
    let mut uit: String = heel.chars().take(MAX_GETOOND).collect();
    if heel.chars().nth(MAX_GETOOND).is_some() {
        uit.push('…');
    }
    uit
}

/// Returns a text as one clean line with every possible BSN masked; also a number that is known to be none, for a finding has
/// no need of it.
pub(crate) fn gemaskerd(tekst: &str) -> String {
    bsn::masker(&Schoon::from(tekst).regel(), &[])
}

/// Folds a header or sheet name for comparison: lower case, without accents, spaces, underscores, punctuation and bracketed units.
pub(crate) fn fold_kop(tekst: &str) -> String {
    let zonder = zonder_haken(tekst);
    let kaal = fold(&zonder);
    if kaal.is_empty() { fold(tekst).into_owned() } else { kaal.into_owned() }
}

/// A text without what stands in brackets.
pub(crate) fn zonder_haken(tekst: &str) -> String {
    let mut diepte = 0_u32;
    tekst
        .chars()
        .filter(|c| match c {
            '(' | '[' => {
                diepte += 1;
                false
            }
            ')' | ']' => {
                diepte = diepte.saturating_sub(1);
                false
            }
            _ => diepte == 0,
        })
        .collect()
}

/// Folds a text for comparison: lower case, letters and digits only, accents dropped. Borrows what is folded already.
pub(crate) fn fold(tekst: &str) -> Cow<'_, str> {
    if tekst.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(tekst);
    }
    if tekst.is_ascii() {
        return tekst.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    tekst.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The letters of a column as Excel shows them: 0 is A, 26 is AA.
pub(crate) fn kolomletters(kolom: u32) -> String {
    let mut n = kolom;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The name of a cell as Excel shows it; both zero-based column and one-based row.
pub(crate) fn celnaam(kolom: u32, rij: u32) -> String {
    format!("{}{rij}", kolomletters(kolom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_never_repeats_a_bsn() {
        assert_eq!(toonbaar("x\n123456782, y"), format!("x {}, y", bsn::MASKER));
        let lang = toonbaar(&format!("{} 123456782", "x".repeat(55)));
        assert!(!lang.contains("123"), "{lang}");
        assert_eq!(toonbaar("31-12-2024"), "31-12-2024");
    }

    #[test]
    fn headers_fold_over_case_accents_units_and_line_breaks() {
        for kop in ["Huidige trede", "HUIDIGE_TREDE", "Huidige\ntrede (1-6)", " huidige-trede [stap]", "Huidigé Tréde"] {
            assert_eq!(fold_kop(kop), "huidigetrede", "{kop}");
        }
        assert_eq!(fold_kop("(leeg)"), "leeg");
    }

    #[test]
    fn cells_are_named_as_excel_does() {
        for (kolom, naam) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1"), (16383, "XFD1")] {
            assert_eq!(celnaam(kolom, 1), naam);
        }
    }
}
