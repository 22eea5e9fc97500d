//! The forms of a rate, and of the file that P×Q is written to.

use std::path::PathBuf;

use ratatui::text::{Line, Span};

use super::afspraak::Veldfout;
pub use super::doel::Tariefdoel as Doel;
use super::register::read_bedrag;
use super::{Field, Form, Purpose, keyed};
use crate::app::{Melding, Tariefregel};
use crate::domain::{Kwartaal, Periode, Sleutel, Tarief, Tariefproduct};
use crate::tui::concept::Conceptsleutel;
use crate::tui::msg::{Registeropdracht, Write};
use crate::tui::paths;
use crate::tui::shared::Shared;
use crate::wording;

fn amount_fields(was: Option<&Tarief>) -> Vec<Field> {
    let bedrag = was.map(|t| wording::decimaal(t.bedrag, 2)).unwrap_or_default();
    vec![
        Field::line("bedrag", "Bedrag", &bedrag).hint("Euro per uur, als 7,84."),
        Field::line("bron", "Bron", was.map_or("", |t| t.bron.as_str())).hint("Waar komt het tarief vandaan?"),
    ]
}

/// The rates that are known, with the row version that stands.
fn known(regels: &[Tariefregel]) -> Vec<Tarief> {
    regels.iter().filter_map(|r| r.tarief.clone()).collect()
}

/// The form of a rate of any product and year; it proposes the year of the chosen kwartaal.
pub fn nieuw(product: Option<Tariefproduct>, regels: &[Tariefregel], shared: &Shared) -> Form {
    let product = product.unwrap_or(Tariefproduct::P1);
    let mut fields = vec![
        Field::choice("product", "Product", keyed(Tariefproduct::naam), product.key()),
        Field::line("jaar", "Jaar", &shared.kwartaal.jaar().to_string()),
    ];
    fields.extend(amount_fields(None));
    let mut form = Form::new("Voer een tarief in", Purpose::Tarief(Box::new(Doel::Nieuw(known(regels)))), fields);
    form.draft_key = Some(Conceptsleutel::NieuwTarief.to_string());
    form
}

/// The form that enters the rate of a product in a year, or corrects it; above it stands the rate of the year before.
pub fn zet(regel: &Tariefregel, regels: &[Tariefregel], shared: &Shared) -> Form {
    let (product, jaar) = (regel.product, regel.jaar);
    let rijversie = regel.tarief.as_ref().map_or(0, |t| t.rijversie);
    let doel = Doel::Zet { product, jaar, rijversie };
    let titel = format!("Tarief {} {jaar}", product.naam());
    let mut form = Form::new(titel, Purpose::Tarief(Box::new(doel)), amount_fields(regel.tarief.as_ref()));
    let before = regels.iter().find(|r| (r.product, r.jaar) == (product, jaar - 1)).and_then(|r| r.tarief.as_ref());
    let said = before.map_or_else(
        || format!("het tarief van {} is niet bekend", jaar - 1),
        |t| format!("in {} was het {} per uur", t.jaar, wording::geld(t.bedrag)),
    );
    form.about = vec![Line::from(Span::styled(said, shared.theme().strong()))];
    form.draft_key = Some(Conceptsleutel::Tarief(product, jaar).to_string());
    form
}

/// Asks where P×Q goes.
pub fn bestand(kwartaal: Kwartaal, periode: Periode) -> Form {
    let naam = match periode {
        Periode::Kwartaal => format!("pxq-{kwartaal}.xlsx"),
        Periode::Jaar => format!("pxq-{kwartaal}-jaar.xlsx"),
    };
    let fields = vec![Field::path("naar", "Bestand", &naam).hint("Eindigt op .xlsx of .csv")];
    Form::new(
        format!("P×Q {} naar een bestand", wording::periode(periode, kwartaal)),
        Purpose::Tarief(Box::new(Doel::Bestand(kwartaal, periode))),
        fields,
    )
}

fn refused(veld: &'static str, tekst: &str) -> Veldfout {
    (veld, Melding { tekst: tekst.to_owned(), hint: None })
}

/// What the values of a form mean.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read(form: &Form, doel: &Doel) -> Result<Write, Veldfout> {
    let bron = form.value("bron").trim().to_owned();
    let opdracht = match doel {
        Doel::Nieuw(known) => {
            let product = Tariefproduct::of_key(&form.value("product")).unwrap_or(Tariefproduct::P1);
            let jaar = form.value("jaar").trim().parse().map_err(|_| refused("jaar", "Schrijf een jaar als 2025."))?;
            // Who enters one for a year that has one corrects that.
            let rijversie = known.iter().find(|t| (t.product, t.jaar) == (product, jaar)).map_or(0, |t| t.rijversie);
            Registeropdracht::Tarief { product, jaar, bedrag: read_bedrag(form)?, bron, rijversie }
        }
        Doel::Zet { product, jaar, rijversie } => {
            Registeropdracht::Tarief { product: *product, jaar: *jaar, bedrag: read_bedrag(form)?, bron, rijversie: *rijversie }
        }
        Doel::Bestand(kwartaal, periode) => {
            let naar =
                paths::typed(&form.value("naar")).map(PathBuf::from).ok_or_else(|| refused("naar", "Vul een bestand in."))?;
            Registeropdracht::Pxq { kwartaal: *kwartaal, periode: *periode, naar, vervang: false }
        }
    };
    Ok(Write::Register(Box::new(opdracht)))
}
