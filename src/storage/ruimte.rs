//! Space on the disk that nothing uses any more: given back, and emptied of what it held.

use super::Store;
use super::error::Result;

/// So many free pages stay: the next change uses them.
const FREE: i64 = 500;

/// The largest database that is built anew in memory, in pages.
const IN_MEMORY: i64 = 16_000;

impl Store {
    /// Gives the space of what was removed back to the disk. Best effort: while another program is at work it stays in the file,
    /// blank, for the next change.
    pub(super) fn give_back_space(&self) {
        if self.is_shared() {
            return;
        }
        if let Err(error) = self.shrink() {
            tracing::warn!(%error, "vrije ruimte blijft in het bestand");
        }
    }

    /// Writes the file anew without what is free in it, and empties the write-ahead log, which still holds the pages as they were.
    /// What was taken back cannot be given back after it. Returns whether all of it is gone: while another program reads, it stays
    /// until that is closed.
    pub(super) fn forget_pages(&self) -> bool {
        // The removal stands whatever comes of this.
        if self.is_shared() {
            return self.conn.tidy_up().inspect_err(|error| tracing::warn!(%error, "resten blijven op de server")).is_ok();
        }
        self.build_anew(IN_MEMORY).and_then(|()| self.conn.file()?.empty_log()).unwrap_or_else(|error| {
            tracing::warn!(%error, "resten blijven in het bestand");
            false
        })
    }

    fn shrink(&self) -> Result<()> {
        let file = self.conn.file()?;
        let free = file.free_pages()?;
        if free <= FREE {
            return Ok(());
        }
        if !file.give_pages_back()? && file.pages()? - free <= IN_MEMORY {
            file.build_anew()?;
        }
        file.empty_log().map(drop)
    }

    /// Builds the file anew: in memory up to so many pages, else by way of a file without a name.
    fn build_anew(&self, in_memory: i64) -> Result<()> {
        let file = self.conn.file()?;
        if file.pages()? - file.free_pages()? <= in_memory {
            return file.build_anew();
        }
        file.build_anew_on_disk()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Act, teruggenomen};

    #[test]
    fn a_file_is_built_anew_outside_the_memory_and_the_work_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let key = store.new_pseudonym_key().unwrap();
        let act = Act::new("t", chrono::DateTime::UNIX_EPOCH, "t");
        store.perform(&act, |h| h.keep_pseudonym_key(&key)).unwrap();
        store.build_anew(0).unwrap();
        assert_eq!(store.conn.file().unwrap().free_pages().unwrap(), 0);
        // The next act lets go of what was taken back before.
        teruggenomen::forget(&store.conn).unwrap();
        assert_eq!(store.pseudonym_key().unwrap(), Some(key));
        assert!(store.conn.file().unwrap().empty_log().unwrap());
    }
}
