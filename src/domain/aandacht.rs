//! Attention points: what in the trajecten asks to be looked at, kwartaal by kwartaal (`domein.md` 6).
//!
//! Fed with the reports of one aanbieder in order; each report yields its points, with the kwartaal since when each is there.
//! Deliberately absent: the Dutch sentence (`wording`) and who has seen it (`storage`).

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};

use super::metingen::counts_in_c1;
use super::register::Inschrijving;
use super::sleutel::sleutels;
use super::{
    Aanbieder, CvsExport, Cvsregel, Cvsverschil, Deelnemercode, Drempels, Gemeente, Kolom, Kolommen, Kwartaal, Plaats, Product,
    Productopgave, Rapport, Register, Segment, Stand, Tekst, TrajectId, Trajectregel, Trajectstand, Trede, Uitstroom,
    Uitstroomsoort, Urensprong, Veldwaarde, Werkdagen, cvs,
};

/// From this many years on, a traject needs an agreement on what comes after it: one year before the longest duration.
pub const JAREN_VOOR_VERVOLGAFSPRAAK: u32 = 1;

/// The kinds of attention points, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aandachtsoort {
    DrieJaar,
    TermijnVerstreken,
    UitvalNietEensluidend,
    NietGecontracteerd,
    DerdeJaar,
    VolgendeStap,
    Verdwenen,
    Terug,
    Aanpassingen,
    Daling,
    Stagnatie,
    GeenVoortgang,
    GeenEindrapportage,
    MatchingLaat,
    UrenSpringen,
    Groepsgrootte,
    BegintredeGewijzigd,
    GemeenteGewijzigd,
    StartdatumGewijzigd,
    CvsVerschil,
    CvsOntbreekt,
}

sleutels! {
    Aandachtsoort "soort aandachtspunt" {
        DrieJaar = "drie_jaar",
        TermijnVerstreken = "termijn_verstreken",
        UitvalNietEensluidend = "uitval_niet_eensluidend",
        NietGecontracteerd = "niet_gecontracteerd",
        DerdeJaar = "derde_jaar",
        VolgendeStap = "volgende_stap",
        Verdwenen = "verdwenen",
        Terug = "terug",
        Aanpassingen = "aanpassingen",
        Daling = "daling",
        Stagnatie = "stagnatie",
        GeenVoortgang = "geen_voortgang",
        GeenEindrapportage = "geen_eindrapportage",
        MatchingLaat = "matching_laat",
        UrenSpringen = "uren_springen",
        Groepsgrootte = "groepsgrootte",
        BegintredeGewijzigd = "begintrede_gewijzigd",
        GemeenteGewijzigd = "gemeente_gewijzigd",
        StartdatumGewijzigd = "startdatum_gewijzigd",
        CvsVerschil = "cvs_verschil",
        CvsOntbreekt = "cvs_ontbreekt",
    }
}

impl Aandachtsoort {}

/// The facts of a point: what makes it one, and what its sentence tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aandachtgrond {
    DrieJaar,
    TermijnVerstreken {
        einddatum: NaiveDate,
    },
    UitvalNietEensluidend {
        datum: NaiveDate,
    },
    /// It began without a contract for its segment.
    NietGecontracteerd {
        segment: Segment,
    },
    DerdeJaar,
    VolgendeStap {
        einddatum: NaiveDate,
    },
    Verdwenen {
        laatst: Kwartaal,
    },
    Terug,
    Aanpassingen {
        aantal: u32,
    },
    Daling {
        van: Trede,
        naar: Trede,
    },
    Stagnatie {
        trede: Trede,
        doeltrede: Trede,
        rapportages: u32,
    },
    GeenVoortgang {
        kwartaal: Kwartaal,
        laatste: Option<NaiveDate>,
    },
    GeenEindrapportage {
        uitstroom: Uitstroom,
    },
    MatchingLaat {
        aanmelding: NaiveDate,
        gesprek: NaiveDate,
        werkdagen: u32,
    },
    UrenSpringen(Urensprong),
    Groepsgrootte {
        aantal: u32,
        /// The least or the most that it may be, which it is not.
        grens: u32,
    },
    BegintredeGewijzigd {
        van: Trede,
        naar: Trede,
    },
    GemeenteGewijzigd {
        van: Gemeente,
        naar: Gemeente,
    },
    StartdatumGewijzigd {
        van: NaiveDate,
        naar: NaiveDate,
    },
    CvsVerschil {
        gemeente: Gemeente,
        verschillen: Vec<Cvsverschil>,
    },
    /// `in_cvs`: CVS has it and the report lacks it; else the other way round.
    CvsOntbreekt {
        gemeente: Gemeente,
        in_cvs: bool,
    },
}

impl Aandachtgrond {
    pub const fn soort(&self) -> Aandachtsoort {
        match self {
            Self::DrieJaar => Aandachtsoort::DrieJaar,
            Self::TermijnVerstreken { .. } => Aandachtsoort::TermijnVerstreken,
            Self::UitvalNietEensluidend { .. } => Aandachtsoort::UitvalNietEensluidend,
            Self::NietGecontracteerd { .. } => Aandachtsoort::NietGecontracteerd,
            Self::DerdeJaar => Aandachtsoort::DerdeJaar,
            Self::VolgendeStap { .. } => Aandachtsoort::VolgendeStap,
            Self::Verdwenen { .. } => Aandachtsoort::Verdwenen,
            Self::Terug => Aandachtsoort::Terug,
            Self::Aanpassingen { .. } => Aandachtsoort::Aanpassingen,
            Self::Daling { .. } => Aandachtsoort::Daling,
            Self::Stagnatie { .. } => Aandachtsoort::Stagnatie,
            Self::GeenVoortgang { .. } => Aandachtsoort::GeenVoortgang,
            Self::GeenEindrapportage { .. } => Aandachtsoort::GeenEindrapportage,
            Self::MatchingLaat { .. } => Aandachtsoort::MatchingLaat,
            Self::UrenSpringen(_) => Aandachtsoort::UrenSpringen,
            Self::Groepsgrootte { .. } => Aandachtsoort::Groepsgrootte,
            Self::BegintredeGewijzigd { .. } => Aandachtsoort::BegintredeGewijzigd,
            Self::GemeenteGewijzigd { .. } => Aandachtsoort::GemeenteGewijzigd,
            Self::StartdatumGewijzigd { .. } => Aandachtsoort::StartdatumGewijzigd,
            Self::CvsVerschil { .. } => Aandachtsoort::CvsVerschil,
            Self::CvsOntbreekt { .. } => Aandachtsoort::CvsOntbreekt,
        }
    }

    /// The facts in one line, the same for the same facts: a point that was marked as seen returns when it changes.
    ///
    /// Kept in storage, so the form of a line must not change without need.
    pub fn kenmerk(&self) -> String {
        match self {
            Self::DrieJaar | Self::DerdeJaar | Self::Terug => String::new(),
            Self::TermijnVerstreken { einddatum: datum }
            | Self::VolgendeStap { einddatum: datum }
            | Self::UitvalNietEensluidend { datum } => datum.to_string(),
            Self::NietGecontracteerd { segment } => segment.naam().to_owned(),
            Self::Verdwenen { laatst } => laatst.to_string(),
            Self::Aanpassingen { aantal } | Self::Groepsgrootte { aantal, .. } => aantal.to_string(),
            Self::Daling { van, naar } | Self::BegintredeGewijzigd { van, naar } => format!("{van}>{naar}"),
            // How long it lasts is no new fact: it grows every kwartaal.
            Self::Stagnatie { trede, doeltrede, .. } => format!("{trede}<{doeltrede}"),
            Self::GeenVoortgang { kwartaal, laatste } => {
                format!("{kwartaal} {}", laatste.map(|d| d.to_string()).unwrap_or_default())
            }
            Self::GeenEindrapportage { uitstroom } => format!("{} {}", uitstroom.soort.key(), uitstroom.datum),
            Self::MatchingLaat { aanmelding, gesprek, .. } => format!("{aanmelding}>{gesprek}"),
            Self::UrenSpringen(sprong) => format!("{}>{}", sprong.van.normalize(), sprong.naar.normalize()),
            Self::GemeenteGewijzigd { van, naar } => format!("{}>{}", van.key(), naar.key()),
            Self::StartdatumGewijzigd { van, naar } => format!("{van}>{naar}"),
            Self::CvsVerschil { gemeente, verschillen } => {
                let value = |w: Veldwaarde| match w {
                    Veldwaarde::JaNee(yes) => if yes { "ja" } else { "nee" }.to_owned(),
                    Veldwaarde::Trede(trede) => trede.to_string(),
                    Veldwaarde::Datum(datum) => datum.to_string(),
                };
                let parts = verschillen.iter().map(|v| format!("{} {}|{}", v.kolom.key(), value(v.cvs), value(v.aanbieder)));
                format!("{}: {}", gemeente.key(), parts.collect::<Vec<_>>().join(", "))
            }
            Self::CvsOntbreekt { gemeente, in_cvs } => {
                format!("{} {}", gemeente.key(), if *in_cvs { "cvs" } else { "rapportage" })
            }
        }
    }
}

/// An attention point of one kwartaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aandachtspunt {
    pub aanbieder: Aanbieder,
    /// Of its traject, as report Q has it.
    pub segment: Segment,
    /// None for a point about a group.
    pub deelnemer: Option<Deelnemercode>,
    pub gemeente: Option<Gemeente>,
    /// As it stands in report Q: of a corrected traject the new one.
    pub startdatum: Option<NaiveDate>,
    /// The group itself for a point about one, else that of the traject.
    pub groep: Option<Tekst>,
    pub grond: Aandachtgrond,
    /// The kwartaal since when it is there without a break, from report to report.
    pub sinds: Kwartaal,
}

impl Aandachtspunt {
    pub const fn soort(&self) -> Aandachtsoort {
        self.grond.soort()
    }

    /// What the point is about, the same in every kwartaal: kind, aanbieder, and traject or group.
    pub fn sleutel(&self) -> String {
        let traject = self.deelnemer.as_ref().map_or("", |d| d.sleutel());
        let startdatum = self.startdatum.map(|d| d.to_string()).unwrap_or_default();
        let rest = match &self.grond {
            Aandachtgrond::Groepsgrootte { .. } => self.groep.as_deref().unwrap_or_default(),
            // Two gemeenten may each have a traject in their CVS.
            Aandachtgrond::CvsVerschil { gemeente, .. } | Aandachtgrond::CvsOntbreekt { gemeente, .. } => gemeente.key(),
            _ => "",
        };
        format!("{}|{}|{traject}|{startdatum}|{rest}", self.soort().key(), self.aanbieder.key())
    }

    /// The order in which points are listed: by weight, then the place of their aanbieder, deelnemer, Startdatum and group.
    pub fn volgorde(&self, plaats: usize) -> impl Ord + use<'_> {
        (self.soort(), plaats, &self.deelnemer, self.startdatum, &self.groep)
    }
}

/// The points of one aanbieder, report by report.
#[derive(Debug, Clone)]
pub struct Aandachtreeks<'k> {
    aanbieder: Aanbieder,
    /// None: not in the register (any more).
    inschrijving: Option<&'k Inschrijving>,
    drempels: &'k Drempels,
    werkdagen: &'k Werkdagen,
    stand: Stand,
    /// Since when each point of the last report is there.
    sinds: HashMap<Onderwerpsleutel, Kwartaal>,
}

/// What stays the same of a point while it lasts, also when the Startdatum is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Onderwerpsleutel {
    Traject(Aandachtsoort, TrajectId),
    Groep(Tekst),
    /// Known to CVS only.
    Cvs(Deelnemercode, NaiveDate),
}

/// A report row with what the earlier reports knew of its traject.
struct Gevolgderij<'a> {
    regel: &'a Trajectregel,
    segment: Segment,
    eerder: Option<&'a Trajectstand>,
    plaats: Plaats,
    kolommen: Kolommen,
    kwartaal: Kwartaal,
}

impl<'k> Aandachtreeks<'k> {
    pub fn new(aanbieder: Aanbieder, register: &'k Register, drempels: &'k Drempels, werkdagen: &'k Werkdagen) -> Self {
        let inschrijving = register.get(aanbieder);
        Self { aanbieder, inschrijving, drempels, werkdagen, stand: Stand::default(), sinds: HashMap::new() }
    }

    /// The segment of what has this product, as a kwartaal is asked for.
    fn segment(&self, product: Option<Product>, kwartaal: Kwartaal) -> Segment {
        let had = self.inschrijving.is_some_and(|i| i.had_contract(Segment::Collectief, kwartaal.last_day()));
        Segment::of(product, had)
    }

    /// Takes the next report, in order of kwartaal, with the CVS exports of that kwartaal; returns its points in order of
    /// weight. A report without the part Deelnemers has none.
    pub fn push(&mut self, rapport: &Rapport, cvs: &[CvsExport]) -> Vec<Aandachtspunt> {
        let Some(deelnemers) = &rapport.deelnemers else { return Vec::new() };
        let kwartaal = rapport.kwartaal;
        let rijen = deelnemers.per_traject();
        let regels: Vec<&Trajectregel> = rijen.iter().map(AsRef::as_ref).collect();
        let plaatsen = self.stand.place(kwartaal, &regels);
        let mut gevolgd = Vec::with_capacity(regels.len());
        for (regel, plaats) in regels.iter().zip(&plaatsen) {
            let eerder = plaats.id().and_then(|id| self.stand.traject(id));
            let product = Productopgave::of_row(regel.product, eerder.and_then(|t| t.product));
            let segment = self.segment(product, kwartaal);
            gevolgd.push(Gevolgderij { regel, segment, eerder, plaats: *plaats, kolommen: deelnemers.kolommen, kwartaal });
        }
        let mut punten = Vec::new();
        for rij in &gevolgd {
            punten.extend(self.of_row(rij).into_iter().map(|grond| self.of_traject(rij, grond)));
        }
        punten.extend(self.verdwenen(kwartaal, &plaatsen, &deelnemers.onleesbaar));
        punten.extend(self.groepen(&gevolgd, kwartaal));
        punten.extend(self.cvs(&gevolgd, &deelnemers.onleesbaar, cvs, kwartaal));
        // Only now: what the points compare with is what the earlier reports knew.
        self.stand.take(kwartaal, &regels, &plaatsen);
        self.stand.note_unreadable(kwartaal, &deelnemers.onleesbaar);
        self.date(&mut punten);
        punten.sort_by(|a, b| a.volgorde(0).cmp(&b.volgorde(0)));
        punten
    }

    /// A point of this kwartaal that is about no traject.
    const fn punt(&self, segment: Segment, grond: Aandachtgrond, kwartaal: Kwartaal) -> Aandachtspunt {
        Aandachtspunt {
            aanbieder: self.aanbieder,
            segment,
            deelnemer: None,
            gemeente: None,
            startdatum: None,
            groep: None,
            grond,
            sinds: kwartaal,
        }
    }

    fn of_traject(&self, rij: &Gevolgderij<'_>, grond: Aandachtgrond) -> Aandachtspunt {
        let Gevolgderij { regel, segment, kwartaal, .. } = rij;
        Aandachtspunt {
            deelnemer: Some(regel.deelnemer.clone()),
            gemeente: Some(regel.gemeente),
            startdatum: Some(regel.startdatum),
            groep: regel.groep.clone(),
            ..self.punt(*segment, grond, *kwartaal)
        }
    }

    /// The points of one row, in any order.
    fn of_row(&self, rij: &Gevolgderij<'_>) -> Vec<Aandachtgrond> {
        let mut gronden = Vec::new();
        gronden.extend(self.of_duration(rij));
        gronden.extend(self.of_growth(rij));
        gronden.extend(self.of_duties(rij));
        gronden.extend(of_hours(rij));
        gronden.extend(of_changes(rij));
        gronden
    }

    /// How long the traject lasts, and how it ended or should have.
    fn of_duration(&self, rij: &Gevolgderij<'_>) -> Vec<Aandachtgrond> {
        let Gevolgderij { regel, segment, kolommen, kwartaal, .. } = rij;
        let (dag, is_collectief) = (kwartaal.last_day(), *segment == Segment::Collectief);
        let runs = regel.recognised_outcome(dag).is_none();
        let lasts = |jaren: u32| {
            let end = regel.startdatum.checked_add_months(Months::new(jaren.saturating_mul(12)));
            end.is_some_and(|end| end <= dag)
        };
        let (max, last_year) = (self.drempels.max_jaren, self.drempels.max_jaren.saturating_sub(JAREN_VOOR_VERVOLGAFSPRAAK));
        let mut gronden = Vec::new();
        if let Some(u) = regel.uitstroom.filter(|u| u.soort == Uitstroomsoort::Uitval && u.datum <= dag)
            && regel.uitval_eensluidend != Some(true)
            && [Kolom::Uitstroom, Kolom::Uitstroomdatum, Kolom::UitvalEensluidend].iter().all(|k| kolommen.contains(*k))
        {
            gronden.push(Aandachtgrond::UitvalNietEensluidend { datum: u.datum });
        }
        if regel.aanpassingen.is_some_and(|n| n > self.drempels.max_aanpassingen) {
            gronden.push(Aandachtgrond::Aanpassingen { aantal: regel.aanpassingen.unwrap_or_default() });
        }
        if self.inschrijving.is_some_and(|i| i.begins_without_contract(*segment, regel.startdatum, *kwartaal)) {
            gronden.push(Aandachtgrond::NietGecontracteerd { segment: *segment });
        }
        if !runs {
            return gronden;
        }
        // H23 3.1 limits the duration of collectief alone.
        if is_collectief && lasts(max) {
            gronden.push(Aandachtgrond::DrieJaar);
        } else if is_collectief
            && lasts(last_year)
            && kolommen.contains(Kolom::Vervolgafspraak)
            && regel.vervolgafspraak != Some(true)
        {
            gronden.push(Aandachtgrond::DerdeJaar);
        }
        if let Some(einddatum) = regel.einddatum {
            let within_a_month = dag.checked_add_months(Months::new(1)).is_some_and(|end| einddatum <= end);
            if einddatum <= dag {
                gronden.push(Aandachtgrond::TermijnVerstreken { einddatum });
            } else if within_a_month && kolommen.contains(Kolom::VolgendeStap) && regel.volgende_stap != Some(true) {
                gronden.push(Aandachtgrond::VolgendeStap { einddatum });
            }
        }
        // With the columns of the outcome absent, nobody came back: it is merely unknown.
        let outcome_known = kolommen.contains(Kolom::Uitstroom) && kolommen.contains(Kolom::Uitstroomdatum);
        if outcome_known && rij.eerder.is_some_and(|t| t.was_uitgestroomd) {
            gronden.push(Aandachtgrond::Terug);
        }
        gronden
    }

    /// How the traject moves on the ladder.
    fn of_growth(&self, rij: &Gevolgderij<'_>) -> Option<Aandachtgrond> {
        let Gevolgderij { regel, eerder, kwartaal, .. } = rij;
        let (trede, eerder) = (regel.huidige_trede?, (*eerder)?);
        if regel.recognised_outcome(kwartaal.last_day()).is_some() {
            return None;
        }
        if let Some(van) = eerder.treden.iter().rev().find_map(|t| *t).filter(|van| trede < *van) {
            return Some(Aandachtgrond::Daling { van, naar: trede });
        }
        let earlier_rows = usize::try_from(self.drempels.stagnatie_rapportages.max(1) - 1).ok()?;
        let treden = eerder.treden.iter().rev().take(earlier_rows).copied().collect::<Option<Vec<Trede>>>()?;
        let no_growth = treden.len() == earlier_rows && std::iter::once(trede).chain(treden.iter().copied()).is_sorted();
        let doeltrede = regel.doeltrede.filter(|doel| trede < *doel)?;
        if !no_growth {
            return None;
        }
        // So many reports in a row, this one included, without growth.
        let mut since = 1;
        let mut later = trede;
        for earlier in eerder.treden.iter().rev() {
            match earlier {
                Some(earlier) if *earlier >= later => (since, later) = (since + 1, *earlier),
                _ => break,
            }
        }
        Some(Aandachtgrond::Stagnatie { trede, doeltrede, rapportages: since })
    }

    /// What the aanbieder had to deliver or arrange.
    fn of_duties(&self, rij: &Gevolgderij<'_>) -> Vec<Aandachtgrond> {
        let Gevolgderij { regel, kolommen, kwartaal, .. } = rij;
        let mut gronden = Vec::new();
        let delivered = regel.voortgang_geleverd.is_some_and(|d| d >= kwartaal.first_day());
        if kolommen.contains(Kolom::VoortgangGeleverd) && counts_in_c1(regel, *kwartaal) && !delivered {
            gronden.push(Aandachtgrond::GeenVoortgang { kwartaal: *kwartaal, laatste: regel.voortgang_geleverd });
        }
        let outcome = regel.recognised_outcome(kwartaal.last_day()).filter(|u| u.datum >= kwartaal.first_day());
        if let Some(uitstroom) = outcome
            && kolommen.contains(Kolom::Eindrapportage)
            && regel.eindrapportage.is_none()
        {
            gronden.push(Aandachtgrond::GeenEindrapportage { uitstroom });
        }
        if let Some((aanmelding, gesprek)) = regel.aanmelddatum.zip(regel.matchingsgesprek)
            && kwartaal.contains(regel.startdatum)
        {
            let werkdagen = self.werkdagen.between(aanmelding, gesprek);
            if werkdagen > self.drempels.matching_werkdagen {
                gronden.push(Aandachtgrond::MatchingLaat { aanmelding, gesprek, werkdagen });
            }
        }
        gronden
    }

    /// The trajecten that the last report before this one had, and this one lacks; not of who has a row in it that could not
    /// be read.
    fn verdwenen(&self, kwartaal: Kwartaal, plaatsen: &[Plaats], onleesbaar: &[Deelnemercode]) -> Vec<Aandachtspunt> {
        let Some(laatst) = self.stand.laatste() else { return Vec::new() };
        let mut present = vec![false; self.stand.trajecten().len()];
        for id in plaatsen.iter().filter_map(|p| p.id()) {
            present[id.index()] = true;
        }
        let of_last = self.stand.trajecten().iter().zip(present).filter(|(t, present)| !present && t.last_named() == laatst);
        let missing = of_last.filter(|(t, _)| !onleesbaar.contains(&t.deelnemer));
        let gone = missing.filter(|(t, _)| t.recognised_outcome(kwartaal.last_day()).is_none());
        gone.map(|(t, _)| Aandachtspunt {
            deelnemer: Some(t.deelnemer.clone()),
            gemeente: Some(t.gemeente),
            startdatum: Some(t.startdatum),
            ..self.punt(self.segment(t.product, kwartaal), Aandachtgrond::Verdwenen { laatst }, kwartaal)
        })
        .collect()
    }

    /// The groups that are too small or too large.
    fn groepen(&self, gevolgd: &[Gevolgderij<'_>], kwartaal: Kwartaal) -> Vec<Aandachtspunt> {
        let mut running: BTreeMap<&Tekst, u32> = BTreeMap::new();
        let of_groups = gevolgd.iter().filter(|rij| rij.segment == Segment::Collectief).map(|rij| rij.regel);
        for regel in of_groups.filter(|r| r.recognised_outcome(kwartaal.last_day()).is_none()) {
            if let Some(groep) = regel.groep.as_ref().filter(|g| !g.is_empty()) {
                *running.entry(groep).or_default() += 1;
            }
        }
        let (least, most) = (self.drempels.groep_min, self.drempels.groep_max);
        let passed = |n: u32| if n < least { Some(least) } else { Some(most).filter(|most| n > *most) };
        let odd = running.into_iter().filter_map(|(groep, aantal)| Some((groep, aantal, passed(aantal)?)));
        odd.map(|(groep, aantal, grens)| Aandachtspunt {
            groep: Some(groep.clone()),
            ..self.punt(Segment::Collectief, Aandachtgrond::Groepsgrootte { aantal, grens }, kwartaal)
        })
        .collect()
    }

    /// Where CVS and the report disagree, for the gemeenten that delivered an export of this kwartaal. A row that could not be
    /// read in the one is not missing from it.
    fn cvs(
        &self,
        gevolgd: &[Gevolgderij<'_>],
        onleesbaar: &[Deelnemercode],
        exports: &[CvsExport],
        kwartaal: Kwartaal,
    ) -> Vec<Aandachtspunt> {
        let key = |deelnemer: &Deelnemercode, startdatum| (deelnemer.clone(), startdatum);
        let reported: HashMap<_, &Gevolgderij<'_>> =
            gevolgd.iter().map(|rij| (key(&rij.regel.deelnemer, rij.regel.startdatum), rij)).collect();
        let mut punten = Vec::new();
        for export in exports.iter().filter(|e| e.kwartaal == kwartaal) {
            let gemeente = export.gemeente;
            let of_us = export.regels.iter().filter(|r| r.aanbieder == self.aanbieder);
            let in_cvs: HashMap<_, &Cvsregel> = of_us.map(|r| (key(&r.deelnemer, r.startdatum), r)).collect();
            for (key, cvs) in &in_cvs {
                let Some(rij) = reported.get(key) else {
                    if onleesbaar.contains(&key.0) {
                        continue;
                    }
                    let known = self.stand.find(&key.0, key.1).and_then(|id| self.stand.traject(id));
                    let segment = self.segment(known.and_then(|t| t.product), kwartaal);
                    punten.push(Aandachtspunt {
                        deelnemer: Some(key.0.clone()),
                        gemeente: Some(gemeente),
                        startdatum: Some(key.1),
                        ..self.punt(segment, Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: true }, kwartaal)
                    });
                    continue;
                };
                let verschillen = cvs::verschillen(cvs, rij.regel);
                if !verschillen.is_empty() {
                    punten.push(self.of_traject(rij, Aandachtgrond::CvsVerschil { gemeente, verschillen }));
                }
            }
            for (key, rij) in reported.iter().filter(|(_, rij)| rij.regel.gemeente == gemeente) {
                if !in_cvs.contains_key(key) && !export.onleesbaar.contains(&key.0) {
                    punten.push(self.of_traject(rij, Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: false }));
                }
            }
        }
        punten
    }

    /// Fills in since when each point is there; the state has taken the report.
    fn date(&mut self, punten: &mut [Aandachtspunt]) {
        let mut now = HashMap::new();
        for punt in punten {
            let key = match (&punt.deelnemer, punt.startdatum) {
                (Some(deelnemer), Some(startdatum)) => match self.stand.find(deelnemer, startdatum) {
                    Some(id) => Onderwerpsleutel::Traject(punt.soort(), id),
                    None => Onderwerpsleutel::Cvs(deelnemer.clone(), startdatum),
                },
                _ => Onderwerpsleutel::Groep(punt.groep.clone().unwrap_or_default()),
            };
            if let Some(sinds) = self.sinds.get(&key) {
                punt.sinds = *sinds;
            }
            now.insert(key, punt.sinds);
        }
        self.sinds = now;
    }
}

/// Hours that jump since the calendar kwartaal before, if that was reported.
fn of_hours(rij: &Gevolgderij<'_>) -> Option<Aandachtgrond> {
    let eerder = rij.eerder.filter(|t| t.kwartaal == rij.kwartaal.previous())?;
    Urensprong::of(rij.regel, rij.kwartaal, eerder.uren).map(Aandachtgrond::UrenSpringen)
}

/// What differs from what the earlier reports said of the traject.
fn of_changes(rij: &Gevolgderij<'_>) -> Vec<Aandachtgrond> {
    let Some(eerder) = rij.eerder else { return Vec::new() };
    let mut gronden = Vec::new();
    if let (Some(van), Some(naar)) = (eerder.begintrede, rij.regel.begintrede)
        && van != naar
    {
        gronden.push(Aandachtgrond::BegintredeGewijzigd { van, naar });
    }
    if eerder.gemeente != rij.regel.gemeente {
        gronden.push(Aandachtgrond::GemeenteGewijzigd { van: eerder.gemeente, naar: rij.regel.gemeente });
    }
    if matches!(rij.plaats, Plaats::Gecorrigeerd(_)) {
        gronden.push(Aandachtgrond::StartdatumGewijzigd { van: eerder.startdatum, naar: rij.regel.startdatum });
    }
    gronden
}

#[cfg(test)]
mod tests {
    use super::super::testing::{code, d, k, report, row, without};
    use super::*;
    use crate::domain::testing::{PSW, QWYL, register};

    fn points(reports: &[Rapport], cvs: &[CvsExport]) -> Vec<Aandachtspunt> {
        let (drempels, werkdagen) = (Drempels::default(), Werkdagen::default());
        let register = register();
        let mut reeks = Aandachtreeks::new(PSW, &register, &drempels, &werkdagen);
        let mut last = Vec::new();
        for rapport in reports {
            last = reeks.push(rapport, cvs);
        }
        last
    }

    /// The kinds of points of the last report; `geen_voortgang` left out unless it is asked for by delivering progress.
    fn kinds(reports: &[(&str, &[&str])]) -> Vec<&'static str> {
        let reports: Vec<Rapport> =
            reports.iter().map(|(q, rows)| without(report(q, rows), &[Kolom::VoortgangGeleverd])).collect();
        points(&reports, &[]).iter().map(|p| p.soort().key()).collect()
    }

    #[test]
    fn what_begins_without_a_contract_for_its_segment_asks_for_attention() {
        // PSW has collectief from 2022 on, and nothing else.
        for (row, expected) in [
            ("A 2024-04-01 product=mbo", &["niet_gecontracteerd"][..]),
            ("A 2024-06-30 product=hbo uit=anders/2024-06-30 eindrap=2024-07-01", &["niet_gecontracteerd"]),
            ("A 2024-03-31 product=mbo", &[]),
            ("A 2024-04-01", &[]),
            ("A 2024-04-01 product=P1", &[]),
        ] {
            assert_eq!(kinds(&[("2024-K2", &[row])]), expected, "{row}");
        }
        assert_eq!(kinds(&[("2021-K4", &["A 2021-12-31"])]), ["niet_gecontracteerd"], "before its contract");
    }

    #[test]
    fn duration_and_groups_are_of_collectief_and_every_point_carries_the_segment_of_its_traject() {
        let rows = ["A 2020-01-01 product=mbo groep=g tot=2024-06-30", "B 2020-01-01 groep=g"];
        let found = points(&[report("2024-K2", &rows)], &[]);
        let told: Vec<_> = found.iter().map(|p| (p.soort().key(), p.segment.naam())).collect();
        let expected = [
            ("drie_jaar", "collectief"),
            ("termijn_verstreken", "individueel"),
            ("geen_voortgang", "individueel"),
            ("geen_voortgang", "collectief"),
            ("groepsgrootte", "collectief"),
        ];
        assert_eq!(told, expected);
        // A traject that vanished is of the segment that it was of.
        let gone = points(&[report("2024-K1", &["A 2023-01-01 product=mbo"]), report("2024-K2", &[])], &[]);
        assert_eq!(gone.iter().map(|p| (p.soort().key(), p.segment.naam())).collect::<Vec<_>>(), [("verdwenen", "individueel")]);
    }

    #[test]
    fn two_lines_of_hours_are_told_of_once_and_their_hours_are_added() {
        let lines = |uren: [u32; 2]| {
            ["mbo", "hbo"].into_iter().zip(uren).map(|(p, n)| format!("A 2023-01-01 product={p} uren={n} aanp=3")).collect()
        };
        let reports: Vec<Rapport> = [("2024-K1", lines([5, 5])), ("2024-K2", lines([25, 15]))]
            .iter()
            .map(|(q, rows): &(&str, Vec<String>)| {
                let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
                without(report(q, &rows), &[Kolom::VoortgangGeleverd])
            })
            .collect();
        let found = points(&reports, &[]);
        let told: Vec<_> = found.iter().map(|p| format!("{} {}", p.soort().key(), p.grond.kenmerk())).collect();
        assert_eq!(told, ["aanpassingen 3", "uren_springen 10>40"]);
    }

    #[test]
    fn one_row_is_enough_for_these() {
        // 2024-K2: 30 June 2024.
        for (row, expected) in [
            ("2021-06-30", &["drie_jaar"][..]),
            ("2021-07-01 vervolg=ja", &[]),
            ("2021-07-01", &["derde_jaar"]),
            ("2021-07-01 vervolg=nee", &["derde_jaar"]),
            ("2022-06-30", &["derde_jaar"]),
            ("2022-07-01", &[]),
            ("2021-06-30 vervolg=nee uit=regulier/2024-06-30 eindrap=2024-07-01", &[]),
            ("2020-01-01 uit=regulier/2024-07-01", &["drie_jaar"]),
            ("2024-01-01 tot=2024-06-30", &["termijn_verstreken"]),
            ("2024-01-01 tot=2024-06-30 uit=regulier/2024-06-30 eindrap=2024-06-30", &[]),
            ("2024-01-01 tot=2024-07-01", &["volgende_stap"]),
            ("2024-01-01 tot=2024-07-30", &["volgende_stap"]),
            ("2024-01-01 tot=2024-07-31", &[]),
            ("2024-01-01 tot=2024-07-30 stap=ja", &[]),
            ("2024-01-01 uit=uitval/2024-06-30", &["uitval_niet_eensluidend"]),
            ("2024-01-01 uit=uitval/2024-06-30 eens=nee", &["uitval_niet_eensluidend"]),
            ("2024-01-01 uit=uitval/2024-07-01", &[]),
            ("2024-01-01 uit=uitval/2024-06-30 eens=ja eindrap=2024-06-30", &[]),
            ("2024-01-01 aanp=2", &[]),
            ("2024-01-01 aanp=3", &["aanpassingen"]),
            ("2024-01-01 aanp=3 uit=regulier/2024-02-01", &["aanpassingen"]),
            ("2024-01-01 uit=anders/2024-04-01", &["geen_eindrapportage"]),
            ("2024-01-01 uit=anders/2024-03-31", &[]),
            // Five working days after Friday 3 May 2024 is Friday the 10th; Ascension Day (the 9th) makes it Monday.
            ("2024-05-20 aanmeld=2024-05-03 match=2024-05-13", &[]),
            ("2024-05-20 aanmeld=2024-05-03 match=2024-05-14", &["matching_laat"]),
            ("2024-03-31 aanmeld=2024-01-02 match=2024-03-14", &[]),
            ("2024-05-20 aanmeld=2024-05-14 match=2024-05-03", &[]),
        ] {
            assert_eq!(kinds(&[("2024-K2", &[&format!("A {row}")])]), expected, "{row}");
        }
    }

    #[test]
    fn the_day_next_month_is_that_months_last_at_most() {
        for (q, within, beyond) in [("2024-K1", "2024-04-30", "2024-05-01"), ("2024-K4", "2025-01-31", "2025-02-01")] {
            assert_eq!(kinds(&[(q, &[&format!("A 2024-01-01 tot={within}")])]), ["volgende_stap"]);
            assert_eq!(kinds(&[(q, &[&format!("A 2024-01-01 tot={beyond}")])]), [""; 0]);
        }
    }

    #[test]
    fn what_earlier_reports_said_matters_to_these() {
        for (then, now, expected) in [
            ("A 2024-01-01", None, &["verdwenen"][..]),
            ("A 2024-01-01 uit=regulier/2024-06-30", None, &[]),
            ("A 2024-01-01 uit=uitval/2024-03-01 eens=nee", None, &["verdwenen"]),
            ("A 2024-01-01 uit=regulier/2024-03-31", Some("A 2024-01-01"), &["terug"]),
            // On the last day of its own kwartaal there was no outcome yet: it came back before it left.
            ("A 2024-01-01 uit=regulier/2024-04-01", Some("A 2024-01-01"), &[]),
            ("A 2024-01-01 trede=3", Some("A 2024-01-01 trede=2"), &["daling"]),
            ("A 2024-01-01 trede=3", Some("A 2024-01-01 trede=3"), &[]),
            ("A 2024-01-01 trede=3", Some("A 2024-01-01 trede=2 uit=regulier/2024-06-01 eindrap=2024-06-01"), &[]),
            ("A 2024-01-01 begin=2", Some("A 2024-01-01 begin=3"), &["begintrede_gewijzigd"]),
            ("A 2024-01-01 begin=2", Some("A 2024-01-01"), &[]),
            ("A 2024-01-01", Some("A 2024-01-01 begin=3"), &[]),
            ("A 2024-01-01 gem=Venlo", Some("A 2024-01-01 gem=Venray"), &["gemeente_gewijzigd"]),
            ("A 2024-01-01", Some("A 2024-02-01"), &["startdatum_gewijzigd"]),
            ("A 2024-01-01 trede=4", Some("A 2024-02-01 trede=3"), &["daling", "startdatum_gewijzigd"]),
        ] {
            let now: Vec<&str> = now.into_iter().collect();
            assert_eq!(kinds(&[("2024-K1", &[then]), ("2024-K2", &now)]), expected, "{then} then {now:?}");
        }
    }

    #[test]
    fn a_last_known_value_is_looked_for_past_empty_ones() {
        let middle = |row: &'static str| ("2024-K2", [row]);
        let (q, rows) = middle("A 2024-01-01");
        assert_eq!(
            kinds(&[("2024-K1", &["A 2024-01-01 trede=3 begin=1"]), (q, &rows), ("2024-K3", &["A 2024-01-01 trede=2 begin=2"])]),
            ["daling", "begintrede_gewijzigd"]
        );
    }

    #[test]
    fn stagnation_is_three_reports_in_a_row_without_growth_below_the_goal() {
        for (treden, expected) in [
            (&["trede=2", "trede=2", "trede=2 doel=3"][..], &["stagnatie"][..]),
            (&["trede=3", "trede=2", "trede=2 doel=3"], &["stagnatie"]),
            (&["trede=1", "trede=2", "trede=2 doel=3"], &[]),
            (&["trede=2", "trede=2", "trede=2 doel=2"], &[]),
            (&["trede=2", "trede=2", "trede=2"], &[]),
            (&["trede=2", "", "trede=2 doel=3"], &[]),
            (&["trede=2", "trede=2 doel=3"], &[]),
            // A fall is told as such.
            (&["trede=3", "trede=3", "trede=2 doel=3"], &["daling"]),
            (&["trede=1", "trede=2", "trede=2", "trede=2 doel=4"], &["stagnatie"]),
        ] {
            let rows: Vec<String> = treden.iter().map(|t| format!("A 2024-01-01 {t}")).collect();
            let rows: Vec<[&str; 1]> = rows.iter().map(|r| [r.as_str()]).collect();
            let quarters = ["2024-K1", "2024-K2", "2024-K3", "2024-K4"];
            let reports: Vec<(&str, &[&str])> = quarters.into_iter().zip(rows.iter().map(|r| &r[..])).collect();
            assert_eq!(kinds(&reports), expected, "{treden:?}");
        }
    }

    #[test]
    fn stagnation_tells_how_many_reports_it_lasts() {
        for (treden, expected) in [
            (&[2, 2, 2][..], 3),
            (&[3, 2, 2], 3),
            (&[2, 2, 2, 2, 2], 5),
            // Growth, or a report without a trede, begins the count anew.
            (&[1, 2, 2, 2], 3),
            (&[2, 0, 2, 2, 2], 3),
        ] {
            let quarters = k("2024-K1").through(k("2025-K4")).zip(treden);
            let reports: Vec<Rapport> = quarters
                .map(|(q, trede)| {
                    let trede = if *trede == 0 { String::new() } else { format!("trede={trede}") };
                    without(report(&q.to_string(), &[&format!("A 2024-01-01 doel=5 {trede}")]), &[Kolom::VoortgangGeleverd])
                })
                .collect();
            let found = points(&reports, &[]);
            let told = found.iter().find_map(|p| match p.grond {
                Aandachtgrond::Stagnatie { rapportages, trede, .. } => Some((rapportages, u32::from(trede.nummer()))),
                _ => None,
            });
            assert_eq!(told, Some((expected, 2)), "{treden:?}");
        }
    }

    #[test]
    fn every_threshold_is_the_users_own() {
        // What is set, the reports, the last value with a point (of this kind) and the first without.
        type Case<'a> = (fn(&mut Drempels, u32), &'a [&'a [&'a str]], &'a str, u32, u32);
        let all = ["A 2024-04-01 groep=H", "B 2024-04-01 groep=H"];
        let stuck = "A 2024-01-01 trede=2 doel=4";
        let cases: &[Case<'_>] = &[
            (|d, n| d.max_jaren = n, &[&["A 2022-06-30"]], "drie_jaar", 2, 3),
            (|d, n| d.max_jaren = n, &[&["A 2022-06-30"]], "derde_jaar", 3, 4),
            (|d, n| d.max_aanpassingen = n, &[&["A 2024-04-01 aanp=5"]], "aanpassingen", 4, 5),
            (|d, n| d.groep_min = n, &[&all], "groepsgrootte", 3, 2),
            (|d, n| (d.groep_min, d.groep_max) = (1, n), &[&all], "groepsgrootte", 1, 2),
            (|d, n| d.stagnatie_rapportages = n, &[&[stuck], &[stuck]], "stagnatie", 2, 3),
            (|d, n| d.matching_werkdagen = n, &[&["A 2024-05-20 aanmeld=2024-05-03 match=2024-05-14"]], "matching_laat", 5, 6),
        ];
        let werkdagen = Werkdagen::default();
        for (set, rows, kind, with, free) in cases {
            for (value, expected) in [(*with, true), (*free, false)] {
                let mut drempels = Drempels::default();
                set(&mut drempels, value);
                let register = register();
                let mut reeks = Aandachtreeks::new(PSW, &register, &drempels, &werkdagen);
                let quarters = ["2024-K1", "2024-K2"];
                let last = quarters[2 - rows.len()..].iter().zip(*rows).map(|(q, rows)| reeks.push(&report(q, rows), &[])).last();
                let found = last.unwrap().iter().any(|p| p.soort().key() == *kind);
                assert_eq!(found, expected, "{kind} at {value}");
            }
        }
    }

    #[test]
    fn hours_jump_against_the_calendar_kwartaal_before_and_no_other() {
        let hours = |q, n| (q, [format!("A 2023-01-01 uren={n}")]);
        for (first, expected) in [("2024-K1", &["uren_springen"][..]), ("2023-K4", &[])] {
            let (then, now) = (hours(first, 30), hours("2024-K2", 120));
            assert_eq!(kinds(&[(then.0, &[&then.1[0]]), (now.0, &[&now.1[0]])]), expected, "{first}");
        }
    }

    #[test]
    fn nobody_came_back_as_long_as_one_column_of_the_outcome_is_absent() {
        let then = || report("2024-K1", &["A 2024-01-01 uit=regulier/2024-03-31"]);
        for (absent, expected) in [(None, 1), (Some(Kolom::Uitstroom), 0), (Some(Kolom::Uitstroomdatum), 0)] {
            let now = without(report("2024-K2", &["A 2024-01-01 voortgang=2024-05-01"]), absent.as_slice());
            assert_eq!(points(&[then(), now], &[]).len(), expected, "{absent:?}");
        }
    }

    #[test]
    fn who_leaves_within_the_kwartaal_is_of_no_group_at_its_end_and_a_blank_is_no_group() {
        let row = |n: usize, rest: &str| format!("D{n} 2024-01-01 voortgang=2024-06-01 eindrap=2024-06-30 {rest}");
        let of = |rest: [&str; 4]| {
            let rows: Vec<String> = rest.iter().enumerate().map(|(n, rest)| row(n, rest)).collect();
            points(&[report("2024-K2", &rows.iter().map(String::as_str).collect::<Vec<_>>())], &[]).len()
        };
        assert_eq!(of(["groep=H"; 4]), 0);
        assert_eq!(of(["groep=H", "groep=H", "groep=H", "groep=H uit=regulier/2024-06-30"]), 1);
        assert_eq!(of(["groep="; 4]), 0);
    }

    #[test]
    fn gone_is_told_once_and_not_when_it_was_corrected() {
        let gone = [("2024-K1", &["A 2024-01-01"][..]), ("2024-K2", &[]), ("2024-K3", &[])];
        assert_eq!(kinds(&gone[..2]), ["verdwenen"]);
        assert_eq!(kinds(&gone), [""; 0]);
        assert_eq!(kinds(&[("2024-K1", &["A 2024-01-01"]), ("2024-K4", &["A 2024-02-01"])]), ["startdatum_gewijzigd"]);
    }

    #[test]
    fn progress_is_asked_of_who_counts_in_kpi_1() {
        for (row, expected) in [
            ("2024-01-01 voortgang=2024-04-01", 0),
            ("2024-01-01 voortgang=2024-03-31", 1),
            ("2024-01-01", 1),
            ("2024-01-01 uit=regulier/2024-03-31", 0),
            ("2024-01-01 uit=regulier/2024-04-01 eindrap=2024-04-01", 1),
        ] {
            assert_eq!(points(&[report("2024-K2", &[&format!("A {row}")])], &[]).len(), expected, "{row}");
        }
    }

    #[test]
    fn a_group_is_four_to_twelve_running_trajecten_of_one_exact_name() {
        let group = |n: usize, name: &str| -> Vec<String> {
            (0..n).map(|i| format!("{name}{i} 2024-01-01 groep={name} voortgang=2024-06-01")).collect()
        };
        for (n, odd) in [(1, true), (3, true), (4, false), (12, false), (13, true)] {
            let rows = group(n, "Hout");
            let found = points(&[report("2024-K2", &rows.iter().map(String::as_str).collect::<Vec<_>>())], &[]);
            assert_eq!(found.len(), usize::from(odd), "{n}");
            if let Some(punt) = found.first() {
                let grens = if n < 4 { 4 } else { 12 };
                assert_eq!(punt.grond, Aandachtgrond::Groepsgrootte { aantal: u32::try_from(n).unwrap(), grens });
                assert_eq!((punt.deelnemer.as_ref(), punt.groep.as_deref()), (None, Some("Hout")));
            }
        }
        let mut rows = group(4, "Hout");
        rows[0] = "X 2024-01-01 groep=hout voortgang=2024-06-01".to_owned();
        rows[1] = "Y 2024-01-01 groep=Hout uit=regulier/2024-06-01 eindrap=2024-06-01 voortgang=2024-06-01".to_owned();
        let found = points(&[report("2024-K2", &rows.iter().map(String::as_str).collect::<Vec<_>>())], &[]);
        assert_eq!(found.iter().filter_map(|p| p.groep.as_deref()).collect::<Vec<_>>(), ["Hout", "hout"]);
    }

    #[test]
    fn an_absent_column_gives_no_point_of_the_kinds_that_need_it() {
        let rows = [
            "A 2024-01-01 tot=2024-07-15 voortgang=2024-05-01",
            "B 2021-12-31 voortgang=2024-05-01",
            "C 2024-01-01 uit=uitval/2024-06-01 voortgang=2024-05-01",
            "D 2024-01-01 uit=anders/2024-06-01 voortgang=2024-05-01",
            "E 2024-01-01",
        ];
        let found = |absent: &[Kolom]| points(&[without(report("2024-K2", &rows), absent)], &[]).len();
        assert_eq!(found(&[]), 5);
        for kolom in [
            Kolom::VolgendeStap,
            Kolom::Vervolgafspraak,
            Kolom::UitvalEensluidend,
            Kolom::Eindrapportage,
            Kolom::VoortgangGeleverd,
        ] {
            assert_eq!(found(&[kolom]), 4, "{kolom:?}");
        }
    }

    #[test]
    fn points_come_in_order_of_weight() {
        let rows = ["B 2024-01-01 aanp=5 tot=2024-06-30", "A 2021-01-01 tot=2024-06-30", "C 2021-01-01"];
        let order: Vec<String> = points(&[without(report("2024-K2", &rows), &[Kolom::VoortgangGeleverd])], &[])
            .iter()
            .map(|p| format!("{} {}", p.soort().key(), p.deelnemer.as_ref().unwrap()))
            .collect();
        assert_eq!(order, ["drie_jaar A", "drie_jaar C", "termijn_verstreken A", "termijn_verstreken B", "aanpassingen B"]);
    }

    #[test]
    fn a_point_says_since_when_it_is_there_without_a_break() {
        let quiet = |q, rows: &[&str]| without(report(q, rows), &[Kolom::VoortgangGeleverd]);
        let reports = [
            quiet("2023-K4", &["A 2020-01-01", "B 2023-01-01 aanp=3"]),
            quiet("2024-K1", &["A 2020-01-01", "B 2023-01-01 aanp=1"]),
            // The Startdatum of A is corrected: it is the same point all the same.
            quiet("2024-K2", &["A 2020-02-01", "B 2023-01-01 aanp=4"]),
        ];
        let found = points(&reports, &[]);
        let since: Vec<String> = found.iter().map(|p| format!("{} {}", p.soort().key(), p.sinds)).collect();
        assert_eq!(since, ["drie_jaar 2023-K4", "aanpassingen 2024-K2", "startdatum_gewijzigd 2024-K2"]);
    }

    #[test]
    fn the_facts_change_when_the_matter_does_and_not_with_time() {
        let quiet = |q, row: &str| without(report(q, &[row]), &[Kolom::VoortgangGeleverd]);
        let facts = |reports: &[Rapport]| points(reports, &[]).iter().map(|p| p.grond.kenmerk()).collect::<Vec<_>>();
        let stuck = "A 2024-01-01 trede=2 doel=4";
        let mut reports = vec![quiet("2024-K1", stuck), quiet("2024-K2", stuck), quiet("2024-K3", stuck)];
        let before = facts(&reports);
        reports.push(quiet("2024-K4", stuck));
        assert_eq!(facts(&reports), before);
        reports.push(quiet("2025-K1", "A 2024-01-01 trede=2 doel=5"));
        assert_ne!(facts(&reports), before);
    }

    #[test]
    fn who_has_a_row_that_cannot_be_read_did_not_disappear() {
        let k1 = report("2024-K1", &["A 2024-01-01", "B 2024-01-01", "C 2024-01-01"]);
        let mut k2 = report("2024-K2", &["A 2024-01-01"]);
        k2.deelnemers.as_mut().unwrap().onleesbaar = vec![code("b")];
        let gone = |reports: &[Rapport]| -> Vec<String> {
            points(reports, &[])
                .into_iter()
                .filter(|p| p.soort() == Aandachtsoort::Verdwenen)
                .map(|p| format!("{} {}", p.deelnemer.unwrap(), p.grond.kenmerk()))
                .collect()
        };
        assert_eq!(gone(&[k1.clone(), k2.clone()]), ["C 2024-K1"]);
        let k3 = report("2024-K3", &["A 2024-01-01"]);
        assert_eq!(gone(&[k1, k2, k3]), ["B 2024-K2"], "the kwartaal after, it is");
    }

    fn cvsregel(line: &str) -> Cvsregel {
        let r = row(line);
        Cvsregel {
            deelnemer: r.deelnemer,
            aanbieder: PSW,
            startdatum: r.startdatum,
            startsituatie: r.startsituatie,
            begintrede: r.begintrede,
            doeltrede: r.doeltrede,
            huidige_trede: r.huidige_trede,
            doelen: r.doelen,
            einddatum: r.einddatum,
            beoordeeld_op: None,
            rij: 0,
        }
    }

    #[test]
    fn cvs_and_a_row_that_cannot_be_read_do_not_disagree() {
        let mut rapport = report("2024-K2", &["A 2024-01-01"]);
        rapport.deelnemers.as_mut().unwrap().onleesbaar = vec![code("B")];
        let export = |onleesbaar: Vec<Deelnemercode>| CvsExport {
            gemeente: Gemeente::Venlo,
            kwartaal: k("2024-K2"),
            versie: 1,
            regels: vec![cvsregel("B 2024-01-01")],
            niet_meegeteld: 0,
            onleesbaar,
        };
        let of_cvs = |export: CvsExport| {
            points(&[rapport.clone()], &[export]).into_iter().filter(|p| p.soort() == Aandachtsoort::CvsOntbreekt).count()
        };
        assert_eq!(of_cvs(export(Vec::new())), 1, "A is not in CVS");
        assert_eq!(of_cvs(export(vec![code("a")])), 0);
    }

    #[test]
    fn cvs_and_report_are_held_against_each_other_per_gemeente() {
        let mut of_another = cvsregel("Z 2024-01-01");
        of_another.aanbieder = QWYL;
        let export = CvsExport {
            gemeente: Gemeente::Venlo,
            kwartaal: k("2024-K2"),
            versie: 1,
            regels: vec![
                cvsregel("a 2024-01-01 doel=4 begin=2 tot=2024-12-31"),
                cvsregel("B 2024-01-01 doel=4"),
                cvsregel("C 2024-01-01"),
                of_another,
            ],
            niet_meegeteld: 0,
            onleesbaar: Vec::new(),
        };
        let rows = [
            "A 2024-01-01 doel=5 begin=2 tot=2025-12-31 voortgang=2024-05-01",
            "B 2024-01-01 begin=2 voortgang=2024-05-01",
            "D 2024-01-01 voortgang=2024-05-01",
            "E 2024-01-01 gem=Venray voortgang=2024-05-01",
        ];
        let found = points(&[report("2024-K2", &rows)], std::slice::from_ref(&export));
        let told: Vec<(String, Aandachtgrond)> =
            found.iter().map(|p| (p.deelnemer.as_ref().unwrap().sleutel().to_owned(), p.grond.clone())).collect();
        let trede = |n| Veldwaarde::Trede(Trede::new(n).unwrap());
        let verschillen = vec![
            Cvsverschil { kolom: Kolom::Doeltrede, cvs: trede(4), aanbieder: trede(5) },
            Cvsverschil {
                kolom: Kolom::Einddatum,
                cvs: Veldwaarde::Datum(d("2024-12-31")),
                aanbieder: Veldwaarde::Datum(d("2025-12-31")),
            },
        ];
        let gemeente = Gemeente::Venlo;
        assert_eq!(
            told,
            [
                ("a".into(), Aandachtgrond::CvsVerschil { gemeente, verschillen }),
                ("c".into(), Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: true }),
                ("d".into(), Aandachtgrond::CvsOntbreekt { gemeente, in_cvs: false }),
            ]
        );
        // An export of another kwartaal says nothing of this one.
        assert!(points(&[report("2024-K3", &["A 2024-01-01 voortgang=2024-07-01"])], &[export]).is_empty());
        assert_eq!(code("a"), code("A"));
    }

    mod laws {
        use std::collections::HashSet;

        use proptest::prelude::*;

        use super::*;

        /// A row of a handful of deelnemers with whatever makes points.
        fn line() -> impl Strategy<Value = String> {
            let day = (2020u32..2025, 1u32..13, 1u32..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
            let one_of = |options: &'static [&'static str]| proptest::sample::select(options);
            let start = one_of(&["2021-01-01", "2021-06-30", "2022-01-15", "2023-05-01"]);
            let trede = one_of(&["", "trede=1", "trede=2", "trede=3"]);
            let rest = one_of(&["", "begin=1 doel=3", "aanp=3 groep=Hout", "begin=2 doel=4 groep=Hout", "gem=Venray vervolg=ja"]);
            let end = (one_of(&["", "uit=uitval/", "uit=regulier/"]), day.clone())
                .prop_map(|(soort, day)| if soort.is_empty() { String::new() } else { format!("{soort}{day}") });
            (0u8..5, start, trede, rest, end, proptest::option::of(day)).prop_map(|(who, start, trede, rest, end, term)| {
                let term = term.map(|t| format!("tot={t}")).unwrap_or_default();
                format!("D{who} {start} {trede} {rest} {end} {term}")
            })
        }

        fn reports() -> impl Strategy<Value = Vec<Rapport>> {
            proptest::collection::vec(proptest::collection::vec(line(), 0..7), 1..6).prop_map(|quarters| {
                let quarters = k("2023-K3").through(k("2024-K4")).zip(quarters);
                quarters
                    .map(|(q, lines)| {
                        let mut rapport = report(&q.to_string(), &lines.iter().map(String::as_str).collect::<Vec<_>>());
                        let mut seen = HashSet::new();
                        let deelnemers = rapport.deelnemers.as_mut().unwrap();
                        deelnemers.regels.retain(|r| seen.insert((r.deelnemer.clone(), r.startdatum)));
                        rapport
                    })
                    .collect()
            })
        }

        proptest! {
            #[test]
            fn points_have_keys_of_their_own_and_the_order_of_rows_does_not_matter(reports in reports()) {
                let found = points(&reports, &[]);
                let keys: HashSet<String> = found.iter().map(Aandachtspunt::sleutel).collect();
                prop_assert_eq!(keys.len(), found.len());
                let mut turned = reports.clone();
                for rapport in &mut turned {
                    rapport.deelnemers.as_mut().unwrap().regels.reverse();
                }
                prop_assert_eq!(points(&turned, &[]), found);
            }

            #[test]
            fn a_traject_that_is_missing_is_only_gone(reports in reports()) {
                let last = reports.last().unwrap();
                let present: HashSet<_> =
                    last.deelnemers.as_ref().unwrap().regels.iter().map(|r| (r.deelnemer.clone(), r.startdatum)).collect();
                for punt in points(&reports, &[]) {
                    prop_assert!(punt.sinds <= last.kwartaal);
                    let Some(traject) = punt.deelnemer.clone().zip(punt.startdatum) else { continue };
                    prop_assert_eq!(!present.contains(&traject), punt.soort() == Aandachtsoort::Verdwenen);
                }
            }
        }
    }
}
