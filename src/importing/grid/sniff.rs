//! What form a file has, by its content.

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::vorm::Vorm;
use super::zipwacht;

/// Returns the form, or says what the file is instead.
pub(super) fn vorm(bytes: &[u8]) -> Result<Vorm, Bestandsfout> {
    let geen = |wat: &str| Err(Bestandsfout::new(Code::GeenWerkmap, wat));
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Bestandsfout::new(Code::BestandLeeg, ""));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipwacht::vorm(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Vorm::Xls);
    }
    if bytes.starts_with(b"%PDF") {
        return geen("een pdf; vraag de werkmap zelf");
    }
    for (begin, wat) in [
        (&b"\x09\x00\x04\x00"[..], "een werkmap van Excel 4 of ouder; sla het op als Excel-werkmap (.xlsx)"),
        (b"\x09\x02\x06\x00", "een werkmap van Excel 4 of ouder; sla het op als Excel-werkmap (.xlsx)"),
        (b"\x09\x04\x06\x00", "een werkmap van Excel 4 of ouder; sla het op als Excel-werkmap (.xlsx)"),
        (b"ID;P", "een SYLK-bestand; sla het op als Excel-werkmap (.xlsx)"),
        (b"\x89PNG", "een afbeelding"),
        (b"\xff\xd8\xff", "een afbeelding"),
        (b"GIF8", "een afbeelding"),
        (b"\x1f\x8b", "een ingepakt bestand (gzip); pak het eerst uit"),
        (b"7z\xbc\xaf\x27\x1c", "een ingepakt bestand (7z); pak het eerst uit"),
        (b"Rar!", "een ingepakt bestand (rar); pak het eerst uit"),
        (b"{\\rtf", "een tekstdocument (rtf)"),
        (b"SQLite format 3\0", "een database"),
    ] {
        if bytes.starts_with(begin) {
            return geen(wat);
        }
    }
    let begin = &bytes[..bytes.len().min(4096)];
    let utf16 = begin.starts_with(b"\xff\xfe") || begin.starts_with(b"\xfe\xff");
    if !utf16 {
        if let Some(wat) = opmaaktaal(begin) {
            return geen(wat);
        }
        if is_binair(begin) {
            return geen("geen tekst en geen werkmap");
        }
    }
    Ok(Vorm::Tekst)
}

/// What a text is that is written for another program: a page, a message, an xml file. Programs give pages the name of a
/// workbook; what they are, their beginning says.
fn opmaaktaal(begin: &[u8]) -> Option<&'static str> {
    const WEBPAGINA: &str = "een webpagina (html) en geen werkmap, hoe het bestand ook heet; open het in Excel en sla het op als Excel-werkmap (.xlsx)";
    let kop = String::from_utf8_lossy(begin).to_lowercase();
    let kop = kop.trim_start_matches('\u{feff}').trim_start();
    let is_pagina = ["<html", "<table", "<body", "<!doctype html"].iter().any(|t| kop.contains(t));
    let is_bericht = ["mime-version:", "from:", "received:", "return-path:", "message-id:", "date:", "subject:", "x-"]
        .iter()
        .any(|veld| kop.starts_with(veld));
    if (kop.starts_with('<') && is_pagina) || (is_bericht && is_pagina && !kop.contains("\nsubject:")) {
        return Some(WEBPAGINA);
    }
    if is_bericht && ["\nmime-version:", "\nsubject:", "\nfrom:", "\nto:"].iter().any(|veld| kop.contains(veld)) {
        return Some("een e-mailbericht; bewaar de bijlage apart en lees die in");
    }
    (kop.starts_with("<?xml") || kop.starts_with("<workbook"))
        .then_some("een xml-bestand; open het in Excel en sla het op als Excel-werkmap (.xlsx)")
}

/// Whether bytes hold what no text has: a NUL, or many control characters.
fn is_binair(bytes: &[u8]) -> bool {
    let stuur = bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    // UTF-16 without a BOM is no text either: it cannot be told from binary with certainty.
    bytes.contains(&0) || stuur * 10 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_is_shows_at_its_beginning() {
        for (begin, woord) in [
            ("<html><table>", "webpagina"),
            ("\u{feff} <!DOCTYPE html>\n<html>", "webpagina"),
            ("<meta charset=utf-8><table><tr>", "webpagina"),
            ("<div><style>x</style><TABLE>", "webpagina"),
            ("<?xml version=\"1.0\"?><html xmlns=\"x\">", "webpagina"),
            ("MIME-Version: 1.0\nContent-Type: text/html\n\n<table>", "webpagina"),
            ("From: <Saved by Excel>\nMIME-Version: 1.0\n\n<html>", "webpagina"),
            ("From: a@b.nl\nSubject: rapportage\nMIME-Version: 1.0\n\n<html>", "e-mailbericht"),
            ("Return-Path: <a@b.nl>\nReceived: x\nTo: c\n", "e-mailbericht"),
            ("<?xml version=\"1.0\"?><Workbook>", "xml-bestand"),
        ] {
            assert!(opmaaktaal(begin.as_bytes()).is_some_and(|wat| wat.contains(woord)), "{begin}");
        }
        for begin in ["Deelnemer;Gemeente\nA;Venlo", "Date;From;To\n1;2;3", "<1>;2", "From: x"] {
            assert_eq!(opmaaktaal(begin.as_bytes()), None, "{begin}");
        }
    }
}
