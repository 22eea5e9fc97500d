//! Import in two steps: check files into proposals, then store a proposal in one transaction.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::{App, Fout};
use crate::domain::{
    Aanbieder, Bestandsoordeel, Bevinding, Deel, Deelnemercode, Kwartaal, Meting, Periode, Trajectregel, Waarde,
};
use crate::wording;

/// What the user says of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leesopties {
    /// Contradicted by the file: an error.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Replace every deelnemer code by a keyed hash (`domein.md` 8).
    pub pseudoniem: bool,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// The file at hand, from 1.
    pub bestand: usize,
    pub van: usize,
    pub naam: String,
    /// Within the file: rows or bytes done, and of how many when that is known.
    pub gedaan: u64,
    pub totaal: Option<u64>,
}

/// Hears how far a job is, and may stop it.
pub trait Voortgang {
    /// Called sparsely, at most some tens of times a second.
    fn stap(&mut self, stap: &Stap);
    /// Asked often: true stops the job, with nothing stored.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// For who does not care how far it is.
impl Voortgang for () {
    fn stap(&mut self, _: &Stap) {}
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Soort {
    Kwartaalrapportage,
    Dekkingsoverzicht,
    Uitvraag,
    Cvs,
}

impl Soort {
    /// The word in JSON and on screens.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Kwartaalrapportage => "kwartaalrapportage",
            Self::Dekkingsoverzicht => "dekkingsoverzicht",
            Self::Uitvraag => "uitvraag",
            Self::Cvs => "cvs",
        }
    }
}

/// What one file holds that could be stored: a report (parts of), an overview, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inhoud {
    pub soort: Soort,
    /// None for a dekkingsoverzicht.
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    pub delen: Vec<Deel>,
    pub rijen: u32,
    pub rijen_niet_meegeteld: u32,
    /// The version it would become (or completes, or is, when known).
    pub versie: u32,
    /// True when it holds nothing new.
    pub bekend: bool,
    /// Against the version that stands; None when it is the first.
    pub verschil: Option<Verschil>,
    /// Figures of the kwartaal and later ones of the year that would move.
    pub verschoven: Vec<Verschoven>,
}

/// A row that is in both versions and says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rijverschil {
    pub deelnemer: Deelnemercode,
    pub startdatum: chrono::NaiveDate,
    /// Column, was, becomes; as shown.
    pub velden: Vec<(&'static str, String, String)>,
}

/// Rows against the version that stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verschil {
    /// The version it is held against.
    pub met_versie: u32,
    pub erbij: Vec<Trajectregel>,
    pub weg: Vec<Trajectregel>,
    pub anders: Vec<Rijverschil>,
    /// Rows of other sheets that came or went (marks, coverage, cooperation text), each in words.
    pub overig: Vec<String>,
}

/// A figure that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschoven {
    pub periode: Periode,
    pub was: Meting,
    pub wordt: Meting,
}

/// `97,1% (34 van 35)`, or the state.
fn figure(meting: &Meting) -> String {
    match &meting.waarde {
        Waarde::Gemeten { teller, noemer } => format!("{} ({} van {noemer})", meting.weergave, teller.normalize()),
        andere => andere.toestand().to_owned(),
    }
}

impl Verschoven {
    /// Whether the verdict turns, and not only the number.
    pub fn verdict_turns(&self) -> bool {
        self.was.oordeel != self.wordt.oordeel || self.was.zou != self.wordt.zou
    }

    /// `PSW C1.1 2024-K2: 97,1% (34 van 35) → 100,0% (35 van 35), niet gehaald wordt gehaald`.
    pub fn woorden(&self) -> String {
        let wie = self.wordt.aanbieder.map_or("alle", Aanbieder::naam);
        let periode = wording::periode(self.periode, self.wordt.kwartaal);
        let mut tekst = format!("{wie} {} {periode}: {} → {}", self.wordt.norm, figure(&self.was), figure(&self.wordt));
        if self.verdict_turns() {
            let name = |m: &Meting| m.zou.unwrap_or(m.oordeel).naam();
            let _ = write!(tekst, ", {} wordt {}", name(&self.was), name(&self.wordt));
        }
        tekst
    }
}

/// A file that was read and checked, ready to be stored or refused.
#[derive(Debug)]
pub struct Voorstel {
    pub pad: PathBuf,
    /// The name as shown; safe for a terminal.
    pub naam: String,
    pub oordeel: Bestandsoordeel,
    /// What was recognised of it, also when it is not usable.
    pub soort: Option<Soort>,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    /// Those that touch a KPI first.
    pub bevindingen: Vec<Bevinding>,
    /// Empty when the file is not usable.
    pub inhoud: Vec<Inhoud>,
}

impl Voorstel {
    /// Whether everything in it is known already.
    pub fn is_known(&self) -> bool {
        !self.inhoud.is_empty() && self.inhoud.iter().all(|i| i.bekend)
    }

    /// Whether it goes in only with a reason.
    pub fn needs_reason(&self) -> bool {
        self.oordeel == Bestandsoordeel::DeelsBruikbaar
    }
}

/// What storing a proposal did, per content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opgeslagen {
    pub soort: Soort,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Option<Kwartaal>,
    pub versie: u32,
    /// Nothing new: nothing was stored.
    pub bekend: bool,
}

impl App {
    /// Lists the files that a list of paths means: a folder is its files (not hidden ones), in order of name.
    pub fn list_files(&self, paden: &[PathBuf]) -> Result<Vec<PathBuf>, Fout> {
        let _ = paden;
        Err(Fout::NietBeschikbaar("inlezen"))
    }

    /// Reads and checks files; stores nothing. A file that cannot be used is a proposal with that verdict, not an error.
    pub fn check_files(
        &self,
        paden: &[PathBuf],
        opties: &Leesopties,
        voortgang: &mut dyn Voortgang,
    ) -> Result<Vec<Voorstel>, Fout> {
        let _ = (paden, opties, voortgang);
        Err(Fout::NietBeschikbaar("inlezen"))
    }

    /// Stores one proposal whole, in one transaction, or not at all; `reden` is required for *deels bruikbaar*.
    pub fn store(&mut self, voorstel: &Voorstel, reden: Option<&str>) -> Result<Vec<Opgeslagen>, Fout> {
        let _ = (voorstel, reden);
        Err(Fout::NietBeschikbaar("inlezen"))
    }
}
