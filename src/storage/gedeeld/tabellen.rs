//! The tables of a server: those of a file, in its words. There is no second description of them.

use crate::storage::engine::{Conn, File, params, translated};
use crate::storage::error::{Error, Result};
use crate::storage::schema;

/// What stays on the computer of one person, and has no table on the server.
pub(super) const NABIJ: [&str; 2] = ["concept", "cache"];

/// The table that says of which version the others are.
const VERSIE: &str = "schemaversie";

/// Rows of which there are many. Those of a dekkingsoverzicht are few, and on every screen.
const VELE: [&str; 3] = ["deelnemersregel", "tevredenheidsregel", "cvsregel"];

/// The groups in which tables come over: what every screen needs, and rows.
pub(super) const VAN_ALLES: usize = 0;
pub(super) const RIJEN: usize = 1;

/// The names of the tables, each after those that it refers to.
pub(super) fn names() -> Result<Vec<String>> {
    let made = made()?;
    Ok(made.into_iter().filter(|(soort, ..)| soort == "table").map(|(_, naam, _)| naam).collect())
}

/// An empty database with these tables, to mirror them in, and which of them are brought over together: what every screen needs;
/// rows; what was established; alone, the key that not everybody may read; and what is frozen in a gesprek.
pub(super) fn mirror() -> Result<(File, Vec<Vec<String>>)> {
    let conn = Conn::of(File::temporary()?);
    schema::migrate(&conn, |_| Ok(()))?;
    let later: [&[&str]; 4] = [&VELE, &["vaststelling", "verslagbestand"], &["sleutel"], &["gesprek.bevroren"]];
    let mut groepen = vec![Vec::new(); later.len() + 1];
    let file = conn.into_file()?;
    for naam in of_file(&file)? {
        let groep = later.iter().position(|groep| groep.contains(&naam.as_str())).map_or(0, |at| at + 1);
        if let Some(groep) = groepen.get_mut(groep) {
            groep.push(naam);
        }
    }
    for (groepen, namen) in groepen.iter_mut().skip(1).zip(later) {
        groepen.extend(namen.iter().filter(|naam| naam.contains('.')).map(|naam| (*naam).to_owned()));
    }
    Ok((file, groepen))
}

fn of_file(file: &File) -> Result<Vec<String>> {
    let made = file.made()?.into_iter().filter(|(soort, naam, _)| soort == "table" && !NABIJ.contains(&naam.as_str()));
    Ok(made.map(|(_, naam, _)| naam).collect())
}

/// The version of the tables that stand there; 0 when there are none.
pub(super) fn version(conn: &Conn) -> Result<i64> {
    let sql = "SELECT to_regclass(current_schema() || '.' || ?1) IS NOT NULL";
    // Of no schema to speak of, it is neither there nor not there.
    if conn.need(sql, &params![VERSIE], |row| row.number(0))? != Some(1) {
        return Ok(0);
    }
    conn.need(&format!("SELECT versie FROM {VERSIE}"), &[], |row| row.need(0))
}

/// Makes the tables, or brings them up to the version of this program, within a transaction.
pub(super) fn make(tx: &Conn) -> Result<()> {
    let known = schema::known();
    match version(tx)? {
        0 => {
            for (.., sql) in made()? {
                tx.batch(&translated(&sql))?;
            }
            tx.batch(&format!("CREATE TABLE {VERSIE} (een BIGINT PRIMARY KEY CHECK (een = 1), versie BIGINT NOT NULL)"))?;
            tx.execute(&format!("INSERT INTO {VERSIE} (een, versie) VALUES (1, ?1)"), &params![known])?;
        }
        found if found > known => return Err(Error::TooNew { found, known }),
        found => {
            schema::go_on(tx, found, translated)?;
            tx.execute(&format!("UPDATE {VERSIE} SET versie = ?1"), &params![known])?;
        }
    }
    Ok(())
}

/// What a new file has: kind, name and statement of its tables and indexes, in the order in which they were made.
fn made() -> Result<Vec<(String, String, String)>> {
    let conn = Conn::of(File::in_memory()?);
    schema::migrate(&conn, |_| Ok(()))?;
    let made = conn.file()?.made()?;
    Ok(made.into_iter().filter(|(_, naam, _)| !NABIJ.contains(&naam.as_str())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_what_it_refers_to() {
        let made = made().unwrap();
        for (at, (soort, naam, sql)) in made.iter().enumerate().filter(|(_, (soort, ..))| soort == "table") {
            for (.., later, _) in made.iter().skip(at + 1).filter(|(other, ..)| other == soort).map(|(a, b, c)| (a, b, c)) {
                assert!(!sql.contains(&format!("REFERENCES {later}")), "{naam} refers to {later}");
            }
        }
        assert!(made.len() > 30, "{}", made.len());
    }
}
