//! Tried on a real server: people who write at once, lines that break at the worst moment, roles, versions, and moving all there
//! is. `ACCOUNTGESPREK_SERVER` names a scratch server on which the user may make roles; without it these tests pass.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chrono::DateTime;

use super::{connect, tabellen};
use crate::domain::Afspraak;
use crate::domain::testing::afspraak;
use crate::storage::engine::{Conn, Mode, Row, params};
use crate::storage::testing::{Breuk, EVEN, Lijn, Plek};
use crate::storage::{Act, AlleenLezen, Error, Nieuws, Store};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A place on the scratch server with a schema of its own.
struct Proefplek {
    server: String,
    schema: String,
}

impl Proefplek {
    fn bare() -> Option<Self> {
        let server = std::env::var("ACCOUNTGESPREK_SERVER").ok()?;
        let schema = format!("u{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        Some(Self { server, schema })
    }

    fn new() -> Option<Self> {
        let plek = Self::bare()?;
        let roles = Store::inrichten(&plek.url(), None).unwrap();
        assert_eq!(roles.len(), 4);
        Some(plek)
    }

    fn url(&self) -> String {
        format!("{}&schema={}", self.server, self.schema)
    }

    /// The same place for somebody else.
    fn url_of(&self, login: &str) -> String {
        let url = self.url();
        let (scheme, rest) = url.split_once("://").unwrap();
        format!("{scheme}://{login}@{}", rest.split_once('@').unwrap().1)
    }

    fn store(&self) -> Store {
        open(&self.url())
    }

    fn admin(&self) -> Conn {
        connect(&self.url(), None).unwrap()
    }

    /// A login that is a member of a role here.
    fn member(&self, rol: &str) -> String {
        let login = format!("{}_lid_{rol}", self.schema);
        self.admin().batch(&format!("CREATE ROLE {login} LOGIN IN ROLE {}_{rol}", self.schema)).unwrap();
        login
    }
}

fn open(url: &str) -> Store {
    Store::open(Path::new(url)).unwrap()
}

fn act(wie: &str) -> Act {
    Act::new(wie, DateTime::UNIX_EPOCH, "afspraak {} gemaakt")
}

fn count(store: &Store, table: &str) -> i64 {
    store.conn.need(&format!("SELECT count(*) FROM {table}"), &[], |row| row.need(0)).unwrap()
}

fn nieuw() -> Afspraak {
    afspraak("PSW-2024-01", None)
}

/// The session of the server that a store has, to be ended by somebody else.
fn session(store: &Store) -> i64 {
    store.conn.need("SELECT CAST(pg_backend_pid() AS BIGINT)", &[], |row| row.need(0)).unwrap()
}

impl Proefplek {
    fn end(&self, session: i64) {
        self.admin().need(&format!("SELECT pg_terminate_backend({session})"), &[], |row| row.holds(0)).unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn four_who_write_at_once_lose_and_double_nothing() {
    const ACTS: usize = 500;
    let Some(plek) = Proefplek::new() else { return };
    plek.admin().batch("CREATE TABLE som (n BIGINT); INSERT INTO som VALUES (0)").unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let plek = &plek;
            scope.spawn(move || {
                let mut store = plek.store();
                for _ in 0..ACTS {
                    let write = |h: &mut crate::storage::OpenHandeling<'_>| {
                        // What is read in an act may not be out of date when it is written; reading comes before the number.
                        let n: i64 = h.tx.need("SELECT n FROM som", &[], |row| row.need(0))?;
                        h.tx.execute("UPDATE som SET n = ?1", &params![n + 1])?;
                        h.make(nieuw())
                    };
                    store.perform(&act(&format!("schrijver {writer}")), write).unwrap();
                }
            });
        }
    });
    let store = plek.store();
    let number = |sql: &str| store.conn.need(sql, &[], |row| row.need::<i64>(0)).unwrap();
    let all = i64::try_from(4 * ACTS).unwrap();
    assert_eq!(number("SELECT n FROM som"), all);
    assert_eq!((count(&store, "afspraak"), number("SELECT count(DISTINCT nummer) FROM afspraak")), (all, all));
    assert_eq!((count(&store, "handeling"), number("SELECT max(id) FROM handeling")), (all, all));
    assert_eq!(number("SELECT max(laatste) FROM teller"), all);
}

#[test]
fn a_line_that_breaks_between_acts_is_not_noticed_and_within_one_nothing_is_stored() {
    let Some(plek) = Proefplek::new() else { return };
    let mut store = plek.store();
    store.make(&act("Bas"), nieuw()).unwrap();
    plek.end(session(&store));
    store.make(&act("Bas"), nieuw()).unwrap();
    plek.end(session(&store));
    assert_eq!(count(&store, "afspraak"), 2);
    let within = session(&store);
    let done = store.perform(&act("Bas"), |h| {
        h.make(nieuw())?;
        plek.end(within);
        h.make(nieuw()).map(drop)
    });
    assert!(matches!(done, Err(Error::Lost(_))), "{done:?}");
    assert_eq!(count(&store, "afspraak"), 2);
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!((count(&store, "afspraak"), count(&store, "handeling")), (3, 3));
}

#[test]
fn a_save_of_which_the_answer_was_lost_is_looked_up_and_never_done_twice() {
    let Some(plek) = Proefplek::new() else { return };
    let lijn = Lijn::to(&plek.server, Duration::ZERO);
    let mut store = open(&lijn.url(&plek.url()));
    let direct = plek.store();
    store.make(&act("Bas"), nieuw()).unwrap();
    // It is there: all is well, and nobody hears of it.
    lijn.breaks(Plek::NaCommit, Breuk::Weg { na: EVEN, daarna: 0 });
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!(count(&direct, "afspraak"), 2);
    // It never came there.
    lijn.breaks(Plek::VoorCommit, Breuk::Weg { na: EVEN, daarna: 0 });
    let lost = store.make(&act("Bas"), nieuw());
    assert!(matches!(lost, Err(Error::Lost(_))), "{lost:?}");
    assert_eq!(count(&direct, "afspraak"), 2);
    // Undoing is an act like any other.
    lijn.breaks(Plek::NaCommit, Breuk::Weg { na: EVEN, daarna: 0 });
    let last = store.acts(1).unwrap()[0].id;
    store.undo(last, "Bas", DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(count(&direct, "afspraak"), 1);
    // Nobody can be asked.
    lijn.breaks(Plek::NaCommit, Breuk::Weg { na: EVEN, daarna: usize::MAX });
    let unsure = store.make(&act("Bas"), nieuw());
    assert!(matches!(unsure, Err(Error::Unsure(_))), "{unsure:?}");
    lijn.mend();
    assert_eq!((count(&store, "afspraak"), count(&direct, "afspraak")), (2, 2));
}

#[test]
fn who_waits_for_another_waits_no_longer_than_asked() {
    let Some(plek) = Proefplek::new() else { return };
    let (holder, mut waiter) = (plek.store(), plek.store());
    let tx = holder.conn.begin(Mode::Write).unwrap();
    tx.execute("UPDATE teller SET laatste = laatste", &[]).unwrap();
    let begun = Instant::now();
    assert!(matches!(waiter.make(&act("Bas"), nieuw()), Err(Error::Locked)));
    assert!((4..8).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    drop(tx);
    waiter.make(&act("Bas"), nieuw()).unwrap();
    // Reading waits for nobody.
    let tx = holder.conn.begin(Mode::Write).unwrap();
    tx.execute("DELETE FROM wijziging", &[]).unwrap();
    assert_eq!(count(&waiter, "wijziging"), 1);
}

#[test]
fn what_others_store_is_heard_and_what_one_stores_oneself_is_not() {
    let Some(plek) = Proefplek::new() else { return };
    let (mut own, mut other) = (plek.store(), plek.store());
    let (tell, heard) = mpsc::sync_channel(8);
    assert!(own.listen(move |nieuws| tell.send(nieuws).unwrap()).unwrap());
    std::thread::sleep(Duration::from_millis(500));
    own.make(&act("Bas"), nieuw()).unwrap();
    assert!(heard.recv_timeout(Duration::from_millis(500)).is_err());
    other.make(&act("Anna"), nieuw()).unwrap();
    assert_eq!(heard.recv_timeout(Duration::from_secs(1)), Ok(Nieuws::Gewijzigd));
    // What was taken back tells nothing.
    let failed = other.perform(&act("Anna"), |h| {
        h.make(nieuw())?;
        Err::<(), _>(Error::Outdated)
    });
    assert!(failed.is_err() && heard.recv_timeout(Duration::from_millis(500)).is_err());
}

#[test]
fn each_role_may_do_its_own_and_nobody_signs_for_another() {
    let Some(plek) = Proefplek::new() else { return };
    let [jan, piet, lies] = ["schrijver", "signalen", "lezer"].map(|rol| plek.member(rol));
    let mut writer = open(&plek.url_of(&jan));
    assert_eq!((writer.only_reads(), writer.login()), (None, Some(jan.as_str())));
    writer.make(&act(&jan), nieuw()).unwrap();
    writer.make(&act(&format!("{jan} (beleidscollega)")), nieuw()).unwrap();
    let last = writer.acts(1).unwrap()[0].id;
    writer.undo(last, &jan, DateTime::UNIX_EPOCH).unwrap();
    let other = writer.make(&act(&piet), nieuw());
    assert!(matches!(other, Err(Error::Denied(_))), "{other:?}");
    assert_eq!(count(&writer, "afspraak"), 1);
    let denied = |conn: &Conn, all: &[&str]| {
        for sql in all {
            let done = conn.execute(sql, &[]);
            assert!(matches!(done, Err(Error::Denied(_))), "{sql}: {done:?}");
        }
    };
    denied(
        &writer.conn,
        &[
            "UPDATE handeling SET wie = 'x'",
            "DELETE FROM handeling",
            "UPDATE wijziging SET nieuw = NULL",
            "DELETE FROM wijziging",
            "UPDATE vaststelling SET inhoud = ''",
            "UPDATE schemaversie SET versie = 9",
            "UPDATE sleutel SET waarde = waarde",
            "TRUNCATE afspraak",
            "DROP TABLE afspraak",
            "ALTER TABLE afspraak ADD COLUMN x TEXT",
            "DROP TRIGGER eigen_naam ON handeling",
            &format!("CREATE TABLE {}.x (a BIGINT)", plek.schema),
            &format!("SET ROLE {}_beheer", plek.schema),
        ],
    );
    let mut van_signalen = open(&plek.url_of(&piet));
    van_signalen.make(&act(&piet), crate::domain::testing::signaal()).unwrap();
    assert!(matches!(van_signalen.make(&act(&piet), nieuw()), Err(Error::Denied(_))));
    denied(&van_signalen.conn, &["UPDATE afspraak SET tekst = ''", "DELETE FROM deelnemersregel", "SELECT 1 FROM sleutel"]);
    let mut reader = open(&plek.url_of(&lies));
    assert_eq!(reader.only_reads(), Some(AlleenLezen::Rol));
    assert_eq!(count(&reader, "afspraak"), 1);
    assert!(matches!(reader.make(&act(&lies), nieuw()), Err(Error::OnlyReads(AlleenLezen::Rol))));
    denied(&reader.conn, &["UPDATE signaal SET toon = ''", "INSERT INTO teller VALUES ('x', 1)", "SELECT 1 FROM sleutel"]);
}

#[test]
fn tables_that_are_not_there_or_of_another_version_are_refused() {
    let Some(plek) = Proefplek::bare() else { return };
    let tried = || Store::open(Path::new(&plek.url())).map(drop);
    assert!(matches!(tried(), Err(Error::TooOld { found: 0, .. })), "{:?}", tried());
    Store::inrichten(&plek.url(), None).unwrap();
    // A second time it is as it was.
    let mut store = plek.store();
    store.make(&act("Bas"), nieuw()).unwrap();
    Store::inrichten(&plek.url(), None).unwrap();
    assert_eq!(count(&store, "afspraak"), 1);
    let known = tabellen::version(&store.conn).unwrap();
    let set = |version: i64| plek.admin().execute("UPDATE schemaversie SET versie = ?1", &params![version]).map(drop).unwrap();
    set(known - 1);
    assert!(matches!(tried(), Err(Error::TooOld { found, .. }) if found == known - 1));
    set(known + 1);
    assert!(matches!(tried(), Err(Error::TooNew { .. })));
    assert!(matches!(Store::inrichten(&plek.url(), None), Err(Error::TooNew { .. })));
    // The one that was open stores nothing in tables that it does not know, and goes on when they are its own again.
    assert!(matches!(store.make(&act("Bas"), nieuw()), Err(Error::TablesMoved)));
    set(known);
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!(count(&store, "afspraak"), 2);
}

#[test]
fn everything_goes_to_a_server_and_back_as_it_was() {
    let Some(plek) = Proefplek::new() else { return };
    let example = Store::of_image(include_bytes!("../../../data/voorbeeld/bereid.db.z")).unwrap();
    let mut server = plek.store();
    let rows = server.take_over(&example).unwrap();
    assert!(rows > 1000, "{rows}");
    assert!(matches!(server.take_over(&example), Err(Error::NotEmpty)));
    assert!(server.check().unwrap().is_empty());
    let mut back = Store::in_memory().unwrap();
    assert_eq!(back.take_over(&server).unwrap(), rows);
    assert!(back.check().unwrap().is_empty());
    let (all, there) = (shown(&example.conn), shown(&server.conn));
    assert!(all == there && there == shown(&back.conn));
    // Numbers go on where they were.
    let before = count(&server, "afspraak");
    server.make(&act("Bas"), nieuw()).unwrap();
    back.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!((count(&server, "afspraak"), count(&back, "afspraak")), (before + 1, before + 1));
    assert!(server.check().unwrap().is_empty() && back.check().unwrap().is_empty());
}

#[test]
fn a_draft_stays_on_this_computer_until_what_it_said_is_stored() {
    let Some(plek) = Proefplek::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut store = plek.store();
    store.keep_near(&folder.path().join("nabij.db")).unwrap();
    store.save_draft("afspraak", "half", DateTime::UNIX_EPOCH).unwrap();
    assert!(plek.store().drafts().unwrap().is_empty());
    drop(store);
    let mut store = plek.store();
    store.keep_near(&folder.path().join("nabij.db")).unwrap();
    assert_eq!(store.draft("afspraak").unwrap().as_deref(), Some("half"));
    store.saves_draft(Some("afspraak".to_owned()));
    let lost = session(&store);
    let failed = store.perform(&act("Bas"), |h| {
        h.make(nieuw())?;
        plek.end(lost);
        h.make(nieuw()).map(drop)
    });
    assert!(failed.is_err());
    assert_eq!(store.draft("afspraak").unwrap().as_deref(), Some("half"));
    store.saves_draft(Some("afspraak".to_owned()));
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!(store.draft("afspraak").unwrap(), None);
}

/// Everything in the tables that a connection shows, one row a text.
fn shown(conn: &Conn) -> Vec<(String, Vec<String>)> {
    let table = |table: String| {
        let width = conn.columns(&table).unwrap().len();
        let row = |row: &Row<'_>| Ok(format!("{:?}", (0..width).map(|i| row.value(i).unwrap()).collect::<Vec<_>>()));
        let mut rows: Vec<String> = conn.all(&format!("SELECT * FROM {table}"), &[], row).unwrap();
        rows.sort();
        (table, rows)
    };
    tabellen::names().unwrap().into_iter().map(table).collect()
}

#[test]
fn the_mirror_shows_what_the_server_does_whatever_is_done_there() {
    let Some(plek) = Proefplek::new() else { return };
    let (mut store, other, late) = (plek.store(), plek.admin(), plek.admin());
    store.take_over(&Store::of_image(include_bytes!("../../../data/voorbeeld/bereid.db.z")).unwrap()).unwrap();
    assert!(shown(&store.conn) == shown(&other));
    let trips = store.trips();
    store.acts(1000).unwrap();
    // Of a server on which nobody else works it is one; of the whole suite, that writes elsewhere, it may be another for what changed.
    assert!(store.trips() - trips <= 2);
    // A row in the place of another: as many as before.
    let teller = "INSERT INTO teller (naam, laatste) VALUES ('proef', 1)";
    let steps = [
        teller,
        "UPDATE teller SET laatste = laatste + 1",
        "UPDATE teller SET naam = 'ander' WHERE naam = 'proef'",
        "BEGIN; DELETE FROM teller WHERE naam = 'ander'; INSERT INTO teller (naam, laatste) VALUES ('proef', 7); COMMIT",
        "BEGIN; DELETE FROM teller; ROLLBACK",
        "BEGIN; SAVEPOINT een; UPDATE teller SET laatste = 9; RELEASE een; SAVEPOINT twee; DELETE FROM teller; ROLLBACK TO twee; COMMIT",
        // What is unique in a table changes places.
        "UPDATE deelnemersregel SET id = -id; UPDATE deelnemersregel SET id = 1 - id - (SELECT min(id) FROM deelnemersregel)",
        "DELETE FROM deelnemersregel WHERE id % 3 = 0",
        "UPDATE bevinding SET inhoud = inhoud; TRUNCATE wijziging",
        "CLUSTER teller USING teller_pkey",
    ];
    for step in steps {
        for step in step.split("; ") {
            other.batch(step).unwrap();
        }
        assert!(shown(&store.conn) == shown(&other), "{step}");
    }
    other.tidy_up().unwrap();
    assert!(shown(&store.conn) == shown(&other));
    // One who began before and ends after is seen when he ends.
    let tx = late.begin(Mode::Write).unwrap();
    tx.execute("UPDATE teller SET laatste = 100", &[]).unwrap();
    other.batch("DELETE FROM stempel").unwrap();
    assert!(shown(&store.conn) == shown(&other));
    tx.commit().unwrap();
    assert!(shown(&store.conn) == shown(&other));
    // Within a transaction nothing moves; after it, what is one's own does at once.
    let tx = store.reading().unwrap();
    let numbers = |conn: &Conn| conn.need("SELECT sum(laatste) FROM teller", &[], |row| row.need::<i64>(0)).unwrap();
    let before = numbers(&tx);
    other.batch("UPDATE teller SET laatste = laatste + 1").unwrap();
    assert_eq!(numbers(&tx), before);
    drop(tx);
    assert!(numbers(&store.conn) > before);
    store.begin_look();
    let before = (count(&store, "afspraak"), store.trips());
    other.batch("DELETE FROM bericht; UPDATE teller SET laatste = laatste + 1").unwrap();
    numbers(&store.conn);
    assert_eq!((count(&store, "afspraak"), store.trips()), before, "one look asks once");
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!(count(&store, "afspraak"), before.0 + 1);
    store.end_look();
}

#[test]
fn on_a_screen_one_reads_on_while_the_line_is_broken() {
    let Some(plek) = Proefplek::new() else { return };
    let lijn = Lijn::to(&plek.server, Duration::ZERO);
    let mut store = open(&lijn.url(&plek.url()));
    store.make(&act("Bas"), nieuw()).unwrap();
    assert_eq!(count(&store, "afspraak"), 1);
    let (tell, heard) = mpsc::sync_channel(8);
    assert!(store.listen(move |nieuws| tell.send(nieuws).unwrap()).unwrap());
    let session = session(&store);
    std::thread::sleep(Duration::from_millis(500));
    lijn.close();
    plek.end(session);
    let listens = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN {}'", plek.schema);
    assert_eq!(plek.admin().all(&listens, &[], |row| row.holds(0)).unwrap(), [true]);
    assert_eq!(heard.recv_timeout(Duration::from_secs(5)), Ok(Nieuws::Doof));
    // Who asks for what is there now is told that it is not known.
    let asked = store.acts(1);
    assert!(matches!(asked, Err(Error::Lost(_))), "{asked:?}");
    store.begin_look();
    assert_eq!(count(&store, "afspraak"), 1);
    assert!(store.make(&act("Bas"), nieuw()).is_err());
    store.begin_look();
    assert_eq!(count(&store, "afspraak"), 1);
    plek.store().make(&act("Anna"), nieuw()).unwrap();
    store.begin_look();
    assert_eq!(count(&store, "afspraak"), 1);
    // As soon as it is heard again it is asked again.
    lijn.mend();
    assert_eq!(heard.recv_timeout(Duration::from_secs(10)), Ok(Nieuws::Hoort));
    store.begin_look();
    assert_eq!(count(&store, "afspraak"), 2);
}
