//! Attention points of a kwartaal (`domein.md` 6).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{Aanbieder, Aandachtreeks, Aandachtspunt, CvsExport, Gemeente, Gezien, Kwartaal};
use crate::wording;

/// An attention point as listed; the kinds are those of `domein.md` 6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtregel {
    /// The key of the kind: `drie_jaar`.
    pub soort: &'static str,
    pub aanbieder: Aanbieder,
    /// None for a point about a group.
    pub deelnemer: Option<String>,
    pub startdatum: Option<NaiveDate>,
    pub groep: Option<String>,
    /// The sentence.
    pub tekst: String,
    /// The kwartaal since when it is there without a break.
    pub sinds: Kwartaal,
    /// Marked as seen, and its facts did not change since.
    pub gezien: bool,
}

impl App {
    /// The attention points of a kwartaal in order of weight; `aanbieder` None is all three.
    pub fn aandacht(&self, kwartaal: Kwartaal, aanbieder: Option<Aanbieder>) -> Result<Vec<Aandachtregel>, Fout> {
        let gezien = self.gezien()?;
        let mut punten = Vec::new();
        for wie in Aanbieder::ALL.into_iter().filter(|a| aanbieder.is_none_or(|x| x == *a)) {
            punten.extend(self.aandachtspunten(kwartaal, wie)?);
        }
        punten.sort_by(|a, b| a.volgorde().cmp(&b.volgorde()));
        Ok(punten.iter().map(|punt| self.line(punt, &gezien)).collect())
    }

    /// The points of one aanbieder; none when there is no report.
    pub(super) fn aandachtspunten(&self, kwartaal: Kwartaal, aanbieder: Aanbieder) -> Result<Vec<Aandachtspunt>, Fout> {
        let mut reeks = Aandachtreeks::new(aanbieder, &self.normen().drempels, &self.werkdagen);
        let mut punten = Vec::new();
        let exports = self.cvs_exports(kwartaal)?;
        self.feed(aanbieder, Some(kwartaal), |rapport| {
            // Only the CVS exports of the kwartaal asked for: those of earlier ones say since when, which is of less worth
            // than the rows that reading them would cost.
            let of_this = rapport.kwartaal == kwartaal;
            let found = reeks.push(&rapport, if of_this { &exports } else { &[] });
            if of_this {
                punten = found;
            }
        })?;
        Ok(punten)
    }

    /// The points of one aanbieder that nobody has put aside, in order of weight.
    pub(super) fn unseen_aandacht(&self, kwartaal: Kwartaal, aanbieder: Aanbieder) -> Result<Vec<Aandachtspunt>, Fout> {
        let gezien = self.gezien()?;
        let mut punten = self.aandachtspunten(kwartaal, aanbieder)?;
        punten.retain(|punt| !self.is_quiet(punt, &gezien));
        Ok(punten)
    }

    /// Whether somebody has seen the point and it is not due to return.
    fn is_quiet(&self, punt: &Aandachtspunt, gezien: &HashMap<String, Gezien>) -> bool {
        gezien.get(&punt.sleutel()).is_some_and(|g| g.holds(&punt.grond.kenmerk(), self.vandaag()))
    }

    fn cvs_exports(&self, kwartaal: Kwartaal) -> Result<Vec<CvsExport>, Fout> {
        let exports = Gemeente::ALL.into_iter().map(|g| self.store.cvs(g, kwartaal, None).map_err(|e| self.refused(e)));
        Ok(exports.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Points that were marked as seen, by key.
    fn gezien(&self) -> Result<HashMap<String, Gezien>, Fout> {
        let all: Vec<Gezien> = self.store.all().map_err(|e| self.refused(e))?;
        Ok(all.into_iter().map(|g| (g.sleutel.clone(), g)).collect())
    }

    fn line(&self, punt: &Aandachtspunt, gezien: &HashMap<String, Gezien>) -> Aandachtregel {
        Aandachtregel {
            soort: punt.soort().key(),
            aanbieder: punt.aanbieder,
            deelnemer: punt.deelnemer.as_ref().map(|d| d.as_str().to_owned()),
            startdatum: punt.startdatum,
            groep: punt.groep.as_ref().map(ToString::to_string),
            tekst: wording::aandachtspunt(punt),
            sinds: punt.sinds,
            gezien: self.is_quiet(punt, gezien),
        }
    }
}
