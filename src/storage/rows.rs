//! The rows of a part: written in one run with a prepared statement, read back by the range of their ids.

use rusqlite::{Connection, Statement, params};

use super::error::{Result, unreadable};
use super::fingerprint::fingerprint;
use super::values::{self, Columns, Iso, niveau_key};
use crate::domain::{
    Bevinding, CvsExport, Cvsregel, Deel, Deelnemercode, Deelnemers, Dekkingsoverzicht, Dekkingsregel, Kolommen, Leveringsdeel,
    Samenwerking, Schoon, Tevredenheid, Tevredenheidsregel, Trajectregel, Trede, Uitstroom,
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

    pub(super) fn columns(self) -> Option<u32> {
        match self {
            Self::Deelnemers(d) => Some(d.kolommen.bits()),
            _ => None,
        }
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
        let (columns, left_out) = (self.columns(), self.left_out());
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
    pub(super) fn first_free(self, conn: &Connection) -> Result<i64> {
        let Some(table) = self.table() else { return Ok(0) };
        Ok(conn.query_row(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), [], |row| row.get(0))?)
    }

    /// Writes the rows with the ids of `part`.
    pub(super) fn write(self, conn: &Connection, part: Part) -> Result<()> {
        match self {
            Self::Deelnemers(d) => write_trajecten(conn, part, &d.regels),
            Self::Tevredenheid(t) => {
                let mut statement = insert(conn, "tevredenheidsregel", 10)?;
                for (id, r) in (part.first..).zip(&t.regels) {
                    statement.execute(params![
                        id,
                        part.id,
                        r.rij,
                        niveau_key(r.niveau),
                        r.cijfer.to_string(),
                        r.gemeente.map(crate::domain::Gemeente::key),
                        r.datum.map(Iso::new),
                        r.ondernemer,
                        r.toelichting,
                        r.gemeld_segment.map(crate::domain::Segment::naam),
                    ])?;
                }
                Ok(())
            }
            Self::Samenwerking(s) => {
                insert(conn, "samenwerking", 4)?.execute(params![part.id, s.voortgang, s.eigen_aandeel, s.ontwikkelpunten])?;
                Ok(())
            }
            Self::Dekking(d) => {
                let mut statement = insert(conn, "dekkingsregel", 11)?;
                for (id, r) in (part.first..).zip(&d.regels) {
                    statement.execute(params![
                        id,
                        part.id,
                        r.rij,
                        r.gemeente.key(),
                        r.aanbieder.key(),
                        r.dekking,
                        r.locatie,
                        r.capaciteit,
                        r.vanaf.map(Iso::new),
                        r.tot.map(Iso::new),
                        r.toelichting,
                    ])?;
                }
                Ok(())
            }
            Self::Cvs(c) => {
                let mut statement = insert(conn, "cvsregel", 13)?;
                for (id, r) in (part.first..).zip(&c.regels) {
                    statement.execute(params![
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
                    ])?;
                }
                Ok(())
            }
        }
    }
}

fn insert<'c>(conn: &'c Connection, table: &str, columns: usize) -> Result<Statement<'c>> {
    let marks: Vec<String> = (1..=columns).map(|i| format!("?{i}")).collect();
    Ok(conn.prepare(&format!("INSERT INTO {table} VALUES ({})", marks.join(", ")))?)
}

fn write_trajecten(conn: &Connection, part: Part, rows: &[Trajectregel]) -> Result<()> {
    let mut statement = insert(conn, "deelnemersregel", 29)?;
    for (id, r) in (part.first..).zip(rows) {
        statement.execute(params![
            id,
            part.id,
            r.rij,
            r.deelnemer.as_str(),
            r.gemeente.key(),
            r.groep,
            Iso::new(r.startdatum),
            r.einddatum.map(Iso::new),
            r.aanpassingen,
            r.startsituatie,
            r.begintrede.map(Trede::nummer),
            r.doeltrede.map(Trede::nummer),
            r.huidige_trede.map(Trede::nummer),
            r.doelen,
            r.in_beeld,
            r.contact_professionals,
            r.voortgang_geleverd.map(Iso::new),
            r.uitstroom.map(|u| Iso::new(u.datum)),
            r.uitstroom.map(|u| u.soort.naam()),
            r.uitval_eensluidend,
            r.uren.map(|d| d.to_string()),
            r.product.map(crate::domain::Product::naam),
            r.cijfer.map(|d| d.to_string()),
            r.vervolgafspraak,
            r.volgende_stap,
            r.aanmelddatum.map(Iso::new),
            r.matchingsgesprek.map(Iso::new),
            r.eindrapportage.map(Iso::new),
            r.toelichting,
        ])?;
    }
    Ok(())
}

/// Reads the rows of a part, in the order in which they were delivered.
fn read<T>(conn: &Connection, table: &str, part: Part, mut one: impl FnMut(&rusqlite::Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    let sql = format!("SELECT * FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3 ORDER BY id");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([part.first, part.last, part.id])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(one(row)?);
    }
    Ok(all)
}

fn code(text: &str) -> Result<Deelnemercode> {
    Deelnemercode::new(Schoon::kept(text)).ok_or_else(|| unreadable("deelnemer", "geen code"))
}

pub(super) fn read_deelnemers(conn: &Connection, part: Part, columns: u32, left_out: u32) -> Result<Deelnemers> {
    let regels = read(conn, "deelnemersregel", part, |row| {
        let uitstroom = match (row.date(17)?, row.text(18)?) {
            (Some(datum), Some(soort)) => Some(Uitstroom { datum, soort: values::uitstroomsoort(soort)? }),
            (None, None) => None,
            _ => return Err(unreadable("uitstroom zonder datum", part.id)),
        };
        Ok(Trajectregel {
            rij: row.need(2)?,
            deelnemer: code(row.need_text(3)?)?,
            gemeente: values::gemeente(row.need_text(4)?)?,
            groep: row.kept(5)?,
            startdatum: row.need_date(6)?,
            einddatum: row.date(7)?,
            aanpassingen: row.small(8)?,
            startsituatie: row.ja(9)?,
            begintrede: row.trede(10)?,
            doeltrede: row.trede(11)?,
            huidige_trede: row.trede(12)?,
            doelen: row.ja(13)?,
            in_beeld: row.ja(14)?,
            contact_professionals: row.ja(15)?,
            voortgang_geleverd: row.date(16)?,
            uitstroom,
            uitval_eensluidend: row.ja(19)?,
            uren: row.decimal(20)?,
            product: row.text(21)?.map(values::product).transpose()?,
            cijfer: row.decimal(22)?,
            vervolgafspraak: row.ja(23)?,
            volgende_stap: row.ja(24)?,
            aanmelddatum: row.date(25)?,
            matchingsgesprek: row.date(26)?,
            eindrapportage: row.date(27)?,
            toelichting: row.kept(28)?,
        })
    })?;
    Ok(Deelnemers { kolommen: Kolommen::from_bits(columns), regels, niet_meegeteld: left_out })
}

pub(super) fn read_tevredenheid(conn: &Connection, part: Part, left_out: u32) -> Result<Tevredenheid> {
    let regels = read(conn, "tevredenheidsregel", part, |row| {
        Ok(Tevredenheidsregel {
            rij: row.need(2)?,
            niveau: values::niveau(row.need_text(3)?)?,
            cijfer: row.decimal(4)?.ok_or_else(|| unreadable("cijfer", part.id))?,
            gemeente: row.text(5)?.map(values::gemeente).transpose()?,
            datum: row.date(6)?,
            ondernemer: row.kept(7)?,
            toelichting: row.kept(8)?,
            gemeld_segment: row.text(9)?.map(values::segment).transpose()?,
        })
    })?;
    Ok(Tevredenheid { regels, niet_meegeteld: left_out })
}

pub(super) fn read_samenwerking(conn: &Connection, part: Part) -> Result<Samenwerking> {
    let sql = "SELECT voortgang, eigen_aandeel, ontwikkelpunten FROM samenwerking WHERE deel = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([part.id])?;
    let row = rows.next()?.ok_or_else(|| unreadable("samenwerking", part.id))?;
    Ok(Samenwerking { voortgang: row.kept(0)?, eigen_aandeel: row.kept(1)?, ontwikkelpunten: row.kept(2)? })
}

pub(super) fn read_dekking(conn: &Connection, part: Part) -> Result<Vec<Dekkingsregel>> {
    read(conn, "dekkingsregel", part, |row| {
        Ok(Dekkingsregel {
            rij: row.need(2)?,
            gemeente: values::gemeente(row.need_text(3)?)?,
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

pub(super) fn read_cvs(conn: &Connection, part: Part) -> Result<Vec<Cvsregel>> {
    read(conn, "cvsregel", part, |row| {
        Ok(Cvsregel {
            rij: row.need(2)?,
            deelnemer: code(row.need_text(3)?)?,
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
pub(super) fn delete(conn: &Connection, part: Part) -> Result<()> {
    for table in ROW_TABLES {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deel = ?3"))?
            .execute([part.first, part.last, part.id])?;
    }
    conn.execute("DELETE FROM samenwerking WHERE deel = ?1", [part.id])?;
    Ok(())
}
