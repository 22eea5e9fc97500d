//! What the first program froze when a gesprek was held: its own structures, without a version.
//!
//! Copies on purpose: the structures of the program go on changing, these do not. Only read; a row that holds it is written
//! back as it was.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::{
    Aanbieder, Feitregel, Genoemd, Indicator, Klasse, Kolom, Kwartaal, Meting, Norm, NormId, Onderdeel, Onderdeelsleutel,
    Oordeel, Opschorting, Periode, Richting, Segment, Stuk, Waarde,
};

/// Opens and closes a deelnemer code in a line.
const CODE: (char, char) = ('⟦', '⟧');
/// Opens and closes what names other aanbieders.
const ANDEREN: (char, char) = ('⟪', '⟫');
/// Opens and closes what tells a number below ten.
const KLEIN: (char, char) = ('⟬', '⟭');

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BevrorenV0 {
    pub wanneer: DateTime<Utc>,
    metingen: Vec<MetingV0>,
    normen: Vec<NormV0>,
    pub versies: Vec<(Kwartaal, u32)>,
    feiten: Vec<(SleutelV0, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct MetingV0 {
    norm: String,
    kwartaal: Kwartaal,
    aanbieder: Option<String>,
    periode: PeriodeV0,
    waarde: WaardeV0,
    weergave: String,
    grens: Decimal,
    richting: RichtingV0,
    oordeel: OordeelV0,
    zou: Option<OordeelV0>,
    afstand: Option<AfstandV0>,
    klein_aantal: bool,
    noemer_alle: Option<u32>,
    versie: Option<u32>,
    rijen_niet_meegeteld: u32,
    kwartalen: Vec<Kwartaal>,
    aanbieders: Vec<String>,
    nagekomen: Option<u32>,
    #[serde(default)]
    cohort: Option<u32>,
    onderdelen: Vec<OnderdeelV0>,
    klassen: Vec<(KlasseV0, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct NormV0 {
    id: String,
    segment: String,
    kpi: u8,
    indicator: String,
    tekst: String,
    kort: String,
    regel: String,
    grens: Decimal,
    richting: RichtingV0,
    geldig_van: NaiveDate,
    geldig_tot: Option<NaiveDate>,
    opschorting: Vec<OpschortingV0>,
    bron: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OpschortingV0 {
    van: NaiveDate,
    tot: NaiveDate,
    reden: String,
    besloten_door: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum WaardeV0 {
    Gemeten { teller: Decimal, noemer: u32 },
    Nvt,
    GeenRapportage,
    NietTeMeten(Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum OordeelV0 {
    Gehaald,
    NietGehaald,
    Losgelaten,
    BovenRichtwaarde,
    BinnenRichtwaarde,
    NietTeBepalen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum AfstandV0 {
    NogNodig(u32),
    MinderEnNietGehaald(u32),
    TeVeel(u32),
    MeerEnOverschreden(Option<u32>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PeriodeV0 {
    Kwartaal,
    Jaar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RichtingV0 {
    Minimum,
    Maximum,
    Richtwaarde,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OnderdeelV0 {
    kolom: String,
    teller: Option<u32>,
    noemer: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum KlasseV0 {
    RegulierBinnenTermijn,
    VrijwilligerswerkOfRegister,
    Uitval,
    TermijnVerstreken,
    Overig,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum SleutelV0 {
    OpenAfspraken,
    Verwachtingen,
    Kpi(u8),
    Bundel(i64),
    Signalen,
    Aandachtspunten,
    Dekking,
    Samenwerking,
    PxQ,
    VolgendeDatum,
    Eigen(i64),
}

impl BevrorenV0 {
    /// The figures, as the program knows them now.
    pub fn metingen(&self) -> Vec<Meting> {
        self.metingen.iter().map(MetingV0::meting).collect()
    }

    /// The normen by which they were judged.
    pub fn normen(&self) -> Vec<Norm> {
        self.normen.iter().filter_map(NormV0::norm).collect()
    }

    /// The facts of an agendapunt.
    pub fn feiten_of(&self, sleutel: &Onderdeelsleutel) -> Vec<Feitregel> {
        let Some((own, regels)) = self.feiten.iter().find(|(s, _)| s.sleutel() == *sleutel) else { return Vec::new() };
        let mut typed = own.holds_typed();
        regels
            .iter()
            .map(|regel| {
                typed |= begins_typed(regel);
                line(regel, typed)
            })
            .collect()
    }
}

/// Under what the facts of the points stand.
pub(super) const FEITEN: &str = "feiten";

/// The lines of a stored point that may hold what somebody typed; none of a point of a later version.
pub(super) fn typed_lines(point: &mut Value) -> Vec<&mut String> {
    let Some([sleutel, Value::Array(regels)]) = point.as_array_mut().map(Vec::as_mut_slice) else { return Vec::new() };
    let mut typed = SleutelV0::deserialize(&*sleutel).is_ok_and(SleutelV0::holds_typed);
    let mut found = Vec::new();
    for regel in regels {
        if let Value::String(regel) = regel {
            typed |= begins_typed(regel);
            found.extend(typed.then_some(regel));
        }
    }
    found
}

/// In a KPI point what was agreed before stands last, under a heading of its own.
fn begins_typed(regel: &str) -> bool {
    regel.trim_start() == "Eerder afgesproken:"
}

/// Reads a line. Its marks say what is a code, what names others, what tells a small number; what was typed was not marked then,
/// so `typed` says whether it is a line that may hold some.
fn line(tekst: &str, typed: bool) -> Feitregel {
    let text = tekst.trim_start_matches(' ');
    let niveau = u8::try_from((tekst.len() - text.len()) / 2).unwrap_or(1);
    let plain = |inside: String| if typed { Stuk::Getypt(inside) } else { Stuk::Tekst(inside) };
    let mut stukken: Vec<Stuk> = Vec::new();
    let mut current = String::new();
    for c in text.chars() {
        let made = match c {
            c if c == CODE.1 => Stuk::Deelnemers(vec![Genoemd::new(std::mem::take(&mut current))]),
            c if c == ANDEREN.1 => Stuk::Anderen(std::mem::take(&mut current)),
            c if c == KLEIN.1 => Stuk::Klein(vec![Stuk::Tekst(std::mem::take(&mut current))]),
            c if [CODE.0, ANDEREN.0, KLEIN.0].contains(&c) => {
                if current.is_empty() {
                    continue;
                }
                plain(std::mem::take(&mut current))
            }
            c => {
                current.push(c);
                continue;
            }
        };
        stukken.push(made);
    }
    if !current.is_empty() {
        stukken.push(plain(current));
    }
    Feitregel { niveau, stukken }
}

/// Replaces the marked codes of a stored line where `by` says so; returns how many.
pub(super) fn replace_codes(regel: &mut String, by: impl Fn(&str) -> Option<&'static str>) -> usize {
    let mut replaced = 0;
    let mut uit = String::with_capacity(regel.len());
    let mut rest = regel.as_str();
    while let Some((before, from)) = rest.split_once(CODE.0) {
        let Some((code, after)) = from.split_once(CODE.1) else { break };
        let new = by(code);
        replaced += usize::from(new.is_some());
        uit.push_str(before);
        uit.push(CODE.0);
        uit.push_str(new.unwrap_or(code));
        uit.push(CODE.1);
        rest = after;
    }
    uit.push_str(rest);
    *regel = uit;
    replaced
}

impl MetingV0 {
    fn meting(&self) -> Meting {
        Meting {
            norm: NormId::from(self.norm.as_str()),
            kwartaal: self.kwartaal,
            aanbieder: self.aanbieder.as_deref().and_then(Aanbieder::new),
            periode: match self.periode {
                PeriodeV0::Kwartaal => Periode::Kwartaal,
                PeriodeV0::Jaar => Periode::Jaar,
            },
            waarde: match &self.waarde {
                WaardeV0::Gemeten { teller, noemer } => Waarde::Gemeten { teller: *teller, noemer: *noemer },
                WaardeV0::Nvt => Waarde::Nvt,
                WaardeV0::GeenRapportage => Waarde::GeenRapportage,
                WaardeV0::NietTeMeten(kolommen) => Waarde::NietTeMeten(kolommen.iter().filter_map(|k| kolom(k)).collect()),
            },
            weergave: self.weergave.clone(),
            grens: Some(self.grens),
            richting: self.richting.richting(),
            oordeel: self.oordeel.oordeel(),
            zou: self.zou.map(OordeelV0::oordeel),
            // How far it was from turning stands in the facts.
            afstand: None,
            klein_aantal: self.klein_aantal,
            noemer_alle: self.noemer_alle,
            versie: self.versie,
            rijen_niet_meegeteld: self.rijen_niet_meegeteld,
            kwartalen: self.kwartalen.clone(),
            aanbieders: self.aanbieders.iter().filter_map(|a| Aanbieder::new(a)).collect(),
            // The first program knew three.
            van_aanbieders: if self.aanbieders.is_empty() { 0 } else { 3 },
            nagekomen: self.nagekomen,
            // It knew how many marks there were, not who of the cohort gave one.
            respons: None,
            onderdelen: self.onderdelen.iter().filter_map(OnderdeelV0::onderdeel).collect(),
            klassen: self.klassen.iter().map(|(k, n)| (k.klasse(), *n)).collect(),
        }
    }
}

impl NormV0 {
    /// None for an indicator that the program lost since: nothing can be shown of such a norm.
    fn norm(&self) -> Option<Norm> {
        let all = [
            ("start_vastgelegd", Indicator::StartVastgelegd),
            ("in_beeld", Indicator::InBeeld),
            ("regulier_werk", Indicator::RegulierWerk),
            ("vrijwilligerswerk", Indicator::Vrijwilligerswerk),
            ("uitval", Indicator::Uitval),
            ("vrijwilligerswerk_en_uitval", Indicator::VrijwilligerswerkEnUitval),
            ("cijfer_deelnemers", Indicator::CijferDeelnemers),
            ("cijfer_casusregisseurs", Indicator::CijferCasusregisseurs),
            ("cijfer_ondernemers", Indicator::CijferOndernemers),
            ("dekking", Indicator::Dekking),
        ];
        Some(Norm {
            id: NormId::from(self.id.as_str()),
            segment: if self.segment == "individueel" { Segment::Individueel } else { Segment::Collectief },
            kpi: self.kpi,
            indicator: all.into_iter().find(|(key, _)| *key == self.indicator)?.1,
            tekst: self.tekst.clone(),
            kort: self.kort.clone(),
            regel: self.regel.clone(),
            grens: Some(self.grens),
            richting: self.richting.richting(),
            geldig_van: self.geldig_van,
            geldig_tot: self.geldig_tot,
            opschorting: self.opschorting.iter().map(OpschortingV0::opschorting).collect(),
            bron: self.bron.clone(),
        })
    }
}

impl OpschortingV0 {
    fn opschorting(&self) -> Opschorting {
        let Self { van, tot, reden, besloten_door } = self.clone();
        Opschorting { van, tot, reden, besloten_door }
    }
}

impl OnderdeelV0 {
    fn onderdeel(&self) -> Option<Onderdeel> {
        Some(Onderdeel { kolom: kolom(&self.kolom)?, teller: self.teller, noemer: self.noemer })
    }
}

impl RichtingV0 {
    const fn richting(self) -> Richting {
        match self {
            Self::Minimum => Richting::Minimum,
            Self::Maximum => Richting::Maximum,
            Self::Richtwaarde => Richting::Richtwaarde,
        }
    }
}

impl OordeelV0 {
    const fn oordeel(self) -> Oordeel {
        match self {
            Self::Gehaald => Oordeel::Gehaald,
            Self::NietGehaald => Oordeel::NietGehaald,
            Self::Losgelaten => Oordeel::Losgelaten,
            Self::BovenRichtwaarde => Oordeel::BovenRichtwaarde,
            Self::BinnenRichtwaarde => Oordeel::BinnenRichtwaarde,
            Self::NietTeBepalen => Oordeel::NietTeBepalen,
        }
    }
}

impl KlasseV0 {
    const fn klasse(self) -> Klasse {
        match self {
            Self::RegulierBinnenTermijn => Klasse::RegulierBinnenTermijn,
            Self::VrijwilligerswerkOfRegister => Klasse::VrijwilligerswerkOfRegister,
            Self::Uitval => Klasse::Uitval,
            Self::TermijnVerstreken => Klasse::TermijnVerstreken,
            Self::Overig => Klasse::Overig,
        }
    }
}

impl SleutelV0 {
    /// Whether its lines may hold what somebody typed; that was not marked then.
    const fn holds_typed(self) -> bool {
        matches!(self, Self::OpenAfspraken | Self::Verwachtingen | Self::Signalen | Self::Bundel(_) | Self::Samenwerking)
    }

    const fn sleutel(self) -> Onderdeelsleutel {
        match self {
            Self::OpenAfspraken => Onderdeelsleutel::OpenAfspraken,
            Self::Verwachtingen => Onderdeelsleutel::Verwachtingen,
            Self::Kpi(n) => Onderdeelsleutel::Kpi(n),
            Self::Bundel(id) => Onderdeelsleutel::Bundel(id),
            Self::Signalen => Onderdeelsleutel::Signalen,
            Self::Aandachtspunten => Onderdeelsleutel::Aandachtspunten,
            Self::Dekking => Onderdeelsleutel::Dekking,
            Self::Samenwerking => Onderdeelsleutel::Samenwerking,
            Self::PxQ => Onderdeelsleutel::PxQ,
            Self::VolgendeDatum => Onderdeelsleutel::VolgendeDatum,
            Self::Eigen(id) => Onderdeelsleutel::Eigen(id),
        }
    }
}

/// The column that was written as `HuidigeTrede`.
fn kolom(naam: &str) -> Option<Kolom> {
    Kolom::ALL.into_iter().find(|k| k.naam().replace(' ', "").eq_ignore_ascii_case(naam))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_with_its_secrets_marked() {
        let read = line("  ⟬2 × te laat⟭⟬: ⟭⟦PSW-001⟧⟬ (Venlo)⟭; 12 ⟪Qwyl viel weg⟫", false);
        assert_eq!(read.niveau, 1);
        assert_eq!(
            read.stukken,
            [
                Stuk::Klein(vec![Stuk::Tekst("2 × te laat".into())]),
                Stuk::Klein(vec![Stuk::Tekst(": ".into())]),
                Stuk::Deelnemers(vec![Genoemd::new("PSW-001")]),
                Stuk::Klein(vec![Stuk::Tekst(" (Venlo)".into())]),
                Stuk::Tekst("; 12 ".into()),
                Stuk::Anderen("Qwyl viel weg".into()),
            ]
        );
        assert_eq!(line("bel 12", true).stukken, [Stuk::Getypt("bel 12".into())]);
    }

    #[test]
    fn only_marked_codes_of_a_line_are_replaced() {
        let by = |code: &str| (code == "A-1").then_some("verwijderd");
        let line = "A-1 staat hier los; ⟦A-1⟧ (Venlo), ⟦A-12⟧, ⟦A-1⟧ ⟦open";
        let expected = "A-1 staat hier los; ⟦verwijderd⟧ (Venlo), ⟦A-12⟧, ⟦verwijderd⟧ ⟦open";
        for (line, expected, times) in [(line, expected, 2), ("⟦A-12⟧ 12 van 50", "⟦A-12⟧ 12 van 50", 0)] {
            let mut line = line.to_owned();
            assert_eq!(replace_codes(&mut line, by), times);
            assert_eq!(line, expected);
        }
    }

    #[test]
    fn every_column_is_known_by_the_name_it_had() {
        for (naam, expected) in [("HuidigeTrede", Kolom::HuidigeTrede), ("InBeeld", Kolom::InBeeld), ("Doelen", Kolom::Doelen)] {
            assert_eq!(kolom(naam), Some(expected));
        }
    }
}
