//! What is known of trajecten besides figures: one deelnemer's way, movement on the ladder, and CVS against the reports.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::vooruitblik::Doelbeeld;
use super::{App, Fout};
use crate::domain::{
    Aanbieder, Cvsvergelijking, Deelnemercode, Gemeente, Kwartaal, Laddergang, Ladderreeks, Segment, Stand, Trajectregel,
    Trajectverloop, Trede, Uitstroom, Verloopreeks,
};

/// At most so many deelnemers are listed; who is not among them is found by more of the code.
const MAX_TREFFERS: usize = 20_000;

/// A deelnemer that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deelnemertreffer {
    pub aanbieder: Aanbieder,
    /// The code as last written.
    pub code: Deelnemercode,
    /// As last reported.
    pub gemeente: Gemeente,
    /// Those of its trajecten.
    pub segmenten: Vec<Segment>,
    /// The kwartalen of the first and the last report with it.
    pub van: Kwartaal,
    pub tot: Kwartaal,
    /// As last reported, of the traject that began last.
    pub startdatum: NaiveDate,
    pub trede: Option<Trede>,
    pub doeltrede: Option<Trede>,
    pub uitstroom: Option<Uitstroom>,
    /// It is in the last report of its aanbieder, and did not end there.
    pub loopt: bool,
}

impl Deelnemertreffer {
    fn take(&mut self, kwartaal: Kwartaal, regel: &Trajectregel) {
        if kwartaal == self.tot && regel.startdatum < self.startdatum {
            return;
        }
        self.code = regel.deelnemer.clone();
        (self.gemeente, self.tot, self.startdatum) = (regel.gemeente, kwartaal, regel.startdatum);
        (self.trede, self.doeltrede, self.uitstroom) = (regel.huidige_trede, regel.doeltrede, regel.uitstroom);
    }
}

/// The deelnemers of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deelnemerlijst {
    pub segment: Segment,
    /// In order of code.
    pub treffers: Vec<Deelnemertreffer>,
    /// How many have trajecten in the other segment only.
    pub elders: usize,
}

/// Everything that was reported of one deelnemer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deelnemerbeeld {
    pub aanbieder: Aanbieder,
    pub code: Deelnemercode,
    /// The earliest first.
    pub trajecten: Vec<Trajectverloop>,
}

/// The movement on the ladder of everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladderbeeld {
    pub kwartaal: Kwartaal,
    /// The trajecten in the reports of the kwartaal, by aanbieder in the order of the register.
    pub gangen: Vec<(Aanbieder, Laddergang)>,
    /// Doel op de ladder, of each segment that somebody is shown in.
    pub doelen: Vec<Doelbeeld>,
}

/// CVS against the reports, of a kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvsbeeld {
    pub kwartaal: Kwartaal,
    /// The gemeenten that delivered an export.
    pub geleverd: Vec<Gemeente>,
    /// Per such gemeente and aanbieder with a report, where either has a traject.
    pub vergelijkingen: Vec<Cvsvergelijking>,
}

impl App {
    /// The deelnemers whose code begins with the text, else contains it; in order of code.
    pub fn find_deelnemers(&self, zoek: &str) -> Result<Vec<Deelnemertreffer>, Fout> {
        let mut treffers = self.all_deelnemers(zoek)?;
        treffers.truncate(MAX_TREFFERS);
        Ok(treffers)
    }

    /// The deelnemers with a traject in a segment.
    pub fn deelnemerlijst(&self, segment: Segment) -> Result<Deelnemerlijst, Fout> {
        let all = self.all_deelnemers("")?;
        let everybody = all.len();
        let mut treffers: Vec<Deelnemertreffer> = all.into_iter().filter(|t| t.segmenten.contains(&segment)).collect();
        let elders = everybody - treffers.len();
        treffers.truncate(MAX_TREFFERS);
        Ok(Deelnemerlijst { segment, treffers, elders })
    }

    fn all_deelnemers(&self, zoek: &str) -> Result<Vec<Deelnemertreffer>, Fout> {
        let asked = zoek.trim().to_lowercase();
        let everybody = self.aanbieders_with_reports()?;
        let mut all: BTreeMap<(Deelnemercode, usize), Deelnemertreffer> = BTreeMap::new();
        for (plaats, aanbieder) in everybody.into_iter().enumerate() {
            let mut stand = Stand::default();
            self.feed(aanbieder, None, |rapport| {
                let Some(deelnemers) = &rapport.deelnemers else { return };
                stand.push(rapport.kwartaal, deelnemers);
                for regel in &deelnemers.regels {
                    if !regel.deelnemer.sleutel().contains(&asked) {
                        continue;
                    }
                    let found = all.entry((regel.deelnemer.clone(), plaats)).or_insert_with(|| Deelnemertreffer {
                        aanbieder,
                        code: regel.deelnemer.clone(),
                        gemeente: regel.gemeente,
                        segmenten: Vec::new(),
                        van: rapport.kwartaal,
                        tot: rapport.kwartaal,
                        startdatum: regel.startdatum,
                        trede: None,
                        doeltrede: None,
                        uitstroom: None,
                        loopt: false,
                    });
                    found.take(rapport.kwartaal, regel);
                }
            })?;
            let newest = stand.laatste();
            for found in all.iter_mut().filter(|((_, p), _)| *p == plaats).map(|(_, found)| found) {
                found.loopt = found.uitstroom.is_none() && newest == Some(found.tot);
            }
            let had_collectief = stand.laatste().is_some_and(|k| self.had_collectief(aanbieder, k));
            for traject in stand.trajecten() {
                let segment = Segment::of(traject.product, had_collectief);
                if let Some(found) = all.get_mut(&(traject.deelnemer.clone(), plaats))
                    && !found.segmenten.contains(&segment)
                {
                    found.segmenten.push(segment);
                }
            }
        }
        let mut treffers: Vec<Deelnemertreffer> = all.into_values().collect();
        treffers.sort_by_key(|t| !t.code.sleutel().starts_with(&asked));
        Ok(treffers)
    }

    /// Everything that was reported of one deelnemer.
    pub fn deelnemer(&self, aanbieder: Aanbieder, code: &str) -> Result<Deelnemerbeeld, Fout> {
        let missing =
            || Fout::NietGevonden(format!("Deelnemer {} van {}", crate::wording::veilig(code), self.register.naam(aanbieder)));
        let code = Deelnemercode::new(code).ok_or_else(missing)?;
        let mut reeks = Verloopreeks::new(code.clone());
        self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
        let trajecten = reeks.trajecten();
        if trajecten.is_empty() {
            return Err(missing());
        }
        let code = trajecten.iter().rev().find_map(Trajectverloop::laatste).map_or(code, |r| r.deelnemer.clone());
        Ok(Deelnemerbeeld { aanbieder, code, trajecten })
    }

    /// From which step to which the trajecten in the reports of the kwartaal went.
    pub fn ladderbeeld(&self, kwartaal: Kwartaal) -> Result<Ladderbeeld, Fout> {
        let mut gangen = Vec::new();
        for aanbieder in self.getoond(kwartaal)?.iter().map(|g| g.aanbieder) {
            let mut reeks = Ladderreeks::new(kwartaal);
            self.feed(aanbieder, Some(kwartaal), |rapport| reeks.push(&rapport))?;
            gangen.extend(reeks.gangen().into_iter().map(|gang| (aanbieder, gang)));
        }
        let mut doelen = Vec::new();
        for segment in Segment::ALL {
            let beeld = self.doelbeeld(segment, kwartaal)?;
            if beeld.doelen.iter().any(|(wie, _)| wie.is_some()) {
                doelen.push(beeld);
            }
        }
        Ok(Ladderbeeld { kwartaal, gangen, doelen })
    }

    /// The CVS exports of a kwartaal against the reports.
    pub fn cvsbeeld(&self, kwartaal: Kwartaal) -> Result<Cvsbeeld, Fout> {
        let mut exports = Vec::new();
        for gemeente in Gemeente::ALL {
            exports.extend(self.store.cvs(gemeente, kwartaal, None).map_err(|e| self.refused(e))?);
        }
        let mut vergelijkingen = Vec::new();
        for aanbieder in self.getoond(kwartaal)?.iter().map(|g| g.aanbieder) {
            let rapport = self.store.rapport(aanbieder, kwartaal, None).map_err(|e| self.refused(e))?;
            let Some(deelnemers) = rapport.and_then(|r| r.deelnemers) else { continue };
            let compared = exports.iter().map(|export| Cvsvergelijking::of(export, aanbieder, &deelnemers));
            vergelijkingen.extend(compared.filter(|c| !c.rijen.is_empty()));
        }
        // Within a gemeente they stay in the order of the register.
        vergelijkingen.sort_by_key(|c| c.gemeente);
        Ok(Cvsbeeld { kwartaal, geleverd: exports.iter().map(|e| e.gemeente).collect(), vergelijkingen })
    }
}
