//! Where keys hold, and how one gets there.

use crate::tui::action::{Action, BeleidAction, GesprekAction, Program, PxqAction, Tab, View};

macro_rules! scopes {
    ($($(#[$doc:meta])* $scope:ident $naam:literal;)+) => {
        /// Where a binding holds. The scopes in force follow from the model: see [`crate::tui::model::Model::scopes`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Scope {
            $($(#[$doc])* $scope,)+
        }

        impl Scope {
            pub const ALL: [Self; [$($naam),+].len()] = [$(Self::$scope),+];

            /// The heading in help and handleiding.
            pub const fn naam(self) -> &'static str {
                match self { $(Self::$scope => $naam,)+ }
            }
        }
    };
}

// In the order of the handleiding, each with its heading.
scopes! {
    /// Everywhere but in a popup.
    Global "Overal";
    /// Wherever something is selected: every screen, and popups with a list.
    List "Bewegen";
    /// The overview while nothing was read.
    Leeg "Overzicht zonder gegevens";
    Overzicht "Overzicht";
    Kpi "KPI";
    /// One norm as a list, of many aanbieders or per gemeente.
    Normlijst "KPI als lijst";
    /// Two kwartalen beside each other.
    Vergelijking "Vergelijken";
    Herleiding "Onderbouwing";
    Afspraken "Afspraken";
    Dekking "Dekking";
    Signalen "Signalen";
    /// The same over the kwartalen.
    Signaaltrend "Signalen: trend";
    Aandacht "Aandacht";
    Trajecten "Deelnemers";
    Traject "Traject";
    Ladder "Ladder";
    Cvs "CVS";
    Uitvraag "Uitvraag";
    Rapportages "Rapporten";
    /// What was found in one version.
    Bevindingen "Bevindingen";
    /// What is due when.
    Kalender "Kalender";
    Register "Aanbieders";
    /// One aanbieder of the register.
    Inschrijving "Aanbieder";
    /// Hours and amounts.
    Pxq "P×Q";
    Tarieven "Tarieven";
    Instellingen "Instellingen";
    /// What the program is for, to read.
    Handleiding "Handleiding";
    /// Everything that was done.
    Handelingen "Handelingen";
    /// The agenda of a gesprek.
    Gesprek "Gesprek";
    /// All gesprekken of a year, beside each other.
    Gesprekken "Gesprekken";
    /// The same as a list.
    Gesprekkenlijst "Gesprekken als lijst";
    /// The evaluatieve gesprekken of a year.
    Evaluaties "Evaluaties";
    /// The gespreksmodus: one point at a time.
    Tafel "Gespreksmodus";
    /// A form with its fields.
    Form "Formulier";
    /// The form that asks for a path: one line, nothing to keep.
    Pad "Bestand of map kiezen";
    /// The filter line of a list.
    Filter "Zoeken";
    Palette "Opdrachten";
    /// What a screen can do further.
    Menu "Doen…";
    /// Everything that is to be done.
    Taken "Te doen";
    /// Text to read: help, detail, history.
    Reader "Lezen";
    /// The same, of something behind which there is more.
    Verder "Lezen, met doorgaan";
    Confirm "Vraag";
    /// The preview of an import.
    Preview "Controle voor het inlezen";
    /// What clashes with the change of somebody else.
    Botsing "Intussen gewijzigd";
}

impl Scope {
    /// What one does from any screen to get where these keys hold; nothing for a popup, or where several ways lead.
    pub const fn way(self) -> &'static [Action] {
        match self {
            Self::Overzicht => &[Action::Go(Tab::Overzicht)],
            Self::Kpi => &[Action::Go(Tab::Kpi)],
            Self::Dekking => &[Action::Go(Tab::Dekking)],
            Self::Afspraken => &[Action::Go(Tab::Afspraken)],
            Self::Signalen => &[Action::Go(Tab::Signalen)],
            Self::Signaaltrend => &[Action::Go(Tab::Signalen), Action::View(View::NextPane)],
            Self::Rapportages => &[Action::Go(Tab::Rapportages)],
            Self::Bevindingen => &[Action::Go(Tab::Rapportages), Action::View(View::Open)],
            Self::Gesprek => &[Action::Go(Tab::Gesprek)],
            Self::Evaluaties => &[Action::Go(Tab::Gesprek), Action::Gesprek(GesprekAction::Evaluaties)],
            Self::Tafel => &[Action::Go(Tab::Gesprek), Action::View(View::Open)],
            Self::Aandacht => &[Action::Beleid(BeleidAction::Aandacht)],
            Self::Trajecten => &[Action::Beleid(BeleidAction::Trajecten)],
            Self::Traject => &[Action::Beleid(BeleidAction::Trajecten), Action::View(View::Open)],
            Self::Ladder => &[Action::Beleid(BeleidAction::Ladder)],
            Self::Cvs => &[Action::Beleid(BeleidAction::Cvs)],
            Self::Uitvraag => &[Action::Beleid(BeleidAction::Uitvraag)],
            Self::Gesprekken => &[Action::Gesprek(GesprekAction::Jaar)],
            Self::Gesprekkenlijst => &[Action::Gesprek(GesprekAction::Jaar), Action::View(View::NextPane)],
            Self::Kalender => &[Action::Gesprek(GesprekAction::Kalender)],
            Self::Register => &[Action::Beleid(BeleidAction::Register)],
            Self::Inschrijving => &[Action::Beleid(BeleidAction::Register), Action::View(View::Open)],
            Self::Pxq => &[Action::Beleid(BeleidAction::Pxq)],
            Self::Tarieven => &[Action::Beleid(BeleidAction::Pxq), Action::Pxq(PxqAction::Tarieven)],
            Self::Handleiding => &[Action::Program(Program::Handleiding)],
            Self::Vergelijking => &[Action::Beleid(BeleidAction::Vergelijking)],
            Self::Instellingen => &[Action::Beleid(BeleidAction::Instellingen)],
            Self::Handelingen => &[Action::Program(Program::Handelingen)],
            Self::Global
            | Self::List
            | Self::Leeg
            | Self::Normlijst
            | Self::Herleiding
            | Self::Form
            | Self::Pad
            | Self::Filter
            | Self::Palette
            | Self::Menu
            | Self::Taken
            | Self::Reader
            | Self::Verder
            | Self::Confirm
            | Self::Preview
            | Self::Botsing => &[],
        }
    }
}
