//! The verslag as one self-contained HTML page: no script, no file beside it, for the eye, the ear and the printer.

use std::io;

use askama::Template;

use super::markdown::as_table;
use super::tekening::{self, KAART_BREEDTE, KAART_HOOGTE, Lijnen};
use super::{Grafiek, Kaart, Regel, Tabel, Tabelcel, Tint, Verslag, Verslagblok, Vlakstand};

/// Writes the document.
pub(super) fn write(verslag: &Verslag) -> io::Result<String> {
    let page = Htmlpagina { verslag, delen: parts(&verslag.blokken) };
    page.render().map_err(io::Error::other)
}

#[derive(Template)]
#[template(path = "verslag.html")]
struct Htmlpagina<'a> {
    verslag: &'a Verslag,
    delen: Vec<Htmldeel<'a>>,
}

/// A block with what its markup needs besides: an id of its own, coordinates.
enum Htmldeel<'a> {
    Kop2(&'a str),
    Kop3(&'a str),
    Alinea(&'a str),
    /// The lines of a list, each with the lines that belong to it.
    Lijst(Vec<(&'a str, Vec<&'a str>)>),
    Uitkomsten(&'a [(String, String)]),
    Tabel(usize, Tabel),
    Grafiek(usize, Box<GrafiekBeeld>),
    Kaart(usize, Box<KaartBeeld>),
}

fn parts(blokken: &[Verslagblok]) -> Vec<Htmldeel<'_>> {
    blokken
        .iter()
        .enumerate()
        .map(|(id, blok)| match blok {
            Verslagblok::Kop { niveau: ..=2, tekst } => Htmldeel::Kop2(tekst),
            Verslagblok::Kop { tekst, .. } => Htmldeel::Kop3(tekst),
            Verslagblok::Alinea(tekst) => Htmldeel::Alinea(tekst),
            Verslagblok::Lijst(regels) => Htmldeel::Lijst(nested(regels)),
            Verslagblok::Uitkomsten(uitkomsten) => Htmldeel::Uitkomsten(uitkomsten),
            Verslagblok::Tabel(tabel) => Htmldeel::Tabel(id, tabel.clone()),
            Verslagblok::Grafiek(grafiek) => Htmldeel::Grafiek(id, Box::new(GrafiekBeeld::new(grafiek))),
            Verslagblok::Kaart(kaart) => Htmldeel::Kaart(id, Box::new(KaartBeeld::new(kaart))),
        })
        .collect()
}

fn nested(regels: &[Regel]) -> Vec<(&str, Vec<&str>)> {
    let mut nested: Vec<(&str, Vec<&str>)> = Vec::new();
    for regel in regels {
        match nested.last_mut() {
            Some((_, onder)) if regel.niveau > 0 => onder.push(&regel.tekst),
            _ => nested.push((&regel.tekst, Vec::new())),
        }
    }
    nested
}

impl Tabelcel {
    /// The class that colours a cell; its words say the same.
    const fn klasse(&self) -> &'static str {
        match self.toon {
            Tint::Gewoon => "",
            Tint::Goed => "goed",
            Tint::Fout => "fout",
            Tint::Aandacht => "let-op",
            Tint::Zacht => "zacht",
        }
    }
}

const BREEDTE: f64 = 560.0;
const HOOGTE: f64 = 200.0;

/// A chart as coordinates.
struct GrafiekBeeld {
    titel: String,
    beschrijving: String,
    tabel: Tabel,
    streepjes: Vec<(String, String)>,
    kolommen: Vec<(String, String)>,
    reeksen: Vec<ReeksBeeld>,
    normen: Vec<NormBeeld>,
}

struct ReeksBeeld {
    naam: String,
    /// The class that gives it its own colour and dash.
    klasse: String,
    lijnen: Vec<String>,
    /// Points with the shape of the series, so that lines differ without colour.
    punten: Vec<String>,
}

struct NormBeeld {
    naam: String,
    y: String,
    stukken: Vec<(String, String, bool)>,
}

impl GrafiekBeeld {
    fn new(grafiek: &Grafiek) -> Self {
        let lijnen = Lijnen::new(grafiek, BREEDTE, HOOGTE);
        let reeksen = grafiek.reeksen.iter().zip(&lijnen.reeksen).enumerate().map(|(i, (reeks, runs))| ReeksBeeld {
            naam: reeks.naam.clone(),
            klasse: format!("r{}", i % 3),
            lijnen: runs.iter().filter(|r| r.len() > 1).map(|r| polyline(r)).collect(),
            punten: runs.iter().flatten().map(|p| marker(i, *p)).collect(),
        });
        let normen = grafiek.normen.iter().zip(&lijnen.normen).map(|(norm, stukken)| NormBeeld {
            naam: norm.naam.clone(),
            y: number(stukken.first().map_or(0.0, |(a, ..)| a.1)),
            stukken: stukken.iter().map(|(a, b, dashed)| (number(a.0), number(b.0), *dashed)).collect(),
        });
        Self {
            titel: grafiek.titel.clone(),
            beschrijving: grafiek.beschrijving.clone(),
            tabel: as_table(grafiek),
            streepjes: lijnen.streepjes.iter().map(|(y, t)| (number(*y), t.clone())).collect(),
            kolommen: lijnen.kolommen.iter().zip(&grafiek.kwartalen).map(|(x, k)| (number(*x), k.clone())).collect(),
            normen: normen.collect(),
            reeksen: reeksen.collect(),
        }
    }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn polyline(punten: &[tekening::Tekenpunt]) -> String {
    punten.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

/// A path for a point: a disc, a square and a triangle for the first three series.
fn marker(reeks: usize, (x, y): tekening::Tekenpunt) -> String {
    match reeks % 3 {
        0 => format!("M{:.1},{y:.1}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", x - 4.0),
        1 => format!("M{:.1},{:.1}h7v7h-7z", x - 3.5, y - 3.5),
        _ => format!("M{x:.1},{:.1}l4.5,8h-9z", y - 5.0),
    }
}

/// The map as coordinates.
struct KaartBeeld {
    titel: String,
    beschrijving: String,
    /// The frame of the drawing.
    kader: String,
    vlakken: Vec<VlakBeeld>,
    legenda: Vec<(&'static str, char, &'static str)>,
}

struct VlakBeeld {
    klasse: &'static str,
    punten: String,
    x: String,
    /// The lines of its name, with the glyph: how low each stands, and what it says.
    regels: Vec<(String, String)>,
}

/// Drawn units per cell width of the map.
const SCHAAL: f64 = 14.0;

impl KaartBeeld {
    fn new(kaart: &Kaart) -> Self {
        let vlakken = kaart.vlakken.iter().map(|vlak| {
            let punten: Vec<tekening::Tekenpunt> =
                tekening::omtrek(vlak).into_iter().map(|(x, y)| (x * SCHAAL, y * SCHAAL)).collect();
            let (x, y) = tekening::midden(vlak);
            let (x, y) = (x * SCHAAL, y * SCHAAL);
            let glyph = if vlak.eigen { format!("{} ●", vlak.stand.glyph()) } else { vlak.stand.glyph().to_string() };
            let lines = [vlak.gemeente.naam().to_owned(), glyph];
            let regels = lines.into_iter().zip([-4.0, 10.0]).map(|(t, dy)| (number(y + dy), t)).collect();
            VlakBeeld { klasse: stand_class(vlak.stand), punten: polyline(&punten), x: number(x), regels }
        });
        Self {
            titel: kaart.titel.clone(),
            beschrijving: kaart.beschrijving.clone(),
            kader: format!("-2 -2 {} {}", KAART_BREEDTE * SCHAAL + 4.0, KAART_HOOGTE * SCHAAL + 4.0),
            vlakken: vlakken.collect(),
            legenda: Vlakstand::ALL.into_iter().map(|s| (stand_class(s), s.glyph(), s.naam())).collect(),
        }
    }
}

const fn stand_class(stand: Vlakstand) -> &'static str {
    match stand {
        Vlakstand::Gedekt => "gedekt",
        Vlakstand::Kwetsbaar => "kwetsbaar",
        Vlakstand::NietGedekt => "niet-gedekt",
        Vlakstand::NietOpgegeven => "niet-opgegeven",
    }
}
