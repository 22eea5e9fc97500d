//! Documents of a gesprek: the verslag, the calendar, the afsprakenlijst. Gathers what they say; `reports` sets the type.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};

use super::afspraken::Afspraakfilter;
use super::agenda::{Agendabeeld, Agendaregel};
use super::uitgang::{AGENDA, VERSLAG, WERKMAP, write_one};
use super::{App, Fout};
use crate::domain::agenda::{Lopend, Verloop, doorgeschoven, zoals_toen};
use crate::domain::kalender::{Kalenderstof, Termijn, kalender};
use crate::domain::{
    Aanbieder, Afspraak, Afspraakstatus, Gesprek, Gespreksstatus, Handeling, Kwartaal, Meting, Norm, NormId, Periode, Soort,
    Uitkomstinhoud,
};
use crate::files::Target;
use crate::reports::afsprakenlijst::{self, Lijstregel};
use crate::reports::ics;
use crate::reports::verslag::{self, Verslagpunt, Verslagstof, Verslaguitkomst, Vorm};

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

    /// The verslag of a gesprek as the bytes of a file.
    pub fn verslag(&self, beeld: &Agendabeeld, vorm: Vorm, keuzes: Verslagkeuzes) -> Result<Vec<u8>, Fout> {
        let document = verslag::compose(&self.verslagstof(beeld)?, keuzes);
        verslag::write(&document, vorm).map_err(|oorzaak| Fout::Schrijven { pad: "het verslag".into(), oorzaak })
    }

    fn verslagstof(&self, beeld: &Agendabeeld) -> Result<Verslagstof, Fout> {
        let gesprek = &beeld.gesprek;
        let (aanbieder, kwartaal) = (gesprek.aanbieder, gesprek.kwartaal);
        let normen = gesprek.bevroren.as_ref().map_or_else(|| self.normen_of(kwartaal), |b| b.normen.clone());
        let past = self.past_metingen(aanbieder, kwartaal)?;
        let (afspraken, doorlopend) = self.afspraken_of(gesprek)?;
        Ok(Verslagstof {
            gesprek: gesprek.clone(),
            voorbeeld: self.is_voorbeeld(),
            rapportage: beeld.rapportage.clone(),
            punten: beeld.in_gesprek().map(|p| point(p, &afspraken)).collect(),
            trends: normen.iter().map(|n| trend(n, &past, &beeld.metingen)).collect(),
            vorige: past.iter().find(|(k, _)| *k == kwartaal.previous()).map(|(_, m)| m.clone()).unwrap_or_default(),
            normen,
            metingen: beeld.metingen.clone(),
            dekking: Some(beeld.dekking.clone()),
            afspraken,
            doorlopend,
            wijzigingen: beeld.wijzigingen.clone(),
            codes: self.codes(aanbieder)?,
        })
    }

    /// Every deelnemer code that an aanbieder ever reported.
    fn codes(&self, aanbieder: Aanbieder) -> Result<Vec<String>, Fout> {
        let mut codes = BTreeSet::new();
        self.feed(aanbieder, None, |rapport| {
            for regel in rapport.deelnemers.iter().flat_map(|d| &d.regels) {
                codes.insert(regel.deelnemer.as_str().to_owned());
            }
        })?;
        Ok(codes.into_iter().collect())
    }

    /// The afspraken that were made in a gesprek, and those that were carried over through it, as they stood then.
    fn afspraken_of(&self, gesprek: &Gesprek) -> Result<(Vec<Afspraak>, Vec<Lopend>), Fout> {
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let held = gesprek.bevroren.as_ref().map(|b| b.wanneer);
        let established = self.established_at(gesprek)?;
        let dag = gesprek.datum.filter(|_| gesprek.status.is_held()).unwrap_or(self.vandaag());
        let (mut made, mut carried) = (Vec::new(), Vec::new());
        for afspraak in all.into_iter().filter(|a| a.aanbieder.is_none_or(|x| x == gesprek.aanbieder)) {
            let handelingen = self.store.history(Soort::Afspraak, &afspraak.nummer.to_string()).map_err(|e| self.refused(e))?;
            let at = |moment: Option<DateTime<Utc>>| {
                moment.map_or_else(|| afspraak.clone(), |m| zoals_toen(&afspraak, &handelingen, m))
            };
            if gesprek.id != 0 && afspraak.gesprek == Some(gesprek.id) {
                made.push(at(established));
                continue;
            }
            let toen = at(held);
            let existed = held.is_none_or(|m| afspraak.gemaakt <= m);
            if existed && toen.status == Afspraakstatus::Open {
                let keer = self.carried(&afspraak, &handelingen, dag)?;
                carried.push(Lopend { te_laat: toen.is_late(dag), doorgeschoven: keer, afspraak: toen });
            }
        }
        carried.sort_by_key(|l| (!l.te_laat, l.afspraak.deadline.is_none(), l.afspraak.deadline, l.afspraak.nummer));
        Ok((made, carried))
    }

    /// How often an afspraak was carried over, through the gesprek of `dag`.
    fn carried(&self, afspraak: &Afspraak, handelingen: &[Handeling], dag: NaiveDate) -> Result<u32, Fout> {
        let held = self.gesprekken()?.into_iter().filter(|g| g.status.is_held());
        let ours = held.filter(|g| afspraak.aanbieder.is_none_or(|a| a == g.aanbieder)).filter_map(|g| g.datum);
        Ok(doorgeschoven(&Verloop::of(afspraak, handelingen), ours.filter(|d| *d <= dag)))
    }

    /// When a gesprek was established last; None while it is not.
    fn established_at(&self, gesprek: &Gesprek) -> Result<Option<DateTime<Utc>>, Fout> {
        if gesprek.status != Gespreksstatus::Vastgesteld {
            return Ok(None);
        }
        let acts = self.store.history(Soort::Gesprek, &gesprek.id.to_string()).map_err(|e| self.refused(e))?;
        let word = Gespreksstatus::Vastgesteld.naam();
        let establishes = |h: &&Handeling| h.changes.iter().any(|c| c.veld == "status" && c.nieuw.as_deref() == Some(word));
        Ok(acts.iter().rev().find(establishes).map(|h| h.wanneer))
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

fn point(regel: &Agendaregel, afspraken: &[Afspraak]) -> Verslagpunt {
    let uitkomsten = regel.uitkomsten.iter().filter_map(|u| match &u.uitkomst.inhoud {
        Uitkomstinhoud::Tekst { soort, tekst } => Some(Verslaguitkomst::Tekst { soort: *soort, tekst: tekst.to_string() }),
        Uitkomstinhoud::Afspraak(nummer) => {
            let found = afspraken.iter().find(|a| a.nummer == *nummer).or(u.afspraak.as_ref());
            found.map(|a| Verslaguitkomst::Afspraak(Box::new(a.clone())))
        }
    });
    Verslagpunt {
        sleutel: regel.punt.sleutel.clone(),
        titel: regel.punt.titel.clone(),
        feiten: regel.feiten.clone(),
        notitie: regel.punt.notitie.clone(),
        uitkomsten: uitkomsten.collect(),
    }
}

/// The jaar figures of a norm over the kwartalen; the last one as it is on the table.
fn trend(norm: &Norm, past: &[(Kwartaal, Vec<Meting>)], table: &[Meting]) -> (NormId, Vec<Meting>) {
    let is_ours = |m: &&Meting| m.norm == norm.id && m.periode == Periode::Jaar;
    let points = past.iter().filter_map(|(k, metingen)| {
        let shown = table.iter().find(|m| is_ours(m) && m.kwartaal == *k);
        shown.or_else(|| metingen.iter().find(is_ours)).cloned()
    });
    (norm.id.clone(), points.collect())
}
