//! Documents of a gesprek: the verslag, the calendar, the afsprakenlijst. Gathers what they say; `reports` sets the type.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};

use super::afspraken::Afspraakfilter;
use super::agenda::Agendabeeld;
use super::uitgang::{AGENDA, Akkoord, Meelezer, VERSLAG, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::kalender::{Kalenderstof, Termijn, Termijnsoort, kalender};
use crate::domain::vorm::Getypteplek;
use crate::domain::{Aanbieder, Afspraak, Afspraakstatus, Codes, Gesprek, Gespreksstatus, Kwartaal, Soort, Tafels};
use crate::files::{Target, whole};
use crate::reports::afsprakenlijst::{self, Lijstregel};
use crate::reports::ics::{self, Itemstand};
use crate::reports::verslag::Documentvorm;

pub use crate::reports::verslag::{Documentvorm as Verslagvorm, Keuzes as Verslagkeuzes};

/// What is due when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kalenderbeeld {
    /// What should have been done before today, the oldest first.
    pub te_laat: Vec<Termijn>,
    /// From today on, by day.
    pub komend: Vec<Termijn>,
}

impl App {
    /// Writes the verslag of a gesprek, a file per form: the ending says which (`.docx`, `.html`, `.md`). With `ics` the dates
    /// of the year from the gesprek on are written beside it. All of them, or none.
    pub fn write_verslag(
        &self,
        beeld: &Agendabeeld,
        naar: &[PathBuf],
        ics: Option<&Path>,
        keuzes: Verslagkeuzes,
        akkoord: Akkoord,
    ) -> Result<(), Fout> {
        self.must_have_come(beeld.gesprek.aanbieder, beeld.gesprek.kwartaal, beeld.gesprek.id != 0)?;
        let verslagen = naar.iter().map(|pad| Target::new(pad, VERSLAG));
        let targets = verslagen.chain(ics.map(|pad| Target::new(pad, AGENDA))).map(|target| target.private(keuzes.codes));
        let mut outgoing = self.outgoing(&targets.collect::<Vec<_>>(), akkoord.vervang, None)?;
        let aanbieder = beeld.gesprek.aanbieder;
        let van = beeld.gesprek.datum.unwrap_or(self.vandaag());
        let tot = van.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
        let gemeente = beeld.gesprek.gemeente();
        // Of this table: what is of another gemeente, or of the region, is for that one.
        let is_asked = |t: &Termijn| {
            let is_report = matches!(t.wat, Termijnsoort::Rapportage { .. });
            t.aanbieder() == Some(aanbieder) && t.gemeente() == gemeente && !(is_report && gemeente.is_some())
        };
        let items = if ics.is_some() { self.ics_items((van, tot), &is_asked)? } else { Vec::new() };
        let mut getypt = if naar.is_empty() { Vec::new() } else { self.verslagstof(beeld)?.getypt() };
        getypt.extend(items.iter().flat_map(|item| typed_in(&item.termijn)));
        let lezer = Meelezer { aanbieder, gemeente, codes: keuzes.codes };
        self.look_for_outsiders(lezer, &getypt, akkoord)?;
        for pad in naar {
            outgoing.write(&self.verslag(beeld, Documentvorm::of_path(pad), keuzes)?)?;
        }
        if ics.is_some() {
            outgoing.write(self.ics(&items, keuzes.codes).as_bytes())?;
        }
        outgoing.finish()?;
        self.note_concepts(&beeld.gesprek, naar);
        Ok(())
    }

    /// Keeps which of these files say Concept. The files are there: that it cannot be kept is no reason to say they are not.
    pub(super) fn note_concepts(&self, gesprek: &Gesprek, naar: &[PathBuf]) {
        if gesprek.id == 0 || self.store.only_reads().is_some() {
            return;
        }
        let vast = gesprek.status == Gespreksstatus::Vastgesteld;
        for pad in naar.iter().map(|pad| whole(pad)) {
            if let Err(error) = self.store.note_concept(gesprek.id, &pad.to_string_lossy(), vast) {
                tracing::warn!(%error, "het concept is niet onthouden");
            }
        }
    }

    /// The files of a gesprek that were written before it was vastgesteld and are still there: what they say is not final.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn old_concepts(&self, gesprek: i64) -> Result<Vec<PathBuf>, Fout> {
        let noted = self.store.noted_concepts(gesprek).map_err(|e| self.refused(e))?;
        Ok(noted.into_iter().map(PathBuf::from).filter(|pad| pad.is_file()).collect())
    }

    /// What is due from `van` through `tot`.
    pub fn kalender(&self, van: NaiveDate, tot: NaiveDate) -> Result<Vec<Termijn>, Fout> {
        let gesprekken = self.gesprekken()?;
        let afspraken: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let binnen: Vec<(Aanbieder, Kwartaal)> = self.reports_in()?.into_iter().collect();
        let coming: BTreeSet<Kwartaal> = gesprekken.iter().filter(|g| !g.status.is_held()).map(|g| g.kwartaal).collect();
        let uitvraag =
            coming.into_iter().map(|k| Ok((k, self.uitvraag(k)?.open().collect()))).collect::<Result<Vec<_>, Fout>>()?;
        let stof = Kalenderstof {
            register: &self.register,
            gesprekken: &gesprekken,
            afspraken: &afspraken,
            tafels: &Tafels::of(&gesprekken),
            normen: self.normen(),
            werkdagen: &self.werkdagen,
            binnen: &binnen,
            uitvraag: &uitvraag,
            codes: &self.codes()?,
        };
        Ok(kalender(stof, van, tot))
    }

    /// What should have been done already, and what is to come, both by day.
    pub fn kalenderbeeld(&self) -> Result<Kalenderbeeld, Fout> {
        let mut all = self.kalender(NaiveDate::MIN, NaiveDate::MAX)?;
        let vandaag = self.vandaag();
        let komend = all.split_off(all.partition_point(|t| t.datum < vandaag));
        all.retain(Termijn::is_pending);
        Ok(Kalenderbeeld { te_laat: all, komend })
    }

    /// Writes dates for a calendar program, of one aanbieder or of all; returns how many.
    pub fn write_ics(
        &self,
        naar: &Path,
        (van, tot): (NaiveDate, NaiveDate),
        aanbieder: Option<Aanbieder>,
        codes: bool,
        akkoord: Akkoord,
    ) -> Result<usize, Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, AGENDA).private(codes)], akkoord.vervang, None)?;
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
    /// planning or an afspraak closed. Of all that, what is asked for: of nothing else its history is read.
    fn ics_items(&self, dagen: (NaiveDate, NaiveDate), is_asked: &dyn Fn(&Termijn) -> bool) -> Result<Vec<ics::Item>, Fout> {
        let weg = self.cancelled()?;
        let due = self.kalender(dagen.0, dagen.1)?.into_iter().filter(is_asked);
        let mut items = due.map(|t| self.ics_item(t, &weg)).collect::<Result<Vec<_>, Fout>>()?;
        let (codes, tafels) = (self.codes()?, self.tafels()?);
        let known = (&codes, &tafels);
        items.extend(self.gesprekken_off(dagen, &weg, known)?.into_iter().filter(|item| is_asked(&item.termijn)));
        items.extend(self.afspraken_off(dagen, known, is_asked)?);
        Ok(items)
    }

    /// The days of gesprekken that were taken off the planning, unless something took their place.
    fn gesprekken_off(
        &self,
        dagen: (NaiveDate, NaiveDate),
        weg: &[(Gesprek, DateTime<Utc>)],
        known: (&Codes, &Tafels),
    ) -> Result<Vec<ics::Item>, Fout> {
        let mut items = Vec::new();
        let planned = self.gesprekken()?;
        for (at, (gesprek, wanneer)) in weg.iter().enumerate() {
            let again = planned.iter().chain(weg.get(at + 1..).unwrap_or_default().iter().map(|(g, _)| g));
            if again.clone().any(|other| is_one_date(gesprek, other)) {
                continue;
            }
            for termijn in self.kalender_of(std::slice::from_ref(gesprek), &[], dagen, known) {
                let volgnummer = Some(sequence(gesprek, weg.get(..at).unwrap_or_default()).saturating_add(1));
                items.push(ics::Item { termijn, gewijzigd: Some(*wanneer), volgnummer, stand: Itemstand::Vervallen });
            }
        }
        Ok(items)
    }

    /// The days of afspraken that were closed before them.
    fn afspraken_off(
        &self,
        dagen: (NaiveDate, NaiveDate),
        known: (&Codes, &Tafels),
        is_asked: &dyn Fn(&Termijn) -> bool,
    ) -> Result<Vec<ics::Item>, Fout> {
        let mut items = Vec::new();
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        for afspraak in all {
            let stand = match afspraak.status {
                Afspraakstatus::Open => continue,
                Afspraakstatus::Gereed => Itemstand::Gereed,
                Afspraakstatus::Vervallen => Itemstand::Vervallen,
            };
            // Its day is the one that it had while it was open.
            let open = Afspraak { status: Afspraakstatus::Open, ..afspraak };
            for termijn in self.kalender_of(&[], &[open], dagen, known).into_iter().filter(is_asked) {
                items.push(ics::Item { stand, ..self.ics_item(termijn, &[])? });
            }
        }
        Ok(items)
    }

    fn ics(&self, items: &[ics::Item], codes: bool) -> String {
        ics::write(items, &self.register, self.ics_opmaak(codes))
    }

    /// The date of a gesprek alone, to go along with a message; None as long as it has none.
    pub(super) fn ics_of_gesprek(&self, gesprek: &Gesprek) -> Result<Option<String>, Fout> {
        let Some(datum) = gesprek.datum else { return Ok(None) };
        let is_own = |t: &Termijn| matches!(t.wat, Termijnsoort::Gesprek { id, .. } if id == gesprek.id);
        let Some(termijn) = self.kalender(datum, datum)?.into_iter().find(is_own) else { return Ok(None) };
        Ok(Some(ics::write_one(&self.ics_item(termijn, &self.cancelled()?)?, &self.register, self.ics_opmaak(false))))
    }

    /// The gesprekken that were taken off the planning, with when.
    fn cancelled(&self) -> Result<Vec<(Gesprek, DateTime<Utc>)>, Fout> {
        self.store.removed().map_err(|e| self.refused(e))
    }

    /// What is due because of these gesprekken and afspraken alone.
    fn kalender_of(
        &self,
        gesprekken: &[Gesprek],
        afspraken: &[Afspraak],
        (van, tot): (NaiveDate, NaiveDate),
        (codes, tafels): (&Codes, &Tafels),
    ) -> Vec<Termijn> {
        let stof = Kalenderstof {
            register: &self.register,
            gesprekken,
            afspraken,
            tafels,
            normen: self.normen(),
            werkdagen: &self.werkdagen,
            binnen: &[],
            uitvraag: &[],
            codes,
        };
        let mut own = kalender(stof, van, tot);
        own.retain(|t| t.rij.is_some());
        own
    }

    fn ics_item(&self, termijn: Termijn, weg: &[(Gesprek, DateTime<Utc>)]) -> Result<ics::Item, Fout> {
        let volgnummer = match &termijn.rij {
            Some(rij) if rij.soort == Soort::Gesprek => {
                let id = rij.id.parse().unwrap_or_default();
                Some(self.gesprek(id).map(|gesprek| sequence(&gesprek, weg))?)
            }
            rij => rij.as_ref().map(|rij| rij.rijversie),
        };
        let acts = match &termijn.rij {
            Some(rij) => self.store.history(rij.soort, &rij.id).map_err(|e| self.refused(e))?,
            None => Vec::new(),
        };
        Ok(ics::Item { termijn, gewijzigd: acts.last().map(|act| act.wanneer), volgnummer, stand: Itemstand::Komt })
    }

    fn ics_opmaak(&self, codes: bool) -> ics::Icsopmaak {
        // The stamp is the day, not the moment: the same dates on the same day give the same file.
        let stempel = self.vandaag().and_time(NaiveTime::MIN).and_utc();
        ics::Icsopmaak { stempel, voorbeeld: self.is_voorbeeld(), codes }
    }

    /// Writes the afspraken that pass the filter to a workbook; returns how many.
    pub fn write_afsprakenlijst(
        &self,
        naar: &Path,
        filter: &Afspraakfilter,
        codes: bool,
        akkoord: Akkoord,
    ) -> Result<usize, Fout> {
        // Afspraken can come from signalen, and be about one person.
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP).private(true)], akkoord.vervang, None)?;
        let known = self.codes()?;
        let regel = |r: super::Afspraakregel| Lijstregel {
            aanbieder: self.register.naam_of(r.afspraak.aanbieder, "regio"),
            afspraak: self.verslagafspraak(&r.afspraak, &known),
            te_laat: r.te_laat,
            doorgeschoven: r.doorgeschoven,
            verwachting: r.verwachting.map(|v| (v.notatie, v.uitslag.naam().to_owned())),
        };
        let regels: Vec<Lijstregel> = self.afspraken(filter)?.into_iter().map(regel).collect();
        if regels.is_empty() {
            let tekst = "Er is geen afspraak die hieraan voldoet; er is dus niets geschreven.".to_owned();
            return Err(Fout::Geweigerd(tekst));
        }
        // Of all aanbieders together it goes to none of them.
        if let Some(aanbieder) = filter.aanbieder {
            let getypt: Vec<Getypteplek> = regels.iter().flat_map(|r| r.afspraak.getypt()).collect();
            self.look_for_others(aanbieder, &getypt, akkoord)?;
        }
        let opmaak = afsprakenlijst::Lijstopmaak { dag: self.vandaag(), voorbeeld: self.is_voorbeeld(), codes };
        let bytes =
            afsprakenlijst::write(&regels, opmaak).map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)?;
        Ok(regels.len())
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
fn typed_in(termijn: &Termijn) -> Vec<Getypteplek> {
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
