//! What the gesprek screens ask of the store: the changes, and how each is carried out.
//!
//! Owns: [`Opdracht`], its performance on `App`, and the word for it in the status line. Called by the runtime only.

use std::path::PathBuf;

use super::msg::Written;
use crate::app::{App, Fout, Gesprekwijziging, NieuwGesprek, NieuweAfspraak, Puntwijziging, Verslagkeuzes};
use crate::domain::verwachting::parse_verwachting;
use crate::domain::{Aanbieder, Kwartaal, Onderdeelsleutel, Uitkomstsoort};
use crate::wording;

/// A change around a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opdracht {
    Plan(Box<NieuwGesprek>),
    Wijzig {
        id: i64,
        rijversie: u32,
        wijziging: Box<Gesprekwijziging>,
    },
    Stap {
        id: i64,
        rijversie: u32,
        stap: Stap,
    },
    Begin(i64),
    Punt {
        id: i64,
        sleutel: Onderdeelsleutel,
        wijziging: Box<Puntwijziging>,
    },
    NieuwPunt {
        id: i64,
        titel: String,
    },
    Volgorde {
        id: i64,
        volgorde: Vec<Onderdeelsleutel>,
    },
    Uitkomst {
        id: i64,
        sleutel: Onderdeelsleutel,
        soort: Uitkomstsoort,
        tekst: String,
    },
    /// `verwacht` is the expectation as typed; empty: none.
    Afspraak {
        id: i64,
        sleutel: Onderdeelsleutel,
        nieuw: Box<NieuweAfspraak>,
        verwacht: String,
    },
    Verslag {
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        naar: PathBuf,
        keuzes: Verslagkeuzes,
    },
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stap {
    Voorbereid,
    Gehouden,
    Vastgesteld,
    Heropend,
}

impl Stap {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Voorbereid => "voorbereid",
            Self::Gehouden => "gehouden",
            Self::Vastgesteld => "vastgesteld",
            Self::Heropend => "heropend",
        }
    }
}

/// Carries a change out.
pub(super) fn perform(app: &mut App, opdracht: Opdracht) -> Result<Written, Fout> {
    let saved = |wat: String| Written { wat, undo: true, kwartaal: None };
    Ok(match opdracht {
        Opdracht::Plan(nieuw) => {
            app.plan_gesprek(&nieuw)?;
            saved("Gesprek gepland".to_owned())
        }
        Opdracht::Wijzig { id, rijversie, wijziging } => {
            app.change_gesprek(id, rijversie, &wijziging)?;
            saved("Gesprek opgeslagen".to_owned())
        }
        Opdracht::Stap { id, rijversie, stap } => {
            match stap {
                Stap::Voorbereid => app.prepare_gesprek(id, rijversie)?,
                Stap::Gehouden => app.hold_gesprek(id, rijversie)?,
                Stap::Vastgesteld => app.establish_gesprek(id, rijversie)?,
                Stap::Heropend => app.reopen_gesprek(id, rijversie)?,
            };
            saved(format!("Gesprek {}", stap.naam()))
        }
        Opdracht::Begin(id) => {
            app.begin_gesprek(id)?;
            Written { wat: "Gesprek begonnen".to_owned(), undo: false, kwartaal: None }
        }
        Opdracht::Punt { id, sleutel, wijziging } => {
            app.edit_punt(id, &sleutel, &wijziging)?;
            saved("Agendapunt opgeslagen".to_owned())
        }
        Opdracht::NieuwPunt { id, titel } => {
            app.add_punt(id, &titel)?;
            saved("Agendapunt toegevoegd".to_owned())
        }
        Opdracht::Volgorde { id, volgorde } => {
            app.arrange_agenda(id, &volgorde)?;
            saved("Volgorde opgeslagen".to_owned())
        }
        Opdracht::Uitkomst { id, sleutel, soort, tekst } => {
            app.add_uitkomst(id, &sleutel, soort, &tekst)?;
            saved(format!("{} opgeslagen", wording::hoofdletter(soort.naam())))
        }
        Opdracht::Afspraak { id, sleutel, nieuw, verwacht } => {
            let verwachting = match verwacht.trim() {
                "" => None,
                typed => Some(parse_verwachting(typed, app.normen()).map_err(|e| Fout::Ongeldig {
                    veld: "verwachting",
                    tekst: format!("{}.", wording::hoofdletter(&e.to_string())),
                })?),
            };
            let nieuw = NieuweAfspraak { verwachting, ..*nieuw };
            saved(format!("{} opgeslagen", app.add_afspraak(id, &sleutel, &nieuw)?.nummer))
        }
        Opdracht::Verslag { aanbieder, kwartaal, naar, keuzes } => {
            let beeld = app.agenda_van(aanbieder, kwartaal)?;
            app.write_verslag(&beeld, &naar, keuzes)?;
            Written { wat: format!("Verslag geschreven naar {}", naar.display()), undo: false, kwartaal: None }
        }
    })
}
