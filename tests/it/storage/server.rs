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
    pub(crate) schema: String,
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
        self.url_of_login(rol, &format!("IN ROLE {}_{rol}", self.schema))
    }

    /// The address of a login that is made in this way.
    pub(crate) fn url_of_login(&self, naam: &str, how: &str) -> String {
        let login = format!("{}_lid_{naam}", self.schema);
        self.sql(&format!("CREATE ROLE {login} LOGIN {how}"));
        let (scheme, rest) = self.url.split_once("://").unwrap();
        format!("{scheme}://{login}@{}", rest.split_once('@').unwrap().1)
    }

    /// Has the server do this; what it answers.
    pub(crate) fn sql(&self, sql: &str) -> String {
        let (server, _) = self.url.split_once("schema=").unwrap();
        let done = Command::new("psql").args([server.trim_end_matches(['?', '&']), "-qtAc", sql]).output().unwrap();
        assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(Path::new(&self.url)).unwrap()
    }
}
