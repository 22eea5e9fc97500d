//! The map as a group of native shapes: a polygon and a label per gemeente.

use std::fmt::Write as _;

use super::super::tekening::{self, KAART_BREEDTE, KAART_HOOGTE};
use super::super::{Kaart, Vlak, Vlakstand};
use super::xml::{attribute, run};

/// EMU per cell width: the map is 4,5 × 9 cm.
const SCHAAL: f64 = 90_000.0;
/// What stands beside it begins so far to the right, in twentieths of a point.
pub(super) const BREEDTE: u32 = 2800;
/// The width of a label per character of the name, and its height.
const LABEL: (i64, i64) = (48_000, 260_000);

fn emu(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 36 cells of 108 000 EMU")]
    let rounded = (value * SCHAAL).round() as i64;
    rounded
}

/// The run that holds the map: shapes, or where they cannot be drawn the picture of them. `id` is that of the picture, the one
/// before it that of the shapes.
pub(super) fn drawing(kaart: &Kaart, id: usize, picture: &str) -> String {
    let shapes_id = id - 1;
    let descr = attribute(&format!("{}. {}", kaart.titel, kaart.beschrijving));
    let (cx, cy) = (emu(KAART_BREEDTE), emu(KAART_HOOGTE));
    let mut shapes = String::new();
    for (n, vlak) in (1..).zip(&kaart.vlakken) {
        shapes += &face(vlak, id * 100 + n);
    }
    for (n, vlak) in (50..).zip(&kaart.vlakken) {
        shapes += &label(vlak, id * 100 + n, (cx, cy));
    }
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing>\
         <wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{shapes_id}\" name=\"Kaart {shapes_id}\" descr=\"{descr}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp><wpg:cNvGrpSpPr/>\
         <wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm></wpg:grpSpPr>\
         {shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:drawing>\
         <wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{id}\" name=\"Kaart {id}\" descr=\"{descr}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"kaart.png\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{picture}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

fn face(vlak: &Vlak, id: usize) -> String {
    let punten: Vec<(i64, i64)> = tekening::omtrek(vlak).into_iter().map(|(x, y)| (emu(x), emu(y))).collect();
    let (left, top) = (min(punten.iter().map(|p| p.0)), min(punten.iter().map(|p| p.1)));
    let (w, h) = (max(punten.iter().map(|p| p.0)) - left, max(punten.iter().map(|p| p.1)) - top);
    let mut path = String::new();
    for (i, (x, y)) in punten.iter().enumerate() {
        let step = if i == 0 { "moveTo" } else { "lnTo" };
        let _ = write!(path, "<a:{step}><a:pt x=\"{}\" y=\"{}\"/></a:{step}>", x - left, y - top);
    }
    let fill = match vlak.stand {
        Vlakstand::Gedekt => "D5EBDA",
        Vlakstand::Kwetsbaar => "FDEAC2",
        Vlakstand::NietGedekt => "F6CFCF",
        Vlakstand::NietOpgegeven => "E6E6E6",
    };
    format!(
        "<wps:wsp><wps:cNvPr id=\"{id}\" name=\"{}\"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm>\
         <a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path w=\"{w}\" h=\"{h}\">{path}<a:close/></a:path></a:pathLst></a:custGeom>\
         <a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill><a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"333333\"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>",
        attribute(vlak.gemeente.naam())
    )
}

/// The name and the glyph, kept inside the frame.
fn label(vlak: &Vlak, id: usize, (cx, cy): (i64, i64)) -> String {
    let (x, y) = tekening::midden(vlak);
    let (per_char, h) = LABEL;
    let w = per_char * i64::try_from(vlak.gemeente.naam().chars().count().max(6)).unwrap_or(6);
    let left = (emu(x) - w / 2).clamp(0, (cx - w).max(0));
    let top = (emu(y) - h / 2).clamp(0, (cy - h).max(0));
    let own = if vlak.eigen { " ●" } else { "" };
    let size = "<w:sz w:val=\"13\"/><w:szCs w:val=\"13\"/>";
    let line = |text: &str| {
        format!(
            "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/></w:pPr>{}</w:p>",
            run(size, text)
        )
    };
    let text = line(vlak.gemeente.naam()) + &line(&format!("{}{own}", vlak.stand.glyph()));
    format!(
        "<wps:wsp><wps:cNvPr id=\"{id}\" name=\"Naam {}\"/><wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"{w}\" cy=\"{h}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>\
         <wps:bodyPr wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"/></wps:wsp>",
        attribute(vlak.gemeente.naam())
    )
}

fn min(values: impl Iterator<Item = i64>) -> i64 {
    values.min().unwrap_or(0)
}

fn max(values: impl Iterator<Item = i64>) -> i64 {
    values.max().unwrap_or(0)
}
