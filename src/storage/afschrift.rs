//! Copies of a database beside it, written whole or not at all, and the names of those that the store keeps by itself.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::engine::{BUSY, File};
use super::error::Result;
use crate::domain::nederlandse_klok;
use crate::files::{self, Outgoing, Target};

/// How the names begin of copies that the store keeps by itself.
const KEPT: &str = "voor-";

/// How they begin when they hold what was saved from a file that lost its name.
pub(super) const RESCUED: &str = "gered-";

/// A moment as a file name can hold it.
pub(super) const MOMENT: &str = "%Y-%m-%d-%H%M%S";

/// Keeps a copy of the file as it was before it is brought from schema version `from` to a newer one.
pub(super) fn before_migration(file: &File, path: &Path, from: i64) -> Result<()> {
    copy_to(file, &free_name(path, &format!("{KEPT}migratie-{from}")))
}

/// Writes a copy of `file` to `to`, where nothing stands, whatever is wrong with it.
pub(super) fn copy_to(file: &File, to: &Path) -> Result<()> {
    let mut out = Outgoing::open(&[Target::copy(to)], false, &[])?;
    let beside = out.room()?;
    copy_into(file, &beside).and_then(File::close).map_err(|e| e.at(to))?;
    Ok(out.finish()?)
}

/// Copies a database into an empty file, which holds all of it: nothing stays in a log beside it.
pub(super) fn copy_into(file: &File, to: &Path) -> Result<File> {
    let mut copied = File::open(to, BUSY)?;
    copied.become_copy_of(file)?;
    copied.without_log()?;
    Ok(copied)
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
pub(super) fn free_name(path: &Path, what: &str) -> PathBuf {
    let mut name = beside(path, what);
    let mut n = 2_u32;
    while name.exists() {
        name = beside(path, &format!("{what}-{n}"));
        n = n.saturating_add(1);
    }
    name
}

pub(super) fn stamped(what: &str, wanneer: DateTime<Utc>) -> String {
    format!("{KEPT}{what}-{}", in_name(wanneer))
}

/// The moment, on the clock of the user, as a file name can hold it.
pub(super) fn in_name(wanneer: DateTime<Utc>) -> String {
    nederlandse_klok(wanneer).format(MOMENT).to_string()
}
