//! Space on the disk that nothing uses any more.

use super::Store;
use super::error::Result;

/// So many free pages stay: the next change uses them.
const FREE: i64 = 500;

/// The largest database that is built anew as a whole, in pages: that is done in memory.
const REBUILT: i64 = 16_000;

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

    fn shrink(&self) -> Result<()> {
        let ask = |what: &str| self.conn.pragma_query_value(None, what, |row| row.get::<_, i64>(0));
        let free = ask("freelist_count")?;
        if free <= FREE {
            return Ok(());
        }
        if ask("auto_vacuum")? == ONE_BY_ONE {
            let mut statement = self.conn.prepare("PRAGMA incremental_vacuum")?;
            let mut moved = statement.query([])?;
            while moved.next()?.is_some() {}
        } else if ask("page_count")? - free <= REBUILT {
            self.conn.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; VACUUM")?;
        }
        // The write-ahead log still holds the pages as they were.
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}
