//! The rows of a part: written in one run with a prepared statement, read back by the range of their ids.

use super::engine::{Conn, Row, Value, params};
use super::error::{Result, unreadable};
use super::fingerprint::fingerprint;
use super::values::{self, Iso};
use crate::domain::{
    Bevinding, CvsExport, Cvsregel, Deel, Deelnemers, Dekkingsoverzicht, Dekkingsregel, Kolom, Kolommen, Leveringsdeel,
    Rijwaarden, Samenwerking, Tevredenheid, Tevredenheidsregel, Trajectregel, Trede,
};

/// What a part holds, on its way into the store.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'a> {
    Deelnemers(&'a Deelnemers),
    Tevredenheid(&'a Tevredenheid),
    Samenwerking(&'a Samenwerking),
    Dekking(&'a Dekkingsoverzicht),
    Cvs(&'a CvsExport),
}

/// Where the rows of a part stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) id: i64,
    pub(super) first: i64,
    pub(super) last: i64,
}

/// The tables that hold rows by range of ids.
pub(super) const ROW_TABLES: [&str; 4] = ["deelnemersregel", "tevredenheidsregel", "dekkingsregel", "cvsregel"];

impl Content<'_> {
    const fn deel(self) -> Leveringsdeel {
        match self {
            Self::Deelnemers(_) => Leveringsdeel::Rapport(Deel::Deelnemers),
            Self::Tevredenheid(_) => Leveringsdeel::Rapport(Deel::Tevredenheid),
            Self::Samenwerking(_) => Leveringsdeel::Rapport(Deel::Samenwerking),
            Self::Dekking(_) => Leveringsdeel::Dekking,
            Self::Cvs(_) => Leveringsdeel::Cvs,
        }
    }

    pub(super) const fn key(self) -> &'static str {
        self.deel().key()
    }

    /// The columns of the sheet by their keys, as a list of JSON.
    pub(super) fn columns(self) -> Result<Option<String>> {
        let Self::Deelnemers(d) = self else { return Ok(None) };
        Ok(Some(serde_json::to_string(&d.kolommen.iter().collect::<Vec<_>>())?))
    }

    /// The columns that a fingerprint is of, as bits. Of one that came later the rows tell, where they say something in it.
    fn printed_columns(self) -> Option<u32> {
        let Self::Deelnemers(d) = self else { return None };
        Some(d.kolommen.iter().filter(|kolom| !kolom.is_later()).collect::<Kolommen>().bits())
    }

    pub(super) const fn left_out(self) -> u32 {
        match self {
            Self::Deelnemers(d) => d.niet_meegeteld,
            Self::Tevredenheid(t) => t.niet_meegeteld,
            Self::Samenwerking(_) => 0,
            Self::Dekking(d) => d.niet_meegeteld,
            Self::Cvs(c) => c.niet_meegeteld,
        }
    }

    pub(super) const fn len(self) -> usize {
        match self {
            Self::Deelnemers(d) => d.regels.len(),
            Self::Tevredenheid(t) => t.regels.len(),
            Self::Samenwerking(_) => 1,
            Self::Dekking(d) => d.regels.len(),
            Self::Cvs(c) => c.regels.len(),
        }
    }

    /// `findings` are those of the whole file; those on other parts of it say nothing here.
    pub(super) fn fingerprint(self, findings: &[Bevinding]) -> String {
        self.print(findings.iter().filter(|b| b.deel.is_none_or(|deel| deel == self.deel())))
    }

    /// Whether a fingerprint is of this part. One that was taken before findings had a part counts those of the whole file.
    pub(super) fn has_print(self, print: &str, findings: &[Bevinding]) -> bool {
        self.fingerprint(findings) == print || self.print(findings) == print
    }

    fn print<'b>(self, findings: impl IntoIterator<Item = &'b Bevinding>) -> String {
        let (columns, left_out) = (self.printed_columns(), self.left_out());
        match self {
            Self::Deelnemers(d) => fingerprint(&d.regels, columns, left_out, findings),
            Self::Tevredenheid(t) => fingerprint(&t.regels, columns, left_out, findings),
            Self::Samenwerking(s) => fingerprint(std::slice::from_ref(s), columns, left_out, findings),
            Self::Dekking(d) => fingerprint(&d.regels, columns, left_out, findings),
            Self::Cvs(c) => fingerprint(&c.regels, columns, left_out, findings),
        }
    }

    /// The table of its rows; None for the one row of Samenwerking, which goes by the id of the part.
    pub(super) const fn table(self) -> Option<&'static str> {
        match self {
            Self::Deelnemers(_) => Some("deelnemersregel"),
            Self::Tevredenheid(_) => Some("tevredenheidsregel"),
            Self::Samenwerking(_) => None,
            Self::Dekking(_) => Some("dekkingsregel"),
            Self::Cvs(_) => Some("cvsregel"),
        }
    }

    /// The first id that is free for its rows.
    pub(super) fn first_free(self, conn: &Conn) -> Result<i64> {
        let Some(table) = self.table() else { return Ok(0) };
        conn.need(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), &[], |row| row.need(0))
    }

    /// Writes the rows with the ids of `part`.
    pub(super) fn write(self, conn: &Conn, part: Part) -> Result<()> {
        let ids = part.first..;
        match self {
            Self::Deelnemers(d) => {
                conn.fill("deelnemersregel", ids.zip(&d.regels).map(|(id, regel)| trajectwaarden(id, part, regel)))
            }
            Self::Tevredenheid(t) => conn.fill(
                "tevredenheidsregel",
                ids.zip(&t.regels).map(|(id, r)| {
                    params![
                        id,
                        part.id,
                        r.rij,
                        r.niveau,
                        r.cijfer.to_string(),
                        r.gemeente,
                        r.datum.map(Iso::new),
                        r.ondernemer.as_ref(),
                        r.toelichting.as_ref(),
                        r.gemeld_segment,
                    ]
                }),
            ),
            Self::Samenwerking(s) => {
                let row = params![part.id, s.voortgang.as_ref(), s.eigen_aandeel.as_ref(), s.ontwikkelpunten.as_ref()];
                conn.fill("samenwerking", std::iter::once(row))
            }
            Self::Dekking(d) => conn.fill(
                "dekkingsregel",
                ids.zip(&d.regels).map(|(id, r)| {
                    params![
                        id,
                        part.id,
                        r.rij,
                        r.gemeente,
                        r.aanbieder.key(),
                        r.dekking,
                        r.locatie.as_ref(),
                        r.capaciteit,
                        r.vanaf.map(Iso::new),
                        r.tot.map(Iso::new),
                        r.toelichting.as_ref(),
                    ]
                }),
            ),
            Self::Cvs(c) => conn.fill(
                "cvsregel",
                ids.zip(&c.regels).map(|(id, r)| {
                    params![
                        id,
                        part.id,
                        r.rij,
                        r.deelnemer.as_str(),
                        r.aanbieder.key(),
                        Iso::new(r.startdatum),
                        r.startsituatie,
                        r.begintrede.map(Trede::nummer),
                        r.doeltrede.map(Trede::nummer),
                        r.huidige_trede.map(Trede::nummer),
                        r.doelen,
                        r.einddatum.map(Iso::new),
                        r.beoordeeld_op.map(Iso::new),
                    ]
                }),
            ),
        }
    }
}

/// Id, part and row number stand before the columns of a sheet.
const EIGEN: usize = 3;

/// A row of Deelnemers as it is stored: the columns in the order of [`Kolom::ALL`].
fn trajectwaarden(id: i64, part: Part, regel: &Trajectregel) -> [Value<'_>; EIGEN + Kolom::ALL.len()] {
    std::array::from_fn(|i| match i {
        0 => id.into(),
        1 => part.id.into(),
        2 => regel.rij.into(),
        i => Kolom::ALL[i - EIGEN].of(regel).into(),
    })
}

/// Reads the rows of a part, in the order in which they were delivered.
fn read<T>(conn: &Conn, table: &str, part: Part, one: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    let sql = format!("SELECT * FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3 ORDER BY id");
    conn.all(&sql, &params![part.first, part.last, part.id], one)
}

pub(super) fn read_deelnemers(conn: &Conn, part: Part, kolommen: Kolommen, left_out: u32) -> Result<Deelnemers> {
    let regels = read(conn, "deelnemersregel", part, |row| {
        let mut waarden = Rijwaarden::default();
        for (i, kolom) in (EIGEN..).zip(Kolom::ALL) {
            waarden.set(kolom, values::kolomwaarde(row, i, kolom.soort())?);
        }
        waarden.row(row.need(2)?).ok_or_else(|| unreadable("rij van een traject", part.id))
    })?;
    Ok(Deelnemers { kolommen, regels, niet_meegeteld: left_out, onleesbaar: Vec::new() })
}

pub(super) fn read_tevredenheid(conn: &Conn, part: Part, left_out: u32) -> Result<Tevredenheid> {
    let regels = read(conn, "tevredenheidsregel", part, |row| {
        Ok(Tevredenheidsregel {
            rij: row.need(2)?,
            niveau: row.need_keyed(3)?,
            cijfer: row.decimal(4)?.ok_or_else(|| unreadable("cijfer", part.id))?,
            gemeente: row.keyed(5)?,
            datum: row.date(6)?,
            ondernemer: row.kept(7)?,
            toelichting: row.kept(8)?,
            gemeld_segment: row.keyed(9)?,
        })
    })?;
    Ok(Tevredenheid { regels, niet_meegeteld: left_out })
}

pub(super) fn read_samenwerking(conn: &Conn, part: Part) -> Result<Samenwerking> {
    let sql = "SELECT voortgang, eigen_aandeel, ontwikkelpunten FROM samenwerking WHERE deel = ?1";
    let found = conn.one(sql, &params![part.id], |row| {
        Ok(Samenwerking { voortgang: row.kept(0)?, eigen_aandeel: row.kept(1)?, ontwikkelpunten: row.kept(2)? })
    })?;
    found.ok_or_else(|| unreadable("samenwerking", part.id))
}

pub(super) fn read_dekking(conn: &Conn, part: Part) -> Result<Vec<Dekkingsregel>> {
    read(conn, "dekkingsregel", part, |row| {
        Ok(Dekkingsregel {
            rij: row.need(2)?,
            gemeente: row.need_keyed(3)?,
            aanbieder: values::aanbieder(row.need_text(4)?)?,
            dekking: row.ja(5)?.unwrap_or_default(),
            locatie: row.kept(6)?,
            capaciteit: row.small(7)?,
            vanaf: row.date(8)?,
            tot: row.date(9)?,
            toelichting: row.kept(10)?,
        })
    })
}

pub(super) fn read_cvs(conn: &Conn, part: Part) -> Result<Vec<Cvsregel>> {
    read(conn, "cvsregel", part, |row| {
        Ok(Cvsregel {
            rij: row.need(2)?,
            deelnemer: values::code(row.need_text(3)?)?,
            aanbieder: values::aanbieder(row.need_text(4)?)?,
            startdatum: row.need_date(5)?,
            startsituatie: row.ja(6)?,
            begintrede: row.trede(7)?,
            doeltrede: row.trede(8)?,
            huidige_trede: row.trede(9)?,
            doelen: row.ja(10)?,
            einddatum: row.date(11)?,
            beoordeeld_op: row.date(12)?,
        })
    })
}

/// Removes the rows of a part, of whatever kind it is.
pub(super) fn delete(conn: &Conn, part: Part) -> Result<()> {
    for table in ROW_TABLES {
        let sql = format!("DELETE FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3");
        conn.execute(&sql, &params![part.first, part.last, part.id])?;
    }
    conn.execute("DELETE FROM samenwerking WHERE deel = ?1", &params![part.id])?;
    Ok(())
}
