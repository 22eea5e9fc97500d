//! How each change around a gesprek is carried out, and the words for it in the status line.

use std::path::{Path, PathBuf};

use super::paths::expand_home;
use crate::app::{App, Fout, NieuweAfspraak, Tafeldaad};
use crate::tui::msg::gesprek::{Opdracht, Stap};
use crate::tui::msg::{Gemaakt, Written};
use crate::tui::phrases;
use crate::wording;

fn name(pad: &Path) -> String {
    pad.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files by name, of one base, and where they are: the folder that the program was started in is easily forgotten.
fn whole_names(paden: &[PathBuf]) -> String {
    let (first, rest) = match paden.split_first() {
        Some((first, rest)) => (name(first), rest),
        None => return String::new(),
    };
    let endings = rest.iter().filter_map(|pad| pad.extension()).map(|e| format!(".{}", e.to_string_lossy()));
    let map = paden.first().and_then(|pad| std::path::absolute(pad).ok()?.parent().map(|m| m.display().to_string()));
    let names = wording::opsomming(std::iter::once(first).chain(endings));
    format!("{names} in {}", map.unwrap_or_default())
}

/// Carries a change out.
pub(super) fn perform(app: &mut App, opdracht: Opdracht) -> Result<Written, Fout> {
    let saved = |wat: &str| Written::saved(wat);
    Ok(match opdracht {
        Opdracht::Plan(nieuw) => {
            app.plan_gesprek(&nieuw)?;
            saved(if nieuw.extra { "Extra gesprek gepland, tab gaat erheen" } else { "Gesprek gepland" })
        }
        Opdracht::Schrap { id, rijversie } => {
            app.cancel_gesprek(id, rijversie)?;
            saved("Gesprek van de planning geschrapt")
        }
        Opdracht::Wijzig { id, rijversie, wijziging } => {
            app.change_gesprek(id, rijversie, &wijziging)?;
            saved("Gesprek opgeslagen")
        }
        Opdracht::Stap { id, rijversie, stap } => {
            match stap {
                Stap::Voorbereid => app.prepare_gesprek(id, rijversie)?,
                Stap::Gehouden => app.hold_gesprek(id, rijversie)?,
                Stap::Vastgesteld => app.establish_gesprek(id, rijversie)?,
                Stap::Heropend => app.reopen_gesprek(id, rijversie)?,
            };
            Written::saved(format!("Gesprek {}", stap.naam()))
        }
        Opdracht::Begin(id) => {
            app.begin_gesprek(id)?;
            Written::done("Gesprek begonnen")
        }
        Opdracht::Punt { id, sleutel, rijversie, wijziging } => {
            app.edit_punt(id, &sleutel, rijversie, &wijziging)?;
            saved("Agendapunt opgeslagen")
        }
        Opdracht::NieuwPunt { id, titel } => Written::made("Agendapunt toegevoegd", Gemaakt::Punt(app.add_punt(id, &titel)?)),
        Opdracht::Volgorde { id, volgorde } => {
            app.arrange_agenda(id, &volgorde)?;
            saved("Volgorde opgeslagen")
        }
        Opdracht::Uitkomst { id, sleutel, soort, tekst } => {
            let made = app.add_uitkomst(id, &sleutel, soort, &tekst)?;
            Written::made(format!("{} opgeslagen", wording::hoofdletter(soort.naam())), Gemaakt::Uitkomst(made.id))
        }
        Opdracht::WijzigUitkomst { uitkomst, rijversie, tekst } => {
            app.change_uitkomst(uitkomst, rijversie, &tekst)?;
            saved("Uitkomst gewijzigd")
        }
        Opdracht::VerwijderUitkomst { uitkomst, rijversie } => {
            app.remove_uitkomst(uitkomst, rijversie)?;
            saved("Uitkomst weggehaald")
        }
        Opdracht::Afspraak { id, sleutel, nieuw, verwacht } => {
            let verwachting = app.read_verwachting(&verwacht)?;
            let nieuw = NieuweAfspraak { verwachting, ..*nieuw };
            let nummer = app.add_afspraak(id, &sleutel, &nieuw)?.nummer;
            Written::made(format!("{nummer} opgeslagen"), Gemaakt::Afspraak(nummer))
        }
        Opdracht::Tafeldaad { id, sleutel, rij, daad } => {
            let made = app.settle_at_table(id, &sleutel, rij, &daad)?;
            let wat = match daad {
                Tafeldaad::Gereed { .. } => "is gereed",
                Tafeldaad::Verzet { .. } => "is verzet",
                Tafeldaad::Opmerking { .. } => "heeft een opmerking",
            };
            Written::made(format!("{} {wat}", rij.0), Gemaakt::Uitkomst(made.id))
        }
        Opdracht::Verslag { gesprek, aanbieder, kwartaal, naar, akkoord, keuzes } => {
            let naar: Vec<PathBuf> = naar.iter().map(|pad| expand_home(pad)).collect();
            let beeld = gesprek.map_or_else(|| app.agenda_van(aanbieder, kwartaal), |id| app.agenda(id))?;
            app.write_verslag(&beeld, &naar, None, keuzes, akkoord)?;
            Written::done(format!("Verslag geschreven: {}", whole_names(&naar)))
        }
        Opdracht::Ics { naar, aanbieder, codes, akkoord } => {
            let naar = expand_home(&naar);
            let n = app.write_ics(&naar, (app.vandaag(), chrono::NaiveDate::MAX), aanbieder, codes, akkoord)?;
            let wat = format!("{} geschreven naar {}", phrases::aantal(n, "datum", "data"), naar.display());
            Written::done(wat)
        }
    })
}
