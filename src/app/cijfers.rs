//! Figures computed once and kept behind a stamp: a first frame needs no rows.
//!
//! What is kept per aanbieder and kwartaal goes out of date together, with any delivery of that aanbieder, another
//! normenkader or another version of the rules; it is made again in one pass over the reports.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{App, Fout};
use crate::domain::register::{Getoond, Inschrijving};
use crate::domain::{
    Aanbieder, Dekkingsgegevens, Dekkingsmelding, Dekkingsoverzicht, Dekkingswijziging, Gemeente, Gesprek, Indicator, Kwartaal,
    Meetreeks, Meting, Periode, REKENREGELS, Rijsoorten, Segment, Selectie, Tevredenheidsregel, in_volgorde,
};

/// Which figures of a kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peilstand {
    /// As known at the kwartaal itself: what was discussed stays what it was.
    Toen,
    /// With everything that came in later.
    Nieuwst,
}

impl Peilstand {
    const fn key(self) -> &'static str {
        match self {
            Self::Toen => "metingen",
            Self::Nieuwst => "nieuwst",
        }
    }
}

pub(super) const SEGMENTEN: [Segment; 2] = [Segment::Collectief, Segment::Individueel];

/// Where the figures of an aanbieder are kept.
#[derive(Debug, Clone, Copy)]
struct Cijferplek {
    segment: Segment,
    aanbieder: Aanbieder,
}

impl Cijferplek {
    fn name(self) -> String {
        format!("{}/{}", self.segment.naam(), self.aanbieder.key())
    }

    /// The kwartalen that there are figures of.
    fn index(self) -> String {
        format!("kwartalen/{}", self.name())
    }

    /// The gemeenten with trajecten in each year.
    fn gemeenten(self) -> String {
        format!("gemeenten/{}", self.name())
    }

    fn key(self, stand: Peilstand, kwartaal: Kwartaal) -> String {
        format!("{}/{}/{kwartaal}", stand.key(), self.name())
    }
}

/// Every figure of an aanbieder: which kwartaal, as known when, and all of them.
struct Gevormd {
    kwartalen: Vec<(Kwartaal, Rijsoorten)>,
    gemeenten: Vec<(i32, Vec<Gemeente>)>,
    figures: Vec<(Kwartaal, Peilstand, Vec<Meting>)>,
}

/// The figures of some kwartalen, ready to be looked at: loaded once, asked often.
#[derive(Debug)]
pub(super) struct Cijferlading {
    segment: Segment,
    /// Who is in the year through each kwartaal.
    getoond: HashMap<Kwartaal, Vec<Getoond>>,
    per_aanbieder: Vec<Meting>,
    dekkingen: Vec<Dekkingsoverzicht>,
    wijzigingen: Vec<Dekkingswijziging>,
}

impl Cijferlading {
    /// Every figure of a kwartaal, in the order of the normenkader and `cli.md`.
    pub(super) fn of(&self, app: &App, kwartaal: Kwartaal) -> Vec<Meting> {
        let overzicht = self.dekkingen.iter().find(|d| d.kwartaal == kwartaal);
        let dekking = Dekkingsgegevens { overzicht, wijzigingen: &self.wijzigingen, register: &app.register };
        in_volgorde(&app.normen, self.segment, kwartaal, self.wie(kwartaal), &self.per_aanbieder, dekking)
    }

    /// Who is shown in the figures of a kwartaal, in the order of the segment.
    pub(super) fn getoond(&self, kwartaal: Kwartaal) -> Vec<Aanbieder> {
        self.wie(kwartaal).iter().map(|g| g.aanbieder).collect()
    }

    fn wie(&self, kwartaal: Kwartaal) -> &[Getoond] {
        self.getoond.get(&kwartaal).map_or(&[], Vec::as_slice)
    }
}

impl App {
    /// Loads the figures of the kwartalen from and through these, making what is not kept or out of date.
    pub(super) fn cijfers(&self, segment: Segment, van: Kwartaal, tot: Kwartaal, stand: Peilstand) -> Result<Cijferlading, Fout> {
        let getoond = self.getoond_in_jaar(segment, van, tot)?;
        // Of each the first kwartaal that is needed: who left is in the year with an earlier one.
        let mut shown: HashMap<Aanbieder, Kwartaal> = HashMap::new();
        for (k, wie) in getoond.iter().flat_map(|(k, who)| who.iter().map(|wie| (*k, wie))) {
            let needed = wie.laatste.unwrap_or(k);
            shown.entry(wie.aanbieder).and_modify(|first| *first = needed.min(*first)).or_insert(needed);
        }
        let mut per_aanbieder = Vec::new();
        for (aanbieder, first) in shown {
            per_aanbieder.extend(self.of_aanbieder(segment, aanbieder, first, tot, stand)?);
        }
        let dekkingen = self.dekkingen(segment, tot)?;
        Ok(Cijferlading { segment, getoond, per_aanbieder, dekkingen, wijzigingen: self.dekkingswijzigingen()? })
    }

    /// Whose rows of a segment figures are formed from.
    pub(super) fn selectie(&self, aanbieder: Aanbieder, segment: Segment) -> Selectie {
        let collectief_vanaf = self.register.get(aanbieder).and_then(Inschrijving::collectief_vanaf);
        Selectie { aanbieder, segment, gemeente: None, collectief_vanaf }
    }

    /// Whose rows are on the table of a gesprek.
    pub(super) fn selectie_of(&self, gesprek: &Gesprek) -> Selectie {
        Selectie { gemeente: gesprek.gemeente(), ..self.selectie(gesprek.aanbieder, gesprek.segment()) }
    }

    /// What rows the reports of an aanbieder have; formed with its figures.
    pub(super) fn row_kinds(&self, aanbieder: Aanbieder) -> Result<HashMap<Kwartaal, Rijsoorten>, Fout> {
        let stamp = self.stamp(aanbieder)?;
        let plek = Cijferplek { segment: Segment::Individueel, aanbieder };
        let known: Option<Vec<(Kwartaal, Rijsoorten)>> = self.store.cached(&plek.index(), &stamp).map_err(|e| self.refused(e))?;
        if let Some(known) = known {
            return Ok(known.into_iter().collect());
        }
        Ok(self.form_and_keep(plek, &stamp)?.kwartalen.into_iter().collect())
    }

    /// Forms every figure and keeps it. One that could not be kept is made again next time: another program may be writing, or the
    /// disk is full.
    fn form_and_keep(&self, plek: Cijferplek, stamp: &str) -> Result<Gevormd, Fout> {
        let gevormd = self.form_figures(plek)?;
        if let Err(e) = self.keep_figures(plek, stamp, &gevormd) {
            tracing::warn!(fout = %e, "cijfers niet bewaard");
        }
        Ok(gevormd)
    }

    /// The gemeenten where a traject of segment individueel of an aanbieder ran in a calendar year; formed with its figures.
    pub(super) fn gemeenten_met_trajecten(&self, aanbieder: Aanbieder, jaar: i32) -> Result<Vec<Gemeente>, Fout> {
        let stamp = self.stamp(aanbieder)?;
        let plek = Cijferplek { segment: Segment::Individueel, aanbieder };
        let known: Option<Vec<(i32, Vec<Gemeente>)>> =
            self.store.cached(&plek.gemeenten(), &stamp).map_err(|e| self.refused(e))?;
        let per_jaar = known.map_or_else(|| self.form_and_keep(plek, &stamp).map(|gevormd| gevormd.gemeenten), Ok)?;
        Ok(per_jaar.into_iter().find(|(of, _)| *of == jaar).map(|(_, gemeenten)| gemeenten).unwrap_or_default())
    }

    /// Makes the figures that an overview needs when they are out of date, so that the next one to look need not wait.
    pub fn warm(&self) -> Result<(), Fout> {
        let kwartaal = self.start_kwartaal()?;
        self.cijfers(Segment::Collectief, kwartaal, kwartaal, Peilstand::Toen).map(drop)
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

    /// The figures of one aanbieder, as [`Self::cijfers`].
    pub(super) fn of_aanbieder(
        &self,
        segment: Segment,
        aanbieder: Aanbieder,
        van: Kwartaal,
        tot: Kwartaal,
        stand: Peilstand,
    ) -> Result<Vec<Meting>, Fout> {
        let stamp = self.stamp(aanbieder)?;
        let plek = Cijferplek { segment, aanbieder };
        let known: Option<Vec<(Kwartaal, Rijsoorten)>> = self.store.cached(&plek.index(), &stamp).map_err(|e| self.refused(e))?;
        let Some(known) = known else { return self.make_figures(plek, &stamp, (van, tot), stand) };
        let mut metingen = Vec::new();
        for kwartaal in known.into_iter().map(|(k, _)| k).filter(|k| (van..=tot).contains(k)) {
            let kept: Option<Vec<Meting>> = self.store.cached(&plek.key(stand, kwartaal), &stamp).map_err(|e| self.refused(e))?;
            match kept {
                Some(kept) => metingen.extend(kept),
                // Half of it is gone: as good as nothing.
                None => return self.make_figures(plek, &stamp, (van, tot), stand),
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
        // Since when it is of collectief decides which rows are.
        let vanaf = self.register.get(aanbieder).and_then(Inschrijving::collectief_vanaf);
        let vanaf = vanaf.map_or_else(|| "nooit".to_owned(), |dag| dag.to_string());
        Ok(format!("{rows}/{vanaf}/{:016x}/{REKENREGELS}", hasher.finish()))
    }

    /// Makes every figure of every kwartaal, keeps them, returns those asked for.
    fn make_figures(
        &self,
        plek: Cijferplek,
        stamp: &str,
        (van, tot): (Kwartaal, Kwartaal),
        stand: Peilstand,
    ) -> Result<Vec<Meting>, Fout> {
        let kept = self.kept_series(plek.segment, plek.aanbieder)?;
        let gevormd = kept.map_or_else(|| self.form_figures(plek), |reeks| Ok(self.figures_of(&reeks)))?;
        if let Err(e) = self.keep_figures(plek, stamp, &gevormd) {
            // A figure that could not be kept is made again next time; another program may be writing, or the disk is full.
            tracing::warn!(fout = %e, "cijfers niet bewaard");
        }
        let asked = gevormd.figures.into_iter().filter(|(k, which, _)| *which == stand && (van..=tot).contains(k));
        Ok(asked.flat_map(|(.., metingen)| metingen).collect())
    }

    /// Forms every figure from the rows, in one pass over the reports.
    fn form_figures(&self, plek: Cijferplek) -> Result<Gevormd, Fout> {
        let mut reeks = Meetreeks::new(self.selectie(plek.aanbieder, plek.segment));
        self.feed(plek.aanbieder, None, |rapport| reeks.push(&rapport))?;
        Ok(self.figures_of(&reeks))
    }

    fn figures_of(&self, reeks: &Meetreeks) -> Gevormd {
        let kwartalen: Vec<(Kwartaal, Rijsoorten)> = reeks.rijen().collect();
        let both = |k: Kwartaal| {
            let (toen, nieuwst) = (reeks.metingen(&self.normen, k), reeks.metingen_op_nieuwste_stand(&self.normen, k));
            [(k, Peilstand::Toen, toen), (k, Peilstand::Nieuwst, nieuwst)]
        };
        let figures = kwartalen.iter().map(|(k, _)| *k).flat_map(both).collect();
        Gevormd { figures, gemeenten: reeks.gemeenten_per_jaar(), kwartalen }
    }

    fn keep_figures(&self, plek: Cijferplek, stamp: &str, gevormd: &Gevormd) -> Result<(), crate::storage::Error> {
        let figures = gevormd.figures.iter().map(|(k, which, metingen)| (plek.key(*which, *k), metingen));
        self.store.keep(stamp, figures)?;
        self.store.keep(stamp, [(plek.gemeenten(), &gevormd.gemeenten)])?;
        self.store.keep(stamp, [(plek.index(), &gevormd.kwartalen)])
    }

    /// Holds the figures that were kept against what the rows give. Those that differ are formed anew and told of, in words;
    /// what is out of date or of nothing goes.
    pub(super) fn check_figures(&self) -> Result<Vec<String>, Fout> {
        let mut kept: HashMap<String, (String, String)> = HashMap::new();
        for (key, stamp, inhoud) in self.store.all_cached().map_err(|e| self.refused(e))? {
            kept.insert(key, (stamp, inhoud));
        }
        let mut said = Vec::new();
        let everybody = self.aanbieders_with_reports()?;
        for (segment, aanbieder) in SEGMENTEN.into_iter().flat_map(|s| everybody.iter().map(move |a| (s, *a))) {
            let (plek, stamp) = (Cijferplek { segment, aanbieder }, self.stamp(aanbieder)?);
            let gevormd = self.form_figures(plek)?;
            let mut present = |key: &str| kept.remove(key).filter(|(of, _)| *of == stamp).map(|(_, inhoud)| inhoud);
            let mut wrong = Vec::new();
            if present(&plek.index()).is_some_and(|inhoud| !is_kept_as(&inhoud, &gevormd.kwartalen)) {
                wrong.push(format!("De lijst van kwartalen met cijfers van {} was anders.", self.register.naam(aanbieder)));
            }
            if present(&plek.gemeenten()).is_some_and(|inhoud| !is_kept_as(&inhoud, &gevormd.gemeenten)) {
                wrong.push(format!("De gemeenten met trajecten van {} waren anders.", self.register.naam(aanbieder)));
            }
            for (kwartaal, which, metingen) in &gevormd.figures {
                if let Some(inhoud) = present(&plek.key(*which, *kwartaal)).filter(|inhoud| !is_kept_as(inhoud, metingen)) {
                    wrong.extend(self.differences_in(*kwartaal, &inhoud, metingen));
                }
            }
            if !wrong.is_empty() {
                self.keep_figures(plek, &stamp, &gevormd).map_err(|e| self.refused(e))?;
                said.extend(wrong);
            }
        }
        self.store.forget_cached(kept.keys().map(String::as_str)).map_err(|e| self.refused(e))?;
        Ok(said)
    }

    /// The figures that were kept otherwise than the rows give them.
    fn differences_in(&self, kwartaal: Kwartaal, inhoud: &str, metingen: &[Meting]) -> Vec<String> {
        let kept: Vec<Meting> = serde_json::from_str(inhoud).unwrap_or_default();
        let moved = kept.into_iter().zip(metingen).filter(|(was, wordt)| was != *wordt);
        let said: Vec<String> = moved.map(|(was, wordt)| self.verschoven(was, wordt.clone()).woorden(&self.register)).collect();
        let wie = self.register.naam_of(metingen.first().and_then(|m| m.aanbieder), "");
        if said.is_empty() { vec![format!("De cijfers van {wie} over {kwartaal} waren niet te lezen.")] } else { said }
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

    /// Figures of a kwartaal with all that was known at `stand`, of one gemeente or of all; made from the rows each time, since
    /// they are asked seldom.
    pub(super) fn cijfers_uit_rijen(
        &self,
        segment: Segment,
        kwartaal: Kwartaal,
        stand: Option<Kwartaal>,
        gemeente: Option<Gemeente>,
    ) -> Result<Vec<Meting>, Fout> {
        let getoond = self.getoond_van(segment, kwartaal, Periode::Jaar)?;
        let mut per_aanbieder = Vec::new();
        for wie in &getoond {
            let selectie = Selectie { gemeente, ..self.selectie(wie.aanbieder, segment) };
            let mut reeks = match stand {
                Some(stand) => Meetreeks::op_stand(selectie, kwartaal, stand),
                None => Meetreeks::new(selectie),
            };
            self.feed(wie.aanbieder, None, |rapport| reeks.push(&rapport))?;
            per_aanbieder.extend(reeks.metingen(&self.normen, wie.laatste.unwrap_or(kwartaal)));
        }
        let dekkingen = self.dekkingen(segment, kwartaal)?;
        let overzicht = dekkingen.iter().find(|d| d.kwartaal == kwartaal);
        let wijzigingen = self.dekkingswijzigingen()?;
        let dekking = Dekkingsgegevens { overzicht, wijzigingen: &wijzigingen, register: &self.register };
        let mut metingen = in_volgorde(&self.normen, segment, kwartaal, &getoond, &per_aanbieder, dekking);
        if gemeente.is_some() {
            // Of one gemeente dekking has no meaning (`domein.md` 10).
            let is_dekking =
                |m: &Meting| self.normen.find(m.norm.as_str(), kwartaal).is_some_and(|n| n.indicator == Indicator::Dekking);
            metingen.retain(|m| !is_dekking(m));
        }
        Ok(metingen)
    }

    /// How many marks of a segment in the year through a kwartaal name no gemeente: in the figures of none they count.
    pub fn cijfers_zonder_gemeente(&self, segment: Segment, kwartaal: Kwartaal) -> Result<usize, Fout> {
        let shown = self.getoond_van(segment, kwartaal, Periode::Jaar)?.into_iter().map(|wie| wie.aanbieder).collect::<Vec<_>>();
        self.count_marks(segment, kwartaal, &shown, |regel| regel.gemeente.is_none())
    }

    /// How many marks of a segment in the year through a kwartaal are of somebody who is not shown (`domein.md` 10).
    pub fn cijfers_buiten_beeld(&self, segment: Segment, kwartaal: Kwartaal) -> Result<usize, Fout> {
        let shown = self.getoond_van(segment, kwartaal, Periode::Jaar)?;
        let is_shown = |wie: &Aanbieder| shown.iter().any(|g| g.aanbieder == *wie);
        let others: Vec<Aanbieder> = self.aanbieders_with_reports()?.into_iter().filter(|wie| !is_shown(wie)).collect();
        self.count_marks(segment, kwartaal, &others, |_| true)
    }

    /// How many marks of a segment some aanbieders have in the year through a kwartaal.
    fn count_marks(
        &self,
        segment: Segment,
        kwartaal: Kwartaal,
        wie: &[Aanbieder],
        counts: impl Fn(&Tevredenheidsregel) -> bool,
    ) -> Result<usize, Fout> {
        let mut found = 0;
        let reports = self.store.reports(kwartaal.first_of_year(), kwartaal).map_err(|e| self.refused(e))?;
        for (aanbieder, van) in reports.into_iter().filter(|(aanbieder, _)| wie.contains(aanbieder)) {
            let selectie = self.selectie(aanbieder, segment);
            let rapport = self.store.rapport(aanbieder, van, None).map_err(|e| self.refused(e))?;
            let marks = rapport.iter().flat_map(|r| &r.tevredenheid).flat_map(|t| &t.regels);
            found += marks.filter(|r| counts(r) && selectie.has_mark(r, selectie.had_collectief(kwartaal))).count();
        }
        Ok(found)
    }
}

/// Whether a text is what would be kept of a value.
fn is_kept_as<T: serde::Serialize>(inhoud: &str, value: &T) -> bool {
    serde_json::to_string(value).is_ok_and(|text| text == inhoud)
}
