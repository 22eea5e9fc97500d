//! Vaststellen: everything that a verslag says is written down once, in the same transaction as the status, and read back from
//! there for ever after (`domein.md` 7).
//!
//! Owns: the way from live data to the form of a verslag, and the acts that establish a gesprek and open it again.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::agenda::{Agendabeeld, Agendaregel};
use super::doorlopend::Peil;
use super::gesprek::unmoved;
use super::{App, Fout, Stop};
use crate::domain::vorm::{Doorlopend, Verslagpunt, Verslagstof, Wijzigingregel, bestandsnaam};
use crate::domain::{Change, Feitregel, Gesprek, Gespreksstatus, Handeling, Soort, logged, nederlandse_dag};
use crate::reports::verslag::{self, Documentvorm, Keuzes};
use crate::storage::{self, Act, PROGRAMMA, Vaststelling};
use crate::wording;

/// How often a form is made anew because somebody did something meanwhile.
const POGINGEN: usize = 5;

impl App {
    /// What a gesprek says since it was established; None while it is not.
    pub(super) fn vastgesteld(&self, gesprek: &Gesprek) -> Result<Option<Verslagstof>, Fout> {
        let nummer = gesprek.vaststelling.filter(|_| gesprek.status == Gespreksstatus::Vastgesteld);
        let Some(nummer) = nummer else { return Ok(None) };
        self.store.vaststelling(gesprek.id, nummer).map_err(|e| self.refused(e))
    }

    /// Everything that the verslag of a gesprek says: as it was established, else as it stands.
    pub(super) fn verslagstof(&self, beeld: &Agendabeeld) -> Result<Verslagstof, Fout> {
        match self.vastgesteld(&beeld.gesprek)? {
            Some(stof) => Ok(stof),
            None => self.stof_at(beeld, self.peil_of(&beeld.gesprek)?),
        }
    }

    fn stof_at(&self, beeld: &Agendabeeld, peil: Peil) -> Result<Verslagstof, Fout> {
        let gesprek = &beeld.gesprek;
        let codes = self.codes()?;
        let made = self.made_in(gesprek, peil)?;
        let running = self.running_through(gesprek, peil)?;
        let besproken = &beeld.besproken;
        // What was vastgesteld with an earlier program stays as it was.
        let is_written = gesprek.status == Gespreksstatus::Vastgesteld;
        let kept = if is_written { Feitregel::kept } else { wording::agenda::outward };
        let is_kept = is_written && !self.is_voorbeeld();
        let moved = beeld.wijzigingen.iter().map(|w| Wijzigingregel {
            norm: w.norm.clone(),
            periode: wording::periode(w.periode, gesprek.kwartaal),
            toen: w.toen.clone(),
            nu: w.nu.clone(),
        });
        let mut stof = Verslagstof {
            voorbeeld: self.is_voorbeeld(),
            aanbieder: wording::vorm::aanbiedernaam(gesprek.aanbieder, &self.register),
            product: wording::vorm::product(gesprek.segment()).to_owned(),
            kwartaal: gesprek.kwartaal,
            extra: gesprek.soort.is_extra(),
            gemeente: gesprek.gemeente().map(|g| g.naam().to_owned()),
            status: gesprek.status,
            datum: gesprek.datum,
            tijd: gesprek.tijd,
            plaats: codes.mark(&gesprek.plaats),
            aanwezig: gesprek.aanwezig.iter().map(|wie| codes.mark(wie)).collect(),
            afwezig: gesprek.afwezig.iter().map(|wie| codes.mark(wie)).collect(),
            verslaglegger: codes.mark(&gesprek.verslaglegger),
            bevroren_op: gesprek.bevroren.as_ref().map(|_| nederlandse_dag(besproken.wanneer)),
            vastgesteld_op: None,
            rapportage: besproken.rapportage.clone(),
            versies: besproken.versies.clone(),
            normen: besproken.normen.clone(),
            klein_onder: besproken.klein_onder,
            gewijzigd: moved.collect(),
            dekking: besproken.dekking.clone(),
            punten: beeld.punten.iter().map(|p| point(p, kept)).collect(),
            afspraken: made.iter().map(|a| self.verslagafspraak(a, &codes)).collect(),
            doorlopend: running
                .iter()
                .map(|l| Doorlopend {
                    afspraak: self.verslagafspraak(&l.afspraak, &codes),
                    te_laat: l.te_laat,
                    doorgeschoven: l.doorgeschoven,
                    los: !is_kept && l.afspraak.gesprek.is_none(),
                })
                .collect(),
            afgesloten: if is_kept { 0 } else { closed_in(&beeld.punten) },
            volgende: self.next_date(gesprek)?,
        };
        if is_kept {
            stof.afspraken_mut().for_each(|afspraak| afspraak.noemt_soort = false);
        }
        Ok(stof)
    }

    /// Establishes a gesprek: read-only from here on, and what it says never changes any more.
    pub fn establish_gesprek(&mut self, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        let act = self.act(format!("{} vastgesteld", wording::gesprek(&self.gesprek(id)?, &self.register)));
        self.establish(&act, id, rijversie)
    }

    pub(super) fn establish(&mut self, act: &Act, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        let register = Arc::clone(&self.register);
        for _ in 0..POGINGEN {
            let seen = self.store.last_act_number().map_err(|e| self.refused(e))?;
            let beeld = self.agenda(id)?;
            let stof = self.stof_at(&beeld, self.peil(&beeld.gesprek, false))?;
            let made = self.vaststelling(stof, nederlandse_dag(act.wanneer))?;
            let done = self.store.perform(act, |h| {
                let gesprek = unmoved(h, id, rijversie, &register)?;
                Ok(h.establish(&gesprek, &made, seen)?)
            });
            match done {
                // What it was made of may be no longer true.
                Err(Stop::Store(storage::Error::Outdated)) => {}
                done => return done.map_err(|stop| self.stopped(stop)),
            }
        }
        Err(self.refused(storage::Error::Outdated))
    }

    /// Opens an established gesprek again, so that what came out of it can be corrected; the frozen figures stay, and so does what
    /// was established.
    pub fn reopen_gesprek(&mut self, id: i64, rijversie: u32) -> Result<Gesprek, Fout> {
        self.edit_gesprek(id, rijversie, "heropend", |g| {
            g.status = Gespreksstatus::Gehouden;
            g.vaststelling = None;
        })
    }

    /// What is to be kept of a verslag: the form, and the files that the program makes of it now.
    fn vaststelling(&self, stof: Verslagstof, op: NaiveDate) -> Result<Vaststelling, Fout> {
        let stof = Verslagstof { status: Gespreksstatus::Vastgesteld, vastgesteld_op: Some(op), ..stof };
        let mut bestanden = Vec::new();
        // The example goes when the program does: no later one will read it.
        if !self.is_voorbeeld() {
            for (vorm, keuzes) in every_file() {
                bestanden.push((file_name(vorm, keuzes), write(&stof, vorm, keuzes)?));
            }
        }
        Ok(Vaststelling { stof, bestanden })
    }

    /// The verslag of a gesprek as the bytes of a file; once it is established always the same.
    pub fn verslag(&self, beeld: &Agendabeeld, vorm: Documentvorm, keuzes: Keuzes) -> Result<Vec<u8>, Fout> {
        if let Some(nummer) = beeld.gesprek.vaststelling {
            let kept = self.store.verslagbestand(beeld.gesprek.id, nummer, &file_name(vorm, keuzes));
            if let Some(bytes) = kept.map_err(|e| self.refused(e))? {
                return Ok(bytes);
            }
        }
        write(&self.verslagstof(beeld)?, vorm, keuzes)
    }

    /// From where a gesprek is looked at: what is vastgesteld without a form of its own as of its vaststelling.
    pub(super) fn peil_of(&self, gesprek: &Gesprek) -> Result<Peil, Fout> {
        let peil = self.peil(gesprek, false);
        if gesprek.status != Gespreksstatus::Vastgesteld {
            return Ok(peil);
        }
        let acts = self.store.history(Soort::Gesprek, &gesprek.id.to_string()).map_err(|e| self.refused(e))?;
        let is_established = |c: &Change| c.veld == "status" && logged(c.nieuw.as_deref()) == Some(Gespreksstatus::Vastgesteld);
        let establishes = |h: &&Handeling| h.changes.iter().any(is_established);
        let moment = acts.iter().rev().find(establishes).map(|h| h.wanneer);
        Ok(peil.verteld_op(moment.unwrap_or_else(|| super::doorlopend::end_of(peil.dag))))
    }

    /// Gives gesprekken that were established before forms were kept theirs, so that they never change any more either. Once, when
    /// the database is opened.
    pub(super) fn complete_vaststellingen(&self) -> Result<(), Fout> {
        let lacking = |g: &Gesprek| g.status == Gespreksstatus::Vastgesteld && g.vaststelling.is_none();
        let ids: Vec<i64> = self.gesprekken()?.iter().filter(|g| lacking(g)).map(|g| g.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        self.write_down(&ids.into_iter().map(|id| self.gesprek(id)).collect::<Result<Vec<_>, _>>()?)
    }

    /// Writes down what gesprekken say that are vastgesteld and have no form.
    pub(super) fn write_down(&self, gesprekken: &[Gesprek]) -> Result<(), Fout> {
        let mut made = Vec::new();
        for gesprek in gesprekken {
            let peil = self.peil_of(gesprek)?;
            let mut beeld = self.agenda_at(gesprek.clone(), Vec::new(), peil)?;
            // What moved between the gesprek and its vaststelling cannot be told from what moved since.
            beeld.wijzigingen.clear();
            let stof = self.stof_at(&beeld, peil)?;
            made.push((gesprek.clone(), self.vaststelling(stof, peil.verteld_dag())?));
        }
        // Nobody asked for it, and it changes nothing that anybody sees.
        let act = Act::new(PROGRAMMA, self.moment(), "vastgestelde verslagen bewaard zoals ze waren");
        self.store.keep_vaststellingen(&act, &made).map_err(|e| self.refused(e))
    }
}

/// `kept`: what of a line the verslag keeps.
fn point(regel: &Agendaregel, kept: fn(&Feitregel) -> Feitregel) -> Verslagpunt {
    Verslagpunt {
        sleutel: regel.punt.sleutel.clone(),
        titel: regel.titel.clone(),
        vervallen: regel.punt.vervallen,
        feiten: regel.feiten.iter().map(kept).collect(),
        notitie: regel.notitie.clone(),
        uitkomsten: regel.uitkomsten.iter().map(|u| u.getoond.clone()).collect(),
    }
}

/// How many afspraken of before were said to be done at these points.
fn closed_in(punten: &[Agendaregel]) -> u32 {
    let outcomes = punten.iter().filter(|p| !p.punt.vervallen).flat_map(|p| &p.uitkomsten);
    let closed: BTreeSet<_> = outcomes.filter_map(|u| u.gesloten.as_ref()).map(|afspraak| afspraak.nummer).collect();
    u32::try_from(closed.len()).unwrap_or(u32::MAX)
}

/// Every form with every choice.
fn every_file() -> impl Iterator<Item = (Documentvorm, Keuzes)> {
    Documentvorm::ALL.into_iter().flat_map(|vorm| Keuzes::all().map(move |keuzes| (vorm, keuzes)))
}

/// Under what name a file is kept.
fn file_name(vorm: Documentvorm, keuzes: Keuzes) -> String {
    bestandsnaam(vorm.extension(), keuzes.codes, keuzes.kleine_aantallen, keuzes.kort)
}

fn write(stof: &Verslagstof, vorm: Documentvorm, keuzes: Keuzes) -> Result<Vec<u8>, Fout> {
    let document = verslag::compose(stof, keuzes);
    verslag::write(&document, vorm).map_err(|oorzaak| Fout::Schrijven { pad: "het verslag".into(), oorzaak })
}
