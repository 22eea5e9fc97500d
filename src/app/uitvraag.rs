//! The uitvraag of a kwartaal: which of the seven gemeenten have answered, and about whom.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Signaal, Uitvraagretour};
use crate::wording;

/// Which answers are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitvraagbeeld {
    pub kwartaal: Kwartaal,
    /// All seven, in their order.
    pub gemeenten: Vec<Uitvraagstand>,
}

/// One gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitvraagstand {
    pub gemeente: Gemeente,
    /// Answers that tell something, of those who are shown and whoever is named, in the order of the register.
    pub antwoorden: Vec<(Aanbieder, u32)>,
    /// About whom there is nothing to tell.
    pub niets_te_melden: Vec<Aanbieder>,
    /// The day of the last answer.
    pub laatst: Option<NaiveDate>,
    /// The day that its workbook came back without an answer; None once there is one.
    pub leeg: Option<NaiveDate>,
}

impl Uitvraagstand {
    /// Whether anything came in.
    pub fn has_answered(&self) -> bool {
        self.laatst.is_some()
    }

    /// Per aanbieder what came in: a number, `niets` where there is nothing to tell, a dash where nothing was said.
    pub fn cellen(&self) -> Vec<String> {
        let cel = |(aanbieder, n): &(Aanbieder, u32)| match n {
            0 if self.niets_te_melden.contains(aanbieder) => "niets".to_owned(),
            0 => "–".to_owned(),
            n => n.to_string(),
        };
        self.antwoorden.iter().map(cel).collect()
    }

    /// When it answered last, in words.
    pub fn laatste_woorden(&self) -> String {
        match (self.laatst, self.leeg) {
            (Some(dag), _) => wording::datum(dag),
            (None, Some(dag)) => format!("leeg teruggekomen op {}", wording::datum(dag)),
            (None, None) => "nog niet".to_owned(),
        }
    }
}

impl Uitvraagbeeld {
    /// Whom the answers are counted of, in the order of the register.
    pub fn aanbieders(&self) -> impl Iterator<Item = Aanbieder> {
        self.gemeenten.first().into_iter().flat_map(|g| g.antwoorden.iter().map(|(a, _)| *a))
    }

    /// The gemeenten that have not answered.
    pub fn open(&self) -> impl Iterator<Item = Gemeente> {
        self.gemeenten.iter().filter(|g| !g.has_answered()).map(|g| g.gemeente)
    }

    /// How many have.
    pub fn beantwoord(&self) -> usize {
        self.gemeenten.iter().filter(|g| g.has_answered()).count()
    }
}

impl App {
    /// The kwartaal that an uitvraag of today is about.
    pub fn kwartaal_of_uitvraag(&self) -> Kwartaal {
        Kwartaal::last_over(self.vandaag())
    }

    /// Which answers to the uitvraag of a kwartaal are in.
    pub fn uitvraag(&self, kwartaal: Kwartaal) -> Result<Uitvraagbeeld, Fout> {
        let fail = |e| self.refused(e);
        let ontvangen = self.store.uitvraag(kwartaal).map_err(fail)?;
        let shown = self.getoond(kwartaal)?;
        let wie = self.register.in_volgorde(shown.iter().map(|g| g.aanbieder).chain(ontvangen.iter().map(|o| o.aanbieder)));
        let leeg: Vec<Uitvraagretour> = self.store.all().map_err(fail)?;
        let signalen: Vec<Signaal> = self.store.all().map_err(fail)?;
        // An answer is of the day that it carries; that of reading says when somebody got round to it.
        let dagen: HashMap<i64, NaiveDate> = signalen.iter().map(|s| (s.id, s.datum)).collect();
        let niets: HashSet<i64> = signalen.iter().filter(|s| s.is_niets_te_melden()).map(|s| s.id).collect();
        let stand = |gemeente: Gemeente| {
            let own = || ontvangen.iter().filter(move |o| o.gemeente == gemeente);
            let about = |aanbieder: Aanbieder| own().filter(move |o| o.aanbieder == aanbieder);
            let told = |aanbieder: Aanbieder| about(aanbieder).filter(|o| !niets.contains(&o.signaal)).count();
            let laatst = own().map(|o| dagen.get(&o.signaal).copied().unwrap_or(o.op)).max();
            let retour = leeg.iter().find(|r| r.kwartaal == kwartaal && r.gemeente == gemeente);
            Uitvraagstand {
                gemeente,
                antwoorden: wie.iter().map(|a| (*a, u32::try_from(told(*a)).unwrap_or(u32::MAX))).collect(),
                niets_te_melden: wie.iter().copied().filter(|a| about(*a).any(|o| niets.contains(&o.signaal))).collect(),
                laatst,
                leeg: retour.filter(|_| laatst.is_none()).map(|r| r.ontvangen),
            }
        };
        Ok(Uitvraagbeeld { kwartaal, gemeenten: Gemeente::ALL.map(stand).to_vec() })
    }
}
