//! Haste: keys that come faster than the store answers do what they do when it is quick.

use std::path::Path;

use crate::app::Signaalfilter;
use crate::domain::Signaal;
use crate::tui::testing::Zitting;

fn signalen(desk: &Zitting) -> Vec<Signaal> {
    desk.app.signalen(&Signaalfilter::default()).unwrap().into_iter().map(|r| r.signaal).collect()
}

fn desk(folder: &Path) -> Zitting {
    Zitting::at(&folder.join("proef.db"))
}

/// Types all of it before the store answers anything, and lets it answer then.
fn hurried(desk: &mut Zitting, keys: &str) {
    let cmds = desk.type_ahead(keys);
    desk.run(cmds);
}

#[test]
fn keys_that_follow_a_change_act_on_the_row_as_it_became() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7nDe bus rijdt niet<tab>venlo<ctrl+s>");
    hurried(&mut desk, "dsdodtdkdk");
    let s = signalen(&desk).remove(0);
    assert_eq!(
        (s.status.naam(), s.onderwerp.naam(), s.toon.naam(), s.kpi),
        ("geagendeerd", "doelrealisatie", "negatief", Some(2))
    );
    assert!(desk.model.popups.is_empty() && desk.model.ahead.is_empty(), "{}", desk.screen(80, 24));
    // Undo takes its turn; it does not overtake what was typed before it, and nothing is forgotten for it.
    hurried(&mut desk, "dsds<ctrl+z>dt");
    let s = signalen(&desk).remove(0);
    assert_eq!((s.status.naam(), s.toon.naam()), ("besproken", "positief"));
}

#[test]
fn while_the_store_is_slow_it_is_said_that_what_is_typed_will_follow() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7nDe bus rijdt niet<tab>venlo<ctrl+s>");
    let cmds = desk.type_ahead("dsjj");
    assert!(desk.screen(80, 24).contains("wat u typt, volgt daarna"), "{}", desk.screen(80, 24));
    desk.run(cmds);
    assert!(!desk.screen(80, 24).contains("wat u typt"), "{}", desk.screen(80, 24));
    // Who wants to leave need not wait.
    let cmds = desk.type_ahead("dsdo<ctrl+c>");
    assert!(desk.model.quit);
    desk.run(cmds);
}

#[test]
fn what_was_typed_behind_a_change_that_was_refused_is_said_to_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7nEerst<tab>venlo<ctrl+s>");
    // A number that may be a BSN is refused by the store only.
    hurried(&mut desk, "n111222333<ctrl+s>jj");
    let form = desk.screen(80, 24);
    assert!(form.contains("burgerservicenummer") && !form.contains("111222333jj"), "{form}");
    assert!(form.contains("Wat u daarna typte, is niet verwerkt."), "{form}");
    assert_eq!(signalen(&desk).len(), 1);
}

#[test]
fn a_check_that_is_done_takes_no_keys_that_were_meant_for_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("psw-2024-K2-deelnemers.csv");
    std::fs::write(&file, "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n").unwrap();
    let mut desk = desk(folder.path());
    // The files are being read while a signaal is typed.
    let reading = desk.keys("7i").type_ahead(&format!("{}<ctrl+s>nDe bus", file.display()));
    desk.run(reading);
    let shown = desk.screen(80, 24);
    assert!(shown.contains("De bus") && !shown.contains("Controle voor het inlezen"), "{shown}");
    desk.keys(" rijdt niet<tab>venlo<ctrl+s>j");
    assert!(desk.app.kwartalen().unwrap().is_empty(), "what was checked is not stored by the save of something else");
    assert_eq!(signalen(&desk).len(), 1);
    assert!(desk.screen(80, 24).contains("i toont wat erin staat"), "{}", desk.screen(80, 24));
    desk.keys("i");
    assert!(desk.screen(80, 24).contains("Controle voor het inlezen"), "{}", desk.screen(80, 24));
    // Enter is pressed without reading; only ctrl+s stores.
    desk.keys("<enter>");
    assert!(desk.app.kwartalen().unwrap().is_empty());
    desk.keys("<ctrl+s>");
    assert_eq!(desk.app.kwartalen().unwrap().len(), 1);
}

/// Keys at random out of what people press on two lists and in their forms. Not among them: what the store refuses, for
/// then what is typed behind it is not done, and reading files, which goes on beside what is typed.
fn at_random(seed: u64, count: usize) -> String {
    const WORDS: [&str; 22] = [
        "ds",
        "do<esc>",
        "dt<esc>",
        "dk",
        "x",
        "dr<esc>",
        "<down>",
        "<up>",
        "<home>",
        "<space>",
        "f",
        "<esc>",
        "<ctrl+z>",
        "/e<enter>",
        "nEen<tab>venlo<ctrl+s>",
        "n<enter>venr<tab>beesel<ctrl+s>",
        // What is new has all that it needs, in either list: a save that is refused loses what was typed behind it.
        "e ee<ctrl+s>",
        "4",
        "7",
        "aDoen<tab>Anna<ctrl+s>",
        "xKlaar<ctrl+s>",
        "dd+7<ctrl+s>",
    ];
    // A generator of the simplest kind is enough to pick words by.
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    (0..count).map(|_| WORDS[next() % WORDS.len()]).collect()
}

#[test]
fn whatever_is_typed_does_the_same_at_once_as_one_by_one() {
    for seed in 0..5 {
        let keys = format!("7nEen<tab>venlo<ctrl+s>nTwee<ctrl+s>nDrie<ctrl+s>{}", at_random(seed, 40));
        let played = |quick: bool| {
            let folder = tempfile::tempdir().unwrap();
            let mut desk = desk(folder.path());
            if quick {
                hurried(&mut desk, &keys);
            } else {
                desk.keys(&keys);
            }
            assert!(desk.model.ahead.is_empty());
            let afspraken = desk.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap();
            let afspraken: Vec<_> =
                afspraken.into_iter().map(|r| (r.afspraak.tekst, r.afspraak.status, r.afspraak.deadline)).collect();
            (signalen(&desk), afspraken, desk.screen(100, 30))
        };
        let (slow, quick) = (played(false), played(true));
        assert_eq!(slow.0, quick.0, "{keys}");
        assert_eq!(slow.1, quick.1, "{keys}");
        assert_eq!(slow.2, quick.2, "{keys}\n{}\n{}", slow.2, quick.2);
    }
}
