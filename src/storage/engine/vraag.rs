//! What every engine is asked, and what it tells by itself.

use super::value::Value;

/// What stands before the name of a service in a service file of PostgreSQL, in the place of an address.
pub(in crate::storage) const DIENST: &str = "service=";

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) enum Mode {
    /// All that is read in it is of one moment.
    Read,
    /// One writer at a time, from its beginning: what is read in it cannot be out of date.
    Write,
}

/// What is heard of others who work on the same server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nieuws {
    /// Somebody else stored something.
    Gewijzigd,
    /// Nothing is heard any more.
    Doof,
    /// It is heard again: anything may have changed meanwhile.
    Hoort,
}

/// A question that travels with others.
pub(in crate::storage) struct Query<'a> {
    pub(in crate::storage) sql: &'a str,
    pub(in crate::storage) params: Vec<Value<'a>>,
}
