//! A server that wants a password and has a certificate of an issuer of its own: `.ci/met-server` makes one, and
//! `ACCOUNTGESPREK_CA` names that issuer. Without it these tests pass.

use std::os::unix::fs::PermissionsExt as _;

use crate::gebruiker::{Gebruiker, answer};
use crate::storage::server::Proefplek;
use crate::tui::Screen;

const GEHEIM: &str = "Zw4luw-op-zolder";

/// A place on the server, and the address of somebody who has a password and may do everything.
fn place() -> Option<(Proefplek, String)> {
    let Ok(ca) = std::env::var("ACCOUNTGESPREK_CA") else {
        eprintln!("ACCOUNTGESPREK_CA noemt geen uitgever: niet getest");
        return None;
    };
    let plek = Proefplek::new()?;
    let url = plek.url_of_login("geheim", &format!("SUPERUSER PASSWORD '{GEHEIM}' IN ROLE met_wachtwoord"));
    let url = url.replace("sslmode=disable", &format!("sslrootcert={ca}"));
    Some((plek, url))
}

/// Somebody at a terminal who does this, and types a password when he is asked for it. Returns the screen.
fn asked(args: &[&str], typed: &str) -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join(".config/accountgesprek");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("instellingen.toml"), "naam = \"proef\"\n").unwrap();
    let mut screen = Screen::runs(folder, args);
    screen.wait_for("Wachtwoord voor postgres://localhost:");
    screen.press(&format!("{typed}\r"));
    screen
}

/// The same, to the end: its code and what it said. The password is nowhere.
fn ends(args: &[&str], typed: &str) -> (u32, String) {
    let mut screen = asked(args, typed);
    let (code, said) = screen.ends();
    assert!(!said.contains(typed) && !everything_in(screen.folder.path()).contains(typed), "{said}");
    assert!(!said.contains("panicked") && !said.contains("Error"), "{said}");
    (code, said)
}

/// The text of all files below a folder: settings, log, and what is kept near.
fn everything_in(folder: &std::path::Path) -> String {
    let below = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return everything_in(&path);
        }
        String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned()
    };
    std::fs::read_dir(folder).unwrap().map(below).collect()
}

#[test]
fn who_sits_at_a_terminal_is_asked_for_the_password() {
    let Some((plek, url)) = place() else { return };
    let (code, said) = ends(&["--db", &url, "inrichten"], GEHEIM);
    assert!(code == 0 && said.contains("_schrijver"), "{code}: {said}");
    let (code, said) = ends(&["--db", &url, "inrichten"], "Verk33rd-woord");
    assert!(code == 3 && said.contains("uw wachtwoord"), "{code}: {said}");
    // A file of somebody else's, to this server.
    let user = Gebruiker::new();
    user.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Busje"]).ends(0);
    let own = user.path("test.db").display().to_string();
    let (code, said) = ends(&["--db", &own, "overzetten", "--naar", &url], GEHEIM);
    assert!(code == 0 && said.contains("Alles is overgezet"), "{code}: {said}");
    assert_eq!(plek.sql(&format!("SELECT count(*) FROM {}.afspraak", plek.schema)), "1");
    // A command, and the screen.
    let (code, said) = ends(&["--db", &url, "afspraak", "lijst"], GEHEIM);
    assert!(code == 0 && said.contains("Busje"), "{code}: {said}");
    let mut screen = asked(&["--db", &url, "--vandaag", "2024-07-01"], GEHEIM);
    screen.wait_for("Overzicht");
    screen.press("q");
    let (code, said) = screen.ends();
    assert!(code == 0 && !said.contains(GEHEIM) && !everything_in(screen.folder.path()).contains(GEHEIM), "{code}: {said}");
}

#[test]
fn a_password_is_read_from_a_file_that_nobody_else_can_read() {
    let Some((_plek, url)) = place() else { return };
    let user = Gebruiker::new();
    let login = url.split_once("://").unwrap().1.split_once('@').unwrap().0;
    let file = user.write("wachtwoorden", &format!("# van de beheerder\nlocalhost:*:*:{login}:{GEHEIM}\n"));
    let list = |mode: u32, url: &str| {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        answer(user.command().env("PGPASSFILE", &file).args(["--db", url, "afspraak", "lijst"]).output().unwrap())
    };
    list(0o600, &url).ends(0);
    let said = list(0o644, &url).ends(3);
    assert!(said.fout.contains("vraagt een wachtwoord") && said.fout.contains("alleen u mag lezen"), "{}", said.fout);
    // A certificate of an issuer that is not known here, and one for another name.
    let (bare, _) = url.split_once("sslrootcert=").unwrap();
    let schema = url.split('&').find(|part| part.starts_with("schema=")).unwrap();
    for url in [format!("{bare}{schema}"), url.replace("@localhost", "@127.0.0.1")] {
        let said = list(0o600, &url).ends(3);
        assert!(said.fout.contains("staat dit niet toe") && said.fout.contains("certificaat"), "{url}: {}", said.fout);
        assert!(!said.fout.contains(GEHEIM));
    }
    assert!(!everything_in(&user.path(".local")).contains(GEHEIM));
}
