//! Dates for a calendar program. Ids stay the same from one export to the next, so that importing again moves what moved.

use chrono::{DateTime, Duration, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::domain::moment_in_nederland;
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
        let begin = moment_in_nederland(termijn.datum.and_time(tijd));
        event.starts(begin).ends(begin + DUUR);
    } else {
        event.all_day(termijn.datum);
        // A day to remember does not make anybody busy.
        event.append_property(("TRANSP", "TRANSPARENT"));
    }
    event.done()
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
    fn example_data_says_so() {
        assert!(write(&[gesprek("2024-07-18")], DateTime::UNIX_EPOCH, true).contains("SUMMARY:VOORBEELD: Gesprek"));
    }
}
