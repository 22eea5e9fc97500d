//! `jaarbeeld` and `factsheet`: one page over a year, and one over an aanbieder.

use crate::app::{Akkoord, App};
use crate::cli::Klacht;
use crate::cli::args::{Factsheet, Jaarbeeld};
use crate::cli::uitvoer::Uitvoer;
use crate::wording;

pub(super) fn write(args: &Jaarbeeld, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    app.write_jaarbeeld(&args.bestand.naar, args.jaar, !args.bestand.zonder_kleine_aantallen, args.bestand.bestaand.vervang)?;
    uit.regel(format!("Jaarbeeld {} geschreven naar {}.", args.jaar, wording::pad(&args.bestand.naar)))
}

pub(super) fn write_factsheet(args: &Factsheet, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let aanbieder = super::aanbieder(&args.aanbieder, app)?;
    super::must_be_shown(aanbieder, args.over.kwartaal, app)?;
    let akkoord = Akkoord { vervang: args.bestand.bestaand.vervang, namen: args.toch };
    app.write_factsheet(&args.bestand.naar, (aanbieder, args.over.kwartaal), !args.bestand.zonder_kleine_aantallen, akkoord)?;
    let naam = app.register().naam(aanbieder);
    uit.regel(format!("Factsheet {naam} over {} geschreven naar {}.", args.over.kwartaal, wording::pad(&args.bestand.naar)))
}
