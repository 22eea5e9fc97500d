//! Kalender: what is due when, what is late first. From a row one goes to what it is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Remote};
use crate::app::{Kalenderbeeld, Melding};
use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::domain::{Aanbieder, Kwartaal};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, Tab, View};
use crate::tui::forms::gesprek as forms;
use crate::tui::msg::{Answer, Query};
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording::agenda::Zicht;
use crate::wording::{self, hoofdletter, kalender as zinnen, veilig};

/// Days within which "over 6 dagen" says more than the date does.
const NEAR: i64 = 60;

#[derive(Debug, Default)]
pub struct Kalenderscherm {
    data: Remote<Box<Kalenderbeeld>>,
    rows: Selection<String>,
    /// Only of this aanbieder; None is all of them.
    van: Option<Aanbieder>,
}

impl Kalenderscherm {
    pub fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Kalender)
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Kalender(beeld)) => {
                self.data.set(beeld);
                self.arrange(Because::Changed);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    /// What there is, the late ones first.
    fn all(&self) -> impl Iterator<Item = (bool, &Termijn)> {
        let beeld = self.data.data.as_deref();
        let late = beeld.into_iter().flat_map(|b| b.te_laat.iter().map(|t| (true, t)));
        let coming = beeld.into_iter().flat_map(|b| b.komend.iter().map(|t| (false, t)));
        late.chain(coming)
    }

    /// Lists what is of the chosen aanbieder; what is of none concerns them all.
    fn arrange(&mut self, because: Because) {
        let of = |t: &Termijn| self.van.is_none_or(|a| t.aanbieder().is_none_or(|b| a == b));
        let rows: Vec<_> = self.all().enumerate().map(|(place, (_, t))| (key(t), place, of(t))).collect();
        self.rows.arrange(rows, because);
    }

    fn selected(&self) -> Option<&Termijn> {
        self.all().nth(self.rows.cursor()?).map(|(_, t)| t)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        if self.data.data.is_none() {
            return Err(self.data.absence());
        }
        match action {
            Action::Move(_) | Action::Gesprek(GesprekAction::Ics) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::View(View::Open) => match self.selected().map(|t| &t.wat) {
                None => Err(Reason::NothingSelected),
                Some(Termijnsoort::Contract { .. }) => Err(Reason::NothingToOpen),
                Some(_) => Ok(()),
            },
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                self.van = step(&shared.aanbieders(), self.van, to);
                self.arrange(Because::Chosen);
            }
            Action::Move(to) => self.rows.go(to),
            Action::View(View::Open) => {
                if let Some(place) = self.selected().and_then(|t| open(t, shared)) {
                    return vec![Effect::Open(place)];
                }
            }
            Action::Gesprek(GesprekAction::Ics) => {
                let form = forms::ics(self.van, shared);
                return vec![Effect::Popup(Popup::Form(Box::new(form)))];
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
        let all: Vec<(bool, &Termijn)> = self.all().collect();
        let rows: Vec<(bool, &Termijn)> = self.rows.places().filter_map(|place| all.get(place).copied()).collect();
        let late = rows.iter().filter(|(late, _)| *late).count();
        let mut pen = Pen::new(area, buf);
        let mut said = vec![Span::raw(" "), Span::styled("Kalender", theme.strong())];
        said.push(Span::styled(format!("  vanaf {}", wording::datum_lang(shared.today)), theme.dim()));
        if late > 0 {
            said.push(Span::styled(format!("  ! {late} te laat"), theme.bad()));
        }
        let van = shared.register().naam_of(self.van, "alle aanbieders");
        pen.ends(Line::from(said), Span::styled(format!("‹ {van} › "), theme.dim()));
        pen.blank();
        // The contract always ends some day, so a calendar is never empty; one without gesprekken says how to fill it.
        if !rows.iter().any(|(_, t)| matches!(t.wat, Termijnsoort::Gesprek { .. })) {
            let met = self.van.map(|a| format!(" met {}", shared.naam(a))).unwrap_or_default();
            let said = format!("  Er is nog geen gesprek{met} gepland: op 6 Gesprek plant n er een.");
            pen.line(Span::styled(said, theme.dim()));
            pen.blank();
        }
        let columns = [
            Column::new("", Width::Fixed(1)),
            Column::new("datum", Width::Fixed(14)),
            Column::new("tijd", Width::Fixed(5)),
            Column::new("", Width::Fixed(17)).optional(2),
            Column::new("wat", Width::Rest(46)),
            Column::new("stand", Width::Fixed(if area.width >= 130 { 32 } else { 20 })).optional(1),
        ];
        // The selected one stands whole below the list, when there is room for both.
        let detail_height = if pen.left() >= 12 { 3 } else { 0 };
        let list = pen.take(pen.left() - detail_height);
        let cells = |n: usize| rows.get(n).map(|(late, t)| cells(*late, t, shared)).unwrap_or_default();
        Table { columns: &columns, theme }.draw(list, pen.buf, |height| self.rows.window(height), cells);
        if detail_height > 0
            && let Some(termijn) = self.selected()
        {
            pen.rule(theme.dim());
            let stand = zinnen::stand(termijn, Zicht::ALLES).map(|s| format!(" · {s}")).unwrap_or_default();
            let whole = format!("{}{stand}", hoofdletter(&veilig(&zinnen::titel(termijn, shared.register(), Zicht::ALLES))));
            for line in text::wrap(&veilig(&whole), pen.width().saturating_sub(4)) {
                pen.line(Span::raw(format!("   {line}")));
            }
        }
    }
}

/// What a date is of, whenever it is.
fn key(termijn: &Termijn) -> String {
    match &termijn.wat {
        Termijnsoort::Rapportage { aanbieder, kwartaal, extra, .. } => format!("rapportage {aanbieder:?} {kwartaal} {extra:?}"),
        Termijnsoort::Gesprek { id, .. } => format!("gesprek {id}"),
        Termijnsoort::Afspraak { nummer, .. } => format!("afspraak {nummer}"),
        Termijnsoort::Uitvraag { kwartaal, .. } => format!("uitvraag {kwartaal}"),
        Termijnsoort::Contract { optie } => format!("contract {optie:?}"),
        Termijnsoort::Opschorting { norm } => format!("opschorting {norm}"),
    }
}

/// Everybody, then each aanbieder in the order of the register, and back.
fn step(all: &[Aanbieder], van: Option<Aanbieder>, to: Move) -> Option<Aanbieder> {
    let at = van.and_then(|a| all.iter().position(|b| *b == a)).map_or(0, |n| n + 1);
    let next = if to == Move::Right { (at + 1).min(all.len()) } else { at.saturating_sub(1) };
    next.checked_sub(1).and_then(|n| all.get(n)).copied()
}

/// Where what is due is seen; the choice of aanbieder and kwartaal goes along.
fn open(termijn: &Termijn, shared: &mut Shared) -> Option<Place> {
    Some(match &termijn.wat {
        Termijnsoort::Gesprek { id, aanbieder, kwartaal, extra, .. } => {
            (shared.aanbieder, shared.kwartaal) = (Some(*aanbieder), *kwartaal);
            Place::Gesprek(extra.then_some((*aanbieder, *kwartaal, *id)))
        }
        Termijnsoort::Rapportage { aanbieder, kwartaal, .. } => {
            (shared.aanbieder, shared.kwartaal) = (Some(*aanbieder), *kwartaal);
            Place::Tab(Tab::Rapportages)
        }
        Termijnsoort::Afspraak { nummer, .. } => Place::Afspraak(*nummer),
        Termijnsoort::Uitvraag { kwartaal, .. } => {
            shared.kwartaal = *kwartaal;
            Place::Uitvraag
        }
        Termijnsoort::Opschorting { norm } => {
            shared.norm = Some(norm.clone());
            Place::Tab(Tab::Kpi)
        }
        Termijnsoort::Contract { .. } => return None,
    })
}

fn cells(late: bool, termijn: &Termijn, shared: &Shared) -> Vec<Cell> {
    let theme = shared.theme();
    let (mark, style) = mark(late, termijn, theme);
    let days = termijn.datum.signed_duration_since(shared.today).num_days();
    let near = if days.abs() <= NEAR || late { wording::dagen_tot(termijn.datum, shared.today) } else { String::new() };
    let tijd = termijn.tijd.map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
    let when = if late { theme.bad() } else { theme.text() };
    vec![
        Line::from(Span::styled(mark, style)),
        Line::from(Span::styled(wording::dag_en_datum(termijn.datum, shared.today), when)),
        Line::from(Span::raw(tijd)),
        Line::from(Span::styled(near, if late { theme.bad() } else { theme.dim() })),
        Line::from(Span::raw(hoofdletter(&veilig(&zinnen::titel(termijn, shared.register(), Zicht::ALLES))))),
        Line::from(Span::styled(veilig(&zinnen::stand(termijn, Zicht::ALLES).unwrap_or_default()), theme.dim())),
    ]
}

/// Done, late, a gesprek, or something that waits.
fn mark(late: bool, termijn: &Termijn, theme: Theme) -> (&'static str, ratatui::style::Style) {
    match (&termijn.wat, late) {
        (_, true) => ("!", theme.bad()),
        (Termijnsoort::Gesprek { .. }, false) if termijn.is_pending() => ("●", theme.accent()),
        (_, false) if termijn.is_pending() => ("○", theme.text()),
        (Termijnsoort::Contract { .. } | Termijnsoort::Opschorting { .. }, false) => ("·", theme.dim()),
        _ => ("✓", theme.good()),
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::testing::Zitting;

    #[test]
    fn the_calendar_leads_to_what_is_due() {
        let mut zitting = Zitting::open();
        zitting.keys("K");
        let shown = zitting.screen(120, 40);
        assert!(shown.contains("Kalender") && shown.contains("te laat"), "{shown}");
        // The first one is the oldest that is late: an afspraak.
        let first = shown.lines().find(|l| l.contains("PSW-2025-01")).expect("a late afspraak");
        assert!(first.contains('!'), "{first}");
        zitting.keys("<enter>");
        assert!(zitting.screen(120, 40).contains("4 Afspraken"));
        zitting.keys("<esc>");
        assert!(zitting.screen(120, 40).contains("Kalender"));
    }

    #[test]
    fn the_dates_of_one_aanbieder_go_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.ics");
        let mut zitting = Zitting::open();
        zitting.keys(&format!("K<right>w{}<ctrl+s>", path.display()));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("BEGIN:VCALENDAR") && !text.contains("Rendiz"), "{text}");
    }

    #[test]
    fn a_calendar_without_gesprekken_says_how_to_plan_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut zitting = Zitting::at(&folder.path().join("leeg.db"));
        zitting.keys("K");
        assert!(zitting.screen(80, 24).contains("nog geen gesprek gepland"), "{}", zitting.screen(80, 24));
        for (width, height) in [(1, 1), (20, 5), (60, 18), (80, 24), (200, 60)] {
            zitting.screen(width, height);
        }
    }
}
