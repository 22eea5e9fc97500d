//! The workbook for a report that is filled in beforehand: what is in it, what is not, and what becomes of it once filled in.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value;

use super::gebruiker::Gebruiker;

const KOP: &str = "Deelnemer;Gemeente;Groep;Startdatum;Einddatum;Startsituatie;Begintrede;Doeltrede;Huidige trede;Doelen;\
                   Uitstroomdatum;Uitstroom;Uren;Product;Toelichting\n";

fn stored(u: &Gebruiker, aanbieder: &str, kwartaal: &str, rijen: &str, more: &[&str]) {
    let pad = u.write(&format!("{aanbieder}-{kwartaal}.csv"), &format!("{KOP}{rijen}"));
    let args = ["inlezen", &pad, "--aanbieder", aanbieder, "--kwartaal", kwartaal, "--accepteer", "proef"];
    u.run(&[&args, more].concat()).ends(0);
}

/// A world in which PSW reported twice, and another beside it.
fn wereld() -> Gebruiker {
    let u = Gebruiker::new();
    stored(&u, "psw", "2023-K4", "oud;Venlo;;1-1-2023;;ja;2;4;2;ja;;;10;;\n", &[]);
    let psw = "P-1;Venlo;A;15-1-2023;14-1-2025;ja;2;4;3;ja;;;12,5;;Vertelde veel\n\
               P-2;Horst aan de Maas;;1-2-2024;;nee;;5;;;;;8;;\n\
               P-3;Venray;;1-2-2023;;ja;2;4;4;ja;1-3-2024;regulier;3;;\n\
               P-4;Venray;;1-2-2023;;ja;2;4;4;ja;;;5;mbo;\n\
               P-4;Venray;;1-2-2023;;ja;2;4;4;ja;;;7;hbo;\n";
    stored(&u, "psw", "2024-K1", psw, &[]);
    stored(&u, "rendiz", "2024-K1", "R-1;Beesel;;1-2-2023;;ja;2;4;4;ja;;;5;;\n", &[]);
    u
}

fn sheet(bytes: &[u8], naam: &str) -> Range<Data> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap().worksheet_range(naam).unwrap()
}

fn cells(range: &Range<Data>, row: usize) -> Vec<String> {
    range.rows().nth(row).unwrap().iter().take(19).map(ToString::to_string).collect()
}

fn written(u: &Gebruiker, aanbieder: &str, kwartaal: &str, naam: &str) -> (Vec<u8>, String) {
    let naar = u.path(naam);
    let args = ["sjabloon", "kwartaalrapportage", "--aanbieder", aanbieder, "--kwartaal", kwartaal, "--naar"];
    let answer = u.run(&[&args[..], &[naar.to_str().unwrap()]].concat()).ends(0);
    (std::fs::read(naar).unwrap(), answer.fout)
}

#[test]
fn the_trajecten_that_ran_stand_ready_with_what_does_not_change() {
    let u = wereld();
    let (bytes, said) = written(&u, "Stichting PSW", "2024-K2", "leeg.xlsx");
    assert!(said.contains("3 lopende trajecten uit de rapportage over 2024-K1 staan er al in"), "{said}");
    let deelnemers = sheet(&bytes, "Deelnemers");
    // Below the header and the example; who left by the end of the report before is not there, nor who was missing from it.
    let codes: Vec<String> = (2..deelnemers.height()).map(|n| cells(&deelnemers, n).swap_remove(0)).collect();
    assert_eq!(codes, ["P-1", "P-2", "P-4", "P-4"]);
    let first = cells(&deelnemers, 2);
    assert_eq!(first.get(..3).unwrap(), ["P-1", "Venlo", "A"]);
    assert_eq!(first.get(7..10).unwrap(), ["2", "4", "3"], "the treden");
    // What is of that kwartaal alone is for the sender to tell.
    assert_eq!((first[5].as_str(), first[6].as_str(), first[10].as_str(), first[17].as_str()), ("", "", "", ""));
    assert_eq!((cells(&deelnemers, 4)[18].as_str(), cells(&deelnemers, 5)[18].as_str()), ("mbo", "hbo"));
    let voorblad: Vec<String> = sheet(&bytes, "Voorblad").rows().map(|r| r[1].to_string()).collect();
    assert!(voorblad.contains(&"PSW".to_owned()) && voorblad.contains(&"2024-K2".to_owned()), "{voorblad:?}");
    // Nothing of anybody else, nor what was told.
    let all: Vec<String> = ["Uitleg", "Voorblad", "Deelnemers", "Tevredenheid", "Samenwerking", "Lijsten"]
        .iter()
        .flat_map(|naam| sheet(&bytes, naam).rows().flatten().map(ToString::to_string).collect::<Vec<_>>())
        .collect();
    for other in ["R-1", "Rendiz", "Qwyl", "oud", "Vertelde veel"] {
        assert!(!all.iter().any(|cell| cell.contains(other)), "{other}");
    }
    // Only of oneself.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(u.path("leeg.xlsx")).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn read_back_it_says_nothing_but_what_is_not_filled_in_yet() {
    let u = wereld();
    written(&u, "psw", "2024-K2", "leeg.xlsx");
    let found = u.run(&["inlezen", u.path("leeg.xlsx").to_str().unwrap(), "--proef", "--json"]).json();
    let file = found.as_array().map_or(&found, |all| &all[0]);
    assert_eq!((&file["aanbieder"], &file["kwartaal"]), (&Value::from("psw"), &Value::from("2024-K2")), "{file}");
    let codes: std::collections::BTreeSet<&str> =
        file["bevindingen"].as_array().unwrap().iter().map(|b| b["code"].as_str().unwrap()).collect();
    // Two sheets without rows, and the fields of the trajecten that say what happened in the kwartaal.
    let expected = ["aanleverdatum-onbekend", "geen-rijen", "verplicht-veld-leeg"];
    assert!(codes.iter().all(|code| expected.contains(code)), "{:#}", file["bevindingen"]);
}

#[test]
fn without_a_report_or_with_pseudonyms_it_is_empty_and_says_why() {
    let u = wereld();
    let (bytes, said) = written(&u, "psw", "2023-K4", "eerste.xlsx");
    assert!(said.contains("geen rapportage van vóór 2023-K4"), "{said}");
    assert_eq!(sheet(&bytes, "Deelnemers").height(), 2);
    stored(&u, "qwyl", "2024-K1", "Q-1;Venlo;;1-1-2024;;ja;2;4;2;ja;;;10;;\n", &["--pseudoniem"]);
    let (bytes, said) = written(&u, "qwyl", "2024-K2", "pseudo.xlsx");
    assert!(said.contains("zijn pseudoniemen, die Qwyl niet kent"), "{said}");
    assert_eq!(sheet(&bytes, "Deelnemers").height(), 2);
    // Whose title it is follows the contract.
    let (bytes, _) = written(&u, "welljezelf", "2024-K2", "individueel.xlsx");
    assert_eq!(cells(&sheet(&bytes, "Voorblad"), 0)[0], "Kwartaalrapportage Begeleiding Individueel");
    u.run(&["sjabloon", "uitvraag", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--naar", "x.xlsx"]).ends(2);
    u.run(&["sjabloon", "kwartaalrapportage", "--aanbieder", "psw", "--naar", "x.xlsx"]).ends(2);
}

#[test]
fn the_names_to_choose_from_are_those_of_the_register() {
    let u = Gebruiker::new();
    u.run(&["aanbieder", "nieuw", "Nieuwe Kans"]).ends(0);
    let naar = u.path("x.xlsx");
    let lists = |soort: &str| {
        u.run(&["sjabloon", soort, "--kwartaal", "2024-K2", "--naar", naar.to_str().unwrap(), "--vervang"]).ends(0);
        let lijsten = sheet(&std::fs::read(&naar).unwrap(), "Lijsten");
        let column = |n: usize| lijsten.rows().map(|r| r[n].to_string()).filter(|c| !c.is_empty()).count();
        (column(2), column(3))
    };
    for soort in ["kwartaalrapportage", "dekkingsoverzicht", "uitvraag", "cvs"] {
        assert_eq!(lists(soort), (3, 40), "{soort}: of collectief, and of both segmenten");
    }
    // Whoever came or went since the program was made: of the register as it stands here.
    let contract = ["--segment", "collectief", "--van", "1-4-2024", "--tot", "31-12-2030"];
    u.run(&[&["aanbieder", "contract", "nieuwe-kans"][..], &contract].concat()).ends(0);
    for soort in ["kwartaalrapportage", "dekkingsoverzicht", "uitvraag", "cvs"] {
        assert_eq!(lists(soort), (4, 41), "{soort}");
    }
    u.run(&["sjabloon", "dekkingsoverzicht", "--kwartaal", "2024-K2", "--naar", naar.to_str().unwrap(), "--vervang"]).ends(0);
    let bytes = std::fs::read(&naar).unwrap();
    assert_eq!(cells(&sheet(&bytes, "Voorblad"), 0)[0], "Dekkingsoverzicht van de vier aanbieders");
    let rows = sheet(&bytes, "Dekkingsoverzicht");
    assert_eq!(rows.rows().filter(|r| r[1] == "Nieuwe Kans").count(), 7);
}
