//! The mirror of a server: its tables in a database of SQLite that goes with the program, which answers what is asked.
//!
//! A screen asks a hundred small questions, one after another; over a line of 50 ms nobody waits for that. So tables come over
//! whole, and before anything is read one question is asked: whether the server shows something else than it did. What it does
//! with every row by itself tells the rest: rows that were written since have a later `xmin`, and when the number of rows is then
//! not the same, some were removed, and the table comes anew. Nothing is added to the server for it, and who only reads needs no
//! right to write.
//!
//! Nothing of it stays on this computer: it is in memory, and what is too large for that in a file without a name.
//!
//! **Architecture Invariant:** the mirror is what the server showed at one moment. What changes in it changes at once or not at
//! all, and never while a transaction reads in it; one that writes reads on the server.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::postgres::{self, Server};
use super::sqlite::File;
use super::value::Value;
use super::vraag::Mode;
use crate::storage::error::{Error, Result, unreadable};

/// What names everything that the server shows now, and since when this server runs: one that was started anew may stand on a
/// copy of earlier, in which transactions are counted on from there.
const ZICHT: &str = "SELECT CAST(pg_current_snapshot() AS TEXT), CAST(pg_postmaster_start_time() AS TEXT)";

#[derive(Debug)]
struct Spiegeltabel {
    naam: String,
    kolommen: Vec<Spiegelkolom>,
    /// Tables of a group come together.
    groep: usize,
    /// Whether a column somewhere has that name too.
    is_kolom: bool,
}

#[derive(Debug)]
struct Spiegelkolom {
    naam: String,
    /// The group that it comes with, when that is not the one of its table: until then it is empty here.
    later: Option<usize>,
}

/// What the server shows, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Serverzicht {
    rijen: String,
    server: String,
}

#[derive(Debug)]
pub(super) struct Spiegel {
    file: File,
    tabellen: Vec<Spiegeltabel>,
    zicht: RefCell<Option<Serverzicht>>,
    /// The groups that are here.
    hier: RefCell<BTreeSet<usize>>,
    /// Whether the server was asked already for what is read now.
    fresh: Cell<bool>,
    /// Whether all that is read now is one look.
    looks: Cell<bool>,
    /// Whether that is the one that began with opening the database.
    is_first: Cell<bool>,
    /// Whether the server goes on to show what it showed at the first question of a look or a transaction: what is not here yet
    /// comes over as it was then.
    shows: Cell<bool>,
    /// Whether the transaction that goes on read anything.
    read: Cell<bool>,
    /// Whether something was written by way of this connection that is not here yet.
    wrote: Cell<bool>,
    /// When the server could not be asked; None: it answered since.
    lost: Cell<Option<Instant>>,
}

/// How long a server that could not be asked is left alone, unless it is heard again: to find out takes seconds each time.
const ALONE: Duration = Duration::from_secs(10);

/// What looks at the rows of a question that goes along.
type Along<'l> = &'l mut dyn FnMut(postgres::Row<'_>) -> Result<()>;

impl Spiegel {
    /// A mirror in a database with the tables of the server, in groups that are brought over when one of them is asked for. A
    /// column that is heavy and seldom asked for goes with another group than its table: `gesprek.bevroren`.
    pub(super) fn of(file: File, groepen: &[Vec<String>]) -> Result<Self> {
        file.mirrors()?;
        let mut tabellen = Vec::new();
        for (groep, namen) in groepen.iter().enumerate() {
            for naam in namen {
                if !naam.contains('.') {
                    let later = |kolom: &str| groepen.iter().position(|namen| namen.contains(&format!("{naam}.{kolom}")));
                    let kolommen = file.columns(naam)?.into_iter();
                    let kolommen = kolommen.map(|kolom| Spiegelkolom { later: later(&kolom), naam: kolom }).collect();
                    tabellen.push(Spiegeltabel { naam: naam.clone(), kolommen, groep, is_kolom: false });
                }
            }
        }
        let kolommen: BTreeSet<String> = tabellen.iter().flat_map(Spiegeltabel::columns).collect();
        for tabel in &mut tabellen {
            tabel.is_kolom = kolommen.contains(&tabel.naam);
        }
        Ok(Self {
            file,
            tabellen,
            zicht: RefCell::default(),
            hier: RefCell::default(),
            fresh: Cell::new(false),
            looks: Cell::new(false),
            is_first: Cell::new(false),
            shows: Cell::new(false),
            read: Cell::new(false),
            wrote: Cell::new(false),
            lost: Cell::new(None),
        })
    }

    /// From now on what is read is one look, until it ends: the server is asked once whether anything changed.
    pub(super) fn begin_look(&self, server: &Server) {
        if self.is_first.take() {
            return;
        }
        self.end_look(server);
        self.looks.set(true);
    }

    /// The first look: brings these groups over, and asks something more on the same way. The next look that begins is this one.
    pub(super) fn begin_first_look(&self, server: &Server, groepen: &[usize], vraag: &str, look: Along<'_>) -> Result<()> {
        self.looks.set(true);
        self.catch_up(server, &groepen.iter().copied().collect(), Some((vraag, look)))?;
        self.fresh.set(true);
        self.is_first.set(true);
        Ok(())
    }

    pub(super) fn end_look(&self, server: &Server) {
        self.is_first.set(false);
        self.looks.set(false);
        self.end(server);
    }

    /// A transaction ended, or something was read outside any.
    pub(super) fn end(&self, server: &Server) {
        self.read.set(false);
        if !self.looks.get() {
            self.let_go(server);
        }
    }

    /// What is read next is what the server shows then.
    pub(super) fn let_go(&self, server: &Server) {
        self.fresh.set(false);
        if self.shows.take() {
            server.rollback();
        }
    }

    /// Something was written by way of this connection that is not here yet.
    pub(super) fn wrote(&self, server: &Server) {
        self.wrote.set(true);
        self.let_go(server);
    }

    /// What answers these questions: the mirror, as the server is now; None when they are not about what it has.
    pub(super) fn answers(&self, server: &Server, vragen: &[&str], within: Option<Mode>) -> Result<Option<&File>> {
        if within == Some(Mode::Write) {
            return Ok(None);
        }
        let named: Vec<BTreeSet<usize>> = vragen.iter().filter(|sql| reads(sql)).map(|sql| self.named(sql)).collect();
        if named.len() < vragen.len() || named.iter().any(BTreeSet::is_empty) {
            if within.is_none() {
                self.let_go(server);
            }
            return Ok(None);
        }
        let groepen: BTreeSet<usize> = named.into_iter().flatten().collect();
        let lacks: BTreeSet<usize> = groepen.difference(&self.hier.borrow()).copied().collect();
        // On a screen one reads on from what is here while the line is broken: it says so, and that it is whole again.
        let goes_on = self.looks.get() && lacks.is_empty() && !self.wrote.get();
        if !(self.fresh.get() && lacks.is_empty() || goes_on && self.is_left_alone(server)) {
            let shown = self.shows.get();
            let done = match self.catch_up(server, &lacks, None) {
                // It was silent for long, and the line broke meanwhile: what was read outside a transaction may be of before.
                Err(Error::Lost(_)) if shown && !self.read.get() => {
                    self.let_go(server);
                    self.catch_up(server, &lacks, None)
                }
                done => done,
            };
            if let Err(error) = done {
                self.let_go(server);
                if !(goes_on && matches!(error, Error::Lost(_) | Error::Full)) {
                    return Err(error);
                }
                tracing::warn!(%error, "gelezen wordt wat er was");
                self.lost.set(Some(Instant::now()));
            }
        }
        self.fresh.set(true);
        match within {
            Some(_) => self.read.set(true),
            None => self.end(server),
        }
        Ok(Some(&self.file))
    }

    fn is_left_alone(&self, server: &Server) -> bool {
        server.is_deaf() && self.lost.get().is_some_and(|lost| lost.elapsed() < ALONE)
    }

    pub(super) fn columns(&self, naam: &str) -> Option<Vec<String>> {
        self.tabellen.iter().find(|tabel| tabel.naam == naam).map(|tabel| tabel.columns().collect())
    }

    /// The groups of the tables and columns that a question names. A name that a column has too is that of the table behind FROM
    /// or JOIN.
    fn named(&self, sql: &str) -> BTreeSet<usize> {
        let names_all = sql.contains("SELECT *") || sql.contains(".*");
        let mut before = "";
        let mut groepen = BTreeSet::new();
        for word in sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
            let is_place = before.eq_ignore_ascii_case("FROM") || before.eq_ignore_ascii_case("JOIN");
            let tabel = self.tabellen.iter().find(|tabel| tabel.naam == word).filter(|tabel| is_place || !tabel.is_kolom);
            groepen.extend(tabel.map(|tabel| tabel.groep));
            let later = self.tabellen.iter().flat_map(|tabel| tabel.kolommen.iter().map(move |kolom| (tabel, kolom)));
            // What is only called so, is not read.
            let is_word = |naam: &str| naam == word && !before.eq_ignore_ascii_case("AS");
            let is_named = |of: &Spiegeltabel, kolom: &Spiegelkolom| is_word(&kolom.naam) || names_all && of.naam == word;
            groepen.extend(later.filter(|(of, kolom)| is_named(of, kolom)).filter_map(|(_, kolom)| kolom.later));
            before = word;
        }
        groepen
    }

    /// Makes the mirror what the server shows now, with these groups in it too.
    fn catch_up(&self, server: &Server, lacks: &BTreeSet<usize>, along: Option<(&str, Along<'_>)>) -> Result<()> {
        if !self.shows.replace(true) {
            server.begin(Mode::Read);
        }
        self.file.begin(true)?;
        match self.bring(server, lacks, along) {
            Ok(zicht) => {
                self.file.commit()?;
                self.zicht.replace(Some(zicht));
                self.hier.borrow_mut().extend(lacks);
                self.wrote.set(false);
                self.lost.set(None);
                Ok(())
            }
            Err(error) => {
                self.file.rollback();
                Err(error)
            }
        }
    }

    fn bring(&self, server: &Server, lacks: &BTreeSet<usize>, along: Option<(&str, Along<'_>)>) -> Result<Serverzicht> {
        let with: BTreeSet<usize> = self.hier.borrow().union(lacks).copied().collect();
        let coming: Vec<&Spiegeltabel> = self.tabellen.iter().filter(|tabel| tabel.comes_with(lacks, &with)).collect();
        let mut now = None;
        let (vraag, mut look) = along.unzip();
        let first = std::iter::once(ZICHT.to_owned()).chain(coming.iter().map(|tabel| tabel.whole(&with)));
        let vragen: Vec<String> = first.chain(vraag.map(str::to_owned)).collect();
        server.gather(&vragen, &mut |which, row| match which.checked_sub(1) {
            Some(which) if which == coming.len() => look.as_mut().map_or(Ok(()), |look| look(row)),
            None => {
                let text = |i| postgres::text(row, i)?.map(str::to_owned).ok_or_else(|| unreadable("zicht", i));
                now = Some(Serverzicht { rijen: text(0)?, server: text(1)? });
                Ok(())
            }
            Some(which) => self.put(coming.get(which).copied(), row),
        })?;
        let now = now.ok_or_else(|| Error::Internal("een server die niets toont".to_owned()))?;
        let seen = self.zicht.borrow();
        let Some(before) = seen.as_ref().filter(|before| **before != now) else { return Ok(now) };
        if self.read.get() {
            // A group that was not here yet came too late for this transaction: what it read is of before.
            return Err(Error::Locked);
        }
        let mirrored: Vec<&Spiegeltabel> =
            self.tabellen.iter().filter(|tabel| self.hier.borrow().contains(&tabel.groep)).collect();
        let anew = if before.server == now.server { self.follow(server, before, &mirrored, &with)? } else { mirrored };
        if !anew.is_empty() {
            for tabel in &anew {
                self.file.batch(&format!("DELETE FROM {}", tabel.naam))?;
            }
            let vragen: Vec<String> = anew.iter().map(|tabel| tabel.whole(&with)).collect();
            server.gather(&vragen, &mut |which, row| self.put(anew.get(which).copied(), row))?;
        }
        Ok(now)
    }

    /// Takes over the rows that were written since, with the columns of these groups; returns the tables in which rows were removed.
    fn follow<'t>(
        &self,
        server: &Server,
        before: &Serverzicht,
        tabellen: &[&'t Spiegeltabel],
        with: &BTreeSet<usize>,
    ) -> Result<Vec<&'t Spiegeltabel>> {
        let first = before.oldest()?;
        let counts: Vec<String> = tabellen.iter().map(|tabel| format!("(SELECT count(*) FROM {})", tabel.naam)).collect();
        let mut vragen: Vec<String> = tabellen.iter().map(|tabel| tabel.since(first, with)).collect();
        vragen.push(format!("SELECT {}", counts.join(", ")));
        let mut counts = Vec::new();
        server.gather(&vragen, &mut |which, row| {
            if let Some(tabel) = tabellen.get(which) {
                return self.put(Some(tabel), row);
            }
            counts = (0..tabellen.len()).map(|i| postgres::number(row, i)).collect::<Result<_>>()?;
            Ok(())
        })?;
        let mut removed = Vec::new();
        for (tabel, count) in tabellen.iter().zip(counts) {
            let mut here = None;
            self.file.each(&format!("SELECT count(*) FROM {}", tabel.naam), &[], &mut |row| {
                here = super::sqlite::number(row, 0)?;
                Ok(std::ops::ControlFlow::Break(()))
            })?;
            if here != count {
                removed.push(*tabel);
            }
        }
        Ok(removed)
    }

    fn put(&self, tabel: Option<&Spiegeltabel>, row: postgres::Row<'_>) -> Result<()> {
        let Some(tabel) = tabel else { return Ok(()) };
        let values = (0..tabel.kolommen.len()).map(|i| postgres::value(row, i)).collect::<Result<Vec<Value<'_>>>>()?;
        self.file.put(&tabel.naam, &values)
    }
}

impl Spiegeltabel {
    fn columns(&self) -> impl Iterator<Item = String> {
        self.kolommen.iter().map(|kolom| kolom.naam.clone())
    }

    /// Whether it comes, or comes anew with a column that it lacked, when these groups come and those are then here.
    fn comes_with(&self, lacks: &BTreeSet<usize>, with: &BTreeSet<usize>) -> bool {
        let mut later = self.kolommen.iter().filter_map(|kolom| kolom.later);
        lacks.contains(&self.groep) || with.contains(&self.groep) && later.any(|groep| lacks.contains(&groep))
    }

    /// All its rows, with the columns of these groups.
    fn whole(&self, with: &BTreeSet<usize>) -> String {
        let is_here = |kolom: &Spiegelkolom| kolom.later.is_none_or(|groep| with.contains(&groep));
        let kolommen = self.kolommen.iter().map(|kolom| if is_here(kolom) { kolom.naam.as_str() } else { "NULL" });
        format!("SELECT {} FROM {}", kolommen.collect::<Vec<_>>().join(", "), self.naam)
    }

    /// The rows that this transaction or a later one wrote. Transactions are counted round, so ages are compared.
    fn since(&self, transactie: u64, with: &BTreeSet<usize>) -> String {
        format!("{} WHERE age(xmin) <= age(CAST('{transactie}' AS xid))", self.whole(with))
    }
}

impl Serverzicht {
    /// The oldest transaction of which nothing was seen yet, as rows name it: what an earlier one wrote was seen.
    fn oldest(&self) -> Result<u64> {
        let oldest = self.rijen.split(':').next().and_then(|text| text.parse::<u64>().ok());
        oldest.map(|transactie| transactie & 0xffff_ffff).ok_or_else(|| unreadable("zicht", &self.rijen))
    }
}

/// Whether a statement only asks.
fn reads(sql: &str) -> bool {
    let sql = sql.trim_start();
    sql.starts_with("SELECT") || sql.starts_with("WITH")
}
