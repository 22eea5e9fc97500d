//! What is remembered for reading files: which column a header means, and the key of the pseudonyms.

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::error::{Result, unreadable};
use super::log::OpenHandeling;
use super::values::Columns;

/// A header that the user said the meaning of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Koppeling {
    /// Who sends it: the key of an aanbieder or a gemeente.
    pub wie: String,
    pub blad: String,
    /// The header as importing folds it.
    pub kop: String,
    /// The column that it means, by name.
    pub kolom: String,
}

impl Store {
    /// Remembers what a header means, over what was remembered of it.
    pub fn save_mapping(&mut self, koppeling: &Koppeling) -> Result<()> {
        let tx = self.begin()?;
        tx.execute(
            "INSERT INTO kopkoppeling (wie, blad, kop, kolom) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (wie, blad, kop) DO UPDATE SET kolom = excluded.kolom",
            params![koppeling.wie, koppeling.blad, koppeling.kop, koppeling.kolom],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// Forgets what a header means.
    pub fn forget_mapping(&mut self, wie: &str, blad: &str, kop: &str) -> Result<()> {
        let tx = self.begin()?;
        tx.execute("DELETE FROM kopkoppeling WHERE wie = ?1 AND blad = ?2 AND kop = ?3", [wie, blad, kop])?;
        tx.commit()?;
        Ok(())
    }

    /// Returns every remembered header, in order of sender, sheet and header.
    pub fn mappings(&self) -> Result<Vec<Koppeling>> {
        mappings(&self.conn)
    }

    /// Returns the key that turns codes into pseudonyms; None as long as none was kept. It never changes, so that a
    /// deelnemer keeps its pseudonym over the kwartalen (`domein.md` 8).
    pub fn pseudonym_key(&self) -> Result<Option<[u8; 32]>> {
        pseudonym_key(&self.conn)
    }

    /// Returns a new key, which is nobody's until it is kept: a preview stores nothing.
    pub fn new_pseudonym_key(&self) -> Result<[u8; 32]> {
        // SQLite's generator is seeded with 256 bits of the system's randomness.
        let key: Vec<u8> = self.conn.query_row("SELECT randomblob(32)", [], |row| row.get(0))?;
        key.try_into().map_err(|_| unreadable("sleutel", "pseudoniem"))
    }
}

impl OpenHandeling<'_> {
    /// Keeps the key that the codes of this act were made with; false when another one was kept meanwhile.
    pub fn keep_pseudonym_key(&mut self, key: &[u8; 32]) -> Result<bool> {
        let sql = "INSERT INTO sleutel (naam, waarde) VALUES ('pseudoniem', ?1) ON CONFLICT (naam) DO NOTHING";
        self.tx.execute(sql, [key.as_slice()])?;
        Ok(pseudonym_key(self.tx)?.as_ref() == Some(key))
    }
}

pub(super) fn mappings(conn: &Connection) -> Result<Vec<Koppeling>> {
    let mut statement = conn.prepare_cached("SELECT wie, blad, kop, kolom FROM kopkoppeling ORDER BY wie, blad, kop")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let [wie, blad, kop, kolom] = [row.need_text(0)?, row.need_text(1)?, row.need_text(2)?, row.need_text(3)?];
        all.push(Koppeling { wie: wie.to_owned(), blad: blad.to_owned(), kop: kop.to_owned(), kolom: kolom.to_owned() });
    }
    Ok(all)
}

pub(super) fn pseudonym_key(conn: &Connection) -> Result<Option<[u8; 32]>> {
    let sql = "SELECT waarde FROM sleutel WHERE naam = 'pseudoniem'";
    let key: Option<Vec<u8>> = conn.query_row(sql, [], |row| row.get(0)).optional()?;
    key.map(|key| key.try_into().map_err(|_| unreadable("sleutel", "pseudoniem"))).transpose()
}
