//! Taking a deelnemer out of what was written down: the one exception to that a form never changes (`domein.md` 8).
//!
//! Works on a form as it is stored, of whatever version, so that what this program no longer reads is cleaned as well.

use std::iter::Sum;

use serde_json::Value;

use super::v0;
use crate::domain::{Codes, Deelnemercode};

/// What a code that was removed is replaced by.
const VERWIJDERD: &str = "verwijderd";

/// How the name of a file ends that names codes.
const MET_CODES: &str = "-met-codes";

/// Under what name a file of an established verslag is kept: `docx`, `docx-kort`, `md-zonder-klein`, `html-met-codes`. What holds
/// codes says so: it goes with a deelnemer.
pub fn bestandsnaam(extensie: &str, codes: bool, kleine_aantallen: bool, kort: bool) -> String {
    let kort = if kort { "-kort" } else { "" };
    let klein = if kleine_aantallen { "" } else { "-zonder-klein" };
    let codes = if codes { MET_CODES } else { "" };
    format!("{extensie}{kort}{klein}{codes}")
}

/// A deelnemer who is to be forgotten.
#[derive(Debug, Clone)]
pub struct Vergeten {
    code: Deelnemercode,
    typed: Codes,
}

/// How often a deelnemer was in a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gevonden {
    /// Marked as a code: only a file with codes names it.
    gemerkt: usize,
    /// In what somebody typed, not known as a code when it was written: every file names it.
    getypt: usize,
}

impl Vergeten {
    pub fn new(code: &Deelnemercode) -> Self {
        Self { code: code.clone(), typed: Codes::new([code.as_str()]) }
    }

    /// Blanks the code wherever it stands in a form, or in whatever holds forms; tells how often it was there.
    pub fn out_of(&self, vorm: &mut Value) -> Gevonden {
        match vorm {
            Value::Array(items) => items.iter_mut().map(|item| self.out_of(item)).sum(),
            Value::Object(fields) => fields.iter_mut().map(|(key, value)| self.out_of_field(key, value)).sum(),
            Value::String(text) => {
                let gemerkt = v0::replace_codes(text, |code| self.is_it(code).then_some(VERWIJDERD));
                Gevonden { gemerkt, getypt: 0 }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Gevonden::default(),
        }
    }

    /// Blanks the code in a text that somebody typed; tells how often it was there.
    pub fn out_of_text(&self, tekst: &mut String) -> usize {
        let places = self.typed.find(tekst);
        for place in places.iter().rev() {
            tekst.replace_range(place.clone(), VERWIJDERD);
        }
        places.len()
    }

    fn out_of_field(&self, key: &str, value: &mut Value) -> Gevonden {
        match (key, value) {
            ("code", Value::String(code)) if self.is_it(code) => {
                VERWIJDERD.clone_into(code);
                Gevonden { gemerkt: 1, getypt: 0 }
            }
            ("getypt", Value::String(text)) => Gevonden { gemerkt: 0, getypt: self.out_of_text(text) },
            (key, value) => {
                let mut found = self.out_of(value);
                if let (v0::FEITEN, Value::Array(points)) = (key, value) {
                    found.getypt += points.iter_mut().flat_map(v0::typed_lines).map(|line| self.out_of_text(line)).sum::<usize>();
                }
                found
            }
        }
    }

    fn is_it(&self, text: &str) -> bool {
        Deelnemercode::new(text).is_some_and(|code| code == self.code)
    }
}

impl Gevonden {
    pub const fn aantal(self) -> usize {
        self.gemerkt + self.getypt
    }

    /// Whether the file that is kept under this name named the deelnemer: it has to be written anew.
    pub fn is_in(self, bestandsnaam: &str) -> bool {
        self.getypt > 0 || self.gemerkt > 0 && bestandsnaam.ends_with(MET_CODES)
    }
}

impl Sum for Gevonden {
    fn sum<I: Iterator<Item = Self>>(found: I) -> Self {
        found.fold(Self::default(), |all, more| Self { gemerkt: all.gemerkt + more.gemerkt, getypt: all.getypt + more.getypt })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Out of this form; the form afterwards, how often it was marked and typed.
    fn without(code: &str, mut vorm: Value) -> (Value, usize, usize) {
        let found = Vergeten::new(&Deelnemercode::new(code).unwrap()).out_of(&mut vorm);
        (vorm, found.gemerkt, found.getypt)
    }

    #[test]
    fn a_code_goes_wherever_it_stands_and_nothing_else_does() {
        let stuk = |code: &str, getypt: &str| {
            json!({ "punten": [{ "feiten": [{ "niveau": 1, "stukken": [
                { "klein": [{ "deelnemers": [{ "code": code, "gemeente": "Venlo" }, { "code": "A-12" }] }] },
                { "tekst": "12 van 50" }, { "getypt": getypt }, { "code": { "code": code } },
            ] }] }] })
        };
        assert_eq!(without("a-1", stuk("A-1", "Bel A-1, niet A-12")), (stuk("verwijderd", "Bel verwijderd, niet A-12"), 2, 1));
        assert_eq!(
            without("12", stuk("12", "12 van 50 zijn er; 12 belde")),
            (stuk("verwijderd", "12 van 50 zijn er; verwijderd belde"), 2, 1)
        );
        assert_eq!(without("B-9", stuk("A-1", "A-1")), (stuk("A-1", "A-1"), 0, 0));
    }

    #[test]
    fn of_the_first_version_it_goes_out_of_marks_and_out_of_what_was_typed() {
        let oud = |code: &str, getypt: &str| {
            json!({ "bevroren": { "wanneer": "2024-07-18T00:00:00Z", "feiten": [
                [{ "Kpi": 2 }, [format!("12 × te laat: ⟦{code}⟧ (Venlo)"), "waarvan 12 uitval", "Eerder afgesproken:", getypt]],
                ["Signalen", [getypt]], ["Dekking", ["12 gemeenten"]], ["VanLater", ["12"]],
            ] } })
        };
        assert_eq!(without("12", oud("12", "12 belde")), (oud("verwijderd", "verwijderd belde"), 1, 2));
    }

    #[test]
    fn a_file_goes_when_it_names_the_code() {
        let files = [("md", false, true, false), ("docx", true, false, true)]
            .map(|(e, codes, klein, kort)| bestandsnaam(e, codes, klein, kort));
        assert_eq!(files, ["md", "docx-kort-zonder-klein-met-codes"]);
        for (gemerkt, getypt, expected) in [(0, 0, [false, false]), (3, 0, [false, true]), (0, 1, [true, true])] {
            let found = Gevonden { gemerkt, getypt };
            assert_eq!(files.each_ref().map(|naam| found.is_in(naam)), expected);
            assert_eq!(found.aantal(), gemerkt + getypt);
        }
    }
}
