//! The gesprek: planned, prepared, held, established; its agenda and what came out of it (`domein.md` 7).

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::vorm::Bevroren;
use super::{Aanbieder, Afspraaknummer, Kwartaal, Onderdeelsleutel, Tekst};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Gespreksstatus {
    #[default]
    Gepland,
    Voorbereid,
    /// Figures, report versions and norm definitions are frozen from here on.
    Gehouden,
    /// Read-only; re-opening is an act of its own, logged.
    Vastgesteld,
}

sleutels! {
    Gespreksstatus "status van een gesprek" {
        Gepland = "gepland",
        Voorbereid = "voorbereid",
        Gehouden = "gehouden",
        Vastgesteld = "vastgesteld",
    }
}

impl Gespreksstatus {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Gepland => "gepland",
            Self::Voorbereid => "voorbereid",
            Self::Gehouden => "gehouden",
            Self::Vastgesteld => "vastgesteld",
        }
    }

    /// Whether the gesprek has taken place.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Gehouden | Self::Vastgesteld)
    }

    /// Whether a gesprek may go from this state to `next`: holding one that was never marked as prepared is fine; what
    /// was held stays held; *vastgesteld* is opened again to *gehouden* only.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Gepland, Self::Voorbereid | Self::Gehouden)
                | (Self::Voorbereid, Self::Gepland | Self::Gehouden)
                | (Self::Gehouden, Self::Vastgesteld)
                | (Self::Vastgesteld, Self::Gehouden)
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gesprek {
    /// Its id in storage; 0 before it is stored.
    pub id: i64,
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// One regular per aanbieder per kwartaal; extra ones besides.
    pub extra: bool,
    pub datum: Option<NaiveDate>,
    pub tijd: Option<NaiveTime>,
    pub plaats: Tekst,
    /// Who was present, in the order typed: "contractmanager", "beleidscollega Venlo", the aanbieder's people.
    pub aanwezig: Vec<Tekst>,
    /// Who was invited and was not there.
    #[serde(default)]
    pub afwezig: Vec<Tekst>,
    /// Who writes the verslag.
    #[serde(default)]
    pub verslaglegger: Tekst,
    pub status: Gespreksstatus,
    /// When the gespreksmodus was started; elapsed time is derived.
    pub begonnen: Option<DateTime<Utc>>,
    pub volgende: Option<NaiveDate>,
    /// What was discussed, frozen at *gehouden*.
    pub bevroren: Option<Bevroren>,
    /// Which of its vaststellingen holds; None while it is not vastgesteld. What each of them says stands in the store.
    #[serde(default)]
    pub vaststelling: Option<u32>,
    pub rijversie: u32,
}

impl Gesprek {
    /// Who is expected the next time: who was there, and who could not be.
    pub fn invited(&self) -> Vec<Tekst> {
        self.aanwezig.iter().chain(&self.afwezig).cloned().collect()
    }
}

/// A point of the agenda as the user left it: the order, whether it was dropped, and what was written at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agendapunt {
    pub gesprek: i64,
    pub sleutel: Onderdeelsleutel,
    /// The title; generated, or typed for an own point.
    pub titel: Tekst,
    /// 1 and up; 0: where it is generated.
    pub volgorde: u32,
    pub vervallen: bool,
    /// Preparation notes: internal, never on a beamer nor in the verslag.
    pub voorbereiding: Tekst,
    /// Notes of the gesprek: they go into the verslag.
    pub notitie: Tekst,
    pub rijversie: u32,
}

/// An outcome that is no afspraak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Uitkomstsoort {
    Besluit,
    Mededeling,
    Notitie,
}

sleutels! {
    Uitkomstsoort "soort uitkomst" {
        Besluit = "besluit",
        Mededeling = "mededeling",
        Notitie = "notitie",
    }
}

impl Uitkomstsoort {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Besluit => "besluit",
            Self::Mededeling => "mededeling",
            Self::Notitie => "notitie",
        }
    }
}

/// What came out of an agendapunt: an afspraak stands in the afsprakenlijst and is linked, the rest is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uitkomst {
    pub id: i64,
    pub gesprek: i64,
    pub sleutel: Onderdeelsleutel,
    pub inhoud: Uitkomstinhoud,
    pub rijversie: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Uitkomstinhoud {
    Afspraak(Afspraaknummer),
    Tekst { soort: Uitkomstsoort, tekst: Tekst },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_was_written() {
        use Onderdeelsleutel as S;
        for key in [
            S::OpenAfspraken,
            S::Verwachtingen,
            S::Kpi(4),
            S::Bundel(12),
            S::Signalen,
            S::Aandachtspunten,
            S::Dekking,
            S::Tevredenheid,
            S::Samenwerking,
            S::Vooruitblik,
            S::PxQ,
            S::VolgendeDatum,
            S::Eigen(3),
        ] {
            assert_eq!(S::parse(&key.key()), Some(key));
        }
        for text in ["", "kpi", "kpi5", "bundelx", "iets"] {
            assert_eq!(S::parse(text), None, "{text}");
        }
    }
}
