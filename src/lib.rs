//! accountgesprek: prepare, hold and minute the accountgesprekken under the Participatiewet.
//!
//! A file's way through the house, one direction, no turning back:
//!
//! ```text
//!  .xlsx .csv ──▶ importing ──▶ storage ──▶ app ──▶ domain ──▶ tui, cli, reports
//! ```
//!
//! | module | owns | knows nothing of |
//! | --- | --- | --- |
//! | [`domain`] | the field: kwartaal, traject, norm, figures and verdicts, dekking, attention points, gesprek, afspraak | files, SQL, clock, terminal |
//! | [`importing`] | bytes → cells → checked values plus findings with their cell | database, terminal |
//! | [`storage`] | SQLite: versions, change log and undo, backup | file formats, terminal |
//! | [`reports`] | what is written out: verslag, workbooks | database, terminal |
//! | [`wording`] | Dutch for figures, dates, numbers and reasons | everything above it |
//! | [`app`] | the use cases that both faces share | ratatui, clap |
//! | [`tui`] | the terminal program: `update` is pure, the runtime does | SQL |
//! | [`cli`] | the commands | ratatui |
//! | [`files`] | the one way out for files, and who may read them; what lies where | what is in a file |
//! | [`clock`] | the one place that reads the clock | everything |
//!
//! The binary hands over to [`cli`], which opens [`tui`] when no command was given. `tests/it/tidy.rs` holds the `use` lines against this map.

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod files;
pub mod importing;
pub mod reports;
pub mod storage;
pub mod tui;
pub mod wording;
