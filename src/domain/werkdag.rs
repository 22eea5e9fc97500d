//! Working days: Monday to Friday, less the Dutch public holidays, less the days that a decree made equal to them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

/// A report is in time on the fourth working day before the gesprek at the latest (H23, Aanleveren).
const WERKDAGEN_VOOR_GESPREK: u32 = 4;

/// The calendar of working days. The holidays follow a rule; the other free days are a table, which users can add to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Werkdagenbestand")]
pub struct Werkdagen {
    extra: BTreeMap<NaiveDate, String>,
}

/// The table of days as `data/gelijkgestelde-dagen.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
struct Werkdagenbestand {
    #[serde(default)]
    dag: Vec<Dag>,
}

#[derive(Debug, Clone, Deserialize)]
struct Dag {
    datum: NaiveDate,
    reden: String,
}

impl From<Werkdagenbestand> for Werkdagen {
    fn from(tabel: Werkdagenbestand) -> Self {
        Self { extra: tabel.dag.into_iter().map(|dag| (dag.datum, dag.reden)).collect() }
    }
}

impl Werkdagen {
    /// Returns this calendar with more free days.
    #[must_use]
    pub fn with(mut self, extra: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        self.extra.extend(extra);
        self
    }

    /// Whether people work on `dag`.
    pub fn is_werkdag(&self, dag: NaiveDate) -> bool {
        !matches!(dag.weekday(), Weekday::Sat | Weekday::Sun) && feestdag(dag).is_none() && !self.extra.contains_key(&dag)
    }

    /// Returns why nobody works on `dag` although it is no weekend: the holiday, or the reason in the table.
    pub fn reden(&self, dag: NaiveDate) -> Option<&str> {
        feestdag(dag).or_else(|| self.extra.get(&dag).map(String::as_str))
    }

    /// The number of working days after `van`, through `tot`; 0 when `tot` is not later.
    ///
    /// ```
    /// # use accountgesprek::domain::Werkdagen;
    /// let (van, tot) = ("2024-03-28".parse().unwrap(), "2024-04-05".parse().unwrap());
    /// // Good Friday and Easter Monday are between them.
    /// assert_eq!(Werkdagen::default().between(van, tot), 4);
    /// ```
    pub fn between(&self, van: NaiveDate, tot: NaiveDate) -> u32 {
        let days = van.iter_days().skip(1).take_while(|dag| *dag <= tot);
        // A mistyped date may lie centuries away; whole weeks need no calendar to be too many.
        let working = days.filter(|dag| self.is_werkdag(*dag)).take(10_000).count();
        u32::try_from(working).unwrap_or(u32::MAX)
    }

    /// Returns the `n`-th working day before `dag`; `dag` itself is not counted, and for 0 it is the answer.
    pub fn before(&self, dag: NaiveDate, n: u32) -> NaiveDate {
        let mut left = n;
        let mut found = dag;
        while left > 0 {
            let Some(previous) = found.pred_opt() else { break };
            found = previous;
            left -= u32::from(self.is_werkdag(found));
        }
        found
    }

    /// Returns the last day on which a report for a gesprek on `gesprek` is in time (`domein.md` 7, Choices 3).
    ///
    /// ```
    /// # use accountgesprek::domain::Werkdagen;
    /// let deadline = Werkdagen::default().report_deadline("2024-07-19".parse().unwrap());
    /// assert_eq!(deadline.to_string(), "2024-07-15");
    /// ```
    pub fn report_deadline(&self, gesprek: NaiveDate) -> NaiveDate {
        self.before(gesprek, WERKDAGEN_VOOR_GESPREK)
    }
}

/// Returns the name of the public holiday on `dag` (Algemene termijnenwet art. 3), if it is one.
pub fn feestdag(dag: NaiveDate) -> Option<&'static str> {
    let on = |maand, d| NaiveDate::from_ymd_opt(dag.year(), maand, d) == Some(dag);
    let pasen = easter(dag.year())?;
    let from_easter = dag.signed_duration_since(pasen).num_days();
    // King's Day moves to the 26th when the 27th is a Sunday.
    let koningsdag = match NaiveDate::from_ymd_opt(dag.year(), 4, 27)? {
        zondag if zondag.weekday() == Weekday::Sun => zondag.pred_opt()?,
        dag => dag,
    };
    Some(match from_easter {
        -2 => "Goede Vrijdag",
        0 => "Eerste Paasdag",
        1 => "Tweede Paasdag",
        39 => "Hemelvaartsdag",
        49 => "Eerste Pinksterdag",
        50 => "Tweede Pinksterdag",
        _ if on(1, 1) => "Nieuwjaarsdag",
        _ if dag == koningsdag => "Koningsdag",
        // Every year, not only in lustrum years.
        _ if on(5, 5) => "Bevrijdingsdag",
        _ if on(12, 25) => "Eerste Kerstdag",
        _ if on(12, 26) => "Tweede Kerstdag",
        _ => return None,
    })
}

/// Returns Easter Sunday of a year in the Gregorian calendar (Gauss's rule in the form of Butcher).
fn easter(jaar: i32) -> Option<NaiveDate> {
    let (golden, century, in_century) = (jaar.rem_euclid(19), jaar.div_euclid(100), jaar.rem_euclid(100));
    let skipped_leap_days = century - century / 4;
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + skipped_leap_days - moon_shift + 15).rem_euclid(30);
    let weekday = (32 + 2 * century.rem_euclid(4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days_after_march_21 = epact + weekday - 7 * correction + 1;
    let march_21 = NaiveDate::from_ymd_opt(jaar, 3, 21)?;
    march_21.checked_add_days(Days::new(u64::try_from(days_after_march_21).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::d;
    use super::*;

    fn shipped() -> Werkdagen {
        toml::from_str(include_str!("../../data/gelijkgestelde-dagen.toml")).unwrap()
    }

    #[test]
    fn the_calendar_agrees_with_the_reference_on_every_day_of_ten_years() {
        let reference: Vec<NaiveDate> = include_str!("../../tests/data/vrije-dagen.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| {
                let mut words = line.split(' ');
                let year = words.next().unwrap();
                words.map(move |day| d(&format!("{year}-{day}"))).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(reference.len(), 120);
        let werkdagen = shipped();
        for day in d("2023-01-01").iter_days().take_while(|day| day.year() <= 2032) {
            assert_eq!(werkdagen.reden(day).is_some(), reference.contains(&day), "{day}: {:?}", werkdagen.reden(day));
        }
    }

    #[test]
    fn kings_day_gives_way_to_sunday_and_liberation_day_counts_every_year() {
        assert_eq!((feestdag(d("2025-04-26")), feestdag(d("2025-04-27"))), (Some("Koningsdag"), None));
        assert_eq!(feestdag(d("2024-04-27")), Some("Koningsdag"));
        assert_eq!(feestdag(d("2023-05-05")), Some("Bevrijdingsdag"));
    }

    #[test]
    fn a_day_of_the_table_counts_as_free_and_users_can_add_to_it() {
        assert!(!shipped().is_werkdag(d("2024-05-10")));
        assert!(Werkdagen::default().is_werkdag(d("2024-05-10")));
        let own = shipped().with([(d("2024-05-13"), "studiedag".to_owned())]);
        assert_eq!((own.is_werkdag(d("2024-05-13")), own.reden(d("2024-05-13"))), (false, Some("studiedag")));
    }

    #[test]
    fn a_report_is_due_on_the_fourth_working_day_before_the_gesprek() {
        for (gesprek, deadline) in [
            ("2024-07-19", "2024-07-15"),
            ("2024-07-15", "2024-07-09"),
            // Easter: Good Friday and Easter Monday do not count.
            ("2024-04-04", "2024-03-27"),
            // Ascension Day and the day after it.
            ("2024-05-14", "2024-05-06"),
            // A gesprek on a Sunday is odd, but has a deadline all the same.
            ("2024-07-21", "2024-07-16"),
        ] {
            assert_eq!(shipped().report_deadline(d(gesprek)), d(deadline), "{gesprek}");
        }
    }

    proptest! {
        #[test]
        fn the_nth_working_day_before_has_n_working_days_after_it(offset in 0u64..4000, n in 0u32..40) {
            let werkdagen = shipped();
            let day = d("2022-01-01") + Days::new(offset);
            let before = werkdagen.before(day, n);
            prop_assert_eq!(werkdagen.between(before.pred_opt().unwrap(), day.pred_opt().unwrap()), n);
            prop_assert!(n == 0 || werkdagen.is_werkdag(before));
        }

        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 1900i32..2300) {
            let pasen = easter(year).unwrap();
            prop_assert_eq!(pasen.weekday(), Weekday::Sun);
            prop_assert!(NaiveDate::from_ymd_opt(year, 3, 22) <= Some(pasen) && Some(pasen) <= NaiveDate::from_ymd_opt(year, 4, 25));
        }
    }
}
