//! P×Q of a kwartaal and of the year: whom it is of, line by line and in total, and beside what was budgeted (`domein.md` 11).

use std::collections::HashMap;
use std::path::Path;

use rust_decimal::Decimal;

use super::uitgang::{nothing_delivered, write_one};
use super::{App, Fout};
use crate::domain::agenda::Kosten;
use crate::domain::register::Gecontracteerd;
use crate::domain::{
    Aanbieder, Budget, Gesprek, Kwartaal, Periode, Productkosten, Pxqreeks, Pxqregel, Pxqsom, Pxqstand, Segment, Tarieven,
};
use crate::files::Target;
use crate::reports::pxq as werkmap;

/// What it may be written to.
const BESTAND: &[&str] = &["xlsx", "csv"];

/// The first year of the contract; of before there is nothing to show.
const EERSTE_JAAR: i32 = 2022;

/// P×Q of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pxqbeeld {
    pub kwartaal: Kwartaal,
    pub periode: Periode,
    /// In the order of the totals; within one by product, gemeente and contract.
    pub regels: Vec<Pxqregel>,
    /// Segment collectief first; who is shown in the order of that segment, and alle (None).
    pub totalen: Vec<Pxqtotaal>,
}

/// The hours and money of one aanbieder, or of alle, in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pxqtotaal {
    /// None is `alle`.
    pub aanbieder: Option<Aanbieder>,
    pub segment: Segment,
    pub stand: Pxqstand,
    /// How many it pools; only for `alle`.
    pub aanbieders: Option<u32>,
}

/// A budget beside what was delivered in the year through a kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budgetstand {
    pub budget: Budget,
    /// Over both segments; None without a report of the kwartaal.
    pub geleverd: Option<Pxqsom>,
    /// What the year comes to on a straight line; None when the amount is not known.
    pub rechte_lijn: Option<Decimal>,
}

impl Budgetstand {
    /// Which part of the budget the straight line takes, as a percentage.
    pub fn van_budget(&self) -> Option<Decimal> {
        self.rechte_lijn?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.budget.bedrag)
    }
}

impl Pxqbeeld {
    /// The totals of a segment.
    pub fn van(&self, segment: Segment) -> impl Iterator<Item = &Pxqtotaal> {
        self.totalen.iter().filter(move |t| t.segment == segment)
    }

    /// The lines behind a total.
    pub fn regels_van(&self, totaal: &Pxqtotaal) -> Vec<Pxqregel> {
        let ours = |r: &&Pxqregel| r.segment == totaal.segment && totaal.aanbieder.is_none_or(|a| r.aanbieder == a);
        self.regels.iter().filter(ours).cloned().collect()
    }
}

/// The hours of everybody, read once.
pub(super) struct Gelezenuren {
    pub(super) reeksen: HashMap<Aanbieder, Pxqreeks>,
    pub(super) tarieven: Tarieven,
}

impl App {
    /// P×Q of a period, of everybody who is shown, or of one of them; nothing before the contract.
    ///
    /// # Errors
    /// [`Fout::Geweigerd`] for an aanbieder that is not shown.
    pub fn pxq(&self, kwartaal: Kwartaal, periode: Periode, aanbieder: Option<Aanbieder>) -> Result<Pxqbeeld, Fout> {
        let beeld = self.pxq_of(&self.read_hours(kwartaal)?, kwartaal, periode, aanbieder)?;
        match aanbieder.filter(|_| beeld.totalen.is_empty() && kwartaal.jaar() >= EERSTE_JAAR) {
            Some(wie) => {
                let naam = self.register.naam(wie);
                Err(Fout::Geweigerd(format!("{naam} had in {kwartaal} geen contract en leverde er geen rapportage over.")))
            }
            None => Ok(beeld),
        }
    }

    /// The same from hours that were read through that kwartaal or a later one.
    pub(super) fn pxq_of(
        &self,
        gelezen: &Gelezenuren,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
    ) -> Result<Pxqbeeld, Fout> {
        let mut beeld = Pxqbeeld { kwartaal, periode, regels: Vec::new(), totalen: Vec::new() };
        if kwartaal.jaar() < EERSTE_JAAR {
            return Ok(beeld);
        }
        for segment in Segment::ALL {
            let mut standen = Vec::new();
            for getoond in self.getoond_van(segment, kwartaal, periode)? {
                let (wie, van) = (getoond.aanbieder, getoond.laatste.unwrap_or(kwartaal));
                let (stand, regels) = self.of_one(gelezen, wie, segment, kwartaal, van, periode);
                standen.push(stand.clone());
                if aanbieder.is_none_or(|a| a == wie) {
                    beeld.regels.extend(regels);
                    beeld.totalen.push(Pxqtotaal { aanbieder: Some(wie), segment, stand, aanbieders: None });
                }
            }
            if aanbieder.is_none() {
                let (stand, n) = Pxqstand::pool(&standen);
                let aanbieders = stand.som().is_some().then_some(n);
                beeld.totalen.push(Pxqtotaal { aanbieder: None, segment, stand, aanbieders });
            }
        }
        Ok(beeld)
    }

    /// The budgets of the year of a kwartaal beside what was delivered through it, of everybody or of one.
    pub fn budgetstanden(&self, kwartaal: Kwartaal, aanbieder: Option<Aanbieder>) -> Result<Vec<Budgetstand>, Fout> {
        let budgetten = self.budgetten(kwartaal.jaar())?.into_iter().filter(|b| aanbieder.is_none_or(|a| a == b.aanbieder));
        let tarieven = self.tarieven()?;
        let reports = self.store.reports(kwartaal, kwartaal).map_err(|e| self.refused(e))?;
        let of = |budget: Budget| {
            let runs = |k: Kwartaal| {
                let in_segment = |s| self.register.get(budget.aanbieder).map(|i| i.gecontracteerd_in(s, k));
                Segment::ALL.into_iter().filter_map(in_segment).any(|nu| nu != Gecontracteerd::Nee)
            };
            // Who left in the year has delivered what it did, and no line goes on from there.
            let is_in = runs(kwartaal) || reports.iter().any(|(wie, _)| *wie == budget.aanbieder);
            let earlier = || kwartaal.first_of_year().through(kwartaal).rev().find(|k| runs(*k));
            let tot = if is_in { kwartaal } else { earlier().unwrap_or(kwartaal) };
            let (reeks, had) = self.hours_of(budget.aanbieder, tot)?;
            let segmenten = Segment::ALL.map(|s| reeks.van(s, tot, Periode::Jaar, had, &tarieven).0);
            let geleverd = Pxqstand::pool(&segmenten).0.som().cloned();
            let coming = tot.through(tot.last_of_year()).skip(1).filter(|k| !runs(tot) || runs(*k));
            let rest = u32::try_from(coming.count()).unwrap_or(u32::MAX);
            Ok(Budgetstand { budget, rechte_lijn: geleverd.as_ref().and_then(|som| som.straight_line(rest)), geleverd })
        };
        budgetten.map(of).collect()
    }

    /// P×Q of one aanbieder as its agenda tells it: over both segments, or what a gemeente has of individueel. None when there are
    /// no hours.
    pub(super) fn kosten(&self, gesprek: &Gesprek) -> Result<Option<Kosten>, Fout> {
        let (kwartaal, gemeente) = (gesprek.kwartaal, gesprek.gemeente());
        let (reeks, had) = self.hours_of(gesprek.aanbieder, kwartaal)?;
        let tarieven = self.tarieven()?;
        let (mut standen, mut all) = (Vec::new(), Vec::new());
        for segment in Segment::ALL.into_iter().filter(|s| gemeente.is_none() || *s == gesprek.segment()) {
            let (stand, regels) = reeks.in_gemeente(gemeente, segment, kwartaal, Periode::Kwartaal, had, &tarieven);
            standen.push(stand);
            all.extend(regels);
        }
        let (samen, _) = Pxqstand::pool(&standen);
        let som = samen.som().filter(|_| !all.is_empty()).cloned();
        Ok(som.map(|som| Kosten { kwartaal, regels: Productkosten::of(&all), som }))
    }

    /// Writes P×Q to a workbook or as csv, by the ending of the name.
    pub fn write_pxq(&self, beeld: &Pxqbeeld, naar: &Path, vervang: bool) -> Result<(), Fout> {
        if beeld.totalen.iter().all(|t| matches!(t.stand, Pxqstand::GeenRapportage)) {
            return Err(nothing_delivered(None, beeld.kwartaal));
        }
        let outgoing = self.outgoing(&[Target::new(naar, BESTAND).for_anybody(true)], vervang, None)?;
        let naam = |wie: Option<Aanbieder>| self.register.naam_of(wie, "alle");
        let regels = beeld.regels.iter().map(|r| (naam(Some(r.aanbieder)), r)).collect();
        let totalen = beeld.totalen.iter().map(|t| (naam(t.aanbieder), t.segment, &t.stand)).collect();
        let blad = werkmap::Pxqblad {
            kwartaal: beeld.kwartaal,
            periode: beeld.periode,
            regels,
            totalen,
            dag: self.vandaag(),
            voorbeeld: self.is_voorbeeld(),
        };
        let is_csv = naar.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let bytes = if is_csv { werkmap::write_csv(&blad) } else { werkmap::write_xlsx(&blad) };
        write_one(outgoing, &bytes.map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?)
    }

    /// The hours of an aanbieder through a kwartaal, and whether it ever had a contract for segment collectief by then.
    fn hours_of(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<(Pxqreeks, bool), Fout> {
        // Beside it stand the kwartaal before, and the same one and its year a year before.
        let mut reeks = Pxqreeks::new(aanbieder, kwartaal.plus(-4).first_of_year());
        self.feed(aanbieder, Some(kwartaal), |rapport| reeks.push(&rapport))?;
        Ok((reeks, self.had_collectief(aanbieder, kwartaal)))
    }

    pub(super) fn had_collectief(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> bool {
        self.register.get(aanbieder).is_some_and(|i| i.had_contract(Segment::Collectief, kwartaal.last_day()))
    }

    pub(super) fn read_hours(&self, kwartaal: Kwartaal) -> Result<Gelezenuren, Fout> {
        let mut reeksen = HashMap::new();
        for aanbieder in self.aanbieders_with_reports()? {
            reeksen.insert(aanbieder, self.hours_of(aanbieder, kwartaal)?.0);
        }
        Ok(Gelezenuren { reeksen, tarieven: self.tarieven()? })
    }

    /// One aanbieder in a segment, as it stood at `van`: the kwartaal that is asked for, or the last one of who left in the year.
    fn of_one(
        &self,
        gelezen: &Gelezenuren,
        wie: Aanbieder,
        segment: Segment,
        kwartaal: Kwartaal,
        van: Kwartaal,
        periode: Periode,
    ) -> (Pxqstand, Vec<Pxqregel>) {
        let had = self.had_collectief(wie, kwartaal);
        let known = gelezen.reeksen.get(&wie).map(|r| r.van(segment, van, periode, had, &gelezen.tarieven));
        known.unwrap_or((Pxqstand::GeenRapportage, Vec::new()))
    }
}
