//! A sheet with one table, drawn to be read on a screen and on paper: heights that fit what wraps, a head that stays in sight and
//! returns on every page, landscape and one page wide.
//!
//! Every text is written as text, so that no cell begins a formula. Nothing here knows what the table is about.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::wording::veilig;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Werkbladinhoud {
    Leeg,
    Tekst(String),
    Aantal(u32),
    /// Shown with one decimal.
    Getal(Decimal),
    /// An amount, shown with two decimals.
    Geld(Decimal),
    /// On a scale of 0–100; shown with one decimal and a percent sign.
    Procent(Decimal),
    Datum(NaiveDate),
}

impl Werkbladinhoud {
    pub(super) fn tekst(tekst: impl Into<String>) -> Self {
        let tekst = tekst.into();
        if tekst.is_empty() { Self::Leeg } else { Self::Tekst(tekst) }
    }

    pub(super) fn of<T>(value: Option<T>, made: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Leeg, made)
    }
}

/// A column: its name, and its width in characters.
pub(super) type Werkbladkolom = (String, f64);

/// A sheet as it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Blad {
    pub(super) naam: &'static str,
    pub(super) titel: String,
    /// Below the title, each on a line of its own.
    pub(super) onder: Vec<String>,
    pub(super) kolommen: Vec<Werkbladkolom>,
    pub(super) rijen: Vec<Vec<Werkbladinhoud>>,
    /// So many columns at the left stay in sight, and return on every page.
    pub(super) vast: u16,
}

/// What holds for every sheet of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Werkbladopmaak {
    pub(super) voorbeeld: bool,
    /// It names deelnemers by their codes.
    pub(super) codes: bool,
}

impl Werkbladopmaak {
    /// What is said at the top of every sheet, and of every page.
    fn merken(self) -> Vec<&'static str> {
        let voorbeeld = self.voorbeeld.then_some("VOORBEELDGEGEVENS: alles in deze werkmap is verzonnen.");
        let vertrouwelijk = self.codes.then_some("VERTROUWELIJK: met codes van deelnemers.");
        voorbeeld.into_iter().chain(vertrouwelijk).collect()
    }
}

/// The height of a line of text, in points.
const REGEL: f64 = 15.0;
/// No row is higher, in points; so high a row does not fit on a screen any more.
const HOOGST: f64 = 400.0;

/// Writes the marks, the title and what is said below it, and sets up the page; returns the first free row.
pub(super) fn head(sheet: &mut Worksheet, titel: &str, onder: &[String], opmaak: Werkbladopmaak) -> Result<u32, XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, titel, &bold.clone().set_font_size(14).set_font_color(Color::RGB(0x001F_4E79)))?;
    sheet.set_row_height(0, 21)?;
    let mut row = 1;
    for merk in opmaak.merken() {
        sheet.write_string_with_format(row, 0, merk, &bold.clone().set_font_color(Color::RGB(0x007A_4A00)))?;
        row += 1;
    }
    for tekst in onder {
        sheet.write_string(row, 0, veilig(tekst))?;
        row += 1;
    }
    sheet.set_landscape().set_paper_size(9).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    let merk = |holds: bool, merk: &str| if holds { merk.to_owned() } else { String::new() };
    sheet.set_header(format!("&L{}&R{}", merk(opmaak.voorbeeld, "VOORBEELDGEGEVENS"), merk(opmaak.codes, "Vertrouwelijk")));
    // An ampersand begins a code of the footer.
    sheet.set_footer(format!("&L{}&RPagina &P van &N", veilig(titel).replace('&', "&&")));
    Ok(row + 1)
}

/// Where the table of a sheet stands: its first row of data, and the row after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Werkbladplek {
    pub(super) eerste: u32,
    pub(super) na: u32,
}

/// Adds a sheet to a workbook.
pub(super) fn add(workbook: &mut Workbook, blad: &Blad, opmaak: Werkbladopmaak) -> Result<Werkbladplek, XlsxError> {
    let sheet = workbook.add_worksheet().set_name(blad.naam)?;
    let kop = head(sheet, &blad.titel, &blad.onder, opmaak)?;
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00F1_F4F7))
        .set_border_bottom(FormatBorder::Medium)
        .set_align(FormatAlign::Bottom)
        .set_align(FormatAlign::Left)
        .set_text_wrap()
        .set_indent(1);
    let cells = Cells::new();
    let mut last = 0;
    for (kolom, (naam, breedte)) in (0_u16..).zip(&blad.kolommen) {
        sheet.set_column_width(kolom, *breedte)?;
        sheet.write_string_with_format(kop, kolom, naam, &head)?;
        last = kolom;
    }
    let named = blad.kolommen.iter().map(|(naam, breedte)| lines(naam, *breedte)).max().unwrap_or(1);
    sheet.set_row_height(kop, height(named))?;
    let eerste = kop + 1;
    let mut na = eerste;
    for rij in &blad.rijen {
        let mut highest = 1;
        for ((kolom, inhoud), (_, breedte)) in (0_u16..).zip(rij).zip(&blad.kolommen) {
            cells.write(sheet, (na, kolom), inhoud)?;
            if let Werkbladinhoud::Tekst(tekst) = inhoud {
                highest = highest.max(lines(tekst, *breedte));
            }
        }
        sheet.set_row_height(na, height(highest))?;
        na += 1;
    }
    if blad.rijen.is_empty() {
        sheet.write_string(eerste, 0, "Geen rijen.")?;
        na += 1;
    } else {
        sheet.autofilter(kop, 0, na - 1, last)?;
    }
    sheet.set_freeze_panes(eerste, blad.vast)?;
    sheet.set_repeat_rows(kop, kop)?.set_print_area(0, 0, na - 1, last)?.set_print_fit_to_pages(1, 0);
    if blad.vast > 0 {
        sheet.set_repeat_columns(0, blad.vast - 1)?;
    }
    Ok(Werkbladplek { eerste, na })
}

/// How cells look.
struct Cells {
    tekst: Format,
    aantal: Format,
    getal: Format,
    geld: Format,
    procent: Format,
    datum: Format,
}

impl Cells {
    fn new() -> Self {
        let top = Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x00D9_D9D9));
        Self {
            // So that it does not touch a number that stands before it.
            tekst: top.clone().set_align(FormatAlign::Left).set_text_wrap().set_indent(1),
            aantal: top.clone().set_num_format("0"),
            getal: top.clone().set_num_format("0.0"),
            geld: top.clone().set_num_format("#,##0.00"),
            procent: top.clone().set_num_format("0.0%"),
            datum: top.set_num_format("d-m-yyyy").set_align(FormatAlign::Left).set_indent(1),
        }
    }

    fn write(&self, sheet: &mut Worksheet, (rij, kolom): (u32, u16), inhoud: &Werkbladinhoud) -> Result<(), XlsxError> {
        match inhoud {
            Werkbladinhoud::Leeg => sheet.write_blank(rij, kolom, &self.tekst)?,
            Werkbladinhoud::Tekst(tekst) => sheet.write_string_with_format(rij, kolom, veilig(tekst), &self.tekst)?,
            Werkbladinhoud::Aantal(n) => sheet.write_number_with_format(rij, kolom, *n, &self.aantal)?,
            Werkbladinhoud::Getal(n) => sheet.write_number_with_format(rij, kolom, float(*n), &self.getal)?,
            Werkbladinhoud::Geld(n) => sheet.write_number_with_format(rij, kolom, float(*n), &self.geld)?,
            Werkbladinhoud::Procent(n) => {
                let part = n.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
                sheet.write_number_with_format(rij, kolom, float(part), &self.procent)?
            }
            Werkbladinhoud::Datum(dag) => sheet.write_datetime_with_format(rij, kolom, dag, &self.datum)?,
        };
        Ok(())
    }
}

fn float(n: Decimal) -> f64 {
    n.to_f64().unwrap_or(0.0)
}

fn height(lines: u32) -> f64 {
    (f64::from(lines) * REGEL).min(HOOGST)
}

/// How many lines a text takes in a column: words stay whole, and one that is wider than the column is broken.
fn lines(tekst: &str, breedte: f64) -> u32 {
    // A column of ten is wide enough for ten digits, and letters are no wider on average; the indent takes one of them.
    let room = (breedte - 1.0).max(2.0).to_usize().unwrap_or(2);
    let (mut lines, mut used) = (1_u32, 0);
    for word in tekst.split_whitespace() {
        let mut length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            (lines, used) = (lines + 1, 0);
        }
        while length > room {
            (lines, length) = (lines + 1, length - room);
        }
        used += length + usize::from(used > 0);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_what_wraps_in_it() {
        for (tekst, breedte, expected) in [
            ("", 10.0, 1),
            ("kort", 10.0, 1),
            ("tien tekens", 12.0, 1),
            ("tien tekens", 11.0, 2),
            ("een woord van meer dan tien tekens", 11.0, 4),
            ("onafgebroken", 6.0, 3),
            ("a onafgebroken", 6.0, 4),
        ] {
            assert_eq!(lines(tekst, breedte), expected, "{tekst} {breedte}");
        }
    }
}
