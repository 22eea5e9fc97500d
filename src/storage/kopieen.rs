//! Copies that the program makes by itself, so that there is a good one when it is needed: one per day that the database was
//! used, of the last days, in a folder of the user.
//!
//! **Architecture Invariant:** a copy makes way only for a newer one that was checked as a whole.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::afschrift::{MOMENT, in_name};
use super::error::{Error, Result};
use super::{Gebrek, Store};
use crate::domain::{moment_in_nederland, nederlandse_dag};
use crate::files::{self, Outgoing, Target};

/// Of how many days a copy is kept.
const DAYS: usize = 7;

/// How old the newest copy is before the next one is made, in minutes: what was done since is what damage can cost.
const EVERY: i64 = 15;

/// How many times the size of the database must be free: a copy that nobody asked for does not fill a disk.
const ROOM: u64 = 4;

const ENDING: &str = "db";

/// A copy that the program made by itself, and found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kopie {
    pub pad: PathBuf,
    pub wanneer: DateTime<Utc>,
}

/// The copies of the database at `own` that are kept in `folder`, the newest first.
pub fn copies(folder: &Path, own: &Path) -> Vec<Kopie> {
    let Ok(entries) = fs::read_dir(shelf(folder, own)) else { return Vec::new() };
    let mut found: Vec<Kopie> = entries.flatten().filter_map(|entry| copy_at(entry.path())).collect();
    found.sort_unstable_by_key(|kopie| std::cmp::Reverse(kopie.wanneer));
    found
}

/// Whether it is time for the next copy.
pub fn is_due(newest: Option<&Kopie>, nu: DateTime<Utc>) -> bool {
    // One from the future is of a clock that was wrong.
    newest.is_none_or(|kopie| !(TimeDelta::zero()..TimeDelta::minutes(EVERY)).contains(&(nu - kopie.wanneer)))
}

impl Store {
    /// Makes a copy in `folder` and checks it; then earlier ones of that day go, and those of long ago. Returns what is wrong
    /// with it: then it was not kept, and the earlier ones stay.
    ///
    /// # Errors
    /// As [`Store::backup`]; [`Error::DiskFull`] also when the copy would leave little room.
    pub fn keep_copy(&self, folder: &Path, nu: DateTime<Utc>) -> Result<Vec<Gebrek>> {
        let Some(own) = &self.path else { return Ok(Vec::new()) };
        let shelf = shelf(folder, own);
        files::private_folder(&shelf).map_err(|e| Error::io(&shelf, e))?;
        let size = fs::metadata(own).map_or(0, |found| found.len());
        let to = shelf.join(name_of(nu));
        if files::room_at(&shelf).is_some_and(|room| room < size.saturating_mul(ROOM)) {
            return Err(Error::DiskFull.at(&to));
        }
        let mut out = Outgoing::open(&[Target::copy(&to)], true, &[])?;
        let wrong = self.copy_checked(&mut out, &to, None)?;
        if wrong.is_empty() {
            out.finish()?;
            prune(&copies(folder, own));
        }
        Ok(wrong)
    }

    /// Makes a copy and lets go of all earlier ones: they hold what was removed for good. Returns what is wrong with the new one:
    /// then the earlier ones stay.
    ///
    /// # Errors
    /// As [`Store::keep_copy`].
    pub fn renew_copies(&self, folder: &Path, nu: DateTime<Utc>) -> Result<Vec<Gebrek>> {
        let Some(own) = &self.path else { return Ok(Vec::new()) };
        let earlier = copies(folder, own);
        let wrong = self.keep_copy(folder, nu)?;
        let made = shelf(folder, own).join(name_of(nu));
        if wrong.is_empty() {
            for kopie in earlier.iter().filter(|kopie| kopie.pad != made) {
                remove(kopie)?;
            }
        }
        Ok(wrong)
    }
}

/// Keeps the newest of each of the last days.
fn prune(newest_first: &[Kopie]) {
    let mut days = Vec::new();
    for kopie in newest_first {
        let day = nederlandse_dag(kopie.wanneer);
        if days.last() != Some(&day) && days.len() < DAYS {
            days.push(day);
        } else if let Err(error) = remove(kopie) {
            tracing::warn!(%error, "een oude kopie blijft staan");
        }
    }
}

fn remove(kopie: &Kopie) -> Result<()> {
    match fs::remove_file(&kopie.pad) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io(&kopie.pad, e)),
        _ => Ok(()),
    }
}

/// The folder for the copies of one database: its name, and what tells its place from every other.
fn shelf(folder: &Path, own: &Path) -> PathBuf {
    let whole = files::whole(own);
    let mut name = own.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    name.push('-');
    for byte in Sha256::digest(whole.as_os_str().as_encoded_bytes()).iter().take(4) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    folder.join(name)
}

/// The folders for the copies of other databases, or of this one when it lay elsewhere.
pub(super) fn other_shelves(folder: &Path, own: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let own = shelf(folder, own);
    entries.map(|entry| entry.path()).filter(|shelf| *shelf != own && shelf.is_dir()).collect()
}

fn name_of(nu: DateTime<Utc>) -> String {
    format!("{}.{ENDING}", in_name(nu))
}

fn copy_at(pad: PathBuf) -> Option<Kopie> {
    let ours = pad.extension().is_some_and(|ending| ending == ENDING);
    let wanneer = moment_in_nederland(NaiveDateTime::parse_from_str(pad.file_stem()?.to_str()?, MOMENT).ok()?);
    ours.then_some(Kopie { pad, wanneer })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn stamps(folder: &Path, own: &Path) -> Vec<String> {
        copies(folder, own).iter().map(|kopie| kopie.wanneer.format("%d %H:%M").to_string()).collect()
    }

    #[test]
    fn of_each_of_the_last_days_the_newest_copy_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (folder.path().join("a.db"), folder.path().join("map.x/a.db"));
        let kept = folder.path().join("kopieen");
        let store = Store::open(&own).unwrap();
        for day in 1..=9 {
            for hour in [8, 17] {
                assert!(store.keep_copy(&kept, moment(&format!("2024-07-0{day}T{hour:02}:00:00Z"))).unwrap().is_empty());
            }
        }
        let days: Vec<String> = (3..=9).rev().map(|day| format!("0{day} 17:00")).collect();
        assert_eq!(stamps(&kept, &own), days);
        // Another database of that name has its own.
        Store::open(&other).unwrap().keep_copy(&kept, moment("2024-07-01T08:00:00Z")).unwrap();
        assert_eq!(stamps(&kept, &other), ["01 08:00"]);
        assert_eq!(stamps(&kept, &own), days);
        #[cfg(unix)]
        for kopie in copies(&kept, &own) {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&kopie.pad).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(fs::metadata(kopie.pad.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
        }
        // What was removed for good is in none of them.
        store.renew_copies(&kept, moment("2024-07-09T18:00:00Z")).unwrap();
        assert_eq!(stamps(&kept, &own), ["09 18:00"]);
    }

    #[test]
    fn the_next_copy_is_due_after_a_while_and_when_the_clock_went_back() {
        let nu = moment("2024-07-01T12:00:00Z");
        let of = |text: &str| Kopie { pad: PathBuf::new(), wanneer: moment(text) };
        assert!(is_due(None, nu));
        for (newest, due) in [
            ("2024-07-01T11:50:00Z", false),
            ("2024-07-01T12:00:00Z", false),
            ("2024-07-01T11:45:00Z", true),
            ("2024-06-01T12:00:00Z", true),
            ("2024-07-02T12:00:00Z", true),
        ] {
            assert_eq!(is_due(Some(&of(newest)), nu), due, "{newest}");
        }
    }
}
