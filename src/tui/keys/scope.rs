//! Where keys hold, and how one gets there.

use crate::tui::action::{Action, BeleidAction, GesprekAction, Program, PxqAction, Tab, View};

/// Where a binding holds. The scopes in force follow from the model: see [`super::model::Model::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere but in a popup.
    Global,
    /// Wherever something is selected: every screen, and popups with a list.
    List,
    Overzicht,
    Kpi,
    /// One norm as a list, of many aanbieders or per gemeente.
    Normlijst,
    Herleiding,
    Afspraken,
    Dekking,
    Signalen,
    Aandacht,
    Trajecten,
    Traject,
    Ladder,
    Cvs,
    Uitvraag,
    Rapportages,
    /// What is due when.
    Kalender,
    Register,
    /// One aanbieder of the register.
    Inschrijving,
    /// Hours and amounts.
    Pxq,
    Tarieven,
    /// Everything that was done.
    Handelingen,
    /// The agenda of a gesprek.
    Gesprek,
    /// The gespreksmodus: one point at a time.
    Tafel,
    /// A form with its fields.
    Form,
    /// The form that asks for a path: one line, nothing to keep.
    Pad,
    /// The filter line of a list.
    Filter,
    Palette,
    /// What a screen can do further.
    Menu,
    /// Text to read: help, detail, history.
    Reader,
    /// The same, of something behind which there is more.
    Verder,
    Confirm,
    /// The preview of an import.
    Preview,
    /// What clashes with the change of somebody else.
    Botsing,
}

impl Scope {
    pub const ALL: [Self; 34] = [
        Self::Global,
        Self::List,
        Self::Overzicht,
        Self::Kpi,
        Self::Normlijst,
        Self::Herleiding,
        Self::Afspraken,
        Self::Dekking,
        Self::Signalen,
        Self::Aandacht,
        Self::Trajecten,
        Self::Traject,
        Self::Ladder,
        Self::Cvs,
        Self::Uitvraag,
        Self::Rapportages,
        Self::Kalender,
        Self::Register,
        Self::Inschrijving,
        Self::Pxq,
        Self::Tarieven,
        Self::Handelingen,
        Self::Gesprek,
        Self::Tafel,
        Self::Form,
        Self::Pad,
        Self::Filter,
        Self::Palette,
        Self::Menu,
        Self::Reader,
        Self::Verder,
        Self::Confirm,
        Self::Preview,
        Self::Botsing,
    ];

    /// The heading in help and handleiding.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Global => "Overal",
            Self::List => "Bewegen",
            Self::Overzicht => "Overzicht",
            Self::Kpi => "KPI",
            Self::Normlijst => "KPI als lijst",
            Self::Herleiding => "Onderbouwing",
            Self::Afspraken => "Afspraken",
            Self::Dekking => "Dekking",
            Self::Signalen => "Signalen",
            Self::Aandacht => "Aandacht",
            Self::Trajecten => "Deelnemers",
            Self::Traject => "Traject",
            Self::Ladder => "Ladder",
            Self::Cvs => "CVS",
            Self::Uitvraag => "Uitvraag",
            Self::Rapportages => "Rapporten",
            Self::Kalender => "Kalender",
            Self::Register => "Aanbieders",
            Self::Inschrijving => "Aanbieder",
            Self::Pxq => "P×Q",
            Self::Tarieven => "Tarieven",
            Self::Handelingen => "Handelingen",
            Self::Gesprek => "Gesprek",
            Self::Tafel => "Gespreksmodus",
            Self::Form => "Formulier",
            Self::Pad => "Bestand of map kiezen",
            Self::Filter => "Zoeken",
            Self::Palette => "Opdrachten",
            Self::Menu => "Doen…",
            Self::Reader => "Lezen",
            Self::Verder => "Lezen, met meer erachter",
            Self::Confirm => "Vraag",
            Self::Preview => "Controle voor het inlezen",
            Self::Botsing => "Intussen gewijzigd",
        }
    }

    /// What one does from any screen to get where these keys hold; nothing for a popup, or where several ways lead.
    pub const fn way(self) -> &'static [Action] {
        match self {
            Self::Overzicht => &[Action::Go(Tab::Overzicht)],
            Self::Kpi => &[Action::Go(Tab::Kpi)],
            Self::Dekking => &[Action::Go(Tab::Dekking)],
            Self::Afspraken => &[Action::Go(Tab::Afspraken)],
            Self::Signalen => &[Action::Go(Tab::Signalen)],
            Self::Rapportages => &[Action::Go(Tab::Rapportages)],
            Self::Gesprek => &[Action::Go(Tab::Gesprek)],
            Self::Tafel => &[Action::Go(Tab::Gesprek), Action::View(View::Open)],
            Self::Aandacht => &[Action::Beleid(BeleidAction::Aandacht)],
            Self::Trajecten => &[Action::Beleid(BeleidAction::Trajecten)],
            Self::Traject => &[Action::Beleid(BeleidAction::Trajecten), Action::View(View::Open)],
            Self::Ladder => &[Action::Beleid(BeleidAction::Ladder)],
            Self::Cvs => &[Action::Beleid(BeleidAction::Cvs)],
            Self::Uitvraag => &[Action::Beleid(BeleidAction::Uitvraag)],
            Self::Kalender => &[Action::Gesprek(GesprekAction::Kalender)],
            Self::Register => &[Action::Beleid(BeleidAction::Register)],
            Self::Inschrijving => &[Action::Beleid(BeleidAction::Register), Action::View(View::Open)],
            Self::Pxq => &[Action::Beleid(BeleidAction::Pxq)],
            Self::Tarieven => &[Action::Beleid(BeleidAction::Pxq), Action::Pxq(PxqAction::Tarieven)],
            Self::Handelingen => &[Action::Program(Program::Handelingen)],
            Self::Global
            | Self::List
            | Self::Normlijst
            | Self::Herleiding
            | Self::Form
            | Self::Pad
            | Self::Filter
            | Self::Palette
            | Self::Menu
            | Self::Reader
            | Self::Verder
            | Self::Confirm
            | Self::Preview
            | Self::Botsing => &[],
        }
    }
}
