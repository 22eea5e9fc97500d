//! What is made of the key table: footer, menu, help and palette, and that every row of it can be pressed.

use crate::tui::action::{Action, View};
use crate::tui::keys::{BINDINGS, Binding, Scope, Werkwoord};
use crate::tui::testing::{World, Zitting, play};

#[test]
fn the_footer_shows_as_many_keys_as_fit_and_ends_with_help() {
    for keys in ["", "2", "3", "4", "5", "6", "6<enter>", "7", "<enter>", "A", "T", "K", "H", "W", "P"] {
        let play = play(keys);
        let hints = crate::tui::view::hints(&play.model);
        let shown = |width| {
            let footer = play.screen(width, 24).lines().last().unwrap().trim_end().to_owned();
            assert!(footer.ends_with("? hulp"), "{keys} at {width}: {footer}");
            hints.iter().filter(|h| format!("{footer} ").contains(&format!("{} {} ", h.shown(), h.label))).count()
        };
        let all = hints.iter().map(|h| h.shown().chars().count() + h.label.chars().count() + 3).sum::<usize>() + 1;
        assert_eq!(shown(200) == hints.len(), all <= 200, "{keys}: {hints:?}");
        assert!(shown(80) >= 5.min(hints.len()) && shown(120) >= shown(80), "{keys}: {hints:?}");
    }
}

#[test]
fn a_menu_offers_what_a_screen_can_do_further_by_letter_and_by_arrows() {
    let mut play = play("4d");
    let shown = play.screen(80, 24);
    assert!(shown.contains("d  Geef een andere deadline") && shown.contains("t  Trek deze afspraak in"), "{shown}");
    // What must wait stands last, and what it waits for stands with it.
    let at = |text: &str| shown.lines().position(|l| l.contains(text)).unwrap_or_else(|| panic!("{text}: {shown}"));
    let waits = at("h  Heropen deze afspraak  Deze afspraak is al open.");
    assert!(at("d  Geef") < waits && at("t  Trek") < waits, "{shown}");
    play.keys("q");
    assert!(play.screen(80, 24).contains("Kies een letter uit het menu; esc sluit het."), "{}", play.screen(80, 24));
    play.keys("<down><up><enter>");
    assert!(play.screen(80, 24).contains("Deadline"), "{}", play.screen(80, 24));
    play.keys("<esc>dt");
    assert!(play.screen(80, 24).contains("intrekken") || play.screen(80, 24).contains("Trek"), "{}", play.screen(80, 24));
    play.keys("<esc>d<esc>");
    assert!(play.model.popups.is_empty());
    // A screen without further acts says so, and does not offer the key.
    play.keys("3d");
    assert!(play.screen(80, 24).contains("Op dit scherm is er verder niets te doen"), "{}", play.screen(80, 24));
    assert!(crate::tui::view::hints(&play.model).iter().all(|h| h.label != "doen…"));
}

#[test]
fn a_key_that_does_nothing_here_says_what_it_is_for() {
    let mut play = play("3x");
    assert!(
        play.screen(80, 24).contains("x (afsluiten: gereed, afgehandeld, gezien) kan op dit scherm niet"),
        "{}",
        play.screen(80, 24)
    );
    // What is too long for the line goes on below it.
    let shown = play.screen(80, 24);
    assert!(shown.contains("wat wel") && shown.contains("kan.") && !shown.contains("wel…"), "{shown}");
    play.keys("y");
    assert!(play.screen(80, 24).contains("y doet niets; ? toont wat er op dit scherm kan."), "{}", play.screen(80, 24));
}

#[test]
fn help_is_of_this_screen_and_says_apart_what_must_wait() {
    let play = play("4?");
    let shown = play.screen(80, 90);
    for there in ["Afspraken", "Wijzig deze afspraak", "d t", "Nu niet", "Heropen deze afspraak: Deze afspraak is al open."] {
        assert!(shown.contains(there), "{there}: {shown}");
    }
    for elsewhere in ["Vorige norm", "Stel het gesprek vast", "kan op dit scherm niet", "Vorig veld"] {
        assert!(!shown.contains(elsewhere), "{elsewhere}: {shown}");
    }
}

#[test]
fn a_reason_that_is_too_long_stands_below_its_act() {
    let mut desk = Zitting::open();
    desk.keys("6d");
    let shown = desk.screen(80, 24);
    let lines: Vec<&str> = shown.lines().collect();
    let act = lines.iter().position(|l| l.contains("Het andere gesprek over dit kwartaal")).expect(&shown);
    assert!(lines[act + 1].contains("Met deze aanbieder is er over dit kwartaal maar"), "{shown}");
    assert!(!lines[act - 1].contains("Met deze aanbieder"), "{shown}");
}

#[test]
fn no_help_names_a_key_twice() {
    let besides = ["4<enter>", "7<enter>", "6<enter>", "6<enter><enter>", "A<enter>", "5d", "i", "4a", "7\t", "2u", "?"];
    for keys in super::beelden::SCREENS.iter().chain(&besides) {
        let desk = {
            let mut desk = Zitting::open();
            desk.keys(keys);
            desk
        };
        let mut seen = std::collections::HashSet::new();
        for entry in desk.model.entries().filter(|entry| !entry.binding.is_found_only()) {
            for key in entry.held {
                assert!(seen.insert(key), "{keys:?}: {key} stands twice ({})", entry.binding.label);
            }
        }
        let help = crate::tui::popups::help(desk.model.entries(), desk.model.shared.theme());
        let shown = help.iter().filter_map(|l| l.spans.first().filter(|_| l.spans.len() == 3)).flat_map(|s| s.content.split(' '));
        let enter = shown.filter(|key| *key == "↵").count();
        assert!(enter <= 1, "{keys:?}: ↵ stands {enter} times");
    }
}

#[test]
fn what_is_read_has_its_help_too_and_a_key_without_use_says_so() {
    let mut play = play("4<enter>Y");
    assert!(play.screen(80, 24).contains("Y doet hier niets; esc sluit dit."), "{}", play.screen(80, 24));
    play.keys("?");
    let shown = play.screen(80, 60);
    assert!(shown.contains("Hulp") && shown.contains("Wijzig deze afspraak") && shown.contains("Lezen"), "{shown}");
    play.keys("?");
    assert!(play.screen(80, 24).contains("Dat kan op dit scherm niet."), "{}", play.screen(80, 24));
    play.keys("<esc>");
    assert_eq!(play.model.popups.len(), 1, "what was read stands there still");
}

#[test]
fn what_opens_the_example_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = crate::tui::testing::Zitting::at(&folder.path().join("proef.db"));
    first.model.shared.has_example = true;
    assert!(crate::tui::view::hints(&first.model).iter().any(|h| (h.shown().as_str(), h.label) == ("↵", "voorbeeldgegevens")));
    first.keys("?");
    let help = first.screen(80, 60);
    assert!(help.contains("Open verzonnen voorbeeldgegevens") && !help.contains("De rijen achter dit cijfer"), "{help}");
}

#[test]
fn what_is_chosen_is_read_and_its_keys_hold_while_it_is_read() {
    let mut play = play("4<enter>");
    assert!(
        play.screen(80, 24).contains("Afspraak PSW-2024") || play.screen(80, 24).contains("Afspraak "),
        "{}",
        play.screen(80, 24)
    );
    play.keys("e");
    assert!(play.screen(80, 24).contains("Wijzig "), "{}", play.screen(80, 24));
    play.keys("<esc><enter><enter>");
    assert!(play.model.popups.is_empty(), "enter closes what it opened");
    play.keys("<enter>dd");
    assert!(play.screen(80, 24).contains("Deadline"), "{}", play.screen(80, 24));
}

#[test]
fn every_action_is_reachable_and_every_scope_is_entered() {
    // Each scope is in force on some screen or popup, so each row of the table can be pressed.
    let mut seen: Vec<Scope> = Vec::new();
    for keys in [
        "", "2", "3", "4", "5", "6", "6<enter>", "7", "<enter>", "a", "?", ":", "4/", "aT<esc>", "A", "T", "L", "K", "H", "W",
        "P", "I", "i", "4d", "C", "U", "6de", "G", "G<tab>", "V", "<f2>", "dl",
    ] {
        seen.extend(play(keys).model.scopes());
    }
    // These need something in the store; the flows on a real database enter them.
    seen.extend([
        Scope::Preview,
        Scope::Leeg,
        Scope::Normlijst,
        Scope::Traject,
        Scope::Inschrijving,
        Scope::Botsing,
        Scope::Tarieven,
        Scope::Bevindingen,
        Scope::Signaaltrend,
        Scope::Verder,
    ]);
    for binding in BINDINGS {
        assert!(seen.contains(&binding.scope), "{:?} is never in force", binding.scope);
        assert!(!matches!(binding.action, Action::Form(_)) || !matches!(binding.scope, Scope::Global | Scope::List));
    }
}

#[test]
fn the_palette_finds_by_a_part_of_the_label_and_does_it() {
    let play = play(":naar afsp<enter>");
    assert_eq!(play.model.screens.top().scope(), Scope::Afspraken);
}

#[test]
fn the_palette_finds_what_other_screens_do_and_goes_there() {
    let mut play = play(":verslag");
    let shown = play.screen(80, 24);
    assert!(shown.contains("Schrijf het verslag · Gesprek") && shown.contains("6 w"), "{shown}");
    play.keys("<enter>");
    assert_eq!(play.model.screens.top().scope(), Scope::Gesprek);
    assert!(play.screen(80, 24).contains("Schrijf het verslag: w"), "{}", play.screen(80, 24));
    // Nothing is done unseen; a screen behind another says the rest of the way.
    play.keys(":leg een contract");
    let shown = play.screen(80, 24);
    assert!(shown.contains("W ↵ d c"), "{shown}");
    play.keys("<enter>");
    assert_eq!(play.model.screens.top().scope(), Scope::Register);
    assert!(play.screen(80, 24).contains("Leg een contract vast: ↵ d c"), "{}", play.screen(80, 24));
    // By another word for it too.
    play.keys("<esc>:thema");
    let shown = play.screen(80, 24);
    assert!(shown.contains("Wissel de kleuren") && !shown.contains("Sluit het programma"), "{shown}");
    play.keys("<esc>:muis");
    assert!(play.screen(80, 24).contains("Instellingen: "), "{}", play.screen(80, 24));
    // Words of the field lead there, and say why it stands there.
    play.keys("<esc>1");
    for (typed, label) in [
        ("notulen", "Schrijf het verslag · Gesprek (notulen)"),
        ("notulist", "Plan of wijzig dit gesprek · Gesprek (notulist)"),
        ("actielijst", "Naar Afspraken (actielijst)"),
        ("besluiten", "Leg een besluit vast"),
        ("agenda mailen", "Schrijf post: de uitnodiging met de agenda"),
        ("uitnodig", "Schrijf post: de uitnodiging met de agenda"),
        ("kpi", "Naar KPI"),
        ("cijfers", "Schrijf alle cijfers naar Excel"),
        ("rapport", "Naar Rapporten"),
        ("logboek", "Alles wat er is gedaan"),
        ("jaarverslag", "jaarbeeld"),
        ("importeren", "Bestanden inlezen"),
    ] {
        play.keys(&format!("<esc>:{typed}"));
        assert!(play.screen(80, 24).contains(label), "{typed}: {}", play.screen(80, 24));
    }
    play.keys("<esc>:wachtwoord");
    assert!(play.screen(80, 24).contains("PGPASSFILE"), "{}", play.screen(80, 24));
    // What no screen does is found too, with the command that does it.
    for typed in ["backup", "kopie", "reservekopie"] {
        play.keys(&format!("<esc>:{typed}"));
        assert!(play.screen(80, 24).contains("accountgesprek backup NAAR"), "{}", play.screen(80, 24));
    }
}

#[test]
fn every_act_of_every_screen_is_in_the_palette_of_every_other() {
    let play = play("");
    let offered: Vec<Action> = play.model.entries().chain(play.model.elsewhere()).map(|entry| entry.binding.action).collect();
    let missing: Vec<&str> = BINDINGS
        .iter()
        .filter(|b| !b.scope.way().is_empty() && b.action.is_worth_a_way() && !offered.contains(&b.action))
        .map(|b| b.label)
        .collect();
    // The example is of no use to who has it open.
    assert_eq!(missing, ["Verder met voorbeeldgegevens"]);
    let writes = BINDINGS.iter().filter(|b| b.action.changes() && !matches!(b.action, Action::Gesprek(_)));
    assert!(writes.filter(|b| !b.has_own_keys()).all(|b| b.action.is_worth_a_way()));
}

#[test]
fn a_menu_and_what_is_searched_in_have_their_help_too() {
    for (keys, said) in [
        ("4d?", "Doe wat gekozen is"),
        (":<f1>", "Voer de opdracht uit"),
        ("dl?", "Ga naar waar dit wordt gedaan"),
        ("n<f1>", "Sla op"),
        // In a text it is text; among choices it asks for help as everywhere.
        ("w?", "Sla op"),
        ("i<f1>", "Kies dit bestand"),
    ] {
        let mut play = play(keys);
        let shown = play.screen(80, 24);
        assert!(shown.contains("╭ Hulp") && shown.contains(said), "{keys}: {shown}");
        play.keys("<esc>");
        assert_eq!(play.model.popups.len(), 1, "{keys}: what was open stands there still");
        assert!(crate::tui::view::hints(&play.model).iter().any(|h| h.label == "hulp"), "{keys}");
    }
}

#[test]
fn every_list_goes_to_a_file() {
    let does = |scope: Scope, is: &dyn Fn(&Binding) -> bool| BINDINGS.iter().any(|b| b.scope == scope && is(b));
    let sorts = |scope: Scope| does(scope, &|b| b.action == Action::View(View::Sort));
    let writes = |scope: Scope| does(scope, &|b| b.action.werkwoord() == Werkwoord::Schrijven);
    // The trend counts what the list of signalen writes.
    let lacking: Vec<Scope> = Scope::ALL.into_iter().filter(|s| *s != Scope::Signaaltrend && sorts(*s) && !writes(*s)).collect();
    assert_eq!(lacking, []);
}

#[test]
fn what_a_question_mark_is_in_a_text_is_said_below_the_form() {
    let mut play = play("n");
    let footer = |play: &Zitting<World>| play.screen(80, 24).lines().last().unwrap().trim_end().to_owned();
    assert!(footer(&play).ends_with("F1 hulp") && footer(&play).contains("niet opslaan"), "{}", footer(&play));
    play.keys("Wat nu?");
    assert!(play.screen(80, 24).contains("Wat nu?") && play.model.popups.len() == 1, "{}", play.screen(80, 24));
}

#[test]
fn every_task_goes_to_where_it_is_done() {
    let mut desk = Zitting::open();
    let tasks = desk.app.overzicht(desk.model.shared.kwartaal).unwrap().te_doen;
    assert!(tasks.len() > 5);
    for (n, task) in tasks.iter().enumerate() {
        desk.keys("1dl").keys(&"<down>".repeat(n));
        let shown = desk.screen(120, 40);
        assert!(shown.contains("╭ Te doen"), "{shown}");
        desk.keys("<enter>");
        assert!(desk.model.popups.is_empty());
        assert_ne!(desk.model.screens.top().scope(), Scope::Overzicht, "{task:?}");
        if let Some(kwartaal) = task.taak.over().1 {
            assert_eq!(desk.model.shared.kwartaal, kwartaal, "{task:?}");
        }
    }
    // One that is late is the one that is chosen there.
    let late = tasks.iter().position(|t| matches!(t.taak, crate::app::Taak::AfspraakTeLaat { .. })).unwrap();
    desk.keys("1dl").keys(&"<down>".repeat(late)).keys("<enter>e");
    assert!(desk.screen(120, 40).contains("Wijzig"), "{}", desk.screen(120, 40));
    desk.keys("<esc>1dl<esc>");
    assert_eq!(desk.model.screens.top().scope(), Scope::Overzicht);
}

#[test]
fn what_can_be_done_with_an_outcome_is_said_at_the_table() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(crate::domain::testing::RENDIZ);
    desk.keys("6<enter><right><right>nBesproken<ctrl+s>");
    let footer = desk.screen(80, 24).lines().last().unwrap().to_owned();
    assert!(footer.contains("e wijzig") && footer.contains("del weghalen"), "{}", desk.screen(80, 24));
}
