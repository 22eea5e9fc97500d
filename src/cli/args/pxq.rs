//! The commands around rates and P×Q as clap knows them.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use rust_decimal::Decimal;

use super::{AlleenAanbieder, GezieneVersie, VanKwartaal, VervangBijNaar};
use crate::domain::{Periode, Tariefproduct};
use crate::wording;

#[derive(Debug, Args)]
pub(in crate::cli) struct Pxq {
    #[command(flatten)]
    pub(in crate::cli) over: VanKwartaal,
    #[command(flatten)]
    pub(in crate::cli) wie: AlleenAanbieder,
    /// kwartaal (als u niets opgeeft) of jaar: het jaar tot en met het kwartaal
    #[arg(long, value_name = "PERIODE", value_parser = periode, default_value = "kwartaal", hide_default_value = true)]
    pub(in crate::cli) periode: Periode,
    /// Schrijft de regels en totalen naar een bestand (.xlsx of .csv)
    #[arg(long, value_name = "BESTAND")]
    pub(in crate::cli) naar: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) bestaand: VervangBijNaar,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TariefOpdracht {
    /// Toont de bekende tarieven
    Lijst,
    /// Voert een tarief in, of verbetert het
    Zet(TariefZet),
    /// Haalt een ingevoerd tarief weg; hoort er een bij het programma, dan geldt dat weer
    Weg(TariefWeg),
    /// Toont alles wat er met een tarief is gebeurd
    Geschiedenis(TariefWelk),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TariefWelk {
    /// P1, "P2 mbo" of "P2 hbo"
    #[arg(value_name = "PRODUCT", value_parser = product)]
    pub(in crate::cli) product: Tariefproduct,
    /// Het jaar waarvoor het geldt
    #[arg(value_name = "JAAR")]
    pub(in crate::cli) jaar: i32,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TariefZet {
    #[command(flatten)]
    pub(in crate::cli) welk: TariefWelk,
    /// Euro per uur, bijvoorbeeld 7,84
    #[arg(value_name = "BEDRAG", value_parser = bedrag)]
    pub(in crate::cli) bedrag: Decimal,
    /// Waar het tarief vandaan komt; wie een ingevoerd tarief verbetert en niets opgeeft, laat de bron staan
    #[arg(long, value_name = "BRON")]
    pub(in crate::cli) bron: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TariefWeg {
    #[command(flatten)]
    pub(in crate::cli) welk: TariefWelk,
    #[command(flatten)]
    pub(in crate::cli) gezien: GezieneVersie,
}

fn periode(tekst: &str) -> Result<Periode, String> {
    match tekst.to_lowercase().as_str() {
        "kwartaal" => Ok(Periode::Kwartaal),
        "jaar" => Ok(Periode::Jaar),
        _ => Err("kies kwartaal of jaar".to_owned()),
    }
}

fn product(tekst: &str) -> Result<Tariefproduct, String> {
    Tariefproduct::parse(tekst).ok_or_else(|| "kies P1, \"P2 mbo\" of \"P2 hbo\"".to_owned())
}

/// An amount in euro as people write it.
pub(super) fn bedrag(tekst: &str) -> Result<Decimal, String> {
    wording::read_bedrag(tekst).ok_or_else(|| "schrijf een bedrag in euro als 7,84 of 12.500".to_owned())
}
