//! The map as a picture, for programs that cannot draw its shapes.

use std::convert::Infallible;
use std::io;

use embedded_graphics::mono_font::MonoTextStyle;
use embedded_graphics::mono_font::iso_8859_1::FONT_9X15_BOLD;
use embedded_graphics::pixelcolor::{Rgb888, RgbColor, WebColors};
use embedded_graphics::prelude::{Dimensions, DrawTarget, Drawable, OriginDimensions, Pixel, Point, Primitive, Size};
use embedded_graphics::primitives::{PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Alignment, Text};

use super::super::tekening;
use super::super::{Kaart, Vlak, Vlakstand};
use crate::domain::Gemeente;
use crate::domain::kaart::{KOLOMMEN, RIJEN, cel};

/// The pixels of a cell: as high as the map says it is, and a label of six letters within three.
const CEL: (u32, u32) = (20, 40);
/// The last border stands beyond the last cell.
const LIJN: u32 = 2;
const BREED: usize = KOLOMMEN * 20 + LIJN as usize;
const HOOG: usize = RIJEN * 40 + LIJN as usize;
/// The same for who counts pixels otherwise.
#[expect(clippy::cast_possible_truncation, reason = "some hundreds")]
const MAAT: (u32, u32) = (BREED as u32, HOOG as u32);

/// Draws the map as a PNG.
pub(super) fn picture(kaart: &Kaart) -> io::Result<Vec<u8>> {
    let mut doek = Doek { pixels: vec![Rgb888::WHITE; BREED * HOOG] };
    // It is memory that is drawn on.
    let Ok(()) = draw(kaart, &mut doek);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, MAAT.0, MAAT.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let data: Vec<u8> = doek.pixels.iter().flat_map(|p| [p.r(), p.g(), p.b()]).collect();
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).map_err(io::Error::other)?;
    Ok(bytes)
}

fn draw(kaart: &Kaart, doek: &mut Doek) -> Result<(), Infallible> {
    let of = |gemeente: Gemeente| kaart.vlakken.iter().find(|v| v.gemeente == gemeente);
    for rij in 0..RIJEN {
        for kolom in 0..KOLOMMEN {
            let Some(vlak) = cel(kolom, rij).and_then(of) else { continue };
            let cell = Rectangle::new(corner(kolom, rij), Size::new(CEL.0, CEL.1));
            cell.into_styled(PrimitiveStyle::with_fill(fill(vlak.stand))).draw(doek)?;
        }
    }
    // A border where a cell lies beside one of another gemeente, or of none.
    for rij in 0..=RIJEN {
        for kolom in 0..=KOLOMMEN {
            let own = cel(kolom, rij);
            let line = PrimitiveStyle::with_fill(Rgb888::CSS_BLACK);
            if own != kolom.checked_sub(1).and_then(|k| cel(k, rij)) {
                Rectangle::new(corner(kolom, rij), Size::new(LIJN, CEL.1)).into_styled(line).draw(doek)?;
            }
            if own != rij.checked_sub(1).and_then(|r| cel(kolom, r)) {
                Rectangle::new(corner(kolom, rij), Size::new(CEL.0, LIJN)).into_styled(line).draw(doek)?;
            }
        }
    }
    for vlak in &kaart.vlakken {
        let (x, y) = tekening::midden(vlak);
        // Two lines, around the middle.
        let at = Point::new(pixels(x), pixels(y) - 4);
        let style = MonoTextStyle::new(&FONT_9X15_BOLD, Rgb888::BLACK);
        let text = format!("{}\n{}", vlak.gemeente.naam(), mark(vlak));
        Text::with_alignment(&text, at, style, Alignment::Center).draw(doek)?;
    }
    Ok(())
}

/// Of a drawing in units of a cell width.
fn pixels(units: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 36 units of 20 pixels")]
    let rounded = (units * 20.0).round() as i32;
    rounded
}

fn corner(kolom: usize, rij: usize) -> Point {
    let at = |n: usize, size: u32| i32::try_from(n).unwrap_or(0) * i32::try_from(size).unwrap_or(0);
    Point::new(at(kolom, CEL.0), at(rij, CEL.1))
}

/// The colours of the shapes.
const fn fill(stand: Vlakstand) -> Rgb888 {
    match stand {
        Vlakstand::Gedekt => Rgb888::new(0xd5, 0xeb, 0xda),
        Vlakstand::Kwetsbaar => Rgb888::new(0xfd, 0xea, 0xc2),
        Vlakstand::NietGedekt => Rgb888::new(0xf6, 0xcf, 0xcf),
        Vlakstand::NietOpgegeven => Rgb888::new(0xe6, 0xe6, 0xe6),
    }
}

/// The glyph, in letters that every font has.
fn mark(vlak: &Vlak) -> String {
    let glyph = match vlak.stand {
        Vlakstand::Gedekt => "+",
        Vlakstand::Kwetsbaar => "!",
        Vlakstand::NietGedekt => "x",
        Vlakstand::NietOpgegeven => "-",
    };
    if vlak.eigen { format!("{glyph} o") } else { glyph.to_owned() }
}

/// What is drawn on.
struct Doek {
    pixels: Vec<Rgb888>,
}

impl OriginDimensions for Doek {
    fn size(&self) -> Size {
        Size::new(MAAT.0, MAAT.1)
    }
}

impl DrawTarget for Doek {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        let frame = self.bounding_box();
        for Pixel(at, colour) in pixels {
            let place = usize::try_from(at.x).ok().zip(usize::try_from(at.y).ok()).filter(|_| frame.contains(at));
            if let Some(pixel) = place.and_then(|(x, y)| self.pixels.get_mut(y * BREED + x)) {
                *pixel = colour;
            }
        }
        Ok(())
    }
}
