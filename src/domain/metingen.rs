//! The figures of one aanbieder: one pass over its reports yields every meting of every kwartaal.
//!
//! Feed a [`Meetreeks`] the latest version of each report, in order of kwartaal, one at a time; nothing of a report is kept
//! but counts and the state of the trajecten. Deliberately absent: verdict and display (`oordeel`), the rows behind a figure
//! (`herleiding`), and dekking, which is formed from its own overview.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use foldhash::HashMap;
use rust_decimal::Decimal;

use super::register::Getoond;
use super::{
    Correctie, Deel, Deelnemercode, Dekkingsgegevens, Gemeente, Indicator, Klasse, Kolom, Kolommen, Kwartaal, Meting, Niveau,
    Norm, Normenkader, Onderdeel, Periode, Rapport, Respons, Segment, Selectie, Stand, Tevredenheid, Tevredenheidsregel,
    TrajectId, Trajectregel, Trajectstand, Trajectuitkomst, Voorrang, Waarde, dekking_metingen,
};

/// A mark of 8 or more meets the norms of KPI 3 (H23 KPI 3).
const GOED_CIJFER: Decimal = Decimal::from_parts(8, 0, 0, false, 0);

/// What a report has for a selection: the rows of Deelnemers, one per traject, and Tevredenheid; None is an absent part.
pub(super) type Delen<'r> = (Option<Vec<&'r Trajectregel>>, Option<Vec<&'r Tevredenheidsregel>>);

/// Divides the report that went into the state last: a row goes with its traject, a mark by what it says itself.
fn divide<'r>(rapport: &'r Rapport, stand: &Stand, selectie: &Selectie, had_collectief: bool) -> Delen<'r> {
    let mut seen = vec![false; stand.trajecten().len()];
    // The second of two lines of hours says nothing else of the traject.
    let mut is_first = |id: TrajectId| seen.get_mut(id.index()).is_some_and(|seen| !std::mem::replace(seen, true));
    let mut is_ours = |regel: &&Trajectregel| {
        let found = stand.find(&regel.deelnemer, regel.startdatum);
        found.is_some_and(|id| is_first(id) && stand.traject(id).is_some_and(|t| selectie.has(t, had_collectief)))
    };
    let regels = rapport.deelnemers.as_ref().map(|d| d.regels.iter().filter(&mut is_ours).collect());
    let marks = |t: &'r Tevredenheid| t.regels.iter().filter(|r| selectie.has_mark(r, had_collectief)).collect();
    (regels, rapport.tevredenheid.as_ref().map(marks))
}

/// Whether a row of the report of `kwartaal` counts in KPI 1: no recognised outcome before the first day.
pub(super) fn counts_in_c1(regel: &Trajectregel, kwartaal: Kwartaal) -> bool {
    regel.recognised_outcome(kwartaal.last_day()).is_none_or(|u| u.datum >= kwartaal.first_day())
}

/// Whether a row has recorded a column that KPI 1 asks for.
pub(super) fn is_recorded(regel: &Trajectregel, kolom: Kolom, kwartaal: Kwartaal) -> bool {
    match kolom {
        Kolom::Startsituatie => regel.startsituatie == Some(true),
        Kolom::Begintrede => regel.begintrede.is_some(),
        Kolom::Doelen => regel.doelen == Some(true),
        Kolom::Doeltrede => regel.doeltrede.is_some(),
        Kolom::Einddatum => regel.einddatum.is_some(),
        Kolom::InBeeld => regel.in_beeld == Some(true),
        Kolom::ContactProfessionals => regel.contact_professionals == Some(true),
        Kolom::VoortgangGeleverd => regel.voortgang_geleverd.is_some_and(|d| d >= kwartaal.first_day()),
        _ => false,
    }
}

/// Whether a class of the cohort is in the teller of an indicator of KPI 2.
pub(super) const fn is_counted(indicator: Indicator, klasse: Klasse) -> bool {
    match indicator {
        Indicator::RegulierWerk => matches!(klasse, Klasse::RegulierBinnenTermijn),
        Indicator::Vrijwilligerswerk => matches!(klasse, Klasse::VrijwilligerswerkOfRegister),
        Indicator::Uitval => matches!(klasse, Klasse::Uitval),
        Indicator::VrijwilligerswerkEnUitval => matches!(klasse, Klasse::VrijwilligerswerkOfRegister | Klasse::Uitval),
        Indicator::StartVastgelegd
        | Indicator::InBeeld
        | Indicator::CijferDeelnemers
        | Indicator::CijferCasusregisseurs
        | Indicator::CijferOndernemers
        | Indicator::Dekking => false,
    }
}

/// Returns the code of an employer as compared: marks without one are all of different employers.
pub(super) fn ondernemer_sleutel(code: Option<&str>) -> Option<String> {
    code.map(|c| c.trim().to_lowercase()).filter(|c| !c.is_empty())
}

/// A count of KPI 1: the figure and its parts.
#[derive(Debug, Clone, Default)]
struct Vastlegging {
    teller: u32,
    noemer: u32,
    /// Per column of the indicator, in its order.
    onderdelen: Vec<u32>,
}

impl Vastlegging {
    fn of(indicator: Indicator, regels: &[&Trajectregel], kwartaal: Kwartaal) -> Self {
        let kolommen = indicator.kolommen();
        let mut telling = Self { onderdelen: vec![0; kolommen.len()], ..Self::default() };
        for regel in regels.iter().filter(|r| counts_in_c1(r, kwartaal)) {
            let mut all = true;
            for (kolom, n) in kolommen.iter().zip(&mut telling.onderdelen) {
                let recorded = is_recorded(regel, *kolom, kwartaal);
                *n += u32::from(recorded);
                all &= recorded;
            }
            telling.teller += u32::from(all);
            telling.noemer += 1;
        }
        telling
    }
}

/// The marks of a period.
#[derive(Debug, Clone, Default)]
struct Cijferlijst {
    /// Sum and number of the marks of each deelnemer.
    deelnemers: HashMap<Deelnemercode, (Decimal, u32)>,
    casusregisseurs: (Decimal, u32),
    /// The mark that counts of each employer with a code.
    ondernemers: HashMap<String, Voorrang>,
    /// Marks of employers without a code: how many are good, and how many there are.
    naamloos: (u32, u32),
}

impl Cijferlijst {
    fn add(&mut self, (regels, tevredenheid): &Delen<'_>, kwartaal: Kwartaal) {
        self.add_deelnemers(regels.as_deref().unwrap_or_default());
        self.add_tevredenheid(tevredenheid.as_deref().unwrap_or_default(), kwartaal);
    }

    fn add_deelnemers(&mut self, regels: &[&Trajectregel]) {
        for regel in regels {
            if let Some(cijfer) = regel.cijfer {
                let (som, n) = self.deelnemers.entry(regel.deelnemer.clone()).or_default();
                *som = som.saturating_add(cijfer);
                *n += 1;
            }
        }
    }

    fn add_tevredenheid(&mut self, regels: &[&Tevredenheidsregel], kwartaal: Kwartaal) {
        for regel in regels {
            match (regel.niveau, ondernemer_sleutel(regel.ondernemer.as_deref())) {
                (Niveau::Casusregisseur, _) => {
                    self.casusregisseurs.0 = self.casusregisseurs.0.saturating_add(regel.cijfer);
                    self.casusregisseurs.1 += 1;
                }
                (Niveau::Ondernemer, Some(code)) => {
                    let voorrang = regel.voorrang(kwartaal);
                    self.ondernemers.entry(code).and_modify(|v| *v = voorrang.max(*v)).or_insert(voorrang);
                }
                (Niveau::Ondernemer, None) => {
                    self.naamloos.0 += u32::from(is_good(regel.cijfer));
                    self.naamloos.1 += 1;
                }
            }
        }
    }

    fn totalen(&self) -> Cijfertotalen {
        let good = self.deelnemers.values().filter(|(som, n)| mean_is_good(*som, *n)).count();
        let good_ondernemers = self.ondernemers.values().filter(|(.., cijfer)| is_good(cijfer.0)).count();
        Cijfertotalen {
            deelnemers: (count(good), count(self.deelnemers.len())),
            casusregisseurs: self.casusregisseurs,
            ondernemers: (count(good_ondernemers) + self.naamloos.0, count(self.ondernemers.len()) + self.naamloos.1),
        }
    }
}

/// Whether the mean of `n` marks with this sum is 8 or more.
pub(super) fn mean_is_good(som: Decimal, n: u32) -> bool {
    som >= GOED_CIJFER.saturating_mul(Decimal::from(n))
}

/// Whether one mark is 8 or more.
pub(super) fn is_good(cijfer: Decimal) -> bool {
    cijfer >= GOED_CIJFER
}

/// Counts are of rows, of which a report has far fewer than 2³².
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[derive(Debug, Clone, Copy, Default)]
struct Cijfertotalen {
    deelnemers: (u32, u32),
    casusregisseurs: (Decimal, u32),
    ondernemers: (u32, u32),
}

/// KPI 2 of a kwartaal as a state knows it: the outcomes dated in the year, and how many trajecten ran.
#[derive(Debug, Clone, Default)]
struct Uitkomsten {
    /// Per traject (its index, ascending) the outcome, when it is dated in the year through Q.
    jaar: Vec<(usize, Trajectuitkomst)>,
    /// Trajecten that ran in the kwartaal, and in the year.
    liep: [u32; 2],
}

impl Uitkomsten {
    fn of(stand: &Stand, selectie: &Selectie, kwartaal: Kwartaal) -> Self {
        let had = selectie.had_collectief(kwartaal);
        let dag = kwartaal.last_day();
        let eerste = Periode::ALL.map(|p| p.first_day(kwartaal));
        let mut uit = Self::default();
        for (i, traject) in stand.trajecten().iter().enumerate().filter(|(_, t)| selectie.has(t, had)) {
            for (n, eerste) in uit.liep.iter_mut().zip(eerste) {
                *n += u32::from(traject.ran(eerste, kwartaal));
            }
            if let Some(uitkomst) = traject.uitkomst(dag).filter(|u| u.datum >= Periode::Jaar.first_day(kwartaal)) {
                uit.jaar.push((i, uitkomst));
            }
        }
        uit
    }

    /// The cohort of a period: the trajecten whose outcome date falls in it.
    fn cohort(&self, periode: Periode, kwartaal: Kwartaal) -> impl Iterator<Item = (usize, Klasse)> {
        let eerste = periode.first_day(kwartaal);
        self.jaar.iter().filter(move |(_, u)| u.datum >= eerste).map(|(i, u)| (*i, u.klasse))
    }

    fn klassen(&self, periode: Periode, kwartaal: Kwartaal) -> Vec<(Klasse, u32)> {
        let mut klassen: Vec<_> = Klasse::ALL.map(|k| (k, 0)).into();
        for (_, klasse) in self.cohort(periode, kwartaal) {
            for (k, n) in &mut klassen {
                *n += u32::from(*k == klasse);
            }
        }
        klassen
    }

    /// How many trajecten of this cohort were not in `toen`, or had another class there.
    fn nagekomen(&self, toen: &Self, periode: Periode, kwartaal: Kwartaal) -> u32 {
        let mut toen = toen.cohort(periode, kwartaal).peekable();
        let mut n = 0;
        for (i, klasse) in self.cohort(periode, kwartaal) {
            while toen.next_if(|(j, _)| *j < i).is_some() {}
            n += u32::from(toen.next_if_eq(&(i, klasse)).is_none());
        }
        n
    }
}

/// Whether a report has rows with a product, own or inherited, rows without one, and marks that are not of individueel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rijsoorten {
    pub met_product: bool,
    pub zonder_product: bool,
    pub cijfers: bool,
}

impl Rijsoorten {
    /// Whether there is a row of a segment among them; of individueel one of Deelnemers (`domein.md` 9, 10).
    pub const fn has(self, segment: Segment, had_collectief: bool) -> bool {
        match (segment, had_collectief) {
            (Segment::Collectief, true) => self.zonder_product || self.cijfers,
            (Segment::Collectief, false) => false,
            (Segment::Individueel, true) => self.met_product,
            (Segment::Individueel, false) => self.met_product || self.zonder_product,
        }
    }
}

/// What is kept of one report.
#[derive(Debug, Clone)]
struct Opname {
    versie: u32,
    /// The columns of the part Deelnemers; None without the part.
    kolommen: Option<Kolommen>,
    heeft_tevredenheid: bool,
    /// Rows left out, of deelnemers and of tevredenheid.
    niet_meegeteld: [u32; 2],
    start_vastgelegd: Vastlegging,
    in_beeld: Vastlegging,
    /// Of the kwartaal and of the year.
    cijfers: [Cijfertotalen; 2],
    uitkomsten: Uitkomsten,
    /// The trajecten that have a Cijfer in it, by their index, ascending.
    met_cijfer: Vec<usize>,
    rijen: Rijsoorten,
}

impl Opname {
    const fn has(&self, deel: Deel) -> bool {
        match deel {
            Deel::Deelnemers => self.kolommen.is_some(),
            Deel::Tevredenheid => self.heeft_tevredenheid,
            Deel::Samenwerking => false,
        }
    }

    /// Whether an indicator can be measured by the columns of Deelnemers.
    fn has_columns(&self, indicator: Indicator) -> bool {
        self.kolommen.is_some_and(|present| indicator.kolommen().iter().all(|k| present.contains(*k)))
    }

    const fn niet_meegeteld(&self, deel: Deel) -> u32 {
        match deel {
            Deel::Deelnemers | Deel::Samenwerking => self.niet_meegeteld[0],
            Deel::Tevredenheid => self.niet_meegeteld[1],
        }
    }
}

/// All figures of one aanbieder and segment, from its reports in order of kwartaal.
///
/// ```
/// use accountgesprek::domain::{Aanbieder, Deelnemers, Kolommen, Meetreeks, Normenkader, Rapport, Segment, Selectie};
/// let kader: Normenkader = toml::from_str(include_str!("../../data/normen.toml")).unwrap();
/// let psw = Aanbieder::new("psw").unwrap();
/// let collectief_vanaf = Some("2022-01-01".parse().unwrap());
/// let selectie = Selectie { aanbieder: psw, segment: Segment::Collectief, gemeente: None, collectief_vanaf };
/// let mut reeks = Meetreeks::new(selectie);
/// let mut rapport = Rapport::new(psw, "2024-K1".parse().unwrap());
/// rapport.deelnemers = Some(Deelnemers { kolommen: Kolommen::all(), ..Deelnemers::default() });
/// reeks.push(&rapport);
/// let metingen = reeks.metingen(&kader, rapport.kwartaal);
/// assert_eq!(metingen[0].norm.as_str(), "C1.1");
/// assert_eq!(metingen[0].weergave, "n.v.t.");
/// ```
#[derive(Debug, Clone)]
pub struct Meetreeks {
    selectie: Selectie,
    /// Of all rows of the aanbieder.
    stand: Stand,
    opnamen: BTreeMap<Kwartaal, Opname>,
    /// The marks of the year that the last report belongs to: without a contract for collectief by then, and with one.
    jaarcijfers: (i32, [Cijferlijst; 2]),
    /// A figure of the first kwartaal asked for as the second knows it; the outcomes once that one has been read.
    op_stand: Option<(Kwartaal, Kwartaal, Option<Uitkomsten>)>,
    correcties: Vec<Correctie>,
}

impl Meetreeks {
    pub fn new(selectie: Selectie) -> Self {
        Self {
            selectie,
            stand: Stand::default(),
            opnamen: BTreeMap::new(),
            jaarcijfers: (0, Default::default()),
            op_stand: None,
            correcties: Vec::new(),
        }
    }

    /// Returns a series whose figures of `kwartaal` are formed with all that is known at `stand` (`kpi --stand`); a
    /// `stand` before the kwartaal is the kwartaal itself. Reports after `stand` still count for *nagekomen*.
    pub fn op_stand(selectie: Selectie, kwartaal: Kwartaal, stand: Kwartaal) -> Self {
        Self { op_stand: Some((kwartaal, stand.max(kwartaal), None)), ..Self::new(selectie) }
    }

    /// The segment that it forms figures of.
    pub const fn segment(&self) -> Segment {
        self.selectie.segment
    }

    /// The state of all trajecten of the aanbieder after the last report.
    pub const fn stand(&self) -> &Stand {
        &self.stand
    }

    /// The trajecten of the selection as a kwartaal is asked for, as the last report knows them.
    pub fn trajecten(&self, kwartaal: Kwartaal) -> impl Iterator<Item = &Trajectstand> {
        let had = self.selectie.had_collectief(kwartaal);
        self.stand.trajecten().iter().filter(move |t| self.selectie.has(t, had))
    }

    /// The report that went in last, divided as `kwartaal` is asked for.
    pub(super) fn parts_of<'r>(&self, rapport: &'r Rapport, kwartaal: Kwartaal) -> Delen<'r> {
        divide(rapport, &self.stand, &self.selectie, self.selectie.had_collectief(kwartaal))
    }

    /// The kwartalen that went in, and what rows each has.
    pub fn rijen(&self) -> impl Iterator<Item = (Kwartaal, Rijsoorten)> {
        self.opnamen.iter().map(|(k, opname)| (*k, opname.rijen))
    }

    /// The gemeenten where a traject of the selection ran in each calendar year: those of the reports, and the year after the last of
    /// them, in which runs what had not ended.
    pub fn gemeenten_per_jaar(&self) -> Vec<(i32, Vec<Gemeente>)> {
        let (Some(first), Some(last)) = (self.opnamen.keys().next(), self.stand.laatste()) else { return Vec::new() };
        let in_year = |jaar: i32| {
            let Some(begin) = NaiveDate::from_ymd_opt(jaar, 1, 1) else { return (jaar, Vec::new()) };
            let ran = self.trajecten(last).filter(|t| t.startdatum.year() <= jaar && t.ran(begin, last));
            let gemeenten: BTreeSet<Gemeente> = ran.map(|t| t.gemeente).collect();
            (jaar, gemeenten.into_iter().collect())
        };
        (first.jaar()..=last.jaar() + 1).map(in_year).collect()
    }

    /// The corrected Startdatums met so far: each is to be told as a finding.
    pub fn correcties(&self) -> &[Correctie] {
        &self.correcties
    }

    /// The kwartalen that went in.
    pub fn kwartalen(&self) -> impl DoubleEndedIterator<Item = Kwartaal> {
        self.opnamen.keys().copied()
    }

    /// Takes the next report: the latest version, later than those before it. One of another aanbieder is left out.
    pub fn push(&mut self, rapport: &Rapport) {
        debug_assert_eq!(rapport.aanbieder, self.selectie.aanbieder, "one aanbieder per series");
        if rapport.aanbieder != self.selectie.aanbieder {
            return;
        }
        let kwartaal = rapport.kwartaal;
        if let Some((q, stand, uitkomsten @ None)) = &mut self.op_stand
            && kwartaal > *stand
        {
            *uitkomsten = Some(Uitkomsten::of(&self.stand, &self.selectie, *q));
        }
        if self.jaarcijfers.0 != kwartaal.jaar() {
            self.jaarcijfers = (kwartaal.jaar(), Default::default());
        }
        if let Some(deelnemers) = &rapport.deelnemers {
            self.correcties.extend(self.stand.push(kwartaal, deelnemers));
        }
        let had = self.selectie.had_collectief(kwartaal);
        // A contract that begins within the year: a later kwartaal of it divides this report otherwise.
        if self.selectie.had_collectief(kwartaal.last_of_year()) != had {
            let parts = divide(rapport, &self.stand, &self.selectie, !had);
            self.jaarcijfers.1[usize::from(!had)].add(&parts, kwartaal);
        }
        let parts = divide(rapport, &self.stand, &self.selectie, had);
        let mut cijfers = Cijferlijst::default();
        cijfers.add(&parts, kwartaal);
        self.jaarcijfers.1[usize::from(had)].add(&parts, kwartaal);
        let (regels, tevredenheid) = parts;
        let vastgelegd = |indicator| Vastlegging::of(indicator, regels.as_deref().unwrap_or_default(), kwartaal);
        let opname = Opname {
            versie: rapport.versie,
            kolommen: rapport.deelnemers.as_ref().map(|d| d.kolommen),
            heeft_tevredenheid: tevredenheid.is_some(),
            niet_meegeteld: [
                rapport.deelnemers.as_ref().map_or(0, |d| d.niet_meegeteld),
                rapport.tevredenheid.as_ref().map_or(0, |t| t.niet_meegeteld),
            ],
            start_vastgelegd: vastgelegd(Indicator::StartVastgelegd),
            in_beeld: vastgelegd(Indicator::InBeeld),
            cijfers: [cijfers.totalen(), self.jaarcijfers.1[usize::from(had)].totalen()],
            uitkomsten: Uitkomsten::of(&self.stand, &self.selectie, kwartaal),
            met_cijfer: self.marked(rapport),
            rijen: self.row_kinds(rapport),
        };
        self.opnamen.insert(kwartaal, opname);
    }

    /// The trajecten that have a Cijfer in the report that went into the state last.
    fn marked(&self, rapport: &Rapport) -> Vec<usize> {
        let marked = rapport.deelnemers.iter().flat_map(|d| &d.regels).filter(|r| r.cijfer.is_some());
        let mut found: Vec<usize> =
            marked.filter_map(|r| self.stand.find(&r.deelnemer, r.startdatum)).map(TrajectId::index).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many of a cohort gave a mark in a report of the period.
    fn respons(&self, uitkomsten: &Uitkomsten, periode: Periode, kwartaal: Kwartaal) -> Respons {
        let mut respons = Respons::default();
        for (traject, _) in uitkomsten.cohort(periode, kwartaal) {
            let mut reports = self.opnamen.range(periode.first_kwartaal(kwartaal)..=kwartaal);
            respons.cohort += 1;
            respons.met_cijfer += u32::from(reports.any(|(_, o)| o.met_cijfer.binary_search(&traject).is_ok()));
        }
        respons
    }

    fn row_kinds(&self, rapport: &Rapport) -> Rijsoorten {
        let mut marks = rapport.tevredenheid.iter().flat_map(|t| &t.regels);
        let cijfers = marks.any(|r| r.gemeld_segment != Some(Segment::Individueel));
        let mut rijen = Rijsoorten { cijfers, ..Rijsoorten::default() };
        for regel in rapport.deelnemers.iter().flat_map(|d| &d.regels) {
            let traject = self.stand.find(&regel.deelnemer, regel.startdatum).and_then(|id| self.stand.traject(id));
            let has_product = traject.is_some_and(|t| t.product.is_some());
            rijen.met_product |= has_product;
            rijen.zonder_product |= !has_product;
        }
        rijen
    }

    /// Returns the figures of `kwartaal`: each norm that is valid in it and formed per aanbieder, for both periods, in
    /// the order of the normenkader. A kwartaal without a report gives *geen rapportage*.
    pub fn metingen(&self, kader: &Normenkader, kwartaal: Kwartaal) -> Vec<Meting> {
        let nieuwst = Uitkomsten::of(&self.stand, &self.selectie, kwartaal);
        let at_stand = match &self.op_stand {
            Some((q, _, uitkomsten)) if *q == kwartaal => Some(uitkomsten.as_ref().unwrap_or(&nieuwst)),
            _ => None,
        };
        self.form_all(kader, kwartaal, at_stand, &nieuwst)
    }

    /// The figures of one norm among them.
    pub fn metingen_van(&self, norm: &Norm, kader: &Normenkader, kwartaal: Kwartaal) -> Vec<Meting> {
        let nieuwst = Uitkomsten::of(&self.stand, &self.selectie, kwartaal);
        Periode::ALL.map(|p| self.form(norm, kader, kwartaal, p, None, &nieuwst)).into()
    }

    /// Returns the figures of `kwartaal` with all that the last report knows: shown beside the figure ("met nagekomen").
    pub fn metingen_op_nieuwste_stand(&self, kader: &Normenkader, kwartaal: Kwartaal) -> Vec<Meting> {
        let nieuwst = Uitkomsten::of(&self.stand, &self.selectie, kwartaal);
        self.form_all(kader, kwartaal, Some(&nieuwst), &nieuwst)
    }

    fn form_all(&self, kader: &Normenkader, q: Kwartaal, at_stand: Option<&Uitkomsten>, nieuwst: &Uitkomsten) -> Vec<Meting> {
        let normen = kader.valid_in(self.selectie.segment, q).filter(|n| n.indicator != Indicator::Dekking);
        normen.flat_map(|norm| Periode::ALL.map(|p| self.form(norm, kader, q, p, at_stand, nieuwst))).collect()
    }

    fn form(
        &self,
        norm: &Norm,
        kader: &Normenkader,
        kwartaal: Kwartaal,
        periode: Periode,
        at_stand: Option<&Uitkomsten>,
        nieuwst: &Uitkomsten,
    ) -> Meting {
        let indicator = norm.indicator;
        let deel = indicator.deel().unwrap_or(Deel::Deelnemers);
        let form =
            |waarde| Meting::form(norm, kwartaal, Some(self.selectie.aanbieder), periode, waarde, kader.drempels.klein_aantal);
        let Some(opname) = self.opnamen.get(&kwartaal) else { return form(Waarde::GeenRapportage) };
        if !opname.has(deel) {
            return Meting { versie: Some(opname.versie), ..form(Waarde::GeenRapportage) };
        }

        let uitkomsten = at_stand.unwrap_or(&opname.uitkomsten);
        let klassen = if indicator.kpi() == 2 { uitkomsten.klassen(periode, kwartaal) } else { Vec::new() };
        let cijfers = opname.cijfers[periode as usize];
        let whole = |(teller, noemer): (u32, u32)| (Decimal::from(teller), noemer);
        let (teller, noemer) = match indicator {
            Indicator::StartVastgelegd => whole((opname.start_vastgelegd.teller, opname.start_vastgelegd.noemer)),
            Indicator::InBeeld => whole((opname.in_beeld.teller, opname.in_beeld.noemer)),
            Indicator::CijferDeelnemers => whole(cijfers.deelnemers),
            Indicator::CijferCasusregisseurs => cijfers.casusregisseurs,
            Indicator::CijferOndernemers => whole(cijfers.ondernemers),
            Indicator::RegulierWerk
            | Indicator::Vrijwilligerswerk
            | Indicator::Uitval
            | Indicator::VrijwilligerswerkEnUitval
            | Indicator::Dekking => {
                let counted = klassen.iter().filter(|(k, _)| is_counted(indicator, *k)).map(|(_, n)| n).sum();
                whole((counted, klassen.iter().map(|(_, n)| n).sum()))
            }
        };
        let absent: Vec<Kolom> = match (deel, opname.kolommen) {
            (Deel::Deelnemers, Some(kolommen)) => {
                indicator.kolommen().iter().copied().filter(|k| !kolommen.contains(*k)).collect()
            }
            _ => Vec::new(),
        };
        let waarde = if !absent.is_empty() {
            Waarde::NietTeMeten(absent)
        } else if noemer == 0 {
            Waarde::Nvt
        } else {
            Waarde::Gemeten { teller, noemer }
        };

        // Over the whole year: the reports that a figure of KPI 2 and 3 is made with; KPI 1 knows only its own report.
        let of_year = || {
            let reports = self.opnamen.range(kwartaal.first_of_year()..=kwartaal);
            reports.filter(|(_, o)| o.has(deel))
        };
        // Also of 0/0: `alle` sums it, and a cohort that is still empty may get late members.
        let formed = !matches!(waarde, Waarde::NietTeMeten(_));
        // What cannot be measured was not made with the other reports of the year.
        let only_own_report = periode == Periode::Kwartaal || indicator.kpi() == 1 || !formed;
        Meting {
            versie: Some(opname.versie),
            rijen_niet_meegeteld: if only_own_report {
                opname.niet_meegeteld(deel)
            } else {
                of_year().map(|(_, o)| o.niet_meegeteld(deel)).sum()
            },
            kwartalen: match periode {
                Periode::Jaar if formed && indicator.kpi() == 1 => vec![kwartaal],
                Periode::Jaar if formed => of_year().map(|(k, _)| *k).collect(),
                _ => Vec::new(),
            },
            noemer_alle: (formed && indicator.kpi() == 2).then(|| uitkomsten.liep[periode as usize]),
            nagekomen: (formed && indicator.kpi() == 2).then(|| nieuwst.nagekomen(&opname.uitkomsten, periode, kwartaal)),
            respons: (formed && indicator == Indicator::CijferDeelnemers && opname.has_columns(Indicator::RegulierWerk))
                .then(|| self.respons(uitkomsten, periode, kwartaal)),
            onderdelen: onderdelen(indicator, opname),
            klassen: if formed { klassen } else { Vec::new() },
            ..form(waarde)
        }
    }
}

/// Returns the parts of a figure of KPI 1, also those that can be measured when the figure cannot; none for the others.
fn onderdelen(indicator: Indicator, opname: &Opname) -> Vec<Onderdeel> {
    let telling = match indicator {
        Indicator::StartVastgelegd => &opname.start_vastgelegd,
        Indicator::InBeeld => &opname.in_beeld,
        Indicator::RegulierWerk
        | Indicator::Vrijwilligerswerk
        | Indicator::Uitval
        | Indicator::VrijwilligerswerkEnUitval
        | Indicator::CijferDeelnemers
        | Indicator::CijferCasusregisseurs
        | Indicator::CijferOndernemers
        | Indicator::Dekking => return Vec::new(),
    };
    let kolommen = opname.kolommen.unwrap_or_default();
    let parts = indicator.kolommen().iter().zip(&telling.onderdelen);
    parts
        .map(|(kolom, n)| Onderdeel { kolom: *kolom, teller: kolommen.contains(*kolom).then_some(*n), noemer: telling.noemer })
        .collect()
}

/// Returns the figure of `alle`: the sums over the aanbieders whose own figure of this norm, kwartaal and periode is
/// measured or n.v.t.; without one *niet te meten* if one of them is, else *geen rapportage* (`domein.md` 4).
pub fn pool(norm: &Norm, kader: &Normenkader, kwartaal: Kwartaal, periode: Periode, metingen: &[&Meting]) -> Meting {
    let of_this = metingen
        .iter()
        .copied()
        .filter(|m| m.norm == norm.id && m.kwartaal == kwartaal && m.periode == periode)
        .collect::<Vec<_>>();
    let pooled: Vec<&Meting> = of_this.iter().copied().filter(|m| m.waarde.is_known()).collect();
    let waarde = Waarde::pool(of_this.iter().map(|m| &m.waarde));
    let formed = !pooled.is_empty();
    let mut kwartalen: Vec<Kwartaal> = pooled.iter().flat_map(|m| m.kwartalen.iter().copied()).collect();
    kwartalen.sort_unstable();
    kwartalen.dedup();
    Meting {
        rijen_niet_meegeteld: pooled.iter().map(|m| m.rijen_niet_meegeteld).sum(),
        kwartalen,
        aanbieders: pooled.iter().filter_map(|m| m.aanbieder).collect(),
        van_aanbieders: u32::try_from(of_this.len()).unwrap_or(u32::MAX),
        noemer_alle: (formed && norm.indicator.kpi() == 2).then(|| pooled.iter().filter_map(|m| m.noemer_alle).sum()),
        nagekomen: (formed && norm.indicator.kpi() == 2).then(|| pooled.iter().filter_map(|m| m.nagekomen).sum()),
        // Of one whose cohort is unknown the response is too.
        respons: if pooled.is_empty() { None } else { pooled.iter().map(|m| m.respons).sum() },
        onderdelen: sum_parts(&pooled),
        klassen: sum_classes(norm, formed, &pooled),
        ..Meting::form(norm, kwartaal, None, periode, waarde, kader.drempels.klein_aantal)
    }
}

fn sum_parts(pooled: &[&Meting]) -> Vec<Onderdeel> {
    let mut som: Vec<Onderdeel> = Vec::new();
    for onderdeel in pooled.iter().flat_map(|m| &m.onderdelen) {
        if let Some(found) = som.iter_mut().find(|o| o.kolom == onderdeel.kolom) {
            found.teller = found.teller.zip(onderdeel.teller).map(|(a, b)| a + b);
            found.noemer += onderdeel.noemer;
        } else {
            som.push(onderdeel.clone());
        }
    }
    som
}

fn sum_classes(norm: &Norm, formed: bool, pooled: &[&Meting]) -> Vec<(Klasse, u32)> {
    if !formed || norm.indicator.kpi() != 2 {
        return Vec::new();
    }
    let total = |klasse| pooled.iter().flat_map(|m| &m.klassen).filter(|(k, _)| *k == klasse).map(|(_, n)| n).sum();
    Klasse::ALL.map(|klasse| (klasse, total(klasse))).into()
}

/// Returns all figures of a kwartaal in the order of `kpi --json`: norm × aanbieder (those who are shown, in the order of the
/// register, then alle) × periode; C4.1 only for alle. `per_aanbieder` holds what [`Meetreeks::metingen`] gave for each, of the
/// kwartaal and of those in which somebody left.
pub fn in_volgorde(
    kader: &Normenkader,
    segment: Segment,
    kwartaal: Kwartaal,
    getoond: &[Getoond],
    per_aanbieder: &[Meting],
    dekking: Dekkingsgegevens<'_>,
) -> Vec<Meting> {
    let mut uit = Vec::new();
    for norm in kader.valid_in(segment, kwartaal) {
        if norm.indicator == Indicator::Dekking {
            uit.extend(dekking_metingen(norm, kwartaal, dekking));
            continue;
        }
        uit.extend(of_one_norm(norm, kader, kwartaal, getoond, per_aanbieder));
    }
    uit
}

/// Returns the figures of one norm that is formed per aanbieder: of those who are shown, then of alle.
pub fn of_one_norm(
    norm: &Norm,
    kader: &Normenkader,
    kwartaal: Kwartaal,
    getoond: &[Getoond],
    per_aanbieder: &[Meting],
) -> Vec<Meting> {
    let klein = kader.drempels.klein_aantal;
    let of_norm: Vec<&Meting> = per_aanbieder.iter().filter(|m| m.norm == norm.id).collect();
    let mut uit: Vec<Meting> = getoond.iter().flat_map(|wie| of_shown(norm, kwartaal, wie, &of_norm, klein)).collect();
    let all: Vec<&Meting> = uit.iter().collect();
    let pooled = Periode::ALL.map(|periode| pool(norm, kader, kwartaal, periode, &all));
    uit.extend(pooled);
    uit
}

/// The figures of one who is shown. Who left in the year is in the year only, with its figure up to its last kwartaal, judged
/// as the others are.
fn of_shown(norm: &Norm, kwartaal: Kwartaal, wie: &Getoond, of_norm: &[&Meting], klein: u32) -> Vec<Meting> {
    let van = wie.laatste.unwrap_or(kwartaal);
    let periodes = if wie.laatste.is_some() { &[Periode::Jaar][..] } else { &Periode::ALL };
    let figure = |periode: &Periode| {
        let is_it = |m: &&Meting| (m.kwartaal, m.periode, m.aanbieder) == (van, *periode, Some(wie.aanbieder));
        match of_norm.iter().copied().find(is_it) {
            Some(found) if wie.laatste.is_some() => found.clone().carried_to(kwartaal, norm, klein),
            Some(found) => found.clone(),
            None => Meting::form(norm, kwartaal, Some(wie.aanbieder), *periode, Waarde::GeenRapportage, klein),
        }
    };
    periodes.iter().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, k, kader, report, with_marks, without};
    use super::super::{Oordeel, Periode};
    use super::*;
    use crate::domain::testing::{DRIE, register, selectie};

    fn series(reports: &[Rapport]) -> Meetreeks {
        let mut reeks = Meetreeks::new(selectie(Segment::Collectief));
        for r in reports {
            reeks.push(r);
        }
        reeks
    }

    fn find<'m>(metingen: &'m [Meting], norm: &str, periode: Periode) -> &'m Meting {
        metingen.iter().find(|m| m.norm.as_str() == norm && m.periode == periode).unwrap()
    }

    /// "8 van 13", or the state.
    fn said(meting: &Meting) -> String {
        match &meting.waarde {
            Waarde::Gemeten { teller, noemer } => format!("{teller} van {noemer}"),
            other => other.toestand().to_owned(),
        }
    }

    fn value(reports: &[Rapport], q: &str, norm: &str, periode: Periode) -> String {
        said(find(&series(reports).metingen(&kader(), k(q)), norm, periode))
    }

    const FULL: &str = "start=ja begin=2 doelen=ja doel=4 tot=2025-12-31";

    #[test]
    fn start_and_goal_need_every_field() {
        for (row, expected) in [
            ("A 2024-01-01 start=ja begin=2 doelen=ja doel=4 tot=2025-12-31", "1 van 1"),
            ("A 2024-01-01 start=nee begin=2 doelen=ja doel=4 tot=2025-12-31", "0 van 1"),
            ("A 2024-01-01 begin=2 doelen=ja doel=4 tot=2025-12-31", "0 van 1"),
            ("A 2024-01-01 start=ja doelen=ja doel=4 tot=2025-12-31", "0 van 1"),
            ("A 2024-01-01 start=ja begin=2 doelen=nee doel=4 tot=2025-12-31", "0 van 1"),
            ("A 2024-01-01 start=ja begin=2 doelen=ja tot=2025-12-31", "0 van 1"),
            ("A 2024-01-01 start=ja begin=2 doelen=ja doel=4", "0 van 1"),
        ] {
            assert_eq!(value(&[report("2024-K1", &[row])], "2024-K1", "C1.1", Periode::Jaar), expected, "{row}");
        }
    }

    #[test]
    fn kpi_1_counts_who_had_no_recognised_outcome_before_the_kwartaal() {
        for (end, expected) in [
            ("uit=regulier/2023-12-31", "n.v.t."),
            ("uit=regulier/2024-01-01", "1 van 1"),
            ("uit=regulier/2024-06-01", "1 van 1"),
            ("uit=uitval/2023-12-31 eens=ja", "n.v.t."),
            ("uit=uitval/2023-12-31 eens=nee", "1 van 1"),
            ("uit=uitval/2023-12-31", "1 van 1"),
        ] {
            let rows = [report("2024-K1", &[&format!("A 2023-01-01 {FULL} {end}")])];
            assert_eq!(value(&rows, "2024-K1", "C1.1", Periode::Kwartaal), expected, "{end}");
        }
    }

    #[test]
    fn progress_counts_from_the_first_day_of_the_kwartaal() {
        for (day, expected) in [("2024-03-31", "0 van 1"), ("2024-04-01", "1 van 1"), ("2024-07-12", "1 van 1")] {
            let rows = [report("2024-K2", &[&format!("A 2023-01-01 beeld=ja contact=ja voortgang={day}")])];
            assert_eq!(value(&rows, "2024-K2", "C1.2", Periode::Kwartaal), expected, "{day}");
        }
    }

    #[test]
    fn the_parts_of_kpi_1_are_shown_apart_also_when_the_figure_cannot_be_measured() {
        let rows = report("2024-K2", &["A 2023-01-01 start=ja begin=2", "B 2023-01-01 start=ja"]);
        let metingen = series(&[without(rows, &[Kolom::Doelen])]).metingen(&kader(), k("2024-K2"));
        let meting = find(&metingen, "C1.1", Periode::Kwartaal);
        assert_eq!(meting.waarde, Waarde::NietTeMeten(vec![Kolom::Doelen]));
        let parts: Vec<_> = meting.onderdelen.iter().map(|o| (o.kolom, o.teller, o.noemer)).collect();
        assert_eq!(
            parts,
            [
                (Kolom::Startsituatie, Some(2), 2),
                (Kolom::Begintrede, Some(1), 2),
                (Kolom::Doelen, None, 2),
                (Kolom::Doeltrede, Some(0), 2),
                (Kolom::Einddatum, Some(0), 2),
            ]
        );
    }

    /// The class of a single traject in the cohort of a kwartaal, or "loopt".
    fn class(row: &str, q: &str) -> String {
        let metingen = series(&[report(q, &[row])]).metingen(&kader(), k(q));
        let meting = find(&metingen, "C2.1", Periode::Kwartaal);
        meting.klassen.iter().find(|(_, n)| *n == 1).map_or("loopt".to_owned(), |(klasse, _)| klasse.naam().to_owned())
    }

    #[test]
    fn every_outcome_has_its_class() {
        for (row, expected) in [
            // Within the term, the Einddatum itself included.
            ("tot=2024-03-31 uit=regulier/2024-03-01", "regulier binnen termijn"),
            ("tot=2024-03-31 uit=regulier/2024-03-31", "regulier binnen termijn"),
            ("tot=2024-12-31 uit=banenafspraak/2024-01-01", "regulier binnen termijn"),
            ("tot=2024-12-31 uit=vrijwilligerswerk/2024-02-01", "vrijwilligerswerk of register"),
            ("tot=2024-12-31 uit=doelgroepenregister/2024-02-01", "vrijwilligerswerk of register"),
            ("tot=2024-12-31 uit=uitval/2024-02-01 eens=ja", "uitval"),
            ("tot=2024-12-31 uit=beschut-werk/2024-02-01", "overig"),
            ("tot=2024-12-31 uit=ander-traject/2024-02-01", "overig"),
            ("tot=2024-12-31 uit=anders/2024-02-01", "overig"),
            // Without a term.
            ("uit=regulier/2024-02-01", "overig"),
            ("uit=banenafspraak/2024-02-01", "overig"),
            ("uit=vrijwilligerswerk/2024-02-01", "vrijwilligerswerk of register"),
            ("uit=uitval/2024-02-01 eens=ja", "uitval"),
            ("uit=uitval/2024-02-01 eens=nee", "loopt"),
            ("uit=uitval/2024-02-01", "loopt"),
            ("", "loopt"),
            // After the term: the term counts, whatever came later.
            ("tot=2024-02-28 uit=regulier/2024-03-01", "termijn verstreken"),
            ("tot=2024-03-31", "termijn verstreken"),
            ("tot=2024-04-01", "loopt"),
            ("tot=2024-03-31 uit=uitval/2024-02-01 eens=nee", "termijn verstreken"),
            // The outcome lies after the kwartaal.
            ("tot=2024-12-31 uit=regulier/2024-04-01", "loopt"),
            // The outcome date lies before the kwartaal.
            ("tot=2023-12-31", "loopt"),
            ("tot=2023-11-30 uit=regulier/2024-02-01", "loopt"),
        ] {
            assert_eq!(class(&format!("A 2022-06-01 {row}"), "2024-K1"), expected, "{row}");
        }
    }

    #[test]
    fn the_year_holds_the_outcomes_since_january() {
        let reports = [
            report("2023-K4", &["Z 2022-01-01 tot=2023-12-31"]),
            report(
                "2024-K1",
                &["A 2022-01-01 tot=2024-12-31 uit=regulier/2024-01-01", "B 2022-01-01 tot=2024-03-31", "C 2022-01-01"],
            ),
            report("2024-K2", &["C 2022-01-01 uit=uitval/2024-04-01 eens=ja", "D 2022-01-01 uit=vrijwilligerswerk/2024-06-30"]),
        ];
        assert_eq!(value(&reports, "2024-K1", "C2.1", Periode::Kwartaal), "1 van 2");
        assert_eq!(value(&reports, "2024-K2", "C2.1", Periode::Kwartaal), "0 van 2");
        assert_eq!(value(&reports, "2024-K2", "C2.1", Periode::Jaar), "1 van 4");
        assert_eq!(value(&reports, "2024-K2", "C2.2", Periode::Jaar), "1 van 4");
        assert_eq!(value(&reports, "2024-K2", "C2.3", Periode::Kwartaal), "1 van 2");
        let metingen = series(&reports).metingen(&kader(), k("2024-K2"));
        assert_eq!(find(&metingen, "C2.1", Periode::Jaar).kwartalen, [k("2024-K1"), k("2024-K2")]);
        assert_eq!(find(&metingen, "C2.1", Periode::Kwartaal).kwartalen, []);
        assert_eq!(find(&metingen, "C1.1", Periode::Jaar).kwartalen, [k("2024-K2")]);
    }

    #[test]
    fn a_report_of_a_later_kwartaal_does_not_change_a_figure_but_is_told_beside_it() {
        let reports = [
            report("2024-K1", &["A 2023-01-01 tot=2024-12-31", "B 2023-01-01 tot=2024-03-31"]),
            // Late: A went to work in February; the term of B had been extended after all.
            report("2024-K2", &["A 2023-01-01 tot=2024-12-31 uit=regulier/2024-02-01", "B 2023-01-01 tot=2024-09-30"]),
        ];
        let reeks = series(&reports);
        let metingen = reeks.metingen(&kader(), k("2024-K1"));
        let meting = find(&metingen, "C2.1", Periode::Kwartaal);
        assert_eq!((said(meting), meting.nagekomen), ("0 van 1".into(), Some(1)));
        let late = reeks.metingen_op_nieuwste_stand(&kader(), k("2024-K1"));
        assert_eq!(said(find(&late, "C2.1", Periode::Kwartaal)), "1 van 1");
        assert_eq!(find(&late, "C2.1", Periode::Kwartaal).nagekomen, Some(1));
    }

    #[test]
    fn another_class_at_the_newest_stand_has_come_in_late_too() {
        let reports = [
            report("2024-K1", &["A 2023-01-01 tot=2024-03-31"]),
            report("2024-K2", &["A 2023-01-01 tot=2024-03-31 uit=regulier/2024-03-31"]),
        ];
        let metingen = series(&reports).metingen(&kader(), k("2024-K1"));
        assert_eq!(find(&metingen, "C2.3", Periode::Jaar).nagekomen, Some(1));
    }

    #[test]
    fn a_stand_knows_what_came_in_until_then_and_no_more() {
        let reports = [
            report("2024-K1", &["A 2023-01-01 tot=2024-12-31", "B 2023-01-01 tot=2024-12-31"]),
            report("2024-K2", &["A 2023-01-01 tot=2024-12-31 uit=regulier/2024-02-01"]),
            report("2024-K3", &["B 2023-01-01 tot=2024-12-31 uit=regulier/2024-03-01"]),
        ];
        for (stand, expected) in [("2024-K1", "n.v.t."), ("2024-K2", "1 van 1"), ("2024-K3", "2 van 2"), ("2025-K4", "2 van 2")] {
            let mut reeks = Meetreeks::op_stand(selectie(Segment::Collectief), k("2024-K1"), k(stand));
            for r in &reports {
                reeks.push(r);
            }
            let metingen = reeks.metingen(&kader(), k("2024-K1"));
            let meting = find(&metingen, "C2.1", Periode::Kwartaal);
            assert_eq!(said(meting), expected, "{stand}");
            assert_eq!(meting.nagekomen, Some(2), "always the newest against the kwartaal itself");
        }
    }

    #[test]
    fn who_ran_is_counted_beside_kpi_2() {
        let ran = |rows: &[Rapport], q: &str, periode| {
            find(&series(rows).metingen(&kader(), k(q)), "C2.1", periode).noemer_alle.unwrap()
        };
        for (row, kwartaal, jaar) in [
            ("A 2024-06-30", 1, 1),
            ("A 2022-01-01 uit=regulier/2024-03-31", 0, 1),
            ("A 2022-01-01 uit=regulier/2024-04-01", 1, 1),
            ("A 2022-01-01 uit=regulier/2023-12-31", 0, 0),
            ("A 2022-01-01 uit=uitval/2023-12-31", 1, 1),
            // The term has passed, but the report still has it.
            ("A 2022-01-01 tot=2023-06-30", 1, 1),
        ] {
            let rows = [report("2024-K2", &[row])];
            assert_eq!(
                (ran(&rows, "2024-K2", Periode::Kwartaal), ran(&rows, "2024-K2", Periode::Jaar)),
                (kwartaal, jaar),
                "{row}"
            );
        }
        // Missing from report Q: it ended with its term or with the kwartaal of its last row, whichever is later.
        for (row, kwartaal, jaar) in [
            ("A 2022-01-01 tot=2024-03-31", 0, 1),
            ("A 2022-01-01 tot=2024-04-01", 1, 1),
            ("A 2022-01-01", 0, 0),
            ("A 2022-01-01 tot=2023-01-01", 0, 0),
        ] {
            let rows = [report("2023-K4", &[row]), report("2024-K2", &[])];
            assert_eq!(
                (ran(&rows, "2024-K2", Periode::Kwartaal), ran(&rows, "2024-K2", Periode::Jaar)),
                (kwartaal, jaar),
                "{row}"
            );
        }
    }

    #[test]
    fn marks_of_a_deelnemer_are_averaged_over_the_reports_of_the_period() {
        let reports = [
            report("2023-K4", &["A 2022-01-01 cijfer=1"]),
            report("2024-K1", &["A 2022-01-01 cijfer=7", "B 2022-01-01 cijfer=7.9"]),
            report("2024-K2", &["a 2022-01-01 cijfer=9", "C 2022-01-01 cijfer=8 uit=regulier/2022-02-01", "D 2022-01-01"]),
        ];
        assert_eq!(value(&reports, "2024-K1", "C3.1", Periode::Jaar), "0 van 2");
        assert_eq!(value(&reports, "2024-K2", "C3.1", Periode::Kwartaal), "2 van 2");
        assert_eq!(value(&reports, "2024-K2", "C3.1", Periode::Jaar), "2 van 3");
    }

    #[test]
    fn a_mean_just_under_eight_is_under_eight() {
        for (marks, expected) in [(["7.99", "8"], "0 van 1"), (["7.9", "8.1"], "1 van 1"), (["7.9999999999", "8"], "0 van 1")] {
            let [a, b] = marks.map(|m| format!("cijfer={m}"));
            let rows = [report("2024-K1", &[&format!("A 2022-01-01 {a}"), &format!("A 2023-01-01 {b}")])];
            assert_eq!(value(&rows, "2024-K1", "C3.1", Periode::Kwartaal), expected, "{marks:?}");
        }
    }

    #[test]
    fn marks_of_others_count_by_their_report_and_an_employer_by_the_last() {
        let reports = [
            with_marks(report("2024-K1", &[]), &["c 7", "o 6 bakker", "o 9", "o 7"]),
            with_marks(report("2024-K2", &[]), &["c 9.5", "o 8 Bakker", "o 8 smid", "o 5 smid"]),
        ];
        assert_eq!(value(&reports, "2024-K2", "C3.2", Periode::Jaar), "16.5 van 2");
        assert_eq!(value(&reports, "2024-K2", "C3.2", Periode::Kwartaal), "9.5 van 1");
        assert_eq!(value(&reports, "2024-K2", "C3.3", Periode::Kwartaal), "1 van 2");
        assert_eq!(value(&reports, "2024-K2", "C3.3", Periode::Jaar), "2 van 4");
    }

    #[test]
    fn the_response_is_who_of_the_cohort_gave_a_mark_in_the_period() {
        let reports = [
            // Of the year before: not of this one.
            report("2023-K4", &["O 2023-01-01 uit=regulier/2023-11-01 tot=2023-12-31 cijfer=9"]),
            report(
                "2024-K1",
                &["A 2023-06-01 tot=2024-06-30 cijfer=8", "B 2023-06-01 tot=2024-06-30", "D 2024-01-01 tot=2025-06-30 cijfer=7"],
            ),
            report(
                "2024-K2",
                &[
                    "A 2023-06-01 tot=2024-06-30 uit=regulier/2024-05-01 cijfer=9",
                    "B 2023-06-01 tot=2024-06-30",
                    // Its Startdatum was corrected since it gave a mark.
                    "D 2024-01-08 tot=2024-06-30",
                    // Who is still running gave a mark too: it is no part of the response.
                    "E 2024-04-01 tot=2024-09-30 cijfer=6",
                ],
            ),
        ];
        let of = |reports: &[Rapport], norm, kwartaal, periode| {
            let respons = find(&series(reports).metingen(&kader(), k(kwartaal)), norm, periode).respons;
            respons.map(|r| (r.met_cijfer, r.cohort))
        };
        let respons = |norm, kwartaal, periode| of(&reports, norm, kwartaal, periode);
        assert_eq!(respons("C3.1", "2024-K2", Periode::Jaar), Some((2, 3)));
        assert_eq!(respons("C3.1", "2024-K2", Periode::Kwartaal), Some((1, 3)), "the mark of D is of the kwartaal before");
        assert_eq!(respons("C3.1", "2024-K1", Periode::Jaar), Some((0, 0)));
        assert_eq!(respons("C3.1", "2023-K4", Periode::Jaar), Some((1, 1)));
        // Of marks of others there is none: they are not of the trajecten.
        assert_eq!(respons("C3.3", "2024-K2", Periode::Jaar), None);
        assert_eq!(respons("C2.1", "2024-K2", Periode::Jaar), None);
        let unknown = [without(report("2024-K2", &["C 2022-01-01 cijfer=9"]), &[Kolom::Einddatum])];
        assert_eq!(of(&unknown, "C3.1", "2024-K2", Periode::Jaar), None, "the cohort cannot be measured");
    }

    #[test]
    fn what_is_missing_is_told_apart_from_what_cannot_be_measured() {
        let rows = || report("2024-K2", &["A 2022-01-01 cijfer=8"]);
        let first = || report("2024-K1", &["B 2022-01-01 cijfer=8"]);
        assert_eq!(value(&[first()], "2024-K2", "C3.1", Periode::Jaar), "geen rapportage");
        assert_eq!(value(&[first(), rows()], "2024-K2", "C3.2", Periode::Jaar), "geen rapportage");
        assert_eq!(value(&[first(), without(rows(), &[Kolom::Cijfer])], "2024-K2", "C3.1", Periode::Jaar), "niet te meten");
        // In an older report an absent column is merely unknown cells.
        assert_eq!(
            value(&[without(report("2024-K1", &["B 2022-01-01"]), &[Kolom::Cijfer]), rows()], "2024-K2", "C3.1", Periode::Jaar),
            "1 van 1"
        );
        assert_eq!(value(&[report("2024-K2", &[])], "2024-K2", "C2.1", Periode::Jaar), "n.v.t.");
        for kolom in [Kolom::Einddatum, Kolom::Uitstroomdatum, Kolom::Uitstroom, Kolom::UitvalEensluidend] {
            assert_eq!(value(&[without(rows(), &[kolom])], "2024-K2", "C2.3", Periode::Jaar), "niet te meten", "{kolom:?}");
        }
    }

    #[test]
    fn what_is_not_measured_is_never_judged_even_when_the_norm_is_suspended() {
        for reports in [vec![], vec![report("2024-K2", &[])], vec![without(report("2024-K2", &[]), &[Kolom::Einddatum])]] {
            let metingen = series(&reports).metingen(&kader(), k("2024-K2"));
            let meting = find(&metingen, "C2.1", Periode::Jaar);
            assert_eq!((meting.oordeel, meting.zou), (Oordeel::NietTeBepalen, None));
            assert_eq!(meting.weergave, meting.waarde.toestand());
        }
    }

    #[test]
    fn rows_go_by_their_product_and_marks_by_their_segment() {
        let marks = ["c 9", "c 6 segment=collectief", "c 5 segment=individueel", "o 8 smid segment=individueel", "o 7 smid"];
        let reports = [
            with_marks(report("2024-K1", &["A 2022-01-01 cijfer=9"]), &marks),
            with_marks(report("2024-K2", &["A 2022-01-01 cijfer=9", "B 2022-01-01 cijfer=7 product=mbo"]), &marks),
        ];
        for (segment, q, norm, expected) in [
            // Delivered and empty is not missing.
            (Segment::Individueel, "2024-K1", "I3.1", "n.v.t."),
            (Segment::Individueel, "2024-K1", "I3.2", "5 van 1"),
            (Segment::Individueel, "2024-K2", "I3.1", "0 van 1"),
            (Segment::Individueel, "2024-K2", "I3.2", "10 van 2"),
            (Segment::Collectief, "2024-K2", "C3.1", "1 van 1"),
            (Segment::Individueel, "2024-K2", "I3.3", "1 van 1"),
            (Segment::Collectief, "2024-K1", "C3.2", "15 van 2"),
            (Segment::Collectief, "2024-K1", "C3.3", "0 van 1"),
        ] {
            let mut reeks = Meetreeks::new(selectie(segment));
            for rapport in &reports {
                reeks.push(rapport);
            }
            assert_eq!(said(find(&reeks.metingen(&kader(), k(q)), norm, Periode::Jaar)), expected, "{q} {norm}");
        }
    }

    /// A figure of a selection over the year.
    fn of_selection(selectie: Selectie, reports: &[Rapport], q: &str, norm: &str) -> String {
        let mut reeks = Meetreeks::new(selectie);
        for r in reports {
            reeks.push(r);
        }
        said(find(&reeks.metingen(&kader(), k(q)), norm, Periode::Jaar))
    }

    #[test]
    fn a_row_without_product_inherits_that_of_its_traject_also_through_a_corrected_start() {
        let reports = [
            report("2024-K1", &["A 2023-01-01 product=hbo", "B 2023-01-01"]),
            report("2024-K2", &["A 2023-02-01 tot=2024-05-01 cijfer=9", "B 2023-01-01 tot=2024-05-01 cijfer=9"]),
        ];
        let of = |segment, norm| of_selection(selectie(segment), &reports, "2024-K2", norm);
        assert_eq!(of(Segment::Individueel, "I3.1"), "1 van 1");
        assert_eq!(of(Segment::Individueel, "I2.4"), "0 van 1");
        assert_eq!((of(Segment::Collectief, "C3.1"), of(Segment::Collectief, "C2.1")), ("1 van 1".into(), "0 van 1".into()));
    }

    #[test]
    fn a_traject_that_turns_individueel_goes_over_with_its_newest_row_and_was_of_collectief_in_the_reports_of_before() {
        let reports = [
            report("2024-K1", &["A 2023-01-01 tot=2024-02-01 cijfer=9"]),
            report("2024-K2", &["A 2023-01-01 tot=2024-02-01 product=mbo cijfer=7"]),
        ];
        let of = |segment, q: &str, norm| of_selection(selectie(segment), &reports, q, norm);
        assert_eq!(of(Segment::Collectief, "2024-K1", "C2.1"), "0 van 1");
        assert_eq!(
            (of(Segment::Collectief, "2024-K2", "C2.1"), of(Segment::Individueel, "2024-K2", "I2.4")),
            ("n.v.t.".into(), "0 van 1".into())
        );
        // A mark counts in the segment of its own row.
        assert_eq!(
            (of(Segment::Collectief, "2024-K2", "C3.1"), of(Segment::Individueel, "2024-K2", "I3.1")),
            ("1 van 1".into(), "0 van 1".into())
        );
    }

    #[test]
    fn two_lines_of_hours_are_one_traject_with_one_mark_also_with_a_corrected_start() {
        for later in ["2023-01-01", "2023-02-01"] {
            let lines =
                |start: &str| ["mbo", "hbo"].map(|p| format!("A {start} product={p} uren=4 tot=2024-05-01 cijfer=9 start=ja"));
            let (first, second) = (lines("2023-01-01"), lines(later));
            let reports = [
                report("2024-K1", &first.each_ref().map(String::as_str)),
                report("2024-K2", &second.each_ref().map(String::as_str)),
            ];
            let of = |norm| of_selection(selectie(Segment::Individueel), &reports, "2024-K2", norm);
            assert_eq!([of("I1.1"), of("I2.4"), of("I3.1")], ["0 van 1", "0 van 1", "1 van 1"], "{later}");
            assert_eq!(series(&reports).correcties().len(), usize::from(later == "2023-02-01"));
            assert_eq!(series(&reports).stand().trajecten()[0].product, Some(super::super::Product::Mbo));
        }
    }

    #[test]
    fn without_a_contract_for_collectief_by_the_end_of_the_kwartaal_every_row_and_mark_is_of_individueel() {
        use Segment::{Collectief, Individueel};

        let reports = [
            with_marks(report("2024-K1", &["A 2023-01-01 cijfer=9"]), &["c 9"]),
            with_marks(report("2024-K2", &["A 2023-01-01 cijfer=9"]), &["c 6"]),
        ];
        let of = |vanaf: Option<&str>, segment, q: &str, norm| {
            let own = Selectie { collectief_vanaf: vanaf.map(super::super::testing::d), ..selectie(segment) };
            of_selection(own, &reports, q, norm)
        };
        for (vanaf, q, expected) in [
            (None, "2024-K2", ["n.v.t.", "n.v.t.", "1 van 1", "15 van 2"]),
            (Some("2024-06-30"), "2024-K1", ["n.v.t.", "n.v.t.", "1 van 1", "9 van 1"]),
            // Asked for the second kwartaal, the report of the first is of collectief as well.
            (Some("2024-06-30"), "2024-K2", ["1 van 1", "15 van 2", "n.v.t.", "n.v.t."]),
            (Some("2024-07-01"), "2024-K2", ["n.v.t.", "n.v.t.", "1 van 1", "15 van 2"]),
        ] {
            let found = [(Collectief, "C3.1"), (Collectief, "C3.2"), (Individueel, "I3.1"), (Individueel, "I3.2")]
                .map(|(segment, norm)| of(vanaf, segment, q, norm));
            assert_eq!(found, expected, "{vanaf:?} {q}");
        }
    }

    #[test]
    fn of_one_gemeente_are_the_trajecten_by_their_newest_row_and_the_marks_that_name_it() {
        let mut reports = [
            report("2024-K1", &["A 2023-01-01 gem=Venlo tot=2024-02-01 cijfer=9", "B 2023-01-01 gem=Venlo tot=2024-02-01"]),
            with_marks(report("2024-K2", &["A 2023-01-01 gem=Beesel tot=2024-02-01 cijfer=7"]), &["c 9", "c 6", "c 5"]),
        ];
        let marks = &mut reports[1].tevredenheid.as_mut().unwrap().regels;
        (marks[0].gemeente, marks[1].gemeente) = (Some(super::super::Gemeente::Venlo), Some(super::super::Gemeente::Beesel));
        let of = |gemeente: &str, norm| {
            let gemeente = super::super::Gemeente::parse(gemeente);
            of_selection(Selectie { gemeente, ..selectie(Segment::Collectief) }, &reports, "2024-K2", norm)
        };
        for (gemeente, expected) in [
            ("Venlo", ["0 van 1", "1 van 1", "9 van 1"]),
            ("Beesel", ["0 van 1", "0 van 1", "6 van 1"]),
            ("Gennep", ["n.v.t.", "n.v.t.", "n.v.t."]),
        ] {
            assert_eq!(["C2.1", "C3.1", "C3.2"].map(|norm| of(gemeente, norm)), expected, "{gemeente}");
        }
    }

    #[test]
    fn of_the_marks_of_one_employer_that_of_the_latest_report_then_the_latest_datum_then_the_lowest_counts() {
        for (first, second, expected) in [
            (&["o 9 smid"][..], &["o 7 smid"][..], "0 van 1"),
            (&["o 7 smid datum=2024-03-31"], &["o 9 smid datum=2024-01-01"], "1 van 1"),
            (&[], &["o 7 smid datum=2024-06-02", "o 9 SMID datum=2024-06-01"], "0 van 1"),
            (&[], &["o 9 smid datum=2024-06-02", "o 7 smid datum=2024-06-01"], "1 van 1"),
            (&[], &["o 7 smid datum=2024-06-01", "o 9 smid"], "0 van 1"),
            (&[], &["o 9 smid datum=2024-06-01", "o 7 smid"], "1 van 1"),
            (&[], &["o 7 smid", "o 9 smid"], "0 van 1"),
            (&[], &["o 9 smid datum=2024-06-01", "o 7 smid datum=2024-06-01", "o 9 smid datum=2024-06-01"], "0 van 1"),
            (&[], &["o 9 smid", "o 7", "o 7"], "1 van 3"),
        ] {
            let reports = [with_marks(report("2024-K1", &[]), first), with_marks(report("2024-K2", &[]), second)];
            assert_eq!(value(&reports, "2024-K2", "C3.3", Periode::Jaar), expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn rows_left_out_are_told_with_every_figure_made_from_their_report() {
        let left_out = |kwartaal, n| {
            let mut r = report(kwartaal, &["A 2022-01-01 cijfer=8 tot=2024-06-30"]);
            r.deelnemers.as_mut().unwrap().niet_meegeteld = n;
            r
        };
        let metingen =
            series(&[left_out("2023-K4", 4), left_out("2024-K1", 2), left_out("2024-K2", 1)]).metingen(&kader(), k("2024-K2"));
        for (norm, periode, expected) in [
            ("C1.1", Periode::Jaar, 1),
            ("C2.1", Periode::Kwartaal, 1),
            ("C2.1", Periode::Jaar, 3),
            ("C3.1", Periode::Jaar, 3),
            ("C3.2", Periode::Jaar, 0),
        ] {
            assert_eq!(find(&metingen, norm, periode).rijen_niet_meegeteld, expected, "{norm} {periode:?}");
        }
        let kader = kader();
        let meting = find(&metingen, "C1.1", Periode::Kwartaal);
        let norm = kader.find("C1.1", k("2024-K2")).unwrap();
        assert_eq!(meting.als_gemist(norm), Some(Waarde::Gemeten { teller: Decimal::ZERO, noemer: 2 }));
        // Only of KPI 1, of a figure, and of rows that were left out; of 0/0 they are all there is.
        let gemeten = |teller: u32, noemer| Waarde::Gemeten { teller: teller.into(), noemer };
        for (id, waarde, left_out, expected) in [
            ("C1.1", gemeten(3, 4), 2, Some(gemeten(3, 6))),
            ("C1.1", gemeten(3, 4), 0, None),
            ("C1.1", Waarde::Nvt, 1, Some(gemeten(0, 1))),
            ("C1.1", Waarde::Nvt, 0, None),
            ("C1.1", Waarde::NietTeMeten(vec![Kolom::Doelen]), 2, None),
            ("C2.1", gemeten(3, 4), 2, None),
            ("C2.1", Waarde::Nvt, 2, None),
        ] {
            let norm = kader.find(id, k("2024-K2")).unwrap();
            let meting = Meting { waarde: waarde.clone(), rijen_niet_meegeteld: left_out, ..meting.clone() };
            assert_eq!(meting.als_gemist(norm), expected, "{id} {waarde:?} {left_out}");
        }
    }

    #[test]
    fn alle_sums_people_and_never_averages_percentages() {
        let kader = kader();
        let q = k("2024-K1");
        let norm = kader.find("C3.1", q).unwrap();
        let own = |aanbieder, waarde| Meting::form(norm, q, Some(aanbieder), Periode::Jaar, waarde, 10);
        let gemeten = |teller: u32, noemer| Waarde::Gemeten { teller: teller.into(), noemer };
        let niet = || Waarde::NietTeMeten(vec![Kolom::Cijfer]);
        for (waarden, expected, pooled) in [
            ([gemeten(1, 1), gemeten(0, 9), gemeten(5, 10)], "6 van 20", 3),
            ([gemeten(1, 1), Waarde::Nvt, Waarde::GeenRapportage], "1 van 1", 2),
            ([Waarde::Nvt, Waarde::Nvt, niet()], "n.v.t.", 2),
            ([Waarde::GeenRapportage, niet(), Waarde::GeenRapportage], "niet te meten", 0),
            ([Waarde::GeenRapportage, Waarde::GeenRapportage, Waarde::GeenRapportage], "geen rapportage", 0),
        ] {
            let metingen: Vec<Meting> = DRIE.into_iter().zip(waarden).map(|(a, w)| own(a, w)).collect();
            let alle = pool(norm, &kader, q, Periode::Jaar, &metingen.iter().collect::<Vec<_>>());
            assert_eq!((said(&alle), alle.aanbieders.len()), (expected.to_owned(), pooled));
        }
    }

    #[test]
    fn alle_adds_up_all_that_stands_beside_the_figure_of_those_it_pools_and_of_nobody_else() {
        let kader = kader();
        let q = k("2024-K2");
        let figure = |id: &str, n: u32| {
            let norm = kader.find(id, q).unwrap();
            let waarde = Waarde::Gemeten { teller: n.into(), noemer: 10 * n };
            let part = |kolom, teller, noemer| Onderdeel { kolom, teller, noemer };
            let parts = vec![part(Kolom::Doelen, Some(n), 3 * n), part(Kolom::Begintrede, (n < 4).then_some(n), n)];
            Meting {
                rijen_niet_meegeteld: n,
                kwartalen: vec![k("2024-K2"), if n == 1 { k("2024-K1") } else { k("2023-K4") }],
                noemer_alle: Some(20 * n),
                nagekomen: Some(n),
                respons: Some(Respons { met_cijfer: 20 * n, cohort: 30 * n }),
                onderdelen: parts,
                klassen: vec![(Klasse::Uitval, n), (Klasse::Overig, 2 * n)],
                ..Meting::form(norm, q, Some(DRIE[n as usize % 3]), Periode::Jaar, waarde, 10)
            }
        };
        let alle = |id: &str, own: &[Meting]| {
            let norm = kader.find(id, q).unwrap();
            pool(norm, &kader, q, Periode::Jaar, &own.iter().collect::<Vec<_>>())
        };
        let of_another_norm = figure("C2.2", 7);
        let of_another_kwartaal = Meting { kwartaal: k("2024-K1"), ..figure("C2.1", 8) };
        let of_another_periode = Meting { periode: Periode::Kwartaal, ..figure("C2.1", 9) };
        let found =
            alle("C2.1", &[figure("C2.1", 1), of_another_norm, of_another_kwartaal, figure("C2.1", 4), of_another_periode]);
        assert_eq!(found.waarde, Waarde::Gemeten { teller: 5.into(), noemer: 50 });
        assert_eq!((found.van_aanbieders, found.rijen_niet_meegeteld, found.noemer_alle), (2, 5, Some(100)));
        assert_eq!((found.nagekomen, found.respons), (Some(5), Some(Respons { met_cijfer: 100, cohort: 150 })));
        assert_eq!(found.kwartalen, [k("2023-K4"), k("2024-K1"), k("2024-K2")]);
        let classes = |m: &Meting| m.klassen.iter().filter(|(_, n)| *n > 0).copied().collect::<Vec<_>>();
        assert_eq!((found.klassen.len(), classes(&found)), (5, vec![(Klasse::Uitval, 5), (Klasse::Overig, 10)]));
        let parts: Vec<_> = found.onderdelen.iter().map(|o| (o.kolom, o.teller, o.noemer)).collect();
        // A part that one of them cannot tell, all together cannot.
        assert_eq!(parts, [(Kolom::Doelen, Some(5), 15), (Kolom::Begintrede, None, 5)]);
        // Of another KPI there is no class, and nobody who ran; of one whose cohort is unknown, the sum is too.
        let other = alle("C3.1", &[figure("C3.1", 1), Meting { respons: None, ..figure("C3.1", 2) }]);
        assert_eq!((other.noemer_alle, other.nagekomen, other.respons, other.klassen.len()), (None, None, None, 0));
        // Of nobody there is nothing; the columns that keep them from it are each named once, in order.
        let not = |kolommen: &[Kolom], n| Meting { waarde: Waarde::NietTeMeten(kolommen.to_vec()), ..figure("C2.1", n) };
        let (late, early) = (Kolom::Uitstroomdatum, Kolom::Uitstroom);
        let none = alle("C2.1", &[not(&[late], 1), not(&[early, late], 2)]);
        assert_eq!(none.waarde, Waarde::NietTeMeten(vec![early.min(late), early.max(late)]));
        assert_eq!((none.noemer_alle, none.nagekomen, none.respons, none.klassen.len()), (None, None, None, 0));
    }

    #[test]
    fn every_figure_comes_in_the_order_of_the_command() {
        let kader = kader();
        let q = k("2024-K1");
        let register = register();
        let dekking = Dekkingsgegevens { overzicht: None, wijzigingen: &[], register: &register };
        let shown = register.getoond(q, |_, _| false);
        let metingen = in_volgorde(&kader, Segment::Collectief, q, &shown, &[], dekking);
        let order: Vec<String> = metingen
            .iter()
            .map(|m| format!("{} {} {:?}", m.norm, m.aanbieder.as_ref().map_or("alle", crate::domain::Aanbieder::key), m.periode))
            .collect();
        assert_eq!(order.len(), 8 * 8 + 2);
        assert_eq!(order[..3], ["C1.1 psw Kwartaal", "C1.1 psw Jaar", "C1.1 rendiz Kwartaal"]);
        assert_eq!(order[6..9], ["C1.1 alle Kwartaal", "C1.1 alle Jaar", "C1.2 psw Kwartaal"]);
        assert_eq!(order[64..], ["C4.1 alle Kwartaal", "C4.1 alle Jaar"]);
    }

    #[test]
    fn a_traject_that_silently_drops_out_keeps_its_last_row() {
        let reports = [report("2024-K1", &["A 2023-01-01 tot=2024-06-30"]), report("2024-K2", &[])];
        assert_eq!(value(&reports, "2024-K2", "C2.1", Periode::Kwartaal), "0 van 1");
        assert_eq!(series(&reports).stand().trajecten()[0].deelnemer, code("A"));
    }
}

#[cfg(test)]
mod laws {
    use proptest::prelude::*;

    use super::super::testing::{DRIE, PSW, k, kader, row, selectie};
    use super::super::{Deelnemers, Uitstroom, Uitstroomsoort};
    use super::*;

    /// Reports over 2023-K1 – 2024-K4 with a handful of deelnemers, so that rows meet each other often.
    fn reports() -> impl Strategy<Value = Vec<Rapport>> {
        let soort = proptest::sample::select(Uitstroomsoort::ALL.to_vec());
        let day = |days| chrono::NaiveDate::from_ymd_opt(2022, 6, 1).unwrap() + chrono::Days::new(days);
        let regel = (
            0u8..6,
            0u64..700,
            proptest::option::of(0u64..1000),
            proptest::option::of((0u64..1000, soort)),
            proptest::option::of(any::<bool>()),
            proptest::option::of(10u32..=100),
        );
        let one = proptest::collection::vec(regel, 0..8);
        proptest::collection::vec(proptest::option::of(one), 8).prop_map(move |quarters| {
            let with_rows = k("2023-K1").through(k("2024-K4")).zip(quarters).filter_map(|(q, rows)| Some((q, rows?)));
            with_rows
                .map(|(q, rows)| {
                    let mut regels: Vec<Trajectregel> = Vec::new();
                    for (who, start, term, end, joint, mark) in rows {
                        let start = day(start).min(q.last_day());
                        let mut regel = row(&format!("D{who} {start}"));
                        regel.einddatum = term.map(day).filter(|d| *d >= start);
                        regel.uitstroom = end.map(|(d, soort)| Uitstroom { datum: day(d), soort }).filter(|u| u.datum >= start);
                        regel.uitval_eensluidend = joint;
                        regel.cijfer = mark.map(|m| Decimal::new(m.into(), 1));
                        if regels.iter().all(|r| (&r.deelnemer, r.startdatum) != (&regel.deelnemer, regel.startdatum)) {
                            regels.push(regel);
                        }
                    }
                    let mut rapport = Rapport::new(PSW, q);
                    rapport.deelnemers = Some(Deelnemers { kolommen: Kolommen::all(), regels, ..Deelnemers::default() });
                    rapport
                })
                .collect()
        })
    }

    fn series(reports: &[Rapport]) -> Meetreeks {
        let mut reeks = Meetreeks::new(selectie(Segment::Collectief));
        for r in reports {
            reeks.push(r);
        }
        reeks
    }

    proptest! {
        #[test]
        fn the_classes_partition_the_cohort_and_the_kwartaal_lies_within_the_year(reports in reports()) {
            let (kader, reeks) = (kader(), series(&reports));
            for q in reeks.kwartalen().collect::<Vec<_>>() {
                let metingen = reeks.metingen(&kader, q);
                let of_kpi_2: Vec<&Meting> = metingen.iter().filter(|m| m.norm.as_str().starts_with("C2")).collect();
                for meting in &of_kpi_2 {
                    let cohort: u32 = meting.klassen.iter().map(|(_, n)| n).sum();
                    let noemer = if let Waarde::Gemeten { noemer, .. } = meting.waarde { noemer } else { 0 };
                    prop_assert_eq!(cohort, noemer);
                    prop_assert!(meting.noemer_alle >= Some(noemer), "who is in the cohort ran in the period");
                    prop_assert_eq!(&meting.klassen, &of_kpi_2.iter().find(|m| m.periode == meting.periode).unwrap().klassen);
                }
                for pair in metingen.chunks(2) {
                    if let [Meting { waarde: Waarde::Gemeten { noemer: a, .. }, .. }, Meting { waarde: Waarde::Gemeten { noemer: b, .. }, .. }] = pair {
                        prop_assert!(a <= b);
                    }
                }
            }
        }

        #[test]
        fn a_later_report_changes_nothing_but_nagekomen(reports in reports()) {
            let (kader, all) = (kader(), series(&reports));
            for n in 1..=reports.len() {
                let q = reports[n - 1].kwartaal;
                let forget = |metingen: Vec<Meting>| metingen.into_iter().map(|m| Meting { nagekomen: None, ..m }).collect::<Vec<_>>();
                let known_then = series(&reports[..n]).metingen(&kader, q);
                prop_assert!(known_then.iter().all(|m| m.nagekomen.is_none_or(|late| late == 0)), "nothing is late at once");
                prop_assert_eq!(forget(known_then), forget(all.metingen(&kader, q)));
            }
        }

        #[test]
        fn a_stand_is_the_figure_of_that_moment(reports in reports(), q in 0usize..8, later in 0usize..8) {
            let kader = kader();
            let q = k("2023-K1").plus(i32::try_from(q).unwrap());
            let stand = q.plus(i32::try_from(later).unwrap());
            let mut op_stand = Meetreeks::op_stand(selectie(Segment::Collectief), q, stand);
            for r in &reports {
                op_stand.push(r);
            }
            let until: Vec<Rapport> = reports.iter().filter(|r| r.kwartaal <= stand).cloned().collect();
            let newest_then = series(&until).metingen_op_nieuwste_stand(&kader, q);
            let values = |metingen: Vec<Meting>| metingen.into_iter().map(|m| (m.waarde, m.klassen, m.noemer_alle)).collect::<Vec<_>>();
            prop_assert_eq!(values(op_stand.metingen(&kader, q)), values(newest_then));
        }

        #[test]
        fn the_order_of_rows_in_a_report_does_not_matter(reports in reports(), seed in any::<u64>()) {
            let mut shuffled = reports.clone();
            for rapport in &mut shuffled {
                let deelnemers = rapport.deelnemers.as_mut().unwrap();
                let n = deelnemers.regels.len().max(1);
                deelnemers.regels.rotate_left(usize::try_from(seed % 97).unwrap() % n);
                deelnemers.regels.reverse();
            }
            let kader = kader();
            for rapport in &reports {
                prop_assert_eq!(series(&reports).metingen(&kader, rapport.kwartaal), series(&shuffled).metingen(&kader, rapport.kwartaal));
            }
        }

        #[test]
        fn pooling_is_summing_in_any_order(parts in proptest::collection::vec(proptest::option::of((0u32..50, 0u32..50)), 3)) {
            let kader = kader();
            let q = k("2024-K1");
            let norm = kader.find("C3.1", q).unwrap();
            let own: Vec<Meting> = DRIE
                .into_iter()
                .zip(&parts)
                .map(|(a, part)| {
                    let waarde = match part {
                        None => Waarde::GeenRapportage,
                        Some((_, 0)) => Waarde::Nvt,
                        Some((t, n)) => Waarde::Gemeten { teller: (*t.min(n)).into(), noemer: *n },
                    };
                    Meting::form(norm, q, Some(a), Periode::Jaar, waarde, 10)
                })
                .collect();
            let forth = pool(norm, &kader, q, Periode::Jaar, &own.iter().collect::<Vec<_>>());
            let back = pool(norm, &kader, q, Periode::Jaar, &own.iter().rev().collect::<Vec<_>>());
            prop_assert_eq!(&forth.waarde, &back.waarde);
            let noemer: u32 = parts.iter().flatten().map(|(_, n)| n).sum();
            let expected = match (parts.iter().flatten().count(), noemer) {
                (0, _) => Waarde::GeenRapportage,
                (_, 0) => Waarde::Nvt,
                _ => Waarde::Gemeten { teller: parts.iter().flatten().map(|(t, n)| Decimal::from(*t.min(n))).sum(), noemer },
            };
            prop_assert_eq!(forth.waarde, expected);
        }
    }
}
