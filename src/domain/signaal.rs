//! Signalen: what the gemeenten tell between the gesprekken, and the bundels in which they go to one (`domein.md` 7).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Gemeente, Kwartaal, Register, Segment, Tekst, Toon, Uitvraagantwoord};

/// What a signaal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Onderwerp {
    Doelrealisatie,
    VoorliggendVeld,
    ErvaringInUitvoering,
    VisieEnOntwikkeldoelen,
    Dekking,
    #[default]
    Overig,
}

sleutels! {
    Onderwerp "onderwerp" {
        Doelrealisatie = "doelrealisatie",
        VoorliggendVeld = "voorliggend-veld",
        ErvaringInUitvoering = "ervaring-in-uitvoering",
        VisieEnOntwikkeldoelen = "visie-en-ontwikkeldoelen",
        Dekking = "dekking",
        Overig = "overig",
    }
}

impl Onderwerp {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Doelrealisatie => "doelrealisatie",
            Self::VoorliggendVeld => "voorliggend veld",
            Self::ErvaringInUitvoering => "ervaring in uitvoering",
            Self::VisieEnOntwikkeldoelen => "visie en ontwikkeldoelen",
            Self::Dekking => "dekking",
            Self::Overig => "overig",
        }
    }
}

impl Onderwerp {
    /// Returns the onderwerp that a text names, in whatever spelling; None when it names none.
    pub fn parse(tekst: &str) -> Option<Self> {
        let fold = |t: &str| t.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let asked = fold(tekst);
        Self::ALL.into_iter().find(|o| fold(o.naam()) == asked)
    }

    /// The next one, round: for triage with one key.
    #[must_use]
    pub fn next(self) -> Self {
        next_of(&Self::ALL, self)
    }
}

/// Where a signaal stands. A bundel has no status of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Signaalstatus {
    #[default]
    Nieuw,
    /// Segment individueel: steering lies with the gemeente until it escalates to the region.
    Opgeschaald,
    Geagendeerd,
    Besproken,
    Afgehandeld,
}

sleutels! {
    Signaalstatus "status van een signaal" {
        Nieuw = "nieuw",
        Opgeschaald = "opgeschaald",
        Geagendeerd = "geagendeerd",
        Besproken = "besproken",
        Afgehandeld = "afgehandeld",
    }
}

impl Signaalstatus {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Nieuw => "nieuw",
            Self::Opgeschaald => "opgeschaald",
            Self::Geagendeerd => "geagendeerd",
            Self::Besproken => "besproken",
            Self::Afgehandeld => "afgehandeld",
        }
    }
}

impl Signaalstatus {
    /// Returns the status with this name.
    pub fn parse(tekst: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.naam() == tekst.trim().to_lowercase())
    }

    /// Whether a signaal of the segment can have it: only segment individueel escalates to the region.
    pub const fn fits(self, segment: Segment) -> bool {
        !matches!((self, segment), (Self::Opgeschaald, Segment::Collectief))
    }

    /// The next one in the life of a signaal, round; going to the region asks for its reason and is no step of it.
    #[must_use]
    pub fn next(self) -> Self {
        let next = next_of(&Self::ALL, self);
        if next == Self::Opgeschaald { next_of(&Self::ALL, next) } else { next }
    }

    /// How far one is with it: what was talked about is not open any more, and not done with either.
    pub const fn stand(self) -> Signaalstand {
        match self {
            Self::Nieuw | Self::Opgeschaald | Self::Geagendeerd => Signaalstand::Open,
            Self::Besproken => Signaalstand::Besproken,
            Self::Afgehandeld => Signaalstand::Afgehandeld,
        }
    }

    /// Whether it is still to be talked about.
    pub const fn is_open(self) -> bool {
        matches!(self.stand(), Signaalstand::Open)
    }
}

/// How far one is with a signaal, or with the opschaling of it: it follows from its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signaalstand {
    Open,
    Besproken,
    Afgehandeld,
}

impl Signaalstand {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Besproken => "besproken",
            Self::Afgehandeld => "afgehandeld",
        }
    }
}

impl Toon {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Positief => "positief",
            Self::Neutraal => "neutraal",
            Self::Negatief => "negatief",
            Self::Zonder => "zonder oordeel",
        }
    }

    /// Returns the tone with this name.
    pub fn parse(tekst: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.naam() == tekst.trim().to_lowercase())
    }

    /// The next one, round; it is taken away by nobody, so that is no step of it.
    #[must_use]
    pub fn next(self) -> Self {
        next_of(&[Self::Positief, Self::Neutraal, Self::Negatief], self)
    }
}

/// The element after `now`, the first after the last.
fn next_of<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let after = all.iter().position(|t| *t == now).map_or(0, |i| i + 1);
    all.get(after).or(all.first()).copied().unwrap_or(now)
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signaal {
    /// Its id in storage; 0 before it is stored.
    pub id: i64,
    pub datum: NaiveDate,
    /// The kwartaal whose gesprek it is meant for.
    pub kwartaal: Kwartaal,
    pub gemeente: Gemeente,
    /// The function of who told it ("casusregisseur"); never a name.
    pub functie: Tekst,
    /// None: about no aanbieder in particular.
    pub aanbieder: Option<Aanbieder>,
    /// Of before segment individueel chose from the register: how its aanbieder was written down, `aanbieder` being None.
    pub aanbieder_naam: Option<Tekst>,
    pub segment: Segment,
    pub onderwerp: Onderwerp,
    /// 1–4.
    pub kpi: Option<u8>,
    pub toon: Toon,
    pub tekst: Tekst,
    pub status: Signaalstatus,
    /// Since when it is a matter of the region. Of before this was recorded its status tells, for as long as it does.
    #[serde(default)]
    pub opgeschaald_op: Option<NaiveDate>,
    /// Why it is.
    #[serde(default)]
    pub opschaling: Tekst,
    pub bundel: Option<i64>,
    /// The evaluatief gesprek that sent it to the region; None: it was told otherwise.
    #[serde(default)]
    pub gesprek: Option<i64>,
    /// What the aanbieder answered.
    pub antwoord: Tekst,
    /// Came in with the uitvraag rather than typed.
    pub uit_uitvraag: bool,
    /// The fingerprint of the answer that it tells: of one that was corrected, more than one was read.
    #[serde(default)]
    pub afdruk: Option<String>,
    /// The row version: a change on an older one is refused.
    pub rijversie: u32,
}

impl Signaal {
    /// Returns the signaal that an answer to the uitvraag of a kwartaal becomes; `ontvangen` is the day it was read.
    ///
    /// An onderwerp in words of their own is kept, in front of the text. That there is nothing to tell is an answer, with which
    /// nothing is to be done.
    pub fn of_antwoord(antwoord: &Uitvraagantwoord, kwartaal: Kwartaal, ontvangen: NaiveDate) -> Self {
        let typed = antwoord.onderwerp.as_deref().map(str::trim).filter(|o| !o.is_empty());
        let onderwerp = typed.and_then(Onderwerp::parse);
        let tekst = match (typed, onderwerp) {
            (Some(own), None) => format!("{own}: {}", antwoord.toelichting).into(),
            _ => antwoord.toelichting.clone(),
        };
        let status = if niets_te_melden(&tekst) { Signaalstatus::Afgehandeld } else { Signaalstatus::Nieuw };
        Self {
            id: 0,
            datum: antwoord.datum.unwrap_or(ontvangen),
            kwartaal,
            gemeente: antwoord.gemeente,
            functie: antwoord.functie.clone().unwrap_or_default(),
            aanbieder: Some(antwoord.aanbieder),
            aanbieder_naam: None,
            segment: antwoord.segment,
            onderwerp: onderwerp.unwrap_or_default(),
            kpi: antwoord.kpi,
            toon: antwoord.oordeel.unwrap_or(Toon::Zonder),
            tekst,
            status,
            opgeschaald_op: None,
            opschaling: Tekst::default(),
            bundel: None,
            gesprek: None,
            antwoord: Tekst::default(),
            uit_uitvraag: true,
            afdruk: None,
            rijversie: 0,
        }
    }

    /// Whether the one can be the other corrected: of the same gemeente about the same aanbieder, and either all but the text and
    /// its tone is as it was, or the text is.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        let whose = |s: &Self| (s.kwartaal, s.gemeente, s.aanbieder);
        let what = |s: &Self| (s.functie.to_lowercase(), s.onderwerp, s.kpi);
        whose(self) == whose(other) && (what(self) == what(other) || self.tekst == other.tekst)
    }

    /// Tells another answer; what people did with it stays.
    #[must_use]
    pub fn corrected(self, other: Self) -> Self {
        // Who had nothing to tell now has, or the other way round: there was nothing to do with that.
        let turned = self.is_niets_te_melden() != other.is_niets_te_melden();
        Self {
            status: if turned { other.status } else { self.status },
            datum: other.datum,
            functie: other.functie,
            onderwerp: other.onderwerp,
            kpi: other.kpi,
            toon: other.toon,
            tekst: other.tekst,
            afdruk: other.afdruk,
            ..self
        }
    }

    /// Whether the gemeente answered that there is nothing to tell.
    pub fn is_niets_te_melden(&self) -> bool {
        self.uit_uitvraag && niets_te_melden(&self.tekst)
    }

    /// Where it stands with the region; None when it never went there.
    pub fn opschaling(&self) -> Option<Signaalstand> {
        if self.opgeschaald_op.is_none() && self.status != Signaalstatus::Opgeschaald {
            return None;
        }
        Some(self.status.stand())
    }

    /// The aanbieder that it is about: also the one that is called as it was once written down.
    pub fn wie(&self, register: &Register) -> Option<Aanbieder> {
        self.aanbieder.or_else(|| register.find(self.aanbieder_naam.as_deref()?))
    }

    /// The aanbieder as spoken, of either segment, or as it was once written down; None when it is about no aanbieder in particular.
    pub fn over(&self, register: &Register) -> Option<String> {
        self.wie(register).map(|a| register.naam(a)).or_else(|| self.aanbieder_naam.as_deref().map(str::to_owned))
    }
}

/// Whether a text says that there is nothing to tell.
fn niets_te_melden(tekst: &str) -> bool {
    let woorden: Vec<String> = tekst
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .filter(|w| !matches!(w.as_str(), "er" | "zijn" | "is" | "we" | "wij" | "hebben" | "op" | "dit" | "moment"))
        .collect();
    let woorden: Vec<&str> = woorden.iter().map(String::as_str).collect();
    matches!(
        woorden.as_slice(),
        ["niets" | "niks" | "geen"]
            | ["niets" | "niks", "te", "melden"]
            | ["niets" | "niks", "bijzonders"]
            | ["geen", "bijzonderheden" | "opmerkingen" | "signalen" | "meldingen"]
    )
}

/// Several signalen taken to the gesprek as one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundel {
    pub id: i64,
    pub aanbieder: Option<Aanbieder>,
    pub kwartaal: Kwartaal,
    pub titel: Tekst,
    pub rijversie: u32,
}

/// The distinct gemeenten that a number of signalen come from: what a bundel counts.
pub fn gemeenten<'a>(signalen: impl IntoIterator<Item = &'a Signaal>) -> BTreeSet<Gemeente> {
    signalen.into_iter().map(|s| s.gemeente).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;

    #[test]
    fn that_there_is_nothing_to_tell_is_said_in_few_words() {
        for tekst in [
            "Niets te melden",
            "niets te melden.",
            "Er is niets te melden",
            "Geen bijzonderheden",
            "geen",
            "Niets!",
            "We hebben op dit moment geen opmerkingen",
            "Er zijn geen signalen",
        ] {
            assert!(niets_te_melden(tekst), "{tekst}");
        }
        for tekst in
            ["Geen plek meer vrij", "Niets te melden, behalve dat het wachten lang duurt", "goed", "Er is geen contact", ""]
        {
            assert!(!niets_te_melden(tekst), "{tekst}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for onderwerp in Onderwerp::ALL {
            assert_eq!(Onderwerp::parse(&onderwerp.naam().to_uppercase()), Some(onderwerp));
            assert_eq!(Onderwerp::parse(&onderwerp.naam().replace(' ', "-")), Some(onderwerp));
        }
        for status in Signaalstatus::ALL {
            assert_eq!(Signaalstatus::parse(status.naam()), Some(status));
        }
        for toon in Toon::ALL {
            assert_eq!(Toon::parse(toon.naam()), Some(toon));
        }
        assert_eq!(Onderwerp::parse("vervoer"), None);
    }

    #[test]
    fn one_key_walks_through_all_and_none_escalates_by_it() {
        let mut status = Signaalstatus::Nieuw;
        let mut seen = BTreeSet::new();
        for _ in 0..4 {
            assert!(status.fits(Segment::Collectief) && seen.insert(status));
            status = status.next();
        }
        assert_eq!(status, Signaalstatus::Nieuw);
        assert_eq!(Signaalstatus::Opgeschaald.next(), Signaalstatus::Geagendeerd);
        assert_eq!((Toon::Negatief.next(), Toon::Zonder.next()), (Toon::Positief, Toon::Positief));
    }

    #[test]
    fn an_answer_keeps_an_onderwerp_in_own_words() {
        let antwoord = |onderwerp: Option<&str>| Uitvraagantwoord {
            gemeente: Gemeente::Venlo,
            aanbieder: PSW,
            segment: Segment::Collectief,
            toelichting: "bus rijdt niet".into(),
            datum: None,
            functie: None,
            onderwerp: onderwerp.map(Tekst::of),
            kpi: Some(4),
            oordeel: Some(Toon::Negatief),
            rij: 2,
        };
        let kwartaal = "2025-K4".parse().unwrap();
        let ontvangen = NaiveDate::from_ymd_opt(2026, 1, 7).unwrap();
        for (onderwerp, expected, tekst) in [
            (None, Onderwerp::Overig, "bus rijdt niet"),
            (Some("Dekking"), Onderwerp::Dekking, "bus rijdt niet"),
            (Some("vervoer"), Onderwerp::Overig, "vervoer: bus rijdt niet"),
        ] {
            let signaal = Signaal::of_antwoord(&antwoord(onderwerp), kwartaal, ontvangen);
            assert_eq!((signaal.onderwerp, signaal.tekst.as_str(), signaal.datum), (expected, tekst, ontvangen));
            assert!(signaal.uit_uitvraag && signaal.toon == Toon::Negatief);
        }
    }
}
