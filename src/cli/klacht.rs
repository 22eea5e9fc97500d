//! Why a command stopped, what is said of it, and the exit code.

use std::io;

use super::regels::beside;
use crate::app::{Aard, Fout, Kopie, Melding};
use crate::wording::veilig;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Klacht {
    /// A use case failed.
    App(Fout),
    /// The options contradict each other, or one cannot be read.
    Gebruik(String),
    /// The input was refused; everything about it has been written already.
    Geweigerd,
    /// Standard output cannot be written.
    Uitvoer(io::Error),
}

impl From<Fout> for Klacht {
    fn from(fout: Fout) -> Self {
        Self::App(fout)
    }
}

impl Klacht {
    /// Tells the user, and returns the exit code; of a database that is beyond use, also where its last good copy is.
    pub(super) fn show(self, kopie: impl FnOnce() -> Option<Kopie>) -> u8 {
        match self {
            Self::App(fout) => {
                tracing::error!(%fout, "opdracht mislukt");
                let kopie = if fout.is_beschadigd() { kopie() } else { None };
                show_error(&fout.melding().with(kopie.as_ref()));
                code(fout.aard())
            }
            Self::Gebruik(tekst) => {
                show_error(&Melding { tekst, hint: Some("Met --help ziet u wat er kan.".to_owned()) });
                2
            }
            Self::Geweigerd => 1,
            // Nobody reads on: that is how `| head` ends.
            Self::Uitvoer(e) if e.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Uitvoer(oorzaak) => {
                show_error(&Fout::Schrijven { pad: "De uitvoer".into(), oorzaak }.melding());
                3
            }
        }
    }
}

const fn code(aard: Aard) -> u8 {
    match aard {
        Aard::Invoer => 1,
        Aard::Gebruik => 2,
        Aard::Omgeving | Aard::Eigen => 3,
    }
}

/// Writes an error for a human to standard error.
pub(super) fn show_error(melding: &Melding) {
    beside(&veilig(&melding.tekst));
    if let Some(hint) = &melding.hint {
        beside(&veilig(hint));
    }
}
