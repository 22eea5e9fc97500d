//! Where the lines of a chart and the faces of the map lie; a writer only has to draw them.

use super::{Grafiek, Schaal, Vlak};
use crate::domain::kaart::{self, CEL_VERHOUDING};

/// A place in a drawing, in its own units, from the top left.
pub(super) type Tekenpunt = (f64, f64);

/// The lines of a chart in a field of `breedte` × `hoogte`.
pub(super) struct Lijnen {
    /// The height of a tick and its label.
    pub(super) streepjes: Vec<(f64, String)>,
    /// The middle of each kwartaal.
    pub(super) kolommen: Vec<f64>,
    /// Per series the unbroken runs of its points; a run of one is a dot.
    pub(super) reeksen: Vec<Vec<Vec<Tekenpunt>>>,
    /// Per norm the pieces of its line, and whether that piece is dashed.
    pub(super) normen: Vec<Vec<(Tekenpunt, Tekenpunt, bool)>>,
}

impl Lijnen {
    pub(super) fn new(grafiek: &Grafiek, breedte: f64, hoogte: f64) -> Self {
        let n = grafiek.kwartalen.len().max(1);
        let width = breedte / as_f64(n);
        let x = |i: usize| width * (as_f64(i) + 0.5);
        let Schaal { onder, boven, .. } = grafiek.schaal;
        let y = |value: f64| hoogte * (1.0 - ((value - onder) / (boven - onder)).clamp(0.0, 1.0));
        let streepjes = grafiek.schaal.lines().into_iter().map(|(at, label)| (y(at), label)).collect();
        let reeksen = grafiek.reeksen.iter().map(|r| runs(&r.punten, x, y)).collect();
        let normen = grafiek
            .normen
            .iter()
            .map(|norm| {
                let at = y(norm.grens);
                let piece = |(i, dashed): (usize, &bool)| ((width * as_f64(i), at), (width * as_f64(i + 1), at), *dashed);
                norm.opgeschort.iter().enumerate().map(piece).collect()
            })
            .collect();
        Self { streepjes, kolommen: (0..grafiek.kwartalen.len()).map(x).collect(), reeksen, normen }
    }
}

/// Breaks a series where nothing was measured.
fn runs(punten: &[Option<f64>], x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) -> Vec<Vec<Tekenpunt>> {
    let mut runs: Vec<Vec<Tekenpunt>> = Vec::new();
    let mut open = false;
    for (i, punt) in punten.iter().enumerate() {
        match (punt, runs.last_mut()) {
            (Some(value), Some(run)) if open => run.push((x(i), y(*value))),
            (Some(value), _) => {
                runs.push(vec![(x(i), y(*value))]);
                open = true;
            }
            (None, _) => open = false,
        }
    }
    runs
}

/// The corners of a gemeente on the map, in units of one cell width; the map is [`KAART_BREEDTE`] × [`KAART_HOOGTE`].
pub(super) fn omtrek(vlak: &Vlak) -> Vec<Tekenpunt> {
    kaart::omtrek(vlak.gemeente).into_iter().map(|(k, r)| (as_f64(k), as_f64(r) * CEL_VERHOUDING)).collect()
}

/// Where the name of a gemeente stands: in the middle of where it is wide enough for it.
pub(super) fn midden(vlak: &Vlak) -> Tekenpunt {
    let (kolom, rij) = kaart::midden(vlak.gemeente);
    let is_own = |k: &usize| kaart::cel(*k, rij) == Some(vlak.gemeente);
    let right = (kolom..kaart::KOLOMMEN).take_while(is_own).count();
    let left = (0..kolom).rev().take_while(is_own).count();
    ((as_f64(2 * kolom + right) - as_f64(left)) / 2.0, (as_f64(rij) + 0.5) * CEL_VERHOUDING)
}

pub(super) const KAART_BREEDTE: f64 = 18.0;
pub(super) const KAART_HOOGTE: f64 = 36.0;

/// Small numbers of cells and kwartalen, exact in a float.
fn as_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::super::{Grafiekreeks, Normlijn};
    use super::*;

    #[test]
    fn a_gap_breaks_the_line_and_never_falls_to_nought() {
        let grafiek = Grafiek {
            titel: String::new(),
            beschrijving: String::new(),
            kwartalen: "2024-K1".parse::<crate::domain::Kwartaal>().unwrap().through("2024-K4".parse().unwrap()).collect(),
            schaal: Schaal { onder: 0.0, boven: 100.0, stap: 20.0 },
            reeksen: vec![Grafiekreeks {
                naam: String::new(),
                punten: vec![Some(100.0), Some(50.0), None, Some(0.0)],
                weergave: Vec::new(),
            }],
            normen: vec![Normlijn { naam: String::new(), grens: 80.0, opgeschort: vec![true, false, false, false] }],
        };
        let lijnen = Lijnen::new(&grafiek, 400.0, 100.0);
        assert_eq!(lijnen.reeksen, [[vec![(50.0, 0.0), (150.0, 50.0)], vec![(350.0, 100.0)]]]);
        assert_eq!(lijnen.normen[0].iter().map(|p| p.2).collect::<Vec<_>>(), [true, false, false, false]);
        assert!((lijnen.normen[0][0].0.1 - 20.0).abs() < 1e-9);
    }

    #[test]
    fn the_map_fits_its_frame() {
        use crate::domain::Gemeente;
        for gemeente in Gemeente::ALL {
            let vlak = Vlak { gemeente, stand: super::super::Vlakstand::Gedekt, eigen: false };
            for (x, y) in omtrek(&vlak).into_iter().chain([midden(&vlak)]) {
                assert!((0.0..=KAART_BREEDTE).contains(&x) && (0.0..=KAART_HOOGTE).contains(&y));
            }
        }
    }
}
