//! The verslag as a Word document: A4, real heading styles, header rows that repeat, page numbers, Dutch.
//!
//! Writes the parts of the package itself: the library at hand cannot repeat a header row, name the language or the title,
//! give a drawing its alternative text, or hold a native chart, and Word and a screen reader need all of these.

mod grafiek;
mod kaart;
mod pakket;
mod plaatje;
mod xml;

use std::io;

use self::pakket::{Pakket, pack};
use self::xml::{DECLARATION, attribute, chart_relation, paragraph, picture_relation, run, text, whole};
use super::{Grafiek, Kaart, Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Zet};

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

/// The width of the labels in the head, in twentieths of a point.
const KOPLABEL: u32 = 1400;

/// A table of at most so many rows stays on one page.
const SAMEN: usize = 12;

/// A list of at most so many lines stays on one page.
const BIJEEN: usize = 8;

/// What is set smaller in the styles of a paper that has to go on one page.
const KLEIN: [(&str, &str); 6] = [
    ("<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/><w:lang", "<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/><w:lang"),
    ("<w:spacing w:after=\"80\" w:line=\"252\"", "<w:spacing w:after=\"50\" w:line=\"240\""),
    ("<w:spacing w:before=\"0\" w:after=\"120\"", "<w:spacing w:before=\"0\" w:after=\"60\""),
    ("<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>", "<w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>"),
    ("<w:spacing w:before=\"220\" w:after=\"80\"/>", "<w:spacing w:before=\"120\" w:after=\"60\"/>"),
    ("<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/></w:rPr>", "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>"),
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
    let mut body = Body { xml: String::new(), grafieken: Vec::new(), kaarten: Vec::new(), drawings: 0, breedte: pagina.tekst() };
    body.front(verslag);
    for blok in &verslag.blokken {
        body.block(blok);
    }
    let mut pakket = Pakket::default();
    pakket.text("docProps/core.xml", core_properties(verslag));
    pakket.text("docProps/app.xml", APP_PROPERTIES.to_owned());
    pakket.text("word/document.xml", document(&body.xml, pagina));
    pakket.text("word/styles.xml", styles(verslag.papier));
    pakket.text("word/numbering.xml", NUMBERING.to_owned());
    pakket.text("word/settings.xml", SETTINGS.to_owned());
    pakket.text("word/header1.xml", header(verslag));
    pakket.text("word/footer1.xml", footer(verslag));
    for grafiek in body.grafieken {
        pakket.chart(grafiek::chart(grafiek), grafiek::workbook(grafiek)?);
    }
    for kaart in body.kaarten {
        pakket.picture(plaatje::picture(kaart)?);
    }
    pack(pakket)
}

/// The text of the document so far, and the charts and maps that it refers to.
struct Body<'v> {
    xml: String,
    grafieken: Vec<&'v Grafiek>,
    kaarten: Vec<&'v Kaart>,
    drawings: usize,
    /// Of the text.
    breedte: u32,
}

impl<'v> Body<'v> {
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
            let cells = [(label, KOPLABEL), (value, breedte - KOPLABEL)];
            let cells: String = cells.into_iter().map(|(t, w)| cell(w, &paragraph("Tabeltekst", &text(t)), "")).collect();
            format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        });
        let rijen = rijen.collect::<Vec<_>>().concat();
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Koptabel\"/><w:tblW w:w=\"{breedte}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"Gegevens van het gesprek\"/></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{KOPLABEL}\"/><w:gridCol w:w=\"{}\"/></w:tblGrid>{rijen}</w:tbl>",
            breedte - KOPLABEL
        );
        self.xml += &table;
    }

    fn block(&mut self, blok: &'v Verslagblok) {
        match blok {
            Verslagblok::Kop { niveau, tekst } => {
                let style = if *niveau <= 2 { "Kop1" } else { "Kop2" };
                self.xml += &paragraph(style, &text(tekst));
            }
            Verslagblok::Alinea(tekst) => self.xml += &paragraph("Standaard", &text(tekst)),
            Verslagblok::Lijst(regels) => self.xml.push_str(&list(regels)),
            Verslagblok::Leeswijzer(regels) => self.xml.push_str(&legend(regels)),
            Verslagblok::Uitkomsten(uitkomsten) => {
                self.xml.extend(uitkomsten.iter().map(|(soort, tekst)| {
                    let content = run("<w:b/>", &format!("{soort}: ")) + &text(tekst);
                    paragraph("Uitkomst", &content)
                }));
            }
            Verslagblok::Tabel(tabel) => {
                self.xml += &table(tabel, self.breedte);
                // Two tables in a row would run into one; and a table needs air below it.
                self.xml += &paragraph("Tabelslot", "");
            }
            Verslagblok::Noot(tekst) => self.xml += &paragraph("Noot", &text(tekst)),
            Verslagblok::Grafieken(grafieken) => self.charts(grafieken),
            Verslagblok::Kaart(kaart) => self.map(kaart),
        }
    }

    /// Two charts beside each other.
    fn charts(&mut self, grafieken: &'v [Grafiek]) {
        for pair in grafieken.chunks(2) {
            let mut content = String::new();
            for grafiek in pair {
                self.grafieken.push(grafiek);
                self.drawings += 1;
                content += &grafiek::anchor(grafiek, self.drawings, self.grafieken.len());
            }
            self.xml += &paragraph("Beeld", &content);
        }
    }

    /// The map, and the same in words beside it.
    fn map(&mut self, kaart: &'v Kaart) {
        self.kaarten.push(kaart);
        // One for the shapes, and one for the picture in their place.
        self.drawings += 2;
        let left = kaart::BREEDTE;
        let right = self.breedte - left;
        let legend = text(&format!("● ook gedekt door {}", kaart.van));
        let drawing = kaart::drawing(kaart, self.drawings, &picture_relation(self.kaarten.len()));
        let drawing = paragraph("Beeld", &drawing) + &paragraph("Noot", &legend);
        let words = table(&kaart.tabel, right - 100) + &paragraph("Tabelslot", "");
        let beside = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Koptabel\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{left}\"/><w:gridCol w:w=\"{right}\"/></w:tblGrid>\
             <w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr></w:tbl>{}",
            self.breedte,
            cell(left, &drawing, ""),
            cell(right, &words, ""),
            paragraph("Tabelslot", "")
        );
        self.xml += &beside;
    }
}

/// A table: its head repeats, no row falls apart, and none stands alone on a page.
fn table(tabel: &Tabel, breedte: u32) -> String {
    let widths: Vec<u32> = tabel.kolommen.iter().map(|k| breedte * u32::from(k.breedte) / 100).collect();
    let grid = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect::<Vec<_>>().concat();
    let head: String =
        tabel.kolommen.iter().zip(&widths).map(|(k, w)| cell(*w, &aligned(k, true, &run("<w:b/>", &k.naam)), "")).collect();
    let last = tabel.rijen.len().saturating_sub(1);
    let stays = |at: usize| at < last && (last < SAMEN || at == 0 || at + 1 == last);
    let rijen: String = (0..).zip(&tabel.rijen).map(|(at, rij)| row(rij, &tabel.kolommen, &widths, stays(at))).collect();
    let title = if tabel.titel_stil { String::new() } else { paragraph("Bijschrift", &text(&tabel.titel)) };
    format!(
        "{title}<w:tbl><w:tblPr><w:tblStyle w:val=\"Verslagtabel\"/><w:tblW w:w=\"{breedte}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\
         <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rijen}</w:tbl>",
        attribute(&tabel.titel)
    )
}

/// A line that others belong to stays on the page of the first of them; neither the first nor the last line of a list stands alone
/// on a page, and a list of a few lines does not fall apart.
fn list(regels: &[Regel]) -> String {
    let below = regels.iter().skip(1).map(|regel| regel.niveau).chain([0]);
    let last = regels.len().saturating_sub(1);
    let stays = |at: usize| at < last && (last < BIJEEN || at == 0 || at + 1 == last);
    let item = |(at, (regel, below)): (usize, (&Regel, u8))| {
        let style = if regel.niveau == 0 { "Lijstopsomteken" } else { "Lijstopsomteken2" };
        let keep = if below > regel.niveau || stays(at) { "<w:keepNext/>" } else { "" };
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>{}</w:p>", text(&regel.tekst))
    };
    regels.iter().zip(below).enumerate().map(item).collect()
}

/// As a whole on one page.
fn legend(regels: &[Regel]) -> String {
    let last = regels.len().saturating_sub(1);
    let item = |(at, regel): (usize, &Regel)| {
        let keep = if at < last { "<w:keepNext/>" } else { "" };
        format!("<w:p><w:pPr><w:pStyle w:val=\"Leeswijzer\"/>{keep}</w:pPr>{}</w:p>", text(&regel.tekst))
    };
    regels.iter().enumerate().map(item).collect()
}

/// `stays`: on the page of the row below it.
fn row(rij: &[Tabelcel], kolommen: &[Tabelkolom], widths: &[u32], stays: bool) -> String {
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
            let set = if cel.stays_whole(kolom.zet) { whole } else { run };
            cell(*width, &aligned(kolom, stays, &set(properties, &cel.tekst)), "")
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn aligned(kolom: &Tabelkolom, stays: bool, content: &str) -> String {
    let keep = if stays { "<w:keepNext/>" } else { "" };
    let align = if kolom.zet == Zet::Rechts { "<w:jc w:val=\"right\"/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"Tabeltekst\"/>{keep}{align}</w:pPr>{content}</w:p>")
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
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

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

const APP_PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>accountgesprek</Application></Properties>";

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
    fn a_line_stays_with_the_first_that_belongs_to_it() {
        let regel = |niveau, tekst: &str| Regel { niveau, tekst: tekst.to_owned() };
        let kept = |regels: &[Regel]| -> Vec<bool> {
            let xml = list(regels);
            xml.split("</w:p>").filter(|p| !p.is_empty()).map(|p| p.contains("<w:keepNext/>")).collect()
        };
        // A few lines stay together; of more only who would stand alone is kept.
        assert_eq!(kept(&[regel(0, "hoofd"), regel(1, "een"), regel(0, "slot")]), [true, true, false]);
        let mut long: Vec<Regel> = (0..10).map(|_| regel(0, "regel")).collect();
        long[4] = regel(1, "van de regel erboven");
        let expected: Vec<bool> = (0..10).map(|at| matches!(at, 0 | 3 | 8)).collect();
        assert_eq!(kept(&long), expected);
    }

    #[test]
    fn what_is_set_smaller_is_there_to_be_set_smaller() {
        for (usual, _) in KLEIN {
            assert!(STYLES.contains(usual), "{usual}");
        }
        assert!(styles(Papier::Jaarbeeld).contains("w:pos=\"15364\"") && styles(Papier::Verslag) == STYLES);
    }
}
