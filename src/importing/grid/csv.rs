//! Csv of every make: encodings, separators, `sep=;`, quoted line breaks.

use std::borrow::Cow;
use std::ops::ControlFlow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::{Bladinfo, MAX_CELLEN, MAX_CELTEKST, MAX_KOLOMMEN, MAX_RIJEN, Ruwecel, Ruwerij, Verder};

/// How many lines decide on the separator.
const PROEFREGELS: usize = 40;

/// The file next to its decoded text, which can be three times as long, and a record that swallows all of it.
const MAX_BYTES: usize = 40 * 1024 * 1024;
/// Bytes of one line.
const MAX_REGEL: usize = 2 * 1024 * 1024;

/// Bytes at the beginning that decide on the separator.
const PROEFBYTES: usize = 256 * 1024;

/// A csv file, decoded.
pub(crate) struct Csv<'b> {
    tekst: Cow<'b, str>,
    scheiding: u8,
    bladen: [Bladinfo; 1],
    pub(super) tekens_vervangen: bool,
}

impl<'b> Csv<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Bestandsfout> {
        if bytes.len() > MAX_BYTES {
            let extra = format!("een csv van meer dan {} MB; sla het op als .xlsx", MAX_BYTES / 1_048_576);
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        let (mut tekst, tekens_vervangen) = decodeer(bytes);
        let mut opgegeven = None;
        // Excel writes, reads and does not show this first line.
        if let Some(rest) = tekst.strip_prefix("sep=").or_else(|| tekst.strip_prefix("SEP=")) {
            let mut tekens = rest.chars();
            if let Some(c) = tekens.next().filter(|c| matches!(c, ';' | ',' | '\t' | '|'))
                && let Some(na) = strip_regeleinde(tekens.as_str())
            {
                opgegeven = u8::try_from(c).ok();
                let weg = tekst.len() - na.len();
                // In place: the text may be large.
                tekst = match tekst {
                    Cow::Borrowed(t) => Cow::Borrowed(t.get(weg..).unwrap_or_default()),
                    Cow::Owned(mut t) => {
                        t.drain(..weg);
                        Cow::Owned(t)
                    }
                };
            }
        }
        // A line that is too long would be cut into cells before any of them can be counted.
        let te_lang = |(_, regel): &(usize, &str)| regel.len() > MAX_REGEL && regel.split('\r').any(|r| r.len() > MAX_REGEL);
        if let Some((regel, _)) = tekst.split('\n').enumerate().find(te_lang) {
            let extra = format!("regel {} is langer dan {} MB", regel + 1, MAX_REGEL / 1_048_576);
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        if tekst.trim().is_empty() {
            return Err(Bestandsfout::new(Code::BestandLeeg, ""));
        }
        let scheiding = opgegeven.unwrap_or_else(|| scheiding(begin(&tekst)));
        losse_aanhaling(tekst.as_bytes(), scheiding)?;
        Ok(Self {
            tekst,
            scheiding,
            bladen: [Bladinfo { met_kommas: scheiding == b',', ..Bladinfo::default() }],
            tekens_vervangen,
        })
    }

    pub(super) fn bladen(&self) -> &[Bladinfo] {
        &self.bladen
    }

    pub(super) fn lees(&self, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<(), Bestandsfout> {
        let bytes = self.tekst.as_bytes();
        let mut lezer = lezer(self.scheiding, bytes);
        let mut record = csv::StringRecord::new();
        let mut teller = Rijteller::default();
        let mut rijen = 0_u32;
        let mut cellen_totaal = 0_u64;
        loop {
            let begin = usize::try_from(lezer.position().byte()).unwrap_or(usize::MAX);
            match lezer.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(_) => return Err(Bestandsfout::new(Code::GeenWerkmap, "geen leesbaar csv-bestand")),
            }
            let nummer = teller.volgende(bytes, begin);
            let mut cellen = Vec::with_capacity(record.len());
            for (kolom, veld) in record.iter().enumerate() {
                if veld.len() > MAX_CELTEKST {
                    return Err(te_lang(nummer, kolom, veld));
                }
                if !veld.trim().is_empty() {
                    let kolom = u32::try_from(kolom).unwrap_or(u32::MAX);
                    if kolom >= MAX_KOLOMMEN {
                        return Err(Bestandsfout::new(
                            Code::BestandTeGroot,
                            format!("rij {nummer} heeft meer dan {MAX_KOLOMMEN} kolommen"),
                        ));
                    }
                    cellen.push((kolom, Ruwecel::Tekst(Cow::Borrowed(veld))));
                }
            }
            cellen_totaal += record.len() as u64;
            if cellen_totaal > MAX_CELLEN {
                return Err(Bestandsfout::new(Code::BestandTeGroot, "meer dan 12 miljoen cellen"));
            }
            if cellen.is_empty() {
                continue;
            }
            rijen += 1;
            if rijen > MAX_RIJEN {
                return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_RIJEN} rijen")));
            }
            if let ControlFlow::Break(()) = neem(Ruwerij { nummer, cellen, velden: record.len() }) {
                return Ok(());
            }
        }
    }
}

/// Separators from which on a line of text is not taken for a row by accident.
const BREED: usize = 4;

/// Refuses a quote that somebody typed and that swallows what comes after it: it is never closed, what closes it has text behind
/// it, or between the two lie whole rows. A program that writes csv does none of these.
fn losse_aanhaling(bytes: &[u8], scheiding: u8) -> Result<(), Bestandsfout> {
    if !bytes.contains(&b'"') {
        return Ok(());
    }
    let los = |regel: usize| Err(Bestandsfout::new(Code::AanhalingstekenOpen, format!("regel {regel}")));
    let mut record = 0;
    let gewoon = gewone_breedte(bytes, scheiding);
    let mut regel = 1;
    // Of the line: its separators. Of the record: its lines that are as wide as a row, and where its last quote opened.
    let (mut scheidingen, mut volle_regels, mut geopend) = (0, 0, 0);
    let (mut in_veld, mut aangehaald) = (false, false);
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        i += 1;
        scheidingen += usize::from(b == scheiding);
        let einde = b == b'\n' || (b == b'\r' && bytes.get(i) != Some(&b'\n'));
        if einde {
            volle_regels += usize::from(gewoon >= BREED && scheidingen >= gewoon);
            if !aangehaald {
                if volle_regels > 1 {
                    return los(geopend);
                }
                (volle_regels, in_veld, record) = (0, false, i);
            }
            // The reader holds a record whole.
            if i - record > MAX_REGEL {
                return los(geopend);
            }
            (regel, scheidingen) = (regel + 1, 0);
        } else if aangehaald && b == b'"' {
            if bytes.get(i) == Some(&b'"') {
                i += 1;
                continue;
            }
            aangehaald = false;
            let erachter = bytes.get(i..).unwrap_or_default().iter().find(|b| !matches!(b, b' ' | b'\t') || **b == scheiding);
            if erachter.is_some_and(|b| *b != scheiding && !matches!(b, b'\n' | b'\r')) {
                return los(geopend);
            }
        } else if !aangehaald && b == scheiding {
            in_veld = false;
        } else if !aangehaald && !in_veld {
            in_veld = true;
            if b == b'"' {
                (aangehaald, geopend) = (true, regel);
            }
        }
    }
    if aangehaald { los(geopend) } else { Ok(()) }
}

/// How many separators most lines have; of two that are as frequent the larger.
fn gewone_breedte(bytes: &[u8], scheiding: u8) -> usize {
    let mut aantallen: Vec<(usize, usize)> = Vec::new();
    for regel in bytes.split(|b| matches!(b, b'\n' | b'\r')).filter(|r| !r.is_empty()).take(200) {
        let breedte = regel.split(|b| *b == scheiding).count() - 1;
        match aantallen.iter_mut().find(|(b, _)| *b == breedte) {
            Some((_, n)) => *n += 1,
            None => aantallen.push((breedte, 1)),
        }
    }
    aantallen.iter().max_by_key(|(breedte, n)| (*n, *breedte)).map_or(0, |(breedte, _)| *breedte)
}

/// A field too long for a cell: an opening quote that is never closed swallows the rest of the file.
fn te_lang(rij: u32, kolom: usize, veld: &str) -> Bestandsfout {
    if veld.contains('\n') || veld.contains('\r') {
        Bestandsfout::new(Code::AanhalingstekenOpen, format!("rij {rij}"))
    } else {
        Bestandsfout::new(Code::BestandTeGroot, format!("rij {rij}, kolom {} is langer dan een cel kan zijn", kolom + 1))
    }
}

fn lezer(scheiding: u8, bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(scheiding).has_headers(false).flexible(true).from_reader(bytes)
}

/// Numbers records as Excel numbers rows: blank lines count, line breaks within quotes do not.
#[derive(Default)]
struct Rijteller {
    rij: u32,
}

impl Rijteller {
    fn volgende(&mut self, bytes: &[u8], begin: usize) -> u32 {
        // The reader skips blank lines before a record; each is a row of its own.
        let mut rest = bytes.get(begin..).unwrap_or_default();
        // A record that ended in \r leaves the \n of its line end to the next one.
        if begin > 0 && bytes.get(begin - 1) == Some(&b'\r') {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        loop {
            if let Some(r) = rest.strip_prefix(b"\r\n") {
                rest = r;
            } else if let Some(r) = rest.strip_prefix(b"\n").or_else(|| rest.strip_prefix(b"\r")) {
                rest = r;
            } else {
                break;
            }
            self.rij = self.rij.saturating_add(1);
        }
        self.rij = self.rij.saturating_add(1);
        self.rij
    }
}

fn strip_regeleinde(tekst: &str) -> Option<&str> {
    tekst.strip_prefix("\r\n").or_else(|| tekst.strip_prefix('\n')).or_else(|| tekst.strip_prefix('\r'))
}

/// Decodes by BOM; without one UTF-8 when it is valid, and else Windows-1252, which is what Dutch Excel writes.
///
/// A guesser of encodings is not used: on the few accents of a report it takes é for something else.
fn decodeer(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (codering, bom) = if bytes.starts_with(b"\xef\xbb\xbf") {
        (UTF_8, 3)
    } else if bytes.starts_with(b"\xff\xfe") {
        (UTF_16LE, 2)
    } else if bytes.starts_with(b"\xfe\xff") {
        (UTF_16BE, 2)
    } else if let Ok(tekst) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(tekst), false);
    } else {
        (WINDOWS_1252, 0)
    };
    codering.decode_without_bom_handling(bytes.get(bom..).unwrap_or_default())
}

/// As much of a text as tells how its lines are cut.
fn begin(tekst: &str) -> &str {
    let einde = (0..=PROEFBYTES.min(tekst.len())).rev().find(|i| tekst.is_char_boundary(*i));
    einde.and_then(|einde| tekst.get(..einde)).unwrap_or(tekst)
}

/// The separator that cuts the first lines into the most columns, evenly; `;` when nothing cuts. A line that leaves out its
/// last cells is as even as one that has them: a decimal comma in every line must not win from that.
fn scheiding(tekst: &str) -> u8 {
    let mut beste = (0_u64, b';');
    for kandidaat in [b';', b'\t', b',', b'|'] {
        let mut lezer = lezer(kandidaat, tekst.as_bytes());
        let mut record = csv::StringRecord::new();
        // A width beyond one, times the number of lines that are at least as wide: the best of these.
        let mut breedten: Vec<(usize, u64)> = Vec::new();
        for _ in 0..PROEFREGELS {
            match lezer.read_record(&mut record) {
                Ok(true) => {}
                _ => break,
            }
            let breedte = record.len();
            if breedte < 2 {
                continue;
            }
            match breedten.iter_mut().find(|(b, _)| *b == breedte) {
                Some((_, n)) => *n += 1,
                None => breedten.push((breedte, 1)),
            }
        }
        let at_least = |b: usize| breedten.iter().filter(|(breed, _)| *breed >= b).map(|(_, n)| n).sum::<u64>();
        let score = breedten.iter().map(|(b, _)| *b as u64 * at_least(*b)).max().unwrap_or(0);
        if score > beste.0 {
            beste = (score, kandidaat);
        }
    }
    beste.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rijen(bytes: &[u8]) -> Vec<(u32, Vec<(u32, String)>)> {
        let csv = Csv::open(bytes).unwrap();
        let mut uit = Vec::new();
        csv.lees(&mut |rij| {
            uit.push((rij.nummer, rij.schoon().cellen.iter().map(|(k, c)| (*k, c.tekst().into_owned())).collect()));
            ControlFlow::Continue(())
        })
        .unwrap();
        uit
    }

    #[test]
    fn a_decimal_comma_in_every_line_is_no_separator_when_lines_are_ragged() {
        let regels = "casusregisseur;8,0\nondernemer;7,0;B0\n".repeat(9);
        let rijen = rijen(format!("Niveau;Cijfer;Ondernemer\n{regels}").as_bytes());
        assert_eq!(rijen[0].1.len(), 3);
        assert_eq!(rijen[2].1, [(0, "ondernemer".to_owned()), (1, "7,0".to_owned()), (2, "B0".to_owned())]);
    }

    #[test]
    fn every_encoding_and_separator_gives_the_same_cells() {
        let tekst = "Naam;Waarde\nÉén;7,5\n";
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(tekst.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let utf16be: Vec<u8> = [0xFE, 0xFF].into_iter().chain(tekst.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let (latijn, ..) = WINDOWS_1252.encode(tekst);
        let verwacht = rijen(tekst.as_bytes());
        assert_eq!(verwacht[1], (2, vec![(0, "Één".to_owned()), (1, "7,5".to_owned())]));
        for vorm in [
            utf16.as_slice(),
            &utf16be,
            &latijn,
            format!("\u{feff}{tekst}").as_bytes(),
            format!("sep=;\r\n{tekst}").as_bytes(),
            b"Naam,Waarde\n\xc3\x89\xc3\xa9n,\"7,5\"\n",
            b"Naam\tWaarde\r\n\xc3\x89\xc3\xa9n\t7,5\r\n",
            b"Naam;Waarde\r\xc3\x89\xc3\xa9n;7,5\r",
        ] {
            assert_eq!(rijen(vorm), verwacht, "{vorm:?}");
        }
    }

    #[test]
    fn rows_are_numbered_as_excel_does() {
        for einde in ["\n", "\r\n"] {
            let tekst = ["titel", "", "a;b", "\"x\ny\";1", "", "", "z;2"].join(einde);
            let nummers: Vec<u32> = rijen(tekst.as_bytes()).iter().map(|(n, _)| *n).collect();
            assert_eq!(nummers, [1, 3, 4, 7], "{einde:?}");
        }
    }

    #[test]
    fn a_quote_that_swallows_rows_is_said_and_a_quoted_text_is_not() {
        let fout = |regels: &[&str]| Csv::open(regels.join("\n").as_bytes()).err().map(|f| (f.code, f.extra));
        let kop = "Deelnemer;Gemeente;Startdatum;Groep;Toelichting";
        let rij = "B;Venlo;1-1-2024;G;x";
        for los in [
            &[kop, "A;Venlo;1-1-2024;G;\"los", rij, "C;Venlo;1-1-2024;G;\"nog een", rij][..],
            &[kop, "A;Venlo;1-1-2024;\"G;los", "C;Venlo;1-1-2024;G\";nog een", rij, rij],
            &[kop, "A;Venlo;1-1-2024;G;\"los", rij, rij],
            &[kop, "A;Venlo;1-1-2024;G;\"los", "C;Venlo;1-1-2024;G;nog een\"", rij],
        ] {
            assert_eq!(fout(los), Some((Code::AanhalingstekenOpen, "regel 2".into())), "{los:?}");
        }
        for goed in [
            &[kop, "A;Venlo;1-1-2024;G;\"eerst dit; dan dat\nen dit; en \"\"dat\"\"\"", rij][..],
            &[kop, "A;Venlo;1-1-2024;\"G\r\nH\" ;x", "B;Venlo;1-1-2024;5\" pijp;x"],
            &["Voortgang;Eigen aandeel;Ontwikkelpunten", "\"een; twee; drie\nvier; vijf; zes\";b;c"],
        ] {
            assert_eq!(fout(goed), None, "{goed:?}");
        }
    }

    #[test]
    fn an_unclosed_quote_is_said() {
        let tekst = format!("a;b\n\"x;1\n{}", "regel;2\n".repeat(50_000));
        assert_eq!(Csv::open(tekst.as_bytes()).err().map(|f| f.code), Some(Code::AanhalingstekenOpen));
    }
}
