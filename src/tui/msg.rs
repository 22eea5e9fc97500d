//! What goes into `update` and what comes out: messages and commands. All storage passes through here, as values.

pub mod gesprek;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::{
    Aandachtbeeld, Aandachtregel, Afspraakfilter, Afspraakregel, Afspraakrij, Afspraakwijziging, Agendabeeld, Akkoord,
    Botsingregel, Cvsbeeld, Deelnemerbeeld, Deelnemertreffer, Dekkingsbeeld, Getoonden, Gezienrij, Handelingregel, Kalenderbeeld,
    Keuze, KpiBeeld, Ladderbeeld, Leesopties, Leesstap, Melding, NieuwSignaal, NieuweAfspraak, Onthoudenkop, Opschoning,
    Overzicht, Rapportagebeeld, Signaalgeheugen, Signaalregel, Signaalwijziging, Uitvraagbeeld, Undovraag, Versiebeeld, Voorstel,
};
use crate::domain::{
    Aanbieder, Afspraaknummer, Bevinding, Genoemdenaam, Handeling, Herleiding, Kwartaal, NormId, Onderdeelsleutel, Periode,
};

use super::action::Program;
use super::keys::{Key, Moment};
use gesprek::Opdracht;

/// What happened.
#[derive(Debug)]
pub enum Msg {
    /// A key, and when it was pressed.
    Key(Key, Moment),
    Paste(String),
    Resize,
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
        paden: Vec<PathBuf>,
        opties: Leesopties,
    },
    Cancel(JobId),
    /// Continues on the example data.
    Example,
}

/// The number of a job; reports of another one than the running job are dropped.
pub type JobId = u64;

/// A question to the store. Its answer comes back with the question, so that a screen knows whether it is still wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    Overzicht(Kwartaal),
    Kpi(NormId, Kwartaal),
    Herleiding {
        norm: NormId,
        kwartaal: Kwartaal,
        periode: Periode,
        aanbieder: Option<Aanbieder>,
    },
    Dekking(Kwartaal),
    Afspraken,
    History(Afspraaknummer),
    Eigenaren,
    Rapportages(Kwartaal),
    /// The gesprek with this id; None: the regular one.
    Agenda(Aanbieder, Kwartaal, Option<i64>),
    Kalender,
    Signalen,
    Signaalgeschiedenis(i64),
    /// What was filled in before, for the next signaal.
    Geheugen,
    /// Who the aanbieders are, and who is shown when.
    Getoonden,
    Aandacht(Kwartaal),
    Deelnemers,
    Deelnemer(Aanbieder, String),
    Ladder(Kwartaal),
    Cvs(Kwartaal),
    Uitvraag(Kwartaal),
    Bevindingen {
        aanbieder: Option<Aanbieder>,
        kwartaal: Kwartaal,
        versie: u32,
    },
    /// The rows of one version of a report.
    Versie(Aanbieder, Kwartaal, u32),
    /// What is remembered of headers.
    Koppen,
    /// What removing a deelnemer would do.
    Verwijdering(Aanbieder, String),
    /// Everything that was done.
    Handelingen,
    /// Files and folders whose path begins with this text.
    Paths(String),
}

impl Query {
    /// Whether the answer is for a screen; else it is for a popup, or for all to share.
    pub const fn is_of_screen(&self) -> bool {
        !matches!(
            self,
            Self::Paths(_)
                | Self::Eigenaren
                | Self::Geheugen
                | Self::Getoonden
                | Self::History(_)
                | Self::Signaalgeschiedenis(_)
                | Self::Bevindingen { .. }
                | Self::Versie(..)
                | Self::Koppen
                | Self::Verwijdering(..)
        )
    }
}

/// Whose findings: of a stored version, or of a file that was only checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bevindingenbron {
    Versie(Aanbieder, Kwartaal, u32),
    Bestand(PathBuf),
}

#[derive(Debug)]
pub enum Answer {
    Overzicht(Box<Overzicht>),
    Kpi(Box<KpiBeeld>),
    Herleiding(Box<Herleiding>),
    Dekking(Box<Dekkingsbeeld>),
    Afspraken(Vec<Afspraakregel>),
    History(Vec<Handeling>),
    Eigenaren(Vec<String>),
    Rapportages(Box<Rapportagebeeld>),
    Agenda(Box<Agendabeeld>),
    Kalender(Box<Kalenderbeeld>),
    Signalen(Vec<Signaalregel>),
    Geheugen(Box<Signaalgeheugen>),
    Getoonden(Arc<Getoonden>),
    Aandacht(Box<Aandachtbeeld>),
    Deelnemers(Vec<Deelnemertreffer>),
    Deelnemer(Box<Deelnemerbeeld>),
    Ladder(Box<Ladderbeeld>),
    Cvs(Box<Cvsbeeld>),
    Uitvraag(Box<Uitvraagbeeld>),
    Bevindingen(Vec<Bevinding>),
    Versie(Box<Versiebeeld>),
    Koppen(Vec<Onthoudenkop>),
    Verwijdering(Box<Opschoning>),
    Handelingen(Vec<Handelingregel>),
    Paths(Vec<String>),
}

/// A change. It is saved when [`Msg::Wrote`] says so, not before.
#[derive(Debug, Clone)]
pub enum Write {
    /// `verwacht` is the expectation as typed; empty: none.
    Make {
        nieuw: Box<NieuweAfspraak>,
        verwacht: String,
    },
    /// `verwacht` is the expectation as typed; None leaves it as it is.
    Change {
        nummer: Afspraaknummer,
        rijversie: u32,
        wijziging: Box<Afspraakwijziging>,
        verwacht: Option<String>,
    },
    Close {
        rijen: Vec<Afspraakrij>,
        resultaat: String,
    },
    Withdraw {
        rijen: Vec<Afspraakrij>,
        reden: String,
    },
    Postpone {
        rijen: Vec<Afspraakrij>,
        deadline: Option<chrono::NaiveDate>,
    },
    /// Writes the afspraken that pass the filter to a workbook.
    Export {
        naar: PathBuf,
        filter: Box<Afspraakfilter>,
        codes: bool,
        akkoord: Akkoord,
    },
    Reopen {
        nummer: Afspraaknummer,
        rijversie: u32,
    },
    Gesprek(Opdracht),
    Signaal(Box<NieuwSignaal>),
    Signalen {
        rijen: Vec<Gezienrij>,
        wijziging: Box<Signaalwijziging>,
    },
    /// `gezien` is the bundel that some of them are in already, as it was seen.
    Bundel {
        rijen: Vec<Gezienrij>,
        gezien: Option<Gezienrij>,
        titel: String,
    },
    Los(Vec<Gezienrij>),
    /// Forgets what a header means.
    Forget(Onthoudenkop),
    /// Writes findings to a workbook for the aanbieder.
    Findings {
        van: Bevindingenbron,
        naar: PathBuf,
        vervang: bool,
    },
    Gezien {
        punt: Box<Aandachtregel>,
        reden: String,
        terug_op: Option<chrono::NaiveDate>,
    },
    NietGezien(Box<Aandachtregel>),
    /// The uitvraag as workbooks, in a folder.
    Uitvraag {
        kwartaal: Kwartaal,
        naar: PathBuf,
        vervang: bool,
    },
    /// Removes a deelnemer for good; `getypt` is the code as the user typed it to say so.
    Verwijder {
        aanbieder: Aanbieder,
        code: String,
        getypt: String,
    },
    Undo,
    Redo,
    /// Takes back an act of whoever and whenever, after it was asked.
    UndoAct(i64),
    /// Asks whether an act is to be taken back.
    AskUndo(i64),
    /// Makes an old version the one that stands; `aanbieder` None is the dekkingsoverzicht.
    Restore {
        aanbieder: Option<Aanbieder>,
        kwartaal: Kwartaal,
        versie: u32,
    },
    /// Stores checked files, each in its own transaction; those that are known or unusable are left out.
    Store {
        voorstellen: Arc<Vec<Voorstel>>,
        reden: Option<String>,
    },
    /// A change again, with how its clashes are settled.
    Settled {
        write: Box<Self>,
        keuzes: Vec<Keuze>,
    },
}

impl Write {
    /// The same, with how its clashes are settled.
    #[must_use]
    pub fn settled(self, keuzes: Vec<Keuze>) -> Self {
        match self {
            Self::Settled { write, keuzes: before } => Self::Settled { write, keuzes: [before, keuzes].concat() },
            write => Self::Settled { write: Box::new(write), keuzes },
        }
    }

    /// The same, with what the user said yes to.
    #[must_use]
    pub const fn agreed(mut self, gezegd: Akkoord) -> Self {
        match &mut self {
            Self::Export { akkoord, .. } | Self::Gesprek(Opdracht::Verslag { akkoord, .. } | Opdracht::Ics { akkoord, .. }) => {
                *akkoord = gezegd;
            }
            Self::Findings { vervang, .. } | Self::Uitvraag { vervang, .. } => *vervang = gezegd.vervang,
            _ => {}
        }
        self
    }
}

/// What the store confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// In words, without a full stop: "PSW-2024-07 opgeslagen".
    pub wat: String,
    /// The key that reverses it: undo, or redo of what was undone.
    pub door: Option<Program>,
    /// Nothing was done yet: this must be asked first.
    pub vraag: Option<Undovraag>,
    /// Nothing was done: `wat` is why, a whole sentence.
    pub niets: bool,
    /// The kwartaal to look at now, after an import.
    pub kwartaal: Option<Kwartaal>,
    /// What is new in a list.
    pub made: Option<Gemaakt>,
}

impl Written {
    /// A change that Undo takes back.
    pub fn saved(wat: impl Into<String>) -> Self {
        Self { wat: wat.into(), door: Some(Program::Undo), ..Self::default() }
    }

    /// What was done and cannot be undone, or need not.
    pub fn done(wat: impl Into<String>) -> Self {
        Self { wat: wat.into(), ..Self::default() }
    }

    /// A row that is new in a list.
    pub fn made(wat: impl Into<String>, made: Gemaakt) -> Self {
        Self { made: Some(made), ..Self::saved(wat) }
    }
}

/// A row that came to be, by its key in the list that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gemaakt {
    Afspraak(Afspraaknummer),
    Signaal(i64),
    Punt(Onderdeelsleutel),
    Uitkomst(i64),
}

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
    /// Whether example data can be opened.
    pub has_example: bool,
    pub kwartaal: Kwartaal,
    pub kwartalen: Vec<Kwartaal>,
    pub eigenaren: Vec<String>,
    pub geheugen: Signaalgeheugen,
    pub getoonden: Arc<Getoonden>,
    /// Whether the program opens on the inbox of the beleidscollega.
    pub beleid: bool,
    /// Drafts that a crash left behind, newest first: key and text.
    pub drafts: Vec<(String, String)>,
}
