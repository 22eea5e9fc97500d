//! The pseudonymous code of a deelnemer.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Schoon;

/// A deelnemer, known only by a code of 1–32 characters, cleaned and compared without case (`domein.md` 3).
///
/// ```
/// use accountgesprek::domain::Deelnemercode;
/// assert_eq!(Deelnemercode::new(" psw-001 "), Deelnemercode::new("PSW-001"));
/// assert!(Deelnemercode::new("  ").is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Deelnemercode {
    tekst: Arc<str>,
    /// The folded form that comparison uses; shares `tekst` when they are the same.
    sleutel: Arc<str>,
}

impl Deelnemercode {
    pub const MAX_CHARS: usize = 32;

    /// Returns the code in `text`, cleaned to one line, or None when it is empty or longer than 32 characters.
    pub fn new<'t>(text: impl Into<Schoon<'t>>) -> Option<Self> {
        let text = text.into().regel();
        if text.is_empty() || text.chars().count() > Self::MAX_CHARS {
            return None;
        }
        let tekst: Arc<str> = text.as_str().into();
        let folded = text.to_lowercase();
        let sleutel = if text == folded.as_str() { Arc::clone(&tekst) } else { folded.into() };
        Some(Self { tekst, sleutel })
    }

    /// The code as the aanbieder wrote it.
    pub fn as_str(&self) -> &str {
        &self.tekst
    }

    /// The folded form: equal for codes that differ only in case.
    pub fn sleutel(&self) -> &str {
        &self.sleutel
    }
}

impl fmt::Display for Deelnemercode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.tekst)
    }
}

impl PartialEq for Deelnemercode {
    fn eq(&self, other: &Self) -> bool {
        self.sleutel == other.sleutel
    }
}
impl Eq for Deelnemercode {}
impl Hash for Deelnemercode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sleutel.hash(state);
    }
}
impl PartialOrd for Deelnemercode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Deelnemercode {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.sleutel.cmp(&other.sleutel)
    }
}
