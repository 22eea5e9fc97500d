//! Measurable expectations: how they are typed, and how they are tested once the report comes in (`domein.md` 7).

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::breuk::Breuk;
use super::{
    Afspraak, Afspraaknummer, Afspraakstatus, Indicator, Kwartaal, Meting, Norm, NormId, Normenkader, Periode, Tekst,
    Vergelijking, Verwachting, Waarde,
};

/// What became of an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Uitslag {
    NietGehaald,
    /// The report is in, and the figure cannot be formed from it: a column is absent, or it is 0 of 0.
    NietTeMeten,
    Gehaald,
    /// The report is not in yet.
    NogNietTeMeten,
}

impl Uitslag {
    pub const ALL: [Self; 4] = [Self::NietGehaald, Self::NietTeMeten, Self::Gehaald, Self::NogNietTeMeten];

    pub const fn naam(self) -> &'static str {
        match self {
            Self::Gehaald => "gehaald",
            Self::NietGehaald => "niet gehaald",
            Self::NietTeMeten => "niet te meten",
            Self::NogNietTeMeten => "nog niet te meten",
        }
    }
}

/// An expectation of an afspraak, tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Getoetst {
    pub nummer: Afspraaknummer,
    /// The text of the afspraak.
    pub tekst: Tekst,
    pub verwachting: Verwachting,
    /// The expectation as it is written, `C1.1 ≥ 95% in 2025-K1`.
    pub notatie: String,
    pub uitslag: Uitslag,
    /// The figure that it was tested against, as shown; None while there is none.
    pub weergave: Option<String>,
}

impl Getoetst {
    /// Whether the afspraak that it is of may be closed: it is open while the figure has come to what was expected of it.
    pub fn may_close(&self, afspraak: &Afspraak) -> bool {
        self.nummer == afspraak.nummer && afspraak.status == Afspraakstatus::Open && self.uitslag == Uitslag::Gehaald
    }
}

/// Tests an expectation against the figure of its norm, aanbieder, kwartaal and periode; None: there is no such figure.
///
/// Exact, as verdicts are: 94,96% does not meet "≥ 95%" although it is shown as 95,0%.
pub fn toets(verwachting: &Verwachting, indicator: Indicator, meting: Option<&Meting>) -> Uitslag {
    let Some(meting) = meting else { return Uitslag::NogNietTeMeten };
    let (teller, noemer) = match &meting.waarde {
        Waarde::GeenRapportage => return Uitslag::NogNietTeMeten,
        Waarde::NietTeMeten(_) | Waarde::Nvt => return Uitslag::NietTeMeten,
        Waarde::Gemeten { teller, noemer } => (*teller, *noemer),
    };
    let value = Breuk::of(teller, noemer).map(|b| b.times(indicator.schaal()));
    let (Some(value), Some(expected)) = (value, Breuk::of(verwachting.waarde, 1)) else {
        return Uitslag::NietTeMeten;
    };
    let kept = match verwachting.vergelijking {
        Vergelijking::Minstens => value >= expected,
        Vergelijking::Hoogstens => value <= expected,
    };
    if kept { Uitslag::Gehaald } else { Uitslag::NietGehaald }
}

impl Verwachting {
    /// The expectation as people write it, and as [`parse_verwachting`] reads it: `C1.1 ≥ 95% in 2025-K1`,
    /// `C3.2 ≥ 8,5 in 2025-K1 (jaar)`. `is_mean` is that of the indicator of its norm.
    pub fn notatie(&self, is_mean: bool) -> String {
        let sign = match self.vergelijking {
            Vergelijking::Minstens => '≥',
            Vergelijking::Hoogstens => '≤',
        };
        let waarde = self.waarde.normalize().to_string().replace('.', ",");
        let percent = if is_mean { "" } else { "%" };
        let mut text = format!("{} {sign} {waarde}{percent} in {}", self.norm, self.kwartaal);
        if self.periode == Periode::Jaar {
            let _ = write!(text, " (jaar)");
        }
        text
    }

    /// The norm that it is about, as valid in its kwartaal.
    pub fn norm_in<'a>(&self, normen: &'a Normenkader) -> Option<&'a Norm> {
        normen.find(self.norm.as_str(), self.kwartaal)
    }
}

/// Why a typed expectation cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Onleesbaar {
    /// There is no `>=`, `minstens` and the like in it.
    GeenVergelijking,
    /// Nothing stands before that.
    GeenNorm,
    /// There is no such norm in the kwartaal.
    OnbekendeNorm(String, Kwartaal),
    /// What stands after it is no number: its beginning.
    GeenGetal(String),
    /// Percentages are 0–100, marks 1–10.
    BuitenBereik {
        van: u32,
        tot: u32,
    },
    GeenKwartaal,
}

const SIGNS: [(&str, Vergelijking); 10] = [
    (">=", Vergelijking::Minstens),
    ("=>", Vergelijking::Minstens),
    ("<=", Vergelijking::Hoogstens),
    ("=<", Vergelijking::Hoogstens),
    ("≥", Vergelijking::Minstens),
    ("≤", Vergelijking::Hoogstens),
    (" minstens ", Vergelijking::Minstens),
    (" minimaal ", Vergelijking::Minstens),
    (" hoogstens ", Vergelijking::Hoogstens),
    (" maximaal ", Vergelijking::Hoogstens),
];

/// Reads an expectation as it is typed: `C1.1 >= 95 2025-K1`, `c2.3 hoogstens 10% in 2025-K2 jaar`.
///
/// Without the word *jaar* it is about the kwartaal itself.
pub fn parse_verwachting(text: &str, normen: &Normenkader) -> Result<Verwachting, Onleesbaar> {
    let lower = text.trim().to_lowercase();
    let (norm, vergelijking, rest) = SIGNS
        .iter()
        .find_map(|(sign, vergelijking)| lower.split_once(sign).map(|(norm, rest)| (norm.trim(), *vergelijking, rest.trim())))
        .ok_or(Onleesbaar::GeenVergelijking)?;
    if norm.is_empty() {
        return Err(Onleesbaar::GeenNorm);
    }
    let spaced = rest.replace('%', " ").replace(['(', ')'], " ");
    let mut words = spaced.split_whitespace().filter(|w| !matches!(*w, "in" | "procent" | "t/m"));
    let number = words.next().ok_or_else(|| Onleesbaar::GeenGetal(String::new()))?;
    let waarde: Decimal =
        number.replace(',', ".").parse().map_err(|_| Onleesbaar::GeenGetal(number.chars().take(20).collect()))?;
    let (periodes, kwartaal): (Vec<&str>, Vec<&str>) = words.partition(|w| matches!(*w, "jaar" | "jaarcijfer"));
    let kwartaal: Kwartaal = kwartaal.join(" ").parse().map_err(|_| Onleesbaar::GeenKwartaal)?;
    let known = normen
        .find(norm, kwartaal)
        .ok_or_else(|| Onleesbaar::OnbekendeNorm(norm.chars().take(20).collect::<String>().to_uppercase(), kwartaal))?;
    let (van, tot) = if known.indicator.is_mean() { (1, 10) } else { (0, 100) };
    if waarde < Decimal::from(van) || waarde > Decimal::from(tot) {
        return Err(Onleesbaar::BuitenBereik { van, tot });
    }
    let periode = if periodes.is_empty() { Periode::Kwartaal } else { Periode::Jaar };
    Ok(Verwachting { norm: NormId::from(known.id.as_str()), periode, vergelijking, waarde, kwartaal })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::{Drempels, Oordeel, Richting, Segment};

    fn norm(id: &str, indicator: Indicator) -> Norm {
        Norm {
            id: id.into(),
            segment: Segment::Collectief,
            kpi: indicator.kpi(),
            indicator,
            tekst: String::new(),
            kort: String::new(),
            regel: String::new(),
            grens: Some(Decimal::from(90)),
            richting: Richting::Minimum,
            geldig_van: NaiveDate::from_ymd_opt(2022, 1, 1).unwrap(),
            geldig_tot: None,
            opschorting: Vec::new(),
            bron: String::new(),
        }
    }

    fn normen() -> Normenkader {
        Normenkader {
            drempels: Drempels::default(),
            norm: vec![norm("C1.1", Indicator::StartVastgelegd), norm("C3.2", Indicator::CijferCasusregisseurs)],
        }
    }

    fn meting(waarde: Waarde) -> Meting {
        Meting {
            norm: "C1.1".into(),
            kwartaal: "2025-K1".parse().unwrap(),
            aanbieder: None,
            periode: Periode::Kwartaal,
            waarde,
            weergave: String::new(),
            grens: Some(Decimal::from(90)),
            richting: Richting::Minimum,
            oordeel: Oordeel::NietTeBepalen,
            zou: None,
            afstand: None,
            klein_aantal: false,
            noemer_alle: None,
            versie: None,
            rijen_niet_meegeteld: 0,
            kwartalen: Vec::new(),
            aanbieders: Vec::new(),
            van_aanbieders: 0,
            nagekomen: None,
            respons: None,
            onderdelen: Vec::new(),
            klassen: Vec::new(),
        }
    }

    #[test]
    fn what_is_typed_is_read_and_written_back_the_same() {
        for (typed, written) in [
            ("C1.1 >= 95 2025-K1", "C1.1 ≥ 95% in 2025-K1"),
            ("c1.1≥95,5%in 2025K1", "C1.1 ≥ 95,5% in 2025-K1"),
            ("C1.1 hoogstens 10% in 2025-K2 jaar", "C1.1 ≤ 10% in 2025-K2 (jaar)"),
            ("C3.2 minstens 8,50 2e kwartaal 2025", "C3.2 ≥ 8,5 in 2025-K2"),
            ("C1.1 <= 0 K1 2025", "C1.1 ≤ 0% in 2025-K1"),
            ("C1.1 >= 100 2025-K1", "C1.1 ≥ 100% in 2025-K1"),
            ("C3.2 >= 1 2025-K1", "C3.2 ≥ 1 in 2025-K1"),
            ("C3.2 <= 10 2025-K1 jaarcijfer", "C3.2 ≤ 10 in 2025-K1 (jaar)"),
        ] {
            let read = parse_verwachting(typed, &normen()).unwrap();
            let is_mean = read.norm_in(&normen()).unwrap().indicator.is_mean();
            assert_eq!(read.notatie(is_mean), written, "{typed}");
            assert_eq!(parse_verwachting(written, &normen()), Ok(read), "{written}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_what_is_missing() {
        let says = |typed: &str| parse_verwachting(typed, &normen()).unwrap_err();
        let (percent, mark) = (Onleesbaar::BuitenBereik { van: 0, tot: 100 }, Onleesbaar::BuitenBereik { van: 1, tot: 10 });
        assert_eq!(says("C1.1 95 2025-K1"), Onleesbaar::GeenVergelijking);
        assert_eq!(says(">= 95 2025-K1"), Onleesbaar::GeenNorm);
        assert_eq!(says("C9.1 >= 95 2025-K1"), Onleesbaar::OnbekendeNorm("C9.1".into(), "2025-K1".parse().unwrap()));
        assert_eq!(says("C1.1 >= 95 2021-K4"), Onleesbaar::OnbekendeNorm("C1.1".into(), "2021-K4".parse().unwrap()));
        assert_eq!(says("C1.1 >= veel 2025-K1"), Onleesbaar::GeenGetal("veel".into()));
        assert_eq!(says("C1.1 >="), Onleesbaar::GeenGetal(String::new()));
        assert_eq!(says("C1.1 >= 101 2025-K1"), percent.clone());
        assert_eq!(says("C1.1 >= 100,01 2025-K1"), percent.clone());
        assert_eq!(says("C3.2 >= 80 2025-K1"), mark.clone());
        assert_eq!(says("C3.2 >= 0,99 2025-K1"), mark.clone());
        assert_eq!(says("C3.2 >= 10,01 2025-K1"), mark.clone());
        assert_eq!(says("C1.1 >= -1 2025-K1"), percent.clone());
        assert_eq!(says("C1.1 >= 95"), Onleesbaar::GeenKwartaal);
        assert_eq!(says("C1.1 >= 95 binnenkort"), Onleesbaar::GeenKwartaal);
    }

    #[test]
    fn the_test_is_exact_at_the_edge() {
        let verwacht = |text: &str| parse_verwachting(text, &normen()).unwrap();
        let counted = |teller: u32, noemer: u32| meting(Waarde::Gemeten { teller: teller.into(), noemer });
        let minstens = verwacht("C1.1 >= 95 2025-K1");
        let hoogstens = verwacht("C1.1 <= 10 2025-K1");
        for (teller, noemer, uitslag) in [
            (95, 100, Uitslag::Gehaald),
            (19, 20, Uitslag::Gehaald),
            // 94,96…%: shown as 95,0% and yet below it.
            (1187, 1250, Uitslag::NietGehaald),
            (0, 3, Uitslag::NietGehaald),
        ] {
            let meting = counted(teller, noemer);
            assert_eq!(toets(&minstens, Indicator::StartVastgelegd, Some(&meting)), uitslag, "{teller}/{noemer}");
        }
        assert_eq!(toets(&hoogstens, Indicator::Uitval, Some(&counted(1, 10))), Uitslag::Gehaald);
        assert_eq!(toets(&hoogstens, Indicator::Uitval, Some(&counted(1001, 10000))), Uitslag::NietGehaald);
        let mean = meting(Waarde::Gemeten { teller: Decimal::new(255, 1), noemer: 3 });
        let cijfer = verwacht("C3.2 >= 8,5 2025-K1");
        assert_eq!(toets(&cijfer, Indicator::CijferCasusregisseurs, Some(&mean)), Uitslag::Gehaald);
    }

    #[test]
    fn without_a_figure_nobody_is_judged() {
        let verwachting = parse_verwachting("C1.1 >= 0 2025-K1", &normen()).unwrap();
        let toets = |m: Option<Waarde>| toets(&verwachting, Indicator::StartVastgelegd, m.map(meting).as_ref());
        assert_eq!(toets(None), Uitslag::NogNietTeMeten);
        assert_eq!(toets(Some(Waarde::GeenRapportage)), Uitslag::NogNietTeMeten);
        assert_eq!(toets(Some(Waarde::NietTeMeten(Vec::new()))), Uitslag::NietTeMeten);
        assert_eq!(toets(Some(Waarde::Nvt)), Uitslag::NietTeMeten);
    }
}
