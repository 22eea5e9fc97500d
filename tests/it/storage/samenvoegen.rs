//! Two people on one database: what does not clash is merged, what does is told and settled.

use crate::aanbieders::PSW;
use accountgesprek::domain::{
    Afspraak, Afspraakstatus, Agendapunt, Change, Dekkingsmelding, Gemeente, Gesprek, Onderdeelsleutel, Soort, Tarief,
    Tariefproduct, Tekst,
};
use accountgesprek::storage::{Act, Botsing, Error, Keuze, Kies, Store};
use rust_decimal::Decimal;

use super::{act, afspraak, dag, gesprek, last, now, punt};

/// An act of the other.
fn other(wat: &str) -> Act {
    Act::new("beleidscollega", now(), wat)
}

fn made(store: &mut Store) -> Afspraak {
    store.make(&act(""), afspraak(Some(PSW), "eerst")).unwrap()
}

fn clashes<T: std::fmt::Debug>(done: Result<T, Error>) -> Vec<Botsing> {
    match done {
        Err(Error::ChangedMeanwhile(botsingen)) => botsingen,
        other => panic!("{other:?}"),
    }
}

/// The choices for all that clashes.
fn all(botsingen: &[Botsing], kies: Kies) -> Vec<Keuze> {
    let keuze = |b: &Botsing| Keuze { soort: b.soort, id: b.id.clone(), veld: b.veld.clone(), nu: b.nu.clone(), kies };
    botsingen.iter().map(keuze).collect()
}

fn about(botsingen: &[Botsing]) -> Vec<(&str, Option<&str>, Option<&str>)> {
    botsingen.iter().map(|b| (b.veld.as_str(), b.van_u.as_deref(), b.nu.as_deref())).collect()
}

#[test]
fn what_does_not_clash_is_merged_and_told_and_each_takes_back_his_own() {
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    store.change(&other("verzet"), &Afspraak { deadline: Some(dag("2024-09-30")), ..seen.clone() }).unwrap();
    let both = store.change(&act("herschreven"), &Afspraak { tekst: "mijn".into(), ..seen.clone() }).unwrap();
    assert_eq!((both.tekst.as_str(), both.deadline, both.rijversie), ("mijn", Some(dag("2024-09-30")), 3));
    let merged = store.take_merged();
    assert_eq!(merged.len(), 1);
    assert_eq!(
        (merged[0].velden.as_slice(), merged[0].door.as_ref().unwrap().wie.as_str()),
        (&["deadline".to_owned()][..], "beleidscollega")
    );
    assert!(store.take_merged().is_empty(), "it is told once");

    let mine = last(&store).unwrap();
    store.undo(mine.id, "contractmanager", now()).unwrap();
    let left: Afspraak = store.find(&seen.nummer.to_string()).unwrap().unwrap();
    assert_eq!((left.tekst, left.deadline), (seen.tekst, Some(dag("2024-09-30"))));
}

#[test]
fn a_clash_names_the_field_both_values_who_and_when() {
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    let theirs = Afspraak { tekst: "van hen".into(), eigenaar: "Qwyl".into(), ..seen.clone() };
    store.change(&other("herschreven"), &theirs).unwrap();
    let mine = Afspraak { tekst: "van mij".into(), kpi: None, ..seen.clone() };
    let botsingen = clashes(store.change(&act(""), &mine));
    assert_eq!(about(&botsingen), [("tekst", Some("van mij"), Some("van hen"))]);
    let door = botsingen[0].door.as_ref().unwrap();
    assert_eq!((door.wie.as_str(), door.wanneer, door.wat.as_str()), ("beleidscollega", now(), "herschreven"));
    assert_eq!(store.find(&seen.nummer.to_string()).unwrap(), Some(Afspraak { rijversie: 2, ..theirs }), "nothing was saved");
    assert_eq!(store.acts(9).unwrap().len(), 2);
}

#[test]
fn what_clashes_is_settled_field_by_field() {
    for (kies, tekst) in [(Kies::VanU, "van mij"), (Kies::Nu, "van hen"), (Kies::Samen, "van hen\nvan mij")] {
        let mut store = Store::in_memory().unwrap();
        let seen = made(&mut store);
        store.change(&other(""), &Afspraak { tekst: "van hen".into(), eigenaar: "Qwyl".into(), ..seen.clone() }).unwrap();
        let mine = Afspraak { tekst: "van mij".into(), kpi: None, ..seen };
        let botsingen = clashes(store.change(&act(""), &mine));
        assert!(botsingen[0].samen);
        store.settle(all(&botsingen, kies));
        let both = store.change(&act(""), &mine).unwrap();
        assert_eq!((both.tekst.as_str(), both.eigenaar.as_str(), both.kpi), (tekst, "Qwyl", None), "{kies:?}");
        // A settlement is used once.
        let again = Afspraak { tekst: "weer".into(), rijversie: 1, ..mine };
        assert_eq!(clashes(store.change(&act(""), &again))[0].veld, "tekst");
    }
}

#[test]
fn a_choice_holds_for_the_value_that_was_seen() {
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    let theirs = store.change(&other(""), &Afspraak { tekst: "van hen".into(), ..seen.clone() }).unwrap();
    let mine = Afspraak { tekst: "van mij".into(), ..seen };
    let botsingen = clashes(store.change(&act(""), &mine));
    store.change(&other(""), &Afspraak { tekst: "nog nieuwer".into(), ..theirs }).unwrap();
    store.settle(all(&botsingen, Kies::VanU));
    assert_eq!(about(&clashes(store.change(&act(""), &mine))), [("tekst", Some("van mij"), Some("nog nieuwer"))]);
}

#[test]
fn what_the_other_took_back_does_not_clash() {
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    store.change(&other("fout"), &Afspraak { tekst: "fout".into(), ..seen.clone() }).unwrap();
    let wrong = store.acts(1).unwrap().remove(0);
    store.undo(wrong.id, "beleidscollega", now()).unwrap();
    assert_eq!(store.change(&act(""), &Afspraak { tekst: "mijn".into(), ..seen }).unwrap().tekst, "mijn");
}

#[test]
fn a_removal_and_a_change_clash_as_a_whole() {
    let whole = |b: &[Botsing]| b.len() == 1 && b[0].veld == Change::GEHEEL && b[0].door.is_some();
    // Changed by the other: a removal asks.
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    let changed = store.change(&other(""), &Afspraak { tekst: "van hen".into(), ..seen.clone() }).unwrap();
    let botsingen = clashes(store.remove(&act(""), &seen));
    assert!(whole(&botsingen) && botsingen[0].van_u.is_none(), "{botsingen:?}");
    store.settle(all(&botsingen, Kies::Nu));
    store.remove(&act(""), &seen).unwrap();
    assert_eq!(store.find(&seen.nummer.to_string()).unwrap(), Some(changed.clone()));
    store.settle(all(&botsingen, Kies::VanU));
    store.remove(&act(""), &seen).unwrap();
    assert_eq!(store.find::<Afspraak>(&seen.nummer.to_string()).unwrap(), None);
    // Both removed it: nothing to ask.
    store.remove(&act(""), &changed).unwrap();

    // Removed by the other: a change asks, and can bring it back.
    let seen = made(&mut store);
    store.remove(&other("weg"), &seen).unwrap();
    let mine = Afspraak { tekst: "toch".into(), ..seen.clone() };
    let botsingen = clashes(store.change(&act(""), &mine));
    assert!(whole(&botsingen) && botsingen[0].nu.is_none(), "{botsingen:?}");
    store.settle(all(&botsingen, Kies::Nu));
    store.change(&act(""), &mine).unwrap();
    assert_eq!(store.find::<Afspraak>(&seen.nummer.to_string()).unwrap(), None);
    store.settle(all(&botsingen, Kies::VanU));
    let back = store.change(&act("terug"), &mine).unwrap();
    assert_eq!(store.find(&seen.nummer.to_string()).unwrap(), Some(back.clone()));
    assert_eq!(back.tekst, "toch");
    assert!(store.check().unwrap().is_empty());
    // What never was there is no conflict.
    let gone = Afspraak { nummer: "PSW-2024-77".parse().unwrap(), ..seen };
    assert!(matches!(store.change(&act(""), &gone), Err(Error::Missing { .. })));
}

#[test]
fn two_people_who_write_at_the_same_point_first_both_keep_their_text() {
    let mut store = Store::in_memory().unwrap();
    let gesprek = store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    let blank = Agendapunt {
        notitie: "".into(),
        voorbereiding: "".into(),
        titel: "".into(),
        volgorde: 0,
        ..punt(&gesprek, Onderdeelsleutel::Kpi(1))
    };
    let by = |store: &mut Store, who: &Act, punt: Agendapunt| store.perform(who, |h| h.put(punt, &blank));
    by(&mut store, &other(""), Agendapunt { notitie: "van hen".into(), ..blank.clone() }).unwrap();
    // Another field of it merges.
    let both = by(&mut store, &act(""), Agendapunt { voorbereiding: "van mij".into(), ..blank.clone() }).unwrap();
    assert_eq!((both.notitie.as_str(), both.voorbereiding.as_str()), ("van hen", "van mij"));
    let mine = Agendapunt { notitie: "van mij".into(), ..blank.clone() };
    let botsingen = clashes(by(&mut store, &act(""), mine.clone()));
    assert_eq!(about(&botsingen), [("notitie", Some("van mij"), Some("van hen"))]);
    store.settle(all(&botsingen, Kies::Samen));
    let both = by(&mut store, &act(""), mine).unwrap();
    assert_eq!((both.notitie.as_str(), both.voorbereiding.as_str()), ("van hen\nvan mij", "van mij"));
}

#[test]
fn what_means_something_together_clashes_together() {
    let mut store = Store::in_memory().unwrap();
    let seen = store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    let names = |names: &[&str]| names.iter().map(|n| Tekst::of(n)).collect::<Vec<_>>();
    let theirs = Gesprek { datum: Some(dag("2024-09-03")), aanwezig: names(&["Anna", "Bo"]), ..seen.clone() };
    store.change(&other("verzet"), &theirs).unwrap();
    // A new hour was meant for the old day; people are added by both.
    let mine = Gesprek { tijd: "14:00:00".parse().ok(), aanwezig: names(&["Cas"]), plaats: "Venlo".into(), ..seen };
    let botsingen = clashes(store.change(&act(""), &mine));
    assert_eq!(botsingen.iter().map(|b| b.veld.as_str()).collect::<Vec<_>>(), ["datum", "tijd"]);
    assert!(botsingen.iter().all(|b| b.eenheid == "datum" && !b.samen));
    store.settle(all(&botsingen, Kies::Nu));
    let both = store.change(&act(""), &mine).unwrap();
    assert_eq!((both.datum, both.tijd, both.plaats.as_str()), (theirs.datum, theirs.tijd, "Venlo"));
    assert_eq!(both.aanwezig, names(&["Anna", "Bo", "Cas"]));
}

#[test]
fn a_change_that_needs_a_state_clashes_when_that_is_gone() {
    let mut store = Store::in_memory().unwrap();
    let seen = made(&mut store);
    let closed = Afspraak { status: Afspraakstatus::Gereed, resultaat: "klaar".into(), ..seen.clone() };
    let closed = store.change(&other("gereed"), &closed).unwrap();
    let mine = Afspraak { tekst: "mijn".into(), ..seen };
    let change = |store: &mut Store| store.perform(&act(""), |h| h.change_while(&mine, &["status"]));
    let botsingen = clashes(change(&mut store));
    assert_eq!(about(&botsingen), [("status", Some("open"), Some("gereed")), ("resultaat", Some(""), Some("klaar"))]);
    assert!(botsingen.iter().all(|b| b.vervalt));
    store.settle(all(&botsingen, Kies::Nu));
    assert_eq!(change(&mut store).unwrap(), closed, "the change falls away");
    store.settle(all(&botsingen, Kies::VanU));
    let open = change(&mut store).unwrap();
    assert_eq!((open.status, open.resultaat.as_str(), open.tekst.as_str()), (Afspraakstatus::Open, "", "mijn"));
}

#[test]
fn what_no_screen_changes_yet_merges_too() {
    let mut store = Store::in_memory().unwrap();
    let tarief = Tarief {
        product: Tariefproduct::P2Mbo,
        jaar: 2023,
        bedrag: Decimal::new(6500, 2),
        bron: Tekst::default(),
        bekend: None,
        rijversie: 0,
    };
    let seen = store.make(&act(""), tarief).unwrap();
    store.change(&other(""), &Tarief { bedrag: Decimal::new(6600, 2), ..seen.clone() }).unwrap();
    let botsingen = clashes(store.change(&act(""), &Tarief { bedrag: Decimal::new(6700, 2), ..seen }));
    assert_eq!(about(&botsingen), [("bedrag", Some("67.00"), Some("66.00"))]);
    assert_eq!(botsingen[0].soort, Soort::Tarief);

    let melding = Dekkingsmelding {
        id: 0,
        gemeente: Gemeente::Venlo,
        aanbieder: PSW,
        vanaf: dag("2024-07-01"),
        dekking: true,
        toelichting: "".into(),
        afgestemd_op: None,
        rijversie: 0,
    };
    let seen = store.make(&act(""), melding).unwrap();
    store.change(&other(""), &Dekkingsmelding { toelichting: "van hen".into(), ..seen.clone() }).unwrap();
    let both = store.change(&act(""), &Dekkingsmelding { vanaf: dag("2024-08-01"), ..seen }).unwrap();
    assert_eq!((both.toelichting.as_str(), both.vanaf), ("van hen", dag("2024-08-01")));
}

#[test]
fn of_what_the_log_does_not_know_all_that_differs_clashes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    let seen = made(&mut store);
    store.change(&other(""), &Afspraak { tekst: "van hen".into(), ..seen.clone() }).unwrap();
    // As an older program wrote it.
    rusqlite::Connection::open(&path).unwrap().execute("UPDATE wijziging SET rijversie = NULL", []).unwrap();
    let botsingen = clashes(store.change(&act(""), &Afspraak { kpi: None, ..seen }));
    assert_eq!(botsingen.iter().map(|b| b.veld.as_str()).collect::<Vec<_>>(), ["tekst", "kpi"]);
}
