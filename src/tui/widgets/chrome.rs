//! What stands around every screen: header with tabs, status line, footer with keys, and the frame of a dialog.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::pen::Pen;
use crate::tui::action::{Action, Tab};
use crate::tui::raak::Raakvlakken;
use crate::tui::text;
use crate::tui::theme::Theme;

/// Lines of the header and of status line plus footer.
pub const HEADER: u16 = 3;
pub const FOOTER: u16 = 2;

/// Draws the title, the banner over fictitious data, the tabs and a rule.
pub fn header(
    area: Rect,
    buf: &mut Buffer,
    title: &str,
    banner: Option<&str>,
    active: Option<Tab>,
    theme: Theme,
    raak: &Raakvlakken,
) {
    let mut pen = Pen::new(area, buf);
    let title = Line::from(vec![Span::raw(" "), Span::styled(title.to_owned(), theme.strong())]);
    let right = banner.map(|b| Line::from(Span::styled(format!("{b} "), theme.banner()))).unwrap_or_default();
    pen.ends(title, right);
    let row = pen.take(1);
    let mut from = 0;
    for (tab, label) in tabs(pen.width(), active) {
        let style = if Some(tab) == active { theme.focus() } else { theme.dim() };
        let place = along(row, &mut from, text::width(&label));
        raak.doe(place, Action::Go(tab));
        Pen::new(place, pen.buf).line(Span::styled(label, style));
    }
    pen.rule(theme.dim());
}

/// The next so many columns of a row.
fn along(row: Rect, from: &mut u16, columns: usize) -> Rect {
    let width = u16::try_from(columns).unwrap_or(u16::MAX);
    let place = Rect { x: row.x.saturating_add(*from), width, ..row }.intersection(row);
    *from = from.saturating_add(width);
    place
}

/// The tabs as they stand in a line of so many columns.
fn tabs(width: usize, active: Option<Tab>) -> impl Iterator<Item = (Tab, String)> {
    let named: usize = Tab::ALL.iter().map(|t| text::width(t.naam()) + 4).sum();
    Tab::ALL.into_iter().enumerate().map(move |(n, tab)| {
        // When the names do not fit, the numbers stay and only the active one is named.
        let name = if named <= width || Some(tab) == active { format!(" {}", tab.naam()) } else { String::new() };
        (tab, format!(" {}{name} ", n + 1))
    })
}

/// One hint in the footer: the keys as shown, each with what it does, and what that is called.
#[derive(Debug)]
pub struct Hint {
    pub keys: Vec<(String, Action)>,
    pub label: &'static str,
}

impl Hint {
    /// The keys as they are shown: arrows read as one, anything else as two keys.
    pub fn shown(&self) -> String {
        self.parts().map(|(shown, _)| shown).collect()
    }

    fn parts(&self) -> impl Iterator<Item = (String, Action)> {
        self.keys.iter().enumerate().map(|(n, (key, action))| {
            let blank = if n == 0 || "↑↓←→".contains(key.as_str()) { "" } else { " " };
            (format!("{blank}{key}"), *action)
        })
    }

    fn width(&self) -> usize {
        text::width(&self.shown()) + 1 + text::width(self.label) + 2
    }
}

/// Draws the hints; those that do not fit give way from the right, but the last (help) stays.
pub fn footer(area: Rect, buf: &mut Buffer, hints: &[Hint], theme: Theme, raak: &Raakvlakken) {
    let mut pen = Pen::new(area, buf);
    let Some((last, rest)) = hints.split_last() else { return };
    let mut room = pen.width().saturating_sub(1 + last.width());
    let mut shown: Vec<&Hint> = Vec::new();
    for hint in rest {
        let needed = hint.width();
        if needed > room {
            break;
        }
        room -= needed;
        shown.push(hint);
    }
    shown.push(last);
    let mut spans = vec![Span::raw(" ")];
    let mut from = 1;
    for hint in shown {
        for (key, action) in hint.parts() {
            raak.doe(along(area, &mut from, text::width(&key)), action);
            spans.push(Span::styled(key, theme.accent()));
        }
        let label = format!(" {}  ", hint.label);
        let place = along(area, &mut from, text::width(&label));
        // What several keys are for says not which of them is meant.
        if let [(_, action)] = hint.keys.as_slice() {
            raak.doe(place, *action);
        }
        spans.push(Span::styled(label, theme.dim()));
    }
    pen.line(Line::from(spans));
}

/// Lines that a notice takes at most.
pub const STATUS: u16 = 3;

/// Columns for what is said, beside where the selection stands.
fn room_to_say(width: usize, position: &str) -> usize {
    let at = if position.is_empty() { 0 } else { text::width(position) + 2 };
    width.saturating_sub(at + 1)
}

/// The lines that a notice needs.
pub fn status_rows(width: u16, said: &str, position: &str) -> u16 {
    u16::try_from(text::wrap(said, room_to_say(width.into(), position)).len()).unwrap_or(u16::MAX).max(1)
}

/// Draws the status line: a rule when there is nothing to say, and where the selection stands at the right. What is said goes on
/// in the lines below, as far as there are any.
pub fn status(area: Rect, buf: &mut Buffer, said: Option<(&str, Style)>, position: &str, theme: Theme) {
    let mut pen = Pen::new(area, buf);
    let width = pen.width();
    let at = if position.is_empty() { String::new() } else { format!(" {position} ") };
    let room = width.saturating_sub(text::width(&at));
    let Some((said, style)) = said else {
        pen.line(Line::from(vec![Span::styled("─".repeat(room), theme.dim()), Span::styled(at, theme.dim())]));
        return;
    };
    let columns = room_to_say(width, position);
    // The last line says that there was more.
    for (n, line) in text::wrap_in(said, columns, area.height.into()).into_iter().enumerate() {
        let at = if n == 0 { at.clone() } else { String::new() };
        pen.line(Line::from(vec![
            Span::styled(format!(" {}", text::left(&line, columns)), style),
            Span::styled(at, theme.dim()),
        ]));
    }
}

/// So few columns beside a dialog say nothing by themselves.
const SLIVER: u16 = 6;

/// Clears a dialog of `width` × `height` (contents) in the middle of `area`, frames it, and returns its inside.
pub fn dialog(area: Rect, buf: &mut Buffer, title: &str, width: u16, height: u16, theme: Theme, raak: &Raakvlakken) -> Rect {
    let area = area.intersection(buf.area);
    let width = width.saturating_add(4).min(area.width);
    let height = height.saturating_add(2).min(area.height);
    let frame = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    raak.cover(area, frame);
    let beside = frame.x - area.x;
    // What is left of the screen beside it, when that is no more than a letter or two of a line, reads as part of the dialog.
    let cleared = if beside <= SLIVER { Rect { x: area.x, width: area.width, ..frame } } else { frame };
    Clear.render(cleared, buf);
    let title = text::cut(title, usize::from(width.saturating_sub(6)));
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.dim())
        .title(Line::from(Span::styled(format!(" {title} "), theme.accent().remove_modifier(Modifier::DIM))));
    let inner = block.inner(frame);
    block.render(frame, buf);
    super::pen::inset(inner, 1)
}
