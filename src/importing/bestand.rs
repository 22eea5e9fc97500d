//! The ways in: a file, or bytes as if they were one.

use std::path::Path;

use super::bron::{self, Bestandsfout};
use super::catalogus::Code;
use super::{Gelezen, Leesfout, Opties, Voortgang, lezen};

/// Reads what is in memory already, as if it were a file of that name: the example data that the binary carries.
///
/// # Errors
/// Only when `voortgang` cancels.
pub fn read_bytes(naam: &str, bytes: &[u8], opties: &Opties<'_>, voortgang: &mut dyn Voortgang) -> Result<Gelezen, Leesfout> {
    lezen::lees_bytes(Path::new(naam), naam, bytes, opties, voortgang)
}

fn naam_van(pad: &Path) -> String {
    pad.file_name().map_or_else(|| pad.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// What stands for a file that the system would not let us read, beside others that it did; `waarom` in words.
pub fn unreadable_file(pad: &Path, waarom: &str) -> Gelezen {
    let naam = naam_van(pad);
    lezen::niet_gelezen(pad, &naam, &Bestandsfout::new(Code::NietLeesbaar, waarom))
}

/// Reads a file of any form and kind.
///
/// # Errors
/// Only when the file cannot be opened or read, or when `voortgang` cancels.
pub fn read_file(pad: &Path, opties: &Opties<'_>, voortgang: &mut dyn Voortgang) -> Result<Gelezen, Leesfout> {
    let naam = naam_van(pad);
    match bron::lees(pad)? {
        Ok(bytes) => lezen::lees_bytes(pad, &naam, &bytes, opties, voortgang),
        Err(fout) => Ok(lezen::niet_gelezen(pad, &naam, &fout)),
    }
}
