//! Which figure of the overview asks for attention first.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{NormRij, Overzicht};
use crate::domain::{Aanbieder, Meting, Norm, NormId, Oordeel, Periode, Richting, Waarde, op_schaal, tekort};

/// A figure that was not met, and by how much.
type Tekort<'a> = (&'a NormId, Decimal);

/// How much a figure asks to be looked at before the others of its norm: the greater, the sooner. What was not met comes first, by
/// how much; then what is over a guide value or suspended, what is not known, and last what was met, the narrowest first.
pub fn how_bad(norm: &Norm, meting: &Meting) -> (u8, Decimal) {
    let rank = match meting.oordeel {
        Oordeel::NietGehaald => 5,
        Oordeel::BovenRichtwaarde => 4,
        Oordeel::Losgelaten => 3,
        Oordeel::NietTeBepalen if meting.waarde != Waarde::Nvt => 2,
        Oordeel::Gehaald | Oordeel::BinnenRichtwaarde | Oordeel::GeenNorm => 1,
        Oordeel::NietTeBepalen => 0,
    };
    let value = op_schaal(norm, &meting.waarde).unwrap_or_default();
    let over = value - meting.grens.unwrap_or_default();
    let short = match meting.richting {
        Richting::Minimum | Richting::Informatie => -over,
        Richting::Maximum | Richting::Richtwaarde => over,
    };
    (rank, short)
}

impl Overzicht {
    /// The worst KPI of the worst aanbieder (None: alle): who fails most norms (on a tie, by most in all), and there the norm
    /// failed by most. When nobody fails, the first figure that asks for attention, else the first there is.
    pub fn ergste(&self, periode: Periode) -> Option<(NormId, Option<Aanbieder>)> {
        let by_aanbieder = self.aanbieders().into_iter().map(|aanbieder| {
            let failed: Vec<Tekort<'_>> = self.failed(Some(aanbieder), periode).collect();
            let total: Decimal = failed.iter().map(|(_, short)| *short).sum();
            (aanbieder, failed, total)
        });
        // The first of equals wins, so that the choice does not jump about.
        let found = by_aanbieder.fold(None::<(Aanbieder, Vec<Tekort<'_>>, Decimal)>, |best, this| match &best {
            Some(b) if (b.1.len(), b.2).cmp(&(this.1.len(), this.2)) != Ordering::Less => best,
            _ => Some(this),
        });
        if let Some((aanbieder, failed, _)) = found
            && let Some((norm, _)) = failed.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a })
        {
            return Some((norm.clone(), Some(aanbieder)));
        }
        let pooled = || self.failed(None, periode).next().map(|(norm, _)| (norm.clone(), None));
        pooled().or_else(|| self.first_above_guide(periode)).or_else(|| {
            let first: &NormRij = self.normen.first()?;
            Some((first.norm.id.clone(), self.aanbieders().first().copied()))
        })
    }

    /// What an aanbieder (None: alle) failed in a periode, in the order of the normenkader.
    fn failed(&self, aanbieder: Option<Aanbieder>, periode: Periode) -> impl Iterator<Item = Tekort<'_>> {
        self.normen.iter().filter_map(move |rij| {
            let meting = &rij.cel(aanbieder)?.reeks(periode).meting;
            Some((&rij.norm.id, tekort(&rij.norm, meting)?))
        })
    }

    fn first_above_guide(&self, periode: Periode) -> Option<(NormId, Option<Aanbieder>)> {
        let cells = self.normen.iter().flat_map(|rij| rij.cellen.iter().map(move |cel| (rij, cel)));
        let mut above = cells.filter(|(_, cel)| cel.reeks(periode).meting.oordeel == Oordeel::BovenRichtwaarde);
        above.next().map(|(rij, cel)| (rij.norm.id.clone(), cel.aanbieder))
    }
}
