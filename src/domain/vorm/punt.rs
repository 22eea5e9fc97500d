//! The key of an agendapunt in a form: `kpi3`, `bundel7`.

use serde::{Deserialize, Deserializer, Serializer};

use crate::domain::Onderdeelsleutel;

pub(super) fn serialize<S: Serializer>(value: &Onderdeelsleutel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.key())
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Onderdeelsleutel, D::Error> {
    let key = String::deserialize(deserializer)?;
    Onderdeelsleutel::parse(&key).ok_or_else(|| serde::de::Error::custom(format!("onbekend agendapunt: {key}")))
}
