//! The workbook of `cijfers`: its numbers are those that the program shows, and it says no more than was asked.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::gebruiker::Gebruiker;

const KWARTAAL: &str = "2025-K4";

/// Writes the workbook of the example.
fn written(u: &Gebruiker, naam: &str, more: &[&str]) -> Vec<u8> {
    let naar = u.path(naam);
    let args = ["--voorbeeld", "cijfers", "--kwartaal", KWARTAAL, "--naar", naar.to_str().unwrap()];
    u.bare(&[&args, more].concat()).ends(0);
    std::fs::read(naar).unwrap()
}

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    for naam in &names {
        assert!(book.worksheet_formula(naam).unwrap().is_empty(), "{naam}: no cell is a formula");
    }
    names.into_iter().map(|naam| (naam.clone(), book.worksheet_range(&naam).unwrap())).collect()
}

/// The rows of a sheet below the header that holds this column, each cell by the name of its column.
fn rows(sheet: &Range<Data>, kolom: &str) -> Vec<Vec<(String, Data)>> {
    let mut rows = sheet.rows().skip_while(|row| !row.iter().any(|c| *c == kolom));
    let head: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn cell<'r>(row: &'r [(String, Data)], kolom: &str) -> &'r Data {
    &row.iter().find(|(naam, _)| naam == kolom).unwrap().1
}

fn codes(u: &Gebruiker) -> HashSet<String> {
    let json = u.bare(&["--voorbeeld", "kpi", "--kwartaal", KWARTAAL, "--rijen", "--json"]).json();
    let rows = json["metingen"].as_array().unwrap().iter().flat_map(|m| m["rijen"].as_array().unwrap().clone());
    rows.filter_map(|r| r["deelnemer"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_figure_is_the_number_that_the_program_shows_and_what_is_not_measured_is_empty() {
    let u = Gebruiker::new();
    let sheets = sheets(&written(&u, "a.xlsx", &[]));
    let names: Vec<&str> = sheets.iter().map(|(naam, _)| naam.as_str()).collect();
    assert_eq!(names, ["KPI", "Trend", "Grafieken", "Onderbouwing", "Aandachtspunten", "Signalen", "CVS", "Ladder"]);
    let json = u.bare(&["--voorbeeld", "kpi", "--kwartaal", KWARTAAL, "--json"]).json();
    let metingen = json["metingen"].as_array().unwrap();
    let kpi = rows(&sheets[0].1, "Norm");
    assert_eq!(kpi.len(), metingen.len());
    for (row, m) in kpi.iter().zip(metingen) {
        let text = |veld: &str| m[veld].as_str().unwrap_or_default().to_owned();
        assert_eq!(cell(row, "Norm").to_string(), text("norm"));
        let (Data::Float(n), "gemeten") = (cell(row, "Cijfer"), m["toestand"].as_str().unwrap()) else {
            assert_eq!((cell(row, "Cijfer"), cell(row, "Noemer")), (&Data::Empty, &Data::Empty), "{m}");
            assert_ne!(m["toestand"], "gemeten");
            assert!(!cell(row, "Toelichting").to_string().is_empty(), "says why: {m}");
            continue;
        };
        let is_mean = !text("weergave").ends_with('%');
        let shown = if is_mean { format!("{n:.1}") } else { format!("{:.1}%", n * 100.0) };
        assert_eq!(shown.replace('.', ","), text("weergave"), "{m}");
        assert_eq!(cell(row, "Noemer"), &Data::Float(m["noemer"].as_f64().unwrap()));
        assert!(cell(row, "Oordeel").to_string().contains(&text("oordeel")));
    }
    // The last kwartaal of the trend is the year figure of the table.
    for row in rows(&sheets[1].1, "Norm")
        .iter()
        .filter(|r| !["norm", "richtwaarde"].contains(&cell(r, "Aanbieder").to_string().as_str()))
    {
        let is_same = |k: &&Vec<(String, Data)>| {
            ["Norm", "Aanbieder"].iter().all(|c| cell(k, c) == cell(row, c)) && cell(k, "Periode").to_string().contains("t/m")
        };
        let of_table = kpi.iter().find(is_same).unwrap();
        assert_eq!(cell(row, KWARTAAL), cell(of_table, "Cijfer"), "{row:?}");
        let missing = cell(row, "Niet gemeten").to_string();
        assert_eq!(missing.contains(KWARTAAL), cell(row, KWARTAAL) == &Data::Empty, "{row:?}");
    }
    // A chart per norm, each with a line per aanbieder and one of the norm.
    let bytes = written(&u, "b.xlsx", &["--blad", "trend"]);
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(zip.file_names().filter(|n| n.as_ref().is_ok_and(|n| n.starts_with("xl/charts/chart"))).count(), 9);
    assert_eq!(bytes, written(&u, "c.xlsx", &["--blad", "trend"]), "the same figures are the same bytes");
}

#[test]
fn every_sheet_says_that_it_is_an_example_and_codes_are_in_it_only_when_asked() {
    let u = Gebruiker::new();
    let codes = codes(&u);
    assert!(codes.len() > 50);
    for met_codes in [false, true] {
        let args: &[&str] = if met_codes { &["--met-codes"] } else { &[] };
        let sheets = sheets(&written(&u, &format!("{met_codes}.xlsx"), args));
        let mut told = 0;
        for (naam, sheet) in &sheets {
            let head: Vec<String> = sheet.rows().take(3).map(|r| r[0].to_string()).collect();
            assert!(head[1].starts_with("VOORBEELDGEGEVENS"), "{naam}: {head:?}");
            assert_eq!(head.iter().any(|h| h.starts_with("VERTROUWELIJK")), met_codes, "{naam}");
            told += sheet.rows().flatten().filter(|c| codes.contains(&c.to_string())).count();
        }
        assert_eq!(told > 100, met_codes);
        assert!(met_codes || told == 0);
    }
}

#[test]
fn a_sheet_that_follows_collectief_alone_is_absent_elsewhere_and_it_says_why() {
    let u = Gebruiker::new();
    let sheets = sheets(&written(&u, "i.xlsx", &["--segment", "individueel"]));
    let names: Vec<&str> = sheets.iter().map(|(naam, _)| naam.as_str()).collect();
    assert!(!names.contains(&"CVS") && !names.contains(&"Ladder"), "{names:?}");
    let why = "De bladen cvs en ladder zijn er niet: die volgen alleen segment collectief.";
    assert!(sheets[0].1.rows().flatten().any(|c| *c == why));
    let naar = u.path("cvs.xlsx");
    let args = ["--voorbeeld", "cijfers", "--kwartaal", KWARTAAL, "--segment", "individueel", "--blad", "cvs", "--naar"];
    let fout = u.bare(&[&args[..], &[naar.to_str().unwrap()]].concat()).ends(1).fout;
    assert!(fout.contains("volgt alleen segment collectief") && !naar.exists(), "{fout}");
}

#[test]
fn of_one_aanbieder_nothing_tells_of_another() {
    let u = Gebruiker::new();
    let sheets = sheets(&written(&u, "psw.xlsx", &["--aanbieder", "psw"]));
    for (naam, sheet) in &sheets {
        for text in sheet.rows().flatten().map(ToString::to_string) {
            let others =
                ["Rendiz", "Qwyl", "alle"].iter().any(|wie| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == *wie));
            assert!(!others, "{naam}: {text}");
        }
    }
    // What somebody typed is pointed out first.
    u.run(&[
        "signaal",
        "nieuw",
        "Bij Rendiz gaat dat beter.",
        "--gemeente",
        "Venlo",
        "--aanbieder",
        "psw",
        "--kwartaal",
        "2024-K2",
    ])
    .ends(0);
    let naar = u.path("naar.xlsx");
    let args = ["cijfers", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()];
    let said = u.run(&args).ends(1).fout;
    assert!(said.contains("Rendiz in “Bij Rendiz gaat dat beter.” (signaal 1)") && said.contains("--toch"), "{said}");
    assert!(!naar.exists());
    u.run(&[&args[..], &["--toch"]].concat()).ends(0);
}
