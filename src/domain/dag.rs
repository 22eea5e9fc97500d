//! Days and moments: a day is a day in the Netherlands, never of a moment in UTC, nor of where a computer thinks that it is.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc};

/// The calendar day in the Netherlands at a moment.
pub fn nederlandse_dag(moment: DateTime<Utc>) -> NaiveDate {
    nederlandse_klok(moment).date()
}

/// What the clock says in the Netherlands at a moment.
pub fn nederlandse_klok(moment: DateTime<Utc>) -> NaiveDateTime {
    let utc = moment.naive_utc();
    let summer = summer_time(utc.year()).is_some_and(|(van, tot)| van <= utc && utc < tot);
    utc.checked_add_signed(offset(summer)).unwrap_or(utc)
}

/// The moment of a Dutch clock time; the hour that comes twice is taken as summer time.
pub fn moment_in_nederland(lokaal: NaiveDateTime) -> DateTime<Utc> {
    let utc = lokaal - offset(true);
    let summer = summer_time(lokaal.year()).is_some_and(|(van, tot)| van <= utc && utc < tot);
    (lokaal - offset(summer)).and_utc()
}

fn offset(summer: bool) -> Duration {
    Duration::hours(if summer { 2 } else { 1 })
}

/// Summer time runs from the last Sunday of March to that of October, both at 01:00 UTC (EU directive 2000/84).
fn summer_time(jaar: i32) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let change = |maand: u32| last_sunday(jaar, maand)?.and_hms_opt(1, 0, 0);
    change(3).zip(change(10))
}

fn last_sunday(jaar: i32, maand: u32) -> Option<NaiveDate> {
    // March and October both have 31 days.
    let last = NaiveDate::from_ymd_opt(jaar, maand, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_changes_on_the_last_sundays_of_march_and_october() {
        for (moment, hier) in [
            ("2024-01-01T22:59:59Z", "2024-01-01T23:59:59"),
            ("2024-01-01T23:00:00Z", "2024-01-02T00:00:00"),
            ("2024-03-31T00:59:59Z", "2024-03-31T01:59:59"),
            ("2024-03-31T01:00:00Z", "2024-03-31T03:00:00"),
            ("2024-06-30T21:59:59Z", "2024-06-30T23:59:59"),
            ("2024-06-30T22:00:00Z", "2024-07-01T00:00:00"),
            ("2024-10-27T00:59:59Z", "2024-10-27T02:59:59"),
            ("2024-10-27T01:00:00Z", "2024-10-27T02:00:00"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
            ("2023-12-31T23:30:00Z", "2024-01-01T00:30:00"),
        ] {
            let (moment, hier): (DateTime<Utc>, NaiveDateTime) = (moment.parse().unwrap(), hier.parse().unwrap());
            assert_eq!((nederlandse_klok(moment), nederlandse_dag(moment)), (hier, hier.date()), "{moment}");
        }
    }

    #[test]
    fn clock_time_follows_summer_and_winter() {
        let at = |text: &str| moment_in_nederland(text.parse().unwrap()).to_rfc3339();
        assert_eq!(at("2024-01-18T10:00:00"), "2024-01-18T09:00:00+00:00");
        assert_eq!(at("2024-03-31T01:59:00"), "2024-03-31T00:59:00+00:00");
        assert_eq!(at("2024-03-31T03:00:00"), "2024-03-31T01:00:00+00:00");
        assert_eq!(at("2024-10-27T02:30:00"), "2024-10-27T00:30:00+00:00");
        assert_eq!(at("2024-10-27T03:00:00"), "2024-10-27T02:00:00+00:00");
    }
}
