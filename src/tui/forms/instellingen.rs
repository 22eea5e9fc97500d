//! The forms of the settings: those of the user, and a threshold of the normenkader.

use std::path::PathBuf;

use ratatui::text::Line;

use super::afspraak::Veldfout;
use super::keuze::{Keuzepaar, keyed};
use super::{Field, Form, Purpose};
use crate::app::{Drempel, Instellingen, Melding, Rol, Thema};
use crate::domain::{Drempels, Gemeente, Sleutel};
use crate::tui::msg::Write;
use crate::tui::paths;
use crate::wording;

/// What is asked of who opens the program for the first time; `naam` is proposed.
pub fn eerste_keer(was: &Instellingen, naam: &str) -> Form {
    let doel = Purpose::Instellingen { was: Box::new(was.clone()), eerste: true };
    let mut form = Form::new("Wie bent u?", doel, who(was, naam).into());
    form.precious = true;
    form
}

/// The name and the role.
fn who(was: &Instellingen, naam: &str) -> [Field; 2] {
    let rollen = [Rol::Contract, Rol::Beleid].map(|rol| (rol.key().to_owned(), rol.naam().to_owned())).to_vec();
    [
        Field::line("naam", "Naam", naam).hint("Zo staat u in de geschiedenis van elke wijziging."),
        Field::choice("rol", "Rol", rollen, was.rol.unwrap_or_default().key()).hint("Opent op het overzicht, of op de signalen."),
    ]
}

/// Changes the settings of the user; the field of what was chosen has the focus.
pub fn wijzig(was: &Instellingen, naam: &str, veld: &str) -> Form {
    let gemeenten: Vec<Keuzepaar> = std::iter::once((String::new(), "alle".to_owned())).chain(keyed(Gemeente::naam)).collect();
    let map = was.map.as_deref().map(paths::shown_folder).unwrap_or_default();
    let themas = Thema::ALL.map(|thema| (thema.key().to_owned(), thema.naam().to_owned())).to_vec();
    let muis = ["aan", "uit"].map(|keuze| (keuze.to_owned(), keuze.to_owned())).to_vec();
    let more = [
        Field::choice("gemeente", "Eigen gemeente", gemeenten, was.gemeente.map_or("", Sleutel::key))
            .hint("Signalen, Aandacht en Dekking beginnen daarmee, en een nieuw signaal."),
        Field::choice("thema", "Thema", themas, was.thema.unwrap_or_default().key()),
        Field::path("map", "Map", &map).hint("Waar geschreven bestanden komen. Leeg: die van de vorige keer."),
        Field::choice("muis", "Muis", muis, if was.hears_mouse() { "aan" } else { "uit" })
            .hint("Klikken en het wiel; tekst kiest u met shift."),
        Field::line("database", "Database", was.database.as_deref().unwrap_or_default())
            .hint("Een naam onder [databases], een adres of een bestand. Leeg: het bestand in uw gegevensmap."),
    ];
    let doel = Purpose::Instellingen { was: Box::new(was.clone()), eerste: false };
    let mut form = Form::new("Instellingen", doel, who(was, naam).into_iter().chain(more).collect());
    form.focus_on(veld);
    form
}

/// Asks for another value of a threshold.
pub fn drempel(drempel: &'static Drempel, drempels: &Drempels) -> Form {
    let fields = vec![Field::line("waarde", "Waarde", &(drempel.waarde)(drempels).to_string()).hint(drempel.uitleg)];
    let mut form = Form::new(drempel.naam, Purpose::Drempel(drempel), fields);
    form.about = vec![Line::raw(drempel.vraag)];
    form
}

/// The settings as they are filled in.
///
/// # Errors
/// A name is missing.
pub fn read(form: &Form, was: &Instellingen) -> Result<Write, Veldfout> {
    let naam = form.value("naam").trim().to_owned();
    // Who gave no name can set the rest all the same.
    let stood_empty = form.field("thema").is_some() && was.naam.is_none();
    if naam.is_empty() && !stood_empty {
        return Err(("naam", Melding { tekst: "Vul uw naam in.".to_owned(), hint: None }));
    }
    let mut nieuw =
        Instellingen { naam: Some(naam).filter(|naam| !naam.is_empty()), rol: Rol::parse(&form.value("rol")), ..was.clone() };
    // The form of the first time asks no more than this.
    if form.field("thema").is_some() {
        nieuw.gemeente = Gemeente::of_key(&form.value("gemeente"));
        nieuw.thema = Thema::of_key(&form.value("thema")).filter(|thema| was.thema.is_some() || *thema != Thema::default());
        nieuw.muis = Some(form.value("muis") != "uit").filter(|aan| was.muis.is_some() || !aan);
        nieuw.database = Some(form.value("database").trim().to_owned()).filter(|typed| !typed.is_empty());
        nieuw.map = paths::typed(&form.value("map")).map(|map| paths::expand_home(&PathBuf::from(map)));
    }
    Ok(Write::Instellingen(Box::new(nieuw)))
}

/// The threshold as it is filled in.
///
/// # Errors
/// It is no number.
pub fn read_drempel(form: &Form, drempel: &'static Drempel) -> Result<Write, Veldfout> {
    let typed = form.value("waarde");
    let waarde = typed.trim().parse::<u32>().ok().filter(|n| (1..=1000).contains(n));
    let waarde = waarde.ok_or_else(|| {
        let tekst = format!("“{}” kan niet: vul een geheel getal van 1 tot 1000 in.", wording::veilig(typed.trim()));
        ("waarde", Melding { tekst, hint: None })
    })?;
    Ok(Write::Drempel(drempel, waarde))
}
