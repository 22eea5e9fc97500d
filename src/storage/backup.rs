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
use super::{BUSY, Gebrek, Store};
use crate::domain::nederlandse_klok;
use crate::files::{self, Never, Outgoing, Refused, Target, with_end};

/// How the names begin of copies that the store keeps by itself.
const KEPT: &str = "voor-";

impl Store {
    /// Writes a consistent copy of the store to `to`, also while other programs write to it. The copy is one file, readable
    /// by its owner only, is checked as a whole, and appears whole or not at all. With `replace` an earlier copy of ours at that
    /// place makes way for one with which nothing is wrong. Returns what is wrong with the copy: nothing that is damage.
    ///
    /// # Errors
    /// [`Error::Refused`] for a place where no copy may go, [`Error::Foreign`] and [`Error::NotADatabase`] when something else
    /// stands at `to`; [`Error::Corrupt`] and [`Error::Unsound`] about the store; [`Error::At`] about the copy.
    pub fn backup(&self, to: &Path, replace: bool) -> Result<Vec<Gebrek>> {
        let never: Vec<Never> = self.path.iter().cloned().map(Never::Database).collect();
        let mut out = Outgoing::open(&[Target::copy(to)], replace, &never)?;
        if self.path.as_deref().is_some_and(|own| is_kept_of(own, to)) {
            return Err(Refused::Database(to.to_owned()).into());
        }
        let replaces = to.try_exists().map_err(|e| Error::io(to, e))?;
        if replaces {
            schema::is_ours(to)?;
        }
        let beside = out.room()?;
        let copy = Self::on(copy_into(&self.conn, &beside).map_err(|e| e.at(to))?, None);
        let wrong = copy.check().map_err(|e| e.at(to))?;
        if let Some(Gebrek::Bestand(what)) = wrong.first() {
            return Err(Error::Corrupt(what.clone()));
        }
        if replaces && !wrong.is_empty() {
            return Err(Error::Unsound(wrong.len()));
        }
        copy.conn.close().map_err(|(_, e)| Error::from(e).at(to))?;
        out.finish()?;
        Ok(wrong)
    }

    /// Puts the copy at `from` in the place of everything the store holds; what it holds now is kept in a file beside it,
    /// whose path is returned. `from` is checked first and only read; other programs see the whole or nothing of it.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`.
    pub fn restore(&mut self, from: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        let own = self.path.clone().ok_or_else(|| Error::Internal("een opslag in het geheugen".to_owned()))?;
        if files::is_same(&own, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        let source = checked_copy(from, files::folder_of(&own))?;
        self.replace_by(&source, &own, wanneer)
    }

    /// Keeps what the store holds in a file beside it, and copies `source` over it.
    fn replace_by(&mut self, source: &Checked, own: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        let kept = free_name(own, &stamped("herstel", wanneer));
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
        if stands && files::is_same(path, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        // First of all: of a copy that is not sound, nothing that stands makes way.
        let source = checked_copy(from, files::folder_of(path))?;
        let kept = match Self::open(path) {
            Ok(mut store) if stands => return store.replace_by(&source, path, wanneer).map(Some),
            Ok(_) => None,
            // Replacing it would be a mistyped path.
            Err(Error::Foreign) => return Err(Error::io(path, io::ErrorKind::AlreadyExists.into())),
            // Beyond opening: it is set aside as it is, with what SQLite keeps beside it.
            Err(Error::Corrupt(_) | Error::NotADatabase | Error::TooNew { .. }) => {
                let kept = free_name(path, &stamped("herstel", wanneer));
                for suffix in ["-wal", "-shm", ""] {
                    let (old, new) = (with_end(path, suffix), with_end(&kept, suffix));
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
    copy_to(conn, &free_name(path, &format!("{KEPT}migratie-{from}")))
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
    let wal = with_end(from, "-wal");
    if wal.is_file() {
        fs::copy(&wal, with_end(&copy, "-wal")).map_err(|e| Error::io(wal, e))?;
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

/// Writes a copy of `conn` to `to`, where nothing stands, whatever is wrong with it.
fn copy_to(conn: &Connection, to: &Path) -> Result<()> {
    let mut out = Outgoing::open(&[Target::copy(to)], false, &[])?;
    let beside = out.room()?;
    copy_into(conn, &beside).and_then(|copy| copy.close().map_err(|(_, e)| e.into())).map_err(|e| e.at(to))?;
    Ok(out.finish()?)
}

/// Copies a database into an empty file, which holds all of it: nothing stays in a log beside it.
fn copy_into(conn: &Connection, to: &Path) -> Result<Connection> {
    let mut copied = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy(conn, &mut copied)?;
    copied.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    Ok(copied)
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

/// Whether `to` has a name that the store itself keeps a copy of `own` under.
fn is_kept_of(own: &Path, to: &Path) -> bool {
    let begin = own.file_stem().map(|stem| format!("{}.{KEPT}", stem.to_string_lossy()));
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned());
    let is_beside = files::is_same(files::folder_of(own), files::folder_of(to));
    is_beside && begin.zip(name).is_some_and(|(begin, name)| name.starts_with(&begin))
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

/// The moment, on the clock of the user, as a file name can hold it.
fn stamped(what: &str, wanneer: DateTime<Utc>) -> String {
    format!("{KEPT}{what}-{}", nederlandse_klok(wanneer).format("%Y-%m-%d-%H%M%S"))
}
