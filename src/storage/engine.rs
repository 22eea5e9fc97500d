//! The seam under SQL: the store speaks to [`Conn`], [`Tx`], [`Row`] and [`Value`], and knows no engine.
//!
//! There is one set of SQL, in the dialect that SQLite and PostgreSQL both know, with `?1`; `tests/it/tidy/sql.rs` holds it to
//! that. What cannot be said in it is a method here ([`Conn::fill`], [`Conn::several`], [`Conn::columns`]), and what only a
//! file has is a method of [`File`]. An engine is a variant of [`Db`] and of [`Row`]; there is one today.
//!
//! **Architecture Invariant:** no row is looked at while another question is asked, and an act in which anything failed is not
//! committed, whatever the caller makes of the error. SQLite would allow both and a server neither; refused here, a test finds it.

mod sqlite;
mod value;

use std::cell::Cell;
use std::ops::{ControlFlow, Deref};

use super::error::{Error, Result, unreadable};
pub(super) use sqlite::{BUSY, File, Marks};
pub(super) use value::{Value, params};

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// All that is read in it is of one moment.
    Read,
    /// One writer at a time, from its beginning: what is read in it cannot be out of date.
    Write,
}

/// A row on its way out; columns go by place.
pub(super) enum Row<'r> {
    Sqlite(sqlite::Row<'r>),
}

impl Row<'_> {
    pub(super) fn text(&self, i: usize) -> Result<Option<&str>> {
        let Self::Sqlite(row) = self;
        sqlite::text(row, i)
    }

    /// A whole number; a condition is 1 or 0.
    pub(super) fn number(&self, i: usize) -> Result<Option<i64>> {
        let Self::Sqlite(row) = self;
        sqlite::number(row, i)
    }

    pub(super) fn bytes(&self, i: usize) -> Result<Option<&[u8]>> {
        let Self::Sqlite(row) = self;
        sqlite::bytes(row, i)
    }

    /// The value as it is.
    pub(super) fn value(&self, i: usize) -> Result<Value<'_>> {
        let Self::Sqlite(row) = self;
        sqlite::value(row, i)
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

/// A question that travels with others.
pub(super) struct Query<'a> {
    pub(super) sql: &'a str,
    pub(super) params: Vec<Value<'a>>,
}

#[derive(Debug)]
enum Db {
    Sqlite(File),
}

/// A connection.
#[derive(Debug)]
pub(super) struct Conn {
    db: Db,
    /// Whether a transaction is going on.
    within: Cell<bool>,
    /// Whether anything failed in it.
    failed: Cell<bool>,
    /// Whether rows are being looked at.
    looking: Cell<bool>,
}

impl Conn {
    pub(super) const fn of(file: File) -> Self {
        Self { db: Db::Sqlite(file), within: Cell::new(false), failed: Cell::new(false), looking: Cell::new(false) }
    }

    /// What only a file has.
    pub(super) const fn file(&self) -> &File {
        let Db::Sqlite(file) = &self.db;
        file
    }

    pub(super) const fn file_mut(&mut self) -> &mut File {
        let Db::Sqlite(file) = &mut self.db;
        file
    }

    pub(super) fn into_file(self) -> File {
        let Db::Sqlite(file) = self.db;
        file
    }

    /// Runs statements without values: what makes tables.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        let Db::Sqlite(db) = &self.db;
        self.asking(|| db.batch(sql))
    }

    /// Runs a statement; returns how many rows it touched.
    pub(super) fn execute(&self, sql: &str, params: &[Value<'_>]) -> Result<usize> {
        let Db::Sqlite(db) = &self.db;
        self.asking(|| db.execute(sql, params))
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
        queries.iter().enumerate().map(|(i, query)| self.all(query.sql, &query.params, |row| map(i, row))).collect()
    }

    /// Writes many whole rows.
    pub(super) fn fill<'v, const N: usize>(&self, table: &str, rows: impl Iterator<Item = [Value<'v>; N]>) -> Result<()> {
        let Db::Sqlite(db) = &self.db;
        self.asking(|| {
            let _looking = Looking::at(&self.looking);
            db.fill(table, rows)
        })
    }

    /// The columns of a table, in their order.
    pub(super) fn columns(&self, table: &str) -> Result<Vec<String>> {
        let Db::Sqlite(db) = &self.db;
        self.asking(|| db.columns(table))
    }

    /// Begins a transaction.
    pub(super) fn begin(&self, mode: Mode) -> Result<Tx<'_>> {
        if self.within.get() {
            return Err(Error::Internal("een transactie in een transactie".to_owned()));
        }
        let Db::Sqlite(db) = &self.db;
        self.asking(|| db.begin(mode == Mode::Write))?;
        self.within.set(true);
        self.failed.set(false);
        Ok(Tx { conn: self })
    }

    fn each(&self, sql: &str, params: &[Value<'_>], look: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>) -> Result<()> {
        let Db::Sqlite(db) = &self.db;
        self.asking(|| {
            db.each(sql, params, &mut |row| {
                let _looking = Looking::at(&self.looking);
                look(&Row::Sqlite(row))
            })
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
        let Db::Sqlite(db) = &self.conn.db;
        self.conn.asking(|| db.commit())?;
        self.conn.within.set(false);
        Ok(())
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.conn.within.replace(false) {
            let Db::Sqlite(db) = &self.conn.db;
            db.rollback();
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
