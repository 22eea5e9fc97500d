//! The store: everything that outlives the program, in one SQLite file.
//!
//! Owns the tables, transactions, versions of what is delivered, the change log with undo, drafts, the cache, backup and
//! repair. Methods speak domain types: no SQL, row or type of an engine leaves this folder. Deliberately absent: rules of
//! the field (`domain`), file formats (`importing`, `reports`), the clock (the moment is an argument) and Dutch sentences
//! (`wording` makes them of [`Error`]).
//!
//! **Architecture Invariant:** one call is one transaction. A call that fails, or a program that is killed, leaves all as it was.
//!
//! **Architecture Invariant:** what people edit changes through [`OpenHandeling`] only, so that every change is in the log
//! and can be undone, also after a restart.

mod afspraken;
mod backup;
mod cache;
mod concepten;
mod controle;
mod deliveries;
mod engine;
mod error;
mod fingerprint;
mod gesprekken;
mod kopieen;
mod koppelingen;
mod log;
mod note;
mod opening;
mod opschonen;
mod reading;
mod rows;
mod ruimte;
mod samenvoegen;
mod schema;
mod signalen;
mod snapshot;
mod tables;
mod teruggenomen;
mod toen;
mod undo;
mod values;
mod vaststelling;

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use concepten::Concept;
pub use controle::Gebrek;
pub use error::{Access, Error, Result, Spoor};
pub use kopieen::{Kopie, copies, is_due};
pub use koppelingen::Koppeling;
pub use log::{Act, OpenHandeling};
pub use note::Houder;
pub use opening::{AlleenLezen, Opening};
pub use opschonen::{Opgeschoond, Vermelding, copies_with};
pub use samenvoegen::{Botsing, Keuze, Kies, Samenvoeging};
pub use signalen::{Ontvangen, Uitvraagopslag};
pub use tables::Stored;
pub use undo::{Groep, Terug, bare};
pub use vaststelling::Vaststelling;

use crate::files;
use engine::{Conn, File, Mode, Tx};
use note::Note;

/// The store.
///
/// ```
/// use accountgesprek::storage::Store;
/// let store = Store::in_memory()?;
/// assert!(store.acts(1)?.is_empty());
/// # Ok::<(), accountgesprek::storage::Error>(())
/// ```
#[derive(Debug)]
pub struct Store {
    /// Goes before the connection does: as long as it is there, the lock is ours.
    note: Option<Note>,
    conn: Conn,
    path: Option<PathBuf>,
    /// What told the file from every other when it was opened.
    seen: Option<(u64, u64)>,
    only_reads: Option<AlleenLezen>,
    /// The draft of what is saved next: it goes in the same transaction.
    draft_of_next: Option<String>,
    /// Names this run of the program in the log: what can be undone without a question is of it.
    zitting: String,
    /// Whether rows that were undone are kept for redo.
    keeps_undone: bool,
    /// How clashes are settled in the next change, and what the last one was merged with.
    keuzes: Vec<Keuze>,
    samengevoegd: Vec<Samenvoeging>,
    /// Numbers of eight digits that are nobody's burgerservicenummer: those of the aanbieders.
    nummers: Arc<[String]>,
}

impl Store {
    fn of(conn: Conn, path: Option<PathBuf>, note: Option<Note>, only_reads: Option<AlleenLezen>) -> Self {
        // A copy of the moment does not depend on the file any more.
        let file = path.as_deref().filter(|_| only_reads.is_none());
        let seen = file.and_then(|path| fs::metadata(path).ok()).and_then(|found| files::identity(&found));
        Self {
            note,
            conn,
            path,
            seen,
            only_reads,
            draft_of_next: None,
            zitting: new_session(),
            keeps_undone: false,
            keuzes: Vec::new(),
            samengevoegd: Vec::new(),
            nummers: Arc::default(),
        }
    }

    /// Says which numbers, of those that look like a burgerservicenummer, are known to be none.
    pub fn exempt(&mut self, nummers: Vec<String>) {
        self.nummers = nummers.into();
    }

    /// Returns an empty store that lives as long as the value.
    pub fn in_memory() -> Result<Self> {
        let conn = Conn::of(File::in_memory()?);
        conn.file().configure()?;
        schema::migrate(&conn, None)?;
        Ok(Self::of(conn, None, None, None))
    }

    /// Returns another store with what this one holds.
    #[cfg(test)]
    pub(crate) fn copy_in_memory(&self) -> Result<Self> {
        let mut file = File::in_memory()?;
        file.configure()?;
        file.become_copy_of(self.conn.file())?;
        Ok(Self::of(Conn::of(file), None, None, None))
    }

    /// Begins another session: what was done so far is not what the user did.
    pub fn begin_session(&mut self) {
        self.zitting = new_session();
    }

    /// A name for acts that are to be undone together, never given before.
    pub fn new_group(&self) -> String {
        new_session()
    }

    /// The file; None for a store in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why the store can only be read; None when it can be changed.
    pub const fn only_reads(&self) -> Option<AlleenLezen> {
        self.only_reads
    }

    /// Whether something was written since it was opened.
    pub fn has_written(&self) -> bool {
        self.conn.file().has_written()
    }

    /// Whether no other program can open the file while this one has it.
    const fn is_alone(&self) -> bool {
        self.note.is_some()
    }

    /// Begins a transaction that writes: the lock is taken at once, so that nothing read in it can be out of date.
    fn begin(&mut self) -> Result<Tx<'_>> {
        if let Some(reden) = self.only_reads {
            return Err(Error::OnlyReads(reden));
        }
        self.is_there()?;
        let draft = self.draft_of_next.take();
        let tx = self.conn.begin(Mode::Write)?;
        if let Some(key) = draft {
            concepten::drop(&tx, &key)?;
        }
        Ok(tx)
    }

    /// Begins a transaction that only reads: what it sees is of one moment.
    fn reading(&self) -> Result<Tx<'_>> {
        self.is_there()?;
        self.conn.begin(Mode::Read)
    }

    /// Whether the file at the path is still the one that was opened. What is written to a file that lost its name is lost.
    ///
    /// # Errors
    /// [`Error::Gone`] and [`Error::Replaced`].
    fn is_there(&self) -> Result<()> {
        let (Some(path), Some(seen)) = (&self.path, self.seen) else { return Ok(()) };
        match fs::metadata(path) {
            Ok(found) if files::identity(&found) == Some(seen) => Ok(()),
            Ok(_) => Err(Error::Replaced),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::Gone),
            // A disk that does not answer now may do so in a moment; SQLite says what it cannot do.
            Err(_) => Ok(()),
        }
    }
}

/// A name that no other run of the program has.
fn new_session() -> String {
    // The keys of the hasher come from the system's randomness.
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;
    use crate::domain::{Bestandsoordeel, Deelnemercode, Deelnemers, Gemeente, NieuweLevering, Opslag, Rapport, Trajectregel};

    #[test]
    fn an_import_on_a_full_disk_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let start = "2024-01-01".parse().unwrap();
        let row = |n: u32| Trajectregel::new(Deelnemercode::new(format!("P{n}")).unwrap(), Gemeente::Venlo, start);
        let deelnemers = Deelnemers { regels: (0..5000).map(row).collect(), ..Deelnemers::default() };
        let rapport = Rapport { deelnemers: Some(deelnemers), ..Rapport::new(PSW, "2024-K2".parse().unwrap()) };
        let levering = NieuweLevering {
            bestand: "a.csv".into(),
            sha256: "a".to_owned(),
            ontvangen: start,
            oordeel: Bestandsoordeel::Goed,
            reden: None,
            pseudoniem: false,
            bevindingen: Vec::new(),
            over: None,
        };
        let act = Act::new("contractmanager", chrono::DateTime::UNIX_EPOCH, "ingelezen");
        store.conn.file().limit(store.conn.file().pages().unwrap() + 20);
        let full = store.save_rapport(&act, &rapport, &levering);
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!(store.span().unwrap(), None);
        assert!(store.acts(1).unwrap().is_empty());
        store.conn.file().limit(1_000_000);
        assert_eq!(store.save_rapport(&act, &rapport, &levering).unwrap(), Opslag::Nieuw { versie: 1 });
    }
}
