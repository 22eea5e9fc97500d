//! The reports that were read before, kept from file to file.

use std::collections::HashMap;

use crate::domain::{Aanbieder, Kwartaal, Meetreeks};

/// The reports of each aanbieder as some moment of the store knows them.
#[derive(Debug, Default)]
pub(super) struct Eerder(pub(super) HashMap<Aanbieder, Bekend>);

#[derive(Debug)]
pub(super) struct Bekend {
    /// What the store said of the reports when they were read.
    pub(super) stamp: String,
    /// Of every report before this kwartaal.
    pub(super) tot: Kwartaal,
    pub(super) reeks: Meetreeks,
    /// Whether every part of those reports went in; the trajecten are known either way.
    pub(super) volledig: bool,
}
