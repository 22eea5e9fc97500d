//! The table: what may be seen while a gesprek is held, and what begins and ends it.

use crate::domain::testing::{PSW, QWYL, RENDIZ};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{Afspraakfilter, Leesopties, Leesstap, Melding};
use crate::domain::{Aanbieder, Afspraakstatus, Uitkomstinhoud};
use crate::tui::action::Action;
use crate::tui::keys::{BINDINGS, Scope, lookup};
use crate::tui::model::Job;
use crate::tui::msg::{Leeswerk, Msg, Written};
use crate::tui::shared::Notice;
use crate::tui::testing::Zitting;
use crate::tui::update::update;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (41, 12)];

/// An internal note at several points.
const INTERN: &str = "streng zijn";

/// A code of a deelnemer of this aanbieder.
fn code(desk: &Zitting, wie: Aanbieder) -> String {
    let found = desk.app.find_deelnemers("").unwrap().into_iter().find(|t| t.aanbieder == wie).unwrap();
    found.code.as_str().to_owned()
}

/// The gesprek with Rendiz, with texts in it that name what the table may not see; not begun.
fn agenda() -> Zitting {
    let mut desk = Zitting::open();
    let (own, other) = (code(&desk, RENDIZ), code(&desk, QWYL));
    desk.keys(&format!("4aMet Qwyl en PSW over {own} en {other}<tab>Qwyl, team<enter><enter><enter>hele<ctrl+s>"));
    desk.keys(&format!("7nOver {own}, net als bij PSW<tab>venlo<enter>rend<ctrl+s>"));
    desk.model.shared.aanbieder = Some(RENDIZ);
    desk.keys("6nWachtlijst van Qwyl<ctrl+s>");
    desk.keys(&format!("bBesproken met {other} en {own} van PSW<ctrl+s>"));
    desk.keys(&format!("aQwyl vragen naar {own}<tab>Qwyl<ctrl+s><home>"));
    for point in ["<home>", "<down><down>", "<end><up>"] {
        desk.keys(point).keys(&format!("e{INTERN}<ctrl+s>"));
    }
    desk.keys("<home>");
    desk
}

fn points(desk: &Zitting) -> usize {
    desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap().punten.len()
}

/// The gesprek with Rendiz, begun; it is early, which takes a yes.
fn tafel() -> Zitting {
    let mut tafel = agenda();
    tafel.keys("tj");
    assert_eq!(tafel.model.sitting(), Some(RENDIZ), "{}", tafel.screen(80, 24));
    tafel
}

/// What must not be on the screen: other aanbieders, codes, and what is internal.
fn secrets(desk: &Zitting) -> BTreeSet<String> {
    let codes = desk.app.find_deelnemers("").unwrap().into_iter().map(|t| t.code.as_str().to_lowercase());
    codes.chain(["psw", "qwyl", INTERN].map(str::to_owned)).collect()
}

/// What of the secrets stands on the screen, at any size.
fn leaks(desk: &Zitting, secrets: &BTreeSet<String>) -> Option<String> {
    SIZES.into_iter().find_map(|(width, height)| {
        let shown = desk.screen(width, height).to_lowercase();
        let found = secrets.iter().find(|secret| shown.contains(secret.as_str()))?;
        Some(format!("“{found}” at {width}×{height}:\n{}", desk.screen(width, height)))
    })
}

fn assert_clean(desk: &Zitting, secrets: &BTreeSet<String>, after: &str) {
    if let Some(leak) = leaks(desk, secrets) {
        panic!("after {after}: {leak}");
    }
}

/// Goes back to the table from whatever a key opened, without saying yes to anything.
fn back(desk: &mut Zitting) {
    desk.model.quit = false;
    for _ in 0..4 {
        match desk.model.popups.last() {
            None => break,
            Some(crate::tui::popups::Popup::Confirm(_)) => desk.keys("n"),
            Some(_) => desk.keys("<esc>"),
        };
    }
    assert!(desk.model.popups.is_empty() && desk.model.is_at_table(), "{}", desk.screen(80, 24));
}

#[test]
fn no_key_palette_entry_or_question_shows_what_the_table_may_not_see() {
    let mut desk = tafel();
    let secrets = secrets(&desk);
    let scopes = [Scope::Tafel, Scope::List, Scope::Global];
    for _ in 0..points(&desk) {
        assert_clean(&desk, &secrets, "a point");
        desk.keys("<pgdn>");
        assert_clean(&desk, &secrets, "a point, further down");
        desk.keys("<right>");
    }
    // Every key that means something here, at a point with much in it.
    let n = points(&desk);
    let beeld = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
    let at = beeld.punten.iter().position(|p| p.punt.titel.contains("Wachtlijst")).unwrap();
    let keys: Vec<_> =
        BINDINGS.iter().filter(|b| scopes.contains(&b.scope)).flat_map(|b| b.keys().into_iter().map(move |k| (b, k))).collect();
    for (binding, key) in keys {
        if lookup(&scopes, key).is_none_or(|found| !std::ptr::eq(found, binding)) {
            continue;
        }
        desk.keys(&"<left>".repeat(n)).keys(&"<right>".repeat(at));
        let cmds = update(&mut desk.model, Msg::Key(key, crate::tui::keys::Moment::ZERO));
        desk.run(cmds);
        // The codes of who sits here have a key of their own.
        if binding.action == Action::Gesprek(crate::tui::action::GesprekAction::Show) {
            assert!(leaks(&desk, &secrets).is_some(), "the codes are shown");
            desk.keys("c");
        }
        assert_clean(&desk, &secrets, &format!("{key} ({})", binding.label));
        desk.keys("<enter>");
        assert_clean(&desk, &secrets, &format!("{key} ({}) and Enter", binding.label));
        back(&mut desk);
    }
    // Every entry of the palette.
    let entries = BINDINGS.iter().filter(|b| scopes.contains(&b.scope)).count();
    for n in 0..entries {
        desk.keys(":").keys(&"<down>".repeat(n));
        assert_clean(&desk, &secrets, "the palette");
        desk.keys("<enter>");
        let asks = !desk.model.popups.is_empty() || desk.model.is_at_table();
        assert!(asks, "entry {n} leads away without a question: {}", desk.screen(80, 24));
        if desk.screen(80, 24).contains("met codes") {
            desk.keys("c");
        }
        assert_clean(&desk, &secrets, "an entry of the palette");
        back(&mut desk);
    }
}

#[test]
fn no_message_shows_what_the_table_may_not_see() {
    let mut desk = tafel();
    let secrets = secrets(&desk);
    let code = code(&desk, QWYL);
    let melding = || Melding { tekst: format!("qwyl-2025-K4.xlsx van Qwyl: {code} is fout."), hint: Some("Vraag PSW.".into()) };
    let job = |desk: &mut Zitting| {
        let id = desk.model.next_job();
        let vragen = vec![(PathBuf::from("leveringen/qwyl-2025-K4.xlsx"), Leesopties::default())];
        let werk = Leeswerk { vragen, ..Leeswerk::default() };
        desk.model.job = Some(Job { id, stap: None, werk, cancelled: false });
        id
    };
    let id = job(&mut desk);
    let stap = Leesstap { bestand: 1, van: 3, naam: "qwyl-2025-K4.xlsx".into(), gedaan: 1, totaal: Some(2) };
    let tell = |desk: &mut Zitting, what: &str, msg: Msg| {
        let cmds = update(&mut desk.model, msg);
        desk.run(cmds);
        assert_clean(desk, &secrets, what);
        assert!(desk.model.popups.is_empty(), "{what} opens nothing by itself");
    };
    tell(&mut desk, "how far a job is", Msg::Progress(id, stap));
    tell(&mut desk, "a job that failed", Msg::Checked(id, Err(melding())));
    tell(&mut desk, "something that failed", Msg::Failed(melding()));
    tell(&mut desk, "an undo", Msg::Wrote(Ok(Written::done(format!("Ongedaan gemaakt: afspraak QWYL-2026-01 over {code}")))));
    let id = job(&mut desk);
    let checked = desk.app.check_files(&[], &Leesopties::default(), &mut ()).unwrap_or_default();
    tell(
        &mut desk,
        "files that were checked",
        Msg::Checked(id, Ok((Arc::new(checked), Some("qwyl.pdf is niet gelezen.".into())))),
    );
    // What came is there to read when nobody looks on any more.
    desk.keys("<esc>j");
    assert!(matches!(&desk.model.notice, Some(Notice::Error(m)) if m.tekst.contains("Qwyl")), "{:?}", desk.model.notice);
    desk.keys("<down>");
    assert!(desk.screen(80, 24).contains("i toont wat erin staat"), "{}", desk.screen(80, 24));
}

#[test]
fn what_is_asked_for_with_a_yes_is_shown_and_hidden_again() {
    let mut desk = tafel();
    let secrets = secrets(&desk);
    let wachtlijst = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
    let at = wachtlijst.punten.iter().position(|p| p.punt.titel.contains("Wachtlijst")).unwrap();
    desk.keys(&"<right>".repeat(at));
    let own = &code(&desk, RENDIZ).to_lowercase();
    let shown = |desk: &Zitting| desk.screen(200, 60).to_lowercase();
    // The codes of who sits here: by a key of their own, and nobody else's with them.
    desk.keys("c");
    assert!(shown(&desk).contains(own) && !shown(&desk).contains("qwyl") && !shown(&desk).contains(INTERN), "{}", shown(&desk));
    desk.keys("c");
    assert_clean(&desk, &secrets, "hiding the codes");
    desk.keys("dA<enter>");
    assert_clean(&desk, &secrets, "a question that is not answered");
    desk.keys("n");
    assert_clean(&desk, &secrets, "a no");
    desk.keys("dAj");
    assert!(shown(&desk).contains("wachtlijst van qwyl") && shown(&desk).contains(INTERN), "{}", shown(&desk));
    desk.keys("dA");
    assert_clean(&desk, &secrets, "hiding it again");
}

#[test]
fn every_other_screen_asks_and_the_way_back_ends_at_the_same_point() {
    let mut desk = tafel();
    desk.keys("<right><right><right>");
    let point = |desk: &Zitting| desk.screen(80, 24).lines().nth(3).unwrap().trim().to_owned();
    let here = point(&desk);
    assert!(here.contains("punt 4 van"), "{here}");
    for (key, screen, back) in [
        ("1", "Overzicht", "6"),
        ("2", "KPI", "<esc>"),
        ("3", "Dekking", "6"),
        ("4", "Afspraken", "<esc>"),
        ("7", "Signalen", "6"),
        ("K", "Kalender", "<esc>"),
    ] {
        desk.keys(key);
        let asked = desk.screen(80, 24);
        assert!(asked.contains(&format!("Naar {screen}? Daar staat ook")) && desk.model.is_at_table(), "{key}: {asked}");
        desk.keys("j");
        assert!(!desk.model.is_at_table());
        assert!(desk.screen(80, 24).contains("gesprek Rendiz loopt (6)"), "{}", desk.screen(80, 24));
        // Whatever is chosen there, the gesprek stays what it was.
        desk.keys("<left>[").keys(back);
        assert_eq!(point(&desk), here, "{key} {back}");
        assert_eq!(desk.model.shared.aanbieder, Some(RENDIZ));
        assert!(desk.model.is_at_table() && desk.screen(80, 24).contains("2025-K4"), "{}", desk.screen(80, 24));
    }
    // From there each further screen asks for itself.
    desk.keys("2j4");
    assert!(desk.screen(80, 24).contains("Naar Afspraken?"), "{}", desk.screen(80, 24));
    desk.keys("n<f2>");
    assert!(desk.screen(80, 24).contains("Naar Handleiding? Zij noemt"), "{}", desk.screen(80, 24));
    desk.keys("n<enter>");
    assert!(desk.screen(80, 24).contains("Naar Onderbouwing?"), "{}", desk.screen(80, 24));
    desk.keys("j<esc><esc>");
    assert_eq!(point(&desk), here);
    // One kwartaal: there is nothing to walk to.
    desk.keys("[");
    assert!(desk.screen(80, 24).contains("gaat over één kwartaal"), "{}", desk.screen(80, 24));
    // To leave the table takes a yes; one comes back to the same point.
    desk.keys("<esc>");
    assert!(desk.screen(80, 24).contains("Van tafel gaan?") && desk.model.is_at_table());
    desk.keys("n");
    assert_eq!(point(&desk), here);
    desk.keys("<esc>j");
    assert_eq!(desk.model.sitting(), None);
    desk.keys("<enter>");
    assert_eq!((point(&desk), desk.model.sitting()), (here, Some(RENDIZ)));
}

/// The afspraken of Rendiz that are open, by number.
fn open(desk: &Zitting) -> Vec<(String, Option<String>)> {
    let filter = Afspraakfilter { aanbieder: Some(RENDIZ), status: Some(Afspraakstatus::Open), ..Afspraakfilter::default() };
    let found = desk.app.afspraken(&filter).unwrap().into_iter().map(|r| r.afspraak);
    found.map(|a| (a.nummer.to_string(), a.deadline.map(|d| d.to_string()))).collect()
}

/// What came out of the first point of the agenda, in words.
fn outcomes(desk: &Zitting) -> Vec<String> {
    let beeld = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
    let texts = beeld.punten[0].uitkomsten.iter().filter_map(|u| match &u.uitkomst.inhoud {
        Uitkomstinhoud::Tekst { soort, tekst, .. } => Some(format!("{}: {}", soort.naam(), tekst.as_str())),
        Uitkomstinhoud::Afspraak(_) => None,
    });
    texts.collect()
}

#[test]
fn an_open_afspraak_is_closed_put_off_and_commented_on_at_the_table() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    let before = open(&desk);
    // Read large it is the same: one sees which is chosen and what can be done.
    desk.keys("6<enter>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("▌ ! REGIO-2025-01") && shown.contains("x gereed"), "{shown}");
    desk.keys("<down>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("▌ ! RENDIZ-2025-04") && !shown.contains("▌ ! REGIO"), "{shown}");
    desk.keys("tjdoLoopt, navragen bij de jobcoach<ctrl+s>");
    let wat = desk.app.afspraak("RENDIZ-2025-04".parse().unwrap()).unwrap().afspraak.tekst.to_string();
    let wat = wat.trim_end_matches('.');
    assert_eq!(outcomes(&desk), [format!("notitie: RENDIZ-2025-04 ({wat}): Loopt, navragen bij de jobcoach")]);
    // What was written is chosen now; the afspraak is one or more up.
    desk.keys("<home><down>dd<ctrl+s>");
    assert!(desk.screen(120, 40).contains("Dat is de deadline al"), "{}", desk.screen(120, 40));
    desk.keys("<ctrl+u>1-3-2026<enter>Vakantie<ctrl+s>");
    assert_eq!(
        outcomes(&desk)[1],
        format!("mededeling: RENDIZ-2025-04 ({wat}) is verzet van 15 dec 2025 naar 1 mrt 2026: Vakantie")
    );
    assert!(open(&desk).contains(&("RENDIZ-2025-04".to_owned(), Some("2026-03-01".to_owned()))));
    // Undo takes back what was done and what was written down of it.
    desk.keys("<ctrl+z>");
    assert_eq!((outcomes(&desk).len(), open(&desk)), (1, before.clone()));
    // It stands elsewhere in the list now that it is late again; choose it anew.
    let at = |desk: &Zitting| {
        let beeld = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
        beeld.punten[0].lopend.iter().position(|l| l.afspraak.nummer.to_string() == "RENDIZ-2025-04").unwrap()
    };
    let n = at(&desk);
    desk.keys("<home>").keys(&"<down>".repeat(n)).keys("xDrie bezocht<ctrl+s>");
    assert_eq!(outcomes(&desk)[1], format!("mededeling: RENDIZ-2025-04 ({wat}) is gereed: Drie bezocht"));
    assert_eq!(open(&desk).len(), before.len() - 1);
    let shown = desk.screen(120, 40);
    assert!(shown.contains("▌ ✓ RENDIZ-2025-04"), "it keeps its place, closed: {shown}");
    assert_eq!(at(&desk), n);
    desk.keys("x");
    assert!(desk.screen(120, 40).contains("Deze afspraak is hier gereed gemeld"), "{}", desk.screen(120, 40));
    // An outcome is no open afspraak, and the other way round.
    desk.keys("<end>x");
    assert!(desk.screen(120, 40).contains("Kies eerst een openstaande afspraak"), "{}", desk.screen(120, 40));
    desk.keys("<home><delete>");
    assert!(desk.screen(120, 40).contains("haalt u niet weg; x sluit haar af"), "{}", desk.screen(120, 40));
    // The minutes tell it; who looks on sees nobody else.
    desk.keys("rj");
    let folder = tempfile::tempdir().unwrap();
    let naar = folder.path().join("verslag.md");
    desk.keys(&format!("<esc>jw<enter><enter>{}<ctrl+s>", naar.display()));
    let verslag = std::fs::read_to_string(&naar).unwrap();
    assert!(verslag.contains(&format!("RENDIZ-2025-04 ({wat}) is gereed: Drie bezocht")), "{verslag}");
}

#[test]
fn what_was_closed_at_the_table_is_not_left_closed_by_taking_away_what_says_so() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    let before = open(&desk);
    desk.keys("6<enter>tj<down>xDrie bezocht<ctrl+s>");
    let closed = open(&desk);
    assert_eq!((outcomes(&desk).len(), closed.len()), (1, before.len() - 1));
    // Another text of it leaves the afspraak as it is, and says so.
    desk.keys("<end>e");
    assert!(desk.screen(120, 40).contains("RENDIZ-2025-04 blijft gereed."), "{}", desk.screen(120, 40));
    desk.keys("<ctrl+u>Anders gezegd<ctrl+s>");
    assert!(desk.screen(120, 40).contains("Uitkomst gewijzigd; RENDIZ-2025-04 blijft gereed"), "{}", desk.screen(120, 40));
    desk.keys("<delete>");
    assert!(desk.screen(120, 40).contains("weghalen en RENDIZ-2025-04 weer openen?"), "{}", desk.screen(120, 40));
    desk.keys("n");
    assert_eq!((outcomes(&desk).len(), open(&desk)), (1, closed.clone()));
    desk.keys("<delete>j");
    assert!(desk.screen(120, 40).contains("RENDIZ-2025-04 is weer open"), "{}", desk.screen(120, 40));
    assert_eq!((outcomes(&desk).len(), open(&desk)), (0, before.clone()));
    // Undo gives both back. What was opened elsewhere meanwhile is no part of it any more.
    desk.keys("<ctrl+z>");
    assert_eq!((outcomes(&desk).len(), open(&desk)), (1, closed));
    let nummer = "RENDIZ-2025-04".parse().unwrap();
    let rijversie = desk.app.afspraak(nummer).unwrap().afspraak.rijversie;
    desk.app.reopen_afspraak(nummer, rijversie).unwrap();
    desk.keys("<f5><end><delete>");
    assert_eq!((outcomes(&desk).len(), open(&desk)), (0, before));
}

#[test]
fn the_question_before_something_opens_at_the_table_says_what_it_is() {
    let mut desk = tafel();
    desk.keys("i");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("“Inlezen” openen? Er kan in staan wat Rendiz niet hoort te"), "{shown}");
}

#[test]
fn every_open_afspraak_can_be_seen_and_chosen_however_low_the_screen() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    desk.keys("6<enter>");
    let beeld = desk.app.agenda_van(RENDIZ, desk.model.shared.kwartaal).unwrap();
    let numbers: Vec<String> = beeld.punten[0].lopend.iter().map(|l| l.afspraak.nummer.to_string()).collect();
    assert!(numbers.len() > 3);
    for size in [(80, 18), (80, 24), (200, 60)] {
        for (n, nummer) in numbers.iter().enumerate() {
            desk.keys("<home>").keys(&"<down>".repeat(n));
            let shown = desk.screen(size.0, size.1);
            let line = shown.lines().find(|l| l.contains('▌') && l.contains(nummer.as_str()));
            assert!(line.is_some(), "{nummer} at {size:?}:\n{shown}");
        }
    }
}

#[test]
fn a_point_begins_with_its_verdicts_and_an_act_on_an_afspraak_shows_it() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(QWYL);
    // KPI 3: what was agreed before stands below figures that fill a low screen.
    desk.keys("6<enter>lll");
    let shown = desk.screen(80, 23);
    assert!(shown.contains("Deelnemers ≥ 8") && shown.contains("pgdn"), "{shown}");
    desk.keys("x");
    assert!(desk.screen(80, 24).contains("QWYL-2025-03 is gereed"), "{}", desk.screen(80, 24));
    desk.keys("<esc>");
    let shown = desk.screen(80, 23);
    assert!(shown.lines().any(|l| l.contains('▌') && l.contains("Qwyl, coördinator")), "{shown}");
}

#[test]
fn a_gesprek_before_its_day_is_begun_and_rounded_off_after_a_question_that_names_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("proef.db");
    let mut desk = Zitting::at(&db);
    desk.keys("6dp18-7-2024<ctrl+s>");
    let gesprek = |desk: &Zitting| desk.app.agenda_van(PSW, desk.model.shared.kwartaal).unwrap().gesprek;
    for (key, asked) in [("t", "Nu al beginnen?"), ("r", "Nu al afronden, met vandaag")] {
        for (keys, back) in [(key.to_owned(), ""), (format!("<enter>{key}"), "<esc>")] {
            desk.keys(&keys);
            let shown = desk.screen(120, 40);
            assert!(shown.contains("staat gepland op do 18 jul") && shown.contains(asked), "{keys}: {shown}");
            desk.keys("<enter>n").keys(back);
            let g = gesprek(&desk);
            assert!(g.begonnen.is_none() && !g.status.is_held() && desk.model.sitting().is_none(), "{keys}");
        }
    }
    // On the day itself the first asks nothing, and the second not of the day.
    let mut desk = Zitting::on(&db, "2024-07-18");
    desk.keys("6tr");
    assert!(gesprek(&desk).begonnen.is_some() && desk.model.is_at_table());
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Gesprek afronden?") && !shown.contains("gepland op"), "{shown}");
    desk.keys("j");
    assert!(gesprek(&desk).status.is_held());
    // It is over, but whoever sat there may be looking still: leaving takes a yes, once.
    assert!(desk.model.is_at_table() && desk.model.clock_since().is_none());
    desk.keys("<esc>");
    assert!(desk.screen(120, 40).contains("is afgerond. Van tafel gaan?"), "{}", desk.screen(120, 40));
    desk.keys("n2");
    assert!(desk.screen(120, 40).contains("Naar KPI?"), "{}", desk.screen(120, 40));
    desk.keys("j");
    assert!(desk.model.sitting().is_none() && !desk.screen(120, 40).contains("loopt (6)"), "{}", desk.screen(120, 40));
    desk.keys("46<enter>4");
    assert!(desk.model.popups.is_empty() && desk.screen(120, 40).contains("Nog geen afspraken"), "{}", desk.screen(120, 40));
}

#[test]
fn a_clock_belongs_to_one_sitting_and_a_gesprek_that_was_forgotten_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("proef.db");
    Zitting::on(&db, "2024-07-09").keys("6dp18-7-2024<ctrl+s>tj");
    let mut desk = Zitting::on(&db, "2024-07-18");
    desk.keys("6");
    assert!(desk.screen(80, 24).contains("Begonnen op di 9 jul en niet afgerond."), "{}", desk.screen(80, 24));
    // To look at it is no sitting, and no clock runs.
    desk.keys("<enter>");
    assert!(desk.model.sitting().is_none() && desk.model.clock_since().is_none());
    assert!(desk.screen(80, 24).contains("zichtbaar · begonnen op di 9 jul"), "{}", desk.screen(80, 24));
    desk.keys("t");
    assert!(desk.screen(80, 24).contains("De klok begint opnieuw"), "{}", desk.screen(80, 24));
    desk.keys("n");
    assert!(desk.model.sitting().is_none());
    desk.keys("tj");
    let since = desk.model.clock_since().expect("it runs");
    for (later, shown) in [(5, "zichtbaar · 5 min"), (83, "zichtbaar · 1 u 23"), (-30, "zichtbaar · 0 min")] {
        desk.tick(since + chrono::Duration::minutes(later));
        assert!(desk.screen(80, 24).contains(shown), "{}", desk.screen(80, 24));
    }
    // Who leaves the table for a while goes on with the same clock.
    desk.keys("<esc>j").keys("<enter>");
    assert_eq!(desk.model.clock_since(), Some(since));
    assert!(desk.model.is_at_table());
}

#[test]
fn what_comes_first_is_said_with_the_key_for_it_and_that_key_does_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::on(&folder.path().join("proef.db"), "2024-07-18");
    desk.keys("6");
    let says = |desk: &mut Zitting, cases: &[(&str, &str)]| {
        for (key, said) in cases {
            desk.keys(key);
            assert!(desk.screen(120, 40).contains(said), "{key}: {}", desk.screen(120, 40));
            assert!(desk.model.popups.is_empty(), "{key}");
        }
    };
    let unplanned = "Dit gesprek is nog niet gepland; d p plant het.";
    says(&mut desk, &[("t", unplanned), ("r", unplanned), ("v", unplanned), ("dh", unplanned), ("dv", unplanned)]);
    // To read a point large begins nothing, and needs no planning.
    desk.keys("<enter>");
    assert!(desk.screen(120, 40).contains("punt 1 van"), "{}", desk.screen(120, 40));
    says(&mut desk, &[("t", unplanned), ("b", unplanned)]);
    desk.keys("<esc>");
    desk.keys("dp18-7-2024<ctrl+s>");
    let later = "Vaststellen kan pas na afronden (r).";
    let reopen = "heropenen kan pas na vaststellen (v).";
    says(&mut desk, &[("v", later), ("dh", reopen)]);
    desk.keys("dv");
    says(&mut desk, &[("dv", "Dit gesprek staat al op voorbereid; t begint het."), ("v", later)]);
    desk.keys("t");
    says(&mut desk, &[("t", "Dit gesprek is al begonnen; r rondt het af."), ("v", later), ("dh", reopen)]);
    desk.keys("rj");
    let held = "Dit gesprek is al afgerond; v stelt het vast.";
    says(&mut desk, &[("t", held), ("r", held), ("dh", reopen)]);
    desk.keys("<esc>j");
    says(
        &mut desk,
        &[("t", held), ("r", held), ("dv", held), ("ds", "Een gesprek dat is gehouden, blijft op de planning staan.")],
    );
    desk.keys("v<ctrl+s>");
    let established = "Dit gesprek is vastgesteld; d h heropent het.";
    says(&mut desk, &[("t", established), ("r", established), ("dv", established), ("v", established), ("b", established)]);
    // What waits for the same is told together.
    desk.keys("?");
    assert_eq!(desk.screen(120, 140).matches(established).count(), 1, "{}", desk.screen(120, 140));
    desk.keys("<esc><enter>");
    says(&mut desk, &[("t", established), ("r", established), ("v", established), ("b", established)]);
    desk.keys("dhj");
    assert!(!desk.app.agenda_van(PSW, desk.model.shared.kwartaal).unwrap().gesprek.status.naam().contains("vast"));
}

#[test]
fn a_text_keeps_its_lines_grows_in_its_form_and_says_what_does_not_fit() {
    let mut tafel = tafel();
    tafel.keys("n");
    let lines: Vec<String> = (1..=30).map(|n| format!("regel {n}")).collect();
    assert!(tafel.screen(80, 24).contains("Komt in het verslag"), "{}", tafel.screen(80, 24));
    tafel.keys(&lines[..6].join("<enter>"));
    let shown = tafel.screen(80, 24);
    assert!(lines[..6].iter().all(|l| shown.contains(l.as_str())), "it grows: {shown}");
    tafel.keys(&format!("<enter>{}", lines[6..].join("<enter>")));
    let shown = tafel.screen(80, 24);
    assert!(shown.contains("… 30 regels, hier ") && shown.contains("regel 30"), "{shown}");
    tafel.keys("<ctrl+s>");
    let shown = tafel.screen(80, 24);
    assert!(shown.contains("▌ regel 2") && !shown.contains("regel 1 regel 2") && shown.contains("… nog "), "{shown}");
    // It is chosen, and read whole.
    tafel.keys("<end><enter><end>");
    assert!(tafel.screen(80, 24).contains("regel 30"), "{}", tafel.screen(80, 24));
}

#[test]
fn the_list_of_points_shows_verdicts_what_is_late_and_what_is_prepared() {
    let desk = agenda();
    let shown = desk.screen(120, 40);
    let line = |of: &str| shown.lines().find(|l| l.contains(of)).unwrap_or_default().chars().take(56).collect::<String>();
    assert!(line("1  Openstaande").contains("2 te laat ✎"), "{shown}");
    assert!(line("KPI 3").contains("✗✓✓"), "{shown}");
    assert!(!line("KPI 4").contains('✎'), "{shown}");
}

#[test]
fn open_afspraken_are_gone_through_one_after_another() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    let n = open(&desk).len();
    desk.keys("6tj<home><down>xKlaar<ctrl+s>");
    assert_eq!(open(&desk).len(), n - 1);
    // A step chooses what stands in its place, and nothing is closed by pressing twice.
    desk.keys("x<down>");
    desk.keys("xOok klaar<ctrl+s>");
    assert_eq!((open(&desk).len(), outcomes(&desk).len()), (n - 2, 2), "{}", desk.screen(120, 40));
    // A day that was, earlier than the deadline: the year was typed wrong.
    desk.keys("<down>dd<ctrl+u>1-1-2025<ctrl+s>");
    assert!(desk.screen(120, 40).contains("1 jan 2025 is al voorbij"), "{}", desk.screen(120, 40));
}

#[test]
fn a_point_with_outcomes_stays_and_the_date_of_the_next_gesprek_is_set_where_it_is_asked() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    desk.keys("6tj<end>");
    for _ in 0..points(&desk) {
        desk.keys("<right>");
    }
    desk.keys("e");
    assert!(desk.screen(120, 40).contains("╭ Volgend gesprek"), "{}", desk.screen(120, 40));
    desk.keys("<ctrl+u>14-4-2026<ctrl+s>");
    assert!(desk.screen(120, 40).contains("14 apr"), "{}", desk.screen(120, 40));
    desk.keys("mVolgt nog<ctrl+s>rj<esc>j<delete>");
    assert!(desk.screen(120, 40).contains("Bij dit punt is al iets vastgelegd (1 uitkomst)"), "{}", desk.screen(120, 40));
    let shown = desk.screen(120, 40);
    assert!(shown.lines().any(|l| l.contains("KPI 3") && l.contains("✗✓✓")), "the verdicts stay when it is held: {shown}");
}

#[test]
fn what_names_another_aanbieder_is_said_once_before_it_is_fixed() {
    let mut desk = Zitting::open();
    desk.model.shared.aanbieder = Some(RENDIZ);
    desk.keys("6tjmPSW doet dit beter<ctrl+s>rj<esc>jv");
    let asked = desk.screen(120, 40);
    assert!(asked.contains("ctrl+s vaststellen"), "{asked}");
    assert!(asked.contains("in dit verslag staat een andere aanbieder: PSW in “PSW doet dit beter”"), "{asked}");
    desk.keys("<tab><tab>JB<ctrl+s>");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Gesprek vastgesteld") && !shown.contains("een andere aanbieder"), "{shown}");
}
