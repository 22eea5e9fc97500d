//! Typed ahead: keys wait until the store has answered and the screen shows what became of it, and are played then.
//!
//! Owns what is under way at the store and what was typed since. Which keys wait is decided in `update`.
//!
//! **Architecture Invariant:** a key acts on rows as they are: never between a change and the reading anew that follows it.

use super::keys::{Key, Moment};
use super::msg::{Cmd, Query};

/// What a user types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Key(Key, Moment),
    Paste(String),
}

/// What is under way at the store, as far as a key must wait for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pending {
    #[default]
    Nothing,
    /// The answer to what the top screen asks: what it shows may be older than the store.
    Reading,
    /// A change, or an answer that opens a popup: nobody knows yet what the next key will be about.
    Change,
    /// The reading anew after a change.
    Rereading,
}

impl Pending {
    /// Takes in what goes out to the store; `top` is what the top screen asks.
    #[must_use]
    pub fn after(self, cmds: &[Cmd], top: Option<&Query>) -> Self {
        let changes = |cmd: &Cmd| match cmd {
            Cmd::Write(_) | Cmd::Save { .. } => true,
            Cmd::Load(query) => query.opens_form(),
            _ => false,
        };
        match self {
            _ if cmds.iter().any(changes) => Self::Change,
            Self::Nothing if reads(cmds, top) => Self::Reading,
            other => other,
        }
    }

    /// What is left when the store has answered a change, with what must be done for that.
    pub fn answered(cmds: &[Cmd], top: Option<&Query>) -> Self {
        if reads(cmds, top) { Self::Rereading } else { Self::Nothing }
    }

    /// Whether everything that is typed waits.
    pub const fn holds_all(self) -> bool {
        matches!(self, Self::Change | Self::Rereading)
    }
}

/// Whether the top screen is read with these.
fn reads(cmds: &[Cmd], top: Option<&Query>) -> bool {
    top.is_some_and(|top| cmds.iter().any(|cmd| matches!(cmd, Cmd::Load(query) if query == top)))
}

/// What was typed and waits.
#[derive(Debug, Default)]
pub struct Ahead {
    typed: Vec<Typed>,
}

impl Ahead {
    /// How much may wait: a long text that a terminal pastes as keys.
    const MOST: usize = 100_000;

    pub const fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Keeps what was typed; false when there is no room for more.
    pub fn keep(&mut self, typed: Typed) -> bool {
        let fits = self.typed.len() < Self::MOST;
        if fits {
            self.typed.push(typed);
        }
        fits
    }

    /// Takes out all that waits, in the order in which it was typed.
    pub fn take(&mut self) -> Vec<Typed> {
        std::mem::take(&mut self.typed)
    }
}
