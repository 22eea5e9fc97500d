//! A day is a day in the Netherlands: what the clock there says at a moment (`domein.md` 3).
//!
//! The rule is that of the European Union since 1996: an hour ahead of UTC, two from the last Sunday of March to the last of
//! October, both at 1:00 UTC. No moment of before is ever asked for.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// Returns the day that it is in the Netherlands at a moment.
pub fn dag_in_nederland(moment: DateTime<Utc>) -> NaiveDate {
    klok_in_nederland(moment.naive_utc()).date()
}

/// Returns what the clock says in the Netherlands at a moment that is given as UTC.
pub fn klok_in_nederland(utc: NaiveDateTime) -> NaiveDateTime {
    let wisselt = |maand: u32| laatste_zondag(utc.year(), maand).and_then(|dag| dag.and_hms_opt(1, 0, 0));
    let is_zomer = matches!((wisselt(3), wisselt(10)), (Some(van), Some(tot)) if van <= utc && utc < tot);
    utc.checked_add_signed(TimeDelta::hours(if is_zomer { 2 } else { 1 })).unwrap_or(utc)
}

/// The last Sunday of March or October, which have 31 days.
fn laatste_zondag(jaar: i32, maand: u32) -> Option<NaiveDate> {
    let laatste = NaiveDate::from_ymd_opt(jaar, maand, 31)?;
    laatste.checked_sub_days(Days::new(laatste.weekday().num_days_from_sunday().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_changes_on_the_last_sundays_of_march_and_october() {
        for (utc, hier) in [
            ("2024-01-01T22:59:59", "2024-01-01T23:59:59"),
            ("2024-01-01T23:00:00", "2024-01-02T00:00:00"),
            ("2024-03-31T00:59:59", "2024-03-31T01:59:59"),
            ("2024-03-31T01:00:00", "2024-03-31T03:00:00"),
            ("2024-06-30T21:59:59", "2024-06-30T23:59:59"),
            ("2024-06-30T22:00:00", "2024-07-01T00:00:00"),
            ("2024-10-27T00:59:59", "2024-10-27T02:59:59"),
            ("2024-10-27T01:00:00", "2024-10-27T02:00:00"),
            ("2026-03-29T01:00:00", "2026-03-29T03:00:00"),
            ("2026-10-25T01:00:00", "2026-10-25T02:00:00"),
            ("2023-12-31T23:30:00", "2024-01-01T00:30:00"),
        ] {
            assert_eq!(klok_in_nederland(utc.parse().unwrap()), hier.parse::<NaiveDateTime>().unwrap(), "{utc}");
        }
        let moment: DateTime<Utc> = "2024-06-30T22:00:00Z".parse().unwrap();
        assert_eq!(dag_in_nederland(moment), "2024-07-01".parse().unwrap());
    }
}
