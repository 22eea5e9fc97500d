//! The list of a list screen: rows with columns, chips, words to search for, an order, marks, and the selected row whole below.
//!
//! A screen says what its rows are ([`Listed`]): key, columns, what is searched, chips, what stands below, what an empty list
//! says. [`Listing`] does the rest the same way everywhere: it keeps cursor and marks with their rows, knows the keys of a list,
//! and draws. What only one screen does with a row stays with that screen.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::hash::Hash;

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::effect::{Effects, fell_away};
use super::parts::{Filter, Remote, Words};
use crate::app::{Lijst, Lijstkolom, Melding};
use crate::tui::action::{Action, Move, Reason, View};
use crate::tui::keys::Werkwoord;
use crate::tui::popups::Reader;
use crate::tui::raak::Raak;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::chips::{self, Keuzechip};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{TableCell, TableColumn, TableView, Width, columns_of};
use crate::wording;

/// The lines that a list keeps to itself before the selected row is shown below it.
const LEAST_ROWS: u16 = 8;

/// From so many columns on the selected row stands beside a list that leaves room for it, in at most so many.
const WIDE: u16 = 150;
const MOST_OF_PANE: u16 = 100;

/// What a column of names takes, as long as others ask for room too.
const MOST_OF_NAMES: u16 = 22;

/// So many rows say how wide a column is; what a longer list has wider is cut.
const MEASURED: usize = 5_000;

/// How two rows stand to each other in an order.
pub type Compare<R> = fn(&R, &R, &Shared) -> Ordering;

/// The order in which the store gives rows.
pub const fn as_stored<R>(_: &R, _: &R, _: &Shared) -> Ordering {
    Ordering::Equal
}

/// A thing that is listed, with all that the list must know of it.
pub trait Listed: Debug + Sized + 'static {
    /// What makes it the same row when the data changes.
    type Key: Clone + Eq + Hash + Debug;
    /// What is known of the list as a whole; it comes with the rows.
    type Head: Debug;
    /// By what the user narrows the list, beside words and chips.
    type Choice: Debug + Default;

    /// Lines that the selected row takes below the list, with its rule; 0 when it does not stand there. Where a wide screen has
    /// room it stands beside the list, whole.
    const DETAIL: u16 = 0;

    /// Columns that it takes at least to read the selected row beside the list.
    const PANE: u16 = 60;

    /// Whether its chips are lists of their own, of the same things told otherwise: words are looked for in the one that is shown.
    const CHIPS_APART: bool = false;

    /// Whether a row that an act takes out of the part that is listed stays there until the user chooses other rows: one sees what
    /// one did, and can take it back.
    const HOLDS: bool = false;

    fn key(&self) -> Self::Key;

    /// What the words of the user are looked for in, beside all that stands in the columns.
    fn searchable(&self, shared: &Shared) -> String;

    /// The columns, always the same ones: those that are not shown can be sorted by too.
    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>>;

    /// What the order is called as the list opens, and what it is beyond the order in which the store gave the rows.
    fn own_order() -> (&'static str, Compare<Self>);

    /// Parts of the list of which one is shown; the first as it opens. None: there is only the whole.
    fn chips(_: &Self::Head) -> Vec<Chip<Self>> {
        Vec::new()
    }

    /// Whether it passes what the user narrowed the list by.
    fn passes(&self, _: &Self::Choice) -> bool {
        true
    }

    /// Whether a mark stays on it when the store answers.
    fn keeps_mark(&self) -> bool {
        true
    }

    /// Whether the rows that came are those of the same list, later. Else the cursor begins anew.
    fn is_same(_: &Self::Head, _: &Self::Head) -> bool {
        true
    }

    /// What stands above the rows.
    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        list.draw_chips(list.order_note(shared), pen, shared);
    }

    /// Why there are no rows to show, and what to do: a sentence.
    fn leeg(list: &Listing<Self>) -> String;

    /// All of it, below the list.
    fn detail(&self, _: &Seen<'_, Self>) -> Vec<Line<'static>> {
        Vec::new()
    }
}

/// What cells and columns are made with.
pub struct Seen<'a, R: Listed> {
    pub rows: &'a [R],
    pub head: &'a R::Head,
    pub shared: &'a Shared,
    /// Columns of the screen.
    pub width: u16,
}

impl<R: Listed> Seen<'_, R> {
    pub const fn theme(&self) -> Theme {
        self.shared.theme()
    }

    /// Text in the style of what is read first.
    pub fn text(&self, text: impl Into<String>) -> TableCell {
        Line::from(Span::styled(text.into(), self.theme().text()))
    }

    /// Text that stands back.
    pub fn dim(&self, text: impl Into<String>) -> TableCell {
        Line::from(Span::styled(text.into(), self.theme().dim()))
    }
}

/// A part of a list.
pub struct Chip<R> {
    pub naam: &'static str,
    pub accepts: fn(&R) -> bool,
    /// What is said when nothing is in it.
    pub leeg: String,
}

/// What stands in a column of a row.
type CellOf<R> = Box<dyn Fn(&R, &Seen<'_, R>) -> TableCell>;

/// A column of a list: what it is called, how wide it is, what stands in it, and how one sorts by it.
pub struct ListColumn<R: Listed> {
    column: TableColumn,
    cell: CellOf<R>,
    order: Option<(&'static str, Compare<R>)>,
    mark: Option<&'static str>,
    codes: bool,
    is_steady: bool,
    is_shown: bool,
}

impl<R: Listed> ListColumn<R> {
    pub fn new(title: impl Into<String>, width: Width, cell: impl Fn(&R, &Seen<'_, R>) -> TableCell + 'static) -> Self {
        Self {
            column: TableColumn::new(title, width),
            cell: Box::new(cell),
            order: None,
            mark: None,
            codes: false,
            is_steady: false,
            is_shown: true,
        }
    }

    /// A column of these names: as wide as the longest of them, within bounds.
    pub fn of_names(
        title: impl Into<String>,
        names: Vec<String>,
        least: u16,
        cell: impl Fn(&R, &Seen<'_, R>) -> TableCell + 'static,
    ) -> Self {
        let longest = names.iter().map(|naam| text::width(naam)).max().unwrap_or(0);
        let width = u16::try_from(longest).unwrap_or(u16::MAX).clamp(least, MOST_OF_NAMES.max(least));
        Self::new(title, Width::Fixed(width), cell).naming(names)
    }

    /// These names stand in it; where they do not fit, they are shortened together.
    #[must_use]
    pub fn naming(mut self, names: Vec<String>) -> Self {
        self.column.names = names;
        self
    }

    /// One can sort by it; `naam` is what the order is called.
    #[must_use]
    pub fn sorts(mut self, naam: &'static str, by: Compare<R>) -> Self {
        self.order = Some((naam, by));
        self
    }

    /// A row that was chosen for more at once has the mark of that here instead; it is the same on every screen.
    #[must_use]
    pub fn marks(mut self) -> Self {
        self.mark = Some("▌");
        self
    }

    /// Deelnemers can be known by what stands in it.
    #[must_use]
    pub const fn codes(mut self) -> Self {
        self.codes = true;
        self
    }

    /// What stands in it of a row, without how it looks.
    fn words(&self, row: &R, seen: &Seen<'_, R>) -> String {
        (self.cell)(row, seen).spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[must_use]
    pub fn right(mut self) -> Self {
        self.column.alignment = Alignment::Right;
        self
    }

    /// Gives way when there is no room; a higher number first.
    #[must_use]
    pub fn optional(mut self, rank: u8) -> Self {
        self.column.optional = rank;
        self
    }

    /// As wide as it may be whatever stands in it: an act changes that, and the columns behind it stay where they are.
    #[must_use]
    pub const fn steady(mut self) -> Self {
        self.is_steady = true;
        self
    }

    /// What it holds at its widest in these rows.
    fn measure<'r>(&self, rows: impl Iterator<Item = &'r R>, seen: &Seen<'_, R>) -> u16 {
        match self.column.width {
            Width::Fixed(width) if self.is_steady => width,
            // The mark stands in a column that holds nothing else.
            Width::Fixed(_) | Width::Rest(_) => {
                let least = self.mark.map_or(0, |glyph| columns_of(text::width(glyph)));
                rows.map(|row| columns_of((self.cell)(row, seen).width())).fold(least, u16::max)
            }
        }
    }

    /// Takes no room at all unless this holds.
    #[must_use]
    pub fn shown_if(mut self, yes: bool) -> Self {
        self.is_shown = yes;
        self
    }
}

/// A list with its state. Nothing is asked of it before the store answered.
#[derive(Debug)]
pub struct Listing<R: Listed> {
    data: Remote<(R::Head, Vec<R>)>,
    rows: Selection<R::Key>,
    chip: usize,
    /// Words are looked for in all parts of the list: so they are until one chooses a part.
    everywhere: bool,
    /// The rows in which the words are found, as they were arranged; None when there are none to look for. What stands in the
    /// columns of thousands of rows is not written out for every frame.
    found: Option<Vec<bool>>,
    /// Which order: 0 is its own, then the columns that sort.
    order: usize,
    reverse: bool,
    filter: Filter,
    choice: R::Choice,
    /// How wide the columns are in so many columns of the screen: by all rows, so that nothing jumps when others are shown.
    widths: RefCell<Option<(Maat, Vec<u16>)>>,
}

/// What the widths of the columns are of: the columns of the screen, and the part where the parts are lists of their own.
type Maat = (u16, Option<usize>);

impl<R: Listed> Default for Listing<R> {
    fn default() -> Self {
        Self {
            data: Remote::default(),
            rows: Selection::holding(R::HOLDS),
            chip: 0,
            everywhere: !R::CHIPS_APART,
            found: None,
            order: 0,
            reverse: false,
            filter: Filter::default(),
            choice: R::Choice::default(),
            widths: RefCell::default(),
        }
    }
}

/// What the store has for a list: what stands over it, and its rows.
type Loaded<R> = (<R as Listed>::Head, Vec<R>);

impl<R: Listed> Listing<R> {
    /// Takes in what the store said; None is the answer to another question.
    pub fn take(&mut self, answer: Result<Option<Loaded<R>>, Melding>, shared: &Shared) {
        self.widths.take();
        match answer {
            Ok(Some((head, rows))) => {
                let same = self.head().is_none_or(|was| R::is_same(was, &head));
                let holds: std::collections::HashSet<R::Key> = rows.iter().filter(|r| r.keeps_mark()).map(Listed::key).collect();
                self.rows.retain_marks(|key| holds.contains(key));
                self.data.set((head, rows));
                self.arrange(if same { Because::Changed } else { Because::Chosen }, shared);
            }
            Ok(None) => {}
            Err(melding) => self.data.fail(melding),
        }
    }

    /// Everything that could be listed, in the order of the store.
    pub fn all(&self) -> &[R] {
        self.data.data.as_ref().map_or(&[], |(_, rows)| rows)
    }

    /// What is known of the list as a whole; None while it is not there.
    pub fn head(&self) -> Option<&R::Head> {
        self.data.data.as_ref().map(|(head, _)| head)
    }

    pub const fn choice(&self) -> &R::Choice {
        &self.choice
    }

    /// The rows as they are listed.
    pub fn shown(&self) -> impl Iterator<Item = &R> {
        self.rows.places().filter_map(|place| self.all().get(place))
    }

    /// The row of the cursor.
    pub fn selected(&self) -> Option<&R> {
        self.all().get(self.rows.cursor()?)
    }

    /// What an act is about: the marked rows, else that of the cursor.
    pub fn targets(&self) -> Vec<&R> {
        self.rows.targets().into_iter().filter_map(|place| self.all().get(place)).collect()
    }

    /// The words that are searched for.
    pub fn words(&self) -> Words {
        self.filter.words()
    }

    /// Whether words narrow it.
    pub fn has_words(&self) -> bool {
        !self.filter.field.is_empty()
    }

    /// The part that is listed; None: all of them.
    pub fn chip(&self) -> Option<Chip<R>> {
        R::chips(self.head()?).into_iter().nth(self.chip).filter(|_| !self.is_everywhere())
    }

    /// Whether what is searched for is looked for in all parts.
    fn is_everywhere(&self) -> bool {
        self.everywhere && self.has_words() && self.head().is_some_and(|head| !R::chips(head).is_empty())
    }

    /// Whether the words are found in a row.
    fn holds_words(&self, place: usize) -> bool {
        self.found.as_ref().is_none_or(|found| found.get(place).copied().unwrap_or(false))
    }

    /// The rows in which the words are found; None when there are none to look for.
    fn look(&self, shared: &Shared) -> Option<Vec<bool>> {
        let words = self.filter.words();
        let seen = self.seen(shared, u16::MAX).filter(|_| !words.is_empty())?;
        let columns = R::columns(&seen);
        let found = |r: &R| {
            let mut text = r.searchable(shared);
            for column in &columns {
                text.push(' ');
                text.push_str(&column.words(r, &seen));
            }
            words.are_in(&text)
        };
        Some(seen.rows.iter().map(found).collect())
    }

    /// Gives the cursor to this row when it is there.
    pub fn expect(&mut self, key: R::Key) {
        self.rows.expect(key);
    }

    /// Puts the cursor on this row, if it is listed.
    pub fn choose(&mut self, key: &R::Key) {
        self.rows.choose(key);
    }

    /// Marks the row of the cursor, or takes its mark away.
    pub fn mark(&mut self) {
        self.rows.mark();
    }

    /// Shows the part that is called so, when there is one.
    pub fn begin_in(&mut self, naam: &str, shared: &Shared) {
        let part = self.head().and_then(|head| R::chips(head).iter().position(|chip| chip.naam == naam));
        if let Some(part) = part {
            self.chip = part;
            self.arrange(Because::Chosen, shared);
        }
    }

    /// Narrows the list, or widens it again.
    pub fn narrow(&mut self, choose: impl FnOnce(&mut R::Choice), shared: &Shared) -> Effects {
        choose(&mut self.choice);
        fell_away(self.arrange(Because::Chosen, shared))
    }

    /// Goes to the next part; behind the last one all of them, while words are looked for.
    fn next_part(&mut self) {
        let parts = self.head().map_or(0, |head| R::chips(head).len()).max(1);
        if self.is_everywhere() {
            (self.everywhere, self.chip) = (false, 0);
        } else if self.chip + 1 == parts && self.has_words() && !R::CHIPS_APART {
            self.everywhere = true;
        } else {
            self.chip = (self.chip + 1) % parts;
        }
    }

    fn seen<'a>(&'a self, shared: &'a Shared, width: u16) -> Option<Seen<'a, R>> {
        self.data.data.as_ref().map(|(head, rows)| Seen { rows, head, shared, width })
    }

    /// What it can be sorted by: its own order first.
    fn orders(&self, shared: &Shared) -> Vec<(&'static str, Compare<R>)> {
        let columns = self.seen(shared, u16::MAX).map(|seen| R::columns(&seen)).unwrap_or_default();
        std::iter::once(R::own_order()).chain(columns.into_iter().filter_map(|c| c.order)).collect()
    }

    /// The parts of the list with how many rows each has; the one that is listed stands out.
    fn chips(&self) -> Vec<Keuzechip> {
        let of_choice = |n: usize, r: &R| self.holds_words(n) && r.passes(&self.choice);
        let count =
            |accepts: &dyn Fn(&R) -> bool| self.all().iter().enumerate().filter(|(n, r)| of_choice(*n, r) && accepts(r)).count();
        let everywhere = self.is_everywhere();
        let found = everywhere.then(|| Keuzechip { tekst: format!("gevonden {}", count(&|_| true)), gekozen: true, raak: None });
        let parts = self.head().map(R::chips).unwrap_or_default().into_iter().enumerate().map(|(n, chip)| Keuzechip {
            tekst: format!("{} {}", chip.naam, count(&chip.accepts)),
            gekozen: n == self.chip && !everywhere,
            raak: Some(Raak::Deel(n)),
        });
        found.into_iter().chain(parts).collect()
    }

    /// Draws the parts of the list, and at the right what helps with it.
    pub fn draw_chips<'l>(&self, right: impl Into<Line<'l>>, pen: &mut Pen<'_>, shared: &Shared) {
        chips::draw(&self.chips(), 1, right, pen, shared.theme(), &shared.raak);
    }

    /// How many of the rows that are listed, or would be with another choice, are such.
    pub fn count(&self, is: impl Fn(&R) -> bool) -> usize {
        let chip = self.chip();
        let is_listed = |n: usize, r: &R| self.holds_words(n) && chip.as_ref().is_none_or(|chip| (chip.accepts)(r));
        self.all().iter().enumerate().filter(|(n, r)| is_listed(*n, r) && is(r)).count()
    }

    /// How it is narrowed and sorted, for who reads it elsewhere.
    fn narrowed(&self, shared: &Shared) -> Vec<String> {
        let chip = self.chip().filter(|_| self.chip > 0).map(|chip| format!("alleen {}", chip.naam));
        let words = self.has_words().then(|| format!("gezocht op “{}”", self.filter.field.text()));
        let said = [chip, words, Some(self.order_note(shared).content.trim().to_owned())];
        vec![wording::hoofdletter(&said.into_iter().flatten().collect::<Vec<_>>().join(", "))]
    }

    /// "op deadline ↑".
    pub fn order_note(&self, shared: &Shared) -> Span<'static> {
        let naam = self.orders(shared).get(self.order).map_or("", |(naam, _)| naam);
        Span::styled(format!("op {naam} {} ", if self.reverse { "↓" } else { "↑" }), shared.theme().dim())
    }

    /// The order, once the user chose one; else this.
    pub fn order_note_or(&self, other: &str, shared: &Shared) -> Span<'static> {
        if self.order > 0 || self.reverse {
            return self.order_note(shared);
        }
        Span::styled(format!("{other} "), shared.theme().dim())
    }

    /// What the list is called and what helps with it, above a list without chips.
    pub fn name_line(&self, naam: &str, hulp: &str, pen: &mut Pen<'_>, shared: &Shared) {
        let naam = Span::styled(format!(" {naam}"), shared.theme().strong());
        pen.ends(naam, self.order_note_or(hulp, shared));
    }

    /// Draws the whole list, or why it is not there.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.draw_absence(area, buf, shared) {
            return;
        }
        let mut pen = Pen::new(area, buf);
        R::top(self, &mut pen, shared);
        if self.draw_words(&mut pen, shared.theme()) {
            return;
        }
        let pen = &mut pen;
        if let Some(list) = self.columns_beside(area.width, shared) {
            let whole = pen.rest();
            self.draw_rows(Rect { width: list, ..whole }, pen.buf, shared);
            let pane = Rect { x: whole.x + list, width: whole.width - list, ..whole };
            self.draw_pane(pane, pen.buf, shared);
            return;
        }
        let detail = if R::DETAIL > 0 && pen.left() >= R::DETAIL + LEAST_ROWS { R::DETAIL } else { 0 };
        let rows = pen.take(pen.left() - detail);
        self.draw_rows(rows, pen.buf, shared);
        if detail > 0
            && let Some((row, seen)) = self.selected().zip(self.seen(shared, area.width))
        {
            pen.rule(shared.theme().dim());
            for line in self.below(row, &seen) {
                pen.line(line);
            }
        }
    }

    /// Columns of the list where it leaves enough of a wide screen to read the selected row beside it; None where it does not.
    fn columns_beside(&self, width: u16, shared: &Shared) -> Option<u16> {
        let seen = self.seen(shared, width).filter(|_| width >= WIDE)?;
        if self.selected()?.detail(&seen).is_empty() {
            return None;
        }
        let needed = self.with_table(width, shared, |table, cells| table.needed(self.rows.len(), cells))?;
        (width.checked_sub(needed)? >= R::PANE).then(|| needed.max(width - MOST_OF_PANE))
    }

    /// What stands below the list or beside it: the selected row whole; while others are chosen each of those in a line, for what
    /// is done is of them.
    fn below(&self, row: &R, seen: &Seen<'_, R>) -> Vec<Line<'static>> {
        let chosen = self.marked_besides();
        if chosen == 0 {
            return row.detail(seen);
        }
        let theme = seen.theme();
        let back = Span::styled(format!("  {} laat de keuze los", Werkwoord::Terug.shown()), theme.dim());
        let kop = Line::from(vec![Span::styled(format!(" {chosen} gekozen"), theme.strong()), back]);
        std::iter::once(kop).chain(self.targets().into_iter().filter_map(|r| r.detail(seen).into_iter().next())).collect()
    }

    /// The selected row whole, beside the list.
    fn draw_pane(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let rule = Rect { x: area.x + 1, width: 1, ..area };
        let inner = Rect { x: area.x + 3, width: area.width.saturating_sub(3), ..area };
        for y in rule.top()..rule.bottom() {
            Pen::new(Rect { y, height: 1, ..rule }, buf).line(Span::styled("│", shared.theme().dim()));
        }
        let Some((row, seen)) = self.selected().zip(self.seen(shared, inner.width)) else { return };
        let lines = Reader::new("", self.below(row, &seen)).wrapped(inner.width.into());
        Pen::new(inner, buf).lines_from(lines, 0, shared.theme());
    }

    /// Draws what there is to say while there are no data; true when that was all.
    pub fn draw_absence(&self, area: Rect, buf: &mut Buffer, shared: &Shared) -> bool {
        self.data.draw_absence(area, buf, shared.theme())
    }

    /// Draws the words that are searched for and, with nothing to list, why; true when that was all.
    pub fn draw_words(&self, pen: &mut Pen<'_>, theme: Theme) -> bool {
        self.filter.draw(pen, theme);
        if self.is_empty() {
            pen.blank();
            pen.line(Span::raw(format!("  {}", R::leeg(self))));
        }
        self.is_empty()
    }

    /// Draws the rows with their columns.
    pub fn draw_rows(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let window = |height| self.rows.window(height);
        self.with_table(area.width, shared, |table, cells| table.draw(area, buf, self.rows.len(), window, cells));
    }

    /// How wide each column is at its widest, whichever rows are shown.
    fn measured(&self, columns: &[ListColumn<R>], seen: &Seen<'_, R>) -> Vec<u16> {
        let part = R::CHIPS_APART.then_some(self.chip);
        let maat = (seen.width, part);
        if let Some((_, widths)) = self.widths.borrow().as_ref().filter(|(of, _)| *of == maat) {
            return widths.clone();
        }
        let part = part.and_then(|n| R::chips(seen.head).into_iter().nth(n));
        let rows = || seen.rows.iter().filter(|r| part.as_ref().is_none_or(|part| (part.accepts)(r))).take(MEASURED);
        let widths: Vec<u16> = columns.iter().map(|c| if c.is_shown { c.measure(rows(), seen) } else { 0 }).collect();
        self.widths.replace(Some((maat, widths.clone())));
        widths
    }

    /// Does something with its table in so many columns of the screen, and with the cells of each row.
    fn with_table<T>(
        &self,
        width: u16,
        shared: &Shared,
        does: impl FnOnce(&TableView<'_>, &dyn Fn(usize) -> Vec<TableCell>) -> T,
    ) -> Option<T> {
        let seen = self.seen(shared, width)?;
        let mut all = R::columns(&seen);
        // Its own order is that of the column that is called so; then come those of the columns.
        let mut orders = 0;
        for column in &mut all {
            orders += usize::from(column.order.is_some());
            let own = (column.column.title == R::own_order().0).then_some(0);
            column.column.sorts = if column.order.is_some() { Some(orders) } else { own };
        }
        let widths = self.measured(&all, &seen);
        for (column, widest) in all.iter_mut().zip(widths) {
            column.column.holds = Some(widest);
        }
        let (columns, cells): (Vec<_>, Vec<_>) =
            all.into_iter().filter(|c| c.is_shown).map(|c| (c.column, (c.cell, c.mark))).unzip();
        let cells = |n: usize| {
            let row = self.rows.place(n).and_then(|place| self.all().get(place))?;
            let is_marked = self.rows.is_marked(&row.key());
            let marked = |glyph: &'static str| Line::from(Span::styled(glyph, shared.theme().accent()));
            let each = |(cell, mark): &(CellOf<R>, Option<&'static str>)| {
                mark.filter(|_| is_marked).map_or_else(|| cell(row, &seen), marked)
            };
            Some(cells.iter().map(each).collect::<Vec<TableCell>>())
        };
        let table = TableView { columns: &columns, theme: shared.theme(), raak: &shared.raak };
        Some(does(&table, &|n| cells(n).unwrap_or_default()))
    }
}

/// A list, whatever its rows are: what the program as a whole does with it.
pub trait AnyList {
    fn filter(&self) -> &Filter;
    fn filter_mut(&mut self) -> &mut Filter;
    /// Filters and sorts anew; returns how many marks fell away.
    fn arrange(&mut self, because: Because, shared: &Shared) -> usize;
    /// Takes the marks away; false when there were none.
    fn unmark(&mut self) -> bool;
    fn has_marks(&self) -> bool;
    /// Whether nothing is listed.
    fn is_empty(&self) -> bool;
    /// Where the cursor stands: "14 van 212".
    fn position(&self) -> String;
    /// All of it as it is shown, in words; columns that gave way on the screen are in it.
    fn written(&self, titel: &str, shared: &Shared) -> Lijst;
    /// How many rows are marked, where that is not just the one under the cursor.
    fn marked_besides(&self) -> usize;
    /// Lists the n-th part.
    fn show_part(&mut self, n: usize, shared: &Shared) -> Effects;
    /// Sorts by the n-th order; turns it round when it was sorted so.
    fn order_by(&mut self, n: usize, shared: &Shared) -> Effects;
    /// Chooses the n-th row that is shown; whether it was chosen already. None: there is none.
    fn press(&mut self, n: usize) -> Option<bool>;
    /// # Errors
    /// Why what lists do cannot be done now. None: it is not a matter of the list.
    fn available(&self, action: Action) -> Option<Result<(), Reason>>;
    /// Does what lists do; None when it is not a matter of the list.
    fn act(&mut self, action: Action, shared: &Shared) -> Option<Effects>;
}

impl<R: Listed> AnyList for Listing<R> {
    fn filter(&self) -> &Filter {
        &self.filter
    }

    fn filter_mut(&mut self) -> &mut Filter {
        &mut self.filter
    }

    fn arrange(&mut self, because: Because, shared: &Shared) -> usize {
        if !self.has_words() {
            self.everywhere = !R::CHIPS_APART;
        }
        self.found = self.look(shared);
        let by = self.orders(shared).get(self.order).map(|(_, by)| *by);
        let Some((head, all)) = &self.data.data else { return 0 };
        let mut rows: Vec<(usize, &R)> = all.iter().enumerate().collect();
        if let Some(by) = by {
            rows.sort_by(|(_, a), (_, b)| by(a, b, shared));
        }
        if self.reverse {
            rows.reverse();
        }
        let chip = R::chips(head).into_iter().nth(self.chip).filter(|_| !self.is_everywhere());
        let passes = |place: usize, r: &R| {
            chip.as_ref().is_none_or(|chip| (chip.accepts)(r)) && r.passes(&self.choice) && self.holds_words(place)
        };
        let arranged: Vec<_> = rows.into_iter().map(|(place, r)| (r.key(), place, passes(place, r))).collect();
        self.rows.arrange(arranged, because)
    }

    fn unmark(&mut self) -> bool {
        self.rows.unmark()
    }

    fn has_marks(&self) -> bool {
        self.rows.count_marked() > 0
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn marked_besides(&self) -> usize {
        if self.head().is_none() {
            return 0;
        }
        let is_cursor = |row: &R| self.rows.count_marked() == 1 && self.rows.is_marked(&row.key());
        if self.selected().is_some_and(is_cursor) { 0 } else { self.rows.count_marked() }
    }

    fn position(&self) -> String {
        self.rows.position()
    }

    fn written(&self, titel: &str, shared: &Shared) -> Lijst {
        let mut lijst = Lijst { titel: titel.to_owned(), onder: self.narrowed(shared), ..Lijst::default() };
        let Some(seen) = self.seen(shared, u16::MAX) else { return lijst };
        let columns: Vec<_> = R::columns(&seen).into_iter().filter(|c| c.is_shown).collect();
        // A column without a name holds signs for the eye, or nothing but the mark of what is chosen.
        let is_read = |column: &&ListColumn<R>| {
            !column.column.title.is_empty() || self.shown().any(|r| text::width(&column.words(r, &seen)) > 2)
        };
        let columns: Vec<&ListColumn<R>> = columns.iter().filter(is_read).collect();
        let kop = |c: &&ListColumn<R>| Lijstkolom {
            naam: c.column.title.clone(),
            getallen: c.column.alignment == Alignment::Right,
            codes: c.codes,
        };
        lijst.koppen = columns.iter().map(kop).collect();
        lijst.rijen = self.shown().map(|row| columns.iter().map(|column| column.words(row, &seen)).collect()).collect();
        lijst
    }

    fn show_part(&mut self, n: usize, shared: &Shared) -> Effects {
        (self.everywhere, self.chip) = (false, n);
        fell_away(self.arrange(Because::Chosen, shared))
    }

    fn order_by(&mut self, n: usize, shared: &Shared) -> Effects {
        self.reverse = self.order == n && !self.reverse;
        self.order = n;
        fell_away(self.arrange(Because::Chosen, shared))
    }

    fn press(&mut self, n: usize) -> Option<bool> {
        self.rows.press(n)
    }

    fn available(&self, action: Action) -> Option<Result<(), Reason>> {
        let Some(head) = self.head() else { return Some(Err(self.data.absence())) };
        match action {
            Action::Move(Move::Left | Move::Right) => None,
            Action::Move(_) | Action::View(View::Filter | View::Sort | View::SortReverse) => Some(Ok(())),
            Action::View(View::Narrow) if !R::chips(head).is_empty() => Some(Ok(())),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, shared: &Shared) -> Option<Effects> {
        match action {
            Action::Move(Move::Left | Move::Right) => return None,
            Action::Move(to) => {
                self.rows.go(to);
                return Some(Vec::new());
            }
            Action::View(View::Sort) => self.order = (self.order + 1) % self.orders(shared).len().max(1),
            Action::View(View::SortReverse) => self.reverse = !self.reverse,
            Action::View(View::Narrow) => self.next_part(),
            _ => return None,
        }
        Some(fell_away(self.arrange(Because::Chosen, shared)))
    }
}

/// Facts beside each other in a line, with a dot between them.
pub fn facts(first: Span<'static>, rest: impl IntoIterator<Item = String>, between: Style) -> Line<'static> {
    let mut spans = vec![first];
    for fact in rest {
        spans.push(Span::styled(" · ", between));
        spans.push(Span::raw(fact));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests;
