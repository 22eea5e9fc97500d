//! What is remembered for reading files: which column a header means, and the key of the pseudonyms.

use super::Store;
use super::engine::{Conn, params};
use super::error::{Error, Result, unreadable};
use super::log::OpenHandeling;

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
    /// Forgets what a header means.
    pub fn forget_mapping(&mut self, wie: &str, blad: &str, kop: &str) -> Result<()> {
        let tx = self.begin()?;
        forget_mapping(&tx, wie, blad, kop)?;
        tx.commit()
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
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|e| Error::Internal(format!("het systeem geeft geen toeval: {e}")))?;
        Ok(key)
    }
}

impl OpenHandeling<'_> {
    /// Remembers what headers mean, over what was remembered of them. It is no change to be undone. Of who may store a file and
    /// not this, it holds for that file alone: it says how the files of others are read too.
    pub fn save_mappings(&mut self, koppelingen: &[Koppeling]) -> Result<()> {
        if koppelingen.is_empty() || !may_remember(self.tx)? {
            return Ok(());
        }
        koppelingen.iter().try_for_each(|koppeling| save_mapping(self.tx, koppeling))
    }

    /// Keeps the key that the codes of this act were made with; false when another one was kept meanwhile.
    pub fn keep_pseudonym_key(&mut self, key: &[u8; 32]) -> Result<bool> {
        let sql = "INSERT INTO sleutel (naam, waarde) VALUES ('pseudoniem', ?1) ON CONFLICT (naam) DO NOTHING";
        self.tx.execute(sql, &params![key.as_slice()])?;
        Ok(pseudonym_key(self.tx)?.as_ref() == Some(key))
    }
}

/// Whether the role that somebody has on a server lets him say what headers mean.
fn may_remember(conn: &Conn) -> Result<bool> {
    if !conn.is_shared() {
        return Ok(true);
    }
    conn.need("SELECT has_table_privilege('kopkoppeling', 'INSERT')", &[], |row| row.holds(0))
}

pub(super) fn save_mapping(conn: &Conn, koppeling: &Koppeling) -> Result<()> {
    let sql = "INSERT INTO kopkoppeling (wie, blad, kop, kolom) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (wie, blad, kop) DO UPDATE SET kolom = excluded.kolom";
    conn.execute(sql, &params![&koppeling.wie, &koppeling.blad, &koppeling.kop, &koppeling.kolom]).map(drop)
}

pub(super) fn forget_mapping(conn: &Conn, wie: &str, blad: &str, kop: &str) -> Result<()> {
    let sql = "DELETE FROM kopkoppeling WHERE wie = ?1 AND blad = ?2 AND kop = ?3";
    conn.execute(sql, &params![wie, blad, kop]).map(drop)
}

pub(super) fn mappings(conn: &Conn) -> Result<Vec<Koppeling>> {
    let sql = "SELECT wie, blad, kop, kolom FROM kopkoppeling ORDER BY wie, blad, kop";
    conn.all(sql, &[], |row| {
        let [wie, blad, kop, kolom] = [row.need_string(0)?, row.need_string(1)?, row.need_string(2)?, row.need_string(3)?];
        Ok(Koppeling { wie, blad, kop, kolom })
    })
}

pub(super) fn pseudonym_key(conn: &Conn) -> Result<Option<[u8; 32]>> {
    let sql = "SELECT waarde FROM sleutel WHERE naam = 'pseudoniem'";
    conn.one(sql, &[], |row| row.need_bytes(0)?.try_into().map_err(|_| unreadable("sleutel", "pseudoniem")))
}
