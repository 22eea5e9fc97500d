//! Text from files, made safe to keep and to show, and folded for comparison.
//!
//! **Architecture Invariant:** every text that leaves `importing` went through [`schoon`] and, in a finding, through [`toonbaar`].

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The longest text of a cell that a finding repeats, in characters.
const MAX_GETOOND: usize = 60;

/// Returns the text without control characters, terminal escape sequences and characters that reverse or hide text.
///
/// Line breaks and tabs become `wit`; whitespace at both ends goes. Borrows when there is nothing to take out.
pub(crate) fn schoon(tekst: &str, wit: char) -> Cow<'_, str> {
    let kaal = trim(tekst);
    if is_gewoon(kaal) || !kaal.chars().any(is_verboden) {
        return Cow::Borrowed(kaal);
    }
    let mut uit = String::with_capacity(kaal.len());
    let mut tekens = kaal.chars().peekable();
    while let Some(c) = tekens.next() {
        match c {
            '\u{1b}' => skip_escape(&mut tekens),
            // C1 CSI and OSC start a sequence too.
            '\u{9b}' => skip_csi(&mut tekens),
            '\u{9d}' => skip_osc(&mut tekens),
            '\r' => {
                if tekens.peek() != Some(&'\n') {
                    uit.push(wit);
                }
            }
            '\n' | '\t' => uit.push(wit),
            c if is_verboden(c) => {}
            c => uit.push(c),
        }
    }
    Cow::Owned(trim(&uit).to_owned())
}

/// Whether [`schoon`] would take out more than line breaks and tabs.
pub(crate) fn has_stuurtekens(tekst: &str) -> bool {
    !is_gewoon(tekst) && tekst.chars().any(|c| is_verboden(c) && !matches!(c, '\n' | '\r' | '\t'))
}

/// Trims whitespace, including the non-breaking and zero-width kinds that spreadsheets bring along.
pub(crate) fn trim(tekst: &str) -> &str {
    tekst.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}'))
}

/// Whether there are only characters that every keyboard has: nearly every cell, found out by its bytes alone.
fn is_gewoon(tekst: &str) -> bool {
    tekst.bytes().all(|b| matches!(b, b' '..=b'~'))
}

fn is_verboden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn skip_escape(tekens: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match tekens.next() {
        Some('[') => skip_csi(tekens),
        Some(']' | 'P' | 'X' | '^' | '_') => skip_osc(tekens),
        // Two-character sequences that take one more byte (character sets).
        Some('(' | ')' | '*' | '+' | '#' | '%' | ' ') => {
            tekens.next();
        }
        _ => {}
    }
}

/// Skips the parameters of a control sequence and the letter that ends it.
fn skip_csi(tekens: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while let Some(c) = tekens.peek().copied() {
        if !(' '..='~').contains(&c) {
            return;
        }
        tekens.next();
        if ('@'..='~').contains(&c) {
            return;
        }
    }
}

/// Skips an operating-system command up to BEL or ST.
fn skip_osc(tekens: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while let Some(c) = tekens.next() {
        match c {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' => {
                if tekens.peek() == Some(&'\\') {
                    tekens.next();
                }
                return;
            }
            _ => {}
        }
    }
}

/// Returns a text fit for a finding: safe, at most 60 characters, and with every possible BSN masked.
pub(crate) fn toonbaar(tekst: &str) -> String {
    let schoon = schoon(tekst, ' ');
    let mut uit: String = schoon.chars().take(MAX_GETOOND).collect();
    if schoon.chars().nth(MAX_GETOOND).is_some() {
        uit.push('…');
    }
    masker(&uit)
}

/// Replaces every number of 8 or 9 digits that passes the elfproef, also when spaces, dots or hyphens part them.
pub(crate) fn masker(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len());
    let mut reeks = String::new();
    for c in tekst.chars() {
        if c.is_ascii_digit() || (!reeks.is_empty() && matches!(c, ' ' | '.' | '-')) {
            reeks.push(c);
        } else {
            push_gemaskerd(&mut uit, &reeks);
            reeks.clear();
            uit.push(c);
        }
    }
    push_gemaskerd(&mut uit, &reeks);
    uit
}

/// Appends digits and separators, with what passes the elfproef masked: all digits together, or one run of them.
fn push_gemaskerd(uit: &mut String, reeks: &str) {
    const MASKER: &str = "•••••••••";
    let samen: String = reeks.chars().filter(char::is_ascii_digit).collect();
    if is_bsn(&samen) {
        uit.push_str(MASKER);
        uit.extend(reeks.chars().rev().take_while(|c| !c.is_ascii_digit()));
        return;
    }
    for stuk in reeks.split_inclusive([' ', '.', '-']) {
        let cijfers = stuk.trim_end_matches([' ', '.', '-']);
        if is_bsn(cijfers) {
            uit.push_str(MASKER);
            uit.extend(stuk.chars().filter(|c| !c.is_ascii_digit()));
        } else {
            uit.push_str(stuk);
        }
    }
}

/// Whether these are 8 or 9 digits that pass the elfproef of the burgerservicenummer.
pub(crate) fn is_bsn(cijfers: &str) -> bool {
    let n = cijfers.len();
    if !(8..=9).contains(&n) || !cijfers.bytes().all(|b| b.is_ascii_digit()) || cijfers.bytes().all(|b| b == b'0') {
        return false;
    }
    // The last digit weighs −1, the one before it 2, and so on.
    let som: i32 =
        cijfers.bytes().rev().zip([-1, 2, 3, 4, 5, 6, 7, 8, 9]).map(|(b, gewicht)| i32::from(b - b'0') * gewicht).sum();
    som % 11 == 0
}

/// Whether a cell holds a BSN: as its whole value (also written `1234.56.782`), or as a word of its own within a text.
pub(crate) fn bevat_bsn(tekst: &str, ook_binnen_tekst: bool) -> bool {
    // Eight digits on end, or nine in all: what has neither, a date among others, is none.
    let (mut reeks, mut langste, mut samen) = (0_u32, 0_u32, 0_u32);
    for b in tekst.bytes() {
        reeks = if b.is_ascii_digit() { reeks + 1 } else { 0 };
        langste = langste.max(reeks);
        samen += u32::from(b.is_ascii_digit());
    }
    if langste < 8 && samen < 9 {
        return false;
    }
    let kaal = trim(tekst);
    if is_bsn(kaal) {
        return true;
    }
    // Nine digits with separators; eight would be a date.
    if kaal.len() <= 16 && kaal.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '\u{a0}')) {
        let cijfers: String = kaal.chars().filter(char::is_ascii_digit).collect();
        if cijfers.len() == 9 && is_bsn(&cijfers) {
            return true;
        }
    }
    // A dash within joins a code; one at the edge of a word does not hide a number.
    let mut woorden = kaal.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')));
    ook_binnen_tekst && woorden.any(|woord| is_bsn(woord.trim_matches(['-', '_', '/'])))
}

/// Folds a header or sheet name for comparison: lower case, without accents, spaces, underscores, punctuation and bracketed units.
pub(crate) fn fold_kop(tekst: &str) -> String {
    let mut diepte = 0_u32;
    let zonder: String = tekst
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
        .collect();
    let kaal = fold(&zonder);
    if kaal.is_empty() { fold(tekst).into_owned() } else { kaal.into_owned() }
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
    fn escape_sequences_never_survive() {
        for (in_, uit) in [
            ("rood\u{1b}[31mtekst\u{1b}[0m", "roodtekst"),
            ("\u{1b}]0;titel\u{7}na", "na"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "link"),
            ("a\u{9b}2Jb", "ab"),
            ("regel1\r\nregel2\tx", "regel1 regel2 x"),
            ("om\u{202e}gekeerd", "omgekeerd"),
            ("\u{a0} Eén \u{feff}", "Eén"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(schoon(in_, ' '), uit, "{in_:?}");
        }
    }

    #[test]
    fn the_elfproef_tells_a_bsn() {
        assert!(is_bsn("123456782") && is_bsn("111222333") && is_bsn("10000008"));
        assert!(!is_bsn("123456789") && !is_bsn("000000000") && !is_bsn("1234567") && !is_bsn("1234567820"));
    }

    #[test]
    fn a_bsn_is_found_as_a_value_or_as_a_word_but_not_inside_a_code() {
        for tekst in ["123456782", " 123456782 ", "1234.56.782", "123 456 782", "bsn: 123456782."] {
            assert!(bevat_bsn(tekst, true), "{tekst}");
        }
        for tekst in ["PSW-123456782", "PSW123456782", "31-03-2024", "077-3231234"] {
            assert!(!bevat_bsn(tekst, true), "{tekst}");
        }
        assert!(!bevat_bsn("bsn 123456782", false));
    }

    #[test]
    fn a_finding_never_repeats_a_bsn() {
        assert_eq!(toonbaar("x 123456782, y"), "x •••••••••, y");
        assert!(!toonbaar("1234.56.782").contains("782"));
        assert_eq!(toonbaar("31-3-2024 123456782"), "31-3-2024 •••••••••");
        assert_eq!(toonbaar("31-3-2024"), "31-3-2024");
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
