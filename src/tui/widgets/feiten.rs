//! The facts of an agendapunt: line by line for who prepares, and large for the table, where the verdict comes first.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figure;
use super::pen::Pen;
use super::spark::sparkline;
use crate::app::{Agendaregel, Lopenderegel, Trendpunt};
use crate::domain::agenda::{Cijfer, Feit};
use crate::domain::{Afspraakstatus, Meting, Periode, op_schaal};
use crate::tui::action::{Action, GesprekAction};
use crate::tui::keys::{Werkwoord, shown_key};
use crate::tui::theme::Theme;
use crate::tui::{phrases, text};
use crate::wording;
use crate::wording::agenda::{Feitregel, Zicht};

/// Kwartalen in the row of a figure at the table.
const TREND: usize = 8;

/// The facts of a point for the table: figures with room around them, verdict before number before people. Who stands behind
/// a figure comes with the codes only. A gesprek that was held has its facts as text, and shows those. The `chosen` ones of the
/// lines of the point are marked.
pub fn at_table(
    punt: &Agendaregel,
    zicht: Zicht,
    chosen: Option<&Range<usize>>,
    width: usize,
    theme: Theme,
) -> Vec<Line<'static>> {
    // Where something can be chosen there is room for the mark.
    let gutter = if punt.lopend.is_empty() { 0 } else { 2 };
    let width = width.saturating_sub(gutter);
    let draw = |n: usize, regel: &Feitregel| {
        let is_chosen = chosen.is_some_and(|range| range.contains(&n));
        let mut lines = of_point(punt, n, regel, zicht, width, theme);
        lines.extend(may_be_closed(punt, n, &shown_key(Action::Gesprek(GesprekAction::LopendGereed)), theme));
        if is_chosen { lines.into_iter().map(|line| marked(line, theme)).collect() } else { lines }
    };
    let body = table_lines(punt, zicht, width, theme, draw);
    let set_in = |line: Line<'static>| {
        let has_mark = line.spans.first().is_some_and(|s| s.content.as_ref() == MARK);
        let before = if has_mark || gutter == 0 { None } else { Some(Span::raw("  ")) };
        Line::from(before.into_iter().chain(line.spans).collect::<Vec<_>>())
    };
    body.into_iter().map(set_in).collect()
}

/// Below the last line of an open afspraak whose expectation was reached: that it may be closed, and how.
fn may_be_closed(punt: &Agendaregel, n: usize, how: &str, theme: Theme) -> Option<Line<'static>> {
    punt.lopend.iter().find(|l| l.mag_dicht && l.regels.end == n + 1)?;
    let indent = " ".repeat(usize::from(punt.feiten.get(n)?.niveau) * 2);
    let said = format!(" · {} {how}", phrases::AFSLUITEN);
    Some(Line::from(vec![
        Span::raw(indent),
        Span::styled("verwachting gehaald", theme.good()),
        Span::styled(said, theme.attention()),
    ]))
}

/// Before what is chosen.
const MARK: &str = "▌ ";

fn marked(line: Line<'static>, theme: Theme) -> Line<'static> {
    Line::from(std::iter::once(Span::styled(MARK, theme.accent())).chain(line.spans).collect::<Vec<_>>())
}

/// From where lines are drawn so that what is chosen is among the `page` of them; as it was when nothing is.
pub fn offset_to_chosen(lines: &[Line<'_>], offset: usize, page: usize) -> usize {
    let Some(chosen) = lines_of_chosen(lines) else { return offset };
    // One line may be taken by what is said of the rest.
    offset.max((chosen.end + 1).saturating_sub(page)).min(chosen.start)
}

/// The lines that what is chosen takes; None when nothing is.
pub fn lines_of_chosen(lines: &[Line<'_>]) -> Option<Range<usize>> {
    let is_marked = |line: &Line<'_>| line.spans.first().is_some_and(|s| s.content.as_ref() == MARK);
    let first = lines.iter().position(is_marked)?;
    Some(first..lines.iter().rposition(is_marked).unwrap_or(first) + 1)
}

fn table_lines(
    punt: &Agendaregel,
    zicht: Zicht,
    width: usize,
    theme: Theme,
    draw: impl Fn(usize, &Feitregel) -> Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    let numbered = || punt.feiten.iter().enumerate();
    if !punt.punt.feiten.iter().any(|f| matches!(f, Feit::Cijfer(_))) {
        let mut lines: Vec<Line<'static>> = numbered().flat_map(|(n, r)| draw(n, r)).collect();
        lines.extend(noted("Notitie: ", &punt.notitie.tekst(zicht), width, theme.text()));
        return lines;
    }
    // All verdicts first, then what lies behind them.
    let (mut out, mut behind) = (Vec::new(), Vec::new());
    // What a figure says in words stands in the lines of the point too; those of the rest follow the figures.
    let mut regels = numbered().peekable();
    for feit in &punt.punt.feiten {
        if let Feit::Cijfer(cijfer) = feit {
            // What stands before the figure: whether its report was in time.
            while let Some((n, regel)) = regels.next_if(|(_, r)| !is_heading(r, cijfer)) {
                out.extend(draw(n, regel));
            }
            if !out.is_empty() {
                out.push(Line::default());
            }
            out.extend(figure_lines(cijfer, width, theme));
            // Its heading and verdicts are drawn; the rest of its lines follow.
            let _ = regels.next();
            let verdicts = if cijfer.kwartaal.meting.waarde == cijfer.jaar.meting.waarde { 1 } else { 2 };
            let own: Vec<&Feitregel> =
                std::iter::from_fn(|| regels.next_if(|(_, r)| r.niveau > 0)).skip(verdicts).map(|(_, r)| r).collect();
            let seen = |r: &&&Feitregel| zicht.codes || !r.names_deelnemers();
            let mut detail: Vec<Line<'static>> = own.iter().filter(seen).flat_map(|r| wrapped(r, zicht, width, theme)).collect();
            if own.iter().any(|r| !seen(&r)) {
                detail
                    .push(Line::from(Span::styled(format!("  {} toont om wie het gaat", Werkwoord::Codes.shown()), theme.dim())));
            }
            if !detail.is_empty() {
                behind.push(Line::default());
                behind.push(Line::from(Span::styled(format!("{} {}", cijfer.norm.id, cijfer.norm.kort), theme.text())));
                behind.append(&mut detail);
            }
        }
    }
    let rest: Vec<(usize, &Feitregel)> = regels.collect();
    if !rest.is_empty() {
        out.push(Line::default());
    }
    out.extend(rest.into_iter().flat_map(|(n, r)| draw(n, r)));
    out.append(&mut behind);
    out.extend(noted("Notitie: ", &punt.notitie.tekst(zicht), width, theme.text()));
    out
}

/// Whether a line is the one under which a figure is told.
fn is_heading(regel: &Feitregel, cijfer: &Cijfer) -> bool {
    let named = format!("{} ", cijfer.norm.id);
    regel.niveau == 0 && regel.tekst(Zicht::ALLES).is_some_and(|t| t.starts_with(&named))
}

/// One figure: what it is about and its norm, the verdict over the year, the kwartaal beside it, and how it went.
fn figure_lines(cijfer: &Cijfer, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let norm = &cijfer.norm;
    let is_mean = norm.indicator.is_mean();
    let (kwartaal, jaar) = (&cijfer.kwartaal.meting, &cijfer.jaar.meting);
    let right = format!("{} · {}", norm.id, wording::norm_grens(norm));
    let left = text::left(&norm.kort, width.saturating_sub(text::width(&right) + 1));
    let mut out = vec![Line::from(vec![Span::styled(left, theme.strong()), Span::styled(format!(" {right}"), theme.dim())])];
    let verdict = |meting: &Meting, naam: &str| {
        let spans = [vec![Span::styled(format!("  {naam}"), theme.dim())], figure::sentence(meting, is_mean, theme)].concat();
        wrap_spans(spans, width)
    };
    if kwartaal.waarde == jaar.waarde {
        out.extend(verdict(jaar, ""));
    } else {
        out.extend(verdict(jaar, "jaar      "));
        out.extend(verdict(kwartaal, "kwartaal  "));
    }
    if let Some(change) = wording::agenda::verschil(cijfer, Periode::Jaar) {
        let point = |m: &Meting| Trendpunt {
            kwartaal: m.kwartaal,
            waarde: op_schaal(norm, &m.waarde),
            weergave: m.weergave.clone(),
            grens: None,
            opgeschort: false,
        };
        let trend: Vec<Trendpunt> = cijfer.trend.iter().map(point).collect();
        let row = sparkline(&trend, TREND.min(trend.len()), is_mean);
        out.push(Line::from(vec![
            Span::styled(format!("  {row}"), theme.accent()),
            Span::styled(format!("  {change} {}", wording::sinds_vorige(Periode::Jaar, jaar.kwartaal)), theme.dim()),
        ]));
    }
    out
}

/// Breaks a line of pieces between pieces; what comes after stands in as far as the first.
fn wrap_spans(spans: Vec<Span<'static>>, width: usize) -> Vec<Line<'static>> {
    let indent = spans.first().map_or(0, Span::width);
    let mut out: Vec<Line<'static>> = Vec::new();
    let mut line: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for span in spans {
        let wide = span.width();
        let is_dot = span.content.as_ref() == " · ";
        if used + wide > width && used > indent && !is_dot {
            // The dot before what goes to the next line stays behind.
            if line.last().is_some_and(|s| s.content.as_ref() == " · ") {
                line.pop();
            }
            out.push(Line::from(std::mem::take(&mut line)));
            line.push(Span::raw(" ".repeat(indent)));
            used = indent;
        }
        if wide > width.saturating_sub(indent) && used == indent {
            // Longer than a line by itself: broken between words.
            for part in text::wrap(&span.content, width.saturating_sub(indent)) {
                line.push(Span::styled(part, span.style));
                out.push(Line::from(std::mem::take(&mut line)));
                line.push(Span::raw(" ".repeat(indent)));
            }
            continue;
        }
        used += wide;
        line.push(span);
    }
    if line.iter().any(|s| !s.content.trim().is_empty()) {
        out.push(Line::from(line));
    }
    out
}

/// The nth line of facts of a point; what was closed at the table is dim.
fn of_point(punt: &Agendaregel, n: usize, regel: &Feitregel, zicht: Zicht, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let lines = wrapped(regel, zicht, width, theme);
    let is_closed = |l: &Lopenderegel| l.afspraak.status != Afspraakstatus::Open && l.regels.contains(&n);
    if !punt.lopend.iter().any(is_closed) {
        return lines;
    }
    lines.into_iter().map(|line| Line::styled(line.to_string(), theme.dim())).collect()
}

/// One line of facts, wrapped and set in.
fn wrapped(regel: &Feitregel, zicht: Zicht, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let Some(tekst) = regel.tekst(zicht) else { return Vec::new() };
    let indent = usize::from(regel.niveau) * 2;
    let style = if regel.niveau == 0 { theme.text() } else { theme.dim() };
    let tekst = wording::veilig(&tekst);
    let room = width.saturating_sub(indent);
    // Where the words begin, as long as that leaves most of the room to them.
    let hang = Some(wording::agenda::inspringing(&tekst)).filter(|hang| hang * 2 <= room).unwrap_or_default();
    let head = text::take(&tekst, hang);
    let words = text::wrap(tekst.get(head.len()..).unwrap_or_default(), room - hang);
    let line = |(n, words): (usize, String)| {
        let before = if n == 0 { head.clone() } else { " ".repeat(hang) };
        let mut spans = vec![Span::raw(" ".repeat(indent))];
        spans.extend(signalled(&format!("{before}{words}"), style, theme));
        Line::from(spans)
    };
    words.into_iter().enumerate().map(line).collect()
}

/// The facts of a point and its notes, as lines of `width` columns.
pub fn lines(punt: &Agendaregel, zicht: Zicht, width: usize, theme: Theme) -> Vec<Line<'static>> {
    // It is closed where it can be chosen.
    let how = format!("{}, dan {}", Werkwoord::Openen.shown(), shown_key(Action::Gesprek(GesprekAction::LopendGereed)));
    let draw = |(n, regel)| of_point(punt, n, regel, zicht, width, theme).into_iter().chain(may_be_closed(punt, n, &how, theme));
    let mut lines: Vec<Line<'static>> = punt.feiten.iter().enumerate().flat_map(draw).collect();
    lines.extend(noted("Notitie: ", &punt.notitie.tekst(zicht), width, theme.text()));
    lines
}

/// Only what signals is in the colour of a signal: `✗ niet gehaald`, or the `!` before what is late. The rest stays calm.
fn signalled(line: &str, style: Style, theme: Theme) -> Vec<Span<'static>> {
    let span = |text: &str, style| Span::styled(text.to_owned(), style);
    if let Some(rest) = line.strip_prefix('!') {
        return vec![span("!", theme.bad()), span(rest, style)];
    }
    let Some((before, after)) = line.split_once('✗') else { return vec![span(line, style)] };
    let (verdict, rest) = after.split_once(" · ").map_or((after, String::new()), |(v, r)| (v, format!(" · {r}")));
    vec![span(before, style), span(&format!("✗{verdict}"), theme.bad()), span(&rest, style)]
}

/// A text of several lines under its label, after a blank line; nothing when it is empty.
pub fn noted(label: &str, tekst: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    if tekst.is_empty() {
        return Vec::new();
    }
    let whole = wording::veilig(&format!("{label}{tekst}"));
    let lines = text::wrap(&whole, width).into_iter().map(|line| Line::from(Span::styled(line, style)));
    std::iter::once(Line::default()).chain(lines).collect()
}

/// Draws lines from `offset` on; what does not fit is said on the last line, with the key that shows it.
pub fn draw_from(lines: Vec<Line<'_>>, offset: usize, area: Rect, buf: &mut Buffer, key: &str, theme: Theme) {
    let mut pen = Pen::new(area, buf);
    let room = usize::from(area.height);
    let rest = lines.len().saturating_sub(offset);
    let shown = if rest > room { room.saturating_sub(1) } else { rest };
    for line in lines.into_iter().skip(offset).take(shown) {
        pen.line(line);
    }
    if rest > shown {
        let said = format!("… nog {} · {key}", phrases::aantal(rest - shown, "regel", "regels"));
        pen.line(Span::styled(said, theme.accent()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_afspraak_goes_on_below_its_words() {
        let regel = Feitregel::of(0, "! PSW-2024-01 Lijst van deelnemers zonder doelen maken");
        let shown = |width| {
            let lines = wrapped(&regel, Zicht::ALLES, width, Theme::new(crate::tui::theme::Palette::Dark));
            lines.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let below = " ".repeat(14);
        assert_eq!(shown(34), ["! PSW-2024-01 Lijst van deelnemers".to_owned(), format!("{below}zonder doelen maken")]);
        // Where that would leave little room it begins at the margin.
        assert!(!shown(20)[1].starts_with(' '), "{:?}", shown(20));
    }

    #[test]
    fn pieces_are_broken_between_them_and_nothing_is_cut_off() {
        let words = ["✗ niet gehaald", " · ", "79,2%", " · ", "één minder en de norm is niet gehaald", " · ", "klein aantal"];
        let spans: Vec<Span<'static>> = std::iter::once("  jaar  ").chain(words).map(Span::raw).collect();
        for width in [24, 30, 40, 80] {
            let lines = wrap_spans(spans.clone(), width);
            let shown: Vec<String> = lines.iter().map(ToString::to_string).collect();
            assert!(lines.iter().all(|l| l.width() <= width), "{width}: {shown:?}");
            let joined = shown.join(" ").split_whitespace().filter(|w| *w != "·").collect::<Vec<_>>().join(" ");
            assert_eq!(joined, "jaar ✗ niet gehaald 79,2% één minder en de norm is niet gehaald klein aantal", "{width}");
        }
    }
}
