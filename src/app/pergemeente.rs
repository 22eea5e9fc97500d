//! One norm per gemeente: for information, since a norm is judged over all gemeenten together (`domein.md` 10).

use std::collections::{HashMap, HashSet};

use super::kpi::Verleden;
use super::{App, Fout, NormRij, Normcel};
use crate::domain::{
    Aanbieder, Deel, Gemeente, Indicator, Kwartaal, Meetreeks, Meting, Norm, NormId, Segment, Selectie, of_one_norm,
};

/// One norm of a segment per gemeente, over everybody who is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeentenbeeld {
    pub kwartaal: Kwartaal,
    /// The same norm over all gemeenten, of everybody together only.
    pub rij: NormRij,
    /// The normen of the segment that are formed per gemeente, in order.
    pub normen: Vec<NormId>,
    /// Of everybody together, in the order of the gemeenten.
    pub cellen: Vec<(Gemeente, Normcel)>,
    /// Marks of the year that name no gemeente: they are in the figure of none.
    pub zonder_gemeente: usize,
}

impl App {
    /// One norm per gemeente: that nearest to the one that is named; dekking is of all gemeenten and has no figure of one.
    pub fn kpi_per_gemeente(&self, segment: Segment, norm: Option<&NormId>, kwartaal: Kwartaal) -> Result<Gemeentenbeeld, Fout> {
        let is_of_one = |norm: &&Norm| norm.indicator != Indicator::Dekking;
        let all = || self.normen().valid_in(segment, kwartaal).filter(is_of_one);
        let nearest = Some(self.nearest_norm(segment, norm, kwartaal)?).filter(is_of_one);
        let Some(norm) = nearest.or_else(|| all().next()) else {
            return Err(Fout::NietGevonden(format!("Een norm per gemeente in {kwartaal}")));
        };
        let mut rij = self.whole_row(norm, kwartaal)?;
        rij.cellen.retain(|c| c.aanbieder.is_none());
        let is_of_marks = norm.indicator.deel() == Some(Deel::Tevredenheid);
        let zonder_gemeente = if is_of_marks { self.cijfers_zonder_gemeente(segment, kwartaal)? } else { 0 };
        let cellen = self.cells_of_gemeenten(norm, kwartaal)?;
        Ok(Gemeentenbeeld { kwartaal, rij, normen: all().map(|n| n.id.clone()).collect(), cellen, zonder_gemeente })
    }

    /// The figure of each gemeente with its past, in one pass over the reports.
    fn cells_of_gemeenten(&self, norm: &Norm, kwartaal: Kwartaal) -> Result<Vec<(Gemeente, Normcel)>, Fout> {
        let eerste = self.kwartalen()?.first().copied().unwrap_or(kwartaal).min(kwartaal);
        let getoond = self.getoond_in_jaar(norm.segment, eerste, kwartaal)?;
        let everybody: HashSet<Aanbieder> = getoond.values().flatten().map(|g| g.aanbieder).collect();
        let mut figures: HashMap<Gemeente, Vec<Meting>> = HashMap::new();
        for aanbieder in everybody {
            let selectie = self.selectie(aanbieder, norm.segment);
            let of_one = |g| Meetreeks::new(Selectie { gemeente: Some(g), ..selectie });
            let mut reeksen = Gemeente::ALL.map(|g| (g, of_one(g)));
            self.feed(aanbieder, None, |rapport| reeksen.iter_mut().for_each(|(_, reeks)| reeks.push(&rapport)))?;
            for (gemeente, reeks) in &reeksen {
                let own = reeks.kwartalen().filter(|k| *k <= kwartaal);
                let metingen = own.flat_map(|k| reeks.metingen_van(norm, self.normen(), k));
                figures.entry(*gemeente).or_default().extend(metingen);
            }
        }
        let cell = |gemeente| {
            let own = figures.get(&gemeente).map_or(&[][..], Vec::as_slice);
            let shown = |k| getoond.get(&k).map_or(&[][..], Vec::as_slice);
            let metingen = eerste.through(kwartaal).map(|k| (k, of_one_norm(norm, self.normen(), k, shown(k), own))).collect();
            let verleden = Verleden { kwartaal, getoond: Vec::new(), metingen };
            let alle = self.norm_rij(norm, &verleden, None).cellen.into_iter().next()?;
            Some((gemeente, alle))
        };
        Ok(Gemeente::ALL.into_iter().filter_map(cell).collect())
    }
}
