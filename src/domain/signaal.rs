//! Signalen: what the gemeenten tell between the gesprekken, and the bundels in which they go to one (`domein.md` 7).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Aanbieder, Gemeente, Kwartaal, Segment, Toon};

/// What a signaal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Onderwerp {
    Doelrealisatie,
    VoorliggendVeld,
    ErvaringInUitvoering,
    VisieEnOntwikkeldoelen,
    Dekking,
    #[default]
    Overig,
}

impl Onderwerp {
    pub const ALL: [Self; 6] = [
        Self::Doelrealisatie,
        Self::VoorliggendVeld,
        Self::ErvaringInUitvoering,
        Self::VisieEnOntwikkeldoelen,
        Self::Dekking,
        Self::Overig,
    ];

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Doelrealisatie => "doelrealisatie",
            Self::VoorliggendVeld => "voorliggend veld",
            Self::ErvaringInUitvoering => "ervaring in uitvoering",
            Self::VisieEnOntwikkeldoelen => "visie en ontwikkeldoelen",
            Self::Dekking => "dekking",
            Self::Overig => "overig",
        }
    }
}

/// Where a signaal stands. A bundel has no status of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signaalstatus {
    #[default]
    Nieuw,
    /// Segment individueel: steering lies with the gemeente until it escalates to the region.
    Opgeschaald,
    Geagendeerd,
    Besproken,
    Afgehandeld,
}

impl Signaalstatus {
    pub const ALL: [Self; 5] = [Self::Nieuw, Self::Opgeschaald, Self::Geagendeerd, Self::Besproken, Self::Afgehandeld];

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Nieuw => "nieuw",
            Self::Opgeschaald => "opgeschaald",
            Self::Geagendeerd => "geagendeerd",
            Self::Besproken => "besproken",
            Self::Afgehandeld => "afgehandeld",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signaal {
    /// Its id in storage; 0 before it is stored.
    pub id: i64,
    pub datum: NaiveDate,
    /// The kwartaal whose gesprek it is meant for.
    pub kwartaal: Kwartaal,
    pub gemeente: Gemeente,
    /// The function of who told it ("casusregisseur"); never a name.
    pub functie: String,
    /// None: about no aanbieder in particular. Segment individueel: `aanbieder_naam` holds one of the listed names.
    pub aanbieder: Option<Aanbieder>,
    pub aanbieder_naam: Option<String>,
    pub segment: Segment,
    pub onderwerp: Onderwerp,
    /// 1–4.
    pub kpi: Option<u8>,
    pub toon: Toon,
    pub tekst: String,
    pub status: Signaalstatus,
    pub bundel: Option<i64>,
    /// What the aanbieder answered.
    pub antwoord: String,
    /// Came in with the uitvraag rather than typed.
    pub uit_uitvraag: bool,
    /// The row version: a change on an older one is refused.
    pub rijversie: u32,
}

/// Several signalen taken to the gesprek as one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundel {
    pub id: i64,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Kwartaal,
    pub titel: String,
    pub rijversie: u32,
}

/// The distinct gemeenten that a number of signalen come from: what a bundel counts.
pub fn gemeenten<'a>(signalen: impl IntoIterator<Item = &'a Signaal>) -> BTreeSet<Gemeente> {
    signalen.into_iter().map(|s| s.gemeente).collect()
}
