//! `backup`, `herstel`, `controle`, `opschonen`: care for the database.

use std::path::Path;

use serde::Serialize;

use crate::app::{App, Controle, Fout};
use crate::cli::Klacht;
use crate::cli::args::{Herstel, Naar, Opschonen};
use crate::cli::uitvoer::Uitvoer;
use crate::wording::{self, read_datum, veilig};

pub(super) fn backup(args: &Naar, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let problemen = app.backup(&args.naar, args.vervang)?;
    uit.regel(format!("Kopie gemaakt en gecontroleerd: {}", veilig(&args.naar.display().to_string())))?;
    for probleem in &problemen {
        uit.beside(&veilig(&format!("Let op: {probleem}")));
    }
    Ok(())
}

/// Says what was put back, and where what it took the place of is kept.
pub(super) fn say_restored(args: &Herstel, bewaard: Option<&Path>, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel(format!("Teruggezet uit {}.", veilig(&args.van.display().to_string())))?;
    if let Some(bewaard) = bewaard {
        uit.regel(format!("Het vorige bestand staat in {}.", veilig(&bewaard.display().to_string())))?;
    }
    uit.flush()
}

/// The outcome of the check, for scripts.
#[derive(Serialize)]
struct ControleJson<'a> {
    goed: bool,
    problemen: &'a [String],
    hersteld: &'a [String],
}

pub(super) fn check(app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let controle = app.check()?;
    let (goed, Controle { problemen, hersteld }) = (controle.is_goed(), &controle);
    if uit.json {
        uit.json(&ControleJson { goed, problemen, hersteld })?;
    } else if goed {
        uit.regel("De database is heel.")?;
    } else {
        for regel in problemen.iter().chain(hersteld) {
            uit.regel(veilig(regel))?;
        }
    }
    if goed {
        return Ok(());
    }
    uit.flush()?;
    Err(Klacht::App(Fout::Beschadigd { problemen: problemen.len(), hersteld: hersteld.len() }))
}

pub(super) fn clean(args: &Opschonen, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if let Some(voor) = &args.voor {
        let dag = read_datum(voor, app.vandaag()).map_err(|e| Klacht::Gebruik(format!("Bij --voor: {e}.")))?;
        let weg = app.remove_before(dag)?;
        return uit.regel(format!("{} verwijderd.", wording::aantal(weg, "rapportage", "rapportages")));
    }
    let (Some(aanbieder), Some(code)) = (args.aanbieder, &args.deelnemer) else {
        return Err(Klacht::Gebruik("Geef --aanbieder met --deelnemer, of --voor.".to_owned()));
    };
    let weg = app.remove_deelnemer(aanbieder, code)?;
    uit.regel(format!(
        "Verwijderd: {}, {}; losgemaakt van {}.",
        wording::aantal(weg.rijen, "rij", "rijen"),
        wording::aantal(weg.bevindingen, "bevinding", "bevindingen"),
        wording::aantal(weg.afspraken, "afspraak", "afspraken")
    ))?;
    for vermelding in &weg.vermeldingen {
        uit.regel(format!("Let op: de code staat nog in {}.", veilig(vermelding)))?;
    }
    Ok(())
}
