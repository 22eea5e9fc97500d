//! Drafts of forms: what was typed and not yet saved, kept so that a crash loses nothing.

use super::{App, Fout};

impl App {
    /// The draft under `key`, if there is one. The text is the form's own notation.
    pub fn draft(&self, key: &str) -> Result<Option<String>, Fout> {
        let _ = key;
        Err(Fout::NietBeschikbaar("concepten"))
    }

    /// Keeps a draft; an empty text drops it.
    pub fn save_draft(&mut self, key: &str, tekst: &str) -> Result<(), Fout> {
        let _ = (key, tekst);
        Err(Fout::NietBeschikbaar("concepten"))
    }

    /// All drafts, newest first: key and text. Offered at start after a crash.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, Fout> {
        Err(Fout::NietBeschikbaar("concepten"))
    }
}
