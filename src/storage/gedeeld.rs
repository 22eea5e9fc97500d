//! A store on a server, for a team: opening it, its tables and roles, and moving all that a store holds between a file and it.
//!
//! What one person typed and did not save, and what was only computed, stays on his computer: the server never sees a draft, and
//! a reader needs no right to write. Only the owner changes the tables; a program that is too old or too new says so.

mod overzetten;
#[cfg(test)]
mod proef;
mod rollen;
mod tabellen;

use std::path::PathBuf;

use super::engine::{Conn, File, Server, Serveradres};
use super::error::{AlleenLezen, Error, Result};
use super::opening::Meekomst;
use super::{Opening, Store, schema};

impl Store {
    /// Opens the database on the server at `url` (`postgres://naam@computer/database`).
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Denied`] and [`Error::Lost`] about the way to it; [`Error::TooOld`] and [`Error::TooNew`] about
    /// its tables.
    pub(super) fn open_server(url: &str, how: &Opening<'_>) -> Result<Self> {
        // The mirror is made while the server is on its way.
        let making = std::thread::spawn(tabellen::mirror);
        let mut conn = connect(url, how.wachtwoord)?;
        let (file, groepen) = making.join().map_err(|_| Error::Internal("de spiegel".to_owned()))??;
        conn.mirror_in(file, &groepen)?;
        let known = schema::known();
        let onthaal = match how.mee {
            Meekomst::Niets => rollen::received(&conn)?,
            Meekomst::ZonderRijen => rollen::received_with(&conn, &[tabellen::VAN_ALLES])?,
            Meekomst::MetRijen => rollen::received_with(&conn, &[tabellen::VAN_ALLES, tabellen::RIJEN])?,
        };
        match onthaal.versie {
            found if found < known => return Err(Error::TooOld { found, known }),
            found if found > known => return Err(Error::TooNew { found, known }),
            _ => {}
        }
        if let Some(server) = conn.as_server() {
            server.expect(known);
        }
        let only_reads = match how.lezen {
            true => Some(AlleenLezen::Gevraagd),
            false if !onthaal.may_write => Some(AlleenLezen::Rol),
            false => None,
        };
        let mut store = Self::of(conn, None, None, only_reads);
        store.login = Some(onthaal.login);
        store.hides_key = onthaal.hides_key;
        store.nabij = Some(Box::new(Self::up_to_date(File::in_memory()?)?));
        Ok(store)
    }

    /// Makes the roles and the tables on the server, or brings them up to date; what stands in them stays. Returns the names of the
    /// roles, of which people are to be made members.
    ///
    /// # Errors
    /// [`Error::Denied`] when the user may not do that there; [`Error::TooNew`] when a newer program did it before.
    pub fn inrichten(url: &str, wachtwoord: Option<&str>) -> Result<Vec<String>> {
        rollen::make(&connect(url, wachtwoord)?)
    }

    /// Which database on which server it is, whatever it was called when it was opened; None for a file.
    pub fn server(&self) -> Option<PathBuf> {
        self.conn.as_server().map(|server| server.adres().shown().into())
    }

    /// Copies everything that `from` holds to this store, in which nothing stands yet: history, versions and numbers. In it all
    /// appears at once. Returns how many rows.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] when something stands in it.
    pub fn take_over(&mut self, from: &Self) -> Result<u64> {
        if let Some(reden) = self.only_reads() {
            return Err(Error::OnlyReads(reden));
        }
        overzetten::copy(&from.conn, &self.conn, &[])
    }

    /// The same for a copy, of what the user may read.
    pub(super) fn copy_readable(&self, from: &Self) -> Result<u64> {
        let but: &[&str] = if from.hides_key() { &[rollen::SLEUTEL] } else { &[] };
        overzetten::copy(&from.conn, &self.conn, but)
    }
}

fn connect(url: &str, wachtwoord: Option<&str>) -> Result<Conn> {
    let mut adres = Serveradres::parse(url)?;
    if let Some(wachtwoord) = wachtwoord {
        adres.take_password(wachtwoord);
    }
    Ok(Conn::of_server(Server::connect(adres)?))
}
