//! What is written for others, by keys: what names another aanbieder is asked about, codes are asked for.

use crate::domain::Postsoort;
use crate::domain::testing::PSW;
use crate::tui::stuk::Schrijfstuk;
use crate::tui::testing::Zitting;

/// The agenda of PSW in the example.
fn agenda() -> Zitting {
    let mut desk = Zitting::open();
    desk.keys("6");
    desk.model.shared.aanbieder = Some(PSW);
    desk.keys("<ctrl+r>");
    desk
}

#[track_caller]
fn shows(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

#[test]
fn a_sentence_that_names_another_aanbieder_is_shown_before_it_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("v");
    let md = base.with_extension("md");
    let mut desk = agenda();
    desk.keys("<enter>bGoed. Rendiz doet het ook zo.<ctrl+s><esc>");
    desk.keys(&format!("w<enter>m<enter>{}<ctrl+s>", base.display()));
    shows(&desk, "Hierin staat een andere aanbieder. Toch zo schrijven?");
    shows(&desk, "Rendiz in “Rendiz doet het ook zo.”");
    // Enter is no answer, no leaves the form, and nothing is written.
    desk.keys("<enter>");
    assert!(!md.exists());
    desk.keys("n");
    shows(&desk, "ctrl+s");
    assert!(!md.exists());
    std::fs::write(&md, "stond er").unwrap();
    // One yes for each thing that is asked, and only for what was asked about.
    desk.keys("<ctrl+s>");
    shows(&desk, "v.md is er al. Vervangen?");
    desk.keys("j");
    shows(&desk, "Toch zo schrijven?");
    desk.keys("n<tab>j");
    desk.keys("<ctrl+s>");
    shows(&desk, "v.md is er al. Vervangen?");
    desk.keys("jj");
    let written = std::fs::read_to_string(&md).unwrap();
    assert!(written.contains("Rendiz doet het ook zo.") && written.contains("ertrouwelijk"), "{}", desk.screen(120, 40));
    // What was let go out to this aanbieder is not asked about at its next paper; what is new is.
    desk.keys("w<ctrl+s>");
    shows(&desk, "✓ Verslag geschreven: verslag-psw-2025-K4.md");
    desk.keys("<enter>bQwyl ook.<ctrl+s><esc>w<ctrl+s>j");
    shows(&desk, "Qwyl in “Qwyl ook.”");
    assert!(!desk.screen(120, 40).contains("Rendiz in “"), "{}", desk.screen(120, 40));
}

#[test]
fn an_afspraak_is_made_of_the_vooruitblik_with_what_the_norm_asks_of_the_year() {
    let mut desk = Zitting::open();
    desk.keys("2");
    desk.model.shared.aanbieder = Some(PSW);
    desk.model.shared.norm = Some("C2.1".into());
    desk.keys("<ctrl+r>dv");
    shows(&desk, "Bij dit cijfer is er niets vooruit te zien");
    desk.keys("[");
    shows(&desk, "Eind 2025:");
    desk.keys("dv");
    shows(&desk, "Nieuwe afspraak");
    shows(&desk, "eind 2025: ");
    shows(&desk, "C2.1 ≥ 80% in 2025-K4 (jaar)");
    desk.keys("Plaatsingen versnellen<ctrl+s>4");
    shows(&desk, "Plaatsingen versnellen");
}

/// The files of a folder, by name.
fn files_in(map: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(map).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn everything_of_a_gesprek_is_written_from_one_form_that_remembers_where_and_what() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().display().to_string();
    let mut desk = agenda();
    desk.keys("w");
    shows(&desk, "Gesprek PSW 2025-K4");
    shows(&desk, "‹ verslag ›  1 van 6");
    // By its first letters, in the form that is chosen, under the name that is proposed.
    desk.keys(&format!("agenda<enter>h<enter>{map}/agenda<ctrl+s>"));
    shows(&desk, "Agenda geschreven: agenda.html");
    desk.keys("w");
    shows(&desk, "agenda voor de aanbieder");
    shows(&desk, "● HTML");
    desk.keys("<right><ctrl+s>");
    shows(&desk, "Agenda met voorbereiding (intern) geschreven: agenda-intern-psw-2025-K4.html");
    desk.keys("wdat<ctrl+s>");
    shows(&desk, "datums geschreven: accountgesprekken-psw.ics");
    // What was typed stays when something else is chosen.
    desk.keys(&format!("w<tab><tab>{map}/eigen.ics<shift+tab><shift+tab><left><right><ctrl+s>"));
    assert_eq!(
        files_in(folder.path()),
        ["accountgesprekken-psw.ics", "agenda-intern-psw-2025-K4.html", "agenda.html", "eigen.ics"]
    );
    let html = std::fs::read_to_string(folder.path().join("agenda.html")).unwrap();
    assert!(html.contains("Agenda") && !html.contains("Intern:"));
}

#[test]
fn post_is_kept_on_the_gesprek_and_what_is_lacking_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().display().to_string();
    let mut desk = agenda();
    desk.keys(&format!("wpost: uit<enter>{map}/u<ctrl+s>"));
    let eml = std::fs::read_to_string(folder.path().join("u.eml")).unwrap();
    assert!(eml.contains("X-Unsent: 1"));
    shows(&desk, "Post gemaakt: uitnodiging");
    // To the gemeenten: a folder with one for each, or one of them alone.
    desk.keys("U");
    desk.keys(&format!("wpost: u<enter><enter>{map}/uitvraag<ctrl+s>"));
    shows(&desk, "7 concepten, nog niet verzonden, in ");
    shows(&desk, "Nog te weten");
    shows(&desk, "is geen adres bekend");
    assert_eq!(files_in(&folder.path().join("uitvraag")).len(), 7);
    // What is to be known stands over the screen; the next key is for the screen all the same.
    desk.keys("w<enter>venr<ctrl+s>");
    shows(&desk, "Uitvraag voor Venray, nog niet verzonden: post-uitvraag-venray-2025-K4.eml");
}

#[test]
fn the_figures_of_each_screen_go_to_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().display().to_string();
    let mut desk = agenda();
    let mut before = 0;
    let over = "Cijfers over ";
    for (keys, naam, proposed, written) in [
        ("2", "kpi", "kpi-", over),
        ("2<enter>", "onderbouwing", "onderbouwing-", over),
        ("A", "aandacht", "aandacht-", over),
        ("7", "signalen", "signalen.xlsx", "11 signalen geschreven"),
        ("C", "cvs", "cvs-", over),
        ("L", "ladder", "ladder-", over),
    ] {
        desk.keys(keys).keys("w");
        shows(&desk, proposed);
        desk.keys(&format!("{map}/{naam}<ctrl+s>"));
        shows(&desk, written);
        before += 1;
        assert_eq!(files_in(folder.path()).len(), before, "{naam}\n{}", desk.screen(120, 40));
    }
    desk.keys("1w");
    shows(&desk, "cijfers-2025-K4.xlsx");
    desk.keys("f");
    shows(&desk, "factsheet-psw-2025-K4");
    desk.keys("<ctrl+s>");
    shows(&desk, "Factsheet PSW geschreven: factsheet-psw-2025-K4.docx");
    desk.keys("wj<ctrl+s>");
    shows(&desk, "Jaarbeeld 2025 geschreven");
}

#[test]
fn of_the_signalen_those_go_to_a_workbook_that_are_listed_or_chosen() {
    let mut desk = Zitting::open();
    desk.keys("7/venlo<enter>w");
    shows(&desk, "4 signalen uit de lijst");
    desk.keys("<esc><space><down><space>w");
    shows(&desk, "2 signalen uit de lijst");
    let folder = tempfile::tempdir().unwrap();
    let pad = folder.path().join("gekozen.xlsx");
    desk.keys(&format!("{}<ctrl+s>", pad.display()));
    let mut boek: calamine::Xlsx<_> = calamine::open_workbook(&pad).unwrap();
    let blad = calamine::Reader::worksheet_range(&mut boek, "Signalen").unwrap();
    let of_venlo = blad.rows().filter(|rij| rij.iter().any(|c| *c == "Venlo")).count();
    assert_eq!(of_venlo, 2, "{}", desk.screen(120, 40));
    // Nothing listed, nothing to write.
    desk.keys("<esc><esc>/zzzz<enter>w");
    assert!(!desk.screen(120, 40).contains("Schrijven naar bestand"), "{}", desk.screen(120, 40));
}

#[test]
fn the_trend_says_as_much_as_the_signalen_behind_it() {
    let mut desk = Zitting::open();
    desk.keys("7<tab>");
    shows(&desk, "15 signalen · 2025-K3 tot en met 2025-K4");
    desk.keys("fff/venray<enter><down><enter>");
    let read = desk.screen(120, 60);
    let behind = read.lines().filter(|l| l.contains("│ ") && l.contains(" · Venray · ")).count();
    assert_eq!(behind, 3, "{read}");
    // A part of its own, not a filter: back in the list everything is there.
    desk.keys("<esc><esc><tab>");
    shows(&desk, "alle 15");
}

#[test]
fn what_a_screen_writes_is_found_by_its_name() {
    let mut desk = agenda();
    desk.keys(":uitnodiging");
    shows(&desk, "Schrijf post: de uitnodiging met de agenda");
    desk.keys("<enter>");
    shows(&desk, "post: uitnodiging");
    desk.keys("<esc>1:jaarbeeld<enter>");
    shows(&desk, "jaarbeeld voor het bestuur");
    // What the table may not see is not offered there.
    desk.keys("<esc>6tjw");
    assert!(!desk.screen(120, 40).contains("Schrijven naar bestand"), "{}", desk.screen(120, 40));
}

/// The sheet of a list that was written, as rows of text.
fn listed(pad: &std::path::Path) -> Vec<Vec<String>> {
    let mut boek: calamine::Xlsx<_> = calamine::open_workbook(pad).unwrap();
    let blad = calamine::Reader::worksheet_range(&mut boek, "Lijst").unwrap();
    blad.rows().map(|rij| rij.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_list_goes_to_a_workbook_as_it_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    let write = |desk: &mut Zitting, naam: &str, ja: &str| {
        let pad = folder.path().join(naam);
        desk.keys(&format!("w<ctrl+u>{}{ja}<ctrl+s>", pad.display()));
        shows(desk, "geschreven: ");
        listed(&pad)
    };
    // Narrowed, in its order, with the columns for which the screen has no room.
    let mut desk = Zitting::open();
    desk.keys("T/uitval venray<enter>");
    let rows = write(&mut desk, "zonder.xlsx", "");
    assert!(rows.iter().flatten().any(|c| c == "Gezocht op “uitval venray”, op deelnemer ↑"), "{rows:?}");
    let head = rows.iter().position(|rij| rij.iter().any(|c| c == "Gemeente")).unwrap();
    assert!(rows[head].iter().any(|c| c == "Uitstroom") && !rows[head].iter().any(|c| c == "Deelnemer"), "{:?}", rows[head]);
    let found = desk.screen(80, 24).lines().filter(|l| l.contains(" Venray ")).count();
    assert_eq!(rows.len() - head - 1, found, "{}", desk.screen(80, 24));
    assert!(!rows.iter().flatten().any(|c| c.starts_with("P-") || c.starts_with("R-")), "{rows:?}");
    // Their codes only for who asks for them.
    let rows = write(&mut desk, "met.xlsx", "<tab>j");
    assert!(rows.iter().flatten().any(|c| c.starts_with("R-")), "{rows:?}");
    assert!(rows.iter().flatten().any(|c| c.starts_with("VERTROUWELIJK")), "{rows:?}");
    // A code that somebody typed is not told by a list that has no column of them.
    desk.keys("<esc>1aOver deelnemer P-0201 bellen<ctrl+s>");
    desk.keys("K");
    let pad = folder.path().join("kalender.xlsx");
    desk.keys("w").keys(&format!("<tab><ctrl+u>{}<ctrl+s>", pad.display()));
    let rows = listed(&pad);
    let typed = rows.iter().flatten().find(|c| c.contains("bellen")).unwrap_or_else(|| panic!("{rows:?}"));
    assert!(typed.contains("Over deelnemer [deelnemer] bellen"), "{typed}");
}

#[test]
fn only_post_for_which_there_is_something_to_write_is_offered() {
    let offered = |desk: &Zitting| {
        let uitgave = desk.model.screens.top().uitgave(&desk.model.shared).unwrap();
        let post =
            uitgave.stukken.into_iter().filter_map(|stuk| if let Schrijfstuk::Post(soort) = stuk { Some(soort) } else { None });
        post.collect::<Vec<_>>()
    };
    let (mut with, mut without) = (0, 0);
    for keys in ["", "[", "[[", "[[[[", "]"] {
        let mut desk = agenda();
        for _ in 0..3 {
            desk.keys(".").keys(keys);
            let offered = offered(&desk);
            let beeld = desk.model.shared.aanbieder.map(|a| {
                let kwartaal = desk.model.shared.kwartaal;
                let versie = desk
                    .app
                    .overzicht(kwartaal)
                    .unwrap()
                    .rapportages
                    .into_iter()
                    .find(|s| s.aanbieder == a)
                    .and_then(|s| s.versie);
                versie.is_some_and(|versie| !desk.app.bevindingen(Some(a), kwartaal, versie).unwrap().is_empty())
            });
            let has = beeld == Some(true);
            assert_eq!(offered.contains(&Postsoort::Bevindingen), has, "{keys}: {offered:?}");
            *(if has { &mut with } else { &mut without }) += 1;
            assert_ne!(
                offered.contains(&Postsoort::Verslag),
                offered.contains(&Postsoort::Uitnodiging),
                "one comes after the other"
            );
        }
    }
    assert!(with > 0 && without > 0, "{with} {without}");
}

#[test]
fn at_the_table_it_is_said_when_one_writes() {
    let mut desk = agenda();
    desk.keys("tjw");
    shows(&desk, "Aan tafel wordt niets naar een bestand geschreven; na het afronden kan het met w, en na esc op de agenda.");
    assert!(desk.model.popups.is_empty());
    // Read large nothing is hidden from anybody, and what was rounded off is over.
    for keys in ["<enter>w", "tjrjwj"] {
        let mut desk = agenda();
        desk.keys(keys);
        shows(&desk, "╭ Schrijven");
    }
}

#[test]
fn a_gesprek_that_was_not_begun_is_rounded_off_after_that_was_said() {
    let mut desk = agenda();
    desk.model.shared.today = "2026-01-20".parse().unwrap();
    desk.keys("<enter>r");
    shows(&desk, "Dit gesprek is hier niet begonnen (t begint het).");
    desk.keys("n");
    // Enter where nothing can be read in a window of its own says where one goes on.
    desk.keys("<right><enter>");
    shows(&desk, "Alles van dit punt staat hier al; → gaat naar het volgende punt.");
}

/// What was looked at elsewhere is not of the kwartaal that is over.
#[test]
fn whoever_leaves_the_uitvraag_is_back_in_the_kwartaal_where_he_was() {
    let mut desk = Zitting::open();
    let over = crate::domain::Kwartaal::last_over(desk.model.shared.today);
    let earlier = over.plus(-2);
    for (keys, back) in [
        ("U<esc>", earlier),
        ("UU<esc><esc>", earlier),
        ("U3", earlier),
        ("U<enter><esc><esc><esc>", earlier),
        ("U[<esc>", over.previous()),
    ] {
        desk.keys("1");
        desk.model.shared.kwartaal = earlier;
        desk.keys("U");
        assert_eq!(desk.model.shared.kwartaal, over, "{keys}");
        desk.keys(keys.strip_prefix('U').unwrap());
        assert_eq!(desk.model.shared.kwartaal, back, "{keys}");
    }
}

#[test]
fn going_past_what_is_of_one_aanbieder_leaves_the_figures_of_all() {
    let mut desk = Zitting::open();
    desk.keys("1w");
    let van = |desk: &Zitting| desk.screen(120, 40).lines().find(|l| l.contains("Van ")).map(str::to_owned);
    let before = van(&desk);
    let form = |desk: &Zitting| match desk.model.popups.last() {
        Some(crate::tui::popups::Popup::Form(form)) => (form.value("wat"), form.value("van"), form.value("naar")),
        other => panic!("{other:?}"),
    };
    let first = form(&desk);
    assert!(first.2.contains("cijfers") && before.is_some(), "{first:?}");
    // All the way round.
    let mut seen = 0;
    loop {
        desk.keys("<right>");
        seen += 1;
        if form(&desk).0 == first.0 {
            break;
        }
        assert!(seen < 12);
    }
    assert!(seen > 2);
    assert_eq!((form(&desk), van(&desk)), (first, before));
}
