//! The law of undo and redo: whatever was done, taking all of it back step by step passes through every state on the way, and
//! so does giving it all back.

use crate::aanbieders::PSW;
use accountgesprek::domain::{
    Afspraak, Afspraakstatus, Agendapunt, Bundel, Document, Documentsoort, Gemeente, Gesprek, Gespreksstatus, Onderdeelsleutel,
    Opslag, Rapport, Signaal, Tekst, Uitkomst, Uitkomstinhoud, Uitkomstsoort, Versie,
};
use accountgesprek::storage::{Error, Store, Stored};
use proptest::prelude::*;

use super::{act, afspraak, antwoord, dag, gesprek, kwartaal, last, levering, marks, now, overzicht, punt, rapport, rows};

/// Something that a user does; numbers pick among what is there.
#[derive(Debug, Clone)]
enum Doing {
    MakeAfspraak(bool),
    ChangeAfspraak(usize, u8),
    RemoveAfspraak(usize),
    SaveRapport { kwartaal: u8, rows: u8 },
    SaveMarks { kwartaal: u8, mark: u8 },
    SaveDekking(bool),
    Restore(u8),
    MakeGesprek(u8),
    MoveGesprek(usize, u8),
    RemoveGesprek(usize),
    MakePunt(usize, u8),
    ChangePunt(usize),
    MakeUitkomst(usize),
    Bundle,
    Answers(u8),
}

fn doing() -> impl Strategy<Value = Doing> {
    use Doing::*;
    prop_oneof![
        any::<bool>().prop_map(MakeAfspraak),
        (0_usize..9, 0_u8..4).prop_map(|(i, w)| ChangeAfspraak(i, w)),
        (0_usize..9).prop_map(RemoveAfspraak),
        (1_u8..3, 0_u8..4).prop_map(|(kwartaal, rows)| SaveRapport { kwartaal, rows }),
        (1_u8..3, 0_u8..3).prop_map(|(kwartaal, mark)| SaveMarks { kwartaal, mark }),
        any::<bool>().prop_map(SaveDekking),
        (1_u8..4).prop_map(Restore),
        (1_u8..5).prop_map(MakeGesprek),
        (0_usize..4, 0_u8..4).prop_map(|(i, s)| MoveGesprek(i, s)),
        (0_usize..4).prop_map(RemoveGesprek),
        (0_usize..4, 0_u8..4).prop_map(|(i, s)| MakePunt(i, s)),
        (0_usize..4).prop_map(ChangePunt),
        (0_usize..4).prop_map(MakeUitkomst),
        Just(Bundle),
        (0_u8..7).prop_map(Answers),
    ]
}

/// The n-th of a kind, going round; None when there is none.
fn pick<T: Stored>(store: &Store, n: usize) -> Option<T> {
    let mut all = store.all::<T>().unwrap();
    let at = n.checked_rem(all.len())?;
    Some(all.swap_remove(at))
}

/// Does it; a refusal is fine, as long as it changes nothing.
fn perform(store: &mut Store, doing: &Doing) -> Option<Result<(), Error>> {
    let unit = |result: Result<Opslag, Error>| result.map(|_| ());
    Some(match *doing {
        Doing::MakeAfspraak(of_psw) => store.make(&act("{} gemaakt"), afspraak(of_psw.then_some(PSW), "x")).map(|_| ()),
        Doing::ChangeAfspraak(n, what) => {
            let mut a = pick::<Afspraak>(store, n)?;
            match what {
                0 => a.tekst = Tekst::from(format!("{}y", a.tekst)),
                1 => a.status = Afspraakstatus::Gereed,
                2 => a.deadline = None,
                _ => a.kpi = a.kpi.map_or(Some(1), |_| None),
            }
            store.change(&act("{} gewijzigd"), &a).map(|_| ())
        }
        Doing::RemoveAfspraak(n) => store.remove(&act("weg"), &pick::<Afspraak>(store, n)?),
        Doing::SaveRapport { kwartaal, rows: n } => {
            let codes: Vec<String> = (0..n).map(|i| format!("P{i}")).collect();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            let rapport = rapport(PSW, &format!("2024-K{kwartaal}"), rows(&codes));
            unit(store.save_rapport(&act("ingelezen"), &rapport, &levering("a")))
        }
        Doing::SaveMarks { kwartaal: k, mark } => {
            let tevredenheid = Some(marks(&[i64::from(mark) + 70]));
            let rapport = Rapport { tevredenheid, ..Rapport::new(PSW, kwartaal(&format!("2024-K{k}"))) };
            unit(store.save_rapport(&act("ingelezen"), &rapport, &levering("b")))
        }
        Doing::SaveDekking(ja) => unit(store.save_dekking(&act("dekking"), &overzicht("2024-K1", ja), &levering("c"))),
        Doing::Restore(versie) => {
            let document = Document::Rapportage(PSW, kwartaal("2024-K1"));
            unit(store.restore_version(&act("terug"), document, versie.into()))
        }
        Doing::MakeGesprek(k) => store.make(&act("gepland"), gesprek(PSW, &format!("2024-K{k}"))).map(|_| ()),
        Doing::MoveGesprek(n, to) => {
            let g = pick::<Gesprek>(store, n)?;
            let status = Gespreksstatus::ALL[usize::from(to)];
            store.change(&act("verder"), &Gesprek { status, ..g }).map(|_| ())
        }
        Doing::RemoveGesprek(n) => store.remove(&act("afgezegd"), &pick::<Gesprek>(store, n)?),
        Doing::MakePunt(n, what) => {
            let sleutel = if what == 0 { Onderdeelsleutel::Eigen(0) } else { Onderdeelsleutel::Kpi(what) };
            let punt = punt(&pick(store, n)?, sleutel);
            store.make(&act("punt"), punt).map(|_| ())
        }
        Doing::ChangePunt(n) => {
            let punt = pick::<Agendapunt>(store, n)?;
            store.change(&act("notitie"), &Agendapunt { notitie: Tekst::from(format!("{}!", punt.notitie)), ..punt }).map(|_| ())
        }
        Doing::MakeUitkomst(n) => {
            // An afspraak and the outcome that names it, as one act.
            let g = pick::<Gesprek>(store, n)?;
            store.perform(&act("uitkomst"), |h| {
                let made = h.make(Afspraak { gesprek: Some(g.id), ..afspraak(Some(PSW), "z") })?;
                let mut uitkomst = Uitkomst {
                    id: 0,
                    gesprek: g.id,
                    sleutel: Onderdeelsleutel::Dekking,
                    inhoud: Uitkomstinhoud::Afspraak(made.nummer),
                    rijversie: 0,
                };
                h.make(uitkomst.clone())?;
                uitkomst.inhoud = Uitkomstinhoud::tekst(Uitkomstsoort::Besluit, "ja".into());
                let besluit = h.make(uitkomst)?;
                h.change(&Uitkomst { sleutel: Onderdeelsleutel::PxQ, ..besluit }).map(|_| ())
            })
        }
        Doing::Bundle => {
            let signalen: Vec<Signaal> = store.all::<Signaal>().unwrap();
            let first = signalen.first()?.clone();
            store.perform(&act("gebundeld"), |h| {
                let bundel =
                    Bundel { id: 0, aanbieder: first.aanbieder, kwartaal: first.kwartaal, titel: "samen".into(), rijversie: 0 };
                let bundel = h.make(bundel)?.id;
                for signaal in &signalen {
                    h.change(&Signaal { bundel: Some(bundel), ..signaal.clone() })?;
                }
                Ok(())
            })
        }
        Doing::Answers(n) => {
            let answers = [antwoord(Gemeente::ALL[usize::from(n)], "ja"), antwoord(Gemeente::Venlo, "ja")];
            store.save_uitvraag(&act("uitvraag"), kwartaal("2024-K2"), &answers, dag("2024-07-01")).map(|_| ())
        }
    })
}

/// Everything that a user sees, without row versions: undoing is a change too.
#[derive(Debug, PartialEq)]
struct Seen {
    things: Vec<serde_json::Value>,
    versions: Vec<Versie>,
    reports: Vec<Rapport>,
    answered: usize,
}

fn seen(store: &Store) -> Seen {
    fn of<T: Stored>(store: &Store, into: &mut Vec<serde_json::Value>) {
        for thing in store.all::<T>().unwrap() {
            let mut value = serde_json::to_value(thing).unwrap();
            value.as_object_mut().unwrap().remove("rijversie");
            into.push(value);
        }
    }
    let mut things = Vec::new();
    of::<Afspraak>(store, &mut things);
    of::<Gesprek>(store, &mut things);
    of::<Agendapunt>(store, &mut things);
    of::<Uitkomst>(store, &mut things);
    of::<Signaal>(store, &mut things);
    of::<Bundel>(store, &mut things);
    let (first, last) = (kwartaal("2024-K1"), kwartaal("2024-K4"));
    let mut versions = store.versions(Documentsoort::Rapportage, first, last).unwrap();
    versions.extend(store.versions(Documentsoort::Dekking, first, last).unwrap());
    let mut reports = Vec::new();
    for versie in &versions {
        if let Document::Rapportage(aanbieder, kwartaal) = versie.document {
            reports.extend(store.rapport(aanbieder, kwartaal, Some(versie.versie)).unwrap());
        }
    }
    let answered = store.uitvraag(kwartaal("2024-K2")).unwrap().len();
    Seen { things, versions, reports, answered }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn taking_everything_back_passes_through_every_state(doings in prop::collection::vec(doing(), 1..30)) {
        let mut store = Store::in_memory().unwrap();
        let mut states = vec![seen(&store)];
        for doing in &doings {
            let acts = store.acts(100).unwrap().len();
            let refused = perform(&mut store, doing).is_none_or(|result| result.is_err());
            let now = seen(&store);
            if refused || store.acts(100).unwrap().len() == acts {
                prop_assert_eq!(Some(&now), states.last(), "{:?} changed something without a trace", doing);
            } else {
                states.push(now);
            }
        }
        prop_assert_eq!(store.check().unwrap(), []);
        let all = states;
        for before in all.iter().rev().skip(1) {
            let newest = last(&store).unwrap();
            match store.undo(newest.id, "contractmanager", now()) {
                Ok(_) => prop_assert_eq!(&seen(&store), before, "undoing {}", newest.wat),
                // What belongs to a gesprek that is vastgesteld stays, until that is undone: but that came later, so was.
                Err(e) => prop_assert!(false, "{} was not undone: {e}", newest.wat),
            }
        }
        prop_assert_eq!(store.check().unwrap(), []);
        prop_assert!(last(&store).is_none());
        // And giving it all back passes through them the other way.
        for after in &all[1..] {
            let taken = store.next_redo("contractmanager").unwrap().unwrap();
            let back = store.undo(taken.id, "contractmanager", now());
            prop_assert!(back.is_ok(), "{} was not given back: {back:?}", taken.wat);
            prop_assert_eq!(&seen(&store), after, "giving back {}", taken.wat);
        }
        prop_assert_eq!(store.check().unwrap(), []);
        prop_assert!(store.next_redo("contractmanager").unwrap().is_none());
    }
}
