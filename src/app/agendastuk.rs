//! The agenda of a gesprek as a file: to send beforehand, or with the preparation for the user alone.

use std::path::Path;

use super::agenda::{Agendabeeld, Agendaregel};
use super::uitgang::{Akkoord, Meelezer, VERSLAG, write_one};
use super::{App, Fout};
use crate::domain::agenda::Feit;
use crate::domain::vorm::Verslagstof;
use crate::domain::{Aandachtsoort, Aandachtspunt, Gesprek, Trajectregel};
use crate::files::Target;
use crate::reports::agenda::{self, Aandachtplek, Internpunt, Stof};
use crate::reports::verslag::{self, Documentvorm};
use crate::wording;

/// What the user chooses about an agenda that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agendakeuzes {
    /// For the user alone: the preparation, all facts, codes and other aanbieders.
    pub intern: bool,
    /// Show figures over fewer than ten people; otherwise only their verdict.
    pub kleine_aantallen: bool,
}

impl App {
    /// Writes the agenda of a gesprek; the ending says in which form (`.docx`, `.html`, `.md`).
    ///
    /// # Errors
    /// What goes to the aanbieder names another one; the file may not be written.
    pub fn write_agenda(&self, beeld: &Agendabeeld, naar: &Path, keuzes: Agendakeuzes, akkoord: Akkoord) -> Result<(), Fout> {
        self.must_have_come(beeld.gesprek.aanbieder, beeld.gesprek.kwartaal, beeld.gesprek.id != 0)?;
        let outgoing = self.outgoing(&[Target::new(naar, VERSLAG)], akkoord.vervang, None)?;
        let vooraf = self.vooraf(beeld)?;
        if !keuzes.intern {
            let Gesprek { aanbieder, .. } = beeld.gesprek;
            let lezer = Meelezer { aanbieder, gemeente: beeld.gesprek.gemeente(), codes: false };
            self.look_for_outsiders(lezer, &vooraf.getypt(), akkoord)?;
        }
        let vorm = Documentvorm::of_path(naar);
        write_one(outgoing, &self.agendastuk(beeld, &vooraf, vorm, keuzes)?)
    }

    /// What of a gesprek stands on its agenda.
    pub(super) fn vooraf(&self, beeld: &Agendabeeld) -> Result<Verslagstof, Fout> {
        Ok(agenda::beforehand(self.verslagstof(beeld)?))
    }

    /// The agenda of a gesprek as the bytes of a file; `vooraf` is of the same gesprek.
    pub(super) fn agendastuk(
        &self,
        beeld: &Agendabeeld,
        vooraf: &Verslagstof,
        vorm: Documentvorm,
        keuzes: Agendakeuzes,
    ) -> Result<Vec<u8>, Fout> {
        let intern: Vec<Internpunt> = beeld.punten.iter().map(internal).collect();
        let aandacht = if keuzes.intern { Vec::new() } else { self.aandachtplekken(beeld)? };
        let document = agenda::compose(Stof {
            vooraf,
            rapportage: &self.rapportstand(&beeld.gesprek)?,
            aandacht: &aandacht,
            kleine_aantallen: keuzes.kleine_aantallen,
            intern: keuzes.intern.then_some(intern.as_slice()),
        });
        verslag::write(&document, vorm).map_err(|oorzaak| Fout::Schrijven { pad: "de agenda".into(), oorzaak })
    }

    /// What the attention points of an agenda are about, and in which rows of the report. Of a gesprek that was held only the words
    /// were kept.
    fn aandachtplekken(&self, beeld: &Agendabeeld) -> Result<Vec<Aandachtplek>, Fout> {
        let feiten = beeld.punten.iter().flat_map(|regel| &regel.punt.feiten);
        let kinds: Vec<(Aandachtsoort, &[Aandachtspunt])> = feiten
            .filter_map(|feit| if let Feit::Aandacht { soort, punten } = feit { Some((*soort, punten.as_slice())) } else { None })
            .collect();
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        let Gesprek { aanbieder, kwartaal, .. } = beeld.gesprek;
        let rapport = self.store.rapport(aanbieder, kwartaal, None).map_err(|e| self.refused(e))?;
        let regels = rapport.and_then(|r| r.deelnemers).map(|d| d.regels).unwrap_or_default();
        let row_of = |punt: &Aandachtspunt| {
            let is_of =
                |r: &&Trajectregel| punt.deelnemer.as_ref() == Some(&r.deelnemer) && punt.startdatum == Some(r.startdatum);
            regels.iter().find(is_of).map(|r| r.rij)
        };
        let drempels = &self.normen().drempels;
        let plek = |(soort, punten): (Aandachtsoort, &[Aandachtspunt])| Aandachtplek {
            soort,
            regel: wording::aandachtregel(soort, drempels),
            rijen: punten.iter().filter_map(row_of).collect(),
        };
        Ok(kinds.into_iter().map(plek).collect())
    }
}

fn internal(regel: &Agendaregel) -> Internpunt {
    Internpunt { feiten: regel.feiten.clone(), voorbereiding: regel.punt.voorbereiding.clone() }
}
