//! The course of the year figures as charts: normen that lie close together share one, so that its scale shows the differences.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Composer;
use crate::domain::vorm::{Normstand, Trendstand};
use crate::domain::{Kwartaal, Waarde};
use crate::reports::verslag::delen::left_out;
use crate::reports::verslag::{Grafiek, Grafiekreeks, Normlijn, Schaal};
use crate::wording;

impl Composer<'_> {
    /// A chart per KPI and height of the norm, in percent or in marks; only with something to follow over time.
    pub(super) fn charts(&self) -> Vec<Grafiek> {
        let mut groups: Vec<Vec<&Normstand>> = Vec::new();
        for norm in &self.stof.normen {
            let is_alike = |o: &Normstand| o.kpi == norm.kpi && o.gemiddelde == norm.gemiddelde && is_high(o) == is_high(norm);
            match groups.iter_mut().find(|g| g.iter().all(|o| is_alike(o))) {
                Some(group) => group.push(norm),
                None => groups.push(vec![norm]),
            }
        }
        // KPI 4 is about the gemeenten, and has a map.
        groups.iter().filter(|g| g.iter().all(|n| n.kpi != 4)).filter_map(|g| self.chart(g)).collect()
    }

    /// The kwartalen of the charts that no norm has a figure of because there was no report: `2024-K1: geen rapportage.`
    pub(super) fn without_report(&self, grafieken: &[Grafiek]) -> Option<String> {
        let none = Waarde::GeenRapportage.toestand();
        let drawn: BTreeSet<Kwartaal> = grafieken.iter().flat_map(|g| &g.kwartalen).copied().collect();
        let is_missing = |kwartaal: &Kwartaal| {
            let mut own =
                self.stof.normen.iter().filter(|n| n.kpi != 4).flat_map(|n| &n.trend).filter(|t| t.kwartaal == *kwartaal);
            own.all(|t| t.weergave == none)
        };
        let missing: Vec<String> = drawn.iter().filter(|k| is_missing(k)).map(Kwartaal::to_string).collect();
        (!missing.is_empty()).then(|| format!("{}: {none}.", wording::opsomming(missing)))
    }

    fn chart(&self, normen: &[&Normstand]) -> Option<Grafiek> {
        let first = normen.first()?;
        let all: BTreeSet<Kwartaal> = normen.iter().flat_map(|n| &n.trend).map(|t| t.kwartaal).collect();
        // Before the first report there is nothing to see.
        let begin = normen.iter().flat_map(|n| &n.trend).filter(|t| t.noemer.is_some()).map(|t| t.kwartaal).min()?;
        let kwartalen: BTreeSet<Kwartaal> = all.into_iter().filter(|k| *k >= begin).collect();
        let reeksen: Vec<Grafiekreeks> = normen.iter().map(|n| self.series(n, &kwartalen)).collect();
        if reeksen.iter().map(|r| r.punten.iter().flatten().count()).max().unwrap_or(0) < 2 {
            return None;
        }
        let lines = norm_lines(normen, &kwartalen);
        let heights = reeksen.iter().flat_map(|r| r.punten.iter().flatten().copied()).chain(lines.iter().map(|l| l.grens));
        let names = wording::opsomming(normen.iter().map(|n| n.kort.to_lowercase()));
        let grafiek = Grafiek {
            titel: format!("KPI {}: {names}", first.kpi),
            beschrijving: String::new(),
            schaal: if first.gemiddelde { Schaal::of_marks(heights) } else { Schaal::of_percent(heights) },
            kwartalen: kwartalen.into_iter().collect(),
            reeksen,
            normen: lines,
        };
        Some(Grafiek { beschrijving: describe(&grafiek), ..grafiek })
    }

    fn series(&self, norm: &Normstand, kwartalen: &BTreeSet<Kwartaal>) -> Grafiekreeks {
        let (mut punten, mut weergave) = (Vec::new(), Vec::new());
        for kwartaal in kwartalen {
            let point = norm.trend.iter().find(|t| t.kwartaal == *kwartaal);
            let visible = point.filter(|t| !self.hides(t.weglaten));
            punten.push(visible.and_then(|t| height(norm, t)));
            weergave.push(match (point, visible) {
                (_, Some(t)) => t.weergave.clone(),
                (Some(t), None) => left_out(t.noemer.is_some_and(|n| n < self.stof.klein_onder)).to_owned(),
                (None, None) => "–".to_owned(),
            });
        }
        Grafiekreeks { naam: format!("{} {}", norm.id, norm.kort), punten, weergave }
    }
}

/// Whether the norm asks for most of the people, or bounds how few.
fn is_high(norm: &Normstand) -> bool {
    norm.grens.is_some_and(|grens| grens >= Decimal::from(50))
}

/// How high a point stands in a chart; for drawing only, nothing is compared with it.
fn height(norm: &Normstand, point: &Trendstand) -> Option<f64> {
    let value = point.teller?.to_f64()? / f64::from(point.noemer?);
    Some(if norm.gemiddelde { value } else { value * 100.0 })
}

/// The norm lines of a chart: normen with the same grens share one, dashed where all of them are suspended.
fn norm_lines(normen: &[&Normstand], kwartalen: &BTreeSet<Kwartaal>) -> Vec<Normlijn> {
    let mut lines: Vec<(Decimal, Normlijn)> = Vec::new();
    for norm in normen {
        let suspended = |k: &Kwartaal| norm.trend.iter().any(|t| t.kwartaal == *k && t.losgelaten);
        let opgeschort: Vec<bool> = kwartalen.iter().map(suspended).collect();
        // What is for information draws no line.
        let Some(own) = norm.grens else { continue };
        if let Some((_, line)) = lines.iter_mut().find(|(grens, _)| *grens == own) {
            for (all, theirs) in line.opgeschort.iter_mut().zip(opgeschort) {
                *all &= theirs;
            }
        } else if let Some(grens) = own.to_f64() {
            lines.push((own, Normlijn { naam: norm.eis.clone(), grens, opgeschort }));
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What a chart shows, in a sentence per line of it.
fn describe(grafiek: &Grafiek) -> String {
    let said = grafiek.reeksen.iter().map(|reeks| {
        let measured: Vec<(&Kwartaal, &String)> = grafiek
            .kwartalen
            .iter()
            .zip(&reeks.weergave)
            .zip(&reeks.punten)
            .filter(|(_, p)| p.is_some())
            .map(|(kw, _)| kw)
            .collect();
        match (measured.first(), measured.last()) {
            (Some((van, eerst)), Some((tot, laatst))) if measured.len() > 1 => {
                format!("{}: van {eerst} in {van} naar {laatst} in {tot}.", reeks.naam)
            }
            (Some((van, eerst)), _) => format!("{}: {eerst} in {van}.", reeks.naam),
            _ => format!("{}: niet gemeten.", reeks.naam),
        }
    });
    said.collect::<Vec<_>>().join(" ")
}
