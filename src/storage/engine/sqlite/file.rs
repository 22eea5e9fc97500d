//! What only a file of SQLite has: how it is opened and shared with other programs, what its header says, copies page by page,
//! its checks of itself, and the space in it.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::File;
use crate::storage::error::{Error, Result};

/// How long to wait for another program before saying that the database is in use.
pub(in crate::storage) const BUSY: Duration = Duration::from_secs(5);

/// What `auto_vacuum` answers for a file whose pages can be moved one by one; one of an earlier version cannot do that.
const ONE_BY_ONE: i64 = 2;

/// What the header of a file says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) struct Marks {
    pub(in crate::storage) application: i64,
    pub(in crate::storage) version: i64,
    /// How many tables and indexes there are.
    pub(in crate::storage) tables: i64,
}

/// Opening and closing.
impl File {
    pub(in crate::storage) fn in_memory() -> Result<Self> {
        Ok(Self { conn: Connection::open_in_memory()? })
    }

    /// A database in memory that is what a file with these bytes would be.
    pub(in crate::storage) fn of_image(image: &[u8]) -> Result<Self> {
        let mut file = Self::in_memory()?;
        file.conn.deserialize_read_exact("main", image, image.len(), false)?;
        Ok(file)
    }

    /// The bytes that a file with this would have, without room to spare.
    pub(in crate::storage) fn image(&mut self) -> Result<Vec<u8>> {
        self.conn.execute_batch("VACUUM")?;
        Ok(self.conn.serialize("main")?.to_vec())
    }

    /// A database of its own that goes with the value: in memory as long as that is reasonable, what is too large for that in a
    /// file without a name.
    pub(in crate::storage) fn temporary() -> Result<Self> {
        let conn = Connection::open("")?;
        conn.pragma_update(None, "cache_size", -65_536)?;
        Ok(Self { conn })
    }

    /// From now on it mirrors another database: what stands there is right, and needs neither to be checked nor to be safe.
    #[cfg(feature = "gedeeld")]
    pub(in crate::storage::engine) fn mirrors(&self) -> Result<()> {
        self.conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        self.conn.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    /// Opens a file to read and to write, waiting at most so long for other programs at every call.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], and [`Error::Io`] when the rights to the file are lacking.
    pub(in crate::storage) fn open(path: &Path, wait: Duration) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| match e.sqlite_error_code() {
            // The file is there, so it is the rights to it that are lacking.
            Some(rusqlite::ErrorCode::CannotOpen) => Error::io(path, ErrorKind::PermissionDenied.into()),
            _ => e.into(),
        })?;
        conn.busy_timeout(wait)?;
        if conn.is_readonly(rusqlite::MAIN_DB)? {
            return Err(Error::ReadOnly);
        }
        Ok(Self { conn })
    }

    /// Opens an empty file that nobody else knows of yet: it is put on the disk as a whole, when it is finished.
    pub(in crate::storage) fn new_at(path: &Path) -> Result<Self> {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA auto_vacuum = INCREMENTAL;")?;
        Ok(Self { conn })
    }

    /// Opens a file that others have open, to read what stands there now.
    pub(in crate::storage) fn open_to_read(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(BUSY)?;
        Ok(Self { conn })
    }

    /// Opens a file that nobody changes meanwhile: SQLite is told so, and neither locks nor makes anything.
    pub(in crate::storage) fn open_unchanging(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        Ok(Self { conn: Connection::open_with_flags(immutable(path), flags)? })
    }

    pub(in crate::storage) fn close(self) -> Result<()> {
        Ok(self.conn.close().map_err(|(_, e)| e)?)
    }

    /// Settings of a connection that the store works with.
    pub(in crate::storage) fn configure(&self) -> Result<()> {
        self.conn.execute_batch(
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
        self.conn.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// Whether anything was written by way of this connection.
    pub(in crate::storage) fn has_written(&self) -> bool {
        self.conn.total_changes() > 0
    }
}

/// Sharing with other programs.
impl File {
    /// Switches to write-ahead logging. SQLite does not wait by itself when two programs do this to a new file at once.
    ///
    /// # Errors
    /// [`Error::NoSharing`] when the disk cannot let programs share memory.
    pub(in crate::storage) fn share(&self, wait: Duration) -> Result<()> {
        let until = Instant::now() + wait;
        loop {
            match self.set("journal_mode", "wal") {
                // Only who reads tries whether memory can be shared.
                Ok(mode) if mode == "wal" => {
                    return Ok(self.conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?);
                }
                Ok(mode) => return Err(Error::NoSharing(mode)),
                Err(Error::Locked) if Instant::now() < until => std::thread::sleep(Duration::from_millis(10)),
                Err(other) => return Err(other),
            }
        }
    }

    /// From the first look on, the file is for this program only, and its log is then read without shared memory.
    pub(in crate::storage) fn keep_locks(&self) -> Result<()> {
        self.set("locking_mode", "exclusive").map(drop)
    }

    /// Takes the lock now, not at the first change; it stays after the commit.
    pub(in crate::storage) fn hold(&self) -> Result<()> {
        self.without_log()?;
        Ok(self.conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?)
    }

    /// All of it stands in the one file from now on: nothing stays in a log beside it.
    pub(in crate::storage) fn without_log(&self) -> Result<()> {
        self.set("journal_mode", "delete").map(drop)
    }

    /// Leaves the log beside the file as it is: who closes last would else bring it into the file.
    pub(in crate::storage) fn leave_log(&self) {
        let _ = self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }

    fn set(&self, name: &str, value: &str) -> Result<String> {
        Ok(self.conn.pragma_update_and_check(None, name, value, |row| row.get(0))?)
    }
}

/// What the file says of itself.
impl File {
    /// Reads the header; ask it in a transaction, for another program may be making the tables right now.
    pub(in crate::storage) fn marks(&self) -> Result<Marks> {
        Ok(Marks {
            application: self.ask("application_id")?,
            version: self.ask("user_version")?,
            // Only who asks for a table makes SQLite read all of the begin of the file.
            tables: self.conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?,
        })
    }

    pub(in crate::storage) fn mark(&self, application: i64, version: i64) -> Result<()> {
        self.conn.pragma_update(None, "application_id", application)?;
        Ok(self.conn.pragma_update(None, "user_version", version)?)
    }

    /// Its tables and indexes in the order in which they were made: kind, name and statement.
    #[cfg(feature = "gedeeld")]
    pub(in crate::storage) fn made(&self) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
        let mut statement = self.conn.prepare(sql)?;
        let made =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(made)
    }

    /// In this transaction a row may name another that comes later.
    #[cfg(feature = "gedeeld")]
    pub(in crate::storage) fn refer_ahead(&self) -> Result<()> {
        Ok(self.conn.execute_batch("PRAGMA defer_foreign_keys = ON")?)
    }

    /// What SQLite finds wrong with the file: at most so many things.
    pub(in crate::storage) fn damage(&self, most: u32) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare(&format!("PRAGMA integrity_check({most})"))?;
        let lines = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// Rows that name another one that is not there: the table, and that of the other; one for each row.
    pub(in crate::storage) fn broken_references(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let broken = statement.query_map([], |row| Ok((row.get(0)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(broken)
    }

    fn ask(&self, what: &str) -> Result<i64> {
        Ok(self.conn.pragma_query_value(None, what, |row| row.get(0))?)
    }
}

/// Copies.
impl File {
    /// Becomes a copy of another database, in one transaction.
    pub(in crate::storage) fn become_copy_of(&mut self, from: &Self) -> Result<()> {
        self.conn.flush_prepared_statement_cache();
        stepped(&Backup::new(&from.conn, &mut self.conn)?, -1)
    }

    /// The same; between taking the lock, which keeps everybody from writing, and copying, `before` is done.
    pub(in crate::storage) fn become_copy_after(&mut self, from: &Self, before: impl FnOnce() -> Result<()>) -> Result<()> {
        self.conn.flush_prepared_statement_cache();
        let over = Backup::new(&from.conn, &mut self.conn)?;
        // No pages yet: only the lock.
        stepped(&over, 0)?;
        before()?;
        stepped(&over, -1)
    }
}

/// Copies so many pages (−1: all), waiting for who keeps us from it.
fn stepped(backup: &Backup<'_, '_>, pages: i32) -> Result<()> {
    let until = Instant::now() + BUSY;
    loop {
        match backup.step(pages)? {
            StepResult::Busy | StepResult::Locked if Instant::now() >= until => return Err(Error::Locked),
            StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(20)),
            _ => return Ok(()),
        }
    }
}

/// Space.
impl File {
    pub(in crate::storage) fn pages(&self) -> Result<i64> {
        self.ask("page_count")
    }

    pub(in crate::storage) fn free_pages(&self) -> Result<i64> {
        self.ask("freelist_count")
    }

    /// Gives the free pages back to the disk, where they can be moved one by one; false where they cannot.
    pub(in crate::storage) fn give_pages_back(&self) -> Result<bool> {
        if self.ask("auto_vacuum")? != ONE_BY_ONE {
            return Ok(false);
        }
        let mut statement = self.conn.prepare("PRAGMA incremental_vacuum")?;
        let mut moved = statement.query([])?;
        while moved.next()?.is_some() {}
        Ok(true)
    }

    /// Builds the file anew, in memory: without what is free in it, and such that its pages can be moved one by one.
    pub(in crate::storage) fn build_anew(&self) -> Result<()> {
        Ok(self.conn.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")?)
    }

    /// The same by way of a file without a name. With the place of temporary tables the tables themselves go.
    pub(in crate::storage) fn build_anew_on_disk(&self) -> Result<()> {
        self.conn.execute_batch("PRAGMA temp_store = FILE")?;
        let built = self.conn.execute_batch("VACUUM");
        self.conn.execute_batch("PRAGMA temp_store = MEMORY")?;
        Ok(built?)
    }

    /// Brings the write-ahead log into the file and blanks it. Returns whether that was done: nobody else was reading.
    pub(in crate::storage) fn empty_log(&self) -> Result<bool> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0)
    }

    /// Lets the file grow to so many pages: SQLite gives the same error when the disk is full.
    #[cfg(test)]
    pub(in crate::storage) fn limit(&self, pages: i64) {
        let _ = self.conn.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0));
    }
}

/// The file as an address that says that nobody changes it.
fn immutable(path: &Path) -> PathBuf {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let slashed = format!("/{}", path.to_string_lossy().replace('\\', "/"));
    #[cfg(not(unix))]
    let bytes = slashed.as_bytes();
    let mut uri = "file:".to_owned();
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) || (cfg!(windows) && *byte == b':') {
            uri.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri.into()
}
