//! `tarief`: the known rates, entering one, its history.

use serde::Serialize;

use super::afspraak::show_history;
use crate::app::{App, Fout};
use crate::cli::Klacht;
use crate::cli::args::{TariefOpdracht as Opdracht, TariefWeg};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Tarief, Tarieven};
use crate::wording::{self, pxq};

pub(super) fn perform(opdracht: Opdracht, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        Opdracht::Lijst => show_list(&app.tarieven()?, uit),
        Opdracht::Zet(args) => {
            let (product, jaar) = (args.welk.product, args.welk.jaar);
            let standing = app.tarieven()?.entry(product, jaar).cloned();
            let rijversie = args.gezien.rijversie.unwrap_or_else(|| standing.as_ref().map_or(0, |t| t.rijversie));
            // A rate that came with the program has a source of its own, which is not that of another amount.
            let entered = standing.filter(|t| t.rijversie > 0).map(|t| t.bron.to_string());
            let bron = args.bron.or(entered).unwrap_or_default();
            let set = app.set_tarief(product, jaar, args.bedrag, &bron, rijversie)?;
            let tarieven = app.tarieven()?;
            if uit.json {
                return uit.json(&TariefJson::of(&set, &tarieven));
            }
            let wat = if rijversie == 0 { "ingevoerd" } else { "verbeterd" };
            let bron = if set.bron.is_empty() { String::new() } else { format!(" (bron: {})", wording::veilig(&set.bron)) };
            uit.regel(format!("Tarief {} {jaar} {wat}: {} per uur{bron}.", product.naam(), wording::geld(set.bedrag)))?;
            match tarieven.indexering(product, jaar) {
                Some(procent) => {
                    let zin = pxq::tegenover(procent, jaar);
                    uit.regel(format!("Dat is {zin}{}", if zin.ends_with('?') { "" } else { "." }))
                }
                None => {
                    uit.regel(format!("Het tarief van {} is niet bekend, dus de indexering ook niet.", jaar.saturating_sub(1)))
                }
            }
        }
        Opdracht::Weg(TariefWeg { welk, gezien }) => {
            let (product, jaar) = (welk.product, welk.jaar);
            let naam = product.naam();
            let Some(standing) = app.tarieven()?.entry(product, jaar).cloned() else {
                return Err(Klacht::App(Fout::Geweigerd(format!("Er is geen tarief {naam} {jaar} ingevoerd."))));
            };
            let rijversie = gezien.rijversie.unwrap_or(standing.rijversie);
            app.remove_tarief(&Tarief { rijversie, ..standing })?;
            let tarieven = app.tarieven()?;
            let rest = tarieven.entry(product, jaar);
            if uit.json {
                return uit.json(&rest.map(|t| TariefJson::of(t, &tarieven)));
            }
            let nu = rest.map(|t| format!(" Weer geldt {} per uur ({}).", wording::geld(t.bedrag), wording::veilig(&t.bron)));
            uit.regel(format!("Tarief {naam} {jaar} weggehaald.{}", nu.unwrap_or_default()))
        }
        Opdracht::Geschiedenis(welk) => {
            let naam = format!("tarief {} {}", welk.product.naam(), welk.jaar);
            show_history(&naam, &app.tarief_history(welk.product, welk.jaar)?, app.register(), uit)
        }
    }
}

#[derive(Serialize)]
struct TariefJson<'a> {
    product: &'static str,
    jaar: i32,
    bedrag: String,
    /// In percent against the year before, to one decimal.
    indexering: Option<String>,
    bron: &'a str,
    bekend: Option<chrono::NaiveDate>,
    meegeleverd: bool,
    rijversie: u32,
}

impl<'a> TariefJson<'a> {
    fn of(t: &'a Tarief, tarieven: &Tarieven) -> Self {
        Self {
            product: t.product.naam(),
            jaar: t.jaar,
            bedrag: format!("{:.2}", t.bedrag),
            indexering: tarieven.indexering(t.product, t.jaar).map(|p| pxq::tiende(p).to_string()),
            bron: &t.bron,
            bekend: t.bekend,
            meegeleverd: t.rijversie == 0,
            rijversie: t.rijversie,
        }
    }
}

fn show_list(tarieven: &Tarieven, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&tarieven.iter().map(|t| TariefJson::of(t, tarieven)).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&["jaar", "product", ">per uur", ">indexering", "bekend sinds", "bron"]);
    for t in tarieven.iter() {
        tabel.rij([
            t.jaar.to_string(),
            t.product.naam().to_owned(),
            wording::geld(t.bedrag),
            tarieven.indexering(t.product, t.jaar).map(pxq::indexering).unwrap_or_default(),
            t.bekend.map(wording::datum).unwrap_or_default(),
            t.bron.to_string(),
        ]);
    }
    uit.tabel(&tabel)
}
