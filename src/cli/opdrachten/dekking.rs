//! `dekking`: the matrix of the seven gemeenten and the aanbieders.

use serde::Serialize;

use crate::app::{App, Dekkingsbeeld, Dekkingscel, Dekkingsstand, Gemeentedekking, Verandering};
use crate::cli::Klacht;
use crate::cli::args::VanKwartaal;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Kwartaal, Register};
use crate::wording;

pub(super) fn show(args: &VanKwartaal, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let beeld = app.dekkingsbeeld(args.kwartaal)?;
    if uit.json { uit.json(&DekkingJson::of(&beeld)) } else { show_text(&beeld, app.register(), uit) }
}

#[derive(Serialize)]
struct DekkingJson {
    kwartaal: Kwartaal,
    versie: Option<u32>,
    /// The kwartaal that the rows are of: an earlier one when this kwartaal has no overview.
    getoond: Option<Kwartaal>,
    vorige: Option<Kwartaal>,
    gedekt: Option<usize>,
    gemeenten: Vec<GemeenteJson>,
}

#[derive(Serialize)]
struct GemeenteJson {
    gemeente: &'static str,
    gedekt: bool,
    kwetsbaar: bool,
    verandering: Option<&'static str>,
    niet_gedekt_sinds: Option<Kwartaal>,
    capaciteit: Option<u32>,
    aanbieders: Vec<CelJson>,
}

#[derive(Serialize)]
struct CelJson {
    aanbieder: Aanbieder,
    dekking: &'static str,
    tot: Option<String>,
    locatie: Option<String>,
    capaciteit: Option<u32>,
    toelichting: Option<String>,
    tegenstrijdig: bool,
    verandering: Option<&'static str>,
}

impl DekkingJson {
    fn of(beeld: &Dekkingsbeeld) -> Self {
        Self {
            kwartaal: beeld.kwartaal,
            versie: beeld.versie,
            getoond: beeld.getoond,
            vorige: beeld.vorige,
            gedekt: beeld.versie.map(|_| beeld.gemeenten.iter().filter(|g| g.gedekt).count()),
            gemeenten: beeld.gemeenten.iter().map(GemeenteJson::of).collect(),
        }
    }
}

impl GemeenteJson {
    fn of(g: &Gemeentedekking) -> Self {
        Self {
            gemeente: g.gemeente.key(),
            gedekt: g.gedekt,
            kwetsbaar: g.kwetsbaar,
            verandering: g.verandering.map(change),
            niet_gedekt_sinds: g.niet_gedekt_sinds,
            capaciteit: g.capaciteit,
            aanbieders: g.cellen.iter().map(CelJson::of).collect(),
        }
    }
}

impl CelJson {
    fn of(cel: &Dekkingscel) -> Self {
        Self {
            aanbieder: cel.aanbieder,
            dekking: stand(cel.stand),
            tot: cel.tot.map(|d| d.to_string()),
            locatie: cel.locatie.clone(),
            capaciteit: cel.capaciteit,
            toelichting: cel.toelichting.clone(),
            tegenstrijdig: cel.tegenstrijdig,
            verandering: cel.verandering.map(change),
        }
    }
}

const fn stand(stand: Dekkingsstand) -> &'static str {
    match stand {
        Dekkingsstand::Ja => "ja",
        Dekkingsstand::Nee => "nee",
        Dekkingsstand::NietOpgegeven => "niet opgegeven",
    }
}

const fn change(verandering: Verandering) -> &'static str {
    match verandering {
        Verandering::Gewonnen => "gewonnen",
        Verandering::Verloren => "verloren",
    }
}

fn show_text(beeld: &Dekkingsbeeld, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel(format!("Dekking op {}", wording::datum(beeld.kwartaal.last_day())))?;
    match (beeld.versie, beeld.getoond) {
        (Some(versie), _) => {
            let gedekt = beeld.gemeenten.iter().filter(|g| g.gedekt).count();
            uit.regel(format!("{gedekt} van {} gemeenten gedekt; versie {versie}", beeld.gemeenten.len()))?;
        }
        (None, Some(laatste)) => {
            uit.regel(format!("Geen dekkingsoverzicht over {}; hieronder het laatst bekende, van {laatste}.", beeld.kwartaal))?;
        }
        (None, None) => return uit.regel("Er is nog geen dekkingsoverzicht ingelezen."),
    }
    uit.regel("")?;
    let mut koppen = vec!["gemeente".to_owned()];
    koppen.extend(beeld.aanbieders().map(|a| register.naam(a)));
    koppen.extend([">plaatsen", "let op"].map(str::to_owned));
    let koppen: Vec<&str> = koppen.iter().map(String::as_str).collect();
    let mut tabel = Teksttabel::new(&koppen);
    for g in &beeld.gemeenten {
        let mut rij = vec![format!("{} {}", if g.gedekt { '✓' } else { '✗' }, g.gemeente.naam())];
        rij.extend(g.cellen.iter().map(cell));
        rij.push(g.capaciteit.map(|c| c.to_string()).unwrap_or_default());
        rij.push(notes(g, beeld.vorige));
        tabel.rij(rij);
    }
    uit.tabel(&tabel)
}

fn cell(cel: &Dekkingscel) -> String {
    let stand = match (cel.stand, cel.tot) {
        (Dekkingsstand::Ja, Some(tot)) => format!("ja, tot {}", wording::datum(tot)),
        (s, _) => stand(s).to_owned(),
    };
    let teken = match cel.verandering {
        Some(Verandering::Gewonnen) => " (nieuw)",
        Some(Verandering::Verloren) => " (verloren)",
        None => "",
    };
    let geldt = if cel.stand == Dekkingsstand::Ja && !cel.telt { ", telt niet (geen contract)" } else { "" };
    format!("{stand}{geldt}{teken}{}", if cel.tegenstrijdig { " (tegenstrijdig)" } else { "" })
}

fn notes(g: &Gemeentedekking, vorige: Option<Kwartaal>) -> String {
    let mut notes = Vec::new();
    match (g.gedekt, g.niet_gedekt_sinds) {
        (false, Some(sinds)) => notes.push(format!("niet gedekt sinds {sinds}")),
        (false, None) => notes.push("niet gedekt".to_owned()),
        (true, _) if g.kwetsbaar => notes.push("kwetsbaar: één aanbieder".to_owned()),
        (true, _) => {}
    }
    if let (Some(verandering), Some(vorige)) = (g.verandering, vorige) {
        notes.push(format!("{} sinds {vorige}", change(verandering)));
    }
    notes.join("; ")
}
