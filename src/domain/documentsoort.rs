//! The kinds of document that are delivered.

use super::sleutel::sleutels;

/// What is delivered in versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Documentsoort {
    /// A kwartaalrapportage: one per aanbieder and kwartaal.
    Rapportage,
    /// A dekkingsoverzicht: one per kwartaal.
    Dekking,
    /// A CVS export: one per gemeente and kwartaal.
    Cvs,
}

sleutels! {
    Documentsoort "soort document" {
        Rapportage = "rapportage",
        Dekking = "dekking",
        Cvs = "cvs",
    }
}
