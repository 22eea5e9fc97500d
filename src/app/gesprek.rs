//! Gesprekken: plan, prepare, hold, write down what came out, establish, open again.
//!
//! Owns: the steps of a gesprek and what each of them stores. What is on the agenda stands in `agenda`, the documents in `verslag`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::aantafel::reopen_with;
use super::agenda::Agendabeeld;
use super::spoor::by;
use super::{App, Fout, NieuweAfspraak, Stop, invoer};
use crate::domain::vorm::{Besproken, Bevroren};
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Agendapunt, Deel, Documentsoort, Gesprek, Gespreksoort, Gespreksstatus, Gesprekstelling,
    Kwartaal, Onderdeelsleutel, Register, Signaal, Signaalstatus, Soort, Tekst, Uitkomst, Uitkomstinhoud, Uitkomstsoort,
    nederlandse_dag,
};
use crate::storage::{Act, Error, OpenHandeling, Stored};
use crate::wording;

/// What is asked for to plan a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwGesprek {
    pub aanbieder: Aanbieder,
    /// Of an evaluatief gesprek nothing is asked: it is about the newest report.
    pub kwartaal: Kwartaal,
    pub soort: Gespreksoort,
    pub datum: Option<NaiveDate>,
    pub tijd: Option<NaiveTime>,
    pub plaats: String,
    pub aanwezig: Vec<String>,
    pub afwezig: Vec<String>,
    pub verslaglegger: String,
}

/// The fields of a gesprek that may be changed until it is vastgesteld; None leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gesprekwijziging {
    pub datum: Option<Option<NaiveDate>>,
    pub tijd: Option<Option<NaiveTime>>,
    pub plaats: Option<String>,
    pub aanwezig: Option<Vec<String>>,
    pub afwezig: Option<Vec<String>>,
    pub verslaglegger: Option<String>,
    pub volgende: Option<Option<NaiveDate>>,
}

/// What a user may write at an agendapunt; None leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Puntwijziging {
    pub titel: Option<String>,
    /// Dropped from, or put back on the agenda.
    pub vervallen: Option<bool>,
    /// Internal.
    pub voorbereiding: Option<String>,
    pub notitie: Option<String>,
}

/// A gesprek in the planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesprekregel {
    pub gesprek: Gesprek,
    /// The last day on which its report is in time.
    pub deadline: Option<NaiveDate>,
    /// None: that report is not in; else the parts that it lacks.
    pub binnen: Option<Vec<Deel>>,
    /// Of the afspraken that were made in it.
    pub afspraken: Gesprekstelling,
}

/// The longest text of a note, a preparation or an outcome.
const MAX_TEKST: usize = 4000;
/// The longest place, name or title.
const MAX_REGEL: usize = 200;

impl App {
    /// All gesprekken, in order of kwartaal and date.
    pub fn gespreksplanning(&self) -> Result<Vec<Gesprekregel>, Fout> {
        let afspraken: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let gesprekken = self.gesprekken()?;
        let binnen = self.parts_lacking(&gesprekken.iter().map(|g| g.kwartaal).collect())?;
        let regel = |gesprek: Gesprek| Gesprekregel {
            deadline: gesprek.datum.map(|d| self.werkdagen.report_deadline(d)),
            binnen: binnen.get(&(gesprek.aanbieder, gesprek.kwartaal)).cloned(),
            afspraken: Gesprekstelling::of(afspraken.iter().filter(|a| a.gesprek == Some(gesprek.id)), self.vandaag()),
            gesprek,
        };
        Ok(gesprekken.into_iter().map(regel).collect())
    }

    /// The reports that are in, with the parts that those about some kwartalen lack: of the others nobody waits for any.
    pub(super) fn parts_lacking(
        &self,
        kwartalen: &BTreeSet<Kwartaal>,
    ) -> Result<HashMap<(Aanbieder, Kwartaal), Vec<Deel>>, Fout> {
        let mut binnen: HashMap<(Aanbieder, Kwartaal), Vec<Deel>> =
            self.reports_in()?.into_iter().map(|report| (report, Vec::new())).collect();
        let (Some(first), Some(last)) = (kwartalen.first(), kwartalen.last()) else { return Ok(binnen) };
        let versies = self.store.versions(Documentsoort::Rapportage, *first, *last).map_err(|e| self.refused(e))?;
        for ((aanbieder, kwartaal), lacks) in binnen.iter_mut().filter(|((_, k), _)| kwartalen.contains(k)) {
            *lacks = self.status_among(&versies, *aanbieder, *kwartaal, &[]).ontbreekt;
        }
        Ok(binnen)
    }

    /// Which reports are in.
    pub(super) fn reports_in(&self) -> Result<HashSet<(Aanbieder, Kwartaal)>, Fout> {
        let Some((van, tot)) = self.store.span().map_err(|e| self.refused(e))? else { return Ok(HashSet::new()) };
        Ok(self.store.reports(van, tot).map_err(|e| self.refused(e))?.into_iter().collect())
    }

    /// The regular gesprek of an aanbieder about a kwartaal, if it is planned.
    pub fn gesprek_van(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Gesprek>, Fout> {
        let all = self.gesprekken()?;
        let found = all.into_iter().find(|g| g.aanbieder == aanbieder && g.kwartaal == kwartaal && g.soort.is_regulier());
        found.map(|g| self.gesprek(g.id)).transpose()
    }

    /// One gesprek.
    pub fn gesprek(&self, id: i64) -> Result<Gesprek, Fout> {
        let found: Option<Gesprek> = self.store.find(&id.to_string()).map_err(|e| self.refused(e))?;
        let one = self.about_newest(found.into_iter().collect())?.pop();
        one.ok_or_else(|| Fout::NietGevonden(format!("Gesprek {id}")))
    }

    /// Plans a gesprek, with what is said of it and nothing else.
    pub fn plan_gesprek(&mut self, nieuw: &NieuwGesprek) -> Result<Gesprek, Fout> {
        match nieuw.soort.gemeente() {
            Some(gemeente) => self.has_place_in_year(nieuw.aanbieder, gemeente, nieuw.datum, None)?,
            None => self.has_collectief(nieuw.aanbieder)?,
        }
        let kwartaal = match nieuw.soort.gemeente() {
            None => nieuw.kwartaal,
            Some(_) => self.newest_kwartaal(nieuw.aanbieder)?,
        };
        let line = |veld, typed| invoer::line(veld, typed, MAX_REGEL, &self.register);
        let gesprek = Gesprek {
            soort: nieuw.soort,
            datum: nieuw.datum,
            tijd: nieuw.tijd,
            plaats: line("plaats", &nieuw.plaats)?,
            aanwezig: people("aanwezig", &nieuw.aanwezig, &self.register)?,
            afwezig: people("afwezig", &nieuw.afwezig, &self.register)?,
            verslaglegger: line("verslaglegger", &nieuw.verslaglegger)?,
            ..Gesprek::unplanned(nieuw.aanbieder, kwartaal)
        };
        let act = self.act(format!("{} gepland", wording::gesprek(&gesprek, &self.register)));
        self.store.make(&act, gesprek).map_err(|e| self.refused(e))
    }

    /// Changes the planning of a gesprek; refused when `rijversie` is not the one that stands. A date for the next gesprek
    /// plans it, in the same act, with the same people at the same hour.
    pub fn change_gesprek(&mut self, id: i64, rijversie: u32, wijziging: &Gesprekwijziging) -> Result<Gesprek, Fout> {
        let stands = self.gesprek(id)?;
        if let (Some(gemeente), Some(datum)) = (stands.gemeente(), wijziging.datum) {
            self.has_place_in_year(stands.aanbieder, gemeente, datum, Some(id))?;
        }
        let next = match wijziging.volgende {
            Some(Some(datum)) => Some((datum, self.planned_next(&stands, datum)?)),
            _ => None,
        };
        let act = self.act(format!("{} gewijzigd", wording::gesprek(&stands, &self.register)));
        let register = Arc::clone(&self.register);
        self.perform(&act, |h| {
            let mut gesprek: Gesprek = h.seen(&id.to_string(), rijversie)?;
            wijziging.apply(&mut gesprek, &register)?;
            let changed = h.change(&gesprek)?;
            match next {
                Some((datum, None)) => {
                    h.make(following(&gesprek, datum))?;
                }
                Some((datum, Some(planned))) if !planned.status.is_held() => {
                    h.change(&Gesprek { datum: Some(datum), ..planned })?;
                }
                Some((_, Some(_))) | None => {}
            }
            Ok(changed)
        })
    }

    /// Removes a gesprek from the planning; one that was held stays.
    pub fn cancel_gesprek(&mut self, id: i64, rijversie: u32) -> Result<(), Fout> {
        let punten = self.agendapunten(id)?;
        let act = self.act(format!("{} geschrapt", wording::gesprek(&self.gesprek(id)?, &self.register)));
        self.perform(&act, |h| {
            for punt in &punten {
                h.remove(punt)?;
            }
            Ok(h.remove(&h.seen::<Gesprek>(&id.to_string(), rijversie)?)?)
        })
    }

    /// Marks a gesprek as prepared: its agenda was looked at.
    pub fn prepare_gesprek(&mut self, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        self.edit_gesprek(id, rijversie, "voorbereid", |g| g.status = Gespreksstatus::Voorbereid)
    }

    /// Begins a gesprek: its clock starts. One that was begun today goes on; one that was begun on another day and not rounded
    /// off begins anew, for a clock belongs to one sitting.
    pub fn begin_gesprek(&mut self, id: i64) -> Result<Gesprek, Fout> {
        let gesprek = self.gesprek(id)?;
        if gesprek.begonnen.is_some_and(|at| nederlandse_dag(at) == self.vandaag()) || gesprek.status.is_held() {
            return Ok(gesprek);
        }
        let now = self.moment();
        self.edit_gesprek(id, gesprek.rijversie, "begonnen", |g| g.begonnen = Some(now))
    }

    /// Ends a gesprek: what was on the table is frozen, the agenda stays as it is now, its signalen are besproken.
    pub fn hold_gesprek(&mut self, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        let act = self.act(format!("{} gehouden", wording::gesprek(&self.gesprek(id)?, &self.register)));
        self.hold(&act, id, rijversie)
    }

    pub(super) fn hold(&mut self, act: &Act, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        let beeld = self.agenda_to_hold(id)?;
        // What was on the table is written down once.
        if beeld.gesprek.status.is_held() {
            let wie = wording::hoofdletter(&wording::gesprek(&beeld.gesprek, &self.register));
            return Err(Fout::Geweigerd(format!("{wie} is al {}.", beeld.gesprek.status.naam())));
        }
        let mut gesprek = Gesprek { rijversie, ..beeld.gesprek.clone() };
        gesprek.status = Gespreksstatus::Gehouden;
        gesprek.aanwezig = gesprek.present();
        gesprek.bevroren = Some(Bevroren::new(Besproken { wanneer: act.wanneer, ..beeld.to_freeze() }));
        let stored = self.agendapunten(id)?;
        let mut signalen = self.signalen_on_table(&gesprek)?;
        // What was dropped from the agenda was not talked about.
        signalen.retain(|s| s.status != Signaalstatus::Afgehandeld && !beeld.is_dropped(s));
        let register = Arc::clone(&self.register);
        self.perform(act, |h| {
            unmoved(h, id, rijversie, &register)?;
            keep_agenda(h, &beeld, &stored)?;
            for signaal in &signalen {
                h.change(&Signaal { status: Signaalstatus::Besproken, ..signaal.clone() })?;
            }
            Ok(h.change(&gesprek)?)
        })
    }

    pub(super) fn edit_gesprek(
        &mut self,
        id: i64,
        rijversie: u32,
        wat: &str,
        change: impl FnOnce(&mut Gesprek),
    ) -> Result<Gesprek, Fout> {
        let act = self.act(format!("{} {wat}", wording::gesprek(&self.gesprek(id)?, &self.register)));
        let register = Arc::clone(&self.register);
        self.perform(&act, |h| {
            let mut gesprek = unmoved(h, id, rijversie, &register)?;
            change(&mut gesprek);
            Ok(h.change(&gesprek)?)
        })
    }

    /// What the user made of the agenda of a gesprek.
    pub(super) fn agendapunten(&self, id: i64) -> Result<Vec<Agendapunt>, Fout> {
        let all: Vec<Agendapunt> = self.store.all().map_err(|e| self.refused(e))?;
        Ok(all.into_iter().filter(|p| p.gesprek == id).collect())
    }

    /// Writes at a point of the agenda: notes, title, dropped or not. `rijversie` is of what the user saw there; None when
    /// nobody had written at it. A point of the user's own that is dropped and holds nothing goes wholly; whether it did.
    pub fn edit_punt(
        &mut self,
        id: i64,
        sleutel: &Onderdeelsleutel,
        rijversie: Option<u32>,
        wijziging: &Puntwijziging,
    ) -> Result<bool, Fout> {
        let act = self.act(format!("agenda van {} gewijzigd", wording::gesprek(&self.gesprek(id)?, &self.register)));
        if wijziging.vervallen == Some(true) {
            self.holds_nothing(id, sleutel)?;
        }
        let blank = blank(id, sleutel.clone());
        let rijversie = rijversie.filter(|seen| *seen > 0);
        let register = Arc::clone(&self.register);
        self.perform(&act, |h| {
            let mut punt = rijversie.map_or_else(|| Ok(blank.clone()), |seen| h.seen(&blank.id(), seen))?;
            wijziging.apply(&mut punt, &register)?;
            let goes = punt.rijversie > 0 && punt.vervallen && punt.is_bare_own();
            if goes {
                h.remove(&punt)?;
            } else {
                h.put(punt, &blank)?;
            }
            Ok(goes)
        })
    }

    /// Refuses to drop a point at which something was recorded: that would go from the verslag with it.
    fn holds_nothing(&self, id: i64, sleutel: &Onderdeelsleutel) -> Result<(), Fout> {
        let beeld = self.agenda(id)?;
        let uitkomsten = beeld.punten.iter().find(|p| p.punt.sleutel == *sleutel).map_or(0, |p| p.uitkomsten.len());
        if uitkomsten == 0 {
            return Ok(());
        }
        let wat = wording::aantal(u32::try_from(uitkomsten).unwrap_or(u32::MAX), "uitkomst", "uitkomsten");
        let tekst =
            format!("Bij dit punt is al iets vastgelegd ({wat}); dat zou uit het verslag verdwijnen. Haal het eerst weg.");
        Err(Fout::Geweigerd(tekst))
    }

    /// Adds a point of the user's own, before the last one; returns its key.
    pub fn add_punt(&mut self, id: i64, titel: &str) -> Result<Onderdeelsleutel, Fout> {
        let gesprek = self.gesprek(id)?;
        let titel = invoer::required_line("titel", titel, MAX_REGEL, &self.register, "Geef het agendapunt een titel.")?;
        let punt = Agendapunt { titel, ..blank(id, Onderdeelsleutel::Eigen(0)) };
        let act = self.act(format!("agendapunt toegevoegd aan {}", wording::gesprek(&gesprek, &self.register)));
        let made = self.store.make(&act, punt).map_err(|e| self.refused(e))?;
        Ok(made.sleutel)
    }

    /// Puts the points of an agenda in this order; those not named keep their place after them.
    pub fn arrange_agenda(&mut self, id: i64, volgorde: &[Onderdeelsleutel]) -> Result<(), Fout> {
        let gesprek = self.gesprek(id)?;
        let beeld = self.agenda(id)?;
        let rest = beeld.punten.iter().map(|p| &p.punt.sleutel).filter(|s| !volgorde.contains(s));
        let order: Vec<Onderdeelsleutel> = volgorde.iter().chain(rest).cloned().collect();
        let stored = self.agendapunten(id)?;
        let act = self.act(format!("agenda van {} geordend", wording::gesprek(&gesprek, &self.register)));
        self.store
            .perform(&act, |h| {
                for (plaats, sleutel) in (1_u32..).zip(order) {
                    match stored.iter().find(|p| p.sleutel == sleutel) {
                        Some(punt) => h.change(&Agendapunt { volgorde: plaats, ..punt.clone() })?,
                        None => h.make(Agendapunt { volgorde: plaats, ..blank(id, sleutel) })?,
                    };
                }
                Ok::<(), crate::storage::Error>(())
            })
            .map_err(|e| self.refused(e))
    }

    /// The outcomes of a gesprek, in the order in which they were written.
    pub(super) fn uitkomsten(&self, id: i64) -> Result<Vec<Uitkomst>, Fout> {
        let all: Vec<Uitkomst> = self.store.all().map_err(|e| self.refused(e))?;
        Ok(all.into_iter().filter(|u| u.gesprek == id).collect())
    }

    /// Writes down a besluit, a mededeling or a note at a point.
    pub fn add_uitkomst(
        &mut self,
        id: i64,
        sleutel: &Onderdeelsleutel,
        soort: Uitkomstsoort,
        tekst: &str,
    ) -> Result<Uitkomst, Fout> {
        let gesprek = self.gesprek(id)?;
        let inhoud = Uitkomstinhoud::tekst(soort, outcome_text(tekst, &self.register)?);
        let act = self.act(format!("{} vastgelegd in {}", soort.naam(), wording::gesprek(&gesprek, &self.register)));
        let uitkomst = Uitkomst { id: 0, gesprek: id, sleutel: sleutel.clone(), inhoud, rijversie: 0 };
        self.store.make(&act, uitkomst).map_err(|e| self.refused(e))
    }

    /// Makes an afspraak as the outcome of a point; one act, so that both are undone together. The gesprek and, where nothing
    /// else is said, aanbieder, eigenaar and KPI come with the point.
    pub fn add_afspraak(&mut self, id: i64, sleutel: &Onderdeelsleutel, nieuw: &NieuweAfspraak) -> Result<Afspraak, Fout> {
        let gesprek = self.gesprek(id)?;
        let kpi = if let Onderdeelsleutel::Kpi(kpi) = sleutel { Some(*kpi) } else { None };
        let eigenaar =
            if nieuw.eigenaar.trim().is_empty() { self.register.naam(gesprek.aanbieder) } else { nieuw.eigenaar.clone() };
        let nieuw = NieuweAfspraak { gesprek: Some(id), eigenaar, kpi: nieuw.kpi.or(kpi), ..nieuw.clone() };
        let act = self.act("afspraak {} gemaakt");
        let afspraak = self.new_afspraak(&nieuw, act.wanneer)?;
        let made = self.store.perform(&act, |h| {
            let afspraak = h.make(afspraak)?;
            let inhoud = Uitkomstinhoud::Afspraak(afspraak.nummer);
            h.make(Uitkomst { id: 0, gesprek: id, sleutel: sleutel.clone(), inhoud, rijversie: 0 })?;
            Ok::<Afspraak, crate::storage::Error>(afspraak)
        });
        made.map_err(|e| self.refused(e))
    }

    /// Corrects the text of an outcome that is no afspraak.
    pub fn change_uitkomst(&mut self, uitkomst: i64, rijversie: u32, tekst: &str) -> Result<Uitkomst, Fout> {
        let act = self.act(format!("{} gewijzigd", self.name_of_uitkomst(uitkomst)?));
        let register = Arc::clone(&self.register);
        self.perform(&act, |h| {
            let mut uitkomst: Uitkomst = h.seen(&uitkomst.to_string(), rijversie)?;
            let Uitkomstinhoud::Tekst { tekst: old, .. } = &mut uitkomst.inhoud else {
                return Err(Fout::Geweigerd("Een afspraak wijzigt u in de lijst van afspraken.".to_owned()).into());
            };
            *old = outcome_text(tekst, &register)?;
            Ok(h.change(&uitkomst)?)
        })
    }

    /// Takes an outcome out; an afspraak stays in the list and is only no longer named at the point. What says that one of before
    /// is done opens that again, which is returned.
    pub fn remove_uitkomst(&mut self, uitkomst: i64, rijversie: u32) -> Result<Option<Afspraaknummer>, Fout> {
        let act = self.act(format!("{} verwijderd", self.name_of_uitkomst(uitkomst)?));
        self.perform(&act, |h| {
            let uitkomst: Uitkomst = h.seen(&uitkomst.to_string(), rijversie)?;
            h.remove(&uitkomst)?;
            Ok(reopen_with(h, &uitkomst)?)
        })
    }

    /// What an outcome is called in the list of what was done: nobody knows it by its number.
    fn name_of_uitkomst(&self, uitkomst: i64) -> Result<&'static str, Fout> {
        let found = self.store.find::<Uitkomst>(&uitkomst.to_string()).map_err(|e| self.refused(e))?;
        Ok(match found.map(|u| u.inhoud) {
            Some(Uitkomstinhoud::Tekst { soort, .. }) => soort.naam(),
            Some(Uitkomstinhoud::Afspraak(_)) => "afspraak bij een agendapunt",
            None => "uitkomst",
        })
    }
}

impl Gesprekwijziging {
    fn apply(&self, gesprek: &mut Gesprek, register: &Register) -> Result<(), Fout> {
        gesprek.datum = self.datum.unwrap_or(gesprek.datum);
        gesprek.tijd = self.tijd.unwrap_or(gesprek.tijd);
        gesprek.volgende = self.volgende.unwrap_or(gesprek.volgende);
        if let Some(plaats) = &self.plaats {
            gesprek.plaats = invoer::line("plaats", plaats, MAX_REGEL, register)?;
        }
        if let Some(aanwezig) = &self.aanwezig {
            gesprek.aanwezig = people("aanwezig", aanwezig, register)?;
        }
        if let Some(afwezig) = &self.afwezig {
            gesprek.afwezig = people("afwezig", afwezig, register)?;
        }
        if let Some(verslaglegger) = &self.verslaglegger {
            gesprek.verslaglegger = invoer::line("verslaglegger", verslaglegger, MAX_REGEL, register)?;
        }
        if gesprek.status.is_held() {
            gesprek.aanwezig = gesprek.present();
        }
        Ok(())
    }
}

impl Puntwijziging {
    fn apply(&self, punt: &mut Agendapunt, register: &Register) -> Result<(), Fout> {
        if let Some(titel) = &self.titel {
            punt.titel = invoer::line("titel", titel, MAX_REGEL, register)?;
        }
        punt.vervallen = self.vervallen.unwrap_or(punt.vervallen);
        if let Some(voorbereiding) = &self.voorbereiding {
            punt.voorbereiding = invoer::text("voorbereiding", voorbereiding, MAX_TEKST, register)?;
        }
        if let Some(notitie) = &self.notitie {
            punt.notitie = invoer::text("notitie", notitie, MAX_TEKST, register)?;
        }
        Ok(())
    }
}

/// A gesprek as the user saw it, for a step to its next state; refused when somebody else took a step since.
pub(super) fn unmoved(h: &OpenHandeling<'_>, id: i64, rijversie: u32, register: &Register) -> Result<Gesprek, Stop> {
    let id = id.to_string();
    let (seen, now): (Gesprek, Option<Gesprek>) = (h.seen(&id, rijversie)?, h.find(&id)?);
    let now = now.ok_or_else(|| Error::Missing { soort: Soort::Gesprek, id: id.clone() })?;
    if now.status == seen.status {
        return Ok(seen);
    }
    let door = by(h.last_touch::<Gesprek>(&id)?.as_ref());
    let tekst =
        format!("{} is intussen {} door {door}.", wording::hoofdletter(&wording::gesprek(&now, register)), now.status.naam());
    Err(Fout::Geweigerd(tekst).into())
}

/// Fixes the agenda as it was: every point with its place and its title.
fn keep_agenda(h: &mut OpenHandeling<'_>, beeld: &Agendabeeld, stored: &[Agendapunt]) -> Result<(), crate::storage::Error> {
    for (plaats, punt) in (1_u32..).zip(&beeld.punten) {
        let titel = Tekst::from(punt.punt.titel.clone());
        match stored.iter().find(|p| p.sleutel == punt.punt.sleutel) {
            Some(old) => h.change(&Agendapunt { volgorde: plaats, titel, ..old.clone() })?,
            None => h.make(Agendapunt { volgorde: plaats, titel, ..blank(beeld.gesprek.id, punt.punt.sleutel.clone()) })?,
        };
    }
    Ok(())
}

/// The gesprek of the next kwartaal, or year, with the same people at the same hour and place.
fn following(gesprek: &Gesprek, datum: NaiveDate) -> Gesprek {
    let (kwartaal, soort) = match gesprek.soort {
        Gespreksoort::Regulier | Gespreksoort::Extra => (gesprek.kwartaal.next(), Gespreksoort::Regulier),
        Gespreksoort::Evaluatief(_) => (gesprek.kwartaal, gesprek.soort),
    };
    Gesprek {
        soort,
        datum: Some(datum),
        tijd: gesprek.tijd,
        plaats: gesprek.plaats.clone(),
        aanwezig: gesprek.invited(),
        verslaglegger: gesprek.verslaglegger.clone(),
        ..Gesprek::unplanned(gesprek.aanbieder, kwartaal)
    }
}

fn blank(gesprek: i64, sleutel: Onderdeelsleutel) -> Agendapunt {
    Agendapunt {
        gesprek,
        sleutel,
        titel: Tekst::default(),
        volgorde: 0,
        vervallen: false,
        voorbereiding: Tekst::default(),
        notitie: Tekst::default(),
        rijversie: 0,
    }
}

fn outcome_text(tekst: &str, register: &Register) -> Result<Tekst, Fout> {
    invoer::required("tekst", tekst, MAX_TEKST, register, "Schrijf op wat er uit kwam.")
}

/// Who was typed in a field that lists people.
fn people(veld: &'static str, typed: &[String], register: &Register) -> Result<Vec<Tekst>, Fout> {
    let mut people = Vec::new();
    for wie in typed {
        people.push(invoer::line(veld, wie, MAX_REGEL, register)?);
    }
    people.retain(|wie| !wie.is_empty());
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Verslagkeuzes;
    use crate::app::testing::Kamer;
    use crate::domain::testing::{PSW, QWYL, d, k, report, signaal, with_marks};
    use crate::domain::verwachting::{Uitslag, parse_verwachting};
    use crate::domain::{NormId, Rapport, Segment};
    use crate::reports::verslag::Documentvorm;

    impl Kamer {
        fn plan(&mut self, kwartaal: &str, datum: &str) -> Gesprek {
            let nieuw = NieuwGesprek {
                aanbieder: PSW,
                kwartaal: k(kwartaal),
                soort: Gespreksoort::Regulier,
                datum: Some(d(datum)),
                tijd: NaiveTime::from_hms_opt(10, 0, 0),
                plaats: "Venlo".into(),
                aanwezig: vec!["contractmanager".into(), " ".into()],
                afwezig: vec!["teamleider PSW".into()],
                verslaglegger: "beleidscollega Venlo".into(),
            };
            self.app.plan_gesprek(&nieuw).unwrap()
        }

        fn keys(&self, id: i64) -> Vec<Onderdeelsleutel> {
            self.app.agenda(id).unwrap().punten.into_iter().map(|p| p.punt.sleutel).collect()
        }
    }

    fn complete(code: &str) -> String {
        format!(
            "{code} 2024-01-15 tot=2025-01-15 start=ja doelen=ja begin=2 doel=4 beeld=ja contact=ja voortgang=2024-05-01 cijfer=7"
        )
    }

    fn quarter(kwartaal: &str, missing: usize) -> Rapport {
        let mut rows: Vec<String> = (0..20).map(|i| complete(&format!("PSW-{i:03}"))).collect();
        for row in rows.iter_mut().take(missing) {
            *row = row.replace(" doelen=ja", "");
        }
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        with_marks(report(kwartaal, &rows), &["c 8.5", "o 9"])
    }

    /// A line of facts as the user reads it.
    fn said(beeld: &Agendabeeld, punt: usize, regel: usize) -> String {
        beeld.punten[punt].feiten[regel].tekst(crate::wording::agenda::Zicht::ALLES).unwrap()
    }

    fn wat(tekst: &str) -> NieuweAfspraak {
        NieuweAfspraak { aanbieder: Some(PSW), tekst: tekst.into(), deadline: Some(d("2024-08-30")), ..NieuweAfspraak::default() }
    }

    #[test]
    fn a_quarter_from_planning_to_the_next_agenda() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 3));
        let gesprek = kamer.plan("2024-K2", "2024-07-18");
        assert_eq!(gesprek.aanwezig, ["contractmanager"]);
        let regel = kamer.app.gespreksplanning().unwrap().remove(0);
        assert_eq!((regel.deadline, regel.binnen.is_some()), (Some(d("2024-07-12")), true));

        // Prepare: an own point, an internal note, another order.
        let eigen = kamer.app.add_punt(gesprek.id, "Kennismaking").unwrap();
        let kpi = Onderdeelsleutel::Kpi(1);
        let note = Puntwijziging { voorbereiding: Some("streng zijn".into()), ..Puntwijziging::default() };
        kamer.app.edit_punt(gesprek.id, &kpi, None, &note).unwrap();
        kamer.app.arrange_agenda(gesprek.id, &[eigen.clone(), kpi.clone()]).unwrap();
        assert_eq!(kamer.keys(gesprek.id)[..2], [eigen.clone(), kpi.clone()]);
        let gesprek = kamer.app.prepare_gesprek(gesprek.id, gesprek.rijversie).unwrap();

        // Hold: six outcomes of four kinds.
        kamer.app.begin_gesprek(gesprek.id).unwrap();
        let expected = parse_verwachting("C1.1 >= 95 2024-K3", kamer.app.normen()).unwrap();
        let made = kamer
            .app
            .add_afspraak(gesprek.id, &kpi, &NieuweAfspraak { verwachting: Some(expected), ..wat("Doelen aanvullen") })
            .unwrap();
        assert_eq!((made.nummer.to_string().as_str(), made.kpi, made.eigenaar.as_str()), ("PSW-2024-01", Some(1), "PSW"));
        kamer.app.add_afspraak(gesprek.id, &Onderdeelsleutel::Kpi(3), &wat("Plan van aanpak tevredenheid")).unwrap();
        for soort in [Uitkomstsoort::Besluit, Uitkomstsoort::Mededeling, Uitkomstsoort::Notitie, Uitkomstsoort::Besluit] {
            kamer.app.add_uitkomst(gesprek.id, &eigen, soort, "gezegd over psw-001").unwrap();
        }
        assert!(kamer.app.add_uitkomst(gesprek.id, &eigen, Uitkomstsoort::Besluit, "  ").is_err());
        let gesprek = kamer.app.gesprek(gesprek.id).unwrap();
        let volgende = Gesprekwijziging { volgende: Some(Some(d("2024-10-17"))), ..Gesprekwijziging::default() };
        let gesprek = kamer.app.change_gesprek(gesprek.id, gesprek.rijversie, &volgende).unwrap();
        let gesprek = kamer.app.hold_gesprek(gesprek.id, gesprek.rijversie).unwrap();
        let frozen = kamer.app.agenda(gesprek.id).unwrap();
        assert_eq!(said(&frozen, 1, 2), "85,0% (17 van 20) · ✗ niet gehaald · nog 3 nodig");
        assert_eq!(frozen.punten.iter().map(|p| p.uitkomsten.len()).sum::<usize>(), 6);
        let gesprek = kamer.app.establish_gesprek(gesprek.id, gesprek.rijversie).unwrap();
        assert!(kamer.app.add_uitkomst(gesprek.id, &kpi, Uitkomstsoort::Besluit, "te laat").is_err(), "vastgesteld is read-only");

        // The verslag, without codes and without what is internal.
        let text = |kamer: &Kamer| {
            let beeld = kamer.app.agenda(gesprek.id).unwrap();
            String::from_utf8(kamer.app.verslag(&beeld, Documentvorm::Markdown, Verslagkeuzes::default()).unwrap()).unwrap()
        };
        let before = text(&kamer);
        assert!(
            before.contains("85,0% (17 van 20)")
                && before.contains("PSW-2024-01")
                && before.contains("donderdag 17 oktober 2024")
        );
        assert!(!before.contains("streng") && !before.to_lowercase().contains("psw-00"));

        // Next kwartaal: the expectation was tested by the import, the late afspraak comes back with its count.
        let mut kamer = kamer.on("2024-10-17");
        kamer.deliver(&quarter("2024-K3", 0));
        let next = kamer.app.gesprek_van(PSW, k("2024-K3")).unwrap().expect("planned by the date of the next one");
        assert_eq!((next.datum, next.plaats.as_str()), (Some(d("2024-10-17")), "Venlo"));
        let agenda = kamer.app.agenda(next.id).unwrap();
        assert_eq!(agenda.punten[0].punt.sleutel, Onderdeelsleutel::OpenAfspraken);
        assert!(said(&agenda, 0, 0).starts_with("! PSW-2024-01"));
        assert_eq!(agenda.punten[1].punt.sleutel, Onderdeelsleutel::Verwachtingen);
        let tested = kamer.app.afspraak(made.nummer).unwrap().verwachting.unwrap();
        assert_eq!((tested.uitslag, tested.weergave.as_deref()), (Uitslag::Gehaald, Some("100,0%")));

        // A new version moves the figure; what was vastgesteld stays what it was.
        kamer.deliver(&quarter("2024-K2", 1));
        assert_eq!(text(&kamer), before);
    }

    #[test]
    fn what_moved_since_a_gesprek_was_held_is_said_until_it_is_vastgesteld() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 3));
        let g = kamer.plan("2024-K2", "2024-07-18");
        let g = kamer.app.hold_gesprek(g.id, g.rijversie).unwrap();
        kamer.deliver(&quarter("2024-K2", 1));
        let text = |kamer: &Kamer| {
            let beeld = kamer.app.agenda(g.id).unwrap();
            String::from_utf8(kamer.app.verslag(&beeld, Documentvorm::Markdown, Verslagkeuzes::default()).unwrap()).unwrap()
        };
        let moved = "C1.1 2024-K2: 85,0% (17 van 20), niet gehaald → 95,0% (19 van 20), niet gehaald";
        assert!(text(&kamer).contains(moved) && text(&kamer).contains("✗ 85,0% | 17 van 20"), "{}", text(&kamer));
        kamer.app.establish_gesprek(g.id, g.rijversie).unwrap();
        kamer.deliver(&quarter("2024-K2", 0));
        assert!(text(&kamer).contains(moved), "as it was when it was established");
        assert!(kamer.app.agenda(g.id).unwrap().wijzigingen.is_empty());
        // The figure moved on, and does not do so silently.
        let beeld = kamer.app.kpi_beeld(Segment::Collectief, Some(&NormId::from("C1.1")), k("2024-K2")).unwrap();
        let reeks = &beeld.rij.cel(Some(PSW)).unwrap().jaar;
        let toen = reeks.besproken.as_ref().unwrap();
        assert_eq!(
            (reeks.meting.weergave.as_str(), toen.toen.weergave.as_str(), toen.toen.mensen.as_str()),
            ("100,0%", "85,0%", "17 van 20")
        );
        assert_eq!(toen.dag, Some(d("2024-07-18")));
        let other = kamer.app.kpi_beeld(Segment::Collectief, Some(&NormId::from("C1.2")), k("2024-K2")).unwrap();
        assert_eq!(other.rij.cel(Some(PSW)).unwrap().jaar.besproken, None, "it is what it was");
    }

    #[test]
    fn carrying_over_is_counted_through_the_gesprekken() {
        let mut kamer = Kamer::open("2024-04-18");
        for (kwartaal, dag) in
            [("2024-K1", "2024-04-18"), ("2024-K2", "2024-07-18"), ("2024-K3", "2024-10-17"), ("2024-K4", "2025-01-16")]
        {
            kamer = kamer.on(dag);
            kamer.deliver(&quarter(kwartaal, 0));
            let gesprek = kamer.plan(kwartaal, dag);
            if kwartaal == "2024-K1" {
                let nieuw = NieuweAfspraak { deadline: Some(d("2024-06-01")), ..wat("Enquête") };
                kamer.app.add_afspraak(gesprek.id, &Onderdeelsleutel::Kpi(3), &nieuw).unwrap();
            }
            if kwartaal == "2024-K4" {
                let facts = said(&kamer.app.agenda(gesprek.id).unwrap(), 0, 1);
                assert!(facts.ends_with("voor de 2e keer doorgeschoven"), "{facts}");
            }
            kamer.app.hold_gesprek(gesprek.id, gesprek.rijversie).unwrap();
        }
        let regel = kamer.app.afspraak("PSW-2024-01".parse().unwrap()).unwrap();
        assert_eq!(regel.doorgeschoven, 3);
    }

    #[test]
    fn what_was_made_after_a_gesprek_was_not_there_and_was_not_carried_over_at_it() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 0));
        let older = kamer.plan("2024-K1", "2024-04-18");
        let g = kamer.plan("2024-K2", "2024-07-18");
        let late = NieuweAfspraak { deadline: Some(d("2024-06-01")), eigenaar: "PSW".into(), ..wat("Te laat gemaakt") };
        let made_in = kamer.app.add_afspraak(g.id, &Onderdeelsleutel::Kpi(3), &late).unwrap().nummer;
        kamer.app.hold_gesprek(g.id, kamer.app.gesprek(g.id).unwrap().rijversie).unwrap();
        kamer.app.toen = d("2024-07-18").and_hms_opt(21, 59, 59).map(|later| later.and_utc());
        let beside = kamer.app.make_afspraak(&late).unwrap().nummer;
        for nummer in [made_in, beside] {
            assert_eq!(kamer.app.afspraak(nummer).unwrap().doorgeschoven, 0, "{nummer}");
        }
        // The gesprek about the kwartaal before was planned and never held: nothing of this was agreed before it.
        let lopend = |kamer: &Kamer, id| -> usize { kamer.app.agenda(id).unwrap().punten.iter().map(|p| p.lopend.len()).sum() };
        assert_eq!(lopend(&kamer, older.id), 0);
        let next = kamer.plan("2024-K3", "2024-10-17");
        assert!(lopend(&kamer, next.id) > 1, "and all of it comes back at the next one");
        let moved = Gesprekwijziging { datum: Some(Some(d("2024-08-01"))), ..Gesprekwijziging::default() };
        kamer.app.change_gesprek(older.id, older.rijversie, &moved).unwrap();
        assert!(lopend(&kamer, older.id) > 1, "unless it is still to be held");
    }

    #[test]
    fn an_established_gesprek_opens_again_and_the_log_says_so() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 0));
        let g = kamer.plan("2024-K2", "2024-07-18");
        assert!(kamer.app.establish_gesprek(g.id, g.rijversie).is_err(), "not before it was held");
        let g = kamer.app.hold_gesprek(g.id, g.rijversie).unwrap();
        let g = kamer.app.establish_gesprek(g.id, g.rijversie).unwrap();
        assert!(kamer.app.cancel_gesprek(g.id, g.rijversie).is_err());
        let g = kamer.app.reopen_gesprek(g.id, g.rijversie).unwrap();
        assert!(g.bevroren.is_some(), "the frozen figures stay");
        assert_eq!(kamer.app.store.acts(1).unwrap()[0].wat, "gesprek PSW 2024-K2 heropend");
        assert!(kamer.app.hold_gesprek(g.id, 1).is_err(), "somebody else changed it since");
    }

    #[test]
    fn signalen_that_were_dropped_from_the_agenda_were_not_talked_about() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 0));
        let act = kamer.app.act("signaal {} opgeslagen");
        kamer.app.store.make(&act, signaal()).unwrap();
        let g = kamer.plan("2024-K2", "2024-07-18");
        let dropped = Puntwijziging { vervallen: Some(true), ..Puntwijziging::default() };
        kamer.app.edit_punt(g.id, &Onderdeelsleutel::Signalen, None, &dropped).unwrap();
        kamer.app.hold_gesprek(g.id, g.rijversie).unwrap();
        let all: Vec<Signaal> = kamer.app.store.all().unwrap();
        assert_eq!(all.iter().map(|s| s.status).collect::<Vec<_>>(), [Signaalstatus::Nieuw]);
    }

    #[test]
    fn signalen_go_to_the_table_and_are_besproken_after_it() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 0));
        let signaal = signaal();
        let act = kamer.app.act("signaal {} opgeslagen");
        let other = Signaal { aanbieder: Some(QWYL), ..signaal.clone() };
        kamer.app.store.make(&act, signaal).unwrap();
        kamer.app.store.make(&act, other).unwrap();
        let g = kamer.plan("2024-K2", "2024-07-18");
        let beeld = kamer.app.agenda(g.id).unwrap();
        let punt = beeld.punten.iter().find(|p| p.punt.sleutel == Onderdeelsleutel::Signalen).unwrap();
        assert_eq!(punt.punt.feiten.len(), 1, "only those about the aanbieder at the table");
        kamer.app.hold_gesprek(g.id, g.rijversie).unwrap();
        let all: Vec<Signaal> = kamer.app.store.all().unwrap();
        assert_eq!(all.iter().map(|s| s.status).collect::<Vec<_>>(), [Signaalstatus::Besproken, Signaalstatus::Nieuw]);
    }

    #[test]
    fn the_agenda_can_be_read_before_anything_was_planned() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2", 2));
        let beeld = kamer.app.agenda_van(PSW, k("2024-K2")).unwrap();
        assert_eq!(beeld.gesprek.id, 0);
        assert!(beeld.punten.iter().any(|p| p.punt.sleutel == Onderdeelsleutel::Kpi(3)));
        assert!(kamer.app.agenda_van(PSW, k("2030-K1")).is_ok());
    }

    #[test]
    fn who_could_not_be_there_is_expected_the_next_time() {
        let mut kamer = Kamer::open("2024-07-18");
        let g = kamer.plan("2024-K2", "2024-07-18");
        assert_eq!((g.afwezig.join(", ").as_str(), g.verslaglegger.as_str()), ("teamleider PSW", "beleidscollega Venlo"));
        let next = Gesprekwijziging { volgende: Some(Some(d("2024-10-17"))), ..Gesprekwijziging::default() };
        kamer.app.change_gesprek(g.id, g.rijversie, &next).unwrap();
        let next = kamer.app.gesprek_van(PSW, k("2024-K3")).unwrap().unwrap();
        assert_eq!((next.aanwezig.join(", ").as_str(), next.afwezig.len()), ("contractmanager, teamleider PSW", 0));
        assert_eq!(next.verslaglegger, g.verslaglegger);
        // Who sends word of not coming stays invited, and was not there.
        let word = Gesprekwijziging { afwezig: Some(vec!["Teamleider PSW".into()]), ..Gesprekwijziging::default() };
        let next = kamer.app.change_gesprek(next.id, next.rijversie, &word).unwrap();
        assert_eq!(next.aanwezig.len(), 2);
        let held = kamer.app.hold_gesprek(next.id, next.rijversie).unwrap();
        assert_eq!((held.aanwezig.join(", ").as_str(), held.afwezig.join(", ").as_str()), ("contractmanager", "Teamleider PSW"));
        let voorstel = kamer.app.planvoorstel(PSW, k("2024-K4"), Gespreksoort::Regulier, None).unwrap();
        assert_eq!(voorstel.uitgenodigd.join(", "), "contractmanager, Teamleider PSW");
        assert_eq!((voorstel.plaats.as_str(), voorstel.verslaglegger), ("Venlo", g.verslaglegger));
    }

    #[test]
    fn a_gesprek_that_was_not_held_can_be_taken_off_the_planning_and_put_back() {
        let mut kamer = Kamer::open("2024-07-18");
        let g = kamer.plan("2024-K2", "2024-07-18");
        kamer.app.add_punt(g.id, "Kennismaking").unwrap();
        kamer.app.cancel_gesprek(g.id, g.rijversie).unwrap();
        assert_eq!(kamer.app.gesprek_van(PSW, k("2024-K2")).unwrap(), None);
        kamer.app.undo_next().unwrap();
        assert!(kamer.app.gesprek_van(PSW, k("2024-K2")).unwrap().is_some());
        assert!(
            kamer
                .app
                .plan_gesprek(&NieuwGesprek {
                    aanbieder: PSW,
                    kwartaal: k("2024-K2"),
                    soort: Gespreksoort::Regulier,
                    datum: None,
                    tijd: None,
                    plaats: String::new(),
                    aanwezig: Vec::new(),
                    afwezig: Vec::new(),
                    verslaglegger: String::new(),
                })
                .is_err(),
            "one regular gesprek per aanbieder per kwartaal"
        );
    }
}
