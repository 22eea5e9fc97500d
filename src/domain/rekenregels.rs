//! The version of the rules by which figures are formed.
//!
//! Figures are kept (`app::cijfers`) and must not outlive the rule that made them. Which rules those are cannot be read off a
//! list of files, so the test below forms all figures of one fixed world and holds their print against the one that belongs to
//! this version: whoever changes a figure, in whatever file, is told to raise it.

/// Raised with every change of a rule, or of how a figure is kept, so that a figure of before is never shown again.
pub const REKENREGELS: u32 = 6;

#[cfg(test)]
mod tests {
    use crate::domain::testing::{Chance, PSW, selectie};
    use chrono::{Days, NaiveDate};
    use rust_decimal::Decimal;
    use sha2::{Digest, Sha256};

    use super::super::{
        Deelnemercode, Deelnemers, Gemeente, Indicator, Kolom, Kolommen, Kwartaal, Meetreeks, Meting, Niveau, Normenkader,
        Productopgave, Rapport, Segment, Tevredenheid, Tevredenheidsregel, Trajectregel, Trede, Uitstroom, Uitstroomsoort,
        Waarde,
    };
    use super::REKENREGELS;

    /// What the figures of the world were under each version. A landed line never changes.
    const PRINTS: &[(u32, &str)] = &[
        (1, "480eb6b7c27f5869062c52cd01d7bb088f7f78a0945f59a2306e8810f42e9b02"),
        (2, "47ca198574a169af62da513502c23027460e0aabb6c2613a00c3a4a2a38be619"),
        (3, "86138b6c633a9c552a0a56aad812c6472bec8c7593fa341dd06f428b33e3346a"),
        (4, "86138b6c633a9c552a0a56aad812c6472bec8c7593fa341dd06f428b33e3346a"),
        // The same figures, kept under keys.
        (5, "3123c59315d43f66f009c9cf84122cdfa206d8aaac44e2e95cc1cf07601744d0"),
        // The same figures; the response is of the cohort.
        (6, "d04e144d241af9eca0c5e1f7252f9d15017c740364ba65a8a4b1ada9cf9f0a3f"),
    ];

    /// Normen of our own, so that another grens in `data/normen.toml` is not taken for another rule.
    fn kader() -> Normenkader {
        let norm = |id: &str, kpi: u8, indicator: &str, grens: &str, richting: &str| {
            let segment = if id.starts_with('C') { "collectief" } else { "individueel" };
            format!(
                "[[norm]]\nid = \"{id}\"\nsegment = \"{segment}\"\nkpi = {kpi}\nindicator = \"{indicator}\"\nkort = \"\"\n\
                 tekst = \"\"\nregel = \"\"\ngrens = {grens}\nrichting = \"{richting}\"\ngeldig_van = \"2022-01-01\"\nbron = \"\"\n"
            )
        };
        let drempels = "[drempels]\nklein_aantal = 10\nstagnatie_rapportages = 3\nmax_aanpassingen = 2\ngroep_min = 4\n\
                        groep_max = 12\nmatching_werkdagen = 5\nmax_jaren = 3\n";
        let opschorting =
            "[[norm.opschorting]]\nvan = \"2023-01-01\"\ntot = \"2023-12-31\"\nreden = \"\"\nbesloten_door = \"\"\n";
        let text = [
            drempels.to_owned(),
            norm("C1.1", 1, "start_vastgelegd", "50", "minimum"),
            norm("C1.2", 1, "in_beeld", "40", "minimum"),
            norm("C2.1", 2, "regulier_werk", "30", "minimum"),
            opschorting.to_owned(),
            norm("C2.2", 2, "vrijwilligerswerk", "20", "richtwaarde"),
            norm("C2.3", 2, "uitval", "10", "maximum"),
            norm("C3.1", 3, "cijfer_deelnemers", "50", "minimum"),
            norm("C3.2", 3, "cijfer_casusregisseurs", "8", "minimum"),
            norm("C3.3", 3, "cijfer_ondernemers", "50", "minimum"),
            norm("C4.1", 4, "dekking", "100", "minimum"),
            norm("I1.1", 1, "start_vastgelegd", "50", "minimum"),
            norm("I2.1", 2, "regulier_werk", "30", "minimum"),
            norm("I2.4", 2, "vrijwilligerswerk_en_uitval", "20", "maximum"),
            norm("I3.1", 3, "cijfer_deelnemers", "50", "minimum"),
            norm("I3.2", 3, "cijfer_casusregisseurs", "8", "minimum"),
        ];
        toml::from_str(&text.concat()).unwrap()
    }

    /// A number for every indicator: a new one does not compile until it has its place, and then a norm above.
    const fn place(indicator: Indicator) -> usize {
        match indicator {
            Indicator::StartVastgelegd => 0,
            Indicator::InBeeld => 1,
            Indicator::RegulierWerk => 2,
            Indicator::Vrijwilligerswerk => 3,
            Indicator::Uitval => 4,
            Indicator::VrijwilligerswerkEnUitval => 5,
            Indicator::CijferDeelnemers => 6,
            Indicator::CijferCasusregisseurs => 7,
            Indicator::CijferOndernemers => 8,
            Indicator::Dekking => 9,
        }
    }

    impl Chance {
        fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            from[usize::try_from(self.below(from.len() as u64)).unwrap()]
        }
        /// One in so many.
        fn one_in(&mut self, n: u64) -> bool {
            self.below(n) == 0
        }
        fn ja(&mut self) -> Option<bool> {
            self.pick(&[Some(true), Some(true), Some(true), Some(true), Some(false), None])
        }
        fn trede(&mut self) -> Option<Trede> {
            if self.one_in(6) { None } else { Trede::new(u8::try_from(1 + self.below(6)).unwrap()) }
        }
        /// A mark around the 8 that the norms turn on.
        fn cijfer(&mut self) -> Decimal {
            self.pick(&[75, 79, 80, 81, 85, 795, 805].map(|n| if n > 100 { Decimal::new(n, 2) } else { Decimal::new(n, 1) }))
        }
    }

    /// The days on which rules turn: the edges of the kwartaal and of its year, and a day to either side.
    fn edges(q: Kwartaal) -> Vec<NaiveDate> {
        let on = [q.first_of_year().first_day(), q.first_day(), q.last_day()];
        let around = on.iter().flat_map(|d| [*d - Days::new(1), *d, *d + Days::new(1)]);
        around.chain([q.first_day() + Days::new(40), q.last_day() + Days::new(200)]).collect()
    }

    fn row(chance: &mut Chance, n: u64, rij: u32, q: Kwartaal) -> Trajectregel {
        // Two trajecten of each deelnemer, ten days apart; a Startdatum that was corrected is as near to either.
        let (wie, second) = (n / 2, n % 2);
        let start = NaiveDate::from_ymd_opt(2022, 1, 3).unwrap() + Days::new(wie * 17 % 500 + second * 10);
        let start = if chance.one_in(12) { start + Days::new(5) } else { start };
        let code = if chance.one_in(9) { format!("p-{wie:02}") } else { format!("P-{wie:02}") };
        let mut edges = edges(q);
        edges.extend([start, start + Days::new(5)]);
        let uitstroom =
            chance.one_in(3).then(|| Uitstroom { datum: chance.pick(&edges), soort: chance.pick(&Uitstroomsoort::ALL) });
        Trajectregel {
            rij,
            einddatum: (!chance.one_in(5)).then(|| chance.pick(&edges)),
            startsituatie: chance.ja(),
            begintrede: chance.trede(),
            doeltrede: chance.trede(),
            huidige_trede: chance.trede(),
            doelen: chance.ja(),
            in_beeld: chance.ja(),
            contact_professionals: chance.ja(),
            voortgang_geleverd: (!chance.one_in(5)).then(|| chance.pick(&edges)),
            uitstroom,
            uitval_eensluidend: chance.ja(),
            uren: Some(Decimal::from(chance.below(40))),
            product: [None, None, None, Some(Productopgave::ALL[0]), Some(Productopgave::ALL[1])]
                [usize::try_from(n % 5).unwrap()],
            cijfer: chance.one_in(2).then(|| chance.cijfer()),
            ..Trajectregel::new(Deelnemercode::new(&code).unwrap(), Gemeente::ALL[usize::try_from(n % 7).unwrap()], start)
        }
    }

    fn rapport(chance: &mut Chance, q: Kwartaal) -> Rapport {
        let mut rapport = Rapport { versie: u32::try_from(1 + chance.below(3)).unwrap(), ..Rapport::new(PSW, q) };
        if !chance.one_in(10) {
            // Who is left out drops out of the report without a word.
            let regels = (0..60).filter(|_| !chance.one_in(8)).collect::<Vec<_>>();
            let regels: Vec<_> = regels.into_iter().zip(2..).map(|(n, rij)| row(chance, n, rij, q)).collect();
            let absent = chance.one_in(3).then(|| chance.pick(&Kolom::ALL));
            let kolommen: Kolommen = Kolom::ALL.into_iter().filter(|k| Some(*k) != absent).collect();
            rapport.deelnemers = Some(Deelnemers {
                kolommen,
                regels,
                niet_meegeteld: u32::try_from(chance.below(3)).unwrap(),
                onleesbaar: Vec::new(),
            });
        }
        if !chance.one_in(5) {
            let regels = (2..14).map(|rij| Tevredenheidsregel {
                niveau: chance.pick(&[Niveau::Casusregisseur, Niveau::Ondernemer]),
                cijfer: chance.cijfer(),
                gemeente: None,
                datum: chance.pick(&[None, Some(q.first_day()), Some(q.last_day())]),
                ondernemer: chance.pick(&[None, Some("O-1"), Some("o-1 "), Some("O-2"), Some("O-3")]).map(Into::into),
                toelichting: None,
                gemeld_segment: chance.pick(&[None, None, None, Some(Segment::Collectief), Some(Segment::Individueel)]),
                rij,
            });
            let regels = regels.collect();
            rapport.tevredenheid = Some(Tevredenheid { regels, niet_meegeteld: u32::try_from(chance.below(2)).unwrap() });
        }
        rapport
    }

    /// Every figure of the world as it is kept, one per line; three years of reports, some of them missing.
    fn figures() -> Vec<String> {
        let kader = kader();
        let first: Kwartaal = "2022-K2".parse().unwrap();
        let mut figures = Vec::new();
        for seed in 1..=4 {
            let mut chance = Chance(seed);
            let reports: Vec<Rapport> = (0..12).map(|n| rapport(&mut chance, first.plus(n))).collect();
            let reports: Vec<Rapport> = reports.into_iter().filter(|_| !chance.one_in(9)).collect();
            for segment in [Segment::Collectief, Segment::Individueel] {
                let mut reeks = Meetreeks::new(selectie(segment));
                for rapport in &reports {
                    reeks.push(rapport);
                }
                for q in (0..12).map(|n| first.plus(n)) {
                    let (toen, nu) = (reeks.metingen(&kader, q), reeks.metingen_op_nieuwste_stand(&kader, q));
                    figures.extend(toen.iter().chain(&nu).map(|m| serde_json::to_string(m).unwrap()));
                }
            }
        }
        figures
    }

    #[test]
    fn a_figure_that_changes_raises_the_version_of_the_rules() {
        let mut digest = Sha256::new();
        for figure in figures() {
            digest.update(figure);
            digest.update("\n");
        }
        let print = digest.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let known = PRINTS.iter().find(|(version, _)| *version == REKENREGELS).map(|(_, print)| *print);
        assert_eq!(
            known,
            Some(print.as_str()),
            "\nThe same rows give other figures than before. If that was not meant, find what changed them. If it was: raise \
             REKENREGELS in src/domain/rekenregels.rs to {}, so that figures which users have kept are formed anew, and add \
             ({}, \"{print}\") to PRINTS.\n",
            REKENREGELS + 1,
            REKENREGELS + 1,
        );
        assert_eq!(PRINTS.last().map(|(version, _)| *version), Some(REKENREGELS), "the last print is of the present rules");
    }

    #[test]
    fn the_world_holds_every_indicator_and_every_state_of_a_figure() {
        let mut places: Vec<usize> = kader().norm.iter().map(|n| place(n.indicator)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places, (0..=place(Indicator::Dekking)).collect::<Vec<_>>());
        // Of each, some that count and some that do not: one that is never formed would never change either.
        let metingen: Vec<Meting> = figures().iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        for norm in kader().norm.iter().filter(|n| n.indicator != Indicator::Dekking) {
            let is_formed = |m: &Meting| match m.waarde {
                Waarde::Gemeten { teller, noemer } => Decimal::ZERO < teller && teller != Decimal::from(noemer),
                _ => false,
            };
            assert!(metingen.iter().any(|m| m.norm == norm.id && is_formed(m)), "{} is never in between", norm.id);
        }
        let figures = figures().join("\n");
        for word in
            ["Gemeten", "Nvt", "GeenRapportage", "NietTeMeten", "losgelaten", "boven richtwaarde", "niet gehaald", "TeVeel"]
        {
            assert!(figures.contains(word), "{word}");
        }
    }
}
