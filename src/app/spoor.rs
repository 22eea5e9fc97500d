//! Who was first, in words.

use crate::storage::Spoor;
use crate::wording::{self, veilig};

/// Who was first, and when: `beleidscollega (16 jul 2024 10:12)`.
pub(super) fn by(door: Option<&Spoor>) -> String {
    door.map_or_else(|| "een ander".to_owned(), |s| format!("{} ({})", veilig(&s.wie), wording::moment(s.wanneer)))
}
