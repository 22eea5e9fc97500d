//! The columns of the sheet Deelnemers: one description of each, from which reading, storing, comparing, recognising and
//! sending out follow (`domein.md` 3).
//!
//! A new column is a line in [`kolommen`], at the end, and a field of [`Trajectregel`]; the compiler leads to the rest.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::sleutel::sleutels;
use super::{Deelnemercode, Gemeente, Productopgave, Tekst, Trajectregel, Trede, Uitstroom, Uitstroomsoort};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kolomsoort {
    /// The pseudonymous code of the deelnemer.
    Code,
    Gemeente,
    /// Free text of one line.
    Tekst,
    Datum,
    /// The date of an end, which may be open.
    Einde,
    /// Whole, 0 or more.
    Aantal,
    JaNee,
    Trede,
    Uitstroom,
    /// 0 or more, with decimals.
    Uren,
    Product,
    /// 1,0–10,0.
    Cijfer,
}

macro_rules! kolommen {
    ($($kolom:ident $key:literal $naam:literal $soort:ident $verplicht:literal;)+) => {
        /// A column of the sheet Deelnemers, in the order of the sheet that is sent out, which is also that of the table in storage.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kolom {
            $($kolom,)+
        }

        sleutels! {
            Kolom "kolom" { $($kolom = $key),+ } eerder {
                HuidigeTrede = "HuidigeTrede",
                InBeeld = "InBeeld",
                ContactProfessionals = "ContactProfessionals",
                VoortgangGeleverd = "VoortgangGeleverd",
                UitvalEensluidend = "UitvalEensluidend",
                VolgendeStap = "VolgendeStap",
            }
        }

        impl Kolom {
            /// The header as `domein.md` 3 spells it.
            pub const fn naam(self) -> &'static str {
                match self { $(Self::$kolom => $naam,)+ }
            }

            pub const fn soort(self) -> Kolomsoort {
                match self { $(Self::$kolom => Kolomsoort::$soort,)+ }
            }

            /// Whether a row without it cannot be used.
            pub const fn is_verplicht(self) -> bool {
                match self { $(Self::$kolom => $verplicht,)+ }
            }
        }
    };
}

// Under what key it is stored, what it is called, what it holds, whether it is required.
kolommen! {
    Deelnemer "Deelnemer" "Deelnemer" Code true;
    Gemeente "Gemeente" "Gemeente" Gemeente true;
    Groep "Groep" "Groep" Tekst false;
    Startdatum "Startdatum" "Startdatum" Datum true;
    Einddatum "Einddatum" "Einddatum" Einde false;
    Aanpassingen "Aanpassingen" "Aanpassingen" Aantal false;
    Startsituatie "Startsituatie" "Startsituatie" JaNee false;
    Begintrede "Begintrede" "Begintrede" Trede false;
    Doeltrede "Doeltrede" "Doeltrede" Trede false;
    HuidigeTrede "Huidige trede" "Huidige trede" Trede false;
    Doelen "Doelen" "Doelen" JaNee false;
    InBeeld "In beeld" "In beeld" JaNee false;
    ContactProfessionals "Contact professionals" "Contact professionals" JaNee false;
    VoortgangGeleverd "Voortgang geleverd" "Voortgang geleverd" Datum false;
    Uitstroomdatum "Uitstroomdatum" "Uitstroomdatum" Einde false;
    Uitstroom "Uitstroom" "Uitstroom" Uitstroom false;
    UitvalEensluidend "Uitval eensluidend" "Uitval eensluidend" JaNee false;
    Uren "Uren" "Uren" Uren false;
    Product "Product" "Product" Product false;
    Cijfer "Cijfer" "Cijfer" Cijfer false;
    Vervolgafspraak "Vervolgafspraak" "Vervolgafspraak" JaNee false;
    VolgendeStap "Volgende stap" "Volgende stap" JaNee false;
    Aanmelddatum "Aanmelddatum" "Aanmelddatum" Datum false;
    Matchingsgesprek "Matchingsgesprek" "Matchingsgesprek" Datum false;
    Eindrapportage "Eindrapportage" "Eindrapportage" Datum false;
    Toelichting "Toelichting" "Toelichting" Tekst false;
}

/// How many columns there were when fingerprints of deliveries were first kept: those that came later say nothing where they
/// are empty, so that a delivery of before is still known.
const EERSTE_KOLOMMEN: usize = 26;

/// What a row has in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kolomwaarde<'r> {
    Code(Cow<'r, Deelnemercode>),
    Gemeente(Gemeente),
    Tekst(Cow<'r, Tekst>),
    Dag(NaiveDate),
    Aantal(u32),
    JaNee(bool),
    Trede(Trede),
    Uitstroom(Uitstroomsoort),
    /// Hours or a mark.
    Getal(Decimal),
    Product(Productopgave),
}

/// A type that stands in a column: how it becomes a value, and how it is taken out again.
macro_rules! waarden {
    ($($variant:ident($type:ty);)+) => {$(
        impl From<$type> for Kolomwaarde<'_> {
            fn from(waarde: $type) -> Self {
                Self::$variant(waarde)
            }
        }
        impl TryFrom<Kolomwaarde<'_>> for $type {
            type Error = ();
            fn try_from(waarde: Kolomwaarde<'_>) -> Result<Self, ()> {
                if let Kolomwaarde::$variant(waarde) = waarde { Ok(waarde) } else { Err(()) }
            }
        }
    )+};
}

waarden! {
    Gemeente(Gemeente);
    Dag(NaiveDate);
    Aantal(u32);
    JaNee(bool);
    Trede(Trede);
    Uitstroom(Uitstroomsoort);
    Getal(Decimal);
    Product(Productopgave);
}

impl From<Deelnemercode> for Kolomwaarde<'_> {
    fn from(code: Deelnemercode) -> Self {
        Self::Code(Cow::Owned(code))
    }
}

impl From<Tekst> for Kolomwaarde<'_> {
    fn from(tekst: Tekst) -> Self {
        Self::Tekst(Cow::Owned(tekst))
    }
}

impl TryFrom<Kolomwaarde<'_>> for Deelnemercode {
    type Error = ();
    fn try_from(waarde: Kolomwaarde<'_>) -> Result<Self, ()> {
        if let Kolomwaarde::Code(code) = waarde { Ok(code.into_owned()) } else { Err(()) }
    }
}

impl TryFrom<Kolomwaarde<'_>> for Tekst {
    type Error = ();
    fn try_from(waarde: Kolomwaarde<'_>) -> Result<Self, ()> {
        if let Kolomwaarde::Tekst(tekst) = waarde { Ok(tekst.into_owned()) } else { Err(()) }
    }
}

impl Kolom {
    /// What a row has in this column; None where it is empty.
    pub fn of(self, r: &Trajectregel) -> Option<Kolomwaarde<'_>> {
        fn tekst(tekst: Option<&Tekst>) -> Option<Kolomwaarde<'_>> {
            tekst.map(|t| Kolomwaarde::Tekst(Cow::Borrowed(t)))
        }
        match self {
            Self::Deelnemer => Some(Kolomwaarde::Code(Cow::Borrowed(&r.deelnemer))),
            Self::Gemeente => Some(r.gemeente.into()),
            Self::Groep => tekst(r.groep.as_ref()),
            Self::Startdatum => Some(r.startdatum.into()),
            Self::Einddatum => r.einddatum.map(Into::into),
            Self::Aanpassingen => r.aanpassingen.map(Into::into),
            Self::Startsituatie => r.startsituatie.map(Into::into),
            Self::Begintrede => r.begintrede.map(Into::into),
            Self::Doeltrede => r.doeltrede.map(Into::into),
            Self::HuidigeTrede => r.huidige_trede.map(Into::into),
            Self::Doelen => r.doelen.map(Into::into),
            Self::InBeeld => r.in_beeld.map(Into::into),
            Self::ContactProfessionals => r.contact_professionals.map(Into::into),
            Self::VoortgangGeleverd => r.voortgang_geleverd.map(Into::into),
            Self::Uitstroomdatum => r.uitstroom.map(|u| u.datum.into()),
            Self::Uitstroom => r.uitstroom.map(|u| u.soort.into()),
            Self::UitvalEensluidend => r.uitval_eensluidend.map(Into::into),
            Self::Uren => r.uren.map(Into::into),
            Self::Product => r.product.map(Into::into),
            Self::Cijfer => r.cijfer.map(Into::into),
            Self::Vervolgafspraak => r.vervolgafspraak.map(Into::into),
            Self::VolgendeStap => r.volgende_stap.map(Into::into),
            Self::Aanmelddatum => r.aanmelddatum.map(Into::into),
            Self::Matchingsgesprek => r.matchingsgesprek.map(Into::into),
            Self::Eindrapportage => r.eindrapportage.map(Into::into),
            Self::Toelichting => tekst(r.toelichting.as_ref()),
        }
    }

    /// Whether the column came after fingerprints of deliveries were first kept.
    pub const fn is_later(self) -> bool {
        self as usize >= EERSTE_KOLOMMEN
    }
}

impl Trajectregel {
    /// Whether two rows are lines of hours of one traject: alike in everything but Uren and which product of individueel they are of.
    pub fn is_line_beside(&self, other: &Self) -> bool {
        let products = self.own_product().zip(other.own_product());
        products.is_some_and(|(one, two)| one != two)
            && Kolom::ALL.into_iter().all(|k| matches!(k, Kolom::Product | Kolom::Uren) || k.of(self) == k.of(other))
    }
}

/// A row on its way in: what was read of each column.
#[derive(Debug, Default)]
pub struct Rijwaarden([Option<Kolomwaarde<'static>>; Kolom::ALL.len()]);

impl Rijwaarden {
    pub fn set(&mut self, kolom: Kolom, waarde: Option<Kolomwaarde<'static>>) {
        self.0[kolom as usize] = waarde;
    }

    /// What was read of a column, as the type that it holds.
    pub fn get<T: TryFrom<Kolomwaarde<'static>>>(&self, kolom: Kolom) -> Option<T> {
        self.0[kolom as usize].clone()?.try_into().ok()
    }

    fn take<T: TryFrom<Kolomwaarde<'static>>>(&mut self, kolom: Kolom) -> Option<T> {
        self.0[kolom as usize].take()?.try_into().ok()
    }

    /// Makes the row, `rij` of its sheet. None where a required column is empty, or an outcome has a date or a kind only.
    pub fn row(mut self, rij: u32) -> Option<Trajectregel> {
        let uitstroom = match (self.take(Kolom::Uitstroomdatum), self.take(Kolom::Uitstroom)) {
            (Some(datum), Some(soort)) => Some(Uitstroom { datum, soort }),
            (None, None) => None,
            _ => return None,
        };
        Some(Trajectregel {
            deelnemer: self.take(Kolom::Deelnemer)?,
            gemeente: self.take(Kolom::Gemeente)?,
            groep: self.take(Kolom::Groep),
            startdatum: self.take(Kolom::Startdatum)?,
            einddatum: self.take(Kolom::Einddatum),
            aanpassingen: self.take(Kolom::Aanpassingen),
            startsituatie: self.take(Kolom::Startsituatie),
            begintrede: self.take(Kolom::Begintrede),
            doeltrede: self.take(Kolom::Doeltrede),
            huidige_trede: self.take(Kolom::HuidigeTrede),
            doelen: self.take(Kolom::Doelen),
            in_beeld: self.take(Kolom::InBeeld),
            contact_professionals: self.take(Kolom::ContactProfessionals),
            voortgang_geleverd: self.take(Kolom::VoortgangGeleverd),
            uitstroom,
            uitval_eensluidend: self.take(Kolom::UitvalEensluidend),
            uren: self.take(Kolom::Uren),
            product: self.take(Kolom::Product),
            cijfer: self.take(Kolom::Cijfer),
            vervolgafspraak: self.take(Kolom::Vervolgafspraak),
            volgende_stap: self.take(Kolom::VolgendeStap),
            aanmelddatum: self.take(Kolom::Aanmelddatum),
            matchingsgesprek: self.take(Kolom::Matchingsgesprek),
            eindrapportage: self.take(Kolom::Eindrapportage),
            toelichting: self.take(Kolom::Toelichting),
            rij,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row that has something in every column, no two the same where the type allows.
    fn full() -> Trajectregel {
        let dag = |n: u32| NaiveDate::from_ymd_opt(2024, 1, n);
        let mut waarden = Rijwaarden::default();
        for (n, kolom) in (1_u32..).zip(Kolom::ALL) {
            let waarde: Kolomwaarde<'static> = match kolom.soort() {
                Kolomsoort::Code => Deelnemercode::new("P-1").unwrap().into(),
                Kolomsoort::Gemeente => Gemeente::Venlo.into(),
                Kolomsoort::Tekst => Tekst::from(format!("tekst {n}")).into(),
                Kolomsoort::Datum | Kolomsoort::Einde => dag(n).unwrap().into(),
                Kolomsoort::Aantal => n.into(),
                Kolomsoort::JaNee => (n % 2 == 0).into(),
                Kolomsoort::Trede => Trede::new(u8::try_from(n % 6 + 1).unwrap()).unwrap().into(),
                Kolomsoort::Uitstroom => Uitstroomsoort::Anders.into(),
                Kolomsoort::Uren | Kolomsoort::Cijfer => Decimal::new(n.into(), 1).into(),
                Kolomsoort::Product => Productopgave::Collectief.into(),
            };
            waarden.set(kolom, Some(waarde));
        }
        waarden.row(7).unwrap()
    }

    #[test]
    fn what_is_put_in_a_column_comes_out_of_it_and_of_no_other() {
        let row = full();
        let mut again = Rijwaarden::default();
        for kolom in Kolom::ALL {
            let waarde = kolom.of(&row).unwrap_or_else(|| panic!("{kolom:?} is lost"));
            let owned = match waarde {
                Kolomwaarde::Code(code) => Kolomwaarde::Code(Cow::Owned(code.into_owned())),
                Kolomwaarde::Tekst(tekst) => Kolomwaarde::Tekst(Cow::Owned(tekst.into_owned())),
                Kolomwaarde::Gemeente(w) => w.into(),
                Kolomwaarde::Dag(w) => w.into(),
                Kolomwaarde::Aantal(w) => w.into(),
                Kolomwaarde::JaNee(w) => w.into(),
                Kolomwaarde::Trede(w) => w.into(),
                Kolomwaarde::Uitstroom(w) => w.into(),
                Kolomwaarde::Getal(w) => w.into(),
                Kolomwaarde::Product(w) => w.into(),
            };
            again.set(kolom, Some(owned));
        }
        assert_eq!(again.row(7), Some(row));
    }

    #[test]
    fn a_row_needs_its_required_columns_and_a_whole_outcome() {
        let row = full();
        for missing in Kolom::ALL {
            let mut waarden = Rijwaarden::default();
            for kolom in Kolom::ALL.into_iter().filter(|k| *k != missing) {
                let owned = match kolom.of(&row).unwrap() {
                    Kolomwaarde::Code(code) => Kolomwaarde::Code(Cow::Owned(code.into_owned())),
                    Kolomwaarde::Tekst(tekst) => Kolomwaarde::Tekst(Cow::Owned(tekst.into_owned())),
                    Kolomwaarde::Dag(dag) => dag.into(),
                    Kolomwaarde::Gemeente(gemeente) => gemeente.into(),
                    Kolomwaarde::Uitstroom(soort) => soort.into(),
                    _ => continue,
                };
                waarden.set(kolom, Some(owned));
            }
            let half = matches!(missing, Kolom::Uitstroom | Kolom::Uitstroomdatum);
            assert_eq!(waarden.row(1).is_none(), missing.is_verplicht() || half, "{missing:?}");
        }
    }

    #[test]
    fn headers_differ() {
        let mut namen = Kolom::ALL.map(Kolom::naam).to_vec();
        namen.sort_unstable();
        namen.dedup();
        assert_eq!(namen.len(), Kolom::ALL.len());
    }
}
