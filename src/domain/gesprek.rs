//! The gesprek: planned, prepared, held, established; its agenda and what came out of it (`domein.md` 7).

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::vorm::Bevroren;
use super::{Aanbieder, Afspraak, Afspraaknummer, Gemeente, Kwartaal, Onderdeelsleutel, Segment, Tekst};

/// Which gesprek it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Soortvelden", into = "Soortvelden")]
pub enum Gespreksoort {
    /// The one per aanbieder and kwartaal.
    #[default]
    Regulier,
    /// Beside it.
    Extra,
    /// Of segment individueel: once a calendar year with who guides people of the gemeente (`domein.md` 10).
    Evaluatief(Gemeente),
}

impl Gespreksoort {
    /// The segment that is talked about.
    pub const fn segment(self) -> Segment {
        match self {
            Self::Regulier | Self::Extra => Segment::Collectief,
            Self::Evaluatief(_) => Segment::Individueel,
        }
    }

    /// The gemeente whose gesprek it is; None: of the region.
    pub const fn gemeente(self) -> Option<Gemeente> {
        match self {
            Self::Regulier | Self::Extra => None,
            Self::Evaluatief(gemeente) => Some(gemeente),
        }
    }

    /// Whether its report is to be in some days before it.
    pub const fn has_report_deadline(self) -> bool {
        matches!(self, Self::Regulier | Self::Extra)
    }

    pub const fn is_regulier(self) -> bool {
        matches!(self, Self::Regulier)
    }

    pub const fn is_extra(self) -> bool {
        matches!(self, Self::Extra)
    }
}

/// How it is stored: the first gesprekken were regular or extra, and those of a gemeente came beside them.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Soortvelden {
    extra: bool,
    #[serde(default)]
    gemeente: Option<Gemeente>,
}

impl From<Soortvelden> for Gespreksoort {
    fn from(velden: Soortvelden) -> Self {
        match velden {
            Soortvelden { gemeente: Some(gemeente), .. } => Self::Evaluatief(gemeente),
            Soortvelden { extra: true, .. } => Self::Extra,
            Soortvelden { extra: false, .. } => Self::Regulier,
        }
    }
}

impl From<Gespreksoort> for Soortvelden {
    fn from(soort: Gespreksoort) -> Self {
        Self { extra: soort.is_extra(), gemeente: soort.gemeente() }
    }
}

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
    /// The kwartaal whose figures are on the table. Of an evaluatief gesprek that was not held: of the newest report.
    pub kwartaal: Kwartaal,
    #[serde(flatten)]
    pub soort: Gespreksoort,
    pub datum: Option<NaiveDate>,
    pub tijd: Option<NaiveTime>,
    pub plaats: Tekst,
    /// Who is invited, and once it is held who was present, in the order typed: "contractmanager", "beleidscollega Venlo", the
    /// aanbieder's people.
    pub aanwezig: Vec<Tekst>,
    /// Who was invited and is not there.
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
    /// The regular one of an aanbieder about a kwartaal, of which nothing was planned yet.
    pub fn unplanned(aanbieder: Aanbieder, kwartaal: Kwartaal) -> Self {
        Self {
            id: 0,
            aanbieder,
            kwartaal,
            soort: Gespreksoort::Regulier,
            datum: None,
            tijd: None,
            plaats: Tekst::default(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: Tekst::default(),
            status: Gespreksstatus::Gepland,
            begonnen: None,
            volgende: None,
            bevroren: None,
            vaststelling: None,
            rijversie: 0,
        }
    }

    /// The segment that is talked about.
    pub const fn segment(&self) -> Segment {
        self.soort.segment()
    }

    /// The gemeente whose gesprek it is; None: of the region.
    pub const fn gemeente(&self) -> Option<Gemeente> {
        self.soort.gemeente()
    }

    /// The calendar year that it is of: that of its day. One without a day is of the year of its figures.
    pub fn jaar(&self) -> i32 {
        self.datum.map_or(self.kwartaal.jaar(), |dag| dag.year())
    }

    /// Whether the other is with the same people: an afspraak of the one comes back at the other (`domein.md` 7, 10).
    pub fn is_of_same_table(&self, other: &Self) -> bool {
        (self.aanbieder, self.gemeente()) == (other.aanbieder, other.gemeente())
    }

    /// Who is expected the next time: who was there, and who could not be.
    pub fn invited(&self) -> Vec<Tekst> {
        self.present().iter().chain(&self.afwezig).cloned().collect()
    }

    /// Who is there: whoever sends word of not coming stays invited, and is not present.
    pub fn present(&self) -> Vec<Tekst> {
        let is_absent = |wie: &Tekst| self.afwezig.iter().any(|afwezig| afwezig.to_lowercase() == wie.to_lowercase());
        self.aanwezig.iter().filter(|wie| !is_absent(wie)).cloned().collect()
    }
}

/// Whose table each gesprek of one gemeente is, by its id: what was agreed there comes back there and nowhere else (`domein.md` 10).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tafels(HashMap<i64, (Aanbieder, Gemeente)>);

impl Tafels {
    pub fn of(gesprekken: &[Gesprek]) -> Self {
        Self(gesprekken.iter().filter_map(|g| Some((g.id, (g.aanbieder, g.gemeente()?)))).collect())
    }

    /// The gemeente at whose table an afspraak was made; None: it is of the region.
    pub fn gemeente(&self, afspraak: &Afspraak) -> Option<Gemeente> {
        self.of_afspraak(afspraak).map(|(_, gemeente)| gemeente)
    }

    fn of_afspraak(&self, afspraak: &Afspraak) -> Option<(Aanbieder, Gemeente)> {
        self.0.get(&afspraak.gesprek?).copied()
    }

    /// Whether an afspraak is talked about at a table for as long as it is open. Those of the region as a whole are at every one but
    /// that of a gemeente.
    pub fn is_of(&self, afspraak: &Afspraak, aanbieder: Aanbieder, gemeente: Option<Gemeente>) -> bool {
        match self.of_afspraak(afspraak) {
            Some(own) => Some(own.1) == gemeente && own.0 == aanbieder,
            None => gemeente.is_none() && afspraak.aanbieder.is_none_or(|a| a == aanbieder),
        }
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

impl Agendapunt {
    /// Whether the user added it, and wrote nothing at it.
    pub fn is_bare_own(&self) -> bool {
        matches!(self.sleutel, Onderdeelsleutel::Eigen(_)) && self.voorbereiding.is_empty() && self.notitie.is_empty()
    }
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
    Tekst {
        soort: Uitkomstsoort,
        tekst: Tekst,
        /// The afspraak of before that was closed with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sluit: Option<Afspraaknummer>,
    },
}

impl Uitkomstinhoud {
    /// A text that says nothing of an afspraak.
    pub const fn tekst(soort: Uitkomstsoort, tekst: Tekst) -> Self {
        Self::Tekst { soort, tekst, sluit: None }
    }

    /// The afspraak of before that was closed with it.
    pub const fn sluit(&self) -> Option<Afspraaknummer> {
        match self {
            Self::Tekst { sluit, .. } => *sluit,
            Self::Afspraak(_) => None,
        }
    }
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
