//! What others did since the user left the program last. A visit is remembered on this computer and for this database, and not in
//! it: it says nothing to others.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::instellingen::behind;
use super::{App, Fout, Handelingregel, Handelingstand, Rol};
use crate::domain::Handeling;
use crate::storage::PROGRAMMA;

/// What there was when the program was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bezoek {
    /// The newest act; clocks of several computers do not go alike.
    pub laatste: i64,
    pub wanneer: DateTime<Utc>,
}

/// How much others did since then; never nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anderen {
    pub aantal: usize,
    pub sinds: DateTime<Utc>,
}

impl App {
    /// Remembers what there is as the program is left. Of the example nothing is left.
    pub fn leave(&self) {
        match self.store.newest_act() {
            Ok(laatste) => {
                let bezoek = Bezoek { laatste, wanneer: self.moment() };
                self.onthoud(|onthouden| {
                    onthouden.bezoeken.insert(self.naam_van_database(), bezoek);
                });
            }
            Err(fout) => tracing::warn!(%fout, "niet onthouden tot waar u was"),
        }
    }

    /// What others did since the program was left last; None when that is nothing, or not known.
    pub fn door_anderen(&self) -> Result<Option<Anderen>, Fout> {
        let Some(bezoek) = self.vorig_bezoek() else { return Ok(None) };
        let acts = self.store.acts_since(bezoek.laatste).map_err(|e| self.refused(e))?;
        let aantal = self.regels_of(acts).iter().filter(|regel| regel.nieuw).count();
        Ok((aantal > 0).then_some(Anderen { aantal, sinds: bezoek.wanneer }))
    }

    /// When this database was left last on this computer.
    pub(super) fn vorig_bezoek(&self) -> Option<Bezoek> {
        self.onthouden().bezoeken.get(&self.naam_van_database()).copied()
    }

    pub(super) fn naam_van_database(&self) -> String {
        let pad = if self.is_gedeeld() { None } else { std::path::absolute(&self.pad).ok() };
        pad.as_ref().unwrap_or(&self.pad).display().to_string()
    }

    /// Whether somebody else did it; what the program does by itself nobody did.
    pub(super) fn is_of_another(&self, act: &Handeling) -> bool {
        act.wie != PROGRAMMA && without_role(&act.wie) != without_role(self.wie())
    }

    /// Whether somebody else did it, and it was not taken back.
    pub(super) fn stands_by_another(regel: &Handelingregel) -> bool {
        regel.van_ander && regel.stand != Handelingstand::Ongedaan
    }

    /// Whether a line is news to the user.
    pub(super) fn is_news(regel: &Handelingregel, bezoek: Option<Bezoek>) -> bool {
        Self::stands_by_another(regel) && bezoek.is_some_and(|bezoek| regel.id > bezoek.laatste)
    }
}

/// The name in the log without the role behind it: who works in both is one person.
fn without_role(wie: &str) -> &str {
    let roles = [Rol::Contract, Rol::Beleid].map(behind);
    roles.iter().find_map(|rol| wie.strip_suffix(rol)).unwrap_or(wie)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{NieuweAfspraak, Omgeving};

    #[test]
    fn only_what_others_did_since_one_left_is_news() {
        let map = tempfile::tempdir().unwrap();
        let pad = map.path().join("proef.db");
        let open = |wie: &str| {
            let omgeving = Omgeving { vandaag: "2024-07-08".parse().unwrap(), wie: wie.into(), voorbeeld: false };
            App::open(&pad, None, omgeving).unwrap()
        };
        let mut own = open("Bas");
        own.remember_in(map.path().join("toestand"));
        let nieuw = NieuweAfspraak { tekst: "Proef".into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() };
        own.make_afspraak(&nieuw).unwrap();
        assert_eq!(own.door_anderen().unwrap(), None, "nobody left yet");
        own.leave();
        own.work_as(Rol::Beleid);
        own.make_afspraak(&nieuw).unwrap();
        assert_eq!(own.door_anderen().unwrap(), None, "in another role one is no other");
        let mut other = open("Noor");
        let made = other.make_afspraak(&nieuw).unwrap();
        assert_eq!(own.door_anderen().unwrap().map(|a| a.aantal), Some(1));
        let news: Vec<String> = own.handelingen().unwrap().into_iter().filter(|r| r.nieuw).map(|r| r.wat).collect();
        assert!(matches!(news.as_slice(), [wat] if wat.contains(&made.nummer.to_string())), "{news:?}");
        own.leave();
        assert_eq!(own.door_anderen().unwrap(), None);
    }
}
