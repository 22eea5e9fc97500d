//! Words for a contract, its options and its goals.

use super::{datum, veilig};
use crate::domain::register::{Besluit, Contract, Gecontracteerd, Optie};
use crate::domain::{NormId, Ontwikkeldoel};

/// A contract in a sentence, with whether it holds now.
pub fn contract(c: &Contract, nu: Gecontracteerd) -> String {
    let tot = looptijd(c);
    format!("segment {}: van {} {tot}; nu gecontracteerd: {}", c.segment.naam(), datum(c.van), nu.key())
}

/// Until when a contract was agreed, and the day on which whoever leaves ends it.
pub fn looptijd(c: &Contract) -> String {
    let tot = c.tot.map_or_else(|| "zonder einde".to_owned(), |dag| format!("tot en met {}", datum(dag)));
    format!("{tot}{}", vertrek(c))
}

/// `, eindigt door vertrek op 30 jun 2025`; empty for who does not leave.
pub fn vertrek(c: &Contract) -> String {
    c.eindigt.map(|dag| format!(", eindigt door vertrek op {}", datum(dag))).unwrap_or_default()
}

/// An option by its number and the last day that it gives: `verlengoptie 1, tot en met 31 dec 2028`.
pub fn welke_optie(nummer: usize, tot: chrono::NaiveDate) -> String {
    format!("verlengoptie {nummer}, tot en met {}", datum(tot))
}

/// An option of a contract by its number (from 1): until when, before when it is to be decided, and what was.
pub fn optie(c: &Contract, nummer: usize, o: &Optie) -> String {
    let voor = o.beslissen_voor.map(|dag| format!(", beslissen voor {}", datum(dag))).unwrap_or_default();
    let besluit = match &o.besluit {
        Besluit::Open if c.eindigt.is_some() => "vervallen".to_owned(),
        Besluit::Open => "open".to_owned(),
        Besluit::Gelicht { op, door } => format!("gelicht op {} door {}", datum(*op), veilig(door)),
        Besluit::NietGelicht { op, door } => format!("niet gelicht, op {} door {}", datum(*op), veilig(door)),
    };
    format!("verlengoptie {nummer} tot en met {}{voor}: {besluit}", datum(o.tot))
}

/// A goal and how it stands.
pub fn doel(d: &Ontwikkeldoel) -> String {
    format!("{}: {}", d.stand.naam(), veilig(&d.tekst))
}

/// The number of a norm as the handbook writes it, without the letter of its segment.
pub fn normnummer(id: &NormId) -> &str {
    id.as_str().trim_start_matches(char::is_alphabetic)
}
