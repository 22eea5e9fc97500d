//! Drafts as a mail program gets them: opened again, and their attachments held against the files themselves.

use std::fs;

use super::gebruiker::Gebruiker;

/// A message taken apart again, by the rules of the format and not by the library that made it.
struct Eml {
    headers: Vec<(String, String)>,
    tekst: String,
    /// Name and content.
    bijlagen: Vec<(String, Vec<u8>)>,
}

impl Eml {
    fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends in both");
        let (headers, body) = part(text);
        let kind = value(&headers, "Content-Type");
        let Some((_, boundary)) = kind.split_once("boundary=\"") else {
            let tekst = String::from_utf8(decoded(&headers, body)).unwrap().replace("\r\n", "\n");
            return Self { headers, tekst, bijlagen: Vec::new() };
        };
        let mark = format!("--{}", boundary.trim_end_matches('"'));
        let mut parts = body.split(mark.as_str()).skip(1).map(|p| p.strip_prefix("\r\n").unwrap_or(p));
        let (first, body) = part(parts.next().unwrap());
        let tekst = String::from_utf8(decoded(&first, body.strip_suffix("\r\n").unwrap())).unwrap().replace("\r\n", "\n");
        let rest: Vec<&str> = parts.collect();
        let (end, files) = rest.split_last().unwrap();
        assert_eq!(*end, "--\r\n");
        let file = |text: &&str| {
            let (headers, body) = part(text);
            let name =
                value(&headers, "Content-Disposition").split_once("filename=\"").unwrap().1.trim_end_matches('"').to_owned();
            (name, decoded(&headers, body.strip_suffix("\r\n").unwrap()))
        };
        Self { headers, tekst, bijlagen: files.iter().map(file).collect() }
    }

    fn header(&self, naam: &str) -> &str {
        value(&self.headers, naam)
    }

    fn bijlage(&self, naam: &str) -> &[u8] {
        &self.bijlagen.iter().find(|(n, _)| n == naam).unwrap_or_else(|| panic!("no {naam}")).1
    }
}

/// The headers of a part, unfolded, and its body.
fn part(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ");
    let headers = unfolded.split("\r\n").map(|l| l.split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap());
    (headers.collect(), body)
}

fn value<'a>(headers: &'a [(String, String)], naam: &str) -> &'a str {
    headers.iter().find(|(n, _)| n == naam).map_or("", |(_, value)| value)
}

fn decoded(headers: &[(String, String)], body: &str) -> Vec<u8> {
    match value(headers, "Content-Transfer-Encoding") {
        "7bit" => body.as_bytes().to_vec(),
        "base64" => base64(body),
        "quoted-printable" => quoted_printable(body),
        other => panic!("encoding {other}"),
    }
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut out) = (0_u32, 0, Vec::new());
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '=') {
        bits = (bits << 6) | u32::try_from(ALPHABET.find(c).unwrap()).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(((bits >> held) & 0xff) as u8);
        }
    }
    out
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            let hex: String = [bytes.next().unwrap(), bytes.next().unwrap()].iter().map(|b| char::from(*b)).collect();
            out.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}

/// A user with a report with a finding, a gesprek to come and an answer to the uitvraag of one gemeente.
fn user() -> Gebruiker {
    let u = Gebruiker::new();
    let pad = u.write(
        "psw-2024-K2-deelnemers.csv",
        "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Aanpassingen\nP1-0473;Venlo;1-2-2024;1-2-2025;ja;5\n",
    );
    u.run(&["inlezen", &pad]).ends(0);
    let plan = ["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--datum", "2024-07-18", "--tijd", "10:00"];
    u.run(&[&plan[..], &["--plaats", "Café “Één €”, bij P1-0473"]].concat()).ends(0);
    let signaal =
        ["signaal", "nieuw", "P1-0473 wacht te lang", "--gemeente", "venlo", "--aanbieder", "psw", "--kwartaal", "2024-K2"];
    u.run(&signaal).ends(0);
    u
}

fn post(u: &Gebruiker, args: &[&str], naar: &str) -> Eml {
    let naar = u.path(naar);
    u.run(&[&["post"], args, &["--kwartaal", "2024-K2", "--naar", naar.to_str().unwrap()]].concat()).ends(0);
    Eml::read(&fs::read(&naar).unwrap())
}

#[test]
fn the_attachments_are_the_files_themselves() {
    let u = user();
    let file = |args: &[&str], naam: &str| {
        let naar = u.path(naam);
        u.run(&[args, &["--naar", naar.to_str().unwrap()]].concat()).ends(0);
        fs::read(naar).unwrap()
    };
    let whose = ["--kwartaal", "2024-K2", "--aanbieder", "psw"];
    let agenda = file(&[&["agenda"], &whose[..]].concat(), "agenda.docx");
    let findings = file(&["bevindingen", "--rapportage", "psw-2024-K2"], "b.xlsx");
    let form = file(&["sjabloon", "uitvraag", "--kwartaal", "2024-K2", "--gemeente", "venlo"], "u.xlsx");
    let invitation = post(&u, &["uitnodiging", "--aanbieder", "psw"], "uitnodiging.eml");
    assert_eq!(invitation.bijlage("agenda-psw-2024-K2.docx"), agenda);
    let ics = String::from_utf8(invitation.bijlage("gesprek-psw-2024-K2.ics").to_vec()).unwrap();
    for said in ["UID:gesprek-psw-2024-k2@accountgesprek\r\n", "DTSTART:20240718T080000Z", "METHOD:PUBLISH", "[deelnemer]"] {
        assert!(ics.contains(said), "{said}: {ics}");
    }
    assert_eq!(post(&u, &["bevindingen", "--aanbieder", "psw"], "b.eml").bijlage("bevindingen-psw-2024-K2.xlsx"), findings);
    assert_eq!(post(&u, &["uitvraag", "--gemeente", "venlo"], "u.eml").bijlage("uitvraag-2024-K2-venlo.xlsx"), form);
    assert_eq!(post(&u, &["herinnering", "--gemeente", "venlo"], "h.eml").bijlage("uitvraag-2024-K2-venlo.xlsx"), form);
    let verslag = file(&[&["verslag"], &whose[..]].concat(), "v.docx");
    u.run(&["gesprek", "houd", "psw-2024-K2", "--ja"]).ends(0);
    let held = file(&[&["verslag"], &whose[..]].concat(), "w.docx");
    let sent = post(&u, &["verslag", "--aanbieder", "psw"], "v.eml");
    assert_eq!(sent.bijlage("verslag-psw-2024-K2-concept.docx"), held);
    assert_ne!(held, verslag);
    assert!(sent.header("Subject").ends_with("(concept)") && sent.tekst.contains("concept"), "{}", sent.tekst);
    let said = u.run(&["gesprek", "vaststellen", "psw-2024-K2"]).ends(0).fout;
    assert!(said.contains("er staat niet in") && said.contains("wie het verslag schreef"), "{said}");
    let settled = post(&u, &["verslag", "--aanbieder", "psw"], "v2.eml");
    assert!(settled.header("Subject").ends_with("(vastgesteld)") && settled.tekst.contains("vastgesteld"));
    // The same again gives the same bytes.
    post(&u, &["verslag", "--aanbieder", "psw"], "v3.eml");
    assert_eq!(fs::read(u.path("v2.eml")).unwrap(), fs::read(u.path("v3.eml")).unwrap());
}

#[test]
fn an_extra_gesprek_has_post_of_its_own_and_a_verslag_goes_short_when_asked() {
    let u = user();
    let plan = ["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--extra", "--datum", "2024-08-22", "--json"];
    let nummer = u.run(&plan).ends(0).json()["nummer"].to_string();
    let naar = u.path("uit").display().to_string();
    u.run(&["post", "uitnodiging", "--gesprek", &nummer, "--naar", &naar]).ends(0);
    let eml = Eml::read(&fs::read(u.path("uit").join(format!("uitnodiging-2024-K2-psw-{nummer}.eml"))).unwrap());
    assert!(eml.tekst.contains("22 augustus 2024"), "{}", eml.tekst);
    assert!(eml.tekst.contains("een extra gesprek, naast ons gewone gesprek over het 2e kwartaal 2024."), "{}", eml.tekst);
    // What lacks of the report is said wherever it is said to be in.
    assert!(eml.tekst.contains("Uw rapportage is deels binnen: ") && eml.tekst.contains(" nog. D"), "{}", eml.tekst);
    for asked in [&["gesprek", "lijst"][..], &["gesprek", "kalender"]] {
        let said = u.run(asked).ends(0).uit;
        assert!(said.contains("deels binnen, ") && said.contains("ontbre"), "{asked:?}: {said}");
    }
    let said = u.run(&["post", "rapportage", "--gesprek", &nummer, "--naar", &naar]).ends(2).fout;
    assert!(said.contains("Post van de soort rapportage gaat niet over één gesprek"), "{said}");
    let said = u.run(&["post", "uitvraag", "--kwartaal", "2024-K2", "--kort", "--naar", &naar]).ends(2).fout;
    assert!(said.contains("gaat geen verslag mee"), "{said}");

    u.run(&["gesprek", "houd", "psw-2024-K2", "--ja"]).ends(0);
    let short = post(&u, &["verslag", "--aanbieder", "psw", "--kort"], "kort.eml");
    let file = u.path("kort.docx");
    let args = ["verslag", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--kort", "--naar", file.to_str().unwrap()];
    u.run(&args).ends(0);
    assert_eq!(short.bijlage("verslag-psw-2024-K2-concept.docx"), fs::read(file).unwrap());
}

#[test]
fn a_draft_is_unsent_to_whom_the_user_keeps_and_in_the_words_that_he_keeps() {
    let u = user();
    let bare = post(&u, &["uitnodiging", "--aanbieder", "psw"], "een.eml");
    assert_eq!((bare.header("X-Unsent"), bare.header("To"), bare.header("From")), ("1", "", ""));
    assert!(bare.tekst.contains("Waar: Café “Één €”, bij [deelnemer]\n"), "{}", bare.tekst);
    assert!(bare.tekst.contains("donderdag 18 juli 2024, 10.00 uur"), "{}", bare.tekst);
    assert!(
        bare.tekst.contains("voor ons gesprek, aan de hand van de cijfers tot en met het 2e kwartaal 2024."),
        "{}",
        bare.tekst
    );

    let shown = u.run(&["post", "uitvraag", "--tekst"]).ends(0).uit;
    assert!(shown.starts_with("Onderwerp: ") && shown.contains("{uiterlijk}"), "{shown}");
    u.write(
        ".config/accountgesprek/contacten.toml",
        "[[contact]]\ngemeente = \"venlo\"\nnaam = \"Toegang \\\"Één\\\"; Venlo\"\nemail = \"toegang@venlo.nl\"\n",
    );
    u.write(".config/accountgesprek/post/uitvraag.txt", "Onderwerp: Vraag aan {gemeente}: één € en méér\n\nDag {gemeente},\n");
    let map = u.path("uit");
    let all = ["post", "uitvraag", "--kwartaal", "2024-K2", "--naar", map.to_str().unwrap(), "--json"];
    let made = u.run(&all).ends(0).json();
    assert_eq!(made["gemaakt"].as_array().unwrap().len(), 7);
    let venlo = made["gemaakt"].as_array().unwrap().iter().find(|g| g["gemeente"] == "venlo").unwrap();
    assert_eq!(venlo["aan"], serde_json::json!(["toegang@venlo.nl"]));
    assert_eq!(venlo["onderwerp"], "Vraag aan Venlo: één € en méér");
    let eml = Eml::read(&fs::read(map.join("uitvraag-2024-K2-venlo.eml")).unwrap());
    assert!(eml.header("To").ends_with("<toegang@venlo.nl>") && eml.header("Subject").starts_with("=?utf-8?"));
    assert_eq!(eml.tekst, "Dag Venlo,\n");
    // Who has no address is named once.
    let again = u.run(&["post", "uitvraag", "--kwartaal", "2024-K2", "--naar", map.to_str().unwrap(), "--vervang"]).ends(0);
    assert!(again.fout.contains("Van Beesel, Bergen") && !again.fout.contains("Venlo,"), "{}", again.fout);

    u.write(".config/accountgesprek/post/uitvraag.txt", "Onderwerp: Vraag\n\nDag {naam},\n");
    let wrong = u.run(&["post", "uitvraag", "--kwartaal", "2024-K2", "--naar", u.path("x").to_str().unwrap()]).ends(3);
    assert!(wrong.fout.contains("{naam} kan hier niet worden ingevuld") && wrong.fout.contains("{gemeente}"), "{}", wrong.fout);
    assert!(!u.path("x").exists());
}

#[test]
fn what_was_made_for_whom_and_when_is_kept_at_the_gesprek() {
    let u = user();
    post(&u, &["uitnodiging", "--aanbieder", "psw"], "een.eml");
    let naar = u.path("uit").display().to_string();
    u.run(&["post", "uitvraag", "--kwartaal", "2024-K2", "--naar", &naar]).ends(0);
    let made = u.run(&["post", "--kwartaal", "2024-K2", "--json"]).ends(0).json();
    assert_eq!(made.as_array().unwrap().len(), 8);
    assert_eq!((&made[0]["soort"], &made[0]["gemaakt_op"]), (&"uitnodiging".into(), &"2024-07-01".into()));
    assert_eq!(made[0]["bijlagen"], serde_json::json!(["agenda-psw-2024-K2.docx", "gesprek-psw-2024-K2.ics"]));
    let shown = u.run(&["gesprek", "toon", "psw-2024-K2"]).ends(0).uit;
    assert!(shown.contains("Post: uitnodiging gemaakt op 1 jul 2024\n") && !shown.contains("uitvraag gemaakt"), "{shown}");
    assert!(!u.run(&["gesprek", "toon", "psw-2024-K2", "--tafel"]).ends(0).uit.contains("Post:"));
    let told = u.run(&["ongedaan", "--lijst"]).ends(0).uit;
    assert!(told.contains("post (uitnodiging) voor PSW 2024-K2 gemaakt") && told.contains("voor 7 ontvangers"), "{told}");
    assert!(u.run(&["controle"]).ends(0).uit.contains("heel"));
    // Seven were one act, and go as one.
    u.run(&["ongedaan", "--ja"]).ends(0);
    assert_eq!(u.run(&["post", "--kwartaal", "2024-K2", "--json"]).ends(0).json().as_array().unwrap().len(), 1);
}

#[test]
fn nothing_goes_out_that_should_not() {
    let u = user();
    let back = post(&u, &["terugkoppeling", "--gemeente", "venlo"], "t.eml");
    assert!(back.tekst.contains("“[deelnemer] wacht te lang”") && back.tekst.contains("nog niet besproken"), "{}", back.tekst);
    let with = post(&u, &["terugkoppeling", "--gemeente", "venlo", "--met-codes"], "tc.eml");
    assert!(with.tekst.contains("P1-0473") && with.header("Subject").ends_with("(vertrouwelijk)"), "{}", with.tekst);
    let held = user();
    held.run(&["gesprek", "houd", "psw-2024-K2", "--ja"]).ends(0);
    let minutes = post(&held, &["verslag", "--aanbieder", "psw", "--met-codes"], "vc.eml");
    let subject = minutes.header("Subject");
    assert!(
        subject.ends_with("(concept, vertrouwelijk)") && minutes.tekst.contains("Het noemt codes van deelnemers"),
        "{subject}"
    );
    // Another aanbieder in what was typed is said first; a text of the user's own is typed too.
    u.write(".config/accountgesprek/post/rapportage.txt", "Onderwerp: Rapportage\n\nNet als Rendiz bent u te laat.\n");
    let naar = u.path("r.eml");
    let ask = ["post", "rapportage", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()];
    let refused = u.run(&ask).ends(1);
    assert!(
        refused.fout.contains("Rendiz in “Net als Rendiz") && refused.fout.contains("post/rapportage.txt"),
        "{}",
        refused.fout
    );
    assert!(!naar.exists());
    u.run(&[&ask[..], &["--toch"]].concat()).ends(0);
    u.run(&["gesprek", "punt", "psw-2024-K2", "Hoe Qwyl het doet"]).ends(0);
    let naar = u.path("u.eml");
    let invite = ["post", "uitnodiging", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", naar.to_str().unwrap()];
    assert!(u.run(&invite).ends(1).fout.contains("Qwyl in “Hoe Qwyl het doet”"));
    // What does not fit is refused, with what would.
    let out = u.path("n.eml").display().to_string();
    for (args, code, said) in [
        (&["uitvraag", "--aanbieder", "psw"][..], 2, "--gemeente"),
        (&["verslag", "--gemeente", "venlo"], 2, "--aanbieder"),
        (&["uitvraag"], 2, "één ontvanger"),
        (&["uitvraag", "--gemeente", "venlo", "--met-codes"], 2, "laat --met-codes weg"),
        (&["verslag", "--aanbieder", "psw"], 1, "nog niet gehouden"),
        (&["uitnodiging", "--aanbieder", "qwyl"], 1, "geen gesprek met Qwyl"),
        (&["bevindingen", "--aanbieder", "qwyl"], 1, "geen rapportage ingelezen"),
        (&["terugkoppeling", "--gemeente", "gennep"], 1, "geen signalen"),
    ] {
        let fout = u.run(&[&["post"], args, &["--kwartaal", "2024-K2", "--naar", &out]].concat()).ends(code).fout;
        assert!(fout.contains(said), "{args:?}: {fout}");
    }
    assert!(!u.path("n.eml").exists());
}

#[test]
fn the_example_says_so_in_every_draft() {
    let u = Gebruiker::new();
    let map = u.path("uit");
    for soort in ["uitvraag", "herinnering", "uitnodiging", "bevindingen", "terugkoppeling"] {
        u.bare(&["--voorbeeld", "post", soort, "--kwartaal", "2025-K4", "--naar", map.to_str().unwrap()]).ends(0);
    }
    let mut looked = 0;
    for entry in fs::read_dir(&map).unwrap() {
        let eml = Eml::read(&fs::read(entry.unwrap().path()).unwrap());
        // A long subject is written in words of its own.
        let subject = eml.header("Subject").trim_start_matches("=?utf-8?Q?");
        assert!(subject.starts_with("VOORBEELD:") && eml.tekst.starts_with("VOORBEELDGEGEVENS"), "{}", eml.tekst);
        looked += 1;
    }
    assert!(looked > 15, "{looked}");
}

#[test]
fn a_gesprek_that_is_off_is_told_to_the_calendar_and_planned_anew_it_is_the_later_one() {
    let u = user();
    let calendar = |naam: &str| {
        let naar = u.path(naam);
        u.run(&["gesprek", "kalender", "--aanbieder", "psw", "--ics", naar.to_str().unwrap()]).ends(0);
        fs::read_to_string(naar).unwrap().replace("\r\n ", "")
    };
    let sequence = |ics: &str| -> u32 {
        let of = ics.split("BEGIN:VEVENT").find(|e| e.contains("UID:gesprek-psw-2024-k2@")).unwrap();
        of.lines().find_map(|l| l.strip_prefix("SEQUENCE:")).unwrap().parse().unwrap()
    };
    let before = calendar("een.ics");
    assert!(!before.contains("CANCELLED") && before.contains("UID:rapportage-psw-2024-k2@"));
    u.run(&["gesprek", "schrap", "psw-2024-K2"]).ends(0);
    let off = calendar("twee.ics");
    // The gesprek, and the day that its report is due.
    assert_eq!(off.matches("STATUS:CANCELLED").count(), 2, "{off}");
    assert!(off.contains("SUMMARY:Vervallen: Gesprek PSW over 2024-K2") && sequence(&off) > sequence(&before));
    u.run(&["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--datum", "2024-07-25"]).ends(0);
    let again = calendar("drie.ics");
    assert!(!again.contains("CANCELLED") && sequence(&again) > sequence(&off), "{again}");
}

#[test]
fn an_afspraak_that_is_done_or_withdrawn_before_its_day_is_told_to_the_calendar() {
    let u = user();
    let calendar = |naam: &str| {
        let naar = u.path(naam);
        u.run(&["gesprek", "kalender", "--aanbieder", "psw", "--ics", naar.to_str().unwrap()]).ends(0);
        fs::read_to_string(naar).unwrap().replace("\r\n ", "")
    };
    for tekst in ["Eerste", "Tweede", "Derde", "Vierde", "Vijfde"] {
        u.run(&["afspraak", "nieuw", tekst, "--aanbieder", "psw", "--eigenaar", "PSW", "--deadline", "2024-09-02"]).ends(0);
    }
    let before = calendar("een.ics");
    assert!(!before.contains("CANCELLED") && before.matches("UID:afspraak-").count() == 5, "{before}");
    let ids: Vec<&str> = before.lines().filter_map(|l| l.strip_prefix("UID:afspraak-")).collect();
    let nummers: Vec<String> = ids.iter().map(|id| id.split('@').next().unwrap().to_uppercase()).collect();
    u.run(&["ongedaan", "--ja"]).ends(0);
    u.run(&["afspraak", "gereed", &nummers[0], "--resultaat", "gedaan"]).ends(0);
    u.run(&["afspraak", "vervallen", &nummers[1], "--reden", "niet meer nodig"]).ends(0);
    u.run(&["afspraak", "wijzig", &nummers[3], "--deadline", "geen"]).ends(0);
    let after = calendar("twee.ics");
    let titles: Vec<&str> = after.lines().filter(|l| l.starts_with("SUMMARY:") && l.contains("afspraak")).collect();
    assert_eq!(after.matches("STATUS:CANCELLED").count(), 4, "{after}");
    assert!(after.contains("SUMMARY:Gereed: ") && after.contains("SUMMARY:Vervallen: "), "{titles:?}");
    // The same ids, a later number.
    for id in ids {
        let number = |ics: &str| -> u32 {
            let event = ics.split("BEGIN:VEVENT").find(|e| e.contains(id)).unwrap().to_owned();
            event.lines().find_map(|l| l.strip_prefix("SEQUENCE:")).unwrap().parse().unwrap()
        };
        assert_eq!(number(&after) > number(&before), !id.starts_with(&nummers[2].to_lowercase()), "{id}");
    }
}

#[test]
fn the_day_of_the_uitvraag_has_a_number_and_goes_when_it_is_answered_or_there_is_no_gesprek() {
    let u = Gebruiker::new();
    let event = |naam: &str, id: &str| {
        let naar = u.path(naam);
        u.run(&["gesprek", "kalender", "--ics", naar.to_str().unwrap()]).ends(0);
        let ics = fs::read_to_string(naar).unwrap().replace("\r\n ", "");
        ics.split("BEGIN:VEVENT").find(|e| e.contains(id)).unwrap().to_owned()
    };
    let uitvraag = |naam: &str| event(naam, "UID:uitvraag-2024-k2@");
    let number = |event: &str| -> u32 { event.lines().find_map(|l| l.strip_prefix("SEQUENCE:")).unwrap().parse().unwrap() };
    u.run(&["gesprek", "plan", "--aanbieder", "psw", "--kwartaal", "2024-K2", "--datum", "2024-09-19"]).ends(0);
    let planned = uitvraag("een.ics");
    assert!(planned.contains("LAST-MODIFIED:") && !planned.contains("CANCELLED"), "{planned}");
    u.run(&["gesprek", "wijzig", "psw-2024-K2", "--datum", "2024-09-26"]).ends(0);
    let moved = uitvraag("twee.ics");
    assert!(number(&moved) > number(&planned), "{moved}");
    // A gesprek without a day any more is told too, and so is its report.
    u.run(&["gesprek", "wijzig", "psw-2024-K2", "--datum", "geen"]).ends(0);
    for id in ["UID:gesprek-psw-2024-k2@", "UID:rapportage-psw-2024-k2@", "UID:uitvraag-2024-k2@"] {
        assert!(event(&format!("{}.ics", id.len()), id).contains("STATUS:CANCELLED"), "{id}");
    }
    u.run(&["gesprek", "wijzig", "psw-2024-K2", "--datum", "2024-09-26"]).ends(0);
    u.run(&["gesprek", "schrap", "psw-2024-K2"]).ends(0);
    let gone = uitvraag("drie.ics");
    assert!(gone.contains("STATUS:CANCELLED") && gone.contains("SUMMARY:Vervallen: "), "{gone}");
    assert!(number(&gone) > number(&moved), "{gone}");
}

#[test]
fn small_numbers_stay_out_of_what_goes_along_with_a_message_when_that_is_asked() {
    let u = Gebruiker::new();
    let made = |args: &[&str], naam: &str| {
        let pad = u.path(naam);
        u.bare(&[&["--voorbeeld"], args, &["--naar", pad.to_str().unwrap()]].concat()).ends(0);
        fs::read(pad).unwrap()
    };
    let of = ["--kwartaal", "2025-K3", "--aanbieder", "rendiz"];
    let klein = "--zonder-kleine-aantallen";
    let alone = made(&[&["verslag"], &of[..], &[klein]].concat(), "verslag.docx");
    let eml = Eml::read(&made(&[&["post", "verslag"], &of[..], &[klein]].concat(), "verslag.eml"));
    assert_eq!(eml.bijlagen[0].1, alone, "the same page as by itself");
    let whole = Eml::read(&made(&[&["post", "verslag"], &of[..]].concat(), "heel.eml"));
    assert_ne!(whole.bijlagen[0].1, alone);
    let u = user();
    let naar = u.path("b.eml").display().to_string();
    u.run(&["post", "bevindingen", "--kwartaal", "2024-K2", "--aanbieder", "psw", klein, "--naar", &naar]).ends(2);
}

#[test]
fn nobody_is_invited_to_a_gesprek_that_was() {
    let u = user();
    let pad = u.path("laat.eml");
    let asked = ["post", "uitnodiging", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--naar", pad.to_str().unwrap()];
    let said = u.run_on("2024-07-19", &asked);
    assert!(said.fout.contains("stond op 18 jul 2024: rond het af, of plan een nieuwe datum."), "{}{}", said.uit, said.fout);
    assert!(!pad.exists());
}

#[test]
fn what_comes_too_late_or_too_early_is_not_asked() {
    let u = user();
    let ask = |soort: &str, kwartaal: &str, naar: &str| {
        let naar = u.path(naar).display().to_string();
        u.run(&["post", soort, "--kwartaal", kwartaal, "--gemeente", "gennep", "--naar", &naar])
    };
    // Nothing was asked, and the kwartaal is not over; of one that is it may have been asked otherwise.
    assert!(ask("herinnering", "2024-K3", "a.eml").ends(1).fout.contains("nog geen uitvraag gemaakt"));
    assert!(ask("herinnering", "2024-K2", "b.eml").ends(0).fout.contains("is die wel verstuurd?"));
    ask("uitvraag", "2024-K2", "c.eml").ends(0);
    assert!(!ask("herinnering", "2024-K2", "d.eml").ends(0).fout.contains("is die wel verstuurd?"));
    for (aanbieder, kwartaal) in [("psw", "2024-K2"), ("rendiz", "2024-K2"), ("qwyl", "2024-K2")] {
        ask("uitvraag", kwartaal, &format!("{aanbieder}.eml")).ends(0);
        if aanbieder != "psw" {
            let plan = ["gesprek", "plan", "--kwartaal", kwartaal, "--aanbieder", aanbieder, "--datum", "2024-07-19"];
            u.run(&plan).ends(0);
        }
        u.run(&["gesprek", "houd", &format!("{aanbieder}-{kwartaal}"), "--ja"]).ends(0);
    }
    for soort in ["uitvraag", "herinnering"] {
        assert!(ask(soort, "2024-K2", "e.eml").ends(1).fout.contains("alle gesprekken erover zijn al gehouden"));
    }
    let all = u.path("alle").display().to_string();
    let said = u.run(&["post", "uitvraag", "--kwartaal", "2024-K2", "--naar", &all]).ends(1).fout;
    assert_eq!(said.matches("alle gesprekken erover").count(), 1, "{said}");
    // A report without a day by which it is due can be asked for, not be late.
    let naar = u.path("r.eml").display().to_string();
    let said = u.run(&["post", "rapportage", "--kwartaal", "2024-K3", "--naar", &all]).ends(1).fout;
    assert!(said.contains("geen uiterste datum") && !said.contains("nog niet te laat"), "{said}");
    u.run(&["post", "rapportage", "--kwartaal", "2024-K3", "--aanbieder", "psw", "--naar", &naar]).ends(0);
    let said = u.run(&["post", "verslag", "--kwartaal", "2024-K3", "--aanbieder", "psw", "--naar", &naar]).ends(1).fout;
    assert!(said.contains("Er is geen gesprek met PSW over 2024-K3 gepland."), "{said}");
}

#[test]
fn who_was_invited_is_told_of_another_moment_and_of_a_gesprek_that_is_off() {
    let u = user();
    let subject = |naar: &str| post(&u, &["uitnodiging", "--aanbieder", "psw"], naar).header("Subject").to_owned();
    let first = subject("een.eml");
    assert!(!first.contains("Gewijzigd") && subject("twee.eml") == first);
    u.run(&["gesprek", "wijzig", "psw-2024-K2", "--datum", "2024-07-25"]).ends(0);
    let moved = post(&u, &["uitnodiging", "--aanbieder", "psw"], "drie.eml");
    assert!(
        moved.header("Subject").contains("Gewijzigd: ") && moved.tekst.contains("in de plaats van de vorige"),
        "{}",
        moved.tekst
    );
    // What replaces an invitation says so as often as it is made.
    assert!(subject("vier.eml").contains("Gewijzigd: "));
    let off = u.run(&["gesprek", "schrap", "psw-2024-K2"]).ends(0).fout;
    assert!(off.contains("laat PSW weten dat het gesprek niet doorgaat"), "{off}");
    u.run(&["gesprek", "plan", "--kwartaal", "2024-K2", "--aanbieder", "psw", "--datum", "2024-08-01"]).ends(0);
    assert!(subject("vijf.eml").contains("Gewijzigd: "));
    let never = user().run(&["gesprek", "schrap", "psw-2024-K2"]).ends(0).fout;
    assert!(!never.contains("uitnodiging"), "{never}");
}
