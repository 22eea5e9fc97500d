//! A program that was built without servers (the feature `gedeeld`) says so.

use std::path::PathBuf;

use super::error::{Error, Result};
use super::{Opening, Store};

fn without<T>() -> Result<T> {
    Err(Error::Address("dit programma is gebouwd zonder gedeelde database".to_owned()))
}

impl Store {
    pub(super) fn open_server(_: &str, _: &Opening<'_>) -> Result<Self> {
        without()
    }

    /// Makes the roles and the tables on a server: not by this program.
    ///
    /// # Errors
    /// [`Error::Address`], always.
    pub fn inrichten(_: &str, _: Option<&str>) -> Result<Vec<String>> {
        without()
    }

    /// Which database on which server it is: always a file.
    pub const fn server(&self) -> Option<PathBuf> {
        None
    }

    /// Copies everything that `from` holds to this store: not by this program.
    ///
    /// # Errors
    /// [`Error::Address`], always.
    pub fn take_over(&mut self, _: &Self) -> Result<u64> {
        without()
    }

    #[expect(clippy::unused_self, reason = "it stands in the place of the one that does it")]
    pub(super) fn copy_readable(&self, _: &Self) -> Result<u64> {
        without()
    }
}
