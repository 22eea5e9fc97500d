//! Flows and pictures of the whole terminal program, by keys.

mod anderen;
mod beelden;
mod bestand;
mod evaluatief;
mod haast;
mod handleiding;
mod individueel;
mod inlezen;
mod inschrijven;
mod instellingen;
#[cfg(feature = "gedeeld")]
mod kopie;
mod lijsten;
mod muis;
mod namen;
mod pxq;
#[cfg(feature = "gedeeld")]
mod reizen;
mod segment;
mod tafel;
mod toetsen;
mod uitgaand;

use crate::domain::testing::{PSW, RENDIZ};
use ratatui::style::Color;

use super::keys::Scope;
use super::msg::Msg;
use super::shared::Notice;
use super::testing::{World, Zitting, empty, play, snapshot};
use super::theme::{Palette, Theme};
use crate::app::Getoonden;
use crate::domain::register::Inschrijving;
use crate::domain::testing::k;
use crate::domain::testing::{QWYL, d, register};
use crate::domain::{NormId, Oordeel, Periode, Register};
use std::sync::Arc;

#[test]
fn the_overview_looks_as_designed() {
    snapshot!("overzicht", "");
    snapshot!("kpi", "2");
    snapshot!("herleiding", "<enter>");
    snapshot!("afspraken", "4");
    snapshot!("dekking", "3");
    snapshot!("gemeente", "3<enter>");
    snapshot!("nieuwe_afspraak", "aPlan van aanpak<tab>");
    snapshot!("hulp", "?");
    snapshot!("opdrachten", ":inl");
    snapshot!("uitleg", "u");
    snapshot!("gesprek", "6");
    snapshot!("gespreksmodus", "6<enter>");
}

#[test]
fn larger_screens_get_more_columns() {
    insta::assert_snapshot!("overzicht_120", play("").screen(120, 40));
    insta::assert_snapshot!("overzicht_200", play("").screen(200, 60));
    insta::assert_snapshot!("dekking_120", play("3").screen(120, 40));
    insta::assert_snapshot!("kpi_200", play("2").screen(200, 60));
}

#[test]
fn a_first_run_says_what_to_do() {
    let mut world = World::sketch();
    world.overzicht = empty(k("2024-K2"));
    insta::assert_snapshot!("eerste_keer", Zitting::of(world).screen(80, 24));
}

#[test]
fn the_cursor_starts_on_the_worst_figure_of_the_worst_aanbieder() {
    let play = play("");
    assert_eq!(play.model.shared.aanbieder, Some(PSW));
    assert_eq!(play.model.shared.norm.as_ref().map(NormId::as_str), Some("C3.3"));
}

#[test]
fn an_afspraak_on_the_worst_figure_takes_two_keys_besides_its_text() {
    let mut play = play("aEnquête herhalen<ctrl+s>");
    let made = &play.app.afspraken.last().unwrap().afspraak;
    assert_eq!(made.tekst, "Enquête herhalen");
    assert_eq!(made.eigenaar, "PSW");
    assert!(play.screen(80, 24).contains("✓ PSW-2024-99 opgeslagen · ctrl+z maakt ongedaan"));
    play.keys("j");
    assert!(!play.screen(80, 24).contains("opgeslagen"), "said once, quietly");
}

#[test]
fn nothing_is_called_saved_before_the_store_said_so() {
    let mut play = play("aTekst");
    let cmds = super::update::update(
        &mut play.model,
        Msg::Key(super::keys::Key::parse_all("<ctrl+s>").unwrap()[0], super::keys::Moment::ZERO),
    );
    assert_eq!(cmds.len(), 1);
    assert!(!play.screen(80, 24).contains("opgeslagen"));
    assert_eq!(play.model.popups.len(), 1, "the form stands until the store answers");
}

#[test]
fn enter_goes_to_the_next_field_and_never_saves() {
    let mut play = play("aEen<tab>");
    assert!(play.app.afspraken.iter().all(|r| r.afspraak.tekst != "Een"));
    play.keys("<ctrl+u>Qwyl<enter>+14<ctrl+s>");
    assert_eq!(play.app.afspraken.last().unwrap().afspraak.eigenaar, "Qwyl");
}

#[test]
fn an_error_stands_beside_its_field() {
    let play = play("aTekst<tab><enter><ctrl+u>31-2<ctrl+s>");
    assert!(play.screen(80, 24).contains("✗ “31-2” is geen datum"), "{}", play.screen(80, 24));
}

#[test]
fn every_change_of_a_form_goes_out_as_a_draft() {
    let play = play("aAb");
    let drafts: Vec<_> = play.app.sent.iter().filter(|c| c.starts_with("Draft")).collect();
    assert_eq!(drafts.len(), 2);
    assert!(drafts[1].contains("Ab"));
}

#[test]
fn dropping_a_form_asks_only_when_there_is_something_to_lose() {
    let mut play = play("a<esc>");
    assert!(play.model.popups.is_empty());
    play.keys("a<enter><enter><esc>");
    assert!(play.model.popups.is_empty(), "empty lines are nothing to lose");
    play.keys("aTekst<esc>");
    assert_eq!(play.model.popups.len(), 2);
    play.keys("n");
    assert_eq!(play.model.popups.len(), 1);
    play.keys("<esc>j");
    assert!(play.model.popups.is_empty());
    // What was dropped stays dropped.
    play.keys("a");
    assert!(!play.screen(80, 24).contains("Verder met"));
}

#[test]
fn a_key_without_effect_says_why() {
    let mut play = play("4");
    play.keys("dh");
    assert_eq!(play.model.notice, Some(Notice::Hint("Deze afspraak is al open.".into())));
    play.keys("<ctrl+x>");
    assert!(play.screen(80, 24).contains("Er loopt niets om te stoppen."));
}

#[test]
fn a_filter_narrows_a_list_and_escape_takes_it_away() {
    let mut play = play("4/gennep");
    assert!(play.screen(80, 24).contains("1 van 1"));
    play.keys("<enter>");
    assert!(!play.model.screens.top().is_filtering());
    play.keys("<esc>");
    assert!(play.screen(80, 24).contains("3 van 3"), "the selection stays on its afspraak");
}

#[test]
fn the_choice_walks_along_between_screens() {
    let mut play = play("<home>l2");
    assert!(play.screen(80, 24).contains("C1.1"));
    play.keys("<enter>");
    assert!(play.screen(80, 24).contains("Onderbouwing C1.1 · Rendiz"));
    play.keys("<esc><esc>");
    assert_eq!(play.model.screens.top().scope(), Scope::Overzicht);
    assert_eq!(play.model.shared.aanbieder, Some(RENDIZ));
}

#[test]
fn the_kwartaal_stops_at_both_ends() {
    let mut play = play("[[");
    assert_eq!(play.model.shared.kwartaal, k("2023-K4"));
    play.keys(&"[".repeat(20));
    assert_eq!(play.model.shared.kwartaal, k("2022-K1"));
    assert!(play.screen(80, 24).contains("Er is geen eerder kwartaal."));
}

#[test]
fn signals_keep_their_colour() {
    let play = play("");
    let theme = Theme::new(Palette::Dark);
    assert_eq!(play.style_of("✗ niet gehaald").fg, theme.oordeel(Oordeel::NietGehaald).fg);
    assert_eq!(play.style_of("✓  91,7%").fg, theme.oordeel(Oordeel::Gehaald).fg);
    assert_ne!(play.style_of("◌  75,0%").fg, Some(Color::LightRed), "losgelaten is never red");
    // The focus lies on the chosen figure.
    assert_eq!(play.style_of("✗  75,0%  3/4").bg, theme.focus().bg);
}

#[test]
fn every_screen_draws_at_every_size() {
    for keys in [
        "",
        "2",
        "3",
        "4",
        "5",
        "6",
        "6<enter>",
        "<enter>",
        "aTekst",
        "?",
        ":",
        "u",
        "4/x",
        "aTekst<esc>",
        "i",
        "4g",
        "K",
        "H",
        "4d",
        "4<enter>",
        "5d",
    ] {
        let play = play(keys);
        for width in [1, 2, 5, 10, 39, 40, 41, 60, 79, 80, 100, 120, 137, 200] {
            for height in [1, 2, 3, 5, 9, 10, 11, 15, 24, 40, 60] {
                let _ = play.draw(width, height);
            }
        }
    }
}

mod botsing;
mod ongedaan;

/// The real thing: an app on a database file, commands performed inline.
mod on_a_database {
    use std::path::Path;

    use crate::domain::testing::{PSW, RENDIZ, register};
    use crate::tui::popups::Popup;
    use crate::tui::testing::Zitting;

    const DELIVERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld/leveringen/2024-K2");

    #[test]
    fn from_a_first_run_to_an_afspraak_that_is_there_tomorrow() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("proef.db");
        let mut desk = Zitting::at(&db);
        assert!(desk.screen(80, 24).contains("Er is nog niets ingelezen"), "{}", desk.screen(80, 24));
        desk.keys("i").keys(DELIVERIES).keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("Controle voor het inlezen"), "{}", desk.screen(80, 24));
        assert!(desk.app.kwartalen().unwrap().is_empty(), "nothing is stored before it is confirmed");
        desk.keys("<ctrl+s>");
        if desk.screen(80, 24).contains("Reden") {
            desk.keys("proef<ctrl+s>");
        }
        assert!(desk.screen(80, 24).contains("opgeslagen"), "{}", desk.screen(80, 24));
        assert!(desk.screen(80, 24).contains("1.1 Start vastgelegd"), "{}", desk.screen(80, 24));
        assert!(desk.model.shared.norm.is_some(), "the cursor stands on a figure");
        desk.keys("aÉén keer per kwartaal bellen<ctrl+s>");
        assert!(desk.screen(80, 24).contains("opgeslagen"), "{}", desk.screen(80, 24));
        drop(desk);
        let mut again = Zitting::at(&db);
        again.keys("4");
        assert!(again.screen(80, 24).contains("Één keer per kwartaal bellen"), "{}", again.screen(80, 24));
        // Closed with a result, opened again, undone: each is in its history.
        again.keys("xGebeld<ctrl+s>");
        assert!(again.screen(80, 24).contains("is gereed"), "{}", again.screen(80, 24));
        again.keys("<ctrl+z>");
        assert!(again.screen(80, 24).contains("Ongedaan gemaakt"), "{}", again.screen(80, 24));
        again.keys("g");
        assert!(again.screen(80, 24).contains("Geschiedenis van"), "{}", again.screen(80, 24));
    }

    /// Plays keys and counts them; a text that is typed or pasted counts as none.
    struct Telling {
        zitting: Zitting,
        keys: usize,
    }

    impl Telling {
        fn press(&mut self, keys: &str) -> &mut Self {
            self.keys += crate::tui::keys::Key::parse_all(keys).unwrap().len();
            self.zitting.keys(keys);
            self
        }

        fn text(&mut self, text: &str) -> &mut Self {
            self.zitting.paste(text);
            self
        }
    }

    #[test]
    fn a_whole_quarter_takes_at_most_fifty_keys() {
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld");
        let folder = tempfile::tempdir().unwrap();
        let verslag = folder.path().join("verslag");
        let mut t = Telling { zitting: Zitting::at(&folder.path().join("proef.db")), keys: 0 };
        // Read what came in. Some rows are unusable, which takes a reason.
        t.press("i").text(&format!("{example}/leveringen/2025-K4")).press("<ctrl+s><ctrl+s>");
        if t.zitting.screen(80, 24).contains("Reden") {
            t.text("Qwyl levert na").press("<ctrl+s>");
        }
        // Plan the gesprek, prepare it.
        t.zitting.model.shared.aanbieder = Some(RENDIZ);
        t.press("6dp").text("22-7-2024").press("<ctrl+s>n").text("Kennismaking").press("<ctrl+s>dv");
        // Hold it: six outcomes of four kinds at three points.
        t.press("<enter>b").text("Enquête op papier").press("<ctrl+s>m").text("Nieuwe teamleider").press("<ctrl+s>");
        t.press("<right>a").text("Werkgevers benaderen").press("<ctrl+s>n").text("Instroom loopt achter").press("<ctrl+s>");
        t.press("<right>a").text("Plan van aanpak").press("<ctrl+s>b").text("Volgende keer weer").press("<ctrl+s>");
        t.press("rj<esc>v").text("Rendiz, contractmanager").press("<ctrl+s>");
        assert!(t.zitting.screen(80, 24).contains("vastgesteld"), "{}", t.zitting.screen(80, 24));
        t.press("w<tab>a<tab>").text(&verslag.display().to_string()).press("<ctrl+s>");
        let written = std::fs::read_to_string(verslag.with_extension("md")).unwrap();
        for typed in
            ["Enquête op papier", "Nieuwe teamleider", "Werkgevers benaderen", "Instroom loopt achter", "Plan van aanpak"]
        {
            assert!(written.contains(typed), "{typed}");
        }
        // The next kwartaal: its agenda opens with what was agreed.
        t.press("i").text(&format!("{example}/oefenen/2026-K1")).press("<ctrl+s><ctrl+s>");
        if t.zitting.screen(80, 24).contains("Reden") {
            t.text("Qwyl levert na").press("<ctrl+s>");
        }
        t.press("16");
        let shown = t.zitting.screen(120, 40);
        assert!(shown.contains("Rendiz · 2026-K1") && shown.contains("Werkgevers benaderen"), "{shown}");
        assert!(t.keys <= 50, "{} keys", t.keys);
    }

    #[test]
    fn an_old_version_is_put_back_after_a_question() {
        let folder = tempfile::tempdir().unwrap();
        let rows = "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\nP2;Venray;1-2-2024\n";
        let file = folder.path().join("psw-2024-K2-deelnemers.csv");
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        for content in [rows.to_owned(), rows.replace("P2", "P3")] {
            std::fs::write(&file, content).unwrap();
            desk.keys("i").keys(file.to_str().unwrap()).keys("<ctrl+s><ctrl+s>");
            assert!(desk.screen(80, 24).contains("opgeslagen"), "{}", desk.screen(80, 24));
        }
        let versions = |desk: &Zitting| desk.app.rapportages("2024-K2".parse().unwrap()).unwrap().rapportages[0].versies.len();
        desk.keys("5dt");
        assert!(desk.screen(80, 24).contains("Deze versie geldt al"), "{}", desk.screen(80, 24));
        desk.keys("jdt");
        assert!(desk.screen(80, 24).contains("PSW, versie 1 over 2024-K2 terugzetten"), "{}", desk.screen(80, 24));
        desk.keys("n");
        assert_eq!(versions(&desk), 2, "nothing happens without a yes");
        desk.keys("dtj");
        assert!(desk.screen(80, 24).contains("Versie 1 teruggezet als versie 3"), "{}", desk.screen(80, 24));
        assert_eq!(versions(&desk), 3);
        desk.keys("<ctrl+z>j");
        assert_eq!(versions(&desk), 2);
    }

    #[test]
    fn the_rows_of_an_old_version_are_there_to_look_at() {
        let folder = tempfile::tempdir().unwrap();
        let rows = "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\nP2;Venray;1-2-2024\n";
        let file = folder.path().join("psw-2024-K2-deelnemers.csv");
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        for content in [rows.to_owned(), rows.replace("P2", "P3")] {
            std::fs::write(&file, content).unwrap();
            desk.keys(&format!("i{}<ctrl+s><ctrl+s>", file.display()));
        }
        desk.keys("5dr");
        let newest = desk.screen(80, 40);
        assert!(newest.contains("Tegenover versie 1") && newest.contains("+ P3") && newest.contains("− P2"), "{newest}");
        desk.keys("<esc>jdr");
        let first = desk.screen(80, 40);
        assert!(first.contains("De eerste versie.") && first.contains("P2") && !first.contains("P3"), "{first}");
    }

    #[test]
    fn a_path_is_asked_for_again_and_the_worst_file_of_a_folder_is_shown_first() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("in");
        std::fs::create_dir(&map).unwrap();
        let rows = "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n";
        std::fs::write(map.join("psw-2024-K2-deelnemers.csv"), rows).unwrap();
        std::fs::write(map.join("qwyl-2024-K2-deelnemers.csv"), "Naam;Stad\nx;y\n").unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("i").keys(folder.path().join("er-is-niets").to_str().unwrap()).keys("<enter>");
        let again = desk.screen(100, 30);
        assert!(
            again.contains("Bestanden inlezen") && again.contains("er-is-niets") && again.contains("bestaat niet"),
            "{again}"
        );
        // What stands there was typed by the user and is not a proposal: the first letter does not take its place.
        desk.keys("<ctrl+u>").keys(map.to_str().unwrap()).keys("<enter>");
        let shown = desk.screen(100, 30);
        assert!(shown.contains("1 niet bruikbaar, 1 met opmerkingen"), "{shown}");
        assert!(shown.contains("▌✗ qwyl-2024-K2-deelnemers.csv"), "{shown}");
        #[cfg(unix)]
        {
            // One that cannot be opened does not keep the others out.
            std::os::unix::fs::symlink("nergens", map.join("weg.xlsx")).unwrap();
            desk.keys("<esc>i").keys(map.to_str().unwrap()).keys("<enter>");
            let shown = desk.screen(100, 30);
            assert!(shown.contains("2 niet bruikbaar") && shown.contains("weg.xlsx"), "{shown}");
        }
        // Two files of one report: which of them will stand is said. The list of what is wrong goes to Excel from here.
        std::fs::write(map.join("psw-2024-K2-deelnemers-v2.csv"), rows.replace("P1", "P2")).unwrap();
        desk.keys("<esc>i").keys(map.to_str().unwrap()).keys("<enter>");
        for _ in 0..4 {
            if desk.screen(100, 30).contains("▌○ psw-2024-K2-deelnemers.csv") {
                break;
            }
            desk.keys("<tab>");
        }
        let shown = desk.screen(100, 30);
        assert!(shown.contains("psw-2024-K2-deelnemers-v2.csv gaat over hetzelfde"), "{shown}");
        let list = folder.path().join("lijst.xlsx");
        desk.keys("w<ctrl+u>").keys(list.to_str().unwrap()).keys("<ctrl+s>");
        assert!(list.is_file(), "{}", desk.screen(100, 30));
    }

    #[test]
    fn a_proposed_column_is_taken_over_and_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("psw-2024-K2-deelnemers.csv");
        std::fs::write(&file, "Deelnemer;Gemeente;Startdatum;Startsituati\nP1;Venlo;1-2-2024;ja\n").unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("i").keys(file.to_str().unwrap()).keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("bedoelt u Startsituatie?"), "{}", desk.screen(80, 24));
        desk.keys("dk<end>");
        assert!(!desk.screen(80, 24).contains("bedoelt u"), "{}", desk.screen(80, 24));
        assert!(desk.screen(80, 24).contains("is gelezen als Startsituatie"), "{}", desk.screen(80, 24));
        desk.keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("opgeslagen"), "{}", desk.screen(80, 24));
        std::fs::write(&file, "Deelnemer;Gemeente;Startdatum;Startsituati\nP2;Venlo;1-2-2024;ja\n").unwrap();
        desk.keys("i").keys(file.to_str().unwrap()).keys("<ctrl+s><end>");
        assert!(
            desk.screen(80, 24).contains("is gelezen als Startsituatie"),
            "the next file is read likewise: {}",
            desk.screen(80, 24)
        );
        // And taken back, after which it is asked about again.
        desk.keys("<esc>5dk");
        assert!(desk.screen(80, 24).contains("PSW: Startsituati = Startsituatie"), "{}", desk.screen(80, 24));
        desk.keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("wordt niet meer gelezen als Startsituatie"), "{}", desk.screen(80, 24));
        desk.keys("dk");
        assert!(desk.screen(80, 24).contains("Er zijn geen koppen onthouden"), "{}", desk.screen(80, 24));
        desk.keys("i").keys(file.to_str().unwrap()).keys("<enter>");
        assert!(desk.screen(80, 24).contains("bedoelt u Startsituatie?"), "{}", desk.screen(80, 24));
    }

    #[test]
    fn what_was_typed_is_there_after_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("proef.db");
        let mut desk = Zitting::at(&db);
        desk.keys("4aHalf getypt");
        // No save, no leave-taking.
        std::mem::forget(desk);
        let mut again = Zitting::at(&db);
        assert!(again.screen(80, 24).contains("niet is opgeslagen"), "{}", again.screen(80, 24));
        again.keys("4a");
        assert!(again.screen(80, 24).contains("Half getypt"), "{}", again.screen(80, 24));
    }

    /// A desk on which the reports of a kwartaal are read.
    fn filled(db: &Path) -> Zitting {
        let mut desk = Zitting::at(db);
        desk.keys("i").keys(DELIVERIES).keys("<ctrl+s><ctrl+s>");
        if desk.screen(80, 24).contains("Reden") {
            desk.keys("proef<ctrl+s>");
        }
        desk
    }

    #[test]
    fn forty_signalen_are_typed_bundled_and_taken_to_the_gesprek_by_keys() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("7");
        assert!(desk.screen(80, 24).contains("Nog geen signalen"), "{}", desk.screen(80, 24));
        // The first one says from whom; what follows remembers it. Whom it is about is said of each: a signaal that began with the
        // aanbieder of the one before would come to the table of another unread.
        desk.keys("nVervoer is lastig<tab>v<enter>r<enter><enter>n<ctrl+s>");
        for n in 1..40 {
            desk.keys(&format!("nSignaal {n}"));
            desk.keys(if n == 1 { "<tab>g<tab>r<ctrl+s>" } else { "<tab><tab>r<ctrl+s>" });
        }
        assert!(desk.screen(80, 24).contains("open 40"), "{}", desk.screen(80, 24));
        let all = desk.app.signalen(&crate::app::Signaalfilter::default()).unwrap();
        assert!(all.iter().all(|r| r.signaal.aanbieder == Some(RENDIZ)));
        desk.keys("<end><space><home><space><space>dbVervoer<ctrl+s>");
        assert!(desk.screen(80, 24).contains("Bundel “Vervoer” uit 2 gemeenten"), "{}", desk.screen(80, 24));
        desk.keys("<ctrl+z>");
        assert!(desk.screen(80, 24).contains("Ongedaan gemaakt"), "{}", desk.screen(80, 24));
        assert!(desk.app.bundels(None).unwrap().is_empty());
    }

    #[test]
    fn triage_is_two_keys_each_and_a_search_finds_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("7nDe bus rijdt niet<tab>venlo<enter>psw<ctrl+s>dsdodtdk");
        let regel = desk.app.signalen(&crate::app::Signaalfilter::default()).unwrap().remove(0);
        let s = &regel.signaal;
        assert_eq!(
            (s.status.naam(), s.onderwerp.naam(), s.toon.naam(), s.kpi),
            ("geagendeerd", "doelrealisatie", "negatief", Some(1))
        );
        desk.keys("dO");
        assert!(desk.screen(80, 24).contains("alleen in segment individueel"), "{}", desk.screen(80, 24));
        desk.keys("drKomt een tweede<ctrl+s>/tweede bus<enter>");
        assert!(
            desk.screen(80, 24).contains("De bus rijdt niet") && desk.screen(80, 24).contains("Komt een tweede"),
            "{}",
            desk.screen(80, 24)
        );
        desk.keys("<esc>/vliegtuig");
        assert!(desk.screen(80, 24).contains("Geen signaal met deze woorden"), "{}", desk.screen(80, 24));
        desk.keys("<esc>a");
        assert!(desk.screen(80, 24).contains("Signaal 1"), "{}", desk.screen(80, 24));
        desk.keys("Lijn overleggen<enter>PSW<ctrl+s>");
        assert_eq!(desk.app.signaal(1).unwrap().afspraken.len(), 1);
    }

    #[test]
    fn somebody_else_was_first_and_both_versions_stand_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("proef.db");
        let mut desk = Zitting::at(&db);
        desk.keys("7nEerst<tab>venlo<ctrl+s>");
        let mut other = Zitting::at(&db);
        other.keys("7x");
        desk.keys("ds");
        let screen = desk.screen(80, 24);
        assert!(screen.contains("Intussen gewijzigd"), "{screen}");
        assert!(screen.contains("afgehandeld") && screen.contains("geagendeerd"), "{screen}");
        assert_eq!(desk.app.signaal(1).unwrap().signaal.status.naam(), "afgehandeld");
    }

    #[test]
    fn an_attention_point_is_seen_made_an_afspraak_of_and_followed_to_its_traject() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = filled(&folder.path().join("proef.db"));
        desk.keys("A");
        let first = desk.app.aandacht(desk.model.shared.kwartaal, None, None).unwrap().remove(0);
        assert!(desk.screen(80, 24).contains("vragen aandacht"), "{}", desk.screen(80, 24));
        desk.keys("aNavragen<tab>PSW<ctrl+s>");
        let made = desk.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap().remove(0).afspraak;
        assert_eq!(
            (made.aanbieder, made.deelnemer),
            (Some(first.aanbieder), first.deelnemer.as_deref().map(crate::domain::Tekst::of))
        );
        desk.keys("xBesproken<enter>+30<ctrl+s>");
        assert!(desk.screen(80, 24).contains("gezien 1"), "{}", desk.screen(80, 24));
        desk.keys("<enter><enter>");
        assert!(desk.screen(80, 24).contains("● nu  ○ doel"), "{}", desk.screen(80, 24));
        let code = desk.app.find_deelnemers("").unwrap().remove(0).code.to_string();
        desk.keys("dv");
        for says in ["Verwijder ", "Weg ", "niet ongedaan te maken", "Cijfers ", "Elders ", "Typ de code"] {
            assert!(desk.screen(80, 24).contains(says), "{says}: {}", desk.screen(80, 24));
        }
        desk.keys("ja<ctrl+s>");
        assert!(desk.screen(80, 24).contains("er is niets verwijderd"), "{}", desk.screen(80, 24));
        desk.keys("<esc><esc>");
        assert!(desk.app.find_deelnemers("").unwrap().iter().any(|d| d.code.as_str() == code));
        for (key, expected) in [("L", "Participatieladder"), ("C", "CVS"), ("U", "Uitvraag"), ("T", "Deelnemers")] {
            desk.keys(key);
            assert!(desk.screen(80, 24).contains(expected), "{}", desk.screen(80, 24));
            desk.keys("<esc>");
        }
    }

    #[test]
    fn attention_points_are_looked_at_per_gemeente_and_per_aanbieder() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = filled(&folder.path().join("proef.db"));
        desk.keys("A");
        let all = desk.app.aandacht(desk.model.shared.kwartaal, None, None).unwrap();
        let (first, last) = (crate::domain::Gemeente::ALL[0], crate::domain::Gemeente::ALL[6]);
        for (keys, wie, gemeente) in [
            ("<right>", None, Some(first)),
            ("<left><left>", None, Some(last)),
            (".", Some(PSW), Some(last)),
            ("l", Some(PSW), None),
        ] {
            desk.keys(keys);
            let here = all.iter().filter(|p| gemeente.is_none_or(|g| p.gemeente == Some(g)));
            let n = here.filter(|p| wie.is_none_or(|a| p.aanbieder == a)).count();
            let screen = desk.screen(80, 24);
            let expected = if n == 0 { "Geen punten voor deze keuze".to_owned() } else { format!("1 van {n}\n") };
            assert!(screen.contains(&expected), "{keys}: {expected}\n{screen}");
        }
    }

    #[test]
    fn the_uitvraag_is_written_from_its_screen() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        let naar = folder.path().join("uit");
        desk.keys("Uw<tab><ctrl+u>").keys(naar.to_str().unwrap()).keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("7 werkmappen geschreven"), "{}", desk.screen(80, 24));
        assert_eq!(std::fs::read_dir(&naar).unwrap().count(), 7);
        desk.keys("w<tab><ctrl+u>").keys(naar.to_str().unwrap()).keys("<ctrl+s>");
        assert!(desk.screen(80, 24).contains("6 andere zijn er al"), "{}", desk.screen(80, 24));
        desk.keys("n<esc>");
        desk.keys("Hw");
        assert!(desk.screen(80, 24).contains("kan op dit scherm niet"), "{}", desk.screen(80, 24));
    }

    /// Everything that can be typed, in whatever form: paste it, walk on, save, and look.
    #[test]
    fn naughty_text_pasted_in_any_field_never_breaks_the_screen() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("7nEerste<tab>venlo<ctrl+s>");
        let long = "x".repeat(100_000);
        for form in ["7n", "7e", "7dr", "7<space>db", "1n", "4a", "6dp", "6n", "6e", "6b", "6m"] {
            for naughty in
                ["\u{202e}om\u{200d}\u{1f469}", "\u{1b}[2J\u{9b}31m\0", "'; DROP TABLE signaal; --", "111222333", &long]
            {
                desk.keys(form);
                let Some(Popup::Form(open)) = desk.model.popups.last() else { panic!("{form}: {}", desk.screen(80, 24)) };
                for _ in 0..open.fields.len() {
                    desk.paste(naughty);
                    let screen = desk.screen(80, 24);
                    assert!(!screen.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\0']), "{form}: {screen}");
                    desk.keys("<tab>");
                }
                desk.keys("<ctrl+s>");
                let screen = desk.screen(80, 24);
                assert!(!screen.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\0']), "{form}: {screen}");
                if naughty == "111222333" {
                    assert!(!desk.model.popups.is_empty(), "{form} takes a number that may be a BSN: {screen}");
                }
                // Out of the form again: a draft with something in it is asked for.
                for _ in 0..3 {
                    if !desk.model.popups.is_empty() {
                        desk.keys("<esc>");
                    }
                    if !desk.model.popups.is_empty() {
                        desk.keys("j");
                    }
                }
                assert!(desk.model.popups.is_empty(), "{form}: {}", desk.screen(80, 24));
            }
        }
        let kept = desk.app.signalen(&crate::app::Signaalfilter::default()).unwrap();
        assert!(kept.iter().all(|r| !r.searchable(&register()).contains("111222333")), "no number that may be a BSN is kept");
    }

    #[test]
    fn naughty_text_never_breaks_the_screen() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Zitting::at(&folder.path().join("proef.db"));
        desk.keys("7");
        for naughty in [
            "\u{202e}omgekeerd",
            "e\u{301}\u{301}\u{301} Z\u{335}",
            "\u{1b}[2J\u{9b}31m",
            "'; DROP TABLE signaal; --",
            &"é".repeat(3900),
        ] {
            desk.keys("n");
            desk.paste(naughty);
            desk.keys("<tab>venlo<ctrl+s>");
            let screen = desk.screen(80, 24);
            assert!(!screen.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{screen}");
            assert!(screen.contains("opgeslagen"), "{screen}");
        }
        assert_eq!(desk.app.signalen(&crate::app::Signaalfilter::default()).unwrap().len(), 5);
    }
}

#[test]
fn who_left_in_the_year_has_no_column_in_the_figures_of_the_kwartaal() {
    let mut inschrijvingen: Vec<Inschrijving> = register().iter().cloned().collect();
    for contract in inschrijvingen.iter_mut().filter(|i| i.aanbieder == QWYL).flat_map(|i| &mut i.contracten) {
        contract.tot = Some(d("2024-02-28"));
    }
    let gone = Arc::new(Getoonden::without_reports(Arc::new(Register::new(inschrijvingen, Vec::new()))));
    for keys in ["", "2"] {
        let mut play = play(keys);
        play.model.shared.getoonden = Arc::clone(&gone);
        let has_column = |play: &Zitting<World>| play.screen(80, 24).lines().take(8).any(|line| line.contains("Qwyl"));
        assert_eq!(play.model.shared.periode, Periode::Kwartaal);
        play.model.shared.aanbieder = Some(QWYL);
        assert!(!has_column(&play), "{}", play.screen(80, 24));
        // Nobody stands in a column that is not there.
        assert!(play.screen(80, 24).contains("▌samen · "), "{}", play.screen(80, 24));
        play.keys("p");
        assert!(has_column(&play), "{}", play.screen(80, 24));
    }
}
