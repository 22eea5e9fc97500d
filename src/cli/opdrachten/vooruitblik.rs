//! `vooruitblik`: what the rest of the year may still bring to the normen of KPI 2.

use std::collections::BTreeMap;

use serde::Serialize;

use super::kpi::{RijJson, row_name, row_source};
use crate::app::{App, Normblik};
use crate::cli::Klacht;
use crate::cli::args::Vooruitblik;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::vooruitblik::{Blik, Openstand, Vooruitregel};
use crate::domain::{Aanbieder, Herleidingsrij, Kwartaal, Register};
use crate::wording;

pub(super) fn show(args: &Vooruitblik, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let een = super::een(args.wie.aanbieder.as_ref(), app)?;
    if let Some(aanbieder) = een {
        super::must_be_shown(aanbieder, args.over.kwartaal, app)?;
    }
    let mut blikken = app.vooruitblik(args.in_segment.segment, args.over.kwartaal)?;
    for blik in &mut blikken {
        blik.regels.retain(|regel| args.wie.aanbieder.is_none() || regel.meting.aanbieder == een);
    }
    if uit.json {
        return show_json(args, &blikken, app, uit);
    }
    show_text(args, &blikken, app, uit)
}

/// The answer of `vooruitblik --json`; the fields and their order are those of the interface.
#[derive(Serialize)]
struct VooruitblikJson<'a> {
    kwartaal: Kwartaal,
    tot: String,
    regels: Vec<VooruitregelJson<'a>>,
}

#[derive(Serialize)]
struct VooruitregelJson<'a> {
    norm: &'a str,
    aanbieder: &'a str,
    toestand: &'static str,
    aanbieders: Option<usize>,
    teller: Option<u32>,
    noemer: Option<u32>,
    verwacht: Option<u32>,
    waarvan_verdwenen: Option<u32>,
    overig: Option<u32>,
    per_kwartaal: Option<BTreeMap<String, u32>>,
    nodig: Option<i64>,
    ruimte: Option<i64>,
    uitkomst: Option<&'static str>,
    losgelaten: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rijen: Option<Vec<RijJson<'a>>>,
}

impl<'a> VooruitregelJson<'a> {
    fn of(regel: &'a Vooruitregel, rijen: Option<&'a [Herleidingsrij]>, register: &Register) -> Self {
        let Vooruitregel { meting, blik } = regel;
        let (teller, noemer) = meting.waarde.counts().unzip();
        let blik = blik.as_ref();
        // When the year is over nobody is expected any more.
        let coming = blik.map(|b| &b.open).filter(|v| !v.per_kwartaal.is_empty());
        Self {
            norm: meting.norm.as_str(),
            aanbieder: meting.aanbieder.as_ref().map_or("alle", Aanbieder::key),
            toestand: meting.waarde.toestand(),
            aanbieders: (meting.aanbieder.is_none() && blik.is_some()).then_some(meting.aanbieders.len()),
            teller,
            noemer,
            verwacht: coming.map(Openstand::verwacht),
            waarvan_verdwenen: coming.map(|v| v.verdwenen),
            overig: blik.map(|b| b.open.overig),
            per_kwartaal: blik.map(|b| b.open.per_kwartaal.iter().map(|(k, n)| (k.to_string(), *n)).collect()),
            nodig: blik.and_then(|b| b.nodig),
            ruimte: blik.and_then(|b| b.ruimte),
            uitkomst: regel.uitkomst(),
            losgelaten: blik.map(|b| b.losgelaten),
            rijen: rijen.map(|rijen| rijen.iter().map(|rij| RijJson::of(rij, register)).collect()),
        }
    }
}

fn show_json(args: &Vooruitblik, blikken: &[Normblik], app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut met_rijen = Vec::new();
    for regel in blikken.iter().flat_map(|b| &b.regels) {
        let rijen = if args.rijen {
            Some(app.vooruitblik_rijen(&regel.meting.norm, args.over.kwartaal, regel.meting.aanbieder)?)
        } else {
            None
        };
        met_rijen.push((regel, rijen));
    }
    let regels = met_rijen.iter().map(|(regel, rijen)| VooruitregelJson::of(regel, rijen.as_deref(), app.register())).collect();
    uit.json(&VooruitblikJson {
        kwartaal: args.over.kwartaal,
        tot: args.over.kwartaal.last_of_year().last_day().to_string(),
        regels,
    })
}

fn show_text(args: &Vooruitblik, blikken: &[Normblik], app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let register = app.register();
    let jaar = args.over.kwartaal.jaar();
    uit.regel(format!("Vooruitblik op het einde van {jaar}, met wat er in {} bekend is", args.over.kwartaal))?;
    let Some(eerste) = blikken.first() else { return uit.regel("Voor dit kwartaal geldt geen norm van KPI 2.") };
    uit.regel("Nieuwe trajecten en termijnen die nog veranderen, tellen niet mee.")?;
    uit.regel("")?;
    uit.regel("Wie er nog eindigt")?;
    uit.tabel(&expected(&eerste.regels, register))?;
    for Normblik { norm, regels } in blikken {
        uit.regel("")?;
        uit.regel(format!("{} {} · {}", norm.id, norm.kort, wording::norm_grens(norm)))?;
        if let Some(o) = norm.suspended_on(args.over.kwartaal.last_day()) {
            uit.regel(format!("  losgelaten van {} tot en met {}", wording::datum(o.van), wording::datum(o.tot)))?;
        }
        let mut tabel = Teksttabel::new(&["  aanbieder", ">nu", ">", "einde van het jaar"]);
        for regel in regels {
            let wie = register.naam_of(regel.meting.aanbieder, "alle");
            let people = wording::mensen(&regel.meting, false);
            let weergave = if regel.meting.waarde.is_measured() { regel.meting.weergave.as_str() } else { "" };
            let blik = regel.blik.as_ref().map(|b| wording::uitzicht(b, norm.richting)).unwrap_or_default();
            tabel.rij([format!("  {wie}"), people, weergave.to_owned(), blik]);
        }
        uit.tabel(&tabel)?;
    }
    if args.rijen {
        for regel in &eerste.regels {
            show_rows(args, regel, app, uit)?;
        }
    }
    Ok(())
}

/// Who is still to end: the same for every norm of KPI 2.
fn expected(regels: &[Vooruitregel], register: &Register) -> Teksttabel {
    let of = |regel: &Vooruitregel| regel.blik.as_ref().map(|b: &Blik| b.open.clone());
    let coming = regels.iter().find_map(of).unwrap_or_default().per_kwartaal;
    let kwartalen: Vec<String> = coming.iter().map(|(k, _)| format!(">K{}", k.nummer())).collect();
    let mut koppen = vec!["  aanbieder"];
    koppen.extend(kwartalen.iter().map(String::as_str));
    if !coming.is_empty() {
        koppen.extend([">dit jaar", ">niet meer gemeld"]);
    }
    koppen.push(">later of open");
    let mut tabel = Teksttabel::new(&koppen);
    for regel in regels {
        let mut cellen = vec![format!("  {}", register.naam_of(regel.meting.aanbieder, "alle"))];
        match of(regel) {
            Some(v) => {
                cellen.extend(v.per_kwartaal.iter().map(|(_, n)| n.to_string()));
                if !coming.is_empty() {
                    cellen.extend([v.verwacht().to_string(), v.verdwenen.to_string()]);
                }
                cellen.push(v.overig.to_string());
            }
            None => cellen.resize(koppen.len(), "–".to_owned()),
        }
        tabel.rij(cellen);
    }
    tabel
}

/// Said of every traject behind a line, so of none.
const LOOPT: &str = "loopt nog, ";

/// The trajecten behind a line, those that end first at the top.
fn show_rows(args: &Vooruitblik, regel: &Vooruitregel, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let (register, aanbieder) = (app.register(), regel.meting.aanbieder);
    let mut rijen = app.vooruitblik_rijen(&regel.meting.norm, args.over.kwartaal, aanbieder)?;
    rijen.sort_by_key(|rij| (rij.einddatum.is_none(), rij.einddatum));
    uit.regel("")?;
    uit.regel(format!("  {}:", register.naam_of(aanbieder, "alle")))?;
    let mut tabel = Teksttabel::new(&["    wie", "gemeente", "Einddatum", "bron", "stand"]);
    for rij in &rijen {
        tabel.rij([
            format!("    {}", row_name(rij, aanbieder.is_none(), register)),
            rij.gemeente.map(|g| g.naam().to_owned()).unwrap_or_default(),
            rij.einddatum.map(wording::datum).unwrap_or_default(),
            row_source(rij),
            wording::reden(rij, register).trim_start_matches(LOOPT).to_owned(),
        ]);
    }
    if tabel.is_empty() { uit.regel("    niemand") } else { uit.tabel(&tabel) }
}
