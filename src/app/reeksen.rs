//! What was read of the reports before, kept from file to file and from question to question while it holds.

use std::collections::HashMap;

use crate::domain::vooruitblik::Openstand;
use crate::domain::{Aanbieder, Kwartaal, Meetreeks, Meting, Segment};

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

impl Bekend {
    /// Whether figures of a segment can be formed from it as the store stands.
    pub(super) fn is_whole(&self, segment: Segment, stamp: &str) -> bool {
        self.stamp == stamp && self.volledig && self.reeks.segment() == segment
    }
}

/// Of an aanbieder what is still open at a kwartaal, and the figures of that kwartaal.
pub(super) type Open = (Openstand, Vec<Meting>);

/// What was still open when it was asked last: the norms of a kwartaal are looked at one after the other.
#[derive(Debug)]
pub(super) struct Laatst {
    pub(super) vraag: (Segment, Kwartaal, Vec<Aanbieder>),
    /// What the store said of all reports when they were read.
    pub(super) stamp: String,
    pub(super) open: Vec<Open>,
}
