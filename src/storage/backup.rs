//! Copies of the whole: a backup while in use, and restoring one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::afschrift::{RESCUED, copy_into, copy_to, free_name, in_name, is_kept_of, stamped};
use super::engine::{BUSY, Conn, File};
use super::error::{Error, Result};
use super::meegenomen::{self, Meegenomen};
use super::schema::{self, Header};
use super::{Gebrek, Opening, Store, server_of, snapshot};
use crate::files::{self, Never, Outgoing, Refused, Target, with_end};

impl Store {
    /// Writes a consistent copy of the store to `to`, also while other programs write to it. The copy is one file, readable
    /// by its owner only, is checked as a whole, and appears whole or not at all. With `replace` an earlier copy of ours at that
    /// place makes way for one with which nothing is wrong. Returns what is wrong with the copy: nothing that is damage.
    ///
    /// # Errors
    /// [`Error::Refused`] for a place where no copy may go, [`Error::Foreign`] and [`Error::NotADatabase`] when something else
    /// stands at `to`; [`Error::Corrupt`] and [`Error::Unsound`] about the store; [`Error::At`] about the copy.
    pub fn backup(&self, to: &Path, replace: bool) -> Result<Vec<Gebrek>> {
        self.copy_out(to, replace, None)
    }

    /// The same of a shared database: a copy to take along, which says of when it is.
    ///
    /// # Errors
    /// As those.
    pub fn take_along(&self, to: &Path, replace: bool, wanneer: DateTime<Utc>) -> Result<Vec<Gebrek>> {
        self.copy_out(to, replace, Some(wanneer))
    }

    /// Where this copy of a shared database is from; None: it is none.
    pub const fn meegenomen(&self) -> Option<&Meegenomen> {
        self.meegenomen.as_ref()
    }

    /// The same; of a shared database one that says of when it is.
    fn copy_out(&self, to: &Path, replace: bool, wanneer: Option<DateTime<Utc>>) -> Result<Vec<Gebrek>> {
        let never: Vec<Never> = self.path.iter().cloned().map(Never::Database).collect();
        let mut out = Outgoing::open(&[Target::copy(to)], replace, &never)?;
        if self.path.as_deref().is_some_and(|own| is_kept_of(own, to)) {
            return Err(Refused::Database(to.to_owned()).into());
        }
        let replaces = to.try_exists().map_err(|e| Error::io(to, e))?;
        if replaces {
            schema::is_ours(to)?;
        }
        let wrong = self.copy_checked(&mut out, to, wanneer)?;
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
    pub(super) fn copy_checked(&self, out: &mut Outgoing, to: &Path, wanneer: Option<DateTime<Utc>>) -> Result<Vec<Gebrek>> {
        let beside = out.room()?;
        let copy = if let Some(file) = self.conn.as_file() {
            Self::of(Conn::of(copy_into(file, &beside).map_err(|e| e.at(to))?), None, None, None)
        } else {
            // Of a server: a file with the same in it.
            let copy = Self::up_to_date(File::new_at(&beside).map_err(|e| e.at(to))?)?;
            copy.copy_readable(self)?;
            if let (Some(server), Some(wanneer)) = (self.server(), wanneer) {
                meegenomen::mark(&copy.conn, &server.display().to_string(), wanneer)?;
            }
            copy
        };
        let wrong = copy.check().map_err(|e| e.at(to))?;
        if let Some(Gebrek::Bestand(what)) = wrong.first() {
            return Err(Error::Corrupt(what.clone()));
        }
        copy.conn.into_file()?.close().map_err(|e| e.at(to))?;
        Ok(wrong)
    }

    /// Puts the copy at `from` in the place of everything the store holds; what it holds now is kept in a file beside it (of a
    /// store in memory it is not), whose path is returned. `from` is checked first and only read; other programs see the whole or nothing of it.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`.
    pub fn restore(&mut self, from: &Path, wanneer: DateTime<Utc>) -> Result<Option<PathBuf>> {
        let Some(own) = self.path.clone() else {
            return self.conn.file_mut()?.become_copy_of(&sound_copy(from)?).map(|()| None);
        };
        if files::is_same(&own, from) {
            return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
        }
        let source = sound_copy(from)?;
        self.replace_by(&source, &own, wanneer).map(Some)
    }

    /// Keeps what the store holds in a file beside it, and copies `source` over it. What other programs wrote until the moment
    /// at which they are kept out is in the file that is kept; what they write after it comes on top of `source`.
    fn replace_by(&mut self, source: &File, own: &Path, wanneer: DateTime<Utc>) -> Result<PathBuf> {
        if let Some(reden) = self.only_reads() {
            return Err(Error::OnlyReads(reden));
        }
        let kept = free_name(own, &stamped("herstel", wanneer));
        if self.is_alone() {
            copy_to(self.conn.file()?, &kept)?;
            self.conn.file_mut()?.become_copy_of(source)?;
            return Ok(kept);
        }
        // Reads what stands there while the other connection keeps everybody from writing.
        let present = File::open(own, BUSY)?;
        self.conn.file_mut()?.become_copy_after(source, || copy_to(&present, &kept))?;
        Ok(kept)
    }

    /// As [`Store::restore`] for a file that need not be a store that can be opened: it may be damaged, made by a newer
    /// program, or not be there. Returns where the file that stood there is kept, if one did.
    ///
    /// # Errors
    /// [`Error::Corrupt`], [`Error::NotADatabase`], [`Error::Foreign`] and [`Error::TooNew`] are about `from`; the database of
    /// another program at `path` is an [`Error::Refused`].
    pub fn restore_file(path: &Path, from: &Path, opening: &Opening<'_>) -> Result<Option<PathBuf>> {
        if server_of(path).is_some() {
            return Err(Error::Address("herstel gaat over een bestand; een kopie zet u over met overzetten".to_owned()));
        }
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
        copy_to(self.conn.file()?, &kept)?;
        Ok(kept)
    }
}

/// Puts a copy of `source` at `path`, whole; `make_way` is called when it is there and only has to get its name.
fn place(source: &File, path: &Path, make_way: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut out = Outgoing::open(&[Target::copy(path)], true, &[])?;
    let beside = out.room()?;
    copy_into(source, &beside)?.close()?;
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

/// What stands at `from`, which is only read, when it is a sound store; brought up to date.
fn sound_copy(from: &Path) -> Result<File> {
    let found = fs::metadata(from).map_err(|e| Error::io(from, e))?;
    if !found.is_file() {
        return Err(Error::io(from, io::ErrorKind::InvalidInput.into()));
    }
    if schema::is_taken_along(from) {
        return Err(Error::TakenAlong);
    }
    let conn = Conn::of(snapshot::take(from, BUSY)?);
    match schema::inspect(&conn)? {
        // An empty file restores nothing.
        Header::Empty => return Err(Error::NotADatabase),
        Header::Ours(_) => {}
    }
    if let Some(what) = conn.file()?.damage(1)?.pop() {
        return Err(Error::Corrupt(what));
    }
    schema::migrate(&conn, |_| Ok(()))?;
    conn.into_file()
}
