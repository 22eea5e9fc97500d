//! The screens: plain structs in one enum. A screen says what it asks of the store, which actions it knows, and how it looks.
//!
//! A new screen is a module here, a variant of [`Screen`], a [`Scope`] with rows in the key table, and a [`Tab`] if it
//! stands in the header.
//!
//! **Architecture Invariant:** drawing reads the screen and [`Shared`] and nothing else; no screen knows the store.

pub mod aandacht;
pub mod afspraken;
pub mod dekking;
mod effect;
mod figures;
pub mod gesprek;
pub mod handelingen;
pub mod herleiding;
pub mod inzicht;
pub mod kalender;
pub mod kpi;
pub mod overzicht;
mod parts;
pub mod rapportages;
pub mod signalen;
pub mod trajecten;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Melding;
use crate::domain::{Aanbieder, Kwartaal};

use super::action::{Action, Reason, Tab};
use super::forms::afspraak::Herkomst;
use super::keys::Scope;
use super::msg::{Answer, Gemaakt, Query};
use super::place::Place;
use super::shared::Shared;
use super::widgets::selection::Because;

use effect::fell_away;
pub use effect::{Effect, Effects};
pub use parts::{Filter, Remote};

/// A screen with its state.
#[derive(Debug)]
pub enum Screen {
    Overzicht(Box<overzicht::Overzichtscherm>),
    Kpi(Box<kpi::Kpischerm>),
    Herleiding(Box<herleiding::Herleidingscherm>),
    Dekking(Box<dekking::Dekkingscherm>),
    Afspraken(Box<afspraken::Afsprakenscherm>),
    Rapportages(Box<rapportages::Rapportagescherm>),
    Gesprek(Box<gesprek::Gesprekscherm>),
    Signalen(Box<signalen::Signalenscherm>),
    Aandacht(Box<aandacht::Aandachtscherm>),
    Trajecten(Box<trajecten::Trajectenscherm>),
    Traject(Box<trajecten::Trajectscherm>),
    Inzicht(Box<inzicht::Inzichtscherm>),
    Kalender(Box<kalender::Kalenderscherm>),
    Handelingen(Box<handelingen::Handelingenscherm>),
}

/// Calls the same method of whichever screen it is.
macro_rules! each {
    ($self:expr, $screen:ident => $call:expr) => {
        match $self {
            Screen::Overzicht($screen) => $call,
            Screen::Kpi($screen) => $call,
            Screen::Herleiding($screen) => $call,
            Screen::Dekking($screen) => $call,
            Screen::Afspraken($screen) => $call,
            Screen::Rapportages($screen) => $call,
            Screen::Gesprek($screen) => $call,
            Screen::Signalen($screen) => $call,
            Screen::Aandacht($screen) => $call,
            Screen::Trajecten($screen) => $call,
            Screen::Traject($screen) => $call,
            Screen::Inzicht($screen) => $call,
            Screen::Kalender($screen) => $call,
            Screen::Handelingen($screen) => $call,
        }
    };
}

impl Screen {
    pub fn overzicht() -> Self {
        Self::Overzicht(Box::default())
    }

    /// The screen under a tab, as it is when one goes there.
    pub fn of(tab: Tab) -> Self {
        match tab {
            Tab::Overzicht => Self::overzicht(),
            Tab::Kpi => Self::Kpi(Box::default()),
            Tab::Dekking => Self::Dekking(Box::default()),
            Tab::Afspraken => Self::Afspraken(Box::default()),
            Tab::Signalen => Self::Signalen(Box::default()),
            Tab::Rapportages => Self::Rapportages(Box::default()),
            Tab::Gesprek => Self::Gesprek(Box::default()),
        }
    }

    /// The screen of a place, as it is when one goes there.
    pub fn at(place: Place) -> Self {
        let inzicht = |soort| Self::Inzicht(Box::new(inzicht::Inzichtscherm::new(soort)));
        match place {
            Place::Tab(tab) => Self::of(tab),
            Place::Herleiding { norm, aanbieder } => {
                Self::Herleiding(Box::new(herleiding::Herleidingscherm::new(norm, aanbieder)))
            }
            Place::Afspraak(nummer) => Self::Afspraken(Box::new(afspraken::Afsprakenscherm::at(nummer))),
            Place::Gesprek(gesprek) => Self::Gesprek(Box::new(gesprek::Gesprekscherm::of(gesprek))),
            Place::Kalender => Self::Kalender(Box::default()),
            Place::Aandacht => Self::Aandacht(Box::default()),
            Place::Deelnemers => Self::Trajecten(Box::default()),
            Place::Traject { aanbieder, code } => Self::Traject(Box::new(trajecten::Trajectscherm::new(aanbieder, code))),
            Place::Ladder => inzicht(inzicht::Inzicht::Ladder),
            Place::Cvs => inzicht(inzicht::Inzicht::Cvs),
            Place::Uitvraag => inzicht(inzicht::Inzicht::Uitvraag),
            Place::Handelingen => Self::Handelingen(Box::default()),
        }
    }

    pub const fn scope(&self) -> Scope {
        match self {
            Self::Overzicht(_) => Scope::Overzicht,
            Self::Kpi(_) => Scope::Kpi,
            Self::Herleiding(_) => Scope::Herleiding,
            Self::Dekking(_) => Scope::Dekking,
            Self::Afspraken(_) => Scope::Afspraken,
            Self::Rapportages(_) => Scope::Rapportages,
            Self::Gesprek(s) if s.is_groot() => Scope::Tafel,
            Self::Gesprek(_) => Scope::Gesprek,
            Self::Signalen(_) => Scope::Signalen,
            Self::Aandacht(_) => Scope::Aandacht,
            Self::Trajecten(_) => Scope::Trajecten,
            Self::Traject(_) => Scope::Traject,
            Self::Inzicht(_) => Scope::Inzicht,
            Self::Kalender(_) => Scope::Kalender,
            Self::Handelingen(_) => Scope::Handelingen,
        }
    }

    /// The tab that is lit.
    pub const fn tab(&self) -> Tab {
        match self {
            Self::Overzicht(_) | Self::Handelingen(_) => Tab::Overzicht,
            Self::Kpi(_) | Self::Herleiding(_) => Tab::Kpi,
            Self::Dekking(_) => Tab::Dekking,
            Self::Afspraken(_) => Tab::Afspraken,
            Self::Rapportages(_) => Tab::Rapportages,
            Self::Gesprek(_) | Self::Kalender(_) => Tab::Gesprek,
            Self::Signalen(_) | Self::Aandacht(_) | Self::Trajecten(_) | Self::Traject(_) | Self::Inzicht(_) => Tab::Signalen,
        }
    }

    /// What it shows, as a question to the store; None when it needs nothing.
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        each!(self, s => s.query(shared))
    }

    /// Takes an answer in, if it is the one it waits for. May set the shared choice (the first overview picks the worst).
    pub fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        each!(self, s => s.answer(query, answer, shared))
    }

    /// # Errors
    /// Why the action does nothing on this screen now.
    pub fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        each!(self, s => s.available(action, shared))
    }

    /// Does an available action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        each!(self, s => s.act(action, shared))
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        each!(self, s => s.draw(area, buf, shared));
    }

    /// What a new afspraak takes along from here.
    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        match self {
            Self::Overzicht(s) => s.herkomst(shared),
            Self::Kpi(s) => s.herkomst(shared),
            Self::Herleiding(s) => s.herkomst(shared),
            Self::Dekking(s) => s.herkomst(shared),
            Self::Rapportages(s) => s.herkomst(shared),
            Self::Gesprek(s) => s.herkomst(shared),
            Self::Signalen(s) => s.herkomst(shared),
            Self::Aandacht(s) => s.herkomst(shared),
            Self::Traject(s) => s.herkomst(shared),
            Self::Afspraken(_) | Self::Trajecten(_) | Self::Inzicht(_) | Self::Kalender(_) | Self::Handelingen(_) => {
                Herkomst { aanbieder: shared.aanbieder, ..Herkomst::default() }
            }
        }
    }

    /// Since when a clock on this screen runs; None when it shows none.
    pub fn clock_since(&self, today: NaiveDate) -> Option<DateTime<Utc>> {
        if let Self::Gesprek(s) = self { s.clock_since(today) } else { None }
    }

    /// Who sits at the table here; None when nobody does.
    pub fn sitting(&self) -> Option<Aanbieder> {
        if let Self::Gesprek(s) = self { s.sitting() } else { None }
    }

    pub fn is_at_table(&self) -> bool {
        self.sitting().is_some()
    }

    /// Whether the gesprek of this screen was rounded off.
    pub fn is_over(&self) -> bool {
        if let Self::Gesprek(s) = self { s.is_over() } else { false }
    }

    /// Covers what the aanbieder at the table may not see.
    pub fn cover(&self, area: Rect, buf: &mut Buffer) {
        if let Self::Gesprek(s) = self {
            s.cover(area, buf);
        }
    }

    /// The aanbieder and kwartaal that the screen is about whatever is chosen elsewhere.
    pub fn holds_on_to(&self) -> Option<(Aanbieder, Kwartaal)> {
        if let Self::Gesprek(s) = self { s.holds_on_to() } else { None }
    }

    /// Leaves a mode within the screen (the gespreksmodus); false when it is in none.
    pub fn leave_mode(&mut self) -> bool {
        if let Self::Gesprek(s) = self { s.stand_up() } else { false }
    }

    /// Whether the screen makes outcomes of a gesprek rather than afspraken on their own.
    pub const fn is_gesprek(&self) -> bool {
        matches!(self, Self::Gesprek(_))
    }

    /// The kwartaal of what is shown at this moment; behind the chosen one while the store is asked.
    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        each!(self, s => s.shown_kwartaal())
    }

    /// Where the selection stands: "14 van 212".
    pub fn position(&self) -> String {
        each!(self, s => s.position())
    }

    /// What stands behind the program's name in the title.
    pub fn subject(&self, shared: &Shared) -> String {
        match self {
            Self::Herleiding(s) => s.subject(shared),
            _ => String::new(),
        }
    }

    /// The text of the filter, when the screen has one.
    pub fn filter_mut(&mut self) -> Option<&mut Filter> {
        match self {
            Self::Herleiding(s) => Some(&mut s.filter),
            Self::Afspraken(s) => Some(&mut s.filter),
            Self::Signalen(s) => Some(&mut s.filter),
            Self::Aandacht(s) => Some(&mut s.filter),
            Self::Trajecten(s) => Some(&mut s.filter),
            Self::Handelingen(s) => Some(&mut s.filter),
            _ => None,
        }
    }

    /// Applies a filter that changed; what it hides may come back while it is being typed.
    pub fn refilter(&mut self, shared: &Shared) -> Effects {
        let because = if self.is_filtering() { Because::Typing } else { Because::Chosen };
        fell_away(match self {
            Self::Herleiding(s) => s.arrange(because, shared),
            Self::Afspraken(s) => s.arrange(because),
            Self::Signalen(s) => s.arrange(because, shared),
            Self::Aandacht(s) => s.arrange(because, shared),
            Self::Trajecten(s) => s.arrange(because, shared),
            Self::Handelingen(s) => s.arrange(because),
            _ => 0,
        })
    }

    /// A row was made: it gets the cursor where it is listed.
    pub fn expect(&mut self, made: &Gemaakt) {
        match (self, made) {
            (Self::Afspraken(s), Gemaakt::Afspraak(nummer)) => s.expect(*nummer),
            (Self::Signalen(s), Gemaakt::Signaal(id)) => s.expect(*id),
            (Self::Gesprek(s), made) => s.expect(made),
            _ => {}
        }
    }

    /// Takes the marks away; false when there are none.
    pub fn unmark(&mut self) -> bool {
        match self {
            Self::Afspraken(s) => s.unmark(),
            Self::Signalen(s) => s.unmark(),
            _ => false,
        }
    }

    /// Whether rows are marked.
    pub fn has_marks(&self) -> bool {
        match self {
            Self::Afspraken(s) => s.has_marks(),
            Self::Signalen(s) => s.has_marks(),
            _ => false,
        }
    }

    const fn filter(&self) -> Option<&Filter> {
        match self {
            Self::Herleiding(s) => Some(&s.filter),
            Self::Afspraken(s) => Some(&s.filter),
            Self::Signalen(s) => Some(&s.filter),
            Self::Aandacht(s) => Some(&s.filter),
            Self::Trajecten(s) => Some(&s.filter),
            Self::Handelingen(s) => Some(&s.filter),
            _ => None,
        }
    }

    /// Whether keys go to the filter line.
    pub fn is_filtering(&self) -> bool {
        self.filter().is_some_and(|f| f.editing)
    }

    /// Whether a filter holds.
    pub fn has_filter(&self) -> bool {
        self.filter().is_some_and(|f| !f.field.is_empty())
    }
}
