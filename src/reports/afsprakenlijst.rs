//! The afsprakenlijst over aanbieders and kwartalen, as a workbook: what is late, with whom, how often postponed.

use std::io;

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::vorm::Verslagafspraak;
use crate::wording::agenda::Zicht;
use crate::wording::{datum_lang, veilig};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijstregel {
    /// Whose it is, in a word.
    pub aanbieder: String,
    pub afspraak: Verslagafspraak,
    pub te_laat: bool,
    pub doorgeschoven: u32,
    /// What became of its measurable expectation: the expectation and the outcome.
    pub verwachting: Option<(String, String)>,
}

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lijstopmaak {
    /// The day it is seen on.
    pub dag: NaiveDate,
    pub voorbeeld: bool,
    /// Whether it names deelnemers by their codes; it is then confidential.
    pub codes: bool,
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

/// Only in a list with codes, behind the others.
const DEELNEMER: (&str, f64) = ("Deelnemer", 18.0);

/// Writes the list. Every text is written as text, so that no cell begins a formula; the same list gives the same bytes.
pub fn write(regels: &[Lijstregel], opmaak: Lijstopmaak) -> io::Result<Vec<u8>> {
    build(regels, opmaak).map_err(io::Error::other)
}

fn build(regels: &[Lijstregel], opmaak: Lijstopmaak) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&opmaak.dag.to_string())?;
    workbook.set_properties(&DocProperties::new().set_title("Afsprakenlijst").set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Afspraken")?;
    let voorbeeld = if opmaak.voorbeeld { "VOORBEELDGEGEVENS: verzonnen gegevens. " } else { "" };
    let vertrouwelijk = if opmaak.codes { "VERTROUWELIJK: met codes van deelnemers. " } else { "" };
    let kop = format!("{voorbeeld}{vertrouwelijk}Afspraken, stand van {}", datum_lang(opmaak.dag));
    sheet.write_string_with_format(0, 0, kop, &Format::new().set_bold())?;
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00F1_F4F7)).set_text_wrap();
    let kolommen = KOLOMMEN.into_iter().chain(opmaak.codes.then_some(DEELNEMER));
    let mut last = 0;
    for (kolom, (naam, breedte)) in (0_u16..).zip(kolommen) {
        sheet.write_string_with_format(2, kolom, naam, &head)?;
        sheet.set_column_width(kolom, breedte)?;
        last = kolom;
    }
    for (rij, regel) in (3_u32..).zip(regels) {
        row(sheet, rij, regel, opmaak.codes)?;
    }
    let bottom = u32::try_from(regels.len()).unwrap_or(u32::MAX).saturating_add(2);
    sheet.autofilter(2, 0, bottom, last)?;
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(2, 2)?.set_print_fit_to_pages(1, 0);
    sheet.set_footer(if opmaak.codes { "&LVertrouwelijk&RPagina &P van &N" } else { "&RPagina &P van &N" });
    workbook.save_to_buffer()
}

fn row(sheet: &mut Worksheet, rij: u32, regel: &Lijstregel, codes: bool) -> Result<(), XlsxError> {
    let a = &regel.afspraak;
    let zicht = Zicht { codes, ..Zicht::ALLES };
    let text = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let late = text.clone().set_bold().set_font_color(Color::RGB(0x00A1_1616));
    let day = text.clone().set_num_format("d-m-yyyy");
    let (verwacht, uitslag) = regel.verwachting.clone().unwrap_or_default();
    let expected = if verwacht.is_empty() { String::new() } else { format!("{verwacht}: {uitslag}") };
    let texts = [
        (0, a.nummer.clone()),
        (1, regel.aanbieder.clone()),
        (2, veilig(&a.tekst.tekst(zicht))),
        (3, veilig(&a.eigenaar.tekst(zicht))),
        (5, a.status.naam().to_owned()),
        (8, a.soort.naam().to_owned()),
        (10, expected),
        (11, veilig(&a.resultaat.tekst(zicht))),
    ];
    let wie = a.deelnemer.iter().filter(|_| codes).map(|wie| (12, veilig(&wie.code)));
    for (kolom, tekst) in texts.into_iter().chain(wie) {
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

    use calamine::{Data, Range, Reader, Xlsx};

    use super::*;
    use crate::domain::{Afspraaksoort, Afspraakstatus, Codes, Genoemd};

    fn regel(tekst: &str) -> Lijstregel {
        let codes = Codes::new(["P-12", "0473"]);
        Lijstregel {
            aanbieder: "PSW".into(),
            afspraak: Verslagafspraak {
                nummer: "PSW-2024-07".into(),
                tekst: codes.mark(tekst),
                eigenaar: codes.mark("=cmd"),
                deadline: "2024-08-30".parse().ok(),
                status: Afspraakstatus::Open,
                soort: Afspraaksoort::Gewoon,
                noemt_soort: false,
                resultaat: codes.mark("0473 gebeld"),
                kpi: Some(3),
                deelnemer: Some(Genoemd::new("P-12")),
                verwacht: None,
            },
            te_laat: true,
            doorgeschoven: 3,
            verwachting: Some(("C1.1 ≥ 95% in 2025-K1".into(), "gehaald".into())),
        }
    }

    const DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 9, 10);

    fn written(regels: &[Lijstregel], codes: bool) -> Vec<u8> {
        write(regels, Lijstopmaak { dag: DAY.unwrap(), voorbeeld: true, codes }).unwrap()
    }

    fn sheet(bytes: Vec<u8>) -> Range<Data> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert!(book.worksheet_formula("Afspraken").unwrap().is_empty());
        book.worksheet_range("Afspraken").unwrap()
    }

    #[test]
    fn text_that_looks_like_a_formula_stays_text() {
        let range = sheet(written(&[regel("=HYPERLINK(\"x\")"), regel("+1\u{1b}[0m")], false));
        assert_eq!(range.get_value((3, 2)), Some(&Data::String("=HYPERLINK(\"x\")".into())));
        assert_eq!(range.get_value((4, 2)), Some(&Data::String("+1[0m".into())));
        assert_eq!(range.get_value((3, 7)), Some(&Data::Float(3.0)));
        assert_eq!(range.get_value((3, 10)), Some(&Data::String("C1.1 ≥ 95% in 2025-K1: gehaald".into())));
    }

    #[test]
    fn codes_are_in_it_only_when_asked_and_then_it_says_that_it_is_confidential() {
        for (codes, texts, kop) in [
            (false, ["[deelnemer] bellen", "[deelnemer] gebeld", ""], "VOORBEELDGEGEVENS: verzonnen gegevens. Afspraken"),
            (true, ["P-12 bellen", "0473 gebeld", "P-12"], "VOORBEELDGEGEVENS: verzonnen gegevens. VERTROUWELIJK: met codes"),
        ] {
            let range = sheet(written(&[regel("P-12 bellen")], codes));
            let text = |at| range.get_value(at).map(ToString::to_string).unwrap_or_default();
            assert_eq!([(3, 2), (3, 11), (3, 12)].map(text), texts);
            assert!(text((0, 0)).starts_with(kop), "{}", text((0, 0)));
            assert_eq!(text((2, 12)) == "Deelnemer", codes);
        }
    }

    #[test]
    fn the_same_list_gives_the_same_bytes() {
        assert_eq!(written(&[regel("a")], false), written(&[regel("a")], false));
        assert!(!written(&[], false).is_empty());
    }
}
