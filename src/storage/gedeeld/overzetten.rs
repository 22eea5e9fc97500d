//! Everything from one store to another: from a file to a server, from a server to a file.

use super::tabellen;
use crate::storage::engine::{Conn, Mode, Value};
use crate::storage::error::{Error, Result};
use crate::storage::rows::ROW_TABLES;

/// So many rows are held at a time.
const AT_A_TIME: i64 = 10_000;

/// Copies all tables but those, as they are at one moment, to a store in which nothing stands. Returns how many rows.
pub(super) fn copy(from: &Conn, to: &Conn, but: &[&str]) -> Result<u64> {
    let (source, tx) = (from.begin(Mode::Read)?, to.begin(Mode::Write)?);
    if let Some(file) = tx.as_file() {
        // An act names the later one that took it back.
        file.refer_ahead()?;
    }
    let mut count = 0_u64;
    for table in tabellen::names()?.into_iter().filter(|table| !but.contains(&table.as_str())) {
        if tx.one(&format!("SELECT 1 FROM {table} LIMIT 1"), &[], |_| Ok(()))?.is_some() {
            return Err(Error::NotEmpty);
        }
        let columns = source.columns(&table)?;
        if columns != tx.columns(&table)? {
            return Err(Error::Internal(format!("{table}: andere kolommen")));
        }
        count += rows(&source, &tx, &table, columns.len())?;
    }
    tx.commit()?;
    Ok(count)
}

fn rows(source: &Conn, to: &Conn, table: &str, width: usize) -> Result<u64> {
    // The tables that grow with every report have ids of their own, and go in pieces.
    if !ROW_TABLES.contains(&table) {
        return piece(source, to, &format!("SELECT * FROM {table}"), table, width);
    }
    let sql = format!("SELECT min(id), max(id) FROM {table}");
    let (first, last) = source.need(&sql, &[], |row| Ok((row.number(0)?.unwrap_or(1), row.number(1)?.unwrap_or(0))))?;
    let mut count = 0;
    let mut next = first;
    while next <= last {
        let until = next.saturating_add(AT_A_TIME);
        let sql = format!("SELECT * FROM {table} WHERE id >= {next} AND id < {until} ORDER BY id");
        count += piece(source, to, &sql, table, width)?;
        next = until;
    }
    Ok(count)
}

fn piece(source: &Conn, to: &Conn, sql: &str, table: &str, width: usize) -> Result<u64> {
    let rows =
        source.all(sql, &[], |row| (0..width).map(|i| Ok(row.value(i)?.into_owned())).collect::<Result<Vec<Value<'_>>>>())?;
    let count = rows.len();
    to.fill(table, rows.into_iter())?;
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}
