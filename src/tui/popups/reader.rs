//! Text to read over a screen.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::action::Move;
use crate::tui::msg::Query;
use crate::tui::place::Place;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;

/// Text to read, wrapped to the width it gets.
#[derive(Debug, Default)]
pub struct Reader {
    pub title: String,
    /// Paragraphs; an empty line is a blank line.
    pub body: Vec<Line<'static>>,
    /// Columns that continuation lines of a field are set in; 0: each as far as its own label or margin.
    indent: usize,
    /// The question whose answer it shows, behind what stands there already, while that is not there yet.
    pub query: Option<Query>,
    /// What lies behind what is read; one goes on to it.
    pub verder: Option<Place>,
    /// Whether it says nothing that the aanbieder at the table may not see.
    pub is_for_table: bool,
    /// Whether it is about what is chosen on the screen below, whose keys hold here too.
    pub is_of_row: bool,
    /// The part of the handleiding that goes on where this stops.
    pub handleiding: Option<&'static str>,
    /// Whether it is about the keys.
    pub is_help: bool,
    /// What is looked for in it, in lower case: it stands out, and the text opens where the first of it stands.
    words: Vec<String>,
    /// It was not drawn since it was looked for.
    seeks: Cell<bool>,
    /// As wide as running text reads, though the keys of the screen below hold.
    is_text: bool,
    offset: Cell<usize>,
    page: Cell<usize>,
}

impl Reader {
    /// As wide as it gets where there is room: longer lines are hard to read.
    const WIDTH: u16 = 76;
    /// The same of what is about a row, which has a margin and labels.
    const WIDTH_OF_ROW: u16 = 96;

    pub fn new(title: impl Into<String>, body: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), body, ..Self::default() }
    }

    /// Sets continuation lines in by so many columns.
    #[must_use]
    pub fn indent(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    /// For everybody to read: about the program, or about what is on the screen.
    #[must_use]
    pub const fn for_table(mut self) -> Self {
        self.is_for_table = true;
        self
    }

    /// With more about it in this part of the handleiding.
    #[must_use]
    pub const fn more_in(mut self, titel: Option<&'static str>) -> Self {
        self.handleiding = titel;
        self
    }

    /// About what is chosen on the screen below.
    #[must_use]
    pub const fn of_row(mut self) -> Self {
        self.is_of_row = true;
        self
    }

    /// Running text that came over the screen below, whose keys hold.
    #[must_use]
    pub const fn over_screen(mut self) -> Self {
        (self.is_of_row, self.is_text) = (true, true);
        self
    }

    /// Running text that is one of those that are listed below, opened where these words stand.
    #[must_use]
    pub fn of_text(mut self, words: &[String]) -> Self {
        self.words = words.to_vec();
        self.seeks = Cell::new(!words.is_empty());
        (self.is_of_row, self.is_text) = (true, true);
        self
    }

    /// As wide as it is drawn in so many columns.
    pub fn columns(&self, room: u16) -> u16 {
        room.saturating_sub(4).min(if self.is_of_row && !self.is_text { Self::WIDTH_OF_ROW } else { Self::WIDTH })
    }

    /// Takes in what was waited for; behind other text it stands under a heading.
    pub fn receive(&mut self, lines: Vec<Line<'static>>, theme: Theme) {
        self.query = None;
        if !self.body.is_empty() {
            self.body.push(Line::default());
            self.body.push(Line::from(Span::styled(HISTORY, theme.strong())));
            // It stands in as far as the text above it.
            let set_in = |line: Line<'static>| std::iter::once(Span::raw("   ")).chain(line.spans).collect::<Vec<_>>();
            self.body.extend(lines.into_iter().map(|line| if line.width() == 0 { line } else { Line::from(set_in(line)) }));
            return;
        }
        self.body = lines;
    }

    /// Shows the answer to a question when it comes.
    #[must_use]
    pub fn waiting_for(mut self, query: Query) -> Self {
        self.query = Some(query);
        self
    }

    pub fn go(&mut self, to: Move) {
        let (offset, page) = (self.offset.get(), self.page.get().max(2) - 1);
        self.offset.set(match to {
            Move::Up => offset.saturating_sub(1),
            Move::Down => offset.saturating_add(1),
            Move::PageUp => offset.saturating_sub(page),
            Move::PageDown => offset.saturating_add(page),
            Move::First => 0,
            Move::Last => usize::MAX / 2,
            Move::Left | Move::Right => offset,
        });
    }

    /// The lines as they are at this width; styles are those of the first span of their paragraph beyond the first line.
    pub fn wrapped(&self, width: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for paragraph in &self.body {
            if paragraph.width() <= width {
                lines.push(paragraph.clone());
                continue;
            }
            let indent = match self.indent {
                0 => margin(paragraph),
                // Only a field with its label is set in; running text is not.
                n => n * usize::from(paragraph.spans.len() > 1),
            };
            wrap_spans(paragraph, width, indent, &mut lines);
        }
        if self.query.is_some() {
            lines.push(Line::from(Span::raw("Laden…")));
        }
        lines
    }

    /// Whether there is more of it below what is in sight when it is drawn here.
    pub fn is_cut(&self, area: Rect) -> bool {
        let seen = self.offset.get().saturating_add(area.height.into());
        seen < self.wrapped(area.width.into()).len()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) {
        let lines = self.wrapped(area.width.into());
        let height = usize::from(area.height);
        if self.seeks.take() {
            let has = |line: &Line<'_>| self.words.iter().any(|word| line.to_string().to_lowercase().contains(word));
            // With the line before it, for what it is about.
            self.offset.set(lines.iter().position(has).map_or(0, |at| at.saturating_sub(1)));
        }
        let offset = self.offset.get().min(lines.len().saturating_sub(height));
        self.offset.set(offset);
        self.page.set(height);
        let lines = lines.into_iter().map(|line| marked(line, &self.words, theme)).collect();
        let mut pen = Pen::new(area, buf);
        pen.lines_from(lines, offset, theme);
    }
}

/// A line in which these words stand out.
fn marked(line: Line<'static>, words: &[String], theme: Theme) -> Line<'static> {
    if words.is_empty() {
        return line;
    }
    let mut spans = Vec::new();
    for span in line.spans {
        let mut rest: &str = &span.content;
        // Letters beyond a to z keep their length, so that a place in the one is a place in the other.
        while let Some((at, long)) = first_of(words, &rest.to_ascii_lowercase()) {
            let (before, from) = rest.split_at(at);
            let (found, behind) = from.split_at(long);
            spans.extend([Span::styled(before.to_owned(), span.style), Span::styled(found.to_owned(), theme.focus())]);
            rest = behind;
        }
        spans.push(Span::styled(rest.to_owned(), span.style));
    }
    Line { spans, ..line }
}

/// Where the first of these words begins, and how long it is.
fn first_of(words: &[String], text: &str) -> Option<(usize, usize)> {
    words.iter().filter_map(|word| Some((text.find(word.as_str())?, word.len()))).min_by_key(|(at, _)| *at)
}

/// Over what was done with what is read.
const HISTORY: &str = " Geschiedenis";

/// What an item of a list begins with.
const BULLET: &str = "- ";

/// How far the rest of a paragraph is set in: below what follows its label or bullet, or below its first letter.
fn margin(paragraph: &Line<'_>) -> usize {
    let mut before = 0;
    for (n, span) in paragraph.spans.iter().enumerate() {
        let is_blank = span.content.trim().is_empty();
        let is_label = n + 1 < paragraph.spans.len() && span.content.ends_with("  ");
        if !is_blank && !is_label {
            let words = span.content.trim_start();
            let bullet = if words.starts_with(BULLET) { BULLET.len() } else { 0 };
            return before + text::width(&span.content) - text::width(words) + bullet;
        }
        before += span.width();
        if is_label && !is_blank {
            return before;
        }
    }
    before
}

/// Wraps a styled line at words, keeping each word's style; continuation lines are set in.
fn wrap_spans(line: &Line<'static>, width: usize, indent: usize, out: &mut Vec<Line<'static>>) {
    let indent = indent.min(width / 2);
    let mut current: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for span in &line.spans {
        for piece in text::wrap_pieces(&span.content) {
            let w = text::width(piece);
            if used > indent && used + text::width(piece.trim_end()) > width {
                out.push(Line::from(std::mem::take(&mut current)));
                current.push(Span::raw(" ".repeat(indent)));
                used = indent;
            }
            // A word wider than the line is cut into lines of its own.
            let mut rest = piece.to_owned();
            while used + text::width(rest.trim_end()) > width && width > used {
                let head = text::take(&rest, width - used);
                if head.is_empty() {
                    break;
                }
                rest = rest.split_off(head.len());
                current.push(Span::styled(head, span.style));
                out.push(Line::from(std::mem::take(&mut current)));
                current.push(Span::raw(" ".repeat(indent)));
                used = indent;
            }
            used += text::width(&rest).min(w);
            current.push(Span::styled(rest, span.style));
        }
    }
    out.push(Line::from(current));
}
