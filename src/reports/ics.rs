//! Dates for a calendar program. Ids stay the same from one export to the next, so that importing again moves what moved.

use chrono::{DateTime, Duration, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus};

use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::domain::{Register, moment_in_nederland};
use crate::wording::agenda::Zicht;
use crate::wording::{hoofdletter, kalender as zinnen, veilig};

/// How long a gesprek is put in the calendar for.
const DUUR: Duration = Duration::minutes(90);

/// Something for the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub termijn: Termijn,
    /// When the row that it comes from was last changed.
    pub gewijzigd: Option<DateTime<Utc>>,
    /// How often it was changed, those that went by the same id before it included: the later of two has the higher number.
    pub volgnummer: Option<u32>,
    /// Whether it is still to come: a calendar that has it must know when it is not.
    pub stand: Itemstand,
}

/// Whether something is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Itemstand {
    Komt,
    /// It was taken off the planning, or withdrawn.
    Vervallen,
    /// It was done before its day.
    Gereed,
}

impl Itemstand {
    /// What a title begins with.
    const fn woord(self) -> Option<&'static str> {
        match self {
            Self::Komt => None,
            Self::Vervallen => Some("Vervallen"),
            Self::Gereed => Some("Gereed"),
        }
    }
}

/// What a calendar is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icsopmaak {
    /// The moment of making, given so that the same dates give the same bytes.
    pub stempel: DateTime<Utc>,
    pub voorbeeld: bool,
    /// Whether codes of deelnemers may be in it; it is then confidential.
    pub codes: bool,
}

impl Icsopmaak {
    fn naam(self) -> String {
        let voorbeeld = if self.voorbeeld { " (VOORBEELDGEGEVENS)" } else { "" };
        let vertrouwelijk = if self.codes { " (vertrouwelijk)" } else { "" };
        format!("Accountgesprekken{voorbeeld}{vertrouwelijk}")
    }
}

/// Writes a calendar.
pub fn write(items: &[Item], register: &Register, opmaak: Icsopmaak) -> String {
    let mut calendar = calendar();
    calendar.append_property(("X-WR-CALNAME", opmaak.naam().as_str()));
    for item in items {
        let mut event = event(item, register, opmaak);
        if let Some(stand) = zinnen::stand(&item.termijn, zicht(opmaak)) {
            event.description(&hoofdletter(&veilig(&stand)));
        }
        calendar.push(event);
    }
    calendar.to_string()
}

/// Writes one date, to go along with a message. Without a name of the whole: Outlook would open a named one as a calendar of its
/// own beside that of the reader; and without where it stands, which is not for who gets it.
pub fn write_one(item: &Item, register: &Register, opmaak: Icsopmaak) -> String {
    let mut calendar = calendar();
    calendar.push(event(item, register, opmaak));
    calendar.to_string()
}

/// Published, and no request: that would need an organiser whom the answers go to, and Outlook refuses one without.
fn calendar() -> Calendar {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//accountgesprek//NL"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        calendar.append_property(property);
    }
    calendar
}

const fn zicht(opmaak: Icsopmaak) -> Zicht {
    Zicht { codes: opmaak.codes, ..Zicht::TAFEL }
}

fn event(item: &Item, register: &Register, opmaak: Icsopmaak) -> Event {
    let termijn = &item.termijn;
    let zicht = zicht(opmaak);
    let mut event = Event::new();
    let titel = hoofdletter(&veilig(&zinnen::titel(termijn, register, zicht)));
    let off = item.stand.woord();
    let titel = off.map_or_else(|| titel.clone(), |woord| format!("{woord}: {titel}"));
    let titel = if opmaak.voorbeeld { format!("VOORBEELD: {titel}") } else { titel };
    event.uid(&termijn.uid(opmaak.voorbeeld)).timestamp(opmaak.stempel).summary(&titel);
    if let Some(volgnummer) = item.volgnummer {
        event.sequence(volgnummer);
    }
    if off.is_some() {
        event.status(EventStatus::Cancelled);
    }
    if let Some(gewijzigd) = item.gewijzigd {
        event.last_modified(gewijzigd);
    }
    if opmaak.codes {
        event.class(Class::Confidential);
    }
    if let Termijnsoort::Gesprek { plaats, .. } = &termijn.wat
        && !plaats.is_empty()
    {
        event.location(&veilig(&plaats.tekst(zicht)));
    }
    if let Some(tijd) = termijn.tijd {
        let begin = moment_in_nederland(termijn.datum.and_time(tijd));
        event.starts(begin).ends(begin + DUUR);
    } else {
        // The end is the first day that it is no longer.
        event.starts(termijn.datum).ends(termijn.datum.succ_opt().unwrap_or(termijn.datum));
    }
    // A day to remember does not make anybody busy, and nor does what is off.
    if termijn.tijd.is_none() || off.is_some() {
        event.append_property(("TRANSP", "TRANSPARENT"));
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, TimeZone};

    use super::*;
    use crate::domain::kalender::Termijnrij;
    use crate::domain::testing::{RENDIZ, register};
    use crate::domain::{Codes, Gespreksoort, Gespreksstatus, Soort};

    const OPMAAK: Icsopmaak = Icsopmaak { stempel: DateTime::UNIX_EPOCH, voorbeeld: false, codes: false };

    fn gesprek(datum: &str) -> Item {
        let termijn = Termijn {
            datum: datum.parse().unwrap(),
            tijd: NaiveTime::from_hms_opt(10, 0, 0),
            wat: Termijnsoort::Gesprek {
                id: 1,
                aanbieder: RENDIZ,
                kwartaal: "2024-K2".parse().unwrap(),
                gesprek: Gespreksoort::Regulier,
                status: Gespreksstatus::Gepland,
                plaats: Codes::new(["R-07"]).mark("Venlo; kamer 1, 2e verdieping, bij R-07"),
            },
            rij: Some(Termijnrij { soort: Soort::Gesprek, id: "1".into(), rijversie: 4 }),
        };
        let gewijzigd = Utc.with_ymd_and_hms(2024, 6, 30, 22, 5, 0).single();
        Item { termijn, gewijzigd, volgnummer: Some(4), stand: Itemstand::Komt }
    }

    fn all_day(datum: &str) -> Item {
        let item = gesprek(datum);
        let termijn = Termijn { tijd: None, rij: None, ..item.termijn };
        Item { termijn, gewijzigd: None, volgnummer: None, stand: Itemstand::Komt }
    }

    /// Without the folding of long lines.
    fn unfolded(ics: &str) -> String {
        ics.replace("\r\n ", "")
    }

    #[test]
    fn the_same_dates_give_the_same_bytes_with_ids_that_stay() {
        let items = [gesprek("2024-07-18"), all_day("2024-07-31")];
        let ics = write(&items, &register(), OPMAAK);
        assert_eq!(ics, write(&items, &register(), OPMAAK));
        for line in [
            "PRODID:-//accountgesprek//NL",
            "UID:gesprek-rendiz-2024-k2@accountgesprek",
            "DTSTAMP:19700101T000000Z",
            "DTSTART:20240718T080000Z",
            "DTEND:20240718T093000Z",
            "SUMMARY:Gesprek Rendiz over 2024-K2",
            "SEQUENCE:4",
            "LAST-MODIFIED:20240630T220500Z",
            // The end of a day is the day after.
            "DTSTART;VALUE=DATE:20240731",
            "DTEND;VALUE=DATE:20240801",
        ] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line}\n{ics}");
        }
        assert!(unfolded(&ics).contains("LOCATION:Venlo\\; kamer 1\\, 2e verdieping\\, bij [deelnemer]\r\n"), "{ics}");
        assert_eq!(ics.matches("SEQUENCE").count(), 1, "what follows from more rows has no version");
    }

    #[test]
    fn every_line_is_folded_by_bytes_and_reads_back_whole() {
        let plaats =
            "Één lange plaats: €, ‘t Ünivérsum; zaal 3, 2e verdieping, links langs de receptie en dan rechtdoor. ".repeat(3);
        let mut item = gesprek("2024-07-18");
        if let Termijnsoort::Gesprek { plaats: own, .. } = &mut item.termijn.wat {
            *own = Codes::default().mark(&plaats);
        }
        let ics = write(&[item.clone(), all_day("2024-07-31")], &register(), OPMAAK);
        for line in ics.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} bytes: {line:?}", line.len());
        }
        assert!(ics.ends_with("END:VCALENDAR\r\n"));
        let said = plaats.replace(';', "\\;").replace(',', "\\,");
        assert!(unfolded(&ics).contains(&format!("LOCATION:{said}\r\n")), "{ics}");
        // One date to go along opens as an appointment, not as a calendar beside that of the reader.
        let one = write_one(&item, &register(), OPMAAK);
        assert!(
            !one.contains("X-WR-CALNAME") && one.contains("METHOD:PUBLISH") && one.matches("BEGIN:VEVENT").count() == 1,
            "{one}"
        );
        assert!(one.contains("UID:gesprek-rendiz-2024-k2@accountgesprek\r\n"));
    }

    #[test]
    fn what_is_off_the_planning_is_told_to_a_calendar_that_has_it() {
        let ics =
            write(&[Item { stand: Itemstand::Vervallen, volgnummer: Some(5), ..gesprek("2024-07-18") }], &register(), OPMAAK);
        for line in ["STATUS:CANCELLED", "SUMMARY:Vervallen: Gesprek Rendiz over 2024-K2", "TRANSP:TRANSPARENT", "SEQUENCE:5"] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line}\n{ics}");
        }
        assert!(!write(&[gesprek("2024-07-18")], &register(), OPMAAK).contains("STATUS"));
    }

    #[test]
    fn with_codes_it_is_confidential() {
        let ics = unfolded(&write(&[gesprek("2024-07-18")], &register(), Icsopmaak { codes: true, ..OPMAAK }));
        for line in ["CLASS:CONFIDENTIAL", "X-WR-CALNAME:Accountgesprekken (vertrouwelijk)"] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line}\n{ics}");
        }
        assert!(ics.contains("bij R-07\r\n"));
        assert!(!write(&[gesprek("2024-07-18")], &register(), OPMAAK).contains("CONFIDENTIAL"));
    }

    #[test]
    fn example_data_says_so_and_takes_the_place_of_nothing_real() {
        let ics = write(&[gesprek("2024-07-18")], &register(), Icsopmaak { voorbeeld: true, ..OPMAAK });
        assert!(ics.contains("SUMMARY:VOORBEELD: Gesprek"));
        assert!(ics.contains("UID:gesprek-rendiz-2024-k2@voorbeeld.accountgesprek"));
    }
}
