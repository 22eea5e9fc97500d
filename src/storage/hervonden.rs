//! What is found in a report beside others is found anew when one of those changes. It follows from what is stored: it is no act,
//! and nobody's to undo.

use crate::domain::{Aanbieder, Bestandsoordeel, Bevinding, Deel, Document, Kwartaal};

use super::Store;
use super::deliveries::{findings_of, insert_findings, standing};
use super::engine::{Conn, params};
use super::error::Result;

/// What was found in the file that brought the rows of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rijenvondst {
    levering: i64,
    pub bestand: String,
    pub bevindingen: Vec<Bevinding>,
}

impl Store {
    /// What was found in the file that brought the rows of the report that stands; None where none do.
    pub fn found_in_rows(&self, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Rijenvondst>> {
        let tx = self.reading()?;
        found_in_rows(&tx, aanbieder, kwartaal)
    }

    /// Puts `now` in the place of what `was` found in the rows of a report. Nothing where another file or other findings stand there
    /// by now.
    pub fn find_anew(&mut self, aanbieder: Aanbieder, kwartaal: Kwartaal, was: &Rijenvondst, now: &[Bevinding]) -> Result<()> {
        let tx = self.begin()?;
        if found_in_rows(&tx, aanbieder, kwartaal)?.as_ref() != Some(was) {
            return Ok(());
        }
        tx.execute("DELETE FROM bevinding WHERE levering = ?1", &params![was.levering])?;
        insert_findings(&tx, was.levering, now)?;
        let count = i64::try_from(now.len()).unwrap_or(i64::MAX);
        let sql = "UPDATE levering SET bevindingen = ?2, oordeel = ?3 WHERE id = ?1";
        tx.execute(sql, &params![was.levering, count, Bestandsoordeel::of(now)])?;
        tx.commit()
    }
}

fn found_in_rows(conn: &Conn, aanbieder: Aanbieder, kwartaal: Kwartaal) -> Result<Option<Rijenvondst>> {
    let document = Document::Rapportage(aanbieder, kwartaal);
    let versie = standing(conn, document)?;
    let sql = "SELECT l.id, l.bestand FROM versie_deel v JOIN deel d ON d.id = v.deel_id JOIN levering l ON l.id = d.levering
               WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4 AND v.deel = ?5";
    let values = params![document.soort(), document.wie(), kwartaal.to_string(), versie, Deel::Deelnemers.key()];
    let found = conn.one(sql, &values, |row| Ok((row.need(0)?, row.need_string(1)?)))?;
    let Some((levering, bestand)) = found else { return Ok(None) };
    Ok(Some(Rijenvondst { levering, bestand, bevindingen: findings_of(conn, levering)? }))
}
