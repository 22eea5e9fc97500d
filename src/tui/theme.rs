//! Named roles for colour and weight; the only place that names a colour.
//!
//! Everything stands in the terminal's own foreground and background; of the colours only the 16 of ANSI are used, so that a
//! 16-colour terminal and the user's own palette stay readable. On a light background some of those 16 are too pale with most
//! terminals, as is what they make of dim: there the fixed tints of the 256 take their place. `NO_COLOR` leaves weight and reverse video only: no
//! meaning hangs on colour, every state has a glyph and a word.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Thema;
use crate::domain::{Bestandsoordeel, Ernst, Oordeel};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    #[default]
    Dark,
    /// Yellow and cyan are unreadable on white; others take their place.
    Light,
    /// `NO_COLOR`, or a terminal without.
    Mono,
}

impl Palette {
    /// Chooses from the environment: `NO_COLOR` (any non-empty value), `TERM=dumb`, and `COLORFGBG`, whose last number is the
    /// background (7 and 15 are light), which rxvt, konsole and others set.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Self {
        if var("NO_COLOR").is_some_and(|v| !v.is_empty()) || var("TERM").is_some_and(|t| t == "dumb") {
            return Self::Mono;
        }
        let background = var("COLORFGBG").and_then(|v| v.rsplit(';').next().and_then(|n| n.trim().parse::<u8>().ok()));
        if matches!(background, Some(7 | 9..=15)) { Self::Light } else { Self::Dark }
    }

    /// What the settings ask for; `surroundings` where they leave it to those.
    #[must_use]
    pub const fn of(thema: Option<Thema>, surroundings: Self) -> Self {
        match thema {
            Some(Thema::Donker) => Self::Dark,
            Some(Thema::Licht) => Self::Light,
            Some(Thema::Zonder) => Self::Mono,
            Some(Thema::Vanzelf) | None => surroundings,
        }
    }

    /// The next one, for the user who switches.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Dark => "Donkere weergave",
            Self::Light => "Lichte weergave",
            Self::Mono => "Weergave zonder kleur",
        }
    }
}

/// Tints that read on white, of the cube and the ramp of the 256 colours.
const GREY: u8 = 241;
const GREEN: u8 = 28;
/// Of a bar that must not be heavier than its figures.
const PALE: u8 = 249;
/// The same on a dark ground.
const DUSK: u8 = 242;
const PURPLE: u8 = 127;

/// The styles by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
}

impl Theme {
    pub const fn new(palette: Palette) -> Self {
        Self { palette }
    }

    const fn colour(self, dark: Color, light: Color) -> Style {
        match self.palette {
            Palette::Dark => Style::new().fg(dark),
            Palette::Light => Style::new().fg(light),
            Palette::Mono => Style::new(),
        }
    }

    /// Ordinary text: the terminal's own.
    pub const fn text(self) -> Style {
        Style::new()
    }

    /// Secondary text: labels, rules, units, what is there for completeness.
    pub const fn dim(self) -> Style {
        match self.palette {
            Palette::Light => Style::new().fg(Color::Indexed(GREY)),
            Palette::Dark | Palette::Mono => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// What a picture is filled with, which stands behind its figures: no text has it.
    pub const fn fill(self) -> Style {
        match self.palette {
            Palette::Light => Style::new().fg(Color::Indexed(PALE)),
            Palette::Dark => Style::new().fg(Color::Indexed(DUSK)),
            Palette::Mono => self.dim(),
        }
    }

    /// A line over a bar: both are seen.
    pub const fn crossed(self, bar: Style) -> Style {
        match (bar.fg, self.palette) {
            (Some(colour), Palette::Light) => self.dim().bg(colour),
            (Some(colour), Palette::Dark | Palette::Mono) => self.text().bg(colour),
            (None, _) => bar.add_modifier(Modifier::REVERSED),
        }
    }

    pub const fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Where the eye should go first: a heading, the key in a hint.
    pub const fn accent(self) -> Style {
        self.colour(Color::Cyan, Color::Blue).add_modifier(Modifier::BOLD)
    }

    /// What has the focus: the selected row or cell, the active tab.
    pub const fn focus(self) -> Style {
        match self.palette {
            Palette::Dark | Palette::Light => Style::new().fg(Color::White).bg(Color::Blue).add_modifier(Modifier::BOLD),
            Palette::Mono => Style::new().add_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD),
        }
    }

    /// Text that the next letter replaces.
    pub const fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    pub const fn bad(self) -> Style {
        self.colour(Color::LightRed, Color::Red).add_modifier(Modifier::BOLD)
    }

    pub const fn attention(self) -> Style {
        self.colour(Color::Yellow, Color::Indexed(PURPLE)).add_modifier(Modifier::BOLD)
    }

    pub const fn good(self) -> Style {
        self.colour(Color::Green, Color::Indexed(GREEN))
    }

    /// The banner over fictitious data.
    pub const fn banner(self) -> Style {
        self.attention()
    }

    /// The style of a verdict. *Losgelaten* is never red: nobody is judged.
    pub const fn oordeel(self, oordeel: Oordeel) -> Style {
        match oordeel {
            Oordeel::Gehaald | Oordeel::BinnenRichtwaarde => self.good(),
            Oordeel::NietGehaald => self.bad(),
            Oordeel::BovenRichtwaarde => self.attention(),
            Oordeel::Losgelaten | Oordeel::GeenNorm => self.text(),
            Oordeel::NietTeBepalen => self.dim(),
        }
    }

    pub const fn bestand(self, oordeel: Bestandsoordeel) -> Style {
        match oordeel {
            Bestandsoordeel::Goed => self.good(),
            Bestandsoordeel::GoedMetOpmerkingen => self.text(),
            Bestandsoordeel::DeelsBruikbaar => self.attention(),
            Bestandsoordeel::NietBruikbaar => self.bad(),
        }
    }

    pub const fn ernst(self, ernst: Ernst) -> Style {
        match ernst {
            Ernst::Bestand | Ernst::Fout => self.bad(),
            Ernst::Waarschuwing => self.attention(),
            Ernst::Opmerking => self.dim(),
        }
    }

    /// The n-th segment of a stacked bar; each also has a fill of its own, so that it reads without colour.
    pub const fn segment(self, n: usize) -> Style {
        match n {
            0 => self.colour(Color::Green, Color::Indexed(GREEN)),
            1 => self.colour(Color::Cyan, Color::Blue),
            2 => self.colour(Color::LightRed, Color::Red),
            3 => self.colour(Color::Yellow, Color::Indexed(PURPLE)),
            _ => self.dim(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(vars: &[(&str, &str)]) -> Palette {
        Palette::from_env(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn the_environment_chooses_the_palette() {
        assert_eq!(palette(&[]), Palette::Dark);
        assert_eq!(palette(&[("NO_COLOR", "1")]), Palette::Mono);
        assert_eq!(palette(&[("NO_COLOR", "")]), Palette::Dark);
        assert_eq!(palette(&[("COLORFGBG", "0;15")]), Palette::Light);
        assert_eq!(palette(&[("COLORFGBG", "0;default;15")]), Palette::Light);
        assert_eq!(palette(&[("COLORFGBG", "15;0")]), Palette::Dark);
    }

    #[test]
    fn without_colour_no_role_has_one() {
        let theme = Theme::new(Palette::Mono);
        let styles = [theme.accent(), theme.focus(), theme.bad(), theme.attention(), theme.good(), theme.segment(0)];
        assert!(styles.iter().all(|s| s.fg.is_none() && s.bg.is_none()));
    }

    /// The luminance of a colour of the 256 that is the same on every terminal.
    fn luminance(index: u8) -> f64 {
        let level = |n: u8| if n == 0 { 0.0 } else { f64::from(55 + 40 * u32::from(n)) };
        let rgb = match index {
            16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level),
            232.. => [f64::from(8 + 10 * u32::from(index - 232)); 3],
            _ => panic!("{index} is what the user makes of it"),
        };
        let linear = rgb.map(|c| if c / 255.0 <= 0.03928 { c / 255.0 / 12.92 } else { ((c / 255.0 + 0.055) / 1.055).powf(2.4) });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    #[test]
    fn on_a_light_background_all_text_reads() {
        let theme = Theme::new(Palette::Light);
        for style in [theme.dim(), theme.good(), theme.attention(), theme.segment(0), theme.segment(3)] {
            let Some(Color::Indexed(index)) = style.fg else { panic!("{style:?} is pale with some terminals") };
            assert!(!style.add_modifier.contains(Modifier::DIM));
            // The contrast with white that the guidelines for the web ask of text.
            let contrast = 1.05 / (luminance(index) + 0.05);
            assert!(contrast >= 4.5, "{index}: {contrast:.1}");
        }
        assert_eq!((theme.accent().fg, theme.bad().fg), (Some(Color::Blue), Some(Color::Red)), "these are dark everywhere");
    }

    #[test]
    fn losgelaten_is_never_red() {
        for palette in [Palette::Dark, Palette::Light, Palette::Mono] {
            let theme = Theme::new(palette);
            assert_eq!(theme.oordeel(Oordeel::Losgelaten), Style::new());
            assert_ne!(theme.oordeel(Oordeel::NietGehaald), theme.oordeel(Oordeel::Gehaald));
        }
    }
}
