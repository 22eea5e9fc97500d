//! The trend of signalen: which kwartalen, and what came of each.

use std::collections::HashSet;

use super::{App, Fout, Signaalfilter, Signaalregel};
use crate::domain::signaaltrend::{Gevolgd, Signaaltrend};
use crate::domain::{Kwartaal, Onderdeelsleutel, Segment, Uitkomst, Uitkomstinhoud};

/// So many kwartalen when nothing else is asked: two years.
const KWARTALEN: i32 = 8;

/// The trend, with the signalen behind it.
#[derive(Debug)]
pub struct Signaaltrendbeeld {
    pub trend: Signaaltrend,
    pub signalen: Vec<Signaalregel>,
}

impl App {
    /// The trend of the signalen over some kwartalen; without these at most eight, from the first that has one through the newest.
    pub fn signaaltrend(
        &self,
        kwartalen: Option<(Kwartaal, Kwartaal)>,
        segment: Option<Segment>,
    ) -> Result<Signaaltrendbeeld, Fout> {
        let regels = self.signalen(&Signaalfilter { segment, ..Signaalfilter::default() })?;
        let kwartalen = kwartalen.map_or_else(|| self.newest_kwartalen(&regels), Ok)?;
        let with_afspraak = self.bundels_with_an_afspraak()?;
        let gevolgd = |r: &'_ Signaalregel| {
            !r.afspraken.is_empty() || r.signaal.bundel.is_some_and(|bundel| with_afspraak.contains(&bundel))
        };
        let gevolgd: Vec<Gevolgd<'_>> = regels.iter().map(|r| Gevolgd { signaal: &r.signaal, afspraak: gevolgd(r) }).collect();
        let trend = Signaaltrend::of(&gevolgd, kwartalen, &self.register);
        Ok(Signaaltrendbeeld { trend, signalen: regels })
    }

    /// At most eight, from the first kwartaal that has a signaal through the newest.
    fn newest_kwartalen(&self, regels: &[Signaalregel]) -> Result<(Kwartaal, Kwartaal), Fout> {
        let having = || regels.iter().map(|r| r.signaal.kwartaal);
        let tot = having().max().map_or_else(|| self.start_kwartaal(), Ok)?;
        Ok((tot.plus(1 - KWARTALEN).max(having().min().unwrap_or(tot)), tot))
    }

    /// The bundels at whose point in a gesprek an afspraak was made.
    fn bundels_with_an_afspraak(&self) -> Result<HashSet<i64>, Fout> {
        let uitkomsten: Vec<Uitkomst> = self.store.all().map_err(|e| self.refused(e))?;
        let of_bundel = |u: &Uitkomst| match (&u.sleutel, &u.inhoud) {
            (Onderdeelsleutel::Bundel(id), Uitkomstinhoud::Afspraak(_)) => Some(*id),
            _ => None,
        };
        Ok(uitkomsten.iter().filter_map(of_bundel).collect())
    }
}
