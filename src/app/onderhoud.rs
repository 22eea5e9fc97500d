//! Care for the database: copy and restore.

use std::path::{Path, PathBuf};

use super::{App, Fout, Melding};
use crate::clock;
use crate::files;
use crate::storage::{Error, Opening, Store};
use crate::wording;

impl App {
    /// Clears away what runs that were killed left among the temporary files.
    pub fn clear_away() {
        files::sweep_workrooms();
    }

    /// Makes a consistent copy of the database, also while it is in use, and checks it; with `vervang` a copy of ours that stood
    /// there makes way, but for those that the program makes and clears away by itself. Returns what does not hold together in it,
    /// each as a sentence.
    pub fn backup(&self, naar: &Path, vervang: bool) -> Result<Vec<String>, Fout> {
        if self.kopieen.as_deref().is_some_and(|map| files::whole(naar).starts_with(files::whole(map))) {
            return Err(Fout::Geweigerd(format!(
                "{} staat bij de kopieën die het programma zelf maakt en opruimt; kies een andere map.",
                wording::veilig(&naar.display().to_string())
            )));
        }
        let copied =
            if self.is_gedeeld() { self.store.take_along(naar, vervang, clock::now()) } else { self.store.backup(naar, vervang) };
        let found = copied.map_err(|oorzaak| match oorzaak {
            Error::Foreign | Error::NotADatabase => Fout::Geweigerd(format!(
                "{} bestaat al en is geen kopie van dit programma; kies een andere naam.",
                wording::veilig(&naar.display().to_string())
            )),
            Error::Refused(refused) => refused.into(),
            other => self.refused(other),
        })?;
        Ok(found.iter().map(|g| wording::hoofdletter(&self.sentence(g))).collect())
    }

    /// Puts the copy at `van` in the place of the database at `pad`, which may be damaged or not be there; returns where
    /// what stood there is kept. Needs no open database.
    pub fn restore(pad: &Path, van: &Path, wie: &str) -> Result<Option<PathBuf>, Fout> {
        let opening = Opening { wie, wanneer: clock::now(), ..Opening::default() };
        Store::restore_file(pad, van, &opening)
            .map_err(|oorzaak| Fout::opslag(if is_of_copy(&oorzaak) { van } else { pad }, oorzaak))
    }

    /// The same in the database that is open.
    pub fn restore_here(&mut self, van: &Path) -> Result<Option<PathBuf>, Fout> {
        let done = self.store.restore(van, clock::now());
        done.map_err(|oorzaak| Fout::opslag(if is_of_copy(&oorzaak) { van } else { &self.pad }, oorzaak))
    }

    /// Goes on after the file of the database was taken away or replaced: what the program still holds is written beside its place,
    /// once, and when another database of ours stands there, it is the one that is worked on from now on. Returns what to tell
    /// the user, who was told `melding`.
    pub fn recover(&mut self, melding: Melding) -> Melding {
        let mut zinnen = Vec::new();
        if self.gered.is_none() {
            match self.store.rescue(clock::now()) {
                Ok(pad) => self.gered = Some(pad),
                Err(e) => tracing::error!(fout = %e, "wat er nog was is niet te bewaren"),
            }
        }
        if let Some(pad) = &self.gered {
            zinnen.push(format!("Wat het programma nog had, staat in {}.", wording::pad(pad)));
        }
        // One that is not there is not made: it would take the place of the one that comes back.
        let opening = Opening { wie: &self.omgeving.wie, wanneer: clock::now(), ..Opening::default() };
        let reopened = self.pad.exists().then(|| Store::open_as(&self.pad, &opening));
        if let Some(Ok(store)) = reopened {
            self.store = store;
            self.gered = None;
            self.zelf_opgeslagen.clear();
            self.eerder.take();
            zinnen.insert(0, "U ziet nu wat daarin staat; wat u typte is niet opgeslagen en staat er nog.".to_owned());
        } else {
            zinnen.extend(melding.hint);
        }
        Melding { tekst: melding.tekst, hint: Some(zinnen.join(" ")) }
    }
}

/// Whether an error of restoring is about the copy: what is wrong with the content is, for the present file is set aside whatever
/// it holds.
const fn is_of_copy(oorzaak: &Error) -> bool {
    matches!(
        oorzaak,
        Error::Corrupt(_) | Error::NotADatabase | Error::Foreign | Error::TooNew { .. } | Error::Empty | Error::TakenAlong
    )
}
