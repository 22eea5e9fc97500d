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
fn only_rows_of_collectief_are_held_against_the_dekkingsoverzicht() {
    let u = Gebruiker::new();
    let dekking = u.write("dekking-2024-K1.csv", "Gemeente;Aanbieder;Dekking\nVenlo;PSW;nee\nVenray;PSW;nee\n");
    u.run(&["inlezen", &dekking]).ends(0);
    let kop = "Deelnemer;Gemeente;Startdatum;Product;Uren\n";
    let alleen = found(&u, "calder-werkt", "2024-K1", &format!("{kop}A;Venlo;1-2-2024;mbo;1\n"));
    assert_eq!(alleen, [""; 0]);
    let beide = found(&u, "psw", "2024-K1", &format!("{kop}A;Venlo;1-2-2024;mbo;1\nB;Venray;1-2-2024;;1\n"));
    let [een] = beide.as_slice() else { panic!("{beide:?}") };
    assert!(een.starts_with("gemeente-niet-gedekt B3 In Venray loopt 1 traject"), "{een}");
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

#[test]
fn figures_of_a_gemeente_are_of_its_trajecten_and_marks_and_know_no_dekking() {
    let u = Gebruiker::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend;Product;Cijfer";
    let rijen = [
        "A;Venlo;1-2-2023;31-3-2024;1-2-2024;regulier;;;8",
        "B;Venlo;1-2-2023;31-3-2024;;;;mbo;7",
        "C;Gennep;1-2-2023;31-3-2024;;;;;7",
    ];
    found(&u, "psw", "2024-K1", &format!("{kop}\n{}\n", rijen.join("\n")));
    found(&u, "psw", "2024-K1", "Niveau;Cijfer;Gemeente\ncasusregisseur;8;Venlo\ncasusregisseur;6;\nondernemer;9;Gennep\n");
    let of = |segment: &str, gemeente: &str, norm: &str| {
        let answer = u.kpi(&["--kwartaal", "2024-K1", "--segment", segment, "--gemeente", gemeente, "--aanbieder", "psw"]);
        let metingen = answer["metingen"].as_array().unwrap();
        let meting = metingen.iter().find(|m| m["norm"] == norm && m["periode"] == "jaar").unwrap();
        format!("{} van {}", meting["teller"], meting["noemer"])
    };
    assert_eq!(of("collectief", "Venlo", "C2.1"), "1 van 1");
    assert_eq!(of("collectief", "Gennep", "C2.1"), "0 van 1");
    assert_eq!(of("individueel", "Venlo", "I3.1"), "0 van 1");
    assert_eq!([of("collectief", "Venlo", "C3.2"), of("collectief", "Gennep", "C3.3")], ["\"8\" van 1", "1 van 1"]);
    // Without any it is nought of nought, and not missing.
    assert_eq!(of("individueel", "Beesel", "I2.4"), "0 van 0");
    let answer = u.kpi(&["--kwartaal", "2024-K1", "--gemeente", "Venlo"]);
    assert_eq!((&answer["gemeente"], &answer["cijfers_zonder_gemeente"]), (&"venlo".into(), &1.into()));
    assert!(answer.get("cijfers_buiten_beeld").is_none(), "of one gemeente nobody counts them");
    assert_eq!(u.kpi(&["--kwartaal", "2024-K1"])["cijfers_buiten_beeld"], 0);
    assert!(answer["metingen"].as_array().unwrap().iter().all(|m| m["norm"] != "C4.1"));
    let rows = u.kpi(&["--kwartaal", "2024-K1", "--gemeente", "Venlo", "--norm", "C2.1", "--aanbieder", "psw", "--rijen"]);
    let rijen = rows["metingen"][0]["rijen"].as_array().unwrap();
    assert_eq!(rijen.iter().map(|r| r["deelnemer"].as_str().unwrap()).collect::<Vec<_>>(), ["A"]);
    let text = u.run(&["kpi", "--kwartaal", "2024-K1", "--gemeente", "Venlo"]).ends(0).uit;
    assert!(text.contains("in Venlo, per gemeente, ter informatie"), "{text}");
    assert!(text.contains("1 cijfer van Tevredenheid zonder gemeente telt hier niet mee."), "{text}");
    let refused = u.run(&["kpi", "--kwartaal", "2024-K1", "--gemeente", "Venlo", "--norm", "C4.1"]).ends(2);
    assert!(refused.fout.contains("C4.1 gaat over alle gemeenten samen"), "{}", refused.fout);
}

#[test]
fn who_reports_without_a_contract_is_shown_when_a_row_is_of_collectief_also_by_what_it_inherits() {
    let u = Gebruiker::new();
    u.run(&["aanbieder", "nieuw", "Nieuwe Kans"]).ends(0);
    let contract =
        ["aanbieder", "contract", "nieuwe-kans", "--segment", "collectief", "--van", "1-1-2022", "--tot", "31-12-2023"];
    u.run(&contract).ends(0);
    let kop = "Deelnemer;Gemeente;Startdatum;Product\n";
    let shown = |q: &str| {
        let answer = u.kpi(&["--kwartaal", q, "--norm", "C1.1"]);
        answer["metingen"].as_array().unwrap().iter().any(|m| m["aanbieder"] == "nieuwe-kans" && m["periode"] == "kwartaal")
    };
    found(&u, "nieuwe-kans", "2023-K4", &format!("{kop}A;Venlo;1-2-2023;mbo\n"));
    assert!(shown("2023-K4"), "it has a contract");
    // Empty now, and mbo all the same.
    found(&u, "nieuwe-kans", "2024-K1", &format!("{kop}A;Venlo;1-2-2023;\n"));
    assert!(!shown("2024-K1"));
    found(&u, "nieuwe-kans", "2024-K2", &format!("{kop}A;Venlo;1-2-2023;\nB;Venlo;1-2-2023;\n"));
    assert!(shown("2024-K2"));
    // A mark of individueel is none of collectief.
    let marks = |segment: &str| format!("Niveau;Cijfer;Segment\ncasusregisseur;8;{segment}\n");
    found(&u, "nieuwe-kans", "2024-K3", &marks("individueel"));
    assert!(!shown("2024-K3"));
    found(&u, "nieuwe-kans", "2024-K4", &marks(""));
    assert!(shown("2024-K4"));
}

#[test]
fn regular_work_is_told_for_information_from_the_handbook_of_april_2023_on() {
    let u = Gebruiker::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend;Product";
    let rijen = [
        "A;Venlo;1-2-2022;31-12-2023;1-5-2023;regulier;;mbo",
        "B;Venlo;1-2-2022;30-4-2023;;;;mbo",
        "C;Venlo;1-2-2022;31-12-2023;;;;mbo",
    ];
    for kwartaal in ["2023-K1", "2023-K2"] {
        found(&u, "psw", kwartaal, &format!("{kop}\n{}\n", rijen.join("\n")));
    }
    let of = |norm: &str, kwartaal: &str| {
        u.kpi(&["--kwartaal", kwartaal, "--segment", "individueel", "--norm", norm])["metingen"].clone()
    };
    assert_eq!(of("I2.5", "2023-K1"), Value::Array(Vec::new()));
    let jaar = &of("I2.5", "2023-K2")[1];
    assert_eq!((&jaar["grens"], &jaar["richting"], &jaar["oordeel"]), (&Value::Null, &"informatie".into(), &"geen norm".into()));
    assert_eq!((&jaar["teller"], &jaar["noemer"], &jaar["weergave"]), (&1.into(), &2.into(), &"50,0%".into()));
    assert_eq!(of("I2.1", "2023-K2"), Value::Array(Vec::new()), "the norm of before ended");
    let ahead =
        u.run(&["vooruitblik", "--kwartaal", "2023-K2", "--segment", "individueel", "--aanbieder", "psw", "--json"]).json();
    let regel = ahead["regels"].as_array().unwrap().iter().find(|r| r["norm"] == "I2.5").unwrap().clone();
    assert_eq!((&regel["verwacht"], &regel["overig"], &regel["losgelaten"]), (&1.into(), &0.into(), &false.into()));
    assert!(["nodig", "ruimte", "uitkomst"].iter().all(|field| regel[field].is_null()), "{regel}");
    let text = u.run(&["kpi", "--kwartaal", "2023-K2", "--segment", "individueel"]).ends(0).uit;
    assert!(text.contains("I2.5 Regulier werk · ter informatie") && text.contains("i geen norm"), "{text}");
    let text = u.run(&["vooruitblik", "--kwartaal", "2023-K2", "--segment", "individueel"]).ends(0).uit;
    assert!(text.contains("geen norm"), "{text}");
}

#[test]
fn a_signaal_about_individueel_is_about_one_of_the_register() {
    let u = Gebruiker::new();
    let nieuw =
        |wie: &str| u.run(&["signaal", "nieuw", "Verslagen blijven uit", "--gemeente", "venray", "--aanbieder", wie, "--json"]);
    // By any of its names or its number; its segment is that of its contract.
    for wie in ["welljezelf", "Stichting Welljezelf", "WELLJEZELF."] {
        let made = nieuw(wie).ends(0).json();
        assert_eq!((&made["aanbieder"], &made["segment"]), (&"welljezelf".into(), &"individueel".into()), "{made}");
    }
    let kvk = u.run(&["aanbieder", "toon", "welljezelf", "--json"]).json()["kvk"].as_str().unwrap().to_owned();
    assert_eq!(nieuw(&kvk).ends(0).json()["aanbieder"], "welljezelf");
    let refused = nieuw("Nieuwkomer").ends(2);
    assert!(refused.fout.contains("“Nieuwkomer” staat niet in het register"), "{}", refused.fout);
    assert!(refused.fout.contains("aanbieder nieuw \"Nieuwkomer\""), "{}", refused.fout);
    assert_eq!(u.run(&["signaal", "lijst", "--aanbieder", "welljezelf", "--json"]).json().as_array().map(Vec::len), Some(4));
    u.run(&["signaal", "wijzig", "1", "--aanbieder", "Nieuwkomer"]).ends(2);
    u.run(&["signaal", "wijzig", "1", "--aanbieder", "psw", "--segment", "collectief"]).ends(0);
    assert_eq!(u.run(&["signaal", "lijst", "--aanbieder", "psw", "--json"]).json()[0]["nummer"], 1);
}

#[test]
fn a_signaal_goes_to_the_region_with_its_reason_and_comes_back() {
    let u = Gebruiker::new();
    for wie in ["welljezelf", "psw"] {
        u.run(&["signaal", "nieuw", "Verslagen blijven uit", "--gemeente", "venray", "--aanbieder", wie]).ends(0);
    }
    u.run(&["signaal", "opschalen", "1"]).ends(2);
    u.run(&["signaal", "opschalen", "1", "--reden", " "]).ends(2);
    let refused = u.run(&["signaal", "opschalen", "2", "--reden", "blijft zo"]).ends(2);
    assert!(refused.fout.contains("alleen in segment individueel"), "{}", refused.fout);
    let refused = u.run(&["signaal", "wijzig", "1", "--status", "opgeschaald"]).ends(2);
    assert!(refused.fout.contains("waarom dit naar de regio gaat"), "{}", refused.fout);
    let there = u.run(&["signaal", "opschalen", "1", "--reden", "twee keer gebeld", "--json"]).ends(0).json();
    let expected = serde_json::json!({ "op": "2024-07-01", "reden": "twee keer gebeld", "stand": "open" });
    assert_eq!((&there["status"], &there["opschaling"]), (&"opgeschaald".into(), &expected));
    u.run(&["signaal", "wijzig", "1", "--status", "besproken"]).ends(0);
    let listed = || u.run(&["signaal", "lijst", "--opgeschaald", "--json"]).json();
    assert_eq!((&listed()[0]["opschaling"]["stand"], listed().as_array().map(Vec::len)), (&"besproken".into(), Some(1)));
    u.run(&["signaal", "opschalen", "1", "--terug"]).ends(0);
    assert_eq!(listed().as_array().map(Vec::len), Some(0));
}

#[test]
fn who_has_only_individueel_has_no_regular_gesprek_on_paper() {
    let u = Gebruiker::new();
    for (opdracht, naam) in [("verslag", "v.docx"), ("agenda", "a.docx")] {
        let naar = u.path(naam);
        let args = [opdracht, "--aanbieder", "calder-werkt", "--kwartaal", "2024-K2", "--naar", naar.to_str().unwrap()];
        let refused = u.run(&args).ends(1).fout;
        assert!(refused.contains("geen contract voor segment collectief"), "{refused}");
        assert!(refused.contains("gesprek plan --evaluatief GEMEENTE --aanbieder calder-werkt"), "{refused}");
        assert!(!naar.exists());
    }
}

#[test]
fn the_list_of_evaluatieve_gesprekken_says_of_which_year_it_is() {
    let u = Gebruiker::new();
    let plan = ["gesprek", "plan", "--evaluatief", "venlo", "--aanbieder", "calder-werkt", "--datum", "10-9-2024"];
    u.run(&plan).ends(0);
    let listed = u.run(&["gesprek", "evaluaties", "--jaar", "2024"]).ends(0).uit;
    assert!(listed.starts_with("Evaluatieve gesprekken 2024\n"), "{listed}");
    let refused = u.run(&["tarief", "zet", "P2 mbo", "2025", "99999999999"]).ends(2).fout;
    assert!(refused.contains("hooguit 1.000.000.000 euro"), "{refused}");
}

#[test]
fn nobody_waits_for_a_part_of_a_report_for_the_sake_of_an_evaluatief_gesprek() {
    let u = Gebruiker::new();
    let list = u.bare(&["--voorbeeld", "gesprek", "lijst"]).ends(0).uit;
    let own: Vec<&str> = list.lines().filter(|l| l.contains("(evaluatief, ")).collect();
    assert!(!own.is_empty() && own.iter().all(|l| !l.contains("deels binnen") && !l.contains("niet binnen")), "{list}");
}
