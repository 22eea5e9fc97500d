//! Signalen, uitvraag, attention points and trajecten, as use cases on a real database.

use crate::aanbieders::{PSW, QWYL, RENDIZ, register};
use std::path::Path;

use accountgesprek::app::{
    Aanbiederwijziging, Afspraakwijziging, App, Fout, Gesprekwijziging, Leesopties, NieuwGesprek, NieuwSignaal, NieuweAfspraak,
    Omgeving, Puntwijziging, Signaalfilter, Signaalwijziging, Taak,
};
use accountgesprek::domain::agenda::Punt;
use accountgesprek::domain::kalender::{Termijn, Termijnsoort};
use accountgesprek::domain::{
    Aanbieder, Gemeente, Gespreksoort, Kwartaal, Ladderbeweging, Onderdeelsleutel, Onderwerp, Periode, Segment, Signaalstand,
    Signaalstatus, Toon, Trede, Uitkomstinhoud, Uitkomstsoort,
};
use chrono::NaiveDate;

fn open_as(pad: &Path, wie: &str) -> App {
    let vandaag = "2024-07-10".parse().unwrap();
    App::open(pad, None, Omgeving { vandaag, wie: wie.to_owned(), voorbeeld: false }).unwrap()
}

struct Werk {
    map: tempfile::TempDir,
    app: App,
}

fn werk() -> Werk {
    let map = tempfile::tempdir().unwrap();
    let app = open_as(&map.path().join("a.db"), "beleidscollega");
    Werk { map, app }
}

impl Werk {
    fn read(&mut self, naam: &str, inhoud: &str) -> bool {
        let pad = self.map.path().join(naam);
        std::fs::write(&pad, inhoud).unwrap();
        let voorstellen = self.app.check_files(&[pad], &Leesopties::default(), &mut ()).unwrap();
        let [voorstel] = voorstellen.as_slice() else { panic!("one file") };
        let bekend = voorstel.is_known();
        let opgeslagen = self.app.store(voorstel, Some("voor de test")).unwrap_or_else(|e| panic!("{}", e.melding().tekst));
        assert_eq!(opgeslagen.iter().all(|o| o.bekend), bekend);
        !bekend
    }
}

fn nieuw(gemeente: Gemeente, tekst: &str) -> NieuwSignaal {
    NieuwSignaal {
        datum: None,
        kwartaal: "2024-K2".parse().ok(),
        gemeente,
        functie: "casusregisseur".to_owned(),
        aanbieder: Some(PSW),
        segment: Segment::Collectief,
        onderwerp: Onderwerp::Doelrealisatie,
        kpi: Some(2),
        toon: Toon::Negatief,
        tekst: tekst.to_owned(),
    }
}

fn opschaling(reden: Option<&str>) -> Signaalwijziging {
    Signaalwijziging { opschaling: Some(reden.map(str::to_owned)), ..Signaalwijziging::default() }
}

fn status(status: Signaalstatus) -> Signaalwijziging {
    Signaalwijziging { status: Some(status), ..Signaalwijziging::default() }
}

fn k(text: &str) -> Kwartaal {
    text.parse().unwrap()
}

#[test]
fn a_bundel_counts_distinct_gemeenten_and_undo_takes_it_back_whole() {
    let Werk { map: _map, mut app } = werk();
    let mut rijen = Vec::new();
    for gemeente in [Gemeente::Venlo, Gemeente::Venray, Gemeente::Venlo] {
        let made = app.add_signaal(&nieuw(gemeente, "vervoer")).unwrap();
        rijen.push((made.id, made.rijversie));
    }
    let bundel = app.bundle(&rijen, None, " Vervoer ").unwrap();
    assert_eq!((bundel.gemeenten.len(), bundel.signalen.len(), bundel.bundel.titel.as_str()), (2, 3, "Vervoer"));
    assert!(bundel.signalen.iter().all(|s| s.status == Signaalstatus::Geagendeerd));
    let regel = app.signaal(rijen[0].0).unwrap();
    assert_eq!((regel.bundel_gemeenten, regel.bundel.map(|b| b.id)), (2, Some(bundel.bundel.id)));
    // One more joins the same bundel.
    let more = app.add_signaal(&nieuw(Gemeente::Beesel, "bus")).unwrap();
    let first = &bundel.signalen[0];
    let joined = app.bundle(&[(first.id, first.rijversie), (more.id, more.rijversie)], None, "").unwrap();
    assert_eq!((joined.bundel.id, joined.gemeenten.len()), (bundel.bundel.id, 3));
    app.undo_next().unwrap();
    app.undo_next().unwrap();
    app.undo_next().unwrap();
    assert!(app.bundels(None).unwrap().is_empty());
    let statussen: Vec<_> = app.signalen(&Signaalfilter::default()).unwrap().iter().map(|r| r.signaal.status).collect();
    assert_eq!(statussen, [Signaalstatus::Nieuw; 3]);
}

#[test]
fn a_bundel_is_about_one_aanbieder_and_has_a_title() {
    let Werk { map: _map, mut app } = werk();
    let een = app.add_signaal(&nieuw(Gemeente::Venlo, "a")).unwrap();
    let ander = NieuwSignaal { aanbieder: Some(QWYL), ..nieuw(Gemeente::Venlo, "b") };
    let ander = app.add_signaal(&ander).unwrap();
    let both = [(een.id, een.rijversie), (ander.id, ander.rijversie)];
    assert_eq!(app.bundle(&both, None, "x").unwrap_err().melding().tekst, "Signalen in een bundel gaan over dezelfde aanbieder.");
    assert!(app.bundle(&both[..1], None, " ").unwrap_err().melding().tekst.starts_with("Geef de bundel een titel"));
    assert!(app.bundels(None).unwrap().is_empty());
}

#[test]
fn a_bundel_stays_about_one_aanbieder_and_one_gesprek() {
    let Werk { map: _map, mut app } = werk();
    let een = app.add_signaal(&nieuw(Gemeente::Venlo, "a")).unwrap();
    app.bundle(&[(een.id, een.rijversie)], None, "Vervoer").unwrap();
    let now = |app: &App| app.signaal(een.id).unwrap().signaal;
    let qwyl = Signaalwijziging { aanbieder: Some(Some(QWYL)), ..Signaalwijziging::default() };
    let later = Signaalwijziging { kwartaal: Some(een.kwartaal.next()), ..Signaalwijziging::default() };
    for wijziging in [&qwyl, &later] {
        let refused = app.change_signalen(&[(een.id, now(&app).rijversie)], wijziging).unwrap_err().melding();
        assert!(refused.tekst.contains("past zo niet in zijn bundel"), "{}", refused.tekst);
    }
    // One for a later gesprek takes the bundel along to it.
    let ander = app.add_signaal(&NieuwSignaal { kwartaal: Some(een.kwartaal.next()), ..nieuw(Gemeente::Beesel, "b") }).unwrap();
    let both = app.bundle(&[(een.id, now(&app).rijversie), (ander.id, ander.rijversie)], None, "").unwrap();
    assert_eq!(both.bundel.kwartaal, een.kwartaal.next());
    assert!(app.check().unwrap().is_goed());
    // Out of the bundel it is free again.
    app.unbundle(&[(een.id, now(&app).rijversie)]).unwrap();
    app.change_signalen(&[(een.id, now(&app).rijversie)], &qwyl).unwrap();
}

#[test]
fn only_segment_individueel_escalates_and_its_aanbieder_is_one_of_the_register() {
    let Werk { map: _map, mut app } = werk();
    let collectief = app.add_signaal(&nieuw(Gemeente::Venlo, "a")).unwrap();
    let refused = app.change_signalen(&[(collectief.id, collectief.rijversie)], &opschaling(Some("het blijft zo")));
    assert!(refused.unwrap_err().melding().tekst.contains("segment individueel"));
    for wie in [Aanbieder::new("welljezelf").unwrap(), QWYL] {
        let nieuw = NieuwSignaal { segment: Segment::Individueel, aanbieder: Some(wie), ..nieuw(Gemeente::Venlo, "b") };
        let made = app.add_signaal(&nieuw).unwrap();
        assert_eq!((made.aanbieder, &made.aanbieder_naam), (Some(wie), &None));
        for nothing in [opschaling(Some("  ")), status(Signaalstatus::Opgeschaald)] {
            let refused = app.change_signalen(&[(made.id, made.rijversie)], &nothing).unwrap_err().melding().tekst;
            assert!(refused.contains("waarom dit naar de regio gaat"), "{refused}");
        }
        let changed = app.change_signalen(&[(made.id, made.rijversie)], &opschaling(Some("het blijft zo"))).unwrap().remove(0);
        assert_eq!((changed.status, changed.opschaling()), (Signaalstatus::Opgeschaald, Some(Signaalstand::Open)));
    }
    assert_eq!(accountgesprek::app::individuele_aanbieders(&register()).len(), 40);
}

#[test]
fn what_is_with_the_region_keeps_its_reason_and_day_whatever_is_done_with_it() {
    let Werk { map: _map, mut app } = werk();
    let nieuw = NieuwSignaal { segment: Segment::Individueel, aanbieder: Some(QWYL), ..nieuw(Gemeente::Venlo, "b") };
    let made = app.add_signaal(&nieuw).unwrap();
    let change = |app: &mut App, wijziging: &Signaalwijziging| {
        let rij = (made.id, app.signaal(made.id).unwrap().signaal.rijversie);
        app.change_signalen(&[rij], wijziging).map(|mut changed| changed.remove(0))
    };
    let there = change(&mut app, &opschaling(Some("geen verslagen"))).unwrap();
    assert_eq!(there.opgeschaald_op, Some("2024-07-10".parse().unwrap()));
    // Another reason later is no other day, nor does it begin anew.
    change(&mut app, &status(Signaalstatus::Besproken)).unwrap();
    let later = change(&mut app, &opschaling(Some("geen verslagen, ook niet na bellen"))).unwrap();
    assert_eq!((later.opgeschaald_op, later.status), (there.opgeschaald_op, Signaalstatus::Besproken));
    assert_eq!(later.opschaling(), Some(Signaalstand::Besproken));
    let listed = |app: &App| {
        let filter = Signaalfilter { opgeschaald: true, ..Signaalfilter::default() };
        app.signalen(&filter).unwrap().len()
    };
    assert_eq!(listed(&app), 1);
    assert_eq!(change(&mut app, &status(Signaalstatus::Afgehandeld)).unwrap().opschaling(), Some(Signaalstand::Afgehandeld));
    assert_eq!(listed(&app), 1);
    // It is no signaal of collectief as long as it is there.
    let collectief = Signaalwijziging { segment: Some(Segment::Collectief), ..Signaalwijziging::default() };
    assert!(change(&mut app, &collectief).is_err());
    assert!(app.check().unwrap().is_goed());
    let back = change(&mut app, &opschaling(None)).unwrap();
    assert_eq!((back.opgeschaald_op, back.opschaling(), listed(&app)), (None, None, 0));
    // All of it can be taken back, and is told.
    let undone = app.undo_next().unwrap();
    assert!(app.signaal(made.id).unwrap().signaal.opschaling().is_some(), "{undone:?}");
    assert!(app.signaal_history(made.id).unwrap().iter().flat_map(|h| &h.changes).any(|c| c.veld == "opschaling"));
}

#[test]
fn a_name_that_was_once_written_down_stays_until_the_register_has_it() {
    let map = tempfile::tempdir().unwrap();
    let pad = map.path().join("oud.db");
    let old = include_str!("../data/opslag/eerste-versie-alles.sql");
    rusqlite::Connection::open(&pad).unwrap().execute_batch(old).unwrap();
    let mut app = open_as(&pad, "beleidscollega");
    let about = |zoek: &str| Signaalfilter { zoek: Some(zoek.to_owned()), ..Signaalfilter::default() };
    let [was] = app.signalen(&about("buurtzorg")).unwrap().try_into().unwrap();
    let (id, over) = (was.signaal.id, was.signaal.over(app.register()));
    assert_eq!((was.signaal.aanbieder, over.as_deref()), (None, Some("Buurtzorg")));
    // What is done with it leaves the name as it is.
    let changed = app.change_signalen(&[(id, was.signaal.rijversie)], &status(Signaalstatus::Besproken)).unwrap().remove(0);
    assert_eq!(changed.aanbieder_naam.as_deref(), Some("Buurtzorg"));
    let collectief = Signaalwijziging { segment: Some(Segment::Collectief), ..Signaalwijziging::default() };
    let refused = app.change_signalen(&[(id, changed.rijversie)], &collectief).unwrap_err().melding().tekst;
    assert!(refused.starts_with("“Buurtzorg” staat niet in het register"), "{refused}");
    let bundel = app.bundle(&[(id, changed.rijversie)], None, "Oud").unwrap().bundel;
    assert_eq!(bundel.aanbieder, None);
    assert!(app.check().unwrap().is_goed());

    // Now it is in the register: found by its key, and taken along with what is told of it from now on.
    let naam = Aanbiederwijziging { naam: Some("Buurtzorg".to_owned()), ..Aanbiederwijziging::default() };
    let wie = app.add_aanbieder(None, &naam).unwrap().aanbieder;
    let by_key = Signaalfilter { aanbieder: Some(wie), ..Signaalfilter::default() };
    assert_eq!(app.signalen(&by_key).unwrap().len(), 1);
    let individueel = Segment::Individueel;
    let nieuw = NieuwSignaal {
        segment: individueel,
        aanbieder: Some(wie),
        kwartaal: Some(was.signaal.kwartaal),
        ..nieuw(Gemeente::Venlo, "b")
    };
    let made = app.add_signaal(&nieuw).unwrap();
    let rij = |app: &App, id| (id, app.signaal(id).unwrap().signaal.rijversie);
    let both = app.bundle(&[rij(&app, id), rij(&app, made.id)], None, "").unwrap();
    assert_eq!((both.bundel.id, both.bundel.aanbieder, both.signalen.len()), (bundel.id, Some(wie), 2));
    assert!(app.check().unwrap().is_goed());
    assert_eq!(app.signaaltrend(None, Some(individueel)).unwrap().trend.aanbieders.len(), 1);
}

#[test]
fn signalen_of_two_segments_are_no_bundel() {
    let Werk { map: _map, mut app } = werk();
    let een = app.add_signaal(&nieuw(Gemeente::Venlo, "a")).unwrap();
    let ander = app.add_signaal(&NieuwSignaal { segment: Segment::Individueel, ..nieuw(Gemeente::Venlo, "b") }).unwrap();
    let both = [(een.id, een.rijversie), (ander.id, ander.rijversie)];
    let refused = app.bundle(&both, None, "x").unwrap_err().melding().tekst;
    assert_eq!(refused, "Signalen in een bundel zijn van hetzelfde segment.");
    // Nor does one become of another segment within it.
    app.bundle(&both[..1], None, "x").unwrap();
    let third = app.add_signaal(&nieuw(Gemeente::Beesel, "c")).unwrap();
    let rijversie = app.signaal(een.id).unwrap().signaal.rijversie;
    app.bundle(&[(een.id, rijversie), (third.id, third.rijversie)], None, "").unwrap();
    let rijversie = app.signaal(een.id).unwrap().signaal.rijversie;
    let individueel = Signaalwijziging { segment: Some(Segment::Individueel), ..Signaalwijziging::default() };
    assert!(app.change_signalen(&[(een.id, rijversie)], &individueel).unwrap_err().melding().tekst.contains("past zo niet"));
}

#[test]
fn an_answer_about_an_aanbieder_with_only_a_contract_individueel_is_of_that_segment() {
    let mut werk = werk();
    let antwoord =
        "Uitvraag 2024-K2\nGemeente;Aanbieder;Toelichting\nVenlo;Welljezelf;Verslagen komen laat\nVenlo;13032969;Gaat goed\n";
    assert!(werk.read("uitvraag-venlo-2024-K2.csv", antwoord));
    let told: Vec<_> = werk.app.signalen(&Signaalfilter::default()).unwrap();
    let mut told: Vec<_> = told.iter().map(|r| (r.signaal.aanbieder.unwrap().key().to_owned(), r.signaal.segment)).collect();
    told.sort();
    assert_eq!(told, [("psw".to_owned(), Segment::Collectief), ("welljezelf".to_owned(), Segment::Individueel)]);
}

#[test]
fn search_looks_everywhere_and_the_history_tells_who() {
    let Werk { map: _map, mut app } = werk();
    let made = app.add_signaal(&nieuw(Gemeente::HorstAanDeMaas, "Één bus per uur")).unwrap();
    app.add_signaal(&nieuw(Gemeente::Venlo, "iets anders")).unwrap();
    let antwoord = Signaalwijziging { antwoord: Some("komt een tweede".to_owned()), ..Signaalwijziging::default() };
    app.change_signalen(&[(made.id, made.rijversie)], &antwoord).unwrap();
    for zoek in ["één", "BUS horst", "tweede", "kpi 2 horst", "casusregisseur uur"] {
        let found = app.signalen(&Signaalfilter { zoek: Some(zoek.to_owned()), ..Signaalfilter::default() }).unwrap();
        assert_eq!(found.iter().map(|r| r.signaal.id).collect::<Vec<_>>(), [made.id], "{zoek}");
    }
    let history = app.signaal_history(made.id).unwrap();
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|h| h.wie == "beleidscollega"));
    assert_eq!(history[1].changes[0].veld, "antwoord");
}

#[test]
fn two_programs_on_one_database_never_lose_each_others_work() {
    let Werk { map, mut app } = werk();
    let made = app.add_signaal(&nieuw(Gemeente::Venlo, "eerst")).unwrap();
    let mut other = open_as(&map.path().join("a.db"), "contractmanager");
    other.change_signalen(&[(made.id, made.rijversie)], &status(Signaalstatus::Besproken)).unwrap();
    let refused = app.change_signalen(&[(made.id, made.rijversie)], &status(Signaalstatus::Afgehandeld)).unwrap_err();
    let botsingen = app.clashes(&refused);
    assert_eq!(botsingen.len(), 1);
    assert_eq!((botsingen[0].van_u.as_str(), botsingen[0].nu.as_str()), ("afgehandeld", "besproken"));
    let melding = refused.melding();
    assert!(melding.tekst.starts_with("Signaal 1 is intussen gewijzigd door contractmanager ("), "{melding:?}");
    assert!(melding.hint.unwrap().contains("van u “afgehandeld”, van contractmanager “besproken”"));
    assert_eq!(app.signaal(made.id).unwrap().signaal.status, Signaalstatus::Besproken);
    // A bulk act is refused as a whole.
    let fresh = app.add_signaal(&nieuw(Gemeente::Venlo, "tweede")).unwrap();
    let both = [(fresh.id, fresh.rijversie), (made.id, made.rijversie)];
    assert!(app.change_signalen(&both, &status(Signaalstatus::Afgehandeld)).is_err());
    assert_eq!(app.signaal(fresh.id).unwrap().signaal.status, Signaalstatus::Nieuw);
}

#[test]
fn a_possible_bsn_is_refused_and_not_repeated() {
    let Werk { map: _map, mut app } = werk();
    let refused = app.add_signaal(&nieuw(Gemeente::Venlo, "gaat over 111222333")).unwrap_err();
    assert!(matches!(&refused, Fout::Ongeldig { veld: "tekst", .. }));
    assert!(!format!("{:?}", refused.melding()).contains("111222333"));
    assert!(app.signalen(&Signaalfilter::default()).unwrap().is_empty());
}

const UITVRAAG: &str = "Uitvraag 2024-K2 Venlo\nGemeente;Aanbieder;Toelichting;Onderwerp;Oordeel\n\
    Venlo;PSW;Gaat goed;doelrealisatie;positief\nVenlo;Qwyl;Kan beter;vervoer;negatief\n";

#[test]
fn an_uitvraag_becomes_signalen_once_and_says_who_has_answered() {
    let mut werk = werk();
    assert!(werk.read("uitvraag-2024-K2-venlo.csv", UITVRAAG));
    assert!(!werk.read("uitvraag-2024-K2-venlo-nogmaals.csv", UITVRAAG));
    let app = &mut werk.app;
    let signalen = app.signalen(&Signaalfilter { kwartaal: Some(k("2024-K2")), ..Signaalfilter::default() }).unwrap();
    assert_eq!(signalen.len(), 2);
    assert!(signalen.iter().any(|r| r.signaal.tekst == "vervoer: Kan beter"));
    let beeld = app.uitvraag(k("2024-K2")).unwrap();
    assert_eq!(beeld.beantwoord(), 1);
    assert_eq!(beeld.gemeenten[5].antwoorden, [(PSW, 1), (RENDIZ, 0), (QWYL, 1)]);
    assert_eq!(beeld.open().count(), 6);
    let answer = &signalen[0].signaal;
    assert!(app.remove_signaal((answer.id, answer.rijversie)).is_err());
}

const KOP: &str =
    "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doeltrede;Huidige trede;Doelen;Aanpassingen\n";

fn rapport(werk: &mut Werk, kwartaal: &str, rijen: &str) {
    werk.read(&format!("psw-{kwartaal}-deelnemers.csv"), &format!("{KOP}{rijen}"));
}

#[test]
fn a_point_is_new_then_still_there_then_gone_and_quiet_once_seen() {
    let mut werk = werk();
    rapport(&mut werk, "2024-K1", "A1;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;3\nA2;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;3\n");
    rapport(&mut werk, "2024-K2", "A1;Venlo;1-1-2023;1-1-2026;ja;2;4;2;ja;3\nA2;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;0\n");
    let app = &mut werk.app;
    let beeld = app.aandachtsbeeld(k("2024-K2"), None, None).unwrap();
    let told: Vec<_> = beeld.punten.iter().map(|p| (p.soort.key(), beeld.is_new(p))).collect();
    assert_eq!(told, [("aanpassingen", false), ("daling", true)]);
    assert_eq!(
        beeld.weg.iter().map(|p| (p.soort.key(), p.deelnemer.as_deref())).collect::<Vec<_>>(),
        [("aanpassingen", Some("A2"))]
    );
    app.mark_seen(&beeld.punten[0], "met de casusregisseur besproken", None).unwrap();
    assert!(app.aandacht(k("2024-K2"), None, None).unwrap()[0].gezien);
    assert!(app.mark_seen(&beeld.punten[1], "  ", None).is_err());
    // A later kwartaal with the same facts stays quiet; with other facts it is back.
    for (kwartaal, aanpassingen, gezien) in [("2024-K3", 3, true), ("2024-K4", 4, false)] {
        rapport(&mut werk, kwartaal, &format!("A1;Venlo;1-1-2023;1-1-2026;ja;2;4;2;ja;{aanpassingen}\n"));
        let punten = werk.app.aandacht(k(kwartaal), None, None).unwrap();
        let punt = punten.iter().find(|p| p.soort.key() == "aanpassingen").unwrap();
        assert_eq!((punt.gezien, punt.sinds, punt.markering.is_some()), (gezien, k("2024-K1"), true), "{kwartaal}");
    }
    let app = &mut werk.app;
    let punt = app.aandacht(k("2024-K2"), None, None).unwrap().remove(0);
    app.unmark_seen(&punt).unwrap();
    assert!(!app.aandacht(k("2024-K2"), None, None).unwrap()[0].gezien);
    app.undo_next().unwrap();
    assert!(app.aandacht(k("2024-K2"), None, None).unwrap()[0].gezien);
}

/// The day on which the answers to the uitvraag of a kwartaal are due, as the overview and the calendar say.
fn uitvraag_due(app: &App, kwartaal: Kwartaal) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let overview = app.overzicht(kwartaal).unwrap().te_doen;
    let asked = overview.iter().filter(|t| matches!(t.taak, Taak::UitvraagOpen { .. })).filter_map(|t| t.datum).collect();
    let beeld = app.kalenderbeeld().unwrap();
    let is_ours = |t: &&Termijn| matches!(&t.wat, Termijnsoort::Uitvraag { kwartaal: q, .. } if *q == kwartaal);
    (asked, beeld.te_laat.iter().chain(&beeld.komend).filter(is_ours).map(|t| t.datum).collect())
}

#[test]
fn an_uitvraag_is_due_on_one_day_wherever_it_is_said() {
    let mut werk = werk();
    let app = &mut werk.app;
    let plan = |app: &mut App, aanbieder, datum: &str| {
        let gesprek = NieuwGesprek {
            aanbieder,
            kwartaal: k("2024-K2"),
            soort: Gespreksoort::Regulier,
            datum: datum.parse().ok(),
            tijd: None,
            plaats: String::new(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        };
        app.plan_gesprek(&gesprek).unwrap()
    };
    let due = |days: &[&str]| -> (Vec<NaiveDate>, Vec<NaiveDate>) {
        let days: Vec<NaiveDate> = days.iter().map(|day| day.parse().unwrap()).collect();
        (days.clone(), days)
    };
    assert_eq!(uitvraag_due(app, k("2024-K2")), due(&[]));
    // Its day is over, and it was not held: what is asked is late for it.
    let first = plan(app, PSW, "2024-07-09");
    plan(app, RENDIZ, "2024-07-19");
    assert_eq!(uitvraag_due(app, k("2024-K2")), due(&["2024-07-03"]));
    app.hold_gesprek(first.id, first.rijversie).unwrap();
    assert_eq!(uitvraag_due(app, k("2024-K2")), due(&["2024-07-15"]));
}

#[test]
fn a_deelnemer_is_found_by_code_and_followed() {
    let mut werk = werk();
    rapport(&mut werk, "2024-K1", "A1;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;0\nBA1;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;0\n");
    rapport(&mut werk, "2024-K2", "a1;Venray;1-1-2023;1-1-2026;ja;2;4;4;ja;0\n");
    let app = &werk.app;
    let found = app.find_deelnemers("a1").unwrap();
    assert_eq!(
        found.iter().map(|t| (t.code.as_str(), t.gemeente)).collect::<Vec<_>>(),
        [("a1", Gemeente::Venray), ("BA1", Gemeente::Venlo)]
    );
    let beeld = app.deelnemer(PSW, "A1").unwrap();
    assert_eq!((beeld.code.as_str(), beeld.trajecten.len(), beeld.trajecten[0].stappen.len()), ("a1", 1, 2));
    assert!(app.deelnemer(QWYL, "A1").is_err());
    let ladder = app.ladderbeeld(k("2024-K2")).unwrap();
    let trede = |n| Trede::new(n).unwrap();
    assert_eq!(Ladderbeweging::of(ladder.gangen.iter().map(|(_, g)| g), Periode::Kwartaal).aantal(trede(3), trede(4)), 1);
}

#[test]
fn cvs_is_held_against_the_report() {
    let mut werk = werk();
    rapport(&mut werk, "2024-K2", "A1;Venlo;1-1-2023;1-1-2026;ja;2;4;3;ja;0\nA2;Venlo;1-1-2023;;ja;2;4;3;ja;0\n");
    let cvs = "CVS Venlo 2024-K2\nDeelnemer;Aanbieder;Startdatum;Startsituatie;Begintrede;Doeltrede;Huidige trede;Doelen;Einddatum\n\
        A1;PSW;1-1-2023;ja;1;4;3;ja;1-1-2026\nA3;PSW;1-1-2023;ja;1;4;3;ja;1-1-2026\n";
    assert!(werk.read("cvs-venlo-2024-K2.csv", cvs));
    let beeld = werk.app.cvsbeeld(k("2024-K2")).unwrap();
    assert_eq!(beeld.geleverd, [Gemeente::Venlo]);
    let [c] = beeld.vergelijkingen.as_slice() else { panic!("one comparison") };
    assert_eq!((c.rijen.len(), c.verschillen().count()), (3, 3));
    assert_eq!((c.volgens_cvs.teller, c.volgens_cvs.noemer), (2, 2));
    assert_eq!((c.volgens_aanbieder.teller, c.volgens_aanbieder.noemer), (1, 2));
    let punten = werk.app.aandacht(k("2024-K2"), None, None).unwrap();
    let kinds: Vec<_> = punten.iter().map(|p| (p.soort.key(), p.deelnemer.as_deref().unwrap_or_default())).collect();
    assert_eq!(kinds, [("cvs_verschil", "A1"), ("cvs_ontbreekt", "A2"), ("cvs_ontbreekt", "A3")]);
}

/// Whatever may be typed somewhere, by the place it is typed in; what comes back is what is kept.
type Veld = (&'static str, fn(&mut App, &str) -> Result<String, Fout>);

fn afspraak(app: &mut App, tekst: &str, eigenaar: &str) -> Result<accountgesprek::domain::Afspraak, Fout> {
    let nieuw = NieuweAfspraak {
        aanbieder: Some(PSW),
        tekst: tekst.to_owned(),
        eigenaar: eigenaar.to_owned(),
        ..NieuweAfspraak::default()
    };
    app.make_afspraak(&nieuw)
}

fn gesprek(app: &mut App, plaats: &str, wie: &str) -> Result<accountgesprek::domain::Gesprek, Fout> {
    app.plan_gesprek(&NieuwGesprek {
        aanbieder: QWYL,
        kwartaal: k("2024-K2"),
        soort: Gespreksoort::Extra,
        datum: None,
        tijd: None,
        plaats: plaats.to_owned(),
        aanwezig: vec![wie.to_owned()],
        afwezig: Vec::new(),
        verslaglegger: String::new(),
    })
}

/// Writes at a point of an agenda, and returns what stands there then.
fn punt(app: &mut App, wijziging: &Puntwijziging, found: fn(&Punt) -> String) -> Result<String, Fout> {
    let id = gesprek(app, "Venlo", "PSW")?.id;
    app.edit_punt(id, &Onderdeelsleutel::Dekking, None, wijziging)?;
    let beeld = app.agenda(id)?;
    Ok(beeld.punten.iter().find(|p| p.punt.sleutel == Onderdeelsleutel::Dekking).map(|p| found(&p.punt)).unwrap())
}

const VELDEN: [Veld; 17] = [
    ("afspraak", |app, t| Ok(afspraak(app, t, "PSW")?.tekst.into())),
    ("eigenaar", |app, t| Ok(afspraak(app, "x", t)?.eigenaar.into())),
    ("afspraak gewijzigd", |app, t| {
        let was = afspraak(app, "x", "PSW")?;
        let wijziging = Afspraakwijziging { tekst: Some(t.to_owned()), ..Afspraakwijziging::default() };
        Ok(app.change_afspraak(was.nummer, was.rijversie, &wijziging)?.tekst.into())
    }),
    ("resultaat", |app, t| {
        let was = afspraak(app, "x", "PSW")?;
        Ok(app.close_afspraken(&[(was.nummer, was.rijversie)], t)?.remove(0).resultaat.into())
    }),
    ("reden van intrekken", |app, t| {
        let was = afspraak(app, "x", "PSW")?;
        Ok(app.withdraw_afspraken(&[(was.nummer, was.rijversie)], t)?.remove(0).resultaat.into())
    }),
    ("plaats", |app, t| Ok(gesprek(app, t, "PSW")?.plaats.into())),
    ("aanwezig", |app, t| Ok(gesprek(app, "Venlo", t)?.aanwezig.remove(0).into())),
    ("plaats gewijzigd", |app, t| {
        let was = gesprek(app, "Venlo", "PSW")?;
        let wijziging = Gesprekwijziging { plaats: Some(t.to_owned()), ..Gesprekwijziging::default() };
        Ok(app.change_gesprek(was.id, was.rijversie, &wijziging)?.plaats.into())
    }),
    ("titel van een punt", |app, t| {
        let id = gesprek(app, "Venlo", "PSW")?.id;
        let sleutel = app.add_punt(id, t)?;
        let beeld = app.agenda(id)?;
        Ok(beeld.punten.into_iter().find(|p| p.punt.sleutel == sleutel).unwrap().punt.titel)
    }),
    ("voorbereiding", |app, t| {
        punt(app, &Puntwijziging { voorbereiding: Some(t.to_owned()), ..Puntwijziging::default() }, |p| p.voorbereiding.clone())
    }),
    ("notitie", |app, t| {
        punt(app, &Puntwijziging { notitie: Some(t.to_owned()), ..Puntwijziging::default() }, |p| p.notitie.clone())
    }),
    ("uitkomst", |app, t| {
        let id = gesprek(app, "Venlo", "PSW")?.id;
        match app.add_uitkomst(id, &Onderdeelsleutel::Kpi(1), Uitkomstsoort::Besluit, t)?.inhoud {
            Uitkomstinhoud::Tekst { tekst, .. } => Ok(tekst.into()),
            Uitkomstinhoud::Afspraak(_) => panic!("a besluit"),
        }
    }),
    ("signaal", |app, t| Ok(app.add_signaal(&nieuw(Gemeente::Venlo, t))?.tekst.into())),
    ("functie", |app, t| {
        Ok(app.add_signaal(&NieuwSignaal { functie: t.to_owned(), ..nieuw(Gemeente::Venlo, "x") })?.functie.into())
    }),
    ("bundel", |app, t| {
        let een = app.add_signaal(&nieuw(Gemeente::Venlo, "x"))?;
        Ok(app.bundle(&[(een.id, een.rijversie)], None, t)?.bundel.titel.into())
    }),
    ("reden van opschaling", |app, t| {
        let een = app.add_signaal(&NieuwSignaal { segment: Segment::Individueel, ..nieuw(Gemeente::Venlo, "x") })?;
        Ok(app.change_signalen(&[(een.id, een.rijversie)], &opschaling(Some(t)))?.remove(0).opschaling.into())
    }),
    ("antwoord", |app, t| {
        let een = app.add_signaal(&nieuw(Gemeente::Venlo, "x"))?;
        let wijziging = Signaalwijziging { antwoord: Some(t.to_owned()), ..Signaalwijziging::default() };
        Ok(app.change_signalen(&[(een.id, een.rijversie)], &wijziging)?.remove(0).antwoord.into())
    }),
];

#[test]
fn every_typed_field_cleans_a_text_or_refuses_it_with_the_reason() {
    let Werk { map: _map, mut app } = werk();
    for (veld, save) in VELDEN {
        for (typed, kept) in [
            ("\u{202e}\u{5e9}\u{5dc}\u{202c}", "\u{5e9}\u{5dc}"),
            ("e\u{301}\u{335}", "\u{e9}\u{335}"),
            ("a\u{200d}b\u{1f469}", "ab\u{1f469}"),
            ("'; DROP TABLE signaal; --", "'; DROP TABLE signaal; --"),
            ("=1+1", "=1+1"),
            (" P\u{2011}01\u{a0} \u{1b}[31mrood\0 ", "P-01 rood"),
            ("op 31-12-2024, bel 06-12345678", "op 31-12-2024, bel 06-12345678"),
        ] {
            let found = save(&mut app, typed).unwrap_or_else(|e| panic!("{veld}: {}", e.melding().tekst));
            assert_eq!(found, kept, "{veld}");
        }
        let long = "x ".repeat(100_000);
        for (naughty, reason) in [
            ("van 111222333", "burger"),
            ("111\u{ad}222\u{2011}333", "burger"),
            ("BSN:1112.22.333.", "burger"),
            (&long, "te lang"),
        ] {
            let Err(fout) = save(&mut app, naughty) else { panic!("{veld} takes {reason}") };
            let tekst = fout.melding().tekst;
            assert!(tekst.contains(reason) && !tekst.contains("222"), "{veld}: {tekst}");
        }
    }
}

#[test]
fn the_workbook_of_a_gemeente_may_come_back_with_rows_that_nobody_filled_in() {
    let Werk { map, mut app } = werk();
    let naar = map.path().join("uit");
    let write = || App::write_uitvraag(k("2024-K2"), &register(), &naar, false);
    assert_eq!(write().unwrap().geschreven.len(), 7);
    // They are not written over: somebody may have filled one in. What is missing is written beside them.
    assert_eq!(write().unwrap_err().bestaat_al().len(), 7);
    let ingevuld = naar.join("uitvraag-2024-K2-venlo.xlsx");
    std::fs::write(&ingevuld, "ingevuld").unwrap();
    std::fs::remove_file(naar.join("uitvraag-2024-K2-bergen.xlsx")).unwrap();
    let rest = write().unwrap();
    assert_eq!((rest.geschreven.len(), rest.stonden.len()), (1, 6));
    assert_eq!(std::fs::read_to_string(&ingevuld).unwrap(), "ingevuld");
    assert_eq!(App::write_uitvraag(k("2024-K2"), &register(), &naar, true).unwrap().geschreven.len(), 7);
    assert_ne!(std::fs::read(&ingevuld).unwrap(), b"ingevuld");
    // As it comes back: a row answered, the others as they were.
    let pad = map.path().join("uitvraag-2024-K2-venlo.csv");
    let rows = "Uitvraag\nGemeente: Venlo\nGemeente;Aanbieder;Toelichting;KPI\nVenlo;PSW;Vervoer;2\nVenlo;PSW;;\nVenlo;Qwyl;;\n";
    std::fs::write(&pad, rows).unwrap();
    let read = |app: &App| app.check_files(std::slice::from_ref(&pad), &Leesopties::default(), &mut ()).unwrap().remove(0);
    let voorstel = read(&app);
    assert!(voorstel.bevindingen.is_empty(), "{:?}", voorstel.bevindingen);
    app.store(&voorstel, None).unwrap();
    assert!(read(&app).is_known(), "twice the same gives nothing new");
    let beeld = app.uitvraag(k("2024-K2")).unwrap();
    let venlo = beeld.gemeenten.iter().find(|g| g.gemeente == Gemeente::Venlo).unwrap();
    assert_eq!((venlo.antwoorden.clone(), beeld.open().count()), (vec![(PSW, 1), (RENDIZ, 0), (QWYL, 0)], 6));
    // A row with an opinion and no word is a mistake all the same, and so is an empty one in a file that is nobody's.
    for (name, text) in [
        ("uitvraag-2024-K2-b.csv", "Gemeente: Venlo\nGemeente;Aanbieder;Toelichting;KPI\nVenlo;PSW;;2\n"),
        ("uitvraag-2024-K2-c.csv", "Gemeente;Aanbieder;Toelichting;KPI\nVenlo;PSW;;\n"),
    ] {
        let pad = map.path().join(name);
        std::fs::write(&pad, text).unwrap();
        let voorstel = app.check_files(&[pad], &Leesopties::default(), &mut ()).unwrap().remove(0);
        assert!(voorstel.bevindingen.iter().any(|b| b.code.as_str() == "verplicht-veld-leeg"), "{name}");
    }
}

#[test]
fn the_trend_knows_an_afspraak_of_the_signaal_itself_and_one_at_the_point_of_its_bundel() {
    let Werk { map: _map, mut app } = werk();
    let made: Vec<_> = [Gemeente::Venlo, Gemeente::Venray, Gemeente::Gennep, Gemeente::Bergen]
        .map(|g| app.add_signaal(&nieuw(g, "vervoer")).unwrap())
        .into();
    let bundel = app.bundle(&[(made[0].id, made[0].rijversie), (made[1].id, made[1].rijversie)], None, "Vervoer").unwrap();
    let afspraak = NieuweAfspraak { tekst: "Regelen".to_owned(), eigenaar: "PSW".to_owned(), ..NieuweAfspraak::default() };
    app.make_afspraak(&NieuweAfspraak { signaal: Some(made[2].id), ..afspraak.clone() }).unwrap();
    let led = |app: &App, kwartalen| app.signaaltrend(kwartalen, None).unwrap().trend.samen.samen.met_afspraak;
    assert_eq!(led(&app, None), 1);
    let gesprek = app
        .plan_gesprek(&NieuwGesprek {
            aanbieder: PSW,
            kwartaal: k("2024-K2"),
            soort: Gespreksoort::Regulier,
            datum: "2024-07-10".parse().ok(),
            tijd: None,
            plaats: String::new(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        })
        .unwrap();
    app.begin_gesprek(gesprek.id).unwrap();
    app.add_afspraak(gesprek.id, &Onderdeelsleutel::Bundel(bundel.bundel.id), &afspraak).unwrap();
    assert_eq!(led(&app, None), 3);
    assert_eq!(led(&app, Some((k("2024-K3"), k("2024-K4")))), 0);
    let trend = app.signaaltrend(None, None).unwrap().trend;
    assert_eq!(trend.kwartalen, [k("2024-K2")], "nothing before the first signaal");
}
