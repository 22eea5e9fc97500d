//! One file per command: asks `app`, and writes the answer as text or JSON.

mod aanbieder;
mod aandacht;
mod afspraak;
mod cijfers;
mod dekking;
mod gesprek;
mod inlezen;
mod jaarbeeld;
mod kpi;
mod ladder;
mod onderhoud;
mod ongedaan;
mod overzicht;
mod post;
mod pxq;
mod rapportages;
mod signaal;
mod signaaltrend;
mod tarief;
mod traject;
mod vooruitblik;
mod wie;

use std::path::Path;

use super::args::Opdracht;
use super::uitvoer::{Uitvoer, with_password};
use super::{Klacht, args};
use chrono::NaiveDate;

use crate::app::{App, Bestandsoort};
use crate::domain::{Aanbieder, Kwartaal, Register};
use crate::wording::veilig;
use wie::{aanbieder, aanbieder_if, een, must_be_shown};

/// Performs a command on an open database; none is the overview.
pub(super) fn perform(opdracht: Option<Opdracht>, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        None => overzicht::show(app, uit),
        Some(Opdracht::Inlezen(args)) => inlezen::perform(&args, app, uit),
        Some(Opdracht::Kpi(args)) => kpi::show(&args, app, uit),
        Some(Opdracht::Cijfers(args)) => cijfers::write(&args, app, uit),
        Some(Opdracht::Vooruitblik(args)) => vooruitblik::show(&args, app, uit),
        Some(Opdracht::Ladder(args)) => ladder::show(&args, app, uit),
        Some(Opdracht::Pxq(args)) => pxq::show(&args, app, uit),
        Some(Opdracht::Tarief(args)) => tarief::perform(args, app, uit),
        Some(Opdracht::Aanbieder(args::Registeropties { opdracht })) => {
            let lijst = || args::RegisterOpdracht::Lijst(args::RegisterLijst::default());
            aanbieder::perform(opdracht.unwrap_or_else(lijst), app, uit)
        }
        Some(Opdracht::Dekking(args)) => dekking::show(&args, app, uit),
        Some(Opdracht::Aandacht(args)) => aandacht::show(&args, app, uit),
        Some(Opdracht::Rapportages(args)) => rapportages::perform(&args, app, uit),
        Some(Opdracht::Bevindingen(args)) => rapportages::write_findings(&args, app, uit),
        Some(Opdracht::Afspraak(args::Afspraken { opdracht })) => {
            let lijst = || args::AfspraakOpdracht::Lijst(args::AfspraakLijst::default());
            afspraak::perform(opdracht.unwrap_or_else(lijst), app, uit)
        }
        Some(Opdracht::Signaal(args::Signalen { opdracht })) => {
            let lijst = || args::SignaalOpdracht::Lijst(args::SignaalLijst::default());
            signaal::perform(opdracht.unwrap_or_else(lijst), app, uit)
        }
        Some(Opdracht::Uitvraag(args)) => signaal::uitvraag(&args, app, uit),
        Some(Opdracht::Cvs(args)) => traject::cvs(&args, app, uit),
        Some(Opdracht::Traject(args)) => traject::show(&args, app, uit),
        Some(Opdracht::Gesprek(args)) => gesprek::perform(args, app, uit),
        Some(Opdracht::Agenda(args)) => gesprek::show_agenda(&args, app, uit),
        Some(Opdracht::Verslag(args)) => gesprek::write_verslag(&args, app, uit),
        Some(Opdracht::Post(args)) => post::perform(&args, app, uit),
        Some(Opdracht::Jaarbeeld(args)) => jaarbeeld::write(&args, app, uit),
        Some(Opdracht::Factsheet(args)) => jaarbeeld::write_factsheet(&args, app, uit),
        Some(Opdracht::Ongedaan(args)) => ongedaan::perform(&args, app, uit),
        Some(Opdracht::Backup(args)) => onderhoud::backup(&args, app, uit),
        // On the example; else it works on the file, and `cli::perform` does it before anything is opened.
        Some(Opdracht::Herstel(args)) => {
            let bewaard = app.restore_here(&args.van)?;
            onderhoud::say_restored(&args, bewaard.as_deref(), uit)
        }
        Some(Opdracht::Overzetten(args)) => onderhoud::move_all(&args, app, uit),
        Some(Opdracht::Controle) => onderhoud::check(app, uit),
        Some(Opdracht::Opschonen(args)) => onderhoud::clean(&args, app, uit),
        // These need no database; `cli::perform` has dealt with them.
        Some(Opdracht::Sjabloon(args)) => match &args.aanbieder {
            Some(wie) => rapportsjabloon(&args, aanbieder(wie, app)?, app, uit),
            None => sjabloon(&args, app.register(), app.vandaag(), uit),
        },
        Some(Opdracht::Man | Opdracht::Aanvullen(_) | Opdracht::Inrichten) => Ok(()),
    }
}

/// Makes the tables and roles on a server.
pub(super) fn inrichten(db: &Path, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let made = App::inrichten(db, None);
    let made = made.or_else(|fout| with_password(fout, |given| App::inrichten(db, Some(given))))?;
    onderhoud::say_made(&made, uit)
}

/// Puts a copy in the place of the database file, which need not be one that can be opened.
pub(super) fn herstel(args: &args::Herstel, db: &Path, wie: &str, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let bewaard = App::restore(db, &args.van, wie)?;
    onderhoud::say_restored(args, bewaard.as_deref(), uit)
}

/// Writes the workbook for the report of an aanbieder, with the trajecten that ran.
fn rapportsjabloon(args: &args::Sjabloonopties, wie: Aanbieder, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let (Bestandsoort::Kwartaalrapportage, Some(kwartaal), None) = (args.soort, args.kwartaal, args.gemeente) else {
        let tekst = "--aanbieder hoort bij: sjabloon kwartaalrapportage --aanbieder A --kwartaal K --naar BESTAND.xlsx";
        return Err(Klacht::Gebruik(tekst.to_owned()));
    };
    let gevuld = app.write_rapportsjabloon(wie, kwartaal, &args.naar, args.bestaand.vervang)?;
    let naam = app.register().naam(wie);
    uit.regel(format!("Sjabloon voor {naam} over {kwartaal} geschreven naar {}", veilig(&args.naar.display().to_string())))?;
    uit.beside(&gevuld.woorden(&naam, kwartaal));
    uit.flush()
}

/// Writes an empty workbook; needs no database.
pub(super) fn sjabloon(
    args: &args::Sjabloonopties,
    register: &Register,
    vandaag: NaiveDate,
    uit: &mut Uitvoer,
) -> Result<(), Klacht> {
    // A name without an extension is no workbook: it is the folder for those of all seven.
    let is_map = args.naar.is_dir() || args.naar.extension().is_none();
    let is_uitvraag = args.soort == Bestandsoort::Uitvraag;
    let kwartaal = args.kwartaal.or_else(|| is_uitvraag.then(|| Kwartaal::last_over(vandaag)));
    if let Some(kwartaal) = kwartaal.filter(|_| is_uitvraag && args.gemeente.is_none() && is_map) {
        let uitgevraagd = App::write_uitvraag(kwartaal, register, &args.naar, args.bestaand.vervang)?;
        for pad in &uitgevraagd.geschreven {
            uit.regel(format!("Uitvraag {kwartaal} geschreven naar {}", veilig(&pad.display().to_string())))?;
        }
        for pad in &uitgevraagd.stonden {
            uit.beside(&veilig(&format!("{} bestaat al en is niet vervangen: het kan ingevuld zijn.", pad.display())));
        }
        return uit.flush();
    }
    App::write_sjabloon(args.soort, kwartaal, args.gemeente, register, &args.naar, args.bestaand.vervang)?;
    uit.regel(format!("Sjabloon {} geschreven naar {}", args.soort.naam(), veilig(&args.naar.display().to_string())))?;
    uit.flush()
}
