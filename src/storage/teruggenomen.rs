//! Rows that an undo took away, kept for this session so that redo can give them back without the file.
//!
//! They stand in temporary tables of this connection, in memory: nobody else sees them, and they are gone with the program.
//! They go as soon as something new is done, and when anything is removed for good.

use super::engine::{Conn, Value, params};
use super::error::{Error, Result};
use super::rows::{Part, ROW_TABLES};

/// What rows are taken from besides the tables of rows.
const OTHERS: [&str; 7] = ["versie", "levering", "bevinding", "deel", "samenwerking", "versie_deel", "uitvraagantwoord"];

fn tables() -> impl Iterator<Item = &'static str> {
    OTHERS.into_iter().chain(ROW_TABLES)
}

/// Makes the temporary tables, when they are not there yet.
pub(super) fn prepare(conn: &Conn) -> Result<()> {
    let make =
        |table| format!("CREATE TEMP TABLE IF NOT EXISTS terug_{table} AS SELECT 0 AS handeling, t.* FROM {table} t WHERE 1 = 0");
    conn.batch(&tables().map(make).collect::<Vec<String>>().join(";"))
}

/// Lets go of everything; where a line to a server broke, it went with that.
pub(super) fn forget(conn: &Conn) -> Result<()> {
    let drop: Vec<String> = tables().map(|table| format!("DROP TABLE IF EXISTS terug_{table}")).collect();
    conn.batch(&drop.join(";"))
}

/// Copies rows of a table aside; which act takes them away is said with [`by_act`].
pub(super) fn keep(conn: &Conn, table: &str, condition: &str, values: &[Value<'_>]) -> Result<()> {
    let sql = format!("INSERT INTO terug_{table} SELECT 0, t.* FROM {table} t WHERE {condition}");
    conn.execute(&sql, values)?;
    Ok(())
}

/// Copies a part aside, with its rows.
pub(super) fn keep_part(conn: &Conn, part: Part) -> Result<()> {
    keep(conn, "deel", "id = ?1", &params![part.id])?;
    for table in ROW_TABLES {
        keep(conn, table, "id BETWEEN ?1 AND ?2 AND deel = ?3", &params![part.first, part.last, part.id])?;
    }
    keep(conn, "samenwerking", "deel = ?1", &params![part.id])
}

/// Copies aside which answer to the uitvraag became a signaal.
pub(super) fn keep_answer(conn: &Conn, signaal: &str) -> Result<()> {
    keep(conn, "uitvraagantwoord", "signaal = ?1", &params![signaal.parse::<i64>().unwrap_or(0)])
}

/// Puts that back.
pub(super) fn give_answer_back(conn: &Conn, signaal: &str) -> Result<()> {
    let Ok(signaal) = signaal.parse::<i64>() else { return Ok(()) };
    let sql = "SELECT handeling FROM terug_uitvraagantwoord WHERE signaal = ?1";
    if let Some(act) = conn.one(sql, &params![signaal], |row| row.need(0))? {
        give_back(conn, act, "uitvraagantwoord", &format!("signaal = {signaal}"), &[])?;
    }
    Ok(())
}

/// Says which act took away what was kept since the last time.
pub(super) fn by_act(conn: &Conn, act: i64) -> Result<()> {
    for table in tables() {
        conn.execute(&format!("UPDATE terug_{table} SET handeling = ?1 WHERE handeling = 0"), &params![act])?;
    }
    Ok(())
}

/// Puts the rows back that an act took, with other values in some columns (an SQL term each); they are no longer kept. Returns
/// how many.
pub(super) fn give_back(conn: &Conn, act: i64, table: &str, condition: &str, other: &[(&str, String)]) -> Result<usize> {
    let columns = conn.columns(table)?;
    let term = |column: &String| other.iter().find(|(c, _)| c == column).map_or_else(|| column.clone(), |(_, term)| term.clone());
    let terms: Vec<String> = columns.iter().map(term).collect();
    let sql = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM terug_{table} WHERE handeling = ?1 AND {condition}",
        columns.join(", "),
        terms.join(", ")
    );
    let count = conn.execute(&sql, &params![act])?;
    conn.execute(&format!("DELETE FROM terug_{table} WHERE handeling = ?1 AND {condition}"), &params![act])?;
    Ok(count)
}

/// The parts that an act took together with a version that held them; what completed that version and was taken by a change of its
/// own comes back by that change.
pub(super) fn parts_of(conn: &Conn, act: i64, version: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT d.id FROM terug_deel d JOIN terug_versie_deel v ON v.deel_id = d.id AND v.handeling = d.handeling
         WHERE d.handeling = ?1 AND {version} AND NOT EXISTS (
             SELECT 1 FROM wijziging w
             WHERE w.handeling = d.handeling AND w.veld LIKE 'deel %' AND w.oud = CAST(d.id AS TEXT))
         ORDER BY d.id"
    );
    conn.all(&sql, &params![act], |row| row.need(0))
}

/// The versions that held a part that an act took: those that carried it over among them.
pub(super) fn versions_of_part(conn: &Conn, act: i64, part: i64) -> Result<Vec<u32>> {
    let sql = "SELECT versie FROM terug_versie_deel WHERE handeling = ?1 AND deel_id = ?2";
    let versions: Vec<u32> = conn.all(sql, &params![act, part], |row| row.need(0))?;
    if versions.is_empty() { Err(Error::RowsGone) } else { Ok(versions) }
}

/// Puts a part back that an act took, with its rows and the file that brought it when that went too; returns its id, which is
/// another one when somebody else used the number since.
pub(super) fn give_part_back(conn: &Conn, act: i64, part: i64) -> Result<i64> {
    let sql = "SELECT levering FROM terug_deel WHERE handeling = ?1 AND id = ?2";
    let levering = conn.one(sql, &params![act, part], |row| row.need(0))?.ok_or(Error::RowsGone)?;
    let levering = give_delivery_back(conn, act, levering)?;
    let id = free_id(conn, "deel", part)?;
    // Its rows get the next free ids of their table; a part has rows in one table at most.
    let mut moved = None;
    for table in ROW_TABLES {
        let sql = format!("SELECT min(id), count(*) FROM terug_{table} WHERE handeling = ?1 AND deel = ?2");
        let (first, count): (Option<i64>, i64) =
            conn.need(&sql, &params![act, part], |row| Ok((row.number(0)?, row.need(1)?)))?;
        if let Some(first) = first {
            let free: i64 = conn.need(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), &[], |row| row.need(0))?;
            moved = Some((table, first, free, count));
        }
    }
    let mut other = vec![("id", id.to_string()), ("levering", levering.to_string())];
    if let Some((.., free, count)) = moved {
        other.push(("eerste_rij", free.to_string()));
        other.push(("laatste_rij", free.saturating_add(count).saturating_sub(1).to_string()));
    }
    give_back(conn, act, "deel", &format!("id = {part}"), &other)?;
    if let Some((table, first, free, _)) = moved {
        let other = [("id", format!("id - {first} + {free}")), ("deel", id.to_string())];
        give_back(conn, act, table, &format!("deel = {part}"), &other)?;
    }
    give_back(conn, act, "samenwerking", &format!("deel = {part}"), &[("deel", id.to_string())])?;
    conn.execute("UPDATE terug_versie_deel SET deel_id = ?1 WHERE deel_id = ?2", &params![id, part])?;
    Ok(id)
}

/// Puts a file back, unless it is still there (another part of it stayed).
fn give_delivery_back(conn: &Conn, act: i64, levering: i64) -> Result<i64> {
    let sql = "SELECT EXISTS (SELECT 1 FROM terug_levering WHERE handeling = ?1 AND id = ?2)";
    if !conn.need(sql, &params![act, levering], |row| row.holds(0))? {
        return Ok(levering);
    }
    let id = free_id(conn, "levering", levering)?;
    give_back(conn, act, "levering", &format!("id = {levering}"), &[("id", id.to_string())])?;
    give_back(conn, act, "bevinding", &format!("levering = {levering}"), &[("levering", id.to_string())])?;
    conn.execute("UPDATE terug_deel SET levering = ?1 WHERE levering = ?2", &params![id, levering])?;
    Ok(id)
}

/// The id itself when nobody has it, else the next one.
fn free_id(conn: &Conn, table: &str, id: i64) -> Result<i64> {
    let sql = format!(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE id = ?1) THEN (SELECT max(id) + 1 FROM {table}) ELSE ?1 END"
    );
    conn.need(&sql, &params![id], |row| row.need(0))
}
