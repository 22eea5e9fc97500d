//! The words under which small values stand in a form: theirs alone, whatever they are called in the program.

/// Makes a module that writes and reads an enum under fixed words; a new variant does not compile until it has one.
macro_rules! sleutels {
    ($name:ident: $type:ty { $($variant:ident = $key:literal),+ $(,)? }) => {
        pub(super) mod $name {
            use serde::{Deserialize, Deserializer, Serializer};

            pub(in crate::domain::vorm) fn serialize<S: Serializer>(value: &$type, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match value { $(<$type>::$variant => $key),+ })
            }

            pub(in crate::domain::vorm) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                let key = String::deserialize(deserializer)?;
                match key.as_str() {
                    $($key => Ok(<$type>::$variant),)+
                    _ => Err(serde::de::Error::custom(format!("onbekend: {key}"))),
                }
            }
        }
    };
}

sleutels!(oordeel: crate::domain::Oordeel {
    Gehaald = "gehaald", NietGehaald = "niet gehaald", Losgelaten = "losgelaten", BovenRichtwaarde = "boven richtwaarde",
    BinnenRichtwaarde = "binnen richtwaarde", NietTeBepalen = "niet te bepalen",
});
sleutels!(status: crate::domain::Gespreksstatus {
    Gepland = "gepland", Voorbereid = "voorbereid", Gehouden = "gehouden", Vastgesteld = "vastgesteld",
});
sleutels!(uitkomst: crate::domain::Uitkomstsoort { Besluit = "besluit", Mededeling = "mededeling", Notitie = "notitie" });
sleutels!(afspraakstatus: crate::domain::Afspraakstatus { Open = "open", Gereed = "gereed", Vervallen = "vervallen" });
sleutels!(afspraaksoort: crate::domain::Afspraaksoort {
    Gewoon = "gewoon", Verbeterplan = "verbeterplan", PlanVanAanpak = "plan van aanpak",
});
sleutels!(gemeente: crate::domain::Gemeente {
    Beesel = "beesel", Bergen = "bergen", Gennep = "gennep", HorstAanDeMaas = "horst-aan-de-maas",
    PeelEnMaas = "peel-en-maas", Venlo = "venlo", Venray = "venray",
});

/// The key of an agendapunt as people type it: `kpi3`, `bundel7`.
pub(super) mod punt {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::domain::Onderdeelsleutel;

    pub(in crate::domain::vorm) fn serialize<S: Serializer>(value: &Onderdeelsleutel, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.naam())
    }

    pub(in crate::domain::vorm) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Onderdeelsleutel, D::Error> {
        let key = String::deserialize(deserializer)?;
        Onderdeelsleutel::parse(&key).ok_or_else(|| serde::de::Error::custom(format!("onbekend agendapunt: {key}")))
    }
}
