//! One norm over all aanbieders: kwartaal and jaar side by side, its way through the kwartalen, its parts or classes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::herleiding::Herleidingscherm;
use super::overzicht::{has_rows, herkomst, other, step_column};
use super::{Effect, Effects, Remote, Screen};
use crate::app::{Cel, KpiBeeld, Melding, NormRij};
use crate::domain::Kwartaal;
use crate::tui::action::{Action, AfspraakAction, Move, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::model::Shared;
use crate::tui::msg::{Answer, Query};
use crate::tui::popups::{Popup, Reader};
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::wording;

#[derive(Debug, Default)]
pub struct Kpischerm {
    data: Remote<Box<KpiBeeld>>,
}

impl Kpischerm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        let norm = shared.norm.clone().unwrap_or_else(|| "C1.1".into());
        Some(Query::Kpi(norm, shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Kpi(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.error = Some(melding),
        }
        Vec::new()
    }

    fn chosen(&self, shared: &Shared) -> Option<(&NormRij, &Cel)> {
        let row = &self.data.data.as_ref()?.rij;
        Some((row, row.cel(shared.aanbieder).or_else(|| row.cel(None))?))
    }

    pub fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        let Some((_, cell)) = self.chosen(shared) else { return Err(Reason::StillLoading) };
        match action {
            Action::View(View::Open) => has_rows(&cell.reeks(shared.periode).meting),
            Action::Move(_) | Action::View(View::Periode | View::Uitleg) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => shared.aanbieder = step_column(shared.aanbieder, to),
            Action::View(View::Periode) => shared.periode = other(shared.periode),
            Action::View(View::Open) => {
                if let Some((row, cell)) = self.chosen(shared) {
                    let screen = Herleidingscherm::new(row.norm.id.clone(), cell.aanbieder);
                    return vec![Effect::Push(Screen::Herleiding(Box::new(screen)))];
                }
            }
            Action::View(View::Uitleg) => {
                if let Some((row, _)) = self.chosen(shared) {
                    return vec![Effect::Popup(uitleg(row, shared.theme()))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        self.chosen(shared).map(|(row, cell)| herkomst(row, &cell.reeks(shared.periode).meting)).unwrap_or_default()
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    pub const fn position(&self) -> String {
        String::new()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let mut pen = Pen::new(area, buf);
        let Some((row, _)) = self.chosen(shared) else { return };
        pen.line(Span::styled(format!(" {} {}", row.norm.id, row.norm.tekst), theme.strong()));
    }
}

/// The indicator sheet: what the norm says, how the figure is formed, where it stands written.
pub fn uitleg(row: &NormRij, theme: Theme) -> Popup {
    let norm = &row.norm;
    let field =
        |label: &str, value: String| Line::from(vec![Span::styled(format!("{label:<12}"), theme.dim()), Span::raw(value)]);
    let geldig = match norm.geldig_tot {
        Some(tot) => format!("{} t/m {}", wording::datum(norm.geldig_van), wording::datum(tot)),
        None => format!("vanaf {}", wording::datum(norm.geldig_van)),
    };
    let mut body = vec![
        Line::from(Span::styled(norm.tekst.clone(), theme.strong())),
        Line::default(),
        field("Norm", wording::norm_grens(norm)),
        field("Regel", norm.regel.clone()),
        field("Bron", norm.bron.clone()),
        field("Geldig", geldig),
    ];
    let columns = norm.indicator.kolommen();
    if !columns.is_empty() {
        body.push(field("Kolommen", wording::opsomming(columns.iter().map(|k| k.naam()))));
    } else if let Some(deel) = norm.indicator.deel() {
        body.push(field("Onderdeel", deel.naam().to_owned()));
    }
    for o in &norm.opschorting {
        let text = format!("{} t/m {}: {} ({})", wording::datum(o.van), wording::datum(o.tot), o.reden, o.besloten_door);
        body.push(field("Losgelaten", text));
    }
    Popup::Reader(Box::new(Reader::new(format!("Norm {}", norm.id), body).indent(12)))
}
