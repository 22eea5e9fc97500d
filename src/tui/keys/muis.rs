//! The mouse: a press and the wheel. Everything else it does says nothing.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::tui::action::Move;

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Muis {
    /// A press, at this column and row of the screen.
    Klik(u16, u16),
    Wiel(Move),
}

impl Muis {
    pub fn of(event: MouseEvent) -> Option<Self> {
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Self::Klik(event.column, event.row)),
            MouseEventKind::ScrollUp => Some(Self::Wiel(Move::Up)),
            MouseEventKind::ScrollDown => Some(Self::Wiel(Move::Down)),
            _ => None,
        }
    }
}
