//! The whole state of the terminal program, as data: a stack of screens, popups over it, a job, a notice.
//!
//! **Architecture Invariant:** where a key goes follows from the model only (top popup, text field, screen, everywhere),
//! never from what was drawn.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::app::{Conceptplek, Gespreksplek, Leesstap};
use crate::domain::{Aanbieder, Kwartaal, Periode, Segment};

use super::action::{Action, FormAction, GesprekAction, Move, Program, RapportAction, Reason, SignaalAction, Tab, View};
use super::ahead::{Ahead, Pending};
use super::bewaard;
use super::forms::concept;
use super::keys::{self, Binding, Scope, Werkwoord};
use super::msg::{JobId, Leeswerk, Start};
use super::place::Place;
use super::popups::{Entry, Popup, Preview};
use super::raak::Raakvlakken;
use super::screens::{self, Scherm, Screen, Segmentzicht};
use super::shared::{Notice, Shared};
use super::stuk::{Uitgaandgeheugen, Uitgave};
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
    pub werk: Leeswerk,
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
    /// The kwartaal that the uitvraag took the user to, and the one where he was.
    pub taken_along: Option<(Kwartaal, Kwartaal)>,
    /// What was typed while the answer that it needs was not there yet; played when it comes.
    pub ahead: Ahead,
    pub pending: Pending,
    jobs: JobId,
}

impl Model {
    /// Returns the program as it starts: on the overview.
    pub fn new(start: Start, palette: Palette) -> Self {
        let (notice, hervat) = left_behind(&start);
        let shared = Shared {
            today: start.vandaag,
            now: None,
            voorbeeld: start.voorbeeld,
            alleen_lezen: start.alleen_lezen,
            kopie: start.kopie,
            has_example: start.has_example,
            palette: Palette::of(start.instellingen.thema, palette),
            surroundings: palette,
            geschreven: None,
            kwartaal: start.kwartaal,
            kwartalen: start.kwartalen,
            normen: Vec::new(),
            norm: None,
            aanbieder: None,
            periode: Periode::Kwartaal,
            segment: Segment::default(),
            norm_individueel: None,
            normen_individueel: Vec::new(),
            per_gemeente: false,
            eigenaren: start.eigenaren,
            geheugen: start.geheugen,
            instellingen: start.instellingen,
            inleesmap: start.onthouden.inleesmap.unwrap_or(start.hier),
            uitgaand: Uitgaandgeheugen::of(&start.onthouden.uitgaand),
            getoonden: start.getoonden,
            werkdagen: start.werkdagen,
            drafts: start.drafts,
            anderen: start.anderen,
            hervat,
            raak: Raakvlakken::default(),
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
            taken_along: None,
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
        let screen = self.screens.top();
        if let Some(popup) = self.popups.last() {
            let row = popup.is_of_row().then(|| screen.scope());
            return popup.scopes().iter().copied().chain(row).collect();
        }
        if screen.is_filtering() {
            return vec![Scope::Filter];
        }
        let leeg = self.offers_example().then_some(Scope::Leeg);
        leeg.into_iter().chain([screen.scope(), Scope::List, Scope::Global]).collect()
    }

    /// Decides whether an action can be done now, and if not says why. Key handling, footer, palette and help all ask here.
    ///
    /// # Errors
    /// The reason, for the status line.
    pub fn available(&self, action: Action) -> Result<(), Reason> {
        let only = |ok: bool, reason: Reason| if ok { Ok(()) } else { Err(reason) };
        if action == Action::Program(Program::Menu) {
            return self.offers_menu();
        }
        if let Some(popup) = self.popups.last()
            && !(popup.is_of_row() && is_of_screen(action))
        {
            return available_in(popup, action);
        }
        if let Some(waarom) = self.shared.only_reads(action) {
            return Err(Reason::OnlyReads(waarom));
        }
        if let Some(chosen) = self.of_another_row(action) {
            return Err(Reason::OfOneRow(chosen));
        }
        match action {
            Action::Gesprek(GesprekAction::Begin) if self.sitting().is_some() && !self.is_at_table() => Err(Reason::OtherGesprek),
            Action::View(View::PreviousKwartaal | View::NextKwartaal) if self.screens.top().holds_on_to().is_some() => {
                Err(Reason::OneGesprek)
            }
            Action::View(View::Segment) => match self.screens.top().segment(&self.shared) {
                Segmentzicht::Keuze { .. } => Ok(()),
                Segmentzicht::Collectief => Err(Reason::OnlyCollectief),
                Segmentzicht::Beide => Err(Reason::NotHere),
            },
            Action::View(View::PreviousKwartaal) => only(self.kwartaal_beside(-1).is_some(), Reason::NoEarlier(self.stretch())),
            Action::View(View::NextKwartaal) => only(self.kwartaal_beside(1).is_some(), Reason::NoLater(self.stretch())),
            Action::View(View::Open) if self.screens.top().is_filtering() || self.offers_example() => Ok(()),
            Action::View(View::Back) => only(
                !self.screens.is_base()
                    || self.screens.top().is_filtering()
                    || self.screens.top().has_filter()
                    || self.screens.top().has_marks(),
                Reason::NothingBefore,
            ),
            Action::Program(Program::OpenFile | Program::OpenFolder) => {
                only(!self.is_at_table(), Reason::NotHere)?;
                only(self.to_open().is_some(), Reason::NothingWritten)
            }
            Action::Program(Program::Cancel) => only(self.job.as_ref().is_some_and(|j| !j.cancelled), Reason::NoJob),
            Action::Program(_)
            | Action::Go(_)
            | Action::Signaal(SignaalAction::New)
            | Action::Gesprek(GesprekAction::Kalender | GesprekAction::Jaar) => Ok(()),
            Action::Beleid(to) if to.place().is_some() => Ok(()),
            Action::Rapport(RapportAction::Import) => only(self.job.is_none(), Reason::JobRuns),
            Action::Rapport(RapportAction::Example) => {
                only(!self.shared.voorbeeld, Reason::AlreadyExample)?;
                // One slip of a finger must not take somebody's own figures from the screen.
                only(self.shared.kwartalen.is_empty(), Reason::HasOwnData)?;
                only(self.shared.has_example, Reason::NoExample)
            }
            Action::Schrijf(stuk) => {
                let uitgave = self.screens.top().uitgave(&self.shared);
                only(!self.is_at_table() || self.screens.top().is_over(), Reason::AtTable)?;
                let writes = |uitgave: &Uitgave| stuk.is_none_or(|stuk| uitgave.stukken.contains(&stuk));
                only(uitgave.as_ref().is_some_and(writes), Reason::NotHere)
            }
            Action::Form(_) => Err(Reason::NotHere),
            Action::View(View::Open) => match self.screens.top().allows(action, &self.shared) {
                Err(Reason::NotHere) => Err(Reason::NothingBehind { wijzigen: self.edits() }),
                other => other,
            },
            _ => self.screens.top().allows(action, &self.shared),
        }
    }

    /// How many rows are chosen, where an act is of the one under the cursor and that is not what is chosen; so it is of
    /// whatever is read there.
    fn of_another_row(&self, action: Action) -> Option<usize> {
        let reads = self.popups.last().is_some_and(Popup::is_of_row) && action.changes() && !action.makes_new();
        let chosen = self.screens.top().chosen_besides();
        (chosen > 0 && (reads || action.is_of_one_row())).then_some(chosen)
    }

    /// The kwartaal that one goes to from the one that is chosen; on a screen of a year, one of the year beside it. None: there is
    /// none that shows something else.
    pub fn kwartaal_beside(&self, by: i32) -> Option<Kwartaal> {
        let (first, last) = self.shared.bounds();
        let (was, screen) = (self.shared.kwartaal, self.screens.top());
        let step = if screen.jaar_of(was).is_some() { 4 * by } else { by };
        let to = was.plus(step).clamp(first, last);
        (to != was && (screen.jaar_of(was).is_none() || screen.jaar_of(to) != screen.jaar_of(was))).then_some(to)
    }

    /// What one walks along.
    fn stretch(&self) -> &'static str {
        if self.screens.top().jaar_of(self.shared.kwartaal).is_some() { "jaar" } else { "kwartaal" }
    }

    /// What of the screen, or of what was written last, can be opened.
    pub fn to_open(&self) -> Option<PathBuf> {
        self.screens.top().bestand().or_else(|| self.shared.geschreven.clone())
    }

    /// Whether the screen can change what is chosen on it.
    fn edits(&self) -> bool {
        let scope = self.screens.top().scope();
        keys::in_force(&[scope]).iter().any(|b| b.action.werkwoord() == Werkwoord::Wijzigen && self.available(b.action).is_ok())
    }

    /// Whether what is seen says that nothing was read yet, and offers the example.
    pub fn offers_example(&self) -> bool {
        let is_overzicht = self.screens.top().scope() == Scope::Overzicht;
        is_overzicht && self.available(Action::Rapport(RapportAction::Example)).is_ok()
    }

    /// The acts of the menu here, each with whether it can be done now.
    pub fn menu(&self) -> Vec<Entry> {
        self.entries().filter(|entry| entry.binding.letter().is_some()).collect()
    }

    /// The rows of the key table that are in force, but what is of no use here whatever one does.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let scopes = self.scopes();
        let entries = keys::in_force(&scopes).into_iter().map(move |binding| Entry {
            binding,
            held: keys::keys_in_force(&scopes, binding),
            available: self.available(binding.action),
            way: &[],
        });
        entries.filter(|entry| entry.available.as_ref().err().is_none_or(|reason| !reason.is_for_good()))
    }

    /// What other screens do, each with the way there. How one moves and looks there is no act to go there for.
    pub fn elsewhere(&self) -> Vec<Entry> {
        let scopes = self.scopes();
        let here: Vec<Action> = self.entries().map(|entry| entry.binding.action).collect();
        let rows = keys::BINDINGS.iter().filter(|b| !scopes.contains(&b.scope) && !b.scope.way().is_empty());
        // What a screen writes is another thing on every screen.
        let is_here = |b: &Binding| b.action != Action::Schrijf(None) && here.contains(&b.action);
        // Where several things can be written each stands under its own name.
        let by_name = |b: &Binding| keys::BINDINGS.iter().any(|other| other.scope == b.scope && other.is_found_only());
        let is_named = |b: &Binding| b.action == Action::Schrijf(None) && by_name(b);
        rows.filter(|b| b.action.is_worth_a_way() && !is_here(b) && !is_named(b))
            .map(|binding| {
                let refused = self.shared.only_reads(binding.action).map(Reason::OnlyReads);
                Entry { binding, held: binding.keys(), available: refused.map_or(Ok(()), Err), way: binding.scope.way() }
            })
            .collect()
    }

    /// Also a menu in which everything must wait is opened: the letter that is typed behind its key is not for the screen.
    fn offers_menu(&self) -> Result<(), Reason> {
        let rows = keys::in_force(&self.scopes());
        let mut of_menu = rows.into_iter().filter(|b| b.letter().is_some()).map(|b| self.available(b.action));
        let any = of_menu.any(|available| available.err().is_none_or(|reason| !reason.is_for_good()));
        if any { Ok(()) } else { Err(Reason::NothingMore) }
    }
}

/// Whether an act is one of the screen, and not of the text that is read over it.
pub const fn is_of_screen(action: Action) -> bool {
    !matches!(action, Action::Move(_) | Action::View(View::Back | View::Open) | Action::Program(Program::Help))
}

/// What a popup knows; the rest is out of reach while it stands.
fn available_in(popup: &Popup, action: Action) -> Result<(), Reason> {
    let ok = match (popup, action) {
        (Popup::Form(_), Action::Form(act)) => !matches!(act, FormAction::Yes | FormAction::No),
        (Popup::Reader(reader), Action::Program(Program::Handleiding)) => reader.handleiding.is_some(),
        (Popup::Reader(reader), Action::Program(Program::Help)) => !reader.is_help,
        (Popup::Reader(_) | Popup::Taken(_), Action::Move(to)) => !matches!(to, Move::Left | Move::Right),
        (Popup::Taken(taken), Action::View(View::Open)) => !taken.is_empty(),
        (Popup::Palette(_) | Popup::Menu(_), Action::Move(Move::Up | Move::Down) | Action::View(View::Open | View::Back))
        | (Popup::Reader(_) | Popup::Taken(_), Action::View(View::Back))
        | (Popup::Reader(_), Action::View(View::Open))
        | (Popup::Confirm(_), Action::Form(FormAction::Yes | FormAction::No))
        | (
            Popup::Form(_)
            | Popup::Kiezer(_)
            | Popup::Preview(_)
            | Popup::Palette(_)
            | Popup::Menu(_)
            | Popup::Taken(_)
            | Popup::Botsing(_),
            Action::Program(Program::Help),
        )
        | (Popup::Botsing(_), Action::Move(_)) => true,
        (Popup::Preview(preview), action) => return preview.available(action),
        (Popup::Kiezer(kiezer), action) => return kiezer.available(action),
        (Popup::Botsing(botsing), Action::Form(FormAction::Save | FormAction::Drop)) => !botsing.waiting,
        _ => false,
    };
    if ok { Ok(()) } else { Err(Reason::NotHere) }
}

/// What was left undone when the program ended last: an import that was killed, and what was typed and not saved; and where in a
/// gesprek one was.
fn left_behind(start: &Start) -> (Option<Notice>, Option<(String, Gespreksplek)>) {
    // In a copy nothing goes on with what was kept: that is for the database itself.
    let goes_on = |key: &str| start.kopie.is_none() || !bewaard::is_kept(key);
    let drafts = start.drafts.iter().map(|(key, _)| key.as_str()).zip(&start.plekken).filter(|(key, _)| goes_on(key));
    let (keys, plekken): (Vec<&str>, Vec<&Option<Conceptplek>>) = drafts.unzip();
    let typed = concept::melding(&keys, plekken.first().and_then(|plek| plek.as_ref()));
    let said: Vec<String> = start.afgebroken.iter().cloned().chain(typed).collect();
    let notice = (!said.is_empty()).then(|| Notice::Hint(said.join(" ")));
    let of_gesprek = |(key, plek): (&&str, &&Option<Conceptplek>)| Some(((*key).to_owned(), plek.as_ref()?.gesprek.clone()?));
    (notice, keys.iter().zip(&plekken).find_map(of_gesprek))
}
