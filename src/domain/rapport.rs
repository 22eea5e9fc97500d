//! What is delivered: the kwartaalrapportage with its parts, the dekkingsoverzicht, uitvraag answers, CVS exports.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::sleutel::sleutels;
use super::{Aanbieder, Deelnemercode, Gemeente, Kolom, Kwartaal, Segment, Tekst, Trajectregel, Trede};

/// The set of columns that a sheet Deelnemers has: an absent column is *niet te meten*, an empty cell a miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kolommen(u32);

impl Kolommen {
    /// Every column there is.
    pub fn all() -> Self {
        Kolom::ALL.into_iter().collect()
    }

    pub const fn contains(self, kolom: Kolom) -> bool {
        self.0 & (1 << kolom as u32) != 0
    }

    pub const fn insert(&mut self, kolom: Kolom) {
        self.0 |= 1 << kolom as u32;
    }

    pub fn iter(self) -> impl Iterator<Item = Kolom> {
        Kolom::ALL.into_iter().filter(move |k| self.contains(*k))
    }

    /// A number that tells sets apart: bit n is the n-th of [`Kolom::ALL`].
    pub const fn bits(self) -> u32 {
        self.0
    }
}

impl FromIterator<Kolom> for Kolommen {
    fn from_iter<I: IntoIterator<Item = Kolom>>(iter: I) -> Self {
        let mut kolommen = Self::default();
        for kolom in iter {
            kolommen.insert(kolom);
        }
        kolommen
    }
}

/// A part of a kwartaalrapportage; parts may come in separate files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deel {
    Deelnemers,
    Tevredenheid,
    Samenwerking,
}

sleutels! {
    Deel "deel van een rapportage" {
        Deelnemers = "deelnemers",
        Tevredenheid = "tevredenheid",
        Samenwerking = "samenwerking",
    }
}

impl Deel {
    /// The name of the sheet.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Deelnemers => "Deelnemers",
            Self::Tevredenheid => "Tevredenheid",
            Self::Samenwerking => "Samenwerking",
        }
    }
}

/// The part Deelnemers: a row per traject that ran in the kwartaal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deelnemers {
    pub kolommen: Kolommen,
    pub regels: Vec<Trajectregel>,
    /// Unusable rows left out, of a file that was accepted with a reason.
    pub niet_meegeteld: u32,
    /// The codes in those rows, as far as there is one: who is among them stands in the file all the same.
    pub onleesbaar: Vec<Deelnemercode>,
}

impl Deelnemers {
    /// The rows, one for each traject: two lines of hours become one, with the Uren of both and the Product with the most of them, on a
    /// tie mbo (`domein.md` 10).
    pub fn per_traject(&self) -> Vec<Cow<'_, Trajectregel>> {
        let mut rijen: Vec<Cow<'_, Trajectregel>> = Vec::with_capacity(self.regels.len());
        let mut lines: HashMap<(&str, NaiveDate), (usize, Option<Decimal>)> = HashMap::default();
        for regel in &self.regels {
            if regel.own_product().is_none() {
                rijen.push(Cow::Borrowed(regel));
                continue;
            }
            match lines.entry((regel.deelnemer.sleutel(), regel.startdatum)) {
                Entry::Vacant(first) => {
                    first.insert((rijen.len(), regel.uren));
                    rijen.push(Cow::Borrowed(regel));
                }
                Entry::Occupied(mut known) => {
                    let (place, most) = known.get_mut();
                    let Some(row) = rijen.get_mut(*place) else { continue };
                    let weight = |uren: Option<Decimal>, product| (uren.unwrap_or_default(), Reverse(product));
                    let is_heavier = weight(regel.uren, regel.product) > weight(*most, row.product);
                    let row = row.to_mut();
                    row.uren = match (row.uren, regel.uren) {
                        (Some(one), Some(two)) => Some(one.saturating_add(two)),
                        (one, two) => one.or(two),
                    };
                    if is_heavier {
                        (row.product, *most) = (regel.product, regel.uren);
                    }
                }
            }
        }
        rijen
    }
}

/// Who gave a mark in the part Tevredenheid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Niveau {
    /// The mark that the aanbieder gives the casusregisseurs (H23 KPI 3, norm 2).
    Casusregisseur,
    /// The mark that an employer gives (H23 KPI 3, norm 3).
    Ondernemer,
}

sleutels! {
    Niveau "niveau" {
        Casusregisseur = "casusregisseur",
        Ondernemer = "ondernemer",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tevredenheidsregel {
    pub niveau: Niveau,
    /// 1,0–10,0.
    pub cijfer: Decimal,
    pub gemeente: Option<Gemeente>,
    pub datum: Option<NaiveDate>,
    /// A code for the employer.
    pub ondernemer: Option<Tekst>,
    pub toelichting: Option<Tekst>,
    /// As it stands there; without one the contract decides ([`Selectie`](super::Selectie)).
    pub gemeld_segment: Option<Segment>,
    pub rij: u32,
}

impl Tevredenheidsregel {
    /// Which of the marks of one employer counts: the highest of these, so of the latest report, then the latest Datum, then
    /// the lowest mark.
    pub(super) fn voorrang(&self, kwartaal: Kwartaal) -> Voorrang {
        (kwartaal, self.datum, Reverse(self.cijfer))
    }
}

pub(super) type Voorrang = (Kwartaal, Option<NaiveDate>, Reverse<Decimal>);

/// The part Tevredenheid: a row per mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tevredenheid {
    pub regels: Vec<Tevredenheidsregel>,
    pub niet_meegeteld: u32,
}

/// The part Samenwerking: the aanbieder's own text (H23 KPI 4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samenwerking {
    pub voortgang: Option<Tekst>,
    pub eigen_aandeel: Option<Tekst>,
    pub ontwikkelpunten: Option<Tekst>,
}

/// A kwartaalrapportage: one version of what one aanbieder delivered for one kwartaal. An absent part is None.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapport {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// 1 and up; the highest is the one that stands.
    pub versie: u32,
    /// Date of delivery: from the Voorblad, else the day it was read.
    pub aangeleverd: Option<NaiveDate>,
    pub contactpersoon: Option<Tekst>,
    pub deelnemers: Option<Deelnemers>,
    pub tevredenheid: Option<Tevredenheid>,
    pub samenwerking: Option<Samenwerking>,
}

impl Rapport {
    /// Returns a report without parts.
    pub const fn new(aanbieder: Aanbieder, kwartaal: Kwartaal) -> Self {
        Self {
            aanbieder,
            kwartaal,
            versie: 1,
            aangeleverd: None,
            contactpersoon: None,
            deelnemers: None,
            tevredenheid: None,
            samenwerking: None,
        }
    }

    pub const fn has(&self, deel: Deel) -> bool {
        match deel {
            Deel::Deelnemers => self.deelnemers.is_some(),
            Deel::Tevredenheid => self.tevredenheid.is_some(),
            Deel::Samenwerking => self.samenwerking.is_some(),
        }
    }

    /// Rows that were left out as unusable, over all parts.
    pub fn rijen_niet_meegeteld(&self) -> u32 {
        self.deelnemers.as_ref().map_or(0, |d| d.niet_meegeteld) + self.tevredenheid.as_ref().map_or(0, |t| t.niet_meegeteld)
    }
}

/// A row of the dekkingsoverzicht.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsregel {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    pub dekking: bool,
    pub locatie: Option<Tekst>,
    /// Places, ≥ 0.
    pub capaciteit: Option<u32>,
    /// First day it holds; None is no bound.
    pub vanaf: Option<NaiveDate>,
    /// Last day it holds; None is no bound.
    pub tot: Option<NaiveDate>,
    pub toelichting: Option<Tekst>,
    pub rij: u32,
}

/// The dekkingsoverzicht of a kwartaal: one, of the three aanbieders together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsoverzicht {
    pub kwartaal: Kwartaal,
    pub versie: u32,
    pub regels: Vec<Dekkingsregel>,
    pub niet_meegeteld: u32,
}

/// The tone of a signaal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Toon {
    Positief,
    Neutraal,
    Negatief,
    /// Nobody said, or nobody can read what was said: not the same as neutraal.
    Zonder,
}

sleutels! {
    Toon "toon" {
        Positief = "positief",
        Neutraal = "neutraal",
        Negatief = "negatief",
        Zonder = "zonder",
    }
}

/// What a gemeente answered to the uitvraag; becomes a signaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uitvraagantwoord {
    pub gemeente: Gemeente,
    pub aanbieder: Aanbieder,
    /// The one that its aanbieder has a contract for: an answer does not tell.
    pub segment: Segment,
    pub toelichting: Tekst,
    pub datum: Option<NaiveDate>,
    pub functie: Option<Tekst>,
    pub onderwerp: Option<Tekst>,
    /// 1–4.
    pub kpi: Option<u8>,
    pub oordeel: Option<Toon>,
    pub rij: u32,
}

impl Uitvraagantwoord {
    /// What it says, field by field, whatever spaces stand in it; where it stood in which file is no part of it.
    pub fn woorden(&self) -> [String; 8] {
        let words = |text: Option<&str>| text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        [
            self.gemeente.key().to_owned(),
            self.aanbieder.key().to_owned(),
            words(Some(&self.toelichting)),
            self.datum.map(|d| d.to_string()).unwrap_or_default(),
            words(self.functie.as_deref()),
            words(self.onderwerp.as_deref()),
            self.kpi.map(|n| n.to_string()).unwrap_or_default(),
            self.oordeel.map(|t| t.key().to_owned()).unwrap_or_default(),
        ]
    }
}

/// The workbook of a gemeente that came back without an answer in it: it is not known whether there is nothing to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uitvraagretour {
    pub kwartaal: Kwartaal,
    pub gemeente: Gemeente,
    /// The day it was first read.
    pub ontvangen: NaiveDate,
    /// The row version: a change on an older one is refused.
    pub rijversie: u32,
}

/// A row of a CVS export: one gemeente's own view of a traject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvsregel {
    pub deelnemer: Deelnemercode,
    pub aanbieder: Aanbieder,
    pub startdatum: NaiveDate,
    pub startsituatie: Option<bool>,
    pub begintrede: Option<Trede>,
    pub doeltrede: Option<Trede>,
    pub huidige_trede: Option<Trede>,
    pub doelen: Option<bool>,
    pub einddatum: Option<NaiveDate>,
    pub beoordeeld_op: Option<NaiveDate>,
    pub rij: u32,
}

/// A CVS export of one gemeente and kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CvsExport {
    pub gemeente: Gemeente,
    pub kwartaal: Kwartaal,
    pub versie: u32,
    pub regels: Vec<Cvsregel>,
    pub niet_meegeteld: u32,
    /// As of [`Deelnemers`].
    pub onleesbaar: Vec<Deelnemercode>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{PSW, d};

    #[test]
    fn a_report_has_the_parts_that_it_was_given_and_no_other() {
        let leeg = Rapport::new(PSW, "2024-K2".parse().unwrap());
        let with = |deel| match deel {
            Deel::Deelnemers => Rapport { deelnemers: Some(Deelnemers::default()), ..leeg.clone() },
            Deel::Tevredenheid => Rapport { tevredenheid: Some(Tevredenheid::default()), ..leeg.clone() },
            Deel::Samenwerking => Rapport { samenwerking: Some(Samenwerking::default()), ..leeg.clone() },
        };
        for one in Deel::ALL {
            assert!(!leeg.has(one));
            for other in Deel::ALL {
                assert_eq!(with(one).has(other), one == other, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn rows_that_were_left_out_are_counted_over_all_parts() {
        let mut rapport = Rapport::new(PSW, "2024-K2".parse().unwrap());
        assert_eq!(rapport.rijen_niet_meegeteld(), 0);
        rapport.deelnemers = Some(Deelnemers { niet_meegeteld: 3, ..Deelnemers::default() });
        assert_eq!(rapport.rijen_niet_meegeteld(), 3);
        rapport.tevredenheid = Some(Tevredenheid { niet_meegeteld: 4, ..Tevredenheid::default() });
        assert_eq!(rapport.rijen_niet_meegeteld(), 7);
        rapport.deelnemers = None;
        assert_eq!(rapport.rijen_niet_meegeteld(), 4);
    }

    #[test]
    fn a_set_of_columns_holds_what_was_put_in_it() {
        for kolom in Kolom::ALL {
            let mut one = Kolommen::default();
            one.insert(kolom);
            one.insert(kolom);
            assert_eq!(one.iter().collect::<Vec<_>>(), [kolom]);
            assert!(Kolommen::all().contains(kolom));
        }
    }

    #[test]
    fn of_the_marks_of_one_employer_the_latest_report_counts_then_the_latest_day_then_the_lowest_mark() {
        let mark = |datum: Option<&str>, cijfer: i64| Tevredenheidsregel {
            niveau: Niveau::Ondernemer,
            cijfer: Decimal::new(cijfer, 1),
            gemeente: None,
            datum: datum.map(d),
            ondernemer: None,
            toelichting: None,
            gemeld_segment: None,
            rij: 2,
        };
        // From what counts least to what counts most.
        let order = [
            ("2024-K1", Some("2024-06-30"), 50),
            ("2024-K2", None, 90),
            ("2024-K2", None, 60),
            ("2024-K2", Some("2024-04-01"), 90),
            ("2024-K2", Some("2024-05-01"), 90),
            ("2024-K2", Some("2024-05-01"), 70),
        ];
        let ranks: Vec<Voorrang> =
            order.iter().map(|(k, datum, cijfer)| mark(*datum, *cijfer).voorrang(k.parse().unwrap())).collect();
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
    }
}
