//! Gesprekken of one gemeente about segment individueel: which there are to be in a year, and what sets them apart from those of
//! the region (`domein.md` 10).

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::{App, Fout, Signaalfilter, Signaalregel, Signaalwijziging};
use crate::domain::{
    Aanbieder, Gemeente, Gesprek, Gespreksoort, Kwartaal, Meetreeks, Meting, Onderwerp, Segment, Selectie, Signaal,
    Signaalstatus, Tekst, Toon,
};
use crate::wording;

/// One aanbieder in one gemeente in a calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluatie {
    pub aanbieder: Aanbieder,
    pub gemeente: Gemeente,
    /// A traject of the segment ran there in the year, so that there is to be one.
    pub nodig: bool,
    /// The gesprek of the year, if one is planned.
    pub gesprek: Option<Gesprek>,
}

/// What the signaal of an opschaling says by itself.
fn told(gesprek: &Gesprek, naam: &str) -> String {
    let dag = gesprek.datum.map(wording::datum);
    let (begin, van) = if gesprek.status.is_held() { ("Uit", " van ") } else { ("Bij", ", gepland op ") };
    let dag = dag.map(|dag| format!("{van}{dag}")).unwrap_or_default();
    format!("{begin} het evaluatief gesprek met {naam}{dag}.")
}

/// Who is expected when nobody was named before: the gemeente that steers, and who guides.
pub(super) fn expected(naam: &str, gemeente: Gemeente) -> Vec<Tekst> {
    vec![Tekst::of(&format!("casusregisseur {}", gemeente.naam())), Tekst::of(naam)]
}

impl App {
    /// The gesprekken of one gemeente that belong to a calendar year, by name of the aanbieder: those that are to be, and those
    /// that were planned besides.
    pub fn evaluaties(&self, jaar: i32) -> Result<Vec<Evaluatie>, Fout> {
        let mut found: BTreeMap<(usize, Gemeente), Evaluatie> = BTreeMap::new();
        let planned: Vec<Gesprek> =
            self.gesprekken()?.into_iter().filter(|g| g.gemeente().is_some() && g.jaar() == jaar).collect();
        let everybody =
            self.register.op_naam(self.aanbieders_with_reports()?.into_iter().chain(planned.iter().map(|g| g.aanbieder)));
        for (plaats, aanbieder) in everybody.into_iter().enumerate() {
            for gemeente in self.gemeenten_met_trajecten(aanbieder, jaar)? {
                found.insert((plaats, gemeente), Evaluatie { aanbieder, gemeente, nodig: true, gesprek: None });
            }
            for gesprek in planned.iter().filter(|g| g.aanbieder == aanbieder) {
                let Some(gemeente) = gesprek.gemeente() else { continue };
                let own = found.entry((plaats, gemeente));
                own.or_insert(Evaluatie { aanbieder, gemeente, nodig: false, gesprek: None }).gesprek = Some(gesprek.clone());
            }
        }
        Ok(found.into_values().collect())
    }

    /// The figures of a kwartaal as they are on the table of one gemeente.
    pub(super) fn metingen_of_table(
        &self,
        segment: Segment,
        aanbieder: Aanbieder,
        gemeente: Gemeente,
        kwartaal: Kwartaal,
    ) -> Result<Vec<Meting>, Fout> {
        let mut reeks = Meetreeks::new(Selectie { gemeente: Some(gemeente), ..self.selectie(aanbieder, segment) });
        self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
        Ok(reeks.metingen(self.normen(), kwartaal))
    }

    /// The gesprek of the same table in a calendar year.
    pub(super) fn evaluatief_in(&self, gesprek: &Gesprek, jaar: i32) -> Result<Option<Gesprek>, Fout> {
        Ok(self.gesprekken()?.into_iter().find(|g| g.is_of_same_table(gesprek) && g.jaar() == jaar))
    }

    /// The gesprek of an aanbieder and a gemeente in a calendar year, if it is planned.
    pub fn evaluatief_van(&self, aanbieder: Aanbieder, gemeente: Gemeente, jaar: i32) -> Result<Option<Gesprek>, Fout> {
        let is_it = |g: &Gesprek| (g.aanbieder, g.gemeente(), g.jaar()) == (aanbieder, Some(gemeente), jaar);
        self.gesprekken()?.into_iter().find(is_it).map(|g| self.gesprek(g.id)).transpose()
    }

    /// Refuses a gesprek about a kwartaal with an aanbieder that has no contract for segment collectief: it is about that segment.
    pub(super) fn has_collectief(&self, aanbieder: Aanbieder) -> Result<(), Fout> {
        if self.register.get(aanbieder).is_some_and(|i| i.has_contract(Segment::Collectief)) {
            return Ok(());
        }
        let naam = self.register.naam(aanbieder);
        Err(Fout::Geweigerd(format!(
            "{naam} heeft geen contract voor segment collectief, en daarover gaat een accountgesprek. Plan met {naam} een \
             evaluatief gesprek, per gemeente."
        )))
    }

    /// Refuses a day for a gesprek of one gemeente when there is none, or when its year has another one already.
    pub(super) fn has_place_in_year(
        &self,
        aanbieder: Aanbieder,
        gemeente: Gemeente,
        datum: Option<NaiveDate>,
        own: Option<i64>,
    ) -> Result<(), Fout> {
        let Some(datum) = datum else {
            let tekst = "Vul de dag in: een evaluatief gesprek telt voor het kalenderjaar waarin het is.".to_owned();
            return Err(Fout::Ongeldig { veld: "datum", tekst });
        };
        let there = self.evaluatief_van(aanbieder, gemeente, datum.year())?.filter(|g| Some(g.id) != own);
        match there.and_then(|g| g.datum) {
            None => Ok(()),
            Some(dag) => {
                let (naam, jaar) = (self.register.naam(aanbieder), datum.year());
                let waar = gemeente.naam();
                let tekst =
                    format!("Met {naam} is er voor {waar} in {jaar} al een evaluatief gesprek, op {}.", wording::datum(dag));
                Err(Fout::Ongeldig { veld: "datum", tekst })
            }
        }
    }

    /// The signaal by which a gesprek of one gemeente went to the region; None when it did not.
    pub fn opschaling_van(&self, gesprek: i64) -> Result<Option<Signaalregel>, Fout> {
        Ok(self.signalen(&Signaalfilter::default())?.into_iter().find(|r| r.signaal.gesprek == Some(gesprek)))
    }

    /// Takes what a gesprek of one gemeente is about to the region, with why: there it is a signaal of the gemeente, with its stand and
    /// afspraken. Of one that went already, the reason is changed; None takes it back.
    pub fn escalate_gesprek(&mut self, id: i64, reden: Option<&str>) -> Result<Signaal, Fout> {
        let gesprek = self.gesprek(id)?;
        let Some(gemeente) = gesprek.gemeente() else {
            let tekst = "Opschalen naar de regio kan alleen vanuit een evaluatief gesprek.".to_owned();
            return Err(Fout::Ongeldig { veld: "reden", tekst });
        };
        let there = self.opschaling_van(id)?;
        if there.is_none() && reden.is_none() {
            let wie = wording::hoofdletter(&wording::gesprek(&gesprek, &self.register));
            return Err(Fout::Geweigerd(format!("{wie} is niet opgeschaald naar de regio.")));
        }
        let act = self.act(format!("{} opgeschaald naar de regio", wording::gesprek(&gesprek, &self.register)));
        let (register, vandaag) = (Arc::clone(&self.register), self.vandaag());
        let told = Signaal {
            id: 0,
            datum: vandaag,
            kwartaal: gesprek.kwartaal,
            gemeente,
            functie: Tekst::of("casusregisseur"),
            aanbieder: Some(gesprek.aanbieder),
            aanbieder_naam: None,
            segment: gesprek.segment(),
            onderwerp: Onderwerp::default(),
            kpi: None,
            toon: Toon::Neutraal,
            tekst: Tekst::of(&told(&gesprek, &self.register.naam(gesprek.aanbieder))),
            status: Signaalstatus::Nieuw,
            opgeschaald_op: None,
            opschaling: Tekst::default(),
            bundel: None,
            gesprek: Some(id),
            antwoord: Tekst::default(),
            uit_uitvraag: false,
            afdruk: None,
            rijversie: 0,
        };
        let wijziging = Signaalwijziging { opschaling: Some(reden.map(str::to_owned)), ..Signaalwijziging::default() };
        self.perform(&act, |h| {
            if let Some(regel) = &there {
                let mut signaal: Signaal = h.seen(&regel.signaal.id.to_string(), regel.signaal.rijversie)?;
                wijziging.apply(&mut signaal, &register, vandaag)?;
                return Ok(h.change(&signaal)?);
            }
            let mut signaal = told.clone();
            wijziging.apply(&mut signaal, &register, vandaag)?;
            Ok(h.make(signaal)?)
        })
    }

    /// The gesprek that a date for the next one is of, if it is there.
    pub(super) fn planned_next(&self, gesprek: &Gesprek, datum: NaiveDate) -> Result<Option<Gesprek>, Fout> {
        if gesprek.gemeente().is_none() {
            return self.gesprek_van(gesprek.aanbieder, gesprek.kwartaal.next());
        }
        if datum.year() <= gesprek.jaar() {
            let tekst = format!("Het volgende evaluatief gesprek is na {}: er is er een per kalenderjaar.", gesprek.jaar());
            return Err(Fout::Ongeldig { veld: "volgende", tekst });
        }
        let there = self.evaluatief_in(gesprek, datum.year())?;
        there.map(|g| self.gesprek(g.id)).transpose()
    }

    /// The kwartaal of the newest report of an aanbieder; without one the last that is over.
    pub(super) fn newest_kwartaal(&self, aanbieder: Aanbieder) -> Result<Kwartaal, Fout> {
        let newest = self.newest_reports()?.get(&aanbieder).copied();
        Ok(newest.unwrap_or_else(|| Kwartaal::of(self.vandaag()).previous()))
    }

    /// Has the gesprekken of one gemeente that were not held yet be about the newest report of their aanbieder.
    pub(super) fn about_newest(&self, mut gesprekken: Vec<Gesprek>) -> Result<Vec<Gesprek>, Fout> {
        let goes_on = |g: &Gesprek| matches!(g.soort, Gespreksoort::Evaluatief(_)) && !g.status.is_held();
        if gesprekken.iter().any(goes_on) {
            let newest = self.newest_reports()?;
            for gesprek in gesprekken.iter_mut().filter(|g| goes_on(g)) {
                gesprek.kwartaal = newest.get(&gesprek.aanbieder).copied().unwrap_or(gesprek.kwartaal);
            }
        }
        Ok(gesprekken)
    }

    fn newest_reports(&self) -> Result<HashMap<Aanbieder, Kwartaal>, Fout> {
        // In order of kwartaal: the last of each stands.
        let mut all: Vec<(Aanbieder, Kwartaal)> = self.reports_in()?.into_iter().collect();
        all.sort_by_key(|(_, kwartaal)| *kwartaal);
        Ok(all.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Kamer;
    use crate::app::{NieuwGesprek, NieuweAfspraak, Verslagkeuzes};
    use crate::domain::testing::{PSW, d, k, report, with_marks};
    use crate::domain::{Afspraakstatus, Onderdeelsleutel, Rapport};
    use crate::reports::verslag::Documentvorm;
    use Gemeente::{Gennep, Venlo, Venray};

    impl Kamer {
        fn plan_as(&mut self, soort: Gespreksoort, kwartaal: &str, datum: &str) -> Gesprek {
            let nieuw = nieuw(soort, kwartaal, Some(d(datum)));
            let voorstel = self.app.planvoorstel(nieuw.aanbieder, nieuw.kwartaal, soort, nieuw.datum).unwrap();
            self.app.plan_gesprek(&nieuw.or(&voorstel)).unwrap()
        }

        /// Who needs one in a year, and of whom it is planned (`+`).
        fn needed(&self, jaar: i32) -> Vec<String> {
            let said = |e: &Evaluatie| {
                let planned = if e.gesprek.is_some() { " +" } else { "" };
                format!("{}{}{planned}", e.gemeente.naam(), if e.nodig { "" } else { " (niet nodig)" })
            };
            self.app.evaluaties(jaar).unwrap().iter().map(said).collect()
        }

        fn agree(&mut self, gesprek: &Gesprek, tekst: &str, deadline: &str) -> String {
            let nieuw = NieuweAfspraak {
                aanbieder: Some(PSW),
                tekst: tekst.into(),
                deadline: Some(d(deadline)),
                ..NieuweAfspraak::default()
            };
            self.app.add_afspraak(gesprek.id, &Onderdeelsleutel::VolgendeDatum, &nieuw).unwrap().nummer.to_string()
        }

        /// The open afspraken on the agenda of a gesprek.
        fn running(&self, gesprek: &Gesprek) -> Vec<String> {
            let agenda = self.app.agenda(gesprek.id).unwrap();
            agenda.punten.iter().flat_map(|p| &p.lopend).map(|l| l.afspraak.nummer.to_string()).collect()
        }
    }

    fn nieuw(soort: Gespreksoort, kwartaal: &str, datum: Option<NaiveDate>) -> NieuwGesprek {
        NieuwGesprek {
            aanbieder: PSW,
            kwartaal: k(kwartaal),
            soort,
            datum,
            tijd: None,
            plaats: String::new(),
            aanwezig: Vec::new(),
            afwezig: Vec::new(),
            verslaglegger: String::new(),
        }
    }

    /// Individueel in Venlo and Gennep, collectief in Venray.
    fn quarter(kwartaal: &str) -> Rapport {
        let rows = [
            "V-001 2024-01-15 gem=venlo product=mbo tot=2026-01-15 start=ja doelen=ja begin=2 doel=4 beeld=ja contact=ja cijfer=9",
            "V-002 2024-01-15 gem=venlo product=mbo tot=2026-01-15 cijfer=6",
            "G-001 2024-01-15 gem=gennep product=hbo tot=2026-01-15 cijfer=5",
            "C-001 2024-01-15 gem=venray tot=2026-01-15 cijfer=7",
        ];
        with_marks(report(kwartaal, &rows), &["c 8.5", "o 9"])
    }

    #[test]
    fn an_opschaling_of_a_gesprek_that_was_not_held_does_not_say_what_came_out_of_it() {
        let mut kamer = Kamer::open("2024-07-18");
        let mut gesprek = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K2", "2024-09-10");
        assert_eq!(told(&gesprek, "PSW"), "Bij het evaluatief gesprek met PSW, gepland op 10 sep 2024.");
        gesprek.status = crate::domain::Gespreksstatus::Gehouden;
        assert_eq!(told(&gesprek, "PSW"), "Uit het evaluatief gesprek met PSW van 10 sep 2024.");
    }

    #[test]
    fn there_is_one_a_year_where_a_traject_of_the_segment_ran() {
        let mut kamer = Kamer::open("2024-07-18");
        assert!(kamer.needed(2024).is_empty(), "nothing was reported");
        kamer.deliver(&report(
            "2024-K2",
            &[
                "A 2024-01-15 gem=venlo product=mbo",
                "B 2023-12-31 gem=gennep product=mbo uit=regulier/2023-12-31",
                "C 2024-06-30 gem=venray",
                "D 2022-01-15 gem=venray product=hbo uit=regulier/2024-01-01",
            ],
        ));
        assert!(kamer.needed(2023).is_empty(), "nothing was reported of it");
        assert_eq!(
            kamer.needed(2024),
            ["Venlo", "Venray"],
            "who left on the first day ran in the year; collectief does not count"
        );
        assert_eq!(kamer.needed(2025), ["Venlo"], "what had not ended runs on");
        assert!(kamer.needed(2026).is_empty(), "of two years ahead nothing is known");
        // Moved: it is of the gemeente of its newest row.
        kamer.deliver(&report("2024-K3", &["A 2024-01-15 gem=gennep product=mbo"]));
        assert_eq!(kamer.needed(2025), ["Gennep"]);
        kamer.plan_as(Gespreksoort::Evaluatief(Gennep), "2024-K3", "2025-03-04");
        kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K3", "2025-03-05");
        assert_eq!(
            kamer.needed(2025),
            ["Venlo (niet nodig) +", "Gennep +"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_year_has_one_and_it_has_a_day() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2"));
        let soort = Gespreksoort::Evaluatief(Venlo);
        assert!(kamer.app.plan_gesprek(&nieuw(soort, "2024-K2", None)).is_err());
        let first = kamer.plan_as(soort, "2023-K1", "2024-09-02");
        assert_eq!(first.kwartaal, k("2024-K2"), "it is about the newest report, whatever was asked");
        assert_eq!(first.aanwezig, ["casusregisseur Venlo", "PSW"]);
        for (soort, datum, allowed) in [
            (soort, "2024-12-31", false),
            (soort, "2025-01-01", true),
            (Gespreksoort::Evaluatief(Gennep), "2024-09-02", true),
            (Gespreksoort::Regulier, "2024-09-02", true),
        ] {
            assert_eq!(kamer.app.plan_gesprek(&nieuw(soort, "2024-K2", Some(d(datum)))).is_ok(), allowed, "{soort:?} {datum}");
        }
        // Nor is it moved into a year that has one, or left without a day.
        for datum in [Some(d("2025-06-01")), None] {
            let change = crate::app::Gesprekwijziging { datum: Some(datum), ..Default::default() };
            assert!(kamer.app.change_gesprek(first.id, first.rijversie, &change).is_err(), "{datum:?}");
        }
        let moved = crate::app::Gesprekwijziging { datum: Some(Some(d("2024-10-01"))), ..Default::default() };
        assert!(kamer.app.change_gesprek(first.id, first.rijversie, &moved).is_ok());
    }

    #[test]
    fn a_gesprek_about_a_kwartaal_is_of_segment_collectief() {
        let mut kamer = Kamer::open("2024-07-18");
        let individueel = Aanbieder::new("jobfit").unwrap();
        for soort in [Gespreksoort::Regulier, Gespreksoort::Extra] {
            let asked = NieuwGesprek { aanbieder: individueel, ..nieuw(soort, "2024-K2", Some(d("2024-07-18"))) };
            let refused = kamer.app.plan_gesprek(&asked).unwrap_err().melding().tekst;
            assert!(refused.contains("JobFit heeft geen contract voor segment collectief"), "{refused}");
            assert!(refused.contains("Plan met JobFit een evaluatief gesprek, per gemeente."), "{refused}");
        }
        assert!(kamer.app.gespreksplanning().unwrap().iter().map(|r| &r.gesprek).all(|g| g.aanbieder != individueel));
    }

    #[test]
    fn its_agenda_is_of_the_segment_in_the_gemeente_from_the_newest_report() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2"));
        let gesprek = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K2", "2024-10-20");
        kamer.deliver(&quarter("2024-K3"));
        let agenda = kamer.app.agenda(gesprek.id).unwrap();
        assert_eq!(agenda.gesprek.kwartaal, k("2024-K3"));
        let said: Vec<String> = agenda.punten.iter().flat_map(|p| &p.feiten).map(|f| format!("{f:?}")).collect();
        let said = said.join("\n");
        assert!(said.contains("I1.1") && said.contains("1 van 2") && !said.contains("C1.1"), "{said}");
        assert!(!said.contains("G-001") && !said.contains("C-001") && !said.contains("Gennep"), "{said}");
        let keys: Vec<Onderdeelsleutel> = agenda.punten.iter().map(|p| p.punt.sleutel.clone()).collect();
        for absent in
            [Onderdeelsleutel::Dekking, Onderdeelsleutel::Samenwerking, Onderdeelsleutel::Tevredenheid, Onderdeelsleutel::Kpi(4)]
        {
            assert!(!keys.contains(&absent), "{keys:?}");
        }
        // Its own codes can be shown, those of another gemeente cannot, and its name is covered.
        let has = |words: &[String], word: &str| words.iter().any(|w| w.eq_ignore_ascii_case(word));
        assert!(has(&agenda.verborgen.codes, "V-001") && !has(&agenda.verborgen.codes, "G-001"));
        assert!(has(&agenda.verborgen.andere_codes, "G-001") && !has(&agenda.verborgen.andere_codes, "V-001"));
        assert!(agenda.verborgen.anderen.is_named_in("Gennep") && !agenda.verborgen.anderen.is_named_in("Venlo"));
        // Held, it stays about the report of then.
        let mut kamer = kamer.on("2024-10-20");
        let gesprek = kamer.app.gesprek(gesprek.id).unwrap();
        let held = kamer.app.hold_gesprek(gesprek.id, gesprek.rijversie).unwrap();
        kamer.deliver(&quarter("2024-K4"));
        assert_eq!((held.kwartaal, kamer.app.gesprek(held.id).unwrap().kwartaal), (k("2024-K3"), k("2024-K3")));
    }

    #[test]
    fn its_afspraken_come_back_at_its_own_table_and_count_nowhere_else() {
        let mut kamer = Kamer::open("2024-03-01");
        kamer.deliver(&quarter("2024-K1"));
        let venlo = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K1", "2024-03-01");
        let regular = kamer.plan_as(Gespreksoort::Regulier, "2024-K1", "2024-04-18");
        let (of_venlo, of_region) =
            (kamer.agree(&venlo, "Voor Venlo", "2024-04-01"), kamer.agree(&regular, "Voor de regio", "2024-03-15"));
        assert_eq!(of_venlo, "PSW-2024-01");
        let held = kamer.app.hold_gesprek(venlo.id, venlo.rijversie).unwrap();
        let gennep = kamer.plan_as(Gespreksoort::Evaluatief(Gennep), "2024-K1", "2024-05-01");
        let next = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K1", "2025-03-01");
        assert!(kamer.running(&gennep).is_empty() && kamer.running(&regular).is_empty());
        assert_eq!(kamer.running(&next), [of_venlo.as_str()]);
        // The regular one is held after the deadline of both: neither was carried over there, for its own was made at it.
        let mut kamer = kamer.on("2024-07-18");
        let regular = kamer.app.gesprek(regular.id).unwrap();
        kamer.app.hold_gesprek(regular.id, regular.rijversie).unwrap();
        let times = |kamer: &Kamer, nummer: &str| kamer.app.afspraak(nummer.parse().unwrap()).unwrap().doorgeschoven;
        assert_eq!((times(&kamer, &of_venlo), times(&kamer, &of_region)), (0, 0));
        let gennep = kamer.app.gesprek(gennep.id).unwrap();
        kamer.app.hold_gesprek(gennep.id, gennep.rijversie).unwrap();
        assert_eq!((times(&kamer, &of_venlo), times(&kamer, &of_region)), (0, 0));
        let mut kamer = kamer.on("2025-03-01");
        let next = kamer.app.gesprek(next.id).unwrap();
        kamer.app.hold_gesprek(next.id, next.rijversie).unwrap();
        assert_eq!((times(&kamer, &of_venlo), times(&kamer, &of_region)), (1, 0));
        assert_eq!(kamer.app.afspraak(of_venlo.parse().unwrap()).unwrap().afspraak.status, Afspraakstatus::Open);
        assert_eq!(kamer.app.gesprek(held.id).unwrap().jaar(), 2024);
    }

    #[test]
    fn what_was_closed_at_its_table_is_told_to_its_own_calendar_only() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2"));
        let venlo = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K2", "2024-07-18");
        let regular = kamer.plan_as(Gespreksoort::Regulier, "2024-K2", "2024-07-18");
        let nummer = kamer.agree(&venlo, "Voor Venlo", "2024-09-02").parse().unwrap();
        let map = tempfile::tempdir().unwrap();
        let told = |kamer: &Kamer, gesprek: &Gesprek, naam: &str| {
            let (beeld, pad) = (kamer.app.agenda(gesprek.id).unwrap(), map.path().join(naam));
            let akkoord = crate::app::Akkoord::default();
            kamer.app.write_verslag(&beeld, &[], Some(&pad), Verslagkeuzes::default(), akkoord).unwrap();
            std::fs::read_to_string(pad).unwrap().contains("UID:afspraak-")
        };
        assert!(told(&kamer, &venlo, "a.ics") && !told(&kamer, &regular, "b.ics"));
        let rijversie = kamer.app.afspraak(nummer).unwrap().afspraak.rijversie;
        kamer.app.close_afspraken(&[(nummer, rijversie)], "gedaan").unwrap();
        assert!(told(&kamer, &venlo, "c.ics") && !told(&kamer, &regular, "d.ics"));
    }

    #[test]
    fn it_has_no_deadline_for_a_report_and_asks_nothing_of_the_regular_one() {
        let mut kamer = Kamer::open("2024-07-01");
        kamer.deliver(&quarter("2024-K1"));
        kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K1", "2024-07-19");
        let due = kamer.app.kalender(d("2024-07-01"), d("2024-07-31")).unwrap();
        let said: Vec<String> =
            due.iter().map(|t| wording::kalender::titel(t, kamer.app.register(), crate::wording::agenda::Zicht::ALLES)).collect();
        assert_eq!(said, ["evaluatief gesprek PSW in Venlo"]);
        assert!(kamer.app.gesprek_van(PSW, k("2024-K1")).unwrap().is_none());
    }

    #[test]
    fn what_goes_out_of_it_names_no_other_gemeente() {
        let mut kamer = Kamer::open("2024-07-18");
        kamer.deliver(&quarter("2024-K2"));
        let gesprek = kamer.plan_as(Gespreksoort::Evaluatief(Venlo), "2024-K2", "2024-07-18");
        let gesprek = kamer.app.hold_gesprek(gesprek.id, gesprek.rijversie).unwrap();
        let beeld = kamer.app.agenda(gesprek.id).unwrap();
        for vorm in [Documentvorm::Markdown, Documentvorm::Html] {
            for codes in [false, true] {
                let keuzes = Verslagkeuzes { codes, ..Verslagkeuzes::default() };
                let text = String::from_utf8(kamer.app.verslag(&beeld, vorm, keuzes).unwrap()).unwrap();
                assert!(text.contains("evaluatief gesprek PSW in Venlo") && text.contains("Begeleiding Individueel"), "{text}");
                for other in [Gennep, Venray, Gemeente::Bergen, Gemeente::HorstAanDeMaas] {
                    assert!(!text.contains(other.naam()), "{}: {text}", other.naam());
                }
                assert!(!text.contains("G-001") && !text.contains("C-001"), "{text}");
                assert_eq!(text.contains("V-002"), codes, "{text}");
            }
        }
        let lezer = crate::app::uitgang::Meelezer { aanbieder: PSW, gemeente: Some(Venlo), codes: true };
        let typed = |tekst: &str| vec![crate::domain::vorm::Getypteplek { plek: "notitie".into(), tekst: tekst.into() }];
        for (tekst, allowed) in [
            ("In Venlo gaat het goed met V-001", true),
            ("In Gennep gaat het beter", false),
            ("Net als in Horst", false),
            ("Zoals bij G-001", false),
        ] {
            let found = kamer.app.look_for_outsiders(lezer, &typed(tekst), crate::app::Akkoord::default());
            assert_eq!(found.is_ok(), allowed, "{tekst}");
        }
    }
}
