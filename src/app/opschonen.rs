//! Removing for good: a deelnemer, or all reports of long ago. What it does is told beforehand, in words.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::verschil::Verschoven;
use super::{App, Fout};
use crate::domain::{Aanbieder, Deelnemercode, Kwartaal, Soort};
use crate::storage::{self, Opgeschoond, Vermelding};
use crate::wording::{self, aantal, veilig};

/// What goes with a deelnemer, what stays without the code, and what moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opschoning {
    pub aanbieder: Aanbieder,
    /// As it was asked for.
    pub code: Deelnemercode,
    /// Rows of reports and CVS exports, over all versions.
    pub rijen: u32,
    pub bevindingen: u32,
    /// Attention points that somebody had put aside.
    pub aandachtspunten: u32,
    /// Where people wrote or linked the code, as they know it: `afspraak PSW-2024-03, tekst`. That stays, without the code.
    pub plekken: Vec<String>,
    /// The figures that move, before and after.
    pub cijfers: Vec<String>,
    /// Gesprekken whose figures and verslag stay, without the code.
    pub gesprekken: Vec<String>,
    /// The files of the aanbieder that the code came from, by name.
    pub bestanden: Vec<String>,
    /// Copies of the database that hold it still.
    pub kopieen: Vec<PathBuf>,
    /// Others that have a deelnemer with the same code.
    pub ook_bij: Vec<String>,
    /// Whether remains are in the database until every program that has it open is closed.
    pub resten: bool,
}

impl Opschoning {
    /// What is known of it, line by line: a heading and a text; a line without heading belongs to the one before it.
    pub fn regels(&self) -> Vec<(&'static str, String)> {
        let mut regels = vec![("Weg", self.weg())];
        let plekken = list(&self.plekken).map(|plekken| format!("met “verwijderd” waar de code stond: {plekken}"));
        regels.extend(plekken.map(|tekst| ("Blijft", tekst)));
        let koppen = std::iter::once("Cijfers").chain(std::iter::repeat(""));
        regels.extend(koppen.zip(self.cijfers.iter().cloned()));
        let vast = list(&self.gesprekken).map(|g| format!("cijfers en verslag van {g} blijven, zonder de code"));
        regels.extend(vast.map(|tekst| ("Vast", tekst)));
        if !self.ook_bij.is_empty() {
            let namen = wording::opsomming(&self.ook_bij);
            let tekst =
                format!("{namen} kent deze code ook; wat daarvan is, of van niemand in het bijzonder, blijft zoals het is");
            regels.push(("Let op", tekst));
        }
        regels.push(("Elders", self.elsewhere()));
        if self.resten {
            let tekst =
                "een ander programma heeft de database open; als dat is gesloten, verdwijnen de laatste resten uit het bestand";
            regels.push(("Let op", tekst.to_owned()));
        }
        regels
    }

    fn weg(&self) -> String {
        let counted = [
            (self.rijen, "rij", "rijen"),
            (self.bevindingen, "bevinding", "bevindingen"),
            (self.aandachtspunten, "gezien aandachtspunt", "geziene aandachtspunten"),
        ];
        let weg: Vec<String> = counted.into_iter().filter(|(n, ..)| *n > 0).map(|(n, een, meer)| aantal(n, een, meer)).collect();
        let weg = if weg.is_empty() { "geen rijen".to_owned() } else { wording::opsomming(weg) };
        format!("{weg}, uit alle versies en uit de geschiedenis; dit is niet ongedaan te maken")
    }

    /// What holds the code still, and is not ours to change.
    fn elsewhere(&self) -> String {
        let paden: Vec<String> = self.kopieen.iter().map(|pad| wording::pad(pad)).collect();
        let kopieen = list(&paden).map(|paden| format!("kopieën van de database: {paden}"));
        let bestanden = list(&self.bestanden).map(|namen| format!("bestanden van de aanbieder: {namen}"));
        let eigen =
            "wat u er eerder uit schreef (kopieën op een andere plek, verslag met codes, bevindingen, lijsten)".to_owned();
        let alle: Vec<String> = [kopieen, bestanden, Some(eigen)].into_iter().flatten().collect();
        format!("{}. Verwijder dat zelf.", alle.join("; "))
    }
}

/// Things in a row; None when there are none.
fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(" · "))
}

impl App {
    /// What removing a deelnemer would do; nothing changes.
    ///
    /// # Errors
    /// [`Fout::NietGevonden`] when nothing is known of such a deelnemer.
    pub fn weigh_removal(&self, aanbieder: Aanbieder, code: &str) -> Result<Opschoning, Fout> {
        let code = read_code(code)?;
        let cijfers = self.moved_without(aanbieder, &code)?;
        let gone = self.store.weigh_removal(aanbieder, &code).map_err(|e| self.refused(e))?;
        self.opschoning(aanbieder, code, gone, &cijfers)
    }

    /// Removes everything of a deelnemer, for good: it cannot be undone. Frozen figures stay. `getypt` is the code, typed once
    /// more by who wants this.
    ///
    /// # Errors
    /// [`Fout::NietGevonden`] when nothing is known of such a deelnemer.
    pub fn remove_deelnemer(&mut self, aanbieder: Aanbieder, code: &str, getypt: &str) -> Result<Opschoning, Fout> {
        let code = read_code(code)?;
        if Deelnemercode::new(getypt).as_ref() != Some(&code) {
            let tekst = format!("Typ de code {} om dit te doen; er is niets verwijderd.", veilig(code.as_str()));
            return Err(Fout::Ongeldig { veld: "code", tekst });
        }
        let cijfers = self.moved_without(aanbieder, &code)?;
        // The log must not name whom it is about.
        let act = self.act(format!("een deelnemer van {} verwijderd", self.register.naam(aanbieder)));
        let gone = self.store.remove_deelnemer(&act, aanbieder, &code).map_err(|e| self.refused(e))?;
        let mut done = self.opschoning(aanbieder, code, gone, &cijfers)?;
        done.kopieen.extend(self.renew_copies());
        Ok(done)
    }

    /// Removes, for good, all reports and CVS exports of kwartalen that ended before `dag`; returns how many went.
    pub fn remove_before(&mut self, dag: NaiveDate) -> Result<u32, Fout> {
        let eerste = Kwartaal::of(dag);
        let act = self.act(format!("rapportages van voor {eerste} verwijderd"));
        let gone = self.store.remove_before(&act, eerste).map_err(|e| self.refused(e))?;
        self.renew_copies();
        Ok(gone)
    }

    fn opschoning(
        &self,
        aanbieder: Aanbieder,
        code: Deelnemercode,
        gone: Opgeschoond,
        cijfers: &[Verschoven],
    ) -> Result<Opschoning, Fout> {
        if gone.is_nothing() {
            return Err(Fout::NietGevonden(format!("Deelnemer {} van {}", veilig(code.as_str()), self.register.naam(aanbieder))));
        }
        let mut plekken: Vec<String> = gone.vermeldingen.iter().map(|v| self.plek(v)).collect();
        plekken.extend(
            (gone.geleverd > 0).then(|| aantal(gone.geleverd, "andere tekst uit een bestand", "andere teksten uit bestanden")),
        );
        plekken.extend((gone.concepten > 0).then(|| aantal(gone.concepten, "concept", "concepten")));
        let gesprekken = gone.gesprekken.iter().map(|id| self.name_of(Soort::Gesprek, &id.to_string())).collect();
        Ok(Opschoning {
            aanbieder,
            rijen: gone.rijen,
            bevindingen: gone.bevindingen,
            aandachtspunten: gone.gezien,
            plekken,
            cijfers: cijfers.iter().map(|c| c.woorden(&self.register)).collect(),
            gesprekken,
            bestanden: gone.bestanden.iter().map(|naam| veilig(naam)).collect(),
            kopieen: storage::copies_with(&self.pad, self.kopieen.as_deref(), &code),
            ook_bij: self.register.in_volgorde(gone.ook_bij).into_iter().map(|a| self.register.naam(a)).collect(),
            resten: gone.resten,
            code,
        })
    }

    fn plek(&self, v: &Vermelding) -> String {
        format!("{}, {}", self.name_of(v.soort, &v.id), wording::veld(v.soort, &v.veld))
    }
}

fn read_code(code: &str) -> Result<Deelnemercode, Fout> {
    Deelnemercode::new(code).ok_or_else(|| Fout::Ongeldig {
        veld: "deelnemer",
        tekst: format!("Een deelnemercode heeft 1 tot en met {} tekens.", Deelnemercode::MAX_CHARS),
    })
}
