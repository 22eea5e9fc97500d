//! Two people at two screens on one database.

use crate::app::Afspraakfilter;
use crate::domain::testing::PSW;
use crate::domain::{Afspraak, Afspraakstatus};
use crate::tui::testing::Zitting;

fn says(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

/// A new database on which these keys were played, seen by two.
fn two(folder: &tempfile::TempDir, keys: &str) -> (Zitting, Zitting) {
    let mut mine = Zitting::at(&folder.path().join("a.db"));
    mine.model.shared.aanbieder = Some(PSW);
    mine.keys(keys);
    let theirs = mine.beside();
    (mine, theirs)
}

fn afspraak(desk: &Zitting) -> Afspraak {
    desk.app.afspraken(&Afspraakfilter::default()).unwrap().remove(0).afspraak
}

#[test]
fn whatever_two_people_write_at_once_is_shown_side_by_side_and_can_be_saved() {
    // What there is, how its form is opened, the field that clashes, what both together are.
    let cases = [
        ("aBellen<ctrl+s>", "4e", " · tekst", "Bellen hun"),
        ("aBellen<ctrl+s>", "4x", "Afspraak PSW-2024-01 · resultaat", "hun"),
        ("7nBus<tab>venlo<ctrl+s>", "7e", "Signaal 1 · tekst", "Bus hun"),
        ("7nBus<tab>venlo<ctrl+s>", "7dr", "Signaal 1 · antwoord", "hun"),
        ("7nBus<tab>venlo<ctrl+s>dbVervoer<ctrl+s>", "7db", "· titel", ""),
        ("6dp<ctrl+s>", "6dp<tab><tab>", "Gesprek PSW 2024-K2 · plaats", ""),
        ("6dp<ctrl+s>", "6e", "· voorbereiding", "hun"),
        ("6dp<ctrl+s>e <ctrl+s>", "6e", "· voorbereiding", "hun"),
        ("6dp<ctrl+s>6<enter>jbBesluit<ctrl+s>", "6<enter>je", "· tekst", "Besluit hun"),
    ];
    for (setup, open, veld, both) in cases {
        let folder = tempfile::tempdir().unwrap();
        let (mut mine, mut theirs) = two(&folder, setup);
        mine.keys(open).keys(" mijn");
        theirs.keys(open).keys(" hun<ctrl+s>");
        says(&theirs, "ctrl+z maakt ongedaan");
        mine.keys("<ctrl+s>");
        says(&mine, "Intussen gewijzigd");
        says(&mine, veld);
        says(&mine, "nu: door beleidscollega (");
        for (label, text) in [("van u", "mijn"), ("nu", "hun")] {
            let row = mine.screen(120, 40).lines().find(|l| l.contains(&format!(") {label} "))).map(str::to_owned);
            assert!(row.as_ref().is_some_and(|row| row.contains(text)), "{open}: {label} {row:?}");
        }
        mine.keys("<ctrl+s>");
        assert!(mine.model.popups.is_empty(), "{open}\n{}", mine.screen(120, 40));
        says(&mine, "ctrl+z maakt ongedaan");
        // Texts are kept both, unless the user chooses otherwise.
        let saved = mine.app.handelingen().unwrap().remove(0);
        let wrote = format!("{:?}", saved.handelingen);
        assert!(wrote.contains("mijn") && wrote.contains(both), "{open}: {wrote}");
    }
}

#[test]
fn a_mark_that_two_people_set_keeps_both_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = Zitting::open_at(&folder.path().join("a.db"));
    let mut theirs = mine.beside();
    mine.keys("Axmijn");
    theirs.keys("Axhun<ctrl+s>");
    mine.keys("<ctrl+s>");
    says(&mine, "Aandachtspunt ");
    says(&mine, "· reden");
    mine.keys("<ctrl+s>");
    says(&mine, "Gezien; het punt komt terug");
    says(&mine, "gezien door contractmanager: hun mijn");
}

#[test]
fn each_field_is_chosen_and_what_does_not_clash_is_merged() {
    let folder = tempfile::tempdir().unwrap();
    let (mut mine, mut theirs) = two(&folder, "aBellen<ctrl+s>4");
    // They change text, owner and deadline; here the text and the owner.
    mine.keys("e mijn<tab>PSW<ctrl+s>");
    theirs.keys("4e hun<tab>Venlo<tab>31-12-2025<ctrl+s>");
    mine.keys("e!<tab>Rendiz<ctrl+s>");
    says(&mine, "Afspraak PSW-2024-01 · eigenaar");
    // The text of both, the owner of the other.
    mine.keys("j<right><ctrl+s>");
    let saved = afspraak(&mine);
    assert_eq!((saved.tekst.as_str(), saved.eigenaar.as_str()), ("Bellen mijn hun\nBellen mijn!", "Venlo"));
    assert_eq!(saved.deadline, Some("2025-12-31".parse().unwrap()));
    says(&mine, "samen met deadline van beleidscollega (");
    // Only one's own part is taken back.
    mine.keys("<ctrl+z>");
    assert_eq!(afspraak(&mine).tekst, "Bellen mijn hun");

    // Nothing clashes: it is saved at once, and said.
    theirs.keys("<ctrl+r>e<tab>Qwyl<ctrl+s>");
    mine.keys("e!<ctrl+s>");
    assert!(mine.model.popups.is_empty());
    says(&mine, "samen met eigenaar van beleidscollega (");
    let saved = afspraak(&mine);
    assert_eq!((saved.tekst.as_str(), saved.eigenaar.as_str()), ("Bellen mijn hun!", "Qwyl"));
}

#[test]
fn who_goes_back_keeps_what_he_typed_and_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut mine, mut theirs) = two(&folder, "aBellen<ctrl+s>4");
    mine.keys("e mijn");
    theirs.keys("4e hun<ctrl+s>");
    mine.keys("<ctrl+s><esc>");
    says(&mine, "Wijzig PSW-2024-01");
    says(&mine, "Bellen mijn");
    theirs.keys("e nieuwer<ctrl+s>");
    mine.keys("<ctrl+s>");
    says(&mine, "Bellen hun nieuwer");
    // While the choice is on the screen the other goes on: the newer text is shown, and nothing is lost unseen.
    theirs.keys("est<ctrl+s>");
    mine.keys("<left><ctrl+s>");
    says(&mine, "Bellen hun nieuwerst");
    assert_eq!(afspraak(&mine).tekst, "Bellen hun nieuwerst");
    mine.keys("<left><left><ctrl+s>");
    assert_eq!(afspraak(&mine).tekst, "Bellen mijn");
    assert!(mine.model.popups.is_empty(), "{}", mine.screen(120, 40));
}

#[test]
fn an_afspraak_that_was_closed_meanwhile_is_opened_only_by_choice() {
    for (choice, status, deadline) in
        [("", Afspraakstatus::Open, "2026-01-31"), ("<right>", Afspraakstatus::Gereed, "2025-12-31")]
    {
        let folder = tempfile::tempdir().unwrap();
        let (mut mine, mut theirs) = two(&folder, "aBellen<tab>PSW<tab>31-12-2025<ctrl+s>4");
        theirs.keys("4xGebeld<ctrl+s>");
        mine.keys("dd31-1-2026<ctrl+s>");
        says(&mine, "PSW-2024-01 · status");
        says(&mine, "Kiest u “nu”, dan vervalt uw wijziging hiervan");
        mine.keys(choice).keys("<ctrl+s>");
        let saved = afspraak(&mine);
        assert_eq!((saved.status, saved.deadline), (status, Some(deadline.parse().unwrap())));
        assert!(mine.app.check().unwrap().is_goed());
    }
}

#[test]
fn a_row_that_is_gone_can_be_brought_back_with_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut mine, mut theirs) = two(&folder, "6dp<ctrl+s>6<enter>jbBesluit<ctrl+s>");
    mine.keys("e!");
    theirs.keys("6<enter>j<delete>");
    mine.keys("<ctrl+s>");
    says(&mine, "met uw wijziging bewaren");
    says(&mine, "verwijderen");
    mine.keys("<ctrl+s>");
    says(&mine, "Besluit!");
}

#[test]
fn keys_as_fast_as_a_paste_at_two_screens_lose_nothing_and_overwrite_nothing_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let (mut mine, mut theirs) = two(&folder, "7nBus<tab>venlo<ctrl+s>nTrein<ctrl+s>7");
    theirs.keys("7");
    let signaal = |desk: &Zitting| desk.app.signaal(1).unwrap().signaal;
    mine.keys("j");
    theirs.keys("j");
    // Each types on before the store has answered; they change different fields of one row.
    let (a, b) = (mine.type_ahead("dsdsdo"), theirs.type_ahead("dtdkdk"));
    theirs.run(b);
    mine.run(a);
    let s = signaal(&mine);
    assert_eq!((s.status.naam(), s.onderwerp.naam(), s.toon.naam(), s.kpi), ("besproken", "doelrealisatie", "negatief", Some(2)));
    assert!(mine.model.popups.is_empty() && theirs.model.popups.is_empty());

    // The same field: the first wins, the other is asked, and what was typed behind it does not answer.
    let (a, b) = (mine.type_ahead("dtdt<ctrl+s><ctrl+s>jj"), theirs.type_ahead("<ctrl+r>dtdt"));
    theirs.run(b);
    mine.run(a);
    assert_eq!(signaal(&mine).toon.naam(), "neutraal");
    says(&mine, "Signaal 1 · toon");
    says(&mine, "Wat u daarna typte, is niet verwerkt.");
}
