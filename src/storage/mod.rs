//! The store: everything that outlives the program, in one SQLite file.
//!
//! Owns the tables, transactions, versions of what is delivered, the change log with undo, drafts, the cache, backup and
//! repair. Methods speak domain types: no `rusqlite` type, SQL or row leaves this folder. Deliberately absent: rules of
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
mod error;
mod fingerprint;
mod gesprekken;
mod koppelingen;
mod log;
mod opschonen;
mod reading;
mod rows;
mod samenvoegen;
mod schema;
mod signalen;
mod tables;
mod teruggenomen;
mod toen;
mod undo;
mod values;
mod vaststelling;

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

pub use concepten::Concept;
pub use controle::Gebrek;
pub use error::{Access, Error, Result, Spoor};
pub use koppelingen::Koppeling;
pub use log::{Act, OpenHandeling};
pub use opschonen::{Opgeschoond, Vermelding};
pub use samenvoegen::{Botsing, Keuze, Kies, Samenvoeging};
pub use signalen::{Ontvangen, Uitvraagopslag};
pub use tables::Stored;
pub use undo::{Groep, Terug};
pub use vaststelling::Vaststelling;

use schema::Header;

/// How long to wait for another program before saying that the database is in use.
const BUSY: Duration = Duration::from_secs(5);

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
    conn: Connection,
    path: Option<PathBuf>,
    /// Names this run of the program in the log: what can be undone without a question is of it.
    zitting: String,
    /// Whether rows that were undone are kept for redo.
    keeps_undone: bool,
    /// How clashes are settled in the next change, and what the last one was merged with.
    keuzes: Vec<Keuze>,
    samengevoegd: Vec<Samenvoeging>,
}

impl Store {
    /// Opens the store at `path`; makes the file, readable by its owner only, and its folder when they are not there.
    ///
    /// A file of an earlier version is brought up to date, after a copy was put beside it.
    ///
    /// # Errors
    /// [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] leave the file untouched; further [`Error::Locked`],
    /// [`Error::ReadOnly`], [`Error::Corrupt`], [`Error::DiskFull`] and [`Error::Io`].
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_waiting(path, BUSY)
    }

    /// The same, waiting at most so long for another program, then and at every later call.
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self> {
        prepare_file(path)?;
        // No URI: a path that the user types is a path, whatever it begins with.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|e| match e.sqlite_error_code() {
            // The file is there (see above), so it is the rights to it that are lacking.
            Some(ErrorCode::CannotOpen) => Error::io(path, std::io::ErrorKind::PermissionDenied.into()),
            _ => e.into(),
        })?;
        conn.busy_timeout(wait)?;
        if conn.is_readonly(rusqlite::MAIN_DB)? {
            return Err(Error::ReadOnly);
        }
        let header = schema::inspect(&conn)?;
        write_ahead(&conn, wait)?;
        configure(&conn)?;
        match header {
            Header::Ours(version) if version == schema::known() => {}
            Header::Ours(_) | Header::Empty => schema::migrate(&mut conn, Some(path))?,
        }
        Ok(Self::on(conn, Some(path.to_owned())))
    }

    /// Returns an empty store that lives as long as the value.
    pub fn in_memory() -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        configure(&conn)?;
        schema::migrate(&mut conn, None)?;
        Ok(Self::on(conn, None))
    }

    /// The store on a connection that is ready for use.
    fn on(conn: Connection, path: Option<PathBuf>) -> Self {
        Self { conn, path, zitting: new_session(), keeps_undone: false, keuzes: Vec::new(), samengevoegd: Vec::new() }
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

    /// Begins a transaction that writes: the lock is taken at once, so that nothing read in it can be out of date.
    fn begin(&mut self) -> Result<Transaction<'_>> {
        Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Begins a transaction that only reads: what it sees is of one moment.
    fn reading(&self) -> Result<Transaction<'_>> {
        Ok(self.conn.unchecked_transaction()?)
    }
}

/// A name that no other run of the program has.
fn new_session() -> String {
    // The keys of the hasher come from the system's randomness.
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// Makes folder and file for their owner only, before SQLite does so with the usual permissions.
fn prepare_file(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => tighten(path, &found),
        Ok(_) => return Err(Error::io(path, std::io::Error::from(std::io::ErrorKind::IsADirectory))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
                private_folder().create(folder).map_err(|e| Error::io(folder, e))?;
            }
            match private_file().write(true).create_new(true).open(path) {
                Ok(_) => {}
                // Another program made it at the same moment.
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(Error::io(path, e)),
            }
        }
        Err(e) => return Err(Error::io(path, e)),
    }
    Ok(())
}

/// Options that make a file readable by its owner only; SQLite gives `-wal` and `-shm` the permissions of the database.
pub(super) fn private_file() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Takes the rights of group and others away. Best effort: who does not own the file cannot, and may still use it.
#[cfg(unix)]
fn tighten(path: &Path, found: &fs::Metadata) {
    use std::os::unix::fs::PermissionsExt;
    if found.permissions().mode() & 0o077 != 0 {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
    }
}

#[cfg(not(unix))]
fn tighten(_path: &Path, _found: &fs::Metadata) {}

/// Switches to write-ahead logging. SQLite does not wait by itself when two programs do this to a new file at once.
fn write_ahead(conn: &Connection, wait: Duration) -> Result<()> {
    let until = Instant::now() + wait;
    loop {
        match conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            Err(e) => match Error::from(e) {
                Error::Locked if Instant::now() < until => std::thread::sleep(Duration::from_millis(10)),
                other => return Err(other),
            },
        }
    }
}

/// Settings of the connection, in one place.
fn configure(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         -- What is removed is overwritten: it may be about a participant.
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         -- What is taken back is kept for redo in memory only.
         PRAGMA temp_store = MEMORY;
         -- A large import must not leave a large log behind.
         PRAGMA journal_size_limit = 4194304;",
    )?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Aanbieder, Bestandsoordeel, Deelnemercode, Deelnemers, Gemeente, NieuweLevering, Opslag, Rapport, Trajectregel,
    };

    #[test]
    fn an_import_on_a_full_disk_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let start = "2024-01-01".parse().unwrap();
        let row = |n: u32| Trajectregel::new(Deelnemercode::new(format!("P{n}")).unwrap(), Gemeente::Venlo, start);
        let deelnemers = Deelnemers { regels: (0..5000).map(row).collect(), ..Deelnemers::default() };
        let rapport = Rapport { deelnemers: Some(deelnemers), ..Rapport::new(Aanbieder::Psw, "2024-K2".parse().unwrap()) };
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
        // SQLite gives the same error when the disk is full.
        let pages: i64 = store.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |store: &Store, pages: i64| {
            store.conn.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0)).unwrap();
        };
        limit(&store, pages + 20);
        let full = store.save_rapport(&act, &rapport, &levering);
        assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
        assert_eq!(store.span().unwrap(), None);
        assert!(store.acts(1).unwrap().is_empty());
        limit(&store, 1_000_000);
        assert_eq!(store.save_rapport(&act, &rapport, &levering).unwrap(), Opslag::Nieuw { versie: 1 });
    }
}
