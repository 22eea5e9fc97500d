//! The store: one contract suite of functions that take a store, run on a file and in memory; then what only a file has.

mod contract;
mod controle;
mod eerste;
mod file;
mod samenvoegen;
#[cfg(feature = "gedeeld")]
pub(crate) mod server;
mod sleutels;
mod undo;
mod upkeep;
mod wereld;

use crate::aanbieders::{PSW, RENDIZ, register};
use accountgesprek::domain::vorm::{Aanbiedernaam, Besproken, Besprokenpunt, Bevroren, Verslagstof};
use accountgesprek::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Agendapunt, Bestandsoordeel, Deelnemercode, Deelnemers,
    Dekkingsoverzicht, Dekkingsregel, Gemeente, Gesprek, Gespreksoort, Gespreksstatus, Handeling, Kolommen, Kwartaal,
    NieuweLevering, Niveau, Onderdeelsleutel, Rapport, Samenwerking, Tekst, Tevredenheid, Tevredenheidsregel, Trajectregel,
    Trede, Uitstroom, Uitstroomsoort, Uitvraagantwoord,
};
use accountgesprek::domain::{Feitregel, Getypt, Stuk};
use accountgesprek::storage::{Act, Store, Terug, Vaststelling};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use rust_decimal::Decimal;

pub(crate) fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn kwartaal(text: &str) -> Kwartaal {
    text.parse().unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 7, 15, 9, 30, 0).unwrap()
}

pub(crate) fn act(wat: &str) -> Act {
    Act::new("contractmanager", now(), wat)
}

/// What the user of the tests did last and can take back.
pub(crate) fn last(store: &Store) -> Option<Handeling> {
    match store.next_undo("contractmanager").unwrap() {
        Terug::Groep(groep) => Some(groep.laatste),
        Terug::Niets | Terug::Voorgoed(_) => None,
    }
}

/// A row in which every field has a value of its own.
pub(crate) fn full_row(code: &str, rij: u32) -> Trajectregel {
    Trajectregel {
        deelnemer: Deelnemercode::new(code).unwrap(),
        gemeente: Gemeente::HorstAanDeMaas,
        groep: Some("Groep A".into()),
        startdatum: dag("2023-02-01"),
        einddatum: Some(dag("2025-01-31")),
        aanpassingen: Some(1),
        startsituatie: Some(true),
        begintrede: Trede::new(2),
        doeltrede: Trede::new(4),
        huidige_trede: Trede::new(3),
        doelen: Some(false),
        in_beeld: Some(true),
        contact_professionals: Some(false),
        voortgang_geleverd: Some(dag("2024-05-06")),
        uitstroom: Some(Uitstroom { datum: dag("2024-06-30"), soort: Uitstroomsoort::BeschutWerk }),
        uitval_eensluidend: Some(true),
        uren: Some(Decimal::new(1250, 2)),
        product: Some(accountgesprek::domain::Productopgave::Individueel(accountgesprek::domain::Product::Hbo)),
        cijfer: Some(Decimal::new(79, 1)),
        vervolgafspraak: Some(false),
        volgende_stap: Some(true),
        aanmelddatum: Some(dag("2023-01-10")),
        matchingsgesprek: Some(dag("2023-01-16")),
        eindrapportage: Some(dag("2024-07-03")),
        toelichting: Some("Één stap \"verder\"; 'mooi'\u{202e} -- DROP TABLE".into()),
        rij,
    }
}

pub(crate) fn rows(codes: &[&str]) -> Deelnemers {
    let regels = (2..).zip(codes).map(|(rij, code)| full_row(code, rij)).collect();
    Deelnemers { kolommen: Kolommen::all(), regels, ..Deelnemers::default() }
}

pub(crate) fn marks(cijfers: &[i64]) -> Tevredenheid {
    let regels = (2..).zip(cijfers).map(|(rij, cijfer)| Tevredenheidsregel {
        niveau: Niveau::Ondernemer,
        cijfer: Decimal::new(*cijfer, 1),
        gemeente: Some(Gemeente::Venlo),
        datum: Some(dag("2024-05-01")),
        ondernemer: Some("O-1".into()),
        toelichting: None,
        gemeld_segment: None,
        rij,
    });
    Tevredenheid { regels: regels.collect(), niet_meegeteld: 0 }
}

pub(crate) fn rapport(aanbieder: Aanbieder, k: &str, deelnemers: Deelnemers) -> Rapport {
    Rapport { deelnemers: Some(deelnemers), ..Rapport::new(aanbieder, kwartaal(k)) }
}

/// A report with all three parts and a cover.
pub(crate) fn whole_rapport(k: &str) -> Rapport {
    Rapport {
        aangeleverd: Some(dag("2024-07-10")),
        contactpersoon: Some("teamleider".into()),
        tevredenheid: Some(marks(&[80, 75])),
        samenwerking: Some(Samenwerking {
            voortgang: Some("Loopt.".into()),
            eigen_aandeel: None,
            ontwikkelpunten: Some("Matching.".into()),
        }),
        ..rapport(RENDIZ, k, rows(&["R-1", "R-2"]))
    }
}

pub(crate) fn overzicht(k: &str, dekking: bool) -> Dekkingsoverzicht {
    let regels = Gemeente::ALL.into_iter().zip(2..).map(|(gemeente, rij)| Dekkingsregel {
        gemeente,
        aanbieder: PSW,
        dekking,
        locatie: Some("centrum".into()),
        capaciteit: Some(12),
        vanaf: Some(dag("2024-01-01")),
        tot: None,
        toelichting: None,
        rij,
    });
    Dekkingsoverzicht { kwartaal: kwartaal(k), versie: 1, regels: regels.collect(), niet_meegeteld: 0 }
}

/// A delivery whose bytes are named by `bytes`.
pub(crate) fn levering(bytes: &str) -> NieuweLevering {
    NieuweLevering {
        bestand: Tekst::from(format!("{bytes}.csv")),
        sha256: bytes.to_owned(),
        ontvangen: dag("2024-07-11"),
        oordeel: Bestandsoordeel::Goed,
        reden: None,
        pseudoniem: false,
        bevindingen: Vec::new(),
        over: None,
    }
}

pub(crate) fn afspraak(aanbieder: Option<Aanbieder>, tekst: &str) -> Afspraak {
    Afspraak {
        nummer: Afspraaknummer { voorvoegsel: register().voorvoegsel(aanbieder), jaar: 2024, volgnummer: 0 },
        aanbieder,
        gesprek: None,
        tekst: Tekst::of(tekst),
        eigenaar: "contractmanager".into(),
        deadline: Some(dag("2024-09-01")),
        status: Afspraakstatus::Open,
        soort: Afspraaksoort::Gewoon,
        resultaat: "".into(),
        kpi: Some(2),
        deelnemer: None,
        signaal: None,
        aanleiding: None,
        verwachting: None,
        gemaakt: now(),
        rijversie: 0,
    }
}
pub(crate) fn gesprek(aanbieder: Aanbieder, k: &str) -> Gesprek {
    Gesprek {
        id: 0,
        aanbieder,
        kwartaal: kwartaal(k),
        soort: Gespreksoort::Regulier,
        datum: Some(dag("2024-07-19")),
        tijd: chrono::NaiveTime::from_hms_opt(10, 30, 0),
        plaats: "Venlo".into(),
        aanwezig: vec!["contractmanager".into(), "beleidscollega".into()],
        afwezig: Vec::new(),
        verslaglegger: Tekst::default(),
        status: Gespreksstatus::Gepland,
        begonnen: None,
        volgende: None,
        bevroren: None,
        vaststelling: None,
        rijversie: 0,
    }
}

pub(crate) fn punt(gesprek: &Gesprek, sleutel: Onderdeelsleutel) -> Agendapunt {
    Agendapunt {
        gesprek: gesprek.id,
        sleutel,
        titel: "Punt".into(),
        volgorde: 1,
        vervallen: false,
        voorbereiding: "intern".into(),
        notitie: "".into(),
        rijversie: 0,
    }
}

pub(crate) fn antwoord(gemeente: Gemeente, tekst: &str) -> Uitvraagantwoord {
    Uitvraagantwoord {
        gemeente,
        aanbieder: PSW,
        segment: accountgesprek::domain::Segment::Collectief,
        toelichting: Tekst::of(tekst),
        datum: None,
        functie: Some("casusregisseur".into()),
        onderwerp: None,
        kpi: Some(4),
        oordeel: None,
        rij: 2,
    }
}

/// What was frozen of a gesprek, with one line of facts.
pub(crate) fn frozen(stukken: Vec<Stuk>) -> Bevroren {
    let feiten = vec![Feitregel { niveau: 0, stukken }];
    Bevroren::new(Besproken {
        wanneer: now(),
        rapportage: "Rapportage versie 1.".to_owned(),
        versies: Vec::new(),
        normen: Vec::new(),
        klein_onder: 10,
        dekking: None,
        punten: vec![Besprokenpunt { sleutel: Onderdeelsleutel::Dekking, feiten }],
    })
}

/// What a verslag says, little as it is; `plaats` is typed.
pub(crate) fn stof(plaats: Vec<Stuk>) -> Verslagstof {
    Verslagstof {
        afgesloten: 0,
        voorbeeld: false,
        aanbieder: Aanbiedernaam {
            sleutel: "psw".to_owned(),
            naam: "PSW".to_owned(),
            statutair: "Stichting PSW".to_owned(),
            kvk: "13032969".to_owned(),
        },
        product: "Begeleiding Collectief".to_owned(),
        kwartaal: kwartaal("2024-K2"),
        extra: false,
        gemeente: None,
        status: Gespreksstatus::Vastgesteld,
        datum: Some(dag("2024-07-18")),
        tijd: None,
        plaats: Getypt(plaats),
        aanwezig: Vec::new(),
        afwezig: Vec::new(),
        verslaglegger: Getypt::default(),
        bevroren_op: None,
        vastgesteld_op: Some(dag("2024-07-30")),
        rapportage: String::new(),
        versies: Vec::new(),
        normen: Vec::new(),
        klein_onder: 10,
        gewijzigd: Vec::new(),
        dekking: None,
        punten: Vec::new(),
        afspraken: Vec::new(),
        doorlopend: Vec::new(),
        volgende: None,
    }
}

/// Establishes a held gesprek.
pub(crate) fn establish(store: &mut Store, held: &Gesprek, stof: Verslagstof) -> Gesprek {
    let seen = store.last_act_number().unwrap();
    let file = |naam: &str| (naam.to_owned(), format!("bestand {naam}").into_bytes());
    let made = Vaststelling { stof, bestanden: vec![file("md"), file("md-met-codes")] };
    store.perform(&act("vastgesteld"), |h| h.establish(held, &made, seen)).unwrap()
}
