//! Two kwartalen beside each other as a workbook: every figure as it is and as it was, with both verdicts and the difference.

use std::io;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cijferboek::figure;
use super::sjabloon::eigenschappen;
use super::verslag::delen::verschil_met;
use super::werkblad::{self, Blad, Werkbladinhoud, Werkbladopmaak};
use crate::domain::{Kwartaal, Meting, Norm, Periode, Verschil};
use crate::wording;

/// A figure beside that of the other kwartaal.
#[derive(Debug, Clone, PartialEq)]
pub struct Vergelijkrij {
    pub norm: Norm,
    pub aanbieder: String,
    pub nu: Meting,
    pub toen: Option<Meting>,
    pub verschil: Option<Verschil>,
}

/// How it is written.
#[derive(Debug, Clone, Copy)]
pub struct Vergelijkopmaak {
    pub kwartaal: Kwartaal,
    pub ander: Kwartaal,
    pub segment: &'static str,
    pub voorbeeld: bool,
}

/// Writes it. The same figures give the same bytes.
pub fn write(rijen: &[Vergelijkrij], opmaak: Vergelijkopmaak) -> io::Result<Vec<u8>> {
    build(rijen, opmaak).map_err(io::Error::other)
}

fn build(rijen: &[Vergelijkrij], opmaak: Vergelijkopmaak) -> Result<Vec<u8>, XlsxError> {
    let Vergelijkopmaak { kwartaal, ander, segment, voorbeeld } = opmaak;
    let titel = format!("{kwartaal} naast {ander}, segment {segment}");
    let mut workbook = Workbook::new();
    workbook.set_properties(&eigenschappen(&titel));
    let kolommen = [
        ("Norm".to_owned(), 7.0),
        ("Waarover".to_owned(), 26.0),
        ("Eis".to_owned(), 15.0),
        ("Aanbieder".to_owned(), 18.0),
        ("Periode".to_owned(), 10.0),
        (format!("Cijfer {kwartaal}"), 11.0),
        (format!("Mensen {kwartaal}"), 16.0),
        (format!("Oordeel {kwartaal}"), 20.0),
        (format!("Cijfer {ander}"), 11.0),
        (format!("Mensen {ander}"), 16.0),
        (format!("Oordeel {ander}"), 20.0),
        (verschil_met(ander), 12.0),
    ];
    let blad = Blad {
        naam: "Vergelijking",
        titel,
        onder: vec![
            "Het verschil is in procentpunt, bij een gemiddelde in punten, en van de cijfers vóór het afronden. Een leeg cijfer is \
             niet gemeten."
                .to_owned(),
        ],
        kolommen: kolommen.into_iter().collect(),
        rijen: rijen.iter().map(row).collect(),
        vast: 4,
    };
    werkblad::add(&mut workbook, &blad, Werkbladopmaak { voorbeeld, codes: false })?;
    workbook.save_to_buffer()
}

fn row(rij: &Vergelijkrij) -> Vec<Werkbladinhoud> {
    let Vergelijkrij { norm, aanbieder, nu, toen, verschil } = rij;
    let mean = norm.indicator.is_mean();
    let of = |meting: Option<&Meting>| {
        [
            Werkbladinhoud::of(meting, |m| figure(norm, m)),
            Werkbladinhoud::of(meting, |m| Werkbladinhoud::tekst(wording::mensen(m, mean))),
            Werkbladinhoud::of(meting, |m| Werkbladinhoud::tekst(wording::oordeel_met_zou(m))),
        ]
    };
    let head = [
        Werkbladinhoud::tekst(norm.id.as_str()),
        Werkbladinhoud::tekst(norm.kort.as_str()),
        Werkbladinhoud::tekst(wording::norm_grens(norm)),
        Werkbladinhoud::tekst(aanbieder.as_str()),
        Werkbladinhoud::tekst(match nu.periode {
            Periode::Kwartaal => "kwartaal",
            Periode::Jaar => "jaar t/m",
        }),
    ];
    let difference = Werkbladinhoud::of(*verschil, |v| Werkbladinhoud::Getal(v.waarde()));
    head.into_iter().chain(of(Some(nu))).chain(of(toen.as_ref())).chain([difference]).collect()
}
