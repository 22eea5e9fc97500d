//! Domain values on paper: the verslag of a gesprek (Word, HTML, Markdown), calendars, workbooks.
//!
//! Deliberately absent: the database, the terminal and the clock. The same values give the same bytes.

pub mod afsprakenlijst;
mod bevindingen;
pub mod cijferboek;
pub mod ics;
pub mod pxq;
mod sjabloon;
pub mod verslag;
mod werkblad;

pub use bevindingen::{Kop as Bevindingenkop, bevindingen};
pub use sjabloon::{Sjabloon, Vooraf, sjabloon};
