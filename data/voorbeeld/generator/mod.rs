//! Makes the fictitious example data: deliveries of 2022-K1 to 2025-K4, and one kwartaal more to practise on.
//!
//! `story` says what happens (outcomes, misses, marks, texts: tables to be read and tuned), `trajecten` lets it happen
//! to made-up deelnemers, `individueel` tells of the few of the other segment, `sheets` forms the sheets, `write` makes
//! bytes of them. There is no random state: every choice is a function of a key (`pick`), so a change in one place leaves
//! the rest as it was.

mod individueel;
mod sheets;
mod story;
mod trajecten;
mod write;

use std::fmt::Write as _;

use accountgesprek::domain::Kwartaal;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The folders that the program owns, under `data/voorbeeld`.
pub(crate) const FOLDERS: &[&str] = &["leveringen", "oefenen"];

/// The three of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aanbieder {
    Psw,
    Rendiz,
    Qwyl,
}

impl Aanbieder {
    const ALL: [Self; 3] = [Self::Psw, Self::Rendiz, Self::Qwyl];

    const fn key(self) -> &'static str {
        match self {
            Self::Psw => "psw",
            Self::Rendiz => "rendiz",
            Self::Qwyl => "qwyl",
        }
    }

    const fn naam(self) -> &'static str {
        match self {
            Self::Psw => "PSW",
            Self::Rendiz => "Rendiz",
            Self::Qwyl => "Qwyl",
        }
    }

    const fn statutaire_naam(self) -> &'static str {
        match self {
            Self::Psw => "Stichting PSW",
            Self::Rendiz => "Rendiz Zorg B.V.",
            Self::Qwyl => "Qwyl Coaching B.V.",
        }
    }
}

/// The mark that every sheet carries above its header.
const MARK: &str = "VOORBEELDGEGEVENS – fictief";

/// A file to write.
pub(crate) struct File {
    /// Relative to `data/voorbeeld`, with `/`.
    pub(crate) path: String,
    /// The day on which the example pretends that it came in; None for what is not part of `--voorbeeld`.
    received: Option<NaiveDate>,
    /// Why it is accepted though some rows are unusable.
    accepted: Option<&'static str>,
    pub(crate) bytes: Vec<u8>,
}

/// Returns every file of the example data, the list for the binary included.
pub(crate) fn files() -> Vec<File> {
    let mut files = sheets::deliveries();
    files.extend(individueel::deliveries());
    files.sort_by(|a, b| (a.received, &a.path).cmp(&(b.received, &b.path)));
    let list = list_for_the_binary(&files);
    files.push(File { path: "bestanden.rs".to_owned(), received: None, accepted: None, bytes: list.into_bytes() });
    let gesprekken = gesprekken().into_bytes();
    files.push(File { path: "gesprekken.toml".to_owned(), received: None, accepted: None, bytes: gesprekken });
    files
}

/// Every gesprek of the story with day and status; those over the last kwartaal are about to begin.
fn gesprekken() -> String {
    let mut list = String::from(
        "# VOORBEELDGEGEVENS – fictief. Made by data/voorbeeld/maak.rs; do not edit. The gesprekken, one per aanbieder and kwartaal.\n",
    );
    for (k, days) in (0..).zip(story::GESPREKKEN) {
        for (aanbieder, day) in Aanbieder::ALL.into_iter().zip(days) {
            let (plaats, tijd) = story::PLAATS[column(aanbieder)];
            let _ = write!(
                list,
                "\n[[gesprek]]\naanbieder = \"{}\"\nkwartaal = \"{}\"\ndatum = \"{day}\"\ntijd = \"{tijd}\"\nplaats = \"{plaats}\"\nstatus = \"{}\"\n",
                aanbieder.key(),
                kwartaal(k),
                story::status(aanbieder, k),
            );
        }
    }
    list
}

/// The list that `app` includes: path, day received, reason of acceptance and bytes, in order of arrival.
fn list_for_the_binary(files: &[File]) -> String {
    let mut list = String::from(
        "// Made by data/voorbeeld/maak.rs; do not edit. In order of arrival: path, day received, reason of acceptance, bytes.\n&[\n",
    );
    for file in files {
        let Some(received) = file.received else { continue };
        let accepted = file.accepted.map_or("None".to_owned(), |reason| format!("Some({reason:?})"));
        let _ = writeln!(list, "    ({:?}, {:?}, {accepted}, include_bytes!({:?})),", file.path, received.to_string(), file.path);
    }
    list.push_str("]\n");
    list
}

/// Returns a number below `n`, fixed by the key: FNV-1a with the finisher of SplitMix64.
fn pick(key: &str, n: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)) % n.max(1)
}

/// Returns one of the values, fixed by the key.
fn choose<T: Copy>(key: &str, values: &[T]) -> T {
    let at = usize::try_from(pick(key, values.len() as u64)).expect("below the length");
    values[at]
}

/// The kwartaal with this index; 0 is 2022-K1.
fn kwartaal(index: i32) -> Kwartaal {
    Kwartaal::new(2022, 1).expect("a kwartaal").plus(index)
}

/// The first weekday on or after `day`.
fn weekday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("within the calendar")
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).expect("within the calendar")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date of the story")
}

/// The place of an aanbieder in the tables of the story.
fn column(aanbieder: Aanbieder) -> usize {
    Aanbieder::ALL.iter().position(|a| *a == aanbieder).expect("one of three")
}
