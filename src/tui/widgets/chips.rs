//! A row of choices above what is shown, of which one is chosen; what does not fit goes on in the next line.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pen::Pen;
use crate::tui::raak::{Raak, Raakvlakken};
use crate::tui::text;
use crate::tui::theme::Theme;

/// One choice of the row.
#[derive(Debug)]
pub struct Keuzechip {
    pub tekst: String,
    pub gekozen: bool,
    /// What a press on it is on; None: there is nothing to press.
    pub raak: Option<Raak>,
}

impl Keuzechip {
    fn label(&self) -> String {
        format!(" {} ", self.tekst)
    }

    fn width(&self) -> u16 {
        u16::try_from(text::width(&self.label())).unwrap_or(u16::MAX)
    }
}

/// The columns of all of them in one line, that before the first included.
pub fn width(chips: &[Keuzechip], apart: u16) -> u16 {
    chips.iter().fold(1, |sum: u16, chip| sum.saturating_add(chip.width()).saturating_add(apart))
}

/// Draws them, so many columns apart, and notes where each stands; `right` stands at the end of the first line where it fits.
pub fn draw<'l>(
    chips: &[Keuzechip],
    apart: u16,
    right: impl Into<Line<'l>>,
    pen: &mut Pen<'_>,
    theme: Theme,
    raak: &Raakvlakken,
) {
    let right = right.into();
    let first = pen.take(1);
    let (mut row, mut from): (Rect, u16) = (first, 1);
    let mut end = from;
    for chip in chips {
        let wide = chip.width();
        if from > 1 && from.saturating_add(wide) > row.width {
            (row, from) = (pen.take(1), 1);
        }
        let place = Rect { x: row.x.saturating_add(from), width: wide, ..row }.intersection(row);
        if place.is_empty() {
            return;
        }
        let style = if chip.gekozen { theme.focus() } else { theme.dim() };
        Pen::new(place, pen.buf).line(Span::styled(chip.label(), style));
        if let Some(raak_of) = chip.raak {
            raak.note(place, raak_of);
        }
        from = from.saturating_add(wide).saturating_add(apart);
        if row.y == first.y {
            end = from;
        }
    }
    let wide = u16::try_from(right.width()).unwrap_or(u16::MAX);
    if end.saturating_add(wide) <= first.width && wide > 0 {
        let place = Rect { x: first.right() - wide, width: wide, ..first };
        Pen::new(place, pen.buf).line(right);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;

    #[test]
    fn what_does_not_fit_goes_on_below_and_can_be_pressed_there() {
        let chip = |n: usize| Keuzechip { tekst: format!("deel {n}"), gekozen: n == 0, raak: Some(Raak::Deel(n)) };
        let chips: Vec<Keuzechip> = (0..4).map(chip).collect();
        let area = Rect::new(0, 0, 24, 3);
        let (mut buf, raak) = (Buffer::empty(area), Raakvlakken::default());
        let mut pen = Pen::new(area, &mut buf);
        draw(&chips, 1, "op naam", &mut pen, Theme::new(crate::tui::theme::Palette::Dark), &raak);
        assert_eq!(pen.left(), 1);
        let lines: Vec<String> = (0..3).map(|y| (0..24).map(|x| buf[(x, y)].symbol()).collect()).collect();
        assert_eq!(lines.iter().map(|l| l.trim_end()).collect::<Vec<_>>(), ["  deel 0   deel 1", "  deel 2   deel 3", ""]);
        assert_eq!((raak.at(2, 0), raak.at(12, 1)), (Some(Raak::Deel(0)), Some(Raak::Deel(3))));
        assert_eq!(width(&chips, 1), 37);
    }
}
