//! What is not finished yet: made beside its place under a name of our own, so that a next run knows it and clears it away.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, TempDir};

use super::{Bestandsplek, place_of};

const BEGIN: &str = ".accountgesprek-";
const END: &str = ".deel";
const ROOM: &str = "accountgesprek-werk-";
/// Of an earlier version, which kept its example data in such a folder, and did not say whether it still worked there.
const EXAMPLE: &str = "accountgesprek-voorbeeld-";
const BUSY: &str = "bezig";
const TRACE: &str = "bezig-";

/// How old something must be that nobody can be asked about, before it counts as left behind.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);
/// How old it must be before its lock is looked at: between its making and its lock nobody holds it, and who looks holds it briefly.
#[cfg(target_os = "linux")]
const YOUNG: Duration = Duration::from_secs(60);

/// Makes an empty file in a folder that goes when the value does.
///
/// # Errors
/// The folder cannot be written.
pub(super) fn unfinished(maker: &Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    let made = maker.clone().prefix(BEGIN).suffix(END).tempfile_in(folder)?;
    hold(made.as_file());
    Ok(made)
}

/// Removes what an earlier run left in a folder when it was killed. What a program still works on stays.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        // What SQLite puts beside an unfinished copy goes with it.
        let ours = name.to_str().filter(|n| n.starts_with(BEGIN)).and_then(|n| n.split_once(END));
        let Some((begin, _)) = ours.filter(|_| entry.file_type().is_ok_and(|t| t.is_file())) else { continue };
        let whole = folder.join(format!("{begin}{END}"));
        if !whole.exists() || is_left(&whole) {
            // Somebody else may have been first.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether the disk of a folder knows the locks that SQLite asks for; also when that cannot be tried.
#[cfg(unix)]
pub fn can_lock(folder: &Path) -> bool {
    use rustix::fs::{FlockOperation, fcntl_lock};
    use rustix::io::Errno;
    // On another file: who closes the database, however briefly it was open, lets go of all its locks.
    let Ok(tried) = unfinished(&Builder::new(), folder) else { return true };
    let answer = fcntl_lock(tried.as_file(), FlockOperation::NonBlockingLockExclusive);
    !matches!(answer, Err(Errno::NOLCK | Errno::NOSYS | Errno::NOTSUP | Errno::INVAL))
}

#[cfg(not(unix))]
pub const fn can_lock(_: &Path) -> bool {
    true
}

/// A folder of our own to work in, for its owner only; it goes with the value.
#[derive(Debug)]
pub struct Workroom {
    folder: TempDir,
    /// Says that somebody works in it, as long as it is open.
    _busy: fs::File,
}

impl Workroom {
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Makes a folder to work in, among the temporary files of the user.
///
/// # Errors
/// It cannot be made.
pub fn workroom() -> io::Result<Workroom> {
    let folder = Builder::new().prefix(ROOM).tempdir()?;
    let busy = fs::File::create(folder.path().join(BUSY))?;
    hold(&busy);
    Ok(Workroom { folder, _busy: busy })
}

/// Removes the folders to work in that earlier runs left when they were killed.
pub fn sweep_workrooms() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.flatten() {
        let (name, room) = (entry.file_name(), entry.path());
        let begins = |with: &str| name.to_str().is_some_and(|name| name.starts_with(with));
        let left = (begins(ROOM) && is_left(&room.join(BUSY))) || (begins(EXAMPLE) && is_long_still(&room));
        if left && entry.file_type().is_ok_and(|found| found.is_dir()) {
            let _ = fs::remove_dir_all(room);
        }
    }
}

/// What somebody is busy with, told to who comes after a kill: a file that goes with the value, however the work ends.
#[derive(Debug)]
pub struct Trace {
    _file: NamedTempFile,
}

/// Leaves a trace of what is begun in a folder, as long as the value is there.
///
/// # Errors
/// The folder cannot be written, or its disk knows no locks.
pub fn trace(folder: &Path, what: &[u8]) -> io::Result<Trace> {
    let file = Builder::new().prefix(TRACE).tempfile_in(folder)?;
    // Before anything stands in it: who finds it empty leaves it alone.
    file.as_file().try_lock()?;
    file.as_file().write_all(what)?;
    Ok(Trace { _file: file })
}

/// Takes away the traces that were left in a folder by programs that are gone, and returns those that this says yes to; what a
/// program still works on stays.
pub fn take_traces<T>(folder: &Path, read: impl Fn(&[u8]) -> Option<T>) -> Vec<T> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(TRACE));
        let Some(mut file) = ours.then(|| fs::File::open(entry.path()).ok()).flatten().filter(|file| file.try_lock().is_ok())
        else {
            continue;
        };
        let mut what = Vec::new();
        if file.read_to_end(&mut what).is_ok()
            && let Some(told) = read(&what)
        {
            // Somebody else may have been first.
            let _ = fs::remove_file(entry.path());
            found.push(told);
        }
    }
    found
}

/// Whether nothing in a folder was changed for long.
fn is_long_still(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    is_old(folder) && entries.flatten().all(|entry| is_old(&entry.path()))
}

/// Says that a program works on the file; the system lets go of it when the program ends, however it ends.
#[cfg(target_os = "linux")]
fn hold(file: &fs::File) {
    // Where it cannot be said, the age decides.
    let _ = file.try_lock();
}

#[cfg(not(target_os = "linux"))]
const fn hold(_: &fs::File) {}

#[cfg(target_os = "linux")]
fn is_left(path: &Path) -> bool {
    if !is_older(path, YOUNG) {
        return false;
    }
    let Ok(file) = fs::File::open(path) else { return false };
    match file.try_lock() {
        // A lock of another computer is not always seen.
        Ok(()) => place_of(path) == Bestandsplek::Own || is_old(path),
        Err(fs::TryLockError::WouldBlock) => false,
        Err(fs::TryLockError::Error(_)) => is_old(path),
    }
}

#[cfg(not(target_os = "linux"))]
fn is_left(path: &Path) -> bool {
    is_old(path)
}

fn is_old(path: &Path) -> bool {
    is_older(path, OLD)
}

fn is_older(path: &Path, than: Duration) -> bool {
    let changed = fs::metadata(path).and_then(|m| m.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > than))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long_ago(path: &Path) {
        let at = std::time::SystemTime::now() - 2 * OLD;
        fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn what_was_left_behind_goes_and_what_is_worked_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        let busy = unfinished(&Builder::new(), folder.path()).unwrap();
        let (_, left) = unfinished(&Builder::new(), folder.path()).unwrap().keep().unwrap();
        let beside = super::super::with_end(&left, "-journal");
        let own = folder.path().join(".accountgesprek-notities.txt");
        for path in [&beside, &own] {
            fs::write(path, "x").unwrap();
        }
        // Made a moment ago: somebody may be about to hold it.
        sweep(folder.path());
        assert!(busy.path().exists() && left.exists());
        for path in [busy.path(), &left] {
            long_ago(path);
        }
        let is_held = cfg!(target_os = "linux");
        sweep(folder.path());
        assert_eq!(busy.path().exists(), is_held);
        assert!(own.exists() && !left.exists() && !beside.exists());
        sweep(&folder.path().join("bestaat niet"));
    }

    #[test]
    fn a_trace_is_found_when_its_program_is_gone_and_only_then() {
        let folder = tempfile::tempdir().unwrap();
        let found = || take_traces(folder.path(), |what| (what == b"werk").then_some(()));
        let busy = trace(folder.path(), b"werk").unwrap();
        assert!(found().is_empty(), "it is still worked on");
        drop(busy);
        assert!(found().is_empty(), "it ended");
        // As if it was killed: the file stays, nobody holds it.
        let killed = |what| {
            let Trace { _file: file } = trace(folder.path(), what).unwrap();
            drop(file.keep().unwrap());
        };
        killed(b"werk");
        killed(b"van een ander");
        assert_eq!(found().len(), 1);
        assert!(found().is_empty(), "it is told once");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "who it is for finds it later");
    }

    #[test]
    fn whether_a_disk_knows_locks_is_tried_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(can_lock(folder.path()) && can_lock(&folder.path().join("bestaat niet")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_to_work_in_goes_with_the_value_or_at_the_next_run() {
        let path = workroom().unwrap().path().to_owned();
        assert!(!path.exists());
        let busy = workroom().unwrap();
        let left = workroom().unwrap();
        let path = left.path().to_owned();
        // As if it was killed: the folder stays, nobody holds it.
        let Workroom { folder, _busy: held } = left;
        let _ = folder.keep();
        drop(held);
        long_ago(&path.join(BUSY));
        sweep_workrooms();
        assert!(busy.path().exists());
        assert!(!path.exists() || cfg!(not(target_os = "linux")));
    }
}
