//! Whom a command is about, by the name that was typed.

use crate::app::{Agendabeeld, App, Fout};
use crate::cli::args::{GesprekVerwijzing, Naam, VanElkGesprek, Wie};
use crate::cli::klacht::Klacht;
use crate::domain::{Aanbieder, Gesprek, Kwartaal, Segment};
use crate::wording::{self, veilig};

/// Who goes by a name that was typed.
pub(super) fn aanbieder(naam: &Naam, app: &App) -> Result<Aanbieder, Klacht> {
    let Naam(tekst) = naam;
    app.register().find(tekst).ok_or_else(|| {
        let known: Vec<&str> = app.register().iter().map(|i| i.aanbieder.key()).take(3).collect();
        let tekst = veilig(&tekst.chars().take(60).collect::<String>());
        Klacht::Gebruik(format!(
            "“{tekst}” staat niet in het register van aanbieders; noem er een, zoals {}. Toevoegen gaat met: \
             aanbieder nieuw \"{tekst}\"",
            wording::keuze(known)
        ))
    })
}

/// The same, if one was typed.
pub(super) fn aanbieder_if(naam: Option<&Naam>, app: &App) -> Result<Option<Aanbieder>, Klacht> {
    naam.map(|naam| aanbieder(naam, app)).transpose()
}

/// The one that was named; none for alle together, nor when nobody was named.
pub(super) fn een(wie: Option<&Wie>, app: &App) -> Result<Option<Aanbieder>, Klacht> {
    match wie {
        Some(Wie::Een(naam)) => aanbieder(naam, app).map(Some),
        Some(Wie::Alle) | None => Ok(None),
    }
}

/// Why a kwartaal does not show an aanbieder; None: it does.
fn not_shown(aanbieder: Aanbieder, kwartaal: Kwartaal, app: &App) -> Result<Option<String>, Klacht> {
    let is_shown = app.getoond(kwartaal)?.iter().any(|g| g.aanbieder == aanbieder);
    let naam = app.register().naam(aanbieder);
    let tekst = format!("{naam} had in {kwartaal} geen contract voor segment collectief en leverde er geen rapportage over.");
    Ok((!is_shown).then_some(tekst))
}

/// Refuses an aanbieder that a kwartaal does not show.
pub(super) fn must_be_shown(aanbieder: Aanbieder, kwartaal: Kwartaal, app: &App) -> Result<(), Klacht> {
    not_shown(aanbieder, kwartaal, app)?.map_or(Ok(()), |tekst| Err(Klacht::App(Fout::Geweigerd(tekst))))
}

/// Refuses the regular gesprek, which is about segment collectief, of an aanbieder that a kwartaal does not show and that was not
/// planned either; who is of segment individueel has gesprekken of another kind.
fn may_be_spoken_with(aanbieder: Aanbieder, kwartaal: Kwartaal, app: &App) -> Result<(), Klacht> {
    let Some(mut tekst) = not_shown(aanbieder, kwartaal, app)? else { return Ok(()) };
    if app.register().segment_van(aanbieder) == Segment::Individueel {
        tekst += " Over segment individueel gaat een evaluatief gesprek; plan het met: gesprek plan --evaluatief GEMEENTE --aanbieder ";
        tekst += aanbieder.key();
    }
    Err(Klacht::App(Fout::Geweigerd(tekst)))
}

/// The agenda of the gesprek that a paper is asked of, also of a regular one that was not planned yet.
pub(super) fn agenda_of(welk: &VanElkGesprek, app: &App) -> Result<Agendabeeld, Klacht> {
    match welk {
        VanElkGesprek { gesprek: Some(gesprek), .. } => Ok(app.agenda(find_gesprek(gesprek, app)?.id)?),
        VanElkGesprek { kwartaal: Some(kwartaal), aanbieder: Some(naam), .. } => {
            let wie = aanbieder(naam, app)?;
            if app.gesprek_van(wie, *kwartaal)?.is_none() {
                may_be_spoken_with(wie, *kwartaal, app)?;
            }
            Ok(app.agenda_van(wie, *kwartaal)?)
        }
        VanElkGesprek { .. } => Err(Klacht::Gebruik("Noem --kwartaal en --aanbieder, of --gesprek.".to_owned())),
    }
}

/// The gesprek that somebody names.
pub(super) fn find_gesprek(welk: &GesprekVerwijzing, app: &App) -> Result<Gesprek, Klacht> {
    match welk {
        GesprekVerwijzing::Nummer(id) => Ok(app.gesprek(*id)?),
        GesprekVerwijzing::Evaluatief(naam, gemeente, jaar) => {
            let aanbieder = aanbieder(naam, app)?;
            let found = app.evaluatief_van(aanbieder, *gemeente, *jaar)?;
            let (wie, waar) = (app.register().naam(aanbieder), gemeente.naam());
            let what = || format!("Een evaluatief gesprek met {wie} in {waar} in {jaar}");
            found.ok_or_else(|| Klacht::App(Fout::NietGevonden(what())))
        }
        GesprekVerwijzing::Regulier(naam, kwartaal) => {
            let aanbieder = aanbieder(naam, app)?;
            let found = app.gesprek_van(aanbieder, *kwartaal)?;
            let what = || format!("Een gesprek met {} over {kwartaal}", app.register().naam(aanbieder));
            found.ok_or_else(|| Klacht::App(Fout::NietGevonden(what())))
        }
    }
}
