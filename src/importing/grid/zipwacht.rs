//! The guard of zipped workbooks: which form they are, and whether reading them is safe.
//!
//! A workbook of a few kilobytes can unpack to gigabytes, and what it declares of itself may lie. So everything that a
//! reader will load is unpacked once beforehand, counted and thrown away, while [`Bladscan`] notes what the reader of cells
//! does not tell: hidden rows and columns, and formulas without a result.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::sniff::Vorm;
use super::{MAX_CELLEN, MAX_CELTEKST};

/// Entries in the archive.
const MAX_DELEN: usize = 5_000;
/// Bytes of all xml together, unpacked: 100 000 rows of 26 columns are some 90 MB.
const MAX_UITGEPAKT: u64 = 320 * 1024 * 1024;
/// Bytes of a part that is held in memory whole: shared strings, styles.
const MAX_GEHEUGEN: u64 = 32 * 1024 * 1024;

fn beschadigd(wat: impl std::fmt::Display) -> Bestandsfout {
    Bestandsfout::new(Code::WerkmapBeschadigd, wat.to_string())
}

fn te_groot(wat: impl Into<String>) -> Bestandsfout {
    Bestandsfout::new(Code::BestandTeGroot, wat)
}

/// Opens the archive and bounds its directory.
pub(super) fn archief(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Bestandsfout> {
    let archief = ZipArchive::new(Cursor::new(bytes)).map_err(|_| beschadigd("het zip-archief is niet te openen"))?;
    if archief.len() > MAX_DELEN {
        return Err(te_groot(format!("{} onderdelen in het archief", archief.len())));
    }
    Ok(archief)
}

/// What the archive is by what is in it.
pub(super) fn vorm(bytes: &[u8]) -> Result<Vorm, Bestandsfout> {
    let archief = archief(bytes)?;
    let namen: Vec<String> = archief.file_names().filter_map(Result::ok).map(|n| n.to_lowercase().replace('\\', "/")).collect();
    let has = |begin: &str| namen.iter().any(|n| n.trim_start_matches('/').starts_with(begin));
    let geen = |wat: &str| Err(Bestandsfout::new(Code::GeenWerkmap, wat));
    if namen.iter().any(|n| n.ends_with("workbook.bin")) {
        return geen("een binaire werkmap (.xlsb); sla het op als Excel-werkmap (.xlsx)");
    }
    if namen.iter().any(|n| n.ends_with("encryptedpackage")) {
        return Err(Bestandsfout::new(Code::WerkmapBeveiligd, ""));
    }
    if has("word/") {
        return geen("een Word-document; vraag de werkmap zelf");
    }
    if has("ppt/") {
        return geen("een presentatie; vraag de werkmap zelf");
    }
    if has("content.xml") {
        return Ok(Vorm::Ods);
    }
    if has("xl/") || (has("[content_types].xml") && namen.iter().any(|n| n.contains("workbook"))) {
        return Ok(Vorm::Xlsx);
    }
    geen("een zip-bestand zonder werkmap; pak het eerst uit")
}

/// What a look at a worksheet beforehand tells.
#[derive(Debug, Default, Clone)]
pub(super) struct Bladscan {
    /// The path within the archive.
    pub(super) pad: String,
    pub(super) verborgen_kolommen: Vec<(u32, u32)>,
    pub(super) verborgen_rijen: Vec<u32>,
    /// Zero-based row and column of formulas without a saved result, ascending in the order of the file.
    pub(super) formules_zonder_waarde: Vec<(u32, u32)>,
    cellen: u64,
}

/// Unpacks every part that will be read, within limits, and returns what was seen of the worksheets.
pub(super) fn controleer_xlsx(bytes: &[u8]) -> Result<Vec<Bladscan>, Bestandsfout> {
    let mut archief = archief(bytes)?;
    let mut scans = Vec::new();
    let mut totaal = 0_u64;
    let mut blok = vec![0_u8; 64 * 1024];
    for i in 0..archief.len() {
        let Ok(mut deel) = archief.by_index(i) else {
            // Encrypted entries and unknown methods: a workbook has none.
            return Err(beschadigd("een onderdeel is niet uit te pakken"));
        };
        let naam = deel.name().map(|n| n.to_lowercase().replace('\\', "/")).unwrap_or_default();
        let naam = naam.trim_start_matches('/').to_owned();
        // No part is passed over by its name: a relationship can call any part a worksheet.
        let is_blad = naam.contains("worksheets/") && !naam.contains("_rels/");
        let grens = if is_blad { MAX_UITGEPAKT } else { MAX_GEHEUGEN };
        if deel.size() > grens || totaal.saturating_add(deel.size()) > MAX_UITGEPAKT {
            return Err(te_groot(format!("uitgepakt meer dan {} MB", grens / 1_048_576)));
        }
        let mut scanner = is_blad.then(|| Scanner::new(naam.clone()));
        let mut grootte = 0_u64;
        loop {
            let n = deel.read(&mut blok).map_err(|_| beschadigd("een onderdeel is niet uit te pakken"))?;
            if n == 0 {
                break;
            }
            grootte += n as u64;
            totaal += n as u64;
            if grootte > grens || totaal > MAX_UITGEPAKT {
                return Err(te_groot(format!("uitgepakt meer dan {} MB", grens / 1_048_576)));
            }
            if let Some(scanner) = &mut scanner {
                scanner.neem(&blok[..n])?;
            }
        }
        if let Some(scanner) = scanner {
            scans.push(scanner.scan);
        }
    }
    Ok(scans)
}

/// The name of every sheet and the path of its part, folded as in [`Bladscan::pad`]; what cannot be read is left out.
pub(super) fn bladpaden(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(mut archief) = archief(bytes) else { return Vec::new() };
    let mut tekst = |pad: &str| {
        let echt = archief
            .file_names()
            .filter_map(Result::ok)
            .find(|n| n.to_lowercase().replace('\\', "/").trim_start_matches('/') == pad);
        let echt = echt.map(std::borrow::Cow::into_owned)?;
        let mut tekst = String::new();
        archief.by_name(&echt).ok()?.take(MAX_GEHEUGEN).read_to_string(&mut tekst).ok()?;
        Some(tekst)
    };
    let Some(boek) = tekst("xl/workbook.xml") else { return Vec::new() };
    let Some(relaties) = tekst("xl/_rels/workbook.xml.rels") else { return Vec::new() };
    let doelen = attributen(&relaties, "Relationship", ["Id", "Target"]);
    attributen(&boek, "sheet", ["name", "id"])
        .into_iter()
        .filter_map(|[naam, id]| {
            let [_, doel] = doelen.iter().find(|[i, _]| *i == id)?;
            let doel = doel.to_lowercase();
            let pad = doel.strip_prefix('/').map_or_else(|| format!("xl/{doel}"), str::to_owned);
            Some((naam, pad))
        })
        .collect()
}

/// Two attributes of every element with this local name, for those that have both.
fn attributen(xml: &str, element: &str, namen: [&str; 2]) -> Vec<[String; 2]> {
    use quick_xml::events::Event;
    let mut lezer = quick_xml::Reader::from_str(xml);
    let mut uit = Vec::new();
    loop {
        match lezer.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == element => {
                let waarde = |naam: &str| {
                    let attribuut = e.attributes().flatten().find(|a| a.key.local_name().as_ref() == naam)?;
                    quick_xml::escape::unescape(&attribuut.value).ok().map(std::borrow::Cow::into_owned)
                };
                if let (Some(a), Some(b)) = (waarde(namen[0]), waarde(namen[1])) {
                    uit.push([a, b]);
                }
            }
            Ok(Event::Eof) | Err(_) => return uit,
            Ok(_) => {}
        }
    }
}

/// Reads the tags of a worksheet as they stream by, without holding more than one tag.
struct Scanner {
    scan: Bladscan,
    /// The tag being read, without its brackets; None between tags.
    tag: Option<Vec<u8>>,
    /// Bytes since the last cell or row began: bounds the text of one cell.
    sinds_cel: usize,
    rij: u32,
    kolom: u32,
    heeft_formule: bool,
    heeft_waarde: bool,
    /// Within `<v>`: whether any text came.
    in_waarde: bool,
}

impl Scanner {
    /// The longest tag kept; longer ones are of no interest.
    const MAX_TAG: usize = 1024;
    /// Hidden rows and bare formulas that are remembered.
    const MAX_LIJST: usize = 100_000;

    fn new(pad: String) -> Self {
        Self {
            scan: Bladscan { pad, ..Bladscan::default() },
            tag: None,
            sinds_cel: 0,
            rij: 0,
            kolom: 0,
            heeft_formule: false,
            heeft_waarde: false,
            in_waarde: false,
        }
    }

    fn neem(&mut self, mut blok: &[u8]) -> Result<(), Bestandsfout> {
        while !blok.is_empty() {
            let (zoek, in_tag) = if self.tag.is_some() { (b'>', true) } else { (b'<', false) };
            let plek = blok.iter().position(|b| *b == zoek);
            let stuk = &blok[..plek.unwrap_or(blok.len())];
            self.sinds_cel = self.sinds_cel.saturating_add(stuk.len());
            if self.scan.cellen > MAX_CELLEN {
                return Err(te_groot("meer dan 12 miljoen cellen, lege opgemaakte meegeteld; verwijder lege rijen en kolommen"));
            }
            // Escapes and markup can take several bytes a character.
            if self.sinds_cel > MAX_CELTEKST * 6 {
                return Err(te_groot("een cel bevat meer tekst dan Excel toestaat"));
            }
            if in_tag {
                if let Some(tag) = &mut self.tag
                    && tag.len() < Self::MAX_TAG
                {
                    tag.extend_from_slice(&stuk[..stuk.len().min(Self::MAX_TAG - tag.len())]);
                }
            } else if self.in_waarde && !stuk.is_empty() {
                self.heeft_waarde = true;
            }
            let Some(plek) = plek else { return Ok(()) };
            blok = &blok[plek + 1..];
            if in_tag {
                let tag = self.tag.take().unwrap_or_default();
                self.sluit(&tag);
            } else {
                self.tag = Some(Vec::with_capacity(32));
            }
        }
        Ok(())
    }

    /// A tag is complete.
    fn sluit(&mut self, tag: &[u8]) {
        let einde = tag.first() == Some(&b'/');
        let leeg = tag.last() == Some(&b'/');
        let naam_lengte =
            tag.iter().skip(usize::from(einde)).take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'/')).count();
        let naam = &tag[usize::from(einde)..usize::from(einde) + naam_lengte];
        let naam = naam.iter().rposition(|b| *b == b':').map_or(naam, |i| &naam[i + 1..]);
        match (naam, einde) {
            (b"row", false) => {
                self.sinds_cel = 0;
                self.kolom = 0;
                if let Some(r) = attribuut(tag, b"r").and_then(getal) {
                    self.rij = r.saturating_sub(1);
                }
                let hoogte_nul = attribuut(tag, b"ht").is_some_and(|h| h == b"0") && waar(tag, b"customHeight");
                if (waar(tag, b"hidden") || hoogte_nul) && self.scan.verborgen_rijen.len() < Self::MAX_LIJST {
                    self.scan.verborgen_rijen.push(self.rij.saturating_add(1));
                }
                if leeg {
                    self.rij = self.rij.saturating_add(1);
                }
            }
            (b"row", true) => {
                self.rij = self.rij.saturating_add(1);
                self.kolom = 0;
            }
            (b"c", false) => {
                self.sinds_cel = 0;
                self.scan.cellen += 1;
                self.heeft_formule = false;
                self.heeft_waarde = false;
                if let Some((rij, kolom)) = attribuut(tag, b"r").and_then(celpositie) {
                    (self.rij, self.kolom) = (rij, kolom);
                }
                if leeg {
                    self.kolom = self.kolom.saturating_add(1);
                }
            }
            (b"c", true) => {
                if self.heeft_formule && !self.heeft_waarde && self.scan.formules_zonder_waarde.len() < Self::MAX_LIJST {
                    self.scan.formules_zonder_waarde.push((self.rij, self.kolom));
                }
                self.kolom = self.kolom.saturating_add(1);
            }
            (b"f", false) => self.heeft_formule = true,
            (b"v", false) => self.in_waarde = !leeg,
            (b"v", true) => self.in_waarde = false,
            (b"is", false) => self.heeft_waarde = true,
            (b"col", false) if waar(tag, b"hidden") || attribuut(tag, b"width").is_some_and(|w| w == b"0") => {
                let van = attribuut(tag, b"min").and_then(getal);
                let tot = attribuut(tag, b"max").and_then(getal);
                if let (Some(van), Some(tot)) = (van, tot)
                    && self.scan.verborgen_kolommen.len() < Self::MAX_LIJST
                {
                    self.scan.verborgen_kolommen.push((van.saturating_sub(1), tot.saturating_sub(1)));
                }
            }
            (b"mergeCell" | b"conditionalFormatting" | b"dataValidation" | b"hyperlink", false) => self.sinds_cel = 0,
            _ => {}
        }
    }
}

fn waar(tag: &[u8], naam: &[u8]) -> bool {
    attribuut(tag, naam).is_some_and(|w| w == b"1" || w == b"true")
}

/// The value of an attribute of a tag.
fn attribuut<'t>(tag: &'t [u8], naam: &[u8]) -> Option<&'t [u8]> {
    let mut vanaf = 0;
    while let Some(i) = tag.get(vanaf..)?.windows(naam.len()).position(|w| w == naam).map(|i| i + vanaf) {
        vanaf = i + naam.len();
        let voor = i.checked_sub(1).and_then(|v| tag.get(v));
        if !voor.is_some_and(u8::is_ascii_whitespace) || tag.get(vanaf) != Some(&b'=') {
            continue;
        }
        let quote = *tag.get(vanaf + 1)?;
        let waarde = tag.get(vanaf + 2..)?;
        return waarde.iter().position(|b| *b == quote).map(|einde| &waarde[..einde]);
    }
    None
}

fn getal(tekst: &[u8]) -> Option<u32> {
    std::str::from_utf8(tekst).ok()?.parse().ok()
}

/// Zero-based row and column of `F27`.
fn celpositie(naam: &[u8]) -> Option<(u32, u32)> {
    let letters = naam.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let mut kolom = 0_u32;
    for b in &naam[..letters] {
        kolom = kolom.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1)?;
    }
    Some((getal(&naam[letters..])?.checked_sub(1)?, kolom.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(xml: &str, blok: usize) -> Bladscan {
        let mut scanner = Scanner::new("x".into());
        for stuk in xml.as_bytes().chunks(blok) {
            scanner.neem(stuk).unwrap();
        }
        scanner.scan
    }

    #[test]
    fn hidden_rows_columns_and_bare_formulas_are_seen_however_the_bytes_fall() {
        let xml = r#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>
            <row r="4" hidden="1"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4"><f>A4</f></c><c r="C4"><f>A4</f><v/></c></row>
            <row><c><v>1</v></c><c t="str"><f>x</f><v></v></c></row></x:sheetData>"#;
        for blok in [1, 7, 4096] {
            let scan = scan(xml, blok);
            assert_eq!(scan.verborgen_kolommen, [(1, 2)]);
            assert_eq!(scan.verborgen_rijen, [4]);
            assert_eq!(scan.formules_zonder_waarde, [(3, 1), (3, 2), (4, 1)]);
            assert_eq!(scan.cellen, 5);
        }
    }
}
