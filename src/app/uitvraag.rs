//! The uitvraag of a kwartaal: which of the seven gemeenten have answered, and about whom.

use std::collections::HashSet;

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
    /// Answers per aanbieder that tell something, in contract order.
    pub antwoorden: [u32; 3],
    /// Whether there is nothing to tell, per aanbieder.
    pub niets_te_melden: [bool; 3],
    /// The day the last answer was read.
    pub laatst: Option<NaiveDate>,
    /// The day that its workbook came back without an answer; None once there is one.
    pub leeg: Option<NaiveDate>,
}

impl Uitvraagstand {
    /// Whether anything came in.
    pub fn has_answered(&self) -> bool {
        self.laatst.is_some()
    }

    /// The aanbieders about whom there is nothing to tell.
    pub fn niets_over(&self) -> impl Iterator<Item = Aanbieder> {
        Aanbieder::ALL.into_iter().zip(self.niets_te_melden).filter(|(_, niets)| *niets).map(|(aanbieder, _)| aanbieder)
    }

    /// Per aanbieder what came in: a number, `niets` where there is nothing to tell, a dash where nothing was said.
    pub fn cellen(&self) -> [String; 3] {
        let mut cellen = self.antwoorden.map(|n| if n == 0 { "–".to_owned() } else { n.to_string() });
        for (cel, _) in cellen.iter_mut().zip(self.niets_te_melden).filter(|(cel, niets)| *niets && *cel == "–") {
            "niets".clone_into(cel);
        }
        cellen
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
        let leeg: Vec<Uitvraagretour> = self.store.all().map_err(fail)?;
        let signalen: Vec<Signaal> = self.store.all().map_err(fail)?;
        let niets: HashSet<i64> = signalen.iter().filter(|s| s.is_niets_te_melden()).map(|s| s.id).collect();
        let stand = |gemeente: Gemeente| {
            let own = || ontvangen.iter().filter(move |o| o.gemeente == gemeente);
            let about = |aanbieder: Aanbieder| own().filter(move |o| o.aanbieder == aanbieder);
            let told = |aanbieder: Aanbieder| about(aanbieder).filter(|o| !niets.contains(&o.signaal)).count();
            let laatst = own().map(|o| o.op).max();
            let retour = leeg.iter().find(|r| r.kwartaal == kwartaal && r.gemeente == gemeente);
            Uitvraagstand {
                gemeente,
                antwoorden: Aanbieder::ALL.map(|a| u32::try_from(told(a)).unwrap_or(u32::MAX)),
                niets_te_melden: Aanbieder::ALL.map(|a| about(a).any(|o| niets.contains(&o.signaal))),
                laatst,
                leeg: retour.filter(|_| laatst.is_none()).map(|r| r.ontvangen),
            }
        };
        Ok(Uitvraagbeeld { kwartaal, gemeenten: Gemeente::ALL.map(stand).to_vec() })
    }
}
