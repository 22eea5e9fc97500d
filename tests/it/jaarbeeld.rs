//! The jaarbeeld and the factsheet: their figures are those of `kpi`, and what may not be seen is in no byte of them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::gebruiker::Gebruiker;

/// The text of a paper of the example, as Markdown.
fn paper(u: &Gebruiker, args: &[&str]) -> String {
    let naar = u.path("uit.md");
    let out = [&["--voorbeeld"], args, &["--naar", naar.to_str().unwrap(), "--vervang"]].concat();
    u.bare(&out).ends(0);
    std::fs::read_to_string(naar).unwrap().replace('\u{a0}', " ")
}

fn metingen(u: &Gebruiker, kwartaal: &str) -> Vec<Value> {
    u.bare(&["--voorbeeld", "kpi", "--kwartaal", kwartaal, "--json"]).json()["metingen"].as_array().unwrap().clone()
}

/// The cells of a table by the first word of the row and the name of the column.
fn cells(text: &str) -> BTreeMap<(String, String), String> {
    let row = |line: &str| line.trim_matches('|').split(" | ").map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text.lines().skip_while(|l| !l.starts_with("| Norm"));
    let head = row(lines.next().unwrap());
    let rows = lines.skip(1).take_while(|l| l.starts_with('|')).map(row);
    rows.flat_map(|r| {
        let norm = r[0].split(' ').next().unwrap().to_owned();
        head.iter().cloned().zip(r).map(move |(kolom, cell)| ((norm.clone(), kolom), cell)).collect::<Vec<_>>()
    })
    .collect()
}

/// `(8 van 13)`: of people.
fn counts(text: &str) -> Vec<(u32, u32)> {
    let inside = text.split('(').skip(1).filter_map(|p| p.split(')').next());
    inside.filter_map(|p| p.split_once(" van ")).filter_map(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).collect()
}

#[test]
fn a_cell_has_the_figure_of_the_year_and_the_verdicts_of_its_kwartalen() {
    let u = Gebruiker::new();
    // A year with a norm that was suspended.
    let jaar = 2024;
    let cells = cells(&paper(&u, &["jaarbeeld", "--jaar", &jaar.to_string()]));
    let kwartalen: Vec<Vec<Value>> = (1..=4).map(|n| metingen(&u, &format!("{jaar}-K{n}"))).collect();
    let mark = |oordeel: &Value| match oordeel.as_str().unwrap() {
        "gehaald" | "binnen richtwaarde" => '✓',
        "niet gehaald" => '✗',
        "losgelaten" => '◌',
        "boven richtwaarde" => '!',
        _ => '–',
    };
    let mut looked_at = 0;
    for m in kwartalen[3].iter().filter(|m| m["periode"] == "jaar") {
        let naam = match m["aanbieder"].as_str().unwrap() {
            "psw" => "PSW",
            "rendiz" => "Rendiz",
            "qwyl" => "Qwyl",
            _ => "samen",
        };
        let cell = &cells[&(m["norm"].as_str().unwrap().to_owned(), naam.to_owned())];
        let same = |o: &&Value| o["norm"] == m["norm"] && o["aanbieder"] == m["aanbieder"] && o["periode"] == "kwartaal";
        let marks: String = kwartalen.iter().map(|k| mark(&k.iter().find(same).unwrap()["oordeel"])).collect();
        let figure = m["weergave"].as_str().unwrap();
        assert!(cell.starts_with(&format!("{} {figure}", mark(&m["oordeel"]))) && cell.ends_with(&marks), "{cell} {m} {marks}");
        looked_at += 1;
    }
    assert!(cells[&("C2.1".to_owned(), "samen".to_owned())].contains(", zou "), "{cells:?}");
    assert_eq!(looked_at, 33, "eight normen over four, and dekking over all");
    let none = u.bare(&["--voorbeeld", "jaarbeeld", "--jaar", "2019", "--naar", u.path("geen.docx").to_str().unwrap()]).ends(1);
    assert!(none.fout.contains("2019") && !u.path("geen.docx").exists(), "{}", none.fout);
}

#[test]
fn what_a_bedrag_leaves_out_and_why_a_norm_is_let_go_is_said() {
    let u = Gebruiker::new();
    let first = paper(&u, &["jaarbeeld", "--jaar", "2022"]);
    let totaal = u.bare(&["--voorbeeld", "pxq", "--kwartaal", "2022-K4", "--periode", "jaar", "--json"]).json();
    let all =
        totaal["totalen"].as_array().unwrap().iter().find(|t| t["aanbieder"] == "alle" && t["segment"] == "collectief").unwrap();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let said = first.lines().find(|l| l.contains("onder het oude contract")).unwrap();
    assert!(digits(said).ends_with(&digits(all["uren_oud"].as_str().unwrap())), "{said} {all}");
    assert!(!first.contains("is losgelaten: "));
    let later = paper(&u, &["jaarbeeld", "--jaar", "2024"]);
    assert!(later.contains("C2.1 is losgelaten: ") && !later.contains("onder het oude contract"), "{later}");
}

#[test]
fn without_small_numbers_nothing_is_said_or_to_be_worked_out_of_few() {
    let u = Gebruiker::new();
    let mut left_out = 0;
    for jaar in [2023, 2025] {
        let text = paper(&u, &["jaarbeeld", "--jaar", &jaar.to_string(), "--zonder-kleine-aantallen"]);
        for (of_norm, row) in text.lines().filter(|l| l.starts_with("| C") && !l.starts_with("| C4")).map(|l| (counts(l), l)) {
            assert!(of_norm.iter().all(|(_, n)| *n >= 10), "{row}");
            // All together, when it is shown, leaves nobody or enough.
            if !row.trim_end_matches('|').rsplit(" | ").next().unwrap().contains("weggelaten") && of_norm.len() > 1 {
                let (last, others) = of_norm.split_last().unwrap();
                let rest = last.1 - others.iter().map(|(_, n)| n).sum::<u32>();
                assert!(rest == 0 || rest >= 10, "{row}");
            }
            left_out += row.matches("weggelaten").count() + row.matches("klein aantal").count();
        }
        assert!(text.contains("C4.1 Dekking samen, minimaal 100% |  |  |  | ✓ 100,0% (7 van 7)") || jaar != 2025, "{text}");
    }
    assert!(left_out > 10, "{left_out}");
    for wie in ["psw", "rendiz", "qwyl"] {
        let text = paper(&u, &["factsheet", "--aanbieder", wie, "--kwartaal", "2025-K4", "--zonder-kleine-aantallen"]);
        assert!(counts(&text).iter().all(|(_, n)| *n >= 10), "{text}");
        // The year less the kwartaal would tell of the kwartalen before.
        for row in text.lines().filter(|l| l.starts_with("| C2") || l.starts_with("| C3")) {
            if let [(_, kwartaal), (_, jaar)] = counts(row)[..] {
                assert!(jaar == kwartaal || jaar - kwartaal >= 10, "{row}");
            }
        }
    }
}

#[test]
fn a_factsheet_names_no_other_aanbieder_and_neither_paper_a_deelnemer() {
    let u = Gebruiker::new();
    let rows = u.bare(&["--voorbeeld", "kpi", "--kwartaal", "2025-K4", "--rijen", "--json"]).json();
    let rows = rows["metingen"].as_array().unwrap().iter().flat_map(|m| m["rijen"].as_array().unwrap().clone());
    let codes: Vec<String> = rows.filter_map(|r| r["deelnemer"].as_str().map(str::to_owned)).collect();
    assert!(codes.len() > 100);
    let named = ["PSW", "Rendiz", "Qwyl"];
    for own in named {
        let text = paper(&u, &["factsheet", "--aanbieder", own, "--kwartaal", "2025-K4"]);
        for other in named {
            assert_eq!(text.contains(other), other == own, "{own}: {other}");
        }
        assert!(text.contains("VOORBEELDGEGEVENS") && !codes.iter().any(|c| text.contains(c)));
        assert!(text.contains("31 dec 2025; optie t/m 31 dec 2028 (gelicht); optie t/m 31 dec 2031 (open)"), "{text}");
    }
    let text = paper(&u, &["jaarbeeld", "--jaar", "2025"]);
    assert!(named.iter().all(|wie| text.contains(wie)) && text.contains("noemt alle aanbieders"));
    assert!(text.contains("VOORBEELDGEGEVENS") && !codes.iter().any(|c| text.contains(c)));
    for ending in ["docx", "html"] {
        let write = |naam: &str| {
            let naar = u.path(&format!("{naam}.{ending}"));
            u.bare(&["--voorbeeld", "jaarbeeld", "--jaar", "2025", "--naar", naar.to_str().unwrap()]).ends(0);
            std::fs::read(naar).unwrap()
        };
        assert_eq!(write("een"), write("twee"), "the same year is the same bytes");
    }
}

#[test]
fn the_jaarbeeld_has_the_trend_of_signalen_from_every_side() {
    let u = Gebruiker::new();
    let text = paper(&u, &["jaarbeeld", "--jaar", "2025"]);
    let asked = ["--voorbeeld", "signaal", "trend", "--kwartaal", "2025-K1..2025-K4", "--segment", "collectief", "--json"];
    let trend = u.bare(&asked).json();
    let mut looked_at = 0;
    for zijde in ["onderwerp", "toon", "gemeente"] {
        let row = text.lines().find(|l| l.starts_with(&format!("| {zijde} |"))).unwrap();
        for lijn in trend[zijde].as_array().unwrap().iter().filter(|l| l["totaal"]["aantal"] != 0) {
            let told = lijn["kwartalen"].as_array().unwrap().iter().map(|k| k["aantal"].to_string());
            let said = format!("{} {}", lijn["naam"].as_str().unwrap(), told.collect::<Vec<_>>().join(" · "));
            assert!(row.contains(&said), "{said}: {row}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 10 && text.contains("| aanbieder | PSW "), "{text}");
}

#[test]
fn a_paper_says_in_a_sentence_why_there_is_nothing_to_say() {
    let u = Gebruiker::new();
    let said = |args: &[&str], has: &[&str], has_not: &[&str]| {
        let text = paper(&u, &[args, &["--vandaag", "2026-03-01"]].concat());
        for (words, expected) in has.iter().map(|w| (w, true)).chain(has_not.iter().map(|w| (w, false))) {
            assert_eq!(text.contains(words), expected, "{args:?} {words}: {text}");
        }
    };
    let of = |soort: &'static str, aanbieder: &'static str, kwartaal: &'static str| {
        [soort, "--aanbieder", aanbieder, "--kwartaal", kwartaal]
    };
    // No kwartaal before the first, and no number of days for a report of long ago.
    said(&of("factsheet", "rendiz", "2022-K1"), &["van het begin t/m 2022-K1: op tijd 1 van 1"], &["Jaarcijfer", "– · –"]);
    said(&of("factsheet", "rendiz", "2022-K2"), &["| Jaarcijfer 2022-K1 |"], &["– · "]);
    said(&of("factsheet", "psw", "2025-K3"), &["| Jaarcijfer 2024-K3 t/m 2025-K2 |"], &[]);
    said(&of("factsheet", "qwyl", "2023-K3"), &["niet ontvangen (verwacht uiterlijk 25 okt 2023);"], &["werkdagen te laat"]);
    said(&["jaarbeeld", "--jaar", "2022"], &["- Gemeenten gaven geen signalen.\n"], &["orig jaar", "eerder"]);
    said(&["jaarbeeld", "--jaar", "2024"], &["- In 2023 gehaald, in 2024 niet: C1.1", "tellen ook die van de regio."], &["nu "]);
    said(
        &["jaarbeeld", "--jaar", "2025"],
        &["; een jaar eerder geen. Daarvan staan er 10 nog open, zijn er 3 besproken, en leidde er nog geen tot"],
        &[],
    );
    // The rule of a group, and what that group has.
    let group = "te hebben.\n  - groep Montage Venlo heeft 3 lopende trajecten, minder dan 4";
    said(&of("agenda", "psw", "2025-K4"), &[group], &["Een groep heeft"]);
    // Once that there is no report, not eight times what follows from it; held without a word about it.
    let none = "- Er is geen rapportage: 8 van de 9 normen zijn niet te bepalen.";
    said(&of("verslag", "qwyl", "2023-K3"), &[none, "\nOp de agenda stonden KPI 1", "Daarbij is niets vastgelegd."], &["(C1.1)"]);
    let late = "- 4 afspraken lopen door uit eerdere gesprekken en zijn alle te laat.";
    let version = "| Versie 1, aangeleverd 19 jan 2026";
    said(&of("verslag", "rendiz", "2025-K4"), &[late, version, "  - afgeronde trajecten: 19"], &["**Aanwezig**", "waarvan 19"]);
    said(&of("verslag", "psw", "2022-K1"), &["Ontwikkeldoel (loopt)", "**Aanwezig**"], &["2025-K3"]);
    said(
        &["verslag", "--gesprek", "53"],
        &["**Uitgenodigd** | casusregisseur Beesel", "## Op de agenda\n\nKPI 1"],
        &["Op de agenda:"],
    );
    // Where nobody ended yet there is nothing to explain, and where nobody runs nothing lies ahead.
    said(
        &["agenda", "--gesprek", "53"],
        &["| Er viel nog niets te meten; wat verwacht u? |", "### 1. KPI 1 Mon"],
        &["Waarom is dit"],
    );
    said(
        &["agenda", "--gesprek", "52"],
        &["- Er loopt geen traject meer.\n  - I2.4", "zeker gehaald"],
        &["geen trajecten", "norm\n"],
    );
    // Of many normen nothing but that there is no report: said once.
    said(
        &["agenda", "--intern", "--aanbieder", "psw", "--kwartaal", "2026-K1"],
        &["- Geen rapportage; verwacht"],
        &["niet te bepalen"],
    );
    let late = ["*C2.1, C2.2 en C2.3: 1 nagekomen.*", "- Nagekomen: hoe een traject is geëindigd"];
    said(&of("verslag", "psw", "2024-K2"), &late, &["C2.2: 1 nagekomen", "i ter informatie"]);
    let few = ["*I3.2 en I3.3: 1 van 2 kwartalen.*", "- i ter informatie: hiervoor geldt geen norm."];
    said(&["verslag", "--gesprek", "52"], &few, &["Nagekomen"]);
    let toon = "− Venlo, beleidscollega · negatief over ervaring in uitvoering · 26 nov 2025";
    said(&of("agenda", "rendiz", "2025-K4"), &[toon], &["niet te bepalen: niet te meten"]);
    said(
        &of("agenda", "qwyl", "2025-K4"),
        &["in 2025: – niet te bepalen: Cijfer ontbreekt"],
        &["niet te bepalen: niet te meten"],
    );
}

#[test]
fn in_the_trend_of_signalen_every_signaal_has_one_stand() {
    let u = Gebruiker::new();
    let asked = ["--voorbeeld", "signaal", "trend", "--kwartaal", "2025-K1..2025-K4"];
    let trend = u.bare(&[&asked[..], &["--json"]].concat()).json();
    let text = u.bare(&asked).ends(0).uit;
    let stands = text.lines().skip_while(|l| !l.starts_with("stand ")).skip(1).take_while(|l| !l.is_empty());
    let samen = |line: &str| line.split_whitespace().last().unwrap().parse::<u64>().unwrap();
    assert_eq!(Some(stands.map(samen).sum()), trend["samen"]["totaal"]["aantal"].as_u64(), "{text}");
    assert!(
        text.contains("geagendeerd (nog open)")
            && !text.contains("besproken (nog open)")
            && text.contains("\nwat ermee is gedaan "),
        "{text}"
    );
}
