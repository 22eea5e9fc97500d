//! accountgesprek: prepare, hold and minute the accountgesprekken under the Participatiewet.

pub mod app;
pub mod clock;
pub mod domain;
pub mod tui;
pub mod wording;
