//! A store on a server of PostgreSQL: what only that has. `ACCOUNTGESPREK_SERVER` names a scratch server on which the user may
//! make roles; without it these tests say so and pass. `.ci/run` starts one.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use accountgesprek::storage::Store;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A database of its own on the server, with tables and nothing in them.
pub(crate) struct Proefplek {
    pub(crate) url: String,
    schema: String,
}

impl Proefplek {
    pub(crate) fn new() -> Option<Self> {
        let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else {
            eprintln!("ACCOUNTGESPREK_SERVER noemt geen server: niet getest");
            return None;
        };
        let end = if server.contains('?') { '&' } else { '?' };
        let schema = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let url = format!("{server}{end}schema={schema}");
        Store::inrichten(&url, None).unwrap();
        Some(Self { url, schema })
    }

    /// The address of somebody who is a member of a role here.
    pub(crate) fn url_of(&self, rol: &str) -> String {
        let (server, _) = self.url.split_once("schema=").unwrap();
        let login = format!("{}_lid_{rol}", self.schema);
        let sql = format!("CREATE ROLE {login} LOGIN IN ROLE {}_{rol}", self.schema);
        let made = Command::new("psql").args([server.trim_end_matches(['?', '&']), "-qc", &sql]).status().unwrap();
        assert!(made.success(), "{sql}");
        let (scheme, rest) = self.url.split_once("://").unwrap();
        format!("{scheme}://{login}@{}", rest.split_once('@').unwrap().1)
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(Path::new(&self.url)).unwrap()
    }
}
