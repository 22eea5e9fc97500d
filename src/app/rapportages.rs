//! What was delivered: versions, verdicts and findings.

use chrono::NaiveDate;

use super::{App, Fout, Rapportagestatus};
use crate::domain::{Aanbieder, Bestandsoordeel, Bevinding, Deel, Kwartaal};

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versieregel {
    pub versie: u32,
    /// Whether it is the version that stands.
    pub staat: bool,
    /// Date of delivery.
    pub aangeleverd: Option<NaiveDate>,
    /// The day it was read in, and by whom.
    pub ingelezen: NaiveDate,
    pub door: String,
    /// The parts and the file that each came from.
    pub delen: Vec<(Deel, String)>,
    pub oordeel: Bestandsoordeel,
    /// Rows in Deelnemers and Tevredenheid together.
    pub rijen: u32,
    pub rijen_niet_meegeteld: u32,
    /// Why a partly usable file was accepted.
    pub reden: Option<String>,
    /// How many findings there are; [`App::bevindingen`] has them.
    pub bevindingen: u32,
}

/// The reports of one aanbieder for the kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RapportageRegel {
    pub status: Rapportagestatus,
    /// Newest first.
    pub versies: Vec<Versieregel>,
}

/// One version of the dekkingsoverzicht.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsversie {
    pub versie: u32,
    pub staat: bool,
    pub ingelezen: NaiveDate,
    pub door: String,
    pub bestand: String,
    pub oordeel: Bestandsoordeel,
    pub rijen: u32,
    pub reden: Option<String>,
    pub bevindingen: u32,
}

/// The rapportages screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapportagebeeld {
    pub kwartaal: Kwartaal,
    /// Per aanbieder, in contract order.
    pub rapportages: Vec<RapportageRegel>,
    /// Newest first.
    pub dekking: Vec<Dekkingsversie>,
}

impl App {
    /// What was delivered for a kwartaal.
    pub fn rapportages(&self, kwartaal: Kwartaal) -> Result<Rapportagebeeld, Fout> {
        let _ = kwartaal;
        Err(Fout::NietBeschikbaar("rapportages"))
    }

    /// The findings of one version; those that touch a KPI first. `aanbieder` None is the dekkingsoverzicht.
    pub fn bevindingen(&self, aanbieder: Option<Aanbieder>, kwartaal: Kwartaal, versie: u32) -> Result<Vec<Bevinding>, Fout> {
        let _ = (aanbieder, kwartaal, versie);
        Err(Fout::NietBeschikbaar("rapportages"))
    }
}
