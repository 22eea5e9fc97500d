//! Deliveries: which file brought what, when, and how good it was; and the versions that they make.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Aanbieder, Bestandsoordeel, Bevinding, Deel, Documentsoort, Gemeente, Kwartaal, Tekst};

/// Names a thing that is delivered in versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Document {
    Rapportage(Aanbieder, Kwartaal),
    Dekking(Kwartaal),
    Cvs(Gemeente, Kwartaal),
}

impl Document {
    /// Whose name stands for all aanbieders together.
    pub const REGIO: &str = "regio";

    pub const fn soort(self) -> Documentsoort {
        match self {
            Self::Rapportage(..) => Documentsoort::Rapportage,
            Self::Dekking(_) => Documentsoort::Dekking,
            Self::Cvs(..) => Documentsoort::Cvs,
        }
    }

    pub const fn kwartaal(self) -> Kwartaal {
        match self {
            Self::Rapportage(_, kwartaal) | Self::Dekking(kwartaal) | Self::Cvs(_, kwartaal) => kwartaal,
        }
    }

    /// Who delivers it, as a stable key: an aanbieder, a gemeente, or `regio` for what the aanbieders deliver together.
    pub fn wie(&self) -> &str {
        match self {
            Self::Rapportage(aanbieder, _) => aanbieder.key(),
            Self::Dekking(_) => Self::REGIO,
            Self::Cvs(gemeente, _) => gemeente.key(),
        }
    }
}

/// What is told of a file at the moment that it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuweLevering {
    /// The name of the file, without its folder.
    pub bestand: Tekst,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The day that it was received (read).
    pub ontvangen: NaiveDate,
    pub oordeel: Bestandsoordeel,
    /// Why it was accepted although it is only *deels bruikbaar*.
    pub reden: Option<Tekst>,
    /// Whether the codes were replaced by keyed hashes.
    pub pseudoniem: bool,
    pub bevindingen: Vec<Bevinding>,
    /// The version that stood when the user decided (0: none), so that nothing is replaced unseen. None: whichever.
    pub over: Option<u32>,
}

/// A file that was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levering {
    pub id: i64,
    pub bestand: String,
    pub sha256: String,
    /// The day that it was received (read).
    pub ontvangen: NaiveDate,
    /// The date of delivery that the Voorblad gives.
    pub aangeleverd: Option<NaiveDate>,
    pub contactpersoon: Option<String>,
    pub oordeel: Bestandsoordeel,
    pub reden: Option<String>,
    pub pseudoniem: bool,
    /// Who read it, and when.
    pub wie: String,
    pub wanneer: DateTime<Utc>,
}

/// A part of a version, without its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deelstand {
    /// None for what has no parts: a dekkingsoverzicht, a CVS export.
    pub deel: Option<Deel>,
    /// Rows that count.
    pub rijen: u32,
    pub niet_meegeteld: u32,
    /// The delivery that brought it; of an earlier version when the part was carried over.
    pub levering: i64,
}

/// One version of a document, without its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versie {
    pub document: Document,
    /// 1 and up; the highest is the one that stands.
    pub versie: u32,
    pub delen: Vec<Deelstand>,
    /// The deliveries that its parts come from, in order of arrival.
    pub leveringen: Vec<Levering>,
    /// How many findings there are on its parts and on their files as a whole.
    pub bevindingen: u32,
}

impl Versie {
    pub fn has(&self, deel: Deel) -> bool {
        self.delen.iter().any(|d| d.deel == Some(deel))
    }

    /// The verdict: the gravest of the files that it stands on, as far as that was about parts that are still here. Where
    /// every row of its parts counts, what was only partly usable has been replaced since; without findings all is.
    pub fn oordeel(&self) -> Bestandsoordeel {
        let gravest = self.leveringen.iter().map(|l| l.oordeel).max().unwrap_or(Bestandsoordeel::Goed);
        match (self.rijen_niet_meegeteld(), self.bevindingen) {
            (0, 0) => Bestandsoordeel::Goed,
            (0, _) => gravest.min(Bestandsoordeel::GoedMetOpmerkingen),
            _ => gravest,
        }
    }

    pub fn rijen_niet_meegeteld(&self) -> u32 {
        self.delen.iter().map(|d| d.niet_meegeteld).fold(0, u32::saturating_add)
    }

    /// The day that the part was delivered: by the Voorblad, else the day that its file was received.
    pub fn aangeleverd(&self, deel: Deel) -> Option<NaiveDate> {
        let levering = self.delen.iter().find(|d| d.deel == Some(deel))?.levering;
        self.leveringen.iter().find(|l| l.id == levering).map(|l| l.aangeleverd.unwrap_or(l.ontvangen))
    }
}

/// What came of storing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opslag {
    /// Nothing new: these rows are known, as part of this version.
    Bekend { versie: u32 },
    /// The version that stood got a part that it did not have yet.
    Aangevuld { versie: u32 },
    /// A new version.
    Nieuw { versie: u32 },
}

impl Opslag {
    pub const fn versie(self) -> u32 {
        match self {
            Self::Bekend { versie } | Self::Aangevuld { versie } | Self::Nieuw { versie } => versie,
        }
    }

    pub const fn is_known(self) -> bool {
        matches!(self, Self::Bekend { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, d};

    fn levering(id: i64, oordeel: Bestandsoordeel, voorblad: Option<&str>) -> Levering {
        Levering {
            id,
            bestand: "psw.xlsx".to_owned(),
            sha256: String::new(),
            ontvangen: d("2024-07-12"),
            aangeleverd: voorblad.map(d),
            contactpersoon: None,
            oordeel,
            reden: None,
            pseudoniem: false,
            wie: "contractmanager".to_owned(),
            wanneer: DateTime::UNIX_EPOCH,
        }
    }

    /// A version of the parts Deelnemers (of delivery 1) and Tevredenheid (of delivery 2).
    fn versie(oordelen: [Bestandsoordeel; 2], niet_meegeteld: [u32; 2], bevindingen: u32) -> Versie {
        let [first, second] = oordelen;
        let deel = |deel, niet_meegeteld, levering| Deelstand { deel: Some(deel), rijen: 9, niet_meegeteld, levering };
        Versie {
            document: Document::Rapportage(PSW, "2024-K2".parse().unwrap()),
            versie: 1,
            delen: vec![deel(Deel::Deelnemers, niet_meegeteld[0], 1), deel(Deel::Tevredenheid, niet_meegeteld[1], 2)],
            leveringen: vec![levering(1, first, Some("2024-07-10")), levering(2, second, None)],
            bevindingen,
        }
    }

    #[test]
    fn the_gravest_file_decides_as_far_as_it_is_still_about_what_stands() {
        use Bestandsoordeel::{DeelsBruikbaar, Goed, GoedMetOpmerkingen};
        for (oordelen, niet_meegeteld, bevindingen, expected) in [
            ([Goed, Goed], [0, 0], 0, Goed),
            ([GoedMetOpmerkingen, Goed], [0, 0], 2, GoedMetOpmerkingen),
            ([Goed, GoedMetOpmerkingen], [0, 0], 2, GoedMetOpmerkingen),
            ([DeelsBruikbaar, Goed], [1, 0], 1, DeelsBruikbaar),
            ([Goed, DeelsBruikbaar], [0, 1], 0, DeelsBruikbaar),
            // The row that did not count was replaced since: what is left are remarks, or nothing.
            ([DeelsBruikbaar, Goed], [0, 0], 1, GoedMetOpmerkingen),
            ([DeelsBruikbaar, Goed], [0, 0], 0, Goed),
        ] {
            let versie = versie(oordelen, niet_meegeteld, bevindingen);
            assert_eq!(versie.oordeel(), expected, "{oordelen:?} {niet_meegeteld:?} {bevindingen}");
        }
    }

    #[test]
    fn a_version_counts_and_dates_its_parts() {
        let versie = versie([Bestandsoordeel::Goed; 2], [2, 3], 0);
        assert_eq!(versie.rijen_niet_meegeteld(), 5);
        assert!(versie.has(Deel::Tevredenheid) && !versie.has(Deel::Samenwerking));
        let days = Deel::ALL.map(|deel| versie.aangeleverd(deel));
        assert_eq!(days, [Some(d("2024-07-10")), Some(d("2024-07-12")), None], "by the Voorblad, else the day it came");
    }

    #[test]
    fn only_what_is_known_already_brought_nothing() {
        let all = [Opslag::Bekend { versie: 1 }, Opslag::Aangevuld { versie: 2 }, Opslag::Nieuw { versie: 3 }];
        assert_eq!(all.map(|o| (o.versie(), o.is_known())), [(1, true), (2, false), (3, false)]);
    }
}
