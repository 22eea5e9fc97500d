//! The view of dekking: who covers which gemeente, what changed, who is vulnerable.

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{
    Aanbieder, Celstand, Dagdekking as Beeld, Dekkingsgegevens, Dekkingsregel, Gemeente, Indicator, Kwartaal, Meting, Segment,
    dekking_metingen,
};
use crate::wording;

/// What an overview says of one gemeente and aanbieder on the last day of the kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dekkingsstand {
    Ja,
    Nee,
    NietOpgegeven,
}

/// Gained or lost against the previous overview, both on the last day of their kwartaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verandering {
    Gewonnen,
    Verloren,
}

/// One gemeente × aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingscel {
    pub aanbieder: Aanbieder,
    pub stand: Dekkingsstand,
    /// The last day it holds, when that is given ("tot 31 mrt 2025").
    pub tot: Option<NaiveDate>,
    pub locatie: Option<String>,
    pub capaciteit: Option<u32>,
    pub toelichting: Option<String>,
    /// Two rows that contradict; any active ja counts.
    pub tegenstrijdig: bool,
    /// Whether it has or may have a contract on the day: else its ja covers nothing.
    pub telt: bool,
    pub verandering: Option<Verandering>,
}

/// One gemeente with the aanbieders that are shown, in the order of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeentedekking {
    pub gemeente: Gemeente,
    pub cellen: Vec<Dekkingscel>,
    /// At least one active ja.
    pub gedekt: bool,
    /// Covered by exactly one aanbieder.
    pub kwetsbaar: bool,
    /// Kwetsbaar now, and covered by more of them before.
    pub werd_kwetsbaar: bool,
    pub verandering: Option<Verandering>,
    /// Not covered: the first kwartaal of the unbroken run of overviews without cover.
    pub niet_gedekt_sinds: Option<Kwartaal>,
    /// Sum over the active rows; None when none gives it.
    pub capaciteit: Option<u32>,
}

/// The dekking screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsbeeld {
    pub kwartaal: Kwartaal,
    /// The version of the overview of the kwartaal; None when there is none.
    pub versie: Option<u32>,
    /// The kwartaal that the rows shown are of: `kwartaal`, or the last known before it when there is no overview; None
    /// when there is none at all.
    pub getoond: Option<Kwartaal>,
    /// The overview that changes are held against.
    pub vorige: Option<Kwartaal>,
    /// The seven gemeenten in their fixed order; all niet opgegeven without an overview.
    pub gemeenten: Vec<Gemeentedekking>,
    /// C4.1 of the kwartaal; None before the norm existed.
    pub meting: Option<Meting>,
}

impl Dekkingsbeeld {
    /// Whose columns the matrix has, in the order of the register.
    pub fn aanbieders(&self) -> impl Iterator<Item = Aanbieder> {
        self.gemeenten.first().into_iter().flat_map(|g| g.cellen.iter().map(|c| c.aanbieder))
    }
}

impl App {
    /// The dekking of a kwartaal.
    pub fn dekkingsbeeld(&self, kwartaal: Kwartaal) -> Result<Dekkingsbeeld, Fout> {
        let overzichten = self.store.dekkingen(kwartaal).map_err(|e| self.refused(e))?;
        let wijzigingen = self.dekkingswijzigingen()?;
        let norm = self.normen().valid_in(Segment::Collectief, kwartaal).find(|n| n.indicator == Indicator::Dekking);
        let own = overzichten.last().filter(|o| o.kwartaal == kwartaal);
        let meting = norm.map(|norm| {
            let gegevens = Dekkingsgegevens { overzicht: own, wijzigingen: &wijzigingen, register: &self.register };
            let [meting, _] = dekking_metingen(norm, kwartaal, gegevens);
            meting
        });
        let beelden: Vec<Beeld> = overzichten.iter().map(|o| Beeld::at_end(o, &wijzigingen, &self.register)).collect();
        let (getoond, eerder) = match beelden.split_last() {
            Some((last, rest)) => (Some(last), rest),
            None => (None, &[][..]),
        };
        let regels = overzichten.last().map_or(&[][..], |o| o.regels.as_slice());
        let wie: Vec<Aanbieder> = self.getoond(kwartaal)?.iter().map(|g| g.aanbieder).collect();
        let gemeenten = Gemeente::ALL.map(|g| gemeente_line(g, &wie, getoond, eerder, regels));
        Ok(Dekkingsbeeld {
            kwartaal,
            versie: own.map(|o| o.versie),
            getoond: getoond.map(|b| b.kwartaal),
            vorige: eerder.last().map(|b| b.kwartaal),
            gemeenten: gemeenten.into(),
            meting,
        })
    }
}

fn gemeente_line(
    gemeente: Gemeente,
    wie: &[Aanbieder],
    getoond: Option<&Beeld>,
    eerder: &[Beeld],
    regels: &[Dekkingsregel],
) -> Gemeentedekking {
    let gedekt = |beeld: &Beeld| !beeld.gedekt_door(gemeente).is_empty();
    let kwetsbaar = getoond.is_some_and(|b| b.gedekt_door(gemeente).len() == 1);
    let nu = getoond.is_some_and(gedekt);
    let before = eerder.last().map(gedekt);
    // Back from the newest overview to the first of the unbroken run without cover.
    let since = getoond
        .filter(|b| !gedekt(b))
        .map(|b| eerder.iter().rev().take_while(|b| !gedekt(b)).last().map_or(b.kwartaal, |b| b.kwartaal));
    Gemeentedekking {
        gemeente,
        cellen: wie.iter().map(|a| cell(gemeente, *a, getoond, eerder.last(), regels)).collect(),
        gedekt: nu,
        kwetsbaar,
        werd_kwetsbaar: kwetsbaar && eerder.last().is_some_and(|b| b.gedekt_door(gemeente).len() > 1),
        verandering: before.and_then(|before| change(before, nu)),
        niet_gedekt_sinds: since,
        capaciteit: getoond.and_then(|b| b.capaciteit(gemeente)),
    }
}

const fn change(was: bool, is: bool) -> Option<Verandering> {
    match (was, is) {
        (false, true) => Some(Verandering::Gewonnen),
        (true, false) => Some(Verandering::Verloren),
        _ => None,
    }
}

fn cell(
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    getoond: Option<&Beeld>,
    vorige: Option<&Beeld>,
    regels: &[Dekkingsregel],
) -> Dekkingscel {
    // A contract that ends takes the dekking away as much as a row does.
    let covered = |b: &Beeld| b.gedekt_door(gemeente).contains(&aanbieder);
    let telt = getoond.is_none_or(|b| b.telt(aanbieder));
    let verandering = getoond.zip(vorige).and_then(|(nu, vorige)| change(covered(vorige), covered(nu)));
    let Some(cel) = getoond.and_then(|beeld| beeld.cel(gemeente, aanbieder)) else {
        return Dekkingscel {
            aanbieder,
            stand: Dekkingsstand::NietOpgegeven,
            tot: None,
            locatie: None,
            capaciteit: None,
            toelichting: None,
            tegenstrijdig: false,
            telt,
            verandering,
        };
    };
    let remarks = regels.iter().filter(|r| r.gemeente == gemeente && r.aanbieder == aanbieder);
    let remarks: Vec<&str> = remarks.filter_map(|r| r.toelichting.as_deref()).collect();
    Dekkingscel {
        aanbieder,
        stand: match cel.stand {
            Celstand::Ja | Celstand::JaTot(_) => Dekkingsstand::Ja,
            Celstand::Nee => Dekkingsstand::Nee,
            Celstand::NietOpgegeven => Dekkingsstand::NietOpgegeven,
        },
        tot: if let Celstand::JaTot(tot) = cel.stand { Some(tot) } else { None },
        locatie: (!cel.locaties.is_empty()).then(|| wording::opsomming(&cel.locaties)),
        capaciteit: cel.capaciteit,
        toelichting: (!remarks.is_empty()).then(|| remarks.join("; ")),
        tegenstrijdig: cel.tegenstrijdig,
        telt,
        verandering,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::register::Inschrijving;
    use crate::domain::testing::{PSW, QWYL, d, dekkingsregel, k, register};
    use crate::domain::{Dekkingsoverzicht, Register};

    fn beeld(kwartaal: &str, register: &Register) -> Beeld {
        let row = |gemeente, aanbieder| dekkingsregel(gemeente, aanbieder, true);
        let regels = vec![row(Gemeente::Gennep, QWYL), row(Gemeente::Venlo, QWYL), row(Gemeente::Venlo, PSW)];
        let overzicht = Dekkingsoverzicht { kwartaal: k(kwartaal), versie: 1, regels, niet_meegeteld: 0 };
        Beeld::at_end(&overzicht, &[], register)
    }

    #[test]
    fn a_contract_that_ended_loses_what_the_rows_still_say() {
        let mut inschrijvingen: Vec<Inschrijving> = register().iter().cloned().collect();
        for contract in inschrijvingen.iter_mut().filter(|i| i.aanbieder == QWYL).flat_map(|i| &mut i.contracten) {
            (contract.tot, contract.opties) = (Some(d("2026-02-28")), Vec::new());
        }
        let register = Register::new(inschrijvingen, Vec::new());
        let (eerder, nu) = ([beeld("2025-K4", &register)], beeld("2026-K1", &register));
        let line = |g| gemeente_line(g, &[PSW, QWYL], Some(&nu), &eerder, &[]);
        let gennep = line(Gemeente::Gennep);
        assert_eq!((gennep.gedekt, gennep.verandering), (false, Some(Verandering::Verloren)));
        let qwyl = &gennep.cellen[1];
        assert_eq!((qwyl.stand, qwyl.telt, qwyl.verandering), (Dekkingsstand::Ja, false, Some(Verandering::Verloren)));
        let venlo = line(Gemeente::Venlo);
        assert!(venlo.kwetsbaar && venlo.werd_kwetsbaar && venlo.cellen[0].telt);
        assert!(!gennep.werd_kwetsbaar);
    }
}
