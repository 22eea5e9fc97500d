//! Findings for people: in which order, and what each is called.

use crate::domain::{Bevinding, Ernst};
use crate::importing;

pub use crate::importing::Bevindinghulp;

/// The kind of a finding in a few words, as the heading of a group; a kind of an older program by its code.
pub fn finding_title(code: &str) -> &str {
    importing::Code::parse(code).map_or(code, |code| code.titel())
}

/// What the user can do about a kind of finding without the sender.
pub fn finding_help(code: &str) -> Option<Bevindinghulp> {
    importing::Code::parse(code).and_then(importing::Code::hulp)
}

/// Those that touch a KPI first, then by gravity; else in the order of the file.
pub(super) fn by_weight(bevindingen: &mut [Bevinding]) {
    bevindingen.sort_by_key(|b| (b.ernst != Ernst::Bestand, b.kpi.is_empty(), b.ernst));
}
