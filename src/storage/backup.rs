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
use super::{BUSY, Gebrek, Opening, Store, snapshot};
use crate::domain::nederlandse_klok;
use crate::files::{self, Never, Outgoing, Refused, Target, with_end};

/// How the names begin of copies that the store keeps by itself.
const KEPT: &str = "voor-";

/// How they begin when they hold what was saved from a file that lost its name.
const RESCUED: &str = "gered-";

/// A moment as a file name can hold it.
pub(super) const MOMENT: &str = "%Y-%m-%d-%H%M%S";

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
        let wrong = self.copy_checked(&mut out, to)?;
        if replaces && !wrong.is_empty() {
            return Err(Error::Unsound(wrong.len()));
        }
        out.finish()?;
        Ok(wrong)
    }

    /// Writes a copy beside its place and looks at all of it. Returns what is wrong with it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the file itself is damaged.
    pub(super) fn copy_checked(&self, out: &mut Outgoing, to: &Path) -> Result<Vec<Gebrek>> {
        let beside = out.room()?;
        let copy = Self::of(copy_into(&self.conn, &beside).map_err(|e| e.at(to))?, None, None, None);
        let wrong = copy.check().map_err(|e| e.at(to))?;
        if let Some(Gebrek::Bestand(what)) = wrong.first() {
            return Err(Error::Corrupt(what.clone()));
        }
        copy.conn.close().map_err(|(_, e)| Error::from(e).at(to))?;
        Ok(wrong)
    }

    /// Puts the copy at `from` in the place of everything the store holds; what it holds now is kept in a file beside it (of a
    /// store in memory it is not), whose path is returned. `from` is checked first and only read; other programs see the whole or nothing of it.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`.
    pub fn restore(&mut self, from: &Path, wanneer: DateTime<Utc>) -> Result<Option<PathBuf>> {
        let Some(own) = self.path.clone() else {
            return copy(&sound_copy(from)?, &mut self.conn).map(|()| None);
        };
        if files::is_same(&own, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        let source = sound_copy(from)?;
        self.replace_by(&source, &own, wanneer).map(Some)
    }

    /// Keeps what the store holds in a file beside it, and copies `source` over it. What other programs wrote until the moment
    /// at which they are kept out is in the file that is kept; what they write after it comes on top of `source`.
    fn replace_by(&mut self, source: &Connection, own: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        if let Some(reden) = self.only_reads() {
            return Err(Error::OnlyReads(reden));
        }
        let kept = free_name(own, &stamped("herstel", wanneer));
        self.conn.flush_prepared_statement_cache();
        if self.is_alone() {
            copy_to(&self.conn, &kept)?;
            copy(source, &mut self.conn)?;
            return Ok(kept);
        }
        // Reads what stands there while the other connection keeps everybody from writing.
        let present = Connection::open_with_flags(own, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let over = Backup::new(source, &mut self.conn)?;
        // No pages yet: only the lock.
        stepped(&over, 0)?;
        copy_to(&present, &kept)?;
        stepped(&over, -1)?;
        Ok(kept)
    }

    /// As [`Store::restore`] for a file that need not be a store that can be opened: it may be damaged, made by a newer
    /// program, or not be there. Returns where the file that stood there is kept, if one did.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`; the database of
    /// another program at `path` is an [`Error::Refused`].
    pub fn restore_file(path: &Path, from: &Path, opening: &Opening<'_>) -> Result<Option<PathBuf>> {
        let stands = path.try_exists().map_err(|e| Error::io(path, e))?;
        if stands && files::is_same(path, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        // First of all: of a copy that is not sound, nothing that stands makes way.
        let source = sound_copy(from)?;
        let store = if stands { Self::open_as(path, opening).map(Some) } else { Ok(None) };
        match store {
            Ok(Some(mut store)) => store.replace_by(&source, path, opening.wanneer).map(Some),
            Ok(None) => place(&source, path, || Ok(())).map(|()| None),
            // A newer program may be at work in it: it is kept out like any other.
            Err(Error::TooNew { .. }) => Self::open_to_replace(path)?.replace_by(&source, path, opening.wanneer).map(Some),
            // Replacing it would be a mistyped path.
            Err(Error::Foreign) => Err(Refused::Database(path.to_owned()).into()),
            // Beyond opening: it is set aside as it is.
            Err(Error::Corrupt(_) | Error::NotADatabase | Error::Empty) => {
                let kept = free_name(path, &stamped("herstel", opening.wanneer));
                place(&source, path, || set_aside(path, &kept))?;
                Ok(Some(kept))
            }
            Err(other) => Err(other),
        }
    }

    /// Writes what the store still holds beside the place of its file, when that lost its name or another came to stand there.
    /// Returns where.
    pub fn rescue(&self, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        let own = self.path.as_deref().ok_or(Error::Gone)?;
        let kept = free_name(own, &format!("{RESCUED}{}", in_name(wanneer)));
        copy_to(&self.conn, &kept)?;
        Ok(kept)
    }
}

/// Puts a copy of `source` at `path`, whole; `make_way` is called when it is there and only has to get its name.
fn place(source: &Connection, path: &Path, make_way: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut out = Outgoing::open(&[Target::copy(path)], true, &[])?;
    let beside = out.room()?;
    copy_into(source, &beside)?.close().map_err(|(_, e)| e)?;
    make_way()?;
    Ok(out.finish()?)
}

/// Gives a file another name, with what SQLite keeps beside it.
fn set_aside(path: &Path, kept: &Path) -> Result<()> {
    for end in ["-wal", "-shm", "-journal", ""] {
        let (old, new) = (with_end(path, end), with_end(kept, end));
        match fs::rename(&old, &new) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Error::io(old, e)),
            _ => {}
        }
    }
    Ok(())
}

/// Keeps a copy of the file as it was before it is brought from schema version `from` to a newer one.
pub(super) fn before_migration(conn: &Connection, path: &Path, from: i64) -> Result<()> {
    copy_to(conn, &free_name(path, &format!("{KEPT}migratie-{from}")))
}

/// What stands at `from`, which is only read, when it is a sound store; brought up to date.
fn sound_copy(from: &Path) -> Result<Connection> {
    let found = fs::metadata(from).map_err(|e| Error::io(from, e))?;
    if !found.is_file() {
        return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
    }
    let mut conn = snapshot::take(from, BUSY)?;
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
    Ok(conn)
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
pub(super) fn copy(from: &Connection, to: &mut Connection) -> Result<()> {
    stepped(&Backup::new(from, to)?, -1)
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

/// Whether `to` has a name that the store itself keeps a copy of `own` under.
pub(super) fn is_kept_of(own: &Path, to: &Path) -> bool {
    let stem = own.file_stem().unwrap_or_default().to_string_lossy();
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let is_beside = files::is_same(files::folder_of(own), files::folder_of(to));
    is_beside && [KEPT, RESCUED].iter().any(|what| name.starts_with(&format!("{stem}.{what}")))
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

fn stamped(what: &str, wanneer: DateTime<Utc>) -> String {
    format!("{KEPT}{what}-{}", in_name(wanneer))
}

/// The moment, on the clock of the user, as a file name can hold it.
pub(super) fn in_name(wanneer: DateTime<Utc>) -> String {
    nederlandse_klok(wanneer).format(MOMENT).to_string()
}
