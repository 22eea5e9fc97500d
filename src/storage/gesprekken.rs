//! Gesprekken: the keys of what belongs to them.

use super::error::Result;
use crate::domain::{Agendapunt, Onderdeelsleutel};

/// The key of an agendapunt as it stands in its column.
pub(super) fn key(sleutel: &Onderdeelsleutel) -> String {
    serde_json::to_value(sleutel).unwrap_or_default().to_string()
}

/// Gives a point of the user's own its id; what was generated has its key already.
pub(super) fn allot(punt: &mut Agendapunt, next: &mut dyn FnMut(&str) -> Result<i64>) -> Result<()> {
    if let Onderdeelsleutel::Eigen(id @ 0) = &mut punt.sleutel {
        *id = next("agendapunt")?;
    }
    Ok(())
}
