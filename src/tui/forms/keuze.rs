//! A choice among a few: stepped through with the arrows, or found by its first letters.

use std::time::Duration;

use super::text::Edit;
use crate::domain::Sleutel;
use crate::tui::keys::{Key, Moment};

/// One choice: its key, stored in the draft, and the label that the user sees.
pub type Keuzepaar = (String, String);

/// A choice among the values of a closed list, in its order.
pub fn keyed<T: Sleutel>(naam: fn(T) -> &'static str) -> Vec<Keuzepaar> {
    T::ALL.iter().map(|value| (value.key().to_owned(), naam(*value).to_owned())).collect()
}

/// What stands first in a choice that nobody made yet: no answer, though something must stand there.
pub const NIET_GEKOZEN: &str = "nog niet gekozen";

/// The option of it.
pub fn niet_gekozen() -> Keuzepaar {
    (String::new(), NIET_GEKOZEN.to_owned())
}

/// Letters closer together than this are of one word.
const ONE_WORD: Duration = Duration::from_secs(1);

/// Whether an answer can have it: no answer asks something.
const fn begins_word(letter: char) -> bool {
    letter != '?'
}

/// The options, which one is chosen, and what was typed to find one.
#[derive(Debug, Clone)]
pub struct Choice {
    pub options: Vec<Keuzepaar>,
    pub at: usize,
    typed: String,
    last: Option<Moment>,
}

impl Choice {
    pub fn new(options: Vec<Keuzepaar>, chosen: &str) -> Self {
        let at = options.iter().position(|(k, _)| k == chosen).unwrap_or(0);
        Self { options, at, typed: String::new(), last: None }
    }

    /// The key of what is chosen.
    pub fn value(&self) -> String {
        self.options.get(self.at).map(|(k, _)| k.clone()).unwrap_or_default()
    }

    /// Where the choice stands among the answers: "2 van 7"; as long as there is none, of how many one chooses.
    pub fn position(&self) -> String {
        let open = usize::from(self.options.first().is_some_and(|(_, label)| label == NIET_GEKOZEN));
        let answers = self.options.len() - open;
        if self.at < open { format!("kies uit {answers}") } else { format!("{} van {answers}", self.at + 1 - open) }
    }

    /// Chooses the option with this key, if there is one; a draft of before a value had a key names it as it is shown.
    pub fn set(&mut self, key: &str) {
        let option = |is_it: fn(&Keuzepaar, &str) -> bool| self.options.iter().position(|option| is_it(option, key));
        self.at = option(|(k, _), key| k == key).or_else(|| option(|(_, label), key| label == key)).unwrap_or(self.at);
    }

    /// Chooses the n-th option.
    pub fn take(&mut self, n: usize) -> Edit {
        let before = self.at;
        self.at = if n < self.options.len() { n } else { before };
        self.typed.clear();
        if self.at == before { Edit::Moved } else { Edit::Changed }
    }

    /// Moves the choice: ← → and the blank step through; letters go to the option that begins with them.
    pub fn key(&mut self, key: Key, at: Moment) -> Edit {
        let before = self.at;
        let count = self.options.len().max(1);
        match (key.text(), key.to_string().as_str()) {
            // A blank within a word belongs to it: "peel en".
            (Some(' '), _) if self.continues(at) && self.find(&format!("{} ", self.typed), before).is_some() => {
                self.search(' ', at);
            }
            (Some(' '), _) | (None, "→") => self.step(1),
            (None, "←") => self.step(count - 1),
            (Some(letter), _) if begins_word(letter) => self.search(letter, at),
            _ => return Edit::Ignored,
        }
        if self.at == before { Edit::Moved } else { Edit::Changed }
    }

    fn step(&mut self, by: usize) {
        self.typed.clear();
        self.at = (self.at + by) % self.options.len().max(1);
    }

    /// Whether a letter typed now is of the same word as the one before.
    fn continues(&self, at: Moment) -> bool {
        !self.typed.is_empty() && self.last.is_some_and(|last| at.saturating_sub(last) < ONE_WORD)
    }

    fn search(&mut self, letter: char, at: Moment) {
        let begun = self.continues(at);
        self.last = Some(at);
        // Whoever types what stands there already stays there; the same letter once more goes on.
        let again = self.typed.chars().eq(letter.to_lowercase());
        if !begun {
            self.typed.clear();
        }
        self.typed.extend(letter.to_lowercase());
        // The same letter again goes on to the next that begins with it, as it does when typed slowly.
        let mut letters = self.typed.chars();
        let first = letters.next();
        let repeated = letters.all(|c| Some(c) == first);
        let next = (self.at + 1) % self.options.len().max(1);
        let found = match (begun, repeated) {
            (false, _) => self.find(&self.typed, if again { next } else { self.at }),
            (true, false) => self.find(&self.typed, self.at),
            (true, true) => self.find(&self.typed, self.at).or_else(|| self.find(first?.encode_utf8(&mut [0; 4]), next)),
        };
        // What no option begins with moves nothing: a word that is typed on does not end up elsewhere.
        self.at = found.unwrap_or(self.at);
    }

    /// The first option from here on, and round, whose label begins with `text`.
    fn find(&self, text: &str, from: usize) -> Option<usize> {
        let begins = |n: &usize| {
            let label = self.options.get(*n).map(|(_, label)| label.to_lowercase()).unwrap_or_default();
            label.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(text)
        };
        let count = self.options.len();
        (0..count).map(|step| (from + step) % count).find(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gemeenten() -> Choice {
        let names = ["Beesel", "Bergen", "Gennep", "Horst aan de Maas", "Peel en Maas", "Venlo", "Venray"];
        Choice::new(names.map(|n| (n.to_owned(), n.to_owned())).to_vec(), "Beesel")
    }

    /// Types with this long between two keys.
    fn typed(choice: &mut Choice, keys: &str, apart: Duration, from: Duration) -> String {
        let mut at = from;
        for key in Key::parse_all(keys).unwrap() {
            choice.key(key, at);
            at += apart;
        }
        choice.value()
    }

    #[test]
    fn letters_that_follow_quickly_are_one_word_and_slow_ones_are_not() {
        let (quick, slow) = (Duration::from_millis(80), Duration::from_millis(1100));
        let later = Duration::from_secs(60);
        for (keys, apart, expected) in [
            ("bergen", quick, "Bergen"),
            ("venr", quick, "Venray"),
            ("venlo", quick, "Venlo"),
            ("horst aan de maas", quick, "Horst aan de Maas"),
            ("peel en", quick, "Peel en Maas"),
            // No gemeente begins so: it stays where the letters led.
            ("bergx", quick, "Bergen"),
            ("bergengennep", quick, "Bergen"),
            ("xg", quick, "Beesel"),
            // One letter again and again goes round those that begin with it, quickly or slowly.
            ("vv", quick, "Venray"),
            ("vvv", quick, "Venlo"),
            ("vv", slow, "Venray"),
            ("bg", slow, "Gennep"),
            ("<right> <right>", quick, "Horst aan de Maas"),
            ("g<left>", quick, "Bergen"),
        ] {
            assert_eq!(typed(&mut gemeenten(), keys, apart, later), expected, "{keys}");
        }
    }

    #[test]
    fn what_was_not_chosen_yet_is_no_answer() {
        let mut choice = Choice::new(std::iter::once(niet_gekozen()).chain(gemeenten().options).collect(), "");
        assert_eq!(choice.position(), "kies uit 7");
        assert_eq!(typed(&mut choice, "venlo", Duration::ZERO, Duration::ZERO), "Venlo");
        assert_eq!((choice.position().as_str(), gemeenten().position().as_str()), ("6 van 7", "1 van 7"));
    }

    #[test]
    fn who_types_what_stands_there_stays_there() {
        let (quick, slow) = (Duration::from_millis(80), Duration::from_millis(1100));
        for (keys, apart, expected) in
            [("v", quick, "Venlo"), ("ven", quick, "Venlo"), ("venr", quick, "Venray"), ("vv", slow, "Venray")]
        {
            let mut choice = gemeenten();
            choice.set("Venlo");
            assert_eq!(typed(&mut choice, keys, apart, Duration::from_secs(60)), expected, "{keys}");
        }
    }

    #[test]
    fn a_new_word_begins_after_a_pause() {
        let mut choice = gemeenten();
        let quick = Duration::from_millis(80);
        assert_eq!(typed(&mut choice, "venr", quick, Duration::from_secs(1)), "Venray");
        assert_eq!(typed(&mut choice, "gen", quick, Duration::from_secs(5)), "Gennep");
    }
}
