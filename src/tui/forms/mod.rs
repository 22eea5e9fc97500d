//! Forms: declarations over one form widget.
//!
//! A form is a list of [`Field`]s and a [`Purpose`]; what its values become is read in the module of that purpose. Enter
//! goes to the next field and never saves (a pasted line end arrives as Enter), Ctrl+S saves, Esc drops the draft.
//!
//! **Architecture Invariant:** a form is saved when the store confirmed it; until then it stands and says that it waits.

pub mod afspraak;
pub mod concept;
mod doel;
mod form;
pub mod gesprek;
pub mod inlezen;
pub mod instellingen;
pub mod keuze;
pub mod opschonen;
pub mod register;
pub mod signaal;
pub mod tarief;
pub mod text;
pub mod uitgaand;
pub mod zoekkeuze;

pub use doel::{Form, Purpose};
pub use form::{Field, codes, yes_no};
pub use keuze::{Keuzepaar, keyed, niet_gekozen};
