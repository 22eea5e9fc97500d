//! What leaves the program as files: which names they may have, who may read them, what they never take the place of, and whose
//! name is in them.

use std::collections::BTreeSet;
use std::path::Path;

use super::{App, Fout};
use crate::domain::vorm::Getypteplek;
use crate::domain::{
    Aanbieder, Aanbiedernamen, Document, Gemeente, Genoemdenaam, Kwartaal, Meetreeks, Segment, Selectie, Signaal,
};
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

/// Who reads what goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meelezer {
    pub(super) aanbieder: Aanbieder,
    /// The gemeente whose gesprek it is of; None: of the region.
    pub(super) gemeente: Option<Gemeente>,
    /// Whether codes of deelnemers stand in it.
    pub(super) codes: bool,
}

/// What a deelnemer of another gemeente is called in a question.
const VAN_ELDERS: &str = "een deelnemer uit een andere gemeente";

/// The gemeenten that have no seat at the table of this one; at that of the region all do.
pub(super) fn others_than(gemeente: Option<Gemeente>) -> impl Iterator<Item = Gemeente> {
    Gemeente::ALL.into_iter().filter(move |other| gemeente.is_some_and(|own| own != *other))
}

impl App {
    /// Looks whether these may be written in one call, over what stands there when `vervang` says so; `gelezen` is read in the
    /// same call.
    pub(super) fn outgoing(&self, naar: &[Target], vervang: bool, gelezen: Option<&Path>) -> Result<Outgoing, Fout> {
        let own = (!self.is_voorbeeld()).then(|| Never::Database(self.pad.clone()));
        let never: Vec<Never> = own.into_iter().chain(gelezen.map(|pad| Never::Input(pad.to_owned()))).collect();
        Ok(Outgoing::open(naar, vervang, &never)?)
    }

    /// Refuses to write of an aanbieder about a kwartaal of which there is no report; `is_planned` says that there is a gesprek.
    pub(super) fn must_have_come(&self, aanbieder: Aanbieder, kwartaal: Kwartaal, is_planned: bool) -> Result<(), Fout> {
        if is_planned || self.is_delivered(Some(aanbieder), kwartaal)? {
            return Ok(());
        }
        let naam = self.register.naam(aanbieder);
        Err(Fout::Geweigerd(format!(
            "Van {naam} is er over {kwartaal} geen rapportage en geen gesprek; er is dus niets geschreven. Lees de rapportage in, of \
             plan het gesprek."
        )))
    }

    /// Whether a report came in over a kwartaal, of this aanbieder or of anybody; of anybody an overview of the dekking will do.
    pub(super) fn is_delivered(&self, aanbieder: Option<Aanbieder>, kwartaal: Kwartaal) -> Result<bool, Fout> {
        let is_asked = |wie: Aanbieder, k: Kwartaal| k == kwartaal && aanbieder.is_none_or(|a| a == wie);
        let dekking = || self.store.standing(Document::Dekking(kwartaal)).map_err(|e| self.refused(e));
        Ok(self.reports_in()?.into_iter().any(|(wie, k)| is_asked(wie, k)) || (aanbieder.is_none() && dekking()?.is_some()))
    }

    /// Looks whether what goes to an aanbieder names another one in what somebody typed: that is for the user to say yes to.
    pub(super) fn look_for_others(&self, aanbieder: Aanbieder, getypt: &[Getypteplek], akkoord: Akkoord) -> Result<(), Fout> {
        self.look_for_outsiders(Meelezer { aanbieder, gemeente: None, codes: false }, getypt, akkoord)
    }

    /// The same of what is of a gesprek. A sentence that the user once let go out to a reader is not asked about again: that of a
    /// report stands in each paper of its gesprek.
    pub(super) fn look_for_outsiders(&self, lezer: Meelezer, getypt: &[Getypteplek], akkoord: Akkoord) -> Result<(), Fout> {
        let Meelezer { aanbieder, gemeente, .. } = lezer;
        let mut genoemd = self.outsiders_named(lezer, getypt)?;
        let mut toegestaan = self.toegestaan.borrow_mut();
        // Each paper calls the place where it stands in its own way.
        let same = |g: &Genoemdenaam| {
            let mut all = toegestaan.iter();
            all.any(|(wie, van, t)| (*wie, *van, &t.naam, &t.zin) == (aanbieder, gemeente, &g.naam, &g.zin))
        };
        genoemd.retain(|g| !same(g));
        if akkoord.namen {
            toegestaan.extend(genoemd.into_iter().map(|g| (aanbieder, gemeente, g)));
            return Ok(());
        }
        if genoemd.is_empty() { Ok(()) } else { Err(Fout::NoemtAnderen { aanbieder, gemeente, genoemd }) }
    }

    /// Who of the outsiders is named: at the table of one gemeente the others are outsiders too, and so are their deelnemers.
    pub(super) fn outsiders_named(&self, lezer: Meelezer, getypt: &[Getypteplek]) -> Result<Vec<Genoemdenaam>, Fout> {
        let Meelezer { aanbieder, gemeente, codes } = lezer;
        let mut anderen = self.outsiders(aanbieder, gemeente)?;
        if let Some(gemeente) = gemeente.filter(|_| codes) {
            for code in self.codes_at_table(aanbieder, Some(gemeente))?.1 {
                anderen.add(VAN_ELDERS, [code.as_str()]);
            }
        }
        let mut genoemd: Vec<Genoemdenaam> = Vec::new();
        for found in getypt.iter().flat_map(|g| anderen.find(g)) {
            if !genoemd.contains(&found) {
                genoemd.push(found);
            }
        }
        Ok(genoemd)
    }

    /// The codes of an aanbieder: those of its deelnemers in a gemeente, and the rest; of the region all are of the first sort.
    pub(super) fn codes_at_table(
        &self,
        aanbieder: Aanbieder,
        gemeente: Option<Gemeente>,
    ) -> Result<(Vec<String>, Vec<String>), Fout> {
        let codes = self.store.reported_codes(aanbieder).map_err(|e| self.refused(e))?;
        if gemeente.is_none() {
            return Ok((codes, Vec::new()));
        }
        let selectie = Selectie { gemeente, ..self.selectie(aanbieder, Segment::Individueel) };
        let mut reeks = Meetreeks::new(selectie);
        self.feed(aanbieder, None, |rapport| reeks.push(&rapport))?;
        let own: BTreeSet<String> = reeks.trajecten(Kwartaal::LAST).map(|t| t.deelnemer.sleutel().to_lowercase()).collect();
        Ok(codes.into_iter().partition(|code| own.contains(&code.trim().to_lowercase())))
    }

    /// Who has no seat at the table of an aanbieder: every other one, and the gemeenten that its gesprek is not of. What is
    /// written is looked through for them, and at the table itself they are covered.
    pub(super) fn outsiders(&self, aanbieder: Aanbieder, gemeente: Option<Gemeente>) -> Result<Aanbiedernamen, Fout> {
        let mut anderen = Aanbiedernamen::default();
        for (naam, names) in self.names_of_others(aanbieder)? {
            anderen.add(&naam, names.iter().map(String::as_str));
        }
        for other in others_than(gemeente) {
            anderen.add(other.naam(), other.namen().iter().copied());
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

/// Figures were asked about a kwartaal over which nothing was delivered: by who is called so, or by anybody.
pub(super) fn nothing_delivered(naam: Option<&str>, kwartaal: Kwartaal) -> Fout {
    let van = naam.map(|naam| format!(" van {naam}")).unwrap_or_default();
    Fout::Geweigerd(format!(
        "Over {kwartaal} is er{van} nog geen rapportage; er is dus niets geschreven. Lees eerst in wat er is aangeleverd, of kies een \
         ander kwartaal."
    ))
}

/// Writes one file.
pub(super) fn write_one(mut outgoing: Outgoing, inhoud: &[u8]) -> Result<(), Fout> {
    outgoing.write(inhoud)?;
    Ok(outgoing.finish()?)
}
