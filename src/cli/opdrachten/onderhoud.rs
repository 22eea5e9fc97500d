//! `backup`, `herstel`, `controle`, `opschonen`: care for the database.

use serde::Serialize;

use crate::app::App;
use crate::cli::Klacht;
use crate::cli::args::{Herstel, Naar, Opschonen};
use crate::cli::uitvoer::Uitvoer;
use crate::wording::{self, read_datum, veilig};

pub(super) fn backup(args: &Naar, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    app.backup(&args.naar)?;
    uit.regel(format!("Kopie gemaakt: {}", veilig(&args.naar.display().to_string())))
}

pub(super) fn restore(args: &Herstel, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let bewaard = app.restore(&args.van)?;
    uit.regel(format!("Teruggezet uit {}.", veilig(&args.van.display().to_string())))?;
    uit.regel(format!("Het vorige bestand staat in {}.", veilig(&bewaard.display().to_string())))
}

#[derive(Serialize)]
struct Controle<'a> {
    goed: bool,
    problemen: &'a [String],
}

pub(super) fn check(app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let problemen = app.check()?;
    if uit.json {
        uit.json(&Controle { goed: problemen.is_empty(), problemen: &problemen })?;
    } else if problemen.is_empty() {
        uit.regel("De database is heel.")?;
    } else {
        for probleem in &problemen {
            uit.regel(veilig(probleem))?;
        }
    }
    if problemen.is_empty() {
        return Ok(());
    }
    uit.flush()?;
    Err(Klacht::App(crate::app::Fout::Beschadigd { problemen: problemen.len() }))
}

pub(super) fn clean(args: &Opschonen, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let rijen = match (&args.voor, args.aanbieder, &args.deelnemer) {
        (Some(voor), ..) => {
            let dag = read_datum(voor, app.vandaag()).map_err(|e| Klacht::Gebruik(format!("Bij --voor: {e}.")))?;
            app.remove_before(dag)?
        }
        (None, Some(aanbieder), Some(code)) => app.remove_deelnemer(aanbieder, code)?,
        _ => return Err(Klacht::Gebruik("Geef --aanbieder met --deelnemer, of --voor.".to_owned())),
    };
    uit.regel(format!("{} verwijderd.", wording::aantal(rijen, "rij", "rijen")))
}
