//! The screens: plain structs behind one trait. A screen says what it asks of the store, which actions it knows, and how it looks.
//!
//! A new screen is a module here that implements [`Scherm`], a [`Place`] by which one goes there, and a
//! [`Scope`](super::keys::Scope) with rows in the key table. What lists things says so with [`listing::Listed`].
//!
//! **Architecture Invariant:** drawing reads the screen and [`Shared`](super::shared::Shared) and nothing else; no screen knows
//! the store.

pub mod aandacht;
pub mod afspraken;
pub mod bevindingen;
pub mod cvs;
pub mod dekking;
mod effect;
pub mod evaluaties;
mod figures;
pub mod gesprek;
pub mod gesprekken;
pub mod handelingen;
pub mod handleiding;
pub mod herleiding;
mod inschrijving;
pub mod instellingen;
pub mod kalender;
pub mod kpi;
pub mod ladder;
pub mod listing;
mod normlijst;
pub mod overzicht;
mod parts;
pub mod pxq;
pub mod rapportages;
pub mod register;
mod scherm;
pub mod signalen;
pub mod tarieven;
mod tijdlijn;
pub mod trajecten;
pub mod uitvraag;
pub mod vergelijking;

use super::action::Tab;
use super::place::Place;

pub use effect::{Effect, Effects};
pub use parts::Remote;
pub use scherm::{Scherm, Segmentzicht};

/// A screen, whichever it is.
pub type Screen = Box<dyn Scherm>;

/// The screen of a place, as it is when one goes there.
pub fn at(place: Place) -> Screen {
    match place {
        Place::Tab(tab) => under(tab),
        Place::Herleiding { segment, norm, aanbieder, gemeente } => {
            Box::new(herleiding::Herleidingscherm::new(segment, norm, aanbieder, gemeente))
        }
        Place::Bevindingen(aanbieder, kwartaal, versie) => {
            Box::new(bevindingen::Bevindingenscherm::new(aanbieder, kwartaal, versie))
        }
        Place::Afspraak(nummer) => Box::new(afspraken::Afsprakenscherm::at(nummer)),
        Place::Gesprek(gesprek) => Box::new(gesprek::Gesprekscherm::of(gesprek)),
        Place::Vergelijking => Box::<vergelijking::Vergelijkscherm>::default(),
        Place::Gesprekken => Box::<gesprekken::Gesprekkenscherm>::default(),
        Place::Evaluaties => Box::<evaluaties::Evaluatiescherm>::default(),
        Place::Kalender => Box::<kalender::Kalenderscherm>::default(),
        Place::Aandacht => Box::<aandacht::Aandachtscherm>::default(),
        Place::Deelnemers => Box::<trajecten::Trajectenscherm>::default(),
        Place::Traject { aanbieder, code, start } => Box::new(trajecten::Trajectscherm::new(aanbieder, code, start)),
        Place::Signalen(woorden) => Box::new(signalen::Signalenscherm::searching(&woorden)),
        Place::Ladder => Box::<ladder::Ladderscherm>::default(),
        Place::Cvs => Box::<cvs::Cvsscherm>::default(),
        Place::Uitvraag => Box::<uitvraag::Uitvraagscherm>::default(),
        Place::Register => Box::<register::Registerscherm>::default(),
        Place::Inschrijving(wie) => Box::new(inschrijving::Inschrijvingscherm::new(wie)),
        Place::Pxq => Box::<pxq::Pxqscherm>::default(),
        Place::Tarieven => Box::<tarieven::Tarievenscherm>::default(),
        Place::Handleiding(eerst) => Box::new(handleiding::Handleidingscherm::new(eerst)),
        Place::Instellingen => Box::<instellingen::Instellingenscherm>::default(),
        Place::Handelingen => Box::<handelingen::Handelingenscherm>::default(),
    }
}

/// The screen under a tab, as it is when one goes there.
fn under(tab: Tab) -> Screen {
    match tab {
        Tab::Overzicht => Box::<overzicht::Overzichtscherm>::default(),
        Tab::Kpi => Box::<kpi::Kpischerm>::default(),
        Tab::Dekking => Box::<dekking::Dekkingscherm>::default(),
        Tab::Afspraken => Box::<afspraken::Afsprakenscherm>::default(),
        Tab::Rapportages => Box::<rapportages::Rapportagescherm>::default(),
        Tab::Gesprek => Box::<gesprek::Gesprekscherm>::default(),
        Tab::Signalen => Box::<signalen::Signalenscherm>::default(),
    }
}
