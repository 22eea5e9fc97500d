//! Whom a command is about, by the name that was typed.

use crate::app::App;
use crate::cli::args::Naam;
use crate::cli::klacht::Klacht;
use crate::domain::Aanbieder;
use crate::wording::{self, veilig};

/// Who goes by a name that was typed.
pub(super) fn aanbieder(naam: &Naam, app: &App) -> Result<Aanbieder, Klacht> {
    let Naam(tekst) = naam;
    app.register().find(tekst).ok_or_else(|| {
        let known: Vec<&str> = app.register().iter().map(|i| i.aanbieder.key()).take(3).collect();
        let tekst = veilig(&tekst.chars().take(60).collect::<String>());
        Klacht::Gebruik(format!(
            "Bij --aanbieder: “{tekst}” staat niet in het register van aanbieders; noem er een, zoals {}.",
            wording::keuze(known)
        ))
    })
}

/// The same, if one was typed.
pub(super) fn aanbieder_if(naam: Option<&Naam>, app: &App) -> Result<Option<Aanbieder>, Klacht> {
    naam.map(|naam| aanbieder(naam, app)).transpose()
}
