//! A service: what a file of PostgreSQL's own (`PGSERVICEFILE`, else `~/.pg_service.conf`) says of a server under a name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tokio_postgres::Config;

use crate::files;
use crate::storage::error::{Error, Result};

/// What stands under the name; what says nothing of the way to the server is left alone.
#[derive(Debug)]
pub(super) struct Dienst {
    naam: String,
    waarden: BTreeMap<String, String>,
    /// Whether others can read the file: then no password of it is used.
    is_open: bool,
}

impl Dienst {
    /// # Errors
    /// [`Error::Address`] when there is no file, or nothing of that name in it.
    pub(super) fn find(naam: &str) -> Result<Self> {
        Self::of_file(naam, &bestand().ok_or_else(|| not_there(naam, &[]))?)
    }

    fn of_file(naam: &str, path: &Path) -> Result<Self> {
        let Ok(text) = std::fs::read_to_string(path) else { return Err(not_there(naam, &[])) };
        let mut all = sections(&text);
        let Some(waarden) = all.remove(naam) else {
            return Err(not_there(naam, &all.into_keys().collect::<Vec<_>>()));
        };
        Ok(Self { naam: naam.to_owned(), waarden, is_open: files::is_open_to_others(path).unwrap_or(true) })
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.waarden.get(key).map(String::as_str).filter(|waarde| !waarde.is_empty())
    }

    /// Fills in what an address leaves open.
    fn fill(&self, config: &mut Config) {
        if config.get_hosts().is_empty() && config.get_ports().is_empty() {
            self.get("host").map(|host| config.host(host));
            self.get("port").and_then(|port| port.parse().ok()).map(|port| config.port(port));
        }
        if config.get_dbname().is_none() {
            self.get("dbname").map(|dbname| config.dbname(dbname));
        }
        if config.get_user().is_none() {
            self.get("user").map(|user| config.user(user));
        }
    }

    /// The same. Returns the password, when all of the address is that of the service and nobody else can read the file.
    pub(super) fn complete(&self, config: &mut Config) -> Option<String> {
        self.fill(config);
        let password = self.get("password")?;
        if self.is_open {
            tracing::warn!(dienst = self.naam, "anderen kunnen het bestand lezen: het wachtwoord erin is niet gebruikt");
            return None;
        }
        let mut own = Config::new();
        self.fill(&mut own);
        let is_own = (own.get_hosts(), own.get_ports(), own.get_dbname(), own.get_user())
            == (config.get_hosts(), config.get_ports(), config.get_dbname(), config.get_user());
        is_own.then(|| password.to_owned())
    }

    /// The certificate is always checked, whatever less a service asks for; only no TLS at all is another matter.
    pub(super) fn sslmode(&self) -> &str {
        self.get("sslmode").filter(|mode| *mode == "disable").unwrap_or("verify-full")
    }

    pub(super) fn sslrootcert(&self) -> Option<&str> {
        self.get("sslrootcert").filter(|root| *root != "system")
    }
}

/// The file with services: that of `PGSERVICEFILE`, else `~/.pg_service.conf`.
fn bestand() -> Option<PathBuf> {
    std::env::var_os("PGSERVICEFILE").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".pg_service.conf")))
}

fn not_there(naam: &str, known: &[String]) -> Error {
    let known = if known.is_empty() { String::new() } else { format!("; wel {}", known.join(", ")) };
    Error::Address(format!("in het bestand dat PGSERVICEFILE noemt (of ~/.pg_service.conf) staat geen dienst ‘{naam}’{known}"))
}

/// The lines `sleutel=waarde` below each `[naam]`; those that begin with `#` are remarks.
fn sections(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(naam) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            // Of two with one name the first counts, as it does for PostgreSQL.
            current = if all.contains_key(naam) { None } else { Some(all.entry(naam.to_owned()).or_default()) };
        } else if let (Some(waarden), Some((key, value))) = (current.as_mut(), line.split_once('=')) {
            waarden.insert(key.trim().to_owned(), value.trim().to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# diensten\n[team]\nhost=localhost\nport=5433\ndbname=team\nuser=jan\npassword=geheim\n\
                        sslmode=require\nconnect_timeout=3\n\n[thuis]\nhost=/run\nsslmode = disable\n";

    fn dienst(naam: &str, mode: u32) -> Result<Dienst> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("diensten");
        std::fs::write(&path, FILE).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        Dienst::of_file(naam, &path)
    }

    #[test]
    fn a_service_fills_in_what_an_address_leaves_open() {
        let team = dienst("team", 0o600).unwrap();
        let mut config = "postgres://".parse::<Config>().unwrap();
        assert_eq!(team.complete(&mut config).as_deref(), Some("geheim"));
        assert_eq!((config.get_ports(), config.get_dbname(), config.get_user()), (&[5433][..], Some("team"), Some("jan")));
        assert_eq!((team.sslmode(), team.sslrootcert()), ("verify-full", None));
        assert_eq!(dienst("thuis", 0o600).unwrap().sslmode(), "disable");
        // What the address says itself stays, and to another place no password goes along.
        for url in ["postgres://piet@db.nl:1/ander", "postgres:///ander", "postgres://piet@/"] {
            let mut config: Config = url.parse().unwrap();
            assert_eq!(team.complete(&mut config), None, "{url}");
        }
        let said = dienst("weg", 0o600).unwrap_err().to_string();
        assert!(said.contains("geen dienst ‘weg’; wel team, thuis") && !said.contains("geheim"), "{said}");
        assert!(Dienst::of_file("team", Path::new("/nergens")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn of_a_file_that_others_can_read_no_password_is_used() {
        let mut config = "postgres://".parse::<Config>().unwrap();
        assert_eq!(dienst("team", 0o644).unwrap().complete(&mut config), None);
        assert_eq!(config.get_user(), Some("jan"));
    }
}
