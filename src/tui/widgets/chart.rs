//! Charts in characters: bars over the kwartalen with the norm as a line, and a stacked bar for parts of a whole.
//!
//! Everything in them is readable without them: each bar has its value under it, each part its count beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::pen::Pen;
use crate::app::Trendpunt;
use crate::domain::{Oordeel, Richting};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::wording;

/// Eighths of a cell, from below.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Columns of the axis at the left: "100% ".
const AXIS: u16 = 6;

/// Columns of a bar with its value; with this many or more the verdict stands before the value.
const LEAST_COLUMN: u16 = 6;
const GLYPH_COLUMN: u16 = 7;

/// Bars over the kwartalen.
pub struct Bars<'a> {
    pub trend: &'a [Trendpunt],
    pub richting: Richting,
    /// A mark rather than a percentage.
    pub is_mean: bool,
    pub theme: Theme,
}

impl Bars<'_> {
    /// The verdict over a point; a point without value or norm has none.
    fn oordeel(&self, point: &Trendpunt) -> Oordeel {
        let Some(value) = point.waarde else { return Oordeel::NietTeBepalen };
        let Some(grens) = point.grens else { return Oordeel::GeenNorm };
        if point.opgeschort {
            return Oordeel::Losgelaten;
        }
        match self.richting {
            Richting::Minimum if value >= grens => Oordeel::Gehaald,
            Richting::Maximum if value <= grens => Oordeel::Gehaald,
            Richting::Richtwaarde if value <= grens => Oordeel::BinnenRichtwaarde,
            Richting::Richtwaarde => Oordeel::BovenRichtwaarde,
            Richting::Minimum | Richting::Maximum => Oordeel::NietGehaald,
            Richting::Informatie => Oordeel::GeenNorm,
        }
    }

    /// The top of the scale: all of it for a minimum, a round number above everything for a maximum.
    fn top(&self) -> Decimal {
        if self.is_mean {
            return Decimal::TEN;
        }
        let highest = self.trend.iter().flat_map(|p| [p.waarde, p.grens]).flatten().max().unwrap_or(Decimal::ONE_HUNDRED);
        let steps = [20, 30, 40, 50, 60, 80].map(Decimal::from);
        steps.into_iter().find(|top| highest * Decimal::from(11) / Decimal::TEN <= *top).unwrap_or(Decimal::ONE_HUNDRED)
    }

    /// The foot of the scale: nought, but of marks that all lie high it is where they begin to differ.
    fn foot(&self) -> Decimal {
        if !self.is_mean {
            return Decimal::ZERO;
        }
        let lowest = self.trend.iter().flat_map(|p| [p.waarde, p.grens]).flatten().min().unwrap_or(Decimal::ONE);
        (lowest.floor() - Decimal::ONE).max(Decimal::ONE)
    }

    /// What is to be said of the scale: `staven vanaf 6`; None when it begins at nought.
    pub fn said(&self) -> Option<String> {
        let foot = self.foot();
        (foot > Decimal::ZERO).then(|| format!("staven vanaf {}", foot.normalize()))
    }

    /// Draws the newest kwartalen that fit: bars, norm line, and under each bar its value and kwartaal.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Some(plot_height) = area.height.checked_sub(3).filter(|h| *h >= 2) else { return };
        let Some(room) = area.width.checked_sub(AXIS).filter(|w| *w >= LEAST_COLUMN) else { return };
        let count = u16::try_from(self.trend.len()).unwrap_or(u16::MAX).max(1);
        let column = (room / count).clamp(LEAST_COLUMN, 9);
        let fits = usize::from(room / column);
        let shown = self.trend.get(self.trend.len().saturating_sub(fits)..).unwrap_or_default();
        let top = self.top();
        let plot = Rect { height: plot_height, ..area };
        self.draw_axis(plot, buf, top);
        for (n, point) in shown.iter().enumerate() {
            let x = area.x + AXIS + u16::try_from(n).unwrap_or(0) * column;
            let place = Rect { x, width: column, ..area };
            self.draw_column(place, plot_height, buf, point, top, n == 0);
        }
    }

    fn draw_axis(&self, plot: Rect, buf: &mut Buffer, top: Decimal) {
        let unit = if self.is_mean { "" } else { "%" };
        for (y, value) in [(plot.y, top), (plot.bottom().saturating_sub(1), self.foot())] {
            let label = format!("{}{unit}", value.normalize());
            let row = Rect { y, height: 1, width: AXIS, ..plot };
            Pen::new(row, buf).line(Span::styled(text::right(&label, usize::from(AXIS - 1)), self.theme.dim()));
        }
    }

    fn draw_column(&self, place: Rect, height: u16, buf: &mut Buffer, point: &Trendpunt, top: Decimal, first: bool) {
        let oordeel = self.oordeel(point);
        let style = self.theme.oordeel(oordeel);
        let bar = usize::from(place.width.saturating_sub(3).clamp(2, 4));
        let foot = self.foot();
        let eighths = |value: Decimal| -> u32 {
            let all = Decimal::from(height) * Decimal::from(8);
            ((value - foot).max(Decimal::ZERO) / (top - foot) * all).round().to_u32().unwrap_or(0).min(u32::from(height) * 8)
        };
        let filled = point.waarde.map(eighths);
        let norm_row = point.grens.map(|g| eighths(g).saturating_sub(1) / 8);
        let reaches = point.waarde.zip(point.grens).is_some_and(|(value, grens)| value >= grens);
        let end = filled.map(|f| f.saturating_sub(1) / 8);
        // What ends in the row of the norm without coming to it stays below its line.
        let stays_below = end.is_some_and(|end| end > 0) && end == norm_row && !reaches;
        let head = end.map(|end| if stays_below { end - 1 } else { end });
        for row in 0..height {
            let y = place.y + height - 1 - row;
            let is_norm = norm_row == Some(u32::from(row));
            let line = match (is_norm, point.opgeschort) {
                (true, false) => "─",
                (true, true) => "╌",
                (false, _) => " ",
            };
            let level = filled.map_or(0, |f| f.saturating_sub(u32::from(row) * 8).min(8));
            let block = usize::try_from(level).ok().and_then(|l| EIGHTHS.get(l)).copied().unwrap_or(" ");
            let cells = if level == 0 || is_norm { line.repeat(bar) } else { block.repeat(bar) };
            // A small bar may stand on zero: it still has a foot.
            let foot = row == 0 && filled == Some(0);
            let cells = if foot && !is_norm { "▁".repeat(bar) } else { cells };
            // The head of a bar has the colour of the verdict; what is below it only carries it.
            let is_head = head == Some(u32::from(row));
            let bar_style = match (foot || is_head, is_norm || level == 0) {
                (true, _) => style,
                (false, true) if !(is_norm && reaches) => self.theme.dim(),
                (false, _) => self.theme.fill(),
            };
            // The line of the norm is whole, and so is a bar that it goes through.
            let bar_style = if is_norm && reaches && level > 0 { self.theme.crossed(bar_style) } else { bar_style };
            let rest = usize::from(place.width).saturating_sub(bar + 1);
            let spans = vec![
                Span::styled(line, self.theme.dim()),
                Span::styled(cells, bar_style),
                Span::styled(line.repeat(rest), self.theme.dim()),
            ];
            Pen::new(Rect { y, height: 1, ..place }, buf).line(Line::from(spans));
        }
        let below = Rect { y: place.y + height, height: 3, ..place };
        let mut pen = Pen::new(below, buf);
        let width = usize::from(place.width);
        let value = match point.waarde {
            Some(_) => point.weergave.trim_end_matches('%').to_owned(),
            None => "–".to_owned(),
        };
        let mark = if place.width >= GLYPH_COLUMN && point.waarde.is_some() {
            wording::teken(oordeel).to_string()
        } else {
            " ".to_owned()
        };
        pen.line(Line::from(vec![
            Span::styled(mark, style),
            Span::styled(text::cut(&value, width - 1), value_style(point, self.theme)),
        ]));
        pen.line(Span::styled(format!(" K{}", point.kwartaal.nummer()), self.theme.dim()));
        if first || point.kwartaal.nummer() == 1 {
            pen.line(Span::styled(format!(" {}", point.kwartaal.jaar()), self.theme.dim()));
        }
    }
}

const fn value_style(point: &Trendpunt, theme: Theme) -> Style {
    if point.waarde.is_some() { theme.text() } else { theme.dim() }
}

/// Fills of the parts of a stacked bar, so that each is known without colour.
const FILLS: [&str; 5] = ["█", "▓", "▒", "░", "·"];

/// One part of a whole.
pub type BarPart = (&'static str, u32);

/// Draws parts of a whole as one bar and a line each: fill, name, count, share.
pub fn stacked(parts: &[BarPart], area: Rect, buf: &mut Buffer, theme: Theme) {
    let mut pen = Pen::new(area, buf);
    let total: u32 = parts.iter().map(|(_, n)| *n).fold(0, u32::saturating_add);
    if total == 0 {
        pen.line(Span::styled("Geen trajecten in het cohort.", theme.dim()));
        return;
    }
    let fill = |n: usize| FILLS.get(n).copied().unwrap_or("·");
    let widths = shares(&parts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), pen.width());
    let spans: Vec<Span<'_>> =
        widths.iter().enumerate().map(|(n, w)| Span::styled(fill(n).repeat(*w), theme.segment(n))).collect();
    pen.line(Line::from(spans));
    let digits = total.to_string().len();
    let room = pen.width().saturating_sub(2 + digits + 2);
    for (n, (name, count)) in parts.iter().enumerate() {
        let style = if *count == 0 { theme.dim() } else { theme.text() };
        pen.line(Line::from(vec![
            Span::styled(format!("{} ", fill(n)), theme.segment(n)),
            Span::styled(text::left(name, room), style),
            Span::styled(format!("{count:>w$}", w = digits + 1), style),
        ]));
    }
}

/// Divides `width` columns over counts, in proportion; what is not zero gets at least one, and together they fill it.
fn shares(counts: &[u32], width: usize) -> Vec<usize> {
    let total: u64 = counts.iter().map(|n| u64::from(*n)).sum();
    let Some(last) = counts.iter().rposition(|n| *n > 0) else { return vec![0; counts.len()] };
    let mut before = 0_u64;
    let mut used = 0_usize;
    let mut widths = Vec::with_capacity(counts.len());
    for (n, count) in counts.iter().enumerate() {
        before += u64::from(*count);
        let end = usize::try_from(before * width as u64 / total.max(1)).unwrap_or(width);
        let end = if n == last { width } else { end };
        // Every part to come that is not zero keeps its one column.
        let to_come = counts.iter().skip(n + 1).filter(|c| **c > 0).count();
        let most = width.saturating_sub(used + to_come);
        let w = if *count == 0 { 0 } else { end.saturating_sub(used).max(1).min(most) };
        used += w;
        widths.push(w);
    }
    widths
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::theme::Palette;

    proptest! {
        #[test]
        fn shares_fill_the_bar_and_no_part_vanishes(counts in proptest::collection::vec(0u32..50, 1..6), width in 6usize..80) {
            let widths = shares(&counts, width);
            let total: usize = widths.iter().sum();
            prop_assert_eq!(total, if counts.iter().any(|n| *n > 0) { width } else { 0 });
            for (count, w) in counts.iter().zip(&widths) {
                prop_assert_eq!(*count == 0, *w == 0);
            }
        }
    }

    fn drawn(points: &[(Option<i64>, bool)], palette: Palette) -> Buffer {
        let first = crate::domain::testing::k("2023-K3");
        let trend: Vec<Trendpunt> = points
            .iter()
            .zip(0..)
            .map(|((value, opgeschort), n)| Trendpunt {
                kwartaal: first.plus(n),
                waarde: value.map(Decimal::from),
                weergave: value.map_or("geen rapportage".into(), |v| format!("{v},0%")),
                grens: Some(Decimal::from(80)),
                opgeschort: *opgeschort,
            })
            .collect();
        let area = Rect::new(0, 0, 34, 9);
        let mut buf = Buffer::empty(area);
        let bars = Bars { trend: &trend, richting: Richting::Minimum, is_mean: false, theme: Theme::new(palette) };
        bars.draw(area, &mut buf);
        buf
    }

    fn chart(points: &[(Option<i64>, bool)]) -> String {
        let buf = drawn(points, Palette::Mono);
        (0..9)
            .map(|y| (0..34).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_norm_is_a_line_dashed_where_it_was_suspended() {
        insta::assert_snapshot!(chart(&[(Some(100), false), (None, true), (Some(50), true), (Some(0), false)]));
    }

    #[test]
    fn the_norm_is_one_line_over_whole_bars() {
        for palette in [Palette::Mono, Palette::Dark, Palette::Light] {
            let buf = drawn(&[(Some(100), false), (Some(78), false)], palette);
            let row = (0..9).find(|y| buf[(AXIS, *y)].symbol() == "─").unwrap();
            assert!((AXIS..AXIS + 14).all(|x| buf[(x, row)].symbol() == "─"), "{palette:?}");
            let is_filled = |x: u16| {
                let cell = &buf[(x, row)];
                cell.bg != ratatui::style::Color::Reset || cell.modifier.contains(ratatui::style::Modifier::REVERSED)
            };
            assert!(is_filled(AXIS + 1) && !is_filled(AXIS), "{palette:?}: the bar that comes to it is whole");
            let filled = (AXIS..34).filter(|x| is_filled(*x)).count();
            assert!((2..=4).contains(&filled), "{palette:?}: one that does not stays below");
        }
    }
}
