//! `rapportages`: what was delivered, whether in time, and an old version put back; `bevindingen`: the findings as a workbook for the aanbieder.

use serde::Serialize;

use crate::app::{App, Onthoudenkop, RapportageRegel, Tijdigheidsreeks, Versieregel, Verwijzing};
use crate::cli::Klacht;
use crate::cli::args::{Bevindingen, Rapportages};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Kwartaal, Tijdigheid, Tijdigheidstelling};
use crate::wording;

pub(super) fn perform(args: &Rapportages, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    if args.tijdigheid {
        return show_timeliness(args.kwartaal, wie, app, uit);
    }
    if args.koppen {
        return show_headers(wie, app, uit);
    }
    if let Some(kop) = &args.vergeet {
        return forget(kop, wie, app, uit);
    }
    match (&args.herstel, args.kwartaal) {
        (Some(versie), _) => restore(versie, app, uit),
        (None, Some(kwartaal)) => show(kwartaal, wie, app, uit),
        // The command line asks for one of the two.
        (None, None) => Err(Klacht::Gebruik("Geef een kwartaal op met --kwartaal.".to_owned())),
    }
}

#[derive(Serialize)]
struct KopJson<'a> {
    van: &'a str,
    blad: &'a str,
    kop: &'a str,
    kolom: &'a str,
}

fn show_headers(wie: Option<Aanbieder>, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut koppen = app.remembered_headers()?;
    koppen.retain(|k| wie.is_none_or(|wie| k.wie == wie.key()));
    if uit.json {
        let json = |k| {
            let Onthoudenkop { wie, blad, kop, kolom }: &Onthoudenkop = k;
            KopJson { van: wie.as_str(), blad: blad.as_str(), kop: kop.as_str(), kolom: kolom.as_str() }
        };
        return uit.json(&koppen.iter().map(json).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&["van", "blad", "kop", "leest als"]);
    for k in &koppen {
        tabel.rij([k.wie.clone(), k.blad.clone(), wording::veilig(&k.kop), k.kolom.clone()]);
    }
    if tabel.is_empty() { uit.regel("Er zijn geen koppen onthouden.") } else { uit.tabel(&tabel) }
}

fn forget(kop: &str, van: Option<Aanbieder>, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let n = app.forget_header(kop, van)?;
    uit.regel(format!("Kop “{}” vergeten, op {}.", wording::veilig(kop), wording::aantal(n, "blad", "bladen")))
}

/// What came of putting an old version back.
#[derive(Serialize)]
struct Hersteld {
    aanbieder: Option<Aanbieder>,
    kwartaal: Kwartaal,
    teruggezet: u32,
    versie: u32,
}

fn restore(tekst: &str, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let read = Verwijzing::read(tekst, app.register()).ok();
    let Some(Verwijzing { aanbieder, kwartaal, versie: Some(teruggezet) }) = read else {
        let tekst = format!("“{}” is geen versie; schrijf psw-2024-K2-v1 of dekking-2024-K2-v1.", wording::veilig(tekst));
        return Err(Klacht::Gebruik(tekst));
    };
    let versie = app.restore_version(aanbieder, kwartaal, teruggezet)?;
    if uit.json {
        return uit.json(&Hersteld { aanbieder, kwartaal, teruggezet, versie });
    }
    let wie = app.register().naam_of(aanbieder, "het dekkingsoverzicht");
    uit.regel(format!("Versie {teruggezet} van {wie} over {kwartaal} teruggezet als versie {versie}."))
}

fn show(kwartaal: Kwartaal, wie: Option<Aanbieder>, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut beeld = app.rapportages(kwartaal)?;
    beeld.rapportages.retain(|r| wie.is_none_or(|wie| r.status.aanbieder == wie));
    if uit.json {
        return uit.json(&RapportagesJson {
            kwartaal: beeld.kwartaal,
            rapportages: beeld.rapportages.iter().map(RapportageJson::of).collect(),
            dekking: beeld.dekking.first().map(|d| d.versie),
        });
    }
    uit.regel(format!("Aangeleverd over het {}", wording::kwartaal_lang(kwartaal)))?;
    uit.regel("")?;
    for regel in &beeld.rapportages {
        uit.regel(format!("{}: {}", app.register().naam(regel.status.aanbieder), regel.status.woorden(app.vandaag())))?;
        let mut tabel = Teksttabel::new(&["  versie", "ingelezen", "door", "oordeel", ">rijen", "bestanden"]);
        for v in &regel.versies {
            tabel.rij(version_row(v));
        }
        if !tabel.is_empty() {
            uit.tabel(&tabel)?;
        }
    }
    match beeld.dekking.first() {
        Some(d) => uit.regel(format!("Dekkingsoverzicht: versie {}, {}", d.versie, wording::aantal(d.rijen, "rij", "rijen"))),
        None => uit.regel("Dekkingsoverzicht: niet ontvangen"),
    }
}

/// Whether the reports came in on time, per aanbieder and kwartaal, and counted.
fn show_timeliness(tot: Option<Kwartaal>, wie: Option<Aanbieder>, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut reeksen = app.tijdigheid(tot)?;
    reeksen.retain(|r| wie.is_none_or(|wie| r.aanbieder == wie));
    if uit.json {
        let all = reeksen.iter().flat_map(|r| &r.kwartalen).map(TijdigheidJson::of).collect();
        return uit.json(&Tijdigheden { tijdigheid: all, totalen: reeksen.iter().map(TijdigheidtotaalJson::of).collect() });
    }
    if reeksen.is_empty() {
        return uit.regel("Er is nog niets aangeleverd en geen gesprek gepland.");
    }
    for reeks in &reeksen {
        uit.regel(format!("{}: {}", app.register().naam(reeks.aanbieder), wording::tijdigheidstelling(&reeks.telling)))?;
        let mut tabel = Teksttabel::new(&["  kwartaal", "gesprek", "uiterlijk", "ontvangen", "op tijd", "compleet"]);
        for t in &reeks.kwartalen {
            let dag = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "–".to_owned(), wording::datum);
            let compleet = match (t.is_received(), wording::ontbrekende_delen(&t.ontbreekt())) {
                (false, _) => "–".to_owned(),
                (true, None) => "ja".to_owned(),
                (true, Some(missing)) => missing,
            };
            tabel.rij([
                format!("  {}", t.kwartaal),
                dag(t.gesprek),
                dag(t.deadline),
                dag(t.ontvangen()),
                wording::tijdigheid(t, app.vandaag()),
                compleet,
            ]);
        }
        uit.tabel(&tabel)?;
        uit.regel("")?;
    }
    Ok(())
}

fn version_row(v: &Versieregel) -> [String; 6] {
    let buiten = if v.rijen_niet_meegeteld > 0 { format!(" ({} niet meegeteld)", v.rijen_niet_meegeteld) } else { String::new() };
    let mut bestanden: Vec<&str> = v.delen.iter().map(|(_, bestand)| bestand.as_str()).collect();
    bestanden.dedup();
    [
        format!("  {}", v.versie),
        wording::datum(v.ingelezen),
        v.door.clone(),
        v.oordeel.naam().to_owned(),
        format!("{}{buiten}", v.rijen),
        bestanden.join(", "),
    ]
}

#[derive(Serialize)]
struct RapportagesJson<'a> {
    kwartaal: Kwartaal,
    rapportages: Vec<RapportageJson<'a>>,
    /// The version of the dekkingsoverzicht; null when there is none.
    dekking: Option<u32>,
}

#[derive(Serialize)]
struct RapportageJson<'a> {
    aanbieder: Aanbieder,
    versie: Option<u32>,
    aangeleverd: Option<String>,
    deadline: Option<String>,
    werkdagen_te_laat: Option<u32>,
    ontbreekt: Vec<&'static str>,
    rijen_niet_meegeteld: u32,
    oordeel: Option<&'static str>,
    versies: Vec<VersieJson<'a>>,
}

#[derive(Serialize)]
struct VersieJson<'a> {
    versie: u32,
    aangeleverd: Option<String>,
    ingelezen: String,
    door: &'a str,
    oordeel: &'static str,
    rijen: u32,
    rijen_niet_meegeteld: u32,
    reden: Option<&'a str>,
    bevindingen: u32,
    delen: Vec<DeelJson<'a>>,
}

#[derive(Serialize)]
struct DeelJson<'a> {
    deel: &'static str,
    bestand: &'a str,
}

impl<'a> RapportageJson<'a> {
    fn of(regel: &'a RapportageRegel) -> Self {
        let s = &regel.status;
        Self {
            aanbieder: s.aanbieder,
            versie: s.versie,
            aangeleverd: s.aangeleverd.map(|d| d.to_string()),
            deadline: s.deadline.map(|d| d.to_string()),
            werkdagen_te_laat: s.werkdagen_te_laat,
            ontbreekt: s.ontbreekt.iter().map(|d| d.naam()).collect(),
            rijen_niet_meegeteld: s.rijen_niet_meegeteld,
            oordeel: s.oordeel.map(crate::domain::Bestandsoordeel::naam),
            versies: regel.versies.iter().map(VersieJson::of).collect(),
        }
    }
}

impl<'a> VersieJson<'a> {
    fn of(v: &'a Versieregel) -> Self {
        Self {
            versie: v.versie,
            aangeleverd: v.aangeleverd.map(|d| d.to_string()),
            ingelezen: v.ingelezen.to_string(),
            door: &v.door,
            oordeel: v.oordeel.naam(),
            rijen: v.rijen,
            rijen_niet_meegeteld: v.rijen_niet_meegeteld,
            reden: v.reden.as_deref(),
            bevindingen: v.bevindingen,
            delen: v.delen.iter().map(|(deel, bestand)| DeelJson { deel: deel.naam(), bestand }).collect(),
        }
    }
}

#[derive(Serialize)]
struct Tijdigheden {
    /// By aanbieder, then kwartaal.
    tijdigheid: Vec<TijdigheidJson>,
    totalen: Vec<TijdigheidtotaalJson>,
}

#[derive(Serialize)]
struct TijdigheidJson {
    aanbieder: Aanbieder,
    kwartaal: Kwartaal,
    verwacht: bool,
    gesprek: Option<String>,
    deadline: Option<String>,
    /// The first time: a correction does not change it.
    ontvangen: Option<String>,
    /// Null while it cannot be said.
    op_tijd: Option<bool>,
    werkdagen_te_laat: Option<u32>,
    compleet: bool,
    ontbreekt: Vec<&'static str>,
    delen: Vec<EersteJson>,
}

#[derive(Serialize)]
struct EersteJson {
    deel: &'static str,
    ontvangen: String,
    werkdagen_te_laat: Option<u32>,
}

#[derive(Serialize)]
struct TijdigheidtotaalJson {
    aanbieder: Aanbieder,
    verwacht: u32,
    ontvangen: u32,
    beoordeeld: u32,
    op_tijd: u32,
    compleet: u32,
    hoogstens_te_laat: u32,
}

impl TijdigheidJson {
    fn of(t: &Tijdigheid) -> Self {
        let delen = t.delen.iter().map(|d| EersteJson {
            deel: d.deel.naam(),
            ontvangen: d.dag.to_string(),
            werkdagen_te_laat: d.werkdagen_te_laat,
        });
        Self {
            aanbieder: t.aanbieder,
            kwartaal: t.kwartaal,
            verwacht: t.verwacht,
            gesprek: t.gesprek.map(|d| d.to_string()),
            deadline: t.deadline.map(|d| d.to_string()),
            ontvangen: t.ontvangen().map(|d| d.to_string()),
            op_tijd: t.in_time(),
            werkdagen_te_laat: t.werkdagen_te_laat,
            compleet: t.is_complete(),
            ontbreekt: t.ontbreekt().iter().map(|d| d.naam()).collect(),
            delen: delen.collect(),
        }
    }
}

impl TijdigheidtotaalJson {
    const fn of(reeks: &Tijdigheidsreeks) -> Self {
        let Tijdigheidstelling { verwacht, ontvangen, beoordeeld, op_tijd, compleet, hoogstens_te_laat, .. } = reeks.telling;
        Self { aanbieder: reeks.aanbieder, verwacht, ontvangen, beoordeeld, op_tijd, compleet, hoogstens_te_laat }
    }
}

/// Writes the findings of a stored report, or of a file as it is now.
pub(super) fn write_findings(args: &Bevindingen, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let n = match Verwijzing::read(&args.rapportage, app.register()) {
        Ok(verwijzing) => app.write_findings(verwijzing, &args.bestand.naar, args.bestand.bestaand.vervang)?,
        Err(_) if std::path::Path::new(&args.rapportage).exists() => {
            app.write_findings_of_file(std::path::Path::new(&args.rapportage), &args.bestand.naar, args.bestand.bestaand.vervang)?
        }
        Err(_) => {
            let tekst = format!(
                "“{}” is geen rapportage en geen bestand; schrijf psw-2024-K2, psw-2024-K2-v1, dekking-2024-K2 of een pad.",
                wording::veilig(&args.rapportage)
            );
            return Err(Klacht::Gebruik(tekst));
        }
    };
    uit.regel(format!(
        "{} geschreven naar {}",
        wording::aantal(n, "bevinding", "bevindingen"),
        wording::veilig(&args.bestand.naar.display().to_string())
    ))
}
