//! The seam under SQL: the store speaks to [`Conn`], [`Tx`], [`Row`] and [`Value`], and knows no engine.
//!
//! There is one set of SQL, in the dialect that SQLite and PostgreSQL both know, with `?1`; `tests/it/tidy/sql.rs` holds it to
//! that. What cannot be said in it is a method here ([`Conn::fill`], [`Conn::several`], [`Conn::columns`]), and what only a
//! file has is a method of [`File`]. An engine is a variant of [`Db`] and of [`Row`]: a file of SQLite, and with the feature
//! `gedeeld` a server of PostgreSQL. What only asks is answered by a mirror of the server (`spiegel`), for a line may be long.
//!
//! **Architecture Invariant:** no row is looked at while another question is asked, and an act in which anything failed is not
//! committed, whatever the caller makes of the error. SQLite would allow both and a server neither; refused here, a test finds it.

#[cfg(feature = "gedeeld")]
mod postgres;
#[cfg(feature = "gedeeld")]
mod spiegel;
mod sqlite;
mod value;
mod vraag;

use std::cell::Cell;
use std::ops::{ControlFlow, Deref};

use super::error::{Error, Result, unreadable};
#[cfg(feature = "gedeeld")]
pub(super) use postgres::{Server, Serveradres, translated};
#[cfg(feature = "gedeeld")]
use spiegel::Spiegel;
pub(super) use sqlite::{BUSY, File, Marks};
pub(super) use value::{Value, params};
pub use vraag::Nieuws;
pub(super) use vraag::{DIENST, Mode, Query};

/// A row on its way out; columns go by place.
pub(super) enum Row<'r> {
    Sqlite(sqlite::Row<'r>),
    #[cfg(feature = "gedeeld")]
    Postgres(postgres::Row<'r>),
}

impl Row<'_> {
    pub(super) fn text(&self, i: usize) -> Result<Option<&str>> {
        match self {
            Self::Sqlite(row) => sqlite::text(row, i),
            #[cfg(feature = "gedeeld")]
            Self::Postgres(row) => postgres::text(row, i),
        }
    }

    /// A whole number; a condition is 1 or 0.
    pub(super) fn number(&self, i: usize) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(row) => sqlite::number(row, i),
            #[cfg(feature = "gedeeld")]
            Self::Postgres(row) => postgres::number(row, i),
        }
    }

    pub(super) fn bytes(&self, i: usize) -> Result<Option<&[u8]>> {
        match self {
            Self::Sqlite(row) => sqlite::bytes(row, i),
            #[cfg(feature = "gedeeld")]
            Self::Postgres(row) => postgres::bytes(row, i),
        }
    }

    /// The value as it is.
    pub(super) fn value(&self, i: usize) -> Result<Value<'_>> {
        match self {
            Self::Sqlite(row) => sqlite::value(row, i),
            #[cfg(feature = "gedeeld")]
            Self::Postgres(row) => postgres::value(row, i),
        }
    }

    pub(super) fn string(&self, i: usize) -> Result<Option<String>> {
        Ok(self.text(i)?.map(str::to_owned))
    }

    pub(super) fn small<T: TryFrom<i64>>(&self, i: usize) -> Result<Option<T>> {
        self.number(i)?.map(|n| T::try_from(n).map_err(|_| unreadable("getal", n))).transpose()
    }

    pub(super) fn need_text(&self, i: usize) -> Result<&str> {
        self.text(i)?.ok_or_else(|| unreadable("lege kolom", i))
    }

    pub(super) fn need_string(&self, i: usize) -> Result<String> {
        self.need_text(i).map(str::to_owned)
    }

    pub(super) fn need<T: TryFrom<i64>>(&self, i: usize) -> Result<T> {
        self.small(i)?.ok_or_else(|| unreadable("lege kolom", i))
    }

    pub(super) fn need_bytes(&self, i: usize) -> Result<&[u8]> {
        self.bytes(i)?.ok_or_else(|| unreadable("lege kolom", i))
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, i: usize) -> Result<bool> {
        Ok(self.need::<i64>(i)? != 0)
    }
}

#[derive(Debug)]
enum Db {
    Sqlite(File),
    #[cfg(feature = "gedeeld")]
    Postgres(Box<Server>),
}

/// A connection.
#[derive(Debug)]
pub(super) struct Conn {
    db: Db,
    /// What the transaction that is going on is for.
    within: Cell<Option<Mode>>,
    /// Whether anything failed in it.
    failed: Cell<bool>,
    /// Whether rows are being looked at.
    looking: Cell<bool>,
    /// What answers questions in the place of a server that is far away.
    #[cfg(feature = "gedeeld")]
    spiegel: Option<Box<Spiegel>>,
}

impl Conn {
    pub(super) const fn of(file: File) -> Self {
        Self::with(Db::Sqlite(file))
    }

    /// A connection with a server.
    #[cfg(feature = "gedeeld")]
    pub(super) fn of_server(server: Server) -> Self {
        Self::with(Db::Postgres(Box::new(server)))
    }

    const fn with(db: Db) -> Self {
        Self {
            db,
            within: Cell::new(None),
            failed: Cell::new(false),
            looking: Cell::new(false),
            #[cfg(feature = "gedeeld")]
            spiegel: None,
        }
    }

    /// From now on what is asked of the server is answered by a mirror of it in this database, which has its tables and nothing in
    /// them; `groepen` says which of them are brought over together.
    #[cfg(feature = "gedeeld")]
    pub(super) fn mirror_in(&mut self, file: File, groepen: &[Vec<String>]) -> Result<()> {
        self.spiegel = Some(Box::new(Spiegel::of(file, groepen)?));
        Ok(())
    }

    /// What is read from now on is one look: a server is asked once whether anything changed. A file has it at hand.
    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unused_self, reason = "there are files only"))]
    pub(super) fn begin_look(&self) {
        #[cfg(feature = "gedeeld")]
        if let Some((spiegel, server)) = self.mirrored() {
            spiegel.begin_look(server);
        }
    }

    /// Begins the first look at a server: brings these groups over, and asks something more on the same way.
    #[cfg(feature = "gedeeld")]
    pub(super) fn begin_first_look(
        &self,
        groepen: &[usize],
        vraag: &str,
        look: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let Some((spiegel, server)) = self.mirrored() else { return Ok(()) };
        spiegel.begin_first_look(server, groepen, vraag, &mut |row| look(&Row::Postgres(row)))
    }

    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unused_self, reason = "there are files only"))]
    pub(super) fn end_look(&self) {
        #[cfg(feature = "gedeeld")]
        if let Some((spiegel, server)) = self.mirrored() {
            spiegel.end_look(server);
        }
    }

    /// The mirror, and the server that it is of.
    #[cfg(feature = "gedeeld")]
    fn mirrored(&self) -> Option<(&Spiegel, &Server)> {
        self.spiegel.as_deref().zip(self.as_server())
    }

    /// The mirror, when it can answer these questions.
    #[cfg(feature = "gedeeld")]
    fn near(&self, vragen: &[&str]) -> Result<Option<&File>> {
        self.mirrored().map_or(Ok(None), |(spiegel, server)| spiegel.answers(server, vragen, self.within.get()))
    }

    /// What is written is not in the mirror yet; within a transaction it is nowhere until that is committed.
    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unused_self, reason = "there are files only"))]
    fn writes(&self) {
        #[cfg(feature = "gedeeld")]
        if let Some((spiegel, server)) = self.mirrored().filter(|_| self.within.get().is_none()) {
            spiegel.wrote(server);
        }
    }

    /// What only a file has; None for a server.
    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unnecessary_wraps, reason = "there are files only"))]
    pub(super) const fn as_file(&self) -> Option<&File> {
        match &self.db {
            Db::Sqlite(file) => Some(file),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(_) => None,
        }
    }

    /// The same where there is no server to speak of.
    pub(super) fn file(&self) -> Result<&File> {
        self.as_file().ok_or_else(of_file)
    }

    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unnecessary_wraps, reason = "there are files only"))]
    pub(super) fn file_mut(&mut self) -> Result<&mut File> {
        match &mut self.db {
            Db::Sqlite(file) => Ok(file),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(_) => Err(of_file()),
        }
    }

    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unnecessary_wraps, reason = "there are files only"))]
    pub(super) fn into_file(self) -> Result<File> {
        match self.db {
            Db::Sqlite(file) => Ok(file),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(_) => Err(of_file()),
        }
    }

    /// What only a server has; None for a file.
    #[cfg(feature = "gedeeld")]
    pub(super) fn as_server(&self) -> Option<&Server> {
        match &self.db {
            Db::Sqlite(_) => None,
            Db::Postgres(server) => Some(server),
        }
    }

    /// Whether anything was written by way of this connection.
    pub(super) fn has_written(&self) -> bool {
        match &self.db {
            Db::Sqlite(file) => file.has_written(),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(server) => server.has_written(),
        }
    }

    /// Tells what others do, from a thread of its own; false where nobody tells.
    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "a file tells nothing"))]
    pub(super) fn listen(&self, tell: impl Fn(Nieuws) + Send + Sync + 'static) -> Result<bool> {
        #[cfg(feature = "gedeeld")]
        if let Db::Postgres(server) = &self.db {
            return server.listen(tell).map(|()| true);
        }
        drop(tell);
        Ok(false)
    }

    /// How often something went to a server and back.
    pub(super) const fn trips(&self) -> u64 {
        match &self.db {
            Db::Sqlite(_) => 0,
            #[cfg(feature = "gedeeld")]
            Db::Postgres(server) => server.trips(),
        }
    }

    /// Lets a server give out the place of what was removed again; of a file other methods are.
    #[cfg_attr(not(feature = "gedeeld"), expect(clippy::unnecessary_wraps, reason = "there are files only"))]
    pub(super) fn tidy_up(&self) -> Result<()> {
        match &self.db {
            Db::Sqlite(_) => Ok(()),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(server) => {
                self.writes();
                server.batch("VACUUM", None)
            }
        }
    }

    /// Whether several people work on it by way of a server.
    pub(super) const fn is_shared(&self) -> bool {
        self.as_file().is_none()
    }

    /// Runs statements without values: what makes tables.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        self.writes();
        self.asking(|| match &self.db {
            Db::Sqlite(db) => db.batch(sql),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(db) => db.batch(sql, self.within.get()),
        })
    }

    /// Runs a statement; returns how many rows it touched.
    pub(super) fn execute(&self, sql: &str, params: &[Value<'_>]) -> Result<usize> {
        self.writes();
        self.asking(|| match &self.db {
            Db::Sqlite(db) => db.execute(sql, params),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(db) => db.execute(sql, params, self.within.get()),
        })
    }

    /// Returns all rows of a question, each as `map` makes it.
    pub(super) fn all<T>(&self, sql: &str, params: &[Value<'_>], mut map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, params, &mut |row| {
            all.push(map(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(all)
    }

    /// Returns the first row, if there is one; also of an `INSERT … RETURNING`.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: &[Value<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut one = None;
        self.each(sql, params, &mut |row| {
            one = Some(map(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(one)
    }

    /// The same, of a question that always has a row.
    pub(super) fn need<T>(&self, sql: &str, params: &[Value<'_>], map: impl FnMut(&Row<'_>) -> Result<T>) -> Result<T> {
        self.one(sql, params, map)?.ok_or_else(|| Error::Internal("een vraag zonder antwoord".to_owned()))
    }

    /// Asks several questions that do not wait for each other; returns the rows of each, in their order. `map` is told which
    /// question a row is of.
    pub(super) fn several<T>(
        &self,
        queries: &[Query<'_>],
        mut map: impl FnMut(usize, &Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        #[cfg(feature = "gedeeld")]
        if let Db::Postgres(db) = &self.db {
            let near = self.asking(|| self.near(&queries.iter().map(|query| query.sql).collect::<Vec<_>>()))?;
            if let Some(file) = near {
                let mut one = |(i, query): (usize, &Query<'_>)| {
                    let mut all = Vec::new();
                    let looked = self.asking(|| {
                        file.each(query.sql, &query.params, &mut |row| {
                            let _looking = Looking::at(&self.looking);
                            all.push(map(i, &Row::Sqlite(row))?);
                            Ok(ControlFlow::Continue(()))
                        })
                    });
                    looked.map(|()| all)
                };
                return queries.iter().enumerate().map(&mut one).collect();
            }
            return self.asking(|| {
                db.several(queries, self.within.get(), &mut |i, row| {
                    let _looking = Looking::at(&self.looking);
                    map(i, &Row::Postgres(row))
                })
            });
        }
        queries.iter().enumerate().map(|(i, query)| self.all(query.sql, &query.params, |row| map(i, row))).collect()
    }

    /// Writes many whole rows.
    pub(super) fn fill<'v, R: AsRef<[Value<'v>]>>(&self, table: &str, rows: impl Iterator<Item = R>) -> Result<()> {
        self.writes();
        self.asking(|| {
            let _looking = Looking::at(&self.looking);
            match &self.db {
                Db::Sqlite(db) => db.fill(table, rows),
                #[cfg(feature = "gedeeld")]
                Db::Postgres(db) => db.fill(table, rows),
            }
        })
    }

    /// The columns of a table, in their order.
    pub(super) fn columns(&self, table: &str) -> Result<Vec<String>> {
        #[cfg(feature = "gedeeld")]
        if let Some(columns) = self.spiegel.as_ref().and_then(|spiegel| spiegel.columns(table)) {
            return Ok(columns);
        }
        self.asking(|| match &self.db {
            Db::Sqlite(db) => db.columns(table),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(db) => db.columns(table, self.within.get()),
        })
    }

    /// Begins a transaction.
    pub(super) fn begin(&self, mode: Mode) -> Result<Tx<'_>> {
        if self.within.get().is_some() {
            return Err(Error::Internal("een transactie in een transactie".to_owned()));
        }
        self.asking(|| match &self.db {
            Db::Sqlite(db) => db.begin(mode == Mode::Write),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(server) => {
                match &self.spiegel {
                    // It goes to the server when it has to.
                    Some(_) if mode == Mode::Read => return Ok(()),
                    Some(spiegel) => spiegel.let_go(server),
                    None => {}
                }
                server.begin(mode);
                Ok(())
            }
        })?;
        self.within.set(Some(mode));
        self.failed.set(false);
        Ok(Tx { conn: self })
    }

    fn each(&self, sql: &str, params: &[Value<'_>], look: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>) -> Result<()> {
        let of_file = |file: &File, look: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>| {
            file.each(sql, params, &mut |row| {
                let _looking = Looking::at(&self.looking);
                look(&Row::Sqlite(row))
            })
        };
        self.asking(|| match &self.db {
            Db::Sqlite(file) => of_file(file, look),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(server) => match self.near(&[sql])? {
                Some(file) => of_file(file, look),
                None => server.each(sql, params, self.within.get(), &mut |row| {
                    let _looking = Looking::at(&self.looking);
                    look(&Row::Postgres(row))
                }),
            },
        })
    }

    fn asking<T>(&self, ask: impl FnOnce() -> Result<T>) -> Result<T> {
        let asked = if self.looking.get() { Err(Error::Internal("een vraag binnen een rij".to_owned())) } else { ask() };
        if asked.is_err() {
            self.failed.set(true);
        }
        asked
    }
}

/// What only a file can do was asked of a server.
fn of_file() -> Error {
    Error::Internal("dit kan alleen met een databasebestand".to_owned())
}

/// As long as a row is looked at; also when who looks panics.
struct Looking<'c>(&'c Cell<bool>);

impl<'c> Looking<'c> {
    fn at(looking: &'c Cell<bool>) -> Self {
        looking.set(true);
        Self(looking)
    }
}

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// A transaction; rolled back when it goes without having been committed.
#[derive(Debug)]
pub(super) struct Tx<'c> {
    conn: &'c Conn,
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl Tx<'_> {
    pub(super) fn commit(self) -> Result<()> {
        if self.conn.failed.get() {
            return Err(Error::Internal("een mislukte handeling wordt niet vastgelegd".to_owned()));
        }
        let done = self.conn.asking(|| match &self.conn.db {
            Db::Sqlite(db) => db.commit(),
            #[cfg(feature = "gedeeld")]
            Db::Postgres(db) => db.commit(),
        });
        // Of a server that does not answer nothing is known; there is no transaction to go on with.
        if done.is_ok() || self.conn.is_shared() {
            self.conn.within.set(None);
        }
        self.conn.writes();
        done
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        let within = self.conn.within.take();
        #[cfg(feature = "gedeeld")]
        if let Some((spiegel, server)) = self.conn.mirrored().filter(|_| within == Some(Mode::Read)) {
            return spiegel.end(server);
        }
        if within.is_some() {
            match &self.conn.db {
                Db::Sqlite(db) => db.rollback(),
                #[cfg(feature = "gedeeld")]
                Db::Postgres(db) => db.rollback(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::error::Constraint;

    fn conn() -> Conn {
        let conn = Conn::of(File::in_memory().unwrap());
        conn.batch("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT) STRICT").unwrap();
        conn
    }

    fn count(conn: &Conn) -> i64 {
        conn.need("SELECT count(*) FROM t", &[], |row| row.need(0)).unwrap()
    }

    #[test]
    fn a_question_within_a_row_is_refused_and_one_after_it_is_not() {
        let conn = conn();
        conn.fill("t", (1..=3).map(|n: i64| params![n, "x"])).unwrap();
        let within = conn.all("SELECT id FROM t", &[], |_| conn.execute("DELETE FROM t", &[]));
        assert!(matches!(within, Err(Error::Internal(_))), "{within:?}");
        let asks = |n: i64| params![n, conn.one("SELECT x FROM t", &[], |row| row.string(0)).unwrap().unwrap_or_default()];
        let filled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| conn.fill("t", (4..=5).map(asks))));
        assert!(filled.is_err());
        assert_eq!(count(&conn), 3);
    }

    #[test]
    fn an_act_in_which_anything_failed_is_not_committed() {
        let conn = conn();
        let tx = conn.begin(Mode::Write).unwrap();
        tx.execute("INSERT INTO t VALUES (1, 'x')", &[]).unwrap();
        let again = tx.execute("INSERT INTO t VALUES (?1, 'y')", &params![1_i64]);
        assert!(matches!(again, Err(Error::Broken(Constraint::Unique))), "{again:?}");
        assert!(matches!(tx.commit(), Err(Error::Internal(_))));
        assert_eq!(count(&conn), 0);
        // The next one is another.
        let tx = conn.begin(Mode::Write).unwrap();
        tx.execute("INSERT INTO t VALUES (1, 'x')", &[]).unwrap();
        tx.commit().unwrap();
        assert_eq!(count(&conn), 1);
    }

    #[test]
    fn a_transaction_is_alone_and_ends_with_its_value() {
        let conn = conn();
        let tx = conn.begin(Mode::Write).unwrap();
        assert!(matches!(tx.begin(Mode::Read), Err(Error::Internal(_))));
        tx.execute("INSERT INTO t VALUES (1, NULL)", &[]).unwrap();
        drop(tx);
        assert_eq!(count(&conn), 0);
        drop(conn.begin(Mode::Read).unwrap());
    }

    #[test]
    fn values_come_back_as_they_went_in() {
        let conn = conn();
        conn.batch("CREATE TABLE w (n INTEGER, t TEXT, d TEXT, b BLOB) STRICT").unwrap();
        let row = params![-7_i64, "é\u{0}'", Value::Date(*b"2024-02-29"), vec![0_u8, 255]];
        conn.fill("w", [row, params![None::<i64>, None::<&str>, None::<&str>, None::<Vec<u8>>]].into_iter()).unwrap();
        let sql = "SELECT n, t, d, b FROM w ORDER BY n NULLS FIRST";
        let back = conn
            .all(sql, &[], |row| Ok((row.number(0)?, row.string(1)?, row.string(2)?, row.bytes(3)?.map(<[u8]>::to_vec))))
            .unwrap();
        let full = (Some(-7), Some("é\u{0}'".to_owned()), Some("2024-02-29".to_owned()), Some(vec![0, 255]));
        assert_eq!(back, [(None, None, None, None), full]);
        let kinds = conn.all(sql, &[], |row| Ok(row.text(0).is_err() && row.number(1).is_err())).unwrap();
        assert_eq!(kinds, [false, true]);
        assert_eq!(conn.columns("w").unwrap(), ["n", "t", "d", "b"]);
        let queries = [1, 2].map(|n: i64| Query { sql: "SELECT ?1 + 1", params: params![n].to_vec() });
        assert_eq!(conn.several(&queries, |i, row| Ok((i, row.need::<i64>(0)?))).unwrap(), [vec![(0, 2)], vec![(1, 3)]]);
    }
}
