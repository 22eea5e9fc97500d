//! What a cell means: dates, ja and nee, numbers and marks, treden, in all the forms that people write.
//!
//! Every function says `Ok(None)` for what means empty. An empty cell is *unknown*, never zero.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::domain::{Niveau, Product, Schoon, Toon, Trede, Uitstroomsoort};

use super::grid::{Cel, dag_van_serieel};
use super::tekst::fold;

/// Why a cell could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Celfout {
    /// Not of the kind that the column asks for.
    Onleesbaar,
    Percentage,
    /// Of the kind, but outside what it can be.
    BuitenBereik,
    /// A formula saved without its result.
    FormuleZonderWaarde,
    /// A formula that ended in an error.
    Formulefout,
}

/// A date, and whether it came from a bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Datum {
    pub(crate) dag: NaiveDate,
    pub(crate) uit_getal: bool,
}

/// Whether a text is a way to say that there is nothing.
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
            | "ntb"
            | "volgt"
            | "nogniet"
            | "loopt"
            | "loopttraject"
            | "lopend"
            | "nogtebepalen"
            | "nadertebepalen"
            | "nietingevuld"
            | "nogonbekend"
            | "nognietbekend"
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

/// The first year a date can have, and the last.
const JAREN: std::ops::RangeInclusive<i32> = 1900..=2099;
/// Bare numbers that are taken for dates: 2000-01-01 to 2099-12-31.
const SERIEEL: std::ops::RangeInclusive<f64> = 36_526.0..=73_050.0;

pub(crate) fn datum(cel: &Cel<'_>, epoche_1904: bool) -> Result<Option<Datum>, Celfout> {
    match cel {
        Cel::Datum { datum: Some(dag), .. } if JAREN.contains(&chrono::Datelike::year(dag)) => {
            Ok(Some(Datum { dag: *dag, uit_getal: false }))
        }
        // Day 0 is what a reference to an empty cell shows.
        Cel::Datum { serieel: 0.0, datum: None } => Ok(None),
        Cel::Datum { .. } | Cel::Logisch(_) => Err(Celfout::Onleesbaar),
        Cel::Getal(g) | Cel::Tijd(g) | Cel::Code { getal: g, .. } => serieel(*g, epoche_1904).map(Some),
        Cel::Percentage(_) => Err(Celfout::Percentage),
        Cel::Fout(_) => Err(Celfout::Formulefout),
        Cel::FormuleZonderWaarde => Err(Celfout::FormuleZonderWaarde),
        Cel::Tekst(t) => {
            if is_leegwoord(t) {
                return Ok(None);
            }
            if let Some(dag) = kale_datum(t).or_else(|| datum_uit_tekst(t)) {
                return Ok(Some(Datum { dag, uit_getal: false }));
            }
            if matches!(t.len(), 5 | 8) && t.bytes().all(|b| b.is_ascii_digit()) {
                return t.parse().map_err(|_| Celfout::Onleesbaar).and_then(|g| serieel(g, epoche_1904)).map(Some);
            }
            Err(Celfout::Onleesbaar)
        }
    }
}

/// The day that a bare number is: one that Excel counts, or year, month and day on end.
fn serieel(getal: f64, epoche_1904: bool) -> Result<Datum, Celfout> {
    if let Some(dag) = getal.to_u32().filter(|_| getal.fract() == 0.0).and_then(jaar_maand_dag) {
        return Ok(Datum { dag, uit_getal: true });
    }
    let verschoven = if epoche_1904 { getal + 1462.0 } else { getal };
    if !SERIEEL.contains(&verschoven) {
        return Err(Celfout::Onleesbaar);
    }
    dag_van_serieel(getal, epoche_1904).map(|dag| Datum { dag, uit_getal: true }).ok_or(Celfout::Onleesbaar)
}

/// Reads 20240331.
fn jaar_maand_dag(getal: u32) -> Option<NaiveDate> {
    let jaar = i32::try_from(getal / 10_000).ok().filter(|j| JAREN.contains(j))?;
    NaiveDate::from_ymd_opt(jaar, getal / 100 % 100, getal % 100)
}

/// Reads `31-3-2024` and `2024-03-31`, the forms of nearly every cell, without making a text of it first.
fn kale_datum(tekst: &str) -> Option<NaiveDate> {
    let getal =
        |deel: &str| deel.bytes().try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n.wrapping_mul(10) + u32::from(b - b'0')));
    let mut delen = tekst.split(['-', '/', '.']);
    let (a, b, c) = (delen.next()?, delen.next()?, delen.next()?);
    let (jaar, dag) = match (a.len(), c.len()) {
        (1..=2, 4) => (c, a),
        (4, 1..=2) => (a, c),
        _ => return None,
    };
    if delen.next().is_some() || !(1..=2).contains(&b.len()) {
        return None;
    }
    let jaar = i32::try_from(getal(jaar)?).ok().filter(|j| JAREN.contains(j))?;
    NaiveDate::from_ymd_opt(jaar, getal(b)?, getal(dag)?)
}

/// Reads a date as people write it, always day first: `31-3-2024`, `31/03/24`, `2024-03-31`, `3 mrt 2024`, with or without a time.
pub(crate) fn datum_uit_tekst(tekst: &str) -> Option<NaiveDate> {
    // The longest is "donderdag 31 september 2024 00:00:00 uur".
    if tekst.len() > 60 || !tekst.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let klein = tekst.to_lowercase();
    let mut delen: Vec<&str> = klein
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\'' | '’'))
        .filter(|d| !d.is_empty())
        .collect();
    // 2024-03-31T00:00:00
    if let Some(derde) = delen.get(2).copied()
        && let Some((dag, tijd)) = derde.split_once('t')
        && dag.len() == 2
        && is_tijd(&[tijd])
    {
        delen.truncate(2);
        delen.push(dag);
    } else if delen.len() > 3 && is_tijd(&delen[3..]) {
        delen.truncate(3);
    }
    if delen.len() == 4 && is_weekdag(delen[0]) {
        delen.remove(0);
    }
    let &[a, b, c] = delen.as_slice() else { return None };
    let getal = |s: &str| if s.bytes().all(|b| b.is_ascii_digit()) && s.len() <= 4 { s.parse::<u32>().ok() } else { None };
    let (jaar, maand, dag) = if a.len() == 4 {
        (getal(a)?, b, getal(c)?)
    } else {
        let jaar = match c.len() {
            2 => 2000 + getal(c)?,
            4 => getal(c)?,
            _ => return None,
        };
        (jaar, b, getal(a)?)
    };
    let maand = if maand.len() <= 2 { getal(maand) } else { None }.or_else(|| maandnaam(maand))?;
    let jaar = i32::try_from(jaar).ok().filter(|j| JAREN.contains(j))?;
    NaiveDate::from_ymd_opt(jaar, maand, dag)
}

/// Whether these words are a time of day, which is left out: `00:00`, `13:45:10.000z`, `00:00 uur`.
fn is_tijd(delen: &[&str]) -> bool {
    delen.first().is_some_and(|d| d.contains(':'))
        && delen.iter().all(|d| {
            *d == "uur" || *d == "am" || *d == "pm" || d.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | 'z' | '+'))
        })
}

fn is_weekdag(woord: &str) -> bool {
    ["ma", "di", "wo", "do", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
        .contains(&woord)
}

/// The number of a Dutch month, written out or short; English short forms come from English Excel.
pub(super) fn maandnaam(woord: &str) -> Option<u32> {
    const MAANDEN: [&[&str]; 12] = [
        &["januari", "jan"],
        &["februari", "feb", "febr"],
        &["maart", "mrt", "mar", "maa"],
        &["april", "apr"],
        &["mei", "may"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["augustus", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "okt", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let index = MAANDEN.iter().position(|namen| namen.contains(&woord))?;
    u32::try_from(index + 1).ok()
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

/// Reads `7,5`, `7.5`, `1.234,5` and `1 234,5`; a point or comma followed by three digits with another one behind it is a thousands mark.
fn getal_uit_tekst(tekst: &str) -> Option<Decimal> {
    let mut kaal: String = tekst.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    if kaal.is_empty() || kaal.len() > 24 || !kaal.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+')) {
        return None;
    }
    let laatste = kaal.rfind([',', '.']);
    if let Some(laatste) = laatste {
        let teken = char::from(*kaal.as_bytes().get(laatste)?);
        let ander = if teken == ',' { '.' } else { ',' };
        if kaal.matches(teken).count() > 1 {
            // Several of one kind are thousands marks: 1.234.567
            if kaal.contains(ander) || !duizendtallen(&kaal, teken) {
                return None;
            }
            kaal = kaal.replace(teken, "");
        } else {
            if kaal.contains(ander) {
                let geheel: String = kaal.chars().take(laatste).collect();
                if !duizendtallen(&geheel, ander) {
                    return None;
                }
                kaal = kaal.replace(ander, "");
            }
            kaal = kaal.replace(',', ".");
        }
    }
    kaal.parse::<Decimal>().ok().map(|d| d.normalize())
}

/// Whether every group after a thousands mark has three digits.
fn duizendtallen(tekst: &str, teken: char) -> bool {
    tekst.split(teken).skip(1).all(|groep| groep.len() == 3 && groep.bytes().all(|b| b.is_ascii_digit()))
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
        Cel::Datum { .. } | Cel::Tijd(_) | Cel::Logisch(_) => return Err(Celfout::Onleesbaar),
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
    // A number, something that parts, and a name of the trede.
    let mut tekens = kaal.chars();
    if let Some(nummer) = tekens.next().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok()) {
        let rest = tekens.as_str().trim_start();
        let naam = rest.trim_start_matches(['-', ':', ')', '.', '=', ' ']);
        if naam.len() < rest.len() && naam.starts_with(char::is_alphabetic) {
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

pub(crate) fn product(tekst: &str) -> Option<Product> {
    match &*fold(tekst) {
        "mbo" => Some(Product::Mbo),
        "hbo" => Some(Product::Hbo),
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
    fn a_date_is_read_in_every_form_day_first() {
        for (tekst, iso) in [
            ("31-3-2024", "2024-03-31"),
            ("31/03/2024", "2024-03-31"),
            ("31.3.24", "2024-03-31"),
            ("2024-03-31", "2024-03-31"),
            ("2024/3/31", "2024-03-31"),
            ("31-3-24", "2024-03-31"),
            ("1-2-2024", "2024-02-01"),
            ("3 mrt 2024", "2024-03-03"),
            ("3 mrt. 2024", "2024-03-03"),
            ("3-mrt-24", "2024-03-03"),
            ("3 maart '24", "2024-03-03"),
            ("zondag 3 maart 2024", "2024-03-03"),
            ("29 februari 2024", "2024-02-29"),
            (" 31-3-2024 00:00 ", "2024-03-31"),
            ("31-03-2024 0:00:00", "2024-03-31"),
            ("2024-03-31T00:00:00", "2024-03-31"),
            ("2024-03-31T00:00:00.000Z", "2024-03-31"),
            ("1 Oktober 2023", "2023-10-01"),
        ] {
            assert_eq!(datum_uit_tekst(tekst).map(|d| d.to_string()).as_deref(), Some(iso), "{tekst}");
        }
        for tekst in [
            "3/31/2024",
            "31-2-2024",
            "maart 2024",
            "2024",
            "31-3",
            "31-3-024",
            "1-1-1899",
            "31-3-2100",
            "gisteren",
            "1-2-3-4",
            "2024-K2",
        ] {
            assert_eq!(datum_uit_tekst(tekst), None, "{tekst}");
        }
    }

    #[test]
    fn a_bare_number_is_a_date_only_when_plausible_and_is_said() {
        let gelezen = datum(&Cel::Getal(45_382.0), false).unwrap().unwrap();
        assert_eq!((gelezen.dag.to_string().as_str(), gelezen.uit_getal), ("2024-03-31", true));
        assert_eq!(datum(&t("45382"), false).unwrap().unwrap().dag.to_string(), "2024-03-31");
        for cel in [t("20240331"), Cel::Getal(20_240_331.0)] {
            assert_eq!(datum(&cel, false), Ok(Some(Datum { dag: gelezen.dag, uit_getal: true })), "{cel:?}");
        }
        assert_eq!(datum(&t("20241331"), false), Err(Celfout::Onleesbaar));
        assert_eq!(datum(&Cel::Getal(43_920.0), true).unwrap().unwrap().dag.to_string(), "2024-03-31");
        assert_eq!(datum(&Cel::Getal(12.0), false), Err(Celfout::Onleesbaar));
        assert_eq!(datum(&Cel::Percentage(0.5), false), Err(Celfout::Percentage));
    }

    #[test]
    fn ja_and_nee_come_in_many_forms() {
        for cel in [t("ja"), t("J"), t("x"), t("X "), t("1"), t("WAAR"), t("true"), Cel::Logisch(true), Cel::Getal(1.0)] {
            assert_eq!(ja_nee(&cel), Ok(Some(true)), "{cel:?}");
        }
        for cel in [t("nee"), t("N"), t("0"), t("onwaar"), t("False"), Cel::Logisch(false), Cel::Getal(0.0)] {
            assert_eq!(ja_nee(&cel), Ok(Some(false)), "{cel:?}");
        }
        for cel in [t("-"), t("n.v.t."), t("onbekend"), t("N/A")] {
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
            (t("8"), "8"),
            (Cel::Getal(7.1), "7.1"),
            (Cel::Getal(0.1 + 0.2), "0.3"),
            (Cel::Getal(8.335), "8.335"),
            (Cel::Getal(23.0 / 3.0), "7.666666666666667"),
            (Cel::Getal(-0.0), "0"),
        ] {
            assert_eq!(getal(&cel).unwrap().unwrap().to_string(), uit, "{cel:?}");
        }
        for cel in [t("acht"), t("1.2.3"), t("7,5,3"), t("--1"), Cel::Getal(f64::NAN), Cel::Logisch(true)] {
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
        assert_eq!(trede(&t("3-4 contacten")).unwrap(), Tredecel::Label("3-4 contacten".into()));
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
