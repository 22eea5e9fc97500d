//! Files that are small and would grow: what goes in, and what is refused in a sentence.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::gebruiker::Gebruiker;

/// A report of so many rows, each with a note of so many characters.
fn report(rows: usize, note: usize, letter: &str) -> String {
    let mut csv = "Deelnemer;Gemeente;Startdatum;Toelichting\n".to_owned();
    for n in 0..rows {
        writeln!(csv, "P{n};Venlo;1-2-2024;{n} {}", letter.repeat(note)).unwrap();
    }
    csv
}

#[test]
fn two_thousand_rows_with_long_notes_go_in_and_so_does_their_correction() {
    let u = Gebruiker::new();
    for (letter, versie) in [("a", 1), ("b", 2)] {
        let pad = u.write(&format!("psw-2024-K2-deelnemers-{letter}.csv"), &report(2_000, 4_000, letter));
        let gelezen = u.run(&["inlezen", &pad]).ends(0).uit;
        assert!(gelezen.contains(&format!("opgeslagen (versie {versie})")), "{gelezen}");
        assert_eq!(gelezen.contains("0 erbij, 0 weg, 2000 anders"), versie == 2, "{gelezen}");
    }
}

/// A text that is stored once and shown in many cells takes its room in every one of them.
#[test]
fn more_text_than_a_report_can_have_is_refused_in_a_sentence() {
    let u = Gebruiker::new();
    let pad = u.path("psw-2024-K2.xlsx");
    let mut boek = rust_xlsxwriter::Workbook::new();
    let blad = boek.add_worksheet().set_name("Deelnemers").unwrap();
    for (k, kop) in (0..).zip(["Deelnemer", "Gemeente", "Startdatum", "Toelichting"]) {
        blad.write(0, k, kop).unwrap();
    }
    let lang = "x".repeat(32_767);
    for r in 1..1_400 {
        blad.write(r, 0, format!("P{r}")).unwrap();
        blad.write(r, 1, "Venlo").unwrap();
        blad.write(r, 2, "1-2-2024").unwrap();
        blad.write(r, 3, &lang).unwrap();
    }
    boek.save(&pad).unwrap();
    assert!(std::fs::metadata(&pad).unwrap().len() < 200_000);
    let begin = Instant::now();
    let antwoord = u.run(&["inlezen", pad.to_str().unwrap(), "--json"]).ends(1);
    assert!(begin.elapsed() < Duration::from_secs(60));
    let json: Value = serde_json::from_str(&antwoord.uit).unwrap();
    assert_eq!(json[0]["oordeel"], "niet bruikbaar");
    assert!(json[0]["bevindingen"][0]["tekst"].as_str().unwrap().contains("meer dan 40 MB tekst"), "{json}");
}

#[test]
fn what_a_folder_holds_besides_workbooks_is_named() {
    let u = Gebruiker::new();
    u.write("map/psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n");
    u.write("map/onder/brief.docx", "x");
    u.write("map/.verborgen.docx", "x");
    let map = u.path("map");
    let antwoord = u.run(&["inlezen", map.to_str().unwrap()]).ends(0);
    assert!(antwoord.fout.contains("Niet gelezen, want geen werkmap of csv: brief.docx."), "{}", antwoord.fout);
    // A script gets its list, and the sentence beside it.
    let json = u.run(&["inlezen", map.to_str().unwrap(), "--json"]).ends(0);
    assert_eq!(serde_json::from_str::<Value>(&json.uit).unwrap().as_array().unwrap().len(), 1);
    assert!(json.fout.contains("brief.docx"));
}
