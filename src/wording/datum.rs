//! Dates: written by hand in Dutch (no locale data), and read as people say them.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};

use crate::domain::{Werkdagen, feestdag, nederlandse_klok};

const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const MAANDEN: [&str; 12] =
    ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
const MAANDEN_KORT: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// `12 jul 2024`.
pub fn datum(dag: NaiveDate) -> String {
    format!("{} {} {}", dag.day(), maand_kort(dag), dag.year())
}

/// `12 jul 24`: the same where many stand beside each other.
pub fn datum_kort(dag: NaiveDate) -> String {
    format!("{} {} {:02}", dag.day(), maand_kort(dag), dag.year().rem_euclid(100))
}

/// `vr 12 jul`, with the year when that is not the year of `vandaag`: `vr 12 jul 2024`.
pub fn dag_en_datum(dag: NaiveDate, vandaag: NaiveDate) -> String {
    let weekdag: String = dagnaam(dag).chars().take(2).collect();
    let kort = format!("{weekdag} {} {}", dag.day(), maand_kort(dag));
    if dag.year() == vandaag.year() { kort } else { format!("{kort} {}", dag.year()) }
}

/// `vrijdag 12 juli 2024`.
pub fn datum_lang(dag: NaiveDate) -> String {
    let maand = MAANDEN.get(dag.month0() as usize).copied().unwrap_or_default();
    format!("{} {} {maand} {}", dagnaam(dag), dag.day(), dag.year())
}

/// `12 jul 2024 14:05`, on the clock in the Netherlands.
pub fn moment(wanneer: DateTime<Utc>) -> String {
    let hier = nederlandse_klok(wanneer);
    format!("{} {}", datum(hier.date()), hier.format("%H:%M"))
}

/// `do 26 nov 2026 14:05`.
pub fn dag_en_moment(wanneer: DateTime<Utc>) -> String {
    let hier = nederlandse_klok(wanneer);
    // In no year that is: the year always stands there.
    format!("{} {}", dag_en_datum(hier.date(), NaiveDate::MIN), hier.format("%H:%M"))
}

/// `vr 30 aug, over 12 dagen`.
pub fn dag_met_afstand(dag: NaiveDate, vandaag: NaiveDate) -> String {
    format!("{}, {}", dag_en_datum(dag, vandaag), dagen_tot(dag, vandaag))
}

/// What a day is on which nobody works: `een zondag`, `Tweede Kerstdag`, `een vrije dag (na Hemelvaartsdag)`. None for a working
/// day.
pub fn vrije_dag(dag: NaiveDate, werkdagen: &Werkdagen) -> Option<String> {
    if let Some(naam) = feestdag(dag) {
        return Some(naam.to_owned());
    }
    if werkdagen.is_werkdag(dag) {
        return None;
    }
    Some(werkdagen.reden(dag).map_or_else(|| format!("een {}", dagnaam(dag)), |reden| format!("een vrije dag ({reden})")))
}

/// `vandaag`, `morgen`, `over 6 dagen`, `gisteren`, `3 dagen geleden`.
pub fn dagen_tot(dag: NaiveDate, vandaag: NaiveDate) -> String {
    match dag.signed_duration_since(vandaag).num_days() {
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        -1 => "gisteren".to_owned(),
        n if n > 0 => format!("over {n} dagen"),
        n => format!("{} dagen geleden", -n),
    }
}

/// How long something takes, in minutes: `23 min`, `1 u 05`; a negative number is none.
pub fn duur(minuten: i64) -> String {
    let minuten = minuten.max(0);
    if minuten < 60 { format!("{minuten} min") } else { format!("{} u {:02}", minuten / 60, minuten % 60) }
}

/// `1 werkdag`, `2 werkdagen`.
pub fn werkdagen(n: u32) -> String {
    super::aantal(n, "werkdag", "werkdagen")
}

fn dagnaam(dag: NaiveDate) -> &'static str {
    DAGEN.get(dag.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

fn maand_kort(dag: NaiveDate) -> &'static str {
    MAANDEN_KORT.get(dag.month0() as usize).copied().unwrap_or_default()
}

/// A text that is no date as people say it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is geen datum; schrijf bijvoorbeeld vr, morgen, +14, 31-3 of 31 mrt 2025")]
pub struct GeenDatum(pub String);

/// Reads a date as people say it, seen from `vandaag`.
///
/// `vandaag`, `morgen`, `overmorgen`, `gisteren`; a weekday (`vr`, `vrijdag`: the first one after today, `volgende vr` the one
/// after that); `+14` (days), `+2w`, `+3m`, `-1`, `over 2 weken`; `31-3`, `31/3/25`, `31.3.2025`, `31 mrt`, `31 maart 2025`,
/// `2025-03-31`; `eind maand`, `eind kwartaal`, `eind jaar`. Without a year it is the first such day from today on. Day first,
/// always; a year of two digits is 20xx.
///
/// ```
/// use accountgesprek::wording::read_datum;
/// use chrono::NaiveDate;
/// let donderdag = NaiveDate::from_ymd_opt(2024, 7, 18).unwrap();
/// assert_eq!(read_datum("vr", donderdag).unwrap().to_string(), "2024-07-19");
/// assert_eq!(read_datum("31-3", donderdag).unwrap().to_string(), "2025-03-31");
/// ```
pub fn read_datum(tekst: &str, vandaag: NaiveDate) -> Result<NaiveDate, GeenDatum> {
    let kleine = tekst.trim().to_lowercase();
    let woorden: Vec<&str> = kleine.split_whitespace().collect();
    named_day(&woorden, vandaag)
        .or_else(|| counted_day(&woorden, vandaag))
        .or_else(|| calendar_day(&kleine, vandaag))
        .ok_or_else(|| GeenDatum(super::veilig(tekst.trim()).chars().take(40).collect()))
}

fn named_day(woorden: &[&str], vandaag: NaiveDate) -> Option<NaiveDate> {
    let kwartaaleinde = |dag: NaiveDate| NaiveDate::from_ymd_opt(dag.year(), dag.month0() / 3 * 3 + 3, 1).and_then(last_of_month);
    match woorden {
        ["vandaag" | "nu"] => Some(vandaag),
        ["morgen"] => vandaag.checked_add_days(Days::new(1)),
        ["overmorgen"] => vandaag.checked_add_days(Days::new(2)),
        ["gisteren"] => vandaag.checked_sub_days(Days::new(1)),
        ["volgende", "week"] => vandaag.checked_add_days(Days::new(7)),
        ["volgende", "maand"] => vandaag.checked_add_months(Months::new(1)),
        ["eind" | "einde", rest @ ..] => match rest {
            ["maand" | "mnd"] | ["van", "de", "maand"] | ["deze", "maand"] => last_of_month(vandaag),
            ["kwartaal"] | ["van", "het", "kwartaal"] | ["dit", "kwartaal"] => kwartaaleinde(vandaag),
            ["jaar"] | ["van", "het", "jaar"] | ["dit", "jaar"] => NaiveDate::from_ymd_opt(vandaag.year(), 12, 31),
            [maand] => {
                let maand = month(maand)?;
                let dit_jaar = last_of_month(NaiveDate::from_ymd_opt(vandaag.year(), maand, 1)?)?;
                if dit_jaar >= vandaag {
                    Some(dit_jaar)
                } else {
                    last_of_month(NaiveDate::from_ymd_opt(vandaag.year().checked_add(1)?, maand, 1)?)
                }
            }
            _ => None,
        },
        ["volgende", dag] => next_weekday(weekday(dag)?, vandaag)?.checked_add_days(Days::new(7)),
        [dag] | ["a.s." | "as" | "aanstaande" | "komende", dag] => next_weekday(weekday(dag)?, vandaag),
        _ => None,
    }
}

/// `+14`, `+2w`, `-3`, `over 2 weken`, `14 dagen`.
fn counted_day(woorden: &[&str], vandaag: NaiveDate) -> Option<NaiveDate> {
    let (vooruit, rest) = match woorden {
        ["over", n, eenheid] => (true, format!("{n}{eenheid}")),
        [_, ..] => {
            let heel = woorden.concat();
            if let Some(rest) = heel.strip_prefix('+') {
                (true, rest.to_owned())
            } else if let Some(rest) = heel.strip_prefix('-') {
                (false, rest.to_owned())
            } else {
                return None;
            }
        }
        [] => return None,
    };
    let cijfers: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let eenheid: String = rest.chars().skip(cijfers.len()).collect();
    let n: u32 = match cijfers.as_str() {
        "" if eenheid.starts_with("een") || eenheid.starts_with("één") => 1,
        cijfers => cijfers.parse().ok()?,
    };
    let eenheid = eenheid.trim_start_matches("een").trim_start_matches("één");
    let dagen = |per: u64| {
        let dagen = Days::new(u64::from(n).saturating_mul(per));
        if vooruit { vandaag.checked_add_days(dagen) } else { vandaag.checked_sub_days(dagen) }
    };
    let maanden = |per: u32| {
        let maanden = Months::new(n.saturating_mul(per));
        if vooruit { vandaag.checked_add_months(maanden) } else { vandaag.checked_sub_months(maanden) }
    };
    let dag = match eenheid {
        "" | "d" | "dag" | "dagen" => dagen(1),
        "w" | "week" | "weken" | "wk" => dagen(7),
        "m" | "mnd" | "maand" | "maanden" => maanden(1),
        "k" | "kwartaal" | "kwartalen" => maanden(3),
        "j" | "jaar" => maanden(12),
        _ => None,
    }?;
    // chrono counts on for hundreds of millennia; a form does not.
    (1900..=2199).contains(&dag.year()).then_some(dag)
}

/// `31-3`, `31/3/25`, `31 mrt`, `vr 31 mrt 2025`, `2025-03-31`.
fn calendar_day(tekst: &str, vandaag: NaiveDate) -> Option<NaiveDate> {
    let mut delen: Vec<&str> =
        tekst.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',')).filter(|d| !d.is_empty()).collect();
    let genoemd = delen.first().and_then(|eerste| weekday(eerste));
    if genoemd.is_some() {
        delen.remove(0);
    }
    let dag = match delen.as_slice() {
        [jaar, maand, dag] if jaar.len() == 4 => NaiveDate::from_ymd_opt(jaar.parse().ok()?, month(maand)?, dag.parse().ok()?)?,
        [dag, maand, jaar] => NaiveDate::from_ymd_opt(year(jaar)?, month(maand)?, day(dag)?)?,
        [dag, maand] => next_such_day(day(dag)?, month(maand)?, vandaag)?,
        _ => return None,
    };
    let klopt = genoemd.is_none_or(|weekdag| dag.weekday() == weekdag) && (1900..=2199).contains(&dag.year());
    klopt.then_some(dag)
}

/// The first `dag` `maand` from today on: 29-2 waits for a leap year.
fn next_such_day(dag: u32, maand: u32, vandaag: NaiveDate) -> Option<NaiveDate> {
    (0..=8).filter_map(|n| NaiveDate::from_ymd_opt(vandaag.year().checked_add(n)?, maand, dag)).find(|d| *d >= vandaag)
}

fn day(tekst: &str) -> Option<u32> {
    (tekst.len() <= 2).then(|| tekst.parse().ok()).flatten()
}

/// `2025`, `25` or `'25`.
fn year(tekst: &str) -> Option<i32> {
    let cijfers = tekst.trim_start_matches(['\'', '’']);
    let jaar: i32 = cijfers.parse().ok()?;
    match cijfers.len() {
        2 => Some(2000 + jaar),
        4 => Some(jaar),
        _ => None,
    }
}

/// The month that a number or (the beginning of) a name means; `mrt` and `maa` both.
fn month(tekst: &str) -> Option<u32> {
    let nummer = if let Ok(nummer) = tekst.parse::<u32>() {
        nummer
    } else {
        let plek = MAANDEN_KORT.iter().position(|kort| *kort == tekst).or_else(|| match tekst {
            "sept" => Some(8),
            _ if tekst.chars().count() >= 3 => MAANDEN.iter().position(|lang| lang.starts_with(tekst)),
            _ => None,
        })?;
        u32::try_from(plek).ok()?.checked_add(1)?
    };
    (1..=12).contains(&nummer).then_some(nummer)
}

fn weekday(tekst: &str) -> Option<Weekday> {
    let tekst = tekst.trim_end_matches('.');
    if tekst.chars().count() < 2 {
        return None;
    }
    let plek = DAGEN.iter().position(|dag| dag.starts_with(tekst))?;
    Weekday::try_from(u8::try_from(plek).ok()?).ok()
}

fn next_weekday(dag: Weekday, vandaag: NaiveDate) -> Option<NaiveDate> {
    let verder = dag.days_since(vandaag.weekday());
    vandaag.checked_add_days(Days::new(if verder == 0 { 7 } else { u64::from(verder) }))
}

fn last_of_month(dag: NaiveDate) -> Option<NaiveDate> {
    dag.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn op(jaar: i32, maand: u32, dag: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(jaar, maand, dag).unwrap()
    }

    #[test]
    fn a_day_on_which_nobody_works_says_what_it_is() {
        let werkdagen = Werkdagen::default().with([(op(2026, 5, 15), "na Hemelvaartsdag".to_owned())]);
        for (dag, expected) in [
            (op(2026, 11, 20), None),
            (op(2026, 11, 21), Some("een zaterdag")),
            (op(2026, 11, 22), Some("een zondag")),
            (op(2026, 12, 25), Some("Eerste Kerstdag")),
            (op(2026, 4, 5), Some("Eerste Paasdag")),
            (op(2026, 5, 15), Some("een vrije dag (na Hemelvaartsdag)")),
        ] {
            assert_eq!(vrije_dag(dag, &werkdagen).as_deref(), expected, "{dag}");
        }
    }

    #[test]
    fn dates_are_written_in_dutch() {
        let vrijdag = op(2024, 7, 12);
        assert_eq!(datum(vrijdag), "12 jul 2024");
        assert_eq!(datum_kort(vrijdag), "12 jul 24");
        assert_eq!(dag_en_datum(vrijdag, op(2024, 1, 1)), "vr 12 jul");
        assert_eq!(dag_en_datum(vrijdag, op(2025, 1, 1)), "vr 12 jul 2024");
        assert_eq!(datum_lang(op(2024, 3, 1)), "vrijdag 1 maart 2024");
        assert_eq!(dagen_tot(vrijdag, op(2024, 7, 11)), "morgen");
        assert_eq!(dagen_tot(vrijdag, op(2024, 7, 15)), "3 dagen geleden");
        assert_eq!(werkdagen(1), "1 werkdag");
    }

    /// Seen from Thursday 18 July 2024.
    #[test]
    fn dates_are_read_as_people_say_them() {
        let donderdag = op(2024, 7, 18);
        for (tekst, dag) in [
            ("vandaag", op(2024, 7, 18)),
            (" Morgen ", op(2024, 7, 19)),
            ("overmorgen", op(2024, 7, 20)),
            ("gisteren", op(2024, 7, 17)),
            ("vr", op(2024, 7, 19)),
            ("vrijdag", op(2024, 7, 19)),
            ("do", op(2024, 7, 25)),
            ("wo", op(2024, 7, 24)),
            ("a.s. maandag", op(2024, 7, 22)),
            ("volgende vr", op(2024, 7, 26)),
            ("volgende week", op(2024, 7, 25)),
            ("+14", op(2024, 8, 1)),
            ("+ 2 weken", op(2024, 8, 1)),
            ("+2w", op(2024, 8, 1)),
            ("+1m", op(2024, 8, 18)),
            ("-1", op(2024, 7, 17)),
            ("over 2 weken", op(2024, 8, 1)),
            ("over een week", op(2024, 7, 25)),
            ("over één maand", op(2024, 8, 18)),
            ("31-3", op(2025, 3, 31)),
            ("18-7", op(2024, 7, 18)),
            ("17/7", op(2025, 7, 17)),
            ("31-12", op(2024, 12, 31)),
            ("31-3-24", op(2024, 3, 31)),
            ("31/03/2024", op(2024, 3, 31)),
            ("31.3.2024", op(2024, 3, 31)),
            ("2024-03-31", op(2024, 3, 31)),
            ("31 mrt", op(2025, 3, 31)),
            ("31 maart '25", op(2025, 3, 31)),
            ("1 sept 2024", op(2024, 9, 1)),
            ("3 okt", op(2024, 10, 3)),
            ("vr 30 aug", op(2024, 8, 30)),
            ("29-2", op(2028, 2, 29)),
            ("eind maand", op(2024, 7, 31)),
            ("eind kwartaal", op(2024, 9, 30)),
            ("eind augustus", op(2024, 8, 31)),
            ("eind feb", op(2025, 2, 28)),
            ("eind jaar", op(2024, 12, 31)),
        ] {
            assert_eq!(read_datum(tekst, donderdag), Ok(dag), "{tekst}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_examples() {
        for tekst in ["", "32-1", "30 feb", "1-13", "gauw", "31", "31-3-124", "do 19 jul 2024", "+", "+14x", "+99999999999", "m"]
        {
            assert!(read_datum(tekst, op(2024, 7, 18)).is_err(), "{tekst}");
        }
        let fout = read_datum("ooit\u{1b}[0m", op(2024, 7, 18)).unwrap_err().to_string();
        assert!(fout.contains("“ooit[0m” is geen datum") && fout.contains("+14"), "{fout}");
    }

    proptest! {
        #[test]
        fn a_date_that_is_written_reads_back(n in 0_u64..36500, nu in 0_u64..36500) {
            let basis = op(2000, 1, 1);
            let dag = basis.checked_add_days(Days::new(n)).unwrap();
            let vandaag = basis.checked_add_days(Days::new(nu)).unwrap();
            for tekst in [datum(dag), datum_kort(dag), datum_lang(dag), dag.to_string(), dag.format("%-d-%-m-%Y").to_string()] {
                prop_assert_eq!(read_datum(&tekst, vandaag), Ok(dag));
            }
            if dag >= vandaag && dag.year() == vandaag.year() {
                prop_assert_eq!(read_datum(&dag_en_datum(dag, vandaag), vandaag), Ok(dag));
            }
        }

        #[test]
        fn no_text_makes_it_panic(tekst in "\\PC{0,20}") {
            let _ = read_datum(&tekst, op(2024, 2, 29));
        }
    }
}
