//! The register of aanbieders: who they are, what they are called, and for which segment they have a contract when.
//!
//! Which aanbieders there are is data (`domein.md` 9): an [`Aanbieder`] is a handle, the [`Register`] knows the rest.
//! Deliberately absent: where the entries come from, and the Dutch for what is wrong with one.

mod contract;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use contract::{Besluit, Contract, Contractfout, Gecontracteerd, Optie};

use super::kort::Kort;
use super::{Kwartaal, Segment};

/// The longest key.
const LENGTE: usize = 24;
/// Of how many runs of letters and digits a name may consist to be seen within a text.
const MAX_NAAMWOORDEN: usize = 12;

/// A handle into the register: the key of an aanbieder, given once and never changed or reused.
///
/// It has no order of its own: that of the register is the one that users see, and only the [`Register`] knows it.
///
/// ```
/// use accountgesprek::domain::Aanbieder;
/// assert_eq!(Aanbieder::new("psw").map(|a| a.key().to_owned()).as_deref(), Some("psw"));
/// assert_eq!(Aanbieder::new("Stichting PSW"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Aanbieder(Kort<LENGTE>);

impl Aanbieder {
    /// The longest key.
    pub const MAX: usize = LENGTE;

    /// Whom one looks at when there is nobody to look at: a handle that no register has.
    pub const NIEMAND: Self = match Kort::new("-") {
        Some(kort) => Self(kort),
        None => unreachable!(),
    };

    /// Returns the handle of a key: 1 to 24 lowercase letters, digits and `-`, not beginning or ending with `-`. None when it is none.
    pub const fn new(key: &str) -> Option<Self> {
        let bytes = key.as_bytes();
        // Who stands for all of them, or for none in particular, is nobody's key.
        if matches!(bytes, b"" | b"alle" | b"regio") || bytes[0] == b'-' || bytes[bytes.len() - 1] == b'-' {
            return None;
        }
        let mut i = 0;
        while i < bytes.len() {
            if !(bytes[i].is_ascii_lowercase() || bytes[i].is_ascii_digit() || bytes[i] == b'-') {
                return None;
            }
            i += 1;
        }
        match Kort::new(key) {
            Some(kort) => Some(Self(kort)),
            None => None,
        }
    }

    /// The stable key in storage, commands and JSON.
    pub fn key(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Aanbieder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A text that is no key of an aanbieder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen sleutel van een aanbieder: {0}")]
pub struct NotAKey(String);

impl TryFrom<String> for Aanbieder {
    type Error = NotAKey;
    fn try_from(key: String) -> Result<Self, NotAKey> {
        Self::new(&key).ok_or(NotAKey(key))
    }
}

impl From<Aanbieder> for String {
    fn from(aanbieder: Aanbieder) -> Self {
        aanbieder.key().to_owned()
    }
}

/// What the numbers of the afspraken of an aanbieder begin with: 1 to 12 capitals and digits. Those of the region come first,
/// the others in order as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Voorvoegsel(Kort<{ Self::MAX }>);

impl Voorvoegsel {
    /// The longest prefix.
    pub const MAX: usize = 12;

    /// Of the region as a whole; no aanbieder has it.
    pub const REGIO: Self = match Kort::new("REGIO") {
        Some(kort) => Self(kort),
        None => unreachable!(),
    };

    /// None when it is none; small letters are taken for capitals.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        let fits = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if fits { Kort::new(&text).map(Self) } else { None }
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Voorvoegsel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Ord for Voorvoegsel {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |v: &Self| (*v != Self::REGIO, v.0);
        place(self).cmp(&place(other))
    }
}

impl PartialOrd for Voorvoegsel {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text that is no voorvoegsel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen voorvoegsel: {0}")]
pub struct NotAPrefix(String);

impl TryFrom<String> for Voorvoegsel {
    type Error = NotAPrefix;
    fn try_from(text: String) -> Result<Self, NotAPrefix> {
        Self::new(&text).ok_or(NotAPrefix(text))
    }
}

impl From<Voorvoegsel> for String {
    fn from(voorvoegsel: Voorvoegsel) -> Self {
        voorvoegsel.as_str().to_owned()
    }
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inschrijving {
    pub aanbieder: Aanbieder,
    /// The order in which users added them, given by the store; 0: as it came with the program.
    pub volgnummer: u32,
    /// Short, as spoken.
    pub naam: String,
    /// As in the register of commerce.
    pub statutair: String,
    /// Eight digits; empty when it is not known.
    #[serde(deserialize_with = "read_kvk")]
    pub kvk: String,
    /// By which files may name it besides.
    pub andere_namen: Vec<String>,
    pub voorvoegsel: Voorvoegsel,
    pub contracten: Vec<Contract>,
    pub contactpersonen: Vec<Contactpersoon>,
    /// Internal.
    pub notitie: String,
    /// 0: as it came with the program.
    pub rijversie: u32,
}

fn read_kvk<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let kvk = String::deserialize(deserializer)?;
    let is_number = kvk.len() == 8 && kvk.bytes().all(|b| b.is_ascii_digit());
    if is_number || kvk.is_empty() { Ok(kvk) } else { Err(serde::de::Error::custom("geen KvK-nummer")) }
}

/// Somebody at an aanbieder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contactpersoon {
    pub naam: String,
    pub functie: String,
    pub email: String,
    pub telefoon: String,
    /// What to ask this person for.
    pub waarvoor: String,
}

impl Inschrijving {
    /// An entry of which no more is known than how it is called.
    pub fn new(aanbieder: Aanbieder, naam: impl Into<String>, voorvoegsel: Voorvoegsel) -> Self {
        let naam = naam.into();
        Self {
            aanbieder,
            volgnummer: 0,
            statutair: naam.clone(),
            naam,
            kvk: String::new(),
            andere_namen: Vec::new(),
            voorvoegsel,
            contracten: Vec::new(),
            contactpersonen: Vec::new(),
            notitie: String::new(),
            rijversie: 0,
        }
    }

    /// The first day of its first contract for segment collectief, if it ever had one (`domein.md` 10).
    pub fn collectief_vanaf(&self) -> Option<NaiveDate> {
        self.contracten.iter().filter(|c| c.segment == Segment::Collectief).map(|c| c.van).min()
    }

    /// Whether it has, had or will have a contract for a segment.
    pub fn has_contract(&self, segment: Segment) -> bool {
        self.contracten.iter().any(|c| c.segment == segment)
    }

    /// The segments that it has, had or will have a contract for.
    pub fn segmenten(&self) -> impl Iterator<Item = Segment> {
        Segment::ALL.into_iter().filter(|s| self.has_contract(*s))
    }

    /// Whether it ever had a contract for a segment on or before `dag` (`domein.md` 10).
    pub fn had_contract(&self, segment: Segment, dag: NaiveDate) -> bool {
        self.contracten.iter().any(|c| c.segment == segment && c.van <= dag)
    }

    /// Whether a traject of a segment began in a kwartaal on a day without a contract for it: what runs may be finished, nothing
    /// new begins (N21).
    pub fn begins_without_contract(&self, segment: Segment, startdatum: NaiveDate, kwartaal: Kwartaal) -> bool {
        kwartaal.contains(startdatum) && self.gecontracteerd(segment, startdatum) == Gecontracteerd::Nee
    }

    /// Whether it is contracted for a segment on a day; several contracts count as their union.
    pub fn gecontracteerd(&self, segment: Segment, dag: NaiveDate) -> Gecontracteerd {
        self.best(segment, dag, dag)
    }

    /// The best of the days of a kwartaal.
    pub fn gecontracteerd_in(&self, segment: Segment, kwartaal: Kwartaal) -> Gecontracteerd {
        self.best(segment, kwartaal.first_day(), kwartaal.last_day())
    }

    fn best(&self, segment: Segment, van: NaiveDate, tot: NaiveDate) -> Gecontracteerd {
        let ours = self.contracten.iter().filter(|c| c.segment == segment);
        ours.map(|c| c.best(van, tot)).min().unwrap_or(Gecontracteerd::Nee)
    }

    /// Every text by which people name it.
    pub fn namen(&self) -> impl Iterator<Item = &str> {
        let fixed = [&self.naam, &self.statutair, &self.kvk];
        fixed.into_iter().chain(&self.andere_namen).map(String::as_str).filter(|n| !n.is_empty())
    }

    /// Those, and its key.
    fn sleutel_en_namen(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.aanbieder.key()).chain(self.namen())
    }

    /// All that it is called by, to search in with [`vergelijkbaar`].
    pub fn zoekwoorden(&self) -> String {
        let namen: Vec<String> = self.namen().chain([self.aanbieder.key()]).map(loose).collect();
        namen.join(" ")
    }

    /// Whether a part of a name, number, segment or contact person is this text.
    fn is_about(&self, gezocht: &str) -> bool {
        let people = self.contactpersonen.iter().flat_map(|p| [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor]);
        let segmenten = self.contracten.iter().map(|c| c.segment.naam());
        let texts = self.sleutel_en_namen().chain(people.map(String::as_str)).chain(segmenten);
        texts.chain([self.voorvoegsel.as_str()]).any(|t| loose(t).contains(gezocht))
    }
}

/// An aanbieder that a kwartaal shows, in segment collectief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Getoond {
    pub aanbieder: Aanbieder,
    /// The best of the days of the kwartaal; `Nee` for who delivered without a contract, and for who left earlier in the year.
    pub gecontracteerd: Gecontracteerd,
    /// Only in the year: it left, and this was its last kwartaal.
    pub laatste: Option<Kwartaal>,
}

/// All aanbieders, in the order in which users see them: the three of segment collectief, then as listed, then as added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    inschrijvingen: Vec<Inschrijving>,
    /// Who goes by a name, as names are compared; None where more than one does. Rows are looked up by the thousand.
    op_naam: HashMap<String, Option<Aanbieder>>,
}

impl Register {
    /// What came with the program, with what users changed in its place and what they added after it.
    pub fn new(meegeleverd: Vec<Inschrijving>, eigen: Vec<Inschrijving>) -> Self {
        let mut inschrijvingen = meegeleverd;
        for own in eigen {
            match inschrijvingen.iter_mut().find(|i| i.aanbieder == own.aanbieder) {
                Some(theirs) => *theirs = own,
                None => inschrijvingen.push(own),
            }
        }
        let mut op_naam: HashMap<String, Option<Aanbieder>> = HashMap::new();
        for (naam, aanbieder) in inschrijvingen.iter().flat_map(|i| i.sleutel_en_namen().map(|n| (folded(n), i.aanbieder))) {
            if naam.is_empty() {
                continue;
            }
            let called = op_naam.entry(naam).or_insert(Some(aanbieder));
            if *called != Some(aanbieder) {
                *called = None;
            }
        }
        Self { inschrijvingen, op_naam }
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Inschrijving> {
        self.inschrijvingen.iter()
    }

    pub fn get(&self, aanbieder: Aanbieder) -> Option<&Inschrijving> {
        self.inschrijvingen.iter().find(|i| i.aanbieder == aanbieder)
    }

    /// The short name. What is not in the register (any more) is called by its key.
    pub fn naam(&self, aanbieder: Aanbieder) -> String {
        self.get(aanbieder).map_or_else(|| aanbieder.key().to_owned(), |i| i.naam.clone())
    }

    /// The same of who may be nobody in particular, who then goes by another word: `alle`, `regio`.
    pub fn naam_of(&self, aanbieder: Option<Aanbieder>, zonder: &str) -> String {
        aanbieder.map_or_else(|| zonder.to_owned(), |a| self.naam(a))
    }

    /// What the numbers of the afspraken with an aanbieder begin with; None is the region. What is not in the register goes by
    /// its key.
    pub fn voorvoegsel(&self, aanbieder: Option<Aanbieder>) -> Voorvoegsel {
        let Some(aanbieder) = aanbieder else { return Voorvoegsel::REGIO };
        let of_key = || Voorvoegsel::new(&aanbieder.key().split('-').collect::<String>().chars().take(12).collect::<String>());
        self.get(aanbieder).map(|i| i.voorvoegsel).or_else(of_key).unwrap_or(Voorvoegsel::REGIO)
    }

    /// The segment of what is told of an aanbieder without more words: individueel for who only has contracts for that.
    pub fn segment_van(&self, aanbieder: Aanbieder) -> Segment {
        let only = |i: &Inschrijving| i.has_contract(Segment::Individueel) && !i.has_contract(Segment::Collectief);
        if self.get(aanbieder).is_some_and(only) { Segment::Individueel } else { Segment::Collectief }
    }

    /// Whose afspraken have numbers that begin so, as it is now.
    pub fn met_voorvoegsel(&self, voorvoegsel: Voorvoegsel) -> Option<Aanbieder> {
        self.inschrijvingen.iter().find(|i| i.voorvoegsel == voorvoegsel).map(|i| i.aanbieder)
    }

    /// Who has or may have a contract for a segment on a day of a kwartaal, in the order of the register.
    pub fn met_contract(&self, segment: Segment, kwartaal: Kwartaal) -> Vec<Aanbieder> {
        let ours = self.inschrijvingen.iter().filter(|i| i.gecontracteerd_in(segment, kwartaal) != Gecontracteerd::Nee);
        ours.map(|i| i.aanbieder).collect()
    }

    /// The KvK numbers: eight digits that are nobody's burgerservicenummer.
    pub fn kvk(&self) -> Vec<&str> {
        self.inschrijvingen.iter().map(|i| i.kvk.as_str()).filter(|kvk| !kvk.is_empty()).collect()
    }

    /// The place in the order of the register; what it lacks comes last.
    pub fn plaats(&self, aanbieder: Aanbieder) -> usize {
        self.inschrijvingen.iter().position(|i| i.aanbieder == aanbieder).unwrap_or(usize::MAX)
    }

    /// These, each once, in the order of the register; what it lacks comes last.
    pub fn in_volgorde(&self, aanbieders: impl IntoIterator<Item = Aanbieder>) -> Vec<Aanbieder> {
        let mut sorted: Vec<Aanbieder> = Vec::new();
        for aanbieder in aanbieders {
            if !sorted.contains(&aanbieder) {
                sorted.push(aanbieder);
            }
        }
        sorted.sort_by_key(|a| self.plaats(*a));
        sorted
    }

    /// These by name, without regard to case and accents: the order of segment individueel.
    pub fn op_naam(&self, aanbieders: impl IntoIterator<Item = Aanbieder>) -> Vec<Aanbieder> {
        let mut sorted = self.in_volgorde(aanbieders);
        sorted.sort_by_cached_key(|a| loose(&self.naam(*a)));
        sorted
    }

    /// The aanbieder that a text names by its key, any of its names or its KvK number, without regard to case, accents,
    /// punctuation and legal form. None when nobody or more than one is called so.
    pub fn find(&self, tekst: &str) -> Option<Aanbieder> {
        self.op_naam.get(&folded(tekst)).copied().flatten()
    }

    /// Whom a text names somewhere, each once, in the order in which it does: `PSW_2024K2 (Rendiz Zorg)` names two.
    pub fn genoemd(&self, tekst: &str) -> Vec<Aanbieder> {
        let words = parts(tekst);
        let mut found = Vec::new();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            let (used, aanbieder) = self.named_first(rest).unwrap_or((1, None));
            found.extend(aanbieder.filter(|a| !found.contains(a)));
            rest = rest.get(used..).unwrap_or_default();
        }
        found
    }

    /// Whether a text begins with the name of an aanbieder.
    pub fn begins_with_a_name(&self, tekst: &str) -> bool {
        self.named_first(&parts(tekst)).is_some()
    }

    /// The longest name that these words begin with: how many of them it takes, and whose it is if of one.
    fn named_first(&self, words: &[String]) -> Option<(usize, Option<Aanbieder>)> {
        (1..=words.len().min(MAX_NAAMWOORDEN)).rev().find_map(|n| {
            let name = words.get(..n)?.concat();
            // Two letters are any word's: the K of a kwartaal, the nl of an address.
            if name.len() < 3 {
                return None;
            }
            self.op_naam.get(&name).map(|whose| (n, *whose))
        })
    }

    /// Who already goes by one of the names, the number or the voorvoegsel of an entry, with what they share.
    pub fn clash<'r>(&'r self, nieuw: &'r Inschrijving) -> Option<(&'r Inschrijving, &'r str)> {
        self.inschrijvingen.iter().filter(|i| i.aanbieder != nieuw.aanbieder).find_map(|i| {
            let taken = |naam: &&str| i.sleutel_en_namen().any(|n| folded(n) == folded(naam));
            let shared = nieuw.sleutel_en_namen().find(taken);
            let prefix = (i.voorvoegsel == nieuw.voorvoegsel).then_some(nieuw.voorvoegsel.as_str());
            shared.or(prefix).map(|what| (i, what))
        })
    }

    /// The entries of which a part of a name, number, segment or contact person holds every word of the text.
    pub fn search(&self, tekst: &str) -> impl Iterator<Item = &Inschrijving> {
        let words: Vec<String> = tekst.split_whitespace().map(loose).collect();
        self.inschrijvingen.iter().filter(move |i| words.iter().all(|w| i.is_about(w)))
    }

    pub fn gecontracteerd(&self, aanbieder: Aanbieder, segment: Segment, dag: NaiveDate) -> Gecontracteerd {
        self.get(aanbieder).map_or(Gecontracteerd::Nee, |i| i.gecontracteerd(segment, dag))
    }

    /// Who is shown for a kwartaal in segment collectief, in the order of the register (`domein.md` 9): who may have a contract
    /// on a day of it, and who delivered a report for it with a row of the segment.
    pub fn getoond(&self, kwartaal: Kwartaal, leverde: impl Fn(Aanbieder, Kwartaal) -> bool) -> Vec<Getoond> {
        let shown = self.inschrijvingen.iter().filter_map(|i| {
            let gecontracteerd = i.gecontracteerd_in(Segment::Collectief, kwartaal);
            let is_shown = gecontracteerd != Gecontracteerd::Nee || leverde(i.aanbieder, kwartaal);
            is_shown.then_some(Getoond { aanbieder: i.aanbieder, gecontracteerd, laatste: None })
        });
        shown.collect()
    }

    /// The same for the year through a kwartaal: also who was shown in an earlier kwartaal of it, has no contract on any day
    /// of this one, and no report (`rapport` says of whom there is one).
    pub fn getoond_in_jaar(
        &self,
        kwartaal: Kwartaal,
        leverde: impl Fn(Aanbieder, Kwartaal) -> bool,
        rapport: impl Fn(Aanbieder) -> bool,
    ) -> Vec<Getoond> {
        let earlier: Vec<Kwartaal> = kwartaal.first_of_year().through(kwartaal).rev().skip(1).collect();
        let shown = self.inschrijvingen.iter().filter_map(|i| {
            let shows =
                |k: Kwartaal| i.gecontracteerd_in(Segment::Collectief, k) != Gecontracteerd::Nee || leverde(i.aanbieder, k);
            let gecontracteerd = i.gecontracteerd_in(Segment::Collectief, kwartaal);
            let left = || if rapport(i.aanbieder) { None } else { earlier.iter().copied().find(|k| shows(*k)) };
            let laatste = if shows(kwartaal) { None } else { Some(left()?) };
            Some(Getoond { aanbieder: i.aanbieder, gecontracteerd, laatste })
        });
        shown.collect()
    }

    /// The kwartalen, of these, in which an aanbieder has or may have a contract for a segment: of so many a report is expected.
    pub fn verwacht(&self, aanbieder: Aanbieder, segment: Segment, van: Kwartaal, tot: Kwartaal) -> Vec<Kwartaal> {
        let Some(entry) = self.get(aanbieder) else { return Vec::new() };
        van.through(tot).filter(|k| entry.gecontracteerd_in(segment, *k) != Gecontracteerd::Nee).collect()
    }
}

/// A name as it is compared: letters and digits only, without case and accents, without legal form.
fn folded(naam: &str) -> String {
    let loose = loose(naam);
    let words: Vec<&str> = loose.split_whitespace().filter(|w| !matches!(*w, "stichting" | "bv" | "vof" | "cv" | "nv")).collect();
    // Who is called by nothing but a legal form is called so.
    let words = if words.is_empty() { loose.split_whitespace().collect() } else { words };
    words.concat()
}

/// The runs of letters and of digits in a text, without case and accents: `PSW_2024K2` is `psw 2024 k 2`.
fn parts(tekst: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = None;
    for c in tekst.nfd().filter(|c| !matches!(c, '\'' | '’') && !unicode_normalization::char::is_combining_mark(*c)) {
        let kind = c.is_alphanumeric().then(|| c.is_ascii_digit());
        if kind.is_some() {
            match parts.last_mut().filter(|_| before == kind) {
                Some(part) => part.extend(c.to_lowercase()),
                None => parts.push(c.to_lowercase().collect()),
            }
        }
        before = kind;
    }
    parts
}

/// How texts compare when one searches for a part of what an aanbieder is called.
pub fn vergelijkbaar(tekst: &str) -> String {
    loose(tekst)
}

/// Words of letters and digits, without case and accents: `B.V.` is `bv`, `A-B` is `a b`.
fn loose(naam: &str) -> String {
    let plain =
        naam.nfd().filter(|c| !matches!(*c, '.' | '\'' | '’' | '(' | ')') && !unicode_normalization::char::is_combining_mark(*c));
    let spaced: String = plain.map(|c| if c.is_alphanumeric() || c == '@' { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datum(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    fn kwartaal(tekst: &str) -> Kwartaal {
        tekst.parse().unwrap()
    }

    fn who(key: &str) -> Aanbieder {
        Aanbieder::new(key).unwrap()
    }

    fn entry(key: &str, statutair: &str, contracten: &[(&str, Option<&str>)]) -> Inschrijving {
        let contracten = contracten
            .iter()
            .map(|(van, tot)| Contract { tot: tot.map(datum), ..Contract::new(Segment::Collectief, datum(van)) })
            .collect();
        Inschrijving {
            aanbieder: who(key),
            volgnummer: 0,
            naam: key.to_uppercase(),
            statutair: statutair.to_owned(),
            kvk: String::new(),
            andere_namen: Vec::new(),
            voorvoegsel: Voorvoegsel::new(&key.replace('-', "")).unwrap(),
            contracten,
            contactpersonen: Vec::new(),
            notitie: String::new(),
            rijversie: 0,
        }
    }

    fn keys(shown: &[Getoond]) -> Vec<String> {
        shown.iter().map(|g| g.aanbieder.key().to_owned()).collect()
    }

    #[test]
    fn a_key_is_lowercase_letters_digits_and_hyphens() {
        for good in ["psw", "a", "forta-4u", "abcdefghijklmnopqrstuvwx"] {
            assert_eq!(who(good).key(), good);
        }
        for bad in ["", "PSW", "regio", "alle", "-a", "a-", "a b", "é", "abcdefghijklmnopqrstuvwxy"] {
            assert_eq!(Aanbieder::new(bad), None, "{bad}");
        }
        let json = serde_json::to_string(&who("psw")).unwrap();
        assert_eq!(json, r#""psw""#);
        assert_eq!(serde_json::from_str::<Aanbieder>(&json).unwrap(), who("psw"));
        assert!(serde_json::from_str::<Aanbieder>(r#""P S W""#).is_err());
    }

    #[test]
    fn an_aanbieder_is_found_by_any_of_its_names() {
        let mut andere = entry("effe-zo", "EFFE ZO - zorg op maat", &[]);
        andere.kvk = "61339237".into();
        andere.andere_namen = vec!["Effe-Zo Zórg".into()];
        let register = Register::new(vec![entry("psw", "Stichting PSW", &[]), andere], Vec::new());
        for name in ["psw", "PSW", "Stichting PSW", "stichting  psw.", "P.S.W."] {
            assert_eq!(register.find(name), Some(who("psw")), "{name}");
        }
        for name in ["effe zo", "61339237", "EFFE ZO zorg-op-maat", "effe zo zorg", "Effe Zo B.V."] {
            assert_eq!(register.find(name), Some(who("effe-zo")), "{name}");
        }
        for name in ["", " ", "Stichting", "ps", "613392370", "zorg op maat"] {
            assert_eq!(register.find(name), None, "{name}");
        }
    }

    #[test]
    fn whom_a_text_names_is_seen_by_whole_names_the_longest_first() {
        let mut groep = entry("psw-groep", "PSW Groep", &[]);
        groep.andere_namen = vec!["4U".into()];
        let register = Register::new(vec![entry("psw", "Stichting PSW", &[]), entry("kl-ik", "KL-IK", &[]), groep], Vec::new());
        let named = |tekst: &str| register.genoemd(tekst).iter().map(|a| a.key().to_owned()).collect::<Vec<_>>();
        for (tekst, expected) in [
            ("PSW_2024K2.xlsx", &["psw"][..]),
            ("2e kwartaal 2024 - Stichting PSW.xls", &["psw"]),
            ("psw groep 2024-K2", &["psw-groep"]),
            ("P.S.W. en KL IK (definitief)", &["psw", "kl-ik"]),
            ("psw, nog eens PSW", &["psw"]),
            ("pswx 4u", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(tekst), expected, "{tekst}");
        }
        assert!(register.begins_with_a_name("kl-ik rapportage") && !register.begins_with_a_name("rapportage kl-ik"));
    }

    #[test]
    fn a_name_that_two_have_names_nobody() {
        let mut other = entry("psw-zuid", "PSW Zuid", &[]);
        other.andere_namen = vec!["PSW".into()];
        let register = Register::new(vec![entry("psw", "Stichting PSW", &[]), other.clone()], Vec::new());
        assert_eq!(register.find("PSW"), None);
        assert_eq!(register.find("PSW Zuid"), Some(who("psw-zuid")));
        let (taken, what) = register.clash(&other).unwrap();
        assert_eq!((taken.aanbieder, what), (who("psw"), "PSW"));
    }

    #[test]
    fn what_users_change_stands_where_it_stood_and_what_they_add_comes_last() {
        let mut changed = entry("b", "Bee nieuw", &[]);
        changed.rijversie = 2;
        let meegeleverd = vec![entry("a", "Aa", &[]), entry("b", "Bee", &[]), entry("c", "Cee", &[])];
        let register = Register::new(meegeleverd, vec![entry("z", "Zet", &[]), changed, entry("d", "Dee", &[])]);
        let names: Vec<&str> = register.iter().map(|i| i.statutair.as_str()).collect();
        assert_eq!(names, ["Aa", "Bee nieuw", "Cee", "Zet", "Dee"]);
        assert_eq!(["z", "a", "x"].map(|k| register.plaats(who(k))), [3, 0, usize::MAX]);
        assert_eq!((register.naam(who("d")), register.naam(who("x"))), ("D".to_owned(), "x".to_owned()));
    }

    #[test]
    fn one_searches_by_part_of_a_name_number_segment_or_person() {
        let mut a = entry("psw", "Stichting PSW", &[("2022-01-01", None)]);
        a.kvk = "13032969".into();
        a.contactpersonen =
            vec![Contactpersoon { naam: "B. Voorbeeld".into(), functie: "Teamleider".into(), ..Contactpersoon::default() }];
        let register = Register::new(vec![a, entry("rendiz", "Rendiz Zorg B.V.", &[])], Vec::new());
        let found = |tekst: &str| register.search(tekst).map(|i| i.aanbieder.key().to_owned()).collect::<Vec<_>>();
        assert_eq!(found("teaml"), ["psw"]);
        assert_eq!(found("3296"), ["psw"]);
        assert_eq!(found("collect psw"), ["psw"]);
        assert_eq!(found("zorg bv"), ["rendiz"]);
        assert_eq!(found(""), ["psw", "rendiz"]);
        assert_eq!(found("psw rendiz"), Vec::<String>::new());
    }

    #[test]
    fn who_may_have_a_contract_or_delivered_is_shown() {
        let register = Register::new(
            vec![
                entry("blijft", "Blijft", &[("2022-01-01", None)]),
                entry("ging", "Ging", &[("2022-01-01", Some("2024-02-10"))]),
                entry("kwam", "Kwam", &[("2024-06-30", None)]),
                entry("zonder", "Zonder", &[]),
            ],
            Vec::new(),
        );
        let nobody = |_: Aanbieder, _: Kwartaal| false;
        assert_eq!(keys(&register.getoond(kwartaal("2024-K1"), nobody)), ["blijft", "ging"]);
        assert_eq!(keys(&register.getoond(kwartaal("2024-K2"), nobody)), ["blijft", "kwam"]);
        let delivered = |a: Aanbieder, k: Kwartaal| a == who("zonder") && k == kwartaal("2024-K2");
        let shown = register.getoond(kwartaal("2024-K2"), delivered);
        assert_eq!(keys(&shown), ["blijft", "kwam", "zonder"]);
        assert_eq!(shown.last().unwrap().gecontracteerd, Gecontracteerd::Nee);
    }

    #[test]
    fn who_left_in_the_year_is_in_the_year_until_its_last_kwartaal() {
        let register = Register::new(
            vec![
                entry("blijft", "Blijft", &[("2022-01-01", None)]),
                entry("ging", "Ging", &[("2022-01-01", Some("2024-05-10"))]),
            ],
            Vec::new(),
        );
        let nobody = |_: Aanbieder, _: Kwartaal| false;
        let year = |k: &str, rapport: bool| register.getoond_in_jaar(kwartaal(k), nobody, |_| rapport);
        assert_eq!(keys(&year("2024-K2", false)), ["blijft", "ging"]);
        let q3 = year("2024-K3", false);
        assert_eq!(
            (keys(&q3), q3.last().unwrap().laatste),
            (vec!["blijft".to_owned(), "ging".to_owned()], Some(kwartaal("2024-K2")))
        );
        assert_eq!(year("2024-K4", false).last().unwrap().laatste, Some(kwartaal("2024-K2")));
        // A report Q that has no row of collectief: there is a report, so nothing is carried.
        assert_eq!(keys(&year("2024-K3", true)), ["blijft"]);
        assert_eq!(keys(&year("2025-K1", false)), ["blijft"]);
        assert_eq!(register.verwacht(who("ging"), Segment::Collectief, kwartaal("2024-K1"), kwartaal("2024-K4")).len(), 2);
    }
}
