//! Drafts of forms: what was typed and not yet saved, kept so that a crash loses nothing.

use super::{App, Fout};
use crate::clock;

impl App {
    /// The draft under `key`, if there is one. The text is the form's own notation.
    pub fn draft(&self, key: &str) -> Result<Option<String>, Fout> {
        self.store.draft(key).map_err(|e| self.refused(e))
    }

    /// Keeps a draft; an empty text drops it.
    pub fn save_draft(&mut self, key: &str, tekst: &str) -> Result<(), Fout> {
        self.store.save_draft(key, tekst, clock::now()).map_err(|e| Fout::Opslag { pad: self.pad.clone(), oorzaak: e })
    }

    /// All drafts, newest first: key and text. Offered at start after a crash.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, Fout> {
        let drafts = self.store.drafts().map_err(|e| self.refused(e))?;
        Ok(drafts.into_iter().map(|c| (c.sleutel, c.tekst)).collect())
    }
}
