//! Afspraken: their numbers.

use super::error::{Error, Result};
use crate::domain::{Aanbieder, Afspraak};

/// Gives a new afspraak its number: the next of its aanbieder and the year that `nummer` names, never one that was
/// given before, also when that act was undone (`domein.md` 7).
pub(super) fn allot(afspraak: &mut Afspraak, next: &mut dyn FnMut(&str) -> Result<i64>) -> Result<()> {
    let nummer = &mut afspraak.nummer;
    nummer.aanbieder = afspraak.aanbieder;
    let name = format!("{}-{}", nummer.aanbieder.map_or("REGIO", Aanbieder::prefix), nummer.jaar);
    nummer.volgnummer = u32::try_from(next(&name)?).map_err(|_| Error::Internal("afspraaknummers zijn op".to_owned()))?;
    Ok(())
}
