//! Findings that only the earlier reports can give: a corrected Startdatum, a code that was written otherwise before.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::{
    Bestandsoordeel, Bevinding, Correctie, Deel, Deelnemercode, Dekkingsoverzicht, Kolom, Leveringsdeel, Product, Productopgave,
    Rapport, Segment, Tekst,
};

use super::catalogus::{Code, Melder, Plek};
use super::kruiscontrole::{kruiscontrole, plek};
use super::regel::datum_tekst;
use super::tekst::toonbaar;
use super::{Bladsoort, Gelezen, Inhoud, Vindplaats};

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
        if self.oordeel != Bestandsoordeel::NietBruikbaar {
            let mut melder = Melder::new(&self.bestand);
            afwijkingen.tell(&self.bevindingen, self.vindplaats(Bladsoort::Deelnemers), &mut melder);
            self.add(melder);
        }
    }

    /// Adds what is odd about the report beside that of the kwartaal before and the overview of its own; the rows of segment
    /// `individueel` are not held against that overview.
    pub fn add_cross_checks(&mut self, vorig: Option<&Rapport>, dekking: Option<&Dekkingsoverzicht>, individueel: &HashSet<u32>) {
        if self.oordeel == Bestandsoordeel::NietBruikbaar {
            return;
        }
        let mut melder = Melder::new(&self.bestand);
        let plaats = self.vindplaats(Bladsoort::Deelnemers);
        for rapport in self.inhoud.iter().filter_map(Inhoud::rapport) {
            kruiscontrole(rapport, vorig, dekking, individueel, plaats, &mut melder);
        }
        self.add(melder);
    }

    fn add(&mut self, melder: Melder) {
        let (bevindingen, aantallen) = melder.finish(|volgnummer| self.leveringsdeel(volgnummer));
        self.bevindingen.extend(bevindingen);
        for (code, n) in aantallen {
            *self.aantallen.entry(code).or_default() += n;
        }
        self.oordeel = self.oordeel.max(Bestandsoordeel::of(&self.bevindingen));
    }
}

impl Afwijkingen {
    /// Says each of them; `bekend` is what was found in the file by itself, `plaats` where its rows stand.
    fn tell(&self, bekend: &[Bevinding], plaats: Option<&Vindplaats>, melder: &mut Melder) {
        for correctie in &self.correcties {
            let plek = place(plaats, Kolom::Startdatum, &correctie.deelnemer, correctie.rij);
            melder.meld(Code::StartdatumGecorrigeerd, &plek, &datum_tekst(correctie.nieuw), &datum_tekst(correctie.oud));
        }
        for (deelnemer, rij, gat) in &self.zonder_product {
            let plek = place(plaats, Kolom::Product, deelnemer, *rij);
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
        for begonnen in &self.buiten_contract {
            let plek = place(plaats, Kolom::Startdatum, &begonnen.deelnemer, begonnen.rij);
            let segment = begonnen.segment.naam();
            let why = if begonnen.has_contract {
                format!("buiten de looptijd van het contract voor segment {segment}")
            } else {
                format!("en voor segment {segment} is er geen contract")
            };
            melder.meld(Code::NietGecontracteerd, &plek, &datum_tekst(begonnen.startdatum), &why);
        }
        for (nu, rij, eerder) in &self.schrijfwijzen {
            let told = |b: &Bevinding| b.code == Code::CodeHoofdletters.naam() && b.gevonden == nu.as_str();
            if !bekend.iter().any(told) {
                let plek = place(plaats, Kolom::Deelnemer, nu, *rij);
                melder.meld(Code::CodeHoofdletters, &plek, nu.as_str(), &toonbaar(eerder.as_str()));
            }
        }
    }
}

fn place<'a>(plaats: Option<&'a Vindplaats>, kolom: Kolom, deelnemer: &'a Deelnemercode, rij: u32) -> Plek<'a> {
    Plek { rij: Some(rij), deelnemer: Some(deelnemer.as_str()), ..plek(plaats, kolom, None) }
}

/// What only the reports and the overview beside a report can give; [`Code::CodeHoofdletters`] is told of one file by itself too.
const VERGELIJKEND: [Code; 10] = [
    Code::StartdatumGecorrigeerd,
    Code::ProductOntbreekt,
    Code::NietGecontracteerd,
    Code::TrajectVerdwenen,
    Code::TrajectTerug,
    Code::BegintredeGewijzigd,
    Code::GemeenteGewijzigd,
    Code::UrenSprong,
    Code::AantalSprong,
    Code::GemeenteNietGedekt,
];

/// The findings on the file of a stored report now that others stand beside it: `staand` without what is so no longer, and with
/// what is so now. What stays keeps its cell; of what is new only the row is known, for the file itself is gone.
pub fn compare_again(
    rapport: &Rapport,
    staand: Vec<Bevinding>,
    afwijkingen: &Afwijkingen,
    vorig: Option<&Rapport>,
    dekking: Option<&Dekkingsoverzicht>,
    bestand: &str,
) -> Vec<Bevinding> {
    let of_rows = Some(Leveringsdeel::Rapport(Deel::Deelnemers));
    let blad = staand.iter().find(|b| b.deel == of_rows).and_then(|b| b.blad.clone());
    let plaats = Vindplaats { soort: Bladsoort::Deelnemers, volgnummer: 0, blad: blad.map(Tekst::from), kolom_van: Vec::new() };
    let mut melder = Melder::new(bestand);
    afwijkingen.tell(&staand, Some(&plaats), &mut melder);
    kruiscontrole(rapport, vorig, dekking, &afwijkingen.individueel, Some(&plaats), &mut melder);
    let (mut found, _) = melder.finish(|_| of_rows);
    let mut now: Vec<Bevinding> = staand
        .into_iter()
        .filter(|b| {
            let again = found.iter().position(|f| is_same(f, b)).map(|at| found.remove(at));
            again.is_some() || !VERGELIJKEND.iter().any(|code| code.naam() == b.code)
        })
        .collect();
    now.append(&mut found);
    now
}

/// Whether two findings say the same, wherever they stand.
fn is_same(a: &Bevinding, b: &Bevinding) -> bool {
    (&a.code, &a.deelnemer, &a.tekst, a.aantal) == (&b.code, &b.deelnemer, &b.tekst, b.aantal)
}
