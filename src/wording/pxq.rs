//! Hours, rates and amounts in words.

use rust_decimal::Decimal;

use super::{decimaal, geld, opsomming};
use crate::domain::{Ontbrekend, Pxqsom, Tariefproduct};

/// `12,5`: as many decimals as there are, and one at least, so that hours beside each other look alike.
pub fn uren(n: Decimal) -> String {
    decimaal(n, n.normalize().scale().max(1))
}

/// `P2 mbo`, or that nobody said which.
pub const fn product(product: Option<Tariefproduct>) -> &'static str {
    match product {
        Some(product) => product.naam(),
        None => "zonder product",
    }
}

/// `tarief P1 2024 onbekend`: why there is no amount.
pub fn ontbrekend(tarieven: &[Ontbrekend]) -> String {
    let one = |o: &Ontbrekend| match o.product {
        Some(product) => format!("tarief {} {} onbekend", product.naam(), o.jaar),
        None => "product onbekend".to_owned(),
    };
    opsomming(tarieven.iter().map(one))
}

/// `€ 933,66`, or the hours and which rate is lacking.
pub fn bedrag(som: &Pxqsom) -> String {
    som.bedrag().map_or_else(|| format!("{} uur, {}", uren(som.uren), ontbrekend(&som.ontbrekend)), geld)
}

/// In percent: a rate that moves more than this against the year before was probably typed wrong.
const SPRONG: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// `+2,5% tegenover 2024`, and a word of care when that is a jump.
pub fn tegenover(procent: Decimal, jaar: i32) -> String {
    let zorg = if procent.abs() > SPRONG { ": een sprong, klopt het bedrag?" } else { "" };
    format!("{} tegenover {}{zorg}", indexering(procent), jaar.saturating_sub(1))
}

/// `+2,5%`: how much more than the year before.
pub fn indexering(procent: Decimal) -> String {
    let teken = if procent.is_sign_negative() { "" } else { "+" };
    format!("{teken}{}%", decimaal(procent, 1))
}

/// To one decimal, half up.
pub fn tiende(procent: Decimal) -> Decimal {
    procent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}
