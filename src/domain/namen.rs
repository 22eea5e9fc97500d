//! Names of aanbieders within what somebody typed: what goes to one of them names no other unmeant (`domein.md` 7).

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::vorm::Getypteplek;

/// The aanbieders that are looked for, each under all the names it is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aanbiedernamen {
    /// How it is called, and how each of its names sounds, word by word.
    namen: Vec<(String, Vec<Vec<String>>)>,
}

/// A sentence that names an aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genoemdenaam {
    /// How that aanbieder is called.
    pub naam: String,
    pub zin: String,
    /// Where it stands: `KPI 3, notitie`.
    pub plek: String,
}

/// The longest sentence that is quoted.
const LANGSTE_ZIN: usize = 160;

/// The shortest name of several words that is also known written as one.
const KORTSTE_AANEEN: usize = 6;

/// The shortest name that is also known at the beginning of a longer word: `Rendizgroep`.
const KORTSTE_BEGIN: usize = 4;

/// What stands before or after a name in the books and not in speech, by how it sounds.
const RECHTSVORMEN: &[&[&str]] =
    &[&["b", "v"], &["bv"], &["v", "o", "f"], &["vof"], &["k", "v"], &["kv"], &["n", "v"], &["nv"], &["stichting"]];

impl Aanbiedernamen {
    /// Adds an aanbieder with its names; one that has no words is none.
    pub fn add<'a>(&mut self, naam: &str, namen: impl IntoIterator<Item = &'a str>) {
        let mut all: Vec<Vec<String>> = Vec::new();
        for name in namen {
            let words: Vec<String> = words(name).into_iter().map(|w| w.klank).collect();
            let spoken = bare(&words);
            let joined = vec![spoken.concat()];
            // `KL-IK` written as one is an ordinary word; `Passe-Partout` is not.
            let is_telling = spoken.len() > 1 && joined.concat().chars().count() >= KORTSTE_AANEEN;
            for form in [Some(spoken), is_telling.then_some(joined), Some(words)].into_iter().flatten() {
                if !form.is_empty() && !all.contains(&form) {
                    all.push(form);
                }
            }
        }
        self.namen.push((naam.to_owned(), all));
    }

    /// Whether a text names one of them, however it is written.
    pub fn is_named_in(&self, tekst: &str) -> bool {
        self.named_in(tekst).next().is_some()
    }

    /// The sentences of a text that name one of them, each with whom.
    pub fn find(&self, getypt: &Getypteplek) -> Vec<Genoemdenaam> {
        let in_sentence = |zin| {
            let plek = getypt.plek.clone();
            self.named_in(zin).map(move |naam| Genoemdenaam { naam: naam.to_owned(), zin: shortened(zin), plek: plek.clone() })
        };
        sentences(&getypt.tekst).flat_map(in_sentence).collect()
    }

    /// Where they are named in a text, in bytes, whole words at a time.
    pub fn places(&self, tekst: &str) -> Vec<Range<usize>> {
        let said = words(tekst);
        let names = self.namen.iter().flat_map(|(_, names)| names);
        let whole = |at: Range<usize>| {
            let of = said.get(at)?;
            Some(of.first()?.plek.start..of.last()?.plek.end)
        };
        names.flat_map(|name| said_at(name, &said)).filter_map(whole).collect()
    }

    fn named_in(&self, tekst: &str) -> impl Iterator<Item = &str> {
        let said = words(tekst);
        let is_said = move |name: &Vec<String>| said_at(name, &said).next().is_some();
        self.namen.iter().filter(move |(_, names)| names.iter().any(&is_said)).map(|(naam, _)| naam.as_str())
    }
}

/// A word of a text by how it sounds.
struct Woord {
    klank: String,
    /// No space stands between it and the word before.
    vast: bool,
    /// Where it stands, in bytes.
    plek: Range<usize>,
}

/// The words of a text that are a name: as words of its own, at the beginning of a word, or taken apart (`P.S.W.`, `Ren-diz`).
fn said_at<'a>(name: &'a [String], said: &'a [Woord]) -> impl Iterator<Item = Range<usize>> + 'a {
    let one = if let [one] = name { Some(one.as_str()).filter(|one| !one.chars().all(|c| c.is_ascii_digit())) } else { None };
    let begins = one.filter(|one| one.chars().count() >= KORTSTE_BEGIN);
    (0..said.len()).filter_map(move |at| {
        let from = said.get(at..)?;
        let is_whole = from.get(..name.len()).is_some_and(|here| here.iter().map(|w| &w.klank).eq(name));
        if is_whole {
            return Some(at..at + name.len());
        }
        if begins.is_some_and(|one| from.first().is_some_and(|w| w.klank.starts_with(one))) {
            return Some(at..at + 1);
        }
        taken_apart(one?, from).map(|parts| at..at + parts)
    })
}

/// In how many parts a name stands here that hold together, or letter by letter.
fn taken_apart(name: &str, said: &[Woord]) -> Option<usize> {
    let mut rest = name;
    for (nr, word) in said.iter().enumerate() {
        let holds = nr == 0 || word.vast || word.klank.chars().count() == 1;
        match rest.strip_prefix(word.klank.as_str()).filter(|_| holds) {
            Some("") => return (nr > 0).then_some(nr + 1),
            Some(after) => rest = after,
            None => return None,
        }
    }
    None
}

/// The words of a text, without case and accents.
fn words(tekst: &str) -> Vec<Woord> {
    let mut found: Vec<Woord> = Vec::new();
    let mut vast = false;
    let mut word = String::new();
    let mut begin = 0;
    let mut close = |word: &mut String, plek: Range<usize>, vast: &mut bool| {
        if !word.is_empty() {
            found.push(Woord { klank: klank(word), vast: std::mem::replace(vast, true), plek });
            word.clear();
        }
    };
    for (at, written) in tekst.char_indices() {
        let plain = std::iter::once(written).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        for c in plain {
            if c.is_alphanumeric() {
                if word.is_empty() {
                    begin = at;
                }
                word.push(c);
            } else {
                close(&mut word, begin..at, &mut vast);
                vast &= !c.is_whitespace();
            }
        }
    }
    close(&mut word, begin..tekst.len(), &mut vast);
    found
}

/// How a word sounds, so that `Qwil` and `Rendis` are known for what is meant.
fn klank(word: &str) -> String {
    let same = [("ij", "i"), ("y", "i"), ("z", "s"), ("ch", "C"), ("c", "k"), ("qu", "kw"), ("q", "k"), ("C", "ch")];
    let sound = same.iter().fold(word.to_owned(), |word, (written, said)| word.replace(written, said));
    let mut heard = String::with_capacity(sound.len());
    for c in sound.chars() {
        if c.is_ascii_digit() || !heard.ends_with(c) {
            heard.push(c);
        }
    }
    heard
}

/// A name without its legal form.
fn bare(words: &[String]) -> Vec<String> {
    let mut rest = words;
    loop {
        let shorter = RECHTSVORMEN.iter().find_map(|form| {
            let is = |part: &[String]| part.iter().map(String::as_str).eq(form.iter().copied());
            let (n, len) = (form.len(), rest.len());
            match len > n {
                true if is(rest.get(..n)?) => rest.get(n..),
                true if is(rest.get(len - n..)?) => rest.get(..len - n),
                _ => None,
            }
        });
        match shorter {
            Some(shorter) => rest = shorter,
            None => return rest.to_vec(),
        }
    }
}

/// The sentences of a text; a mark within a word (`autismebegeleiding.nl`) ends none.
fn sentences(tekst: &str) -> impl Iterator<Item = &str> {
    let mut rest = tekst;
    std::iter::from_fn(move || {
        let ends = |(at, c): (usize, char)| {
            let past = at + c.len_utf8();
            let closes = c == '\n' || matches!(c, '.' | '!' | '?') && rest.get(past..)?.starts_with(char::is_whitespace);
            closes.then_some(past)
        };
        let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
        let (zin, after) = rest.split_at_checked(end)?;
        rest = after;
        (!zin.is_empty()).then_some(zin)
    })
    .map(str::trim)
    .filter(|zin| !zin.is_empty())
}

fn shortened(zin: &str) -> String {
    if zin.chars().count() <= LANGSTE_ZIN {
        return zin.to_owned();
    }
    zin.chars().take(LANGSTE_ZIN).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn namen() -> Aanbiedernamen {
        let mut namen = Aanbiedernamen::default();
        namen.add("Rendiz", ["Rendiz", "Rendiz Zorg B.V.", "12066692"]);
        namen.add("PSW", ["PSW", "Stichting PSW"]);
        namen.add("Qwyl", ["Qwyl", "Qwyl Coaching B.V."]);
        namen.add("Care Plus Stichting", ["Care Plus Stichting"]);
        namen.add("Zelfwerkt B.V.", ["Zelfwerkt B.V."]);
        namen.add("Coachidée", ["Coachidée"]);
        namen.add("KL-IK", ["KL-IK"]);
        namen.add("Autismebegeleiding.nl B.V.", ["Autismebegeleiding.nl B.V."]);
        namen
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let namen = namen();
        let found = |tekst: &str| namen.named_in(tekst).map(str::to_owned).collect::<Vec<_>>();
        for (tekst, naam) in [
            ("Goed overleg met RENDIZ over de groep", "Rendiz"),
            ("bij Rendiz-groep Groen", "Rendiz"),
            ("kvk 12066692", "Rendiz"),
            ("samen met Care  Plus gestart", "Care Plus Stichting"),
            ("via zelfwerkt bv", "Zelfwerkt B.V."),
            ("coachidee belde", "Coachidée"),
            ("CarePlus", "Care Plus Stichting"),
            ("bij kl-ik.", "KL-IK"),
            ("Zie autismebegeleiding.nl voor meer", "Autismebegeleiding.nl B.V."),
            ("de afspraken van Rendiz'", "Rendiz"),
            ("de Rendizgroep in Venlo", "Rendiz"),
            ("Ren-diz of Rendis", "Rendiz"),
            ("R e n d i z", "Rendiz"),
            ("ook P.S.W. doet mee", "PSW"),
            ("de PSW'ers", "PSW"),
            ("bij Qwil, Quil of kwyl", "Qwyl"),
        ] {
            assert_eq!(found(tekst), [naam], "{tekst}");
        }
        for tekst in ["trendiz", "dat zelf werkt", "care en plus", "plus", "stichting", "een klik", "ps: wij, een p of s", ""] {
            assert!(found(tekst).is_empty(), "{tekst}");
        }
    }

    #[test]
    fn the_sentence_is_quoted_and_not_the_whole_text() {
        let find = |tekst: &str| namen().find(&Getypteplek { plek: "KPI 3, notitie".into(), tekst: tekst.into() });
        let found = find("Eerst iets. Dan Rendiz erbij! En verder.");
        let expected = Genoemdenaam { naam: "Rendiz".into(), zin: "Dan Rendiz erbij!".into(), plek: "KPI 3, notitie".into() };
        assert_eq!(found, [expected]);
        assert!(find(&format!("Rendiz {}", "x".repeat(400)))[0].zin.chars().count() <= LANGSTE_ZIN + 1);
    }
}
