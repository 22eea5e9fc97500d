//! Version 10: which columns a sheet Deelnemers had stands by name, no longer as one bit for each.

use crate::storage::engine::{Conn, params};
use crate::storage::error::Result;

/// The columns as they were counted until then, the lowest bit first. The list of the field goes on; this one does not.
const KOLOMMEN: [&str; 26] = [
    "Deelnemer",
    "Gemeente",
    "Groep",
    "Startdatum",
    "Einddatum",
    "Aanpassingen",
    "Startsituatie",
    "Begintrede",
    "Doeltrede",
    "Huidige trede",
    "Doelen",
    "In beeld",
    "Contact professionals",
    "Voortgang geleverd",
    "Uitstroomdatum",
    "Uitstroom",
    "Uitval eensluidend",
    "Uren",
    "Product",
    "Cijfer",
    "Vervolgafspraak",
    "Volgende stap",
    "Aanmelddatum",
    "Matchingsgesprek",
    "Eindrapportage",
    "Toelichting",
];

pub(super) fn perform(conn: &Conn) -> Result<()> {
    conn.batch("ALTER TABLE deel ADD COLUMN kolomnamen TEXT;")?;
    let sql = "SELECT id, kolommen FROM deel WHERE kolommen IS NOT NULL ORDER BY id";
    for (id, bits) in conn.all(sql, &[], |row| Ok((row.need::<i64>(0)?, row.need::<u32>(1)?)))? {
        conn.execute("UPDATE deel SET kolomnamen = ?2 WHERE id = ?1", &params![id, names(bits)?])?;
    }
    conn.batch("ALTER TABLE deel DROP COLUMN kolommen; ALTER TABLE deel RENAME COLUMN kolomnamen TO kolommen;")
}

/// The columns of which the bit is set, as a list of JSON.
fn names(bits: u32) -> Result<String> {
    let set = KOLOMMEN.iter().enumerate().filter(|(n, _)| bits & (1 << n) != 0);
    Ok(serde_json::to_string(&set.map(|(_, naam)| *naam).collect::<Vec<_>>())?)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_bit_is_the_name_of_its_column() {
        assert_eq!(names(0).unwrap(), "[]");
        assert_eq!(names(1).unwrap(), r#"["Deelnemer"]"#);
        assert_eq!(names(1 << 9 | 1 << 25).unwrap(), r#"["Huidige trede","Toelichting"]"#);
        assert_eq!(names(u32::MAX).unwrap().matches(',').count(), 25, "what no column had, no column gets");
    }
}
