//! The store as a value: the connection, the file that it is of, and what a run of the program remembers beside it. What it can do
//! is in the files around it, each with its own methods.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::botsing::{Keuze, Samenvoeging};
use super::engine::{BUSY, Conn, Mode, Nieuws, Tx, params};
use super::error::{AlleenLezen, Error, Result};
use super::meegenomen::Meegenomen;
use super::note::Note;
use crate::files;

/// How long it waits each time before a server that is gone is asked again whether something was stored.
const PAUSE: Duration = Duration::from_millis(200);

/// The store.
///
/// ```
/// use accountgesprek::storage::Store;
/// let store = Store::in_memory()?;
/// assert!(store.acts(1)?.is_empty());
/// # Ok::<(), accountgesprek::storage::Error>(())
/// ```
#[derive(Debug)]
pub struct Store {
    /// Goes before the connection does: as long as it is there, the lock is ours.
    pub(super) note: Option<Note>,
    pub(super) conn: Conn,
    pub(super) path: Option<PathBuf>,
    /// What told the file from every other when it was opened.
    seen: Option<(u64, u64)>,
    only_reads: Option<AlleenLezen>,
    /// Where it is from, of a copy of a shared database.
    pub(super) meegenomen: Option<Meegenomen>,
    /// The draft of what is saved next: it goes in the same transaction.
    pub(super) draft_of_next: Option<String>,
    /// Names this run of the program in the log: what can be undone without a question is of it.
    pub(super) zitting: String,
    /// Whether rows that were undone are kept for redo.
    pub(super) keeps_undone: bool,
    /// What is of this computer alone when the rest is on a server: drafts, and what was computed.
    pub(super) nabij: Option<Box<Self>>,
    /// The login that a server knows the user by.
    pub(super) login: Option<String>,
    /// Whether his role there keeps the key of the pseudonyms from him.
    pub(super) hides_key: bool,
    /// How clashes are settled in the next change, and what the last one was merged with.
    pub(super) keuzes: Vec<Keuze>,
    pub(super) samengevoegd: Vec<Samenvoeging>,
    /// Numbers of eight digits that are nobody's burgerservicenummer: those of the aanbieders.
    pub(super) nummers: Arc<[String]>,
}

impl Store {
    pub(super) fn of(conn: Conn, path: Option<PathBuf>, note: Option<Note>, only_reads: Option<AlleenLezen>) -> Self {
        // A copy of the moment does not depend on the file any more.
        let file = path.as_deref().filter(|_| only_reads.is_none());
        let seen = file.and_then(|path| fs::metadata(path).ok()).and_then(|found| files::identity(&found));
        Self {
            note,
            conn,
            path,
            seen,
            only_reads,
            meegenomen: None,
            draft_of_next: None,
            zitting: new_session(),
            keeps_undone: false,
            nabij: None,
            login: None,
            hides_key: false,
            keuzes: Vec::new(),
            samengevoegd: Vec::new(),
            nummers: Arc::default(),
        }
    }

    /// Says which numbers, of those that look like a burgerservicenummer, are known to be none.
    pub fn exempt(&mut self, nummers: Vec<String>) {
        self.nummers = nummers.into();
    }

    /// Begins another session: what was done so far is not what the user did.
    pub fn begin_session(&mut self) {
        self.zitting = new_session();
    }

    /// A name for acts that are to be undone together, never given before.
    pub fn new_group(&self) -> String {
        new_session()
    }

    /// The file; None for a store in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why the store can only be read; None when it can be changed.
    pub const fn only_reads(&self) -> Option<AlleenLezen> {
        self.only_reads
    }

    /// Whether something was written since it was opened.
    pub fn has_written(&self) -> bool {
        self.conn.has_written()
    }

    /// Whether no other program can open the file while this one has it.
    pub(super) const fn is_alone(&self) -> bool {
        self.note.is_some()
    }

    /// Begins a transaction that writes: the lock is taken at once, so that nothing read in it can be out of date.
    pub(super) fn begin(&mut self) -> Result<Tx<'_>> {
        if let Some(reden) = self.only_reads {
            return Err(Error::OnlyReads(reden));
        }
        self.is_there()?;
        // A draft that is on this computer goes when the server has what it said.
        let draft = if self.conn.is_shared() { None } else { self.draft_of_next.take() };
        let tx = self.conn.begin(Mode::Write)?;
        if let Some(key) = draft {
            drop_draft(&tx, &key)?;
        }
        Ok(tx)
    }

    /// What comes after committing an act: when the server's answer was lost, it is asked whether the act is there. A draft on
    /// this computer goes with what was saved.
    ///
    /// # Errors
    /// That of committing; [`Error::Lost`] when the act is not there, [`Error::Unsure`] when the server cannot be asked.
    pub(super) fn make_certain(&mut self, committed: Result<()>, act: Option<i64>) -> Result<()> {
        match committed {
            Err(Error::Unsure(why)) => {
                let Some(act) = act else { return Err(Error::Lost(why)) };
                let begun = Instant::now();
                let found = loop {
                    // The lock of writers waits for what the server may still be doing for the line that broke.
                    let found = self.conn.begin(Mode::Write).and_then(|tx| {
                        let sql = "SELECT 1 FROM handeling WHERE id = ?1 AND zitting = ?2";
                        tx.one(sql, &params![act, &self.zitting], |_| Ok(()))
                    });
                    match found {
                        // A line that broke is often there again in a moment; who saved waits for it as for another who saves.
                        Err(Error::Lost(_) | Error::Full) if begun.elapsed() < BUSY => thread::sleep(PAUSE),
                        found => break found,
                    }
                };
                match found {
                    Ok(Some(())) => {}
                    Ok(None) => return Err(Error::Lost(why)),
                    Err(_) => return Err(Error::Unsure(why)),
                }
            }
            other => other?,
        }
        if let (Some(nabij), Some(key)) = (&self.nabij, self.draft_of_next.take())
            && let Err(error) = drop_draft(&nabij.conn, &key)
        {
            tracing::warn!(%error, "het concept van wat is opgeslagen blijft staan");
        }
        Ok(())
    }

    /// The login that the server knows the user by; None for a file, which knows nobody.
    pub fn login(&self) -> Option<&str> {
        self.login.as_deref()
    }

    /// Whether the role of the user on a server keeps the key of the pseudonyms from him.
    pub const fn hides_key(&self) -> bool {
        self.hides_key
    }

    /// From now on all that is read is one look, until [`Store::end_look`]: a server far away is asked once whether anything
    /// changed, and what others store meanwhile is seen in the next one. What one stores oneself is seen at once.
    pub fn begin_look(&self) {
        self.conn.begin_look();
    }

    /// From now on every read is a look of its own.
    pub fn end_look(&self) {
        self.conn.end_look();
    }

    /// Whether it is on a server.
    pub const fn is_shared(&self) -> bool {
        self.conn.is_shared()
    }

    /// Keeps what is of this computer alone in this file, from now on, when the rest is on a server; what was kept there before is
    /// there again. A copy of what is on a server keeps drafts there too: they are offered where they can be saved.
    pub fn keep_near(&mut self, path: &Path) -> Result<()> {
        if self.is_shared() || self.meegenomen.is_some() {
            self.nabij = Some(Box::new(Self::open(path)?));
        }
        self.follow_removals()
    }

    /// Tells when others stored something, from a thread of its own; false for a file, of which nobody tells.
    pub fn listen(&self, tell: impl Fn(Nieuws) + Send + Sync + 'static) -> Result<bool> {
        self.conn.listen(tell)
    }

    /// How often something went to a server and back since it was opened; 0 for a file.
    pub fn trips(&self) -> u64 {
        self.conn.trips()
    }

    /// The store that holds what is of one person on one computer.
    pub(super) fn near(&self) -> &Self {
        self.nabij.as_deref().unwrap_or(self)
    }

    /// The store that holds what was computed: a copy does not mix its own with that of the database that it is from.
    pub(super) fn computed(&self) -> &Self {
        if self.is_shared() { self.near() } else { self }
    }

    pub(super) fn near_mut(&mut self) -> &mut Self {
        match self.nabij {
            Some(ref mut nabij) => nabij,
            None => self,
        }
    }

    /// Begins a transaction that only reads: what it sees is of one moment.
    pub(super) fn reading(&self) -> Result<Tx<'_>> {
        self.is_there()?;
        self.conn.begin(Mode::Read)
    }

    /// Whether the file at the path is still the one that was opened. What is written to a file that lost its name is lost.
    ///
    /// # Errors
    /// [`Error::Gone`] and [`Error::Replaced`].
    fn is_there(&self) -> Result<()> {
        let (Some(path), Some(seen)) = (&self.path, self.seen) else { return Ok(()) };
        match fs::metadata(path) {
            Ok(found) if files::identity(&found) == Some(seen) => Ok(()),
            Ok(_) => Err(Error::Replaced),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::Gone),
            // A disk that does not answer now may do so in a moment; SQLite says what it cannot do.
            Err(_) => Ok(()),
        }
    }
}

/// A name that no other run of the program has.
fn new_session() -> String {
    // The keys of the hasher come from the system's randomness.
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// Drops a draft within a transaction.
pub(super) fn drop_draft(conn: &Conn, sleutel: &str) -> Result<()> {
    conn.execute("DELETE FROM concept WHERE sleutel = ?1", &params![sleutel]).map(drop)
}
