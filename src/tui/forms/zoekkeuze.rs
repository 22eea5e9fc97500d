//! A choice among many: found by typing a part of what it is called.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{Edit, TextField};
use crate::tui::keys::Key;
use crate::tui::text as columns;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::wording;

/// What the value of a field begins with when what was typed finds nothing: no key does.
const ZONDER: char = '?';
/// Longer than any name.
const MAX: usize = 200;

/// One of the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zoekoptie {
    /// Stored in the draft.
    pub key: String,
    pub label: String,
    /// What it is found by, as [`Zoekkeuze`] compares.
    pub woorden: String,
}

/// The options, what was typed, and which of those that answer to it is chosen.
#[derive(Debug, Clone)]
pub struct Zoekkeuze {
    options: Vec<Zoekoptie>,
    /// How what is typed compares with the words of an option.
    fold: fn(&str) -> String,
    typed: TextField,
    chosen: Option<usize>,
}

impl Zoekkeuze {
    /// `chosen` is the key of an option, or a text that none is called by.
    pub fn new(options: Vec<Zoekoptie>, fold: fn(&str) -> String, chosen: &str) -> Self {
        let mut keuze = Self { options, fold, typed: TextField::line("", MAX), chosen: None };
        keuze.set(chosen);
        keuze
    }

    /// The key of what is chosen; what was typed, marked, when that finds nothing; empty without a choice.
    pub fn value(&self) -> String {
        let chosen = self.chosen.and_then(|n| self.options.get(n));
        chosen.map_or_else(|| self.unknown().map(|typed| format!("{ZONDER}{typed}")).unwrap_or_default(), |o| o.key.clone())
    }

    /// What was typed, when nothing is called so.
    pub fn unknown(&self) -> Option<String> {
        let typed = self.typed.text().trim().to_owned();
        (self.chosen.is_none() && !typed.is_empty()).then_some(typed)
    }

    /// Replaces the options; what was chosen or typed stays.
    pub fn renew(&mut self, options: Vec<Zoekoptie>) {
        let value = self.value();
        self.options = options;
        self.set(&value);
    }

    pub fn set(&mut self, value: &str) {
        self.chosen = self.options.iter().position(|o| o.key == value);
        self.typed.set(if self.chosen.is_some() { "" } else { value.strip_prefix(ZONDER).unwrap_or(value) });
        if self.chosen.is_none() {
            self.search();
        }
    }

    /// Letters narrow the options, ← and → step through what is left, backspace without letters takes the choice away.
    pub fn key(&mut self, key: Key) -> Edit {
        let before = self.value();
        match key.to_string().as_str() {
            "→" => self.step(true),
            "←" => self.step(false),
            "backspace" if self.typed.is_empty() => self.chosen = None,
            _ => match self.typed.key(key) {
                Edit::Changed => self.search(),
                other => return other,
            },
        }
        if self.value() == before { Edit::Moved } else { Edit::Changed }
    }

    /// Puts in what was pasted.
    ///
    /// # Errors
    /// It does not fit.
    pub fn paste(&mut self, pasted: &str) -> Result<(), String> {
        self.typed.paste(pasted)?;
        self.search();
        Ok(())
    }

    /// The options that every word of what was typed is found in: first those that are called so from the beginning.
    fn found(&self) -> Vec<usize> {
        let typed = (self.fold)(&self.typed.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let answers = |o: &Zoekoptie| words.iter().all(|w| o.woorden.contains(w));
        let mut found: Vec<usize> = (0..).zip(&self.options).filter(|(_, o)| answers(o)).map(|(n, _)| n).collect();
        found.sort_by_key(|n| !self.options.get(*n).is_some_and(|o| o.woorden.starts_with(&typed)));
        found
    }

    fn search(&mut self) {
        self.chosen = self.found().first().copied().filter(|_| !self.typed.text().trim().is_empty());
    }

    /// Goes one on or back among what is found, round.
    fn step(&mut self, forward: bool) {
        let found = self.found();
        let last = found.len().saturating_sub(1);
        let at = self.chosen.and_then(|c| found.iter().position(|n| *n == c));
        let next = match (at, forward) {
            (Some(n), true) if n < last => n + 1,
            (Some(n), false) if n > 0 => n - 1,
            (_, true) => 0,
            (_, false) => last,
        };
        self.chosen = found.get(next).copied();
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, focused: bool) {
        let typed = wording::veilig(&self.typed.text());
        let found = self.found();
        let chosen = self.chosen.and_then(|n| self.options.get(n));
        let place = chosen.and_then(|_| found.iter().position(|n| Some(*n) == self.chosen));
        let mut spans = Vec::new();
        if !typed.is_empty() {
            spans.push(Span::styled(format!("{typed} "), theme.text()));
        }
        let style = if focused { theme.focus() } else { theme.strong() };
        match chosen {
            Some(option) => {
                let place = place.filter(|_| focused && found.len() > 1).map(|n| format!("  {} van {}", n + 1, found.len()));
                let place = place.unwrap_or_default();
                let used: usize = spans.iter().map(Span::width).sum::<usize>() + 2 + columns::width(&place);
                let label = columns::cut(&wording::veilig(&option.label), usize::from(area.width).saturating_sub(used));
                if !typed.is_empty() {
                    spans.push(Span::styled("› ", theme.dim()));
                }
                spans.push(Span::styled(label, style));
                spans.push(Span::styled(place, theme.dim()));
            }
            None if typed.trim().is_empty() => {
                spans.push(Span::styled("nog geen keuze", if focused { style } else { theme.dim() }));
            }
            None => spans.push(Span::styled("› staat niet in het register", theme.attention())),
        }
        Pen::new(area, buf).line(Line::from(spans));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keuze(chosen: &str) -> Zoekkeuze {
        let option = |key: &str, label: &str, nummer: &str| Zoekoptie {
            key: key.to_owned(),
            label: label.to_owned(),
            woorden: format!("{} {nummer}", label.to_lowercase()),
        };
        let options = vec![
            option("zorg-noord", "Zorg Noord", "11112222"),
            option("noord", "Noorderlicht", "33334444"),
            option("unik", "Unik", "55556666"),
        ];
        Zoekkeuze::new(options, str::to_lowercase, chosen)
    }

    fn typed(keuze: &mut Zoekkeuze, keys: &str) -> String {
        for key in Key::parse_all(keys).unwrap() {
            keuze.key(key);
        }
        keuze.value()
    }

    #[test]
    fn a_part_of_a_name_or_number_finds_it_however_slowly_it_is_typed() {
        for (keys, expected) in [
            ("uni", "unik"),
            ("5666", "unik"),
            // Who is called so from the beginning comes first; the arrows go on to the others, round.
            ("noord", "noord"),
            ("noord<right>", "zorg-noord"),
            ("noord<right><right>", "noord"),
            ("noord<left>", "zorg-noord"),
            ("oord zo", "zorg-noord"),
            ("unix<backspace>", "unik"),
            ("", ""),
            ("<right>", "zorg-noord"),
            ("<left>", "unik"),
        ] {
            assert_eq!(typed(&mut keuze(""), keys), expected, "{keys}");
        }
    }

    #[test]
    fn what_nobody_is_called_is_no_choice_and_is_not_lost() {
        let mut nobody = keuze("unik");
        assert_eq!(typed(&mut nobody, "nieuw"), "?nieuw");
        let mut again = keuze("");
        again.set("?nieuw");
        assert_eq!((again.value(), again.typed.text()), ("?nieuw".to_owned(), "nieuw".to_owned()));
        assert_eq!(typed(&mut again, "<ctrl+u>uni"), "unik");
        assert_eq!(typed(&mut keuze("unik"), "<backspace>"), "", "without letters the choice goes");
    }
}
