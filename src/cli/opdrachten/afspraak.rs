//! `afspraak`: list, make, change, close, withdraw, reopen, history.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::{Afspraakfilter, Afspraakregel, Afspraakwijziging, Akkoord, App, Fout, NieuweAfspraak};
use crate::cli::Klacht;
use crate::cli::args::{AfspraakNieuw, AfspraakOpdracht as Opdracht, AfspraakWijzig, GezieneVersie};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::verwachting::parse_verwachting;
use crate::domain::{Aanbieder, Afspraak, Afspraaknummer, Handeling, Kwartaal, NormId, Periode, Register};
use crate::wording::{self, Veldwijziging, veilig};

pub(super) fn perform(opdracht: Opdracht, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        Opdracht::Lijst(args) => {
            let filter = Afspraakfilter {
                aanbieder: super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?,
                status: args.status,
                te_laat: args.te_laat,
                kpi: args.kpi,
                zoek: args.zoek,
                nummers: None,
            };
            if let Some(naar) = args.naar {
                let akkoord = Akkoord { vervang: args.bestaand.vervang, namen: args.toch };
                let n = u32::try_from(app.write_afsprakenlijst(&naar, &filter, args.met_codes, akkoord)?).unwrap_or(u32::MAX);
                return uit.regel(format!("{} geschreven naar {}.", wording::aantal(n, "afspraak", "afspraken"), naar.display()));
            }
            show_list(&app.afspraken(&filter)?, app.vandaag(), uit)
        }
        Opdracht::Nieuw(args) => {
            let nieuw = new(args, app)?;
            warn_of_past(nieuw.deadline, app, uit);
            let made = app.make_afspraak(&nieuw)?;
            show_one("gemaakt", &made, app, uit)
        }
        Opdracht::Wijzig(args) => {
            let rijversie = seen(args.nummer, &args.gezien, app)?;
            let wijziging = change(&args, app.vandaag())?;
            warn_of_past(wijziging.deadline.flatten(), app, uit);
            let changed = app.change_afspraak(args.nummer, rijversie, &wijziging)?;
            show_one("gewijzigd", &changed, app, uit)
        }
        Opdracht::Gereed(args) => {
            let rijversie = seen(args.nummer, &args.gezien, app)?;
            let closed = app.close_afspraken(&[(args.nummer, rijversie)], &args.resultaat)?;
            closed.iter().try_for_each(|a| show_one("gereed", a, app, uit))
        }
        Opdracht::Vervallen(args) => {
            let rijversie = seen(args.nummer, &args.gezien, app)?;
            let withdrawn = app.withdraw_afspraken(&[(args.nummer, rijversie)], &args.reden)?;
            withdrawn.iter().try_for_each(|a| show_one("vervallen", a, app, uit))
        }
        Opdracht::Heropen(args) => {
            let rijversie = seen(args.nummer, &args.gezien, app)?;
            let reopened = app.reopen_afspraak(args.nummer, rijversie)?;
            show_one("heropend", &reopened, app, uit)
        }
        Opdracht::Geschiedenis(args) => {
            show_history(&args.nummer.to_string(), &app.afspraak_history(args.nummer)?, app.register(), uit)
        }
    }
}

/// The row version that the user saw: the one he names, else the one that stands.
fn seen(nummer: Afspraaknummer, gezien: &GezieneVersie, app: &App) -> Result<u32, Fout> {
    gezien.rijversie.map_or_else(|| Ok(app.afspraak(nummer)?.afspraak.rijversie), Ok)
}

/// Says that a deadline is over: mostly it is the year that was typed wrong.
pub(super) fn warn_of_past(deadline: Option<NaiveDate>, app: &App, uit: &Uitvoer) {
    if let Some(past) = wording::voorbij(deadline, app.vandaag()) {
        uit.beside(&format!("Let op: {past}."));
    }
}

/// A date as typed, or what is wrong with it.
pub(super) fn day(veld: &str, tekst: &str, vandaag: NaiveDate) -> Result<NaiveDate, Klacht> {
    wording::read_datum(tekst, vandaag).map_err(|e| Klacht::Gebruik(format!("Bij {veld}: {e}.")))
}

fn new(args: AfspraakNieuw, app: &App) -> Result<NieuweAfspraak, Klacht> {
    let deadline = args.deadline.map(|d| day("--deadline", &d, app.vandaag())).transpose()?;
    let aanbieder = super::aanbieder_if(args.aanbieder.as_ref(), app)?;
    let aanleiding = match (&args.bij, aanbieder) {
        (Some((norm, kwartaal)), Some(aanbieder)) => {
            Some(app.aanleiding(&NormId::from(norm.as_str()), *kwartaal, Periode::Jaar, Some(aanbieder))?)
        }
        _ => None,
    };
    Ok(NieuweAfspraak {
        aanbieder,
        gesprek: None,
        tekst: args.tekst,
        eigenaar: args.eigenaar,
        deadline,
        soort: args.soort,
        kpi: args.kpi,
        deelnemer: args.deelnemer,
        signaal: None,
        aanleiding,
        verwachting: args
            .verwacht
            .map(|v| {
                parse_verwachting(&v, app.normen())
                    .map_err(|e| Klacht::Gebruik(format!("Bij --verwacht: {}.", wording::onleesbaar(&e))))
            })
            .transpose()?,
    })
}

fn change(args: &AfspraakWijzig, vandaag: NaiveDate) -> Result<Afspraakwijziging, Klacht> {
    let deadline = match args.deadline.as_deref() {
        None => None,
        Some("geen" | "") => Some(None),
        Some(tekst) => Some(Some(day("--deadline", tekst, vandaag)?)),
    };
    let wijziging = Afspraakwijziging {
        tekst: args.tekst.clone(),
        eigenaar: args.eigenaar.clone(),
        deadline,
        soort: args.soort,
        kpi: args.kpi.map(Some),
        verwachting: None,
    };
    if wijziging == Afspraakwijziging::default() {
        return Err(Klacht::Gebruik("Er is niets opgegeven om te wijzigen.".to_owned()));
    }
    Ok(wijziging)
}

/// An afspraak for scripts.
#[derive(Serialize)]
struct AfspraakJson<'a> {
    nummer: Afspraaknummer,
    aanbieder: Option<Aanbieder>,
    tekst: &'a str,
    eigenaar: &'a str,
    deadline: Option<String>,
    status: &'static str,
    te_laat: bool,
    soort: &'static str,
    resultaat: &'a str,
    kpi: Option<u8>,
    deelnemer: Option<&'a str>,
    norm: Option<&'a str>,
    kwartaal: Option<Kwartaal>,
    waarde: Option<&'a str>,
    verwachting: Option<&'a str>,
    verwachting_stand: Option<&'static str>,
    doorgeschoven: u32,
    rijversie: u32,
}

impl<'a> AfspraakJson<'a> {
    fn of(regel: &'a Afspraakregel) -> Self {
        let a = &regel.afspraak;
        Self {
            nummer: a.nummer,
            aanbieder: a.aanbieder,
            tekst: &a.tekst,
            eigenaar: &a.eigenaar,
            deadline: a.deadline.map(|d| d.to_string()),
            status: a.status.naam(),
            te_laat: regel.te_laat,
            soort: a.soort.naam(),
            resultaat: &a.resultaat,
            kpi: a.kpi,
            deelnemer: a.deelnemer.as_deref(),
            norm: a.aanleiding.as_ref().map(|x| x.norm.as_str()),
            kwartaal: a.aanleiding.as_ref().map(|x| x.kwartaal),
            waarde: a.aanleiding.as_ref().map(|x| x.waarde.as_str()),
            verwachting: regel.verwachting.as_ref().map(|v| v.notatie.as_str()),
            verwachting_stand: regel.verwachting.as_ref().map(|v| v.uitslag.naam()),
            doorgeschoven: regel.doorgeschoven,
            rijversie: a.rijversie,
        }
    }
}

fn show_list(regels: &[Afspraakregel], vandaag: NaiveDate, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&regels.iter().map(AfspraakJson::of).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&["nummer", "status", "eigenaar", "deadline", "afspraak"]);
    for Afspraakregel { afspraak, te_laat, .. } in regels {
        let status = if *te_laat { "te laat" } else { afspraak.status.naam() };
        tabel.rij([
            afspraak.nummer.to_string(),
            status.to_owned(),
            afspraak.eigenaar.to_string(),
            afspraak.deadline.map(|d| wording::dag_en_datum(d, vandaag)).unwrap_or_default(),
            afspraak.tekst.to_string(),
        ]);
    }
    if tabel.is_empty() { uit.regel("Geen afspraken.") } else { uit.tabel(&tabel) }
}

fn show_one(wat: &str, afspraak: &Afspraak, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&AfspraakJson::of(&app.afspraak(afspraak.nummer)?));
    }
    uit.regel(format!("Afspraak {} {wat}: {}", afspraak.nummer, veilig(&afspraak.tekst)))
}

/// One act for scripts.
#[derive(Serialize)]
struct GeschiedenisJson<'a> {
    wanneer: String,
    wie: &'a str,
    wat: &'a str,
    ongedaan: bool,
    wijzigingen: Vec<WijzigingJson<'a>>,
}

#[derive(Serialize)]
struct WijzigingJson<'a> {
    veld: &'a str,
    oud: Option<&'a str>,
    nieuw: Option<&'a str>,
}

impl<'a> GeschiedenisJson<'a> {
    fn of(h: &'a Handeling) -> Self {
        Self {
            wanneer: h.wanneer.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            wie: &h.wie,
            wat: &h.wat,
            ongedaan: h.ongedaan,
            wijzigingen: h
                .changes
                .iter()
                .map(|c| WijzigingJson { veld: &c.veld, oud: c.oud.as_deref(), nieuw: c.nieuw.as_deref() })
                .collect(),
        }
    }
}

/// Shows what was done to one thing.
pub(super) fn show_history(wat: &str, handelingen: &[Handeling], register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&handelingen.iter().map(GeschiedenisJson::of).collect::<Vec<_>>());
    }
    uit.regel(format!("Geschiedenis van {wat}"))?;
    for h in handelingen {
        let terug = if h.ongedaan { " (ongedaan gemaakt)" } else { "" };
        uit.regel(format!("{}  {}: {}{terug}", wording::moment(h.wanneer), veilig(&h.wie), veilig(&h.wat)))?;
        for Veldwijziging { veld, was, wordt } in h.changes.iter().flat_map(|c| wording::veldwijzigingen(c, register)) {
            let what: Vec<String> = was.into_iter().chain(wordt).collect();
            uit.regel(format!("    {veld}: {}", what.join(" → ")))?;
        }
    }
    Ok(())
}
