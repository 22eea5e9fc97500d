//! What is frozen when a gesprek is held, and what moved since (`domein.md` 7).

use chrono::{DateTime, Utc};

use super::{Bevroren, Kwartaal, Meting, Norm, Onderdeelsleutel, Wijziging};

impl Bevroren {
    /// Opens and closes a deelnemer code in a frozen line.
    pub const CODE: (char, char) = ('⟦', '⟧');

    /// Returns a frozen line with its marked codes replaced where `by` says so; None when it says so nowhere.
    pub fn replace_codes(regel: &str, by: impl Fn(&str) -> Option<&'static str>) -> Option<String> {
        let mut replaced = false;
        let mut uit = String::with_capacity(regel.len());
        let mut rest = regel;
        while let Some((before, from)) = rest.split_once(Self::CODE.0) {
            let Some((code, after)) = from.split_once(Self::CODE.1) else { break };
            let new = by(code);
            replaced |= new.is_some();
            uit.push_str(before);
            uit.push(Self::CODE.0);
            uit.push_str(new.unwrap_or(code));
            uit.push(Self::CODE.1);
            rest = after;
        }
        uit.push_str(rest);
        replaced.then_some(uit)
    }

    /// Freezes what is on the table: the figures, the normen they were judged by, the versions they stand on, and the facts
    /// of every agendapunt in words.
    pub fn of(
        wanneer: DateTime<Utc>,
        metingen: Vec<Meting>,
        normen: Vec<Norm>,
        versies: Vec<(Kwartaal, u32)>,
        feiten: Vec<(Onderdeelsleutel, Vec<String>)>,
    ) -> Self {
        Self { wanneer, metingen, normen, versies, feiten }
    }

    /// The facts of an agendapunt as they were on the table.
    pub fn feiten_of(&self, sleutel: &Onderdeelsleutel) -> Option<&[String]> {
        self.feiten.iter().find(|(s, _)| s == sleutel).map(|(_, feiten)| feiten.as_slice())
    }

    /// Returns the figures of which the value or the verdict is no longer what was discussed, in the order of then.
    ///
    /// A jaar figure that moved exactly as its kwartaal did (KPI 1, where the two are the same) is not said twice. A figure
    /// that is no longer formed is left out: the norm was taken away, and there is nothing to set beside it.
    pub fn wijzigingen(&self, nu: &[Meting]) -> Vec<Wijziging> {
        let mut moved: Vec<Wijziging> = Vec::new();
        for toen in &self.metingen {
            let same_figure = |m: &&Meting| {
                m.norm == toen.norm && m.kwartaal == toen.kwartaal && m.aanbieder == toen.aanbieder && m.periode == toen.periode
            };
            let Some(now) = nu.iter().find(same_figure) else { continue };
            if !differs(toen, now) {
                continue;
            }
            let said = moved.iter().any(|w| {
                w.norm == toen.norm && w.toen.aanbieder == toen.aanbieder && !differs(&w.toen, toen) && !differs(&w.nu, now)
            });
            if !said {
                moved.push(Wijziging { norm: toen.norm.clone(), toen: toen.clone(), nu: now.clone() });
            }
        }
        moved
    }
}

fn differs(a: &Meting, b: &Meting) -> bool {
    a.waarde != b.waarde || a.oordeel != b.oordeel || a.zou != b.zou
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::{Aanbieder, Oordeel, Periode, Richting, Waarde};

    fn meting(norm: &str, periode: Periode, teller: u32, noemer: u32) -> Meting {
        Meting {
            norm: norm.into(),
            kwartaal: "2024-K2".parse().unwrap(),
            aanbieder: Some(Aanbieder::Psw),
            periode,
            waarde: Waarde::Gemeten { teller: teller.into(), noemer },
            weergave: format!("{teller}/{noemer}"),
            grens: Decimal::from(90),
            richting: Richting::Minimum,
            oordeel: if teller * 10 >= noemer * 9 { Oordeel::Gehaald } else { Oordeel::NietGehaald },
            zou: None,
            afstand: None,
            klein_aantal: false,
            noemer_alle: None,
            versie: Some(1),
            rijen_niet_meegeteld: 0,
            kwartalen: Vec::new(),
            aanbieders: Vec::new(),
            nagekomen: None,
            cohort: None,
            onderdelen: Vec::new(),
            klassen: Vec::new(),
        }
    }

    fn frozen(metingen: Vec<Meting>) -> Bevroren {
        Bevroren::of(DateTime::UNIX_EPOCH, metingen, Vec::new(), Vec::new(), Vec::new())
    }

    #[test]
    fn only_marked_codes_of_a_frozen_line_are_replaced() {
        let by = |code: &str| (code == "A-1").then_some("verwijderd");
        let line = "A-1 staat hier los; ⟦A-1⟧ (Venlo), ⟦A-12⟧, ⟦A-1⟧ ⟦open";
        let expected = "A-1 staat hier los; ⟦verwijderd⟧ (Venlo), ⟦A-12⟧, ⟦verwijderd⟧ ⟦open";
        assert_eq!(Bevroren::replace_codes(line, by).as_deref(), Some(expected));
        assert_eq!(Bevroren::replace_codes("⟦A-12⟧ 12 van 50", by), None);
    }

    #[test]
    fn a_figure_that_moved_is_shown_then_and_now() {
        let toen = frozen(vec![meting("C2.1", Periode::Kwartaal, 8, 13), meting("C2.3", Periode::Kwartaal, 1, 13)]);
        let nu = [meting("C2.1", Periode::Kwartaal, 10, 15), meting("C2.3", Periode::Kwartaal, 1, 13)];
        let moved = toen.wijzigingen(&nu);
        assert_eq!(moved.len(), 1);
        assert_eq!((moved[0].toen.weergave.as_str(), moved[0].nu.weergave.as_str()), ("8/13", "10/15"));
    }

    #[test]
    fn the_same_fraction_of_other_people_counts_as_moved() {
        let toen = frozen(vec![meting("C1.1", Periode::Kwartaal, 1, 2)]);
        assert_eq!(toen.wijzigingen(&[meting("C1.1", Periode::Kwartaal, 2, 4)]).len(), 1);
    }

    #[test]
    fn a_new_version_that_changes_no_figure_is_no_change() {
        let toen = frozen(vec![meting("C1.1", Periode::Kwartaal, 1, 2)]);
        let mut nu = meting("C1.1", Periode::Kwartaal, 1, 2);
        nu.versie = Some(2);
        assert_eq!(toen.wijzigingen(&[nu]), []);
    }

    #[test]
    fn kwartaal_and_jaar_that_move_alike_are_said_once() {
        let toen = frozen(vec![meting("C1.1", Periode::Kwartaal, 1, 2), meting("C1.1", Periode::Jaar, 1, 2)]);
        let nu = [meting("C1.1", Periode::Kwartaal, 2, 2), meting("C1.1", Periode::Jaar, 2, 2)];
        assert_eq!(toen.wijzigingen(&nu).len(), 1);
        let nu = [meting("C1.1", Periode::Kwartaal, 2, 2), meting("C1.1", Periode::Jaar, 3, 4)];
        assert_eq!(toen.wijzigingen(&nu).len(), 2);
    }

    #[test]
    fn another_verdict_over_the_same_value_is_a_change() {
        let toen = frozen(vec![meting("C2.1", Periode::Kwartaal, 8, 13)]);
        let mut nu = meting("C2.1", Periode::Kwartaal, 8, 13);
        nu.oordeel = Oordeel::Losgelaten;
        nu.zou = Some(Oordeel::NietGehaald);
        assert_eq!(toen.wijzigingen(&[nu]).len(), 1);
    }
}
