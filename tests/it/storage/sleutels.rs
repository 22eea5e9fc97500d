//! The keys under which values are stored: what was stored once is read for ever.

use std::fmt::Write as _;

use accountgesprek::domain::register::Besluit;
use accountgesprek::domain::{
    Aandachtsoort, Afspraaksoort, Afspraakstatus, Bestandsoordeel, Deel, Documentsoort, Doelstand, Ernst, Gemeente,
    Gespreksstatus, Indicator, Klasse, Kolom, Leveringsdeel, Niveau, Onderdeelsleutel, Onderwerp, Oordeel, Periode, Postsoort,
    Product, Productopgave, Richting, Segment, Signaalstatus, Sleutel, Soort, Tariefproduct, Toon, Uitkomstinhoud, Uitkomstsoort,
    Uitstroomsoort, Vergelijking,
};
use accountgesprek::importing::Bladsoort;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Every key, one kind a line. Nothing here ever changes: files with it exist. A new value comes to its line.
const STORED: &str = include_str!("../../data/opslag/sleutels.txt");

/// The line of one kind, each key looked at both ways.
fn line<T: Sleutel + PartialEq + std::fmt::Debug>() -> String {
    for value in T::ALL {
        assert_eq!(T::of_key(value.key()), Some(*value));
    }
    for (word, value) in T::EERDER {
        assert_eq!(T::of_key(word), Some(*value), "what an earlier program wrote is read");
    }
    assert_eq!(T::of_key("nooit opgeslagen"), None);
    let keys: Vec<&str> = T::ALL.iter().map(|value| value.key()).collect();
    assert_eq!(keys, T::KEYS);
    let eerder: String = T::EERDER.iter().fold(String::new(), |mut text, (word, value)| {
        let _ = write!(text, "; eerder {word} = {}", value.key());
        text
    });
    let name = std::any::type_name::<T>().rsplit("::").next().unwrap();
    format!("{name}: {}{eerder}", keys.join(", "))
}

macro_rules! lines {
    ($($type:ty),+ $(,)?) => { vec![$(line::<$type>()),+] };
}

#[test]
fn the_keys_of_what_is_stored_stay_what_they_are() {
    let lines = lines![
        Aandachtsoort,
        Afspraaksoort,
        Afspraakstatus,
        Bestandsoordeel,
        Bladsoort,
        Deel,
        Documentsoort,
        Doelstand,
        Ernst,
        Gemeente,
        Gespreksstatus,
        Indicator,
        Klasse,
        Kolom,
        Leveringsdeel,
        Niveau,
        Onderwerp,
        Oordeel,
        Periode,
        Postsoort,
        Product,
        Productopgave,
        Richting,
        Segment,
        Signaalstatus,
        Soort,
        Tariefproduct,
        Toon,
        Uitkomstsoort,
        Uitstroomsoort,
        Vergelijking,
    ];
    // What is remembered of the headers that senders use names a column as the file format does.
    let columns = <Bladsoort as Sleutel>::ALL
        .iter()
        .map(|blad| format!("Kolommen van {}: {}", blad.key(), blad.kolommen().collect::<Vec<_>>().join(", ")));
    let all: Vec<String> = lines.iter().cloned().chain(columns).collect();
    let kept: Vec<&str> = STORED.lines().collect();
    let other = (0..all.len().max(kept.len())).find(|i| all.get(*i).map(String::as_str) != kept.get(*i).copied());
    let shown = other.map(|i| (all.get(i).map_or("", String::as_str), kept.get(i).copied().unwrap_or_default()));
    assert_eq!(shown, None, "a key and its line in tests/data/opslag/sleutels.txt: add what is new; what landed never changes");
    let names: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(crate::tidy::types_with_keys(), names, "every type with keys is held against the list");
}

fn written<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value);
    json
}

/// What holds something beside its kind is stored as JSON under the name of its kind.
#[test]
fn what_is_stored_as_json_is_spelled_as_ever() {
    use Onderdeelsleutel as S;
    let punten = [
        S::OpenAfspraken,
        S::Verwachtingen,
        S::Kpi(3),
        S::Bundel(7),
        S::Signalen,
        S::Aandachtspunten,
        S::Dekking,
        S::Samenwerking,
        S::PxQ,
        S::VolgendeDatum,
        S::Eigen(2),
    ];
    let spelled = [
        (r#""OpenAfspraken""#, "afspraken"),
        (r#""Verwachtingen""#, "verwachtingen"),
        (r#"{"Kpi":3}"#, "kpi3"),
        (r#"{"Bundel":7}"#, "bundel7"),
        (r#""Signalen""#, "signalen"),
        (r#""Aandachtspunten""#, "aandacht"),
        (r#""Dekking""#, "dekking"),
        (r#""Samenwerking""#, "samenwerking"),
        (r#""PxQ""#, "pxq"),
        (r#""VolgendeDatum""#, "volgende"),
        (r#"{"Eigen":2}"#, "eigen2"),
    ];
    let found = punten.map(|punt| (written(&punt), punt.key()));
    assert_eq!(found, spelled.map(|(json, key)| (json.to_owned(), key.to_owned())));
    let inhoud = [
        Uitkomstinhoud::Afspraak("PSW-2024-01".parse().unwrap()),
        Uitkomstinhoud::tekst(Uitkomstsoort::Besluit, "x".into()),
        Uitkomstinhoud::Tekst { soort: Uitkomstsoort::Mededeling, tekst: "x".into(), sluit: "PSW-2024-01".parse().ok() },
    ];
    let spelled = [
        r#"{"Afspraak":"PSW-2024-01"}"#,
        r#"{"Tekst":{"soort":"besluit","tekst":"x"}}"#,
        r#"{"Tekst":{"soort":"mededeling","tekst":"x","sluit":"PSW-2024-01"}}"#,
    ];
    assert_eq!(inhoud.map(|inhoud| written(&inhoud)), spelled);
    let (op, door) = (super::dag("2025-06-01"), "x".to_owned());
    let besluiten = [Besluit::Open, Besluit::Gelicht { op, door: door.clone() }, Besluit::NietGelicht { op, door }];
    let spelled = [
        r#"{"stand":"open"}"#,
        r#"{"stand":"gelicht","op":"2025-06-01","door":"x"}"#,
        r#"{"stand":"niet gelicht","op":"2025-06-01","door":"x"}"#,
    ];
    assert_eq!(besluiten.map(|besluit| written(&besluit)), spelled);
}
