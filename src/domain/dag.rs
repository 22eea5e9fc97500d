//! Days and moments: a day is a day in the Netherlands, never of a moment in UTC.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc};

/// The calendar day in the Netherlands at a moment.
pub fn nederlandse_dag(moment: DateTime<Utc>) -> NaiveDate {
    let utc = moment.naive_utc();
    let summer = summer_time(utc.year()).is_some_and(|(van, tot)| van <= utc && utc < tot);
    (utc + offset(summer)).date()
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
    fn a_moment_falls_on_a_dutch_day() {
        for (moment, dag) in [
            ("2024-06-30T22:00:00Z", "2024-07-01"),
            ("2024-06-30T21:59:59Z", "2024-06-30"),
            ("2024-01-17T23:00:00Z", "2024-01-18"),
            ("2024-03-31T00:59:59Z", "2024-03-31"),
        ] {
            assert_eq!(nederlandse_dag(moment.parse().unwrap()).to_string(), dag, "{moment}");
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
