//! Xls (Excel 97 to 2003): the values by the library, once our own look at the records has found it safe.
//!
//! The library lays every sheet out as a full rectangle, so two cells in opposite corners cost gigabytes. [`verken`] walks the
//! records beforehand, bounds the rectangles, and notes what the library does not tell: percentages and what is hidden.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::rc::Rc;

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::opmaak::Opmaak;
use super::samengevoegd::{Invuller, MAX_BLOKKEN};
use super::{Bladinfo, Blok, MAX_CELTEKST, MAX_RIJEN, Ruwecel, Ruwerij, Verder, dag_van_serieel};

/// The library keeps several copies of the file while it reads.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Cells of all rectangles together.
const MAX_OPPERVLAK: u64 = 1_000_000;
/// Cells of a whole sheet of Excel 97: the library sets room apart for as many as the sheet claims to have, and a claim of
/// more ends the process. The room of an honest claim costs nothing until it is used.
const HEEL_BLAD: u64 = 65_536 * 256;
/// Sheets that a workbook may have.
const MAX_BLADEN: usize = 500;
/// Bytes of text of all cells: the library keeps it twice.
const MAX_TEKST: u64 = 32 * 1024 * 1024;
/// Cells of which it is remembered how they are shown.
const MAX_OPMAKEN: usize = 300_000;
/// Number formats below this one are the same in every workbook, whatever language its record is in.
const EERSTE_EIGEN: u16 = 50;

pub(crate) struct XlsBoek {
    bladen: Vec<Bladinfo>,
    inhoud: Vec<Range<Data>>,
    opmaken: Vec<Opmaken>,
}

/// What the file itself says of how cells are shown, by row and column; the library goes by what programs usually mean.
type Opmaken = HashMap<(u32, u32), Rc<Opmaak>>;

fn beschadigd() -> Bestandsfout {
    Bestandsfout::new(Code::WerkmapBeschadigd, "de inhoud is niet te ontleden")
}

impl XlsBoek {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Bestandsfout> {
        if bytes.len() > MAX_BYTES {
            let extra = format!("een .xls van meer dan {} MB; sla het op als .xlsx", MAX_BYTES / 1_048_576);
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        let (stroom, scans) = verken(bytes)?;
        // The library follows a chain of sectors that bites its tail until memory is gone, so it never sees the file itself:
        // only the records that were looked at, in a compound file of our making.
        let ingepakt = inpakken(&stroom);
        drop(stroom);
        Self::lees_boek(&ingepakt, &scans).map_err(|e| match e {
            XlsError::Password => Bestandsfout::new(Code::WerkmapBeveiligd, ""),
            XlsError::Io(_) | XlsError::Cfb(_) | XlsError::Len { .. } | XlsError::EoStream(_) => beschadigd(),
            _ => Bestandsfout::new(Code::WerkmapOnbegrepen, "de inhoud is niet te ontleden"),
        })
    }

    fn lees_boek(bytes: &[u8], scans: &[Xlsblad]) -> Result<Self, XlsError> {
        let mut boek: Xls<Cursor<&[u8]>> = Xls::new(Cursor::new(bytes))?;
        let epoche_1904 = boek.has_1904_epoch();
        let mut uit = Self { bladen: Vec::new(), inhoud: Vec::new(), opmaken: Vec::new() };
        let bladen = boek.sheets_metadata().to_vec();
        for (i, blad) in bladen.iter().enumerate() {
            if blad.typ != SheetType::WorkSheet {
                continue;
            }
            let scan = scans.get(i);
            uit.bladen.push(Bladinfo {
                naam: Some(blad.name.clone().into()),
                verborgen: blad.visible != SheetVisible::Visible,
                verborgen_kolommen: scan.map(|s| s.verborgen_kolommen.clone()).unwrap_or_default(),
                verborgen_rijen: scan.map(|s| s.verborgen_rijen.clone()).unwrap_or_default(),
                samengevoegd: scan.map(|s| s.samengevoegd.clone()).unwrap_or_default(),
                epoche_1904,
                met_kommas: false,
            });
            uit.opmaken.push(scan.map(|s| s.opmaken.clone()).unwrap_or_default());
            uit.inhoud.push(boek.worksheet_range(&blad.name)?);
        }
        Ok(uit)
    }

    pub(super) fn bladen(&self) -> &[Bladinfo] {
        &self.bladen
    }

    pub(super) fn lees(&self, blad: usize, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<(), Bestandsfout> {
        let (Some(inhoud), Some(info), Some(opmaken)) = (self.inhoud.get(blad), self.bladen.get(blad), self.opmaken.get(blad))
        else {
            return Ok(());
        };
        let mut invuller = Invuller::new(&info.samengevoegd);
        // A range starts at the first used cell, not at A1.
        let Some((rij0, kolom0)) = inhoud.start() else { return Ok(()) };
        for (nummer, (rij, waarden)) in (rij0..).zip(inhoud.rows()).enumerate() {
            if nummer >= MAX_RIJEN as usize {
                return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_RIJEN} rijen")));
            }
            let cellen: Vec<(u32, Ruwecel<'_>)> = (kolom0..)
                .zip(waarden)
                .filter_map(|(kolom, data)| {
                    let opmaak = opmaken.get(&(rij, kolom)).map(|o| &**o);
                    waarde(data, opmaak, info.epoche_1904).map(|cel| (kolom, cel))
                })
                .collect();
            if cellen.is_empty() {
                continue;
            }
            let mut rij = Ruwerij { nummer: rij.saturating_add(1), cellen, velden: 0 };
            invuller.vul(&mut rij);
            if let ControlFlow::Break(()) = neem(rij) {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn waarde<'d>(data: &'d Data, opmaak: Option<&Opmaak>, epoche_1904: bool) -> Option<Ruwecel<'d>> {
    let tekst = |t: &str| !t.trim().is_empty() && t.len() <= MAX_CELTEKST;
    let getal = match data {
        Data::Float(f) => Some(*f),
        #[expect(clippy::cast_precision_loss, reason = "the file holds it as f64 anyway")]
        Data::Int(i) => Some(*i as f64),
        Data::DateTime(d) => Some(d.as_f64()),
        _ => None,
    };
    if let (Some(getal), Some(opmaak)) = (getal, opmaak) {
        return Some(opmaak.cel(getal, epoche_1904));
    }
    match data {
        Data::Empty => None,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => tekst(s).then_some(Ruwecel::Tekst(Cow::Borrowed(s))),
        Data::Float(f) => Some(Ruwecel::Getal(*f)),
        #[expect(clippy::cast_precision_loss, reason = "the file holds it as f64 anyway")]
        Data::Int(i) => Some(Ruwecel::Getal(*i as f64)),
        Data::Bool(b) => Some(Ruwecel::Logisch(*b)),
        Data::DateTime(d) if d.is_duration() => Some(Ruwecel::Tijd(d.as_f64())),
        Data::DateTime(d) => Some(Ruwecel::Datum { serieel: d.as_f64(), datum: dag_van_serieel(d.as_f64(), epoche_1904) }),
        Data::Error(e) => Some(Ruwecel::Fout(Cow::Owned(e.to_string()))),
    }
}

/// What the records of a sheet tell.
#[derive(Debug, Default, Clone)]
struct Xlsblad {
    verborgen_kolommen: Vec<(u32, u32)>,
    verborgen_rijen: Vec<u32>,
    opmaken: Opmaken,
    samengevoegd: Vec<Blok>,
    /// Of every cell with a shared text, which.
    gedeeld: Vec<u32>,
    /// The corners of the used cells, zero-based.
    bereik: Option<(u32, u32, u32, u32)>,
    /// The most cells that the sheet claims to have.
    beweerd: u64,
}

/// The cells that a record of dimensions claims: rows from and to (exclusive), columns from and to.
fn beweerd(data: &[u8]) -> u64 {
    let breed = |plek| u16_op(data, plek).map(u64::from);
    let (rijen, kolommen) = if data.len() == 10 {
        ([breed(0), breed(2)], [breed(4), breed(6)])
    } else {
        let lang = |plek| u32_op(data, plek).map(u64::from);
        ([lang(0), lang(4)], [breed(8), breed(10)])
    };
    let ([Some(rij0), Some(rij1)], [Some(kolom0), Some(kolom1)]) = (rijen, kolommen) else { return 0 };
    // An end before its begin wraps around in the library: as bad as too much.
    let rijen = if rij1 == 0 { 1 } else { rij1.checked_sub(rij0).unwrap_or(u64::from(u32::MAX)) };
    // A first column that cannot be, is column A to the library.
    let kolommen = if kolom0 > 0xFF { kolom1 } else { kolom1.checked_sub(kolom0).unwrap_or(kolom1) }.max(1);
    rijen.saturating_mul(kolommen)
}

impl Xlsblad {
    fn gebruik(&mut self, rij: u16, eerste: u16, laatste: u16) {
        let (rij, eerste, laatste) = (u32::from(rij), u32::from(eerste), u32::from(laatste));
        let (r0, k0, r1, k1) = self.bereik.unwrap_or((rij, eerste, rij, laatste));
        self.bereik = Some((r0.min(rij), k0.min(eerste), r1.max(rij), k1.max(laatste)));
    }

    fn oppervlak(&self) -> u64 {
        self.bereik.map_or(0, |(r0, k0, r1, k1)| u64::from(r1 - r0 + 1) * u64::from(k1.saturating_sub(k0) + 1))
    }
}

fn u16_op(bytes: &[u8], plek: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(plek..plek.checked_add(2)?)?.try_into().ok()?))
}

fn u32_op(bytes: &[u8], plek: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(plek..plek.checked_add(4)?)?.try_into().ok()?))
}

/// A compound file with one stream, the workbook: a directory, the stream, and the table that chains them.
fn inpakken(stroom: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const EINDE: u32 = 0xFFFF_FFFE;
    // Below 4096 bytes a stream would live elsewhere; what comes after the last record is not read.
    let lengte = stroom.len().max(MINI);
    let sectoren = lengte.div_ceil(SECTOR);
    // A table has an entry for each sector, those of the tables among them.
    let tabellen = (1 + sectoren).div_ceil(SECTOR / 4 - 1);
    let nummer = |n: usize| u32::try_from(n).unwrap_or(EINDE);

    let mut uit = vec![0; SECTOR];
    uit[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut zet = |plek: usize, waarde: &[u8]| uit[plek..plek + waarde.len()].copy_from_slice(waarde);
    // Versions, byte order, and the sizes of sectors as powers of two.
    zet(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 12, 0, 6, 0]);
    zet(44, &nummer(tabellen).to_le_bytes());
    zet(56, &4096_u32.to_le_bytes());
    zet(60, &EINDE.to_le_bytes());
    zet(68, &EINDE.to_le_bytes());
    zet(76, &[0xff; 436]);
    for t in 0..tabellen.min(109) {
        zet(76 + t * 4, &nummer(1 + sectoren + t).to_le_bytes());
    }

    let mut map = vec![0; SECTOR];
    for (plek, naam, soort, grootte) in [(0, "Root Entry", 5, 0), (128, "Workbook", 2, lengte)] {
        let naam: Vec<u8> = naam.encode_utf16().flat_map(u16::to_le_bytes).collect();
        map[plek..plek + naam.len()].copy_from_slice(&naam);
        map[plek + 64] = u8::try_from(naam.len() + 2).unwrap_or(64);
        map[plek + 66] = soort;
        map[plek + 116..plek + 120].copy_from_slice(&1_u32.to_le_bytes());
        map[plek + 120..plek + 128].copy_from_slice(&(grootte as u64).to_le_bytes());
    }
    uit.extend(map);
    uit.extend_from_slice(stroom);
    uit.resize((2 + sectoren) * SECTOR, 0);

    // The directory is one sector; of the stream each points to the next; the tables mark themselves.
    let stroomketen = (1..=sectoren).map(|n| if n == sectoren { EINDE } else { nummer(n + 1) });
    let keten = std::iter::once(EINDE).chain(stroomketen).chain(std::iter::repeat_n(0xFFFF_FFFD, tabellen));
    uit.extend(keten.flat_map(u32::to_le_bytes));
    uit.resize((2 + sectoren + tabellen) * SECTOR, 0xff);
    uit
}

/// Walks the records of the workbook: its stream, and what is known of the sheets in the order in which it names them.
fn verken(bytes: &[u8]) -> Result<(Vec<u8>, Vec<Xlsblad>), Bestandsfout> {
    let samengesteld = Samengesteld::open(bytes).ok_or_else(beschadigd)?;
    if samengesteld.has("EncryptedPackage") {
        return Err(Bestandsfout::new(Code::WerkmapBeveiligd, ""));
    }
    let Some(stroom) = samengesteld.stroom("Workbook").or_else(|| samengesteld.stroom("Book")) else {
        let wat = if samengesteld.has("__properties_version1.0") {
            "een e-mailbericht (.msg); bewaar de bijlage apart en lees die in"
        } else if samengesteld.has("WordDocument") {
            "een Word-document; vraag de werkmap zelf"
        } else {
            "een Office-bestand zonder werkmap"
        };
        return Err(Bestandsfout::new(Code::GeenWerkmap, wat));
    };
    let scans = verken_stroom(&stroom)?;
    Ok((stroom, scans))
}

fn verken_stroom(stroom: &[u8]) -> Result<Vec<Xlsblad>, Bestandsfout> {
    let mut begin: Vec<usize> = Vec::new();
    let procent = Rc::new(Opmaak::Percentage);
    let mut formaten: HashMap<u16, Rc<Opmaak>> = HashMap::from([(9, procent.clone()), (10, procent)]);
    let mut stijlen: Vec<Option<Rc<Opmaak>>> = Vec::new();
    // The shared texts: one record and those that continue it.
    let mut teksten: Vec<&[u8]> = Vec::new();
    let mut vorige = 0;
    for (soort, data) in Records::new(stroom, 0) {
        match soort {
            0x002F => return Err(Bestandsfout::new(Code::WerkmapBeveiligd, "")),
            0x0085 => begin.push(u32_op(data, 0).and_then(|p| usize::try_from(p).ok()).ok_or_else(beschadigd)?),
            // A number format: its id, and its text. One that Excel has built in is what Excel says it is.
            0x041E => {
                if let (Some(id), Some(code)) = (u16_op(data, 0).filter(|id| *id >= EERSTE_EIGEN), opmaakcode(data)) {
                    formaten.insert(id, Rc::new(Opmaak::of(&code)));
                }
            }
            0x00E0 => stijlen.push(u16_op(data, 2).and_then(|f| formaten.get(&f)).cloned()),
            0x00FC => teksten = vec![data.get(8..).unwrap_or_default()],
            0x003C if vorige == 0x00FC => teksten.push(data),
            0x000A => break,
            _ => {}
        }
        if soort != 0x003C {
            vorige = soort;
        }
    }
    let lengten = tekstlengten(&teksten);
    let mut oppervlak = 0_u64;
    // Sheets that begin at one place are one sheet, to be read again for each.
    let mut plekken = begin.clone();
    plekken.sort_unstable();
    plekken.dedup();
    if plekken.len() < begin.len() {
        return Err(beschadigd());
    }
    let mut gemeten = 0;
    if begin.len() > MAX_BLADEN {
        return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_BLADEN} bladen")));
    }
    let mut scans = Vec::with_capacity(begin.len());
    let mut tekst = 0_u64;
    for plek in begin {
        let scan = verken_blad(stroom, plek, &stijlen);
        gemeten += scan.opmaken.len() + scan.samengevoegd.len() + scan.verborgen_rijen.len();
        if gemeten > MAX_OPMAKEN {
            let extra = "meer opgemaakte cellen en verborgen rijen dan een rapportage heeft; sla het op als .xlsx";
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        if scan.beweerd > HEEL_BLAD {
            return Err(beschadigd());
        }
        // The library keeps a copy of a shared text for every cell that has it.
        let refs = scan.gedeeld.iter().map(|i| usize::try_from(*i).ok().and_then(|i| lengten.get(i)).copied().unwrap_or(0));
        tekst = tekst.saturating_add(refs.sum());
        if tekst > MAX_TEKST {
            return Err(Bestandsfout::new(Code::BestandTeGroot, "de cellen bevatten samen te veel tekst"));
        }
        oppervlak = oppervlak.saturating_add(scan.oppervlak());
        if oppervlak > MAX_OPPERVLAK {
            let extra = "de bladen beslaan meer dan 1 miljoen cellen; sla het op als .xlsx";
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        scans.push(scan);
    }
    Ok(scans)
}

/// The text of a record of a number format: a length, in Excel 97 a flag for two-byte characters, and the characters.
fn opmaakcode(data: &[u8]) -> Option<String> {
    let lengte = usize::from(*data.get(2)?);
    if data.len() == 3 + lengte {
        // Excel 95: a length of one byte, and no flag.
        return Some(data.get(3..3 + lengte)?.iter().map(|b| char::from(*b)).collect());
    }
    let lengte = usize::from(u16_op(data, 2)?);
    if data.get(4)? & 1 == 0 {
        return Some(data.get(5..5 + lengte)?.iter().map(|b| char::from(*b)).collect());
    }
    let paren = data.get(5..5 + 2 * lengte)?.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]]));
    Some(char::decode_utf16(paren).map(|c| c.unwrap_or('?')).collect())
}

fn verken_blad(stroom: &[u8], plek: usize, stijlen: &[Option<Rc<Opmaak>>]) -> Xlsblad {
    let mut scan = Xlsblad::default();
    // A sheet can hold charts, each with a begin and an end of its own.
    let mut diepte = 0_u32;
    for (soort, data) in Records::new(stroom, plek) {
        // What is too much is refused by whoever asked.
        if scan.opmaken.len() > MAX_OPMAKEN || scan.verborgen_rijen.len() > MAX_OPMAKEN {
            break;
        }
        match soort {
            0x0809 | 0x0409 | 0x0209 => diepte += 1,
            0x000A => {
                diepte = diepte.saturating_sub(1);
                if diepte == 0 {
                    break;
                }
            }
            0x0200 => scan.beweerd = scan.beweerd.max(beweerd(data)),
            0x0208 => {
                if let (Some(rij), Some(vlaggen)) = (u16_op(data, 0), u16_op(data, 12))
                    && vlaggen & 0x20 != 0
                {
                    scan.verborgen_rijen.push(u32::from(rij) + 1);
                }
            }
            0x007D => {
                if let (Some(van), Some(tot), Some(vlaggen)) = (u16_op(data, 0), u16_op(data, 2), u16_op(data, 8))
                    && vlaggen & 1 != 0
                {
                    scan.verborgen_kolommen.push((u32::from(van), u32::from(tot)));
                }
            }
            // One cell: row, column, style.
            0x0203 | 0x027E | 0x00FD | 0x0204 | 0x00D6 | 0x0205 | 0x0006 | 0x0206 | 0x0406 | 0x0201 => {
                if let (Some(rij), Some(kolom), Some(stijl)) = (u16_op(data, 0), u16_op(data, 2), u16_op(data, 4)) {
                    scan.gebruik(rij, kolom, kolom);
                    if soort == 0x00FD {
                        scan.gedeeld.extend(u32_op(data, 6));
                    }
                    if let Some(Some(opmaak)) = stijlen.get(usize::from(stijl)) {
                        scan.opmaken.insert((u32::from(rij), u32::from(kolom)), opmaak.clone());
                    }
                }
            }
            // Merged blocks: how many, and of each the first and last row and column.
            0x00E5 => {
                let hoeken = data.get(2..).unwrap_or_default().chunks_exact(8);
                for hoek in hoeken.take(MAX_BLOKKEN.saturating_sub(scan.samengevoegd.len())) {
                    if let (Some(van), Some(tot), Some(kolom)) = (u16_op(hoek, 0), u16_op(hoek, 2), u16_op(hoek, 4))
                        && tot > van
                    {
                        let blok = Blok { van: u32::from(van) + 1, tot: u32::from(tot) + 1, kolom: u32::from(kolom) };
                        scan.samengevoegd.push(blok);
                    }
                }
            }
            // Many cells of a row: row, first column, and per cell a style (and a value); the last column at the end.
            0x00BD | 0x00BE => {
                if let (Some(rij), Some(eerste), Some(laatste)) =
                    (u16_op(data, 0), u16_op(data, 2), data.len().checked_sub(2).and_then(|p| u16_op(data, p)))
                {
                    scan.gebruik(rij, eerste, laatste);
                    let stap = if soort == 0x00BD { 6 } else { 2 };
                    for (i, kolom) in (eerste..=laatste).enumerate() {
                        let Some(stijl) = u16_op(data, 4 + i * stap) else { break };
                        if let Some(Some(opmaak)) = stijlen.get(usize::from(stijl)) {
                            scan.opmaken.insert((u32::from(rij), u32::from(kolom)), opmaak.clone());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    scan.verborgen_rijen.sort_unstable();
    scan
}

/// The length in bytes of every shared text; those after what cannot be followed are left out.
fn tekstlengten(stukken: &[&[u8]]) -> Vec<u64> {
    let mut lengten = Vec::new();
    let (mut stuk, mut plek) = (0, 0);
    // Skips bytes, over the end of a piece where need be.
    let skip = |stuk: &mut usize, plek: &mut usize, mut n: usize| {
        while let Some(data) = stukken.get(*stuk) {
            let rest = data.len() - *plek;
            if n <= rest {
                *plek += n;
                return true;
            }
            n -= rest;
            (*stuk, *plek) = (*stuk + 1, 0);
        }
        false
    };
    loop {
        while stukken.get(stuk).is_some_and(|s| plek >= s.len()) {
            (stuk, plek) = (stuk + 1, 0);
        }
        let Some(data) = stukken.get(stuk) else { return lengten };
        let (Some(tekens), Some(mut vlaggen)) = (u16_op(data, plek), data.get(plek + 2).copied()) else { return lengten };
        let mut over = usize::from(tekens);
        let mut kop = 3;
        let mut staart = 0;
        if vlaggen & 8 != 0 {
            staart += usize::from(u16_op(data, plek + kop).unwrap_or(0)) * 4;
            kop += 2;
        }
        if vlaggen & 4 != 0 {
            staart += u32_op(data, plek + kop).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            kop += 4;
        }
        plek += kop;
        // Characters: one byte or two; a piece that goes on with them begins with the flag anew.
        while over > 0 {
            let Some(data) = stukken.get(stuk) else { return lengten };
            let breed = if vlaggen & 1 == 0 { 1 } else { 2 };
            let hier = (data.len().saturating_sub(plek) / breed).min(over);
            over -= hier;
            plek += hier * breed;
            if over > 0 {
                stuk += 1;
                let Some(eerste) = stukken.get(stuk).and_then(|s| s.first()) else { return lengten };
                (vlaggen, plek) = (*eerste, 1);
            }
        }
        lengten.push(u64::from(tekens) * 3);
        if !skip(&mut stuk, &mut plek, staart) {
            return lengten;
        }
    }
}

/// The records of a stream from a place on: kind and content.
struct Records<'a> {
    stroom: &'a [u8],
    plek: usize,
}

impl<'a> Records<'a> {
    const fn new(stroom: &'a [u8], plek: usize) -> Self {
        Self { stroom, plek }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let soort = u16_op(self.stroom, self.plek)?;
        let lengte = usize::from(u16_op(self.stroom, self.plek.checked_add(2)?)?);
        let begin = self.plek.checked_add(4)?;
        let einde = begin.checked_add(lengte)?;
        let data = self.stroom.get(begin..einde)?;
        self.plek = einde;
        Some((soort, data))
    }
}

/// A compound file: a small file system in a file.
struct Samengesteld<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    minifat: Vec<u32>,
    ministroom: Vec<u8>,
    /// Name, first sector and size of every stream.
    stromen: Vec<(String, u32, usize)>,
}

/// Streams below this size live in the mini stream.
const MINI: usize = 4096;

impl<'a> Samengesteld<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_op(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut boek = Self { bytes, sector, fat: Vec::new(), minifat: Vec::new(), ministroom: Vec::new(), stromen: Vec::new() };
        let grens = bytes.len() / sector + 1;
        // The sectors that hold the table of sectors: 109 of them in the header, the rest in a chain.
        let mut fatsectoren: Vec<u32> = (0..109).filter_map(|i| u32_op(bytes, 76 + i * 4)).filter(|s| *s < 0xFFFF_FFFA).collect();
        let mut difat = u32_op(bytes, 68)?;
        for _ in 0..grens {
            if difat >= 0xFFFF_FFFA {
                break;
            }
            let inhoud = boek.sectorbytes(difat)?;
            let woorden = inhoud.len() / 4;
            fatsectoren.extend((0..woorden.checked_sub(1)?).filter_map(|i| u32_op(inhoud, i * 4)).filter(|s| *s < 0xFFFF_FFFA));
            difat = u32_op(inhoud, (woorden - 1) * 4)?;
        }
        for s in fatsectoren.into_iter().take(grens) {
            let inhoud = boek.sectorbytes(s)?;
            boek.fat.extend((0..inhoud.len() / 4).filter_map(|i| u32_op(inhoud, i * 4)));
        }
        let mappen = boek.keten(u32_op(bytes, 48)?, usize::MAX);
        let mut wortel = None;
        for item in mappen.chunks_exact(128) {
            let lengte = usize::from(u16_op(item, 64)?).min(64);
            let naam: Vec<u16> = (0..lengte / 2).filter_map(|i| u16_op(item, i * 2)).take_while(|c| *c != 0).collect();
            let begin = u32_op(item, 116)?;
            let grootte = usize::try_from(u32_op(item, 120)?).ok()?;
            match item.get(66)? {
                5 => wortel = Some((begin, grootte)),
                2 => boek.stromen.push((String::from_utf16_lossy(&naam), begin, grootte)),
                _ => {}
            }
        }
        let minifat = boek.keten(u32_op(bytes, 60)?, usize::MAX);
        boek.minifat = (0..minifat.len() / 4).filter_map(|i| u32_op(&minifat, i * 4)).collect();
        if let Some((begin, grootte)) = wortel {
            boek.ministroom = boek.keten(begin, grootte);
        }
        Some(boek)
    }

    fn sectorbytes(&self, nummer: u32) -> Option<&'a [u8]> {
        let begin = usize::try_from(nummer).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        // The last sector of a file may be cut short.
        self.bytes.get(begin..begin.checked_add(self.sector)?.min(self.bytes.len())).filter(|b| !b.is_empty())
    }

    /// The bytes of a chain of sectors, at most `grootte`; a chain that bites its tail ends at the size of the file.
    fn keten(&self, begin: u32, grootte: usize) -> Vec<u8> {
        let mut uit = Vec::new();
        let mut sector = begin;
        while uit.len() < grootte.min(self.bytes.len()) {
            let Some(inhoud) = self.sectorbytes(sector) else { break };
            uit.extend_from_slice(inhoud);
            let volgende = usize::try_from(sector).ok().and_then(|s| self.fat.get(s));
            match volgende {
                Some(v) if *v < 0xFFFF_FFFA => sector = *v,
                _ => break,
            }
        }
        uit.truncate(grootte);
        uit
    }

    fn has(&self, naam: &str) -> bool {
        self.stromen.iter().any(|(n, ..)| n.eq_ignore_ascii_case(naam))
    }

    fn stroom(&self, naam: &str) -> Option<Vec<u8>> {
        let (_, begin, grootte) = self.stromen.iter().find(|(n, ..)| n.eq_ignore_ascii_case(naam))?;
        if *grootte >= MINI {
            return Some(self.keten(*begin, *grootte));
        }
        let mut uit = Vec::new();
        let mut sector = *begin;
        while uit.len() < *grootte {
            let begin = usize::try_from(sector).ok()?.checked_mul(64)?;
            uit.extend_from_slice(self.ministroom.get(begin..begin.checked_add(64)?.min(self.ministroom.len()))?);
            match self.minifat.get(usize::try_from(sector).ok()?) {
                Some(v) if *v < 0xFFFF_FFFA && uit.len() < self.ministroom.len() => sector = *v,
                _ => break,
            }
        }
        uit.truncate(*grootte);
        Some(uit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record of a cell in these corners.
    fn record(soort: u16, data: &[u8]) -> Vec<u8> {
        let lengte = u16::try_from(data.len()).unwrap();
        [soort.to_le_bytes(), lengte.to_le_bytes()].concat().into_iter().chain(data.iter().copied()).collect()
    }

    #[test]
    fn the_corners_hidden_rows_and_percentages_are_seen() {
        let cel = |rij: u16, kolom: u16, stijl: u16| {
            let kop = [rij.to_le_bytes(), kolom.to_le_bytes(), stijl.to_le_bytes()].concat();
            record(0x0203, &[kop, vec![0; 8]].concat())
        };
        let mut rij = vec![0; 16];
        rij[0] = 7;
        rij[12] = 0x20;
        let stroom =
            [record(0x0809, &[0; 16]), record(0x0208, &rij), cel(3, 1, 1), cel(65_535, 255, 0), record(0x000A, &[])].concat();
        let scan = verken_blad(&stroom, 0, &[None, Some(Rc::new(Opmaak::Percentage))]);
        assert_eq!(scan.bereik, Some((3, 1, 65_535, 255)));
        assert!(scan.oppervlak() > MAX_OPPERVLAK);
        assert_eq!(scan.verborgen_rijen, [8]);
        assert_eq!(scan.opmaken, HashMap::from([((3, 1), Rc::new(Opmaak::Percentage))]));
    }

    #[test]
    fn what_is_packed_is_found_again() {
        for lengte in [0, 1, 4095, 4096, 4097, 5_000_000] {
            let stroom: Vec<u8> = (0..lengte).map(|n: usize| u8::try_from(n % 251).unwrap()).collect();
            let ingepakt = inpakken(&stroom);
            let terug = Samengesteld::open(&ingepakt).unwrap().stroom("Workbook").unwrap();
            assert!(terug.starts_with(&stroom) && terug.len() == lengte.max(MINI), "{lengte}");
        }
    }

    #[test]
    fn a_sheet_that_claims_more_than_a_sheet_can_hold_is_seen() {
        let of = |rijen: (u32, u32), kolommen: (u16, u16)| {
            let rijen = [rijen.0.to_le_bytes(), rijen.1.to_le_bytes()].concat();
            let kolommen = [kolommen.0.to_le_bytes(), kolommen.1.to_le_bytes(), [0; 2]].concat();
            let stroom = [record(0x0809, &[0; 16]), record(0x0200, &[rijen, kolommen].concat()), record(0x000A, &[])].concat();
            verken_blad(&stroom, 0, &[]).beweerd
        };
        assert_eq!(of((2, 12), (1, 5)), 40);
        assert_eq!(of((0, 0), (0, 0)), 1);
        assert_eq!(of((0, 65_536), (0, 256)), HEEL_BLAD);
        for (rijen, kolommen) in [
            ((0, u32::MAX), (0, 2)),
            ((0, 65_537), (0, 256)),
            ((9, 3), (0, 256)),
            ((0, 65_536), (9, 300)),
            ((0, 65_535), (65_534, 65_535)),
        ] {
            assert!(of(rijen, kolommen) > HEEL_BLAD, "{rijen:?} {kolommen:?}");
        }
        assert_eq!(beweerd(&[1, 0, 3, 0, 0, 0, 4, 0, 0, 0]), 8, "the short form of older versions");
    }

    #[test]
    fn rubbish_after_the_signature_is_refused() {
        let magie = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        for lengte in [8, 76, 512, 2048] {
            for vulling in [0_u8, 9, 0xFF] {
                let mut bytes = vec![vulling; lengte];
                bytes[..8].copy_from_slice(magie);
                if lengte > 32 {
                    bytes[30..32].copy_from_slice(&9_u16.to_le_bytes());
                }
                assert!(XlsBoek::open(&bytes).is_err());
            }
        }
    }
}
