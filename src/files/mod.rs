//! Files as the operating system has them: the one way out for what leaves the program, and what it leaves behind.
//!
//! Owns: writing a file whole or not at all, what may never be written over, who may read what was written, and clearing
//! away what an interrupted write left. Deliberately absent: what is in a file, and Dutch sentences.
//!
//! **Architecture Invariant:** nothing outside this folder makes, replaces or renames a file; the database is SQLite's own.

mod left;
mod outgoing;
mod place;

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

pub use left::{Trace, can_lock, sweep, sweep_workrooms, take_traces, trace, workroom};
pub use outgoing::{Kind, NOTE, Never, Outgoing, Refused, Target, replace, with_end};
pub use place::{Bestandsplek, place_of, room_at};

/// Whether the user may write a file that is there.
///
/// # Errors
/// Why not.
#[cfg(unix)]
pub fn may_write(path: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(path, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(unix))]
pub const fn may_write(_: &Path) -> io::Result<()> {
    Ok(())
}

/// An error of the system as the log may have it: its kind and number, without the path that it may name.
pub fn cause(error: &io::Error) -> String {
    let number = error.raw_os_error().map(|n| format!(" ({n})")).unwrap_or_default();
    format!("{:?}{number}", error.kind())
}

/// Makes a folder, and those above it, for its owner only.
///
/// # Errors
/// It cannot be made.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The folder that a path lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether others than its owner can read a file, as far as the system tells; None when it is not there.
pub fn is_open_to_others(path: &Path) -> Option<bool> {
    fs::metadata(path).ok().map(|found| is_open(&found))
}

#[cfg(unix)]
fn is_open(found: &Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o077 != 0
}

#[cfg(not(unix))]
const fn is_open(_: &Metadata) -> bool {
    false
}

/// The user's own folder.
pub fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

/// `~/…` as the user's own folder.
pub fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), home()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

/// Whether two paths are one file, also by another name of it (a hard link, a symbolic link, another spelling).
pub fn is_same(a: &Path, b: &Path) -> bool {
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(x), Ok(y)) => identity(&x).zip(identity(&y)).map_or_else(|| whole(a) == whole(b), |(x, y)| x == y),
        _ => whole(a) == whole(b),
    }
}

/// What tells a file from every other as long as both exist; None where the platform does not say.
#[cfg(unix)]
pub fn identity(found: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
pub const fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// The path with its folder spelled in the one way, so that two spellings of one place are equal; the file itself need not be
/// there.
pub fn whole(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    let folder = folder_of(path).canonicalize();
    let joined = folder.ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
    joined.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_owned())
}
