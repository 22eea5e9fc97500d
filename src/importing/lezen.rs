//! Reads a whole file: explores its sheets, chooses, reads the rows, and places what came out.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::{
    Aanbieder, Bestandsoordeel, CvsExport, Deel, Dekkingsoverzicht, Gemeente, Kwartaal, Leveringsdeel, Rapport, Schoon, Tekst,
    onleesbare_codes,
};

use super::Vindplaats;
use super::bladen::{Plaatsing, SamenwerkingLezer, UitvraagLezer, Verwerker, is_formulier};
use super::bron::Bestandsfout;
use super::bsnwacht::Bsnwacht;
use super::catalogus::{Code, Melder, Plek, toonbaar_naam};
use super::grid::{Bladinfo, Cel, Rij, Werkmap};
use super::herkomst::{Herkomst, Uitspraak, aanbieder_in, eensgezind, gemeente_in, is_uitleg, voeg, voorbladgegevens};
use super::kop::{MAX_KOPRIJEN, Zoek, meld_ontbrekend, veld_van_naam};
use super::kruiscontrole::leveringsdeel;
use super::kwartaal::{kwartaal_in, kwartalen_in};
use super::regel::Bladcontext;
use super::rijen::{Rijloop, is_voorbeeldtekst};
use super::tekst::{fold, toonbaar};
use super::{Bladsoort, Gelezen, Inhoud, Kolomkoppeling, Kopvoorstel, Leesfout, Opties, Voortgang};

/// Cells of the first rows of all sheets that are looked at for a header.
const MAX_KOPCELLEN: usize = 100_000;
/// Columns of a kind from which on a header is of that kind, also when a required one is missing.
const ALMOST: usize = 5;
/// Rows between two reports of progress, and two looks at whether to stop.
const STAP: u64 = 512;

/// What the first rows of a sheet told.
struct Verkenning {
    info: Bladinfo,
    rijen: Vec<Rij<'static>>,
    hint: Option<Bladsoort>,
    /// The header: its index in `rijen`, the kind, and whether all required columns are there.
    kop: Option<(usize, Bladsoort, bool)>,
    /// The sheet Samenwerking as a form: a label, and beside or below it the text.
    formulier: bool,
}

impl Verkenning {
    /// Whether anything but the example of a template stands under the header.
    fn has_rows(&self) -> bool {
        let Some((index, ..)) = self.kop else { return false };
        let rijen = self.rijen.get(index + 1..).unwrap_or_default();
        // Where the exploring stopped, there may be more.
        self.rijen.len() >= MAX_KOPRIJEN
            || rijen.iter().any(|r| {
                // One cell is a note: "Zie het volgende blad".
                r.cellen.len() > 1 && !matches!(r.cellen.first(), Some((_, Cel::Tekst(t))) if is_voorbeeldtekst(t))
            })
    }

    /// Whether the header has so much of a kind that what it lacks was forgotten: it holds people, and is not passed over.
    fn is_almost(&self, index: usize, soort: Bladsoort) -> bool {
        let Some(rij) = self.rijen.get(index) else { return false };
        let mut velden: Vec<usize> =
            rij.cellen.iter().filter_map(|(_, c)| if let Cel::Tekst(t) = c { veld_van_naam(soort, t) } else { None }).collect();
        velden.sort_unstable();
        velden.dedup();
        // The first field is that of which a row is: Deelnemer, Niveau, Gemeente.
        self.has_rows() && velden.contains(&0) && velden.len() >= ALMOST
    }

    fn getoonde_naam(&self) -> String {
        toonbaar(self.info.naam.as_deref().unwrap_or_default())
    }

    /// Leaves the sheet out.
    fn skip(&mut self) {
        (self.kop, self.hint) = (None, None);
        self.rijen.clear();
    }
}

/// Reads the bytes of a file that is called `naam`.
pub(super) fn lees_bytes(
    pad: &Path,
    naam: &str,
    bytes: &[u8],
    opties: &Opties<'_>,
    voortgang: &mut dyn Voortgang,
) -> Result<Gelezen, Leesfout> {
    let sha256 = hex(&Sha256::digest(bytes));
    let naam = Schoon::from(naam).regel();
    let kvk = opties.register.kvk();
    let mut lezing = Lezing {
        wacht: Bsnwacht { kvk: &kvk, pseudoniem: opties.pseudoniem.is_some() },
        melder: Melder::new(&naam),
        naam,
        opties,
        herkomst: Herkomst::new(opties.register, opties.ontvangen),
        voorstellen: Vec::new(),
        soort: None,
        vindplaatsen: Vec::new(),
        afgebroken: false,
    };
    // The libraries below are not written for hostile files; what makes one panic is not understood.
    let gelezen = catch_unwind(AssertUnwindSafe(|| lezing.lees(bytes, voortgang)));
    let inhoud =
        match gelezen.unwrap_or_else(|_| Err(Bestandsfout::new(Code::WerkmapOnbegrepen, "de inhoud is niet te ontleden"))) {
            Ok(inhoud) => inhoud,
            Err(fout) => {
                lezing.melder.meld(fout.code, &Plek::default(), "", &fout.extra);
                Vec::new()
            }
        };
    if lezing.afgebroken {
        return Err(Leesfout::Afgebroken { pad: pad.to_owned() });
    }
    Ok(lezing.finish(pad, sha256, inhoud))
}

/// The outcome for a file without usable bytes.
pub(super) fn niet_gelezen(pad: &Path, naam: &str, fout: &Bestandsfout) -> Gelezen {
    let mut melder = Melder::new(naam);
    melder.meld(fout.code, &Plek::default(), "", &fout.extra);
    let (bevindingen, aantallen) = melder.finish(|_| None);
    Gelezen {
        pad: pad.to_owned(),
        bestand: toonbaar_naam(naam),
        sha256: String::new(),
        inhoud: Vec::new(),
        bevindingen,
        aantallen,
        oordeel: Bestandsoordeel::NietBruikbaar,
        voorstellen: Vec::new(),
        soort: None,
        aanbieder: None,
        kwartaal: None,
        vindplaatsen: Vec::new(),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut uit, b| {
        // Writing to a String cannot fail.
        let _ = write!(uit, "{b:02x}");
        uit
    })
}

struct Lezing<'a> {
    naam: Schoon<'a>,
    opties: &'a Opties<'a>,
    wacht: Bsnwacht<'a>,
    melder: Melder,
    herkomst: Herkomst<'a>,
    voorstellen: Vec<Kopvoorstel>,
    soort: Option<&'static str>,
    vindplaatsen: Vec<Vindplaats>,
    afgebroken: bool,
}

/// A sheet that was read.
struct Gelezenblad {
    volgnummer: usize,
    naam: Option<Tekst>,
    verwerker: Verwerker,
}

impl Lezing<'_> {
    fn lees(&mut self, bytes: &[u8], voortgang: &mut dyn Voortgang) -> Result<Vec<Inhoud>, Bestandsfout> {
        let mut werkmap = Werkmap::open(bytes).map_err(|fout| by_its_name(&self.naam, fout))?;
        if werkmap.tekens_vervangen() {
            self.melder.meld(Code::TekensVervangen, &Plek::default(), "", "");
        }
        self.wacht.bekijk_naam(&self.naam, "de bestandsnaam", &Plek::default(), &mut self.melder);
        for (i, info) in werkmap.bladen().iter().enumerate() {
            if let Some(naam) = &info.naam {
                self.wacht.bekijk_naam(naam, "de naam van dit blad", &plek(i, info), &mut self.melder);
            }
        }
        self.herkomst_van_buiten();
        let mut bladen = self.verken(&mut werkmap)?;
        self.kies(&mut bladen);
        let mut gelezen = Vec::new();
        for (volgnummer, blad) in bladen.iter().enumerate() {
            if blad.formulier {
                gelezen.push(self.lees_formulier(&mut werkmap, volgnummer, blad)?);
            } else if let Some((index, soort, true)) = blad.kop {
                let gelezenblad = self.lees_blad(&mut werkmap, volgnummer, blad, index, soort, voortgang)?;
                gelezen.extend(gelezenblad);
            } else {
                self.bekijk_blad(&mut werkmap, volgnummer, blad, voortgang)?;
            }
            if self.afgebroken {
                return Ok(Vec::new());
            }
        }
        Ok(self.plaats(gelezen))
    }

    /// What flags and file name say.
    fn herkomst_van_buiten(&mut self) {
        let stam =
            Path::new(self.naam.as_str()).file_stem().map_or_else(|| self.naam.to_string(), |s| s.to_string_lossy().into_owned());
        let h = &mut self.herkomst;
        for (waarde, bron) in
            [(self.opties.aanbieder, "de opgave"), (aanbieder_in(&stam, self.opties.register), "de bestandsnaam")]
        {
            if let Some(a) = waarde {
                voeg(&mut h.aanbieders, a, bron);
            }
        }
        for (waarde, bron) in [(self.opties.kwartaal, "de opgave"), (kwartaal_in(&stam), "de bestandsnaam")] {
            if let Some(k) = waarde {
                voeg(&mut h.kwartalen, k, bron);
            }
        }
        for (waarde, bron) in [(self.opties.gemeente, "de opgave"), (gemeente_in(&stam), "de bestandsnaam")] {
            if let Some(g) = waarde {
                voeg(&mut h.gemeenten, g, bron);
            }
        }
    }

    /// Looks at the first rows of every sheet.
    fn verken(&mut self, werkmap: &mut Werkmap<'_>) -> Result<Vec<Verkenning>, Bestandsfout> {
        let infos = werkmap.bladen().to_vec();
        let mut bladen = Vec::with_capacity(infos.len());
        let mut cellen = MAX_KOPCELLEN;
        for (i, info) in infos.into_iter().enumerate() {
            let mut rijen: Vec<Rij<'static>> = Vec::new();
            werkmap.lees(i, &mut |rij| {
                // Who has more cells than this in the first rows of all sheets has no report.
                rijen.push(rij.begin(cellen));
                cellen -= rijen.last().map_or(0, |r| r.cellen.len());
                if rijen.len() >= MAX_KOPRIJEN { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            // A csv has no sheet name: its file name speaks for it.
            let hint = Bladsoort::uit_naam(info.naam.as_ref().unwrap_or(&self.naam));
            bladen.push(Verkenning { info, rijen, hint, kop: None, formulier: false });
        }
        // The Voorblad first: whose mappings hold depends on the aanbieder.
        for (i, blad) in bladen.iter().enumerate().filter(|(_, b)| b.hint == Some(Bladsoort::Voorblad)) {
            self.herkomst.verzamel(&blad.rijen, &plek(i, &blad.info), blad.info.epoche_1904, &mut self.melder);
        }
        let koppelingen = self.koppelingen();
        for (i, blad) in bladen.iter_mut().enumerate() {
            if blad.hint == Some(Bladsoort::Voorblad) {
                continue;
            }
            let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen, kwartaal: self.kwartaal_so_far() };
            blad.kop = zoek.beste(&blad.rijen);
            let over_samenwerking = blad.kop.map_or(blad.hint, |(_, soort, _)| Some(soort)) == Some(Bladsoort::Samenwerking);
            if over_samenwerking && is_formulier(&blad.rijen) {
                self.herkomst.verzamel(&blad.rijen, &plek(i, &blad.info), blad.info.epoche_1904, &mut self.melder);
                (blad.kop, blad.formulier) = (None, true);
                continue;
            }
            let compleet = matches!(blad.kop, Some((.., true)));
            // A page of explanation names columns without being one of them.
            if !compleet && blad.info.naam.as_deref().is_some_and(is_uitleg) {
                blad.skip();
                continue;
            }
            // Two entries make a Voorblad, and so does one on a page with hardly anything else.
            let gegevens = voorbladgegevens(&blad.rijen);
            let is_voorblad = gegevens >= 2 || (gegevens == 1 && blad.kop.is_none() && blad.rijen.len() <= 4);
            if !compleet && is_voorblad && blad.hint.is_none_or(|h| h == Bladsoort::Voorblad) {
                blad.kop = None;
                blad.hint = Some(Bladsoort::Voorblad);
            }
            if blad.hint != Some(Bladsoort::Samenwerking) || compleet {
                let tot = if compleet { blad.kop.map_or(0, |(index, ..)| index) } else { blad.rijen.len() };
                if compleet || blad.hint == Some(Bladsoort::Voorblad) {
                    self.herkomst.verzamel(&blad.rijen[..tot], &plek(i, &blad.info), blad.info.epoche_1904, &mut self.melder);
                    self.herkomst.read_titles(&blad.rijen[..tot], &plek(i, &blad.info));
                }
            }
        }
        Ok(bladen)
    }

    /// The user's mappings that hold for the aanbieder of this file.
    fn koppelingen(&self) -> Vec<Kolomkoppeling> {
        let aanbieder = self.herkomst.aanbieders.first().map(|u| u.waarde);
        self.opties.koppelingen.iter().filter(|k| k.aanbieder.is_none() || k.aanbieder == aanbieder).cloned().collect()
    }

    /// The kwartaal as far as all that was read agree on one.
    fn kwartaal_so_far(&self) -> Option<Kwartaal> {
        eensgezind(self.herkomst.over_when(), |k| k.to_string()).ok().flatten()
    }

    /// Chooses which sheets are read, and says what is not.
    fn kies(&mut self, bladen: &mut [Verkenning]) {
        let koppelingen = self.koppelingen();
        // Of several sheets of one kind, the one with rows is it; with rows in more of them, leaving one out would lose people.
        for soort in [
            Bladsoort::Deelnemers,
            Bladsoort::Tevredenheid,
            Bladsoort::Samenwerking,
            Bladsoort::Dekkingsoverzicht,
            Bladsoort::Uitvraag,
            Bladsoort::Cvs,
        ] {
            let van_soort: Vec<usize> =
                (0..bladen.len()).filter(|&i| matches!(bladen[i].kop, Some((_, s, true)) if s == soort)).collect();
            if van_soort.len() < 2 {
                continue;
            }
            let met_rijen: Vec<usize> = van_soort.iter().copied().filter(|&i| bladen[i].has_rows()).collect();
            let op_naam = |i: &&usize| bladen[**i].info.naam.as_deref().is_some_and(|n| fold(n) == fold(soort.naam()));
            let gelezen = match met_rijen.as_slice() {
                [een] => *een,
                // All of them empty: the one that bears the name.
                [] => van_soort.iter().find(op_naam).copied().unwrap_or(van_soort[0]),
                _ => {
                    self.meld_meer_bladen(bladen, soort);
                    continue;
                }
            };
            let extra = bladen[gelezen].getoonde_naam();
            for i in van_soort.into_iter().filter(|&i| i != gelezen) {
                self.melder.meld(Code::BladZonderRijen, &plek(i, &bladen[i].info), "", &extra);
                bladen[i].skip();
            }
        }
        let iets_compleet = bladen.iter().any(|b| b.formulier || matches!(b.kop, Some((.., true))));
        // A summary beside the sheet that it sums up is no second one.
        let compleet: Vec<Bladsoort> = bladen.iter().filter_map(|b| b.kop).filter(|(.., c)| *c).map(|(_, s, _)| s).collect();
        let is_compleet = |soort: Bladsoort| compleet.contains(&soort);
        let mut gemeld = false;
        for (i, blad) in bladen.iter().enumerate() {
            let plek = plek(i, &blad.info);
            match blad.kop {
                _ if blad.formulier => {}
                _ if blad.info.verborgen && (matches!(blad.kop, Some((.., true))) || blad.hint == Some(Bladsoort::Voorblad)) => {
                    self.melder.meld(Code::VerborgenBlad, &plek, "", "");
                }
                Some((.., true)) => {}
                Some((index, soort, false))
                    if !iets_compleet || blad.is_almost(index, soort) || (blad.hint == Some(soort) && !is_compleet(soort)) =>
                {
                    let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen, kwartaal: self.kwartaal_so_far() };
                    let kop = zoek.maak(soort, &blad.rijen[index], &plek, &mut self.melder, &mut self.voorstellen);
                    meld_ontbrekend(&kop, &self.voorstellen, &plek, &mut self.melder);
                    self.soort.get_or_insert(soort_van(soort));
                    gemeld = true;
                }
                _ if blad.rijen.is_empty() || blad.hint == Some(Bladsoort::Voorblad) => {}
                _ if blad.info.naam.is_some() && blad.hint.is_some_and(|soort| !is_compleet(soort)) => {
                    let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen, kwartaal: self.kwartaal_so_far() };
                    match zoek.in_one_column(&blad.rijen) {
                        Some(teken) => self.melder.meld(Code::EenKolom, &plek, teken, ""),
                        None => self.melder.meld(Code::KopNietGevonden, &plek, "", ""),
                    }
                    gemeld = true;
                }
                _ if blad.info.naam.is_some() && iets_compleet => self.melder.meld(Code::BladOvergeslagen, &plek, "", ""),
                _ => {}
            }
        }
        if !iets_compleet && !gemeld {
            self.meld_geen_kop(bladen, &koppelingen);
        }
    }

    /// No header anywhere: perhaps because every row stands in one cell.
    fn meld_geen_kop(&mut self, bladen: &[Verkenning], koppelingen: &[Kolomkoppeling]) {
        let kwartaal = self.kwartaal_so_far();
        for (i, blad) in bladen.iter().enumerate() {
            if let Some(teken) = (Zoek { hint: blad.hint, koppelingen, kwartaal }).in_one_column(&blad.rijen) {
                self.melder.meld(Code::EenKolom, &plek(i, &blad.info), teken, "");
                return;
            }
        }
        self.melder.meld(Code::KopNietGevonden, &Plek::default(), "", "");
    }

    /// More than one sheet of a kind: of several aanbieders, or simply double.
    fn meld_meer_bladen(&mut self, bladen: &mut [Verkenning], soort: Bladsoort) {
        let namen: Vec<&str> = bladen
            .iter()
            .filter(|b| matches!(b.kop, Some((_, s, true)) if s == soort))
            .filter_map(|b| b.info.naam.as_deref())
            .collect();
        let mut aanbieders: Vec<Aanbieder> = namen.iter().filter_map(|n| aanbieder_in(n, self.opties.register)).collect();
        aanbieders.dedup();
        if soort.is_rapport() && aanbieders.len() > 1 {
            let lijst = aanbieders.iter().map(|a| self.opties.register.naam(*a)).collect::<Vec<_>>().join(", ");
            self.melder.meld(Code::MeerdereAanbieders, &Plek::default(), "", &lijst);
        } else {
            self.melder.meld(
                Code::BladDubbel,
                &Plek::default(),
                "",
                &format!("{} ({})", soort.naam(), toonbaar(&namen.join(", "))),
            );
        }
        for blad in bladen.iter_mut().filter(|b| matches!(b.kop, Some((_, s, true)) if s == soort)).skip(1) {
            blad.skip();
        }
    }

    /// Looks through a sheet that is not read: what it says may be in nobody's hands all the same.
    fn bekijk_blad(
        &mut self,
        werkmap: &mut Werkmap<'_>,
        volgnummer: usize,
        blad: &Verkenning,
        voortgang: &mut dyn Voortgang,
    ) -> Result<(), Bestandsfout> {
        let hier = plek(volgnummer, &blad.info);
        let (wacht, melder) = (self.wacht, &mut self.melder);
        let mut gezien = 0_u64;
        let mut afgebroken = false;
        werkmap.lees(volgnummer, &mut |rij| {
            gezien += 1;
            if gezien.is_multiple_of(STAP) && !voortgang.meld(gezien) {
                afgebroken = true;
                return ControlFlow::Break(());
            }
            wacht.bekijk(&rij, None, false, &hier, melder);
            ControlFlow::Continue(())
        })?;
        self.afgebroken = afgebroken;
        Ok(())
    }

    fn lees_blad(
        &mut self,
        werkmap: &mut Werkmap<'_>,
        volgnummer: usize,
        blad: &Verkenning,
        index: usize,
        soort: Bladsoort,
        voortgang: &mut dyn Voortgang,
    ) -> Result<Option<Gelezenblad>, Bestandsfout> {
        let koppelingen = self.koppelingen();
        let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen, kwartaal: self.kwartaal_so_far() };
        let hier = plek(volgnummer, &blad.info);
        let kop = zoek.maak(soort, &blad.rijen[index], &hier, &mut self.melder, &mut self.voorstellen);
        meld_ontbrekend(&kop, &self.voorstellen, &hier, &mut self.melder);
        self.soort.get_or_insert(soort_van(soort));
        let naam = blad.info.naam.clone();
        self.vindplaatsen.push(Vindplaats { soort, volgnummer, blad: naam.clone(), kolom_van: kop.kolom_van.clone() });
        let Some(verwerker) = Verwerker::new(&kop, volgnummer, naam.as_ref()) else { return Ok(None) };
        let context = Bladcontext {
            kop: &kop,
            volgnummer,
            naam: naam.as_deref(),
            epoche_1904: blad.info.epoche_1904,
            ladder: self.opties.ladder,
            register: self.opties.register,
            pseudoniem: self.opties.pseudoniem,
            wacht: self.wacht,
            orde: RefCell::default(),
            max_aanpassingen: self.opties.max_aanpassingen,
            van_gemeente: self.herkomst.van_gemeente,
        };
        let mut loop_ = Rijloop::new(&context, &blad.info, verwerker);
        let mut gezien = 0_u64;
        let mut afgebroken = false;
        let (wacht, melder) = (self.wacht, &mut self.melder);
        werkmap.lees(volgnummer, &mut |rij| {
            gezien += 1;
            if gezien.is_multiple_of(STAP) && !voortgang.meld(gezien) {
                afgebroken = true;
                return ControlFlow::Break(());
            }
            if rij.nummer > kop.rij {
                loop_.neem(rij, melder);
            } else {
                wacht.bekijk(&rij, None, false, &hier, melder);
            }
            ControlFlow::Continue(())
        })?;
        // A last look, so that a small file can be cancelled too.
        self.afgebroken = afgebroken || !voortgang.meld(gezien);
        let verwerker = loop_.finish(melder);
        Ok(Some(Gelezenblad { volgnummer, naam, verwerker }))
    }

    /// Reads the sheet Samenwerking when it is a form.
    fn lees_formulier(
        &mut self,
        werkmap: &mut Werkmap<'_>,
        volgnummer: usize,
        blad: &Verkenning,
    ) -> Result<Gelezenblad, Bestandsfout> {
        let mut lezer = SamenwerkingLezer::default();
        let hier = plek(volgnummer, &blad.info);
        let (wacht, melder) = (self.wacht, &mut self.melder);
        werkmap.lees(volgnummer, &mut |rij| {
            wacht.bekijk(&rij, None, false, &hier, melder);
            lezer.neem_formulierrij(&rij, &hier, melder);
            ControlFlow::Continue(())
        })?;
        self.soort.get_or_insert(soort_van(Bladsoort::Samenwerking));
        let naam = blad.info.naam.clone();
        let soort = Bladsoort::Samenwerking;
        self.vindplaatsen.push(Vindplaats { soort, volgnummer, blad: naam.clone(), kolom_van: Vec::new() });
        Ok(Gelezenblad { volgnummer, naam, verwerker: Verwerker::Samenwerking(lezer) })
    }

    /// Decides whose and of which kwartaal it is, and assembles what the file holds.
    fn plaats(&mut self, bladen: Vec<Gelezenblad>) -> Vec<Inhoud> {
        let heeft_rapport = bladen
            .iter()
            .any(|b| matches!(b.verwerker, Verwerker::Deelnemers(_) | Verwerker::Tevredenheid(_) | Verwerker::Samenwerking(_)));
        for blad in &bladen {
            self.plaats_uit_kolommen(blad);
        }
        let kwartaal = self.kwartaal(&bladen);
        let aanbieder = if heeft_rapport { self.aanbieder() } else { None };
        let mut rapport: Option<Rapport> = None;
        let mut uit = Vec::new();
        for mut blad in bladen {
            match blad.verwerker {
                Verwerker::Deelnemers(lezer) => {
                    let aangeleverd = self.herkomst.aangeleverd.or(self.opties.ontvangen);
                    let deel = lezer.finish(kwartaal, aangeleverd, &mut self.melder);
                    if let Some(r) = self.rapport(&mut rapport, aanbieder, kwartaal) {
                        r.deelnemers = Some(deel);
                    }
                }
                Verwerker::Tevredenheid(lezer) => {
                    if let Some(r) = self.rapport(&mut rapport, aanbieder, kwartaal) {
                        r.tevredenheid = Some(lezer.deel);
                    }
                }
                Verwerker::Samenwerking(lezer) => {
                    if let Some(r) = self.rapport(&mut rapport, aanbieder, kwartaal) {
                        r.samenwerking = Some(lezer.finish());
                    }
                }
                Verwerker::Dekking(lezer) => {
                    if !lezer.regels.is_empty() {
                        lezer.meld_ontbrekende_gemeenten(blad.volgnummer, blad.naam.as_deref(), &mut self.melder);
                    }
                    if let Some(kwartaal) = kwartaal {
                        uit.push(Inhoud::Dekkingsoverzicht(Dekkingsoverzicht {
                            kwartaal,
                            versie: 1,
                            regels: lezer.regels,
                            niet_meegeteld: lezer.niet_meegeteld,
                        }));
                    }
                }
                Verwerker::Uitvraag(lezer) => {
                    let UitvraagLezer { antwoorden, niet_meegeteld, .. } = lezer;
                    let leeg = self.herkomst.van_gemeente.filter(|_| antwoorden.is_empty() && niet_meegeteld == 0);
                    uit.push(Inhoud::Uitvraag { kwartaal, antwoorden, niet_meegeteld, leeg });
                }
                Verwerker::Cvs(ref mut lezer) => {
                    lezer.finish();
                    let gemeente = self.cvs_gemeente();
                    if let (Some(kwartaal), Some(gemeente)) = (kwartaal, gemeente) {
                        uit.push(Inhoud::CvsExport(CvsExport {
                            gemeente,
                            kwartaal,
                            versie: 1,
                            regels: std::mem::take(&mut lezer.regels),
                            niet_meegeteld: lezer.niet_meegeteld,
                            onleesbaar: Vec::new(),
                        }));
                    }
                }
            }
        }
        uit.extend(rapport.map(Inhoud::Rapport));
        uit
    }

    /// The report under assembly; None as long as its place is unknown.
    fn rapport<'r>(
        &self,
        rapport: &'r mut Option<Rapport>,
        aanbieder: Option<Aanbieder>,
        kwartaal: Option<Kwartaal>,
    ) -> Option<&'r mut Rapport> {
        if rapport.is_none() {
            let mut nieuw = Rapport::new(aanbieder?, kwartaal?);
            nieuw.aangeleverd = self.herkomst.aangeleverd.or(self.opties.ontvangen);
            nieuw.contactpersoon.clone_from(&self.herkomst.contactpersoon);
            *rapport = Some(nieuw);
        }
        rapport.as_mut()
    }

    fn plaats_uit_kolommen(&mut self, blad: &Gelezenblad) {
        let leeg = Plaatsing::default();
        let (aanbieders, kwartalen, gemeenten) = match &blad.verwerker {
            Verwerker::Deelnemers(l) => (&l.aanbieders, &l.kwartalen, &leeg.gemeenten),
            Verwerker::Tevredenheid(l) => (&l.plaatsing.aanbieders, &l.plaatsing.kwartalen, &leeg.gemeenten),
            Verwerker::Samenwerking(l) => (&l.plaatsing.aanbieders, &l.plaatsing.kwartalen, &leeg.gemeenten),
            Verwerker::Dekking(l) => (&leeg.aanbieders, &l.plaatsing.kwartalen, &leeg.gemeenten),
            Verwerker::Uitvraag(l) => (&leeg.aanbieders, &l.plaatsing.kwartalen, &leeg.gemeenten),
            Verwerker::Cvs(l) => (&leeg.aanbieders, &l.plaatsing.kwartalen, &l.plaatsing.gemeenten),
        };
        let plek = Plek { volgnummer: blad.volgnummer, blad: blad.naam.as_deref(), ..Plek::default() };
        if aanbieders.len() > 1 {
            let naam = |a: &Aanbieder| self.opties.register.naam(*a);
            let lijst = aanbieders.iter().map(|(a, rij)| format!("{} (rij {rij})", naam(a))).collect::<Vec<_>>().join(", ");
            self.melder.meld(Code::MeerdereAanbieders, &plek, "", &lijst);
        }
        if kwartalen.len() > 1 {
            let lijst = kwartalen.iter().map(|(k, rij)| format!("{k} (rij {rij})")).collect::<Vec<_>>().join(", ");
            self.melder.meld(Code::MeerdereKwartalen, &plek, "", &lijst);
        }
        if let [(a, _)] = aanbieders.as_slice() {
            voeg(&mut self.herkomst.aanbieders, *a, "de kolom Aanbieder");
        }
        if let [(k, _)] = kwartalen.as_slice() {
            voeg(&mut self.herkomst.kwartalen, *k, "de kolom Kwartaal");
        }
        for (g, _) in gemeenten {
            voeg(&mut self.herkomst.gemeenten, *g, "de kolom Gemeente");
        }
    }

    fn aanbieder(&mut self) -> Option<Aanbieder> {
        match eensgezind(self.herkomst.of_whom(), |a| self.opties.register.naam(a)) {
            Ok(Some(a)) => {
                self.herkomst.meld_onbekende_naam(&mut self.melder);
                self.herkomst.meld_titel_aanbieder(&self.opties.register.naam(a), &mut self.melder);
                Some(a)
            }
            Ok(None) => {
                if !self.melder.has(Code::MeerdereAanbieders) {
                    let extra = if self.opties.register.genoemd(&self.naam).len() > 1 {
                        "; de bestandsnaam noemt er meer dan één"
                    } else {
                        ""
                    };
                    self.herkomst.meld_niemand(extra, &mut self.melder);
                }
                None
            }
            Err(strijd) => {
                self.melder.meld(Code::AanbiederTegenstrijdig, &Plek::default(), "", &strijd);
                None
            }
        }
    }

    /// Which kwartaal the sheets are about; answers to the uitvraag can do without.
    fn kwartaal(&mut self, bladen: &[Gelezenblad]) -> Option<Kwartaal> {
        let antwoorden = bladen.iter().filter(|b| matches!(b.verwerker, Verwerker::Uitvraag(_))).count();
        let nodig = antwoorden < bladen.len();
        match eensgezind(self.herkomst.over_when(), |k| k.to_string()) {
            Ok(Some(k)) => {
                self.herkomst.meld_titel_kwartaal(k, &mut self.melder);
                Some(k)
            }
            Ok(None) => {
                if nodig && !self.melder.has(Code::MeerdereKwartalen) && !self.melder.is_onbruikbaar() {
                    let extra = if kwartalen_in(&self.naam).len() > 1 { "; de bestandsnaam noemt er meer dan één" } else { "" };
                    self.melder.meld(Code::KwartaalOnbekend, &Plek::default(), "", extra);
                } else if antwoorden > 0 && !nodig {
                    self.melder.meld(Code::UitvraagZonderKwartaal, &Plek::default(), "", "");
                }
                None
            }
            Err(strijd) => {
                self.melder.meld(Code::KwartaalTegenstrijdig, &Plek::default(), "", &strijd);
                None
            }
        }
    }

    fn cvs_gemeente(&mut self) -> Option<Gemeente> {
        match eensgezind(&self.herkomst.gemeenten, |g| g.naam().to_owned()) {
            Ok(Some(g)) => Some(g),
            Ok(None) => {
                self.melder.meld(Code::CvsGemeenteOnbekend, &Plek::default(), "", "");
                None
            }
            Err(strijd) => {
                self.melder.meld(Code::CvsGemeenteTegenstrijdig, &Plek::default(), "", &strijd);
                None
            }
        }
    }

    fn finish(self, pad: &Path, sha256: String, mut inhoud: Vec<Inhoud>) -> Gelezen {
        if self.melder.is_onbruikbaar() {
            inhoud.clear();
        }
        let eigen = |h: &[Uitspraak<Aanbieder>]| eensgezind(h, |_| String::new()).ok().flatten();
        let aanbieder = inhoud.iter().find_map(Inhoud::aanbieder).or_else(|| {
            // Of an overview of all three, one that a file name happens to bear means nothing.
            (self.soort == Some("kwartaalrapportage")).then(|| eigen(self.herkomst.of_whom())).flatten()
        });
        let kwartaal = inhoud
            .iter()
            .find_map(Inhoud::kwartaal)
            .or_else(|| eensgezind(self.herkomst.over_when(), |_| String::new()).ok().flatten());
        let (bevindingen, aantallen) = self.melder.finish(|volgnummer| leveringsdeel(&self.vindplaatsen, volgnummer));
        for een in &mut inhoud {
            match een {
                Inhoud::Rapport(Rapport { deelnemers: Some(deel), .. }) => {
                    deel.onleesbaar = onleesbare_codes(&bevindingen, Leveringsdeel::Rapport(Deel::Deelnemers));
                }
                Inhoud::CvsExport(export) => export.onleesbaar = onleesbare_codes(&bevindingen, Leveringsdeel::Cvs),
                _ => {}
            }
        }
        let oordeel = Bestandsoordeel::of(&bevindingen);
        Gelezen {
            pad: pad.to_owned(),
            bestand: toonbaar_naam(&self.naam),
            sha256,
            inhoud,
            bevindingen,
            aantallen,
            oordeel,
            voorstellen: self.voorstellen,
            soort: self.soort,
            aanbieder,
            kwartaal,
            vindplaatsen: self.vindplaatsen,
        }
    }
}

/// What a file without a workbook in it is called says what it is, where its content does not.
fn by_its_name(naam: &str, fout: Bestandsfout) -> Bestandsfout {
    let is_bericht = naam.to_lowercase().ends_with(".msg");
    if is_bericht && matches!(fout.code, Code::WerkmapBeschadigd | Code::GeenWerkmap) {
        return Bestandsfout::new(Code::GeenWerkmap, "een e-mailbericht (.msg); bewaar de bijlage apart en lees die in");
    }
    fout
}

/// The word in JSON for what a sheet belongs to.
const fn soort_van(soort: Bladsoort) -> &'static str {
    match soort {
        Bladsoort::Dekkingsoverzicht => "dekkingsoverzicht",
        Bladsoort::Uitvraag => "uitvraag",
        Bladsoort::Cvs => "cvs",
        _ => "kwartaalrapportage",
    }
}

fn plek(volgnummer: usize, info: &Bladinfo) -> Plek<'_> {
    Plek { volgnummer, blad: info.naam.as_deref(), ..Plek::default() }
}
