//! Errors as facts. `wording` makes the sentence for the user; the texts here are for the log, and say nothing
//! of what stands in the store.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::botsing::{Botsing, Spoor};
use crate::domain::{Gespreksstatus, Soort};
use crate::files::{self, Refused};

/// Why the store did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("de database is in gebruik door een ander programma")]
    Locked,
    #[error("de schijf is vol")]
    DiskFull,
    /// File or folder cannot be written.
    #[error("de database is alleen-lezen")]
    ReadOnly,
    /// The store was opened to be read only.
    #[error("de database is alleen geopend om te lezen")]
    OnlyReads(AlleenLezen),
    /// Another program has the file for itself. Where no lock tells it, a note does, which must go when it is out of date.
    #[error("de database is elders geopend")]
    Held { houder: Option<Box<Houder>>, note: Option<PathBuf> },
    /// The disk cannot let programs share memory or use a write-ahead log.
    #[error("de schijf kan geheugen niet delen: {0}")]
    NoSharing(String),
    /// The disk cannot keep others out.
    #[error("de schijf kan niet vergrendelen: {0}")]
    NoLocks(String),
    /// The file that was opened is not there any more.
    #[error("het bestand is weggehaald")]
    Gone,
    /// Another file stands where the one stood that was opened.
    #[error("het bestand is vervangen")]
    Replaced,
    /// There is a file, with nothing in it.
    #[error("het bestand is leeg")]
    Empty,
    /// The disk fails.
    #[error("de schijf geeft een fout: {1}")]
    Disk(Access, String),
    /// The text may quote what stands there.
    #[error("de database is beschadigd")]
    Corrupt(String),
    /// The file is no SQLite database (or it is encrypted).
    #[error("geen database")]
    NotADatabase,
    /// A database, but of another program.
    #[error("een database van een ander programma")]
    Foreign,
    /// Made by a newer accountgesprek: schema version of the file, and the newest that this program knows.
    #[error("de database is van een nieuwere versie ({found}, bekend tot {known})")]
    TooNew { found: i64, known: i64 },
    /// Made by an earlier accountgesprek, on a server where this program does not change the tables by itself; 0 for none.
    #[error("de tabellen zijn van versie {found}, nodig is {known}")]
    TooOld { found: i64, known: i64 },
    /// The tables on the server were brought up to another version while this program worked.
    #[error("de tabellen zijn intussen bijgewerkt")]
    TablesMoved,
    /// The line to the server is gone; nothing of what was going on was stored.
    #[error("geen verbinding met de server: {0}")]
    Lost(String),
    /// All connections of the server are taken.
    #[error("de server heeft geen verbinding meer over")]
    Full,
    /// There is no line to the server yet, for this reason: nothing was opened.
    #[error("{0}")]
    NotReached(Box<Error>),
    /// The line went while something was being stored, and it cannot be asked whether it was.
    #[error("onbekend of het is opgeslagen: {0}")]
    Unsure(String),
    /// The server does not let this user in, or not do this.
    #[error("de server weigert: {0}")]
    Denied(String),
    /// What is to be filled holds something.
    #[error("er staat al iets in")]
    NotEmpty,
    /// A copy of a shared database takes the place of nothing.
    #[error("een kopie van een gedeelde database")]
    TakenAlong,
    /// The server wants a password, and there is none.
    #[error("de server vraagt een wachtwoord")]
    NoPassword,
    /// The address of a server that cannot be used, and why.
    #[error("{0}")]
    Address(String),
    #[error("{}", files::cause(source))]
    Io { path: PathBuf, source: io::Error },
    /// About another file than the store's own: a copy of it.
    #[error("kopie: {cause}")]
    At { path: PathBuf, cause: Box<Error> },
    /// A copy may not be written there.
    #[error("{0}")]
    Refused(Refused),
    /// So many things in it do not hold together.
    #[error("de database is niet heel: {0}")]
    Unsound(usize),
    /// Somebody else changed what was to be changed, in the same fields; never empty.
    #[error("intussen gewijzigd: {} velden", .0.len())]
    ChangedMeanwhile(Vec<Botsing>),
    /// Another version of a document stands than the one that was to be replaced.
    #[error("{}: versie {staat} in plaats van {over}", soort.naam())]
    OtherVersion { soort: Soort, id: String, over: u32, staat: u32, door: Option<Box<Spoor>> },
    #[error("{} is er niet (meer)", soort.naam())]
    Missing { soort: Soort, id: String },
    /// The same thing is there already.
    #[error("{} bestaat al", soort.naam())]
    Exists { soort: Soort, id: String },
    /// A field of it holds a number that may be a burgerservicenummer, which is not repeated.
    #[error("{}: ergens staat een mogelijk burgerservicenummer", soort.naam())]
    Bsn { soort: Soort, id: String, veld: String },
    /// Other things refer to it.
    #[error("{} is nog in gebruik", soort.naam())]
    InUse { soort: Soort, id: String },
    /// The gesprek is vastgesteld, or the step between these states does not exist.
    #[error("gesprek {id} is {}", van.naam())]
    GesprekState { id: i64, van: Gespreksstatus, naar: Option<Gespreksstatus> },
    /// A bundel is about one aanbieder and for one gesprek.
    #[error("signaal {signaal} past niet in bundel {bundel}")]
    NotInBundel { signaal: i64, bundel: i64 },
    /// Something was done between reading and writing what was made of it.
    #[error("intussen is er iets gewijzigd")]
    Outdated,
    #[error("er is niets om ongedaan te maken")]
    NothingToUndo,
    /// What is to be undone was changed again; by whom, when the log knows.
    #[error("{} is daarna gewijzigd", soort.naam())]
    ChangedSince { soort: Soort, id: String, door: Option<Box<Spoor>> },
    /// The act was undone already, or the data behind it were removed for good.
    #[error("handeling {0} kan niet (meer) ongedaan worden gemaakt")]
    NotUndoable(i64),
    /// The rows of a delivery that was taken back in another session, or before a removal.
    #[error("de rijen om terug te geven zijn er niet meer")]
    RowsGone,
    /// What a table promises does not hold; of what people edit, the table says what that means.
    #[error("de opslag weigert: {0:?}")]
    Broken(Constraint),
    /// Our own fault.
    #[error("interne fout in de opslag: {0}")]
    Internal(String),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The thing that it is about, if it is about one: its kind and what names it in the log.
    pub fn about(&self) -> Option<(Soort, &str)> {
        match self {
            Self::ChangedMeanwhile(botsingen) => botsingen.first().map(|b| (b.soort, b.id.as_str())),
            Self::OtherVersion { soort, id, .. }
            | Self::ChangedSince { soort, id, .. }
            | Self::Missing { soort, id }
            | Self::Exists { soort, id }
            | Self::InUse { soort, id } => Some((*soort, id)),
            _ => None,
        }
    }

    pub(super) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io { path: path.into(), source }
    }

    /// The same, said of the copy at `path` when it is the copy that could not be written: the store itself was only read.
    pub(super) fn at(self, path: &Path) -> Self {
        match self {
            Self::DiskFull | Self::ReadOnly | Self::Disk(Access::Write, _) => {
                Self::At { path: path.to_owned(), cause: Box::new(self) }
            }
            other => other,
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            // Of this file, and of no other.
            Refused::Io { path, source } => Self::Io { path, source },
            other => Self::Refused(other),
        }
    }
}

/// Why a store can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlleenLezen {
    /// The user wanted no more.
    Gevraagd,
    /// The file or its folder may not be written.
    Rechten,
    /// The disk cannot be written.
    Schijf,
    /// The disk has no room for what writing needs.
    SchijfVol,
    /// The role of the user on the server is to read.
    Rol,
    /// It is a copy of a shared database.
    Kopie,
}

/// Who has a database open, as its note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Houder {
    pub wie: String,
    pub computer: String,
    pub sinds: Option<DateTime<Utc>>,
}

/// What tables promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// There is one of each.
    Unique,
    /// What is named is there.
    Reference,
}

/// What the disk was asked when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // Its own text may quote what stands there.
        Self::Internal(format!("JSON: {:?}, regel {}, teken {}", error.classify(), error.line(), error.column()))
    }
}

/// A value that cannot be read is None; any other error stays one.
pub(super) fn readable<T>(read: Result<T>) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Corrupt(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Returns the error of a stored value that cannot be read.
pub(super) fn unreadable(what: &str, value: impl std::fmt::Display) -> Error {
    Error::Corrupt(format!("{what}: {value}"))
}
