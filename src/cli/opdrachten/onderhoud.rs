//! `backup`, `herstel`, `controle`, `opschonen`: care for the database.

use std::path::Path;

use chrono::SecondsFormat;
use serde::Serialize;

use crate::app::{App, Controle, Fout, Opschoning, last_copy_sentence};
use crate::cli::Klacht;
use crate::cli::args::{Herstel, Naar, Opschonen, Overzetten};
use crate::cli::uitvoer::{Uitvoer, ask, with_password};
use crate::wording::{self, read_datum, veilig};

pub(super) fn backup(args: &Naar, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let eerder = app.last_copy();
    let problemen = app.backup(&args.naar, args.bestaand.vervang)?;
    uit.regel(format!("Kopie gemaakt en gecontroleerd: {}", veilig(&args.naar.display().to_string())))?;
    for probleem in &problemen {
        uit.beside(&veilig(&format!("Let op: {probleem}")));
    }
    if app.is_gedeeld() {
        uit.beside("Zij is om mee te nemen: het programma opent haar alleen om te lezen, en zegt van wanneer zij is.");
    }
    if app.is_voorbeeld() {
        uit.beside(
            "Let op: dit is een kopie van verzonnen voorbeeldgegevens. Wat u met --db uit deze kopie schrijft, zegt dat niet.",
        );
    }
    if keeps_copies(app) { uit.regel(last_copy_sentence(eerder.as_ref())) } else { Ok(()) }
}

/// Whether the program makes copies by itself: not of the example, and not of what a server looks after.
fn keeps_copies(app: &App) -> bool {
    !app.is_voorbeeld() && !app.is_gedeeld() && !app.is_kopie()
}

/// Says which roles there are, and what is to be done with them.
pub(super) fn say_made(rollen: &[String], uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        uit.json(&serde_json::json!({ "rollen": rollen }))?;
        return uit.flush();
    }
    uit.regel("De tabellen zijn er, en van deze versie.")?;
    uit.regel(format!("Maak wie ermee werkt lid van één van de rollen {}.", wording::opsomming(rollen)))?;
    uit.flush()
}

pub(super) fn move_all(args: &Overzetten, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let moved = app.overzetten(&args.naar, None);
    let gedaan = moved.or_else(|fout| with_password(fout, |given| app.overzetten(&args.naar, Some(given))))?;
    let kwartalen = u32::try_from(gedaan.kwartalen).unwrap_or(u32::MAX);
    if uit.json {
        return uit.json(&serde_json::json!({ "rijen": gedaan.rijen, "kwartalen": kwartalen }));
    }
    let van = wording::aantal(kwartalen, "kwartaal", "kwartalen");
    uit.regel(format!(
        "Alles is overgezet en gecontroleerd: {} rijen; de cijfers van {van} zijn aan beide kanten gelijk.",
        gedaan.rijen
    ))
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
#[serde(rename_all = "camelCase")]
struct ControleJson<'a> {
    goed: bool,
    problemen: &'a [String],
    hersteld: &'a [String],
    niet_gecontroleerd: Option<&'a str>,
    /// The last copy that the program made by itself and found good.
    laatste_kopie: Option<KopieJson>,
}

#[derive(Serialize)]
struct KopieJson {
    pad: String,
    wanneer: String,
}

pub(super) fn check(app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let controle = app.check()?;
    let (goed, Controle { problemen, hersteld, niet_bekeken }) = (controle.is_goed(), &controle);
    let kopie = app.last_copy();
    if uit.json {
        let laatste_kopie = kopie.map(|k| KopieJson {
            pad: k.pad.display().to_string(),
            wanneer: k.wanneer.to_rfc3339_opts(SecondsFormat::Secs, true),
        });
        uit.json(&ControleJson { goed, problemen, hersteld, niet_gecontroleerd: *niet_bekeken, laatste_kopie })?;
    } else {
        if goed {
            uit.regel("De database is heel.")?;
        }
        for regel in problemen.iter().chain(hersteld) {
            uit.regel(veilig(regel))?;
        }
        if let Some(zin) = niet_bekeken {
            uit.regel(*zin)?;
        }
        if keeps_copies(app) {
            uit.regel(last_copy_sentence(kopie.as_ref()))?;
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
    let (Some(aanbieder), Some(code)) = (super::aanbieder_if(args.bij.aanbieder.as_ref(), app)?, &args.deelnemer) else {
        return Err(Klacht::Gebruik("Geef --aanbieder met --deelnemer, of --voor.".to_owned()));
    };
    let vooraf = app.weigh_removal(aanbieder, code)?;
    if args.bij.proef {
        return say_removal(&vooraf, false, uit);
    }
    let getypt = if args.bij.ja { code.clone() } else { ask_code(&vooraf, uit).unwrap_or_default() };
    match app.remove_deelnemer(aanbieder, code, &getypt) {
        Err(Fout::Ongeldig { .. }) => {
            let tekst = "De code is niet getypt; er is niets verwijderd. Met --ja wordt het niet gevraagd.";
            Err(Fout::Geweigerd(tekst.to_owned()).into())
        }
        done => say_removal(&done?, true, uit),
    }
}

/// Shows what a removal does and asks for the code; None when nobody answers.
fn ask_code(vooraf: &Opschoning, uit: &Uitvoer) -> Option<String> {
    for regel in lines(vooraf) {
        uit.beside(&regel);
    }
    ask("Typ de code van de deelnemer om dit te doen: ")
}

/// A removal, for scripts.
#[derive(Serialize)]
struct OpschoningJson<'a> {
    verwijderd: bool,
    aanbieder: &'a str,
    rijen: u32,
    bevindingen: u32,
    aandachtspunten: u32,
    plekken: &'a [String],
    cijfers: &'a [String],
    gesprekken: &'a [String],
    bestanden: &'a [String],
    kopieen: Vec<String>,
}

/// Says what a removal did, or would do.
fn say_removal(opschoning: &Opschoning, verwijderd: bool, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&OpschoningJson {
            verwijderd,
            aanbieder: opschoning.aanbieder.key(),
            rijen: opschoning.rijen,
            bevindingen: opschoning.bevindingen,
            aandachtspunten: opschoning.aandachtspunten,
            plekken: &opschoning.plekken,
            cijfers: &opschoning.cijfers,
            gesprekken: &opschoning.gesprekken,
            bestanden: &opschoning.bestanden,
            kopieen: opschoning.kopieen.iter().map(|pad| pad.display().to_string()).collect(),
        });
    }
    uit.regel(if verwijderd { "Verwijderd." } else { "Er is nog niets verwijderd; dit zou er gebeuren." })?;
    lines(opschoning).into_iter().try_for_each(|regel| uit.regel(regel))
}

fn lines(opschoning: &Opschoning) -> Vec<String> {
    let line = |(kop, tekst): (&str, String)| format!("{kop:<9}{}", veilig(&tekst));
    opschoning.regels().into_iter().map(line).collect()
}
