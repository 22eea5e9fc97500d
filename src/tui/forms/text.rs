//! The text field: a line or a few lines of text, over `ratatui-textarea` with keys of our own (its defaults are Emacs).

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::tui::keys::Key;
use crate::tui::text as columns;
use crate::tui::theme::Theme;

/// What a key did to a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// The cursor moved, or the key belongs to the field but had nothing to do.
    Moved,
    /// The key is not the field's.
    Ignored,
}

/// An editable text with a cursor. Holds at most `max` characters and no control characters but line ends.
#[derive(Clone)]
pub struct TextField {
    area: TextArea<'static>,
    lines: bool,
    max: usize,
}

impl fmt::Debug for TextField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TextField").field(&self.text()).finish()
    }
}

impl TextField {
    /// Returns a field of one line, the cursor at the end.
    pub fn line(text: &str, max: usize) -> Self {
        Self::new(text, false, max)
    }

    /// Returns a field of several lines that wraps at words.
    pub fn lines(text: &str, max: usize) -> Self {
        Self::new(text, true, max)
    }

    fn new(text: &str, lines: bool, max: usize) -> Self {
        let mut field = Self { area: TextArea::default(), lines, max };
        field.set(text);
        field
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        let text = self.clean(text);
        self.area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        self.area.set_wrap_mode(if self.lines { WrapMode::WordOrGlyph } else { WrapMode::None });
        self.area.set_cursor_line_style(Style::new());
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
    }

    /// How many lines it takes in so many columns, wrapped as it is drawn: the cursor behind the last letter has a place too.
    pub fn rows(&self, columns: usize) -> usize {
        if !self.lines {
            return 1;
        }
        self.area.lines().iter().map(|line| columns::wrap(&format!("{line}."), columns).len()).sum()
    }

    /// Whether the cursor stands at the very end, where a suggestion continues.
    pub fn at_end(&self) -> bool {
        let cursor = self.area.cursor();
        cursor.0 + 1 == self.area.lines().len() && self.area.lines().last().is_some_and(|l| l.chars().count() == cursor.1)
    }

    /// Handles one of the editing keys of every text field.
    pub fn key(&mut self, key: Key) -> Edit {
        if let Some(c) = key.text() {
            return self.paste(&c.to_string()).map_or(Edit::Moved, |()| Edit::Changed);
        }
        let word = key.ctrl || key.alt;
        let changed = match key.code {
            // A key that every terminal tells apart; what goes on to the next field is tab.
            KeyCode::Enter if self.lines => {
                return self.paste("\n").map_or(Edit::Moved, |()| Edit::Changed);
            }
            KeyCode::Backspace if word => self.area.delete_word(),
            KeyCode::Backspace => self.area.delete_char(),
            KeyCode::Delete if word => self.area.delete_next_word(),
            KeyCode::Delete => self.area.delete_next_char(),
            KeyCode::Char('w') if key.ctrl => self.area.delete_word(),
            KeyCode::Char('u') if key.ctrl => self.area.delete_line_by_head(),
            KeyCode::Char('k') if key.ctrl => self.area.delete_line_by_end(),
            KeyCode::Char('z') if key.ctrl => self.area.undo(),
            KeyCode::Char('y') if key.ctrl => self.area.redo(),
            KeyCode::Left if word => return self.go(CursorMove::WordBack),
            KeyCode::Left => return self.go(CursorMove::Back),
            KeyCode::Right if word => return self.go(CursorMove::WordForward),
            KeyCode::Right => return self.go(CursorMove::Forward),
            KeyCode::Home => return self.go(CursorMove::Head),
            KeyCode::End => return self.go(CursorMove::End),
            KeyCode::Char('a') if key.ctrl => return self.go(CursorMove::Head),
            KeyCode::Char('e') if key.ctrl => return self.go(CursorMove::End),
            KeyCode::Up if self.lines => return self.go(CursorMove::Up),
            KeyCode::Down if self.lines => return self.go(CursorMove::Down),
            _ => return Edit::Ignored,
        };
        if changed { Edit::Changed } else { Edit::Moved }
    }

    fn go(&mut self, to: CursorMove) -> Edit {
        self.area.move_cursor(to);
        Edit::Moved
    }

    /// Puts text in at the cursor, whole or not at all.
    ///
    /// # Errors
    /// The text does not fit; the message says how much does.
    pub fn paste(&mut self, text: &str) -> Result<(), String> {
        let text = self.clean(text);
        let have = self.area.lines().iter().map(|l| l.chars().count() + 1).sum::<usize>().saturating_sub(1);
        if have + text.chars().count() > self.max {
            return Err(format!("Niet ingevoegd: hier passen hoogstens {} tekens.", self.max));
        }
        if !text.is_empty() {
            self.area.insert_str(text);
        }
        Ok(())
    }

    /// As [`Self::paste`]; with `replace` the text takes the place of what stood there.
    ///
    /// # Errors
    /// The text does not fit; then nothing changed.
    pub fn replace_or_insert(&mut self, text: &str, replace: bool) -> Result<(), String> {
        if !replace {
            return self.paste(text);
        }
        let before = self.text();
        self.set("");
        let pasted = self.paste(text);
        if pasted.is_err() {
            self.set(&before);
        }
        pasted
    }

    /// Tabs become blanks; line ends too in a field of one line; other control characters would reach the terminal.
    fn clean(&self, text: &str) -> String {
        text.replace("\r\n", "\n")
            .chars()
            .filter_map(|c| match c {
                '\n' | '\r' => Some(if self.lines { '\n' } else { ' ' }),
                '\t' => Some(' '),
                c if c.is_control() => None,
                c => Some(c),
            })
            .collect()
    }

    /// Draws the text; the cursor only when the field has the focus. A text that the next letter replaces looks selected.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, focused: bool, replaced: bool) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        // The widget keeps its styles inside; a copy of a few short lines is cheaper than state that must be kept in step.
        let mut shown = self.area.clone();
        shown.set_style(if focused && replaced { theme.selected() } else { theme.text() });
        shown.set_cursor_style(if focused { theme.focus() } else { theme.text() });
        if self.lines {
            shown.render(area, buf);
            return;
        }
        // Who does not type reads from the beginning.
        if !focused {
            shown.move_cursor(CursorMove::Head);
        }
        let (text, room) = (self.text(), usize::from(area.width));
        let before: String = text.chars().take(shown.cursor().1).collect();
        let at = columns::width(&before);
        shown.render(area, buf);
        // The widget moves along with the cursor; what is out of sight at either end is said, but not over the cursor.
        let mut mark = |x: u16| {
            if let Some(cell) = buf.cell_mut((x, area.y)) {
                cell.set_char('…').set_style(theme.dim());
            }
        };
        if at >= room && room > 1 {
            mark(area.x);
        } else if columns::width(&text) > room && at + 1 < room {
            mark(area.right().saturating_sub(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_out_of_sight() {
        let shown = |field: &TextField, focused| {
            let area = Rect::new(0, 0, 12, 1);
            let mut buf = Buffer::empty(area);
            field.draw(area, &mut buf, Theme::new(crate::tui::theme::Palette::Dark), focused, false);
            buf.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
        };
        let mut field = TextField::line("beleidscollega Venlo", 80);
        assert_eq!(shown(&field, true), "…lega Venlo ");
        assert_eq!(shown(&field, false), "beleidscoll…");
        field.key(Key::parse_all("<home>").unwrap()[0]);
        assert_eq!(shown(&field, true), "beleidscoll…");
        assert_eq!(shown(&TextField::line("Venlo", 80), true).trim_end(), "Venlo");
    }

    fn typed(field: &mut TextField, keys: &str) {
        for key in Key::parse_all(keys).unwrap() {
            field.key(key);
        }
    }

    #[test]
    fn editing_is_what_people_expect() {
        let mut field = TextField::line("", 100);
        typed(&mut field, "Één twee<ctrl+w>drie<home><delete>E<end>!");
        assert_eq!(field.text(), "Eén drie!");
        typed(&mut field, "<ctrl+u>");
        assert_eq!(field.text(), "");
    }

    #[test]
    fn a_pasted_line_end_never_breaks_a_single_line() {
        let mut field = TextField::line("", 100);
        field.paste("een\r\ntwee\n\u{1b}[2Jdrie").unwrap();
        assert_eq!(field.text(), "een twee [2Jdrie");
        let mut field = TextField::lines("", 100);
        field.paste("een\r\ntwee").unwrap();
        assert_eq!(field.text(), "een\ntwee");
    }

    #[test]
    fn enter_begins_a_line_where_there_are_several_and_is_left_to_the_form_where_there_is_one() {
        let mut field = TextField::lines("", 12);
        typed(&mut field, "een<enter>twee<alt+enter>");
        assert_eq!((field.text().as_str(), field.rows(20), field.rows(3)), ("een\ntwee\n", 3, 5));
        typed(&mut field, "vier<enter>");
        assert_eq!(field.text(), "een\ntwee\nvie", "what does not fit is not taken");
        let mut field = TextField::line("", 10);
        assert_eq!(field.key(Key::parse_all("<enter>").unwrap()[0]), Edit::Ignored);
    }

    #[test]
    fn too_long_is_refused_whole() {
        let mut field = TextField::line("abc", 5);
        assert!(field.paste("def").is_err());
        assert_eq!(field.text(), "abc");
        assert!(field.paste("de").is_ok());
    }
}
