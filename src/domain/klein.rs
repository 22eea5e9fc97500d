//! What is left out of a document when small numbers are: figures over few people, and those from which one could work them
//! out again. The year less its last kwartaal is the kwartalen before; a year figure less the one a kwartaal earlier is the
//! kwartaal between.
//!
//! One place owns the rule, so that a table, a chart and a sentence never leave out different things.

use super::{Kwartaal, Meting, Waarde};

/// Whether a number of people is so small that it tells of single ones. Nobody at all is not.
pub const fn is_few(aantal: u32, onder: u32) -> bool {
    aantal > 0 && aantal < onder
}

/// Which figures of one norm are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weglating {
    pub kwartaal: bool,
    pub jaar: bool,
    /// The year figures of the kwartalen that the trend leaves out.
    pub trend: Vec<Kwartaal>,
}

impl Weglating {
    /// Decides for the figure of a kwartaal, of its year, and the year figures of the kwartalen before it in `trend`.
    pub fn of(kwartaal: &Meting, jaar: &Meting, trend: &[Meting], onder: u32) -> Self {
        let mut weglating = Self { jaar: jaar.klein_aantal, ..Self::default() };
        let same = kwartaal.waarde == jaar.waarde;
        let rest = people(jaar).abs_diff(people(kwartaal));
        weglating.kwartaal = if same { jaar.klein_aantal } else { kwartaal.klein_aantal || is_few(rest, onder) };
        // Backwards: the newest that is shown tells least of what came before it.
        let mut shown: Option<(i32, u32)> = (!weglating.jaar).then(|| (jaar.kwartaal.jaar(), people(jaar)));
        for point in trend.iter().rev().filter(|m| m.kwartaal != jaar.kwartaal) {
            let year = point.kwartaal.jaar();
            // KPI 1 and KPI 4 are counted anew each kwartaal: one says nothing of another.
            let adds_up = !point.is_of_one_report() && shown.is_some_and(|(later, _)| later == year);
            let between = shown.map_or(0, |(_, n)| n.abs_diff(people(point)));
            if point.klein_aantal || adds_up && is_few(between, onder) {
                weglating.trend.push(point.kwartaal);
            } else if point.waarde.is_measured() {
                shown = Some((year, people(point)));
            }
        }
        if weglating.jaar {
            weglating.trend.push(jaar.kwartaal);
        }
        weglating
    }

    /// Whether the year figure of an earlier kwartaal is left out.
    pub fn leaves_out(&self, kwartaal: Kwartaal) -> bool {
        self.trend.contains(&kwartaal)
    }
}

/// Whether the figure of all together would tell of few: less those whose own figures are shown, few people are left.
pub fn tells_of_few(samen: &Meting, shown: &[&Meting], onder: u32) -> bool {
    let shown: u32 = shown.iter().map(|m| people(m)).sum();
    is_few(people(samen).saturating_sub(shown), onder)
}

/// How many stand behind a figure; 0 when nothing was measured.
const fn people(meting: &Meting) -> u32 {
    match meting.waarde {
        Waarde::Gemeten { noemer, .. } => noemer,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Periode;
    use crate::domain::testing::PSW;
    use crate::domain::testing::{k, kader};

    const ONDER: u32 = 10;

    fn meting(norm: &str, kwartaal: &str, periode: Periode, noemer: u32) -> Meting {
        let kader = kader();
        let waarde = if noemer == 0 { Waarde::Nvt } else { Waarde::Gemeten { teller: 1.into(), noemer } };
        Meting::form(kader.find(norm, k(kwartaal)).unwrap(), k(kwartaal), Some(PSW), periode, waarde, ONDER)
    }

    /// Of C2.1: the kwartaal, and the year figures of the kwartalen from 2024-K1 on.
    fn left_out(kwartaal: u32, years: &[u32]) -> (bool, bool, Vec<String>) {
        let names = ["2024-K1", "2024-K2", "2024-K3", "2024-K4", "2025-K1", "2025-K2"];
        let trend: Vec<Meting> =
            names.iter().zip(years).map(|(naam, noemer)| meting("C2.1", naam, Periode::Jaar, *noemer)).collect();
        let jaar = trend.last().unwrap();
        let own = meting("C2.1", &jaar.kwartaal.to_string(), Periode::Kwartaal, kwartaal);
        let weglating = Weglating::of(&own, jaar, &trend, ONDER);
        (weglating.kwartaal, weglating.jaar, weglating.trend.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_small_goes_and_what_would_give_it_away() {
        let none = Vec::<String>::new;
        for (kwartaal, years, expected) in [
            // Nothing small: 12 + 15.
            (15, &[12, 27][..], (false, false, none())),
            // The kwartaal is small; the year of a kwartaal before would give it: 17 − 12 = 5.
            (5, &[12, 17], (true, false, vec!["2024-K1".to_owned()])),
            // The first kwartaal is small; the year less the second would give it: 20 − 12 = 8.
            (12, &[8, 20], (true, false, vec!["2024-K1".to_owned()])),
            // Nobody new: nothing to give away.
            (0, &[12, 12], (false, false, none())),
            // Everything small.
            (3, &[3], (true, true, vec!["2024-K1".to_owned()])),
            // Two small steps are left out until what lies between is enough: 31 − 25 and 31 − 22 are few, 31 − 12 is not.
            (6, &[12, 22, 25, 31], (true, false, vec!["2024-K3".to_owned(), "2024-K2".to_owned()])),
            // Ten is no longer few, in a kwartaal, in what is left of the year and between two kwartalen.
            (10, &[10, 20], (false, false, none())),
            (11, &[9, 20], (true, false, vec!["2024-K1".to_owned()])),
            // A kwartaal in which nothing was measured is no step: from 12 to 17 are few.
            (17, &[12, 0, 17], (false, false, vec!["2024-K1".to_owned()])),
            // Another year begins anew, also when the numbers lie close together.
            (12, &[12, 24, 36, 48, 12], (false, false, none())),
            (12, &[0, 0, 0, 20, 12], (false, false, none())),
        ] {
            assert_eq!(left_out(kwartaal, years), expected, "{kwartaal} {years:?}");
        }
    }

    #[test]
    fn all_together_less_what_is_shown_tells_of_few_or_of_enough() {
        let of = |n| meting("C2.1", "2024-K4", Periode::Jaar, n);
        let (samen, psw, rendiz) = (of(52), of(22), of(24));
        assert!(tells_of_few(&samen, &[&psw, &rendiz], ONDER), "six are left");
        assert!(!tells_of_few(&samen, &[&psw], ONDER), "thirty are left, of two");
        assert!(!tells_of_few(&of(46), &[&psw, &rendiz], ONDER), "nobody is left");
    }

    #[test]
    fn whatever_is_shown_leaves_no_small_difference_within_a_year() {
        use proptest::prelude::*;
        proptest!(|(steps in proptest::collection::vec(0_u32..25, 1..=4))| {
            let years: Vec<u32> = steps.iter().scan(0, |sum, n| { *sum += n; Some(*sum) }).collect();
            let (kwartaal_out, jaar_out, trend_out) = left_out(*steps.last().unwrap(), &years);
            let jaar = *years.last().unwrap();
            let mut shown: Vec<u32> = years.iter().zip(["2024-K1", "2024-K2", "2024-K3", "2024-K4"])
                .filter(|(n, naam)| **n > 0 && !trend_out.contains(&(*naam).to_owned())).map(|(n, _)| *n).collect();
            if !kwartaal_out && !jaar_out {
                shown.push(jaar - steps.last().unwrap());
            }
            if !kwartaal_out {
                shown.push(*steps.last().unwrap());
            }
            prop_assert!(shown.iter().all(|n| !is_few(*n, ONDER)), "{steps:?} {shown:?}");
            let years_shown: Vec<u32> = years.iter().zip(["2024-K1", "2024-K2", "2024-K3", "2024-K4"])
                .filter(|(n, naam)| **n > 0 && !trend_out.contains(&(*naam).to_owned())).map(|(n, _)| *n).collect();
            for (i, a) in years_shown.iter().enumerate() {
                for b in years_shown.iter().skip(i + 1) {
                    prop_assert!(!is_few(a.abs_diff(*b), ONDER), "{steps:?} {years_shown:?}");
                }
            }
        });
    }

    #[test]
    fn kpi_1_is_counted_anew_each_kwartaal() {
        let mut trend: Vec<Meting> =
            [("2024-K1", 38), ("2024-K2", 40)].map(|(naam, n)| meting("C1.1", naam, Periode::Jaar, n)).to_vec();
        for m in &mut trend {
            let onderdeel = crate::domain::Onderdeel { kolom: crate::domain::Kolom::Doelen, teller: Some(1), noemer: 1 };
            m.onderdelen.push(onderdeel);
        }
        let jaar = trend[1].clone();
        assert_eq!(Weglating::of(&jaar, &jaar, &trend, ONDER), Weglating::default());
    }
}
