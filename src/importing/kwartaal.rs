//! Kwartalen that a text names.

use super::maand::maandnaam;
use crate::domain::Kwartaal;

/// Letters and digits apart, in lower case: `PSW_2024K2` is `psw 2024 k 2`.
pub(super) fn woorden(tekst: &str) -> Vec<String> {
    let mut uit: Vec<String> = Vec::new();
    let mut vorige = None;
    for c in tekst.chars() {
        let soort = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        if soort.is_some() {
            if soort != vorige {
                uit.push(String::new());
            }
            if let Some(woord) = uit.last_mut() {
                woord.extend(c.to_lowercase());
            }
        }
        vorige = soort;
    }
    uit
}

/// The kwartaal that a text names somewhere, if exactly one.
pub(super) fn kwartaal_in(tekst: &str) -> Option<Kwartaal> {
    match kwartalen_in(tekst).as_slice() {
        [een] => Some(*een),
        _ => None,
    }
}

/// Every kwartaal that a text names, each once.
pub(super) fn kwartalen_in(tekst: &str) -> Vec<Kwartaal> {
    let mut woorden = woorden(tekst);
    // "het 2e kwartaal van 2024"
    woorden.retain(|w| !matches!(w.as_str(), "van" | "over" | "het" | "jaar"));
    let jaar = |w: &String| (w.len() == 4).then(|| w.parse::<i32>().ok()).flatten();
    let nummer = |w: &String| (w.len() == 1).then(|| w.parse::<u8>().ok()).flatten().or_else(|| rangwoord(w));
    let is_k = |w: &String| matches!(w.as_str(), "k" | "q" | "kw" | "kwartaal" | "kwrt" | "quarter");
    let mut gevonden: Vec<Kwartaal> = Vec::new();
    for i in 0..woorden.len() {
        let w = |j: usize| woorden.get(i + j);
        let drie = |a: Option<&String>, b: Option<&String>| Kwartaal::new(a.and_then(jaar)?, b.and_then(nummer)?);
        let kandidaten = [
            // 2024-K2
            w(1).filter(|k| is_k(k)).and_then(|_| drie(w(0), w(2))),
            // K2 2024, kwartaal 2 2024
            w(0).filter(|k| is_k(k)).and_then(|_| drie(w(2), w(1))),
            // 2e kwartaal 2024
            w(2).filter(|k| is_k(k) && matches!(w(1).map(String::as_str), Some("e" | "ste" | "de")))
                .and_then(|_| drie(w(3), w(0))),
            // tweede kwartaal 2024
            w(1).filter(|k| is_k(k) && w(0).is_some_and(|r| rangwoord(r).is_some())).and_then(|_| drie(w(2), w(0))),
            // april t/m juni 2024, jan-mrt 2024
            maandreeks(&woorden[i..]),
        ];
        for k in kandidaten.into_iter().flatten() {
            if !gevonden.contains(&k) {
                gevonden.push(k);
            }
        }
    }
    gevonden
}

/// The kwartaal whose first and last month these words begin with, before a year.
fn maandreeks(woorden: &[String]) -> Option<Kwartaal> {
    let [van, tussen @ .., _] = woorden else { return None };
    let begin = maandnaam(van).filter(|m| m % 3 == 1)?;
    let (plek, _) = tussen.iter().take(4).enumerate().find(|(_, w)| maandnaam(w) == Some(begin + 2))?;
    let jaar = tussen.get(plek + 1).or_else(|| woorden.last().filter(|_| plek + 1 == tussen.len()))?;
    Kwartaal::new(jaar.parse().ok().filter(|_| jaar.len() == 4)?, u8::try_from(begin / 3 + 1).ok()?)
}

pub(super) fn rangwoord(woord: &str) -> Option<u8> {
    ["eerste", "tweede", "derde", "vierde"].into_iter().zip(1..).find(|(w, _)| *w == woord).map(|(_, n)| n)
}
