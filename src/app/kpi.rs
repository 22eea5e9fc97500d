//! Figures: the metingen of a kwartaal, one norm over everybody, and the rows behind a figure.

use rust_decimal::Decimal;

use super::cijfers::Peilstand;
use super::{App, Fout};
use crate::domain::vooruitblik::Vooruitregel;
use crate::domain::vorm::Besprokencijfer;
use crate::domain::{
    Aanbieder, Deel, Dekkingsgegevens, Gemeente, Herleider, Herleiding, Indicator, Kwartaal, Meting, Norm, NormId, Opschorting,
    Periode, Segment, Selectie, Verschil, Waarde, dekking_herleiding, op_schaal, pool_herleiding,
};

/// One point of a trend or chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trendpunt {
    pub kwartaal: Kwartaal,
    /// Exact percentage 0–100, or the mean mark; None when it was not measured (leave a gap, never 0).
    pub waarde: Option<Decimal>,
    /// As shown: `61,5%`, or the state in words.
    pub weergave: String,
    /// The norm in force then; None when there was none.
    pub grens: Option<Decimal>,
    /// Whether the norm was suspended then: the norm line is dashed.
    pub opgeschort: bool,
}

/// A figure with its past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reeks {
    pub meting: Meting,
    /// Oldest first, up to and including the kwartaal itself.
    pub trend: Vec<Trendpunt>,
    /// Change against the previous kwartaal in procentpunt (or points of a mark), of the exact values, in tenths; one that
    /// rounds to nothing is a tenth. None when either is not measured.
    pub verandering: Option<Decimal>,
    /// The figure with everything that came in later, when that differs (only filled on the KPI screen).
    pub met_nagekomen: Option<Meting>,
    /// As it was discussed, when it is another now (only filled on the KPI screen).
    pub besproken: Option<Besprokencijfer>,
}

/// One aanbieder under one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normcel {
    /// None is `alle`.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Reeks,
    pub jaar: Reeks,
}

impl Normcel {
    pub const fn reeks(&self, periode: Periode) -> &Reeks {
        match periode {
            Periode::Kwartaal => &self.kwartaal,
            Periode::Jaar => &self.jaar,
        }
    }
}

/// A norm over everybody: the cells are those who are shown in the order of the register, and alle; for dekking only alle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormRij {
    pub norm: Norm,
    /// The suspension in force on the last day of the kwartaal.
    pub opschorting: Option<Opschorting>,
    pub cellen: Vec<Normcel>,
}

impl NormRij {
    pub fn cel(&self, aanbieder: Option<Aanbieder>) -> Option<&Normcel> {
        self.cellen.iter().find(|c| c.aanbieder == aanbieder)
    }

    /// The cells of these, in the order of the row.
    pub fn cellen_van(&self, wie: &[Option<Aanbieder>]) -> Vec<&Normcel> {
        self.cellen.iter().filter(|c| wie.contains(&c.aanbieder)).collect()
    }
}

/// The KPI screen: one norm, with the whole history as trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiBeeld {
    pub kwartaal: Kwartaal,
    pub rij: NormRij,
    /// The normen of the segment that the kwartaal is judged by, in order.
    pub normen: Vec<NormId>,
    /// Marks that are in no figure of the year, since their aanbieder is not shown.
    pub buiten_beeld: usize,
    /// What the rest of the year may still bring, per aanbieder and alle; only for a norm of KPI 2, before the last
    /// kwartaal of the year.
    pub vooruit: Vec<Vooruitregel>,
}

/// The figures of some kwartalen, in order, and who is shown in the last of them.
pub(super) struct Verleden {
    pub(super) kwartaal: Kwartaal,
    pub(super) getoond: Vec<Aanbieder>,
    pub(super) metingen: Vec<(Kwartaal, Vec<Meting>)>,
}

/// How many kwartalen the trend of the overview goes back, the kwartaal itself included.
const TREND: i32 = 8;

impl App {
    /// Every meting of a kwartaal in the order of `cli.md`: norm, then who is shown and alle, then kwartaal and jaar.
    ///
    /// With `stand` the figures are formed with all that is known at that kwartaal (must not lie before `kwartaal`).
    pub fn metingen(&self, segment: Segment, kwartaal: Kwartaal, stand: Option<Kwartaal>) -> Result<Vec<Meting>, Fout> {
        match stand {
            Some(stand) if stand > kwartaal => self.cijfers_uit_rijen(segment, kwartaal, Some(stand), None),
            _ => Ok(self.cijfers(segment, kwartaal, kwartaal, Peilstand::Toen)?.of(self, kwartaal)),
        }
    }

    /// The same of the trajecten, deelnemers and marks of one gemeente, without dekking (`domein.md` 10).
    pub fn metingen_van_gemeente(
        &self,
        segment: Segment,
        kwartaal: Kwartaal,
        stand: Option<Kwartaal>,
        gemeente: Gemeente,
    ) -> Result<Vec<Meting>, Fout> {
        self.cijfers_uit_rijen(segment, kwartaal, stand.filter(|s| *s > kwartaal), Some(gemeente))
    }

    /// Every norm of the kwartaal over everybody, each figure with its trend over at most 8 kwartalen.
    pub(super) fn norm_rijen(&self, segment: Segment, kwartaal: Kwartaal) -> Result<Vec<NormRij>, Fout> {
        let van = kwartaal.plus(1 - TREND);
        let verleden = self.history(segment, van, kwartaal, Peilstand::Toen)?;
        Ok(self.normen().valid_in(segment, kwartaal).map(|norm| self.norm_rij(norm, &verleden, None)).collect())
    }

    /// One norm of a segment over everybody with its whole history: that nearest to the one that is named.
    pub fn kpi_beeld(&self, segment: Segment, norm: Option<&NormId>, kwartaal: Kwartaal) -> Result<KpiBeeld, Fout> {
        let norm = self.nearest_norm(segment, norm, kwartaal)?;
        // Reads every report: not for a year of which nothing is left.
        let is_ahead = norm.indicator.kpi() == 2 && kwartaal.rest_of_year().next().is_some();
        let vooruit = if is_ahead { self.vooruit(norm, kwartaal)? } else { Vec::new() };
        let is_of_marks = norm.indicator.deel() == Some(Deel::Tevredenheid);
        let buiten_beeld = if is_of_marks { self.cijfers_buiten_beeld(segment, kwartaal)? } else { 0 };
        let normen = self.normen().valid_in(segment, kwartaal).map(|n| n.id.clone()).collect();
        let mut rij = self.whole_row(norm, kwartaal)?;
        self.set_beside_what_was_discussed(&mut rij, kwartaal)?;
        Ok(KpiBeeld { kwartaal, rij, normen, buiten_beeld, vooruit })
    }

    fn set_beside_what_was_discussed(&self, rij: &mut NormRij, kwartaal: Kwartaal) -> Result<(), Fout> {
        let discussed = self.discussed(kwartaal)?;
        for reeks in rij.cellen.iter_mut().flat_map(|cel| [&mut cel.kwartaal, &mut cel.jaar]) {
            reeks.besproken = discussed.beside(&reeks.meting);
        }
        Ok(())
    }

    /// A norm over everybody with its whole history, and with what came in later.
    pub(super) fn whole_row(&self, norm: &Norm, kwartaal: Kwartaal) -> Result<NormRij, Fout> {
        let eerste = self.kwartalen()?.first().copied().unwrap_or(kwartaal).min(kwartaal);
        let verleden = self.history(norm.segment, eerste, kwartaal, Peilstand::Toen)?;
        let nieuwst = self.cijfers(norm.segment, kwartaal, kwartaal, Peilstand::Nieuwst)?.of(self, kwartaal);
        Ok(self.norm_rij(norm, &verleden, Some(&nieuwst)))
    }

    /// The norm of a segment that comes nearest to the one that is named.
    pub(super) fn nearest_norm(&self, segment: Segment, norm: Option<&NormId>, kwartaal: Kwartaal) -> Result<&Norm, Fout> {
        let found = self.normen().nearest(segment, norm, kwartaal);
        found.ok_or_else(|| Fout::NietGevonden(format!("Een norm voor segment {} in {kwartaal}", segment.naam())))
    }

    /// The norm with this id that is valid in the kwartaal.
    pub(super) fn norm_in(&self, norm: &NormId, kwartaal: Kwartaal) -> Result<&Norm, Fout> {
        let found = self.normen().find(norm.as_str(), kwartaal);
        found.ok_or_else(|| Fout::NietGevonden(format!("Norm {norm} in {kwartaal}")))
    }

    /// The figures of some kwartalen, in order.
    fn history(&self, segment: Segment, van: Kwartaal, tot: Kwartaal, stand: Peilstand) -> Result<Verleden, Fout> {
        let cijfers = self.cijfers(segment, van, tot, stand)?;
        let metingen = van.through(tot).map(|k| (k, cijfers.of(self, k))).collect();
        Ok(Verleden { kwartaal: tot, getoond: cijfers.getoond(tot), metingen })
    }

    pub(super) fn norm_rij(&self, norm: &Norm, verleden: &Verleden, nieuwst: Option<&[Meting]>) -> NormRij {
        let everybody = verleden.getoond.iter().copied().map(Some).chain([None]);
        let cellen = everybody.filter_map(|aanbieder| {
            let reeks = |periode| self.reeks(norm, aanbieder, periode, &verleden.metingen, nieuwst);
            let jaar = reeks(Periode::Jaar)?;
            // Who left has no figure of the kwartaal any more.
            let kwartaal = reeks(Periode::Kwartaal).unwrap_or_else(|| self.none_of(norm, verleden.kwartaal, aanbieder));
            Some(Normcel { aanbieder, kwartaal, jaar })
        });
        let opschorting = norm.suspended_on(verleden.kwartaal.last_day()).cloned();
        NormRij { norm: norm.clone(), opschorting, cellen: cellen.collect() }
    }

    fn none_of(&self, norm: &Norm, kwartaal: Kwartaal, aanbieder: Option<Aanbieder>) -> Reeks {
        let klein = self.normen().drempels.klein_aantal;
        let meting = Meting::form(norm, kwartaal, aanbieder, Periode::Kwartaal, Waarde::GeenRapportage, klein);
        Reeks { meting, trend: Vec::new(), verandering: None, met_nagekomen: None, besproken: None }
    }

    /// One figure with its past; None when this aanbieder has no such figure (dekking is of all together).
    fn reeks(
        &self,
        norm: &Norm,
        aanbieder: Option<Aanbieder>,
        periode: Periode,
        verleden: &[(Kwartaal, Vec<Meting>)],
        nieuwst: Option<&[Meting]>,
    ) -> Option<Reeks> {
        let same = |m: &&Meting| m.norm == norm.id && m.aanbieder == aanbieder && m.periode == periode;
        let mut past = verleden.iter().map(|(k, metingen)| (*k, metingen.iter().find(same)));
        let meting = past.clone().next_back()?.1?.clone();
        let previous = past.clone().rev().nth(1).and_then(|(_, m)| m);
        let verandering = previous.and_then(|eerder| meting.verschil(eerder, norm)).map(Verschil::waarde);
        // Before anything was delivered there is no trend to show.
        let trend = past
            .by_ref()
            .skip_while(|(_, m)| m.is_none_or(|m| m.waarde == Waarde::GeenRapportage))
            .map(|(k, m)| self.trendpunt(norm, k, m))
            .collect();
        let later = nieuwst.and_then(|n| n.iter().find(same)).filter(|m| m.waarde != meting.waarde);
        Some(Reeks { verandering, trend, met_nagekomen: later.cloned(), besproken: None, meting })
    }

    fn trendpunt(&self, norm: &Norm, kwartaal: Kwartaal, meting: Option<&Meting>) -> Trendpunt {
        let toen = self.normen().find(norm.id.as_str(), kwartaal);
        Trendpunt {
            kwartaal,
            waarde: meting.and_then(|m| op_schaal(norm, &m.waarde)),
            weergave: meting.map_or_else(|| Waarde::GeenRapportage.toestand().to_owned(), |m| m.weergave.clone()),
            grens: toen.and_then(|n| n.grens),
            opgeschort: toen.is_some_and(|n| n.suspended_on(kwartaal.last_day()).is_some()),
        }
    }

    /// The rows behind a figure, each with the reason why it counts or not; `aanbieder` None is alle, `gemeente` None all of them.
    pub fn herleiding(
        &self,
        norm: &NormId,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
        stand: Option<Kwartaal>,
        gemeente: Option<Gemeente>,
    ) -> Result<Herleiding, Fout> {
        let norm = self.norm_in(norm, kwartaal)?;
        if norm.indicator == Indicator::Dekking {
            let overzicht = self.store.dekking(kwartaal, None).map_err(|e| self.refused(e))?;
            let wijzigingen = self.dekkingswijzigingen()?;
            let gegevens =
                Dekkingsgegevens { overzicht: overzicht.as_ref(), wijzigingen: &wijzigingen, register: &self.register };
            return Ok(dekking_herleiding(norm, kwartaal, periode, gegevens));
        }
        let getoond = self.getoond_van(norm.segment, kwartaal, periode)?;
        let of_one = |aanbieder: Aanbieder| -> Result<Herleiding, Fout> {
            // Who left is in the year with its figure up to its last kwartaal.
            let laatste = getoond.iter().find(|g| g.aanbieder == aanbieder).and_then(|g| g.laatste);
            let selectie = Selectie { gemeente, ..self.selectie(aanbieder, norm.segment) };
            let mut herleider = Herleider::new(self.normen(), norm, selectie, laatste.unwrap_or(kwartaal), periode, stand);
            self.feed(aanbieder, None, |rapport| herleider.push(&rapport))?;
            let found = herleider.finish();
            let klein = self.normen().drempels.klein_aantal;
            Ok(match laatste {
                Some(_) => Herleiding { meting: found.meting.carried_to(kwartaal, norm, klein), ..found },
                None => found,
            })
        };
        if let Some(aanbieder) = aanbieder {
            return of_one(aanbieder);
        }
        let all = getoond.iter().map(|g| of_one(g.aanbieder)).collect::<Result<Vec<_>, _>>()?;
        Ok(pool_herleiding(norm, self.normen(), kwartaal, periode, all))
    }

    /// The rows behind the figure of the norm of a segment that is nearest to the one that is named, and between whom one can choose.
    pub fn herleidingbeeld(&self, segment: Segment, vraag: &Herleidingvraag) -> Result<Herleidingbeeld, Fout> {
        let Herleidingvraag { norm, kwartaal, periode, aanbieder, gemeente } = vraag;
        let norm = self.nearest_norm(segment, norm.as_ref(), *kwartaal)?;
        // Of one gemeente dekking has no meaning (`domein.md` 10).
        let gemeente = gemeente.filter(|_| norm.indicator != Indicator::Dekking);
        let getoond = self.getoond_van(segment, *kwartaal, *periode)?.into_iter().map(|g| g.aanbieder).collect();
        let herleiding = self.herleiding(&norm.id, *kwartaal, *periode, *aanbieder, None, gemeente)?;
        Ok(Herleidingbeeld { segment, gemeente, getoond, herleiding })
    }
}

/// Which figure the rows are asked of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herleidingvraag {
    pub norm: Option<NormId>,
    pub kwartaal: Kwartaal,
    pub periode: Periode,
    /// None is alle.
    pub aanbieder: Option<Aanbieder>,
    /// None is all of them.
    pub gemeente: Option<Gemeente>,
}

/// The rows behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herleidingbeeld {
    pub segment: Segment,
    pub gemeente: Option<Gemeente>,
    /// Who has a figure in the period, in the order of the segment.
    pub getoond: Vec<Aanbieder>,
    pub herleiding: Herleiding,
}
