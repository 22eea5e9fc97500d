//! The register of aanbieders: what comes with the program with what users made of it, and who is shown when.

use std::collections::HashSet;
use std::sync::Arc;

use super::{App, Fout, meegeleverd};
use crate::domain::register::{Gecontracteerd, Getoond, Inschrijving};
use crate::domain::{Aanbieder, Document, Kwartaal, Register, Segment};

/// The entries that come with the program.
fn shipped() -> Result<Vec<Inschrijving>, Fout> {
    meegeleverd::inschrijvingen().map_err(|e| Fout::Instelling { pad: "aanbieders.toml".into(), reden: e.message().to_owned() })
}

impl App {
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

    /// Who is shown for a kwartaal in segment collectief, in the order of the register (`domein.md` 9).
    pub fn getoond(&self, kwartaal: Kwartaal) -> Result<Vec<Getoond>, Fout> {
        Ok(self.getoonden(kwartaal, kwartaal)?.of(kwartaal))
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
                && self.store.has_rows_without_product(Document::Rapportage(aanbieder, kwartaal)).map_err(|e| self.refused(e))?
            {
                buiten_contract.insert((aanbieder, kwartaal));
            }
        }
        Ok(Getoonden { register, rapporten, buiten_contract })
    }
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
