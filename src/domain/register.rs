//! The register of aanbieders: who they are, what they are called, and for which segment they have a contract when.
//!
//! Which aanbieders there are is data (`domein.md` 9): an [`Aanbieder`] is a handle, the [`Register`] knows the rest.
//! Deliberately absent: where the entries come from, and the Dutch for what is wrong with one.

mod contract;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use contract::{Besluit, Contract, Contractfout, Gecontracteerd, Optie};

use super::{Kwartaal, Segment};

/// The longest key.
const LENGTE: usize = 24;

/// A handle into the register: the key of an aanbieder, given once and never changed or reused.
///
/// It has no order of its own: that of the register is the one that users see, and only the [`Register`] knows it.
///
/// ```
/// use accountgesprek::domain::register::Aanbieder;
/// assert_eq!(Aanbieder::new("psw").map(|a| a.key().to_owned()).as_deref(), Some("psw"));
/// assert_eq!(Aanbieder::new("Stichting PSW"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Aanbieder([u8; LENGTE]);

impl Aanbieder {
    /// Returns the handle of a key: 1 to 24 lowercase letters, digits and `-`, not beginning or ending with `-`. None when it is none.
    pub fn new(key: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if key.is_empty() || key.len() > LENGTE || !key.bytes().all(fits) || key.starts_with('-') || key.ends_with('-') {
            return None;
        }
        let mut bytes = [0; LENGTE];
        for (to, from) in bytes.iter_mut().zip(key.bytes()) {
            *to = from;
        }
        Some(Self(bytes))
    }

    /// The stable key in storage, commands and JSON.
    pub fn key(&self) -> &str {
        let used = self.0.split(|b| *b == 0).next().unwrap_or_default();
        // Only ASCII goes in.
        std::str::from_utf8(used).unwrap_or_default()
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

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inschrijving {
    pub aanbieder: Aanbieder,
    /// Short, as spoken.
    pub naam: String,
    /// As in the register of commerce.
    pub statutair: String,
    /// Eight digits; empty when it is not known.
    pub kvk: String,
    /// By which files may name it besides.
    pub andere_namen: Vec<String>,
    /// Begins the numbers of its afspraken: 1 to 12 capitals and digits.
    pub voorvoegsel: String,
    pub contracten: Vec<Contract>,
    pub contactpersonen: Vec<Contactpersoon>,
    /// Internal.
    pub notitie: String,
    /// 0: as it came with the program.
    pub rijversie: u32,
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
    /// Whether it ever had a contract for a segment on or before `dag` (`domein.md` 10).
    pub fn had_contract(&self, segment: Segment, dag: NaiveDate) -> bool {
        self.contracten.iter().any(|c| c.segment == segment && c.van <= dag)
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

    /// Every text by which it may be named.
    fn namen(&self) -> impl Iterator<Item = &str> {
        let fixed = [self.aanbieder.key(), &self.naam, &self.statutair, &self.kvk];
        fixed.into_iter().chain(self.andere_namen.iter().map(String::as_str)).filter(|n| !n.is_empty())
    }

    /// Whether a part of a name, number, segment or contact person is this text.
    fn is_about(&self, gezocht: &str) -> bool {
        let people = self.contactpersonen.iter().flat_map(|p| [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor]);
        let segmenten = self.contracten.iter().map(|c| c.segment.key());
        let texts = self.namen().chain(people.map(String::as_str)).chain(segmenten);
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
        Self { inschrijvingen }
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Inschrijving> {
        self.inschrijvingen.iter()
    }

    pub fn get(&self, aanbieder: Aanbieder) -> Option<&Inschrijving> {
        self.inschrijvingen.iter().find(|i| i.aanbieder == aanbieder)
    }

    /// The short name. What is not in the register (any more) is called by its key.
    pub fn naam(&self, aanbieder: &Aanbieder) -> String {
        self.get(*aanbieder).map_or_else(|| aanbieder.key().to_owned(), |i| i.naam.clone())
    }

    /// The place in the order of the register; what it lacks comes last.
    pub fn plaats(&self, aanbieder: Aanbieder) -> usize {
        self.inschrijvingen.iter().position(|i| i.aanbieder == aanbieder).unwrap_or(usize::MAX)
    }

    /// The aanbieder that a text names by its key, any of its names or its KvK number, without regard to case, accents,
    /// punctuation and legal form. None when nobody or more than one is called so.
    pub fn find(&self, tekst: &str) -> Option<Aanbieder> {
        let gezocht = folded(tekst);
        if gezocht.is_empty() {
            return None;
        }
        let mut found = self.inschrijvingen.iter().filter(|i| i.namen().any(|n| folded(n) == gezocht));
        let first = found.next()?;
        found.next().is_none().then_some(first.aanbieder)
    }

    /// Who already goes by one of the names, the number or the voorvoegsel of an entry, with what they share.
    pub fn clash<'r>(&'r self, nieuw: &'r Inschrijving) -> Option<(&'r Inschrijving, &'r str)> {
        self.inschrijvingen.iter().filter(|i| i.aanbieder != nieuw.aanbieder).find_map(|i| {
            let taken = |naam: &&str| i.namen().any(|n| folded(n) == folded(naam));
            let shared = nieuw.namen().find(taken);
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
            naam: key.to_uppercase(),
            statutair: statutair.to_owned(),
            kvk: String::new(),
            andere_namen: Vec::new(),
            voorvoegsel: key.to_uppercase(),
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
        for bad in ["", "PSW", "-a", "a-", "a b", "é", "abcdefghijklmnopqrstuvwxy"] {
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
        assert_eq!((register.naam(&who("d")), register.naam(&who("x"))), ("D".to_owned(), "x".to_owned()));
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
