//! Whether reports come in on time: per aanbieder and kwartaal, and counted over the kwartalen (`domein.md` 7).
//!
//! Judged is the first time that a part came in. What came after it is a correction, and a correction never makes late what
//! was in time, nor in time what was late.

use chrono::NaiveDate;

use super::{Aanbieder, Deel, Gesprek, Kwartaal, Versie, Werkdagen};

/// How one report came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tijdigheid {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// A gesprek is planned, or the kwartaal is over.
    pub verwacht: bool,
    /// The day of the gesprek, when it is planned.
    pub gesprek: Option<NaiveDate>,
    /// The last day on which the report is in time.
    pub deadline: Option<NaiveDate>,
    /// The parts that came in, each with the day on which it first did; in order of the parts.
    pub delen: Vec<Eerstelevering>,
    /// Working days after the deadline: of the part that came last, or of today while nothing came in. 0: in time. None:
    /// no deadline, or it is still to come.
    pub werkdagen_te_laat: Option<u32>,
}

/// The first time that a part came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eerstelevering {
    pub deel: Deel,
    pub dag: NaiveDate,
    /// 0: in time. None: no deadline is known.
    pub werkdagen_te_laat: Option<u32>,
}

impl Tijdigheid {
    /// `versies` are those of the document, in whatever order; `gesprek` is the regular one.
    pub fn of(
        (aanbieder, kwartaal): (Aanbieder, Kwartaal),
        versies: &[&Versie],
        gesprek: Option<&Gesprek>,
        vandaag: NaiveDate,
        werkdagen: &Werkdagen,
    ) -> Self {
        let gesprek = gesprek.and_then(|g| g.datum);
        let deadline = gesprek.map(|dag| werkdagen.report_deadline(dag));
        let late = |dag: NaiveDate| deadline.map(|deadline| werkdagen.between(deadline, dag));
        let delen: Vec<Eerstelevering> = Deel::ALL
            .into_iter()
            .filter_map(|deel| {
                let first = versies.iter().filter(|v| v.has(deel)).min_by_key(|v| v.versie)?;
                let dag = first.aangeleverd(deel)?;
                Some(Eerstelevering { deel, dag, werkdagen_te_laat: late(dag) })
            })
            .collect();
        let werkdagen_te_laat = match deadline {
            Some(deadline) if delen.is_empty() => (vandaag > deadline).then(|| werkdagen.between(deadline, vandaag)),
            _ => delen.iter().filter_map(|d| d.werkdagen_te_laat).max(),
        };
        let verwacht = gesprek.is_some() || kwartaal.last_day() < vandaag;
        Self { aanbieder, kwartaal, verwacht, gesprek, deadline, delen, werkdagen_te_laat }
    }

    pub const fn is_received(&self) -> bool {
        !self.delen.is_empty()
    }

    /// The day on which the last of its parts first came in.
    pub fn ontvangen(&self) -> Option<NaiveDate> {
        self.delen.iter().map(|d| d.dag).max()
    }

    /// Parts that never came in.
    pub fn ontbreekt(&self) -> Vec<Deel> {
        Deel::ALL.into_iter().filter(|deel| !self.delen.iter().any(|d| d.deel == *deel)).collect()
    }

    pub const fn is_complete(&self) -> bool {
        self.delen.len() == Deel::ALL.len()
    }

    /// Whether it was in time; None while that cannot be said: no deadline, or nothing in and the deadline still to come.
    pub fn in_time(&self) -> Option<bool> {
        let late = self.werkdagen_te_laat?;
        Some(late == 0 && self.is_received())
    }

    /// The parts that came later than others and after the deadline; empty when all are as late as each other.
    pub fn late_parts(&self) -> Vec<Eerstelevering> {
        let is_late = |d: &&Eerstelevering| d.werkdagen_te_laat.is_some_and(|n| n > 0);
        let same = self.delen.windows(2).all(|w| w[0].werkdagen_te_laat == w[1].werkdagen_te_laat);
        if same { Vec::new() } else { self.delen.iter().filter(is_late).copied().collect() }
    }
}

/// Reports counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tijdigheidstelling {
    /// Expected, or received all the same.
    pub verwacht: u32,
    pub ontvangen: u32,
    /// Those of which it can be said whether they are in time.
    pub beoordeeld: u32,
    pub op_tijd: u32,
    /// Received, and without a gesprek that gives it a deadline.
    pub zonder_termijn: u32,
    /// Of those received.
    pub compleet: u32,
    /// The most working days that one of those received was late.
    pub hoogstens_te_laat: u32,
}

impl Tijdigheidstelling {
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Tijdigheid>) -> Self {
        let mut sum = Self::default();
        for t in all {
            sum.verwacht += u32::from(t.verwacht || t.is_received());
            sum.ontvangen += u32::from(t.is_received());
            sum.compleet += u32::from(t.is_complete());
            if let Some(in_time) = t.in_time() {
                sum.beoordeeld += 1;
                sum.op_tijd += u32::from(in_time);
            }
            sum.zonder_termijn += u32::from(t.is_received() && t.deadline.is_none());
            if t.is_received() {
                sum.hoogstens_te_laat = sum.hoogstens_te_laat.max(t.werkdagen_te_laat.unwrap_or(0));
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;
    use crate::domain::testing::{d, k};
    use crate::domain::{Bestandsoordeel, Deelstand, Document, Gespreksoort, Gespreksstatus, Levering};

    fn gesprek(dag: Option<&str>) -> Gesprek {
        Gesprek {
            id: 1,
            aanbieder: PSW,
            kwartaal: k("2024-K2"),
            soort: Gespreksoort::Regulier,
            datum: dag.map(d),
            tijd: None,
            plaats: "".into(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: crate::domain::Tekst::default(),
            status: Gespreksstatus::Gepland,
            begonnen: None,
            volgende: None,
            bevroren: None,
            vaststelling: None,
            rijversie: 1,
        }
    }

    /// A version of parts, each with the number and the day of the delivery that brought it.
    fn versie(nummer: u32, delen: &[(Deel, i64, &str)]) -> Versie {
        let levering = |(_, id, dag): &(Deel, i64, &str)| Levering {
            id: *id,
            bestand: "rapport.xlsx".into(),
            sha256: String::new(),
            // Read in long after it was delivered: the Voorblad decides.
            ontvangen: d("2024-12-31"),
            aangeleverd: Some(d(dag)),
            contactpersoon: None,
            oordeel: Bestandsoordeel::Goed,
            reden: None,
            pseudoniem: false,
            wie: "iemand".into(),
            wanneer: chrono::DateTime::default(),
        };
        let deel =
            |(deel, id, _): &(Deel, i64, &str)| Deelstand { deel: Some(*deel), rijen: 1, niet_meegeteld: 0, levering: *id };
        Versie {
            document: Document::Rapportage(PSW, k("2024-K2")),
            versie: nummer,
            delen: delen.iter().map(deel).collect(),
            leveringen: delen.iter().map(levering).collect(),
            bevindingen: 0,
        }
    }

    fn judged(versies: &[Versie], dag: Option<&str>, vandaag: &str) -> Tijdigheid {
        let versies: Vec<&Versie> = versies.iter().collect();
        Tijdigheid::of((PSW, k("2024-K2")), &versies, Some(&gesprek(dag)), d(vandaag), &Werkdagen::default())
    }

    const DEELNEMERS: Deel = Deel::Deelnemers;
    /// A Friday; the deadline is Monday 15 July.
    const GESPREK: Option<&str> = Some("2024-07-19");

    #[test]
    fn the_deadline_itself_is_in_time_and_a_weekend_is_not_late() {
        for (dag, late) in [("2024-07-15", 0), ("2024-07-16", 1), ("2024-07-19", 4), ("2024-07-20", 4), ("2024-07-22", 5)] {
            let t = judged(&[versie(1, &[(DEELNEMERS, 1, dag)])], GESPREK, "2024-08-01");
            assert_eq!(t.deadline, Some(d("2024-07-15")));
            assert_eq!(t.werkdagen_te_laat, Some(late), "{dag}");
            assert_eq!(t.in_time(), Some(late == 0), "{dag}");
        }
    }

    #[test]
    fn a_correction_changes_nothing_in_whatever_order_the_versions_come() {
        let late = versie(2, &[(DEELNEMERS, 2, "2024-07-30")]);
        let first = versie(1, &[(DEELNEMERS, 1, "2024-07-12")]);
        for versies in [[first.clone(), late.clone()], [late, first]] {
            let t = judged(&versies, GESPREK, "2024-08-01");
            assert_eq!((t.ontvangen(), t.werkdagen_te_laat), (Some(d("2024-07-12")), Some(0)));
        }
        // Nor does an early date on a later version make in time what was late.
        let t = judged(
            &[versie(1, &[(DEELNEMERS, 1, "2024-07-16")]), versie(2, &[(DEELNEMERS, 2, "2024-07-01")])],
            GESPREK,
            "2024-08-01",
        );
        assert_eq!(t.werkdagen_te_laat, Some(1));
    }

    #[test]
    fn a_part_that_comes_later_makes_the_report_late_and_is_named() {
        let first = versie(1, &[(DEELNEMERS, 1, "2024-07-12"), (Deel::Tevredenheid, 2, "2024-07-17")]);
        let t = judged(&[first], GESPREK, "2024-08-01");
        assert_eq!((t.werkdagen_te_laat, t.in_time(), t.is_complete()), (Some(2), Some(false), false));
        assert_eq!(t.late_parts().iter().map(|d| d.deel).collect::<Vec<_>>(), [Deel::Tevredenheid]);
        assert_eq!(t.ontbreekt(), [Deel::Samenwerking]);
    }

    #[test]
    fn what_is_still_to_come_is_expected_and_judged_only_after_its_deadline() {
        let before = judged(&[], GESPREK, "2024-06-01");
        assert_eq!((before.verwacht, before.deadline, before.in_time()), (true, Some(d("2024-07-15")), None));
        assert_eq!(judged(&[], GESPREK, "2024-07-15").werkdagen_te_laat, None, "today is the last day in time");
        let after = judged(&[], GESPREK, "2024-07-17");
        assert_eq!((after.werkdagen_te_laat, after.in_time()), (Some(2), Some(false)));
        assert!(!judged(&[], None, "2024-06-30").verwacht, "no gesprek, and the kwartaal is not over");
        let unplanned = judged(&[], None, "2024-07-01");
        assert_eq!((unplanned.verwacht, unplanned.in_time()), (true, None));
    }

    #[test]
    fn a_part_is_told_apart_when_it_is_later_than_another_and_late() {
        const TWO: [Deel; 2] = [Deel::Deelnemers, Deel::Tevredenheid];
        for (days, late) in [
            // Both in time, or both as late.
            (["2024-07-11", "2024-07-15"], &[][..]),
            (["2024-07-17", "2024-07-17"], &[]),
            (["2024-07-16", "2024-07-17"], &TWO),
            (["2024-07-15", "2024-07-17"], &TWO[1..]),
            (["2024-07-17", "2024-07-15"], &TWO[..1]),
        ] {
            let t = judged(&[versie(1, &[(TWO[0], 1, days[0]), (TWO[1], 2, days[1])])], GESPREK, "2024-08-01");
            assert_eq!(t.late_parts().iter().map(|d| d.deel).collect::<Vec<_>>(), late, "{days:?}");
            assert_eq!(t.ontvangen(), days.iter().map(|dag| d(dag)).max(), "{days:?}");
        }
        // A later version that lacks a part does not bring it; the first that has it does.
        let versies =
            [versie(1, &[(TWO[0], 1, "2024-07-12")]), versie(2, &[(TWO[0], 1, "2024-07-12"), (TWO[1], 2, "2024-07-17")])];
        let t = judged(&versies, GESPREK, "2024-08-01");
        assert_eq!((t.werkdagen_te_laat, t.late_parts().len()), (Some(2), 1));
        // Three parts, of which only the last two are alike.
        let days = [(Deel::ALL[0], 1, "2024-07-16"), (Deel::ALL[1], 2, "2024-07-17"), (Deel::ALL[2], 3, "2024-07-17")];
        assert_eq!(judged(&[versie(1, &days)], GESPREK, "2024-08-01").late_parts().len(), 3);
    }

    #[test]
    fn nothing_at_all_is_never_in_time_and_a_report_without_a_deadline_counts_as_received() {
        let never = judged(&[], GESPREK, "2024-07-16");
        assert_eq!((never.werkdagen_te_laat, never.in_time()), (Some(1), Some(false)));
        // After the deadline, though not a working day later: late all the same.
        let friday = judged(&[], Some("2024-07-18"), "2024-07-13");
        assert_eq!((friday.deadline, friday.werkdagen_te_laat, friday.in_time()), (Some(d("2024-07-12")), Some(0), Some(false)));
        // In before it was expected at all.
        let early = judged(&[versie(1, &[(DEELNEMERS, 1, "2024-06-01")])], None, "2024-06-15");
        assert!(!early.verwacht);
        let telling = Tijdigheidstelling::of([&early]);
        assert_eq!((telling.verwacht, telling.ontvangen, telling.beoordeeld, telling.hoogstens_te_laat), (1, 1, 0, 0));
    }

    #[test]
    fn counted_is_what_can_be_judged() {
        let all = [
            judged(&[versie(1, &[(DEELNEMERS, 1, "2024-07-12")])], GESPREK, "2024-08-01"),
            judged(&[versie(1, &[(DEELNEMERS, 1, "2024-07-17")])], GESPREK, "2024-08-01"),
            // Without a gesprek nobody is judged.
            judged(&[versie(1, &Deel::ALL.map(|deel| (deel, 1, "2024-07-17")))], None, "2024-08-01"),
            // Never came: late, but by nothing that can be compared.
            judged(&[], GESPREK, "2024-12-01"),
            judged(&[], GESPREK, "2024-06-01"),
            judged(&[], None, "2024-06-01"),
        ];
        let telling = Tijdigheidstelling::of(&all);
        let expected = Tijdigheidstelling {
            verwacht: 5,
            ontvangen: 3,
            beoordeeld: 3,
            op_tijd: 1,
            zonder_termijn: 1,
            compleet: 1,
            hoogstens_te_laat: 2,
        };
        assert_eq!(telling, expected);
    }
}
