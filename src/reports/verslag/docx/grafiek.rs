//! A chart as a native one, so that it is sharp at every size and can be restyled in Word, with the workbook of its numbers in it.

use std::fmt::Write as _;
use std::io;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::{Grafiek, Grafiekreeks, Normlijn};
use super::xml::attribute;
use super::{DECLARATION, chart_relation};
use crate::reports::sjabloon::eigenschappen;

/// Size on paper, in EMU: 8,4 × 4,4 cm, so that two stand beside each other.
const SIZE: (u32, u32) = (3_024_000, 1_584_000);

/// The sheet of the workbook that holds the numbers.
const BLAD: &str = "Cijfers";

/// Colour, dash and marker of each series, so that lines differ without colour.
const LOOKS: [(&str, &str, &str); 3] =
    [("1F4E79", "solid", "circle"), ("8A4B08", "dash", "square"), ("4B2A7B", "sysDot", "triangle")];

/// The run that holds the chart.
pub(super) fn anchor(grafiek: &Grafiek, drawing: usize, chart: usize) -> String {
    let (cx, cy) = SIZE;
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"{drawing}\" name=\"Grafiek {drawing}\" descr=\"{}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"{}\"/>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        attribute(&format!("{}. {}", grafiek.titel, grafiek.beschrijving)),
        chart_relation(chart)
    )
}

/// A line of the chart: its name, how it looks, and its numbers.
struct Lijn {
    naam: String,
    look: String,
    punten: Vec<Option<f64>>,
}

fn lines(grafiek: &Grafiek) -> Vec<Lijn> {
    let mut lines: Vec<Lijn> = grafiek.reeksen.iter().zip(LOOKS.iter().cycle()).map(|(reeks, look)| line(reeks, look)).collect();
    for norm in &grafiek.normen {
        let both = [false, true].into_iter().filter(|suspended| norm.opgeschort.contains(suspended));
        lines.extend(both.map(|suspended| norm_line(norm, suspended)));
    }
    lines
}

fn line(reeks: &Grafiekreeks, (colour, dash, marker): &(&str, &str, &str)) -> Lijn {
    let look = format!(
        "<c:spPr><a:ln w=\"22225\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:prstDash val=\"{dash}\"/></a:ln></c:spPr>\
         <c:marker><c:symbol val=\"{marker}\"/><c:size val=\"5\"/><c:spPr><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></c:spPr></c:marker>"
    );
    Lijn { naam: reeks.naam.clone(), look, punten: reeks.punten.clone() }
}

/// The norm is grey and thin, dashed in the kwartalen in which it was suspended.
fn norm_line(norm: &Normlijn, suspended: bool) -> Lijn {
    let (naam, dash) = if suspended { (format!("{} (losgelaten)", norm.naam), "dash") } else { (norm.naam.clone(), "solid") };
    let look = format!(
        "<c:spPr><a:ln w=\"15875\"><a:solidFill><a:srgbClr val=\"444444\"/></a:solidFill><a:prstDash val=\"{dash}\"/></a:ln></c:spPr>\
         <c:marker><c:symbol val=\"none\"/></c:marker>"
    );
    Lijn { naam, look, punten: norm.opgeschort.iter().map(|o| (*o == suspended).then_some(norm.grens)).collect() }
}

/// The kwartalen as they stand below the chart: short, for eight of them beside each other.
fn labels(grafiek: &Grafiek) -> Vec<String> {
    grafiek.kwartalen.iter().map(|k| format!("K{} ’{:02}", k.nummer(), k.jaar().rem_euclid(100))).collect()
}

/// The workbook that is opened when somebody asks Word for the numbers.
pub(super) fn workbook(grafiek: &Grafiek) -> io::Result<Vec<u8>> {
    sheet(grafiek).and_then(|mut workbook| workbook.save_to_buffer()).map_err(io::Error::other)
}

fn sheet(grafiek: &Grafiek) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&eigenschappen(&grafiek.titel));
    let sheet = workbook.add_worksheet();
    sheet.set_name(BLAD)?;
    for (label, row) in labels(grafiek).iter().zip(1_u32..) {
        sheet.write_string(row, 0, label)?;
    }
    for (lijn, column) in lines(grafiek).iter().zip(1_u16..) {
        sheet.write_string(0, column, &lijn.naam)?;
        for (punt, row) in lijn.punten.iter().zip(1_u32..) {
            if let Some(value) = punt {
                sheet.write_number(row, column, *value)?;
            }
        }
    }
    Ok(workbook)
}

/// The part that draws the numbers; the workbook is its first relation.
pub(super) fn chart(grafiek: &Grafiek) -> String {
    let labels = labels(grafiek);
    let format = if grafiek.schaal.stap < 1.0 { "0.0" } else { "0" };
    let series: String = lines(grafiek).iter().zip(0..).map(|(lijn, index)| ser(index, lijn, &labels)).collect();
    let text =
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"700\"/></a:pPr><a:endParaRPr lang=\"nl-NL\"/></a:p></c:txPr>";
    format!(
        "{DECLARATION}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:lang val=\"nl-NL\"/><c:roundedCorners val=\"0\"/><c:chart>\
         <c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"900\" b=\"1\"/></a:pPr><a:r><a:rPr lang=\"nl-NL\" sz=\"900\" b=\"1\"/>\
         <a:t>{titel}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>\
         <c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/><c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}\
         <c:marker val=\"1\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:lineChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/>\
         <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"low\"/>{text}<c:crossAx val=\"2\"/><c:crosses val=\"min\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{boven}\"/><c:min val=\"{onder}\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"CCCCCC\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>\
         <c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/>{text}<c:crossAx val=\"1\"/><c:crosses val=\"min\"/><c:majorUnit val=\"{stap}\"/></c:valAx>\
         </c:plotArea><c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/>{text}</c:legend><c:plotVisOnly val=\"1\"/>\
         <c:dispBlanksAs val=\"gap\"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
        titel = attribute(&grafiek.titel),
        boven = grafiek.schaal.boven,
        onder = grafiek.schaal.onder,
        stap = grafiek.schaal.stap,
    )
}

fn ser(index: u8, lijn: &Lijn, labels: &[String]) -> String {
    let column = char::from(b'B'.saturating_add(index));
    let last = labels.len() + 1;
    let mut cat = format!("<c:ptCount val=\"{}\"/>", labels.len());
    for (i, label) in labels.iter().enumerate() {
        let _ = write!(cat, "<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", attribute(label));
    }
    let mut val = format!("<c:formatCode>General</c:formatCode><c:ptCount val=\"{}\"/>", lijn.punten.len());
    for (i, punt) in lijn.punten.iter().enumerate() {
        if let Some(value) = punt {
            let _ = write!(val, "<c:pt idx=\"{i}\"><c:v>{value}</c:v></c:pt>");
        }
    }
    format!(
        "<c:ser><c:idx val=\"{index}\"/><c:order val=\"{index}\"/><c:tx><c:strRef><c:f>{BLAD}!${column}$1</c:f><c:strCache><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx>{}\
         <c:cat><c:strRef><c:f>{BLAD}!$A$2:$A${last}</c:f><c:strCache>{cat}</c:strCache></c:strRef></c:cat>\
         <c:val><c:numRef><c:f>{BLAD}!${column}$2:${column}${last}</c:f><c:numCache>{val}</c:numCache></c:numRef></c:val><c:smooth val=\"0\"/></c:ser>",
        attribute(&lijn.naam),
        lijn.look
    )
}
