//! Somewhere to go: a screen and what it opens on, as plain data. Screens name a place; `update` makes the screen and decides
//! whether it may open.

use chrono::NaiveDate;

use crate::domain::{Aanbieder, Afspraaknummer, Gemeente, Kwartaal, NormId, Segment};

use super::action::{BeleidAction, Tab};

/// A screen that is gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Under a tab: what was above the first screen is left.
    Tab(Tab),
    /// The rows behind a figure.
    Herleiding {
        segment: Segment,
        norm: NormId,
        aanbieder: Option<Aanbieder>,
        /// None is all of them.
        gemeente: Option<Gemeente>,
    },
    /// The findings of a version of a report; without an aanbieder those of a dekkingsoverzicht.
    Bevindingen(Option<Aanbieder>, Kwartaal, u32),
    /// The list with this afspraak selected.
    Afspraak(Afspraaknummer),
    /// A gesprek: an extra one, or that of a gemeente, by its id; else the regular one of the chosen aanbieder and kwartaal.
    Gesprek(Option<(Aanbieder, Kwartaal, i64)>),
    /// The signalen in which these words occur.
    Signalen(String),
    /// Two kwartalen beside each other.
    Vergelijking,
    /// All gesprekken of a year.
    Gesprekken,
    /// The evaluatieve gesprekken of a year.
    Evaluaties,
    Kalender,
    Aandacht,
    Deelnemers,
    Traject {
        aanbieder: Aanbieder,
        code: String,
        /// When the traject that one comes for began: it is shown first.
        start: Option<NaiveDate>,
    },
    Ladder,
    Cvs,
    Uitvraag,
    Handelingen,
    /// The aanbieders, and one of them.
    Register,
    Inschrijving(Aanbieder),
    Pxq,
    Tarieven,
    Instellingen,
    /// At the part that is called so.
    Handleiding(Option<&'static str>),
}

impl Place {
    /// What it is called in a question.
    pub const fn naam(&self) -> &'static str {
        match self {
            Self::Tab(tab) => tab.naam(),
            Self::Herleiding { .. } => "Onderbouwing",
            Self::Bevindingen(..) => "Bevindingen",
            Self::Afspraak(_) => Tab::Afspraken.naam(),
            Self::Gesprek(_) => Tab::Gesprek.naam(),
            Self::Signalen(_) => Tab::Signalen.naam(),
            Self::Vergelijking => "Vergelijken",
            Self::Gesprekken => "Gesprekken",
            Self::Evaluaties => "Evaluaties",
            Self::Kalender => "Kalender",
            Self::Aandacht => "Aandacht",
            Self::Deelnemers => "Deelnemers",
            Self::Traject { .. } => "Traject",
            Self::Ladder => "Ladder",
            Self::Cvs => "CVS",
            Self::Uitvraag => "Uitvraag",
            Self::Handelingen => "Handelingen",
            Self::Register => "Aanbieders",
            Self::Inschrijving(_) => "Aanbieder",
            Self::Pxq => "P×Q",
            Self::Tarieven => "Tarieven",
            Self::Instellingen => "Instellingen",
            Self::Handleiding(_) => "Handleiding",
        }
    }
}

impl BeleidAction {
    /// Where it leads; None when it does something where one is.
    pub const fn place(self) -> Option<Place> {
        Some(match self {
            Self::Aandacht => Place::Aandacht,
            Self::Trajecten => Place::Deelnemers,
            Self::Ladder => Place::Ladder,
            Self::Cvs => Place::Cvs,
            Self::Uitvraag => Place::Uitvraag,
            Self::Register => Place::Register,
            Self::Pxq => Place::Pxq,
            Self::Vergelijking => Place::Vergelijking,
            Self::Instellingen => Place::Instellingen,
            Self::Seen | Self::Unseen | Self::Remove | Self::Gemeente(_) | Self::Aanbieder(_) => return None,
        })
    }
}
