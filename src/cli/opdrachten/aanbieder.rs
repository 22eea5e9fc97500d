//! `aanbieder`: the register, its contracts and contact people, budgets and ontwikkeldoelen.

use chrono::NaiveDate;
use serde::Serialize;

use super::afspraak::{day, show_history};
use crate::app::{Aanbiederwijziging, App, Contractwijziging, Doelwijziging, Optiebesluit, Registerregel};
use crate::cli::Klacht;
use crate::cli::args::{
    AanbiederBudget, AanbiederContact, AanbiederContract, AanbiederDoel, AanbiederGegevens, AanbiederOptie, GezieneVersie, Naam,
    Optiekeus, RegisterLijst, RegisterOpdracht as Opdracht,
};
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::register::{Besluit, Contactpersoon, Contract, Gecontracteerd, Inschrijving};
use crate::domain::{Aanbieder, Ontwikkeldoel, Segment};
use crate::wording::{self, veilig};

pub(super) fn perform(opdracht: Opdracht, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    match opdracht {
        Opdracht::Lijst(args) => show_list(&args, app, uit),
        Opdracht::Toon(welke) => show(super::aanbieder(&welke.aanbieder, app)?, app, uit),
        Opdracht::Nieuw(args) => {
            let gegevens = Aanbiederwijziging { naam: Some(args.naam), ..change(args.gegevens) };
            let made = app.add_aanbieder(args.sleutel.as_deref(), &gegevens)?;
            done("toegevoegd", made.aanbieder, app, uit)?;
            if uit.json {
                return Ok(());
            }
            uit.regel(format!(
                "Leg het contract vast met: aanbieder contract {} --segment SEGMENT --van DATUM",
                made.aanbieder.key()
            ))
        }
        Opdracht::Wijzig(args) => {
            let wie = super::aanbieder(&args.welke.aanbieder, app)?;
            let gegevens = Aanbiederwijziging { naam: args.naam, ..change(args.gegevens) };
            app.change_aanbieder(wie, seen(wie, &args.gezien, app), &gegevens)?;
            done("gewijzigd", wie, app, uit)
        }
        Opdracht::Contract(args) => contract(&args, app, uit),
        Opdracht::Optie(args) => decide(&args, app, uit),
        Opdracht::Contact(args) => contact(args, app, uit),
        Opdracht::Budget(args) => budget(&args, app, uit),
        Opdracht::Doel(args) => doel(&args, app, uit),
        Opdracht::Weg(args) => {
            let wie = super::aanbieder(&args.welke.aanbieder, app)?;
            let naam = app.register().naam(wie);
            app.remove_aanbieder(wie, seen(wie, &args.gezien, app))?;
            uit.regel(format!("Aanbieder {naam} weggehaald."))
        }
        Opdracht::Geschiedenis(welke) => {
            let wie = super::aanbieder(&welke.aanbieder, app)?;
            show_history(&app.register().naam(wie), &app.aanbieder_history(wie)?, app.register(), uit)
        }
    }
}

fn change(gegevens: AanbiederGegevens) -> Aanbiederwijziging {
    let AanbiederGegevens { statutair, kvk, andere_naam, voorvoegsel, notitie } = gegevens;
    Aanbiederwijziging { naam: None, statutair, kvk, andere_namen: andere_naam, voorvoegsel, notitie }
}

/// The row version that the user saw: the one he names, else the one that stands.
fn seen(wie: Aanbieder, gezien: &GezieneVersie, app: &App) -> u32 {
    gezien.rijversie.unwrap_or_else(|| app.register().get(wie).map_or(0, |i| i.rijversie))
}

fn done(wat: &str, wie: Aanbieder, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if uit.json {
        return uit.json(&EntryJson::of(app.inschrijving(wie)?, app.vandaag()));
    }
    uit.regel(format!("Aanbieder {} {wat}.", app.register().naam(wie)))
}

/// Whether there is to be no such day.
fn is_geen(tekst: &str) -> bool {
    tekst.trim().eq_ignore_ascii_case("geen")
}

fn contract(args: &AanbiederContract, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder(&args.welke.aanbieder, app)?;
    let vandaag = app.vandaag();
    let van = day("--van", &args.van, vandaag)?;
    let rijversie = seen(wie, &args.gezien, app);
    if args.weg {
        app.remove_contract(wie, rijversie, args.segment, van)?;
        return done("gewijzigd: contract weggehaald", wie, app, uit);
    }
    if let Some(tekst) = &args.eindigt {
        let dag = if is_geen(tekst) { None } else { Some(day("--eindigt", tekst, vandaag)?) };
        app.end_contract(wie, rijversie, args.segment, van, dag)?;
        let wat = if dag.is_some() { "gewijzigd: contract beëindigd" } else { "gewijzigd: contract loopt door" };
        return done(wat, wie, app, uit);
    }
    let tot = match args.tot.as_deref() {
        None => None,
        Some(geen) if is_geen(geen) => Some(None),
        Some(tekst) => Some(Some(day("--tot", tekst, vandaag)?)),
    };
    let option = |tekst: &String| {
        let (tot, voor) = tekst.split_once(':').map_or((tekst.as_str(), None), |(tot, voor)| (tot, Some(voor)));
        Ok::<_, Klacht>((day("--optie", tot, vandaag)?, voor.map(|v| day("--optie", v, vandaag)).transpose()?))
    };
    let opties = args.optie.as_ref().map(|all| all.iter().map(option).collect::<Result<Vec<_>, _>>()).transpose()?;
    let begint = args.begint.as_deref().map(|tekst| day("--begint", tekst, vandaag)).transpose()?;
    app.set_contract(wie, rijversie, &Contractwijziging { segment: args.segment, van, begint, tot, opties })?;
    done("gewijzigd: contract vastgelegd", wie, app, uit)
}

fn decide(args: &AanbiederOptie, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let vandaag = app.vandaag();
    let (wie, nummer) = whom(args, app)?;
    if args.gezien.rijversie.is_some() && wie.len() != 1 {
        return Err(Klacht::Gebruik("--rijversie hoort bij één aanbieder.".to_owned()));
    }
    let op = args.op.as_deref().map_or(Ok(vandaag), |tekst| day("--op", tekst, vandaag))?;
    let door = args.door.clone().unwrap_or_else(|| app.wie().to_owned());
    let besluit = match args.besluit {
        Optiekeus::Open => Besluit::Open,
        Optiekeus::Gelicht => Besluit::Gelicht { op, door },
        Optiekeus::NietGelicht => Besluit::NietGelicht { op, door },
    };
    let van = args.van.as_deref().map(|tekst| day("--van", tekst, vandaag)).transpose()?;
    let besluit = Optiebesluit { segment: args.segment, van, nummer, besluit };
    let rijen: Vec<(Aanbieder, u32)> = wie.iter().map(|a| (*a, seen(*a, &args.gezien, app))).collect();
    let meant = app.option_meant(&rijen, &besluit);
    app.decide_option(&rijen, &besluit)?;
    match wie.as_slice() {
        [een] => done(&format!("gewijzigd: besluit vastgelegd over {meant}"), *een, app, uit),
        _ if uit.json => {
            let entries = wie.iter().map(|a| app.inschrijving(*a)).collect::<Result<Vec<_>, _>>()?;
            uit.json(&entries.into_iter().map(|i| EntryJson::of(i, vandaag)).collect::<Vec<_>>())
        }
        meer => {
            let namen: Vec<String> = meer.iter().map(|a| app.register().naam(*a)).collect();
            uit.regel(format!("Besluit vastgelegd over {meant}, bij {} aanbieders: {}.", meer.len(), wording::enkele(&namen)))
        }
    }
}

/// Those who were named, and the number of the option if one was. `alle`: whose option with that number is the one that is open; without
/// one the first number that is open for anybody, so that nobody goes further than the others.
fn whom(args: &AanbiederOptie, app: &App) -> Result<(Vec<Aanbieder>, Option<usize>), Klacht> {
    let is_alle = |Naam(tekst): &Naam| tekst.eq_ignore_ascii_case("alle");
    if !args.aanbieders.iter().any(is_alle) {
        let wie = args.aanbieders.iter().map(|naam| super::aanbieder(naam, app)).collect::<Result<_, _>>()?;
        return Ok((wie, args.nummer));
    }
    let next = |i: &Inschrijving| {
        let ours = i.contracten.iter().filter(|c| c.segment == args.segment);
        ours.filter_map(Contract::open_optie).map(|(nummer, _)| nummer).min()
    };
    let open: Vec<(Aanbieder, usize)> = app.register().iter().filter_map(|i| Some((i.aanbieder, next(i)?))).collect();
    let nummer = args.nummer.or_else(|| open.iter().map(|(_, nummer)| *nummer).min());
    let wie: Vec<Aanbieder> = open.iter().filter(|(_, n)| Some(*n) == nummer).map(|(wie, _)| *wie).collect();
    if wie.is_empty() {
        return Err(Klacht::Gebruik(format!("Voor segment {} staat die verlengoptie bij niemand open.", args.segment.naam())));
    }
    // Theirs is the first that is open; without a number it is not for later.
    Ok((wie, args.nummer))
}

fn contact(args: AanbiederContact, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder(&args.welke.aanbieder, app)?;
    let rijversie = seen(wie, &args.gezien, app);
    if args.weg {
        app.remove_contact(wie, rijversie, &args.naam)?;
        return done("gewijzigd: contactpersoon weggehaald", wie, app, uit);
    }
    // What is not named stays as it was.
    let naam = args.naam.trim().to_lowercase();
    let known =
        app.inschrijving(wie)?.contactpersonen.iter().find(|p| p.naam.to_lowercase() == naam).cloned().unwrap_or_default();
    let persoon = Contactpersoon {
        naam: args.naam,
        functie: args.functie.unwrap_or(known.functie),
        email: args.email.unwrap_or(known.email),
        telefoon: args.telefoon.unwrap_or(known.telefoon),
        waarvoor: args.waarvoor.unwrap_or(known.waarvoor),
    };
    app.set_contact(wie, rijversie, None, &persoon)?;
    done("gewijzigd: contactpersoon vastgelegd", wie, app, uit)
}

fn budget(args: &AanbiederBudget, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder(&args.welke.aanbieder, app)?;
    let naam = app.register().naam(wie);
    let known = app.budget(wie, args.jaar)?;
    let rijversie = args.gezien.rijversie.unwrap_or_else(|| known.as_ref().map_or(0, |b| b.rijversie));
    let Some(bedrag) = args.bedrag else {
        let Some(known) = known else { return Err(Klacht::Gebruik(format!("{naam} heeft geen budget voor {}.", args.jaar))) };
        app.remove_budget(&crate::domain::Budget { rijversie, ..known })?;
        return uit.regel(format!("Budget {naam} {} weggehaald.", args.jaar));
    };
    let set = app.set_budget(wie, args.jaar, bedrag, rijversie)?;
    if uit.json {
        return uit.json(&set);
    }
    uit.regel(format!("Budget {naam} {}: {}.", set.jaar, wording::geld(set.bedrag)))
}

fn doel(args: &AanbiederDoel, app: &mut App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = super::aanbieder(&args.welke.aanbieder, app)?;
    if let Some(tekst) = &args.nieuw {
        app.add_doel(wie, args.segment, tekst)?;
    } else if let Some(id) = args.doel {
        let known = app.ontwikkeldoel(id)?;
        if known.aanbieder != wie {
            let tekst = format!("Ontwikkeldoel {id} is van {}.", app.register().naam(known.aanbieder));
            return Err(Klacht::Gebruik(tekst));
        }
        let rijversie = args.gezien.rijversie.unwrap_or(known.rijversie);
        if args.weg {
            app.remove_doel(id, rijversie)?;
        } else {
            let notitie = args.kwartaal.zip(args.notitie.clone());
            app.change_doel(id, rijversie, &Doelwijziging { tekst: args.tekst.clone(), stand: args.stand, notitie })?;
        }
    }
    let doelen = app.ontwikkeldoelen(Some(wie))?;
    if uit.json {
        return uit.json(&doelen);
    }
    if doelen.is_empty() {
        return uit.regel(format!("{} heeft geen ontwikkeldoelen.", app.register().naam(wie)));
    }
    show_goals(&doelen, uit)
}

fn show_goals(doelen: &[Ontwikkeldoel], uit: &mut Uitvoer) -> Result<(), Klacht> {
    for d in doelen {
        uit.regel(format!("  {}  {}, {}: {}", d.id, d.segment.naam(), d.stand.naam(), veilig(&d.tekst)))?;
        for n in &d.notities {
            uit.regel(format!("       {}: {}", n.kwartaal, veilig(&n.tekst)))?;
        }
    }
    Ok(())
}

/// The answer of `aanbieder lijst --json`; the first six fields and their order are those of the interface.
#[derive(Serialize)]
struct EntryJson<'a> {
    key: &'a str,
    naam: &'a str,
    statutair: &'a str,
    kvk: &'a str,
    segmenten: Vec<&'static str>,
    gecontracteerd: serde_json::Map<String, serde_json::Value>,
    andere_namen: &'a [String],
    voorvoegsel: &'a str,
    contracten: &'a [Contract],
    contactpersonen: &'a [Contactpersoon],
    notitie: &'a str,
    rijversie: u32,
}

impl<'a> EntryJson<'a> {
    fn of(i: &'a Inschrijving, op: NaiveDate) -> Self {
        let segmenten: Vec<Segment> = i.segmenten().collect();
        let state = |s: &Segment| (s.naam().to_owned(), i.gecontracteerd(*s, op).key().into());
        Self {
            key: i.aanbieder.key(),
            naam: &i.naam,
            statutair: &i.statutair,
            kvk: &i.kvk,
            segmenten: segmenten.iter().map(|s| s.naam()).collect(),
            gecontracteerd: segmenten.iter().map(state).collect(),
            andere_namen: &i.andere_namen,
            voorvoegsel: i.voorvoegsel.as_str(),
            contracten: &i.contracten,
            contactpersonen: &i.contactpersonen,
            notitie: &i.notitie,
            rijversie: i.rijversie,
        }
    }
}

fn show_list(args: &RegisterLijst, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let op = args.op.as_deref().map_or(Ok(app.vandaag()), |tekst| day("--op", tekst, app.vandaag()))?;
    let regels = app.registerbeeld(op, args.segment, args.zoek.as_deref().unwrap_or_default());
    if uit.json {
        return uit.json(&regels.iter().map(|r| EntryJson::of(&r.inschrijving, op)).collect::<Vec<_>>());
    }
    if regels.is_empty() {
        return uit.regel("Er is geen aanbieder die daaraan voldoet.");
    }
    uit.regel(format!("Gecontracteerd op {}", wording::datum(op)))?;
    let mut tabel = Teksttabel::new(&["sleutel", "naam", "KvK", "collectief", "individueel"]);
    for r in &regels {
        let i = &r.inschrijving;
        let [collectief, individueel] = Segment::ALL.map(|s| state_of(r, s));
        tabel.rij([i.aanbieder.key(), &i.naam, &i.kvk, collectief, individueel]);
    }
    uit.tabel(&tabel)?;
    uit.regel(wording::aantal(u32::try_from(regels.len()).unwrap_or(u32::MAX), "aanbieder", "aanbieders"))?;
    if args.zoek.is_none() && args.segment.is_none() {
        // T21 appendix 1: its running text counts one more than its list.
        uit.regel("Het handboek noemt er 41, in zijn lijst staan er 40; die 40 kwamen mee.")?;
    }
    show_open(None, op, app, uit)
}

fn state_of(r: &Registerregel, segment: Segment) -> &'static str {
    r.gecontracteerd.iter().find(|(s, _)| *s == segment).map_or("", |(_, state)| state.key())
}

/// The question to record what became of an option, once.
fn show_open(een: Option<Aanbieder>, op: NaiveDate, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let open: Vec<_> = app.open_opties(op).into_iter().filter(|o| een.is_none_or(|a| a == o.aanbieder)).collect();
    if open.is_empty() {
        return Ok(());
    }
    let namen: Vec<String> =
        app.register().in_volgorde(open.iter().map(|o| o.aanbieder)).iter().map(|a| app.register().naam(*a)).collect();
    uit.regel("")?;
    uit.regel(format!("Het contract is voorbij en over de verlengoptie is niets vastgelegd: {}.", wording::enkele(&namen)))?;
    uit.regel("Leg het besluit vast met: aanbieder optie A --segment SEGMENT --besluit gelicht --op DATUM --door WIE")
}

fn show(wie: Aanbieder, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let i = app.inschrijving(wie)?;
    let vandaag = app.vandaag();
    if uit.json {
        return uit.json(&EntryJson::of(i, vandaag));
    }
    uit.regel(format!("{} ({})", veilig(&i.naam), veilig(&i.statutair)))?;
    let kvk = if i.kvk.is_empty() { "onbekend" } else { &i.kvk };
    uit.regel(format!("  sleutel {} · KvK {kvk} · afspraken {}-…", wie.key(), i.voorvoegsel.as_str()))?;
    if !i.andere_namen.is_empty() {
        uit.regel(format!("  ook genoemd: {}", veilig(&wording::opsomming(&i.andere_namen))))?;
    }
    for c in &i.contracten {
        show_contract(c, i.gecontracteerd(c.segment, vandaag), uit)?;
    }
    for p in &i.contactpersonen {
        let parts = [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor];
        let filled: Vec<&str> = parts.into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        uit.regel(format!("  contact: {}", veilig(&filled.join(" · "))))?;
    }
    for b in app.budgetten_van(wie)? {
        uit.regel(format!("  budget {}: {}", b.jaar, wording::geld(b.bedrag)))?;
    }
    let doelen = app.ontwikkeldoelen(Some(wie))?;
    if !doelen.is_empty() {
        uit.regel("  ontwikkeldoelen")?;
        show_goals(&doelen, uit)?;
    }
    if !i.notitie.is_empty() {
        uit.regel(format!("  notitie (intern): {}", veilig(&i.notitie)))?;
    }
    show_open(Some(wie), vandaag, app, uit)
}

fn show_contract(c: &Contract, nu: Gecontracteerd, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel(format!("  {}", wording::register::contract(c, nu)))?;
    for (nummer, o) in (1..).zip(&c.opties) {
        uit.regel(format!("    {}", wording::register::optie(c, nummer, o)))?;
    }
    Ok(())
}
