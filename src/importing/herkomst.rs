//! Where a file says what it is about: aanbieder, kwartaal and gemeente from flags, Voorblad, columns and file name.

use chrono::NaiveDate;

use crate::domain::{Aanbieder, Gemeente, Kwartaal, Register, Schoon, Tekst};

use super::Bladsoort;
use super::catalogus::{Code, EEN_AANBIEDER, Melder, Plek};
use super::cel;
use super::datum;
use super::grid::{Cel, Rij};
use super::kop::{VOORBLAD, vb, veld_van_naam};
use super::kwartaal::{kwartaal_in, rangwoord, woorden};
use super::regel::datum_tekst;
use super::tekst::fold;

/// A value, and where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uitspraak<T> {
    pub(super) waarde: T,
    pub(super) bron: String,
}

/// Where a title stands: the sheet, its row (one-based) and column.
#[derive(Debug, Clone)]
pub(super) struct Titelplek {
    volgnummer: usize,
    blad: Option<String>,
    rij: u32,
    kolom: u32,
}

impl Titelplek {
    fn plek(&self) -> Plek<'_> {
        let Self { volgnummer, blad, rij, kolom } = self;
        Plek { volgnummer: *volgnummer, blad: blad.as_deref(), rij: Some(*rij), kolom: Some(*kolom), ..Plek::default() }
    }
}

/// Everything that was said about what the file is.
#[derive(Debug)]
pub(super) struct Herkomst<'a> {
    register: &'a Register,
    /// The day on which the file came in.
    ontvangen: Option<NaiveDate>,
    pub(super) aanbieders: Vec<Uitspraak<Aanbieder>>,
    pub(super) kwartalen: Vec<Uitspraak<Kwartaal>>,
    pub(super) gemeenten: Vec<Uitspraak<Gemeente>>,
    /// The Voorblad, or the lines above the table, say whose it is: a workbook that was filled in for one gemeente.
    pub(super) van_gemeente: Option<Gemeente>,
    pub(super) aangeleverd: Option<NaiveDate>,
    pub(super) contactpersoon: Option<Tekst>,
    /// What the titles above a table say, with where the first of them stands; heard only when nothing else speaks.
    titel_aanbieders: Vec<Uitspraak<Aanbieder>>,
    titel_kwartalen: Vec<Uitspraak<Kwartaal>>,
    pub(super) titel_aanbieder: Option<Titelplek>,
    pub(super) titel_kwartaal: Option<Titelplek>,
    /// The first name on a Voorblad that nobody in the register has, and where it stands.
    onbekende_aanbieder: Option<(Tekst, Titelplek)>,
    /// The same of a title of a report.
    onbekend_in_titel: Option<(String, Titelplek)>,
    /// A Voorblad that has number and year apart: "Kwartaal 2", "Jaar 2024".
    nummer: Option<u8>,
    jaar: Option<i32>,
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

impl<'a> Herkomst<'a> {
    /// Nothing was said yet.
    pub(super) const fn new(register: &'a Register, ontvangen: Option<NaiveDate>) -> Self {
        Self {
            register,
            ontvangen,
            aanbieders: Vec::new(),
            kwartalen: Vec::new(),
            gemeenten: Vec::new(),
            van_gemeente: None,
            aangeleverd: None,
            contactpersoon: None,
            titel_aanbieders: Vec::new(),
            titel_kwartalen: Vec::new(),
            titel_aanbieder: None,
            titel_kwartaal: None,
            onbekende_aanbieder: None,
            onbekend_in_titel: None,
            nummer: None,
            jaar: None,
        }
    }

    /// Whose it is, by all that say so.
    pub(super) fn of_whom(&self) -> &[Uitspraak<Aanbieder>] {
        if self.aanbieders.is_empty() { &self.titel_aanbieders } else { &self.aanbieders }
    }

    /// Which kwartaal it is about, by all that say so.
    pub(super) fn over_when(&self) -> &[Uitspraak<Kwartaal>] {
        if self.kwartalen.is_empty() { &self.titel_kwartalen } else { &self.kwartalen }
    }

    /// Takes what the titles above a table say in passing: "Kwartaalrapportage 2024-K2 PSW".
    pub(super) fn read_titles(&mut self, rijen: &[Rij<'_>], plek: &Plek<'_>) {
        for (rij, kolom, cel) in rijen.iter().flat_map(|r| r.cellen.iter().map(|(k, c)| (r.nummer, *k, c))) {
            let Cel::Tekst(t) = cel else { continue };
            if t.len() > 200 || !is_titel(t, self.register) {
                continue;
            }
            let hier = || Titelplek { volgnummer: plek.volgnummer, blad: plek.blad.map(str::to_owned), rij, kolom };
            let bron = || format!("de titel in cel {}", super::tekst::celnaam(kolom, rij));
            if let Some(a) = aanbieder_in(t, self.register) {
                voeg(&mut self.titel_aanbieders, a, bron());
                self.titel_aanbieder.get_or_insert_with(hier);
            } else if self.onbekend_in_titel.is_none() {
                self.onbekend_in_titel = naam_in_titel(t).map(|naam| (naam, hier()));
            }
            if let Some(k) = kwartaal_in(t) {
                voeg(&mut self.titel_kwartalen, k, bron());
                self.titel_kwartaal.get_or_insert_with(hier);
            }
        }
    }

    /// Says that only a title tells whose the file is, when that is so.
    pub(super) fn meld_titel_aanbieder(&self, naam: &str, melder: &mut Melder) {
        if self.aanbieders.is_empty() {
            meld_titel(self.titel_aanbieder.as_ref(), naam, melder);
        }
    }

    /// Says that the Voorblad names somebody whom the register lacks, while the aanbieder is known otherwise.
    pub(super) fn meld_onbekende_naam(&self, melder: &mut Melder) {
        if let Some((naam, hier)) = &self.onbekende_aanbieder {
            let plek = Plek { veldnaam: VOORBLAD[vb::AANBIEDER].naam, ..hier.plek() };
            melder.meld(Code::VoorbladOnleesbaar, &plek, naam, EEN_AANBIEDER);
        }
    }

    /// Says that nobody knows whose the file is; `extra` is what the file name has to do with it.
    pub(super) fn meld_niemand(&self, extra: &str, melder: &mut Melder) {
        if let Some((naam, hier)) = &self.onbekende_aanbieder {
            let zin = format!("‘{}’ staat niet in het register van aanbieders", super::tekst::toonbaar(naam));
            melder.meld(Code::AanbiederOnbekend, &hier.plek(), naam, &zin);
        } else if let Some((naam, hier)) = &self.onbekend_in_titel {
            let zin = format!("‘{}’, uit de titel, staat niet in het register van aanbieders", super::tekst::toonbaar(naam));
            melder.meld(Code::AanbiederOnbekend, &hier.plek(), naam, &zin);
        } else {
            let zin = format!("Nergens staat van welke aanbieder deze rapportage is{extra}");
            melder.meld(Code::AanbiederOnbekend, &Plek::default(), "", &zin);
        }
    }

    /// Says that only a title tells the kwartaal, when that is so.
    pub(super) fn meld_titel_kwartaal(&self, kwartaal: Kwartaal, melder: &mut Melder) {
        if self.kwartalen.is_empty() {
            meld_titel(self.titel_kwartaal.as_ref(), &kwartaal.to_string(), melder);
        }
    }

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
        let plek = Plek { veldnaam: VOORBLAD[veld].naam, ..*plek };
        if matches!(cel, Cel::FormuleZonderWaarde | Cel::Fout(_)) {
            melder.meld(Code::VoorbladFormule, &plek, &cel.tekst(), "");
            return;
        }
        let tekst = cel.tekst();
        let tekst = Schoon::from(tekst).regel();
        if cel::is_leegwoord(&tekst) {
            return;
        }
        let mut onleesbaar = |verwacht: &str| melder.meld(Code::VoorbladOnleesbaar, &plek, &tekst, verwacht);
        match veld {
            vb::AANBIEDER => {
                if let Some(a) = aanbieder_in(&tekst, self.register) {
                    voeg(&mut self.aanbieders, a, bron);
                    return;
                }
                // What that means depends on whether anything else says whose it is.
                let hier = Titelplek {
                    volgnummer: plek.volgnummer,
                    blad: plek.blad.map(str::to_owned),
                    rij: plek.rij.unwrap_or_default(),
                    kolom: plek.kolom.unwrap_or_default(),
                };
                self.onbekende_aanbieder.get_or_insert_with(|| (tekst.clone().into_owned(), hier));
            }
            vb::KWARTAAL => match (kwartaal_op_voorblad(&tekst), kwartaalnummer(&tekst)) {
                (Some(k), _) => voeg(&mut self.kwartalen, k, bron),
                (None, Some(nummer)) => {
                    self.nummer = Some(nummer);
                    self.join_year(bron);
                }
                (None, None) => onleesbaar("een kwartaal als 2024-K2"),
            },
            vb::JAAR => {
                self.jaar = tekst.parse().ok();
                self.join_year(bron);
            }
            vb::GEMEENTE => {
                if let Some(g) = Gemeente::parse(&tekst) {
                    voeg(&mut self.gemeenten, g, bron);
                    self.van_gemeente = Some(g);
                }
            }
            vb::DATUM => match datum::datum(cel, epoche_1904) {
                Ok(datum) => {
                    if let Some(datum) = datum {
                        if datum.uit_getal {
                            melder.meld(Code::DatumUitGetal, &plek, &tekst, &datum_tekst(datum.dag));
                        }
                        match self.ontvangen {
                            // Nothing was delivered after it came in.
                            Some(dag) if datum.dag > dag => {
                                let gezegd = datum_tekst(datum.dag);
                                melder.meld(Code::AanleveringNaOntvangst, &plek, &gezegd, &datum_tekst(dag));
                            }
                            // The Voorblad, which is read first, goes before a line above a table.
                            _ => {
                                self.aangeleverd.get_or_insert(datum.dag);
                            }
                        }
                    }
                }
                Err(_) => melder.meld(Code::AanleveringOnleesbaar, &plek, &tekst, ""),
            },
            vb::CONTACT => {
                self.contactpersoon.get_or_insert_with(|| tekst.chars().take(200).collect::<String>().into());
            }
            _ => {}
        }
    }

    fn join_year(&mut self, bron: &str) {
        if let (Some(nummer), Some(jaar)) = (self.nummer, self.jaar)
            && let Some(kwartaal) = Kwartaal::new(jaar, nummer)
        {
            voeg(&mut self.kwartalen, kwartaal, bron);
        }
    }
}

fn meld_titel(plek: Option<&Titelplek>, waarde: &str, melder: &mut Melder) {
    if let Some(plek) = plek {
        melder.meld(Code::UitTitel, &plek.plek(), "", waarde);
    }
}

/// Whether a text above a table is its title: it begins with what the table is, and speaks of nothing that was before.
fn is_titel(tekst: &str, register: &Register) -> bool {
    let gevouwen = fold(tekst);
    let begin =
        ["kwartaalrapport", "rapportage", "voortgangsrapport", "uitvraag", "dekking", "deelnemer", "tevredenheid", "overzicht"];
    let is_naam = gevouwen.starts_with("20") || register.begins_with_a_name(tekst);
    (is_naam || begin.iter().any(|b| gevouwen.starts_with(b)))
        && !["vorig", "vergel", "tenopzichte", "vergelijk"].iter().any(|w| gevouwen.contains(w))
}

/// What is left of the title of a report without the kwartaal and the words that any title has: a name, if anything.
fn naam_in_titel(titel: &str) -> Option<String> {
    const WOORDEN: [&str; 16] = [
        "over",
        "van",
        "voor",
        "het",
        "de",
        "jaar",
        "kwartaal",
        "eerste",
        "tweede",
        "derde",
        "vierde",
        "aanbieder",
        "begeleiding",
        "collectief",
        "individueel",
        "definitief",
    ];
    let is_rapport = |w: &str| ["kwartaalrapport", "rapportage", "voortgangsrapport"].iter().any(|b| fold(w).starts_with(b));
    let any = |w: &str| w.chars().any(|c| c.is_ascii_digit()) || is_rapport(w) || WOORDEN.contains(&w.to_lowercase().as_str());
    let woorden: Vec<&str> = titel.split(|c: char| c.is_whitespace() || "–—:;,()|_".contains(c)).collect();
    if !woorden.first().is_some_and(|eerste| is_rapport(eerste)) {
        return None;
    }
    let naam: Vec<&str> = woorden.into_iter().filter(|w| !any(w) && w.chars().any(char::is_alphabetic)).collect();
    let is_naam = naam.first().is_some_and(|w| w.chars().count() > 1 && w.starts_with(char::is_uppercase));
    is_naam.then(|| naam.join(" "))
}

/// Whether a text is the label of something on a Voorblad, alone or with its value behind it.
pub(super) fn is_voorbladlabel(tekst: &str) -> bool {
    voorbladveld(tekst.split_once(':').map_or(tekst, |(links, _)| links)).is_some()
}

/// The entry of the Voorblad that a label names.
fn voorbladveld(label: &str) -> Option<usize> {
    if label.len() > 60 {
        return None;
    }
    veld_van_naam(Bladsoort::Voorblad, label)
}

/// How many of the entries of a Voorblad stand in these rows.
pub(super) fn voorbladgegevens(rijen: &[Rij<'_>]) -> usize {
    let mut gezien = [false; VOORBLAD.len()];
    for (_, cel) in rijen.iter().flat_map(|r| &r.cellen) {
        if let Cel::Tekst(t) = cel
            && let Some(veld) = voorbladveld(t.split_once(':').map_or(&**t, |(links, _)| links))
        {
            gezien[veld] = true;
        }
    }
    gezien.iter().filter(|g| **g).count()
}

/// The aanbieder that a text names, by any of its names or its number at the Chamber of Commerce, if exactly one.
pub(super) fn aanbieder_in(tekst: &str, register: &Register) -> Option<Aanbieder> {
    register.find(tekst).or_else(|| match register.genoemd(tekst).as_slice() {
        [een] => Some(*een),
        _ => None,
    })
}

/// The kwartaal in a cell that is there to name it, where shorter forms will do: `2024-2`, `Q2 '24`, `april t/m juni 2024`,
/// `1-4-2024 t/m 30-6-2024`.
fn kwartaal_op_voorblad(tekst: &str) -> Option<Kwartaal> {
    if let Some(k) = tekst.parse().ok().or_else(|| kwartaal_in(tekst)) {
        return Some(k);
    }
    let klein = tekst.to_lowercase();
    if let Some((van, tot)) = ["t/m", "tot en met"].iter().find_map(|tussen| klein.split_once(tussen)) {
        let (van, tot) = (datum::datum_uit_tekst(van), datum::datum_uit_tekst(tot));
        return Some(Kwartaal::of(van?)).filter(|k| van == Some(k.first_day()) && tot == Some(k.last_day()));
    }
    let woorden = woorden(tekst);
    let woorden: Vec<&str> = woorden.iter().map(String::as_str).collect();
    let eeuw = |jaar: &str| if jaar.len() == 2 { format!("20{jaar}").parse().ok() } else { jaar.parse().ok() };
    match woorden.as_slice() {
        [jaar, nummer] if jaar.len() == 4 && nummer.len() == 1 => Kwartaal::new(jaar.parse().ok()?, nummer.parse().ok()?),
        ["k" | "q" | "kw" | "kwartaal", nummer, jaar] if jaar.len() == 2 => Kwartaal::new(eeuw(jaar)?, nummer.parse().ok()?),
        _ => None,
    }
}

/// The number of a kwartaal without its year: `2`, `K2`, `2e`.
fn kwartaalnummer(tekst: &str) -> Option<u8> {
    let woorden = woorden(tekst);
    let over: Vec<&str> = woorden
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "k" | "q" | "kw" | "kwartaal" | "e" | "ste" | "de"))
        .collect();
    match over.as_slice() {
        [een] => een.parse().ok().or_else(|| rangwoord(een)).filter(|n| (1..=4).contains(n)),
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
    ["uitleg", "lijsten", "instructie", "leeswijzer", "toelichting", "legenda", "keuzelijsten", "handleiding"].contains(&&*naam)
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
    use crate::domain::testing::{PSW, register};
    use crate::importing::kwartaal::kwartalen_in;

    #[test]
    fn a_cell_for_the_kwartaal_may_say_it_in_many_ways() {
        for tekst in [
            "2024-K2",
            "2e kwartaal van 2024",
            "het tweede kwartaal van 2024",
            "Tweede kwartaal 2024",
            "2024-2",
            "2024/2",
            "Q2-24",
            "Q2 '24",
            "april t/m juni 2024",
            "apr - jun 2024",
            "1-4-2024 t/m 30-6-2024",
            "1 april 2024 tot en met 30 juni 2024",
        ] {
            assert_eq!(kwartaal_op_voorblad(tekst), Kwartaal::new(2024, 2), "{tekst}");
        }
        for tekst in ["2024", "april 2024", "april t/m mei 2024", "1-4-2024 t/m 31-7-2024", "Q5 2024", "2"] {
            assert_eq!(kwartaal_op_voorblad(tekst), None, "{tekst}");
        }
        assert_eq!(["2", "K2", "2e", "tweede"].map(kwartaalnummer), [Some(2); 4]);
        assert_eq!(["5", "2024", "2 3"].map(kwartaalnummer), [None; 3]);
    }

    #[test]
    fn a_title_names_whoever_is_left_of_it() {
        for (titel, naam) in [
            ("Kwartaalrapportage 2024-K2 Nieuwe Kans", Some("Nieuwe Kans")),
            ("Kwartaalrapportage Nieuwe Kans over het 2e kwartaal 2024", Some("Nieuwe Kans")),
            ("Rapportage: Zorg & Werk B.V. – K2 2024", Some("Zorg Werk B.V.")),
            ("Kwartaalrapportage 2024-K2", None),
            ("Rapportage deelnemers begeleiding collectief", None),
            ("Deelnemers Nieuwe Kans 2024-K2", None),
        ] {
            assert_eq!(naam_in_titel(titel).as_deref(), naam, "{titel}");
        }
    }

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
            assert_eq!(aanbieder_in(naam, &register()), Some(PSW), "{naam}");
            assert_eq!(kwartaal_in(naam), Kwartaal::new(2024, 2), "{naam}");
        }
        assert_eq!(aanbieder_in("psw en rendiz.xlsx", &register()), None);
        assert_eq!(kwartaal_in("2024-K1 en 2024-K2.xlsx"), None);
        assert_eq!(kwartalen_in("2024-K1 en 2024-K2.xlsx").len(), 2);
        assert_eq!(kwartaal_in("rapport 2024.xlsx"), None);
        assert_eq!(gemeente_in("cvs-horst-aan-de-maas-2024-K2.csv"), Some(Gemeente::HorstAanDeMaas));
        assert_eq!(gemeente_in("cvs Venlo en Venray.csv"), None);
    }
}
