//! Findings that only the earlier reports can give: a corrected Startdatum, a code that was written otherwise before.

use crate::domain::{Bestandsoordeel, Correctie, Deelnemercode, Kolom};

use super::Gelezen;
use super::catalogus::{Code, Melder, Plek};
use super::tekst::toonbaar;

/// What a report says otherwise than the reports before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Afwijkingen {
    pub correcties: Vec<Correctie>,
    /// A code as it is written now with its row, and as it was written before.
    pub schrijfwijzen: Vec<(Deelnemercode, u32, Deelnemercode)>,
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
            let plek = place(Kolom::Startdatum, &correctie.deelnemer, correctie.rij);
            let day = |d: chrono::NaiveDate| d.format("%-d-%-m-%Y").to_string();
            melder.meld(Code::StartdatumGecorrigeerd, &plek, &day(correctie.nieuw), &day(correctie.oud));
        }
        for (nu, rij, eerder) in &afwijkingen.schrijfwijzen {
            let told = |b: &crate::domain::Bevinding| b.code == Code::CodeHoofdletters.naam() && b.gevonden == nu.as_str();
            if !self.bevindingen.iter().any(told) {
                let plek = place(Kolom::Deelnemer, nu, *rij);
                melder.meld(Code::CodeHoofdletters, &plek, nu.as_str(), &toonbaar(eerder.as_str()));
            }
        }
        let (bevindingen, aantallen) = melder.finish();
        self.bevindingen.extend(bevindingen);
        for (code, n) in aantallen {
            *self.aantallen.entry(code).or_default() += n;
        }
        self.oordeel = self.oordeel.max(Bestandsoordeel::of(&self.bevindingen));
    }
}

fn place(kolom: Kolom, deelnemer: &Deelnemercode, rij: u32) -> Plek<'_> {
    Plek {
        blad: Some("Deelnemers"),
        rij: Some(rij),
        veldnaam: kolom.naam(),
        veld: Some(kolom),
        deelnemer: Some(deelnemer.as_str()),
        ..Plek::default()
    }
}
