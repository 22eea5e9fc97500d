//! One norm over all aanbieders: kwartaal and jaar side by side, its way through the kwartalen, its parts or classes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::overzicht::{has_rows, herkomst, other};
use super::{Effect, Effects, Remote};
use crate::app::{Cel, KpiBeeld, Melding, NormRij};
use crate::domain::{Kwartaal, Meting, NormId, Periode};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::model::Shared;
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Popup, Reader};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::{step, window};
use crate::tui::widgets::chart::{Bars, stacked};
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
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        let norm = shared.norm.clone().unwrap_or_else(|| "C1.1".into());
        Some(Query::Kpi(norm, shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Kpi(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn chosen(&self, shared: &Shared) -> Option<(&NormRij, &Cel)> {
        let row = &self.data.data.as_ref()?.rij;
        Some((row, row.cel(shared.aanbieder).or_else(|| row.cel(None))?))
    }

    pub fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        // Walking on needs no figures: keys that come faster than the answers are not lost.
        if matches!(action, Action::Move(_)) {
            return Ok(());
        }
        let Some((_, cell)) = self.chosen(shared) else { return Err(self.data.absence()) };
        match action {
            Action::View(View::Open) => has_rows(&cell.reeks(shared.periode).meting),
            Action::View(View::Periode | View::Uitleg) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
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

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        self.chosen(shared)
            .map(|(row, cell)| herkomst(row, &cell.reeks(shared.periode).meting, shared.register()))
            .unwrap_or_default()
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
        let Some((row, cell)) = self.chosen(shared) else { return };
        draw_norm(row, &mut pen, theme);
        pen.blank();
        draw_figures(row, &mut pen, shared);
        pen.blank();
        draw_chosen(row, cell, &mut pen, shared);
        pen.blank();
        let rest = pen.rest();
        draw_pictures(row, cell, rest, pen.buf, shared);
    }
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
    let chosen = |cell: &Cel| row.cellen.len() == 1 || cell.aanbieder == shared.aanbieder;
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
fn draw_chosen(row: &NormRij, cell: &Cel, pen: &mut Pen<'_>, shared: &Shared) {
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
    let change = reeks.verandering.map(|v| format!("{}{unit} sinds {}", phrases::verandering(v), meting.kwartaal.previous()));
    let later = reeks.met_nagekomen.as_ref().map(|m| format!("met nagekomen: {} {}", m.weergave, phrases::mensen(m, mean)));
    let all = meting.noemer_alle.map(|n| format!("{n} trajecten liepen in de periode"));
    let parts: Vec<String> =
        [change, later, all, wording::respons(meting), wording::grondslag(meting)].into_iter().flatten().collect();
    if !parts.is_empty() {
        let words = text::cut(&parts.join(" · "), pen.width().saturating_sub(2));
        pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(words, theme.dim())]));
    }
}

/// From this width on several aanbieders have a chart of their own.
const ALL_CHARTS: u16 = 150;
/// The least width of a chart beside others.
const CHART: u16 = 28;
/// Columns of the parts or classes beside the chart.
const PARTS: u16 = 32;

/// The way through the kwartalen, and the parts of the figure when it has them.
pub fn draw_pictures(row: &NormRij, cell: &Cel, area: Rect, buf: &mut Buffer, shared: &Shared) {
    let theme = shared.theme();
    let meting = &cell.reeks(shared.periode).meting;
    let has_parts = !meting.onderdelen.is_empty() || !meting.klassen.is_empty();
    let aside = if has_parts && area.width >= 70 { PARTS } else { 0 };
    let charts = Rect { width: area.width.saturating_sub(aside), ..area };
    let at = row.cellen.iter().position(|c| c.aanbieder == cell.aanbieder).unwrap_or(0);
    let beside = if area.width >= ALL_CHARTS { usize::from(charts.width / CHART) } else { 1 };
    let shown = row.cellen.get(window(row.cellen.len(), at, beside)).unwrap_or_default();
    let width = charts.width / u16::try_from(shown.len().max(1)).unwrap_or(1);
    let height = charts.height.min(16);
    for (n, one) in shown.iter().enumerate() {
        let place = Rect { x: charts.x + u16::try_from(n).unwrap_or(0) * width, width, height, ..charts };
        let mut pen = Pen::new(place, buf);
        let style = if one.aanbieder == cell.aanbieder { theme.accent() } else { theme.strong() };
        let dashed = one.reeks(shared.periode).trend.iter().any(|p| p.opgeschort);
        let legend = if dashed { "  ─ norm  ╌ losgelaten" } else { "  ─ norm" };
        pen.line(Line::from(vec![
            Span::styled(format!(" {}", phrases::aanbieder(one.aanbieder, shared.register())), style),
            Span::styled(legend, theme.dim()),
        ]));
        let rest = pen.rest();
        let trend = &one.reeks(shared.periode).trend;
        let bars = Bars { trend, richting: row.norm.richting, is_mean: row.norm.indicator.is_mean(), theme };
        bars.draw(rest, pen.buf);
    }
    if aside > 0 {
        let place = Rect { x: charts.right() + 1, width: aside.saturating_sub(2), ..area };
        draw_parts(meting, place, buf, theme);
    }
}

fn draw_parts(meting: &Meting, area: Rect, buf: &mut Buffer, theme: Theme) {
    let mut pen = Pen::new(area, buf);
    if !meting.klassen.is_empty() {
        pen.line(Span::styled("Uitkomsten in het cohort", theme.strong()));
        let parts: Vec<_> = meting.klassen.iter().map(|(k, n)| (k.naam(), *n)).collect();
        let rest = pen.rest();
        stacked(&parts, rest, pen.buf, theme);
        return;
    }
    pen.line(Span::styled("Vastgelegd per onderdeel", theme.strong()));
    let room = pen.width().saturating_sub(10);
    for part in &meting.onderdelen {
        let name = text::left(part.kolom.naam(), room);
        let line = match part.teller {
            None => vec![Span::styled("– ", theme.dim()), Span::raw(name), Span::styled("geen kolom", theme.dim())],
            Some(teller) => {
                let whole = teller == part.noemer;
                let (glyph, style) = if whole { ("✓ ", theme.good()) } else { ("✗ ", theme.bad()) };
                let count = format!("{teller:>3}/{}", part.noemer);
                vec![Span::styled(glyph, style), Span::raw(name), Span::styled(count, theme.text())]
            }
        };
        pen.line(Line::from(line));
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
