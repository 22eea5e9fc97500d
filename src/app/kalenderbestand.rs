//! Dates for a calendar program (`.ics`): what is due, and what no longer is, so that a calendar that has it hears of it.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::uitgang::{AGENDA, Akkoord, write_one};
use super::{App, Fout};
use crate::domain::kalender::{Kalenderstof, Termijn, Termijnsoort, kalender, uitvraag_uiterlijk};
use crate::domain::vorm::Getypteplek;
use crate::domain::{Aanbieder, Afspraak, Afspraakstatus, Codes, Gemeente, Gesprek, Kwartaal, Segment, Soort, Tafels, Werkdagen};
use crate::files::Target;
use crate::reports::ics::{self, Itemstand};
use crate::wording;

/// What is read once to tell what is due and what no longer is.
struct Kalenderkennis {
    gesprekken: Vec<Gesprek>,
    /// Those that were taken off the planning, with when.
    weg: Vec<(Gesprek, DateTime<Utc>)>,
    /// Those that are to come on no day, with the last one that they had.
    zonder_dag: Vec<Gesprek>,
    codes: Codes,
    tafels: Tafels,
}

impl App {
    /// Writes dates for a calendar program, of one aanbieder or of all; returns how many.
    pub fn write_ics(
        &self,
        naar: &Path,
        (van, tot): (NaiveDate, NaiveDate),
        aanbieder: Option<Aanbieder>,
        codes: bool,
        akkoord: Akkoord,
    ) -> Result<usize, Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, AGENDA).for_anybody(!codes)], akkoord.vervang, None)?;
        let items = self.ics_items((van, tot), &|t| aanbieder.is_none() || t.aanbieder() == aanbieder)?;
        if items.is_empty() {
            return Err(Fout::Geweigerd("Er staat niets op de kalender; er is dus niets geschreven.".to_owned()));
        }
        if let Some(aanbieder) = aanbieder {
            let getypt: Vec<Getypteplek> = items.iter().flat_map(|item| typed_in(&item.termijn)).collect();
            self.look_for_others(aanbieder, &getypt, akkoord)?;
        }
        write_one(outgoing, self.ics(&items, codes).as_bytes())?;
        Ok(items.iter().filter(|item| item.stand == Itemstand::Komt).count())
    }

    /// Dates for a calendar program: what is due, and in the same days what no longer is, because a gesprek was taken off the
    /// planning, an afspraak closed, its day taken away, or the uitvraag answered. Of all that, what is asked for: of nothing else
    /// its history is read.
    pub(super) fn ics_items(
        &self,
        dagen: (NaiveDate, NaiveDate),
        is_asked: &dyn Fn(&Termijn) -> bool,
    ) -> Result<Vec<ics::Item>, Fout> {
        let kennis = self.kalenderkennis()?;
        let due = self.kalender(dagen.0, dagen.1)?.into_iter().filter(is_asked);
        let mut items = due.map(|t| self.ics_item(t, &kennis)).collect::<Result<Vec<_>, Fout>>()?;
        items.extend(self.gesprekken_off(dagen, &kennis, is_asked)?);
        items.extend(self.afspraken_off(dagen, &kennis, is_asked)?);
        items.extend(self.uitvragen_off(dagen, &kennis, is_asked)?);
        Ok(items)
    }

    /// Reads what tells what is not due any more.
    fn kalenderkennis(&self) -> Result<Kalenderkennis, Fout> {
        let gesprekken = self.gesprekken()?;
        let open = gesprekken.iter().filter(|g| g.datum.is_none() && !g.status.is_held());
        let had = |g: &Gesprek| Ok(Gesprek { datum: self.last_day(Soort::Gesprek, &g.id.to_string(), "datum")?, ..g.clone() });
        Ok(Kalenderkennis {
            zonder_dag: open.map(had).collect::<Result<_, Fout>>()?,
            weg: self.store.removed().map_err(|e| self.refused(e))?,
            tafels: Tafels::of(&gesprekken),
            codes: self.codes()?,
            gesprekken,
        })
    }

    /// The days of gesprekken that were taken off the planning, unless something took their place, and of those whose day is open.
    fn gesprekken_off(
        &self,
        dagen: (NaiveDate, NaiveDate),
        kennis: &Kalenderkennis,
        is_asked: &dyn Fn(&Termijn) -> bool,
    ) -> Result<Vec<ics::Item>, Fout> {
        let mut items = Vec::new();
        let days = |gesprek| self.kalender_of(std::slice::from_ref(gesprek), &[], dagen, kennis).into_iter().filter(is_asked);
        for (at, (gesprek, wanneer)) in kennis.weg.iter().enumerate() {
            let (before, after) = (kennis.weg.get(..at).unwrap_or_default(), kennis.weg.get(at + 1..).unwrap_or_default());
            if kennis.gesprekken.iter().chain(after.iter().map(|(g, _)| g)).any(|other| is_one_date(gesprek, other)) {
                continue;
            }
            for termijn in days(gesprek) {
                let volgnummer = Some(sequence(gesprek, before).saturating_add(1));
                items.push(ics::Item { termijn, gewijzigd: Some(*wanneer), volgnummer, stand: Itemstand::Vervallen });
            }
        }
        for termijn in kennis.zonder_dag.iter().flat_map(days) {
            items.push(ics::Item { stand: Itemstand::Vervallen, ..self.ics_item(termijn, kennis)? });
        }
        Ok(items)
    }

    /// The last day that a thing had in a field that is empty now; None when it never had one.
    fn last_day(&self, soort: Soort, id: &str, veld: &str) -> Result<Option<NaiveDate>, Fout> {
        let acts = self.store.history(soort, id).map_err(|e| self.refused(e))?;
        let mut changes = acts.iter().rev().flat_map(|act| act.changes.iter().rev()).filter(|c| c.veld == veld);
        Ok(changes.find_map(|c| c.oud.as_deref()?.parse().ok()))
    }

    /// The days of afspraken that were closed before them, whose day was taken away, or that were taken back whole.
    fn afspraken_off(
        &self,
        dagen: (NaiveDate, NaiveDate),
        kennis: &Kalenderkennis,
        is_asked: &dyn Fn(&Termijn) -> bool,
    ) -> Result<Vec<ics::Item>, Fout> {
        let mut items = Vec::new();
        let days = |open| self.kalender_of(&[], &[open], dagen, kennis).into_iter().filter(is_asked);
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        for afspraak in all {
            let stand = match (afspraak.status, afspraak.deadline) {
                (Afspraakstatus::Open, Some(_)) => continue,
                (Afspraakstatus::Open, None) | (Afspraakstatus::Vervallen, _) => Itemstand::Vervallen,
                (Afspraakstatus::Gereed, _) => Itemstand::Gereed,
            };
            let deadline = match afspraak.deadline {
                Some(dag) => Some(dag),
                None => self.last_day(Soort::Afspraak, &afspraak.nummer.to_string(), "deadline")?,
            };
            // Its day is the one that it had while it was open.
            let open = Afspraak { status: Afspraakstatus::Open, deadline, ..afspraak };
            for termijn in days(open) {
                items.push(ics::Item { stand, ..self.ics_item(termijn, kennis)? });
            }
        }
        let taken_back: Vec<(Afspraak, DateTime<Utc>)> = self.store.removed().map_err(|e| self.refused(e))?;
        for (afspraak, wanneer) in taken_back {
            let volgnummer = Some(afspraak.rijversie.saturating_add(1));
            for termijn in days(Afspraak { status: Afspraakstatus::Open, ..afspraak }) {
                items.push(ics::Item { termijn, gewijzigd: Some(wanneer), volgnummer, stand: Itemstand::Vervallen });
            }
        }
        Ok(items)
    }

    /// The days of an uitvraag that every gemeente has answered, and of one whose gesprekken all have no day any more.
    fn uitvragen_off(
        &self,
        (van, tot): (NaiveDate, NaiveDate),
        kennis: &Kalenderkennis,
        is_asked: &dyn Fn(&Termijn) -> bool,
    ) -> Result<Vec<ics::Item>, Fout> {
        let gesprekken = &kennis.gesprekken;
        let gone: Vec<Gesprek> = kennis.weg.iter().map(|(g, _)| g).chain(&kennis.zonder_dag).cloned().collect();
        let kwartalen: BTreeSet<Kwartaal> = gesprekken.iter().chain(&gone).map(|g| g.kwartaal).collect();
        let mut items = Vec::new();
        for kwartaal in kwartalen {
            let was_held = gesprekken.iter().any(|g| g.kwartaal == kwartaal && g.status.is_held());
            let last = |of: &[Gesprek]| uitvraag_uiterlijk(kwartaal, of, &self.werkdagen);
            let (datum, stand) = match last(gesprekken) {
                Some(dag) => (Some(dag), Itemstand::Gereed),
                None if was_held => continue,
                None => (last(&gone), Itemstand::Vervallen),
            };
            let Some(datum) = datum.filter(|dag| (van..=tot).contains(dag)) else { continue };
            let wat = Termijnsoort::Uitvraag { kwartaal, open: Vec::new() };
            let termijn = Termijn { datum, tijd: None, wat, rij: None };
            let is_off = || Ok::<_, Fout>(stand == Itemstand::Vervallen || self.uitvraag(kwartaal)?.open().next().is_none());
            if is_asked(&termijn) && is_off()? {
                items.push(ics::Item { stand, ..self.ics_item(termijn, kennis)? });
            }
        }
        Ok(items)
    }

    /// How often that was changed by which the day of an uitvraag goes, and when last: the gesprekken of its kwartaal, and who
    /// answered.
    fn changes_of_uitvraag(
        &self,
        kwartaal: Kwartaal,
        open: usize,
        kennis: &Kalenderkennis,
    ) -> Result<(u32, Option<DateTime<Utc>>), Fout> {
        let is_of = |g: &Gesprek| g.kwartaal == kwartaal && g.segment() == Segment::Collectief;
        let answered = Gemeente::ALL.len().saturating_sub(open);
        let mut number = u32::try_from(answered).unwrap_or(u32::MAX);
        let mut last: Option<DateTime<Utc>> = None;
        for gesprek in kennis.gesprekken.iter().filter(|g| is_of(g)) {
            number = number.saturating_add(gesprek.rijversie);
            last = last.max(self.last_change(Soort::Gesprek, &gesprek.id.to_string())?);
        }
        for (gesprek, wanneer) in kennis.weg.iter().filter(|(g, _)| is_of(g)) {
            number = number.saturating_add(gesprek.rijversie).saturating_add(1);
            last = last.max(Some(*wanneer));
        }
        Ok((number, last))
    }

    fn last_change(&self, soort: Soort, id: &str) -> Result<Option<DateTime<Utc>>, Fout> {
        Ok(self.store.history(soort, id).map_err(|e| self.refused(e))?.last().map(|act| act.wanneer))
    }

    pub(super) fn ics(&self, items: &[ics::Item], codes: bool) -> String {
        ics::write(items, &self.register, self.ics_opmaak(codes))
    }

    /// The date of a gesprek alone, to go along with a message; None as long as it has none.
    pub(super) fn ics_of_gesprek(&self, gesprek: &Gesprek) -> Result<Option<String>, Fout> {
        let Some(datum) = gesprek.datum else { return Ok(None) };
        let is_own = |t: &Termijn| matches!(t.wat, Termijnsoort::Gesprek { id, .. } if id == gesprek.id);
        let Some(termijn) = self.kalender(datum, datum)?.into_iter().find(is_own) else { return Ok(None) };
        Ok(Some(ics::write_one(&self.ics_item(termijn, &self.kalenderkennis()?)?, &self.register, self.ics_opmaak(false))))
    }

    /// What is due because of these gesprekken and afspraken alone.
    fn kalender_of(
        &self,
        gesprekken: &[Gesprek],
        afspraken: &[Afspraak],
        (van, tot): (NaiveDate, NaiveDate),
        kennis: &Kalenderkennis,
    ) -> Vec<Termijn> {
        let stof = Kalenderstof {
            register: &self.register,
            gesprekken,
            afspraken,
            tafels: &kennis.tafels,
            normen: self.normen(),
            werkdagen: &self.werkdagen,
            binnen: &HashMap::new(),
            uitvraag: &[],
            codes: &kennis.codes,
        };
        let mut own = kalender(stof, van, tot);
        own.retain(|t| t.rij.is_some());
        own
    }

    fn ics_item(&self, termijn: Termijn, kennis: &Kalenderkennis) -> Result<ics::Item, Fout> {
        let (volgnummer, gewijzigd) = match (&termijn.wat, &termijn.rij) {
            (Termijnsoort::Uitvraag { kwartaal, open }, _) => {
                let (number, last) = self.changes_of_uitvraag(*kwartaal, open.len(), kennis)?;
                (Some(number), last)
            }
            (_, Some(rij)) => {
                let number = if rij.soort == Soort::Gesprek {
                    sequence(&self.gesprek(rij.id.parse().unwrap_or_default())?, &kennis.weg)
                } else {
                    rij.rijversie
                };
                (Some(number), self.last_change(rij.soort, &rij.id)?)
            }
            (_, None) => (None, None),
        };
        Ok(ics::Item { termijn, gewijzigd, volgnummer, stand: Itemstand::Komt })
    }

    fn ics_opmaak(&self, codes: bool) -> ics::Icsopmaak {
        // The stamp is the day, not the moment: the same dates on the same day give the same file.
        let stempel = self.vandaag().and_time(NaiveTime::MIN).and_utc();
        ics::Icsopmaak { stempel, voorbeeld: self.is_voorbeeld(), codes }
    }
}

/// Whether two gesprekken go by the same id in a calendar.
fn is_one_date(a: &Gesprek, b: &Gesprek) -> bool {
    (a.aanbieder, a.kwartaal, a.soort) == (b.aanbieder, b.kwartaal, b.soort) && (a.soort.is_regulier() || a.id == b.id)
}

/// The number of a date after those that went by its id before: planned anew it is a later one, and not the first again.
fn sequence(gesprek: &Gesprek, weg: &[(Gesprek, DateTime<Utc>)]) -> u32 {
    let before = weg.iter().filter(|(other, _)| other.id != gesprek.id && is_one_date(gesprek, other));
    before.fold(gesprek.rijversie, |n, (other, _)| n.saturating_add(other.rijversie).saturating_add(1))
}

/// What somebody typed of what is due.
pub(super) fn typed_in(termijn: &Termijn) -> Vec<Getypteplek> {
    let place = |plek: String, tekst: String| Getypteplek { plek, tekst };
    match &termijn.wat {
        Termijnsoort::Gesprek { kwartaal, plaats, .. } => {
            vec![place(format!("plaats, gesprek over {kwartaal}"), plaats.geheel())]
        }
        Termijnsoort::Afspraak { nummer, tekst, eigenaar, .. } => {
            [tekst, eigenaar].map(|t| place(format!("afspraak {nummer}"), t.geheel())).to_vec()
        }
        _ => Vec::new(),
    }
}
impl App {
    /// The calendar in force.
    pub fn werkdagen(&self) -> &Werkdagen {
        &self.werkdagen
    }

    /// What is said of days on which a gesprek was put and nobody works: `22 nov 2026 is een zondag`. None when they are
    /// working days.
    pub fn on_free_days(&self, dagen: impl IntoIterator<Item = Option<NaiveDate>>) -> Option<String> {
        let free = |dag: NaiveDate| Some(format!("{} is {}", wording::datum(dag), wording::vrije_dag(dag, &self.werkdagen)?));
        let said: Vec<String> = dagen.into_iter().flatten().filter_map(free).collect();
        (!said.is_empty()).then(|| wording::opsomming(said))
    }
}
