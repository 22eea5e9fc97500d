//! From bytes to checked domain values plus findings.
//!
//! A file's way: [`bron`] reads the bytes safely, `grid` recognises the form and yields rows of cells with coordinates,
//! `kop` finds the header and with it the kind of sheet, the readers in `bladen` make domain values of rows, and
//! [`read_file`] places the whole (aanbieder, kwartaal) and gives the verdict. Findings are made by the [`catalogus`] alone.
//!
//! Bad content is never an `Err`: it is a finding, and the verdict says what the file is worth.
//!
//! **Architecture Invariant:** knows no database, no terminal and no clock; the day of receipt is an option.

mod bestand;
mod bladen;
mod bron;
mod bsnwacht;
mod catalogus;
mod cel;
mod datum;
mod deelnemers;
mod eerder;
mod grid;
mod herkomst;
mod kop;
mod kruiscontrole;
mod kwartaal;
mod lezen;
mod maand;
mod pseudoniem;
mod regel;
mod rijen;
mod tekst;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::{
    Aanbieder, Bestandsoordeel, Bevinding, CvsExport, Dekkingsoverzicht, Drempels, Gemeente, Kwartaal, Participatieladder,
    Rapport, Register, Tekst, Uitvraagantwoord,
};

use crate::domain::sleutel::sleutels;

pub use bestand::{read_bytes, read_file, unreadable_file};
pub use catalogus::{Bevindinggroep, Bevindinghulp, Code, MAX_PER_SOORT, groepeer};
pub use eerder::{Afwijkingen, Buitencontract, Productgat, compare_again};
pub(crate) use tekst::fold_kop;

/// What the caller knows of a file beforehand.
#[derive(Debug, Clone)]
pub struct Opties<'a> {
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Only for a CVS export, which is one gemeente's own view.
    pub gemeente: Option<Gemeente>,
    pub ladder: &'a Participatieladder,
    /// Who the aanbieders are, and which numbers of eight digits are nobody's burgerservicenummer.
    pub register: &'a Register,
    /// The key of the database: when given, every deelnemer code is replaced by a keyed hash of it.
    pub pseudoniem: Option<&'a [u8]>,
    /// The user's own header mappings.
    pub koppelingen: &'a [Kolomkoppeling],
    /// More Aanpassingen than this are many, by the normenkader.
    pub max_aanpassingen: u32,
    /// The day on which the file came in: that of delivery where the Voorblad says none, or one that is later.
    pub ontvangen: Option<NaiveDate>,
}

impl<'a> Opties<'a> {
    /// Returns options that know nothing.
    pub const fn new(ladder: &'a Participatieladder, register: &'a Register) -> Self {
        Self {
            aanbieder: None,
            kwartaal: None,
            gemeente: None,
            ladder,
            register,
            pseudoniem: None,
            koppelingen: &[],
            max_aanpassingen: Drempels::STANDAARD.max_aanpassingen,
            ontvangen: None,
        }
    }
}

/// A header that the user mapped to a column, remembered per aanbieder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Kolomkoppeling {
    /// None holds for every aanbieder.
    pub aanbieder: Option<Aanbieder>,
    pub blad: Bladsoort,
    /// The header as the file writes it; compared folded.
    pub kop: String,
    /// The name of the column it means, as in `domein.md` 3.
    pub kolom: String,
}

/// The kinds of sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bladsoort {
    Voorblad,
    Deelnemers,
    Tevredenheid,
    Samenwerking,
    Dekkingsoverzicht,
    Uitvraag,
    Cvs,
}

sleutels! {
    Bladsoort "soort blad" {
        Voorblad = "voorblad",
        Deelnemers = "deelnemers",
        Tevredenheid = "tevredenheid",
        Samenwerking = "samenwerking",
        Dekkingsoverzicht = "dekkingsoverzicht",
        Uitvraag = "uitvraag",
        Cvs = "cvs",
    }
}

/// A header that was not recognised but resembles a column: the user can map it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kopvoorstel {
    pub blad: Bladsoort,
    /// As Excel shows it.
    pub cel: String,
    pub kop: String,
    /// The nearest column.
    pub kolom: &'static str,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inhoud {
    /// The parts that this file has; `versie` is 1 and for storage to decide.
    Rapport(Rapport),
    Dekkingsoverzicht(Dekkingsoverzicht),
    /// The kwartaal is known only when the file says it.
    Uitvraag {
        kwartaal: Option<Kwartaal>,
        antwoorden: Vec<Uitvraagantwoord>,
        niet_meegeteld: u32,
        /// The gemeente whose workbook it is, when there is nothing in it.
        leeg: Option<Gemeente>,
    },
    CvsExport(CvsExport),
}

impl Inhoud {
    /// The word in JSON and on screens.
    pub const fn soort(&self) -> &'static str {
        match self {
            Self::Rapport(_) => "kwartaalrapportage",
            Self::Dekkingsoverzicht(_) => "dekkingsoverzicht",
            Self::Uitvraag { .. } => "uitvraag",
            Self::CvsExport(_) => "cvs",
        }
    }

    /// The report, where it is one.
    const fn rapport(&self) -> Option<&Rapport> {
        if let Self::Rapport(rapport) = self { Some(rapport) } else { None }
    }

    pub fn aanbieder(&self) -> Option<Aanbieder> {
        self.rapport().map(|r| r.aanbieder)
    }

    pub const fn kwartaal(&self) -> Option<Kwartaal> {
        match self {
            Self::Rapport(r) => Some(r.kwartaal),
            Self::Dekkingsoverzicht(d) => Some(d.kwartaal),
            Self::Uitvraag { kwartaal, .. } => *kwartaal,
            Self::CvsExport(c) => Some(c.kwartaal),
        }
    }

    /// The gemeenten that it is of; none for what comes from an aanbieder or the region.
    pub fn gemeenten(&self) -> BTreeSet<Gemeente> {
        match self {
            Self::Rapport(_) | Self::Dekkingsoverzicht(_) => BTreeSet::new(),
            Self::Uitvraag { antwoorden, leeg, .. } => antwoorden.iter().map(|a| a.gemeente).chain(*leeg).collect(),
            Self::CvsExport(c) => BTreeSet::from([c.gemeente]),
        }
    }

    /// Rows left out as unusable.
    pub fn niet_meegeteld(&self) -> u32 {
        match self {
            Self::Rapport(r) => r.rijen_niet_meegeteld(),
            Self::Dekkingsoverzicht(d) => d.niet_meegeteld,
            Self::Uitvraag { niet_meegeteld, .. } => *niet_meegeteld,
            Self::CvsExport(c) => c.niet_meegeteld,
        }
    }
}

/// A file that was read: what it holds, what is wrong with it and what it is worth.
#[derive(Debug, Clone)]
pub struct Gelezen {
    pub pad: PathBuf,
    /// The name of the file, safe to show.
    pub bestand: String,
    /// SHA-256 of the bytes, in hex; empty when there was nothing to read.
    pub sha256: String,
    /// Empty when the verdict is *niet bruikbaar*; usually one.
    pub inhoud: Vec<Inhoud>,
    /// Those of the whole file first, then in the order of the file.
    pub bevindingen: Vec<Bevinding>,
    /// How many of each kind there were, also those beyond [`MAX_PER_SOORT`].
    pub aantallen: BTreeMap<Code, usize>,
    pub oordeel: Bestandsoordeel,
    pub voorstellen: Vec<Kopvoorstel>,
    /// What was found of the kind, aanbieder and kwartaal, also when the file is *niet bruikbaar*.
    pub soort: Option<&'static str>,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Where the sheets and columns stood, for findings that come later.
    vindplaatsen: Vec<Vindplaats>,
}

/// Follows the reading of a file. `()` follows nothing and never cancels.
pub trait Voortgang {
    /// Called sparsely, with rows read so far and bytes done of all where that is known. Returns false to cancel.
    fn meld(&mut self, rijen: u64) -> bool;
}

impl Voortgang for () {
    fn meld(&mut self, _rijen: u64) -> bool {
        true
    }
}

/// Why a file was not read at all: the surroundings, not the content.
#[derive(Debug, thiserror::Error)]
pub enum Leesfout {
    #[error("{} is niet te lezen: {source}", pad.display())]
    NietLeesbaar { pad: PathBuf, source: std::io::Error },
    #[error("het lezen van {} is afgebroken", pad.display())]
    Afgebroken { pad: PathBuf },
}

/// Where the rows of a sheet stood, so that later checks can name cells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Vindplaats {
    soort: Bladsoort,
    volgnummer: usize,
    blad: Option<Tekst>,
    kolom_van: Vec<Option<u32>>,
}
