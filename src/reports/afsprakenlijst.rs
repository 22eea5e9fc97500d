//! The afsprakenlijst over aanbieders and kwartalen, as a workbook: what is late, with whom, how often postponed.

use std::io;

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::Afspraak;
use crate::wording::{datum_lang, veilig};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijstregel {
    pub afspraak: Afspraak,
    pub te_laat: bool,
    pub doorgeschoven: u32,
    /// What became of its measurable expectation: the expectation and the outcome.
    pub verwachting: Option<(String, String)>,
}

const KOLOMMEN: [(&str, f64); 12] = [
    ("Nummer", 16.0),
    ("Aanbieder", 12.0),
    ("Afspraak", 60.0),
    ("Eigenaar", 22.0),
    ("Uiterlijk", 12.0),
    ("Status", 12.0),
    ("Te laat", 9.0),
    ("Doorgeschoven", 14.0),
    ("Soort", 16.0),
    ("KPI", 6.0),
    ("Verwachting", 40.0),
    ("Resultaat", 40.0),
];

/// Writes the list as seen on `dag`. Every text is written as text, so that no cell begins a formula; the same list gives the
/// same bytes.
pub fn write(regels: &[Lijstregel], dag: NaiveDate, voorbeeld: bool) -> io::Result<Vec<u8>> {
    build(regels, dag, voorbeeld).map_err(io::Error::other)
}

fn build(regels: &[Lijstregel], dag: NaiveDate, voorbeeld: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&dag.to_string())?;
    workbook.set_properties(&DocProperties::new().set_title("Afsprakenlijst").set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Afspraken")?;
    let mark = if voorbeeld { "VOORBEELDGEGEVENS: verzonnen gegevens. " } else { "" };
    sheet.write_string_with_format(0, 0, format!("{mark}Afspraken, stand van {}", datum_lang(dag)), &Format::new().set_bold())?;
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00F1_F4F7)).set_text_wrap();
    for (kolom, (naam, breedte)) in (0_u16..).zip(KOLOMMEN) {
        sheet.write_string_with_format(2, kolom, naam, &head)?;
        sheet.set_column_width(kolom, breedte)?;
    }
    for (rij, regel) in (3_u32..).zip(regels) {
        row(sheet, rij, regel)?;
    }
    let last = u32::try_from(regels.len()).unwrap_or(u32::MAX).saturating_add(2);
    sheet.autofilter(2, 0, last, 11)?;
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(2, 2)?.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&RPagina &P van &N");
    workbook.save_to_buffer()
}

fn row(sheet: &mut Worksheet, rij: u32, regel: &Lijstregel) -> Result<(), XlsxError> {
    let a = &regel.afspraak;
    let text = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let late = text.clone().set_bold().set_font_color(Color::RGB(0x00A1_1616));
    let day = text.clone().set_num_format("d-m-yyyy");
    let (verwacht, uitslag) = regel.verwachting.clone().unwrap_or_default();
    let expected = if verwacht.is_empty() { String::new() } else { format!("{verwacht}: {uitslag}") };
    let aanbieder = a.aanbieder.map_or("regio", crate::domain::Aanbieder::naam);
    let texts = [
        (0, a.nummer.to_string()),
        (1, aanbieder.to_owned()),
        (2, veilig(&a.tekst)),
        (3, veilig(&a.eigenaar)),
        (5, a.status.naam().to_owned()),
        (8, a.soort.naam().to_owned()),
        (10, expected),
        (11, veilig(&a.resultaat)),
    ];
    for (kolom, tekst) in texts {
        sheet.write_string_with_format(rij, kolom, tekst, &text)?;
    }
    if let Some(deadline) = a.deadline {
        sheet.write_datetime_with_format(rij, 4, deadline, &day)?;
    }
    sheet.write_string_with_format(rij, 6, if regel.te_laat { "te laat" } else { "" }, &late)?;
    if regel.doorgeschoven > 0 {
        sheet.write_number_with_format(rij, 7, regel.doorgeschoven, &text)?;
    }
    if let Some(kpi) = a.kpi {
        sheet.write_number_with_format(rij, 9, kpi, &text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use chrono::DateTime;

    use super::*;
    use crate::domain::{Aanbieder, Afspraaksoort, Afspraakstatus};

    fn regel(tekst: &str) -> Lijstregel {
        Lijstregel {
            afspraak: Afspraak {
                nummer: "PSW-2024-07".parse().unwrap(),
                aanbieder: Some(Aanbieder::Psw),
                gesprek: None,
                // As a database of before may hold it.
                tekst: crate::domain::Tekst::kept(tekst.to_owned()),
                eigenaar: "=cmd".into(),
                deadline: "2024-08-30".parse().ok(),
                status: Afspraakstatus::Open,
                soort: Afspraaksoort::Gewoon,
                resultaat: "".into(),
                kpi: Some(3),
                deelnemer: None,
                signaal: None,
                aanleiding: None,
                verwachting: None,
                gemaakt: DateTime::UNIX_EPOCH,
                rijversie: 1,
            },
            te_laat: true,
            doorgeschoven: 3,
            verwachting: Some(("C1.1 ≥ 95% in 2025-K1".into(), "gehaald".into())),
        }
    }

    fn day() -> NaiveDate {
        "2024-09-10".parse().unwrap()
    }

    #[test]
    fn text_that_looks_like_a_formula_stays_text() {
        let bytes = write(&[regel("=HYPERLINK(\"x\")"), regel("+1\u{1b}[0m")], day(), false).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert!(book.worksheet_formula("Afspraken").unwrap().is_empty());
        let range = book.worksheet_range("Afspraken").unwrap();
        assert_eq!(range.get_value((3, 2)), Some(&Data::String("=HYPERLINK(\"x\")".into())));
        assert_eq!(range.get_value((4, 2)), Some(&Data::String("+1[0m".into())));
        assert_eq!(range.get_value((3, 7)), Some(&Data::Float(3.0)));
        assert_eq!(range.get_value((3, 10)), Some(&Data::String("C1.1 ≥ 95% in 2025-K1: gehaald".into())));
    }

    #[test]
    fn the_same_list_gives_the_same_bytes() {
        assert_eq!(write(&[regel("a")], day(), true).unwrap(), write(&[regel("a")], day(), true).unwrap());
        assert!(write(&[], day(), false).is_ok());
    }
}
