//! `traject`: one deelnemer's way through the kwartalen; and `cvs`: the exports of gemeenten against the reports.

use serde::Serialize;

use crate::app::{App, Deelnemerbeeld, Fout};
use crate::cli::Klacht;
use crate::cli::args::{Traject, VanKwartaal};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Cvsrij, Gemeente, Kwartaal, Trajectregel};
use crate::wording::{self, veilig};

pub(super) fn show(args: &Traject, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut treffers = app.find_deelnemers(&args.code)?;
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    treffers.retain(|t| wie.is_none_or(|a| a == t.aanbieder));
    let exact = treffers.iter().filter(|t| t.code.sleutel() == args.code.trim().to_lowercase()).count();
    if exact > 0 {
        treffers.truncate(exact);
    }
    match treffers.as_slice() {
        [] => Err(Fout::NietGevonden(format!("Deelnemer {}", veilig(&args.code))).into()),
        all if exact > 0 || all.len() == 1 => {
            for treffer in all {
                show_one(&app.deelnemer(treffer.aanbieder, treffer.code.as_str())?, app, uit)?;
            }
            Ok(())
        }
        more => {
            let mut tabel = Teksttabel::new(&["deelnemer", "aanbieder", "gemeente", "van", "tot en met"]);
            for t in more {
                let (van, tot) = (t.van.to_string(), t.tot.to_string());
                tabel.rij([t.code.as_str(), &app.register().naam(t.aanbieder), t.gemeente.naam(), &van, &tot]);
            }
            uit.tabel(&tabel)
        }
    }
}

/// One step for scripts.
#[derive(Serialize)]
struct TrajectstapJson {
    kwartaal: Kwartaal,
    versie: u32,
    startdatum: Option<String>,
    einddatum: Option<String>,
    aanpassingen: Option<u32>,
    begintrede: Option<u8>,
    huidige_trede: Option<u8>,
    doeltrede: Option<u8>,
    cijfer: Option<String>,
    uitstroom: Option<&'static str>,
    uitstroomdatum: Option<String>,
}

#[derive(Serialize)]
struct DeelnemerJson<'a> {
    aanbieder: Aanbieder,
    deelnemer: &'a str,
    trajecten: Vec<Vec<TrajectstapJson>>,
}

fn show_one(beeld: &Deelnemerbeeld, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        let stap = |s: &crate::domain::Verloopstap| {
            let r = s.regel.as_ref();
            TrajectstapJson {
                kwartaal: s.kwartaal,
                versie: s.versie,
                startdatum: r.map(|r| r.startdatum.to_string()),
                einddatum: r.and_then(|r| r.einddatum).map(|d| d.to_string()),
                aanpassingen: r.and_then(|r| r.aanpassingen),
                begintrede: r.and_then(|r| r.begintrede).map(crate::domain::Trede::nummer),
                huidige_trede: r.and_then(|r| r.huidige_trede).map(crate::domain::Trede::nummer),
                doeltrede: r.and_then(|r| r.doeltrede).map(crate::domain::Trede::nummer),
                cijfer: r.and_then(|r| r.cijfer).map(|c| c.normalize().to_string()),
                uitstroom: r.and_then(|r| r.uitstroom).map(|u| u.soort.naam()),
                uitstroomdatum: r.and_then(|r| r.uitstroom).map(|u| u.datum.to_string()),
            }
        };
        let trajecten = beeld.trajecten.iter().map(|v| v.stappen.iter().map(stap).collect()).collect();
        return uit.json(&DeelnemerJson { aanbieder: beeld.aanbieder, deelnemer: beeld.code.as_str(), trajecten });
    }
    uit.regel(format!("{} bij {}", veilig(beeld.code.as_str()), app.register().naam(beeld.aanbieder)))?;
    for verloop in &beeld.trajecten {
        uit.regel("")?;
        let mut tabel =
            Teksttabel::new(&["kwartaal", "gemeente", "start", "eind", ">begin", ">nu", ">doel", ">cijfer", "uitstroom"]);
        for stap in &verloop.stappen {
            let kwartaal = stap.kwartaal.to_string();
            match &stap.regel {
                Some(regel) => tabel.rij(std::iter::once(kwartaal).chain(cells(regel))),
                None => tabel.rij([kwartaal, "niet in de rapportage".to_owned()]),
            }
        }
        uit.tabel(&tabel)?;
    }
    Ok(())
}

fn cells(r: &Trajectregel) -> [String; 8] {
    let trede = |t: Option<crate::domain::Trede>| t.map(|t| t.to_string()).unwrap_or_default();
    [
        r.gemeente.naam().to_owned(),
        wording::datum(r.startdatum),
        r.einddatum.map(wording::datum).unwrap_or_default(),
        trede(r.begintrede),
        trede(r.huidige_trede),
        trede(r.doeltrede),
        r.cijfer.map(|c| wording::decimaal(c, 1)).unwrap_or_default(),
        r.uitstroom.map(|u| format!("{} {}", u.soort.naam(), wording::datum(u.datum))).unwrap_or_default(),
    ]
}

/// A difference for scripts.
#[derive(Serialize)]
struct VerschilJson<'a> {
    gemeente: Gemeente,
    aanbieder: Aanbieder,
    deelnemer: &'a str,
    startdatum: String,
    tekst: String,
    wie: Vec<&'static str>,
}

/// The exports of the gemeenten against the reports.
pub(super) fn cvs(args: &VanKwartaal, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let beeld = app.cvsbeeld(args.kwartaal)?;
    let wie = |rij: &Cvsrij| rij.herstellers().into_iter().map(crate::domain::Hersteller::naam).collect::<Vec<_>>();
    if uit.json {
        let rows = beeld.vergelijkingen.iter().flat_map(|c| c.verschillen().map(move |rij| (c, rij)));
        let json = rows.map(|(c, rij)| VerschilJson {
            gemeente: c.gemeente,
            aanbieder: c.aanbieder,
            deelnemer: rij.deelnemer.as_str(),
            startdatum: rij.startdatum.to_string(),
            tekst: wording::cvsrij(rij),
            wie: wie(rij),
        });
        return uit.json(&json.collect::<Vec<_>>());
    }
    if beeld.geleverd.is_empty() {
        return uit.regel(format!("Geen CVS-exports voor {}.", args.kwartaal));
    }
    for c in &beeld.vergelijkingen {
        let verschillen = c.verschillen().count();
        let (cvs, zij) = (&c.volgens_cvs, &c.volgens_aanbieder);
        uit.regel(format!(
            "{} en {}: {verschillen} van {} trajecten verschillen",
            c.gemeente.naam(),
            app.register().naam(c.aanbieder),
            c.rijen.len()
        ))?;
        uit.regel(format!(
            "  start vastgelegd (KPI 1): {} van {} volgens CVS, {} van {} volgens de aanbieder",
            cvs.teller, cvs.noemer, zij.teller, zij.noemer
        ))?;
        let mut tabel = Teksttabel::new(&["  deelnemer", "start", "verschil met rapportage", "wie"]);
        for rij in c.verschillen() {
            let code = format!("  {}", rij.deelnemer);
            tabel.rij([code, wording::datum(rij.startdatum), wording::cvsrij(rij), wie(rij).join(", ")]);
        }
        if !tabel.is_empty() {
            uit.tabel(&tabel)?;
        }
        uit.regel("")?;
    }
    Ok(())
}
