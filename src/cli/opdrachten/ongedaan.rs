//! `ongedaan`: take back what was done, after it was named; and the list of everything that was done.

use serde::Serialize;

use crate::app::{App, Fout, Handelingregel};
use crate::cli::Klacht;
use crate::cli::args::Ongedaanopties;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::{Uitvoer, confirm};
use crate::wording::{self, veilig};

pub(super) fn perform(args: &Ongedaanopties, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if args.lijst {
        return show_list(&app.handelingen()?, uit);
    }
    let Some(id) = args.nummer.map_or_else(|| app.last_own_act(), |id| Ok(Some(id)))? else {
        return if uit.json {
            uit.json(&Option::<OngedaanJson<'_>>::None)
        } else {
            uit.regel("Er is niets om ongedaan te maken.")
        };
    };
    let vraag = app.undo_question(id)?;
    // A number that was typed may be a slip too.
    if !args.ja && (args.nummer.is_some() || app.must_be_asked(id)?) {
        uit.beside(&veilig(&vraag.vraag));
        for gevolg in &vraag.gevolgen {
            uit.beside(&format!("  {}", veilig(gevolg)));
        }
        if !confirm("Typ ja om dit te doen: ") {
            let tekst = "Er is niets ongedaan gemaakt; met --ja wordt het niet gevraagd.".to_owned();
            return Err(Fout::Geweigerd(tekst).into());
        }
    }
    let wat = app.undo_act(id)?;
    if uit.json {
        return uit.json(&Some(OngedaanJson { nummer: id, wat: &wat, gevolgen: &vraag.gevolgen }));
    }
    uit.regel(format!("Ongedaan gemaakt: {}.", veilig(&wat)))
}

/// What was taken back, for scripts.
#[derive(Serialize)]
struct OngedaanJson<'a> {
    nummer: i64,
    wat: &'a str,
    gevolgen: &'a [String],
}

/// Something that was done, for scripts.
#[derive(Serialize)]
struct HandelingJson<'a> {
    nummer: i64,
    wanneer: String,
    wie: &'a str,
    wat: &'a str,
    stand: &'static str,
}

fn show_list(regels: &[Handelingregel], uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        let json = |r: &'_ Handelingregel| -> serde_json::Value {
            let wanneer = r.wanneer.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            serde_json::to_value(HandelingJson { nummer: r.id, wanneer, wie: &r.wie, wat: &r.wat, stand: r.stand.naam() })
                .unwrap_or_default()
        };
        return uit.json(&regels.iter().map(json).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&[">nummer", "wanneer", "wie", "wat", "stand"]);
    for r in regels {
        tabel.rij([r.id.to_string(), wording::moment(r.wanneer), r.wie.clone(), r.wat.clone(), r.stand.naam().to_owned()]);
    }
    if tabel.is_empty() { uit.regel("Er is nog niets gedaan.") } else { uit.tabel(&tabel) }
}
