//! Handleiding: what the program is for and how things are done with it, by part, to search and to read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::listing::{AnyList, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::Melding;
use crate::tui::action::{Action, Reason, View};
use crate::tui::handleiding::{Hoofdstuk, hoofdstukken};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;

impl Listed for Hoofdstuk {
    type Key = String;
    type Head = ();
    type Choice = ();

    fn key(&self) -> String {
        self.titel.clone()
    }

    fn searchable(&self, _: &Shared) -> String {
        format!("{} {}", self.titel, self.tekst())
    }

    fn columns(_: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("onderwerp", Width::Rest(34), |h, seen| {
                if h.onder.is_empty() { seen.text(h.titel.clone()) } else { seen.text(format!("  {}", h.titel)) }
            }),
            ListColumn::<Self>::new("hoofdstuk", Width::Fixed(34), |h, seen| seen.dim(h.onder.clone())).optional(1),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("hoofdstuk", as_stored)
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let said = format!("{} leest, {} zoekt in alles", Werkwoord::Openen.shown(), Werkwoord::Zoeken.shown());
        list.name_line("Handleiding", &said, pen, shared);
    }

    fn leeg(_: &Listing<Self>) -> String {
        phrases::no_words("Niets")
    }
}

#[derive(Debug)]
pub struct Handleidingscherm {
    list: Listing<Hoofdstuk>,
    /// The part that is read as it opens.
    eerst: Option<&'static str>,
}

impl Handleidingscherm {
    pub fn new(eerst: Option<&'static str>) -> Self {
        Self { list: Listing::default(), eerst }
    }

    fn read(&self, shared: &Shared) -> Effects {
        let Some(part) = self.list.selected() else { return Vec::new() };
        let reader = Reader::new(part.titel.clone(), part.lines(shared.theme())).of_text(self.list.words().each());
        vec![Effect::Popup(Popup::Reader(Box::new(reader)))]
    }
}

impl Scherm for Handleidingscherm {
    fn scope(&self) -> Scope {
        Scope::Handleiding
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Handleiding)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|_| Some(((), hoofdstukken().to_vec()))), shared);
        let Some(titel) = self.eerst.take() else { return Vec::new() };
        self.list.expect(titel.to_owned());
        self.list.arrange(crate::tui::widgets::selection::Because::Changed, shared);
        self.read(shared)
    }

    /// How many parts there are says nothing.
    fn position(&self) -> String {
        String::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        if action == Action::View(View::Open) { self.read(shared) } else { Vec::new() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
