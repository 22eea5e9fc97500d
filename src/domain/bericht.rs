//! Post around a gesprek: which messages there are, and to whom they go.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Gemeente, Kwartaal, Register, Tekst};

/// A message, by the step that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Postsoort {
    /// Asks a gemeente what it noticed.
    Uitvraag,
    /// To a gemeente that did not answer.
    Herinnering,
    /// For the gesprek, with its agenda.
    Uitnodiging,
    /// Asks for a report that is not in, or not whole.
    Rapportage,
    /// What was wrong with a report.
    Bevindingen,
    Verslag,
    /// Tells a gemeente what became of its signalen.
    Terugkoppeling,
}

sleutels! {
    Postsoort "soort bericht" {
        Uitvraag = "uitvraag",
        Herinnering = "herinnering",
        Uitnodiging = "uitnodiging",
        Rapportage = "rapportage",
        Bevindingen = "bevindingen",
        Verslag = "verslag",
        Terugkoppeling = "terugkoppeling",
    }
}

impl Postsoort {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Uitvraag => "uitvraag",
            Self::Herinnering => "herinnering",
            Self::Uitnodiging => "uitnodiging",
            Self::Rapportage => "rapportage",
            Self::Bevindingen => "bevindingen",
            Self::Verslag => "verslag",
            Self::Terugkoppeling => "terugkoppeling",
        }
    }

    /// Returns the kind with this name.
    pub fn parse(tekst: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.naam() == tekst.trim().to_lowercase())
    }

    /// Whether it goes to a gemeente; else to an aanbieder.
    pub const fn is_for_gemeente(self) -> bool {
        match self {
            Self::Uitvraag | Self::Herinnering | Self::Terugkoppeling => true,
            Self::Uitnodiging | Self::Rapportage | Self::Bevindingen | Self::Verslag => false,
        }
    }

    /// Whether a page with figures goes along, of which those about few people may be left out.
    pub const fn has_figures(self) -> bool {
        match self {
            Self::Uitnodiging | Self::Verslag => true,
            Self::Uitvraag | Self::Herinnering | Self::Rapportage | Self::Bevindingen | Self::Terugkoppeling => false,
        }
    }

    /// Whether codes of deelnemers may be asked for in it. Findings always name them: they are for who sent the report.
    pub const fn may_name_codes(self) -> bool {
        match self {
            Self::Verslag | Self::Terugkoppeling => true,
            Self::Uitvraag | Self::Herinnering | Self::Uitnodiging | Self::Rapportage | Self::Bevindingen => false,
        }
    }
}

/// To whom a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ontvanger {
    Aanbieder(Aanbieder),
    Gemeente(Gemeente),
}

impl Ontvanger {
    pub fn naam(self, register: &Register) -> String {
        match self {
            Self::Aanbieder(aanbieder) => register.naam(aanbieder),
            Self::Gemeente(gemeente) => gemeente.naam().to_owned(),
        }
    }

    pub fn key(&self) -> &str {
        match self {
            Self::Aanbieder(aanbieder) => aanbieder.key(),
            Self::Gemeente(gemeente) => gemeente.key(),
        }
    }
}

/// A message that was made; whether it was sent, the program does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bericht {
    /// Its id in storage; 0 before it is stored.
    pub id: i64,
    pub soort: Postsoort,
    /// The kwartaal of the gesprek that it belongs to.
    pub kwartaal: Kwartaal,
    /// To whom it goes: one of the two.
    pub aanbieder: Option<Aanbieder>,
    pub gemeente: Option<Gemeente>,
    /// The gesprek that it is about, of more than one with an aanbieder about a kwartaal; None: the regular one, or none at all.
    #[serde(default)]
    pub gesprek: Option<i64>,
    /// The addresses that were filled in.
    pub aan: Vec<Tekst>,
    /// The names of the files that went along.
    pub bijlagen: Vec<Tekst>,
    pub gemaakt_op: NaiveDate,
    pub rijversie: u32,
}

impl Bericht {
    /// To whom it goes; None for what no program made.
    pub fn ontvanger(&self) -> Option<Ontvanger> {
        self.aanbieder.map(Ontvanger::Aanbieder).or(self.gemeente.map(Ontvanger::Gemeente))
    }
}

/// An address that mail can be sent to: `naam@voorbeeld.nl`. Nothing in it can end a header or begin another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Emailadres(String);

impl Emailadres {
    /// The longest address that mail servers take.
    const LENGTE: usize = 254;

    /// Returns the address that a text is; None when it is none, or needs quotes or letters beyond ASCII.
    pub fn new(tekst: &str) -> Option<Self> {
        let tekst = tekst.trim();
        let (naam, domein) = tekst.split_once('@')?;
        let is_atom = |part: &str| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b);
            !part.is_empty() && part.bytes().all(fits)
        };
        let is_label = |part: &str| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            !part.is_empty() && part.bytes().all(fits) && !part.starts_with('-') && !part.ends_with('-')
        };
        let fits = tekst.len() <= Self::LENGTE
            && naam.split('.').all(is_atom)
            && domein.contains('.')
            && domein.split('.').all(is_label);
        fits.then(|| Self(tekst.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("geen e-mailadres; verwacht wordt iets als \"naam@gemeente.nl\"")]
pub struct GeenEmailadres;

impl TryFrom<String> for Emailadres {
    type Error = GeenEmailadres;
    fn try_from(tekst: String) -> Result<Self, GeenEmailadres> {
        Self::new(&tekst).ok_or(GeenEmailadres)
    }
}

impl From<Emailadres> for String {
    fn from(adres: Emailadres) -> Self {
        adres.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_and_nothing_that_could_be_more() {
        for goed in ["a@b.nl", " toegang@venlo.nl ", "jan.de-vries+post@mgr.noord-limburg.nl", "o'neill@x.nl"] {
            assert_eq!(Emailadres::new(goed).map(String::from).as_deref(), Some(goed.trim()), "{goed}");
        }
        for fout in [
            "",
            "@",
            "a@",
            "@b.nl",
            "a@b",
            "a b@c.nl",
            "a@b.nl, c@d.nl",
            "a@b.nl;c@d.nl",
            "a@b.nl\r\nBcc: c@d.nl",
            "<a@b.nl>",
            "a@b@c.nl",
            "\"a\"@b.nl",
            ".a@b.nl",
            "a..b@c.nl",
            "a@-b.nl",
            "a@b..nl",
            "é@b.nl",
            "a@bé.nl",
            "a@b.nl\u{202e}",
        ] {
            assert_eq!(Emailadres::new(fout), None, "{fout:?}");
        }
        assert_eq!(Emailadres::new(&format!("a@{}.nl", "b".repeat(260))), None);
    }

    #[test]
    fn a_kind_reads_back_as_it_is_called() {
        for soort in Postsoort::ALL {
            assert_eq!(Postsoort::parse(&soort.naam().to_uppercase()), Some(soort));
        }
        assert_eq!(Postsoort::parse("brief"), None);
    }
}
