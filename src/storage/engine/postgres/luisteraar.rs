//! Hears what others store: a thread with a connection of its own, that sleeps while nothing happens.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use futures_util::{TryStreamExt as _, stream};
use tokio_postgres::AsyncMessage;

use super::adres::Serveradres;
use super::fault;
use super::lijn::runtime;
use crate::storage::engine::vraag::Nieuws;

/// How long to wait at most before trying again, in seconds.
const LONGEST: u64 = 60;

/// Begins to listen, until the program ends; what is signed with `teken` is not told.
pub(super) fn begin(adres: Serveradres, teken: String, tell: impl Fn(Nieuws) + Send + Sync + 'static) -> std::io::Result<()> {
    let listening = move || {
        let Ok(rt) = runtime() else { return };
        let (mut pause, mut is_deaf) = (1, false);
        loop {
            let why = rt.block_on(listen(&adres, &teken, &tell, &mut pause, &mut is_deaf));
            tracing::warn!(why, "de server is niet meer te horen");
            if !std::mem::replace(&mut is_deaf, true) {
                tell(Nieuws::Doof);
            }
            std::thread::sleep(Duration::from_secs(pause));
            pause = (pause * 2).min(LONGEST);
        }
    };
    std::thread::Builder::new().name("luisteraar".to_owned()).spawn(listening).map(drop)
}

/// Listens until the line breaks; returns why.
async fn listen(
    adres: &Serveradres,
    teken: &str,
    tell: &(impl Fn(Nieuws) + Sync),
    pause: &mut u64,
    is_deaf: &mut bool,
) -> String {
    macro_rules! by {
        ($tls:expr) => {{
            let (client, mut connection) = match adres.config.connect($tls).await {
                Ok(connected) => connected,
                Err(e) => return fault::words(&e),
            };
            let mut messages = stream::poll_fn(move |cx| connection.poll_message(cx));
            let heard = async {
                loop {
                    match messages.try_next().await {
                        Ok(Some(AsyncMessage::Notification(told))) if told.payload() != teken => tell(Nieuws::Gewijzigd),
                        Ok(Some(_)) => {}
                        Ok(None) => return "de verbinding is gesloten".to_owned(),
                        Err(e) => return fault::words(&e),
                    }
                }
            };
            let begun = async {
                // Writers tell it on the channel with the name of their schema.
                if client.batch_execute(&format!("LISTEN {}", adres.schema())).await.is_ok() {
                    *pause = 1;
                    if std::mem::take(is_deaf) {
                        tell(Nieuws::Hoort);
                    }
                }
                // Kept: without it the connection would end.
                std::future::pending::<()>().await;
            };
            match select(pin!(heard), pin!(begun)).await {
                Either::Left((why, _)) => why,
                Either::Right(((), _)) => String::new(),
            }
        }};
    }
    match &adres.tls {
        None => by!(tokio_postgres::NoTls),
        Some(tls) => by!(tls.clone()),
    }
}
