//! Dekking: who covers which gemeente on a day, what changed, and the figure of C4.1.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::register::Gecontracteerd;
use super::{
    Aanbieder, Dekkingsoverzicht, Dekkingsregel, Gemeente, Kwartaal, Meting, Norm, Periode, Register, Segment, Tekst, Waarde,
};

/// A change of dekking that was reported between kwartalen: it counts from its date, and asks for a task to align with
/// the gemeente (H23 KPI 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dekkingswijziging {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    /// Whether the aanbieder covers the gemeente from then on.
    pub dekking: bool,
    /// The first day on which it holds.
    pub datum: NaiveDate,
    pub toelichting: Option<Tekst>,
}

/// What a cell of the matrix says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Celstand {
    Ja,
    /// Covered, and known to end after this day.
    JaTot(NaiveDate),
    /// There are rows, and none is an active ja.
    Nee,
    /// No row at all: not covered.
    NietOpgegeven,
}

impl Celstand {
    pub const fn is_covered(self) -> bool {
        matches!(self, Self::Ja | Self::JaTot(_))
    }
}

/// One gemeente and aanbieder in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dagdekkingscel {
    pub stand: Celstand,
    /// Places of the active rows together; None when none of them tells.
    pub capaciteit: Option<u32>,
    /// The locations of the active rows.
    pub locaties: Vec<Tekst>,
    /// An active ja and an active nee at once (the ja counts), or a change that the overview of its own kwartaal does not
    /// have (the change counts): somebody must look.
    pub tegenstrijdig: bool,
    /// The first day of a ja that has not begun yet.
    pub vanaf: Option<NaiveDate>,
    /// The date of the change between kwartalen that decides this cell, if one does.
    pub gewijzigd: Option<NaiveDate>,
}

/// What the dekking of a kwartaal is formed from.
#[derive(Debug, Clone, Copy)]
pub struct Dekkingsgegevens<'a> {
    /// The overview; None when there is none of the kwartaal.
    pub overzicht: Option<&'a Dekkingsoverzicht>,
    pub wijzigingen: &'a [Dekkingswijziging],
    /// Says whose rows count.
    pub register: &'a Register,
}

/// The dekking on one day: seven gemeenten × the aanbieders that the overview or a change names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dagdekking {
    /// The kwartaal of the overview it stands on.
    pub kwartaal: Kwartaal,
    pub dag: NaiveDate,
    /// In the order of the register.
    kolommen: Vec<Dekkingskolom>,
}

/// The cells of one aanbieder, in the order of [`Gemeente::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dekkingskolom {
    aanbieder: Aanbieder,
    /// Whether it has or may have a contract on the day: else its rows are shown and do not count (`domein.md` 9).
    telt: bool,
    cellen: [Dagdekkingscel; 7],
}

fn is_active(regel: &Dekkingsregel, dag: NaiveDate) -> bool {
    regel.vanaf.is_none_or(|vanaf| vanaf <= dag) && regel.tot.is_none_or(|tot| dag <= tot)
}

impl Dagdekkingscel {
    fn of(overzicht: &Dekkingsoverzicht, wijzigingen: &[Dekkingswijziging], g: Gemeente, a: Aanbieder, dag: NaiveDate) -> Self {
        let rows = overzicht.regels.iter().filter(|r| r.gemeente == g && r.aanbieder == a);
        let active = rows.clone().filter(|r| is_active(r, dag));
        let yes: Vec<&Dekkingsregel> = active.clone().filter(|r| r.dekking).collect();
        // The last day on which one of them still holds; None when one has no end.
        let end = yes.iter().map(|r| r.tot).try_fold(NaiveDate::MIN, |last, tot| tot.map(|tot| last.max(tot)));
        let stand = match (rows.clone().next(), yes.first(), end) {
            (None, ..) => Celstand::NietOpgegeven,
            (Some(_), None, _) => Celstand::Nee,
            (Some(_), Some(_), Some(tot)) => Celstand::JaTot(tot),
            (Some(_), Some(_), None) => Celstand::Ja,
        };
        let capaciteit = yes.iter().filter_map(|r| r.capaciteit).reduce(u32::saturating_add);
        let mut cel = Self {
            stand,
            capaciteit,
            locaties: yes.iter().filter_map(|r| r.locatie.clone()).collect(),
            tegenstrijdig: stand.is_covered() && active.clone().any(|r| !r.dekking),
            vanaf: rows.filter(|r| r.dekking).filter_map(|r| r.vanaf).filter(|vanaf| *vanaf > dag).min(),
            gewijzigd: None,
        };
        // A change counts from its date until the overview of a later kwartaal takes it over.
        let since = overzicht.kwartaal.first_day();
        let change = wijzigingen
            .iter()
            .filter(|w| w.gemeente == g && w.aanbieder == a && (since..=dag).contains(&w.datum))
            .max_by_key(|w| w.datum);
        if let Some(change) = change {
            // An overview that was made after the change ought to agree with it; an older one cannot know.
            let overview_knew = change.datum <= overzicht.kwartaal.last_day();
            cel.tegenstrijdig = overview_knew && cel.stand.is_covered() != change.dekking;
            cel.stand = match (change.dekking, cel.stand) {
                (false, _) => Celstand::Nee,
                (true, covered) if covered.is_covered() => covered,
                (true, _) => Celstand::Ja,
            };
            cel.gewijzigd = Some(change.datum);
            if !change.dekking {
                cel.capaciteit = None;
                cel.locaties.clear();
            }
        }
        cel
    }
}

impl Dagdekking {
    /// Returns the picture on `dag` by an overview and the changes reported since: a change dated before the kwartaal of
    /// the overview is taken to be in it.
    pub fn new(overzicht: &Dekkingsoverzicht, wijzigingen: &[Dekkingswijziging], register: &Register, dag: NaiveDate) -> Self {
        let named = overzicht.regels.iter().map(|r| r.aanbieder).chain(wijzigingen.iter().map(|w| w.aanbieder));
        let kolommen = register.in_volgorde(named).into_iter().map(|aanbieder| Dekkingskolom {
            aanbieder,
            telt: register.gecontracteerd(aanbieder, Segment::Collectief, dag) != Gecontracteerd::Nee,
            cellen: Gemeente::ALL.map(|g| Dagdekkingscel::of(overzicht, wijzigingen, g, aanbieder, dag)),
        });
        Self { kwartaal: overzicht.kwartaal, dag, kolommen: kolommen.collect() }
    }

    /// Returns the picture on the last day of the kwartaal of the overview.
    pub fn at_end(overzicht: &Dekkingsoverzicht, wijzigingen: &[Dekkingswijziging], register: &Register) -> Self {
        Self::new(overzicht, wijzigingen, register, overzicht.kwartaal.last_day())
    }

    /// What is said of a gemeente and an aanbieder; None when the aanbieder is not named at all.
    pub fn cel(&self, gemeente: Gemeente, aanbieder: Aanbieder) -> Option<&Dagdekkingscel> {
        self.kolommen.iter().find(|k| k.aanbieder == aanbieder)?.cellen.get(gemeente as usize)
    }

    /// Whether the rows of an aanbieder count; of one that is not named there are none.
    pub fn telt(&self, aanbieder: Aanbieder) -> bool {
        self.kolommen.iter().find(|k| k.aanbieder == aanbieder).is_none_or(|k| k.telt)
    }

    /// The cells of a gemeente that count, with whose they are.
    fn counted(&self, gemeente: Gemeente) -> impl Iterator<Item = (Aanbieder, &Dagdekkingscel)> {
        self.kolommen.iter().filter(|k| k.telt).filter_map(move |k| Some((k.aanbieder, k.cellen.get(gemeente as usize)?)))
    }

    /// The aanbieders that cover a gemeente.
    pub fn gedekt_door(&self, gemeente: Gemeente) -> Vec<Aanbieder> {
        self.counted(gemeente).filter(|(_, cel)| cel.stand.is_covered()).map(|(aanbieder, _)| aanbieder).collect()
    }

    /// Whether anything is said of a gemeente, by who counts.
    pub fn is_opgegeven(&self, gemeente: Gemeente) -> bool {
        self.counted(gemeente).any(|(_, cel)| cel.stand != Celstand::NietOpgegeven)
    }

    /// The gemeenten that at least one aanbieder covers.
    pub fn gedekt(&self) -> Vec<Gemeente> {
        Gemeente::ALL.into_iter().filter(|g| !self.gedekt_door(*g).is_empty()).collect()
    }

    /// The places in a gemeente of all aanbieders together; None when nobody tells.
    pub fn capaciteit(&self, gemeente: Gemeente) -> Option<u32> {
        self.counted(gemeente).filter_map(|(_, cel)| cel.capaciteit).reduce(u32::saturating_add)
    }
}

/// A gemeente that is covered and stops being so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingseinde {
    pub gemeente: Gemeente,
    /// Who covers it on its last day.
    pub door: Vec<Aanbieder>,
    /// The last day on which it is covered.
    pub tot: NaiveDate,
    /// That day is past.
    pub voorbij: bool,
}

/// Returns the gemeenten that are covered at the end of the kwartaal of the overview, by what is known now, and were so until a
/// day before `vandaag`, or on some day up to `tot` for the first time are not; the soonest first.
pub fn dekkingseinden(gegevens: Dekkingsgegevens<'_>, vandaag: NaiveDate, tot: NaiveDate) -> Vec<Dekkingseinde> {
    let Some(overzicht) = gegevens.overzicht else { return Vec::new() };
    let on = |dag| Dagdekking::new(overzicht, gegevens.wijzigingen, gegevens.register, dag);
    let mut before = on(vandaag);
    let mut left = before.gedekt();
    let mut einden = ended(overzicht.kwartaal.last_day(), vandaag, &left, on);
    for dag in vandaag.iter_days().skip(1).take_while(|dag| *dag <= tot) {
        if left.is_empty() {
            break;
        }
        let now = on(dag);
        left.retain(|gemeente| {
            let covered = !now.gedekt_door(*gemeente).is_empty();
            if !covered {
                einden.push(Dekkingseinde::on(*gemeente, &before, false));
            }
            covered
        });
        before = now;
    }
    einden
}

/// The gemeenten that were covered on `van` and are not `vandaag`, until when they were; the first first.
fn ended(van: NaiveDate, vandaag: NaiveDate, nu: &[Gemeente], on: impl Fn(NaiveDate) -> Dagdekking) -> Vec<Dekkingseinde> {
    let mut einden = Vec::new();
    if van >= vandaag {
        return einden;
    }
    let mut gone = on(van).gedekt();
    gone.retain(|gemeente| !nu.contains(gemeente));
    for dag in van.iter_days().take_while(|dag| *dag < vandaag).collect::<Vec<_>>().into_iter().rev() {
        if gone.is_empty() {
            break;
        }
        let toen = on(dag);
        gone.retain(|gemeente| {
            let covered = !toen.gedekt_door(*gemeente).is_empty();
            if covered {
                einden.push(Dekkingseinde::on(*gemeente, &toen, true));
            }
            !covered
        });
    }
    einden.reverse();
    einden
}

impl Dekkingseinde {
    fn on(gemeente: Gemeente, laatste: &Dagdekking, voorbij: bool) -> Self {
        Self { gemeente, door: laatste.gedekt_door(gemeente), tot: laatste.dag, voorbij }
    }
}

/// Returns the figure of C4.1 for both periods (they are the same): the gemeenten covered on the last day of the kwartaal
/// over seven. Without an overview of that very kwartaal: *geen rapportage*; an earlier one never fills in.
pub fn dekking_metingen(norm: &Norm, kwartaal: Kwartaal, gegevens: Dekkingsgegevens<'_>) -> [Meting; 2] {
    let overzicht = gegevens.overzicht.filter(|o| o.kwartaal == kwartaal);
    let waarde = overzicht.map_or(Waarde::GeenRapportage, |overzicht| {
        let gedekt = Dagdekking::at_end(overzicht, gegevens.wijzigingen, gegevens.register).gedekt().len();
        Waarde::Gemeten { teller: Decimal::from(gedekt), noemer: 7 }
    });
    Periode::ALL.map(|periode| Meting {
        rijen_niet_meegeteld: overzicht.map_or(0, |o| o.niet_meegeteld),
        kwartalen: if periode == Periode::Jaar && overzicht.is_some() { vec![kwartaal] } else { Vec::new() },
        ..Meting::form(norm, kwartaal, None, periode, waarde.clone(), 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{DRIE, PSW, QWYL, RENDIZ, dekkingsregel as row, register, register_of};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn overview(kwartaal: &str, regels: Vec<Dekkingsregel>) -> Dekkingsoverzicht {
        Dekkingsoverzicht { kwartaal: kwartaal.parse().unwrap(), versie: 1, regels, niet_meegeteld: 0 }
    }

    fn stand(rows: &[(bool, Option<&str>, Option<&str>)]) -> Celstand {
        let regels = rows.iter().map(|(dekking, vanaf, tot)| Dekkingsregel {
            vanaf: vanaf.map(day),
            tot: tot.map(day),
            ..row(Gemeente::Venlo, PSW, *dekking)
        });
        let overview = overview("2024-K2", regels.collect());
        Dagdekking::at_end(&overview, &[], &register()).cel(Gemeente::Venlo, PSW).map_or(Celstand::NietOpgegeven, |c| c.stand)
    }

    #[test]
    fn dekking_ends_on_the_last_day_that_anybody_covers() {
        let until =
            |gemeente, aanbieder, tot: Option<&str>| Dekkingsregel { tot: tot.map(day), ..row(gemeente, aanbieder, true) };
        let overview = overview(
            "2025-K1",
            vec![
                until(Gemeente::Bergen, RENDIZ, Some("2025-06-30")),
                // Somebody else goes on.
                until(Gemeente::Venlo, PSW, Some("2025-06-30")),
                until(Gemeente::Venlo, QWYL, None),
                // The last of two.
                until(Gemeente::Gennep, PSW, Some("2025-05-01")),
                until(Gemeente::Gennep, RENDIZ, Some("2025-08-01")),
                // Nobody covers it to begin with.
                row(Gemeente::Beesel, PSW, false),
                // By a change that was reported.
                until(Gemeente::Venray, PSW, None),
            ],
        );
        let gone = Dekkingswijziging {
            gemeente: Gemeente::Venray,
            aanbieder: PSW,
            dekking: false,
            datum: day("2025-05-15"),
            toelichting: None,
        };
        let (wijzigingen, register) = ([gone], register());
        let gegevens = Dekkingsgegevens { overzicht: Some(&overview), wijzigingen: &wijzigingen, register: &register };
        let ends = |tot| {
            let found = dekkingseinden(gegevens, day("2025-04-10"), day(tot));
            found.into_iter().map(|e| (e.gemeente, e.door, e.tot.to_string())).collect::<Vec<_>>()
        };
        let venray = (Gemeente::Venray, vec![PSW], "2025-05-14".to_owned());
        let bergen = (Gemeente::Bergen, vec![RENDIZ], "2025-06-30".to_owned());
        assert_eq!(ends("2025-06-30"), std::slice::from_ref(&venray));
        assert_eq!(ends("2025-07-01"), [venray.clone(), bergen.clone()]);
        // What ended is known too, until a later overview says otherwise.
        let past = dekkingseinden(gegevens, day("2025-07-10"), day("2025-07-31"));
        let past: Vec<_> = past.into_iter().map(|e| (e.voorbij, (e.gemeente, e.door, e.tot.to_string()))).collect();
        assert_eq!(past, [(true, venray.clone()), (true, bergen.clone())]);
        assert_eq!(ends("2025-12-31"), [venray, bergen, (Gemeente::Gennep, vec![RENDIZ], "2025-08-01".to_owned())]);
    }

    #[test]
    fn a_cell_is_covered_by_any_active_ja() {
        let last = day("2024-06-30");
        for (rows, expected) in [
            (&[][..], Celstand::NietOpgegeven),
            (&[(true, None, None)], Celstand::Ja),
            (&[(false, None, None)], Celstand::Nee),
            (&[(true, Some("2024-06-30"), None)], Celstand::Ja),
            (&[(true, Some("2024-07-01"), None)], Celstand::Nee),
            (&[(true, None, Some("2024-06-30"))], Celstand::JaTot(last)),
            (&[(true, None, Some("2024-06-29"))], Celstand::Nee),
            (&[(true, None, Some("2024-06-30")), (true, None, None)], Celstand::Ja),
            (&[(true, None, Some("2024-06-30")), (true, None, Some("2024-09-30"))], Celstand::JaTot(day("2024-09-30"))),
            (&[(false, None, None), (true, None, None)], Celstand::Ja),
        ] {
            assert_eq!(stand(rows), expected, "{rows:?}");
        }
    }

    /// The cells that contradict themselves.
    fn odd(beeld: &Dagdekking) -> Vec<(Gemeente, Aanbieder)> {
        let cells = Gemeente::ALL.into_iter().flat_map(|g| DRIE.map(|a| (g, a)));
        cells.filter(|(g, a)| beeld.cel(*g, *a).is_some_and(|c| c.tegenstrijdig)).collect()
    }

    #[test]
    fn a_ja_and_a_nee_at_once_are_a_contradiction_but_not_when_one_is_over() {
        let both = |tot: Option<&str>| {
            let no = Dekkingsregel { tot: tot.map(day), ..row(Gemeente::Venray, QWYL, false) };
            odd(&Dagdekking::at_end(&overview("2024-K2", vec![no, row(Gemeente::Venray, QWYL, true)]), &[], &register()))
        };
        assert_eq!(both(None), [(Gemeente::Venray, QWYL)]);
        assert_eq!(both(Some("2024-03-31")), []);
    }

    #[test]
    fn a_single_aanbieder_is_vulnerable_and_none_is_not_covered() {
        let beeld = Dagdekking::at_end(
            &overview(
                "2024-K2",
                vec![
                    row(Gemeente::Beesel, PSW, true),
                    row(Gemeente::Venlo, PSW, true),
                    row(Gemeente::Venlo, RENDIZ, true),
                    row(Gemeente::Gennep, QWYL, false),
                ],
            ),
            &[],
            &register(),
        );
        assert_eq!(beeld.gedekt(), [Gemeente::Beesel, Gemeente::Venlo]);
        let by = [Gemeente::Beesel, Gemeente::Venlo, Gemeente::Gennep].map(|g| beeld.gedekt_door(g));
        assert_eq!(by, [vec![PSW], vec![PSW, RENDIZ], vec![]]);
    }

    #[test]
    fn a_change_counts_from_its_date_and_an_overview_of_a_later_kwartaal_takes_it_over() {
        let change = Dekkingswijziging {
            gemeente: Gemeente::Venlo,
            aanbieder: PSW,
            dekking: false,
            datum: day("2024-08-15"),
            toelichting: None,
        };
        let k2 = overview("2024-K2", vec![row(Gemeente::Venlo, PSW, true)]);
        let on = |overview: &Dekkingsoverzicht, dag: &str| {
            let beeld = Dagdekking::new(overview, std::slice::from_ref(&change), &register(), day(dag));
            beeld.cel(Gemeente::Venlo, PSW).unwrap().stand
        };
        assert_eq!(on(&k2, "2024-06-30"), Celstand::Ja);
        assert_eq!(on(&k2, "2024-08-14"), Celstand::Ja);
        assert_eq!(on(&k2, "2024-08-15"), Celstand::Nee);
        let k4 = overview("2024-K4", k2.regels.clone());
        assert_eq!(on(&k4, "2024-12-31"), Celstand::Ja);
        // The overview of the kwartaal of the change itself should have it.
        let disagree = |overview: &Dekkingsoverzicht, dag: &str| {
            odd(&Dagdekking::new(overview, std::slice::from_ref(&change), &register(), day(dag)))
        };
        assert_eq!(disagree(&overview("2024-K3", k2.regels.clone()), "2024-09-30"), [(Gemeente::Venlo, PSW)]);
        assert_eq!(disagree(&k2, "2024-08-15"), []);
    }

    #[test]
    fn the_latest_change_since_the_kwartaal_began_decides_and_a_nee_takes_places_along() {
        let covered = Dekkingsregel { capaciteit: Some(8), locatie: Some("Hal".into()), ..row(Gemeente::Venlo, PSW, true) };
        let contradicts = vec![covered.clone(), row(Gemeente::Venlo, PSW, false)];
        let (yes, no) = (vec![covered], vec![row(Gemeente::Venlo, PSW, false)]);
        // The rows of 2024-K2, the changes, and of the cell on 30 September: stand, since when, places, whether it is odd.
        for (rows, changes, expected) in [
            (&yes, &[][..], (Celstand::Ja, None, Some(8), false)),
            (&contradicts, &[], (Celstand::Ja, None, Some(8), true)),
            (&no, &[], (Celstand::Nee, None, None, false)),
            // The day before the kwartaal is what the overview was made with; its first day is in it.
            (&yes, &[(false, "2024-03-31")], (Celstand::Ja, None, Some(8), false)),
            (&yes, &[(false, "2024-04-01")], (Celstand::Nee, Some("2024-04-01"), None, true)),
            (&no, &[(true, "2024-04-01")], (Celstand::Ja, Some("2024-04-01"), None, true)),
            (&yes, &[(true, "2024-06-30")], (Celstand::Ja, Some("2024-06-30"), Some(8), false)),
            (&yes, &[(false, "2024-06-30")], (Celstand::Nee, Some("2024-06-30"), None, true)),
            // An overview cannot know what came after it.
            (&yes, &[(false, "2024-07-01")], (Celstand::Nee, Some("2024-07-01"), None, false)),
            (&yes, &[(false, "2024-07-01"), (true, "2024-08-01")], (Celstand::Ja, Some("2024-08-01"), Some(8), false)),
            (&yes, &[(true, "2024-08-01"), (false, "2024-07-01")], (Celstand::Ja, Some("2024-08-01"), Some(8), false)),
            (&yes, &[(false, "2024-10-01")], (Celstand::Ja, None, Some(8), false)),
            (&yes, &[(false, "2024-09-30")], (Celstand::Nee, Some("2024-09-30"), None, false)),
        ] {
            let changes: Vec<Dekkingswijziging> = changes
                .iter()
                .map(|(dekking, datum)| Dekkingswijziging {
                    gemeente: Gemeente::Venlo,
                    aanbieder: PSW,
                    dekking: *dekking,
                    datum: day(datum),
                    toelichting: None,
                })
                .collect();
            let overview = overview("2024-K2", rows.clone());
            let beeld = Dagdekking::new(&overview, &changes, &register(), day("2024-09-30"));
            let cel = beeld.cel(Gemeente::Venlo, PSW).unwrap();
            let (stand, since, places, odd) = expected;
            assert_eq!((cel.stand, cel.gewijzigd, cel.capaciteit), (stand, since.map(day), places), "{changes:?}");
            assert_eq!((cel.tegenstrijdig, cel.locaties.len()), (odd, usize::from(places.is_some())), "{changes:?}");
        }
    }

    #[test]
    fn a_year_of_the_dekking_is_its_last_kwartaal() {
        let kader = crate::domain::testing::kader();
        let q: Kwartaal = "2024-K2".parse().unwrap();
        let norm = kader.find("C4.1", q).unwrap();
        let own = Dekkingsoverzicht { niet_meegeteld: 2, ..overview("2024-K2", vec![row(Gemeente::Venlo, PSW, true)]) };
        let register = register();
        let figures =
            |overzicht| dekking_metingen(norm, q, Dekkingsgegevens { overzicht, wijzigingen: &[], register: &register });
        let [kwartaal, jaar] = figures(Some(&own));
        assert_eq!((kwartaal.kwartalen.len(), jaar.kwartalen), (0, vec![q]));
        assert_eq!((kwartaal.waarde.clone(), jaar.rijen_niet_meegeteld), (Waarde::Gemeten { teller: 1.into(), noemer: 7 }, 2));
        for absent in [figures(None), figures(Some(&overview("2024-K1", own.regels.clone())))].iter().flatten() {
            assert_eq!((&absent.waarde, absent.kwartalen.len(), absent.rijen_niet_meegeteld), (&Waarde::GeenRapportage, 0, 0));
        }
    }

    #[test]
    fn who_has_no_contract_on_the_day_is_shown_and_does_not_count() {
        let both = overview("2024-K2", vec![row(Gemeente::Venlo, QWYL, true), row(Gemeente::Beesel, PSW, true)]);
        let beeld = Dagdekking::at_end(&both, &[], &register_of([PSW, RENDIZ]));
        assert_eq!(beeld.cel(Gemeente::Venlo, QWYL).unwrap().stand, Celstand::Ja);
        assert_eq!(beeld.gedekt(), [Gemeente::Beesel]);
        assert_eq!(beeld.cel(Gemeente::Beesel, RENDIZ), None);
    }

    #[test]
    fn places_are_counted_where_they_are_told() {
        let places = |n| Dekkingsregel { capaciteit: n, ..row(Gemeente::Venlo, PSW, true) };
        let beeld = |rows| Dagdekking::at_end(&overview("2024-K2", rows), &[], &register()).capaciteit(Gemeente::Venlo);
        assert_eq!(beeld(vec![places(Some(8)), places(None), places(Some(4))]), Some(12));
        assert_eq!(beeld(vec![places(None)]), None);
        assert_eq!(beeld(vec![places(Some(0))]), Some(0));
    }
}
