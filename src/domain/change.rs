//! A change as data: what was and what is, so that it can be shown, logged and undone.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;

/// The kind of thing that people edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Soort {
    Afspraak,
    Gesprek,
    Agendapunt,
    Uitkomst,
    Signaal,
    Bundel,
    Aandachtspunt,
    /// A version of a kwartaalrapportage.
    Rapportage,
    /// A version of a dekkingsoverzicht.
    Dekking,
    /// A version of a CVS export.
    Cvs,
    /// A change of dekking reported between kwartalen.
    Dekkingsmelding,
    Tarief,
    /// What came back of an uitvraag.
    Uitvraag,
    /// An entry of the register.
    Aanbieder,
    /// What an aanbieder may cost in a year.
    Budget,
    Ontwikkeldoel,
    /// A message that was made.
    Bericht,
}

sleutels! {
    Soort "soort" {
        Afspraak = "afspraak",
        Gesprek = "gesprek",
        Agendapunt = "agendapunt",
        Uitkomst = "uitkomst",
        Signaal = "signaal",
        Bundel = "bundel",
        Aandachtspunt = "aandachtspunt",
        Rapportage = "rapportage",
        Dekking = "dekking",
        Cvs = "cvs",
        Dekkingsmelding = "dekkingsmelding",
        Tarief = "tarief",
        Uitvraag = "uitvraag",
        Aanbieder = "aanbieder",
        Budget = "budget",
        Ontwikkeldoel = "ontwikkeldoel",
        Bericht = "bericht",
    }
}

impl Soort {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Afspraak => "afspraak",
            Self::Gesprek => "gesprek",
            Self::Agendapunt => "agendapunt",
            Self::Uitkomst => "uitkomst",
            Self::Signaal => "signaal",
            Self::Bundel => "bundel",
            Self::Aandachtspunt => "aandachtspunt",
            Self::Rapportage => "rapportage",
            Self::Dekking => "dekking",
            Self::Cvs => "cvs",
            Self::Dekkingsmelding => "dekkingsmelding",
            Self::Tarief => "tarief",
            Self::Uitvraag => "uitvraag",
            Self::Aanbieder => "aanbieder",
            Self::Budget => "budget",
            Self::Ontwikkeldoel => "ontwikkeldoel",
            Self::Bericht => "bericht",
        }
    }
}

/// One field of one thing; None is an empty field. With [`Change::GEHEEL`] as the field it is the thing as a whole:
/// `oud` is None when it was made, `nieuw` None when it was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub soort: Soort,
    /// The number or id of the thing: `PSW-2024-07`.
    pub id: String,
    pub veld: String,
    pub oud: Option<String>,
    pub nieuw: Option<String>,
}

impl Change {
    /// The field that stands for the whole thing, as JSON.
    pub const GEHEEL: &str = "geheel";

    /// Whether the thing came to be by it.
    pub fn is_making(&self) -> bool {
        self.veld == Self::GEHEEL && self.oud.is_none()
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { oud: self.nieuw.clone(), nieuw: self.oud.clone(), ..self.clone() }
    }
}

/// Reads a value as the log has it: JSON, or the bare word of what is written as one. None is empty, or no such value.
pub fn logged<T: DeserializeOwned>(value: Option<&str>) -> Option<T> {
    let text = value?;
    serde_json::from_str(text).or_else(|_| T::deserialize(serde_json::Value::from(text))).ok()
}

/// One act of a user: all its changes are undone together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handeling {
    pub id: i64,
    pub wanneer: DateTime<Utc>,
    pub wie: String,
    /// In words: "afspraak PSW-2024-07 gemaakt".
    pub wat: String,
    pub changes: Vec<Change>,
    /// Whether it was undone by a later act.
    pub ongedaan: bool,
    /// Whether it took an earlier act back.
    pub terug: bool,
    /// Whether it is a removal for good, or a removal took what it did.
    pub vast: bool,
    /// The run of the program that it was done in; None for an act of before there were any.
    pub zitting: Option<String>,
    /// The acts with the same text here were asked for together.
    pub groep: Option<String>,
    /// The name of the file that it read.
    pub bestand: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Afspraakstatus;

    #[test]
    fn a_logged_value_is_read_with_and_without_the_quotes_of_json() {
        let dag = chrono::NaiveDate::from_ymd_opt(2024, 8, 30);
        for text in ["2024-08-30", "\"2024-08-30\""] {
            assert_eq!(logged(Some(text)), dag, "{text}");
        }
        assert_eq!(logged(Some("gereed")), Some(Afspraakstatus::Gereed));
        assert_eq!(logged(Some("\"gereed\"")), Some(Afspraakstatus::Gereed));
        assert_eq!(logged(Some("7")), Some(7));
        assert_eq!(logged::<Afspraakstatus>(Some("klaar")), None);
        assert_eq!(logged::<Afspraakstatus>(None), None);
    }
}
