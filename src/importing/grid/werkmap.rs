//! A file of any form, opened: the forms behind one face.

use std::ops::ControlFlow;

use super::{Bladinfo, Celinhoud, MAX_GEVULD, MAX_TEKST, Rij, Ruwerij, Verder, csv, ods, sniff, vorm, xls, xlsx};
use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

/// A file of any form, opened.
pub(crate) struct Werkmap<'b> {
    lezer: Lezer<'b>,
    /// Bytes of text and cells that were passed on so far, of all sheets together.
    tekst: u64,
    cellen: u64,
}

enum Lezer<'b> {
    Csv(csv::Csv<'b>),
    Xlsx(Box<xlsx::XlsxBoek<'b>>),
    Ods(Box<ods::Ods>),
    Xls(Box<xls::XlsBoek>),
}

impl<'b> Werkmap<'b> {
    /// Recognises the form by the content, not the name.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Bestandsfout> {
        let lezer = match sniff::vorm(bytes)? {
            vorm::Vorm::Xlsx => Lezer::Xlsx(Box::new(xlsx::XlsxBoek::open(bytes)?)),
            vorm::Vorm::Ods => Lezer::Ods(Box::new(ods::Ods::open(bytes)?)),
            vorm::Vorm::Xls => Lezer::Xls(Box::new(xls::XlsBoek::open(bytes)?)),
            vorm::Vorm::Tekst => Lezer::Csv(csv::Csv::open(bytes)?),
        };
        Ok(Self { lezer, tekst: 0, cellen: 0 })
    }

    pub(crate) fn bladen(&self) -> &[Bladinfo] {
        match &self.lezer {
            Lezer::Csv(c) => c.bladen(),
            Lezer::Xlsx(x) => x.bladen(),
            Lezer::Ods(o) => o.bladen(),
            Lezer::Xls(x) => x.bladen(),
        }
    }

    /// Whether bytes could not be decoded and were replaced.
    pub(crate) fn tekens_vervangen(&self) -> bool {
        matches!(&self.lezer, Lezer::Csv(c) if c.tekens_vervangen)
    }

    /// Passes the rows that have a non-empty cell to `neem`, in order.
    pub(crate) fn lees(&mut self, blad: usize, neem: &mut dyn FnMut(Rij<'_>) -> Verder) -> Result<(), Bestandsfout> {
        let (tekst, cellen) = (&mut self.tekst, &mut self.cellen);
        let begrensd = &mut |rij: Ruwerij<'_>| {
            *tekst += rij.cellen.iter().map(|(_, c)| if let Celinhoud::Tekst(t) = c { t.len() as u64 } else { 0 }).sum::<u64>();
            *cellen += rij.cellen.len() as u64;
            if *tekst > MAX_TEKST || *cellen > MAX_GEVULD {
                return ControlFlow::Break(());
            }
            let rij = rij.schoon();
            if rij.cellen.is_empty() { ControlFlow::Continue(()) } else { neem(rij) }
        };
        match &mut self.lezer {
            Lezer::Csv(c) => c.lees(begrensd),
            Lezer::Xlsx(x) => x.lees(blad, begrensd),
            Lezer::Ods(o) => o.lees(blad, begrensd),
            Lezer::Xls(x) => x.lees(blad, begrensd),
        }?;
        if self.tekst > MAX_TEKST {
            let grens = MAX_TEKST / 1_048_576;
            return Err(Bestandsfout::new(Code::BestandTeGroot, format!("de cellen bevatten samen meer dan {grens} MB tekst")));
        }
        if self.cellen > MAX_GEVULD {
            return Err(Bestandsfout::new(Code::BestandTeGroot, "de bladen hebben samen meer dan 6 miljoen gevulde cellen"));
        }
        Ok(())
    }
}
