//! A report held against those before it: corrected Startdatums, and codes that were written otherwise.
//!
//! The series of reports before a kwartaal is kept from file to file, so that reading the reports of ten years in order goes
//! through each of them once, and the figures after it need not read back what was just stored.

use std::collections::HashSet;

use super::reeksen::Bekend;
use super::{App, Fout};
use crate::domain::{Aanbieder, Document, Documentsoort, Kwartaal, Meetreeks, Productopgave, Rapport, Segment, Trajectregel};
use crate::importing::{Afwijkingen, Buitencontract, Gelezen, Inhoud, Productgat};

impl App {
    /// Adds to a file what its report says otherwise than the reports before it; returns its rows of segment individueel.
    pub(super) fn add_differences(&self, gelezen: &mut Gelezen) -> Result<HashSet<u32>, Fout> {
        let mut found = Vec::new();
        for een in &gelezen.inhoud {
            if let Inhoud::Rapport(rapport) = een {
                found.push(self.differences(rapport)?);
            }
        }
        for afwijkingen in &found {
            gelezen.add_differences(afwijkingen);
        }
        Ok(found.into_iter().flat_map(|a| a.individueel).collect())
    }

    pub(super) fn differences(&self, rapport: &Rapport) -> Result<Afwijkingen, Fout> {
        let Some(deelnemers) = &rapport.deelnemers else { return Ok(Afwijkingen::default()) };
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let bekend = self.before(rapport.aanbieder, rapport.kwartaal)?;
        let plaatsen = bekend.reeks.stand().place(rapport.kwartaal, &regels);
        let entry = self.register.get(rapport.aanbieder);
        let had_collectief = entry.is_some_and(|i| i.had_contract(Segment::Collectief, rapport.kwartaal.last_day()));
        let (mut zonder_product, mut buiten_contract, mut individueel) = (Vec::new(), Vec::new(), HashSet::new());
        for (regel, plaats) in regels.iter().zip(&plaatsen) {
            let eerder = plaats.id().and_then(|id| bekend.reeks.stand().traject(id)).and_then(|t| t.product);
            let product = Productopgave::of_row(regel.product, eerder);
            let segment = Segment::of(product, had_collectief);
            if segment == Segment::Individueel {
                individueel.insert(regel.rij);
            }
            let gat = match (regel.product, product) {
                (None, Some(product)) => Some(Productgat::Eerder(product)),
                (None, None) => (segment == Segment::Individueel).then_some(Productgat::Nergens),
                (Some(_), None) => (segment == Segment::Individueel).then_some(Productgat::Collectief),
                (Some(_), Some(_)) => None,
            };
            zonder_product.extend(gat.map(|gat| (regel.deelnemer.clone(), regel.rij, gat)));
            if entry.is_some_and(|i| i.begins_without_contract(segment, regel.startdatum, rapport.kwartaal)) {
                buiten_contract.push(Buitencontract {
                    deelnemer: regel.deelnemer.clone(),
                    rij: regel.rij,
                    startdatum: regel.startdatum,
                    segment,
                    has_contract: entry.is_some_and(|i| i.has_contract(segment)),
                });
            }
        }
        let mut seen = HashSet::new();
        let schrijfwijzen = regels.iter().filter_map(|regel| {
            let eerder = bekend.reeks.stand().known_as(&regel.deelnemer).filter(|e| e.as_str() != regel.deelnemer.as_str())?;
            seen.insert(regel.deelnemer.as_str()).then(|| (regel.deelnemer.clone(), regel.rij, eerder.clone()))
        });
        let afwijkingen = Afwijkingen {
            correcties: bekend.reeks.stand().corrections(rapport.kwartaal, &regels, &plaatsen),
            schrijfwijzen: schrijfwijzen.collect(),
            zonder_product,
            individueel,
            buiten_contract,
        };
        self.eerder.borrow_mut().0.insert(rapport.aanbieder, bekend);
        Ok(afwijkingen)
    }

    /// The trajecten of every standing report before a kwartaal: what is kept when that still holds, else read again.
    fn before(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Bekend, Fout> {
        let stamp = self.store.stamp(Some(aanbieder)).map_err(|e| self.refused(e))?;
        let kept = self.eerder.borrow_mut().0.remove(&aanbieder);
        if let Some(kept) = kept.filter(|b| b.stamp == stamp && b.tot <= kwartaal)
            && (kept.tot == kwartaal || !self.has_reports(aanbieder, kept.tot, kwartaal.previous())?)
        {
            return Ok(Bekend { tot: kwartaal, ..kept });
        }
        let mut reeks = Meetreeks::new(self.selectie(aanbieder, self.segment_of_reports(aanbieder)));
        self.feed(aanbieder, Some(kwartaal.previous()), |rapport| {
            // The first kwartaal there is has none before it.
            if rapport.kwartaal < kwartaal {
                reeks.push(&rapport);
            }
        })?;
        Ok(Bekend { stamp, tot: kwartaal, reeks, volledig: true })
    }

    fn has_reports(&self, aanbieder: Aanbieder, van: Kwartaal, tot: Kwartaal) -> Result<bool, Fout> {
        let versies = self.store.versions(Documentsoort::Rapportage, van, tot).map_err(|e| self.refused(e))?;
        Ok(versies.iter().any(|v| matches!(v.document, Document::Rapportage(a, _) if a == aanbieder)))
    }

    /// The segment whose figures the reports of an aanbieder are kept ready for: that of its rows without a Product.
    pub(super) fn segment_of_reports(&self, aanbieder: Aanbieder) -> Segment {
        let ever = self.selectie(aanbieder, Segment::Collectief).collectief_vanaf.is_some();
        if ever { Segment::Collectief } else { Segment::Individueel }
    }

    /// The series of all reports of an aanbieder, when the files that were read last left it behind whole.
    pub(super) fn kept_series(&self, segment: Segment, aanbieder: Aanbieder) -> Result<Option<Meetreeks>, Fout> {
        if segment != self.segment_of_reports(aanbieder) {
            return Ok(None);
        }
        let stamp = self.store.stamp(Some(aanbieder)).map_err(|e| self.refused(e))?;
        let Some(kept) = self.eerder.borrow_mut().0.remove(&aanbieder).filter(|b| b.is_whole(segment, &stamp)) else {
            return Ok(None);
        };
        let has_later = self.has_reports(aanbieder, kept.tot, Kwartaal::LAST)?;
        Ok((!has_later).then_some(kept.reeks))
    }

    /// A copy of the series of all reports before a kwartaal, when it is kept and there are none from that kwartaal on.
    pub(super) fn series_before(
        &self,
        segment: Segment,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
    ) -> Result<Option<Meetreeks>, Fout> {
        let stamp = self.store.stamp(Some(aanbieder)).map_err(|e| self.refused(e))?;
        let kept = self.eerder.borrow();
        let kept = kept.0.get(&aanbieder).filter(|b| b.is_whole(segment, &stamp) && b.tot == kwartaal);
        let Some(kept) = kept else { return Ok(None) };
        Ok((!self.has_reports(aanbieder, kwartaal, Kwartaal::LAST)?).then(|| kept.reeks.clone()))
    }

    /// Takes out the series that a report comes next in, to add it while it is stored. What is taken and not given back by
    /// [`App::remember`] is read again when it is needed.
    pub(super) fn growing<'r>(&self, rapport: &'r Rapport) -> Result<Option<Aanwas<'r>>, Fout> {
        let stamp = self.store.stamp(Some(rapport.aanbieder)).map_err(|e| self.refused(e))?;
        let Some(bekend) = self.eerder.borrow_mut().0.remove(&rapport.aanbieder) else { return Ok(None) };
        let is_next = bekend.stamp == stamp && (rapport.deelnemers.is_none() || bekend.tot == rapport.kwartaal);
        Ok(is_next.then_some(Aanwas { rapport, bekend }))
    }

    /// Keeps a series that a report was added to, now that this is stored; `is_whole`: all parts of the version went in. It does not fail: whatever comes of it,
    /// the report is stored.
    pub(super) fn remember(&self, aanwas: Aanwas<'_>, is_whole: bool) {
        let Aanwas { rapport, mut bekend } = aanwas;
        let Ok(stamp) = self.store.stamp(Some(rapport.aanbieder)) else { return };
        bekend.stamp = stamp;
        bekend.volledig &= is_whole && rapport.deelnemers.is_some();
        self.eerder.borrow_mut().0.insert(rapport.aanbieder, bekend);
    }
}

/// A series, and the report that comes next in it.
pub(super) struct Aanwas<'r> {
    rapport: &'r Rapport,
    bekend: Bekend,
}

impl Aanwas<'_> {
    /// Adds the report to the series.
    pub(super) fn add(mut self) -> Self {
        if self.rapport.deelnemers.is_some() {
            self.bekend.reeks.push(self.rapport);
            self.bekend.tot = self.rapport.kwartaal.next();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::app::testing::Kamer;
    use crate::domain::Segment;
    use crate::domain::testing::{PSW, k, report};

    #[test]
    fn first_figures_are_the_same_from_the_series_that_is_kept_and_from_all_rows() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&report("2024-K1", &["A 2024-01-15 start=ja", "B 2024-02-01 start=nee"]));
        let mut next =
            report("2024-K2", &["A 2024-01-15 start=ja", "B 2024-02-01 start=ja", "C 2024-04-01 uit=anders/2024-05-01"]);
        let from_rows = kamer.app.moved_by(&mut next).unwrap();
        assert!(!from_rows.1.is_empty() && kamer.app.series_before(Segment::Collectief, PSW, k("2024-K2")).unwrap().is_none());
        kamer.app.differences(&next).unwrap();
        for _ in 0..2 {
            assert!(
                kamer.app.series_before(Segment::Collectief, PSW, k("2024-K2")).unwrap().is_some(),
                "looking at it leaves it for the next"
            );
            assert_eq!(kamer.app.moved_by(&mut next).unwrap(), from_rows);
        }
        // Where a later one stands, its figures move too.
        kamer.deliver(&report("2024-K3", &["A 2024-01-15 start=nee"]));
        kamer.app.differences(&next).unwrap();
        assert!(kamer.app.series_before(Segment::Collectief, PSW, k("2024-K2")).unwrap().is_none());
        assert!(!kamer.app.moved_by(&mut next).unwrap().0.is_empty());
    }
}
