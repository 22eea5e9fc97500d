//! The verslag as a Word document: A4, real heading styles, header rows that repeat, page numbers, Dutch.
//!
//! Writes the parts of the package itself: the library at hand cannot repeat a header row, name the language or the title,
//! give a drawing its alternative text, or hold a native chart, and Word and a screen reader need all of these.

mod grafiek;
mod kaart;
mod xml;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;

use self::xml::{DECLARATION, attribute, chart_relation, paragraph, run, text};
use super::{Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok};

const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const SETTINGS: &str = include_str!("settings.xml");

/// A page of A4, in twentieths of a point.
#[derive(Debug, Clone, Copy)]
struct Pagina {
    breedte: u32,
    hoogte: u32,
    /// The same at all sides but the top, which has the head of the page.
    marge: u32,
    boven: u32,
}

impl Pagina {
    const fn of(papier: Papier) -> Self {
        let (breedte, hoogte) = if papier.is_landscape() { (16838, 11906) } else { (11906, 16838) };
        // 1.3 cm where all has to go on one page, else 2.
        let (marge, boven) = if papier.is_one_page() { (737, 964) } else { (1134, 1304) };
        Self { breedte, hoogte, marge, boven }
    }

    /// The width of the text.
    const fn tekst(self) -> u32 {
        self.breedte - 2 * self.marge
    }
}

/// What is set smaller in the styles of a paper that has to go on one page.
const KLEIN: [(&str, &str); 6] = [
    ("<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang", "<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/><w:lang"),
    ("<w:spacing w:after=\"100\" w:line=\"264\"", "<w:spacing w:after=\"50\" w:line=\"240\""),
    ("<w:spacing w:before=\"0\" w:after=\"200\"", "<w:spacing w:before=\"0\" w:after=\"60\""),
    ("<w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>", "<w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>"),
    ("<w:spacing w:before=\"360\" w:after=\"120\"/>", "<w:spacing w:before=\"120\" w:after=\"60\"/>"),
    ("<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>", "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"),
];

/// The styles, with the sizes of the paper and the place where its head and foot line up at the right.
fn styles(papier: Papier) -> String {
    let styles = STYLES.replace("w:pos=\"9638\"", &format!("w:pos=\"{}\"", Pagina::of(papier).tekst()));
    if !papier.is_one_page() {
        return styles;
    }
    KLEIN.iter().fold(styles, |styles, (usual, small)| styles.replace(usual, small))
}

/// Writes the document.
pub(super) fn write(verslag: &Verslag) -> io::Result<Vec<u8>> {
    let pagina = Pagina::of(verslag.papier);
    let mut body = Body { xml: String::new(), charts: Vec::new(), drawings: 0, breedte: pagina.tekst() };
    body.front(verslag);
    for blok in &verslag.blokken {
        body.block(blok);
    }
    let charts = body.charts;
    let document = document(&body.xml, pagina);
    let mut parts: Vec<(String, String)> = vec![
        ("[Content_Types].xml".to_owned(), content_types(charts.len())),
        ("_rels/.rels".to_owned(), PACKAGE_RELS.to_owned()),
        ("docProps/core.xml".to_owned(), core_properties(verslag)),
        ("docProps/app.xml".to_owned(), APP_PROPERTIES.to_owned()),
        ("word/document.xml".to_owned(), document),
        ("word/_rels/document.xml.rels".to_owned(), document_rels(charts.len())),
        ("word/styles.xml".to_owned(), styles(verslag.papier)),
        ("word/numbering.xml".to_owned(), NUMBERING.to_owned()),
        ("word/settings.xml".to_owned(), SETTINGS.to_owned()),
        ("word/header1.xml".to_owned(), header(verslag)),
        ("word/footer1.xml".to_owned(), footer(verslag)),
    ];
    parts.extend(charts.into_iter().zip(1..).map(|(chart, n)| (format!("word/charts/chart{n}.xml"), chart)));
    pack(&parts)
}

/// Packs the parts with one fixed time, so that the same verslag gives the same bytes.
fn pack(parts: &[(String, String)]) -> io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, content) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The text of the document so far, and the charts that it refers to.
struct Body {
    xml: String,
    charts: Vec<String>,
    drawings: usize,
    /// Of the text.
    breedte: u32,
}

impl Body {
    fn front(&mut self, verslag: &Verslag) {
        if verslag.voorbeeld {
            self.xml +=
                &paragraph("Merk", &text(&format!("VOORBEELDGEGEVENS: {} gaat over verzonnen gegevens.", verslag.papier.dit())));
        }
        self.xml += &paragraph("Titel", &text(&verslag.titel));
        for said in verslag.vertrouwelijk.iter().chain(&verslag.concept) {
            self.xml += &paragraph("Concept", &text(said));
        }
        if verslag.kop.is_empty() {
            return;
        }
        let breedte = self.breedte;
        let rijen = verslag.kop.iter().map(|(label, value)| {
            let cells = [(label, 2000), (value, breedte - 2000)];
            let cells: String = cells.into_iter().map(|(t, w)| cell(w, &paragraph("Tabeltekst", &text(t)), "")).collect();
            format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        });
        let rijen = rijen.collect::<Vec<_>>().concat();
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Koptabel\"/><w:tblW w:w=\"{breedte}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"Gegevens van het gesprek\"/></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"{}\"/></w:tblGrid>{rijen}</w:tbl>",
            breedte - 2000
        );
        self.xml += &table;
    }

    fn block(&mut self, blok: &Verslagblok) {
        match blok {
            Verslagblok::Kop { niveau, tekst } => {
                let style = if *niveau <= 2 { "Kop1" } else { "Kop2" };
                self.xml += &paragraph(style, &text(tekst));
            }
            Verslagblok::Alinea(tekst) => self.xml += &paragraph("Standaard", &text(tekst)),
            Verslagblok::Lijst(regels) => self.xml.extend(regels.iter().map(list_item)),
            Verslagblok::Uitkomsten(uitkomsten) => {
                self.xml.extend(uitkomsten.iter().map(|(soort, tekst)| {
                    let content = run("<w:b/>", &format!("{soort}: ")) + &text(tekst);
                    paragraph("Uitkomst", &content)
                }));
            }
            Verslagblok::Tabel(tabel) => self.table(tabel),
            Verslagblok::Grafiek(grafiek) => {
                self.charts.push(grafiek::chart(grafiek));
                self.drawings += 1;
                self.xml += &paragraph("Bijschrift", &text(&grafiek.titel));
                self.xml += &grafiek::anchor(grafiek, self.drawings, self.charts.len());
                self.table(&super::markdown::as_table(grafiek));
            }
            Verslagblok::Kaart(kaart) => {
                self.drawings += 1;
                self.xml += &paragraph("Bijschrift", &text(&kaart.titel));
                self.xml += &kaart::drawing(kaart, self.drawings);
                self.xml += &paragraph("Tabeltekst", &text(&kaart::legend()));
                self.xml += &paragraph("Tabeltekst", &text(&kaart.beschrijving));
            }
        }
    }

    fn table(&mut self, tabel: &Tabel) {
        let breedte = self.breedte;
        let widths: Vec<u32> = tabel.kolommen.iter().map(|k| breedte * u32::from(k.breedte) / 100).collect();
        let grid = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect::<Vec<_>>().concat();
        let head: String =
            tabel.kolommen.iter().zip(&widths).map(|(k, w)| cell(*w, &aligned(k, &run("<w:b/>", &k.naam)), "")).collect();
        let rijen: String = tabel.rijen.iter().map(|rij| row(rij, &tabel.kolommen, &widths)).collect();
        if !tabel.titel_stil {
            self.xml += &paragraph("Bijschrift", &text(&tabel.titel));
        }
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Verslagtabel\"/><w:tblW w:w=\"{breedte}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\
             <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rijen}</w:tbl>",
            attribute(&tabel.titel)
        );
        self.xml += &table;
        // Two tables in a row would run into one; and a table needs air below it.
        self.xml += &paragraph("Tabeltekst", "");
    }
}

fn list_item(regel: &Regel) -> String {
    let style = if regel.niveau == 0 { "Lijstopsomteken" } else { "Lijstopsomteken2" };
    paragraph(style, &text(&regel.tekst))
}

fn row(rij: &[Tabelcel], kolommen: &[Tabelkolom], widths: &[u32]) -> String {
    let cells: String = rij
        .iter()
        .zip(kolommen.iter().zip(widths))
        .map(|(cel, (kolom, width))| {
            let properties = match cel.toon {
                Tint::Gewoon => "",
                Tint::Goed => "<w:color w:val=\"14632B\"/>",
                Tint::Fout => "<w:b/><w:color w:val=\"A11616\"/>",
                Tint::Aandacht => "<w:b/><w:color w:val=\"7A4A00\"/>",
                Tint::Zacht => "<w:color w:val=\"555555\"/>",
            };
            cell(*width, &aligned(kolom, &run(properties, &cel.tekst)), "")
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn aligned(kolom: &Tabelkolom, content: &str) -> String {
    let align = if kolom.rechts { "<w:jc w:val=\"right\"/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"Tabeltekst\"/>{align}</w:pPr>{content}</w:p>")
}

fn cell(width: u32, content: &str, properties: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>{content}</w:tc>")
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

fn document(body: &str, pagina: Pagina) -> String {
    let Pagina { breedte, hoogte, marge, boven } = pagina;
    let orient = if breedte > hoogte { " w:orient=\"landscape\"" } else { "" };
    let rand = marge.min(567);
    format!(
        "{DECLARATION}<w:document {NAMESPACES}><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"{breedte}\" w:h=\"{hoogte}\"{orient}/>\
         <w:pgMar w:top=\"{boven}\" w:right=\"{marge}\" w:bottom=\"{marge}\" w:left=\"{marge}\" w:header=\"{rand}\" w:footer=\"{rand}\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

fn header(verslag: &Verslag) -> String {
    let mark =
        if verslag.voorbeeld { format!("<w:r><w:tab/></w:r>{}", run("<w:b/>", "VOORBEELDGEGEVENS")) } else { String::new() };
    let content = text(&format!("{} {}", verslag.papier.kop(), verslag.kort)) + &mark;
    format!("{DECLARATION}<w:hdr {NAMESPACES}>{}</w:hdr>", paragraph("Koptekst", &content))
}

fn footer(verslag: &Verslag) -> String {
    let field = |code: &str| format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let marks = [(verslag.concept.is_some(), "Concept"), (verslag.vertrouwelijk.is_some(), "Vertrouwelijk")];
    let left = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect::<Vec<_>>().join(" · ");
    let content =
        format!("{}<w:r><w:tab/></w:r>{}{}{}{}", text(&left), text("pagina "), field("PAGE"), text(" van "), field("NUMPAGES"));
    format!("{DECLARATION}<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph("Voettekst", &content))
}

const PACKAGE_RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
    <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
    </Relationships>";

const APP_PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>accountgesprek</Application></Properties>";

const OFFICE_RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn document_rels(charts: usize) -> String {
    let fixed = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ];
    let fixed = fixed.into_iter().map(|(kind, target)| (kind, target.to_owned()));
    let charts = (1..=charts).map(|n| ("chart", format!("charts/chart{n}.xml")));
    let rels = fixed
        .chain(charts)
        .zip(1..)
        .map(|((kind, target), id)| {
            format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE_RELATION}/{kind}\" Target=\"{target}\"/>")
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{rels}</Relationships>"
    )
}

fn content_types(charts: usize) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
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
    let charts = (1..=charts).map(|n| (format!("/word/charts/chart{n}.xml"), chart.to_owned()));
    let overrides = fixed
        .chain(charts)
        .map(|(part, kind)| format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/>"))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    )
}

/// Title, language and the date of the gesprek; never the moment of writing.
fn core_properties(verslag: &Verslag) -> String {
    let datum = verslag.datum.map_or_else(|| "1980-01-01".to_owned(), |d| d.to_string());
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>accountgesprek</dc:creator>\
         <dc:language>nl-NL</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{datum}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{datum}T00:00:00Z</dcterms:modified></cp:coreProperties>",
        attribute(&verslag.titel)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_smaller_is_there_to_be_set_smaller() {
        for (usual, _) in KLEIN {
            assert!(STYLES.contains(usual), "{usual}");
        }
        assert!(styles(Papier::Jaarbeeld).contains("w:pos=\"15364\"") && styles(Papier::Verslag) == STYLES);
    }
}
