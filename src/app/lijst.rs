//! A list of the screen, as it stands there, as a file.

use std::path::Path;

use super::uitgang::{Akkoord, WERKMAP, write_one};
use super::{App, Fout};
use crate::files::Target;
use crate::reports::lijst;
pub use crate::reports::lijst::{Lijst, Lijstkolom};
use crate::wording::agenda::Zicht;

impl App {
    /// Writes a list to a workbook. Without `codes` its columns of codes are left out, and a code in what somebody typed is not
    /// told.
    pub fn write_lijst(&self, naar: &Path, lijst: &Lijst, codes: bool, akkoord: Akkoord) -> Result<(), Fout> {
        // What people typed can be in it, and be about one person.
        let outgoing = self.outgoing(&[Target::new(naar, WERKMAP)], akkoord.vervang, None)?;
        let known = self.codes()?;
        let zicht = Zicht { codes, ..Zicht::ALLES };
        let told = |cell: &String| known.mark(cell).tekst(zicht);
        let covered = |rij: &Vec<String>| rij.iter().map(told).collect();
        let shown = Lijst { rijen: lijst.rijen.iter().map(covered).collect(), ..lijst.clone() };
        let bytes = lijst::write(&shown, codes, self.is_voorbeeld())
            .map_err(|oorzaak| Fout::Schrijven { pad: naar.to_owned(), oorzaak })?;
        write_one(outgoing, &bytes)
    }
}
