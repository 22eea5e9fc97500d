//! An evaluatief gesprek by keys: from the task on the overview to the verslag, and to the region.

use crate::app::Signaalfilter;
use crate::domain::{Gemeente, Gesprek, Gespreksstatus};
use crate::tui::testing::Zitting;

/// JobFit guides somebody of Venray; the gesprek with UniK about Beesel is planned.
fn gesprek(desk: &Zitting) -> Gesprek {
    let all = desk.app.evaluaties(2026).unwrap();
    all.into_iter().find_map(|e| e.gesprek.filter(|g| g.gemeente() == Some(Gemeente::Venray))).unwrap()
}

#[test]
fn from_the_list_of_the_year_to_the_table_and_the_region() {
    let mut desk = Zitting::open();
    desk.keys("6de");
    let list = desk.screen(80, 24);
    assert!(list.contains("Evaluatieve gesprekken 2026") && list.contains("te plannen 1"), "{list}");
    // Enter plans what is not planned; without a day it says why there is none.
    desk.keys("<enter><ctrl+s>");
    assert!(desk.screen(80, 24).contains("Vul de dag in"), "{}", desk.screen(80, 24));
    desk.keys("19-1-2026<ctrl+s>");
    assert!(desk.screen(80, 24).contains("gepland 2"), "{}", desk.screen(80, 24));
    desk.keys("<enter>");
    let agenda = desk.screen(80, 24);
    assert!(agenda.contains("Evaluatief gesprek JobFit · Venray") && !agenda.contains("Samenwerking"), "{agenda}");
    assert_eq!(gesprek(&desk).aanwezig, ["casusregisseur Venray", "JobFit"]);

    // At the table: an afspraak; what names another gemeente or aanbieder is covered.
    desk.keys("tj");
    desk.keys("nIn Beesel loopt het bij UniK wel<ctrl+s>");
    let table = desk.screen(80, 24);
    assert!(table.contains("loopt het bij") && !table.contains("Beesel") && !table.contains("UniK"), "{table}");
    desk.keys("aElke maand bellen<ctrl+s>");
    desk.keys("rj<esc>j");
    let held = gesprek(&desk);
    assert_eq!(held.status, Gespreksstatus::Gehouden, "{}", desk.screen(80, 24));

    // To the region, with a reason; there it stands among the signalen, and comes back without one.
    desk.keys("dO<ctrl+s>");
    assert!(desk.screen(80, 24).contains("Vul in waarom dit naar de regio gaat"), "{}", desk.screen(80, 24));
    desk.keys("Geen plek meer<ctrl+s>");
    assert!(desk.screen(80, 24).contains("▲ Opgeschaald naar de regio (signaal"), "{}", desk.screen(80, 24));
    let of_region = Signaalfilter { opgeschaald: true, ..Signaalfilter::default() };
    let listed = |desk: &Zitting| {
        let all = desk.app.signalen(&of_region).unwrap();
        all.into_iter().map(|r| r.signaal).find(|s| s.gesprek == Some(held.id))
    };
    let there = listed(&desk).unwrap();
    assert_eq!((there.gemeente, there.opschaling.as_str()), (Gemeente::Venray, "Geen plek meer"));
    desk.keys("<ctrl+z>");
    assert!(listed(&desk).is_none());
    desk.keys("<ctrl+y>dO<ctrl+u><ctrl+s>");
    assert!(listed(&desk).is_none(), "{}", desk.screen(80, 24));

    // A second one in the year is refused, and the regular one was left alone.
    desk.keys("<esc>6");
    assert!(desk.app.gesprek_van(held.aanbieder, held.kwartaal).unwrap().is_none());
}
