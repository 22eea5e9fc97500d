//! `gesprek`, `agenda` and `verslag`: plan and hold a gesprek from scripts, read its agenda, write its verslag.

use std::path::Path;

use chrono::{Datelike as _, Months, NaiveDate};
use serde::Serialize;

use super::afspraak::{day, warn_of_past};
use super::post::BerichtJson;
use super::wie::{agenda_of, find_gesprek};
use crate::app::{
    Agendabeeld, Agendakeuzes, Agendaregel, Akkoord, App, Evaluatie, Gesprekregel, Gesprekwijziging, NieuwGesprek,
    NieuweAfspraak, Puntwijziging, Uitkomstregel, Verborgenwoorden, Verslagkeuzes,
};
use crate::cli::Klacht;
use crate::cli::args::{
    Agenda, GesprekAfspraak, GesprekEvaluaties, GesprekGegevens, GesprekLijst, GesprekNotitie, GesprekOpdracht as Opdracht,
    GesprekVerwijzing, Kalender, Verslagopties,
};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::{Uitvoer, confirm};
use crate::domain::kalender::Termijn;
use crate::domain::verwachting::parse_verwachting;
use crate::domain::vorm::{Verslaguitkomst, Wijziging};
use crate::domain::{Aanbieder, Bericht, Feitregel, Gemeente, Gesprek, Gespreksoort, Getypt, Kwartaal, Tekst};
use crate::wording::agenda::Zicht;
use crate::wording::{self, kalender as zinnen, veilig};

pub(super) fn perform(opdracht: Opdracht, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        Opdracht::Lijst(args) => show_list(&args, app, uit),
        Opdracht::Toon(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            show_points(&app.agenda(gesprek.id)?, args.tafel, "Gesprek:", app, uit)
        }
        Opdracht::Plan(args) => {
            let g = args.gegevens;
            let nieuw = NieuwGesprek {
                aanbieder: super::aanbieder(&args.aanbieder, app)?,
                kwartaal: args.kwartaal.map_or_else(|| app.start_kwartaal(), Ok)?,
                soort: match args.evaluatief {
                    Some(gemeente) => Gespreksoort::Evaluatief(gemeente),
                    None if args.extra => Gespreksoort::Extra,
                    None => Gespreksoort::Regulier,
                },
                datum: g.datum.map(|d| day("--datum", &d, app.vandaag())).transpose()?,
                tijd: g.tijd,
                plaats: g.plaats.unwrap_or_default(),
                aanwezig: g.aanwezig,
                afwezig: g.afwezig,
                verslaglegger: g.verslaglegger.unwrap_or_default(),
            };
            // A command shows no proposal: what it does not say is taken from there.
            let voorstel = app.planvoorstel(nieuw.aanbieder, nieuw.kwartaal, nieuw.soort, nieuw.datum)?;
            let nieuw = nieuw.or(&voorstel);
            let gesprek = app.plan_gesprek(&nieuw)?;
            warn_of_free_days(app, uit, [nieuw.datum, None]);
            show_one(&gesprek, "gepland", app, uit)
        }
        Opdracht::Wijzig(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            let wijziging = change(args.gegevens, args.volgende.as_deref(), app.vandaag())?;
            let changed = app.change_gesprek(gesprek.id, args.gezien.rijversie.unwrap_or(gesprek.rijversie), &wijziging)?;
            warn_of_free_days(app, uit, [wijziging.datum.flatten(), wijziging.volgende.flatten()]);
            show_one(&changed, "gewijzigd", app, uit)
        }
        Opdracht::Punt(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            let sleutel = app.add_punt(gesprek.id, &args.titel)?;
            show_one(&gesprek, &format!("heeft een agendapunt erbij: {}", sleutel.key()), app, uit)
        }
        Opdracht::Notitie(args) => write_note(args, app, uit),
        Opdracht::Afspraak(args) => write_afspraak(args, app, uit),
        Opdracht::Uitkomst(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            app.add_uitkomst(gesprek.id, &args.punt, args.soort, &args.tekst)?;
            show_one(&gesprek, &format!("heeft een {} erbij", args.soort.naam()), app, uit)
        }
        Opdracht::Voorbereid(welk) => step(&welk.gesprek, "voorbereid", App::prepare_gesprek, app, uit),
        Opdracht::Houd(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            let early = wording::nog_niet_zover(&gesprek, app.register(), app.vandaag())
                .filter(|_| !args.ja && !gesprek.status.is_held());
            if let Some(early) = early {
                uit.beside(&early);
                if !confirm("Typ ja om het nu al af te ronden: ") {
                    let tekst = "Het gesprek is niet afgerond; met --ja wordt het niet gevraagd.".to_owned();
                    return Err(Klacht::App(crate::app::Fout::Geweigerd(tekst)));
                }
            }
            step(&args.welk.gesprek, "gehouden; de cijfers staan vast", App::hold_gesprek, app, uit)
        }
        Opdracht::Vaststellen(welk) => {
            step(&welk.gesprek, "vastgesteld", App::establish_gesprek, app, uit)?;
            let gesprek = find_gesprek(&welk.gesprek, app)?;
            // Beside the answer: a script reads the one, somebody the other.
            if let Some(lacking) = wording::wie_ontbreekt(&gesprek) {
                uit.beside(&format!(
                    "Let op: er staat niet in {lacking}; met gesprek heropen, gesprek wijzig en opnieuw vaststellen vult u het aan."
                ));
            }
            let old = app.old_concepts(gesprek.id)?;
            if let Some(said) = wording::oud_concept(&old) {
                uit.beside(&format!("Let op: {said}."));
            }
            Ok(())
        }
        Opdracht::Heropen(welk) => step(&welk.gesprek, "heropend", App::reopen_gesprek, app, uit),
        Opdracht::Schrap(welk) => {
            let gesprek = find_gesprek(&welk.gesprek, app)?;
            let afzegging = app.afzegging(&gesprek)?;
            app.cancel_gesprek(gesprek.id, gesprek.rijversie)?;
            if let Some(zin) = afzegging {
                uit.beside(&veilig(&zin));
            }
            uit.regel(wording::hoofdletter(&format!(
                "{} is van de planning gehaald.",
                wording::gesprek(&gesprek, app.register())
            )))
        }
        Opdracht::Evaluaties(args) => show_evaluaties(&args, app, uit),
        Opdracht::Opschalen(args) => {
            let gesprek = find_gesprek(&args.welk.gesprek, app)?;
            let signaal = app.escalate_gesprek(gesprek.id, args.reden.as_deref())?;
            let wat = if args.terug { "teruggehaald uit de regio" } else { "opgeschaald naar de regio" };
            show_one(&gesprek, &format!("is {wat}: signaal {}", signaal.id), app, uit)
        }
        Opdracht::Kalender(args) => show_calendar(&args, app, uit),
    }
}

type Statusstap = fn(&mut App, i64, u32) -> Result<Gesprek, crate::app::Fout>;

fn step(welk: &GesprekVerwijzing, wat: &str, stap: Statusstap, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let gesprek = find_gesprek(welk, app)?;
    let changed = stap(app, gesprek.id, gesprek.rijversie)?;
    show_one(&changed, wat, app, uit)
}

fn change(gegevens: GesprekGegevens, volgende: Option<&str>, vandaag: NaiveDate) -> Result<Gesprekwijziging, Klacht> {
    let date = |veld: &str, tekst: Option<&str>| match tekst {
        None => Ok(None),
        Some("geen" | "") => Ok(Some(None)),
        Some(tekst) => day(veld, tekst, vandaag).map(|d| Some(Some(d))),
    };
    let wijziging = Gesprekwijziging {
        datum: date("--datum", gegevens.datum.as_deref())?,
        tijd: gegevens.tijd.map(Some),
        plaats: gegevens.plaats,
        aanwezig: (!gegevens.aanwezig.is_empty()).then_some(gegevens.aanwezig),
        afwezig: (!gegevens.afwezig.is_empty()).then_some(gegevens.afwezig),
        verslaglegger: gegevens.verslaglegger,
        volgende: date("--volgende", volgende)?,
    };
    if wijziging == Gesprekwijziging::default() {
        return Err(Klacht::Gebruik("Er is niets opgegeven om te wijzigen.".to_owned()));
    }
    Ok(wijziging)
}

fn write_note(args: GesprekNotitie, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let gesprek = find_gesprek(&args.welk.gesprek, app)?;
    let vervallen = if args.laat_vervallen { Some(true) } else { args.zet_terug.then_some(false) };
    let wijziging = Puntwijziging { titel: None, vervallen, voorbereiding: args.voorbereiding, notitie: args.notitie };
    let beeld = app.agenda(gesprek.id)?;
    let stands = beeld.punten.iter().find(|p| p.punt.sleutel == args.punt).and_then(|p| p.punt.rijversie);
    let rijversie = args.gezien.rijversie.or(stands);
    app.edit_punt(gesprek.id, &args.punt, rijversie, &wijziging)?;
    show_one(&gesprek, &format!("is bijgewerkt bij {}", args.punt.key()), app, uit)
}

fn write_afspraak(args: GesprekAfspraak, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let gesprek = find_gesprek(&args.welk.gesprek, app)?;
    let deadline = args.deadline.map(|d| day("--deadline", &d, app.vandaag())).transpose()?;
    let verwachting = args
        .verwacht
        .map(|v| {
            parse_verwachting(&v, app.normen())
                .map_err(|e| Klacht::Gebruik(format!("Bij --verwacht: {}.", wording::onleesbaar(&e))))
        })
        .transpose()?;
    let nieuw = NieuweAfspraak {
        aanbieder: Some(gesprek.aanbieder),
        tekst: args.tekst,
        eigenaar: args.eigenaar,
        deadline,
        soort: args.soort,
        verwachting,
        ..NieuweAfspraak::default()
    };
    warn_of_past(deadline, app, uit);
    let made = app.add_afspraak(gesprek.id, &args.punt, &nieuw)?;
    show_one(&gesprek, &format!("heeft een afspraak erbij: {}", made.nummer), app, uit)
}

/// A gesprek for scripts.
#[derive(Serialize)]
struct GesprekJson<'a> {
    nummer: i64,
    aanbieder: Aanbieder,
    kwartaal: Kwartaal,
    extra: bool,
    /// Of an evaluatief gesprek; its kwartaal is that of the newest report.
    gemeente: Option<Gemeente>,
    datum: Option<NaiveDate>,
    tijd: Option<String>,
    plaats: &'a str,
    aanwezig: &'a [Tekst],
    afwezig: &'a [Tekst],
    verslaglegger: &'a str,
    status: &'static str,
    volgende: Option<NaiveDate>,
    rijversie: u32,
}

impl<'a> GesprekJson<'a> {
    fn of(g: &'a Gesprek) -> Self {
        Self {
            nummer: g.id,
            aanbieder: g.aanbieder,
            kwartaal: g.kwartaal,
            extra: g.soort.is_extra(),
            gemeente: g.gemeente(),
            datum: g.datum,
            tijd: g.tijd.map(|t| t.format("%H:%M").to_string()),
            plaats: &g.plaats,
            aanwezig: &g.aanwezig,
            afwezig: &g.afwezig,
            verslaglegger: &g.verslaglegger,
            status: g.status.naam(),
            volgende: g.volgende,
            rijversie: g.rijversie,
        }
    }
}

/// Says that a gesprek was put on a day on which nobody works; it may be meant.
fn warn_of_free_days(app: &App, uit: &Uitvoer, dagen: [Option<NaiveDate>; 2]) {
    if let Some(said) = app.on_free_days(dagen) {
        uit.beside(&format!("Let op: {said}."));
    }
}

fn show_one(gesprek: &Gesprek, wat: &str, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&GesprekJson::of(&app.gesprek(gesprek.id)?));
    }
    uit.regel(wording::hoofdletter(&format!("{} {wat}.", wording::gesprek(gesprek, app.register()))))
}

fn show_list(args: &GesprekLijst, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let mut regels = app.gespreksplanning()?;
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    let is_of = |k: Kwartaal| args.over.kwartaal.is_none_or(|only| k == only) && args.jaar.is_none_or(|jaar| k.jaar() == jaar);
    regels.retain(|r| is_of(r.gesprek.kwartaal) && wie.is_none_or(|a| r.gesprek.aanbieder == a));
    if uit.json {
        return uit.json(&regels.iter().map(|r| GesprekJson::of(&r.gesprek)).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&[">nummer", "aanbieder", "kwartaal", "datum", "tijd", "status", "rapportage", "afspraken"]);
    for Gesprekregel { gesprek: g, deadline, binnen, afspraken } in &regels {
        let rapportage = match (binnen, deadline) {
            // Nobody waits for a part of it for the sake of a gesprek without a deadline.
            (Some(_), _) if !g.soort.has_report_deadline() => wording::binnen(&[]),
            (None, _) if !g.soort.has_report_deadline() => String::new(),
            (Some(lacks), _) => wording::binnen(lacks),
            (None, Some(d)) => format!("uiterlijk {}", wording::dag_en_datum(*d, app.vandaag())),
            (None, None) => "niet binnen".to_owned(),
        };
        tabel.rij([
            g.id.to_string(),
            format!("{}{}", app.register().naam(g.aanbieder), beside(g)),
            g.kwartaal.to_string(),
            g.datum.map(|d| wording::dag_en_datum(d, app.vandaag())).unwrap_or_default(),
            g.tijd.map(|t| t.format("%H:%M").to_string()).unwrap_or_default(),
            g.status.naam().to_owned(),
            rapportage,
            wording::gesprekstelling(*afspraken).collect::<Vec<_>>().join(", "),
        ]);
    }
    if tabel.is_empty() { uit.regel("Geen gesprekken.") } else { uit.tabel(&tabel) }
}

/// Which gesprek with the aanbieder it is, when it is not the regular one.
fn beside(gesprek: &Gesprek) -> String {
    match gesprek.soort {
        Gespreksoort::Regulier => String::new(),
        Gespreksoort::Extra => " (extra)".to_owned(),
        Gespreksoort::Evaluatief(gemeente) => format!(" (evaluatief, {})", gemeente.naam()),
    }
}

/// One aanbieder in one gemeente in a calendar year, for scripts.
#[derive(Serialize)]
struct EvaluatieJson<'a> {
    aanbieder: Aanbieder,
    gemeente: Gemeente,
    /// A traject of the segment ran there in the year.
    nodig: bool,
    gesprek: Option<GesprekJson<'a>>,
}

impl<'a> EvaluatieJson<'a> {
    fn of(e: &'a Evaluatie) -> Self {
        let Evaluatie { aanbieder, gemeente, nodig, gesprek } = e;
        Self { aanbieder: *aanbieder, gemeente: *gemeente, nodig: *nodig, gesprek: gesprek.as_ref().map(GesprekJson::of) }
    }
}

#[derive(Serialize)]
struct EvaluatiesJson<'a> {
    jaar: i32,
    evaluaties: Vec<EvaluatieJson<'a>>,
}

fn show_evaluaties(args: &GesprekEvaluaties, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let jaar = args.jaar.unwrap_or_else(|| app.vandaag().year());
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    let mut regels = app.evaluaties(jaar)?;
    regels.retain(|e| wie.is_none_or(|a| a == e.aanbieder) && args.gemeente.is_none_or(|g| g == e.gemeente));
    if uit.json {
        return uit.json(&EvaluatiesJson { jaar, evaluaties: regels.iter().map(EvaluatieJson::of).collect() });
    }
    let mut tabel = Teksttabel::new(&["aanbieder", "gemeente", "datum", "status", ">nummer"]);
    for Evaluatie { aanbieder, gemeente, gesprek, .. } in &regels {
        let datum = gesprek.as_ref().and_then(|g| g.datum).map(|d| wording::dag_en_datum(d, app.vandaag()));
        tabel.rij([
            app.register().naam(*aanbieder),
            gemeente.naam().to_owned(),
            datum.unwrap_or_default(),
            gesprek.as_ref().map_or("niet gepland", |g| g.status.naam()).to_owned(),
            gesprek.as_ref().map(|g| g.id.to_string()).unwrap_or_default(),
        ]);
    }
    if tabel.is_empty() {
        return uit.regel(format!("In {jaar} liep er geen traject van segment individueel, en er is geen evaluatief gesprek."));
    }
    uit.regel(format!("Evaluatieve gesprekken {jaar}"))?;
    uit.regel("")?;
    uit.tabel(&tabel)
}

#[derive(Serialize)]
struct TermijnJson {
    datum: NaiveDate,
    tijd: Option<String>,
    uid: String,
    tekst: String,
    stand: Option<String>,
}

fn show_calendar(args: &Kalender, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let vandaag = app.vandaag();
    let tot = match &args.tot {
        Some(tekst) => day("--tot", tekst, vandaag)?,
        None => vandaag.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX),
    };
    let wie = super::aanbieder_if(args.wie.aanbieder.as_ref(), app)?;
    if let Some(naar) = &args.ics {
        let akkoord = Akkoord { vervang: args.vervang, namen: args.toch };
        let n = app.write_ics(naar, (vandaag, tot), wie, args.met_codes, akkoord)?;
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        return uit.regel(format!("{} geschreven naar {}.", wording::aantal(n, "datum", "datums"), naar.display()));
    }
    let mut termijnen = app.kalender(vandaag, tot)?;
    termijnen.retain(|t| wie.is_none() || t.aanbieder() == wie);
    if uit.json {
        let json = |t: &Termijn| TermijnJson {
            datum: t.datum,
            tijd: t.tijd.map(|t| t.format("%H:%M").to_string()),
            uid: t.uid(app.is_voorbeeld()),
            tekst: zinnen::titel(t, app.register(), Zicht::ALLES),
            stand: zinnen::stand(t, Zicht::ALLES),
        };
        return uit.json(&termijnen.iter().map(json).collect::<Vec<_>>());
    }
    let mut tabel = Teksttabel::new(&["datum", "tijd", "wat", "stand"]);
    for t in &termijnen {
        let tijd = t.tijd.map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
        tabel.rij([
            wording::dag_en_datum(t.datum, vandaag),
            tijd,
            zinnen::titel(t, app.register(), Zicht::ALLES),
            zinnen::stand(t, Zicht::ALLES).unwrap_or_default(),
        ]);
    }
    if tabel.is_empty() {
        let (van, tot) = (wording::datum(vandaag), wording::datum(tot));
        return uit.regel(format!("Van {van} tot en met {tot} staat er niets op de kalender."));
    }
    uit.tabel(&tabel)
}

#[derive(Serialize)]
struct AgendaJson<'a> {
    gesprek: GesprekJson<'a>,
    punten: Vec<AgendapuntJson<'a>>,
    gewijzigd: Vec<String>,
    post: Vec<BerichtJson<'a>>,
}

#[derive(Serialize)]
struct AgendapuntJson<'a> {
    sleutel: String,
    titel: String,
    vervallen: bool,
    feiten: Vec<AgendaregelJson>,
    voorbereiding: Option<&'a str>,
    notitie: String,
    uitkomsten: Vec<UitkomstJson>,
    /// Of what was written at it; 0 when nothing was.
    rijversie: u32,
}

#[derive(Serialize)]
struct AgendaregelJson {
    niveau: u8,
    tekst: String,
}

#[derive(Serialize)]
struct UitkomstJson {
    soort: &'static str,
    nummer: Option<String>,
    tekst: String,
}

impl UitkomstJson {
    fn of(u: &Uitkomstregel, blik: &Kijkwijze) -> Self {
        match &u.getoond {
            Verslaguitkomst::Tekst { soort, tekst } => Self { soort: soort.naam(), nummer: None, tekst: blik.typed(tekst) },
            Verslaguitkomst::Afspraak(a) => {
                Self { soort: "afspraak", nummer: Some(a.nummer.clone()), tekst: blik.typed(&a.tekst) }
            }
        }
    }
}

/// What stands in the place of another aanbieder in what somebody typed.
const ANDERE: &str = "[andere aanbieder]";

/// What may be seen of an agenda.
struct Kijkwijze {
    zicht: Zicht,
    /// At the table: what people typed names nobody else either.
    anderen: Verborgenwoorden,
}

impl Kijkwijze {
    fn new(beeld: &Agendabeeld, tafel: bool) -> Self {
        if tafel {
            Self { zicht: Zicht::TAFEL, anderen: beeld.verborgen.gezocht(true) }
        } else {
            Self { zicht: Zicht::ALLES, anderen: Verborgenwoorden::default() }
        }
    }

    fn typed(&self, tekst: &Getypt) -> String {
        self.anderen.covered(&tekst.tekst(self.zicht), ANDERE)
    }

    fn line(&self, regel: &Feitregel) -> Option<String> {
        Some(self.anderen.covered(&regel.tekst(self.zicht)?, ANDERE))
    }
}

/// What is said to have moved since the gesprek.
fn changes(beeld: &Agendabeeld) -> Vec<String> {
    let said = |w: &Wijziging| {
        let periode = wording::periode(w.periode, beeld.gesprek.kwartaal);
        wording::agenda::wijziging(&w.norm, &periode, &w.toen, &w.nu)
    };
    beeld.wijzigingen.iter().map(said).collect()
}

pub(super) fn show_agenda(args: &Agenda, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let beeld = agenda_of(&args.over, app)?;
    match &args.naar {
        Some(naar) => write_agenda(args, naar, &beeld, app, uit),
        None => show_points(&beeld, args.tafel, "Agenda", app, uit),
    }
}

fn write_agenda(args: &Agenda, naar: &Path, beeld: &Agendabeeld, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let keuzes = Agendakeuzes { intern: args.intern, kleine_aantallen: !args.zonder_kleine_aantallen };
    app.write_agenda(beeld, naar, keuzes, Akkoord { vervang: args.bestaand.vervang, namen: args.toch })?;
    let pad = naar.display().to_string();
    if uit.json {
        return uit.json(&[pad]);
    }
    let wat = if args.intern { "Agenda met voorbereiding (intern)" } else { "Agenda" };
    uit.regel(format!("{wat} {} geschreven naar {}.", wording::gesprek(&beeld.gesprek, app.register()), veilig(&pad)))
}

/// The agenda of a gesprek with what came out of it.
fn show_points(beeld: &Agendabeeld, tafel: bool, kop: &str, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let blik = Kijkwijze::new(beeld, tafel);
    let changed = changes(beeld);
    // What was written to whom is not for the table.
    let post: &[Bericht] = if tafel { &[] } else { &beeld.post };
    if uit.json {
        let punten = beeld.punten.iter().map(|p| AgendapuntJson {
            sleutel: p.punt.sleutel.key(),
            titel: blik.typed(&p.titel),
            vervallen: p.punt.vervallen,
            feiten: p.feiten.iter().filter_map(|f| Some(AgendaregelJson { niveau: f.niveau, tekst: blik.line(f)? })).collect(),
            voorbereiding: (!tafel).then_some(p.punt.voorbereiding.as_str()),
            notitie: blik.typed(&p.notitie),
            uitkomsten: p.uitkomsten.iter().map(|u| UitkomstJson::of(u, &blik)).collect(),
            rijversie: p.punt.rijversie.unwrap_or(0),
        });
        let agenda = AgendaJson {
            gesprek: GesprekJson::of(&beeld.gesprek),
            punten: punten.collect(),
            gewijzigd: changed,
            post: post.iter().map(BerichtJson::of).collect(),
        };
        return uit.json(&agenda);
    }
    let g = &beeld.gesprek;
    let stand = match (g.id, g.datum) {
        // Nobody planned it: the agenda is that of the gesprek that there would be.
        (0, _) => "nog niet gepland".to_owned(),
        (_, None) => format!("nog geen datum, {}", g.status.naam()),
        (_, Some(dag)) => format!("{}, {}", wording::datum_lang(dag), g.status.naam()),
    };
    uit.regel(format!("{kop} {} ({stand})", wording::gesprek(g, app.register())))?;
    for tekst in changed {
        uit.regel(format!("Sinds het gesprek gewijzigd: {tekst}"))?;
    }
    for b in post {
        let aan = b.aan.iter().map(Tekst::as_str).collect::<Vec<_>>();
        let aan = if aan.is_empty() { String::new() } else { format!(", aan {}", wording::opsomming(aan)) };
        uit.regel(veilig(&format!("Post: {} gemaakt op {}{aan}", b.soort.naam(), wording::datum(b.gemaakt_op))))?;
    }
    for (n, punt) in (1..).zip(beeld.in_gesprek()) {
        show_point(n, punt, &blik, tafel, uit)?;
    }
    Ok(())
}

fn show_point(n: u32, regel: &Agendaregel, blik: &Kijkwijze, tafel: bool, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel("")?;
    uit.regel(format!("{n}. {}  [{}]", veilig(&blik.typed(&regel.titel)), regel.punt.sleutel.key()))?;
    for feit in &regel.feiten {
        if let Some(tekst) = blik.line(feit) {
            let (tekst, before) = (veilig(&tekst), 3 + 2 * usize::from(feit.niveau));
            // What stands by itself goes on a little to the right, so that it does not look like two.
            let under = before + wording::agenda::inspringing(&tekst).max(2);
            uit.regel_onder(format!("{}{tekst}", " ".repeat(before)), under)?;
        }
    }
    if !tafel && !regel.punt.voorbereiding.is_empty() {
        uit.regel(format!("   Voorbereiding (intern): {}", veilig(&regel.punt.voorbereiding)))?;
    }
    if !regel.notitie.is_empty() {
        uit.regel(format!("   Notitie: {}", veilig(&blik.typed(&regel.notitie))))?;
    }
    for u in &regel.uitkomsten {
        let u = UitkomstJson::of(u, blik);
        let nummer = u.nummer.map(|n| format!(" {n}")).unwrap_or_default();
        uit.regel(format!("   > {}{nummer}: {}", u.soort, veilig(&u.tekst)))?;
    }
    Ok(())
}

pub(super) fn write_verslag(args: &Verslagopties, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let beeld = agenda_of(&args.over, app)?;
    let kleine_aantallen = !args.bestand.zonder_kleine_aantallen;
    let keuzes = Verslagkeuzes { codes: args.met_codes, kleine_aantallen, kort: args.kort };
    let naar = std::slice::from_ref(&args.bestand.naar);
    app.write_verslag(
        &beeld,
        naar,
        args.ics.as_deref(),
        keuzes,
        Akkoord { vervang: args.bestand.bestaand.vervang, namen: args.toch },
    )?;
    let geschreven: Vec<String> = naar.iter().chain(&args.ics).map(|pad| pad.display().to_string()).collect();
    if uit.json {
        return uit.json(&geschreven);
    }
    let wat = wording::gesprek(&beeld.gesprek, app.register());
    uit.regel(format!("Verslag {wat} geschreven naar {}.", wording::opsomming(geschreven)))
}
