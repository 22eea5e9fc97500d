//! The response over a year: how many of those whose traject came to its end gave a mark (`domein.md` 9, H23 KPI 3).

use std::collections::BTreeSet;

use super::{Kwartaal, Periode, Rapport, Segment, Stand, TrajectId, Trajectregel};

/// Trajecten of the cohort of KPI 2 with a Cijfer in a report of the period, over the cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Respons {
    pub met_cijfer: u32,
    pub cohort: u32,
}

/// Forms the response of one aanbieder, from its reports in order of kwartaal.
#[derive(Debug)]
pub struct Responsreeks {
    kwartaal: Kwartaal,
    periode: Periode,
    stand: Stand,
    met_cijfer: BTreeSet<TrajectId>,
}

impl Responsreeks {
    pub fn new(kwartaal: Kwartaal, periode: Periode) -> Self {
        Self { kwartaal, periode, stand: Stand::default(), met_cijfer: BTreeSet::new() }
    }

    /// Takes the next report; one of after the kwartaal says nothing of it.
    pub fn push(&mut self, rapport: &Rapport) {
        let Some(deelnemers) = rapport.deelnemers.as_ref().filter(|_| rapport.kwartaal <= self.kwartaal) else { return };
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let plaatsen = self.stand.place(rapport.kwartaal, &regels);
        self.stand.take(rapport.kwartaal, &regels, &plaatsen);
        if rapport.kwartaal < self.periode.first_kwartaal(self.kwartaal) {
            return;
        }
        let marked = regels.iter().filter(|r| r.cijfer.is_some());
        self.met_cijfer.extend(marked.filter_map(|r| self.stand.find(&r.deelnemer, r.startdatum)));
    }

    /// The response of a segment. `had_collectief`: whether the aanbieder ever had a contract for segment collectief by the end of the
    /// kwartaal.
    pub fn finish(&self, segment: Segment, had_collectief: bool) -> Respons {
        let (first, last) = (self.periode.first_kwartaal(self.kwartaal).first_day(), self.kwartaal.last_day());
        let ours = self.stand.trajecten().iter().filter(|t| Segment::of(t.product, had_collectief) == segment);
        let in_cohort = ours.filter(|t| t.uitkomst(last).is_some_and(|u| (first..=last).contains(&u.datum)));
        let mut respons = Respons { met_cijfer: 0, cohort: 0 };
        for traject in in_cohort {
            let id = self.stand.find(&traject.deelnemer, traject.startdatum);
            respons.cohort += 1;
            respons.met_cijfer += u32::from(id.is_some_and(|id| self.met_cijfer.contains(&id)));
        }
        respons
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{k, report};
    use super::*;

    #[test]
    fn who_gave_a_mark_counts_once_and_who_has_not_finished_does_not() {
        let reports = [
            // Of the year before: not of this one.
            report("2023-K4", &["O 2023-01-01 uit=regulier/2023-11-01 tot=2023-12-31 cijfer=9"]),
            report(
                "2024-K1",
                &["A 2023-06-01 tot=2024-06-30 cijfer=8", "B 2023-06-01 tot=2024-06-30", "D 2024-01-01 tot=2025-06-30 cijfer=7"],
            ),
            report(
                "2024-K2",
                &[
                    "A 2023-06-01 tot=2024-06-30 uit=regulier/2024-05-01 cijfer=9",
                    "B 2023-06-01 tot=2024-06-30",
                    // Its Startdatum was corrected since it gave a mark.
                    "D 2024-01-08 tot=2024-06-30",
                    "E 2024-04-01 tot=2024-09-30 cijfer=6",
                ],
            ),
        ];
        let respons = |kwartaal, periode| {
            let mut reeks = Responsreeks::new(k(kwartaal), periode);
            for rapport in &reports {
                reeks.push(rapport);
            }
            let Respons { met_cijfer, cohort } = reeks.finish(Segment::Collectief, true);
            (met_cijfer, cohort)
        };
        assert_eq!(respons("2024-K2", Periode::Jaar), (2, 3));
        assert_eq!(respons("2024-K2", Periode::Kwartaal), (1, 3), "the mark of D is of the kwartaal before");
        assert_eq!(respons("2024-K1", Periode::Jaar), (0, 0));
        assert_eq!(respons("2023-K4", Periode::Jaar), (1, 1));
    }
}
