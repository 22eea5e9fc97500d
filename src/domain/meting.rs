//! A figure: what was measured of a norm, over whom, and the verdict.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Indicator, Kolom, Kwartaal, NormId, Periode, Respons, Richting, Tekst};

/// The value of a figure. The states never look alike: never 0% or 100% for want of data (`domein.md` 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waarde {
    /// `noemer` > 0. `teller` is a count, or for C3.2 the sum of the marks.
    Gemeten { teller: Decimal, noemer: u32 },
    /// 0 of 0.
    Nvt,
    /// The report of the kwartaal, or the part that the figure needs, is missing.
    GeenRapportage,
    /// These needed columns are absent from the report.
    NietTeMeten(Vec<Kolom>),
}

impl Waarde {
    /// The word of the state in JSON and on screens.
    pub const fn toestand(&self) -> &'static str {
        match self {
            Self::Gemeten { .. } => "gemeten",
            Self::Nvt => "n.v.t.",
            Self::GeenRapportage => "geen rapportage",
            Self::NietTeMeten(_) => "niet te meten",
        }
    }

    /// Teller and noemer of people; both 0 at n.v.t., None when it is not known or no count.
    pub fn counts(&self) -> Option<(u32, u32)> {
        match self {
            Self::Gemeten { teller, noemer } => Some((u32::try_from(*teller).ok()?, *noemer)),
            Self::Nvt => Some((0, 0)),
            Self::GeenRapportage | Self::NietTeMeten(_) => None,
        }
    }

    /// The value of `alle`: the sums over what is measured or n.v.t.; without any *niet te meten* if one of them is, else
    /// *geen rapportage* (`domein.md` 4).
    pub fn pool<'w>(waarden: impl IntoIterator<Item = &'w Self>) -> Self {
        let (mut som, mut known, mut absent) = ((Decimal::ZERO, 0u32), false, Vec::new());
        for waarde in waarden {
            known |= waarde.is_known();
            match waarde {
                Self::Gemeten { teller, noemer } => som = (som.0.saturating_add(*teller), som.1.saturating_add(*noemer)),
                Self::NietTeMeten(kolommen) => absent.extend_from_slice(kolommen),
                Self::Nvt | Self::GeenRapportage => {}
            }
        }
        absent.sort_unstable();
        absent.dedup();
        match (known, som.1) {
            (false, _) if absent.is_empty() => Self::GeenRapportage,
            (false, _) => Self::NietTeMeten(absent),
            (true, 0) => Self::Nvt,
            (true, noemer) => Self::Gemeten { teller: som.0, noemer },
        }
    }

    pub const fn is_measured(&self) -> bool {
        matches!(self, Self::Gemeten { .. })
    }

    /// Whether what it needs was delivered: measured, or n.v.t. over nobody.
    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Gemeten { .. } | Self::Nvt)
    }
}

/// The verdict of a norm over a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Oordeel {
    Gehaald,
    NietGehaald,
    /// The norm is suspended: the figure is shown, nobody is judged.
    Losgelaten,
    BovenRichtwaarde,
    BinnenRichtwaarde,
    /// Measured for information: there is nothing to judge it by.
    GeenNorm,
    /// Nothing was measured.
    NietTeBepalen,
}

sleutels! {
    Oordeel "oordeel over een cijfer" {
        Gehaald = "gehaald",
        NietGehaald = "niet gehaald",
        Losgelaten = "losgelaten",
        BovenRichtwaarde = "boven richtwaarde",
        BinnenRichtwaarde = "binnen richtwaarde",
        GeenNorm = "geen norm",
        NietTeBepalen = "niet te bepalen",
    }
}

impl Oordeel {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Gehaald => "gehaald",
            Self::NietGehaald => "niet gehaald",
            Self::Losgelaten => "losgelaten",
            Self::BovenRichtwaarde => "boven richtwaarde",
            Self::BinnenRichtwaarde => "binnen richtwaarde",
            Self::GeenNorm => "geen norm",
            Self::NietTeBepalen => "niet te bepalen",
        }
    }
}

/// How far the verdict is from turning with the denominator as it is; not for a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Afstand {
    /// Minimum not met: so many more in the teller and it is ("nog 2 nodig").
    NogNodig(u32),
    /// Minimum met: so many fewer and it is not.
    MinderEnNietGehaald(u32),
    /// Maximum or richtwaarde exceeded: so many too many.
    TeVeel(u32),
    /// Maximum or richtwaarde kept: so many more and it is exceeded; None when even all of them would keep it.
    MeerEnOverschreden(Option<u32>),
}

/// A figure of one norm, kwartaal, periode and aanbieder (None: `alle` pooled), with its verdict and what it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meting {
    pub norm: NormId,
    pub kwartaal: Kwartaal,
    pub aanbieder: Option<Aanbieder>,
    pub periode: Periode,
    pub waarde: Waarde,
    /// With one decimal and a comma, never over the norm by rounding; the state when nothing was measured.
    pub weergave: String,
    /// None for what is measured for information.
    pub grens: Option<Decimal>,
    pub richting: Richting,
    pub oordeel: Oordeel,
    /// What the verdict would have been; only with [`Oordeel::Losgelaten`].
    pub zou: Option<Oordeel>,
    /// None for a mean and for what is not measured.
    pub afstand: Option<Afstand>,
    pub klein_aantal: bool,
    /// C2 only, when measured or n.v.t.: all trajecten that ran in the period (the literal reading of H23).
    pub noemer_alle: Option<u32>,
    /// The version of the report of the kwartaal; None for `alle` or without a report.
    pub versie: Option<u32>,
    pub rijen_niet_meegeteld: u32,
    /// Jaar only, when measured or n.v.t.: the kwartalen of the year whose report has the needed part.
    pub kwartalen: Vec<Kwartaal>,
    /// `alle` only: the aanbieders that it pools.
    pub aanbieders: Vec<Aanbieder>,
    /// `alle` only: of how many who are shown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub van_aanbieders: u32,
    /// C2 only, when measured or n.v.t.: trajecten that came into the cohort of this period, or changed class, after this kwartaal's stand.
    pub nagekomen: Option<u32>,
    /// The marks of deelnemers only, when measured or n.v.t.: how many of those who came to their end gave one; None when the cohort
    /// of KPI 2 cannot be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respons: Option<Respons>,
    /// C1 only: each recorded field apart; shown beside the figure.
    pub onderdelen: Vec<Onderdeel>,
    /// C2 only: the classes that partition the cohort, in fixed order, with their counts.
    pub klassen: Vec<(Klasse, u32)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A part of a KPI 1 figure: one field of it, over the same trajecten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onderdeel {
    pub kolom: Kolom,
    /// None when the column is absent from the report.
    pub teller: Option<u32>,
    pub noemer: u32,
}

/// The class of a traject in the cohort of KPI 2; together they partition it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Klasse {
    RegulierBinnenTermijn,
    VrijwilligerswerkOfRegister,
    Uitval,
    TermijnVerstreken,
    Overig,
}

sleutels! {
    Klasse "klasse" {
        RegulierBinnenTermijn = "RegulierBinnenTermijn",
        VrijwilligerswerkOfRegister = "VrijwilligerswerkOfRegister",
        Uitval = "Uitval",
        TermijnVerstreken = "TermijnVerstreken",
        Overig = "Overig",
    }
}

impl Klasse {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::RegulierBinnenTermijn => "regulier binnen termijn",
            Self::VrijwilligerswerkOfRegister => "vrijwilligerswerk of register",
            Self::Uitval => "uitval",
            Self::TermijnVerstreken => "termijn verstreken",
            Self::Overig => "overig",
        }
    }
}

/// The drill-down from a figure to the rows behind it: every row that was looked at, and why it counts or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herleiding {
    /// What the figure counts.
    pub indicator: Indicator,
    pub meting: Meting,
    pub rijen: Vec<Herleidingsrij>,
}

/// How a row weighs in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Telling {
    /// In teller and noemer.
    Teller,
    /// In the noemer only: a miss for a minimum, fine for a maximum.
    Noemer,
    /// In neither.
    Buiten,
}

/// A row behind a figure: a traject, a deelnemer, a mark or a gemeente, whichever the figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herleidingsrij {
    pub telling: Telling,
    pub reden: Reden,
    pub aanbieder: Option<Aanbieder>,
    pub deelnemer: Option<super::Deelnemercode>,
    pub gemeente: Option<super::Gemeente>,
    pub startdatum: Option<NaiveDate>,
    pub einddatum: Option<NaiveDate>,
    pub uitstroom: Option<super::Uitstroom>,
    /// The mark, or the mean of the deelnemer's marks, rounded to hundredths without reaching 8 by rounding.
    pub cijfer: Option<Decimal>,
    /// C3.3: the code of the employer, when the mark carries one.
    pub ondernemer: Option<Tekst>,
    /// The kwartaal of the report that the row is from, and its row number in the sheet (0: unknown).
    pub bron: Option<(Kwartaal, u32)>,
}

/// How a traject without an outcome may end, as the state at a kwartaal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Einde {
    /// The kwartaal of its Einddatum, when that lies in the rest of the year; else it may only end early.
    pub verwacht: Option<Kwartaal>,
    /// It is missing from the report of the kwartaal.
    pub verdwenen: bool,
}

/// Why a row counts or does not; `wording` makes the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reden {
    /// C1: everything recorded.
    AllesVastgelegd,
    /// C1: these fields are not recorded.
    NietVastgelegd(Vec<Kolom>),
    /// C1: a recognised outcome before the kwartaal.
    EerderUitgestroomd(NaiveDate),
    /// C2: in the cohort with this class, on this date.
    Uitkomst { klasse: Klasse, datum: NaiveDate },
    /// C2: the term passed; an outcome came after it ("alsnog", not counted).
    Alsnog { einddatum: NaiveDate, uitstroom: super::Uitstroom },
    /// C2: the outcome date lies in another period.
    AnderePeriode { klasse: Klasse, datum: NaiveDate },
    /// C2: still running, and how it may end; with uitval that was not concluded together if there is one.
    Lopend { uitval_niet_eensluidend: bool, einde: Einde },
    /// C3.1: the mean of so many marks.
    Gemiddelde { cijfers: u32 },
    /// C3.2, C3.3: a mark.
    Cijfer,
    /// C3.3: another mark of the same employer counts instead.
    AnderCijfer,
    /// No mark in the period.
    GeenCijfer,
    /// C4.1: covered by these aanbieders.
    Gedekt(Vec<Aanbieder>),
    /// C4.1: the overview has rows for it, none is an active ja.
    NietGedekt,
    /// C4.1: no row in the overview.
    NietOpgegeven,
}
