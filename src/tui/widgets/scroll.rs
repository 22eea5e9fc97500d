//! Text that is longer than the screen, and how far one has read in it.

use std::cell::Cell;

use ratatui::text::Line;

use super::pen::Pen;
use crate::tui::action::Move;
use crate::tui::theme::Theme;

/// How far text is scrolled.
///
/// How much is out of sight is known only when it is drawn, so drawing sets it; nothing but scrolling reads it back.
#[derive(Debug, Default)]
pub struct Scroll {
    offset: usize,
    /// Lines below what was drawn last.
    beyond: Cell<usize>,
}

impl Scroll {
    /// Lines that a page moves.
    const PAGE: usize = 10;

    /// Moves by lines; Left and Right are not the text's.
    pub fn go(&mut self, to: Move) {
        let last = self.offset.saturating_add(self.beyond.get());
        self.offset = match to {
            Move::Up => self.offset.saturating_sub(1),
            Move::Down => self.offset.saturating_add(1),
            Move::PageUp => self.offset.saturating_sub(Self::PAGE),
            Move::PageDown => self.offset.saturating_add(Self::PAGE),
            Move::First => 0,
            Move::Last => last,
            Move::Left | Move::Right => self.offset,
        }
        .min(last);
    }

    /// Which of `all` lines are drawn in `height` lines: `regel 1–30 van 58`; empty where all of them are.
    pub fn position(&self, all: usize, height: usize) -> String {
        if all <= height {
            return String::new();
        }
        let first = self.offset.min(all - height);
        let more = first + height < all;
        format!("regel {}–{} van {all}", first + 1, first + height - usize::from(more))
    }

    /// Draws what fits, and says when more follows.
    pub fn draw(&self, lines: Vec<Line<'_>>, pen: &mut Pen<'_>, theme: Theme) {
        let height = usize::from(pen.left());
        let most = lines.len().saturating_sub(height);
        self.beyond.set(most.saturating_sub(self.offset));
        pen.lines_from(lines, self.offset.min(most), theme);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::theme::Palette;

    #[test]
    fn it_is_said_where_one_reads_and_that_more_follows() {
        let drawn = |scroll: &Scroll, height: u16| {
            let area = Rect::new(0, 0, 20, height);
            let mut buf = Buffer::empty(area);
            let lines = (1..=9).map(|n| Line::raw(format!("regel {n}"))).collect();
            scroll.draw(lines, &mut Pen::new(area, &mut buf), Theme::new(Palette::Mono));
            let line = |y| (0..20).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
            ((0..height).map(line).collect::<Vec<_>>(), scroll.position(9, height.into()))
        };
        let mut scroll = Scroll::default();
        assert_eq!(
            drawn(&scroll, 3),
            (["regel 1", "regel 2", "↓ meer"].map(str::to_owned).to_vec(), "regel 1–2 van 9".to_owned())
        );
        scroll.go(Move::Last);
        assert_eq!(drawn(&scroll, 3).0, ["regel 7", "regel 8", "regel 9"]);
        assert_eq!((drawn(&scroll, 3).1, drawn(&scroll, 9).1), ("regel 7–9 van 9".to_owned(), String::new()));
    }
}
