//! Undo and redo as users meet them: what is taken back, what must be asked first, and everything that was done.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{App, Fout};
use crate::domain::{Change, Gespreksstatus, Handeling, Register, Soort, logged};
use crate::storage::{Groep, Terug};
use crate::wording::{self, Veldwijziging, veilig};

/// What came of asking to take the last act back, or to give it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ongedaan {
    /// Nothing happened, for this reason (a whole sentence).
    Niets(String),
    /// It was done: what it was called.
    Gedaan(String),
    /// It must be asked first.
    Vraag(Undovraag),
}

/// A question before an act is taken back: what it is, and what will change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undovraag {
    /// The act, for [`App::undo_act`].
    pub id: i64,
    pub vraag: String,
    pub gevolgen: Vec<String>,
}

/// Something that was done, as the list of all that was done shows it: an act, or the acts of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handelingregel {
    /// Names it for [`App::undo_question`].
    pub id: i64,
    pub wanneer: DateTime<Utc>,
    pub wie: String,
    pub wat: String,
    pub stand: Handelingstand,
    /// Whether somebody else did it, and since the user left the program last.
    pub van_ander: bool,
    pub nieuw: bool,
    /// The acts themselves, the oldest first.
    pub handelingen: Vec<Handeling>,
}

/// Whether something that was done can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handelingstand {
    Staat,
    Ongedaan,
    /// It is a removal, or a removal took what it did.
    Voorgoed,
}

impl Handelingstand {
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Staat => "",
            Self::Ongedaan => "ongedaan",
            Self::Voorgoed => "voorgoed",
        }
    }
}

/// How many consequences a question names.
const MAX_GEVOLGEN: usize = 8;
/// What becomes of a thing as a whole.
/// What taking something back does to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Gevolg {
    Verdwijnt,
    KomtTerug,
    /// It stays, and something about it changes: what, in words.
    Anders(String),
}

impl Gevolg {
    fn woorden(&self) -> &str {
        match self {
            Self::Verdwijnt => "verdwijnt",
            Self::KomtTerug => "komt terug",
            Self::Anders(wat) => wat,
        }
    }
}
/// How many files a group is called by.
const MAX_BESTANDEN: usize = 2;

impl App {
    /// Takes the user's own last act of this session back. What weighs more than a slip of the finger is asked first.
    pub fn undo_next(&mut self) -> Result<Ongedaan, Fout> {
        match self.store.next_undo(self.wie()).map_err(|e| self.refused(e))? {
            Terug::Niets => Ok(Ongedaan::Niets("U hebt in deze sessie niets gedaan dat ongedaan kan worden gemaakt.".to_owned())),
            Terug::Voorgoed(act) => Ok(Ongedaan::Niets(format!(
                "“{}” is voorgoed; dat is niet ongedaan te maken, en wat u daarvoor deed alleen een voor een.",
                veilig(&act.wat)
            ))),
            Terug::Groep(groep) if self.weighs(&groep) => Ok(Ongedaan::Vraag(self.question(&groep))),
            Terug::Groep(groep) => self.undo_act(groep.laatste.id).map(Ongedaan::Gedaan),
        }
    }

    /// Gives back what the user took back last, as long as nothing new was done.
    pub fn redo_next(&mut self) -> Result<Ongedaan, Fout> {
        match self.store.next_redo(self.wie()).map_err(|e| self.refused(e))? {
            None => Ok(Ongedaan::Niets("Er is niets om te herstellen.".to_owned())),
            Some(act) => {
                let wat = self.store.first_called(act.id).map_err(|e| self.refused(e))?;
                self.undo_act(act.id).map(|_| Ongedaan::Gedaan(veilig(&wat)))
            }
        }
    }

    /// Takes an act back, with the rest of its group; returns what it was called. Of an act that took something back it gives
    /// that back.
    pub fn undo_act(&mut self, id: i64) -> Result<String, Fout> {
        let groep = self.store.group_of(id).map_err(|e| self.refused(e))?;
        let gone = numbers_that_go(&groep);
        let (wie, now) = (self.omgeving.wie.clone(), self.moment());
        self.store.undo(id, &wie, now).map_err(|e| self.refused(e))?;
        self.follow_register();
        self.compare_beside(&groep.documents());
        let numbers = match gone {
            0 => "",
            1 => "; nummer vervalt",
            _ => "; nummers vervallen",
        };
        Ok(format!("{}{numbers}", called(&groep)))
    }

    /// The question before an act is taken back.
    ///
    /// # Errors
    /// There is no such act, it was undone already, or it is for good.
    pub fn undo_question(&self, id: i64) -> Result<Undovraag, Fout> {
        let groep = match self.store.group_of(id) {
            Err(crate::storage::Error::NothingToUndo) => return Err(Fout::NietGevonden(format!("Handeling {id}"))),
            found => found.map_err(|e| self.refused(e))?,
        };
        if groep.laatste.ongedaan || groep.laatste.vast {
            return Err(self.refused(crate::storage::Error::NotUndoable(id)));
        }
        Ok(self.question(&groep))
    }

    /// Whether an act is somebody else's, an import, or makes a gesprek held or established: such an act is named before it is
    /// taken back.
    pub fn must_be_asked(&self, id: i64) -> Result<bool, Fout> {
        let groep = self.store.group_of(id).map_err(|e| self.refused(e))?;
        Ok(self.weighs(&groep))
    }

    /// The newest act of the user that stands; for a command, which is a session of its own.
    pub fn last_own_act(&self) -> Result<Option<i64>, Fout> {
        let newest = |act: &Handeling| act.wie == self.wie() && !act.ongedaan && !act.terug;
        let acts = self.store.acts(ALL).map_err(|e| self.refused(e))?;
        Ok(acts.iter().find(|act| newest(act)).map(|act| act.id))
    }

    /// Everything that was done, the newest first.
    pub fn handelingen(&self) -> Result<Vec<Handelingregel>, Fout> {
        Ok(self.regels_of(self.store.acts(ALL).map_err(|e| self.refused(e))?))
    }

    /// Acts as the list shows them, those of a group together.
    pub(super) fn regels_of(&self, acts: Vec<Handeling>) -> Vec<Handelingregel> {
        let mut regels: Vec<Handelingregel> = Vec::new();
        let mut groups: BTreeMap<(String, bool), usize> = BTreeMap::new();
        for act in acts {
            let key = act.groep.clone().map(|g| (g, act.ongedaan));
            if let Some(regel) = key.as_ref().and_then(|k| groups.get(k)).and_then(|at| regels.get_mut(*at)) {
                regel.handelingen.insert(0, act);
                continue;
            }
            if let Some(key) = key {
                groups.insert(key, regels.len());
            }
            regels.push(Handelingregel {
                id: act.id,
                wanneer: act.wanneer,
                wie: act.wie.clone(),
                wat: String::new(),
                van_ander: self.is_of_another(&act),
                nieuw: false,
                stand: match (act.ongedaan, act.vast) {
                    (true, _) => Handelingstand::Ongedaan,
                    (_, true) => Handelingstand::Voorgoed,
                    _ => Handelingstand::Staat,
                },
                handelingen: vec![act],
            });
        }
        let bezoek = self.vorig_bezoek();
        for regel in &mut regels {
            regel.wat = names(regel.handelingen.iter());
            regel.nieuw = Self::is_news(regel, bezoek);
        }
        regels
    }

    fn weighs(&self, groep: &Groep) -> bool {
        groep.handelingen().any(|act| act.wie != self.wie() || act.changes.iter().any(is_weighty))
    }

    fn question(&self, groep: &Groep) -> Undovraag {
        let act = &groep.laatste;
        let van = match (act.wie == self.wie(), self.store.is_of_session(act)) {
            (true, true) => String::new(),
            (true, false) => format!(" (door u, {})", wording::moment(act.wanneer)),
            (false, _) => format!(" (door {}, {})", veilig(&act.wie), wording::moment(act.wanneer)),
        };
        let vraag = if act.terug {
            format!("“{}”{van} weer uitvoeren?", called(groep))
        } else {
            format!("“{}”{van} ongedaan maken?", called(groep))
        };
        Undovraag { id: act.id, vraag, gevolgen: self.consequences(groep) }
    }

    /// What taking a group back changes, thing by thing.
    fn consequences(&self, groep: &Groep) -> Vec<String> {
        let mut said: Vec<(Soort, String, Vec<Gevolg>)> = Vec::new();
        for act in groep.handelingen() {
            for change in act.changes.iter().rev().map(Change::inverse) {
                let words = back_in_words(&change, &self.register);
                match said.iter_mut().find(|(soort, id, _)| *soort == change.soort && *id == change.id) {
                    Some((.., all)) => all.extend(words),
                    None => said.push((change.soort, change.id, words)),
                }
            }
        }
        let mut gevolgen: Vec<String> = said
            .into_iter()
            .map(|(soort, id, words)| (soort, id, as_a_whole(words)))
            .filter(|(.., words)| !words.is_empty())
            .map(|(soort, id, gevolgen)| {
                let words: Vec<&str> = gevolgen.iter().map(Gevolg::woorden).collect();
                wording::hoofdletter(&format!("{}: {}", self.name_of(soort, &id), words.join(", ")))
            })
            .collect();
        if gevolgen.len() > MAX_GEVOLGEN {
            let rest = gevolgen.len() - (MAX_GEVOLGEN - 1);
            gevolgen.truncate(MAX_GEVOLGEN - 1);
            gevolgen.push(format!("en nog {rest} andere wijzigingen"));
        }
        gevolgen
    }
}

/// All acts that there are.
const ALL: u32 = u32::MAX;

/// What a group is called: its act, or its files.
fn called(groep: &Groep) -> String {
    names(groep.handelingen().rev())
}

/// The acts in order; of what was taken back or given back, the act itself.
fn names<'a>(acts: impl Iterator<Item = &'a Handeling>) -> String {
    let acts: Vec<&Handeling> = acts.collect();
    let [one] = acts.as_slice() else {
        let files: Vec<String> = acts.iter().take(MAX_BESTANDEN).map(|a| veilig(a.bestand.as_ref().unwrap_or(&a.wat))).collect();
        let rest = acts.len().saturating_sub(files.len());
        let more = if rest > 0 { format!(", en nog {rest}") } else { String::new() };
        return format!("{} bestanden ingelezen: {}{more}", acts.len(), files.join(", "));
    };
    veilig(&one.wat)
}

/// Whether taking a change back weighs more than a slip of the finger.
fn is_weighty(change: &Change) -> bool {
    let held = |value: &Option<String>| logged(value.as_deref()).is_some_and(Gespreksstatus::is_held);
    match change.soort {
        Soort::Rapportage | Soort::Dekking | Soort::Cvs => true,
        Soort::Gesprek => change.veld == "status" && (held(&change.oud) || held(&change.nieuw)),
        // An answer to the uitvraag comes with a file.
        Soort::Signaal if change.veld == Change::GEHEEL => {
            logged::<Value>(change.nieuw.as_deref()).is_some_and(|signaal| signaal["uit_uitvraag"] == true)
        }
        Soort::Signaal
        | Soort::Afspraak
        | Soort::Agendapunt
        | Soort::Uitkomst
        | Soort::Bundel
        | Soort::Aandachtspunt
        | Soort::Dekkingsmelding
        | Soort::Tarief
        | Soort::Uitvraag
        | Soort::Aanbieder
        | Soort::Budget
        | Soort::Ontwikkeldoel
        | Soort::Bericht => false,
    }
}

/// What a change that is being made backwards does, in words.
fn back_in_words(change: &Change, register: &Register) -> Vec<Gevolg> {
    match change.soort {
        Soort::Rapportage | Soort::Dekking | Soort::Cvs => vec![of_document(change)],
        // The place of a point at which nothing was written.
        Soort::Agendapunt if is_bare_point(change) => Vec::new(),
        _ if change.veld == Change::GEHEEL => vec![if change.nieuw.is_some() { Gevolg::KomtTerug } else { Gevolg::Verdwijnt }],
        _ => {
            let one = |v: Veldwijziging| {
                let (was, wordt) = (v.was.unwrap_or_default(), v.wordt.unwrap_or_default());
                Gevolg::Anders(match (wording::is_leeg(change.nieuw.as_deref()), change.veld.as_str()) {
                    (true, "bevroren") => "de bevroren cijfers vervallen".to_owned(),
                    (false, "bevroren") => "de bevroren cijfers komen terug".to_owned(),
                    (true, _) => format!("{} wordt weer leeg", v.veld),
                    (false, _) => format!("{} {was} wordt weer {wordt}", v.veld),
                })
            };
            wording::veldwijzigingen(change, register).into_iter().map(one).collect()
        }
    }
}

/// How many afspraken are gone when a group is taken back: their numbers are not given again, and who sees a gap knows why.
fn numbers_that_go(groep: &Groep) -> usize {
    let changes = groep.handelingen().flat_map(|act| &act.changes);
    changes.filter(|c| c.soort == Soort::Afspraak && c.veld == Change::GEHEEL && c.inverse().nieuw.is_none()).count()
}

/// Of what goes or comes as a whole its parts are not told.
fn as_a_whole(gevolgen: Vec<Gevolg>) -> Vec<Gevolg> {
    let whole = gevolgen.iter().find(|g| !matches!(g, Gevolg::Anders(_))).cloned();
    whole.map_or(gevolgen, |whole| vec![whole])
}

/// Whether a change only says where a point of the agenda stood, and what it was called.
fn is_bare_point(change: &Change) -> bool {
    let whole = change.oud.as_deref().or(change.nieuw.as_deref());
    match change.veld.as_str() {
        "volgorde" | "titel" => true,
        Change::GEHEEL => logged::<Value>(whole).is_some_and(|punt| punt["notitie"] == "" && punt["voorbereiding"] == ""),
        _ => false,
    }
}

fn of_document(change: &Change) -> Gevolg {
    let number = |value: &Option<String>| value.as_deref().and_then(|t| t.parse::<i64>().ok()).unwrap_or(0);
    let (now, then) = (number(&change.oud), number(&change.nieuw));
    Gevolg::Anders(match change.veld.strip_prefix("deel ") {
        Some(deel) if then == 0 => format!("het deel {} verdwijnt", veilig(deel)),
        Some(deel) => format!("het deel {} komt terug", veilig(deel)),
        None if then == 0 => return Gevolg::Verdwijnt,
        None if then < now => format!("versie {now} verdwijnt, versie {then} geldt weer"),
        None => format!("versie {then} komt terug"),
    })
}
