//! Conflicts as users meet them: which field of which thing, both values, and who put the other there; and what was merged.

use super::spoor::by;
use super::{App, Fout};
use crate::domain::Change;
use crate::storage::{Botsing, Error, Keuze, Kies, Samenvoeging};
use crate::wording::{self};

/// A clash in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Botsingregel {
    /// `Afspraak PSW-2024-07`.
    pub ding: String,
    /// `deadline`; empty when the thing itself is at stake.
    pub veld: String,
    pub van_u: String,
    pub nu: String,
    /// `beleidscollega (16 jul 2024 10:12)`.
    pub door: String,
    /// Whether both texts can be kept.
    pub samen: bool,
    /// Whether the change falls away with the choice for the other.
    pub vervalt: bool,
    botsing: Botsing,
}

impl Botsingregel {
    /// The settlement of it.
    pub fn keuze(&self, kies: Kies) -> Keuze {
        let Botsing { soort, id, veld, nu, .. } = self.botsing.clone();
        Keuze { soort, id, veld, nu, kies }
    }

    /// Whether both are settled the same way.
    pub fn goes_with(&self, other: &Self) -> bool {
        let of = |b: &'_ Botsing| (b.soort, b.id.clone(), b.eenheid);
        of(&self.botsing) == of(&other.botsing)
    }

    /// The row version that stands now.
    pub const fn rijversie(&self) -> u64 {
        self.botsing.rijversie
    }
}

impl App {
    /// The clashes that a change was refused for; empty for any other error.
    pub fn clashes(&self, fout: &Fout) -> Vec<Botsingregel> {
        match fout {
            Fout::Opslag { oorzaak: Error::ChangedMeanwhile(botsingen), .. } => botsingen.iter().map(|b| self.clash(b)).collect(),
            _ => Vec::new(),
        }
    }

    fn clash(&self, b: &Botsing) -> Botsingregel {
        let (van_u, nu) = if b.veld == Change::GEHEEL {
            (whole("met uw wijziging bewaren", b.van_u.as_ref()), whole("bewaren zoals het nu is", b.nu.as_ref()))
        } else {
            let words = |value: &Option<String>| wording::waarde(b.soort, &b.veld, value.as_deref(), &self.register);
            (words(&b.van_u), words(&b.nu))
        };
        Botsingregel {
            ding: wording::hoofdletter(&self.name_of(b.soort, &b.id)),
            veld: if b.veld == Change::GEHEEL { String::new() } else { wording::veld(b.soort, &b.veld) },
            van_u,
            nu,
            door: by(b.door.as_ref()),
            samen: b.samen,
            vervalt: b.vervalt,
            botsing: b.clone(),
        }
    }

    /// Says how clashes are settled in the next change.
    pub fn settle(&mut self, keuzes: Vec<Keuze>) {
        self.store.settle(keuzes);
    }

    /// What the last change was merged with, in words; None when there was nothing.
    pub fn take_merged(&mut self) -> Option<String> {
        let merged = self.store.take_merged();
        let one = |s: &Samenvoeging| {
            let velden = wording::opsomming(s.velden.iter().map(|veld| wording::veld(s.soort, veld)));
            format!("{velden} van {}", by(s.door.as_ref()))
        };
        let said: Vec<String> = merged.iter().map(one).collect();
        (!said.is_empty()).then(|| format!("samen met {}", wording::opsomming(said)))
    }
}

fn whole(words: &str, value: Option<&String>) -> String {
    if value.is_some() { words } else { "verwijderen" }.to_owned()
}
