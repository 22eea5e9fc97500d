//! The history below the list: a row per aanbieder, a column per kwartaal, and how often it was in time.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Tijdigheidsreeks;
use crate::domain::{Kwartaal, Tijdigheid};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;

/// Rows that the history takes: heading, the aanbieders, legend.
pub(super) fn height(reeksen: &[Tijdigheidsreeks]) -> u16 {
    u16::try_from(reeksen.len()).unwrap_or(u16::MAX).saturating_add(2)
}

/// A kwartaal: `24-K2` and two blanks.
const STEP: usize = 7;
/// `op tijd  compleet`, each as `11/12`.
const TOTALS: usize = 18;

/// Columns of a name at most.
const MOST_OF_NAME: usize = 22;

pub(super) fn draw(reeksen: &[Tijdigheidsreeks], chosen: Kwartaal, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let width = pen.width();
    let each: Vec<_> = reeksen.iter().map(|r| Some(r.aanbieder)).collect();
    let titles = shared.titles(&each, MOST_OF_NAME);
    let names = titles.iter().map(|naam| text::width(naam)).max().unwrap_or(0).max(9) + 1;
    let all = reeksen.first().map_or(0, |r| r.kwartalen.len());
    let fit = width.saturating_sub(names + TOTALS + 1) / STEP;
    let from = all.saturating_sub(fit);
    let name = |text: &str, style: Style| Span::styled(format!(" {} ", text::left(text, names - 1)), style);

    let mut head = vec![name("op tijd", theme.dim())];
    for t in reeksen.iter().take(1).flat_map(|r| r.kwartalen.iter().skip(from)) {
        let style = if t.kwartaal == chosen { theme.strong() } else { theme.dim() };
        head.push(Span::styled(text::left(&short(t.kwartaal), STEP), style));
    }
    head.push(Span::styled(format!("{:>8}{:>9}", "op tijd", "compleet"), theme.dim()));
    pen.line(Line::from(head));
    for (reeks, naam) in reeksen.iter().zip(&titles) {
        let mut row = vec![name(naam, theme.text())];
        row.extend(reeks.kwartalen.iter().skip(from).map(|t| {
            let (said, style) = cell(t, theme);
            Span::styled(text::left(&said, STEP), style)
        }));
        let t = reeks.telling;
        let style = if t.op_tijd < t.beoordeeld { theme.attention() } else { theme.text() };
        row.push(Span::styled(format!("{:>8}", share(t.op_tijd, t.beoordeeld)), style));
        let style = if t.compleet < t.ontvangen { theme.attention() } else { theme.text() };
        row.push(Span::styled(format!("{:>9}", share(t.compleet, t.ontvangen)), style));
        pen.line(Line::from(row));
    }
    pen.line(Span::styled(" ✓ op tijd  ✗ werkdagen laat  + binnen  ○ onvolledig  – niet binnen  … verwacht", theme.dim()));
}

/// `11/12`; of nothing there is no part.
fn share(part: u32, of: u32) -> String {
    if of == 0 { "–".to_owned() } else { format!("{part}/{of}") }
}

/// What one kwartaal shows: `✓`, `✗ 2`, `✓ ○`.
fn cell(t: &Tijdigheid, theme: Theme) -> (String, Style) {
    let (said, style) = match (t.is_received(), t.werkdagen_te_laat) {
        (true, Some(0)) => ("✓".to_owned(), theme.good()),
        (true, Some(n)) => (format!("✗ {n}"), theme.bad()),
        // Received, and nobody knows by when it had to be.
        (true, None) => ("+".to_owned(), theme.text()),
        // How late grows by the day and says nothing after a while.
        (false, Some(_)) => ("–".to_owned(), theme.bad()),
        (false, None) if t.deadline.is_some() => ("…".to_owned(), theme.dim()),
        (false, None) if t.verwacht => ("–".to_owned(), theme.attention()),
        (false, None) => (String::new(), theme.dim()),
    };
    if t.is_received() && !t.is_complete() { (format!("{said} ○"), style) } else { (said, style) }
}

/// `24-K2`.
fn short(kwartaal: Kwartaal) -> String {
    format!("{:02}-K{}", kwartaal.jaar().rem_euclid(100), kwartaal.nummer())
}

/// The deadline and the gesprek behind it: `ma 15 jul, gesprek vr 19 jul`; None when no gesprek is planned.
pub(super) fn deadline(t: &Tijdigheid, today: NaiveDate) -> Option<String> {
    let (deadline, gesprek) = (t.deadline?, t.gesprek?);
    let day = |d| crate::wording::dag_en_datum(d, today);
    let away = if t.is_received() || deadline < today {
        String::new()
    } else {
        format!(" ({})", crate::wording::dagen_tot(deadline, today))
    };
    Some(format!("{}{away}, gesprek {}", day(deadline), day(gesprek)))
}

/// The day that each part first came in: one when they came together.
pub(super) fn received(t: &Tijdigheid, today: NaiveDate) -> Option<String> {
    let first = t.delen.first()?;
    let day = |d| crate::wording::dag_en_datum(d, today);
    if t.delen.iter().all(|d| d.dag == first.dag) {
        return Some(day(first.dag));
    }
    Some(t.delen.iter().map(|d| format!("{} {}", d.deel.naam(), day(d.dag))).collect::<Vec<_>>().join(", "))
}
