//! Signalen: what gemeenten tell between the gesprekken; triage, bundels, and the way to an agenda.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{App, Fout, Stop, invoer};
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Bundel, Gemeente, Handeling, Kwartaal, Onderwerp, Register, Segment, Signaal,
    Signaalstatus, Soort, Tekst, Toon, gemeenten,
};
use crate::storage::OpenHandeling;
use crate::wording;

const MAX_TEKST: usize = 4000;
const MAX_REGEL: usize = 200;

/// Which signalen to list; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signaalfilter {
    pub kwartaal: Option<Kwartaal>,
    pub aanbieder: Option<Aanbieder>,
    pub gemeente: Option<Gemeente>,
    pub segment: Option<Segment>,
    pub status: Option<Signaalstatus>,
    /// Only those that are, or were, a matter of the region.
    pub opgeschaald: bool,
    /// Not the ones that are afgehandeld.
    pub open: bool,
    /// All of these words, without case, in any of its fields.
    pub zoek: Option<String>,
}

/// A row of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signaalregel {
    pub signaal: Signaal,
    pub bundel: Option<Bundel>,
    /// How many distinct gemeenten its bundel counts; 0 without one.
    pub bundel_gemeenten: u32,
    /// Afspraken that were made from it.
    pub afspraken: Vec<Afspraaknummer>,
}

impl Signaalregel {
    /// Everything that a search looks in.
    pub fn searchable(&self, register: &Register) -> String {
        let s = &self.signaal;
        let nummers: Vec<String> = self.afspraken.iter().map(ToString::to_string).collect();
        let kpi = s.kpi.map(|n| format!("kpi {n}")).unwrap_or_default();
        let segment = s.segment.naam();
        let bron = if s.uit_uitvraag { "uitvraag" } else { "" };
        [
            s.tekst.as_str(),
            s.gemeente.naam(),
            s.over(register).as_deref().unwrap_or("geen aanbieder"),
            &s.functie,
            s.onderwerp.naam(),
            s.toon.naam(),
            s.status.naam(),
            if s.opschaling().is_some() { "opgeschaald" } else { "" },
            &s.opschaling,
            &s.antwoord,
            &kpi,
            segment,
            bron,
            self.bundel.as_ref().map_or("", |b| b.titel.as_str()),
            &s.kwartaal.to_string(),
            &nummers.join(" "),
        ]
        .join(" ")
    }
}

/// What is asked for to add a signaal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwSignaal {
    /// The day it came in; None is today.
    pub datum: Option<NaiveDate>,
    /// The kwartaal whose gesprek it is meant for; None is the one the program opens on.
    pub kwartaal: Option<Kwartaal>,
    pub gemeente: Gemeente,
    /// The function of who told it, never a name.
    pub functie: String,
    pub aanbieder: Option<Aanbieder>,
    pub segment: Segment,
    pub onderwerp: Onderwerp,
    /// 1–4.
    pub kpi: Option<u8>,
    pub toon: Toon,
    pub tekst: String,
}

/// The fields of a signaal that may be changed; None leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signaalwijziging {
    pub datum: Option<NaiveDate>,
    pub kwartaal: Option<Kwartaal>,
    pub gemeente: Option<Gemeente>,
    pub functie: Option<String>,
    /// `Some(None)` is about no aanbieder in particular.
    pub aanbieder: Option<Option<Aanbieder>>,
    pub segment: Option<Segment>,
    pub onderwerp: Option<Onderwerp>,
    pub kpi: Option<Option<u8>>,
    pub toon: Option<Toon>,
    pub tekst: Option<String>,
    pub status: Option<Signaalstatus>,
    /// Why it goes to the region, with which it goes there; `Some(None)` takes it back from there.
    pub opschaling: Option<Option<String>>,
    pub antwoord: Option<String>,
}

/// A signaal by id and the row version that the user saw.
pub type Gezienrij = (i64, u32);

/// A bundel with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundelbeeld {
    pub bundel: Bundel,
    /// In order of date.
    pub signalen: Vec<Signaal>,
    /// The distinct gemeenten they come from.
    pub gemeenten: BTreeSet<Gemeente>,
}

/// What was filled in last and most, for the next signaal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signaalgeheugen {
    /// The last one that was typed.
    pub vorige: Option<Signaal>,
    /// Functions used before, most used first.
    pub functies: Vec<String>,
}

/// What the aanbieders of segment individueel are called, in full, in the order of the register.
pub fn individuele_aanbieders(register: &Register) -> Vec<String> {
    let theirs = register.iter().filter(|i| i.has_contract(Segment::Individueel));
    theirs.map(|i| i.statutair.clone()).collect()
}

impl Signaalwijziging {
    /// What was done to so many signalen at once: `2 signalen afgehandeld`, `3 signalen: KPI 2`.
    pub fn gedaan(&self, aantal: usize, register: &Register) -> String {
        let over = |wie: Option<Aanbieder>| {
            wie.map_or_else(|| "over geen aanbieder".to_owned(), |a| format!("over {}", register.naam(a)))
        };
        let kpi = |kpi: Option<u8>| kpi.map_or_else(|| "geen KPI".to_owned(), |n| format!("KPI {n}"));
        let wat = match (self.status, &self.opschaling) {
            (Some(Signaalstatus::Nieuw), _) => " weer nieuw".to_owned(),
            (Some(status), _) => format!(" {}", status.naam()),
            (None, Some(Some(_))) => format!(" {}", Signaalstatus::Opgeschaald.naam()),
            (None, Some(None)) => " niet meer opgeschaald".to_owned(),
            (None, None) => {
                let told = [
                    self.onderwerp.map(|o| o.naam().to_owned()),
                    self.toon.map(|toon| toon.naam().to_owned()),
                    self.kpi.map(kpi),
                    self.aanbieder.map(over),
                ];
                let told: Vec<String> = told.into_iter().flatten().collect();
                if told.is_empty() { " gewijzigd".to_owned() } else { format!(": {}", told.join(", ")) }
            }
        };
        format!("{aantal} signalen{wat}")
    }

    /// Puts what changes into a signaal.
    pub(super) fn apply(&self, s: &mut Signaal, register: &Register, vandaag: NaiveDate) -> Result<(), Fout> {
        s.datum = self.datum.unwrap_or(s.datum);
        s.kwartaal = self.kwartaal.unwrap_or(s.kwartaal);
        s.gemeente = self.gemeente.unwrap_or(s.gemeente);
        if let Some(functie) = &self.functie {
            s.functie = invoer::line("functie", functie, MAX_REGEL, register)?;
        }
        s.segment = self.segment.unwrap_or(s.segment);
        if let Some(aanbieder) = self.aanbieder {
            (s.aanbieder, s.aanbieder_naam) = (aanbieder, None);
        }
        s.onderwerp = self.onderwerp.unwrap_or(s.onderwerp);
        s.kpi = self.kpi.unwrap_or(s.kpi);
        s.toon = self.toon.unwrap_or(s.toon);
        if let Some(tekst) = &self.tekst {
            s.tekst = invoer::required("tekst", tekst, MAX_TEKST, register, "Vul in wat er is verteld.")?;
        }
        if let Some(antwoord) = &self.antwoord {
            s.antwoord = invoer::text("antwoord", antwoord, MAX_TEKST, register)?;
        }
        s.status = self.status.unwrap_or(s.status);
        match &self.opschaling {
            None => {}
            Some(Some(reden)) => {
                s.opschaling = invoer::required("reden", reden, MAX_TEKST, register, "Vul in waarom dit naar de regio gaat.")?;
                if s.opgeschaald_op.is_none() {
                    s.opgeschaald_op = Some(vandaag);
                    s.status = Signaalstatus::Opgeschaald;
                }
            }
            Some(None) => {
                (s.opgeschaald_op, s.opschaling) = (None, Tekst::default());
                if s.status == Signaalstatus::Opgeschaald {
                    s.status = Signaalstatus::Nieuw;
                }
            }
        }
        if s.status == Signaalstatus::Opgeschaald && s.opschaling.is_empty() && self.status.is_some() {
            let tekst = "Zeg erbij waarom dit naar de regio gaat.".to_owned();
            return Err(Fout::Ongeldig { veld: "reden", tekst });
        }
        if s.segment == Segment::Collectief && s.aanbieder_naam.is_some() {
            choose(s, register);
        }
        settle(s)
    }
}

/// Has the aanbieder of the register in place of the name that was once written down, if it has one.
fn choose(s: &mut Signaal, register: &Register) {
    if let Some(wie) = s.wie(register) {
        (s.aanbieder, s.aanbieder_naam) = (Some(wie), None);
    }
}

/// Whether a signaal hangs together: KPI 1–4, an aanbieder and a status that the segment has.
fn settle(s: &Signaal) -> Result<(), Fout> {
    if let (Segment::Collectief, Some(naam)) = (s.segment, &s.aanbieder_naam) {
        let naam = wording::veilig(naam);
        let tekst = format!("“{naam}” staat niet in het register van aanbieders; kies eerst over wie het gaat.");
        return Err(Fout::Ongeldig { veld: "aanbieder", tekst });
    }
    if s.kpi.is_some_and(|n| !(1..=4).contains(&n)) {
        return Err(Fout::Ongeldig { veld: "kpi", tekst: "Een KPI is 1, 2, 3 of 4.".to_owned() });
    }
    if !s.status.fits(s.segment) || (s.segment == Segment::Collectief && s.opgeschaald_op.is_some()) {
        let tekst = "Opschalen naar de regio kan alleen in segment individueel.".to_owned();
        return Err(Fout::Ongeldig { veld: "status", tekst });
    }
    Ok(())
}

impl App {
    /// The signalen that pass the filter, the newest first.
    pub fn signalen(&self, filter: &Signaalfilter) -> Result<Vec<Signaalregel>, Fout> {
        let words: Vec<String> = filter.zoek.iter().flat_map(|z| z.split_whitespace()).map(str::to_lowercase).collect();
        let mut regels = self.signaalregels()?;
        regels.retain(|r| {
            let s = &r.signaal;
            filter.kwartaal.is_none_or(|k| k == s.kwartaal)
                && filter.aanbieder.is_none_or(|a| Some(a) == s.wie(&self.register))
                && filter.gemeente.is_none_or(|g| g == s.gemeente)
                && filter.segment.is_none_or(|x| x == s.segment)
                && filter.status.is_none_or(|x| x == s.status)
                && (!filter.opgeschaald || s.opschaling().is_some())
                && (!filter.open || s.status.is_open())
                && (words.is_empty() || {
                    let text = r.searchable(&self.register).to_lowercase();
                    words.iter().all(|w| text.contains(w))
                })
        });
        Ok(regels)
    }

    fn signaalregels(&self) -> Result<Vec<Signaalregel>, Fout> {
        let fail = |e| self.refused(e);
        let signalen: Vec<Signaal> = self.store.all().map_err(fail)?;
        let bundels: Vec<Bundel> = self.store.all().map_err(fail)?;
        let mut afspraken: HashMap<i64, Vec<Afspraaknummer>> = HashMap::new();
        for afspraak in self.store.all::<Afspraak>().map_err(fail)? {
            if let Some(signaal) = afspraak.signaal {
                afspraken.entry(signaal).or_default().push(afspraak.nummer);
            }
        }
        let mut counted: HashMap<i64, BTreeSet<Gemeente>> = HashMap::new();
        for s in &signalen {
            if let Some(bundel) = s.bundel {
                counted.entry(bundel).or_default().insert(s.gemeente);
            }
        }
        let mut regels: Vec<Signaalregel> = signalen
            .into_iter()
            .map(|signaal| Signaalregel {
                bundel: signaal.bundel.and_then(|id| bundels.iter().find(|b| b.id == id).cloned()),
                bundel_gemeenten: signaal.bundel.and_then(|id| counted.get(&id)).map_or(0, |g| count(g.len())),
                afspraken: afspraken.remove(&signaal.id).unwrap_or_default(),
                signaal,
            })
            .collect();
        regels.sort_by_key(|r| std::cmp::Reverse((r.signaal.datum, r.signaal.id)));
        Ok(regels)
    }

    /// One signaal.
    pub fn signaal(&self, id: i64) -> Result<Signaalregel, Fout> {
        let found = self.signaalregels()?.into_iter().find(|r| r.signaal.id == id);
        found.ok_or_else(|| Fout::NietGevonden(format!("Signaal {id}")))
    }

    /// Adds a signaal.
    pub fn add_signaal(&mut self, nieuw: &NieuwSignaal) -> Result<Signaal, Fout> {
        let kwartaal = nieuw.kwartaal.map_or_else(|| self.start_kwartaal(), Ok)?;
        let signaal = Signaal {
            id: 0,
            datum: nieuw.datum.unwrap_or(self.vandaag()),
            kwartaal,
            gemeente: nieuw.gemeente,
            functie: invoer::line("functie", &nieuw.functie, MAX_REGEL, &self.register)?,
            aanbieder: nieuw.aanbieder,
            aanbieder_naam: None,
            segment: nieuw.segment,
            onderwerp: nieuw.onderwerp,
            kpi: nieuw.kpi,
            toon: nieuw.toon,
            tekst: invoer::required("tekst", &nieuw.tekst, MAX_TEKST, &self.register, "Vul in wat er is verteld.")?,
            status: Signaalstatus::Nieuw,
            opgeschaald_op: None,
            opschaling: Tekst::default(),
            bundel: None,
            gesprek: None,
            antwoord: Tekst::default(),
            uit_uitvraag: false,
            afdruk: None,
            rijversie: 0,
        };
        settle(&signaal)?;
        let act = self.act("signaal {} toegevoegd");
        self.store.make(&act, signaal).map_err(|e| self.refused(e))
    }

    /// Changes signalen as one act; refused when one is not as the user saw it. Returns them as they are now.
    pub fn change_signalen(&mut self, rijen: &[Gezienrij], wijziging: &Signaalwijziging) -> Result<Vec<Signaal>, Fout> {
        let wat = match rijen {
            [_] => "signaal {} gewijzigd".to_owned(),
            more => wijziging.gedaan(more.len(), &self.register),
        };
        let act = self.act(wat);
        let (register, vandaag) = (Arc::clone(&self.register), self.vandaag());
        self.perform(&act, |h| {
            let change = |rij: &Gezienrij| {
                let mut signaal = seen(h, *rij)?;
                wijziging.apply(&mut signaal, &register, vandaag)?;
                Ok(h.change(&signaal)?)
            };
            rijen.iter().map(change).collect()
        })
    }

    /// Takes signalen to the gesprek as one point: a new bundel, or the one that some of them are in already. What was new is
    /// on the agenda with that. `gezien` is that bundel as the user saw it, when its title is to change.
    pub fn bundle(&mut self, rijen: &[Gezienrij], gezien: Option<Gezienrij>, titel: &str) -> Result<Bundelbeeld, Fout> {
        let titel = invoer::line("titel", titel, MAX_REGEL, &self.register)?;
        let act = self.act(format!("{} signalen gebundeld", rijen.len()));
        let register = Arc::clone(&self.register);
        let (bundel, signalen) = self.perform(&act, |h| {
            let mut signalen = rijen.iter().map(|rij| seen(h, *rij)).collect::<Result<Vec<_>, Stop>>()?;
            let Some(first) = signalen.first() else { return Err(refuse("titel", "Kies eerst een of meer signalen.")) };
            let wie = first.wie(&register);
            let other = |s: &Signaal| s.wie(&register) != wie || wie.is_none() && s.aanbieder_naam != first.aanbieder_naam;
            if signalen.iter().any(other) {
                return Err(refuse("titel", "Signalen in een bundel gaan over dezelfde aanbieder."));
            }
            if signalen.iter().any(|s| s.segment != first.segment) {
                return Err(refuse("titel", "Signalen in een bundel zijn van hetzelfde segment."));
            }
            let old: BTreeSet<i64> = signalen.iter().filter_map(|s| s.bundel).collect();
            let bundel = if let Some(id) = old.first() {
                let mut bundel: Bundel = match gezien.filter(|(seen, _)| seen == id) {
                    Some((_, rijversie)) => h.seen(&id.to_string(), rijversie)?,
                    None => h.find(&id.to_string())?.ok_or_else(|| refuse("titel", "De bundel is er niet meer."))?,
                };
                if !titel.is_empty() {
                    bundel.titel.clone_from(&titel);
                }
                // Of before, when it had a name written down.
                if bundel.aanbieder.is_none() && first.segment == Segment::Individueel {
                    bundel.aanbieder = wie;
                }
                // It goes to the gesprek of the newest of them.
                bundel.kwartaal = signalen.iter().map(|s| s.kwartaal).chain([bundel.kwartaal]).max().unwrap_or(bundel.kwartaal);
                h.change(&bundel)?
            } else {
                if titel.is_empty() {
                    return Err(refuse("titel", "Geef de bundel een titel; zo komt hij op de agenda."));
                }
                let kwartaal = signalen.iter().map(|s| s.kwartaal).max().unwrap_or(first.kwartaal);
                h.make(Bundel { id: 0, aanbieder: wie, kwartaal, titel: titel.clone(), rijversie: 0 })?
            };
            for signaal in &mut signalen {
                choose(signaal, &register);
                signaal.bundel = Some(bundel.id);
                if matches!(signaal.status, Signaalstatus::Nieuw | Signaalstatus::Opgeschaald) {
                    signaal.status = Signaalstatus::Geagendeerd;
                }
                *signaal = h.change(&*signaal)?;
            }
            Ok((bundel, signalen))
        })?;
        // It is stored, whatever comes of reading what else is in it.
        Ok(self.bundel(bundel.id).unwrap_or_else(|_| Bundelbeeld { gemeenten: gemeenten(&signalen), signalen, bundel }))
    }

    /// Takes signalen out of their bundel.
    pub fn unbundle(&mut self, rijen: &[Gezienrij]) -> Result<(), Fout> {
        let act = self.act("signaal {} uit de bundel gehaald");
        self.perform(&act, |h| {
            for rij in rijen {
                let mut signaal = seen(h, *rij)?;
                signaal.bundel = None;
                h.change(&signaal)?;
            }
            Ok(())
        })
    }

    /// One bundel.
    pub fn bundel(&self, id: i64) -> Result<Bundelbeeld, Fout> {
        let found = self.bundels(None)?.into_iter().find(|b| b.bundel.id == id);
        found.ok_or_else(|| Fout::NietGevonden(format!("Bundel {id}")))
    }

    /// The bundels of a kwartaal, or all; those that everything was taken out of are left out.
    pub fn bundels(&self, kwartaal: Option<Kwartaal>) -> Result<Vec<Bundelbeeld>, Fout> {
        let mut per_bundel: BTreeMap<i64, Vec<Signaal>> = BTreeMap::new();
        for signaal in self.store.all::<Signaal>().map_err(|e| self.refused(e))? {
            if let Some(bundel) = signaal.bundel {
                per_bundel.entry(bundel).or_default().push(signaal);
            }
        }
        let bundels: Vec<Bundel> = self.store.all().map_err(|e| self.refused(e))?;
        let asked = bundels.into_iter().filter(|b| kwartaal.is_none_or(|k| k == b.kwartaal));
        Ok(asked
            .filter_map(|bundel| {
                let signalen = per_bundel.remove(&bundel.id)?;
                Some(Bundelbeeld { gemeenten: gemeenten(&signalen), signalen, bundel })
            })
            .collect())
    }

    /// Removes a signaal that was typed by mistake; an answer to the uitvraag stays, and an afspraak keeps what it is about.
    pub fn remove_signaal(&mut self, (id, rijversie): Gezienrij) -> Result<(), Fout> {
        if self.signaal(id)?.signaal.uit_uitvraag {
            let tekst = "Een antwoord op de uitvraag wordt niet verwijderd; zet het op afgehandeld.".to_owned();
            return Err(Fout::Ongeldig { veld: "status", tekst });
        }
        let act = self.act("signaal {} verwijderd");
        self.perform(&act, |h| Ok(h.remove(&seen(h, (id, rijversie))?)?))
    }

    /// Everything that was ever done to a signaal, oldest first.
    pub fn signaal_history(&self, id: i64) -> Result<Vec<Handeling>, Fout> {
        self.store.history(Soort::Signaal, &id.to_string()).map_err(|e| self.refused(e))
    }

    /// What was filled in before, to propose for the next signaal.
    pub fn signaalgeheugen(&self) -> Result<Signaalgeheugen, Fout> {
        let signalen: Vec<Signaal> = self.store.all().map_err(|e| self.refused(e))?;
        let mut used: HashMap<&str, u32> = HashMap::new();
        for s in &signalen {
            if !s.functie.is_empty() {
                *used.entry(&s.functie).or_default() += 1;
            }
        }
        let mut functies: Vec<(&str, u32)> = used.into_iter().collect();
        functies.sort_by_key(|(functie, n)| (std::cmp::Reverse(*n), *functie));
        let functies = functies.into_iter().map(|(f, _)| f.to_owned()).collect();
        let vorige = signalen.into_iter().filter(|s| !s.uit_uitvraag).max_by_key(|s| s.id);
        Ok(Signaalgeheugen { vorige, functies })
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn refuse(veld: &'static str, tekst: &str) -> Stop {
    Stop::Fout(Fout::Ongeldig { veld, tekst: tekst.to_owned() })
}

/// A signaal as the user saw it.
fn seen(h: &OpenHandeling<'_>, (id, rijversie): Gezienrij) -> Result<Signaal, Stop> {
    Ok(h.seen(&id.to_string(), rijversie)?)
}
