//! Errors of every layer as facts, and the one Dutch sentence plus hint that each becomes.

use std::path::PathBuf;

/// What kind of error it is: decides the exit code and whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aard {
    /// The input was refused (exit 1).
    Invoer,
    /// The command or form was filled in wrongly (exit 2).
    Gebruik,
    /// File, disk or database (exit 3).
    Omgeving,
    /// Our own fault (exit 3, with the chain in the log).
    Eigen,
}

/// An error for a human: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// A whole Dutch sentence, with a full stop.
    pub tekst: String,
    /// What to do about it, a whole sentence too.
    pub hint: Option<String>,
}

/// Everything that can go wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// A field of a form or command does not hold what it should.
    #[error("veld {veld}: {tekst}")]
    Ongeldig { veld: &'static str, tekst: String },
    /// The thing that was asked for does not exist.
    #[error("niet gevonden: {0}")]
    NietGevonden(String),
    /// A settings file cannot be used.
    #[error("{pad}: {reden}")]
    Instelling { pad: PathBuf, reden: String },
    /// A file or folder cannot be read.
    #[error("{pad}: {oorzaak}")]
    Lezen { pad: PathBuf, oorzaak: std::io::Error },
    /// A file or folder cannot be written.
    #[error("{pad}: {oorzaak}")]
    Schrijven { pad: PathBuf, oorzaak: std::io::Error },
    /// The database does not hold together; the problems have been told.
    #[error("{problemen} problemen in de database")]
    Beschadigd { problemen: usize },
    /// The user stopped it; nothing was stored.
    #[error("afgebroken")]
    Afgebroken,
    /// This build has no such part yet.
    #[error("nog niet beschikbaar: {0}")]
    NietBeschikbaar(&'static str),
}

impl Fout {
    pub const fn aard(&self) -> Aard {
        match self {
            Self::Ongeldig { .. } | Self::NietGevonden(_) => Aard::Gebruik,
            Self::Afgebroken => Aard::Invoer,
            Self::Instelling { .. } | Self::Lezen { .. } | Self::Schrijven { .. } | Self::Beschadigd { .. } => Aard::Omgeving,
            Self::NietBeschikbaar(_) => Aard::Eigen,
        }
    }

    /// The sentence and hint that the user reads.
    pub fn melding(&self) -> Melding {
        let (tekst, hint) = match self {
            Self::Ongeldig { tekst, .. } => (tekst.clone(), None),
            Self::NietGevonden(wat) => (format!("{wat} is er niet."), None),
            Self::Instelling { pad, reden } => (
                format!("Het instellingenbestand {} kan niet worden gebruikt: {reden}.", pad.display()),
                Some("Verbeter het bestand, of haal het weg om met de meegeleverde instellingen te werken.".to_owned()),
            ),
            Self::Lezen { pad, oorzaak } => (format!("{} kan niet worden gelezen: {}.", pad.display(), io_reason(oorzaak)), None),
            Self::Schrijven { pad, oorzaak } => {
                (format!("{} kan niet worden geschreven: {}.", pad.display(), io_reason(oorzaak)), None)
            }
            Self::Beschadigd { problemen } => (
                format!(
                    "De database is niet heel: {}.",
                    crate::wording::aantal(u32::try_from(*problemen).unwrap_or(u32::MAX), "probleem", "problemen")
                ),
                Some("Zet een kopie terug met herstel.".to_owned()),
            ),
            Self::Afgebroken => ("Afgebroken; er is niets opgeslagen.".to_owned(), None),
            Self::NietBeschikbaar(wat) => (format!("Dit onderdeel is er nog niet: {wat}."), None),
        };
        Melding { tekst, hint }
    }
}

/// Why the operating system refused, in Dutch.
fn io_reason(e: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match e.kind() {
        ErrorKind::NotFound => "het bestaat niet".to_owned(),
        ErrorKind::PermissionDenied => "u hebt er geen rechten voor".to_owned(),
        ErrorKind::IsADirectory => "het is een map".to_owned(),
        ErrorKind::NotADirectory => "een deel van het pad is geen map".to_owned(),
        ErrorKind::AlreadyExists => "het bestaat al".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "de schijf is vol".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "de schijf is alleen te lezen".to_owned(),
        ErrorKind::InvalidData => "de tekst erin is geen UTF-8".to_owned(),
        _ => e.raw_os_error().map_or_else(|| "onbekende oorzaak".to_owned(), |n| format!("fout {n} van het besturingssysteem")),
    }
}
