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
    /// Nothing but digits with leading zeros, and perhaps a text before them: `0000`, `"R-"0000`.
    Code {
        voor: String,
        breedte: usize,
    },
}

impl Opmaak {
    /// Reads a format code as Excel writes it; of several parts the first, which is for positive numbers.
    pub(super) fn of(opmaak: &str) -> Self {
        let (mut dag, mut maand, mut tijd) = (false, false, false);
        let (mut voor, mut nullen, mut anders) = (String::new(), 0_usize, false);
        let mut tekens = opmaak.chars();
        if opmaak.eq_ignore_ascii_case("general") || opmaak.eq_ignore_ascii_case("standaard") || opmaak == "@" {
            return Self::Gewoon;
        }
        while let Some(c) = tekens.next() {
            match c {
                '"' | '\\' => {
                    let los: String = if c == '"' {
                        tekens.by_ref().take_while(|c| *c != '"').collect()
                    } else {
                        tekens.next().into_iter().collect()
                    };
                    anders |= nullen > 0;
                    voor.push_str(&los);
                }
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
                '0' => nullen += 1,
                _ => anders = true,
            }
        }
        match (dag || maand, tijd) {
            _ if dag => Self::Datum,
            (_, true) => Self::Tijd,
            (true, false) => Self::Datum,
            (false, false) if (2..=MAX_BREEDTE).contains(&nullen) && voor.len() <= MAX_BREEDTE && !anders => {
                Self::Code { voor, breedte: nullen }
            }
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
            Self::Code { voor, breedte } if getal.fract() == 0.0 && (0.0..1e15).contains(&getal) => {
                Ruwecel::Code { getal, tekst: Cow::Owned(format!("{voor}{getal:0breedte$.0}")) }
            }
            Self::Code { .. } | Self::Gewoon => Ruwecel::Getal(getal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_its_number_is() {
        let code = |voor: &str, breedte| Opmaak::Code { voor: voor.into(), breedte };
        for (opmaak, soort) in [
            ("0%", Opmaak::Percentage),
            ("0.00%", Opmaak::Percentage),
            ("0,0 %;[Red]-0%", Opmaak::Percentage),
            ("General", Opmaak::Gewoon),
            ("0", Opmaak::Gewoon),
            ("0.0", Opmaak::Gewoon),
            ("#,##0.00", Opmaak::Gewoon),
            ("0\"%\"", Opmaak::Gewoon),
            ("0\\%", Opmaak::Gewoon),
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
            ("00\" uur\"", Opmaak::Gewoon),
            ("0000\"-A\"", Opmaak::Gewoon),
            ("00\\-00", Opmaak::Gewoon),
            ("0000", code("", 4)),
            ("\"R-\"0000", code("R-", 4)),
            ("\\R000", code("R", 3)),
        ] {
            assert_eq!(Opmaak::of(opmaak), soort, "{opmaak}");
        }
    }

    #[test]
    fn a_code_is_read_as_excel_shows_it() {
        let code = |getal, tekst: &'static str| Ruwecel::Code { getal, tekst: tekst.into() };
        assert_eq!(Opmaak::of("0000").cel(101.0, false), code(101.0, "0101"));
        assert_eq!(Opmaak::of("\"R-\"0000").cel(7.0, false), code(7.0, "R-0007"));
        assert_eq!(Opmaak::of("0000").cel(7.5, false), Ruwecel::Getal(7.5));
    }
}
