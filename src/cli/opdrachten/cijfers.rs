//! `cijfers`: the figures of a kwartaal as a workbook.

use crate::app::{Akkoord, App, Cijferkeuze};
use crate::cli::Klacht;
use crate::cli::args::Cijfers;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::Segment;
use crate::wording;

pub(super) fn write(args: &Cijfers, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let aanbieder = super::aanbieder_if(args.aanbieder.as_ref(), app)?;
    if let Some(aanbieder) = aanbieder.filter(|_| args.segment == Segment::Collectief) {
        super::must_be_shown(aanbieder, args.kwartaal, app)?;
    }
    let keuze = Cijferkeuze {
        kwartaal: args.kwartaal,
        segment: args.segment,
        aanbieder,
        bladen: args.blad.clone(),
        codes: args.met_codes,
    };
    app.write_cijferboek(&args.naar, &keuze, Akkoord { vervang: args.vervang, namen: args.toch })?;
    uit.regel(format!("Cijfers over {} geschreven naar {}.", args.kwartaal, wording::pad(&args.naar)))
}
