//! What names a document and its versions: in columns, in conditions, and in the log.

use super::engine::{Value, params};
use super::error::{Result, unreadable};
use super::values;
use crate::domain::{Document, Soort};

/// The rows of one version, by the four columns that name it.
pub(super) const OF_VERSION: &str = "soort = ?1 AND wie = ?2 AND kwartaal = ?3 AND versie = ?4";

/// The same with the values in it; they are keys of ours.
pub(super) fn literal(document: Document, versie: u32) -> String {
    let (soort, wie, kwartaal) = (document.soort().key(), document.wie(), document.kwartaal());
    format!("soort = '{soort}' AND wie = '{wie}' AND kwartaal = '{kwartaal}' AND versie = {versie}")
}

/// The four columns that name a version.
pub(super) fn key(document: Document, versie: u32) -> [Value<'static>; 4] {
    params![document.soort(), document.wie().to_owned(), document.kwartaal().to_string(), versie]
}

/// The kind of a document in the log.
pub(super) const fn soort_of(document: Document) -> Soort {
    match document {
        Document::Rapportage(..) => Soort::Rapportage,
        Document::Dekking(_) => Soort::Dekking,
        Document::Cvs(..) => Soort::Cvs,
    }
}

/// What names a document in the log: `psw/2024-K2`.
pub(super) fn id_of(document: Document) -> String {
    format!("{}/{}", document.wie(), document.kwartaal())
}

/// The document that the log names so.
pub(super) fn document_of(soort: Soort, id: &str) -> Result<Document> {
    let (wie, kwartaal) = id.split_once('/').ok_or_else(|| unreadable("document", id))?;
    values::document(soort.key(), wie, kwartaal)
}
