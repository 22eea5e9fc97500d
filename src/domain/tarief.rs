//! Hourly rates per product and year, and the budget of an aanbieder (`domein.md` 11).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Product, Segment, Tekst};

/// A product with an hourly rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tariefproduct {
    /// Collectieve arbeidsmatige toeleiding.
    P1,
    /// Individuele arbeidsmatige toeleiding, mbo.
    P2Mbo,
    /// Individuele arbeidsmatige toeleiding, hbo.
    P2Hbo,
}

sleutels! {
    Tariefproduct "product met een tarief" {
        P1 = "P1",
        P2Mbo = "P2 mbo",
        P2Hbo = "P2 hbo",
    }
}

impl Tariefproduct {
    /// The name in lists.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2Mbo => "P2 mbo",
            Self::P2Hbo => "P2 hbo",
        }
    }

    pub const fn segment(self) -> Segment {
        match self {
            Self::P1 => Segment::Collectief,
            Self::P2Mbo | Self::P2Hbo => Segment::Individueel,
        }
    }

    /// What a product of segment individueel is paid as.
    pub const fn of(product: Product) -> Self {
        match product {
            Product::Mbo => Self::P2Mbo,
            Product::Hbo => Self::P2Hbo,
        }
    }

    /// Reads a product as people write it: `P1`, `p2-mbo`, `hbo`, `collectief`.
    pub fn parse(tekst: &str) -> Option<Self> {
        let bare: String = tekst.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        match bare.strip_prefix("p2").unwrap_or(&bare) {
            "p1" | "collectief" => Some(Self::P1),
            "mbo" => Some(Self::P2Mbo),
            "hbo" => Some(Self::P2Hbo),
            _ => None,
        }
    }
}

/// The known hourly rates, in euro.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Tariefbestand")]
pub struct Tarieven(BTreeMap<(i32, Tariefproduct), Tarief>);

/// The table as `data/tarieven.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
struct Tariefbestand {
    #[serde(default)]
    tarief: Vec<Tarief>,
}

/// One rate: euro per hour of a product in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tarief {
    pub product: Tariefproduct,
    pub jaar: i32,
    pub bedrag: Decimal,
    /// Where it is from.
    #[serde(default)]
    pub bron: Tekst,
    /// The day since when it is known; None of one that was entered before that was kept.
    #[serde(default)]
    pub bekend: Option<NaiveDate>,
    /// The row version of one that the user entered: a change on an older one is refused. 0: comes with the program.
    #[serde(default)]
    pub rijversie: u32,
}

impl From<Tariefbestand> for Tarieven {
    fn from(tabel: Tariefbestand) -> Self {
        Self::default().with(tabel.tarief)
    }
}

impl Tarieven {
    /// Returns these rates with others added; an added one replaces the one of the same product and year.
    #[must_use]
    pub fn with(mut self, tarieven: impl IntoIterator<Item = Tarief>) -> Self {
        self.0.extend(tarieven.into_iter().map(|t| ((t.jaar, t.product), t)));
        self
    }

    /// The rate of a product in a year; None is unknown, and never a guess.
    pub fn get(&self, product: Tariefproduct, jaar: i32) -> Option<Decimal> {
        self.entry(product, jaar).map(|t| t.bedrag)
    }

    /// The same with where it is from.
    pub fn entry(&self, product: Tariefproduct, jaar: i32) -> Option<&Tarief> {
        self.0.get(&(jaar, product))
    }

    /// By year, then by product.
    pub fn iter(&self) -> impl Iterator<Item = &Tarief> {
        self.0.values()
    }

    /// By how many percent the rate of a product in a year differs from that of the year before, exact; None when one of them is not
    /// known.
    pub fn indexering(&self, product: Tariefproduct, jaar: i32) -> Option<Decimal> {
        let (was, is) = (self.get(product, jaar.checked_sub(1)?)?, self.get(product, jaar)?);
        (is - was).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(was)
    }
}

/// What an aanbieder may cost in a year, over both segments, as the user entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    pub aanbieder: Aanbieder,
    pub jaar: i32,
    /// Euro.
    pub bedrag: Decimal,
    pub rijversie: u32,
}

/// What a year comes to when every kwartaal that is still to come costs what those with a report did on average: a straight line.
/// `kwartalen` is how many have a report, `rest` how many are to come; None without one.
pub(super) fn straight_line(bedrag: Decimal, kwartalen: u32, rest: u32) -> Option<Decimal> {
    let ahead = bedrag.checked_mul(Decimal::from(rest))?.checked_div(Decimal::from(kwartalen))?;
    Some(to_cents(bedrag.checked_add(ahead)?))
}

/// In whole cents, half up.
pub(super) fn to_cents(bedrag: Decimal) -> Decimal {
    bedrag.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(tekst: &str) -> Decimal {
        tekst.parse().unwrap()
    }

    fn tarief(product: Tariefproduct, jaar: i32, bedrag: &str) -> Tarief {
        Tarief { product, jaar, bedrag: dec(bedrag), bron: Tekst::default(), bekend: None, rijversie: 1 }
    }

    #[test]
    fn only_the_rates_of_2022_are_known() {
        let tarieven: Tarieven = toml::from_str(include_str!("../../data/tarieven.toml")).unwrap();
        let rates = Tariefproduct::ALL.map(|p| tarieven.get(p, 2022).map(|b| b.to_string()));
        assert_eq!(rates.map(Option::unwrap), ["7.56", "63.69", "74.13"]);
        assert_eq!(tarieven.get(Tariefproduct::P1, 2023), None);
        assert!(tarieven.iter().all(|t| t.rijversie == 0 && !t.bron.is_empty() && t.bekend.is_some()));
        let own = tarieven.with([tarief(Tariefproduct::P1, 2023, "8"), tarief(Tariefproduct::P1, 2022, "7.50")]);
        assert_eq!(own.get(Tariefproduct::P1, 2023), Some(dec("8")));
        assert_eq!(own.get(Tariefproduct::P1, 2022), Some(dec("7.50")), "what the user corrected goes first");
        assert_eq!(own.iter().map(|t| t.jaar).collect::<Vec<_>>(), [2022, 2022, 2022, 2023]);
    }

    #[test]
    fn indexing_is_against_the_year_before_and_no_other() {
        let p1 = |jaar, bedrag| tarief(Tariefproduct::P1, jaar, bedrag);
        let tarieven = Tarieven::default().with([p1(2022, "8"), p1(2023, "8.20"), p1(2025, "9")]);
        assert_eq!(tarieven.indexering(Tariefproduct::P1, 2023), Some(dec("2.5")));
        assert_eq!(tarieven.indexering(Tariefproduct::P1, 2025), None);
        assert_eq!(tarieven.indexering(Tariefproduct::P2Mbo, 2023), None);
    }

    #[test]
    fn a_product_is_read_as_people_write_it() {
        for (written, product) in [
            ("P1", Some(Tariefproduct::P1)),
            ("collectief", Some(Tariefproduct::P1)),
            ("P2 mbo", Some(Tariefproduct::P2Mbo)),
            ("p2-HBO", Some(Tariefproduct::P2Hbo)),
            ("mbo", Some(Tariefproduct::P2Mbo)),
            ("P2", None),
            ("P3", None),
        ] {
            assert_eq!(Tariefproduct::parse(written), product, "{written}");
        }
    }

    #[test]
    fn a_straight_line_goes_on_as_the_kwartalen_with_a_report_did() {
        assert_eq!(straight_line(dec("300"), 3, 1), Some(dec("400.00")));
        assert_eq!(straight_line(dec("100"), 3, 1), Some(dec("133.33")));
        // Who began in the third kwartaal has one report in three.
        assert_eq!(straight_line(dec("100"), 1, 1), Some(dec("200.00")));
        assert_eq!(straight_line(dec("100"), 4, 0), Some(dec("100.00")));
        assert_eq!(straight_line(dec("100"), 0, 4), None);
        // Half a cent is a whole one: 0,03 and half of that.
        assert_eq!(straight_line(dec("0.03"), 2, 1), Some(dec("0.05")));
        assert_eq!(straight_line(dec("0.0149"), 1, 0), Some(dec("0.01")));
    }
}
