//! P×Q and rates by the command line, to the letter of the interface.

use serde_json::{Value, json};

use crate::gebruiker::Gebruiker;

const PSW_K1: &str = "Deelnemer;Gemeente;Startdatum;Uren;Product\n\
    A;Venlo;1-1-2022;0,25;\nB;Venlo;1-1-2022;0,5;\nC;Gennep;31-12-2021;12,5;\nD;Venlo;1-2-2022;;\nE;Bergen;1-1-2022;12,5;mbo\n";
/// A with a corrected Startdatum; E, whose product is inherited.
const PSW_K2: &str = "Deelnemer;Gemeente;Startdatum;Uren;Product\n\
    A;Venlo;15-1-2022;1;\nB;Gennep;1-1-2022;0;\nE;Bergen;1-1-2022;2,5;\n";
const ZONDER_UREN: &str = "Deelnemer;Gemeente;Startdatum\nR;Venlo;1-1-2022\n";

fn gebruiker(rapporten: &[(&str, &str, &str)]) -> Gebruiker {
    let u = Gebruiker::new();
    for (aanbieder, kwartaal, tekst) in rapporten {
        let pad = u.write(&format!("{aanbieder}-{kwartaal}.csv"), tekst);
        u.run(&["inlezen", &pad, "--aanbieder", aanbieder, "--kwartaal", kwartaal]).ends(0);
    }
    u
}

fn wereld() -> Gebruiker {
    gebruiker(&[("psw", "2022-K1", PSW_K1), ("psw", "2022-K2", PSW_K2), ("rendiz", "2022-K2", ZONDER_UREN)])
}

fn totaal<'v>(answer: &'v Value, aanbieder: &str, segment: &str) -> &'v Value {
    let all = answer["totalen"].as_array().unwrap();
    all.iter().find(|t| t["aanbieder"] == aanbieder && t["segment"] == segment).unwrap()
}

#[test]
fn every_field_of_pxq_is_there_and_each_amount_is_rounded_once() {
    let u = wereld();
    let answer = u.run(&["pxq", "--kwartaal", "2022-K1", "--json"]).json();
    assert_eq!((&answer["kwartaal"], &answer["periode"]), (&"2022-K1".into(), &"kwartaal".into()));
    let p1 = json!({
        "aanbieder": "psw", "segment": "collectief", "product": "P1", "gemeente": "Venlo", "oud_contract": false,
        "trajecten": 2, "uren": "0.75", "tarief": "7.56", "bedrag": "5.67",
    });
    let oud = json!({
        "aanbieder": "psw", "segment": "collectief", "product": "P1", "gemeente": "Gennep", "oud_contract": true,
        "trajecten": 1, "uren": "12.5", "tarief": null, "bedrag": null,
    });
    let mbo = json!({
        "aanbieder": "psw", "segment": "individueel", "product": "P2 mbo", "gemeente": "Bergen", "oud_contract": false,
        "trajecten": 1, "uren": "12.5", "tarief": "63.69", "bedrag": "796.13",
    });
    assert_eq!(answer["regels"], json!([oud, p1, mbo]), "by gemeente within a product");
    let psw = json!({
        "aanbieder": "psw", "segment": "collectief", "toestand": "gemeten", "kwartalen": 1, "aanbieders": null,
        "rijen_zonder_uren": 1, "uren": "0.75", "bedrag": "5.67", "uren_oud": "12.5", "zonder_tarief": "0", "ontbrekend": [],
    });
    assert_eq!(totaal(&answer, "psw", "collectief"), &psw);
    let order: Vec<(&str, &str)> = answer["totalen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (t["segment"].as_str().unwrap(), t["aanbieder"].as_str().unwrap()))
        .collect();
    let collectief = ["psw", "rendiz", "qwyl", "alle"].map(|a| ("collectief", a));
    assert_eq!(order, collectief.into_iter().chain(["psw", "alle"].map(|a| ("individueel", a))).collect::<Vec<_>>());
}

#[test]
fn the_year_counts_a_corrected_traject_once_and_says_what_it_is_made_of() {
    let u = wereld();
    let answer = u.run(&["pxq", "--kwartaal", "2022-K2", "--periode", "jaar", "--json"]).json();
    let venlo = answer["regels"].as_array().unwrap().iter().find(|r| r["gemeente"] == "Venlo").unwrap();
    assert_eq!((&venlo["trajecten"], &venlo["uren"], &venlo["bedrag"]), (&2.into(), &"1.75".into(), &"13.23".into()));
    assert_eq!(totaal(&answer, "psw", "individueel")["bedrag"], "955.35", "15 hours mbo");
    let unknown = json!({
        "aanbieder": "rendiz", "segment": "collectief", "toestand": "niet te meten", "kwartalen": null, "aanbieders": null,
        "rijen_zonder_uren": null, "uren": null, "bedrag": null, "uren_oud": null, "zonder_tarief": null, "ontbrekend": [],
    });
    assert_eq!(totaal(&answer, "rendiz", "collectief"), &unknown);
    assert_eq!(totaal(&answer, "qwyl", "collectief")["toestand"], "geen rapportage");
    let alle = totaal(&answer, "alle", "collectief");
    assert_eq!((&alle["aanbieders"], &alle["kwartalen"], &alle["bedrag"]), (&1.into(), &2.into(), &"13.23".into()));

    let one = u.run(&["pxq", "--kwartaal", "2022-K2", "--aanbieder", "psw", "--json"]).json();
    assert!(one["totalen"].as_array().unwrap().iter().all(|t| t["aanbieder"] == "psw"), "alle is left out");
    let before = u.run(&["pxq", "--kwartaal", "2021-K4", "--json"]).json();
    assert_eq!((&before["regels"], &before["totalen"]), (&json!([]), &json!([])));
    let refused = u.run(&["pxq", "--kwartaal", "2022-K2", "--aanbieder", "calder-werkt"]).ends(1);
    assert!(refused.fout.contains("geen contract"), "{}", refused.fout);
}

#[test]
fn of_who_left_the_line_ends_with_the_contract() {
    let u = Gebruiker::new();
    let contract = ["--segment", "collectief", "--van", "1-1-2022", "--tot", "31-3-2022"];
    u.run(&["aanbieder", "nieuw", "Vierde Weg"]).ends(0);
    u.run(&[&["aanbieder", "contract", "vierde-weg"], &contract[..]].concat()).ends(0);
    let pad = u.write("vierde.csv", "Deelnemer;Gemeente;Startdatum;Uren\nA;Venlo;1-1-2022;10\n");
    u.run(&["inlezen", &pad, "--aanbieder", "vierde-weg", "--kwartaal", "2022-K1"]).ends(0);
    u.run(&["aanbieder", "budget", "vierde-weg", "2022", "302,40"]).ends(0);
    for kwartaal in ["2022-K1", "2022-K2"] {
        let said = u.run(&["pxq", "--kwartaal", kwartaal, "--periode", "jaar"]).ends(0).uit;
        let line = said.lines().find(|l| l.contains("302,40")).unwrap();
        assert_eq!((line.matches("75,60").count(), line.contains("25,0")), (2, true), "{kwartaal}: {line}");
    }
}

#[test]
fn a_rate_is_entered_corrected_and_taken_back() {
    let rows = "Deelnemer;Gemeente;Startdatum;Uren\nA;Venlo;1-1-2022;10\n";
    let u = gebruiker(&[("psw", "2023-K1", rows)]);
    let bedrag = |u: &Gebruiker| {
        let answer = u.run(&["pxq", "--kwartaal", "2023-K1", "--json"]).json();
        let t = totaal(&answer, "psw", "collectief").clone();
        (t["bedrag"].clone(), t["zonder_tarief"].clone(), t["ontbrekend"].clone())
    };
    let unknown = (Value::Null, "10".into(), json!([{ "product": "P1", "jaar": 2023 }]));
    assert_eq!(bedrag(&u), unknown);
    let said = u.run(&["tarief", "zet", "P1", "2023", "7,84", "--bron", "brief"]).ends(0).uit;
    assert!(said.contains("€ 7,84") && said.contains("+3,7% tegenover 2022"), "{said}");
    assert_eq!(bedrag(&u), ("78.40".into(), "0".into(), json!([])));
    // A second entry is a correction; one on what somebody no longer sees is refused.
    let verbeterd = u.run(&["tarief", "zet", "p1", "2023", "7.90", "--json"]).json();
    assert_eq!(
        (&verbeterd["bedrag"], &verbeterd["rijversie"], &verbeterd["indexering"]),
        (&"7.90".into(), &2.into(), &"4.5".into())
    );
    assert_eq!(verbeterd["bron"], "brief", "a correction of the amount leaves the source");
    u.run(&["tarief", "zet", "P1", "2023", "8", "--rijversie", "1"]).ends(1);
    let history = u.run(&["tarief", "geschiedenis", "P1", "2023"]).ends(0).uit;
    assert!(history.contains("7,84 → € 7,90"), "{history}");
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(bedrag(&u).0, "78.40");
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(bedrag(&u), unknown);
    let lijst = u.run(&["tarief", "lijst", "--json"]).json();
    assert_eq!(lijst.as_array().unwrap().len(), 3, "only 2022 comes along");
    // A jump is said, and what was entered can go; what came with the program can not.
    let jump = u.run(&["tarief", "zet", "P1", "2023", "78,40"]).ends(0).uit;
    assert!(jump.contains("+937,0% tegenover 2022: een sprong, klopt het bedrag?"), "{jump}");
    assert!(u.run(&["tarief", "weg", "P1", "2023"]).ends(0).uit.contains("Tarief P1 2023 weggehaald."));
    assert_eq!(bedrag(&u), unknown);
    u.run(&["tarief", "weg", "P1", "2023"]).ends(1);
    u.run(&["tarief", "weg", "P1", "2022"]).ends(1);
    u.run(&["tarief", "zet", "P1", "2022", "9"]).ends(0);
    let back = u.run(&["tarief", "weg", "P1", "2022"]).ends(0).uit;
    assert!(back.contains("Weer geldt € 7,56 per uur"), "{back}");
    for wrong in [["P3", "2023", "8"], ["P1", "2021", "8"], ["P1", "2023", "0"], ["P1", "2023", "7,845"]] {
        u.run(&["tarief", "zet", wrong[0], wrong[1], wrong[2]]).ends(2);
    }
}

#[test]
fn pxq_goes_to_a_file_over_nothing_unasked() {
    let u = wereld();
    for naam in ["pxq.csv", "pxq.xlsx"] {
        let pad = u.path(naam).display().to_string();
        let args = ["pxq", "--kwartaal", "2022-K2", "--periode", "jaar", "--naar", &pad];
        u.run(&args).ends(0);
        u.run(&args).ends(1);
        u.run(&[&args[..], &["--vervang"]].concat()).ends(0);
    }
    let csv = std::fs::read_to_string(u.path("pxq.csv")).unwrap();
    assert!(csv.contains("regel;PSW;individueel;;P2 mbo;Bergen;nee;;1;15;63,69;955,35;;;;"), "{csv}");
    u.run(&["pxq", "--kwartaal", "2022-K2", "--naar", "x.docx"]).ends(2);
}
