//! The afspraken of a gesprek: those that were made in it, and those that run through it from before.
//!
//! Owns: which afspraken belong to which gesprek, as of which moment, and how often each was carried over. The agenda, the
//! verslag and the lists all ask here, so that one document says one number.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{App, Fout};
use crate::domain::agenda::{Lopendeafspraak, Verloop, doorgeschoven, ontstaan};
use crate::domain::vorm::Bevroren;
use crate::domain::{Afspraak, Afspraaknummer, Afspraakstatus, Gesprek, Handeling, Tafels, moment_in_nederland, nederlandse_dag};

/// From where the afspraken of a gesprek are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peil {
    /// The day that lateness is judged on.
    pub(super) dag: NaiveDate,
    /// When it was decided what was still open; None is now.
    open_op: Option<DateTime<Utc>>,
    /// As of when the afspraken are told; None is now.
    verteld_op: Option<DateTime<Utc>>,
    /// Whether the gesprek is over: what came into being after its day has no place in it.
    voorbij: bool,
    /// Whether the gesprek itself counts as one at which they were carried over.
    telt_mee: bool,
}

impl Peil {
    /// As of another moment than now, with what was changed since taken back.
    pub(super) const fn verteld_op(self, moment: DateTime<Utc>) -> Self {
        Self { verteld_op: Some(moment), ..self }
    }

    /// The day as of which the afspraken are told.
    pub(super) fn verteld_dag(self) -> NaiveDate {
        self.verteld_op.map_or(self.dag, nederlandse_dag)
    }
}

/// The gesprekken that were held and whose tables they are, for counting at which of them an afspraak was.
struct Zittingen {
    gehouden: Vec<(Gesprek, NaiveDate)>,
    /// The day of every gesprek that has one.
    dagen: HashMap<i64, NaiveDate>,
    tafels: Tafels,
}

impl App {
    /// From where the agenda of a gesprek looks; `houdt` when it is being held right now.
    pub(super) fn peil(&self, gesprek: &Gesprek, houdt: bool) -> Peil {
        let vandaag = self.vandaag();
        let is_held = gesprek.status.is_held();
        let dag = gesprek.datum.filter(|d| is_held || houdt && *d < vandaag).unwrap_or(vandaag);
        let frozen = gesprek.bevroren.as_ref().map(Bevroren::wanneer);
        let open_op = is_held.then(|| frozen.unwrap_or_else(|| end_of(dag)));
        // What the first program froze says how often an afspraak was carried over before the gesprek.
        let telt_mee = houdt || is_held && !matches!(gesprek.bevroren, Some(Bevroren::V0(_)));
        Peil { dag, open_op, verteld_op: None, voorbij: is_held || houdt, telt_mee }
    }

    fn zittingen(&self) -> Result<Zittingen, Fout> {
        let all = self.gesprekken()?;
        let dagen = all.iter().filter_map(|g| Some((g.id, g.datum?))).collect();
        let tafels = Tafels::of(&all);
        let held = all.into_iter().filter(|g| g.status.is_held());
        Ok(Zittingen { gehouden: held.filter_map(|g| g.datum.map(|dag| (g, dag))).collect(), dagen, tafels })
    }

    /// Whose table each gesprek of one gemeente is.
    pub(super) fn tafels(&self) -> Result<Tafels, Fout> {
        Ok(Tafels::of(&self.gesprekken()?))
    }

    /// The afspraken with how often each was carried over up to now; asked for those that are open with a deadline only, so that a
    /// list does not read the history of everything.
    pub(super) fn doorgeschoven(&self, afspraken: &[Afspraak]) -> Result<Vec<u32>, Fout> {
        let zittingen = self.zittingen()?;
        let count = |a: &Afspraak| {
            if a.status != Afspraakstatus::Open || a.deadline.is_none() {
                return Ok(0);
            }
            self.carried(a, &self.afspraak_history(a.nummer)?, &zittingen)
        };
        afspraken.iter().map(count).collect()
    }

    /// The afspraken that were made in a gesprek, as told at `peil`.
    pub(super) fn made_in(&self, gesprek: &Gesprek, peil: Peil) -> Result<Vec<Afspraak>, Fout> {
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let own = all.into_iter().filter(|a| gesprek.id != 0 && a.gesprek == Some(gesprek.id));
        own.map(|a| self.at(a, peil.verteld_op)).filter_map(Result::transpose).collect()
    }

    /// The afspraken of the aanbieder and the region that come from before a gesprek and were open at it; late ones first. What is
    /// closed at the table keeps its place there until the gesprek is over.
    pub(super) fn running_through(&self, gesprek: &Gesprek, peil: Peil) -> Result<Vec<Lopendeafspraak>, Fout> {
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let mut zittingen = self.zittingen()?;
        zittingen.gehouden.retain(|(other, dag)| other.id != gesprek.id && *dag <= peil.dag);
        if peil.telt_mee {
            zittingen.gehouden.push((gesprek.clone(), peil.dag));
        }
        let passed = zittingen.passed(gesprek);
        let closed: HashSet<Afspraaknummer> = match (peil.voorbij, gesprek.id) {
            (true, _) | (_, 0) => HashSet::new(),
            _ => self.uitkomsten(gesprek.id)?.iter().filter_map(|u| u.inhoud.sluit()).collect(),
        };
        let mut running = Vec::new();
        for afspraak in all {
            let ours = zittingen.tafels.is_of(&afspraak, gesprek.aanbieder, gesprek.gemeente());
            let from_before = gesprek.id == 0 || afspraak.gesprek != Some(gesprek.id);
            let since = zittingen.since(&afspraak);
            let was_there = if peil.voorbij {
                existed(&afspraak, since, peil.dag, peil.open_op)
            } else {
                passed.is_none_or(|dag| since < dag)
            };
            if ours && from_before && was_there {
                let stays = afspraak.status == Afspraakstatus::Gereed && closed.contains(&afspraak.nummer);
                running.extend(self.lopend(afspraak, stays, peil, &zittingen)?);
            }
        }
        running.sort_by_key(Lopendeafspraak::urgency);
        Ok(running)
    }

    /// An afspraak that existed at the gesprek, when it was still open at it or `stays`.
    fn lopend(
        &self,
        afspraak: Afspraak,
        stays: bool,
        peil: Peil,
        zittingen: &Zittingen,
    ) -> Result<Option<Lopendeafspraak>, Fout> {
        // What was typed later than the gesprek was held, though it is from before: as it was made.
        let made = afspraak.gemaakt;
        let toen = match self.at(afspraak.clone(), peil.open_op)? {
            Some(toen) => Some(toen),
            None => self.at(afspraak.clone(), Some(made))?,
        };
        if toen.is_none_or(|t| t.status != Afspraakstatus::Open && !stays) {
            return Ok(None);
        }
        let mut handelingen = self.afspraak_history(afspraak.nummer)?;
        handelingen.retain(|h| peil.verteld_op.is_none_or(|m| h.wanneer <= m));
        let Some(verteld) = self.at(afspraak, peil.verteld_op)? else { return Ok(None) };
        Ok(Some(Lopendeafspraak {
            te_laat: verteld.is_late(peil.dag),
            doorgeschoven: self.carried(&verteld, &handelingen, zittingen)?,
            afspraak: verteld,
        }))
    }

    /// How often an afspraak was carried over, by the acts on it and the held gesprekken at whose table it was: not the one that it
    /// was made in, nor one that was held before it was made.
    fn carried(&self, afspraak: &Afspraak, handelingen: &[Handeling], zittingen: &Zittingen) -> Result<u32, Fout> {
        let since = zittingen.since(afspraak);
        let verloop = Verloop::of(afspraak, since, handelingen);
        let mut days = Vec::new();
        for (gesprek, dag) in &zittingen.gehouden {
            let is_of = zittingen.tafels.is_of(afspraak, gesprek.aanbieder, gesprek.gemeente());
            let is_past = verloop.eerste_deadline.is_some_and(|deadline| deadline < *dag);
            if is_of && is_past && Some(gesprek.id) != afspraak.gesprek {
                let held = if since == *dag { self.held_at(gesprek)? } else { None };
                days.extend(existed(afspraak, since, *dag, held).then_some(*dag));
            }
        }
        Ok(doorgeschoven(&verloop, days))
    }

    /// The moment at which a gesprek was rounded off; the list of them is without what was frozen then.
    fn held_at(&self, gesprek: &Gesprek) -> Result<Option<DateTime<Utc>>, Fout> {
        let whole: Option<Gesprek> = self.store.find(&gesprek.id.to_string()).map_err(|e| self.refused(e))?;
        Ok(whole.and_then(|g| g.bevroren).as_ref().map(Bevroren::wanneer))
    }

    /// An afspraak as it stood at a moment; None is now.
    fn at(&self, afspraak: Afspraak, moment: Option<DateTime<Utc>>) -> Result<Option<Afspraak>, Fout> {
        match moment {
            None => Ok(Some(afspraak)),
            Some(moment) => self.store.toen(&afspraak.nummer.to_string(), moment).map_err(|e| self.refused(e)),
        }
    }
}

impl Zittingen {
    /// The day from which an afspraak exists.
    fn since(&self, afspraak: &Afspraak) -> NaiveDate {
        ontstaan(afspraak, afspraak.gesprek.and_then(|id| self.dagen.get(&id)).copied())
    }

    /// The day of the first gesprek at the same table about a later kwartaal, when that was held and this one never was: what came
    /// into being from then on was not agreed before this one.
    fn passed(&self, gesprek: &Gesprek) -> Option<NaiveDate> {
        let later = self.gehouden.iter().filter(|(g, _)| g.is_of_same_table(gesprek) && g.kwartaal > gesprek.kwartaal);
        later.map(|(_, dag)| *dag).min().filter(|held| gesprek.datum.is_none_or(|planned| planned <= *held))
    }
}

/// Whether an afspraak was there at a gesprek that is over. Of what is of the same day the moment decides.
fn existed(afspraak: &Afspraak, since: NaiveDate, dag: NaiveDate, held: Option<DateTime<Utc>>) -> bool {
    let on_the_day = held.is_none_or(|held| afspraak.gemaakt <= held || nederlandse_dag(held) != dag);
    since < dag || since == dag && on_the_day
}

/// The last moment of a day.
pub(super) fn end_of(dag: NaiveDate) -> DateTime<Utc> {
    let next = dag.succ_opt().unwrap_or(dag);
    moment_in_nederland(next.and_time(chrono::NaiveTime::MIN)) - chrono::Duration::microseconds(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{afspraak, d};

    #[test]
    fn what_was_made_at_the_very_moment_of_a_gesprek_was_there_and_what_came_after_it_was_not() {
        let at = |hour| d("2024-07-18").and_hms_opt(hour, 0, 0).unwrap().and_utc();
        for (since, made, expected) in [
            ("2024-07-17", at(12), true),
            ("2024-07-18", at(9), true),
            ("2024-07-18", at(10), true),
            ("2024-07-18", at(11), false),
            ("2024-07-19", at(9), false),
        ] {
            let afspraak = Afspraak { gemaakt: made, ..afspraak("PSW-2024-01", None) };
            assert_eq!(existed(&afspraak, d(since), d("2024-07-18"), Some(at(10))), expected, "{since} {made}");
        }
        // A gesprek that was recorded on another day than its own says nothing of the hours of that day.
        let typed = Afspraak { gemaakt: at(11), ..afspraak("PSW-2024-01", None) };
        assert!(existed(&typed, d("2024-07-17"), d("2024-07-17"), Some(at(10))));
    }
}
