//! What leaves the program as a file, how each is written, and the words for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::written::Written;
use crate::app::{
    Agendabeeld, Agendakeuzes, Akkoord, App, Cijferkeuze, Fout, Lijst, Postronde, Postvraag, Vergelijkvraag, Verslagkeuzes,
};
use crate::domain::{Aanbieder, Kwartaal};
use crate::tui::paths::{expand_home, fitted_folder, folder_of, written_names};
use crate::tui::phrases;
use crate::wording;

/// The gesprek with an aanbieder about a kwartaal: an extra one by its id, else the regular one, though it was not planned.
pub type Welkgesprek = (Aanbieder, Kwartaal, Option<i64>);

/// Something to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitgaandopdracht {
    pub inhoud: Inhoud,
    /// One, or for a verslag one per form; a folder where several files come of it.
    pub naar: Vec<PathBuf>,
    pub akkoord: Akkoord,
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inhoud {
    Verslag(Welkgesprek, Verslagkeuzes),
    Agenda(Welkgesprek, Agendakeuzes),
    /// The dates from today on, for a calendar program.
    Datums {
        aanbieder: Option<Aanbieder>,
        codes: bool,
    },
    Post(Postvraag),
    Cijfers(Cijferkeuze),
    Jaarbeeld {
        jaar: i32,
        kleine_aantallen: bool,
    },
    Factsheet {
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        kleine_aantallen: bool,
    },
    Vergelijking(Vergelijkvraag),
    Gesprekken {
        jaar: i32,
    },
    /// The uitvraag as workbooks, in a folder.
    Werkmappen(Kwartaal),
    Lijst {
        lijst: Arc<Lijst>,
        codes: bool,
    },
}

/// Writes it.
pub(super) fn perform(app: &mut App, opdracht: Uitgaandopdracht) -> Result<Written, Fout> {
    let Uitgaandopdracht { inhoud, naar, akkoord } = opdracht;
    let naar: Vec<PathBuf> = naar.iter().map(|pad| expand_home(pad)).collect();
    let Some(pad) = naar.first() else { return Ok(Written::default()) };
    let done = |wat: &str| Ok(Written::done(format!("{wat} geschreven: {}", written_names(&naar))).at(pad));
    match inhoud {
        Inhoud::Verslag(welk, keuzes) => {
            app.write_verslag(&agenda(app, welk)?, &naar, None, keuzes, akkoord)?;
            done("Verslag")
        }
        Inhoud::Agenda(welk, keuzes) => {
            app.write_agenda(&agenda(app, welk)?, pad, keuzes, akkoord)?;
            done(if keuzes.intern { "Agenda met voorbereiding (intern)" } else { "Agenda" })
        }
        Inhoud::Datums { aanbieder, codes } => {
            let n = app.write_ics(pad, (app.vandaag(), chrono::NaiveDate::MAX), aanbieder, codes, akkoord)?;
            done(&phrases::aantal(n, "datum", "datums"))
        }
        Inhoud::Post(vraag) => {
            let ronde = app.write_post(vraag, pad, akkoord)?;
            Ok(told(app, vraag, &ronde))
        }
        Inhoud::Cijfers(keuze) => {
            app.write_cijferboek(pad, &keuze, akkoord)?;
            done(&match &keuze.signalen {
                Some(listed) => phrases::aantal(listed.len(), "signaal", "signalen"),
                None => format!("Cijfers over {}", keuze.kwartaal),
            })
        }
        Inhoud::Jaarbeeld { jaar, kleine_aantallen } => {
            app.write_jaarbeeld(pad, jaar, kleine_aantallen, akkoord.vervang)?;
            done(&format!("Jaarbeeld {jaar}"))
        }
        Inhoud::Factsheet { aanbieder, kwartaal, kleine_aantallen } => {
            app.write_factsheet(pad, (aanbieder, kwartaal), kleine_aantallen, akkoord)?;
            done(&format!("Factsheet {}", app.register().naam(aanbieder)))
        }
        Inhoud::Vergelijking(vraag) => {
            app.write_vergelijking(pad, vraag, akkoord)?;
            done(&format!("{} naast {}", vraag.kwartaal, vraag.ander))
        }
        Inhoud::Gesprekken { jaar } => {
            app.write_jaargesprekken(pad, jaar, akkoord)?;
            done(&format!("Gesprekken over {jaar}"))
        }
        Inhoud::Lijst { lijst, codes } => {
            app.write_lijst(pad, &lijst, codes, akkoord)?;
            done(&format!("{} ({})", lijst.titel, phrases::aantal(lijst.rijen.len(), "rij", "rijen")))
        }
        Inhoud::Werkmappen(kwartaal) => {
            let made = App::write_uitvraag(kwartaal, app.register(), pad, akkoord.vervang)?;
            let map = fitted_folder(pad);
            let written = phrases::aantal(made.geschreven.len(), "werkmap", "werkmappen");
            let stood = if made.stonden.is_empty() { String::new() } else { format!("; {} stond er al", made.stonden.len()) };
            Ok(Written::done(format!("{written} geschreven in {map}{stood}")).at(pad))
        }
    }
}

fn agenda(app: &App, (aanbieder, kwartaal, gesprek): Welkgesprek) -> Result<Agendabeeld, Fout> {
    gesprek.map_or_else(|| app.agenda_van(aanbieder, kwartaal), |id| app.agenda(id))
}

/// What is said of drafts that were made. What the user must still do before sending one, and who got none, is to be read.
fn told(app: &App, vraag: Postvraag, ronde: &Postronde) -> Written {
    let soort = wording::hoofdletter(vraag.soort.naam());
    let paden: Vec<PathBuf> = ronde.gemaakt.iter().map(|g| g.pad.clone()).collect();
    let wat = match ronde.gemaakt.as_slice() {
        [one] => {
            format!("{soort} voor {}, nog niet verzonden: {}", one.ontvanger.naam(app.register()), written_names(&paden))
        }
        more => format!("{}, nog niet verzonden, in {}", phrases::aantal(more.len(), "concept", "concepten"), folder_of(&paden)),
    };
    let written = Written { toelichting: ronde.toelichting(app.register()), ..Written::done(wat) };
    match paden.as_slice() {
        [] => written,
        [one] => written.at(one),
        [first, ..] => written.at(first.parent().unwrap_or(first)),
    }
}
