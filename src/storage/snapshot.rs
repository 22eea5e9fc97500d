//! What a database file holds at one moment, in a copy of our own: the file is only read, and nothing appears beside it.
//!
//! For a file that another program holds, that may not be written, or that is to be put back. The copy is a temporary
//! database of SQLite's: it lives in memory, what is too large for that in a file without a name, and goes with the value.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use super::engine::{BUSY, File};
use super::error::{Error, Result};
use crate::files::{self, with_end};

/// What the journal of a change that is under way begins with; after the change it is gone, or blanked.
const JOURNAL: &[u8] = &[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Takes what stands at `path`, waiting at most so long for a moment at which nobody changes it.
pub(super) fn take(path: &Path, wait: Duration) -> Result<File> {
    let log = with_end(path, "-wal");
    // Somebody has it open with a log: SQLite itself knows what of it counts.
    if size(&log) > 0
        && with_end(path, "-shm").exists()
        && let Ok(taken) = File::open_to_read(path).and_then(|live| filled(&live))
    {
        return Ok(taken);
    }
    let until = Instant::now() + wait;
    loop {
        let before = Look::at(path)?;
        let is_last = Instant::now() >= until;
        if !before.under_way || is_last {
            let taken = if before.log.is_none() && !before.under_way { whole(path) } else { with_log(path) };
            if Look::at(path)? == before {
                return taken;
            }
        }
        if is_last {
            return Err(Error::Locked);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What a file looks like from outside: equal before and after means that nobody wrote meanwhile.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
    /// Its first bytes, in which SQLite counts the changes.
    begin: Vec<u8>,
    log: Option<(u64, Option<SystemTime>)>,
    /// A change was begun, and is going on or was never finished.
    under_way: bool,
}

impl Look {
    fn at(path: &Path) -> Result<Self> {
        let found = fs::metadata(path).map_err(|e| Error::io(path, e))?;
        let log = fs::metadata(with_end(path, "-wal")).ok().filter(|log| log.len() > 0);
        Ok(Self {
            size: found.len(),
            modified: found.modified().ok(),
            begin: begin_of(path, 100).map_err(|e| Error::io(path, e))?,
            log: log.map(|log| (log.len(), log.modified().ok())),
            under_way: begin_of(&with_end(path, "-journal"), 8).is_ok_and(|begin| begin == JOURNAL),
        })
    }
}

fn begin_of(path: &Path, length: u64) -> std::io::Result<Vec<u8>> {
    let mut begin = Vec::new();
    fs::File::open(path)?.take(length).read_to_end(&mut begin)?;
    Ok(begin)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// All of it is in the one file, and nobody writes.
fn whole(path: &Path) -> Result<File> {
    filled(&File::open_unchanging(path)?)
}

/// A part of it lies beside the file: a copy of all is opened, so that what SQLite does to bring it together is done there.
fn with_log(path: &Path) -> Result<File> {
    let room = files::workroom().map_err(|e| Error::io(std::env::temp_dir(), e))?;
    let copy = room.path().join("kopie.db");
    for end in ["-wal", "-journal", ""] {
        match fs::copy(with_end(path, end), with_end(&copy, end)) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !end.is_empty() => {}
            Err(e) => return Err(Error::io(path, e)),
            Ok(_) => writable(&with_end(&copy, end))?,
        }
    }
    filled(&File::open(&copy, BUSY)?)
}

/// The copy of a file that nobody may write is ours to write.
fn writable(copy: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        let rights = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(copy, rights).map_err(|e| Error::io(copy, e))?;
    }
    #[cfg(not(unix))]
    {
        let mut rights = fs::metadata(copy).map_err(|e| Error::io(copy, e))?.permissions();
        rights.set_readonly(false);
        fs::set_permissions(copy, rights).map_err(|e| Error::io(copy, e))?;
    }
    Ok(())
}

/// A temporary database with everything of `from`.
fn filled(from: &File) -> Result<File> {
    let mut taken = File::temporary()?;
    taken.become_copy_of(from)?;
    Ok(taken)
}
