//! The guard of zipped workbooks: which form they are, and whether reading them is safe.
//!
//! A workbook of a few kilobytes can unpack to gigabytes, and what it declares of itself may lie. So everything that a
//! reader will load is unpacked once beforehand, counted and thrown away, while [`Bladscan`] notes what the reader of cells
//! does not tell: hidden rows and columns, and formulas without a result.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::samengevoegd::MAX_BLOKKEN;
use super::sniff::Vorm;
use super::{Blok, MAX_CELLEN, MAX_CELTEKST};

/// Entries in the archive.
const MAX_DELEN: usize = 5_000;
/// Bytes of all xml together, unpacked: 100 000 rows of 26 columns are some 90 MB.
const MAX_UITGEPAKT: u64 = 320 * 1024 * 1024;
/// Bytes of a part that is held in memory whole: shared strings, styles.
const MAX_GEHEUGEN: u64 = 32 * 1024 * 1024;
/// Sheets in a workbook.
const MAX_BLADEN: usize = 500;
/// Shared texts that a part may claim to have; the library sets room apart for as many as it says.
const MAX_GEDEELD: u64 = 4_000_000;
/// Styles times the longest tag of their part: the library copies fonts and formats for every style.
const MAX_STIJLEN: u64 = 48 * 1024 * 1024;

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
    let mut archief = archief(bytes)?;
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
        let mut soort = String::new();
        if let Ok(deel) = archief.by_name("mimetype") {
            // What cannot be read says nothing; the content decides.
            let _ = deel.take(200).read_to_string(&mut soort);
        }
        return if ["text", "presentation", "graphics"].iter().any(|s| soort.contains(&format!("opendocument.{s}"))) {
            geen("een OpenDocument-bestand zonder werkmap; vraag de werkmap zelf")
        } else {
            Ok(Vorm::Ods)
        };
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
    pub(super) samengevoegd: Vec<Blok>,
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
        let mut teller = Deelteller::default();
        let mut grootte = 0_u64;
        loop {
            let n = match deel.read(&mut blok) {
                Ok(0) => break,
                Ok(n) => n,
                Err(_) if is_blad => return Err(beschadigd("een onderdeel is niet uit te pakken")),
                // A picture that nobody reads; what is needed of it will be missed when it is.
                Err(_) => break,
            };
            if is_blad && grootte == 0 && (blok.starts_with(b"\xff\xfe") || blok.starts_with(b"\xfe\xff")) {
                return Err(beschadigd("een blad is niet in UTF-8 opgeslagen; sla het opnieuw op in Excel"));
            }
            grootte += n as u64;
            totaal += n as u64;
            if grootte > grens || totaal > MAX_UITGEPAKT {
                return Err(te_groot(format!("uitgepakt meer dan {} MB", grens / 1_048_576)));
            }
            match &mut scanner {
                Some(scanner) => scanner.neem(&blok[..n])?,
                None => teller.neem(&blok[..n])?,
            }
        }
        if let Some(scanner) = scanner {
            scans.push(scanner.scan);
        }
    }
    Ok(scans)
}

/// Looks in a part that is no worksheet for what costs the library more memory than the part itself.
#[derive(Default)]
struct Deelteller {
    /// The tag being read, as far as it is kept; None between tags.
    tag: Option<Vec<u8>>,
    lengte: u64,
    langste: u64,
    stijlen: u64,
}

impl Deelteller {
    fn neem(&mut self, mut blok: &[u8]) -> Result<(), Bestandsfout> {
        while !blok.is_empty() {
            let zoek = if self.tag.is_some() { b'>' } else { b'<' };
            let plek = blok.iter().position(|b| *b == zoek);
            let stuk = &blok[..plek.unwrap_or(blok.len())];
            if let Some(tag) = &mut self.tag {
                tag.extend_from_slice(&stuk[..stuk.len().min(Scanner::MAX_TAG - tag.len())]);
                self.lengte += stuk.len() as u64;
            }
            let Some(plek) = plek else { return Ok(()) };
            blok = &blok[plek + 1..];
            if let Some(tag) = self.tag.take() {
                self.sluit(&tag)?;
            } else {
                (self.tag, self.lengte) = (Some(Vec::with_capacity(32)), 0);
            }
        }
        Ok(())
    }

    fn sluit(&mut self, tag: &[u8]) -> Result<(), Bestandsfout> {
        self.langste = self.langste.max(self.lengte);
        match tagnaam(tag) {
            (b"xf", false) => self.stijlen += 1,
            (b"sst", false) => {
                // A number that is no number of this world is as bad as one that is too large.
                let aantal = |naam| attribuut(tag, naam).map_or(0, |w| getal(w).map_or(u64::MAX, u64::from));
                if aantal(b"uniqueCount").max(aantal(b"count")) > MAX_GEDEELD {
                    return Err(te_groot("de werkmap zegt meer teksten te hebben dan erin passen"));
                }
            }
            _ => {}
        }
        if self.stijlen.saturating_mul(self.langste) > MAX_STIJLEN {
            return Err(te_groot("te veel opmaakstijlen"));
        }
        Ok(())
    }
}

/// The local name of a tag, and whether it is an end tag.
fn tagnaam(tag: &[u8]) -> (&[u8], bool) {
    let einde = tag.first() == Some(&b'/');
    let begin = usize::from(einde);
    let lengte = tag.iter().skip(begin).take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'/')).count();
    let naam = &tag[begin..begin + lengte];
    (naam.iter().rposition(|b| *b == b':').map_or(naam, |i| &naam[i + 1..]), einde)
}

/// The parts of the sheets by their names, folded as in [`Bladscan::pad`]; what cannot be read is left out.
///
/// # Errors
/// When there are too many sheets, or when two of them are one part: no program writes that, and reading it again for every
/// sheet that calls it takes forever.
pub(super) fn bladpaden(bytes: &[u8]) -> Result<HashMap<String, String>, Bestandsfout> {
    let mut archief = archief(bytes)?;
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
    let Some(boek) = tekst("xl/workbook.xml") else { return Ok(HashMap::new()) };
    let Some(relaties) = tekst("xl/_rels/workbook.xml.rels") else { return Ok(HashMap::new()) };
    let doelen: HashMap<String, String> =
        attributen(&relaties, "Relationship", ["Id", "Target"]).into_iter().map(|[id, doel]| (id, doel)).collect();
    let bladen = attributen(&boek, "sheet", ["name", "id"]);
    if bladen.len() > MAX_BLADEN {
        return Err(te_groot(format!("meer dan {MAX_BLADEN} bladen")));
    }
    let mut gezien = HashSet::new();
    let mut paden = HashMap::new();
    for [naam, id] in bladen {
        let Some(doel) = doelen.get(&id) else { continue };
        let pad = gewoon_pad(&doel.to_lowercase().replace('\\', "/"));
        if !gezien.insert(pad.clone()) {
            return Err(beschadigd("twee bladen zijn hetzelfde onderdeel"));
        }
        paden.insert(naam, pad);
    }
    Ok(paden)
}

/// The path of a part from the root of the archive, without steps back.
fn gewoon_pad(doel: &str) -> String {
    let mut delen: Vec<&str> = if doel.starts_with('/') { Vec::new() } else { vec!["xl"] };
    for deel in doel.split('/') {
        match deel {
            "" | "." => {}
            ".." => {
                delen.pop();
            }
            deel => delen.push(deel),
        }
    }
    delen.join("/")
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
    /// The outcome of the formula is a text: an empty one is an outcome too.
    is_tekst: bool,
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
            is_tekst: false,
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
        let leeg = tag.last() == Some(&b'/');
        match tagnaam(tag) {
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
                self.is_tekst = attribuut(tag, b"t").is_some_and(|t| t == b"str");
                if let Some((rij, kolom)) = attribuut(tag, b"r").and_then(celpositie) {
                    (self.rij, self.kolom) = (rij, kolom);
                }
                if leeg {
                    self.kolom = self.kolom.saturating_add(1);
                }
            }
            (b"c", true) => {
                let zonder_waarde = self.heeft_formule && !self.heeft_waarde && !self.is_tekst;
                if zonder_waarde && self.scan.formules_zonder_waarde.len() < Self::MAX_LIJST {
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
            (b"mergeCell", false) => {
                self.sinds_cel = 0;
                let hoeken = attribuut(tag, b"ref").and_then(|r| {
                    let midden = r.iter().position(|b| *b == b':')?;
                    Some((celpositie(&r[..midden])?, celpositie(&r[midden + 1..])?))
                });
                if let Some(((van, kolom), (tot, _))) = hoeken
                    && tot > van
                    && self.scan.samengevoegd.len() < MAX_BLOKKEN
                {
                    self.scan.samengevoegd.push(Blok { van: van.saturating_add(1), tot: tot.saturating_add(1), kolom });
                }
            }
            (b"conditionalFormatting" | b"dataValidation" | b"hyperlink", false) => self.sinds_cel = 0,
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
    fn what_costs_more_than_it_is_large_is_refused() {
        let teller = |xml: &str, blok: usize| {
            xml.as_bytes().chunks(blok).try_for_each({
                let mut teller = Deelteller::default();
                move |stuk| teller.neem(stuk)
            })
        };
        for blok in [1, 7, 4096] {
            assert!(teller("<sst count=\"12\" uniqueCount=\"12\"><si><t>a</t></si></sst>", blok).is_ok());
            for aantal in ["4000000000", "18446744073709551615", "x"] {
                assert!(teller(&format!("<x:sst uniqueCount=\"{aantal}\">"), blok).is_err(), "{aantal}");
            }
            let stijlen = "<xf numFmtId=\"1\"/>".repeat(2_000);
            assert!(teller(&stijlen, blok).is_ok());
            assert!(teller(&format!("<numFmt formatCode=\"{}\"/>{stijlen}", "0".repeat(100_000)), blok).is_err());
        }
    }

    #[test]
    fn the_path_of_a_part_is_the_same_however_it_is_written() {
        for doel in [
            "worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "./worksheets/../worksheets/sheet1.xml",
            "../xl/worksheets/sheet1.xml",
        ] {
            assert_eq!(gewoon_pad(doel), "xl/worksheets/sheet1.xml");
        }
    }

    #[test]
    fn hidden_rows_columns_and_bare_formulas_are_seen_however_the_bytes_fall() {
        let xml = r#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>
            <row r="4" hidden="1"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4"><f>A4</f></c><c r="C4"><f>A4</f><v/></c></row>
            <row><c><v>1</v></c><c t="str"><f>x</f><v></v></c></row></x:sheetData>
            <mergeCells><mergeCell ref="B2:C2"/><mergeCell ref="B4:C6"/></mergeCells>"#;
        for blok in [1, 7, 4096] {
            let scan = scan(xml, blok);
            assert_eq!(scan.verborgen_kolommen, [(1, 2)]);
            assert_eq!(scan.verborgen_rijen, [4]);
            assert_eq!(scan.formules_zonder_waarde, [(3, 1), (3, 2)]);
            assert_eq!(scan.samengevoegd, [Blok { van: 4, tot: 6, kolom: 1 }]);
            assert_eq!(scan.cellen, 5);
        }
    }
}
