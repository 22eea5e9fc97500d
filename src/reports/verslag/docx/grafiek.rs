//! A chart as a native one, so that it is sharp at every size and can be restyled in Word.

use std::fmt::Write as _;

use super::super::{Grafiek, Grafiekreeks, Normlijn};
use super::xml::attribute;
use super::{DECLARATION, chart_relation};

/// Size on paper, in EMU: 17 × 6,2 cm.
const SIZE: (u32, u32) = (6_120_000, 2_232_000);

/// Colour, dash and marker of each series, so that lines differ without colour.
const LOOKS: [(&str, &str, &str); 3] =
    [("1F4E79", "solid", "circle"), ("8A4B08", "dash", "square"), ("4B2A7B", "sysDot", "triangle")];

/// The paragraph that holds the chart.
pub(super) fn anchor(grafiek: &Grafiek, drawing: usize, chart: usize) -> String {
    let (cx, cy) = SIZE;
    format!(
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"{drawing}\" name=\"Grafiek {drawing}\" descr=\"{}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"{}\"/>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
        attribute(&grafiek.beschrijving),
        chart_relation(chart)
    )
}

/// The part that holds the numbers.
pub(super) fn chart(grafiek: &Grafiek) -> String {
    let mut series = String::new();
    let mut index = 0;
    for (reeks, look) in grafiek.reeksen.iter().zip(LOOKS.iter().cycle()) {
        series += &line(index, grafiek, reeks, look);
        index += 1;
    }
    for norm in &grafiek.normen {
        for suspended in [false, true] {
            if norm.opgeschort.contains(&suspended) {
                series += &norm_line(index, grafiek, norm, suspended);
                index += 1;
            }
        }
    }
    let text =
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"800\"/></a:pPr><a:endParaRPr lang=\"nl-NL\"/></a:p></c:txPr>";
    format!(
        "{DECLARATION}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:roundedCorners val=\"0\"/><c:chart>\
         <c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}\
         <c:marker val=\"1\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:lineChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/>\
         <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"low\"/>{text}<c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{top}\"/><c:min val=\"0\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"CCCCCC\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>\
         <c:numFmt formatCode=\"0\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/>{text}<c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/><c:majorUnit val=\"{step}\"/></c:valAx>\
         </c:plotArea><c:legend><c:legendPos val=\"r\"/><c:overlay val=\"0\"/>{text}</c:legend><c:plotVisOnly val=\"1\"/>\
         <c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>",
        top = grafiek.top,
        step = grafiek.top / 5.0,
    )
}

fn line(index: usize, grafiek: &Grafiek, reeks: &Grafiekreeks, (colour, dash, marker): &(&str, &str, &str)) -> String {
    let look = format!(
        "<c:spPr><a:ln w=\"25400\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:prstDash val=\"{dash}\"/></a:ln></c:spPr>\
         <c:marker><c:symbol val=\"{marker}\"/><c:size val=\"6\"/><c:spPr><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></c:spPr></c:marker>"
    );
    ser(index, &reeks.naam, &look, grafiek, &reeks.punten)
}

/// The norm is grey and thin, dashed in the kwartalen in which it was suspended.
fn norm_line(index: usize, grafiek: &Grafiek, norm: &Normlijn, suspended: bool) -> String {
    let (naam, dash) = if suspended { (format!("{} (losgelaten)", norm.naam), "dash") } else { (norm.naam.clone(), "solid") };
    let look = format!(
        "<c:spPr><a:ln w=\"15875\"><a:solidFill><a:srgbClr val=\"444444\"/></a:solidFill><a:prstDash val=\"{dash}\"/></a:ln></c:spPr>\
         <c:marker><c:symbol val=\"none\"/></c:marker>"
    );
    let punten: Vec<Option<f64>> = norm.opgeschort.iter().map(|o| (*o == suspended).then_some(norm.grens)).collect();
    ser(index, &naam, &look, grafiek, &punten)
}

fn ser(index: usize, naam: &str, look: &str, grafiek: &Grafiek, punten: &[Option<f64>]) -> String {
    let mut cat = format!("<c:strLit><c:ptCount val=\"{}\"/>", grafiek.kwartalen.len());
    for (i, kwartaal) in grafiek.kwartalen.iter().enumerate() {
        let _ = write!(cat, "<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", attribute(kwartaal));
    }
    let mut val = format!("<c:numLit><c:formatCode>0.0</c:formatCode><c:ptCount val=\"{}\"/>", punten.len());
    for (i, punt) in punten.iter().enumerate() {
        if let Some(value) = punt {
            let _ = write!(val, "<c:pt idx=\"{i}\"><c:v>{value}</c:v></c:pt>");
        }
    }
    format!(
        "<c:ser><c:idx val=\"{index}\"/><c:order val=\"{index}\"/><c:tx><c:v>{}</c:v></c:tx>{look}<c:cat>{cat}</c:strLit></c:cat>\
         <c:val>{val}</c:numLit></c:val><c:smooth val=\"0\"/></c:ser>",
        attribute(naam)
    )
}
