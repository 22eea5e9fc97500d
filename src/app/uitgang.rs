//! What leaves the program as files: which names they may have, who may read them, and what they never take the place of.

use std::path::Path;

use super::{App, Fout};
use crate::files::{Never, Outgoing, Target};

pub(super) const WERKMAP: &[&str] = &["xlsx"];
pub(super) const VERSLAG: &[&str] = &["docx", "html", "htm", "md", "markdown"];
pub(super) const AGENDA: &[&str] = &["ics"];

impl App {
    /// Looks whether these may be written in one call, over what stands there when `vervang` says so; `gelezen` is read in the
    /// same call.
    pub(super) fn outgoing(&self, naar: &[Target], vervang: bool, gelezen: Option<&Path>) -> Result<Outgoing, Fout> {
        let own = (!self.is_voorbeeld()).then(|| Never::Database(self.pad.clone()));
        let never: Vec<Never> = own.into_iter().chain(gelezen.map(|pad| Never::Input(pad.to_owned()))).collect();
        Ok(Outgoing::open(naar, vervang, &never)?)
    }
}

/// Writes one file.
pub(super) fn write_one(mut outgoing: Outgoing, inhoud: &[u8]) -> Result<(), Fout> {
    outgoing.write(inhoud)?;
    Ok(outgoing.finish()?)
}
