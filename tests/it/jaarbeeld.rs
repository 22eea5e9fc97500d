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
    assert_eq!(looked_at, 33, "eight normen over four, and dekking over all");
    let none = u.bare(&["--voorbeeld", "jaarbeeld", "--jaar", "2019", "--naar", u.path("geen.docx").to_str().unwrap()]).ends(1);
    assert!(none.fout.contains("2019") && !u.path("geen.docx").exists(), "{}", none.fout);
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
