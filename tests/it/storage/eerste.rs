//! A database as the first program left it, with everything in it: what it knew is what is read now.

use std::collections::BTreeMap;
use std::path::Path;

use accountgesprek::domain::{
    Afspraak, Afspraaksoort, Afspraakstatus, Agendapunt, Bestandsoordeel, Bundel, Dekkingsmelding, Document, Documentsoort,
    Ernst, Gemeente, Gesprek, Gespreksstatus, Gezien, Kolom, Leveringsdeel, Niveau, Onderdeelsleutel, Onderwerp, Periode,
    Productopgave, Segment, Signaal, Signaalstatus, Soort, Tarief, Tariefproduct, Toon, Uitkomst, Uitkomstinhoud, Uitkomstsoort,
    Uitstroomsoort, Vergelijking,
};
use accountgesprek::storage::{Koppeling, Store};
use rusqlite::Connection;

use super::wereld::K;
use super::{dag, kwartaal};
use crate::aanbieders::{PSW, QWYL, RENDIZ};

/// Every table and every column that the first program had, with every value out of every closed list that it stored.
const ALLES: &str = include_str!("../../data/opslag/eerste-versie-alles.sql");

/// The tables of a file, each with its columns and how many rows have something in them.
fn filled(conn: &Connection) -> BTreeMap<String, (i64, Vec<(String, i64)>)> {
    let names = |sql: &str| -> Vec<String> {
        conn.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let count = |sql: &str| -> i64 { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
    let table = |table: String| {
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}')")).into_iter();
        let columns = columns.map(|c| (c.clone(), count(&format!("SELECT count({c}) FROM {table}")))).collect();
        (table.clone(), (count(&format!("SELECT count(*) FROM {table}")), columns))
    };
    names("SELECT name FROM sqlite_master WHERE type = 'table'").into_iter().map(table).collect()
}

fn place(folder: &Path) -> (std::path::PathBuf, Connection) {
    let path = folder.join("a.db");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(ALLES).unwrap();
    (path, conn)
}

fn opened() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = place(folder.path());
    let store = Store::open(&path).unwrap();
    (folder, store)
}

/// The columns of Deelnemers that there were.
fn of_then() -> impl Iterator<Item = Kolom> {
    Kolom::ALL.into_iter().filter(|k| !k.is_later())
}

#[test]
fn there_is_something_in_every_column_that_the_first_version_had() {
    let folder = tempfile::tempdir().unwrap();
    let (_, conn) = place(folder.path());
    let bare = Connection::open_in_memory().unwrap();
    bare.execute_batch(include_str!("../../../src/storage/schema/001.sql")).unwrap();
    let (found, tables) = (filled(&conn), filled(&bare));
    assert_eq!(found.keys().collect::<Vec<_>>(), tables.keys().collect::<Vec<_>>());
    for (table, (rows, columns)) in &found {
        assert!(*rows > 0, "{table} is empty");
        for (column, filled) in columns {
            assert!(*filled > 0, "{table}.{column} is empty in every row");
        }
    }
    let version: i64 = conn.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}

#[test]
fn no_row_is_lost_and_everything_holds_together() {
    let folder = tempfile::tempdir().unwrap();
    let (path, conn) = place(folder.path());
    let before = filled(&conn);
    drop(conn);
    let store = Store::open(&path).unwrap();
    // The fingerprints in it are of the first program: they still are of what they were taken of.
    assert_eq!(store.check().unwrap(), Vec::new());
    drop(store);
    let after = filled(&Connection::open(&path).unwrap());
    for (table, (rows, columns)) in before {
        let (rows_now, columns_now) = &after[&table];
        assert_eq!(*rows_now, rows, "{table}");
        for (column, filled) in columns {
            let now = columns_now.iter().find(|(name, _)| *name == column);
            assert_eq!(now, Some(&(column.clone(), filled)), "{table}.{column}");
        }
    }
}

#[test]
fn a_finding_of_before_that_stood_for_many_still_does() {
    let folder = tempfile::tempdir().unwrap();
    let (path, conn) = place(folder.path());
    let rest = r#"{"code":"trede-onbekend","ernst":"fout","bestand":"a.csv","blad":null,"cel":null,"deelnemer":null,"kolom":null,
        "gevonden":"1501","verwacht":"","tekst":"Trede onbekend: nog 1501 bevindingen van deze soort, niet apart genoemd.","kpi":[]}"#;
    conn.execute("INSERT INTO bevinding VALUES (6, 9000, NULL, ?1)", [rest]).unwrap();
    drop(conn);
    let store = Store::open(&path).unwrap();
    let of_version = |k| store.findings(Document::Rapportage(RENDIZ, kwartaal(k)), 1).unwrap();
    let aantallen: Vec<u32> = of_version(K).iter().map(|b| b.aantal).filter(|n| *n > 1).collect();
    assert_eq!(aantallen, [1501]);
}

#[test]
fn what_was_delivered_is_read_back() {
    let (_folder, store) = opened();
    let rapport = store.rapport(RENDIZ, kwartaal(K), None).unwrap().unwrap();
    let deelnemers = rapport.deelnemers.unwrap();
    let absent: Vec<Kolom> = of_then().filter(|k| !deelnemers.kolommen.contains(*k)).collect();
    assert_eq!(absent, [Kolom::Groep, Kolom::Vervolgafspraak]);
    assert_eq!(deelnemers.niet_meegeteld, 26);
    let soorten: Vec<_> = deelnemers.regels.iter().map(|r| r.uitstroom.unwrap().soort).collect();
    assert_eq!(soorten, Uitstroomsoort::ALL);
    for (i, regel) in deelnemers.regels.iter().enumerate() {
        assert_eq!(regel.gemeente, Gemeente::ALL[i % 7]);
        assert_eq!(regel.product, Some(Productopgave::ALL[i % 2]));
    }
    // A row in which every field had a value of its own.
    let full = store.rapport(PSW, kwartaal(K), Some(1)).unwrap().unwrap().deelnemers.unwrap().regels.remove(0);
    let expected = super::full_row("PSW-007", 2);
    assert_eq!((&full.deelnemer, full.rij), (&expected.deelnemer, expected.rij));
    for kolom in of_then() {
        assert_eq!(kolom.of(&full), kolom.of(&expected), "{kolom:?}");
    }
    let niveaus: Vec<Niveau> = rapport.tevredenheid.unwrap().regels.iter().map(|r| r.niveau).collect();
    assert_eq!(niveaus, [Niveau::Ondernemer, Niveau::Casusregisseur, Niveau::Ondernemer]);
    assert_eq!(rapport.samenwerking.unwrap().eigen_aandeel.as_deref(), Some("Half."));
    assert_eq!((rapport.contactpersoon.as_deref(), rapport.aangeleverd), (Some("teamleider"), Some(dag("2024-07-10"))));

    let bevindingen = store.findings(Document::Rapportage(RENDIZ, kwartaal(K)), 1).unwrap();
    assert_eq!(bevindingen.iter().map(|b| b.kolom.unwrap()).collect::<Vec<_>>(), of_then().collect::<Vec<_>>());
    let ernst = [Ernst::Bestand, Ernst::Fout, Ernst::Waarschuwing, Ernst::Opmerking];
    assert_eq!(bevindingen.iter().map(|b| b.ernst).take(4).collect::<Vec<_>>(), ernst);
    assert!(bevindingen.iter().all(|b| b.deel == Some(Leveringsdeel::Rapport(accountgesprek::domain::Deel::Deelnemers))));

    let versies = store.versions(Documentsoort::Rapportage, kwartaal("2023-K4"), kwartaal(K)).unwrap();
    let oordelen = |k: &str| {
        let of = versies.iter().filter(|v| v.document == Document::Rapportage(RENDIZ, kwartaal(k)));
        of.flat_map(|v| v.leveringen.iter().map(|l| l.oordeel)).collect::<Vec<_>>()
    };
    assert_eq!(oordelen(K), [Bestandsoordeel::DeelsBruikbaar]);
    assert_eq!(oordelen("2024-K1"), [Bestandsoordeel::GoedMetOpmerkingen]);
    assert_eq!(oordelen("2023-K4"), [Bestandsoordeel::NietBruikbaar]);
    let levering = &versies.iter().find(|v| v.document == Document::Rapportage(RENDIZ, kwartaal(K))).unwrap().leveringen[0];
    assert!(levering.pseudoniem);
    assert_eq!(levering.reden.as_deref(), Some("Navraag volgt."));

    let dekking = store.dekking(kwartaal(K), None).unwrap().unwrap();
    assert_eq!(dekking.regels.iter().map(|r| r.gemeente).collect::<Vec<_>>(), Gemeente::ALL);
    assert_eq!((dekking.regels[0].tot, dekking.regels[0].capaciteit), (Some(dag("2024-12-31")), Some(12)));
    let cvs = store.cvs(Gemeente::Venray, kwartaal(K), None).unwrap().unwrap();
    let regel = &cvs.regels[0];
    assert_eq!((regel.deelnemer.as_str(), regel.aanbieder, regel.startsituatie), ("PSW-008", PSW, Some(true)));
    assert_eq!((regel.einddatum, regel.beoordeeld_op), (Some(dag("2025-01-31")), Some(dag("2024-06-03"))));
}

/// The tones that there were then.
const TONEN: [Toon; 3] = [Toon::Positief, Toon::Neutraal, Toon::Negatief];

#[test]
fn what_people_made_is_read_back() {
    let (_folder, store) = opened();
    let signalen: Vec<Signaal> = store.all().unwrap();
    let gehoord: Vec<&Signaal> = signalen.iter().filter(|s| s.tekst.as_str() == "Iets gehoord.").collect();
    assert_eq!(gehoord.iter().map(|s| s.onderwerp).collect::<Vec<_>>(), Onderwerp::ALL);
    assert_eq!(gehoord.iter().map(|s| s.status).take(5).collect::<Vec<_>>(), Signaalstatus::ALL);
    assert_eq!(gehoord.iter().map(|s| s.toon).take(3).collect::<Vec<_>>(), TONEN);
    assert_eq!(gehoord.iter().map(|s| s.segment).filter(|s| *s == Segment::Individueel).count(), 1);
    let answers = store.uitvraag(kwartaal(K)).unwrap();
    assert_eq!(answers.len(), 4);
    let tonen: Vec<Toon> = answers.iter().skip(1).map(|a| signalen.iter().find(|s| s.id == a.signaal).unwrap().toon).collect();
    assert_eq!(tonen, TONEN);

    let gesprekken: Vec<Gesprek> = store.all().unwrap();
    let staat =
        |aanbieder, extra| gesprekken.iter().find(|g| (g.aanbieder, g.soort.is_extra()) == (aanbieder, extra)).unwrap().status;
    assert_eq!(staat(PSW, false), Gespreksstatus::Vastgesteld);
    assert_eq!(staat(RENDIZ, false), Gespreksstatus::Gehouden);
    assert_eq!(staat(QWYL, false), Gespreksstatus::Voorbereid);
    assert_eq!(staat(QWYL, true), Gespreksstatus::Gepland);
    assert!(gesprekken[0].bevroren.is_some() || gesprekken.iter().any(|g| g.bevroren.is_some()));

    let rendiz = gesprekken.iter().find(|g| g.aanbieder == RENDIZ).unwrap().id;
    let punten: Vec<Agendapunt> = store.all().unwrap();
    let punten: Vec<Onderdeelsleutel> = punten.into_iter().filter(|p| p.gesprek == rendiz).map(|p| p.sleutel).collect();
    let expected = [
        Onderdeelsleutel::OpenAfspraken,
        Onderdeelsleutel::Verwachtingen,
        Onderdeelsleutel::Kpi(1),
        Onderdeelsleutel::Bundel(1),
        Onderdeelsleutel::Signalen,
        Onderdeelsleutel::Aandachtspunten,
        Onderdeelsleutel::Dekking,
        Onderdeelsleutel::Samenwerking,
        Onderdeelsleutel::PxQ,
        Onderdeelsleutel::VolgendeDatum,
        Onderdeelsleutel::Eigen(7),
    ];
    assert_eq!(punten, expected);
    let uitkomsten: Vec<Uitkomst> = store.all().unwrap();
    let soorten = uitkomsten.iter().filter(|u| u.gesprek == rendiz).map(|u| match &u.inhoud {
        Uitkomstinhoud::Tekst { soort, .. } => *soort,
        Uitkomstinhoud::Afspraak(nummer) => panic!("{nummer}"),
    });
    let expected = [Uitkomstsoort::Besluit, Uitkomstsoort::Mededeling, Uitkomstsoort::Notitie];
    assert_eq!(soorten.collect::<Vec<_>>(), expected);

    let afspraken: Vec<Afspraak> = store.all().unwrap();
    let made: Vec<&Afspraak> = afspraken.iter().filter(|a| a.gesprek == Some(rendiz)).collect();
    let by = |soort| made.iter().find(|a| a.soort == soort).unwrap();
    for (i, soort) in Afspraaksoort::ALL.into_iter().enumerate() {
        let afspraak = by(soort);
        assert_eq!(afspraak.status, Afspraakstatus::ALL[i]);
        assert_eq!((afspraak.aanbieder, afspraak.signaal), ((i != 2).then_some(RENDIZ), Some(1)));
        let (aanleiding, verwachting) = (afspraak.aanleiding.as_ref().unwrap(), afspraak.verwachting.as_ref().unwrap());
        assert_eq!((aanleiding.periode, verwachting.periode), (Periode::ALL[i % 2], Periode::ALL[i % 2]));
        let vergelijking = if i % 2 == 0 { Vergelijking::Minstens } else { Vergelijking::Hoogstens };
        assert_eq!(verwachting.vergelijking, vergelijking);
    }
    let bundels: Vec<Bundel> = store.all().unwrap();
    assert_eq!(bundels[0].titel.as_str(), "samen over PSW-007.");
    let gezien: Vec<Gezien> = store.all().unwrap();
    assert_eq!((gezien[0].sleutel.as_str(), gezien[0].terug_op), ("drie_jaar|psw|psw-007|2023-02-01|", Some(dag("2025-01-01"))));
    let meldingen: Vec<Dekkingsmelding> = store.all().unwrap();
    assert_eq!((meldingen[0].gemeente, meldingen[0].afgestemd_op), (Gemeente::Venlo, Some(dag("2024-06-10"))));
    let tarieven: Vec<Tarief> = store.all().unwrap();
    assert_eq!(
        tarieven.iter().map(|t| t.product).collect::<Vec<_>>(),
        [Tariefproduct::P1, Tariefproduct::P2Hbo, Tariefproduct::P2Mbo]
    );
}

/// What the log says of a thing from before it had a field, is no reason not to take something back.
#[test]
fn what_was_made_then_is_taken_back_now_and_given_back() {
    let (_folder, mut store) = opened();
    let tarieven: Vec<Tarief> = store.all().unwrap();
    let made = store.history(Soort::Tarief, "P2 hbo/2024").unwrap().remove(0);
    let undone = store.undo(made.id, "contractmanager", super::now()).unwrap();
    assert_eq!(store.all::<Tarief>().unwrap().len(), 2);
    store.undo(undone.id, "contractmanager", super::now()).unwrap();
    let now: Vec<Tarief> = store.all().unwrap();
    assert_eq!(
        now.iter().map(|t| (t.product, t.bedrag)).collect::<Vec<_>>(),
        tarieven.iter().map(|t| (t.product, t.bedrag)).collect::<Vec<_>>()
    );
    // The answer to the uitvraag that it came from is known again too.
    let signaal = store.uitvraag(kwartaal(K)).unwrap().pop().unwrap().signaal;
    let made = store.history(Soort::Signaal, &signaal.to_string()).unwrap().remove(0);
    let undone = store.undo(made.id, "contractmanager", super::now()).unwrap();
    assert_eq!(store.uitvraag(kwartaal(K)).unwrap().len(), 3);
    store.undo(undone.id, "contractmanager", super::now()).unwrap();
    assert_eq!(store.uitvraag(kwartaal(K)).unwrap().len(), 4);
    assert_eq!(store.check().unwrap(), Vec::new());
}

#[test]
fn what_is_remembered_is_read_back() {
    let (_folder, mut store) = opened();
    let mappings = store.mappings().unwrap();
    let koppeling = |wie: &str, blad: &str, kop: &str, kolom: &str| Koppeling {
        wie: wie.to_owned(),
        blad: blad.to_owned(),
        kop: kop.to_owned(),
        kolom: kolom.to_owned(),
    };
    let expected = [
        koppeling("psw", "deelnemers", "start over PSW-007.", "Startdatum"),
        koppeling("rendiz", "deelnemers", "stand", "Huidige trede"),
        koppeling("rendiz", "tevredenheid", "stand", "Cijfer"),
    ];
    assert_eq!(mappings, expected);
    assert_eq!(store.draft("afspraak").unwrap().as_deref(), Some("concept over PSW-007."));
    assert!(store.pseudonym_key().unwrap().is_some());
    // Every act with its changes; every thing as it was before the last act.
    let acts = store.acts(u32::MAX).unwrap();
    assert_eq!(acts.iter().filter(|act| act.ongedaan).count(), 1);
    assert_eq!(acts.len(), 61);
    assert_eq!(acts.iter().map(|act| act.changes.len()).sum::<usize>(), 71);
    let removed = store.removed::<Gezien>().unwrap();
    assert_eq!(removed.len(), 1);
    // Numbers go on where they were.
    let next = store.make(&super::act("afspraak {} gemaakt"), super::afspraak(Some(PSW), "Nog een")).unwrap();
    let last = |aanbieder| store.all::<Afspraak>().unwrap().into_iter().filter(|a| a.aanbieder == aanbieder).count();
    assert_eq!((next.nummer.to_string().as_str(), last(Some(PSW))), ("PSW-2024-02", 2));
}
