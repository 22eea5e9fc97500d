//! Other words of the field for what can be done: a command is found by what people call it, not only by its label.

use crate::domain::Postsoort;
use crate::tui::action::{
    Action, AfspraakAction, BeleidAction, GesprekAction, Program, RapportAction, RegisterAction, SignaalAction, Tab, View,
};
use crate::tui::stuk::Schrijfstuk;

/// What an act is also called; empty where its label and its verb say it all.
pub const fn woorden(action: Action) -> &'static str {
    match action {
        Action::Go(tab) => of_tab(tab),
        Action::View(View::TeDoen) => "taken todo takenlijst actielijst deadlines",
        Action::Schrijf(Some(stuk)) => of_stuk(stuk),
        Action::Schrijf(None) | Action::Afspraak(AfspraakAction::Export) => {
            "exporteren excel csv spreadsheet overzicht afdrukken"
        }
        Action::Afspraak(AfspraakAction::New) => "actie actiepunt taak toezegging",
        Action::Afspraak(AfspraakAction::Close) => "actie afvinken klaar voltooid",
        Action::Gesprek(act) => of_gesprek(act),
        Action::Signaal(SignaalAction::New) => "klacht melding compliment",
        Action::Signaal(SignaalAction::Answer) => "reactie hoor en wederhoor",
        Action::Rapport(RapportAction::Import) => {
            "importeren uploaden laden rapport kwartaalrapportage cijfers dekkingsoverzicht bestand"
        }
        Action::Rapport(RapportAction::Findings) => "fouten terugkoppelen",
        Action::Rapport(RapportAction::Template) => "invulformulier format template",
        Action::Beleid(to) => of_beleid(to),
        Action::Register(RegisterAction::Contact) => "telefoon e-mailadres adres contactgegevens",
        Action::Program(program) => of_program(program),
        _ => "",
    }
}

const fn of_tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Overzicht => "dashboard beginscherm cijfers stand van zaken",
        Tab::Kpi => "kpi's cijfers normen prestaties resultaten",
        Tab::Dekking => "kaart gemeenten spreiding",
        Tab::Afspraken => "actielijst actiepunten acties taken toezeggingen besluitenlijst",
        Tab::Rapportages => "rapport kwartaalrapportage leveringen aangeleverd",
        Tab::Gesprek => "agenda accountgesprek voorbereiding overleg",
        Tab::Signalen => "klachten meldingen ervaringen",
    }
}

const fn of_stuk(stuk: Schrijfstuk) -> &'static str {
    match stuk {
        Schrijfstuk::Verslag => "notulen notulist besluitenlijst besluiten actielijst rapport word afdrukken",
        Schrijfstuk::Agenda | Schrijfstuk::Voorbereiding => "agendapunten stukken afdrukken printen",
        Schrijfstuk::Datums => "outlook ics kalender agenda",
        Schrijfstuk::Post(Postsoort::Uitnodiging) => "agenda mailen uitnodigen mail e-mail brief versturen",
        Schrijfstuk::Post(Postsoort::Verslag) => "notulen mailen mail e-mail brief versturen",
        Schrijfstuk::Post(_) => "mailen mail e-mail brief versturen",
        Schrijfstuk::Cijfers => "kpi's rapport exporteren excel spreadsheet",
        Schrijfstuk::Jaarbeeld => "jaarverslag jaarrapport rapport raad college",
        Schrijfstuk::Factsheet => "rapport samenvatting",
        _ => "",
    }
}

const fn of_gesprek(act: GesprekAction) -> &'static str {
    match act {
        GesprekAction::Plan => "notulist notuleren verslaglegger aanwezigen deelnemers afwezig datum inplannen verzetten locatie",
        GesprekAction::Vaststellen => "notulist verslag goedkeuren definitief",
        GesprekAction::Houd => "sluiten beëindigen bevriezen",
        GesprekAction::Begin => "starten vergadering overleg",
        GesprekAction::Notitie => "notulen aantekening",
        GesprekAction::Besluit => "besluiten besluitenlijst",
        GesprekAction::Mededeling => "mededelingen",
        GesprekAction::NieuwPunt => "agendapunt",
        GesprekAction::Kalender => "planning deadlines termijnen agenda",
        GesprekAction::Jaar => "jaarplanning planning jaaroverzicht",
        _ => "",
    }
}

const fn of_beleid(to: BeleidAction) -> &'static str {
    match to {
        BeleidAction::Aandacht => "risico's stagnatie waarschuwingen zorgen",
        BeleidAction::Trajecten => "cliënten kandidaten personen uitstroom",
        BeleidAction::Ladder => "treden participatieladder ontwikkeling",
        BeleidAction::Register => "leveranciers zorgaanbieders partijen contactpersonen adressen verlengoptie",
        BeleidAction::Pxq => "geld kosten budget facturen prijzen",
        BeleidAction::Cvs => "cliëntvolgsysteem dossiers registratie",
        BeleidAction::Uitvraag => "toegang consulenten casusregisseurs vragenlijst enquête",
        BeleidAction::Vergelijking => "trend verschil vorig kwartaal",
        BeleidAction::Instellingen => "voorkeuren opties gebruiker rol kleuren map drempels",
        BeleidAction::Remove => "avg vergeten wissen privacy",
        _ => "",
    }
}

const fn of_program(program: Program) -> &'static str {
    match program {
        Program::Undo => "terugdraaien herroepen",
        Program::Handelingen => "logboek geschiedenis historie wijzigingen wie deed wat",
        Program::Help => "sneltoetsen toetsen",
        Program::Handleiding => "uitleg documentatie",
        Program::Quit => "afsluiten stoppen",
        Program::Refresh => "vernieuwen herladen",
        Program::Theme => "lettertype contrast",
        _ => "",
    }
}
