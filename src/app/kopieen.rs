//! The copies that the program makes by itself: when, and what the user is told of them.

use std::path::{Path, PathBuf};

use super::fout::Melding;
use super::{App, Fout};
use crate::clock;
use crate::storage::{self, Error, Kopie};
use crate::wording;

impl App {
    /// Keeps copies of the database in this folder of the user.
    pub fn keep_copies_in(&mut self, map: PathBuf) {
        // Of a server its own tools keep copies.
        self.kopieen = (!self.is_gedeeld()).then_some(map);
    }

    /// Makes a copy and checks it, when it is time for one. Returns what to tell the user: that the database is not sound. When a
    /// copy cannot be made for another reason the work goes on; `controle` says how old the last one is.
    pub fn keep_copy(&self) -> Option<Melding> {
        let map = self.kopieen.as_deref().filter(|_| self.store.only_reads().is_none())?;
        let nu = clock::now();
        if !storage::is_due(self.last_copy().as_ref(), nu) {
            return None;
        }
        let not_sound = match self.store.keep_copy(map, nu) {
            Ok(wrong) if wrong.is_empty() => return None,
            Ok(wrong) => Error::Unsound(wrong.len()),
            Err(error @ Error::Corrupt(_)) => error,
            Err(error) => {
                tracing::warn!(%error, "er is geen kopie gemaakt");
                return None;
            }
        };
        Some(Fout::opslag(&self.pad, not_sound).melding().with(self.last_copy().as_ref()))
    }

    /// The last copy that the program made by itself and found good.
    pub fn last_copy(&self) -> Option<Kopie> {
        last_copy_in(self.kopieen.as_deref()?, &self.pad)
    }

    /// Whether something was stored since the database was opened.
    pub fn has_written(&self) -> bool {
        self.store.has_written()
    }

    /// Lets go of the copies that hold what was removed for good. Returns those that stay: when no good new one can be made they
    /// are all there is.
    pub(super) fn renew_copies(&self) -> Vec<PathBuf> {
        let Some(map) = self.kopieen.as_deref() else { return Vec::new() };
        let renewed = self.store.renew_copies(map, clock::now());
        if matches!(&renewed, Ok(wrong) if wrong.is_empty()) {
            return Vec::new();
        }
        tracing::warn!("de eerdere kopieën blijven staan");
        storage::copies(map, &self.pad).into_iter().map(|kopie| kopie.pad).collect()
    }
}

/// The same for a database that need not be one that can be opened.
pub fn last_copy_in(map: &Path, pad: &Path) -> Option<Kopie> {
    storage::copies(map, pad).into_iter().next()
}

/// The last good copy as a sentence.
pub fn last_copy_sentence(kopie: Option<&Kopie>) -> String {
    kopie.map_or_else(
        || "Het programma maakte zelf nog geen kopie van deze database.".to_owned(),
        |kopie| {
            let pad = wording::veilig(&kopie.pad.display().to_string());
            format!("De laatste goede kopie die het programma zelf maakte, is van {}: {pad}", wording::moment(kopie.wanneer))
        },
    )
}

impl Melding {
    /// With where the last good copy is, if there is one.
    #[must_use]
    pub fn with(mut self, kopie: Option<&Kopie>) -> Self {
        if kopie.is_some() {
            let sentence = last_copy_sentence(kopie);
            self.hint = Some(self.hint.map_or_else(|| sentence.clone(), |hint| format!("{hint} {sentence}")));
        }
        self
    }
}
