//! What every kind of store must do.

use crate::aanbieders::{PSW, QWYL, RENDIZ};
use accountgesprek::domain::{
    Aanleiding, Afspraak, Afspraakstatus, Agendapunt, Bestandsoordeel, Bevinding, Deel, Document, Documentsoort, Ernst, Gemeente,
    Gesprek, Gespreksoort, Gespreksstatus, Kwartaal, Meting, Onderdeelsleutel, Opslag, Periode, Rapport, Signaal, Signaalstatus,
    Soort, Tarief, Tariefproduct, Tekst, Uitkomst, Uitkomstinhoud, Uitvraagantwoord, Uitvraagretour, Vergelijking, Verwachting,
};
use accountgesprek::storage::{Act, Error, Koppeling, Store, Terug, Uitvraagopslag};
use rust_decimal::Decimal;

use super::{
    act, afspraak, antwoord, dag, establish, frozen, gesprek, kwartaal, last, levering, marks, now, overzicht, punt, rapport,
    rows, stof, whole_rapport,
};
use accountgesprek::domain::Stuk;

/// Runs each function of the suite on a store in memory, on one in a file, and on one on a server.
macro_rules! contract {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn in_memory() {
                super::$name(&mut super::Store::in_memory().unwrap());
            }
            #[test]
            fn on_file() {
                let folder = tempfile::tempdir().unwrap();
                super::$name(&mut super::Store::open(&folder.path().join("a.db")).unwrap());
            }
            #[cfg(feature = "gedeeld")]
            #[test]
            fn on_server() {
                if let Some(plek) = super::super::server::Proefplek::new() {
                    super::$name(&mut plek.store());
                }
            }
        }
    )+};
}

contract![
    a_report_reads_back_as_it_was_saved,
    an_empty_part_is_delivered_and_empty,
    the_same_rows_are_known,
    a_part_that_was_not_there_completes_the_version,
    a_part_that_was_there_makes_a_new_version,
    an_old_version_is_known_and_can_be_restored,
    a_version_that_came_meanwhile_is_not_replaced_unseen,
    a_partly_usable_delivery_keeps_reason_and_findings,
    reports_stream_in_order_of_kwartaal,
    dekkingsoverzichten_have_versions,
    an_afspraak_gets_the_next_number,
    an_afspraak_keeps_every_field,
    nothing_different_is_no_change,
    the_log_tells_who_did_what,
    a_whole_import_is_one_step_of_undo,
    undo_takes_fields_back,
    undo_is_refused_when_it_was_changed_since,
    undo_is_of_a_person_and_a_session_and_redo_gives_back,
    a_group_is_undone_and_given_back_as_one,
    a_group_that_brought_a_report_in_parts_is_given_back_whole,
    a_removal_is_never_stepped_over_and_gives_nothing_back,
    an_import_that_was_completed_since_is_not_undone,
    numbers_are_not_reused_after_undo,
    an_act_that_fails_leaves_nothing,
    several_changes_are_one_act,
    a_gesprek_that_is_vastgesteld_is_read_only,
    one_regular_gesprek_per_kwartaal,
    agendapunten_go_by_what_they_are_about,
    a_thing_in_use_is_not_removed,
    a_rate_is_known_by_product_and_year,
    drafts_are_kept_and_dropped,
    the_cache_is_behind_a_stamp,
    mappings_and_pseudonym_key_are_remembered,
    an_answer_becomes_one_signaal_however_often_it_is_read,
    a_changed_answer_replaces_what_its_signaal_told,
    nothing_to_tell_and_nothing_said_are_told_apart,
    a_thing_as_it_stood_is_as_the_act_of_that_moment_left_it,
    naughty_text_comes_back_as_it_was,
];

fn save(store: &mut Store, rapport: &Rapport, bytes: &str) -> Opslag {
    store.save_rapport(&act("ingelezen"), rapport, &levering(bytes)).unwrap()
}

fn psw(store: &Store, k: &str) -> Rapport {
    store.rapport(PSW, kwartaal(k), None).unwrap().unwrap()
}

fn a_report_reads_back_as_it_was_saved(store: &mut Store) {
    let whole = whole_rapport("2024-K2");
    assert_eq!(save(store, &whole, "a"), Opslag::Nieuw { versie: 1 });
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), None).unwrap(), Some(whole.clone()));
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), Some(1)).unwrap(), Some(whole));
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), Some(2)).unwrap(), None);
    assert_eq!(store.rapport(PSW, kwartaal("2024-K2"), None).unwrap(), None);
    assert_eq!(store.span().unwrap(), Some((kwartaal("2024-K2"), kwartaal("2024-K2"))));

    let versions = store.versions(Documentsoort::Rapportage, kwartaal("2024-K1"), kwartaal("2024-K4")).unwrap();
    let [versie] = versions.as_slice() else { panic!("{versions:?}") };
    assert_eq!(versie.document, Document::Rapportage(RENDIZ, kwartaal("2024-K2")));
    assert_eq!(
        versie.delen.iter().map(|d| (d.deel, d.rijen)).collect::<Vec<_>>(),
        [(Some(Deel::Deelnemers), 2), (Some(Deel::Tevredenheid), 2), (Some(Deel::Samenwerking), 1)]
    );
    assert_eq!(versie.aangeleverd(Deel::Deelnemers), Some(dag("2024-07-10")));
    assert_eq!(versie.leveringen[0].bestand, "a.csv");
    assert_eq!(versie.leveringen[0].wie, "contractmanager");
    assert_eq!(versie.leveringen[0].wanneer, now());
    assert_eq!(store.seen_before("a").unwrap(), [(versie.document, 1)]);
}

fn an_empty_part_is_delivered_and_empty(store: &mut Store) {
    let empty = rapport(PSW, "2024-K2", rows(&[]));
    save(store, &empty, "a");
    assert_eq!(psw(store, "2024-K2").deelnemers.unwrap().regels, []);
    // A part that is empty too keeps to its own rows.
    let more = Rapport { tevredenheid: Some(marks(&[])), ..Rapport::new(PSW, kwartaal("2024-K2")) };
    assert_eq!(save(store, &more, "b"), Opslag::Aangevuld { versie: 1 });
    save(store, &rapport(PSW, "2024-K3", rows(&["A"])), "c");
    assert_eq!(psw(store, "2024-K2").deelnemers.unwrap().regels, []);
    assert_eq!(psw(store, "2024-K2").tevredenheid.unwrap().regels, []);
}

fn the_same_rows_are_known(store: &mut Store) {
    let first = rapport(PSW, "2024-K2", rows(&["A", "B"]));
    save(store, &first, "a");
    assert_eq!(save(store, &first, "a"), Opslag::Bekend { versie: 1 });
    let turned = rapport(PSW, "2024-K2", rows(&["B", "A"]));
    assert_eq!(store.would_save_rapport(&turned, &levering("b")).unwrap(), Opslag::Bekend { versie: 1 });
    assert_eq!(save(store, &turned, "b"), Opslag::Bekend { versie: 1 });
    // The same rows of somebody else, or of another kwartaal, are not.
    assert_eq!(save(store, &rapport(QWYL, "2024-K2", rows(&["A", "B"])), "a"), Opslag::Nieuw { versie: 1 });
    assert_eq!(save(store, &rapport(PSW, "2024-K3", rows(&["A", "B"])), "a"), Opslag::Nieuw { versie: 1 });
    // Nothing new is no act either.
    assert_eq!(store.acts(10).unwrap().len(), 3);
}

fn a_part_that_was_not_there_completes_the_version(store: &mut Store) {
    save(store, &rapport(PSW, "2024-K2", rows(&["A"])), "a");
    let more = Rapport { tevredenheid: Some(marks(&[80])), ..Rapport::new(PSW, kwartaal("2024-K2")) };
    assert_eq!(save(store, &more, "b"), Opslag::Aangevuld { versie: 1 });
    let loaded = psw(store, "2024-K2");
    assert!(loaded.has(Deel::Deelnemers) && loaded.has(Deel::Tevredenheid) && !loaded.has(Deel::Samenwerking));
    assert_eq!(loaded.versie, 1);
    // Both files, each on its own, are known now.
    assert_eq!(save(store, &more, "b"), Opslag::Bekend { versie: 1 });
}

fn a_part_that_was_there_makes_a_new_version(store: &mut Store) {
    let first = whole_rapport("2024-K2");
    save(store, &first, "a");
    let better = Rapport { aangeleverd: Some(dag("2024-07-20")), ..rapport(RENDIZ, "2024-K2", rows(&["R-1", "R-2", "R-3"])) };
    assert_eq!(save(store, &better, "b"), Opslag::Nieuw { versie: 2 });
    let now = store.rapport(RENDIZ, kwartaal("2024-K2"), None).unwrap().unwrap();
    assert_eq!(now.deelnemers, better.deelnemers);
    assert_eq!((now.versie, now.aangeleverd), (2, Some(dag("2024-07-20"))));
    // What was not delivered again is carried over; the old version is kept.
    assert_eq!((&now.tevredenheid, &now.samenwerking), (&first.tevredenheid, &first.samenwerking));
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), Some(1)).unwrap(), Some(first));
    let versions = store.versions(Documentsoort::Rapportage, kwartaal("2024-K2"), kwartaal("2024-K2")).unwrap();
    assert_eq!(versions.iter().map(|v| v.leveringen.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(versions[1].aangeleverd(Deel::Deelnemers), Some(dag("2024-07-20")));
    assert_eq!(versions[1].aangeleverd(Deel::Tevredenheid), Some(dag("2024-07-10")));
}

fn an_old_version_is_known_and_can_be_restored(store: &mut Store) {
    let (first, second) = (rapport(PSW, "2024-K2", rows(&["A"])), rapport(PSW, "2024-K2", rows(&["A", "B"])));
    save(store, &first, "a");
    save(store, &second, "b");
    // A folder with both, read again, does not make the old one stand.
    assert_eq!(save(store, &first, "a"), Opslag::Bekend { versie: 1 });
    let document = Document::Rapportage(PSW, kwartaal("2024-K2"));
    assert_eq!(store.standing(document).unwrap(), Some(2));
    assert_eq!(store.restore_version(&act("versie 1 teruggezet"), document, 1).unwrap(), Opslag::Nieuw { versie: 3 });
    assert_eq!(psw(store, "2024-K2").deelnemers, first.deelnemers);
    let newest = last(store).unwrap();
    store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(psw(store, "2024-K2").deelnemers, second.deelnemers);
    assert_eq!(store.rapport(PSW, kwartaal("2024-K2"), Some(1)).unwrap().unwrap().deelnemers, first.deelnemers);
    assert!(matches!(store.restore_version(&act(""), document, 9), Err(Error::Missing { .. })));
}

fn a_version_that_came_meanwhile_is_not_replaced_unseen(store: &mut Store) {
    save(store, &rapport(PSW, "2024-K2", rows(&["A"])), "a");
    let late = accountgesprek::domain::NieuweLevering { over: Some(0), ..levering("b") };
    let refused = store.save_rapport(&act(""), &rapport(PSW, "2024-K2", rows(&["B"])), &late);
    let Err(Error::OtherVersion { soort: Soort::Rapportage, id, over: 0, staat: 1, door }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((id.as_str(), door.unwrap().wie.as_str()), ("psw/2024-K2", "contractmanager"));
}

fn a_partly_usable_delivery_keeps_reason_and_findings(store: &mut Store) {
    let bevinding = |gevonden: &str| Bevinding {
        code: "datum-onleesbaar".to_owned(),
        ernst: Ernst::Fout,
        bestand: "a.csv".to_owned(),
        deel: Some(accountgesprek::domain::Leveringsdeel::Rapport(accountgesprek::domain::Deel::Deelnemers)),
        blad: Some("Deelnemers".to_owned()),
        cel: Some("F27".to_owned()),
        hele_rij: false,
        aantal: 1,
        deelnemer: Some("A-9".to_owned()),
        kolom: None,
        gevonden: gevonden.to_owned(),
        verwacht: "een datum".to_owned(),
        tekst: "Rij telt niet mee.".to_owned(),
        kpi: vec![1, 2],
    };
    let mut delivered = rapport(PSW, "2024-K2", rows(&["A"]));
    delivered.deelnemers.as_mut().unwrap().niet_meegeteld = 1;
    let accepted = accountgesprek::domain::NieuweLevering {
        oordeel: Bestandsoordeel::DeelsBruikbaar,
        reden: Some("gesprek is morgen".into()),
        bevindingen: vec![bevinding("31-31-2024")],
        ..levering("a")
    };
    store.save_rapport(&act("ingelezen"), &delivered, &accepted).unwrap();
    let document = Document::Rapportage(PSW, kwartaal("2024-K2"));
    assert_eq!(store.findings(document, 1).unwrap(), accepted.bevindingen);
    assert_eq!(psw(store, "2024-K2").rijen_niet_meegeteld(), 1);
    let versie = &store.versions(Documentsoort::Rapportage, kwartaal("2024-K2"), kwartaal("2024-K2")).unwrap()[0];
    assert_eq!(versie.oordeel(), Bestandsoordeel::DeelsBruikbaar);
    assert_eq!(versie.leveringen[0].reden.as_deref(), Some("gesprek is morgen"));
    assert_eq!((versie.bevindingen, versie.rijen_niet_meegeteld()), (1, 1));
    // The same usable rows beside another broken one are another delivery.
    let other = accountgesprek::domain::NieuweLevering { bevindingen: vec![bevinding("30-30-2024")], ..accepted };
    assert_eq!(store.would_save_rapport(&delivered, &other).unwrap(), Opslag::Nieuw { versie: 2 });
}

fn reports_stream_in_order_of_kwartaal(store: &mut Store) {
    for k in ["2024-K1", "2022-K4", "2023-K2"] {
        save(store, &rapport(PSW, k, rows(&["A"])), k);
    }
    save(store, &rapport(PSW, "2023-K2", rows(&["A", "B"])), "beter");
    save(store, &rapport(QWYL, "2023-K3", rows(&["Q"])), "q");
    let seen = |tot: Option<Kwartaal>| {
        let mut seen = Vec::new();
        store
            .each_rapport(PSW, tot, |r| {
                seen.push((r.kwartaal.to_string(), r.versie, r.deelnemers.unwrap().regels.len()));
                Ok::<(), Error>(())
            })
            .unwrap();
        seen
    };
    let all = [("2022-K4".to_owned(), 1, 1), ("2023-K2".to_owned(), 2, 2), ("2024-K1".to_owned(), 1, 1)];
    assert_eq!(seen(None), all);
    assert_eq!(seen(Some(kwartaal("2023-K4"))), all[..2]);
}

fn dekkingsoverzichten_have_versions(store: &mut Store) {
    let first = overzicht("2024-K1", true);
    store.save_dekking(&act("ingelezen"), &first, &levering("a")).unwrap();
    assert_eq!(store.dekking(kwartaal("2024-K1"), None).unwrap(), Some(first.clone()));
    let saved = store.save_dekking(&act("ingelezen"), &overzicht("2024-K1", false), &levering("b")).unwrap();
    assert_eq!(saved, Opslag::Nieuw { versie: 2 });
    store.save_dekking(&act("ingelezen"), &overzicht("2024-K2", true), &levering("c")).unwrap();
    let all = store.dekkingen(kwartaal("2024-K2")).unwrap();
    assert_eq!(
        all.iter().map(|d| (d.kwartaal.to_string(), d.versie)).collect::<Vec<_>>(),
        [("2024-K1".to_owned(), 2), ("2024-K2".to_owned(), 1)]
    );
    assert_eq!(store.dekking(kwartaal("2024-K1"), Some(1)).unwrap(), Some(first));
    assert_eq!(store.save_dekking(&act(""), &overzicht("2024-K1", false), &levering("b")).unwrap(), Opslag::Bekend { versie: 2 });
}

fn an_afspraak_gets_the_next_number(store: &mut Store) {
    let mut make = |aanbieder, jaar| {
        let mut nieuw = afspraak(aanbieder, "x");
        nieuw.nummer.jaar = jaar;
        store.make(&act("afspraak {} gemaakt"), nieuw).unwrap().nummer.to_string()
    };
    assert_eq!(make(Some(PSW), 2024), "PSW-2024-01");
    assert_eq!(make(Some(PSW), 2024), "PSW-2024-02");
    assert_eq!(make(Some(RENDIZ), 2024), "RENDIZ-2024-01");
    assert_eq!(make(Some(PSW), 2025), "PSW-2025-01");
    assert_eq!(make(None, 2024), "REGIO-2024-01");
    assert_eq!(store.acts(1).unwrap()[0].wat, "afspraak REGIO-2024-01 gemaakt");
}

fn an_afspraak_keeps_every_field(store: &mut Store) {
    let gesprek = store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    let nieuw = Afspraak {
        gesprek: Some(gesprek.id),
        tekst: "Één\nregel; ' \" \u{1f600} \u{202e}".into(),
        status: Afspraakstatus::Gereed,
        resultaat: "gedaan".into(),
        deelnemer: Some("A-1".into()),
        aanleiding: Some(Aanleiding {
            norm: "C2.1".into(),
            kwartaal: kwartaal("2024-K2"),
            periode: Periode::Jaar,
            waarde: "61,5% (8 van 13)".to_owned(),
            versie: Some(2),
        }),
        verwachting: Some(Verwachting {
            norm: "C1.1".into(),
            periode: Periode::Kwartaal,
            vergelijking: Vergelijking::Minstens,
            waarde: Decimal::new(955, 1),
            kwartaal: kwartaal("2025-K1"),
        }),
        ..afspraak(Some(PSW), "")
    };
    let made = store.make(&act(""), nieuw.clone()).unwrap();
    assert_eq!(made, Afspraak { nummer: made.nummer, rijversie: 1, ..nieuw });
    assert_eq!(store.find("PSW-2024-01").unwrap(), Some(made.clone()));
    assert_eq!(store.all::<Afspraak>().unwrap(), [made]);
    assert_eq!(store.find::<Afspraak>("PSW-2024-99").unwrap(), None);
}

fn nothing_different_is_no_change(store: &mut Store) {
    let made = store.make(&act("gemaakt"), afspraak(None, "x")).unwrap();
    assert_eq!(store.change(&act("niets"), &made).unwrap(), made);
    assert_eq!(store.acts(9).unwrap().len(), 1);
}

fn the_log_tells_who_did_what(store: &mut Store) {
    let made = store.make(&act("afspraak {} gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    let closed = Afspraak { status: Afspraakstatus::Gereed, resultaat: "klaar".into(), ..made };
    store.make(&act("andere"), afspraak(Some(PSW), "y")).unwrap();
    let by = accountgesprek::storage::Act::new("beleidscollega", now(), "afspraak {} gereed");
    store.change(&by, &closed).unwrap();
    let history = store.history(Soort::Afspraak, "PSW-2024-01").unwrap();
    let [made, closed] = history.as_slice() else { panic!("{history:?}") };
    assert_eq!((made.wie.as_str(), made.wat.as_str()), ("contractmanager", "afspraak PSW-2024-01 gemaakt"));
    assert_eq!((closed.wie.as_str(), closed.wat.as_str()), ("beleidscollega", "afspraak PSW-2024-01 gereed"));
    let fields: Vec<_> = closed.changes.iter().map(|c| (c.veld.as_str(), c.oud.as_deref(), c.nieuw.as_deref())).collect();
    assert_eq!(fields, [("status", Some("open"), Some("gereed")), ("resultaat", Some(""), Some("klaar"))]);
    // What each can take back is their own.
    assert_eq!(last(store).unwrap().wat, "andere");
    let Terug::Groep(theirs) = store.next_undo("beleidscollega").unwrap() else { panic!() };
    assert_eq!(theirs.laatste.id, closed.id);
    assert_eq!(store.next_undo("niemand").unwrap(), Terug::Niets);
}

fn a_whole_import_is_one_step_of_undo(store: &mut Store) {
    let first = whole_rapport("2024-K2");
    save(store, &first, "a");
    let codes: Vec<String> = (0..900).map(|n| format!("P{n}")).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    save(store, &rapport(RENDIZ, "2024-K2", rows(&codes)), "b");
    let act = last(store).unwrap();
    let undone = store.undo(act.id, "contractmanager", now()).unwrap();
    assert!(undone.terug && store.group_of(act.id).unwrap().laatste.ongedaan);
    assert_eq!(store.rapport(RENDIZ, kwartaal("2024-K2"), None).unwrap(), Some(first));
    // It can come in again, and the one before can be undone too.
    assert_eq!(save(store, &rapport(RENDIZ, "2024-K2", rows(&codes)), "b"), Opslag::Nieuw { versie: 2 });
    for _ in 0..2 {
        let act = last(store).unwrap();
        store.undo(act.id, "contractmanager", now()).unwrap();
    }
    assert_eq!(store.span().unwrap(), None);
    assert!(store.seen_before("b").unwrap().is_empty());
    assert!(last(store).is_none());
    assert!(matches!(store.undo(act.id, "x", now()), Err(Error::NotUndoable(_))));
    assert!(matches!(store.undo(12345, "x", now()), Err(Error::NothingToUndo)));
}

fn undo_takes_fields_back(store: &mut Store) {
    let made = store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    let changed = Afspraak { deadline: None, kpi: Some(4), tekst: "y".into(), ..made.clone() };
    store.change(&act("gewijzigd"), &changed).unwrap();
    let newest = last(store).unwrap();
    store.undo(newest.id, "contractmanager", now()).unwrap();
    // The row version goes on, so that whoever holds the undone one is refused.
    assert_eq!(store.find("PSW-2024-01").unwrap(), Some(Afspraak { rijversie: 3, ..made }));
    let history = store.history(Soort::Afspraak, "PSW-2024-01").unwrap();
    assert_eq!(
        history.iter().map(|h| (h.wat.as_str(), h.ongedaan)).collect::<Vec<_>>(),
        [("gemaakt", false), ("gewijzigd", true), ("ongedaan: gewijzigd", false)]
    );
    // A removal comes back as it was.
    let there = store.find::<Afspraak>("PSW-2024-01").unwrap().unwrap();
    store.remove(&act("weg"), &there).unwrap();
    let newest = last(store).unwrap();
    store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(store.find("PSW-2024-01").unwrap(), Some(Afspraak { rijversie: 4, ..there }));
}

fn undo_is_refused_when_it_was_changed_since(store: &mut Store) {
    let made = store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    let first = last(store).unwrap().id;
    let y = store.change(&act("naar y"), &Afspraak { tekst: "y".into(), ..made }).unwrap();
    let second = last(store).unwrap().id;
    store.change(&act("naar z"), &Afspraak { tekst: "z".into(), ..y }).unwrap();
    for id in [first, second] {
        let refused = store.undo(id, "contractmanager", now());
        assert!(matches!(refused, Err(Error::ChangedSince { .. })), "{refused:?}");
    }
    let z = store.find::<Afspraak>("PSW-2024-01").unwrap().unwrap();
    assert_eq!((z.tekst.as_str(), z.rijversie), ("z", 3));
    // Another field is another matter: what the act changed still stands.
    store.change(&act("eigenaar"), &Afspraak { eigenaar: "aanbieder".into(), ..z }).unwrap();
    let third = store.acts(2).unwrap()[1].id;
    store.undo(third, "contractmanager", now()).unwrap();
    let left = store.find::<Afspraak>("PSW-2024-01").unwrap().unwrap();
    assert_eq!((left.tekst.as_str(), left.eigenaar.as_str()), ("y", "aanbieder"));
}

fn undo_is_of_a_person_and_a_session_and_redo_gives_back(store: &mut Store) {
    let made = store.make(&act("gemaakt"), afspraak(Some(PSW), "x")).unwrap();
    let y = store.change(&act("naar y"), &Afspraak { tekst: "y".into(), ..made }).unwrap();
    let theirs = accountgesprek::storage::Act::new("beleidscollega", now(), "eigenaar");
    store.change(&theirs, &Afspraak { eigenaar: "ander".into(), ..y }).unwrap();
    let tekst =
        |store: &Store| store.find::<Afspraak>("PSW-2024-01").unwrap().map(|a| (a.tekst.to_string(), a.eigenaar.to_string()));
    let own = |tekst: &str, eigenaar: &str| Some((tekst.to_owned(), eigenaar.to_owned()));
    // The act of somebody else is passed over, and what it changed is left alone.
    let newest = last(store).unwrap();
    assert_eq!(newest.wat, "naar y");
    store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(tekst(store), own("x", "ander"));
    // What is left was changed by the other since: refused, with who it was.
    let Err(Error::ChangedSince { door: Some(door), .. }) = store.undo(last(store).unwrap().id, "contractmanager", now()) else {
        panic!()
    };
    assert_eq!((door.wie.as_str(), door.wat.as_str()), ("beleidscollega", "eigenaar"));
    // Redo gives it back, and that can be taken back again.
    let redo = |store: &mut Store| {
        let taken = store.next_redo("contractmanager").unwrap()?;
        Some(store.undo(taken.id, "contractmanager", now()).unwrap().wat)
    };
    assert_eq!(redo(store).as_deref(), Some("opnieuw: naar y"));
    assert_eq!(tekst(store), own("y", "ander"));
    assert_eq!(redo(store), None);
    let again = last(store).unwrap();
    assert_eq!(store.undo(again.id, "contractmanager", now()).unwrap().wat, "ongedaan: naar y");
    assert_eq!(tekst(store), own("x", "ander"));
    // Something new, and there is nothing to give back.
    store.make(&act("andere"), afspraak(None, "z")).unwrap();
    assert_eq!(redo(store), None);
    assert_eq!(store.check().unwrap(), []);
    // Another session, and there is nothing to take back; by its number it still is.
    let before = last(store).unwrap().id;
    store.begin_session();
    assert_eq!(store.next_undo("contractmanager").unwrap(), Terug::Niets);
    store.undo(before, "contractmanager", now()).unwrap();
    assert_eq!(store.all::<Afspraak>().unwrap().len(), 1);
}

fn a_group_is_undone_and_given_back_as_one(store: &mut Store) {
    let groep = Some(store.new_group());
    let first = rapport(PSW, "2024-K2", rows(&["A"]));
    let second = rapport(PSW, "2024-K2", rows(&["A", "B"]));
    for (n, rapport) in [&first, &second].into_iter().enumerate() {
        let act = act(&format!("bestand {n} ingelezen")).in_group(groep.clone());
        store.save_rapport(&act, rapport, &levering(&n.to_string())).unwrap();
    }
    let answers = [antwoord(Gemeente::Venlo, "gaat goed")];
    let uitvraag = act("uitvraag ingelezen").in_group(groep);
    store.save_uitvraag(&uitvraag, kwartaal("2024-K2"), &answers, dag("2024-07-01")).unwrap();
    let Terug::Groep(group) = store.next_undo("contractmanager").unwrap() else { panic!() };
    assert_eq!(group.handelingen().count(), 3);
    let undone = store.undo(group.laatste.id, "contractmanager", now()).unwrap();
    assert_eq!(undone.wat, "ongedaan: bestand 0 ingelezen en nog 2");
    assert_eq!((store.span().unwrap(), last(store)), (None, None));
    assert!(store.all::<Signaal>().unwrap().is_empty());
    store.undo(undone.id, "contractmanager", now()).unwrap();
    assert_eq!(psw(store, "2024-K2").deelnemers, second.deelnemers);
    let document = Document::Rapportage(PSW, kwartaal("2024-K2"));
    assert_eq!(store.rapport(PSW, kwartaal("2024-K2"), Some(1)).unwrap().unwrap().deelnemers, first.deelnemers);
    assert_eq!((store.standing(document).unwrap(), store.seen_before("0").unwrap()), (Some(2), vec![(document, 1)]));
    // The answer is known as one that was read.
    assert_eq!(store.would_save_uitvraag(kwartaal("2024-K2"), &answers).unwrap(), opslag(0, 1));
    assert_eq!(store.check().unwrap(), []);
}

fn a_group_that_brought_a_report_in_parts_is_given_back_whole(store: &mut Store) {
    let document = Document::Rapportage(PSW, kwartaal("2024-K2"));
    let part = |tevredenheid| Rapport { tevredenheid, ..Rapport::new(PSW, kwartaal("2024-K2")) };
    let files = [rapport(PSW, "2024-K2", rows(&["A", "B"])), part(Some(marks(&[80]))), rapport(PSW, "2024-K2", rows(&["A"]))];
    let groep = Some(store.new_group());
    for (n, rapport) in files.iter().enumerate() {
        store.save_rapport(&act(&format!("{n} ingelezen")).in_group(groep.clone()), rapport, &levering(&n.to_string())).unwrap();
    }
    let whole = psw(store, "2024-K2");
    assert_eq!((store.standing(document).unwrap(), whole.tevredenheid.is_some()), (Some(2), true));
    let mut taken = last(store).unwrap().id;
    // Again and again: the numbers of what comes back may be others.
    for _ in 0..3 {
        let undone = store.undo(taken, "contractmanager", now()).unwrap();
        assert_eq!(store.standing(document).unwrap(), None);
        store.undo(undone.id, "contractmanager", now()).unwrap();
        assert_eq!(psw(store, "2024-K2"), whole);
        let first = store.rapport(PSW, kwartaal("2024-K2"), Some(1)).unwrap().unwrap();
        assert_eq!((first.deelnemers, first.tevredenheid), (files[0].deelnemers.clone(), files[1].tevredenheid.clone()));
        assert_eq!(store.check().unwrap(), []);
        // What was given back is taken back as one too.
        let Terug::Groep(group) = store.next_undo("contractmanager").unwrap() else { panic!() };
        taken = group.laatste.id;
    }
}

fn a_removal_is_never_stepped_over_and_gives_nothing_back(store: &mut Store) {
    save(store, &rapport(PSW, "2024-K1", rows(&["A", "B"])), "a");
    save(store, &rapport(PSW, "2024-K2", rows(&["A", "B"])), "b");
    store.undo(last(store).unwrap().id, "contractmanager", now()).unwrap();
    let taken = store.next_redo("contractmanager").unwrap().unwrap();
    store
        .remove_deelnemer(&act("een deelnemer verwijderd"), PSW, &accountgesprek::domain::Deelnemercode::new("A").unwrap())
        .unwrap();
    let Terug::Voorgoed(removal) = store.next_undo("contractmanager").unwrap() else { panic!() };
    assert_eq!(removal.wat, "een deelnemer verwijderd");
    assert!(matches!(store.undo(removal.id, "contractmanager", now()), Err(Error::NotUndoable(_))));
    // Redo would bring the deelnemer back.
    assert!(matches!(store.undo(taken.id, "contractmanager", now()), Err(Error::RowsGone)));
    assert_eq!(psw(store, "2024-K1").deelnemers.unwrap().regels.len(), 1);
}

fn an_import_that_was_completed_since_is_not_undone(store: &mut Store) {
    save(store, &rapport(PSW, "2024-K2", rows(&["A"])), "a");
    let first = last(store).unwrap().id;
    let more = Rapport { tevredenheid: Some(marks(&[80])), ..Rapport::new(PSW, kwartaal("2024-K2")) };
    save(store, &more, "b");
    let second = last(store).unwrap().id;
    assert!(matches!(store.undo(first, "x", now()), Err(Error::ChangedSince { .. })));
    save(store, &rapport(PSW, "2024-K2", rows(&["A", "B"])), "c");
    let third = last(store).unwrap().id;
    // The part that completed version 1 is carried by version 2.
    assert!(matches!(store.undo(second, "x", now()), Err(Error::ChangedSince { .. })));
    for id in [third, second, first] {
        store.undo(id, "x", now()).unwrap();
    }
    assert_eq!(store.span().unwrap(), None);
}

fn numbers_are_not_reused_after_undo(store: &mut Store) {
    store.make(&act(""), afspraak(Some(PSW), "x")).unwrap();
    let newest = last(store).unwrap();
    store.undo(newest.id, "x", now()).unwrap();
    assert!(store.all::<Afspraak>().unwrap().is_empty());
    let next = store.make(&act(""), afspraak(Some(PSW), "y")).unwrap();
    assert_eq!(next.nummer.to_string(), "PSW-2024-02");
}

fn an_act_that_fails_leaves_nothing(store: &mut Store) {
    let failed: Result<(), Error> = store.perform(&act(""), |h| {
        h.make(afspraak(Some(PSW), "x"))?;
        h.save_rapport(&whole_rapport("2024-K2"), &levering("a"))?;
        Err(Error::NothingToUndo)
    });
    assert!(failed.is_err());
    assert!(store.all::<Afspraak>().unwrap().is_empty());
    assert_eq!(store.span().unwrap(), None);
    assert!(store.acts(9).unwrap().is_empty());
}

fn several_changes_are_one_act(store: &mut Store) {
    store
        .perform(&act("drie afspraken"), |h| -> Result<(), Error> {
            for tekst in ["a", "b", "c"] {
                let made = h.make(afspraak(Some(PSW), tekst))?;
                h.change(&Afspraak { kpi: Some(1), ..made })?;
            }
            h.describe("drie afspraken gemaakt");
            Ok(())
        })
        .unwrap();
    assert_eq!(store.all::<Afspraak>().unwrap().len(), 3);
    let newest = last(store).unwrap();
    assert_eq!(newest.wat, "drie afspraken gemaakt");
    store.undo(newest.id, "x", now()).unwrap();
    assert!(store.all::<Afspraak>().unwrap().is_empty());
}

fn a_gesprek_that_is_vastgesteld_is_read_only(store: &mut Store) {
    let planned = store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    let agendapunt = store.make(&act(""), punt(&planned, Onderdeelsleutel::Kpi(2))).unwrap();
    let to = |g: &Gesprek, status| Gesprek { status, ..g.clone() };
    assert!(matches!(
        store.change(&act(""), &to(&planned, Gespreksstatus::Vastgesteld)),
        Err(Error::GesprekState { van: Gespreksstatus::Gepland, naar: Some(Gespreksstatus::Vastgesteld), .. })
    ));
    let frozen = frozen(vec![Stuk::Tekst("Zeven van zeven.".to_owned())]);
    let held = Gesprek { bevroren: Some(frozen), ..to(&planned, Gespreksstatus::Gehouden) };
    let held = store.change(&act("gehouden"), &held).unwrap();
    assert_eq!(store.find::<Gesprek>(&planned.id.to_string()).unwrap(), Some(held.clone()));
    assert!(matches!(store.remove(&act(""), &held), Err(Error::GesprekState { .. })));
    // Not without what it says.
    assert!(matches!(store.change(&act(""), &to(&held, Gespreksstatus::Vastgesteld)), Err(Error::Internal(_))));
    let done = establish(store, &held, stof(Vec::new()));
    for refused in [
        store.change(&act(""), &Gesprek { plaats: "elders".into(), ..done.clone() }).map(|_| ()),
        store.change(&act(""), &Agendapunt { notitie: "nog iets".into(), ..agendapunt.clone() }).map(|_| ()),
        store.make(&act(""), punt(&done, Onderdeelsleutel::PxQ)).map(|_| ()),
        store.remove(&act(""), &agendapunt),
    ] {
        assert!(matches!(refused, Err(Error::GesprekState { van: Gespreksstatus::Vastgesteld, .. })), "{refused:?}");
    }
    // Opening again is an act of its own.
    let again = store.change(&act("heropend"), &to(&done, Gespreksstatus::Gehouden)).unwrap();
    store.change(&act(""), &Agendapunt { notitie: "nog iets".into(), ..agendapunt }).unwrap();
    assert_eq!(again.bevroren, held.bevroren);
    assert!(store.history(Soort::Gesprek, &done.id.to_string()).unwrap().iter().any(|h| h.wat == "heropend"));
}

fn one_regular_gesprek_per_kwartaal(store: &mut Store) {
    store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    assert!(matches!(store.make(&act(""), gesprek(PSW, "2024-K2")), Err(Error::Exists { .. })));
    store.make(&act(""), Gesprek { soort: Gespreksoort::Extra, ..gesprek(PSW, "2024-K2") }).unwrap();
    store.make(&act(""), Gesprek { soort: Gespreksoort::Extra, ..gesprek(PSW, "2024-K2") }).unwrap();
    store.make(&act(""), gesprek(QWYL, "2024-K2")).unwrap();
    assert_eq!(store.all::<Gesprek>().unwrap().len(), 4);
}

fn agendapunten_go_by_what_they_are_about(store: &mut Store) {
    let gesprek = store.make(&act(""), gesprek(PSW, "2024-K2")).unwrap();
    for sleutel in [Onderdeelsleutel::Kpi(1), Onderdeelsleutel::OpenAfspraken, Onderdeelsleutel::Bundel(3)] {
        store.make(&act(""), punt(&gesprek, sleutel)).unwrap();
    }
    let own: Vec<_> = (0..2).map(|_| store.make(&act(""), punt(&gesprek, Onderdeelsleutel::Eigen(0))).unwrap().sleutel).collect();
    assert_eq!(own, [Onderdeelsleutel::Eigen(1), Onderdeelsleutel::Eigen(2)]);
    assert!(matches!(store.make(&act(""), punt(&gesprek, Onderdeelsleutel::Kpi(1))), Err(Error::Exists { .. })));
    let all = store.all::<Agendapunt>().unwrap();
    assert_eq!(all.len(), 5);
    for punt in all {
        let changed = store.change(&act(""), &Agendapunt { volgorde: 7, ..punt }).unwrap();
        assert_eq!((changed.volgorde, changed.rijversie), (7, 2));
    }
}

fn a_thing_in_use_is_not_removed(store: &mut Store) {
    let gesprek = store.make(&act("gepland"), gesprek(PSW, "2024-K2")).unwrap();
    let planned = last(store).unwrap().id;
    store.make(&act(""), Afspraak { gesprek: Some(gesprek.id), ..afspraak(Some(PSW), "x") }).unwrap();
    assert!(matches!(store.remove(&act(""), &gesprek), Err(Error::InUse { soort: Soort::Gesprek, .. })));
    assert!(matches!(store.undo(planned, "x", now()), Err(Error::InUse { .. })));
    // The afspraak that came out of a gesprek is withdrawn, not removed.
    let made = store.all::<Afspraak>().unwrap().remove(0);
    let uitkomst = |nummer: &str| Uitkomst {
        id: 0,
        gesprek: gesprek.id,
        sleutel: Onderdeelsleutel::Dekking,
        inhoud: Uitkomstinhoud::Afspraak(nummer.parse().unwrap()),
        rijversie: 0,
    };
    assert!(matches!(store.make(&act(""), uitkomst("PSW-2024-09")), Err(Error::Missing { .. })));
    store.make(&act(""), uitkomst("PSW-2024-01")).unwrap();
    assert!(matches!(store.remove(&act(""), &made), Err(Error::InUse { soort: Soort::Afspraak, .. })));
    let nowhere = Afspraak { gesprek: Some(99), ..afspraak(Some(PSW), "x") };
    assert!(store.make(&act(""), nowhere).is_err());
}

fn a_rate_is_known_by_product_and_year(store: &mut Store) {
    let tarief = Tarief {
        product: Tariefproduct::P2Mbo,
        jaar: 2023,
        bedrag: Decimal::new(6500, 2),
        bron: Tekst::default(),
        bekend: None,
        rijversie: 0,
    };
    let made = store.make(&act("tarief {}"), tarief.clone()).unwrap();
    assert_eq!(store.find("P2 mbo/2023").unwrap(), Some(made.clone()));
    assert!(matches!(store.make(&act(""), tarief), Err(Error::Exists { .. })));
    store.change(&act(""), &Tarief { bedrag: Decimal::new(6600, 2), ..made }).unwrap();
    assert_eq!(store.find::<Tarief>("P2 mbo/2022").unwrap(), None);
    assert_eq!(store.find::<Tarief>("onzin").unwrap(), None);
}

fn drafts_are_kept_and_dropped(store: &mut Store) {
    store.save_draft("afspraak", "Bel de", now()).unwrap();
    store.save_draft("afspraak", "Bel de aanbieder", now()).unwrap();
    store.save_draft("signaal", "…", now() + chrono::Duration::seconds(1)).unwrap();
    assert_eq!(store.draft("afspraak").unwrap().as_deref(), Some("Bel de aanbieder"));
    let keys: Vec<String> = store.drafts().unwrap().into_iter().map(|c| c.sleutel).collect();
    assert_eq!(keys, ["signaal", "afspraak"]);
    store.save_draft("afspraak", "", now()).unwrap();
    assert_eq!(store.draft("afspraak").unwrap(), None);
    assert!(store.acts(9).unwrap().is_empty());
}

fn the_cache_is_behind_a_stamp(store: &mut Store) {
    let before = (store.stamp(Some(PSW)).unwrap(), store.stamp(None).unwrap());
    save(store, &rapport(PSW, "2024-K2", rows(&["A"])), "a");
    let after = (store.stamp(Some(PSW)).unwrap(), store.stamp(None).unwrap());
    assert!(before.0 != after.0 && before.1 != after.1);
    assert_eq!(store.stamp(Some(QWYL)).unwrap(), before.0);
    let metingen: Vec<Meting> = Vec::new();
    store.keep(&after.0, [("psw/2024-K2".to_owned(), &metingen)]).unwrap();
    assert_eq!(store.cached::<Vec<Meting>>("psw/2024-K2", &after.0).unwrap(), Some(Vec::new()));
    assert_eq!(store.cached::<Vec<Meting>>("psw/2024-K2", &before.0).unwrap(), None);
    // Another shape, of another version of the program, is as good as not there.
    assert_eq!(store.cached::<String>("psw/2024-K2", &after.0).unwrap(), None);
    // Undoing moves the stamp on, never back.
    let newest = last(store).unwrap();
    store.undo(newest.id, "x", now()).unwrap();
    let undone = store.stamp(Some(PSW)).unwrap();
    assert!(undone != after.0 && undone != before.0);
    store.save_dekking(&act(""), &overzicht("2024-K1", true), &levering("d")).unwrap();
    assert_ne!(store.stamp(None).unwrap(), after.1);
    assert_eq!(store.stamp(Some(PSW)).unwrap(), undone);
}

fn mappings_and_pseudonym_key_are_remembered(store: &mut Store) {
    let koppeling = |kolom: &str| Koppeling {
        wie: "psw".to_owned(),
        blad: "Deelnemers".to_owned(),
        kop: "eindd".to_owned(),
        kolom: kolom.to_owned(),
    };
    store.perform(&act("kop"), |h| h.save_mappings(&[koppeling("Startdatum")])).unwrap();
    store.perform(&act("kop"), |h| h.save_mappings(&[koppeling("Einddatum")])).unwrap();
    assert_eq!(store.mappings().unwrap(), [koppeling("Einddatum")]);
    store.forget_mapping("psw", "Deelnemers", "eindd").unwrap();
    assert!(store.mappings().unwrap().is_empty());
    assert_eq!(store.pseudonym_key().unwrap(), None);
    let (key, other) = (store.new_pseudonym_key().unwrap(), store.new_pseudonym_key().unwrap());
    assert_ne!(key, other);
    assert_eq!(store.pseudonym_key().unwrap(), None);
    let mut keep = |key| store.perform(&act(""), |h| h.keep_pseudonym_key(key)).unwrap();
    assert!(keep(&key) && keep(&key) && !keep(&other));
    assert_eq!(store.pseudonym_key().unwrap(), Some(key));
}

fn an_answer_becomes_one_signaal_however_often_it_is_read(store: &mut Store) {
    let k = kwartaal("2024-K2");
    let first = [antwoord(Gemeente::Venlo, "gaat goed"), antwoord(Gemeente::Venray, "gaat goed")];
    // The same answer twice in one file, elsewhere in it and with other blanks.
    let again = [
        Uitvraagantwoord { rij: 9, ..antwoord(Gemeente::Venlo, " gaat  goed ") },
        antwoord(Gemeente::Venlo, "gaat beter"),
        antwoord(Gemeente::Venlo, "gaat beter"),
    ];
    assert_eq!(store.save_uitvraag(&act("uitvraag"), k, &first, dag("2024-07-01")).unwrap(), opslag(2, 0));
    assert_eq!(store.would_save_uitvraag(k, &again).unwrap(), opslag(1, 2));
    assert_eq!(store.save_uitvraag(&act("uitvraag"), k, &again, dag("2024-07-02")).unwrap(), opslag(1, 2));
    assert!(store.would_save_uitvraag(k, &again).unwrap().is_known());
    let before = store.acts(10).unwrap().len();
    store.save_uitvraag(&act("uitvraag"), k, &again, dag("2024-07-03")).unwrap();
    assert_eq!(store.acts(10).unwrap().len(), before, "nothing new is no act");
    let signalen: Vec<Signaal> = store.all().unwrap();
    assert_eq!(signalen.iter().map(|s| (s.datum, s.tekst.as_str())).next_back(), Some((dag("2024-07-02"), "gaat beter")));
    assert_eq!(
        store.uitvraag(k).unwrap().iter().map(|o| o.gemeente).collect::<Vec<_>>(),
        [Gemeente::Venlo, Gemeente::Venray, Gemeente::Venlo]
    );
    // Another kwartaal is another question.
    assert_eq!(store.would_save_uitvraag(kwartaal("2024-K3"), &first).unwrap(), opslag(2, 0));
    // Undone as a whole, and then it can be read anew.
    let newest = last(store).unwrap();
    store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(store.would_save_uitvraag(k, &again).unwrap(), opslag(1, 2));
    assert_eq!(store.all::<Signaal>().unwrap().len(), 2);
}

/// The signaal goes on with the new text, and its history has the old one; what people did with it stays.
fn a_changed_answer_replaces_what_its_signaal_told(store: &mut Store) {
    let k = kwartaal("2024-K2");
    let told = |store: &Store| -> Vec<(String, Signaalstatus)> {
        store.all::<Signaal>().unwrap().into_iter().map(|s| (s.tekst.to_string(), s.status)).collect()
    };
    let save = |store: &mut Store, answers: &[Uitvraagantwoord], day: &str| {
        let gedaan = store.save_uitvraag(&act("uitvraag"), k, answers, dag(day)).unwrap();
        (gedaan.nieuw, gedaan.gewijzigd, gedaan.bekend)
    };
    let over = |onderwerp: &str, tekst: &str| Uitvraagantwoord {
        onderwerp: Some(Tekst::of(onderwerp)),
        ..antwoord(Gemeente::Venlo, tekst)
    };
    let first = [over("dekking", "wacht"), over("overig", "gaat goed"), antwoord(Gemeente::Venray, "wacht")];
    assert_eq!(save(store, &first, "2024-07-01"), (3, 0, 0));
    let was = store.all::<Signaal>().unwrap().into_iter().find(|s| s.gemeente == Gemeente::Venlo && s.tekst == "wacht").unwrap();
    store.change(&act("besproken"), &Signaal { status: Signaalstatus::Besproken, ..was.clone() }).unwrap();
    // Another text about the same; the same text under another onderwerp; and something new.
    let second = [over("dekking", "wacht langer"), over("doelrealisatie", "gaat goed"), over("dekking", "en nog iets")];
    assert_eq!(save(store, &second, "2024-07-05"), (1, 2, 0));
    let (besproken, nieuw) = (Signaalstatus::Besproken, Signaalstatus::Nieuw);
    let expected = [("wacht langer", besproken), ("gaat goed", nieuw), ("wacht", nieuw), ("en nog iets", nieuw)];
    let mut after: Vec<_> = told(store);
    after.sort();
    let mut expected: Vec<_> = expected.map(|(tekst, status)| (tekst.to_owned(), status)).into();
    expected.sort();
    assert_eq!(after, expected);
    let history = store.history(Soort::Signaal, &was.id.to_string()).unwrap();
    let changed = history.last().unwrap().changes.iter().find(|c| c.veld == "tekst").unwrap();
    assert_eq!((changed.oud.as_deref(), changed.nieuw.as_deref()), (Some("wacht"), Some("wacht langer")));
    // What was read before, old or new, changes nothing.
    for read in [&first[..], &second[..]] {
        assert_eq!(save(store, read, "2024-07-06"), (0, 0, 3));
    }
    assert_eq!(store.uitvraag(k).unwrap().len(), 4);
    // Undone, it tells the old answer again; the new one can be read anew, or given back.
    let newest = last(store).unwrap();
    let undone = store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(store.find::<Signaal>(&was.id.to_string()).unwrap().unwrap().tekst, "wacht");
    assert_eq!(store.would_save_uitvraag(k, &second).unwrap().gewijzigd, 2);
    store.undo(undone.id, "contractmanager", now()).unwrap();
    assert_eq!(store.would_save_uitvraag(k, &second).unwrap(), opslag(0, 3));
    let newest = last(store).unwrap();
    store.undo(newest.id, "contractmanager", now()).unwrap();
    assert_eq!(save(store, &second, "2024-07-07"), (1, 2, 0));
    assert_eq!(store.check().unwrap(), []);
}

/// That there is nothing to tell is an answer; that there is no answer is something else, and both are recorded.
fn nothing_to_tell_and_nothing_said_are_told_apart(store: &mut Store) {
    let k = kwartaal("2024-K2");
    let empty = |store: &mut Store| {
        store.perform(&act("uitvraag"), |h| h.save_empty_return(k, Gemeente::Venlo, dag("2024-07-01"))).unwrap()
    };
    assert!(!store.came_back_empty(k, Gemeente::Venlo).unwrap());
    assert!(!empty(store) && empty(store));
    assert!(store.came_back_empty(k, Gemeente::Venlo).unwrap());
    assert_eq!(store.all::<Uitvraagretour>().unwrap().len(), 1);
    assert!(store.uitvraag(k).unwrap().is_empty());
    let niets = [antwoord(Gemeente::Venlo, "Niets te melden.")];
    store.save_uitvraag(&act("uitvraag"), k, &niets, dag("2024-07-02")).unwrap();
    let signaal = |store: &Store| store.all::<Signaal>().unwrap().pop().unwrap();
    assert!(signaal(store).is_niets_te_melden() && signaal(store).status == Signaalstatus::Afgehandeld);
    assert_eq!(store.uitvraag(k).unwrap().len(), 1);
    // They have something to tell after all.
    store.save_uitvraag(&act("uitvraag"), k, &[antwoord(Gemeente::Venlo, "wacht")], dag("2024-07-03")).unwrap();
    assert!(!signaal(store).is_niets_te_melden() && signaal(store).status == Signaalstatus::Nieuw);
    assert_eq!(store.all::<Signaal>().unwrap().len(), 1);
}

fn opslag(nieuw: u32, bekend: u32) -> Uitvraagopslag {
    Uitvraagopslag { nieuw, gewijzigd: 0, bekend }
}

fn a_thing_as_it_stood_is_as_the_act_of_that_moment_left_it(store: &mut Store) {
    let at = |minuten: i64| now() + chrono::Duration::minutes(minuten);
    let made = store.make(&act("gemaakt"), afspraak(Some(PSW), "een")).unwrap();
    let nummer = made.nummer.to_string();
    let twee = Afspraak { tekst: Tekst::of("twee"), ..made };
    let changed = store.change(&Act::new("contractmanager", at(10), "gewijzigd"), &twee).unwrap();
    store.remove(&Act::new("contractmanager", at(20), "verwijderd"), &changed).unwrap();
    let text = |minuten| store.toen::<Afspraak>(&nummer, at(minuten)).unwrap().map(|a| a.tekst.to_string());
    for (minuten, expected) in
        [(-1, None), (0, Some("een")), (9, Some("een")), (10, Some("twee")), (19, Some("twee")), (20, None), (21, None)]
    {
        assert_eq!(text(minuten).as_deref(), expected, "{minuten}");
    }
}

fn naughty_text_comes_back_as_it_was(store: &mut Store) {
    let long = "é".repeat(20_000);
    for tekst in [
        "\u{202e}omgekeerd\u{202c} שלום مرحبا",
        "Z̶̢̛͎a͝l̕g̀o e\u{301} \u{1f469}\u{200d}\u{1f4bb}",
        "\u{1b}[2J\u{1b}]0;titel\u{7} \u{9b}31m \0",
        "'; DROP TABLE signaal; -- \" ?1 %s {} \\",
        "=1+1\n@SUM(A1)\r\n\t-2",
        "\u{feff}\u{fffd}\u{200b}",
        &long,
    ] {
        // As clean as all text that comes in, and from there on as it is.
        let signaal = Signaal::of_antwoord(&antwoord(Gemeente::Venlo, tekst), kwartaal("2024-K2"), dag("2024-07-01"));
        let tekst = signaal.tekst.clone();
        let made = store.make(&act("signaal {} gemaakt"), signaal).unwrap();
        let found: Signaal = store.find(&made.id.to_string()).unwrap().unwrap();
        assert_eq!(found.tekst, tekst);
        let history = store.history(Soort::Signaal, &made.id.to_string()).unwrap();
        assert_eq!(history.len(), 1);
    }
}
