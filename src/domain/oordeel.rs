//! From a value and a norm to a verdict, to what is shown, and to how far the verdict is from turning.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::breuk::Breuk;
use super::{Aanbieder, Afstand, Indicator, Kwartaal, Meting, Norm, Oordeel, Periode, Richting, Waarde};

/// Returns the value on the scale of the norm: a percentage 0–100, or the mean mark itself; None when not measured.
fn on_scale(norm: &Norm, waarde: &Waarde) -> Option<Breuk> {
    match waarde {
        Waarde::Gemeten { teller, noemer } => Breuk::of(*teller, *noemer).map(|b| b.times(norm.indicator.schaal())),
        _ => None,
    }
}

/// The same as a number, for what draws it: as exact as a decimal is.
pub fn op_schaal(norm: &Norm, waarde: &Waarde) -> Option<Decimal> {
    let Waarde::Gemeten { teller, noemer } = waarde else { return None };
    teller.checked_mul(norm.indicator.schaal().into())?.checked_div(Decimal::from(*noemer))
}

/// How far a figure lies on the wrong side of its norm, in procentpunt; None when it did not fail. A point of a mark weighs as
/// much as ten procentpunt.
pub fn tekort(norm: &Norm, meting: &Meting) -> Option<Decimal> {
    let waarde = op_schaal(norm, &meting.waarde).filter(|_| meting.oordeel == Oordeel::NietGehaald)?;
    let grens = meting.grens?;
    let short = match meting.richting {
        Richting::Minimum => grens - waarde,
        Richting::Maximum | Richting::Richtwaarde => waarde - grens,
        Richting::Informatie => return None,
    };
    Some(if norm.indicator.is_mean() { short * Decimal::TEN } else { short })
}

fn grens(norm: &Norm) -> Option<Breuk> {
    Breuk::of(norm.grens?, 1)
}

/// Whether a value keeps to the norm; exactly on it does, for every richting.
fn keeps(richting: Richting, value: Breuk, grens: Breuk) -> bool {
    match richting {
        Richting::Minimum => value >= grens,
        Richting::Maximum | Richting::Richtwaarde => value <= grens,
        Richting::Informatie => true,
    }
}

const fn verdict(richting: Richting, kept: bool) -> Oordeel {
    match (richting, kept) {
        (Richting::Minimum | Richting::Maximum, true) => Oordeel::Gehaald,
        (Richting::Minimum | Richting::Maximum, false) => Oordeel::NietGehaald,
        (Richting::Richtwaarde, true) => Oordeel::BinnenRichtwaarde,
        (Richting::Richtwaarde, false) => Oordeel::BovenRichtwaarde,
        (Richting::Informatie, _) => Oordeel::GeenNorm,
    }
}

/// Returns the verdict of a norm over a value in a kwartaal and, when the norm is suspended on its last day, what the
/// verdict would have been. What is not measured is never judged nor *losgelaten* (`domein.md` 4, Verdicts).
///
/// ```
/// use accountgesprek::domain::{Oordeel, Waarde, judge};
/// # let kader: accountgesprek::domain::Normenkader = toml::from_str(include_str!("../../data/normen.toml")).unwrap();
/// let (k2024, k2025) = ("2024-K4".parse().unwrap(), "2025-K1".parse().unwrap());
/// let c21 = kader.find("C2.1", k2024).unwrap();
/// let waarde = Waarde::Gemeten { teller: 8.into(), noemer: 13 };
/// assert_eq!(judge(c21, k2024, &waarde), (Oordeel::Losgelaten, Some(Oordeel::NietGehaald)));
/// assert_eq!(judge(c21, k2025, &waarde), (Oordeel::NietGehaald, None));
/// ```
pub fn judge(norm: &Norm, kwartaal: Kwartaal, waarde: &Waarde) -> (Oordeel, Option<Oordeel>) {
    let Some(value) = on_scale(norm, waarde) else { return (Oordeel::NietTeBepalen, None) };
    let Some(grens) = grens(norm) else { return (Oordeel::GeenNorm, None) };
    let oordeel = verdict(norm.richting, keeps(norm.richting, value, grens));
    if norm.suspended_on(kwartaal.last_day()).is_some() { (Oordeel::Losgelaten, Some(oordeel)) } else { (oordeel, None) }
}

/// Writes whole tenths with one decimal and a comma.
fn with_comma(tenths: u128) -> String {
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Returns what is shown of a value: its number with one decimal and a comma, and `%` where it is one of people. The state in
/// words when nothing was measured (`domein.md` 4, Shown).
pub fn weergave(norm: &Norm, waarde: &Waarde) -> String {
    let Some(tenths) = shown_tenths(norm, waarde) else { return waarde.toestand().to_owned() };
    with_comma(tenths) + if norm.indicator.is_mean() { "" } else { "%" }
}

/// Returns the number that is shown of a value: a percentage 0–100 or a mean mark, with one decimal. None when nothing was
/// measured.
pub fn getoond(norm: &Norm, waarde: &Waarde) -> Option<Decimal> {
    Some(Decimal::new(i64::try_from(shown_tenths(norm, waarde)?).ok()?, 1))
}

/// The number that is shown, in tenths: rounded half up, then moved by 0,1 towards the exact value where the rounded figure would
/// give another verdict, or would read 0,0% or 100,0% without being it.
fn shown_tenths(norm: &Norm, waarde: &Waarde) -> Option<u128> {
    let (value, grens) = (on_scale(norm, waarde)?, grens(norm));
    let percent = !norm.indicator.is_mean();
    let tenths = value.tenths_half_up();
    let misleads = Breuk::new(tenths, 10).is_some_and(|shown| {
        let kept = |value| grens.is_none_or(|grens| keeps(norm.richting, value, grens));
        let other_verdict = kept(shown) != kept(value);
        let false_extreme = percent && matches!(tenths, 0 | 1000) && shown != value;
        other_verdict || false_extreme
    });
    Some(match Breuk::new(tenths, 10).map(|shown| value.cmp(&shown)) {
        Some(Ordering::Greater) if misleads => tenths + 1,
        Some(Ordering::Less) if misleads => tenths.saturating_sub(1),
        _ => tenths,
    })
}

/// Returns how far the verdict is from turning with the noemer as it is; None for a mean, for what is not measured,
/// and where no number of people could turn it.
pub fn afstand(norm: &Norm, waarde: &Waarde) -> Option<Afstand> {
    let Waarde::Gemeten { teller, noemer } = waarde else { return None };
    if norm.indicator.is_mean() {
        return None;
    }
    let teller = teller.to_u32()?;
    // The grens in people: grens / 100 × noemer.
    let people = Breuk::of(norm.grens?.checked_mul(Decimal::from(*noemer))?, 100)?;
    Some(match norm.richting {
        Richting::Minimum => {
            let needed = u32::try_from(people.ceil()).ok()?;
            match needed.checked_sub(teller) {
                None | Some(0) if needed == 0 => return None,
                None | Some(0) => Afstand::MinderEnNietGehaald(teller.saturating_sub(needed).saturating_add(1)),
                Some(short) => Afstand::NogNodig(short),
            }
        }
        Richting::Maximum | Richting::Richtwaarde => {
            let allowed = u32::try_from(people.floor()).ok()?;
            match teller.checked_sub(allowed) {
                None | Some(0) => {
                    let more = allowed.saturating_sub(teller).saturating_add(1);
                    Afstand::MeerEnOverschreden((teller.saturating_add(more) <= *noemer).then_some(more))
                }
                Some(over) => Afstand::TeVeel(over),
            }
        }
        Richting::Informatie => return None,
    })
}

/// The difference between two figures of one norm, of their exact values: in procentpunt, or in points for a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verschil {
    /// Whether the figure went up, stayed exactly the same, or went down.
    pub richting: Ordering,
    /// The size in tenths, rounded half up.
    pub tienden: u32,
}

impl Verschil {
    /// The difference as a number of tenths with its sign; one that rounds to nothing is one tenth, so that it never looks like no
    /// change.
    pub fn waarde(self) -> Decimal {
        let tenths = Decimal::new(i64::from(self.tienden.max(1)), 1);
        match self.richting {
            Ordering::Less => -tenths,
            Ordering::Equal => Decimal::ZERO,
            Ordering::Greater => tenths,
        }
    }

    /// The difference with its sign: `+3,2`, `−0,1`, `0,0` only when nothing changed.
    ///
    /// A change that rounds to nothing is shown as 0,1, so that it never looks like no change.
    pub fn weergave(self) -> String {
        let tienden = u128::from(self.tienden.max(1));
        match self.richting {
            Ordering::Less => format!("−{}", with_comma(tienden)),
            Ordering::Equal => "0,0".to_owned(),
            Ordering::Greater => format!("+{}", with_comma(tienden)),
        }
    }
}

impl Meting {
    /// Whether it asks for a plan van aanpak, as the figure of an indicator (H23 KPI 3).
    pub fn asks_for_plan(&self, indicator: Indicator) -> bool {
        indicator.is_tevredenheid() && self.oordeel == Oordeel::NietGehaald
    }

    /// Returns the figure of a norm with its verdict, its display and its distance; what it stands on is still empty.
    pub fn form(
        norm: &Norm,
        kwartaal: Kwartaal,
        aanbieder: Option<Aanbieder>,
        periode: Periode,
        waarde: Waarde,
        klein: u32,
    ) -> Self {
        let (oordeel, zou) = judge(norm, kwartaal, &waarde);
        let klein_aantal =
            matches!(waarde, Waarde::Gemeten { noemer, .. } if noemer < klein) && norm.indicator != super::Indicator::Dekking;
        Self {
            norm: norm.id.clone(),
            kwartaal,
            aanbieder,
            periode,
            weergave: weergave(norm, &waarde),
            grens: norm.grens,
            richting: norm.richting,
            oordeel,
            zou,
            afstand: afstand(norm, &waarde),
            klein_aantal,
            noemer_alle: None,
            versie: None,
            rijen_niet_meegeteld: 0,
            kwartalen: Vec::new(),
            aanbieders: Vec::new(),
            van_aanbieders: 0,
            nagekomen: None,
            respons: None,
            onderdelen: Vec::new(),
            klassen: Vec::new(),
            waarde,
        }
    }

    /// Returns this figure as that of another kwartaal, judged by the norm of then: what it stands on stays.
    #[must_use]
    pub fn carried_to(self, kwartaal: Kwartaal, norm: &Norm, klein: u32) -> Self {
        let formed = Self::form(norm, kwartaal, self.aanbieder, self.periode, self.waarde, klein);
        let Self { versie, rijen_niet_meegeteld, kwartalen, noemer_alle, nagekomen, respons, onderdelen, klassen, .. } = self;
        Self { noemer_alle, versie, rijen_niet_meegeteld, kwartalen, nagekomen, respons, onderdelen, klassen, ..formed }
    }

    /// Returns how this figure differs from an earlier one of the same norm; None unless both are measured, and where a part of
    /// one year would be held against another part of another: what grew in a kwartaal says nothing beside a whole year.
    pub fn verschil(&self, eerder: &Self, norm: &Norm) -> Option<Verschil> {
        let grows = self.periode == Periode::Jaar && matches!(norm.indicator.kpi(), 2 | 3);
        let (now, then) = (self.kwartaal, eerder.kwartaal);
        if grows && now.jaar() != then.jaar() && now.nummer() != then.nummer() {
            return None;
        }
        let (richting, distance) = on_scale(norm, &self.waarde)?.difference(on_scale(norm, &eerder.waarde)?)?;
        Some(Verschil { richting, tienden: u32::try_from(distance.tenths_half_up()).ok()? })
    }

    /// Whether the year is the same as the kwartaal, as in KPI 1 and KPI 4: other reports of the year are no part of it.
    pub const fn is_of_one_report(&self) -> bool {
        let of_kpi_1 = !self.onderdelen.is_empty();
        // A pooled figure names whom it pools; C4.1 is of all together from the start.
        let of_kpi_4 = self.aanbieder.is_none() && self.aanbieders.is_empty();
        of_kpi_1 || of_kpi_4
    }

    /// Returns what a figure of KPI 1 would be if the rows that were left out were all misses (`domein.md` 3); None for
    /// the other KPI's, for what is not measured, and when no row was left out.
    pub fn als_gemist(&self, norm: &Norm) -> Option<Waarde> {
        match self.waarde {
            Waarde::Gemeten { teller, noemer } if norm.indicator.kpi() == 1 && self.rijen_niet_meegeteld > 0 => {
                Some(Waarde::Gemeten { teller, noemer: noemer.saturating_add(self.rijen_niet_meegeteld) })
            }
            Waarde::Nvt if norm.indicator.kpi() == 1 && self.rijen_niet_meegeteld > 0 => {
                Some(Waarde::Gemeten { teller: Decimal::ZERO, noemer: self.rijen_niet_meegeteld })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Indicator;
    use super::super::testing::{k, kader};
    use super::*;

    fn norm(richting: Richting, grens: &str) -> Norm {
        let mut norm = kader().find("C3.1", k("2024-K1")).unwrap().clone();
        (norm.richting, norm.grens) = (richting, Some(grens.parse().unwrap()));
        norm
    }

    fn gemeten(teller: u32, noemer: u32) -> Waarde {
        Waarde::Gemeten { teller: teller.into(), noemer }
    }

    fn verdict_of(norm: &Norm, waarde: &Waarde) -> Oordeel {
        judge(norm, k("2024-K1"), waarde).0
    }

    #[test]
    fn what_is_measured_for_information_is_shown_and_never_judged() {
        let mut norm = norm(Richting::Informatie, "0");
        norm.grens = None;
        for (teller, noemer, shown) in [(0, 5, "0,0%"), (1, 3, "33,3%"), (1999, 2000, "99,9%"), (5, 5, "100,0%")] {
            let waarde = gemeten(teller, noemer);
            assert_eq!(
                (verdict_of(&norm, &waarde), weergave(&norm, &waarde).as_str()),
                (Oordeel::GeenNorm, shown),
                "{teller}/{noemer}"
            );
            assert_eq!(afstand(&norm, &waarde), None);
        }
        assert_eq!(verdict_of(&norm, &Waarde::Nvt), Oordeel::NietTeBepalen);
    }

    #[test]
    fn exactly_on_the_norm_keeps_it() {
        for (richting, grens, teller, noemer, expected) in [
            (Richting::Minimum, "80", 4, 5, Oordeel::Gehaald),
            (Richting::Minimum, "80", 1999, 2500, Oordeel::NietGehaald),
            (Richting::Maximum, "10", 1, 10, Oordeel::Gehaald),
            (Richting::Maximum, "10", 251, 2500, Oordeel::NietGehaald),
            (Richting::Richtwaarde, "10", 1, 10, Oordeel::BinnenRichtwaarde),
            (Richting::Richtwaarde, "10", 251, 2500, Oordeel::BovenRichtwaarde),
            (Richting::Minimum, "100", 1999, 2000, Oordeel::NietGehaald),
            (Richting::Minimum, "100", 2000, 2000, Oordeel::Gehaald),
            (Richting::Maximum, "0", 0, 3, Oordeel::Gehaald),
            // A third is exactly a third: no decimal grens of it is reached by rounding.
            (Richting::Minimum, "33.3333333333333333333333334", 1, 3, Oordeel::NietGehaald),
            (Richting::Minimum, "33.3333333333333333333333333", 1, 3, Oordeel::Gehaald),
        ] {
            assert_eq!(verdict_of(&norm(richting, grens), &gemeten(teller, noemer)), expected, "{teller}/{noemer} {grens}");
        }
    }

    #[test]
    fn the_shown_figure_never_gives_another_verdict() {
        for (richting, grens, teller, noemer, expected) in [
            (Richting::Minimum, "80", 1999, 2500, "79,9%"),
            (Richting::Minimum, "80", 2001, 2500, "80,0%"),
            (Richting::Minimum, "80", 4, 5, "80,0%"),
            (Richting::Maximum, "10", 251, 2500, "10,1%"),
            (Richting::Maximum, "10", 249, 2500, "10,0%"),
            (Richting::Richtwaarde, "10", 251, 2500, "10,1%"),
            (Richting::Minimum, "100", 1999, 2000, "99,9%"),
            (Richting::Minimum, "90", 1999, 2000, "99,9%"),
            (Richting::Minimum, "90", 9999, 10_000, "99,9%"),
            (Richting::Maximum, "10", 1, 10_000, "0,1%"),
            (Richting::Maximum, "10", 0, 12, "0,0%"),
            (Richting::Minimum, "90", 1, 3, "33,3%"),
            (Richting::Minimum, "90", 2, 3, "66,7%"),
            (Richting::Minimum, "90", 1, 8, "12,5%"),
            (Richting::Minimum, "90", 1, 16, "6,3%"),
            (Richting::Minimum, "100", 7, 7, "100,0%"),
        ] {
            assert_eq!(weergave(&norm(richting, grens), &gemeten(teller, noemer)), expected, "{teller}/{noemer} {grens}");
        }
    }

    #[test]
    fn a_mean_is_a_mark() {
        let kader = kader();
        let norm = kader.find("C3.2", k("2024-K1")).unwrap();
        for (som, n, expected, oordeel) in [
            ("15.92", 2, "7,9", Oordeel::NietGehaald),
            ("16", 2, "8,0", Oordeel::Gehaald),
            ("16.08", 2, "8,0", Oordeel::Gehaald),
            ("23.9999", 3, "7,9", Oordeel::NietGehaald),
            ("10", 1, "10,0", Oordeel::Gehaald),
            ("7.25", 1, "7,3", Oordeel::NietGehaald),
        ] {
            let waarde = Waarde::Gemeten { teller: som.parse().unwrap(), noemer: n };
            assert_eq!((weergave(norm, &waarde).as_str(), verdict_of(norm, &waarde)), (expected, oordeel), "{som}/{n}");
            assert_eq!(afstand(norm, &waarde), None);
        }
    }

    #[test]
    fn a_suspended_norm_shows_what_would_have_been() {
        let kader = kader();
        for (kwartaal, teller, expected, shown) in [
            ("2022-K4", 1999, (Oordeel::NietGehaald, None), "79,9%"),
            ("2023-K1", 1999, (Oordeel::Losgelaten, Some(Oordeel::NietGehaald)), "79,9%"),
            ("2024-K4", 2000, (Oordeel::Losgelaten, Some(Oordeel::Gehaald)), "80,0%"),
            ("2025-K1", 2000, (Oordeel::Gehaald, None), "80,0%"),
        ] {
            let norm = kader.find("C2.1", k(kwartaal)).unwrap();
            assert_eq!(judge(norm, k(kwartaal), &gemeten(teller, 2500)), expected, "{kwartaal}");
            assert_eq!(weergave(norm, &gemeten(teller, 2500)), shown);
        }
        let c23 = kader.find("C2.3", k("2023-K2")).unwrap();
        assert_eq!(judge(c23, k("2023-K2"), &gemeten(2, 10)), (Oordeel::NietGehaald, None));
    }

    #[test]
    fn the_distance_is_told_in_people() {
        use Afstand::{MeerEnOverschreden, MinderEnNietGehaald, NogNodig, TeVeel};
        for (richting, grens, teller, noemer, expected) in [
            (Richting::Minimum, "80", 8, 13, NogNodig(3)),
            (Richting::Minimum, "80", 11, 13, MinderEnNietGehaald(1)),
            (Richting::Minimum, "80", 4, 5, MinderEnNietGehaald(1)),
            (Richting::Minimum, "100", 0, 7, NogNodig(7)),
            (Richting::Minimum, "100", 7, 7, MinderEnNietGehaald(1)),
            (Richting::Maximum, "10", 1, 10, MeerEnOverschreden(Some(1))),
            (Richting::Maximum, "10", 0, 10, MeerEnOverschreden(Some(2))),
            (Richting::Maximum, "10", 1, 9, TeVeel(1)),
            (Richting::Maximum, "10", 5, 20, TeVeel(3)),
            (Richting::Maximum, "100", 3, 3, MeerEnOverschreden(None)),
            (Richting::Richtwaarde, "10", 2, 10, TeVeel(1)),
        ] {
            assert_eq!(afstand(&norm(richting, grens), &gemeten(teller, noemer)), Some(expected), "{teller}/{noemer} {grens}");
        }
        assert_eq!(afstand(&norm(Richting::Minimum, "0"), &gemeten(0, 3)), None);
        assert_eq!(afstand(&norm(Richting::Minimum, "80"), &Waarde::Nvt), None);
    }

    #[test]
    fn a_small_noemer_is_told_except_of_the_seven_gemeenten() {
        let small = |id: &str, waarde| {
            let kader = kader();
            let norm = kader.find(id, k("2024-K1")).unwrap().clone();
            Meting::form(&norm, k("2024-K1"), None, Periode::Jaar, waarde, kader.drempels.klein_aantal).klein_aantal
        };
        assert_eq!(
            [small("C2.1", gemeten(9, 9)), small("C2.1", gemeten(9, 10)), small("C2.1", Waarde::Nvt)],
            [true, false, false]
        );
        assert!(!small("C4.1", gemeten(7, 7)));
    }

    #[test]
    fn a_difference_is_of_exact_values_and_a_small_one_is_not_none() {
        let norm = norm(Richting::Minimum, "80");
        let meting = |w| Meting::form(&norm, k("2024-K1"), None, Periode::Jaar, w, 10);
        for (now, then, expected) in [
            (gemeten(66, 100), gemeten(62, 100), Some("+4,0")),
            (gemeten(1, 3), gemeten(2, 3), Some("−33,3")),
            (gemeten(2, 4), gemeten(1, 2), Some("0,0")),
            (gemeten(5001, 10_000), gemeten(1, 2), Some("+0,1")),
            // Shown as 79,9% and 80,0%; the exact difference is 0,04.
            (gemeten(4, 5), gemeten(1999, 2500), Some("+0,1")),
            (Waarde::Nvt, gemeten(1, 2), None),
        ] {
            let text = meting(now.clone()).verschil(&meting(then), &norm).map(Verschil::weergave);
            assert_eq!(text.as_deref(), expected, "{now:?}");
        }
    }

    #[test]
    fn a_kwartaal_of_a_year_is_not_held_against_the_whole_year_before() {
        let kader = kader();
        let between = |id: &str, now: &str, then: &str, periode| {
            let norm = kader.find(id, k("2024-K1")).unwrap();
            let meting = |kwartaal: &str, n| Meting::form(norm, k(kwartaal), None, periode, gemeten(n, 10), 10);
            meting(now, 8).verschil(&meting(then, 6), norm).is_some()
        };
        let (jaar, kwartaal) = (Periode::Jaar, Periode::Kwartaal);
        assert!(!between("C2.1", "2024-K1", "2023-K4", jaar));
        assert!(!between("C3.1", "2024-K1", "2023-K4", jaar));
        assert!(between("C2.1", "2024-K1", "2023-K4", kwartaal));
        assert!(between("C2.1", "2024-K2", "2024-K1", jaar), "the year goes on");
        assert!(between("C2.1", "2024-K1", "2023-K1", jaar), "as much of either year");
        assert!(between("C1.1", "2024-K1", "2023-K4", jaar), "of KPI 1 the year is the kwartaal");
    }

    proptest! {
        /// Whoever reads the shown figure as a number comes to the same verdict, and never reads an extreme that is none.
        #[test]
        fn reading_the_shown_figure_gives_the_verdict(
            noemer in 1u32..5000, part in 0u32..=5000, tenths in 1u32..1000,
            richting in prop_oneof![Just(Richting::Minimum), Just(Richting::Maximum), Just(Richting::Richtwaarde)],
        ) {
            let teller = part.min(noemer);
            let norm = norm(richting, &format!("{}.{}", tenths / 10, tenths % 10));
            let waarde = gemeten(teller, noemer);
            let shown = weergave(&norm, &waarde);
            let shown_tenths: u32 = shown.replace([',', '%'], "").parse().unwrap();
            prop_assert_eq!(verdict_of(&norm, &gemeten(shown_tenths, 1000)), verdict_of(&norm, &waarde), "{}", shown);
            prop_assert_eq!(shown_tenths == 0, teller == 0);
            prop_assert_eq!(shown_tenths == 1000, teller == noemer);
            let off = i64::from(shown_tenths) * i64::from(noemer) - i64::from(teller) * 1000;
            prop_assert!(off.abs() <= i64::from(noemer), "never more than 0,1 away");
        }

        /// Moving as many people as the distance says turns the verdict, and one fewer does not.
        #[test]
        fn the_distance_turns_the_verdict_and_one_fewer_does_not(
            noemer in 1u32..300, part in 0u32..=300, grens in 1u32..=100,
            richting in prop_oneof![Just(Richting::Minimum), Just(Richting::Maximum), Just(Richting::Richtwaarde)],
        ) {
            let teller = part.min(noemer);
            let norm = norm(richting, &grens.to_string());
            let at = |t: u32| verdict_of(&norm, &gemeten(t, noemer));
            let now = at(teller);
            match afstand(&norm, &gemeten(teller, noemer)).unwrap() {
                Afstand::NogNodig(n) => { prop_assert_ne!(at(teller + n), now); prop_assert_eq!(at(teller + n - 1), now); }
                Afstand::MinderEnNietGehaald(n) | Afstand::TeVeel(n) => {
                    prop_assert_ne!(at(teller - n), now);
                    prop_assert_eq!(at(teller - n + 1), now);
                }
                Afstand::MeerEnOverschreden(Some(n)) => { prop_assert_ne!(at(teller + n), now); prop_assert_eq!(at(teller + n - 1), now); }
                Afstand::MeerEnOverschreden(None) => prop_assert_eq!(at(noemer), now),
            }
        }
    }

    #[test]
    fn the_state_is_shown_in_words_when_nothing_was_measured() {
        let norm = norm(Richting::Minimum, "80");
        for waarde in [Waarde::Nvt, Waarde::GeenRapportage, Waarde::NietTeMeten(Vec::new())] {
            assert_eq!(weergave(&norm, &waarde), waarde.toestand());
            assert_eq!(verdict_of(&norm, &waarde), Oordeel::NietTeBepalen);
        }
        assert_eq!(norm.indicator, Indicator::CijferDeelnemers);
    }
}
