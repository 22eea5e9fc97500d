//! `post`: drafts that are ready to be sent.

use serde::Serialize;

use crate::app::{Akkoord, App, Postronde, Postvraag};
use crate::cli::Klacht;
use crate::cli::args::Post;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Gemeente, Kwartaal, Ontvanger};
use crate::wording::{self, veilig};

pub(super) fn perform(args: &Post, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if args.tekst {
        return uit.regel(app.post_tekst(args.soort)?.trim_end());
    }
    // clap asks for both unless the text is asked for.
    let (Some(kwartaal), Some(naar)) = (args.kwartaal, &args.naar) else {
        return Err(Klacht::Gebruik("Noem met --kwartaal en --naar waarover het gaat en waar het komt.".to_owned()));
    };
    let aanbieder = super::aanbieder_if(args.aanbieder.as_ref(), app)?.map(Ontvanger::Aanbieder);
    let aan = aanbieder.or(args.gemeente.map(Ontvanger::Gemeente));
    let vraag = Postvraag { soort: args.soort, kwartaal, aan, codes: args.met_codes };
    let ronde = app.write_post(vraag, naar, Akkoord { vervang: args.vervang, namen: args.toch })?;
    show(&ronde, vraag, app, uit)
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
    for opmerking in ronde.over_adressen(app.register()) {
        uit.beside(&veilig(&opmerking));
    }
    for o in &ronde.overgeslagen {
        uit.beside(&veilig(&o.reden));
    }
    uit.regel("Er is niets verzonden: open het bestand in uw mailprogramma, kijk het na en verstuur het.")
}
