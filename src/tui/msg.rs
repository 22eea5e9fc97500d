//! What goes into `update` and what comes out: messages and commands. All storage passes through here, as values.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::{
    Anderen, Botsingregel, Conceptplek, Getoonden, Instellingen, Leesopties, Leesstap, Melding, Onthouden, Signaalgeheugen,
    Uitgaandonthouden, Voorstel,
};
use crate::domain::{Genoemdenaam, Kwartaal, Werkdagen};

use super::keys::{Key, Moment, Muis};
pub use super::query::{Answer, Query, Registerding};
use super::theme::Palette;
use super::write::gesprek::{Gesprekopdracht, Gesprekstap};
pub use super::write::{Bevindingenbron, Gemaakt, Registeropdracht, Write, Written};

/// What happened.
#[derive(Debug)]
pub enum Msg {
    /// A key, and when it was pressed.
    Key(Key, Moment),
    Paste(String),
    Mouse(Muis),
    Resize,
    /// Somebody else may have stored something: the window is looked at again, or the server says so.
    Look,
    /// The server is not heard any more.
    Deaf,
    /// What the terminal answered of its background.
    Background(Palette),
    /// The clock, while the screen shows it.
    Tick(DateTime<Utc>),
    /// The answer to a question asked with [`Cmd::Load`].
    Answered(Query, Result<Answer, Melding>),
    /// The store confirmed or refused a change.
    Wrote(Result<Written, Fault>),
    Progress(JobId, Leesstap),
    /// The files were read and checked, and what of a folder was not read, in a sentence; nothing is stored yet.
    Checked(JobId, Result<(Arc<Vec<Voorstel>>, Option<String>), Melding>),
    /// The program continues on other data (the example).
    Restarted(Box<Start>),
    /// Something went wrong outside any question or change.
    Failed(Melding),
    /// The terminal is gone, or somebody asked the process to stop.
    Quit,
}

/// What must be done; only the runtime does it.
#[derive(Debug)]
pub enum Cmd {
    /// Asks something of the store; a later question of the same kind replaces one that still waits.
    Load(Query),
    Write(Write),
    /// The same for what stands in a form whose draft is kept under a key: it goes when it is saved, and not before.
    Save {
        write: Write,
        draft: String,
    },
    /// Keeps what was typed so far under a key; an empty text drops it.
    Draft {
        key: String,
        tekst: String,
    },
    /// Reads and checks files.
    Check {
        job: JobId,
        vragen: Vec<Leesvraag>,
    },
    /// Opens a file or folder by the program that the system has for it.
    Open(PathBuf),
    /// Keeps how the program was used, for the next time.
    Remember(Herinnering),
    Cancel(JobId),
    /// Continues on the example data.
    Example,
}

impl Cmd {
    /// What is said while it is done; None of what is done at once.
    pub const fn while_busy(&self) -> Option<&'static str> {
        match self {
            Self::Write(Write::Gesprek(Gesprekopdracht::Stap { stap: Gesprekstap::Vastgesteld, .. })) => {
                Some("Bezig met vaststellen…")
            }
            Self::Write(Write::Gesprek(Gesprekopdracht::Stap { stap: Gesprekstap::Gehouden, .. })) => Some("Bezig met afronden…"),
            _ => None,
        }
    }
}

/// A file or folder to read, and what is said of it.
pub type Leesvraag = (PathBuf, Leesopties);

/// What is read and checked, and how it was looked at when that is done anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leeswerk {
    pub vragen: Vec<Leesvraag>,
    /// The files that are not taken over.
    pub weggelaten: Vec<PathBuf>,
    /// The file that was shown.
    pub getoond: Option<PathBuf>,
}

/// How the program was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Herinnering {
    /// The folder that was read from.
    Inleesmap(PathBuf),
    /// The name was asked for and not given.
    NaamGevraagd,
    Uitgaand(Uitgaandonthouden),
}

/// The number of a job; reports of another one than the running job are dropped.
pub type JobId = u64;

/// Why a change was refused.
#[derive(Debug)]
pub struct Fault {
    /// The field of the form that must be bettered, if it is one.
    pub veld: Option<&'static str>,
    pub melding: Melding,
    /// What clashes with the change of somebody else, and what was to be done; None when that is not the matter.
    pub botsingen: Option<(Box<Write>, Vec<Botsingregel>)>,
    /// Whether another version came while files were being looked at.
    pub verouderd: bool,
    /// The files that stand where something was to be written, by name; empty when that is not the matter.
    pub bestaat: Vec<String>,
    /// Where what was to be written names another aanbieder; empty when that is not the matter.
    pub genoemd: Vec<Genoemdenaam>,
}

/// What the program starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    pub vandaag: chrono::NaiveDate,
    pub voorbeeld: bool,
    /// Why nothing can be changed, as the end of a sentence; None when it can.
    pub alleen_lezen: Option<&'static str>,
    /// Of when the copy of a shared database is that is open; None: it is none.
    pub kopie: Option<String>,
    /// Whether example data can be opened.
    pub has_example: bool,
    pub kwartaal: Kwartaal,
    pub kwartalen: Vec<Kwartaal>,
    pub eigenaren: Vec<String>,
    pub geheugen: Signaalgeheugen,
    pub getoonden: Arc<Getoonden>,
    pub werkdagen: Arc<Werkdagen>,
    /// Whether the program opens on the inbox of the beleidscollega.
    pub beleid: bool,
    /// Drafts that a crash left behind, newest first: key and text.
    pub drafts: Vec<(String, String)>,
    /// Where what each of them is about stands; None when there is nothing, or it is gone.
    pub plekken: Vec<Option<Conceptplek>>,
    pub onthouden: Onthouden,
    /// What of an import that was killed did not go in, in a sentence.
    pub afgebroken: Option<String>,
    /// What others did since the program was left last; None: nothing.
    pub anderen: Option<Anderen>,
    pub instellingen: Instellingen,
    /// The name to propose to who never gave one; None: nobody is asked.
    pub vraag_naam: Option<String>,
    /// The folder in which the program was started.
    pub hier: PathBuf,
}
