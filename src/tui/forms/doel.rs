//! What forms are for: what becomes of their values.

use serde::{Deserialize, Serialize};

use super::form;
use super::keuze::Keuzepaar;
use crate::app::{Aandachtregel, Afspraakrij, Gezienrij};
use crate::domain::register::{Contactpersoon, Contract, Inschrijving};
use crate::domain::{
    Aanbieder, Aanleiding, Budget, Gesprek, Gespreksoort, Kwartaal, Onderdeelsleutel, Ontwikkeldoel, Periode, Segment, Signaal,
    Tarief, Tariefproduct, Uitkomstsoort,
};
use crate::tui::msg::Leeswerk;
use crate::tui::stuk::{Uitgaandgeheugen, Uitgave};

/// A form of this program.
pub type Form = form::FormOf<Purpose>;

/// What a form is for: what becomes of its values.
#[derive(Debug, Clone)]
pub enum Purpose {
    Nieuw(Box<Afspraakherkomst>),
    /// An afspraak as it was, and its expectation as written.
    Wijzig {
        was: Box<crate::domain::Afspraak>,
        verwacht: String,
    },
    /// One act on one or more afspraken.
    Samen(Samen, Vec<crate::app::Afspraakrij>),
    /// The list of afspraken to a workbook.
    Lijst(Box<crate::app::Afspraakfilter>),
    Gesprek(Box<Gespreksdoel>),
    /// What is said of files before they are read anew; of the shown one, or of all.
    Leesopties(Box<Leeswerk>),
    /// Where the findings go.
    Bevindingen(crate::tui::msg::Bevindingenbron),
    /// Where the workbook for the report of an aanbieder about a kwartaal goes.
    Sjabloon(crate::domain::Aanbieder, crate::domain::Kwartaal),
    /// Which remembered header is taken back.
    Vergeet(Vec<crate::app::Onthoudenkop>),
    Signaal(Signaaldoel),
    Register(Box<Registerdoel>),
    Tarief(Box<Tariefdoel>),
    /// Removes a deelnemer, once the code is typed.
    Verwijder {
        aanbieder: crate::domain::Aanbieder,
        code: String,
    },
    /// The settings of the user as they were; the first time fewer are asked.
    Instellingen {
        was: Box<crate::app::Instellingen>,
        eerste: bool,
    },
    Drempel(&'static crate::app::Drempel),
    /// What leaves the program as a file.
    Uitgaand(Box<Uitgaanddoel>),
    /// The reason why partly usable files go in; some of them are left out.
    Accepteer(std::sync::Arc<Vec<crate::app::Voorstel>>, Vec<std::path::PathBuf>),
}

impl Purpose {
    /// The row version of what a form changes, as it was on the screen.
    pub fn rijversie(&self) -> Option<u32> {
        match self {
            Self::Wijzig { was, .. } => Some(was.rijversie),
            Self::Gesprek(doel) => doel.rijversie(),
            Self::Register(doel) => doel.rijversie(),
            Self::Tarief(doel) => doel.rijversie(),
            Self::Signaal(Signaaldoel::Wijzig(was)) => Some(was.rijversie),
            Self::Signaal(Signaaldoel::Antwoord((_, rijversie))) => Some(*rijversie),
            _ => None,
        }
    }

    /// Whether it waits as a draft when it is saved in a copy of a shared database. `Some(true)`: beside what was kept of the
    /// same form before; `Some(false)`: in its place.
    pub fn waits_in_a_copy(&self) -> Option<bool> {
        match self {
            Self::Nieuw(_) => Some(true),
            Self::Gesprek(doel) => match &**doel {
                Gespreksdoel::Uitkomst { .. }
                | Gespreksdoel::Afspraak { .. }
                | Gespreksdoel::Lopend { wat: Lopend::Opmerking, .. } => Some(true),
                Gespreksdoel::Lopend { .. } => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Goes on from another row version: what is typed was begun on that one.
    pub fn goes_on_from(&mut self, seen: Option<u32>) {
        match (self, seen) {
            (Self::Wijzig { was, .. }, Some(seen)) => was.rijversie = seen,
            (Self::Gesprek(doel), seen) => doel.goes_on_from(seen),
            (Self::Register(doel), Some(seen)) => doel.goes_on_from(seen),
            (Self::Tarief(doel), Some(seen)) => doel.goes_on_from(seen),
            (Self::Signaal(Signaaldoel::Wijzig(was)), Some(seen)) => was.rijversie = seen,
            (Self::Signaal(Signaaldoel::Antwoord((_, rijversie))), Some(seen)) => *rijversie = seen,
            _ => {}
        }
    }

    /// Whether the aanbieder at the table may see it: what it offers and fills in is of the gesprek alone.
    pub const fn is_for_table(&self) -> bool {
        match self {
            Self::Gesprek(doel) => doel.is_for_table(),
            Self::Wijzig { .. } | Self::Samen(..) => true,
            // These offer every aanbieder, a path, or what others said.
            Self::Nieuw(_)
            | Self::Lijst(_)
            | Self::Leesopties(_)
            | Self::Bevindingen(_)
            | Self::Sjabloon(..)
            | Self::Vergeet(_)
            | Self::Signaal(_)
            | Self::Register(_)
            | Self::Tarief(_)
            | Self::Verwijder { .. }
            | Self::Uitgaand(_)
            | Self::Instellingen { .. }
            | Self::Drempel(_)
            | Self::Accepteer(..) => false,
        }
    }
}

/// Where a new afspraak comes from; it is kept with the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Afspraakherkomst {
    /// None for the region as a whole.
    pub aanbieder: Option<Aanbieder>,
    pub kpi: Option<u8>,
    pub deelnemer: Option<String>,
    #[serde(default)]
    pub signaal: Option<i64>,
    pub aanleiding: Option<Aanleiding>,
    /// Below the norm of KPI 3, which asks for a plan van aanpak (H23 KPI 3).
    pub plan: bool,
    /// What the form shows above its fields: the figure in words.
    pub over: String,
    /// The measurable expectation that is proposed, as it is written.
    #[serde(default)]
    pub verwacht: String,
}

/// What a form about what leaves the program is for, and what it begins with.
#[derive(Debug, Clone)]
pub struct Uitgaanddoel {
    pub uitgave: Uitgave,
    /// The aanbieders to choose from.
    pub aanbieders: Vec<Keuzepaar>,
    pub eerder: Uitgaandgeheugen,
}

/// What is done to one afspraak, or to all that were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Samen {
    Sluit,
    TrekIn,
    Verzet,
}

/// What a form of this module is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gespreksdoel {
    Plan {
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        soort: Gespreksoort,
    },
    Wijzig(Box<Gesprek>),
    /// When the next one is, after this one.
    Volgende(Box<Gesprek>),
    Vaststellen(Box<Gesprek>),
    Opschaling {
        id: i64,
    },
    NieuwPunt {
        id: i64,
    },
    Voorbereiding {
        id: i64,
        sleutel: Onderdeelsleutel,
        rijversie: Option<u32>,
    },
    Uitkomst {
        id: i64,
        sleutel: Onderdeelsleutel,
        soort: Uitkomstsoort,
    },
    WijzigUitkomst {
        uitkomst: i64,
        rijversie: u32,
    },
    Afspraak {
        id: i64,
        aanbieder: Aanbieder,
        sleutel: Onderdeelsleutel,
    },
    Lopend {
        id: i64,
        sleutel: Onderdeelsleutel,
        rij: Afspraakrij,
        wat: Lopend,
    },
}

/// What is done with an open afspraak at the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lopend {
    Gereed,
    Verzet,
    Opmerking,
}

impl Gespreksdoel {
    pub(super) fn rijversie(&self) -> Option<u32> {
        match self {
            Self::Wijzig(was) | Self::Volgende(was) | Self::Vaststellen(was) => Some(was.rijversie),
            Self::Voorbereiding { rijversie, .. } => *rijversie,
            Self::WijzigUitkomst { rijversie, .. } | Self::Lopend { rij: (_, rijversie), .. } => Some(*rijversie),
            _ => None,
        }
    }

    pub(super) fn goes_on_from(&mut self, seen: Option<u32>) {
        match (self, seen) {
            (Self::Wijzig(was) | Self::Volgende(was) | Self::Vaststellen(was), Some(seen)) => was.rijversie = seen,
            (Self::WijzigUitkomst { rijversie, .. } | Self::Lopend { rij: (_, rijversie), .. }, Some(seen)) => *rijversie = seen,
            // Begun when nobody had written there yet.
            (Self::Voorbereiding { rijversie, .. }, seen) => *rijversie = seen,
            _ => {}
        }
    }

    /// Whether it is filled in at the table itself.
    pub const fn is_for_table(&self) -> bool {
        match self {
            Self::Volgende(_)
            | Self::Vaststellen(_)
            | Self::Uitkomst { .. }
            | Self::WijzigUitkomst { .. }
            | Self::Afspraak { .. }
            | Self::Lopend { .. } => true,
            Self::Plan { .. }
            | Self::Wijzig(_)
            | Self::Opschaling { .. }
            | Self::NieuwPunt { .. }
            | Self::Voorbereiding { .. } => false,
        }
    }
}

/// What a form of this module is for.
#[derive(Debug, Clone)]
pub enum Signaaldoel {
    Nieuw,
    Wijzig(Box<Signaal>),
    /// To the region, or why it went there; no reason takes back those that are there.
    Opschaling(Vec<Gezienrij>),
    Bundel(Vec<Gezienrij>, Option<Gezienrij>),
    Antwoord(Gezienrij),
    Gezien(Box<Aandachtregel>),
}

/// What a form around the register is for. Who an aanbieder is stands with the row version that was seen.
#[derive(Debug, Clone)]
pub enum Registerdoel {
    Nieuw,
    Wijzig(Inschrijving),
    NieuwContract(Gezienaanbieder),
    Contract(Gezienaanbieder, Contract),
    /// The contract of a segment that begins on this day ends.
    Eindigt(Gezienaanbieder, Contract),
    /// One contract and option of one aanbieder.
    Optie(Gezienaanbieder, Contract, usize),
    /// The same option of those that were chosen, in a segment that the form asks for.
    Opties(Vec<Gezienaanbieder>),
    /// None: somebody new.
    Contact(Gezienaanbieder, Option<Contactpersoon>),
    NieuwDoel(Aanbieder, Segment),
    /// With the note of the gesprek over a kwartaal.
    Doel(Ontwikkeldoel, Kwartaal),
    /// Of a year that the form asks for; these are there already.
    NieuwBudget(Aanbieder, Vec<Budget>),
    Budget(Budget),
}

/// What a form around rates and P×Q is for.
#[derive(Debug, Clone)]
pub enum Tariefdoel {
    /// Of a product and year that the form asks for; these are known already.
    Nieuw(Vec<Tarief>),
    Zet {
        product: Tariefproduct,
        jaar: i32,
        rijversie: u32,
    },
    /// Where P×Q is written to.
    Bestand(Kwartaal, Periode),
}

impl Tariefdoel {
    const fn rijversie(&self) -> Option<u32> {
        match self {
            Self::Zet { rijversie, .. } => Some(*rijversie),
            Self::Nieuw(_) | Self::Bestand(..) => None,
        }
    }

    const fn goes_on_from(&mut self, seen: u32) {
        match self {
            Self::Zet { rijversie, .. } => *rijversie = seen,
            Self::Nieuw(_) | Self::Bestand(..) => {}
        }
    }
}

/// An aanbieder of the register, with the row version that was seen.
pub(super) type Gezienaanbieder = (Aanbieder, u32);

impl Registerdoel {
    fn rijversie(&self) -> Option<u32> {
        match self {
            Self::Wijzig(was) => Some(was.rijversie),
            Self::NieuwContract((_, rijversie))
            | Self::Contract((_, rijversie), _)
            | Self::Eindigt((_, rijversie), _)
            | Self::Optie((_, rijversie), ..)
            | Self::Contact((_, rijversie), _) => Some(*rijversie),
            Self::Doel(doel, _) => Some(doel.rijversie),
            Self::Budget(budget) => Some(budget.rijversie),
            Self::Nieuw | Self::Opties(_) | Self::NieuwDoel(..) | Self::NieuwBudget(..) => None,
        }
    }

    const fn goes_on_from(&mut self, seen: u32) {
        match self {
            Self::Wijzig(was) => was.rijversie = seen,
            Self::NieuwContract((_, rijversie))
            | Self::Contract((_, rijversie), _)
            | Self::Eindigt((_, rijversie), _)
            | Self::Optie((_, rijversie), ..)
            | Self::Contact((_, rijversie), _) => *rijversie = seen,
            Self::Doel(doel, _) => doel.rijversie = seen,
            Self::Budget(budget) => budget.rijversie = seen,
            Self::Nieuw | Self::Opties(_) | Self::NieuwDoel(..) | Self::NieuwBudget(..) => {}
        }
    }
}
