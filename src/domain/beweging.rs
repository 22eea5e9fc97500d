//! Movement on the participatieladder: from which trede to which, over the trajecten of a period.

use std::cmp::Ordering;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Deelnemercode, Gemeente, Kwartaal, Periode, Rapport, Stand, TrajectId, Trajectregel, Trede};

/// A traject in the report of the kwartaal, and from which trede it came in each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laddergang {
    pub deelnemer: Deelnemercode,
    pub startdatum: NaiveDate,
    pub gemeente: Gemeente,
    /// At the start of the kwartaal and of the jaar.
    van: [Option<Trede>; 2],
    pub naar: Option<Trede>,
    pub doel: Option<Trede>,
}

impl Laddergang {
    /// The trede that it had when the period began.
    pub const fn van(&self, periode: Periode) -> Option<Trede> {
        self.van[periode as usize]
    }

    /// Whether it went up, stayed, or went down; None when one of the two is unknown.
    pub fn richting(&self, periode: Periode) -> Option<Ordering> {
        self.van(periode).zip(self.naar).map(|(van, naar)| naar.cmp(&van))
    }
}

/// How many trajecten went from which trede to which in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladderbeweging {
    /// `van[i][j]`: from trede i + 1 to trede j + 1.
    van: [[u32; 6]; 6],
    /// Trajecten in the report of the kwartaal of which one of the two treden is unknown.
    pub onbekend: u32,
}

impl Ladderbeweging {
    pub const fn aantal(&self, van: Trede, naar: Trede) -> u32 {
        self.van[van.nummer() as usize - 1][naar.nummer() as usize - 1]
    }

    /// How many went up, stayed, or went down.
    pub fn richting(&self, richting: Ordering) -> u32 {
        let cells = self.van.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(j, n)| (j.cmp(&i), n)));
        cells.filter(|(order, _)| *order == richting).map(|(_, n)| n).sum()
    }

    /// All trajecten of which both treden are known.
    pub fn totaal(&self) -> u32 {
        self.van.iter().flatten().sum()
    }

    /// How many of these went from which trede to which.
    pub fn of<'a>(gangen: impl IntoIterator<Item = &'a Laddergang>, periode: Periode) -> Self {
        let mut beweging = Self::default();
        for gang in gangen {
            beweging.count(gang.van(periode), gang.naar);
        }
        beweging
    }

    fn count(&mut self, van: Option<Trede>, naar: Option<Trede>) {
        match van.zip(naar) {
            Some((van, naar)) => self.van[usize::from(van.nummer()) - 1][usize::from(naar.nummer()) - 1] += 1,
            None => self.onbekend += 1,
        }
    }
}

/// Follows the trajecten of one aanbieder from report to report; feed it the reports in order, up to the kwartaal.
///
/// The trede that a period starts with is the last one known before the period, else the Begintrede; the trede it ends with
/// is the last one known through the kwartaal. Counted are the trajecten in the report of the kwartaal.
#[derive(Debug, Clone)]
pub struct Ladderreeks {
    kwartaal: Kwartaal,
    stand: Stand,
    /// The trede of a traject at the start of each period, and its last.
    treden: HashMap<TrajectId, [Option<Trede>; 3]>,
    gangen: Vec<Laddergang>,
}

impl Ladderreeks {
    pub fn new(kwartaal: Kwartaal) -> Self {
        Self { kwartaal, stand: Stand::default(), treden: HashMap::new(), gangen: Vec::new() }
    }

    /// Takes the next report; one after the kwartaal changes nothing.
    pub fn push(&mut self, rapport: &Rapport) {
        let Some(deelnemers) = rapport.deelnemers.as_ref().filter(|_| rapport.kwartaal <= self.kwartaal) else { return };
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let plaatsen = self.stand.place(rapport.kwartaal, &regels);
        self.stand.take(rapport.kwartaal, &regels, &plaatsen);
        for regel in regels {
            let Some(id) = self.stand.find(&regel.deelnemer, regel.startdatum) else { continue };
            let [quarter, year, last] = self.treden.entry(id).or_default();
            for (start, periode) in [(quarter, Periode::Kwartaal), (year, Periode::Jaar)] {
                if rapport.kwartaal < periode.first_kwartaal(self.kwartaal) {
                    *start = regel.huidige_trede.or(*start).or(regel.begintrede);
                } else if start.is_none() {
                    *start = regel.begintrede;
                }
            }
            *last = regel.huidige_trede.or(*last);
            if rapport.kwartaal == self.kwartaal {
                let [quarter, year, last] = *self.treden.entry(id).or_default();
                self.gangen.push(Laddergang {
                    deelnemer: regel.deelnemer.clone(),
                    startdatum: regel.startdatum,
                    gemeente: regel.gemeente,
                    van: [quarter, year],
                    naar: last,
                    doel: regel.doeltrede,
                });
            }
        }
    }

    /// The trajecten in the report of the kwartaal, in its order; empty when there is none.
    pub fn gangen(self) -> Vec<Laddergang> {
        self.gangen
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{k, report};
    use super::*;

    fn moved(reports: &[(&str, &[&str])], periode: Periode) -> Ladderbeweging {
        let mut reeks = Ladderreeks::new(k("2024-K2"));
        for (q, rows) in reports {
            reeks.push(&report(q, rows));
        }
        Ladderbeweging::of(&reeks.gangen(), periode)
    }

    fn trede(n: u8) -> Trede {
        Trede::new(n).unwrap()
    }

    #[test]
    fn a_period_starts_with_the_trede_before_it_or_the_begintrede() {
        let reports: &[(&str, &[&str])] = &[
            ("2023-K4", &["A 2023-01-01 begin=1 trede=2", "B 2023-01-01 begin=3"]),
            ("2024-K1", &["A 2023-01-01 begin=1 trede=3", "B 2023-01-01 begin=3 trede=4"]),
            ("2024-K2", &["A 2023-01-01 begin=1 trede=3", "B 2023-01-01 begin=3 trede=2", "C 2024-04-01 begin=2 trede=4"]),
        ];
        let quarter = moved(reports, Periode::Kwartaal);
        assert_eq!(
            [quarter.aantal(trede(3), trede(3)), quarter.aantal(trede(4), trede(2)), quarter.aantal(trede(2), trede(4))],
            [1; 3]
        );
        let year = moved(reports, Periode::Jaar);
        assert_eq!([year.aantal(trede(2), trede(3)), year.aantal(trede(3), trede(2)), year.aantal(trede(2), trede(4))], [1; 3]);
        assert_eq!([Ordering::Greater, Ordering::Equal, Ordering::Less].map(|o| year.richting(o)), [2, 0, 1]);
    }

    #[test]
    fn who_is_not_in_the_report_does_not_move_and_an_unknown_trede_is_told() {
        let reports: &[(&str, &[&str])] = &[
            ("2024-K1", &["A 2023-01-01 trede=2", "B 2023-01-01"]),
            ("2024-K2", &["B 2023-01-01 trede=2"]),
            ("2024-K3", &["A 2023-01-01"]),
        ];
        let quarter = moved(reports, Periode::Kwartaal);
        assert_eq!((quarter.totaal(), quarter.onbekend), (0, 1));
    }

    #[test]
    fn the_first_kwartaal_of_a_period_is_in_it() {
        let reports: &[(&str, &[&str])] = &[
            ("2023-K4", &["A 2023-01-01 begin=1 trede=2"]),
            ("2024-K1", &["A 2023-01-01 trede=3", "B 2024-01-01 begin=1 trede=5"]),
            ("2024-K2", &["A 2023-01-01", "B 2024-01-01"]),
            ("2024-K3", &["A 2023-01-01 trede=6", "B 2024-01-01 trede=6"]),
        ];
        // The year starts with what was known before it, else with the Begintrede; a report that says nothing changes nothing.
        let year = moved(reports, Periode::Jaar);
        assert_eq!([year.aantal(trede(2), trede(3)), year.aantal(trede(1), trede(5)), year.totaal()], [1, 1, 2]);
        let quarter = moved(reports, Periode::Kwartaal);
        assert_eq!([quarter.aantal(trede(3), trede(3)), quarter.aantal(trede(5), trede(5)), quarter.totaal()], [1, 1, 2]);
    }

    #[test]
    fn a_corrected_start_is_the_same_traject_on_the_ladder() {
        let reports: &[(&str, &[&str])] = &[("2024-K1", &["A 2023-01-01 trede=2"]), ("2024-K2", &["A 2023-02-01 trede=3"])];
        let quarter = moved(reports, Periode::Kwartaal);
        assert_eq!(quarter.aantal(trede(2), trede(3)), 1);
        assert_eq!(quarter.totaal(), 1);
    }
}
