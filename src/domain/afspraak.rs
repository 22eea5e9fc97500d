//! Afspraken: what was agreed, by whom, by when, and whether it was kept.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Kwartaal, NormId, Periode, Tekst, Voorvoegsel};

/// The number of an afspraak, `PSW-2024-07`: year of the gesprek and a sequence per aanbieder, never reused.
/// Without aanbieder `REGIO-2024-03` (`domein.md` 7).
///
/// It begins with the voorvoegsel that its aanbieder had when it was given, and never changes; which aanbieder the afspraak
/// is with, the afspraak knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Afspraaknummer {
    pub voorvoegsel: Voorvoegsel,
    pub jaar: i32,
    pub volgnummer: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen afspraaknummer: {0}")]
pub struct NotANumber(pub String);

impl fmt::Display for Afspraaknummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}-{:02}", self.voorvoegsel.as_str(), self.jaar, self.volgnummer))
    }
}

impl FromStr for Afspraaknummer {
    type Err = NotANumber;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let fail = || NotANumber(s.chars().take(40).collect());
        let parts: Vec<&str> = s.trim().split('-').collect();
        let [voorvoegsel, jaar, volgnummer] = parts.as_slice() else { return Err(fail()) };
        let voorvoegsel = Voorvoegsel::new(voorvoegsel).ok_or_else(fail)?;
        let (Ok(jaar), Ok(volgnummer)) = (jaar.parse(), volgnummer.parse()) else { return Err(fail()) };
        Ok(Self { voorvoegsel, jaar, volgnummer })
    }
}

impl TryFrom<String> for Afspraaknummer {
    type Error = NotANumber;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        value.parse()
    }
}

impl From<Afspraaknummer> for String {
    fn from(value: Afspraaknummer) -> Self {
        value.to_string()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Afspraakstatus {
    Open,
    Gereed,
    /// Withdrawn.
    Vervallen,
}

sleutels! {
    Afspraakstatus "status van een afspraak" {
        Open = "open",
        Gereed = "gereed",
        Vervallen = "vervallen",
    }
}

impl Afspraakstatus {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Gereed => "gereed",
            Self::Vervallen => "vervallen",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Afspraaksoort {
    #[default]
    Gewoon,
    Verbeterplan,
    /// Asked for when KPI 3 is below its norm (H23 KPI 3).
    PlanVanAanpak,
}

sleutels! {
    Afspraaksoort "soort afspraak" {
        Gewoon = "gewoon",
        Verbeterplan = "verbeterplan",
        PlanVanAanpak = "plan van aanpak",
    }
}

impl Afspraaksoort {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Gewoon => "gewoon",
            Self::Verbeterplan => "verbeterplan",
            Self::PlanVanAanpak => "plan van aanpak",
        }
    }
}

/// The figure that an afspraak was made from, as it stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aanleiding {
    pub norm: NormId,
    pub kwartaal: Kwartaal,
    pub periode: Periode,
    /// As shown: `61,5% (8 van 13)`.
    pub waarde: String,
    pub versie: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vergelijking {
    Minstens,
    Hoogstens,
}

sleutels! {
    Vergelijking "vergelijking" {
        Minstens = "Minstens",
        Hoogstens = "Hoogstens",
    }
}

/// A measurable expectation: "C1.1 ≥ 95% in 2025-K1". The program tests it when that report comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verwachting {
    pub norm: NormId,
    pub periode: Periode,
    pub vergelijking: Vergelijking,
    /// Percentage, or a mark when the norm is a mean.
    pub waarde: Decimal,
    pub kwartaal: Kwartaal,
}

/// An afspraak as it stands now; what it was before, the change log tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Afspraak {
    pub nummer: Afspraaknummer,
    /// None for the region as a whole.
    pub aanbieder: Option<Aanbieder>,
    /// The gesprek that it was made in, if any (its id in storage).
    pub gesprek: Option<i64>,
    pub tekst: Tekst,
    pub eigenaar: Tekst,
    pub deadline: Option<NaiveDate>,
    pub status: Afspraakstatus,
    pub soort: Afspraaksoort,
    /// What came of it; filled in when it is closed or withdrawn.
    pub resultaat: Tekst,
    /// 1–4.
    pub kpi: Option<u8>,
    pub deelnemer: Option<Tekst>,
    /// The signaal that it answers, if any (its id in storage).
    pub signaal: Option<i64>,
    pub aanleiding: Option<Aanleiding>,
    pub verwachting: Option<Verwachting>,
    pub gemaakt: DateTime<Utc>,
    /// The row version: a change on an older one is refused.
    pub rijversie: u32,
}

impl Afspraak {
    /// Late is derived: open, and the deadline lies before `today`.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.status == Afspraakstatus::Open && self.deadline.is_some_and(|d| d < today)
    }

    /// The same, open again: what came of it stays in the history.
    #[must_use]
    pub fn reopened(self) -> Self {
        Self { status: Afspraakstatus::Open, resultaat: Tekst::default(), ..self }
    }

    /// Whether the text begins with what kind it is: `Plan van aanpak tevredenheid`, `Een verbeterplan maken`.
    pub fn names_its_kind(&self) -> bool {
        let tekst = self.tekst.to_lowercase();
        let words = ["het ", "een "].into_iter().find_map(|lidwoord| tekst.strip_prefix(lidwoord)).unwrap_or(&tekst);
        let behind = words.strip_prefix(self.soort.naam());
        behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }
}

/// How it went with the afspraken of a gesprek.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gesprekstelling {
    pub gemaakt: u32,
    /// Kept: they are done.
    pub gedaan: u32,
    /// Open, and the deadline is past.
    pub te_laat: u32,
}

impl Gesprekstelling {
    pub fn of<'a>(afspraken: impl IntoIterator<Item = &'a Afspraak>, today: NaiveDate) -> Self {
        afspraken.into_iter().fold(Self::default(), |telling, a| Self {
            gemaakt: telling.gemaakt + 1,
            gedaan: telling.gedaan + u32::from(a.status == Afspraakstatus::Gereed),
            te_laat: telling.te_laat + u32::from(a.is_late(today)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_withdrawn_was_made_and_neither_kept_nor_late() {
        use Afspraakstatus::{Gereed, Open, Vervallen};
        let made = |status, deadline| Afspraak { status, ..crate::domain::testing::afspraak("PSW-2024-01", deadline) };
        let past = Some("2024-03-01");
        let all = [made(Open, past), made(Open, None), made(Gereed, past), made(Vervallen, past)];
        let counted = Gesprekstelling::of(&all, "2024-03-02".parse().unwrap());
        assert_eq!(counted, Gesprekstelling { gemaakt: 4, gedaan: 1, te_laat: 1 });
    }

    #[test]
    fn an_afspraak_is_late_from_the_day_after_its_deadline_as_long_as_it_is_open() {
        use Afspraakstatus::{Gereed, Open, Vervallen};
        for (status, deadline, today, late) in [
            (Open, Some("2024-03-01"), "2024-02-29", false),
            (Open, Some("2024-03-01"), "2024-03-01", false),
            (Open, Some("2024-03-01"), "2024-03-02", true),
            (Open, None, "2024-03-02", false),
            (Gereed, Some("2024-03-01"), "2024-03-02", false),
            (Vervallen, Some("2024-03-01"), "2024-03-02", false),
        ] {
            let afspraak = Afspraak { status, ..crate::domain::testing::afspraak("PSW-2024-01", deadline) };
            assert_eq!(afspraak.is_late(today.parse().unwrap()), late, "{status:?} {deadline:?} on {today}");
        }
    }

    #[test]
    fn a_text_can_say_itself_what_kind_it_is() {
        for (soort, tekst, names) in [
            (Afspraaksoort::PlanVanAanpak, "Plan van aanpak", true),
            (Afspraaksoort::PlanVanAanpak, "Het plan van aanpak: enquête", true),
            (Afspraaksoort::PlanVanAanpak, "Plannen van aanpak", false),
            (Afspraaksoort::PlanVanAanpak, "Enquête houden", false),
            (Afspraaksoort::Verbeterplan, "Een verbeterplan voor de start", true),
            (Afspraaksoort::Verbeterplan, "Verbeterplannen", false),
        ] {
            let afspraak = Afspraak { soort, tekst: tekst.into(), ..crate::domain::testing::afspraak("PSW-2024-01", None) };
            assert_eq!(afspraak.names_its_kind(), names, "{tekst}");
        }
    }

    #[test]
    fn a_number_reads_back_as_it_was_written() {
        for text in ["PSW-2024-07", "REGIO-2024-03", "RENDIZ-2025-112"] {
            assert_eq!(text.parse::<Afspraaknummer>().unwrap().to_string(), text);
        }
        assert!("PSW-2024".parse::<Afspraaknummer>().is_err());
        assert!("P S W-2024-01".parse::<Afspraaknummer>().is_err());
        assert_eq!("psw-2024-7".parse::<Afspraaknummer>().unwrap().to_string(), "PSW-2024-07");
    }
}
