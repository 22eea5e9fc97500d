//! What every screen is to the program: what it asks, what it can do, how it looks.

use std::fmt::Debug;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::effect::{Effects, fell_away};
use super::listing::AnyList;
use super::parts::Filter;
use crate::app::Melding;
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Periode, Segment};
use crate::tui::action::{Action, Reason, Tab};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::Scope;
use crate::tui::msg::{Answer, Gemaakt, Query};
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::widgets::selection::Because;

/// Of which segment a screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segmentzicht {
    /// Of both, or of none.
    Beide,
    Collectief,
    /// Of the one that is chosen; what is shown lies behind it while the store is asked.
    Keuze {
        gekozen: Segment,
        getoond: Option<Segment>,
    },
}

/// A screen with its state. What not every screen has, is absent unless it says otherwise.
pub trait Scherm: Debug {
    /// Whose keys hold.
    fn scope(&self) -> Scope;

    /// The tab that is lit; None: it is under none.
    fn tab(&self) -> Option<Tab> {
        None
    }

    /// What it shows, as a question to the store; None when it needs nothing.
    fn query(&self, shared: &Shared) -> Option<Query>;

    /// Takes an answer in, if it is the one it waits for. May set the shared choice (the first overview picks the worst).
    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects;

    /// # Errors
    /// Why an action that is no matter of its list does nothing on this screen now.
    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason>;

    /// Does an available action that is no matter of its list.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects;

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared);

    /// Its list, when that is what it is.
    fn list(&self) -> Option<&dyn AnyList> {
        None
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        None
    }

    /// Chooses what was drawn at a place of its own; whether it was chosen already. None: nothing is chosen there.
    fn press(&mut self, plek: Raakplek, _: &mut Shared) -> Option<bool> {
        self.list_mut()?.press(plek.rij)
    }

    /// Takes a choice that was pressed: in which row of them, and its place there.
    fn press_choice(&mut self, _rij: usize, _plek: usize, _: &mut Shared) -> Effects {
        Vec::new()
    }

    /// The kwartaal of what is shown at this moment; behind the chosen one while the store is asked. None: it is of no kwartaal.
    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        None
    }

    /// Of which periode what is shown is, where it is of one figure; None: of no one periode.
    fn shown_periode(&self) -> Option<Periode> {
        None
    }

    /// The year that it shows when this kwartaal is chosen; None: it is of a kwartaal, or of all of them.
    fn jaar_of(&self, _: Kwartaal) -> Option<i32> {
        None
    }

    /// Of which segment it is.
    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Beide
    }

    /// Where the selection stands: "14 van 212".
    fn position(&self) -> String {
        self.list().map(AnyList::position).unwrap_or_default()
    }

    /// What stands behind the program's name in the title.
    fn subject(&self, _: &Shared) -> String {
        String::new()
    }

    /// What a new afspraak takes along from here.
    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: shared.aanbieder, ..Afspraakherkomst::default() }
    }

    /// The gemeente that its list is narrowed to.
    fn gemeente(&self) -> Option<Gemeente> {
        None
    }

    /// What a new afspraak takes along of what lies ahead; None where nothing does.
    fn ahead(&self, _: &Shared) -> Option<Afspraakherkomst> {
        None
    }

    /// What can be written to a file from here; None where nothing can. A list that has no document of its own is one.
    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        self.list()
            .filter(|list| !list.is_empty())
            .map(|_| Uitgave::new([Schrijfstuk::Lijst], shared.kwartaal, self.scope().naam().to_owned()))
    }

    /// The file or folder that what is chosen is kept in, to be opened.
    fn bestand(&self) -> Option<PathBuf> {
        None
    }

    /// A row was made: it gets the cursor where it is listed.
    fn expect(&mut self, _: &Gemaakt) {}

    /// Since when a clock on this screen runs; None when it shows none.
    fn clock_since(&self, _: NaiveDate) -> Option<DateTime<Utc>> {
        None
    }

    /// Who sits at the table here; None when nobody does.
    fn sitting(&self) -> Option<Aanbieder> {
        None
    }

    /// Whether the gesprek of this screen was rounded off.
    fn is_over(&self) -> bool {
        false
    }

    /// Covers what the aanbieder at the table may not see.
    fn cover(&self, _: Rect, _: &mut Buffer) {}

    /// The aanbieder and kwartaal that the screen is about whatever is chosen elsewhere.
    fn holds_on_to(&self) -> Option<(Aanbieder, Kwartaal)> {
        None
    }

    /// Leaves a mode within the screen (the gespreksmodus); false when it is in none.
    fn leave_mode(&mut self) -> bool {
        false
    }

    /// Whether an afspraak that is made here is an outcome of the gesprek that is shown, rather than one on its own.
    fn makes_uitkomsten(&self) -> bool {
        false
    }
}

/// What follows for every screen.
impl dyn Scherm + '_ {
    /// # Errors
    /// Why the action does nothing on this screen now. What lists do is asked of its list, on every screen alike.
    pub fn allows(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        let of_list = self.list().and_then(|list| list.available(action));
        of_list.unwrap_or_else(|| self.available(action, shared))
    }

    /// Does an allowed action.
    pub fn carry_out(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let of_list = self.list_mut().and_then(|list| list.act(action, shared));
        of_list.unwrap_or_else(|| self.act(action, shared))
    }

    pub fn is_at_table(&self) -> bool {
        self.sitting().is_some()
    }

    /// The words of its list, to be typed in; None when it has no list.
    pub fn filter_mut(&mut self) -> Option<&mut Filter> {
        self.list_mut().map(AnyList::filter_mut)
    }

    /// Whether keys go to the filter line.
    pub fn is_filtering(&self) -> bool {
        self.list().is_some_and(|list| list.filter().editing)
    }

    /// Whether a filter holds.
    pub fn has_filter(&self) -> bool {
        self.list().is_some_and(|list| !list.filter().field.is_empty())
    }

    /// Applies words that changed; what they hide may come back while they are being typed.
    pub fn refilter(&mut self, shared: &Shared) -> Effects {
        let because = if self.is_filtering() { Because::Typing } else { Because::Chosen };
        fell_away(self.list_mut().map_or(0, |list| list.arrange(because, shared)))
    }

    /// Takes the marks away; false when there were none.
    pub fn unmark(&mut self) -> bool {
        self.list_mut().is_some_and(AnyList::unmark)
    }

    /// How many rows are marked, where that is not just the one under the cursor.
    pub fn chosen_besides(&self) -> usize {
        self.list().map_or(0, AnyList::marked_besides)
    }

    /// Whether rows are marked.
    pub fn has_marks(&self) -> bool {
        self.list().is_some_and(AnyList::has_marks)
    }
}
