//! `aandacht`: the attention points of a kwartaal.

use serde::Serialize;

use crate::app::{Aandachtregel, App};
use crate::cli::Klacht;
use crate::cli::args::Aandacht;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Kwartaal, Segment};
use crate::wording;

#[derive(Serialize)]
struct AandachtJson<'a> {
    kwartaal: Kwartaal,
    punten: Vec<AandachtspuntJson<'a>>,
}

#[derive(Serialize)]
struct AandachtspuntJson<'a> {
    soort: &'static str,
    aanbieder: Aanbieder,
    segment: Segment,
    deelnemer: Option<&'a str>,
    startdatum: Option<String>,
    groep: Option<&'a str>,
    tekst: &'a str,
    sinds: Kwartaal,
    gezien: bool,
}

impl<'a> AandachtspuntJson<'a> {
    fn of(punt: &'a Aandachtregel) -> Self {
        Self {
            soort: punt.soort.key(),
            aanbieder: punt.aanbieder,
            segment: punt.segment,
            deelnemer: punt.deelnemer.as_deref(),
            startdatum: punt.startdatum.map(|d| d.to_string()),
            groep: punt.groep.as_deref(),
            tekst: &punt.tekst,
            sinds: punt.sinds,
            gezien: punt.gezien,
        }
    }
}

pub(super) fn show(args: &Aandacht, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    let punten = app.aandacht(args.over.kwartaal, wie, args.in_segment.segment)?;
    if uit.json {
        return uit
            .json(&AandachtJson { kwartaal: args.over.kwartaal, punten: punten.iter().map(AandachtspuntJson::of).collect() });
    }
    uit.regel(format!("Aandachtspunten over het {}", wording::kwartaal_lang(args.over.kwartaal)))?;
    uit.regel("")?;
    let mut tabel = Teksttabel::new(&["aanbieder", "segment", "wie", "start", "sinds", "gezien", "punt"]);
    for punt in &punten {
        tabel.rij([
            app.register().naam(punt.aanbieder),
            punt.segment.naam().to_owned(),
            punt.deelnemer.clone().or_else(|| punt.groep.as_ref().map(|g| format!("groep {g}"))).unwrap_or_default(),
            punt.startdatum.map(wording::datum).unwrap_or_default(),
            punt.sinds.to_string(),
            if punt.gezien { "ja".to_owned() } else { String::new() },
            punt.tekst.clone(),
        ]);
    }
    if tabel.is_empty() { uit.regel("Geen aandachtspunten.") } else { uit.tabel(&tabel) }
}
