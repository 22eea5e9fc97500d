//! The changes around a gesprek, how each is carried out, and the words for it in the status line.

use std::path::{Path, PathBuf};

use super::written::{Gemaakt, Written};
use crate::app::{
    Afspraakrij, Akkoord, App, Fout, Gesprekwijziging, NieuwGesprek, NieuweAfspraak, Puntwijziging, Tafeldaad, Verslagkeuzes,
};
use crate::domain::{Aanbieder, Kwartaal, Onderdeelsleutel, Uitkomstsoort};
use crate::tui::keys::Werkwoord;
use crate::tui::paths::expand_home;
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
    /// Of the gesprek with this id; None: the regular one, though it was not planned.
    Verslag {
        gesprek: Option<i64>,
        aanbieder: Aanbieder,
        kwartaal: Kwartaal,
        /// One file per form; the ending says which.
        naar: Vec<PathBuf>,
        akkoord: Akkoord,
        keuzes: Verslagkeuzes,
    },
    /// The dates from today on, for a calendar program.
    Ics {
        naar: PathBuf,
        aanbieder: Option<Aanbieder>,
        codes: bool,
        akkoord: Akkoord,
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

fn name(pad: &Path) -> String {
    pad.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files by name, of one base, and where they are: the folder that the program was started in is easily forgotten.
fn whole_names(paden: &[PathBuf]) -> String {
    let (first, rest) = match paden.split_first() {
        Some((first, rest)) => (name(first), rest),
        None => return String::new(),
    };
    let endings = rest.iter().filter_map(|pad| pad.extension()).map(|e| format!(".{}", e.to_string_lossy()));
    let map = paden.first().and_then(|pad| std::path::absolute(pad).ok()?.parent().map(|m| m.display().to_string()));
    let names = wording::opsomming(std::iter::once(first).chain(endings));
    format!("{names} in {}", map.unwrap_or_default())
}

/// Carries a change out.
pub(super) fn perform(app: &mut App, opdracht: Gesprekopdracht) -> Result<Written, Fout> {
    let saved = |wat: &str| Written::saved(wat);
    Ok(match opdracht {
        Gesprekopdracht::Plan(nieuw) => {
            app.plan_gesprek(&nieuw)?;
            let there = Werkwoord::Wisselen.shown();
            let extra = || format!("Extra gesprek gepland, {there} gaat erheen");
            saved(&if nieuw.extra { extra() } else { "Gesprek gepland".to_owned() })
        }
        Gesprekopdracht::Schrap { id, rijversie } => {
            app.cancel_gesprek(id, rijversie)?;
            saved("Gesprek van de planning geschrapt")
        }
        Gesprekopdracht::Wijzig { id, rijversie, wijziging } => {
            app.change_gesprek(id, rijversie, &wijziging)?;
            saved("Gesprek opgeslagen")
        }
        Gesprekopdracht::Stap { id, rijversie, stap } => {
            match stap {
                Gesprekstap::Voorbereid => app.prepare_gesprek(id, rijversie)?,
                Gesprekstap::Gehouden => app.hold_gesprek(id, rijversie)?,
                Gesprekstap::Vastgesteld => app.establish_gesprek(id, rijversie)?,
                Gesprekstap::Heropend => app.reopen_gesprek(id, rijversie)?,
            };
            let old = if stap == Gesprekstap::Vastgesteld { app.old_concepts(id)? } else { Vec::new() };
            let concept = wording::oud_concept(&old).map(|said| format!("; {said}")).unwrap_or_default();
            Written::saved(format!("Gesprek {}{concept}", stap.naam()))
        }
        Gesprekopdracht::Begin(id) => {
            app.begin_gesprek(id)?;
            Written::done("Gesprek begonnen")
        }
        Gesprekopdracht::Punt { id, sleutel, rijversie, wijziging } => {
            app.edit_punt(id, &sleutel, rijversie, &wijziging)?;
            saved("Agendapunt opgeslagen")
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
            app.change_uitkomst(uitkomst, rijversie, &tekst)?;
            saved("Uitkomst gewijzigd")
        }
        Gesprekopdracht::VerwijderUitkomst { uitkomst, rijversie } => {
            app.remove_uitkomst(uitkomst, rijversie)?;
            saved("Uitkomst weggehaald")
        }
        Gesprekopdracht::Afspraak { id, sleutel, nieuw, verwacht } => {
            let verwachting = app.read_verwachting(&verwacht)?;
            let nieuw = NieuweAfspraak { verwachting, ..*nieuw };
            let nummer = app.add_afspraak(id, &sleutel, &nieuw)?.nummer;
            Written::made(format!("{nummer} opgeslagen"), Gemaakt::Afspraak(nummer))
        }
        Gesprekopdracht::Tafeldaad { id, sleutel, rij, daad } => {
            let made = app.settle_at_table(id, &sleutel, rij, &daad)?;
            let wat = match daad {
                Tafeldaad::Gereed { .. } => "is gereed",
                Tafeldaad::Verzet { .. } => "is verzet",
                Tafeldaad::Opmerking { .. } => "heeft een opmerking",
            };
            Written::made(format!("{} {wat}", rij.0), Gemaakt::Uitkomst(made.id))
        }
        Gesprekopdracht::Verslag { gesprek, aanbieder, kwartaal, naar, akkoord, keuzes } => {
            let naar: Vec<PathBuf> = naar.iter().map(|pad| expand_home(pad)).collect();
            let beeld = gesprek.map_or_else(|| app.agenda_van(aanbieder, kwartaal), |id| app.agenda(id))?;
            app.write_verslag(&beeld, &naar, None, keuzes, akkoord)?;
            Written::done(format!("Verslag geschreven: {}", whole_names(&naar)))
        }
        Gesprekopdracht::Ics { naar, aanbieder, codes, akkoord } => {
            let naar = expand_home(&naar);
            let n = app.write_ics(&naar, (app.vandaag(), chrono::NaiveDate::MAX), aanbieder, codes, akkoord)?;
            let wat = format!("{} geschreven naar {}", phrases::aantal(n, "datum", "datums"), naar.display());
            Written::done(wat)
        }
    })
}
