//! Two kwartalen beside each other: every norm of everybody, as it is and as it was, and the difference.

use std::cmp::Ordering;
use std::path::Path;

use super::uitgang::{Akkoord, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::{Aanbieder, Kwartaal, Meting, Norm, Periode, Richting, Segment, Verschil};
use crate::files::Target;
use crate::reports::vergelijking::{self as werkmap, Vergelijkopmaak, Vergelijkrij};

/// Which kwartalen of which segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vergelijkvraag {
    pub segment: Segment,
    pub kwartaal: Kwartaal,
    /// The one that it is held against.
    pub ander: Kwartaal,
}

/// The figures of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kwartaalvergelijking {
    pub vraag: Vergelijkvraag,
    /// In order of norm and aanbieder.
    pub regels: Vec<Vergelijkregel>,
}

/// A norm of an aanbieder; None is alle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vergelijkregel {
    pub norm: Norm,
    pub aanbieder: Option<Aanbieder>,
    kwartaal: Vergelijkpaar,
    jaar: Vergelijkpaar,
}

/// A figure beside that of the other kwartaal; None: there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vergelijkpaar {
    pub nu: Meting,
    pub toen: Option<Meting>,
    pub verschil: Option<Verschil>,
}

impl Vergelijkregel {
    pub const fn paar(&self, periode: Periode) -> &Vergelijkpaar {
        match periode {
            Periode::Kwartaal => &self.kwartaal,
            Periode::Jaar => &self.jaar,
        }
    }

    /// Whether it went the way that the norm asks; None: it did not move, or the norm asks nothing.
    pub fn is_better(&self, periode: Periode) -> Option<bool> {
        let up = match self.paar(periode).verschil?.richting {
            Ordering::Equal => return None,
            richting => richting == Ordering::Greater,
        };
        match self.norm.richting {
            Richting::Minimum => Some(up),
            Richting::Maximum | Richting::Richtwaarde => Some(!up),
            Richting::Informatie => None,
        }
    }

    /// Whether the verdict is another one.
    pub fn is_judged_otherwise(&self, periode: Periode) -> bool {
        let paar = self.paar(periode);
        paar.toen.as_ref().is_none_or(|toen| toen.oordeel != paar.nu.oordeel)
    }
}

impl App {
    /// Every norm of the kwartaal over everybody, beside the same of another kwartaal.
    pub fn vergelijking(&self, vraag: Vergelijkvraag) -> Result<Kwartaalvergelijking, Fout> {
        let nu = self.metingen(vraag.segment, vraag.kwartaal, None)?;
        let toen = self.metingen(vraag.segment, vraag.ander, None)?;
        let paar = |norm: &Norm, meting: &Meting| {
            let same = |m: &&Meting| (&m.norm, m.aanbieder, m.periode) == (&meting.norm, meting.aanbieder, meting.periode);
            let toen = toen.iter().find(same).cloned();
            let verschil = toen.as_ref().and_then(|toen| meting.verschil(toen, norm));
            Vergelijkpaar { nu: meting.clone(), toen, verschil }
        };
        let regel = |meting: &Meting| {
            let norm = self.normen().find(meting.norm.as_str(), vraag.kwartaal)?;
            let of = |periode| {
                let same = |m: &&Meting| (&m.norm, m.aanbieder, m.periode) == (&meting.norm, meting.aanbieder, periode);
                nu.iter().find(same).map(|m| paar(norm, m))
            };
            // Who left has a figure of the year only.
            let jaar = of(Periode::Jaar)?;
            let kwartaal = of(Periode::Kwartaal).unwrap_or_else(|| jaar.clone());
            Some(Vergelijkregel { norm: norm.clone(), aanbieder: meting.aanbieder, kwartaal, jaar })
        };
        let regels = nu.iter().filter(|m| m.periode == Periode::Jaar).filter_map(regel).collect();
        Ok(Kwartaalvergelijking { vraag, regels })
    }

    /// Writes them to a workbook, both periods.
    pub fn write_vergelijking(&self, naar: &Path, vraag: Vergelijkvraag, akkoord: Akkoord) -> Result<(), Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP).for_anybody(true)], akkoord.vervang, None)?;
        let rijen: Vec<Vergelijkrij> =
            self.vergelijking(vraag)?.regels.into_iter().flat_map(|r| self.vergelijkrijen(&r)).collect();
        let opmaak = Vergelijkopmaak {
            kwartaal: vraag.kwartaal,
            ander: vraag.ander,
            segment: vraag.segment.naam(),
            voorbeeld: self.is_voorbeeld(),
        };
        let bytes = werkmap::write(&rijen, opmaak).map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)
    }

    fn vergelijkrijen(&self, regel: &Vergelijkregel) -> Vec<Vergelijkrij> {
        let aanbieder = self.register.naam_of(regel.aanbieder, "alle");
        let rij = |periode| {
            let Vergelijkpaar { nu, toen, verschil } = regel.paar(periode).clone();
            Vergelijkrij { norm: regel.norm.clone(), aanbieder: aanbieder.clone(), nu, toen, verschil }
        };
        Periode::ALL.map(rij).into_iter().collect()
    }
}
