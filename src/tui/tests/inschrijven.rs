//! The register by keys: whoever is added, changed, contracted and left, and the file that names somebody unknown.

use crate::domain::register::{Besluit, Inschrijving};
use crate::domain::testing::{PSW, RENDIZ, d, k};
use crate::domain::{Aanbieder, Doelstand, Segment};
use crate::tui::testing::Zitting;

fn entry(desk: &Zitting, key: &str) -> Option<Inschrijving> {
    desk.app.register().get(Aanbieder::new(key).unwrap()).cloned()
}

fn says(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

#[test]
fn an_aanbieder_comes_with_a_contract_people_a_goal_and_a_budget_and_goes_by_undo() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    desk.keys("WnNieuwe Kans<tab><tab>12345678<tab>NK Groep<alt+enter>De Kans<ctrl+s>");
    says(&desk, "Nieuwe Kans toegevoegd; ↵ en dan d c legt het contract vast · ctrl+z maakt ongedaan");
    let made = entry(&desk, "nieuwe-kans").unwrap();
    assert_eq!((made.kvk.as_str(), made.voorvoegsel.as_str()), ("12345678", "NIEUWEKANS"));
    assert_eq!(made.andere_namen, ["NK Groep", "De Kans"]);

    // The cursor is on the new one. It proposes how the contracts of the segment are.
    desk.keys("<enter>");
    says(&desk, "Er is geen contract vastgelegd; d c legt er een vast.");
    says(&desk, "Nog niemand vastgelegd; d p voegt iemand toe.");
    desk.keys("dc<tab>1-4-2024<ctrl+s>");
    let joined = entry(&desk, "nieuwe-kans").unwrap();
    let [contract] = joined.contracten.as_slice() else { panic!("{joined:?}") };
    assert_eq!((contract.segment, contract.van, contract.tot), (Segment::Individueel, d("2024-04-01"), Some(d("2025-12-31"))));
    assert_eq!(contract.opties.iter().map(|o| o.tot).collect::<Vec<_>>(), [d("2028-12-31"), d("2031-12-31")]);
    // A first day that was typed wrong is mended at the contract; the cursor is on it, and stays.
    desk.keys("e<ctrl+u>1-5-2024<ctrl+s>");
    assert_eq!(entry(&desk, "nieuwe-kans").unwrap().contracten[0].van, d("2024-05-01"));
    desk.keys("e<ctrl+u><ctrl+s>");
    says(&desk, "Vul de eerste dag in.");
    desk.keys("<esc>j<ctrl+z>");
    // Never the same day twice.
    desk.keys("dci<tab>1-4-2024<ctrl+s>");
    says(&desk, "Op 1 apr 2024 begint al een contract individueel;");
    desk.keys("<esc>j");

    desk.keys("dpA. Jansen<tab>manager<tab>jansen<ctrl+s>");
    says(&desk, "Dat is geen e-mailadres; schrijf het als naam@voorbeeld.nl.");
    desk.keys("@voorbeeld.nl<ctrl+s>");
    says(&desk, "A. Jansen · manager · jansen@voorbeeld.nl");
    desk.keys("dpa. jansen<ctrl+s>");
    says(&desk, "Nieuwe Kans heeft al een contactpersoon met deze naam.");
    desk.keys("<esc>j");

    // The cursor goes to what was made.
    desk.keys("ddSamen een werkplaats<ctrl+s>eloopt<tab>Plek gevonden<ctrl+s>");
    let [doel] = desk.app.ontwikkeldoelen(Aanbieder::new("nieuwe-kans")).unwrap().try_into().unwrap();
    assert_eq!((doel.segment, doel.stand), (Segment::Individueel, Doelstand::Loopt));
    assert_eq!(
        doel.notities.iter().map(|n| (n.kwartaal, n.tekst.as_str())).collect::<Vec<_>>(),
        [(desk.model.shared.kwartaal, "Plek gevonden")]
    );
    desk.keys("db125.000<ctrl+s>");
    says(&desk, "€ 125.000,00");
    desk.keys("etien<ctrl+s>");
    says(&desk, "Schrijf een bedrag in euro als 7,84 of 12.500.");
    desk.keys("<esc>j<delete>");
    says(&desk, "Nog geen budget ingevoerd; d b voert er een in.");

    // All of it, one by one.
    desk.keys("<ctrl+z><ctrl+z><ctrl+z><ctrl+z><ctrl+z><ctrl+z><ctrl+z>");
    assert_eq!(entry(&desk, "nieuwe-kans"), None);
    desk.keys("<ctrl+y><ctrl+y>");
    assert_eq!(entry(&desk, "nieuwe-kans").unwrap().contracten.len(), 1);
}

#[test]
fn a_decision_is_of_all_that_were_chosen_in_one_act() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    let taken = |desk: &Zitting, wie: Aanbieder| desk.app.register().get(wie).unwrap().contracten[0].opties[0].besluit.clone();
    desk.keys("W<home><space><space>do");
    says(&desk, "Besluit over de verlengoptie van 2 aanbieders");
    // Nothing is decided until somebody says what.
    desk.keys("<ctrl+s>");
    says(&desk, "Kies wat er is besloten: gelicht of niet gelicht.");
    assert_eq!(taken(&desk, PSW), Besluit::Open);
    desk.keys("gelicht<ctrl+s>");
    says(&desk, "Vul in wie het besluit nam.");
    desk.keys("het bestuur<ctrl+s>");
    let expected = Besluit::Gelicht { op: desk.app.vandaag(), door: "het bestuur".to_owned() };
    assert_eq!((taken(&desk, PSW), taken(&desk, RENDIZ)), (expected.clone(), expected.clone()));
    desk.keys("<ctrl+z>");
    assert_eq!((taken(&desk, PSW), taken(&desk, RENDIZ)), (Besluit::Open, Besluit::Open));
    // One option of one aanbieder, and it can be taken back.
    desk.keys("/psw<enter><enter><down><down>dogelicht<tab><tab>het bestuur<ctrl+s>");
    assert_eq!(taken(&desk, PSW), expected);
    desk.keys("eopen<ctrl+s>");
    assert_eq!(taken(&desk, PSW), Besluit::Open);
    desk.keys("<delete>");
    says(&desk, "Een verlengoptie wijzigt u bij het contract waar zij bij hoort.");
}

#[test]
fn who_leaves_has_a_last_day_and_no_option_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    desk.keys("W/psw<enter><enter>dv");
    says(&desk, "Kies eerst een contract");
    desk.keys("<down>dv31-12-2026<ctrl+s>");
    says(&desk, "Het contract staat vast tot en met 31 dec 2025");
    desk.keys("<ctrl+u>30-6-2025<ctrl+s>");
    let contract = &desk.app.register().get(PSW).unwrap().contracten[0];
    assert_eq!((contract.tot, contract.opties.len()), (Some(d("2025-12-31")), 2), "what was agreed stays as it was");
    assert_eq!((contract.eindigt, contract.eind()), (Some(d("2025-06-30")), Some(d("2025-06-30"))));
    // Its figures of before stay: it is shown as long as it had a contract.
    let shown = |kwartaal| desk.app.getoond(k(kwartaal)).unwrap().iter().any(|g| g.aanbieder == PSW);
    assert!(shown("2025-K2") && !shown("2025-K3"));
    says(&desk, "eindigt door vertrek op 30 jun 2025");
    says(&desk, "vervallen");
    // An empty day takes it back.
    desk.keys("dv<ctrl+u><ctrl+s>");
    assert_eq!(desk.app.register().get(PSW).unwrap().contracten[0].eindigt, None);
}

#[test]
fn what_was_typed_for_somebody_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    desk.keys("W/psw<enter><enter>dpA. Jansen<tab>manager");
    let mut desk = desk.restart();
    desk.keys("W/rendiz<enter><enter>dp");
    assert!(!desk.screen(120, 40).contains("A. Jansen"), "it was typed for another");
    desk.keys("<esc><esc><esc>W/psw<enter><enter>dp<ctrl+s>");
    assert_eq!(desk.app.register().get(PSW).unwrap().contactpersonen[0].functie, "manager");
}

#[test]
fn a_file_that_names_somebody_unknown_is_read_again_once_that_one_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::at(&folder.path().join("a.db"));
    let pad = folder.path().join("rapport.csv");
    let csv = "Deelnemer;Gemeente;Startdatum;Aanbieder;Kwartaal;Product\nA1;Venlo;1-2-2024;Nieuwe Kans Zorg;2024-K1;mbo\n";
    std::fs::write(&pad, csv).unwrap();
    desk.keys("i").keys(&pad.display().to_string()).keys("<ctrl+s>");
    says(&desk, "“Nieuwe Kans Zorg” staat niet in het register; n voegt de aanbieder toe");
    // The name of the file is filled in, and stays one of its names when one calls it otherwise.
    desk.keys("n");
    says(&desk, "Nieuwe aanbieder");
    desk.keys("Nieuwe Kans<ctrl+s>");
    assert_eq!(entry(&desk, "nieuwe-kans").unwrap().andere_namen, ["Nieuwe Kans Zorg"]);
    says(&desk, "Controle voor het inlezen");
    says(&desk, "Nieuwe Kans 2024-K1");
    desk.keys("n");
    says(&desk, "Wie dit bestand noemt, staat in het register.");
    desk.keys("<ctrl+s>");
    says(&desk, "1 bestand opgeslagen");
}
