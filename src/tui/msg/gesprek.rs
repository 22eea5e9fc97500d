//! What the gesprek screens ask of the store.

use std::path::PathBuf;

use crate::app::{Afspraakrij, Akkoord, Gesprekwijziging, NieuwGesprek, NieuweAfspraak, Puntwijziging, Tafeldaad, Verslagkeuzes};
use crate::domain::{Aanbieder, Kwartaal, Onderdeelsleutel, Uitkomstsoort};

/// A change around a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opdracht {
    Plan(Box<NieuwGesprek>),
    Wijzig {
        id: i64,
        rijversie: u32,
        wijziging: Box<Gesprekwijziging>,
    },
    Stap {
        id: i64,
        rijversie: u32,
        stap: Stap,
    },
    Schrap {
        id: i64,
        rijversie: u32,
    },
    Begin(i64),
    Punt {
        id: i64,
        sleutel: Onderdeelsleutel,
        rijversie: Option<u32>,
        wijziging: Box<Puntwijziging>,
    },
    NieuwPunt {
        id: i64,
        titel: String,
    },
    Volgorde {
        id: i64,
        volgorde: Vec<Onderdeelsleutel>,
    },
    Uitkomst {
        id: i64,
        sleutel: Onderdeelsleutel,
        soort: Uitkomstsoort,
        tekst: String,
    },
    WijzigUitkomst {
        uitkomst: i64,
        rijversie: u32,
        tekst: String,
    },
    VerwijderUitkomst {
        uitkomst: i64,
        rijversie: u32,
    },
    /// `verwacht` is the expectation as typed; empty: none.
    Afspraak {
        id: i64,
        sleutel: Onderdeelsleutel,
        nieuw: Box<NieuweAfspraak>,
        verwacht: String,
    },
    /// Something done with an open afspraak at the table.
    Tafeldaad {
        id: i64,
        sleutel: Onderdeelsleutel,
        rij: Afspraakrij,
        daad: Tafeldaad,
    },
    /// Of the gesprek with this id; None: the regular one, though it was not planned.
    Verslag {
        gesprek: Option<i64>,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        /// One file per form; the ending says which.
        naar: Vec<PathBuf>,
        akkoord: Akkoord,
        keuzes: Verslagkeuzes,
    },
    /// The dates from today on, for a calendar program.
    Ics {
        naar: PathBuf,
        aanbieder: Option<Aanbieder>,
        codes: bool,
        akkoord: Akkoord,
    },
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stap {
    Voorbereid,
    Gehouden,
    Vastgesteld,
    Heropend,
}

impl Stap {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Voorbereid => "voorbereid",
            Self::Gehouden => "gehouden",
            Self::Vastgesteld => "vastgesteld",
            Self::Heropend => "heropend",
        }
    }
}
