//! From a value and a norm to a verdict, to what is shown, and to how far the verdict is from turning.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::breuk::Breuk;
use super::{Aanbieder, Afstand, Kwartaal, Meting, Norm, Oordeel, Periode, Richting, Waarde};

/// Returns the value on the scale of the norm: a percentage 0–100, or the mean mark itself; None when not measured.
fn on_scale(norm: &Norm, waarde: &Waarde) -> Option<Breuk> {
    match waarde {
        Waarde::Gemeten { teller, noemer } if norm.indicator.is_mean() => Breuk::of(*teller, *noemer),
        Waarde::Gemeten { teller, noemer } => Breuk::of(*teller, *noemer).map(|b| b.times(100)),
        _ => None,
    }
}

fn grens(norm: &Norm) -> Option<Breuk> {
    Breuk::of(norm.grens, 1)
}

/// Whether a value keeps to the norm; exactly on it does, for every richting.
fn keeps(richting: Richting, value: Breuk, grens: Breuk) -> bool {
    match richting {
        Richting::Minimum => value >= grens,
        Richting::Maximum | Richting::Richtwaarde => value <= grens,
    }
}

const fn verdict(richting: Richting, kept: bool) -> Oordeel {
    match (richting, kept) {
        (Richting::Minimum | Richting::Maximum, true) => Oordeel::Gehaald,
        (Richting::Minimum | Richting::Maximum, false) => Oordeel::NietGehaald,
        (Richting::Richtwaarde, true) => Oordeel::BinnenRichtwaarde,
        (Richting::Richtwaarde, false) => Oordeel::BovenRichtwaarde,
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
    let (Some(value), Some(grens)) = (on_scale(norm, waarde), grens(norm)) else { return (Oordeel::NietTeBepalen, None) };
    let oordeel = verdict(norm.richting, keeps(norm.richting, value, grens));
    if norm.suspended_on(kwartaal.last_day()).is_some() { (Oordeel::Losgelaten, Some(oordeel)) } else { (oordeel, None) }
}

/// Writes whole tenths with one decimal and a comma.
fn with_comma(tenths: u128) -> String {
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Returns what is shown of a value: one decimal and a comma, rounded half up, then moved by 0,1 towards the exact
/// value where the rounded figure would give another verdict, or would read 0,0% or 100,0% without being it. The state
/// in words when nothing was measured (`domein.md` 4, Shown).
pub fn weergave(norm: &Norm, waarde: &Waarde) -> String {
    let (Some(value), Some(grens)) = (on_scale(norm, waarde), grens(norm)) else { return waarde.toestand().to_owned() };
    let percent = !norm.indicator.is_mean();
    let tenths = value.tenths_half_up();
    let misleads = Breuk::new(tenths, 10).is_some_and(|shown| {
        let other_verdict = keeps(norm.richting, shown, grens) != keeps(norm.richting, value, grens);
        let false_extreme = percent && matches!(tenths, 0 | 1000) && shown != value;
        other_verdict || false_extreme
    });
    let tenths = match Breuk::new(tenths, 10).map(|shown| value.cmp(&shown)) {
        Some(Ordering::Greater) if misleads => tenths + 1,
        Some(Ordering::Less) if misleads => tenths.saturating_sub(1),
        _ => tenths,
    };
    with_comma(tenths) + if percent { "%" } else { "" }
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
    let people = Breuk::of(norm.grens.checked_mul(Decimal::from(*noemer))?, 100)?;
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
            nagekomen: None,
            onderdelen: Vec::new(),
            klassen: Vec::new(),
            waarde,
        }
    }

    /// Returns how this figure differs from an earlier one of the same norm; None unless both are measured.
    pub fn verschil(&self, eerder: &Self, norm: &Norm) -> Option<Verschil> {
        let (richting, distance) = on_scale(norm, &self.waarde)?.difference(on_scale(norm, &eerder.waarde)?)?;
        Some(Verschil { richting, tienden: u32::try_from(distance.tenths_half_up()).ok()? })
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
