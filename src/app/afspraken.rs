//! Afspraken: list, make, change, close, withdraw, reopen, history, undo.

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::verwachting::Getoetst;
use crate::domain::{
    Aanbieder, Aanleiding, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Handeling, Kwartaal, NormId, Periode,
    Verwachting,
};

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
}

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

impl App {
    /// The afspraken that pass the filter: open ones first by deadline (none last), then the rest, newest first.
    pub fn afspraken(&self, filter: &Afspraakfilter) -> Result<Vec<Afspraakregel>, Fout> {
        let _ = filter;
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// One afspraak.
    pub fn afspraak(&self, nummer: Afspraaknummer) -> Result<Afspraakregel, Fout> {
        let _ = nummer;
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Makes an afspraak and gives it the next number of its aanbieder and year.
    pub fn make_afspraak(&mut self, nieuw: &NieuweAfspraak) -> Result<Afspraak, Fout> {
        let _ = nieuw;
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Changes an open afspraak; refused when `rijversie` is not the one that stands.
    pub fn change_afspraak(
        &mut self,
        nummer: Afspraaknummer,
        rijversie: u32,
        wijziging: &Afspraakwijziging,
    ) -> Result<Afspraak, Fout> {
        let _ = (nummer, rijversie, wijziging);
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Closes an afspraak as gereed, with what came of it.
    pub fn close_afspraak(&mut self, nummer: Afspraaknummer, rijversie: u32, resultaat: &str) -> Result<Afspraak, Fout> {
        let _ = (nummer, rijversie, resultaat);
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Withdraws an afspraak (vervallen); a reason is required.
    pub fn withdraw_afspraak(&mut self, nummer: Afspraaknummer, rijversie: u32, reden: &str) -> Result<Afspraak, Fout> {
        let _ = (nummer, rijversie, reden);
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Opens an afspraak that was closed or withdrawn.
    pub fn reopen_afspraak(&mut self, nummer: Afspraaknummer, rijversie: u32) -> Result<Afspraak, Fout> {
        let _ = (nummer, rijversie);
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Everything that was ever done to an afspraak, oldest first.
    pub fn afspraak_history(&self, nummer: Afspraaknummer) -> Result<Vec<Handeling>, Fout> {
        let _ = nummer;
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// What an afspraak made from a figure takes along: the figure as it stands now.
    pub fn aanleiding(
        &self,
        norm: &NormId,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
    ) -> Result<Aanleiding, Fout> {
        let _ = (norm, kwartaal, periode, aanbieder);
        Err(Fout::NietBeschikbaar("cijfers"))
    }

    /// Owners used before, most used first; for suggestions.
    pub fn eigenaren(&self) -> Result<Vec<String>, Fout> {
        Err(Fout::NietBeschikbaar("afspraken"))
    }

    /// Takes the last act back, a whole import included; returns what was taken back, None when there is nothing.
    pub fn undo(&mut self) -> Result<Option<Handeling>, Fout> {
        Err(Fout::NietBeschikbaar("ongedaan maken"))
    }
}
