//! The reading view of something that is listed: what it is, all of its text, what it is linked to, and what was done with it.
//!
//! One form for all of them: a screen names the parts, in the order in which they are read, and this says how they stand. The keys
//! of the screen below hold while it is read, so that one goes from reading to changing.

use ratatui::text::{Line, Span};

use super::msg::Query;
use super::place::Place;
use super::popups::{Popup, Reader};
use super::theme::Theme;
use crate::wording;

/// Columns of the label of a field, its margin included.
const LABEL: usize = 17;

/// The part that was put down last: a blank line stands between parts of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leesdeel {
    Kop,
    Tekst,
    Veld,
}

/// A reading view that is being made.
#[derive(Debug)]
pub struct Leesbeeld {
    titel: String,
    body: Vec<Line<'static>>,
    last: Leesdeel,
    query: Option<Query>,
    verder: Option<Place>,
    theme: Theme,
}

impl Leesbeeld {
    /// What is read, and in one line how it stands.
    pub fn new(titel: impl Into<String>, kop: Line<'static>, theme: Theme) -> Self {
        Self { titel: titel.into(), body: vec![kop], last: Leesdeel::Kop, query: None, verder: None, theme }
    }

    fn begin(&mut self, deel: Leesdeel) {
        if self.last != deel || deel == Leesdeel::Tekst {
            self.body.push(Line::default());
        }
        self.last = deel;
    }

    fn paragraphs(&mut self, tekst: &str) {
        self.body.extend(tekst.lines().map(|alinea| match alinea.trim() {
            "" => Line::default(),
            alinea => Line::raw(format!("   {}", wording::veilig(alinea))),
        }));
    }

    /// Running text, whole and with its line ends.
    #[must_use]
    pub fn tekst(mut self, tekst: &str) -> Self {
        self.begin(Leesdeel::Tekst);
        self.paragraphs(tekst);
        self
    }

    /// Running text under a heading; nothing when there is none.
    #[must_use]
    pub fn onder(mut self, kop: &str, tekst: &str) -> Self {
        if !tekst.trim().is_empty() {
            self.begin(Leesdeel::Tekst);
            self.body.push(Line::from(Span::styled(format!(" {kop}"), self.theme.strong())));
            self.paragraphs(tekst);
        }
        self
    }

    /// Something it is linked to, in a line; nothing when there is none.
    #[must_use]
    pub fn veld(mut self, label: &str, waarde: impl Into<Option<String>>) -> Self {
        if let Some(waarde) = waarde.into().filter(|w| !w.trim().is_empty()) {
            let label = self.label(label);
            self.body.push(Line::from(vec![label, Span::raw(wording::veilig(&waarde))]));
        }
        self
    }

    /// The same of pieces that have a style of their own.
    #[must_use]
    pub fn stukken(mut self, label: &str, stukken: Option<Vec<Span<'static>>>) -> Self {
        if let Some(stukken) = stukken {
            let label = self.label(label);
            self.body.push(Line::from(std::iter::once(label).chain(stukken).collect::<Vec<_>>()));
        }
        self
    }

    fn label(&mut self, label: &str) -> Span<'static> {
        self.begin(Leesdeel::Veld);
        Span::styled(format!("   {label:<width$}", width = LABEL - 3), self.theme.dim())
    }

    /// What was done with it, as soon as the store tells.
    #[must_use]
    pub fn geschiedenis(mut self, query: Query) -> Self {
        self.query = Some(query);
        self
    }

    /// What lies behind it.
    #[must_use]
    pub fn verder(mut self, place: Option<Place>) -> Self {
        self.verder = place;
        self
    }

    /// The popup in which it is read.
    pub fn popup(self) -> Popup {
        let mut reader = Reader::new(self.titel, self.body).of_row();
        reader.query = self.query;
        reader.verder = self.verder;
        Popup::Reader(Box::new(reader))
    }
}
