//! Handelingen: everything that was done, by whom and when; from here what is older or somebody else's is taken back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::parts::Kop;
use super::{Effect, Effects, Filter, Remote};
use crate::app::{Handelingregel, Handelingstand, Melding};
use crate::domain::Kwartaal;
use crate::tui::action::{Action, Move, Reason, View};
use crate::tui::lines::history_lines;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

#[derive(Debug, Default)]
pub struct Handelingenscherm {
    data: Remote<Vec<Handelingregel>>,
    rows: Selection<i64>,
    pub filter: Filter,
}

impl Handelingenscherm {
    pub const fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Handelingen)
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Handelingen(regels)) => {
                self.data.set(regels);
                self.arrange(Because::Changed);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn regel(&self, place: usize) -> Option<&Handelingregel> {
        self.data.at(place)
    }

    fn selected(&self) -> Option<&Handelingregel> {
        self.regel(self.rows.cursor()?)
    }

    /// Filters anew.
    pub fn arrange(&mut self, because: Because) -> usize {
        let Some(all) = &self.data.data else { return 0 };
        let passes = |r: &Handelingregel| self.filter.accepts(&format!("{} {} {}", r.wat, r.wie, r.stand.naam()));
        self.rows.arrange(all.iter().enumerate().map(|(place, r)| (r.id, place, passes(r))), because)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            _ if self.data.data.is_none() => Err(self.data.absence()),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_) | Action::View(View::Filter) | Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => self.selected().map(drop).ok_or(Reason::NothingSelected),
            Action::TakeBack => match self.selected().map(|r| r.stand) {
                None => Err(Reason::NothingSelected),
                Some(Handelingstand::Staat) => Ok(()),
                Some(Handelingstand::Ongedaan) => Err(Reason::AlreadyUndone),
                Some(Handelingstand::Voorgoed) => Err(Reason::ForGood),
            },
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.rows.go(to);
            }
            Action::View(View::Open) => {
                if let Some(regel) = self.selected() {
                    let reader = Reader::new("Wat er veranderde", history_lines(&regel.handelingen, shared)).indent(4);
                    return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
                }
            }
            Action::TakeBack => {
                if let Some(regel) = self.selected() {
                    return vec![Effect::Cmd(Cmd::Write(Write::AskUndo(regel.id)))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    pub const fn shown_kwartaal(&self) -> Option<Kwartaal> {
        None
    }

    pub fn position(&self) -> String {
        self.rows.position()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let mut pen = Pen::new(area, buf);
        let kop = Kop {
            naam: "Wat er is gedaan",
            hulp: "ctrl+z neemt alleen terug wat u in deze sessie deed",
            leeg: "Er is nog niets gedaan.",
            gefilterd: "Niets met deze woorden; esc haalt het filter weg.",
        };
        if kop.draw(&self.filter, self.rows.is_empty(), &mut pen, theme) {
            return;
        }
        let columns = [
            Column::new("wanneer", Width::Fixed(17)),
            Column::new("wie", Width::Fixed(16)).optional(1),
            Column::new("wat", Width::Rest(30)),
            Column::new("", Width::Fixed(8)),
        ];
        let cells = |r: &Handelingregel| -> Vec<Cell> {
            let style = if r.stand == Handelingstand::Staat { theme.text() } else { theme.dim() };
            let texts = [wording::moment(r.wanneer), wording::veilig(&r.wie), r.wat.clone(), r.stand.naam().to_owned()];
            texts.map(|t| Line::from(Span::styled(t, style))).into()
        };
        let row = |n| self.rows.place(n).and_then(|place| self.regel(place)).map(cells).unwrap_or_default();
        Table { columns: &columns, theme }.draw(pen.rest(), pen.buf, |height| self.rows.window(height), row);
    }
}
