//! A server of PostgreSQL behind the seam, over tokio-postgres and a runtime of its own that runs only while it is asked
//! something: of an idle program no task wakes.
//!
//! Statements are unnamed and typed: one round trip, the first time too, no plan that a change of the tables makes stale, and
//! nothing that a pooler loses. What begins a transaction travels with its first question.

mod adres;
mod dialect;
mod dienst;
mod fault;
mod lijn;
mod luisteraar;
mod value;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use futures_util::future::{join, join_all};
use futures_util::{SinkExt as _, TryStreamExt as _};
use tokio::runtime::Runtime;
use tokio_postgres::Client;

use super::value::Value;
use super::vraag::{Mode, Nieuws, Query};
use crate::storage::error::{Error, Result};
use adres::CONNECT;
pub(in crate::storage) use adres::Serveradres;
use dialect::dollars;
pub(in crate::storage) use dialect::translated;
use fault::{PgResult, is_lost, passes, told};
pub(super) use value::{Row, bytes, number, text, value};
use value::{line, typed};

/// What an ordinary question may take, a little more than the server itself allows it.
const PATIENCE: Duration = Duration::from_secs(65);
/// What filling a table may take: an import over a slow line.
const PATIENCE_OF_AN_IMPORT: Duration = Duration::from_secs(20 * 60);
/// After so long a silence a writer first asks whether the server is still there: in the middle of an act it is too late.
const STALE: Duration = Duration::from_secs(15);
/// How many questions travel at once.
const TOGETHER: usize = 256;
/// So many bytes of rows go to the server at a time.
const PACKET: usize = 64 * 1024;
/// How long a writer waits for another.
const LOCK: Duration = Duration::from_secs(5);
/// How long it waits each time for a place on the server.
const PAUSE: Duration = Duration::from_millis(200);
/// The lock of writers, beside the name of the schema ("agsp").
const LOCK_KEY: i32 = 0x6167_7370;

/// A connection with a server.
pub(in crate::storage) struct Server {
    rt: Runtime,
    adres: Serveradres,
    client: RefCell<Option<Arc<Client>>>,
    /// Why the connection ended, as the server said it.
    why: Arc<Mutex<Option<String>>>,
    /// What begins a transaction and was not sent yet.
    begin: RefCell<Option<String>>,
    used: Cell<Instant>,
    trips: Cell<u64>,
    /// The version of the tables that acts are for; 0 while they are being made.
    expects: Cell<i64>,
    /// Whether anything was written by way of this connection.
    wrote: Cell<bool>,
    /// Tells what this program does from what others do.
    teken: String,
    /// Whether it was listened to and cannot be heard.
    deaf: Arc<AtomicBool>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("adres", &self.adres).finish_non_exhaustive()
    }
}

/// Why a question has no answer: the server's reason, or our own while rows are looked at.
enum Trouble {
    Server(tokio_postgres::Error),
    Ours(Error),
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(e: tokio_postgres::Error) -> Self {
        Self::Server(e)
    }
}

impl From<Error> for Trouble {
    fn from(e: Error) -> Self {
        Self::Ours(e)
    }
}

/// Sends what begins the transaction together with its first question.
async fn with<T>(client: &Client, begin: Option<&str>, ask: impl Future<Output = PgResult<T>>) -> PgResult<T> {
    let Some(begin) = begin else { return ask.await };
    let (begun, answer) = join(client.batch_execute(begin), ask).await;
    begun?;
    answer
}

/// Connecting.
impl Server {
    pub(in crate::storage) fn connect(adres: Serveradres) -> Result<Self> {
        let server = Self {
            rt: lijn::runtime()?,
            adres,
            client: RefCell::default(),
            why: Arc::default(),
            begin: RefCell::default(),
            used: Cell::new(Instant::now()),
            trips: Cell::new(0),
            expects: Cell::new(0),
            wrote: Cell::new(false),
            teken: format!("{:08x}", RandomState::new().hash_one(0) & 0xffff_ffff),
            deaf: Arc::default(),
        };
        server.reconnect()?;
        Ok(server)
    }

    /// Where it is.
    pub(in crate::storage) const fn adres(&self) -> &Serveradres {
        &self.adres
    }

    /// Tells what others do; what this program stores itself is signed, and not told.
    pub(super) fn listen(&self, tell: impl Fn(Nieuws) + Send + Sync + 'static) -> Result<()> {
        let deaf = Arc::clone(&self.deaf);
        let tell = move |nieuws| {
            deaf.store(nieuws == Nieuws::Doof, Ordering::SeqCst);
            tell(nieuws);
        };
        let begun = luisteraar::begin(self.adres.clone(), self.teken.clone(), tell);
        begun.map_err(|e| Error::Internal(format!("luisteraar: {e}")))
    }

    /// Whether the line to the server seems to be broken, by who listens to it.
    pub(super) fn is_deaf(&self) -> bool {
        self.deaf.load(Ordering::SeqCst)
    }

    /// How often something went to the server and back.
    pub(super) const fn trips(&self) -> u64 {
        self.trips.get()
    }

    pub(super) const fn has_written(&self) -> bool {
        self.wrote.get()
    }

    /// From now on an act is refused when the tables are of another version than this.
    pub(in crate::storage) fn expect(&self, version: i64) {
        self.expects.set(version);
    }

    /// Connects; waits for a place no longer than for a lock.
    fn reconnect(&self) -> Result<Arc<Client>> {
        let begun = Instant::now();
        let client = loop {
            let why = Arc::clone(&self.why);
            let ended = move |told: Option<String>| *why.lock().unwrap_or_else(PoisonError::into_inner) = told;
            let connecting = lijn::connect(&self.adres, ended);
            let client = self.rt.block_on(async { tokio::time::timeout(CONNECT, connecting).await });
            match client.map_err(|_| Error::Lost("geen antwoord bij het verbinden".to_owned()))? {
                Err(e) if passes(&e) && begun.elapsed() < LOCK => std::thread::sleep(PAUSE),
                client => break Arc::new(client.map_err(|e| told(&e))?),
            }
        };
        self.client.replace(Some(Arc::clone(&client)));
        self.used.set(Instant::now());
        Ok(client)
    }

    /// The connection; made anew when it was lost, but never in the middle of a transaction.
    fn client(&self, mode: Option<Mode>) -> Result<Arc<Client>> {
        let held = self.client.borrow().clone();
        if let Some(client) = held {
            // The task of the connection slept since the last question. It first reads what the server said meanwhile: to
            // write to a server that said goodbye would wipe out its last words, and leave doubt about what arrived.
            self.breathe();
            if !client.is_closed() {
                return Ok(client);
            }
            self.client.replace(None);
        }
        if mode.is_some() && self.begin.borrow().is_none() {
            return Err(Error::Lost(self.last_words().unwrap_or_else(|| "de verbinding is verbroken".to_owned())));
        }
        self.reconnect()
    }

    fn last_words(&self) -> Option<String> {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Gives the task of the connection the time to do what it can do now.
    fn breathe(&self) {
        self.rt.block_on(async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
        });
    }

    fn forget(&self) {
        self.client.replace(None);
        // Its task sees that nobody holds it any more, and closes the line.
        self.breathe();
    }

    /// Asks something; a transaction that was not begun yet begins with it. `again` says that it may be asked once more on a
    /// new connection.
    fn ask<T>(
        &self,
        mode: Option<Mode>,
        patience: Duration,
        again: bool,
        mut doing: impl AsyncFnMut(&Client, Option<&str>) -> std::result::Result<T, Trouble>,
    ) -> Result<T> {
        // What was lost together with the begin of a transaction left nothing behind.
        let mut again = again && (mode.is_none() || self.begin.borrow().is_some());
        loop {
            let client = self.client(mode)?;
            let begin = self.begin.borrow().clone();
            let done = self.rt.block_on(async { tokio::time::timeout(patience, doing(&client, begin.as_deref())).await });
            self.trips.set(self.trips.get() + 1);
            let lost = match &done {
                Ok(Err(Trouble::Server(e))) => is_lost(e),
                Err(_) => true,
                Ok(_) => false,
            };
            if lost {
                self.forget();
                if done.is_ok() && std::mem::take(&mut again) {
                    continue;
                }
            }
            self.begin.replace(None);
            return match done {
                Ok(Ok(value)) => {
                    self.used.set(Instant::now());
                    Ok(value)
                }
                Ok(Err(Trouble::Ours(e))) => Err(e),
                Ok(Err(Trouble::Server(e))) => {
                    let words = self.last_words().filter(|_| lost);
                    Err(words.map_or_else(|| told(&e), Error::Lost))
                }
                Err(_) => Err(Error::Lost("de server geeft geen antwoord".to_owned())),
            };
        }
    }
}

/// Questions.
impl Server {
    pub(super) fn batch(&self, sql: &str, mode: Option<Mode>) -> Result<()> {
        self.wrote.set(true);
        self.ask(mode, PATIENCE, false, async |client, begin| Ok(with(client, begin, client.batch_execute(sql)).await?))
    }

    pub(super) fn execute(&self, sql: &str, params: &[Value<'_>], mode: Option<Mode>) -> Result<usize> {
        let sql = dollars(sql);
        self.wrote.set(true);
        let touched = self.ask(mode, PATIENCE, mode.is_some(), async |client, begin| {
            Ok(with(client, begin, execute(client, &sql, params)).await?)
        })?;
        Ok(usize::try_from(touched).unwrap_or(usize::MAX))
    }

    /// Gives the rows one by one, as long as `look` goes on.
    pub(super) fn each(
        &self,
        sql: &str,
        params: &[Value<'_>],
        mode: Option<Mode>,
        look: &mut dyn FnMut(Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let sql = dollars(sql);
        let reads = sql.trim_start().starts_with("SELECT") || sql.trim_start().starts_with("WITH");
        self.wrote.set(self.wrote.get() || !reads);
        let mut begun = false;
        self.ask(mode, PATIENCE, mode.is_some() || reads, async |client, begin| {
            if begun {
                // Rows of the answer that was lost were looked at already: they are not looked at twice.
                return Err(Error::Lost("de verbinding is verbroken".to_owned()).into());
            }
            let rows = with(client, begin, client.query_typed_raw(&sql, typed(params))).await?;
            let mut rows = pin!(rows);
            let mut goes_on = true;
            // All of them are taken, also when no more need be looked at: what comes after it is another question's.
            while let Some(row) = rows.try_next().await? {
                begun = true;
                goes_on = goes_on && look(&row)?.is_continue();
            }
            Ok(())
        })
    }

    /// Asks several questions in one round trip; `map` is told which one a row is of.
    pub(super) fn several<T>(
        &self,
        queries: &[Query<'_>],
        mode: Option<Mode>,
        map: &mut dyn FnMut(usize, Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        let sql: Vec<String> = queries.iter().map(|query| dollars(query.sql)).collect();
        self.wrote.set(self.wrote.get() || sql.iter().any(|sql| !sql.starts_with("SELECT")));
        let mut answers = Vec::with_capacity(queries.len());
        for (queries, sql) in queries.chunks(TOGETHER).zip(sql.chunks(TOGETHER)) {
            let answered = self.ask(mode, PATIENCE, mode.is_some(), async |client, begin| {
                // Each reads its own rows: the connection holds back what nobody takes, so to wait for all of them to begin
                // before reading any would wait for ever.
                let asked = join_all(queries.iter().zip(sql).map(|(query, sql)| rows(client, sql, &query.params)));
                let all = async { asked.await.into_iter().collect::<PgResult<Vec<_>>>() };
                Ok(with(client, begin, all).await?)
            })?;
            for rows in answered {
                let which = answers.len();
                answers.push(rows.iter().map(|row| map(which, row)).collect::<Result<Vec<T>>>()?);
            }
        }
        Ok(answers)
    }

    /// Asks several questions in one round trip of a transaction that reads, and gives the rows of each as they come: what is
    /// large is never held.
    pub(super) fn gather(&self, vragen: &[String], look: &mut dyn FnMut(usize, Row<'_>) -> Result<()>) -> Result<()> {
        let patience = if vragen.len() > 1 { PATIENCE_OF_AN_IMPORT } else { PATIENCE };
        let (look, ours, begun) = (RefCell::new(look), RefCell::new(None), Cell::new(false));
        self.ask(Some(Mode::Read), patience, true, async |client, begin| {
            if begun.get() {
                // As for one question: nothing is looked at twice.
                return Err(Error::Lost("de verbinding is verbroken".to_owned()).into());
            }
            let begin = begin.map(|begin| format!("{begin}; SET LOCAL statement_timeout = '15min'"));
            let one = async |which: usize, sql: &str| -> PgResult<()> {
                let rows = client.query_typed_raw(sql, typed(&[])).await?;
                let mut rows = pin!(rows);
                while let Some(row) = rows.try_next().await? {
                    begun.set(true);
                    if ours.borrow().is_none() {
                        let looked = (look.borrow_mut())(which, &row);
                        ours.replace(looked.err());
                    }
                }
                Ok(())
            };
            let asked = join_all(vragen.iter().enumerate().map(|(which, sql)| one(which, sql)));
            with(client, begin.as_deref(), async { asked.await.into_iter().collect::<PgResult<Vec<()>>>() }).await?;
            ours.take().map_or(Ok(()), |error| Err(error.into()))
        })
    }

    /// Writes many whole rows.
    pub(super) fn fill<'v, R: AsRef<[Value<'v>]>>(&self, table: &str, rows: impl Iterator<Item = R>) -> Result<()> {
        let sql = format!("COPY {table} FROM STDIN");
        let mut rows = Some(rows);
        self.wrote.set(true);
        self.ask(Some(Mode::Write), PATIENCE_OF_AN_IMPORT, false, async |client, begin| {
            // The limit of ordinary statements is not for an import over a slow line.
            let begin = format!("{};SET LOCAL statement_timeout = '15min'", begin.unwrap_or_default());
            let sink = with(client, Some(begin.trim_start_matches(';')), client.copy_in::<_, Bytes>(&sql)).await?;
            let mut sink = pin!(sink);
            let mut text = BytesMut::with_capacity(PACKET + PACKET / 4);
            for row in rows.take().into_iter().flatten() {
                line(&mut text, row.as_ref())?;
                if text.len() > PACKET {
                    sink.send(text.split().freeze()).await?;
                }
            }
            sink.send(text.freeze()).await?;
            sink.finish().await?;
            Ok(())
        })
    }

    /// The columns of a table, in their order.
    pub(super) fn columns(&self, table: &str, mode: Option<Mode>) -> Result<Vec<String>> {
        let sql = format!("SELECT * FROM {table} WHERE 1 = 0");
        self.ask(mode, PATIENCE, mode.is_some(), async |client, begin| {
            let statement = with(client, begin, client.prepare(&sql)).await?;
            Ok(statement.columns().iter().map(|column| column.name().to_owned()).collect())
        })
    }
}

/// Transactions.
impl Server {
    /// Says how the next question begins.
    pub(super) fn begin(&self, mode: Mode) {
        if mode == Mode::Write && self.used.get().elapsed() > STALE {
            self.make_sure();
        }
        self.begin.replace(Some(match mode {
            Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            // READ COMMITTED on purpose: what is asked after the lock was given sees all that was stored before it. Under
            // REPEATABLE READ the moment would be that of asking for the lock, before the wait.
            Mode::Write => {
                // A division by zero when the owner brought the tables up to date meanwhile: a program of before stores nothing.
                let same = match self.expects.get() {
                    0 => String::new(),
                    version => format!("; SELECT 1 / (versie = {version})::int FROM schemaversie"),
                };
                format!(
                    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {};
                     SELECT pg_advisory_xact_lock({LOCK_KEY}, coalesce(hashtext(current_schema()), 0)){same}",
                    LOCK.as_millis()
                )
            }
        }));
    }

    /// Looks whether the server is still there, and goes to it again when it is not. What comes of it the next question tells.
    fn make_sure(&self) {
        let held = self.client.borrow().clone();
        if let Some(client) = held {
            let alive = self.rt.block_on(async { tokio::time::timeout(CONNECT, client.check_connection()).await });
            if !matches!(alive, Ok(Ok(()))) {
                self.forget();
            }
        }
        self.used.set(Instant::now());
    }

    /// Commits, and tells who listens that something changed.
    ///
    /// # Errors
    /// [`Error::Unsure`] when the answer was lost on its way.
    pub(super) fn commit(&self) -> Result<()> {
        if self.begin.take().is_some() {
            // Nothing was asked in it.
            return Ok(());
        }
        let sql = format!("SELECT pg_notify('{}', '{}'); COMMIT", self.adres.schema(), self.teken);
        let done = self.ask(Some(Mode::Write), PATIENCE, false, async |client, _| Ok(client.batch_execute(&sql).await?));
        done.map_err(|e| if let Error::Lost(why) = e { Error::Unsure(why) } else { e })
    }

    /// Sends it, and does not wait for the answer.
    pub(super) fn rollback(&self) {
        if self.begin.take().is_some() {
            return;
        }
        let Some(client) = self.client.borrow().clone() else { return };
        self.rt.block_on(async {
            let mut answer = pin!(client.batch_execute("ROLLBACK"));
            // One look at it puts it in the queue; the task of the connection writes what is in there.
            std::future::poll_fn(|cx| {
                let _ = answer.as_mut().poll(cx);
                Poll::Ready(())
            })
            .await;
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
    }
}

async fn rows(client: &Client, sql: &str, params: &[Value<'_>]) -> PgResult<Vec<tokio_postgres::Row>> {
    client.query_typed_raw(sql, typed(params)).await?.try_collect().await
}

async fn execute(client: &Client, sql: &str, params: &[Value<'_>]) -> PgResult<u64> {
    let rows = client.query_typed_raw(sql, typed(params)).await?;
    let mut rows = pin!(rows);
    while rows.try_next().await?.is_some() {}
    Ok(rows.rows_affected().unwrap_or(0))
}
