//! Takes deelnemer codes out of text that somebody typed.

use std::collections::BTreeSet;

/// What stands in the place of a code.
const VERVANGING: &str = "[deelnemer]";

/// The codes that are taken out, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Masker {
    codes: BTreeSet<Vec<char>>,
}

impl Masker {
    /// A code that could as well be an ordinary word or number ("12", "ab") is left alone: taking out every 12 would spoil the
    /// figures and hide nobody.
    pub(super) fn new<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        let codes = codes.into_iter().map(folded).filter(|c| is_telling(c)).collect();
        Self { codes }
    }

    /// The text without codes.
    pub(super) fn mask(&self, text: &str) -> String {
        if self.codes.is_empty() {
            return text.to_owned();
        }
        let original: Vec<char> = text.chars().collect();
        let search: Vec<char> = original.iter().copied().map(fold).collect();
        let mut uit = String::new();
        let mut at = 0;
        while let Some(c) = original.get(at) {
            if let Some(length) = self.code_at(&search, at) {
                uit.push_str(VERVANGING);
                at += length;
            } else {
                uit.push(*c);
                at += 1;
            }
        }
        uit
    }

    /// The length of the longest code that stands here as a word of its own.
    fn code_at(&self, text: &[char], at: usize) -> Option<usize> {
        let is_word = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(|c| c.is_alphanumeric());
        if is_word(at.checked_sub(1)) {
            return None;
        }
        let fits = |code: &&Vec<char>| {
            text.get(at..at + code.len()).is_some_and(|part| part == code.as_slice()) && !is_word(Some(at + code.len()))
        };
        self.codes.iter().filter(fits).map(Vec::len).max()
    }
}

fn is_telling(code: &[char]) -> bool {
    let has_letter = code.iter().any(|c| c.is_alphabetic());
    let has_digit = code.iter().any(char::is_ascii_digit);
    (has_letter && has_digit && code.len() >= 3) || (has_digit && code.len() >= 5)
}

fn fold(c: char) -> char {
    // One for one, so that places in the text stay the same.
    c.to_lowercase().next().unwrap_or(c)
}

fn folded(code: &str) -> Vec<char> {
    code.trim().chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_goes_in_whatever_case_but_only_as_a_word() {
        let masker = Masker::new(["PSW-001", "A7", "12", "98765"]);
        assert_eq!(masker.mask("Bel psw-001, niet PSW-0012 of XPSW-001."), "Bel [deelnemer], niet PSW-0012 of XPSW-001.");
        assert_eq!(masker.mask("12 van 15; 98765"), "12 van 15; [deelnemer]");
        assert_eq!(masker.mask("A7 over de snelweg A73"), "A7 over de snelweg A73");
        assert_eq!(masker.mask("Één"), "Één");
    }

    #[test]
    fn the_longest_code_goes() {
        assert_eq!(Masker::new(["P-1", "P-1/2"]).mask("P-1/2 en P-1"), "[deelnemer] en [deelnemer]");
    }
}
