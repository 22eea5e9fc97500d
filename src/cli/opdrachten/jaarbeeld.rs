//! `jaarbeeld` and `factsheet`: one page over a year, and one over an aanbieder.

use crate::app::{Akkoord, App};
use crate::cli::Klacht;
use crate::cli::args::{Factsheet, Jaarbeeld};
use crate::cli::uitvoer::Uitvoer;
use crate::wording;

pub(super) fn write(args: &Jaarbeeld, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    app.write_jaarbeeld(&args.naar, args.jaar, !args.zonder_kleine_aantallen, args.vervang)?;
    uit.regel(format!("Jaarbeeld {} geschreven naar {}.", args.jaar, wording::pad(&args.naar)))
}

pub(super) fn write_factsheet(args: &Factsheet, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let aanbieder = super::aanbieder(&args.aanbieder, app)?;
    super::must_be_shown(aanbieder, args.kwartaal, app)?;
    let akkoord = Akkoord { vervang: args.vervang, namen: args.toch };
    app.write_factsheet(&args.naar, (aanbieder, args.kwartaal), !args.zonder_kleine_aantallen, akkoord)?;
    let naam = app.register().naam(aanbieder);
    uit.regel(format!("Factsheet {naam} over {} geschreven naar {}.", args.kwartaal, wording::pad(&args.naar)))
}
