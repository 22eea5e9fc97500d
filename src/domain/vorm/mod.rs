//! The forms in which a gesprek is kept: what was on the table when it was held ([`Besproken`]), and everything that its
//! verslag says once it is vastgesteld ([`Verslagstof`]) (`domein.md` 7).
//!
//! Plain data: names, texts and figures as they were shown, under field names that are the form's alone. No `Meting`, `Norm` or
//! `Afspraak` stands in it, so that nothing that changes in the program changes what was written. A document goes one way:
//! live data → form → document, whether the form was made just now or years ago.
//!
//! **Architecture Invariant:** a field of a form that was released is never renamed, and what it means never changes. What needs
//! more is the next version; every version has one reader.

mod besproken;
mod punt;
mod v0;
mod vergeten;
mod verslagstof;

pub use besproken::{
    Besproken, Besprokencijfer, Besprokenpunt, Bevroren, Cijferstand, Dekkingsverslag, Gemeenteverslag, Normstand, Rapportversie,
    Trendstand, Versie1, Wijziging,
};
pub use v0::BevrorenV0;
pub use vergeten::{Gevonden, Vergeten, bestandsnaam};
pub use verslagstof::{
    Aanbiedernaam, Doorlopend, Getypteplek, Verslagafspraak, Verslagpunt, Verslagstof, Verslaguitkomst, Wijzigingregel,
};
