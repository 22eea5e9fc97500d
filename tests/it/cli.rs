//! The commands as a user or a script meets them: through the binary, on a database of their own.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::gebruiker::{Antwoord, Gebruiker, answer};

/// The deliveries of one kwartaal of the example.
fn example(kwartaal: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/voorbeeld/leveringen").join(kwartaal).display().to_string()
}

/// The one entry of a norm, aanbieder and periode.
fn entry<'a>(kpi: &'a Value, norm: &str, aanbieder: &str, periode: &str) -> &'a Value {
    let all = kpi["metingen"].as_array().unwrap();
    all.iter().find(|m| m["norm"] == norm && m["aanbieder"] == aanbieder && m["periode"] == periode).unwrap()
}

/// Two trajecten, one with everything recorded and one without a Doeltrede.
const TWEE: &str = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doeltrede;Doelen\n\
                    P1;Venlo;1-2-2024;31-12-2024;ja;2;4;ja\n\
                    P2;Venray;1-2-2024;31-12-2024;ja;2;;ja\n";
/// The same with a row of an unknown gemeente.
const DEELS: &str = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doeltrede;Doelen\n\
                     P1;Venlo;1-2-2024;31-12-2024;ja;2;4;ja\n\
                     P2;Utrecht;1-2-2024;31-12-2024;ja;2;4;ja\n";

#[test]
fn a_folder_is_read_and_its_figures_are_there() {
    let u = Gebruiker::new();
    let gelezen = u.run(&["inlezen", &example("2024-K1"), "--json"]).json();
    let bestanden = gelezen.as_array().unwrap();
    assert_eq!(bestanden.len(), 10);
    for b in bestanden {
        assert_eq!((&b["opgeslagen"], &b["bekend"], &b["versie"]), (&true.into(), &false.into(), &1.into()), "{b}");
    }
    let kpi = u.kpi(&["--kwartaal", "2024-K1"]);
    assert_eq!(kpi["metingen"].as_array().unwrap().len(), 8 * 4 * 2 + 2);
    let c11 = entry(&kpi, "C1.1", "rendiz", "kwartaal");
    assert_eq!((&c11["teller"], &c11["noemer"], &c11["weergave"]), (&37.into(), &39.into(), &"94,9%".into()));
    assert_eq!(entry(&kpi, "C2.1", "psw", "jaar")["oordeel"], "losgelaten");
    assert_eq!(entry(&kpi, "C3.2", "qwyl", "kwartaal")["teller"], "8.5");

    // The same again is known and changes nothing.
    let weer = u.run(&["inlezen", &example("2024-K1"), "--json"]).json();
    assert!(weer.as_array().unwrap().iter().all(|b| b["bekend"] == true && b["opgeslagen"] == false && b["versie"] == 1));
    assert_eq!(u.kpi(&["--kwartaal", "2024-K1"]), kpi);
}

#[test]
fn every_field_of_kpi_is_there_in_its_order() {
    let u = Gebruiker::new();
    u.run(&["inlezen", &example("2024-K1")]).ends(0);
    let text = u.run(&["kpi", "--kwartaal", "2024-K1", "--norm", "c2.1", "--aanbieder", "psw", "--json"]).ends(0).uit;
    let fields = [
        "kwartaal",
        "metingen",
        "norm",
        "aanbieder",
        "periode",
        "toestand",
        "teller",
        "noemer",
        "weergave",
        "grens",
        "richting",
        "oordeel",
        "zou",
        "klein_aantal",
        "noemer_alle",
        "versie",
        "rijen_niet_meegeteld",
        "kwartalen",
        "aanbieders",
        "nagekomen",
    ];
    let mut at = 0;
    for field in fields {
        let found = text.get(at..).unwrap().find(&format!("\"{field}\":"));
        at += found.unwrap_or_else(|| panic!("{field} is missing or out of place in {text}"));
    }
    let kpi: Value = serde_json::from_str(&text).unwrap();
    let keys = kpi["metingen"][0].as_object().unwrap().len();
    assert_eq!((keys, kpi["metingen"].as_array().unwrap().len()), (18, 2));
    assert_eq!(kpi["metingen"][0]["kwartalen"], Value::Null, "only for the year");
    assert_eq!(kpi["metingen"][1]["kwartalen"], 1);
}

/// Nobody over nobody is known: what goes with it is a number. What lacks its report or its column is not.
#[test]
fn at_nvt_there_are_numbers_and_at_what_is_not_measured_there_are_none() {
    let u = Gebruiker::new();
    let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend";
    let pad = u.write("psw-2024-K1-deelnemers.csv", &format!("{kop}\nA;Venlo;1-2-2024;31-12-2026;;;\n"));
    u.run(&["inlezen", &pad]).ends(0);
    let pad = u.write("psw-2024-K1-tevredenheid.csv", "Niveau;Cijfer\ncasusregisseur;8\n");
    u.run(&["inlezen", &pad]).ends(0);
    let kpi = u.kpi(&["--kwartaal", "2024-K1"]);
    let (no, null) = (Value::Bool(false), Value::Null);
    let one = Value::from(1);
    let none = Value::from(0);
    for (norm, aanbieder, periode, toestand, [klein, noemer_alle, kwartalen, nagekomen]) in [
        ("C2.1", "psw", "kwartaal", "n.v.t.", [&no, &one, &null, &none]),
        ("C2.1", "psw", "jaar", "n.v.t.", [&no, &one, &one, &none]),
        ("C2.3", "alle", "jaar", "n.v.t.", [&no, &one, &one, &none]),
        ("C3.3", "psw", "kwartaal", "n.v.t.", [&no, &null, &null, &null]),
        ("C3.3", "alle", "jaar", "n.v.t.", [&no, &null, &one, &null]),
        ("C3.1", "psw", "jaar", "niet te meten", [&null, &null, &null, &null]),
        ("C2.1", "rendiz", "jaar", "geen rapportage", [&null, &null, &null, &null]),
    ] {
        let m = entry(&kpi, norm, aanbieder, periode);
        assert_eq!(m["toestand"], toestand, "{norm} {aanbieder} {periode}");
        assert_eq!(
            [&m["klein_aantal"], &m["noemer_alle"], &m["kwartalen"], &m["nagekomen"]],
            [klein, noemer_alle, kwartalen, nagekomen],
            "{norm} {aanbieder} {periode}"
        );
    }
}

/// Also of a part that first came in one file with another that has faults of its own.
#[test]
fn the_same_rows_with_the_same_unusable_one_are_known() {
    let u = Gebruiker::new();
    let deelnemers = "Deelnemer;Gemeente;Startdatum;Cijfer\nA;Venlo;1-2-2024;11\nB;Venlo;1-2-2024;8\n";
    let tevredenheid = "Niveau;Cijfer;Segment\ncasusregisseur;12;\nondernemer;9;individueel\nondernemer;8;collectief\n";
    let mut boek = rust_xlsxwriter::Workbook::new();
    for (naam, csv) in [("Blad1", deelnemers), ("Blad2", tevredenheid)] {
        let blad = boek.add_worksheet().set_name(naam).unwrap();
        for (r, regel) in (0..).zip(csv.lines()) {
            for (k, cel) in (0..).zip(regel.split(';').filter(|c| !c.is_empty())) {
                blad.write(r, k, cel).unwrap();
            }
        }
    }
    let heel = u.path("psw-2024-K2.xlsx");
    boek.save(&heel).unwrap();
    u.run(&["inlezen", heel.to_str().unwrap(), "--accepteer", "proef"]).ends(0);
    let anders = tevredenheid.replace("individueel", "collectief");
    for (naam, csv, bekend, versie) in [
        ("psw-2024-K2-tevredenheid.csv", tevredenheid, true, 1),
        ("psw-2024-K2-deelnemers.csv", deelnemers, true, 1),
        ("psw-2024-K2-tevredenheid-2.csv", &anders, false, 2),
        ("psw-2024-K2-tevredenheid-3.csv", &anders.replace("12", "13"), false, 3),
    ] {
        let pad = u.write(naam, csv);
        let gelezen = u.run(&["inlezen", &pad, "--accepteer", "proef", "--json"]).json();
        assert_eq!((&gelezen[0]["bekend"], &gelezen[0]["versie"]), (&bekend.into(), &versie.into()), "{naam} {gelezen}");
    }
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
}

#[test]
fn a_kwartaal_without_data_has_every_entry_and_one_before_2022_none() {
    let u = Gebruiker::new();
    let kpi = u.kpi(&["--kwartaal", "2024-K1"]);
    let metingen = kpi["metingen"].as_array().unwrap();
    assert_eq!(metingen.len(), 66);
    for m in metingen {
        assert_eq!(
            (&m["toestand"], &m["weergave"], &m["oordeel"]),
            (&"geen rapportage".into(), &"geen rapportage".into(), &"niet te bepalen".into())
        );
        assert_eq!(
            (&m["teller"], &m["klein_aantal"], &m["versie"], &m["zou"]),
            (&Value::Null, &Value::Null, &Value::Null, &Value::Null)
        );
    }
    assert_eq!(entry(&kpi, "C1.1", "alle", "jaar")["aanbieders"], 0);
    assert_eq!(entry(&kpi, "C4.1", "alle", "jaar")["aanbieders"], Value::Null);
    assert_eq!(u.kpi(&["--kwartaal", "2021-K4"])["metingen"], Value::Array(vec![]));
}

#[test]
fn what_is_partly_usable_goes_in_only_with_a_reason() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", DEELS);
    let weigering = u.run(&["inlezen", &pad]).ends(1);
    assert!(weigering.fout.contains("--accepteer") && weigering.fout.contains("Utrecht"), "{}", weigering.fout);
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["toestand"], "geen rapportage");

    // The reason stands beside every figure: what may be a BSN is refused like anywhere else, what steers a terminal goes.
    for reden in ["vraag 111222333", "111\u{ad}222\u{a0}333", &"x".repeat(501)] {
        let fout = u.run(&["inlezen", &pad, "--accepteer", reden]).ends(2).fout;
        assert!(!fout.contains("222"), "{fout}");
    }
    u.run(&["inlezen", &pad, "--accepteer", "gesprek is \u{1b}[2Jmorgen"]).ends(0);
    let kpi = u.kpi(&["--kwartaal", "2024-K2"]);
    let c11 = entry(&kpi, "C1.1", "psw", "kwartaal");
    assert_eq!((&c11["teller"], &c11["noemer"], &c11["rijen_niet_meegeteld"]), (&1.into(), &1.into(), &1.into()));
    let tekst = u.run(&["kpi", "--kwartaal", "2024-K2", "--norm", "C1.1"]).ends(0).uit;
    assert!(tekst.contains("1 rij niet meegeteld; 50,0% als die rijen niet voldoen"), "{tekst}");
}

#[test]
fn a_correction_is_a_new_version_and_can_be_undone() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let beter = u.write("beter/psw-2024-K2-deelnemers.csv", &TWEE.replace("2;;ja", "2;5;ja"));
    let gezegd = u.run(&["inlezen", &beter]).ends(0).uit;
    assert!(gezegd.contains("versie 2") && gezegd.contains("1 anders"), "{gezegd}");
    assert!(
        gezegd.contains("50,0% (1 van 2, klein aantal) → 100,0% (2 van 2, klein aantal), niet gehaald wordt gehaald"),
        "{gezegd}"
    );
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["versie"], 2);
    // An import is named before it is taken back, and nobody answered.
    let gevraagd = u.run(&["ongedaan"]).ends(1).fout;
    assert!(gevraagd.contains("“psw-2024-K2-deelnemers.csv ingelezen”"), "{gevraagd}");
    assert!(gevraagd.contains("Rapportage PSW 2024-K2: versie 2 verdwijnt, versie 1 geldt weer"), "{gevraagd}");
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["versie"], 2);
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["teller"], 1);
    // In another run of the program the rows to give back are gone, and it says so.
    let lijst = u.run(&["ongedaan", "--lijst", "--json"]).json();
    assert_eq!((&lijst[0]["stand"], &lijst[1]["stand"]), (&"".into(), &"ongedaan".into()), "{lijst}");
    let nummer = lijst[0]["nummer"].to_string();
    assert!(u.run(&["ongedaan", &nummer, "--ja"]).ends(1).fout.contains("Lees het bestand opnieuw in"));
    assert!(u.run(&["ongedaan", "999", "--ja"]).ends(1).fout.contains("Handeling 999 is er niet"));
}

#[test]
fn an_old_version_is_put_back_as_a_new_one() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let beter = u.write("beter/psw-2024-K2-deelnemers.csv", &TWEE.replace("2;;ja", "2;5;ja"));
    u.run(&["inlezen", &beter]).ends(0);
    let terug = u.run(&["rapportages", "--herstel", "psw-2024-K2-v1", "--json"]).json();
    assert_eq!((&terug["teruggezet"], &terug["versie"]), (&1.into(), &3.into()), "{terug}");
    let kpi = u.kpi(&["--kwartaal", "2024-K2"]);
    let c11 = entry(&kpi, "C1.1", "psw", "kwartaal");
    assert_eq!((&c11["versie"], &c11["teller"]), (&3.into(), &1.into()), "the figures are those of version 1");
    let lijst = u.run(&["rapportages", "--kwartaal", "2024-K2", "--json"]).json();
    assert_eq!(lijst["rapportages"][0]["versies"].as_array().unwrap().len(), 3, "no version is lost: {lijst}");
    assert!(u.run(&["ongedaan", "--ja"]).ends(0).uit.contains("versie 1 van PSW over 2024-K2 teruggezet"));
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["versie"], 2);

    assert!(u.run(&["rapportages", "--herstel", "psw-2024-K2-v2"]).ends(1).fout.contains("is al de versie die geldt"));
    assert!(u.run(&["rapportages", "--herstel", "psw-2024-K2-v9"]).ends(1).fout.contains("Versie 9 van PSW over 2024-K2"));
    u.run(&["rapportages", "--herstel", "psw-2024-K2"]).ends(2);
    u.run(&["rapportages"]).ends(2);
}

#[test]
fn a_gesprek_is_not_rounded_off_before_its_day_without_a_yes() {
    let u = Gebruiker::new();
    u.run(&["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-07-18"]).ends(0);
    let status = || u.run(&["gesprek", "lijst", "--json"]).json()[0]["status"].clone();
    let gevraagd = u.run(&["gesprek", "houd", "psw-2024-K2"]).ends(1).fout;
    assert!(gevraagd.contains("Het gesprek met PSW staat gepland op do 18 jul, over 17 dagen."), "{gevraagd}");
    assert!(gevraagd.contains("niet afgerond; met --ja wordt het niet gevraagd"), "{gevraagd}");
    assert_eq!(status(), "gepland");
    u.run(&["gesprek", "houd", "psw-2024-K2", "--ja"]).ends(0);
    assert_eq!(status(), "gehouden");
    // It was held: that is what is said now, and nothing is asked.
    let gezegd = u.run(&["gesprek", "houd", "psw-2024-K2"]).ends(1).fout;
    assert!(gezegd.contains("Gesprek PSW 2024-K2 is al gehouden.") && !gezegd.contains("--ja"), "{gezegd}");
    // On the day itself nobody is asked anything.
    u.run(&["gesprek", "plan", "--aanbieder", "qwyl", "--kwartaal", "2024-K2", "--datum", "vandaag"]).ends(0);
    u.run(&["gesprek", "houd", "qwyl-2024-K2"]).ends(0);
}

/// It may be meant; nobody is to find out in front of a closed door.
#[test]
fn a_gesprek_on_a_day_off_is_planned_and_said() {
    let u = Gebruiker::new();
    let plan = ["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum"];
    let gezegd = u.run(&[&plan[..], &["2024-07-21"]].concat()).ends(0).fout;
    assert!(gezegd.contains("Let op: 21 jul 2024 is een zondag."), "{gezegd}");
    let wijzig = |args: &[&str]| u.run(&[&["gesprek", "wijzig", "psw-2024-K2"], args].concat()).ends(0).fout;
    assert!(!wijzig(&["--datum", "2024-07-19"]).contains("Let op"));
    let gezegd = wijzig(&["--volgende", "2024-12-26"]);
    assert!(gezegd.contains("Let op: 26 dec 2024 is Tweede Kerstdag."), "{gezegd}");
}

/// What goes on below stands under the words, and not under the number.
#[test]
fn an_afspraak_of_an_agenda_goes_on_below_its_words() {
    let u = Gebruiker::new();
    let tekst = "Lijst maken van de deelnemers zonder doelen en die sturen aan de casusregisseurs. ".repeat(14);
    let tekst = tekst.trim();
    u.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", tekst]).ends(0);
    let agenda = u.run(&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw"]).ends(0).uit;
    let at = agenda.lines().position(|l| l.starts_with("   PSW-2024-01 Lijst")).unwrap();
    let below = agenda.lines().nth(at + 1).unwrap();
    assert!(below.starts_with(&format!("{}{}", " ".repeat(15), below.trim())), "{agenda}");
}

/// A report without a date on its Voorblad was delivered on the day that it came in, whenever it is read.
#[test]
fn a_report_is_as_late_as_the_day_that_it_came_in() {
    let u = Gebruiker::new();
    let db = u.path("test.db").display().to_string();
    let run = |args: &[&str]| u.bare(&[&["--db", &db, "--vandaag", "2024-07-30"], args].concat());
    run(&["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-07-19"]).ends(0);
    run(&["inlezen", &u.write("psw-2024-K2-deelnemers.csv", TWEE), "--ontvangen", "2024-07-12"]).ends(0);
    let all = run(&["rapportages", "--tijdigheid", "--kwartaal", "2024-K2", "--json"]).json();
    let own = all["tijdigheid"].as_array().unwrap().iter().find(|t| t["aanbieder"] == "psw").unwrap().clone();
    assert_eq!((&own["ontvangen"], &own["op_tijd"]), (&"2024-07-12".into(), &true.into()), "{own}");
}

#[test]
fn timeliness_is_that_of_what_came_first_and_counts_over_the_kwartalen() {
    let u = Gebruiker::new();
    let db = u.path("test.db").display().to_string();
    let run = |vandaag: &str, args: &[&str]| u.bare(&[&["--db", &db, "--vandaag", vandaag], args].concat());
    run("2024-06-20", &["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-07-19"]).ends(0);
    let of = |vandaag: &str| {
        let all = run(vandaag, &["rapportages", "--tijdigheid", "--kwartaal", "2024-K2", "--json"]).json();
        let own = all["tijdigheid"].as_array().unwrap().iter().find(|t| t["aanbieder"] == "psw").unwrap().clone();
        (own, all["totalen"][0].clone())
    };
    // Before anything came in, the deadline is known.
    let (own, _) = of("2024-07-01");
    assert_eq!((&own["verwacht"], &own["deadline"]), (&true.into(), &"2024-07-15".into()), "{own}");
    assert!(own["op_tijd"].is_null() && own["ontvangen"].is_null(), "{own}");
    let tekst = run("2024-07-01", &["rapportages", "--kwartaal", "2024-K2"]).ends(0).uit;
    assert!(tekst.contains("PSW: verwacht ma 15 jul"), "{tekst}");

    // In time; the correction after the gesprek changes nothing, the part that comes later does.
    run("2024-07-15", &["inlezen", &u.write("psw-2024-K2-deelnemers.csv", TWEE)]).ends(0);
    let beter = u.write("beter/psw-2024-K2-deelnemers.csv", &TWEE.replace("2;;ja", "2;5;ja"));
    run("2024-07-30", &["inlezen", &beter]).ends(0);
    let (own, totaal) = of("2024-08-01");
    assert_eq!((&own["ontvangen"], &own["op_tijd"]), (&"2024-07-15".into(), &true.into()), "{own}");
    assert_eq!(own["ontbreekt"], serde_json::json!(["Tevredenheid", "Samenwerking"]));
    assert_eq!((&totaal["op_tijd"], &totaal["beoordeeld"], &totaal["compleet"]), (&1.into(), &1.into(), &0.into()));
    let later = u.write("psw-2024-K2-tevredenheid.csv", "Niveau;Cijfer\ncasusregisseur;8\n");
    run("2024-07-17", &["inlezen", &later]).ends(0);
    let (own, totaal) = of("2024-08-01");
    assert_eq!((&own["werkdagen_te_laat"], &own["op_tijd"]), (&2.into(), &false.into()), "{own}");
    assert_eq!((&totaal["op_tijd"], &totaal["hoogstens_te_laat"]), (&0.into(), &2.into()), "{totaal}");
    let tekst = run("2024-08-01", &["rapportages", "--tijdigheid"]).ends(0).uit;
    assert!(tekst.contains("Tevredenheid 2 werkdagen te laat"), "{tekst}");
    run("2024-08-01", &["rapportages", "--tijdigheid", "--herstel", "psw-2024-K2-v1"]).ends(2);
    let one = run("2024-08-01", &["rapportages", "--tijdigheid", "--aanbieder", "psw", "--json"]).json();
    assert!(one["tijdigheid"].as_array().unwrap().iter().all(|t| t["aanbieder"] == "psw"), "{one}");
    assert_eq!(one["totalen"].as_array().unwrap().len(), 1, "{one}");
}

#[test]
fn afspraken_and_signalen_are_listed_when_nothing_follows() {
    let u = Gebruiker::new();
    assert!(u.run(&["afspraak"]).ends(0).uit.contains("Geen afspraken."));
    assert_eq!(u.run(&["signaal", "--json"]).json().as_array().map(Vec::len), Some(0));
}

#[test]
fn a_header_of_the_user_s_own_is_remembered_for_the_aanbieder() {
    let u = Gebruiker::new();
    let eigen = TWEE.replace("Startsituatie", "Vertrekpunt");
    let pad = u.write("psw-2024-K2-deelnemers.csv", &eigen);
    let c11 = |u: &Gebruiker, wie: &str| entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", wie, "kwartaal")["toestand"].clone();
    u.run(&["inlezen", &pad, "--koppel", "Vertrekpunt=startsituatie", "--proef"]).ends(0);
    u.run(&["inlezen", &pad]).ends(0);
    assert_eq!(c11(&u, "psw"), "niet te meten", "a trial remembers nothing");
    u.run(&["ongedaan", "--ja"]).ends(0);
    u.run(&["inlezen", &pad, "--koppel", "Vertrekpunt=startsituatie"]).ends(0);
    assert_eq!(c11(&u, "psw"), "gemeten");
    // The next file of the same aanbieder is read likewise, that of another is not.
    let volgend = u.write("psw-2024-K3-deelnemers.csv", &eigen);
    assert!(u.run(&["inlezen", &volgend]).ends(0).uit.contains("zoals eerder gekozen"));
    let ander = u.write("rendiz-2024-K2-deelnemers.csv", &eigen);
    u.run(&["inlezen", &ander]).ends(0);
    assert_eq!(c11(&u, "rendiz"), "niet te meten");
    assert!(u.run(&["inlezen", &pad, "--koppel", "Vertrekpunt=Vertrek"]).ends(2).fout.contains("geen kolom “Vertrek”"));
    // What is remembered is shown, and taken back once.
    let koppen = u.run(&["rapportages", "--koppen", "--json"]).json();
    assert_eq!((&koppen[0]["van"], &koppen[0]["kolom"]), (&"psw".into(), &"Startsituatie".into()), "{koppen}");
    assert!(u.run(&["rapportages", "--vergeet", "Vertrekpunt", "--aanbieder", "rendiz"]).ends(1).fout.contains("onthouden kop"));
    u.run(&["rapportages", "--vergeet", "vertrekpunt"]).ends(0);
    assert!(u.run(&["rapportages", "--koppen"]).ends(0).uit.contains("geen koppen onthouden"));
    let later = u.write("psw-2024-K4-deelnemers.csv", &eigen);
    assert!(!u.run(&["inlezen", &later]).ends(0).uit.contains("zoals eerder gekozen"));
}

#[test]
fn a_trial_stores_nothing() {
    let u = Gebruiker::new();
    let proef = u.run(&["inlezen", &example("2024-K1"), "--proef", "--json"]).json();
    assert!(proef.as_array().unwrap().iter().all(|b| b["opgeslagen"] == false && b["oordeel"] == "goed"));
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K1"]), "C1.1", "alle", "kwartaal")["toestand"], "geen rapportage");
}

#[test]
fn the_rows_behind_a_figure_come_with_their_reason() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let kpi = u.kpi(&["--kwartaal", "2024-K2", "--norm", "C1.1", "--aanbieder", "psw", "--rijen"]);
    let rijen = entry(&kpi, "C1.1", "psw", "kwartaal")["rijen"].as_array().unwrap().clone();
    let of = |code: &str| rijen.iter().find(|r| r["deelnemer"] == code).unwrap();
    assert_eq!((&of("P1")["telling"], &of("P1")["reden"]), (&"teller".into(), &"alles vastgelegd".into()));
    assert_eq!((&of("P2")["telling"], &of("P2")["reden"]), (&"noemer".into(), &"niet vastgelegd: Doeltrede".into()));
}

#[test]
fn an_afspraak_is_made_changed_closed_and_remembered() {
    let u = Gebruiker::new();
    let nieuw = [
        "afspraak",
        "nieuw",
        "Doeltreden aanvullen",
        "--aanbieder",
        "psw",
        "--eigenaar",
        "PSW",
        "--deadline",
        "+14",
        "--kpi",
        "1",
    ];
    assert!(u.run(&nieuw).ends(0).uit.contains("PSW-2024-01 gemaakt"));
    let wijzig = |dag: &str| u.run(&["afspraak", "wijzig", "psw-2024-01", "--deadline", dag]).ends(0).fout;
    assert!(wijzig("1-1-2024").contains("Let op: de deadline 1 jan 2024 is al voorbij."));
    assert_eq!(wijzig("31-8"), "");
    let lijst = u.run(&["afspraak", "lijst", "--json"]).json();
    assert_eq!(
        (&lijst[0]["nummer"], &lijst[0]["deadline"], &lijst[0]["status"]),
        (&"PSW-2024-01".into(), &"2024-08-31".into(), &"open".into())
    );

    u.run(&["afspraak", "gereed", "PSW-2024-01", "--resultaat", "Aangevuld"]).ends(0);
    let dicht = u.run(&["afspraak", "wijzig", "PSW-2024-01", "--tekst", "x"]).ends(1);
    assert!(dicht.fout.contains("is gereed"), "{}", dicht.fout);
    let historie = u.run(&["afspraak", "geschiedenis", "PSW-2024-01", "--json"]).json();
    assert_eq!(historie.as_array().unwrap().len(), 4);
    assert_eq!(historie[0]["wie"], "tester");
    u.run(&["ongedaan"]).ends(0);
    assert_eq!(u.run(&["afspraak", "lijst", "--status", "open", "--json"]).json()[0]["resultaat"], "");
    // A number is never given twice.
    assert!(u.run(&["afspraak", "nieuw", "Iets", "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0).uit.contains("PSW-2024-02"));
    u.run(&["afspraak", "vervallen", "PSW-2024-02", "--reden", " "]).ends(2);
}

#[test]
fn a_script_that_saw_an_older_version_merges_or_hears_both_values_and_how_to_go_on() {
    // The command, where its row stands in JSON, the field, and one that does not clash with it.
    type Case<'a> = (&'a [&'a str], &'a [&'a str], String, &'a str, [&'a str; 2]);

    let u = Gebruiker::new();
    let version =
        |list: &[&str], path: &str| u.run(list).json().pointer(path).and_then(serde_json::Value::as_u64).unwrap().to_string();
    let field = |list: &[&str], path: &str| u.run(list).json().pointer(path).unwrap().as_str().unwrap().to_owned();
    u.run(&["afspraak", "nieuw", "Bellen", "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0);
    u.run(&["signaal", "nieuw", "Bus", "--gemeente", "venlo", "--aanbieder", "psw", "--onderwerp", "overig"]).ends(0);
    u.run(&["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--plaats", "Venlo"]).ends(0);
    let punt = ["gesprek", "notitie", "psw-2024-K2", "--punt", "dekking"];
    u.run(&[&punt[..], &["--notitie", "eerst"]].concat()).ends(0);
    let agenda = ["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--json"];
    let at = u.run(&agenda).json()["punten"].as_array().unwrap().iter().position(|p| p["sleutel"] == "dekking").unwrap();

    let cases: [Case<'_>; 4] = [
        (&["afspraak", "wijzig", "PSW-2024-01"], &["afspraak", "lijst", "--json"], "/0".into(), "tekst", ["--eigenaar", "Qwyl"]),
        (&["signaal", "wijzig", "1"], &["signaal", "lijst", "--json"], "/0".into(), "tekst", ["--toon", "negatief"]),
        (&["gesprek", "wijzig", "psw-2024-K2"], &["gesprek", "lijst", "--json"], "/0".into(), "plaats", ["--tijd", "14:00"]),
        (&punt, &agenda, format!("/punten/{at}"), "notitie", ["--voorbereiding", "intern"]),
    ];
    for (change, list, row, veld, other) in cases {
        let optie = format!("--{veld}");
        let set = |waarde: &str, more: &[&str]| u.run(&[change, &[&optie, waarde], more].concat());
        let seen = version(list, &format!("{row}/rijversie"));
        u.run(&[change, &other[..]].concat()).ends(0);
        // What does not clash is merged, and said beside the answer.
        let merged = set("van mij", &["--rijversie", &seen]).ends(0);
        assert!(
            merged.fout.contains("Opgeslagen samen met ") && merged.fout.contains(" van tester ("),
            "{change:?}: {}",
            merged.fout
        );
        // What does: both values, who, and how to go on.
        let told = set("weer van mij", &["--rijversie", &seen]).ends(1).fout;
        for deel in ["intussen gewijzigd door tester (", "er is niets opgeslagen", "van u “weer van mij”, van tester “van mij”"]
        {
            assert!(told.contains(deel), "{change:?}: {told}");
        }
        let stands = version(list, &format!("{row}/rijversie"));
        assert!(told.contains(&format!("geef dan ook --rijversie {stands}")), "{told}");
        assert_eq!(field(list, &format!("{row}/{veld}")), "van mij");
        set("weer van mij", &["--rijversie", &stands]).ends(0);
        assert_eq!(field(list, &format!("{row}/{veld}")), "weer van mij");
    }
    u.run(&["signaal", "wijzig", "1", "2", "--toon", "positief", "--rijversie", "1"]).ends(2);
}

#[test]
fn an_expectation_tests_itself_when_the_report_comes_in() {
    let u = Gebruiker::new();
    let nieuw = [
        "afspraak",
        "nieuw",
        "Alles vastleggen",
        "--aanbieder",
        "psw",
        "--eigenaar",
        "PSW",
        "--verwacht",
        "C1.1 >= 95 in 2024-K2",
    ];
    u.run(&nieuw).ends(0);
    let stand = |u: &Gebruiker| u.run(&["afspraak", "lijst", "--json"]).json()[0]["verwachting_stand"].clone();
    assert_eq!(stand(&u), "nog niet te meten");
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    assert_eq!(stand(&u), "niet gehaald");
}

#[test]
fn each_kind_of_trouble_has_its_exit_code_and_one_clear_sentence() {
    let u = Gebruiker::new();
    let leeg = u.write("leeg.csv", "zomaar wat tekst\n");
    let geen_db = u.write("geen.db", "dit is geen database, maar wel langer dan een kop van SQLite: zestien tekens en meer\n");
    let weg = u.path("weg.csv").display().to_string();
    let map = u.map.path().display().to_string();
    for (args, code, zegt) in [
        (&["inlezen", leeg.as_str()][..], 1, "niet bruikbaar"),
        (&["kpi"], 2, "--kwartaal"),
        (&["kpi", "--kwartaal", "2024-K5"], 2, "2024-K2"),
        (&["kpi", "--kwartaal", "2024-K2", "--stand", "2024-K1"], 2, "stand"),
        (&["kpi", "--kwartaal", "2024-K2", "--norm", "C9.9"], 2, "C9.9"),
        (&["inlezen", weg.as_str()], 3, "bestaat niet"),
        (&["afspraak", "gereed", "PSW-2024-99"], 1, "PSW-2024-99"),
        (&["bevindingen", "--rapportage", "psw-2024-K2", "--naar", "x.xlsx"], 1, "PSW over 2024-K2"),
        (&["sjabloon", "uitvraag", "--naar", "x.doc"], 2, ".xlsx"),
    ] {
        let antwoord = u.run(args).ends(code);
        let alles = format!("{}{}", antwoord.uit, antwoord.fout);
        assert!(alles.contains(zegt), "{args:?}: {alles}");
    }
    let fout = u.bare(&["--db", &geen_db, "kpi", "--kwartaal", "2024-K2"]).ends(3).fout;
    assert!(fout.contains("geen database") && fout.contains("geen.db"), "{fout}");
    u.bare(&["--db", &map, "kpi", "--kwartaal", "2024-K2"]).ends(3);
    assert!(u.bare(&["--vandaag", "ooit", "kpi", "--kwartaal", "2024-K2"]).ends(2).fout.contains("“ooit” is geen datum"));
}

#[test]
fn a_refusal_leaves_the_database_as_it_was() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let voor = u.kpi(&["--kwartaal", "2024-K2"]);
    // 111222333 passes the elfproef: it could be a BSN.
    let bsn = u.write("bsn/psw-2024-K2-deelnemers.csv", &TWEE.replace("P2", "111222333"));
    let fout = u.run(&["inlezen", &bsn, "--accepteer", "toch maar"]).ends(1);
    assert!(!fout.fout.contains("111222333") && !fout.uit.contains("111222333"), "{}", fout.fout);
    assert_eq!(u.kpi(&["--kwartaal", "2024-K2"]), voor);
    u.run(&["inlezen", &bsn, "--pseudoniem"]).ends(0);
    let rijen = u.run(&["kpi", "--kwartaal", "2024-K2", "--norm", "C1.1", "--rijen"]).ends(0).uit;
    assert!(!rijen.contains("111222333"), "{rijen}");
}

#[test]
fn the_example_says_what_it_is_and_touches_nothing() {
    let u = Gebruiker::new();
    let tekst = u.bare(&["--voorbeeld"]).ends(0).uit;
    assert!(tekst.starts_with("VOORBEELDGEGEVENS") && tekst.contains("Overzicht 2025-K4"), "{tekst}");
    let kpi = u.bare(&["--voorbeeld", "kpi", "--kwartaal", "2025-K4", "--json"]).ends(0);
    assert!(kpi.fout.contains("VOORBEELDGEGEVENS"), "{}", kpi.fout);
    assert_eq!(entry(&kpi.json(), "C1.1", "psw", "kwartaal")["weergave"], "97,4%");
    assert_eq!(u.bare(&["--voorbeeld", "--json"]).json(), kpi.json(), "the overview of a script is its figures");
    let db = u.path(".local/share/accountgesprek/accountgesprek.db");
    assert!(!db.exists());
    // On one's own data a first run says what to do, and makes the database for its owner only.
    let eerste = u.bare(&[]).ends(0).uit;
    assert!(eerste.contains("inlezen") && eerste.contains("--voorbeeld"), "{eerste}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&db).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let u = Gebruiker::new();
    let mut child = u
        .command()
        .args(["--voorbeeld", "kpi", "--kwartaal", "2025-K4", "--rijen"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn findings_and_templates_are_workbooks() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", DEELS);
    let naar = u.path("bevindingen.xlsx").display().to_string();
    // Also of a file that was refused.
    u.run(&["inlezen", &pad]).ends(1);
    assert!(u.run(&["bevindingen", "--rapportage", &pad, "--naar", &naar]).ends(0).uit.contains("geschreven"));
    u.run(&["inlezen", &pad, "--accepteer", "reden"]).ends(0);
    u.run(&["bevindingen", "--rapportage", "psw-2024-K2", "--naar", &naar, "--vervang"]).ends(0);
    // Where there are none nothing is written, and what stood there stays.
    let goed = concat!(env!("CARGO_MANIFEST_DIR"), "/data/voorbeeld/leveringen/2025-K1/voorbeeld-dekkingsoverzicht-2025-K1.csv");
    u.run(&["inlezen", goed]).ends(0);
    let before = fs::read(&naar).unwrap();
    for (van, waarbij) in [("dekking-2025-K1", "deze levering"), (goed, "dit bestand")] {
        let fout = u.run(&["bevindingen", "--rapportage", van, "--naar", &naar, "--vervang"]).ends(1).fout;
        assert!(fout.contains(&format!("Bij {waarbij} zijn er geen bevindingen; er is niets geschreven.")), "{fout}");
    }
    assert!(fs::read(&naar).unwrap() == before);
    for soort in ["kwartaalrapportage", "dekkingsoverzicht", "uitvraag", "cvs"] {
        u.bare(&["sjabloon", soort, "--naar", &naar, "--vervang"]).ends(0);
        assert!(fs::read(&naar).unwrap().starts_with(b"PK"), "{soort}");
    }
    u.bare(&["sjabloon", "uitvraag", "--gemeente", "venlo", "--kwartaal", "2024-K2", "--naar", &naar, "--vervang"]).ends(0);
    let fout = u.bare(&["sjabloon", "dekkingsoverzicht", "--gemeente", "venlo", "--naar", &naar]).ends(2).fout;
    assert!(fout.contains("niet van één gemeente"), "{fout}");
    let map = u.path("uitvraag").display().to_string();
    let uit = u.bare(&["sjabloon", "uitvraag", "--vandaag", "2024-07-10", "--naar", &map]).ends(0).uit;
    assert_eq!(uit.matches("uitvraag-2024-K2-").count(), 7, "{uit}");
    assert_eq!(fs::read_dir(&map).unwrap().count(), 7);
}

/// What goes out and comes back without a kwartaal is about the one that is over, whatever was delivered last; a gemeente that
/// has nothing to tell has answered, one that sent an empty workbook has not, and what it corrects replaces.
#[test]
fn an_uitvraag_is_about_the_kwartaal_that_is_over_and_knows_who_said_what() {
    let u = Gebruiker::new();
    u.run(&["inlezen", &u.write("psw-2024-K1-deelnemers.csv", TWEE)]).ends(0);
    let leeg = u.path("venlo.xlsx").display().to_string();
    u.run(&["sjabloon", "uitvraag", "--gemeente", "venlo", "--naar", &leeg]).ends(0);
    let gelezen = u.run(&["inlezen", &leeg, "--json"]).ends(0).json();
    assert_eq!((&gelezen[0]["kwartaal"], &gelezen[0]["opgeslagen"]), (&"2024-K2".into(), &true.into()), "{gelezen}");
    assert_eq!(u.run(&["inlezen", &leeg, "--json"]).ends(0).json()[0]["bekend"], true);
    let kop = "Gemeente;Aanbieder;Toelichting";
    let antwoorden = u.write("antwoorden.csv", &format!("{kop}\nVenray;PSW;Niets te melden\nVenray;Qwyl;wacht lang\n"));
    u.run(&["inlezen", &antwoorden]).ends(0);
    let beter = u.write("beter.csv", &format!("{kop}\nVenray;Qwyl;wacht korter\n"));
    u.run(&["inlezen", &beter]).ends(0);
    let stand = u.run(&["uitvraag", "--json"]).ends(0).json();
    let van = |gemeente: &str| {
        let alle = stand.as_array().unwrap();
        alle.iter().find(|g| g["gemeente"] == gemeente).unwrap_or_else(|| panic!("{stand}")).clone()
    };
    let venlo = van("venlo");
    assert_eq!((&venlo["beantwoord"], &venlo["leeg"]), (&false.into(), &"2024-07-01".into()), "{venlo}");
    let venray = van("venray");
    assert_eq!(
        (&venray["beantwoord"], &venray["leeg"], &venray["psw"], &venray["qwyl"]),
        (&true.into(), &Value::Null, &0.into(), &1.into())
    );
    assert_eq!(venray["niets_te_melden"], serde_json::json!(["psw"]));
    let tekst = u.run(&["uitvraag"]).ends(0).uit;
    assert!(
        tekst.contains("Uitvraag 2024-K2") && tekst.contains("niets") && tekst.contains("leeg teruggekomen op 1 jul 2024"),
        "{tekst}"
    );
    let signalen = u.run(&["signaal", "lijst", "--json"]).ends(0).json().to_string();
    assert!(signalen.contains("wacht korter") && !signalen.contains("wacht lang"), "{signalen}");
    // Of another gemeente: refused, and not stored under either name.
    let werkmap = u.path("vreemd.xlsx");
    let mut boek = rust_xlsxwriter::Workbook::new();
    boek.add_worksheet().set_name("Voorblad").unwrap().write(0, 0, "Gemeente").unwrap().write(0, 1, "Venlo").unwrap();
    let blad = boek.add_worksheet().set_name("Uitvraag").unwrap();
    for (r, rij) in (0..).zip([["Gemeente", "Aanbieder", "Toelichting"], ["Gennep", "PSW", "slecht"]]) {
        for (k, cel) in (0..).zip(rij) {
            blad.write(r, k, cel).unwrap();
        }
    }
    boek.save(&werkmap).unwrap();
    let fout = u.run(&["inlezen", werkmap.to_str().unwrap()]).ends(1);
    assert!(fout.uit.contains("De rij gaat over Gennep") || fout.fout.contains("De rij gaat over Gennep"), "{}", fout.uit);
}

#[test]
fn the_user_s_own_normen_are_in_force() {
    let u = Gebruiker::new();
    let normen = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/normen.toml")).unwrap();
    u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &u.path("psw-2024-K2-deelnemers.csv").display().to_string()]).ends(0);
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["oordeel"], "niet gehaald");
    // What was kept under the old normen is not shown under the new ones.
    u.write(".config/accountgesprek/normen.toml", &normen.replacen("grens = 100", "grens = 50", 1));
    let kpi = u.kpi(&["--kwartaal", "2024-K2"]);
    assert_eq!(entry(&kpi, "C1.1", "psw", "kwartaal")["oordeel"], "gehaald");
    assert_eq!(entry(&kpi, "C1.1", "psw", "kwartaal")["grens"], "50");
    u.write(".config/accountgesprek/normen.toml", "grens = ");
    assert!(u.run(&["kpi", "--kwartaal", "2024-K2"]).ends(3).fout.contains("normen.toml"));
}

#[test]
fn a_copy_brings_back_what_was_there() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let voor = u.kpi(&["--kwartaal", "2024-K2"]);
    let kopie = u.path("kopie.db").display().to_string();
    u.run(&["backup", &kopie]).ends(0);
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));

    let weg = u.run(&["opschonen", "--aanbieder", "psw", "--deelnemer", "p2", "--ja"]).ends(0).uit;
    // The name of the folder is by chance, and may hold anything.
    let gezegd = weg.replace(&u.path("").display().to_string(), "");
    assert!(gezegd.contains("1 rij") && !gezegd.to_lowercase().contains("p2"), "{weg}");
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["noemer"], 1);
    assert!(u.run(&["herstel", &kopie]).ends(0).uit.contains("Het vorige bestand staat in"));
    assert_eq!(u.kpi(&["--kwartaal", "2024-K2"]), voor);

    // Also when the database can no longer be opened.
    fs::write(u.path("test.db"), "niet meer te lezen, dat is duidelijk een kapotte database").unwrap();
    u.run(&["kpi", "--kwartaal", "2024-K2"]).ends(3);
    u.run(&["herstel", &kopie]).ends(0);
    assert_eq!(u.kpi(&["--kwartaal", "2024-K2"]), voor);
    u.run(&["herstel", &u.path("weg.db").display().to_string()]).ends(3);
    u.run(&["backup", &pad]).ends(1);
}

#[test]
fn a_kept_figure_that_was_tampered_with_is_found_and_formed_anew() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", TWEE);
    u.run(&["inlezen", &pad]).ends(0);
    let right = u.kpi(&["--kwartaal", "2024-K2"]);
    let c11 = |kpi: &Value| entry(kpi, "C1.1", "psw", "kwartaal")["weergave"].as_str().unwrap().to_owned();
    assert_eq!(c11(&right), "50,0%");
    let database = || rusqlite::Connection::open(u.path("test.db")).unwrap();
    let falsified = database()
        .execute(
            "UPDATE cache SET inhoud = replace(inhoud, '50,0%', '100,0%') WHERE sleutel LIKE 'metingen/collectief/psw/%'",
            [],
        )
        .unwrap();
    assert_eq!(falsified, 1);
    // Of another stamp: never shown, and cleared away without a word.
    database().execute("INSERT INTO cache VALUES ('metingen/collectief/psw/2020-K1', 'oud', '[]')", []).unwrap();
    assert_eq!(c11(&u.kpi(&["--kwartaal", "2024-K2"])), "100,0%", "the figure is read from what was kept");
    let found = u.run(&["controle"]).ends(3);
    assert!(
        found.uit.contains(
            "opnieuw gevormd uit de rijen. PSW C1.1 2024-K2: 100,0% (1 van 2, klein aantal) → 50,0% (1 van 2, klein aantal)"
        ),
        "{}",
        found.uit
    );
    assert!(found.fout.contains("hersteld"), "{}", found.fout);
    assert_eq!(u.kpi(&["--kwartaal", "2024-K2"]), right);
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
    let left: i64 = database().query_row("SELECT count(*) FROM cache WHERE stempel = 'oud'", [], |r| r.get(0)).unwrap();
    assert_eq!(left, 0);

    // What other commands refuse is not called sound, and is named as people know it.
    database().execute("UPDATE levering SET oordeel = 'onzin'", []).unwrap();
    u.run(&["rapportages", "--kwartaal", "2024-K2"]).ends(3);
    let found = u.run(&["controle"]).ends(3);
    assert!(found.uit.contains("aanlevering van rapportages van 2024-K2"), "{}", found.uit);
    let json = u.run(&["controle", "--json"]).ends(3);
    let json: Value = serde_json::from_str(&json.uit).unwrap();
    assert_eq!((&json["goed"], json["problemen"].as_array().unwrap().len()), (&false.into(), 1));
}

/// Answers what a command asks on standard input.
fn typed(u: &Gebruiker, antwoord: &str, args: &[&str]) -> Antwoord {
    let db = u.path("test.db").display().to_string();
    let mut child = u
        .command()
        .args(["--db", &db, "--vandaag", "2024-07-01"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), antwoord.as_bytes()).unwrap();
    answer(child.wait_with_output().unwrap())
}

#[test]
fn a_deelnemer_is_removed_only_after_what_it_does_was_shown_and_the_code_was_typed() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", &TWEE.replace("P1;", "WEG-01;").replace("P2;", "BLIJF-02;"));
    u.run(&["inlezen", &pad]).ends(0);
    u.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Bel over weg-01"]).ends(0);
    u.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Bel over iets anders"]).ends(0);
    u.run(&["backup", &u.path("kopie.db").display().to_string()]).ends(0);
    let before = u.kpi(&["--kwartaal", "2024-K2"]);
    let remove = ["opschonen", "--aanbieder", "psw", "--deelnemer", "weg-01"];

    let proef = u.run(&[&remove[..], &["--proef"]].concat()).ends(0).uit;
    for says in [
        "Er is nog niets verwijderd",
        "Weg      1 rij, ",
        "Blijft   met “verwijderd” waar de code stond: afspraak PSW-2024-01, tekst",
        "PSW C1.1 2024-K2: 50,0% (1 van 2, klein aantal) → 0,0% (0 van 1, klein aantal)",
        "kopie.db",
        "psw-2024-K2-deelnemers.csv",
    ] {
        assert!(proef.contains(says), "{says} is not in {proef}");
    }
    // Another code, or nothing at all, is no yes; who types it sees first what it does.
    for no in ["blijf-02\n", "ja\n", "\n", ""] {
        let asked = typed(&u, no, &remove).ends(1);
        assert!(asked.fout.contains("Cijfers  PSW C1.1") && asked.fout.contains("niets verwijderd"), "{}", asked.fout);
        assert!(!asked.uit.contains("Verwijderd"), "{}", asked.uit);
    }
    assert_eq!(u.kpi(&["--kwartaal", "2024-K2"]), before);

    let done = typed(&u, " Weg-01 \n", &remove).ends(0).uit;
    assert!(done.starts_with("Verwijderd.") && !done.to_lowercase().contains("weg-01"), "{done}");
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["weergave"], "0,0%");
    assert!(u.run(&["afspraak", "lijst"]).ends(0).uit.contains("Bel over verwijderd"));
    // Gone is gone: it is not known any more, and no file of the program holds it, the log included.
    assert!(u.run(&remove).ends(1).fout.contains("is er niet"));
    u.run(&["opschonen", "--aanbieder", "rendiz", "--deelnemer", "blijf-02", "--ja"]).ends(1);
    u.run(&["controle"]).ends(0);
    let mut todo = vec![u.path("")];
    while let Some(map) = todo.pop() {
        for entry in fs::read_dir(map).unwrap().flatten().map(|e| e.path()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            if entry.is_dir() {
                todo.push(entry);
            } else if !["kopie.db", "psw-2024-K2-deelnemers.csv"].contains(&name.as_str()) {
                let bytes = fs::read(&entry).unwrap().to_ascii_lowercase();
                assert!(!bytes.windows(6).any(|w| w == b"weg-01"), "{name} has it still");
            }
        }
    }
    let json = u.run(&["opschonen", "--aanbieder", "psw", "--deelnemer", "blijf-02", "--ja", "--json"]).ends(0).uit;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["verwijderd"], &json["rijen"]), (&true.into(), &1.into()));
}

#[test]
fn old_kwartalen_can_be_removed() {
    let u = Gebruiker::new();
    u.run(&["inlezen", &example("2022-K1"), &example("2024-K1")]).ends(0);
    u.run(&["opschonen", "--voor", "1-1-2024"]).ends(0);
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2022-K1"]), "C1.1", "psw", "kwartaal")["toestand"], "geen rapportage");
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K1"]), "C1.1", "psw", "kwartaal")["toestand"], "gemeten");
    u.run(&["opschonen"]).ends(2);
}

/// The figures that are made along with reading files are those that the rows in the store give.
#[test]
fn figures_made_while_reading_are_those_of_the_rows() {
    let g = Gebruiker::new();
    let regels = |kwartaal: &str, extra: &str| {
        let kop = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend;Cijfer";
        g.write(&format!("in/psw-{kwartaal}-deelnemers.csv"), &format!("{kop}\nA;Venlo;1-1-2023;31-3-2024;;;;8\n{extra}\n"))
    };
    let cijfers = |kwartaal: &str, cijfer: u8| {
        let tekst = format!("Niveau;Cijfer\nondernemer;{cijfer}\ncasusregisseur;9\n");
        g.write(&format!("in/psw-{kwartaal}-tevredenheid.csv"), &tekst)
    };
    // Whole series, parts apart, a kwartaal before one that is there, and a version that takes the place of another.
    let stappen: [Vec<String>; 5] = [
        vec![
            regels("2023-K4", "B;Venray;1-5-2023;1-5-2024;;;;7"),
            regels("2024-K1", "B;Venray;1-5-2023;1-5-2024;1-3-2024;regulier;;9"),
        ],
        vec![regels("2024-K3", "C;Venray;2-7-2024;;;;;6"), cijfers("2024-K3", 7)],
        vec![regels("2024-K2", "B;Venray;1-5-2023;1-5-2024;1-3-2024;regulier;;9\nC;Venray;1-4-2024;;;;;10")],
        vec![cijfers("2024-K1", 8), cijfers("2024-K2", 6)],
        vec![regels("2024-K3", "C;Venray;2-7-2024;;1-8-2024;uitval;ja;6"), cijfers("2024-K3", 9)],
    ];
    for bestanden in stappen {
        let args: Vec<&str> = std::iter::once("inlezen").chain(bestanden.iter().map(String::as_str)).collect();
        g.run(&args).ends(0);
        let figures = || ["2023-K4", "2024-K1", "2024-K2", "2024-K3"].map(|k| g.run(&["kpi", "--kwartaal", k, "--json"]).json());
        let along = figures();
        let db = rusqlite::Connection::open(g.path("test.db")).unwrap();
        assert!(db.execute("DELETE FROM cache", []).unwrap() > 0, "nothing was made along");
        drop(db);
        assert_eq!(along, figures(), "{bestanden:?}");
    }
}

#[test]
fn a_script_gets_a_list_also_of_an_empty_folder_and_a_safe_name() {
    let g = Gebruiker::new();
    let map = g.path("leeg");
    fs::create_dir_all(&map).unwrap();
    let leeg = g.run(&["inlezen", map.to_str().unwrap(), "--json"]).ends(1);
    assert_eq!(serde_json::from_str::<Value>(&leeg.uit).unwrap(), serde_json::json!([]));
    // What steers a terminal is written as JSON writes it, and reads back as it was.
    let pad = g.write("\u{9b}2J\u{202e}x.csv", "Naam;Stad\nx;y\n");
    let antwoord = g.run(&["inlezen", &pad, "--json"]).ends(1);
    assert!(!antwoord.uit.contains(['\u{9b}', '\u{202e}']), "{}", antwoord.uit);
    assert_eq!(serde_json::from_str::<Value>(&antwoord.uit).unwrap()[0]["path"], pad);
}

/// A check stores nothing, not even the key that codes are replaced with.
#[test]
fn a_trial_with_pseudonyms_leaves_the_database_as_it_was() {
    let g = Gebruiker::new();
    let pad = g.write("psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\n123456782;Venlo;1-2-2024\n");
    g.run(&["kpi", "--kwartaal", "2024-K2"]).ends(0);
    let sleutels = || -> i64 {
        let db = rusqlite::Connection::open(g.path("test.db")).unwrap();
        db.query_row("SELECT count(*) FROM sleutel", [], |row| row.get(0)).unwrap()
    };
    g.run(&["inlezen", &pad, "--pseudoniem", "--proef"]).ends(0);
    assert_eq!(sleutels(), 0);
    g.run(&["inlezen", &pad, "--pseudoniem"]).ends(0);
    assert_eq!(sleutels(), 1);
    // The same deelnemer keeps its pseudonym: the file is known.
    assert!(g.run(&["inlezen", &pad, "--pseudoniem"]).ends(0).uit.contains("al bekend"));
}

/// Also where a file is read, and in the words of a screen.
#[test]
fn a_threshold_of_ones_own_holds_everywhere() {
    let u = Gebruiker::new();
    let normen = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/normen.toml")).unwrap();
    let eigen = normen.replacen("klein_aantal = 10", "klein_aantal = 2", 1);
    let eigen = eigen.replacen("max_aanpassingen = 2", "max_aanpassingen = 4", 1);
    assert_ne!(eigen, normen);
    u.write(".config/accountgesprek/normen.toml", &eigen);
    let kop = "Deelnemer;Gemeente;Startdatum;Aanpassingen;Startsituatie;Begintrede;Doelen;Doeltrede;Einddatum";
    let rij = |code: &str, n: u32| format!("{code};Venlo;1-3-2024;{n};ja;2;ja;3;31-12-2025");
    let pad = u.write("psw-2024-K2-deelnemers.csv", &format!("{kop}\n{}\n{}\n", rij("A", 4), rij("B", 5)));
    let gelezen = u.run(&["inlezen", &pad, "--json"]).ends(0).json();
    let veel: Vec<&str> = gelezen[0]["bevindingen"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|b| b["code"] == "aanpassingen-veel")
        .map(|b| b["tekst"].as_str().unwrap())
        .collect();
    assert_eq!(veel, ["De duur is 5 keer aangepast. Verwacht: ten hoogste 4."]);
    assert_eq!(entry(&u.kpi(&["--kwartaal", "2024-K2"]), "C1.1", "psw", "kwartaal")["klein_aantal"], false);
    let punten = u.run(&["aandacht", "--kwartaal", "2024-K2", "--json"]).ends(0).uit;
    assert_eq!(punten.matches("\"aanpassingen\"").count(), 1, "{punten}");
}

/// What was wrong with a part that was replaced since is not held against the version that stands, whatever its sheet is
/// called; what is wrong with the file as a whole, and with a part that was carried over, is.
#[test]
fn a_corrected_part_takes_its_findings_along() {
    let titels: [[&str; 2]; 4] =
        [["Deelnemers", "Tevredenheid"], ["Blad1", "Blad2"], ["Lijst", "Cijfers van deelnemers"], ["Tevreden", "samenwerking"]];
    for [eerste, tweede] in titels {
        let g = Gebruiker::new();
        let boek = |naam: &str, start: &str| {
            let mut boek = rust_xlsxwriter::Workbook::new();
            let bladen: [(&str, &[&[&str]]); 3] = [
                ("Voorblad", &[&["Aanbieder", "PSW"], &["Kwartaal", "2024-K2"], &["Datum aanlevering", "gisteren"]]),
                (eerste, &[&["Deelnemer", "Gemeente", "Startdatum"], &["A", "Venlo", start], &["B", "Venlo", "1-2-2024"]]),
                (tweede, &[&["Niveau", "Cijfer", "Schoenmaat"], &["ondernemer", "8", "43"]]),
            ];
            for (blad, rijen) in bladen {
                let werkblad = boek.add_worksheet().set_name(blad).unwrap();
                for (r, rij) in (0..).zip(rijen) {
                    for (k, cel) in (0..).zip(*rij) {
                        werkblad.write(r, k, *cel).unwrap();
                    }
                }
            }
            let pad = g.path(naam);
            boek.save(&pad).unwrap();
            pad.display().to_string()
        };
        let csv = g.path("psw-2024-K2-deelnemers.csv");
        fs::write(&csv, "Deelnemer;Gemeente;Startdatum\nA;Venlo;1-3-2024\nB;Venlo;1-2-2024\n").unwrap();
        g.run(&["inlezen", &boek("psw-2024-K2.xlsx", "voorjaar"), "--accepteer", "proef"]).ends(0);
        g.run(&["inlezen", csv.to_str().unwrap()]).ends(0);
        let lijst = g.path("lijst.xlsx");
        let gezegd = g.run(&["bevindingen", "--rapportage", "psw-2024-K2", "--naar", lijst.to_str().unwrap()]).ends(0).uit;
        let beeld = g.run(&["rapportages", "--kwartaal", "2024-K2", "--json"]).ends(0).json();
        let versies =
            beeld["rapportages"].as_array().unwrap().iter().find(|r| r["aanbieder"] == "psw").unwrap()["versies"].clone();
        let versie = |n: u64| versies.as_array().unwrap().iter().find(|v| v["versie"] == n).unwrap().clone();
        assert_eq!(versie(2)["oordeel"], "goed met opmerkingen", "{eerste}");
        assert_eq!(versie(1)["oordeel"], "deels bruikbaar", "{eerste}");
        let mut boek = zip::ZipArchive::new(fs::File::open(&lijst).unwrap()).unwrap();
        let mut teksten = String::new();
        std::io::Read::read_to_string(&mut boek.by_name("xl/sharedStrings.xml").unwrap(), &mut teksten).unwrap();
        for (woord, staat_er) in [("voorjaar", false), ("Schoenmaat", true), ("gisteren", true)] {
            assert_eq!(teksten.contains(woord), staat_er, "{eerste}: {woord} in {teksten}");
        }
        // The number in the overview is that of the list.
        assert!(gezegd.contains(&format!("{} bevindingen", versie(2)["bevindingen"])), "{gezegd}: {versies}");
    }
}

/// One ended in time and one at the end of its term; one of the second is missing from the report of K2; of those that run one
/// ends in K3, one in K4 (missing), one next year, one is open.
const VOORUIT_K1: &str = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend;\
                          Begintrede;Doeltrede;Huidige trede\n\
                          A;Venlo;1-2-2023;31-12-2024;1-3-2024;regulier;;2;4;4\n\
                          D;Venlo;1-2-2023;31-12-2024;;;;2;4;3\n";
const VOORUIT_K2: &str = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend;\
                          Begintrede;Doeltrede;Huidige trede\n\
                          B;Venlo;1-2-2023;30-6-2024;;;;2;4;3\n\
                          C;Venray;1-2-2023;1-7-2024;;;;2;4;5\n\
                          E;Gennep;1-2-2023;1-1-2025;;;;;4;3\n\
                          F;Beesel;1-2-2023;;1-5-2024;uitval;nee;2;4;\n";

/// Rendiz without the columns of KPI 2.
const ZONDER: &str = "Deelnemer;Gemeente;Startdatum\nR;Venlo;1-2-2023\n";

fn vooruit(kwartalen: &[(&str, &str, &str)]) -> Gebruiker {
    let u = Gebruiker::new();
    for (aanbieder, kwartaal, tekst) in kwartalen {
        let pad = u.write(&format!("{aanbieder}-{kwartaal}.csv"), tekst);
        u.run(&["inlezen", &pad, "--aanbieder", aanbieder, "--kwartaal", kwartaal, "--accepteer", "test"]).ends(0);
    }
    u
}

#[test]
fn the_vooruitblik_says_what_the_rest_of_the_year_may_bring() {
    let u = vooruit(&[("psw", "2024-K1", VOORUIT_K1), ("psw", "2024-K2", VOORUIT_K2), ("rendiz", "2024-K2", ZONDER)]);
    let answer = u.run(&["vooruitblik", "--kwartaal", "2024-K2", "--json"]).json();
    assert_eq!((&answer["kwartaal"], &answer["tot"]), (&"2024-K2".into(), &"2024-12-31".into()));
    let regels = answer["regels"].as_array().unwrap();
    let order: Vec<(&str, &str)> =
        regels.iter().map(|r| (r["norm"].as_str().unwrap(), r["aanbieder"].as_str().unwrap())).collect();
    let expected: Vec<(&str, &str)> =
        ["C2.1", "C2.2", "C2.3"].into_iter().flat_map(|n| ["psw", "rendiz", "qwyl", "alle"].map(|a| (n, a))).collect();
    assert_eq!(order, expected);

    // 1 of 2, D (missing) and C still to end, E next year, F open: at best 5 of 6.
    let coming = json!({"2024-K3": 1, "2024-K4": 1});
    let psw = json!({
        "norm": "C2.1", "aanbieder": "psw", "toestand": "gemeten", "aanbieders": null, "teller": 1, "noemer": 2, "verwacht": 2,
        "waarvan_verdwenen": 1, "overig": 2, "per_kwartaal": coming, "nodig": 3, "ruimte": null, "uitkomst": "haalbaar",
        "losgelaten": true,
    });
    assert_eq!(regels[0], psw);
    let unknown = json!({
        "norm": "C2.1", "aanbieder": "rendiz", "toestand": "niet te meten", "aanbieders": null, "teller": null, "noemer": null,
        "verwacht": null, "waarvan_verdwenen": null, "overig": null, "per_kwartaal": null, "nodig": null, "ruimte": null,
        "uitkomst": null, "losgelaten": null,
    });
    assert_eq!(regels[1], unknown);
    assert_eq!(regels[2]["toestand"], "geen rapportage");
    let mut alle = psw.clone();
    (alle["aanbieder"], alle["aanbieders"]) = ("alle".into(), 1.into());
    assert_eq!(regels[3], alle, "over who is known");
    let uitval = &regels[8];
    assert_eq!((&uitval["ruimte"], &uitval["nodig"], &uitval["uitkomst"]), (&0.into(), &Value::Null, &"haalbaar".into()));

    let behind = u.run(&["vooruitblik", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--rijen", "--json"]).json();
    let who: Vec<&str> =
        behind["regels"][0]["rijen"].as_array().unwrap().iter().map(|r| r["deelnemer"].as_str().unwrap()).collect();
    assert_eq!((behind["regels"].as_array().unwrap().len(), who), (3, vec!["C", "D", "E", "F"]));

    let text = u.run(&["vooruitblik", "--kwartaal", "2024-K2", "--rijen"]).ends(0).uit;
    assert!(text.contains("haalbaar, nog 3 nodig") && text.contains("Nieuwe trajecten"), "{text}");
    assert!(text.contains("  tot in 2024-K4; staat niet meer in de rapportage") && !text.contains("loopt nog"), "{text}");
}

#[test]
fn the_vooruitblik_of_a_year_that_is_over_and_of_who_is_not_shown() {
    let u = vooruit(&[("psw", "2024-K4", VOORUIT_K2)]);
    let over = u.run(&["vooruitblik", "--kwartaal", "2024-K4", "--aanbieder", "psw", "--json"]).json();
    let psw = &over["regels"][0];
    assert_eq!((&psw["uitkomst"], &psw["per_kwartaal"], &psw["overig"]), (&"afgelopen".into(), &json!({}), &2.into()));
    for field in ["verwacht", "waarvan_verdwenen", "nodig", "ruimte"] {
        assert_eq!(psw[field], Value::Null, "{field}");
    }
    let before = u.run(&["vooruitblik", "--kwartaal", "2021-K4", "--json"]).json();
    assert_eq!(before["regels"], json!([]));
    let refused = u.run(&["vooruitblik", "--kwartaal", "2024-K4", "--aanbieder", "calder-werkt"]).ends(1);
    assert!(refused.fout.contains("geen contract voor segment collectief"), "{}", refused.fout);
}

#[test]
fn who_stands_in_the_file_with_a_row_that_cannot_be_read_is_nowhere_said_to_be_gone() {
    let broken = format!("{VOORUIT_K2}D;Venlo;voorjaar 2024;;;\n");
    let u = vooruit(&[("psw", "2024-K1", VOORUIT_K1), ("psw", "2024-K2", &broken)]);
    let answer = u.run(&["vooruitblik", "--kwartaal", "2024-K2", "--json"]).json();
    assert_eq!(answer["regels"][0]["waarvan_verdwenen"], 0, "{answer:#}");
    let aandacht = u.run(&["aandacht", "--kwartaal", "2024-K2"]).ends(0).uit;
    assert!(!aandacht.to_lowercase().contains("nu niet meer"), "{aandacht}");
    let agenda = u.run(&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw"]).ends(0).uit;
    assert!(!agenda.contains("iet meer in de rapportage") && !agenda.contains("Verdwenen"), "{agenda}");
}

#[test]
fn the_vooruitblik_stands_on_the_agenda_and_in_the_verslag_while_there_is_a_year_ahead() {
    let u = vooruit(&[("psw", "2024-K1", VOORUIT_K1), ("psw", "2024-K2", VOORUIT_K2), ("psw", "2024-K4", VOORUIT_K2)]);
    let agenda = |kwartaal: &str| u.run(&["agenda", "--kwartaal", kwartaal, "--aanbieder", "psw"]).ends(0).uit;
    let said = agenda("2024-K2");
    for line in [
        "Vooruitblik  [vooruitblik]",
        "Einddatum nog in 2024: 2 trajecten, waarvan 1 niet meer in de rapportage; later of zonder Einddatum: 2",
        "Einddatum in 2024-K3: C (Venray)",
        "Einddatum in 2024-K4: D (Venlo)",
        "Niet meer in de rapportage: D (Venlo)",
        "Einddatum nog in 2024 · samen: 2; Rendiz: geen rapportage; Qwyl: geen rapportage",
        "Later of zonder Einddatum · samen: 2; Rendiz: geen rapportage; Qwyl: geen rapportage",
        "C2.1 Regulier werk · samen: haalbaar, nog 3 nodig; Rendiz: geen rapportage; Qwyl: geen rapportage",
        "C2.1 Regulier werk, minimaal 80%: haalbaar, nog 3 nodig · ◌ norm losgelaten",
        "Nieuwe trajecten en gewijzigde termijnen tellen hierin niet mee.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!agenda("2024-K4").contains("Vooruitblik"));
    let verslag = |naam: &str, more: &[&str]| {
        let args = ["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar"];
        let naar = u.path(naam);
        u.run(&[&args[..], &[naar.to_str().unwrap()], more].concat()).ends(0);
        std::fs::read_to_string(naar).unwrap()
    };
    let whole = verslag("heel.md", &[]);
    let (front, appendix) = whole.split_once("## Bijlage").unwrap();
    assert!(!front.contains("### Vooruitblik") && appendix.contains("### Vooruitblik") && appendix.contains("nog 3 nodig"));
    let coded = verslag("codes.md", &["--met-codes"]);
    assert!(appendix.contains("Einddatum in 2024-K3: een deelnemer (Venray)"), "{appendix}");
    assert!(coded.contains("Einddatum in 2024-K3: C (Venray)"), "{coded}");
    let at_table = u.run(&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--tafel"]).ends(0).uit;
    let paper = |naam: &str, more: &[&str]| {
        let naar = u.path(naam);
        let args = ["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()];
        u.run(&[&args[..], more].concat()).ends(0);
        std::fs::read_to_string(naar).unwrap()
    };
    let (outside, inside) = (paper("agenda.md", &[]), paper("intern.md", &["--intern"]));
    assert!(outside.contains("een deelnemer (Venray)") && inside.contains("C (Venray)") && inside.contains("samen: haalbaar"));
    for out in [&whole, &coded, &at_table, &outside] {
        assert!(!out.contains("samen:") && !out.contains("Rendiz") && !out.contains("andere aanbieders:"), "{out}");
    }
    // Two end this year: few, and so is what would tell it.
    let few = verslag("klein.md", &["--zonder-kleine-aantallen"]);
    assert!(few.contains("minimaal 80%: haalbaar · ◌ norm losgelaten"), "{few}");
    for told in ["nog 3 nodig", "2 trajecten", "Einddatum", "niet meer in de rapportage", "Niet meer in de rapportage"] {
        assert!(!few.contains(told), "{told}: {few}");
    }
    assert!(!verslag("kort.md", &["--kort"]).contains("### Vooruitblik"));
    // What is left of the sentence when only the first of it is of few people, is one.
    let rows: Vec<String> = (0..12).map(|i| format!("L-{i:02};Venlo;1-2-2024;1-2-2026;;;\n")).collect();
    let head = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend";
    let pad = u.write("rendiz-2024-K2-deelnemers.csv", &format!("{head}\nE-01;Venlo;1-2-2024;1-11-2024;;;\n{}", rows.concat()));
    u.run(&["inlezen", &pad]).ends(0);
    let naar = u.path("rendiz.md");
    let args = ["verslag", "--kwartaal", "2024-K2", "--aanbieder", "rendiz", "--zonder-kleine-aantallen", "--naar"];
    u.run(&[&args[..], &[naar.to_str().unwrap()]].concat()).ends(0);
    let said = std::fs::read_to_string(naar).unwrap();
    assert!(said.contains("- later dan 2024 of zonder Einddatum: 12\n"), "{said}");
}

#[test]
fn the_ladder_says_who_reached_the_goal_and_from_where_to_where() {
    let u = vooruit(&[("psw", "2024-K1", VOORUIT_K1), ("psw", "2024-K2", VOORUIT_K2), ("rendiz", "2024-K2", ZONDER)]);
    let answer = u.run(&["ladder", "--kwartaal", "2024-K2", "--segment", "collectief", "--json"]).json();
    let regels = answer["regels"].as_array().unwrap();
    assert_eq!(regels.len(), 4 * 2);
    let steps = json!([
        {"van": null, "naar": 3, "aantal": 1}, {"van": 2, "naar": null, "aantal": 1}, {"van": 2, "naar": 3, "aantal": 1},
        {"van": 2, "naar": 5, "aantal": 1},
    ]);
    let jaar = json!({
        "aanbieder": "psw", "segment": "collectief", "periode": "jaar", "toestand": "gemeten", "teller": 1, "noemer": 2,
        "stappen": steps,
    });
    assert_eq!(regels[1], jaar, "A reached it in K1, B did not");
    assert_eq!((&regels[0]["teller"], &regels[0]["noemer"]), (&0.into(), &1.into()));
    assert_eq!((&regels[2]["toestand"], &regels[2]["teller"]), (&"niet te meten".into(), &Value::Null));
    assert_eq!((&regels[7]["aanbieder"], &regels[7]["noemer"]), (&"alle".into(), &2.into()));
    let both = u.run(&["ladder", "--kwartaal", "2024-K2", "--json"]).json();
    assert!(both["regels"].as_array().unwrap().iter().any(|r| r["segment"] == "individueel"));
    let text = u.run(&["ladder", "--kwartaal", "2024-K2"]).ends(0).uit;
    assert!(text.contains("1 van 2") && text.lines().all(|l| l.chars().count() <= 80), "{text}");
}

#[test]
fn the_agenda_says_once_how_far_the_planning_is() {
    let u = Gebruiker::new();
    let agenda = ["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw"];
    let heading = |u: &Gebruiker| u.run(&agenda).ends(0).uit.lines().next().unwrap_or_default().to_owned();
    assert!(heading(&u).ends_with("PSW 2024-K2 (nog niet gepland)"), "{}", heading(&u));
    u.run(&["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw"]).ends(0);
    assert!(heading(&u).ends_with("PSW 2024-K2 (nog geen datum, gepland)"), "{}", heading(&u));
    u.run(&["gesprek", "wijzig", "psw-2024-K2", "--datum", "2024-07-18"]).ends(0);
    assert!(heading(&u).ends_with("PSW 2024-K2 (donderdag 18 juli 2024, gepland)"), "{}", heading(&u));
}

#[test]
fn the_man_page_and_the_completions_know_every_command_and_need_no_database() {
    let u = Gebruiker::new();
    let man = u.run(&["man"]).ends(0).uit;
    for kop in ["NAAM", "SAMENVATTING", "OPTIES", "accountgesprek kpi", "accountgesprek gesprek plan"] {
        assert!(man.lines().any(|l| l == format!(".SH {kop}")), "{kop}: {man}");
    }
    let commands: Vec<&str> = man.lines().filter_map(|l| l.strip_prefix(".SH accountgesprek ")).collect();
    assert!(commands.len() > 40, "{man}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = u.run(&["aanvullen", shell]).ends(0).uit;
        for word in commands.iter().flat_map(|c| c.split(' ')) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let fout = u.run(&["aanvullen", "tcsh"]).ends(2).fout;
    assert!(fout.contains("kies bash, elvish, fish, powershell of zsh"), "{fout}");
}

/// Without codes an aanbieder finds what attention is asked for by its own rows; where few people are left out it does not.
#[test]
fn the_agenda_for_the_aanbieder_says_what_the_matter_is_and_in_which_rows() {
    let u = Gebruiker::new();
    let csv = "Deelnemer;Gemeente;Startdatum;Einddatum\nPSW-0001;Venlo;1-2-2024;31-12-2024\nPSW-0002;Venray;1-2-2024;31-3-2024\n\
               PSW-0003;Venray;1-2-2024;31-5-2024\n";
    u.run(&["inlezen", &u.write("psw-2024-K2-deelnemers.csv", csv)]).ends(0);
    let agenda = |naam: &str, more: &[&str]| {
        let naar = u.path(naam);
        let args = ["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()];
        u.run(&[&args, more].concat()).ends(0);
        fs::read_to_string(naar).unwrap()
    };
    let told = agenda("agenda.md", &[]);
    for said in [
        "- Termijn verstreken · 2 · rijen 3 en 4\n  - De afgesproken Einddatum is bereikt en het traject loopt nog.",
        "*De rijen zijn die van het blad Deelnemers in uw rapportage over 2024-K2.*",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    assert!(!told.contains("PSW-000"), "{told}");
    assert!(!agenda("klein.md", &["--zonder-kleine-aantallen"]).contains("rijen 3"), "a row is one person");
    assert!(!agenda("intern.md", &["--intern"]).contains("De rijen zijn"), "the user has the codes");
}

#[test]
fn an_answer_whose_oordeel_cannot_be_read_is_nowhere_neutraal() {
    let u = Gebruiker::new();
    let rows = "Gemeente;Aanbieder;Toelichting;Oordeel\nVenlo;PSW;plan kwam laat;heel slecht\nVenray;PSW;goed;neutraal\nBeesel;PSW;kort;\n";
    let pad = u.write("uitvraag 2024-K2.csv", rows);
    let read = u.run(&["inlezen", &pad]).ends(0).uit;
    assert!(read.contains("gelezen zonder oordeel"), "{read}");
    let signalen = u.run(&["signaal", "lijst", "--json"]).json();
    let mut tonen: Vec<(String, String)> = signalen["signalen"]
        .as_array()
        .or(signalen.as_array())
        .unwrap()
        .iter()
        .map(|s| (s["gemeente"].as_str().unwrap().to_owned(), s["toon"].as_str().unwrap().to_owned()))
        .collect();
    tonen.sort();
    let said: Vec<(&str, &str)> = tonen.iter().map(|(g, t)| (g.as_str(), t.as_str())).collect();
    assert_eq!(said, [("beesel", "zonder oordeel"), ("venlo", "zonder oordeel"), ("venray", "neutraal")]);
    u.run(&["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-07-19"]).ends(0);
    let agenda = u.run(&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw"]).ends(0).uit;
    assert_eq!(agenda.matches("neutraal").count(), 1, "{agenda}");
    let trend = u.run(&["signaal", "trend", "--kwartaal", "2024-K2", "--json"]).json();
    assert_eq!((&trend["samen"]["totaal"]["neutraal"], &trend["samen"]["totaal"]["zonder_oordeel"]), (&1.into(), &2.into()));
}
