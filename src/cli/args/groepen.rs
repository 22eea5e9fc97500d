//! Options that several commands have: each is declared once, so that it is spelled, read and explained the same everywhere.

use std::path::PathBuf;

use clap::Args;

use super::waarden::{aanbieder, aanbieder_of_alle, kwartaal, segment};
use super::{Naam, Wie};
use crate::domain::{Kwartaal, Segment};

/// The kwartaal that a command is about.
#[derive(Debug, Args)]
pub(in crate::cli) struct VanKwartaal {
    /// Het kwartaal, bijvoorbeeld 2024-K2
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(in crate::cli) kwartaal: Kwartaal,
}

/// The kwartaal that a list is narrowed to.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct AlleenKwartaal {
    /// Alleen dit kwartaal, bijvoorbeeld 2024-K2
    #[arg(long, value_name = "K", value_parser = kwartaal)]
    pub(in crate::cli) kwartaal: Option<Kwartaal>,
}

/// The aanbieder that an answer is narrowed to.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct AlleenAanbieder {
    /// Alleen deze aanbieder, bijvoorbeeld psw
    #[arg(long, value_name = "A", value_parser = aanbieder)]
    pub(in crate::cli) aanbieder: Option<Naam>,
}

/// The aanbieder, or all together, that figures are narrowed to.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct EenOfAlle {
    /// Alleen deze aanbieder, bijvoorbeeld psw, of alle
    #[arg(long, value_name = "A", value_parser = aanbieder_of_alle)]
    pub(in crate::cli) aanbieder: Option<Wie>,
}

/// The segment that a command is about; collectief unless said.
#[derive(Debug, Args)]
pub(in crate::cli) struct InSegment {
    /// Het segment: collectief (als u niets opgeeft) of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment, default_value = "collectief", hide_default_value = true)]
    pub(in crate::cli) segment: Segment,
}

/// The segment that an answer is narrowed to.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct AlleenSegment {
    /// Alleen dit segment: collectief of individueel
    #[arg(long, value_name = "SEGMENT", value_parser = segment)]
    pub(in crate::cli) segment: Option<Segment>,
}

/// Whether what stands where a file goes may be replaced.
#[derive(Debug, Args)]
pub(in crate::cli) struct Vervang {
    /// Vervangt een bestand dat er al staat
    #[arg(long)]
    pub(in crate::cli) vervang: bool,
}

/// The same of a command that writes a file only when asked, with `--naar`.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct VervangBijNaar {
    /// Vervangt een bestand dat er al staat
    #[arg(long, requires = "naar")]
    pub(in crate::cli) vervang: bool,
}

/// The workbook that a command writes.
#[derive(Debug, Args)]
pub(in crate::cli) struct NaarWerkmap {
    /// De werkmap om te schrijven (.xlsx)
    #[arg(long, value_name = "BESTAND.xlsx")]
    pub(in crate::cli) naar: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) bestaand: Vervang,
}

/// The document that a command writes.
#[derive(Debug, Args)]
pub(in crate::cli) struct NaarDocument {
    /// Het bestand om te schrijven (.docx, .html of .md)
    #[arg(long, value_name = "BESTAND")]
    pub(in crate::cli) naar: PathBuf,
    /// Laat cijfers over een klein aantal deelnemers weg
    #[arg(long)]
    pub(in crate::cli) zonder_kleine_aantallen: bool,
    #[command(flatten)]
    pub(in crate::cli) bestaand: Vervang,
}
