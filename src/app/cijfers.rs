//! Figures computed once and kept behind a stamp: a first frame needs no rows.
//!
//! What is kept per aanbieder and kwartaal goes out of date together, with any delivery of that aanbieder, another
//! normenkader or another version of the rules; it is made again in one pass over the reports.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{App, Fout};
use crate::domain::{
    Aanbieder, Dekkingsmelding, Dekkingsoverzicht, Dekkingswijziging, Indicator, Kwartaal, Meetreeks, Meting, REKENREGELS,
    Segment, in_volgorde,
};

/// Which figures of a kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// As known at the kwartaal itself: what was discussed stays what it was.
    Toen,
    /// With everything that came in later.
    Nieuwst,
}

impl Stand {
    const fn key(self) -> &'static str {
        match self {
            Self::Toen => "metingen",
            Self::Nieuwst => "nieuwst",
        }
    }
}

const fn segment_key(segment: Segment) -> &'static str {
    match segment {
        Segment::Collectief => "collectief",
        Segment::Individueel => "individueel",
    }
}

/// The figures of some kwartalen, ready to be looked at: loaded once, asked often.
#[derive(Debug)]
pub(super) struct Cijfers {
    segment: Segment,
    per_aanbieder: Vec<Meting>,
    dekkingen: Vec<Dekkingsoverzicht>,
    wijzigingen: Vec<Dekkingswijziging>,
}

impl Cijfers {
    /// Every figure of a kwartaal, in the order of the normenkader and `cli.md`.
    pub(super) fn of(&self, app: &App, kwartaal: Kwartaal) -> Vec<Meting> {
        let overzicht = self.dekkingen.iter().find(|d| d.kwartaal == kwartaal);
        in_volgorde(&app.normen, self.segment, kwartaal, &self.per_aanbieder, overzicht, &self.wijzigingen)
    }
}

impl App {
    /// Loads the figures of the kwartalen from and through these, making what is not kept or out of date.
    pub(super) fn cijfers(&self, segment: Segment, van: Kwartaal, tot: Kwartaal, stand: Stand) -> Result<Cijfers, Fout> {
        let mut per_aanbieder = Vec::new();
        for aanbieder in Aanbieder::ALL {
            per_aanbieder.extend(self.of_aanbieder(segment, aanbieder, van, tot, stand)?);
        }
        let dekkingen = self.dekkingen(segment, tot)?;
        Ok(Cijfers { segment, per_aanbieder, dekkingen, wijzigingen: self.dekkingswijzigingen()? })
    }

    /// Makes the figures that an overview needs when they are out of date, so that the next one to look need not wait.
    pub fn warm(&self) -> Result<(), Fout> {
        let kwartaal = self.start_kwartaal()?;
        self.cijfers(Segment::Collectief, kwartaal, kwartaal, Stand::Toen).map(drop)
    }

    /// The overviews of dekking, when the segment has a norm on it.
    fn dekkingen(&self, segment: Segment, tot: Kwartaal) -> Result<Vec<Dekkingsoverzicht>, Fout> {
        let needed = self.normen.norm.iter().any(|n| n.segment == segment && n.indicator == Indicator::Dekking);
        if needed { self.store.dekkingen(tot).map_err(|e| self.refused(e)) } else { Ok(Vec::new()) }
    }

    /// The changes of dekking that were reported between kwartalen.
    pub(super) fn dekkingswijzigingen(&self) -> Result<Vec<Dekkingswijziging>, Fout> {
        let meldingen = self.store.all::<Dekkingsmelding>().map_err(|e| self.refused(e))?;
        Ok(meldingen.iter().map(Dekkingsmelding::wijziging).collect())
    }

    fn of_aanbieder(
        &self,
        segment: Segment,
        aanbieder: Aanbieder,
        van: Kwartaal,
        tot: Kwartaal,
        stand: Stand,
    ) -> Result<Vec<Meting>, Fout> {
        let stamp = self.stamp(aanbieder)?;
        let prefix = format!("{}/{}", segment_key(segment), aanbieder.key());
        let index = format!("kwartalen/{prefix}");
        let known: Option<Vec<Kwartaal>> = self.store.cached(&index, &stamp).map_err(|e| self.refused(e))?;
        let Some(known) = known else {
            return self.make_figures(segment, aanbieder, &stamp, &prefix, (van, tot), stand);
        };
        let mut metingen = Vec::new();
        for kwartaal in known.into_iter().filter(|k| (van..=tot).contains(k)) {
            let key = format!("{}/{prefix}/{kwartaal}", stand.key());
            let kept: Option<Vec<Meting>> = self.store.cached(&key, &stamp).map_err(|e| self.refused(e))?;
            match kept {
                Some(kept) => metingen.extend(kept),
                // Half of it is gone: as good as nothing.
                None => return self.make_figures(segment, aanbieder, &stamp, &prefix, (van, tot), stand),
            }
        }
        Ok(metingen)
    }

    /// What the figures of an aanbieder depend on, in one text.
    fn stamp(&self, aanbieder: Aanbieder) -> Result<String, Fout> {
        let rows = self.store.stamp(Some(aanbieder)).map_err(|e| self.refused(e))?;
        let mut hasher = DefaultHasher::new();
        // The normenkader has no hash of its own; its text form says everything that is in it.
        format!("{:?}", self.normen).hash(&mut hasher);
        Ok(format!("{rows}/{:016x}/{REKENREGELS}", hasher.finish()))
    }

    /// One pass over all reports: makes every figure of every kwartaal, keeps them, returns those asked for.
    fn make_figures(
        &self,
        segment: Segment,
        aanbieder: Aanbieder,
        stamp: &str,
        prefix: &str,
        (van, tot): (Kwartaal, Kwartaal),
        stand: Stand,
    ) -> Result<Vec<Meting>, Fout> {
        let kept = if segment == Segment::Collectief { self.kept_series(aanbieder)? } else { None };
        let reeks = if let Some(kept) = kept {
            kept
        } else {
            let mut reeks = Meetreeks::new(aanbieder, segment);
            self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
            reeks
        };
        let kwartalen: Vec<Kwartaal> = reeks.kwartalen().collect();
        let mut kept: Vec<(String, Vec<Meting>)> = Vec::new();
        let mut asked = Vec::new();
        for kwartaal in kwartalen.iter().copied() {
            for which in [Stand::Toen, Stand::Nieuwst] {
                let metingen = match which {
                    Stand::Toen => reeks.metingen(&self.normen, kwartaal),
                    Stand::Nieuwst => reeks.metingen_op_nieuwste_stand(&self.normen, kwartaal),
                };
                if which == stand && (van..=tot).contains(&kwartaal) {
                    asked.extend(metingen.iter().cloned());
                }
                kept.push((format!("{}/{prefix}/{kwartaal}", which.key()), metingen));
            }
        }
        let index = (format!("kwartalen/{prefix}"), &kwartalen);
        let keep = || {
            self.store.keep(stamp, kept.iter().map(|(key, metingen)| (key.clone(), metingen)))?;
            self.store.keep(stamp, [index])
        };
        if let Err(e) = keep() {
            // A figure that could not be kept is made again next time; another program may be writing, or the disk is full.
            tracing::warn!(fout = %e, "cijfers niet bewaard");
        }
        Ok(asked)
    }

    /// Feeds the standing reports of an aanbieder, in order of kwartaal, one at a time.
    pub(super) fn feed(
        &self,
        aanbieder: Aanbieder,
        tot: Option<Kwartaal>,
        mut each: impl FnMut(crate::domain::Rapport),
    ) -> Result<(), Fout> {
        let fed = self.store.each_rapport(aanbieder, tot, |rapport| {
            each(rapport);
            Ok::<(), crate::storage::Error>(())
        });
        fed.map_err(|e| self.refused(e))
    }

    /// Figures of a kwartaal with all that was known at `stand`; made from the rows each time, since it is asked seldom.
    pub(super) fn cijfers_op_stand(&self, segment: Segment, kwartaal: Kwartaal, stand: Kwartaal) -> Result<Vec<Meting>, Fout> {
        let mut per_aanbieder = Vec::new();
        for aanbieder in Aanbieder::ALL {
            let mut reeks = Meetreeks::op_stand(aanbieder, segment, kwartaal, stand);
            self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
            per_aanbieder.extend(reeks.metingen(&self.normen, kwartaal));
        }
        let dekkingen = self.dekkingen(segment, kwartaal)?;
        let overzicht = dekkingen.iter().find(|d| d.kwartaal == kwartaal);
        Ok(in_volgorde(&self.normen, segment, kwartaal, &per_aanbieder, overzicht, &self.dekkingswijzigingen()?))
    }
}
