//! Figures: the metingen of a kwartaal, one norm over everybody, and the rows behind a figure.

use rust_decimal::Decimal;

use super::{App, Fout};
use crate::domain::{Aanbieder, Herleiding, Kwartaal, Meting, Norm, NormId, Opschorting, Periode, Segment};

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
    /// Change against the previous kwartaal, exact, in procentpunt (or points of a mark); None when either is not measured.
    pub verandering: Option<Decimal>,
    /// The figure with everything that came in later, when that differs (only filled on the KPI screen).
    pub met_nagekomen: Option<Meting>,
}

/// One aanbieder under one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cel {
    /// None is `alle`.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Reeks,
    pub jaar: Reeks,
}

impl Cel {
    pub const fn reeks(&self, periode: Periode) -> &Reeks {
        match periode {
            Periode::Kwartaal => &self.kwartaal,
            Periode::Jaar => &self.jaar,
        }
    }
}

/// A norm over everybody: the cells are PSW, Rendiz, Qwyl, alle; for dekking only alle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormRij {
    pub norm: Norm,
    /// The suspension in force on the last day of the kwartaal.
    pub opschorting: Option<Opschorting>,
    pub cellen: Vec<Cel>,
}

impl NormRij {
    pub fn cel(&self, aanbieder: Option<Aanbieder>) -> Option<&Cel> {
        self.cellen.iter().find(|c| c.aanbieder == aanbieder)
    }
}

/// The KPI screen: one norm, with the whole history as trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiBeeld {
    pub kwartaal: Kwartaal,
    pub rij: NormRij,
}

impl App {
    /// Every meting of a kwartaal in the order of `cli.md`: norm, then PSW, Rendiz, Qwyl, alle, then kwartaal and jaar.
    ///
    /// With `stand` the figures are formed with all that is known at that kwartaal (must not lie before `kwartaal`).
    pub fn metingen(&self, segment: Segment, kwartaal: Kwartaal, stand: Option<Kwartaal>) -> Result<Vec<Meting>, Fout> {
        let _ = (segment, kwartaal, stand);
        Err(Fout::NietBeschikbaar("cijfers"))
    }

    /// One norm over everybody with its whole history.
    pub fn kpi_beeld(&self, norm: &NormId, kwartaal: Kwartaal) -> Result<KpiBeeld, Fout> {
        let _ = (norm, kwartaal);
        Err(Fout::NietBeschikbaar("cijfers"))
    }

    /// The rows behind a figure, each with the reason why it counts or not; `aanbieder` None is alle.
    pub fn herleiding(
        &self,
        norm: &NormId,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
        stand: Option<Kwartaal>,
    ) -> Result<Herleiding, Fout> {
        let _ = (norm, kwartaal, periode, aanbieder, stand);
        Err(Fout::NietBeschikbaar("herleiding"))
    }
}
