//! What is proposed for a gesprek that is to be planned: when, where and with whom, as the last time at the same table. It stands
//! where one plans, to be seen and changed; nothing of it is stored unseen.

use chrono::{NaiveDate, NaiveTime};

use super::gesprek::NieuwGesprek;
use super::{App, Fout, evaluatief};
use crate::domain::{Aanbieder, Gesprek, Gespreksoort, Kwartaal, Tekst};

/// What is proposed for a gesprek.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planvoorstel {
    pub tijd: Option<NaiveTime>,
    pub plaats: Tekst,
    /// Who is expected: who was there the last time, and who could not be.
    pub uitgenodigd: Vec<Tekst>,
    pub verslaglegger: Tekst,
}

impl App {
    /// What is proposed for a gesprek; `datum` where its day is known.
    pub fn planvoorstel(
        &self,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        soort: Gespreksoort,
        datum: Option<NaiveDate>,
    ) -> Result<Planvoorstel, Fout> {
        let is_before = |g: &Gesprek| match soort.gemeente() {
            None => g.kwartaal < kwartaal,
            Some(_) => datum.is_none_or(|dag| g.datum < Some(dag)),
        };
        let same = |g: &Gesprek| (g.aanbieder, g.gemeente()) == (aanbieder, soort.gemeente());
        let gesprekken = self.gesprekken()?;
        let last = gesprekken.iter().filter(|g| same(g) && is_before(g)).max_by_key(|g| (g.kwartaal, g.datum));
        // With an aanbieder for the first time: where, and who writes, as in the gesprek that was planned last. Who sits there is
        // of others.
        let room = |g: &&Gesprek| g.gemeente() == soort.gemeente() && !g.plaats.is_empty();
        let elsewhere = || gesprekken.iter().filter(room).max_by_key(|g| g.id);
        let mut voorstel = match last {
            Some(last) => Planvoorstel {
                tijd: last.tijd,
                uitgenodigd: last.invited(),
                plaats: last.plaats.clone(),
                verslaglegger: last.verslaglegger.clone(),
            },
            None => elsewhere().map_or_else(Planvoorstel::default, |g| Planvoorstel {
                plaats: g.plaats.clone(),
                verslaglegger: g.verslaglegger.clone(),
                ..Planvoorstel::default()
            }),
        };
        if let Some(gemeente) = soort.gemeente().filter(|_| voorstel.uitgenodigd.is_empty()) {
            voorstel.uitgenodigd = evaluatief::expected(&self.register.naam(aanbieder), gemeente);
        }
        Ok(voorstel)
    }
}

impl NieuwGesprek {
    /// With what was left empty as it is proposed: for who is not shown the proposal, and can leave nothing empty in it.
    #[must_use]
    pub fn or(self, voorstel: &Planvoorstel) -> Self {
        let or = |typed: String, voorstel: &Tekst| if typed.trim().is_empty() { voorstel.to_string() } else { typed };
        let named = self.aanwezig.iter().any(|wie| !wie.trim().is_empty());
        Self {
            tijd: self.tijd.or(voorstel.tijd),
            plaats: or(self.plaats, &voorstel.plaats),
            aanwezig: if named { self.aanwezig } else { voorstel.uitgenodigd.iter().map(ToString::to_string).collect() },
            verslaglegger: or(self.verslaglegger, &voorstel.verslaglegger),
            ..self
        }
    }
}
