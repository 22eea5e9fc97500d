//! The tables, as an append-only list of steps on `PRAGMA user_version`.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Error, Result};

/// Marks the file as ours ("agsp"), so that the database of another program is never migrated by mistake.
pub(super) const APPLICATION_ID: i64 = 0x6167_7370;

/// Step n makes schema version n + 1. Append only: files of every earlier version exist.
const MIGRATIONS: &[&str] = &[
    // 1: deliveries in versions, what people edit, change log.
    include_str!("schema/001.sql"),
];

/// The newest schema version that this program knows.
pub(super) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// What the header of a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// Nothing in it yet.
    Empty,
    Ours(i64),
}

/// Looks whose database it is, without writing to it.
pub(super) fn inspect(conn: &Connection) -> Result<Header> {
    let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application == APPLICATION_ID {
        if version > known() {
            return Err(Error::TooNew { found: version, known: known() });
        }
        return Ok(Header::Ours(version));
    }
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == 0 && version == 0 && tables == 0 { Ok(Header::Empty) } else { Err(Error::Foreign) }
}

/// Brings the tables up to the newest version, in one transaction: a crash leaves the old version.
pub(super) fn migrate(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it between our look and our lock.
    let from = match inspect(&tx)? {
        Header::Empty => 0,
        Header::Ours(version) => version,
    };
    for step in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    if from < known() {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", known())?;
    }
    tx.commit()?;
    Ok(())
}
