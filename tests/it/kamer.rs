//! A database with gesprekken in it, for tests that look at what comes out of one.

use crate::aanbieders::{DRIE, register};
use std::path::{Path, PathBuf};

use accountgesprek::app::{
    Agendabeeld, App, Fout, Gesprekwijziging, Leesopties, NieuwGesprek, NieuwSignaal, NieuweAfspraak, Omgeving, Puntwijziging,
    Verborgen, Verslagkeuzes, Verslagvorm,
};
use accountgesprek::domain::{
    Aanbieder, Afspraak, Gemeente, Gesprek, Gespreksoort, Kwartaal, Onderdeelsleutel, Onderwerp, Segment, Signaal, Toon,
};
use chrono::NaiveTime;
use tempfile::TempDir;

pub(crate) use crate::aanbieders::PSW;

pub(crate) struct Kamer {
    pub(crate) map: TempDir,
    pub(crate) app: App,
}

pub(crate) fn k(tekst: &str) -> Kwartaal {
    tekst.parse().unwrap()
}

pub(crate) fn d(tekst: &str) -> chrono::NaiveDate {
    tekst.parse().unwrap()
}

/// Every choice that a user has about a verslag.
pub(crate) fn choices() -> impl Iterator<Item = Verslagkeuzes> {
    Verslagkeuzes::all()
}

impl Kamer {
    /// An empty database on this day.
    pub(crate) fn new(vandaag: &str) -> Self {
        let map = tempfile::tempdir().unwrap();
        let app = open(map.path(), vandaag);
        Self { map, app }
    }

    /// A database made of this SQL, opened on a day.
    pub(crate) fn of_sql(sql: &str, vandaag: &str) -> Self {
        let map = tempfile::tempdir().unwrap();
        rusqlite::Connection::open(map.path().join("a.db")).unwrap().execute_batch(sql).unwrap();
        let app = open(map.path(), vandaag);
        Self { map, app }
    }

    /// The same database on another day.
    pub(crate) fn on(mut self, vandaag: &str) -> Self {
        self.app = open(self.map.path(), vandaag);
        self
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.map.path().join("a.db")
    }

    /// The folder of the user's own settings.
    pub(crate) fn settings(&self) -> PathBuf {
        self.map.path().join("instellingen")
    }

    /// Reads a file with this text in.
    pub(crate) fn read(&mut self, naam: &str, tekst: &str) {
        let pad = self.map.path().join(naam);
        std::fs::write(&pad, tekst).unwrap();
        let voorstel = self.app.check_quickly(&pad, &Leesopties::default(), &mut ()).unwrap();
        let stored = self.app.store(&voorstel, Some("proef")).unwrap();
        assert!(!stored.is_empty(), "{naam}: {:?}", voorstel.bevindingen);
    }

    pub(crate) fn plan(&mut self, aanbieder: Aanbieder, kwartaal: &str, dag: &str) -> Gesprek {
        let nieuw = NieuwGesprek {
            aanbieder,
            kwartaal: k(kwartaal),
            soort: Gespreksoort::Regulier,
            datum: Some(d(dag)),
            tijd: NaiveTime::from_hms_opt(10, 0, 0),
            plaats: "Stadskantoor Venlo".into(),
            aanwezig: vec!["contractmanager".into(), "teamleider PSW".into()],
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        };
        self.app.plan_gesprek(&nieuw).unwrap()
    }

    pub(crate) fn afspraak(&mut self, gesprek: &Gesprek, kpi: u8, tekst: &str, deadline: &str) -> Afspraak {
        let nieuw = NieuweAfspraak {
            aanbieder: Some(gesprek.aanbieder),
            tekst: tekst.into(),
            deadline: Some(d(deadline)),
            ..NieuweAfspraak::default()
        };
        self.app.add_afspraak(gesprek.id, &Onderdeelsleutel::Kpi(kpi), &nieuw).unwrap()
    }

    pub(crate) fn signaal(&mut self, kwartaal: &str, tekst: &str) -> Signaal {
        let nieuw = NieuwSignaal {
            datum: Some(d("2024-06-01")),
            kwartaal: Some(k(kwartaal)),
            gemeente: Gemeente::Venlo,
            functie: "casusregisseur".into(),
            aanbieder: Some(PSW),
            segment: Segment::Collectief,
            onderwerp: Onderwerp::ErvaringInUitvoering,
            kpi: Some(1),
            toon: Toon::Negatief,
            tekst: tekst.into(),
        };
        self.app.add_signaal(&nieuw).unwrap()
    }

    /// Writes at a point of the agenda, as it stands there.
    pub(crate) fn write_at(&mut self, id: i64, sleutel: &Onderdeelsleutel, wijziging: &Puntwijziging) {
        let beeld = self.app.agenda(id).unwrap();
        let seen = beeld.punten.iter().find(|p| p.punt.sleutel == *sleutel).and_then(|p| p.punt.rijversie);
        self.app.edit_punt(id, sleutel, seen, wijziging).unwrap();
    }

    pub(crate) fn gesprek(&self, id: i64) -> Gesprek {
        self.app.gesprek(id).unwrap()
    }

    pub(crate) fn hold(&mut self, id: i64) -> Gesprek {
        let rijversie = self.gesprek(id).rijversie;
        self.app.hold_gesprek(id, rijversie).unwrap()
    }

    pub(crate) fn establish(&mut self, id: i64) -> Gesprek {
        let rijversie = self.gesprek(id).rijversie;
        self.app.establish_gesprek(id, rijversie).unwrap()
    }

    pub(crate) fn reopen(&mut self, id: i64) -> Gesprek {
        let rijversie = self.gesprek(id).rijversie;
        self.app.reopen_gesprek(id, rijversie).unwrap()
    }

    /// Takes the user's last act back; returns what it was.
    pub(crate) fn undo(&mut self) -> Result<String, Fout> {
        let last = self.app.last_own_act()?.expect("nothing to undo");
        self.app.undo_act(last)
    }

    pub(crate) fn next_on(&mut self, id: i64, dag: &str) {
        let rijversie = self.gesprek(id).rijversie;
        let wijziging = Gesprekwijziging { volgende: Some(Some(d(dag))), ..Gesprekwijziging::default() };
        self.app.change_gesprek(id, rijversie, &wijziging).unwrap();
    }

    pub(crate) fn markdown(&self, id: i64) -> String {
        let beeld = self.app.agenda(id).unwrap();
        String::from_utf8(self.app.verslag(&beeld, Verslagvorm::Markdown, Verslagkeuzes::default()).unwrap()).unwrap()
    }

    /// Everything that a gesprek shows: its screen, and every file of it.
    pub(crate) fn shown(&self, id: i64) -> (Agendabeeld, Vec<Vec<u8>>) {
        let mut beeld = self.app.agenda(id).unwrap();
        let file = |(vorm, keuzes)| self.app.verslag(&beeld, vorm, keuzes).unwrap();
        let files = Verslagvorm::ALL.into_iter().flat_map(|vorm| choices().map(move |keuzes| (vorm, keuzes))).map(file).collect();
        // What the table must not see of what is typed from now on, and what there is still to be sent, follow what is known now.
        beeld.te_schrijven.clear();
        beeld.verborgen = Verborgen::default();
        (beeld, files)
    }
}

fn open(map: &Path, vandaag: &str) -> App {
    let omgeving = Omgeving { vandaag: d(vandaag), wie: "contractmanager".into(), voorbeeld: false };
    let settings = map.join("instellingen");
    App::open(&map.join("a.db"), settings.exists().then_some(settings.as_path()), omgeving).unwrap()
}

/// The sheet Deelnemers with a row per code; `missing` of them lack Doelen. Some leave, with every kind of outcome.
pub(crate) fn deelnemers(codes: &[String], kwartaal: u8, missing: usize) -> String {
    let head = "Deelnemer;Gemeente;Groep;Startdatum;Einddatum;Aanpassingen;Startsituatie;Begintrede;Doeltrede;Huidige trede;Doelen;\
                In beeld;Contact professionals;Voortgang geleverd;Uitstroomdatum;Uitstroom;Uitval eensluidend;Uren;Cijfer";
    let row = |(i, code): (usize, &String)| {
        let gemeente = Gemeente::ALL[i % 7].naam();
        let doelen = if i < missing { "" } else { "ja" };
        let month = kwartaal * 3 - 1;
        let outcome = match i % 6 {
            3 => format!("20-{month}-2024;regulier;"),
            4 => format!("3-{month}-2024;uitval;ja"),
            5 => format!("9-{month}-2024;vrijwilligerswerk;"),
            _ => ";;".to_owned(),
        };
        let end = if i == 2 { "31-1-2024" } else { "31-12-2024" };
        let (aanpassingen, uren, cijfer) = (i % 4, 20 + i, 6 + i % 4);
        format!(
            "{code};{gemeente};Groen;1-9-2023;{end};{aanpassingen};ja;2;4;3;{doelen};ja;ja;15-{month}-2024;{outcome};{uren};{cijfer}"
        )
    };
    lines(head, codes.iter().enumerate().map(row))
}

fn lines(head: &str, rows: impl IntoIterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// `PSW-003` and on; the first are digits only, and short.
pub(crate) fn codes(n: usize) -> Vec<String> {
    let own = ["12", "0473", "A7"];
    (0..n).map(|i| own.get(i).map_or_else(|| format!("PSW-{i:03}"), |code| (*code).to_owned())).collect()
}

pub(crate) fn tevredenheid(cijfers: &[&str]) -> String {
    let rows = cijfers.iter().zip(1..).map(|(c, n)| format!("ondernemer;{c};O{n}"));
    lines("Niveau;Cijfer;Ondernemer", std::iter::once("casusregisseur;8,5;".to_owned()).chain(rows))
}

/// An overview in which everybody covers everything but one gemeente.
pub(crate) fn dekking(niet: &str) -> String {
    let row = |gemeente: Gemeente, aanbieder: Aanbieder| {
        let covers = if gemeente.naam() == niet { "nee" } else { "ja" };
        format!("{};{};{covers};1-1-2024", gemeente.naam(), register().naam(aanbieder))
    };
    let rows = Gemeente::ALL.into_iter().flat_map(|g| DRIE.map(|a| row(g, a)));
    lines("Gemeente;Aanbieder;Dekking;Vanaf", rows)
}
