//! The door for text: whatever comes in from a file or a keyboard is cleaned here, once, before anything looks at it.
//!
//! **Architecture Invariant:** a [`Schoon`] is made by [`clean`] alone, or read back from where one was kept. Recognising,
//! comparing, looking for a burgerservicenummer and storing all see the same text, so two codes that look alike are one
//! (`domein.md` 3). What looks for a burgerservicenummer is [`super::bsn`].

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text that came through the door: in Unicode NFC; nothing in it that has no width, turns the direction of writing or steers a
/// terminal; every kind of space a single one and none at the ends; every kind of hyphen `-`; no wrapping of Excel around it.
/// Line breaks stay, as `\n`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Schoon<'a>(Cow<'a, str>);

/// Clean text that is kept.
pub type Tekst = Schoon<'static>;

impl<'a> Schoon<'a> {
    /// Returns the text as one line.
    #[must_use]
    pub fn regel(self) -> Self {
        if !self.0.contains('\n') {
            return self;
        }
        let woorden: Vec<&str> = self.0.split(['\n', ' ']).filter(|w| !w.is_empty()).collect();
        Self(Cow::Owned(woorden.join(" ")))
    }

    /// Returns the text with room of its own, to be kept.
    pub fn into_owned(self) -> Tekst {
        Schoon(Cow::Owned(self.0.into_owned()))
    }

    /// Returns a view of the same text.
    pub fn borrowed(&self) -> Schoon<'_> {
        Schoon(Cow::Borrowed(&self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns text that was kept, as it was kept: it came through the door of its day, and is not to change by being read.
    pub(crate) fn kept(tekst: impl Into<Cow<'a, str>>) -> Self {
        Self(tekst.into())
    }
}

impl Tekst {
    /// Returns a text, cleaned, to be kept.
    pub fn of(tekst: &str) -> Self {
        Schoon::from(tekst).into_owned()
    }
}

impl<'a> From<&'a str> for Schoon<'a> {
    fn from(tekst: &'a str) -> Self {
        Self(clean(tekst))
    }
}

impl<'a> From<&'a String> for Schoon<'a> {
    fn from(tekst: &'a String) -> Self {
        tekst.as_str().into()
    }
}

impl From<String> for Tekst {
    fn from(tekst: String) -> Self {
        match clean(&tekst) {
            Cow::Owned(schoon) => Self(Cow::Owned(schoon)),
            Cow::Borrowed(schoon) if schoon.len() == tekst.len() => Self(Cow::Owned(tekst)),
            Cow::Borrowed(schoon) => Self(Cow::Owned(schoon.to_owned())),
        }
    }
}

impl<'a> From<Cow<'a, str>> for Schoon<'a> {
    fn from(tekst: Cow<'a, str>) -> Self {
        match tekst {
            Cow::Borrowed(t) => t.into(),
            Cow::Owned(t) => t.into(),
        }
    }
}

impl From<Schoon<'_>> for String {
    fn from(tekst: Schoon<'_>) -> Self {
        tekst.0.into_owned()
    }
}

impl Deref for Schoon<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Schoon<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Schoon<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Schoon<'_> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Schoon<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl PartialEq<Schoon<'_>> for String {
    fn eq(&self, other: &Schoon<'_>) -> bool {
        **self == *other.0
    }
}

impl fmt::Display for Schoon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Schoon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Serialize for Schoon<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Tekst {
    /// Reads what was kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::kept)
    }
}

/// Cleans a text; borrows what is clean already, which nearly every cell is.
fn clean(tekst: &str) -> Cow<'_, str> {
    // Blanks around a plain text are the one thing that is taken off without making another text.
    let kaal = tekst.trim_matches(|c: char| c.is_ascii_whitespace());
    if is_clean(kaal) {
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
            '\r' if tekens.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => uit.push('\n'),
            // The blank of braille has the width of a space, and nothing in it.
            c if c.is_whitespace() || c == '\u{2800}' => uit.push(' '),
            c if is_hidden(c) => {}
            c if is_hyphen(c) => uit.push('-'),
            c => uit.push(c),
        }
    }
    if is_nfc_quick(uit.chars()) != IsNormalized::Yes {
        uit = uit.nfc().collect();
    }
    Cow::Owned(unwrap_excel(single_spaced(&uit)))
}

/// Whether there are only characters that every keyboard has, single-spaced, with nothing of Excel around them: found out by
/// the bytes alone.
fn is_clean(tekst: &str) -> bool {
    let mut vorige = b' ';
    for b in tekst.bytes() {
        let is_wit = matches!(vorige, b' ' | b'\n');
        if !(matches!(b, b'!'..=b'~') || (matches!(b, b' ' | b'\n') && !is_wit)) {
            return false;
        }
        vorige = b;
    }
    !tekst.starts_with(['=', '\''])
}

/// Whether a character shows nothing of its own: it has no width, turns the direction of writing, is a soft hyphen, or steers.
/// Those that Unicode calls default ignorable, and the control characters.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text holds control characters that a person did not mean to write, which is worth saying.
pub(crate) fn has_control(tekst: &str) -> bool {
    tekst.chars().any(|c| c.is_control() && !c.is_whitespace())
}

/// Every dash of Unicode, and what is taken for one.
const fn is_hyphen(c: char) -> bool {
    matches!(c,
        '\u{2d7}' | '\u{58a}' | '\u{5be}' | '\u{1400}' | '\u{1806}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{207b}'
        | '\u{208b}' | '\u{2212}' | '\u{2796}' | '\u{2e17}' | '\u{2e1a}' | '\u{2e3a}'..='\u{2e3b}' | '\u{2e40}' | '\u{2e5d}'
        | '\u{301c}' | '\u{3030}' | '\u{30a0}' | '\u{fe31}'..='\u{fe32}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{10ead}')
}

/// Takes the blanks off the ends of every line and makes one of those between words; empty lines at the ends go.
fn single_spaced(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len());
    for regel in tekst.trim_matches([' ', '\n']).split('\n') {
        if !uit.is_empty() {
            uit.push('\n');
        }
        for (i, woord) in regel.split(' ').filter(|w| !w.is_empty()).enumerate() {
            if i > 0 {
                uit.push(' ');
            }
            uit.push_str(woord);
        }
    }
    uit
}

/// Takes off what Excel puts around a value to keep it a text: `="0101"`, and a `'` before it.
fn unwrap_excel(mut tekst: String) -> String {
    loop {
        let binnen = if let Some(binnen) = tekst.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
            binnen.replace("\"\"", "\"")
        } else if let Some(rest) = tekst.strip_prefix('\'').filter(|rest| is_value(rest)) {
            rest.to_owned()
        } else {
            return tekst;
        };
        tekst = single_spaced(&binnen);
    }
}

/// Whether this is a value that Excel put a `'` before, and not what a person wrote after one: 's ochtends, 't, 's-Hertogenbosch,
/// '24 was een goed jaar, 'een citaat'.
fn is_value(rest: &str) -> bool {
    let (woord, verder) = rest.split_once([' ', '-']).map_or((rest, None), |(woord, verder)| (woord, Some(verder)));
    let is_elisie = matches!(woord, "s" | "t" | "n" | "k" | "m" | "r" | "ns");
    let is_jaar = woord.len() == 2
        && woord.bytes().all(|b| b.is_ascii_digit())
        && verder.is_some_and(|v| v.starts_with(char::is_alphabetic));
    rest.starts_with(|c: char| c.is_alphanumeric() || "=+-@".contains(c)) && !rest.contains('\'') && !is_elisie && !is_jaar
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_texts_that_look_alike_are_one() {
        for (anders, tekst) in [
            ("P\u{2011}01", "P-01"),
            ("P\u{2013}01", "P-01"),
            ("P\u{2212}01", "P-01"),
            ("P\u{a0}01", "P 01"),
            ("P \u{202f}\t01", "P 01"),
            (" \u{feff}P-01\u{200b} ", "P-01"),
            ("P\u{ad}-\u{2060}01", "P-01"),
            ("\u{1f}P-01", "P-01"),
            ("\u{200e}P-01\u{202c}", "P-01"),
            ("e\u{301}e\u{301}n", "één"),
            ("e\u{200d}\u{301}", "é"),
            ("=\"0101\"", "0101"),
            ("\"0101\"", "\"0101\""),
            ("=\" 'P-01 \"", "P-01"),
            ("'0101", "0101"),
            ("'12-3-2024", "12-3-2024"),
            ("'Horst aan de Maas", "Horst aan de Maas"),
            ("'=1+1", "=1+1"),
            ("8\u{ad}", "8"),
            ("✔\u{fe0f}", "✔"),
            ("\u{fffb}\u{e0041}x", "x"),
            (" \u{3000} ", ""),
        ] {
            assert_eq!(Schoon::from(anders), tekst, "{anders:?}");
            assert_eq!(Tekst::from(anders.to_owned()), tekst, "{anders:?}");
        }
    }

    #[test]
    fn escape_sequences_never_survive() {
        for (anders, tekst) in [
            ("rood\u{1b}[31mtekst\u{1b}[0m", "roodtekst"),
            ("\u{1b}]0;titel\u{7}na", "na"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "link"),
            ("a\u{9b}2Jb", "ab"),
            ("om\u{202e}gekeerd", "omgekeerd"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(Schoon::from(anders), tekst, "{anders:?}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for tekst in [
            "'s Ochtends gaat het goed",
            "'t Loopt",
            "'s-Hertogenbosch",
            "'Goed bezig' zegt de klant",
            "'24 was een goed jaar",
            "'; DROP TABLE x; --",
            "zo'n 12 mensen",
            "=1+1",
            "שלום",
            "Z\u{336}\u{34e}a",
            "👍 €",
            "regel\n\nregel",
        ] {
            assert_eq!(Schoon::from(tekst), tekst);
        }
        assert_eq!(Schoon::from("\r\n een \r\n  twee\u{2028}drie \n"), "een\ntwee\ndrie");
        assert_eq!(Schoon::from("een\n\n twee").regel(), "een twee");
    }

    proptest::proptest! {
        /// Cleaning is done once: what is clean stays as it is, however it is handed on.
        #[test]
        fn clean_text_is_clean(tekst in "[ -~\\n\\t\u{a0}\u{ad}\u{200b}\u{2011}\u{301}e'=\"\u{1b}\u{feff}]{0,20}|.{0,12}") {
            let schoon = Schoon::from(tekst.as_str()).into_owned();
            proptest::prop_assert_eq!(&Schoon::from(schoon.as_str()), &schoon);
            proptest::prop_assert!(!schoon.chars().any(|c| (is_hidden(c) && c != '\n') || is_hyphen(c)));
            let regel = schoon.clone().regel();
            proptest::prop_assert_eq!(&Schoon::from(regel.as_str()), &regel);
            proptest::prop_assert!(!regel.contains('\n'));
        }
    }
}
