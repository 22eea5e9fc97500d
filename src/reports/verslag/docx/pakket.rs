//! The parts of a Word file, what kind each is of, and which refers to which.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;

use super::xml::{DECLARATION, chart_relation, picture_relation};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE_RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The relations of the document that are always there; those of charts and pictures go by a name of their own.
const FIXED: [(&str, &str); 5] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("header", "header1.xml"),
    ("footer", "footer1.xml"),
];

/// The parts so far.
#[derive(Default)]
pub(super) struct Pakket {
    parts: Vec<(String, Vec<u8>)>,
    charts: usize,
    pictures: usize,
}

impl Pakket {
    pub(super) fn text(&mut self, naam: &str, inhoud: String) {
        self.parts.push((naam.to_owned(), inhoud.into_bytes()));
    }

    /// A chart, with the workbook of its numbers.
    pub(super) fn chart(&mut self, chart: String, workbook: Vec<u8>) {
        self.charts += 1;
        let n = self.charts;
        self.text(&format!("word/charts/chart{n}.xml"), chart);
        let relation = relation("rId1", "package", &format!("../embeddings/grafiek{n}.xlsx"));
        self.text(&format!("word/charts/_rels/chart{n}.xml.rels"), relations(&relation));
        self.parts.push((format!("word/embeddings/grafiek{n}.xlsx"), workbook));
    }

    /// A picture in PNG.
    pub(super) fn picture(&mut self, png: Vec<u8>) {
        self.pictures += 1;
        self.parts.push((format!("word/media/kaart{}.png", self.pictures), png));
    }
}

/// Packs the parts with one fixed time, so that the same verslag gives the same bytes.
pub(super) fn pack(mut pakket: Pakket) -> io::Result<Vec<u8>> {
    let types = content_types(&pakket);
    let document = document_rels(&pakket);
    pakket.text("word/_rels/document.xml.rels", document);
    pakket.text("_rels/.rels", package_rels());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    // The kinds come first: that is how a Word file is known.
    let first = ("[Content_Types].xml".to_owned(), types.into_bytes());
    for (name, content) in std::iter::once(&first).chain(&pakket.parts) {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE_RELATION}/{kind}\" Target=\"{target}\"/>")
}

fn relations(relations: &str) -> String {
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")
}

fn package_rels() -> String {
    let core = format!("{RELATIONS}/metadata/core-properties");
    relations(&format!(
        "{}<Relationship Id=\"rId2\" Type=\"{core}\" Target=\"docProps/core.xml\"/>{}",
        relation("rId1", "officeDocument", "word/document.xml"),
        relation("rId3", "extended-properties", "docProps/app.xml")
    ))
}

fn document_rels(pakket: &Pakket) -> String {
    let fixed = FIXED.into_iter().zip(1..).map(|((kind, target), n)| relation(&format!("rId{n}"), kind, target));
    let charts = (1..=pakket.charts).map(|n| relation(&chart_relation(n), "chart", &format!("charts/chart{n}.xml")));
    let pictures = (1..=pakket.pictures).map(|n| relation(&picture_relation(n), "image", &format!("media/kaart{n}.png")));
    relations(&fixed.chain(charts).chain(pictures).collect::<String>())
}

fn content_types(pakket: &Pakket) -> String {
    let fixed = [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/numbering.xml", format!("{WORD}.numbering+xml")),
        ("/word/settings.xml", format!("{WORD}.settings+xml")),
        ("/word/header1.xml", format!("{WORD}.header+xml")),
        ("/word/footer1.xml", format!("{WORD}.footer+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
    ];
    let fixed = fixed.into_iter().map(|(part, kind)| (part.to_owned(), kind));
    let chart = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    let charts = (1..=pakket.charts).map(|n| (format!("/word/charts/chart{n}.xml"), chart.to_owned()));
    let mut overrides = String::new();
    for (part, kind) in fixed.chain(charts) {
        let _ = write!(overrides, "<Override PartName=\"{part}\" ContentType=\"{kind}\"/>");
    }
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>{overrides}</Types>"
    )
}
