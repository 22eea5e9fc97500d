//! Deelnemer codes within what somebody typed: where they stand, and which words and numbers are none.
//!
//! Only for typed text: what the program says itself knows its codes, and its figures must not be spoiled by a code that
//! happens to be `12`. In typed text a number is a code when there is a deelnemer with that code, and what stands around it
//! does not say that it is something else: a date, an amount, a percentage, a count, "8 van 13".
//! A code of letters and digits is one however it is joined: `R-0610`, `R0610`, `R 0610`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Feitregel, Genoemd, Getypt, Stuk};

/// The codes that are looked for.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    /// By first character, the longest first.
    codes: BTreeMap<char, Vec<Patroon>>,
}

/// A code that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Patroon {
    /// Folded.
    letters: Vec<char>,
    /// Whether it has letters and digits enough to be known without what joins them.
    has_parts: bool,
}

impl Patroon {
    fn of(code: &str) -> Self {
        let letters: Vec<char> = code.trim().chars().map(fold).collect();
        let digits = letters.iter().filter(|c| c.is_ascii_digit()).count();
        Self { has_parts: digits >= 2 && letters.iter().any(|c| c.is_alphabetic()), letters }
    }
}

/// After such a word a code follows, whatever it looks like: `deelnemer 12`, `codes en, 7`.
const AANKONDIGING: &str = "deelnemer deelnemers deelnemercode deelnemercodes code codes cliënt cliënten client clienten \
    kandidaat kandidaten traject trajecten nr nummer nummers";

/// Those after which one code follows, and no number of anything.
const AANKONDIGING_VAN_EEN: &str = "deelnemer deelnemercode code cliënt client kandidaat traject nr nummer";

/// What may stand between the parts of a code.
const VERBINDINGEN: &str = "-–—‑_./ \u{a0}";

/// What joins the codes of a list.
const VOEGWOORDEN: &str = "en of plus";

/// After such a word a number is no code: `KPI 3`, `versie 2`, `maximaal 12`, `om 10`, `vrijdag 12`.
const VOOR_EEN_GETAL: &str = "kpi norm versie punt agendapunt artikel bijlage fase trede treden kwartaal groep pagina blz \
    hoofdstuk lid cijfer cijfers kamer zaal lokaal verdieping om half tussen minstens minimaal maximaal hoogstens ruim bijna \
    ongeveer circa ca dan eur euro jaar maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo";

/// Before such a word a number is no code: `12 procent`, `14 dagen`, `12 maart`, `20 deelnemers`.
const NA_EEN_GETAL: &str = "procent procentpunt procentpunten pp euro eur uur uren u minuten min dag dagen werkdag werkdagen \
    week weken maand maanden jaar jaren kwartaal kwartalen keer maal x km kilometer stuks januari februari maart april mei \
    juni juli augustus september oktober november december jan feb mrt apr jun jul aug sep sept okt nov dec deelnemers \
    trajecten personen mensen plekken plaatsen cliënten clienten kandidaten gemeenten aanbieders ondernemers werkgevers \
    bedrijven medewerkers collega collegas begeleiders casusregisseurs rijen rapportages afspraken signalen groepen punten \
    cijfers bijeenkomsten sessies gesprekken treden stappen pagina bladzijden nodig";

/// After such a word four digits are a year.
const VOOR_EEN_JAAR: &str = "in sinds eind begin medio vanaf heel jaar najaar voorjaar zomer winter januari februari maart \
    april mei juni juli augustus september oktober november december jan feb mrt apr jun jul aug sep sept okt nov dec";

/// Words and terms that say something else in every other sentence: as a code they are known by a word before them only.
const GEWONE_WOORDEN: &str = "aan al als bij dan dat de den der des die dit doe door dus een eens en er ene geen ging had heb \
    heel het hij hoe hun ik in is ja jij kan kon laat maar me mee meer mei met mij na naar nee niet nog nu of om onder ons ook op \
    over per plus pas te ten ter tijd toe toen toch tot uit van veel voor vier vijf wat wel werd werk wie wij zal ze zes zelf zich \
    zij zijn zo zou zus jan feb mrt apr jun jul aug sep okt nov dec ma di wo do vr za zo kpi cvs mgr \
    k1 k2 k3 k4 p1 p2 c1 c2 c3 c4";

impl Codes {
    /// The codes of deelnemers, as the aanbieders write them.
    pub fn new<S: AsRef<str>>(codes: impl IntoIterator<Item = S>) -> Self {
        let mut sorted: BTreeMap<char, Vec<Patroon>> = BTreeMap::new();
        for code in codes {
            let patroon = Patroon::of(code.as_ref());
            if let Some(first) = patroon.letters.first() {
                sorted.entry(*first).or_default().push(patroon);
            }
        }
        for of_a_letter in sorted.values_mut() {
            of_a_letter.sort_unstable_by(|Patroon { letters: a, .. }, Patroon { letters: b, .. }| {
                b.len().cmp(&a.len()).then_with(|| a.cmp(b))
            });
            of_a_letter.dedup();
        }
        Self { codes: sorted }
    }

    /// Where codes stand in a typed text, first to last, in bytes.
    pub fn find(&self, tekst: &str) -> Vec<Range<usize>> {
        if self.codes.is_empty() {
            return Vec::new();
        }
        let places: Vec<(usize, char)> = tekst.char_indices().collect();
        let text = Woorden { letters: places.iter().map(|(_, c)| fold(*c)).collect() };
        let byte = |at: usize| places.get(at).map_or(tekst.len(), |(byte, _)| *byte);
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.letters.len() {
            match self.code_at(&text, at) {
                Some(length) => {
                    found.push(byte(at)..byte(at + length));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The text with its codes apart.
    pub fn mark(&self, tekst: &str) -> Getypt {
        Getypt(self.pieces(tekst))
    }

    /// The line with the codes in what was typed apart.
    #[must_use]
    pub fn mark_regel(&self, regel: Feitregel) -> Feitregel {
        Feitregel { stukken: self.mark_all(regel.stukken), ..regel }
    }

    fn mark_all(&self, stukken: Vec<Stuk>) -> Vec<Stuk> {
        let split = |stuk: Stuk| match stuk {
            Stuk::Getypt(tekst) => self.pieces(&tekst),
            Stuk::Klein(inside) => vec![Stuk::Klein(self.mark_all(inside))],
            other => vec![other],
        };
        stukken.into_iter().flat_map(split).collect()
    }

    fn pieces(&self, tekst: &str) -> Vec<Stuk> {
        let mut pieces = Vec::new();
        let mut from = 0;
        let plain = |range: Range<usize>, pieces: &mut Vec<Stuk>| {
            pieces.extend(tekst.get(range).filter(|t| !t.is_empty()).map(|t| Stuk::Getypt(t.to_owned())));
        };
        for range in self.find(tekst) {
            plain(from..range.start, &mut pieces);
            from = range.end;
            pieces.extend(tekst.get(range).map(|code| Stuk::Code(Genoemd::new(code))));
        }
        plain(from..tekst.len(), &mut pieces);
        pieces
    }

    /// The length of the longest code that stands here as a word of its own.
    fn code_at(&self, text: &Woorden, at: usize) -> Option<usize> {
        if text.is_word(at.checked_sub(1)) {
            return None;
        }
        let fits = |code: &Patroon| {
            let length = text.length_of(code, at)?;
            let end = at + length;
            (!text.is_word(Some(end)) && text.means_a_deelnemer(at..end, &code.letters)).then_some(length)
        };
        self.codes.get(text.letters.get(at)?)?.iter().find_map(fits)
    }
}

/// A typed text, folded character by character, so that places in it are those of the text.
struct Woorden {
    letters: Vec<char>,
}

impl Woorden {
    fn letter(&self, at: Option<usize>) -> Option<char> {
        at.and_then(|at| self.letters.get(at)).copied()
    }

    fn is_word(&self, at: Option<usize>) -> bool {
        self.letter(at).is_some_and(char::is_alphanumeric)
    }

    /// How much of the text reads as this code from here; None when it does not.
    fn length_of(&self, Patroon { letters: code, has_parts }: &Patroon, at: usize) -> Option<usize> {
        if self.letters.get(at..at + code.len()) == Some(code.as_slice()) {
            return Some(code.len());
        }
        if !has_parts {
            return None;
        }
        let mut here = at;
        for (i, letter) in code.iter().enumerate() {
            let beside = |i: Option<usize>| i.and_then(|i| code.get(i)).copied();
            let is_joined = self.letter(Some(here)).is_some_and(is_joint);
            if is_joint(*letter) {
                // Between two digits it tells codes apart: `P-1/2` is not `P-12`.
                let [before, after] = [beside(i.checked_sub(1)), beside(Some(i + 1))];
                let tells_apart = [before, after].into_iter().flatten().all(|c| c.is_ascii_digit());
                if tells_apart && !is_joined {
                    return None;
                }
                here += usize::from(is_joined);
                continue;
            }
            let turns = beside(i.checked_sub(1)).is_some_and(|b| !is_joint(b) && b.is_ascii_digit() != letter.is_ascii_digit());
            here += usize::from(turns && is_joined);
            if self.letter(Some(here)) != Some(*letter) {
                return None;
            }
            here += 1;
        }
        Some(here - at)
    }

    /// Whether what stands here and reads as a code is one.
    fn means_a_deelnemer(&self, place: Range<usize>, code: &[char]) -> bool {
        let (at, end) = (place.start, place.end);
        let is_number = code.iter().all(char::is_ascii_digit);
        if is_number {
            !self.is_amount(at, end) && (self.is_announced(at) || code.len() > 1 && !self.is_other_number(at, code))
        } else {
            // `P1` is a product, though somebody has the code `P-1`.
            let is_whole = self.letters.get(place) == Some(code);
            let word: String = code.iter().filter(|c| is_whole || !is_joint(**c)).collect();
            let announced = || match self.word_before(at) {
                // In a list of codes an `en` is no code.
                Some((_, before)) if !word.chars().any(|c| c.is_ascii_digit()) => among(AANKONDIGING, &before),
                _ => self.is_announced(at),
            };
            !among(GEWONE_WOORDEN, &word) || announced()
        }
    }

    /// Whether a word before it says that a code follows, directly or at the head of a list.
    fn is_announced(&self, at: usize) -> bool {
        let mut at = at;
        // A list of more than so many is none that somebody wrote.
        for _ in 0..24 {
            let Some((from, word)) = self.word_before(at) else { return false };
            if among(AANKONDIGING, &word) {
                return true;
            }
            if !word.chars().any(|c| c.is_ascii_digit()) && !among(VOEGWOORDEN, &word) {
                return false;
            }
            at = from;
        }
        false
    }

    /// Whether a number is an amount, a percentage, a count, a part of a whole or of a decimal number: never a code.
    fn is_amount(&self, at: usize, end: usize) -> bool {
        let digit = |at: Option<usize>| self.letter(at).is_some_and(|c| c.is_ascii_digit());
        let is_decimal = |mark: Option<char>, beyond: Option<usize>| matches!(mark, Some('.' | ',' | ':')) && digit(beyond);
        let after = self.word_after(end).map(|(_, word)| word).unwrap_or_default();
        is_decimal(self.letter(at.checked_sub(1)), at.checked_sub(2))
            || is_decimal(self.letter(Some(end)), Some(end + 1))
            || matches!(self.mark_before(at), Some('€' | '≥' | '≤' | '<' | '>' | '=' | '×' | '±' | '−' | '+'))
            || matches!(self.mark_after(end), Some('%' | '€' | '×'))
            || among(NA_EEN_GETAL, &after)
            || self.is_part_of_a_whole(at, end)
    }

    /// Whether a number that no word announces as a code is a date, a year, a reference, or part of a longer one.
    fn is_other_number(&self, at: usize, code: &[char]) -> bool {
        let end = at + code.len();
        let glued = |mark: Option<char>, beyond: Option<usize>| matches!(mark, Some('-' | '/' | '_')) && self.is_word(beyond);
        let before = self.word_just_before(at).map(|(_, word)| word).unwrap_or_default();
        let is_year = code.len() == 4 && matches!(code, ['1', '9', ..] | ['2', '0', ..]);
        // A longer number is no part of a date, nor of the number of an afspraak.
        let may_be_part = code.len() <= 3 || is_year;
        let is_glued =
            || glued(self.letter(at.checked_sub(1)), at.checked_sub(2)) || glued(self.letter(Some(end)), Some(end + 1));
        may_be_part && is_glued() || among(VOOR_EEN_GETAL, &before) || is_year && among(VOOR_EEN_JAAR, &before)
    }

    /// `8 van 13`, `8 van de 13`, `8 op 10`: either number, when they can be counts and the part is no more than the whole.
    fn is_part_of_a_whole(&self, at: usize, end: usize) -> bool {
        const JOINS: &str = "van op uit";
        const ARTICLES: &str = "de het die alle";
        let count = |word: Option<(usize, String)>| word.and_then(|(_, w)| as_count(&w));
        let own = self.letters.iter().take(end).skip(at).collect::<String>();
        let Some(own) = as_count(&own) else { return false };
        let whole = || {
            let (past, _) = self.word_after(end).filter(|(_, w)| among(JOINS, w))?;
            let past = self.word_after(past).filter(|(_, w)| among(ARTICLES, w)).map_or(past, |(further, _)| further);
            count(self.word_after(past))
        };
        let part = || {
            let joined = match self.word_just_before(at) {
                Some((from, word)) if among(ARTICLES, &word) => self.word_just_before(from),
                other => other,
            };
            let (from, _) = joined.filter(|(_, w)| among(JOINS, w))?;
            count(self.word_just_before(from))
        };
        let named = self.word_before(at).is_some_and(|(_, word)| among(AANKONDIGING_VAN_EEN, &word));
        !named && (whole().is_some_and(|whole| own <= whole) || part().is_some_and(|part| part <= own))
    }

    /// The word before `at`, with nothing but spaces between.
    fn word_just_before(&self, at: usize) -> Option<(usize, String)> {
        let end = self.letters.iter().take(at).rposition(|c| *c != ' ').map_or(0, |last| last + 1);
        self.is_word(end.checked_sub(1)).then(|| self.word_before(end)).flatten()
    }

    /// The word that ends before `at`, with where it begins; nothing but spaces and light marks may stand between.
    fn word_before(&self, at: usize) -> Option<(usize, String)> {
        let mut end = at;
        while let Some(c) = self.letter(end.checked_sub(1)).filter(|c| !c.is_alphanumeric()) {
            if matches!(c, '\n' | '!' | '?' | ';') {
                return None;
            }
            end -= 1;
        }
        let mut from = end;
        while self.is_word(from.checked_sub(1)) {
            from -= 1;
        }
        (from < end).then(|| (from, self.letters.iter().skip(from).take(end - from).collect()))
    }

    /// The word that follows directly after `end`, with where it ends.
    fn word_after(&self, end: usize) -> Option<(usize, String)> {
        let mut from = end;
        while self.letter(Some(from)) == Some(' ') {
            from += 1;
        }
        let mut past = from;
        while self.is_word(Some(past)) {
            past += 1;
        }
        (from < past).then(|| (past, self.letters.iter().skip(from).take(past - from).collect()))
    }

    fn mark_before(&self, at: usize) -> Option<char> {
        self.letters.iter().take(at).rev().find(|c| **c != ' ').copied()
    }

    fn mark_after(&self, end: usize) -> Option<char> {
        self.letters.iter().skip(end).find(|c| **c != ' ').copied()
    }
}

fn is_joint(c: char) -> bool {
    VERBINDINGEN.contains(c)
}

/// A number as people count in: of at most four digits, without a nought before it.
fn as_count(word: &str) -> Option<u32> {
    let is_count = word.len() <= 4 && !word.starts_with('0') && word.chars().all(|c| c.is_ascii_digit());
    if is_count { word.parse().ok() } else { None }
}

fn among(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|w| w == word)
}

/// Without case, one for one, so that places in the text stay the same.
fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(codes: &[&str], tekst: &str) -> String {
        let codes = Codes::new(codes);
        let shown = |stuk: &Stuk| match stuk {
            Stuk::Getypt(t) => t.clone(),
            _ => "◼".to_owned(),
        };
        let marked = codes.mark(tekst);
        assert_eq!(marked.geheel(), tekst.trim(), "nothing is lost");
        marked.0.iter().map(shown).collect()
    }

    #[test]
    fn a_code_goes_in_whatever_case_but_only_as_a_word() {
        let codes = ["PSW-001", "A7", "98765", "P-1", "P-1/2", "JvdB", "é9"];
        for (typed, expected) in [
            ("Bel psw-001, niet PSW-0012 of XPSW-001.", "Bel ◼, niet PSW-0012 of XPSW-001."),
            ("A7 over de snelweg A73", "◼ over de snelweg A73"),
            ("98765 stopt", "◼ stopt"),
            ("P-1/2 en P-1", "◼ en ◼"),
            ("JVDB belde", "◼ belde"),
            ("Één É9", "Één ◼"),
            ("", ""),
        ] {
            assert_eq!(masked(&codes, typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_number_is_a_code_unless_what_stands_around_it_says_otherwise() {
        let codes = ["12", "13", "0473", "2024", "07", "101"];
        for (typed, expected) in [
            // Codes.
            ("12 wacht al weken, net als 0473", "◼ wacht al weken, net als ◼"),
            ("Besproken: 12, 13 en 101.", "Besproken: ◼, ◼ en ◼."),
            ("(12)", "(◼)"),
            ("deelnemers 12/13/101", "deelnemers ◼/◼/◼"),
            ("deelnemer 2024 is gestart", "deelnemer ◼ is gestart"),
            ("code: 07", "code: ◼"),
            ("Doelen van 12 en van 13 aanvullen", "Doelen van ◼ en van ◼ aanvullen"),
            // What reads as a number and is one.
            ("12 van 13 deelnemers", "12 van 13 deelnemers"),
            ("8 van de 12 en 12 op 20", "8 van de 12 en 12 op 20"),
            ("12% en 12 procent, 12,5 of 1.012", "12% en 12 procent, 12,5 of 1.012"),
            ("€ 12 of €13 of 101 euro", "€ 12 of €13 of 101 euro"),
            ("op 12 mei, 12-3-2024, 13/12, 12 mrt 2024", "op 12 mei, 12-3-2024, 13/12, 12 mrt 2024"),
            ("om 12:30, om 13 uur, vrijdag 12", "om 12:30, om 13 uur, vrijdag 12"),
            ("PSW-2024-07 en 2024-K2", "PSW-2024-07 en 2024-K2"),
            ("in 2024, eind 2024, mei 2024", "in 2024, eind 2024, mei 2024"),
            ("KPI 12, versie 13, maximaal 12, minder dan 13", "KPI 12, versie 13, maximaal 12, minder dan 13"),
            ("binnen 12 dagen, 13 plekken, 12 ×", "binnen 12 dagen, 13 plekken, 12 ×"),
            ("C1.1 ≥ 101", "C1.1 ≥ 101"),
        ] {
            assert_eq!(masked(&codes, typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_long_number_is_a_code_beside_what_is_none() {
        let codes = ["10606", "10607", "0473", "2024", "12"];
        for (typed, expected) in [
            ("kosten 500 euro, 10606 stopt", "kosten 500 euro, ◼ stopt"),
            ("Dat is in euro. 10606 stopt", "Dat is in euro. ◼ stopt"),
            ("50% van 10607", "50% van ◼"),
            ("deelnemer 10606 van 2023 tot 2025", "deelnemer ◼ van 2023 tot 2025"),
            ("deelnemer 12 van 2024", "deelnemer ◼ van 2024"),
            ("10606 van 10607 overgenomen", "◼ van ◼ overgenomen"),
            ("2 van 10606 en 0473", "2 van ◼ en ◼"),
            ("0473 van 12", "◼ van ◼"),
            ("kenmerk 2026/10606 en 10607/2026", "kenmerk 2026/◼ en ◼/2026"),
            // An amount, and what can be counted.
            ("€ 10.606, 10606 euro, 12 van 2000", "€ 10.606, 10606 euro, 12 van 2000"),
        ] {
            assert_eq!(masked(&codes, typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_code_is_known_however_its_parts_are_joined() {
        let codes = ["R-0610", "JF07", "P-1", "P-1/22", "K-12"];
        for (typed, expected) in [
            ("R0610 R 0610 R_0610 R.0610 R/0610 r–0610", "◼ ◼ ◼ ◼ ◼ ◼"),
            ("JF-07, JF 07 en jf07", "◼, ◼ en ◼"),
            ("P1/22 en P 1/22", "◼ en ◼"),
            // Another code, a longer one, and what a product is called.
            ("R0611, R06101, XR0610, P1, R 0 610", "R0611, R06101, XR0610, P1, R 0 610"),
            ("K 12 wacht", "◼ wacht"),
        ] {
            assert_eq!(masked(&codes, typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_code_that_is_an_ordinary_word_or_a_single_digit_is_known_by_the_word_before_it() {
        let codes = ["de", "7", "K2", "en"];
        for (typed, expected) in [
            ("de norm van K2, 7 plekken en 7", "de norm van K2, 7 plekken en 7"),
            ("deelnemer de wacht", "deelnemer ◼ wacht"),
            ("Codes 7 en K2", "Codes ◼ en ◼"),
        ] {
            assert_eq!(masked(&codes, typed), expected, "{typed}");
        }
    }

    #[test]
    fn only_what_was_typed_in_a_line_is_looked_at() {
        let regel = Feitregel { niveau: 0, stukken: vec![Stuk::Tekst("12 van 12".into()), Stuk::Getypt("zie 12".into())] };
        let marked = Codes::new(["12"]).mark_regel(regel);
        assert_eq!(
            marked.stukken,
            [Stuk::Tekst("12 van 12".into()), Stuk::Getypt("zie ".into()), Stuk::Code(Genoemd::new("12"))]
        );
        // Marking what is marked changes nothing.
        assert_eq!(Codes::new(["12"]).mark_regel(marked.clone()), marked);
    }
}
