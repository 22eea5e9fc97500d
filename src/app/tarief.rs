//! Rates and budgets: what comes with the program, and what users enter.

use std::sync::Arc;

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{App, Fout, invoer};
use crate::domain::{Aanbieder, Budget, Handeling, Soort, Tarief, Tariefproduct, Tarieven};

const MEEGELEVERD: &str = include_str!("../../data/tarieven.toml");

/// The years that a rate or a budget can be of: those of the contract with all its options.
const JAREN: std::ops::RangeInclusive<i32> = 2022..=2031;

/// The most characters of a source.
const MAX_BRON: usize = 200;

/// The rate of a product in a year, known or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tariefregel {
    pub product: Tariefproduct,
    pub jaar: i32,
    pub tarief: Option<Tarief>,
    /// In percent against the year before; None when one of them is not known.
    pub indexering: Option<Decimal>,
}

impl App {
    /// The rates of each product, of the years since the contract began through the present one, and of later ones that are known.
    pub fn tariefregels(&self) -> Result<Vec<Tariefregel>, Fout> {
        let tarieven = self.tarieven()?;
        let now = self.vandaag().year().clamp(*JAREN.start(), *JAREN.end());
        let last = tarieven.iter().map(|t| t.jaar).max().map_or(now, |jaar| jaar.max(now));
        let line = |product: Tariefproduct, jaar: i32| Tariefregel {
            product,
            jaar,
            tarief: tarieven.entry(product, jaar).cloned(),
            indexering: tarieven.indexering(product, jaar),
        };
        let years = |product| (*JAREN.start()..=last).map(move |jaar| (product, jaar));
        Ok(Tariefproduct::ALL.into_iter().flat_map(years).map(|(product, jaar)| line(product, jaar)).collect())
    }

    /// The rates that are known: what the user entered goes before what comes with the program.
    pub fn tarieven(&self) -> Result<Tarieven, Fout> {
        let shipped: Tarieven = toml::from_str(MEEGELEVERD)
            .map_err(|e| Fout::Instelling { pad: "tarieven.toml".into(), reden: e.message().to_owned() })?;
        Ok(shipped.with(self.store.all::<Tarief>().map_err(|e| self.refused(e))?))
    }

    /// Enters the rate of a product in a year, in euro per hour; over one that is there it is a correction, refused when `rijversie` is
    /// not the one that stands (0: none was entered yet).
    pub fn set_tarief(
        &mut self,
        product: Tariefproduct,
        jaar: i32,
        bedrag: Decimal,
        bron: &str,
        rijversie: u32,
    ) -> Result<Tarief, Fout> {
        check_year(jaar)?;
        let register = Arc::clone(&self.register);
        let bron = invoer::line("bron", bron, MAX_BRON, &register)?;
        let tarief = Tarief { product, jaar, bedrag: amount(bedrag)?, bron, bekend: Some(self.vandaag()), rijversie };
        let wat = if rijversie == 0 { "ingevoerd" } else { "verbeterd" };
        let act = self.act(format!("tarief {} {jaar} {wat}", product.naam()));
        self.perform(&act, |h| Ok(if rijversie == 0 { h.make(tarief)? } else { h.change(&tarief)? }))
    }

    /// Takes a rate that somebody entered away; one that comes with the program stands again. Refused when `rijversie` is not the one
    /// that stands.
    pub fn remove_tarief(&mut self, tarief: &Tarief) -> Result<(), Fout> {
        let (product, jaar) = (tarief.product.naam(), tarief.jaar);
        if tarief.rijversie == 0 {
            let tekst = format!("Tarief {product} {jaar} hoort bij het programma en kan niet worden weggehaald, wel verbeterd.");
            return Err(Fout::Geweigerd(tekst));
        }
        let act = self.act(format!("tarief {product} {jaar} weggehaald"));
        self.perform(&act, |h| Ok(h.remove(tarief)?))
    }

    /// Everything that was ever done to a rate that the user entered, oldest first.
    pub fn tarief_history(&self, product: Tariefproduct, jaar: i32) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Tarief, &format!("{}/{jaar}", product.naam())).map_err(|e| self.refused(e))
    }

    /// What an aanbieder may cost in a year, if somebody entered it.
    pub fn budget(&self, aanbieder: Aanbieder, jaar: i32) -> Result<Option<Budget>, Fout> {
        self.store.find(&format!("{}/{jaar}", aanbieder.key())).map_err(|e| self.refused(e))
    }

    /// All of a year, in the order of the register.
    pub fn budgetten(&self, jaar: i32) -> Result<Vec<Budget>, Fout> {
        let mut all: Vec<Budget> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|b| b.jaar == jaar);
        all.sort_by_key(|b| self.register.plaats(b.aanbieder));
        Ok(all)
    }

    /// Those of an aanbieder, by year.
    pub fn budgetten_van(&self, aanbieder: Aanbieder) -> Result<Vec<Budget>, Fout> {
        let mut all: Vec<Budget> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|b| b.aanbieder == aanbieder);
        Ok(all)
    }

    /// Enters the budget of an aanbieder for a year, in euro; refused when `rijversie` is not the one that stands (0: none).
    pub fn set_budget(&mut self, aanbieder: Aanbieder, jaar: i32, bedrag: Decimal, rijversie: u32) -> Result<Budget, Fout> {
        check_year(jaar)?;
        let budget = Budget { aanbieder, jaar, bedrag: amount(bedrag)?, rijversie };
        let naam = self.register.naam(aanbieder);
        let act = self.act(format!("budget {naam} {jaar} {}", if rijversie == 0 { "ingevoerd" } else { "gewijzigd" }));
        self.perform(&act, |h| Ok(if rijversie == 0 { h.make(budget)? } else { h.change(&budget)? }))
    }

    /// Takes the budget of an aanbieder for a year away; refused when `rijversie` is not the one that stands.
    pub fn remove_budget(&mut self, budget: &Budget) -> Result<(), Fout> {
        let naam = self.register.naam(budget.aanbieder);
        let act = self.act(format!("budget {naam} {} weggehaald", budget.jaar));
        self.perform(&act, |h| Ok(h.remove(budget)?))
    }

    /// Everything that was ever done to a budget, oldest first.
    pub fn budget_history(&self, aanbieder: Aanbieder, jaar: i32) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Budget, &format!("{}/{jaar}", aanbieder.key())).map_err(|e| self.refused(e))
    }
}

fn check_year(jaar: i32) -> Result<(), Fout> {
    if JAREN.contains(&jaar) {
        return Ok(());
    }
    let tekst = format!("{jaar} valt buiten het contract; geef een jaar van {} tot en met {}.", JAREN.start(), JAREN.end());
    Err(Fout::Ongeldig { veld: "jaar", tekst })
}

/// An amount in whole cents above nothing.
fn amount(bedrag: Decimal) -> Result<Decimal, Fout> {
    let refuse = |tekst: &str| Err(Fout::Ongeldig { veld: "bedrag", tekst: tekst.to_owned() });
    if bedrag <= Decimal::ZERO {
        return refuse("Geef een bedrag boven nul, in euro.");
    }
    if bedrag > Decimal::from(1_000_000_000) {
        return refuse("Geef een bedrag van hooguit 1.000.000.000 euro.");
    }
    if bedrag.normalize().scale() > 2 {
        return refuse("Geef een bedrag in hele centen.");
    }
    Ok(bedrag.normalize())
}
