//! Everything that a verslag says.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Cijferstand, Dekkingsverslag, Normstand, Rapportversie, punt};
use crate::domain::{
    Afspraaksoort, Afspraakstatus, Feitregel, Genoemd, Gespreksstatus, Getypt, Kwartaal, Onderdeelsleutel, Uitkomstsoort,
};

/// What a verslag is made of. Of version 1, which knew nothing of who was absent and who wrote it, those are empty; version 2 knew
/// no gesprekken of one gemeente, version 3 nothing of an afspraak that says itself what kind it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verslagstof {
    /// The data is fictitious: the document says so on every page.
    pub voorbeeld: bool,
    pub aanbieder: Aanbiedernaam,
    /// What the contract is about, in words.
    pub product: String,
    pub kwartaal: Kwartaal,
    /// Held beside the regular one.
    pub extra: bool,
    /// The gemeente whose evaluatief gesprek it is, by name; None: of the region.
    #[serde(default)]
    pub gemeente: Option<String>,
    pub status: Gespreksstatus,
    pub datum: Option<NaiveDate>,
    pub tijd: Option<NaiveTime>,
    pub plaats: Getypt,
    pub aanwezig: Vec<Getypt>,
    #[serde(default)]
    pub afwezig: Vec<Getypt>,
    #[serde(default)]
    pub verslaglegger: Getypt,
    /// Since when the figures do not move any more.
    pub bevroren_op: Option<NaiveDate>,
    pub vastgesteld_op: Option<NaiveDate>,
    pub rapportage: String,
    pub versies: Vec<Rapportversie>,
    pub normen: Vec<Normstand>,
    pub klein_onder: u32,
    /// What moved between the gesprek and its vaststelling.
    pub gewijzigd: Vec<Wijzigingregel>,
    pub dekking: Option<Dekkingsverslag>,
    /// In the order of the agenda; those that were dropped among them.
    pub punten: Vec<Verslagpunt>,
    /// Made in this gesprek.
    pub afspraken: Vec<Verslagafspraak>,
    /// Carried over: open at the gesprek, and made before.
    pub doorlopend: Vec<Doorlopend>,
    /// How many of before were said to be done in this gesprek.
    #[serde(default, skip_serializing_if = "is_none")]
    pub afgesloten: u32,
    /// The day of the next gesprek.
    pub volgende: Option<NaiveDate>,
}

/// What an older form does not say is not written where there is nothing of it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks it")]
const fn is_none(n: &u32) -> bool {
    *n == 0
}

/// An aanbieder as it was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aanbiedernaam {
    pub sleutel: String,
    pub naam: String,
    pub statutair: String,
    pub kvk: String,
}

/// A figure that moved, then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wijzigingregel {
    pub norm: String,
    /// `2024-K2`, `2024 t/m K2`.
    pub periode: String,
    pub toen: Cijferstand,
    pub nu: Cijferstand,
}

/// A point of the agenda with what came out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verslagpunt {
    #[serde(with = "punt")]
    pub sleutel: Onderdeelsleutel,
    pub titel: Getypt,
    /// Dropped from the agenda: not talked about, and not in the verslag.
    pub vervallen: bool,
    pub feiten: Vec<Feitregel>,
    pub notitie: Getypt,
    pub uitkomsten: Vec<Verslaguitkomst>,
}

/// What came out of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verslaguitkomst {
    Afspraak(Box<Verslagafspraak>),
    Tekst { soort: Uitkomstsoort, tekst: Getypt },
}

/// An afspraak as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verslagafspraak {
    /// `PSW-2024-07`.
    pub nummer: String,
    pub tekst: Getypt,
    pub eigenaar: Getypt,
    pub deadline: Option<NaiveDate>,
    pub status: Afspraakstatus,
    pub soort: Afspraaksoort,
    /// The text says itself what kind it is.
    #[serde(default)]
    pub noemt_soort: bool,
    pub resultaat: Getypt,
    /// 1–4.
    pub kpi: Option<u8>,
    pub deelnemer: Option<Genoemd>,
    /// The measurable expectation as it is written: `C1.1 ≥ 95% in 2025-K1`.
    pub verwacht: Option<String>,
}

/// An afspraak that was carried over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doorlopend {
    pub afspraak: Verslagafspraak,
    /// Its deadline lay before the gesprek.
    pub te_laat: bool,
    /// Held gesprekken at which it was still open after its first deadline, this one included.
    pub doorgeschoven: u32,
    /// It was made outside any gesprek.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub los: bool,
}

/// A text that somebody typed, and where in the verslag it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Getypteplek {
    pub plek: String,
    pub tekst: String,
}

impl Verslagstof {
    /// The version of the form that this program writes.
    pub const VERSIE: u32 = 4;

    /// The points that were talked about.
    pub fn in_gesprek(&self) -> impl Iterator<Item = &Verslagpunt> {
        self.punten.iter().filter(|p| !p.vervallen)
    }

    /// Every afspraak in it, wherever it is told.
    pub fn afspraken_mut(&mut self) -> impl Iterator<Item = &mut Verslagafspraak> {
        let outcomes = self.punten.iter_mut().flat_map(|punt| &mut punt.uitkomsten).filter_map(|u| match u {
            Verslaguitkomst::Afspraak(afspraak) => Some(&mut **afspraak),
            Verslaguitkomst::Tekst { .. } => None,
        });
        outcomes.chain(&mut self.afspraken).chain(self.doorlopend.iter_mut().map(|l| &mut l.afspraak))
    }

    /// Every text in the verslag that somebody typed, with its place; each afspraak once.
    pub fn getypt(&self) -> Vec<Getypteplek> {
        let mut found = vec![Getypteplek::new("plaats", &self.plaats)];
        found.extend(self.aanwezig.iter().map(|wie| Getypteplek::new("aanwezig", wie)));
        found.extend(self.afwezig.iter().map(|wie| Getypteplek::new("afwezig", wie)));
        found.push(Getypteplek::new("verslaglegger", &self.verslaglegger));
        for punt in self.in_gesprek() {
            let titel = punt.titel.geheel();
            let at = |wat: &str| format!("{titel}, {wat}");
            found.push(Getypteplek::new("titel van een agendapunt", &punt.titel));
            found.extend(punt.feiten.iter().map(|feit| Getypteplek { plek: at("feiten"), tekst: feit.getypt() }));
            found.push(Getypteplek::new(at("notitie"), &punt.notitie));
            for uitkomst in &punt.uitkomsten {
                match uitkomst {
                    Verslaguitkomst::Tekst { soort, tekst } => found.push(Getypteplek::new(at(soort.naam()), tekst)),
                    Verslaguitkomst::Afspraak(a) => found.extend(a.getypt()),
                }
            }
        }
        found.extend(self.afspraken.iter().flat_map(Verslagafspraak::getypt));
        found.extend(self.doorlopend.iter().flat_map(|l| l.afspraak.getypt()));
        let mut seen: Vec<Getypteplek> = Vec::new();
        found.retain(|g| {
            let new = !g.tekst.trim().is_empty() && !seen.contains(g);
            seen.extend(new.then(|| g.clone()));
            new
        });
        found
    }
}

impl Verslagafspraak {
    /// What somebody typed of it.
    pub fn getypt(&self) -> [Getypteplek; 3] {
        [&self.tekst, &self.eigenaar, &self.resultaat].map(|tekst| Getypteplek::new(format!("afspraak {}", self.nummer), tekst))
    }
}

impl Getypteplek {
    fn new(plek: impl Into<String>, tekst: &Getypt) -> Self {
        Self { plek: plek.into(), tekst: tekst.geheel() }
    }
}
