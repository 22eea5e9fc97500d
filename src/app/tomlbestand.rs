//! Reads a settings file, and says in Dutch what is wrong with it: the line, what stands there, what is expected.
//!
//! The library speaks English to developers; only the place comes from it, and the kind of mistake.

use serde::de::DeserializeOwned;
use toml_edit::Value;

use crate::wording;

/// The longest part of a line that is shown.
const MAX_REGEL: usize = 60;

const DATUM: &str = "een datum als \"2026-01-31\", tussen aanhalingstekens";
const TEKST: &str = "tekst tussen aanhalingstekens";
const GEHEEL: &str = "een geheel getal, zonder aanhalingstekens";

/// Reads what a settings file holds.
///
/// # Errors
/// The reason, without a full stop.
pub(super) fn read<T: DeserializeOwned>(tekst: &str) -> Result<T, String> {
    toml::from_str(tekst).map_err(|fout| {
        let place = Tomlplek::of(tekst, fout.span());
        if toml::from_str::<toml::Table>(tekst).is_err() {
            unreadable(&place, fout.message())
        } else {
            unfit(&place, fout.message())
        }
    })
}

/// Puts another value where one stands; what was written around it stays.
pub(super) fn replace(stands: &mut Value, value: Value) {
    let decor = stands.decor().clone();
    *stands = value;
    *stands.decor_mut() = decor;
}

/// Where a mistake is.
struct Tomlplek {
    regel: usize,
    /// What stands there; empty at the end of the file, and for what concerns the file as a whole.
    staat: String,
}

impl Tomlplek {
    fn of(tekst: &str, span: Option<std::ops::Range<usize>>) -> Self {
        let before = span.and_then(|s| tekst.get(..s.start)).unwrap_or_default();
        let at = before.matches('\n').count();
        let staat: String = wording::veilig(tekst.lines().nth(at).unwrap_or_default().trim()).chars().take(MAX_REGEL).collect();
        Self { regel: at + 1, staat }
    }

    fn expected(&self, verwacht: &str) -> String {
        match self.staat.as_str() {
            "" => format!("op regel {} houdt het op; verwacht wordt {verwacht}", self.regel),
            staat => format!("op regel {} staat ‘{staat}’; verwacht wordt {verwacht}", self.regel),
        }
    }
}

/// A file that is no TOML.
fn unreadable(place: &Tomlplek, fout: &str) -> String {
    let begins = |with: &str| fout.starts_with(with);
    if begins("duplicate key") {
        return format!("op regel {} staat ‘{}’, en dat staat er al", place.regel, place.staat);
    }
    place.expected(
        if begins("string values must be quoted") || begins("invalid basic string") || begins("invalid literal string") {
            TEKST
        } else if begins("invalid date") || begins("invalid time") {
            DATUM
        } else if begins("unclosed table") || begins("unclosed array") {
            "een ] aan het eind"
        } else {
            "een regel als naam = \"waarde\""
        },
    )
}

/// Good TOML with a value that does not fit.
fn unfit(place: &Tomlplek, fout: &str) -> String {
    if let Some(veld) = fout.strip_prefix("missing field ") {
        let veld = veld.trim_matches('`');
        return match place.staat.as_str() {
            kop if kop.starts_with('[') => format!("bij {kop} op regel {} ontbreekt ‘{veld}’", place.regel),
            _ => format!("‘{veld}’ ontbreekt"),
        };
    }
    if fout.starts_with("unknown field") {
        return place.expected(&choices(fout, ""));
    }
    if fout.starts_with("unknown variant") {
        return place.expected(&choices(fout, "\""));
    }
    match fout.split_once(", expected ") {
        // Numbers of a kind that has bounds.
        Some((found, _)) if found.starts_with("invalid value: integer") => {
            place.expected("een getal dat hier past: dit is te groot of te klein")
        }
        Some((_, verwacht)) => place.expected(&in_dutch(verwacht)),
        None if fout.starts_with("wanted string or table") => place.expected(TEKST),
        None if is_of_a_date(fout) => place.expected(DATUM),
        // A value of our own says itself what it takes.
        None => format!("op regel {} staat ‘{}’: {}", place.regel, place.staat, wording::veilig(fout)),
    }
}

/// What a date that was read wrong is said to be.
fn is_of_a_date(fout: &str) -> bool {
    ["premature end of input", "trailing input", "input is out of range", "input contains invalid", "no possible date"]
        .iter()
        .any(|begin| fout.starts_with(begin))
}

/// `a, b of c`: the words that stand in the message after what was found, each between `quote`.
fn choices(fout: &str, quote: &str) -> String {
    let words: Vec<String> = fout.split('`').skip(3).step_by(2).map(|word| format!("{quote}{word}{quote}")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} of {last}", rest.join(", ")),
        None => "niets".to_owned(),
    }
}

fn in_dutch(verwacht: &str) -> String {
    if let Some(count) = verwacht.strip_prefix("an array of length ") {
        return format!("een lijst van {count} waarden tussen [ en ]");
    }
    let begins = |with: &str| verwacht.starts_with(with);
    let said = if begins("a string") || begins("string") {
        TEKST
    } else if begins("a Decimal") || begins("f32") || begins("f64") {
        "een getal, zoals 80 of 7.5"
    } else if begins("a boolean") {
        "true of false"
    } else if begins("a formatted date") {
        DATUM
    } else if begins("a sequence") {
        "een lijst tussen [ en ]"
    } else if begins("struct") || begins("a map") {
        "een kop met regels eronder, zoals [naam]"
    } else {
        // What is left are the widths of whole numbers.
        GEHEEL
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rust_decimal::Decimal;
    use serde::Deserialize;

    use super::*;
    use crate::domain::Trede;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kleur {
        Rood,
        Groen,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only what is said of a mistake matters")]
    struct Deel {
        naam: String,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Alles {
        tekst: Option<String>,
        getal: Option<u8>,
        bedrag: Option<Decimal>,
        aan: Option<bool>,
        dag: Option<NaiveDate>,
        kleur: Option<Kleur>,
        trede: Option<Trede>,
        drie: Option<[u8; 3]>,
        deel: Option<Deel>,
    }

    #[test]
    fn every_mistake_is_told_in_dutch_with_its_line_what_stands_there_and_what_is_expected() {
        for (fout, line, said) in [
            ("getal = \"1\"", 2, "een geheel getal"),
            ("getal = 300", 2, "te groot of te klein"),
            ("getal = -1", 2, "te groot of te klein"),
            ("getal = 1.5", 2, "een geheel getal"),
            ("tekst = 1", 2, "tekst tussen aanhalingstekens"),
            ("tekst = Contractmanager", 2, "tekst tussen aanhalingstekens"),
            ("tekst = \"open", 2, "tekst tussen aanhalingstekens"),
            ("tekst = 'open", 2, "tekst tussen aanhalingstekens"),
            ("bedrag = \"veel\"", 2, "een getal, zoals 80 of 7.5"),
            ("bedrag = [1]", 2, "een getal, zoals 80 of 7.5"),
            ("aan = \"ja\"", 2, "true of false"),
            ("dag = 2026-01-31", 2, "2026-01-31"),
            ("dag = \"31-1-2026\"", 2, "een datum als"),
            ("dag = \"2026-02-30\"", 2, "een datum als"),
            ("dag = \"\"", 2, "een datum als"),
            ("dag = 2026-13-01", 2, "een datum als"),
            ("kleur = \"blauw\"", 2, "verwacht wordt \"rood\" of \"groen\""),
            ("kleur = 3", 2, "tekst tussen aanhalingstekens"),
            ("trede = 7", 2, "trede buiten 1–6"),
            ("drie = [1]", 2, "een lijst van 3 waarden"),
            ("drie = 1", 2, "een lijst"),
            ("deel = 1", 2, "een kop met regels eronder"),
            ("nam = 1", 2, "tekst, getal, bedrag, aan, dag, kleur, trede, drie of deel"),
            ("[deel]\n# leeg", 2, "ontbreekt ‘naam’"),
            ("[deel]\nnaam = 1", 3, "tekst tussen aanhalingstekens"),
            ("[deel", 2, "een ]"),
            ("drie = [1, 2", 2, "een ]"),
            ("tekst", 2, "een regel als naam = \"waarde\""),
            ("tekst: x", 2, "een regel als naam = \"waarde\""),
            ("tekst = ", 2, "tekst tussen aanhalingstekens"),
            ("tekst == 1", 2, "een regel als naam = \"waarde\""),
            ("tekst = \"\\q\"", 2, "een regel als naam = \"waarde\""),
            ("getal = 01", 2, "een regel als naam = \"waarde\""),
            ("getal = 1\ngetal = 2", 3, "en dat staat er al"),
            ("# \u{1b}[2J\u{1}", 2, "een regel als naam = \"waarde\""),
        ] {
            let reden = read::<Alles>(&format!("# instellingen\r\n{fout}")).expect_err(fout);
            assert!(reden.contains(said), "{fout}: {reden}");
            assert!(reden.contains(&format!("regel {line}")), "{fout}: {reden}");
            for english in ["expected", "invalid", "unknown", "missing", "found", "type", "string", "field", "input", "must"] {
                assert!(!reden.split(|c: char| !c.is_alphabetic()).any(|word| word == english), "{fout}: {reden}");
            }
            assert!(!reden.chars().any(char::is_control), "{fout}: {reden:?}");
        }
    }

    #[test]
    fn what_a_file_as_a_whole_lacks_is_said_without_a_line() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only what is said of a mistake matters")]
        struct Geheel {
            deel: Deel,
        }
        assert_eq!(read::<Geheel>("# niets\n").unwrap_err(), "‘deel’ ontbreekt");
    }
}
