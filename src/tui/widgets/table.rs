//! A table that draws only its visible window. Columns give way from the least needed when the screen is narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::text;
use crate::tui::theme::Theme;

/// How wide a column is, in columns of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Fixed(u16),
    /// Takes what is left, at least this much; several share it evenly.
    Rest(u16),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct TableColumn {
    pub title: String,
    pub width: Width,
    pub alignment: Alignment,
    /// Columns with a higher number are dropped first when there is no room; 0 never.
    pub optional: u8,
}

impl TableColumn {
    pub fn new(title: impl Into<String>, width: Width) -> Self {
        Self { title: title.into(), width, alignment: Alignment::Left, optional: 0 }
    }

    #[must_use]
    pub fn right(mut self) -> Self {
        self.alignment = Alignment::Right;
        self
    }

    #[must_use]
    pub fn optional(mut self, rank: u8) -> Self {
        self.optional = rank;
        self
    }
}

/// A cell: its text is cut at a word when it is one span, clipped otherwise.
pub type TableCell = Line<'static>;

const GAP: u16 = 2;

/// Returns x offset and width of each column; None for one that was dropped.
fn solve(columns: &[TableColumn], room: u16) -> Vec<Option<(u16, u16)>> {
    let least = |c: &TableColumn| match c.width {
        Width::Fixed(w) | Width::Rest(w) => w,
    };
    let mut keep = vec![true; columns.len()];
    loop {
        let shown = || columns.iter().zip(&keep).filter(|(_, k)| **k).map(|(c, _)| c);
        let count = u16::try_from(shown().count()).unwrap_or(u16::MAX);
        let needed =
            shown().map(least).fold(0u16, u16::saturating_add).saturating_add(GAP.saturating_mul(count.saturating_sub(1)));
        let drop = (needed > room)
            .then(|| (0..columns.len()).filter(|i| keep[*i] && columns[*i].optional > 0).max_by_key(|i| columns[*i].optional))
            .flatten();
        if let Some(i) = drop {
            keep[i] = false;
            continue;
        }
        let stretchy = shown().filter(|c| matches!(c.width, Width::Rest(_))).count();
        let spare = room.saturating_sub(needed);
        let share = spare.checked_div(u16::try_from(stretchy).unwrap_or(u16::MAX)).unwrap_or(0);
        let mut x = 0u16;
        return columns
            .iter()
            .zip(&keep)
            .map(|(c, k)| {
                k.then(|| {
                    let width = match c.width {
                        Width::Fixed(w) => w,
                        Width::Rest(w) => w.saturating_add(share),
                    };
                    let at = (x, width.min(room.saturating_sub(x)));
                    x = x.saturating_add(width).saturating_add(GAP);
                    at
                })
            })
            .collect();
    }
}

/// A table; its rows are made one by one, those in the window only.
pub struct TableView<'a> {
    pub columns: &'a [TableColumn],
    pub theme: Theme,
}

impl TableView<'_> {
    /// Draws the header and the rows of `window`, which gets the lines there are and says which rows go there and which of them
    /// has the cursor.
    pub fn draw<W: IntoIterator<Item = (usize, bool)>>(
        &self,
        area: Rect,
        buf: &mut Buffer,
        window: impl FnOnce(usize) -> W,
        row: impl Fn(usize) -> Vec<TableCell>,
    ) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let places = solve(self.columns, area.width.saturating_sub(2));
        let at = |y: u16, (x, width): (u16, u16)| Rect { x: area.x + 1 + x, y, width, height: 1 }.intersection(area);
        for (column, place) in self.columns.iter().zip(&places) {
            if let Some(place) = place {
                let title = Span::styled(text::cut(&column.title, place.1.into()), self.theme.dim());
                Line::from(title).alignment(column.alignment).render(at(area.y, *place), buf);
            }
        }
        let height = usize::from(area.height.saturating_sub(1));
        for (y, (index, selected)) in (area.y.saturating_add(1)..area.bottom()).zip(window(height)) {
            for ((cell, column), place) in row(index).into_iter().zip(self.columns).zip(&places) {
                if let Some(place) = place {
                    fit(cell, place.1).alignment(column.alignment).render(at(y, *place), buf);
                }
            }
            if selected {
                select_row(Rect { y, height: 1, ..area }, buf, self.theme.focus());
            }
        }
    }
}

/// Gives a row the style of the focus. A colour of its own would vanish in the focus colour, so it gives way; the dim does too.
pub fn select_row(area: Rect, buf: &mut Buffer, style: Style) {
    let area = area.intersection(buf.area);
    if style.bg.is_some() || style.add_modifier.contains(Modifier::REVERSED) {
        buf.set_style(area, Style::reset());
    }
    buf.set_style(area, style);
}

fn fit(mut cell: TableCell, width: u16) -> TableCell {
    if let [only] = cell.spans.as_mut_slice() {
        only.content = text::cut(&only.content, width.into()).into();
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<TableColumn> {
        vec![
            TableColumn::new("a", Width::Fixed(10)),
            TableColumn::new("b", Width::Rest(5)),
            TableColumn::new("c", Width::Fixed(20)).optional(2),
            TableColumn::new("d", Width::Fixed(4)).optional(1),
        ]
    }

    #[test]
    fn the_least_needed_column_goes_first() {
        let shown = |room| solve(&columns(), room).iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(shown(60), [true; 4]);
        assert_eq!(shown(40), [true, true, false, true]);
        assert_eq!(shown(20), [true, true, false, false]);
        assert_eq!(shown(0), [true, true, false, false]);
    }

    #[test]
    fn the_rest_is_filled() {
        assert_eq!(solve(&columns(), 60)[1], Some((12, 20)));
    }
}
