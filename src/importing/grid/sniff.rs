//! What form a file has, by its content.

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::zipwacht;

/// The forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vorm {
    Xlsx,
    Ods,
    Xls,
    Tekst,
}

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
        let kop = String::from_utf8_lossy(begin).to_lowercase();
        let kop = kop.trim_start_matches('\u{feff}').trim_start();
        if kop.starts_with("<!doctype html") || kop.starts_with("<html") || kop.starts_with("<table") {
            return geen("een webpagina (html); sla het op als Excel-werkmap (.xlsx)");
        }
        if kop.starts_with("<?xml") || kop.starts_with("<workbook") {
            return geen("een xml-bestand; sla het op als Excel-werkmap (.xlsx)");
        }
        if is_binair(begin) {
            return geen("geen tekst en geen werkmap");
        }
    }
    Ok(Vorm::Tekst)
}

/// Whether bytes hold what no text has: a NUL, or many control characters.
fn is_binair(bytes: &[u8]) -> bool {
    let stuur = bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    // UTF-16 without a BOM is no text either: it cannot be told from binary with certainty.
    bytes.contains(&0) || stuur * 10 > bytes.len()
}
