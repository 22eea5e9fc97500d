//! Doel op de ladder: of the trajecten that are done, how many reached the trede that was agreed (`domein.md` 10).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Indicator, Kolom, Kwartaal, Meetreeks, Periode, Rapport, Trajectstand, Trede, Waarde};

/// How many rows of a report went from which Begintrede to which Huidige trede; None is an empty cell.
pub type Stappen = BTreeMap<(Option<Trede>, Option<Trede>), u32>;

/// Doel op de ladder of one aanbieder, or of all together, in one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladderdoel {
    /// Of the kwartaal and of the jaar: who reached the Doeltrede, of the cohort of KPI 2 whose treden are both known.
    waarden: [Waarde; 2],
    /// The treden in the report of the kwartaal itself.
    pub stappen: Stappen,
}

impl Ladderdoel {
    /// Of the trajecten that `reeks` knows after its last report, which is the one of `kwartaal`, if there is one.
    pub fn of(reeks: &Meetreeks, kwartaal: Kwartaal, rapport: Option<&Rapport>) -> Self {
        let delivered = rapport.and_then(|r| Some((r.deelnemers.as_ref()?.kolommen, reeks.parts_of(r, kwartaal).0?)));
        let Some((kolommen, regels)) = delivered else {
            return Self { waarden: [Waarde::GeenRapportage, Waarde::GeenRapportage], stappen: Stappen::new() };
        };
        let needed = Indicator::RegulierWerk.kolommen().iter().chain(&[Kolom::Doeltrede, Kolom::HuidigeTrede]).copied();
        let absent: Vec<Kolom> = needed.filter(|k| !kolommen.contains(*k)).collect();
        let mut stappen = Stappen::new();
        for regel in regels {
            *stappen.entry((regel.begintrede, regel.huidige_trede)).or_default() += 1;
        }
        let waarde = |periode: Periode| {
            if absent.is_empty() {
                reached(reeks.trajecten(kwartaal), periode, kwartaal)
            } else {
                Waarde::NietTeMeten(absent.clone())
            }
        };
        Self { waarden: Periode::ALL.map(waarde), stappen }
    }

    /// All together: over those whose own is known, and in the jaar also those who left in it (`vertrokken`, as each stood
    /// in its last kwartaal).
    pub fn samen(doelen: &[&Self], vertrokken: &[Self]) -> Self {
        let waarden = Periode::ALL.map(|periode| {
            let left = if periode == Periode::Jaar { vertrokken } else { &[] };
            Waarde::pool(doelen.iter().copied().chain(left).map(|d| d.waarde(periode)))
        });
        let mut stappen = Stappen::new();
        for (stap, n) in doelen.iter().filter(|d| d.waarde(Periode::Jaar).is_known()).flat_map(|d| &d.stappen) {
            *stappen.entry(*stap).or_default() += n;
        }
        Self { waarden, stappen }
    }

    pub const fn waarde(&self, periode: Periode) -> &Waarde {
        &self.waarden[periode as usize]
    }
}

/// The share of the cohort that reached its goal.
fn reached<'t>(trajecten: impl Iterator<Item = &'t Trajectstand>, periode: Periode, kwartaal: Kwartaal) -> Waarde {
    let in_cohort = |t: &&Trajectstand| t.uitkomst(kwartaal.last_day()).is_some_and(|u| u.datum >= periode.first_day(kwartaal));
    let treden = trajecten.filter(in_cohort).filter_map(|t| t.treden.last().copied().flatten().zip(t.doeltrede));
    let (mut teller, mut noemer) = (Decimal::ZERO, 0);
    for (huidig, doel) in treden {
        teller += Decimal::from(u8::from(huidig >= doel));
        noemer += 1;
    }
    if noemer == 0 { Waarde::Nvt } else { Waarde::Gemeten { teller, noemer } }
}

#[cfg(test)]
mod tests {
    use super::super::Segment;
    use super::super::testing::{k, report, without};
    use super::*;
    use crate::domain::testing::selectie;

    fn doel(reports: &[Rapport], q: &str) -> Ladderdoel {
        let mut reeks = Meetreeks::new(selectie(Segment::Collectief));
        for r in reports {
            reeks.push(r);
        }
        let own = reports.iter().find(|r| r.kwartaal == k(q));
        Ladderdoel::of(&reeks, k(q), own)
    }

    #[test]
    fn of_who_is_done_and_has_both_treden_those_at_their_goal_or_above_reached_it() {
        let reports = [
            report("2024-K1", &["A 2022-01-01 tot=2024-02-01 trede=4 doel=4", "Z 2022-01-01 tot=2023-12-31 trede=6 doel=6"]),
            report(
                "2024-K2",
                &[
                    "B 2022-01-01 tot=2024-05-01 begin=2 trede=5 doel=4",
                    "C 2022-01-01 tot=2024-05-01 begin=2 trede=3 doel=4",
                    "D 2022-01-01 tot=2024-05-01 begin=2 trede=3",
                    "E 2022-01-01 tot=2024-05-01 doel=4",
                    "F 2022-01-01 begin=2 trede=5 doel=4",
                ],
            ),
        ];
        let doel = doel(&reports, "2024-K2");
        assert_eq!(doel.waarde(Periode::Kwartaal).counts(), Some((1, 2)), "B and C; D and E lack one, F runs");
        assert_eq!(doel.waarde(Periode::Jaar).counts(), Some((2, 3)), "and A of the kwartaal before");
        let trede = Trede::new;
        let expected = [((None, None), 1), ((trede(2), trede(3)), 2), ((trede(2), trede(5)), 2)];
        assert_eq!(doel.stappen, Stappen::from(expected));
    }

    #[test]
    fn without_the_columns_it_cannot_be_measured_and_nobody_done_is_not_zero() {
        let rows = || report("2024-K2", &["A 2022-01-01 tot=2024-05-01 trede=4 doel=4"]);
        let absent = doel(&[without(rows(), &[Kolom::Doeltrede])], "2024-K2");
        assert_eq!(absent.waarde(Periode::Jaar), &Waarde::NietTeMeten(vec![Kolom::Doeltrede]));
        let running = doel(&[report("2024-K2", &["A 2022-01-01 trede=4 doel=4"])], "2024-K2");
        assert_eq!(running.waarde(Periode::Jaar), &Waarde::Nvt);
        assert_eq!(doel(&[rows()], "2024-K3").waarde(Periode::Kwartaal), &Waarde::GeenRapportage);

        let known = doel(&[rows()], "2024-K2");
        let samen = Ladderdoel::samen(&[&absent, &known, &running], &[]);
        assert_eq!(samen.waarde(Periode::Jaar).counts(), Some((1, 1)));
        assert_eq!(samen.stappen.values().sum::<u32>(), 2, "the rows of whose own is known");
        let with_left = Ladderdoel::samen(&[&known], std::slice::from_ref(&known));
        assert_eq!(with_left.waarde(Periode::Jaar).counts(), Some((2, 2)), "who left is in the year");
        assert_eq!(with_left.waarde(Periode::Kwartaal).counts(), Some((1, 1)), "and not in the kwartaal");
        assert_eq!(Ladderdoel::samen(&[&absent], &[]).waarde(Periode::Jaar), &Waarde::NietTeMeten(vec![Kolom::Doeltrede]));
    }
}
