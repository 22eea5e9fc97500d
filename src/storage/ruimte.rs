//! Space on the disk that nothing uses any more: given back, and emptied of what it held.

use super::error::Result;
use super::{Store, teruggenomen};

/// So many free pages stay: the next change uses them.
const FREE: i64 = 500;

/// The largest database that is built anew in memory, in pages.
const IN_MEMORY: i64 = 16_000;

/// What `auto_vacuum` answers for a file whose pages can be moved one by one; one of an earlier version cannot do that.
const ONE_BY_ONE: i64 = 2;

impl Store {
    /// Gives the space of what was removed back to the disk. Best effort: while another program is at work it stays in the file,
    /// blank, for the next change.
    pub(super) fn give_back_space(&self) {
        if let Err(error) = self.shrink() {
            tracing::warn!(%error, "free pages stay in the file");
        }
    }

    /// Writes the file anew without what is free in it, and empties the write-ahead log, which still holds the pages as they were.
    /// What was taken back cannot be given back after it. Returns whether all of it is gone: while another program reads, it stays
    /// until that is closed.
    pub(super) fn forget_pages(&self) -> bool {
        // The removal stands whatever comes of this.
        self.build_anew(IN_MEMORY).and_then(|()| self.empty_log()).unwrap_or_else(|error| {
            tracing::warn!(%error, "remains stay in the file");
            false
        })
    }

    fn shrink(&self) -> Result<()> {
        let free = self.ask("freelist_count")?;
        if free <= FREE {
            return Ok(());
        }
        if self.ask("auto_vacuum")? == ONE_BY_ONE {
            let mut statement = self.conn.prepare("PRAGMA incremental_vacuum")?;
            let mut moved = statement.query([])?;
            while moved.next()?.is_some() {}
        } else if self.ask("page_count")? - free <= IN_MEMORY {
            self.conn.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")?;
        }
        self.empty_log().map(drop)
    }

    /// Builds the file anew: in memory up to so many pages, else by way of a file without a name.
    fn build_anew(&self, in_memory: i64) -> Result<()> {
        if self.ask("page_count")? - self.ask("freelist_count")? <= in_memory {
            return Ok(self.conn.execute_batch("VACUUM")?);
        }
        // With the place of temporary tables the tables themselves go: those of what was taken back, which are empty by now.
        self.conn.execute_batch("PRAGMA temp_store = FILE")?;
        let built = self.conn.execute_batch("VACUUM");
        self.conn.execute_batch("PRAGMA temp_store = MEMORY")?;
        teruggenomen::prepare(&self.conn)?;
        Ok(built?)
    }

    /// Brings the write-ahead log into the file and blanks it. Returns whether that was done: nobody else was reading.
    fn empty_log(&self) -> Result<bool> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0)
    }

    fn ask(&self, what: &str) -> Result<i64> {
        Ok(self.conn.pragma_query_value(None, what, |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Act;

    #[test]
    fn a_file_is_built_anew_outside_the_memory_and_the_work_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let key = store.new_pseudonym_key().unwrap();
        let act = Act::new("t", chrono::DateTime::UNIX_EPOCH, "t");
        store.perform(&act, |h| h.keep_pseudonym_key(&key)).unwrap();
        store.build_anew(0).unwrap();
        assert_eq!((store.ask("freelist_count").unwrap(), store.ask("temp_store").unwrap()), (0, 2));
        // The next act lets go of what was taken back before.
        teruggenomen::forget(&store.conn).unwrap();
        assert_eq!(store.pseudonym_key().unwrap(), Some(key));
        assert!(store.empty_log().unwrap());
    }
}
