//! The gesprekken of a year as a workbook: with whom, when, how it stands, and what became of what was agreed.

use std::io;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::sjabloon::eigenschappen;
use super::werkblad::{self, Blad, Werkbladinhoud, Werkbladopmaak};
use crate::domain::{Gesprek, Gesprekstelling, Kwartaal};
use crate::wording;

/// A gesprek, or the place of one that is not planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesprekrij {
    pub aanbieder: String,
    pub kwartaal: Kwartaal,
    pub gesprek: Option<Gesprek>,
    pub telling: Option<Gesprekstelling>,
}

const KOLOMMEN: [(&str, f64); 8] = [
    ("Kwartaal", 11.0),
    ("Aanbieder", 22.0),
    ("Gesprek", 26.0),
    ("Datum", 12.0),
    ("Status", 14.0),
    ("Afspraken", 11.0),
    ("Gedaan", 9.0),
    ("Te laat", 9.0),
];

/// Writes the list. The same list gives the same bytes.
pub fn write(rijen: &[Gesprekrij], jaar: i32, voorbeeld: bool) -> io::Result<Vec<u8>> {
    build(rijen, jaar, voorbeeld).map_err(io::Error::other)
}

fn build(rijen: &[Gesprekrij], jaar: i32, voorbeeld: bool) -> Result<Vec<u8>, XlsxError> {
    let titel = format!("Gesprekken over {jaar}");
    let mut workbook = Workbook::new();
    workbook.set_properties(&eigenschappen(&titel));
    let blad = Blad {
        naam: "Gesprekken",
        titel,
        onder: vec!["Afspraken: wat in het gesprek is afgesproken; gedaan en te laat zoals het nu staat.".to_owned()],
        kolommen: KOLOMMEN.iter().map(|(naam, breedte)| ((*naam).to_owned(), *breedte)).collect(),
        rijen: rijen.iter().map(row).collect(),
        vast: 2,
    };
    werkblad::add(&mut workbook, &blad, Werkbladopmaak { voorbeeld, codes: false })?;
    workbook.save_to_buffer()
}

fn row(rij: &Gesprekrij) -> Vec<Werkbladinhoud> {
    let gesprek = rij.gesprek.as_ref();
    let count = |of: fn(Gesprekstelling) -> u32| Werkbladinhoud::of(rij.telling.map(of), Werkbladinhoud::Aantal);
    vec![
        Werkbladinhoud::tekst(rij.kwartaal.to_string()),
        Werkbladinhoud::tekst(rij.aanbieder.as_str()),
        Werkbladinhoud::tekst(gesprek.map_or_else(|| "gesprek".to_owned(), |g| wording::welk_gesprek(g.soort))),
        Werkbladinhoud::of(gesprek.and_then(|g| g.datum), Werkbladinhoud::Datum),
        Werkbladinhoud::tekst(gesprek.map_or(wording::NIET_GEPLAND, |g| g.status.naam())),
        count(|t| t.gemaakt),
        count(|t| t.gedaan),
        count(|t| t.te_laat),
    ]
}
