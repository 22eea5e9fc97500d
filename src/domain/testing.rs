//! Short hands for the tests of this layer: dates, rows, reports and the shipped normenkader.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::register::{Contract, Inschrijving};
use super::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Deelnemercode, Deelnemers, Dekkingsregel, Gemeente,
    Kolom, Kolommen, Kwartaal, Niveau, Normenkader, Onderwerp, Rapport, Register, Segment, Selectie, Signaal, Signaalstatus,
    Tekst, Tevredenheid, Tevredenheidsregel, Toon, Trajectregel, Trede, Uitstroom, Uitstroomsoort, Voorvoegsel,
};

/// Numbers that look like chance and are the same everywhere (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

pub(crate) const PSW: Aanbieder = who("psw");
pub(crate) const RENDIZ: Aanbieder = who("rendiz");
pub(crate) const QWYL: Aanbieder = who("qwyl");
/// The three that are contracted for segment collectief, in the order of the register.
pub(crate) const DRIE: [Aanbieder; 3] = [PSW, RENDIZ, QWYL];

/// A register of these, each with a contract for segment collectief from the first day of 2022 on.
pub(crate) fn register_of(aanbieders: impl IntoIterator<Item = Aanbieder>) -> Register {
    let entry = |aanbieder: Aanbieder| {
        let key = aanbieder.key();
        // As they are called; fictitious ones by their key.
        let mut rest = key.chars();
        let first = rest.next().unwrap().to_uppercase();
        let naam = if key == "psw" { "PSW".to_owned() } else { format!("{first}{}", rest.as_str()) };
        let voorvoegsel = Voorvoegsel::new(&key.replace('-', "")).unwrap();
        let contracten = vec![Contract::new(Segment::Collectief, d("2022-01-01"))];
        Inschrijving { contracten, ..Inschrijving::new(aanbieder, naam, voorvoegsel) }
    };
    Register::new(aanbieders.into_iter().map(entry).collect(), Vec::new())
}

/// A register of the three.
pub(crate) fn register() -> Register {
    let mut entries: Vec<Inschrijving> = register_of(DRIE).iter().cloned().collect();
    let known = [("Stichting PSW", "13032969"), ("Rendiz Zorg B.V.", "12066692"), ("Qwyl Coaching B.V.", "14109667")];
    for (entry, (statutair, kvk)) in entries.iter_mut().zip(known) {
        (entry.statutair, entry.kvk) = (statutair.to_owned(), kvk.to_owned());
    }
    Register::new(entries, Vec::new())
}

/// The aanbieder with this key.
pub(crate) const fn who(key: &str) -> Aanbieder {
    match Aanbieder::new(key) {
        Some(aanbieder) => aanbieder,
        None => panic!("no key"),
    }
}

/// All rows of PSW in a segment; it had a contract for collectief from the first day.
pub(crate) fn selectie(segment: Segment) -> Selectie {
    Selectie { aanbieder: PSW, segment, gemeente: None, collectief_vanaf: Some(d("2022-01-01")) }
}

pub(crate) fn kader() -> Normenkader {
    toml::from_str(include_str!("../../data/normen.toml")).unwrap()
}

/// A row of an overview that says no more than this.
pub(crate) fn dekkingsregel(gemeente: Gemeente, aanbieder: Aanbieder, dekking: bool) -> Dekkingsregel {
    Dekkingsregel {
        gemeente,
        aanbieder,
        dekking,
        locatie: None,
        capaciteit: None,
        vanaf: None,
        tot: None,
        toelichting: None,
        rij: 0,
    }
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
                r.product = Some(*super::Productopgave::ALL.iter().find(|p| p.naam() == value).unwrap());
            }
            other => panic!("no such key: {other}"),
        }
    }
    r
}

/// A report of PSW with every column and these rows.
pub(crate) fn report(kwartaal: &str, rows: &[&str]) -> Rapport {
    let regels = rows.iter().zip(2..).map(|(line, rij)| Trajectregel { rij, ..row(line) }).collect();
    let mut rapport = Rapport::new(PSW, k(kwartaal));
    rapport.deelnemers = Some(Deelnemers { kolommen: Kolommen::all(), regels, ..Deelnemers::default() });
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

/// A signaal of Venlo about PSW in 2024-K2, as it was just typed.
pub(crate) fn signaal() -> Signaal {
    Signaal {
        id: 0,
        datum: d("2024-06-01"),
        kwartaal: k("2024-K2"),
        gemeente: Gemeente::Venlo,
        functie: "casusregisseur".into(),
        aanbieder: Some(PSW),
        aanbieder_naam: None,
        segment: Segment::Collectief,
        onderwerp: Onderwerp::Overig,
        kpi: None,
        toon: Toon::Negatief,
        tekst: "lang wachten".into(),
        status: Signaalstatus::Nieuw,
        opgeschaald_op: None,
        opschaling: "".into(),
        bundel: None,
        gesprek: None,
        antwoord: "".into(),
        uit_uitvraag: false,
        afdruk: None,
        rijversie: 0,
    }
}

/// An open afspraak of 18 January 2024, of the aanbieder that its number names.
pub(crate) fn afspraak(nummer: &str, deadline: Option<&str>) -> Afspraak {
    let nummer: Afspraaknummer = nummer.parse().unwrap();
    Afspraak {
        nummer,
        aanbieder: register().met_voorvoegsel(nummer.voorvoegsel),
        gesprek: None,
        tekst: "iets doen".into(),
        eigenaar: "PSW".into(),
        deadline: deadline.map(d),
        status: Afspraakstatus::Open,
        soort: Afspraaksoort::Gewoon,
        resultaat: "".into(),
        kpi: None,
        deelnemer: None,
        signaal: None,
        aanleiding: None,
        verwachting: None,
        gemaakt: d("2024-01-18").and_hms_opt(9, 30, 0).unwrap().and_utc(),
        rijversie: 1,
    }
}
