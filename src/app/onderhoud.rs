//! Care for the database: copy, restore, check, remove.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::Aanbieder;

impl App {
    /// Makes a consistent copy of the database, also while it is in use.
    pub fn backup(&self, naar: &Path) -> Result<(), Fout> {
        let _ = naar;
        Err(Fout::NietBeschikbaar("backup"))
    }

    /// Puts a copy back; returns where the present file is kept.
    pub fn restore(&mut self, van: &Path) -> Result<PathBuf, Fout> {
        let _ = van;
        Err(Fout::NietBeschikbaar("herstel"))
    }

    /// Checks integrity and invariants; returns what is wrong, each as a sentence.
    pub fn check(&self) -> Result<Vec<String>, Fout> {
        Err(Fout::NietBeschikbaar("controle"))
    }

    /// Removes everything of a deelnemer; returns how many rows went. Frozen figures stay.
    pub fn remove_deelnemer(&mut self, aanbieder: Aanbieder, code: &str) -> Result<u32, Fout> {
        let _ = (aanbieder, code);
        Err(Fout::NietBeschikbaar("opschonen"))
    }

    /// Removes the rows of all reports of kwartalen that ended before `dag`; returns how many went.
    pub fn remove_before(&mut self, dag: NaiveDate) -> Result<u32, Fout> {
        let _ = dag;
        Err(Fout::NietBeschikbaar("opschonen"))
    }
}
