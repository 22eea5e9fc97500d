//! Uren that jump from one kwartaal to the next (`domein.md` 11).

use rust_decimal::Decimal;

use super::{Kwartaal, Trajectregel};

/// The larger is at least so many times the smaller,
const FACTOR: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// and they are at least so far apart.
const VERSCHIL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// The Uren of a traject that ran the whole of a kwartaal and of the calendar kwartaal before it, where they jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urensprong {
    pub van: Decimal,
    pub naar: Decimal,
}

impl Urensprong {
    /// Holds a row of the report of `kwartaal` against the Uren of its traject in that of the kwartaal before; 0 counts, empty
    /// does not.
    pub fn of(regel: &Trajectregel, kwartaal: Kwartaal, eerder: Option<Decimal>) -> Option<Self> {
        let last = kwartaal.last_day();
        let ran = regel.startdatum <= kwartaal.previous().first_day()
            && regel.recognised_outcome(last).is_none_or(|uitstroom| uitstroom.datum >= last);
        let (van, naar) = (eerder?, regel.uren?);
        let jumps = van.max(naar) >= van.min(naar).saturating_mul(FACTOR) && van.saturating_sub(naar).abs() >= VERSCHIL;
        (ran && jumps).then_some(Self { van, naar })
    }

    pub fn is_more(self) -> bool {
        self.naar > self.van
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{k, row};
    use super::*;

    #[test]
    fn uren_jump_by_three_times_and_twenty_over_two_whole_kwartalen() {
        for (line, eerder, jumps) in [
            ("A 2024-01-01 uren=30", Some("10"), true),
            ("A 2024-01-01 uren=10", Some("30"), true),
            ("A 2024-01-01 uren=29.9", Some("9.9"), true),
            ("A 2024-01-01 uren=29.9", Some("10"), false),
            ("A 2024-01-01 uren=60", Some("20.1"), false),
            ("A 2024-01-01 uren=20", Some("0"), true),
            ("A 2024-01-01 uren=0", Some("19.9"), false),
            ("A 2024-01-01", Some("40"), false),
            ("A 2024-01-01 uren=40", None, false),
            // It began in the earlier kwartaal, or ended before the last day of the later.
            ("A 2024-01-02 uren=40", Some("0"), false),
            ("A 2024-01-01 uren=40 uit=regulier/2024-06-29", Some("0"), false),
            ("A 2024-01-01 uren=40 uit=regulier/2024-06-30", Some("0"), true),
            ("A 2024-01-01 uren=40 uit=uitval/2024-05-01", Some("0"), true),
        ] {
            let eerder = eerder.map(|uren| uren.parse().unwrap());
            assert_eq!(Urensprong::of(&row(line), k("2024-K2"), eerder).is_some(), jumps, "{line} {eerder:?}");
        }
    }
}
