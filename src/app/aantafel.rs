//! What is done at the table with an afspraak of before: closed, put off, commented on.
//!
//! Each is told as an outcome of the point, in the same act, so that the minutes say what became of it and undo takes both. What
//! tells that one is done takes that with it when it is taken out.

use chrono::NaiveDate;
use std::sync::Arc;

use super::afspraken::must_be_ahead;
use super::{Afspraakrij, App, Fout, invoer};
use crate::domain::{
    Afspraak, Afspraaknummer, Afspraakstatus, Onderdeelsleutel, Register, Tekst, Uitkomst, Uitkomstinhoud, Uitkomstsoort,
};
use crate::storage::{Error, OpenHandeling};
use crate::wording;

/// What is done with an open afspraak at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tafeldaad {
    /// It is done; what came of it may be left empty.
    Gereed { resultaat: String },
    /// Another deadline, or none; why may be left empty.
    Verzet { deadline: Option<NaiveDate>, reden: String },
    /// Something to be noted, after which it runs on.
    Opmerking { tekst: String },
}

/// The longest text that is typed here.
const MAX_TEKST: usize = 3900;

impl App {
    /// Does something with an open afspraak at a point of the agenda, and writes down at that point what was done. Refused when
    /// the afspraak is not as the user saw it.
    pub fn settle_at_table(
        &mut self,
        gesprek: i64,
        sleutel: &Onderdeelsleutel,
        (nummer, rijversie): Afspraakrij,
        daad: &Tafeldaad,
    ) -> Result<Uitkomst, Fout> {
        let act = self.act(format!("{nummer} besproken in {}", wording::gesprek(&self.gesprek(gesprek)?, &self.register)));
        let (register, vandaag) = (Arc::clone(&self.register), self.vandaag());
        self.perform(&act, |h| {
            let was: Afspraak = h.seen(&nummer.to_string(), rijversie)?;
            if was.status != Afspraakstatus::Open {
                let tekst = format!("Afspraak {nummer} is {}; dit kan dan niet.", was.status.naam());
                return Err(Fout::Geweigerd(tekst).into());
            }
            let now = match changed(&was, daad, &register, vandaag)? {
                Some(wanted) => h.change_while(&wanted, &["status"])?,
                None => was.clone(),
            };
            let (soort, tekst) = told(&was, &now, daad, &register)?;
            let sluit = matches!(daad, Tafeldaad::Gereed { .. }).then_some(nummer);
            let inhoud = Uitkomstinhoud::Tekst { soort, tekst, sluit };
            Ok(h.make(Uitkomst { id: 0, gesprek, sleutel: sleutel.clone(), inhoud, rijversie: 0 })?)
        })
    }

    /// The afspraak that an outcome says to be done, as long as it is.
    pub fn closed_by(&self, uitkomst: &Uitkomst) -> Result<Option<Afspraak>, Fout> {
        let Some(nummer) = uitkomst.inhoud.sluit() else { return Ok(None) };
        let found: Option<Afspraak> = self.store.find(&nummer.to_string()).map_err(|e| self.refused(e))?;
        Ok(found.filter(|a| a.status == Afspraakstatus::Gereed))
    }
}

/// Opens the afspraak again that an outcome says to be done: that is taken out. None when it was not done any more.
pub(super) fn reopen_with(h: &mut OpenHandeling<'_>, uitkomst: &Uitkomst) -> Result<Option<Afspraaknummer>, Error> {
    let Some(nummer) = uitkomst.inhoud.sluit() else { return Ok(None) };
    let found: Option<Afspraak> = h.find(&nummer.to_string())?;
    let Some(was) = found.filter(|a| a.status == Afspraakstatus::Gereed) else { return Ok(None) };
    h.change(&was.reopened())?;
    Ok(Some(nummer))
}

/// The afspraak as it is to become; None when it stays as it is.
fn changed(was: &Afspraak, daad: &Tafeldaad, register: &Register, vandaag: NaiveDate) -> Result<Option<Afspraak>, Fout> {
    Ok(match daad {
        Tafeldaad::Gereed { resultaat } => {
            let resultaat = invoer::text("resultaat", resultaat, MAX_TEKST, register)?;
            Some(Afspraak { status: Afspraakstatus::Gereed, resultaat, ..was.clone() })
        }
        Tafeldaad::Verzet { deadline, .. } if *deadline == was.deadline => {
            return Err(Fout::Ongeldig { veld: "deadline", tekst: "Dat is de deadline al; kies een andere datum.".to_owned() });
        }
        Tafeldaad::Verzet { deadline, .. } => {
            must_be_ahead(was, *deadline, vandaag)?;
            Some(Afspraak { deadline: *deadline, ..was.clone() })
        }
        Tafeldaad::Opmerking { .. } => None,
    })
}

/// What the minutes say of it: of what became of the afspraak, which is not what was wanted when somebody else's was chosen.
fn told(was: &Afspraak, now: &Afspraak, daad: &Tafeldaad, register: &Register) -> Result<(Uitkomstsoort, Tekst), Fout> {
    // A number says nothing to who reads the minutes.
    let nummer = format!("{} ({})", was.nummer, in_short(&was.tekst));
    let said =
        |wat: &str, rest: &str| if rest.is_empty() { format!("{nummer} {wat}.") } else { format!("{nummer} {wat}: {rest}") };
    let (soort, tekst) = match daad {
        Tafeldaad::Gereed { .. } => (Uitkomstsoort::Mededeling, said("is gereed", &now.resultaat)),
        Tafeldaad::Verzet { reden, .. } => {
            let reden = invoer::text("reden", reden, MAX_TEKST, register)?;
            let wat = match (was.deadline, now.deadline) {
                (Some(oud), Some(nieuw)) => {
                    // A number of days counts from today: earlier than it was is seldom meant.
                    let moved = if nieuw < oud { "vervroegd" } else { "verzet" };
                    format!("is {moved} van {} naar {}", wording::datum(oud), wording::datum(nieuw))
                }
                (None, Some(nieuw)) => format!("is verzet naar {}", wording::datum(nieuw)),
                (_, None) => "heeft geen deadline meer".to_owned(),
            };
            (Uitkomstsoort::Mededeling, said(&wat, &reden))
        }
        Tafeldaad::Opmerking { tekst } => {
            let tekst = invoer::required("tekst", tekst, MAX_TEKST, register, "Schrijf op wat erover gezegd is.")?;
            (Uitkomstsoort::Notitie, format!("{nummer}: {tekst}"))
        }
    };
    // What the program adds to it needs room.
    Ok((soort, invoer::text("tekst", &tekst, MAX_TEKST + 100 + MAX_WAT, register)?))
}

/// How much of an afspraak stands behind its number.
const MAX_WAT: usize = 120;

/// The beginning of a text, in whole words.
fn in_short(tekst: &str) -> String {
    let mut short = String::new();
    for word in tekst.split_whitespace() {
        if short.chars().count() + word.chars().count() >= MAX_WAT {
            return format!("{short}…");
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.trim_end_matches('.').to_owned()
}
