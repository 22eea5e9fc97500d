//! `post`: drafts that are ready to be sent.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::{Akkoord, App, Postronde, Postvraag};
use crate::cli::Klacht;
use crate::cli::args::Post;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Bericht, Gemeente, Kwartaal, Ontvanger, Tekst};
use crate::wording::{self, veilig};

pub(super) fn perform(args: &Post, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if let Some(soort) = args.soort.filter(|_| args.tekst) {
        return uit.regel(app.post_tekst(soort)?.trim_end());
    }
    let gesprek = args.gesprek.as_ref().map(|welk| super::wie::find_gesprek(welk, app)).transpose()?;
    let aanbieder = super::aanbieder_if(args.aanbieder.as_ref(), app)?.or(gesprek.as_ref().map(|g| g.aanbieder));
    let aan = aanbieder.map(Ontvanger::Aanbieder).or(args.gemeente.map(Ontvanger::Gemeente));
    let need = |wat: &str| Klacht::Gebruik(format!("Noem ook {wat}; zie accountgesprek post --help."));
    let kwartaal = args.kwartaal.or(gesprek.as_ref().map(|g| g.kwartaal)).ok_or_else(|| need("--kwartaal"))?;
    let Some(soort) = args.soort else { return show_made(&app.berichten(kwartaal, aan)?, app, uit) };
    let naar = args.naar.as_ref().ok_or_else(|| need("--naar, een bestand of een map"))?;
    let gesprek = gesprek.map(|g| g.id);
    let kleine_aantallen = !args.zonder_kleine_aantallen;
    let vraag = Postvraag { soort, kwartaal, aan, gesprek, codes: args.met_codes, kort: args.kort, kleine_aantallen };
    let ronde = app.write_post(vraag, naar, Akkoord { vervang: args.vervang, namen: args.toch })?;
    show(&ronde, vraag, app, uit)
}

/// A message that was made, for scripts.
#[derive(Serialize)]
pub(super) struct BerichtJson<'a> {
    nummer: i64,
    soort: &'static str,
    kwartaal: Kwartaal,
    aanbieder: Option<Aanbieder>,
    gemeente: Option<Gemeente>,
    gesprek: Option<i64>,
    aan: &'a [Tekst],
    bijlagen: &'a [Tekst],
    gemaakt_op: NaiveDate,
}

impl<'a> BerichtJson<'a> {
    pub(super) fn of(b: &'a Bericht) -> Self {
        let Bericht { id, soort, kwartaal, aanbieder, gemeente, gesprek, aan, bijlagen, gemaakt_op, rijversie: _ } = b;
        Self {
            nummer: *id,
            soort: soort.naam(),
            kwartaal: *kwartaal,
            aanbieder: *aanbieder,
            gemeente: *gemeente,
            gesprek: *gesprek,
            aan,
            bijlagen,
            gemaakt_op: *gemaakt_op,
        }
    }
}

fn show_made(made: &[Bericht], app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&made.iter().map(BerichtJson::of).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&["gemaakt", "soort", "voor", "aan", "bijlagen"]);
    let list = |all: &[Tekst]| wording::opsomming(all.iter().map(Tekst::as_str));
    for b in made {
        tabel.rij([
            wording::datum(b.gemaakt_op),
            b.soort.naam().to_owned(),
            b.ontvanger().map(|o| o.naam(app.register())).unwrap_or_default(),
            list(&b.aan),
            list(&b.bijlagen),
        ]);
    }
    if tabel.is_empty() { uit.regel("Er is nog geen post gemaakt.") } else { uit.tabel(&tabel) }
}

/// A draft for scripts.
#[derive(Serialize)]
struct GemaaktJson {
    soort: &'static str,
    kwartaal: Kwartaal,
    aanbieder: Option<Aanbieder>,
    gemeente: Option<Gemeente>,
    bestand: String,
    aan: Vec<String>,
    onderwerp: String,
    bijlagen: Vec<String>,
    opmerkingen: Vec<String>,
}

#[derive(Serialize)]
struct OvergeslagenJson {
    aanbieder: Option<Aanbieder>,
    gemeente: Option<Gemeente>,
    reden: String,
}

#[derive(Serialize)]
struct RondeJson {
    gemaakt: Vec<GemaaktJson>,
    overgeslagen: Vec<OvergeslagenJson>,
}

const fn apart(ontvanger: Ontvanger) -> (Option<Aanbieder>, Option<Gemeente>) {
    match ontvanger {
        Ontvanger::Aanbieder(aanbieder) => (Some(aanbieder), None),
        Ontvanger::Gemeente(gemeente) => (None, Some(gemeente)),
    }
}

fn show(ronde: &Postronde, vraag: Postvraag, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        let gemaakt = ronde.gemaakt.iter().cloned().map(|g| {
            let (aanbieder, gemeente) = apart(g.ontvanger);
            GemaaktJson {
                soort: vraag.soort.naam(),
                kwartaal: vraag.kwartaal,
                aanbieder,
                gemeente,
                bestand: g.pad.display().to_string(),
                aan: g.aan,
                onderwerp: g.onderwerp,
                bijlagen: g.bijlagen,
                opmerkingen: g.opmerkingen,
            }
        });
        let overgeslagen = ronde.overgeslagen.iter().cloned().map(|o| {
            let (aanbieder, gemeente) = apart(o.ontvanger);
            OvergeslagenJson { aanbieder, gemeente, reden: o.reden }
        });
        return uit.json(&RondeJson { gemaakt: gemaakt.collect(), overgeslagen: overgeslagen.collect() });
    }
    for g in &ronde.gemaakt {
        let wie = g.ontvanger.naam(app.register());
        let aan = if g.aan.is_empty() { "nog zonder adres".to_owned() } else { format!("aan {}", wording::opsomming(&g.aan)) };
        let soort = wording::hoofdletter(vraag.soort.naam());
        uit.regel(format!("{soort} voor {wie}, {aan}: {}", veilig(&g.pad.display().to_string())))?;
    }
    for zin in ronde.toelichting(app.register()) {
        uit.beside(&veilig(&zin));
    }
    uit.regel("Er is niets verzonden: open het bestand in uw mailprogramma, kijk het na en verstuur het.")
}
