//! Rapportages: what was delivered, in which versions, with what findings; and the preview before an import.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effects, Remote};
use crate::app::{Melding, Rapportagebeeld, Voorstel};
use crate::domain::Kwartaal;
use crate::tui::action::{Action, AfspraakAction, FormAction, Move, Reason, View};
use crate::tui::model::Shared;
use crate::tui::msg::{Answer, Query};
use crate::tui::widgets::chrome;
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;

#[derive(Debug, Default)]
pub struct Rapportagescherm {
    data: Remote<Box<Rapportagebeeld>>,
}

impl Rapportagescherm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Rapportages(shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Rapportages(beeld)) => self.data.set(beeld),
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

/// Files that were read and checked, before anything is stored.
#[derive(Debug)]
pub struct Preview {
    voorstellen: Arc<Vec<Voorstel>>,
    /// The file that is shown in the whole.
    file: List,
    /// The store was asked.
    pub waiting: bool,
}

impl Preview {
    pub fn new(voorstellen: Arc<Vec<Voorstel>>) -> Self {
        Self { voorstellen, file: List::default(), waiting: false }
    }

    pub fn voorstellen(&self) -> Arc<Vec<Voorstel>> {
        Arc::clone(&self.voorstellen)
    }

    /// Whether there is anything new to store.
    fn has_news(&self) -> bool {
        self.voorstellen.iter().any(|v| !v.is_known() && !v.inhoud.is_empty())
    }

    pub fn needs_reason(&self) -> bool {
        self.voorstellen.iter().any(|v| v.needs_reason() && !v.is_known())
    }

    pub fn available(&self, action: Action) -> Result<(), Reason> {
        match action {
            Action::Form(FormAction::Save) if self.waiting || !self.has_news() => Err(Reason::NothingNew),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Form(FormAction::Save | FormAction::Drop)
            | Action::View(View::NextPane | View::PreviousPane)
            | Action::Move(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    /// Scrolls what is shown of the file.
    pub fn go(&mut self, to: Move) {
        self.file.go(to, self.voorstellen.len());
    }

    /// Goes to the next (1) or previous (−1) file.
    pub fn step(&mut self, by: isize) {
        let to = if by > 0 { Move::Down } else { Move::Up };
        self.file.go(to, self.voorstellen.len());
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        let inner = chrome::dialog(area, buf, "Controle voor het inlezen", area.width, area.height, theme);
        let mut pen = Pen::new(inner, buf);
        for voorstel in self.voorstellen.iter() {
            pen.line(Line::from(vec![
                Span::raw(format!("{}  ", voorstel.naam)),
                Span::styled(voorstel.oordeel.naam(), theme.bestand(voorstel.oordeel)),
            ]));
        }
    }
}
