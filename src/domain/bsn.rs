//! Looking for a burgerservicenummer: a number of eight or nine digits that passes the elfproef, alone or within a text,
//! however its digits are written and parted (`domein.md` 8).
//!
//! One in eleven harmless numbers passes too. So what is plainly something else is told apart: a date, a time, years, a
//! telephone number, a decimal fraction, a pseudonym of ours, and the KvK numbers that the caller knows.
//!
//! Deliberately absent: what a column asks for, and what is done about a find.

use std::ops::Range;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Schoon;

/// What stands in the place of a number that may not be repeated.
pub const MASKER: &str = "•••••••••";

/// How BSN's are written with something between the digits, next to other numbers: by digits per group.
const GROEPERINGEN: [&[usize]; 4] = [&[3, 3, 3], &[4, 2, 3], &[2, 2, 2, 3], &[1, 1, 1, 1, 1, 1, 1, 1, 1]];

/// What may stand between the groups of digits of one number, in characters.
const MAX_TUSSEN: usize = 3;

/// Whether a text holds what may be a burgerservicenummer; `kvk` are the numbers of eight digits that are known to be none.
pub fn bevat_bsn(tekst: &Schoon<'_>, kvk: &[&str]) -> bool {
    !vind(tekst, kvk).is_empty()
}

/// Returns the text with every number that may be a burgerservicenummer masked.
pub fn masker(tekst: &Schoon<'_>, kvk: &[&str]) -> String {
    let mut uit = String::with_capacity(tekst.len());
    let mut vanaf = 0;
    for plek in vind(tekst, kvk) {
        uit.push_str(tekst.get(vanaf..plek.start).unwrap_or_default());
        uit.push_str(MASKER);
        vanaf = plek.end;
    }
    uit.push_str(tekst.get(vanaf..).unwrap_or_default());
    uit
}

/// Whether these are eight or nine digits that pass the elfproef of the burgerservicenummer.
pub fn is_elfproef(cijfers: &str) -> bool {
    let n = cijfers.len();
    if !(8..=9).contains(&n) || !cijfers.bytes().all(|b| b.is_ascii_digit()) || cijfers.bytes().all(|b| b == b'0') {
        return false;
    }
    // The last digit weighs −1, the one before it 2, and so on.
    let som: i32 =
        cijfers.bytes().rev().zip([-1, 2, 3, 4, 5, 6, 7, 8, 9]).map(|(b, gewicht)| i32::from(b - b'0') * gewicht).sum();
    som % 11 == 0
}

/// Digits on end.
#[derive(Debug, Clone)]
struct Cijfergroep {
    plek: Range<usize>,
    /// As ASCII, whatever script they are in.
    cijfers: String,
}

impl Cijfergroep {
    fn len(&self) -> usize {
        self.cijfers.len()
    }

    fn getal(&self) -> u32 {
        // Longer ones are no day, month or year.
        self.cijfers.parse().unwrap_or(u32::MAX)
    }

    fn is_jaar(&self) -> bool {
        self.len() == 4 && (1900..=2100).contains(&self.getal())
    }
}

/// Where in a text numbers stand that may be a burgerservicenummer, in order and apart.
fn vind(tekst: &Schoon<'_>, kvk: &[&str]) -> Vec<Range<usize>> {
    // Nearly every text has too few digits; of a text in ASCII the bytes tell.
    if tekst.is_ascii() && tekst.bytes().filter(u8::is_ascii_digit).count() < 8 {
        return Vec::new();
    }
    // Of those with enough, nearly every one is a date.
    if is_hele_datum(tekst) {
        return Vec::new();
    }
    let groepen = groepen(tekst);
    let zoeker = Zoeker { tekst, kvk, groepen: &groepen };
    let mut gevonden: Vec<Range<usize>> = Vec::new();
    let mut reeks_begin = 0;
    for i in 0..groepen.len() {
        let is_einde = i + 1 == groepen.len() || zoeker.tussen(i).is_none();
        if is_einde {
            zoeker.zoek(reeks_begin..i + 1, &mut gevonden);
            reeks_begin = i + 1;
        }
    }
    gevonden.extend(wetenschappelijk(tekst));
    gevonden.sort_by_key(|p| p.start);
    // One that lies within another is masked with it.
    let mut los: Vec<Range<usize>> = Vec::new();
    for plek in gevonden {
        match los.last_mut() {
            Some(vorige) if plek.start < vorige.end => vorige.end = vorige.end.max(plek.end),
            _ => los.push(plek),
        }
    }
    los
}

/// Whether a text is a date with eight digits and nothing else: `31-03-2024`, `2024-03-31`.
fn is_hele_datum(tekst: &str) -> bool {
    let bytes = tekst.as_bytes();
    if bytes.len() != 10 {
        return false;
    }
    let getal =
        |plek: Range<usize>| bytes[plek].iter().try_fold(0_u32, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')));
    let (tekens, delen) = if bytes[2].is_ascii_digit() {
        ([bytes[4], bytes[7]], [0..4, 5..7, 8..10])
    } else {
        ([bytes[2], bytes[5]], [6..10, 3..5, 0..2])
    };
    let [Some(jaar), Some(maand), Some(dag)] = delen.map(getal) else { return false };
    matches!(tekens, [b'-', b'-'] | [b'/', b'/'] | [b'.', b'.']) && is_dag(jaar, maand, dag)
}

/// Every run of digits, of whatever script; marks that are drawn through digits do not part them.
fn groepen(tekst: &str) -> Vec<Cijfergroep> {
    let mut groepen: Vec<Cijfergroep> = Vec::new();
    let mut open = false;
    for (begin, c) in tekst.char_indices() {
        let einde = begin + c.len_utf8();
        match (cijfer(c), groepen.last_mut().filter(|_| open)) {
            (Some(d), Some(groep)) => {
                groep.cijfers.push(d);
                groep.plek.end = einde;
            }
            (Some(d), None) => {
                groepen.push(Cijfergroep { plek: begin..einde, cijfers: d.to_string() });
                open = true;
            }
            (None, Some(groep)) if is_combining_mark(c) => groep.plek.end = einde,
            (None, _) => open = false,
        }
    }
    groepen
}

/// The digit that a character is: `7`, `７`, `⁷`, `⑦`, `٧`.
fn cijfer(c: char) -> Option<char> {
    /// The zeros of the scripts whose ten digits are not those of ASCII in another form.
    const NULLEN: [u32; 16] =
        [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040];
    if c.is_ascii() || !c.is_numeric() {
        return Some(c).filter(char::is_ascii_digit);
    }
    let mut vorm = std::iter::once(c).nfkd();
    if let (Some(d @ '0'..='9'), None) = (vorm.next(), vorm.next()) {
        return Some(d);
    }
    let nul = NULLEN.into_iter().find(|nul| (*nul..nul + 10).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - nul, 10)
}

/// A number as Excel shows one that is too wide for its column, the text alone: `1,11222333E+8`.
fn wetenschappelijk(tekst: &Schoon<'_>) -> Option<Range<usize>> {
    let (voor, macht) = tekst.split_once(['E', 'e'])?;
    let macht: usize = macht.trim_start_matches('+').parse().ok()?;
    let (heel, breuk) = voor.split_once([',', '.']).unwrap_or((voor, ""));
    let cijfers = format!("{heel}{breuk}");
    let is_heel = macht <= 9 && breuk.len() <= macht && cijfers.bytes().all(|b| b.is_ascii_digit());
    let cijfers = is_heel.then(|| format!("{cijfers}{}", "0".repeat(macht - breuk.len())))?;
    is_elfproef(&cijfers).then_some(0..tekst.len())
}

struct Zoeker<'t> {
    tekst: &'t str,
    kvk: &'t [&'t str],
    groepen: &'t [Cijfergroep],
}

impl Zoeker<'_> {
    /// What stands between a group and the next, when that may be within one number.
    fn tussen(&self, i: usize) -> Option<&str> {
        let tussen = self.tekst.get(self.groepen[i].plek.end..self.groepen.get(i + 1)?.plek.start)?;
        let mag = |c: char| !c.is_alphanumeric() && c != '\n';
        (tussen.chars().count() <= MAX_TUSSEN && tussen.chars().all(mag)).then(|| tussen.trim())
    }

    fn lengte(&self, deel: Range<usize>) -> usize {
        self.groepen[deel].iter().map(Cijfergroep::len).sum()
    }

    /// Whether one and the same stands between all of these groups.
    fn is_gelijkmatig(&self, deel: Range<usize>) -> bool {
        let mut tussens = (deel.start..deel.end.saturating_sub(1)).map(|i| self.tussen(i));
        let eerste = tussens.next();
        tussens.all(|t| Some(t) == eerste)
    }

    /// Whether the digits of these groups together may be a BSN.
    fn is_bsn(&self, deel: Range<usize>) -> bool {
        let cijfers: String = self.groepen[deel].iter().map(|g| g.cijfers.as_str()).collect();
        is_elfproef(&cijfers) && !self.kvk.contains(&cijfers.as_str())
    }

    fn plek(&self, deel: &Range<usize>) -> Range<usize> {
        self.groepen[deel.start].plek.start..self.groepen[deel.end - 1].plek.end
    }

    /// Looks in a run of groups with nothing but separators between them.
    fn zoek(&self, reeks: Range<usize>, gevonden: &mut Vec<Range<usize>>) {
        let is_hele_tekst = reeks.len() == self.groepen.len() && !self.tekst.chars().any(char::is_alphabetic);
        // As one number: parted evenly, or by anything when nothing else stands there. A whole date has eight digits too.
        if reeks.len() > 1
            && (8..=9).contains(&self.lengte(reeks.clone()))
            && (is_hele_tekst || self.is_gelijkmatig(reeks.clone()))
            && self.iets_anders(&reeks, reeks.start) != Some(reeks.len())
            && !self.is_bedrag(&reeks)
        {
            if self.is_bsn(reeks.clone()) {
                gevonden.push(self.plek(&reeks));
            }
            return;
        }
        let mut i = reeks.start;
        while i < reeks.end {
            if let Some(groepen) = self.iets_anders(&reeks, i) {
                i += groepen;
                continue;
            }
            if self.is_bsn(i..i + 1) && !self.is_van_pseudoniem(i) {
                gevonden.push(self.groepen[i].plek.clone());
            }
            for vorm in GROEPERINGEN {
                let deel = i..i + vorm.len();
                if deel.end <= reeks.end
                    && self.groepen[deel.clone()].iter().map(Cijfergroep::len).eq(vorm.iter().copied())
                    && self.is_gelijkmatig(deel.clone())
                    && self.is_bsn(deel.clone())
                {
                    gevonden.push(self.plek(&deel));
                }
            }
            i += 1;
        }
    }

    /// How many groups from `i` on are together a date, a time, years, a telephone number or a fraction.
    fn iets_anders(&self, reeks: &Range<usize>, i: usize) -> Option<usize> {
        let groep = |n: usize| self.groepen.get(i + n).filter(|_| i + n < reeks.end);
        let teken = |n: usize| groep(n + 1).and_then(|_| self.tussen(i + n));
        let eerste = groep(0)?;
        if is_datum_aaneen(&eerste.cijfers) {
            return Some(1);
        }
        if let (Some(b), Some(c)) = (groep(1), groep(2))
            && teken(0) == teken(1)
            && matches!(teken(0), Some("-" | "/" | "." | ""))
            && is_datum([eerste, b, c])
        {
            return Some(3);
        }
        if teken(0) == Some(":") && eerste.len() <= 2 && groep(1).is_some_and(|g| g.len() == 2) {
            // With seconds, and parts of them.
            return Some(match (teken(1), teken(2)) {
                (Some(":"), Some("." | ",")) => 4,
                (Some(":"), _) => 3,
                _ => 2,
            });
        }
        if matches!(teken(0), Some("-" | "/")) && eerste.is_jaar() && groep(1).is_some_and(Cijfergroep::is_jaar) {
            return Some(2);
        }
        if let Some(groepen) = self.telefoonnummer(reeks, i) {
            return Some(groepen);
        }
        // The mean of some marks: 7,66666667.
        let is_breuk = matches!(self.tekst.get(eerste.plek.end..groep(1)?.plek.start), Some("," | "."));
        (is_breuk && eerste.len() <= 2 && groep(1).is_some_and(|g| g.len() >= 6)).then_some(2)
    }

    /// Ten digits of which the first is 0, begun by what every telephone number begins with; or eleven after a +31.
    fn telefoonnummer(&self, reeks: &Range<usize>, i: usize) -> Option<usize> {
        let eerste = &self.groepen[i];
        let land = eerste.cijfers == "31" && self.tekst.get(..eerste.plek.start).is_some_and(|t| t.ends_with('+'));
        let wil = if land { 11 } else { 10 };
        if !(land || ((2..=4).contains(&eerste.len()) && eerste.cijfers.starts_with('0'))) {
            return None;
        }
        (i + 2..=reeks.end)
            .find(|einde| self.lengte(i..*einde) >= wil)
            .filter(|einde| self.lengte(i..*einde) == wil)
            .map(|e| e - i)
    }

    /// Whether a run is an amount: thousands parted by threes, and a fraction after another mark.
    fn is_bedrag(&self, reeks: &Range<usize>) -> bool {
        let laatste = reeks.end - 1;
        let heel = reeks.start..laatste;
        heel.len() > 1
            && matches!(
                (self.tussen(reeks.start), self.tussen(laatste - 1)),
                (Some("." | "" | "'"), Some(",")) | (Some(","), Some("."))
            )
            && self.is_gelijkmatig(heel.clone())
            && self.groepen[heel].iter().skip(1).all(|g| g.len() == 3)
    }

    /// Whether the digits are part of a code that we made: `P-` and twenty hexadecimal characters.
    fn is_van_pseudoniem(&self, i: usize) -> bool {
        let plek = &self.groepen[i].plek;
        let voor = self.tekst.get(..plek.start).unwrap_or_default();
        let woord_begin = voor.trim_end_matches(|c: char| c.is_ascii_hexdigit());
        let woord = self.tekst.get(woord_begin.len()..).unwrap_or_default();
        let lengte = woord.bytes().take_while(u8::is_ascii_hexdigit).count();
        let eindigt = !woord.get(lengte..).unwrap_or_default().starts_with(|c: char| c.is_alphanumeric());
        lengte == 20 && eindigt && woord_begin.to_lowercase().ends_with("p-")
    }
}

/// Whether three numbers are a day: with the year at the end or at the beginning.
fn is_datum([a, b, c]: [&Cijfergroep; 3]) -> bool {
    let (jaar, dag) = match (a.len(), c.len()) {
        (1..=2, 4) => (c.getal(), a.getal()),
        (1..=2, 2) => (2000 + c.getal(), a.getal()),
        (4, 1..=2) => (a.getal(), c.getal()),
        _ => return false,
    };
    // Month first is a date too, though none that is read.
    b.len() <= 2 && (is_dag(jaar, b.getal(), dag) || is_dag(jaar, dag, b.getal()))
}

/// Whether eight digits are a day without anything in between: `20240331`, `31032024`.
fn is_datum_aaneen(cijfers: &str) -> bool {
    let getal = |plek: Range<usize>| cijfers.get(plek).and_then(|t| t.parse::<u32>().ok()).unwrap_or(0);
    cijfers.len() == 8 && (is_dag(getal(0..4), getal(4..6), getal(6..8)) || is_dag(getal(4..8), getal(2..4), getal(0..2)))
}

fn is_dag(jaar: u32, maand: u32, dag: u32) -> bool {
    let jaar = i32::try_from(jaar).ok().filter(|j| (1900..=2100).contains(j) || *j == 9999);
    jaar.and_then(|jaar| NaiveDate::from_ymd_opt(jaar, maand, dag)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KVK: [&str; 2] = ["13032969", "11122233"];

    fn gevonden(tekst: &str) -> bool {
        bevat_bsn(&Schoon::from(tekst), &KVK)
    }

    #[test]
    fn ten_characters_with_eight_digits_are_a_date_or_are_looked_at() {
        let mut gevonden = 0;
        for (dag, maand) in (0..100).flat_map(|d| (0..100).map(move |m| (d, m))) {
            for (tekst, cijfers) in [
                (format!("{dag:02}-{maand:02}-2024"), format!("{dag:02}{maand:02}2024")),
                (format!("{dag:02}/{maand:02}/7313"), format!("{dag:02}{maand:02}7313")),
                (format!("2024.{maand:02}.{dag:02}"), format!("2024{maand:02}{dag:02}")),
            ] {
                let is_datum = !tekst.contains("7313") && (is_dag(2024, maand, dag) || is_dag(2024, dag, maand));
                let verwacht = is_elfproef(&cijfers) && !is_datum;
                assert_eq!(bevat_bsn(&Schoon::from(tekst.as_str()), &[]), verwacht, "{tekst}");
                gevonden += usize::from(verwacht);
            }
        }
        assert!(gevonden > 100, "{gevonden}");
    }

    #[test]
    fn the_elfproef_tells_a_bsn() {
        assert!(is_elfproef("123456782") && is_elfproef("111222333") && is_elfproef("10000008"));
        assert!(!is_elfproef("123456789") && !is_elfproef("000000000") && !is_elfproef("1234567") && !is_elfproef("1234567820"));
    }

    #[test]
    fn a_bsn_is_found_however_it_is_written() {
        for tekst in [
            "123456782",
            " 123456782 ",
            "10000008",
            "1234.56.782",
            "123 456 782",
            "123-456-782",
            "12.34.56.782",
            "1234 56-782",
            "1 2 3 4 5 6 7 8 2",
            "123/456/782",
            "1234_56_782",
            "12345 6782",
            "123456782.0",
            "123456782,00",
            "BSN: 123456782.",
            "bsn 123 456 782 bekend",
            "BSN123456782",
            "PSW-123456782",
            "nr(123456782)",
            "31-12-2024 123456782",
            "2024 123 456 782",
            "06-12345678 en 111222333",
            "123\u{ad}456782",
            "123\u{a0}456\u{2011}782",
            "１２３４５６７８２",
            "١٢٣٤٥٦٧٨٢",
            "1\u{336}2\u{336}3456782",
            "1,23456782E+08",
            "1.11222333e8",
            "x --111222333",
            "regel\n111222333",
        ] {
            assert!(gevonden(tekst), "{tekst}");
            let masker = masker(&Schoon::from(tekst), &KVK);
            assert!(masker.contains(MASKER) && !gevonden(&masker), "{tekst}: {masker}");
        }
    }

    #[test]
    fn what_is_plainly_something_else_is_none() {
        for tekst in [
            "31-12-2024",
            "3-12-1982",
            "31/12/2024",
            "12/31/2024",
            "2024-12-31",
            "31 12 2024",
            "31-12-9999",
            "20241231",
            "31122024",
            "2024-06-30T22:00:00.000Z",
            "2024-06-30T22:00:00.111222333Z",
            "31-12-2024 10:30",
            "1-1-2024 t/m 31-12-2024",
            "1-1-2024/31-12-2024",
            "2024-2025",
            "2024/2025",
            "psw-2024-K2 20240715",
            "06-12345678",
            "06 1234 5678",
            "077-3231234",
            "(077) 323 12 34",
            "+31 6 12345678",
            "7,66666667",
            "7.66666667",
            "1.234.567,89",
            "7,5 8,2 6,9 7,1",
            "NL91ABNA0417164300",
            "123456789",
            "1234567820",
            "0123456782 12",
            "13032969",
            "KvK 1303 2969",
            "P-0a12345678200b1c2d3e",
            "12 van 14, 8 van 9",
        ] {
            assert!(!gevonden(tekst), "{tekst} {:?}", vind(&Schoon::from(tekst), &KVK));
            assert_eq!(masker(&Schoon::from(tekst), &KVK), Schoon::from(tekst).as_str());
        }
    }

    #[test]
    fn only_the_number_is_masked() {
        let masker = |tekst| masker(&Schoon::from(tekst), &[]);
        assert_eq!(masker("x 123456782, y"), format!("x {MASKER}, y"));
        assert_eq!(masker("31-3-2024 123456782"), format!("31-3-2024 {MASKER}"));
        assert_eq!(masker("1234.56.782 en 111222333"), format!("{MASKER} en {MASKER}"));
    }

    proptest::proptest! {
        /// Whatever stands around it, a number that is no part of a longer one is found.
        #[test]
        fn a_bsn_within_a_text_is_found(voor in "[a-zA-Z .,:;()-]{0,8}", na in "[a-zA-Z .,:;()-]{0,8}", n in 1_u32..99_999_999) {
            let weging: u32 = format!("{n:08}").bytes().zip((2..=9).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
            let rest = weging % 11;
            proptest::prop_assume!(rest < 10);
            let bsn = format!("{n:08}{rest}");
            proptest::prop_assert!(is_elfproef(&bsn));
            let tekst = format!("{voor}{bsn}{na}");
            proptest::prop_assert!(gevonden(&tekst), "{}", tekst);
        }
    }
}
