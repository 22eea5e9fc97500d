//! The agenda of a gesprek, generated from what is known and merged with what the user made of it (`domein.md` 7).
//!
//! Facts stay values here; `wording` makes sentences of them. Deliberately absent: where the facts come from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::verwachting::Getoetst;
use super::vooruitblik::{Aflopend, Vooruitregel};
use super::{
    Aanbieder, Aandachtsoort, Aandachtspunt, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Agendapunt, Bundel, Change,
    Deel, Gemeente, Handeling, Herleidingsrij, Kwartaal, Meting, Norm, NormId, Onderdeelsleutel, Ontwikkeldoel, Oordeel, Periode,
    Productkosten, Pxqsom, Respons, Richting, Samenwerking, Signaal, Soort, Tekst, Telling, Toon, logged, nederlandse_dag,
};

/// Everything that an agenda is generated from. What is left empty gives no point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendastof {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// The day that lateness is judged on: that of the gesprek once it was held, else today.
    pub dag: NaiveDate,
    pub rapportage: Rapportstand,
    /// The open afspraken of the aanbieder and of the region, and what was closed at this table.
    pub afspraken: Vec<Lopendeafspraak>,
    pub verwachtingen: Vec<Getoetst>,
    /// In the order of the normenkader; C4.1 is that of `alle`.
    pub cijfers: Vec<Cijfer>,
    /// None in the last kwartaal of a year.
    pub vooruitblik: Option<Vooruitstof>,
    pub bundels: Vec<Bundel>,
    /// Loose ones and those in a bundel.
    pub signalen: Vec<Signaal>,
    /// In order of weight.
    pub aandacht: Vec<Aandachtspunt>,
    pub dekking: Option<Dekkingsstof>,
    /// Once a year.
    pub tevredenheid: Option<Tevredenheidsjaar>,
    pub samenwerking: Option<Samenwerking>,
    /// Of the contract for segment collectief, those to work on first.
    pub doelen: Vec<Ontwikkeldoel>,
    pub kosten: Option<Kosten>,
    pub volgende: Option<NaiveDate>,
    /// What the user changed: order, dropped, own points, notes.
    pub punten: Vec<Agendapunt>,
    /// Points that have an outcome stay, also when nothing generates them any more.
    pub met_uitkomst: BTreeSet<Onderdeelsleutel>,
}

/// Whether the report is in, whole and in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapportstand {
    /// The version that stands; None when nothing came in.
    pub versie: Option<u32>,
    pub aangeleverd: Option<NaiveDate>,
    pub deadline: Option<NaiveDate>,
    /// 0 and None: in time, or no deadline known.
    pub werkdagen_te_laat: Option<u32>,
    pub ontbreekt: Vec<Deel>,
    pub rijen_niet_meegeteld: u32,
}

/// An afspraak that is still open, or was until the gesprek that it is told at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lopendeafspraak {
    pub afspraak: Afspraak,
    /// Its deadline lies before the day of the agenda.
    pub te_laat: bool,
    /// Held gesprekken at which it was still open after its first deadline.
    pub doorgeschoven: u32,
}

impl Lopendeafspraak {
    /// Its place among the others: by deadline, so that late ones come first, and those without one last. What is closed meanwhile
    /// keeps it.
    pub const fn urgency(&self) -> (bool, Option<NaiveDate>, Afspraaknummer) {
        (self.afspraak.deadline.is_none(), self.afspraak.deadline, self.afspraak.nummer)
    }
}

/// A figure of one norm with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijfer {
    pub norm: Norm,
    pub kwartaal: Figuur,
    pub jaar: Figuur,
    /// The jaar figures of the kwartalen before and of this one, oldest first; for the chart.
    pub trend: Vec<Meting>,
    /// The rows of the jaar figure; the agenda keeps those that matter.
    pub rijen: Vec<Herleidingsrij>,
}

/// What the rest of the year may still bring; all normen share who is still to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vooruitstof {
    /// Of KPI 2, in the order of the normenkader.
    pub normen: Vec<Vooruitnorm>,
    /// Who of the aanbieder is to end before the year does.
    pub trajecten: Vec<Aflopend>,
}

/// What the rest of the year may still bring to a norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vooruitnorm {
    pub norm: Norm,
    pub regel: Vooruitregel,
    /// The other aanbieders in the order of the register, and all together.
    pub anderen: Vec<Vooruitregel>,
}

/// A figure and the same figure a kwartaal earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figuur {
    pub meting: Meting,
    pub vorige: Option<Meting>,
}

/// The dekking as far as an agenda and a verslag tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingsstof {
    /// The kwartaal of the overview that is shown; None when there never was one.
    pub van: Option<Kwartaal>,
    /// In the order of [`Gemeente::ALL`].
    pub gemeenten: Vec<Gemeentestof>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gemeentestof {
    pub gemeente: Gemeente,
    /// Who covers it on the last day of the kwartaal.
    pub door: Vec<Aanbieder>,
    /// The overview says nothing of it.
    pub niet_opgegeven: bool,
    /// Not covered: since which kwartaal.
    pub niet_gedekt_sinds: Option<Kwartaal>,
    /// Gained (true) or lost against the previous overview, as a gemeente.
    pub verandering: Option<bool>,
    /// What each aanbieder says of it, in contract order: its own words are in the cell.
    pub cellen: Vec<Dekkingscelstof>,
}

impl Gemeentestof {
    pub const fn is_covered(&self) -> bool {
        !self.door.is_empty()
    }

    /// Covered by a single aanbieder.
    pub const fn is_vulnerable(&self) -> bool {
        self.door.len() == 1
    }
}

/// What the overview says of one gemeente and aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dekkingscelstof {
    pub aanbieder: Aanbieder,
    /// None: not said.
    pub dekking: Option<bool>,
    pub tot: Option<NaiveDate>,
    /// Gained (true) or lost against the previous overview.
    pub verandering: Option<bool>,
}

/// P×Q of the kwartaal, over both segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kosten {
    pub kwartaal: Kwartaal,
    pub regels: Vec<Productkosten>,
    pub som: Pxqsom,
}

/// What is told once a year of satisfaction on its three levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tevredenheidsjaar {
    pub jaar: i32,
    /// The year figures of KPI 3 at its K4.
    pub cijfers: Vec<Cijfer>,
    /// None: the cohort cannot be measured.
    pub respons: Option<Respons>,
}

/// A point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Punt {
    pub sleutel: Onderdeelsleutel,
    /// As the user or the bundle has it; empty is called after its key.
    pub titel: String,
    pub feiten: Vec<Feit>,
    /// The user dropped it; it is kept at its place so that it can be put back.
    pub vervallen: bool,
    /// Internal.
    pub voorbereiding: String,
    pub notitie: String,
    /// None: the user changed nothing about it yet.
    pub rijversie: Option<u32>,
}

/// A fact of an agendapunt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feit {
    Rapportage(Rapportstand),
    Afspraak(Box<Lopendeafspraak>),
    Verwachting(Box<Getoetst>),
    /// A figure; its rows are those that matter.
    Cijfer(Box<Cijfer>),
    Vooruitblik(Box<Vooruitstof>),
    /// KPI 3 is below these normen; with the plan that runs already, if any (H23 KPI 3).
    PlanVanAanpak {
        normen: Vec<NormId>,
        lopend: Option<Afspraaknummer>,
    },
    /// What the signalen of a bundel have in common: the distinct gemeenten and how many of each tone.
    Bundel {
        gemeenten: BTreeSet<Gemeente>,
        positief: usize,
        neutraal: usize,
        negatief: usize,
    },
    Signaal(Box<Signaal>),
    /// All points of one kind.
    Aandacht {
        soort: Aandachtsoort,
        punten: Vec<Aandachtspunt>,
    },
    Dekking(Box<Dekkingsstof>),
    Tevredenheid(Box<Tevredenheidsjaar>),
    Samenwerking {
        kop: Samenwerkingskop,
        tekst: String,
    },
    Kosten(Box<Kosten>),
    Doel(Box<Ontwikkeldoel>),
    Volgende(Option<NaiveDate>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Samenwerkingskop {
    Voortgang,
    EigenAandeel,
    Ontwikkelpunten,
}

/// Generates the agenda: the points in the order of `domein.md` 7, merged with what the user made of it.
///
/// Dropped points are in it, marked as such, so that they can be put back.
pub fn generate(stof: Agendastof) -> Vec<Punt> {
    let mut generated: Vec<Punt> = Vec::new();
    let mut add = |sleutel: Onderdeelsleutel, titel: Option<Tekst>, feiten: Vec<Feit>| {
        if !feiten.is_empty() {
            let titel = titel.map(String::from).unwrap_or_default();
            generated.push(Punt { titel, feiten, ..bare(sleutel) });
        }
    };
    let mut afspraken = stof.afspraken;
    afspraken.sort_by_key(Lopendeafspraak::urgency);
    let verwachtingen = to_discuss(stof.verwachtingen, stof.kwartaal);
    let lopende: Vec<Feit> = afspraken.iter().map(|a| Feit::Afspraak(Box::new(a.clone()))).collect();
    add(Onderdeelsleutel::OpenAfspraken, None, lopende);
    let getoetst = verwachtingen.iter().map(|v| Feit::Verwachting(Box::new(v.clone()))).collect();
    add(Onderdeelsleutel::Verwachtingen, None, getoetst);
    for kpi in 1..=4 {
        let mut feiten = kpi_facts(kpi, &stof.cijfers, &afspraken, &verwachtingen);
        if kpi == 1 && !feiten.is_empty() {
            feiten.insert(0, Feit::Rapportage(stof.rapportage.clone()));
        }
        add(Onderdeelsleutel::Kpi(kpi), None, feiten);
    }
    let tevredenheid = stof.tevredenheid.map(|t| Feit::Tevredenheid(Box::new(t))).into_iter().collect();
    add(Onderdeelsleutel::Tevredenheid, None, tevredenheid);
    let ahead = stof.vooruitblik.map(|blik| Feit::Vooruitblik(Box::new(blik))).into_iter().collect();
    add(Onderdeelsleutel::Vooruitblik, None, ahead);
    let (mut loose, mut bundled): (Vec<Signaal>, BTreeMap<i64, Vec<Signaal>>) = (Vec::new(), BTreeMap::new());
    for signaal in stof.signalen {
        match signaal.bundel.filter(|id| stof.bundels.iter().any(|b| b.id == *id)) {
            Some(bundel) => bundled.entry(bundel).or_default().push(signaal),
            None => loose.push(signaal),
        }
    }
    for bundel in stof.bundels {
        let signalen = bundled.remove(&bundel.id).unwrap_or_default();
        add(Onderdeelsleutel::Bundel(bundel.id), Some(bundel.titel), bundle_facts(signalen));
    }
    loose.sort_by_key(|s| (s.datum, s.id));
    let loose = loose.into_iter().map(|s| Feit::Signaal(Box::new(s))).collect();
    add(Onderdeelsleutel::Signalen, None, loose);
    add(Onderdeelsleutel::Aandachtspunten, None, by_kind(stof.aandacht));
    let dekking = stof.dekking.map(|d| Feit::Dekking(Box::new(d))).into_iter().collect();
    add(Onderdeelsleutel::Dekking, None, dekking);
    let mut samenwerking = samenwerking_facts(stof.samenwerking);
    // What is done with stays off the table, unless something was said of it for this gesprek.
    let is_up = |d: &Ontwikkeldoel| d.stand.is_running() || d.notities.iter().any(|n| n.kwartaal == stof.kwartaal);
    let doelen = stof.doelen.into_iter().filter(is_up).map(|mut d| {
        // What was said of it later belongs to a later gesprek.
        d.notities.retain(|n| n.kwartaal <= stof.kwartaal);
        Feit::Doel(Box::new(d))
    });
    samenwerking.extend(doelen);
    add(Onderdeelsleutel::Samenwerking, None, samenwerking);
    let kosten = stof.kosten.filter(|k| !k.regels.is_empty()).map(|k| Feit::Kosten(Box::new(k))).into_iter().collect();
    add(Onderdeelsleutel::PxQ, None, kosten);
    add(Onderdeelsleutel::VolgendeDatum, None, vec![Feit::Volgende(stof.volgende)]);
    merge(generated, stof.punten, &stof.met_uitkomst)
}

/// The expectations of this kwartaal and before; a later one is not up yet. Those not met first.
fn to_discuss(mut verwachtingen: Vec<Getoetst>, kwartaal: Kwartaal) -> Vec<Getoetst> {
    verwachtingen.retain(|v| v.verwachting.kwartaal <= kwartaal);
    verwachtingen.sort_by_key(|v| (v.uitslag, v.verwachting.kwartaal, v.nummer));
    verwachtingen
}

fn kpi_facts(kpi: u8, cijfers: &[Cijfer], afspraken: &[Lopendeafspraak], verwachtingen: &[Getoetst]) -> Vec<Feit> {
    let own: Vec<&Cijfer> = cijfers.iter().filter(|c| c.norm.kpi == kpi).collect();
    let is_own = |norm: &NormId| own.iter().any(|c| c.norm.id == *norm);
    let mut feiten: Vec<Feit> = own
        .iter()
        .map(|c| {
            let rijen = rows_that_matter(&c.norm, &c.jaar.meting, &c.rijen);
            Feit::Cijfer(Box::new(Cijfer { rijen, ..(*c).clone() }))
        })
        .collect();
    let below: Vec<NormId> = own.iter().filter(|c| wants_plan(c)).map(|c| c.norm.id.clone()).collect();
    if !below.is_empty() {
        let mut plans = afspraken.iter().map(|l| &l.afspraak).filter(|a| a.soort == Afspraaksoort::PlanVanAanpak);
        let lopend = plans.find(|a| a.status == Afspraakstatus::Open).map(|a| a.nummer);
        feiten.push(Feit::PlanVanAanpak { normen: below, lopend });
    }
    let verwacht = verwachtingen.iter().filter(|v| is_own(&v.verwachting.norm));
    feiten.extend(verwacht.map(|v| Feit::Verwachting(Box::new(v.clone()))));
    let linked = afspraken.iter().filter(|l| {
        let by_norm = l.afspraak.aanleiding.as_ref().is_some_and(|a| is_own(&a.norm));
        l.afspraak.kpi == Some(kpi) || by_norm
    });
    feiten.extend(linked.map(|l| Feit::Afspraak(Box::new(l.clone()))));
    feiten
}

/// Whether KPI 3 is below its norm: the year counts; without a year figure the kwartaal.
fn wants_plan(cijfer: &Cijfer) -> bool {
    let meting = if cijfer.jaar.meting.waarde.is_measured() { &cijfer.jaar.meting } else { &cijfer.kwartaal.meting };
    meting.asks_for_plan(cijfer.norm.indicator)
}

/// The rows to talk about: those that keep a norm from being met. A norm that is met has none; for a suspended one they are
/// the rows that would have.
pub fn rows_that_matter(norm: &Norm, meting: &Meting, rijen: &[Herleidingsrij]) -> Vec<Herleidingsrij> {
    let missed = matches!(meting.zou.unwrap_or(meting.oordeel), Oordeel::NietGehaald | Oordeel::BovenRichtwaarde);
    if !missed {
        return Vec::new();
    }
    let matters = |rij: &&Herleidingsrij| match norm.richting {
        // Every mark of a mean is in the teller; those below the norm pull it down.
        Richting::Minimum if norm.indicator.is_mean() => {
            rij.telling != Telling::Buiten && rij.cijfer.zip(norm.grens).is_some_and(|(cijfer, grens)| cijfer < grens)
        }
        Richting::Minimum => rij.telling == Telling::Noemer,
        Richting::Maximum | Richting::Richtwaarde => rij.telling == Telling::Teller,
        Richting::Informatie => false,
    };
    rijen.iter().filter(matters).cloned().collect()
}

fn bundle_facts(mut signalen: Vec<Signaal>) -> Vec<Feit> {
    if signalen.is_empty() {
        return Vec::new();
    }
    signalen.sort_by_key(|s| (s.gemeente, s.datum, s.id));
    let tone = |toon: Toon| signalen.iter().filter(|s| s.toon == toon).count();
    let head = Feit::Bundel {
        gemeenten: super::gemeenten(&signalen),
        positief: tone(Toon::Positief),
        neutraal: tone(Toon::Neutraal),
        negatief: tone(Toon::Negatief),
    };
    std::iter::once(head).chain(signalen.into_iter().map(|s| Feit::Signaal(Box::new(s)))).collect()
}

/// Groups attention points by kind, in the order in which the kinds come (that of weight).
fn by_kind(punten: Vec<Aandachtspunt>) -> Vec<Feit> {
    let mut kinds: Vec<(Aandachtsoort, Vec<Aandachtspunt>)> = Vec::new();
    for punt in punten {
        match kinds.iter_mut().find(|(soort, _)| *soort == punt.soort()) {
            Some((_, punten)) => punten.push(punt),
            None => kinds.push((punt.soort(), vec![punt])),
        }
    }
    kinds.into_iter().map(|(soort, punten)| Feit::Aandacht { soort, punten }).collect()
}

fn samenwerking_facts(samenwerking: Option<Samenwerking>) -> Vec<Feit> {
    let Some(Samenwerking { voortgang, eigen_aandeel, ontwikkelpunten }) = samenwerking else { return Vec::new() };
    [
        (Samenwerkingskop::Voortgang, voortgang),
        (Samenwerkingskop::EigenAandeel, eigen_aandeel),
        (Samenwerkingskop::Ontwikkelpunten, ontwikkelpunten),
    ]
    .into_iter()
    .filter_map(|(kop, tekst)| tekst.map(|t| Feit::Samenwerking { kop, tekst: t.into() }))
    .collect()
}

/// The place of a point in an agenda that nobody rearranged.
const fn rank(sleutel: &Onderdeelsleutel) -> (u8, i64) {
    match sleutel {
        Onderdeelsleutel::OpenAfspraken => (0, 0),
        Onderdeelsleutel::Verwachtingen => (1, 0),
        Onderdeelsleutel::Kpi(kpi) => (2, *kpi as i64),
        Onderdeelsleutel::Tevredenheid => (2, 5),
        Onderdeelsleutel::Vooruitblik => (3, 0),
        Onderdeelsleutel::Bundel(id) => (4, *id),
        Onderdeelsleutel::Signalen => (5, 0),
        Onderdeelsleutel::Aandachtspunten => (6, 0),
        Onderdeelsleutel::Dekking => (7, 0),
        Onderdeelsleutel::Samenwerking => (8, 0),
        Onderdeelsleutel::PxQ => (9, 0),
        Onderdeelsleutel::Eigen(id) => (10, *id),
        Onderdeelsleutel::VolgendeDatum => (11, 0),
    }
}

/// Puts the points in the user's order. A point without a place of the user's comes right after the one that it would have
/// followed; one that nothing generates any more stays only when it is the user's own, or something was written at it.
fn merge(generated: Vec<Punt>, stored: Vec<Agendapunt>, met_uitkomst: &BTreeSet<Onderdeelsleutel>) -> Vec<Punt> {
    let mut stored: BTreeMap<Onderdeelsleutel, Agendapunt> = stored.into_iter().map(|p| (p.sleutel.clone(), p)).collect();
    let (mut placed, mut unplaced): (Vec<(u32, Punt)>, Vec<Punt>) = (Vec::new(), Vec::new());
    let mut place = |volgorde: u32, punt: Punt| {
        if volgorde > 0 { placed.push((volgorde, punt)) } else { unplaced.push(punt) }
    };
    let mut said = met_uitkomst.clone();
    for punt in generated {
        said.remove(&punt.sleutel);
        match stored.remove(&punt.sleutel) {
            Some(user) => place(user.volgorde, with_what_the_user_wrote(punt, user)),
            None => place(0, punt),
        }
    }
    for (sleutel, user) in stored {
        let has_outcome = said.remove(&sleutel);
        let written = has_outcome || !user.notitie.is_empty() || !user.voorbereiding.is_empty();
        if written || matches!(sleutel, Onderdeelsleutel::Eigen(_)) {
            place(user.volgorde, with_what_the_user_wrote(bare(sleutel), user));
        }
    }
    // What was said at a point stands, whatever the program has to say there now.
    for sleutel in said {
        place(0, bare(sleutel));
    }
    placed.sort_by_key(|(volgorde, punt)| (*volgorde, rank(&punt.sleutel)));
    let mut agenda: Vec<Punt> = placed.into_iter().map(|(_, punt)| punt).collect();
    unplaced.sort_by_key(|punt| rank(&punt.sleutel));
    for punt in unplaced {
        let own = rank(&punt.sleutel);
        let before = agenda.iter().enumerate().filter(|(_, p)| rank(&p.sleutel) < own).max_by_key(|(_, p)| rank(&p.sleutel));
        let at = before.map_or(0, |(i, _)| i + 1);
        agenda.insert(at, punt);
    }
    agenda
}

/// A point of which the program has nothing to say.
fn bare(sleutel: Onderdeelsleutel) -> Punt {
    Punt {
        sleutel,
        titel: String::new(),
        feiten: Vec::new(),
        vervallen: false,
        voorbereiding: String::new(),
        notitie: String::new(),
        rijversie: None,
    }
}

fn with_what_the_user_wrote(punt: Punt, user: Agendapunt) -> Punt {
    Punt {
        titel: if user.titel.is_empty() { punt.titel } else { user.titel.into() },
        vervallen: user.vervallen,
        voorbereiding: user.voorbereiding.into(),
        notitie: user.notitie.into(),
        rijversie: Some(user.rijversie),
        ..punt
    }
}

/// The course of an afspraak, as far as carrying it over is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verloop {
    /// The first deadline that it ever had.
    pub eerste_deadline: Option<NaiveDate>,
    /// The day from which it exists: see [`ontstaan`].
    pub ontstaan: NaiveDate,
    /// The days on which it was closed or withdrawn (false), or opened again (true), in order.
    pub wendingen: Vec<(NaiveDate, bool)>,
}

impl Verloop {
    /// Reads the course from an afspraak as it stands and the acts on it, oldest first. Acts that were undone never happened.
    pub fn of(afspraak: &Afspraak, ontstaan: NaiveDate, handelingen: &[Handeling]) -> Self {
        let id = afspraak.nummer.to_string();
        let mut deadlines: Vec<(Option<NaiveDate>, Option<NaiveDate>)> = Vec::new();
        let mut wendingen = Vec::new();
        for (handeling, changes) in that_happened(handelingen, &id) {
            for change in changes {
                match change.veld.as_str() {
                    "deadline" => deadlines.push((logged(change.oud.as_deref()), logged(change.nieuw.as_deref()))),
                    "status" => {
                        let open = logged(change.nieuw.as_deref()) == Some(Afspraakstatus::Open);
                        wendingen.push((nederlandse_dag(handeling.wanneer), open));
                    }
                    _ => {}
                }
            }
        }
        let first = deadlines.iter().find_map(|(oud, nieuw)| oud.or(*nieuw));
        Self { eerste_deadline: first.or(afspraak.deadline), ontstaan, wendingen }
    }

    /// Whether it was still open at the end of `dag`.
    fn is_open_after(&self, dag: NaiveDate) -> bool {
        self.ontstaan <= dag && self.wendingen.iter().rev().find(|(d, _)| *d <= dag).is_none_or(|(_, open)| *open)
    }
}

/// The acts on one afspraak that stand: without those that were undone, and without the acts that undid them.
fn that_happened<'a>(handelingen: &'a [Handeling], id: &str) -> Vec<(&'a Handeling, Vec<&'a Change>)> {
    handelingen.iter().filter(|h| !h.ongedaan && !h.terug).map(|h| (h, own_changes(h, id))).collect()
}

fn own_changes<'a>(handeling: &'a Handeling, id: &str) -> Vec<&'a Change> {
    handeling.changes.iter().filter(|c| c.soort == Soort::Afspraak && c.id == id).collect()
}

/// The day from which an afspraak exists: that of the gesprek it was made in, when that day is known, else the day it was
/// written down. Minutes are worked out afterwards, so the moment of the log says less.
pub fn ontstaan(afspraak: &Afspraak, gesprek: Option<NaiveDate>) -> NaiveDate {
    gesprek.unwrap_or_else(|| nederlandse_dag(afspraak.gemaakt))
}

/// Counts how often an afspraak was carried over: the held gesprekken at which it was still open after its first deadline.
///
/// `gehouden` are the days of the held gesprekken at which it could be on the agenda. Postponing the deadline does not begin
/// the count anew.
pub fn doorgeschoven(verloop: &Verloop, gehouden: impl IntoIterator<Item = NaiveDate>) -> u32 {
    let Some(deadline) = verloop.eerste_deadline else { return 0 };
    let count = gehouden.into_iter().filter(|dag| *dag > deadline && verloop.is_open_after(*dag)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Cijfer {
    pub const fn figuur(&self, periode: Periode) -> &Figuur {
        match periode {
            Periode::Kwartaal => &self.kwartaal,
            Periode::Jaar => &self.jaar,
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::testing::{self, PSW, afspraak};
    use crate::domain::verwachting::Uitslag;
    use crate::domain::{Aandachtgrond, Deelnemercode, Tariefproduct};
    use crate::domain::{Indicator, Reden, Segment, Signaalstatus, Vergelijking, Verwachting, Waarde};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> chrono::DateTime<chrono::Utc> {
        day(text).and_hms_opt(9, 30, 0).unwrap().and_utc()
    }

    fn lopend(nummer: &str, deadline: Option<&str>, te_laat: bool) -> Lopendeafspraak {
        Lopendeafspraak { afspraak: afspraak(nummer, deadline), te_laat, doorgeschoven: 0 }
    }

    fn norm(id: &str, indicator: Indicator, richting: Richting) -> Norm {
        Norm {
            id: id.into(),
            segment: Segment::Collectief,
            kpi: indicator.kpi(),
            indicator,
            tekst: String::new(),
            kort: String::new(),
            regel: String::new(),
            grens: Some(Decimal::from(8)),
            richting,
            geldig_van: day("2022-01-01"),
            geldig_tot: None,
            opschorting: Vec::new(),
            bron: String::new(),
        }
    }

    fn meting(norm: &Norm, oordeel: Oordeel) -> Meting {
        Meting {
            norm: norm.id.clone(),
            kwartaal: "2024-K2".parse().unwrap(),
            aanbieder: Some(PSW),
            periode: Periode::Jaar,
            waarde: Waarde::Gemeten { teller: Decimal::ONE, noemer: 2 },
            weergave: String::new(),
            grens: norm.grens,
            richting: norm.richting,
            oordeel,
            zou: None,
            afstand: None,
            klein_aantal: true,
            noemer_alle: None,
            versie: Some(1),
            rijen_niet_meegeteld: 0,
            kwartalen: Vec::new(),
            aanbieders: Vec::new(),
            van_aanbieders: 0,
            nagekomen: None,
            respons: None,
            onderdelen: Vec::new(),
            klassen: Vec::new(),
        }
    }

    fn cijfer(id: &str, indicator: Indicator, oordeel: Oordeel) -> Cijfer {
        let norm = norm(id, indicator, Richting::Minimum);
        let figuur = Figuur { meting: meting(&norm, oordeel), vorige: None };
        Cijfer { kwartaal: figuur.clone(), jaar: figuur, trend: Vec::new(), rijen: Vec::new(), norm }
    }

    fn verwachting(nummer: &str, kwartaal: &str, uitslag: Uitslag) -> Getoetst {
        Getoetst {
            nummer: nummer.parse().unwrap(),
            tekst: "".into(),
            verwachting: Verwachting {
                norm: "C1.1".into(),
                periode: Periode::Kwartaal,
                vergelijking: Vergelijking::Minstens,
                waarde: Decimal::from(95),
                kwartaal: kwartaal.parse().unwrap(),
            },
            notatie: String::new(),
            uitslag,
            weergave: None,
        }
    }

    fn signaal(id: i64, gemeente: Gemeente, bundel: Option<i64>) -> Signaal {
        Signaal { id, gemeente, status: Signaalstatus::Geagendeerd, bundel, rijversie: 1, ..testing::signaal() }
    }

    fn empty() -> Agendastof {
        Agendastof {
            aanbieder: PSW,
            kwartaal: "2024-K2".parse().unwrap(),
            dag: day("2024-07-18"),
            rapportage: Rapportstand::default(),
            afspraken: Vec::new(),
            verwachtingen: Vec::new(),
            cijfers: Vec::new(),
            vooruitblik: None,
            bundels: Vec::new(),
            signalen: Vec::new(),
            aandacht: Vec::new(),
            dekking: None,
            tevredenheid: None,
            samenwerking: None,
            kosten: None,
            doelen: Vec::new(),
            volgende: None,
            punten: Vec::new(),
            met_uitkomst: BTreeSet::new(),
        }
    }

    fn full() -> Agendastof {
        let kwartaal = "2024-K2".parse().unwrap();
        Agendastof {
            afspraken: vec![lopend("PSW-2024-01", Some("2024-06-01"), true)],
            verwachtingen: vec![verwachting("PSW-2024-01", "2024-K2", Uitslag::Gehaald)],
            cijfers: vec![
                cijfer("C1.1", Indicator::StartVastgelegd, Oordeel::Gehaald),
                cijfer("C2.1", Indicator::RegulierWerk, Oordeel::Losgelaten),
                cijfer("C3.1", Indicator::CijferDeelnemers, Oordeel::NietGehaald),
                cijfer("C4.1", Indicator::Dekking, Oordeel::Gehaald),
            ],
            bundels: vec![Bundel { id: 7, aanbieder: None, kwartaal, titel: "Wachttijd".into(), rijversie: 1 }],
            signalen: vec![
                signaal(1, Gemeente::Venlo, Some(7)),
                signaal(2, Gemeente::Venray, Some(7)),
                signaal(4, Gemeente::Venlo, Some(7)),
                signaal(3, Gemeente::Gennep, None),
            ],
            aandacht: vec![Aandachtspunt {
                aanbieder: PSW,
                segment: crate::domain::Segment::Collectief,
                deelnemer: Deelnemercode::new("PSW-001"),
                gemeente: Some(Gemeente::Venlo),
                startdatum: Some(day("2021-03-01")),
                groep: None,
                grond: Aandachtgrond::DrieJaar,
                sinds: kwartaal,
            }],
            dekking: Some(Dekkingsstof { van: Some(kwartaal), gemeenten: Vec::new() }),
            samenwerking: Some(Samenwerking { voortgang: Some("goed".into()), ..Samenwerking::default() }),
            kosten: Some(Kosten {
                kwartaal,
                regels: vec![Productkosten {
                    product: Some(Tariefproduct::P1),
                    oud_contract: false,
                    uren: Decimal::TEN,
                    tarief: None,
                }],
                som: Pxqsom::default(),
            }),
            ..empty()
        }
    }

    fn keys(punten: &[Punt]) -> Vec<Onderdeelsleutel> {
        punten.iter().map(|p| p.sleutel.clone()).collect()
    }

    fn user(sleutel: Onderdeelsleutel, volgorde: u32) -> Agendapunt {
        Agendapunt {
            gesprek: 1,
            sleutel,
            titel: "".into(),
            volgorde,
            vervallen: false,
            voorbereiding: "".into(),
            notitie: "".into(),
            rijversie: 3,
        }
    }

    use Onderdeelsleutel as S;

    #[test]
    fn the_points_come_in_the_order_of_the_agenda() {
        assert_eq!(
            keys(&generate(Agendastof {
                tevredenheid: Some(Tevredenheidsjaar {
                    jaar: 2024,
                    cijfers: vec![cijfer("C3.1", Indicator::CijferDeelnemers, Oordeel::NietGehaald)],
                    respons: Some(Respons { met_cijfer: 12, cohort: 18 }),
                }),
                ..full()
            })),
            [
                S::OpenAfspraken,
                S::Verwachtingen,
                S::Kpi(1),
                S::Kpi(2),
                S::Kpi(3),
                S::Kpi(4),
                S::Tevredenheid,
                S::Bundel(7),
                S::Signalen,
                S::Aandachtspunten,
                S::Dekking,
                S::Samenwerking,
                S::PxQ,
                S::VolgendeDatum
            ]
        );
    }

    #[test]
    fn nothing_to_say_is_no_point_but_the_next_date_always_is() {
        assert_eq!(keys(&generate(empty())), [S::VolgendeDatum]);
    }

    #[test]
    fn late_afspraken_come_first_and_those_without_a_deadline_last() {
        // Closed at the table it keeps its place.
        let mut done = lopend("PSW-2024-09", Some("2024-06-01"), false);
        done.afspraak.status = Afspraakstatus::Gereed;
        let stof = Agendastof {
            afspraken: vec![
                lopend("PSW-2024-01", None, false),
                lopend("PSW-2024-02", Some("2024-09-01"), false),
                lopend("PSW-2024-03", Some("2024-07-01"), true),
                lopend("PSW-2024-04", Some("2024-05-01"), true),
                done,
            ],
            ..empty()
        };
        let numbers: Vec<String> = generate(stof)[0]
            .feiten
            .iter()
            .map(|f| match f {
                Feit::Afspraak(l) => l.afspraak.nummer.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(numbers, ["PSW-2024-04", "PSW-2024-09", "PSW-2024-03", "PSW-2024-02", "PSW-2024-01"]);
    }

    #[test]
    fn an_expectation_of_a_later_kwartaal_is_not_up_yet_and_a_broken_one_leads() {
        let stof = Agendastof {
            verwachtingen: vec![
                verwachting("PSW-2024-01", "2024-K3", Uitslag::NogNietTeMeten),
                verwachting("PSW-2024-02", "2024-K2", Uitslag::Gehaald),
                verwachting("PSW-2024-03", "2024-K2", Uitslag::NietGehaald),
            ],
            ..empty()
        };
        let said: Vec<Uitslag> = generate(stof)[0]
            .feiten
            .iter()
            .filter_map(|f| if let Feit::Verwachting(v) = f { Some(v.uitslag) } else { None })
            .collect();
        assert_eq!(said, [Uitslag::NietGehaald, Uitslag::Gehaald]);
    }

    #[test]
    fn a_plan_van_aanpak_is_asked_for_only_when_kpi_3_is_below_its_norm() {
        let asked = |stof: Agendastof| {
            generate(stof).into_iter().flat_map(|p| p.feiten).find_map(|f| match f {
                Feit::PlanVanAanpak { normen, lopend } => Some((normen, lopend)),
                _ => None,
            })
        };
        assert_eq!(asked(full()), Some((vec!["C3.1".into()], None)));

        let mut plan = lopend("PSW-2024-05", None, false);
        plan.afspraak.soort = Afspraaksoort::PlanVanAanpak;
        let with_plan = Agendastof { afspraken: vec![plan], ..full() };
        assert_eq!(asked(with_plan).unwrap().1, "PSW-2024-05".parse().ok());

        let met = Agendastof { cijfers: vec![cijfer("C3.1", Indicator::CijferDeelnemers, Oordeel::Gehaald)], ..empty() };
        assert_eq!(asked(met), None);
        let kpi_1 = Agendastof { cijfers: vec![cijfer("C1.1", Indicator::StartVastgelegd, Oordeel::NietGehaald)], ..empty() };
        assert_eq!(asked(kpi_1), None);
    }

    #[test]
    fn the_year_decides_whether_a_plan_is_asked_for_and_without_a_year_figure_the_kwartaal() {
        let asked = |kwartaal: Oordeel, jaar: Oordeel, waarde: Waarde| {
            let mut own = cijfer("C3.1", Indicator::CijferDeelnemers, kwartaal);
            (own.jaar.meting.oordeel, own.jaar.meting.waarde) = (jaar, waarde);
            let feiten = generate(Agendastof { cijfers: vec![own], ..empty() }).into_iter().flat_map(|p| p.feiten);
            feiten.into_iter().any(|f| matches!(f, Feit::PlanVanAanpak { .. }))
        };
        let measured = Waarde::Gemeten { teller: Decimal::ONE, noemer: 2 };
        assert!(asked(Oordeel::Gehaald, Oordeel::NietGehaald, measured.clone()));
        assert!(!asked(Oordeel::NietGehaald, Oordeel::Gehaald, measured));
        assert!(asked(Oordeel::NietGehaald, Oordeel::NietTeBepalen, Waarde::Nvt));
        assert!(!asked(Oordeel::Gehaald, Oordeel::NietTeBepalen, Waarde::Nvt));
    }

    #[test]
    fn only_kpi_1_opens_with_what_came_in_and_only_when_it_has_figures() {
        let opens = |stof: Agendastof| {
            let punten = generate(stof).into_iter().filter(|p| matches!(p.feiten.first(), Some(Feit::Rapportage(_))));
            punten.map(|p| p.sleutel).collect::<Vec<_>>()
        };
        assert_eq!(opens(full()), [S::Kpi(1)]);
        assert_eq!(opens(Agendastof { cijfers: Vec::new(), verwachtingen: Vec::new(), ..full() }), []);
    }

    #[test]
    fn a_signaal_of_a_bundle_that_is_not_there_is_a_loose_one_and_signalen_stand_in_order() {
        let on = |id: i64, gemeente: Gemeente, bundel: Option<i64>, datum: &str| Signaal {
            datum: day(datum),
            ..signaal(id, gemeente, bundel)
        };
        let stof = Agendastof {
            signalen: vec![
                on(4, Gemeente::Venlo, Some(99), "2024-05-03"),
                on(2, Gemeente::Venlo, None, "2024-05-01"),
                on(1, Gemeente::Venlo, None, "2024-05-01"),
                on(8, Gemeente::Venray, Some(7), "2024-05-01"),
                on(7, Gemeente::Venlo, Some(7), "2024-05-02"),
                on(6, Gemeente::Venlo, Some(7), "2024-05-02"),
                on(5, Gemeente::Venlo, Some(7), "2024-05-03"),
            ],
            ..full()
        };
        let punten = generate(stof);
        let ids = |sleutel: S| {
            let punt = punten.iter().find(|p| p.sleutel == sleutel).unwrap();
            let id = |f: &Feit| if let Feit::Signaal(s) = f { Some(s.id) } else { None };
            punt.feiten.iter().filter_map(id).collect::<Vec<_>>()
        };
        assert_eq!(ids(S::Signalen), [1, 2, 4]);
        assert_eq!(ids(S::Bundel(7)), [6, 7, 5, 8]);
    }

    #[test]
    fn attention_points_stand_by_kind_in_the_order_of_weight() {
        let of = |grond: Aandachtgrond| Aandachtspunt { grond, ..full().aandacht.remove(0) };
        let (driejaar, rest) = (of(Aandachtgrond::DrieJaar), of(Aandachtgrond::Terug));
        let stof = Agendastof { aandacht: vec![driejaar.clone(), rest.clone(), driejaar.clone()], ..empty() };
        let found = generate(stof).remove(0).feiten;
        let group = |punten: Vec<Aandachtspunt>| Feit::Aandacht { soort: punten[0].soort(), punten };
        assert_eq!(found, [group(vec![driejaar.clone(), driejaar]), group(vec![rest])]);
    }

    #[test]
    fn a_bundle_counts_distinct_gemeenten() {
        let punten = generate(full());
        let bundle = punten.iter().find(|p| p.sleutel == S::Bundel(7)).unwrap();
        assert_eq!(bundle.titel, "Wachttijd");
        assert_eq!(bundle.feiten.len(), 4);
        let Feit::Bundel { gemeenten, negatief, .. } = &bundle.feiten[0] else { panic!("{:?}", bundle.feiten[0]) };
        assert_eq!((gemeenten.len(), *negatief), (2, 3));
    }

    #[test]
    fn a_kpi_point_takes_along_its_own_afspraken_and_expectations() {
        let mut own = lopend("PSW-2024-02", None, false);
        own.afspraak.kpi = Some(2);
        let stof = Agendastof { afspraken: vec![own, lopend("PSW-2024-03", None, false)], ..full() };
        let punten = generate(stof);
        let of = |kpi: u8| punten.iter().find(|p| p.sleutel == S::Kpi(kpi)).unwrap();
        assert_eq!(of(2).feiten.iter().filter(|f| matches!(f, Feit::Afspraak(_))).count(), 1);
        assert_eq!(of(1).feiten.iter().filter(|f| matches!(f, Feit::Verwachting(_))).count(), 1);
        assert_eq!(of(2).feiten.iter().filter(|f| matches!(f, Feit::Verwachting(_))).count(), 0);
    }

    #[test]
    fn an_afspraak_made_because_of_a_norm_stands_with_its_kpi() {
        let mut because = lopend("PSW-2024-02", None, false);
        because.afspraak.aanleiding = Some(crate::domain::Aanleiding {
            norm: "C2.1".into(),
            kwartaal: "2024-K1".parse().unwrap(),
            periode: Periode::Jaar,
            waarde: String::new(),
            versie: None,
        });
        let punten = generate(Agendastof { afspraken: vec![because], ..full() });
        let with = |p: &&Punt| p.feiten.iter().any(|f| matches!(f, Feit::Afspraak(_)));
        let found: Vec<S> = punten.iter().filter(with).map(|p| p.sleutel.clone()).collect();
        assert_eq!(found, [S::OpenAfspraken, S::Kpi(2)]);
    }

    #[test]
    fn the_users_order_own_points_and_notes_are_kept() {
        let mut own = user(S::Eigen(1), 1);
        own.titel = "Kennismaking".into();
        let mut kpi_1 = user(S::Kpi(1), 3);
        kpi_1.notitie = "besproken".into();
        let mut dropped = user(S::PxQ, 4);
        dropped.vervallen = true;
        let stof = Agendastof { punten: vec![kpi_1, user(S::VolgendeDatum, 2), own, dropped], ..full() };
        let punten = generate(stof);
        // Kpi 1 stands third; what had no place of its own follows the point it would have followed.
        assert_eq!(
            keys(&punten),
            [
                S::OpenAfspraken,
                S::Verwachtingen,
                S::Eigen(1),
                S::VolgendeDatum,
                S::Kpi(1),
                S::Kpi(2),
                S::Kpi(3),
                S::Kpi(4),
                S::Bundel(7),
                S::Signalen,
                S::Aandachtspunten,
                S::Dekking,
                S::Samenwerking,
                S::PxQ
            ]
        );
        assert_eq!(punten[2].titel, "Kennismaking");
        assert_eq!((punten[4].notitie.as_str(), punten[4].rijversie), ("besproken", Some(3)));
        assert!(punten[13].vervallen && punten.iter().filter(|p| p.vervallen).count() == 1);
    }

    #[test]
    fn a_new_point_comes_after_the_one_it_would_have_followed() {
        let placed = [S::VolgendeDatum, S::Kpi(3), S::Kpi(1)];
        let punten = placed.into_iter().zip(1..).map(|(s, n)| user(s, n)).collect();
        let mut stof = Agendastof { punten, ..full() };
        stof.cijfers.retain(|c| c.norm.kpi != 4);
        let order = keys(&generate(stof));
        let at = |s: S| order.iter().position(|k| *k == s).unwrap();
        assert_eq!(at(S::Kpi(2)), at(S::Kpi(1)) + 1);
        assert_eq!(at(S::Bundel(7)), at(S::Kpi(3)) + 1);
        assert_eq!(order[0], S::OpenAfspraken);
    }

    #[test]
    fn a_point_that_nothing_generates_stays_when_something_was_written_or_said() {
        let mut written = user(S::Bundel(9), 0);
        written.notitie = "hierover gesproken".into();
        let mut prepared = user(S::Bundel(8), 0);
        prepared.voorbereiding = "navragen".into();
        let stof = Agendastof {
            punten: vec![written, prepared, user(S::PxQ, 2), user(S::Samenwerking, 0)],
            met_uitkomst: BTreeSet::from([S::Samenwerking, S::Dekking, S::Bundel(9), S::VolgendeDatum]),
            ..empty()
        };
        let punten = generate(stof);
        assert_eq!(keys(&punten), [S::Bundel(8), S::Bundel(9), S::Dekking, S::Samenwerking, S::VolgendeDatum]);
        assert_eq!((punten[0].voorbereiding.as_str(), punten[1].notitie.as_str()), ("navragen", "hierover gesproken"));
    }

    #[test]
    fn the_rows_that_matter_are_those_that_keep_the_norm_from_being_met() {
        let rij = |telling: Telling, cijfer: Option<u32>| Herleidingsrij {
            telling,
            reden: Reden::Cijfer,
            aanbieder: None,
            deelnemer: None,
            gemeente: None,
            startdatum: None,
            einddatum: None,
            uitstroom: None,
            cijfer: cijfer.map(Decimal::from),
            ondernemer: None,
            bron: None,
        };
        let rijen = [
            rij(Telling::Teller, Some(9)),
            rij(Telling::Noemer, Some(9)),
            rij(Telling::Teller, Some(7)),
            rij(Telling::Buiten, Some(1)),
            // Exactly the grens is enough.
            rij(Telling::Teller, Some(8)),
        ];
        let matter = |indicator: Indicator, richting: Richting, oordeel: Oordeel, zou: Option<Oordeel>| {
            let norm = norm("X", indicator, richting);
            let meting = Meting { zou, ..meting(&norm, oordeel) };
            rows_that_matter(&norm, &meting, &rijen)
        };
        let (min, max) = (Richting::Minimum, Richting::Maximum);
        let (start, uitval, cijfer) = (Indicator::StartVastgelegd, Indicator::Uitval, Indicator::CijferCasusregisseurs);
        assert_eq!(matter(start, min, Oordeel::NietGehaald, None), [rijen[1].clone()]);
        assert_eq!(matter(uitval, max, Oordeel::NietGehaald, None), [rijen[0].clone(), rijen[2].clone(), rijen[4].clone()]);
        assert_eq!(matter(cijfer, min, Oordeel::NietGehaald, None), [rijen[2].clone()]);
        assert_eq!(matter(start, min, Oordeel::Losgelaten, Some(Oordeel::NietGehaald)), [rijen[1].clone()]);
        assert_eq!(matter(start, min, Oordeel::Losgelaten, Some(Oordeel::Gehaald)), []);
        assert_eq!(matter(start, min, Oordeel::Gehaald, None), []);
    }

    fn act(when: &str, veld: &str, oud: Option<&str>, nieuw: Option<&str>) -> Handeling {
        let own = |t: Option<&str>| t.map(str::to_owned);
        Handeling {
            id: 1,
            wanneer: moment(when),
            wie: "contractmanager".into(),
            wat: String::new(),
            changes: vec![Change {
                soort: Soort::Afspraak,
                id: "PSW-2024-01".into(),
                veld: veld.into(),
                oud: own(oud),
                nieuw: own(nieuw),
            }],
            ..Handeling::default()
        }
    }

    const HELD: [&str; 4] = ["2024-04-18", "2024-07-18", "2024-10-17", "2025-01-16"];

    fn carried(deadline: Option<&str>, acts: &[Handeling]) -> u32 {
        doorgeschoven(&Verloop::of(&afspraak("PSW-2024-01", deadline), day("2024-01-18"), acts), HELD.map(day))
    }

    #[test]
    fn carrying_over_counts_held_gesprekken_after_the_first_deadline() {
        // (deadline now, acts, count)
        assert_eq!(carried(None, &[]), 0, "no deadline is never late");
        assert_eq!(carried(Some("2024-03-01"), &[]), 4);
        assert_eq!(carried(Some("2024-07-17"), &[]), 3);
        assert_eq!(carried(Some("2024-07-18"), &[]), 2, "on the day of the gesprek it is not yet late");
        assert_eq!(carried(Some("2025-03-01"), &[]), 0);
    }

    #[test]
    fn postponing_does_not_begin_the_count_anew() {
        let acts = [
            act("2024-04-18", "deadline", Some("2024-03-01"), Some("2024-08-01")),
            act("2024-10-17", "deadline", Some("2024-08-01"), Some("2025-03-01")),
        ];
        assert_eq!(carried(Some("2025-03-01"), &acts), 4);
        // The first deadline was given later: it counts from there.
        assert_eq!(carried(Some("2024-08-01"), &[act("2024-05-01", "deadline", None, Some("2024-08-01"))]), 2);
    }

    #[test]
    fn an_act_that_was_undone_never_happened() {
        let mut undone = act("2024-04-18", "deadline", Some("2024-03-01"), Some("2025-03-01"));
        undone.ongedaan = true;
        let mut undoing = act("2024-04-19", "deadline", Some("2025-03-01"), Some("2024-03-01"));
        undoing.terug = true;
        assert_eq!(carried(Some("2024-03-01"), &[undone.clone(), undoing.clone()]), 4);
        // The same change made on purpose afterwards does count.
        let again = act("2024-04-20", "deadline", Some("2024-03-01"), Some("2025-03-01"));
        assert_eq!(carried(Some("2025-03-01"), &[undone, undoing, again]), 4);
    }

    #[test]
    fn what_was_closed_is_not_carried_over_until_it_is_open_again() {
        let closed = act("2024-07-18", "status", Some("open"), Some("gereed"));
        assert_eq!(carried(Some("2024-03-01"), std::slice::from_ref(&closed)), 1, "closed at the gesprek itself");
        let reopened = act("2024-10-20", "status", Some("\"gereed\""), Some("\"open\""));
        assert_eq!(carried(Some("2024-03-01"), &[closed, reopened]), 2);
    }

    #[test]
    fn the_day_on_which_it_was_made_counts_and_acts_on_others_do_not() {
        let late = afspraak("PSW-2024-01", Some("2024-03-01"));
        let held = ["2024-04-17", "2024-04-18", "2024-04-19"].map(day);
        assert_eq!(doorgeschoven(&Verloop::of(&late, day("2024-04-18"), &[]), held), 2);
        let closed = act("2024-04-01", "status", Some("open"), Some("gereed"));
        let of = |h: Handeling| doorgeschoven(&Verloop::of(&late, day("2024-01-01"), &[h]), held);
        let other = |change: &Change| Change { id: "PSW-2024-02".to_owned(), ..change.clone() };
        let elsewhere = |change: &Change| Change { soort: Soort::Gesprek, ..change.clone() };
        assert_eq!(of(closed.clone()), 0);
        assert_eq!(of(Handeling { changes: closed.changes.iter().map(other).collect(), ..closed.clone() }), 3);
        assert_eq!(of(Handeling { changes: closed.changes.iter().map(elsewhere).collect(), ..closed.clone() }), 3);
        assert_eq!(of(Handeling { ongedaan: true, ..closed.clone() }), 3);
        assert_eq!(of(Handeling { terug: true, ..closed }), 3);
    }

    #[test]
    fn a_gesprek_before_it_was_made_does_not_count() {
        let late = afspraak("PSW-2024-01", Some("2024-03-01"));
        assert_eq!(doorgeschoven(&Verloop::of(&late, day("2024-08-01"), &[]), HELD.map(day)), 2);
    }

    #[test]
    fn an_afspraak_exists_from_its_gesprek_on_whenever_it_was_typed() {
        let typed_late = Afspraak { gemaakt: moment("2026-11-28"), ..afspraak("PSW-2024-01", None) };
        assert_eq!(ontstaan(&typed_late, Some(day("2024-04-18"))), day("2024-04-18"));
        assert_eq!(ontstaan(&typed_late, None), day("2026-11-28"));
    }
}
