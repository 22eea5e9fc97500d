//! Care for the database: copy, restore, remove for good.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{App, Fout, Melding};
use crate::clock;
use crate::domain::{Aanbieder, Deelnemercode, Kwartaal};
use crate::storage::{Error, Opening, Store};
use crate::wording;

/// What was removed of a deelnemer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opschoning {
    /// Rows of reports and CVS exports, over all versions.
    pub rijen: u32,
    pub bevindingen: u32,
    /// Afspraken that were about the deelnemer; they stay, without the code.
    pub afspraken: u32,
    /// Where free text names the code: `afspraak PSW-2024-03, tekst`. A person has to look at it.
    pub vermeldingen: Vec<String>,
}

impl App {
    /// Makes a consistent copy of the database, also while it is in use, and checks it; with `vervang` a copy of ours that stood
    /// there makes way. Returns what does not hold together in it, each as a sentence.
    pub fn backup(&self, naar: &Path, vervang: bool) -> Result<Vec<String>, Fout> {
        let found = self.store.backup(naar, vervang).map_err(|oorzaak| match oorzaak {
            Error::Foreign | Error::NotADatabase => Fout::Geweigerd(format!(
                "{} bestaat al en is geen kopie van dit programma; kies een andere naam.",
                wording::veilig(&naar.display().to_string())
            )),
            Error::Refused(refused) => refused.into(),
            other => self.refused(other),
        })?;
        Ok(found.iter().map(|g| wording::hoofdletter(&self.sentence(g))).collect())
    }

    /// Puts the copy at `van` in the place of the database at `pad`, which may be damaged or not be there; returns where
    /// what stood there is kept. Needs no open database.
    pub fn restore(pad: &Path, van: &Path, wie: &str) -> Result<Option<PathBuf>, Fout> {
        let opening = Opening { wie, wanneer: clock::now(), ..Opening::default() };
        Store::restore_file(pad, van, &opening)
            .map_err(|oorzaak| Fout::opslag(if is_of_copy(&oorzaak) { van } else { pad }, oorzaak))
    }

    /// The same in the database that is open.
    pub fn restore_here(&mut self, van: &Path) -> Result<Option<PathBuf>, Fout> {
        let done = self.store.restore(van, clock::now());
        done.map_err(|oorzaak| Fout::opslag(if is_of_copy(&oorzaak) { van } else { &self.pad }, oorzaak))
    }

    /// Goes on after the file of the database was taken away or replaced: what the program still holds is written beside its place,
    /// once, and when another database of ours stands there, it is the one that is worked on from now on. Returns what to tell
    /// the user, who was told `melding`.
    pub fn recover(&mut self, melding: Melding) -> Melding {
        let mut zinnen = Vec::new();
        if self.gered.is_none() {
            match self.store.rescue(clock::now()) {
                Ok(pad) => self.gered = Some(pad),
                Err(e) => tracing::error!(fout = %e, "wat er nog was is niet te bewaren"),
            }
        }
        if let Some(pad) = &self.gered {
            zinnen.push(format!("Wat het programma nog had, staat in {}.", wording::pad(pad)));
        }
        // One that is not there is not made: it would take the place of the one that comes back.
        let opening = Opening { wie: &self.omgeving.wie, wanneer: clock::now(), ..Opening::default() };
        let reopened = self.pad.exists().then(|| Store::open_as(&self.pad, &opening));
        if let Some(Ok(store)) = reopened {
            self.store = store;
            self.gered = None;
            self.zelf_opgeslagen.clear();
            self.eerder.take();
            zinnen.insert(0, "U ziet nu wat daarin staat; wat u typte is niet opgeslagen en staat er nog.".to_owned());
        } else {
            zinnen.extend(melding.hint);
        }
        Melding { tekst: melding.tekst, hint: Some(zinnen.join(" ")) }
    }

    /// Removes everything of a deelnemer, for good: it cannot be undone. Frozen figures stay.
    pub fn remove_deelnemer(&mut self, aanbieder: Aanbieder, code: &str) -> Result<Opschoning, Fout> {
        let code = Deelnemercode::new(code).ok_or_else(|| Fout::Ongeldig {
            veld: "deelnemer",
            tekst: format!("Een deelnemercode heeft 1 tot en met {} tekens.", Deelnemercode::MAX_CHARS),
        })?;
        // The log must not name whom it is about.
        let act = self.act(format!("een deelnemer van {} verwijderd", aanbieder.naam()));
        let gone = self.store.remove_deelnemer(&act, aanbieder, &code).map_err(|e| self.refused(e))?;
        Ok(Opschoning {
            rijen: gone.rijen,
            bevindingen: gone.bevindingen,
            afspraken: gone.afspraken,
            vermeldingen: gone.vermeldingen.iter().map(|v| format!("{} {}, {}", v.soort.naam(), v.id, v.veld)).collect(),
        })
    }

    /// Removes, for good, all reports and CVS exports of kwartalen that ended before `dag`; returns how many went.
    pub fn remove_before(&mut self, dag: NaiveDate) -> Result<u32, Fout> {
        let eerste = Kwartaal::of(dag);
        let act = self.act(format!("rapportages van voor {eerste} verwijderd"));
        self.store.remove_before(&act, eerste).map_err(|e| self.refused(e))
    }
}

/// Whether an error of restoring is about the copy: what is wrong with the content is, for the present file is set aside whatever
/// it holds.
const fn is_of_copy(oorzaak: &Error) -> bool {
    matches!(oorzaak, Error::Corrupt(_) | Error::NotADatabase | Error::Foreign | Error::TooNew { .. } | Error::Empty)
}
