//! The overview: where everybody stands in a kwartaal, what came in, and what to do next.

use chrono::{Datelike as _, Days, NaiveDate};
use std::fmt::Write as _;

use super::cijfers::SEGMENTEN;
use super::{Afspraakfilter, Afspraakregel, App, Fout, NormRij};
use crate::domain::kalender::uitvraag_uiterlijk;
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraaksoort, Afspraakstatus, Bestandsoordeel, Deel, Dekkingseinde, Dekkingsgegevens,
    Gemeente, Gesprek, Gespreksoort, Kwartaal, NormId, Register, Segment, Tekst, dekkingseinden,
};
use crate::wording;

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overzicht {
    pub kwartaal: Kwartaal,
    pub segment: Segment,
    /// The kwartalen that something was delivered for, in order; empty on a first run.
    pub kwartalen: Vec<Kwartaal>,
    /// One row per norm valid in the kwartaal, in order of the normenkader; trends of at most 8 kwartalen.
    pub normen: Vec<NormRij>,
    /// Per aanbieder, in contract order.
    pub rapportages: Vec<Rapportagestatus>,
    /// Gemeenten that nobody covers on the last day of the kwartaal, with the kwartaal since when; empty when all are
    /// covered or there is no overview.
    pub niet_gedekt: Vec<(Gemeente, Option<Kwartaal>)>,
    pub afspraken: Afsprakensamenvatting,
    /// A denominator below this is a klein aantal.
    pub klein_onder: u32,
    /// What to do next, the most urgent first.
    pub te_doen: Vec<TeDoen>,
}

impl Overzicht {
    /// Whose figures there are, in the order of the register.
    pub fn aanbieders(&self) -> Vec<Aanbieder> {
        let mut wie: Vec<Aanbieder> = Vec::new();
        for aanbieder in self.normen.iter().flat_map(|rij| rij.cellen.iter().filter_map(|c| c.aanbieder)) {
            if !wie.contains(&aanbieder) {
                wie.push(aanbieder);
            }
        }
        wie
    }

    /// Whether nothing was ever delivered: the screen says what to do and offers the example data.
    pub const fn is_first_run(&self) -> bool {
        self.kwartalen.is_empty()
    }
}

/// Whether the report of one aanbieder is in, whole and in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rapportagestatus {
    pub aanbieder: Aanbieder,
    pub kwartaal: Kwartaal,
    /// The version that stands; None when nothing came in.
    pub versie: Option<u32>,
    /// The day that it first came in; of its parts the last.
    pub aangeleverd: Option<NaiveDate>,
    /// The last day it is in time, when the date of the gesprek is known (`domein.md` 7).
    pub deadline: Option<NaiveDate>,
    /// Working days too late: delivered after the deadline, or not delivered and the deadline is past.
    pub werkdagen_te_laat: Option<u32>,
    /// Parts that are not there.
    pub ontbreekt: Vec<Deel>,
    pub rijen_niet_meegeteld: u32,
    pub oordeel: Option<Bestandsoordeel>,
}

impl Rapportagestatus {
    /// `op tijd`, `2 werkdagen te laat`, `nog niet ontvangen`; with what is missing: `op tijd, Samenwerking ontbreekt, 3 rijen
    /// niet meegeteld`.
    pub fn woorden(&self, vandaag: NaiveDate) -> String {
        let mut delen = Vec::new();
        delen.push(match (self.versie, self.werkdagen_te_laat, self.deadline) {
            (Some(_), Some(n), _) if n > 0 => format!("{} te laat", wording::werkdagen(n)),
            (Some(_), _, Some(_)) => "op tijd".to_owned(),
            (Some(_), _, None) => "ontvangen".to_owned(),
            (None, Some(n), _) if n > 0 => format!("niet ontvangen, {} te laat", wording::werkdagen(n)),
            (None, _, Some(deadline)) => format!("verwacht {}", wording::dag_en_datum(deadline, vandaag)),
            (None, _, None) => "niet ontvangen".to_owned(),
        });
        if self.versie.is_some() {
            delen.extend(wording::ontbrekende_delen(&self.ontbreekt));
        }
        if self.rijen_niet_meegeteld > 0 {
            delen.push(format!("{} niet meegeteld", wording::aantal(self.rijen_niet_meegeteld, "rij", "rijen")));
        }
        delen.join(", ")
    }
}

/// The afspraken in one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Afsprakensamenvatting {
    pub open: u32,
    pub te_laat: u32,
    /// The one that is late longest, and how many gesprekken it was carried over.
    pub oudste: Option<(Afspraaknummer, u32)>,
}

impl Afsprakensamenvatting {
    /// `7 open, 2 te laat (oudste: PSW-2023-04, 3e keer doorgeschoven)`.
    pub fn woorden(&self) -> String {
        let mut tekst = format!("{} open", self.open);
        if self.te_laat > 0 {
            let _ = write!(tekst, ", {} te laat", self.te_laat);
        }
        if let Some((nummer, keer)) = self.oudste {
            let _ = write!(tekst, " (oudste: {nummer}");
            if keer > 0 {
                let _ = write!(tekst, ", {} keer doorgeschoven", wording::rangtelwoord(keer));
            }
            tekst.push(')');
        }
        tekst
    }
}

/// Something that waits to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeDoen {
    /// The day it is due; None when it has no day.
    pub datum: Option<NaiveDate>,
    pub taak: Taak,
}

/// What there is to do; `wording` makes the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taak {
    /// The report of this aanbieder is expected on the date.
    RapportageVerwacht { aanbieder: Aanbieder, kwartaal: Kwartaal },
    /// It should have been in by the date.
    RapportageTeLaat { aanbieder: Aanbieder, kwartaal: Kwartaal, werkdagen: u32 },
    /// A report lacks parts.
    DelenOntbreken { aanbieder: Aanbieder, kwartaal: Kwartaal, delen: Vec<Deel> },
    /// No dekkingsoverzicht for the kwartaal.
    DekkingOntbreekt { kwartaal: Kwartaal },
    /// A gesprek on the date, in so many working days.
    Gesprek { id: i64, aanbieder: Aanbieder, kwartaal: Kwartaal, soort: Gespreksoort, werkdagen: u32 },
    /// In these gemeenten the evaluatief gesprek of the year is not planned.
    EvaluatiesPlannen { aanbieder: Aanbieder, jaar: i32, gemeenten: Vec<Gemeente> },
    /// The same of many: how many gesprekken, with how many aanbieders.
    VeelEvaluaties { jaar: i32, gesprekken: usize, aanbieders: usize },
    /// The kwartaal is over, and with these no gesprek about it has a date.
    GesprekPlannen { kwartaal: Kwartaal, aanbieders: Vec<Aanbieder> },
    /// From the day after the date on nobody covers the gemeente any more, by what is known now; that may be past.
    DekkingEindigt(Dekkingseinde),
    /// An afspraak that is late.
    AfspraakTeLaat { nummer: Afspraaknummer, eigenaar: Tekst, tekst: Tekst },
    /// An afspraak that is due or late, and of which what was expected has come: it may be closed.
    AfspraakBereikt { nummer: Afspraaknummer, eigenaar: Tekst, tekst: Tekst },
    /// An afspraak due within two weeks.
    AfspraakNadert { nummer: Afspraaknummer, eigenaar: Tekst, tekst: Tekst },
    /// Gemeenten that have not answered the uitvraag, while the gesprekken are still to come.
    /// `leeg` are those of them whose workbook came back without an answer.
    UitvraagOpen { kwartaal: Kwartaal, gemeenten: Vec<Gemeente>, leeg: Vec<Gemeente> },
    /// Contracts that are past while nobody recorded what became of the option (`domein.md` 9).
    BesluitOptie { segmenten: Vec<Segment>, aanbieders: Vec<Aanbieder> },
    /// KPI 3 below its norm without a plan van aanpak (H23 KPI 3).
    PlanVanAanpak { aanbieder: Aanbieder, norm: NormId },
}

impl Taak {
    /// Whom and which kwartaal it is about, where it is about one.
    pub fn over(&self) -> (Option<Aanbieder>, Option<Kwartaal>) {
        match self {
            Self::RapportageVerwacht { aanbieder, kwartaal }
            | Self::RapportageTeLaat { aanbieder, kwartaal, .. }
            | Self::DelenOntbreken { aanbieder, kwartaal, .. }
            | Self::Gesprek { aanbieder, kwartaal, .. } => (Some(*aanbieder), Some(*kwartaal)),
            Self::GesprekPlannen { kwartaal, aanbieders } => (aanbieders.first().copied(), Some(*kwartaal)),
            Self::DekkingOntbreekt { kwartaal } | Self::UitvraagOpen { kwartaal, .. } => (None, Some(*kwartaal)),
            Self::EvaluatiesPlannen { aanbieder, .. } | Self::PlanVanAanpak { aanbieder, .. } => (Some(*aanbieder), None),
            Self::VeelEvaluaties { .. }
            | Self::DekkingEindigt(_)
            | Self::AfspraakTeLaat { .. }
            | Self::AfspraakBereikt { .. }
            | Self::AfspraakNadert { .. }
            | Self::BesluitOptie { .. } => (None, None),
        }
    }

    /// What there is to do, in one phrase.
    pub fn woorden(&self, register: &Register) -> String {
        match self {
            Self::RapportageVerwacht { aanbieder, kwartaal } => {
                format!("rapportage {} over {kwartaal} verwacht", register.naam(*aanbieder))
            }
            Self::RapportageTeLaat { aanbieder, kwartaal, werkdagen } => {
                format!("rapportage {} over {kwartaal} is {} te laat", register.naam(*aanbieder), wording::werkdagen(*werkdagen))
            }
            Self::DelenOntbreken { aanbieder, kwartaal, delen } => {
                let wat = wording::ontbrekende_delen(delen).unwrap_or_default();
                format!("rapportage {} over {kwartaal}: {wat}", register.naam(*aanbieder))
            }
            Self::DekkingOntbreekt { kwartaal } => format!("dekkingsoverzicht over {kwartaal} ontbreekt"),
            Self::Gesprek { aanbieder, soort, werkdagen, .. } => {
                let waar = soort.gemeente().map(|g| format!(" in {}", g.naam())).unwrap_or_default();
                let wat = format!("{} {}{waar}", wording::gespreksoort(*soort), register.naam(*aanbieder));
                match werkdagen {
                    0 => format!("{wat}, vandaag"),
                    n => format!("{wat}, over {}", wording::werkdagen(*n)),
                }
            }
            Self::EvaluatiesPlannen { aanbieder, jaar, gemeenten } => {
                let waar = wording::opsomming(gemeenten.iter().map(|g| g.naam()));
                format!("evaluatief gesprek {jaar} plannen: {}, {waar}", register.naam(*aanbieder))
            }
            Self::VeelEvaluaties { jaar, gesprekken, aanbieders } => {
                format!("evaluatieve gesprekken {jaar} plannen: nog {gesprekken}, bij {aanbieders} aanbieders")
            }
            Self::GesprekPlannen { kwartaal, aanbieders } => {
                format!("gesprek over {kwartaal} plannen: {}", wording::opsomming(aanbieders.iter().map(|a| register.naam(*a))))
            }
            Self::DekkingEindigt(Dekkingseinde { gemeente, door, tot, voorbij }) => {
                let wie = wording::opsomming(door.iter().map(|a| register.naam(*a)));
                let alleen = if door.len() == 1 { "alleen " } else { "" };
                let wat = if *voorbij { "is verlopen" } else { "loopt af" };
                format!("dekking {} {wat}: {alleen}{wie}, tot {}", gemeente.naam(), wording::datum(*tot))
            }
            Self::AfspraakTeLaat { nummer, eigenaar, tekst } => format!("{nummer} is te laat: {tekst} ({eigenaar})"),
            Self::AfspraakBereikt { nummer, eigenaar, tekst } => {
                format!("{nummer}: verwachting gehaald, afsluiten? {tekst} ({eigenaar})")
            }
            Self::AfspraakNadert { nummer, eigenaar, tekst } => format!("{nummer}: {tekst} ({eigenaar})"),
            Self::UitvraagOpen { kwartaal, gemeenten, leeg } => {
                let wie = match gemeenten.as_slice() {
                    all if all.len() == Gemeente::ALL.len() && leeg.is_empty() => "alle gemeenten".to_owned(),
                    some => wording::opsomming(some.iter().map(|g| {
                        let terug = if leeg.contains(g) { " (kwam leeg terug)" } else { "" };
                        format!("{}{terug}", g.naam())
                    })),
                };
                format!("uitvraag {kwartaal}: nog antwoord van {wie}")
            }
            Self::BesluitOptie { segmenten, aanbieders } => {
                let namen: Vec<String> = aanbieders.iter().map(|a| register.naam(*a)).collect();
                let segment = segmenten.iter().map(|s| s.naam()).collect::<Vec<_>>().join(" en ");
                format!("contract {segment} voorbij, besluit over verlengoptie vastleggen: {}", wording::enkele(&namen))
            }
            Self::PlanVanAanpak { aanbieder, norm } => {
                format!("{}: plan van aanpak vragen, {norm} is niet gehaald", register.naam(*aanbieder))
            }
        }
    }
}

/// An afspraak that is due within so many days is something to do.
const BINNENKORT: u64 = 14;
/// A gesprek within so many days is something to prepare.
const GESPREK_BINNEN: u64 = 35;
/// A gesprek within so many days comes before what is late longer.
const EERST: u64 = 7;
/// Of more aanbieders than these it is told how many evaluatieve gesprekken are to be planned, not with whom.
const VEEL: usize = 3;
/// Dekking that ends within so many days is something to see to: half a year.
const DEKKING_BINNEN: u64 = 183;

impl App {
    /// The overview of a kwartaal; reads stored figures only, never rows.
    pub fn overzicht(&self, kwartaal: Kwartaal) -> Result<Overzicht, Fout> {
        let segment = Segment::Collectief;
        let kwartalen = self.kwartalen()?;
        let normen = self.norm_rijen(segment, kwartaal)?;
        let gesprekken = self.gesprekken()?;
        let rapportages = self.statussen(kwartaal, &gesprekken)?;
        let open = self.afspraken(&Afspraakfilter { status: Some(Afspraakstatus::Open), ..Afspraakfilter::default() })?;
        let dekking = self.dekkingsbeeld(kwartaal)?;
        let niet_gedekt = dekking.gemeenten.iter().filter(|g| dekking.versie.is_some() && !g.gedekt);
        let niet_gedekt = niet_gedekt.map(|g| (g.gemeente, g.niet_gedekt_sinds)).collect();
        let plannen = self.plannen(&gesprekken)?;
        let mut te_doen = Vec::new();
        // Before the first delivery everything would be missing; the screen says what to do instead.
        if !kwartalen.is_empty() {
            te_doen.extend(self.of_kwartaal(kwartaal, &rapportages, dekking.versie.is_some(), &gesprekken)?);
        }
        te_doen.extend(self.of_uitvraag(kwartaal, &gesprekken)?);
        te_doen.extend(self.of_gesprekken(&gesprekken));
        if !kwartalen.is_empty() {
            te_doen.extend(self.of_evaluaties(kwartaal)?);
        }
        te_doen.extend(self.of_afspraken(&open));
        te_doen.extend(plans(&normen, &plannen, kwartaal.jaar()));
        te_doen.extend(self.of_contracten());
        te_doen.extend(self.of_dekking(kwartaal)?);
        // What is open over the kwartaal that just ended stays so for who looks at a later one.
        let net = Kwartaal::last_over(self.vandaag());
        if net < kwartaal && kwartalen.iter().any(|k| *k <= net) {
            let rapportages = self.statussen(net, &gesprekken)?;
            let dekking = self.dekkingsbeeld(net)?.versie.is_some();
            let mut over: Vec<TeDoen> = self.of_uitvraag(net, &gesprekken)?.into_iter().collect();
            over.extend(self.of_kwartaal(net, &rapportages, dekking, &gesprekken)?);
            over.extend(plans(&self.norm_rijen(segment, net)?, &plannen, net.jaar()));
            over.retain(|t| te_doen.iter().all(|known| known.taak != t.taak));
            te_doen.extend(over);
        }
        let eerst = self.vandaag().checked_add_days(Days::new(EERST)).unwrap_or(NaiveDate::MAX);
        // Tomorrow's gesprek does not stand behind what was late last year.
        let is_first = |t: &TeDoen| matches!(t.taak, Taak::Gesprek { .. }) && t.datum.is_some_and(|d| d <= eerst);
        te_doen.sort_by_key(|t| (!is_first(t), t.datum.is_none(), t.datum));
        let (afspraken, klein_onder) = (summary(&open), self.normen().drempels.klein_aantal);
        Ok(Overzicht { kwartaal, segment, kwartalen, normen, rapportages, niet_gedekt, afspraken, klein_onder, te_doen })
    }

    /// What a kwartaal asks for: its reports, its dekkingsoverzicht and its gesprekken.
    fn of_kwartaal(
        &self,
        kwartaal: Kwartaal,
        rapportages: &[Rapportagestatus],
        has_dekking: bool,
        gesprekken: &[Gesprek],
    ) -> Result<Vec<TeDoen>, Fout> {
        let mut te_doen = of_reports(rapportages);
        if !has_dekking && kwartaal.last_day() < self.vandaag() {
            te_doen.push(TeDoen { datum: None, taak: Taak::DekkingOntbreekt { kwartaal } });
        }
        te_doen.extend(self.of_planning(kwartaal, gesprekken)?);
        Ok(te_doen)
    }

    /// The question what became of the options of contracts that are past, once for all of them; late since the first of them
    /// ended.
    fn of_contracten(&self) -> Option<TeDoen> {
        let open = self.open_opties(self.vandaag());
        let eind = open.iter().map(|o| o.eind).min()?;
        let segmenten = SEGMENTEN.into_iter().filter(|s| open.iter().any(|o| o.segment == *s)).collect();
        let aanbieders = self.register.in_volgorde(open.iter().map(|o| o.aanbieder));
        Some(TeDoen { datum: Some(eind), taak: Taak::BesluitOptie { segmenten, aanbieders } })
    }

    /// Gesprekken that are still to be held, in the weeks from today on.
    fn of_gesprekken(&self, gesprekken: &[Gesprek]) -> Vec<TeDoen> {
        let vandaag = self.vandaag();
        let coming = gesprekken.iter().filter(|g| !g.status.is_held());
        let tot = vandaag.checked_add_days(Days::new(GESPREK_BINNEN)).unwrap_or(NaiveDate::MAX);
        let coming = coming.filter_map(|g| Some((g, g.datum.filter(|d| (vandaag..=tot).contains(d))?)));
        coming
            .map(|(g, datum)| TeDoen {
                datum: Some(datum),
                taak: Taak::Gesprek {
                    id: g.id,
                    aanbieder: g.aanbieder,
                    kwartaal: g.kwartaal,
                    soort: g.soort,
                    werkdagen: self.werkdagen.between(vandaag, datum),
                },
            })
            .collect()
    }

    /// The evaluatieve gesprekken of this year that have no day yet; there is time until its end.
    fn of_evaluaties(&self, kwartaal: Kwartaal) -> Result<Vec<TeDoen>, Fout> {
        if kwartaal.next() < Kwartaal::of(self.vandaag()) {
            return Ok(Vec::new());
        }
        let jaar = self.vandaag().year();
        let mut open: Vec<(Aanbieder, Vec<Gemeente>)> = Vec::new();
        for e in self.evaluaties(jaar)?.into_iter().filter(|e| e.nodig && e.gesprek.is_none()) {
            match open.last_mut().filter(|(aanbieder, _)| *aanbieder == e.aanbieder) {
                Some((_, gemeenten)) => gemeenten.push(e.gemeente),
                None => open.push((e.aanbieder, vec![e.gemeente])),
            }
        }
        let taken: Vec<Taak> = if open.len() > VEEL {
            let gesprekken = open.iter().map(|(_, gemeenten)| gemeenten.len()).sum();
            vec![Taak::VeelEvaluaties { jaar, gesprekken, aanbieders: open.len() }]
        } else {
            let of_one = |(aanbieder, gemeenten)| Taak::EvaluatiesPlannen { aanbieder, jaar, gemeenten };
            open.into_iter().map(of_one).collect()
        };
        let datum = NaiveDate::from_ymd_opt(jaar, 12, 31);
        Ok(taken.into_iter().map(|taak| TeDoen { datum, taak }).collect())
    }

    /// Whom no gesprek about the kwartaal that just ended was planned with.
    fn of_planning(&self, kwartaal: Kwartaal, gesprekken: &[Gesprek]) -> Result<Option<TeDoen>, Fout> {
        if kwartaal.next() != Kwartaal::of(self.vandaag()) {
            return Ok(None);
        }
        let is_planned = |a: Aanbieder| {
            let is_of_region = |g: &&Gesprek| g.aanbieder == a && g.kwartaal == kwartaal && g.gemeente().is_none();
            gesprekken.iter().filter(is_of_region).any(|g| g.datum.is_some() || g.status.is_held())
        };
        let shown = self.getoond(kwartaal)?;
        let aanbieders: Vec<Aanbieder> = shown.iter().map(|g| g.aanbieder).filter(|a| !is_planned(*a)).collect();
        let is_open = !aanbieders.is_empty();
        Ok(is_open.then_some(TeDoen { datum: None, taak: Taak::GesprekPlannen { kwartaal, aanbieders } }))
    }

    /// The gemeenten whose dekking ended or ends soon, by the newest overview; for who looks at a kwartaal before it that is of a
    /// time that is over.
    fn of_dekking(&self, kwartaal: Kwartaal) -> Result<Vec<TeDoen>, Fout> {
        let vandaag = self.vandaag();
        let nieuwst = self.store.dekkingen(Kwartaal::LAST).map_err(|e| self.refused(e))?.pop();
        let overzicht = nieuwst.filter(|o| o.kwartaal <= kwartaal);
        let wijzigingen = self.dekkingswijzigingen()?;
        let gegevens = Dekkingsgegevens { overzicht: overzicht.as_ref(), wijzigingen: &wijzigingen, register: &self.register };
        let tot = vandaag.checked_add_days(Days::new(DEKKING_BINNEN)).unwrap_or(NaiveDate::MAX);
        let einden = dekkingseinden(gegevens, vandaag, tot);
        Ok(einden.into_iter().map(|einde| TeDoen { datum: Some(einde.tot), taak: Taak::DekkingEindigt(einde) }).collect())
    }

    /// The plannen van aanpak that run or are ready, each with the year of the gesprek that it came out of.
    fn plannen(&self, gesprekken: &[Gesprek]) -> Result<Vec<(Afspraak, Option<i32>)>, Fout> {
        let all: Vec<Afspraak> = self.store.all().map_err(|e| self.refused(e))?;
        let is_plan = |a: &Afspraak| a.soort == Afspraaksoort::PlanVanAanpak && a.status != Afspraakstatus::Vervallen;
        let year = |id: i64| gesprekken.iter().find(|g| g.id == id).map(|g| g.kwartaal.jaar());
        let with_year = |a: Afspraak| {
            let jaar = a.gesprek.and_then(year);
            (a, jaar)
        };
        Ok(all.into_iter().filter(is_plan).map(with_year).collect())
    }

    /// The answers to the uitvraag that are still awaited.
    fn of_uitvraag(&self, kwartaal: Kwartaal, gesprekken: &[Gesprek]) -> Result<Option<TeDoen>, Fout> {
        let Some(uiterlijk) = uitvraag_uiterlijk(kwartaal, gesprekken, &self.werkdagen) else { return Ok(None) };
        let beeld = self.uitvraag(kwartaal)?;
        let gemeenten: Vec<Gemeente> = beeld.open().collect();
        let leeg = beeld.gemeenten.iter().filter(|g| g.leeg.is_some()).map(|g| g.gemeente).collect();
        let is_open = !gemeenten.is_empty();
        Ok(is_open.then_some(TeDoen { datum: Some(uiterlijk), taak: Taak::UitvraagOpen { kwartaal, gemeenten, leeg } }))
    }

    fn of_afspraken(&self, open: &[Afspraakregel]) -> Vec<TeDoen> {
        let tot = self.vandaag().checked_add_days(Days::new(BINNENKORT)).unwrap_or(NaiveDate::MAX);
        let due = open.iter().filter(|r| r.afspraak.deadline.is_some_and(|d| d <= tot));
        due.map(|r| {
            let Afspraak { nummer, eigenaar, tekst, deadline, .. } = r.afspraak.clone();
            let taak = if r.may_be_closed() {
                Taak::AfspraakBereikt { nummer, eigenaar, tekst }
            } else if r.te_laat {
                Taak::AfspraakTeLaat { nummer, eigenaar, tekst }
            } else {
                Taak::AfspraakNadert { nummer, eigenaar, tekst }
            };
            TeDoen { datum: deadline, taak }
        })
        .collect()
    }
}

/// What the reports of the kwartaal ask for.
fn of_reports(rapportages: &[Rapportagestatus]) -> Vec<TeDoen> {
    let task = |s: &Rapportagestatus| {
        let (aanbieder, kwartaal) = (s.aanbieder, s.kwartaal);
        match (s.versie, s.werkdagen_te_laat) {
            (None, Some(werkdagen)) => Some(Taak::RapportageTeLaat { aanbieder, kwartaal, werkdagen }),
            (None, None) => Some(Taak::RapportageVerwacht { aanbieder, kwartaal }),
            (Some(_), _) if s.ontbreekt.is_empty() => None,
            (Some(_), _) => Some(Taak::DelenOntbreken { aanbieder, kwartaal, delen: s.ontbreekt.clone() }),
        }
    };
    rapportages.iter().filter_map(|s| Some(TeDoen { datum: s.deadline, taak: task(s)? })).collect()
}

/// KPI 3 below its norm in the year asks for a plan van aanpak, once per aanbieder and norm (H23 KPI 3): not of whom one runs, or
/// of whom one that came out of a gesprek over that year is ready.
fn plans(normen: &[NormRij], plannen: &[(Afspraak, Option<i32>)], jaar: i32) -> Vec<TeDoen> {
    let has_plan = |aanbieder| {
        let counts = |(a, van): &(Afspraak, Option<i32>)| a.status == Afspraakstatus::Open || *van == Some(jaar);
        plannen.iter().any(|plan| plan.0.aanbieder == Some(aanbieder) && counts(plan))
    };
    let mut te_doen = Vec::new();
    for rij in normen {
        for cel in rij.cellen.iter().filter(|c| c.jaar.meting.asks_for_plan(rij.norm.indicator)) {
            if let Some(aanbieder) = cel.aanbieder.filter(|a| !has_plan(*a)) {
                te_doen.push(TeDoen { datum: None, taak: Taak::PlanVanAanpak { aanbieder, norm: rij.norm.id.clone() } });
            }
        }
    }
    te_doen
}

fn summary(open: &[Afspraakregel]) -> Afsprakensamenvatting {
    let late = || open.iter().filter(|r| r.te_laat);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let oldest = late().min_by_key(|r| r.afspraak.deadline);
    Afsprakensamenvatting {
        open: count(open.len()),
        te_laat: count(late().count()),
        oudste: oldest.map(|r| (r.afspraak.nummer, r.doorgeschoven)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{NieuweAfspraak, Omgeving};
    use crate::domain::testing::RENDIZ;
    use crate::domain::verwachting::parse_verwachting;

    /// The example on a day.
    fn example(vandaag: &str) -> App {
        let omgeving = Omgeving { vandaag: vandaag.parse().unwrap(), wie: "contractmanager".to_owned(), voorbeeld: true };
        App::open_voorbeeld(omgeving).unwrap()
    }

    /// What is to do on a day of the example, as its key with what it is about.
    fn on(vandaag: &str) -> Vec<(Option<NaiveDate>, Taak)> {
        example(vandaag).overzicht("2025-K4".parse().unwrap()).unwrap().te_doen.into_iter().map(|t| (t.datum, t.taak)).collect()
    }

    #[test]
    fn an_afspraak_is_to_do_from_two_weeks_before_its_deadline_and_late_from_the_day_after() {
        // RENDIZ-2025-03 is due on Friday 30 January 2026.
        for (vandaag, expected) in [
            ("2026-01-15", None),
            ("2026-01-16", Some("nadert")),
            ("2026-01-30", Some("nadert")),
            ("2026-01-31", Some("te laat")),
        ] {
            let found = on(vandaag).into_iter().find_map(|(datum, taak)| {
                let (nummer, said) = match taak {
                    Taak::AfspraakNadert { nummer, .. } => (nummer, "nadert"),
                    Taak::AfspraakTeLaat { nummer, .. } => (nummer, "te laat"),
                    _ => return None,
                };
                (nummer.to_string() == "RENDIZ-2025-03").then_some((datum, said))
            });
            let due = NaiveDate::from_ymd_opt(2026, 1, 30);
            assert_eq!(found, expected.map(|said| (due, said)), "{vandaag}");
        }
    }

    #[test]
    fn dekking_that_ended_is_to_do_as_that_which_will() {
        let said = |vandaag| {
            let app = example(vandaag);
            let te_doen = app.overzicht("2025-K4".parse().unwrap()).unwrap().te_doen;
            let found = te_doen.into_iter().find(|t| matches!(t.taak, Taak::DekkingEindigt(_)));
            found.map(|t| t.taak.woorden(app.register()))
        };
        let until = "alleen Rendiz, tot 30 jun 2026";
        assert_eq!(said("2026-06-30"), Some(format!("dekking Bergen loopt af: {until}")));
        assert_eq!(said("2026-11-30"), Some(format!("dekking Bergen is verlopen: {until}")));
    }

    #[test]
    fn an_afspraak_that_came_to_what_was_expected_asks_to_be_closed() {
        let mut app = example("2026-01-15");
        for (verwacht, deadline, expected) in [
            ("C1.2 >= 1 2025-K3", "2026-01-20", "verwachting gehaald, afsluiten?"),
            ("C1.1 >= 100 2025-K3", "2026-01-21", "iets doen (PSW)"),
        ] {
            let nieuw = crate::app::NieuweAfspraak {
                aanbieder: Some(crate::domain::testing::PSW),
                tekst: "iets doen".to_owned(),
                eigenaar: "PSW".to_owned(),
                deadline: Some(deadline.parse().unwrap()),
                verwachting: Some(parse_verwachting(verwacht, app.normen()).unwrap()),
                ..Default::default()
            };
            app.make_afspraak(&nieuw).unwrap();
            let found = app.overzicht("2025-K4".parse().unwrap()).unwrap().te_doen;
            let mut words = found.iter().filter(|t| t.datum == nieuw.deadline).map(|t| t.taak.woorden(app.register()));
            let said = words.find(|said| said.contains("iets doen")).unwrap();
            assert!(said.contains(expected), "{said}");
            assert_eq!(said.contains("afsluiten?"), expected.contains("afsluiten?"), "{said}");
        }
    }

    #[test]
    fn a_gesprek_is_to_do_from_five_weeks_before_it_through_its_day() {
        // Qwyl is spoken with on Wednesday 28 January 2026.
        let day = NaiveDate::from_ymd_opt(2026, 1, 28);
        for (vandaag, expected) in [("2025-12-23", false), ("2025-12-24", true), ("2026-01-28", true), ("2026-01-29", false)] {
            let found = on(vandaag);
            let asked = found.iter().any(|(datum, taak)| *datum == day && matches!(taak, Taak::Gesprek { .. }));
            assert_eq!(asked, expected, "{vandaag}: {found:?}");
        }
    }

    #[test]
    fn a_contract_that_is_past_without_a_decision_is_late_since_its_end() {
        let app = example("2026-01-19");
        let found = app.overzicht("2025-K4".parse().unwrap()).unwrap().te_doen;
        let (at, item) = found.iter().enumerate().find(|(_, t)| matches!(t.taak, Taak::BesluitOptie { .. })).unwrap();
        let said = item.taak.woorden(app.register());
        assert_eq!(said, "contract individueel voorbij, besluit over verlengoptie vastleggen: UniK");
        assert_eq!(item.datum, NaiveDate::from_ymd_opt(2025, 12, 31));
        assert!(found.iter().skip(at + 1).all(|t| t.datum > item.datum || t.datum.is_none()), "{found:?}");
    }

    #[test]
    fn a_gesprek_within_a_week_comes_first_then_what_has_a_day_in_order() {
        let found = on("2026-01-19");
        let soon = |(datum, taak): &(Option<NaiveDate>, Taak)| {
            matches!(taak, Taak::Gesprek { .. }) && datum.is_some_and(|d| d <= NaiveDate::from_ymd_opt(2026, 1, 26).unwrap())
        };
        let order: Vec<_> = found.iter().map(|t| (!soon(t), t.0.is_none(), t.0)).collect();
        assert!(order.is_sorted() && order.len() > 3, "{found:?}");
        // What is late longer stands behind it.
        assert!(soon(&found[0]) && found.iter().skip(1).any(|(datum, _)| *datum < found[0].0), "{found:?}");
        // Today is Monday; the gesprek with PSW is on the working day after it.
        let next = found.iter().find_map(|(datum, taak)| match taak {
            Taak::Gesprek { werkdagen, .. } => Some((*datum, *werkdagen)),
            _ => None,
        });
        assert_eq!(next, Some((NaiveDate::from_ymd_opt(2026, 1, 20), 1)));
    }

    #[test]
    fn evaluatieve_gesprekken_of_the_year_are_to_be_planned_by_its_end_and_are_counted_when_they_are_many() {
        let app = example("2026-01-19");
        let said = |kwartaal: &str| {
            let found = app.overzicht(kwartaal.parse().unwrap()).unwrap().te_doen;
            let ours = found.iter().filter(|t| matches!(t.taak, Taak::EvaluatiesPlannen { .. }));
            ours.map(|t| (t.datum, t.taak.woorden(app.register()))).collect::<Vec<_>>()
        };
        let due = NaiveDate::from_ymd_opt(2026, 12, 31);
        // That with UniK about Beesel is planned.
        assert_eq!(said("2025-K4"), [(due, "evaluatief gesprek 2026 plannen: JobFit, Venray".to_owned())]);
        assert!(said("2025-K3").is_empty(), "one looks back");
        let many = Taak::VeelEvaluaties { jaar: 2026, gesprekken: 14, aanbieders: 6 };
        assert_eq!(many.woorden(app.register()), "evaluatieve gesprekken 2026 plannen: nog 14, bij 6 aanbieders");
    }

    #[test]
    fn gesprekken_without_a_date_about_the_kwartaal_that_just_ended_are_to_be_planned() {
        let names = |vandaag: &str, kwartaal: &str| {
            let app = example(vandaag);
            let found = app.overzicht(kwartaal.parse().unwrap()).unwrap().te_doen;
            found
                .iter()
                .map(|t| t.taak.woorden(app.register()))
                .filter(|said| said.starts_with("gesprek over"))
                .collect::<Vec<_>>()
        };
        assert_eq!(names("2026-07-02", "2026-K2"), ["gesprek over 2026-K2 plannen: PSW, Rendiz en Qwyl"]);
        assert!(names("2026-06-30", "2026-K2").is_empty(), "the kwartaal is not over");
        assert!(names("2026-04-02", "2025-K4").is_empty(), "all three were planned");
    }

    #[test]
    fn a_plan_van_aanpak_that_is_ready_is_not_asked_for_again_that_year() {
        let mut app = example("2026-01-19");
        let asked = |app: &App| {
            let found = app.overzicht("2025-K4".parse().unwrap()).unwrap().te_doen;
            found.iter().filter(|t| matches!(&t.taak, Taak::PlanVanAanpak { aanbieder, .. } if *aanbieder == RENDIZ)).count()
        };
        assert_eq!(asked(&app), 1);
        let gesprek = app.gesprek_van(RENDIZ, "2025-K4".parse().unwrap()).unwrap().unwrap().id;
        let plan = NieuweAfspraak {
            aanbieder: Some(RENDIZ),
            gesprek: Some(gesprek),
            tekst: "Plan".into(),
            eigenaar: "Rendiz".into(),
            soort: Afspraaksoort::PlanVanAanpak,
            ..NieuweAfspraak::default()
        };
        let made = app.make_afspraak(&plan).unwrap();
        assert_eq!(asked(&app), 0, "it runs");
        let ready = app.close_afspraken(&[(made.nummer, made.rijversie)], "ontvangen").unwrap().remove(0);
        assert_eq!(asked(&app), 0, "it is there");
        let again = app.reopen_afspraak(ready.nummer, ready.rijversie).unwrap();
        app.withdraw_afspraken(&[(again.nummer, again.rijversie)], "vergissing").unwrap();
        assert_eq!(asked(&app), 1);
    }

    #[test]
    fn what_is_open_over_the_kwartaal_that_just_ended_stays_for_who_looks_at_the_one_that_runs() {
        let app = example("2026-01-19");
        let said = |kwartaal: &str| -> Vec<String> {
            let found = app.overzicht(kwartaal.parse().unwrap()).unwrap().te_doen;
            found.iter().map(|t| t.taak.woorden(app.register())).collect()
        };
        let (ended, runs) = (said("2025-K4"), said("2026-K1"));
        for task in &ended {
            assert_eq!(runs.iter().filter(|said| *said == task).count(), 1, "{task} in {runs:?}");
        }
        assert!(ended.iter().any(|said| said.contains("Tevredenheid ontbreekt")), "{ended:?}");
        assert!(!said("2025-K3").iter().any(|said| said.contains("uitvraag 2025-K4")), "one looks back");
    }
}
