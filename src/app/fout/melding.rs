//! An error in words.

/// An error for a human: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// A whole Dutch sentence, with a full stop.
    pub tekst: String,
    /// What to do about it, a whole sentence too.
    pub hint: Option<String>,
}

impl From<(String, Option<String>)> for Melding {
    fn from((tekst, hint): (String, Option<String>)) -> Self {
        Self { tekst, hint }
    }
}

/// The sentence for a fault of the program.
pub(super) fn of_ourselves() -> Melding {
    Melding {
        tekst: "Er ging iets mis in het programma zelf; er is niets gewijzigd.".to_owned(),
        hint: Some("Het logboek vermeldt wat er gebeurde.".to_owned()),
    }
}
