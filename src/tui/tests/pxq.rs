//! P×Q by keys: the lines are those of the command, and rates and budgets are entered where they are lacking.

use rust_decimal::Decimal;

use crate::app::{Pxqbeeld, Pxqlijn, Pxqmaat, Pxqniveau};
use crate::domain::testing::{RENDIZ, k};
use crate::domain::{Aanbieder, Aandachtsoort, Periode, Segment, Tariefproduct};
use crate::tui::testing::Zitting;

fn says(desk: &Zitting, text: &str) {
    assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
}

/// What the command says of an aanbieder in a segment: hours, those of the old contract, amount, trajecten.
type Told = Option<(Decimal, Decimal, Option<Decimal>, u32)>;

fn told(beeld: &Pxqbeeld, wie: Option<Aanbieder>, segment: Segment) -> Told {
    let totaal = beeld.totalen.iter().find(|t| t.aanbieder == wie && t.segment == segment)?;
    totaal.stand.som().map(|s| (s.uren, s.uren_oud, s.bedrag(), s.trajecten))
}

fn shown(maat: &Pxqmaat) -> Told {
    maat.waarde().map(|w| (w.uren, w.uren_oud, w.bedrag, w.trajecten))
}

#[test]
fn every_line_is_what_the_command_says_and_its_parts_come_to_the_whole() {
    let desk = Zitting::open();
    let pxq = |kwartaal, periode| desk.app.pxq(kwartaal, periode, None).unwrap();
    for (kwartaal, periode) in
        [(k("2022-K1"), Periode::Kwartaal), (k("2023-K2"), Periode::Jaar), (k("2024-K3"), Periode::Kwartaal)]
    {
        let beeld = desk.app.pxq_lijnen(kwartaal, periode).unwrap();
        let (now, before, year) = (pxq(kwartaal, periode), pxq(kwartaal.previous(), periode), pxq(kwartaal.plus(-4), periode));
        let whole: Vec<&Pxqlijn> = beeld.lijnen.iter().filter(|l| l.niveau == Pxqniveau::Samen).collect();
        let nobody = |s: &&Segment| now.van(**s).all(|t| t.aanbieder.is_none());
        let left_out = Segment::ALL.iter().filter(nobody).count();
        assert_eq!(whole.len() + left_out, now.totalen.len(), "{kwartaal}");
        for lijn in whole {
            let (wie, segment) = (lijn.aanbieder, lijn.segment);
            assert_eq!(shown(&lijn.nu), told(&now, wie, segment), "{kwartaal} {periode:?} {wie:?}");
            assert_eq!(shown(&lijn.jaar_ervoor), told(&year, wie, segment), "{kwartaal} {periode:?} {wie:?}");
            assert_eq!(lijn.eerder.is_some(), periode == Periode::Kwartaal);
            if let Some(eerder) = &lijn.eerder {
                assert_eq!(shown(eerder), told(&before, wie, segment), "{kwartaal} {wie:?}");
            }
            let parts = |is: fn(&Pxqniveau) -> bool| {
                let own = beeld.lijnen.iter().filter(|l| l.aanbieder == wie && l.segment == segment && is(&l.niveau));
                own.filter_map(|l| l.nu.waarde()).fold((Decimal::ZERO, Decimal::ZERO), |(u, o), w| (u + w.uren, o + w.uren_oud))
            };
            let Some(waarde) = lijn.nu.waarde() else { continue };
            let sum = (waarde.uren, waarde.uren_oud);
            assert_eq!(parts(|n| matches!(n, Pxqniveau::Product(_))), sum, "{kwartaal} {wie:?}");
            assert_eq!(parts(|n| matches!(n, Pxqniveau::Gemeente(..))), sum, "{kwartaal} {wie:?}");
            if wie.is_some() {
                assert_eq!(parts(|n| matches!(n, Pxqniveau::Traject(..))), sum, "{kwartaal} {periode:?} {wie:?}");
            }
        }
        if periode == Periode::Kwartaal {
            let points = desk.app.aandachtsbeeld(kwartaal, None, None).unwrap().punten;
            let mut watched: Vec<String> =
                points.into_iter().filter(|p| p.soort == Aandachtsoort::UrenSpringen).filter_map(|p| p.deelnemer).collect();
            let jumping = beeld.lijnen.iter().filter(|l| l.sprong.is_some());
            let mut found: Vec<String> = jumping
                .filter_map(|l| if let Pxqniveau::Traject(_, code) = &l.niveau { Some(code.clone()) } else { None })
                .collect();
            watched.sort();
            found.sort();
            assert_eq!(found, watched, "{kwartaal}");
        }
    }
}

#[test]
fn a_rate_and_a_budget_are_entered_where_they_are_lacking() {
    let mut desk = Zitting::open();
    let tarief = |desk: &Zitting, jaar| desk.app.tarieven().unwrap().get(Tariefproduct::P1, jaar).map(|t| t.to_string());
    // From the list of rates: of the year that is chosen, and of any other.
    desk.keys("P/rendiz<enter>dt/p1 2025<enter>e<ctrl+u>negen<ctrl+s>");
    says(&desk, "Schrijf een bedrag in euro als 7,84 of 12.500.");
    desk.keys("<ctrl+u>9,10<ctrl+s>");
    says(&desk, "Tarief P1 2025: € 9,10 per uur");
    assert_eq!(tarief(&desk, 2025).as_deref(), Some("9.1"));
    desk.keys("n<tab>2026<tab>10<tab>brief<ctrl+s>");
    assert_eq!(tarief(&desk, 2026).as_deref(), Some("10"));
    desk.keys("<esc>");
    says(&desk, "+9,9%");
    // The history, and the correction that is taken back.
    desk.keys("/p1 2025<enter>e<ctrl+u>9,20<ctrl+s>g");
    says(&desk, "€ 9,10 → € 9,20");
    desk.keys("<esc><ctrl+z>");
    assert_eq!(tarief(&desk, 2025).as_deref(), Some("9.1"));

    // One that does not belong there goes, and one that came with the program stays.
    desk.keys("<esc>/p1 2026<enter><end><delete>");
    says(&desk, "Tarief P1 2026 weggehaald");
    assert_eq!(tarief(&desk, 2026), None);
    desk.keys("<ctrl+z>");
    assert_eq!(tarief(&desk, 2026).as_deref(), Some("10"));
    desk.keys("<esc>/p1 2022<enter><home><delete>");
    says(&desk, "Tarief P1 2022 hoort bij het programma en kan niet worden weggehaald");

    desk.keys("<esc><esc>db50.000<ctrl+s>");
    says(&desk, "budget 2025 € 50.000,00");
    let budget = |desk: &Zitting| desk.app.budget(RENDIZ, 2025).unwrap().map(|b| b.bedrag.to_string());
    assert_eq!(budget(&desk).as_deref(), Some("50000"));
    // It is there: the same key changes it.
    desk.keys("db60.000<ctrl+s>");
    assert_eq!(budget(&desk).as_deref(), Some("60000"));
    desk.keys("<ctrl+z><ctrl+z>");
    assert_eq!(budget(&desk), None);
}

#[test]
fn p_x_q_goes_to_a_file_and_over_none_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Zitting::open();
    let pad = folder.path().join("uit.csv").display().to_string();
    desk.keys("Pw").keys(&pad).keys("<ctrl+s>");
    says(&desk, "P×Q geschreven: ");
    let written = std::fs::read_to_string(&pad).unwrap();
    desk.keys("w").keys(&pad).keys("<ctrl+s>");
    says(&desk, "uit.csv is er al. Vervangen?");
    desk.keys("j");
    says(&desk, "P×Q geschreven: ");
    assert_eq!(std::fs::read_to_string(&pad).unwrap(), written);
    // Of all together there is neither a screen nor a budget.
    desk.keys("<end><enter>");
    says(&desk, "Deze regel is van alle aanbieders samen");
}
