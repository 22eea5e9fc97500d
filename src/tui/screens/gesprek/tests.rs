//! A gesprek from plan to verslag, by keys.

use crate::app::{Afspraakfilter, Afspraakwijziging};
use crate::domain::testing::k;
use crate::domain::testing::{PSW, RENDIZ};
use crate::domain::vorm::Verslaguitkomst;
use crate::domain::{Afspraakstatus, Feitregel, Gespreksstatus, Uitkomstinhoud};
use crate::tui::popups::Popup;
use crate::tui::testing::Zitting;
use crate::wording::agenda::Zicht;

/// The agenda of PSW in the example.
fn agenda() -> Zitting {
    let mut zitting = Zitting::open();
    zitting.keys("6");
    zitting.model.shared.aanbieder = Some(PSW);
    zitting.keys("<ctrl+r>");
    zitting
}

#[test]
fn a_point_of_the_agenda_has_a_history_with_what_came_out_of_it() {
    let mut desk = Zitting::open();
    desk.keys("6eEerst vragen<ctrl+s>b");
    desk.keys("Zo doen we het.<ctrl+s>g");
    let shown = desk.screen(120, 40);
    assert!(shown.contains("Geschiedenis: ") && shown.contains("Eerst vragen") && shown.contains("besluit"), "{shown}");
}

#[test]
fn a_gesprek_is_held_and_established_by_keys() {
    let mut tafel = agenda();
    assert!(tafel.screen(80, 24).contains("Gesprek PSW · 2025-K4"), "{}", tafel.screen(80, 24));
    // Prepare: an own point. Then to the table, six outcomes of four kinds.
    tafel.keys("nKennismaking<ctrl+s><home>tj").keys("bBesloten<ctrl+s>mGezegd<ctrl+s>nGenoteerd<ctrl+s><right>");
    tafel.keys("aPlan van aanpak maken<ctrl+s>bNog een besluit<ctrl+s>aEnquête<ctrl+s>");
    let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    let made: usize = beeld.punten.iter().map(|p| p.uitkomsten.len()).sum();
    assert_eq!(made, 6);
    assert!(beeld.gesprek.begonnen.is_some());
    // End, establish.
    tafel.keys("rj<esc>jv<ctrl+s>");
    let held = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    assert_eq!(held.gesprek.status, Gespreksstatus::Vastgesteld);
    assert!(held.gesprek.bevroren.is_some());
    tafel.keys("b");
    assert!(tafel.screen(80, 24).contains("is vastgesteld; d h heropent"), "{}", tafel.screen(80, 24));
    let uitkomsten = held.punten.iter().flat_map(|p| &p.uitkomsten);
    let afspraken: Vec<_> =
        uitkomsten.filter_map(|u| if let Verslaguitkomst::Afspraak(a) = &u.getoond { Some(a) } else { None }).collect();
    assert!(afspraken.len() == 2 && afspraken.iter().all(|a| a.status == Afspraakstatus::Open));
}

#[test]
fn an_afspraak_of_before_is_told_as_it_is_until_the_gesprek_is_vastgesteld() {
    let mut tafel = agenda();
    tafel.keys("<enter>rj<esc>j");
    // The lines that name it: as an open one, at its KPI and with what was expected of it.
    let told = |t: &Zitting| -> Vec<String> {
        let beeld = t.app.agenda_van(PSW, k("2025-K4")).unwrap();
        let lines = beeld.punten.iter().flat_map(|p| &p.feiten).filter_map(|f| f.tekst(Zicht::ALLES));
        lines.filter(|l| l.contains("PSW-2025-04 ")).collect()
    };
    let better = |t: &mut Zitting, tekst: &str| {
        let was = t.app.afspraak("PSW-2025-04".parse().unwrap()).unwrap().afspraak;
        let wijziging = Afspraakwijziging { tekst: Some(tekst.to_owned()), ..Afspraakwijziging::default() };
        t.app.change_afspraak(was.nummer, was.rijversie, &wijziging).unwrap();
        t.keys("<ctrl+r>");
    };
    better(&mut tafel, "Zo is het bedoeld");
    let lines = told(&tafel);
    assert!(lines.len() > 2 && lines.iter().all(|l| l.ends_with("Zo is het bedoeld")), "{lines:#?}");
    tafel.keys("<home>");
    assert!(tafel.screen(120, 40).contains("PSW-2025-04 Zo is het bedoeld"), "{}", tafel.screen(120, 40));
    tafel.keys("v<ctrl+s>");
    better(&mut tafel, "Na de vaststelling");
    assert_eq!(told(&tafel), lines);
}

#[test]
fn an_afspraak_beside_a_gesprek_that_is_vastgesteld_is_one_on_its_own() {
    let mut tafel = agenda();
    tafel.keys("<enter>rj<esc>jv<ctrl+s>a");
    let shown = tafel.screen(100, 30);
    assert!(shown.contains("Het gesprek is vastgesteld: dit komt op de volgende agenda."), "{shown}");
    let uitkomsten = outcomes(&tafel);
    tafel.keys("Nog bellen<ctrl+s>");
    let made = tafel.app.afspraken(&Afspraakfilter { zoek: Some("nog bellen".into()), ..Afspraakfilter::default() }).unwrap();
    assert_eq!((made[0].afspraak.aanbieder, made[0].afspraak.gesprek), (Some(PSW), None));
    assert_eq!(outcomes(&tafel), uitkomsten);
}

#[test]
fn an_open_afspraak_whose_expectation_was_reached_may_be_closed_at_its_points() {
    let mut tafel = agenda();
    let of = |t: &Zitting, mag: bool| -> Vec<String> {
        let beeld = t.app.agenda_van(PSW, k("2025-K4")).unwrap();
        let lopend = beeld.punten.iter().flat_map(|p| &p.lopend).filter(|l| l.mag_dicht == mag);
        lopend.map(|l| l.afspraak.nummer.to_string()).collect()
    };
    let regels = tafel.app.afspraken(&Afspraakfilter { aanbieder: Some(PSW), ..Afspraakfilter::default() }).unwrap();
    let may: Vec<String> = regels.iter().filter(|r| r.may_be_closed()).map(|r| r.afspraak.nummer.to_string()).collect();
    assert!(may == ["PSW-2025-04"] && of(&tafel, true).contains(&may[0]) && !of(&tafel, false).contains(&may[0]), "{may:?}");
    let shown = tafel.screen(120, 40);
    assert_eq!(shown.matches("verwachting gehaald · afsluiten? ↵, dan x").count(), 1, "{shown}");
    tafel.keys("<enter>");
    let shown = tafel.screen(120, 40);
    assert_eq!(shown.matches("verwachting gehaald · afsluiten? x").count(), 1, "{shown}");
}

#[test]
fn what_is_proposed_for_a_gesprek_stands_in_its_form_and_nothing_is_filled_in_behind_it() {
    let mut desk = agenda();
    let last = desk.app.agenda_van(PSW, k("2025-K3")).unwrap().gesprek;
    let invited = last.invited().join(", ");
    desk.keys("dn");
    let shown = desk.screen(120, 40);
    let said = [&*last.plaats, &last.verslaglegger, "teamleider PSW", "Uitgenodigd", "zijn een voorstel"];
    assert!(!last.plaats.is_empty() && said.iter().all(|s| shown.contains(s)), "{said:?}: {shown}");
    // What was typed ahead of the form comes into it, and a place that is made empty stays so.
    let cmds = desk.type_ahead("<esc>dn2-3-2026<tab><tab><end>");
    desk.run(cmds);
    desk.keys(&"<backspace>".repeat(last.plaats.chars().count())).keys("<ctrl+s>");
    let extra = desk.app.agenda_van(PSW, k("2025-K4")).unwrap().extra;
    let made = desk.app.gesprek(extra[0]).unwrap();
    assert_eq!((made.plaats.as_str(), made.aanwezig.join(", "), made.afwezig.len()), ("", invited, 0));
    assert_eq!(made.datum, "2026-03-02".parse().ok());
}

#[test]
fn who_was_there_and_who_wrote_is_asked_for_before_vaststellen_and_need_not_be_said() {
    let mut tafel = agenda();
    tafel.keys("<enter>rj<esc>v");
    let shown = tafel.screen(100, 30);
    assert!(shown.contains("Er staat nog niet in wie het verslag schreef."), "{shown}");
    let gesprek = |t: &Zitting| t.app.agenda_van(PSW, k("2025-K4")).unwrap().gesprek;
    assert_eq!(gesprek(&tafel).status, Gespreksstatus::Gehouden);
    // Left as it is, it is vastgesteld all the same.
    tafel.keys("<ctrl+s>");
    assert_eq!((gesprek(&tafel).status, gesprek(&tafel).verslaglegger.as_str()), (Gespreksstatus::Vastgesteld, ""));
    tafel.keys("dhjvbeleidscollega Venray<ctrl+s>");
    assert_eq!(
        (gesprek(&tafel).status, gesprek(&tafel).verslaglegger.as_str()),
        (Gespreksstatus::Vastgesteld, "beleidscollega Venray")
    );
    // What is known is said, and only a yes is asked.
    tafel.keys("dhjv");
    let shown = tafel.screen(100, 30);
    assert!(shown.contains("afwezig: niemand; verslag: beleidscollega Venray.") && shown.contains("alleen te lezen"), "{shown}");
    tafel.keys("j");
    assert_eq!(gesprek(&tafel).status, Gespreksstatus::Vastgesteld);
}

#[test]
fn at_the_table_codes_and_what_is_internal_stay_hidden_until_asked_for() {
    let mut tafel = agenda();
    // The point KPI 1 has rows with codes in the example.
    let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    let with_codes = beeld.punten.iter().position(|p| p.feiten.iter().any(Feitregel::names_deelnemers));
    let at = with_codes.expect("the example has rows that matter");
    // The line with codes begins as the one without.
    let regel = beeld.punten[at].feiten.iter().find(|f| f.names_deelnemers()).unwrap();
    let code = regel.tekst(Zicht::ALLES).unwrap().rsplit(": ").next().unwrap().split(' ').next().unwrap().to_owned();
    tafel.keys(&"j".repeat(at));
    tafel.keys("estreng zijn<ctrl+s><enter>");
    let shown = |t: &Zitting| t.screen(120, 60);
    assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"), "{}", shown(&tafel));
    tafel.keys("c");
    assert!(shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
    tafel.keys("dA");
    assert!(shown(&tafel).contains("Ook andere aanbieders"));
    // Enter is no answer; only a yes is.
    tafel.keys("<enter>");
    assert!(shown(&tafel).contains("Ook andere aanbieders") && !shown(&tafel).contains("streng"), "{}", shown(&tafel));
    assert!(shown(&tafel).contains("Antwoord met j (ja) of n (nee)."));
    tafel.keys("j");
    assert!(shown(&tafel).contains("streng zijn"));
    // Hiding again needs no question, by either key.
    tafel.keys("dA");
    assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
    tafel.keys("dAj");
    assert!(shown(&tafel).contains("streng zijn"));
    assert!(tafel.screen(80, 24).contains("! alles zichtbaar"), "who forgot it sees it on a small screen too");
    tafel.keys("c");
    assert!(!shown(&tafel).contains(&code) && !shown(&tafel).contains("streng"));
}

#[test]
fn what_was_typed_survives_a_crash() {
    let mut tafel = agenda();
    tafel.keys("<enter>bHalf getypt");
    let drafts = tafel.app.drafts().unwrap();
    assert!(drafts.iter().any(|(key, tekst)| key.starts_with("uitkomst:") && tekst.contains("Half getypt")), "{drafts:?}");
    // After it the program says so, where it stands, and goes on with it.
    let mut after = tafel.restart();
    let shown = after.screen(80, 24);
    assert!(shown.contains("nog een besluit dat niet is opgeslagen (open afspraken, gesprek PSW"), "{shown}");
    after.keys("6<enter>");
    assert!(after.screen(120, 24).contains("besluit, nog niet opgeslagen: b gaat verder"), "{}", after.screen(120, 24));
    after.keys("b");
    assert!(after.screen(80, 24).contains("Half getypt"), "{}", after.screen(80, 24));
    after.keys("<ctrl+s>");
    assert!(!after.screen(120, 24).contains("nog niet opgeslagen"));
}

#[test]
fn what_was_begun_in_a_gesprek_is_named_before_it_is_rounded_off_and_established() {
    let mut tafel = agenda();
    tafel.keys("<home>estreng zijn<ctrl+s><enter><right>nHalf getypt");
    let mut after = tafel.restart();
    // It is named in the question, and a no leads to it; where something was prepared too.
    after.keys("6<enter>r");
    let said = question(&after);
    assert!(said.contains("Nog niet opgeslagen: een notitie bij punt 2. Voorbereid en zonder uitkomst: punt 1."), "{said}");
    // Who is written down as present is said before it is.
    assert!(said.contains("Aanwezig: contractmanager, "), "{said}");
    after.keys("n");
    assert!(after.screen(120, 30).contains("nog niet opgeslagen: n gaat verder"), "{}", after.screen(120, 30));
    after.keys("rj<home>v");
    let shown = after.screen(100, 30);
    assert!(shown.contains("Nog niet opgeslagen: een notitie bij punt 2."), "{shown}");
    // Once it is vastgesteld the sign offers no key that is refused.
    after.keys("<ctrl+s>");
    let shown = after.screen(120, 30);
    assert!(!shown.contains("nog niet opgeslagen: n gaat"), "{shown}");
    assert!(shown.contains("pas na heropenen (d h) gaat n verder"), "{shown}");
}

#[test]
fn a_half_typed_correction_and_what_was_said_of_an_open_afspraak_are_named_too() {
    let mut tafel = agenda();
    // A correction of an outcome, an opmerking at an open afspraak, a preparation and the date of the next one.
    tafel.keys("<enter><right>bBesloten<ctrl+s>e maar anders");
    let mut tafel = tafel.restart();
    tafel.keys("6<enter><home><left>doNog niet");
    let mut tafel = tafel.restart();
    tafel.keys("6<end>eVragen naar vakantie");
    let mut tafel = tafel.restart();
    tafel.keys("6<end><enter>e1-5-2026");
    let mut tafel = tafel.restart();
    let drafts = tafel.app.drafts().unwrap();
    assert_eq!(drafts.len(), 4, "{drafts:?}");
    assert!(tafel.screen(120, 30).contains("Er zijn nog 3 concepten."), "{}", tafel.screen(120, 30));
    tafel.keys("6<enter>r");
    let said = question(&tafel);
    for named in
        ["een opmerking bij PSW-2025-01 bij punt 1", "een wijziging van een uitkomst bij punt 2", "een voorbereiding bij"]
    {
        assert!(said.contains(named), "{named}: {said}");
    }
    assert!(said.contains("de datum van het volgende gesprek bij punt"), "{said}");
    // In the form of the vaststelling each has its own line, and none is cut.
    tafel.keys("jv");
    let shown = tafel.screen(80, 24);
    for named in ["een opmerking bij PSW-2025-01 bij", "een wijziging van een uitkomst bij", "een voorbereiding bij punt"] {
        assert!(shown.contains(named), "{named}: {shown}");
    }
}

#[test]
fn after_a_crash_one_comes_back_where_one_was() {
    let mut tafel = Zitting::open();
    tafel.model.shared.aanbieder = Some(RENDIZ);
    tafel.keys("6<home>jjjnx<backspace>");
    assert!(tafel.app.drafts().unwrap().is_empty(), "what was taken out again is nothing to come back to");
    tafel.keys("<esc><enter>bHalf getypt");
    let mut after = Zitting::with(tafel.app);
    let shown = after.screen(120, 30);
    assert!(shown.contains("gesprek Rendiz 2025-K4): 6 ↵ b gaat"), "{shown}");
    // Wherever one looked first.
    after.keys("[6");
    let shown = after.screen(120, 30);
    assert!(shown.contains("Gesprek Rendiz · 2025-K4") && shown.contains(" 4 van "), "{shown}");
    after.keys("tj");
    let shown = after.screen(120, 30);
    assert!(after.model.sitting() == Some(RENDIZ) && shown.contains("punt 4 van"), "{shown}");
    after.keys("b");
    assert!(after.screen(80, 24).contains("Half getypt"), "{}", after.screen(80, 24));
    // Once: who goes elsewhere stays there.
    after.keys("<ctrl+s><esc>j1[6");
    assert!(after.screen(120, 30).contains("Gesprek Rendiz · 2025-K3"), "{}", after.screen(120, 30));
}

#[test]
fn what_is_rounded_off_before_its_day_was_held_today_and_it_is_said_what_comes_of_it() {
    let mut desk = agenda();
    let gesprek = |t: &Zitting| t.app.agenda_van(PSW, k("2025-K4")).unwrap().gesprek;
    assert!(gesprek(&desk).datum > Some(desk.model.shared.today));
    desk.keys("<enter>r");
    let asked = desk.screen(120, 40);
    for said in ["met vandaag als datum?", "De signalen worden"] {
        assert!(asked.replace("│\n", "").contains(said) || asked.contains(said), "{said}: {asked}");
    }
    assert!(!asked.contains("volgende datum"), "one meets again in april: {asked}");
    desk.keys("j");
    assert_eq!(gesprek(&desk).datum, Some(desk.model.shared.today));
}

#[test]
fn a_gesprek_that_was_begun_today_goes_on_without_a_question_and_the_program_ends_with_one() {
    let mut tafel = agenda();
    tafel.keys("tj<esc>jt");
    assert!(tafel.model.popups.is_empty() && tafel.model.sitting() == Some(PSW), "{}", tafel.screen(80, 24));
    tafel.keys("q");
    assert!(!tafel.model.quit && tafel.screen(80, 24).contains("Het programma sluiten?"), "{}", tafel.screen(80, 24));
    tafel.keys("nqj");
    assert!(tafel.model.quit);
}

#[test]
fn every_size_draws() {
    let mut tafel = agenda();
    for keys in ["", "<enter>", "bx"] {
        tafel.keys(keys);
        for (width, height) in [(1, 1), (20, 5), (60, 18), (80, 24), (120, 40), (200, 60)] {
            tafel.screen(width, height);
        }
    }
}

/// What is asked.
fn question(desk: &Zitting) -> &str {
    match desk.model.popups.last() {
        Some(Popup::Confirm(confirm)) => &confirm.question,
        _ => panic!("{}", desk.screen(80, 24)),
    }
}

fn outcomes(tafel: &Zitting) -> Vec<String> {
    let beeld = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    let texts = beeld.punten.iter().flat_map(|p| &p.uitkomsten).filter_map(|u| match &u.uitkomst.inhoud {
        Uitkomstinhoud::Tekst { tekst, .. } => Some(tekst.to_string()),
        Uitkomstinhoud::Afspraak(_) => u.afspraak.as_ref().map(|a| format!("{} {}", a.status.naam(), a.tekst)),
    });
    texts.collect()
}

#[test]
fn an_outcome_is_corrected_and_taken_out_by_keys() {
    let mut tafel = agenda();
    tafel.keys("<enter>bEerste<ctrl+s>mTweede<ctrl+s>");
    // The last one written is chosen; one up is the first.
    tafel.keys("e gewijzigd<ctrl+s>ke ook<ctrl+s>");
    assert_eq!(outcomes(&tafel), ["Eerste ook", "Tweede gewijzigd"]);
    tafel.keys("<delete>");
    assert_eq!(outcomes(&tafel), ["Tweede gewijzigd"]);
    tafel.keys("<ctrl+z>");
    assert_eq!(outcomes(&tafel).len(), 2);
}

#[test]
fn an_afspraak_at_the_table_is_bettered_in_place_and_withdrawn_with_a_reason() {
    let mut tafel = agenda();
    tafel.keys("<enter>aEnquête houden<ctrl+s>e op papier<ctrl+s>");
    assert_eq!(outcomes(&tafel), ["open Enquête houden op papier"]);
    tafel.keys("<delete><ctrl+s>");
    assert!(tafel.screen(80, 24).contains("Vul in waarom"), "{}", tafel.screen(80, 24));
    tafel.keys("Dubbel<ctrl+s>");
    assert_eq!(outcomes(&tafel), ["vervallen Enquête houden op papier"]);
}

#[test]
fn an_extra_gesprek_is_planned_visited_and_taken_off_the_planning() {
    let mut tafel = agenda();
    tafel.keys("da");
    assert!(tafel.screen(80, 24).contains("maar één gesprek"), "{}", tafel.screen(80, 24));
    tafel.keys("dn2-3-2026<ctrl+s>");
    assert!(tafel.screen(80, 24).contains("d a: een extra gesprek"), "{}", tafel.screen(80, 24));
    tafel.keys("danKennismaking<ctrl+s>");
    let shown = tafel.screen(80, 24);
    assert!(shown.contains("Extra gesprek PSW") && shown.contains("ma 2 mrt"), "{shown}");
    let regular = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    assert!(regular.punten.iter().all(|p| p.punt.titel != "Kennismaking"));
    assert_eq!(regular.extra.len(), 1);
    tafel.keys("dsj");
    assert!(tafel.app.agenda_van(PSW, k("2025-K4")).unwrap().extra.is_empty());
    let shown = tafel.screen(80, 24);
    assert!(shown.contains("Gesprek PSW") && !shown.contains("Extra"), "{shown}");
}

#[test]
fn the_clock_runs_at_the_table_only_and_stops_when_the_gesprek_is_over() {
    let mut tafel = agenda();
    // To read a point large begins nothing.
    tafel.keys("<enter><right>");
    assert!(tafel.model.clock_since().is_none() && tafel.screen(80, 24).contains("nog niet begonnen"));
    tafel.keys("tj");
    let since = tafel.model.clock_since().expect("the clock started with the gesprek");
    tafel.tick(since + chrono::Duration::seconds(83 * 60 + 59));
    assert!(tafel.screen(80, 24).contains("· 1 u 23"), "{}", tafel.screen(80, 24));
    tafel.keys("rj");
    assert!(tafel.model.clock_since().is_none());
}

#[test]
fn what_is_typed_before_the_store_answered_is_played_when_it_does() {
    let mut tafel = agenda();
    tafel.keys("1");
    // The agenda is not there yet, and each save still waits: letters are text, not keys of another screen.
    let cmds = tafel.type_ahead("6<enter>bBesluit, quoi?: q<ctrl+s>mMeteen door<ctrl+s>rj");
    assert!(!tafel.model.quit && outcomes(&tafel).is_empty());
    tafel.run(cmds);
    assert_eq!(outcomes(&tafel), ["Besluit, quoi?: q", "Meteen door"]);
    let held = tafel.app.agenda_van(PSW, k("2025-K4")).unwrap();
    assert_eq!(held.gesprek.status, Gespreksstatus::Gehouden);
    assert!(tafel.model.ahead.is_empty());
}

#[test]
fn a_verslag_in_every_form_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("verslag");
    let mut tafel = agenda();
    let write = format!("w<enter>a<enter>{}<ctrl+s>", base.display());
    tafel.keys(&write);
    let written = || std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(written(), 3, "{}", tafel.screen(120, 40));
    let md = base.with_extension("md");
    std::fs::write(&md, "nagelezen").unwrap();
    tafel.keys(&write);
    assert!(tafel.screen(200, 40).contains("en verslag.md zijn er al"), "{}", tafel.screen(200, 40));
    // No leaves the files and the form; yes is asked for every time anew.
    tafel.keys("n");
    assert_eq!(std::fs::read_to_string(&md).unwrap(), "nagelezen");
    tafel.keys("<ctrl+s>");
    assert!(tafel.screen(200, 40).contains("Vervangen?"), "{}", tafel.screen(200, 40));
    tafel.keys("j");
    assert!(std::fs::read_to_string(&md).unwrap().contains("Verslag"));
    assert!(tafel.screen(200, 40).contains("Verslag geschreven"), "{}", tafel.screen(200, 40));
    assert_eq!(written(), 3, "nothing half written stays");
}

#[test]
fn a_point_that_was_added_by_mistake_goes_wholly_and_one_that_holds_something_does_not() {
    let mut desk = Zitting::open();
    let titles = |desk: &Zitting| {
        let beeld =
            desk.app.agenda_van(crate::tui::screens::gesprek::aanbieder(&desk.model.shared), desk.model.shared.kwartaal).unwrap();
        beeld.punten.iter().map(|p| (p.punt.titel.clone(), p.punt.vervallen)).collect::<Vec<_>>()
    };
    desk.keys("6");
    let before = titles(&desk);
    desk.keys("nPer ongeluk<ctrl+s>");
    assert!(titles(&desk).contains(&("Per ongeluk".to_owned(), false)));
    desk.keys("<delete>");
    assert!(desk.screen(120, 40).contains("Agendapunt weggehaald"), "{}", desk.screen(120, 40));
    assert_eq!(titles(&desk), before);
    desk.keys("<ctrl+z>");
    assert!(titles(&desk).contains(&("Per ongeluk".to_owned(), false)), "undo gives it back");
    desk.keys("<end><up>");
    desk.keys("eEn waarom<ctrl+s><delete>");
    assert!(titles(&desk).contains(&("Per ongeluk".to_owned(), true)), "{:?}", titles(&desk));
}
