//! Several people in one database: hearing what others do, and moving to a server and back.

#[cfg(test)]
#[cfg(feature = "gedeeld")]
mod tests;

use std::path::{Path, PathBuf};

use super::fout::OWN_FILE;
use super::{App, Fout, Omgeving};
use crate::domain::Segment;
use crate::storage::{self, Nieuws, Opening, Store};
use crate::{clock, wording};

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overgezet {
    pub rijen: u64,
    /// The kwartalen of which all figures are equal on both sides.
    pub kwartalen: usize,
}

impl App {
    /// Whether the database is on a server.
    pub const fn is_gedeeld(&self) -> bool {
        self.store.is_shared()
    }

    /// From now on all that is read is one look, until it ends: a server far away is asked once whether anything changed. The first
    /// one goes on with that of opening the database.
    pub fn begin_look(&self) {
        if !self.opent.take() {
            self.store.begin_look();
        }
    }

    /// From now on every read is a look of its own.
    pub fn end_look(&self) {
        self.store.end_look();
    }

    /// Does something of which all that is read is one look.
    pub fn in_one_look<T>(&mut self, doing: impl FnOnce(&mut Self) -> T) -> T {
        self.begin_look();
        let done = doing(self);
        self.end_look();
        done
    }

    /// How often something went to the server and back since the database was opened.
    pub fn trips(&self) -> u64 {
        self.store.trips()
    }

    /// Whether it is a copy of a shared database, to take along.
    pub const fn is_kopie(&self) -> bool {
        self.store.meegenomen().is_some()
    }

    /// Of when the copy is that is open; None: it is none.
    pub fn kopie_van(&self) -> Option<String> {
        self.store.meegenomen().map(|kopie| wording::dag_en_moment(kopie.wanneer))
    }

    /// What names the database among the files of this computer: a copy goes by the name of the one that it is from.
    pub(super) fn nabij(&self) -> Option<String> {
        let naam = match self.store.meegenomen() {
            Some(kopie) => kopie.server.clone(),
            None if self.is_gedeeld() => self.pad.display().to_string(),
            None => return None,
        };
        Some(near_name(&naam))
    }

    /// Whether a database on a server was opened on this computer before, which keeps what was computed then in this folder:
    /// then the first screen asks for no rows. Of one that goes by a service it is not known.
    pub fn was_here(pad: &Path, toestand: &Path) -> bool {
        let naam = storage::shown_place(pad).display().to_string();
        near_in(toestand, &near_name(&naam)).exists()
    }

    /// Tells when others stored something; false where nobody tells, and one has to look.
    pub fn listen(&self, tell: impl Fn(Nieuws) + Send + Sync + 'static) -> Result<bool, Fout> {
        self.store.listen(tell).map_err(|e| self.refused(e))
    }

    /// What others did since this was asked last, in one line; None when that is nothing.
    pub fn nieuws(&self) -> Result<Option<String>, Fout> {
        let acts = self.store.acts_since(self.gehoord.get()).map_err(|e| self.refused(e))?;
        let Some(newest) = acts.first().map(|act| act.id) else { return Ok(None) };
        self.gehoord.set(newest);
        let regels = self.regels_of(acts);
        let of_others: Vec<_> = regels.iter().filter(|regel| Self::stands_by_another(regel)).collect();
        let Some(last) = of_others.first() else { return Ok(None) };
        let more = match of_others.len() - 1 {
            0 => String::new(),
            n => format!(" (en nog {n})"),
        };
        Ok(Some(format!("{}: {}{more}", wording::veilig(&last.wie), wording::veilig(&last.wat))))
    }

    /// Reads again what the program holds of the register, when there are acts since news was asked last: others may have changed
    /// it.
    pub fn follow_others(&mut self) {
        if self.store.newest_act().is_ok_and(|newest| newest > self.gehoord.get()) {
            self.follow_register();
        }
    }

    /// From now on only what comes later is news.
    pub(super) fn begin_to_hear(&self) -> Result<(), storage::Error> {
        self.gehoord.set(self.store.newest_act()?);
        Ok(())
    }

    /// Makes the roles and tables on a server, or brings them up to date. Returns the names of the roles.
    pub fn inrichten(pad: &Path, wachtwoord: Option<&str>) -> Result<Vec<String>, Fout> {
        let Some(url) = storage::server_of(pad) else {
            let tekst = "Inrichten gaat over een server: geef met --db een adres als postgres://naam@computer/database.";
            return Err(Fout::Geweigerd(tekst.to_owned()));
        };
        Store::inrichten(url, wachtwoord).map_err(|oorzaak| Fout::opslag(pad, oorzaak))
    }

    /// Moves everything that the database holds to an empty one, a file or on a server, and looks whether all of it came and says the
    /// same.
    ///
    /// # Errors
    /// Something stands there already, or what came is not what went: then the target is not to be used.
    pub fn overzetten(&self, naar: &Path, wachtwoord: Option<&str>) -> Result<Overgezet, Fout> {
        if self.is_voorbeeld() {
            return Err(Fout::Geweigerd(
                "Voorbeeldgegevens worden niet overgezet: daar zou niets meer zeggen dat ze verzonnen zijn.".to_owned(),
            ));
        }
        let is_file = storage::server_of(naar).is_none();
        if self.is_kopie() && !is_file {
            return Err(Fout::Geweigerd(format!(
                "Een kopie om mee te nemen gaat niet naar een server: wat daar sindsdien is vastgelegd, zit er niet in. {OWN_FILE}"
            )));
        }
        if is_file && naar.exists() {
            return Err(Fout::opslag(naar, storage::Error::NotEmpty));
        }
        let opening = Opening { wie: self.wie(), wanneer: clock::now(), wachtwoord, ..Opening::default() };
        let mut store = Store::open_as(naar, &opening).map_err(|oorzaak| Fout::opslag(naar, oorzaak))?;
        let rijen = store.take_over(&self.store).map_err(|oorzaak| {
            if is_file {
                let _ = std::fs::remove_file(naar);
            }
            Fout::opslag(naar, oorzaak)
        })?;
        let omgeving = Omgeving { vandaag: self.vandaag(), wie: self.wie().to_owned(), voorbeeld: false };
        let plek = store.server().unwrap_or_else(|| naar.to_owned());
        let ander = Self::on(store, &plek, self.instellingen.as_deref(), omgeving)?;
        let problemen = ander.check()?.problemen;
        let kwartalen = self.kwartalen()?;
        let mut is_same = problemen.is_empty();
        for kwartaal in &kwartalen {
            for segment in Segment::ALL {
                is_same = is_same && self.metingen(segment, *kwartaal, None)? == ander.metingen(segment, *kwartaal, None)?;
            }
        }
        if !is_same {
            let plek = wording::pad(ander.pad());
            return Err(Fout::Geweigerd(format!("Wat in {plek} kwam, zegt niet hetzelfde: gebruik het niet.")));
        }
        Ok(Overgezet { rijen, kwartalen: kwartalen.len() })
    }
}

/// What a database is called among the files of this computer.
fn near_name(naam: &str) -> String {
    naam.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

/// The file that keeps what is of this computer alone.
pub(super) fn near_in(toestand: &Path, naam: &str) -> PathBuf {
    toestand.join(format!("{naam}.nabij.db"))
}
