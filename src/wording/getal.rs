//! Numbers as the Dutch write them.

use rust_decimal::{Decimal, RoundingStrategy};

/// `1.234,5`: a comma, dots per thousand, so many decimals, rounded half up (away from zero).
pub fn decimaal(waarde: Decimal, decimalen: u32) -> String {
    let rond = waarde.round_dp_with_strategy(decimalen, RoundingStrategy::MidpointAwayFromZero);
    let tekst = format!("{:.*}", decimalen as usize, rond.abs());
    let (geheel, rest) = tekst.split_once('.').unwrap_or((&tekst, ""));
    let mut uit = String::new();
    if rond.is_sign_negative() && !rond.is_zero() {
        uit.push('−');
    }
    let lengte = geheel.len();
    for (i, cijfer) in geheel.chars().enumerate() {
        if i > 0 && (lengte - i).is_multiple_of(3) {
            uit.push('.');
        }
        uit.push(cijfer);
    }
    if !rest.is_empty() {
        uit.push(',');
        uit.push_str(rest);
    }
    uit
}

/// `€ 7,56`; the amount is rounded to the cent, half up.
pub fn geld(bedrag: Decimal) -> String {
    format!("€ {}", decimaal(bedrag, 2))
}

/// `+3,2 procentpunt`, `−0,5 procentpunt`, `gelijk`. A change too small to show reads `+0,0`, so that it differs from none.
pub fn procentpunt(verschil: Decimal) -> String {
    if verschil.is_zero() {
        return "gelijk".to_owned();
    }
    let teken = if verschil.is_sign_negative() { '−' } else { '+' };
    format!("{teken}{} procentpunt", decimaal(verschil.abs(), 1))
}

/// `1 rij`, `3 rijen`, `geen rijen`.
pub fn aantal(n: u32, een: &str, meer: &str) -> String {
    match n {
        0 => format!("geen {meer}"),
        1 => format!("1 {een}"),
        n => format!("{n} {meer}"),
    }
}

/// `a`, `a en b`, `a, b en c`.
pub fn opsomming<S: AsRef<str>>(delen: impl IntoIterator<Item = S>) -> String {
    joined(delen, " en ")
}

/// What one may choose from: `a, b of c`.
pub fn keuze<S: AsRef<str>>(delen: impl IntoIterator<Item = S>) -> String {
    joined(delen, " of ")
}

fn joined<S: AsRef<str>>(delen: impl IntoIterator<Item = S>, laatste: &str) -> String {
    let delen: Vec<S> = delen.into_iter().collect();
    let mut uit = String::new();
    for (i, deel) in delen.iter().enumerate() {
        if i > 0 {
            uit.push_str(if i + 1 == delen.len() { laatste } else { ", " });
        }
        uit.push_str(deel.as_ref());
    }
    uit
}

/// As [`opsomming`], of many only the first: `a en 6 andere`.
pub fn enkele<S: AsRef<str>>(delen: &[S]) -> String {
    match delen {
        [eerste, rest @ ..] if rest.len() > 2 => format!("{} en {} andere", eerste.as_ref(), rest.len()),
        alle => opsomming(alle),
    }
}

/// The text with its first letter in upper case.
pub fn hoofdletter(tekst: &str) -> String {
    let mut chars = tekst.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `1e`, `2e`, `3e`.
pub fn rangtelwoord(n: u32) -> String {
    format!("{n}e")
}

/// A number in a sentence: `tien`, `25`.
pub fn telwoord(n: u32) -> String {
    const WOORDEN: [&str; 13] =
        ["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];
    let found = usize::try_from(n).ok().and_then(|n| WOORDEN.get(n));
    found.map_or_else(|| n.to_string(), |woord| (*woord).to_owned())
}

/// Reads an amount in euro as people write it: `7,84`, `€ 1.250`, `1250.50`; None when it is none.
pub fn read_bedrag(tekst: &str) -> Option<Decimal> {
    let bare: String = tekst.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let plain = match (bare.rsplit_once(','), bare.rsplit_once('.')) {
        // A comma is of the cents, and the dots before it part thousands.
        (Some((whole, cents)), _) => is_grouped(whole).then(|| format!("{}.{cents}", whole.replace('.', ""))),
        (None, Some((_, last))) if last.len() == 3 => is_grouped(&bare).then(|| bare.replace('.', "")),
        _ => Some(bare),
    };
    let is_amount = |t: &String| t.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.filter(is_amount).and_then(|t| t.parse().ok())
}

/// Whether dots, if any, part groups of three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    rest.iter().all(|g| g.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(tekst: &str) -> Decimal {
        tekst.parse().unwrap()
    }

    #[test]
    fn numbers_have_a_comma_and_round_half_up() {
        for (in_, decimalen, uit) in [
            ("61.54", 1, "61,5"),
            ("0.25", 1, "0,3"),
            ("-0.25", 1, "−0,3"),
            ("-0.04", 1, "0,0"),
            ("1234567.891", 2, "1.234.567,89"),
            ("999", 0, "999"),
            ("1000", 0, "1.000"),
        ] {
            assert_eq!(decimaal(dec(in_), decimalen), uit, "{in_}");
        }
        assert_eq!(geld(dec("7.56")), "€ 7,56");
        assert_eq!(geld(dec("1000.005")), "€ 1.000,01");
    }

    #[test]
    fn a_change_shows_its_sign_and_none_is_equal() {
        assert_eq!(procentpunt(dec("3.25")), "+3,3 procentpunt");
        assert_eq!(procentpunt(dec("-0.5")), "−0,5 procentpunt");
        assert_eq!(procentpunt(dec("0.01")), "+0,0 procentpunt");
        assert_eq!(procentpunt(dec("0")), "gelijk");
    }

    #[test]
    fn one_is_singular_and_the_last_of_a_list_gets_en() {
        assert_eq!((telwoord(10), telwoord(25)), ("tien".to_owned(), "25".to_owned()));
        assert_eq!(aantal(1, "rij", "rijen"), "1 rij");
        assert_eq!(aantal(0, "rij", "rijen"), "geen rijen");
        assert_eq!(opsomming(["a"]), "a");
        assert_eq!(opsomming(["a", "b", "c"]), "a, b en c");
        assert_eq!(opsomming(Vec::<String>::new()), "");
    }

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("7,84", Some("7.84")),
            ("€ 7,84", Some("7.84")),
            ("7.84", Some("7.84")),
            ("12.500", Some("12500")),
            ("1.250.000,50", Some("1250000.50")),
            ("1250", Some("1250")),
            ("1.25.000", None),
            ("12.50,10", None),
            ("-7", None),
            ("zeven", None),
            ("1e5", None),
            ("", None),
        ] {
            assert_eq!(read_bedrag(typed).map(|b| b.to_string()).as_deref(), expected, "{typed}");
        }
    }
}
