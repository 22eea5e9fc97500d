//! What was being read in when the program was killed: told the next time that this database is opened on this computer, once.
//!
//! Every file goes in whole or not at all, so that the change log says which of them did.

use serde::{Deserialize, Serialize};

use super::{App, Fout};
use crate::files::{self, Trace};
use crate::wording;

/// What is being read in.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Inleesspoor {
    database: String,
    /// The files, by name.
    bestanden: Vec<String>,
    /// The newest act when it began.
    sinds: i64,
}

impl App {
    /// Leaves a trace of the files that are read in now, as long as the value is there. Where none can be left the work goes on.
    pub(super) fn reads_in(&self, bestanden: Vec<String>) -> Option<Trace> {
        let map = self.toestand.as_deref()?;
        let sinds = self.store.newest_act().ok()?;
        let spoor = Inleesspoor { database: self.naam_van_database(), bestanden, sinds };
        let left = || {
            files::private_folder(map)?;
            files::trace(map, &serde_json::to_vec(&spoor).map_err(std::io::Error::other)?)
        };
        left().inspect_err(|error| tracing::warn!(%error, "dat er wordt ingelezen, is niet onthouden")).ok()
    }

    /// What of an import that was killed did not go in, in a sentence; None when there is nothing to tell.
    ///
    /// # Errors
    /// The change log cannot be read.
    pub fn afgebroken_inlezen(&self) -> Result<Option<String>, Fout> {
        let Some(map) = self.toestand.as_deref() else { return Ok(None) };
        let database = self.naam_van_database();
        let own = |what: &[u8]| serde_json::from_slice::<Inleesspoor>(what).ok().filter(|spoor| spoor.database == database);
        let mut niet: Vec<String> = Vec::new();
        for spoor in files::take_traces(map, own) {
            let acts = self.store.acts_since(spoor.sinds).map_err(|e| self.refused(e))?;
            let went_in = |naam: &String| acts.iter().any(|act| act.bestand.as_ref() == Some(naam));
            niet.extend(spoor.bestanden.into_iter().filter(|naam| !went_in(naam)));
        }
        niet.sort();
        niet.dedup();
        let wat = wording::enkele(&niet);
        Ok((!niet.is_empty())
            .then(|| format!("Het inlezen van {wat} is de vorige keer niet afgemaakt; daarvan is niets opgeslagen.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Leesopties, Omgeving};

    #[test]
    fn an_import_that_was_killed_is_told_once_with_what_did_not_go_in() {
        let map = tempfile::tempdir().unwrap();
        let files = ["psw-2024-K2-deelnemers.csv", "qwyl-2024-K2-deelnemers.csv"].map(|naam| map.path().join(naam));
        for file in &files {
            std::fs::write(file, "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n").unwrap();
        }
        let open = || {
            let omgeving = Omgeving { vandaag: "2024-07-08".parse().unwrap(), wie: "proef".into(), voorbeeld: false };
            let mut app = App::open(&map.path().join("proef.db"), None, omgeving).unwrap();
            app.remember_in(map.path().join("toestand"));
            app
        };
        // As if it was killed: what the trace holds stays, and nobody goes on with it.
        let killed = |app: &App, names: &[&str]| {
            let names = names.iter().map(|naam| (*naam).to_owned()).collect();
            let spoor =
                Inleesspoor { database: app.naam_van_database(), bestanden: names, sinds: app.store.newest_act().unwrap() };
            std::fs::write(map.path().join("toestand/bezig-proef"), serde_json::to_vec(&spoor).unwrap()).unwrap();
        };
        let mut app = open();
        assert_eq!(app.afgebroken_inlezen().unwrap(), None);
        let read = app.check_files(&files, &Leesopties::default(), &mut ()).unwrap();
        assert_eq!(app.afgebroken_inlezen().unwrap(), None, "reading them ended");
        killed(&app, &["psw-2024-K2-deelnemers.csv", "qwyl-2024-K2-deelnemers.csv"]);
        app.store_all(&[&read[0]], None).unwrap();
        let said = open().afgebroken_inlezen().unwrap().unwrap();
        assert!(said.contains("qwyl-2024") && !said.contains("psw-2024") && said.contains("niets opgeslagen"), "{said}");
        assert_eq!(open().afgebroken_inlezen().unwrap(), None, "once");
        app.store_all(&[&read[1]], None).unwrap();
        assert_eq!(open().afgebroken_inlezen().unwrap(), None, "storing them ended");
    }
}
