//! Settings on the screen, and what follows from them elsewhere.

use std::path::Path;

use crate::app::{App, Instellingen, Omgeving, Thema};
use crate::domain::Gemeente;
use crate::tui::msg::{Cmd, Msg};
use crate::tui::popups::Popup;
use crate::tui::testing::{Zitting, example_in};
use crate::tui::theme::Palette;
use crate::tui::update::ask_name;

fn says(desk: &Zitting, text: &str) {
    let shown = desk.screen(120, 40);
    assert!(shown.contains(text), "{text:?} is not on the screen:\n{shown}");
}

/// The example in a file, with settings of one's own in the same folder.
fn desk(map: &Path) -> Zitting {
    let pad = map.join("proef.db");
    if !pad.exists() {
        example_in(&pad);
    }
    let omgeving = Omgeving { vandaag: "2026-01-20".parse().unwrap(), wie: "account".into(), voorbeeld: false };
    let mut app = App::open(&pad, Some(map), omgeving).unwrap();
    app.settle_in(map, false).unwrap();
    app.remember_in(map.to_owned());
    Zitting::with(app)
}

#[test]
fn with_the_example_the_settings_of_the_user_stay_as_they_are() {
    let mut desk = Zitting::open();
    desk.keys("I");
    says(&desk, "zoals de terminal");
    desk.keys("e");
    says(&desk, "Eigen gemeente");
    desk.keys("<ctrl+u>Proef<ctrl+s>");
    says(&desk, "Met voorbeeldgegevens blijven uw eigen instellingen zoals zij zijn.");
}

#[test]
fn who_opens_the_program_for_the_first_time_is_asked_for_a_name_once() {
    let map = tempfile::tempdir().unwrap();
    let mut first = desk(map.path());
    let asked = crate::tui::runtime::start(&first.app, false).unwrap().vraag_naam;
    assert_eq!(asked.as_deref(), Some("account"));
    ask_name(&mut first.model, "account");
    says(&first, "Wie bent u?");
    // Who does not say is not asked again.
    first.keys("<esc>");
    assert!(first.model.popups.is_empty());
    assert_eq!(crate::tui::runtime::start(&first.app, false).unwrap().vraag_naam, None);
    ask_name(&mut first.model, "account");
    first.keys("<ctrl+u><ctrl+s>");
    says(&first, "Vul uw naam in.");
    first.keys("Bas Bakker<tab>b<ctrl+s>");
    says(&first, "Instellingen opgeslagen");
    assert_eq!(first.app.wie(), "Bas Bakker (beleidscollega)");
    let kept = std::fs::read_to_string(map.path().join("instellingen.toml")).unwrap();
    assert!(kept.contains("naam = \"Bas Bakker\"\n") && kept.contains("rol = \"beleid\"\n"), "{kept}");
    // What is done from now on is done by that name.
    first.keys("aBellen<ctrl+s>H");
    says(&first, "Bas Bakker");
}

#[test]
fn who_gave_no_name_can_set_the_rest() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = desk(map.path());
    desk.keys("Ie<ctrl+u><tab><tab>venlo<ctrl+s>");
    says(&desk, "Instellingen opgeslagen");
    assert_eq!((desk.app.instellingen().gemeente, desk.app.instellingen().naam.clone()), (Some(Gemeente::Venlo), None));
}

#[test]
fn what_is_set_holds_at_once() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = desk(map.path());
    desk.keys("Ie<ctrl+u>Bas<tab><tab>venlo<tab>l<tab>").paste(&map.path().display().to_string());
    desk.keys("<ctrl+s>");
    says(&desk, "Instellingen opgeslagen");
    let set = desk.app.instellingen().clone();
    let wanted = Instellingen {
        naam: Some("Bas".into()),
        rol: Some(crate::app::Rol::Contract),
        gemeente: Some(Gemeente::Venlo),
        muis: None,
        thema: Some(Thema::Licht),
        map: Some(map.path().to_owned()),
        ..Instellingen::default()
    };
    assert_eq!(set, wanted);
    assert_eq!(desk.model.shared.palette, Palette::Light);
    // The lists begin with one's own gemeente, a file goes into one's own folder.
    desk.keys("A");
    let shown = desk.screen(120, 40);
    let rows: Vec<&str> = shown.lines().filter(|l| l.contains(" Venray ") || l.contains(" Venlo ")).collect();
    assert!(shown.contains("Venlo") && rows.iter().all(|l| !l.contains(" Venray ") || l.contains("Venlo")), "{shown}");
    desk.keys("n");
    match desk.model.popups.last() {
        Some(Popup::Form(form)) => assert_eq!(form.value("gemeente"), "venlo"),
        _ => panic!("{}", desk.screen(80, 24)),
    }
    desk.keys("<esc>2w<ctrl+s>");
    says(&desk, "d B opent het");
    assert!(std::fs::read_dir(map.path()).unwrap().flatten().any(|f| f.file_name().to_string_lossy().ends_with(".xlsx")));
    // It is opened by the program that the system has for it.
    let cmds = desk.type_ahead("dB");
    assert!(matches!(cmds.as_slice(), [Cmd::Open(pad)] if pad.starts_with(map.path()) && pad.is_file()), "{cmds:?}");
    let cmds = desk.type_ahead("dM");
    assert!(matches!(cmds.as_slice(), [Cmd::Open(pad)] if pad == map.path()), "{cmds:?}");
}

#[test]
fn where_files_went_is_remembered_for_the_next_time() {
    let map = tempfile::tempdir().unwrap();
    let mut first = desk(map.path());
    let naar = map.path().join("uit/verslag");
    std::fs::create_dir(map.path().join("uit")).unwrap();
    first.keys("6w<tab>m<tab>").paste(&naar.display().to_string());
    first.keys("<ctrl+s>");
    says(&first, "geschreven");
    drop(first);
    let mut next = desk(map.path());
    next.keys("6w");
    match next.model.popups.last() {
        Some(Popup::Form(form)) => {
            assert!(form.value("naar").starts_with(&map.path().join("uit").display().to_string()), "{}", form.value("naar"));
            assert_eq!(form.value("vorm"), "md");
        }
        _ => panic!("{}", next.screen(80, 24)),
    }
    // A list that is written by another form begins there too.
    next.keys("<esc>4w");
    match next.model.popups.last() {
        Some(Popup::Form(form)) => assert!(form.value("naar").contains("/uit/"), "{}", form.value("naar")),
        _ => panic!("{}", next.screen(80, 24)),
    }
}

#[test]
fn a_threshold_is_changed_and_what_follows_is_seen() {
    let map = tempfile::tempdir().unwrap();
    let mut desk = desk(map.path());
    desk.keys("Iff");
    // The list says it in a few words, and what is chosen asks a whole question, here and in the form.
    says(&desk, "Klein aantal is minder dan");
    says(&desk, "Onder hoeveel mensen heet een cijfer een klein aantal?");
    desk.keys("e");
    let shown = desk.screen(80, 24);
    assert_eq!(shown.matches("Onder hoeveel mensen heet een cijfer een klein aantal?").count(), 2, "{shown}");
    desk.keys("<ctrl+u>nul<ctrl+s>");
    says(&desk, "vul een geheel getal van 1 tot 1000 in");
    desk.keys("<ctrl+u>3<ctrl+s>");
    says(&desk, "Klein aantal is minder dan: 3");
    assert!(map.path().join("normen.toml").is_file());
    desk.keys("<esc>");
    let shown = desk.screen(80, 24);
    assert!(shown.contains("minder dan 3") || !shown.contains("minder dan 10"), "{shown}");
}

#[test]
fn the_colours_follow_the_terminal_until_somebody_chooses() {
    let mut desk = Zitting::open();
    desk.send(Msg::Background(Palette::Light));
    assert_eq!(desk.model.shared.palette, Palette::Light);
    desk.keys("<ctrl+t>");
    let chosen = desk.model.shared.palette;
    desk.send(Msg::Background(Palette::Dark));
    assert_eq!(desk.model.shared.palette, chosen);
}
