//! What people type, before it is stored: cleaned as all text that comes in, or refused with the reason.

use super::Fout;
use crate::domain::{Register, Schoon, Tekst, bsn};

/// Returns the text, cleaned; its line breaks stay.
///
/// # Errors
/// Longer than `max` characters, or a possible burgerservicenummer that is no KvK number of the register (`domein.md` 8). The text
/// itself is not repeated.
pub(super) fn text(veld: &'static str, tekst: &str, max: usize, register: &Register) -> Result<Tekst, Fout> {
    check(veld, tekst.into(), max, register)
}

/// The same for what is one line: a name, a title, a place.
pub(super) fn line(veld: &'static str, tekst: &str, max: usize, register: &Register) -> Result<Tekst, Fout> {
    check(veld, Schoon::from(tekst).regel(), max, register)
}

fn check(veld: &'static str, tekst: Schoon<'_>, max: usize, register: &Register) -> Result<Tekst, Fout> {
    let refuse = |tekst: String| Err(Fout::Ongeldig { veld, tekst });
    if tekst.chars().count() > max {
        return refuse(format!("De tekst is te lang: hooguit {max} tekens."));
    }
    if bsn::bevat_bsn(&tekst, &register.kvk()) {
        return refuse("Er staat een getal in dat een burgerservicenummer kan zijn; schrijf een deelnemercode.".to_owned());
    }
    Ok(tekst.into_owned())
}

/// The same as [`text`] for what must be there; `anders` says what to do when it is not.
pub(super) fn required(veld: &'static str, tekst: &str, max: usize, register: &Register, anders: &str) -> Result<Tekst, Fout> {
    filled(veld, text(veld, tekst, max, register)?, anders)
}

/// The same as [`line`] for what must be there.
pub(super) fn required_line(
    veld: &'static str,
    tekst: &str,
    max: usize,
    register: &Register,
    anders: &str,
) -> Result<Tekst, Fout> {
    filled(veld, line(veld, tekst, max, register)?, anders)
}

fn filled(veld: &'static str, tekst: Tekst, anders: &str) -> Result<Tekst, Fout> {
    if tekst.is_empty() { Err(Fout::Ongeldig { veld, tekst: anders.to_owned() }) } else { Ok(tekst) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::register;

    #[test]
    fn naughty_text_is_cleaned_or_refused_with_the_reason() {
        let known = register();
        for (typed, kept) in [
            ("\u{202e}שלום\u{202c}", "שלום"),
            ("Z\u{336}\u{34e}a e\u{301}", "Z\u{336}\u{34e}a é"),
            ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),
            ("  =1+1 ", "=1+1"),
            ("regel \n\u{a0} regel\tb", "regel\nregel b"),
            ("{} %s \\", "{} %s \\"),
            ("\u{1b}[2Ja\0b\u{9b}31m", "ab"),
        ] {
            assert_eq!(text("tekst", typed, 100, &known).unwrap(), kept, "{typed:?}");
        }
        assert_eq!(line("titel", "een \n twee", 100, &known).unwrap(), "een twee");
        for (naughty, reason) in [
            ("xxxxx", "te lang"),
            ("BSN 111222333", "burger"),
            ("x --111222333", "burger"),
            ("111\u{ad}222\u{2011}333", "burger"),
        ] {
            let max = if naughty == "xxxxx" { 4 } else { 100 };
            let melding = text("tekst", naughty, max, &known).unwrap_err().melding().tekst;
            assert!(melding.contains(reason) && !melding.contains("222"), "{melding}");
        }
        for (register, is_fine) in [(&known, true), (&Register::default(), false)] {
            assert_eq!(text("tekst", "op 31-12-2024, KvK 12066692", 100, register).is_ok(), is_fine);
        }
        assert!(required("tekst", " \n ", 10, &known, "Vul iets in.").is_err());
    }
}
