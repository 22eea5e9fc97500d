//! The note beside a database that one program holds: who, on which computer, since when. It only tells; what keeps others
//! out is the lock of SQLite.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::error::Houder;
use super::values::{moment, parse_moment};
use crate::files::{self, NOTE, with_end};

/// The most that is read of a note, in bytes.
const LONGEST: u64 = 2_048;

/// A note of ours; it goes with the value.
#[derive(Debug)]
pub(super) struct Note {
    path: PathBuf,
}

impl Note {
    /// Where the note of a database is.
    pub(super) fn place(db: &Path) -> PathBuf {
        with_end(db, NOTE)
    }

    /// Leaves a note, in the place of one that somebody left when his program was killed. The lock is ours: without a note it
    /// still keeps others out, they only do not see who has it.
    pub(super) fn leave(db: &Path, wie: &str, sinds: DateTime<Utc>) -> Option<Self> {
        let path = Self::place(db);
        let line = |text: &str| text.replace(['\n', '\r'], " ");
        let text = format!(
            "wie: {}\ncomputer: {}\nsinds: {}\n\nZolang dit bestand er staat, heeft accountgesprek de database ernaast open.\n",
            line(wie),
            line(&computer()),
            moment(sinds)
        );
        files::replace(&path, text.as_bytes()).ok()?;
        Some(Self { path })
    }

    /// What the note beside a database says.
    pub(super) fn read(db: &Path) -> Option<Houder> {
        let mut text = String::new();
        File::open(Self::place(db)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        let of = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
        Some(Houder { wie: of("wie:").to_owned(), computer: of("computer:").to_owned(), sinds: parse_moment(of("sinds:")).ok() })
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The name of this computer.
pub(super) fn computer() -> String {
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    return std::env::var("COMPUTERNAME").unwrap_or_default();
}
