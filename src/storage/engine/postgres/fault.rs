//! What the errors of a server mean.

use std::error::Error as StdError;

use tokio_postgres::error::SqlState;

use crate::storage::error::{Constraint, Error};

pub(super) type PgResult<T> = std::result::Result<T, tokio_postgres::Error>;

/// Whether the connection is gone, whatever was going on.
pub(super) fn is_lost(e: &tokio_postgres::Error) -> bool {
    let io = e.source().is_some_and(<dyn StdError>::is::<std::io::Error>);
    // Connection exceptions, and a server that is stopping or starting.
    let code = e.code().is_some_and(|code| code.code().starts_with("08") || code.code().starts_with("57P"));
    e.is_closed() || io || code
}

/// Whether it is over in a moment: all places are taken, or the server is still starting.
pub(super) fn passes(e: &tokio_postgres::Error) -> bool {
    matches!(e.code(), Some(&SqlState::TOO_MANY_CONNECTIONS | &SqlState::CANNOT_CONNECT_NOW))
}

/// What the server or the line said; for the log and behind our own sentence, never with values.
pub(super) fn words(e: &tokio_postgres::Error) -> String {
    e.as_db_error().map_or_else(|| chain(e), |db| format!("{} {}", db.code().code(), db.message()))
}

/// The error that it is to the store.
pub(super) fn told(e: &tokio_postgres::Error) -> Error {
    let words = words(e);
    // Waiting mends none of these.
    if words.contains("password missing") {
        return Error::NoPassword;
    }
    if words.contains("invalid peer certificate") || words.contains("does not support TLS") {
        return Error::Denied(words);
    }
    let Some(code) = e.code() else {
        return if is_lost(e) { Error::Lost(words) } else { Error::Internal(words) };
    };
    match code {
        _ if is_lost(e) => Error::Lost(words),
        &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => Error::Locked,
        &SqlState::TOO_MANY_CONNECTIONS => Error::Full,
        // What a transaction begins with divides by whether the tables are still of the version that it is for.
        &SqlState::DIVISION_BY_ZERO => Error::TablesMoved,
        &SqlState::DISK_FULL => Error::DiskFull,
        &SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly,
        &SqlState::INSUFFICIENT_PRIVILEGE => Error::Denied(words),
        &SqlState::UNIQUE_VIOLATION => Error::Broken(Constraint::Unique),
        &SqlState::FOREIGN_KEY_VIOLATION => Error::Broken(Constraint::Reference),
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Error::Corrupt(words),
        // Who somebody is, and a database that is not there.
        code if code.code().starts_with("28") || code.code() == "3D000" => Error::Denied(words),
        _ => Error::Internal(words),
    }
}

/// An error with what is behind it.
fn chain(e: &dyn StdError) -> String {
    let mut text = e.to_string();
    let mut next = e.source();
    while let Some(e) = next {
        text = format!("{text}: {e}");
        next = e.source();
    }
    text
}
