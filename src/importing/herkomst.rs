//! Where a file says what it is about: aanbieder, kwartaal and gemeente from flags, Voorblad, columns and file name.

use chrono::NaiveDate;

use crate::domain::{Aanbieder, Gemeente, Kwartaal};

use super::Bladsoort;
use super::catalogus::{Code, Melder, Plek};
use super::cel;
use super::grid::{Cel, Rij};
use super::kop::{VOORBLAD, vb, veld_van_naam};
use super::regel::datum_tekst;
use super::tekst::{fold, schoon};

/// A value, and where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uitspraak<T> {
    pub(super) waarde: T,
    pub(super) bron: String,
}

/// Everything that was said about what the file is.
#[derive(Debug, Default)]
pub(super) struct Herkomst {
    pub(super) aanbieders: Vec<Uitspraak<Aanbieder>>,
    pub(super) kwartalen: Vec<Uitspraak<Kwartaal>>,
    pub(super) gemeenten: Vec<Uitspraak<Gemeente>>,
    /// The Voorblad, or the lines above the table, say whose it is: a workbook that was filled in for one gemeente.
    pub(super) van_gemeente: bool,
    pub(super) aangeleverd: Option<NaiveDate>,
    pub(super) contactpersoon: Option<Box<str>>,
}

pub(super) fn voeg<T: PartialEq>(lijst: &mut Vec<Uitspraak<T>>, waarde: T, bron: impl Into<String>) {
    let bron = bron.into();
    if !lijst.iter().any(|u| u.waarde == waarde && u.bron == bron) {
        lijst.push(Uitspraak { waarde, bron });
    }
}

/// The one value that all agree on; None when nobody says one.
///
/// # Errors
/// The disagreement in words.
pub(super) fn eensgezind<T: Copy + PartialEq>(lijst: &[Uitspraak<T>], naam: impl Fn(T) -> String) -> Result<Option<T>, String> {
    let Some(eerste) = lijst.first() else { return Ok(None) };
    if lijst.iter().all(|u| u.waarde == eerste.waarde) {
        return Ok(Some(eerste.waarde));
    }
    Err(lijst.iter().map(|u| format!("{} volgens {}", naam(u.waarde), u.bron)).collect::<Vec<_>>().join(", "))
}

impl Herkomst {
    /// Takes what pairs of a label and a value say, beside or below each other.
    pub(super) fn verzamel(&mut self, rijen: &[Rij<'_>], plek: &Plek<'_>, epoche_1904: bool, melder: &mut Melder) {
        let bron =
            plek.blad.map_or_else(|| "de regels boven de tabel".to_owned(), |b| format!("blad {}", super::tekst::toonbaar(b)));
        for (i, rij) in rijen.iter().enumerate() {
            for (j, (kolom, cel)) in rij.cellen.iter().enumerate() {
                let Cel::Tekst(label) = cel else { continue };
                // Label and value in one cell: "Kwartaal: 2024-K2".
                if let Some((links, rechts)) = label.split_once(':')
                    && !rechts.trim().is_empty()
                    && let Some(veld) = voorbladveld(links)
                {
                    let plek = Plek { rij: Some(rij.nummer), kolom: Some(*kolom), ..*plek };
                    self.neem(veld, &Cel::Tekst(rechts.into()), &bron, &plek, epoche_1904, melder);
                    continue;
                }
                let Some(veld) = voorbladveld(label) else { continue };
                let ernaast = rij.cellen.get(j + 1).map(|(k, c)| (rij.nummer, *k, c));
                let eronder = rijen.get(i + 1).and_then(|r| r.cel(*kolom).map(|c| (r.nummer, *kolom, c)));
                let is_label = |c: &Cel<'_>| matches!(c, Cel::Tekst(t) if voorbladveld(t).is_some());
                let waarde = ernaast.filter(|(.., c)| !is_label(c)).or(eronder.filter(|(.., c)| !is_label(c)));
                if let Some((r, k, waarde)) = waarde {
                    let plek = Plek { rij: Some(r), kolom: Some(k), ..*plek };
                    self.neem(veld, waarde, &bron, &plek, epoche_1904, melder);
                }
            }
        }
    }

    fn neem(&mut self, veld: usize, cel: &Cel<'_>, bron: &str, plek: &Plek<'_>, epoche_1904: bool, melder: &mut Melder) {
        let tekst = cel.tekst();
        let tekst = schoon(&tekst, ' ');
        if cel::is_leegwoord(&tekst) {
            return;
        }
        let plek = Plek { veldnaam: VOORBLAD[veld].naam, ..*plek };
        let mut onleesbaar = |verwacht: &str| melder.meld(Code::VoorbladOnleesbaar, &plek, &tekst, verwacht);
        match veld {
            vb::AANBIEDER => match aanbieder_in(&tekst) {
                Some(a) => voeg(&mut self.aanbieders, a, bron),
                None => onleesbaar("PSW, Rendiz of Qwyl"),
            },
            vb::KWARTAAL => match tekst.parse().ok().or_else(|| kwartaal_in(&tekst)) {
                Some(k) => voeg(&mut self.kwartalen, k, bron),
                None => onleesbaar("een kwartaal als 2024-K2"),
            },
            vb::GEMEENTE => {
                if let Some(g) = Gemeente::parse(&tekst) {
                    voeg(&mut self.gemeenten, g, bron);
                    self.van_gemeente = true;
                }
            }
            vb::DATUM => match cel::datum(cel, epoche_1904) {
                Ok(datum) => {
                    if let Some(datum) = datum {
                        if datum.uit_getal {
                            melder.meld(Code::DatumUitGetal, &plek, &tekst, &datum_tekst(datum.dag));
                        }
                        self.aangeleverd = Some(datum.dag);
                    }
                }
                Err(_) => melder.meld(Code::AanleveringOnleesbaar, &plek, &tekst, ""),
            },
            vb::CONTACT => self.contactpersoon = Some(tekst.chars().take(200).collect::<String>().into()),
            _ => {}
        }
    }
}

/// The entry of the Voorblad that a label names.
fn voorbladveld(label: &str) -> Option<usize> {
    if label.len() > 60 {
        return None;
    }
    veld_van_naam(Bladsoort::Voorblad, label)
}

/// Whether these rows are a Voorblad: two of its entries stand in it.
pub(super) fn is_voorblad(rijen: &[Rij<'_>]) -> bool {
    let mut gezien = [false; VOORBLAD.len()];
    for (_, cel) in rijen.iter().flat_map(|r| &r.cellen) {
        if let Cel::Tekst(t) = cel
            && let Some(veld) = voorbladveld(t.split_once(':').map_or(&**t, |(links, _)| links))
        {
            gezien[veld] = true;
        }
    }
    gezien.iter().filter(|g| **g).count() >= 2
}

/// Letters and digits apart, in lower case: `PSW_2024K2` is `psw 2024 k 2`.
fn woorden(tekst: &str) -> Vec<String> {
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

/// The aanbieder that a text names, if exactly one.
pub(super) fn aanbieder_in(tekst: &str) -> Option<Aanbieder> {
    if let Some(a) = Aanbieder::parse(tekst) {
        return Some(a);
    }
    let woorden = woorden(tekst);
    let mut gevonden = Aanbieder::ALL.into_iter().filter(|a| woorden.iter().any(|w| w == a.key()));
    let eerste = gevonden.next();
    if gevonden.next().is_some() { None } else { eerste }
}

/// The kwartaal that a text names somewhere, if exactly one.
pub(super) fn kwartaal_in(tekst: &str) -> Option<Kwartaal> {
    let woorden = woorden(tekst);
    let jaar = |w: &String| (w.len() == 4).then(|| w.parse::<i32>().ok()).flatten();
    let nummer = |w: &String| (w.len() == 1).then(|| w.parse::<u8>().ok()).flatten();
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
        ];
        for k in kandidaten.into_iter().flatten() {
            if !gevonden.contains(&k) {
                gevonden.push(k);
            }
        }
    }
    match gevonden.as_slice() {
        [een] => Some(*een),
        _ => None,
    }
}

/// The gemeente that a file name names, if exactly one.
pub(super) fn gemeente_in(tekst: &str) -> Option<Gemeente> {
    let gevouwen = fold(tekst);
    let mut gevonden =
        Gemeente::ALL.into_iter().filter(|g| gevouwen.contains(&*fold(g.naam())) || gevouwen.contains(&*fold(g.key())));
    let eerste = gevonden.next();
    if gevonden.next().is_some() { None } else { eerste }
}

/// Whether a sheet by this name is there to read for people, not for us.
pub(super) fn is_uitleg(naam: &str) -> bool {
    let naam = fold(naam);
    ["uitleg", "lijsten", "instructie", "leeswijzer", "toelichting", "legenda", "keuzelijsten", "handleiding"]
        .contains(&&*naam)
}

impl Bladsoort {
    /// Whether the sheet belongs to the report of one aanbieder.
    pub(super) const fn is_rapport(self) -> bool {
        matches!(self, Self::Deelnemers | Self::Tevredenheid | Self::Samenwerking)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_tell_aanbieder_and_kwartaal() {
        for naam in [
            "psw-2024-K2-deelnemers.csv",
            "PSW_2024K2.xlsx",
            "Kwartaalrapportage PSW Q2 2024 (definitief).xlsx",
            "2e kwartaal 2024 - Stichting PSW.xls",
            "psw 2024-q2 v1.csv",
            "PSW kwartaal 2 2024.ods",
        ] {
            assert_eq!(aanbieder_in(naam), Some(Aanbieder::Psw), "{naam}");
            assert_eq!(kwartaal_in(naam), Kwartaal::new(2024, 2), "{naam}");
        }
        assert_eq!(aanbieder_in("psw en rendiz.xlsx"), None);
        assert_eq!(kwartaal_in("2024-K1 en 2024-K2.xlsx"), None);
        assert_eq!(kwartaal_in("rapport 2024.xlsx"), None);
        assert_eq!(gemeente_in("cvs-horst-aan-de-maas-2024-K2.csv"), Some(Gemeente::HorstAanDeMaas));
        assert_eq!(gemeente_in("cvs Venlo en Venray.csv"), None);
    }
}
