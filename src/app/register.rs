//! The register of aanbieders: what comes with the program with what users made of it, and who is shown when.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{App, Fout, meegeleverd};
use crate::domain::register::{Contract, Gecontracteerd, Getoond, Inschrijving};
use crate::domain::{Aanbieder, Budget, Kwartaal, Norm, NormId, Ontwikkeldoel, Periode, Register, Segment};

/// The entries that come with the program.
pub(super) fn shipped() -> Result<Vec<Inschrijving>, Fout> {
    meegeleverd::inschrijvingen().map_err(|e| Fout::Instelling { pad: "aanbieders.toml".into(), reden: e.message().to_owned() })
}

/// An aanbieder in the list of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registerregel {
    pub inschrijving: Inschrijving,
    /// Whether it is contracted on the day, for each segment that it ever had a contract for.
    pub gecontracteerd: Vec<(Segment, Gecontracteerd)>,
}

/// An option that must be decided on: nothing says what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openoptie {
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    /// The first day of the contract.
    pub van: NaiveDate,
    /// From 1.
    pub nummer: usize,
    /// The last day that holds for certain.
    pub eind: NaiveDate,
    /// The last day when it is taken.
    pub tot: NaiveDate,
    pub beslissen_voor: Option<NaiveDate>,
}

/// The contract of an aanbieder in a segment, through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contractbeeld {
    pub aanbieder: Aanbieder,
    pub segment: Segment,
    pub vandaag: NaiveDate,
    pub gecontracteerd: Gecontracteerd,
    pub contracten: Vec<Contract>,
    /// By day.
    pub momenten: Vec<(NaiveDate, Contractmoment)>,
    pub doelen: Vec<Ontwikkeldoel>,
}

/// All that is kept of an aanbieder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aanbiederbeeld {
    pub inschrijving: Inschrijving,
    /// Of each segment that it has a contract or an ontwikkeldoel for.
    pub contracten: Vec<Contractbeeld>,
    /// By year.
    pub budgetten: Vec<Budget>,
}

/// What happens on a day of the timeline; spans are told by their first and last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contractmoment {
    Begin,
    /// The last day that holds for certain.
    Einde,
    /// The day before which an option (from 1) is to be decided.
    BeslissenVoor(usize),
    /// The last day of an option (from 1), whatever was decided.
    Optie(usize),
    NormVan(NormId),
    NormTot(NormId),
    OpschortingVan(NormId),
    OpschortingTot(NormId),
    /// From this day a rate is known that was not the day before.
    Tarief(i32),
}

impl App {
    /// The register on a day: whoever answers to `zoek` (any part of a name, number, segment or contact person) and ever had a contract for the
    /// segment.
    pub fn registerbeeld(&self, op: NaiveDate, segment: Option<Segment>, zoek: &str) -> Vec<Registerregel> {
        let found = self.register.search(zoek).filter(|i| segment.is_none_or(|s| i.has_contract(s)));
        let line = |i: &Inschrijving| {
            let gecontracteerd = i.segmenten().map(|s| (s, i.gecontracteerd(s, op))).collect();
            Registerregel { inschrijving: i.clone(), gecontracteerd }
        };
        found.map(line).collect()
    }

    /// The options whose contract is past on a day while nobody recorded a decision, in the order of the register.
    pub fn open_opties(&self, op: NaiveDate) -> Vec<Openoptie> {
        let of = |i: &Inschrijving, c: &Contract| {
            let (eind, nummer, optie) = c.undecided(op)?;
            Some(Openoptie {
                aanbieder: i.aanbieder,
                segment: c.segment,
                van: c.van,
                nummer,
                eind,
                tot: optie.tot,
                beslissen_voor: optie.beslissen_voor,
            })
        };
        self.register.iter().flat_map(|i| i.contracten.iter().filter_map(move |c| of(i, c))).collect()
    }

    /// The timeline of the contract of an aanbieder in a segment, with its ontwikkeldoelen.
    pub fn contractbeeld(&self, aanbieder: Aanbieder, segment: Segment) -> Result<Contractbeeld, Fout> {
        let entry = self.inschrijving(aanbieder)?;
        let contracten: Vec<Contract> = entry.contracten.iter().filter(|c| c.segment == segment).cloned().collect();
        let mut momenten: Vec<(NaiveDate, Contractmoment)> = contracten.iter().flat_map(moments_of).collect();
        momenten.extend(self.normen().norm.iter().filter(|n| n.segment == segment).flat_map(moments_of_norm));
        let rates = self.tarieven()?;
        let years: std::collections::BTreeSet<i32> =
            rates.iter().filter(|t| t.product.segment() == segment).map(|t| t.jaar).collect();
        momenten.extend(
            years.into_iter().filter_map(|jaar| Some((NaiveDate::from_ymd_opt(jaar, 1, 1)?, Contractmoment::Tarief(jaar)))),
        );
        momenten.sort_by_key(|(dag, _)| *dag);
        let doelen = self.ontwikkeldoelen(Some(aanbieder))?.into_iter().filter(|d| d.segment == segment).collect();
        Ok(Contractbeeld {
            aanbieder,
            segment,
            vandaag: self.vandaag(),
            gecontracteerd: entry.gecontracteerd(segment, self.vandaag()),
            contracten,
            momenten,
            doelen,
        })
    }

    /// All that is kept of an aanbieder.
    ///
    /// # Errors
    /// [`Fout::NietGevonden`] for one that is not in the register.
    pub fn aanbiederbeeld(&self, aanbieder: Aanbieder) -> Result<Aanbiederbeeld, Fout> {
        let mut contracten = Vec::new();
        for segment in Segment::ALL {
            let beeld = self.contractbeeld(aanbieder, segment)?;
            if !beeld.contracten.is_empty() || !beeld.doelen.is_empty() {
                contracten.push(beeld);
            }
        }
        let mut budgetten = self.budgetten_van(aanbieder)?;
        budgetten.sort_by_key(|b| b.jaar);
        Ok(Aanbiederbeeld { inschrijving: self.inschrijving(aanbieder)?.clone(), contracten, budgetten })
    }

    /// The register as it comes with the program, for what is done without a database.
    pub fn meegeleverd_register() -> Result<Register, Fout> {
        Ok(Register::new(shipped()?, Vec::new()))
    }

    /// Reads the register.
    pub(super) fn load_register(&mut self) -> Result<(), Fout> {
        let own = self.store.all::<Inschrijving>().map_err(|e| self.refused(e))?;
        let register = Register::new(shipped()?, own);
        // Who asked before goes on with what it has when nothing changed.
        if register != *self.register {
            self.store.exempt(register.kvk().into_iter().map(str::to_owned).collect());
            self.register = Arc::new(register);
        }
        Ok(())
    }

    /// The same after an act that changed it: that is stored, whatever comes of reading it.
    pub(super) fn follow_register(&mut self) {
        if let Err(fout) = self.load_register() {
            tracing::warn!(%fout, "het register is nog van voor de wijziging");
        }
    }

    /// Who is shown for a kwartaal in segment collectief, in the order of the register (`domein.md` 9).
    pub fn getoond(&self, kwartaal: Kwartaal) -> Result<Vec<Getoond>, Fout> {
        Ok(self.getoonden(kwartaal, kwartaal)?.of(kwartaal))
    }

    /// Who is shown for a period of a kwartaal in a segment, in the order of that segment (`domein.md` 9, 10).
    pub(super) fn getoond_van(&self, segment: Segment, kwartaal: Kwartaal, periode: Periode) -> Result<Vec<Getoond>, Fout> {
        match (segment, periode) {
            (Segment::Collectief, Periode::Kwartaal) => self.getoond(kwartaal),
            (Segment::Collectief, Periode::Jaar) => Ok(self.getoonden(kwartaal, kwartaal)?.of_year(kwartaal)),
            (Segment::Individueel, _) => {
                let shown = self.individueel_in_jaar(kwartaal, kwartaal)?.remove(&kwartaal).unwrap_or_default();
                Ok(shown.into_iter().filter(|g| periode == Periode::Jaar || g.laatste.is_none()).collect())
            }
        }
    }

    /// Who is in the year through each of some kwartalen, in the order of the segment.
    pub(super) fn getoond_in_jaar(
        &self,
        segment: Segment,
        van: Kwartaal,
        tot: Kwartaal,
    ) -> Result<HashMap<Kwartaal, Vec<Getoond>>, Fout> {
        match segment {
            Segment::Collectief => {
                let getoonden = self.getoonden(van, tot)?;
                Ok(van.through(tot).map(|k| (k, getoonden.of_year(k))).collect())
            }
            Segment::Individueel => self.individueel_in_jaar(van, tot),
        }
    }

    /// Of segment individueel: who had a row of it in the four kwartalen through each of these, and who left in its year.
    fn individueel_in_jaar(&self, van: Kwartaal, tot: Kwartaal) -> Result<HashMap<Kwartaal, Vec<Getoond>>, Fout> {
        let segment = Segment::Individueel;
        let mut shown: HashMap<Kwartaal, Vec<Getoond>> = HashMap::new();
        let everybody = self.register.op_naam(self.aanbieders_with_reports()?);
        for (wie, entry) in everybody.into_iter().filter_map(|wie| Some((wie, self.register.get(wie)?))) {
            let rijen = self.row_kinds(wie)?;
            for kwartaal in van.through(tot) {
                // Q is what is asked for, also for the rows of before.
                let had = entry.had_contract(Segment::Collectief, kwartaal.last_day());
                let shows = |k: Kwartaal| k.plus(-3).through(k).any(|k| rijen.get(&k).is_some_and(|r| r.has(segment, had)));
                let is_in = |k: Kwartaal| entry.gecontracteerd_in(segment, k) != Gecontracteerd::Nee || rijen.contains_key(&k);
                let earlier = || kwartaal.first_of_year().through(kwartaal).rev().skip(1);
                // Who left in the year is in it with its figure through its last kwartaal.
                let left = !is_in(kwartaal) && earlier().any(shows);
                let laatste = if left { earlier().find(|k| is_in(*k)) } else { None };
                if shows(kwartaal) || laatste.is_some() {
                    let gecontracteerd = entry.gecontracteerd_in(segment, kwartaal);
                    shown.entry(kwartaal).or_default().push(Getoond { aanbieder: wie, gecontracteerd, laatste });
                }
            }
        }
        Ok(shown)
    }

    /// Everybody with a report, in the order of the register.
    pub(super) fn aanbieders_with_reports(&self) -> Result<Vec<Aanbieder>, Fout> {
        let Some((van, tot)) = self.store.span().map_err(|e| self.refused(e))? else { return Ok(Vec::new()) };
        let reports = self.store.reports(van, tot).map_err(|e| self.refused(e))?;
        Ok(self.register.in_volgorde(reports.into_iter().map(|(aanbieder, _)| aanbieder)))
    }

    /// What is needed to say who is shown in each kwartaal.
    pub fn alle_getoonden(&self) -> Result<Getoonden, Fout> {
        let van_nu = Kwartaal::of(self.vandaag());
        let (van, tot) = self.store.span().map_err(|e| self.refused(e))?.unwrap_or((van_nu, van_nu));
        self.getoonden(van, tot.max(van_nu))
    }

    /// The same of some kwartalen only.
    pub(super) fn getoonden(&self, van: Kwartaal, tot: Kwartaal) -> Result<Getoonden, Fout> {
        let register = Arc::clone(&self.register);
        let (mut rapporten, mut buiten_contract) = (HashSet::new(), HashSet::new());
        for (aanbieder, kwartaal) in self.store.reports(van.first_of_year(), tot).map_err(|e| self.refused(e))? {
            rapporten.insert((aanbieder, kwartaal));
            // Only of who once had a contract can a row be of the segment (`domein.md` 10).
            let Some(entry) = register.get(aanbieder).filter(|i| i.had_contract(Segment::Collectief, kwartaal.last_day())) else {
                continue;
            };
            if entry.gecontracteerd_in(Segment::Collectief, kwartaal) == Gecontracteerd::Nee
                && self.row_kinds(aanbieder)?.get(&kwartaal).is_some_and(|rijen| rijen.has(Segment::Collectief, true))
            {
                buiten_contract.insert((aanbieder, kwartaal));
            }
        }
        Ok(Getoonden { register, rapporten, buiten_contract })
    }
}

fn moments_of(contract: &Contract) -> Vec<(NaiveDate, Contractmoment)> {
    let mut moments = vec![(contract.van, Contractmoment::Begin)];
    moments.extend(contract.eind().map(|dag| (dag, Contractmoment::Einde)));
    for (nummer, optie) in (1..).zip(&contract.opties) {
        moments.extend(optie.beslissen_voor.map(|dag| (dag, Contractmoment::BeslissenVoor(nummer))));
        moments.push((optie.tot, Contractmoment::Optie(nummer)));
    }
    // Of who leaves nothing follows the last day.
    moments.retain(|(dag, _)| contract.eindigt.is_none_or(|eind| *dag <= eind));
    moments
}

fn moments_of_norm(norm: &Norm) -> Vec<(NaiveDate, Contractmoment)> {
    let mut moments = vec![(norm.geldig_van, Contractmoment::NormVan(norm.id.clone()))];
    moments.extend(norm.geldig_tot.map(|dag| (dag, Contractmoment::NormTot(norm.id.clone()))));
    for opschorting in &norm.opschorting {
        moments.push((opschorting.van, Contractmoment::OpschortingVan(norm.id.clone())));
        moments.push((opschorting.tot, Contractmoment::OpschortingTot(norm.id.clone())));
    }
    moments
}

/// Who is shown in which kwartaal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Getoonden {
    register: Arc<Register>,
    /// The reports that are in.
    rapporten: HashSet<(Aanbieder, Kwartaal)>,
    /// Those that have rows of the segment while their aanbieder had no contract.
    buiten_contract: HashSet<(Aanbieder, Kwartaal)>,
}

impl Getoonden {
    /// With no report in.
    pub fn without_reports(register: Arc<Register>) -> Self {
        Self { register, ..Self::default() }
    }

    pub const fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// Who is shown for a kwartaal.
    pub fn of(&self, kwartaal: Kwartaal) -> Vec<Getoond> {
        self.register.getoond(kwartaal, |a, k| self.buiten_contract.contains(&(a, k)))
    }

    /// Who is in the year through a kwartaal: also who left in it.
    pub fn of_year(&self, kwartaal: Kwartaal) -> Vec<Getoond> {
        let delivered = |a, k| self.buiten_contract.contains(&(a, k));
        self.register.getoond_in_jaar(kwartaal, delivered, |a| self.rapporten.contains(&(a, kwartaal)))
    }
}
