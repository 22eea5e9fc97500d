//! The gesprekken about the kwartalen of a year, of everybody: how each stands, and what became of what was agreed in it.

use std::path::Path;

use super::uitgang::{Akkoord, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::{Aanbieder, Afspraak, Gesprek, Gesprekstelling, Kwartaal};
use crate::files::Target;
use crate::reports::gesprekkenlijst::{self, Gesprekrij};

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jaargesprekken {
    pub jaar: i32,
    /// With whom there is one, or is to be one, in the order of the register.
    pub aanbieders: Vec<Aanbieder>,
    /// By kwartaal and aanbieder, the regular one first.
    pub plekken: Vec<Gesprekplek>,
}

/// A gesprek of the year, or the place of a regular one that is not planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesprekplek {
    pub kwartaal: Kwartaal,
    pub aanbieder: Aanbieder,
    pub gesprek: Option<Jaargesprek>,
}

/// A gesprek with what was agreed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jaargesprek {
    pub gesprek: Gesprek,
    pub afspraken: Vec<Afspraak>,
    pub telling: Gesprekstelling,
}

impl App {
    /// The gesprekken about the kwartalen of a year; with whom is shown in a kwartaal there is to be a regular one.
    pub fn jaargesprekken(&self, jaar: i32) -> Result<Jaargesprekken, Fout> {
        let mut gesprekken = self.gesprekken()?;
        gesprekken.retain(|g| g.kwartaal.jaar() == jaar);
        let afspraken: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let getoonden = self.alle_getoonden()?;
        let kwartalen: Vec<Kwartaal> = (1..=4).filter_map(|n| Kwartaal::new(jaar, n)).collect();
        let mut plekken: Vec<Gesprekplek> = Vec::new();
        for kwartaal in &kwartalen {
            let is_regular = |aanbieder| {
                gesprekken.iter().any(|g| (g.aanbieder, g.kwartaal) == (aanbieder, *kwartaal) && g.soort.is_regulier())
            };
            let wanted = getoonden.of(*kwartaal).into_iter().map(|g| g.aanbieder).filter(|a| !is_regular(*a));
            plekken.extend(wanted.map(|aanbieder| Gesprekplek { kwartaal: *kwartaal, aanbieder, gesprek: None }));
        }
        plekken.extend(gesprekken.into_iter().map(|gesprek| {
            let made: Vec<Afspraak> = afspraken.iter().filter(|a| a.gesprek == Some(gesprek.id)).cloned().collect();
            let telling = Gesprekstelling::of(&made, self.vandaag());
            let (kwartaal, aanbieder) = (gesprek.kwartaal, gesprek.aanbieder);
            Gesprekplek { kwartaal, aanbieder, gesprek: Some(Jaargesprek { gesprek, afspraken: made, telling }) }
        }));
        let order = |p: &Gesprekplek| {
            let own = p.gesprek.as_ref().map(|g| (!g.gesprek.soort.is_regulier(), g.gesprek.datum, g.gesprek.id));
            (p.kwartaal, self.register.plaats(p.aanbieder), own)
        };
        plekken.sort_by_key(order);
        let aanbieders = self.register.in_volgorde(plekken.iter().map(|p| p.aanbieder));
        Ok(Jaargesprekken { jaar, aanbieders, plekken })
    }

    /// Writes them to a workbook.
    pub fn write_jaargesprekken(&self, naar: &Path, jaar: i32, akkoord: Akkoord) -> Result<(), Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP)], akkoord.vervang, None)?;
        let rij = |plek: Gesprekplek| Gesprekrij {
            aanbieder: self.register.naam(plek.aanbieder),
            kwartaal: plek.kwartaal,
            telling: plek.gesprek.as_ref().map(|g| g.telling),
            gesprek: plek.gesprek.map(|g| g.gesprek),
        };
        let rijen: Vec<Gesprekrij> = self.jaargesprekken(jaar)?.plekken.into_iter().map(rij).collect();
        let bytes = gesprekkenlijst::write(&rijen, jaar, self.is_voorbeeld())
            .map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)
    }
}
