//! Ods: the one part with the content, unpacked within a bound and walked per sheet.
//!
//! Read by ourselves: the library for workbooks lays every sheet out as a full rectangle, and a few bytes of
//! `number-rows-repeated` are enough to make that eat all memory there is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::importing::bron::Bestandsfout;
use crate::importing::catalogus::Code;

use super::samengevoegd::{Invuller, MAX_BLOKKEN};
use super::{
    Bladinfo, Blok, MAX_CELLEN, MAX_CELTEKST, MAX_KOLOMMEN, MAX_RIJEN, MAX_RIJTEKST, Ruwecel, Ruwerij, Verder, zipwacht,
};

/// The content, unpacked; some 25 000 full rows.
const MAX_INHOUD: u64 = 64 * 1024 * 1024;
/// Sheets in a workbook.
const MAX_BLADEN: usize = 500;
/// Hidden rows that are remembered, of all sheets together.
const MAX_VERBORGEN: usize = 100_000;
/// Tags within tags.
const MAX_DIEPTE: u32 = 1_000;

pub(crate) struct Ods {
    inhoud: String,
    bladen: Vec<Bladinfo>,
    /// Where each sheet begins in the content.
    plaatsen: Vec<usize>,
}

fn beschadigd() -> Bestandsfout {
    Bestandsfout::new(Code::WerkmapBeschadigd, "de inhoud is niet te ontleden")
}

impl Ods {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Bestandsfout> {
        let mut archief = zipwacht::archief(bytes)?;
        if let Ok(deel) = archief.by_name("META-INF/manifest.xml") {
            let mut manifest = String::new();
            // An unreadable manifest says nothing; the content decides.
            let _ = deel.take(1024 * 1024).read_to_string(&mut manifest);
            if manifest.contains("encryption-data") {
                return Err(Bestandsfout::new(Code::WerkmapBeveiligd, ""));
            }
        }
        let deel =
            archief.by_name("content.xml").map_err(|_| Bestandsfout::new(Code::WerkmapBeschadigd, "een onderdeel ontbreekt"))?;
        let mut inhoud = Vec::new();
        deel.take(MAX_INHOUD + 1)
            .read_to_end(&mut inhoud)
            .map_err(|_| Bestandsfout::new(Code::WerkmapBeschadigd, "een onderdeel is niet uit te pakken"))?;
        if inhoud.len() as u64 > MAX_INHOUD {
            let extra = format!("uitgepakt meer dan {} MB; sla het op als .xlsx", MAX_INHOUD / 1_048_576);
            return Err(Bestandsfout::new(Code::BestandTeGroot, extra));
        }
        let inhoud = String::from_utf8(inhoud)
            .map_err(|_| Bestandsfout::new(Code::WerkmapOnbegrepen, "een onderdeel is niet in UTF-8 opgeslagen"))?;
        Self::verken(inhoud)
    }

    /// Notes the sheets, and what is hidden in them.
    fn verken(inhoud: String) -> Result<Self, Bestandsfout> {
        let mut bladen: Vec<Bladinfo> = Vec::new();
        let mut plaatsen = Vec::new();
        let mut verborgen_stijlen: HashSet<String> = HashSet::new();
        let mut tags = 0_u32;
        let mut stijl = String::new();
        let (mut kolom, mut rij) = (0_u32, 0_u32);
        // The row being walked, and the column of its next cell.
        let (mut in_rij, mut celkolom) = (0_u32, 0_u32);
        let mut diepte = 0_u32;
        let mut verborgen_rijen = 0;
        let mut lezer = Reader::from_str(&inhoud);
        loop {
            let plaats = usize::try_from(lezer.buffer_position()).unwrap_or(usize::MAX);
            let event = lezer.read_event().map_err(|_| beschadigd())?;
            match &event {
                Event::Start(_) => tags += 1,
                Event::End(_) => tags = tags.saturating_sub(1),
                _ => {}
            }
            if tags > MAX_DIEPTE {
                return Err(Bestandsfout::new(Code::WerkmapOnbegrepen, "de inhoud is niet te ontleden"));
            }
            match event {
                Event::Start(e) if e.local_name().as_ref() == "table" => {
                    diepte += 1;
                    if diepte == 1 {
                        if bladen.len() >= MAX_BLADEN {
                            return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_BLADEN} bladen")));
                        }
                        let verborgen = attribuut(&e, "style-name").is_some_and(|s| verborgen_stijlen.contains(&s));
                        let naam = Some(attribuut(&e, "name").unwrap_or_default().into());
                        bladen.push(Bladinfo { naam, verborgen, ..Bladinfo::default() });
                        plaatsen.push(plaats);
                        (kolom, rij) = (0, 0);
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "table" => diepte = diepte.saturating_sub(1),
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "style" => stijl = attribuut(&e, "name").unwrap_or_default(),
                    "table-properties" if attribuut(&e, "display").as_deref() == Some("false") => {
                        verborgen_stijlen.insert(std::mem::take(&mut stijl));
                    }
                    "table-column" if diepte == 1 => {
                        let aantal = herhaald(&e, "number-columns-repeated");
                        if is_verborgen(&e)
                            && let Some(blad) = bladen.last_mut()
                        {
                            blad.verborgen_kolommen.push((kolom, kolom.saturating_add(aantal - 1)));
                        }
                        kolom = kolom.saturating_add(aantal);
                    }
                    "table-row" if diepte == 1 => {
                        let aantal = herhaald(&e, "number-rows-repeated");
                        if is_verborgen(&e)
                            && let Some(blad) = bladen.last_mut()
                        {
                            let begin = rij.saturating_add(1);
                            let ruimte = u32::try_from(MAX_VERBORGEN.saturating_sub(verborgen_rijen)).unwrap_or(0);
                            let nieuw = begin..begin.saturating_add(aantal.min(ruimte));
                            verborgen_rijen += nieuw.len();
                            blad.verborgen_rijen.extend(nieuw);
                        }
                        (in_rij, celkolom) = (rij, 0);
                        rij = rij.saturating_add(aantal);
                    }
                    "table-cell" | "covered-table-cell" if diepte == 1 => {
                        let hoogte = herhaald(&e, "number-rows-spanned");
                        if hoogte > 1
                            && let Some(blad) = bladen.last_mut()
                            && blad.samengevoegd.len() < MAX_BLOKKEN
                        {
                            let van = in_rij.saturating_add(1);
                            blad.samengevoegd.push(Blok { van, tot: in_rij.saturating_add(hoogte), kolom: celkolom });
                        }
                        celkolom = celkolom.saturating_add(herhaald(&e, "number-columns-repeated"));
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(Self { inhoud, bladen, plaatsen })
    }

    pub(super) fn bladen(&self) -> &[Bladinfo] {
        &self.bladen
    }

    pub(super) fn lees(&self, blad: usize, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<(), Bestandsfout> {
        let Some(deel) = self.plaatsen.get(blad).and_then(|p| self.inhoud.get(*p..)) else { return Ok(()) };
        let mut lezer = Reader::from_str(deel);
        lezer.config_mut().check_end_names = false;
        let mut wandeling = Wandeling::default();
        let mut invuller = Invuller::new(self.bladen.get(blad).map_or(&[], |b| &b.samengevoegd));
        let neem = &mut |mut rij: Ruwerij<'_>| {
            invuller.vul(&mut rij);
            neem(rij)
        };
        loop {
            match lezer.read_event().map_err(|_| beschadigd())? {
                Event::Start(e) => wandeling.open(&e),
                Event::Empty(e) => {
                    wandeling.open(&e);
                    let naam = e.local_name().as_ref().to_owned();
                    if let ControlFlow::Break(()) = wandeling.sluit(&naam, neem)? {
                        return Ok(());
                    }
                }
                Event::End(e) => {
                    if let ControlFlow::Break(()) = wandeling.sluit(e.local_name().as_ref(), neem)? {
                        return Ok(());
                    }
                }
                Event::Text(t) => wandeling.tekst(&t.xml10_content())?,
                Event::CData(t) => wandeling.tekst(&t.xml10_content())?,
                Event::GeneralRef(r) => {
                    let teken = match r.as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => r.resolve_char_ref().ok().flatten(),
                    };
                    if let Some(teken) = teken {
                        wandeling.tekst(teken.encode_utf8(&mut [0; 4]))?;
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// What is being read of one sheet.
#[derive(Default)]
struct Wandeling {
    tabellen: u32,
    /// Zero-based row that is being read, and how often it stands there.
    rij: u32,
    rij_herhaald: u32,
    kolom: u32,
    cellen: Vec<(u32, Ruwecel<'static>)>,
    cel: Option<Celbouw>,
    /// Bytes of text in the row so far: a repeated cell is copied.
    rijtekst: usize,
    /// Within an annotation: its text is not the cell's.
    notitie: u32,
    in_alinea: u32,
    rijen: u32,
    cellen_totaal: u64,
}

/// A cell under construction.
#[derive(Default)]
struct Celbouw {
    herhaald: u32,
    soort: Option<String>,
    waarde: Option<String>,
    formule: bool,
    fout: bool,
    tekst: String,
    alineas: u32,
}

impl Wandeling {
    fn open(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "table" => self.tabellen += 1,
            _ if self.tabellen != 1 => {}
            "table-row" => {
                self.rij_herhaald = herhaald(e, "number-rows-repeated");
                self.kolom = 0;
                self.rijtekst = 0;
                self.cellen.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.cel = Some(Celbouw {
                    herhaald: herhaald(e, "number-columns-repeated"),
                    fout: e.attributes().flatten().any(|a| a.key.as_ref() == "calcext:value-type" && a.value.as_ref() == "error"),
                    soort: e
                        .attributes()
                        .flatten()
                        .find(|a| a.key.as_ref().ends_with("office:value-type") || a.key.as_ref() == "value-type")
                        .map(|a| a.value.into_owned()),
                    waarde: ["value", "date-value", "boolean-value", "string-value", "time-value"]
                        .into_iter()
                        .find_map(|naam| attribuut(e, naam)),
                    formule: attribuut(e, "formula").is_some(),
                    tekst: String::new(),
                    alineas: 0,
                });
            }
            "annotation" => self.notitie += 1,
            "p" if self.notitie == 0 => {
                self.in_alinea += 1;
                if let Some(cel) = &mut self.cel {
                    if cel.alineas > 0 {
                        cel.tekst.push('\n');
                    }
                    cel.alineas += 1;
                }
            }
            "s" if self.notitie == 0 => {
                let aantal = attribuut(e, "c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1).min(1000);
                if let Some(cel) = self.cel.as_mut().filter(|c| c.tekst.len() < MAX_CELTEKST) {
                    cel.tekst.extend(std::iter::repeat_n(' ', aantal));
                }
            }
            "line-break" | "tab" if self.notitie == 0 => {
                if let Some(cel) = &mut self.cel {
                    cel.tekst.push('\n');
                }
            }
            _ => {}
        }
    }

    fn tekst(&mut self, tekst: &str) -> Result<(), Bestandsfout> {
        if self.notitie > 0 || self.in_alinea == 0 {
            return Ok(());
        }
        if let Some(cel) = &mut self.cel {
            if cel.tekst.len() + tekst.len() > MAX_CELTEKST {
                return Err(Bestandsfout::new(Code::BestandTeGroot, "een cel bevat meer tekst dan Excel toestaat"));
            }
            cel.tekst.push_str(tekst);
        }
        Ok(())
    }

    fn sluit(&mut self, naam: &str, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<Verder, Bestandsfout> {
        match naam {
            "table" => {
                self.tabellen = self.tabellen.saturating_sub(1);
                if self.tabellen == 0 {
                    return Ok(ControlFlow::Break(()));
                }
            }
            "annotation" => self.notitie = self.notitie.saturating_sub(1),
            "p" if self.notitie == 0 => self.in_alinea = self.in_alinea.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.tabellen == 1 => self.sluit_cel()?,
            "table-row" if self.tabellen == 1 => return self.sluit_rij(neem),
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn sluit_cel(&mut self) -> Result<(), Bestandsfout> {
        let Some(cel) = self.cel.take() else { return Ok(()) };
        let aantal = cel.herhaald;
        if let Some(waarde) = cel.waarde() {
            for kolom in self.kolom..self.kolom.saturating_add(aantal) {
                if kolom >= MAX_KOLOMMEN {
                    break;
                }
                self.tel(1)?;
                if let Ruwecel::Tekst(t) = &waarde {
                    self.rijtekst += t.len();
                }
                if self.rijtekst > MAX_RIJTEKST {
                    return Err(Bestandsfout::new(Code::BestandTeGroot, "een rij bevat meer tekst dan een tabel ooit heeft"));
                }
                self.cellen.push((kolom, waarde.clone()));
            }
        }
        self.kolom = self.kolom.saturating_add(aantal);
        Ok(())
    }

    fn sluit_rij(&mut self, neem: &mut dyn FnMut(Ruwerij<'_>) -> Verder) -> Result<Verder, Bestandsfout> {
        let cellen = std::mem::take(&mut self.cellen);
        let begin = self.rij;
        self.rij = self.rij.saturating_add(self.rij_herhaald);
        if cellen.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        for rij in begin..self.rij {
            self.rijen += 1;
            self.tel(cellen.len() as u64)?;
            if self.rijen > MAX_RIJEN {
                return Err(Bestandsfout::new(Code::BestandTeGroot, format!("meer dan {MAX_RIJEN} rijen")));
            }
            if let ControlFlow::Break(()) = neem(Ruwerij { nummer: rij.saturating_add(1), cellen: cellen.clone(), velden: 0 }) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn tel(&mut self, cellen: u64) -> Result<(), Bestandsfout> {
        self.cellen_totaal += cellen;
        if self.cellen_totaal > MAX_CELLEN {
            return Err(Bestandsfout::new(Code::BestandTeGroot, "meer dan 12 miljoen cellen"));
        }
        Ok(())
    }
}

impl Celbouw {
    fn waarde(&self) -> Option<Ruwecel<'static>> {
        let getal = || self.waarde.as_deref().and_then(|w| w.parse::<f64>().ok());
        let tekst = || {
            let tekst = if self.alineas > 0 { self.tekst.as_str() } else { self.waarde.as_deref().unwrap_or_default() };
            (!tekst.trim().is_empty()).then(|| Ruwecel::Tekst(Cow::Owned(tekst.to_owned())))
        };
        if self.fout {
            return Some(Ruwecel::Fout(Cow::Owned(self.tekst.clone())));
        }
        match self.soort.as_deref() {
            // An outcome that is an empty text has a paragraph without one.
            None if self.formule => (self.alineas == 0).then_some(Ruwecel::FormuleZonderWaarde),
            Some("time") => self.waarde.as_deref().and_then(duur).map(Ruwecel::Tijd),
            Some("percentage") => getal().map(Ruwecel::Percentage),
            Some("float" | "currency") => getal().map(Ruwecel::Getal),
            Some("boolean") => Some(Ruwecel::Logisch(self.waarde.as_deref() == Some("true"))),
            Some("date") => {
                let dag = self.waarde.as_deref().and_then(|w| w.get(..10)).and_then(|d| d.parse::<NaiveDate>().ok());
                match dag {
                    Some(dag) => Some(Ruwecel::Datum { serieel: 0.0, datum: Some(dag) }),
                    None => tekst(),
                }
            }
            _ => tekst(),
        }
    }
}

/// The days of `PT12H30M00S`; the seconds may have a fraction.
fn duur(tekst: &str) -> Option<f64> {
    let (mut dagen, mut getal) = (0.0, String::new());
    for c in tekst.strip_prefix("PT")?.chars() {
        if c.is_ascii_digit() || c == '.' {
            getal.push(c);
            continue;
        }
        let per_dag = match c {
            'H' => 24.0,
            'M' => 1440.0,
            'S' => 86_400.0,
            _ => return None,
        };
        dagen += std::mem::take(&mut getal).parse::<f64>().ok()? / per_dag;
    }
    Some(dagen)
}

/// The value of an attribute by its local name, unescaped.
fn attribuut(e: &BytesStart<'_>, naam: &str) -> Option<String> {
    let attribuut = e.attributes().flatten().find(|a| a.key.local_name().as_ref() == naam)?;
    quick_xml::escape::unescape(&attribuut.value).ok().map(Cow::into_owned)
}

/// How often a row or cell stands there: at least once.
fn herhaald(e: &BytesStart<'_>, naam: &str) -> u32 {
    attribuut(e, naam).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

fn is_verborgen(e: &BytesStart<'_>) -> bool {
    attribuut(e, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rijen = Vec<(u32, Vec<(u32, Ruwecel<'static>)>)>;

    fn blad(xml: &str) -> Result<Rijen, Bestandsfout> {
        let ods = Ods::verken(format!("<d><table:table table:name=\"B\">{xml}</table:table></d>"))?;
        let mut uit = Vec::new();
        ods.lees(0, &mut |rij| {
            let cellen = rij.cellen.into_iter().map(|(k, c)| (k, c.into_owned())).collect();
            uit.push((rij.nummer, cellen));
            ControlFlow::Continue(())
        })?;
        Ok(uit)
    }

    #[test]
    fn cells_of_every_kind_are_read_where_they_stand() {
        let rijen = blad(
            r#"<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="2"/>
              <table:table-cell office:value-type="string"><office:annotation><text:p>nee</text:p></office:annotation><text:p>a&amp;<text:span>b</text:span><text:s text:c="2"/>c</text:p><text:p>d</text:p></table:table-cell>
              <table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
              <table:table-cell office:value-type="date" office:date-value="2024-03-31T00:00:00"><text:p>31-3</text:p></table:table-cell>
              <table:table-cell table:formula="of:=1"/>
              <table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>
              <table:table-cell office:value-type="time" office:time-value="PT12H30M00S"><text:p>12:30</text:p></table:table-cell>
              <table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>"#,
        )
        .unwrap();
        let dag = NaiveDate::from_ymd_opt(2024, 3, 31);
        assert_eq!(
            rijen,
            [(
                4,
                vec![
                    (2, Ruwecel::Tekst("a&b  c\nd".into())),
                    (3, Ruwecel::Percentage(0.5)),
                    (4, Ruwecel::Datum { serieel: 0.0, datum: dag }),
                    (5, Ruwecel::FormuleZonderWaarde),
                    (7, Ruwecel::Tijd(12.5 / 24.0)),
                    (8, Ruwecel::Logisch(true)),
                ]
            )]
        );
    }

    #[test]
    fn a_text_that_is_merged_downwards_stands_in_every_row() {
        let cel = |t: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>");
        let rijen = blad(&format!(
            "<table:table-row><table:table-cell office:value-type=\"string\" table:number-rows-spanned=\"2\"><text:p>Venlo</text:p>\
             </table:table-cell>{}</table:table-row><table:table-row><table:covered-table-cell/>{}</table:table-row>",
            cel("a"),
            cel("b")
        ))
        .unwrap();
        assert_eq!(rijen[1], (2, vec![(0, Ruwecel::Tekst("Venlo".into())), (1, Ruwecel::Tekst("b".into()))]));
    }

    #[test]
    fn repeats_without_end_are_refused_and_cost_nothing_when_empty() {
        let leeg = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="4000000000"/></table:table-row>"#;
        assert_eq!(blad(leeg).unwrap(), []);
        let vol = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="4000000000"/></table:table-row>"#;
        assert_eq!(blad(vol).unwrap_err().code, Code::BestandTeGroot);
    }
}
