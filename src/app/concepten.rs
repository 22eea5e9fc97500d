//! Drafts of forms: what was typed and not yet saved, kept so that a crash loses nothing.

use std::borrow::Cow;

use serde_json::Value;

use super::{App, Fout};
use crate::clock;
use crate::domain::{Schoon, bsn};

/// A draft without what may be a burgerservicenummer; the notation of forms is JSON, of which only the texts are looked at.
fn without_bsn<'t>(tekst: &'t str, kvk: &[&str]) -> Cow<'t, str> {
    let mut found = false;
    let mut value = match serde_json::from_str(tekst) {
        Ok(form @ Value::Object(_)) => form,
        _ => Value::from(tekst),
    };
    mask(&mut value, kvk, &mut found);
    match value {
        _ if !found => Cow::Borrowed(tekst),
        Value::String(text) => Cow::Owned(text),
        form => Cow::Owned(form.to_string()),
    }
}

fn mask(value: &mut Value, kvk: &[&str], found: &mut bool) {
    match value {
        Value::String(text) => {
            let schoon = Schoon::from(text.as_str());
            if bsn::bevat_bsn(&schoon, kvk) {
                let masked = bsn::masker(&schoon, kvk);
                (*text, *found) = (masked, true);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|v| mask(v, kvk, found)),
        Value::Object(fields) => fields.values_mut().for_each(|v| mask(v, kvk, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl App {
    /// The draft under `key`, if there is one. The text is the form's own notation.
    pub fn draft(&self, key: &str) -> Result<Option<String>, Fout> {
        self.store.draft(key).map_err(|e| self.refused(e))
    }

    /// Keeps a draft; an empty text drops it. A number that may be a burgerservicenummer is kept masked: the form that holds it
    /// is going to be refused, and nothing else that was typed is lost.
    pub fn save_draft(&mut self, key: &str, tekst: &str) -> Result<(), Fout> {
        let tekst = without_bsn(tekst, &self.register.kvk());
        self.store.save_draft(key, &tekst, clock::now()).map_err(|e| self.refused(e))
    }

    /// Saves what stands in a draft: when it is saved, the draft is gone, in the same transaction.
    pub fn saving<T>(&mut self, key: &str, save: impl FnOnce(&mut Self) -> Result<T, Fout>) -> Result<T, Fout> {
        self.store.saves_draft(Some(key.to_owned()));
        let saved = save(self);
        match self.store.saves_draft(None) {
            // There was nothing to change.
            Some(key) if saved.is_ok() => self.save_draft(&key, "")?,
            _ => {}
        }
        saved
    }

    /// All drafts, newest first: key and text. Offered at start after a crash.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, Fout> {
        let drafts = self.store.drafts().map_err(|e| self.refused(e))?;
        Ok(drafts.into_iter().map(|c| (c.sleutel, c.tekst)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_keeps_all_that_was_typed_but_a_bsn() {
        let typed = "{\"velden\":{\"tekst\":\" bel 111\u{ad}222333 \",\"eigenaar\":\"PSW \"},\"herkomst\":{\"id\":111222333}}";
        let kept = without_bsn(typed, &[]);
        assert!(kept.contains(&format!("bel {}", bsn::MASKER)) && kept.contains(r#""PSW ""#), "{kept}");
        assert!(kept.contains(r#""id":111222333"#), "a number of ours stays: {kept}");
        for fine in [r#"{"velden":{"tekst":"  31-12-2024\n"}}"#, " half { typed", ""] {
            assert_eq!(without_bsn(fine, &[]), fine);
        }
        assert_eq!(without_bsn("111222333", &[]), bsn::MASKER);
    }
}
