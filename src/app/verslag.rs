//! Documents of a gesprek: the verslag, the calendar, the afsprakenlijst. Gathers what they say; `reports` sets the type.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate, NaiveTime};

use super::afspraken::Afspraakfilter;
use super::agenda::Agendabeeld;
use super::uitgang::{AGENDA, VERSLAG, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::kalender::{Kalenderstof, Termijn, kalender};
use crate::domain::{Aanbieder, Afspraak, Kwartaal};
use crate::files::Target;
use crate::reports::afsprakenlijst::{self, Lijstregel};
use crate::reports::ics;
use crate::reports::verslag::Vorm;

pub use crate::reports::verslag::{Keuzes as Verslagkeuzes, Vorm as Verslagvorm};

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
        vervang: bool,
    ) -> Result<(), Fout> {
        let verslagen = naar.iter().map(|pad| Target::new(pad, VERSLAG).private(keuzes.codes));
        let targets: Vec<Target> = verslagen.chain(ics.map(|pad| Target::new(pad, AGENDA))).collect();
        let mut outgoing = self.outgoing(&targets, vervang, None)?;
        for pad in naar {
            let vorm = pad.extension().and_then(|e| e.to_str()).and_then(Vorm::of_extension).unwrap_or(Vorm::Docx);
            outgoing.write(&self.verslag(beeld, vorm, keuzes)?)?;
        }
        if ics.is_some() {
            let van = beeld.gesprek.datum.unwrap_or(self.vandaag());
            let tot = van.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
            outgoing.write(self.ics(van, tot, Some(beeld.gesprek.aanbieder))?.0.as_bytes())?;
        }
        Ok(outgoing.finish()?)
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
            gesprekken: &gesprekken,
            afspraken: &afspraken,
            normen: self.normen(),
            werkdagen: &self.werkdagen,
            binnen: &binnen,
            uitvraag: &uitvraag,
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
        van: NaiveDate,
        tot: NaiveDate,
        aanbieder: Option<Aanbieder>,
        vervang: bool,
    ) -> Result<usize, Fout> {
        let outgoing = self.outgoing(&[Target::new(naar, AGENDA)], vervang, None)?;
        let (ics, aantal) = self.ics(van, tot, aanbieder)?;
        write_one(outgoing, ics.as_bytes())?;
        Ok(aantal)
    }

    /// Dates for a calendar program, and how many.
    fn ics(&self, van: NaiveDate, tot: NaiveDate, aanbieder: Option<Aanbieder>) -> Result<(String, usize), Fout> {
        let mut termijnen = self.kalender(van, tot)?;
        termijnen.retain(|t| aanbieder.is_none() || t.aanbieder() == aanbieder);
        // The stamp is the day, not the moment: the same dates on the same day give the same file.
        let stempel = self.vandaag().and_time(NaiveTime::MIN).and_utc();
        Ok((ics::write(&termijnen, stempel, self.is_voorbeeld()), termijnen.len()))
    }

    /// Writes the afspraken that pass the filter to a workbook.
    pub fn write_afsprakenlijst(&self, naar: &Path, filter: &Afspraakfilter, vervang: bool) -> Result<usize, Fout> {
        // Afspraken can come from signalen, and be about one person.
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP).private(true)], vervang, None)?;
        let regels: Vec<Lijstregel> = self
            .afspraken(filter)?
            .into_iter()
            .map(|r| Lijstregel {
                afspraak: r.afspraak,
                te_laat: r.te_laat,
                doorgeschoven: r.doorgeschoven,
                verwachting: r.verwachting.map(|v| (v.notatie, v.uitslag.naam().to_owned())),
            })
            .collect();
        let bytes = afsprakenlijst::write(&regels, self.vandaag(), self.is_voorbeeld())
            .map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)?;
        Ok(regels.len())
    }
}
