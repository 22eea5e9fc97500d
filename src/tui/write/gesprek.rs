//! The changes around a gesprek, how each is carried out, and the words for it in the status line.

use chrono::NaiveDate;

use super::written::{Gemaakt, Written};
use crate::app::{Afspraakrij, App, Fout, Gesprekwijziging, NieuwGesprek, NieuweAfspraak, Puntwijziging, Tafeldaad};
use crate::domain::{Gespreksoort, Onderdeelsleutel, Uitkomstsoort};
use crate::tui::keys::Werkwoord;
use crate::tui::phrases;
use crate::wording;

/// A change around a gesprek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gesprekopdracht {
    Plan(Box<NieuwGesprek>),
    Wijzig {
        id: i64,
        rijversie: u32,
        wijziging: Box<Gesprekwijziging>,
    },
    /// With who was there, and who wrote the verslag.
    Vaststellen {
        id: i64,
        rijversie: u32,
        wijziging: Box<Gesprekwijziging>,
    },
    Stap {
        id: i64,
        rijversie: u32,
        stap: Gesprekstap,
    },
    Schrap {
        id: i64,
        rijversie: u32,
    },
    Begin(i64),
    Punt {
        id: i64,
        sleutel: Onderdeelsleutel,
        rijversie: Option<u32>,
        wijziging: Box<Puntwijziging>,
    },
    /// None brings it back.
    Opschaal {
        id: i64,
        reden: Option<String>,
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
    WijzigUitkomst {
        uitkomst: i64,
        rijversie: u32,
        tekst: String,
    },
    VerwijderUitkomst {
        uitkomst: i64,
        rijversie: u32,
    },
    /// `verwacht` is the expectation as typed; empty: none.
    Afspraak {
        id: i64,
        sleutel: Onderdeelsleutel,
        nieuw: Box<NieuweAfspraak>,
        verwacht: String,
    },
    /// Something done with an open afspraak at the table.
    Tafeldaad {
        id: i64,
        sleutel: Onderdeelsleutel,
        rij: Afspraakrij,
        daad: Tafeldaad,
    },
}

/// A step from one state to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesprekstap {
    Voorbereid,
    Gehouden,
    Vastgesteld,
    Heropend,
}

impl Gesprekstap {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Voorbereid => "voorbereid",
            Self::Gehouden => "gehouden",
            Self::Vastgesteld => "vastgesteld",
            Self::Heropend => "heropend",
        }
    }
}

/// That a gesprek was saved, and whether it was put on days on which nobody works.
fn with_free_days(app: &App, said: &str, dagen: [Option<NaiveDate>; 2]) -> String {
    app.on_free_days(dagen).map_or_else(|| said.to_owned(), |free| format!("{said}; let op: {free}"))
}

/// Carries a change out.
pub(super) fn perform(app: &mut App, opdracht: Gesprekopdracht) -> Result<Written, Fout> {
    let saved = |wat: &str| Written::saved(wat);
    Ok(match opdracht {
        Gesprekopdracht::Plan(nieuw) => {
            app.plan_gesprek(&nieuw)?;
            let there = Werkwoord::Wisselen.shown();
            let said = match nieuw.soort {
                Gespreksoort::Regulier => "Gesprek gepland".to_owned(),
                Gespreksoort::Extra => format!("Extra gesprek gepland, {there} gaat erheen"),
                Gespreksoort::Evaluatief(_) => "Evaluatief gesprek gepland".to_owned(),
            };
            saved(&with_free_days(app, &said, [nieuw.datum, None]))
        }
        Gesprekopdracht::Schrap { id, rijversie } => {
            let afzegging = app.afzegging(&app.gesprek(id)?)?.map(|zin| format!(". {zin}")).unwrap_or_default();
            app.cancel_gesprek(id, rijversie)?;
            saved(&format!("Gesprek van de planning geschrapt{}", afzegging.trim_end_matches('.')))
        }
        Gesprekopdracht::Wijzig { id, rijversie, wijziging } => {
            app.change_gesprek(id, rijversie, &wijziging)?;
            saved(&with_free_days(app, "Gesprek opgeslagen", [wijziging.datum.flatten(), wijziging.volgende.flatten()]))
        }
        Gesprekopdracht::Vaststellen { id, rijversie, wijziging } => {
            let rijversie = app.change_gesprek(id, rijversie, &wijziging)?.rijversie;
            let stap = Gesprekstap::Vastgesteld;
            return perform(app, Gesprekopdracht::Stap { id, rijversie, stap });
        }
        Gesprekopdracht::Stap { id, rijversie, stap } => {
            match stap {
                Gesprekstap::Voorbereid => app.prepare_gesprek(id, rijversie)?,
                Gesprekstap::Gehouden => app.hold_gesprek(id, rijversie)?,
                Gesprekstap::Vastgesteld => app.establish_gesprek(id, rijversie)?,
                Gesprekstap::Heropend => app.reopen_gesprek(id, rijversie)?,
            };
            let old = if stap == Gesprekstap::Vastgesteld { app.old_concepts(id)? } else { Vec::new() };
            // Names of files are longer than a line of the screen.
            let toelichting = wording::oud_concept(&old).map(|said| wording::hoofdletter(&format!("{said}.")));
            let toelichting = toelichting.into_iter().collect();
            Written {
                toelichting,
                waarover: Some("Bestanden die nog Concept zeggen"),
                ..saved(&format!("Gesprek {}", stap.naam()))
            }
        }
        Gesprekopdracht::Opschaal { id, reden } => {
            let signaal = app.escalate_gesprek(id, reden.as_deref())?;
            saved(&match reden {
                Some(_) => format!("Opgeschaald naar de regio als signaal {}", signaal.id),
                None => "Teruggehaald uit de regio".to_owned(),
            })
        }
        Gesprekopdracht::Begin(id) => {
            app.begin_gesprek(id)?;
            Written::done("Gesprek begonnen")
        }
        Gesprekopdracht::Punt { id, sleutel, rijversie, wijziging } => {
            let gone = app.edit_punt(id, &sleutel, rijversie, &wijziging)?;
            saved(match wijziging.vervallen {
                Some(true) if gone => "Agendapunt weggehaald",
                Some(true) => "Agendapunt vervalt",
                Some(false) => "Agendapunt staat weer op de agenda",
                None => "Agendapunt opgeslagen",
            })
        }
        Gesprekopdracht::NieuwPunt { id, titel } => {
            Written::made("Agendapunt toegevoegd", Gemaakt::Punt(app.add_punt(id, &titel)?))
        }
        Gesprekopdracht::Volgorde { id, volgorde } => {
            app.arrange_agenda(id, &volgorde)?;
            saved("Volgorde opgeslagen")
        }
        Gesprekopdracht::Uitkomst { id, sleutel, soort, tekst } => {
            let made = app.add_uitkomst(id, &sleutel, soort, &tekst)?;
            Written::made(format!("{} opgeslagen", wording::hoofdletter(soort.naam())), Gemaakt::Uitkomst(made.id))
        }
        Gesprekopdracht::WijzigUitkomst { uitkomst, rijversie, tekst } => {
            let changed = app.change_uitkomst(uitkomst, rijversie, &tekst)?;
            let stays = app.closed_by(&changed)?.map(|a| format!("; {}", phrases::stays_closed(a.nummer)));
            saved(&format!("Uitkomst gewijzigd{}", stays.unwrap_or_default()))
        }
        Gesprekopdracht::VerwijderUitkomst { uitkomst, rijversie } => {
            let opened = app.remove_uitkomst(uitkomst, rijversie)?.map(|nummer| format!("; {nummer} is weer open"));
            saved(&format!("Uitkomst weggehaald{}", opened.unwrap_or_default()))
        }
        Gesprekopdracht::Afspraak { id, sleutel, nieuw, verwacht } => {
            let verwachting = app.read_verwachting(&verwacht)?;
            let nieuw = NieuweAfspraak { verwachting, ..*nieuw };
            let made = app.add_afspraak(id, &sleutel, &nieuw)?;
            let said = phrases::with_past_deadline(app.vandaag(), phrases::opgeslagen(&made), made.deadline);
            Written::made(said, Gemaakt::Afspraak(made.nummer))
        }
        Gesprekopdracht::Tafeldaad { id, sleutel, rij, daad } => {
            app.settle_at_table(id, &sleutel, rij, &daad)?;
            let (wat, deadline) = match daad {
                Tafeldaad::Gereed { .. } => ("is gereed", None),
                Tafeldaad::Verzet { deadline, .. } => ("is verzet", deadline),
                Tafeldaad::Opmerking { .. } => ("heeft een opmerking", None),
            };
            // The next open afspraak is what one looks for, not what was just told of this one.
            saved(&phrases::with_past_deadline(app.vandaag(), format!("{} {wat}", rij.0), deadline))
        }
    })
}
