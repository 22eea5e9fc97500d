//! Errors of every layer as facts, and the one Dutch sentence plus hint that each becomes.

mod bestand;
mod database;
mod melding;

use std::path::{Path, PathBuf};

use super::meegeleverd;
use super::spoor::by;
use crate::domain::{Aanbieder, Change, Gemeente, Genoemdenaam, Register};
use crate::files::{Refused, cause};
use crate::storage::{self, Botsing, Error, Spoor};
use crate::wording;
use bestand::{of_refused, pad_in_zin};
use database::of_database;
use melding::of_ourselves;

pub use melding::Melding;

pub(super) use bestand::io_reason;
pub(super) use database::{OWN_FILE, waarom};

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

/// Everything that can go wrong in a use case. As text it says for the log what it is, and nothing of what it is about.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// A field of a form or command does not hold what it should.
    #[error("veld {veld} is niet zoals het moet")]
    Ongeldig { veld: &'static str, tekst: String },
    /// The thing that was asked for does not exist.
    #[error("niet gevonden")]
    NietGevonden(String),
    /// The input was refused, for this reason (a whole sentence).
    #[error("geweigerd")]
    Geweigerd(String),
    /// A settings file cannot be used.
    #[error("een instellingenbestand is niet te gebruiken")]
    Instelling { pad: PathBuf, reden: String },
    /// The store refused or could not; `pad` is the database, `naam` what the error is about as users know it.
    #[error("opslag: {oorzaak}")]
    Opslag { pad: PathBuf, naam: Option<String>, oorzaak: storage::Error },
    /// A file or folder cannot be read.
    #[error("niet te lezen: {}", cause(oorzaak))]
    Lezen { pad: PathBuf, oorzaak: std::io::Error },
    /// A file or folder cannot be written.
    #[error("niet te schrijven: {}", cause(oorzaak))]
    Schrijven { pad: PathBuf, oorzaak: std::io::Error },
    /// What was to be written may not stand where it was asked.
    #[error("uitgang: {0}")]
    Uitgang(Refused),
    /// What goes to an aanbieder names another one, and nobody said that it may.
    #[error("noemt een andere aanbieder, op {} plaatsen", genoemd.len())]
    NoemtAnderen { aanbieder: Aanbieder, gemeente: Option<Gemeente>, genoemd: Vec<Genoemdenaam> },
    /// The database does not hold together, or did not until now; what was wrong has been told.
    #[error("{problemen} problemen in de database, {hersteld} hersteld")]
    Beschadigd { problemen: usize, hersteld: usize },
    /// The user stopped it; nothing was stored.
    #[error("afgebroken")]
    Afgebroken,
    /// The terminal cannot be taken, drawn on or listened to.
    #[error("scherm: {}", cause(.0))]
    Scherm(std::io::Error),
    /// Our own fault: the log has what happened.
    #[error("intern: {0}")]
    Intern(String),
}

impl From<Refused> for Fout {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Io { path, source } => Self::Schrijven { pad: path, oorzaak: source },
            other => Self::Uitgang(other),
        }
    }
}

impl Fout {
    /// The error of a database that is not open.
    pub fn opslag(pad: &Path, oorzaak: storage::Error) -> Self {
        Self::Opslag { pad: storage::shown_place(pad), naam: None, oorzaak }
    }

    pub const fn aard(&self) -> Aard {
        match self {
            Self::Ongeldig { .. } | Self::Uitgang(Refused::Ending { .. }) => Aard::Gebruik,
            Self::Opslag { oorzaak, .. } => aard_of_store(oorzaak),
            Self::Afgebroken | Self::Geweigerd(_) | Self::NietGevonden(_) | Self::Uitgang(_) | Self::NoemtAnderen { .. } => {
                Aard::Invoer
            }
            Self::Instelling { .. } | Self::Lezen { .. } | Self::Schrijven { .. } | Self::Beschadigd { .. } | Self::Scherm(_) => {
                Aard::Omgeving
            }
            Self::Intern(_) => Aard::Eigen,
        }
    }

    /// The files that stand where something was to be written, and were not replaced; empty for any other error.
    pub fn bestaat_al(&self) -> &[PathBuf] {
        match self {
            Self::Uitgang(Refused::Exists(paden)) => paden,
            _ => &[],
        }
    }

    /// Whether another version of a document came since the file was looked at.
    pub const fn is_other_version(&self) -> bool {
        matches!(self, Self::Opslag { oorzaak: Error::OtherVersion { .. }, .. })
    }

    /// Whether another program has the database for itself, so that it can only be read.
    pub const fn is_held(&self) -> bool {
        matches!(self, Self::Opslag { oorzaak: Error::Held { .. }, .. })
    }

    /// The server that wants a password of which there is none.
    pub fn asks_password(&self) -> Option<&Path> {
        match self {
            Self::Opslag { pad, oorzaak: Error::NoPassword, .. } => Some(pad),
            _ => None,
        }
    }

    /// Whether the file of the database was taken away or replaced while the program had it open.
    pub const fn lost_its_file(&self) -> bool {
        matches!(self, Self::Opslag { oorzaak: Error::Gone | Error::Replaced, .. })
    }

    /// Whether the database itself is beyond use.
    pub const fn is_beschadigd(&self) -> bool {
        let file = matches!(
            self,
            Self::Opslag { oorzaak: Error::Corrupt(_) | Error::NotADatabase | Error::Empty | Error::Unsound(_), .. }
        );
        file || matches!(self, Self::Beschadigd { .. })
    }

    /// Where what was to be written names another aanbieder; empty for any other error.
    pub fn genoemd(&self) -> &[Genoemdenaam] {
        match self {
            Self::NoemtAnderen { genoemd, .. } => genoemd,
            _ => &[],
        }
    }

    /// The sentence and hint that the user reads.
    pub fn melding(&self) -> Melding {
        let (tekst, hint) = match self {
            Self::Ongeldig { tekst, .. } | Self::Geweigerd(tekst) => (tekst.clone(), None),
            Self::NietGevonden(wat) => (format!("{wat} is er niet."), None),
            Self::Instelling { pad, reden } => (
                format!("Het instellingenbestand {} kan niet worden gebruikt: {reden}.", pad.display()),
                Some("Verbeter het bestand, of haal het weg om met de meegeleverde instellingen te werken.".to_owned()),
            ),
            Self::Opslag { pad, naam, oorzaak } => return of_store(pad, naam.as_deref(), oorzaak),
            Self::Lezen { pad, oorzaak } => {
                (format!("{} kan niet worden gelezen: {}.", pad_in_zin(pad), io_reason(oorzaak)), None)
            }
            Self::Schrijven { pad, oorzaak } => {
                (format!("{} kan niet worden geschreven: {}.", pad_in_zin(pad), io_reason(oorzaak)), None)
            }
            Self::Uitgang(refused) => of_refused(refused),
            Self::NoemtAnderen { aanbieder, gemeente, genoemd } => (
                format!(
                    "Dit gaat naar {} en noemt een andere aanbieder{}: {}.",
                    known().naam(*aanbieder),
                    gemeente.map(|g| format!(" of iets van buiten {}", g.naam())).unwrap_or_default(),
                    genoemd.iter().map(wording::genoemdenaam).collect::<Vec<_>>().join("; ")
                ),
                Some("Pas de tekst aan. Staat hij zo in een rapportage, of mag het blijven, schrijf het dan met --toch; er is nog niets geschreven.".to_owned()),
            ),
            Self::Beschadigd { problemen: 0, .. } => {
                ("Wat niet klopte is hersteld; verder is de database heel.".to_owned(), None)
            }
            Self::Beschadigd { problemen, .. } => (
                format!(
                    "De database is niet heel: {}.",
                    wording::aantal(u32::try_from(*problemen).unwrap_or(u32::MAX), "probleem", "problemen")
                ),
                Some("Zet een kopie terug met herstel.".to_owned()),
            ),
            Self::Afgebroken => ("Afgebroken; van dit bestand is niets opgeslagen.".to_owned(), None),
            // What the system says of a terminal is in its own language; the log has it.
            Self::Scherm(_) => ("Het scherm kan niet (meer) worden gebruikt; wat was opgeslagen, is bewaard.".to_owned(), None),
            Self::Intern(_) => return of_ourselves(),
        };
        Melding { tekst, hint }
    }
}

const fn aard_of_store(oorzaak: &Error) -> Aard {
    match oorzaak {
        Error::Refused(_)
        | Error::ChangedMeanwhile { .. }
        | Error::Missing { .. }
        | Error::Exists { .. }
        | Error::InUse { .. }
        | Error::GesprekState { .. }
        | Error::NotInBundel { .. }
        | Error::Bsn { .. }
        | Error::Outdated
        | Error::NothingToUndo
        | Error::NotUndoable(_)
        | Error::ChangedSince { .. }
        | Error::RowsGone => Aard::Invoer,
        Error::Internal(_) | Error::Broken(_) => Aard::Eigen,
        _ => Aard::Omgeving,
    }
}

/// The names that come with the program: an error is told where no store may be open.
fn known() -> Register {
    meegeleverd::inschrijvingen().map(|all| Register::new(all, Vec::new())).unwrap_or_default()
}

/// What the refused change wanted beside what stands now.
fn side_by_side(botsingen: &[Botsing]) -> String {
    let register = known();
    let shown = |b: &Botsing, value: &Option<String>| match b.veld.as_str() {
        Change::GEHEEL if value.is_none() => "verwijderd".to_owned(),
        Change::GEHEEL => "gewijzigd".to_owned(),
        veld => format!("“{}”", wording::waarde(b.soort, veld, value.as_deref(), &register)),
    };
    let one = |b: &Botsing| {
        let door = b.door.as_ref().map_or_else(|| "een ander".to_owned(), |s| wording::veilig(&s.wie));
        let veld = if b.veld == Change::GEHEEL { "geheel".to_owned() } else { wording::veld(b.soort, &b.veld) };
        format!("{veld}: van u {}, van {door} {}", shown(b, &b.van_u), shown(b, &b.nu))
    };
    botsingen.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The sentence for an error of the store.
fn of_store(pad: &Path, naam: Option<&str>, oorzaak: &Error) -> Melding {
    // By its kind and id when nobody could look it up.
    let thing = || {
        let naam = naam.map(str::to_owned).or_else(|| oorzaak.about().map(|(soort, id)| wording::ding(soort, id, &known())));
        wording::hoofdletter(&naam.unwrap_or_default())
    };
    let (tekst, hint) = match oorzaak {
        Error::ChangedMeanwhile(botsingen) => {
            let door = by(botsingen.first().and_then(|b| b.door.as_ref()));
            let versie = botsingen.first().map_or(0, |b| b.rijversie);
            (
                format!("{} is intussen gewijzigd door {door}; er is niets opgeslagen.", thing()),
                format!(
                    "{}. Wilt u dat van u toch opslaan, geef dan ook --rijversie {versie}.",
                    wording::hoofdletter(&side_by_side(botsingen))
                ),
            )
        }
        Error::OtherVersion { staat, door, .. } => (
            format!(
                "Van {} is intussen versie {staat} ingelezen door {}; dit bestand is niet opgeslagen.",
                naam.unwrap_or_default(),
                by(door.as_deref())
            ),
            "Controleer het bestand opnieuw: dan ziet u wat er verandert tegenover die versie.".to_owned(),
        ),
        Error::Missing { .. } => (format!("{} is er niet (meer).", thing()), "Kijk in de lijst wat er wel is.".to_owned()),
        Error::Exists { .. } => (format!("{} is er al.", thing()), "Wijzig wat er staat.".to_owned()),
        Error::Bsn { veld, .. } => (
            format!("In {veld} staat een getal dat een burgerservicenummer kan zijn; er is niets opgeslagen."),
            "Schrijf een deelnemercode.".to_owned(),
        ),
        Error::InUse { .. } => {
            (format!("{} is nog ergens aan gekoppeld.", thing()), "Maak eerst los wat ernaar verwijst.".to_owned())
        }
        Error::GesprekState { van, .. } => (
            format!("Het gesprek is {}; dit kan dan niet.", van.naam()),
            "Heropen het gesprek als er iets moet worden rechtgezet.".to_owned(),
        ),
        Error::NotInBundel { signaal, .. } => (
            format!("Signaal {signaal} past zo niet in zijn bundel: die gaat over één aanbieder en is voor één gesprek."),
            "Haal het signaal eerst uit de bundel.".to_owned(),
        ),
        Error::Outdated => {
            ("Er is intussen iets gewijzigd; er is niets opgeslagen.".to_owned(), "Probeer het opnieuw.".to_owned())
        }
        Error::NothingToUndo => return Melding { tekst: "Er is niets om ongedaan te maken.".to_owned(), hint: None },
        Error::ChangedSince { door, .. } => {
            let by = |s: &Spoor| {
                format!(" door {} ({}: {})", wording::veilig(&s.wie), wording::moment(s.wanneer), wording::veilig(&s.wat))
            };
            let door = door.as_deref().map(by).unwrap_or_default();
            (
                format!("{} is daarna nog gewijzigd{door}; er is niets ongedaan gemaakt.", thing()),
                "Maak eerst dat ongedaan, of wijzig het zelf.".to_owned(),
            )
        }
        Error::NotUndoable(_) => {
            let tekst = "Deze handeling is al ongedaan gemaakt, of wat zij deed is voorgoed verwijderd.".to_owned();
            return Melding { tekst, hint: None };
        }
        Error::RowsGone => {
            ("Wat ongedaan is gemaakt, is hier niet meer bewaard.".to_owned(), "Lees het bestand opnieuw in.".to_owned())
        }
        Error::Internal(_) | Error::Broken(_) => return of_ourselves(),
        of_the_file => return of_database(pad, of_the_file),
    };
    Melding { tekst, hint: Some(hint) }
}
