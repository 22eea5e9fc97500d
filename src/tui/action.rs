//! What a user can do, as words. A key, the palette and a test all end in one of these; only the scope decides what it means.
//!
//! Generic verbs exist once: [`Move::Down`] moves in whatever list has the focus, [`View::Open`] opens whatever is selected.

use super::stuk::Schrijfstuk;

/// Something a user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Move(Move),
    Go(Tab),
    View(View),
    Afspraak(AfspraakAction),
    Rapport(RapportAction),
    Gesprek(GesprekAction),
    Signaal(SignaalAction),
    Beleid(BeleidAction),
    Register(RegisterAction),
    Pxq(PxqAction),
    Instelling(InstellingAction),
    /// Writes something of the screen to a file; None: asks what.
    Schrijf(Option<Schrijfstuk>),
    Form(FormAction),
    Program(Program),
    /// Takes back what is chosen in the list of everything that was done.
    TakeBack,
}

impl Action {
    /// Whether one goes to another screen for it, rather than doing it as long as one is there.
    pub const fn is_worth_a_way(self) -> bool {
        !matches!(
            self,
            Self::Move(_)
                | Self::View(
                    View::Open
                        | View::Back
                        | View::NextKwartaal
                        | View::PreviousKwartaal
                        | View::Periode
                        | View::Filter
                        | View::Sort
                        | View::SortReverse
                        | View::NextPane
                        | View::PreviousPane
                        | View::Uitleg
                        | View::Narrow
                )
                | Self::Beleid(BeleidAction::Gemeente(_) | BeleidAction::Aanbieder(_))
                | Self::Gesprek(GesprekAction::Earlier | GesprekAction::Later)
                | Self::Afspraak(AfspraakAction::Mark)
                | Self::Signaal(SignaalAction::Mark)
                | Self::Register(RegisterAction::Mark)
        )
    }

    /// Whether it leads to a change of what is stored: of no use when that can only be read.
    pub const fn changes(self) -> bool {
        match self {
            Self::Move(_) | Self::Go(_) | Self::View(_) | Self::Schrijf(_) | Self::Form(_) => false,
            Self::Afspraak(act) => act.changes(),
            Self::Rapport(act) => act.changes(),
            Self::Gesprek(act) => act.changes(),
            Self::Signaal(act) => act.changes(),
            Self::Beleid(act) => act.changes(),
            Self::Pxq(act) => act.changes(),
            Self::Instelling(act) => act.changes(),
            Self::Register(act) => act.changes(),
            Self::Program(act) => act.changes(),
            Self::TakeBack => true,
        }
    }

    /// Whether it changes the row under the cursor alone, where several rows can be chosen.
    pub const fn is_of_one_row(self) -> bool {
        matches!(
            self,
            Self::Afspraak(AfspraakAction::Edit | AfspraakAction::Reopen)
                | Self::Signaal(SignaalAction::Edit | SignaalAction::Answer)
                | Self::Register(RegisterAction::Edit)
        )
    }

    /// Whether it makes something beside what is listed.
    pub const fn makes_new(self) -> bool {
        matches!(
            self,
            Self::Afspraak(AfspraakAction::New) | Self::Signaal(SignaalAction::New) | Self::Register(RegisterAction::New)
        )
    }

    /// Whether it is typed at the table of a gesprek: in a copy of a shared database that waits as a draft.
    pub const fn waits_in_a_copy(self) -> bool {
        matches!(
            self,
            Self::Afspraak(AfspraakAction::New)
                | Self::Gesprek(
                    GesprekAction::Begin
                        | GesprekAction::BeginNow
                        | GesprekAction::Besluit
                        | GesprekAction::Mededeling
                        | GesprekAction::Notitie
                        | GesprekAction::LopendGereed
                        | GesprekAction::LopendVerzet
                        | GesprekAction::LopendOpmerking
                )
        )
    }
}

/// Moves the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
}

/// The screens that stand in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    Overzicht,
    Kpi,
    Dekking,
    Afspraken,
    Rapportages,
    Gesprek,
    Signalen,
}

impl Tab {
    /// In order of the header; the n-th is under the key n.
    pub const ALL: [Self; 7] =
        [Self::Overzicht, Self::Kpi, Self::Dekking, Self::Afspraken, Self::Rapportages, Self::Gesprek, Self::Signalen];

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Overzicht => "Overzicht",
            Self::Kpi => "KPI",
            Self::Dekking => "Dekking",
            Self::Afspraken => "Afspraken",
            Self::Signalen => "Signalen",
            Self::Rapportages => "Rapporten",
            Self::Gesprek => "Gesprek",
        }
    }
}

/// Looks at something else, or otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// Goes a step deeper: the rows, the detail.
    Open,
    /// Goes a step back.
    Back,
    NextKwartaal,
    PreviousKwartaal,
    /// Switches between kwartaal and jaar.
    Periode,
    /// Switches between segment collectief and individueel.
    Segment,
    Filter,
    /// The next column to sort by.
    Sort,
    SortReverse,
    /// The next pane or group.
    NextPane,
    PreviousPane,
    /// The indicator sheet: source and rule in words.
    Uitleg,
    /// Everything that there is to do.
    TeDoen,
    /// Shows more or fewer rows ("alleen missers", "alleen open").
    Narrow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfspraakAction {
    New,
    /// Of what the rest of the year may still bring to a figure.
    Ahead,
    Edit,
    Close,
    Withdraw,
    Reopen,
    History,
    /// Chooses it for an act on several.
    Mark,
    /// Another deadline.
    Postpone,
    /// Writes the list to a workbook.
    Export,
}

impl AfspraakAction {
    const fn changes(self) -> bool {
        match self {
            Self::History | Self::Mark | Self::Export => false,
            Self::New | Self::Ahead | Self::Edit | Self::Close | Self::Withdraw | Self::Reopen | Self::Postpone => true,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RapportAction {
    /// Asks which files and reads them.
    Import,
    /// Chooses a file; of those that were checked: leaves it out.
    Mark,
    /// What is said of files: whose they are, of when, and when they came in.
    Options,
    /// Continues on the fictitious example data.
    Example,
    /// Makes an old version the one that stands.
    Restore,
    /// The rows of a version, and what differs from the one before.
    Rows,
    /// Reads headers that were not recognised as the columns that they resemble.
    Headers,
    /// What is remembered of headers, to be taken back.
    Remembered,
    /// Writes the findings to a workbook for the aanbieder.
    Findings,
    /// Writes the workbook for its report, with the trajecten that run.
    Template,
}

impl RapportAction {
    const fn changes(self) -> bool {
        match self {
            Self::Example | Self::Mark | Self::Rows | Self::Findings | Self::Template => false,
            Self::Import | Self::Options | Self::Restore | Self::Headers | Self::Remembered => true,
        }
    }
}

/// Around a gesprek: its planning, its agenda, and what is done at the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GesprekAction {
    /// The calendar: what is due when.
    Kalender,
    /// All gesprekken of a year.
    Jaar,
    /// Begins it, after a question when it is early: from here on the aanbieder may be looking.
    Begin,
    /// Begins it: the answer was yes.
    BeginNow,
    /// Plans it, or changes date, place and people.
    Plan,
    /// Plans an extra gesprek, beside the regular one of the kwartaal.
    PlanExtra,
    /// The evaluatieve gesprekken of a year.
    Evaluaties,
    /// Takes what an evaluatief gesprek is about to the region.
    Opschalen,
    /// The next gesprek with this aanbieder about this kwartaal.
    Other,
    /// Takes a gesprek that was not held off the planning.
    Schrap,
    /// Corrects the outcome that is chosen.
    EditUitkomst,
    /// Takes the outcome that is chosen out.
    DropUitkomst,
    /// Closes the open afspraak that is chosen, puts it off, or comments on it.
    LopendGereed,
    LopendVerzet,
    LopendOpmerking,
    Besluit,
    Mededeling,
    Notitie,
    NieuwPunt,
    /// Preparation: internal.
    Intern,
    /// What was done with a point of the agenda.
    History,
    /// Takes a point off the agenda, or puts it back.
    Drop,
    Earlier,
    Later,
    /// Shows or hides the codes of the aanbieder at the table.
    Show,
    /// Asks whether everything may be seen.
    AskAll,
    /// The answer was yes.
    ShowAll,
    Voorbereid,
    Houd,
    Vaststellen,
    Heropen,
}

impl GesprekAction {
    const fn changes(self) -> bool {
        match self {
            Self::Kalender
            | Self::Jaar
            | Self::Evaluaties
            | Self::History
            | Self::Other
            | Self::Show
            | Self::AskAll
            | Self::ShowAll => false,
            Self::Begin
            | Self::BeginNow
            | Self::Plan
            | Self::PlanExtra
            | Self::Opschalen
            | Self::Schrap
            | Self::EditUitkomst
            | Self::DropUitkomst
            | Self::LopendGereed
            | Self::LopendVerzet
            | Self::LopendOpmerking
            | Self::Besluit
            | Self::Mededeling
            | Self::Notitie
            | Self::NieuwPunt
            | Self::Intern
            | Self::Drop
            | Self::Earlier
            | Self::Later
            | Self::Voorbereid
            | Self::Houd
            | Self::Vaststellen
            | Self::Heropen => true,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignaalAction {
    New,
    Edit,
    /// Chooses it for an act on several.
    Mark,
    /// The next status, onderwerp and so on: triage by single keys.
    Status,
    Onderwerp,
    Toon,
    Aanbieder,
    Kpi,
    Bundle,
    Unbundle,
    /// What the aanbieder answered.
    Answer,
    Done,
    /// Segment individueel: to the region.
    Escalate,
    History,
}

impl SignaalAction {
    const fn changes(self) -> bool {
        match self {
            Self::Mark | Self::History => false,
            Self::New
            | Self::Edit
            | Self::Status
            | Self::Onderwerp
            | Self::Toon
            | Self::Aanbieder
            | Self::Kpi
            | Self::Bundle
            | Self::Unbundle
            | Self::Answer
            | Self::Done
            | Self::Escalate => true,
        }
    }
}

/// On the screen of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstellingAction {
    /// Changes what is chosen.
    Edit,
    /// Makes a file of normen of one's own.
    Normen,
}

impl InstellingAction {
    /// Of the user and not of the database: but the key is that of what changes.
    const fn changes(self) -> bool {
        match self {
            Self::Edit => true,
            Self::Normen => false,
        }
    }
}

/// Through a row of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Next,
    Previous,
}

/// What the beleidscollega looks at besides the inbox, and does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BeleidAction {
    Aandacht,
    Trajecten,
    Ladder,
    Cvs,
    Uitvraag,
    /// Everybody in the register, with contracts.
    Register,
    /// Hours and amounts.
    Pxq,
    /// Two kwartalen beside each other.
    Vergelijking,
    /// The settings of the user.
    Instellingen,
    /// The points of the next gemeente only, or of the one before.
    Gemeente(Step),
    /// Those of the next aanbieder only, or of the one before.
    Aanbieder(Step),
    /// Quiets an attention point.
    Seen,
    Unseen,
    /// Removes a deelnemer for good.
    Remove,
}

impl BeleidAction {
    const fn changes(self) -> bool {
        match self {
            Self::Aandacht
            | Self::Trajecten
            | Self::Ladder
            | Self::Cvs
            | Self::Uitvraag
            | Self::Register
            | Self::Pxq
            | Self::Vergelijking
            | Self::Instellingen
            | Self::Gemeente(_)
            | Self::Aanbieder(_) => false,
            Self::Seen | Self::Unseen | Self::Remove => true,
        }
    }
}

/// In the register: who the aanbieders are, and what is agreed with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegisterAction {
    /// Adds an aanbieder.
    New,
    /// Changes what is chosen.
    Edit,
    /// Chooses it for an act on several.
    Mark,
    /// A new contract.
    Contract,
    /// A contract ends on a day: the aanbieder leaves.
    End,
    /// The decision on an option.
    Decide,
    /// A new contact person.
    Contact,
    /// A new ontwikkeldoel.
    Doel,
    /// The budget of a year.
    Budget,
    /// Takes away what is chosen.
    Remove,
    History,
}

impl RegisterAction {
    const fn changes(self) -> bool {
        match self {
            Self::Mark | Self::History => false,
            Self::New
            | Self::Edit
            | Self::Contract
            | Self::End
            | Self::Decide
            | Self::Contact
            | Self::Doel
            | Self::Budget
            | Self::Remove => true,
        }
    }
}

/// Around P×Q and the rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PxqAction {
    /// Goes to the rates.
    Tarieven,
    /// Writes what is listed to a file.
    Write,
    /// Enters a rate.
    New,
    /// Enters or corrects the rate that is chosen.
    Edit,
    /// Takes the rate that is chosen away.
    Remove,
    History,
}

impl PxqAction {
    const fn changes(self) -> bool {
        match self {
            Self::Tarieven | Self::Write | Self::History => false,
            Self::New | Self::Edit | Self::Remove => true,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormAction {
    Next,
    Previous,
    Save,
    /// Drops what was typed; asks only when there is something to lose.
    Drop,
    Yes,
    No,
}

/// About the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Program {
    Quit,
    Help,
    /// What the program is for, at the screen where one is.
    Handleiding,
    Palette,
    /// What the screen can do further.
    Menu,
    Undo,
    /// Gives back what was undone.
    Redo,
    /// Everything that was done, to take back what is older or somebody else's.
    Handelingen,
    /// Stops the running job.
    Cancel,
    /// The next palette of colours.
    Theme,
    /// Reads the screen's data again.
    Refresh,
    /// Opens the file that the screen is about or that was written last, by the program that the system has for it.
    OpenFile,
    /// Opens the folder of it.
    OpenFolder,
}

impl Program {
    const fn changes(self) -> bool {
        match self {
            Self::Quit
            | Self::Help
            | Self::Handleiding
            | Self::Palette
            | Self::Menu
            | Self::Handelingen
            | Self::Cancel
            | Self::Theme
            | Self::Refresh
            | Self::OpenFile
            | Self::OpenFolder => false,
            Self::Undo | Self::Redo => true,
        }
    }
}

/// Why an action does nothing here; [`super::phrases::reason`] says it in the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The database can only be read, for this reason.
    OnlyReads(&'static str),
    /// The action has no meaning on this screen.
    NotHere,
    /// There is no screen before this one.
    NothingBefore,
    /// There is nothing behind what is chosen; whether it can be changed.
    NothingBehind {
        wijzigen: bool,
    },
    /// The screen has no acts but those with a key.
    NothingMore,
    NothingSelected,
    /// The act is of one row, and so many others are chosen.
    OfOneRow(usize),
    StillLoading,
    /// What the screen shows could not be read.
    NoData,
    /// There is nothing to walk back to, or on to: a kwartaal or a year.
    NoEarlier(&'static str),
    NoLater(&'static str),
    /// A figure has no rows behind it in this state.
    NoRows(&'static str),
    /// The screen is of segment collectief.
    OnlyCollectief,
    /// Dekking has no figure of one gemeente.
    OfAllGemeenten,
    /// The year is over, or the norm is not looked ahead of.
    NothingAhead,
    NotOpen,
    /// The afspraak of an outcome was closed or withdrawn.
    UitkomstClosed,
    AlreadyOpen,
    /// So many signalen, all of which are afgehandeld already.
    AlreadyDone(usize),
    NoJob,
    JobRuns,
    AlreadyExample,
    HasOwnData,
    NotPlanned,
    OnlyOne,
    /// Only what is of one gemeente is taken to the region.
    OnlyEvaluatief,
    /// What is read large is one gesprek, about one kwartaal.
    OneGesprek,
    NoUitkomst,
    /// There is nothing at the point that could be read in a window of its own.
    NothingToRead,
    /// Of a point that is read large nothing is written to a file: a path is not for who looks along.
    AtTable,
    /// What is chosen at the point is no open afspraak.
    NoLopend,
    /// The afspraak that is chosen was closed at this table.
    ClosedHere,
    /// An open afspraak is no outcome to take out.
    IsLopend,
    /// Another gesprek is being held.
    OtherGesprek,
    Established,
    /// Established comes after rounding off.
    NotHeld,
    /// What is not established needs no opening again.
    NotEstablished,
    AlreadyHeld,
    AlreadyBegun,
    AlreadyPrepared,
    /// A gesprek that was held stays in the planning.
    StaysPlanned,
    NoExample,
    NotForDekking,
    OnlyIndividueel,
    NotBundled,
    /// A bundel is about one aanbieder.
    OfManyAanbieders,
    NotSeen,
    /// The point is about a group, not about one traject.
    NoTraject,
    /// A preview in which everything is known or unusable.
    NothingNew,
    NoFindings,
    /// Nothing came in yet.
    NoVersion,
    /// A dekkingsoverzicht has a screen of its own, and no list of findings to send.
    SeeDekking,
    OnlyReports,
    /// The gemeente has not answered the uitvraag.
    NoAnswer,
    /// An attention point of the kwartaal before, that is none any more.
    PointGone,
    /// The file has no header that resembles a column.
    NoHeaders,
    /// There is one file: leaving it out is taking nothing over.
    OneFile,
    /// The chosen version is the one that stands.
    AlreadyStands,
    AlreadyUndone,
    /// A removal, or what a removal took.
    ForGood,
    /// The register has the aanbieder of the file.
    KnownAanbieder,
    /// The line is of all together, and what is asked is of one.
    OfEverybody,
    /// Nothing was written yet that could be opened.
    NothingWritten,
    /// The normen are changed in their file.
    InNormen,
    /// What is chosen is where something is, and not a setting.
    NoSetting,
    /// There is no option that was not decided on.
    NoOption,
    /// What is chosen has no contract to end.
    NoContract,
    /// An option is changed with its contract.
    OfContract,
}

impl Reason {
    /// Whether the act is of no use on this screen, whatever is chosen or done first: it is not offered then.
    pub const fn is_for_good(&self) -> bool {
        matches!(
            self,
            Self::NotHere
                | Self::NothingBefore
                | Self::NothingBehind { .. }
                | Self::AlreadyExample
                | Self::HasOwnData
                | Self::NoExample
                | Self::NothingWritten
        )
    }
}
