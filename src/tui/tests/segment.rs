//! The two segments by keys: figures of a few aanbieders and of forty, per gemeente, and what is in the segment that one does not see.

use std::fmt::Write as _;
use std::path::Path;

use crate::domain::testing::k;
use crate::domain::{Aanbieder, Gemeente, NormId, Periode, Segment};
use crate::tui::keys::Scope;
use crate::tui::testing::Zitting;

const KOP: &str = "Deelnemer;Gemeente;Startdatum;Product;Cijfer\n";

fn says(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 50).contains(text), "{text:?} is not on\n{}", desk.screen(120, 50));
}

/// Reads files of the kwartaal 2024-K2: name and content.
fn read(desk: &mut Zitting, folder: &Path, files: &[(String, String)]) {
    let map = folder.join("in");
    std::fs::create_dir_all(&map).unwrap();
    for (naam, inhoud) in files {
        std::fs::write(map.join(naam), inhoud).unwrap();
    }
    desk.keys(&format!("i{}<ctrl+s><ctrl+s>", map.display()));
    assert!(desk.model.popups.is_empty(), "{}", desk.screen(120, 50));
    std::fs::remove_dir_all(&map).unwrap();
}

/// A desk on which so many aanbieders of individueel reported five deelnemers each: of the n-th the marks of n remainder 6 are good.
fn desk(folder: &Path, n: usize) -> (Zitting, Vec<Aanbieder>) {
    let mut desk = Zitting::at(&folder.join("proef.db"));
    let register = desk.app.register().clone();
    let only = |s: Segment| register.iter().filter(move |i| !i.has_contract(Segment::Collectief) && i.has_contract(s));
    let mut wie: Vec<Aanbieder> = only(Segment::Individueel).map(|i| i.aanbieder).collect();
    // Two of collectief have the segment too, so that there are forty.
    wie.extend(register.iter().map(|i| i.aanbieder).filter(|a| ["psw", "qwyl", "rendiz"].contains(&a.key())));
    wie.truncate(n);
    assert_eq!(wie.len(), n);
    let files = wie.iter().enumerate().map(|(at, wie)| {
        let mut rows = KOP.to_owned();
        for nr in 0..5 {
            let gemeente = Gemeente::ALL[(at + nr) % 7].naam();
            let cijfer = if nr < at % 6 { 9 } else { 5 };
            let _ = writeln!(rows, "D{at}-{nr};{gemeente};1-2-2024;mbo;{cijfer}");
        }
        (format!("{}-2024-K2-deelnemers.csv", wie.key()), rows)
    });
    let files: Vec<(String, String)> = files.collect();
    read(&mut desk, folder, &files);
    (desk, wie)
}

/// The first column of the list on a tall screen.
fn listed(desk: &Zitting) -> Vec<String> {
    let screen = desk.screen(120, 80);
    let lines = screen.lines().skip_while(|line| !line.starts_with(" aanbieder ") && !line.starts_with(" gemeente "));
    let lines = lines.skip(1).take_while(|line| !line.starts_with('─'));
    lines.map(|line| line.trim().split("  ").next().unwrap().to_owned()).collect()
}

#[test]
fn the_worst_of_however_many_stands_first_and_each_opens_its_own_rows() {
    for n in [2, 3, 5, 40] {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, wie) = desk(folder.path(), n);
        desk.keys("2sllll");
        assert_eq!(desk.model.screens.top().scope(), Scope::Normlijst);
        says(&desk, "accountgesprek · 2024-K2 · individueel (s)");
        says(&desk, &format!("per aanbieder {n}"));
        // How many of five marks are good, and on a tie the name: the fewest first.
        let naam = |a: &Aanbieder| desk.app.register().naam(*a);
        let mut expected: Vec<(usize, String)> = wie.iter().enumerate().map(|(at, a)| ((at % 6).min(5), naam(a))).collect();
        expected.sort_by_key(|(good, naam)| (*good, naam.to_lowercase()));
        let mut expected: Vec<String> = expected.into_iter().map(|(_, naam)| naam).collect();
        expected.insert(0, "samen".to_owned());
        assert_eq!(listed(&desk), expected);
        // The list scrolls, and says where one is.
        desk.keys("<end>");
        let last = expected.last().unwrap().clone();
        assert!(desk.screen(80, 24).contains(&format!("{0} van {0}", n + 1)), "{}", desk.screen(80, 24));
        assert!(desk.screen(80, 24).contains(last.as_str()), "{}", desk.screen(80, 24));
        desk.keys("<enter>");
        says(&desk, &format!("Onderbouwing I3.1 · {last} · 2024-K2 · individueel (s)"));
        says(&desk, "alles 5");
        // One walks on from there by name, all together last.
        desk.keys(&"l".repeat(n));
        says(&desk, "Onderbouwing I3.1 · samen");
        says(&desk, &format!("alles {}", 5 * n));
        desk.keys("<esc>");
        assert!(desk.screen(80, 24).contains(&format!("{0} van {0}", n + 1)), "the cursor stays where it was");
        // By name, and found by a part of it.
        desk.keys("o");
        let mut by_name = expected.split_off(1);
        by_name.sort_by_key(|naam| naam.to_lowercase());
        by_name.insert(0, "samen".to_owned());
        assert_eq!(listed(&desk), by_name);
        desk.keys(&format!("/{last}<enter>"));
        assert!(listed(&desk).contains(&last), "{:?}", listed(&desk));
        assert!(listed(&desk).len() < n, "{:?}", listed(&desk));
        for size in [(1, 1), (40, 10), (80, 24), (120, 40), (200, 60)] {
            let _ = desk.draw(size.0, size.1);
        }
    }
}

#[test]
fn the_figure_of_a_gemeente_is_the_one_of_the_command_in_both_segments() {
    let desk = Zitting::open();
    for kwartaal in [k("2023-K1"), k("2024-K3"), k("2025-K4")] {
        for segment in Segment::ALL {
            let told = Gemeente::ALL.map(|g| (g, desk.app.metingen_van_gemeente(segment, kwartaal, None, g).unwrap()));
            for norm in desk.app.normen().valid_in(segment, kwartaal).filter(|n| n.kpi != 4) {
                let beeld = desk.app.kpi_per_gemeente(segment, Some(&norm.id), kwartaal).unwrap();
                assert_eq!(beeld.rij.norm.id, norm.id);
                for (gemeente, metingen) in &told {
                    let (_, cel) = beeld.cellen.iter().find(|(g, _)| g == gemeente).unwrap();
                    for periode in Periode::ALL {
                        let is_it =
                            |m: &&crate::domain::Meting| m.aanbieder.is_none() && m.norm == norm.id && m.periode == periode;
                        let expected = metingen.iter().find(is_it).unwrap();
                        assert_eq!(cel.reeks(periode).meting, *expected, "{kwartaal} {} {gemeente:?}", norm.id);
                    }
                }
            }
        }
    }
}

#[test]
fn per_gemeente_is_a_part_of_the_screen_in_either_segment() {
    let mut desk = Zitting::open();
    desk.keys("2<tab>");
    says(&desk, "per gemeente, ter informatie");
    assert_eq!(listed(&desk).len(), 8);
    desk.keys("<down><enter>");
    assert_eq!(desk.model.screens.top().scope(), Scope::Herleiding);
    says(&desk, "ter informatie");
    let rows = |desk: &Zitting, gemeente: &str| desk.screen(120, 60).matches(gemeente).count();
    assert!(rows(&desk, " samen") == 0, "{}", desk.screen(120, 60));
    desk.keys("<esc>s");
    says(&desk, "individueel (s)");
    says(&desk, "per gemeente, ter informatie");
    // Dekking is of all of them; walking past the last norm stays there.
    desk.keys(&"l".repeat(20));
    assert_eq!(desk.model.shared.norm_individueel.as_ref().map(NormId::as_str), Some("I3.3"));
    desk.keys("s").keys(&"l".repeat(20));
    assert_eq!(desk.model.shared.norm.as_ref().map(NormId::as_str), Some("C3.3"));
    desk.keys("<tab>").keys(&"<down>".repeat(20));
    says(&desk, "C4.1");
    desk.keys("<tab>");
    says(&desk, "Dekking gaat over de gemeenten samen; kies een andere norm.");
}

#[test]
fn the_segment_goes_along_and_screens_of_collectief_say_what_they_are() {
    let mut desk = Zitting::open();
    desk.keys("2s5");
    says(&desk, "2025-K4 · individueel (s)");
    assert!(!desk.screen(120, 50).contains("Dekkingsoverzicht"), "{}", desk.screen(120, 50));
    for keys in ["A", "<esc>T"] {
        desk.keys(keys);
        says(&desk, "2025-K4 · individueel (s)");
    }
    for keys in ["1", "3", "6"] {
        desk.keys(keys);
        says(&desk, "2025-K4 · collectief");
        desk.keys("s");
        says(&desk, "Dit scherm gaat over segment collectief; s wisselt bij KPI, Rapporten, Aandacht en Deelnemers.");
        assert_eq!(desk.model.shared.segment, Segment::Individueel);
    }
    // A figure of the overview is one of collectief, whatever is chosen elsewhere.
    desk.keys("1<enter>");
    says(&desk, "collectief (s)");
    desk.keys("<esc>2");
    says(&desk, "individueel (s)");
    // The choice in collectief stays what it was.
    let chosen = (desk.model.shared.norm.clone(), desk.model.shared.aanbieder);
    desk.keys("jjj<enter>s<esc><esc>1");
    assert_eq!((desk.model.shared.norm.clone(), desk.model.shared.aanbieder), chosen);
}

#[test]
fn what_is_in_the_segment_that_one_does_not_see_is_said() {
    let mut desk = Zitting::open();
    for keys in ["5", "A", "T"] {
        desk.keys(keys);
        let elders = |desk: &Zitting| {
            let screen = desk.screen(120, 50);
            let (_, rest) = screen.split_once("nog ").unwrap_or_else(|| panic!("{screen}"));
            let said = rest.lines().next().unwrap().trim().to_owned();
            let (n, segment) = said.split_once(" in segment ").unwrap();
            (n.parse::<usize>().unwrap(), segment.to_owned())
        };
        let (there, segment) = elders(&desk);
        assert_eq!(segment, "individueel (s)", "{keys}");
        desk.keys("s");
        let (_, back) = elders(&desk);
        assert_eq!(back, "collectief (s)", "{keys}");
        // As many as were told are there, but for who has both.
        let at = desk.screen(120, 50).lines().rev().nth(1).unwrap().rsplit(" van ").next().unwrap().trim().parse::<usize>();
        assert!(at.is_ok_and(|at| at >= there), "{keys} {there}\n{}", desk.screen(120, 50));
        desk.keys("s");
    }
}

#[test]
fn a_deelnemer_is_in_the_list_of_each_segment_that_it_has_a_traject_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    let rows = "A;Venlo;1-2-2024;;8\nB;Venlo;1-2-2024;mbo;8\nC;Venlo;1-2-2024;;8\nC;Venlo;1-3-2024;hbo;8\n";
    let files = [
        ("psw-2024-K2-deelnemers.csv".to_owned(), format!("{KOP}{rows}")),
        ("jobfit-2024-K2-deelnemers.csv".to_owned(), format!("{KOP}J;Venlo;1-2-2024;;8\n")),
    ];
    read(&mut desk, folder.path(), &files);
    let codes = |desk: &Zitting, segment| {
        let lijst = desk.app.deelnemerlijst(segment).unwrap();
        let codes: Vec<String> = lijst.treffers.iter().map(|t| t.code.to_string()).collect();
        (codes.join(" "), lijst.elders)
    };
    assert_eq!(codes(&desk, Segment::Collectief), ("A C".to_owned(), 2));
    assert_eq!(codes(&desk, Segment::Individueel), ("B C J".to_owned(), 1));
    desk.keys("T");
    says(&desk, "nog 2 in segment individueel (s)");
    desk.keys("s");
    says(&desk, "nog 1 in segment collectief (s)");
    // Of who is shown in a segment the report is there, of nobody twice.
    let reports = |desk: &Zitting, segment| {
        let beeld = desk.app.rapportages_in(segment, k("2024-K2")).unwrap();
        let delivered = beeld.rapportages.iter().filter(|r| !r.versies.is_empty());
        (delivered.map(|r| r.status.aanbieder.key().to_owned()).collect::<Vec<_>>().join(" "), beeld.elders)
    };
    assert_eq!(reports(&desk, Segment::Collectief), ("psw".to_owned(), 1));
    assert_eq!(reports(&desk, Segment::Individueel), ("jobfit psw".to_owned(), 0));
}

#[test]
fn marks_of_who_is_not_shown_are_counted_and_a_change_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("proef.db"));
    desk.model.shared.kwartaal = k("2024-K2");
    desk.keys("2s");
    says(&desk, "Geen rapportages van segment individueel over 2024-K2. i leest bestanden in.");
    // Marks of an employer alone: without deelnemers nobody is shown.
    let marks = "Niveau;Cijfer;Gemeente;Segment\nondernemer;9;Venlo;individueel\nondernemer;7;;individueel\n";
    read(&mut desk, folder.path(), &[("unik-2024-K2-tevredenheid.csv".to_owned(), marks.to_owned())]);
    desk.keys("2").keys(&"l".repeat(9));
    says(&desk, "I3.3");
    says(&desk, "2 cijfers in 2024 van wie niet in deze lijst staat tellen niet mee");
    // With a deelnemer the aanbieder is shown, and its marks count; the list is that of now.
    read(&mut desk, folder.path(), &[("unik-2024-K2-deelnemers.csv".to_owned(), format!("{KOP}U;Venlo;1-2-2024;mbo;8\n"))]);
    assert_eq!(listed(&desk), ["samen", "UniK"]);
    assert!(!desk.screen(120, 50).contains("tellen niet mee"), "{}", desk.screen(120, 50));
    says(&desk, "1/2");
    desk.keys("<tab>");
    says(&desk, "1 cijfer in 2024 zonder gemeente telt niet mee");
}
