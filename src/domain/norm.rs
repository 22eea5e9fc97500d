//! Normen: targets with validity dates, read from `data/normen.toml`, and the indicator each is held against.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Deel, Kolom, Kwartaal, Segment};

/// The id of a norm: `C2.1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NormId(pub Arc<str>);

impl NormId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for NormId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for NormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What is measured: the rule by which teller and noemer are formed (`domein.md` 4). A norm names one.
///
/// A new norm over an existing indicator is a matter of data; a new indicator is a variant here and its rule in `metingen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Indicator {
    /// C1.1: start situation, begin step, goals, end step and term all recorded.
    StartVastgelegd,
    /// C1.2: in beeld, contact with professionals, progress information this kwartaal.
    InBeeld,
    /// C2.1: flow to regular work within the agreed period.
    RegulierWerk,
    /// C2.2: flow to voluntary work, or entry in doelgroepenregister/LKS.
    Vrijwilligerswerk,
    /// C2.3: drop-out agreed by all three parties.
    Uitval,
    /// Segment individueel under H23: voluntary work and drop-out together.
    VrijwilligerswerkEnUitval,
    /// C3.1: deelnemers whose mean mark is ≥ 8.
    CijferDeelnemers,
    /// C3.2: mean of the aanbieder's marks for the casusregisseurs.
    CijferCasusregisseurs,
    /// C3.3: employers whose mark is ≥ 8.
    CijferOndernemers,
    /// C4.1: gemeenten covered by the three together.
    Dekking,
}

sleutels! {
    Indicator "indicator" {
        StartVastgelegd = "start_vastgelegd",
        InBeeld = "in_beeld",
        RegulierWerk = "regulier_werk",
        Vrijwilligerswerk = "vrijwilligerswerk",
        Uitval = "uitval",
        VrijwilligerswerkEnUitval = "vrijwilligerswerk_en_uitval",
        CijferDeelnemers = "cijfer_deelnemers",
        CijferCasusregisseurs = "cijfer_casusregisseurs",
        CijferOndernemers = "cijfer_ondernemers",
        Dekking = "dekking",
    }
}

impl Indicator {
    /// The KPI it belongs to, 1–4.
    pub const fn kpi(self) -> u8 {
        match self {
            Self::StartVastgelegd | Self::InBeeld => 1,
            Self::RegulierWerk | Self::Vrijwilligerswerk | Self::Uitval | Self::VrijwilligerswerkEnUitval => 2,
            Self::CijferDeelnemers | Self::CijferCasusregisseurs | Self::CijferOndernemers => 3,
            Self::Dekking => 4,
        }
    }

    /// Whether it is of what deelnemers, casusregisseurs and ondernemers think: the tevredenheid on three levels.
    pub const fn is_tevredenheid(self) -> bool {
        match self {
            Self::CijferDeelnemers | Self::CijferCasusregisseurs | Self::CijferOndernemers => true,
            Self::StartVastgelegd
            | Self::InBeeld
            | Self::RegulierWerk
            | Self::Vrijwilligerswerk
            | Self::Uitval
            | Self::VrijwilligerswerkEnUitval
            | Self::Dekking => false,
        }
    }

    /// The part of the kwartaalrapportage that it needs; None for dekking, which has its own overview.
    pub const fn deel(self) -> Option<Deel> {
        match self {
            Self::CijferCasusregisseurs | Self::CijferOndernemers => Some(Deel::Tevredenheid),
            Self::Dekking => None,
            Self::StartVastgelegd
            | Self::InBeeld
            | Self::RegulierWerk
            | Self::Vrijwilligerswerk
            | Self::Uitval
            | Self::VrijwilligerswerkEnUitval
            | Self::CijferDeelnemers => Some(Deel::Deelnemers),
        }
    }

    /// The columns of Deelnemers that it needs; one of them absent makes it *niet te meten*.
    pub const fn kolommen(self) -> &'static [Kolom] {
        match self {
            Self::StartVastgelegd => {
                &[Kolom::Startsituatie, Kolom::Begintrede, Kolom::Doelen, Kolom::Doeltrede, Kolom::Einddatum]
            }
            Self::InBeeld => &[Kolom::InBeeld, Kolom::ContactProfessionals, Kolom::VoortgangGeleverd],
            Self::RegulierWerk | Self::Vrijwilligerswerk | Self::Uitval | Self::VrijwilligerswerkEnUitval => {
                &[Kolom::Einddatum, Kolom::Uitstroomdatum, Kolom::Uitstroom, Kolom::UitvalEensluidend]
            }
            Self::CijferDeelnemers => &[Kolom::Cijfer],
            Self::CijferCasusregisseurs | Self::CijferOndernemers | Self::Dekking => &[],
        }
    }

    /// Whether the figure is a mean mark rather than a percentage of people.
    pub const fn is_mean(self) -> bool {
        matches!(self, Self::CijferCasusregisseurs)
    }

    /// What teller over noemer is multiplied by to lie on the scale of the norm: 100 for a percentage, 1 for a mean mark.
    pub const fn schaal(self) -> u32 {
        if self.is_mean() { 1 } else { 100 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Richting {
    Minimum,
    Maximum,
    /// A guide value: above it asks for attention and is never a failure (`domein.md`, Choices 2).
    Richtwaarde,
    /// Measured and shown; nobody is held to anything.
    Informatie,
}

sleutels! {
    Richting "richting" {
        Minimum = "minimum",
        Maximum = "maximum",
        Richtwaarde = "richtwaarde",
        Informatie = "informatie",
    }
}

impl Richting {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Richtwaarde => "richtwaarde",
            Self::Informatie => "informatie",
        }
    }
}

/// A suspension of a norm: from and through these days nobody is judged by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opschorting {
    pub van: NaiveDate,
    pub tot: NaiveDate,
    pub reden: String,
    pub besloten_door: String,
}

/// A target with validity dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    pub id: NormId,
    pub segment: Segment,
    /// 1–4.
    pub kpi: u8,
    pub indicator: Indicator,
    /// The norm in words, for the detail.
    pub tekst: String,
    /// A few words, for a table row.
    pub kort: String,
    /// The rule of the figure in words, for the indicator sheet.
    pub regel: String,
    /// Percentage 0–100, or a mark 1–10 when the indicator is a mean; None for what is measured for information, and only then.
    pub grens: Option<Decimal>,
    pub richting: Richting,
    pub geldig_van: NaiveDate,
    pub geldig_tot: Option<NaiveDate>,
    #[serde(default)]
    pub opschorting: Vec<Opschorting>,
    /// Where the norm stands written: `H23 KPI 2`.
    pub bron: String,
}

impl Norm {
    /// Whether the norm exists on `dag`.
    pub fn is_valid_on(&self, dag: NaiveDate) -> bool {
        self.geldig_van <= dag && self.geldig_tot.is_none_or(|tot| dag <= tot)
    }

    /// The suspension in force on `dag`, if any.
    pub fn suspended_on(&self, dag: NaiveDate) -> Option<&Opschorting> {
        self.opschorting.iter().find(|o| (o.van..=o.tot).contains(&dag))
    }
}

/// Thresholds of our own choosing, kept in `data/normen.toml` so that users can change them (`domein.md`, Choices 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drempels {
    /// A denominator below this is a *klein aantal*.
    pub klein_aantal: u32,
    /// So many reports in a row without growth are *stagnatie*.
    pub stagnatie_rapportages: u32,
    /// More changes of the duration than this is an attention point (H23 3.1: at most 2).
    pub max_aanpassingen: u32,
    /// Group size, from and through (H23 3.1: 4 to 12).
    pub groep_min: u32,
    pub groep_max: u32,
    /// Working days from request to matching talk (H23 2).
    pub matching_werkdagen: u32,
    /// A traject lasts at most so many years (H23 3.1).
    pub max_jaren: u32,
}

impl Drempels {
    /// As the program brings them.
    pub const STANDAARD: Self = Self {
        klein_aantal: 10,
        stagnatie_rapportages: 3,
        max_aanpassingen: 2,
        groep_min: 4,
        groep_max: 12,
        matching_werkdagen: 5,
        max_jaren: 3,
    };
}

impl Default for Drempels {
    fn default() -> Self {
        Self::STANDAARD
    }
}

/// All normen and thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Normenkader {
    pub drempels: Drempels,
    pub norm: Vec<Norm>,
}

impl Normenkader {
    /// The normen of a segment that a kwartaal is judged by: those valid on its last day, in order of the file.
    pub fn valid_in(&self, segment: Segment, kwartaal: Kwartaal) -> impl Iterator<Item = &Norm> {
        let dag = kwartaal.last_day();
        self.norm.iter().filter(move |n| n.segment == segment && n.is_valid_on(dag))
    }

    /// The norm with this id that is valid in the kwartaal.
    pub fn find(&self, id: &str, kwartaal: Kwartaal) -> Option<&Norm> {
        let dag = kwartaal.last_day();
        self.norm.iter().find(|n| n.id.as_str().eq_ignore_ascii_case(id) && n.is_valid_on(dag))
    }

    /// The norm of a segment that comes nearest to one of whatever segment and time: itself, else one that is formed alike, else the
    /// first of its KPI, else the first there is. None: nothing is judged in the kwartaal.
    pub fn nearest(&self, segment: Segment, norm: Option<&NormId>, kwartaal: Kwartaal) -> Option<&Norm> {
        let valid = || self.valid_in(segment, kwartaal);
        let like = norm.and_then(|id| self.norm.iter().find(|n| n.id == *id));
        let alike = like.and_then(|like| {
            let itself = valid().find(|n| n.id == like.id);
            itself.or_else(|| valid().find(|n| n.indicator == like.indicator)).or_else(|| valid().find(|n| n.kpi == like.kpi))
        });
        alike.or_else(|| valid().next())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{d, kader};
    use super::*;

    fn ids(segment: Segment, kwartaal: &str) -> Vec<String> {
        kader().valid_in(segment, kwartaal.parse().unwrap()).map(|n| n.id.to_string()).collect()
    }

    #[test]
    fn the_shipped_normen_are_those_of_the_contract() {
        let all = ["C1.1", "C1.2", "C2.1", "C2.2", "C2.3", "C3.1", "C3.2", "C3.3", "C4.1"];
        assert_eq!(ids(Segment::Collectief, "2022-K1"), all);
        assert_eq!(ids(Segment::Collectief, "2031-K4"), all);
        assert_eq!(kader().drempels, Drempels::default());
    }

    #[test]
    fn nothing_is_judged_before_the_contract() {
        assert!(ids(Segment::Collectief, "2021-K4").is_empty());
        assert!(ids(Segment::Individueel, "2021-K4").is_empty());
    }

    #[test]
    fn segment_individueel_changed_with_the_handbook_of_april_2023() {
        assert_eq!(ids(Segment::Individueel, "2023-K1"), ["I1.1", "I1.2", "I2.1", "I2.2", "I2.3", "I3.1", "I3.2", "I3.3"]);
        assert_eq!(ids(Segment::Individueel, "2023-K2"), ["I1.1", "I1.2", "I2.4", "I2.5", "I3.1", "I3.2", "I3.3"]);
        let kader = kader();
        let samen = kader.find("i2.4", "2024-K1".parse().unwrap()).unwrap();
        assert_eq!((samen.grens, samen.richting), (Some(Decimal::from(20)), Richting::Maximum));
        let werk = kader.find("i2.5", "2024-K1".parse().unwrap()).unwrap();
        assert_eq!((werk.grens, werk.richting, werk.indicator), (None, Richting::Informatie, Indicator::RegulierWerk));
    }

    #[test]
    fn a_norm_has_a_counterpart_in_the_other_segment_and_after_the_handbook_changed() {
        let kader = kader();
        for (norm, segment, kwartaal, nearest) in [
            (Some("C2.3"), Segment::Collectief, "2024-K1", "C2.3"),
            (Some("C2.3"), Segment::Individueel, "2023-K1", "I2.3"),
            // Since the handbook of April 2023 nothing is formed as it was: the first of the KPI.
            (Some("C2.3"), Segment::Individueel, "2023-K2", "I2.4"),
            (Some("I2.1"), Segment::Individueel, "2023-K2", "I2.5"),
            (Some("I2.5"), Segment::Collectief, "2023-K2", "C2.1"),
            (Some("C4.1"), Segment::Individueel, "2024-K1", "I1.1"),
            (Some("X9"), Segment::Collectief, "2024-K1", "C1.1"),
            (None, Segment::Individueel, "2024-K1", "I1.1"),
        ] {
            let norm = norm.map(NormId::from);
            let found = kader.nearest(segment, norm.as_ref(), kwartaal.parse().unwrap()).unwrap();
            assert_eq!(found.id.as_str(), nearest, "{norm:?} {segment:?} {kwartaal}");
        }
        assert_eq!(kader.nearest(Segment::Collectief, None, "2021-K4".parse().unwrap()), None);
    }

    #[test]
    fn a_norm_holds_from_its_first_day_through_its_last_and_judges_a_kwartaal_by_its_last_day() {
        let mut kader = kader();
        let norm = &mut kader.norm[0];
        (norm.geldig_van, norm.geldig_tot) = (d("2024-06-30"), Some(d("2024-12-30")));
        for (dag, valid) in [("2024-06-29", false), ("2024-06-30", true), ("2024-12-30", true), ("2024-12-31", false)] {
            assert_eq!(norm.is_valid_on(d(dag)), valid, "{dag}");
        }
        let (id, segment) = (norm.id.clone(), norm.segment);
        kader.norm.truncate(1);
        for (kwartaal, valid) in [("2024-K1", false), ("2024-K2", true), ("2024-K3", true), ("2024-K4", false)] {
            let kwartaal = kwartaal.parse().unwrap();
            assert_eq!(kader.find(id.as_str(), kwartaal).is_some(), valid, "{kwartaal}");
            assert_eq!(kader.valid_in(segment, kwartaal).count(), usize::from(valid), "{kwartaal}");
        }
    }

    #[test]
    fn only_c21_is_suspended_and_only_in_2023_and_2024() {
        for norm in &kader().norm {
            for kwartaal in ["2022-K4", "2023-K1", "2024-K4", "2025-K1"] {
                let day = kwartaal.parse::<Kwartaal>().unwrap().last_day();
                let expected = norm.id.as_str() == "C2.1" && (kwartaal == "2023-K1" || kwartaal == "2024-K4");
                assert_eq!(norm.suspended_on(day).is_some(), expected, "{} in {kwartaal}", norm.id);
            }
        }
    }

    #[test]
    fn every_norm_names_an_indicator_of_its_own_kpi_and_says_its_rule_and_source() {
        for norm in &kader().norm {
            assert_eq!(norm.indicator.kpi(), norm.kpi, "{}", norm.id);
            assert!(norm.kort.chars().count() <= 28, "{}: {}", norm.id, norm.kort);
            assert!(norm.tekst.ends_with('.') && norm.regel.ends_with('.') && !norm.bron.is_empty(), "{}", norm.id);
        }
    }
}
