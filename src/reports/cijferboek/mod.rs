//! The figures of a kwartaal as a workbook to work on: the KPI's, the rows behind them, attention points, signalen, what CVS says
//! otherwise, and the trend with native charts.
//!
//! A figure is a number with the one decimal that it is shown with, and never over the norm by rounding. What was not measured is
//! an empty cell with the reason beside it: in a chart that is a gap, and never nought.

mod bladen;
mod stof;
mod trend;

use std::io;

use rust_xlsxwriter::{Workbook, XlsxError};

use self::bladen::Boek;
use super::sjabloon::eigenschappen;
use super::werkblad::{self, Werkbladopmaak};

pub(super) use self::bladen::figure;
pub use self::stof::{
    Aandachtrij, Boekopmaak, Cijferblad, Cijferboekpunt, Cijferrij, Cijferstof, Cvsverschilrij, Onderbouwing, Signaalrij,
    Trendrij,
};

/// Writes the sheets that were asked for, in the order of [`Cijferblad::ALL`]. The same values give the same bytes.
pub fn write(stof: &Cijferstof, bladen: &[Cijferblad], opmaak: Boekopmaak<'_>) -> io::Result<Vec<u8>> {
    build(stof, bladen, opmaak).map_err(io::Error::other)
}

fn build(stof: &Cijferstof, bladen: &[Cijferblad], opmaak: Boekopmaak<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&eigenschappen(&format!("Cijfers {}", opmaak.kwartaal)));
    let boek = Boek::new(opmaak);
    let look = Werkbladopmaak { voorbeeld: opmaak.voorbeeld, codes: opmaak.codes };
    for blad in Cijferblad::ALL.into_iter().filter(|b| bladen.contains(b)) {
        match blad {
            Cijferblad::Kpi => werkblad::add(&mut workbook, &boek.kpi(&stof.cijfers), look).map(drop)?,
            Cijferblad::Trend => trend::add(&mut workbook, &boek, &stof.trend, look)?,
            Cijferblad::Onderbouwing => werkblad::add(&mut workbook, &boek.onderbouwing(&stof.rijen), look).map(drop)?,
            Cijferblad::Aandacht => werkblad::add(&mut workbook, &boek.aandacht(&stof.aandacht), look).map(drop)?,
            Cijferblad::Signalen => werkblad::add(&mut workbook, &boek.signalen(&stof.signalen), look).map(drop)?,
            Cijferblad::Cvs => werkblad::add(&mut workbook, &boek.cvs(&stof.cvs), look).map(drop)?,
            Cijferblad::Ladder => werkblad::add(&mut workbook, &boek.ladder(&stof.ladder), look).map(drop)?,
        }
    }
    workbook.save_to_buffer()
}
