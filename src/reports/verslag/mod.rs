//! The verslag of a gesprek: one document of plain blocks, and a writer for Word, HTML and Markdown each.
//!
//! It is composed of a form ([`Verslagstof`](crate::domain::vorm::Verslagstof)) and of nothing else, so that it is the same for as
//! long as the form is. What may be seen (deelnemer codes, other aanbieders, small numbers) is decided here, once; a writer only
//! sets type. Nothing here knows the time.

mod compose;
pub(super) mod delen;
mod docx;
mod html;
mod inhoud;
mod markdown;
mod tekening;

use std::io;
use std::path::Path;

pub use compose::compose;
pub use inhoud::{
    Grafiek, Grafiekreeks, Kaart, Keuzes, Normlijn, Papier, Regel, Schaal, Tabel, Tabelcel, Tabelkolom, Tint, Verslag,
    Verslagblok, Vlak, Vlakstand, Zet,
};

/// The forms of a verslag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documentvorm {
    Docx,
    Html,
    Markdown,
}

impl Documentvorm {
    pub const ALL: [Self; 3] = [Self::Docx, Self::Html, Self::Markdown];

    /// The form that the name of a file asks for; Word without an ending that is known.
    pub fn of_path(pad: &Path) -> Self {
        Self::asked_by(pad).unwrap_or(Self::Docx)
    }

    /// The form that the name of a file asks for, if it asks for one.
    pub fn asked_by(pad: &Path) -> Option<Self> {
        pad.extension().and_then(|e| e.to_str()).and_then(Self::of_extension)
    }

    /// The form that the ending of a file name asks for (`docx`, `html`, `htm`, `md`, `markdown`), in whatever case.
    fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "docx" => Self::Docx,
            "html" | "htm" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            _ => return None,
        })
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }
}

/// Writes a verslag in one of its forms.
pub fn write(verslag: &Verslag, vorm: Documentvorm) -> io::Result<Vec<u8>> {
    match vorm {
        Documentvorm::Docx => docx::write(verslag),
        Documentvorm::Html => html::write(verslag).map(String::into_bytes),
        Documentvorm::Markdown => Ok(markdown::write(verslag).into_bytes()),
    }
}

#[cfg(test)]
mod tests;
