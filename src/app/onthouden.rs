//! What the program remembers between two times, of a person on a computer: where files were read from and written to. Nothing of
//! the data is in it, and nothing breaks when it is lost.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::gedeeld::near_in;
use super::{App, Bezoek};
use crate::files;

const BESTAND: &str = "onthouden.json";

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Onthouden {
    /// The folder that was read from last.
    pub inleesmap: Option<PathBuf>,
    /// Where and what was written last.
    pub uitgaand: Uitgaandonthouden,
    /// Whether the name was asked for once.
    pub naam_gevraagd: bool,
    /// Per database, what there was when it was left last.
    pub bezoeken: BTreeMap<String, Bezoek>,
}

/// What was written to a file last, so that the next time begins there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Uitgaandonthouden {
    /// The folder as it was typed; none: that in which the program was started.
    pub map: Option<PathBuf>,
    /// By key, the last first.
    pub stukken: Vec<String>,
    /// The form of the last page.
    pub vorm: Option<String>,
}

impl App {
    /// Remembers in this folder of the user.
    pub fn remember_in(&mut self, map: PathBuf) {
        if let Some(naam) = self.nabij() {
            // Without it the work goes on; what is typed then lasts as long as the program does.
            if let Err(error) = self.store.keep_near(&near_in(&map, &naam)) {
                tracing::warn!(%error, "wat van deze computer is, wordt niet bewaard");
            }
        }
        self.toestand = Some(map);
    }

    /// What is remembered; nothing when it cannot be read.
    pub fn onthouden(&self) -> Onthouden {
        let read = || serde_json::from_slice(&std::fs::read(self.toestand.as_deref()?.join(BESTAND)).ok()?).ok();
        read().unwrap_or_default()
    }

    /// Changes what is remembered. That it cannot be kept is no reason to stop anybody: it is in the log.
    pub fn onthoud(&self, change: impl FnOnce(&mut Onthouden)) {
        let Some(map) = self.toestand.as_deref() else { return };
        // Read anew: the program may be open twice.
        let mut onthouden = self.onthouden();
        let before = onthouden.clone();
        change(&mut onthouden);
        if onthouden == before {
            return;
        }
        let Ok(tekst) = serde_json::to_vec_pretty(&onthouden) else { return };
        if files::private_folder(map).is_err() || files::replace(&map.join(BESTAND), &tekst).is_err() {
            tracing::warn!("wat het programma onthoudt, is niet bewaard");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Omgeving, Voorbeeld};

    #[test]
    fn what_is_remembered_is_there_the_next_time_and_a_damaged_file_is_as_none() {
        let map = tempfile::tempdir().unwrap();
        let omgeving = Omgeving { vandaag: Voorbeeld::load().unwrap().vandaag, wie: "proef".into(), voorbeeld: true };
        let mut app = App::open_voorbeeld(omgeving).unwrap();
        app.onthoud(|o| o.inleesmap = Some("/nergens".into()));
        assert_eq!(app.onthouden(), Onthouden::default(), "without a folder nothing is kept");
        app.remember_in(map.path().join("toestand"));
        app.onthoud(|o| o.inleesmap = Some("/in".into()));
        app.onthoud(|o| o.uitgaand.vorm = Some("md".into()));
        let kept = app.onthouden();
        assert_eq!((kept.inleesmap, kept.uitgaand.vorm.as_deref()), (Some("/in".into()), Some("md")));
        std::fs::write(map.path().join("toestand").join(BESTAND), "{").unwrap();
        assert_eq!(app.onthouden(), Onthouden::default());
    }
}
