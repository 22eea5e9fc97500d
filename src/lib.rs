//! accountgesprek: prepare, hold and minute the accountgesprekken under the Participatiewet.

pub mod domain;
