//! What leaves the program as files: which names they may have, who may read them, what they never take the place of, and whose
//! name is in them.

use std::collections::BTreeSet;
use std::path::Path;

use super::{App, Fout};
use crate::domain::vorm::Getypteplek;
use crate::domain::{Aanbieder, Aanbiedernamen, Genoemdenaam, Signaal};
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

    fn anderen(&self, aanbieder: Aanbieder) -> Result<Aanbiedernamen, Fout> {
        let mut anderen = Aanbiedernamen::default();
        for (naam, names) in self.names_of_others(aanbieder)? {
            anderen.add(&naam, names.iter().map(String::as_str));
        }
        Ok(anderen)
    }

    /// Every other aanbieder, of both segments: how it is called, with all its names. Those of the register, and who was named in a
    /// signaal without being in it.
    pub(super) fn names_of_others(&self, aanbieder: Aanbieder) -> Result<Vec<(String, Vec<String>)>, Fout> {
        let register = &self.register;
        let mut own = Aanbiedernamen::default();
        if let Some(entry) = register.get(aanbieder) {
            own.add(&entry.naam, entry.namen());
        }
        let others = register.iter().filter(|i| i.aanbieder != aanbieder);
        let mut found: Vec<_> = others.map(|i| (i.naam.clone(), i.namen().map(str::to_owned).collect())).collect();
        let signalen: Vec<Signaal> = self.store.all().map_err(|e| self.refused(e))?;
        let typed = signalen.iter().filter(|s| s.wie(register).is_none()).filter_map(|s| s.aanbieder_naam.as_deref());
        let unlisted: BTreeSet<&str> = typed.filter(|naam| !own.is_named_in(naam)).collect();
        found.extend(unlisted.into_iter().map(|naam| (naam.to_owned(), vec![naam.to_owned()])));
        Ok(found)
    }
}

/// Writes one file.
pub(super) fn write_one(mut outgoing: Outgoing, inhoud: &[u8]) -> Result<(), Fout> {
    outgoing.write(inhoud)?;
    Ok(outgoing.finish()?)
}
