//! Segment individueel beside collectief, by the command line.

use serde_json::Value;

use crate::gebruiker::Gebruiker;

/// Reads a report of `aanbieder`; returns what was found, as `code cel tekst`.
fn found(u: &Gebruiker, aanbieder: &str, kwartaal: &str, tekst: &str) -> Vec<String> {
    let pad = u.write(&format!("{aanbieder}-{kwartaal}.csv"), tekst);
    let answer = u.run(&["inlezen", &pad, "--aanbieder", aanbieder, "--kwartaal", kwartaal, "--json"]).ends(0).json();
    let file = answer.as_array().map_or(&answer, |all| &all[0]);
    let told = |b: &Value| {
        format!("{} {} {}", b["code"].as_str().unwrap(), b["cel"].as_str().unwrap_or("-"), b["tekst"].as_str().unwrap())
    };
    let all = file["bevindingen"].as_array().unwrap();
    all.iter().filter(|b| b["code"] != "kolom-ontbreekt").map(told).collect()
}

#[test]
fn a_row_without_product_says_what_it_is_read_as() {
    let u = Gebruiker::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Product;Uren\n";
    let first = found(&u, "psw", "2024-K1", &format!("{kop}A;Venlo;1-2-2024;mbo;1\nB;Venlo;1-2-2024;;1\n"));
    assert_eq!(first, [""; 0], "without a product it is of collectief");
    let later = found(&u, "psw", "2024-K2", &format!("{kop}A;Venlo;15-2-2024;;1\nB;Venlo;1-2-2024;;1\n"));
    assert_eq!(
        later,
        [
            "startdatum-gecorrigeerd C2 De Startdatum was in een eerdere rapportage 1-2-2024 en is nu 15-2-2024. Verwacht: in elke \
             rapportage dezelfde Startdatum. Gelezen als hetzelfde traject: het telt één keer.",
            "product-ontbreekt D2 Product is leeg, en gelezen als mbo, zoals eerder bij dit traject. Verwacht: mbo of hbo. De rij \
             telt bij segment individueel.",
        ]
    );
    // Who never had a contract for collectief has rows of individueel only.
    let alleen = found(&u, "calder-werkt", "2024-K1", &format!("{kop}A;Venlo;1-2-2024;;1\nB;Venlo;1-2-2024;P1;1\n"));
    let rest = "van de uren is het tarief niet bekend. Verwacht: mbo of hbo. De rij telt bij segment individueel.";
    assert_eq!(
        alleen,
        [
            format!("product-ontbreekt D2 Product is leeg, en nergens staat of het mbo of hbo is: {rest}"),
            format!(
                "product-ontbreekt D3 Product is P1, terwijl de aanbieder nooit een contract voor segment collectief had: {rest}"
            ),
        ]
    );
}

#[test]
fn a_traject_that_begins_without_a_contract_is_a_finding_and_asks_for_attention_in_its_segment() {
    let u = Gebruiker::new();
    u.run(&["aanbieder", "nieuw", "Nieuwe Kans"]).ends(0);
    for (segment, tot) in [("individueel", "31-12-2023"), ("collectief", "31-12-2030")] {
        let van = ["aanbieder", "contract", "nieuwe-kans", "--segment", segment, "--van", "1-1-2022", "--tot", tot];
        u.run(&van).ends(0);
    }
    let kop = "Deelnemer;Gemeente;Startdatum;Product\n";
    let rows = format!("{kop}A;Venlo;31-12-2023;mbo\nB;Venlo;1-2-2024;mbo\nC;Venlo;1-2-2024;\n");
    let told = found(&u, "nieuwe-kans", "2024-K1", &rows);
    assert_eq!(
        told,
        ["niet-gecontracteerd C3 Het traject begint op 1-2-2024, buiten de looptijd van het contract voor segment individueel. \
             Verwacht: een Startdatum binnen het contract; wat al liep mag worden afgemaakt. De rij telt gewoon mee."]
    );
    let points = |segment: &[&str]| -> Vec<String> {
        let args = [&["aandacht", "--kwartaal", "2024-K1", "--json"], segment].concat();
        let answer = u.run(&args).ends(0).json();
        let line = |p: &Value| {
            format!("{} {} {}", p["soort"].as_str().unwrap(), p["segment"].as_str().unwrap(), p["deelnemer"].as_str().unwrap())
        };
        answer["punten"].as_array().unwrap().iter().map(line).collect()
    };
    assert_eq!(points(&[]), ["niet_gecontracteerd individueel B"]);
    assert_eq!(points(&["--segment", "individueel"]), ["niet_gecontracteerd individueel B"]);
    assert_eq!(points(&["--segment", "collectief"]), [""; 0]);
}
