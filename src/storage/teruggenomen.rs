//! Rows that an undo took away, kept for this session so that redo can give them back without the file.
//!
//! They stand in temporary tables of this connection, in memory: nobody else sees them, and they are gone with the program.
//! They go as soon as something new is done, and when anything is removed for good.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::error::{Error, Result};
use super::rows::{Part, ROW_TABLES};

/// What rows are taken from besides the tables of rows.
const OTHERS: [&str; 7] = ["versie", "levering", "bevinding", "deel", "samenwerking", "versie_deel", "uitvraagantwoord"];

fn tables() -> impl Iterator<Item = &'static str> {
    OTHERS.into_iter().chain(ROW_TABLES)
}

/// Makes the temporary tables, when they are not there yet.
pub(super) fn prepare(conn: &Connection) -> Result<()> {
    for table in tables() {
        let sql =
            format!("CREATE TEMP TABLE IF NOT EXISTS terug_{table} AS SELECT 0 AS handeling, t.* FROM {table} t WHERE 1 = 0");
        conn.execute_batch(&sql)?;
    }
    Ok(())
}

/// Lets go of everything.
pub(super) fn forget(conn: &Connection) -> Result<()> {
    for table in tables() {
        conn.execute_batch(&format!("DELETE FROM terug_{table}"))?;
    }
    Ok(())
}

/// Copies rows of a table aside; which act takes them away is said with [`by_act`].
pub(super) fn keep(conn: &Connection, table: &str, condition: &str, values: &[Sql]) -> Result<()> {
    let sql = format!("INSERT INTO terug_{table} SELECT 0, t.* FROM {table} t WHERE {condition}");
    conn.execute(&sql, params_from_iter(values))?;
    Ok(())
}

/// Copies a part aside, with its rows.
pub(super) fn keep_part(conn: &Connection, part: Part) -> Result<()> {
    keep(conn, "deel", "id = ?1", &[part.id.into()])?;
    for table in ROW_TABLES {
        keep(conn, table, "id BETWEEN ?1 AND ?2 AND deel = ?3", &[part.first.into(), part.last.into(), part.id.into()])?;
    }
    keep(conn, "samenwerking", "deel = ?1", &[part.id.into()])
}

/// Copies aside which answer to the uitvraag became a signaal.
pub(super) fn keep_answer(conn: &Connection, signaal: &str) -> Result<()> {
    keep(conn, "uitvraagantwoord", "signaal = ?1", &[signaal.parse::<i64>().unwrap_or(0).into()])
}

/// Puts that back.
pub(super) fn give_answer_back(conn: &Connection, signaal: &str) -> Result<()> {
    let Ok(signaal) = signaal.parse::<i64>() else { return Ok(()) };
    let sql = "SELECT handeling FROM terug_uitvraagantwoord WHERE signaal = ?1";
    if let Some(act) = conn.query_row(sql, [signaal], |row| row.get(0)).optional()? {
        give_back(conn, act, "uitvraagantwoord", &format!("signaal = {signaal}"), &[])?;
    }
    Ok(())
}

/// Says which act took away what was kept since the last time.
pub(super) fn by_act(conn: &Connection, act: i64) -> Result<()> {
    for table in tables() {
        conn.execute(&format!("UPDATE terug_{table} SET handeling = ?1 WHERE handeling = 0"), [act])?;
    }
    Ok(())
}

/// Puts the rows back that an act took, with other values in some columns (an SQL term each); they are no longer kept. Returns
/// how many.
pub(super) fn give_back(conn: &Connection, act: i64, table: &str, condition: &str, other: &[(&str, String)]) -> Result<usize> {
    let columns: Vec<String> = {
        let statement = conn.prepare(&format!("SELECT * FROM {table} WHERE 1 = 0"))?;
        statement.column_names().map(str::to_owned).collect()
    };
    let term = |column: &String| other.iter().find(|(c, _)| c == column).map_or_else(|| column.clone(), |(_, term)| term.clone());
    let terms: Vec<String> = columns.iter().map(term).collect();
    let sql = format!(
        "INSERT INTO {table} ({}) SELECT {} FROM terug_{table} WHERE handeling = ?1 AND {condition}",
        columns.join(", "),
        terms.join(", ")
    );
    let count = conn.execute(&sql, [act])?;
    conn.execute(&format!("DELETE FROM terug_{table} WHERE handeling = ?1 AND {condition}"), [act])?;
    Ok(count)
}

/// The parts that an act took together with a version that held them; what completed that version and was taken by a change of its
/// own comes back by that change.
pub(super) fn parts_of(conn: &Connection, act: i64, version: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT d.id FROM terug_deel d JOIN terug_versie_deel v ON v.deel_id = d.id AND v.handeling = d.handeling
         WHERE d.handeling = ?1 AND {version} AND NOT EXISTS (
             SELECT 1 FROM wijziging w
             WHERE w.handeling = d.handeling AND w.veld LIKE 'deel %' AND w.oud = CAST(d.id AS TEXT))
         ORDER BY d.id"
    );
    let mut statement = conn.prepare(&sql)?;
    let parts = statement.query_map([act], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(parts)
}

/// The versions that held a part that an act took: those that carried it over among them.
pub(super) fn versions_of_part(conn: &Connection, act: i64, part: i64) -> Result<Vec<u32>> {
    let mut statement = conn.prepare("SELECT versie FROM terug_versie_deel WHERE handeling = ?1 AND deel_id = ?2")?;
    let versions: Vec<u32> = statement.query_map([act, part], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if versions.is_empty() { Err(Error::RowsGone) } else { Ok(versions) }
}

/// Puts a part back that an act took, with its rows and the file that brought it when that went too; returns its id, which is
/// another one when somebody else used the number since.
pub(super) fn give_part_back(conn: &Connection, act: i64, part: i64) -> Result<i64> {
    let levering: i64 = conn
        .query_row("SELECT levering FROM terug_deel WHERE handeling = ?1 AND id = ?2", params![act, part], |row| row.get(0))
        .optional()?
        .ok_or(Error::RowsGone)?;
    let levering = give_delivery_back(conn, act, levering)?;
    let id = free_id(conn, "deel", part)?;
    // Its rows get the next free ids of their table; a part has rows in one table at most.
    let mut moved = None;
    for table in ROW_TABLES {
        let (first, count): (Option<i64>, i64) = conn.query_row(
            &format!("SELECT min(id), count(*) FROM terug_{table} WHERE handeling = ?1 AND deel = ?2"),
            params![act, part],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if let Some(first) = first {
            let free =
                conn.query_row(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), [], |row| row.get::<_, i64>(0))?;
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
    conn.execute("UPDATE terug_versie_deel SET deel_id = ?1 WHERE deel_id = ?2", [id, part])?;
    Ok(id)
}

/// Puts a file back, unless it is still there (another part of it stayed).
fn give_delivery_back(conn: &Connection, act: i64, levering: i64) -> Result<i64> {
    let is_kept: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM terug_levering WHERE handeling = ?1 AND id = ?2)",
        params![act, levering],
        |row| row.get(0),
    )?;
    if !is_kept {
        return Ok(levering);
    }
    let id = free_id(conn, "levering", levering)?;
    give_back(conn, act, "levering", &format!("id = {levering}"), &[("id", id.to_string())])?;
    give_back(conn, act, "bevinding", &format!("levering = {levering}"), &[("levering", id.to_string())])?;
    conn.execute("UPDATE terug_deel SET levering = ?1 WHERE levering = ?2", [id, levering])?;
    Ok(id)
}

/// The id itself when nobody has it, else the next one.
fn free_id(conn: &Connection, table: &str, id: i64) -> Result<i64> {
    let sql = format!(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE id = ?1) THEN (SELECT max(id) + 1 FROM {table}) ELSE ?1 END"
    );
    Ok(conn.query_row(&sql, [id], |row| row.get(0))?)
}
