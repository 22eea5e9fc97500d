//! Where a server is, how to get in, and how to be sure that it is the one.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::dienst::Dienst;
use crate::files;
use crate::storage::engine::vraag::DIENST;
use crate::storage::error::{Error, Result};

/// What connecting may take.
pub(super) const CONNECT: Duration = Duration::from_secs(8);
/// The port of a server that names none.
const POORT: u16 = 5432;
/// Where the tables are, unless the address says otherwise.
const SCHEMA: &str = "accountgesprek";

/// The address of a database on a server: `postgres://naam@computer:poort/database`, with `sslrootcert`, `sslmode` and `schema`
/// behind a question mark, or `service` for what a service file of PostgreSQL says of it. Its password stands in the file that
/// `PGPASSFILE` names, never in it.
#[derive(Clone)]
pub(in crate::storage) struct Serveradres {
    pub(super) config: Config,
    pub(super) tls: Option<MakeRustlsConnect>,
    schema: String,
}

impl fmt::Debug for Serveradres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Serveradres {
    /// # Errors
    /// [`Error::Address`] with what is wrong with it, [`Error::Denied`] for a certificate that cannot be read.
    pub(in crate::storage) fn parse(url: &str) -> Result<Self> {
        let wrong = |text: &str| Error::Address(text.to_owned());
        // A service alone is an address of which it says all.
        let (plain, query) =
            if url.starts_with(DIENST) { ("postgres://", url) } else { url.split_once('?').unwrap_or((url, "")) };
        let (mut mode, mut root, mut schema, mut dienst) = (None, None, SCHEMA, None);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value.to_owned()),
                Some(("sslrootcert", value)) => root = Some(value.to_owned()),
                Some(("schema", value)) => schema = value,
                Some(("service", value)) => dienst = Some(value.to_owned()),
                _ => return Err(wrong("achter het vraagteken kunnen alleen sslmode, sslrootcert, schema en service staan")),
            }
        }
        if schema.is_empty() || !schema.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            return Err(wrong("een schema heeft alleen kleine letters, cijfers en _"));
        }
        let mut config: Config =
            plain.parse().map_err(|_| wrong("het is niet te lezen als postgres://naam@computer/database"))?;
        if config.get_password().is_some() {
            return Err(wrong("een wachtwoord hoort er niet in; zet het in het bestand dat PGPASSFILE noemt"));
        }
        let lacks = config.get_hosts().is_empty() || config.get_dbname().is_none();
        // The one of the surroundings only says what an address leaves open: it may be there for other programs.
        let dienst = dienst.filter(|naam| !naam.is_empty()).or_else(|| std::env::var("PGSERVICE").ok().filter(|_| lacks));
        let dienst = dienst.map(|naam| Dienst::find(&naam)).transpose()?;
        let own_password = dienst.as_ref().and_then(|dienst| dienst.complete(&mut config));
        let mode = mode.or_else(|| dienst.as_ref().map(|dienst| dienst.sslmode().to_owned()));
        let root = root.or_else(|| dienst.as_ref()?.sslrootcert().map(str::to_owned));
        if config.get_hosts().is_empty() {
            return Err(wrong("de naam van de computer ontbreekt"));
        }
        if config.get_dbname().is_none() {
            return Err(wrong("de naam van de database ontbreekt"));
        }
        let tls = match mode.as_deref().unwrap_or("verify-full") {
            "verify-full" => {
                config.ssl_mode(SslMode::Require);
                Some(tls(root.as_deref())?)
            }
            "disable" if config.get_hosts().iter().all(is_this_computer) => {
                config.ssl_mode(SslMode::Disable);
                None
            }
            _ => return Err(wrong("sslmode is verify-full; alleen naar deze computer zelf kan ook disable")),
        };
        let password = own_password.or_else(|| password_for(&config, &passfile()?));
        if let Some(password) = password {
            config.password(password);
        }
        config
            .options(format!(
                // The last five: of who vanished, the lock is free within seconds and not hours.
                "-c search_path={schema} -c timezone=UTC -c statement_timeout=60s -c idle_in_transaction_session_timeout=20s \
                 -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 \
                 -c client_connection_check_interval=5s"
            ))
            .application_name("accountgesprek")
            .connect_timeout(CONNECT)
            .keepalives_idle(Duration::from_secs(30))
            .keepalives_interval(Duration::from_secs(10))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(20));
        Ok(Self { config, tls, schema: schema.to_owned() })
    }

    /// Goes in with this password.
    pub(in crate::storage) fn take_password(&mut self, wachtwoord: &str) {
        self.config.password(wachtwoord);
    }

    /// The schema with the tables.
    pub(in crate::storage) fn schema(&self) -> &str {
        &self.schema
    }

    /// As users read it: without what says how to get in.
    pub(in crate::storage) fn shown(&self) -> String {
        let host = self.config.get_hosts().first().map(named).unwrap_or_default();
        let port = self.config.get_ports().first().filter(|port| **port != POORT).map(|port| format!(":{port}"));
        let schema = if self.schema == SCHEMA { String::new() } else { format!("?schema={}", self.schema) };
        format!("postgres://{host}{}/{}{schema}", port.unwrap_or_default(), self.config.get_dbname().unwrap_or_default())
    }
}

fn named(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(_) => "localhost".to_owned(),
    }
}

/// Nothing that goes there leaves this computer.
fn is_this_computer(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// TLS that believes the certificates of this computer, or the one in the file.
fn tls(root: Option<&str>) -> Result<MakeRustlsConnect> {
    let wrong = |e: &dyn fmt::Display| Error::Address(format!("het certificaat is niet te gebruiken ({e})"));
    let mut roots = rustls::RootCertStore::empty();
    if let Some(path) = root {
        for certificate in CertificateDer::pem_file_iter(path).map_err(|e| wrong(&e))? {
            roots.add(certificate.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))?;
        }
        if roots.is_empty() {
            return Err(wrong(&"er staat er geen in"));
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let mut provider = rustls::crypto::ring::default_provider();
    // Servers before version 18 know this group alone unless told otherwise: to guess another first costs a round trip.
    provider.kx_groups.sort_by_key(|group| group.name() != rustls::NamedGroup::secp256r1);
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .map_err(|e| wrong(&e))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// The file with passwords: that of `PGPASSFILE`, else `~/.pgpass`.
fn passfile() -> Option<PathBuf> {
    std::env::var_os("PGPASSFILE").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".pgpass")))
}

/// The password for this server; none of a file that others can read.
fn password_for(config: &Config, path: &Path) -> Option<String> {
    if files::is_open_to_others(path)? {
        tracing::warn!("het bestand met wachtwoorden kan door anderen worden gelezen, en is niet gebruikt");
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    let host = config.get_hosts().first().map(named)?;
    let port = config.get_ports().first().unwrap_or(&POORT).to_string();
    let wanted = [host.as_str(), &port, config.get_dbname()?, config.get_user()?];
    text.lines().filter(|line| !line.starts_with('#')).find_map(|line| fitting(line, wanted))
}

/// The password of a line `computer:poort:database:naam:wachtwoord` that fits; `*` fits anything, `\` keeps what follows it.
fn fitting(line: &str, wanted: [&str; 4]) -> Option<String> {
    let mut fields = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, fields.len()) {
            ('\\', _) => fields.last_mut()?.extend(chars.next()),
            (':', 1..=4) => fields.push(String::new()),
            _ => fields.last_mut()?.push(c),
        }
    }
    let fits = fields.len() == 5 && fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
    if fits { fields.pop() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_no_place_in_an_address_and_no_line_goes_out_without_a_checked_certificate() {
        let said = |url: &str| Serveradres::parse(url).map(|_| ()).unwrap_err().to_string();
        assert!(said("postgres://jan:geheim@localhost/db").contains("wachtwoord"));
        assert!(!said("postgres://jan:geheim@localhost/db").contains("geheim"));
        assert!(said("postgres://jan@db.gemeente.nl/db?sslmode=disable").contains("verify-full"));
        assert!(said("postgres://jan@db.gemeente.nl/db?sslmode=require").contains("verify-full"));
        assert!(said("postgres://jan@localhost/db?schema=a;b").contains("kleine letters"));
        assert!(said("postgres://jan@localhost/db?connect_timeout=1").contains("vraagteken"));
        assert!(said("postgres:///db").contains("computer") && said("postgres://jan@localhost").contains("database"));
        assert!(said("postgres://jan@localhost/db?sslrootcert=/nergens.pem").contains("certificaat"));
        let own = Serveradres::parse("postgres://jan@localhost:5433/db?sslmode=disable&schema=proef").unwrap();
        assert_eq!((own.shown().as_str(), own.tls.is_none()), ("postgres://localhost:5433/db?schema=proef", true));
        let other = Serveradres::parse("postgres://jan@db.gemeente.nl/db").unwrap();
        assert_eq!((other.shown().as_str(), other.tls.is_some()), ("postgres://db.gemeente.nl/db", true));
    }

    #[test]
    fn a_line_with_a_password_fits_by_its_four_fields() {
        let wanted = ["db.nl", "5432", "team", "jan"];
        assert_eq!(fitting("db.nl:5432:team:jan:ge:h\\:eim", wanted).as_deref(), Some("ge:h:eim"));
        assert_eq!(fitting("*:*:*:jan:x", wanted).as_deref(), Some("x"));
        assert_eq!(fitting("*:*:*:piet:x", wanted), None);
        assert_eq!(fitting("db.nl:5432:team:jan", wanted), None);
    }
}
