//! A line to a scratch server that is slow, stalls and breaks as it is told, and a server of one's own to be killed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Where on the line something happens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Plek {
    /// After so many bytes to the server, or back from it.
    Heen(usize),
    Terug(usize),
    /// Before a commit gets there, or after that and before its answer is back.
    VoorCommit,
    NaCommit,
    /// After so many bytes back since one got there.
    Daarna(usize),
}

/// What happens there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Breuk {
    /// Nothing moves for so long, and then it goes on.
    Stil(Duration),
    /// Nothing comes back any more, and after so long the line is gone. The next so many are refused.
    Weg { na: Duration, daarna: usize },
}

/// As long as the server needs for what came there before the line went.
pub(crate) const EVEN: Duration = Duration::from_millis(50);

#[derive(Debug)]
struct Stand {
    breuk: Mutex<Option<(Plek, Breuk)>>,
    /// How many connections are refused.
    dicht: Mutex<usize>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

impl Stand {
    /// Where in these bytes it happens, and what.
    fn breaks(&self, heen: bool, bytes: &[u8]) -> Option<(usize, Breuk)> {
        let mut next = held(&self.breuk);
        let (plek, breuk) = next.as_mut()?;
        let is_commit = || heen && bytes.windows(7).any(|w| w == b"COMMIT\0");
        if let Plek::Daarna(left) = *plek {
            if is_commit() {
                *plek = Plek::Terug(left);
            }
            return None;
        }
        let at = match plek {
            Plek::Heen(left) if heen => left,
            Plek::Terug(left) if !heen => left,
            Plek::VoorCommit if is_commit() => &mut 0,
            Plek::NaCommit if is_commit() => &mut bytes.len(),
            _ => return None,
        };
        if *at > bytes.len() {
            *at -= bytes.len();
            return None;
        }
        let at = *at;
        let breuk = *breuk;
        *next = None;
        if let Breuk::Weg { daarna, .. } = breuk {
            *held(&self.dicht) = daarna;
        }
        Some((at, breuk))
    }

    fn refuses(&self) -> bool {
        let mut dicht = held(&self.dicht);
        let refuses = *dicht > 0;
        *dicht = dicht.saturating_sub(1);
        refuses
    }
}

/// A line to the server of an address.
pub(crate) struct Lijn {
    port: u16,
    stand: Arc<Stand>,
}

impl Lijn {
    /// A line over which a trip takes so long.
    pub(crate) fn to(url: &str, trip: Duration) -> Self {
        let (_, rest) = url.split_once('@').unwrap();
        let to = rest.split_once('/').unwrap().0.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stand = Arc::new(Stand { breuk: Mutex::default(), dicht: Mutex::default() });
        let own = Arc::clone(&stand);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if own.refuses() {
                    continue;
                }
                // The first trip is that of connecting.
                thread::sleep(trip);
                let Ok(server) = TcpStream::connect(&to) else { continue };
                let is_cut = Arc::new(AtomicBool::new(false));
                for (heen, from, to) in [(true, &client, &server), (false, &server, &client)] {
                    to.set_nodelay(true).unwrap();
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    carry(Arc::clone(&own), heen, (from, to), trip / 2, Arc::clone(&is_cut));
                }
            }
        });
        Self { port, stand }
    }

    /// The same address by way of this line.
    pub(crate) fn url(&self, url: &str) -> String {
        let (user, rest) = url.split_once('@').unwrap();
        format!("{user}@localhost:{}/{}", self.port, rest.split_once('/').unwrap().1)
    }

    /// Says what happens next, once.
    pub(crate) fn breaks(&self, plek: Plek, breuk: Breuk) {
        *held(&self.stand.breuk) = Some((plek, breuk));
    }

    /// Whether what was to happen has happened.
    pub(crate) fn has_broken(&self) -> bool {
        held(&self.stand.breuk).is_none()
    }

    /// No line is to be had, until it is whole.
    pub(crate) fn close(&self) {
        *held(&self.stand.dicht) = usize::MAX;
    }

    /// From now on nothing happens on it.
    pub(crate) fn mend(&self) {
        (*held(&self.stand.breuk), *held(&self.stand.dicht)) = (None, 0);
    }
}

/// Carries bytes one way, all of them so much later.
fn carry(stand: Arc<Stand>, heen: bool, (mut from, mut to): (TcpStream, TcpStream), later: Duration, is_cut: Arc<AtomicBool>) {
    let (sender, under_way) = channel::<(Instant, Vec<u8>)>();
    let ends = [from.try_clone().unwrap(), to.try_clone().unwrap()];
    thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(n @ 1..) = from.read(&mut buffer) {
            let mut bytes = &buffer[..n];
            if let Some((at, breuk)) = stand.breaks(heen, bytes) {
                if matches!(breuk, Breuk::Weg { .. }) {
                    is_cut.store(true, Ordering::SeqCst);
                }
                let _ = sender.send((Instant::now() + later, bytes[..at].to_vec()));
                bytes = &bytes[at..];
                match breuk {
                    Breuk::Stil(so_long) => thread::sleep(so_long),
                    Breuk::Weg { na, .. } => {
                        thread::sleep(na + later);
                        for end in ends {
                            let _ = end.shutdown(Shutdown::Both);
                        }
                        return;
                    }
                }
            }
            if is_cut.load(Ordering::SeqCst) || sender.send((Instant::now() + later, bytes.to_vec())).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (at, bytes) in under_way {
            thread::sleep(at.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                return;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}

/// A server of one's own, which goes with it.
pub(crate) struct Eigenserver {
    pub(crate) url: String,
    child: Child,
    vraag: Option<ChildStdin>,
    antwoord: BufReader<ChildStdout>,
}

impl Eigenserver {
    /// None where none can be had.
    pub(crate) fn start() -> Option<Self> {
        let script = r#"echo "$ACCOUNTGESPREK_SERVER"; while read -r what; do eval "$ACCOUNTGESPREK_PG_CTL $what" >/dev/null 2>&1; echo; done"#;
        let mut child = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/met-server"))
            .args(["bash", "-c", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (vraag, antwoord) = (child.stdin.take(), BufReader::new(child.stdout.take()?));
        let mut own = Self { url: String::new(), child, vraag, antwoord };
        own.url = own.heard();
        (!own.url.is_empty()).then_some(own)
    }

    fn heard(&mut self) -> String {
        let mut line = String::new();
        self.antwoord.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Has `pg_ctl` do this, and waits for it.
    pub(crate) fn pg_ctl(&mut self, what: &str) {
        writeln!(self.vraag.as_mut().unwrap(), "{what}").unwrap();
        self.heard();
    }
}

impl Drop for Eigenserver {
    fn drop(&mut self) {
        drop(self.vraag.take());
        let _ = self.child.wait();
    }
}
