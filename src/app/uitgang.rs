//! What leaves the program as files: which names they may have, who may read them, what they never take the place of, and whose
//! name is in them.

use std::path::Path;

use chrono::NaiveDate;

use super::{App, Fout};
use crate::domain::register::Inschrijving;
use crate::domain::vorm::Getypteplek;
use crate::domain::{Aanbieder, Genoemdenaam, Namen, Segment};
use crate::files::{Never, Outgoing, Target};

pub(super) const WERKMAP: &[&str] = &["xlsx"];
pub(super) const VERSLAG: &[&str] = &["docx", "html", "htm", "md", "markdown"];
pub(super) const AGENDA: &[&str] = &["ics"];

/// What the user said yes to, for one thing that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Akkoord {
    /// Files that are there already are replaced.
    pub vervang: bool,
    /// What was typed goes out as it is, also where it names another aanbieder.
    pub namen: bool,
}

impl App {
    /// Looks whether these may be written in one call, over what stands there when `vervang` says so; `gelezen` is read in the
    /// same call.
    pub(super) fn outgoing(&self, naar: &[Target], vervang: bool, gelezen: Option<&Path>) -> Result<Outgoing, Fout> {
        let own = (!self.is_voorbeeld()).then(|| Never::Database(self.pad.clone()));
        let never: Vec<Never> = own.into_iter().chain(gelezen.map(|pad| Never::Input(pad.to_owned()))).collect();
        Ok(Outgoing::open(naar, vervang, &never)?)
    }

    /// Looks whether what goes to an aanbieder names another one in what somebody typed: that is for the user to say yes to.
    pub(super) fn look_for_others(&self, aanbieder: Aanbieder, getypt: &[Getypteplek], akkoord: Akkoord) -> Result<(), Fout> {
        if akkoord.namen {
            return Ok(());
        }
        let anderen = self.anderen(aanbieder)?;
        let mut genoemd: Vec<Genoemdenaam> = Vec::new();
        for found in getypt.iter().flat_map(|g| anderen.find(g)) {
            if !genoemd.contains(&found) {
                genoemd.push(found);
            }
        }
        if genoemd.is_empty() { Ok(()) } else { Err(Fout::NoemtAnderen { aanbieder, genoemd }) }
    }

    /// Every other aanbieder, of both segments, with all its names.
    fn anderen(&self, aanbieder: Aanbieder) -> Result<Namen, Fout> {
        fn names(i: &Inschrijving) -> impl Iterator<Item = &str> {
            [i.naam.as_str(), &i.statutair, &i.kvk].into_iter().chain(i.andere_namen.iter().map(String::as_str))
        }
        let register = &self.register;
        let is_spoken_of = |i: &Inschrijving| i.had_contract(Segment::Collectief, NaiveDate::MAX);
        let mut own = Namen::default();
        if let Some(entry) = register.get(aanbieder) {
            own.add(&entry.naam, names(entry));
        }
        let mut anderen = Namen::default();
        for other in register.iter().filter(|i| i.aanbieder != aanbieder && is_spoken_of(i)) {
            anderen.add(&other.naam, names(other));
        }
        // An aanbieder may work in both segments, under its own name.
        let is_added = |naam: &str| register.find(naam).and_then(|a| register.get(a)).is_some_and(is_spoken_of);
        let listed = self.signaalgeheugen()?.individueel;
        for naam in listed.into_iter().filter(|naam| !is_added(naam) && !own.is_named_in(naam)) {
            anderen.add(&naam, [naam.as_str()]);
        }
        Ok(anderen)
    }
}

/// Writes one file.
pub(super) fn write_one(mut outgoing: Outgoing, inhoud: &[u8]) -> Result<(), Fout> {
    outgoing.write(inhoud)?;
    Ok(outgoing.finish()?)
}
