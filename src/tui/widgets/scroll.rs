//! Text that is longer than the screen, and how far one has read in it.

use std::cell::Cell;

use ratatui::text::Line;

use super::pen::Pen;
use crate::tui::action::Move;

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

    /// Draws what fits.
    pub fn draw(&self, lines: Vec<Line<'_>>, pen: &mut Pen<'_>) {
        let height = usize::from(pen.left());
        let most = lines.len().saturating_sub(height);
        self.beyond.set(most.saturating_sub(self.offset));
        for line in lines.into_iter().skip(self.offset.min(most)).take(height) {
            pen.line(line);
        }
    }
}
