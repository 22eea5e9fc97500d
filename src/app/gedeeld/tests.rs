//! People who go on working while the line to the server stalls and breaks, and while the server is killed: what they were told is
//! there is there once, and what they were told is not is not. Without a scratch server (`ACCOUNTGESPREK_SERVER`) these tests pass.
//!
//! `BREUKEN` says how often the line breaks, `STEKKERS` how often the server is killed, and `ZAAD` makes it another row of chances.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::app::{
    Aanbiederwijziging, Aard, Afspraakfilter, App, Fout, Kopkeuze, Leesopties, NieuwGesprek, NieuwSignaal, NieuweAfspraak,
    Omgeving, Puntwijziging, Signaalfilter, Signaalwijziging,
};
use crate::domain::register::Inschrijving;
use crate::domain::testing::{Chance, PSW, d};
use crate::domain::{
    Afspraakstatus, Bundel, Gemeente, Gespreksoort, Kwartaal, Onderdeelsleutel, Onderwerp, Segment, Signaalstatus, Toon,
};
use crate::storage::testing::{Breuk, EVEN, Eigenserver, Lijn, Plek};
use crate::storage::{Error, Store};

/// What nobody waits for longer: connecting twice, and a lock.
const TOO_LONG: Duration = Duration::from_secs(22);
/// The bytes of the answer to a commit.
const ANSWER: usize = 78;
/// The rows of a file that is read.
const ROWS: usize = 40;

/// What happens to a line, and what is done meanwhile, the same every time.
struct Toeval(Chance);

impl Toeval {
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(n).unwrap())).unwrap()
    }

    /// Small more often than large: most of what goes over a line is short.
    fn some(&mut self, most: usize) -> usize {
        let under = self.below(most) + 1;
        self.below(under) + 1
    }

    /// What happens to the line next.
    fn breuk(&mut self) -> (Plek, Breuk) {
        let plek = match self.below(8) {
            0 => Plek::VoorCommit,
            1 => Plek::NaCommit,
            2..=4 => Plek::Heen(self.some(6_000)),
            _ => Plek::Terug(self.some(4_000)),
        };
        let millis = Duration::from_millis(u64::try_from(self.some(400)).unwrap());
        let daarna = if self.below(4) == 0 { self.below(3) } else { 0 };
        let breuk = match self.below(5) {
            0 => Breuk::Stil(millis),
            1 => Breuk::Weg { na: millis, daarna },
            _ => Breuk::Weg { na: EVEN, daarna },
        };
        (plek, breuk)
    }
}

fn how_many(naam: &str, but: usize) -> usize {
    std::env::var(naam).ok().and_then(|text| text.parse().ok()).unwrap_or(but)
}

fn app(url: &str) -> App {
    App::open(Path::new(url), None, Omgeving { vandaag: d("2024-07-08"), wie: "wij".into(), voorbeeld: false }).unwrap()
}

/// A team of two: one by a line that breaks, and one who looks at what is really there.
struct Team {
    map: TempDir,
    app: App,
    ander: App,
    kans: Toeval,
    /// The act that is tried.
    n: usize,
    gesprek: i64,
    /// How many acts there were, as the other one saw it.
    seen: i64,
    /// What was said to be stored, by what stands in it.
    vast: BTreeSet<String>,
    /// How it ended: stored, not stored, unsure.
    telling: [usize; 3],
    langst: Duration,
}

impl Team {
    fn new(url: &str, by: &str, seed: usize) -> Self {
        let map = tempfile::tempdir().unwrap();
        let (mut app, ander) = (app(by), app(url));
        app.remember_in(map.path().to_owned());
        // Looking again and again.
        app.end_look();
        ander.end_look();
        let nieuw = NieuwGesprek {
            aanbieder: PSW,
            kwartaal: "2024-K2".parse().unwrap(),
            soort: Gespreksoort::Regulier,
            datum: Some(d("2024-07-18")),
            tijd: None,
            plaats: String::new(),
            aanwezig: vec!["contractmanager".into()],
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        };
        let gesprek = app.plan_gesprek(&nieuw).unwrap().id;
        app.opent.set(false);
        app.make_afspraak(&afspraak("eerste")).unwrap();
        app.add_signaal(&signaal("eerste")).unwrap();
        let kans = Toeval(Chance(u64::try_from(seed).unwrap()));
        let (vast, telling, langst) = (BTreeSet::new(), [0; 3], Duration::ZERO);
        let seen = ander.store.newest_act().unwrap();
        Self { map, app, ander, kans, n: 0, gesprek, seen, vast, telling, langst }
    }

    /// How many acts there are, as the other one sees it.
    fn acts(&self) -> i64 {
        self.ander.store.newest_act().unwrap()
    }

    /// Whether what is tried under this name is there, whole, and how often.
    fn stands(&self, what: &str) -> usize {
        let (soort, _) = what.split_once(' ').unwrap();
        match soort {
            "afspraak" => {
                let all = self.ander.afspraken(&Afspraakfilter::default()).unwrap();
                all.iter().filter(|regel| *regel.afspraak.tekst == *what).count()
            }
            "gereed" => {
                let all = self.ander.afspraken(&Afspraakfilter::default()).unwrap();
                all.iter().filter(|regel| *regel.afspraak.resultaat == *what).count()
            }
            "signaal" => {
                let all = self.ander.signalen(&Signaalfilter::default()).unwrap();
                all.iter().filter(|regel| *regel.signaal.tekst == *what).count()
            }
            "antwoord" => {
                let all = self.ander.signalen(&Signaalfilter::default()).unwrap();
                all.iter().filter(|regel| *regel.signaal.antwoord == *what).count()
            }
            "notitie" => {
                let beeld = self.ander.agenda(self.gesprek).unwrap();
                beeld.punten.iter().filter(|regel| *regel.punt.notitie == *what).count()
            }
            "bundel" => self.ander.store.all::<Bundel>().unwrap().iter().filter(|bundel| *bundel.titel == *what).count(),
            "aanbieder" => self.inscribed(what),
            // Taken back.
            "terug" => 1 - self.inscribed(what),
            _ => {
                let (_, n) = what.rsplit_once('-').unwrap();
                let code = format!("r{n}-0");
                let kwartaal: Kwartaal = kwartaal_of(n.parse().unwrap());
                let Some(rapport) = self.ander.store.rapport(PSW, kwartaal, None).unwrap() else { return 0 };
                let regels = rapport.deelnemers.unwrap().regels;
                let there = regels.iter().filter(|regel| regel.deelnemer.as_str().eq_ignore_ascii_case(&code)).count();
                assert_eq!(regels.len(), ROWS, "half an import");
                there
            }
        }
    }

    fn inscribed(&self, naam: &str) -> usize {
        let all = self.ander.store.all::<Inschrijving>().unwrap();
        all.iter().filter(|inschrijving| inschrijving.naam == naam).count()
    }

    /// Does something; what it is called, and how it ended.
    fn act(&mut self) -> (String, Result<(), Fout>) {
        self.n += 1;
        let n = self.n;
        match self.kans.below(7) {
            0 | 1 => (format!("afspraak {n}"), self.app.make_afspraak(&afspraak(&format!("afspraak {n}"))).map(drop)),
            2 => (format!("signaal {n}"), self.app.add_signaal(&signaal(&format!("signaal {n}"))).map(drop)),
            3 => (format!("notitie {n}"), self.write_note(&format!("notitie {n}"))),
            4 => (format!("gereed {n}"), self.change_afspraak(&format!("gereed {n}"))),
            5 => (format!("antwoord {n}"), self.change_signaal(&format!("antwoord {n}"))),
            _ => (format!("import psw-{n}"), self.import()),
        }
    }

    fn write_note(&mut self, text: &str) -> Result<(), Fout> {
        let sleutel = Onderdeelsleutel::Kpi(1);
        let beeld = self.app.agenda(self.gesprek)?;
        let seen = beeld.punten.iter().find(|regel| regel.punt.sleutel == sleutel).and_then(|regel| regel.punt.rijversie);
        let wijziging = Puntwijziging { notitie: Some(text.to_owned()), ..Puntwijziging::default() };
        self.app.edit_punt(self.gesprek, &sleutel, seen, &wijziging).map(drop)
    }

    /// Closes an afspraak, or opens it again and closes it.
    fn change_afspraak(&mut self, text: &str) -> Result<(), Fout> {
        let all = self.app.afspraken(&Afspraakfilter::default())?;
        let (nummer, rijversie, status) = {
            let afspraak = &all[self.kans.below(all.len())].afspraak;
            (afspraak.nummer, afspraak.rijversie, afspraak.status)
        };
        if status == Afspraakstatus::Open {
            return self.app.close_afspraken(&[(nummer, rijversie)], text).map(drop);
        }
        let open = self.app.reopen_afspraak(nummer, rijversie)?;
        self.app.close_afspraken(&[(nummer, open.rijversie)], text).map(drop)
    }

    fn change_signaal(&mut self, text: &str) -> Result<(), Fout> {
        let all = self.app.signalen(&Signaalfilter::default())?;
        let signaal = &all[self.kans.below(all.len())].signaal;
        let status = [Signaalstatus::Afgehandeld, Signaalstatus::Besproken][self.kans.below(2)];
        let wijziging = Signaalwijziging { antwoord: Some(text.to_owned()), status: Some(status), ..Signaalwijziging::default() };
        self.app.change_signalen(&[(signaal.id, signaal.rijversie)], &wijziging).map(drop)
    }

    fn bundle(&mut self) -> Result<(), Fout> {
        let all = self.app.signalen(&Signaalfilter::default())?;
        let seen = all[0].bundel.as_ref().map(|bundel| (bundel.id, bundel.rijversie));
        let rij = (all[0].signaal.id, all[0].signaal.rijversie);
        self.app.bundle(&[rij], seen, &format!("bundel {}", self.n)).map(drop)
    }

    fn add_aanbieder(&mut self, naam: String) -> Result<(), Fout> {
        let gegevens = Aanbiederwijziging { naam: Some(naam), ..Aanbiederwijziging::default() };
        self.app.add_aanbieder(None, &gegevens).map(drop)
    }

    /// Does something while the line is whole, to take it back.
    fn prepares(&mut self) {
        self.add_aanbieder(format!("terug {}", self.n)).unwrap();
        self.seen = self.acts();
    }

    fn takes_back(&mut self) -> Result<(), Fout> {
        let last = self.app.last_own_act()?.unwrap();
        self.app.undo_act(last).map(drop)
    }

    fn import(&mut self) -> Result<(), Fout> {
        let n = self.n;
        let file = self.map.path().join(format!("psw-{}-deelnemers.csv", kwartaal_of(n)));
        let rows = (0..ROWS).map(|row| format!("R{n}-{row};Venlo;1-2-2018"));
        let lines: Vec<String> = std::iter::once("Deelnemer;Gemeente;Aanvangsdag".to_owned()).chain(rows).collect();
        std::fs::write(&file, lines.join("\n")).unwrap();
        // A header that is remembered with it.
        let kop = Kopkeuze::new(None, "Aanvangsdag", "Startdatum").unwrap();
        let opties = Leesopties { koppelingen: vec![kop], ..Leesopties::default() };
        let read = self.app.check_each(&[(file, opties)], &mut ())?;
        let round = self.app.store_all(&read.iter().collect::<Vec<_>>(), Some("proef"))?;
        assert_eq!((round.opgeslagen.len(), round.mislukt.len()), (1, 0));
        Ok(())
    }

    /// Does something, and when `settled` is done holds what was said of it against what is there.
    fn tries(&mut self, settled: impl FnOnce()) {
        self.tries_this(Self::act, settled);
    }

    fn tries_this(&mut self, act: impl FnOnce(&mut Self) -> (String, Result<(), Fout>), settled: impl FnOnce()) {
        let before = self.seen;
        let begun = Instant::now();
        // As a screen does, or as a command.
        if self.kans.below(2) == 0 {
            self.app.begin_look();
        }
        let (what, done) = act(self);
        self.app.end_look();
        self.langst = self.langst.max(begun.elapsed());
        assert!(begun.elapsed() < TOO_LONG, "{what}: {:?}", begun.elapsed());
        settled();
        // To open again and close are two acts; the first may be there without the second.
        let first = usize::from(what.starts_with("gereed"));
        self.seen = self.acts();
        let more = usize::try_from(self.seen - before).unwrap();
        let there = self.stands(&what);
        assert!(there <= 1 && more <= 1 + first, "{what}: {there} times, {more} acts: {done:?}");
        match done {
            Ok(()) => {
                assert!(there == 1 && more >= 1, "{what} was acknowledged: {there} times, {more} acts");
                self.telling[0] += 1;
            }
            Err(fout) => {
                let said = fout.melding();
                let words = format!("{} {}", said.tekst, said.hint.unwrap_or_default());
                assert_eq!(fout.aard(), Aard::Omgeving, "{what}: {fout}: {words}");
                for rough in ["error", "Error", "connection", "os ", "closed", "panick"] {
                    assert!(!words.contains(rough), "{words}");
                }
                if matches!(fout, Fout::Opslag { oorzaak: Error::Unsure(_), .. }) {
                    self.telling[2] += 1;
                } else {
                    assert!(there == 0 && more <= first, "{what} was refused ({fout}): {there} times, {more} acts");
                    self.telling[1] += 1;
                }
            }
        }
        if there == 1 && ["afspraak", "signaal"].iter().any(|soort| what.starts_with(soort)) {
            self.vast.insert(what);
        }
    }

    /// When all is quiet again: nothing is lost, doubled or half.
    fn ends(&self) {
        let all = self.ander.afspraken(&Afspraakfilter::default()).unwrap();
        let nummers: BTreeSet<_> = all.iter().map(|regel| regel.afspraak.nummer).collect();
        assert_eq!(nummers.len(), all.len());
        let signalen = self.ander.signalen(&Signaalfilter::default()).unwrap();
        let texts = all.iter().map(|regel| regel.afspraak.tekst.to_string());
        let texts: Vec<String> = texts.chain(signalen.iter().map(|regel| regel.signaal.tekst.to_string())).collect();
        let there: BTreeSet<String> = texts.iter().filter(|text| !text.starts_with("eerste")).cloned().collect();
        assert_eq!((there.len() + 2, &there), (texts.len(), &self.vast));
        // Every act is in the history, under a number of its own.
        let newest = self.acts();
        let acts = self.ander.store.acts(u32::try_from(newest).unwrap() + 1).unwrap();
        assert_eq!(i64::try_from(acts.len()).unwrap(), newest);
        assert!(acts.iter().all(|act| !act.changes.is_empty()));
        assert!(self.ander.check().unwrap().problemen.is_empty());
        eprintln!("stored, not stored, unsure: {:?}; the longest took {:?}", self.telling, self.langst);
    }
}

/// One of twenty kwartalen, so that most of what is read takes the place of something.
fn kwartaal_of(n: usize) -> Kwartaal {
    format!("{}-K{}", 2019 + n % 5, n % 4 + 1).parse().unwrap()
}

fn afspraak(tekst: &str) -> NieuweAfspraak {
    NieuweAfspraak { aanbieder: Some(PSW), tekst: tekst.into(), eigenaar: "PSW".into(), ..NieuweAfspraak::default() }
}

fn signaal(tekst: &str) -> NieuwSignaal {
    NieuwSignaal {
        datum: None,
        kwartaal: Some("2024-K2".parse().unwrap()),
        gemeente: Gemeente::Venlo,
        functie: "casusregisseur".into(),
        aanbieder: Some(PSW),
        segment: Segment::Collectief,
        onderwerp: Onderwerp::Overig,
        kpi: None,
        toon: Toon::Negatief,
        tekst: tekst.into(),
    }
}

#[test]
fn a_line_that_is_cut_again_and_again_loses_and_doubles_nothing() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let (cuts, seed) = (how_many("BREUKEN", 60), how_many("ZAAD", 1));
    let url = format!("{server}&schema=b{}", std::process::id());
    Store::inrichten(&url, None).unwrap();
    let lijn = Lijn::to(&url, Duration::ZERO);
    let mut team = Team::new(&url, &lijn.url(&url), seed);
    let mut broken = 0;
    while broken < cuts {
        let (plek, breuk) = team.kans.breuk();
        lijn.breaks(plek, breuk);
        team.tries(|| ());
        broken += usize::from(lijn.has_broken());
        lijn.mend();
    }
    team.ends();
}

#[test]
fn what_is_stored_is_said_to_be_stored_wherever_the_line_ends() {
    let Ok(server) = std::env::var("ACCOUNTGESPREK_SERVER") else { return };
    let url = format!("{server}&schema=i{}", std::process::id());
    Store::inrichten(&url, None).unwrap();
    let lijn = Lijn::to(&url, Duration::ZERO);
    let mut team = Team::new(&url, &lijn.url(&url), 1);
    // What reads on after it was stored.
    // Where something went, the whole table is read again: that takes larger steps.
    for (soort, step) in [("import psw-", 400), ("bundel ", 40), ("aanbieder ", 40), ("terug ", 1500)] {
        for at in (ANSWER..).step_by(step) {
            team.n += 1;
            if soort == "terug " {
                team.prepares();
            }
            lijn.breaks(Plek::Daarna(at), Breuk::Weg { na: Duration::ZERO, daarna: usize::MAX });
            let mut has_broken = false;
            let tried = |team: &mut Team| {
                let done = match soort {
                    "bundel " => team.bundle(),
                    "aanbieder " => team.add_aanbieder(format!("{soort}{}", team.n)),
                    "terug " => team.takes_back(),
                    _ => team.import(),
                };
                (format!("{soort}{}", team.n), done)
            };
            team.tries_this(tried, || {
                has_broken = lijn.has_broken();
                lijn.mend();
            });
            if !has_broken {
                break;
            }
        }
    }
    team.ends();
}

#[test]
fn a_server_that_is_killed_again_and_again_loses_and_doubles_nothing() {
    if std::env::var("ACCOUNTGESPREK_SERVER").is_err() {
        return;
    }
    let Some(mut own) = Eigenserver::start() else { return };
    let url = own.url.clone();
    Store::inrichten(&url, None).unwrap();
    let mut team = Team::new(&url, &url, how_many("ZAAD", 1));
    for _ in 0..how_many("STEKKERS", 3) {
        // In the middle of something, or before it.
        let pause = Duration::from_millis(u64::try_from(team.kans.below(120)).unwrap());
        if team.kans.below(3) == 0 {
            own.pg_ctl("-m immediate stop");
            team.tries(|| own.pg_ctl("start"));
        } else {
            std::thread::scope(|scope| {
                let killed = scope.spawn(|| {
                    std::thread::sleep(pause);
                    own.pg_ctl("-m immediate stop");
                    own.pg_ctl("start");
                });
                team.tries(|| killed.join().unwrap());
            });
        }
        team.tries(|| ());
    }
    team.ends();
}
