//! The line to a server.

use tokio::runtime::Runtime;
use tokio_postgres::Client;

use super::adres::Serveradres;
use super::fault::{PgResult, words};
use crate::storage::error::{Error, Result};

/// What runs only while something is waited for.
pub(super) fn runtime() -> Result<Runtime> {
    let built = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
    built.map_err(|e| Error::Internal(format!("tokio: {e}")))
}

/// Connects, and leaves the connection to a task; `ended` gets why it ended.
pub(super) async fn connect(adres: &Serveradres, ended: impl FnOnce(Option<String>) + Send + 'static) -> PgResult<Client> {
    macro_rules! by {
        ($tls:expr) => {{
            let (client, connection) = adres.config.connect($tls).await?;
            tokio::spawn(async move { ended(connection.await.err().map(|e| words(&e))) });
            client
        }};
    }
    Ok(match &adres.tls {
        None => by!(tokio_postgres::NoTls),
        Some(tls) => by!(tls.clone()),
    })
}
