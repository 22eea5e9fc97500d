//! The tables, as an append-only list of steps on `PRAGMA user_version`.

#[path = "schema/010.rs"]
mod version_10;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::engine::{Conn, Marks, Mode};
use super::error::{Error, Result};

/// Marks the file as ours ("agsp"), so that the database of another program is never migrated by mistake.
const APPLICATION_ID: i64 = 0x6167_7370;

/// The same of a copy of a shared database ("agsk"): its first bytes say that it is not to be changed, also to a program that
/// knows no such copies.
const TAKEN_ALONG: i64 = 0x6167_736b;

/// How one schema version becomes the next.
#[derive(Debug, Clone, Copy)]
enum Migratie {
    Sql(&'static str),
    /// For what SQL that every engine knows cannot say. It uses nothing of the field that goes on changing.
    Rust(fn(&Conn) -> Result<()>),
}

use Migratie::{Rust, Sql};

impl Migratie {
    fn perform(self, conn: &Conn) -> Result<()> {
        match self {
            Sql(text) => conn.batch(text),
            Rust(perform) => perform(conn),
        }
    }
}

/// Step n makes schema version n + 1. Append only: files of every earlier version exist.
const MIGRATIONS: &[Migratie] = &[
    // 1: deliveries in versions, what people edit, change log.
    Sql(include_str!("schema/001.sql")),
    // 2: sessions and groups of acts, the row version of every change.
    Sql(include_str!("schema/002.sql")),
    // 3: what a gesprek says once it is vastgesteld.
    Sql(include_str!("schema/003.sql")),
    // 4: the part of a delivery that a finding belongs to.
    Sql(include_str!("schema/004.sql")),
    // 5: the segment of a mark.
    Sql(include_str!("schema/005.sql")),
    // 6: answers to the uitvraag that were corrected, and workbooks that came back empty.
    Sql(include_str!("schema/006.sql")),
    // 7: the register of aanbieders.
    Sql(include_str!("schema/007.sql")),
    // 8: source of a rate, budgets, ontwikkeldoelen.
    Sql(include_str!("schema/008.sql")),
    // 9: messages that were made.
    Sql(include_str!("schema/009.sql")),
    // 10: the columns of a part by name.
    Rust(version_10::perform),
    // 11: who was absent from a gesprek, who writes its verslag, which files of it say Concept.
    Sql(include_str!("schema/011.sql")),
    // 12: the file that an act read.
    Sql(include_str!("schema/012.sql")),
    // 13: how many a finding stands for.
    Sql(include_str!("schema/013.sql")),
    // 14: why and since when a signaal is a matter of the region.
    Sql(include_str!("schema/014.sql")),
    // 15: gesprekken of one gemeente; which gesprek a signaal comes from, and a message is about.
    Sql(include_str!("schema/015.sql")),
    // 16: signalen without a tone.
    Sql(include_str!("schema/016.sql")),
];

/// What the header of a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// Nothing in it yet.
    Empty,
    Ours(i64),
}

fn newest(steps: &[Migratie]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// The newest schema version that this program knows.
pub(super) fn known() -> i64 {
    newest(MIGRATIONS)
}

/// Looks whose database it is, without writing to it.
///
/// # Errors
/// [`Error::Foreign`] when it is not ours, [`Error::TooNew`] when a newer program made it.
pub(super) fn inspect(conn: &Conn) -> Result<Header> {
    // All of it of one moment: another program may be making the tables right now.
    header(&*conn.begin(Mode::Read)?, known())
}

/// Whether the tables of ours are described in the beginning of a file that SQLite cannot make anything of.
pub(super) fn has_our_tables(path: &Path) -> bool {
    const BEGIN: u64 = 256 * 1024;
    let mut begin = Vec::new();
    if File::open(path).and_then(|file| file.take(BEGIN).read_to_end(&mut begin)).is_err() {
        return false;
    }
    let names = |table: &&str| begin.windows(table.len()).any(|bytes| bytes == table.as_bytes());
    // Which of them come first in the file is for SQLite to decide; it may be cut off anywhere.
    let ours = [
        "CREATE TABLE versie_deel",
        "CREATE TABLE handeling",
        "CREATE TABLE wijziging",
        "CREATE TABLE deelnemersregel",
        "CREATE TABLE dekkingsregel",
        "CREATE TABLE agendapunt",
        "CREATE TABLE uitvraagretour",
    ];
    ours.iter().filter(|table| names(table)).count() >= 2
}

/// Looks in the first bytes of a file whether it is a database of ours; nothing else is touched.
///
/// # Errors
/// [`Error::NotADatabase`] and [`Error::Foreign`] when it is not.
pub(super) fn is_ours(path: &Path) -> Result<()> {
    if OURS.map(Some).contains(&application_in(path)?) { Ok(()) } else { Err(Error::Foreign) }
}

/// The marks of what is ours.
const OURS: [i64; 2] = [APPLICATION_ID, TAKEN_ALONG];

/// Whether a file is a copy of a shared database, as its first bytes say.
pub(super) fn is_taken_along(path: &Path) -> bool {
    matches!(application_in(path), Ok(Some(TAKEN_ALONG)))
}

/// Says of a file that it is such a copy.
pub(super) fn mark_taken_along(tx: &Conn) -> Result<()> {
    tx.file()?.mark(TAKEN_ALONG, known())
}

/// Whose a file says it is, in its first bytes.
fn application_in(path: &Path) -> Result<Option<i64>> {
    let mut begin = Vec::new();
    File::open(path).and_then(|file| file.take(100).read_to_end(&mut begin)).map_err(|e| Error::io(path, e))?;
    // As SQLite lays it out: what it is, and at byte 68 whose it is.
    if !begin.starts_with(b"SQLite format 3\0") {
        return Err(Error::NotADatabase);
    }
    let application = begin.get(68..72).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()).map(u32::from_be_bytes);
    Ok(application.map(i64::from))
}

/// Looks the same within a transaction.
fn header(conn: &Conn, known: i64) -> Result<Header> {
    let Marks { application, version, tables } = conn.file()?.marks().map_err(in_file)?;
    if application != 0 && !OURS.contains(&application) {
        return Err(Error::Foreign);
    }
    if application != 0 {
        if version < 1 {
            return Err(Error::Corrupt(format!("user_version: {version}")));
        }
        if version > known {
            return Err(Error::TooNew { found: version, known });
        }
        return Ok(Header::Ours(version));
    }
    if version == 0 && tables == 0 { Ok(Header::Empty) } else { Err(Error::Foreign) }
}

/// What keeps SQLite from doing what it always can stands in the file.
fn in_file(error: Error) -> Error {
    match error {
        Error::Internal(text) => Error::Corrupt(text),
        other => other,
    }
}

/// Brings the tables up to the newest version, in one transaction: a crash leaves the old version. When there is something to
/// lose, `before` is called first, with the version that stands.
pub(super) fn migrate(conn: &Conn, before: impl FnOnce(i64) -> Result<()>) -> Result<()> {
    migrate_by(conn, before, MIGRATIONS)
}

/// Performs the steps after a version, each as `translated` says it; within a transaction of the caller.
#[cfg(feature = "gedeeld")]
pub(super) fn go_on(tx: &Conn, after: i64, translated: impl Fn(&str) -> String) -> Result<()> {
    for step in MIGRATIONS.iter().skip(usize::try_from(after).unwrap_or(0)) {
        match step {
            Sql(text) => tx.batch(&translated(text))?,
            Rust(perform) => perform(tx)?,
        }
    }
    Ok(())
}

fn migrate_by(conn: &Conn, before: impl FnOnce(i64) -> Result<()>, steps: &[Migratie]) -> Result<()> {
    let known = newest(steps);
    let found = header(&*conn.begin(Mode::Read)?, known)?;
    match found {
        Header::Ours(version) if version == known => return Ok(()),
        Header::Ours(version) => before(version)?,
        Header::Empty => {}
    }
    let tx = conn.begin(Mode::Write)?;
    // Another program may have done it between our look and our lock.
    let from = match header(&tx, known)? {
        Header::Empty => 0,
        Header::Ours(version) => version,
    };
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(0)) {
        // Of a version that is not what the file says of itself, something stands there already.
        step.perform(&tx).map_err(in_file)?;
    }
    let was = tx.file()?.marks()?.application;
    tx.file()?.mark(if was == TAKEN_ALONG { was } else { APPLICATION_ID }, known)?;
    tx.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Store;
    use crate::storage::afschrift::before_migration;
    use crate::storage::engine::{File, params};

    #[test]
    fn a_landed_step_never_changes() {
        use sha2::{Digest, Sha256};
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/schema");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert_eq!(files.len(), MIGRATIONS.len(), "a file for each step");
        let text = |path| std::fs::read_to_string(path).unwrap().replace('\r', "");
        let prints: Vec<String> =
            files.iter().map(|path| crate::storage::fingerprint::hex(&Sha256::digest(text(path)))).collect();
        // Files made by it exist: a change belongs in the next step. Add the print of a new step here.
        let landed = [
            "5cc04da878795dc03b59fa623885e57d252e03972560835a24e6fa8a7aea4e76",
            "26c07605828fcddfbe20b751ae2f2348aada7f57f0c3992c8d846d3c76d47127",
            "268366bb55d2da891a947b79f915334c870fb4e3be2c6c6ce386969c9dd9054e",
            "4091472fb98f67c1a6d465b9850f1b0555dd75c7d8e4a535f31d1d1dbe5638f7",
            "869549b93414344dccfa031d0b0d3432cce24ab3fd153be3aad90b6e5e839943",
            "8871da0fa49a307d62dfde2d99dffbe899df1f9700bd99e48293759410d69194",
            "e7f866ea05224200bc6d9999f83659297a2968c9b4fa53ecbbc970f45dc9d64e",
            "b05a9b38e8e1f4f7774e21592685bdbb0b69b156f756d2ee5d48311707e80448",
            "2a173865fee764071292708595bdaa2b46d9946cb101d11460e42779190949f7",
            "312426e70eb3512b93efc81ea442248ce6b355b4367ca4c8125a40dfbaabe6c3",
            "6cfc4cc7a64b7490b09429e6c67cac1e6b38c6bcc3e72a732975d764ed862cbc",
            "930e2fb09d08226dc8e69f02f9c4a25392f225445833567015be9a8eab4a5662",
            "4916a99fc82fe20355658d77da91472a07114fb9f60ee6394fe2082fc9586f00",
            "389f327f4a43fc2787909369e9c3bc2d70abaff8b1cbcdeddd8a46fb81543958",
            "1a04967c7bba905f09ebfe80e65285f7c60c10a70324981480ac86671abc6e93",
            "eb7d29c1e7243aa6d52b3f371cb4bb05d14cbde18ece2fc5762d08af70890233",
        ];
        for (n, (print, file)) in prints.iter().zip(&files).enumerate() {
            assert_eq!(landed.get(n), Some(&print.as_str()), "{}", file.display());
        }
    }

    #[test]
    fn a_migration_keeps_a_copy_of_the_earlier_version_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gegevens.db");
        let mut store = Store::open(&path).unwrap();
        let key = store.new_pseudonym_key().unwrap();
        let act = crate::storage::Act::new("t", chrono::DateTime::default(), "t");
        assert!(store.perform(&act, |h| h.keep_pseudonym_key(&key)).unwrap());
        let mut steps = MIGRATIONS.to_vec();
        steps.push(Sql("CREATE TABLE later (x TEXT) STRICT;"));
        migrate_by(&store.conn, |from| before_migration(store.conn.file()?, &path, from), &steps).unwrap();
        assert_eq!(header(&store.conn, newest(&steps)).unwrap(), Header::Ours(newest(&steps)));
        // A program of before refuses it; the copy is what it can still read.
        drop(store);
        assert!(matches!(Store::open(&path), Err(Error::TooNew { .. })));
        let kept = folder.path().join(format!("gegevens.voor-migratie-{}.db", known()));
        assert_eq!(Store::open(&kept).unwrap().pseudonym_key().unwrap(), Some(key));
    }

    #[test]
    fn findings_of_before_get_the_part_that_their_column_or_sheet_names() {
        let conn = Conn::of(File::in_memory().unwrap());
        migrate_by(&conn, |_| Ok(()), &MIGRATIONS[..3]).unwrap();
        for (id, soort) in [(1, "rapportage"), (2, "dekking")] {
            conn.batch(&format!(
                "INSERT INTO versie VALUES ('{soort}', 'psw', '2024-K2', 1);
                 INSERT INTO levering VALUES ({id}, '{soort}', 'psw', '2024-K2', 1, 'a', 'a', 'a', NULL, NULL, 'goed', NULL, 0, 1, 'a', 'a');"
            ))
            .unwrap();
        }
        let known = [
            (1, r#"{"blad":"Blad1","kolom":"Startdatum"}"#, Some("deelnemers")),
            (1, r#"{"blad":"deelnemers K2","kolom":null}"#, Some("deelnemers")),
            (1, r#"{"blad":"Tevredenheid","kolom":null}"#, Some("tevredenheid")),
            (1, r#"{"blad":"Samenwerking","kolom":null}"#, Some("samenwerking")),
            (1, r#"{"blad":"Blad1","kolom":null}"#, None),
            (1, r#"{"blad":null,"kolom":null}"#, None),
            (2, r#"{"blad":"Blad1","kolom":null}"#, Some("dekking")),
        ];
        for (volgnr, (levering, inhoud, _)) in (0_i64..).zip(&known) {
            let values = params![i64::from(*levering), volgnr, *inhoud];
            conn.execute("INSERT INTO bevinding VALUES (?1, ?2, NULL, ?3)", &values).unwrap();
        }
        migrate(&conn, |_| Ok(())).unwrap();
        for (volgnr, (_, inhoud, deel)) in (0_i64..).zip(&known) {
            let sql = "SELECT deel FROM bevinding WHERE volgnr = ?1";
            let found = conn.need(sql, &params![volgnr], |row| row.string(0)).unwrap();
            assert_eq!(found.as_deref(), *deel, "{inhoud}");
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_the_earlier_version() {
        let broken: fn(&Conn) -> Result<()> = |conn| {
            conn.batch("CREATE TABLE half (x TEXT) STRICT;")?;
            Err(Error::Internal("halverwege".to_owned()))
        };
        for last in [Sql("CREATE TABLE onzin ("), Rust(broken)] {
            let conn = Conn::of(File::in_memory().unwrap());
            migrate(&conn, |_| Ok(())).unwrap();
            let mut steps = MIGRATIONS.to_vec();
            steps.extend([Sql("CREATE TABLE later (x TEXT) STRICT;"), last]);
            assert!(migrate_by(&conn, |_| Ok(()), &steps).is_err());
            assert_eq!(inspect(&conn).unwrap(), Header::Ours(known()));
            assert!(conn.columns("later").is_err() && conn.columns("half").is_err());
        }
    }
}
