//! Filling a database with the example data, by the same steps as real data.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::voorbeeld::{LEVERINGEN, Voorbeeld, Voorbeeldafspraak};
use super::{App, Fout, Leesopties, Omgeving};
use crate::domain::{Aanbieder, Afspraak, Afspraaknummer, Afspraakstatus, Gesprek, Kwartaal, NieuweLevering, Signaal};
use crate::importing::{self, Gelezen, Inhoud};
use crate::storage::{self, Act};

/// Who did what happened in the example.
const WIE: &str = "voorbeeld";

/// A file of the example as read, with the day it came in and why it was accepted.
struct Ingelezen {
    gelezen: Gelezen,
    dag: NaiveDate,
    reden: Option<&'static str>,
}

impl App {
    /// Makes a temporary database, filled with the example data; it goes when the program lets go of it.
    pub fn open_voorbeeld(mut omgeving: Omgeving) -> Result<Self, Fout> {
        let map = tempfile::Builder::new().prefix("accountgesprek-voorbeeld-").tempdir();
        let map = map.map_err(|oorzaak| Fout::Schrijven { pad: std::env::temp_dir(), oorzaak })?;
        omgeving.voorbeeld = true;
        // The example is the same for everybody: no normen, labels or days of the user's own.
        let mut app = Self::open(&map.path().join("voorbeeld.db"), None, omgeving)?;
        app.tijdelijk = Some(map);
        let voorbeeld = Voorbeeld::load()?;
        app.fill_deliveries()?;
        let gesprekken = app.fill_gesprekken(&voorbeeld)?;
        app.fill_afspraken(&voorbeeld, &gesprekken)?;
        app.fill_signalen(&voorbeeld)?;
        Ok(app)
    }

    /// Reads every delivery and stores them as one act.
    fn fill_deliveries(&mut self) -> Result<(), Fout> {
        let read = self.with_options(&Leesopties::default(), |opties| {
            let read = LEVERINGEN.iter().map(|(pad, dag, reden, bytes)| {
                let naam = pad.rsplit('/').next().unwrap_or(pad);
                let dag: NaiveDate = dag.parse().unwrap_or_default();
                let opties = importing::Opties { vandaag: Some(dag), ..opties.clone() };
                let gelezen = importing::read_bytes(naam, bytes, &opties, &mut ())?;
                Ok(Ingelezen { gelezen, dag, reden: *reden })
            });
            read.collect::<Result<Vec<_>, importing::Leesfout>>()
        })?;
        let read = read.map_err(|e| Fout::Instelling { pad: "voorbeeld".into(), reden: e.to_string() })?;
        let act = Act::new(WIE, moment(self.vandaag()), "voorbeeldgegevens ingelezen");
        let done = self.store.perform(&act, |h| {
            for Ingelezen { gelezen, dag, reden } in &read {
                let levering = NieuweLevering {
                    bestand: gelezen.bestand.clone(),
                    sha256: gelezen.sha256.clone(),
                    ontvangen: *dag,
                    oordeel: gelezen.oordeel,
                    reden: reden.map(str::to_owned),
                    pseudoniem: false,
                    bevindingen: gelezen.bevindingen.clone(),
                    over: None,
                };
                for inhoud in &gelezen.inhoud {
                    match inhoud {
                        Inhoud::Rapport(rapport) => h.save_rapport(rapport, &levering)?,
                        Inhoud::Dekkingsoverzicht(overzicht) => h.save_dekking(overzicht, &levering)?,
                        Inhoud::CvsExport(export) => h.save_cvs(export, &levering)?,
                        // The signalen of the example stand in its own file.
                        Inhoud::Uitvraag { .. } => continue,
                    };
                }
            }
            Ok::<(), storage::Error>(())
        });
        done.map_err(|e| self.refused(e))
    }

    /// Makes the gesprekken; returns their ids.
    fn fill_gesprekken(&mut self, voorbeeld: &Voorbeeld) -> Result<HashMap<(Aanbieder, Kwartaal), i64>, Fout> {
        let act = Act::new(WIE, moment(self.vandaag()), "gesprekken gepland");
        let made = self.store.perform(&act, |h| {
            let mut ids = HashMap::new();
            for g in &voorbeeld.gesprekken {
                let gesprek = h.make(Gesprek {
                    id: 0,
                    aanbieder: g.aanbieder,
                    kwartaal: g.kwartaal,
                    extra: false,
                    datum: Some(g.datum),
                    tijd: Some(g.tijd),
                    plaats: g.plaats.clone(),
                    aanwezig: Vec::new(),
                    status: g.status,
                    begonnen: None,
                    volgende: None,
                    bevroren: None,
                    rijversie: 0,
                })?;
                ids.insert((g.aanbieder, g.kwartaal), gesprek.id);
            }
            Ok::<_, storage::Error>(ids)
        });
        made.map_err(|e| self.refused(e))
    }

    /// Makes the afspraken on their own days, and closes those that are done.
    fn fill_afspraken(&mut self, voorbeeld: &Voorbeeld, gesprekken: &HashMap<(Aanbieder, Kwartaal), i64>) -> Result<(), Fout> {
        for v in &voorbeeld.afspraken {
            let gesprek = v.nummer.aanbieder.or(v.bij).and_then(|a| gesprekken.get(&(a, v.gesprek)).copied());
            let act = Act::new(WIE, moment(v.gemaakt), "afspraak {} gemaakt");
            let made = self.store.make(&act, afspraak(v, gesprek)).map_err(|e| self.refused(e))?;
            if v.status != Afspraakstatus::Open {
                let act = Act::new(WIE, moment(v.afgesloten.unwrap_or(v.gemaakt)), format!("afspraak {{}} {}", v.status.naam()));
                let closed = Afspraak { status: v.status, resultaat: v.resultaat.clone(), ..made };
                self.store.change(&act, &closed).map_err(|e| self.refused(e))?;
            }
        }
        Ok(())
    }

    fn fill_signalen(&mut self, voorbeeld: &Voorbeeld) -> Result<(), Fout> {
        let act = Act::new(WIE, moment(self.vandaag()), "signalen vastgelegd");
        let done = self.store.perform(&act, |h| {
            for s in &voorbeeld.signalen {
                h.make(Signaal {
                    id: 0,
                    datum: s.datum,
                    kwartaal: s.kwartaal,
                    gemeente: s.gemeente,
                    functie: s.functie.clone(),
                    aanbieder: s.aanbieder,
                    aanbieder_naam: s.aanbieder_naam.clone(),
                    segment: s.segment,
                    onderwerp: s.onderwerp,
                    kpi: s.kpi,
                    toon: s.toon,
                    tekst: s.tekst.clone(),
                    status: s.status,
                    bundel: None,
                    antwoord: s.antwoord.clone(),
                    uit_uitvraag: false,
                    rijversie: 0,
                })?;
            }
            Ok::<(), storage::Error>(())
        });
        done.map_err(|e| self.refused(e))
    }
}

fn afspraak(v: &Voorbeeldafspraak, gesprek: Option<i64>) -> Afspraak {
    Afspraak {
        nummer: Afspraaknummer { volgnummer: 0, ..v.nummer },
        aanbieder: v.nummer.aanbieder,
        gesprek,
        tekst: v.tekst.clone(),
        eigenaar: v.eigenaar.clone(),
        deadline: v.deadline,
        status: Afspraakstatus::Open,
        soort: v.soort,
        resultaat: String::new(),
        kpi: v.kpi,
        deelnemer: None,
        signaal: None,
        aanleiding: v.aanleiding.clone(),
        verwachting: v.verwachting.clone(),
        gemaakt: moment(v.gemaakt),
        rijversie: 0,
    }
}

/// Noon, so that the day is the same in every time zone of the country.
fn moment(dag: NaiveDate) -> DateTime<Utc> {
    dag.and_time(NaiveTime::default()).and_utc() + chrono::Duration::hours(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_fills_a_database_with_every_delivery_and_afspraak() {
        let voorbeeld = Voorbeeld::load().unwrap();
        let omgeving = Omgeving { vandaag: voorbeeld.vandaag, wie: "test".into(), voorbeeld: true };
        let app = App::open_voorbeeld(omgeving).unwrap();
        assert_eq!(app.kwartalen().unwrap().len(), 16);
        let made = app.afspraken(&super::super::Afspraakfilter::default()).unwrap();
        assert_eq!(made.len(), voorbeeld.afspraken.len());
        for v in &voorbeeld.afspraken {
            let found = &made.iter().find(|r| r.afspraak.nummer == v.nummer).unwrap().afspraak;
            assert_eq!((&found.tekst, found.status, found.deadline), (&v.tekst, v.status, v.deadline), "{}", v.nummer);
        }
        // Every file went in: the numbers of the verdict tell whether one was silently left out.
        let overzicht = app.overzicht(app.start_kwartaal().unwrap()).unwrap();
        assert_eq!(overzicht.normen.len(), 9);
        assert!(overzicht.normen.iter().any(|r| r.cellen.iter().any(|c| c.jaar.meting.waarde.is_measured())));
    }
}
