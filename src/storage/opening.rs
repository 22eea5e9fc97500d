//! Opening a file as a store: whose it is, whether it may be written, and how it is shared with other programs.
//!
//! On a disk of this computer SQLite's write-ahead log lets several programs work at once. Its shared memory does not reach
//! another computer, so on a share the file has a rollback journal and is held by one program at a time, from its opening to
//! its end. What cannot be written is opened to be read: then the store is a copy of the moment, and refuses every act.
//!
//! **Architecture Invariant:** opening changes the rights of no file, and nothing in a file that is not ours.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::afschrift::before_migration;
use super::deflate::{deflate, inflate};
use super::engine::{BUSY, Conn, DIENST, File};
use super::error::{AlleenLezen, Error, Result};
use super::note::{self, Note};
use super::schema::{self, Header};
use super::{Store, meegenomen, snapshot};
use crate::files::{self, Bestandsplek, Outgoing, Refused, Target, place_of, with_end};

/// How long to wait for the one who holds a file on a share: a command ends soon, a screen does not.
const BRIEFLY: Duration = Duration::from_secs(2);

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// Who opens it, and when: for the note beside a file that is held for one program.
    pub wie: &'a str,
    pub wanneer: DateTime<Utc>,
    /// Only to be read.
    pub lezen: bool,
    /// How long to wait for another program, then and at every later call.
    pub wait: Duration,
    /// The password for a server that was asked of the user.
    pub wachtwoord: Option<&'a str>,
    /// What of a server comes over with opening it.
    pub mee: Meekomst,
}

/// What of a server comes over with opening it, in the question that asks as whom one is received: far away each question counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Meekomst {
    /// Nothing: what is read is asked for when it is read.
    #[default]
    Niets,
    /// What everything needs but rows; what is read next is of the same look, until that ends.
    ZonderRijen,
    /// Rows too, for who shows figures at once.
    MetRijen,
}

impl Default for Opening<'_> {
    fn default() -> Self {
        Self { wie: "", wanneer: DateTime::UNIX_EPOCH, lezen: false, wait: BUSY, wachtwoord: None, mee: Meekomst::Niets }
    }
}

impl Store {
    /// Returns an empty store that lives as long as the value.
    pub fn in_memory() -> Result<Self> {
        Self::up_to_date(File::in_memory()?)
    }

    /// Returns a store in memory with what [`Store::into_image`] gave, brought up to date; it lives as long as the value.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn of_image(image: &[u8]) -> Result<Self> {
        let bytes = inflate(image, "voorbeeld")?;
        Self::up_to_date(File::of_image(&bytes)?)
    }

    /// The store in a database of memory, with all tables of this version.
    pub(super) fn up_to_date(file: File) -> Result<Self> {
        let conn = Conn::of(file);
        conn.file()?.configure()?;
        schema::migrate(&conn, |_| Ok(()))?;
        Ok(Self::of(conn, None, None, None))
    }

    /// Returns what the store holds as bytes to keep: those of a file, packed.
    pub fn into_image(mut self) -> Result<Vec<u8>> {
        deflate(&self.conn.file_mut()?.image()?)
    }

    /// Opens the store at `path`; makes the file, readable by its owner only, and its folder when they are not there. A file
    /// that cannot be written is opened to be read; [`Store::only_reads`] says so.
    ///
    /// A file of an earlier version is brought up to date, after a copy was put beside it.
    ///
    /// # Errors
    /// [`Error::NotADatabase`], [`Error::Foreign`], [`Error::TooNew`] and [`Error::Empty`] leave the file untouched;
    /// [`Error::Held`] when another program has it for itself; further [`Error::Locked`], [`Error::Corrupt`] and [`Error::Io`].
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_as(path, &Opening::default())
    }

    /// The same, waiting at most so long for another program, then and at every later call.
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self> {
        Self::open_as(path, &Opening { wait, ..Opening::default() })
    }

    /// The same, with what else there is to say of it.
    pub fn open_as(path: &Path, how: &Opening<'_>) -> Result<Self> {
        if let Some(url) = server_of(path) {
            return Self::open_server(url, how).map_err(|error| match error {
                Error::Lost(_) | Error::Full => Error::NotReached(Box::new(error)),
                error => error,
            });
        }
        // What begins with "file:" is a path too, also to SQLite.
        let path = std::path::absolute(path).map_err(|e| Error::io(path, e))?;
        let prepared = prepare(&path, how)?;
        let reden = match prepared {
            _ if schema::is_taken_along(&path) => AlleenLezen::Kopie,
            None => {
                // What was left of a copy when the program was killed: it holds all that the database does.
                files::sweep(files::folder_of(&path));
                match held(&path, how) {
                    Err(Error::ReadOnly) => AlleenLezen::Rechten,
                    Err(Error::DiskFull) => AlleenLezen::SchijfVol,
                    other => return other,
                }
            }
            Some(reden) => reden,
        };
        to_read(&path, how, reden)
    }

    /// Opens the file for the one act of putting another database in its place, whatever version it has.
    pub(super) fn open_to_replace(path: &Path) -> Result<Self> {
        let path = std::path::absolute(path).map_err(|e| Error::io(path, e))?;
        let conn = Conn::of(File::open(&path, BUSY)?);
        Ok(Self::of(conn, Some(path), None, None))
    }
}

/// The address of a server, when what is to be opened is one and no file.
pub fn server_of(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| ["postgres://", "postgresql://", DIENST].iter().any(|begin| text.starts_with(begin)))
}

/// What is opened, as users read it: of a server neither who goes there nor how he gets in.
pub fn shown_place(path: &Path) -> PathBuf {
    let Some(url) = server_of(path) else { return path.to_owned() };
    let shown = |query: &str, begin: &str| {
        query.split('&').find(|part| part.starts_with(begin)).map(str::to_owned).filter(|part| part.len() > begin.len())
    };
    let Some((scheme, rest)) = url.split_once("://") else {
        let parts = [shown(url, DIENST), shown(url, "schema=")];
        return PathBuf::from(parts.into_iter().flatten().collect::<Vec<_>>().join("&"));
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let parts: Vec<String> = [shown(query, DIENST), shown(query, "schema=")].into_iter().flatten().collect();
    let parts = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    PathBuf::from(format!("{scheme}://{place}{parts}"))
}

/// Looks whether the file is there and may be written, and makes it when it is not there. Returns why it can only be read.
fn prepare(path: &Path, how: &Opening<'_>) -> Result<Option<AlleenLezen>> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(e) if e.kind() == ErrorKind::NotFound && !how.lezen => return create(path).map(|()| None),
        Err(e) => return Err(Error::io(path, e)),
    };
    if !found.is_file() {
        let kind = if found.is_dir() { ErrorKind::IsADirectory } else { ErrorKind::InvalidInput };
        return Err(Error::io(path, kind.into()));
    }
    if found.len() == 0 {
        return Err(Error::Empty);
    }
    if how.lezen {
        return Ok(Some(AlleenLezen::Gevraagd));
    }
    // Nobody may write it: it was put away as it is. That holds for who could write it all the same, too.
    if found.permissions().readonly() {
        return Ok(Some(AlleenLezen::Rechten));
    }
    Ok(match files::may_write(path) {
        Ok(()) => None,
        Err(e) if e.kind() == ErrorKind::ReadOnlyFilesystem => Some(AlleenLezen::Schijf),
        Err(_) => Some(AlleenLezen::Rechten),
    })
}

/// Makes an empty store, whole, before it has its name: no program ever sees a part of it.
fn create(path: &Path) -> Result<()> {
    let folder = files::folder_of(path);
    if !folder.exists() {
        files::private_folder(folder).map_err(|e| Error::io(folder, e))?;
    }
    let mut out = Outgoing::open(&[Target::copy(path)], false, &[])?;
    let beside = out.room()?;
    let conn = Conn::of(File::new_at(&beside)?);
    schema::migrate(&conn, |_| Ok(()))?;
    conn.into_file()?.close()?;
    match out.finish() {
        // Another program made it at the same moment.
        Ok(()) | Err(Refused::Exists(_)) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// Opens a file that may be written.
fn held(path: &Path, how: &Opening<'_>) -> Result<Store> {
    let opened = by_place(path, how);
    // SQLite says the same of a disk that knows no locks as of a lock that another has.
    if matches!(opened, Err(Error::Locked | Error::Held { note: None, .. })) && !files::can_lock(files::folder_of(path)) {
        return Err(Error::NoLocks("none of a file beside it either".to_owned()));
    }
    opened
}

/// Opens it as its place allows.
fn by_place(path: &Path, how: &Opening<'_>) -> Result<Store> {
    let place = place_of(path);
    if place == Bestandsplek::Own {
        match shared(path, how) {
            // A disk that is not what it seems: what cannot be shared is held.
            Err(Error::NoSharing(_)) if files::room_at(path).is_some_and(|room| room < LITTLE) => return Err(Error::DiskFull),
            Err(Error::NoSharing(_)) => {}
            other => return other,
        }
    }
    alone(path, how, place)
}

/// Less room than the shared memory of SQLite needs, in bytes.
const LITTLE: u64 = 64 * 1024;

/// For several programs at once.
fn shared(path: &Path, how: &Opening<'_>) -> Result<Store> {
    let conn = Conn::of(File::open(path, how.wait)?);
    let header = look(&conn, path)?;
    conn.file()?.share(how.wait)?;
    ready(conn, path, header, None)
}

/// For this program only, until it ends.
fn alone(path: &Path, how: &Opening<'_>, place: Bestandsplek) -> Result<Store> {
    // Where a program copies the file to other computers no lock reaches them; the note does.
    let elsewhere = Note::read(path).filter(|houder| place == Bestandsplek::Synced && houder.computer != note::computer());
    if let Some(houder) = elsewhere {
        return Err(Error::Held { houder: Some(Box::new(houder)), note: Some(Note::place(path)) });
    }
    let conn = Conn::of(File::open(path, how.wait.min(BRIEFLY))?);
    let taken = || -> Result<Header> {
        conn.file()?.keep_locks()?;
        let header = look(&conn, path)?;
        conn.file()?.hold()?;
        Ok(header)
    };
    let header = taken().map_err(|error| match error {
        Error::Locked => Error::Held { houder: Note::read(path).map(Box::new), note: None },
        other => other,
    })?;
    let note = Note::leave(path, how.wie, how.wanneer);
    ready(conn, path, header, note)
}

/// Looks whose database it is. One that is not ours is left as it is, what lies beside it included.
fn look(conn: &Conn, path: &Path) -> Result<Header> {
    schema::inspect(conn).map_err(|error| {
        if let Some(file) = conn.as_file()
            && fs::metadata(with_end(path, "-wal")).is_ok_and(|log| log.len() > 0)
        {
            file.leave_log();
        }
        match error {
            Error::NotADatabase | Error::Foreign if schema::has_our_tables(path) => {
                Error::Corrupt("het begin van het bestand".to_owned())
            }
            other => other,
        }
    })
}

/// What comes after the file is held: settings, and tables of today.
fn ready(conn: Conn, path: &Path, header: Header, note: Option<Note>) -> Result<Store> {
    conn.file()?.configure()?;
    match header {
        Header::Ours(version) if version == schema::known() => {}
        Header::Ours(_) | Header::Empty => schema::migrate(&conn, |from| before_migration(conn.file()?, path, from))?,
    }
    Ok(Store::of(conn, Some(path.to_owned()), note, None))
}

/// Opens what stands there now, to be read.
fn to_read(path: &Path, how: &Opening<'_>, reden: AlleenLezen) -> Result<Store> {
    let conn = Conn::of(snapshot::take(path, how.wait)?);
    look(&conn, path)?;
    conn.file()?.configure()?;
    // Of an earlier version: the copy is brought up to date.
    schema::migrate(&conn, |_| Ok(()))?;
    let meegenomen = (reden == AlleenLezen::Kopie).then(|| meegenomen::read(&conn)).transpose()?;
    let mut store = Store::of(conn, Some(path.to_owned()), None, Some(reden));
    store.meegenomen = meegenomen;
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Act, Houder};

    fn how() -> Opening<'static> {
        Opening { wie: "Anna", wait: Duration::from_millis(50), ..Opening::default() }
    }

    fn draft(store: &mut Store, text: &str) {
        store.save_draft(text, text, DateTime::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn of_a_server_nobody_reads_who_goes_there() {
        let shown = |text: &str| shown_place(Path::new(text)).display().to_string();
        assert_eq!(
            shown("postgres://jan:ge@heim@db.nl:5432/team?sslrootcert=/a&schema=x"),
            "postgres://db.nl:5432/team?schema=x"
        );
        assert_eq!(shown("postgres://db.nl/team"), "postgres://db.nl/team");
        assert_eq!(shown("service=team&password=geheim&schema=x"), "service=team&schema=x");
        assert_eq!(shown("postgres:///?service=team&password=geheim"), "postgres:///?service=team");
        assert_eq!(shown("map/postgres.db"), "map/postgres.db");
    }

    #[test]
    fn on_a_share_one_program_has_the_file_and_the_next_is_told_who() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        // It was used on a disk before, with a log beside it.
        draft(&mut Store::open(&path).unwrap(), "een");
        let mut first = alone(&path, &how(), Bestandsplek::Share).unwrap();
        draft(&mut first, "twee");
        assert!(!with_end(&path, "-wal").exists() && !with_end(&path, "-shm").exists(), "what is beside it cannot be shared");
        let houder = Houder { wie: "Anna".to_owned(), computer: note::computer(), sinds: Some(DateTime::UNIX_EPOCH) };
        for place in [Bestandsplek::Share, Bestandsplek::Synced] {
            let second = alone(&path, &how(), place).map(drop);
            assert!(matches!(&second, Err(Error::Held { houder: Some(found), .. }) if **found == houder), "{second:?}");
        }
        // Somebody who takes it for a file on a disk is kept out all the same.
        assert!(matches!(shared(&path, &how()), Err(Error::Locked)));
        // What is saved can be read meanwhile.
        let reads = to_read(&path, &how(), AlleenLezen::Gevraagd).unwrap();
        assert_eq!(reads.drafts().unwrap().len(), 2);
        draft(&mut first, "drie");
        assert_eq!(to_read(&path, &how(), AlleenLezen::Gevraagd).unwrap().drafts().unwrap().len(), 3);
        drop(first);
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["a.db"]);
        // Another time, on a disk again.
        assert_eq!(Store::open(&path).unwrap().drafts().unwrap().len(), 3);
    }

    #[test]
    fn a_note_of_a_program_that_was_killed_keeps_nobody_out_where_locks_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Store::open(&path).unwrap());
        files::replace(&Note::place(&path), b"wie: Bas\ncomputer: ergens anders\nsinds: 2024-01-01T10:00:00Z\n").unwrap();
        // Where a program copies the file no lock is seen: the note is believed.
        let synced = alone(&path, &how(), Bestandsplek::Synced).map(drop);
        let Err(Error::Held { houder: Some(houder), note: Some(_) }) = synced else { panic!("{synced:?}") };
        assert_eq!(houder.wie, "Bas");
        let store = alone(&path, &how(), Bestandsplek::Share).unwrap();
        assert_eq!(Note::read(&path).unwrap().wie, "Anna");
        drop(store);
        assert!(!Note::place(&path).exists());
    }

    #[test]
    fn a_store_that_is_held_is_backed_up_and_restored_as_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Store::open(&path).unwrap());
        let mut store = alone(&path, &how(), Bestandsplek::Share).unwrap();
        let copy = folder.path().join("kopie.db");
        assert!(store.backup(&copy, false).unwrap().is_empty());
        let key = store.new_pseudonym_key().unwrap();
        store.perform(&Act::new("t", DateTime::UNIX_EPOCH, "t"), |h| h.keep_pseudonym_key(&key)).unwrap();
        let kept = store.restore(&copy, DateTime::UNIX_EPOCH).unwrap().unwrap();
        assert_eq!(store.pseudonym_key().unwrap(), None);
        assert_eq!(Store::open(&kept).unwrap().pseudonym_key().unwrap(), Some(key));
        assert!(matches!(alone(&path, &how(), Bestandsplek::Share), Err(Error::Held { .. })));
    }
}
