//! One deelnemer's way through the kwartalen: every row that was ever reported, traject by traject.

use chrono::NaiveDate;

use super::{Deelnemercode, Kwartaal, Productopgave, Rapport, Segment, Stand, TrajectId, Trajectregel};

/// What one report said of a traject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verloopstap {
    pub kwartaal: Kwartaal,
    /// The version of the report that stands.
    pub versie: u32,
    /// None: the report came in and the traject was not in it.
    pub regel: Option<Trajectregel>,
}

/// A traject of the deelnemer, from its first report on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectverloop {
    /// In order of kwartaal; a report without the part Deelnemers says nothing.
    pub stappen: Vec<Verloopstap>,
}

impl Trajectverloop {
    /// The last row that was reported.
    pub fn laatste(&self) -> Option<&Trajectregel> {
        self.stappen.iter().rev().find_map(|s| s.regel.as_ref())
    }

    /// Its segment (`domein.md` 10): by the product of its newest row that says one, else by whether its aanbieder had a contract for
    /// segment collectief by then.
    pub fn segment(&self, collectief_vanaf: Option<NaiveDate>) -> Segment {
        let told = || self.stappen.iter().rev().filter_map(|s| Some((s.kwartaal, s.regel.as_ref()?)));
        let product = told().find_map(|(_, regel)| regel.product).and_then(Productopgave::product);
        let newest = told().next().map(|(kwartaal, _)| kwartaal.last_day());
        Segment::of(product, collectief_vanaf.zip(newest).is_some_and(|(vanaf, dag)| vanaf <= dag))
    }

    /// The row before `stap` that was reported.
    pub fn eerder(&self, stap: usize) -> Option<&Trajectregel> {
        self.stappen.get(..stap)?.iter().rev().find_map(|s| s.regel.as_ref())
    }
}

/// Follows one deelnemer through the reports of an aanbieder; feed it the reports in order of kwartaal.
#[derive(Debug, Clone)]
pub struct Verloopreeks {
    deelnemer: Deelnemercode,
    stand: Stand,
    trajecten: Vec<(TrajectId, Trajectverloop)>,
}

impl Verloopreeks {
    pub fn new(deelnemer: Deelnemercode) -> Self {
        Self { deelnemer, stand: Stand::default(), trajecten: Vec::new() }
    }

    /// Takes the next report.
    pub fn push(&mut self, rapport: &Rapport) {
        let Some(deelnemers) = &rapport.deelnemers else { return };
        // Where a row belongs depends on the rows of the same deelnemer only.
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> =
            rijen.iter().map(AsRef::as_ref).filter(|r: &&Trajectregel| r.deelnemer == self.deelnemer).collect();
        let plaatsen = self.stand.place(rapport.kwartaal, &regels);
        self.stand.take(rapport.kwartaal, &regels, &plaatsen);
        let mut of_this: Vec<(TrajectId, &Trajectregel)> =
            regels.iter().filter_map(|r| Some((self.stand.find(&r.deelnemer, r.startdatum)?, *r))).collect();
        let stap = |regel: Option<&Trajectregel>| Verloopstap {
            kwartaal: rapport.kwartaal,
            versie: rapport.versie,
            regel: regel.cloned(),
        };
        for (id, verloop) in &mut self.trajecten {
            let found = of_this.iter().position(|(other, _)| other == id).map(|i| of_this.swap_remove(i).1);
            verloop.stappen.push(stap(found));
        }
        for (id, regel) in of_this {
            self.trajecten.push((id, Trajectverloop { stappen: vec![stap(Some(regel))] }));
        }
    }

    /// The trajecten, the earliest first; after the last row of one, the reports that lack it are left out.
    pub fn trajecten(self) -> Vec<Trajectverloop> {
        let mut trajecten: Vec<Trajectverloop> = self.trajecten.into_iter().map(|(_, verloop)| verloop).collect();
        for verloop in &mut trajecten {
            let last = verloop.stappen.iter().rposition(|s| s.regel.is_some()).map_or(0, |i| i + 1);
            // One empty step after the last row shows that it was looked for.
            verloop.stappen.truncate(last + 1);
        }
        trajecten.sort_by_key(|v| (v.laatste().map(|r| r.startdatum), v.stappen.first().map(|s| s.kwartaal)));
        trajecten
    }
}

#[cfg(test)]
mod tests {
    use super::super::Trede;
    use super::super::testing::{code, report};
    use super::*;

    fn followed(reports: &[(&str, &[&str])]) -> Vec<Vec<String>> {
        let mut reeks = Verloopreeks::new(code("a"));
        for (q, rows) in reports {
            reeks.push(&report(q, rows));
        }
        let told = |s: &Verloopstap| {
            let start = s.regel.as_ref().map_or_else(|| "-".to_owned(), |r| r.startdatum.to_string());
            format!("{} {start}", s.kwartaal)
        };
        reeks.trajecten().iter().map(|v| v.stappen.iter().map(told).collect()).collect()
    }

    #[test]
    fn a_traject_goes_on_through_a_corrected_start_and_a_gap() {
        let told = followed(&[
            ("2024-K1", &["A 2024-01-01", "B 2024-01-01"]),
            ("2024-K2", &["B 2024-01-01"]),
            ("2024-K3", &["A 2024-02-01", "B 2024-01-01"]),
            ("2024-K4", &["B 2024-01-01"]),
            ("2025-K1", &["B 2024-01-01"]),
        ]);
        assert_eq!(told, [["2024-K1 2024-01-01", "2024-K2 -", "2024-K3 2024-02-01", "2024-K4 -"]]);
    }

    #[test]
    fn a_second_traject_is_told_apart() {
        let told = followed(&[
            ("2024-K1", &["A 2023-01-01 uit=anders/2024-02-01"]),
            ("2024-K2", &["a 2023-01-01 uit=anders/2024-02-01", "a 2024-04-01"]),
        ]);
        assert_eq!(told, [vec!["2024-K1 2023-01-01", "2024-K2 2023-01-01"], vec!["2024-K2 2024-04-01"]]);
    }

    #[test]
    fn trajecten_stand_by_their_start_and_a_step_knows_the_row_before_it() {
        let mut reeks = Verloopreeks::new(code("a"));
        for (q, rows) in [
            ("2024-K1", &["A 2024-01-01 trede=2"][..]),
            ("2024-K2", &["B 2024-01-01"]),
            ("2024-K3", &["A 2021-01-01 trede=4 uit=anders/2021-06-01", "A 2024-01-01 trede=3"]),
        ] {
            reeks.push(&report(q, rows));
        }
        // A report without the part Deelnemers says nothing.
        reeks.push(&crate::domain::Rapport::new(crate::domain::testing::PSW, "2024-K4".parse().unwrap()));
        let found = reeks.trajecten();
        let starts: Vec<String> = found.iter().map(|v| v.laatste().unwrap().startdatum.to_string()).collect();
        assert_eq!(starts, ["2021-01-01", "2024-01-01"]);
        let trede = |stap: usize| found[1].eerder(stap).and_then(|r| r.huidige_trede).map(Trede::nummer);
        assert_eq!([0, 1, 2, 3, 4].map(trede), [None, Some(2), Some(2), Some(3), None]);
    }

    #[test]
    fn a_traject_is_of_the_segment_of_the_product_that_it_has_or_inherits() {
        let segment = |reports: &[(&str, &str)], vanaf: Option<&str>| {
            let mut reeks = Verloopreeks::new(code("a"));
            for (q, row) in reports {
                reeks.push(&report(q, &[*row]));
            }
            reeks.trajecten()[0].segment(vanaf.map(|dag| dag.parse().unwrap()))
        };
        let vanaf = Some("2022-01-01");
        let inherited = [("2024-K1", "A 2024-01-01 product=mbo"), ("2024-K2", "A 2024-01-01")];
        assert_eq!(segment(&inherited, vanaf), Segment::Individueel);
        let ended = [inherited[0], ("2024-K2", "A 2024-01-01 product=P1"), ("2024-K3", "A 2024-01-01")];
        assert_eq!(segment(&ended, vanaf), Segment::Collectief);
        // Without a product by the contract of then: on the last day of the kwartaal, and the day after.
        let none = [("2024-K1", "A 2024-01-01")];
        for (vanaf, expected) in
            [(Some("2024-03-31"), Segment::Collectief), (Some("2024-04-01"), Segment::Individueel), (None, Segment::Individueel)]
        {
            assert_eq!(segment(&none, vanaf), expected, "{vanaf:?}");
        }
    }

    #[test]
    fn who_is_unknown_has_no_trajecten() {
        assert!(followed(&[("2024-K1", &["B 2024-01-01"])]).is_empty());
    }
}
