//! The database file under the program: put away, taken away, replaced; and the drafts that stand in it.

use std::fs;

use crate::app::{App, Omgeving};
use crate::tui::testing::Zitting;

/// A file with an afspraak in it.
fn filled() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("proef.db");
    Zitting::at(&db).keys("aBellen<ctrl+s>");
    (folder, db)
}

#[test]
fn what_may_not_be_changed_is_shown_and_every_change_is_refused_with_the_reason() {
    let (_folder, db) = filled();
    let mut rights = fs::metadata(&db).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&db, rights).unwrap();
    let mut desk = Zitting::at(&db);
    desk.keys("4");
    let screen = desk.screen(80, 24);
    assert!(screen.contains("ALLEEN LEZEN") && screen.contains("Bellen"), "{screen}");
    for key in ["a", "e", "x", "dt", "dd", "i", "<ctrl+z>", "n"] {
        desk.keys(key);
        let screen = desk.screen(120, 24);
        assert!(screen.contains("alleen geopend om te lezen: het bestand of de map mag niet"), "{key}: {screen}");
        assert!(desk.model.popups.is_empty(), "{key}");
    }
    // What only reads goes on.
    desk.keys("g");
    assert!(desk.screen(80, 24).contains("Geschiedenis"), "{}", desk.screen(80, 24));
}

#[test]
fn when_the_file_is_taken_away_what_is_typed_stays_and_is_saved_when_it_is_back() {
    let (folder, db) = filled();
    let mut desk = Zitting::at(&db);
    desk.keys("aEen lang verhaal");
    let away = folder.path().join("weg.db");
    fs::rename(&db, &away).unwrap();
    desk.keys(" gaat door");
    let screen = desk.screen(200, 30);
    assert!(screen.contains("weggehaald of heet nu anders"), "{screen}");
    desk.keys("<ctrl+s>");
    let screen = desk.screen(200, 30);
    assert!(screen.contains("Een lang verhaal gaat door") && screen.contains("proef.gered-"), "{screen}");
    assert!(!db.exists(), "no empty one takes its place");
    // What it still had is kept once, however often it is noticed.
    let kept = || {
        fs::read_dir(folder.path())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().display().to_string().contains("gered"))
            .count()
    };
    assert_eq!(kept(), 1);
    fs::rename(&away, &db).unwrap();
    desk.keys("<ctrl+s>");
    assert!(desk.screen(200, 30).contains("PSW-2024-02 opgeslagen"), "{}", desk.screen(200, 30));
    assert_eq!(desk.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap().len(), 2);
}

#[cfg(unix)]
#[test]
fn when_another_file_takes_its_place_the_program_goes_on_in_that_one_and_says_so() {
    let (folder, db) = filled();
    let mut desk = Zitting::at(&db);
    desk.keys("4aMijn verhaal");
    let (_other_folder, other) = filled();
    Zitting::at(&other).keys("aVan een ander<ctrl+s>");
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(crate::files::with_end(&db, end));
    }
    fs::rename(&other, &db).unwrap();
    desk.keys("<ctrl+s>");
    let screen = desk.screen(200, 40);
    for part in ["staat nu een ander", "Mijn verhaal", "U ziet nu wat daarin staat", "alle 2"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    desk.keys("<ctrl+s>");
    let screen = desk.screen(200, 40);
    assert!(screen.contains("PSW-2024-03 opgeslagen") && screen.contains("Van een ander"), "{screen}");
    // What only the first one held is beside it.
    let gered =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).find(|p| p.display().to_string().contains("gered"));
    let omgeving = Omgeving { vandaag: desk.app.vandaag(), wie: "proef".into(), voorbeeld: false };
    let app = App::open(&gered.unwrap(), None, omgeving).unwrap();
    assert_eq!(app.afspraken(&crate::app::Afspraakfilter::default()).unwrap().len(), 1);
}

/// Whenever the program ends: what was saved is not offered again, what was not is.
#[test]
fn a_draft_goes_in_the_moment_that_it_is_saved() {
    let (_folder, db) = filled();
    let mut desk = Zitting::at(&db);
    desk.keys("aNog een keer");
    assert_eq!(desk.app.drafts().unwrap().len(), 1);
    // The power fails after the store did what was asked, before the screen heard of it.
    let cmds = desk.type_ahead("<ctrl+s>");
    assert_eq!(cmds.len(), 1);
    desk.perform_only(cmds);
    assert_eq!(desk.app.drafts().unwrap(), []);
    let mut desk = desk.restart();
    assert!(!desk.screen(80, 24).contains("niet is opgeslagen"), "{}", desk.screen(80, 24));
    // A save that is refused leaves it.
    desk.keys("aTe laat<tab><tab>gisteren of zo<ctrl+s>");
    assert_eq!(desk.app.drafts().unwrap().len(), 1);
    desk.keys("<ctrl+u>1-9<ctrl+s>");
    assert_eq!(desk.app.drafts().unwrap(), [], "{}", desk.screen(80, 24));
}
