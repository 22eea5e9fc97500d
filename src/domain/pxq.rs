//! P×Q: the hours of the reports times the hourly rate of product and year (`domein.md` 11).
//!
//! Reports of one aanbieder go in, in order of kwartaal; hours are kept per kwartaal, product, gemeente and contract, so that any
//! kwartaal and year can be asked. Deliberately absent: who is shown, and where rates come from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::tarief::{straight_line, to_cents};
use super::{
    Aanbieder, Deelnemercode, Gemeente, Kolom, Kwartaal, Periode, Product, Productopgave, Rapport, Segment, Stand, Tariefproduct,
    Tarieven, TrajectId, Trajectregel, Urensprong,
};

/// The first year of the contract: a traject that began earlier falls under the contract before it (T21 appendix 2).
const EERSTE_CONTRACTJAAR: i32 = 2022;

/// Whether a traject with this Startdatum falls under the contract before the present one.
fn is_oud(startdatum: NaiveDate) -> bool {
    startdatum.year() < EERSTE_CONTRACTJAAR
}

/// The segment of a row, and what it is paid as (`domein.md` 10, 11).
const fn segment_of(product: Option<Product>, had_collectief: bool) -> (Segment, Option<Tariefproduct>) {
    let segment = Segment::of(product, had_collectief);
    match (product, segment) {
        (Some(product), _) => (segment, Some(Tariefproduct::of(product))),
        (None, Segment::Collectief) => (segment, Some(Tariefproduct::P1)),
        (None, Segment::Individueel) => (segment, None),
    }
}

/// The hours of one product, gemeente and contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pxqregel {
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    /// None: individueel, and no row of the traject says which.
    pub product: Option<Tariefproduct>,
    pub gemeente: Gemeente,
    /// Of trajecten under the contract before 2022, whose rates are not ours to know.
    pub oud_contract: bool,
    /// Distinct trajecten with these hours; one whose Startdatum was corrected counts once.
    pub trajecten: u32,
    /// Above 0.
    pub uren: Decimal,
    /// Euro per hour; None: unknown, or of the old contract.
    pub tarief: Option<Decimal>,
}

impl Pxqregel {
    /// Hours × rate in euro, rounded once, to the cent, half up; None without a rate.
    pub fn bedrag(&self) -> Option<Decimal> {
        self.exact().map(to_cents)
    }

    fn exact(&self) -> Option<Decimal> {
        self.uren.checked_mul(self.tarief?)
    }

    /// By product, gemeente and contract; without product last.
    const fn order(&self) -> (bool, Option<Tariefproduct>, Gemeente, bool) {
        (self.product.is_none(), self.product, self.gemeente, self.oud_contract)
    }
}

/// The hours of one product and contract, over all gemeenten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Productkosten {
    pub product: Option<Tariefproduct>,
    pub oud_contract: bool,
    pub uren: Decimal,
    pub tarief: Option<Decimal>,
}

impl Productkosten {
    /// Adds lines up per product and contract; without product last, of each the old contract after the present one.
    pub fn of(regels: &[Pxqregel]) -> Vec<Self> {
        let mut sorted: Vec<&Pxqregel> = regels.iter().collect();
        sorted.sort_by_key(|r| (r.product.is_none(), r.product, r.oud_contract));
        let mut kosten: Vec<Self> = Vec::new();
        for r in sorted {
            if let Some(last) = kosten.last_mut().filter(|k| k.product == r.product && k.oud_contract == r.oud_contract) {
                last.uren = last.uren.saturating_add(r.uren);
            } else {
                let Pxqregel { product, oud_contract, uren, tarief, .. } = *r;
                kosten.push(Self { product, oud_contract, uren, tarief });
            }
        }
        kosten
    }

    /// As [`Pxqregel::bedrag`].
    pub fn bedrag(&self) -> Option<Decimal> {
        self.uren.checked_mul(self.tarief?).map(to_cents)
    }
}

/// A rate that is lacking: of which product, None when that is not known either, in which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ontbrekend {
    pub product: Option<Tariefproduct>,
    pub jaar: i32,
}

/// The hours and the money of an aanbieder, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pxqsom {
    /// The kwartalen that it is made of.
    pub kwartalen: BTreeSet<Kwartaal>,
    /// Rows without Uren, old contract included: their hours are unknown, not nought.
    pub rijen_zonder_uren: u32,
    /// Of the present contract.
    pub uren: Decimal,
    /// Trajecten with such hours.
    pub trajecten: u32,
    pub uren_oud: Decimal,
    /// Hours of the present contract without a known rate.
    pub zonder_tarief: Decimal,
    pub ontbrekend: Vec<Ontbrekend>,
    /// The exact amount of the hours that have a rate.
    exact: Decimal,
}

impl Pxqsom {
    /// The sum in euro, exact and rounded once, to the cent, half up; None when a rate that it needs is unknown.
    pub fn bedrag(&self) -> Option<Decimal> {
        self.ontbrekend.is_empty().then(|| to_cents(self.exact))
    }

    /// What the year comes to in a straight line when `rest` kwartalen are to come, of the exact sum and rounded once; None where a
    /// rate is unknown.
    pub fn straight_line(&self, rest: u32) -> Option<Decimal> {
        self.ontbrekend.is_empty().then_some(())?;
        straight_line(self.exact, u32::try_from(self.kwartalen.len()).ok()?, rest)
    }

    fn add(&mut self, regel: &Pxqregel, jaar: i32) {
        let add = |som: &mut Decimal, n: Decimal| *som = som.saturating_add(n);
        if regel.oud_contract {
            return add(&mut self.uren_oud, regel.uren);
        }
        add(&mut self.uren, regel.uren);
        if let Some(bedrag) = regel.exact() {
            add(&mut self.exact, bedrag);
        } else {
            add(&mut self.zonder_tarief, regel.uren);
            self.lacks(Ontbrekend { product: regel.product, jaar });
        }
    }

    fn lacks(&mut self, tarief: Ontbrekend) {
        if !self.ontbrekend.contains(&tarief) {
            self.ontbrekend.push(tarief);
            self.ontbrekend.sort_by_key(|o| (o.jaar, o.product.is_none(), o.product));
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        self.kwartalen.extend(&other.kwartalen);
        self.rijen_zonder_uren = self.rijen_zonder_uren.saturating_add(other.rijen_zonder_uren);
        self.trajecten = self.trajecten.saturating_add(other.trajecten);
        self.uren = self.uren.saturating_add(other.uren);
        self.uren_oud = self.uren_oud.saturating_add(other.uren_oud);
        self.zonder_tarief = self.zonder_tarief.saturating_add(other.zonder_tarief);
        self.exact = self.exact.saturating_add(other.exact);
        for tarief in &other.ontbrekend {
            self.lacks(*tarief);
        }
        self
    }
}

/// What is known of the hours of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pxqstand {
    Gemeten(Pxqsom),
    /// The report of the kwartaal, or its Deelnemers, is missing.
    GeenRapportage,
    /// The report of the kwartaal has no column Uren.
    NietTeMeten,
}

impl Pxqstand {
    /// The word in JSON.
    pub const fn toestand(&self) -> &'static str {
        match self {
            Self::Gemeten(_) => "gemeten",
            Self::GeenRapportage => "geen rapportage",
            Self::NietTeMeten => "niet te meten",
        }
    }

    pub const fn som(&self) -> Option<&Pxqsom> {
        match self {
            Self::Gemeten(som) => Some(som),
            Self::GeenRapportage | Self::NietTeMeten => None,
        }
    }

    /// All together: the sum of what is measured, and of how many that is.
    pub fn pool(standen: &[Self]) -> (Self, u32) {
        let measured = standen.iter().filter_map(Self::som);
        let n = u32::try_from(measured.clone().count()).unwrap_or(u32::MAX);
        let samen = if n > 0 {
            Self::Gemeten(measured.fold(Pxqsom::default(), Pxqsom::plus))
        } else if standen.contains(&Self::NietTeMeten) {
            Self::NietTeMeten
        } else {
            Self::GeenRapportage
        };
        (samen, n)
    }
}

/// The hours of one traject in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trajecturen {
    pub deelnemer: Deelnemercode,
    pub startdatum: NaiveDate,
    pub gemeente: Gemeente,
    /// The hours of the present contract by what they are paid as; None: no row says which.
    pub producten: BTreeMap<Option<Tariefproduct>, Decimal>,
    /// Of the present contract; of two lines together.
    pub uren: Decimal,
    pub uren_oud: Decimal,
    /// Whether they jump in the last kwartaal of the period, since the one before it.
    pub sprong: Option<Urensprong>,
}

impl Trajecturen {
    /// The rate of its hours in a year, when they are all paid alike.
    pub fn tarief(&self, jaar: i32, tarieven: &Tarieven) -> Option<Decimal> {
        let mut producten = self.producten.keys();
        let only = producten.next().filter(|_| self.producten.len() == 1)?;
        tarieven.get((*only)?, jaar)
    }

    /// The rates that its amount lacks.
    pub fn ontbrekend(&self, jaar: i32, tarieven: &Tarieven) -> Vec<Ontbrekend> {
        let is_lacking = |product: &Option<Tariefproduct>| product.and_then(|p| tarieven.get(p, jaar)).is_none();
        self.producten.keys().copied().filter(is_lacking).map(|product| Ontbrekend { product, jaar }).collect()
    }

    /// The exact amount of its hours, rounded once, to the cent, half up; None when a rate that it needs is unknown.
    pub fn bedrag(&self, jaar: i32, tarieven: &Tarieven) -> Option<Decimal> {
        let of = |(product, uren): (&Option<Tariefproduct>, &Decimal)| uren.checked_mul(tarieven.get((*product)?, jaar)?);
        let each: Option<Vec<Decimal>> = self.producten.iter().map(of).collect();
        Some(to_cents(each?.into_iter().fold(Decimal::ZERO, Decimal::saturating_add)))
    }
}

/// The hours of a report that belong together, and of which trajecten they are.
#[derive(Debug, Clone, Default)]
struct Urensom {
    uren: Decimal,
    trajecten: BTreeSet<TrajectId>,
}

/// The Deelnemers of one report.
#[derive(Debug, Clone, Default)]
struct Urenstaat {
    has_uren: bool,
    /// By the product that the row has or inherits, gemeente, and whether it is of the old contract.
    uren: BTreeMap<(Option<Product>, Gemeente, bool), Urensom>,
    /// Rows, and those without Uren, by product and gemeente.
    rijen: BTreeMap<(Option<Product>, Gemeente), (u32, u32)>,
    /// By traject, of each product that its rows are of; None without Uren.
    trajecten: BTreeMap<(TrajectId, Option<Product>), (Trajecturen, Option<Decimal>)>,
}

/// The hours of one aanbieder, from its reports in order of kwartaal.
#[derive(Debug, Clone)]
pub struct Pxqreeks {
    aanbieder: Aanbieder,
    stand: Stand,
    /// The hours of earlier kwartalen are not kept.
    vanaf: Kwartaal,
    staten: BTreeMap<Kwartaal, Urenstaat>,
}

impl Pxqreeks {
    /// Of the reports before `vanaf` only which trajecten there are is kept, with their products.
    pub fn new(aanbieder: Aanbieder, vanaf: Kwartaal) -> Self {
        Self { aanbieder, stand: Stand::default(), vanaf, staten: BTreeMap::new() }
    }

    /// Takes the next report: the latest version, later than those before it. One without Deelnemers says nothing of hours.
    pub fn push(&mut self, rapport: &Rapport) {
        let Some(deelnemers) = &rapport.deelnemers else { return };
        let kwartaal = rapport.kwartaal;
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let plaatsen = self.stand.place(kwartaal, &regels);
        let known: Vec<Option<Product>> = self.stand.trajecten().iter().map(|t| t.product).collect();
        self.stand.take(kwartaal, &regels, &plaatsen);
        let mut staat = Urenstaat { has_uren: deelnemers.kolommen.contains(Kolom::Uren), ..Urenstaat::default() };
        for regel in &deelnemers.regels {
            let Some(id) = self.stand.find(&regel.deelnemer, regel.startdatum) else { continue };
            let product = Productopgave::of_row(regel.product, known.get(id.index()).copied().flatten());
            let uren = regel.uren.filter(|_| staat.has_uren);
            let (rijen, leeg) = staat.rijen.entry((product, regel.gemeente)).or_default();
            *rijen += 1;
            *leeg += u32::from(uren.is_none());
            self.add_traject(&mut staat, (id, product), regel, kwartaal, uren);
            if let Some(uren) = uren.filter(|uren| *uren > Decimal::ZERO) {
                let som = staat.uren.entry((product, regel.gemeente, is_oud(regel.startdatum))).or_default();
                som.uren = som.uren.saturating_add(uren);
                som.trajecten.insert(id);
            }
        }
        self.staten.insert(kwartaal, staat);
        // The last one stays: the next is held against it.
        self.staten.retain(|k, _| *k >= self.vanaf || *k == kwartaal);
    }

    fn add_traject(
        &self,
        staat: &mut Urenstaat,
        van: (TrajectId, Option<Product>),
        regel: &Trajectregel,
        kwartaal: Kwartaal,
        uren: Option<Decimal>,
    ) {
        let together = |(som, _): &(Trajecturen, Option<Decimal>)| som.uren.saturating_add(som.uren_oud);
        let empty = || Trajecturen {
            deelnemer: regel.deelnemer.clone(),
            startdatum: regel.startdatum,
            gemeente: regel.gemeente,
            producten: BTreeMap::new(),
            uren: Decimal::ZERO,
            uren_oud: Decimal::ZERO,
            sprong: None,
        };
        let (som, told) = staat.trajecten.entry(van).or_insert_with(|| (empty(), None));
        let own = if is_oud(regel.startdatum) { &mut som.uren_oud } else { &mut som.uren };
        *own = own.saturating_add(uren.unwrap_or_default());
        *told = told.or(uren);
        // Lines of one traject are added; an empty one says nothing.
        let of_traject = |staat: &Urenstaat| {
            let lines = staat.trajecten.range((van.0, None)..=(van.0, Some(Product::Hbo)));
            let told: Vec<Decimal> = lines.filter(|(_, t)| t.1.is_some()).map(|(_, t)| together(t)).collect();
            (!told.is_empty()).then(|| told.into_iter().fold(Decimal::ZERO, Decimal::saturating_add))
        };
        let whole = Trajectregel { uren: of_traject(staat), ..regel.clone() };
        let eerder = self.staten.get(&kwartaal.previous()).filter(|s| s.has_uren).and_then(of_traject);
        let sprong = Urensprong::of(&whole, kwartaal, eerder);
        for (_, (line, _)) in staat.trajecten.range_mut((van.0, None)..=(van.0, Some(Product::Hbo))) {
            line.sprong = sprong;
        }
    }

    /// The hours of each traject of a segment in a period, by traject; those that have none of them are left out.
    pub fn trajecten(
        &self,
        segment: Segment,
        kwartaal: Kwartaal,
        periode: Periode,
        had_collectief: bool,
    ) -> BTreeMap<TrajectId, Trajecturen> {
        let mut found: BTreeMap<TrajectId, Trajecturen> = BTreeMap::new();
        for (k, staat) in self.staten.range(periode.first_kwartaal(kwartaal)..=kwartaal) {
            let ours = staat.trajecten.iter().filter(|((_, product), _)| segment_of(*product, had_collectief).0 == segment);
            for ((id, product), (line, _)) in ours {
                let nothing = Trajecturen { uren: Decimal::ZERO, uren_oud: Decimal::ZERO, ..line.clone() };
                let som = found.entry(*id).or_insert(nothing);
                som.uren = som.uren.saturating_add(line.uren);
                som.uren_oud = som.uren_oud.saturating_add(line.uren_oud);
                (som.startdatum, som.gemeente) = (line.startdatum, line.gemeente);
                som.sprong = line.sprong.filter(|_| *k == kwartaal);
                if line.uren > Decimal::ZERO {
                    let paid = som.producten.entry(segment_of(*product, had_collectief).1).or_default();
                    *paid = paid.saturating_add(line.uren);
                }
            }
        }
        found.retain(|_, som| som.uren > Decimal::ZERO || som.uren_oud > Decimal::ZERO || som.sprong.is_some());
        found
    }

    /// The hours of a segment in a period: what they come to, and line by line; no lines when they are not known.
    ///
    /// `had_collectief`: whether the aanbieder ever had a contract for segment collectief by the end of the kwartaal that is asked for.
    pub fn van(
        &self,
        segment: Segment,
        kwartaal: Kwartaal,
        periode: Periode,
        had_collectief: bool,
        tarieven: &Tarieven,
    ) -> (Pxqstand, Vec<Pxqregel>) {
        self.in_gemeente(None, segment, kwartaal, periode, had_collectief, tarieven)
    }

    /// The same of the rows of one gemeente.
    pub fn in_gemeente(
        &self,
        gemeente: Option<Gemeente>,
        segment: Segment,
        kwartaal: Kwartaal,
        periode: Periode,
        had_collectief: bool,
        tarieven: &Tarieven,
    ) -> (Pxqstand, Vec<Pxqregel>) {
        match self.staten.get(&kwartaal) {
            None => return (Pxqstand::GeenRapportage, Vec::new()),
            Some(staat) if !staat.has_uren => return (Pxqstand::NietTeMeten, Vec::new()),
            Some(_) => {}
        }
        let van = periode.first_kwartaal(kwartaal);
        let mut som = Pxqsom::default();
        let mut groepen: BTreeMap<(Option<Product>, Gemeente, bool), Urensom> = BTreeMap::new();
        let mut trajecten: BTreeSet<TrajectId> = BTreeSet::new();
        let is_ours = |product: Option<Product>, of: Gemeente| {
            segment_of(product, had_collectief).0 == segment && gemeente.is_none_or(|g| g == of)
        };
        for (k, staat) in self.staten.range(van..=kwartaal) {
            som.kwartalen.insert(*k);
            let leeg = staat.rijen.iter().filter(|((product, of), _)| is_ours(*product, *of)).map(|(_, (_, leeg))| leeg);
            som.rijen_zonder_uren = som.rijen_zonder_uren.saturating_add(leeg.sum());
            for (groep, uren) in staat.uren.iter().filter(|(groep, _)| is_ours(groep.0, groep.1)) {
                let own = groepen.entry(*groep).or_default();
                own.uren = own.uren.saturating_add(uren.uren);
                own.trajecten.extend(&uren.trajecten);
                if !groep.2 {
                    trajecten.extend(&uren.trajecten);
                }
            }
        }
        som.trajecten = u32::try_from(trajecten.len()).unwrap_or(u32::MAX);
        let jaar = kwartaal.jaar();
        let regel = |((product, gemeente, oud_contract), uren): ((Option<Product>, Gemeente, bool), Urensom)| {
            let product = segment_of(product, had_collectief).1;
            Pxqregel {
                aanbieder: self.aanbieder,
                segment,
                product,
                gemeente,
                oud_contract,
                trajecten: u32::try_from(uren.trajecten.len()).unwrap_or(u32::MAX),
                uren: uren.uren,
                tarief: product.filter(|_| !oud_contract).and_then(|product| tarieven.get(product, jaar)),
            }
        };
        let mut regels: Vec<Pxqregel> = groepen.into_iter().map(regel).collect();
        regels.sort_by_key(Pxqregel::order);
        for regel in &regels {
            som.add(regel, jaar);
        }
        (Pxqstand::Gemeten(som), regels)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PSW, k, report, without};
    use super::*;

    fn shipped() -> Tarieven {
        toml::from_str(include_str!("../../data/tarieven.toml")).unwrap()
    }

    fn reeks(reports: &[Rapport]) -> Pxqreeks {
        reeks_vanaf("2022-K1", reports)
    }

    fn reeks_vanaf(vanaf: &str, reports: &[Rapport]) -> Pxqreeks {
        let mut reeks = Pxqreeks::new(PSW, k(vanaf));
        for rapport in reports {
            reeks.push(rapport);
        }
        reeks
    }

    /// The sum of a segment, with its lines as `product gemeente contract trajecten uren bedrag`.
    fn told(reeks: &Pxqreeks, segment: Segment, q: &str, periode: Periode) -> (Pxqsom, Vec<String>) {
        let (stand, regels) = reeks.van(segment, k(q), periode, true, &shipped());
        let line = |r: &Pxqregel| {
            let product = r.product.map_or("-", Tariefproduct::naam);
            let oud = if r.oud_contract { " oud" } else { "" };
            let bedrag = r.bedrag().map_or_else(|| "-".to_owned(), |b| b.to_string());
            format!("{product} {}{oud} {} {} {bedrag}", r.gemeente.naam(), r.trajecten, r.uren.normalize())
        };
        (stand.som().unwrap().clone(), regels.iter().map(line).collect())
    }

    use Periode::{Jaar, Kwartaal as Q};
    use Segment::{Collectief, Individueel};

    #[test]
    fn each_of_two_lines_is_paid_as_its_own_product_and_p1_as_collectief() {
        let reeks = reeks(&[
            report(
                "2022-K1",
                &["A 2022-01-01 uren=2 product=mbo", "A 2022-01-01 uren=1 product=hbo", "B 2022-01-01 uren=4 product=mbo"],
            ),
            report("2022-K2", &["A 2022-01-15 uren=1", "B 2022-01-01 uren=3 product=P1"]),
        ]);
        let (_, individueel) = told(&reeks, Individueel, "2022-K2", Jaar);
        assert_eq!(individueel, ["P2 mbo Venlo 2 7 445.83", "P2 hbo Venlo 1 1 74.13"]);
        assert_eq!(told(&reeks, Collectief, "2022-K2", Jaar).1, ["P1 Venlo 1 3 22.68"]);
    }

    #[test]
    fn hours_stand_by_product_gemeente_and_contract_and_an_amount_is_rounded_once() {
        let reeks = reeks(&[report(
            "2022-K1",
            &[
                "A 2022-01-01 uren=0.25",
                "B 2022-01-01 uren=0.5",
                "C 2022-01-01 uren=12.5 product=mbo",
                "D 2022-01-01 uren=2.5 product=hbo gem=gennep",
                "E 2021-12-31 uren=12.5",
                "F 2022-01-01",
                "G 2022-01-01 uren=0",
            ],
        )]);
        let (som, regels) = told(&reeks, Collectief, "2022-K1", Q);
        // 0,75 × 7,56 = 5,67; each row apart would give 1,89 + 3,78.
        assert_eq!(regels, ["P1 Venlo 2 0.75 5.67", "P1 Venlo oud 1 12.5 -"]);
        assert_eq!((som.uren, som.uren_oud, som.rijen_zonder_uren), (Decimal::new(75, 2), Decimal::new(125, 1), 1));
        let (som, regels) = told(&reeks, Individueel, "2022-K1", Q);
        assert_eq!(regels, ["P2 mbo Venlo 1 12.5 796.13", "P2 hbo Gennep 1 2.5 185.33"]);
        assert_eq!(som.bedrag(), Some(Decimal::new(98145, 2)), "796,125 and 185,325 together");
    }

    #[test]
    fn a_straight_line_is_of_the_exact_sum_and_rounded_once() {
        // 2,5 hours at 7,561 is 18,9025; in cents first it would be 75,60.
        let tarieven: Tarieven = toml::from_str(
            "[[tarief]]\nproduct = \"P1\"\njaar = 2022\nbedrag = \"7.561\"\nbron = \"voorbeeld\"\nbekend = \"2022-01-01\"\n",
        )
        .unwrap();
        let reeks = reeks(&[report("2022-K1", &["A 2022-01-01 uren=2.5"])]);
        let (stand, _) = reeks.van(Collectief, k("2022-K1"), Jaar, true, &tarieven);
        assert_eq!(stand.som().unwrap().straight_line(3), Some(Decimal::new(7561, 2)));
    }

    #[test]
    fn hours_are_told_per_traject_and_those_that_jump_stand_out() {
        let reeks = reeks(&[
            report(
                "2022-K1",
                &["A 2022-01-01 uren=10", "B 2022-01-01 uren=10 product=mbo", "C 2021-05-01 uren=5", "E 2022-01-01 uren=9"],
            ),
            report(
                "2022-K2",
                &[
                    "A 2022-01-01 uren=30",
                    // One traject with two lines: together they are three times as many.
                    "B 2022-01-01 uren=14 product=mbo",
                    "B 2022-01-01 uren=16 product=hbo",
                    "C 2021-05-01 uren=6",
                    "D 2022-04-01",
                    "E 2022-01-01",
                ],
            ),
        ]);
        let told = |segment, periode| {
            let all = reeks.trajecten(segment, k("2022-K2"), periode, true);
            let line = |t: &Trajecturen| {
                let mark = if t.sprong.is_some() { " !" } else { "" };
                format!("{} {} {}{mark}", t.deelnemer, t.uren.normalize(), t.uren_oud.normalize())
            };
            all.values().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told(Collectief, Q), ["A 30 0 !", "C 0 6"]);
        assert_eq!(told(Collectief, Jaar), ["A 40 0 !", "C 0 11", "E 9 0"]);
        assert_eq!(told(Individueel, Q), ["B 30 0 !"]);
        let [b] = reeks.trajecten(Individueel, k("2022-K2"), Q, true).into_values().collect::<Vec<_>>().try_into().unwrap();
        assert!(b.producten.keys().eq(&[Some(Tariefproduct::P2Mbo), Some(Tariefproduct::P2Hbo)]));
    }

    #[test]
    fn hours_of_before_the_first_kwartaal_that_is_asked_for_go_and_what_follows_stays_as_it_was() {
        let reports = [
            report("2022-K3", &["A 2022-01-01 uren=10 product=mbo"]),
            report("2022-K4", &["A 2022-01-01 uren=10"]),
            report("2023-K1", &["A 2022-01-01 uren=40", "B 2023-01-01 uren=5"]),
            report("2023-K2", &["A 2022-01-01 uren=41", "B 2023-01-01 uren=50"]),
        ];
        let (all, late) = (reeks(&reports), reeks_vanaf("2023-K1", &reports));
        assert!(all.staten.len() == 4 && late.staten.len() == 2);
        for (q, periode) in [("2023-K1", Q), ("2023-K2", Q), ("2023-K2", Jaar)] {
            for segment in [Collectief, Individueel] {
                assert_eq!(told(&late, segment, q, periode), told(&all, segment, q, periode));
                let trajecten = |reeks: &Pxqreeks| reeks.trajecten(segment, k(q), periode, true);
                assert_eq!(trajecten(&late), trajecten(&all));
            }
        }
        let [a] = late.trajecten(Individueel, k("2023-K1"), Q, true).into_values().collect::<Vec<_>>().try_into().unwrap();
        assert!(a.sprong.is_some(), "held against the kwartaal before, which is not kept");
    }

    #[test]
    fn the_year_adds_reports_up_and_counts_a_corrected_traject_once() {
        let reeks = reeks(&[
            report("2022-K1", &["A 2022-01-01 uren=1", "B 2022-01-01 uren=2"]),
            report("2022-K2", &["A 2022-01-15 uren=4", "B 2022-01-01 uren=8 gem=gennep"]),
            report("2022-K3", &["A 2022-01-15 uren=16"]),
        ]);
        let (som, regels) = told(&reeks, Collectief, "2022-K2", Jaar);
        assert_eq!(regels, ["P1 Gennep 1 8 60.48", "P1 Venlo 2 7 52.92"]);
        assert_eq!((som.trajecten, som.kwartalen.len()), (2, 2));
        assert_eq!(told(&reeks, Collectief, "2022-K3", Q).0.uren, Decimal::from(16));
    }

    #[test]
    fn an_unknown_rate_is_named_and_gives_no_amount() {
        let reeks = reeks(&[report("2023-K1", &["A 2022-01-01 uren=2", "B 2022-01-01 uren=3 product=mbo"])]);
        let (som, _) = told(&reeks, Collectief, "2023-K1", Q);
        assert_eq!((som.bedrag(), som.zonder_tarief), (None, Decimal::TWO));
        assert_eq!(som.ontbrekend, [Ontbrekend { product: Some(Tariefproduct::P1), jaar: 2023 }]);
    }

    #[test]
    fn a_row_inherits_the_product_of_its_traject_and_never_had_a_contract_is_individueel() {
        let reeks = reeks(&[
            report("2022-K1", &["A 2022-01-01 uren=1 product=hbo", "B 2022-01-01 uren=1"]),
            report("2022-K2", &["A 2022-02-01 uren=2", "B 2022-01-01 uren=2"]),
        ]);
        let (_, regels) = told(&reeks, Individueel, "2022-K2", Q);
        assert_eq!(regels, ["P2 hbo Venlo 1 2 148.26"], "through a corrected Startdatum");
        let (stand, regels) = reeks.van(Individueel, k("2022-K2"), Q, false, &shipped());
        let som = stand.som().unwrap();
        assert_eq!((regels.len(), regels.last().unwrap().product, som.bedrag()), (2, None, None));
        assert_eq!(som.ontbrekend, [Ontbrekend { product: None, jaar: 2022 }]);
    }

    #[test]
    fn two_lines_of_a_traject_are_one_and_the_most_hours_are_inherited() {
        for (mbo, hbo, inherited) in [("3", "2", "P2 mbo"), ("2", "3", "P2 hbo"), ("2", "2", "P2 mbo")] {
            let (one, two) = (format!("A 2022-01-01 uren={hbo} product=hbo"), format!("A 2022-01-01 uren={mbo} product=mbo"));
            let reeks = reeks(&[report("2022-K1", &[&one, &two]), report("2022-K2", &["A 2022-01-01 uren=1"])]);
            let (som, regels) = told(&reeks, Individueel, "2022-K1", Q);
            assert_eq!((regels.len(), som.trajecten), (2, 1));
            assert!(told(&reeks, Individueel, "2022-K2", Q).1[0].starts_with(inherited), "{mbo} {hbo}");
        }
    }

    #[test]
    fn without_the_report_or_the_column_of_the_kwartaal_both_periods_are_not_known() {
        let absent = without(report("2022-K2", &["A 2022-01-01 uren=1"]), &[Kolom::Uren]);
        let only_marks = Rapport { deelnemers: None, ..report("2022-K4", &[]) };
        let reeks = reeks(&[
            report("2022-K1", &["A 2022-01-01 uren=1"]),
            absent,
            report("2022-K3", &["A 2022-01-01 uren=2"]),
            only_marks,
        ]);
        for periode in Periode::ALL {
            let at = |q: &str| reeks.van(Collectief, k(q), periode, true, &shipped()).0;
            assert_eq!(at("2022-K2"), Pxqstand::NietTeMeten);
            assert_eq!(at("2022-K4"), Pxqstand::GeenRapportage, "a report without the part Deelnemers");
        }
        let (som, _) = told(&reeks, Collectief, "2022-K3", Jaar);
        assert_eq!(
            (som.uren, som.rijen_zonder_uren, som.kwartalen.len()),
            (Decimal::from(3), 1, 3),
            "cells that are not there are empty"
        );
        let measured = Pxqstand::Gemeten(som);
        let pool = |standen: &[Pxqstand]| Pxqstand::pool(standen);
        assert_eq!(pool(&[Pxqstand::NietTeMeten, measured.clone()]), (measured, 1));
        assert_eq!(pool(&[Pxqstand::GeenRapportage, Pxqstand::NietTeMeten]), (Pxqstand::NietTeMeten, 0));
        assert_eq!(pool(&[]), (Pxqstand::GeenRapportage, 0));
    }
}
