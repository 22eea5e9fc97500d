//! Domain values as they stand in columns: ISO dates, decimals and keys as text, ja/nee as 0 and 1.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use rust_decimal::Decimal;

use super::engine::{Row, Value};
use super::error::{Result, unreadable};
use crate::domain::{
    Aanbieder, Deel, Deelnemercode, Document, Documentsoort, Gemeente, Kolom, Kolommen, Kolomsoort, Kolomwaarde, Kwartaal,
    Leveringsdeel, Productopgave, Schoon, Sleutel, Tekst, Trede, Uitstroomsoort,
};

/// A date as `2024-03-31`, formatted without allocating: an import writes half a million of them.
pub(super) struct Iso([u8; 10]);

impl Iso {
    pub(super) fn new(datum: NaiveDate) -> Self {
        // Years outside 0–9999 cannot come from a report; clamping keeps the text sortable.
        let year = datum.year().clamp(0, 9999).unsigned_abs();
        let mut text = *b"0000-00-00";
        let digit = |n: u32| u8::try_from(n % 10).unwrap_or(0) + b'0';
        for (at, n) in [
            (0, year / 1000),
            (1, year / 100),
            (2, year / 10),
            (3, year),
            (5, datum.month() / 10),
            (6, datum.month()),
            (8, datum.day() / 10),
            (9, datum.day()),
        ] {
            text[at] = digit(n);
        }
        Self(text)
    }
}

impl Iso {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Iso> for Value<'_> {
    fn from(datum: Iso) -> Self {
        Self::Date(datum.0)
    }
}

impl<'a> From<&'a Schoon<'_>> for Value<'a> {
    fn from(text: &'a Schoon<'_>) -> Self {
        text.as_str().into()
    }
}

/// Reads `2024-03-31`.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |digits: &[u8]| digits.iter().try_fold(0_u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')));
    NaiveDate::from_ymd_opt(i32::try_from(number(&bytes[..4])?).ok()?, number(&bytes[5..7])?, number(&bytes[8..])?)
}

/// A moment as text: UTC, to the microsecond, so that text order is time order.
pub(super) fn moment(wanneer: DateTime<Utc>) -> String {
    wanneer.to_rfc3339_opts(SecondsFormat::Micros, true)
}

pub(super) fn parse_moment(text: &str) -> Result<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).map(|t| t.to_utc()).map_err(|_| unreadable("tijdstip", text))
}

/// The value that is stored under a key.
pub(super) fn of_key<T: Sleutel>(key: &str) -> Result<T> {
    T::of_key(key).ok_or_else(|| unreadable(T::WAT, key))
}

impl<T: Sleutel> From<T> for Value<'_> {
    fn from(value: T) -> Self {
        Value::Text(Cow::Borrowed(value.key()))
    }
}

impl<'a> From<Kolomwaarde<'a>> for Value<'a> {
    fn from(waarde: Kolomwaarde<'a>) -> Self {
        match waarde {
            Kolomwaarde::Code(Cow::Borrowed(code)) => code.as_str().into(),
            Kolomwaarde::Code(Cow::Owned(code)) => code.to_string().into(),
            Kolomwaarde::Tekst(Cow::Borrowed(tekst)) => tekst.into(),
            Kolomwaarde::Tekst(Cow::Owned(tekst)) => tekst.to_string().into(),
            Kolomwaarde::Gemeente(gemeente) => gemeente.into(),
            Kolomwaarde::Dag(dag) => Iso::new(dag).into(),
            Kolomwaarde::Aantal(n) => n.into(),
            Kolomwaarde::JaNee(ja) => ja.into(),
            Kolomwaarde::Trede(trede) => trede.nummer().into(),
            Kolomwaarde::Uitstroom(soort) => soort.into(),
            Kolomwaarde::Getal(getal) => getal.to_string().into(),
            Kolomwaarde::Product(product) => product.into(),
        }
    }
}

/// What stands in a column of Deelnemers.
pub(super) fn kolomwaarde(row: &Row<'_>, i: usize, soort: Kolomsoort) -> Result<Option<Kolomwaarde<'static>>> {
    Ok(match soort {
        Kolomsoort::Code => row.text(i)?.map(code).transpose()?.map(Into::into),
        Kolomsoort::Gemeente => row.keyed::<Gemeente>(i)?.map(Into::into),
        Kolomsoort::Tekst => row.kept(i)?.map(Into::into),
        Kolomsoort::Datum | Kolomsoort::Einde => row.date(i)?.map(Into::into),
        Kolomsoort::Aantal => row.small::<u32>(i)?.map(Into::into),
        Kolomsoort::JaNee => row.ja(i)?.map(Into::into),
        Kolomsoort::Trede => row.trede(i)?.map(Into::into),
        Kolomsoort::Uitstroom => row.keyed::<Uitstroomsoort>(i)?.map(Into::into),
        Kolomsoort::Uren | Kolomsoort::Cijfer => row.decimal(i)?.map(Into::into),
        Kolomsoort::Product => row.keyed::<Productopgave>(i)?.map(Into::into),
    })
}

pub(super) fn code(text: &str) -> Result<Deelnemercode> {
    Deelnemercode::new(Schoon::kept(text)).ok_or_else(|| unreadable("deelnemer", "geen code"))
}

pub(super) fn aanbieder(text: &str) -> Result<Aanbieder> {
    Aanbieder::new(text).ok_or_else(|| unreadable("aanbieder", text))
}

pub(super) fn kwartaal(text: &str) -> Result<Kwartaal> {
    text.parse().map_err(|_| unreadable("kwartaal", text))
}

/// The columns of a sheet, from a list of JSON.
pub(super) fn kolommen(text: &str) -> Result<Kolommen> {
    let kolommen: Vec<Kolom> = serde_json::from_str(text).map_err(|e| unreadable("kolommen", e))?;
    Ok(kolommen.into_iter().collect())
}

/// None for a document without parts.
pub(super) fn deel(text: &str) -> Option<Deel> {
    match Leveringsdeel::of_key(text) {
        Some(Leveringsdeel::Rapport(deel)) => Some(deel),
        _ => None,
    }
}

pub(super) fn document(soort: &str, wie: &str, kwartaal_tekst: &str) -> Result<Document> {
    let kwartaal = kwartaal(kwartaal_tekst)?;
    Ok(match of_key::<Documentsoort>(soort)? {
        Documentsoort::Rapportage => Document::Rapportage(aanbieder(wie)?, kwartaal),
        Documentsoort::Dekking => Document::Dekking(kwartaal),
        Documentsoort::Cvs => Document::Cvs(of_key(wie)?, kwartaal),
    })
}

/// Columns that hold a value of the domain, by place.
impl Row<'_> {
    pub(super) fn kept(&self, i: usize) -> Result<Option<Tekst>> {
        Ok(self.string(i)?.map(Tekst::kept))
    }

    /// A value that is stored under a key.
    pub(super) fn keyed<T: Sleutel>(&self, i: usize) -> Result<Option<T>> {
        self.text(i)?.map(of_key).transpose()
    }

    pub(super) fn need_keyed<T: Sleutel>(&self, i: usize) -> Result<T> {
        of_key(self.need_text(i)?)
    }

    pub(super) fn date(&self, i: usize) -> Result<Option<NaiveDate>> {
        self.text(i)?.map(|t| parse_date(t).ok_or_else(|| unreadable("datum", t))).transpose()
    }

    pub(super) fn need_date(&self, i: usize) -> Result<NaiveDate> {
        self.date(i)?.ok_or_else(|| unreadable("lege kolom", i))
    }

    pub(super) fn moment(&self, i: usize) -> Result<DateTime<Utc>> {
        parse_moment(self.need_text(i)?)
    }

    pub(super) fn decimal(&self, i: usize) -> Result<Option<Decimal>> {
        self.text(i)?.map(|t| t.parse().map_err(|_| unreadable("getal", t))).transpose()
    }

    pub(super) fn ja(&self, i: usize) -> Result<Option<bool>> {
        match self.number(i)? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(n) => Err(unreadable("ja/nee", n)),
        }
    }

    pub(super) fn trede(&self, i: usize) -> Result<Option<Trede>> {
        self.small::<u8>(i)?.map(|n| Trede::new(n).ok_or_else(|| unreadable("trede", n))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_date_reads_back_as_it_was_written(days in 0_i32..1_000_000) {
            let datum = NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + chrono::Duration::days(i64::from(days));
            let iso = Iso::new(datum);
            let text = std::str::from_utf8(iso.as_bytes()).unwrap();
            prop_assert_eq!(text, datum.to_string());
            prop_assert_eq!(parse_date(text), Some(datum));
        }
    }

    #[test]
    fn what_is_no_iso_date_is_refused() {
        for text in ["2024-2-01", "2024-02-30", "20240201", "2024-02-01 ", "2024/02/01", "+024-02-01", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
