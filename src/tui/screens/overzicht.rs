//! The overview: aanbieder × norm for the kwartaal, what is known of the chosen figure, what came in, what to do next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{draw_pictures, has_rows, herkomst, other, uitleg};
use super::{Effect, Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Anderen, Melding, NormRij, Normcel, Overzicht, TeDoen};
use crate::domain::{Aanbieder, Kwartaal, Meting, NormId, Oordeel, Periode, Segment, Waarde};
use crate::tui::action::{Action, AfspraakAction, Move, Program, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord, shown_key};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Popup, Takenlijst, date_width, day_of};
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::{step, window};
use crate::tui::widgets::figure::{self, People};
use crate::tui::widgets::list::List;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::spark::sparkline;
use crate::tui::widgets::table::select_row;
use crate::wording;

#[derive(Debug, Default)]
pub struct Overzichtscherm {
    data: Remote<Box<Overzicht>>,
    rows: List,
}

impl Overzichtscherm {
    /// The row and cell that are chosen; under dekking there is only the cell of all together.
    fn chosen(&self, shared: &Shared) -> Option<(&NormRij, &Normcel)> {
        let overzicht = self.data.data.as_ref()?;
        let row = overzicht.normen.get(row_of(&overzicht.normen, shared.norm.as_ref()))?;
        let cell = row.cel(shared.column_in(overzicht.kwartaal)).or_else(|| row.cel(None))?;
        Some((row, cell))
    }

    fn is_first_run(&self) -> bool {
        self.data.data.as_ref().is_some_and(|o| o.is_first_run())
    }

    fn draw_matrix(area: Rect, buf: &mut Buffer, overzicht: &Overzicht, shared: &Shared) {
        let theme = shared.theme();
        let layout = Layout::new(area.width.into(), overzicht, shared);
        let mut pen = Pen::new(area, buf);
        pen.line(layout.header(shared, theme));
        let height = usize::from(pen.left());
        let selected = row_of(&overzicht.normen, shared.norm.as_ref());
        let list = List::at(selected);
        for index in list.window(overzicht.normen.len(), height) {
            let Some(row) = overzicht.normen.get(index) else { continue };
            let place = pen.take(1);
            let is_chosen_row = index == selected;
            shared.raak.plek(place, Raakplek::rij(index));
            let label = norm_label(row, NORM, theme, is_chosen_row);
            Pen::new(place, pen.buf).line(Line::from(label));
            if row.cellen.iter().all(|c| c.aanbieder.is_none()) {
                Self::draw_pooled(place, pen.buf, overzicht, row, is_chosen_row, &layout, shared);
                continue;
            }
            for (n, aanbieder) in layout.shown.iter().enumerate() {
                let cell_area = layout.place(place, n);
                let Some(cell) = row.cel(*aanbieder) else { continue };
                let spans = layout.cell(cell, row, shared.periode, theme);
                Pen::new(cell_area, pen.buf).line(Line::from(spans));
                if let Some(kolom) = layout.all.iter().position(|wie| wie == aanbieder) {
                    shared.raak.plek(cell_area, Raakplek::cel(index, kolom));
                }
                if is_chosen_row && layout.chosen == *aanbieder {
                    select_row(layout.focus(cell_area), pen.buf, theme.focus());
                }
            }
        }
    }

    /// Dekking counts for the three together: one figure over the whole width, and who is not covered.
    fn draw_pooled(
        place: Rect,
        buf: &mut Buffer,
        overzicht: &Overzicht,
        row: &NormRij,
        chosen: bool,
        layout: &Layout,
        shared: &Shared,
    ) {
        let theme = shared.theme();
        let Some(cell) = row.cel(None) else { return };
        let area = layout.place(place, 0);
        let meting = &cell.reeks(shared.periode).meting;
        let mut spans = figure::figure(meting, row.norm.indicator.is_mean(), layout.people, theme);
        spans.push(Span::raw(" "));
        spans.push(Span::styled(not_covered(overzicht, meting), theme.text()));
        let whole = Rect { width: place.right().saturating_sub(area.x), ..area };
        Pen::new(whole, buf).line(Line::from(spans));
        if chosen {
            select_row(layout.focus(area), buf, theme.focus());
        }
    }

    /// The chosen figure; where there is little room in one line, and else with what it was.
    fn draw_chosen(&self, short: bool, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        let Some((row, cell)) = self.chosen(shared) else { return };
        let mean = row.norm.indicator.is_mean();
        let reeks = cell.reeks(shared.periode);
        let periode = wording::periode(shared.periode, reeks.meting.kwartaal);
        let who = phrases::aanbieder(cell.aanbieder, shared.register());
        let norm = wording::norm_grens(&row.norm);
        if short {
            let mut line =
                vec![Span::styled("▌", theme.accent()), Span::styled(format!("{who} · {}  ", row.norm.id), theme.strong())];
            line.extend(figure::sentence(&reeks.meting, mean, theme));
            pen.ends(Line::from(line), Span::styled(format!("{norm} "), theme.text()));
            return;
        }
        pen.ends(
            Line::from(vec![
                Span::styled("▌", theme.accent()),
                Span::styled(format!("{who} · {} {}", row.norm.id, row.norm.kort), theme.strong()),
                Span::styled(format!(" · {periode}"), theme.text()),
            ]),
            Span::styled(format!("{norm} "), theme.text()),
        );
        let mut verdict = vec![Span::styled("▌", theme.accent())];
        verdict.extend(figure::sentence(&reeks.meting, mean, theme));
        pen.line(Line::from(verdict));
        pen.line(Line::from(past(row, cell, shared.periode, theme)));
    }
}

impl Scherm for Overzichtscherm {
    fn scope(&self) -> Scope {
        Scope::Overzicht
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Overzicht)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Overzicht(shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Overzicht(overzicht)) => {
                shared.kwartalen.clone_from(&overzicht.kwartalen);
                shared.normen = overzicht.normen.iter().map(|r| r.norm.id.clone()).collect();
                if shared.norm.is_none()
                    && let Some((norm, aanbieder)) = overzicht.ergste(shared.periode)
                {
                    (shared.norm, shared.aanbieder) = (Some(norm), aanbieder);
                }
                self.rows.selected = row_of(&overzicht.normen, shared.norm.as_ref());
                self.data.set(overzicht);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        let Some((_, cell)) = self.chosen(shared) else {
            return Err(if self.data.data.is_some() { Reason::NothingSelected } else { self.data.absence() });
        };
        match action {
            Action::View(View::Open) => has_rows(&cell.reeks(shared.periode).meting),
            Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ if self.is_first_run() => Err(Reason::NothingSelected),
            Action::Move(_) | Action::View(View::Periode | View::Uitleg | View::TeDoen) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                shared.aanbieder = step(&shared.columns(), shared.column_in(shared.kwartaal), to);
            }
            Action::Move(to) => {
                if let Some(overzicht) = &self.data.data {
                    self.rows.selected = row_of(&overzicht.normen, shared.norm.as_ref());
                    self.rows.go(to, overzicht.normen.len());
                    shared.norm = overzicht.normen.get(self.rows.selected).map(|r| r.norm.id.clone());
                }
            }
            Action::View(View::Periode) => shared.periode = other(shared.periode),
            Action::View(View::Open) => {
                if let Some((row, cell)) = self.chosen(shared) {
                    let (segment, norm) = (Segment::Collectief, row.norm.id.clone());
                    return vec![Effect::Open(Place::Herleiding { segment, norm, aanbieder: cell.aanbieder, gemeente: None })];
                }
            }
            Action::View(View::TeDoen) => {
                return self.data.data.iter().map(|overzicht| Effect::Popup(to_do(overzicht, shared))).collect();
            }
            Action::View(View::Uitleg) => {
                if let Some((row, _)) = self.chosen(shared) {
                    return vec![Effect::Popup(uitleg(&row.norm, shared.theme()))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn press(&mut self, plek: Raakplek, shared: &mut Shared) -> Option<bool> {
        let overzicht = self.data.data.as_ref()?;
        let norm = overzicht.normen.get(plek.rij)?.norm.id.clone();
        let was = shared.column_in(overzicht.kwartaal);
        let wie = plek.kolom.and_then(|n| columns_of(overzicht, shared).get(n).copied()).unwrap_or(was);
        let chosen_was = row_of(&overzicht.normen, shared.norm.as_ref()) == plek.rij && wie == was;
        self.rows.selected = plek.rij;
        (shared.norm, shared.aanbieder) = (Some(norm), wie);
        Some(chosen_was)
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        self.chosen(shared)
            // The cursor stands somewhere from the start: that it is on KPI 3 does not say that a plan is asked.
            .map(|(row, cell)| Afspraakherkomst {
                plan: false,
                ..herkomst(&row.norm, &cell.reeks(shared.periode).meting, shared.register())
            })
            .unwrap_or_default()
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Collectief
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let overzicht = self.data.data.as_ref().filter(|o| !o.is_first_run())?;
        let stukken = [Schrijfstuk::Cijfers, Schrijfstuk::Jaarbeeld, Schrijfstuk::Factsheet];
        let all = Uitgave::new(stukken, overzicht.kwartaal, format!("Overzicht · {}", overzicht.kwartaal));
        Some(Uitgave { aanbieder: shared.aanbieder, ..all })
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|o| o.kwartaal)
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(overzicht) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        if overzicht.is_first_run() {
            draw_first_run(&mut pen, shared);
            return;
        }
        // The figures come first; what is left of the screen goes to the rest, most telling first.
        let rows = u16::try_from(overzicht.normen.len()).unwrap_or(u16::MAX).saturating_add(1);
        let matrix = pen.take(rows.min(area.height));
        Self::draw_matrix(matrix, pen.buf, overzicht, shared);
        draw_legend(&mut pen, overzicht.klein_onder, theme);
        // What there is to do comes first: where it does not fit the rest says less.
        let wanted = u16::try_from(overzicht.te_doen.len()).unwrap_or(u16::MAX).max(1);
        let others = 2 + u16::from(shared.anderen.is_some());
        let short = pen.left() < wanted.saturating_add(others + CHOSEN);
        self.draw_chosen(short, &mut pen, shared);
        pen.rule(theme.dim());
        let below = others.min(pen.left().saturating_sub(wanted.min(LEAST_TO_DO)));
        let room = pen.left() - below;
        // On a tall screen a chart stands below it.
        let room = if room >= 20 { room - 12 } else { room };
        let mut part = |action: Action, draw: &dyn Fn(&mut Pen<'_>)| {
            let before = pen.left();
            draw(&mut pen);
            let from = area.bottom().saturating_sub(before);
            shared.raak.doe(Rect { y: from, height: before - pen.left(), ..area }, action);
        };
        part(Action::View(View::TeDoen), &|pen| draw_to_do(pen, room.into(), overzicht, shared));
        part(Action::Program(Program::Handelingen), &|pen| draw_others(pen, shared));
        part(Action::Go(Tab::Rapportages), &|pen| draw_reports(pen, overzicht, shared));
        part(Action::Go(Tab::Afspraken), &|pen| draw_afspraken(pen, overzicht, theme));
        // A tall screen shows the way of the chosen figure through the kwartalen too.
        if pen.left() >= 10
            && let Some((row, cell)) = self.chosen(shared)
        {
            pen.rule(theme.dim());
            let rest = pen.rest();
            draw_pictures(row, &row.cellen.iter().collect::<Vec<_>>(), cell, rest, pen.buf, shared);
        }
    }
}

/// Trend, change, the other period and what stands beside the figure, in one line.
fn past(row: &NormRij, cell: &Normcel, periode: Periode, theme: Theme) -> Vec<Span<'static>> {
    let mean = row.norm.indicator.is_mean();
    let reeks = cell.reeks(periode);
    let mut spans = vec![Span::styled("▌", theme.accent())];
    let trend = sparkline(&reeks.trend, 8, mean);
    let mut parts: Vec<Span<'static>> = Vec::new();
    if !trend.trim().is_empty() {
        parts.push(Span::raw(trend.trim_start().to_owned()));
    }
    if let Some(change) = reeks.verandering {
        let unit = if mean { "" } else { " procentpunt" };
        parts.push(Span::raw(format!(
            "{}{unit} {}",
            phrases::verandering(change),
            wording::sinds_vorige(periode, reeks.meting.kwartaal)
        )));
    }
    let rest = cell.reeks(other(periode));
    if rest.meting.waarde.is_measured() {
        let name = if periode == Periode::Kwartaal { "jaar" } else { "kwartaal" };
        let people = phrases::mensen(&rest.meting, mean);
        parts.push(Span::raw(format!("{name} {} {}, {people}", wording::teken(rest.meting.oordeel), rest.meting.weergave)));
    }
    if let Some(later) = wording::nagekomen(&reeks.meting) {
        parts.push(Span::styled(later, theme.attention()));
    }
    for (n, part) in parts.into_iter().enumerate() {
        if n > 0 {
            spans.push(Span::styled(" · ", theme.dim()));
        }
        spans.push(part);
    }
    spans
}

/// Lines of the chosen figure, with the rule below it.
const CHOSEN: u16 = 4;

/// Lines that what there is to do has at least, as long as it fills them.
const LEAST_TO_DO: u16 = 5;

/// Columns of the norm at the left: id, a few words, the limit.
const NORM: usize = 26;

/// Where everything stands in the matrix: columns give trend, change and the other period when there is room.
struct Layout {
    all: Vec<Option<Aanbieder>>,
    shown: Vec<Option<Aanbieder>>,
    chosen: Option<Aanbieder>,
    /// How many columns there are besides.
    hidden: usize,
    column: usize,
    people: People,
}

impl Layout {
    fn new(width: usize, overzicht: &Overzicht, shared: &Shared) -> Self {
        let metingen = overzicht.normen.iter().flat_map(|row| {
            let is_mean = row.norm.indicator.is_mean();
            row.cellen.iter().map(move |c| (&c.reeks(shared.periode).meting, is_mean))
        });
        let apart = People::of(metingen);
        let room = width.saturating_sub(NORM + 1);
        let figure = apart.figure_width();
        let chosen = shared.column_in(overzicht.kwartaal);
        let all = columns_of(overzicht, shared);
        let fit = |columns: usize, wanted: usize| room.checked_div(columns).is_none_or(|width| width >= wanted);
        // With all shown there must still be room for a trend, or for nothing but the figures.
        let others = all.len().saturating_sub(1);
        let fit_all = fit(all.len(), figure + 2) && (fit(all.len(), figure + 11) || !fit(others, figure + 11));
        let tight = apart.tight();
        // Rather tight than out of sight.
        let (people, most) = match room / (figure + 2) {
            _ if fit_all => (apart, all.len()),
            most if most < others && fit(others, tight.figure_width() + 1) => (tight, others),
            most => (apart, others.min(most)),
        };
        let at = all.iter().position(|c| *c == chosen).unwrap_or(0);
        let shown = all.get(window(all.len(), at, most)).unwrap_or_default().to_vec();
        let hidden = all.len() - shown.len();
        // Rounded up where the last one keeps its figure: it has no neighbour that it must keep away from.
        let count = shown.len().max(1);
        let up = room.div_ceil(count);
        let column = if up * (count - 1) + people.figure_width() <= room { up } else { room / count };
        // A state in words is wider than a figure: where it would be cut it is said in fewer.
        let last = room.saturating_sub(column * (count - 1));
        let people = if column.min(last + 1) > figure::widest(people) { people } else { people.tight() };
        Self { all, shown, chosen, hidden, column, people }
    }

    fn has_trend(&self) -> bool {
        self.column >= self.people.figure_width() + 10
    }

    fn has_change(&self) -> bool {
        self.column >= self.people.figure_width() + 16
    }

    fn has_other(&self) -> bool {
        self.column >= self.people.figure_width() + 16 + 11
    }

    fn place(&self, row: Rect, n: usize) -> Rect {
        let to = |v: usize| u16::try_from(v).unwrap_or(u16::MAX);
        let x = row.x.saturating_add(to(NORM + 1 + n * self.column)).min(row.right());
        Rect { x, width: to(self.column).min(row.right().saturating_sub(x)), ..row }
    }

    /// The part of a cell that shows the focus: the figure.
    fn focus(&self, cell: Rect) -> Rect {
        let width = u16::try_from(self.people.figure_width()).unwrap_or(u16::MAX).min(cell.width);
        Rect { x: cell.x, width, ..cell }
    }

    fn header(&self, shared: &Shared, theme: Theme) -> Line<'static> {
        let periode = if shared.periode == Periode::Jaar { "jaar t/m" } else { "kwartaal" };
        // With one column out of sight the arrows find it; of more it is said.
        let what = if self.hidden > 1 {
            let here = self.shown.iter().flatten().count();
            format!(" {periode} · {here} van {}, ← →", self.all.iter().flatten().count())
        } else {
            format!(" norm, {periode}")
        };
        let mut spans = vec![Span::styled(text::left(&what, NORM + 1), theme.dim())];
        let width = if self.has_trend() { self.people.figure_width() } else { self.column.saturating_sub(1) };
        let names = shared.titles(&self.all, width.saturating_sub(2));
        for aanbieder in &self.shown {
            let style = if *aanbieder == self.chosen { theme.accent() } else { theme.strong() };
            let name = self.all.iter().position(|a| a == aanbieder).and_then(|at| names.get(at)).map_or("", String::as_str);
            spans.push(Span::styled(text::left(&format!("  {name}"), width), style));
            let mut caption = String::new();
            if self.has_trend() {
                caption.push_str(" 8 kwart.");
            }
            if self.has_change() {
                caption.push_str("  ");
                caption.push_str(&wording::plusmin(shared.kwartaal.previous()));
            }
            if self.has_other() {
                caption.push_str(if shared.periode == Periode::Jaar { "     kwart." } else { "       jaar" });
            }
            spans.push(Span::styled(text::left(&caption, self.column.saturating_sub(width)), theme.dim()));
        }
        Line::from(spans)
    }

    fn cell(&self, cell: &Normcel, row: &NormRij, periode: Periode, theme: Theme) -> Vec<Span<'static>> {
        let mean = row.norm.indicator.is_mean();
        let reeks = cell.reeks(periode);
        let mut spans = figure::figure(&reeks.meting, mean, self.people, theme);
        if self.has_trend() {
            // A state that is wider than a figure takes from the oldest of the trend.
            let over = spans.iter().map(Span::width).sum::<usize>().saturating_sub(self.people.figure_width());
            let trend = sparkline(&reeks.trend, 8_usize.saturating_sub(over), mean);
            spans.push(Span::styled(format!(" {trend}"), theme.fill()));
        }
        if self.has_change() {
            let change = reeks.verandering.map(phrases::verandering).unwrap_or_default();
            spans.push(Span::styled(format!(" {change:>5}"), theme.text()));
        }
        if self.has_other() {
            spans.push(Span::raw("  "));
            let meting = &cell.reeks(other(periode)).meting;
            // Why there is no figure stands with that of the periode that is shown.
            let parts = if meting.waarde.is_measured() { usize::MAX } else { 1 };
            spans.extend(figure::number(meting, mean, theme).into_iter().take(parts));
        }
        spans
    }
}

/// "2.1 regulier werk     80%" in `width` columns and a blank.
fn norm_label(row: &NormRij, width: usize, theme: Theme, chosen: bool) -> Vec<Span<'static>> {
    let id = row.norm.id.as_str().trim_start_matches(|c: char| c.is_alphabetic()).to_owned();
    let limit = wording::norm_grens_kort(&row.norm);
    let room = width.saturating_sub(1 + 4 + 1 + text::width(&limit));
    let style = if chosen { theme.strong() } else { theme.text() };
    vec![
        Span::styled(if chosen { "▌" } else { " " }, theme.accent()),
        Span::styled(format!("{id:<4}"), style),
        Span::styled(text::left(&row.norm.kort, room), style),
        Span::styled(format!(" {limit} "), theme.text()),
    ]
}

fn not_covered(overzicht: &Overzicht, meting: &Meting) -> String {
    let Waarde::Gemeten { .. } = meting.waarde else { return String::new() };
    if overzicht.niet_gedekt.is_empty() {
        return "alle gemeenten gedekt".to_owned();
    }
    let names: Vec<String> = overzicht
        .niet_gedekt
        .iter()
        .map(|(gemeente, since)| match since {
            Some(kwartaal) => format!("{} niet gedekt sinds {kwartaal}", gemeente.naam()),
            None => format!("{} niet gedekt", gemeente.naam()),
        })
        .collect();
    wording::opsomming(&names)
}

fn draw_legend(pen: &mut Pen<'_>, klein_onder: u32, theme: Theme) {
    let mut spans = vec![Span::raw(" ")];
    for oordeel in [Oordeel::Gehaald, Oordeel::NietGehaald, Oordeel::Losgelaten, Oordeel::BovenRichtwaarde] {
        spans.push(Span::styled(format!("{} ", wording::teken(oordeel)), theme.oordeel(oordeel)));
        spans.push(Span::styled(format!("{}  ", oordeel.naam()), theme.dim()));
    }
    spans.push(Span::styled(format!("· minder dan {klein_onder}"), theme.dim()));
    pen.line(Line::from(spans));
}

fn draw_reports(pen: &mut Pen<'_>, overzicht: &Overzicht, shared: &Shared) {
    let theme = shared.theme();
    // The whole of it stands under Rapportages; here it must fit in a line.
    let whole: Vec<String> = overzicht.rapportages.iter().map(|s| s.woorden(shared.today)).collect();
    let fits = whole.iter().map(|s| text::width(s) + 10).sum::<usize>() + 14 <= pen.width();
    let said = |status: &crate::app::Rapportagestatus| {
        if fits { status.woorden(shared.today) } else { phrases::rapportagestatus_kort(status, shared.today) }
    };
    let mut spans = vec![Span::styled(" Rapportages  ", theme.dim())];
    let short = || overzicht.rapportages.iter().map(|s| text::width(&said(s)) + text::width(&shared.naam(s.aanbieder)) + 4);
    if short().sum::<usize>() + 14 > pen.width() && overzicht.rapportages.len() > 3 {
        spans.extend(counted(overzicht, theme));
        pen.line(Line::from(spans));
        return;
    }
    for (n, status) in overzicht.rapportages.iter().enumerate() {
        if n > 0 {
            spans.push(Span::styled(" · ", theme.dim()));
        }
        let late = status.werkdagen_te_laat.is_some() || !status.ontbreekt.is_empty() || status.rijen_niet_meegeteld > 0;
        let style = match status.versie {
            None if status.werkdagen_te_laat.is_some() => theme.bad(),
            Some(_) if late => theme.attention(),
            _ => theme.text(),
        };
        spans.push(Span::styled(format!("{} ", shared.naam(status.aanbieder)), theme.strong()));
        spans.push(Span::styled(said(status), style));
    }
    pen.line(Line::from(spans));
}

/// The reports in numbers, where they do not fit by name.
fn counted(overzicht: &Overzicht, theme: Theme) -> Vec<Span<'static>> {
    let all = &overzicht.rapportages;
    let count = |is: fn(&crate::app::Rapportagestatus) -> bool| all.iter().filter(|s| is(s)).count();
    let late = count(|s| s.versie.is_none() && s.werkdagen_te_laat.is_some());
    let partly = count(|s| s.versie.is_some() && (!s.ontbreekt.is_empty() || s.rijen_niet_meegeteld > 0));
    let mut spans = vec![Span::styled(format!("{} van {} ontvangen", count(|s| s.versie.is_some()), all.len()), theme.text())];
    if late > 0 {
        spans.push(Span::styled(format!(", {late} te laat"), theme.bad()));
    }
    if partly > 0 {
        spans.push(Span::styled(format!(", {partly} niet compleet"), theme.attention()));
    }
    spans
}

fn draw_afspraken(pen: &mut Pen<'_>, overzicht: &Overzicht, theme: Theme) {
    let afspraken = &overzicht.afspraken;
    let mut spans = vec![Span::styled(" Afspraken    ", theme.dim())];
    if afspraken.open == 0 {
        spans.push(Span::styled("geen open afspraken", theme.text()));
    } else {
        spans.push(Span::raw(format!("{} open", afspraken.open)));
    }
    if afspraken.te_laat > 0 {
        spans.push(Span::raw(", "));
        spans.push(Span::styled(format!("{} te laat", afspraken.te_laat), theme.bad()));
    }
    if let Some((nummer, times)) = &afspraken.oudste {
        let carried = if *times > 0 { format!(", {times}e keer doorgeschoven") } else { String::new() };
        spans.push(Span::styled(format!(" (oudste: {nummer}{carried})"), theme.text()));
    }
    pen.line(Line::from(spans));
}

/// What others did since the program was left last, and the key that shows it.
fn draw_others(pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let Some(Anderen { aantal, sinds }) = shared.anderen else { return };
    let said = phrases::aantal(aantal, "wijziging", "wijzigingen");
    let since = format!(" van anderen sinds {} · {}", wording::moment(sinds), Werkwoord::Handelingen.shown());
    pen.line(Line::from(vec![Span::styled(" Anderen      ", theme.dim()), Span::raw(said), Span::styled(since, theme.dim())]));
}

fn draw_to_do(pen: &mut Pen<'_>, room: usize, overzicht: &Overzicht, shared: &Shared) {
    let theme = shared.theme();
    if overzicht.te_doen.is_empty() {
        let line = vec![Span::styled(" Te doen      ", theme.dim()), Span::styled("niets dat wacht", theme.text())];
        pen.line(Line::from(line));
        return;
    }
    let all = overzicht.te_doen.len();
    // The last line says how many there are more.
    let shown = if all > room { room.saturating_sub(1) } else { all };
    let dates = date_width(overzicht.te_doen[..shown].iter(), shared.today);
    for (n, item) in overzicht.te_doen.iter().take(shown).enumerate() {
        let label = if n == 0 { " Te doen      " } else { "              " };
        let mut spans = vec![Span::styled(label, theme.dim())];
        let task = text::cut(&said(item, shared), pen.width().saturating_sub(15 + dates));
        spans.extend([day_of(item, dates, shared.today, theme), Span::raw(task)]);
        pen.line(Line::from(spans));
    }
    if all > shown {
        let label = if shown == 0 { " Te doen      " } else { "              " };
        let more = format!("nog {} · {} toont alles", all - shown, shown_key(Action::View(View::TeDoen)));
        pen.line(Line::from(vec![Span::styled(label, theme.dim()), Span::styled(more, theme.attention())]));
    }
}

fn said(item: &TeDoen, shared: &Shared) -> String {
    wording::veilig(&item.taak.woorden(shared.register()))
}

/// Everything that there is to do, to go on to.
fn to_do(overzicht: &Overzicht, shared: &Shared) -> Popup {
    Popup::Taken(Box::new(Takenlijst::new(&overzicht.te_doen, shared)))
}

fn draw_first_run(pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    pen.blank();
    pen.line(Span::styled("  Welkom. Er is nog niets ingelezen.", theme.strong()));
    pen.blank();
    let key = |verb: Werkwoord, what: &'static str| {
        Line::from(vec![Span::styled(format!("  {:<4}", verb.shown()), theme.accent()), Span::raw(what)])
    };
    pen.line(key(Werkwoord::Inlezen, "leest de kwartaalrapportages en het dekkingsoverzicht uit een map"));
    if shared.has_example {
        pen.line(key(Werkwoord::Openen, "opent verzonnen voorbeeldgegevens, om alles uit te proberen"));
    }
    pen.line(key(Werkwoord::Hulp, "toont de toetsen van dit scherm"));
    pen.blank();
    let later = "Daarna staat hier per norm waar PSW, Rendiz en Qwyl staan, en wat er te doen is.";
    for line in text::wrap(later, pen.width().saturating_sub(4)) {
        pen.line(Span::styled(format!("  {line}"), theme.dim()));
    }
}

/// The columns of the matrix: whose figures there are in the period, and all together.
fn columns_of(overzicht: &Overzicht, shared: &Shared) -> Vec<Option<Aanbieder>> {
    let columns = shared.columns_in(overzicht.kwartaal);
    let with_figures = overzicht.aanbieders().into_iter().map(Some).chain([None]);
    with_figures.filter(|wie| columns.contains(wie)).collect()
}

/// The row of a norm; the first when it is not there.
pub fn row_of(rows: &[NormRij], norm: Option<&NormId>) -> usize {
    norm.and_then(|id| rows.iter().position(|r| r.norm.id == *id)).unwrap_or(0)
}
