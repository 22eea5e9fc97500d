//! `pxq`: hours × rate, per aanbieder and segment.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::app::{App, Budgetstand, Pxqbeeld, Pxqtotaal};
use crate::cli::Klacht;
use crate::cli::args::Pxq;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{
    Aanbieder, Kwartaal, Ontbrekend, Periode, Productkosten, Pxqregel, Pxqsom, Pxqstand, Register, Segment, Tariefproduct,
};
use crate::wording::{self, pxq, veilig};

pub(super) fn show(args: &Pxq, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let een = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    let beeld = app.pxq(args.over.kwartaal, args.periode, een)?;
    if let Some(naar) = &args.naar {
        app.write_pxq(&beeld, naar, args.bestaand.vervang)?;
        if !uit.json {
            return uit.regel(format!("P×Q geschreven naar {}.", veilig(&naar.display().to_string())));
        }
    }
    if uit.json {
        return uit.json(&PxqJson::of(&beeld));
    }
    show_text(&beeld, &app.budgetstanden(args.over.kwartaal, een)?, een, app.register(), uit)
}

/// The answer of `pxq --json`; the fields and their order are those of the interface.
#[derive(Serialize)]
struct PxqJson<'a> {
    kwartaal: Kwartaal,
    periode: Periode,
    regels: Vec<PxqregelJson<'a>>,
    totalen: Vec<PxqtotaalJson<'a>>,
}

#[derive(Serialize)]
struct PxqregelJson<'a> {
    aanbieder: &'a str,
    segment: &'static str,
    product: Option<Tariefproduct>,
    gemeente: &'static str,
    oud_contract: bool,
    trajecten: u32,
    uren: String,
    tarief: Option<String>,
    bedrag: Option<String>,
}

#[derive(Serialize)]
struct PxqtotaalJson<'a> {
    aanbieder: &'a str,
    segment: &'static str,
    toestand: &'static str,
    kwartalen: Option<usize>,
    aanbieders: Option<u32>,
    rijen_zonder_uren: Option<u32>,
    uren: Option<String>,
    bedrag: Option<String>,
    uren_oud: Option<String>,
    zonder_tarief: Option<String>,
    ontbrekend: Vec<OntbrekendJson>,
}

#[derive(Serialize)]
struct OntbrekendJson {
    product: Option<Tariefproduct>,
    jaar: i32,
}

/// Without trailing zeros.
fn bare(n: Decimal) -> String {
    n.normalize().to_string()
}

fn cents(n: Decimal) -> String {
    format!("{n:.2}")
}

impl<'a> PxqJson<'a> {
    fn of(beeld: &'a Pxqbeeld) -> Self {
        Self {
            kwartaal: beeld.kwartaal,
            periode: beeld.periode,
            regels: beeld.regels.iter().map(PxqregelJson::of).collect(),
            totalen: beeld.totalen.iter().map(PxqtotaalJson::of).collect(),
        }
    }
}

impl<'a> PxqregelJson<'a> {
    fn of(r: &'a Pxqregel) -> Self {
        Self {
            aanbieder: r.aanbieder.key(),
            segment: r.segment.naam(),
            product: r.product,
            gemeente: r.gemeente.naam(),
            oud_contract: r.oud_contract,
            trajecten: r.trajecten,
            uren: bare(r.uren),
            tarief: r.tarief.map(bare),
            bedrag: r.bedrag().map(cents),
        }
    }
}

impl<'a> PxqtotaalJson<'a> {
    fn of(t: &'a Pxqtotaal) -> Self {
        let som = t.stand.som();
        let missing = |o: &Ontbrekend| OntbrekendJson { product: o.product, jaar: o.jaar };
        Self {
            aanbieder: t.aanbieder.as_ref().map_or("alle", Aanbieder::key),
            segment: t.segment.naam(),
            toestand: t.stand.toestand(),
            kwartalen: som.map(|s| s.kwartalen.len()),
            aanbieders: t.aanbieders,
            rijen_zonder_uren: som.map(|s| s.rijen_zonder_uren),
            uren: som.map(|s| bare(s.uren)),
            bedrag: som.and_then(Pxqsom::bedrag).map(cents),
            uren_oud: som.map(|s| bare(s.uren_oud)),
            zonder_tarief: som.map(|s| bare(s.zonder_tarief)),
            ontbrekend: som.map(|s| s.ontbrekend.iter().map(missing).collect()).unwrap_or_default(),
        }
    }
}

fn show_text(
    beeld: &Pxqbeeld,
    budgetten: &[Budgetstand],
    een: Option<Aanbieder>,
    register: &Register,
    uit: &mut Uitvoer,
) -> Result<(), Klacht> {
    uit.regel(format!("P×Q {}", wording::periode(beeld.periode, beeld.kwartaal)))?;
    if beeld.totalen.is_empty() {
        return uit.regel("Voor 2022 was er geen contract.");
    }
    for segment in Segment::ALL {
        show_segment(beeld, segment, een, register, uit)?;
    }
    show_lacking(beeld, uit)?;
    show_budgets(beeld.kwartaal, budgetten, register, uit)
}

fn show_segment(
    beeld: &Pxqbeeld,
    segment: Segment,
    een: Option<Aanbieder>,
    register: &Register,
    uit: &mut Uitvoer,
) -> Result<(), Klacht> {
    let totalen: Vec<&Pxqtotaal> = beeld.van(segment).collect();
    if totalen.is_empty() {
        return Ok(());
    }
    uit.regel("")?;
    uit.regel(format!("Segment {}", segment.naam()))?;
    if totalen.len() == 1 && een.is_none() {
        return uit.regel("  Geen aanbieder met een rapportage over dit segment.");
    }
    let mut tabel = Teksttabel::new(&["  aanbieder", "product", ">uren", ">tarief", ">bedrag", ">oud contract"]);
    for totaal in totalen {
        add_rows(&mut tabel, beeld, totaal, register);
    }
    uit.tabel(&tabel)?;
    // Only of one aanbieder: of all of them it is a long list, and that is what --naar is for.
    let per_gemeente = beeld.regels.iter().filter(|r| r.segment == segment);
    if een.is_none() || per_gemeente.clone().next().is_none() {
        return Ok(());
    }
    uit.regel("")?;
    let mut tabel = Teksttabel::new(&["  gemeente", "product", ">trajecten", ">uren", ">bedrag", ""]);
    for r in per_gemeente {
        tabel.rij([
            format!("  {}", r.gemeente.naam()),
            pxq::product(r.product).to_owned(),
            r.trajecten.to_string(),
            pxq::uren(r.uren),
            r.bedrag().map(wording::geld).unwrap_or_default(),
            if r.oud_contract { "oud contract" } else { "" }.to_owned(),
        ]);
    }
    uit.tabel(&tabel)
}

/// A row per product, and one for the total when there is more than one.
fn add_rows(tabel: &mut Teksttabel, beeld: &Pxqbeeld, totaal: &Pxqtotaal, register: &Register) {
    let naam = format!("  {}", register.naam_of(totaal.aanbieder, "alle"));
    let som = match &totaal.stand {
        Pxqstand::Gemeten(som) => som,
        other => return tabel.rij([naam, other.toestand().to_owned()]),
    };
    let empty = |n: Decimal| if n.is_zero() { String::new() } else { pxq::uren(n) };
    let kosten = Productkosten::of(&beeld.regels_van(totaal));
    let own: Vec<&Productkosten> = kosten.iter().filter(|k| !k.oud_contract).collect();
    let old = |product| kosten.iter().filter(|k| k.oud_contract && k.product == product).map(|k| k.uren).sum::<Decimal>();
    let [one] = own.as_slice() else {
        tabel.rij([naam, "samen".to_owned(), pxq::uren(som.uren), String::new(), amount(som.bedrag()), empty(som.uren_oud)]);
        for k in own {
            let product = pxq::product(k.product).to_owned();
            let tarief = k.tarief.map(wording::geld).unwrap_or_default();
            tabel.rij([String::new(), product, pxq::uren(k.uren), tarief, amount(k.bedrag()), empty(old(k.product))]);
        }
        return;
    };
    let tarief = one.tarief.map(wording::geld).unwrap_or_default();
    let product = pxq::product(one.product).to_owned();
    tabel.rij([naam, product, pxq::uren(som.uren), tarief, amount(som.bedrag()), empty(som.uren_oud)]);
}

fn amount(bedrag: Option<Decimal>) -> String {
    bedrag.map_or_else(|| "onbekend".to_owned(), wording::geld)
}

/// What is not in the amounts, and why they may not add up: each said once.
fn show_lacking(beeld: &Pxqbeeld, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let sommen: Vec<&Pxqsom> = beeld.totalen.iter().filter_map(|t| t.stand.som()).collect();
    let lacking: BTreeSet<(i32, &str)> =
        sommen.iter().flat_map(|s| &s.ontbrekend).filter_map(|o| Some((o.jaar, o.product?.naam()))).collect();
    let without_product = sommen.iter().flat_map(|s| &s.ontbrekend).any(|o| o.product.is_none());
    let own = beeld.totalen.iter().filter(|t| t.aanbieder.is_some());
    let empty: u32 = own.filter_map(|t| t.stand.som()).map(|s| s.rijen_zonder_uren).sum();
    let has_amounts = beeld.regels.iter().filter(|r| r.tarief.is_some()).count() > 1;
    let mut lines = Vec::new();
    for (jaar, product) in lacking {
        lines
            .push(format!("Het tarief {product} {jaar} is niet bekend; voer het in met: tarief zet \"{product}\" {jaar} BEDRAG"));
    }
    if without_product {
        lines.push("Van uren zonder product is het tarief niet bekend; de aanbieder vult Product in.".to_owned());
    }
    if empty > 0 {
        let rijen = wording::aantal(empty, "rij zonder Uren telt", "rijen zonder Uren tellen");
        lines.push(format!("{} niet mee.", wording::hoofdletter(&rijen)));
    }
    if has_amounts {
        lines.push("Elk bedrag is apart afgerond; delen en totaal kunnen een cent verschillen.".to_owned());
    }
    if lines.is_empty() {
        return Ok(());
    }
    uit.regel("")?;
    lines.iter().try_for_each(|l| uit.regel(l))
}

/// What was budgeted for the year, beside what was delivered in it.
fn show_budgets(kwartaal: Kwartaal, budgetten: &[Budgetstand], register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if budgetten.is_empty() {
        return Ok(());
    }
    uit.regel("")?;
    uit.regel(format!("Budget {}, beide segmenten", kwartaal.jaar()))?;
    let tot = format!(">t/m K{}", kwartaal.nummer());
    let mut tabel = Teksttabel::new(&["  aanbieder", ">budget", &tot, ">bij gelijk tempo", ">van budget"]);
    for b in budgetten {
        let geleverd = b.geleverd.as_ref();
        tabel.rij([
            format!("  {}", register.naam(b.budget.aanbieder)),
            wording::geld(b.budget.bedrag),
            geleverd.map_or_else(|| "geen rapportage".to_owned(), |s| amount(s.bedrag())),
            b.rechte_lijn.map(wording::geld).unwrap_or_default(),
            b.van_budget().map(|p| format!("{}%", wording::decimaal(p, 1))).unwrap_or_default(),
        ]);
    }
    uit.tabel(&tabel)?;
    uit.regel("  Bij gelijk tempo: de rest van het jaar zoals de kwartalen met een rapportage.")
}
