//! A database of its own for a test of what people do with it.

use tempfile::TempDir;

use super::{App, Omgeving};
use crate::domain::testing::d;
use crate::domain::{Bestandsoordeel, NieuweLevering, Rapport};

/// The room in which gesprekken are held; tests add what they do in it.
pub(super) struct Kamer {
    _map: TempDir,
    pub(super) app: App,
}

fn omgeving(vandaag: &str) -> Omgeving {
    Omgeving { vandaag: d(vandaag), wie: "contractmanager".into(), voorbeeld: false }
}

impl Kamer {
    /// An empty database on this day.
    pub(super) fn open(vandaag: &str) -> Self {
        let map = tempfile::tempdir().unwrap();
        let app = App::open(&map.path().join("a.db"), None, omgeving(vandaag)).unwrap();
        Self { _map: map, app }
    }

    /// The same database on a later day.
    pub(super) fn on(self, vandaag: &str) -> Self {
        let app = App::open(&self.app.pad, None, omgeving(vandaag)).unwrap();
        Self { app, ..self }
    }

    pub(super) fn deliver(&mut self, rapport: &Rapport) {
        let levering = NieuweLevering {
            bestand: "psw.xlsx".into(),
            sha256: format!("{}-{}", rapport.kwartaal, rapport.versie),
            ontvangen: self.app.vandaag(),
            oordeel: Bestandsoordeel::Goed,
            reden: None,
            pseudoniem: false,
            bevindingen: Vec::new(),
            over: None,
        };
        let act = self.app.act("ingelezen");
        self.app.store.save_rapport(&act, rapport, &levering).unwrap();
    }
}
