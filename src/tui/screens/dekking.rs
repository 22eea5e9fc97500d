//! Dekking: the map of the seven gemeenten beside who covers what.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Effects, Remote};
use crate::app::{Dekkingsbeeld, Melding};
use crate::domain::Kwartaal;
use crate::tui::action::{Action, AfspraakAction, Reason};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::model::Shared;
use crate::tui::msg::{Answer, Query};

#[derive(Debug, Default)]
pub struct Dekkingscherm {
    data: Remote<Box<Dekkingsbeeld>>,
}

impl Dekkingscherm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Dekking(shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Dekking(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.error = Some(melding),
        }
        Vec::new()
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, _: Action, _: &mut Shared) -> Effects {
        Vec::new()
    }

    pub fn herkomst(&self, _: &Shared) -> Herkomst {
        Herkomst { kpi: Some(4), ..Herkomst::default() }
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    pub const fn position(&self) -> String {
        String::new()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.data.draw_absence(area, buf, shared.theme());
    }
}
