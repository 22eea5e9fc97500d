//! Calendar quarters and the two periods a figure is formed over.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;

/// A calendar quarter, written `2024-K2`.
///
/// Also reads `2024K2`, `2024-Q2`, `K2 2024` and `2e kwartaal 2024` (`domein.md` 2).
///
/// ```
/// use accountgesprek::domain::Kwartaal;
/// let k: Kwartaal = "2e kwartaal 2024".parse().unwrap();
/// assert_eq!(k.to_string(), "2024-K2");
/// assert_eq!(k.last_day().to_string(), "2024-06-30");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kwartaal {
    jaar: i32,
    nummer: u8,
}

/// A text that is not a kwartaal between 2000-K1 and 2099-K4.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen kwartaal: {0}")]
pub struct NotAKwartaal(pub String);

impl Kwartaal {
    /// The last quarter that is known.
    pub const LAST: Self = Self { jaar: 2099, nummer: 4 };

    /// Returns the quarter `nummer` (1–4) of `jaar` (2000–2099).
    pub fn new(jaar: i32, nummer: u8) -> Option<Self> {
        ((2000..=2099).contains(&jaar) && (1..=4).contains(&nummer)).then_some(Self { jaar, nummer })
    }

    /// Returns the quarter that `datum` falls in; years outside 2000–2099 are clamped.
    pub fn of(datum: NaiveDate) -> Self {
        // month0 is 0–11, so the quarter fits a u8.
        let nummer = u8::try_from(datum.month0() / 3 + 1).unwrap_or(4);
        match datum.year() {
            ..2000 => Self { jaar: 2000, nummer: 1 },
            2100.. => Self { jaar: 2099, nummer: 4 },
            jaar => Self { jaar, nummer },
        }
    }

    pub const fn jaar(self) -> i32 {
        self.jaar
    }

    /// The number within the year, 1–4.
    pub const fn nummer(self) -> u8 {
        self.nummer
    }

    pub fn first_day(self) -> NaiveDate {
        let month = u32::from(self.nummer) * 3 - 2;
        NaiveDate::from_ymd_opt(self.jaar, month, 1).unwrap_or(NaiveDate::MIN)
    }

    pub fn last_day(self) -> NaiveDate {
        let (month, day) = match self.nummer {
            1 => (3, 31),
            2 => (6, 30),
            3 => (9, 30),
            _ => (12, 31),
        };
        NaiveDate::from_ymd_opt(self.jaar, month, day).unwrap_or(NaiveDate::MAX)
    }

    pub fn contains(self, datum: NaiveDate) -> bool {
        (self.first_day()..=self.last_day()).contains(&datum)
    }

    /// The last quarter of the same year.
    #[must_use]
    pub const fn last_of_year(self) -> Self {
        Self { jaar: self.jaar, nummer: 4 }
    }

    /// The quarters of the same year that come after this one.
    pub fn rest_of_year(self) -> impl DoubleEndedIterator<Item = Self> {
        self.next().through(self.last_of_year())
    }

    /// The first quarter of the same year.
    #[must_use]
    pub const fn first_of_year(self) -> Self {
        Self { jaar: self.jaar, nummer: 1 }
    }

    /// Returns the quarter `n` further (negative: earlier), clamped to 2000-K1 – 2099-K4.
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        let index = (self.jaar * 4 + i32::from(self.nummer) - 1).saturating_add(n);
        let index = index.clamp(2000 * 4, 2099 * 4 + 3);
        Self { jaar: index.div_euclid(4), nummer: u8::try_from(index.rem_euclid(4) + 1).unwrap_or(1) }
    }

    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Returns the last quarter that was over when `datum` began: what an uitvraag and the gesprekken of that day are about.
    pub fn last_over(datum: NaiveDate) -> Self {
        Self::of(datum).previous()
    }

    #[must_use]
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// Returns the quarter that a text ends in, with what stands before it: `psw-2024-K2`. None without either.
    pub fn at_end(text: &str) -> Option<(&str, Self)> {
        let places = text.rmatch_indices(['-', ' ', ':']);
        let mut ends = places.filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?.parse().ok()?)));
        ends.next().filter(|(before, _)| !before.is_empty())
    }

    /// The quarters from `self` to `last`, both included; empty when `last` is earlier.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        let n = (last.jaar - self.jaar) * 4 + i32::from(last.nummer) - i32::from(self.nummer);
        (0..=n).map(move |i| self.plus(i))
    }
}

impl fmt::Display for Kwartaal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-K{}", self.jaar, self.nummer))
    }
}

impl FromStr for Kwartaal {
    type Err = NotAKwartaal;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let fail = || NotAKwartaal(s.chars().take(40).collect());
        // Every spelling is a year of four digits and a number 1–4, with only these words around them.
        let lower = s.trim().to_lowercase();
        let words = lower.replace("kwartaal", "k").replace("kw", "k");
        let mut numbers: Vec<String> = Vec::new();
        let mut previous_digit = false;
        for c in words.chars() {
            if c.is_ascii_digit() {
                if !previous_digit {
                    numbers.push(String::new());
                }
                if let Some(last) = numbers.last_mut() {
                    last.push(c);
                }
                previous_digit = true;
            } else {
                previous_digit = false;
                if !matches!(c, 'k' | 'q' | 'e' | '-' | ' ' | '_' | '/' | '.' | '\'') {
                    return Err(fail());
                }
            }
        }
        if !words.contains(['k', 'q']) {
            return Err(fail());
        }
        let [a, b] = numbers.as_slice() else { return Err(fail()) };
        let (jaar, nummer) = if a.len() == 4 { (a, b) } else { (b, a) };
        if jaar.len() != 4 || nummer.len() != 1 {
            return Err(fail());
        }
        let (Ok(jaar), Ok(nummer)) = (jaar.parse(), nummer.parse()) else { return Err(fail()) };
        Self::new(jaar, nummer).ok_or_else(fail)
    }
}

impl TryFrom<String> for Kwartaal {
    type Error = NotAKwartaal;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        value.parse()
    }
}

impl From<Kwartaal> for String {
    fn from(value: Kwartaal) -> Self {
        value.to_string()
    }
}

/// What a figure is formed over: the kwartaal itself, or the year up to and including it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Periode {
    Kwartaal,
    Jaar,
}

sleutels! {
    Periode "periode" {
        Kwartaal = "kwartaal",
        Jaar = "jaar",
    }
}

impl Periode {
    /// The first day of the period of `kwartaal`; the last day is `kwartaal.last_day()` for both.
    pub fn first_day(self, kwartaal: Kwartaal) -> NaiveDate {
        match self {
            Self::Kwartaal => kwartaal.first_day(),
            Self::Jaar => kwartaal.first_of_year().first_day(),
        }
    }

    /// The first kwartaal whose report belongs to the period of `kwartaal`.
    pub const fn first_kwartaal(self, kwartaal: Kwartaal) -> Kwartaal {
        match self {
            Self::Kwartaal => kwartaal,
            Self::Jaar => kwartaal.first_of_year(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_people_use_is_the_same_kwartaal() {
        for s in
            ["2024-K2", "2024K2", "2024-Q2", "K2 2024", "2e kwartaal 2024", " q2-2024 ", "2024 k2", "Kwartaal 2 2024", "kw2 2024"]
        {
            assert_eq!(s.parse(), Ok(Kwartaal { jaar: 2024, nummer: 2 }), "{s}");
        }
    }

    #[test]
    fn what_is_no_kwartaal_is_refused() {
        for s in ["", "2024", "2024-K5", "2024-K0", "1999-K1", "2024-06", "K2", "2024-K2-1", "202-K2", "mei 2024", "2024-K22"] {
            assert!(s.parse::<Kwartaal>().is_err(), "{s}");
        }
    }

    #[test]
    fn every_day_lies_in_the_kwartaal_of_its_month_and_what_lies_beyond_is_clamped() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for month in 1..=12 {
            let expected = Kwartaal { jaar: 2024, nummer: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][month as usize - 1] };
            for found in [day(2024, month, 1), day(2024, month, 28)] {
                assert_eq!(Kwartaal::of(found), expected, "{found}");
                assert!(expected.contains(found) && expected.first_day() <= found && found <= expected.last_day());
            }
        }
        let (first, last) = (Kwartaal { jaar: 2000, nummer: 1 }, Kwartaal::LAST);
        for (found, expected) in [
            (day(1999, 12, 31), first),
            (day(2000, 1, 1), first),
            (day(2000, 4, 1), Kwartaal { jaar: 2000, nummer: 2 }),
            (day(2099, 12, 31), last),
            (day(2100, 1, 1), last),
        ] {
            assert_eq!(Kwartaal::of(found), expected, "{found}");
        }
        assert_eq!((first.previous(), first.plus(i32::MIN), last.next(), last.plus(i32::MAX)), (first, first, last, last));
        assert_eq!((Kwartaal::new(2000, 1), Kwartaal::new(2099, 4)), (Some(first), Some(last)));
        assert_eq!([(1999, 4), (2100, 1), (2024, 0), (2024, 5)].map(|(jaar, n)| Kwartaal::new(jaar, n)), [None; 4]);
        // From the first there are 400.
        assert_eq!((first.through(last).count(), last.through(first).count(), first.plus(399)), (400, 0, last));
    }

    #[test]
    fn quarters_walk_over_the_year_end() {
        let k: Kwartaal = "2022-K4".parse().unwrap();
        assert_eq!(k.next().to_string(), "2023-K1");
        assert_eq!(k.next().previous(), k);
        assert_eq!(k.first_of_year().through(k).count(), 4);
        assert_eq!(k.last_day().succ_opt(), Some(k.next().first_day()));
    }
}
