//! What is not finished yet: made beside its place under a name of our own, so that a next run knows it and clears it away.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

const BEGIN: &str = ".accountgesprek-";
const END: &str = ".deel";

/// How old something must be that nobody can be asked about, before it counts as left behind.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes an empty file in a folder, readable by its owner only, that goes when the value does.
///
/// # Errors
/// The folder cannot be written.
pub fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    unfinished_by(&Builder::new(), folder)
}

/// As [`unfinished`], with what else the maker says of it.
pub(super) fn unfinished_by(maker: &Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
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
    let Ok(file) = fs::File::open(path) else { return false };
    match file.try_lock() {
        Ok(()) => true,
        Err(fs::TryLockError::WouldBlock) => false,
        Err(fs::TryLockError::Error(_)) => is_old(path),
    }
}

#[cfg(not(target_os = "linux"))]
fn is_left(path: &Path) -> bool {
    is_old(path)
}

fn is_old(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|m| m.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > OLD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_behind_goes_and_what_is_worked_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        let busy = unfinished(folder.path()).unwrap();
        let (_, left) = unfinished(folder.path()).unwrap().keep().unwrap();
        let beside = super::super::with_end(&left, "-journal");
        let own = folder.path().join(".accountgesprek-notities.txt");
        for path in [&beside, &own] {
            fs::write(path, "x").unwrap();
        }
        if cfg!(not(target_os = "linux")) {
            let long_ago = std::time::UNIX_EPOCH;
            fs::File::options().write(true).open(&left).unwrap().set_modified(long_ago).unwrap();
        }
        sweep(folder.path());
        assert!(busy.path().exists() && own.exists() && !left.exists() && !beside.exists());
        sweep(&folder.path().join("bestaat niet"));
    }
}
