//! The whole state of the terminal program, as data: a stack of screens, popups over it, a job, a notice.
//!
//! **Architecture Invariant:** where a key goes follows from the model only (top popup, text field, screen, everywhere),
//! never from what was drawn.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::app::Leesstap;
use crate::domain::{Aanbieder, Periode};

use super::action::{Action, FormAction, GesprekAction, Move, Program, RapportAction, Reason, SignaalAction, Tab, View};
use super::ahead::{Ahead, Pending};
use super::keys::Scope;
use super::msg::{JobId, Start};
use super::place::Place;
use super::popups::{Popup, Preview};
use super::screens::{self, Scherm, Screen};
use super::shared::{Notice, Shared};
use super::theme::Palette;

/// A stack that is never empty.
#[derive(Debug)]
pub struct Stack {
    base: Screen,
    above: Vec<Screen>,
}

impl Stack {
    pub const fn new(base: Screen) -> Self {
        Self { base, above: Vec::new() }
    }

    pub fn top(&self) -> &dyn Scherm {
        self.above.last().unwrap_or(&self.base).as_ref()
    }

    pub fn top_mut(&mut self) -> &mut dyn Scherm {
        self.above.last_mut().unwrap_or(&mut self.base).as_mut()
    }

    pub fn push(&mut self, screen: Screen) {
        self.above.push(screen);
    }

    /// Takes the top away; the base stays.
    pub fn pop(&mut self) -> bool {
        self.above.pop().is_some()
    }

    /// Leaves only the base, and what is up to a screen that stays.
    pub fn unwind(&mut self, stays: impl Fn(&dyn Scherm) -> bool) {
        let kept = self.above.iter().rposition(|screen| stays(screen.as_ref())).map_or(0, |at| at + 1);
        self.above.truncate(kept);
    }

    pub const fn is_base(&self) -> bool {
        self.above.is_empty()
    }

    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Screen> {
        std::iter::once(&mut self.base).chain(self.above.iter_mut())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Screen> {
        std::iter::once(&self.base).chain(self.above.iter())
    }
}

/// A job on the worker, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub stap: Option<Leesstap>,
    /// What was asked for, to ask again when it cannot be read.
    pub paden: Vec<PathBuf>,
    /// The user asked to stop; it answers when it has.
    pub cancelled: bool,
}

/// Everything.
#[derive(Debug)]
pub struct Model {
    pub shared: Shared,
    pub screens: Stack,
    pub popups: Vec<Popup>,
    pub job: Option<Job>,
    /// Files that were checked while the user was busy with something else; shown when asked for.
    pub checked: Option<Box<Preview>>,
    pub notice: Option<Notice>,
    /// What came from elsewhere while the aanbieder could look on.
    pub later: Option<Notice>,
    pub quit: bool,
    /// What was typed while the answer that it needs was not there yet; played when it comes.
    pub ahead: Ahead,
    pub pending: Pending,
    jobs: JobId,
}

impl Model {
    /// Returns the program as it starts: on the overview.
    pub fn new(start: Start, palette: Palette) -> Self {
        let notice = draft_notice(&start);
        let shared = Shared {
            today: start.vandaag,
            now: None,
            voorbeeld: start.voorbeeld,
            alleen_lezen: start.alleen_lezen,
            has_example: start.has_example,
            palette,
            kwartaal: start.kwartaal,
            kwartalen: start.kwartalen,
            normen: Vec::new(),
            norm: None,
            aanbieder: None,
            periode: Periode::Kwartaal,
            eigenaren: start.eigenaren,
            geheugen: start.geheugen,
            getoonden: start.getoonden,
            drafts: start.drafts,
        };
        let mut screens = Stack::new(screens::at(Place::Tab(Tab::Overzicht)));
        if start.beleid {
            screens.push(screens::at(Place::Tab(Tab::Signalen)));
        }
        Self {
            shared,
            screens,
            popups: Vec::new(),
            job: None,
            checked: None,
            notice,
            later: None,
            quit: false,
            ahead: Ahead::default(),
            pending: Pending::default(),
            jobs: 0,
        }
    }

    /// Since when the clock on the screen runs; None when none is shown, and nobody need wake for it.
    pub fn clock_since(&self) -> Option<DateTime<Utc>> {
        self.screens.top().clock_since(self.shared.today)
    }

    /// Whether the user is in the middle of nothing, so that something may open by itself.
    pub fn is_at_rest(&self) -> bool {
        self.popups.is_empty() && self.ahead.is_empty() && !self.screens.top().is_filtering() && self.sitting().is_none()
    }

    /// With whom a gesprek is being held, on this screen or below it: whoever looks along.
    pub fn sitting(&self) -> Option<Aanbieder> {
        self.screens.iter().find_map(|screen| screen.sitting())
    }

    /// Whether the gesprek that is being held is what one sees.
    pub fn is_at_table(&self) -> bool {
        self.screens.top().is_at_table()
    }

    /// The number for the next job.
    pub fn next_job(&mut self) -> JobId {
        self.jobs += 1;
        self.jobs
    }

    /// The scopes whose keys hold now, the narrowest first.
    pub fn scopes(&self) -> Vec<Scope> {
        if let Some(popup) = self.popups.last() {
            return popup.scopes().to_vec();
        }
        let screen = self.screens.top();
        if screen.is_filtering() {
            return vec![Scope::Filter];
        }
        vec![screen.scope(), Scope::List, Scope::Global]
    }

    /// Decides whether an action can be done now, and if not says why. Key handling, footer, palette and help all ask here.
    ///
    /// # Errors
    /// The reason, for the status line.
    pub fn available(&self, action: Action) -> Result<(), Reason> {
        let only = |ok: bool, reason: Reason| if ok { Ok(()) } else { Err(reason) };
        if let Some(popup) = self.popups.last() {
            return available_in(popup, action);
        }
        if let Some(waarom) = self.shared.alleen_lezen.filter(|_| action.changes()) {
            return Err(Reason::OnlyReads(waarom));
        }
        let (first, last) = self.shared.bounds();
        match action {
            Action::Gesprek(GesprekAction::Begin) if self.sitting().is_some() && !self.is_at_table() => Err(Reason::OtherGesprek),
            Action::View(View::PreviousKwartaal | View::NextKwartaal) if self.screens.top().holds_on_to().is_some() => {
                Err(Reason::OneGesprek)
            }
            Action::View(View::PreviousKwartaal) => only(self.shared.kwartaal > first, Reason::NoEarlierKwartaal),
            Action::View(View::NextKwartaal) => only(self.shared.kwartaal < last, Reason::NoLaterKwartaal),
            Action::View(View::Open) if self.screens.top().is_filtering() => Ok(()),
            Action::View(View::Back) => only(
                !self.screens.is_base()
                    || self.screens.top().is_filtering()
                    || self.screens.top().has_filter()
                    || self.screens.top().has_marks(),
                Reason::NotHere,
            ),
            Action::Program(Program::Cancel) => only(self.job.as_ref().is_some_and(|j| !j.cancelled), Reason::NoJob),
            Action::Program(_)
            | Action::Go(_)
            | Action::Signaal(SignaalAction::New)
            | Action::Gesprek(GesprekAction::Kalender) => Ok(()),
            Action::Beleid(to) if to.place().is_some() => Ok(()),
            Action::Rapport(RapportAction::Import) => only(self.job.is_none(), Reason::JobRuns),
            Action::Rapport(RapportAction::Example) => {
                only(!self.shared.voorbeeld, Reason::AlreadyExample)?;
                // One slip of a finger must not take somebody's own figures from the screen.
                only(self.shared.kwartalen.is_empty(), Reason::HasOwnData)?;
                only(self.shared.has_example, Reason::NoExample)
            }
            Action::Form(_) => Err(Reason::NotHere),
            _ => self.screens.top().allows(action, &self.shared),
        }
    }
}

/// What a popup knows; the rest is out of reach while it stands.
fn available_in(popup: &Popup, action: Action) -> Result<(), Reason> {
    let ok = match (popup, action) {
        (Popup::Form(_), Action::Form(act)) => !matches!(act, FormAction::Yes | FormAction::No),
        (Popup::Reader(_), Action::Move(to)) => !matches!(to, Move::Left | Move::Right),
        (Popup::Palette(_), Action::Move(Move::Up | Move::Down) | Action::View(View::Open | View::Back))
        | (Popup::Reader(_), Action::View(View::Back))
        | (Popup::Confirm(_), Action::Form(FormAction::Yes | FormAction::No))
        | (Popup::Botsing(_), Action::Move(_)) => true,
        (Popup::Preview(preview), action) => return preview.available(action),
        (Popup::Botsing(botsing), Action::Form(FormAction::Save | FormAction::Drop)) => !botsing.waiting,
        _ => false,
    };
    if ok { Ok(()) } else { Err(Reason::NotHere) }
}

/// What was typed and not saved when the program ended last, and where it goes on.
fn draft_notice(start: &Start) -> Option<Notice> {
    let any = |begin: &str| start.drafts.iter().any(|(key, _)| key.starts_with(begin));
    let said = if any(super::forms::afspraak::DRAFT_KEY) {
        "Er staat nog een afspraak die niet is opgeslagen: a gaat ermee verder."
    } else if any(super::forms::gesprek::UITKOMST) {
        "Er staat nog een uitkomst die niet is opgeslagen: op 6 Gesprek, bij het punt met …"
    } else if !start.drafts.is_empty() {
        "Er staat nog iets dat niet is opgeslagen; het formulier gaat ermee verder."
    } else {
        return None;
    };
    Some(Notice::Hint(said.to_owned()))
}
