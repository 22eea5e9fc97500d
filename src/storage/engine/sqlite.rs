//! SQLite behind the seam: statements, values, and what its errors mean. What only a file has is in [`file`].

mod file;

use std::ops::ControlFlow;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::value::Value;
use crate::storage::error::{Access, Constraint, Error, Result, unreadable};
pub(in crate::storage) use file::{BUSY, Marks};

/// A database of SQLite: a file, or one in memory.
#[derive(Debug)]
pub(in crate::storage) struct File {
    conn: Connection,
}

pub(super) type Row<'r> = &'r rusqlite::Row<'r>;

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Date(text) => ValueRef::Text(text),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(super) fn value(row: Row<'_>, i: usize) -> Result<Value<'_>> {
    Ok(match row.get_ref(i)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(bytes) => Value::Text(utf8(bytes)?.into()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.into()),
        other @ ValueRef::Real(_) => return Err(of_kind(other)),
    })
}

pub(super) fn text(row: Row<'_>, i: usize) -> Result<Option<&str>> {
    match row.get_ref(i)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => utf8(bytes).map(Some),
        other => Err(of_kind(other)),
    }
}

pub(super) fn number(row: Row<'_>, i: usize) -> Result<Option<i64>> {
    match row.get_ref(i)? {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(n) => Ok(Some(n)),
        other => Err(of_kind(other)),
    }
}

pub(super) fn bytes(row: Row<'_>, i: usize) -> Result<Option<&[u8]>> {
    match row.get_ref(i)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => Ok(Some(bytes)),
        other => Err(of_kind(other)),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::Corrupt("tekst is geen UTF-8".to_owned()))
}

fn of_kind(other: ValueRef<'_>) -> Error {
    unreadable("kolomtype", other.data_type())
}

impl File {
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.conn.execute_batch(sql)?)
    }

    pub(super) fn execute(&self, sql: &str, params: &[Value<'_>]) -> Result<usize> {
        Ok(self.conn.prepare_cached(sql)?.execute(params_from_iter(params))?)
    }

    /// Gives the rows one by one, as long as `look` goes on.
    pub(super) fn each(
        &self,
        sql: &str,
        params: &[Value<'_>],
        look: &mut dyn FnMut(Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            if look(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn fill<'v, R: AsRef<[Value<'v>]>>(&self, table: &str, rows: impl Iterator<Item = R>) -> Result<()> {
        let mut rows = rows.peekable();
        let width = rows.peek().map_or(0, |row| row.as_ref().len());
        if width == 0 {
            return Ok(());
        }
        let marks: Vec<String> = (1..=width).map(|i| format!("?{i}")).collect();
        let mut statement = self.conn.prepare(&format!("INSERT INTO {table} VALUES ({})", marks.join(", ")))?;
        for row in rows {
            statement.execute(params_from_iter(row.as_ref()))?;
        }
        Ok(())
    }

    /// Writes a whole row; one with the same key goes.
    #[cfg(feature = "gedeeld")]
    pub(super) fn put(&self, table: &str, row: &[Value<'_>]) -> Result<()> {
        let marks: Vec<String> = (1..=row.len()).map(|i| format!("?{i}")).collect();
        self.execute(&format!("INSERT OR REPLACE INTO {table} VALUES ({})", marks.join(", ")), row).map(drop)
    }

    pub(super) fn columns(&self, table: &str) -> Result<Vec<String>> {
        let statement = self.conn.prepare(&format!("SELECT * FROM {table} WHERE 1 = 0"))?;
        Ok(statement.column_names().map(str::to_owned).collect())
    }

    pub(super) fn begin(&self, writes: bool) -> Result<()> {
        self.batch(if writes { "BEGIN IMMEDIATE" } else { "BEGIN" })
    }

    pub(super) fn commit(&self) -> Result<()> {
        self.batch("COMMIT")
    }

    pub(super) fn rollback(&self) {
        // Of some errors SQLite makes a rollback by itself; then there is none to make.
        let _ = self.conn.execute_batch("ROLLBACK");
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{self, ErrorCode};
        let text = error.to_string();
        match error {
            rusqlite::Error::SqliteFailure(e, _) => match (e.code, e.extended_code) {
                (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Locked,
                (ErrorCode::DiskFull, _) => Self::DiskFull,
                (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::Broken(Constraint::Reference),
                (_, ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE) => Self::Broken(Constraint::Unique),
                (
                    _,
                    ffi::SQLITE_IOERR_SHMSIZE | ffi::SQLITE_IOERR_SHMOPEN | ffi::SQLITE_IOERR_SHMMAP | ffi::SQLITE_IOERR_SHMLOCK,
                ) => Self::NoSharing(text),
                (
                    _,
                    ffi::SQLITE_IOERR_LOCK
                    | ffi::SQLITE_IOERR_UNLOCK
                    | ffi::SQLITE_IOERR_RDLOCK
                    | ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
                )
                | (ErrorCode::FileLockingProtocolFailed, _) => Self::NoLocks(text),
                // What SQLite cannot open beside an open database stands in a folder that cannot be written.
                (ErrorCode::ReadOnly | ErrorCode::CannotOpen, _) => Self::ReadOnly,
                (_, ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ) => Self::Disk(Access::Read, text),
                (ErrorCode::SystemIoFailure, _) => Self::Disk(Access::Write, text),
                (ErrorCode::DatabaseCorrupt, _) => Self::Corrupt(text),
                (ErrorCode::NotADatabase, _) => Self::NotADatabase,
                _ => Self::Internal(text),
            },
            // A value that is not what the schema promises was put there by something else.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Corrupt(text),
            _ => Self::Internal(text),
        }
    }
}
