//! A table that draws only its visible window. Columns give way from the least needed when the screen is narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::namen::korte_namen;
use crate::tui::raak::{Raak, Raakplek, Raakvlakken};
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
    /// Everything that stands in a column of names: shortened together, so that they can be told apart.
    pub names: Vec<String>,
    /// The order that a press on its title is of; None: one does not sort by it.
    pub sorts: Option<usize>,
    /// What it holds at its widest, where all of a list was measured, also what is not shown now; None: the rows that are shown say.
    pub holds: Option<u16>,
}

impl TableColumn {
    pub fn new(title: impl Into<String>, width: Width) -> Self {
        Self { title: title.into(), width, alignment: Alignment::Left, optional: 0, names: Vec::new(), sorts: None, holds: None }
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

/// Where there is plenty of room the columns stand further apart, by so many more at most.
const WIDE_GAP: u16 = 4;
const PLENTY: u16 = 120;

/// Of this rank and higher a column is nice to have: it gives way to a text that is cut.
const NICE: u8 = 5;

/// What a text has at least before a column that is nice to have stands beside it.
const READABLE: u16 = 60;

/// What is left of a column of names where nothing else gives way.
const LEAST_OF_NAMES: u16 = 10;

/// Rows whose cells say how wide a column wants to be: the same ones however far one has scrolled, so that nothing moves.
const SAMPLE: usize = 200;

/// Returns x offset and width of each column; None for one that was dropped. `wanted` is what each holds at its widest: a column
/// takes no more than that, and a text that is cut has what the others do not need.
fn solve(columns: &[TableColumn], wanted: &[u16], room: u16) -> Vec<Option<(u16, u16)>> {
    let wanted_of = |i: usize| wanted.get(i).copied().unwrap_or(0);
    let mut widths: Vec<u16> = (0..columns.len())
        .map(|i| match columns[i].width {
            Width::Fixed(w) => w.min(wanted_of(i)),
            Width::Rest(w) => w,
        })
        .collect();
    let is_text = |i: usize| matches!(columns[i].width, Width::Rest(_));
    let mut keep = vec![true; columns.len()];
    let needed = |keep: &[bool], widths: &[u16]| {
        let shown = || keep.iter().zip(widths).filter(|(k, _)| **k).map(|(_, w)| *w);
        let gaps = u16::try_from(shown().count().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
        shown().fold(gaps, u16::saturating_add)
    };
    let first_to_go = |keep: &[bool], rank: u8| {
        (0..columns.len()).filter(|i| keep[*i] && columns[*i].optional >= rank).max_by_key(|i| columns[*i].optional)
    };
    while let Some(i) = first_to_go(&keep, 1).filter(|_| needed(&keep, &widths) > room) {
        keep[i] = false;
    }
    // What has nothing more to drop takes it from the names: they are shortened so that they can be told apart.
    for i in (0..columns.len()).filter(|i| keep[*i] && !columns[*i].names.is_empty()) {
        let over = needed(&keep, &widths).saturating_sub(room);
        widths[i] -= over.min(widths[i].saturating_sub(LEAST_OF_NAMES));
    }
    let is_cut = |keep: &[bool]| {
        let spare = room.saturating_sub(needed(keep, &widths));
        (0..columns.len()).any(|i| keep[i] && is_text(i) && widths[i].saturating_add(spare) < wanted_of(i).min(READABLE))
    };
    while let Some(i) = first_to_go(&keep, NICE).filter(|_| is_cut(&keep)) {
        keep[i] = false;
    }
    // Texts until they read, then what is cut besides, then the rest of the texts.
    let mut spare = room.saturating_sub(needed(&keep, &widths));
    for (text, most) in [(true, READABLE), (false, u16::MAX), (true, u16::MAX)] {
        for i in (0..columns.len()).filter(|i| keep[*i] && is_text(*i) == text) {
            let more = wanted_of(i).min(most).saturating_sub(widths[i]).min(spare);
            (widths[i], spare) = (widths[i].saturating_add(more), spare - more);
        }
    }
    let gaps = u16::try_from(keep.iter().filter(|k| **k).count().saturating_sub(1)).unwrap_or(u16::MAX);
    let wider = if room > PLENTY { spare.checked_div(gaps).unwrap_or(0).min(WIDE_GAP) } else { 0 };
    let mut x = 0u16;
    let place = |(k, width): (&bool, &u16)| {
        k.then(|| {
            let at = (x, (*width).min(room.saturating_sub(x)));
            x = x.saturating_add(*width).saturating_add(GAP + wider);
            at
        })
    };
    keep.iter().zip(&widths).map(place).collect()
}

/// A table; its rows are made one by one, those in the window only.
pub struct TableView<'a> {
    pub columns: &'a [TableColumn],
    pub theme: Theme,
    /// Where its rows are noted.
    pub raak: &'a Raakvlakken,
}

impl TableView<'_> {
    /// What each column holds at its widest.
    fn wanted(&self, count: usize, row: impl Fn(usize) -> Vec<TableCell>) -> Vec<u16> {
        let titled = |c: &TableColumn| columns_of(text::width(&c.title)).max(c.holds.unwrap_or(0));
        let mut wanted: Vec<u16> = self.columns.iter().map(titled).collect();
        let sample = if self.columns.iter().all(|c| c.holds.is_some()) { 0 } else { count.min(SAMPLE) };
        for cells in (0..sample).map(&row) {
            for (widest, cell) in wanted.iter_mut().zip(&cells) {
                *widest = (*widest).max(columns_of(cell.width()));
            }
        }
        wanted
    }

    /// Columns that it needs to show everything whole, with what is beside it.
    pub fn needed(&self, count: usize, row: impl Fn(usize) -> Vec<TableCell>) -> u16 {
        let wanted = self.wanted(count, row);
        let gaps = u16::try_from(wanted.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
        wanted.into_iter().fold(gaps.saturating_add(2), u16::saturating_add)
    }

    /// Draws the header and the rows of `window`, which gets the lines there are and says which of the `count` rows go there and
    /// which of them has the cursor.
    pub fn draw<W: IntoIterator<Item = (usize, bool)>>(
        &self,
        area: Rect,
        buf: &mut Buffer,
        count: usize,
        window: impl FnOnce(usize) -> W,
        row: impl Fn(usize) -> Vec<TableCell>,
    ) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let wanted = self.wanted(count, &row);
        let places = solve(self.columns, &wanted, area.width.saturating_sub(2));
        let at = |y: u16, (x, width): (u16, u16)| Rect { x: area.x + 1 + x, y, width, height: 1 }.intersection(area);
        for (column, place) in self.columns.iter().zip(&places) {
            if let Some(place) = place {
                let title = Span::styled(text::cut(&column.title, place.1.into()), self.theme.dim());
                Line::from(title).alignment(column.alignment).render(at(area.y, *place), buf);
                if let Some(order) = column.sorts {
                    self.raak.note(at(area.y, *place), Raak::Kolom(order));
                }
            }
        }
        let short: Vec<Vec<String>> = self
            .columns
            .iter()
            .zip(&places)
            .map(|(c, place)| korte_namen(&c.names, place.map_or(0, |(_, w)| w.into())))
            .collect();
        let height = usize::from(area.height.saturating_sub(1));
        for (y, (index, selected)) in (area.y.saturating_add(1)..area.bottom()).zip(window(height)) {
            for (((cell, column), place), short) in row(index).into_iter().zip(self.columns).zip(&places).zip(&short) {
                if let Some(place) = place {
                    fit(renamed(cell, &column.names, short), place.1).alignment(column.alignment).render(at(y, *place), buf);
                }
            }
            let line = Rect { y, height: 1, ..area };
            self.raak.plek(line, Raakplek::rij(index));
            if selected {
                select_row(line, buf, self.theme.focus());
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

pub fn columns_of(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// A name in its short form; what else stands in the column stays as it is.
fn renamed(mut cell: TableCell, names: &[String], short: &[String]) -> TableCell {
    if let [only] = cell.spans.as_mut_slice()
        && let Some(short) = names.iter().position(|naam| *naam == only.content).and_then(|at| short.get(at))
    {
        only.content = short.clone().into();
    }
    cell
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
        let shown = |room| solve(&columns(), &[10, 20, 20, 4], room).iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(shown(60), [true; 4]);
        assert_eq!(shown(40), [true, true, false, true]);
        assert_eq!(shown(20), [true, true, false, false]);
        assert_eq!(shown(0), [true, true, false, false]);
    }

    #[test]
    fn a_column_takes_what_it_holds_and_a_text_that_is_cut_has_the_rest() {
        let widths = |wanted: [u16; 4], room| {
            solve(&columns(), &wanted, room).into_iter().map(|place| place.map(|(_, width)| width)).collect::<Vec<_>>()
        };
        // Nobody needs more: what is left stays empty, at the right.
        assert_eq!(widths([6, 8, 12, 4], 100), [Some(6), Some(8), Some(12), Some(4)]);
        assert_eq!(widths([6, 60, 12, 4], 60), [Some(6), Some(32), Some(12), Some(4)], "the text has what the others leave");
        assert_eq!(widths([16, 20, 12, 4], 100), [Some(16), Some(20), Some(12), Some(4)], "then what was cut besides");
    }

    #[test]
    fn where_there_is_plenty_of_room_columns_stand_further_apart() {
        let at = |room| solve(&columns(), &[6, 8, 12, 4], room).into_iter().flatten().map(|(x, _)| x).collect::<Vec<_>>();
        assert_eq!(at(100), [0, 8, 18, 32]);
        assert_eq!(at(200), [0, 12, 26, 44]);
        let text = |room| solve(&columns(), &[6, 400, 12, 4], room)[2].unwrap().0;
        assert_eq!(text(200), 182, "a text takes what there is first");
    }

    #[test]
    fn names_give_way_last_and_stay_apart() {
        let names = ["Stichting Begeleid Werken", "Stichting Begeleid Wonen"].map(str::to_owned).to_vec();
        let van = TableColumn { names: names.clone(), ..TableColumn::new("van", Width::Fixed(22)) };
        let columns = [van, TableColumn::new("cijfer", Width::Fixed(8))];
        let widths = |room| solve(&columns, &[25, 8], room).into_iter().flatten().map(|(_, width)| width).collect::<Vec<_>>();
        assert_eq!(widths(40), [25, 8]);
        assert_eq!(widths(24), [14, 8]);
        assert_eq!(widths(12), [10, 0]);
        let area = Rect::new(0, 0, 26, 3);
        let mut buf = Buffer::empty(area);
        let row = |n: usize| vec![Line::from(names[n].clone()), Line::from("100,0%")];
        TableView { columns: &columns, theme: Theme::new(crate::tui::theme::Palette::Dark), raak: &Raakvlakken::default() }.draw(
            area,
            &mut buf,
            2,
            |_| [(0, false), (1, false)],
            row,
        );
        let lines: Vec<String> = (1..3).map(|y| (0..26).map(|x| buf[(x, y)].symbol()).collect()).collect();
        assert_eq!(lines, [" Begeleid Werken   100,0%", " Begeleid Wonen    100,0%"].map(|l| format!("{l:<26}")));
    }

    #[test]
    fn what_is_nice_to_have_gives_way_to_a_text_that_is_cut() {
        let columns = [TableColumn::new("a", Width::Rest(20)), TableColumn::new("b", Width::Fixed(20)).optional(NICE)];
        let shown = |wanted, room| solve(&columns, &[wanted, 20], room)[1].is_some();
        assert!(shown(30, 60) && shown(100, 90));
        assert!(!shown(100, 70));
    }
}
