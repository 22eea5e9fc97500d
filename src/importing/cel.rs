//! What a cell means: dates, ja and nee, numbers and marks, treden, in all the forms that people write.
//!
//! Every function says `Ok(None)` for what means empty. An empty cell is *unknown*, never zero.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::domain::{Niveau, Product, Productopgave, Schoon, Toon, Trede, Uitstroomsoort};

use super::grid::Cel;
use super::maand::is_maandtekst;
use super::tekst::fold;

/// A code that a program wrote as a number with a fraction, without it: `101.0` is 101.
pub(crate) fn zonder_nul(code: &str) -> &str {
    code.strip_suffix(".0").filter(|c| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit())).unwrap_or(code)
}

/// Whether a spreadsheet made something else of a code: a date, or a number of which it keeps fifteen digits at the most.
pub(crate) fn is_verworden(cel: &Cel<'_>) -> bool {
    match cel {
        Cel::Datum { .. } | Cel::Tijd(_) | Cel::Percentage(_) | Cel::Logisch(_) => true,
        Cel::Getal(g) | Cel::Code { getal: g, .. } => g.abs() >= 1e15,
        Cel::Tekst(t) => {
            let is_lang = t.len() > 15 && t.bytes().all(|b| b.is_ascii_digit());
            is_lang || is_e_notatie(t) || is_maandtekst(t)
        }
        Cel::Fout(_) | Cel::FormuleZonderWaarde => false,
    }
}

/// Whether a text is a number as Excel shows one that is too wide for its column: `1,2E+11`.
fn is_e_notatie(tekst: &str) -> bool {
    let is_getal = |deel: &str| deel.starts_with(|c: char| c.is_ascii_digit()) && kaal_getal(deel).is_some();
    let is_macht =
        |deel: &str| deel.len() > 1 && deel.starts_with(['+', '-']) && deel.bytes().skip(1).all(|b| b.is_ascii_digit());
    tekst.split_once(['E', 'e']).is_some_and(|(getal, macht)| is_getal(getal) && is_macht(macht))
}

/// Why a cell could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Celfout {
    /// Not of the kind that the column asks for.
    Onleesbaar,
    Percentage,
    /// Of the kind, but outside what it can be.
    BuitenBereik,
    /// A date so far ahead that it says that there is none.
    VerWeg,
    /// A formula saved without its result.
    FormuleZonderWaarde,
    /// A formula that ended in an error.
    Formulefout,
}

/// Whether a text is a way to say that there is nothing, or that it is not known. What is still to come (volgt, nog te bepalen)
/// is no answer: the sender is asked for it.
pub(crate) fn is_leegwoord(tekst: &str) -> bool {
    // None of them begins with a digit, which most cells do.
    if tekst.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let gevouwen = fold(tekst);
    if gevouwen.is_empty() {
        // Dashes and question marks; a tick or another sign means something.
        return tekst.chars().all(|c| c.is_whitespace() || "-_.…?/~*'\"".contains(c));
    }
    if tekst.starts_with('#') {
        return false;
    }
    matches!(
        &*gevouwen,
        "nvt"
            | "nb"
            | "na"
            | "onbekend"
            | "geen"
            | "leeg"
            | "nietbekend"
            | "niettoepassing"
            | "niettoepasselijk"
            | "nietvantoepassing"
            | "nnb"
            | "loopt"
            | "loopttraject"
            | "lopend"
            | "nietingevuld"
            | "nogonbekend"
            | "nognietbekend"
            // What programs write for nothing.
            | "null"
            | "nat"
            | "nan"
            | "none"
    )
}

/// The text of a cell for a field of free text or a code: numbers without `.0`, no errors.
pub(crate) fn tekst<'c>(cel: &'c Cel<'_>) -> Result<Schoon<'c>, Celfout> {
    match cel {
        Cel::FormuleZonderWaarde => Err(Celfout::FormuleZonderWaarde),
        Cel::Fout(_) => Err(Celfout::Formulefout),
        Cel::Tekst(t) | Cel::Code { tekst: t, .. } => Ok(t.borrowed()),
        _ => Ok(cel.tekst().into()),
    }
}

/// Reads ja or nee in the forms that people use; a mark of any kind is ja.
pub(crate) fn ja_nee(cel: &Cel<'_>) -> Result<Option<bool>, Celfout> {
    match cel {
        Cel::Logisch(b) => Ok(Some(*b)),
        #[expect(clippy::float_cmp, reason = "only the exact numbers 0 and 1 mean nee and ja")]
        Cel::Getal(g) | Cel::Code { getal: g, .. } if *g == 0.0 || *g == 1.0 => Ok(Some(*g == 1.0)),
        Cel::Fout(_) => Err(Celfout::Formulefout),
        Cel::FormuleZonderWaarde => Err(Celfout::FormuleZonderWaarde),
        Cel::Tekst(t) => match &*fold(t) {
            "ja" | "j" | "x" | "1" | "waar" | "true" | "yes" | "y" | "jawel" => Ok(Some(true)),
            "nee" | "n" | "0" | "onwaar" | "false" | "no" | "neen" => Ok(Some(false)),
            // A number that a program wrote: 1.0, 0,00.
            _ if getal_uit_tekst(t) == Some(Decimal::ONE) => Ok(Some(true)),
            _ if getal_uit_tekst(t) == Some(Decimal::ZERO) => Ok(Some(false)),
            _ if matches!(t.as_str(), "✓" | "✔" | "√" | "☑" | "☒" | "✅") => Ok(Some(true)),
            _ if *t == "☐" => Ok(Some(false)),
            _ if is_leegwoord(t) => Ok(None),
            _ => Err(Celfout::Onleesbaar),
        },
        _ => Err(Celfout::Onleesbaar),
    }
}

/// Reads a decimal number, with a comma or a point.
pub(crate) fn getal(cel: &Cel<'_>) -> Result<Option<Decimal>, Celfout> {
    match cel {
        Cel::Getal(g) | Cel::Code { getal: g, .. } => decimaal(*g).map(Some).ok_or(Celfout::Onleesbaar),
        Cel::Percentage(_) => Err(Celfout::Percentage),
        Cel::Fout(_) => Err(Celfout::Formulefout),
        Cel::FormuleZonderWaarde => Err(Celfout::FormuleZonderWaarde),
        Cel::Datum { .. } | Cel::Tijd(_) | Cel::Logisch(_) => Err(Celfout::Onleesbaar),
        Cel::Tekst(t) => {
            if is_leegwoord(t) {
                return Ok(None);
            }
            if let Some(getal) = kaal_getal(t) {
                return Ok(Some(getal));
            }
            if t.ends_with('%') {
                return Err(Celfout::Percentage);
            }
            getal_uit_tekst(t).map(Some).ok_or(Celfout::Onleesbaar)
        }
    }
}

/// The number that a float was typed as: its shortest decimal text.
fn decimaal(getal: f64) -> Option<Decimal> {
    if !getal.is_finite() || getal.abs() > 1e12 {
        return None;
    }
    // Whole numbers and two decimals are nearly all there is; the text form is for the rest.
    for schaal in [0_u32, 1, 2] {
        let macht = 10_f64.powi(i32::try_from(schaal).unwrap_or(0));
        let heel = (getal * macht).round();
        #[expect(clippy::float_cmp, reason = "only when the division gives back the very same float is this its decimal text")]
        if heel / macht == getal {
            return Decimal::from_i64(heel.to_i64()?).map(|mut d| {
                // Scale 0–2 is always within what a Decimal holds.
                let _ = d.set_scale(schaal);
                d.normalize()
            });
        }
    }
    // A sum like 0,1 + 0,2 carries noise beyond the fifteen digits that Excel shows; without such noise the shortest text is it.
    let vijftien = Decimal::from_scientific(&format!("{getal:.14e}")).ok()?.normalize();
    let cijfers = vijftien.mantissa().unsigned_abs().checked_ilog10().map_or(1, |n| n + 1);
    if cijfers <= 12 {
        return Some(vijftien);
    }
    format!("{getal}").parse::<Decimal>().ok().map(|d| d.normalize())
}

/// Reads `7` and `7,5`, the forms of nearly every cell, without making a text of it first.
fn kaal_getal(tekst: &str) -> Option<Decimal> {
    let (mut getal, mut schaal, mut na_komma) = (0_i64, 0_u32, false);
    if tekst.len() > 15 || !tekst.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    for (i, b) in tekst.bytes().enumerate() {
        match b {
            b'0'..=b'9' => {
                getal = getal * 10 + i64::from(b - b'0');
                schaal += u32::from(na_komma);
            }
            b',' | b'.' if i > 0 && !na_komma => na_komma = true,
            _ => return None,
        }
    }
    Decimal::try_new(getal, schaal).ok().map(|d| d.normalize())
}

/// Reads `7,5`, `7.5`, `1.234,5`, `1 234,5` and `1'234`: what parts thousands parts groups of three.
fn getal_uit_tekst(tekst: &str) -> Option<Decimal> {
    if tekst.len() > 24 {
        return None;
    }
    let cijfers = |deel: &str| deel.bytes().all(|b| b.is_ascii_digit());
    let kaal = tekst.strip_prefix(['-', '+']).unwrap_or(tekst).trim_start();
    // Of several points or commas none is that of the decimals.
    let komma = kaal.chars().rfind(|c| matches!(c, ',' | '.')).filter(|c| kaal.matches(*c).count() == 1);
    let (heel, breuk) = komma.and_then(|c| kaal.split_once(c)).unwrap_or((kaal, ""));
    let tekens = heel.chars().find(|c| !c.is_ascii_digit());
    let groepen: Vec<&str> = heel.split(|c| Some(c) == tekens).collect();
    let zijn_drietallen = match groepen.as_slice() {
        [eerste, rest @ ..] if !rest.is_empty() => (1..=3).contains(&eerste.len()) && rest.iter().all(|g| g.len() == 3),
        _ => true,
    };
    let is_teken = tekens.is_none_or(|c| matches!(c, ' ' | '.' | ',' | '\''));
    let is_getal = groepen.iter().all(|g| cijfers(g)) && cijfers(breuk) && !(heel.is_empty() && breuk.is_empty());
    if !(zijn_drietallen && is_teken && is_getal) {
        return None;
    }
    let teken = if tekst.starts_with('-') { "-" } else { "" };
    let heel = if heel.is_empty() { "0".to_owned() } else { groepen.concat() };
    let breuk = if breuk.is_empty() { "0" } else { breuk };
    format!("{teken}{heel}.{breuk}").parse::<Decimal>().ok().map(|d| d.normalize())
}

/// Reads a whole number ≥ 0.
pub(crate) fn geheel(cel: &Cel<'_>) -> Result<Option<u32>, Celfout> {
    match getal(cel)? {
        None => Ok(None),
        Some(d) if d.is_integer() => d.to_u32().map(Some).ok_or(Celfout::BuitenBereik),
        Some(_) => Err(Celfout::BuitenBereik),
    }
}

/// Reads a number of places: `8`, `8 plekken`.
pub(crate) fn plaatsen(cel: &Cel<'_>) -> Result<Option<u32>, Celfout> {
    if let Cel::Tekst(t) = cel
        && let Some((aantal, eenheid)) = t.split_once(' ')
        && matches!(&*fold(eenheid), "plekken" | "plek" | "plaatsen" | "plaats" | "deelnemers" | "personen")
    {
        return geheel(&Cel::Tekst(aantal.into()));
    }
    geheel(cel)
}

/// Reads a number ≥ 0.
pub(crate) fn niet_negatief(cel: &Cel<'_>) -> Result<Option<Decimal>, Celfout> {
    match getal(cel)? {
        Some(d) if d.is_sign_negative() && !d.is_zero() => Err(Celfout::BuitenBereik),
        d => Ok(d),
    }
}

/// A number of hours, and whether it was written as a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uren {
    pub(crate) uren: Decimal,
    pub(crate) uit_tijd: bool,
}

/// Reads hours ≥ 0: `12,5`, `12,5 uur`, and a time of any form, `12:30`, to the minute.
pub(crate) fn uren(cel: &Cel<'_>) -> Result<Option<Uren>, Celfout> {
    let minuten = match cel {
        Cel::Tijd(dagen) => (dagen * 1440.0).round().to_u32(),
        Cel::Tekst(t) => minuten_uit_tekst(t),
        _ => None,
    };
    if let Some(minuten) = minuten {
        let uren = (Decimal::from(minuten) / Decimal::from(60)).round_dp(4).normalize();
        return Ok(Some(Uren { uren, uit_tijd: true }));
    }
    let zonder_eenheid = match cel {
        Cel::Tekst(t) => {
            let klein = t.to_lowercase();
            let kaal = ["uren", "uur", "u.", "u"].iter().find_map(|eenheid| klein.strip_suffix(eenheid));
            kaal.map(str::trim_end).filter(|k| k.ends_with(|c: char| c.is_ascii_digit())).map(|k| Cel::Tekst(k.to_owned().into()))
        }
        _ => None,
    };
    let uren = niet_negatief(zonder_eenheid.as_ref().unwrap_or(cel))?;
    Ok(uren.map(|uren| Uren { uren, uit_tijd: false }))
}

/// The minutes of `12:30` and `12:30:00`.
fn minuten_uit_tekst(tekst: &str) -> Option<u32> {
    let getal = |deel: &str| deel.bytes().all(|b| b.is_ascii_digit()).then(|| deel.parse::<u32>().ok()).flatten();
    let mut delen = tekst.split(':');
    let (uur, minuut, seconde) = (delen.next()?, delen.next()?, delen.next());
    if delen.next().is_some() || uur.len() > 4 || minuut.len() != 2 || seconde.is_some_and(|s| s.len() != 2 || getal(s).is_none())
    {
        return None;
    }
    Some(getal(uur)? * 60 + getal(minuut).filter(|m| *m < 60)?)
}

/// Reads a mark of 1 to 10.
pub(crate) fn cijfer(cel: &Cel<'_>) -> Result<Option<Decimal>, Celfout> {
    match getal(cel)? {
        Some(d) if d < Decimal::ONE || d > Decimal::TEN => Err(Celfout::BuitenBereik),
        d => Ok(d),
    }
}

/// What a cell of a trede holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tredecel {
    Leeg,
    Trede(Trede),
    /// A number that is no trede.
    BuitenBereik,
    /// A date that a spreadsheet made of it: `3-apr`.
    Datum,
    /// A text: a label of the gemeente's own, perhaps.
    Label(String),
}

/// Reads a trede by number: `3`, `trede 3`, `3 – sociale contacten`.
pub(crate) fn trede(cel: &Cel<'_>) -> Result<Tredecel, Celfout> {
    let tekst = match cel {
        Cel::Getal(_) | Cel::Code { .. } => {
            let nummer = getal(cel)?.filter(Decimal::is_integer).and_then(|d| d.to_u8()).and_then(Trede::new);
            return Ok(nummer.map_or(Tredecel::BuitenBereik, Tredecel::Trede));
        }
        Cel::Tekst(t) => t.as_str(),
        Cel::Percentage(_) => return Err(Celfout::Percentage),
        Cel::Fout(_) => return Err(Celfout::Formulefout),
        Cel::FormuleZonderWaarde => return Err(Celfout::FormuleZonderWaarde),
        Cel::Datum { .. } => return Ok(Tredecel::Datum),
        Cel::Tijd(_) | Cel::Logisch(_) => return Err(Celfout::Onleesbaar),
    };
    if is_leegwoord(tekst) {
        return Ok(Tredecel::Leeg);
    }
    if let [cijfer @ b'1'..=b'6'] = tekst.as_bytes()
        && let Some(trede) = Trede::new(cijfer - b'0')
    {
        return Ok(Tredecel::Trede(trede));
    }
    let klein = tekst.to_lowercase();
    let kaal = klein
        .strip_prefix("trede")
        .or_else(|| klein.strip_prefix("stap"))
        .or_else(|| klein.strip_prefix('t'))
        .unwrap_or(&klein)
        .trim_start();
    if let Some(d) = getal_uit_tekst(kaal) {
        let nummer = Some(d).filter(Decimal::is_integer).and_then(|d| d.to_u8()).and_then(Trede::new);
        return Ok(nummer.map_or(Tredecel::BuitenBereik, Tredecel::Trede));
    }
    if is_maandtekst(kaal) {
        return Ok(Tredecel::Datum);
    }
    // A number, something that parts, and a name of the trede.
    let mut tekens = kaal.chars();
    if let Some(nummer) = tekens.next().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok()) {
        let rest = tekens.as_str().trim_start();
        let naam = rest.trim_start_matches(['-', ':', ')', '.', '=', ' ']);
        if naam.len() < rest.len() && naam.starts_with(char::is_alphabetic) && !is_leegwoord(naam) {
            return Ok(Trede::new(nummer).map_or(Tredecel::BuitenBereik, Tredecel::Trede));
        }
    }
    Ok(Tredecel::Label(tekst.to_owned()))
}

/// The names of an outcome, folded; the first of each is the one in reports.
const UITSTROMEN: [(Uitstroomsoort, &[&str]); 8] = [
    (
        Uitstroomsoort::Regulier,
        &[
            "regulier",
            "regulierwerk",
            "regulierewerk",
            "regulierebaan",
            "regulierarbeid",
            "regulierearbeid",
            "betaaldwerk",
            "betaaldebaan",
            "reguliereuitstroom",
        ],
    ),
    (Uitstroomsoort::Banenafspraak, &["banenafspraak", "baanafspraak", "garantiebaan", "werkmetbanenafspraak"]),
    (Uitstroomsoort::Vrijwilligerswerk, &["vrijwilligerswerk", "vrijwilligerwerk", "vrijwilliger", "vrijwillig"]),
    (
        Uitstroomsoort::Doelgroepenregister,
        &[
            "doelgroepenregister",
            "doelgroepregister",
            "lks",
            "loonkostensubsidie",
            "doelgroepenregisterlks",
            "lksdoelgroepenregister",
            "doelgroepenregisteroflks",
            "dgr",
        ],
    ),
    (Uitstroomsoort::BeschutWerk, &["beschutwerk", "beschut", "beschutwerken", "nieuwbeschut"]),
    (
        Uitstroomsoort::AnderTraject,
        &["andertraject", "anderetraject", "vervolgtraject", "overstapandertraject", "naarandertraject"],
    ),
    (Uitstroomsoort::Uitval, &["uitval", "uitgevallen", "voortijdigeuitval"]),
    (Uitstroomsoort::Anders, &["anders", "overig", "overige"]),
];

pub(crate) fn uitstroom(tekst: &str) -> Option<Uitstroomsoort> {
    let kop = super::tekst::fold_kop(tekst);
    let heel = fold(tekst);
    UITSTROMEN.iter().find(|(_, namen)| namen.contains(&&*heel) || namen.contains(&kop.as_str())).map(|(soort, _)| *soort)
}

pub(crate) fn product(tekst: &str) -> Option<Productopgave> {
    match &*fold(tekst) {
        "mbo" | "p2mbo" => Some(Productopgave::Individueel(Product::Mbo)),
        "hbo" | "p2hbo" => Some(Productopgave::Individueel(Product::Hbo)),
        "p1" | "collectief" => Some(Productopgave::Collectief),
        _ => None,
    }
}

pub(crate) fn niveau(tekst: &str) -> Option<Niveau> {
    match &*fold(tekst) {
        "casusregisseur" | "casusregisseurs" | "casusregie" | "regisseur" | "cr" => Some(Niveau::Casusregisseur),
        "ondernemer" | "ondernemers" | "werkgever" | "werkgevers" | "bedrijf" => Some(Niveau::Ondernemer),
        _ => None,
    }
}

pub(crate) fn toon(tekst: &str) -> Option<Toon> {
    match &*fold(tekst) {
        "positief" | "pos" | "goed" => Some(Toon::Positief),
        "neutraal" | "neutr" => Some(Toon::Neutraal),
        "negatief" | "neg" | "slecht" => Some(Toon::Negatief),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(tekst: &str) -> Cel<'_> {
        Cel::Tekst(tekst.into())
    }

    #[test]
    fn a_code_that_a_spreadsheet_shortened_is_known() {
        let datum = Cel::Datum { serieel: 45_385.0, datum: None };
        let getallen = [Cel::Getal(1.234_567_890_123_456e17), datum, Cel::Percentage(0.5), Cel::Tijd(0.5), Cel::Logisch(true)];
        let teksten = ["1,23457E+11", "1.2E+15", "1E+05", "1,2e-05", "3-apr", "mrt-24", "1234567890123456"].map(t);
        for cel in teksten.into_iter().chain(getallen) {
            assert!(is_verworden(&cel), "{cel:?}");
        }
        for cel in [t("12E5"), t("E+11"), t("P-01"), t("mei-groep"), t("123456789012345"), Cel::Getal(1e14), t("101.0")] {
            assert!(!is_verworden(&cel), "{cel:?}");
        }
        assert_eq!(["101.0", "R1.0", ".0", "101.00", "101"].map(zonder_nul), ["101", "R1.0", ".0", "101.00", "101"]);
    }

    #[test]
    fn ja_and_nee_come_in_many_forms() {
        let ja = ["ja", "J", "x", "X ", "1", "WAAR", "true", "1.0", "1,00"].map(t);
        for cel in ja.into_iter().chain([Cel::Logisch(true), Cel::Getal(1.0)]) {
            assert_eq!(ja_nee(&cel), Ok(Some(true)), "{cel:?}");
        }
        for cel in [t("nee"), t("N"), t("0"), t("onwaar"), t("False"), t("0.0"), Cel::Logisch(false), Cel::Getal(0.0)] {
            assert_eq!(ja_nee(&cel), Ok(Some(false)), "{cel:?}");
        }
        for cel in [t("-"), t("n.v.t."), t("onbekend"), t("N/A"), t("NULL"), t("NaT"), t("nan"), t("None")] {
            assert_eq!(ja_nee(&cel), Ok(None), "{cel:?}");
        }
        for (cel, is_ja) in [(t("✔\u{fe0f}"), true), (t("✅"), true), (t("☐"), false)] {
            assert_eq!(ja_nee(&cel), Ok(Some(is_ja)), "{cel:?}");
        }
        for cel in [t("👍"), t("●"), t("+"), t("❌"), t("#N/B"), t("misschien"), Cel::Getal(2.0), Cel::Percentage(1.0), t("10")]
        {
            assert!(ja_nee(&cel).is_err(), "{cel:?}");
        }
    }

    #[test]
    fn numbers_are_exact_with_comma_and_point() {
        for (cel, uit) in [
            (t("7,5"), "7.5"),
            (t("7.5"), "7.5"),
            (t("1.234,5"), "1234.5"),
            (t("1,234.5"), "1234.5"),
            (t("1 234"), "1234"),
            (t("1 234,5"), "1234.5"),
            (t("1'234"), "1234"),
            (t("1.234.567"), "1234567"),
            (t("- 3"), "-3"),
            (t(",5"), "0.5"),
            (t("8"), "8"),
            (Cel::Getal(7.1), "7.1"),
            (Cel::Getal(0.1 + 0.2), "0.3"),
            (Cel::Getal(8.335), "8.335"),
            (Cel::Getal(23.0 / 3.0), "7.666666666666667"),
            (Cel::Getal(-0.0), "0"),
        ] {
            assert_eq!(getal(&cel).unwrap().unwrap().to_string(), uit, "{cel:?}");
        }
        // Thousands are parted by threes.
        let geen_drietal =
            ["12 5", "7'5", "1 0", "1.23.456", "1234.567,8", "1 2345", "1,234,56", "1 234.567,8", "0 5", "1. 234"].map(t);
        let anders = [t("acht"), t("1.2.3"), t("7,5,3"), t("--1"), Cel::Getal(f64::NAN), Cel::Logisch(true)];
        for cel in geen_drietal.into_iter().chain(anders) {
            assert_eq!(getal(&cel), Err(Celfout::Onleesbaar), "{cel:?}");
        }
    }

    #[test]
    fn hours_are_a_number_or_a_time() {
        for (cel, verwacht, tijd) in [
            (t("12,5"), "12.5", false),
            (t("12,5 uur"), "12.5", false),
            (t("12u"), "12", false),
            (Cel::Getal(12.5), "12.5", false),
            (Cel::Tijd(12.5 / 24.0), "12.5", true),
            (Cel::Tijd(1.5), "36", true),
            (t("12:30"), "12.5", true),
            (t("0:20"), "0.3333", true),
            (t("112:30:00"), "112.5", true),
        ] {
            let gelezen = uren(&cel).unwrap().unwrap();
            assert_eq!((gelezen.uren.to_string().as_str(), gelezen.uit_tijd), (verwacht, tijd), "{cel:?}");
        }
        assert_eq!(uren(&t("onbekend")), Ok(None));
        for cel in [t("12:75"), t("uur"), t("1:2:3"), t("-3"), Cel::Tijd(-0.5), Cel::Percentage(0.5)] {
            assert!(uren(&cel).is_err(), "{cel:?}");
        }
    }

    #[test]
    fn a_mark_is_1_to_10_and_never_a_percentage() {
        assert_eq!(cijfer(&t("8")).unwrap(), Some(Decimal::from(8)));
        assert_eq!(cijfer(&t("10,0")).unwrap(), Some(Decimal::TEN));
        assert_eq!(cijfer(&t("0,8")), Err(Celfout::BuitenBereik));
        assert_eq!(cijfer(&Cel::Getal(80.0)), Err(Celfout::BuitenBereik));
        assert_eq!(cijfer(&t("80%")), Err(Celfout::Percentage));
        assert_eq!(cijfer(&Cel::Percentage(0.8)), Err(Celfout::Percentage));
        assert_eq!(cijfer(&t("n.v.t.")), Ok(None));
    }

    #[test]
    fn a_trede_is_a_number_or_a_label() {
        let drie = Tredecel::Trede(Trede::new(3).unwrap());
        for cel in
            [t("3"), t("trede 3"), t("T3"), t("Trede 3."), t("3 – sociale contacten"), t("3: buiten"), Cel::Getal(3.0), t("3,0")]
        {
            assert_eq!(trede(&cel).unwrap(), drie, "{cel:?}");
        }
        for cel in [t("0"), t("7"), t("2,5"), Cel::Getal(2.5), Cel::Getal(70.0), t("9 - x")] {
            assert_eq!(trede(&cel).unwrap(), Tredecel::BuitenBereik, "{cel:?}");
        }
        for cel in
            [t("3-apr"), t("1-mrt"), t("apr-24"), t("3 april"), t("3-apr-2024"), Cel::Datum { serieel: 45_385.0, datum: None }]
        {
            assert_eq!(trede(&cel).unwrap(), Tredecel::Datum, "{cel:?}");
        }
        for label in ["2-3", "3-onbekend", "3: n.v.t.", "3-4 contacten"] {
            assert_eq!(trede(&t(label)).unwrap(), Tredecel::Label(label.into()));
        }
        assert_eq!(trede(&t("Sociale contacten")).unwrap(), Tredecel::Label("Sociale contacten".into()));
    }

    #[test]
    fn outcomes_have_their_aliases() {
        for soort in Uitstroomsoort::ALL {
            assert_eq!(uitstroom(soort.naam()), Some(soort));
            assert_eq!(uitstroom(&soort.naam().to_uppercase()), Some(soort));
        }
        assert_eq!(uitstroom("LKS"), Some(Uitstroomsoort::Doelgroepenregister));
        assert_eq!(uitstroom("Doelgroepenregister (LKS)"), Some(Uitstroomsoort::Doelgroepenregister));
        assert_eq!(uitstroom("pensioen"), None);
    }
}
