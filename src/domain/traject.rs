//! A traject and what one report says of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::sleutel::sleutels;
use super::{Deelnemercode, Gemeente, Sleutel, Tekst, Trede};

/// Where a deelnemer went when the traject ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Uitstroomsoort {
    Regulier,
    Banenafspraak,
    Vrijwilligerswerk,
    Doelgroepenregister,
    BeschutWerk,
    AnderTraject,
    Uitval,
    Anders,
}

sleutels! {
    Uitstroomsoort "uitstroom" {
        Regulier = "regulier",
        Banenafspraak = "banenafspraak",
        Vrijwilligerswerk = "vrijwilligerswerk",
        Doelgroepenregister = "doelgroepenregister",
        BeschutWerk = "beschut werk",
        AnderTraject = "ander traject",
        Uitval = "uitval",
        Anders = "anders",
    }
}

impl Uitstroomsoort {
    /// The word in reports and on screens.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Regulier => "regulier",
            Self::Banenafspraak => "banenafspraak",
            Self::Vrijwilligerswerk => "vrijwilligerswerk",
            Self::Doelgroepenregister => "doelgroepenregister",
            Self::BeschutWerk => "beschut werk",
            Self::AnderTraject => "ander traject",
            Self::Uitval => "uitval",
            Self::Anders => "anders",
        }
    }
}

/// The end of a traject as reported: a date and a kind always come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Uitstroom {
    pub datum: NaiveDate,
    pub soort: Uitstroomsoort,
}

/// The product of segment individueel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Product {
    Mbo,
    Hbo,
}

sleutels! {
    Product "product" {
        Mbo = "mbo",
        Hbo = "hbo",
    }
}

impl Product {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Mbo => "mbo",
            Self::Hbo => "hbo",
        }
    }
}

/// What a row says in Product: of which segment it is, and as which product (`domein.md` 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Productopgave {
    /// Segment collectief: from here on nothing is inherited of a product that the traject had.
    Collectief,
    Individueel(Product),
}

impl Sleutel for Productopgave {
    const WAT: &'static str = "product";
    const ALL: &'static [Self] = &Self::ALL;
    const KEYS: &'static [&'static str] = &["mbo", "hbo", "P1"];
    const EERDER: &'static [(&'static str, Self)] = &[];

    fn key(self) -> &'static str {
        match self {
            Self::Collectief => "P1",
            Self::Individueel(product) => product.key(),
        }
    }
}

impl Productopgave {
    pub const ALL: [Self; 3] = [Self::Individueel(Product::Mbo), Self::Individueel(Product::Hbo), Self::Collectief];

    /// The word on screens.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Collectief => "P1",
            Self::Individueel(product) => product.naam(),
        }
    }

    pub const fn product(self) -> Option<Product> {
        match self {
            Self::Collectief => None,
            Self::Individueel(product) => Some(product),
        }
    }

    /// The product of a row that says `own` of a traject whose product was `eerder`: only an empty Product inherits.
    pub const fn of_row(own: Option<Self>, eerder: Option<Product>) -> Option<Product> {
        match own {
            Some(own) => own.product(),
            None => eerder,
        }
    }
}

/// What one report says of one traject: a row of the sheet Deelnemers.
///
/// None means that the cell was empty or the column absent; which of the two, `Deelnemers::kolommen` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajectregel {
    pub deelnemer: Deelnemercode,
    pub gemeente: Gemeente,
    pub groep: Option<Tekst>,
    pub startdatum: NaiveDate,
    /// Agreed end of the trajectperiode, as it stands now.
    pub einddatum: Option<NaiveDate>,
    pub aanpassingen: Option<u32>,
    pub startsituatie: Option<bool>,
    pub begintrede: Option<Trede>,
    pub doeltrede: Option<Trede>,
    pub huidige_trede: Option<Trede>,
    pub doelen: Option<bool>,
    pub in_beeld: Option<bool>,
    pub contact_professionals: Option<bool>,
    pub voortgang_geleverd: Option<NaiveDate>,
    pub uitstroom: Option<Uitstroom>,
    pub uitval_eensluidend: Option<bool>,
    /// Hours delivered this kwartaal, ≥ 0.
    pub uren: Option<Decimal>,
    pub product: Option<Productopgave>,
    /// The deelnemer's mean mark, 1,0–10,0.
    pub cijfer: Option<Decimal>,
    pub vervolgafspraak: Option<bool>,
    pub volgende_stap: Option<bool>,
    pub aanmelddatum: Option<NaiveDate>,
    pub matchingsgesprek: Option<NaiveDate>,
    pub eindrapportage: Option<NaiveDate>,
    pub toelichting: Option<Tekst>,
    /// Row number in the sheet as Excel shows it; where the row stood, not what it says.
    pub rij: u32,
}

impl Trajectregel {
    /// Returns a row with only the required fields.
    pub fn new(deelnemer: Deelnemercode, gemeente: Gemeente, startdatum: NaiveDate) -> Self {
        Self {
            deelnemer,
            gemeente,
            startdatum,
            groep: None,
            einddatum: None,
            aanpassingen: None,
            startsituatie: None,
            begintrede: None,
            doeltrede: None,
            huidige_trede: None,
            doelen: None,
            in_beeld: None,
            contact_professionals: None,
            voortgang_geleverd: None,
            uitstroom: None,
            uitval_eensluidend: None,
            uren: None,
            product: None,
            cijfer: None,
            vervolgafspraak: None,
            volgende_stap: None,
            aanmelddatum: None,
            matchingsgesprek: None,
            eindrapportage: None,
            toelichting: None,
            rij: 0,
        }
    }

    /// The product of segment individueel that the row itself says.
    pub fn own_product(&self) -> Option<Product> {
        self.product.and_then(Productopgave::product)
    }

    /// Returns the recognised outcome of this row on `dag`, see [`recognised_outcome`].
    pub fn recognised_outcome(&self, dag: NaiveDate) -> Option<Uitstroom> {
        recognised_outcome(self.uitstroom, self.uitval_eensluidend, dag)
    }
}

/// Returns the recognised outcome on `dag`: Uitstroom dated on or before it, and for uitval only
/// when aanbieder, deelnemer and casusregisseur concluded it together (`domein.md` 4, H23 KPI 2).
pub fn recognised_outcome(uitstroom: Option<Uitstroom>, uitval_eensluidend: Option<bool>, dag: NaiveDate) -> Option<Uitstroom> {
    uitstroom.filter(|u| u.datum <= dag).filter(|u| u.soort != Uitstroomsoort::Uitval || uitval_eensluidend == Some(true))
}
