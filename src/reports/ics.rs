//! Dates for a calendar program. Ids stay the same from one export to the next, so that importing again moves what moved.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::wording::{hoofdletter, kalender as zinnen, veilig};

/// How long a gesprek is put in the calendar for.
const DUUR: Duration = Duration::minutes(90);

/// Writes a calendar; `stempel` is the moment of making, given so that the same dates give the same bytes.
pub fn write(termijnen: &[Termijn], stempel: DateTime<Utc>, voorbeeld: bool) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//accountgesprek//NL"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar
        .append_property(("X-WR-CALNAME", if voorbeeld { "Accountgesprekken (VOORBEELDGEGEVENS)" } else { "Accountgesprekken" }));
    for termijn in termijnen {
        calendar.push(event(termijn, stempel, voorbeeld));
    }
    calendar.to_string()
}

fn event(termijn: &Termijn, stempel: DateTime<Utc>, voorbeeld: bool) -> Event {
    let mut event = Event::new();
    let titel = hoofdletter(&veilig(&zinnen::titel(termijn)));
    let titel = if voorbeeld { format!("VOORBEELD: {titel}") } else { titel };
    event.uid(&termijn.uid()).timestamp(stempel).summary(&titel);
    if let Some(stand) = zinnen::stand(termijn) {
        event.description(&hoofdletter(&veilig(&stand)));
    }
    if let Termijnsoort::Gesprek { plaats, .. } = &termijn.wat
        && !plaats.is_empty()
    {
        event.location(&veilig(plaats));
    }
    if let Some(tijd) = termijn.tijd {
        let begin = utc(termijn.datum.and_time(tijd));
        event.starts(begin).ends(begin + DUUR);
    } else {
        event.all_day(termijn.datum);
        // A day to remember does not make anybody busy.
        event.append_property(("TRANSP", "TRANSPARENT"));
    }
    event.done()
}

/// The moment of a Dutch clock time. Summer time runs from the last Sunday of March to that of October, both at 01:00 UTC
/// (EU directive 2000/84); the hour that comes twice is taken as summer time.
fn utc(lokaal: NaiveDateTime) -> DateTime<Utc> {
    let jaar = lokaal.year();
    let change = |maand: u32, uur: u32| last_sunday(jaar, maand).and_then(|d| d.and_hms_opt(uur, 0, 0));
    let zomer = change(3, 2).zip(change(10, 3)).is_some_and(|(van, tot)| van <= lokaal && lokaal < tot);
    (lokaal - Duration::hours(if zomer { 2 } else { 1 })).and_utc()
}

fn last_sunday(jaar: i32, maand: u32) -> Option<NaiveDate> {
    // March and October both have 31 days.
    let last = NaiveDate::from_ymd_opt(jaar, maand, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;
    use crate::domain::{Aanbieder, Gespreksstatus};

    fn gesprek(datum: &str) -> Termijn {
        Termijn {
            datum: datum.parse().unwrap(),
            tijd: NaiveTime::from_hms_opt(10, 0, 0),
            wat: Termijnsoort::Gesprek {
                id: 1,
                aanbieder: Aanbieder::Rendiz,
                kwartaal: "2024-K2".parse().unwrap(),
                extra: false,
                status: Gespreksstatus::Gepland,
                plaats: "Venlo; kamer 1, 2e verdieping".into(),
            },
        }
    }

    #[test]
    fn the_same_dates_give_the_same_bytes_with_ids_that_stay() {
        let termijnen = [gesprek("2024-07-18"), Termijn { tijd: None, ..gesprek("2024-07-12") }];
        let ics = write(&termijnen, DateTime::UNIX_EPOCH, false);
        assert_eq!(ics, write(&termijnen, DateTime::UNIX_EPOCH, false));
        for line in [
            "PRODID:-//accountgesprek//NL",
            "UID:gesprek-rendiz-2024-k2@accountgesprek",
            "DTSTAMP:19700101T000000Z",
            "DTSTART:20240718T080000Z",
            "DTEND:20240718T093000Z",
            "SUMMARY:Gesprek Rendiz over 2024-K2",
            "DTSTART;VALUE=DATE:20240712",
        ] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line}\n{ics}");
        }
        assert!(ics.contains("LOCATION:Venlo\\; kamer 1\\, 2e verdieping"));
    }

    #[test]
    fn clock_time_follows_summer_and_winter() {
        let at = |text: &str| utc(text.parse().unwrap()).to_rfc3339();
        assert_eq!(at("2024-01-18T10:00:00"), "2024-01-18T09:00:00+00:00");
        assert_eq!(at("2024-03-31T01:59:00"), "2024-03-31T00:59:00+00:00");
        assert_eq!(at("2024-03-31T03:00:00"), "2024-03-31T01:00:00+00:00");
        assert_eq!(at("2024-10-27T03:00:00"), "2024-10-27T02:00:00+00:00");
    }

    #[test]
    fn example_data_says_so() {
        assert!(write(&[gesprek("2024-07-18")], DateTime::UNIX_EPOCH, true).contains("SUMMARY:VOORBEELD: Gesprek"));
    }
}
