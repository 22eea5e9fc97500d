//! P×Q: the hours of a report times the hourly rate of product and year.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{Product, Rapport, Trajectregel};

/// The first year of the contract: a traject that began earlier falls under the contract before it (T21 appendix 2).
const EERSTE_CONTRACTJAAR: i32 = 2022;

/// A product with an hourly rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tariefproduct {
    /// Collectieve arbeidsmatige toeleiding.
    P1,
    /// Individuele arbeidsmatige toeleiding, mbo.
    #[serde(rename = "P2 mbo")]
    P2Mbo,
    /// Individuele arbeidsmatige toeleiding, hbo.
    #[serde(rename = "P2 hbo")]
    P2Hbo,
}

impl Tariefproduct {
    pub const ALL: [Self; 3] = [Self::P1, Self::P2Mbo, Self::P2Hbo];

    /// The name in lists, and the key in storage.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2Mbo => "P2 mbo",
            Self::P2Hbo => "P2 hbo",
        }
    }

    /// The product that a row is paid as: individueel by its Product, else collectief.
    pub const fn of(regel: &Trajectregel) -> Self {
        match regel.product {
            None => Self::P1,
            Some(Product::Mbo) => Self::P2Mbo,
            Some(Product::Hbo) => Self::P2Hbo,
        }
    }
}

/// The known hourly rates, in euro.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Tabel")]
pub struct Tarieven(BTreeMap<(Tariefproduct, i32), Decimal>);

/// The table as `data/tarieven.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
struct Tabel {
    #[serde(default)]
    tarief: Vec<Tarief>,
}

/// One rate: euro per hour of a product in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tarief {
    pub product: Tariefproduct,
    pub jaar: i32,
    pub bedrag: Decimal,
    /// The row version of one that the user entered: a change on an older one is refused. 0: comes with the program.
    #[serde(default)]
    pub rijversie: u32,
}

impl From<Tabel> for Tarieven {
    fn from(tabel: Tabel) -> Self {
        Self::default().with(tabel.tarief)
    }
}

impl Tarieven {
    /// Returns these rates with others added; an added one replaces the one of the same product and year.
    #[must_use]
    pub fn with(mut self, tarieven: impl IntoIterator<Item = Tarief>) -> Self {
        self.0.extend(tarieven.into_iter().map(|t| ((t.product, t.jaar), t.bedrag)));
        self
    }

    /// The rate of a product in a year; None is unknown, and never a guess.
    pub fn get(&self, product: Tariefproduct, jaar: i32) -> Option<Decimal> {
        self.0.get(&(product, jaar)).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = Tarief> {
        self.0.iter().map(|((product, jaar), bedrag)| Tarief { product: *product, jaar: *jaar, bedrag: *bedrag, rijversie: 0 })
    }
}

/// The hours of one product, year and contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pxqregel {
    pub product: Tariefproduct,
    pub jaar: i32,
    /// Trajecten under the contract before 2022, whose rates are not ours to know: shown apart, never in the sum.
    pub oud_contract: bool,
    pub uren: Decimal,
    /// Euro per hour; None: tarief onbekend.
    pub tarief: Option<Decimal>,
}

impl Pxqregel {
    /// Hours × rate in euro, rounded once, to the cent, half up; None when the rate is unknown.
    pub fn bedrag(&self) -> Option<Decimal> {
        Some(to_cents(self.uren.checked_mul(self.tarief?)?))
    }
}

/// Hours and money of one or more reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pxq {
    /// Old contract last, then by product and year.
    uren: BTreeMap<(bool, Tariefproduct, i32), Decimal>,
    /// Rows without Uren: their hours are unknown, not nought.
    pub zonder_uren: u32,
    /// Rows of this contract with hours.
    pub met_uren: u32,
}

impl Pxq {
    /// Adds the rows of a report.
    pub fn add(&mut self, rapport: &Rapport) {
        for regel in rapport.deelnemers.iter().flat_map(|d| &d.regels) {
            let Some(uren) = regel.uren else {
                self.zonder_uren += 1;
                continue;
            };
            let oud_contract = regel.startdatum.year() < EERSTE_CONTRACTJAAR;
            if !oud_contract && !uren.is_zero() {
                self.met_uren += 1;
            }
            let som = self.uren.entry((oud_contract, Tariefproduct::of(regel), rapport.kwartaal.jaar())).or_default();
            *som = som.saturating_add(uren);
        }
    }

    /// The hours per product and year, with the rate as far as it is known.
    pub fn regels(&self, tarieven: &Tarieven) -> Vec<Pxqregel> {
        let rows = self.uren.iter();
        rows.map(|((oud_contract, product, jaar), uren)| Pxqregel {
            product: *product,
            jaar: *jaar,
            oud_contract: *oud_contract,
            uren: *uren,
            tarief: tarieven.get(*product, *jaar).filter(|_| !oud_contract),
        })
        .collect()
    }

    /// The sum in euro over all products of this contract, exact and rounded once, to the cent, half up; None when a rate that it needs is
    /// unknown.
    pub fn totaal(&self, tarieven: &Tarieven) -> Option<Decimal> {
        let amounts = self.regels(tarieven).into_iter().filter(|r| !r.oud_contract).map(|r| r.uren.checked_mul(r.tarief?));
        amounts.sum::<Option<Decimal>>().map(to_cents)
    }
}

fn to_cents(bedrag: Decimal) -> Decimal {
    bedrag.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::super::testing::report;
    use super::*;

    fn shipped() -> Tarieven {
        toml::from_str(include_str!("../../data/tarieven.toml")).unwrap()
    }

    fn of(reports: &[Rapport]) -> Pxq {
        let mut pxq = Pxq::default();
        for rapport in reports {
            pxq.add(rapport);
        }
        pxq
    }

    #[test]
    fn only_the_rates_of_2022_are_known() {
        let tarieven = shipped();
        let rates = Tariefproduct::ALL.map(|p| tarieven.get(p, 2022).map(|b| b.to_string()));
        assert_eq!(rates.map(Option::unwrap), ["7.56", "63.69", "74.13"]);
        assert_eq!(tarieven.get(Tariefproduct::P1, 2023), None);
        let indexed = Tarief { product: Tariefproduct::P1, jaar: 2023, bedrag: Decimal::new(8, 0), rijversie: 0 };
        assert_eq!(tarieven.with([indexed]).get(Tariefproduct::P1, 2023), Some(Decimal::new(8, 0)));
    }

    #[test]
    fn hours_are_paid_by_product_and_a_sum_is_rounded_once_half_up() {
        let pxq =
            of(&[report("2022-K1", &["A 2022-01-01 uren=0.25", "B 2022-01-01 uren=0.5", "C 2022-01-01 uren=10 product=hbo"])]);
        let regels = pxq.regels(&shipped());
        // 0,75 × 7,56 = 5,67; each row apart would give 1,89 + 3,78.
        assert_eq!((regels[0].uren, regels[0].bedrag()), (Decimal::new(75, 2), Some(Decimal::new(567, 2))));
        assert_eq!((regels[1].product, regels[1].bedrag()), (Tariefproduct::P2Hbo, Some(Decimal::new(74130, 2))));
        // 0,125 × 7,56 = 0,945 is 0,95; two products of 0,945 and 3,705 … are summed before they are rounded.
        let halves = of(&[report("2022-K1", &["A 2022-01-01 uren=0.125"])]);
        assert_eq!(halves.totaal(&shipped()), Some(Decimal::new(95, 2)));
    }

    #[test]
    fn an_unknown_rate_is_never_a_guess() {
        let pxq = of(&[report("2022-K4", &["A 2022-01-01 uren=1"]), report("2023-K1", &["A 2022-01-01 uren=2"])]);
        let regels = pxq.regels(&shipped());
        assert_eq!(regels.iter().map(|r| (r.jaar, r.bedrag().is_some())).collect::<Vec<_>>(), [(2022, true), (2023, false)]);
        assert_eq!(pxq.totaal(&shipped()), None);
    }

    #[test]
    fn trajecten_of_the_old_contract_stand_apart_and_empty_hours_are_no_noughts() {
        let pxq = of(&[report("2022-K1", &["A 2021-12-31 uren=12.5", "B 2022-01-01", "C 2022-01-01 uren=0"])]);
        let regels = pxq.regels(&shipped());
        let said: Vec<_> = regels.iter().map(|r| (r.oud_contract, r.uren, r.bedrag())).collect();
        assert_eq!(said, [(false, Decimal::ZERO, Some(Decimal::ZERO)), (true, Decimal::new(125, 1), None)]);
        assert_eq!(pxq.zonder_uren, 1);
        assert_eq!(pxq.totaal(&shipped()), Some(Decimal::ZERO));
    }
}
