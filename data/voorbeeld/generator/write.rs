//! Bytes: each aanbieder writes csv in its own way, a workbook is a workbook.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::Aanbieder;
use super::sheets::{Cell, Sheet, title_rows};

/// How an aanbieder writes csv.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `;`, UTF-8 with BOM, `3-4-2024`, `ja`, `7,5`: what a Dutch Excel saves.
    Psw,
    /// `,`, UTF-8, `2024-04-03`, `J`, `7.5`, `huidige_trede`: an export from a system.
    Rendiz,
    /// `;`, Windows-1252, `03/04/2024`, `Ja`, `7,5`.
    Qwyl,
}

impl Dialect {
    pub(super) const fn of(aanbieder: Aanbieder) -> Self {
        match aanbieder {
            Aanbieder::Psw => Self::Psw,
            Aanbieder::Rendiz => Self::Rendiz,
            Aanbieder::Qwyl => Self::Qwyl,
        }
    }

    pub(super) fn header(self, name: &str) -> String {
        if self == Self::Rendiz { name.to_lowercase().replace(' ', "_") } else { name.to_owned() }
    }

    fn date(self, day: NaiveDate) -> String {
        let form = match self {
            Self::Psw => "%-d-%-m-%Y",
            Self::Rendiz => "%Y-%m-%d",
            Self::Qwyl => "%d/%m/%Y",
        };
        day.format(form).to_string()
    }

    fn yes_no(self, yes: bool) -> &'static str {
        match (self, yes) {
            (Self::Psw, true) => "ja",
            (Self::Psw, false) => "nee",
            (Self::Rendiz, true) => "J",
            (Self::Rendiz, false) => "N",
            (Self::Qwyl, true) => "Ja",
            (Self::Qwyl, false) => "Nee",
        }
    }

    fn number(self, n: Decimal) -> String {
        let text = n.normalize().to_string();
        if self == Self::Rendiz { text } else { text.replace('.', ",") }
    }

    fn text(self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Whole(n) => n.to_string(),
            Cell::Number(n) => self.number(*n),
            Cell::Day(day) => self.date(*day),
            Cell::YesNo(yes) => self.yes_no(*yes).to_owned(),
        }
    }

    /// The sheet as a csv file, lines ended as Windows does.
    pub(super) fn csv(self, sheet: &Sheet) -> Vec<u8> {
        let delimiter = if self == Self::Rendiz { b',' } else { b';' };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let mut record = |cells: Vec<String>| writer.write_record(cells).expect("memory takes it");
        for title in title_rows(sheet) {
            record(vec![title.to_owned()]);
        }
        record(sheet.header.clone());
        for row in &sheet.rows {
            record(row.iter().map(|cell| self.text(cell)).collect());
        }
        let bytes = writer.into_inner().expect("memory takes it");
        let text = String::from_utf8(bytes).expect("it was text");
        match self {
            Self::Psw => format!("\u{feff}{text}").into_bytes(),
            Self::Rendiz => text.into_bytes(),
            Self::Qwyl => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        }
    }
}

/// The sheets as one workbook, the same bytes every time.
pub(super) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    fill(sheets).expect("a workbook within Excel's bounds")
}

fn fill(sheets: &[Sheet]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new().set_title("Voorbeeldgegevens, fictief").set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let bold = Format::new().set_bold();
    let day_format = Format::new().set_num_format("dd-mm-yyyy");
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(sheet.name)?;
        let mut at = 0;
        for title in title_rows(sheet) {
            page.write_string_with_format(at, 0, title, &bold)?;
            at += 1;
        }
        for (column, name) in (0..).zip(&sheet.header) {
            page.write_string_with_format(at, column, name, &bold)?;
        }
        at += u32::from(!sheet.header.is_empty());
        for row in &sheet.rows {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => page.write_string(at, column, text)?,
                    Cell::Whole(n) => page.write_number(at, column, *n)?,
                    Cell::Number(n) => page.write_number(at, column, n.to_f64().unwrap_or_default())?,
                    Cell::Day(day) => page.write_datetime_with_format(at, column, day, &day_format)?,
                    Cell::YesNo(yes) => page.write_string(at, column, if *yes { "ja" } else { "nee" })?,
                };
            }
            at += 1;
        }
        page.set_column_range_width(0, 30, 14)?;
    }
    workbook.save_to_buffer()
}
