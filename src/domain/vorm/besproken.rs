//! What was on the table: figures with their verdicts and normen, the reports they stand on, and the facts of every point.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::punt;
use super::v0::BevrorenV0;
use crate::domain::{Feitregel, Gemeente, Kwartaal, Onderdeelsleutel, Oordeel, Periode, Stuk};

/// What was frozen when a gesprek was held, in the version in which it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Bevroren {
    V1 {
        versie: Versie1,
        inhoud: Box<Besproken>,
    },
    /// As the first program wrote it, without a version: its own live structures.
    V0(Box<BevrorenV0>),
}

impl Bevroren {
    /// Freezes what is on the table.
    pub fn new(besproken: Besproken) -> Self {
        Self::V1 { versie: Versie1, inhoud: Box::new(besproken) }
    }

    /// When it was frozen.
    pub const fn wanneer(&self) -> DateTime<Utc> {
        match self {
            Self::V1 { inhoud, .. } => inhoud.wanneer,
            Self::V0(oud) => oud.wanneer,
        }
    }
}

/// The number 1 and no other: says who can read what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Versie1;

impl TryFrom<u32> for Versie1 {
    type Error = String;
    fn try_from(versie: u32) -> Result<Self, Self::Error> {
        if versie == 1 { Ok(Self) } else { Err(format!("versie {versie} is niet bekend")) }
    }
}

impl From<Versie1> for u32 {
    fn from(_: Versie1) -> Self {
        1
    }
}

/// What is, or was, on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Besproken {
    pub wanneer: DateTime<Utc>,
    /// Whether the report is in, whole and in time, in a sentence.
    pub rapportage: String,
    /// The reports that the figures stand on.
    pub versies: Vec<Rapportversie>,
    /// The normen by which the figures are judged, in the order of the normenkader, each with its figures.
    pub normen: Vec<Normstand>,
    /// A denominator below this is a klein aantal.
    pub klein_onder: u32,
    pub dekking: Option<Dekkingsverslag>,
    /// The facts of every agendapunt in words.
    pub punten: Vec<Besprokenpunt>,
}

/// The version of the report of a kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rapportversie {
    pub kwartaal: Kwartaal,
    pub versie: u32,
}

/// A norm as it was, with the figures that it judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Normstand {
    /// `C2.1`.
    pub id: String,
    pub kpi: u8,
    /// A few words, for a row.
    pub kort: String,
    /// What it asks: `minimaal 80%`.
    pub eis: String,
    /// None for what is measured for information.
    pub grens: Option<Decimal>,
    /// The figure is a mean mark rather than a percentage.
    pub gemiddelde: bool,
    /// Why nobody was judged by it, and who decided so; None when it was in force.
    pub losgelaten: Option<String>,
    pub kwartaal: Cijferstand,
    pub jaar: Cijferstand,
    /// The year figure against that of a kwartaal earlier: `+3,2 pp`, `gelijk`; None when either is not measured.
    pub verschil: Option<String>,
    /// The year figures up to this one, oldest first.
    pub trend: Vec<Trendstand>,
}

/// A figure as it was shown, with the exact numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cijferstand {
    /// None when nothing was measured.
    pub teller: Option<Decimal>,
    pub noemer: Option<u32>,
    /// `61,5%`, or the state in words.
    pub weergave: String,
    /// `8 van 13`, or why there is no figure.
    pub mensen: String,
    pub oordeel: Oordeel,
    /// `◌ losgelaten (zou niet gehaald zijn)`.
    pub woorden: String,
    /// Over fewer people than the threshold; said beside the figure.
    pub klein_aantal: bool,
    /// Left out when small numbers are: it is one, or would give one away.
    pub weglaten: bool,
    /// What else is said of it: `3 van 4 kwartalen`, `2 nagekomen`.
    pub erbij: Vec<Stuk>,
}

impl Cijferstand {
    pub const fn is_measured(&self) -> bool {
        self.noemer.is_some()
    }

    /// Whether another value or another verdict stands here.
    fn differs(&self, other: &Self) -> bool {
        let value = |c: &Self| (c.teller.map(|t| t.normalize()), c.noemer, c.woorden.clone());
        value(self) != value(other) || !self.is_measured() && self.weergave != other.weergave
    }
}

/// A point of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trendstand {
    pub kwartaal: Kwartaal,
    pub teller: Option<Decimal>,
    pub noemer: Option<u32>,
    pub weergave: String,
    /// Left out when small numbers are.
    pub weglaten: bool,
    /// The norm was suspended then.
    pub losgelaten: bool,
}

/// The dekking as a verslag tells it: who else covers a gemeente is counted, not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dekkingsverslag {
    /// The kwartaal of the overview.
    pub van: Kwartaal,
    pub gemeenten: Vec<Gemeenteverslag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gemeenteverslag {
    pub gemeente: Gemeente,
    pub naam: String,
    /// By how many aanbieders it is covered.
    pub gedekt_door: u32,
    /// The overview says nothing of it.
    pub niet_opgegeven: bool,
    pub niet_gedekt_sinds: Option<Kwartaal>,
    /// Gained (true) or lost against the overview before.
    pub veranderd: Option<bool>,
    /// What the aanbieder of the gesprek says of it; None: nothing.
    pub eigen: Option<bool>,
    pub eigen_tot: Option<NaiveDate>,
}

/// The facts of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Besprokenpunt {
    #[serde(with = "punt")]
    pub sleutel: Onderdeelsleutel,
    pub feiten: Vec<Feitregel>,
}

/// A figure as it stood on the table in the gesprek about its kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besprokencijfer {
    pub dag: Option<NaiveDate>,
    pub toen: Cijferstand,
}

/// A figure that moved since: "sinds het gesprek gewijzigd: 62% → 66%".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// `C2.1`.
    pub norm: String,
    pub periode: Periode,
    pub toen: Cijferstand,
    pub nu: Cijferstand,
}

impl Besproken {
    /// The facts of an agendapunt.
    pub fn feiten_of(&self, sleutel: &Onderdeelsleutel) -> &[Feitregel] {
        self.punten.iter().find(|p| p.sleutel == *sleutel).map_or(&[], |p| p.feiten.as_slice())
    }

    /// Returns the figures of which the value or the verdict is no longer what was discussed, in the order of then.
    ///
    /// A jaar figure that moved exactly as its kwartaal did (KPI 1, where the two are the same) is not said twice. A figure
    /// that is no longer formed is left out: the norm was taken away, and there is nothing to set beside it.
    pub fn wijzigingen(&self, nu: &[Normstand]) -> Vec<Wijziging> {
        let mut moved: Vec<Wijziging> = Vec::new();
        for toen in &self.normen {
            let Some(now) = nu.iter().find(|n| n.id == toen.id) else { continue };
            let pairs = [(Periode::Kwartaal, &toen.kwartaal, &now.kwartaal), (Periode::Jaar, &toen.jaar, &now.jaar)];
            for (periode, was, is) in pairs.into_iter().filter(|(_, was, is)| was.differs(is)) {
                let said = moved.iter().any(|w| w.norm == toen.id && !w.toen.differs(was) && !w.nu.differs(is));
                if !said {
                    moved.push(Wijziging { norm: toen.id.clone(), periode, toen: was.clone(), nu: is.clone() });
                }
            }
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(teller: u32, noemer: u32, oordeel: Oordeel) -> Cijferstand {
        Cijferstand {
            teller: Some(teller.into()),
            noemer: Some(noemer),
            weergave: format!("{teller}/{noemer}"),
            mensen: format!("{teller} van {noemer}"),
            oordeel,
            woorden: oordeel.naam().to_owned(),
            klein_aantal: false,
            weglaten: false,
            erbij: Vec::new(),
        }
    }

    fn norm(id: &str, kwartaal: Cijferstand, jaar: Cijferstand) -> Normstand {
        Normstand {
            id: id.to_owned(),
            kpi: 1,
            kort: String::new(),
            eis: String::new(),
            grens: Some(Decimal::ONE_HUNDRED),
            gemiddelde: false,
            losgelaten: None,
            kwartaal,
            jaar,
            verschil: None,
            trend: Vec::new(),
        }
    }

    fn besproken(normen: Vec<Normstand>) -> Besproken {
        Besproken {
            wanneer: DateTime::UNIX_EPOCH,
            rapportage: String::new(),
            versies: Vec::new(),
            normen,
            klein_onder: 10,
            dekking: None,
            punten: Vec::new(),
        }
    }

    #[test]
    fn a_figure_that_moved_is_shown_then_and_now() {
        use Oordeel::{Gehaald, Losgelaten, NietGehaald};
        let (a, b) = (stand(1, 2, NietGehaald), stand(2, 4, NietGehaald));
        let moved = |toen: (&Cijferstand, &Cijferstand), nu: (&Cijferstand, &Cijferstand)| {
            let one = |(k, j): (&Cijferstand, &Cijferstand)| vec![norm("C1.1", k.clone(), j.clone())];
            besproken(one(toen)).wijzigingen(&one(nu)).len()
        };
        assert_eq!(moved((&a, &a), (&a, &a)), 0);
        assert_eq!(moved((&a, &a), (&b, &b)), 1, "the same fraction of other people, said once for kwartaal and jaar");
        assert_eq!(moved((&a, &a), (&b, &stand(3, 4, Gehaald))), 2);
        assert_eq!(moved((&a, &a), (&stand(1, 2, Losgelaten), &a)), 1, "another verdict over the same value");
        let widened = Cijferstand { erbij: vec![Stuk::Tekst("1 nagekomen".into())], ..a.clone() };
        assert_eq!(moved((&a, &a), (&widened, &widened)), 0, "what is said beside it is no other figure");
        assert!(besproken(vec![norm("C1.1", a.clone(), a)]).wijzigingen(&[]).is_empty());
    }
}
