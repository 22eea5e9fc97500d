//! Findings that only the earlier reports can give: a corrected Startdatum, a code that was written otherwise before.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::{
    Bestandsoordeel, Correctie, Deelnemercode, Dekkingsoverzicht, Kolom, Product, Productopgave, Rapport, Segment,
};

use super::catalogus::{Code, Melder, Plek};
use super::kruiscontrole::{kruiscontrole, plek};
use super::regel::datum_tekst;
use super::tekst::toonbaar;
use super::{Bladsoort, Gelezen};

/// What a report says otherwise than the reports before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Afwijkingen {
    pub correcties: Vec<Correctie>,
    /// A code as it is written now with its row, and as it was written before.
    pub schrijfwijzen: Vec<(Deelnemercode, u32, Deelnemercode)>,
    /// A row of individueel that does not say which product.
    pub zonder_product: Vec<(Deelnemercode, u32, Productgat)>,
    /// The rows of segment individueel, which know no dekking.
    pub individueel: HashSet<u32>,
    /// A traject that began in the kwartaal while its aanbieder had no contract for its segment.
    pub buiten_contract: Vec<Buitencontract>,
}

/// A row of a traject that began without a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buitencontract {
    pub deelnemer: Deelnemercode,
    pub rij: u32,
    pub startdatum: NaiveDate,
    pub segment: Segment,
    /// Whether there is a contract for the segment on other days.
    pub has_contract: bool,
}

/// Why it is not sure which product of segment individueel a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Productgat {
    /// Empty; an earlier row of its traject said this.
    Eerder(Product),
    /// Empty, and nothing said it before.
    Nergens,
    /// It says collectief, of an aanbieder that never had a contract for that.
    Collectief,
}

impl Gelezen {
    /// Adds the findings of what the file says otherwise than earlier reports; they never make it worse than *goed met
    /// opmerkingen*. Nothing is added to a file that cannot be used.
    pub fn add_differences(&mut self, afwijkingen: &Afwijkingen) {
        if self.oordeel == Bestandsoordeel::NietBruikbaar {
            return;
        }
        let mut melder = Melder::new(&self.bestand);
        for correctie in &afwijkingen.correcties {
            let plek = self.place(Kolom::Startdatum, &correctie.deelnemer, correctie.rij);
            melder.meld(Code::StartdatumGecorrigeerd, &plek, &datum_tekst(correctie.nieuw), &datum_tekst(correctie.oud));
        }
        for (deelnemer, rij, gat) in &afwijkingen.zonder_product {
            let plek = self.place(Kolom::Product, deelnemer, *rij);
            let (gevonden, extra) = match gat {
                Productgat::Eerder(product) => {
                    ("", format!("leeg, en gelezen als {}, zoals eerder bij dit traject", product.naam()))
                }
                Productgat::Nergens => {
                    ("", "leeg, en nergens staat of het mbo of hbo is: van de uren is het tarief niet bekend".to_owned())
                }
                Productgat::Collectief => {
                    let p1 = Productopgave::Collectief.naam();
                    let why = "terwijl de aanbieder nooit een contract voor segment collectief had";
                    (p1, format!("{p1}, {why}: van de uren is het tarief niet bekend"))
                }
            };
            melder.meld(Code::ProductOntbreekt, &plek, gevonden, &extra);
        }
        for begonnen in &afwijkingen.buiten_contract {
            let plek = self.place(Kolom::Startdatum, &begonnen.deelnemer, begonnen.rij);
            let segment = begonnen.segment.naam();
            let why = if begonnen.has_contract {
                format!("buiten de looptijd van het contract voor segment {segment}")
            } else {
                format!("en voor segment {segment} is er geen contract")
            };
            melder.meld(Code::NietGecontracteerd, &plek, &datum_tekst(begonnen.startdatum), &why);
        }
        for (nu, rij, eerder) in &afwijkingen.schrijfwijzen {
            let told = |b: &crate::domain::Bevinding| b.code == Code::CodeHoofdletters.naam() && b.gevonden == nu.as_str();
            if !self.bevindingen.iter().any(told) {
                let plek = self.place(Kolom::Deelnemer, nu, *rij);
                melder.meld(Code::CodeHoofdletters, &plek, nu.as_str(), &toonbaar(eerder.as_str()));
            }
        }
        self.add(melder);
    }

    /// Adds what is odd about the report beside that of the kwartaal before and the overview of its own; the rows of segment
    /// `individueel` are not held against that overview.
    pub fn add_cross_checks(&mut self, vorig: Option<&Rapport>, dekking: Option<&Dekkingsoverzicht>, individueel: &HashSet<u32>) {
        if self.oordeel != Bestandsoordeel::NietBruikbaar {
            self.add(kruiscontrole(self, vorig, dekking, individueel));
        }
    }

    fn add(&mut self, melder: Melder) {
        let (bevindingen, aantallen) = melder.finish(|volgnummer| self.leveringsdeel(volgnummer));
        self.bevindingen.extend(bevindingen);
        for (code, n) in aantallen {
            *self.aantallen.entry(code).or_default() += n;
        }
        self.oordeel = self.oordeel.max(Bestandsoordeel::of(&self.bevindingen));
    }

    fn place<'a>(&'a self, kolom: Kolom, deelnemer: &'a Deelnemercode, rij: u32) -> Plek<'a> {
        let vindplaats = self.vindplaats(Bladsoort::Deelnemers);
        Plek { rij: Some(rij), deelnemer: Some(deelnemer.as_str()), ..plek(vindplaats, kolom, None) }
    }
}
