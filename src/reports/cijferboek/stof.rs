//! What the workbook is made of, gathered before it is drawn.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::vorm::Besprokencijfer;
use crate::domain::{
    Aanbieder, Afspraaknummer, Cvsrij, Gemeente, Getypt, Herleidingsrij, Kwartaal, Laddergang, Meting, Norm, NormId, Periode,
    Register, Segment, Signaal,
};

/// A sheet of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cijferblad {
    Kpi,
    Onderbouwing,
    Aandacht,
    Signalen,
    Cvs,
    /// The trajecten with their treden.
    Ladder,
    /// Table and charts.
    Trend,
}

impl Cijferblad {
    pub const ALL: [Self; 7] =
        [Self::Kpi, Self::Trend, Self::Onderbouwing, Self::Aandacht, Self::Signalen, Self::Cvs, Self::Ladder];

    /// As a command names it.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Kpi => "kpi",
            Self::Onderbouwing => "onderbouwing",
            Self::Aandacht => "aandacht",
            Self::Signalen => "signalen",
            Self::Cvs => "cvs",
            Self::Ladder => "ladder",
            Self::Trend => "trend",
        }
    }

    /// Returns the sheet with this name.
    pub fn parse(tekst: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.naam() == tekst.trim().to_lowercase())
    }

    /// Whether it says anything of a segment: CVS and the ladder are held against the reports of collectief only.
    pub const fn is_of(self, segment: Segment) -> bool {
        match self {
            Self::Cvs | Self::Ladder => matches!(segment, Segment::Collectief),
            Self::Kpi | Self::Onderbouwing | Self::Aandacht | Self::Signalen | Self::Trend => true,
        }
    }

    /// Whether its rows are of single people, or hold what somebody told.
    pub const fn is_private(self) -> bool {
        match self {
            Self::Kpi | Self::Trend => false,
            Self::Onderbouwing | Self::Aandacht | Self::Signalen | Self::Cvs | Self::Ladder => true,
        }
    }
}

/// What the workbook says: a list per sheet, empty where the sheet is not asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cijferstof {
    pub cijfers: Vec<Cijferrij>,
    pub rijen: Vec<Onderbouwing>,
    pub aandacht: Vec<Aandachtrij>,
    pub signalen: Vec<Signaalrij>,
    pub cvs: Vec<Cvsverschilrij>,
    pub ladder: Vec<(Aanbieder, Laddergang)>,
    pub trend: Vec<Trendrij>,
}

/// A figure, with the one of the kwartaal before to hold it against.
#[derive(Debug, Clone, PartialEq)]
pub struct Cijferrij {
    pub norm: Norm,
    pub meting: Meting,
    pub vorige: Option<Meting>,
    /// As it was discussed, when it is another now.
    pub besproken: Option<Besprokencijfer>,
}

/// A row behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Onderbouwing {
    pub norm: NormId,
    pub periode: Periode,
    pub rij: Herleidingsrij,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Aandachtrij {
    pub aanbieder: Aanbieder,
    pub soort: &'static str,
    pub deelnemer: Option<String>,
    pub gemeente: Option<Gemeente>,
    pub startdatum: Option<NaiveDate>,
    pub groep: Getypt,
    pub tekst: Getypt,
    pub sinds: Kwartaal,
    pub gezien: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Signaalrij {
    /// Its texts stand in the fields beside it.
    pub signaal: Signaal,
    pub functie: Getypt,
    pub tekst: Getypt,
    pub antwoord: Getypt,
    pub bundel: Getypt,
    pub opschaling: Getypt,
    pub afspraken: Vec<Afspraaknummer>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cvsverschilrij {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    pub rij: Cvsrij,
}

/// The year figures of one norm and aanbieder; None is `alle`.
#[derive(Debug, Clone, PartialEq)]
pub struct Trendrij {
    pub norm: Norm,
    pub aanbieder: Option<Aanbieder>,
    /// Of every kwartaal of the trend, in order: the figure, and the norm as it held then.
    pub punten: Vec<Cijferboekpunt>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cijferboekpunt {
    pub kwartaal: Kwartaal,
    pub meting: Option<Meting>,
    /// Not while the norm was suspended, or did not exist.
    pub grens: Option<Decimal>,
}

/// How the workbook is written.
#[derive(Debug, Clone, Copy)]
pub struct Boekopmaak<'r> {
    pub kwartaal: Kwartaal,
    /// Of one aanbieder only.
    pub aanbieder: Option<Aanbieder>,
    pub segment: Segment,
    pub register: &'r Register,
    pub voorbeeld: bool,
    pub codes: bool,
    /// Whether the signalen were chosen from a list, rather than those for the gesprek of the kwartaal.
    pub gekozen: bool,
}
