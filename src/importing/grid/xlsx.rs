//! Xlsx, streamed cell by cell once [`zipwacht`] has found it safe.

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::rc::Rc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::opmaak::Opmaak;
use super::samengevoegd::Invuller;
use super::zipwacht::{self, Bladscan};
use super::{Bladinfo, MAX_CELTEKST, MAX_RIJEN, MAX_RIJTEKST, Ruwecel, Ruwerij, Verder, dag_van_serieel};

pub(crate) struct XlsxBoek<'b> {
    boek: Xlsx<Cursor<Cow<'b, [u8]>>>,
    bladen: Vec<Bladinfo>,
    /// The names of the sheets as the file has them, by which the library finds them.
    namen: Vec<String>,
    /// Formulas without a saved result, per sheet.
    formules: Vec<Vec<(u32, u32)>>,
    /// Error values that the library does not know, per sheet, in their order.
    fouten: Vec<Vec<(u32, u32)>>,
    /// How each style shows a number; the same for every sheet, found out at the first.
    opmaken: Option<Rc<[Opmaak]>>,
}

impl<'b> XlsxBoek<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Bestandsfout> {
        let paden = zipwacht::bladpaden(bytes)?;
        let scans = zipwacht::controleer_xlsx(bytes, &paden)?;
        let leesbaar = zipwacht::without_macro_sheets(bytes)?.map_or(Cow::Borrowed(bytes), Cow::Owned);
        let boek = Xlsx::new(Cursor::new(leesbaar)).map_err(|e| fout(&e))?;
        let epoche_1904 = boek.has_1904_epoch();
        let (mut bladen, mut namen, mut formules, mut fouten) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        // What the library sees as a sheet and we do not, was never looked at.
        if boek.sheets_metadata().iter().any(|b| b.typ == SheetType::WorkSheet && !paden.contains_key(&b.name)) {
            return Err(Bestandsfout::new(Code::WerkmapBeschadigd, "een blad is niet te vinden"));
        }
        for blad in boek.sheets_metadata().iter().filter(|b| b.typ == SheetType::WorkSheet) {
            let scan: Option<&Bladscan> = paden.get(&blad.name).and_then(|pad| scans.iter().find(|s| s.pad == *pad));
            bladen.push(Bladinfo {
                naam: Some(blad.name.clone().into()),
                verborgen: blad.visible != SheetVisible::Visible,
                verborgen_kolommen: scan.map(|s| s.verborgen_kolommen.clone()).unwrap_or_default(),
                verborgen_rijen: scan.map(|s| s.verborgen_rijen.clone()).unwrap_or_default(),
                samengevoegd: scan.map(|s| s.samengevoegd.clone()).unwrap_or_default(),
                epoche_1904,
                met_kommas: false,
            });
            namen.push(blad.name.clone());
            fouten.push(scan.map(|s| s.fouten.clone()).unwrap_or_default());
            formules.push(scan.map(|s| s.formules_zonder_waarde.clone()).unwrap_or_default());
        }
        Ok(Self { boek, bladen, namen, formules, fouten, opmaken: None })
    }

    pub(super) fn bladen(&self) -> &[Bladinfo] {
        &self.bladen
    }

    pub(super) fn lees(&mut self, blad: usize, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<(), Bestandsfout> {
        let (Some(info), Some(naam)) = (self.bladen.get(blad), self.namen.get(blad)) else { return Ok(()) };
        let epoche_1904 = info.epoche_1904;
        let mut formules: Vec<(u32, u32)> = self.formules[blad].clone();
        formules.sort_unstable();
        let mut fouten = self.fouten[blad].iter();
        let mut lezer = match self.boek.worksheet_cells_reader(naam) {
            Ok(lezer) => lezer,
            // A chart sheet that calls itself a worksheet has no cells.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            Err(e) => return Err(fout(&e)),
        };
        let opmaak = |s: &calamine::Style| s.number_format.as_ref().map_or(Opmaak::Gewoon, |f| Opmaak::of(&f.format_code));
        let opmaken = self.opmaken.get_or_insert_with(|| lezer.styles().iter().map(opmaak).collect()).clone();
        let mut invuller = Invuller::new(&info.samengevoegd);
        let mut rij = Ruwerij { nummer: 1, ..Ruwerij::default() };
        let mut rijen = 0_u32;
        let mut rijtekst = 0;
        loop {
            let volgende = match lezer.next_cell_with_style_id() {
                Ok(volgende) => volgende.map(|(cel, stijl)| (cel.get_position(), Gelezencel::Cel(cel, stijl))),
                // The library goes on behind the value; where it stood, was looked up beforehand.
                Err(XlsxError::CellError(waarde)) => match fouten.next() {
                    Some(plek) => Some((*plek, Gelezencel::Fout(waarde))),
                    None => return Err(fout(&XlsxError::CellError(waarde))),
                },
                Err(e) => return Err(fout(&e)),
            };
            let positie = volgende.as_ref().map(|(positie, _)| *positie);
            if positie.is_none_or(|(r, _)| r + 1 != rij.nummer) {
                if !rij.cellen.is_empty() {
                    rijen += 1;
                    if rijen > MAX_RIJEN {
                        return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_RIJEN} rijen")));
                    }
                    let breedte = rij.cellen.len();
                    let mut klaar =
                        std::mem::replace(&mut rij, Ruwerij { cellen: Vec::with_capacity(breedte), ..Ruwerij::default() });
                    rijtekst = 0;
                    op_volgorde(&mut klaar);
                    invuller.vul(&mut klaar);
                    if let ControlFlow::Break(()) = neem(klaar) {
                        return Ok(());
                    }
                }
                match positie {
                    Some((r, _)) => rij.nummer = r.saturating_add(1),
                    None => return Ok(()),
                }
            }
            let Some(((r, k), inhoud)) = volgende else { return Ok(()) };
            let mut waarde = match inhoud {
                Gelezencel::Cel(cel, stijl) => {
                    waarde(cel.get_value(), opmaken.get(stijl).unwrap_or(&Opmaak::Gewoon), epoche_1904)?
                }
                Gelezencel::Fout(waarde) => Some(Ruwecel::Fout(Cow::Owned(waarde))),
            };
            if waarde.is_none() && formules.binary_search(&(r, k)).is_ok() {
                waarde = Some(Ruwecel::FormuleZonderWaarde);
            }
            if let Some(waarde) = waarde {
                if let Ruwecel::Tekst(Cow::Owned(t)) = &waarde {
                    rijtekst += t.len();
                }
                if rijtekst > MAX_RIJTEKST {
                    return Err(Bestandsfout::new(Code::BestandTeGroot, "een rij bevat meer tekst dan een tabel ooit heeft"));
                }
                rij.cellen.push((k, waarde));
            }
        }
    }
}

/// What the library gives of a cell.
enum Gelezencel<'a> {
    Cel(calamine::Cell<DataRef<'a>>, usize),
    /// An error value that it does not know.
    Fout(String),
}

/// Cells come in order in every file that a program wrote; a file that was tampered with may differ.
fn op_volgorde(rij: &mut Ruwerij<'_>) {
    if !rij.cellen.is_sorted_by_key(|(k, _)| *k) {
        rij.cellen.sort_by_key(|(k, _)| *k);
    }
}

/// Matches on the kind of value; the converting accessors of the library turn a percentage into a date of 1899.
fn waarde<'a>(cel: &DataRef<'a>, opmaak: &Opmaak, epoche_1904: bool) -> Result<Option<Ruwecel<'a>>, Bestandsfout> {
    Ok(match cel {
        DataRef::Empty => None,
        DataRef::SharedString(s) => tekst(Cow::Borrowed(s))?,
        DataRef::Float(f) => Some(opmaak.cel(*f, epoche_1904)),
        #[expect(clippy::cast_precision_loss, reason = "the file holds it as f64 anyway")]
        DataRef::Int(i) => Some(opmaak.cel(*i as f64, epoche_1904)),
        DataRef::Bool(b) => Some(Ruwecel::Logisch(*b)),
        DataRef::DateTime(d) if d.is_duration() || *opmaak == Opmaak::Tijd => Some(Ruwecel::Tijd(d.as_f64())),
        DataRef::DateTime(d) => Some(Ruwecel::Datum { serieel: d.as_f64(), datum: dag_van_serieel(d.as_f64(), epoche_1904) }),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => tekst(Cow::Owned(s.clone()))?,
        DataRef::Error(e) => Some(Ruwecel::Fout(Cow::Owned(e.to_string()))),
    })
}

fn tekst(tekst: Cow<'_, str>) -> Result<Option<Ruwecel<'_>>, Bestandsfout> {
    if tekst.len() > MAX_CELTEKST {
        return Err(Bestandsfout::new(Code::BestandTeGroot, "een cel bevat meer tekst dan Excel toestaat"));
    }
    Ok((!tekst.trim().is_empty()).then_some(Ruwecel::Tekst(tekst)))
}

fn fout(e: &XlsxError) -> Bestandsfout {
    match e {
        XlsxError::Password => Bestandsfout::new(Code::WerkmapBeveiligd, ""),
        XlsxError::Zip(_) | XlsxError::Io(_) => Bestandsfout::new(Code::WerkmapBeschadigd, "het archief is niet te lezen"),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::WorksheetNotFound(_) => {
            Bestandsfout::new(Code::WerkmapBeschadigd, "een onderdeel ontbreekt")
        }
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => {
            Bestandsfout::new(Code::WerkmapBeschadigd, "de inhoud is niet te ontleden")
        }
        _ => Bestandsfout::new(Code::WerkmapOnbegrepen, "de inhoud is niet te ontleden"),
    }
}
