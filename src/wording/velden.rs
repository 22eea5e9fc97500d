//! The fields of what people edit, and their values, in words: one place for history, conflict and undo.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde_json::Value;

use super::{datum, geld, moment, opsomming, veilig};
use crate::domain::register::{Besluit, Contactpersoon, Contract};
use crate::domain::{
    Aanbieder, Aanleiding, Afspraaksoort, Afspraakstatus, Change, Doelnotitie, Doelstand, Gemeente, Gespreksstatus, Kolomwaarde,
    Onderwerp, Postsoort, Register, Segment, Signaalstatus, Sleutel, Soort, Tariefproduct, Toon, Uitkomstinhoud, Verwachting,
};

/// What stands where there is nothing.
const LEEG: &str = "leeg";

/// Whether a value, as the log has it, is nothing.
pub fn is_leeg(text: Option<&str>) -> bool {
    matches!(text, None | Some("" | "[]"))
}

/// Bookkeeping of the store, and what the name of the thing says already: never shown.
/// Bookkeeping, and what is an id: it says nothing to who reads.
const SILENT: [&str; 11] =
    ["rijversie", "gemaakt", "gesprek", "nummer", "id", "sleutel", "feiten", "wie", "wanneer", "vaststelling", "afdruk"];

/// A field as users know it.
pub fn veld(soort: Soort, veld: &str) -> String {
    let word = match (soort, veld) {
        (Soort::Uitkomst, "inhoud") => "tekst",
        (_, "kpi") => "KPI",
        (_, "kvk") => "KvK-nummer",
        (_, "statutair") => "statutaire naam",
        (_, "bekend") => "bekend sinds",
        (_, "aanwezig") => "aanwezigen",
        (_, "afwezig") => "afwezigen",
        (_, "volgende") => "volgende gesprek",
        (_, "begonnen") => "begin",
        (_, "bevroren") => "bevroren cijfers",
        (_, "volgorde") => "plaats op de agenda",
        (_, "opschaling") => "reden van opschaling",
        (_, "aanbieder_naam") => "naam van de aanbieder",
        (_, "uit_uitvraag") => "uit de uitvraag",
        (_, Change::GEHEEL) => "geheel",
        (_, other) => return other.replace('_', " "),
    };
    word.to_owned()
}

/// What stands in a column of the sheet Deelnemers.
pub fn kolomwaarde(waarde: Kolomwaarde<'_>) -> String {
    match waarde {
        Kolomwaarde::Code(code) => code.to_string(),
        Kolomwaarde::Gemeente(gemeente) => gemeente.naam().to_owned(),
        Kolomwaarde::Tekst(tekst) => tekst.as_str().to_owned(),
        Kolomwaarde::Dag(dag) => datum(dag),
        Kolomwaarde::Aantal(n) => n.to_string(),
        Kolomwaarde::JaNee(ja) => if ja { "ja" } else { "nee" }.to_owned(),
        Kolomwaarde::Trede(trede) => trede.to_string(),
        Kolomwaarde::Uitstroom(soort) => soort.naam().to_owned(),
        Kolomwaarde::Getal(getal) => getal.normalize().to_string().replace('.', ","),
        Kolomwaarde::Product(product) => product.naam().to_owned(),
    }
}

/// A value of a field as users know it; `text` is as the log has it, None is an empty field.
pub fn waarde(soort: Soort, veld: &str, text: Option<&str>, register: &Register) -> String {
    match text.filter(|_| !is_leeg(text)) {
        None => LEEG.to_owned(),
        Some(text) => in_words(soort, veld, text, register).unwrap_or_else(|| veilig(text)),
    }
}

fn in_words(soort: Soort, veld: &str, text: &str, register: &Register) -> Option<String> {
    fn json<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }
    Some(match (soort, veld) {
        (_, "datum" | "gemaakt_op" | "deadline" | "volgende" | "terug_op" | "vanaf" | "afgestemd_op" | "bekend") => {
            datum(text.parse::<NaiveDate>().ok()?)
        }
        (_, "begonnen") => moment(DateTime::parse_from_rfc3339(text).ok()?.to_utc()),
        (_, "tijd") => text.parse::<NaiveTime>().ok()?.format("%H:%M").to_string(),
        (_, "extra" | "vervallen" | "dekking" | "uit_uitvraag") => if text == "true" { "ja" } else { "nee" }.to_owned(),
        (_, "aanbieder") => register.naam(Aanbieder::new(text)?),
        (_, "gemeente") => Gemeente::of_key(text)?.naam().to_owned(),
        (_, "onderwerp") => Onderwerp::of_key(text)?.naam().to_owned(),
        (_, "segment") => Segment::of_key(text)?.naam().to_owned(),
        (_, "toon") => Toon::of_key(text)?.naam().to_owned(),
        (_, "stand") => Doelstand::of_key(text)?.naam().to_owned(),
        (_, "product") => Tariefproduct::of_key(text)?.naam().to_owned(),
        (Soort::Gesprek, "status") => Gespreksstatus::of_key(text)?.naam().to_owned(),
        (Soort::Signaal, "status") => Signaalstatus::of_key(text)?.naam().to_owned(),
        (Soort::Afspraak, "status") => Afspraakstatus::of_key(text)?.naam().to_owned(),
        (Soort::Afspraak, "soort") => Afspraaksoort::of_key(text)?.naam().to_owned(),
        (Soort::Bericht, "soort") => Postsoort::of_key(text)?.naam().to_owned(),
        (_, "bedrag") => geld(text.parse::<Decimal>().ok()?),
        (_, "contracten") => opsomming(json::<Vec<Contract>>(text)?.iter().map(contract)),
        (_, "contactpersonen") => opsomming(json::<Vec<Contactpersoon>>(text)?.iter().map(contactpersoon)),
        (_, "notities") => {
            opsomming(json::<Vec<Doelnotitie>>(text)?.iter().map(|n| format!("{}: {}", n.kwartaal, veilig(&n.tekst))))
        }
        (_, "aanwezig" | "afwezig" | "andere_namen" | "aan" | "bijlagen") => match json::<Vec<String>>(text)?.join(", ").as_str()
        {
            "" => LEEG.to_owned(),
            namen => veilig(namen),
        },
        // Whether it is a mark or a percentage the norm says, which is not known here.
        (_, "verwachting") => json::<Verwachting>(text)?.notatie(true),
        (_, "aanleiding") => {
            let a: Aanleiding = json(text)?;
            format!("{} {}: {}", a.norm, a.kwartaal, a.waarde)
        }
        (Soort::Uitkomst, "inhoud") => match json::<Uitkomstinhoud>(text)? {
            Uitkomstinhoud::Afspraak(nummer) => format!("afspraak {nummer}"),
            Uitkomstinhoud::Tekst { tekst, .. } => veilig(&tekst),
        },
        (_, "bevroren") => "vastgelegd".to_owned(),
        _ => return None,
    })
}

/// `collectief van 1 jan 2022 tot en met 31 dec 2025, optie 1 tot en met 31 dec 2028 gelicht`.
fn contract(c: &Contract) -> String {
    let mut text = format!("{} van {} {}", c.segment.naam(), datum(c.van), super::register::looptijd(c));
    for (nummer, optie) in (1..).zip(&c.opties) {
        let besluit = match &optie.besluit {
            Besluit::Open => "open".to_owned(),
            Besluit::Gelicht { op, door } => format!("gelicht ({}, {})", datum(*op), veilig(door)),
            Besluit::NietGelicht { op, door } => format!("niet gelicht ({}, {})", datum(*op), veilig(door)),
        };
        let voor = optie.beslissen_voor.map(|dag| format!(" (beslissen voor {})", datum(dag))).unwrap_or_default();
        let _ = write!(text, ", optie {nummer} tot en met {}{voor} {besluit}", datum(optie.tot));
    }
    text
}

fn contactpersoon(p: &Contactpersoon) -> String {
    let parts = [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor];
    let filled: Vec<String> = parts.into_iter().filter(|t| !t.is_empty()).map(|t| veilig(t)).collect();
    filled.join(" · ")
}

/// One field of a change, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veldwijziging {
    pub veld: String,
    /// None when the thing was made: there was nothing before.
    pub was: Option<String>,
    /// None when the thing was removed.
    pub wordt: Option<String>,
}

/// What a change says, field by field, without bookkeeping; of a new thing only what was filled in.
pub fn veldwijzigingen(change: &Change, register: &Register) -> Vec<Veldwijziging> {
    let one = |veld_key: &str, was: Option<Option<&str>>, wordt: Option<Option<&str>>| Veldwijziging {
        veld: veld(change.soort, veld_key),
        was: was.map(|text| waarde(change.soort, veld_key, text, register)),
        wordt: wordt.map(|text| waarde(change.soort, veld_key, text, register)),
    };
    if change.veld != Change::GEHEEL {
        if SILENT.contains(&change.veld.as_str()) {
            return Vec::new();
        }
        return vec![one(&change.veld, Some(change.oud.as_deref()), Some(change.nieuw.as_deref()))];
    }
    let fields = |text: &Option<String>| text.as_deref().and_then(|t| serde_json::from_str::<Value>(t).ok());
    if let (Some(Value::Object(was)), Some(Value::Object(wordt))) = (fields(&change.oud), fields(&change.nieuw)) {
        let said = |value: Option<&Value>| match value {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        let differing = wordt.iter().filter(|(key, value)| !SILENT.contains(&key.as_str()) && was.get(*key) != Some(value));
        let fields = differing.map(|(key, value)| (key, said(was.get(key)), said(Some(value))));
        return fields.map(|(key, was, wordt)| one(key, Some(was.as_deref()), Some(wordt.as_deref()))).collect();
    }
    let (Some(Value::Object(whole)), made) = (match (fields(&change.oud), fields(&change.nieuw)) {
        (_, after @ Some(_)) => (after, true),
        (before, None) => (before, false),
    }) else {
        return Vec::new();
    };
    let filled = whole.iter().filter(|(key, _)| !SILENT.contains(&key.as_str())).filter_map(|(key, value)| {
        let text = match value {
            Value::Null | Value::Bool(false) => return None,
            Value::String(text) if text.is_empty() => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let text = Some(Some(text.as_str()));
        Some(if made { one(key, None, text) } else { one(key, text, None) })
    });
    filled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::register;

    fn change(soort: Soort, veld: &str, oud: Option<&str>, nieuw: Option<&str>) -> Change {
        let own = |t: Option<&str>| t.map(str::to_owned);
        Change { soort, id: "1".into(), veld: veld.into(), oud: own(oud), nieuw: own(nieuw) }
    }

    #[test]
    fn an_id_is_not_shown() {
        let change = change(Soort::Afspraak, Change::GEHEEL, None, Some(r#"{"gesprek":34,"tekst":"Bellen"}"#));
        let said: Vec<String> = veldwijzigingen(&change, &register()).into_iter().map(|v| v.veld).collect();
        assert_eq!(said, ["tekst"]);
    }

    #[test]
    fn a_field_and_its_values_are_said_as_users_know_them() {
        for (soort, key, oud, nieuw, expected) in [
            (Soort::Afspraak, "deadline", None, Some("2024-08-30"), "deadline: leeg → 30 aug 2024"),
            (Soort::Afspraak, "kpi", Some("2"), None, "KPI: 2 → leeg"),
            (Soort::Gesprek, "aanwezig", Some("[]"), Some(r#"["a","b"]"#), "aanwezigen: leeg → a, b"),
            (Soort::Gesprek, "tijd", Some("10:00:00"), Some("14:30:00"), "tijd: 10:00 → 14:30"),
            (Soort::Signaal, "onderwerp", Some("overig"), Some("voorliggend-veld"), "onderwerp: overig → voorliggend veld"),
            (Soort::Signaal, "aanbieder", Some("psw"), Some("qwyl"), "aanbieder: PSW → Qwyl"),
            (
                Soort::Uitkomst,
                "inhoud",
                Some(r#"{"Tekst":{"soort":"besluit","tekst":"ja"}}"#),
                Some(r#"{"Tekst":{"soort":"besluit","tekst":"nee"}}"#),
                "tekst: ja → nee",
            ),
            (Soort::Agendapunt, "vervallen", Some("false"), Some("true"), "vervallen: nee → ja"),
            (Soort::Tarief, "bedrag", Some("7.84"), Some("7.90"), "bedrag: € 7,84 → € 7,90"),
            (Soort::Aanbieder, "andere_namen", Some("[]"), Some(r#"["a","b"]"#), "andere namen: leeg → a, b"),
            (
                Soort::Aanbieder,
                "contracten",
                Some(r#"[{"segment":"collectief","van":"2022-01-01","tot":null,"opties":[]}]"#),
                Some(
                    r#"[{"segment":"collectief","van":"2022-01-01","tot":"2025-12-31","opties":[{"tot":"2028-12-31","beslissen_voor":null,"besluit":{"stand":"gelicht","op":"2025-06-01","door":"wie"}}]}]"#,
                ),
                "contracten: collectief van 1 jan 2022 zonder einde → collectief van 1 jan 2022 tot en met 31 dec 2025, optie 1 \
                 tot en met 31 dec 2028 gelicht (1 jun 2025, wie)",
            ),
            (
                Soort::Aanbieder,
                "contactpersonen",
                Some("[]"),
                Some(r#"[{"naam":"a","functie":"","email":"a@b.nl","telefoon":"","waarvoor":""}]"#),
                "contactpersonen: leeg → a · a@b.nl",
            ),
        ] {
            let said: Vec<String> = veldwijzigingen(&change(soort, key, oud, nieuw), &register())
                .into_iter()
                .map(|v| format!("{}: {} → {}", v.veld, v.was.unwrap(), v.wordt.unwrap()))
                .collect();
            assert_eq!(said, [expected]);
        }
    }

    #[test]
    fn of_a_whole_thing_only_what_was_filled_in_is_said() {
        let json = r#"{"tekst":"a","deadline":null,"resultaat":"","rijversie":1,"nummer":"PSW-2024-01"}"#;
        let made = veldwijzigingen(&change(Soort::Afspraak, Change::GEHEEL, None, Some(json)), &register());
        assert_eq!(made, [Veldwijziging { veld: "tekst".into(), was: None, wordt: Some("a".into()) }]);
        let gone = veldwijzigingen(&change(Soort::Afspraak, Change::GEHEEL, Some(json), None), &register());
        assert_eq!(gone, [Veldwijziging { veld: "tekst".into(), was: Some("a".into()), wordt: None }]);
    }
}
