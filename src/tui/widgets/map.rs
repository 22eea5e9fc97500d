//! The map of the seven gemeenten, drawn in cells from the schematic map of the domain.
//!
//! The worse the coverage, the heavier the field, so that the eye goes where something is wrong: light when more than one
//! covers it, denser by one, full by nobody, dots when nothing is known. Each also carries its glyph and its name, so that
//! the map reads without colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::pen::Pen;
use crate::domain::Gemeente;
use crate::domain::kaart;
use crate::tui::text;
use crate::tui::theme::Theme;

/// How a gemeente is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// By two or more.
    Covered,
    /// By one: vulnerable.
    Vulnerable,
    Uncovered,
    /// Nothing is known.
    Unknown,
}

impl Fill {
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Covered => "✓",
            Self::Vulnerable => "!",
            Self::Uncovered => "✗",
            Self::Unknown => "?",
        }
    }

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Covered => "gedekt",
            Self::Vulnerable => "kwetsbaar",
            Self::Uncovered => "niet gedekt",
            Self::Unknown => "niet opgegeven",
        }
    }

    pub const fn style(self, theme: Theme) -> Style {
        match self {
            Self::Covered => theme.good(),
            Self::Vulnerable => theme.attention(),
            Self::Uncovered => theme.bad(),
            Self::Unknown => theme.dim(),
        }
    }

    const fn cell(self) -> &'static str {
        match self {
            Self::Covered => "░",
            Self::Vulnerable => "▒",
            Self::Uncovered => "█",
            Self::Unknown => "·",
        }
    }
}

/// The short name that fits in the smallest field.
pub const fn abbreviation(gemeente: Gemeente) -> &'static str {
    match gemeente {
        Gemeente::Beesel => "Bs",
        Gemeente::Bergen => "Bg",
        Gemeente::Gennep => "Gn",
        Gemeente::HorstAanDeMaas => "Hm",
        Gemeente::PeelEnMaas => "PM",
        Gemeente::Venlo => "Vl",
        Gemeente::Venray => "Vr",
    }
}

/// Lines of the map in a room; as many columns. Below one and a half times its own size it is drawn one to one: a few
/// doubled rows would only look bent.
pub fn size_for(width: u16, height: u16) -> u16 {
    let own = u16::try_from(kaart::RIJEN).unwrap_or(u16::MAX);
    let room = width.min(height);
    if room < own + own / 2 { own } else { room.min(own * 3) }
}

/// Tells where each gemeente stands on a map of `size` lines and columns, cell by cell.
pub fn places(area: Rect, size: u16, mut tell: impl FnMut(Rect, Gemeente)) {
    let area = Rect { width: size.min(area.width), height: size.min(area.height), ..area };
    for position in area.positions() {
        if let Some(gemeente) = cel(size.max(1).into(), (position.x - area.x).into(), (position.y - area.y).into()) {
            tell(Rect { x: position.x, y: position.y, width: 1, height: 1 }, gemeente);
        }
    }
}

/// The gemeente at a column and line of a map of so many lines.
fn cel(lines: usize, x: usize, y: usize) -> Option<Gemeente> {
    kaart::cel(x * kaart::KOLOMMEN / lines, y * kaart::RIJEN / lines)
}

/// Draws the map in `size` lines and columns; the chosen gemeente has its label in the focus.
pub fn draw(area: Rect, buf: &mut Buffer, size: u16, chosen: Gemeente, fill: impl Fn(Gemeente) -> Fill, theme: Theme) {
    let lines = usize::from(size.max(1));
    let at = |x: usize, y: usize| cel(lines, x, y);
    let area = Rect { width: size.min(area.width), height: size.min(area.height), ..area };
    let mut pen = Pen::new(area, buf);
    for y in 0..usize::from(pen.left()) {
        let spans: Vec<Span<'static>> = (0..lines)
            .map(|x| {
                let Some(gemeente) = at(x, y) else { return Span::raw(" ") };
                let kind = fill(gemeente);
                // A blank cell between two gemeenten is the border: it costs no line and no colour.
                let borders = |other: Option<Gemeente>| other.is_some_and(|other| other != gemeente);
                let symbol = if borders(at(x + 1, y)) || borders(at(x, y + 1)) { " " } else { kind.cell() };
                Span::styled(symbol, kind.style(theme))
            })
            .collect();
        pen.line(Line::from(spans));
    }
    for gemeente in Gemeente::ALL {
        label(area, buf, lines, gemeente, chosen == gemeente, fill(gemeente), theme);
    }
}

/// Writes glyph and name in the middle of a field; the whole name when the map is large.
fn label(area: Rect, buf: &mut Buffer, lines: usize, gemeente: Gemeente, chosen: bool, kind: Fill, theme: Theme) {
    let (column, row) = kaart::midden(gemeente);
    let name = if lines * 2 >= kaart::RIJEN * 3 {
        gemeente.naam().split(' ').next().unwrap_or_default()
    } else {
        abbreviation(gemeente)
    };
    let shown = format!("{}{name}", kind.glyph());
    let width = text::width(&shown);
    let middle = |n: usize, of: usize| (2 * n + 1) * lines / (2 * of);
    let x = middle(column, kaart::KOLOMMEN).saturating_sub(width / 2);
    let to = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let place = Rect {
        x: area.x.saturating_add(to(x)),
        y: area.y.saturating_add(to(middle(row, kaart::RIJEN))),
        width: to(width),
        height: 1,
    };
    let style = match kind {
        _ if chosen => theme.focus(),
        Fill::Uncovered => kind.style(theme).add_modifier(Modifier::REVERSED),
        _ => kind.style(theme).add_modifier(Modifier::BOLD),
    };
    Pen::new(place.intersection(area), buf).line(Span::styled(shown, style));
}
