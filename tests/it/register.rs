//! The register: with however many aanbieders everything is formed, shown and written, and nobody is left out unsaid.

use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::channel;
use std::time::Duration;

use accountgesprek::app::{App, Leesopties, NieuwGesprek, Omgeving, Verslagkeuzes, Verslagvorm};
use accountgesprek::domain::register::{Contract, Inschrijving};
use accountgesprek::domain::{Aanbieder, Gemeente, Gespreksoort, Segment};
use accountgesprek::storage::{Act, Store};
use accountgesprek::tui::keys::Key;
use accountgesprek::tui::model::Model;
use accountgesprek::tui::msg::{Cmd, Msg};
use accountgesprek::tui::runtime::{perform, start};
use accountgesprek::tui::theme::Palette;
use accountgesprek::tui::update::{reload, update};
use accountgesprek::tui::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

use crate::aanbieders::{PSW, QWYL, RENDIZ, register, who};
use crate::kamer::{d, k};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (41, 12)];

/// A database in which these, and nobody else, have a contract for segment collectief in 2024.
struct Wereld {
    _map: TempDir,
    app: App,
    wie: Vec<Aanbieder>,
}

fn open(map: &Path) -> App {
    let omgeving = Omgeving { vandaag: d("2024-07-12"), wie: "contractmanager".into(), voorbeeld: false };
    App::open(&map.join("a.db"), None, omgeving).unwrap()
}

/// An entry with a contract for segment collectief from 2022 on, until a day.
fn contracted(entry: &Inschrijving, tot: Option<&str>) -> Inschrijving {
    let contract = Contract { tot: tot.map(d), ..Contract::new(Segment::Collectief, d("2022-01-01")) };
    Inschrijving { contracten: vec![contract], ..entry.clone() }
}

impl Wereld {
    /// The first of the register, so many as are asked for; who else comes with a contract lost it before 2024.
    fn of(n: usize) -> Self {
        let map = tempfile::tempdir().unwrap();
        let mut store = Store::open(&map.path().join("a.db")).unwrap();
        let act = Act::new("t", chrono::DateTime::UNIX_EPOCH, "register");
        let register = register();
        let mut wie = Vec::new();
        for (plaats, entry) in register.iter().enumerate() {
            if plaats < n {
                wie.push(entry.aanbieder);
            }
            let own = entry.had_contract(Segment::Collectief, d("2022-01-01"));
            match (plaats < n, own) {
                (true, false) => drop(store.make(&act, contracted(entry, None)).unwrap()),
                (false, true) => drop(store.make(&act, contracted(entry, Some("2023-12-31"))).unwrap()),
                _ => {}
            }
        }
        drop(store);
        let mut app = open(map.path());
        for aanbieder in &wie {
            let csv = "Deelnemer;Gemeente;Startdatum;Einddatum;Startsituatie;Begintrede;Doeltrede;Doelen\n\
                       A1;Venlo;1-2-2024;1-5-2024;ja;2;4;ja\nA2;Gennep;1-2-2024;;ja;2;4;nee\n";
            read(&mut app, map.path(), &format!("{}-2024-K2.csv", aanbieder.key()), csv);
        }
        let cover = |g: Gemeente| wie.iter().map(move |a| format!("{};{};ja\n", g.naam(), a.key()));
        let dekking: String = Gemeente::ALL.into_iter().flat_map(cover).collect();
        read(&mut app, map.path(), "dekking 2024-K2.csv", &format!("Gemeente;Aanbieder;Dekking\n{dekking}"));
        Self { _map: map, app, wie }
    }
}

fn read(app: &mut App, map: &Path, naam: &str, tekst: &str) {
    let pad = map.join(naam);
    std::fs::write(&pad, tekst).unwrap();
    let voorstel = app.check_quickly(&pad, &Leesopties::default(), &mut ()).unwrap();
    let stored = app.store(&voorstel, Some("proef")).unwrap();
    assert!(!stored.is_empty(), "{naam}: {:?}", voorstel.bevindingen);
}

/// The terminal program on a database, its commands performed inline.
struct Scherm<'a> {
    app: &'a mut App,
    model: Model,
}

impl<'a> Scherm<'a> {
    fn open(app: &'a mut App) -> Self {
        let model = Model::new(start(app, false).unwrap(), Palette::Dark);
        let cmds = reload(&model);
        let mut scherm = Self { app, model };
        scherm.run(cmds);
        scherm
    }

    fn run(&mut self, cmds: Vec<Cmd>) {
        let (sender, messages) = channel();
        for cmd in cmds {
            perform(self.app, None, cmd, &sender, &AtomicU64::new(0));
        }
        while let Ok(msg) = messages.try_recv() {
            let more = update(&mut self.model, msg);
            self.run(more);
        }
    }

    fn keys(&mut self, keys: &str) {
        for key in Key::parse_all(keys).unwrap() {
            let cmds = update(&mut self.model, Msg::Key(key, Duration::ZERO));
            self.run(cmds);
        }
    }

    fn text(&self, (width, height): (u16, u16)) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        view::draw(&self.model, area, &mut buf);
        let line = |y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>();
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn figures_dekking_and_reports_are_of_who_is_shown_however_many_they_are() {
    for n in [2, 3, 5, 40] {
        let Wereld { app, wie, .. } = &Wereld::of(n);
        let q = k("2024-K2");
        let overzicht = app.overzicht(q).unwrap();
        assert_eq!(overzicht.aanbieders(), *wie, "{n}");
        for rij in &overzicht.normen {
            let expected = if rij.norm.id.as_str() == "C4.1" { 1 } else { n + 1 };
            assert_eq!(rij.cellen.len(), expected, "{n} {}", rij.norm.id);
        }
        let alle = app.metingen(Segment::Collectief, q, None).unwrap();
        let alle = alle.iter().find(|m| m.norm.as_str() == "C1.1" && m.aanbieder.is_none()).unwrap();
        assert_eq!((alle.aanbieders.len(), alle.van_aanbieders), (n, u32::try_from(n).unwrap()), "{n}");
        let dekking = app.dekkingsbeeld(q).unwrap();
        assert_eq!(dekking.aanbieders().collect::<Vec<_>>(), *wie, "{n}");
        assert!(dekking.gemeenten.iter().all(|g| g.gedekt && !g.kwetsbaar), "{n}");
        let reports: Vec<Aanbieder> = app.rapportages(q).unwrap().rapportages.iter().map(|r| r.status.aanbieder).collect();
        assert_eq!(reports, *wie, "{n}");
        let uitvraag = app.uitvraag(q).unwrap();
        assert_eq!(uitvraag.aanbieders().collect::<Vec<_>>(), *wie, "{n}");
        let points = app.aandacht(q, None, None).unwrap();
        assert!(wie.iter().all(|a| points.iter().any(|p| p.aanbieder == *a)), "{n}");
    }
}

#[test]
fn every_screen_shows_however_many_there_are_at_every_size() {
    for n in [2, 3, 5, 40] {
        let mut wereld = Wereld::of(n);
        let namen: Vec<String> = wereld.wie.iter().map(|a| wereld.app.register().naam(*a)).collect();
        let mut scherm = Scherm::open(&mut wereld.app);
        for keys in ["1", "1<enter>", "2", "3", "4", "5", "6", "7", "A", "T", "L", "K", "U", "C", "1l", "1lllll", "1lllllu"] {
            scherm.keys(keys);
            for size in SIZES {
                assert!(!scherm.text(size).trim().is_empty(), "{n} {keys} {size:?}");
            }
            scherm.keys("<esc><esc>");
        }
        // Walking through the columns one meets everybody, by name, and all together last.
        scherm.keys("1");
        for _ in 0..=n {
            scherm.keys("h");
        }
        let mut seen: Vec<String> = Vec::new();
        for _ in 0..=n {
            let shown = scherm.text((120, 40));
            seen.extend(namen.iter().filter(|naam| shown.contains(naam.as_str())).cloned());
            scherm.keys("l");
        }
        let unseen: Vec<&String> = namen.iter().filter(|naam| !seen.contains(naam)).collect();
        assert!(unseen.is_empty(), "{n}: {unseen:?}");
        assert!(scherm.text((120, 40)).contains("samen"), "{n}");
    }
}

#[test]
fn what_does_not_fit_beside_each_other_is_said() {
    let mut wereld = Wereld::of(40);
    let mut scherm = Scherm::open(&mut wereld.app);
    assert!(scherm.text((80, 24)).contains("van 40"), "{}", scherm.text((80, 24)));
    assert!(scherm.text((120, 40)).contains("40 van 40 ontvangen"), "{}", scherm.text((120, 40)));
    scherm.keys("3");
    let dekking = scherm.text((120, 40));
    assert!(dekking.contains("van 40 aanbieders"), "{dekking}");
    drop(scherm);
    let mut three = Wereld::of(3);
    let scherm = Scherm::open(&mut three.app);
    assert!(!scherm.text((80, 24)).contains("van 3 "), "{}", scherm.text((80, 24)));
}

#[test]
fn a_gesprek_with_any_of_them_has_an_agenda_a_calendar_and_a_verslag() {
    let mut wereld = Wereld::of(5);
    for aanbieder in wereld.wie.clone() {
        let nieuw = NieuwGesprek {
            aanbieder,
            kwartaal: k("2024-K2"),
            soort: Gespreksoort::Regulier,
            datum: Some(d("2024-07-19")),
            tijd: None,
            plaats: String::new(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        };
        let id = wereld.app.plan_gesprek(&nieuw).unwrap().id;
        let beeld = wereld.app.agenda(id).unwrap();
        let naam = wereld.app.register().naam(aanbieder);
        for vorm in Verslagvorm::ALL {
            assert!(!wereld.app.verslag(&beeld, vorm, Verslagkeuzes::default()).unwrap().is_empty(), "{naam}");
        }
        let verslag = wereld.app.verslag(&beeld, Verslagvorm::Markdown, Verslagkeuzes::default()).unwrap();
        let entry = wereld.app.register().get(aanbieder).unwrap().clone();
        let verslag = String::from_utf8(verslag).unwrap();
        assert!(verslag.contains(&format!("{} (KvK {})", entry.statutair, entry.kvk)), "{verslag}");
    }
    let komend = wereld.app.kalenderbeeld().unwrap().komend;
    assert!(wereld.wie.iter().all(|a| komend.iter().any(|t| t.aanbieder() == Some(*a))));
}

#[test]
fn who_left_is_not_expected_any_more_and_who_delivers_all_the_same_is_shown() {
    let mut wereld = Wereld::of(2);
    let shown = |app: &App, q| app.getoond(k(q)).unwrap().iter().map(|g| g.aanbieder).collect::<Vec<_>>();
    assert_eq!(shown(&wereld.app, "2023-K4"), [PSW, RENDIZ, QWYL]);
    assert_eq!(shown(&wereld.app, "2024-K2"), [PSW, RENDIZ]);
    let map = tempfile::tempdir().unwrap();
    read(&mut wereld.app, map.path(), "qwyl-2024-K2.csv", "Deelnemer;Gemeente;Startdatum\nQ1;Venlo;1-2-2023\n");
    assert_eq!(shown(&wereld.app, "2024-K2"), [PSW, RENDIZ, QWYL]);
    assert_eq!(shown(&wereld.app, "2024-K3"), [PSW, RENDIZ]);
    // In the year it stays, with what it was.
    let overzicht = wereld.app.overzicht(k("2024-K3")).unwrap();
    assert_eq!(overzicht.aanbieders(), [PSW, RENDIZ, QWYL]);
    assert!(Aanbieder::new("alle").is_none() && wereld.app.register().get(who("niemand")).is_none());
}
