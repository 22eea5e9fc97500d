//! `signaal`: list, add, change, bundle, answer, history; and `uitvraag`.

use serde::Serialize;

use super::afspraak::show_history;
use crate::app::{
    App, Bundelbeeld, Fout, Gezienrij, NieuwSignaal, Signaalfilter, Signaalregel, Signaalwijziging, individuele_aanbieders,
};
use crate::cli::Klacht;
use crate::cli::args::{Naam, SignaalLijst, SignaalNieuw, SignaalOpdracht as Opdracht, SignaalWijzig, VanUitvraag};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Afspraaknummer, Gemeente, Kwartaal, Onderwerp, Register, Segment, Signaalstatus, Toon};
use crate::wording::{self, read_datum, veilig};

pub(super) fn perform(opdracht: Opdracht, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        Opdracht::Lijst(args) => show_list(&app.signalen(&filter(args, app)?)?, app.register(), uit),
        Opdracht::Nieuw(args) => {
            let made = app.add_signaal(&new(args, app)?)?;
            show_one("toegevoegd", made.id, app, uit)
        }
        Opdracht::Wijzig(args) => {
            let rijen = match (args.gezien.rijversie, args.nummers.as_slice()) {
                (None, nummers) => seen(nummers, app)?,
                (Some(rijversie), [nummer]) => vec![(*nummer, rijversie)],
                (Some(_), _) => return Err(Klacht::Gebruik("--rijversie hoort bij één signaal.".to_owned())),
            };
            let wijziging = change(&args, app)?;
            let changed = app.change_signalen(&rijen, &wijziging)?;
            match changed.as_slice() {
                [one] => show_one("gewijzigd", one.id, app, uit),
                more => uit.regel(wijziging.gedaan(more.len(), app.register())),
            }
        }
        Opdracht::Antwoord(args) => {
            let wijziging = Signaalwijziging { antwoord: Some(args.tekst), ..Signaalwijziging::default() };
            let rij = match args.gezien.rijversie {
                Some(rijversie) => (args.nummer, rijversie),
                None => (args.nummer, app.signaal(args.nummer)?.signaal.rijversie),
            };
            app.change_signalen(&[rij], &wijziging)?;
            show_one("beantwoord", args.nummer, app, uit)
        }
        Opdracht::Opschalen(args) => {
            let wijziging = Signaalwijziging { opschaling: Some(args.reden), ..Signaalwijziging::default() };
            let changed = app.change_signalen(&seen(&args.nummers, app)?, &wijziging)?;
            let wat = if args.terug { "teruggehaald uit de regio" } else { "opgeschaald naar de regio" };
            match changed.as_slice() {
                [one] => show_one(wat, one.id, app, uit),
                more => uit.regel(format!("{} signalen {wat}", more.len())),
            }
        }
        Opdracht::Bundel(args) => {
            let bundel = app.bundle(&seen(&args.nummers, app)?, None, &args.titel)?;
            show_bundels(&[bundel], app.register(), uit)
        }
        Opdracht::Los(args) => {
            app.unbundle(&seen(&args.nummers, app)?)?;
            show_list(&one_by_one(&args.nummers, app)?, app.register(), uit)
        }
        Opdracht::Trend(args) => super::signaaltrend::show(&args, app, uit),
        Opdracht::Bundels(args) => show_bundels(&app.bundels(Some(args.kwartaal))?, app.register(), uit),
        Opdracht::Verwijder(args) => {
            let rij = seen(&[args.nummer], app)?;
            for rij in rij {
                app.remove_signaal(rij)?;
            }
            uit.regel(format!("Signaal {} verwijderd.", args.nummer))
        }
        Opdracht::Geschiedenis(args) => {
            app.signaal(args.nummer)?;
            show_history(&format!("signaal {}", args.nummer), &app.signaal_history(args.nummer)?, app.register(), uit)
        }
        Opdracht::Aanbieders => {
            let namen = individuele_aanbieders(app.register());
            if uit.json {
                return uit.json(&namen);
            }
            namen.iter().try_for_each(|naam| uit.regel(naam))
        }
    }
}

fn filter(args: SignaalLijst, app: &App) -> Result<Signaalfilter, Klacht> {
    let aanbieder = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    Ok(Signaalfilter {
        kwartaal: args.over.kwartaal,
        aanbieder,
        gemeente: args.gemeente,
        segment: args.in_segment.segment,
        status: args.status,
        opgeschaald: args.opgeschaald,
        open: args.open,
        zoek: args.zoek,
    })
}

fn one_by_one(nummers: &[i64], app: &App) -> Result<Vec<Signaalregel>, Fout> {
    nummers.iter().map(|id| app.signaal(*id)).collect()
}

/// The signalen as they stand now: a script changes what it finds.
fn seen(nummers: &[i64], app: &App) -> Result<Vec<Gezienrij>, Fout> {
    nummers.iter().map(|id| Ok((*id, app.signaal(*id)?.signaal.rijversie))).collect()
}

/// Whom a signaal is about.
fn wie(typed: Option<&str>, app: &App) -> Result<Option<Aanbieder>, Klacht> {
    let named = typed.filter(|naam| *naam != "geen").map(|naam| Naam(naam.to_owned()));
    super::aanbieder_if(named.as_ref(), app)
}

fn new(args: SignaalNieuw, app: &App) -> Result<NieuwSignaal, Klacht> {
    let datum = args.datum.map(|d| read_datum(&d, app.vandaag()).map_err(|e| Klacht::Gebruik(format!("Bij --datum: {e}."))));
    let aanbieder = wie(args.aanbieder.as_deref(), app)?;
    let segment = args.segment.or_else(|| Some(app.register().segment_van(aanbieder?)));
    Ok(NieuwSignaal {
        datum: datum.transpose()?,
        kwartaal: args.kwartaal,
        gemeente: args.gemeente,
        functie: args.functie,
        aanbieder,
        segment: segment.unwrap_or_default(),
        onderwerp: args.onderwerp.unwrap_or_default(),
        kpi: args.kpi,
        toon: args.toon.unwrap_or(Toon::Neutraal),
        tekst: args.tekst,
    })
}

fn change(args: &SignaalWijzig, app: &App) -> Result<Signaalwijziging, Klacht> {
    let aanbieder = args.aanbieder.as_deref().map(|naam| wie(Some(naam), app)).transpose()?;
    let wijziging = Signaalwijziging {
        datum: None,
        kwartaal: args.kwartaal,
        gemeente: args.gemeente,
        functie: args.functie.clone(),
        aanbieder,
        segment: args.segment,
        onderwerp: args.onderwerp,
        kpi: args.kpi.map(Some),
        toon: args.toon,
        tekst: args.tekst.clone(),
        status: args.status,
        opschaling: None,
        antwoord: None,
    };
    if wijziging == Signaalwijziging::default() {
        return Err(Klacht::Gebruik("Er is niets opgegeven om te wijzigen.".to_owned()));
    }
    Ok(wijziging)
}

/// A signaal for scripts.
#[derive(Serialize)]
struct SignaalJson<'a> {
    nummer: i64,
    datum: String,
    kwartaal: Kwartaal,
    gemeente: Gemeente,
    functie: &'a str,
    segment: Segment,
    aanbieder: Option<String>,
    onderwerp: &'static str,
    kpi: Option<u8>,
    toon: &'static str,
    tekst: &'a str,
    status: &'static str,
    opschaling: Option<OpschalingJson<'a>>,
    bundel: Option<i64>,
    antwoord: &'a str,
    uitvraag: bool,
    afspraken: &'a [Afspraaknummer],
    rijversie: u32,
}

/// What of a signaal is a matter of the region.
#[derive(Serialize)]
struct OpschalingJson<'a> {
    op: Option<String>,
    reden: &'a str,
    stand: &'static str,
}

impl<'a> SignaalJson<'a> {
    fn of(regel: &'a Signaalregel, register: &Register) -> Self {
        let s = &regel.signaal;
        let key = s.wie(register).map(|a| a.key().to_owned());
        Self {
            nummer: s.id,
            datum: s.datum.to_string(),
            kwartaal: s.kwartaal,
            gemeente: s.gemeente,
            functie: &s.functie,
            segment: s.segment,
            aanbieder: key.or_else(|| s.aanbieder_naam.as_deref().map(str::to_owned)),
            onderwerp: Onderwerp::naam(s.onderwerp),
            kpi: s.kpi,
            toon: s.toon.naam(),
            tekst: &s.tekst,
            status: Signaalstatus::naam(s.status),
            opschaling: s.opschaling().map(|stand| OpschalingJson {
                op: s.opgeschaald_op.map(|dag| dag.to_string()),
                reden: &s.opschaling,
                stand: stand.naam(),
            }),
            bundel: s.bundel,
            antwoord: &s.antwoord,
            uitvraag: s.uit_uitvraag,
            afspraken: &regel.afspraken,
            rijversie: s.rijversie,
        }
    }
}

fn show_list(regels: &[Signaalregel], register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&regels.iter().map(|r| SignaalJson::of(r, register)).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&[">nr", "datum", "gemeente", "aanbieder", "onderwerp", "toon", "status", "signaal"]);
    for Signaalregel { signaal: s, .. } in regels {
        tabel.rij([
            s.id.to_string(),
            wording::datum(s.datum),
            s.gemeente.naam().to_owned(),
            s.over(register).unwrap_or_default(),
            s.onderwerp.naam().to_owned(),
            s.toon.naam().to_owned(),
            s.status.naam().to_owned(),
            s.tekst.to_string(),
        ]);
    }
    if tabel.is_empty() { uit.regel("Geen signalen.") } else { uit.tabel(&tabel) }
}

fn show_one(wat: &str, id: i64, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let regel = app.signaal(id)?;
    if uit.json {
        return uit.json(&SignaalJson::of(&regel, app.register()));
    }
    uit.regel(format!("Signaal {id} {wat}: {}", veilig(&regel.signaal.tekst)))
}

/// A bundel for scripts.
#[derive(Serialize)]
struct BundelJson<'a> {
    bundel: i64,
    kwartaal: Kwartaal,
    aanbieder: Option<Aanbieder>,
    titel: &'a str,
    gemeenten: usize,
    signalen: Vec<i64>,
}

fn show_bundels(bundels: &[Bundelbeeld], register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        let json = |b: &'_ Bundelbeeld| -> serde_json::Value {
            serde_json::to_value(BundelJson {
                bundel: b.bundel.id,
                kwartaal: b.bundel.kwartaal,
                aanbieder: b.bundel.aanbieder,
                titel: &b.bundel.titel,
                gemeenten: b.gemeenten.len(),
                signalen: b.signalen.iter().map(|s| s.id).collect(),
            })
            .unwrap_or_default()
        };
        return uit.json(&bundels.iter().map(json).collect::<Vec<_>>());
    }
    if bundels.is_empty() {
        return uit.regel("Geen bundels.");
    }
    for b in bundels {
        let signalen = wording::aantal(u32::try_from(b.signalen.len()).unwrap_or(u32::MAX), "signaal", "signalen");
        let uit_gemeenten = wording::aantal(u32::try_from(b.gemeenten.len()).unwrap_or(u32::MAX), "gemeente", "gemeenten");
        let wie = register.naam_of(b.bundel.aanbieder, "");
        uit.regel(format!("{}  {wie}  {}: {signalen} uit {uit_gemeenten}", b.bundel.id, veilig(&b.bundel.titel)))?;
        for s in &b.signalen {
            uit.regel(format!("    {}  {}: {}", s.id, s.gemeente.naam(), veilig(&s.tekst)))?;
        }
    }
    Ok(())
}

/// The uitvraag for scripts.
#[derive(Serialize)]
struct UitvraagJson<'a> {
    gemeente: Gemeente,
    beantwoord: bool,
    laatst: Option<String>,
    /// By the key of the aanbieder.
    #[serde(flatten)]
    antwoorden: Antwoorden<'a>,
    /// The aanbieders about whom there is nothing to tell.
    niets_te_melden: Vec<Aanbieder>,
    /// The day that the workbook came back empty.
    leeg: Option<String>,
}

struct Antwoorden<'a>(&'a [(Aanbieder, u32)]);

impl Serialize for Antwoorden<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(aanbieder, n)| (aanbieder, n)))
    }
}

/// Which gemeenten have answered.
pub(super) fn uitvraag(args: &VanUitvraag, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let kwartaal = args.kwartaal.unwrap_or_else(|| app.kwartaal_of_uitvraag());
    let beeld = app.uitvraag(kwartaal)?;
    if uit.json {
        let json = |g: &'_ crate::app::Uitvraagstand| -> serde_json::Value {
            let json = UitvraagJson {
                gemeente: g.gemeente,
                beantwoord: g.has_answered(),
                laatst: g.laatst.map(|d| d.to_string()),
                antwoorden: Antwoorden(&g.antwoorden),
                niets_te_melden: g.niets_te_melden.clone(),
                leeg: g.leeg.map(|d| d.to_string()),
            };
            serde_json::to_value(json).unwrap_or_default()
        };
        return uit.json(&beeld.gemeenten.iter().map(json).collect::<Vec<_>>());
    }
    uit.regel(format!("Uitvraag {kwartaal}: {} van 7 gemeenten hebben geantwoord", beeld.beantwoord()))?;
    uit.regel("")?;
    let mut koppen = vec!["gemeente".to_owned()];
    koppen.extend(beeld.aanbieders().map(|a| format!(">{}", app.register().naam(a))));
    koppen.push("laatste antwoord".to_owned());
    let koppen: Vec<&str> = koppen.iter().map(String::as_str).collect();
    let mut tabel = Teksttabel::new(&koppen);
    for g in &beeld.gemeenten {
        let mut cellen = vec![g.gemeente.naam().to_owned()];
        cellen.extend(g.cellen());
        cellen.push(g.laatste_woorden());
        tabel.rij(cellen);
    }
    uit.tabel(&tabel)
}
