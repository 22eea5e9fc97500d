//! The state of an aanbieder's trajecten: the last row of each, with a stable id through corrected Startdatums.
//!
//! Reports go in one at a time, in order of kwartaal; what is kept of each traject is its last row as far as figures need
//! it, and a light trail of what its earlier rows said. Deliberately absent: figures (`metingen`) and the reports themselves.

use chrono::NaiveDate;
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::{
    Deelnemercode, Deelnemers, Einde, Gemeente, Klasse, Kwartaal, Product, Productopgave, Trajectregel, Trede, Uitstroom,
    Uitstroomsoort, recognised_outcome,
};

/// The stable id of a traject in a [`Stand`]: the same reports in the same order give the same ids, and more reports
/// only add ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrajectId(usize);

impl TrajectId {
    /// The position in [`Stand::trajecten`].
    pub const fn index(self) -> usize {
        self.0
    }
}

/// The outcome of a traject for KPI 2 as judged on a day: the date that places it in a cohort, and its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trajectuitkomst {
    pub datum: NaiveDate,
    pub klasse: Klasse,
}

/// A traject as the reports so far know it.
#[derive(Debug, Clone)]
pub struct Trajectstand {
    pub deelnemer: Deelnemercode,
    pub gemeente: Gemeente,
    pub startdatum: NaiveDate,
    pub einddatum: Option<NaiveDate>,
    pub uitstroom: Option<Uitstroom>,
    pub uitval_eensluidend: Option<bool>,
    /// The report that its last row is from.
    pub kwartaal: Kwartaal,
    /// The row in that report.
    pub rij: u32,
    /// The last later report with a row of its deelnemer that could not be used.
    pub onleesbaar: Option<Kwartaal>,
    /// The Uren of its last row.
    pub uren: Option<Decimal>,
    /// The product of its last row: what it says, else what an earlier row said.
    pub product: Option<Product>,
    /// The Huidige trede of every row of it so far, in order.
    pub treden: Vec<Option<Trede>>,
    /// The Doeltrede of its last row.
    pub doeltrede: Option<Trede>,
    /// The Begintrede of the last row that had one.
    pub begintrede: Option<Trede>,
    /// Whether any row of it had a recognised outcome on the last day of its own kwartaal.
    pub was_uitgestroomd: bool,
    /// The kwartaal in which its Startdatum was last corrected.
    pub gecorrigeerd: Option<Kwartaal>,
}

impl Trajectstand {
    /// Returns the recognised outcome on `dag`, whatever report the row is from.
    pub fn recognised_outcome(&self, dag: NaiveDate) -> Option<Uitstroom> {
        recognised_outcome(self.uitstroom, self.uitval_eensluidend, dag)
    }

    /// Returns the outcome for KPI 2 as judged on `dag` (`domein.md` 4, C2): a recognised outcome within the term (or
    /// without a term) counts on its own date; else a term that has passed counts on the Einddatum; else there is none.
    pub fn uitkomst(&self, dag: NaiveDate) -> Option<Trajectuitkomst> {
        let within_term = |u: &Uitstroom| self.einddatum.is_none_or(|eind| u.datum <= eind);
        if let Some(uitstroom) = self.recognised_outcome(dag).filter(within_term) {
            let klasse = match uitstroom.soort {
                Uitstroomsoort::Regulier | Uitstroomsoort::Banenafspraak if self.einddatum.is_some() => {
                    Klasse::RegulierBinnenTermijn
                }
                Uitstroomsoort::Vrijwilligerswerk | Uitstroomsoort::Doelgroepenregister => Klasse::VrijwilligerswerkOfRegister,
                Uitstroomsoort::Uitval => Klasse::Uitval,
                Uitstroomsoort::Regulier
                | Uitstroomsoort::Banenafspraak
                | Uitstroomsoort::BeschutWerk
                | Uitstroomsoort::AnderTraject
                | Uitstroomsoort::Anders => Klasse::Overig,
            };
            return Some(Trajectuitkomst { datum: uitstroom.datum, klasse });
        }
        self.einddatum.filter(|eind| *eind <= dag).map(|datum| Trajectuitkomst { datum, klasse: Klasse::TermijnVerstreken })
    }

    /// How it may end, when it has no outcome on the last day of `kwartaal`.
    pub fn einde(&self, kwartaal: Kwartaal) -> Einde {
        let verwacht = kwartaal.rest_of_year().find(|k| self.einddatum.is_some_and(|dag| k.contains(dag)));
        Einde { verwacht, verdwenen: self.last_named() < kwartaal }
    }

    /// The last report in which it stands, readable or not.
    pub fn last_named(&self) -> Kwartaal {
        self.onleesbaar.map_or(self.kwartaal, |k| k.max(self.kwartaal))
    }

    /// Whether the traject ran at some time from `eerste` through the last day of `kwartaal` (`noemer_alle`).
    pub fn ran(&self, eerste: NaiveDate, kwartaal: Kwartaal) -> bool {
        let laatste = kwartaal.last_day();
        if self.startdatum > laatste {
            return false;
        }
        if let Some(uitstroom) = self.recognised_outcome(laatste) {
            return uitstroom.datum >= eerste;
        }
        // With a row in a later report it certainly ran on, so only an earlier last row can have ended it.
        if self.kwartaal < kwartaal {
            let last_seen = self.kwartaal.last_day();
            return self.einddatum.map_or(last_seen, |eind| eind.max(last_seen)) >= eerste;
        }
        true
    }
}

/// Where a row of a new report belongs in the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plaats {
    /// A traject that no earlier report knows.
    Nieuw,
    /// The next row of this traject.
    Bekend(TrajectId),
    /// The next row of this traject, whose Startdatum was corrected.
    Gecorrigeerd(TrajectId),
}

impl Plaats {
    /// The traject as the earlier reports know it, if they do.
    pub const fn id(self) -> Option<TrajectId> {
        match self {
            Self::Nieuw => None,
            Self::Bekend(id) | Self::Gecorrigeerd(id) => Some(id),
        }
    }
}

/// A corrected Startdatum: to be told as a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correctie {
    pub kwartaal: Kwartaal,
    pub deelnemer: Deelnemercode,
    pub oud: NaiveDate,
    pub nieuw: NaiveDate,
    /// The row in the report.
    pub rij: u32,
}

/// The trajecten of one aanbieder after the reports that went in.
#[derive(Debug, Clone, Default)]
pub struct Stand {
    trajecten: Vec<Trajectstand>,
    /// The trajecten of each deelnemer.
    van_deelnemer: HashMap<Deelnemercode, Vec<TrajectId>>,
    laatste: Option<Kwartaal>,
}

impl Stand {
    /// Every traject, in order of id.
    pub fn trajecten(&self) -> &[Trajectstand] {
        &self.trajecten
    }

    pub fn traject(&self, id: TrajectId) -> Option<&Trajectstand> {
        self.trajecten.get(id.0)
    }

    /// The kwartaal of the last report that went in.
    pub const fn laatste(&self) -> Option<Kwartaal> {
        self.laatste
    }

    /// Returns the traject of a deelnemer with this Startdatum.
    pub fn find(&self, deelnemer: &Deelnemercode, startdatum: NaiveDate) -> Option<TrajectId> {
        let ids = self.van_deelnemer.get(deelnemer)?;
        ids.iter().copied().find(|id| self.trajecten.get(id.0).is_some_and(|t| t.startdatum == startdatum))
    }

    /// Returns where each row of the report of `kwartaal` belongs, one for each traject, without changing the state.
    ///
    /// A row whose Startdatum is not in the state may be a corrected one: of the deelnemer's trajecten that are missing
    /// from this report, have no recognised outcome on the last day of its kwartaal and whose Einddatum is empty or not
    /// before the new Startdatum, it takes the one with the nearest Startdatum, on a tie the earliest. New rows choose in
    /// order of Startdatum, and each old traject is taken once (`domein.md` 4, State at Q). A row
    /// that says collectief corrects no traject with a product (10).
    pub fn place(&self, kwartaal: Kwartaal, regels: &[&Trajectregel]) -> Vec<Plaats> {
        let mut plaatsen = vec![Plaats::Nieuw; regels.len()];
        let mut taken = vec![false; self.trajecten.len()];
        let mut unknown = Vec::new();
        for (i, regel) in regels.iter().enumerate() {
            if let Some(id) = self.find(&regel.deelnemer, regel.startdatum) {
                plaatsen[i] = Plaats::Bekend(id);
                taken[id.0] = true;
            } else if self.van_deelnemer.contains_key(&regel.deelnemer) {
                unknown.push(i);
            }
        }
        unknown.sort_by_key(|i| (regels[*i].startdatum, &regels[*i].deelnemer));
        let dag = kwartaal.last_day();
        for i in unknown {
            let regel = regels[i];
            let ids = self.van_deelnemer.get(&regel.deelnemer).map_or(&[][..], Vec::as_slice);
            let nearest = ids
                .iter()
                .filter_map(|id| Some((*id, self.trajecten.get(id.0)?)))
                .filter(|(id, _)| !taken[id.0])
                .filter(|(_, t)| t.recognised_outcome(dag).is_none())
                .filter(|(_, t)| t.einddatum.is_none_or(|eind| eind >= regel.startdatum))
                // Who says collectief does not go on with a product.
                .filter(|(_, t)| t.product.is_none() || regel.product != Some(Productopgave::Collectief))
                .min_by_key(|(_, t)| ((t.startdatum - regel.startdatum).num_days().abs(), t.startdatum));
            if let Some((id, _)) = nearest {
                plaatsen[i] = Plaats::Gecorrigeerd(id);
                taken[id.0] = true;
            }
        }
        plaatsen
    }

    /// Returns the Startdatums that the rows of a report correct, at the places that [`Self::place`] gave them.
    pub fn corrections(&self, kwartaal: Kwartaal, regels: &[&Trajectregel], plaatsen: &[Plaats]) -> Vec<Correctie> {
        let corrected = regels.iter().zip(plaatsen).filter_map(|(regel, plaats)| match plaats {
            Plaats::Gecorrigeerd(id) => Some((regel, self.traject(*id)?)),
            Plaats::Nieuw | Plaats::Bekend(_) => None,
        });
        corrected
            .map(|(regel, traject)| Correctie {
                kwartaal,
                deelnemer: regel.deelnemer.clone(),
                oud: traject.startdatum,
                nieuw: regel.startdatum,
                rij: regel.rij,
            })
            .collect()
    }

    /// Returns the code of a deelnemer as it was last written, if the state knows it.
    pub fn known_as(&self, deelnemer: &Deelnemercode) -> Option<&Deelnemercode> {
        self.van_deelnemer.get_key_value(deelnemer).map(|(code, _)| code)
    }

    /// Takes the part Deelnemers of the report of `kwartaal` into the state; returns the corrected Startdatums.
    pub fn push(&mut self, kwartaal: Kwartaal, deelnemers: &Deelnemers) -> Vec<Correctie> {
        let rijen = deelnemers.per_traject();
        let all: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let plaatsen = self.place(kwartaal, &all);
        let correcties = self.take(kwartaal, &all, &plaatsen);
        self.note_unreadable(kwartaal, &deelnemers.onleesbaar);
        correcties
    }

    /// Notes who stands in the report of `kwartaal` with a row that cannot be used: whichever of their trajecten it lacks is
    /// not gone for that. After [`Self::take`].
    pub fn note_unreadable(&mut self, kwartaal: Kwartaal, codes: &[Deelnemercode]) {
        for id in codes.iter().filter_map(|code| self.van_deelnemer.get(code)).flatten() {
            if let Some(traject) = self.trajecten.get_mut(id.0)
                && traject.kwartaal < kwartaal
            {
                traject.onleesbaar = Some(kwartaal);
            }
        }
    }

    /// Takes the rows of the report of `kwartaal` into the state, each at the place that [`Self::place`] gave it; returns
    /// the corrected Startdatums. Kwartalen must come in order.
    pub fn take(&mut self, kwartaal: Kwartaal, regels: &[&Trajectregel], plaatsen: &[Plaats]) -> Vec<Correctie> {
        debug_assert!(self.laatste.is_none_or(|laatste| laatste < kwartaal), "reports come in order of kwartaal");
        self.laatste = Some(kwartaal);
        let correcties = self.corrections(kwartaal, regels, plaatsen);
        for (regel, plaats) in regels.iter().zip(plaatsen) {
            self.spell(&regel.deelnemer);
            // A traject occurs once in a checked report; should it occur twice, the last row stands.
            let id = plaats.id().or_else(|| self.find(&regel.deelnemer, regel.startdatum));
            let Some(traject) = id.and_then(|id| self.trajecten.get_mut(id.0)) else {
                self.add(kwartaal, regel);
                continue;
            };
            if matches!(plaats, Plaats::Gecorrigeerd(_)) {
                traject.gecorrigeerd = Some(kwartaal);
            }
            traject.replace(kwartaal, regel);
        }
        correcties
    }

    /// A deelnemer is called as the newest report writes the code, in all trajecten.
    fn spell(&mut self, code: &Deelnemercode) {
        if self.known_as(code).is_none_or(|known| known.as_str() == code.as_str()) {
            return;
        }
        let ids = self.van_deelnemer.remove(code).unwrap_or_default();
        for id in &ids {
            if let Some(traject) = self.trajecten.get_mut(id.0) {
                traject.deelnemer = code.clone();
            }
        }
        self.van_deelnemer.insert(code.clone(), ids);
    }

    fn add(&mut self, kwartaal: Kwartaal, regel: &Trajectregel) {
        let id = TrajectId(self.trajecten.len());
        let mut traject = Trajectstand {
            deelnemer: regel.deelnemer.clone(),
            gemeente: regel.gemeente,
            startdatum: regel.startdatum,
            einddatum: None,
            uitstroom: None,
            uitval_eensluidend: None,
            kwartaal,
            rij: regel.rij,
            onleesbaar: None,
            uren: None,
            product: None,
            treden: Vec::new(),
            doeltrede: None,
            begintrede: None,
            was_uitgestroomd: false,
            gecorrigeerd: None,
        };
        traject.replace(kwartaal, regel);
        self.trajecten.push(traject);
        self.van_deelnemer.entry(regel.deelnemer.clone()).or_default().push(id);
    }
}

impl Trajectstand {
    fn replace(&mut self, kwartaal: Kwartaal, regel: &Trajectregel) {
        self.gemeente = regel.gemeente;
        self.startdatum = regel.startdatum;
        self.einddatum = regel.einddatum;
        self.uitstroom = regel.uitstroom;
        self.uitval_eensluidend = regel.uitval_eensluidend;
        self.product = Productopgave::of_row(regel.product, self.product);
        self.uren = regel.uren;
        self.rij = regel.rij;
        self.kwartaal = kwartaal;
        self.treden.push(regel.huidige_trede);
        self.doeltrede = regel.doeltrede;
        self.begintrede = regel.begintrede.or(self.begintrede);
        self.was_uitgestroomd |= regel.recognised_outcome(kwartaal.last_day()).is_some();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{d, k, report};
    use super::*;

    #[test]
    fn a_deelnemer_is_called_as_the_newest_report_writes_the_code() {
        let (stand, _) = taken(&[("2024-K1", &["p-1 2023-01-01", "p-1 2024-02-01"]), ("2024-K2", &["P-1 2024-02-01"])]);
        let codes: Vec<&str> = stand.trajecten().iter().map(|t| t.deelnemer.as_str()).collect();
        assert_eq!(codes, ["P-1", "P-1"]);
        assert_eq!(stand.known_as(&super::super::testing::code("p-1")).map(Deelnemercode::as_str), Some("P-1"));
        assert!(stand.find(&super::super::testing::code("p-1"), d("2023-01-01")).is_some());
    }

    /// Takes reports into a state; returns it with the corrections as "old>new".
    fn taken(reports: &[(&str, &[&str])]) -> (Stand, Vec<String>) {
        let mut stand = Stand::default();
        let mut told = Vec::new();
        for (kwartaal, rows) in reports {
            let rapport = report(kwartaal, rows);
            let rijen = rapport.deelnemers.as_ref().unwrap().per_traject();
            let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
            let plaatsen = stand.place(k(kwartaal), &regels);
            let correcties = stand.take(k(kwartaal), &regels, &plaatsen);
            told.extend(correcties.iter().map(|c| format!("{} {}>{}", c.deelnemer, c.oud, c.nieuw)));
        }
        (stand, told)
    }

    fn starts(stand: &Stand) -> Vec<String> {
        stand.trajecten().iter().map(|t| format!("{} {}", t.deelnemer, t.startdatum)).collect()
    }

    #[test]
    fn a_row_replaces_the_earlier_row_of_its_traject_whatever_the_case_of_the_code() {
        let (stand, told) =
            taken(&[("2024-K1", &["a 2023-01-01 trede=2"]), ("2024-K3", &["A 2023-01-01 trede=3 tot=2024-12-31"])]);
        assert_eq!(starts(&stand), ["A 2023-01-01"]);
        assert_eq!((stand.trajecten()[0].kwartaal, stand.trajecten()[0].einddatum), (k("2024-K3"), Some(d("2024-12-31"))));
        assert_eq!(stand.trajecten()[0].treden.len(), 2);
        assert_eq!(told, [""; 0]);
    }

    #[test]
    fn a_corrected_start_goes_on_with_the_same_traject() {
        let (stand, told) =
            taken(&[("2024-K1", &["A 2023-01-01"]), ("2024-K2", &["A 2023-02-01"]), ("2024-K3", &["A 2023-02-01"])]);
        assert_eq!(starts(&stand), ["A 2023-02-01"]);
        assert_eq!(told, ["A 2023-01-01>2023-02-01"]);
        assert_eq!((stand.trajecten()[0].gecorrigeerd, stand.trajecten()[0].treden.len()), (Some(k("2024-K2")), 3));
    }

    #[test]
    fn a_new_traject_is_no_correction() {
        for (old, new, why) in [
            (&["A 2023-01-01"][..], &["A 2023-01-01", "A 2024-04-01"][..], "the old one is still in the report"),
            (&["A 2023-01-01 uit=regulier/2024-02-01"], &["A 2024-04-01"], "it has a recognised outcome"),
            (&["A 2023-01-01 uit=regulier/2024-06-30"], &["A 2024-04-01"], "recognised on the last day of the new kwartaal"),
            (&["A 2023-01-01 tot=2024-03-31"], &["A 2024-04-01"], "its Einddatum lies before the new Startdatum"),
            (&["B 2023-01-01"], &["A 2024-04-01"], "another deelnemer"),
        ] {
            let (stand, told) = taken(&[("2024-K1", old), ("2024-K2", new)]);
            assert_eq!((stand.trajecten().len(), told.len()), (2, 0), "{why}");
        }
    }

    #[test]
    fn what_does_not_end_a_traject_leaves_it_open_to_correction() {
        for (old, new) in [
            ("A 2023-01-01 tot=2024-04-01", "A 2024-04-01"),
            ("A 2023-01-01 uit=uitval/2024-02-01", "A 2023-03-01"),
            ("A 2023-01-01 uit=regulier/2024-07-01", "A 2023-03-01"),
        ] {
            let (stand, told) = taken(&[("2024-K1", &[old]), ("2024-K2", &[new])]);
            assert_eq!((stand.trajecten().len(), told.len()), (1, 1), "{old}");
        }
    }

    #[test]
    fn the_nearest_start_is_taken_and_on_a_tie_the_earliest() {
        for (old, new, expected) in [
            (&["A 2023-01-01", "A 2023-06-01"][..], &["A 2023-05-01"][..], &["A 2023-06-01>2023-05-01"][..]),
            // 10 and 20 January are five days away from the 15th: the earliest.
            (&["A 2023-01-20", "A 2023-01-10"], &["A 2023-01-15"], &["A 2023-01-10>2023-01-15"]),
            // New rows choose in order of Startdatum, whatever their order in the report; each old one is taken once.
            (
                &["A 2023-01-10", "A 2023-01-20"],
                &["A 2023-01-22", "A 2023-01-18"],
                &["A 2023-01-10>2023-01-22", "A 2023-01-20>2023-01-18"],
            ),
            (&["A 2023-01-10"], &["A 2023-01-12", "A 2023-01-11"], &["A 2023-01-10>2023-01-11"]),
        ] {
            let (_, told) = taken(&[("2024-K1", old), ("2024-K2", new)]);
            assert_eq!(told, expected, "{old:?} then {new:?}");
        }
    }

    #[test]
    fn a_traject_missing_for_a_while_can_still_be_corrected() {
        let (stand, told) = taken(&[("2024-K1", &["A 2023-01-01"]), ("2024-K2", &[]), ("2024-K4", &["A 2023-02-01"])]);
        assert_eq!((stand.trajecten().len(), told.len()), (1, 1));
    }

    #[test]
    fn more_reports_only_add_ids() {
        let (short, _) = taken(&[("2024-K1", &["B 2023-01-01", "A 2023-01-01"])]);
        let (long, _) = taken(&[("2024-K1", &["B 2023-01-01", "A 2023-01-01"]), ("2024-K2", &["C 2023-01-01", "A 2023-01-03"])]);
        assert_eq!(starts(&short), ["B 2023-01-01", "A 2023-01-01"]);
        assert_eq!(starts(&long), ["B 2023-01-01", "A 2023-01-03", "C 2023-01-01"]);
    }

    #[test]
    fn only_an_empty_product_inherits_and_p1_ends_it() {
        for (later, expected) in [
            (&[""][..], Some(Product::Hbo)),
            (&["product=mbo"], Some(Product::Mbo)),
            (&["product=P1"], None),
            (&["product=P1", ""], None),
            (&["product=P1", "product=mbo", ""], Some(Product::Mbo)),
        ] {
            let rows: Vec<String> =
                std::iter::once(&"product=hbo").chain(later).map(|said| format!("A 2023-01-01 {said}")).collect();
            let rows: Vec<[&str; 1]> = rows.iter().map(|r| [r.as_str()]).collect();
            let kwartalen = ["2024-K1", "2024-K2", "2024-K3", "2024-K4"];
            let reports: Vec<(&str, &[&str])> = kwartalen.into_iter().zip(rows.iter().map(<[_; 1]>::as_slice)).collect();
            assert_eq!(taken(&reports).0.trajecten()[0].product, expected, "{later:?}");
        }
    }

    #[test]
    fn who_says_collectief_corrects_no_start_of_a_traject_with_a_product() {
        for (old, new, corrected) in [
            ("product=mbo", "product=P1", false),
            ("product=mbo", "", true),
            ("product=mbo", "product=hbo", true),
            ("", "product=P1", true),
            ("product=P1", "product=P1", true),
            ("", "product=mbo", true),
        ] {
            let (old, new) = (format!("A 2023-01-01 {old}"), format!("A 2023-02-01 {new}"));
            let (stand, told) = taken(&[("2024-K1", &[&old]), ("2024-K2", &[&new])]);
            assert_eq!((told.len(), stand.trajecten().len()), if corrected { (1, 1) } else { (0, 2) }, "{old} {new}");
        }
    }

    #[test]
    fn of_two_lines_the_next_empty_row_inherits_that_with_the_most_hours_and_on_a_tie_mbo() {
        for (mbo, hbo, expected) in [
            ("uren=3", "uren=2", Product::Mbo),
            ("uren=2", "uren=3", Product::Hbo),
            ("uren=2", "uren=2", Product::Mbo),
            ("", "", Product::Mbo),
            ("", "uren=1", Product::Hbo),
            ("uren=0", "", Product::Mbo),
        ] {
            let (mbo, hbo) = (format!("A 2023-01-01 product=mbo {mbo}"), format!("A 2023-01-01 product=hbo {hbo}"));
            for lines in [[mbo.as_str(), hbo.as_str()], [hbo.as_str(), mbo.as_str()]] {
                let (stand, _) = taken(&[("2024-K1", &lines), ("2024-K2", &["A 2023-01-01"])]);
                assert_eq!((stand.trajecten().len(), stand.trajecten()[0].product), (1, Some(expected)), "{lines:?}");
            }
        }
    }
}
