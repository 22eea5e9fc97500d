//! The drill-down: every row that was looked at for a figure, and why it counts or does not.
//!
//! Fed with the same reports as a [`Meetreeks`], one at a time; only what the asked-for figure stands on is kept.

use std::collections::HashMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::metingen::{counts_in_c1, is_counted, is_good, is_recorded, mean_is_good, ondernemer_sleutel};
use super::{
    Dagdekking, Deelnemercode, Dekkingsgegevens, Gemeente, Herleiding, Herleidingsrij, Indicator, Klasse, Kolom, Kwartaal,
    Meetreeks, Meting, Niveau, Norm, Normenkader, Periode, Rapport, Reden, Selectie, Telling, Tevredenheidsregel, Trajectregel,
    Trajectstand, Uitstroomsoort, Voorrang, Waarde, dekking_metingen, pool,
};

impl Herleidingsrij {
    fn of_row(regel: &Trajectregel, kwartaal: Kwartaal, telling: Telling, reden: Reden) -> Self {
        Self {
            telling,
            reden,
            aanbieder: None,
            deelnemer: Some(regel.deelnemer.clone()),
            gemeente: Some(regel.gemeente),
            startdatum: Some(regel.startdatum),
            einddatum: regel.einddatum,
            uitstroom: regel.uitstroom,
            cijfer: None,
            ondernemer: None,
            bron: Some((kwartaal, regel.rij)),
        }
    }

    fn of_traject(traject: &Trajectstand, telling: Telling, reden: Reden) -> Self {
        Self {
            telling,
            reden,
            aanbieder: None,
            deelnemer: Some(traject.deelnemer.clone()),
            gemeente: Some(traject.gemeente),
            startdatum: Some(traject.startdatum),
            einddatum: traject.einddatum,
            uitstroom: traject.uitstroom,
            cijfer: None,
            ondernemer: None,
            bron: Some((traject.kwartaal, traject.rij)),
        }
    }

    const fn of_gemeente(gemeente: Gemeente, telling: Telling, reden: Reden) -> Self {
        Self {
            telling,
            reden,
            aanbieder: None,
            deelnemer: None,
            gemeente: Some(gemeente),
            startdatum: None,
            einddatum: None,
            uitstroom: None,
            cijfer: None,
            ondernemer: None,
            bron: None,
        }
    }
}

/// Collects the rows behind one figure of one aanbieder.
///
/// ```
/// use accountgesprek::domain::{Aanbieder, Herleider, Normenkader, Periode, Rapport, Selectie};
/// let kader: Normenkader = toml::from_str(include_str!("../../data/normen.toml")).unwrap();
/// let kwartaal = "2024-K1".parse().unwrap();
/// let norm = kader.find("C2.1", kwartaal).unwrap();
/// let psw = Aanbieder::new("psw").unwrap();
/// let selectie = Selectie { aanbieder: psw, segment: norm.segment, gemeente: None, collectief_vanaf: Some(norm.geldig_van) };
/// let mut herleider = Herleider::new(&kader, norm, selectie, kwartaal, Periode::Jaar, None);
/// herleider.push(&Rapport::new(psw, kwartaal));
/// assert_eq!(herleider.finish().meting.weergave, "geen rapportage");
/// ```
#[derive(Debug)]
pub struct Herleider<'k> {
    kader: &'k Normenkader,
    norm: &'k Norm,
    selectie: Selectie,
    kwartaal: Kwartaal,
    periode: Periode,
    stand: Kwartaal,
    reeks: Meetreeks,
    rijen: Vec<Herleidingsrij>,
    /// KPI 2: taken when the state at `stand` has been read.
    at_stand: bool,
    /// C3.1: per deelnemer the sum and number of marks, and its place in `rijen`.
    cijfers: HashMap<Deelnemercode, (Decimal, u32, usize)>,
    /// C3.3: the mark of each employer that counts, and its place in `rijen`.
    ondernemers: HashMap<String, (Voorrang, usize)>,
}

impl<'k> Herleider<'k> {
    /// Returns a collector for the figure of `norm` in `kwartaal`; `stand` as in [`Meetreeks::op_stand`].
    pub fn new(
        kader: &'k Normenkader,
        norm: &'k Norm,
        selectie: Selectie,
        kwartaal: Kwartaal,
        periode: Periode,
        stand: Option<Kwartaal>,
    ) -> Self {
        let stand = stand.map_or(kwartaal, |stand| stand.max(kwartaal));
        Self {
            kader,
            norm,
            selectie,
            kwartaal,
            periode,
            stand,
            reeks: Meetreeks::op_stand(selectie, kwartaal, stand),
            rijen: Vec::new(),
            at_stand: false,
            cijfers: HashMap::new(),
            ondernemers: HashMap::new(),
        }
    }

    /// Takes the next report, in order of kwartaal; those after `stand` matter for *nagekomen* only.
    pub fn push(&mut self, rapport: &Rapport) {
        if rapport.kwartaal > self.stand {
            self.take_outcomes();
        }
        self.reeks.push(rapport);
        let in_period = (self.periode.first_kwartaal(self.kwartaal)..=self.kwartaal).contains(&rapport.kwartaal);
        let (regels, tevredenheid) = self.reeks.parts_of(rapport, self.kwartaal);
        let regels = regels.unwrap_or_default();
        match self.norm.indicator {
            Indicator::StartVastgelegd | Indicator::InBeeld if rapport.kwartaal == self.kwartaal => {
                self.take_recorded(&regels, rapport);
            }
            Indicator::CijferDeelnemers if in_period => self.take_marks(&regels, rapport.kwartaal),
            Indicator::CijferCasusregisseurs | Indicator::CijferOndernemers if in_period => {
                let asked = if self.norm.indicator.is_mean() { Niveau::Casusregisseur } else { Niveau::Ondernemer };
                if let Some(tevredenheid) = tevredenheid {
                    self.take_tevredenheid(&tevredenheid, asked, rapport.kwartaal);
                }
            }
            Indicator::StartVastgelegd
            | Indicator::InBeeld
            | Indicator::CijferDeelnemers
            | Indicator::CijferCasusregisseurs
            | Indicator::CijferOndernemers
            // Formed from the outcomes at the end, or from no report at all.
            | Indicator::RegulierWerk
            | Indicator::Vrijwilligerswerk
            | Indicator::Uitval
            | Indicator::VrijwilligerswerkEnUitval
            | Indicator::Dekking => {}
        }
    }

    /// Returns the figure with its rows: those in the teller first, then the rest of the noemer, then those outside.
    pub fn finish(mut self) -> Herleiding {
        self.take_outcomes();
        let metingen = self.reeks.metingen(self.kader, self.kwartaal);
        let found = metingen.into_iter().find(|m| m.norm == self.norm.id && m.periode == self.periode);
        let meting = found.unwrap_or_else(|| {
            let (norm, klein) = (self.norm, self.kader.drempels.klein_aantal);
            Meting::form(norm, self.kwartaal, Some(self.selectie.aanbieder), self.periode, Waarde::GeenRapportage, klein)
        });
        let mut rijen = self.rijen;
        match meting.waarde {
            Waarde::GeenRapportage => rijen.clear(),
            // Without a figure no row is in it.
            Waarde::NietTeMeten(_) => rijen.iter_mut().for_each(|rij| rij.telling = Telling::Buiten),
            Waarde::Gemeten { .. } | Waarde::Nvt => {}
        }
        for rij in &mut rijen {
            rij.aanbieder = Some(self.selectie.aanbieder);
        }
        rijen.sort_by(|a, b| (a.telling, &a.deelnemer, a.startdatum).cmp(&(b.telling, &b.deelnemer, b.startdatum)));
        Herleiding { indicator: self.norm.indicator, meting, rijen }
    }

    fn take_recorded(&mut self, regels: &[&Trajectregel], rapport: &Rapport) {
        let present = rapport.deelnemers.as_ref().map(|d| d.kolommen).unwrap_or_default();
        let kwartaal = self.kwartaal;
        for regel in regels {
            let rij = if counts_in_c1(regel, kwartaal) {
                let columns = self.norm.indicator.kolommen().iter().copied().filter(|k| present.contains(*k));
                let missing: Vec<Kolom> = columns.filter(|k| !is_recorded(regel, *k, kwartaal)).collect();
                if missing.is_empty() {
                    Herleidingsrij::of_row(regel, kwartaal, Telling::Teller, Reden::AllesVastgelegd)
                } else {
                    Herleidingsrij::of_row(regel, kwartaal, Telling::Noemer, Reden::NietVastgelegd(missing))
                }
            } else {
                let datum = regel.uitstroom.map_or(regel.startdatum, |u| u.datum);
                Herleidingsrij::of_row(regel, kwartaal, Telling::Buiten, Reden::EerderUitgestroomd(datum))
            };
            self.rijen.push(rij);
        }
    }

    fn take_marks(&mut self, regels: &[&Trajectregel], kwartaal: Kwartaal) {
        for regel in regels {
            let (som, n, place) = self.cijfers.entry(regel.deelnemer.clone()).or_insert_with(|| {
                self.rijen.push(Herleidingsrij::of_row(regel, kwartaal, Telling::Buiten, Reden::GeenCijfer));
                (Decimal::ZERO, 0, self.rijen.len() - 1)
            });
            let Some(rij) = self.rijen.get_mut(*place) else { continue };
            // As the newest report writes it, also without a mark in that.
            rij.deelnemer = Some(regel.deelnemer.clone());
            if let Some(cijfer) = regel.cijfer {
                *som = som.saturating_add(cijfer);
                *n += 1;
                let good = mean_is_good(*som, *n);
                *rij = Herleidingsrij {
                    cijfer: Some(shown_mean(*som, *n)),
                    ..Herleidingsrij::of_row(
                        regel,
                        kwartaal,
                        if good { Telling::Teller } else { Telling::Noemer },
                        Reden::Gemiddelde { cijfers: *n },
                    )
                };
            }
        }
    }

    fn take_tevredenheid(&mut self, regels: &[&Tevredenheidsregel], asked: Niveau, kwartaal: Kwartaal) {
        for regel in regels.iter().filter(|r| r.niveau == asked) {
            // Every mark is in a mean; of a share only the good ones are in the teller.
            let in_teller = asked == Niveau::Casusregisseur || is_good(regel.cijfer);
            let here = self.rijen.len();
            self.rijen.push(Herleidingsrij {
                telling: if in_teller { Telling::Teller } else { Telling::Noemer },
                reden: Reden::Cijfer,
                aanbieder: None,
                deelnemer: None,
                gemeente: regel.gemeente,
                startdatum: None,
                einddatum: None,
                uitstroom: None,
                cijfer: Some(regel.cijfer),
                ondernemer: regel.ondernemer.clone(),
                bron: Some((kwartaal, regel.rij)),
            });
            let code = ondernemer_sleutel(regel.ondernemer.as_deref()).filter(|_| asked == Niveau::Ondernemer);
            let Some(code) = code else { continue };
            let own = (regel.voorrang(kwartaal), here);
            if let Some(other) = self.ondernemers.get(&code).copied() {
                let (counts, (_, lost)) = if own.0 > other.0 { (own, other) } else { (other, own) };
                self.ondernemers.insert(code, counts);
                if let Some(rij) = self.rijen.get_mut(lost) {
                    (rij.telling, rij.reden) = (Telling::Buiten, Reden::AnderCijfer);
                }
            } else {
                self.ondernemers.insert(code, own);
            }
        }
    }

    /// KPI 2: takes the rows from the state as it is now, once.
    fn take_outcomes(&mut self) {
        if self.norm.indicator.kpi() == 2 && !self.at_stand {
            self.rijen = outcomes(self.norm.indicator, &self.reeks, self.kwartaal, self.periode);
        }
        self.at_stand = true;
    }
}

/// The mean of marks in hundredths, half up, except that rounding never makes it reach 8.
fn shown_mean(som: Decimal, n: u32) -> Decimal {
    let mean = som.checked_div(Decimal::from(n)).unwrap_or_default();
    let rounded = mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if is_good(rounded) && !mean_is_good(som, n) { Decimal::new(799, 2) } else { rounded.normalize() }
}

/// Every traject of a series and its place in a figure of KPI 2; those that had not begun yet are left out.
fn outcomes(indicator: Indicator, reeks: &Meetreeks, kwartaal: Kwartaal, periode: Periode) -> Vec<Herleidingsrij> {
    let (eerste, dag) = (periode.first_day(kwartaal), kwartaal.last_day());
    let begun = reeks.trajecten(kwartaal).filter(|t| t.startdatum <= dag);
    begun
        .map(|traject| {
            let Some(uitkomst) = traject.uitkomst(dag) else {
                let dropped_out = |u: &super::Uitstroom| u.soort == Uitstroomsoort::Uitval && u.datum <= dag;
                let uitval_niet_eensluidend = traject.uitstroom.as_ref().is_some_and(dropped_out);
                let reden = Reden::Lopend { uitval_niet_eensluidend, einde: traject.einde(kwartaal) };
                return Herleidingsrij::of_traject(traject, Telling::Buiten, reden);
            };
            let (klasse, datum) = (uitkomst.klasse, uitkomst.datum);
            if datum < eerste {
                return Herleidingsrij::of_traject(traject, Telling::Buiten, Reden::AnderePeriode { klasse, datum });
            }
            let telling = if is_counted(indicator, klasse) { Telling::Teller } else { Telling::Noemer };
            let after_term = traject.uitstroom.filter(|u| u.datum <= dag && u.datum > datum);
            let reden = match after_term {
                Some(uitstroom) if klasse == Klasse::TermijnVerstreken => Reden::Alsnog { einddatum: datum, uitstroom },
                _ => Reden::Uitkomst { klasse, datum },
            };
            Herleidingsrij::of_traject(traject, telling, reden)
        })
        .collect()
}

/// Returns the drill-down of `alle` from those of the aanbieders, whose order it keeps.
pub fn pool_herleiding(
    norm: &Norm,
    kader: &Normenkader,
    kwartaal: Kwartaal,
    periode: Periode,
    herleidingen: Vec<Herleiding>,
) -> Herleiding {
    let metingen: Vec<&Meting> = herleidingen.iter().map(|h| &h.meting).collect();
    let meting = pool(norm, kader, kwartaal, periode, &metingen);
    let mut rijen: Vec<Herleidingsrij> = herleidingen.into_iter().flat_map(|h| h.rijen).collect();
    rijen.sort_by_key(|rij| rij.telling);
    Herleiding { indicator: norm.indicator, meting, rijen }
}

/// Returns the drill-down of C4.1: each gemeente and who covers it.
pub fn dekking_herleiding(norm: &Norm, kwartaal: Kwartaal, periode: Periode, gegevens: Dekkingsgegevens<'_>) -> Herleiding {
    let [kwartaalmeting, jaarmeting] = dekking_metingen(norm, kwartaal, gegevens);
    let meting = if periode == Periode::Jaar { jaarmeting } else { kwartaalmeting };
    let overzicht = gegevens.overzicht.filter(|o| o.kwartaal == kwartaal);
    let Some(overzicht) = overzicht else { return Herleiding { indicator: norm.indicator, meting, rijen: Vec::new() } };
    let beeld = Dagdekking::at_end(overzicht, gegevens.wijzigingen, gegevens.register);
    let rows = Gemeente::ALL.into_iter().map(|gemeente| {
        let door = beeld.gedekt_door(gemeente);
        if !door.is_empty() {
            return Herleidingsrij::of_gemeente(gemeente, Telling::Teller, Reden::Gedekt(door));
        }
        let reden = if beeld.is_opgegeven(gemeente) { Reden::NietGedekt } else { Reden::NietOpgegeven };
        Herleidingsrij::of_gemeente(gemeente, Telling::Noemer, reden)
    });
    let mut rijen: Vec<Herleidingsrij> = rows.collect();
    rijen.sort_by_key(|rij| rij.telling);
    Herleiding { indicator: norm.indicator, meting, rijen }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{d, k, kader, report, with_marks, without};
    use super::super::{Einde, Segment, Uitstroom};
    use super::*;
    use crate::domain::testing::{RENDIZ, dekkingsregel, register, selectie};

    fn trace(reports: &[Rapport], norm: &str, q: &str, periode: Periode, stand: Option<&str>) -> Herleiding {
        let kader = kader();
        let norm = kader.find(norm, k(q)).unwrap();
        let mut herleider = Herleider::new(&kader, norm, selectie(norm.segment), k(q), periode, stand.map(k));
        for r in reports {
            herleider.push(r);
        }
        herleider.finish()
    }

    fn who(herleiding: &Herleiding) -> Vec<(String, Telling, Reden)> {
        let row = |r: &Herleidingsrij| {
            let name = r.deelnemer.as_ref().map(ToString::to_string).or(r.ondernemer.as_deref().map(str::to_owned));
            (name.unwrap_or_default(), r.telling, r.reden.clone())
        };
        herleiding.rijen.iter().map(row).collect()
    }

    #[test]
    fn kpi_1_names_what_is_not_recorded() {
        let rows = report(
            "2024-K2",
            &[
                "A 2023-01-01 start=ja begin=1 doelen=ja doel=2 tot=2025-01-01",
                "B 2023-01-01 start=ja doelen=nee doel=2 tot=2025-01-01",
                "C 2023-01-01 uit=regulier/2024-03-31",
            ],
        );
        assert_eq!(
            who(&trace(std::slice::from_ref(&rows), "C1.1", "2024-K2", Periode::Jaar, None)),
            [
                ("A".into(), Telling::Teller, Reden::AllesVastgelegd),
                ("B".into(), Telling::Noemer, Reden::NietVastgelegd(vec![Kolom::Begintrede, Kolom::Doelen])),
                ("C".into(), Telling::Buiten, Reden::EerderUitgestroomd(d("2024-03-31"))),
            ]
        );
        let unmeasured = trace(&[without(rows, &[Kolom::Doelen])], "C1.1", "2024-K2", Periode::Jaar, None);
        assert_eq!(unmeasured.meting.waarde, Waarde::NietTeMeten(vec![Kolom::Doelen]));
        assert!(unmeasured.rijen.iter().all(|r| r.telling == Telling::Buiten));
    }

    #[test]
    fn kpi_2_says_of_every_traject_why_it_counts_or_not() {
        let reports = [
            report("2024-K1", &["A 2022-01-01 tot=2024-02-28", "F 2022-01-01 tot=2024-12-31"]),
            report(
                "2024-K2",
                &[
                    "B 2022-01-01 tot=2024-05-01 uit=regulier/2024-05-02",
                    "C 2022-01-01 tot=2024-06-30 uit=regulier/2024-06-30",
                    "D 2022-01-01 uit=uitval/2024-05-01 eens=nee",
                    "E 2022-01-01",
                ],
            ),
        ];
        let quarter = trace(&reports, "C2.1", "2024-K2", Periode::Kwartaal, None);
        let late = Uitstroom { datum: d("2024-05-02"), soort: Uitstroomsoort::Regulier };
        let open = Einde { verwacht: None, verdwenen: false };
        let expected = Einde { verwacht: Some(k("2024-K4")), verdwenen: true };
        let other = Reden::AnderePeriode { klasse: Klasse::TermijnVerstreken, datum: d("2024-02-28") };
        assert_eq!(
            who(&quarter),
            [
                ("C".into(), Telling::Teller, Reden::Uitkomst { klasse: Klasse::RegulierBinnenTermijn, datum: d("2024-06-30") }),
                ("B".into(), Telling::Noemer, Reden::Alsnog { einddatum: d("2024-05-01"), uitstroom: late }),
                ("A".into(), Telling::Buiten, other),
                ("D".into(), Telling::Buiten, Reden::Lopend { uitval_niet_eensluidend: true, einde: open }),
                ("E".into(), Telling::Buiten, Reden::Lopend { uitval_niet_eensluidend: false, einde: open }),
                ("F".into(), Telling::Buiten, Reden::Lopend { uitval_niet_eensluidend: false, einde: expected }),
            ]
        );
        assert_eq!(quarter.rijen[2].bron, Some((k("2024-K1"), 2)));
        let year = trace(&reports, "C2.1", "2024-K2", Periode::Jaar, None);
        assert_eq!(who(&year)[1].2, Reden::Uitkomst { klasse: Klasse::TermijnVerstreken, datum: d("2024-02-28") });
    }

    #[test]
    fn the_first_and_the_last_day_of_a_period_are_in_it() {
        let begun = |row: &str, periode| {
            let rows = report("2024-K2", &[row]);
            let found = trace(&[rows], "C2.1", "2024-K2", periode, None);
            found.rijen.first().map(|r| (r.telling, matches!(r.reden, Reden::AnderePeriode { .. })))
        };
        let (kwartaal, jaar) = (Periode::Kwartaal, Periode::Jaar);
        for (row, periode, expected) in [
            ("A 2024-06-30", kwartaal, Some((Telling::Buiten, false))),
            ("A 2024-07-01", kwartaal, None),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2024-03-31", kwartaal, Some((Telling::Buiten, true))),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2024-04-01", kwartaal, Some((Telling::Teller, false))),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2024-06-30", kwartaal, Some((Telling::Teller, false))),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2024-07-01", kwartaal, Some((Telling::Buiten, false))),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2023-12-31", jaar, Some((Telling::Buiten, true))),
            ("A 2022-01-01 tot=2025-01-01 uit=regulier/2024-01-01", jaar, Some((Telling::Teller, false))),
        ] {
            assert_eq!(begun(row, periode), expected, "{row}");
        }
        // That a uitval was not agreed is told from its day on, and of a uitval only; an outcome later than the term is
        // told from its own day on.
        let reason = |row: &str| trace(&[report("2024-K2", &[row])], "C2.1", "2024-K2", kwartaal, None).rijen[0].reden.clone();
        for (row, told) in [
            ("A 2022-01-01 uit=uitval/2024-06-30", true),
            ("A 2022-01-01 uit=uitval/2024-07-01", false),
            ("A 2022-01-01 uit=regulier/2024-07-01", false),
        ] {
            let einde = Einde { verwacht: None, verdwenen: false };
            assert_eq!(reason(row), Reden::Lopend { uitval_niet_eensluidend: told, einde }, "{row}");
        }
        for (row, told) in [
            ("A 2022-01-01 tot=2024-05-01 uit=regulier/2024-06-30", true),
            ("A 2022-01-01 tot=2024-05-01 uit=regulier/2024-07-01", false),
        ] {
            assert_eq!(matches!(reason(row), Reden::Alsnog { .. }), told, "{row}");
        }
    }

    #[test]
    fn alle_lists_who_counts_first_whoever_they_belong_to() {
        let kader = kader();
        let q = k("2024-K2");
        let norm = kader.find("C2.1", q).unwrap();
        let own = ["A 2022-01-01 tot=2025-01-01 uit=regulier/2024-05-01", "B 2022-01-01 uit=anders/2024-05-01", "C 2022-01-01"];
        let one = || trace(&[report("2024-K2", &own)], "C2.1", "2024-K2", Periode::Kwartaal, None);
        let found = pool_herleiding(norm, &kader, q, Periode::Kwartaal, vec![one(), one()]);
        let tellingen: Vec<Telling> = found.rijen.iter().map(|r| r.telling).collect();
        assert_eq!(tellingen, [Telling::Teller, Telling::Noemer, Telling::Buiten].map(|t| [t, t]).concat());
        assert_eq!(found.meting.waarde, Waarde::Gemeten { teller: 2.into(), noemer: 4 });
    }

    #[test]
    fn a_stand_traces_the_rows_as_they_were_known_then() {
        let reports = [
            report("2024-K1", &["A 2022-01-01 tot=2024-12-31"]),
            report("2024-K2", &["A 2022-01-01 tot=2024-12-31 uit=regulier/2024-02-01"]),
            report("2024-K3", &["A 2022-01-01 tot=2024-12-31 uit=anders/2024-02-01"]),
        ];
        for (stand, telling) in [(None, Telling::Buiten), (Some("2024-K2"), Telling::Teller), (Some("2024-K3"), Telling::Noemer)]
        {
            let herleiding = trace(&reports, "C2.1", "2024-K1", Periode::Jaar, stand);
            assert_eq!(herleiding.rijen[0].telling, telling, "{stand:?}");
            assert_eq!(herleiding.meting.nagekomen, Some(1));
        }
    }

    #[test]
    fn marks_are_traced_to_their_rows() {
        let reports = [
            with_marks(report("2024-K1", &["A 2022-01-01 cijfer=7.999", "B 2022-01-01"]), &["o 9 smid", "o 6", "c 7"]),
            with_marks(report("2024-K2", &["A 2022-01-01 cijfer=8"]), &["o 8 SMID"]),
        ];
        let deelnemers = trace(&reports, "C3.1", "2024-K2", Periode::Jaar, None);
        assert_eq!(
            who(&deelnemers),
            [("A".into(), Telling::Noemer, Reden::Gemiddelde { cijfers: 2 }), ("B".into(), Telling::Buiten, Reden::GeenCijfer),]
        );
        assert_eq!(deelnemers.rijen[0].cijfer, Some(Decimal::new(799, 2)), "rounding never makes it an 8");
        assert_eq!(
            who(&trace(&reports, "C3.3", "2024-K2", Periode::Jaar, None)),
            [
                ("SMID".into(), Telling::Teller, Reden::Cijfer),
                (String::new(), Telling::Noemer, Reden::Cijfer),
                ("smid".into(), Telling::Buiten, Reden::AnderCijfer),
            ]
        );
        assert_eq!(
            who(&trace(&reports, "C3.2", "2024-K2", Periode::Jaar, None)),
            [(String::new(), Telling::Teller, Reden::Cijfer)]
        );
        assert!(trace(&reports, "C3.2", "2024-K2", Periode::Kwartaal, None).rijen.is_empty());
    }

    /// A figure and its rows are two roads to the same number.
    #[test]
    fn the_rows_add_up_to_the_figure() {
        let reports = [
            with_marks(
                report(
                    "2024-K1",
                    &["A 2022-01-01 tot=2024-01-31 cijfer=9", "B 2023-01-01 uit=uitval/2024-03-01 eens=ja cijfer=3"],
                ),
                &["o 8", "o 3 x", "c 9"],
            ),
            with_marks(
                report(
                    "2024-K2",
                    &["A 2023-01-01 tot=2024-06-30 start=ja", "C 2023-01-01 tot=2024-06-30 uit=regulier/2024-06-01"],
                ),
                &["o 8 x"],
            ),
        ];
        let kader = kader();
        let q = k("2024-K2");
        for norm in kader.valid_in(Segment::Collectief, q).filter(|n| n.indicator != Indicator::Dekking) {
            for periode in Periode::ALL {
                let herleiding = trace(&reports, norm.id.as_str(), "2024-K2", periode, None);
                let rows = |telling| u32::try_from(herleiding.rijen.iter().filter(|r| r.telling == telling).count()).unwrap();
                let Waarde::Gemeten { teller, noemer } = herleiding.meting.waarde else { continue };
                assert_eq!(rows(Telling::Teller) + rows(Telling::Noemer), noemer, "{} {periode:?}", norm.id);
                if !norm.indicator.is_mean() {
                    assert_eq!(Decimal::from(rows(Telling::Teller)), teller, "{} {periode:?}", norm.id);
                }
            }
        }
    }

    #[test]
    fn dekking_names_who_covers_and_what_nobody_told() {
        let kader = kader();
        let norm = kader.find("C4.1", k("2024-K2")).unwrap();
        let row = |gemeente, dekking| dekkingsregel(gemeente, RENDIZ, dekking);
        let regels = vec![row(Gemeente::Venlo, true), row(Gemeente::Gennep, false)];
        let overzicht = super::super::Dekkingsoverzicht { kwartaal: k("2024-K2"), versie: 1, regels, niet_meegeteld: 0 };
        let register = register();
        let gegevens = Dekkingsgegevens { overzicht: Some(&overzicht), wijzigingen: &[], register: &register };
        let herleiding = dekking_herleiding(norm, k("2024-K2"), Periode::Jaar, gegevens);
        assert_eq!(herleiding.meting.waarde, Waarde::Gemeten { teller: Decimal::ONE, noemer: 7 });
        assert_eq!(herleiding.rijen[0].reden, Reden::Gedekt(vec![RENDIZ]));
        let of = |gemeente| herleiding.rijen.iter().find(|r| r.gemeente == Some(gemeente)).unwrap().reden.clone();
        assert_eq!((of(Gemeente::Gennep), of(Gemeente::Beesel)), (Reden::NietGedekt, Reden::NietOpgegeven));
        let other = dekking_herleiding(norm, k("2024-K3"), Periode::Jaar, gegevens);
        assert_eq!((other.meting.waarde, other.rijen.len()), (Waarde::GeenRapportage, 0));
    }
}
