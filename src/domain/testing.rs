//! Short hands for the tests of this layer: dates, rows, reports and the shipped normenkader.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    Aanbieder, Deelnemercode, Deelnemers, Gemeente, Kolom, Kolommen, Kwartaal, Niveau, Normenkader, Rapport, Segment, Tekst,
    Tevredenheid, Tevredenheidsregel, Trajectregel, Trede, Uitstroom, Uitstroomsoort,
};

pub(crate) fn kader() -> Normenkader {
    toml::from_str(include_str!("../../data/normen.toml")).unwrap()
}

pub(crate) fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn k(text: &str) -> Kwartaal {
    text.parse().unwrap()
}

pub(crate) fn code(text: &str) -> Deelnemercode {
    Deelnemercode::new(text).unwrap()
}

/// A row in a line: `"A 2023-01-01 tot=2024-03-31 uit=regulier/2024-03-01"`. Keys: `tot` Einddatum, `uit`
/// Uitstroom/Uitstroomdatum, `eens`, `start`, `doelen`, `beeld`, `contact`, `vervolg`, `stap` ja/nee, `voortgang`,
/// `aanmeld`, `match`, `eindrap` dates, `begin`, `doel`, `trede` 1–6, `aanp`, `cijfer`, `groep`, `gem`, `product`, `uren`.
pub(crate) fn row(line: &str) -> Trajectregel {
    let mut words = line.split_whitespace();
    let mut r = Trajectregel::new(code(words.next().unwrap()), Gemeente::Venlo, d(words.next().unwrap()));
    for word in words {
        let (key, value) = word.split_once('=').unwrap();
        let yes = || Some(value == "ja");
        let trede = || Trede::new(value.parse().unwrap());
        match key {
            "tot" => r.einddatum = Some(d(value)),
            "uit" => {
                let (soort, datum) = value.split_once('/').unwrap();
                let soort = Uitstroomsoort::ALL.into_iter().find(|s| s.naam().replace(' ', "-") == soort).unwrap();
                r.uitstroom = Some(Uitstroom { datum: d(datum), soort });
            }
            "eens" => r.uitval_eensluidend = yes(),
            "start" => r.startsituatie = yes(),
            "doelen" => r.doelen = yes(),
            "beeld" => r.in_beeld = yes(),
            "contact" => r.contact_professionals = yes(),
            "vervolg" => r.vervolgafspraak = yes(),
            "stap" => r.volgende_stap = yes(),
            "voortgang" => r.voortgang_geleverd = Some(d(value)),
            "aanmeld" => r.aanmelddatum = Some(d(value)),
            "match" => r.matchingsgesprek = Some(d(value)),
            "eindrap" => r.eindrapportage = Some(d(value)),
            "begin" => r.begintrede = trede(),
            "doel" => r.doeltrede = trede(),
            "trede" => r.huidige_trede = trede(),
            "aanp" => r.aanpassingen = Some(value.parse().unwrap()),
            "cijfer" => r.cijfer = Some(value.parse().unwrap()),
            "uren" => r.uren = Some(value.parse().unwrap()),
            "groep" => r.groep = Some(Tekst::of(value)),
            "gem" => r.gemeente = Gemeente::parse(value).unwrap(),
            "product" => {
                r.product = Some(if value == "mbo" { super::Product::Mbo } else { super::Product::Hbo });
            }
            other => panic!("no such key: {other}"),
        }
    }
    r
}

/// A report of PSW with every column and these rows.
pub(crate) fn report(kwartaal: &str, rows: &[&str]) -> Rapport {
    let regels = rows.iter().zip(2..).map(|(line, rij)| Trajectregel { rij, ..row(line) }).collect();
    let mut rapport = Rapport::new(Aanbieder::Psw, k(kwartaal));
    rapport.deelnemers = Some(Deelnemers { kolommen: Kolommen::all(), regels, niet_meegeteld: 0 });
    rapport
}

/// Takes columns out of a report.
pub(crate) fn without(mut rapport: Rapport, absent: &[Kolom]) -> Rapport {
    if let Some(deelnemers) = &mut rapport.deelnemers {
        deelnemers.kolommen = Kolom::ALL.into_iter().filter(|kolom| !absent.contains(kolom)).collect();
    }
    rapport
}

/// Adds marks: `"c 7.5"` of the casusregisseurs, `"o 8 bakker"` of an employer, its code optional. Keys: `datum`, `segment`.
pub(crate) fn with_marks(mut rapport: Rapport, marks: &[&str]) -> Rapport {
    let regels = marks.iter().zip(2..).map(|(line, rij)| {
        let mut words = line.split_whitespace();
        let niveau = if words.next() == Some("c") { Niveau::Casusregisseur } else { Niveau::Ondernemer };
        let cijfer: Decimal = words.next().unwrap().parse().unwrap();
        let (mut ondernemer, mut datum, mut gemeld_segment) = (None, None, None);
        for word in words {
            match word.split_once('=') {
                Some(("datum", dag)) => datum = Some(d(dag)),
                Some((_, segment)) => gemeld_segment = Segment::parse(segment),
                None => ondernemer = Some(Tekst::of(word)),
            }
        }
        Tevredenheidsregel { niveau, cijfer, gemeente: None, datum, ondernemer, toelichting: None, gemeld_segment, rij }
    });
    rapport.tevredenheid = Some(Tevredenheid { regels: regels.collect(), niet_meegeteld: 0 });
    rapport
}
