//! What every screen may read and what they share, and what the status line says.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::action::{Action, Program};
use super::namen::korte_namen;
use super::phrases;
use super::raak::Raakvlakken;
use super::stuk::Uitgaandgeheugen;
use super::theme::{Palette, Theme};
use crate::app::{Anderen, Gespreksplek, Getoonden, Instellingen, Melding, Signaalgeheugen};
use crate::domain::{Aanbieder, Kwartaal, NormId, Periode, Register, Segment, Werkdagen};

/// What every screen may read, and what they share: the choice of kwartaal, norm and aanbieder walks along.
#[derive(Debug, Clone)]
pub struct Shared {
    pub today: NaiveDate,
    /// The moment, as far as a screen shows it; None until the clock ticked.
    pub now: Option<DateTime<Utc>>,
    pub voorbeeld: bool,
    /// Why nothing can be changed, as the end of a sentence; None when it can.
    pub alleen_lezen: Option<&'static str>,
    /// Of when the copy of a shared database is that is open; None: it is none.
    pub kopie: Option<String>,
    pub has_example: bool,
    pub palette: Palette,
    /// What the surroundings ask for, when the settings leave it to them.
    pub surroundings: Palette,
    /// What the user set.
    pub instellingen: Instellingen,
    /// The file that was written last.
    pub geschreven: Option<PathBuf>,
    pub kwartaal: Kwartaal,
    /// The kwartalen that something was delivered for, in order.
    pub kwartalen: Vec<Kwartaal>,
    /// The normen of the kwartaal, in their order; to walk through on other screens than the overview.
    pub normen: Vec<NormId>,
    /// The chosen norm; None until the first overview chose the worst.
    pub norm: Option<NormId>,
    /// The chosen aanbieder; None is all together.
    pub aanbieder: Option<Aanbieder>,
    pub periode: Periode,
    /// The segment of the screens that know both; the others are of collectief, as are `normen`, `norm` and `aanbieder`.
    pub segment: Segment,
    /// The norm that is chosen in segment individueel, and those that there are.
    pub norm_individueel: Option<NormId>,
    pub normen_individueel: Vec<NormId>,
    /// Whether figures are shown per gemeente, in place of per aanbieder.
    pub per_gemeente: bool,
    /// Owners used before, for suggestions.
    pub eigenaren: Vec<String>,
    /// What was filled in before, for the next signaal.
    pub geheugen: Signaalgeheugen,
    /// Who the aanbieders are, and who is shown when.
    pub getoonden: Arc<Getoonden>,
    /// On which days people work.
    pub werkdagen: Arc<Werkdagen>,
    /// The folder that was read from last.
    pub inleesmap: PathBuf,
    /// What was written to a file last.
    pub uitgaand: Uitgaandgeheugen,
    /// What others did since the program was left last, as long as the user did not look at it.
    pub anderen: Option<Anderen>,
    /// Drafts that are not saved yet, by key; offered when their form opens.
    pub drafts: Vec<(String, String)>,
    /// The draft of a gesprek that the program ended in, by its key, and where that stands: the first time one goes to a gesprek it
    /// is there.
    pub hervat: Option<(String, Gespreksplek)>,
    /// Where what can be pressed was drawn.
    pub raak: Raakvlakken,
}

impl Shared {
    /// Why an act cannot be done in what is open, as the end of a sentence; None when it can, if only as a draft.
    pub fn only_reads(&self, action: Action) -> Option<&'static str> {
        let waits = self.kopie.is_some() && action.waits_in_a_copy();
        self.alleen_lezen.filter(|_| action.changes() && !waits)
    }

    /// Where one goes on in a gesprek, once; None when what was left there is saved or dropped meanwhile.
    pub fn hervat(&mut self) -> Option<Gespreksplek> {
        let (key, plek) = self.hervat.take()?;
        self.drafts.iter().any(|(draft, _)| *draft == key).then_some(plek)
    }

    pub const fn theme(&self) -> Theme {
        Theme::new(self.palette)
    }

    /// Who the aanbieders are.
    pub fn register(&self) -> &Register {
        self.getoonden.register()
    }

    /// What an aanbieder is called.
    pub fn naam(&self, aanbieder: Aanbieder) -> String {
        self.register().naam(aanbieder)
    }

    /// Who is shown in the kwartaal, in the order of the register.
    pub fn aanbieders(&self) -> Vec<Aanbieder> {
        self.getoonden.of(self.kwartaal).iter().map(|g| g.aanbieder).collect()
    }

    /// The columns of the figures: who is shown, and all together.
    pub fn columns(&self) -> Vec<Option<Aanbieder>> {
        self.columns_in(self.kwartaal)
    }

    /// The same of a kwartaal; who left in the year is in its figures only.
    pub fn columns_in(&self, kwartaal: Kwartaal) -> Vec<Option<Aanbieder>> {
        let shown = match self.periode {
            Periode::Kwartaal => self.getoonden.of(kwartaal),
            Periode::Jaar => self.getoonden.of_year(kwartaal),
        };
        shown.iter().map(|g| Some(g.aanbieder)).chain([None]).collect()
    }

    /// The aanbieder that is chosen among the columns: nobody stands in one that is not there.
    pub fn column_in(&self, kwartaal: Kwartaal) -> Option<Aanbieder> {
        self.aanbieder.filter(|a| self.columns_in(kwartaal).contains(&Some(*a)))
    }

    /// What those are called, each once.
    pub fn names_of(&self, aanbieders: impl IntoIterator<Item = Aanbieder>) -> Vec<String> {
        // Of many rows there are few.
        let each: HashSet<Aanbieder> = aanbieders.into_iter().collect();
        self.register().in_volgorde(each).into_iter().map(|a| self.naam(a)).collect()
    }

    /// What columns are called: each in at most so many columns, so that they can be told apart.
    pub fn titles(&self, aanbieders: &[Option<Aanbieder>], columns: usize) -> Vec<String> {
        let whole: Vec<String> = aanbieders.iter().map(|a| phrases::aanbieder(*a, self.register())).collect();
        korte_namen(&whole, columns)
    }

    /// The norm that is chosen in the segment.
    pub const fn norm_in(&self, segment: Segment) -> Option<&NormId> {
        match segment {
            Segment::Collectief => self.norm.as_ref(),
            Segment::Individueel => self.norm_individueel.as_ref(),
        }
    }

    /// Chooses a norm of a segment.
    pub fn choose_norm(&mut self, segment: Segment, norm: Option<NormId>) {
        match segment {
            Segment::Collectief => self.norm = norm,
            Segment::Individueel => self.norm_individueel = norm,
        }
    }

    /// The norm `by` places further in the segment, stopping at the ends.
    pub fn norm_beside(&self, segment: Segment, by: isize) -> Option<NormId> {
        let all = match segment {
            Segment::Collectief => &self.normen,
            Segment::Individueel => &self.normen_individueel,
        };
        let at = all.iter().position(|n| Some(n) == self.norm_in(segment)).unwrap_or(0);
        all.get(at.saturating_add_signed(by).min(all.len().saturating_sub(1))).or_else(|| self.norm_in(segment)).cloned()
    }

    /// The aanbieders to choose from, by key and name: who is shown in the kwartaal, and `ook` when it is another.
    pub fn choices(&self, ook: Option<Aanbieder>) -> Vec<(String, String)> {
        let all = self.register().in_volgorde(self.aanbieders().into_iter().chain(ook));
        all.into_iter().map(|a| (a.key().to_owned(), self.naam(a))).collect()
    }

    /// The first and last kwartaal one can walk to: what was delivered, and up to the one that runs now.
    pub fn bounds(&self) -> (Kwartaal, Kwartaal) {
        let now = Kwartaal::of(self.today);
        let first = self.kwartalen.first().copied().unwrap_or(now).min(now);
        let last = self.kwartalen.last().copied().unwrap_or(now).max(now);
        (first.min(self.kwartaal), last.max(self.kwartaal))
    }
}

/// What the status line says until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The store confirmed; the key that reverses it.
    Saved {
        wat: String,
        door: Option<Program>,
    },
    /// Why a key did nothing, or what happened.
    Hint(String),
    Error(Melding),
}
