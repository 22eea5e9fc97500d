//! `docs/domein.md` says what is so: its tables are those of the program, its examples come out, and what the code cites of
//! it is there. A table that is compared stands under `<!-- checked: NAME -->`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use accountgesprek::domain::verwachting::Uitslag;
use accountgesprek::domain::{
    Aandachtsoort, Afspraaksoort, Afspraakstatus, Afstand, Bestandsoordeel, Deel, Deelnemercode, Gemeente, Gespreksstatus,
    Indicator, Klasse, Kwartaal, Meting, Normenkader, Onderwerp, Oordeel, Periode, Signaalstatus, Stand, Toon, Trajectregel,
    Uitkomstsoort, Uitstroom, Uitstroomsoort, Waarde, Werkdagen,
};
use accountgesprek::importing::{Bladsoort, Code};
use accountgesprek::wording::teken;
use chrono::NaiveDate;

type Rows = Vec<Vec<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn data(name: &str) -> toml::Table {
    read(name).parse().unwrap()
}

/// The rows of a table of the page, cell by cell.
fn table(name: &str) -> Rows {
    let page = read("docs/domein.md");
    let mark = format!("<!-- checked: {name} -->\n");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("docs/domein.md has no table under {mark}"));
    let cells = |line: &str| {
        let inner = line.trim().strip_prefix('|').and_then(|l| l.strip_suffix('|')).unwrap();
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    // A header and a line of dashes come first.
    rest.lines().take_while(|line| line.starts_with('|')).skip(2).map(cells).collect()
}

/// Holds what the page says against what the program says, row by row and in order.
#[track_caller]
fn compare(name: &str, page: &Rows, program: &Rows) {
    let only_in = |these: &Rows, others: &Rows| -> String {
        let lines = these.iter().filter(|row| !others.contains(row)).map(|row| format!("\n    {}", row.join(" | ")));
        lines.collect()
    };
    assert!(
        page == program,
        "docs/domein.md, {name}\n  only on the page:{}\n  only in the program:{}\n  (none: the order differs)",
        only_in(page, program),
        only_in(program, page)
    );
}

/// The table of the page reduced to these columns, against the program.
#[track_caller]
fn compare_columns(name: &str, columns: &[usize], program: &Rows) {
    let pick = |row: Vec<String>| columns.iter().map(|i| row[*i].clone()).collect();
    compare(name, &table(name).into_iter().map(pick).collect(), program);
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).into()
}

fn code(text: impl std::fmt::Display) -> String {
    format!("`{text}`")
}

fn optional(text: Option<impl ToString>) -> String {
    text.map(|t| t.to_string()).unwrap_or_default()
}

fn kader() -> Normenkader {
    toml::from_str(&read("data/normen.toml")).unwrap()
}

fn werkdagen() -> Werkdagen {
    toml::from_str(&read("data/gelijkgestelde-dagen.toml")).unwrap()
}

/// The name of a value in data files.
fn key(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_norms_of_the_page_are_those_of_the_data() {
    let norm = |n: &accountgesprek::domain::Norm| {
        let opschorting: Vec<String> = n.opschorting.iter().map(|o| format!("{} – {}", o.van, o.tot)).collect();
        vec![
            n.id.to_string(),
            code(key(n.indicator)),
            n.richting.naam().to_owned(),
            n.grens.map(|g| g.to_string()).unwrap_or_default(),
            n.geldig_van.to_string(),
            optional(n.geldig_tot),
            opschorting.join(", "),
            n.bron.clone(),
        ]
    };
    compare("normen", &table("normen"), &kader().norm.iter().map(norm).collect());
}

#[test]
fn every_indicator_stands_on_the_page_with_what_it_needs() {
    let mut indicatoren: Vec<Indicator> = kader().norm.iter().map(|n| n.indicator).collect();
    indicatoren.sort_unstable();
    indicatoren.dedup();
    assert_eq!(indicatoren, Indicator::ALL, "every indicator has a norm, and is in the list of all");
    let needs = |i: &Indicator| {
        let kolommen: Vec<&str> = i.kolommen().iter().map(|k| k.naam()).collect();
        vec![code(key(i)), i.kpi().to_string(), optional(i.deel().map(Deel::naam)), kolommen.join(", ")]
    };
    compare_columns("indicatoren", &[0, 1, 3, 4], &Indicator::ALL.iter().map(needs).collect());
}

#[test]
fn the_thresholds_of_the_page_are_those_of_the_data() {
    // In the order of the file, which a parsed table does not keep.
    let text = read("data/normen.toml");
    let (_, rest) = text.split_once("[drempels]\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_once('='));
    let program = lines.map(|(name, rest)| vec![code(name.trim()), rest.split('#').next().unwrap().trim().to_owned()]).collect();
    compare_columns("drempels", &[0, 1], &program);
}

#[test]
fn the_columns_of_the_page_are_those_of_the_program() {
    for blad in Bladsoort::ALL {
        let name = blad.naam();
        // Columns that the page describes in one line.
        let each = |row: Vec<String>| row[0].split(", ").map(|kolom| vec![kolom.to_owned(), row[1].clone()]).collect::<Vec<_>>();
        let page = table(name).into_iter().flat_map(each).collect();
        let required = |kolom: &str| if blad.requires(kolom) { "yes" } else { "" };
        compare(name, &page, &blad.kolommen().map(|kolom| row([kolom, required(kolom)])).collect());
    }
}

#[test]
fn every_kind_of_finding_stands_on_the_page_with_its_weight() {
    let program = Code::ALL.iter().map(|c| vec![code(c.naam()), c.ernst().naam().to_owned()]).collect();
    compare_columns("bevindingen", &[0, 1], &program);
    for row in table("bevindingen") {
        assert!(row[2].len() > 5, "docs/domein.md does not say what {} is", row[0]);
    }
}

#[test]
fn the_kinds_of_attention_points_stand_on_the_page_in_order_of_weight() {
    let mut kinds = Aandachtsoort::ALL;
    kinds.sort_unstable();
    compare_columns("aandacht", &[0], &kinds.map(|soort| vec![code(soort.key())]).into());
}

#[test]
fn the_closed_lists_of_the_page_are_those_of_the_program() {
    fn list(name: &str, words: impl IntoIterator<Item = &'static str>) -> Vec<String> {
        vec![name.to_owned(), words.into_iter().map(code).collect::<Vec<_>>().join(", ")]
    }
    let oordelen = Oordeel::ALL.map(|o| format!("{} {}", code(o.naam()), teken(o))).join(", ");
    let uitkomsten = [Uitkomstsoort::Besluit, Uitkomstsoort::Mededeling, Uitkomstsoort::Notitie];
    let program = vec![
        list("gemeente", Gemeente::ALL.map(Gemeente::naam)),
        list("part of a report", Deel::ALL.map(Deel::naam)),
        list("Uitstroom", Uitstroomsoort::ALL.map(Uitstroomsoort::naam)),
        list("verdict on a file", Bestandsoordeel::ALL.map(Bestandsoordeel::naam)),
        list("class of KPI 2", Klasse::ALL.map(Klasse::naam)),
        row(["oordeel", &oordelen]),
        list("status of a gesprek", Gespreksstatus::ALL.map(Gespreksstatus::naam)),
        list("kind of uitkomst", uitkomsten.map(Uitkomstsoort::naam)),
        list("status of an afspraak", Afspraakstatus::ALL.map(Afspraakstatus::naam)),
        list("kind of afspraak", Afspraaksoort::ALL.map(Afspraaksoort::naam)),
        list("outcome of an expectation", Uitslag::ALL.map(Uitslag::naam)),
        list("status of a signaal", Signaalstatus::ALL.map(Signaalstatus::naam)),
        list("onderwerp of a signaal", Onderwerp::ALL.map(Onderwerp::naam)),
        list("tone of a signaal", Toon::ALL.map(Toon::naam)),
    ];
    compare("lijsten", &table("lijsten"), &program);
}

#[test]
fn treden_free_days_and_rates_of_the_page_are_those_of_the_data() {
    let ladder = data("data/participatieladder.toml");
    let treden = ladder["treden"].as_array().unwrap().iter().zip(1..);
    let treden = treden.map(|(naam, n)| vec![i32::to_string(&n), naam.as_str().unwrap().to_owned()]).collect();
    compare("treden", &table("treden"), &treden);

    let records = |file: &str, list: &str, of: &dyn Fn(&toml::Value) -> Vec<String>| -> Rows {
        data(file)[list].as_array().unwrap().iter().map(of).collect()
    };
    let text = |record: &toml::Value, field: &str| record[field].as_str().unwrap().to_owned();
    let dagen = records("data/gelijkgestelde-dagen.toml", "dag", &|d| vec![text(d, "datum"), text(d, "reden")]);
    compare("gelijkgestelde dagen", &table("gelijkgestelde dagen"), &dagen);
    let tarieven = records("data/tarieven.toml", "tarief", &|t| {
        vec![code(text(t, "product")), t["jaar"].to_string(), text(t, "bedrag").replace('.', ",")]
    });
    compare("tarieven", &table("tarieven"), &tarieven);
}

#[test]
fn the_spellings_of_the_page_are_read_as_it_says() {
    for row in table("schrijfwijzen") {
        let bare = |cell: &str| cell.trim_matches('`').to_owned();
        for written in row[0].split(", ").map(bare) {
            let kwartaal = written.parse::<Kwartaal>().ok().map(|k| k.to_string());
            let read = kwartaal.or_else(|| Gemeente::parse(&written).map(|g| g.naam().to_owned()));
            assert_eq!(read, Some(bare(&row[1])), "{written}");
        }
    }
}

#[test]
fn the_figures_of_the_page_are_shown_and_judged_as_it_says() {
    let kader = kader();
    let page = table("weergave");
    let judged = |row: &Vec<String>| {
        let kwartaal: Kwartaal = row[1].parse().unwrap();
        let waarde = Waarde::Gemeten { teller: row[2].parse().unwrap(), noemer: row[3].parse().unwrap() };
        let norm = kader.find(&row[0], kwartaal).unwrap();
        let meting = Meting::form(norm, kwartaal, None, Periode::Kwartaal, waarde, kader.drempels.klein_aantal);
        let turning = meting.afstand.map(|afstand| match afstand {
            Afstand::NogNodig(n) => format!("{n} short"),
            Afstand::MinderEnNietGehaald(n) => format!("{n} fewer"),
            Afstand::TeVeel(n) => format!("{n} too many"),
            Afstand::MeerEnOverschreden(n) => n.map_or_else(|| "never".to_owned(), |n| format!("{n} more")),
        });
        let mut made = row.get(..4).unwrap().to_vec();
        made.extend([meting.weergave, meting.oordeel.naam().to_owned(), optional(meting.zou.map(Oordeel::naam))]);
        made.extend([optional(turning), if meting.klein_aantal { "klein" } else { "" }.to_owned()]);
        made
    };
    compare("weergave", &page, &page.iter().map(judged).collect());
}

#[test]
fn the_outcomes_of_the_page_have_the_date_and_class_that_it_says() {
    let kwartaal: Kwartaal = "2024-K1".parse().unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let page = table("uitkomsten");
    let formed = |row: &Vec<String>| {
        let deelnemer = Deelnemercode::new("D1").unwrap();
        let mut regel = Trajectregel::new(deelnemer, Gemeente::Venlo, day("2023-05-01").unwrap());
        regel.einddatum = day(&row[0]);
        let soort = Uitstroomsoort::ALL.into_iter().find(|s| s.naam() == row[2]);
        regel.uitstroom = day(&row[1]).zip(soort).map(|(datum, soort)| Uitstroom { datum, soort });
        regel.uitval_eensluidend = (!row[3].is_empty()).then(|| row[3] == "ja");
        let mut stand = Stand::default();
        let plaatsen = stand.place(kwartaal, &[&regel]);
        stand.take(kwartaal, &[&regel], &plaatsen);
        let uitkomst = stand.trajecten()[0].uitkomst(kwartaal.last_day());
        let mut made = row.get(..4).unwrap().to_vec();
        made.extend([optional(uitkomst.map(|u| u.datum)), optional(uitkomst.map(|u| u.klasse.naam()))]);
        made
    };
    compare("uitkomsten", &page, &page.iter().map(formed).collect());
}

#[test]
fn the_deadlines_of_the_page_are_those_of_the_calendar() {
    let werkdagen = werkdagen();
    let page = table("aanlevering");
    let due = |row: &Vec<String>| {
        let deadline = werkdagen.report_deadline(row[0].parse().unwrap());
        vec![row[0].clone(), deadline.to_string(), row[2].clone()]
    };
    compare("aanlevering", &page, &page.iter().map(due).collect());
}

#[test]
fn a_command_ends_with_the_code_that_the_page_says() {
    let page = table("uitgangscodes");
    let ended = |row: &Vec<String>| {
        let args = row[2].trim_matches('`').split(' ');
        let run = Command::new(env!("CARGO_BIN_EXE_accountgesprek")).current_dir(root()).args(args).output().unwrap();
        vec![run.status.code().unwrap().to_string(), row[1].clone(), row[2].clone()]
    };
    compare("uitgangscodes", &page, &page.iter().map(ended).collect());
}

/// The sections of the page by their number, `Choices` under that word.
fn sections() -> Vec<(String, String)> {
    let page = read("docs/domein.md");
    let of = |part: &str| {
        let (heading, text) = part.split_once('\n')?;
        let name = heading.split_once(". ").map_or(heading, |(number, _)| number);
        Some((name.to_owned(), format!("\n{text}")))
    };
    page.split("\n## ").skip(1).filter_map(of).collect()
}

/// What a citation points at, when it is there: `4`, `1, 4, 7`, `4, State at Q`, `7, Choices 3`; else why it is not.
fn resolve(citation: &str, sections: &[(String, String)]) -> Result<(), String> {
    let section = |name: &str| sections.iter().find(|(n, _)| n == name).map(|(_, text)| text);
    let mut last = None;
    let pointed = citation.split([')', ';', ':']).next().unwrap_or_default().trim().replace(" and ", ", ");
    for word in pointed.split(", ") {
        let number: String = word.chars().take_while(char::is_ascii_digit).collect();
        if !number.is_empty() {
            last = Some(section(&number).ok_or_else(|| format!("there is no section {number}"))?);
        } else if let Some(rest) = word.strip_prefix("Choices ") {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            last = section("Choices").filter(|text| text.contains(&format!("\n{number}. ")));
            last.ok_or_else(|| format!("there is no choice {number}"))?;
        } else if word.starts_with(char::is_uppercase) && !word.starts_with("H2") {
            // A heading, or what a paragraph opens with.
            let named = last.is_some_and(|t: &String| t.contains(&format!("\n### {word}")) || t.contains(&format!("**{word}")));
            named.then_some(()).ok_or_else(|| format!("it has no part {word}"))?;
        } else {
            break;
        }
    }
    last.map(|_| ()).ok_or_else(|| "it names no section".to_owned())
}

#[test]
fn what_the_code_cites_of_the_page_is_there() {
    fn walk(at: &Path, found: &mut Vec<PathBuf>) {
        if at.is_dir() {
            for entry in fs::read_dir(at).unwrap() {
                walk(&entry.unwrap().path(), found);
            }
        } else if at.extension().is_some_and(|e| ["rs", "toml", "md", "sql"].iter().any(|known| e == *known)) {
            found.push(at.to_owned());
        }
    }
    let mut files = Vec::new();
    for place in ["src", "tests", "benches", "data", "README.md", "docs/handleiding.md"] {
        walk(&root().join(place), &mut files);
    }
    let sections = sections();
    let mark = format!("{} ", code("domein.md"));
    let (mut cited, mut broken) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines() {
            for citation in line.replace("domein.md`,", "domein.md` ").split(&mark).skip(1) {
                cited += 1;
                broken
                    .extend(resolve(citation, &sections).err().map(|why| format!("{}: {why}: {}", file.display(), line.trim())));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(cited > 30, "only {cited} citations were found");
}

/// The check above is only worth something when it can fail.
#[test]
fn a_citation_of_what_is_not_there_is_seen() {
    let sections = sections();
    for fine in [
        "6).",
        "1, 4, 7).",
        "3 spells it.",
        " Choices 2).",
        "4, State at Q).",
        "4, C2): a",
        "7, Choices 3)",
        "4, H23 KPI 2)",
        "7, merged",
    ] {
        assert_eq!(resolve(fine, &sections), Ok(()), "{fine}");
    }
    for broken in ["13).", "4, Weather)", "Choices 8)", "1, 99)", "somewhere"] {
        assert!(resolve(broken, &sections).is_err(), "{broken}");
    }
}
