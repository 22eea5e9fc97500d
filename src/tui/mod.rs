//! The terminal program: Elm at the top, plain structs below, immediate drawing at the leaves.
//!
//! ```text
//!  terminal ─▶ runtime ─ Msg ─▶ update ─▶ model ─▶ view ─▶ terminal
//!                 ▲                │
//!                 └── App ◀─ Cmd ──┘      (worker thread)
//! ```
//!
//! | where | owns |
//! | --- | --- |
//! | `keys`, `action` | the key table and the words for what a user can do |
//! | `msg`, `shared`, `model`, `update` | what happens, the state, what becomes of it: pure |
//! | `ahead` | what was typed before the store had answered |
//! | `runtime`, `terminal` | threads, the store, the real terminal: the only part that does things |
//! | `view`, `widgets`, `theme`, `text`, `lines` | drawing, and what is told as text |
//! | `raak` | what was drawn where, for a press of the mouse |
//! | `handleiding` | the page of `docs` as it is read inside the program |
//! | `place`, `tafel`, `veil` | where one can go, and what of that may be seen while a gesprek is held |
//! | `screens`, `popups`, `forms` | one module per screen and form |
//!
//! Deliberately absent: SQL, file formats, rules of the field.
//!
//! **Architecture Invariant:** `update` touches no disk, clock, thread or terminal; `view` reads the model only.

pub mod action;
pub mod ahead;
mod bewaard;
mod botsing;
mod concept;
pub mod forms;
pub mod handleiding;
pub mod keys;
pub mod leesbeeld;
pub mod lines;
pub mod model;
pub mod msg;
pub mod namen;
mod paths;
pub mod phrases;
pub mod place;
pub mod popups;
pub mod query;
pub mod raak;
pub mod runtime;
pub mod screens;
pub mod shared;
pub mod stuk;
pub mod tafel;
pub mod terminal;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;
pub mod update;
pub mod veil;
pub mod view;
pub mod widgets;
pub mod write;

pub use runtime::{Example, run};
