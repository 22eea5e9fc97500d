//! Afspraken: their numbers.

use super::error::{Error, Result};
use crate::domain::Afspraak;

/// Gives a new afspraak its number: the next of the voorvoegsel and the year that `nummer` names, never one that was given
/// before, also when that act was undone (`domein.md` 7).
pub(super) fn allot(afspraak: &mut Afspraak, next: &mut dyn FnMut(&str) -> Result<i64>) -> Result<()> {
    let nummer = &mut afspraak.nummer;
    let name = format!("{}-{}", nummer.voorvoegsel.as_str(), nummer.jaar);
    nummer.volgnummer = u32::try_from(next(&name)?).map_err(|_| Error::Internal("afspraaknummers zijn op".to_owned()))?;
    Ok(())
}
