//! The aanbieders that come with the program.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::register::{Besluit, Contract, Inschrijving, Optie};
use crate::domain::{Aanbieder, Segment, Voorvoegsel};

const BESTAND: &str = include_str!("../../data/aanbieders.toml");

/// The file as it is written: the contracts are the same for all, so they stand in it once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registerbestand {
    contract: Vec<Looptijd>,
    aanbieder: Vec<Registervermelding>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looptijd {
    van: NaiveDate,
    tot: NaiveDate,
    opties: Vec<NaiveDate>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Registervermelding {
    key: Aanbieder,
    naam: String,
    statutair: String,
    kvk: String,
    voorvoegsel: Voorvoegsel,
    #[serde(default)]
    andere_namen: Vec<String>,
    segmenten: Vec<Segment>,
}

/// Returns the entries that come along, in the order of the register.
pub(super) fn inschrijvingen() -> Result<Vec<Inschrijving>, toml::de::Error> {
    let lijst: Registerbestand = toml::from_str(BESTAND)?;
    Ok(lijst.aanbieder.into_iter().map(|v| inschrijving(v, &lijst.contract)).collect())
}

fn inschrijving(v: Registervermelding, looptijden: &[Looptijd]) -> Inschrijving {
    let contracten = v.segmenten.iter().flat_map(|segment| looptijden.iter().map(|l| contract(*segment, l))).collect();
    Inschrijving {
        aanbieder: v.key,
        volgnummer: 0,
        naam: v.naam,
        statutair: v.statutair,
        kvk: v.kvk,
        andere_namen: v.andere_namen,
        voorvoegsel: v.voorvoegsel,
        contracten,
        contactpersonen: Vec::new(),
        notitie: String::new(),
        rijversie: 0,
    }
}

fn contract(segment: Segment, looptijd: &Looptijd) -> Contract {
    let optie = |tot: &NaiveDate| Optie { tot: *tot, beslissen_voor: None, besluit: Besluit::Open };
    let opties = looptijd.opties.iter().map(optie).collect();
    Contract { segment, van: looptijd.van, tot: Some(looptijd.tot), opties, eindigt: None }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::register::{Gecontracteerd, Register};

    #[test]
    fn the_forty_of_the_list_are_found_by_name_and_by_number() {
        let all = inschrijvingen().unwrap();
        assert_eq!(all.len(), 40);
        let register = Register::new(all.clone(), Vec::new());
        for i in &all {
            assert_eq!(register.clash(i), None, "{i:?}");
            assert!(i.contracten.iter().all(|c| c.check().is_ok()));
            assert_eq!(i.kvk.len(), 8);
            assert_ne!(i.voorvoegsel, Voorvoegsel::REGIO);
            for name in [i.aanbieder.key(), &i.naam, &i.statutair, &i.kvk] {
                assert_eq!(register.find(name), Some(i.aanbieder), "{name}");
            }
        }
        let first: Vec<&str> = all.iter().take(4).map(|i| i.naam.as_str()).collect();
        assert_eq!(first, ["PSW", "Rendiz", "Qwyl", "APW Projecten"]);
    }

    #[test]
    fn three_have_both_segments_and_nothing_says_that_an_option_was_taken() {
        let all = inschrijvingen().unwrap();
        let dag = |d: &str| d.parse::<NaiveDate>().unwrap();
        let both: BTreeSet<&str> =
            all.iter().filter(|i| i.had_contract(Segment::Collectief, dag("2022-01-01"))).map(|i| i.aanbieder.key()).collect();
        assert_eq!(both, BTreeSet::from(["psw", "qwyl", "rendiz"]));
        for i in &all {
            let stand = |d| i.gecontracteerd(Segment::Individueel, dag(d));
            assert_eq!(["2025-12-31", "2026-01-01"].map(stand), [Gecontracteerd::Ja, Gecontracteerd::Onbekend]);
        }
    }
}
