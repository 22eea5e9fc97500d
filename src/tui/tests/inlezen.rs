//! Reading files on the screen: choosing them, leaving one out, saying whose they are and when they came in.

use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::tui::popups::Popup;
use crate::tui::testing::Zitting;

const ROWS: &str = "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\nP2;Venray;1-2-2024\n";

/// A folder with a delivery of PSW, a younger one of Qwyl, one in a folder below, and a letter.
fn map(folder: &Path) -> std::path::PathBuf {
    let map = folder.join("in gekomen");
    std::fs::create_dir_all(map.join("ouder werk")).unwrap();
    for (naam, days) in [("psw-2024-K2-deelnemers.csv", 2), ("qwyl-2024-K2-deelnemers.csv", 1), ("brief.docx", 0)] {
        std::fs::write(map.join(naam), ROWS).unwrap();
        let file = std::fs::File::options().write(true).open(map.join(naam)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(days * 86_400)).unwrap();
    }
    std::fs::write(map.join("ouder werk/rendiz-2024-K2-deelnemers.csv"), ROWS).unwrap();
    map
}

fn says(desk: &Zitting, text: &str) {
    let shown = desk.screen(120, 40);
    assert!(shown.contains(text), "{text:?} is not on the screen:\n{shown}");
}

fn stored(desk: &Zitting) -> Vec<String> {
    let all = desk.app.rapportages("2024-K2".parse().unwrap()).unwrap();
    all.rapportages.iter().filter(|r| !r.versies.is_empty()).map(|r| r.status.aanbieder.key().to_owned()).collect()
}

#[test]
fn files_are_chosen_from_a_list_that_is_walked_through() {
    let folder = tempfile::tempdir().unwrap();
    map(folder.path());
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(folder.path().to_str().unwrap()).keys("/");
    says(&desk, "in gekomen/");
    // What begins so is completed; the folder opens.
    desk.keys("in<tab>");
    let shown = desk.screen(120, 40);
    let at = |text: &str| shown.lines().position(|l| l.contains(text)).unwrap_or_else(|| panic!("{text}: {shown}"));
    assert!(at("Alles in deze map: 2 bestanden") < at("ouder werk/"), "{shown}");
    assert!(at("ouder werk/") < at("qwyl-2024-K2") && at("qwyl-2024-K2") < at("psw-2024-K2"), "the newest first: {shown}");
    assert!(shown.contains("1 ander bestand niet in te lezen"), "{shown}");
    // Into the folder below and back up again.
    desk.keys("<down><down><enter>");
    says(&desk, "rendiz-2024-K2-deelnemers.csv");
    desk.keys("<down><enter>");
    says(&desk, "psw-2024-K2-deelnemers.csv");
    // Two of them are chosen with the blank; Enter reads them.
    desk.keys("<down><down><down>  ");
    says(&desk, "2 gekozen");
    desk.keys("<enter>");
    says(&desk, "Controle voor het inlezen");
    desk.keys("<ctrl+s>");
    assert_eq!(stored(&desk), ["psw", "qwyl"]);
    // The next time it begins where it was.
    desk.keys("i");
    says(&desk, "Alles in deze map: 2 bestanden");
    desk.keys("<esc>");
    assert!(desk.model.popups.is_empty());
}

#[test]
fn paths_that_are_dragged_or_pasted_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let map = map(folder.path());
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    let (psw, qwyl) = (map.join("psw-2024-K2-deelnemers.csv"), map.join("qwyl-2024-K2-deelnemers.csv"));
    desk.keys("i").paste(&format!("'{}' ", psw.display()));
    desk.keys("<enter>");
    says(&desk, "PSW 2024-K2 versie 1, 2 rijen");
    desk.keys("<esc>i").paste(&format!("'{}' '{}'", psw.display(), qwyl.display()));
    says(&desk, "2 gekozen");
    desk.keys("<enter>");
    says(&desk, "Qwyl 2024-K2 versie 1, 2 rijen");
    // Typed with the marks around it, as a terminal without pasting has it.
    desk.keys("<esc>i<ctrl+u>'").keys(psw.to_str().unwrap()).keys("'<enter>");
    says(&desk, "PSW 2024-K2 versie 1, 2 rijen");
    // What is typed quickly, before the folder is listed, is read all the same.
    desk.keys("<esc>");
    let cmds = desk.type_ahead(&format!("i{}<enter>", psw.display()));
    desk.run(cmds);
    says(&desk, "PSW 2024-K2 versie 1, 2 rijen");
}

#[test]
fn a_file_is_left_out_and_the_others_go_in() {
    let folder = tempfile::tempdir().unwrap();
    let map = map(folder.path());
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(map.to_str().unwrap()).keys("<enter>");
    while !desk.screen(120, 40).contains("▌○ qwyl") && !desk.screen(120, 40).contains("▌✓ qwyl") {
        desk.keys("<tab>");
    }
    desk.keys(" ");
    says(&desk, "weggelaten");
    // What is said of it and read anew leaves that as it is.
    desk.keys("e<ctrl+s>");
    says(&desk, "weggelaten");
    desk.keys("<ctrl+s>");
    says(&desk, "2 bestanden opgeslagen");
    assert_eq!(stored(&desk), ["psw", "rendiz"]);
}

#[test]
fn whose_a_file_is_and_when_it_came_in_is_said_before_it_goes_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lijst.csv");
    std::fs::write(&file, ROWS).unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(file.to_str().unwrap()).keys("<enter>");
    says(&desk, "✗ lijst.csv");
    desk.keys("erendiz<tab>2024-K9<tab>9-7-2024<ctrl+s>");
    says(&desk, "“2024-K9” is geen kwartaal");
    desk.keys("<ctrl+u>2024-K2<ctrl+s>");
    says(&desk, "is nog niet geweest");
    desk.keys("<ctrl+u>1-7-2024<tab><right><ctrl+s>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Rendiz 2024-K2 versie 1, 2 rijen"), "{shown}");
    desk.keys("<ctrl+s>");
    assert!(matches!(desk.model.popups.as_slice(), []), "{}", desk.screen(120, 40));
    let beeld = desk.app.rapportages("2024-K2".parse().unwrap()).unwrap();
    let rendiz = beeld.rapportages.iter().find(|r| r.status.aanbieder.key() == "rendiz").unwrap();
    assert_eq!(rendiz.versies[0].ingelezen, "2024-07-01".parse().unwrap());
    let codes = desk.app.find_deelnemers("").unwrap();
    assert!(codes.iter().all(|t| t.code.as_str() != "P1"), "the codes were replaced");
}

#[test]
fn a_first_version_shows_its_figures_before_it_is_stored() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld/leveringen/2024-K2");
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(example).keys("<enter>");
    let file = |desk: &Zitting| match desk.model.popups.last() {
        Some(Popup::Preview(preview)) => preview.chosen_file().unwrap().1,
        _ => panic!("{}", desk.screen(120, 40)),
    };
    for _ in 0..20 {
        if file(&desk).contains("rendiz") {
            break;
        }
        desk.keys("<tab>");
    }
    let shown = desk.screen(120, 60);
    assert!(shown.contains("Cijfers met deze rapportage"), "{shown}");
    let figure = shown.lines().find(|l| l.contains("C1.1 Start vastgelegd:")).unwrap_or_else(|| panic!("{shown}")).to_owned();
    desk.keys("<ctrl+s>");
    if desk.screen(80, 24).contains("Reden") {
        desk.keys("proef<ctrl+s>");
    }
    // What was shown is what it became.
    let beeld = desk.app.kpi_beeld(crate::domain::Segment::Collectief, None, "2024-K2".parse().unwrap()).unwrap();
    let cell = beeld.rij.cellen.iter().find(|c| c.aanbieder.is_some_and(|a| a.key() == "rendiz")).unwrap();
    let now = &cell.reeks(crate::domain::Periode::Kwartaal).meting;
    assert!(figure.contains(&now.weergave) && figure.contains(now.oordeel.naam()), "{figure} and {}", now.weergave);
}

#[test]
fn the_files_of_gemeenten_are_told_apart_and_are_not_about_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for naam in ["venlo", "venray"] {
        let rows = "Deelnemer;Aanbieder;Startdatum;Begintrede\nA1;PSW;1-2-2024;2\n";
        std::fs::write(folder.path().join(format!("een-lange-naam-voor-cvs-{naam}-2024-K2.csv")), rows).unwrap();
    }
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(folder.path().to_str().unwrap()).keys("<enter>");
    let shown = desk.screen(80, 24);
    assert!(!shown.contains("gaat over hetzelfde"), "{shown}");
    assert!(shown.contains("CVS-export Venlo 2024-K2") && shown.contains("een-lange-naam-voor-cvs-ven"), "{shown}");
    assert!(shown.lines().any(|l| l.trim_matches(['│', ' ']).ends_with("-2024-K2.csv")), "the whole name: {shown}");
}

#[test]
fn what_costs_a_row_stands_above_the_figures_and_the_reason_says_where_it_will_stand() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("psw-2024-K2-deelnemers.csv");
    std::fs::write(&file, format!("{ROWS}P3;Venlo;voorjaar\n")).unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(file.to_str().unwrap()).keys("<enter>");
    let shown = desk.screen(80, 24);
    assert!(shown.contains("Datum niet te lezen") && shown.contains("voorjaar"), "{shown}");
    desk.keys("<ctrl+s>");
    says(&desk, "Staat bij elk cijfer dat met deze rapportage is gemaakt.");
    desk.keys("<esc><esc>");
    let file = folder.path().join("uitvraag 2024-K2.csv");
    std::fs::write(&file, "Gemeente;Aanbieder;Toelichting\nVenlo;PSW;goed\nVenlo;Niemand;slecht\n").unwrap();
    desk.keys("i<ctrl+u>").keys(file.to_str().unwrap()).keys("<enter>");
    says(&desk, "Uitvraag Venlo 2024-K2, 1 rij");
    desk.keys("<ctrl+s>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Neem uitvraag 2024-K2.csv over") && !shown.contains("cijfer dat met"), "{shown}");
    desk.keys("naam verkeerd<ctrl+s>H");
    says(&desk, "naam verkeerd");
}

#[test]
fn a_year_that_lacks_reports_says_so_wherever_its_figure_is_shown() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld/leveringen/2024-K2/voorbeeld-psw-2024-K2.xlsx");
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(example).keys("<enter><ctrl+s>1");
    let shown = |desk: &Zitting| desk.screen(80, 24);
    assert!(shown(&desk).contains("p jaar") && !shown(&desk).contains('*'), "{}", shown(&desk));
    desk.keys("p<down><down>");
    let year = shown(&desk);
    assert!(year.contains('*') && year.contains("1 van 2 kwartalen"), "{year}");
    says(&desk, "p per kwartaal");
    desk.keys("<enter>");
    assert!(shown(&desk).contains("2024 t/m K2"), "{}", shown(&desk));
    desk.keys("p");
    assert!(shown(&desk).contains("Onderbouwing C2.1 · PSW · 2024-K2"), "{}", shown(&desk));
}

#[test]
fn a_folder_with_nothing_to_read_says_so_and_offers_nothing_to_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("brief.docx"), "b").unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    let leeg = folder.path().join("leeg");
    std::fs::create_dir(&leeg).unwrap();
    std::fs::write(leeg.join("brief.docx"), "b").unwrap();
    desk.keys("i").keys(leeg.to_str().unwrap()).keys("/");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("niets in te lezen hier (1 ander bestand)"), "{shown}");
    for wrong in ["Alles in deze map", "leest de hele map", "nieuwste bovenaan"] {
        assert!(!shown.contains(wrong), "{wrong}: {shown}");
    }
    assert!(shown.contains("↵ gaat een map hoger"), "{shown}");
    // There is one folder to read in, and no file to be the newest.
    desk.keys("<enter>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Alles in deze map") && !shown.contains("nieuwste bovenaan"), "{shown}");
}

#[test]
fn each_figure_of_the_preview_stands_below_its_own_heading() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doelen;Doeltrede;Uitstroomdatum;Uitstroom;\
               Uitval eensluidend";
    let deliver = |desk: &mut Zitting, kwartaal: &str, rows: &str| {
        let file = folder.path().join(format!("psw-{kwartaal}-deelnemers.csv"));
        std::fs::write(&file, format!("{kop}\n{rows}\n")).unwrap();
        desk.keys("i<ctrl+u>").keys(file.to_str().unwrap()).keys("<enter>");
    };
    deliver(&mut desk, "2024-K2", "P1;Venlo;1-2-2024;1-5-2024;ja;2;ja;4;;;");
    desk.keys("<ctrl+s>");
    // Who left before moves the year of the kwartaal that was there already.
    deliver(&mut desk, "2024-K1", "P2;Venlo;1-1-2024;31-12-2024;ja;2;ja;4;1-3-2024;regulier;");
    let shown = desk.screen(120, 60);
    desk.keys("<ctrl+s>");
    assert_eq!(desk.model.shared.kwartaal, "2024-K2".parse().unwrap(), "one stays where one was");
    let at = |text: &str| shown.lines().position(|l| l.contains(text)).unwrap_or_else(|| panic!("{text}: {shown}"));
    assert!(shown.contains("PSW 2024-K2 is al ingelezen en wordt hiermee opnieuw vergeleken"), "{shown}");
    let (first, moved) = (at("Cijfers met deze rapportage"), at("Cijfers die verschuiven"));
    assert!(first < at("C1.1 Start vastgelegd:") && at("C1.1 Start vastgelegd:") < moved, "{shown}");
    let line = |at: usize| shown.lines().nth(at).unwrap();
    assert!(line(moved + 1).contains(" → "), "{shown}");
    assert!(!(first..moved).any(|n| line(n).contains(" → ")), "{shown}");
}

#[test]
fn what_a_report_lacks_is_said_before_it_goes_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("psw-2024-K2-deelnemers.csv");
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doelen;Doeltrede";
    std::fs::write(&file, format!("{kop}\nP1;Venlo;1-2-2024;31-12-2025;ja;2;ja;4\n")).unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(file.to_str().unwrap()).keys("<enter>");
    let shown = desk.screen(120, 60);
    assert!(shown.contains("Tevredenheid en Samenwerking ontbreken; de rapportage is daarmee deels binnen"), "{shown}");
    assert!(shown.contains("C3.1 Deelnemers ≥ 8: niet te meten: Cijfer ontbreekt"), "{shown}");
    assert!(shown.contains("Daardoor zijn cijfers van KPI 3 niet te meten."), "{shown}");
    // All of it is in sight, so nothing points down to it; where it is not, something does.
    assert!(!shown.contains("onderaan"), "{shown}");
    says_in(&desk, (80, 24), "onderaan");
    // What another of these files holds is not lacking, until that is left out.
    std::fs::write(folder.path().join("psw-2024-K2-tevredenheid.csv"), "Niveau;Cijfer\ncasusregisseur;8\n").unwrap();
    desk.keys("<esc>i<ctrl+u>").keys(folder.path().to_str().unwrap()).keys("/<enter>");
    says_in(&desk, (120, 60), "Samenwerking ontbreekt; de rapportage");
    desk.keys(" ");
    says_in(&desk, (120, 60), "Samenwerking ontbre");
}

fn says_in(desk: &Zitting, (columns, rows): (u16, u16), text: &str) {
    let shown = desk.screen(columns, rows);
    assert!(shown.contains(text), "{text:?} is not on the screen:\n{shown}");
}

#[test]
fn the_history_of_what_was_read_does_not_tell_it_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("uitvraag 2024-K2.csv");
    std::fs::write(&file, "Gemeente;Aanbieder;Toelichting\nVenlo;PSW;goed geholpen\n").unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.keys("i").keys(file.to_str().unwrap()).keys("<enter><ctrl+s>7<enter>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("uitvraag 2024-K2.csv ingelezen"), "{shown}");
    assert!(!shown.contains("gemeente: Venlo"), "{shown}");
    // On Handelingen it is told what came in.
    desk.keys("<esc>H<enter>");
    says(&desk, "gemeente: Venlo");
}
