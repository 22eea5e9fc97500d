//! Findings: what is wrong or odd in a delivered file, where, and what it does to a figure.

use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Deel, Deelnemercode, Documentsoort, Kolom, Sleutel};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ernst {
    /// The file cannot be used at all.
    Bestand,
    /// The row is unusable.
    Fout,
    /// The row counts; look at it.
    Waarschuwing,
    /// Said for completeness ("verborgen kolom gelezen").
    Opmerking,
}

sleutels! {
    Ernst "ernst van een bevinding" {
        Bestand = "bestand",
        Fout = "fout",
        Waarschuwing = "waarschuwing",
        Opmerking = "opmerking",
    }
}

impl Ernst {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Bestand => "bestand",
            Self::Fout => "fout",
            Self::Waarschuwing => "waarschuwing",
            Self::Opmerking => "opmerking",
        }
    }
}

/// What of a delivery a finding says something about, whatever the sheet was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leveringsdeel {
    Rapport(Deel),
    Dekking,
    Cvs,
    Uitvraag,
}

impl Leveringsdeel {
    /// Stable: as it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rapport(deel) => deel.key(),
            Self::Dekking => Documentsoort::Dekking.key(),
            Self::Cvs => Documentsoort::Cvs.key(),
            Self::Uitvraag => "uitvraag",
        }
    }
}

impl Sleutel for Leveringsdeel {
    const WAT: &'static str = "deel van een levering";
    const ALL: &'static [Self] = &[
        Self::Rapport(Deel::Deelnemers),
        Self::Rapport(Deel::Tevredenheid),
        Self::Rapport(Deel::Samenwerking),
        Self::Dekking,
        Self::Cvs,
        Self::Uitvraag,
    ];
    const KEYS: &'static [&'static str] = &["deelnemers", "tevredenheid", "samenwerking", "dekking", "cvs", "uitvraag"];
    const EERDER: &'static [(&'static str, Self)] = &[];

    fn key(self) -> &'static str {
        Self::key(self)
    }
}

/// A finding. All text in it is safe to show: control characters are gone, and no BSN is ever repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bevinding {
    /// Stable, kebab-case: `datum-onleesbaar`. The catalogue stands in `importing`.
    pub code: String,
    pub ernst: Ernst,
    pub bestand: String,
    /// None is the file as a whole, or a sheet that is none of its parts. Storage keeps it beside the rest.
    #[serde(skip)]
    pub deel: Option<Leveringsdeel>,
    pub blad: Option<String>,
    /// As Excel shows it: `F27`; for csv the same, counting lines.
    pub cel: Option<String>,
    /// Of a row as a whole: `cel` says which. Unknown of what was stored before this was kept.
    #[serde(default)]
    pub hele_rij: bool,
    /// The deelnemer code as written, when the row has one.
    pub deelnemer: Option<String>,
    pub kolom: Option<Kolom>,
    pub gevonden: String,
    pub verwacht: String,
    /// The whole sentence in Dutch, with what it does to a figure ("telt als niet vastgelegd in KPI 1").
    pub tekst: String,
    /// The KPI's that it touches, 1–4; those come first.
    pub kpi: Vec<u8>,
    /// How many it stands for: more than itself where a kind occurs so often that the rest is not told apart.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub aantal: u32,
}

impl Bevinding {
    /// The deelnemer whose row it makes unusable.
    fn refused(&self) -> Option<Deelnemercode> {
        self.deelnemer.as_deref().filter(|_| self.ernst == Ernst::Fout).and_then(Deelnemercode::new)
    }
}

/// The codes of a part whose rows cannot be used, each once.
pub fn onleesbare_codes(bevindingen: &[Bevinding], deel: Leveringsdeel) -> Vec<Deelnemercode> {
    let of_part = bevindingen.iter().filter(|b| b.deel.is_none_or(|d| d == deel));
    let mut codes: Vec<Deelnemercode> = of_part.filter_map(Bevinding::refused).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_one(aantal: &u32) -> bool {
    *aantal == 1
}

/// The verdict on a file (`domein.md` 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bestandsoordeel {
    Goed,
    GoedMetOpmerkingen,
    DeelsBruikbaar,
    NietBruikbaar,
}

sleutels! {
    Bestandsoordeel "oordeel" {
        Goed = "goed",
        GoedMetOpmerkingen = "goed met opmerkingen",
        DeelsBruikbaar = "deels bruikbaar",
        NietBruikbaar = "niet bruikbaar",
    }
}

impl Bestandsoordeel {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Goed => "goed",
            Self::GoedMetOpmerkingen => "goed met opmerkingen",
            Self::DeelsBruikbaar => "deels bruikbaar",
            Self::NietBruikbaar => "niet bruikbaar",
        }
    }

    /// The verdict that follows from the findings: the gravest decides.
    pub fn of(bevindingen: &[Bevinding]) -> Self {
        match bevindingen.iter().map(|b| b.ernst).min() {
            Some(Ernst::Bestand) => Self::NietBruikbaar,
            Some(Ernst::Fout) => Self::DeelsBruikbaar,
            Some(Ernst::Waarschuwing | Ernst::Opmerking) => Self::GoedMetOpmerkingen,
            None => Self::Goed,
        }
    }
}
