//! The figures of a kwartaal as a workbook: gathers what its sheets say; `reports` draws them.

use std::path::Path;

use super::cijfers::Peilstand;
use super::uitgang::{Akkoord, WERKMAP, nothing_delivered, write_one};
use super::{App, Fout, Signaalfilter};
use crate::domain::vorm::Getypteplek;
use crate::domain::{Aanbieder, Codes, Kwartaal, Laddergang, Meting, Norm, Periode, Segment};
use crate::files::Target;
use crate::reports::cijferboek::{
    self, Aandachtrij, Boekopmaak, Cijferboekpunt, Cijferrij, Cijferstof, Cvsverschilrij, Onderbouwing, Signaalrij, Trendrij,
};
use crate::wording;

pub use crate::reports::cijferboek::Cijferblad;

/// Which figures go into the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijferkeuze {
    pub kwartaal: Kwartaal,
    pub segment: Segment,
    /// None is everybody who is shown, and alle.
    pub aanbieder: Option<Aanbieder>,
    /// Which sheets; empty is all of them.
    pub bladen: Vec<Cijferblad>,
    /// Which signalen, of any kwartaal and segment; None: those for the gesprek of the kwartaal.
    pub signalen: Option<Vec<i64>>,
    /// Whether it names deelnemers by their codes; it is then confidential.
    pub codes: bool,
}

/// So many kwartalen the trend has, the kwartaal itself included: three years.
const TREND: i32 = 12;

/// The figures of one kwartaal.
type Metingen = (Kwartaal, Vec<Meting>);

impl App {
    /// Writes the figures of a kwartaal to a workbook. For its owner only when it has a sheet with rows of single people or signalen.
    pub fn write_cijferboek(&self, naar: &Path, keuze: &Cijferkeuze, akkoord: Akkoord) -> Result<(), Fout> {
        let bladen = sheets(keuze)?;
        let private = keuze.codes || bladen.iter().any(|b| b.is_private());
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP).for_anybody(!private)], akkoord.vervang, None)?;
        let stof = self.cijferstof(keuze, &bladen)?;
        if stof.signalen.is_empty() && !self.is_delivered(keuze.aanbieder, keuze.kwartaal)? {
            let naam = keuze.aanbieder.map(|a| self.register.naam(a));
            return Err(nothing_delivered(naam.as_deref(), keuze.kwartaal));
        }
        if let Some(aanbieder) = keuze.aanbieder {
            self.look_for_others(aanbieder, &typed_in(&stof), akkoord)?;
        }
        let opmaak = Boekopmaak {
            kwartaal: keuze.kwartaal,
            aanbieder: keuze.aanbieder,
            segment: keuze.segment,
            register: &self.register,
            voorbeeld: self.is_voorbeeld(),
            codes: keuze.codes,
            gekozen: keuze.signalen.is_some(),
        };
        let bytes =
            cijferboek::write(&stof, &bladen, opmaak).map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)
    }

    fn cijferstof(&self, keuze: &Cijferkeuze, bladen: &[Cijferblad]) -> Result<Cijferstof, Fout> {
        let codes = self.codes()?;
        let mut stof = Cijferstof::default();
        for blad in bladen {
            match blad {
                Cijferblad::Kpi => stof.cijfers = self.cijferrijen(keuze)?,
                Cijferblad::Trend => stof.trend = self.trendrijen(keuze)?,
                Cijferblad::Onderbouwing => stof.rijen = self.onderbouwing(keuze)?,
                Cijferblad::Aandacht => stof.aandacht = self.aandachtrijen(keuze, &codes)?,
                Cijferblad::Signalen => stof.signalen = self.signaalrijen(keuze, &codes)?,
                Cijferblad::Cvs => stof.cvs = self.cvsregels(keuze)?,
                Cijferblad::Ladder => stof.ladder = self.laddergangen(keuze)?,
            }
        }
        Ok(stof)
    }

    /// The figures of some kwartalen through the one of the workbook, oldest first: of its aanbieder, or of all.
    fn figures(&self, keuze: &Cijferkeuze, terug: i32) -> Result<Vec<Metingen>, Fout> {
        let tot = keuze.kwartaal;
        let van = tot.plus(-terug);
        let cijfers = self.cijfers(keuze.segment, van, tot, Peilstand::Toen)?;
        let of = |k| {
            let mut metingen = cijfers.of(self, k);
            // Of one aanbieder nothing stands here that tells of another: alle less its own would.
            metingen.retain(|m| keuze.aanbieder.is_none() || m.aanbieder == keuze.aanbieder);
            (k, metingen)
        };
        Ok(van.through(tot).map(of).collect())
    }

    fn cijferrijen(&self, keuze: &Cijferkeuze) -> Result<Vec<Cijferrij>, Fout> {
        let figures = self.figures(keuze, 1)?;
        let [(_, vorige), (_, nu)] = figures.as_slice() else { return Ok(Vec::new()) };
        let discussed = self.discussed(keuze.kwartaal)?;
        let rij = |meting: &Meting| {
            let norm = self.normen().find(meting.norm.as_str(), keuze.kwartaal)?.clone();
            let vorige = vorige.iter().find(|m| is_same(m, meting)).cloned();
            Some(Cijferrij { norm, meting: meting.clone(), vorige, besproken: discussed.beside(meting) })
        };
        Ok(nu.iter().filter_map(rij).collect())
    }

    fn trendrijen(&self, keuze: &Cijferkeuze) -> Result<Vec<Trendrij>, Fout> {
        let figures = self.figures(keuze, TREND - 1)?;
        let Some((_, nu)) = figures.last() else { return Ok(Vec::new()) };
        // Before anything was measured there is no trend to show.
        let began = figures.iter().position(|(_, m)| m.iter().any(|m| m.waarde.is_measured())).unwrap_or(figures.len() - 1);
        let rij = |meting: &Meting| {
            let norm = self.normen().find(meting.norm.as_str(), keuze.kwartaal)?.clone();
            let punten = figures.iter().skip(began).map(|(k, metingen)| Cijferboekpunt {
                kwartaal: *k,
                meting: metingen.iter().find(|m| is_same(m, meting)).cloned(),
                grens: self.limit_in(&norm, *k),
            });
            Some(Trendrij { punten: punten.collect(), aanbieder: meting.aanbieder, norm })
        };
        Ok(nu.iter().filter(|m| m.periode == Periode::Jaar).filter_map(rij).collect())
    }

    /// The grens of a norm in a kwartaal; None while it was suspended, and when there was none.
    fn limit_in(&self, norm: &Norm, kwartaal: Kwartaal) -> Option<rust_decimal::Decimal> {
        let toen = self.normen().find(norm.id.as_str(), kwartaal)?;
        toen.suspended_on(kwartaal.last_day()).is_none().then_some(toen.grens).flatten()
    }

    fn onderbouwing(&self, keuze: &Cijferkeuze) -> Result<Vec<Onderbouwing>, Fout> {
        let figures = self.figures(keuze, 0)?;
        let Some((_, nu)) = figures.last() else { return Ok(Vec::new()) };
        let mut rijen = Vec::new();
        // Alle are the same rows again; of dekking there are no others.
        let several = |m: &Meting| m.aanbieder.is_none() && nu.iter().any(|o| o.norm == m.norm && o.aanbieder.is_some());
        for meting in nu.iter().filter(|m| !several(m)) {
            if meting.periode == Periode::Jaar && meting.is_of_one_report() {
                continue;
            }
            let found = self.herleiding(&meting.norm, keuze.kwartaal, meting.periode, meting.aanbieder, None, None)?;
            let rij = |rij| Onderbouwing { norm: meting.norm.clone(), periode: meting.periode, rij };
            rijen.extend(found.rijen.into_iter().map(rij));
        }
        Ok(rijen)
    }

    fn aandachtrijen(&self, keuze: &Cijferkeuze, codes: &Codes) -> Result<Vec<Aandachtrij>, Fout> {
        let rij = |punt: super::Aandachtregel| Aandachtrij {
            aanbieder: punt.aanbieder,
            soort: wording::agenda::aandachtsoort(punt.soort),
            deelnemer: punt.deelnemer,
            gemeente: punt.gemeente,
            startdatum: punt.startdatum,
            groep: codes.mark(punt.groep.as_deref().unwrap_or_default()),
            tekst: codes.mark(&punt.tekst),
            sinds: punt.sinds,
            gezien: punt.gezien,
        };
        Ok(self.aandacht(keuze.kwartaal, keuze.aanbieder, Some(keuze.segment))?.into_iter().map(rij).collect())
    }

    fn signaalrijen(&self, keuze: &Cijferkeuze, codes: &Codes) -> Result<Vec<Signaalrij>, Fout> {
        let of_gesprek = keuze.signalen.is_none();
        let filter = Signaalfilter {
            kwartaal: of_gesprek.then_some(keuze.kwartaal),
            aanbieder: keuze.aanbieder,
            segment: of_gesprek.then_some(keuze.segment),
            ..Signaalfilter::default()
        };
        let is_chosen = |r: &super::Signaalregel| keuze.signalen.as_ref().is_none_or(|ids| ids.contains(&r.signaal.id));
        let rij = |regel: super::Signaalregel| Signaalrij {
            functie: codes.mark(&regel.signaal.functie),
            tekst: codes.mark(&regel.signaal.tekst),
            antwoord: codes.mark(&regel.signaal.antwoord),
            bundel: codes.mark(regel.bundel.as_ref().map_or("", |b| b.titel.as_str())),
            opschaling: codes.mark(&regel.signaal.opschaling),
            afspraken: regel.afspraken,
            signaal: regel.signaal,
        };
        Ok(self.signalen(&filter)?.into_iter().filter(is_chosen).map(rij).collect())
    }

    /// Those of collectief, the one segment that has such a sheet.
    fn laddergangen(&self, keuze: &Cijferkeuze) -> Result<Vec<(Aanbieder, Laddergang)>, Fout> {
        let mut gangen = self.ladderbeeld(keuze.kwartaal)?.gangen;
        gangen.retain(|(wie, _)| keuze.aanbieder.is_none_or(|a| a == *wie));
        Ok(gangen)
    }

    fn cvsregels(&self, keuze: &Cijferkeuze) -> Result<Vec<Cvsverschilrij>, Fout> {
        let mut regels = Vec::new();
        for vergelijking in self.cvsbeeld(keuze.kwartaal)?.vergelijkingen {
            let (gemeente, aanbieder) = (vergelijking.gemeente, vergelijking.aanbieder);
            if keuze.aanbieder.is_none_or(|a| a == aanbieder) {
                regels.extend(vergelijking.verschillen().map(|rij| Cvsverschilrij { gemeente, aanbieder, rij: rij.clone() }));
            }
        }
        Ok(regels)
    }
}

/// The sheets that are written; refused is one that was asked for and says nothing of the segment.
fn sheets(keuze: &Cijferkeuze) -> Result<Vec<Cijferblad>, Fout> {
    if let Some(blad) = keuze.bladen.iter().find(|b| !b.is_of(keuze.segment)) {
        return Err(Fout::Geweigerd(wording::blad_ontbreekt(&[blad.naam()])));
    }
    let all = || Cijferblad::ALL.into_iter().filter(|b| b.is_of(keuze.segment)).collect();
    Ok(if keuze.bladen.is_empty() { all() } else { keuze.bladen.clone() })
}

/// Whether two figures are of the same norm, aanbieder and periode.
fn is_same(a: &Meting, b: &Meting) -> bool {
    a.norm == b.norm && a.aanbieder == b.aanbieder && a.periode == b.periode
}

/// What somebody typed of what the workbook says.
fn typed_in(stof: &Cijferstof) -> Vec<Getypteplek> {
    let signalen = stof.signalen.iter().flat_map(|r| {
        let plek = format!("signaal {}", r.signaal.id);
        [&r.functie, &r.tekst, &r.antwoord, &r.bundel, &r.opschaling]
            .map(|t| Getypteplek { plek: plek.clone(), tekst: t.geheel() })
    });
    let groepen =
        stof.aandacht.iter().map(|p| Getypteplek { plek: "groep in een rapportage".to_owned(), tekst: p.groep.geheel() });
    signalen.chain(groepen).collect()
}
