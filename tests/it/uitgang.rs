//! What leaves the program as files: the same laws for every command that writes one.

use std::fs;
use std::path::{Path, PathBuf};

use super::gebruiker::Gebruiker;

/// Every command that writes a file, with `NAAR` where the file goes; the ending; whether it is for its owner only.
const OPDRACHTEN: [(&[&str], &str, bool); 15] = [
    (&["bevindingen", "--rapportage", "psw-2024-K2", "--naar", "NAAR"], "xlsx", true),
    (&["afspraak", "lijst", "--naar", "NAAR"], "xlsx", true),
    (&["gesprek", "kalender", "--ics", "NAAR"], "ics", false),
    (&["gesprek", "kalender", "--met-codes", "--ics", "NAAR"], "ics", true),
    (&["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR"], "docx", true),
    (&["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--met-codes", "--naar", "NAAR"], "md", true),
    (&["cijfers", "--kwartaal", "2024-K2", "--naar", "NAAR"], "xlsx", true),
    (&["cijfers", "--kwartaal", "2024-K2", "--blad", "kpi", "--blad", "trend", "--naar", "NAAR"], "xlsx", false),
    (&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR"], "docx", true),
    (&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--intern", "--naar", "NAAR"], "html", true),
    (&["post", "rapportage", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR"], "eml", true),
    (&["jaarbeeld", "--jaar", "2024", "--naar", "NAAR"], "docx", false),
    (&["factsheet", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--naar", "NAAR"], "html", false),
    (&["sjabloon", "kwartaalrapportage", "--naar", "NAAR"], "xlsx", false),
    (&["backup", "NAAR"], "db", true),
];

/// A user with a report and an afspraak in the database.
fn user() -> Gebruiker {
    let u = Gebruiker::new();
    let pad = u.write("psw-2024-K2-deelnemers.csv", "Deelnemer;Gemeente;Startdatum\nP1;Venlo;1-2-2024\n");
    u.run(&["inlezen", &pad]).ends(0);
    u.run(&["afspraak", "nieuw", "Iets doen", "--aanbieder", "psw", "--eigenaar", "PSW"]).ends(0);
    u
}

fn filled_in<'a>(opdracht: &[&'a str], naar: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let naar = naar.to_str().unwrap();
    opdracht.iter().map(|arg| if *arg == "NAAR" { naar } else { arg }).chain(more.iter().copied()).collect()
}

#[test]
fn no_command_writes_over_a_file_unasked() {
    let u = user();
    for (n, (opdracht, ending, private)) in OPDRACHTEN.into_iter().enumerate() {
        let naar = u.path(&format!("uit-{n}.{ending}"));
        u.run(&filled_in(opdracht, &naar, &[])).ends(0);
        let made = fs::read(&naar).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&naar).unwrap().permissions().mode();
            let others = mode & 0o077;
            assert_eq!(others == 0, private, "{opdracht:?}: {mode:o}");
        }
        let again = u.run(&filled_in(opdracht, &naar, &[])).ends(1);
        assert!(again.fout.contains("bestaat al") && again.fout.contains("--vervang"), "{opdracht:?}: {}", again.fout);
        assert_eq!(fs::read(&naar).unwrap(), made);
        u.run(&filled_in(opdracht, &naar, &["--vervang"])).ends(0);
        // Something that is no file, and a folder that is not there.
        let map = u.path(&format!("map-{n}.{ending}"));
        fs::create_dir(&map).unwrap();
        assert!(u.run(&filled_in(opdracht, &map, &["--vervang"])).ends(1).fout.contains("is een map"));
        let nergens = u.path("nergens").join(format!("a.{ending}"));
        let fout = u.run(&filled_in(opdracht, &nergens, &[])).ends(3).fout;
        assert!(fout.contains("nergens") && fout.contains("bestaat niet"), "{opdracht:?}: {fout}");
    }
    let left = fs::read_dir(u.map.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.starts_with(".accountgesprek-")).count(), 0, "nothing half written stays");
}

#[test]
fn of_what_there_is_nothing_no_file_is_written() {
    let u = Gebruiker::new();
    let of_psw = ["--aanbieder", "psw", "--kwartaal", "2024-K2"];
    let of_all = ["--kwartaal", "2024-K2"];
    let missing: [(&str, &[&str], &str, &str); 8] = [
        ("verslag", &of_psw, "docx", "geen rapportage en geen gesprek"),
        ("agenda", &of_psw, "docx", "geen rapportage en geen gesprek"),
        ("factsheet", &of_psw, "docx", "geen rapportage en geen gesprek"),
        ("cijfers", &of_psw, "xlsx", "van PSW nog geen rapportage"),
        ("cijfers", &of_all, "xlsx", "nog geen rapportage"),
        ("pxq", &of_all, "xlsx", "nog geen rapportage"),
        ("jaarbeeld", &["--jaar", "2024"], "docx", "Een rapportage over 2024 is er niet"),
        ("afspraak", &["lijst"], "xlsx", "geen afspraak die hieraan voldoet"),
    ];
    for (opdracht, over, ending, why) in missing {
        let naar = u.path(&format!("{opdracht}.{ending}"));
        let fout = u.run(&[&[opdracht], over, &["--naar", naar.to_str().unwrap()]].concat()).ends(1).fout;
        assert!(fout.contains(why), "{opdracht}: {fout}");
        assert!(!naar.exists(), "{opdracht}");
    }
    // A gesprek that is planned has an agenda, though its report still has to come.
    u.run(&["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-07-19"]).ends(0);
    let naar = u.path("agenda.docx");
    u.run(&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()]).ends(0);
}

#[test]
fn what_names_another_aanbieder_goes_out_only_when_it_is_said_that_it_may() {
    let u = user();
    u.run(&[
        "afspraak",
        "nieuw",
        "Bellen. Daarna met Rendiz overleggen.",
        "--aanbieder",
        "psw",
        "--eigenaar",
        "PSW",
        "--deadline",
        "2024-08-01",
    ])
    .ends(0);
    let commands: [(&[&str], &str); 6] = [
        (&["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR"], "md"),
        (&["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR.md", "--ics", "NAAR"], "ics"),
        (&["afspraak", "lijst", "--aanbieder", "psw", "--naar", "NAAR"], "xlsx"),
        (&["agenda", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", "NAAR"], "docx"),
        (&["gesprek", "kalender", "--aanbieder", "psw", "--ics", "NAAR"], "ics"),
        (&["factsheet", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--naar", "NAAR"], "docx"),
    ];
    for (n, (opdracht, ending)) in commands.into_iter().enumerate() {
        let naar = u.path(&format!("naar-{n}.{ending}"));
        let beside = format!("{}.md", naar.display());
        let opdracht: Vec<&str> = opdracht.iter().map(|arg| if *arg == "NAAR.md" { beside.as_str() } else { *arg }).collect();
        let said = u.run(&filled_in(&opdracht, &naar, &[])).ends(1);
        assert!(said.fout.contains("Rendiz in “Daarna met Rendiz overleggen.” (afspraak PSW-2024-02)"), "{}", said.fout);
        assert!(said.fout.contains("--toch") && !naar.exists() && !PathBuf::from(&beside).exists(), "{}", said.fout);
        u.run(&filled_in(&opdracht, &naar, &["--toch"])).ends(0);
        assert!(naar.exists());
    }
    // Of all aanbieders together it goes to none of them.
    let naar = u.path("alle.xlsx");
    u.run(&["afspraak", "lijst", "--naar", naar.to_str().unwrap()]).ends(0);
}

#[test]
fn no_command_writes_over_the_database_or_anything_of_it() {
    let u = user();
    let db = u.path("test.db");
    // What a command reckons out for the first time is kept in the database: that is done before.
    for (n, (opdracht, ending, _)) in OPDRACHTEN.into_iter().enumerate() {
        u.run(&filled_in(opdracht, &u.path(&format!("eerst-{n}.{ending}")), &[])).ends(0);
    }
    u.run(&["backup", u.path("kopie.db").to_str().unwrap()]).ends(0);
    let before = fs::read(&db).unwrap();
    for (opdracht, ending, _) in OPDRACHTEN {
        // The database has the wrong name for all but a copy; under a right name it is still the database.
        let code = if ending == "db" { 1 } else { 2 };
        u.run(&filled_in(opdracht, &db, &["--vervang"])).ends(code);
        for (n, target) in ["test.db", "kopie.db"].into_iter().enumerate() {
            let link = u.path(&format!("link-{n}.{ending}"));
            let _ = fs::remove_file(&link);
            fs::hard_link(u.path(target), &link).unwrap();
            // A copy makes way for a copy.
            let expected = i32::from(ending != "db" || target != "kopie.db");
            let fout = u.run(&filled_in(opdracht, &link, &["--vervang"])).ends(expected).fout;
            assert_eq!(fout.contains("database"), expected == 1, "{opdracht:?}: {fout}");
        }
    }
    assert_eq!(fs::read(&db).unwrap(), before);
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
}

#[test]
fn what_is_read_and_what_is_written_twice_are_refused() {
    let u = user();
    let levering = u.path("lev.xlsx");
    u.run(&["sjabloon", "kwartaalrapportage", "--naar", levering.to_str().unwrap()]).ends(0);
    let before = fs::read(&levering).unwrap();
    let over = ["bevindingen", "--rapportage", levering.to_str().unwrap(), "--naar", levering.to_str().unwrap(), "--vervang"];
    assert!(u.run(&over).ends(1).fout.contains("wordt gelezen"));
    assert_eq!(fs::read(&levering).unwrap(), before);

    let verslag = |naar: &Path, ics: &Path, more: &[&str]| {
        let args = ["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap(), "--ics"];
        u.run(&args.into_iter().chain([ics.to_str().unwrap()]).chain(more.iter().copied()).collect::<Vec<_>>())
    };
    // One name for two is refused by its ending already; behind a link it is one file all the same.
    verslag(&u.path("q.docx"), &u.path("q.docx"), &[]).ends(2);
    #[cfg(unix)]
    {
        fs::write(u.path("q.docx"), "stond er").unwrap();
        std::os::unix::fs::symlink(u.path("q.docx"), u.path("q.ics")).unwrap();
        assert!(verslag(&u.path("q.docx"), &u.path("q.ics"), &["--vervang"]).ends(1).fout.contains("twee keer"));
        assert_eq!(fs::read_to_string(u.path("q.docx")).unwrap(), "stond er");
    }
    // Of two files both are written or neither.
    fs::write(u.path("er.ics"), "stond er").unwrap();
    verslag(&u.path("v.docx"), &u.path("er.ics"), &[]).ends(1);
    assert!(!u.path("v.docx").exists());
    verslag(&u.path("v.docx"), &u.path("er.ics"), &["--vervang"]).ends(0);
    assert!(u.path("v.docx").exists() && fs::read_to_string(u.path("er.ics")).unwrap().starts_with("BEGIN:VCALENDAR"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_device_are_named_and_nothing_is_replaced() {
    let u = user();
    for device in ["/dev/full", "/dev/null"] {
        let link = u.path("apparaat.xlsx");
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(device, &link).unwrap();
        let fout = u.run(&["afspraak", "lijst", "--naar", link.to_str().unwrap(), "--vervang"]).ends(1).fout;
        assert!(fout.contains("een apparaat"), "{fout}");
        assert!(u.run(&["backup", device, "--vervang"]).ends(1).fout.contains("een apparaat"));
    }
}

#[test]
fn a_folder_of_uitvraag_that_was_half_written_is_finished() {
    let u = Gebruiker::new();
    let map = u.path("uit");
    let write = |more: &[&str]| {
        let args = ["sjabloon", "uitvraag", "--kwartaal", "2024-K2", "--naar", map.to_str().unwrap()];
        u.bare(&args.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
    };
    fs::create_dir(&map).unwrap();
    let ingevuld = map.join("uitvraag-2024-K2-venlo.xlsx");
    fs::write(&ingevuld, "ingevuld").unwrap();
    let first = write(&[]).ends(0);
    assert!(first.fout.contains("venlo") && first.fout.contains("niet vervangen"), "{}", first.fout);
    assert_eq!(fs::read_dir(&map).unwrap().count(), 7);
    assert_eq!(fs::read_to_string(&ingevuld).unwrap(), "ingevuld");
    assert!(write(&[]).ends(1).fout.contains("en 6 andere bestaan al"));
    write(&["--vervang"]).ends(0);
    assert_ne!(fs::read(&ingevuld).unwrap(), b"ingevuld");
}
