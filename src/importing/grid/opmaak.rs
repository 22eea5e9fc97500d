//! Number formats: what a cell looks like in Excel says what its number is.

use std::borrow::Cow;

use super::{Ruwecel, dag_van_serieel};

/// A code is no longer than this.
const MAX_BREEDTE: usize = 32;

/// How a number format shows a number, as far as that says what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opmaak {
    Gewoon,
    Percentage,
    /// A day, with or without a time.
    Datum,
    /// A time or a duration without a day.
    Tijd,
    /// Digits with leading zeros, or with text before, between or after them: `0000`, `"R-"0000`, `"R"0`. The places of the
    /// digits are NUL.
    Code(String),
}

/// The place of a digit in a code.
const CIJFER: char = '\0';

impl Opmaak {
    /// Reads a format code as Excel writes it; of several parts the first, which is for positive numbers.
    pub(super) fn of(opmaak: &str) -> Self {
        let (mut dag, mut maand, mut tijd) = (false, false, false);
        let (mut code, mut anders) = (String::new(), false);
        if opmaak.eq_ignore_ascii_case("general") || opmaak.eq_ignore_ascii_case("standaard") || opmaak == "@" {
            return Self::Gewoon;
        }
        // Of a whole number it shows what a single place shows.
        let opmaak = opmaak.replace("General", "0");
        let mut tekens = opmaak.chars();
        while let Some(c) = tekens.next() {
            match c {
                '"' => code.extend(tekens.by_ref().take_while(|c| *c != '"')),
                '\\' => code.extend(tekens.next()),
                // A space as wide as the next character, or that character as filling.
                '_' | '*' => {
                    tekens.next();
                }
                '[' => {
                    let haken: String = tekens.by_ref().take_while(|c| *c != ']').collect();
                    // A duration: [h], [mm]; the rest is a colour, a country or a condition.
                    tijd |= !haken.is_empty() && haken.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's' | 'u'));
                }
                ';' => break,
                '%' => return Self::Percentage,
                'd' | 'D' | 'y' | 'Y' | 'j' | 'J' => dag = true,
                'm' | 'M' => maand = true,
                'h' | 'H' | 's' | 'S' | 'u' | 'U' => tijd = true,
                '0' => code.push(CIJFER),
                // Excel shows these without quotes too.
                '-' | ' ' | '(' | ')' | '/' => code.push(c),
                _ => anders = true,
            }
        }
        let is_code = code.contains(CIJFER) && code.chars().count() > 1 && code.len() <= MAX_BREEDTE && !anders;
        match (dag || maand, tijd) {
            _ if dag => Self::Datum,
            (_, true) => Self::Tijd,
            (true, false) => Self::Datum,
            (false, false) if is_code => Self::Code(code),
            (false, false) => Self::Gewoon,
        }
    }

    /// The cell that a number is under this format.
    pub(super) fn cel(&self, getal: f64, epoche_1904: bool) -> Ruwecel<'static> {
        match self {
            Self::Percentage => Ruwecel::Percentage(getal),
            Self::Datum => Ruwecel::Datum { serieel: getal, datum: dag_van_serieel(getal, epoche_1904) },
            Self::Tijd => Ruwecel::Tijd(getal),
            // Whole numbers only: of others Excel shows them rounded, which no code is.
            Self::Code(code) if getal.fract() == 0.0 && (0.0..1e15).contains(&getal) => {
                Ruwecel::Code { getal, tekst: Cow::Owned(fill_in(code, getal)) }
            }
            Self::Code(_) | Self::Gewoon => Ruwecel::Getal(getal),
        }
    }
}

/// Puts the digits of a whole number in their places, the last digit in the last; what is left of them goes before the first.
fn fill_in(code: &str, getal: f64) -> String {
    let plaatsen = code.matches(CIJFER).count();
    let cijfers = format!("{getal:0plaatsen$.0}");
    let over = cijfers.len().saturating_sub(plaatsen);
    let mut rest = cijfers.chars();
    let mut uit = String::with_capacity(code.len() + over);
    for teken in code.chars() {
        if teken != CIJFER {
            uit.push(teken);
            continue;
        }
        let hier = if rest.as_str().len() == cijfers.len() { over + 1 } else { 1 };
        uit.extend(rest.by_ref().take(hier));
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_its_number_is() {
        let code = |code: &str| Opmaak::Code(code.replace('0', "\0"));
        for (opmaak, soort) in [
            ("0%", Opmaak::Percentage),
            ("0.00%", Opmaak::Percentage),
            ("0,0 %;[Red]-0%", Opmaak::Percentage),
            ("General", Opmaak::Gewoon),
            ("0", Opmaak::Gewoon),
            ("0.0", Opmaak::Gewoon),
            ("#,##0.00", Opmaak::Gewoon),
            ("0\"%\"", code("0%")),
            ("0\\%", code("0%")),
            ("0.00E+00", Opmaak::Gewoon),
            ("[Red]0.0", Opmaak::Gewoon),
            ("@", Opmaak::Gewoon),
            ("d-m-yyyy", Opmaak::Datum),
            ("[$-413]d mmmm yyyy;@", Opmaak::Datum),
            ("dd/mm/yy hh:mm", Opmaak::Datum),
            ("mmm", Opmaak::Datum),
            ("h:mm", Opmaak::Tijd),
            ("[h]:mm", Opmaak::Tijd),
            ("[m]", Opmaak::Tijd),
            ("mm:ss.0", Opmaak::Tijd),
            ("00\" uur\"", code("00 uur")),
            ("0000\"-A\"", code("0000-A")),
            ("00\\-00", code("00-00")),
            ("0000", code("0000")),
            ("\"R-\"0000", code("R-0000")),
            ("\\R000", code("R000")),
            ("\"R\"0", code("R0")),
            ("\"R\"0;\"R\"-0", code("R0")),
            ("\"R\"General", code("R0")),
            ("\"R\"#,##0", Opmaak::Gewoon),
            ("\"R\"0.0", Opmaak::Gewoon),
        ] {
            assert_eq!(Opmaak::of(opmaak), soort, "{opmaak}");
        }
    }

    #[test]
    fn a_code_is_read_as_excel_shows_it() {
        let code = |getal, tekst: &'static str| Ruwecel::Code { getal, tekst: tekst.into() };
        assert_eq!(Opmaak::of("0000").cel(101.0, false), code(101.0, "0101"));
        assert_eq!(Opmaak::of("\"R-\"0000").cel(7.0, false), code(7.0, "R-0007"));
        assert_eq!(Opmaak::of("\"R\"0").cel(101.0, false), code(101.0, "R101"));
        assert_eq!(Opmaak::of("0000\"-A\"").cel(101.0, false), code(101.0, "0101-A"));
        assert_eq!(Opmaak::of("00\\-00").cel(12_345.0, false), code(12_345.0, "123-45"));
        assert_eq!(Opmaak::of("00-00").cel(5.0, false), code(5.0, "00-05"));
        assert_eq!(Opmaak::of("0000").cel(7.5, false), Ruwecel::Getal(7.5));
    }
}
