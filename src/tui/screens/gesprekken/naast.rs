//! The gesprekken of a year with the aanbieders beside each other: a column of each, a row of cells per kwartaal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::listing::Listed;
use super::{Gesprekkenscherm, beside, draw_title, mark, nothing, status};
use crate::app::{Gesprekplek, Jaargesprek};
use crate::domain::{Aanbieder, Afspraak, Afspraakstatus};
use crate::tui::phrases;
use crate::tui::raak::{Raakplek, shown_part};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::window;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::select_row;
use crate::wording;

/// Columns of the kwartaal at the left.
const LABEL: u16 = 5;
/// The least and the most columns of an aanbieder.
const LEAST: u16 = 24;
const MOST: u16 = 48;

/// Something that is said of a gesprek, in a style of its own.
type Zegje = (String, Style);

/// A cell: a gesprek with its lines, of which the first two rows of words begin anew.
fn cell_lines(plek: &Gesprekplek, width: usize, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let (glyph, style) = mark(plek, shared);
    let Some(gesprek) = &plek.gesprek else {
        return vec![Line::from(vec![Span::styled(format!("{glyph} "), style), Span::styled(status(plek), style)])];
    };
    let plain = |tekst: String| (tekst, theme.text());
    let how = [Some(plain(status(plek).to_owned())), gesprek.gesprek.datum.map(|dag| when(gesprek, dag, shared))];
    let first = beside(plek).map(|wat| (wat, theme.strong())).into_iter().chain(how.into_iter().flatten());
    let mut lines = flow(Span::styled(format!("{glyph} "), style), first.collect(), width, theme);
    let late = gesprek.telling.te_laat > 0;
    let mut said: Vec<Zegje> = wording::gesprekstelling(gesprek.telling).map(|tekst| (tekst, theme.dim())).collect();
    if let Some((_, style)) = said.last_mut().filter(|_| late) {
        *style = theme.bad();
    }
    // Of what is still to be held there is nothing to say of afspraken.
    if gesprek.gesprek.status.is_held() || gesprek.telling.gemaakt > 0 {
        lines.extend(flow(Span::raw("  "), said, width, theme));
    }
    lines
}

/// The day of a gesprek; one that is past and was not held stands out.
fn when(gesprek: &Jaargesprek, dag: chrono::NaiveDate, shared: &Shared) -> Zegje {
    let is_past = dag < shared.today && !gesprek.gesprek.status.is_held();
    let style = if is_past { shared.theme().bad() } else { shared.theme().text() };
    (wording::dag_en_datum(dag, shared.today), style)
}

/// Words behind each other as far as they fit, the rest on lines below.
fn flow(begin: Span<'static>, words: Vec<Zegje>, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let margin = begin.width();
    let mut lines: Vec<Line<'static>> = vec![Line::from(begin)];
    for (n, (tekst, style)) in words.into_iter().enumerate() {
        let fits = lines.last().is_some_and(|line| line.width() + 3 + text::width(&tekst) <= width);
        if n > 0 && !fits {
            lines.push(Line::from(Span::raw(" ".repeat(margin))));
        } else if n > 0
            && let Some(line) = lines.last_mut()
        {
            line.push_span(Span::styled(" · ", theme.dim()));
        }
        if let Some(line) = lines.last_mut() {
            line.push_span(Span::styled(tekst, style));
        }
    }
    lines
}

/// The cells of one aanbieder in one kwartaal, with how high each is.
struct Stapel<'a>(Vec<(&'a Gesprekplek, Vec<Line<'static>>)>);

impl Stapel<'_> {
    fn height(&self) -> u16 {
        u16::try_from(self.0.iter().map(|(_, lines)| lines.len()).sum::<usize>()).unwrap_or(u16::MAX)
    }
}

impl Gesprekkenscherm {
    pub(super) fn draw_beside(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.list.draw_absence(area, buf, shared) {
            return;
        }
        let theme = shared.theme();
        let mut pen = Pen::new(area, buf);
        let (shown, hidden) = self.shown_beside(area.width);
        draw_title(&self.list, hidden, &mut pen, shared);
        if shown.is_empty() {
            pen.blank();
            for line in text::wrap(&nothing(self.list.head().map_or(0, |kop| kop.jaar)), pen.width().saturating_sub(4)) {
                pen.line(Span::raw(format!("  {line}")));
            }
            return;
        }
        let chosen = self.at.map(|(_, aanbieder, _)| aanbieder);
        let width = (area.width.saturating_sub(LABEL) / u16::try_from(shown.len().max(1)).unwrap_or(1)).min(MOST);
        draw_names(shown, width, &mut pen, chosen, shared);
        self.draw_rows(shown, width, &mut pen, shared);
        self.draw_afspraken(&mut pen, theme);
    }

    /// The aanbieders that there is room for, the chosen one among them, and how many there are besides.
    fn shown_beside(&self, width: u16) -> (&[Aanbieder], usize) {
        let all = self.aanbieders();
        let at = all.iter().position(|a| self.at.is_some_and(|(_, chosen, _)| chosen == *a)).unwrap_or(0);
        let room = usize::from(width.saturating_sub(LABEL) / LEAST);
        let shown = all.get(window(all.len(), at, room)).unwrap_or_default();
        (shown, all.len() - shown.len())
    }

    /// The rows of the kwartalen; the one that is chosen is always among those that are seen.
    fn draw_rows(&self, shown: &[Aanbieder], width: u16, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        let of = |kwartaal, aanbieder: &Aanbieder| {
            let own = self.list.all().iter().filter(|p| (p.kwartaal, p.aanbieder) == (kwartaal, *aanbieder));
            Stapel(own.map(|p| (p, cell_lines(p, usize::from(width).saturating_sub(2), shared))).collect())
        };
        let mut kwartalen: Vec<_> = self.list.all().iter().map(|p| p.kwartaal).collect();
        kwartalen.dedup();
        let rows: Vec<(_, Vec<Stapel<'_>>)> =
            kwartalen.into_iter().map(|k| (k, shown.iter().map(|a| of(k, a)).collect())).collect();
        let height = |row: &[Stapel<'_>]| row.iter().map(Stapel::height).max().unwrap_or(0).max(1);
        let total: u16 = rows.iter().map(|(_, row)| height(row)).sum();
        // A blank line between the kwartalen where there is room for it.
        let gap = u16::from(total.saturating_add(u16::try_from(rows.len()).unwrap_or(0)) <= pen.left());
        let total = rows.iter().map(|(_, row)| height(row) + gap).sum::<u16>();
        let mut page = Buffer::empty(Rect::new(0, 0, shared_width(pen), total));
        let mut places = Vec::new();
        let (mut y, mut seen) = (0, 0..0);
        for (kwartaal, row) in &rows {
            Pen::new(Rect::new(0, y, LABEL, 1), &mut page).line(Span::styled(format!(" K{}", kwartaal.nummer()), theme.strong()));
            for (n, stapel) in (0_u16..).zip(row) {
                let mut top = y;
                for (plek, lines) in &stapel.0 {
                    let cell =
                        Rect::new(LABEL + n * width, top, width.saturating_sub(1), u16::try_from(lines.len()).unwrap_or(1));
                    let mut inner = Pen::new(cell, &mut page);
                    for line in lines {
                        inner.line(line.clone());
                    }
                    let at = self.list.all().iter().position(|p| p.key() == plek.key());
                    places.extend(at.map(|at| (cell, Raakplek::rij(at))));
                    if Some(plek.key()) == self.at {
                        select_row(cell, &mut page, theme.focus());
                        seen = cell.top()..cell.bottom();
                    }
                    top = cell.bottom();
                }
            }
            y += height(row) + gap;
        }
        let area = pen.take(total.saturating_sub(gap));
        let from = seen.end.saturating_sub(area.height).min(seen.start);
        copy(&page, from, area, pen.buf);
        for (cell, plek) in places {
            if let Some(rows) = shown_part(&(cell.top().into()..cell.bottom().into()), from.into(), area) {
                shared.raak.plek(Rect { x: area.x + cell.x, width: cell.width, ..rows }.intersection(area), plek);
            }
        }
    }

    /// What was agreed in the gesprek that is chosen, where there is room for it.
    fn draw_afspraken(&self, pen: &mut Pen<'_>, theme: Theme) {
        let Some(gesprek) = self.chosen().and_then(|p| p.gesprek.as_ref()).filter(|g| !g.afspraken.is_empty()) else { return };
        if pen.left() < 3 {
            return;
        }
        pen.blank();
        pen.rule(theme.dim());
        let room = usize::from(pen.left());
        let all = gesprek.afspraken.len();
        let shown = if all > room { room.saturating_sub(1) } else { all };
        for afspraak in gesprek.afspraken.iter().take(shown) {
            let (glyph, style) = afspraakmerk(afspraak, theme);
            pen.line(Line::from(vec![
                Span::styled(format!(" {glyph} "), style),
                Span::styled(format!("{}  ", afspraak.nummer), theme.dim()),
                Span::raw(wording::veilig(&afspraak.tekst)),
            ]));
        }
        if all > shown {
            pen.line(Span::styled(format!("   nog {}", phrases::aantal(all - shown, "afspraak", "afspraken")), theme.dim()));
        }
    }
}

const fn afspraakmerk(afspraak: &Afspraak, theme: Theme) -> (&'static str, Style) {
    match afspraak.status {
        Afspraakstatus::Open => ("○", theme.text()),
        Afspraakstatus::Gereed => ("✓", theme.good()),
        Afspraakstatus::Vervallen => ("–", theme.dim()),
    }
}

fn shared_width(pen: &Pen<'_>) -> u16 {
    u16::try_from(pen.width()).unwrap_or(u16::MAX)
}

/// The names of the aanbieders.
fn draw_names(shown: &[Aanbieder], width: u16, pen: &mut Pen<'_>, chosen: Option<Aanbieder>, shared: &Shared) {
    let theme = shared.theme();
    let line = pen.take(1);
    let each: Vec<_> = shown.iter().copied().map(Some).collect();
    let names = shared.titles(&each, usize::from(width).saturating_sub(3));
    for ((n, aanbieder), naam) in (0_u16..).zip(shown).zip(names) {
        let x = line.x.saturating_add(LABEL + n * width);
        let place = Rect { x, width: width.saturating_sub(1), ..line }.intersection(line);
        let style = if Some(*aanbieder) == chosen { theme.accent() } else { theme.strong() };
        Pen::new(place, pen.buf).line(Span::styled(format!("  {}", wording::veilig(&naam)), style));
    }
}

/// Copies what is seen of a page that is higher than the place it is read in.
fn copy(page: &Buffer, from: u16, area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        let there = (position.x - area.x, position.y - area.y + from);
        if let (Some(cell), Some(place)) = (page.cell(there), buf.cell_mut(position)) {
            *place = cell.clone();
        }
    }
}
