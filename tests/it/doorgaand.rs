//! Reports read one after another through the app: what is held against earlier ones, and the figures that come of it.

use crate::aanbieders::PSW;
use std::path::PathBuf;

use accountgesprek::app::{App, Leesopties, Omgeving, Ongedaan};
use accountgesprek::domain::{Bestandsoordeel, Kwartaal, Meting, Periode, Segment, Waarde};

struct Huis {
    map: tempfile::TempDir,
    app: App,
}

impl Huis {
    fn new() -> Self {
        let map = tempfile::tempdir().unwrap();
        let omgeving = Omgeving { vandaag: "2024-10-01".parse().unwrap(), wie: "test".to_owned(), voorbeeld: false };
        let app = App::open(&map.path().join("test.db"), None, omgeving).unwrap();
        Self { map, app }
    }

    /// Writes and stores a csv of PSW with these rows; returns the verdict and the findings as "code cel tekst".
    fn read(&mut self, naam: &str, rows: &[&str]) -> (Bestandsoordeel, Vec<String>) {
        let pad: PathBuf = self.map.path().join(naam);
        let head = "Deelnemer;Gemeente;Startdatum;Einddatum;Uitstroomdatum;Uitstroom;Uitval eensluidend";
        std::fs::write(&pad, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
        let voorstel = self.app.check_quickly(&pad, &Leesopties::default(), &mut ()).unwrap();
        let told = voorstel
            .bevindingen
            .iter()
            .filter(|b| b.code != "kolom-ontbreekt")
            .map(|b| format!("{} {} {}", b.code, b.cel.clone().unwrap_or_default(), b.tekst));
        let told = (voorstel.oordeel, told.collect());
        self.app.store(&voorstel, None).unwrap();
        told
    }

    fn figure(&self, norm: &str, kwartaal: &str, stand: Option<&str>) -> Meting {
        let q = |k: &str| k.parse::<Kwartaal>().unwrap();
        let metingen = self.app.metingen(Segment::Collectief, q(kwartaal), stand.map(q)).unwrap();
        let own = |m: &Meting| m.norm.as_str() == norm && m.aanbieder == Some(PSW) && m.periode == Periode::Jaar;
        metingen.into_iter().find(own).unwrap()
    }
}

fn counts(meting: &Meting) -> (u32, u32) {
    match &meting.waarde {
        Waarde::Gemeten { teller, noemer } => (teller.to_string().parse().unwrap(), *noemer),
        _ => (0, 0),
    }
}

#[test]
fn a_corrected_startdatum_is_told_and_counts_once() {
    let mut huis = Huis::new();
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;30-6-2024;;;", "B;Venlo;1-1-2023;;;;"]);
    let (oordeel, told) =
        huis.read("psw-2024-K2.csv", &["b;Venlo;1-1-2023;;;;", "A;Venlo;1-2-2023;30-6-2024;30-6-2024;regulier;"]);
    assert_eq!(oordeel, Bestandsoordeel::GoedMetOpmerkingen);
    assert_eq!(
        told,
        [
            "code-hoofdletters A2 De code ‘b’ verschilt alleen in hoofdletters van ‘B’. Verwacht: overal dezelfde \
             schrijfwijze. Beide tellen als dezelfde deelnemer.",
            "startdatum-gecorrigeerd C3 De Startdatum was in een eerdere rapportage 1-1-2023 en is nu 1-2-2023. Verwacht: in \
             elke rapportage dezelfde Startdatum. Gelezen als hetzelfde traject: het telt één keer.",
        ]
    );
    assert_eq!(counts(&huis.figure("C2.1", "2024-K2", None)), (1, 1));
}

#[test]
fn an_older_report_that_comes_late_is_held_against_those_before_it_only() {
    let mut huis = Huis::new();
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;;;;"]);
    huis.read("psw-2024-K3.csv", &["A;Venlo;1-1-2023;;;;", "C;Venlo;1-5-2024;;;;"]);
    let (_, told) = huis.read("psw-2024-K2.csv", &["A;Venlo;1-1-2023;;;;", "C;Venlo;2-5-2024;;;;"]);
    assert_eq!(told, [""; 0], "K3 is not before K2");
    // K3 again, in another form: now its C is a correction of the one in K2.
    let (_, told) = huis.read("psw-2024-K3.csv", &["A;Venlo;1-1-2023;;;;", "C;Venlo;1-5-2024;31-12-2024;;;"]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("startdatum-gecorrigeerd"), "{told:?}");
}

#[test]
fn what_comes_in_late_is_shown_beside_the_figure_and_moves_it_only_when_asked() {
    let mut huis = Huis::new();
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;31-12-2024;;;", "B;Venlo;1-1-2023;31-3-2024;;;"]);
    assert_eq!(counts(&huis.figure("C2.1", "2024-K1", None)), (0, 1));
    huis.read("psw-2024-K2.csv", &["A;Venlo;1-1-2023;31-12-2024;1-2-2024;regulier;"]);
    let then = huis.figure("C2.1", "2024-K1", None);
    assert_eq!((counts(&then), then.nagekomen), ((0, 1), Some(1)));
    assert_eq!(counts(&huis.figure("C2.1", "2024-K1", Some("2024-K2"))), (1, 2));
    // A new version of the report itself does change it.
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;31-12-2024;1-2-2024;regulier;", "B;Venlo;1-1-2023;31-3-2024;;;"]);
    let again = huis.figure("C2.1", "2024-K1", None);
    assert_eq!((counts(&again), again.versie, again.nagekomen), ((1, 2), Some(2), Some(0)));
}

#[test]
fn what_lies_ahead_is_of_the_reports_as_they_stand_however_often_it_is_asked() {
    let mut huis = Huis::new();
    let k1: Kwartaal = "2024-K1".parse().unwrap();
    let ahead = |huis: &Huis, norm: &str| {
        let beeld = huis.app.kpi_beeld(Segment::Collectief, Some(&norm.into()), k1).unwrap();
        let own = beeld.vooruit.into_iter().find(|r| r.meting.aanbieder == Some(PSW)).unwrap();
        own.blik.map(|blik| (blik.open.verwacht(), blik.open.overig))
    };
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;31-12-2024;;;", "B;Venlo;1-1-2023;31-3-2025;;;"]);
    for norm in ["C2.1", "C2.3", "C2.1"] {
        assert_eq!(ahead(&huis, norm), Some((1, 1)), "{norm}");
    }
    huis.read("psw-2024-K1.csv", &["A;Venlo;1-1-2023;31-12-2024;;;", "B;Venlo;1-1-2023;30-9-2024;;;"]);
    assert_eq!(ahead(&huis, "C2.1"), Some((2, 0)));
    let Ongedaan::Vraag(vraag) = huis.app.undo_next().unwrap() else { panic!("a version is not taken back unasked") };
    huis.app.undo_act(vraag.id).unwrap();
    assert_eq!(ahead(&huis, "C2.1"), Some((1, 1)));
    // In the last kwartaal of a year nothing lies ahead.
    huis.read("psw-2024-K4.csv", &["B;Venlo;1-1-2023;31-3-2025;;;"]);
    assert_eq!(huis.app.kpi_beeld(Segment::Collectief, Some(&"C2.1".into()), "2024-K4".parse().unwrap()).unwrap().vooruit, []);
}
