//! Writing lines into an area from top to bottom; nothing is ever drawn outside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::text;
use crate::tui::theme::Theme;

/// Fills an area line by line. What does not fit is dropped.
pub struct Pen<'a> {
    pub buf: &'a mut Buffer,
    area: Rect,
    used: u16,
}

impl<'a> Pen<'a> {
    pub fn new(area: Rect, buf: &'a mut Buffer) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area, used: 0 }
    }

    /// The width of the area in columns.
    pub const fn width(&self) -> usize {
        self.area.width as usize
    }

    /// Lines left.
    pub const fn left(&self) -> u16 {
        self.area.height.saturating_sub(self.used)
    }

    /// Writes one line.
    pub fn line<'l>(&mut self, line: impl Into<Line<'l>>) {
        let row = self.take(1);
        if !row.is_empty() {
            fit(line.into(), row.width.into()).render(row, self.buf);
        }
    }

    /// Writes `left` at the left and `right` at the right of one line; `right` gives way when both do not fit, and what `left` has too
    /// much is cut as in [`Pen::line`].
    pub fn ends<'l>(&mut self, left: impl Into<Line<'l>>, right: impl Into<Line<'l>>) {
        let (left, right) = (left.into(), right.into());
        let row = self.take(1);
        if row.is_empty() {
            return;
        }
        let room = usize::from(row.width);
        let fits = left.width() + right.width() < room;
        fit(left, room).render(row, self.buf);
        if fits {
            right.right_aligned().render(row, self.buf);
        }
    }

    /// Writes what fits of lines from `offset` on; when more follow, the last row says so.
    pub fn lines_from(&mut self, lines: Vec<Line<'_>>, offset: usize, theme: Theme) {
        let room = usize::from(self.left());
        let more = offset.saturating_add(room) < lines.len();
        let take = if more { room.saturating_sub(1) } else { room };
        // That more follows stands as far in as the text does.
        let mut margin = None;
        for line in lines.into_iter().skip(offset).take(take) {
            if more && let Some(own) = margin_of(&line) {
                margin = Some(margin.unwrap_or(own).min(own));
            }
            self.line(line);
        }
        if more {
            self.line(Span::styled(format!("{}↓ meer", " ".repeat(margin.unwrap_or(0))), theme.dim()));
        }
    }

    /// Leaves a line empty.
    pub fn blank(&mut self) {
        self.take(1);
    }

    /// Draws a rule over the whole width.
    pub fn rule(&mut self, style: Style) {
        let width = self.width();
        self.line(Span::styled("─".repeat(width), style));
    }

    /// Takes the next `height` lines (fewer when there are fewer) to draw in.
    pub fn take(&mut self, height: u16) -> Rect {
        let height = height.min(self.left());
        let row = Rect { y: self.area.y.saturating_add(self.used), height, ..self.area };
        self.used = self.used.saturating_add(height);
        row
    }

    /// Takes all lines that are left.
    pub fn rest(&mut self) -> Rect {
        self.take(self.left())
    }
}

/// Columns before the first letter of a line; None when it has none.
fn margin_of(line: &Line<'_>) -> Option<usize> {
    let text = line.to_string();
    let letters = text.trim_start();
    (!letters.is_empty()).then(|| text.len() - letters.len())
}

/// Returns a line that fits: what is too wide is cut at a word with `…`, never silently.
pub fn fit(line: Line<'_>, width: usize) -> Line<'_> {
    // Blanks at the end are filling, not text.
    let text_width = line.spans.iter().rposition(|s| !s.content.trim().is_empty()).map_or(0, |last| {
        line.spans.iter().take(last).map(Span::width).sum::<usize>()
            + line.spans.get(last).map_or(0, |s| text::width(s.content.trim_end()))
    });
    if text_width <= width {
        return line;
    }
    let alignment = line.alignment;
    let mut room = width;
    let mut spans = Vec::new();
    for span in line.spans {
        let wide = span.width();
        if wide < room {
            room -= wide;
            spans.push(span);
            continue;
        }
        let cut = text::cut(&format!("{} ", span.content), room);
        spans.push(Span::styled(cut, span.style));
        break;
    }
    Line { alignment, ..Line::from(spans) }
}

/// Returns `area` without `columns` at the left and right.
pub const fn inset(area: Rect, columns: u16) -> Rect {
    let by = if area.width / 2 < columns { area.width / 2 } else { columns };
    Rect { x: area.x + by, width: area.width - 2 * by, ..area }
}
