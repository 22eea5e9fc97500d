//! One database for a team, by command: setting up a server, moving to it and back, and what is said when it cannot be.

#[cfg(feature = "gedeeld")]
mod velen;
#[cfg(all(unix, feature = "gedeeld"))]
mod wachtwoord;

use crate::gebruiker::Gebruiker;

#[test]
fn an_address_that_cannot_be_used_is_said_without_what_is_secret_in_it() {
    let user = Gebruiker::new();
    let said = user.bare(&["--db", "postgres://jan:geheim@localhost:1/team?sslmode=disable", "afspraak"]);
    assert_eq!(said.code, 3);
    assert!(said.fout.contains("postgres://localhost:1/team") && !said.fout.contains("geheim"), "{}", said.fout);
    let expected = if cfg!(feature = "gedeeld") { "wachtwoord hoort er niet in" } else { "gebouwd zonder gedeelde database" };
    assert!(said.fout.contains(expected), "{}", said.fout);
    let said = user.bare(&["--db", "eigen.db", "inrichten"]);
    assert!(said.code != 0 && said.fout.contains("Inrichten gaat over een server"), "{}", said.fout);
    let said = user.bare(&["--db", "postgres://jan@localhost:1/team", "herstel", "kopie.db"]);
    assert!(said.code != 0 && said.fout.contains("overzetten"), "{}", said.fout);
    let said = user.bare(&["--voorbeeld", "overzetten", "--naar", "weg.db"]);
    assert!(said.code != 0 && said.fout.contains("Voorbeeldgegevens worden niet overgezet"), "{}", said.fout);
}

#[test]
fn a_database_goes_by_the_name_that_the_settings_give_it() {
    let user = Gebruiker::new();
    let list = ["afspraak", "lijst"];
    let named = |naam: &str| user.bare(&["--db", naam, "afspraak", "lijst"]);
    let said = named("team").ends(1);
    assert!(said.fout.contains("Er is geen database die ‘team’ heet") && said.fout.contains("./proef"), "{}", said.fout);
    let db = user.path("eigen.db").display().to_string();
    user.write(
        ".config/accountgesprek/instellingen.toml",
        &format!("[databases]\nthuis = {db:?}\nteam = \"postgres://jan@localhost:1/team?sslmode=disable\"\n"),
    );
    named("thuis").ends(0);
    assert!(user.path("eigen.db").exists());
    let said = named("taem").ends(1);
    assert!(said.fout.contains("staan team en thuis"), "{}", said.fout);
    let said = named("team").ends(3);
    assert!(said.fout.contains("postgres://localhost:1/team"), "{}", said.fout);
    let moved = user.bare(&["--db", "thuis", "overzetten", "--naar", "taem"]).ends(1);
    assert!(moved.fout.contains("staan team en thuis"), "{}", moved.fout);
    // Without anything: what the settings say.
    let to = user.path("open.db");
    user.write(".config/accountgesprek/instellingen.toml", &format!("database = {:?}\n", to.display().to_string()));
    user.bare(&list).ends(0);
    assert!(to.exists());
}

#[cfg(all(unix, feature = "gedeeld"))]
#[test]
fn who_waits_for_a_server_sees_so_at_once() {
    // It takes who comes, and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://jan@127.0.0.1:{}/team?sslmode=disable", silent.local_addr().unwrap().port());
    let mut screen = crate::tui::Screen::runs(tempfile::tempdir().unwrap(), &["--db", &url]);
    screen.wait_for("Verbinden met postgres://127.0.0.1:");
    let (code, said) = screen.ends();
    assert!(code == 3 && said.contains("is niet bereikbaar.") && !said.contains("typte"), "{code}: {said}");
}

#[cfg(feature = "gedeeld")]
mod on_server {
    use super::Gebruiker;
    use crate::storage::server::Proefplek;

    #[test]
    fn a_server_goes_by_a_service_of_postgresql_and_by_a_name() {
        let Some(plek) = Proefplek::new() else { return };
        let user = Gebruiker::new();
        let (rest, query) = plek.url.split_once('?').unwrap();
        let (who, place) = rest.strip_prefix("postgres://").unwrap().split_once('@').unwrap();
        let (host, dbname) = place.split_once('/').unwrap();
        let (host, port) = host.split_once(':').unwrap();
        let schema = query.split('&').find(|part| part.starts_with("schema=")).unwrap();
        let text = format!("[team]\nhost={host}\nport={port}\ndbname={dbname}\nuser={who}\nsslmode=disable\n");
        user.write(".pg_service.conf", &text);
        let address = format!("service=team&{schema}");
        user.write(".config/accountgesprek/instellingen.toml", &format!("[databases]\nteam = {address:?}\n"));
        user.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Busje"]).ends(0);
        user.run(&["overzetten", "--naar", "team"]).ends(0);
        let bare = format!("postgres://?{schema}");
        for db in ["team", address.as_str(), &bare, &format!("postgres:///?service=team&{schema}")] {
            let found = user.command().env("PGSERVICE", "team").args(["--db", db, "afspraak"]).output().unwrap();
            let found = crate::gebruiker::answer(found).ends(0);
            assert!(found.uit.contains("Busje"), "{db}: {}", found.uit);
        }
        let said = user.bare(&["--db", "service=taem&password=geheim", "afspraak"]).ends(3);
        assert!(said.fout.contains("service=taem") && !said.fout.contains("geheim"), "{}", said.fout);
        let said = user.bare(&["--db", "service=taem", "afspraak"]).ends(3);
        assert!(said.fout.contains("geen dienst ‘taem’; wel team"), "{}", said.fout);
    }

    #[test]
    fn who_only_reads_checks_what_may_be_read_and_takes_it_along() {
        let Some(plek) = Proefplek::new() else { return };
        let user = Gebruiker::new();
        user.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Busje"]).ends(0);
        user.run(&["overzetten", "--naar", &plek.url]).ends(0);
        let reader = plek.url_of("lezer");
        let check = user.bare(&["--db", &reader, "controle"]).ends(0);
        assert!(
            check.uit.contains("De database is heel.") && check.uit.contains("Niet gecontroleerd is de sleutel"),
            "{}",
            check.uit
        );
        let whole = user.bare(&["--db", &plek.url, "controle", "--json"]).json();
        assert!(whole["goed"] == true && whole["nietGecontroleerd"].is_null(), "{whole}");
        let copy = user.path("lezer.db").display().to_string();
        user.bare(&["--db", &reader, "backup", &copy]).ends(0);
        let found = user.bare(&["--db", &copy, "afspraak"]).ends(0);
        assert!(found.uit.contains("Busje"), "{}", found.uit);
    }

    #[test]
    fn who_writes_signalen_says_what_a_header_means_for_his_own_file() {
        let Some(plek) = Proefplek::new() else { return };
        let user = Gebruiker::new();
        let url = plek.url_of("signalen");
        let text = "Uitvraag 2024-K2 Venlo\nGemeente;Aanbieder;Wat valt op;Onderwerp;Oordeel\n\
                    Venlo;PSW;Gaat goed;doelrealisatie;positief\n";
        let pad = user.write("uitvraag-2024-K2-venlo.csv", text);
        let read = ["--db", &url, "--vandaag", "2024-07-01", "inlezen", &pad, "--koppel", "Wat valt op=toelichting"];
        user.bare(&read).ends(0);
        assert!(user.bare(&["--db", &url, "signaal"]).ends(0).uit.contains("Gaat goed"));
        let koppen = user.bare(&["--db", &url, "rapportages", "--koppen"]).ends(0).uit;
        assert!(!koppen.to_lowercase().contains("wat valt op"), "{koppen}");
        // Who writes everything says it for the next file too.
        let read = ["--db", &plek.url, "--vandaag", "2024-07-01", "inlezen", &pad, "--koppel", "Wat valt op=toelichting"];
        user.write("uitvraag-2024-K2-venlo.csv", &text.replace("Gaat goed", "Gaat beter"));
        user.bare(&read).ends(0);
        let koppen = user.bare(&["--db", &url, "rapportages", "--koppen"]).ends(0).uit;
        assert!(koppen.to_lowercase().contains("wat valt op"), "{koppen}");
    }

    #[test]
    fn what_is_removed_for_good_goes_from_other_computers_too() {
        let Some(plek) = Proefplek::new() else { return };
        let [one, other] = [Gebruiker::new(), Gebruiker::new()];
        let example = one.path("voorbeeld.db").display().to_string();
        one.bare(&["--voorbeeld", "backup", &example]).ends(0);
        one.bare(&["--db", &example, "overzetten", "--naar", &plek.url]).ends(0);
        let at = |user: &Gebruiker, args: &[&str]| {
            user.bare(&["--db", &plek.url, "--vandaag", "2025-12-18"].into_iter().chain(args.iter().copied()).collect::<Vec<_>>())
        };
        at(&other, &["kpi", "--kwartaal", "2025-K3"]).ends(0);
        let near = std::fs::read_dir(other.path(".local/state/accountgesprek"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.to_string_lossy().ends_with(".nabij.db"))
            .unwrap();
        // Something that was computed, of which no stamp tells that it is not to be found again.
        let at_near = || accountgesprek::storage::Store::open(&near).unwrap();
        let cached = || at_near().all_cached().unwrap().iter().any(|(key, ..)| key == "oud");
        at_near().keep("stempel", [("oud".to_owned(), &1_u8)]).unwrap();
        at(&other, &["afspraak"]).ends(0);
        assert!(cached(), "nothing was removed yet");
        let gone = at(&one, &["opschonen", "--voor", "2025-07-01"]).ends(0);
        assert!(gone.uit.contains("verwijderd") && !gone.uit.starts_with("0 "), "{}", gone.uit);
        assert!(cached(), "nobody was there to hear of it");
        at(&other, &["afspraak"]).ends(0);
        assert!(!cached());
    }

    #[test]
    fn a_team_goes_to_a_server_works_there_and_comes_back() {
        let Some(plek) = Proefplek::new() else { return };
        let user = Gebruiker::new();
        let made = user.run(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Busje"]);
        assert_eq!(made.code, 0, "{}", made.fout);
        let list = ["afspraak", "lijst", "--json"];
        let before = user.run(&list).uit;
        let moved = user.run(&["overzetten", "--naar", &plek.url]);
        assert!(moved.code == 0 && moved.uit.contains("Alles is overgezet en gecontroleerd"), "{}{}", moved.uit, moved.fout);
        let there = |args: &[&str]| {
            let args: Vec<&str> =
                ["--db", &plek.url, "--vandaag", "2024-07-01"].into_iter().chain(args.iter().copied()).collect();
            user.bare(&args)
        };
        assert_eq!(there(&list).uit, before);
        let again = user.run(&["overzetten", "--naar", &plek.url]);
        assert!(again.code != 0 && again.fout.contains("staat al iets"), "{}", again.fout);
        let made = there(&["afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Tweede"]);
        assert!(made.code == 0 && made.uit.contains("PSW-2024-02"), "{}{}", made.uit, made.fout);
        let check = there(&["controle"]);
        assert!(check.code == 0 && check.uit.contains("De database is heel."), "{}{}", check.uit, check.fout);
        // To take along, and back for good.
        let copy = user.path("mee.db").display().to_string();
        let taken = there(&["backup", &copy]);
        assert_eq!(taken.code, 0, "{}", taken.fout);
        let back = user.path("terug.db").display().to_string();
        assert_eq!(there(&["overzetten", "--naar", &back]).code, 0);
        let after = there(&list).uit;
        for file in [&copy, &back] {
            assert_eq!(user.bare(&["--db", file, "--vandaag", "2024-07-01", "afspraak", "lijst", "--json"]).uit, after);
        }
        // The copy is read, and says why it is not more.
        let refused = user.bare(&["--db", &copy, "afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Weg"]).ends(3);
        assert!(refused.fout.contains("dit is een kopie"), "{}", refused.fout);
        let refused = user.bare(&["--db", &back, "herstel", &copy]).ends(3);
        assert!(refused.fout.contains("nergens voor in de plaats"), "{}", refused.fout);
        let refused = user.bare(&["--db", &copy, "overzetten", "--naar", &plek.url]).ends(1);
        assert!(refused.fout.contains("gaat niet naar een server"), "{}", refused.fout);
        let own = user.path("verder.db").display().to_string();
        user.bare(&["--db", &copy, "overzetten", "--naar", &own]).ends(0);
        user.bare(&["--db", &own, "afspraak", "nieuw", "--aanbieder", "psw", "--eigenaar", "PSW", "Verder"]).ends(0);
        let undone = there(&["ongedaan", "--ja"]);
        assert_eq!(undone.code, 0, "{}", undone.fout);
        assert_eq!(there(&list).uit, before);
        // Nothing of a server is made where there is none.
        let away = user.bare(&["--db", "postgres://iemand@localhost:1/team?sslmode=disable", "afspraak"]);
        assert!(
            away.code == 3 && away.fout.contains("De server van postgres://localhost:1/team is niet bereikbaar"),
            "{}",
            away.fout
        );
    }
}
