//! One norm over all aanbieders: kwartaal and jaar side by side, its way through the kwartalen, its parts or classes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{draw_pictures, has_rows, herkomst, other, uitleg};
use super::{Effect, Effects, Remote, Scherm};
use crate::app::{KpiBeeld, Melding, NormRij, Normcel};
use crate::domain::vooruitblik::Vooruitregel;
use crate::domain::{Kwartaal, NormId, Periode, Richting, Vergelijking, Verwachting};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::Scope;
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::{step, window};
use crate::tui::widgets::figure::{self, People};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;
use crate::wording;

#[derive(Debug, Default)]
pub struct Kpischerm {
    data: Remote<Box<KpiBeeld>>,
}

/// The norm `by` places further in the list, stopping at the ends.
fn step_norm(shared: &Shared, by: isize) -> Option<NormId> {
    let at = shared.normen.iter().position(|n| Some(n) == shared.norm.as_ref()).unwrap_or(0);
    shared.normen.get(at.saturating_add_signed(by).min(shared.normen.len().saturating_sub(1))).cloned()
}

impl Kpischerm {
    fn chosen(&self, shared: &Shared) -> Option<(&NormRij, &Normcel)> {
        let row = &self.data.data.as_ref()?.rij;
        Some((row, row.cel(shared.aanbieder).or_else(|| row.cel(None))?))
    }

    /// What lies ahead of a figure, as long as something does.
    fn ahead_of(&self, cell: &Normcel) -> Option<&Vooruitregel> {
        let mut regels = self.data.data.iter().flat_map(|b| &b.vooruit);
        regels.find(|r| r.meting.aanbieder == cell.aanbieder && wording::vooruitblik(r).is_some())
    }

    /// What the rest of the year may still bring to the chosen figure; the trajecten of it are among those behind the figure.
    fn draw_vooruit(&self, cell: &Normcel, pen: &mut Pen<'_>, theme: Theme) {
        let Some(words) = self.ahead_of(cell).and_then(wording::vooruitblik) else { return };
        for line in text::wrap(&words, pen.width().saturating_sub(2)) {
            pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(line, theme.text())]));
        }
    }
}

impl Scherm for Kpischerm {
    fn scope(&self) -> Scope {
        Scope::Kpi
    }

    fn tab(&self) -> Tab {
        Tab::Kpi
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        let norm = shared.norm.clone().unwrap_or_else(|| "C1.1".into());
        Some(Query::Kpi(norm, shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Kpi(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        // Walking on needs no figures: keys that come faster than the answers are not lost.
        if matches!(action, Action::Move(_)) {
            return Ok(());
        }
        let Some((_, cell)) = self.chosen(shared) else { return Err(self.data.absence()) };
        match action {
            Action::View(View::Open) => has_rows(&cell.reeks(shared.periode).meting),
            Action::View(View::Periode | View::Uitleg) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::Afspraak(AfspraakAction::Ahead) => self.ahead_of(cell).map(drop).ok_or(Reason::NothingAhead),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => shared.aanbieder = step(&shared.columns(), shared.aanbieder, to),
            Action::Move(to) => {
                let by = match to {
                    Move::Up => -1,
                    Move::Down => 1,
                    Move::First | Move::PageUp => -100,
                    _ => 100,
                };
                shared.norm = step_norm(shared, by).or_else(|| shared.norm.take());
                return vec![Effect::Reload];
            }
            Action::View(View::Periode) => shared.periode = other(shared.periode),
            Action::View(View::Open) => {
                if let Some((row, cell)) = self.chosen(shared) {
                    return vec![Effect::Open(Place::Herleiding { norm: row.norm.id.clone(), aanbieder: cell.aanbieder })];
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

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        self.chosen(shared)
            .map(|(row, cell)| herkomst(row, &cell.reeks(shared.periode).meting, shared.register()))
            .unwrap_or_default()
    }

    fn ahead(&self, shared: &Shared) -> Option<Afspraakherkomst> {
        let (row, cell) = self.chosen(shared)?;
        let regel = self.ahead_of(cell)?;
        let blik = regel.blik.as_ref()?;
        let jaar = regel.meting.kwartaal.jaar();
        let taken = herkomst(row, &regel.meting, shared.register());
        let who = phrases::aanbieder(cell.aanbieder, shared.register());
        let outlook = wording::uitzicht(blik, regel.meting.richting);
        let over = format!("{who} · {} {} · eind {jaar}: {outlook}", row.norm.id, row.norm.kort);
        Some(Afspraakherkomst { over, verwacht: asked_at_year_end(row, regel), ..taken })
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let mut pen = Pen::new(area, buf);
        let Some((row, cell)) = self.chosen(shared) else { return };
        draw_norm(row, &mut pen, theme);
        pen.blank();
        draw_figures(row, &mut pen, shared);
        pen.blank();
        draw_chosen(row, cell, &mut pen, shared);
        self.draw_vooruit(cell, &mut pen, theme);
        pen.blank();
        let rest = pen.rest();
        draw_pictures(row, cell, rest, pen.buf, shared);
    }
}

/// Which way a norm compares; None when it asks nothing.
const fn asks(richting: Richting) -> Option<Vergelijking> {
    match richting {
        Richting::Minimum => Some(Vergelijking::Minstens),
        Richting::Maximum | Richting::Richtwaarde => Some(Vergelijking::Hoogstens),
        Richting::Informatie => None,
    }
}

/// What the norm asks of the whole year, as a measurable expectation: `C2.1 ≥ 80% in 2025-K4 (jaar)`.
fn asked_at_year_end(row: &NormRij, regel: &Vooruitregel) -> String {
    let (Some(waarde), Some(vergelijking)) = (row.norm.grens, asks(regel.meting.richting)) else { return String::new() };
    let expected = Verwachting {
        norm: row.norm.id.clone(),
        periode: Periode::Jaar,
        vergelijking,
        waarde,
        kwartaal: regel.meting.kwartaal.rest_of_year().last().unwrap_or(regel.meting.kwartaal),
    };
    expected.notatie(row.norm.indicator.is_mean())
}

/// The norm in a heading, what it says, and its suspension when there is one.
fn draw_norm(row: &NormRij, pen: &mut Pen<'_>, theme: Theme) {
    let heading = Line::from(vec![
        Span::raw(" "),
        Span::styled(format!("{} {}", row.norm.id, row.norm.kort), theme.strong()),
        Span::styled(format!(" · {}", wording::norm_grens(&row.norm)), theme.text()),
    ]);
    pen.ends(heading, Span::styled(format!("{} ", row.norm.bron), theme.dim()));
    let room = pen.width().saturating_sub(2);
    for line in text::wrap(&row.norm.tekst, room).into_iter().take(2) {
        pen.line(Span::styled(format!(" {line}"), theme.dim()));
    }
    if let Some(o) = &row.opschorting {
        let words = format!(" ◌ losgelaten {} t/m {}: {}", wording::datum(o.van), wording::datum(o.tot), o.reden);
        pen.line(Span::raw(text::cut(&words, room)));
    }
}

/// Columns of the labels at the left of the figures.
const LABEL: usize = 7;

/// Kwartaal and jaar under each other, the aanbieders beside each other; the chosen figure has the focus.
fn draw_figures(row: &NormRij, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let mean = row.norm.indicator.is_mean();
    let all = || row.cellen.iter().flat_map(|c| Periode::ALL.map(|p| (&c.reeks(p).meting, mean)));
    let people = People::of(all());
    let room = pen.width().saturating_sub(LABEL + 1);
    let at = row.cellen.iter().position(|c| c.aanbieder == shared.aanbieder).unwrap_or(0);
    let shown = window(row.cellen.len(), at, room / (people.figure_width() + 1));
    let hidden = row.cellen.len() - shown.len();
    let cellen = row.cellen.get(shown).unwrap_or_default();
    let column = (room / cellen.len().max(1)).min(36);
    let place = |line: Rect, n: usize| {
        let x = line.x.saturating_add(u16::try_from(LABEL + 1 + n * column).unwrap_or(u16::MAX)).min(line.right());
        Rect { x, width: u16::try_from(column).unwrap_or(u16::MAX).min(line.right().saturating_sub(x)), ..line }
    };
    let chosen = |cell: &Normcel| row.cellen.len() == 1 || cell.aanbieder == shared.aanbieder;
    let head = pen.take(1);
    if hidden > 0 {
        Pen::new(head, pen.buf).line(Span::styled(format!(" +{hidden}"), theme.dim()));
    }
    for (n, cell) in cellen.iter().enumerate() {
        let style = if chosen(cell) { theme.accent() } else { theme.strong() };
        let name = format!("  {}", phrases::aanbieder(cell.aanbieder, shared.register()));
        Pen::new(place(head, n), pen.buf).line(Span::styled(name, style));
    }
    for periode in Periode::ALL {
        let line = pen.take(1);
        let has_focus = shared.periode == periode;
        let style = if has_focus { theme.accent() } else { theme.dim() };
        let until = if periode == Periode::Jaar { "t/m " } else { "" };
        let name = format!("{}{until}K{}", if has_focus { "▌" } else { " " }, shared.kwartaal.nummer());
        Pen::new(line, pen.buf).line(Span::styled(name, style));
        for (n, cell) in cellen.iter().enumerate() {
            let area = place(line, n);
            let reeks = cell.reeks(periode);
            let mut spans = figure::figure(&reeks.meting, mean, people, theme);
            // The year of KPI 1 and 4 is the kwartaal itself; its change says nothing new.
            if column >= people.figure_width() + 8 {
                let change = reeks.verandering.map(phrases::verandering).unwrap_or_default();
                spans.push(Span::styled(format!(" {change:>6}"), theme.dim()));
            }
            Pen::new(area, pen.buf).line(Line::from(spans));
            if chosen(cell) && periode == shared.periode {
                let width = u16::try_from(people.figure_width()).unwrap_or(u16::MAX).min(area.width);
                select_row(Rect { width, ..area }, pen.buf, theme.focus());
            }
        }
    }
}

/// The chosen figure in words, and what stands beside it.
fn draw_chosen(row: &NormRij, cell: &Normcel, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let mean = row.norm.indicator.is_mean();
    let reeks = cell.reeks(shared.periode);
    let meting = &reeks.meting;
    let who = format!(
        "{} · {}  ",
        phrases::aanbieder(cell.aanbieder, shared.register()),
        wording::periode(shared.periode, meting.kwartaal)
    );
    let mut spans = vec![Span::styled("▌", theme.accent()), Span::styled(who, theme.strong())];
    spans.extend(figure::sentence(meting, mean, theme));
    pen.line(Line::from(spans));
    let unit = if mean { "" } else { " procentpunt" };
    let since = wording::sinds_vorige(shared.periode, meting.kwartaal);
    let change = reeks.verandering.map(|v| format!("{}{unit} {since}", phrases::verandering(v)));
    let later = reeks.met_nagekomen.as_ref().map(|m| format!("met nagekomen: {} {}", m.weergave, phrases::mensen(m, mean)));
    let all = meting.noemer_alle.map(|n| format!("{n} trajecten liepen in de periode"));
    let parts: Vec<String> =
        [change, later, all, wording::respons(meting), wording::grondslag(meting)].into_iter().flatten().collect();
    if !parts.is_empty() {
        let words = text::cut(&parts.join(" · "), pen.width().saturating_sub(2));
        pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(words, theme.dim())]));
    }
}
