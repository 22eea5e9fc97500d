//! `cijfers`: the figures of a kwartaal as a workbook.

use crate::app::{Akkoord, App, Cijferkeuze};
use crate::cli::Klacht;
use crate::cli::args::Cijferopties;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::Segment;
use crate::wording;

pub(super) fn write(args: &Cijferopties, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let aanbieder = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    if let Some(aanbieder) = aanbieder.filter(|_| args.in_segment.segment == Segment::Collectief) {
        super::must_be_shown(aanbieder, args.over.kwartaal, app)?;
    }
    let keuze = Cijferkeuze {
        kwartaal: args.over.kwartaal,
        segment: args.in_segment.segment,
        aanbieder,
        bladen: args.blad.clone(),
        signalen: None,
        codes: args.met_codes,
    };
    app.write_cijferboek(&args.bestand.naar, &keuze, Akkoord { vervang: args.bestand.bestaand.vervang, namen: args.toch })?;
    uit.regel(format!("Cijfers over {} geschreven naar {}.", args.over.kwartaal, wording::pad(&args.bestand.naar)))
}
