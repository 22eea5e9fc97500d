//! What is vastgesteld is written once: whatever happens afterwards, its verslag and its screen stay the same.

use crate::aanbieders::RENDIZ;
use accountgesprek::app::{
    Afspraakwijziging, Handelingstand, NieuweAfspraak, Puntwijziging, Rol, Signaalwijziging, Verslagkeuzes, Verslagvorm,
};
use accountgesprek::domain::verwachting::parse_verwachting;
use accountgesprek::domain::{Afspraak, Gesprek, Gespreksstatus, Onderdeelsleutel, Uitkomstsoort};

use super::kamer::{Kamer, PSW, choices, codes, d, deelnemers, dekking, k, tevredenheid};

/// The database as the first program left it, with a gesprek in every state.
const EERSTE: &str = include_str!("../data/opslag/eerste-versie.sql");

/// The database as the program left it that wrote the first forms: a gesprek held, one vastgesteld, and the next planned.
const EERSTE_VORMEN: &str = include_str!("../data/opslag/eerste-vormen.sql");

fn delivered(kamer: &mut Kamer, kwartaal: u8, missing: usize) {
    let k = format!("2024-K{kwartaal}");
    kamer.read(&format!("psw-{k}-deelnemers.csv"), &deelnemers(&codes(24), kwartaal, missing));
    kamer.read(&format!("psw-{k}-tevredenheid.csv"), &tevredenheid(&["9", "7"]));
    kamer.read(&format!("dekkingsoverzicht-{k}.csv"), &dekking("Gennep"));
}

/// A gesprek over 2024-K2 that was held and established, with an afspraak of an earlier gesprek running through it; its id, the
/// afspraken made in it, and the one from before.
fn established() -> (Kamer, i64, Vec<Afspraak>, Afspraak) {
    let mut kamer = Kamer::new("2024-04-12");
    delivered(&mut kamer, 1, 2);
    let first = kamer.plan(PSW, "2024-K1", "2024-04-18");
    let mut kamer = kamer.on("2024-04-18");
    let before = kamer.afspraak(&first, 1, "Doelen aanvullen", "2024-05-15");
    kamer.hold(first.id);
    let mut kamer = kamer.on("2024-07-12");
    delivered(&mut kamer, 2, 3);
    let signaal = kamer.signaal("2024-K2", "Deelnemer PSW-007 wacht al weken, net als 12");
    kamer.signaal("2024-K2", "Fijne begeleiding");
    kamer.app.bundle(&[(signaal.id, signaal.rijversie)], None, "Wachttijd").unwrap();
    let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
    let mut kamer = kamer.on("2024-07-18");
    let eigen = kamer.app.add_punt(gesprek.id, "Kennismaking").unwrap();
    let note = Puntwijziging {
        voorbereiding: Some("intern: streng zijn".into()),
        notitie: Some("Gesproken over psw-003 en 0473.".into()),
        ..Puntwijziging::default()
    };
    kamer.app.edit_punt(gesprek.id, &Onderdeelsleutel::Kpi(1), None, &note).unwrap();
    let expected = parse_verwachting("C1.1 >= 95 2024-K3", kamer.app.normen()).unwrap();
    let nieuw = NieuweAfspraak {
        aanbieder: Some(PSW),
        tekst: "Doelen aanvullen van PSW-003 en van 12".into(),
        deadline: Some(d("2024-08-30")),
        verwachting: Some(expected),
        ..NieuweAfspraak::default()
    };
    let with_expectation = kamer.app.add_afspraak(gesprek.id, &Onderdeelsleutel::Kpi(1), &nieuw).unwrap();
    let other = kamer.afspraak(&gesprek, 3, "Enquête op papier", "2024-09-30");
    kamer.app.add_uitkomst(gesprek.id, &eigen, Uitkomstsoort::Besluit, "Voortaan om 10 uur, 8 van 13 waren voor").unwrap();
    kamer.hold(gesprek.id);
    let mut kamer = kamer.on("2024-07-25");
    kamer.next_on(gesprek.id, "2024-10-17");
    kamer.establish(gesprek.id);
    (kamer, gesprek.id, vec![with_expectation, other], before)
}

#[test]
fn whatever_is_changed_afterwards_it_stays_the_same_byte_for_byte() {
    let (kamer, id, made, before) = established();
    let toen = kamer.shown(id);
    assert_eq!(toen.1.len(), 24);
    let same = |kamer: &Kamer, wat: &str| {
        let nu = kamer.shown(id);
        assert_eq!(nu.0, toen.0, "the screen, after: {wat}");
        assert_eq!(nu.1, toen.1, "a file, after: {wat}");
    };
    same(&kamer, "nothing");
    let mut kamer = kamer.on("2024-08-05");
    same(&kamer, "another day");

    let fresh = |kamer: &Kamer, a: &Afspraak| kamer.app.afspraak(a.nummer).unwrap().afspraak;
    let lower = parse_verwachting("C1.1 >= 60 2024-K3", kamer.app.normen()).unwrap();
    for (wat, wijziging) in [
        ("its expectation", Afspraakwijziging { verwachting: Some(Some(lower)), ..Afspraakwijziging::default() }),
        ("its text", Afspraakwijziging { tekst: Some("Iets heel anders".into()), ..Afspraakwijziging::default() }),
        ("its eigenaar", Afspraakwijziging { eigenaar: Some("Rendiz".into()), ..Afspraakwijziging::default() }),
        ("its deadline", Afspraakwijziging { deadline: Some(Some(d("2025-01-01"))), ..Afspraakwijziging::default() }),
        ("its KPI", Afspraakwijziging { kpi: Some(Some(4)), ..Afspraakwijziging::default() }),
    ] {
        for a in made.iter().chain([&before]) {
            let rijversie = fresh(&kamer, a).rijversie;
            kamer.app.change_afspraak(a.nummer, rijversie, &wijziging).unwrap();
        }
        same(&kamer, wat);
    }
    let rij = |kamer: &Kamer, a: &Afspraak| (a.nummer, fresh(kamer, a).rijversie);
    let closed = [rij(&kamer, &made[0]), rij(&kamer, &before)];
    kamer.app.close_afspraken(&closed, "Klaar.").unwrap();
    same(&kamer, "afspraken closed");
    let withdrawn = [rij(&kamer, &made[1])];
    kamer.app.withdraw_afspraken(&withdrawn, "Vervalt.").unwrap();
    same(&kamer, "an afspraak withdrawn");
    let rijversie = fresh(&kamer, &before).rijversie;
    kamer.app.reopen_afspraak(before.nummer, rijversie).unwrap();
    same(&kamer, "an afspraak opened again");
    let new = NieuweAfspraak { aanbieder: Some(PSW), tekst: "Nieuw".into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() };
    kamer.app.make_afspraak(&new).unwrap();
    kamer.app.make_afspraak(&NieuweAfspraak { aanbieder: None, ..new }).unwrap();
    same(&kamer, "a new afspraak");

    let signalen = kamer.app.signalen(&accountgesprek::app::Signaalfilter::default()).unwrap();
    for s in signalen {
        let wijziging = Signaalwijziging {
            tekst: Some("Herschreven".into()),
            antwoord: Some("Beantwoord".into()),
            status: Some(accountgesprek::domain::Signaalstatus::Afgehandeld),
            ..Signaalwijziging::default()
        };
        kamer.app.change_signalen(&[(s.signaal.id, s.signaal.rijversie)], &wijziging).unwrap();
    }
    kamer.signaal("2024-K2", "Nagekomen signaal");
    same(&kamer, "signalen");
    for s in kamer.app.signalen(&accountgesprek::app::Signaalfilter::default()).unwrap() {
        let rij = (s.signaal.id, s.signaal.rijversie);
        if s.signaal.bundel.is_some() {
            kamer.app.unbundle(&[rij]).unwrap();
        } else {
            kamer.app.remove_signaal(rij).unwrap();
        }
    }
    same(&kamer, "a bundle taken apart, signalen removed");
    for punt in kamer.app.aandacht(k("2024-K2"), Some(PSW), None).unwrap() {
        kamer.app.mark_seen(&punt, "gezien", None).unwrap();
    }
    same(&kamer, "attention points seen");

    delivered(&mut kamer, 1, 5);
    same(&kamer, "a new version of an earlier report");
    delivered(&mut kamer, 2, 0);
    kamer.read("dekkingsoverzicht-2024-K2.csv", &dekking("Bergen"));
    kamer.read("psw-2024-K2-samenwerking.csv", "Voortgang;Eigen aandeel;Ontwikkelpunten\nAnders;Ook;En dit\n");
    same(&kamer, "a new version of the report and the dekking");
    let cvs = "Deelnemer;Aanbieder;Startdatum;Doelen\nPSW-003;PSW;1-9-2023;nee\nPSW-999;PSW;1-9-2023;ja\n";
    kamer.read("cvs-venlo-2024-K2.csv", cvs);
    same(&kamer, "the view of a gemeente");
    delivered(&mut kamer, 3, 0);
    same(&kamer, "the report of the next kwartaal");
    kamer.app.restore_version(Some(PSW), k("2024-K2"), 1).unwrap();
    same(&kamer, "an old version put back");

    // The next gesprek, held and established; another one beside it.
    let next = kamer.app.gesprek_van(PSW, k("2024-K3")).unwrap().unwrap();
    let mut kamer = kamer.on("2024-10-17");
    kamer.afspraak(&next, 2, "Uit het volgende gesprek", "2024-12-01");
    kamer.hold(next.id);
    kamer.establish(next.id);
    kamer.plan(RENDIZ, "2024-K2", "2024-11-01");
    same(&kamer, "other gesprekken");

    // Acts of before are taken back, as far as that goes.
    for _ in 0..8 {
        let _ = kamer.undo();
        same(&kamer, "an undo");
    }

    // Own normen, thresholds and names, days on which nobody works, another role.
    std::fs::create_dir_all(kamer.settings()).unwrap();
    let dagen =
        include_str!("../../data/gelijkgestelde-dagen.toml").to_owned() + "[[dag]]\ndatum = \"2024-07-16\"\nreden = \"vrij\"\n";
    std::fs::write(kamer.settings().join("gelijkgestelde-dagen.toml"), dagen).unwrap();
    let normen = include_str!("../../data/normen.toml")
        .replace("Start vastgelegd", "Heel anders")
        .replace("klein_aantal = 10", "klein_aantal = 3");
    std::fs::write(kamer.settings().join("normen.toml"), normen).unwrap();
    let mut kamer = kamer.on("2025-03-01");
    assert_eq!(kamer.app.normen().drempels.klein_aantal, 3);
    kamer.app.work_as(Rol::Beleid);
    same(&kamer, "other settings");

    // A participant is removed: what names no codes stays as it was.
    kamer.app.remove_deelnemer(PSW, "PSW-009", "psw-009").unwrap();
    let beeld = kamer.app.agenda(id).unwrap();
    let plain = Verslagkeuzes::default();
    for (vorm, was) in Verslagvorm::ALL.into_iter().zip([0, 8, 16]) {
        assert_eq!(kamer.app.verslag(&beeld, vorm, plain).unwrap(), toen.1[was], "{vorm:?} without codes");
    }
    let with_codes = Verslagkeuzes { codes: true, ..plain };
    let text = String::from_utf8(kamer.app.verslag(&beeld, Verslagvorm::Markdown, with_codes).unwrap()).unwrap();
    assert!(text.contains("PSW-003") && !text.contains("PSW-009"), "{text}");
    assert_eq!(kamer.app.check().unwrap().problemen, Vec::<String>::new());
}

#[test]
fn whichever_act_is_taken_back_it_stays_the_same_as_long_as_it_is_vastgesteld() {
    let (kamer, id, made, before) = established();
    // Given back, the row is a later version of the same.
    let shown = |kamer: &Kamer| {
        let (mut beeld, files) = kamer.shown(id);
        beeld.gesprek.rijversie = 0;
        (beeld, files)
    };
    let toen = shown(&kamer);
    let mut kamer = kamer.on("2024-08-05");
    let rij = |kamer: &Kamer, a: &Afspraak| (a.nummer, kamer.app.afspraak(a.nummer).unwrap().afspraak.rijversie);
    let closed = [rij(&kamer, &made[1]), rij(&kamer, &before)];
    kamer.app.close_afspraken(&closed, "Klaar.").unwrap();
    delivered(&mut kamer, 2, 0);
    delivered(&mut kamer, 3, 0);
    let (mut taken, mut given) = (0, 0);
    for act in kamer.app.handelingen().unwrap() {
        let done = kamer.app.undo_act(act.id).is_ok();
        taken += usize::from(done);
        if kamer.gesprek(id).status != Gespreksstatus::Vastgesteld {
            // That was the vaststelling: given back it is what it was.
            assert!(act.wat.contains("vastgesteld"), "{}", act.wat);
            kamer.app.undo_act(kamer.app.handelingen().unwrap()[0].id).unwrap();
            given += 1;
        }
        assert!(shown(&kamer) == toen, "{} ({done})", act.wat);
    }
    assert_eq!(given, 1);
    assert!(taken > 12, "{taken}");
}

#[test]
fn the_verslag_is_the_files_of_then_also_when_the_form_would_be_set_otherwise_now() {
    let (kamer, id, ..) = established();
    let conn = rusqlite::Connection::open(kamer.db()).unwrap();
    let beeld = kamer.app.agenda(id).unwrap();
    // As a later program would find it: the file that was written then is what is given.
    conn.execute(
        "UPDATE verslagbestand SET inhoud = (SELECT inhoud FROM verslagbestand WHERE keuze = 'html') WHERE keuze = 'md'",
        [],
    )
    .unwrap();
    assert!(kamer.markdown(id).starts_with("<!DOCTYPE html>"));
    // One that is not kept is written anew from the form.
    let before = kamer.app.verslag(&beeld, Verslagvorm::Docx, Verslagkeuzes::default()).unwrap();
    conn.execute("DELETE FROM verslagbestand", []).unwrap();
    assert_eq!(kamer.app.verslag(&beeld, Verslagvorm::Docx, Verslagkeuzes::default()).unwrap(), before);
    assert!(kamer.markdown(id).starts_with("# Verslag"));
}

#[test]
fn opening_again_and_establishing_writes_a_new_form_and_undo_brings_the_old_one_back() {
    let (mut kamer, id, ..) = established();
    let first = kamer.markdown(id);
    let again = kamer.reopen(id);
    assert_eq!((again.status, again.vaststelling), (Gespreksstatus::Gehouden, None));
    assert!(kamer.markdown(id).contains("Concept: nog niet vastgesteld."));
    kamer.app.add_uitkomst(id, &Onderdeelsleutel::Dekking, Uitkomstsoort::Besluit, "Toch nog iets").unwrap();
    assert_eq!(kamer.establish(id).vaststelling, Some(2));
    let second = kamer.markdown(id);
    assert!(second.contains("Toch nog iets") && second != first);
    // Established, the outcome, opened again: taken back one by one.
    for (status, text) in
        [(Gespreksstatus::Gehouden, None), (Gespreksstatus::Gehouden, None), (Gespreksstatus::Vastgesteld, Some(&first))]
    {
        kamer.undo().unwrap();
        assert_eq!(kamer.gesprek(id).status, status);
        if let Some(text) = text {
            assert_eq!(&kamer.markdown(id), text);
        }
    }
    // The next one is a third: what was written is never written over.
    kamer.reopen(id);
    assert_eq!(kamer.establish(id).vaststelling, Some(3));
    assert_eq!(kamer.app.check().unwrap().problemen, Vec::<String>::new());
}

#[test]
fn a_date_set_after_the_gesprek_stands_everywhere() {
    let mut kamer = Kamer::new("2024-07-18");
    delivered(&mut kamer, 2, 0);
    let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
    kamer.hold(gesprek.id);
    assert!(!kamer.markdown(gesprek.id).contains("17 oktober"));
    kamer.next_on(gesprek.id, "2024-10-17");
    for text in [kamer.markdown(gesprek.id), {
        kamer.establish(gesprek.id);
        kamer.markdown(gesprek.id)
    }] {
        assert_eq!(text.to_lowercase().matches("donderdag 17 oktober 2024").count(), 1, "{text}");
        assert!(!text.contains("Nog geen datum."));
    }
}

#[test]
fn one_document_says_one_number_of_times_carried_over() {
    let mut kamer = Kamer::new("2024-01-18");
    let mut texts = Vec::new();
    for (kwartaal, dag) in [("2023-K4", "2024-01-18"), ("2024-K1", "2024-04-18"), ("2024-K2", "2024-07-18")] {
        kamer = kamer.on(dag);
        let gesprek = kamer.plan(PSW, kwartaal, dag);
        if texts.is_empty() {
            kamer.afspraak(&gesprek, 3, "Enquête", "2024-02-01");
        }
        kamer.hold(gesprek.id);
        texts.push(kamer.markdown(gesprek.id));
        let established = kamer.establish(gesprek.id);
        let is_its_state = |line: &&str| line.contains("Concept: nog niet vastgesteld.") || line.starts_with("| **Vastgesteld**");
        let rest = |text: &str| text.lines().filter(|l| !l.is_empty() && !is_its_state(l)).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rest(&kamer.markdown(established.id)), rest(texts.last().unwrap()));
    }
    for (text, times) in texts.iter().zip([None, Some(1), Some(2)]) {
        let said: std::collections::BTreeSet<&str> =
            text.split("voor de ").skip(1).filter_map(|t| t.split(" keer").next()).collect();
        let expected: std::collections::BTreeSet<String> = times.map(|n| format!("{n}e")).into_iter().collect();
        assert_eq!(said.into_iter().map(str::to_owned).collect::<std::collections::BTreeSet<_>>(), expected, "{text}");
    }
}

#[test]
fn an_afspraak_belongs_to_the_gesprekken_after_its_own_whenever_it_was_typed() {
    // All typed on one day, as a database is that was filled afterwards.
    let mut kamer = Kamer::new("2026-11-28");
    let ids: Vec<Gesprek> = [("2023-K4", "2024-01-18"), ("2024-K1", "2024-04-18"), ("2024-K2", "2024-07-18")]
        .into_iter()
        .map(|(kwartaal, dag)| kamer.plan(PSW, kwartaal, dag))
        .collect();
    kamer.afspraak(&ids[1], 1, "Uit het tweede", "2024-05-01");
    for gesprek in &ids {
        kamer.hold(gesprek.id);
        kamer.establish(gesprek.id);
    }
    let told = |n: usize| kamer.markdown(ids[n].id).contains("Uit het tweede");
    assert_eq!((told(0), told(1), told(2)), (false, true, true));
    assert!(kamer.markdown(ids[2].id).contains("voor de 1e keer doorgeschoven"));
}

#[test]
fn outcomes_are_corrected_until_the_vaststelling() {
    let mut kamer = Kamer::new("2024-07-18");
    delivered(&mut kamer, 2, 0);
    let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
    let made = kamer.afspraak(&gesprek, 1, "Eerste versie", "2024-08-30");
    kamer.hold(gesprek.id);
    let mut kamer = kamer.on("2024-07-25");
    let wijziging = Afspraakwijziging { tekst: Some("Tweede versie".into()), ..Afspraakwijziging::default() };
    kamer.app.change_afspraak(made.nummer, made.rijversie, &wijziging).unwrap();
    kamer.afspraak(&gesprek, 1, "Nog een", "2024-08-30");
    kamer.establish(gesprek.id);
    let text = kamer.markdown(gesprek.id);
    assert!(text.contains("Tweede versie") && text.contains("Nog een") && !text.contains("Eerste versie"), "{text}");
}

#[test]
fn an_afspraak_that_was_done_between_gesprek_and_vaststelling_says_so() {
    let mut kamer = Kamer::new("2024-04-18");
    let first = kamer.plan(PSW, "2024-K1", "2024-04-18");
    let before = kamer.afspraak(&first, 1, "Doelen aanvullen", "2024-05-15");
    kamer.hold(first.id);
    let mut kamer = kamer.on("2024-07-18");
    let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
    kamer.hold(gesprek.id);
    kamer.app.close_afspraken(&[(before.nummer, before.rijversie)], "Klaar.").unwrap();
    kamer.establish(gesprek.id);
    let text = kamer.markdown(gesprek.id);
    assert!(text.contains("| PSW-2024-01 | Doelen aanvullen | PSW | 15 mei 2024 | gereed |"), "{text}");
}

#[test]
fn a_database_of_the_first_program_is_read_and_its_verslagen_stay_what_they_were() {
    let kamer = Kamer::of_sql(EERSTE, "2024-08-01");
    let written = include_str!("../data/opslag/eerste-versie-psw-2024-K1.md");
    let psw = |kamer: &Kamer, kwartaal: &str| kamer.app.gesprek_van(PSW, k(kwartaal)).unwrap().unwrap();
    let first = psw(&kamer, "2024-K1");
    assert_eq!(first.vaststelling, Some(1));
    // Nobody did that, so nobody can take it back, and it bars nobody's way.
    let newest = kamer.app.handelingen().unwrap().remove(0);
    assert_eq!((newest.wie.as_str(), newest.stand), ("het programma", Handelingstand::Voorgoed));
    assert_ne!(kamer.app.last_own_act().unwrap(), Some(newest.id));
    // It kept no file: its verslag is set as verslagen are now, and says what was vastgesteld then, without codes that it did not
    // know as such in what was typed.
    assert_eq!(kamer.markdown(first.id), written);
    // Held only: the figures and facts of then, the date that was set afterwards.
    let held = psw(&kamer, "2024-K2");
    assert!(matches!(held.bevroren, Some(accountgesprek::domain::vorm::Bevroren::V0(_))));
    let text = kamer.markdown(held.id);
    for said in ["64,3% (9 van 14)", "PSW-2024-04", "− Venlo", "Concept: nog niet vastgesteld."] {
        assert_eq!(text.contains(said), said != "− Venlo", "{said}: {text}");
    }
    assert_eq!(text.to_lowercase().matches("17 oktober 2024").count(), 1);
    // Opened again by then: established anew it gets its first form.
    let rendiz = kamer.app.gesprek_van(RENDIZ, k("2024-K1")).unwrap().unwrap();
    assert_eq!((rendiz.status, rendiz.vaststelling), (Gespreksstatus::Gehouden, None));
    let mut kamer = kamer;
    assert_eq!(kamer.establish(rendiz.id).vaststelling, Some(1));
    kamer.establish(held.id);
    assert!(kamer.markdown(held.id).contains("64,3% (9 van 14)"));
    assert_eq!(kamer.app.check().unwrap().problemen, Vec::<String>::new());
    // What was written down at opening is written once.
    let forms = |kamer: &Kamer| -> i64 {
        rusqlite::Connection::open(kamer.db()).unwrap().query_row("SELECT count(*) FROM vaststelling", [], |r| r.get(0)).unwrap()
    };
    let count = forms(&kamer);
    assert_eq!(forms(&kamer.on("2024-08-02")), count);
}

#[test]
fn a_form_of_an_earlier_program_is_read_and_its_verslag_is_that_of_then() {
    let kamer = Kamer::of_sql(EERSTE_VORMEN, "2025-03-01");
    let psw = |kwartaal: &str| kamer.app.gesprek_van(PSW, k(kwartaal)).unwrap().unwrap();
    let (held, vast) = (psw("2024-K1"), psw("2024-K2"));
    assert_eq!((held.status, vast.status, vast.vaststelling), (Gespreksstatus::Gehouden, Gespreksstatus::Vastgesteld, Some(1)));
    let bevroren = held.bevroren.as_ref().unwrap();
    assert!(matches!(bevroren, accountgesprek::domain::vorm::Bevroren::V1 { .. }));
    assert!(kamer.markdown(held.id).contains("78,6% (11 van 14)"));
    // The file that was written then, to the byte.
    assert_eq!(kamer.markdown(vast.id), include_str!("../data/opslag/eerste-vormen-psw-2024-K2.md"));
    // A file that was not kept is made of the form: however it is set now, it says all that the form says.
    rusqlite::Connection::open(kamer.db()).unwrap().execute("DELETE FROM verslagbestand", []).unwrap();
    let text = kamer.markdown(vast.id);
    for (said, times) in [
        ("Stichting PSW (KvK 13032969)", 1),
        ("donderdag 18 juli 2024, 10.00 uur", 1),
        ("Versie 1, aangeleverd 12 jul 2024, op tijd.", 1),
        ("Gesproken over \\[deelnemer\\], \\[deelnemer\\] en \\[deelnemer\\].", 1),
        ("Voortaan om 10 uur", 1),
        ("Deelnemer \\[deelnemer\\] wacht, net als \\[deelnemer\\]", 1),
        ("Verwacht: C1.1 ≥ 95% in 2024-K3", 1),
        ("voor de 1e keer doorgeschoven", 1),
        ("onderdag 17 oktober 2024", 1),
        ("Alleen voor onszelf", 0),
    ] {
        assert_eq!(text.matches(said).count(), times, "{said}: {text}");
    }
    for (vorm, keuzes) in Verslagvorm::ALL.into_iter().flat_map(|vorm| choices().map(move |keuzes| (vorm, keuzes))) {
        let beeld = kamer.app.agenda(vast.id).unwrap();
        assert!(!kamer.app.verslag(&beeld, vorm, keuzes).unwrap().is_empty());
    }
    assert_eq!(kamer.app.check().unwrap().problemen, Vec::<String>::new());
}

#[test]
fn a_file_that_says_concept_is_pointed_out_when_its_gesprek_is_vastgesteld() {
    let mut kamer = Kamer::new("2024-07-12");
    delivered(&mut kamer, 2, 1);
    let id = kamer.plan(PSW, "2024-K2", "2024-07-18").id;
    let mut kamer = kamer.on("2024-07-18");
    kamer.hold(id);
    let [kept, replaced, gone] = ["kept.docx", "replaced.html", "gone.md"].map(|naam| kamer.map.path().join(naam));
    let write = |kamer: &Kamer, naar: &[std::path::PathBuf]| {
        let beeld = kamer.app.agenda(id).unwrap();
        let akkoord = accountgesprek::app::Akkoord { vervang: true, namen: false };
        kamer.app.write_verslag(&beeld, naar, None, Verslagkeuzes::default(), akkoord).unwrap();
    };
    write(&kamer, &[kept.clone(), replaced.clone(), gone.clone()]);
    std::fs::remove_file(&gone).unwrap();
    kamer.establish(id);
    let names = |kamer: &Kamer| -> Vec<String> {
        let old = kamer.app.old_concepts(id).unwrap();
        old.iter().filter_map(|pad| Some(pad.file_name()?.to_string_lossy().into_owned())).collect()
    };
    assert_eq!(names(&kamer), ["kept.docx", "replaced.html"]);
    write(&kamer, &[replaced]);
    assert_eq!(names(&kamer), ["kept.docx"], "what stands there now is the established one");
    let said = accountgesprek::wording::oud_concept(&kamer.app.old_concepts(id).unwrap()).unwrap();
    assert!(
        said.starts_with("dit bestand zegt nog Concept: ") && said.ends_with("kept.docx; schrijf het opnieuw of gooi het weg")
    );
}
