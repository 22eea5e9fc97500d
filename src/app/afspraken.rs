//! Afspraken: list, make, change, close, withdraw, reopen, history.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{App, Fout, invoer};
use crate::domain::verwachting::{Getoetst, parse_verwachting, toets};
use crate::domain::{
    Aanbieder, Aanleiding, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Gesprek, Handeling, Indicator, Kwartaal,
    NormId, Periode, Register, Soort, Tekst, Verwachting,
};
use crate::wording;

/// Which afspraken to list; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Afspraakfilter {
    pub aanbieder: Option<Aanbieder>,
    pub status: Option<Afspraakstatus>,
    /// Only the late ones.
    pub te_laat: bool,
    pub kpi: Option<u8>,
    /// Case-insensitive part of number, text, eigenaar or result.
    pub zoek: Option<String>,
    /// Only these.
    pub nummers: Option<Vec<Afspraaknummer>>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afspraakregel {
    pub afspraak: Afspraak,
    pub te_laat: bool,
    /// Held gesprekken at which it was still open after its first deadline.
    pub doorgeschoven: u32,
    /// None without a measurable expectation.
    pub verwachting: Option<Getoetst>,
    /// The gesprek that it was made in, in words; None when it was made beside one.
    pub gemaakt_in: Option<String>,
}

impl Afspraakregel {
    /// Whether it is open while the figure has come to what was expected of it.
    pub fn may_be_closed(&self) -> bool {
        self.verwachting.as_ref().is_some_and(|v| v.may_close(&self.afspraak))
    }
}

/// An afspraak under the row version that the user saw.
pub type Afspraakrij = (Afspraaknummer, u32);

/// What is asked for to make an afspraak; the number comes from the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NieuweAfspraak {
    /// None for the region as a whole.
    pub aanbieder: Option<Aanbieder>,
    pub gesprek: Option<i64>,
    pub tekst: String,
    pub eigenaar: String,
    pub deadline: Option<NaiveDate>,
    pub soort: Afspraaksoort,
    /// 1–4.
    pub kpi: Option<u8>,
    pub deelnemer: Option<String>,
    pub signaal: Option<i64>,
    pub aanleiding: Option<Aanleiding>,
    pub verwachting: Option<Verwachting>,
}

/// The fields of an afspraak that may be changed while it is open; None leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Afspraakwijziging {
    pub tekst: Option<String>,
    pub eigenaar: Option<String>,
    /// `Some(None)` takes the deadline away.
    pub deadline: Option<Option<NaiveDate>>,
    pub soort: Option<Afspraaksoort>,
    pub kpi: Option<Option<u8>>,
    pub verwachting: Option<Option<Verwachting>>,
}

/// The longest text of an afspraak, its eigenaar and what came of it.
const MAX_TEKST: usize = 4000;
/// The longest code of a deelnemer (`domein.md` 3).
const MAX_CODE: usize = 32;

impl App {
    /// The afspraken that pass the filter: open ones first by deadline (none last), then the rest, newest first.
    pub fn afspraken(&self, filter: &Afspraakfilter) -> Result<Vec<Afspraakregel>, Fout> {
        let vandaag = self.vandaag();
        let mut all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        all.retain(|a| filter.matches(a, vandaag));
        all.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| b.gemaakt.cmp(&a.gemaakt)).then_with(|| b.nummer.cmp(&a.nummer)));
        let keer = self.doorgeschoven(&all)?;
        let gesprekken = self.gesprekken()?;
        all.into_iter().zip(keer).map(|(afspraak, keer)| self.regel(afspraak, keer, &gesprekken)).collect()
    }

    /// One afspraak.
    pub fn afspraak(&self, nummer: Afspraaknummer) -> Result<Afspraakregel, Fout> {
        let stored = [self.stored(nummer)?];
        let keer = self.doorgeschoven(&stored)?.into_iter().next().unwrap_or(0);
        let [stored] = stored;
        self.regel(stored, keer, &self.gesprekken()?)
    }

    pub(super) fn stored(&self, nummer: Afspraaknummer) -> Result<Afspraak, Fout> {
        let found = self.store.find(&nummer.to_string()).map_err(|e| self.refused(e))?;
        found.ok_or_else(|| Fout::NietGevonden(format!("Afspraak {nummer}")))
    }

    fn regel(&self, afspraak: Afspraak, doorgeschoven: u32, gesprekken: &[Gesprek]) -> Result<Afspraakregel, Fout> {
        let te_laat = afspraak.is_late(self.vandaag());
        let verwachting = afspraak.verwachting.as_ref().map(|v| self.tested(&afspraak, v)).transpose()?;
        let gesprek = gesprekken.iter().find(|g| Some(g.id) == afspraak.gesprek);
        let gemaakt_in = gesprek.map(|g| wording::gesprek(g, &self.register));
        Ok(Afspraakregel { afspraak, te_laat, doorgeschoven, verwachting, gemaakt_in })
    }

    /// An expectation held against the figure as it is now.
    fn tested(&self, afspraak: &Afspraak, verwachting: &Verwachting) -> Result<Getoetst, Fout> {
        let norm = self.norm_in(&verwachting.norm, verwachting.kwartaal)?;
        let metingen = match (self.tafels()?.gemeente(afspraak), afspraak.aanbieder) {
            // Agreed at the table of one gemeente, it is about the figure of that table.
            (Some(gemeente), Some(aanbieder)) => {
                self.metingen_of_table(norm.segment, aanbieder, gemeente, verwachting.kwartaal)?
            }
            _ => self.metingen(norm.segment, verwachting.kwartaal, None)?,
        };
        let wie = afspraak.aanbieder.filter(|_| norm.indicator != Indicator::Dekking);
        let meting = metingen.iter().find(|m| m.norm == norm.id && m.periode == verwachting.periode && m.aanbieder == wie);
        Ok(Getoetst {
            nummer: afspraak.nummer,
            tekst: afspraak.tekst.clone(),
            verwachting: verwachting.clone(),
            notatie: verwachting.notatie(norm.indicator.is_mean()),
            uitslag: toets(verwachting, norm.indicator, meting),
            weergave: meting.filter(|m| m.waarde.is_measured()).map(|m| m.weergave.clone()),
        })
    }

    /// Reads an expectation as it is typed; an empty text is none.
    ///
    /// # Errors
    /// Why it cannot be read, at the field `verwachting`.
    pub fn read_verwachting(&self, typed: &str) -> Result<Option<Verwachting>, Fout> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        parse_verwachting(typed, self.normen()).map(Some).map_err(|e| {
            let tekst = format!("{}.", wording::hoofdletter(&wording::onleesbaar(&e)));
            Fout::Ongeldig { veld: "verwachting", tekst }
        })
    }

    /// Makes an afspraak and gives it the next number of its aanbieder and year.
    pub fn make_afspraak(&mut self, nieuw: &NieuweAfspraak) -> Result<Afspraak, Fout> {
        let act = self.act("afspraak {} gemaakt");
        let afspraak = self.new_afspraak(nieuw, act.wanneer)?;
        self.store.make(&act, afspraak).map_err(|e| self.refused(e))
    }

    /// The afspraak that is asked for, checked and ready to be stored; the store fills in the sequence of its number.
    pub(super) fn new_afspraak(&self, nieuw: &NieuweAfspraak, gemaakt: DateTime<Utc>) -> Result<Afspraak, Fout> {
        let jaar = match nieuw.gesprek {
            Some(id) => {
                let gesprek: Option<Gesprek> = self.store.find(&id.to_string()).map_err(|e| self.refused(e))?;
                gesprek.and_then(|g| g.datum).unwrap_or(self.vandaag()).year()
            }
            None => self.vandaag().year(),
        };
        Ok(Afspraak {
            nummer: Afspraaknummer { voorvoegsel: self.register.voorvoegsel(nieuw.aanbieder), jaar, volgnummer: 0 },
            aanbieder: nieuw.aanbieder,
            gesprek: nieuw.gesprek,
            tekst: agreed(&nieuw.tekst, &self.register)?,
            eigenaar: owner(&nieuw.eigenaar, &self.register)?,
            deadline: nieuw.deadline,
            status: Afspraakstatus::Open,
            soort: nieuw.soort,
            resultaat: Tekst::default(),
            kpi: nieuw.kpi,
            deelnemer: nieuw
                .deelnemer
                .as_ref()
                .map(|d| invoer::line("deelnemer", d, MAX_CODE, &self.register))
                .transpose()?
                .filter(|d| !d.is_empty()),
            signaal: nieuw.signaal,
            aanleiding: nieuw.aanleiding.clone(),
            verwachting: nieuw.verwachting.clone(),
            gemaakt,
            rijversie: 0,
        })
    }

    /// Changes an open afspraak; refused when `rijversie` is not the one that stands.
    pub fn change_afspraak(
        &mut self,
        nummer: Afspraaknummer,
        rijversie: u32,
        wijziging: &Afspraakwijziging,
    ) -> Result<Afspraak, Fout> {
        let register = Arc::clone(&self.register);
        let changed = self.edit(&[(nummer, rijversie)], "gewijzigd", &[Afspraakstatus::Open], |a| {
            if let Some(tekst) = &wijziging.tekst {
                a.tekst = agreed(tekst, &register)?;
            }
            if let Some(eigenaar) = &wijziging.eigenaar {
                a.eigenaar = owner(eigenaar, &register)?;
            }
            a.deadline = wijziging.deadline.unwrap_or(a.deadline);
            a.soort = wijziging.soort.unwrap_or(a.soort);
            a.kpi = wijziging.kpi.unwrap_or(a.kpi);
            if let Some(verwachting) = &wijziging.verwachting {
                a.verwachting.clone_from(verwachting);
            }
            Ok(())
        });
        only(changed?, nummer)
    }

    /// Closes afspraken as gereed, with what came of them; one act, all or none.
    pub fn close_afspraken(&mut self, rijen: &[Afspraakrij], resultaat: &str) -> Result<Vec<Afspraak>, Fout> {
        let register = Arc::clone(&self.register);
        self.edit(rijen, "gereed", &[Afspraakstatus::Open], |a| {
            a.status = Afspraakstatus::Gereed;
            a.resultaat = invoer::text("resultaat", resultaat, MAX_TEKST, &register)?;
            Ok(())
        })
    }

    /// Withdraws afspraken (vervallen); a reason is required. One act, all or none.
    pub fn withdraw_afspraken(&mut self, rijen: &[Afspraakrij], reden: &str) -> Result<Vec<Afspraak>, Fout> {
        let register = Arc::clone(&self.register);
        self.edit(rijen, "vervallen", &[Afspraakstatus::Open], |a| {
            a.resultaat = invoer::required("reden", reden, MAX_TEKST, &register, "Schrijf op waarom de afspraak vervalt.")?;
            a.status = Afspraakstatus::Vervallen;
            Ok(())
        })
    }

    /// Gives open afspraken another deadline; None takes it away. One act, all or none.
    pub fn postpone_afspraken(&mut self, rijen: &[Afspraakrij], deadline: Option<NaiveDate>) -> Result<Vec<Afspraak>, Fout> {
        let vandaag = self.vandaag();
        self.edit(rijen, "verzet", &[Afspraakstatus::Open], |a| {
            must_be_ahead(a, deadline, vandaag)?;
            a.deadline = deadline;
            Ok(())
        })
    }

    /// Opens an afspraak that was closed or withdrawn; what came of it stays in the history.
    pub fn reopen_afspraak(&mut self, nummer: Afspraaknummer, rijversie: u32) -> Result<Afspraak, Fout> {
        let mag = [Afspraakstatus::Gereed, Afspraakstatus::Vervallen];
        let changed = self.edit(&[(nummer, rijversie)], "heropend", &mag, |a| {
            *a = a.clone().reopened();
            Ok(())
        });
        only(changed?, nummer)
    }

    /// Changes afspraken that are each in one of these states, in one act; `wat` says what happened to them.
    fn edit(
        &mut self,
        rijen: &[Afspraakrij],
        wat: &str,
        mag: &[Afspraakstatus],
        change: impl Fn(&mut Afspraak) -> Result<(), Fout>,
    ) -> Result<Vec<Afspraak>, Fout> {
        let act = self.act(match rijen {
            [_] => format!("afspraak {{}} {wat}"),
            more => format!("{} afspraken {wat}", more.len()),
        });
        self.perform(&act, |h| {
            let edit = |(nummer, rijversie): &Afspraakrij| {
                let mut afspraak: Afspraak = h.seen(&nummer.to_string(), *rijversie)?;
                if !mag.contains(&afspraak.status) {
                    let tekst = format!("Afspraak {nummer} is {}; dit kan dan niet.", afspraak.status.naam());
                    return Err(Fout::Geweigerd(tekst).into());
                }
                change(&mut afspraak)?;
                Ok(h.change_while(&afspraak, &["status"])?)
            };
            rijen.iter().map(edit).collect()
        })
    }

    /// Everything that was ever done to an afspraak, oldest first.
    pub fn afspraak_history(&self, nummer: Afspraaknummer) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Afspraak, &nummer.to_string()).map_err(|e| self.refused(e))
    }

    /// What an afspraak made from a figure takes along: the figure as it stands now.
    pub fn aanleiding(
        &self,
        norm: &NormId,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
    ) -> Result<Aanleiding, Fout> {
        let norm = self.norm_in(norm, kwartaal)?;
        let metingen = self.metingen(norm.segment, kwartaal, None)?;
        let wie = aanbieder.filter(|_| norm.indicator != Indicator::Dekking);
        let meting = metingen.iter().find(|m| m.norm == norm.id && m.periode == periode && m.aanbieder == wie);
        let meting = meting.ok_or_else(|| Fout::NietGevonden(format!("Het cijfer van norm {} in {kwartaal}", norm.id)))?;
        let waarde = if meting.waarde.is_measured() {
            format!("{} ({})", meting.weergave, wording::mensen(meting, norm.indicator.is_mean()))
        } else {
            meting.weergave.clone()
        };
        Ok(Aanleiding { norm: norm.id.clone(), kwartaal, periode, waarde, versie: meting.versie })
    }

    /// Owners used before, most used first; for suggestions.
    pub fn eigenaren(&self) -> Result<Vec<String>, Fout> {
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let mut counts: BTreeMap<Tekst, u32> = BTreeMap::new();
        for afspraak in all {
            *counts.entry(afspraak.eigenaar).or_default() += 1;
        }
        let mut eigenaren: Vec<(Tekst, u32)> = counts.into_iter().collect();
        eigenaren.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        Ok(eigenaren.into_iter().map(|(naam, _)| naam.into()).collect())
    }
}

impl Afspraakfilter {
    fn matches(&self, a: &Afspraak, vandaag: NaiveDate) -> bool {
        let zoek = self.zoek.as_ref().map(|z| z.to_lowercase());
        self.aanbieder.is_none_or(|x| a.aanbieder == Some(x))
            && self.status.is_none_or(|x| a.status == x)
            && (!self.te_laat || a.is_late(vandaag))
            && self.kpi.is_none_or(|x| a.kpi == Some(x))
            && self.nummers.as_ref().is_none_or(|n| n.contains(&a.nummer))
            && zoek.is_none_or(|z| {
                let nummer = a.nummer.to_string();
                [nummer.as_str(), &a.tekst, &a.eigenaar, &a.resultaat].iter().any(|t| t.to_lowercase().contains(&z))
            })
    }
}

/// Refuses to postpone an afspraak to a day that was, and that is earlier than its deadline: in January one types last year.
pub(super) fn must_be_ahead(was: &Afspraak, deadline: Option<NaiveDate>, vandaag: NaiveDate) -> Result<(), Fout> {
    let back = deadline.filter(|nieuw| *nieuw < vandaag && was.deadline.is_some_and(|oud| *nieuw < oud));
    let Some(nieuw) = back else { return Ok(()) };
    let tekst = format!("{} is al voorbij, en eerder dan de deadline die er stond; klopt het jaar?", wording::datum(nieuw));
    Err(Fout::Ongeldig { veld: "deadline", tekst })
}

/// Open ones first, by deadline; those without one after them, then what is done.
fn order(a: &Afspraak) -> (bool, NaiveDate) {
    let open = a.status == Afspraakstatus::Open;
    (!open, if open { a.deadline.unwrap_or(NaiveDate::MAX) } else { NaiveDate::MIN })
}

/// The one that was changed.
fn only(changed: Vec<Afspraak>, nummer: Afspraaknummer) -> Result<Afspraak, Fout> {
    changed.into_iter().next().ok_or_else(|| Fout::NietGevonden(format!("Afspraak {nummer}")))
}

/// Who does it.
fn owner(typed: &str, register: &Register) -> Result<Tekst, Fout> {
    invoer::required_line("eigenaar", typed, MAX_TEKST, register, "Vul in wie het doet.")
}

/// What was agreed.
fn agreed(typed: &str, register: &Register) -> Result<Tekst, Fout> {
    invoer::required("tekst", typed, MAX_TEKST, register, "Schrijf op wat er is afgesproken.")
}
