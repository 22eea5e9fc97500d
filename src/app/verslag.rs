//! Documents of a gesprek: the verslag, the afsprakenlijst; and what is due when. Gathers what they say; `reports` sets the type.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate};

use super::afspraken::Afspraakfilter;
use super::agenda::Agendabeeld;
use super::kalenderbestand::typed_in;
use super::uitgang::{AGENDA, Akkoord, Meelezer, VERSLAG, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::kalender::{Kalenderstof, Termijn, Termijnsoort, kalender};
use crate::domain::vorm::Getypteplek;
use crate::domain::{Afspraak, Genoemdenaam, Gesprek, Gespreksstatus, Kwartaal, Tafels};
use crate::files::{Target, whole};
use crate::reports::afsprakenlijst::{self, Lijstregel};
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
        let targets = verslagen.chain(ics.map(|pad| Target::new(pad, AGENDA).for_anybody(!keuzes.codes)));
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

    /// Where the verslag of a gesprek names another aanbieder in what somebody typed.
    pub(super) fn others_in_verslag(&self, beeld: &Agendabeeld) -> Result<Vec<Genoemdenaam>, Fout> {
        let (aanbieder, gemeente) = (beeld.gesprek.aanbieder, beeld.gesprek.gemeente());
        let lezer = Meelezer { aanbieder, gemeente, codes: false };
        self.outsiders_named(lezer, &self.verslagstof(beeld)?.getypt())
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
        let coming: BTreeSet<Kwartaal> = gesprekken.iter().filter(|g| !g.status.is_held()).map(|g| g.kwartaal).collect();
        let binnen = self.parts_lacking(&coming)?;
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

    /// Writes the afspraken that pass the filter to a workbook; returns how many.
    pub fn write_afsprakenlijst(
        &self,
        naar: &Path,
        filter: &Afspraakfilter,
        codes: bool,
        akkoord: Akkoord,
    ) -> Result<usize, Fout> {
        // Afspraken can come from signalen, and be about one person.
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP)], akkoord.vervang, None)?;
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
