//! Values on their way into a statement: null, whole numbers, text and bytes. Whatever else there is, is one of these by the
//! time it comes here (`values`).

use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub(in crate::storage) enum Value<'a> {
    Null,
    Int(i64),
    Text(Cow<'a, str>),
    /// Text too, of ten ASCII characters: an import writes half a million dates, and allocates none of them.
    Date([u8; 10]),
    Blob(Cow<'a, [u8]>),
}

#[cfg(feature = "gedeeld")]
impl Value<'_> {
    /// The same, of its own.
    pub(in crate::storage) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Int(n) => Value::Int(n),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Date(text) => Value::Date(text),
            Self::Blob(bytes) => Value::Blob(Cow::Owned(bytes.into_owned())),
        }
    }
}

/// The values of a statement, in the order of `?1`, `?2`.
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$($crate::storage::engine::Value::from($value)),*] };
}
pub(in crate::storage) use params;

macro_rules! value_from {
    ($($type:ty => |$value:ident| $made:expr),+ $(,)?) => {
        $(impl<'a> From<$type> for Value<'a> { fn from($value: $type) -> Self { $made } })+
    };
}

value_from! {
    i64 => |n| Value::Int(n),
    u32 => |n| Value::Int(n.into()),
    u8 => |n| Value::Int(n.into()),
    bool => |b| Value::Int(b.into()),
    &'a str => |text| Value::Text(Cow::Borrowed(text)),
    &'a String => |text| Value::Text(Cow::Borrowed(text)),
    String => |text| Value::Text(Cow::Owned(text)),
    &'a [u8] => |bytes| Value::Blob(Cow::Borrowed(bytes)),
    Vec<u8> => |bytes| Value::Blob(Cow::Owned(bytes)),
}

impl<T: Into<Self>> From<Option<T>> for Value<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
