//! Domain values on paper: the agenda and the verslag of a gesprek (Word, HTML, Markdown), calendars, workbooks, mail.
//!
//! Deliberately absent: the database, the terminal and the clock. The same values give the same bytes.

pub mod afsprakenlijst;
pub mod agenda;
mod bevindingen;
pub mod cijferboek;
pub mod factsheet;
pub mod gesprekkenlijst;
pub mod ics;
pub mod jaarbeeld;
pub mod lijst;
pub mod post;
pub mod pxq;
mod sjabloon;
pub mod vergelijking;
pub mod verslag;
mod werkblad;

pub use bevindingen::{Bevindingenkop, bevindingen};
pub use sjabloon::{Sjabloon, Vooraf, sjabloon};
