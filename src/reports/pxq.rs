//! P×Q of a period, as a workbook and as csv.

use std::io;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::{Kwartaal, Periode, Pxqregel, Pxqstand, Segment};
use crate::wording::{self, pxq, veilig};

/// What is written: the lines and the totals, each with the name of whose it is.
#[derive(Debug)]
pub struct Pxqblad<'a> {
    pub kwartaal: Kwartaal,
    pub periode: Periode,
    pub regels: Vec<(String, &'a Pxqregel)>,
    pub totalen: Vec<(String, Segment, &'a Pxqstand)>,
    /// The day it is made on.
    pub dag: NaiveDate,
    pub voorbeeld: bool,
}

const VOORBEELD: &str = "VOORBEELDGEGEVENS: verzonnen gegevens.";

const REGELS: [(&str, f64); 9] = [
    ("Aanbieder", 26.0),
    ("Segment", 14.0),
    ("Product", 12.0),
    ("Gemeente", 20.0),
    ("Oud contract", 12.0),
    ("Trajecten", 10.0),
    ("Uren", 12.0),
    ("Tarief", 10.0),
    ("Bedrag", 14.0),
];

const TOTALEN: [(&str, f64); 10] = [
    ("Aanbieder", 26.0),
    ("Segment", 14.0),
    ("Toestand", 16.0),
    ("Kwartalen", 10.0),
    ("Uren", 12.0),
    ("Bedrag", 14.0),
    ("Uren oud contract", 12.0),
    ("Uren zonder tarief", 12.0),
    ("Rijen zonder Uren", 12.0),
    ("Ontbrekend tarief", 34.0),
];

/// What stands in a cell.
enum Pxqcel {
    Tekst(String),
    Getal(Decimal),
    /// Euro, in cents.
    Geld(Decimal),
    Leeg,
}

impl Pxqcel {
    fn tekst(tekst: impl AsRef<str>) -> Self {
        Self::Tekst(veilig(tekst.as_ref()))
    }

    fn aantal(n: u32) -> Self {
        Self::Getal(Decimal::from(n))
    }
}

impl Pxqblad<'_> {
    fn titel(&self) -> String {
        format!("P×Q {}", wording::periode(self.periode, self.kwartaal))
    }

    fn regelrijen(&self) -> impl Iterator<Item = [Pxqcel; 9]> {
        self.regels.iter().map(|(naam, r)| {
            [
                Pxqcel::tekst(naam),
                Pxqcel::tekst(r.segment.naam()),
                Pxqcel::tekst(pxq::product(r.product)),
                Pxqcel::tekst(r.gemeente.naam()),
                Pxqcel::tekst(if r.oud_contract { "ja" } else { "nee" }),
                Pxqcel::aantal(r.trajecten),
                Pxqcel::Getal(r.uren),
                r.tarief.map_or(Pxqcel::Leeg, Pxqcel::Geld),
                r.bedrag().map_or(Pxqcel::Leeg, Pxqcel::Geld),
            ]
        })
    }

    fn totaalrijen(&self) -> impl Iterator<Item = [Pxqcel; 10]> {
        self.totalen.iter().map(|(naam, segment, stand)| {
            let som = stand.som();
            let getal = |of: fn(&crate::domain::Pxqsom) -> Decimal| som.map_or(Pxqcel::Leeg, |s| Pxqcel::Getal(of(s)));
            [
                Pxqcel::tekst(naam),
                Pxqcel::tekst(segment.naam()),
                Pxqcel::tekst(stand.toestand()),
                getal(|s| Decimal::from(s.kwartalen.len())),
                getal(|s| s.uren),
                som.and_then(crate::domain::Pxqsom::bedrag).map_or(Pxqcel::Leeg, Pxqcel::Geld),
                getal(|s| s.uren_oud),
                getal(|s| s.zonder_tarief),
                getal(|s| Decimal::from(s.rijen_zonder_uren)),
                som.map_or(Pxqcel::Leeg, |s| Pxqcel::tekst(pxq::ontbrekend(&s.ontbrekend))),
            ]
        })
    }
}

/// Writes a workbook: the totals, and the lines behind them. The same values give the same bytes.
pub fn write_xlsx(blad: &Pxqblad<'_>) -> io::Result<Vec<u8>> {
    build(blad).map_err(io::Error::other)
}

fn build(blad: &Pxqblad<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&blad.dag.to_string())?;
    workbook.set_properties(&DocProperties::new().set_title(blad.titel()).set_creation_datetime(&made));
    let totalen: Vec<Vec<Pxqcel>> = blad.totaalrijen().map(Vec::from).collect();
    sheet(workbook.add_worksheet().set_name("Totalen")?, blad, &TOTALEN, &totalen)?;
    let regels: Vec<Vec<Pxqcel>> = blad.regelrijen().map(Vec::from).collect();
    sheet(workbook.add_worksheet().set_name("Regels")?, blad, &REGELS, &regels)?;
    workbook.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, blad: &Pxqblad<'_>, kolommen: &[(&str, f64)], rijen: &[Vec<Pxqcel>]) -> Result<(), XlsxError> {
    let voorbeeld = if blad.voorbeeld { format!("{VOORBEELD} ") } else { String::new() };
    sheet.write_string_with_format(0, 0, format!("{voorbeeld}{}", blad.titel()), &Format::new().set_bold())?;
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00F1_F4F7)).set_text_wrap();
    let money = Format::new().set_num_format("#,##0.00");
    for (kolom, (naam, breedte)) in (0_u16..).zip(kolommen) {
        sheet.write_string_with_format(2, kolom, *naam, &head)?;
        sheet.set_column_width(kolom, *breedte)?;
    }
    for (rij, cellen) in (3_u32..).zip(rijen) {
        for (kolom, cel) in (0_u16..).zip(cellen) {
            // What is shown has at most two decimals; a cell of a spreadsheet holds no other numbers than these.
            let number = |n: &Decimal| n.to_f64().unwrap_or_default();
            match cel {
                Pxqcel::Tekst(tekst) => sheet.write_string(rij, kolom, tekst)?,
                Pxqcel::Getal(n) => sheet.write_number(rij, kolom, number(n))?,
                Pxqcel::Geld(n) => sheet.write_number_with_format(rij, kolom, number(n), &money)?,
                Pxqcel::Leeg => continue,
            };
        }
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(2, 2)?.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&RPagina &P van &N");
    Ok(())
}

/// The columns of the one table of the csv: those of the lines, and what only totals have.
const CSV: [&str; 16] = [
    "Soort",
    "Aanbieder",
    "Segment",
    "Toestand",
    "Product",
    "Gemeente",
    "Oud contract",
    "Kwartalen",
    "Trajecten",
    "Uren",
    "Tarief",
    "Bedrag",
    "Uren oud contract",
    "Uren zonder tarief",
    "Rijen zonder Uren",
    "Ontbrekend tarief",
];

/// Writes lines and totals in one table, whose first column says which a row is, as a Dutch spreadsheet reads it: semicolons, decimal
/// commas, marked as UTF-8.
pub fn write_csv(blad: &Pxqblad<'_>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    let example = if blad.voorbeeld { " (VOORBEELDGEGEVENS)" } else { "" };
    writer.write_record(CSV)?;
    let mut row = |soort: &str, kolommen: &[(&str, f64)], cells: &[Pxqcel]| {
        let place = |kolom: &str| kolommen.iter().position(|(naam, _)| *naam == kolom);
        let of = |kolom: &str| place(kolom).and_then(|at| cells.get(at)).map(plain).unwrap_or_default();
        writer.write_record(CSV.iter().enumerate().map(|(n, kolom)| if n == 0 { format!("{soort}{example}") } else { of(kolom) }))
    };
    for rij in blad.regelrijen() {
        row("regel", &REGELS, &rij)?;
    }
    for rij in blad.totaalrijen() {
        row("totaal", &TOTALEN, &rij)?;
    }
    writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
}

/// A cell as csv: numbers with a comma, and no text that a spreadsheet takes for a formula.
fn plain(cel: &Pxqcel) -> String {
    match cel {
        Pxqcel::Tekst(tekst) if tekst.starts_with(['=', '+', '-', '@']) => format!("'{tekst}"),
        Pxqcel::Tekst(tekst) => tekst.clone(),
        Pxqcel::Getal(n) => n.normalize().to_string().replace('.', ","),
        Pxqcel::Geld(n) => format!("{n:.2}").replace('.', ","),
        Pxqcel::Leeg => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, k, report};
    use crate::domain::{Pxqreeks, Tarieven};

    fn blad<'a>(regels: &'a [Pxqregel], stand: &'a Pxqstand) -> Pxqblad<'a> {
        Pxqblad {
            kwartaal: k("2022-K1"),
            periode: Periode::Jaar,
            regels: regels.iter().map(|r| ("=PSW".to_owned(), r)).collect(),
            totalen: vec![("alle".to_owned(), Segment::Collectief, stand)],
            dag: "2022-04-01".parse().unwrap(),
            voorbeeld: false,
        }
    }

    fn lines() -> (Pxqstand, Vec<Pxqregel>) {
        let mut reeks = Pxqreeks::new(PSW, k("2022-K1"));
        reeks.push(&report("2022-K1", &["A 2022-01-01 uren=123.5", "B 2021-01-01 uren=4", "C 2022-01-01"]));
        let tarieven: Tarieven = toml::from_str(include_str!("../../data/tarieven.toml")).unwrap();
        reeks.van(Segment::Collectief, k("2022-K1"), Periode::Jaar, true, &tarieven)
    }

    #[test]
    fn csv_is_read_by_a_dutch_spreadsheet_and_begins_no_formula() {
        let (stand, regels) = lines();
        let text = String::from_utf8(write_csv(&blad(&regels, &stand)).unwrap()).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[1], "regel;'=PSW;collectief;;P1;Venlo;nee;;1;123,5;7,56;933,66;;;;");
        assert_eq!(lines[2], "regel;'=PSW;collectief;;P1;Venlo;ja;;1;4;;;;;;");
        assert_eq!(lines[3..], ["totaal;alle;collectief;gemeten;;;;1;;123,5;;933,66;4;0;1;"]);
        // One table: every row has every column.
        assert!(lines.iter().all(|l| l.matches(';').count() == CSV.len() - 1), "{text}");
    }

    #[test]
    fn the_same_values_give_the_same_workbook() {
        let (stand, regels) = lines();
        let made = write_xlsx(&blad(&regels, &stand)).unwrap();
        assert!(made.starts_with(b"PK"));
        assert_eq!(made, write_xlsx(&blad(&regels, &stand)).unwrap());
    }
}
