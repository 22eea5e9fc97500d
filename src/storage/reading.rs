//! Loading one version of a document with its rows.

use super::document::key;
use super::engine::{Conn, Row, params};
use super::error::{Result, unreadable};
use super::rows::{self, Part};
use super::values;
use crate::domain::{
    Aanbieder, Bevinding, CvsExport, Deel, Deelnemercode, Deelnemers, Dekkingsoverzicht, Document, Gemeente, Kolommen, Kwartaal,
    Leveringsdeel, Rapport, onleesbare_codes,
};

/// A part of a version, as it stands in the store.
struct Found {
    deel: Option<Deel>,
    part: Part,
    columns: Kolommen,
    left_out: u32,
}

fn parts(conn: &Conn, document: Document, versie: u32) -> Result<Vec<Found>> {
    let sql = "SELECT v.deel, d.id, d.eerste_rij, d.laatste_rij, d.kolommen, d.niet_meegeteld
               FROM versie_deel v JOIN deel d ON d.id = v.deel_id
               WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4 ORDER BY v.deel";
    conn.all(sql, &key(document, versie), |row| {
        Ok(Found {
            deel: values::deel(row.need_text(0)?),
            part: Part { id: row.need(1)?, first: row.need(2)?, last: row.need(3)? },
            columns: row.text(4)?.map(values::kolommen).transpose()?.unwrap_or_default(),
            left_out: row.need(5)?,
        })
    })
}

/// The kwartalen that an aanbieder reported on, with the version that stands.
pub(super) fn standing_reports(conn: &Conn, aanbieder: Aanbieder, tot: Option<Kwartaal>) -> Result<Vec<(Kwartaal, u32)>> {
    let sql = "SELECT kwartaal, max(versie) FROM versie
               WHERE soort = 'rapportage' AND wie = ?1 AND (CAST(?2 AS TEXT) IS NULL OR kwartaal <= ?2)
               GROUP BY kwartaal ORDER BY kwartaal";
    conn.all(sql, &params![aanbieder.key(), tot.map(|k| k.to_string())], |row| {
        Ok((values::kwartaal(row.need_text(0)?)?, row.need(1)?))
    })
}

/// Loads a version of a report; None when there is none.
pub(super) fn rapport(conn: &Conn, aanbieder: Aanbieder, kwartaal: Kwartaal, versie: u32) -> Result<Option<Rapport>> {
    let document = Document::Rapportage(aanbieder, kwartaal);
    let parts = parts(conn, document, versie)?;
    if parts.is_empty() {
        return Ok(None);
    }
    let mut rapport = Rapport { versie, ..Rapport::new(aanbieder, kwartaal) };
    for Found { deel, part, columns, left_out } in parts {
        match deel {
            Some(Deel::Deelnemers) => {
                let onleesbaar = unreadable_codes(conn, part, left_out, Leveringsdeel::Rapport(Deel::Deelnemers))?;
                rapport.deelnemers = Some(Deelnemers { onleesbaar, ..rows::read_deelnemers(conn, part, columns, left_out)? });
            }
            Some(Deel::Tevredenheid) => rapport.tevredenheid = Some(rows::read_tevredenheid(conn, part, left_out)?),
            Some(Deel::Samenwerking) => rapport.samenwerking = Some(rows::read_samenwerking(conn, part)?),
            None => {}
        }
    }
    // The cover of the delivery that made the version; of one that only carries parts over, that of the last of them.
    let sql = "SELECT coalesce(l.aangeleverd, l.ontvangen), l.contactpersoon
               FROM versie_deel v JOIN deel d ON d.id = v.deel_id JOIN levering l ON l.id = d.levering
               WHERE v.soort = ?1 AND v.wie = ?2 AND v.kwartaal = ?3 AND v.versie = ?4
               ORDER BY l.versie DESC, l.id LIMIT 1";
    if let Some((aangeleverd, contactpersoon)) = conn.one(sql, &key(document, versie), |row| Ok((row.date(0)?, row.kept(1)?)))? {
        rapport.aangeleverd = aangeleverd;
        rapport.contactpersoon = contactpersoon;
    }
    Ok(Some(rapport))
}

/// A finding, of its part and the rest of it.
pub(super) fn finding(row: &Row<'_>) -> Result<Bevinding> {
    let finding: Bevinding = serde_json::from_str(row.need_text(1)?).map_err(|e| unreadable("bevinding", e))?;
    Ok(Bevinding { deel: row.keyed(0)?, ..finding })
}

/// The codes in the rows of a part that were left out, from what was found in the file that brought it.
fn unreadable_codes(conn: &Conn, part: Part, left_out: u32, deel: Leveringsdeel) -> Result<Vec<Deelnemercode>> {
    if left_out == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT b.deel, b.inhoud FROM bevinding b JOIN deel d ON d.levering = b.levering
               WHERE d.id = ?1 AND b.deelnemer IS NOT NULL";
    Ok(onleesbare_codes(&conn.all(sql, &params![part.id], finding)?, deel))
}

/// Loads a version of a dekkingsoverzicht; None when there is none.
pub(super) fn dekking(conn: &Conn, kwartaal: Kwartaal, versie: u32) -> Result<Option<Dekkingsoverzicht>> {
    let found = parts(conn, Document::Dekking(kwartaal), versie)?.into_iter().next();
    let load = |f: Found| {
        let regels = rows::read_dekking(conn, f.part)?;
        Ok(Dekkingsoverzicht { kwartaal, versie, regels, niet_meegeteld: f.left_out })
    };
    found.map(load).transpose()
}

/// Loads a version of a CVS export; None when there is none.
pub(super) fn cvs(conn: &Conn, gemeente: Gemeente, kwartaal: Kwartaal, versie: u32) -> Result<Option<CvsExport>> {
    let found = parts(conn, Document::Cvs(gemeente, kwartaal), versie)?.into_iter().next();
    let load = |f: Found| {
        let regels = rows::read_cvs(conn, f.part)?;
        let onleesbaar = unreadable_codes(conn, f.part, f.left_out, Leveringsdeel::Cvs)?;
        Ok(CvsExport { gemeente, kwartaal, versie, regels, niet_meegeteld: f.left_out, onleesbaar })
    };
    found.map(load).transpose()
}
