//! What every command shows: its help with examples that run, and text that fits where it is read.

use std::fs;
use std::path::Path;

use super::gebruiker::{Antwoord, Gebruiker, answer};

/// How wide text may be that goes to no terminal.
const BREEDTE: usize = 80;
/// A day on which there is something to do in the example.
const VANDAAG: &str = "2026-01-19";

/// A user whose `kopie.db` is the example, beside files that came in.
struct Bureau {
    wie: Gebruiker,
}

impl Bureau {
    fn new() -> Self {
        let wie = Gebruiker::new();
        let leveringen = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/voorbeeld/leveringen");
        let binnen = wie.path("binnengekomen");
        fs::create_dir(&binnen).unwrap();
        for naam in ["voorbeeld-psw-2025-K4.xlsx", "voorbeeld-cvs-venlo-2025-K4.csv"] {
            fs::copy(leveringen.join("2025-K4").join(naam), binnen.join(naam)).unwrap();
        }
        fs::copy(leveringen.join("2025-K4/voorbeeld-qwyl-2025-K4.xlsx"), wie.path("qwyl.xlsx")).unwrap();
        let bureau = Self { wie };
        bureau.run("--voorbeeld backup begin.db").ends(0);
        bureau
    }

    /// The example as it began.
    fn start_again(&self) {
        for naam in ["kopie.db", "test.db"] {
            fs::copy(self.wie.path("begin.db"), self.wie.path(naam)).unwrap();
        }
    }

    /// Runs what is typed, where the files are; nobody says how wide a line may be.
    fn run(&self, regel: &str) -> Antwoord {
        let db = (!regel.contains("--db") && !regel.contains("--voorbeeld")).then_some(["--db", "test.db"]);
        let mut command = self.wie.command();
        command.env_remove("COLUMNS").current_dir(self.wie.map.path());
        command.args(db.into_iter().flatten()).args(["--vandaag", VANDAAG]).args(words(regel));
        answer(command.output().unwrap())
    }

    fn help(&self, pad: &str) -> String {
        self.run(&format!("--voorbeeld {pad} --help")).ends(0).uit
    }

    /// Every command and the commands within it, as one types them.
    fn opdrachten(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut to_ask = vec![String::new()];
        while let Some(pad) = to_ask.pop() {
            let help = self.help(&pad);
            let list = help.split("Opdrachten:\n").nth(1).and_then(|l| l.split("\n\n").next()).unwrap_or_default();
            let names = list.lines().filter(|l| !l.starts_with("   ")).filter_map(|l| l.split_whitespace().next());
            to_ask.extend(names.map(|naam| format!("{pad} {naam}").trim().to_owned()));
            if !pad.is_empty() {
                all.push(pad);
            }
        }
        all.sort();
        all
    }
}

/// The words of a command line; what stands between quotes is one.
fn words(regel: &str) -> Vec<String> {
    let parts = regel.split('"').enumerate();
    parts
        .flat_map(
            |(n, part)| {
                if n % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(ToOwned::to_owned).collect() }
            },
        )
        .collect()
}

/// What is typed behind the name of the program in the examples of a help text.
fn examples(help: &str) -> Vec<&str> {
    let below = help.split("\nVoorbeeld").nth(1).unwrap_or_default();
    below.lines().filter_map(|l| l.trim().strip_prefix("accountgesprek ")).collect()
}

fn fits(wat: &str, tekst: &str) {
    for regel in tekst.lines() {
        assert!(regel.chars().count() <= BREEDTE, "{wat}: {} columns: {regel}", regel.chars().count());
    }
}

/// Every command has examples in its help; they run on the example data as they stand, and what they say can be read.
#[test]
fn every_command_shows_examples_that_run_and_nothing_is_wider_than_can_be_read() {
    let bureau = Bureau::new();
    let mut ran = 0;
    for pad in bureau.opdrachten() {
        let help = bureau.help(&pad);
        fits(&pad, &help);
        let voorbeelden = examples(&help);
        assert!(!voorbeelden.is_empty(), "{pad} has no example");
        // What needs a server is tried beside one (`gedeeld`).
        if ["inrichten", "overzetten"].contains(&pad.as_str()) {
            continue;
        }
        bureau.start_again();
        for regel in voorbeelden {
            let (regel, to_file) = regel.split_once(" > ").map_or((regel, false), |(regel, _)| (regel, true));
            let antwoord = bureau.run(regel);
            assert_eq!(antwoord.code, 0, "{regel}: {}{}", antwoord.uit, antwoord.fout);
            if !to_file {
                fits(regel, &antwoord.uit);
                fits(regel, &antwoord.fout);
            }
            ran += 1;
        }
    }
    assert!(ran > 90, "{ran}");
}

/// What reads only, with everything it may show, and the overview.
#[test]
fn what_commands_read_out_fits_in_eighty_columns() {
    let bureau = Bureau::new();
    bureau.start_again();
    for regel in [
        "",
        "kpi --kwartaal 2025-K4 --rijen",
        "kpi --kwartaal 2025-K4 --segment individueel --rijen",
        "kpi --kwartaal 2023-K1 --stand 2025-K4",
        "vooruitblik --kwartaal 2025-K1 --rijen",
        "aandacht --kwartaal 2025-K4",
        "rapportages --kwartaal 2025-K2",
        "rapportages --tijdigheid",
        "rapportages --koppen",
        "aanbieder toon rendiz",
        "aanbieder geschiedenis rendiz",
        "afspraak lijst",
        "signaal lijst",
        "signaal trend --kwartaal 2024-K1..2025-K4",
        "gesprek lijst",
        "gesprek kalender",
        "gesprek toon rendiz-2025-K3",
        "gesprek evaluaties --jaar 2025",
        "agenda --kwartaal 2025-K4 --aanbieder psw",
        "cvs --kwartaal 2025-K4",
        "traject P-0",
        "ongedaan --lijst",
        "post uitnodiging --tekst",
        "inlezen binnengekomen --proef",
    ] {
        let antwoord = bureau.run(regel);
        assert_eq!(antwoord.code, 0, "{regel}: {}", antwoord.fout);
        fits(regel, &antwoord.uit);
        fits(regel, &antwoord.fout);
    }
}

/// Who says how wide a line may be is heard; a script gets what it got.
#[test]
fn columns_says_how_wide_and_json_is_left_alone() {
    let bureau = Bureau::new();
    bureau.start_again();
    let wide = |columns: &str, args: &[&str]| {
        let mut command = bureau.wie.command();
        command.env("COLUMNS", columns).current_dir(bureau.wie.map.path()).args(["--db", "test.db"]).args(args);
        answer(command.output().unwrap()).ends(0).uit
    };
    let longest = |text: &str| text.lines().map(|l| l.chars().count()).max().unwrap();
    assert!(longest(&wide("50", &["signaal"])) <= 50);
    assert!(longest(&wide("250", &["signaal"])) > 120);
    assert_eq!(wide("50", &["signaal", "--json"]), wide("250", &["signaal", "--json"]));
}
