//! What a thing of the log is called in a message: by what users know it by, looked up when its id says too little.

use super::App;
use crate::domain::{Aanbieder, Kwartaal};
use crate::domain::{
    Agendapunt, Bericht, Bundel, Dekkingsmelding, Document, Gemeente, Gesprek, Gezien, Ontwikkeldoel, Soort, Uitkomst,
    Uitkomstinhoud,
};
use crate::storage::Stored;
use crate::wording;

impl App {
    /// `gesprek PSW 2024-K2`, `besluit in gesprek PSW 2024-K2`, `rapportage PSW 2024-K2`. Never fails: of what cannot be looked
    /// up (any more) it is the kind and the id.
    pub(super) fn name_of(&self, soort: Soort, id: &str) -> String {
        self.looked_up(soort, id).unwrap_or_else(|| wording::ding(soort, id, &self.register))
    }

    fn looked_up(&self, soort: Soort, id: &str) -> Option<String> {
        match soort {
            Soort::Gesprek => self.known::<Gesprek>(id).map(|g| wording::gesprek(&g, &self.register)),
            Soort::Agendapunt => {
                let (gesprek, _) = id.split_once('/')?;
                let punt = self.known::<Agendapunt>(id)?;
                Some(format!("punt {} van {}", wording::agendapunt(&punt.sleutel), self.name_of(Soort::Gesprek, gesprek)))
            }
            Soort::Uitkomst => {
                let uitkomst = self.known::<Uitkomst>(id)?;
                let wat = match uitkomst.inhoud {
                    Uitkomstinhoud::Afspraak(nummer) => format!("afspraak {nummer}"),
                    Uitkomstinhoud::Tekst { soort, .. } => soort.naam().to_owned(),
                };
                Some(format!("{wat} in {}", self.name_of(Soort::Gesprek, &uitkomst.gesprek.to_string())))
            }
            Soort::Bundel => self.known::<Bundel>(id).map(|b| format!("bundel “{}”", wording::veilig(&b.titel))),
            Soort::Dekkingsmelding => {
                let m = self.known::<Dekkingsmelding>(id)?;
                Some(format!("dekkingsmelding {} {}", m.gemeente.naam(), self.register.naam(m.aanbieder)))
            }
            Soort::Rapportage => self.document(id, |wie, kwartaal| Some(Document::Rapportage(Aanbieder::new(wie)?, kwartaal))),
            Soort::Dekking => self.document(id, |_, kwartaal| Some(Document::Dekking(kwartaal))),
            Soort::Cvs => self.document(id, |wie, kwartaal| Some(Document::Cvs(Gemeente::parse(wie)?, kwartaal))),
            Soort::Aandachtspunt => {
                // The key has the code as it compares, the mark as it is written.
                let gezien = self.known::<Gezien>(id)?;
                let soort = id.split('|').next().unwrap_or_default();
                Some(wording::aandachtspunt_van(soort, gezien.deelnemer.as_deref(), Some(gezien.aanbieder), &self.register))
            }
            Soort::Aanbieder => Aanbieder::new(id).map(|a| format!("aanbieder {}", self.register.naam(a))),
            Soort::Budget => {
                let (wie, jaar) = id.split_once('/')?;
                Some(format!("budget {} {jaar}", self.register.naam(Aanbieder::new(wie)?)))
            }
            Soort::Ontwikkeldoel => {
                let doel = self.known::<Ontwikkeldoel>(id)?;
                Some(format!("ontwikkeldoel {id} van {}", self.register.naam(doel.aanbieder)))
            }
            Soort::Bericht => {
                let bericht = self.known::<Bericht>(id)?;
                let wie = bericht.ontvanger().map(|o| format!(" voor {}", o.naam(&self.register))).unwrap_or_default();
                Some(format!("post ({}){wie} {}", bericht.soort.naam(), bericht.kwartaal))
            }
            Soort::Afspraak | Soort::Signaal | Soort::Tarief | Soort::Uitvraag => None,
        }
    }

    /// A document by its id in the log: who it is of, and the kwartaal.
    fn document(&self, id: &str, of: impl FnOnce(&str, Kwartaal) -> Option<Document>) -> Option<String> {
        let (wie, kwartaal) = id.split_once('/')?;
        Some(wording::document(of(wie, kwartaal.parse().ok()?)?, &self.register))
    }

    pub(super) fn known<T: Stored>(&self, id: &str) -> Option<T> {
        self.store.find(id).ok().flatten()
    }
}
