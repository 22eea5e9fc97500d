//! The register by the command line: who is found by what, what users add and decide, and what is refused.

use serde_json::{Value, json};

use crate::aanbieders::register;
use crate::gebruiker::Gebruiker;

fn lijst(u: &Gebruiker, args: &[&str]) -> Vec<Value> {
    let all = [&["aanbieder", "lijst", "--json"], args].concat();
    u.run(&all).json().as_array().unwrap().clone()
}

fn entry(u: &Gebruiker, key: &str, op: &str) -> Value {
    lijst(u, &["--op", op]).into_iter().find(|e| e["key"] == key).unwrap()
}

#[test]
fn all_forty_are_found_by_name_and_by_number() {
    let u = Gebruiker::new();
    let all = lijst(&u, &[]);
    assert_eq!(all.len(), 40);
    let keys: Vec<&str> = all.iter().map(|e| e["key"].as_str().unwrap()).collect();
    assert_eq!(keys, register().iter().map(|i| i.aanbieder.key()).collect::<Vec<_>>(), "the order of the register");
    let known = register();
    for e in &all {
        for naam in ["key", "naam", "statutair", "kvk"] {
            let found = known.find(e[naam].as_str().unwrap()).map(|a| a.key().to_owned());
            assert_eq!(found.as_deref(), e["key"].as_str(), "{}", e[naam]);
        }
    }
    // Any part of it, through the program once.
    let shown = lijst(&u, &["--zoek", "12066"]);
    assert_eq!(shown.iter().map(|e| e["key"].clone()).collect::<Vec<_>>(), ["rendiz"]);
    assert_eq!(lijst(&u, &["--segment", "collectief"]).len(), 3);
    assert_eq!(lijst(&u, &["--zoek", "bestaat niet"]).len(), 0);
}

#[test]
fn an_option_that_nobody_decided_is_unknown_until_it_is_recorded() {
    let u = Gebruiker::new();
    let psw = || entry(&u, "psw", "1-2-2026");
    assert_eq!(psw()["segmenten"], json!(["collectief", "individueel"]));
    assert_eq!(psw()["gecontracteerd"], json!({ "collectief": "onbekend", "individueel": "onbekend" }));
    assert_eq!(entry(&u, "psw", "31-12-2025")["gecontracteerd"]["collectief"], "ja");
    let toon = u.run(&["aanbieder", "lijst", "--op", "1-2-2026"]).ends(0).uit;
    assert_eq!(toon.matches("aanbieder optie").count(), 1, "the question stands once: {toon}");

    let decide = |besluit: &str, wie: &[&str]| {
        let args = ["--segment", "collectief", "--besluit", besluit, "--op", "1-6-2025", "--door", "het bestuur"];
        u.run_on("2025-06-01", &[&["aanbieder", "optie"], wie, &args[..]].concat())
    };
    decide("gelicht", &["psw"]).ends(0);
    assert_eq!(psw()["gecontracteerd"], json!({ "collectief": "ja", "individueel": "onbekend" }));
    let besluit = &psw()["contracten"][0]["opties"][0]["besluit"];
    assert_eq!(besluit, &json!({ "stand": "gelicht", "op": "2025-06-01", "door": "het bestuur" }));
    // All at once goes no further for who was decided on before.
    decide("niet gelicht", &["alle"]).ends(0);
    assert_eq!(psw()["contracten"][0]["opties"][1]["besluit"]["stand"], "open");
    assert_eq!(entry(&u, "qwyl", "1-2-2026")["gecontracteerd"]["collectief"], "nee");
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(entry(&u, "qwyl", "1-2-2026")["gecontracteerd"]["collectief"], "onbekend");
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(psw()["gecontracteerd"]["collectief"], "onbekend");
    assert_eq!(psw()["rijversie"], 0, "as it came with the program");
}

#[test]
fn an_option_for_later_is_decided_on_only_when_it_is_named() {
    let u = Gebruiker::new();
    let decide = |more: &[&str]| {
        let args = ["--segment", "collectief", "--besluit", "gelicht", "--door", "het bestuur"];
        u.run_on("2026-01-19", &[&["aanbieder", "optie", "alle"], &args[..], more].concat())
    };
    let said = decide(&[]).ends(0).uit;
    assert!(said.contains("verlengoptie 1, tot en met 31 dec 2028") && said.contains("PSW, Rendiz en Qwyl"), "{said}");
    let history = u.run(&["aanbieder", "geschiedenis", "psw"]).ends(0).uit;
    assert!(history.contains("contracten: ") && !history.contains("KvK") && !history.contains("naam: "), "{history}");
    // Once more is once too often.
    let refused = decide(&[]).ends(1).fout;
    assert!(refused.contains("verlengoptie 2, tot en met 31 dec 2031, is nog niet aan de orde"), "{refused}");
    assert_eq!(entry(&u, "psw", "1-2-2026")["contracten"][0]["opties"][1]["besluit"]["stand"], "open");
    decide(&["--nummer", "2"]).ends(0);
    assert_eq!(entry(&u, "psw", "1-2-2030")["gecontracteerd"]["collectief"], "ja");
}

#[test]
fn a_contract_with_reports_is_not_taken_away_from_under_them() {
    let u = Gebruiker::new();
    let change = |args: &[&str]| {
        let contract = ["--voorbeeld", "aanbieder", "contract", "psw", "--segment", "collectief", "--van", "1-1-2022"];
        u.bare(&[&contract[..], args].concat())
    };
    for args in [&["--weg"][..], &["--begint", "1-1-2025"]] {
        let refused = change(args).ends(1).fout;
        assert!(refused.contains("rapportages binnen (2022-K1 t/m") && refused.contains("de laatste dag"), "{refused}");
    }
    change(&["--begint", "1-2-2022"]).ends(0);
    // Without reports it was a mistake, and goes.
    u.run(&["aanbieder", "contract", "psw", "--segment", "collectief", "--van", "1-1-2022", "--weg"]).ends(0);
}

#[test]
fn who_is_added_has_its_names_for_itself_and_a_key_that_is_never_given_again() {
    let u = Gebruiker::new();
    u.run(&["aanbieder", "nieuw", "Nieuwe Kans", "--kvk", "12345678", "--andere-naam", "NK Groep"]).ends(0);
    u.run(&["aanbieder", "contract", "nieuwe-kans", "--segment", "collectief", "--van", "1-1-2026", "--tot", "31-3-2026"])
        .ends(0);
    u.run(&["aanbieder", "contact", "nk groep", "A. Jansen", "--functie", "manager", "--email", "a@b.nl"]).ends(0);
    let nieuw = lijst(&u, &["--op", "1-2-2026", "--zoek", "jansen"]);
    assert_eq!(nieuw.len(), 1);
    assert_eq!((&nieuw[0]["key"], &nieuw[0]["gecontracteerd"]["collectief"]), (&"nieuwe-kans".into(), &"ja".into()));
    assert_eq!(lijst(&u, &[]).last().unwrap()["key"], "nieuwe-kans", "as added: last");
    // A change of one field leaves the rest, and is refused on what is no longer there.
    u.run(&["aanbieder", "contact", "nieuwe-kans", "a. jansen", "--telefoon", "06"]).ends(0);
    let persoon = &u.run(&["aanbieder", "toon", "nieuwe-kans", "--json"]).json()["contactpersonen"][0];
    assert_eq!((&persoon["functie"], &persoon["telefoon"]), (&"manager".into(), &"06".into()));
    u.run(&["aanbieder", "wijzig", "nieuwe-kans", "--notitie", "a"]).ends(0);
    u.run(&["aanbieder", "wijzig", "nieuwe-kans", "--notitie", "b", "--rijversie", "1"]).ends(1);

    for (args, code, why) in [
        (&["nieuw", "Rendiz Zorg"][..], 1, "voor zich alleen"),
        (&["nieuw", "Ander", "--kvk", "13032969"], 1, "voor zich alleen"),
        (&["contact", "psw", "B", "--email", "jan@x"], 2, "geen e-mailadres"),
        (&["nieuw", "Alle"], 2, "iets anders"),
        (&["nieuw", "venlo"], 2, "iets anders"),
        (&["wijzig", "psw", "--andere-naam", "samen"], 2, "iets anders"),
        (&["nieuw", ""], 2, "Vul een naam in"),
        (&["nieuw", "Ander", "--kvk", "123"], 2, "acht cijfers"),
        (&["nieuw", "Ander", "--voorvoegsel", "REGIO"], 2, "niet REGIO"),
        (&["contract", "psw", "--segment", "collectief", "--van", "1-1-2032", "--tot", "1-1-2031"], 2, "voordat het begint"),
        (&["optie", "psw", "--segment", "collectief", "--nummer", "2", "--besluit", "gelicht"], 2, "de vorige"),
        (&["optie", "psw", "--segment", "collectief", "--besluit", "gelicht", "--op", "1-1-2027"], 2, "moet nog komen"),
        (&["weg", "psw"], 1, "meekomt"),
        (&["toon", "onbekend bv"], 2, "aanbieder nieuw \"onbekend bv\""),
    ] {
        let refused = u.run(&[&["aanbieder"], args].concat()).ends(code);
        assert!(refused.fout.contains(why), "{args:?}: {}", refused.fout);
    }
    // Something refers to it; once nothing does it goes, and its key stays taken.
    u.run(&["aanbieder", "budget", "nieuwe-kans", "2026", "1.000"]).ends(0);
    assert!(u.run(&["aanbieder", "weg", "nieuwe-kans"]).ends(1).fout.contains("een budget"));
    u.run(&["aanbieder", "budget", "nieuwe-kans", "2026", "--weg"]).ends(0);
    u.run(&["aanbieder", "weg", "nieuwe-kans"]).ends(0);
    assert_eq!(lijst(&u, &[]).len(), 40);
    assert!(u.run(&["aanbieder", "nieuw", "Nieuwe Kans"]).ends(0).uit.contains("nieuwe-kans-2 "));
    // An accent is no hole in a key.
    assert!(u.run(&["aanbieder", "nieuw", "Coöperatie Één"]).ends(0).uit.contains("cooperatie-een "));
}

#[test]
fn who_leaves_is_not_contracted_any_more_though_an_option_was_taken() {
    let u = Gebruiker::new();
    let begins = ["aanbieder", "contract", "psw", "--segment", "collectief", "--van", "1-1-2022"];
    let leaves = |dag: &str| u.run(&[&begins[..], &["--eindigt", dag]].concat());
    let besluit = ["--segment", "collectief", "--besluit", "gelicht", "--op", "1-6-2024", "--door", "het bestuur"];
    u.run(&[&["aanbieder", "optie", "psw"], &besluit[..]].concat()).ends(0);
    let refused = leaves("1-1-2030").ends(2).fout;
    assert!(refused.contains("Het contract staat vast tot en met 31 dec 2028; leg eerst het besluit"), "{refused}");
    leaves("30-6-2027").ends(0);
    for (dag, nu) in [("30-6-2027", "ja"), ("1-7-2027", "nee"), ("1-1-2029", "nee")] {
        assert_eq!(entry(&u, "psw", dag)["gecontracteerd"]["collectief"], nu, "{dag}");
    }
}

#[test]
fn a_contract_gets_another_first_day_and_keeps_the_rest() {
    let u = Gebruiker::new();
    let with = |van: &str, args: &[&str]| {
        u.run(&[&["aanbieder", "contract", "psw", "--segment", "individueel", "--van", van], args].concat())
    };
    with("1-1-2026", &["--tot", "31-12-2027", "--optie", "31-12-2028"]).ends(0);
    let besluit =
        ["--segment", "individueel", "--van", "1-1-2026", "--besluit", "gelicht", "--op", "1-6-2026", "--door", "bestuur"];
    u.run_on("2026-06-01", &[&["aanbieder", "optie", "psw"], &besluit[..]].concat()).ends(0);
    with("1-1-2026", &["--begint", "1-4-2027"]).ends(0);
    for (dag, nu) in [("31-12-2026", "onbekend"), ("31-3-2027", "onbekend"), ("1-4-2027", "ja"), ("31-12-2028", "ja")] {
        assert_eq!(entry(&u, "psw", dag)["gecontracteerd"]["individueel"], nu, "{dag}");
    }
    // There is none that begins then, two cannot begin together, and it cannot begin after it ends.
    for (van, begint, code, why) in [
        ("1-1-2026", "1-2-2026", 1, "vanaf 1 jan 2026 is er niet"),
        ("1-4-2027", "1-1-2022", 2, "begint al een contract individueel"),
        ("1-4-2027", "1-1-2028", 2, "voordat het begint"),
    ] {
        let refused = with(van, &["--begint", begint]).ends(code).fout;
        assert!(refused.contains(why), "{van} {begint}: {refused}");
    }
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(entry(&u, "psw", "31-12-2026")["gecontracteerd"]["individueel"], "ja");
}

#[test]
fn a_budget_stands_beside_what_was_delivered_and_a_straight_line() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2022-K2.csv", "Deelnemer;Gemeente;Startdatum;Uren\nA;Venlo;1-1-2022;100\n");
    u.run(&["inlezen", &pad, "--aanbieder", "psw", "--kwartaal", "2022-K2"]).ends(0);
    u.run(&["aanbieder", "budget", "psw", "2022", "4.536"]).ends(0);
    let shown = u.run(&["pxq", "--kwartaal", "2022-K2"]).ends(0).uit;
    // 756 in one kwartaal, and two to come: 2268, half of the budget.
    assert!(shown.contains("€ 4.536,00  € 756,00        € 2.268,00       50,0%"), "{shown}");
    assert!(shown.lines().all(|l| l.chars().count() <= 80), "{shown}");
}

#[test]
fn an_ontwikkeldoel_has_a_state_and_a_note_per_gesprek() {
    let u = Gebruiker::new();
    u.run(&["aanbieder", "doel", "psw", "--nieuw", "Samen een werkplaats"]).ends(0);
    u.run(&["aanbieder", "doel", "psw", "--doel", "1", "--stand", "loopt", "--notitie", "begonnen", "--kwartaal", "2025-K4"])
        .ends(0);
    let doelen = u.run(&["aanbieder", "doel", "psw", "--json"]).json();
    assert_eq!((&doelen[0]["stand"], &doelen[0]["segment"]), (&"loopt".into(), &"collectief".into()));
    assert_eq!(doelen[0]["notities"], json!([{ "kwartaal": "2025-K4", "tekst": "begonnen" }]));
    u.run(&["aanbieder", "doel", "rendiz", "--doel", "1", "--stand", "bereikt"]).ends(2);
    u.run(&["aanbieder", "doel", "psw", "--doel", "1", "--weg"]).ends(0);
    assert_eq!(u.run(&["aanbieder", "doel", "psw", "--json"]).json(), json!([]));
}

#[test]
fn the_agenda_tells_of_goals_that_run_and_of_what_was_said_of_others() {
    let u = Gebruiker::new();
    for doel in ["Werkplaats", "Vervoer", "Scholing"] {
        u.run(&["aanbieder", "doel", "psw", "--nieuw", doel]).ends(0);
    }
    u.run(&["aanbieder", "doel", "psw", "--doel", "1", "--stand", "loopt", "--notitie", "begonnen", "--kwartaal", "2025-K3"])
        .ends(0);
    u.run(&["aanbieder", "doel", "psw", "--doel", "2", "--stand", "vervallen"]).ends(0);
    u.run(&["aanbieder", "doel", "psw", "--doel", "3", "--stand", "bereikt", "--notitie", "klaar", "--kwartaal", "2025-K4"])
        .ends(0);
    let agenda = |k: &str| u.run(&["agenda", "--kwartaal", k, "--aanbieder", "psw"]).ends(0).uit;
    let k4 = agenda("2025-K4");
    assert!(k4.contains("Ontwikkeldoel (loopt): Werkplaats") && k4.contains("2025-K3: begonnen"), "{k4}");
    assert!(k4.contains("Ontwikkeldoel (bereikt): Scholing") && !k4.contains("Vervoer"), "{k4}");
    assert!(!agenda("2026-K1").contains("Scholing"), "what is done with is said once");
    assert!(!u.run(&["agenda", "--kwartaal", "2025-K4", "--aanbieder", "rendiz"]).ends(0).uit.contains("Werkplaats"));
}

#[test]
fn contracts_that_are_past_are_one_thing_to_do_and_their_days_are_in_the_calendar() {
    let u = Gebruiker::new();
    let pad = u.write("psw-2023-K4.csv", "Deelnemer;Gemeente;Startdatum\nA;Venlo;1-1-2022\n");
    u.run(&["inlezen", &pad, "--aanbieder", "psw", "--kwartaal", "2023-K4"]).ends(0);
    let overzicht = |dag: &str| u.run_on(dag, &[]).ends(0).uit;
    assert!(!overzicht("2025-12-31").contains("verlengoptie"), "it still holds");
    assert_eq!(overzicht("2026-01-01").matches("besluit over verlengoptie vastleggen").count(), 1);
    for segment in ["collectief", "individueel"] {
        let args = ["aanbieder", "optie", "alle", "--segment", segment, "--besluit", "gelicht", "--op", "1-6-2025"];
        u.run_on("2025-06-01", &args).ends(0);
    }
    assert!(!overzicht("2026-01-01").contains("verlengoptie"));
    let kalender = u.run_on("2027-12-01", &["gesprek", "kalender", "--tot", "2028-12-31"]).ends(0).uit;
    for line in [
        "einde contract collectief over een jaar: psw, rendiz en qwyl; verlengoptie 2 staat open",
        "over een half jaar: psw",
        "over een kwartaal: psw",
        "einde contract collectief: psw",
    ] {
        assert!(kalender.to_lowercase().contains(line), "{line}: {kalender}");
    }
}
