//! Lists: what an act is about is what one sees.

use std::path::Path;

use crate::app::{Afspraakfilter, Melding, Signaalfilter};
use crate::domain::{Afspraak, Gemeente, Signaal};
use crate::tui::msg::{Msg, Query};
use crate::tui::testing::Zitting;
use crate::tui::update::update;

fn signalen(desk: &Zitting) -> Vec<Signaal> {
    let mut all: Vec<Signaal> = desk.app.signalen(&Signaalfilter::default()).unwrap().into_iter().map(|r| r.signaal).collect();
    all.sort_by_key(|s| s.id);
    all
}

/// The states of all signalen, in the order in which they were made.
fn statussen(desk: &Zitting) -> Vec<&'static str> {
    signalen(desk).iter().map(|s| s.status.naam()).collect()
}

fn afspraken(desk: &Zitting) -> Vec<Afspraak> {
    let mut all: Vec<Afspraak> =
        desk.app.afspraken(&Afspraakfilter::default()).unwrap().into_iter().map(|r| r.afspraak).collect();
    all.sort_by_key(|a| a.nummer);
    all
}

/// A desk with three signalen and three afspraken of three gemeenten and owners.
fn desk(folder: &Path) -> Zitting {
    let mut desk = Zitting::at(&folder.join("proef.db"));
    desk.keys("7");
    for (tekst, gemeente) in [("Een", "bee"), ("Twee", "venl"), ("Drie", "venr")] {
        desk.keys(&format!("n{tekst}<tab>{gemeente}<ctrl+s>"));
    }
    desk.keys("4");
    for (tekst, wie) in [("Alfa", "Anna"), ("Beta", "Bert"), ("Gamma", "Gijs")] {
        desk.keys(&format!("a{tekst}<tab>{wie}<ctrl+s>"));
    }
    desk
}

#[test]
fn an_act_of_one_row_says_so_while_others_are_chosen() {
    let refused = "Dit gaat over één rij, en ";
    for keys in ["4<home><space><space>dh", "4<home><space><space>e", "7<home><space><space>dr", "7<home><space><space>e"] {
        let mut desk = Zitting::open();
        desk.keys(keys);
        let shown = desk.screen(120, 40);
        assert!(
            desk.model.popups.is_empty() && shown.contains(&format!("{refused}er zijn er 2 gekozen; esc")),
            "{keys}: {shown}"
        );
    }
    let mut desk = Zitting::open();
    // Another row that is chosen is not the one that would be changed.
    desk.keys("7<home><space>e");
    assert!(desk.screen(120, 40).contains("gekozen is een andere; esc laat de keuze los"), "{}", desk.screen(120, 40));
    desk.keys("<up>e");
    assert!(!desk.model.popups.is_empty(), "the one that is chosen is the one under the cursor");
    desk.keys("<esc><esc>");
    // What is read is one row too: an act behind it is not of those that were chosen before.
    desk.keys("<home><space><space><enter>x");
    assert!(desk.screen(120, 40).contains(refused), "{}", desk.screen(120, 40));
    desk.keys("<esc><esc><home>e");
    assert!(!desk.model.popups.is_empty());
    desk.keys("<esc>W<home><space><space>e");
    assert!(desk.screen(120, 40).contains(refused), "{}", desk.screen(120, 40));
}

#[test]
fn what_is_marked_and_hidden_is_not_acted_on_and_that_is_said() {
    // Mark two, hide them by the filter or by the state, and act: only what is seen changes.
    for (hide, expected) in [
        ("/venlo<enter>", ["nieuw", "afgehandeld", "nieuw"]),
        ("/geen zo'n<enter>", ["nieuw", "nieuw", "nieuw"]),
        // While the filter is typed nothing is lost: it comes back as it was.
        ("/venlo<esc>", ["afgehandeld", "nieuw", "afgehandeld"]),
        ("<esc>", ["nieuw", "nieuw", "afgehandeld"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        desk.keys("7<home><space><down><space>");
        assert!(desk.screen(80, 24).contains("2 gekozen"), "{}", desk.screen(80, 24));
        desk.keys(hide);
        let said = desk.screen(80, 24).contains("2 rijen zijn niet meer in beeld en niet meer gekozen.");
        assert_eq!(said, hide.ends_with("<enter>"), "{hide}: {}", desk.screen(80, 24));
        if hide == "<esc>" {
            desk.keys("<home>");
        }
        desk.keys("x");
        assert_eq!(statussen(&desk), expected, "{hide}: {}", desk.screen(80, 24));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    // The same for the state that is listed, and in the other list.
    desk.keys("7<home>ds<space>fx");
    assert_eq!(statussen(&desk), ["nieuw", "afgehandeld", "geagendeerd"]);
    desk.keys("4<home><space><space>/gijs<enter>xKlaar<ctrl+s>");
    let open: Vec<bool> = afspraken(&desk).iter().map(|a| a.status == crate::domain::Afspraakstatus::Open).collect();
    assert_eq!(open, [true, true, false]);
}

#[test]
fn what_goes_by_the_cursor_goes_by_a_row_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    // Drie is besproken; the other two are chosen, and the cursor goes back to Drie.
    desk.keys("7<home>dsds<down><space><space><home>ds");
    assert_eq!(statussen(&desk), ["geagendeerd", "geagendeerd", "besproken"]);
}

#[test]
fn the_next_key_after_a_new_row_is_about_that_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7<end>nVier<ctrl+s>ds");
    assert_eq!(statussen(&desk), ["nieuw", "nieuw", "nieuw", "geagendeerd"]);
    // Also where the list would not show it: no afspraak is late yet.
    desk.keys("4faDelta<tab>Dora<ctrl+s>");
    assert!(desk.screen(80, 24).contains("Delta"), "{}", desk.screen(80, 24));
    desk.keys("xKlaar<ctrl+s>");
    assert_eq!(afspraken(&desk).iter().map(|a| a.resultaat.as_str()).collect::<Vec<_>>(), ["", "", "", "Klaar"]);
    // It is not late: who asks anew for what is late does not see it.
    desk.keys("fff");
    assert!(desk.screen(80, 24).contains("Geen afspraak is te laat."), "{}", desk.screen(80, 24));
}

#[test]
fn the_same_key_again_is_about_the_same_row() {
    for quick in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        // In a list of what is new the first step takes it out of the list.
        desk.keys("7f<home>");
        if quick {
            let cmds = desk.type_ahead("dsds");
            desk.run(cmds);
        } else {
            desk.keys("dsds");
        }
        assert_eq!(statussen(&desk), ["nieuw", "nieuw", "besproken"]);
        desk.keys("xx");
        assert_eq!(statussen(&desk), ["nieuw", "nieuw", "afgehandeld"]);
        let shown = desk.screen(80, 24);
        assert!(shown.contains("Drie") && shown.contains("1 van 3"), "{shown}");
        // It stays where it was, so that one sees what one did; whoever chooses other rows sees no leftovers.
        desk.keys("<down>");
        assert!(desk.screen(80, 24).contains("Drie") && desk.screen(80, 24).contains("2 van 3"), "{}", desk.screen(80, 24));
        desk.keys("fffff");
        assert!(!desk.screen(80, 24).contains("Drie"), "{}", desk.screen(80, 24));
    }
}

#[test]
fn a_row_that_was_taken_away_leaves_nothing_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    // Undo takes the row of the cursor away; the next key hits no other one.
    desk.keys("7nVier<ctrl+s><ctrl+z>x");
    assert!(desk.screen(80, 24).contains("Er is niets gekozen."), "{}", desk.screen(80, 24));
    assert_eq!(statussen(&desk), ["nieuw", "nieuw", "nieuw"]);
    desk.keys("<down>x");
    assert_eq!(statussen(&desk), ["nieuw", "nieuw", "afgehandeld"]);
}

#[test]
fn a_list_that_could_not_be_read_is_not_acted_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7<home><space><space>");
    let busy = || Melding { tekst: "De database is in gebruik.".into(), hint: None };
    let cmds = update(&mut desk.model, Msg::Answered(Query::Signalen, Err(busy())));
    desk.run(cmds);
    for key in ["x", "ds", "<enter>", "e", "db"] {
        desk.keys(key);
        let shown = desk.screen(80, 24);
        assert!(shown.contains("De database is in gebruik.") && !shown.contains("Drie"), "{shown}");
        assert!(shown.contains("Er zijn hier nu geen gegevens; ctrl+r leest ze opnieuw."), "{key}: {shown}");
        assert!(desk.model.popups.is_empty(), "{key}");
    }
    assert_eq!(statussen(&desk), ["nieuw", "nieuw", "nieuw"]);
    // It comes back as it was.
    desk.keys("<ctrl+r>");
    assert!(desk.screen(80, 24).contains("2 gekozen"), "{}", desk.screen(80, 24));
}

#[test]
fn why_a_key_does_nothing_is_true_of_the_row_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let says = |desk: &mut Zitting, cases: &[(&str, &str)]| {
        for (keys, said) in cases {
            desk.keys(keys);
            assert!(desk.screen(100, 30).contains(said), "{keys}: {}", desk.screen(100, 30));
            assert!(desk.model.popups.is_empty(), "{keys}");
        }
    };
    let nothing = "Hier is nog niets binnengekomen.";
    let mut empty = Zitting::at(&folder.path().join("leeg.db"));
    says(&mut empty, &[("5<enter>", nothing), ("dr", nothing), ("w", nothing), ("dt", nothing)]);
    says(&mut empty, &[("<end><enter>", nothing), ("dr", nothing), ("w", nothing), ("dt", nothing)]);
    says(&mut empty, &[("K<end><enter>", "Aanbieders ·")]);
    // What is planned with one is not said to be missing; with another it is, by name.
    empty.keys("6dp18-7-2024<ctrl+s>K");
    says(&mut empty, &[("<right><right>", "Er is nog geen gesprek met Rendiz gepland")]);
    let mut example = Zitting::open();
    says(&mut example, &[("5<end>dr", "Wat in een dekkingsoverzicht staat, ziet u op 3 Dekking.")]);
    says(&mut example, &[("w", "Een lijst om te versturen is er alleen van een rapportage.")]);
    says(&mut example, &[("Afff<home>x", "Dit punt vraagt geen aandacht meer; er is niets te merken.")]);
}

#[test]
fn what_is_read_has_its_text_its_links_and_its_history_and_leads_on() {
    let mut desk = Zitting::open();
    let shows = |desk: &mut Zitting, keys: &str, said: &[&str]| {
        desk.keys(keys);
        let shown = desk.screen(120, 50);
        for said in said {
            assert!(shown.contains(said), "{keys}: {said}: {shown}");
        }
    };
    shows(
        &mut desk,
        "4<enter>",
        &["Afspraak PSW-2025-01", "eigenaar", "in het gesprek PSW 2024-K4", "Geschiedenis", "afspraak PSW-2025-01 gemaakt"],
    );
    // From reading to changing: what is changed is what was read.
    shows(&mut desk, "e", &["Wijzig PSW-2025-01", "Werkgevers krijgen binnen een week"]);
    desk.keys("<esc>");
    shows(&mut desk, "7<enter>", &["Signaal ", "gemeente", "Geschiedenis"]);
    // Behind a point and a difference lies the traject: enter goes on to it, and esc comes back to the list.
    shows(&mut desk, "<esc>A<home><enter>", &["Aandachtspunt", "Waarom dit een aandachtspunt is", "Geschiedenis"]);
    shows(&mut desk, "<enter>", &["P-0201 bij PSW", "trede 6"]);
    shows(&mut desk, "<esc>", &["vragen aandacht"]);
    shows(&mut desk, "<enter>xBesproken<ctrl+s>ff<home><enter>", &["Aandachtspunt", "Besproken", "aandachtspunt gezien"]);
    shows(&mut desk, "<esc>C<enter>", &["CVS en rapportage · P-0263", "29 dec 2025 in CVS", "5 van 11 trajecten"]);
    shows(&mut desk, "<enter>", &["P-0263 bij PSW"]);
    // So does one behind the row of a figure.
    shows(&mut desk, "2<enter><enter>", &["Deelnemer ", "Reden", "verder"]);
    shows(&mut desk, "<enter>", &["trede 6", "gestart "]);
}

#[test]
fn a_traject_that_was_chosen_stands_on_top_of_those_of_its_deelnemer() {
    let mut desk = Zitting::open();
    desk.keys("L");
    let mut several = 0;
    for _ in 0..12 {
        let list = desk.screen(120, 40);
        let code = desk.model.screens.top().herkomst(&desk.model.shared).deelnemer.unwrap();
        let row = list.lines().find(|l| l.contains(&code)).unwrap_or_default().to_owned();
        let gemeente = Gemeente::ALL.into_iter().map(Gemeente::naam).find(|naam| row.contains(naam));
        desk.keys("<enter>");
        let shown = desk.screen(120, 60);
        let begun: Vec<&str> = shown.lines().filter(|l| l.contains("gestart ")).collect();
        let Some(gemeente) = gemeente else { panic!("{list}") };
        several += usize::from(begun.iter().any(|l| !l.contains(gemeente)));
        assert!(begun.first().is_some_and(|l| l.contains(gemeente)), "{row}: {shown}");
        desk.keys("<esc><down>");
    }
    assert!(several > 0, "nobody has trajecten in several gemeenten");
}

#[test]
fn ladder_cvs_and_uitvraag_are_lists_as_all_others_are() {
    let mut desk = Zitting::open();
    let position = |desk: &Zitting| {
        let shown = desk.screen(100, 30);
        let rule = shown.lines().rev().find(|l| l.contains(" van ") && l.starts_with('─')).unwrap_or_default();
        rule.trim_start_matches('─').trim().to_owned()
    };
    for (keys, at) in [
        ("L", "1 van 85"),
        ("f", "1 van 25"),
        (".", "1 van 11"),
        ("<down><down>", "3 van 11"),
        // In another order it is the same row.
        ("O", "9 van 11"),
        ("<esc>C", "1 van 13"),
        ("<end>", "13 van 13"),
        ("ff", "5 van 5"),
        ("/p-0263<enter>", "1 van 1"),
        ("<esc><esc>U<down><down><down>", "4 van 7"),
        ("f", "2 van 2"),
    ] {
        desk.keys(keys);
        assert_eq!(position(&desk), at, "{keys}: {}", desk.screen(100, 30));
    }
    // Behind a gemeente lie its answers, whatever became of them; nothing lies behind one that did not answer.
    desk.keys("<enter>");
    assert!(desk.screen(100, 30).contains("Deze gemeente heeft nog niet geantwoord."), "{}", desk.screen(100, 30));
    desk.keys("f<home><enter>");
    assert!(desk.screen(100, 30).contains("gevonden 1"), "{}", desk.screen(100, 30));
}

#[test]
fn the_movement_on_the_ladder_goes_to_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ladder.xlsx");
    let mut desk = Zitting::open();
    desk.keys("L.w");
    let asked = desk.screen(100, 30);
    assert!(asked.contains("Beweging op de ladder"), "{asked}");
    desk.keys(&format!("<ctrl+u>{}<ctrl+s>", path.display()));
    assert!(path.exists(), "{}", desk.screen(100, 30));
}

#[test]
fn the_inbox_begins_with_the_own_gemeente_which_is_seen_and_taken_off() {
    let mut desk = Zitting::open();
    let all = desk.keys("7").screen(120, 40);
    desk.keys("1");
    desk.model.shared.instellingen.gemeente = Some(crate::domain::Gemeente::Venlo);
    let own = desk.keys("7").screen(120, 40);
    assert_ne!(all, own);
    let rows = |screen: &str| screen.lines().filter(|l| l.contains("geagendeerd") || l.contains("● nieuw")).count();
    let of_venlo = |screen: &str| screen.lines().filter(|l| l.contains("● nieuw") && l.contains("Venlo")).count();
    assert!(rows(&own) < rows(&all) && of_venlo(&own) <= rows(&own), "{own}");
    assert!(desk.style_of(" Venlo ").bg.is_some(), "the choice stands out");
    // Back to all of them.
    for _ in 0..8 {
        if rows(&desk.screen(120, 40)) < rows(&all) {
            desk.keys("<left>");
        }
    }
    assert_eq!(rows(&desk.screen(120, 40)), rows(&all));
}

#[test]
fn the_tab_that_is_lit_is_where_one_is() {
    let mut desk = Zitting::open();
    let lit = desk.style_of(" 1 Overzicht ").bg;
    for (keys, title) in [("I", "Instellingen ·"), ("H", "Handelingen ·"), ("K", "Kalender ·"), ("W", "Aanbieders ·")] {
        desk.keys(keys);
        let screen = desk.screen(80, 24);
        assert!(screen.starts_with(&format!(" {title}")), "{screen}");
        assert_ne!(desk.style_of(" 1 Overzicht ").bg, lit);
    }
    desk.keys("2");
    assert_eq!(desk.style_of(" 2 KPI ").bg, lit);
}

#[test]
fn a_wide_screen_shows_what_is_chosen_beside_a_list_that_leaves_room_for_it() {
    for (keys, said) in
        [("6de", "te plannen: er liep een traject in dit jaar"), ("U", "PSW: 1 signaal"), ("V", "nog 1 nodig"), ("C", "P-0263")]
    {
        let mut desk = Zitting::open();
        let shown = desk.keys(keys).screen(200, 60);
        let beside = shown.lines().skip(3).take(14).any(|l| l.split_once('│').is_some_and(|(_, pane)| pane.contains(said)));
        assert!(beside, "{keys}: {shown}");
    }
    // What needs the width for itself keeps it.
    let mut desk = Zitting::open();
    let shown = desk.keys("4").screen(200, 60);
    assert!(!shown.contains('│'), "{shown}");
}

#[test]
fn an_empty_list_of_afspraken_proposes_nobody() {
    let mut desk = Zitting::open();
    assert!(desk.model.shared.aanbieder.is_some(), "the overview put the worst forward");
    let met = |desk: &Zitting| {
        let Some(crate::tui::popups::Popup::Form(form)) = desk.model.popups.last() else { panic!("no form") };
        (form.value("aanbieder"), form.value("eigenaar"))
    };
    desk.keys("4/zoiets is er niet<enter>a");
    assert_eq!(met(&desk), ("regio".to_owned(), String::new()));
    // Of a row it is with whom that one is.
    desk.keys("<esc><esc><home>a");
    assert_eq!(met(&desk).0, "psw");
}

/// Names and texts as people paste them: accents apart, emoji that are joined, flags, signs two columns wide.
const VREEMD: [&str; 5] = [
    "Ge\u{301}e\u{301}n klacht over Zoe\u{308}",
    "Gezin 👩\u{200d}👩\u{200d}👧\u{200d}👦 kent de weg niet 👍\u{1f3fd}",
    "Vlag 🇳🇱 en 🇧🇪, hart ❤\u{fe0f} en toets 1\u{fe0f}\u{20e3}",
    "漢字テスト over de begeleiding",
    "Gewoon",
];

#[test]
fn every_terminal_draws_what_is_shown_in_the_same_columns() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("7");
    for tekst in VREEMD {
        desk.keys("n");
        desk.paste(tekst);
        desk.keys("<tab>venl<ctrl+s>");
    }
    let columns = |desk: &Zitting, (width, height): (u16, u16)| {
        let buf = desk.draw(width, height);
        for y in 0..height {
            let mut x = 0;
            while x < width {
                let sign = buf[(x, y)].symbol();
                let each: usize = sign.chars().map(|c| crate::tui::text::width(&c.to_string())).sum();
                let wide = crate::tui::text::width(sign);
                assert_eq!(each, wide, "{sign:?} at {x}, {y}: {}", desk.screen(width, height));
                x += u16::try_from(wide.max(1)).unwrap();
            }
        }
    };
    for size in [(80, 24), (60, 20), (47, 24)] {
        for keys in ["<home>", "<down>", "<down>", "<down>", "<enter>", "<esc>e", "<esc>"] {
            desk.keys(keys);
            columns(&desk, size);
        }
    }
    // What was typed is kept as it was.
    let mut kept: Vec<String> = signalen(&desk).iter().map(|s| s.tekst.to_string()).collect();
    kept.sort();
    assert!(kept.iter().any(|t| t.contains('🇧')) && kept.iter().any(|t| t.contains("👍\u{1f3fd}")), "{kept:?}");
}

#[test]
fn a_row_that_is_chosen_has_the_same_mark_on_every_screen() {
    for (way, row) in [("4", "PSW-2025-01"), ("7", "Venlo"), ("W", "PSW")] {
        let mut desk = Zitting::open();
        desk.keys(way).keys("<home><space>");
        let shown = desk.screen(120, 40);
        assert!(shown.lines().any(|l| l.contains("▌")), "{way} {row}: {shown}");
    }
}

#[test]
fn a_hint_is_whole_in_a_low_and_narrow_screen_and_leaves_no_hole() {
    let mut desk = Zitting::open();
    desk.keys("W/psw<enter><enter><down>dv");
    let shown = desk.screen(80, 24);
    assert!(shown.contains("toch geen vertrek."), "{shown}");
    desk.keys("<esc>dc");
    let lines: Vec<String> = desk.screen(80, 24).lines().map(str::to_owned).collect();
    let last = lines.iter().position(|l| l.contains('╰')).unwrap();
    let blank = lines[..last].iter().rev().take_while(|l| l.trim_matches(['│', ' ', '▌']).is_empty()).count();
    assert!(blank <= 2, "{}", lines.join("\n"));
}

#[test]
fn columns_stay_where_they_are_whatever_is_filtered_or_done() {
    let mut desk = Zitting::open();
    for (keys, first, other) in [
        ("4", "nummer", "eigenaar"),
        ("7", "status", "gemeente"),
        ("A", "deelnemer", "sinds"),
        ("T", "tot en met", "gestart"),
        ("H", "wanneer", "wat"),
        ("I", "wat", "staat op"),
        ("G<tab>", "status", "datum"),
        ("6de", "datum", "status"),
    ] {
        desk.keys(keys);
        let columns = |desk: &Zitting| {
            let shown = desk.screen(120, 40);
            shown.lines().find(|line| line.contains(first) && line.contains(other)).map(str::to_owned)
        };
        let before = columns(&desk);
        assert!(before.is_some(), "{keys}: {}", desk.screen(120, 40));
        for more in ["<end>", "f", "f", "f", "f", "/e<enter>"] {
            desk.keys(more);
            // A list with nothing in it has no columns.
            if let Some(now) = columns(&desk) {
                assert_eq!(Some(now), before, "{keys} {more}");
            }
        }
    }
    // A longer word than any that stood there makes no column wider.
    desk.keys("7");
    let at = |desk: &Zitting| desk.screen(80, 24).lines().find_map(|l| l.find("gemeente")).unwrap();
    let before = at(&desk);
    for _ in 0..5 {
        desk.keys("ds");
        assert_eq!(at(&desk), before, "{}", desk.screen(80, 24));
    }
}

#[test]
fn what_was_chosen_for_an_act_is_let_go_with_it_and_the_act_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path());
    desk.keys("7<home><space><space>");
    // What is chosen stands below the list, and not the row under the cursor.
    let shown = desk.screen(120, 40);
    assert!(shown.contains("2 gekozen  esc laat de keuze los"), "{shown}");
    // One steps on with what is chosen.
    desk.keys("dk");
    assert!(desk.screen(120, 40).contains("2 gekozen"), "{}", desk.screen(120, 40));
    desk.keys("x");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("2 signalen afgehandeld") && !shown.contains("gekozen"), "{shown}");
    let before = statussen(&desk);
    // The next act is of the row under the cursor alone.
    desk.keys("x");
    assert_eq!(statussen(&desk).iter().filter(|s| **s == "afgehandeld").count(), 3, "{before:?}");
    // What is done already is not done again.
    desk.keys("x");
    says(&mut desk, &[("", "Dit signaal is al afgehandeld.")]);
    // A bundel is done with as well.
    let folder = tempfile::tempdir().unwrap();
    let mut desk = self::desk(folder.path());
    desk.keys("7<home><space><space>dbSamen<ctrl+s>");
    assert!(!desk.screen(120, 40).contains("gekozen"), "{}", desk.screen(120, 40));
}

fn says(desk: &mut Zitting, cases: &[(&str, &str)]) {
    for (keys, said) in cases {
        desk.keys(keys);
        assert!(desk.screen(120, 40).contains(said), "{keys}: {}", desk.screen(120, 40));
    }
}

#[test]
fn a_deadline_that_is_over_is_doubted_before_and_after_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("4aAlfa<tab>Anna<tab><ctrl+u>1-1-2020");
    assert!(desk.screen(120, 40).contains("geleden · ! al voorbij"), "{}", desk.screen(120, 40));
    desk.keys("<ctrl+s>");
    let said = "opgeslagen; let op: de deadline 1 jan 2020 is al voorbij";
    assert!(desk.screen(120, 40).contains(said), "{}", desk.screen(120, 40));
    desk.keys("e<tab><tab><ctrl+u>+14");
    assert!(!desk.screen(120, 40).contains("al voorbij"), "{}", desk.screen(120, 40));
}

#[test]
fn a_plan_van_aanpak_is_told_from_an_ordinary_afspraak_on_every_screen() {
    let mut desk = Zitting::open();
    let plan = |tekst: &str| crate::app::NieuweAfspraak {
        tekst: tekst.into(),
        eigenaar: "Anna".into(),
        soort: crate::domain::Afspraaksoort::PlanVanAanpak,
        ..crate::app::NieuweAfspraak::default()
    };
    for tekst in ["Tevredenheid van ondernemers", "Plan van aanpak: enquête"] {
        desk.app.make_afspraak(&plan(tekst)).unwrap();
    }
    desk.keys("4");
    for width in [80, 120] {
        let shown = desk.screen(width, 40);
        assert!(shown.contains("plan van aanpak ·"), "{shown}");
        assert!(!shown.to_lowercase().contains("plan van aanpak · plan"), "{shown}");
    }
}
