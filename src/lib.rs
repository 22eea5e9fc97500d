//! accountgesprek: prepare, hold and minute the accountgesprekken under the Participatiewet.

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod importing;
pub mod reports;
pub mod storage;
pub mod wording;
