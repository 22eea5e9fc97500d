//! What goes out of the program about a gesprek, looked through byte for byte: no code of a deelnemer, no other aanbieder, no
//! internal note.

use crate::aanbieders::RENDIZ;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use accountgesprek::app::{
    Afspraakfilter, Agendakeuzes, Akkoord, Fout, Gesprekwijziging, NieuweAfspraak, Puntwijziging, Verslagkeuzes, Verslagvorm,
};
use accountgesprek::domain::{Onderdeelsleutel, Uitkomstsoort};
use accountgesprek::wording::agenda::Zicht;
use proptest::prelude::*;

use super::gebruiker::Gebruiker;
use super::kamer::{Kamer, PSW, choices, codes, d, deelnemers, dekking, tevredenheid};

/// Stands before every code that is typed, so that a short number is found back among the figures.
const VOOR: &str = "mevrouw ";
const INTERN: &str = "Alleen voor onszelf";
/// What the program asks of its user.
const OPDRACHT: &str = "vraag om een plan van aanpak";

/// How people write codes, three of each kind.
const SOORTEN: [[&str; 3]; 5] = [
    ["41", "59", "87"],
    ["4017", "8823", "0473"],
    ["K7", "Xa9", "Q2b"],
    ["PSW-Q17", "PSW/88-A", "PSW_0091"],
    ["Zw", "JvB", "0007"],
];

/// What people write around them.
const ZINNEN: [&str; 5] = [
    "Besproken: mevrouw {} wacht al weken.",
    "Doelen aanvullen (mevrouw {}), en bellen",
    "mevrouw {} en deelnemer {} stoppen",
    "Op 12 mei zag 8 van de 13 dat mevrouw {}: niets hoorde",
    "Vraag het mevrouw {}",
];

#[derive(Debug, Clone)]
struct Wereld {
    codes: Vec<String>,
    /// Which sentence goes where.
    zinnen: Vec<usize>,
}

impl Wereld {
    fn zin(&self, plek: usize) -> String {
        let code = &self.codes[plek % self.codes.len()];
        ZINNEN[self.zinnen[plek]].replace("{}", code)
    }

    /// A gesprek of PSW that was held and has something typed everywhere; the other aanbieders have theirs.
    fn build(&self) -> (Kamer, i64) {
        let mut all = codes(24);
        for (at, code) in self.codes.iter().enumerate() {
            all[at] = code.clone();
        }
        let mut kamer = Kamer::new("2024-07-12");
        kamer.read("psw-2024-K2-deelnemers.csv", &deelnemers(&all, 2, 3));
        kamer.read("psw-2024-K2-tevredenheid.csv", &tevredenheid(&["9", "7"]));
        let samenwerking = format!("Voortgang;Eigen aandeel;Ontwikkelpunten\n{};{};\n", self.zin(0), self.zin(1));
        kamer.read("psw-2024-K2-samenwerking.csv", &samenwerking);
        kamer.read("rendiz-2024-K2-deelnemers.csv", &deelnemers(&codes(24), 2, 5));
        kamer.read("dekkingsoverzicht-2024-K2.csv", &dekking("Gennep"));
        let rendiz = kamer.plan(RENDIZ, "2024-K2", "2024-07-19");
        kamer.afspraak(&rendiz, 1, "Iets met Rendiz en Qwyl", "2024-09-01");
        let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
        let id = gesprek.id;
        let signaal = kamer.signaal("2024-K2", &self.zin(12));
        kamer.app.bundle(&[(signaal.id, signaal.rijversie)], None, &self.zin(2)).unwrap();
        let mut kamer = kamer.on("2024-07-18");
        let eigen = kamer.app.add_punt(id, &self.zin(3)).unwrap();
        for sleutel in [eigen, Onderdeelsleutel::Kpi(1)] {
            let wijziging = Puntwijziging {
                voorbereiding: Some(format!("{INTERN}: {}", self.zin(4))),
                notitie: Some(self.zin(5)),
                ..Puntwijziging::default()
            };
            kamer.write_at(id, &sleutel, &wijziging);
            for soort in [Uitkomstsoort::Besluit, Uitkomstsoort::Mededeling, Uitkomstsoort::Notitie] {
                kamer.app.add_uitkomst(id, &sleutel, soort, &self.zin(6)).unwrap();
            }
        }
        for deadline in ["2024-09-01", "2024-07-01"] {
            let afspraak = NieuweAfspraak {
                aanbieder: Some(PSW),
                tekst: self.zin(7),
                eigenaar: self.zin(8),
                deadline: Some(d(deadline)),
                deelnemer: Some(self.codes[1].clone()),
                ..NieuweAfspraak::default()
            };
            let made = kamer.app.add_afspraak(id, &Onderdeelsleutel::Kpi(2), &afspraak).unwrap();
            if deadline < "2024-08" {
                kamer.app.close_afspraken(&[(made.nummer, made.rijversie)], &self.zin(9)).unwrap();
            }
        }
        let wijziging = Gesprekwijziging {
            plaats: Some(self.zin(10)),
            aanwezig: Some(vec![self.zin(11)]),
            afwezig: Some(vec![self.zin(0)]),
            verslaglegger: Some(self.zin(1)),
            ..Gesprekwijziging::default()
        };
        let rijversie = kamer.gesprek(id).rijversie;
        kamer.app.change_gesprek(id, rijversie, &wijziging).unwrap();
        kamer.next_on(id, "2024-10-17");
        (kamer, id)
    }
}

fn worlds() -> impl Strategy<Value = Wereld> {
    // A code of each kind in every world.
    let codes = proptest::collection::vec(0..SOORTEN[0].len(), SOORTEN.len());
    (codes, proptest::collection::vec(0..ZINNEN.len(), 13)).prop_map(|(which, zinnen)| Wereld {
        codes: SOORTEN.iter().zip(which).map(|(soort, nr)| soort[nr].to_owned()).collect(),
        zinnen,
    })
}

/// Something that went out: what it is, its bytes as they are (of a zip those of every part), and its text.
struct Uitgaand {
    wat: String,
    bytes: Vec<u8>,
    tekst: String,
}

impl Uitgaand {
    fn new(wat: impl Into<String>, file: &[u8]) -> Self {
        let bytes = if file.starts_with(b"PK") { unzipped(file) } else { file.to_vec() };
        let plain = String::from_utf8_lossy(&bytes).replace("\r\n ", "").replace("&amp;", "&").replace('\\', "");
        let plain = plain.replace("<w:tab/>", " ");
        // Tags leave nothing behind: a word may be in two runs.
        let mut tekst = String::new();
        let mut within = false;
        for c in plain.chars() {
            match c {
                '<' => within = true,
                '>' => within = false,
                c if !within => tekst.push(c),
                _ => {}
            }
        }
        Self { wat: wat.into(), bytes, tekst }
    }

    fn says(&self, what: &str) -> bool {
        let (text, what) = (self.tekst.to_lowercase(), what.to_lowercase());
        text.contains(&what) || String::from_utf8_lossy(&self.bytes).to_lowercase().contains(&what)
    }
}

fn unzipped(file: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut all = Vec::new();
    for n in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(n).unwrap().read_to_end(&mut part).unwrap();
        // A chart holds a workbook of its numbers.
        all.extend(if part.starts_with(b"PK") { unzipped(&part) } else { part });
        all.push(b'\n');
    }
    all
}

/// Everything that can go out of a gesprek, with codes or without.
fn all_of(kamer: &Kamer, id: i64, met_codes: bool) -> Vec<Uitgaand> {
    let beeld = kamer.app.agenda(id).unwrap();
    let map = kamer.map.path().join(format!("uit-{met_codes}"));
    std::fs::create_dir_all(&map).unwrap();
    let akkoord = Akkoord { vervang: true, namen: false };
    let mut out = Vec::new();
    let read = |naam: &str, pad: &PathBuf| {
        let private = std::fs::metadata(pad).unwrap();
        #[cfg(unix)]
        if met_codes {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(private.permissions().mode() & 0o777, 0o600, "{naam} is for its owner only");
        }
        assert!(private.is_file());
        Uitgaand::new(naam, &std::fs::read(pad).unwrap())
    };
    for keuzes in choices().filter(|keuzes| keuzes.codes == met_codes) {
        let files: Vec<PathBuf> = Verslagvorm::ALL.iter().map(|v| map.join(format!("verslag.{}", v.extension()))).collect();
        let ics = map.join("verslag.ics");
        kamer.app.write_verslag(&beeld, &files, Some(&ics), keuzes, akkoord).unwrap();
        out.extend(files.iter().chain([&ics]).map(|pad| read(&format!("{} {keuzes:?}", pad.display()), pad)));
    }
    let (ics, lijst) = (map.join("data.ics"), map.join("lijst.xlsx"));
    kamer.app.write_ics(&ics, (d("2024-01-01"), d("2025-12-31")), Some(PSW), met_codes, akkoord).unwrap();
    let filter = Afspraakfilter { aanbieder: Some(PSW), ..Afspraakfilter::default() };
    kamer.app.write_afsprakenlijst(&lijst, &filter, met_codes, akkoord).unwrap();
    out.extend([read("data.ics", &ics), read("lijst.xlsx", &lijst)]);
    if !met_codes {
        for (naam, kleine_aantallen) in [("agenda.docx", true), ("agenda-zonder_kleine.html", false), ("agenda.md", true)] {
            let pad = map.join(naam);
            let keuzes = Agendakeuzes { intern: false, kleine_aantallen };
            kamer.app.write_agenda(&beeld, &pad, keuzes, akkoord).unwrap();
            out.push(read(naam, &pad));
        }
        let tafel = Zicht::TAFEL;
        let said = beeld.punten.iter().flat_map(|punt| {
            let typed = [punt.titel.tekst(tafel), punt.notitie.tekst(tafel)];
            typed.into_iter().chain(punt.feiten.iter().filter_map(move |f| f.tekst(tafel)))
        });
        out.push(Uitgaand::new("de tafel", said.collect::<Vec<_>>().join("\n").as_bytes()));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_goes_out_names_a_deelnemer_another_aanbieder_or_what_is_internal(wereld in worlds()) {
        let (mut kamer, id) = wereld.build();
        for stand in ["in gesprek", "gehouden", "vastgesteld"] {
            match stand {
                "gehouden" => drop(kamer.hold(id)),
                "vastgesteld" => drop(kamer.establish(id)),
                _ => {}
            }
            let without = all_of(&kamer, id, false);
            for uit in &without {
                let wat = format!("{stand}: {}", uit.wat);
                for code in &wereld.codes {
                    prop_assert!(!uit.says(&format!("{VOOR}{code}")), "{wat}: {code}");
                    let telling = code.len() > 3 && !code.chars().all(|c| c.is_ascii_digit());
                    prop_assert!(!telling || !uit.says(code), "{wat}: {code}");
                    let announced = format!("deelnemer {code}");
                    prop_assert!(!uit.says(&announced), "{wat}: {announced}");
                }
                for naam in ["rendiz", "qwyl", INTERN, OPDRACHT, "ertrouwelijk", "confidential"] {
                    prop_assert!(!uit.says(naam), "{wat}: {naam}");
                }
                prop_assert!(wat.contains("zonder_kleine") || uit.says("[deelnemer]"), "{wat}: nothing was looked at");
            }
            for uit in all_of(&kamer, id, true) {
                let wat = format!("{stand}: {}", uit.wat);
                prop_assert!(wereld.codes.iter().any(|code| uit.says(&format!("{VOOR}{code}"))), "{wat}");
                prop_assert!(uit.says("vertrouwelijk"), "{wat}");
                for naam in ["rendiz", "qwyl", INTERN, OPDRACHT, "[deelnemer]"] {
                    prop_assert!(!uit.says(naam), "{wat}: {naam}");
                }
            }
        }
    }
}

/// Words and numbers; the name of a norm is one of them.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '.').map(|w| w.trim_matches('.')).filter(|w| !w.is_empty()).collect()
}

/// `8 van 13` and the like: what counts people, and no pages, kwartalen or gemeenten.
fn counts(text: &str) -> Vec<(u32, u32)> {
    let words = words(text);
    let pair = |w: &[&str]| {
        let is_count = w[0] != "pagina" && w[2] == "van" && !["kwartalen", "gemeenten"].iter().any(|what| w[4].starts_with(what));
        is_count.then(|| Some((w[1].parse().ok()?, w[3].parse().ok()?))).flatten()
    };
    words.windows(5).filter_map(pair).collect()
}

/// `een deelnemer`, `3 trajecten`: how many of whom.
fn people(text: &str) -> Vec<(u32, String)> {
    let words = words(text);
    let counted = |w: &[&str]| {
        let n = if w[0] == "een" { Some(1) } else { w[0].parse().ok() };
        let is_person = ["deelnemer", "traject", "plaatsing", "persoon"].iter().any(|who| w[1].starts_with(who));
        n.filter(|_| is_person).map(|n| (n, w.join(" ")))
    };
    words.windows(4).filter_map(counted).collect()
}

#[test]
fn without_small_numbers_no_file_says_or_lets_work_out_something_of_few() {
    let wereld = Wereld { codes: SOORTEN[3].map(str::to_owned).to_vec(), zinnen: vec![0; 13] };
    let (mut kamer, id) = wereld.build();
    for vast in [false, true] {
        if vast {
            kamer.hold(id);
            kamer.establish(id);
        }
        let beeld = kamer.app.agenda(id).unwrap();
        for vorm in Verslagvorm::ALL {
            let of = |kleine_aantallen| {
                let keuzes = Verslagkeuzes { kleine_aantallen, ..Verslagkeuzes::default() };
                Uitgaand::new(vorm.extension(), &kamer.app.verslag(&beeld, vorm, keuzes).unwrap())
            };
            let (all, few) = (counts(&of(true).tekst), counts(&of(false).tekst));
            assert!(all.iter().any(|(teller, noemer)| (1..10).contains(teller) || (1..10).contains(noemer)), "{vorm:?} {all:?}");
            for (teller, noemer) in &few {
                // The seven gemeenten are no people.
                let is_of_gemeenten = (*teller, *noemer) == (6, 7);
                assert!(*noemer >= 10 || is_of_gemeenten, "{vorm:?}: {teller} van {noemer}");
            }
            assert!(!people(&of(true).tekst).is_empty());
            let people = people(&of(false).tekst);
            assert!(people.iter().all(|(n, _)| *n == 0 || *n >= 10), "{vorm:?}: {people:?}");
            // A heading goes with what it stands over.
            let says = |kleine_aantallen| of(kleine_aantallen).says("Termijn verstreken ·");
            assert!(says(true) && !of(false).says("Termijn verstreken"), "{vorm:?}");
        }
    }
}

#[test]
fn no_difference_tells_a_figure_that_is_left_out() {
    let mut kamer = Kamer::new("2024-07-12");
    // 13 people in the first kwartaal, 17 in both: the year figure of the first would give four away.
    for (kwartaal, n) in [(1, 24), (2, 34)] {
        kamer.read(&format!("psw-2024-K{kwartaal}-deelnemers.csv"), &deelnemers(&codes(n), kwartaal, 3));
    }
    let gesprek = kamer.plan(PSW, "2024-K2", "2024-07-18");
    let beeld = kamer.app.agenda(gesprek.id).unwrap();
    for (kleine_aantallen, told) in [(true, true), (false, false)] {
        let keuzes = Verslagkeuzes { kleine_aantallen, ..Verslagkeuzes::default() };
        let text = String::from_utf8(kamer.app.verslag(&beeld, Verslagvorm::Markdown, keuzes).unwrap()).unwrap();
        let is_ours = |line: &&str| line.starts_with("- C") && line.contains(" · 2024 t/m K2: ") && line.contains(" van 17)");
        let ours: Vec<&str> = text.lines().filter(is_ours).collect();
        assert!(!ours.is_empty() && ours.iter().any(|line| line.contains("procentpunt")) == told, "{ours:?}");
    }
}

#[test]
fn the_agenda_for_the_table_names_no_other_aanbieder_by_any_of_its_names() {
    let u = Gebruiker::new();
    u.run(&["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--datum", "2024-07-18"]).ends(0);
    let typed = "Rendiz, rendiz zorg b.v., Qwyl Coaching, Pluryn Groep, APW, Effe Zo en KvK 12066692 weten het; PSW ook.";
    u.run(&["gesprek", "notitie", "psw-2024-K2", "--punt", "dekking", "--notitie", typed]).ends(0);
    u.run(&["gesprek", "uitkomst", "psw-2024-K2", "--punt", "kpi1", "--soort", "besluit", "Zoals Nova Curae"]).ends(0);
    for args in [&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw"][..], &["gesprek", "toon", "psw-2024-K2"]] {
        for json in [&[][..], &["--json"]] {
            let inside = u.run(&[args, json].concat()).ends(0).uit;
            let table = u.run(&[args, json, &["--tafel"]].concat()).ends(0).uit;
            for naam in ["endiz", "Qwyl", "Pluryn", "APW", "Effe Zo", "12066692", "Nova Curae"] {
                assert!(inside.contains(naam) && !table.contains(naam), "{args:?} {naam}: {table}");
            }
            assert!(table.contains("KvK [andere aanbieder] weten het; PSW ook."), "{table}");
        }
    }
}

#[test]
fn what_names_another_aanbieder_is_pointed_out_before_anything_is_written() {
    let wereld = Wereld { codes: SOORTEN[3].map(str::to_owned).to_vec(), zinnen: vec![0; 13] };
    let (mut kamer, id) = wereld.build();
    let note = |tekst: &str| Puntwijziging { notitie: Some(tekst.into()), ..Puntwijziging::default() };
    for (tekst, naam) in [
        ("Eerst dit. Bij RENDIZ gaat het beter, zei men.", "Rendiz"),
        ("Zie Qwyl Coaching", "Qwyl"),
        ("Ze werken met Care-Plus samen", "Care Plus"),
        ("Dat gaat bij effe zo anders", "Effe Zo"),
        ("Zoals Pluryn Groep het doet", "Pluryn"),
        ("Dat vroeg APW ook", "APW Projecten"),
        ("KvK 13032968 en 12066692", "Rendiz"),
        ("Net als afspraak RENDIZ-2024-01", "Rendiz"),
    ] {
        kamer.write_at(id, &Onderdeelsleutel::Dekking, &note(tekst));
        let beeld = kamer.app.agenda(id).unwrap();
        let naar = [kamer.map.path().join("uit.md")];
        let write = |akkoord| kamer.app.write_verslag(&beeld, &naar, None, Verslagkeuzes::default(), akkoord);
        let Err(fout @ Fout::NoemtAnderen { .. }) = write(Akkoord::default()) else { panic!("{tekst} went out") };
        let said = fout.melding().tekst;
        assert!(said.contains(&format!("{naam} in “")) && said.contains(", notitie)"), "{said}");
        assert!(!said.contains("Eerst dit."), "only the sentence: {said}");
        assert!(!naar[0].exists());
        write(Akkoord { namen: true, ..Akkoord::default() }).unwrap();
        std::fs::remove_file(&naar[0]).unwrap();
    }
    // Its own name is no other's.
    kamer.write_at(id, &Onderdeelsleutel::Dekking, &note("PSW, Stichting PSW en het PSW-team zijn het eens."));
    let beeld = kamer.app.agenda(id).unwrap();
    let naar = [kamer.map.path().join("uit.md")];
    kamer.app.write_verslag(&beeld, &naar, None, Verslagkeuzes::default(), Akkoord::default()).unwrap();
    // The list and the calendar are looked through as well, when they are of one aanbieder.
    let gesprek = kamer.gesprek(id);
    kamer.afspraak(&gesprek, 1, "Afstemmen met Rendiz", "2024-09-20");
    for aanbieder in [Some(PSW), None] {
        let filter = Afspraakfilter { aanbieder, ..Afspraakfilter::default() };
        let days = (d("2024-07-18"), d("2025-07-18"));
        let (lijst, ics) = (kamer.map.path().join("l.xlsx"), kamer.map.path().join("d.ics"));
        let list = kamer.app.write_afsprakenlijst(&lijst, &filter, false, Akkoord::default());
        let dates = kamer.app.write_ics(&ics, days, aanbieder, false, Akkoord::default());
        for refused in [list.map(drop), dates.map(drop)] {
            assert_eq!(matches!(refused, Err(Fout::NoemtAnderen { .. })), aanbieder.is_some());
        }
    }
}
