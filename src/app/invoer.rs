//! What people type, before it is stored: kept as it is, or refused with the reason.

use super::Fout;
use crate::importing::bevat_bsn;

/// Returns the text without blanks around it.
///
/// # Errors
/// Longer than `max` characters, control characters other than line ends and tabs, or a possible burgerservicenummer
/// (`domein.md` 8). The text itself is not repeated.
pub(super) fn text(veld: &'static str, tekst: &str, max: usize) -> Result<String, Fout> {
    let tekst = tekst.trim();
    let refuse = |tekst: String| Err(Fout::Ongeldig { veld, tekst });
    if tekst.chars().count() > max {
        return refuse(format!("De tekst is te lang: hooguit {max} tekens."));
    }
    if let Some(c) = tekst.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return refuse(format!("Er staat een onzichtbaar stuurteken (U+{:04X}) in de tekst; haal het weg.", u32::from(c)));
    }
    if bevat_bsn(tekst, true) {
        return refuse("Er staat een getal in dat een burgerservicenummer kan zijn; schrijf een deelnemercode.".to_owned());
    }
    Ok(tekst.to_owned())
}

/// The same for a text that must be there; `anders` says what to do when it is not.
pub(super) fn required(veld: &'static str, tekst: &str, max: usize, anders: &str) -> Result<String, Fout> {
    let tekst = text(veld, tekst, max)?;
    if tekst.is_empty() { Err(Fout::Ongeldig { veld, tekst: anders.to_owned() }) } else { Ok(tekst) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naughty_text_stays_as_it_was_or_is_refused_with_the_reason() {
        for fine in ["\u{202e}שלום\u{202c}", "Z̶͎a e\u{301}", "'; DROP TABLE x; --", "=1+1", "regel\nregel\tb", "{} %s \\"]
        {
            assert_eq!(text("tekst", &format!("  {fine} "), 100).unwrap(), fine);
        }
        for (naughty, reason) in [
            ("\u{1b}[2J", "U+001B"),
            ("a\0b", "U+0000"),
            ("\u{9b}31m", "U+009B"),
            ("xxxxx", "te lang"),
            ("BSN 111222333", "burger"),
            ("x --111222333", "burger"),
        ] {
            let max = if naughty == "xxxxx" { 4 } else { 100 };
            let melding = text("tekst", naughty, max).unwrap_err().melding().tekst;
            assert!(melding.contains(reason) && !melding.contains("111222333"), "{melding}");
        }
        assert!(required("tekst", " \n ", 10, "Vul iets in.").is_err());
    }
}
