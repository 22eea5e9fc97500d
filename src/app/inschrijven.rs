//! What users make of the register: aanbieders they add or change, contracts, decisions on options, contact people.
//!
//! An entry that came with the program gets a row of its own at the first change, which goes before it; undoing that brings the one
//! that came along back.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::register::shipped;
use super::{App, Fout, invoer};
use crate::domain::register::{Besluit, Contactpersoon, Contract, Contractfout, Inschrijving, Optie, vergelijkbaar};
use crate::domain::{
    Aanbieder, Afspraak, Budget, Bundel, Change, Dekkingsmelding, Gemeente, Gezien, Handeling, Kwartaal, Ontwikkeldoel, Register,
    Rijsoorten, Segment, Signaal, Soort, Voorvoegsel,
};
use crate::wording;

const MAX_NAAM: usize = 60;
const MAX_REGEL: usize = 160;
const MAX_NOTITIE: usize = 4000;

/// What is said of an aanbieder; None leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aanbiederwijziging {
    pub naam: Option<String>,
    pub statutair: Option<String>,
    /// Eight digits, or empty.
    pub kvk: Option<String>,
    /// All of them.
    pub andere_namen: Option<Vec<String>>,
    pub voorvoegsel: Option<Voorvoegsel>,
    pub notitie: Option<String>,
}

/// The contract of a segment that begins on a day, as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contractwijziging {
    pub segment: Segment,
    pub van: NaiveDate,
    /// Another first day for a contract that is there; None leaves it.
    pub begint: Option<NaiveDate>,
    /// None leaves it; Some(None) is without an end.
    pub tot: Option<Option<NaiveDate>>,
    /// All options with the day before which each is to be decided; one with the same last day keeps its decision. None leaves them.
    pub opties: Option<Vec<(NaiveDate, Option<NaiveDate>)>>,
}

/// A decision on an option, or that there is none yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Optiebesluit {
    pub segment: Segment,
    /// The contract, by its first day; None: the only one of the segment.
    pub van: Option<NaiveDate>,
    /// From 1; None: the first that is open.
    pub nummer: Option<usize>,
    pub besluit: Besluit,
}

impl App {
    /// Adds an aanbieder; `key` None is made of its name.
    pub fn add_aanbieder(&mut self, key: Option<&str>, gegevens: &Aanbiederwijziging) -> Result<Inschrijving, Fout> {
        let naam = gegevens.naam.clone().unwrap_or_default();
        if naam.trim().is_empty() {
            return Err(Fout::Ongeldig { veld: "naam", tekst: "Vul een naam in.".to_owned() });
        }
        let key = match key {
            Some(key) => key.to_owned(),
            None => self.free_key(&key_of(&naam))?,
        };
        let Some(aanbieder) = Aanbieder::new(&key) else {
            let tekst = "Geef een sleutel van 1 tot 24 kleine letters, cijfers en -, bijvoorbeeld nieuwe-kans.".to_owned();
            return Err(Fout::Ongeldig { veld: "sleutel", tekst });
        };
        if self.is_used(aanbieder)? {
            let tekst = format!("De sleutel {key} is al gebruikt; een sleutel wordt maar één keer gegeven. Kies een andere.");
            return Err(Fout::Geweigerd(tekst));
        }
        let prefix = gegevens.voorvoegsel.or_else(|| self.free_prefix(&key)).ok_or_else(no_prefix)?;
        let mut nieuw = Inschrijving::new(aanbieder, naam.clone(), prefix);
        apply(&mut nieuw, gegevens, &self.register)?;
        if gegevens.statutair.is_none() {
            nieuw.statutair.clone_from(&nieuw.naam);
        }
        check(&nieuw, &self.register)?;
        let act = self.act(format!("aanbieder {} toegevoegd", nieuw.naam));
        let made = self.perform(&act, |h| Ok(h.make(nieuw)?))?;
        self.follow_register();
        Ok(made)
    }

    /// Whether a key was ever given.
    fn is_used(&self, aanbieder: Aanbieder) -> Result<bool, Fout> {
        Ok(self.register.get(aanbieder).is_some() || !self.aanbieder_history(aanbieder)?.is_empty())
    }

    /// A key that is made of a name, with a number where another name gave the same.
    fn free_key(&self, key: &str) -> Result<String, Fout> {
        for candidate in numbered(key, "-", Aanbieder::MAX) {
            if let Some(aanbieder) = Aanbieder::new(&candidate)
                && !self.is_used(aanbieder)?
            {
                return Ok(candidate);
            }
        }
        Ok(key.to_owned())
    }

    /// The same of the prefix of its afspraken.
    fn free_prefix(&self, key: &str) -> Option<Voorvoegsel> {
        let is_free = |v: &Voorvoegsel| self.register.find(v.as_str()).is_none() && self.register.met_voorvoegsel(*v).is_none();
        let joined = key.replace('-', "");
        numbered(&joined, "", Voorvoegsel::MAX).filter_map(|candidate| Voorvoegsel::new(&candidate)).find(is_free)
    }

    /// Changes what is said of an aanbieder; refused when `rijversie` is not the one that stands.
    pub fn change_aanbieder(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        gegevens: &Aanbiederwijziging,
    ) -> Result<Inschrijving, Fout> {
        let register = Arc::clone(&self.register);
        self.edit_aanbieder(aanbieder, rijversie, "gewijzigd", |i| apply(i, gegevens, &register))
    }

    /// Adds a contract, or changes the one of the segment that begins on the same day; with another first day only the latter.
    pub fn set_contract(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        wijziging: &Contractwijziging,
    ) -> Result<Inschrijving, Fout> {
        let reports = self.row_kinds(aanbieder)?;
        self.edit_aanbieder(aanbieder, rijversie, "contract vastgelegd", |i| {
            let before = i.clone();
            let same = |c: &&mut Contract| c.segment == wijziging.segment && c.van == wijziging.van;
            if let Some(begint) = wijziging.begint.filter(|dag| *dag != wijziging.van)
                && i.contracten.iter().any(|c| (c.segment, c.van) == (wijziging.segment, begint))
            {
                return Err(begins_already(wijziging.segment, begint));
            }
            if wijziging.begint.is_none() && i.contracten.iter_mut().find(same).is_none() {
                i.contracten.push(Contract::new(wijziging.segment, wijziging.van));
            }
            let found = i.contracten.iter_mut().find(same);
            let contract = found.ok_or_else(|| no_contract(wijziging.segment, wijziging.van))?;
            contract.van = wijziging.begint.unwrap_or(contract.van);
            if let Some(tot) = wijziging.tot {
                contract.tot = tot;
            }
            if let Some(opties) = &wijziging.opties {
                let before = std::mem::take(&mut contract.opties);
                let decided =
                    |tot: NaiveDate| before.iter().find(|o| o.tot == tot).map(|o| o.besluit.clone()).unwrap_or_default();
                let option = |(tot, voor): &(NaiveDate, Option<NaiveDate>)| Optie {
                    tot: *tot,
                    beslissen_voor: *voor,
                    besluit: decided(*tot),
                };
                contract.opties = opties.iter().map(option).collect();
            }
            i.contracten.sort_by_key(|c| (c.segment, c.van));
            keeps_reports(&before, i, wijziging.segment, &reports)
        })
    }

    /// Ends a contract on a day: how an aanbieder leaves. None: it does not leave after all.
    pub fn end_contract(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        segment: Segment,
        van: NaiveDate,
        dag: Option<NaiveDate>,
    ) -> Result<Inschrijving, Fout> {
        self.edit_aanbieder(aanbieder, rijversie, "contract beëindigd", |i| {
            let found = i.contracten.iter_mut().find(|c| c.segment == segment && c.van == van);
            let contract = found.ok_or_else(|| no_contract(segment, van))?;
            contract.end_on(dag).map_err(|fout| Fout::Ongeldig { veld: "eindigt", tekst: in_words(fout) })
        })
    }

    /// Takes a contract that was never there out of the register.
    pub fn remove_contract(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        segment: Segment,
        van: NaiveDate,
    ) -> Result<Inschrijving, Fout> {
        let reports = self.row_kinds(aanbieder)?;
        self.edit_aanbieder(aanbieder, rijversie, "contract weggehaald", |i| {
            let before = i.clone();
            i.contracten.retain(|c| c.segment != segment || c.van != van);
            if i.contracten.len() == before.contracten.len() {
                return Err(no_contract(segment, van));
            }
            keeps_reports(&before, i, segment, &reports)
        })
    }

    /// Which option a decision is about when none is named: the first that is open, in words; of several aanbieders each one once.
    pub fn open_option_words<'i>(wie: impl IntoIterator<Item = &'i Inschrijving>, segment: Segment) -> Option<String> {
        let open = wie.into_iter().flat_map(|i| &i.contracten).filter(|c| c.segment == segment).filter_map(Contract::open_optie);
        let words: BTreeSet<(usize, NaiveDate)> = open.map(|(nummer, optie)| (nummer, optie.tot)).collect();
        let words: Vec<String> = words.into_iter().map(|(nummer, tot)| wording::register::welke_optie(nummer, tot)).collect();
        (!words.is_empty()).then(|| words.join(", of "))
    }

    /// The option that a decision is about, in words.
    pub fn option_meant(&self, wie: &[(Aanbieder, u32)], besluit: &Optiebesluit) -> String {
        let entries = || wie.iter().filter_map(|(a, _)| self.register.get(*a));
        let Some(nummer) = besluit.nummer else {
            return Self::open_option_words(entries(), besluit.segment).unwrap_or_else(|| "verlengoptie".to_owned());
        };
        let is_ours = |c: &&Contract| c.segment == besluit.segment && besluit.van.is_none_or(|van| c.van == van);
        let named = entries().flat_map(|i| &i.contracten).find(is_ours).and_then(|c| c.opties.get(nummer.checked_sub(1)?));
        named.map_or_else(|| format!("verlengoptie {nummer}"), |o| wording::register::welke_optie(nummer, o.tot))
    }

    /// Records what was decided on an option, of one aanbieder or of several in one act; who is named with its row version.
    pub fn decide_option(&mut self, wie: &[(Aanbieder, u32)], besluit: &Optiebesluit) -> Result<Vec<Inschrijving>, Fout> {
        if besluit.besluit.op().is_some_and(|op| op > self.vandaag()) {
            let tekst = "Die dag moet nog komen; leg het besluit vast op of na de dag waarop het is genomen.".to_owned();
            return Err(Fout::Ongeldig { veld: "op", tekst });
        }
        let said = besluit.besluit.clone().by(|door| {
            let anders = "Vul in wie het besluit nam.";
            invoer::required_line("door", &door, MAX_NAAM, &self.register, anders).map(String::from)
        })?;
        let dag = besluit.besluit.op().unwrap_or_else(|| self.vandaag());
        self.edit_aanbieders(wie, "besluit over een verlengoptie vastgelegd", |i| {
            let naam = i.naam.clone();
            let ours = |c: &&mut Contract| c.segment == besluit.segment && besluit.van.is_none_or(|van| c.van == van);
            let mut found: Vec<&mut Contract> = i.contracten.iter_mut().filter(ours).collect();
            let contract = match found.as_mut_slice() {
                [one] => one,
                [] => {
                    let tekst = format!("Een contract {} van {naam}", besluit.segment.naam());
                    return Err(Fout::NietGevonden(tekst));
                }
                _ => {
                    let tekst = format!("{naam} heeft meer contracten {}; geef met --van aan welk.", besluit.segment.naam());
                    return Err(Fout::Geweigerd(tekst));
                }
            };
            let nummer = besluit.nummer.or_else(|| contract.open_optie().map(|(nummer, _)| nummer));
            let Some(nummer) = nummer else {
                return Err(Fout::Geweigerd(format!(
                    "Het contract van {naam} heeft geen verlengoptie waarover nog besloten moet worden."
                )));
            };
            if besluit.nummer.is_none() && contract.is_ahead(nummer, dag) {
                let meant = contract.opties.get(nummer - 1).map(|o| wording::register::welke_optie(nummer, o.tot));
                return Err(Fout::Geweigerd(format!(
                    "Over verlengoptie {} van {naam} is al besloten; {}, is nog niet aan de orde. Wie daar nu al over besluit, noemt \
                     die optie zelf.",
                    nummer - 1,
                    meant.unwrap_or_default()
                )));
            }
            let optie = nummer.checked_sub(1).and_then(|at| contract.opties.get_mut(at));
            optie.ok_or_else(|| Fout::NietGevonden(format!("Verlengoptie {nummer} van {naam}")))?.besluit = said.clone();
            Ok(())
        })
    }

    /// Adds a contact person, or changes the one who was called `was`, else the one with the same name; empty fields are emptied.
    pub fn set_contact(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        was: Option<&str>,
        persoon: &Contactpersoon,
    ) -> Result<Inschrijving, Fout> {
        let register = Arc::clone(&self.register);
        let line = |veld, t: &str| invoer::line(veld, t, MAX_REGEL, &register).map(String::from);
        let persoon = Contactpersoon {
            naam: invoer::required_line("naam", &persoon.naam, MAX_NAAM, &register, "Vul een naam in.")?.into(),
            functie: line("functie", &persoon.functie)?,
            email: line("e-mail", &persoon.email)?,
            telefoon: line("telefoon", &persoon.telefoon)?,
            waarvoor: line("waarvoor", &persoon.waarvoor)?,
        };
        let is_address = |tekst: &str| {
            let parts = tekst.split_once('@').filter(|(wie, _)| !wie.is_empty() && !tekst.contains(' '));
            parts.is_some_and(|(_, waar)| {
                !waar.contains('@') && waar.split('.').count() > 1 && waar.split('.').all(|w| !w.is_empty())
            })
        };
        if !persoon.email.is_empty() && !is_address(&persoon.email) {
            let tekst = "Dat is geen e-mailadres; schrijf het als naam@voorbeeld.nl.".to_owned();
            return Err(Fout::Ongeldig { veld: "e-mail", tekst });
        }
        self.edit_aanbieder(aanbieder, rijversie, "contactpersoon vastgelegd", |i| {
            let naam = was.unwrap_or(&persoon.naam);
            let is_other = |p: &Contactpersoon| same_name(&p.naam, &persoon.naam) && !same_name(&p.naam, naam);
            if i.contactpersonen.iter().any(is_other) {
                let tekst = format!("{} heeft al een contactpersoon met deze naam.", i.naam);
                return Err(Fout::Ongeldig { veld: "naam", tekst });
            }
            match i.contactpersonen.iter_mut().find(|p| same_name(&p.naam, naam)) {
                Some(known) => known.clone_from(&persoon),
                None => i.contactpersonen.push(persoon.clone()),
            }
            Ok(())
        })
    }

    /// Removes the contact person with this name.
    pub fn remove_contact(&mut self, aanbieder: Aanbieder, rijversie: u32, naam: &str) -> Result<Inschrijving, Fout> {
        self.edit_aanbieder(aanbieder, rijversie, "contactpersoon weggehaald", |i| {
            let before = i.contactpersonen.len();
            i.contactpersonen.retain(|p| !same_name(&p.naam, naam));
            if i.contactpersonen.len() == before {
                return Err(Fout::NietGevonden(format!(
                    "Een contactpersoon met de naam {} bij {}",
                    wording::veilig(naam),
                    i.naam
                )));
            }
            Ok(())
        })
    }

    /// Removes an aanbieder that a user added and that nothing refers to.
    pub fn remove_aanbieder(&mut self, aanbieder: Aanbieder, rijversie: u32) -> Result<(), Fout> {
        let entry = self.inschrijving(aanbieder)?;
        let naam = entry.naam.clone();
        if shipped()?.iter().any(|i| i.aanbieder == aanbieder) {
            let tekst =
                format!("{naam} staat in het register dat met het programma meekomt; leg vast tot wanneer het contract loopt.");
            return Err(Fout::Geweigerd(tekst));
        }
        if let Some(wat) = self.refers_to(aanbieder)? {
            let tekst = format!("Naar {naam} verwijst nog iets ({wat}); leg vast tot wanneer het contract loopt.");
            return Err(Fout::Geweigerd(tekst));
        }
        let act = self.act(format!("aanbieder {naam} weggehaald"));
        self.perform(&act, |h| {
            let seen: Inschrijving = h.seen(aanbieder.key(), rijversie)?;
            Ok(h.remove(&seen)?)
        })?;
        self.follow_register();
        Ok(())
    }

    /// Everything that users ever did to an entry, oldest first.
    pub fn aanbieder_history(&self, aanbieder: Aanbieder) -> Result<Vec<Handeling>, Fout> {
        let mut history = self.store.history(Soort::Aanbieder, aanbieder.key()).map_err(|e| self.refused(e))?;
        // The first change of one that came along makes its row; what was is what came along.
        if let Some(entry) = shipped()?.into_iter().find(|i| i.aanbieder == aanbieder) {
            let was = serde_json::to_string(&entry).ok();
            let made = history.iter_mut().flat_map(|h| &mut h.changes).filter(|c| c.veld == Change::GEHEEL && c.oud.is_none());
            made.for_each(|c| c.oud.clone_from(&was));
        }
        Ok(history)
    }

    /// The entry of an aanbieder.
    pub fn inschrijving(&self, aanbieder: Aanbieder) -> Result<&Inschrijving, Fout> {
        self.register.get(aanbieder).ok_or_else(|| Fout::NietGevonden(format!("Aanbieder {}", aanbieder.key())))
    }

    fn edit_aanbieder(
        &mut self,
        aanbieder: Aanbieder,
        rijversie: u32,
        wat: &str,
        change: impl Fn(&mut Inschrijving) -> Result<(), Fout>,
    ) -> Result<Inschrijving, Fout> {
        let changed = self.edit_aanbieders(&[(aanbieder, rijversie)], wat, change)?;
        changed.into_iter().next().ok_or_else(|| Fout::NietGevonden(format!("Aanbieder {}", aanbieder.key())))
    }

    /// Changes entries in one act, all or none; each as it was at the row version that the user saw.
    fn edit_aanbieders(
        &mut self,
        wie: &[(Aanbieder, u32)],
        wat: &str,
        change: impl Fn(&mut Inschrijving) -> Result<(), Fout>,
    ) -> Result<Vec<Inschrijving>, Fout> {
        let register = Arc::clone(&self.register);
        let along = shipped()?;
        let act = self.act(match wie {
            [(een, _)] => format!("aanbieder {}: {wat}", register.naam(*een)),
            more => format!("{} aanbieders: {wat}", more.len()),
        });
        let changed = self.perform(&act, |h| {
            let edit = |(aanbieder, rijversie): &(Aanbieder, u32)| {
                let seen: Inschrijving = match along.iter().find(|i| i.aanbieder == *aanbieder) {
                    Some(entry) if *rijversie == 0 => entry.clone(),
                    _ => h.seen(aanbieder.key(), *rijversie)?,
                };
                let mut wanted = seen.clone();
                change(&mut wanted)?;
                check(&wanted, &register)?;
                Ok(h.put(wanted, &seen)?)
            };
            wie.iter().map(edit).collect()
        })?;
        self.follow_register();
        Ok(changed)
    }

    /// What refers to an aanbieder, in a word; None when nothing does.
    fn refers_to(&self, wie: Aanbieder) -> Result<Option<&'static str>, Fout> {
        let store = &self.store;
        let all = || -> crate::storage::Result<Option<&'static str>> {
            let last = Kwartaal::of(NaiveDate::MAX);
            let first = last.plus(i32::MIN);
            let has = [
                (store.reports(first, last)?.iter().any(|(a, _)| *a == wie), "een rapportage"),
                (store.dekkingen(last)?.iter().any(|d| d.regels.iter().any(|r| r.aanbieder == wie)), "een dekkingsoverzicht"),
                (store.planning()?.iter().any(|g| g.aanbieder == wie), "een gesprek"),
                (store.all::<Afspraak>()?.iter().any(|a| a.aanbieder == Some(wie)), "een afspraak"),
                (store.all::<Signaal>()?.iter().any(|s| s.wie(&self.register) == Some(wie)), "een signaal"),
                (store.all::<Bundel>()?.iter().any(|b| b.aanbieder == Some(wie)), "een bundel"),
                (store.all::<Dekkingsmelding>()?.iter().any(|m| m.aanbieder == wie), "een dekkingsmelding"),
                (store.all::<Gezien>()?.iter().any(|g| g.aanbieder == wie), "een aandachtspunt"),
                (store.all::<Budget>()?.iter().any(|b| b.aanbieder == wie), "een budget"),
                (store.all::<Ontwikkeldoel>()?.iter().any(|d| d.aanbieder == wie), "een ontwikkeldoel"),
            ];
            Ok(has.into_iter().find(|(is, _)| *is).map(|(_, what)| what))
        };
        all().map_err(|e| self.refused(e))
    }
}

/// Puts what was typed in an entry.
fn apply(i: &mut Inschrijving, gegevens: &Aanbiederwijziging, register: &Register) -> Result<(), Fout> {
    if let Some(naam) = &gegevens.naam {
        i.naam = invoer::required_line("naam", naam, MAX_NAAM, register, "Vul een naam in.")?.into();
    }
    if let Some(statutair) = &gegevens.statutair {
        i.statutair =
            invoer::required_line("statutaire naam", statutair, MAX_REGEL, register, "Vul een statutaire naam in.")?.into();
    }
    if let Some(kvk) = &gegevens.kvk {
        let digits: String = kvk.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        if !digits.is_empty() && (digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit())) {
            let tekst = "Een KvK-nummer heeft acht cijfers.".to_owned();
            return Err(Fout::Ongeldig { veld: "kvk", tekst });
        }
        i.kvk = digits;
    }
    if let Some(namen) = &gegevens.andere_namen {
        let line = |t: &String| invoer::line("andere naam", t, MAX_REGEL, register).map(String::from);
        i.andere_namen = namen.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        i.andere_namen.retain(|n| !n.is_empty());
    }
    if let Some(voorvoegsel) = gegevens.voorvoegsel {
        i.voorvoegsel = voorvoegsel;
    }
    if let Some(notitie) = &gegevens.notitie {
        i.notitie = invoer::text("notitie", notitie, MAX_NOTITIE, register)?.into();
    }
    Ok(())
}

/// Looks whether an entry can stand in the register: its names are its own, and its contracts follow the rules.
fn check(i: &Inschrijving, register: &Register) -> Result<(), Fout> {
    if i.voorvoegsel == Voorvoegsel::REGIO {
        return Err(no_prefix());
    }
    if let Some(naam) = std::iter::once(i.naam.as_str()).chain(i.andere_namen.iter().map(String::as_str)).find(|n| is_taken(n)) {
        let tekst = format!("“{}” betekent in het programma iets anders; geef een andere naam.", wording::veilig(naam));
        return Err(Fout::Ongeldig { veld: "naam", tekst });
    }
    if let Some((ander, wat)) = register.clash(i) {
        let tekst = format!(
            "{} heet ook al “{}”; een aanbieder heeft namen, een nummer en een voorvoegsel voor zich alleen.",
            ander.naam,
            wording::veilig(wat)
        );
        return Err(Fout::Geweigerd(tekst));
    }
    i.contracten.iter().try_for_each(|c| c.check().map_err(|fout| Fout::Ongeldig { veld: "contract", tekst: in_words(fout) }))
}

/// Refuses what would leave reports before the first contract of their segment: their figures would go to another segment, or be of
/// nobody. Who leaves gets a last day instead.
fn keeps_reports(
    before: &Inschrijving,
    after: &Inschrijving,
    segment: Segment,
    reports: &HashMap<Kwartaal, Rijsoorten>,
) -> Result<(), Fout> {
    let lost = |(k, rijen): &(&Kwartaal, &Rijsoorten)| {
        let had = before.had_contract(Segment::Collectief, k.last_day());
        let (was, is) = (before.had_contract(segment, k.last_day()), after.had_contract(segment, k.last_day()));
        was && !is && rijen.has(segment, had)
    };
    let mut kwartalen: Vec<Kwartaal> = reports.iter().filter(lost).map(|(k, _)| *k).collect();
    kwartalen.sort_unstable();
    let (Some(first), Some(last)) = (kwartalen.first(), kwartalen.last()) else { return Ok(()) };
    let over = if first == last { first.to_string() } else { format!("{first} t/m {last}") };
    let rapportages = wording::aantal(u32::try_from(kwartalen.len()).unwrap_or(u32::MAX), "rapportage", "rapportages");
    Err(Fout::Geweigerd(format!(
        "Onder dit contract {} van {} {} {rapportages} binnen ({over}); zonder contract veranderen die cijfers. Is de aanbieder \
         vertrokken, leg dan de laatste dag vast.",
        segment.naam(),
        before.naam,
        if kwartalen.len() == 1 { "is" } else { "zijn" },
    )))
}

/// Whether the program means something else by a name: everybody, the region, a gemeente, a role.
fn is_taken(naam: &str) -> bool {
    let words = ["alle", "iedereen", "samen", "regio", "contractmanager", "beleidscollega", "casusregisseur", "toegang"];
    let naam = naam.trim().to_lowercase();
    words.contains(&naam.as_str()) || Gemeente::ALL.iter().any(|g| g.naam().to_lowercase() == naam)
}

/// Two contracts of a segment cannot begin on one day: by that one is told from the other.
fn begins_already(segment: Segment, van: NaiveDate) -> Fout {
    let tekst = format!("Op {} begint al een contract {}.", wording::datum(van), segment.naam());
    Fout::Ongeldig { veld: "van", tekst }
}

fn no_contract(segment: Segment, van: NaiveDate) -> Fout {
    Fout::NietGevonden(format!("Een contract {} vanaf {}", segment.naam(), wording::datum(van)))
}

fn no_prefix() -> Fout {
    let tekst = "Geef een voorvoegsel van 1 tot 12 letters en cijfers voor de nummers van de afspraken; niet REGIO.".to_owned();
    Fout::Ongeldig { veld: "voorvoegsel", tekst }
}

fn in_words(fout: Contractfout) -> String {
    match fout {
        Contractfout::EindVoorBegin => "Het contract eindigt voordat het begint.".to_owned(),
        Contractfout::OptieZonderEind => "Een contract zonder einddatum heeft geen verlengopties; geef een einddatum.".to_owned(),
        Contractfout::OptieNietLater(n) => format!("Verlengoptie {n} eindigt niet later dan wat eraan voorafgaat."),
        Contractfout::BeslissenTeLaat(n) => {
            format!("Over verlengoptie {n} moet worden beslist vóór het einde dat zij verschuift.")
        }
        Contractfout::BesluitZonderVorige(n) => {
            format!("Over verlengoptie {n} kan pas worden besloten als de vorige is gelicht.")
        }
        Contractfout::EindOnzeker(eind) => format!(
            "Het contract staat vast tot en met {}; leg eerst het besluit over de verlengoptie vast.",
            wording::datum(eind)
        ),
    }
}

/// The beginning of a text in at most so many characters, then the same with a number behind it.
fn numbered(text: &str, between: &str, most: usize) -> impl Iterator<Item = String> {
    let cut = |room: usize| text.chars().take(room).collect::<String>().trim_end_matches('-').to_owned();
    let next = move |n: u32| {
        let nr = format!("{between}{n}");
        format!("{}{nr}", cut(most.saturating_sub(nr.len())))
    };
    std::iter::once(cut(most)).chain((2..100).map(next))
}

/// A key as it can be made of a name: `Nieuwe Kans B.V.` is `nieuwe-kans-bv`, `Coöperatie Één` is `cooperatie-een`.
fn key_of(naam: &str) -> String {
    let loose = vergelijkbaar(naam);
    let plain = loose.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect::<String>();
    let key: String = plain.split_whitespace().collect::<Vec<_>>().join("-").chars().take(Aanbieder::MAX).collect();
    key.trim_end_matches('-').to_owned()
}

fn same_name(a: &str, b: &str) -> bool {
    let folded = |t: &str| t.trim().to_lowercase();
    folded(a) == folded(b)
}
