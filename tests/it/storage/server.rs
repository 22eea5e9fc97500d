//! A store on a server of PostgreSQL: what only that has. `ACCOUNTGESPREK_SERVER` names a scratch server on which the user may
//! make roles; without it these tests say so and pass. `.ci/run` starts one.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use accountgesprek::storage::Store;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A database of its own on the server, with tables and nothing in them.
pub(crate) struct Proefplek {
    pub(crate) url: String,
}

impl Proefplek {
    pub(crate) fn new() -> Option<Self> {
        let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else {
            eprintln!("ACCOUNTGESPREK_SERVER noemt geen server: niet getest");
            return None;
        };
        let end = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{end}schema=t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        Store::inrichten(&url, None).unwrap();
        Some(Self { url })
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(Path::new(&self.url)).unwrap()
    }
}
