//! Dates as people and programs write them: always day first, and of a moment the day in the Netherlands.
//!
//! [`Datumorde`] looks at a whole sheet: one date with the month before the day says of all dates beside it that they are read
//! the wrong way round.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use rust_decimal::prelude::ToPrimitive;

use crate::domain::{Tekst, nederlandse_dag};

use super::cel::{Celfout, is_leegwoord};
use super::grid::{Cel, dag_van_serieel};
use super::maand::maandnaam;

/// A date, and whether it came from a bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Datum {
    pub(crate) dag: NaiveDate,
    pub(crate) uit_getal: bool,
}

/// The first year a date can have, and the last that is a year at all.
const JAREN: std::ops::RangeInclusive<i32> = 1900..=9999;
/// Bare numbers that are taken for dates: 2000-01-01 to 2099-12-31.
const SERIEEL: std::ops::RangeInclusive<f64> = 36_526.0..=73_050.0;
/// 31-12-9999 as Excel counts it.
const SERIEEL_9999: f64 = 2_958_465.0;

/// Whether a date is so far ahead that it says that there is none.
fn is_ver_weg(dag: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(2100, 1, 1).is_some_and(|grens| dag > grens)
}

/// Reads a date; one that is so far ahead that it means "no end" is an error of its own.
pub(crate) fn datum(cel: &Cel<'_>, epoche_1904: bool) -> Result<Option<Datum>, Celfout> {
    let gelezen = match cel {
        Cel::Datum { datum: Some(dag), .. } if JAREN.contains(&chrono::Datelike::year(dag)) => {
            Datum { dag: *dag, uit_getal: false }
        }
        Cel::Datum { .. } | Cel::Logisch(_) => return Err(Celfout::Onleesbaar),
        Cel::Getal(g) | Cel::Tijd(g) | Cel::Code { getal: g, .. } => serieel(*g, epoche_1904)?,
        Cel::Percentage(_) => return Err(Celfout::Percentage),
        Cel::Fout(_) => return Err(Celfout::Formulefout),
        Cel::FormuleZonderWaarde => return Err(Celfout::FormuleZonderWaarde),
        // The bare form first: nearly every cell is one, and no word that means empty is.
        Cel::Tekst(t) => match kale_datum(t) {
            Some(dag) => Datum { dag, uit_getal: false },
            None if is_leegwoord(t) => return Ok(None),
            None => uit_tekst(t, epoche_1904)?,
        },
    };
    if is_ver_weg(gelezen.dag) { Err(Celfout::VerWeg) } else { Ok(Some(gelezen)) }
}

/// The date that a text is that is not bare.
fn uit_tekst(tekst: &str, epoche_1904: bool) -> Result<Datum, Celfout> {
    if let Some(dag) = datum_uit_tekst(tekst) {
        return Ok(Datum { dag, uit_getal: false });
    }
    if matches!(tekst.len(), 5 | 7 | 8) && tekst.bytes().all(|b| b.is_ascii_digit()) {
        return serieel(tekst.parse().map_err(|_| Celfout::Onleesbaar)?, epoche_1904);
    }
    Err(Celfout::Onleesbaar)
}

/// The day that a bare number is: one that Excel counts, or year, month and day on end.
fn serieel(getal: f64, epoche_1904: bool) -> Result<Datum, Celfout> {
    if let Some(dag) = getal.to_u32().filter(|_| getal.fract() == 0.0).and_then(jaar_maand_dag) {
        return Ok(Datum { dag, uit_getal: true });
    }
    let verschoven = if epoche_1904 { getal + 1462.0 } else { getal };
    if !SERIEEL.contains(&verschoven) && verschoven != SERIEEL_9999 {
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
    moment_uit_tekst(&klein).or_else(|| dag_uit_tekst(&klein))
}

/// The day in the Netherlands of a moment with a time zone: `2024-06-30T22:00:00.000Z`, `30-6-2024 22:00 +00:00`.
fn moment_uit_tekst(klein: &str) -> Option<NaiveDate> {
    let uur = klein.find(':')?;
    let (zonder_zone, minuten) = if let Some(rest) = ["z", "utc", "gmt"].iter().find_map(|zone| klein.strip_suffix(zone)) {
        (rest, 0)
    } else {
        // The sign before the zone comes after the first colon, which is that of the time.
        let teken = klein.rfind(['+', '-']).filter(|t| *t > uur)?;
        let (rest, zone) = klein.split_at_checked(teken)?;
        let cijfers: String = zone.chars().filter(char::is_ascii_digit).collect();
        let verschil = match cijfers.len() {
            2 => cijfers.parse::<i64>().ok()? * 60,
            4 => cijfers.get(..2)?.parse::<i64>().ok()? * 60 + cijfers.get(2..)?.parse::<i64>().ok()?,
            _ => return None,
        };
        (rest, if zone.starts_with('-') { -verschil } else { verschil })
    };
    let (dag, tijd) = zonder_zone.trim_end().rsplit_once(['t', ' '])?;
    let tijd = ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|vorm| NaiveTime::parse_from_str(tijd, vorm).ok())?;
    let utc = dag_uit_tekst(dag)?.and_time(tijd).checked_sub_signed(TimeDelta::minutes(minuten))?;
    Some(nederlandse_dag(utc.and_utc()))
}

/// Reads a day, and leaves out a time that stands behind it.
fn dag_uit_tekst(klein: &str) -> Option<NaiveDate> {
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

/// Whether these words are a time of day, which is left out: `00:00`, `13:45:10.000`, `00:00 uur`.
fn is_tijd(delen: &[&str]) -> bool {
    delen.first().is_some_and(|d| d.contains(':'))
        && delen.iter().all(|d| *d == "uur" || *d == "am" || *d == "pm" || d.chars().all(|c| c.is_ascii_digit() || c == ':'))
}

fn is_weekdag(woord: &str) -> bool {
    ["ma", "di", "wo", "do", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
        .contains(&woord)
}

/// Day and month as a written date has them, by the sign between them; None where only one order is possible to begin with.
fn eerste_twee(tekst: &str) -> Option<(char, u32, u32)> {
    let dag = tekst.split(' ').next()?;
    let teken = dag.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut delen = dag.split(teken);
    let (a, b, jaar) = (delen.next()?, delen.next()?, delen.next()?);
    if delen.next().is_some() {
        return None;
    }
    let getal = |d: &str| if (1..=2).contains(&d.len()) { d.parse::<u32>().ok() } else { None };
    matches!(jaar.len(), 2 | 4).then_some((teken, getal(a)?, getal(b)?))
}

/// Whether a text is a date with the month before the day: `3/31/2024`.
pub(super) fn is_maand_eerst(tekst: &str) -> bool {
    matches!(eerste_twee(tekst), Some((_, 1..=12, 13..=31)))
}

/// Written dates with one sign in one column.
#[derive(Debug, Default)]
struct Kolomorde {
    /// A day beyond twelve stands first: the order is as it is read.
    dag_eerst: bool,
    /// The first row with a day beyond twelve in the place of the month.
    maand_eerst: Option<u32>,
    /// Rows that can be read both ways, with the text of the first of them.
    beide: Vec<u32>,
    teksten: Vec<Tekst>,
}

/// What the written dates of a sheet tell of the order of day and month.
#[derive(Debug, Default)]
pub(super) struct Datumorde {
    kolommen: BTreeMap<(usize, char), Kolomorde>,
}

/// A date that was read, in a column where the month stands before the day.
pub(super) struct Verkeerdom {
    pub(super) veld: usize,
    pub(super) rij: u32,
    /// None beyond the number of findings that are kept.
    pub(super) tekst: Option<Tekst>,
    /// Where the order is proven: field and row.
    pub(super) bewijs: (usize, u32),
}

impl Datumorde {
    /// Looks at the text of a date.
    pub(super) fn bekijk(&mut self, veld: usize, rij: u32, tekst: &str) {
        let Some((teken, a, b)) = eerste_twee(tekst) else { return };
        let orde = self.kolommen.entry((veld, teken)).or_default();
        match (a, b) {
            (13..=31, 1..=12) => {
                orde.dag_eerst = true;
                (orde.beide, orde.teksten) = (Vec::new(), Vec::new());
            }
            (1..=12, 13..=31) => {
                orde.maand_eerst.get_or_insert(rij);
            }
            (1..=12, 1..=12) if a != b && !orde.dag_eerst => {
                orde.beide.push(rij);
                if orde.teksten.len() < super::MAX_PER_SOORT {
                    orde.teksten.push(Tekst::of(tekst));
                }
            }
            _ => {}
        }
    }

    /// The dates that are read the wrong way round: of the columns in which a date has the month first, and of those beside
    /// them that do not prove the opposite.
    pub(super) fn verkeerdom(&self) -> Vec<Verkeerdom> {
        let bewijs = |teken: char| {
            let eigen = self.kolommen.iter().filter(|((_, t), orde)| *t == teken && !orde.dag_eerst);
            eigen.filter_map(|((veld, _), orde)| Some((*veld, orde.maand_eerst?))).min_by_key(|(veld, rij)| (*rij, *veld))
        };
        let mut uit = Vec::new();
        for ((veld, teken), orde) in &self.kolommen {
            let eigen = orde.maand_eerst.map(|rij| (*veld, rij));
            let Some(bewijs) = eigen.or_else(|| bewijs(*teken)).filter(|_| !orde.dag_eerst) else { continue };
            let teksten = orde.teksten.iter().cloned().map(Some).chain(std::iter::repeat(None));
            uit.extend(orde.beide.iter().zip(teksten).map(|(rij, tekst)| Verkeerdom { veld: *veld, rij: *rij, tekst, bewijs }));
        }
        uit
    }

    /// The rows of them.
    pub(super) fn rijen(verkeerdom: &[Verkeerdom]) -> BTreeSet<u32> {
        verkeerdom.iter().map(|v| v.rij).collect()
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
        for tekst in
            ["3/31/2024", "31-2-2024", "maart 2024", "2024", "31-3", "31-3-024", "1-1-1899", "gisteren", "1-2-3-4", "2024-K2"]
        {
            assert_eq!(datum_uit_tekst(tekst), None, "{tekst}");
        }
    }

    #[test]
    fn a_moment_is_a_day_in_the_netherlands() {
        for (tekst, iso) in [
            ("2024-06-30T22:00:00.000Z", "2024-07-01"),
            ("2024-06-30T21:59:59Z", "2024-06-30"),
            ("2024-12-31T23:00:00Z", "2025-01-01"),
            ("2024-12-31 22:59 UTC", "2024-12-31"),
            ("2024-06-30T22:00:00+00:00", "2024-07-01"),
            ("2024-07-01T00:00:00+02:00", "2024-07-01"),
            ("2024-07-01T00:00:00+0200", "2024-07-01"),
            ("2024-06-30T18:00:00.5-04", "2024-07-01"),
            ("30-6-2024 22:00:00 +00:00", "2024-07-01"),
            ("2024-06-30T22:00:00", "2024-06-30"),
            ("30-6-2024 23:30", "2024-06-30"),
        ] {
            assert_eq!(datum_uit_tekst(tekst).map(|d| d.to_string()).as_deref(), Some(iso), "{tekst}");
        }
    }

    #[test]
    fn a_date_after_2100_is_no_date_but_no_end() {
        for cel in [t("31-12-9999"), t("9999-12-31"), t("2-1-2100"), t("2958465"), t("99991231"), Cel::Getal(SERIEEL_9999)] {
            assert_eq!(datum(&cel, false), Err(Celfout::VerWeg), "{cel:?}");
        }
        let cel = Cel::Datum { serieel: SERIEEL_9999, datum: dag_van_serieel(SERIEEL_9999, false) };
        assert_eq!(datum(&cel, false), Err(Celfout::VerWeg));
        assert_eq!(datum(&t("1-1-2100"), false).unwrap().unwrap().dag.to_string(), "2100-01-01");
    }

    #[test]
    fn one_date_with_the_month_first_tells_of_all_beside_it() {
        let verkeerd = |datums: &[(usize, &str)]| {
            let mut orde = Datumorde::default();
            for (rij, (veld, tekst)) in (2..).zip(datums) {
                orde.bekijk(*veld, rij, tekst);
            }
            orde.verkeerdom().into_iter().map(|v| (v.veld, v.rij, v.bewijs)).collect::<Vec<_>>()
        };
        assert_eq!(verkeerd(&[(4, "9/10/2024"), (4, "9/30/2024")]), [(4, 2, (4, 3))]);
        assert_eq!(verkeerd(&[(4, "9/30/2024 0:00"), (4, "9/10/24"), (4, "3/3/2024")]), [(4, 3, (4, 2))]);
        // In another column too, unless that proves the opposite or is written otherwise.
        assert_eq!(verkeerd(&[(3, "1/2/2023"), (4, "9/30/2024")]), [(3, 2, (4, 3))]);
        for daarnaast in [&[(3, "1-2-2023")][..], &[(3, "2023-02-01")], &[(3, "1/2/2023"), (3, "31/1/2023")]] {
            let mut alle = daarnaast.to_vec();
            alle.push((4, "9/30/2024"));
            assert_eq!(verkeerd(&alle), [], "{daarnaast:?}");
        }
        // One slip among days that stand first says nothing of the others.
        assert_eq!(verkeerd(&[(4, "9/10/2024"), (4, "30/9/2024"), (4, "9/30/2024"), (4, "8/10/2024")]), []);
        assert_eq!(verkeerd(&[(4, "1-2-2024"), (4, "3-4-2024")]), []);
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
}
