//! The guard of zipped workbooks: which form they are, and whether reading them is safe.
//!
//! A workbook of a few kilobytes can unpack to gigabytes, and what it declares of itself may lie. So everything that a
//! reader will load is unpacked once beforehand, counted and thrown away, while [`Bladscan`] notes what the reader of cells
//! does not tell: hidden rows and columns, and formulas without a result.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Cursor, Read, Write as _};

use memchr::memchr;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::samengevoegd::MAX_BLOKKEN;
use super::vorm::Vorm;
use super::{Blok, MAX_CELLEN, MAX_CELTEKST};

/// Where a workbook is that does not say so.
const WERKMAP: &str = "xl/workbook.xml";
/// Entries in the archive.
const MAX_DELEN: usize = 5_000;
/// Bytes of all xml together, unpacked: 100 000 rows of 26 columns are some 90 MB.
const MAX_UITGEPAKT: u64 = 320 * 1024 * 1024;
/// Bytes of a part that is held in memory whole: shared strings, styles.
const MAX_GEHEUGEN: u64 = 32 * 1024 * 1024;
/// Sheets in a workbook.
const MAX_BLADEN: usize = 500;
/// Files in an archive that are named.
const MAX_GENOEMD: usize = 3;
/// Shared texts that a part may claim to have; the library sets room apart for as many as it says.
const MAX_GEDEELD: u64 = 4_000_000;
/// Hidden rows and columns, merged cells and formulas without a result, of all sheets together.
const MAX_LIJSTEN: usize = 300_000;
/// What a style costs at the least, in bytes.
const KORTSTE_STIJL: u64 = 64;
/// Tags within tags in a worksheet; it has some ten.
const MAX_DIEPTE: u32 = 200;
/// Styles times the longest tag of their part: the library copies fonts and formats for every style.
const MAX_STIJLEN: u64 = 48 * 1024 * 1024;

fn beschadigd(wat: impl std::fmt::Display) -> Bestandsfout {
    Bestandsfout::new(Code::WerkmapBeschadigd, wat.to_string())
}

/// For what is no sign of damage, only of another hand than those that we know.
fn onbegrepen(wat: &str) -> Bestandsfout {
    Bestandsfout::new(Code::WerkmapOnbegrepen, wat)
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
    // Of two parts by one name every reader chooses for itself; the archive reader knows the last only.
    let mut namen = HashSet::new();
    let dubbel = aantal_delen(bytes).is_some_and(|n| n > archief.len());
    if dubbel || !archief.file_names().filter_map(Result::ok).all(|n| namen.insert(pad_van(&n))) {
        return Err(beschadigd("een onderdeel staat er twee keer in"));
    }
    Ok(archief)
}

/// How many parts the archive says to have; None when it does not say, or says it in the large form.
fn aantal_delen(bytes: &[u8]) -> Option<usize> {
    const EINDE: &[u8] = b"PK\x05\x06";
    let begin = bytes.len().saturating_sub(66_000);
    let plek = begin + bytes.get(begin..)?.windows(EINDE.len()).rposition(|w| w == EINDE)?;
    let aantal = u16::from_le_bytes(bytes.get(plek + 10..plek + 12)?.try_into().ok()?);
    (aantal != u16::MAX).then_some(aantal.into())
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
    // Each part once more by its own name: what is in it may be what was asked for.
    let bestanden: Vec<String> =
        archief.file_names().filter_map(Result::ok).filter(|n| !n.ends_with('/')).map(std::borrow::Cow::into_owned).collect();
    let genoemd = bestanden.iter().take(MAX_GENOEMD).map(String::as_str).collect::<Vec<_>>().join(", ");
    match bestanden.len() {
        0 => geen("een zip-bestand zonder werkmap; pak het eerst uit"),
        n if n > MAX_GENOEMD => {
            geen(&format!("een zip-bestand met {genoemd} en nog {} erin; pak het eerst uit", n - MAX_GENOEMD))
        }
        _ => geen(&format!("een zip-bestand met {genoemd} erin; pak het eerst uit")),
    }
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
    /// Cells with an error value that the library does not know, in the order of the file.
    pub(super) fouten: Vec<(u32, u32)>,
    /// Cells and rows, empty ones included.
    cellen: u64,
}

impl Bladscan {
    fn lijsten(&self) -> usize {
        self.verborgen_kolommen.len()
            + self.verborgen_rijen.len()
            + self.formules_zonder_waarde.len()
            + self.samengevoegd.len()
            + self.fouten.len()
    }
}

/// Unpacks every part that will be read, within limits, and returns what was seen of the worksheets, which are the parts `bladen`
/// and those that are named as one.
pub(super) fn controleer_xlsx(bytes: &[u8], bladen: &HashMap<String, String>) -> Result<Vec<Bladscan>, Bestandsfout> {
    let mut archief = archief(bytes)?;
    let bladen: HashSet<&str> = bladen.values().map(String::as_str).collect();
    let werkmap = boek_en_relaties(&mut archief).map_or_else(|| WERKMAP.to_owned(), |(werkmap, ..)| werkmap);
    let thuis = werkmap.rsplit_once('/').map_or("", |(map, _)| map);
    let mut scans: Vec<Bladscan> = Vec::new();
    let mut totaal = 0_u64;
    for i in 0..archief.len() {
        let deel = archief.by_index(i).map_err(|e| match e {
            // Encrypted entries and other methods: nothing that writes workbooks makes them.
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
                onbegrepen("een onderdeel is ingepakt op een manier die het niet kent")
            }
            _ => beschadigd("een onderdeel is niet uit te pakken"),
        })?;
        let naam = deel.name().map(|n| pad_van(&n)).unwrap_or_default();
        // No part is passed over by its name: a relationship can call any part a worksheet.
        let eind = naam.rsplit_once('.').map_or("", |(_, eind)| eind);
        let is_xml = matches!(eind, "xml" | "rels");
        let is_blad = bladen.contains(naam.as_str()) || (naam.contains("worksheets/") && !naam.contains("_rels/"));
        // What add-ins and queries keep in the workbook and beside it (Power Query in UTF-16) is no part that is read.
        let map = naam.rsplit_once('/').map_or("", |(map, _)| map);
        let is_gelezen = is_blad || (is_xml && [thuis, "_rels", &gewoon_pad(thuis, "_rels")].contains(&map));
        let grens = if is_blad { MAX_UITGEPAKT } else { MAX_GEHEUGEN };
        if deel.size() > grens || totaal.saturating_add(deel.size()) > MAX_UITGEPAKT {
            return Err(te_groot(format!("uitgepakt meer dan {} MB", grens / 1_048_576)));
        }
        let mut deel = Begrensd { deel, over: grens.min(MAX_UITGEPAKT - totaal), begin: Vec::new(), vol: false };
        let gelezen = if is_blad { scan_blad(&mut deel, naam.clone()).map(Some) } else { tel_deel(&mut deel).map(|()| None) };
        let utf16 = deel.begin.starts_with(b"\xff\xfe") || deel.begin.starts_with(b"\xfe\xff");
        if utf16 && is_gelezen {
            return Err(onbegrepen("een onderdeel is niet in UTF-8 opgeslagen"));
        }
        if deel.vol {
            return Err(te_groot(format!("uitgepakt meer dan {} MB", grens / 1_048_576)));
        }
        totaal += grens.min(MAX_UITGEPAKT - totaal) - deel.over;
        match gelezen {
            Ok(scan) => scans.extend(scan),
            Err(Deelfout::Geweigerd(fout)) => return Err(fout),
            Err(Deelfout::Onleesbaar) if is_gelezen => {
                return Err(beschadigd("een onderdeel is niet uit te pakken"));
            }
            // A picture that nobody reads.
            Err(Deelfout::Onleesbaar) => {}
        }
        if scans.iter().map(|s| s.cellen).sum::<u64>() > MAX_CELLEN {
            return Err(te_groot("meer dan 12 miljoen cellen, lege opgemaakte meegeteld; verwijder lege rijen en kolommen"));
        }
        if scans.iter().map(Bladscan::lijsten).sum::<usize>() > MAX_LIJSTEN {
            return Err(te_groot("meer verborgen rijen, samengevoegde cellen en formules zonder uitkomst dan een werkmap heeft"));
        }
    }
    Ok(scans)
}

/// Why a part was not read to its end.
enum Deelfout {
    Onleesbaar,
    Geweigerd(Bestandsfout),
}

/// A part of the archive, of which no more is unpacked than is allowed.
struct Begrensd<R> {
    deel: R,
    over: u64,
    /// Its first bytes.
    begin: Vec<u8>,
    /// There was more than allowed.
    vol: bool,
}

impl<R: Read> Read for Begrensd<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.deel.read(buf)?;
        if self.begin.is_empty() {
            self.begin.extend_from_slice(&buf[..n.min(2)]);
        }
        if n as u64 > self.over {
            self.vol = true;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.over -= n as u64;
        Ok(n)
    }
}

fn scan_blad(deel: &mut impl Read, naam: String) -> Result<Bladscan, Deelfout> {
    let mut scanner = Scanner::new(naam);
    let mut blok = vec![0_u8; 64 * 1024];
    loop {
        match deel.read(&mut blok) {
            Ok(0) => return Ok(scanner.scan),
            Ok(n) => scanner.neem(&blok[..n]).map_err(Deelfout::Geweigerd)?,
            Err(_) => return Err(Deelfout::Onleesbaar),
        }
    }
}

/// Looks in a part that is no worksheet for what costs the library more memory than the part itself; walked by the parser that
/// the library uses too, so that both see the same.
fn tel_deel(deel: &mut impl Read) -> Result<(), Deelfout> {
    let mut lezer = quick_xml::Reader::from_reader(BufReader::new(&mut *deel));
    lezer.config_mut().check_end_names = false;
    let mut buf = Vec::new();
    let (mut stijlen, mut langste) = (0_u64, KORTSTE_STIJL);
    loop {
        buf.clear();
        match lezer.read_event_into(&mut buf) {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                langste = langste.max(e.len() as u64);
                match e.local_name().as_ref() {
                    "xf" | "font" | "fill" | "border" | "numFmt" => stijlen += 1,
                    "sst" => {
                        // A number that is no number of this world is as bad as one that is too large.
                        let te_veel = |w: &str| w.trim().parse::<u64>().map_or(true, |n| n > MAX_GEDEELD);
                        let tellen = e.attributes().flatten().filter(|a| a.key.local_name().as_ref().ends_with("ount"));
                        if tellen.into_iter().any(|a| te_veel(&a.value)) {
                            return Err(Deelfout::Geweigerd(te_groot("de werkmap zegt meer teksten te hebben dan erin passen")));
                        }
                    }
                    _ => {}
                }
                if stijlen.saturating_mul(langste) > MAX_STIJLEN {
                    return Err(Deelfout::Geweigerd(te_groot("te veel opmaakstijlen")));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    // What is no xml is still unpacked whole, to know how much it is.
    let mut blok = vec![0_u8; 64 * 1024];
    loop {
        match lezer.get_mut().read(&mut blok) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(Deelfout::Onleesbaar),
        }
    }
}

/// The path of a part as it is compared.
fn pad_van(naam: &str) -> String {
    naam.to_lowercase().replace('\\', "/").trim_start_matches('/').to_owned()
}

/// The local name of a tag, and whether it is an end tag.
fn tagnaam(tag: &[u8]) -> (&[u8], bool) {
    let einde = tag.first() == Some(&b'/');
    let begin = usize::from(einde);
    let lengte = tag.iter().skip(begin).take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'/')).count();
    let naam = &tag[begin..begin + lengte];
    (naam.iter().rposition(|b| *b == b':').map_or(naam, |i| &naam[i + 1..]), einde)
}

/// The path of the list of sheets, that list, and what its relationships are.
fn boek_en_relaties(archief: &mut ZipArchive<Cursor<&[u8]>>) -> Option<(String, String, String)> {
    let mut tekst = |pad: &str| {
        let echt = archief.file_names().filter_map(Result::ok).find(|n| pad_van(n) == pad);
        let echt = echt.map(std::borrow::Cow::into_owned)?;
        let mut tekst = String::new();
        archief.by_name(&echt).ok()?.take(MAX_GEHEUGEN).read_to_string(&mut tekst).ok()?;
        Some(tekst)
    };
    // Where the workbook itself stands is said at the root; nearly always it is xl/workbook.xml.
    let werkmap = tekst("_rels/.rels").and_then(|rels| {
        let doelen = attributen(&rels, "Relationship", ["Type", "Target"]);
        let [_, doel] = doelen.into_iter().find(|[soort, _]| soort.ends_with("/officeDocument"))?;
        Some(gewoon_pad("", &pad_van(&doel)))
    });
    let werkmap = werkmap.unwrap_or_else(|| WERKMAP.to_owned());
    let (map, bestand) = werkmap.rsplit_once('/').unwrap_or(("", &werkmap));
    let boek = tekst(&werkmap)?;
    let relaties = tekst(&gewoon_pad(map, &format!("_rels/{bestand}.rels")))?;
    Some((werkmap.clone(), boek, relaties))
}

/// The parts of the sheets by their names, folded as in [`Bladscan::pad`]; what cannot be read is left out.
///
/// # Errors
/// When there are too many sheets, or when two of them are one part: no program writes that, and reading it again for every
/// sheet that calls it takes forever.
pub(super) fn bladpaden(bytes: &[u8]) -> Result<HashMap<String, String>, Bestandsfout> {
    let mut archief = archief(bytes)?;
    let Some((werkmap, boek, relaties)) = boek_en_relaties(&mut archief) else { return Ok(HashMap::new()) };
    let map = werkmap.rsplit_once('/').map_or("", |(map, _)| map);
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
        let pad = gewoon_pad(map, &doel.to_lowercase().replace('\\', "/"));
        if !gezien.insert(pad.clone()) {
            return Err(beschadigd("twee bladen zijn hetzelfde onderdeel"));
        }
        paden.insert(naam, pad);
    }
    Ok(paden)
}

/// The workbook without the sheets that are no sheets of cells (macro sheets of Excel 4), which the library refuses whole; None
/// when there are none of them.
pub(super) fn without_macro_sheets(bytes: &[u8]) -> Result<Option<Vec<u8>>, Bestandsfout> {
    let fout = || beschadigd("een onderdeel is niet uit te pakken");
    let mut archief = archief(bytes)?;
    let Some((pad, boek, relaties)) = boek_en_relaties(&mut archief) else { return Ok(None) };
    let vreemd: HashSet<String> = attributen(&relaties, "Relationship", ["Id", "Type"])
        .into_iter()
        .filter(|[_, soort]| soort.to_lowercase().ends_with("macrosheet"))
        .map(|[id, _]| id)
        .collect();
    if vreemd.is_empty() {
        return Ok(None);
    }
    let schoon = without_sheets(&boek, &vreemd);
    let mut schrijver = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for i in 0..archief.len() {
        let deel = archief.by_index_raw(i).map_err(|_| fout())?;
        let naam = deel.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if pad_van(&naam) == pad {
            drop(deel);
            schrijver.start_file(naam, zip::write::SimpleFileOptions::default()).map_err(|_| fout())?;
            schrijver.write_all(schoon.as_bytes()).map_err(|_| fout())?;
        } else {
            schrijver.raw_copy_file(deel).map_err(|_| fout())?;
        }
    }
    Ok(Some(schrijver.finish().map_err(|_| fout())?.into_inner()))
}

/// The list of a workbook without the sheets that these relationships stand for.
fn without_sheets(boek: &str, weg: &HashSet<String>) -> String {
    let mut lezer = quick_xml::Reader::from_str(boek);
    let mut uit = String::with_capacity(boek.len());
    let (mut vanaf, mut in_weg) = (0, false);
    loop {
        let begin = usize::try_from(lezer.buffer_position()).unwrap_or(usize::MAX);
        let event = lezer.read_event();
        let einde = usize::try_from(lezer.buffer_position()).unwrap_or(usize::MAX);
        let is_weg = |e: &quick_xml::events::BytesStart<'_>| {
            e.local_name().as_ref() == "sheet"
                && e.attributes().flatten().any(|a| a.key.local_name().as_ref() == "id" && weg.contains(&*a.value))
        };
        let knip = match &event {
            Ok(Event::Empty(e)) => is_weg(e),
            Ok(Event::Start(e)) => {
                in_weg = is_weg(e);
                in_weg
            }
            Ok(Event::End(e)) if in_weg && e.local_name().as_ref() == "sheet" => {
                in_weg = false;
                true
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => false,
        };
        if knip {
            uit.push_str(boek.get(vanaf..begin).unwrap_or_default());
            vanaf = einde;
        }
    }
    uit.push_str(boek.get(vanaf..).unwrap_or_default());
    uit
}

/// The path of a part from the root of the archive, without steps back; `map` is the folder of the part that names it.
fn gewoon_pad(map: &str, doel: &str) -> String {
    let mut delen: Vec<&str> =
        if doel.starts_with('/') { Vec::new() } else { map.split('/').filter(|d| !d.is_empty()).collect() };
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
    let mut lezer = quick_xml::Reader::from_str(xml);
    let mut uit = Vec::new();
    loop {
        match lezer.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == element => {
                let waarde = |naam: &str| {
                    // Two by one name, apart from their prefix: which of them counts is not to say.
                    let mut gelijk = e.attributes().flatten().filter(|a| a.key.local_name().as_ref() == naam);
                    let attribuut = gelijk.next().filter(|_| gelijk.next().is_none())?;
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

/// The error values that the library knows; Excel has more of them (`#SPILL!`, `#CALC!`) with every year.
const BEKENDE_FOUTEN: [&[u8]; 7] = [b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"];

/// Reads the tags of a worksheet as they stream by, without holding more than one tag.
struct Scanner {
    scan: Bladscan,
    /// The tag being read, without its brackets; None between tags.
    tag: Option<Vec<u8>>,
    /// The quote that an attribute in it opened with, as long as it is not closed.
    aangehaald: Option<u8>,
    diepte: u32,
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
    /// The text of the outcome, of a cell that holds an error.
    fout: Option<Vec<u8>>,
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
            aangehaald: None,
            diepte: 0,
            sinds_cel: 0,
            rij: 0,
            kolom: 0,
            heeft_formule: false,
            heeft_waarde: false,
            is_tekst: false,
            in_waarde: false,
            fout: None,
        }
    }

    fn neem(&mut self, mut blok: &[u8]) -> Result<(), Bestandsfout> {
        while !blok.is_empty() {
            let in_tag = self.tag.is_some();
            let plek = if in_tag { self.tageinde(blok) } else { memchr(b'<', blok) };
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
                if let Some(fout) = self.fout.as_mut().filter(|f| f.len() < Self::MAX_TAG) {
                    fout.extend_from_slice(&stuk[..stuk.len().min(Self::MAX_TAG)]);
                }
            }
            let Some(plek) = plek else { return Ok(()) };
            blok = &blok[plek + 1..];
            if in_tag {
                let tag = self.tag.take().unwrap_or_default();
                match (tag.first(), tag.last()) {
                    (Some(b'/'), _) => self.diepte = self.diepte.saturating_sub(1),
                    (Some(b'?' | b'!'), _) | (_, Some(b'/')) => {}
                    _ => self.diepte += 1,
                }
                if self.diepte > MAX_DIEPTE {
                    return Err(onbegrepen("de inhoud is niet te ontleden"));
                }
                self.sluit(&tag);
            } else {
                self.tag = Some(Vec::with_capacity(32));
            }
        }
        Ok(())
    }

    /// Where the tag being read ends: a `>` within the quotes of an attribute is none.
    fn tageinde(&mut self, blok: &[u8]) -> Option<usize> {
        // Nearly every tag: nothing open, and its quotes in pairs.
        if self.aangehaald.is_none()
            && let Some(plek) = memchr(b'>', blok)
        {
            let tag = &blok[..plek];
            let oneven = tag.iter().fold(false, |oneven, b| oneven ^ (*b == b'"'));
            if !oneven && memchr(b'\'', tag).is_none() {
                return Some(plek);
            }
        }
        let is_opmerking = self.tag.as_ref().is_some_and(|t| t.starts_with(b"!") || t.starts_with(b"?"));
        for (i, b) in blok.iter().enumerate() {
            match (self.aangehaald, b) {
                (None, b'>') => return Some(i),
                (None, b'"' | b'\'') if !is_opmerking => self.aangehaald = Some(*b),
                (Some(open), b) if *b == open => self.aangehaald = None,
                _ => {}
            }
        }
        None
    }

    /// A tag is complete.
    fn sluit(&mut self, tag: &[u8]) {
        let leeg = tag.last() == Some(&b'/');
        match tagnaam(tag) {
            (b"row", false) => {
                self.sinds_cel = 0;
                self.scan.cellen += 1;
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
                let soort = attribuut(tag, b"t");
                self.is_tekst = soort == Some(b"str");
                self.fout = (soort == Some(b"e")).then(Vec::new);
                if let Some((rij, kolom)) = attribuut(tag, b"r").and_then(celpositie) {
                    (self.rij, self.kolom) = (rij, kolom);
                }
                if leeg {
                    self.kolom = self.kolom.saturating_add(1);
                }
            }
            (b"c", true) => {
                if self.fout.take().is_some_and(|f| !BEKENDE_FOUTEN.contains(&f.as_slice()) && !f.is_empty())
                    && self.scan.fouten.len() < Self::MAX_LIJST
                {
                    self.scan.fouten.push((self.rij, self.kolom));
                }
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
        let teller = |xml: &str| tel_deel(&mut xml.as_bytes());
        assert!(teller("<sst count=\"12\" uniqueCount=\"12\"><si><t>a</t></si></sst>").is_ok());
        for aantal in ["4000000000", "18446744073709551615", "x"] {
            for tag in [
                format!("<x:sst uniqueCount=\"{aantal}\">"),
                format!("<sst a=\">\" uniqueCount=\"{aantal}\">"),
                format!("<sst uniqueCount = '{aantal}'>"),
                format!("<sst a=\"{}\" uniqueCount=\"{aantal}\">", "x".repeat(5_000)),
            ] {
                assert!(matches!(teller(&tag), Err(Deelfout::Geweigerd(_))), "{tag}");
            }
        }
        let stijlen = "<xf numFmtId=\"1\"/>".repeat(2_000);
        assert!(teller(&stijlen).is_ok());
        assert!(teller(&format!("<numFmt formatCode=\">{}\"/>{stijlen}", "0".repeat(100_000))).is_err());
        assert!(teller(&"<xf/>".repeat(1_000_000)).is_err());
    }

    #[test]
    fn the_path_of_a_part_is_the_same_however_it_is_written() {
        for doel in [
            "worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "./worksheets/../worksheets/sheet1.xml",
            "../xl/worksheets/sheet1.xml",
        ] {
            assert_eq!(gewoon_pad("xl", doel), "xl/worksheets/sheet1.xml");
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
            assert_eq!(scan.cellen, 7);
        }
    }
}
