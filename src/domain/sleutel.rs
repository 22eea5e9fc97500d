//! Under what words values are stored, in columns, in the log, in forms and in fingerprints: theirs alone, whatever they are
//! called on a screen.
//!
//! A key that was stored once never changes: `tests/data/opslag/sleutels.txt` holds them all.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// A value out of a closed list that is stored. [`sleutels`] makes one of an enum; nothing else in `domain` may be stored by the
/// name of its variant.
pub trait Sleutel: Copy + 'static {
    /// What it is, for the message about a key that is none.
    const WAT: &'static str;
    const ALL: &'static [Self];
    /// The keys, in the order of [`Self::ALL`].
    const KEYS: &'static [&'static str];
    /// Words under which a value stands in what earlier programs wrote.
    const EERDER: &'static [(&'static str, Self)];

    /// Stable: as it is stored.
    fn key(self) -> &'static str;

    /// Returns the value that is stored under a key; None when it is the key of none.
    fn of_key(key: &str) -> Option<Self> {
        let now = Self::KEYS.iter().position(|k| *k == key).and_then(|at| Self::ALL.get(at)).copied();
        now.or_else(|| Self::EERDER.iter().find(|(k, _)| *k == key).map(|(_, value)| *value))
    }
}

/// Says under which keys the variants of an enum are stored, in their order; one that is left out does not compile.
macro_rules! sleutels {
    ($type:ident $wat:literal { $($variant:ident = $key:literal),+ $(,)? }) => {
        $crate::domain::sleutel::sleutels!($type $wat { $($variant = $key),+ } eerder {});
    };
    ($type:ident $wat:literal { $($variant:ident = $key:literal),+ $(,)? } eerder { $($old:ident = $word:literal),* $(,)? }) => {
        impl $type {
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// Stable: as it is stored.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }

        impl $crate::domain::Sleutel for $type {
            const WAT: &'static str = $wat;
            const ALL: &'static [Self] = &Self::ALL;
            const KEYS: &'static [&'static str] = &[$($key),+];
            const EERDER: &'static [(&'static str, Self)] = &[$(($word, Self::$old)),*];

            fn key(self) -> &'static str {
                Self::key(self)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::domain::sleutel::read(deserializer)
            }
        }
    };
}
pub(crate) use sleutels;

/// Reads a key.
pub(crate) fn read<'de, T: Sleutel, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Lezer<T>(PhantomData<T>);

    impl<T: Sleutel> Visitor<'_> for Lezer<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::WAT)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::of_key(text).ok_or_else(|| E::unknown_variant(text, T::KEYS))
        }
    }

    deserializer.deserialize_str(Lezer(PhantomData))
}
