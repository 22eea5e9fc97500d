//! The copy of a shared database that one takes along: an ordinary file that says where it is from, and that nobody changes. The
//! database itself would never hear of it.

use chrono::{DateTime, Utc};

use super::engine::{Conn, Mode, params};
use super::error::{Result, unreadable};
use super::schema;
use super::values::moment;

/// Where a copy is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meegenomen {
    /// The database on its server, without what says how to get in.
    pub server: String,
    pub wanneer: DateTime<Utc>,
    /// The last act that is in it; 0 for none.
    pub handeling: i64,
}

/// Says in a copy where it is from. The table is of the copy alone: nothing that is moved knows it.
pub(super) fn mark(copy: &Conn, server: &str, wanneer: DateTime<Utc>) -> Result<()> {
    let tx = copy.begin(Mode::Write)?;
    tx.batch("CREATE TABLE meegenomen (server TEXT NOT NULL, wanneer TEXT NOT NULL, handeling INTEGER NOT NULL) STRICT")?;
    let sql = "INSERT INTO meegenomen (server, wanneer, handeling) SELECT ?1, ?2, coalesce(max(id), 0) FROM handeling";
    tx.execute(sql, &params![server, moment(wanneer)])?;
    schema::mark_taken_along(&tx)?;
    tx.commit()
}

/// What stands there of it.
pub(super) fn read(conn: &Conn) -> Result<Meegenomen> {
    let sql = "SELECT server, wanneer, handeling FROM meegenomen";
    let found = conn
        .one(sql, &[], |row| Ok(Meegenomen { server: row.need_string(0)?, wanneer: row.moment(1)?, handeling: row.need(2)? }))?;
    found.ok_or_else(|| unreadable("kopie zonder herkomst", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::afspraak;
    use crate::storage::{Act, AlleenLezen, Error, Store};

    #[test]
    fn a_copy_says_where_it_is_from_and_is_only_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mee.db");
        let act = Act::new("Bas", DateTime::UNIX_EPOCH, "afspraak {} gemaakt");
        let mut store = Store::open(&path).unwrap();
        store.make(&act, afspraak("PSW-2024-01", None)).unwrap();
        mark(&store.conn, "postgres://db.nl/team", DateTime::UNIX_EPOCH).unwrap();
        store.conn.into_file().unwrap().close().unwrap();
        let before = std::fs::read(&path).unwrap();

        let mut copy = Store::open(&path).unwrap();
        let from = Meegenomen { server: "postgres://db.nl/team".to_owned(), wanneer: DateTime::UNIX_EPOCH, handeling: 1 };
        assert_eq!((copy.meegenomen(), copy.only_reads()), (Some(&from), Some(AlleenLezen::Kopie)));
        assert!(matches!(copy.make(&act, afspraak("PSW-2024-01", None)), Err(Error::OnlyReads(AlleenLezen::Kopie))));
        // A draft goes where those of the database itself are; what is computed stays with the copy.
        let near = folder.path().join("nabij.db");
        copy.keep_near(&near).unwrap();
        copy.save_draft("uitkomst", "half", DateTime::UNIX_EPOCH).unwrap();
        copy.keep("stempel", [("sleutel".to_owned(), &1_u8)]).unwrap();
        let near = Store::open(&near).unwrap();
        assert_eq!(near.draft("uitkomst").unwrap().as_deref(), Some("half"));
        assert!(near.all_cached().unwrap().is_empty() && !copy.all_cached().unwrap().is_empty());
        // A copy of it is one too, and neither takes the place of anything.
        let again = folder.path().join("nog.db");
        assert!(copy.backup(&again, false).unwrap().is_empty());
        assert_eq!(Store::open(&again).unwrap().meegenomen(), Some(&from));
        let own = folder.path().join("eigen.db");
        let restored = Store::open(&own).unwrap().restore(&again, DateTime::UNIX_EPOCH);
        assert!(matches!(restored, Err(Error::TakenAlong)), "{restored:?}");
        drop(copy);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
