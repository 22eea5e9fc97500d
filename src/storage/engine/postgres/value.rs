//! Values on their way to a server and back.

use std::error::Error as StdError;
use std::fmt::Write as _;

use bytes::{BufMut as _, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::storage::engine::value::Value;
use crate::storage::error::{Error, Result, unreadable};

pub(in crate::storage::engine) type Row<'r> = &'r tokio_postgres::Row;

impl ToSql for Value<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(n) => out.put_i64(*n),
            Self::Text(text) => out.put_slice(text.as_bytes()),
            Self::Date(text) => out.put_slice(text),
            Self::Blob(bytes) => out.put_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The type is said of every value, so that the server has nothing to guess; an empty one takes that of its place.
pub(super) fn typed<'a>(params: &'a [Value<'a>]) -> Vec<(&'a Value<'a>, Type)> {
    let of = |value: &Value<'_>| match value {
        Value::Null => Type::UNKNOWN,
        Value::Int(_) => Type::INT8,
        Value::Text(_) | Value::Date(_) => Type::TEXT,
        Value::Blob(_) => Type::BYTEA,
    };
    params.iter().map(|value| (value, of(value))).collect()
}

/// A column as the bytes that came.
struct Raw<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

fn raw(row: Row<'_>, i: usize) -> Result<Option<(&Type, &[u8])>> {
    let bytes: Option<Raw<'_>> = row.try_get(i).map_err(|e| unreadable("kolom", e))?;
    let kind = row.columns().get(i).map(tokio_postgres::Column::type_);
    Ok(kind.and_then(|kind| bytes.map(|Raw(bytes)| (kind, bytes))))
}

pub(in crate::storage::engine) fn text(row: Row<'_>, i: usize) -> Result<Option<&str>> {
    match raw(row, i)? {
        None => Ok(None),
        Some((&Type::TEXT, bytes)) => utf8(bytes).map(Some),
        Some((other, _)) => Err(of_kind(other)),
    }
}

pub(in crate::storage::engine) fn number(row: Row<'_>, i: usize) -> Result<Option<i64>> {
    let Some((kind, bytes)) = raw(row, i)? else { return Ok(None) };
    let wrong = |_| of_kind(kind);
    Ok(Some(match *kind {
        Type::INT8 => i64::from_be_bytes(bytes.try_into().map_err(wrong)?),
        // A number that stands in the statement itself; a condition, which is 1 or 0 in a file.
        Type::INT4 => i32::from_be_bytes(bytes.try_into().map_err(wrong)?).into(),
        Type::BOOL => bytes.first().copied().unwrap_or(0).into(),
        _ => return Err(of_kind(kind)),
    }))
}

pub(in crate::storage::engine) fn bytes(row: Row<'_>, i: usize) -> Result<Option<&[u8]>> {
    match raw(row, i)? {
        None => Ok(None),
        Some((&Type::BYTEA, bytes)) => Ok(Some(bytes)),
        Some((other, _)) => Err(of_kind(other)),
    }
}

pub(in crate::storage::engine) fn value(row: Row<'_>, i: usize) -> Result<Value<'_>> {
    Ok(match raw(row, i)? {
        None => Value::Null,
        Some((&Type::TEXT, bytes)) => Value::Text(utf8(bytes)?.into()),
        Some((&Type::BYTEA, bytes)) => Value::Blob(bytes.into()),
        Some(_) => Value::from(number(row, i)?),
    })
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::Corrupt("tekst is geen UTF-8".to_owned()))
}

fn of_kind(other: &Type) -> Error {
    unreadable("kolomtype", other)
}

/// Adds a row in the text form of COPY.
///
/// # Errors
/// A text with U+0000, of which the server has none.
pub(super) fn line(to: &mut BytesMut, row: &[Value<'_>]) -> Result<()> {
    let number =
        |to: &mut BytesMut, text: std::fmt::Arguments<'_>| to.write_fmt(text).map_err(|e| Error::Internal(e.to_string()));
    for (i, value) in row.iter().enumerate() {
        if i > 0 {
            to.put_u8(b'\t');
        }
        match value {
            Value::Null => to.put_slice(b"\\N"),
            Value::Int(n) => number(to, format_args!("{n}"))?,
            Value::Date(text) => to.put_slice(text),
            Value::Text(text) => escaped(to, text.as_bytes()),
            Value::Blob(bytes) => {
                to.put_slice(b"\\\\x");
                for byte in bytes.iter() {
                    number(to, format_args!("{byte:02x}"))?;
                }
            }
        }
    }
    to.put_u8(b'\n');
    Ok(())
}

fn escaped(to: &mut BytesMut, mut text: &[u8]) {
    while let Some(at) = text.iter().position(|b| matches!(b, b'\\' | b'\n' | b'\r' | b'\t')) {
        let (plain, rest) = text.split_at(at);
        to.put_slice(plain);
        to.put_slice(match rest.first() {
            Some(b'\n') => b"\\n",
            Some(b'\r') => b"\\r",
            Some(b'\t') => b"\\t",
            _ => b"\\\\",
        });
        text = rest.get(1..).unwrap_or_default();
    }
    to.put_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::engine::value::params;

    #[test]
    fn a_row_of_copy_keeps_what_separates_rows_and_columns() {
        let mut text = BytesMut::new();
        let row = params![None::<i64>, -7_i64, "a\tb\\c\nd\re", vec![0_u8, 255], Value::Date(*b"2024-02-29"), ""];
        line(&mut text, &row).unwrap();
        assert_eq!(text, "\\N\t-7\ta\\tb\\\\c\\nd\\re\t\\\\x00ff\t2024-02-29\t\n");
    }
}
