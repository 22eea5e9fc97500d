//! Copies of the whole: a backup while in use, restoring one, and the copy before a migration.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result};
use super::schema::{self, Header};
use super::{BUSY, Store};

impl Store {
    /// Writes a consistent copy of the store to `to`, also while other programs write to it. The copy is one file, readable
    /// by its owner only, and appears whole or not at all; an earlier copy of ours at that place is replaced.
    ///
    /// # Errors
    /// [`Error::Foreign`] and [`Error::NotADatabase`] when something else stands at `to`.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if self.path.as_deref().is_some_and(|own| is_same(own, to)) {
            return Err(Error::io(to, io::ErrorKind::InvalidInput.into()));
        }
        if to.try_exists().map_err(|e| Error::io(to, e))? {
            let found = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|_| Error::NotADatabase)?;
            match schema::inspect(&found) {
                // A newer program's copy is as much ours to replace as an older one's.
                Ok(_) | Err(Error::TooNew { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        copy_to(&self.conn, to)
    }

    /// Puts the copy at `from` in the place of everything the store holds; what it holds now is kept in a file beside it,
    /// whose path is returned. `from` is checked first and only read; other programs see the whole or nothing of it.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`.
    pub fn restore(&mut self, from: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        let own = self.path.clone().ok_or_else(|| Error::Internal("een opslag in het geheugen".to_owned()))?;
        if is_same(&own, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        let source = checked_copy(from, folder_of(&own))?;
        self.replace_by(&source, &own, wanneer)
    }

    /// Keeps what the store holds in a file beside it, and copies `source` over it.
    fn replace_by(&mut self, source: &Checked, own: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        let kept = free_name(own, &stamped("voor-herstel", wanneer));
        copy_to(&self.conn, &kept)?;
        self.conn.flush_prepared_statement_cache();
        copy(&source.conn, &mut self.conn)?;
        Ok(kept)
    }

    /// As [`Store::restore`] for a file that need not be a store that can be opened: it may be damaged, made by a newer
    /// program, or not be there. Returns where the file that stood there is kept, if one did.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`; the database of
    /// another program at `path` is an [`Error::Io`].
    pub fn restore_file(path: &Path, from: &Path, wanneer: DateTime<Utc>) -> Result<Option<PathBuf>> {
        let stands = path.try_exists().map_err(|e| Error::io(path, e))?;
        if stands && is_same(path, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        // First of all: of a copy that is not sound, nothing that stands makes way.
        let source = checked_copy(from, folder_of(path))?;
        let kept = match Self::open(path) {
            Ok(mut store) if stands => return store.replace_by(&source, path, wanneer).map(Some),
            Ok(_) => None,
            // Replacing it would be a mistyped path.
            Err(Error::Foreign) => return Err(Error::io(path, io::ErrorKind::AlreadyExists.into())),
            // Beyond opening: it is set aside as it is, with what SQLite keeps beside it.
            Err(Error::Corrupt(_) | Error::NotADatabase | Error::TooNew { .. }) => {
                let kept = free_name(path, &stamped("voor-herstel", wanneer));
                for suffix in ["-wal", "-shm", ""] {
                    let (old, new) = (with_suffix(path, suffix), with_suffix(&kept, suffix));
                    match fs::rename(&old, &new) {
                        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::io(old, e)),
                        _ => {}
                    }
                }
                Some(kept)
            }
            Err(other) => return Err(other),
        };
        copy(&source.conn, &mut Self::open(path)?.conn)?;
        Ok(kept)
    }
}

/// Keeps a copy of the file as it was before it is brought from schema version `from` to a newer one.
pub(super) fn before_migration(conn: &Connection, path: &Path, from: i64) -> Result<()> {
    copy_to(conn, &free_name(path, &format!("voor-migratie-{from}")))
}

/// A copy that is ours to change: `from` itself is only read.
struct Checked {
    conn: Connection,
    /// Holds the files of the copy; they go when it does.
    _folder: tempfile::TempDir,
}

/// Copies `from` into a folder of its own and checks that it is a sound store, brought up to date.
fn checked_copy(from: &Path, near: &Path) -> Result<Checked> {
    let found = fs::metadata(from).map_err(|e| Error::io(from, e))?;
    if !found.is_file() {
        return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
    }
    // Beside the store: made for the owner only, and on a disk that has the room that restoring needs anyway.
    let folder = tempfile::Builder::new().prefix(".herstel-").tempdir_in(near).map_err(|e| Error::io(near, e))?;
    let copy = folder.path().join("kopie.db");
    fs::copy(from, &copy).map_err(|e| Error::io(from, e))?;
    // A file that was copied by hand may have its last changes still beside it.
    let wal = with_suffix(from, "-wal");
    if wal.is_file() {
        fs::copy(&wal, with_suffix(&copy, "-wal")).map_err(|e| Error::io(wal, e))?;
    }
    let mut conn = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    match schema::inspect(&conn)? {
        // An empty file restores nothing.
        Header::Empty => return Err(Error::NotADatabase),
        Header::Ours(_) => {}
    }
    let sound: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::Corrupt(sound));
    }
    schema::migrate(&mut conn, None)?;
    Ok(Checked { conn, _folder: folder })
}

/// Writes a copy of `conn` to `to`: beside it first, then in its place.
fn copy_to(conn: &Connection, to: &Path) -> Result<()> {
    let folder = folder_of(to);
    // Made for the owner only.
    let beside = tempfile::Builder::new().prefix(".backup-").tempfile_in(folder).map_err(|e| Error::io(folder, e))?;
    let mut copied = Connection::open_with_flags(beside.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy(conn, &mut copied)?;
    // One file: nothing of it stays in a log beside it.
    copied.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    copied.close().map_err(|(_, e)| Error::from(e))?;
    beside.as_file().sync_all().map_err(|e| Error::io(to, e))?;
    beside.persist(to).map_err(|e| Error::io(to, e.error))?;
    #[cfg(unix)]
    fs::File::open(folder).and_then(|f| f.sync_all()).map_err(|e| Error::io(folder, e))?;
    Ok(())
}

/// Copies all pages of one database over those of another, in one transaction of the other.
fn copy(from: &Connection, to: &mut Connection) -> Result<()> {
    let backup = Backup::new(from, to)?;
    let until = Instant::now() + BUSY;
    loop {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked if Instant::now() >= until => return Err(Error::Locked),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// `gegevens.db` → `gegevens.WHAT.db`.
fn beside(path: &Path, what: &str) -> PathBuf {
    let extension = path.extension().map(|e| e.to_string_lossy().into_owned());
    path.with_extension(extension.map_or_else(|| what.to_owned(), |e| format!("{what}.{e}")))
}

/// A name beside `path` that nothing has yet: what is kept never replaces what was kept before.
fn free_name(path: &Path, what: &str) -> PathBuf {
    let mut name = beside(path, what);
    let mut n = 2_u32;
    while name.exists() {
        name = beside(path, &format!("{what}-{n}"));
        n = n.saturating_add(1);
    }
    name
}

/// The moment as a file name can hold it.
fn stamped(what: &str, wanneer: DateTime<Utc>) -> String {
    format!("{what}-{}", wanneer.format("%Y-%m-%d-%H%M%S"))
}
