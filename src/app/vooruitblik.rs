//! Vooruitblik and doel op de ladder: what is told of a kwartaal from the state of the trajecten themselves.

use super::reeksen::{Laatst, Open};
use super::{App, Fout};
use crate::domain::agenda::{Vooruitnorm, Vooruitstof};
use crate::domain::vooruitblik::{Aflopend, Openstand, Vooruitregel};
use crate::domain::{
    Aanbieder, Gesprek, Herleidingsrij, Kwartaal, Ladderdoel, Meetreeks, Meting, Norm, NormId, Periode, Rapport, Reden, Segment,
    Selectie, pool,
};

/// What the rest of the year may still bring to a norm of KPI 2: who is shown in the order of the register, and alle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normblik {
    pub norm: Norm,
    pub regels: Vec<Vooruitregel>,
}

/// Doel op de ladder in a segment: who is shown, and alle (None).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doelbeeld {
    pub segment: Segment,
    pub doelen: Vec<(Option<Aanbieder>, Ladderdoel)>,
}

impl App {
    /// Per norm of KPI 2 that is valid in the kwartaal, in the order of the normenkader.
    pub fn vooruitblik(&self, segment: Segment, kwartaal: Kwartaal) -> Result<Vec<Normblik>, Fout> {
        let normen: Vec<&Norm> = self.normen().valid_in(segment, kwartaal).filter(|n| n.indicator.kpi() == 2).collect();
        let known = if normen.is_empty() { Vec::new() } else { self.open_at(segment, kwartaal)? };
        let of = |norm: &Norm| Normblik { norm: norm.clone(), regels: self.vooruitregels(norm, kwartaal, &known) };
        Ok(normen.into_iter().map(of).collect())
    }

    /// Of the rows that a gesprek is about; nothing in the last kwartaal of a year.
    pub(super) fn vooruitblik_van(&self, gesprek: &Gesprek) -> Result<Option<Vooruitstof>, Fout> {
        let (kwartaal, segment) = (gesprek.kwartaal, gesprek.segment());
        let normen: Vec<&Norm> = self.normen().valid_in(segment, kwartaal).filter(|n| n.indicator.kpi() == 2).collect();
        if normen.is_empty() || kwartaal.rest_of_year().next().is_none() {
            return Ok(None);
        }
        let (reeks, _) = self.known_at(self.selectie_of(gesprek), kwartaal)?;
        let open = Openstand::of(reeks.trajecten(kwartaal), kwartaal);
        let metingen = reeks.metingen(self.normen(), kwartaal);
        // At the table of one gemeente there is nobody to stand beside.
        let mut beside = if gesprek.gemeente().is_none() { self.vooruitblik(segment, kwartaal)? } else { Vec::new() };
        let of = |norm: &&Norm| {
            let meting = metingen.iter().find(|m| m.norm == norm.id && m.periode == Periode::Jaar)?;
            let regel = Vooruitregel::of(norm, meting.clone(), open.clone());
            let at = beside.iter().position(|blik| blik.norm.id == norm.id);
            let mut anderen = at.map(|at| beside.swap_remove(at).regels).unwrap_or_default();
            anderen.retain(|r| r.meting.aanbieder != Some(gesprek.aanbieder));
            regel.blik.is_some().then(|| Vooruitnorm { norm: (*norm).clone(), regel, anderen })
        };
        let normen: Vec<Vooruitnorm> = normen.iter().filter_map(of).collect();
        let trajecten = Aflopend::of(reeks.trajecten(kwartaal), kwartaal);
        Ok((!normen.is_empty()).then_some(Vooruitstof { normen, trajecten }))
    }

    /// The lines of one norm of KPI 2.
    pub(super) fn vooruit(&self, norm: &Norm, kwartaal: Kwartaal) -> Result<Vec<Vooruitregel>, Fout> {
        Ok(self.vooruitregels(norm, kwartaal, &self.open_at(norm.segment, kwartaal)?))
    }

    /// Of each who is shown what is still open, and the figures. Reads every report, but for a question that was just asked.
    fn open_at(&self, segment: Segment, kwartaal: Kwartaal) -> Result<Vec<Open>, Fout> {
        let getoond: Vec<Aanbieder> =
            self.getoond_van(segment, kwartaal, Periode::Kwartaal)?.iter().map(|wie| wie.aanbieder).collect();
        let stamp = self.store.stamp(None).map_err(|e| self.refused(e))?;
        let vraag = (segment, kwartaal, getoond);
        if let Some(laatst) = &*self.laatst.borrow()
            && laatst.vraag == vraag
            && laatst.stamp == stamp
        {
            return Ok(laatst.open.clone());
        }
        let of = |wie: &Aanbieder| -> Result<Open, Fout> {
            let (reeks, _) = self.known_at(self.selectie(*wie, segment), kwartaal)?;
            Ok((Openstand::of(reeks.trajecten(kwartaal), kwartaal), reeks.metingen(self.normen(), kwartaal)))
        };
        let open = vraag.2.iter().map(of).collect::<Result<Vec<_>, _>>()?;
        self.laatst.replace(Some(Laatst { vraag, stamp, open: open.clone() }));
        Ok(open)
    }

    fn vooruitregels(&self, norm: &Norm, kwartaal: Kwartaal, known: &[Open]) -> Vec<Vooruitregel> {
        let own: Vec<(&Openstand, &Meting)> = known
            .iter()
            .filter_map(|(v, m)| Some((v, m.iter().find(|m| m.norm == norm.id && m.periode == Periode::Jaar)?)))
            .collect();
        let metingen: Vec<&Meting> = own.iter().map(|(_, m)| *m).collect();
        let samen = pool(norm, self.normen(), kwartaal, Periode::Jaar, &metingen);
        let pooled = own.iter().filter(|(_, m)| m.waarde.is_known());
        let open = pooled.fold(Openstand::default(), |sum, (v, _)| sum.plus(v));
        let regels = own.into_iter().map(|(v, m)| Vooruitregel::of(norm, m.clone(), v.clone()));
        let alle = Vooruitregel::of(norm, samen, open);
        regels.chain([alle]).collect()
    }

    /// The trajecten that are still to end behind a line of the vooruitblik; `aanbieder` None is alle.
    pub fn vooruitblik_rijen(
        &self,
        norm: &NormId,
        kwartaal: Kwartaal,
        aanbieder: Option<Aanbieder>,
    ) -> Result<Vec<Herleidingsrij>, Fout> {
        let mut rijen = Vec::new();
        let segment = self.norm_in(norm, kwartaal)?.segment;
        for wie in self
            .getoond_van(segment, kwartaal, Periode::Kwartaal)?
            .iter()
            .map(|g| g.aanbieder)
            .filter(|wie| aanbieder.is_none_or(|a| a == *wie))
        {
            let herleiding = self.herleiding(norm, kwartaal, Periode::Jaar, Some(wie), None, None)?;
            if herleiding.meting.waarde.is_known() {
                rijen.extend(herleiding.rijen.into_iter().filter(|rij| matches!(rij.reden, Reden::Lopend { .. })));
            }
        }
        Ok(rijen)
    }

    /// Doel op de ladder of a kwartaal; nothing before there were normen.
    pub fn doelbeeld(&self, segment: Segment, kwartaal: Kwartaal) -> Result<Doelbeeld, Fout> {
        let (mut doelen, mut vertrokken) = (Vec::new(), Vec::new());
        if self.normen().valid_in(segment, kwartaal).next().is_some() {
            for wie in self.getoond_van(segment, kwartaal, Periode::Jaar)? {
                let van = wie.laatste.unwrap_or(kwartaal);
                let (reeks, rapport) = self.known_at(self.selectie(wie.aanbieder, segment), van)?;
                let doel = Ladderdoel::of(&reeks, van, rapport.as_ref());
                if wie.laatste.is_some() {
                    vertrokken.push(doel);
                } else {
                    doelen.push((Some(wie.aanbieder), doel));
                }
            }
            let samen = Ladderdoel::samen(&doelen.iter().map(|(_, doel)| doel).collect::<Vec<_>>(), &vertrokken);
            doelen.push((None, samen));
        }
        Ok(Doelbeeld { segment, doelen })
    }

    /// An aanbieder as the reports through the kwartaal know it, and the report of that kwartaal itself.
    fn known_at(&self, selectie: Selectie, kwartaal: Kwartaal) -> Result<(Meetreeks, Option<Rapport>), Fout> {
        let mut reeks = Meetreeks::new(selectie);
        let mut last = None;
        self.feed(selectie.aanbieder, Some(kwartaal), |rapport| {
            reeks.push(&rapport);
            last = Some(rapport).filter(|r| r.kwartaal == kwartaal);
        })?;
        Ok((reeks, last))
    }
}
