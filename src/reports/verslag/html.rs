//! The verslag as one self-contained HTML page: no script, no file beside it, for the eye, the ear and the printer.

use std::io;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::markdown::as_table;
use super::tekening::{self, KAART_BREEDTE, KAART_HOOGTE, Lijnen};
use super::{Grafiek, Kaart, Papier, Regel, Tabel, Tabelcel, Tabelkolom, Tint, Verslag, Verslagblok, Vlakstand, Zet};
use crate::domain::Kwartaal;

/// Writes the document.
pub(super) fn write(verslag: &Verslag) -> io::Result<String> {
    let stijl = Htmlstijl { papier: verslag.papier, voet: &footer(verslag) }.render().map_err(io::Error::other)?;
    // What is not in this hash has no say in how the page looks, and nothing has a say in what it does.
    let hash = STANDARD.encode(Sha256::digest(stijl.as_bytes()));
    let page = Htmlpagina { verslag, delen: parts(&verslag.blokken), stijl, hash };
    page.render().map_err(io::Error::other)
}

/// The foot of a printed page, as a string of CSS.
fn footer(verslag: &Verslag) -> String {
    let mark = |holds: bool, mark: &'static str| if holds { mark } else { "" };
    let marks = [
        mark(verslag.voorbeeld, " · VOORBEELDGEGEVENS"),
        mark(verslag.concept.is_some(), " · concept"),
        mark(verslag.vertrouwelijk.is_some(), " · vertrouwelijk"),
    ];
    let mut css = String::new();
    for c in format!("{} {}{}", verslag.papier.kop(), verslag.kort, marks.concat()).chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' => css.extend(format!("\\{:x} ", u32::from(c)).chars()),
            c if c.is_control() => {}
            c => css.push(c),
        }
    }
    css
}

#[derive(Template)]
#[template(path = "verslag.css", escape = "none")]
struct Htmlstijl<'a> {
    papier: Papier,
    voet: &'a str,
}

#[derive(Template)]
#[template(path = "verslag.html")]
struct Htmlpagina<'a> {
    verslag: &'a Verslag,
    delen: Vec<Htmldeel<'a>>,
    stijl: String,
    hash: String,
}

/// A block with what its markup needs besides: an id of its own, coordinates.
enum Htmldeel<'a> {
    Kop2(&'a str),
    Kop3(&'a str),
    Alinea(&'a str),
    /// The lines of a list, each with the lines that belong to it.
    Lijst(Vec<(&'a str, Vec<&'a str>)>),
    Uitkomsten(&'a [(String, String)]),
    Tabel(String, Tabel),
    Noot(&'a str),
    Grafieken(Vec<GrafiekBeeld>),
    Kaart(String, Box<KaartBeeld>),
}

fn parts(blokken: &[Verslagblok]) -> Vec<Htmldeel<'_>> {
    blokken
        .iter()
        .enumerate()
        .map(|(id, blok)| match blok {
            Verslagblok::Kop { niveau: ..=2, tekst } => Htmldeel::Kop2(tekst),
            Verslagblok::Kop { tekst, .. } => Htmldeel::Kop3(tekst),
            Verslagblok::Alinea(tekst) => Htmldeel::Alinea(tekst),
            Verslagblok::Lijst(regels) | Verslagblok::Leeswijzer(regels) => Htmldeel::Lijst(nested(regels)),
            Verslagblok::Uitkomsten(uitkomsten) => Htmldeel::Uitkomsten(uitkomsten),
            Verslagblok::Tabel(tabel) => Htmldeel::Tabel(id.to_string(), tabel.clone()),
            Verslagblok::Noot(tekst) => Htmldeel::Noot(tekst),
            Verslagblok::Grafieken(grafieken) => {
                let numbered = (1..).zip(grafieken).map(|(n, g): (usize, _)| GrafiekBeeld::new(g, format!("{id}-{n}")));
                Htmldeel::Grafieken(numbered.collect())
            }
            Verslagblok::Kaart(kaart) => Htmldeel::Kaart(id.to_string(), Box::new(KaartBeeld::new(kaart))),
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

impl Tabelkolom {
    const fn klasse(&self) -> &'static str {
        match self.zet {
            Zet::Links => "",
            Zet::Rechts => "rechts",
            Zet::Heel => "heel",
        }
    }
}

/// Of the field of a chart: as wide as a phone leaves for it, so that its letters are read there.
const BREEDTE: f64 = 320.0;
const HOOGTE: f64 = 120.0;

/// A chart as coordinates.
struct GrafiekBeeld {
    id: String,
    titel: String,
    beschrijving: String,
    tabel: Tabel,
    streepjes: Vec<(String, String)>,
    /// The middle of each kwartaal, its name and the year below it.
    kolommen: Vec<(String, String, String)>,
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

impl NormBeeld {
    fn is_suspended(&self) -> bool {
        self.stukken.iter().any(|(.., los)| *los)
    }
}

impl GrafiekBeeld {
    fn new(grafiek: &Grafiek, id: String) -> Self {
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
            id,
            titel: grafiek.titel.clone(),
            beschrijving: grafiek.beschrijving.clone(),
            tabel: as_table(grafiek),
            streepjes: lijnen.streepjes.iter().map(|(y, t)| (number(*y), t.clone())).collect(),
            kolommen: columns(&lijnen, &grafiek.kwartalen),
            normen: normen.collect(),
            reeksen: reeksen.collect(),
        }
    }
}

/// The year stands at the first kwartaal, and where it begins.
fn columns(lijnen: &Lijnen, kwartalen: &[Kwartaal]) -> Vec<(String, String, String)> {
    let named = lijnen.kolommen.iter().zip(kwartalen).enumerate().map(|(at, (x, k))| {
        let jaar = if at == 0 || k.nummer() == 1 { k.jaar().to_string() } else { String::new() };
        (number(*x), format!("K{}", k.nummer()), jaar)
    });
    named.collect()
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
    van: String,
    tabel: Tabel,
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
            van: kaart.van.clone(),
            tabel: kaart.tabel.clone(),
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
