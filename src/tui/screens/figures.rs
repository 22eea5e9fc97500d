//! What the screens on figures share: walking along the columns, the pictures of a figure, and what is behind it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{NormRij, Normcel};
use crate::domain::{Kwartaal, Meting, Norm, Periode, Register, Segment, Waarde};
use crate::tui::action::{Action, RapportAction, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::handleiding;
use crate::tui::keys::shown_key;
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::window;
use crate::tui::widgets::chart::{Bars, stacked};
use crate::tui::widgets::pen::Pen;
use crate::wording;

/// The period that is not this one.
pub(super) const fn other(periode: Periode) -> Periode {
    match periode {
        Periode::Kwartaal => Periode::Jaar,
        Periode::Jaar => Periode::Kwartaal,
    }
}

/// That there is nothing of a segment, and what to do.
pub(super) fn no_reports(segment: Segment, kwartaal: Kwartaal) -> String {
    let read = shown_key(Action::Rapport(RapportAction::Import));
    format!("Geen rapportages van segment {} over {kwartaal}. {read} leest bestanden in.", segment.naam())
}

/// How much more there is in the other segment, with the key that goes there; None when there is nothing.
pub(super) fn elsewhere(elders: usize, segment: Segment) -> Option<String> {
    let key = shown_key(Action::View(View::Segment));
    (elders > 0).then(|| format!("nog {elders} in segment {} ({key})", segment.other().naam()))
}

/// # Errors
/// Why a figure has no rows to show.
pub(super) fn has_rows(meting: &Meting) -> Result<(), Reason> {
    match &meting.waarde {
        Waarde::Gemeten { .. } | Waarde::Nvt => Ok(()),
        other => Err(Reason::NoRows(other.toestand())),
    }
}

/// What a new afspraak takes along from a figure.
pub(super) fn herkomst(norm: &Norm, meting: &Meting, register: &Register) -> Afspraakherkomst {
    let mean = norm.indicator.is_mean();
    let people = phrases::mensen(meting, mean);
    let waarde = if people.is_empty() { meting.weergave.clone() } else { format!("{} ({people})", meting.weergave) };
    let who = phrases::aanbieder(meting.aanbieder, register);
    let periode = wording::periode(meting.periode, meting.kwartaal);
    let verdict = wording::teken(meting.oordeel);
    let over = format!("{who} · {} {} · {periode} · {verdict} {waarde}", norm.id, norm.kort);
    Afspraakherkomst {
        signaal: None,
        aanbieder: meting.aanbieder,
        kpi: Some(norm.kpi),
        deelnemer: None,
        aanleiding: Some(crate::domain::Aanleiding {
            norm: norm.id.clone(),
            kwartaal: meting.kwartaal,
            periode: meting.periode,
            waarde,
            versie: meting.versie,
        }),
        plan: meting.asks_for_plan(norm.indicator),
        over,
        verwacht: String::new(),
    }
}

/// From this width on several aanbieders have a chart of their own.
const ALL_CHARTS: u16 = 150;

/// The lines of a chart at most: what is higher shows no more, and fills the screen with bars.
const TALLEST: u16 = 30;

/// The least width of a chart beside others.
const CHART: u16 = 28;

/// Columns of the parts or classes beside the chart.
const PARTS: u16 = 32;

/// The way through the kwartalen, and the parts of the figure when it has them.
pub(super) fn draw_pictures(row: &NormRij, cellen: &[&Normcel], cell: &Normcel, area: Rect, buf: &mut Buffer, shared: &Shared) {
    let theme = shared.theme();
    let meting = &cell.reeks(shared.periode).meting;
    let has_parts = !meting.onderdelen.is_empty() || !meting.klassen.is_empty();
    let aside = if has_parts && area.width >= 70 { PARTS } else { 0 };
    let charts = Rect { width: area.width.saturating_sub(aside), ..area };
    let at = cellen.iter().position(|c| c.aanbieder == cell.aanbieder).unwrap_or(0);
    let beside = if area.width >= ALL_CHARTS { usize::from(charts.width / CHART) } else { 1 };
    let shown = cellen.get(window(cellen.len(), at, beside)).unwrap_or_default();
    let width = charts.width / u16::try_from(shown.len().max(1)).unwrap_or(1);
    let height = charts.height.min(TALLEST);
    for (n, one) in shown.iter().enumerate() {
        let place = Rect { x: charts.x + u16::try_from(n).unwrap_or(0) * width, width, height, ..charts };
        let style = if one.aanbieder == cell.aanbieder { theme.accent() } else { theme.strong() };
        let naam = phrases::aanbieder(one.aanbieder, shared.register());
        draw_chart(row, one, Span::styled(format!(" {naam}"), style), place, buf, shared);
    }
    if aside > 0 {
        let place = Rect { x: charts.right() + 1, width: aside.saturating_sub(2), ..area };
        draw_parts(meting, place, buf, theme);
    }
}

/// The same of a figure that has no others beside it.
pub(super) fn draw_picture(row: &NormRij, cell: &Normcel, naam: &str, area: Rect, buf: &mut Buffer, shared: &Shared) {
    let theme = shared.theme();
    let meting = &cell.reeks(shared.periode).meting;
    let has_parts = !meting.onderdelen.is_empty() || !meting.klassen.is_empty();
    let aside = if has_parts && area.width >= 70 { PARTS } else { 0 };
    let chart = Rect { width: area.width.saturating_sub(aside), height: area.height.min(TALLEST), ..area };
    draw_chart(row, cell, Span::styled(format!(" {naam}"), theme.accent()), chart, buf, shared);
    if aside > 0 {
        draw_parts(meting, Rect { x: chart.right() + 1, width: aside.saturating_sub(2), ..area }, buf, theme);
    }
}

/// The way of a figure through the kwartalen, under a name.
fn draw_chart(row: &NormRij, cell: &Normcel, naam: Span<'static>, area: Rect, buf: &mut Buffer, shared: &Shared) {
    let theme = shared.theme();
    let trend = &cell.reeks(shared.periode).trend;
    let mut pen = Pen::new(area, buf);
    let grens = match (row.norm.grens, trend.iter().any(|p| p.opgeschort)) {
        (None, _) => "",
        (Some(_), true) => "  ─ norm  ╌ losgelaten",
        (Some(_), false) => "  ─ norm",
    };
    let bars = Bars { trend, richting: row.norm.richting, is_mean: row.norm.indicator.is_mean(), theme };
    let scale = bars.said().map(|said| format!("  {said}")).unwrap_or_default();
    pen.line(Line::from(vec![naam, Span::styled(format!("{grens}{scale}"), theme.dim())]));
    let rest = pen.rest();
    bars.draw(rest, pen.buf);
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
pub(super) fn uitleg(norm: &Norm, theme: Theme) -> Popup {
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
    Popup::Reader(Box::new(Reader::new(format!("Norm {}", norm.id), body).indent(12).more_in(Some(handleiding::CIJFERS))))
}
