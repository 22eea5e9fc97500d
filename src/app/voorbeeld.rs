//! The fictitious example data that the binary carries: deliveries, gesprekken, afspraken and signalen.
//!
//! Owns: which they are. Deliberately absent: how they are stored; that is what every use case does with real ones.
//! They are made by `data/voorbeeld/maak.rs`, apart from `afspraken.toml` and `register.toml`, which are written by hand.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::Fout;
use crate::domain::register::Besluit;
use crate::domain::{
    Aanbieder, Aanleiding, Afspraaknummer, Afspraaksoort, Afspraakstatus, Doelstand, Gemeente, Gespreksstatus, Kwartaal,
    Onderwerp, Segment, Signaalstatus, Tariefproduct, Toon, Verwachting,
};

/// A delivery: path under `data/voorbeeld`, day it came in, why it was accepted though rows are unusable, bytes.
pub type Voorbeeldlevering = (&'static str, &'static str, Option<&'static str>, &'static [u8]);

/// Every delivery of the example, in order of arrival.
pub const LEVERINGEN: &[Voorbeeldlevering] = include!("../../data/voorbeeld/bestanden.rs");

const AFSPRAKEN: &str = include_str!("../../data/voorbeeld/afspraken.toml");
const GESPREKKEN: &str = include_str!("../../data/voorbeeld/gesprekken.toml");
const REGISTER: &str = include_str!("../../data/voorbeeld/register.toml");

/// What happened between the deliveries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voorbeeld {
    /// The day that counts as today, unless the user fixes another.
    pub vandaag: NaiveDate,
    pub gesprekken: Vec<Voorbeeldgesprek>,
    pub afspraken: Vec<Voorbeeldafspraak>,
    pub signalen: Vec<Voorbeeldsignaal>,
    pub feiten: Voorbeeldfeiten,
}

/// A gesprek of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldgesprek {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    pub datum: NaiveDate,
    pub tijd: NaiveTime,
    pub plaats: String,
    pub status: Gespreksstatus,
}

/// An afspraak of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldafspraak {
    pub nummer: Afspraaknummer,
    /// The kwartaal of the gesprek it was made in: that of its own aanbieder, else of `bij`.
    pub gesprek: Kwartaal,
    pub bij: Option<Aanbieder>,
    pub tekst: String,
    pub eigenaar: String,
    pub gemaakt: NaiveDate,
    pub deadline: Option<NaiveDate>,
    #[serde(default)]
    pub soort: Afspraaksoort,
    pub kpi: Option<u8>,
    pub aanleiding: Option<Aanleiding>,
    pub verwachting: Option<Verwachting>,
    #[serde(default = "open")]
    pub status: Afspraakstatus,
    /// The day it was closed or withdrawn.
    pub afgesloten: Option<NaiveDate>,
    #[serde(default)]
    pub resultaat: String,
}

const fn open() -> Afspraakstatus {
    Afspraakstatus::Open
}

/// A signaal of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldsignaal {
    pub datum: NaiveDate,
    pub kwartaal: Kwartaal,
    pub gemeente: Gemeente,
    pub functie: String,
    pub aanbieder: Option<Aanbieder>,
    #[serde(default)]
    pub segment: Segment,
    pub onderwerp: Onderwerp,
    pub kpi: Option<u8>,
    pub toon: Toon,
    pub tekst: String,
    #[serde(default)]
    pub status: Signaalstatus,
    /// Why it went to the region, on its own day.
    pub opschaling: Option<String>,
    #[serde(default)]
    pub antwoord: String,
}

/// What was recorded of aanbieders, contracts and money in the example, each on the day `op`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldfeiten {
    pub tarief: Vec<Voorbeeldtarief>,
    pub budget: Vec<Voorbeeldbudget>,
    pub contact: Vec<Voorbeeldcontact>,
    pub besluit: Vec<Voorbeeldbesluit>,
    pub doel: Vec<Voorbeelddoel>,
    pub evaluatie: Vec<Voorbeeldevaluatie>,
}

/// A rate of the example, in euro per hour.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldtarief {
    pub op: NaiveDate,
    pub product: Tariefproduct,
    pub jaar: i32,
    pub bedrag: Decimal,
    pub bron: String,
}

/// A budget of the example, in euro.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldbudget {
    pub op: NaiveDate,
    pub aanbieder: Aanbieder,
    pub jaar: i32,
    pub bedrag: Decimal,
}

/// A contact person of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldcontact {
    pub op: NaiveDate,
    pub aanbieder: Aanbieder,
    pub naam: String,
    pub functie: String,
    pub email: String,
    pub waarvoor: String,
}

/// A decision of the example on the first option that is open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldbesluit {
    pub op: NaiveDate,
    pub segment: Segment,
    /// Whose contract; None: of everybody with one for the segment.
    pub aanbieders: Option<Vec<Aanbieder>>,
    /// Whose not.
    #[serde(default)]
    pub behalve: Vec<Aanbieder>,
    pub besluit: Besluit,
}

/// An ontwikkeldoel of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeelddoel {
    pub op: NaiveDate,
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    pub tekst: String,
    #[serde(default)]
    pub voortgang: Vec<Voorbeeldvoortgang>,
}

/// What was said of an ontwikkeldoel at a gesprek of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldvoortgang {
    pub op: NaiveDate,
    pub kwartaal: Kwartaal,
    /// None leaves it.
    pub stand: Option<Doelstand>,
    pub notitie: String,
}

/// An evaluatief gesprek of the example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeldevaluatie {
    /// The day it was planned on.
    pub op: NaiveDate,
    pub aanbieder: Aanbieder,
    pub gemeente: Gemeente,
    pub datum: NaiveDate,
    pub tijd: NaiveTime,
    pub plaats: String,
    /// What came out of it; None: it is still to be held.
    pub gehouden: Option<Voorbeelduitkomst>,
}

/// What came out of an evaluatief gesprek of the example, at the point of collaboration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeelduitkomst {
    pub verslaglegger: String,
    pub uitkomst: String,
    pub afspraak: String,
    pub eigenaar: String,
    pub deadline: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Afsprakenbestand {
    vandaag: NaiveDate,
    afspraak: Vec<Voorbeeldafspraak>,
    signaal: Vec<Voorbeeldsignaal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gesprekkenbestand {
    gesprek: Vec<Voorbeeldgesprek>,
}

impl Voorbeeld {
    /// Reads what comes with the binary; it fails only when the build carries broken data, which a test rules out.
    pub fn load() -> Result<Self, Fout> {
        let fail = |bestand: &str, e: &toml::de::Error| Fout::Instelling { pad: bestand.into(), reden: e.message().to_owned() };
        let rest: Afsprakenbestand = toml::from_str(AFSPRAKEN).map_err(|e| fail("afspraken.toml", &e))?;
        let gesprekken: Gesprekkenbestand = toml::from_str(GESPREKKEN).map_err(|e| fail("gesprekken.toml", &e))?;
        let feiten = toml::from_str(REGISTER).map_err(|e| fail("register.toml", &e))?;
        Ok(Self {
            vandaag: rest.vandaag,
            gesprekken: gesprekken.gesprek,
            afspraken: rest.afspraak,
            signalen: rest.signaal,
            feiten,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::register;

    #[test]
    fn the_example_reads_and_hangs_together() {
        let (voorbeeld, register) = (Voorbeeld::load().unwrap(), register());
        assert!(LEVERINGEN.len() > 100 && LEVERINGEN.is_sorted_by_key(|l| l.1));
        for afspraak in &voorbeeld.afspraken {
            let aanbieder = register.met_voorvoegsel(afspraak.nummer.voorvoegsel).or(afspraak.bij);
            let gesprek = voorbeeld.gesprekken.iter().find(|g| Some(g.aanbieder) == aanbieder && g.kwartaal == afspraak.gesprek);
            let gesprek = gesprek.unwrap_or_else(|| panic!("{} has no gesprek", afspraak.nummer));
            assert_eq!(gesprek.datum, afspraak.gemaakt, "{}", afspraak.nummer);
            assert_eq!(afspraak.afgesloten.is_some(), afspraak.status != Afspraakstatus::Open, "{}", afspraak.nummer);
        }
    }

    #[test]
    fn nobody_and_no_amount_of_the_register_could_be_taken_for_real() {
        let feiten = Voorbeeld::load().unwrap().feiten;
        for contact in &feiten.contact {
            let at = contact.email.rsplit('@').next();
            assert!(contact.naam.starts_with("Voorbeeld ") && matches!(at, Some("example.nl" | "example.com")), "{contact:?}");
        }
        for tarief in &feiten.tarief {
            let halves = tarief.bedrag * Decimal::TWO;
            assert!(tarief.bron == "voorbeeld" && halves.is_integer(), "{tarief:?}");
        }
        for besluit in &feiten.besluit {
            let door = match &besluit.besluit {
                Besluit::Gelicht { door, .. } | Besluit::NietGelicht { door, .. } => door.as_str(),
                Besluit::Open => "",
            };
            assert!(door.contains("voorbeeld"), "{besluit:?}");
        }
    }

    #[test]
    fn the_numbers_run_on_per_aanbieder_so_that_the_store_gives_the_same() {
        let voorbeeld = Voorbeeld::load().unwrap();
        for (i, afspraak) in voorbeeld.afspraken.iter().enumerate() {
            let earlier = &voorbeeld.afspraken[..i];
            let same = |n: Afspraaknummer| (n.voorvoegsel, n.jaar) == (afspraak.nummer.voorvoegsel, afspraak.nummer.jaar);
            let before = earlier.iter().filter(|a| same(a.nummer)).count();
            assert_eq!(usize::try_from(afspraak.nummer.volgnummer), Ok(before + 1), "{}", afspraak.nummer);
        }
    }
}
