//! The commands for scripts and for people at a prompt: one command in, text or JSON out, an exit code that says how it went.
//!
//! Owns: the command line, the text form of what `app` answers, JSON to the letter of the interface, exit codes.
//! Deliberately absent: any rule of the field, SQL, and the terminal program.
//!
//! Exit codes: 0 done; 1 refused because of the input; 2 wrong usage; 3 the surroundings (file, disk, database).

mod aanvullen;
mod args;
mod klacht;
mod logboek;
mod nederlands;
mod opdrachten;
mod regels;
mod tabel;
mod uitvoer;
mod voorbeelden;
mod voortgang;

use std::ffi::OsString;
use std::io;
use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use crate::app::{App, Fout, Mappen, Melding, Omgeving, Openwijze, Voorbeeld, last_copy_in, server_of, shown_place};
use crate::clock;
use crate::wording::read_datum;
use args::{Globaal, Opdracht, Opdrachtregel};
use klacht::{Klacht, show_error};
use uitvoer::Uitvoer;
use voortgang::Voortgangsregel;

/// Opens the example data, for who has no data yet.
pub type Voorbeeldopener = Box<dyn Fn() -> Result<App, Fout> + Send>;

/// Reads the command line and does what it says. `open_screen` is the terminal program: called when no command was given
/// and somebody looks at standard output; else the overview is printed.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    open_screen: impl FnOnce(App, Option<Voorbeeldopener>) -> Result<(), Fout>,
) -> ExitCode {
    let regel = match parse(args) {
        Ok(regel) => regel,
        Err(code) => return ExitCode::from(code),
    };
    let mappen = Mappen::of_user();
    if let Some(mappen) = &mappen {
        logboek::start(&mappen.toestand);
    }
    // What a library that panics on a damaged file says of itself is for the log; the finding is said in Dutch.
    std::panic::set_hook(Box::new(logboek::note_panic));
    App::clear_away();
    // A copy is put back over a database that is beyond use: what is wrong then is the copy that was named.
    let is_named = matches!(regel.opdracht, Some(Opdracht::Herstel(_)));
    let pad = database(&regel.globaal, mappen.as_ref()).ok().filter(|_| !is_named);
    let kopie = || last_copy_in(&mappen.as_ref()?.kopieen(), &pad?);
    match catch_unwind(AssertUnwindSafe(|| perform(regel, mappen.as_ref(), open_screen))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(klacht)) => ExitCode::from(klacht.show(kopie)),
        Err(_) => {
            show_error(&Melding {
                tekst: "Er ging iets mis in het programma zelf; wat was opgeslagen is er nog.".to_owned(),
                hint: Some("Het staat in het logboek.".to_owned()),
            });
            ExitCode::from(3)
        }
    }
}

/// The command line, or the exit code when that is all there is to it (help, version, wrong usage).
fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Opdrachtregel, u8> {
    let parsed = nederlands::translate(Opdrachtregel::command())
        .term_width(regels::breedte())
        .try_get_matches_from(args)
        .and_then(|m| Opdrachtregel::from_arg_matches(&m));
    parsed.map_err(|fout| {
        if matches!(fout.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            let mut uit = Uitvoer::new(false);
            let written = uit.regel(fout.render().to_string().trim_end()).and_then(|()| uit.flush());
            return written.map_or_else(|klacht| klacht.show(|| None), |()| 0);
        }
        show_error(&nederlands::melding(&fout));
        2
    })
}

/// Whether there is a database, with a register of its own.
fn has_register(globaal: &Globaal, mappen: Option<&Mappen>) -> bool {
    globaal.voorbeeld || database(globaal, mappen).is_ok_and(|db| server_of(&db).is_some() || db.exists())
}

/// Performs a command, or opens the terminal program when none was given.
fn perform(
    regel: Opdrachtregel,
    mappen: Option<&Mappen>,
    open_screen: impl FnOnce(App, Option<Voorbeeldopener>) -> Result<(), Fout>,
) -> Result<(), Klacht> {
    let Opdrachtregel { globaal, opdracht } = regel;
    let mut uit = Uitvoer::new(globaal.json);
    if let Some(Opdracht::Sjabloon(sjabloon)) = &opdracht
        && sjabloon.aanbieder.is_none()
        && !has_register(&globaal, mappen)
    {
        // Of the aanbieders that come along: it may be made on a machine without a database.
        return opdrachten::sjabloon(sjabloon, &App::meegeleverd_register()?, vandaag(&globaal)?, &mut uit);
    }
    if let Some(tekst) = opdracht.as_ref().and_then(aanvullen::text) {
        uit.letterlijk(tekst.trim_end())?;
        return uit.flush();
    }
    if let Some(Opdracht::Herstel(herstel)) = &opdracht
        && !globaal.voorbeeld
    {
        let wie = App::wie_now(mappen.map(|m| m.instellingen.as_path()))?;
        return opdrachten::herstel(herstel, &database(&globaal, mappen)?, &wie, &mut uit);
    }
    if let Some(Opdracht::Inrichten) = &opdracht {
        return opdrachten::inrichten(&database(&globaal, mappen)?, &mut uit);
    }
    // Where it goes is looked up before anything is opened.
    let opdracht = match opdracht {
        Some(Opdracht::Overzetten(args)) => {
            let naar = App::database_named(&args.naar, mappen.map(|m| m.instellingen.as_path()))?;
            Some(Opdracht::Overzetten(args::Overzetten { naar }))
        }
        other => other,
    };
    let is_screen = opdracht.is_none() && !globaal.json && io::stdout().is_terminal();
    let mut app = open(&globaal, mappen, vandaag(&globaal)?, is_screen)?;
    if is_screen {
        let example = (!globaal.voorbeeld).then(|| example(app.wie().to_owned()));
        return Ok(open_screen(app, example)?);
    }
    if globaal.voorbeeld {
        uit.say_voorbeeld()?;
    }
    app.in_one_look(|app| opdrachten::perform(opdracht, app, &mut uit))?;
    if let Some(merged) = app.take_merged() {
        uit.beside(&format!("Opgeslagen {merged}."));
    }
    uit.flush()?;
    if app.has_written()
        && let Some(melding) = app.keep_copy()
    {
        show_error(&melding);
    }
    Ok(())
}

/// Opens the example data on the day that it was made for.
fn example(wie: String) -> Voorbeeldopener {
    Box::new(move || {
        let vandaag = Voorbeeld::load()?.vandaag;
        App::open_voorbeeld(Omgeving { vandaag, wie: wie.clone(), voorbeeld: true })
    })
}

fn vandaag(globaal: &Globaal) -> Result<NaiveDate, Klacht> {
    let nu = clock::today();
    match &globaal.vandaag {
        // The example has a day of its own, at which there is something to do.
        None if globaal.voorbeeld => Ok(Voorbeeld::load()?.vandaag),
        None => Ok(nu),
        Some(tekst) => read_datum(tekst, nu).map_err(|e| Klacht::Gebruik(format!("Bij --vandaag: {e}."))),
    }
}

/// Opens the database that the options name; for the example data a temporary one. Who sits at a screen is asked whether to
/// read what another program has for itself.
fn open(globaal: &Globaal, mappen: Option<&Mappen>, vandaag: NaiveDate, is_screen: bool) -> Result<App, Klacht> {
    let instellingen = mappen.map(|m| m.instellingen.as_path());
    let omgeving = Omgeving { vandaag, wie: App::wie_now(instellingen)?, voorbeeld: globaal.voorbeeld };
    let rol = globaal.rol.map_or_else(|| App::rol_now(instellingen), |rol| Ok(Some(rol)))?;
    let mut app =
        if globaal.voorbeeld { App::open_voorbeeld(omgeving)? } else { open_named(globaal, mappen, &omgeving, is_screen)? };
    if let Some(mappen) = mappen.filter(|_| !globaal.voorbeeld) {
        app.keep_copies_in(mappen.kopieen());
        app.remember_in(mappen.toestand.clone());
    }
    if let Some(map) = instellingen {
        app.settle_in(map, globaal.voorbeeld)?;
    }
    if let Some(rol) = rol {
        app.work_as(rol);
    }
    Ok(app)
}

/// Opens the database at this place, asking whom it takes to get in. As long as a server is connected to, it says so: what is
/// far away takes a moment, and one that is full or just started a few seconds.
fn open_named(globaal: &Globaal, mappen: Option<&Mappen>, omgeving: &Omgeving, is_screen: bool) -> Result<App, Klacht> {
    let pad = &database(globaal, mappen)?;
    let instellingen = mappen.map(|m| m.instellingen.as_path());
    let open = |wijze: Openwijze<'_>| {
        let mut teken = Voortgangsregel::new();
        if server_of(pad).is_some() {
            teken.show(&format!("Verbinden met {}…", shown_place(pad).display()));
        }
        let opened = App::open_with(pad, instellingen, omgeving.clone(), wijze);
        teken.clear();
        opened
    };
    let was_here = mappen.is_some_and(|m| App::was_here(pad, &m.toestand));
    let wijze = Openwijze { lezen: globaal.lezen, rijen: is_screen && !was_here, wachtwoord: None };
    match open(wijze) {
        Err(fout) if fout.is_held() && is_screen && io::stdin().is_terminal() => {
            show_error(&fout.melding());
            if !uitvoer::confirm("Typ ja om haar te lezen zoals zij nu is: ") {
                return Err(Klacht::Geweigerd);
            }
            Ok(open(Openwijze { lezen: true, ..wijze })?)
        }
        Err(fout) if fout.asks_password().is_some() => {
            Ok(uitvoer::with_password(fout, |given| open(Openwijze { wachtwoord: Some(given), ..wijze }))?)
        }
        opened => Ok(opened?),
    }
}

/// The database that the options name, or the settings of the user.
fn database(globaal: &Globaal, mappen: Option<&Mappen>) -> Result<PathBuf, Klacht> {
    match (&globaal.db, mappen) {
        (Some(genoemd), _) => Ok(App::database_named(genoemd, mappen.map(|m| m.instellingen.as_path()))?),
        (None, Some(mappen)) => Ok(App::database_now(Some(&mappen.instellingen))?.unwrap_or_else(|| mappen.database())),
        (None, None) => Err(Klacht::Gebruik("Er is geen gegevensmap bekend; geef met --db aan waar de database staat.".into())),
    }
}
