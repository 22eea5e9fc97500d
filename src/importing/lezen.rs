//! Reads a whole file: explores its sheets, chooses, reads the rows, and places what came out.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::{Aanbieder, Bestandsoordeel, CvsExport, Dekkingsoverzicht, Gemeente, Kwartaal, Rapport};

use super::bladen::{Plaatsing, SamenwerkingLezer, Verwerker, is_formulier};
use super::bron::Bestandsfout;
use super::catalogus::{Code, Melder, Plek, toonbaar_naam};
use super::cel;
use super::deelnemers::{cel_is_bsn, meld_bsn};
use super::grid::{Bladinfo, Blok, Cel, Rij, Werkmap};
use super::herkomst::{
    Herkomst, Uitspraak, aanbieder_in, eensgezind, gemeente_in, is_uitleg, kwartaal_in, kwartalen_in, noemt_aanbieders, voeg,
    voorbladgegevens,
};
use super::kop::{Kop, MAX_KOPRIJEN, Zoek, meld_ontbrekend, veld_van_naam};
use super::kruiscontrole::Vindplaats;
use super::regel::Bladcontext;
use super::tekst::{fold, toonbaar};
use super::{Bladsoort, Gelezen, Inhoud, Kolomkoppeling, Kopvoorstel, Leesfout, Opties, Voortgang};

/// Cells of the first rows of all sheets that are looked at for a header.
const MAX_KOPCELLEN: usize = 100_000;
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
            || rijen.iter().any(|r| !matches!(r.cellen.first(), Some((_, Cel::Tekst(t))) if is_voorbeeldtekst(t)))
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
    let mut lezing = Lezing {
        naam,
        opties,
        melder: Melder::new(naam),
        herkomst: Herkomst::default(),
        voorstellen: Vec::new(),
        soort: None,
        vindplaatsen: Vec::new(),
        afgebroken: false,
    };
    // The libraries below are not written for hostile files: what makes one panic is a damaged file.
    let gelezen = catch_unwind(AssertUnwindSafe(|| lezing.lees(bytes, voortgang)));
    let inhoud =
        match gelezen.unwrap_or_else(|_| Err(Bestandsfout::new(Code::WerkmapBeschadigd, "de inhoud is niet te ontleden"))) {
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
    let (bevindingen, aantallen) = melder.finish();
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
    naam: &'a str,
    opties: &'a Opties<'a>,
    melder: Melder,
    herkomst: Herkomst,
    voorstellen: Vec<Kopvoorstel>,
    soort: Option<&'static str>,
    vindplaatsen: Vec<Vindplaats>,
    afgebroken: bool,
}

/// A sheet that was read.
struct Gelezenblad {
    volgnummer: usize,
    naam: Option<String>,
    verwerker: Verwerker,
}

impl Lezing<'_> {
    fn lees(&mut self, bytes: &[u8], voortgang: &mut dyn Voortgang) -> Result<Vec<Inhoud>, Bestandsfout> {
        let mut werkmap = Werkmap::open(bytes)?;
        if werkmap.tekens_vervangen() {
            self.melder.meld(Code::TekensVervangen, &Plek::default(), "", "");
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
                if self.afgebroken {
                    return Ok(Vec::new());
                }
                gelezen.extend(gelezenblad);
            }
        }
        Ok(self.plaats(gelezen))
    }

    /// What flags and file name say.
    fn herkomst_van_buiten(&mut self) {
        let stam = Path::new(self.naam).file_stem().map_or_else(|| self.naam.to_owned(), |s| s.to_string_lossy().into_owned());
        let h = &mut self.herkomst;
        for (waarde, bron) in [(self.opties.aanbieder, "de opgave"), (aanbieder_in(&stam), "de bestandsnaam")] {
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
            let hint = Bladsoort::uit_naam(info.naam.as_deref().unwrap_or(self.naam));
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
            let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen };
            blad.kop = zoek.beste(&blad.rijen);
            let over_samenwerking = blad.kop.map_or(blad.hint, |(_, soort, _)| Some(soort)) == Some(Bladsoort::Samenwerking);
            if over_samenwerking && is_formulier(&blad.rijen) {
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
                    self.herkomst.read_titles(&blad.rijen[..tot]);
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
        let mut gemeld = false;
        for (i, blad) in bladen.iter().enumerate() {
            let plek = plek(i, &blad.info);
            match blad.kop {
                _ if blad.formulier => {}
                _ if blad.info.verborgen && (matches!(blad.kop, Some((.., true))) || blad.hint == Some(Bladsoort::Voorblad)) => {
                    self.melder.meld(Code::VerborgenBlad, &plek, "", "");
                }
                Some((.., true)) => {}
                Some((index, soort, false)) if blad.hint == Some(soort) || !iets_compleet => {
                    let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen };
                    let kop = zoek.maak(soort, &blad.rijen[index], &plek, &mut self.melder, &mut self.voorstellen);
                    meld_ontbrekend(&kop, &self.voorstellen, &plek, &mut self.melder);
                    self.soort.get_or_insert(soort_van(soort));
                    gemeld = true;
                }
                _ if blad.rijen.is_empty() || blad.hint == Some(Bladsoort::Voorblad) => {}
                _ if blad.hint.is_some() && blad.info.naam.is_some() => {
                    self.melder.meld(Code::KopNietGevonden, &plek, "", "");
                    gemeld = true;
                }
                _ if blad.info.naam.is_some() && iets_compleet => self.melder.meld(Code::BladOvergeslagen, &plek, "", ""),
                _ => {}
            }
        }
        if !iets_compleet && !gemeld {
            self.melder.meld(Code::KopNietGevonden, &Plek::default(), "", "");
        }
    }

    /// More than one sheet of a kind: of several aanbieders, or simply double.
    fn meld_meer_bladen(&mut self, bladen: &mut [Verkenning], soort: Bladsoort) {
        let namen: Vec<&str> = bladen
            .iter()
            .filter(|b| matches!(b.kop, Some((_, s, true)) if s == soort))
            .filter_map(|b| b.info.naam.as_deref())
            .collect();
        let mut aanbieders: Vec<Aanbieder> = namen.iter().filter_map(|n| aanbieder_in(n)).collect();
        aanbieders.dedup();
        if soort.is_rapport() && aanbieders.len() > 1 {
            let lijst = aanbieders.iter().map(|a| a.naam()).collect::<Vec<_>>().join(", ");
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
        let zoek = Zoek { hint: blad.hint, koppelingen: &koppelingen };
        let hier = plek(volgnummer, &blad.info);
        let kop = zoek.maak(soort, &blad.rijen[index], &hier, &mut self.melder, &mut self.voorstellen);
        meld_ontbrekend(&kop, &self.voorstellen, &hier, &mut self.melder);
        self.soort.get_or_insert(soort_van(soort));
        let naam = blad.info.naam.clone();
        self.vindplaatsen.push(Vindplaats { soort, volgnummer, blad: naam.clone(), kolom_van: kop.kolom_van.clone() });
        let Some(verwerker) = Verwerker::new(&kop, volgnummer, naam.as_deref()) else { return Ok(None) };
        let context = Bladcontext {
            kop: &kop,
            volgnummer,
            naam: naam.as_deref(),
            epoche_1904: blad.info.epoche_1904,
            ladder: self.opties.ladder,
            pseudoniem: self.opties.pseudoniem,
            van_gemeente: self.herkomst.van_gemeente,
        };
        let mut loop_ = Rijloop { context: &context, info: &blad.info, verwerker, wachtend: None, rijen: 0, verborgen: (0, 0) };
        let mut gezien = 0_u64;
        let mut afgebroken = false;
        let melder = &mut self.melder;
        werkmap.lees(volgnummer, &mut |rij| {
            gezien += 1;
            if gezien.is_multiple_of(STAP) && !voortgang.meld(gezien) {
                afgebroken = true;
                return ControlFlow::Break(());
            }
            if rij.nummer > kop.rij {
                loop_.neem(rij, melder);
            }
            ControlFlow::Continue(())
        })?;
        // A last look, so that a small file can be cancelled too.
        self.afgebroken = afgebroken || !voortgang.meld(gezien);
        let verwerker = loop_.finish(&hier, melder);
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
        werkmap.lees(volgnummer, &mut |rij| {
            lezer.neem_formulierrij(&rij);
            ControlFlow::Continue(())
        })?;
        self.soort.get_or_insert(soort_van(Bladsoort::Samenwerking));
        Ok(Gelezenblad { volgnummer, naam: blad.info.naam.clone(), verwerker: Verwerker::Samenwerking(lezer) })
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
                    let aangeleverd = self.herkomst.aangeleverd.or(self.opties.vandaag);
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
                        r.samenwerking = Some(lezer.deel);
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
                    uit.push(Inhoud::Uitvraag { kwartaal, antwoorden: lezer.antwoorden, niet_meegeteld: lezer.niet_meegeteld });
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
            nieuw.aangeleverd = self.herkomst.aangeleverd.or(self.opties.vandaag);
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
            let lijst = aanbieders.iter().map(|(a, rij)| format!("{} (rij {rij})", a.naam())).collect::<Vec<_>>().join(", ");
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
        match eensgezind(self.herkomst.of_whom(), |a| a.naam().to_owned()) {
            Ok(Some(a)) => Some(a),
            Ok(None) => {
                if !self.melder.has(Code::MeerdereAanbieders) {
                    let extra = if noemt_aanbieders(self.naam) { "; de bestandsnaam noemt er meer dan één" } else { "" };
                    self.melder.meld(Code::AanbiederOnbekend, &Plek::default(), "", extra);
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
            Ok(Some(k)) => Some(k),
            Ok(None) => {
                if nodig && !self.melder.has(Code::MeerdereKwartalen) && !self.melder.is_onbruikbaar() {
                    let extra = if kwartalen_in(self.naam).len() > 1 { "; de bestandsnaam noemt er meer dan één" } else { "" };
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
        let (bevindingen, aantallen) = self.melder.finish();
        let oordeel = Bestandsoordeel::of(&bevindingen);
        Gelezen {
            pad: pad.to_owned(),
            bestand: toonbaar_naam(self.naam),
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

/// Passes the rows under a header to their reader, and leaves out what is no data.
struct Rijloop<'a> {
    context: &'a Bladcontext<'a>,
    info: &'a Bladinfo,
    verwerker: Verwerker,
    /// A row of numbers only: a total when nothing comes after it.
    wachtend: Option<Rij<'static>>,
    /// Rows passed on so far.
    rijen: u32,
    /// How many hidden rows with content there were, and the first.
    verborgen: (u32, u32),
}

impl Rijloop<'_> {
    fn neem(&mut self, rij: Rij<'_>, melder: &mut Melder) {
        let kop = self.context.kop;
        if !rij.cellen.iter().any(|(k, _)| kop.veld_van(*k).is_some()) {
            // Notes beside or below the table; what they hold is still not to be a BSN.
            if matches!(kop.soort, Bladsoort::Deelnemers | Bladsoort::Cvs) {
                for (kolom, _) in rij.cellen.iter().filter(|(_, c)| cel_is_bsn(c, true)) {
                    meld_bsn(kop, self.context.volgnummer, self.context.naam, rij.nummer, *kolom, melder);
                }
            }
            return;
        }
        if is_herhaalde_kop(kop, &rij) || is_voorbeeld(kop, &rij) {
            return;
        }
        if let Some((kolom, tekst)) = losse_regel(kop, &rij) {
            let plek = Plek { rij: Some(rij.nummer), kolom: Some(kolom), ..plek(self.context.volgnummer, self.info) };
            melder.meld(Code::LosseRegel, &plek, tekst, "");
            return;
        }
        if is_doorgevoerd(kop, &rij) {
            let plek = Plek { rij: Some(rij.nummer), ..plek(self.context.volgnummer, self.info) };
            melder.meld(Code::RijZonderGegevens, &plek, "", "");
            return;
        }
        if let Some(eerder) = self.wachtend.take() {
            self.verwerk(&eerder, melder);
        }
        if let Some(label) = totaallabel(kop, &rij) {
            self.meld_totaal(&rij, &label, melder);
        } else if alleen_getallen(kop, &rij, self.rijen) {
            self.wachtend = Some(rij.into_owned());
        } else {
            self.verwerk(&rij, melder);
        }
    }

    fn verwerk(&mut self, rij: &Rij<'_>, melder: &mut Melder) {
        self.rijen += 1;
        if self.info.verborgen_rijen.binary_search(&rij.nummer).is_ok() {
            if self.verborgen.0 == 0 {
                self.verborgen.1 = rij.nummer;
            }
            self.verborgen.0 += 1;
        }
        self.verwerker.neem(self.context, rij, melder);
    }

    fn meld_totaal(&self, rij: &Rij<'_>, label: &str, melder: &mut Melder) {
        let kolom = rij.cellen.first().map(|(k, _)| *k);
        let plek = Plek { rij: Some(rij.nummer), kolom, ..plek(self.context.volgnummer, self.info) };
        melder.meld(Code::TotaalrijOvergeslagen, &plek, label, "");
    }

    fn finish(mut self, plek: &Plek<'_>, melder: &mut Melder) -> Verwerker {
        if let Some(rij) = self.wachtend.take() {
            self.meld_totaal(&rij, "alleen getallen", melder);
        }
        let kop = self.context.kop;
        if self.verwerker.is_leeg() {
            melder.meld(Code::GeenRijen, &Plek { rij: Some(kop.rij), ..*plek }, "", "");
        }
        let (aantal, eerste) = self.verborgen;
        if aantal > 0 {
            let extra = if aantal == 1 { String::new() } else { format!("; in totaal zijn {aantal} verborgen rijen gelezen") };
            melder.meld(Code::VerborgenRij, &Plek { rij: Some(eerste), ..*plek }, "", &extra);
        }
        for (veld, kolom) in kop.kolom_van.iter().enumerate() {
            let Some(kolom) = *kolom else { continue };
            if self.info.verborgen_kolommen.iter().any(|(van, tot)| (*van..=*tot).contains(&kolom)) {
                let veldnaam = kop.soort.velden()[veld].naam;
                melder.meld(Code::VerborgenKolom, &Plek { rij: Some(kop.rij), kolom: Some(kolom), veldnaam, ..*plek }, "", "");
            }
        }
        let onder_kop = |blok: &&Blok| blok.tot > kop.rij + 1 && kop.veld_van(blok.kolom).is_some();
        if let Some(blok) = self.info.samengevoegd.iter().filter(onder_kop).min() {
            let aantal = self.info.samengevoegd.iter().filter(onder_kop).count();
            let extra = if aantal == 1 { String::new() } else { format!(", net als bij {} andere", aantal - 1) };
            melder.meld(Code::Samengevoegd, &Plek { rij: Some(blok.van), kolom: Some(blok.kolom), ..*plek }, "", &extra);
        }
        self.verwerker
    }
}

/// The header once more, as at the top of every printed page.
fn is_herhaalde_kop(kop: &Kop, rij: &Rij<'_>) -> bool {
    let mut gelijk = 0;
    for (kolom, cel) in &rij.cellen {
        let Some(veld) = kop.veld_van(*kolom) else { continue };
        let Cel::Tekst(t) = cel else { return false };
        if t.len() > 80 {
            return false;
        }
        if veld_van_naam(kop.soort, t) != Some(veld) {
            return false;
        }
        gelijk += 1;
    }
    gelijk >= 2
}

/// The example row of the templates: VOORBEELD stands in its first cell.
fn is_voorbeeld(kop: &Kop, rij: &Rij<'_>) -> bool {
    matches!(rij.cellen.first(), Some((k, Cel::Tekst(t))) if kop.veld_van(*k).is_some() && is_voorbeeldtekst(t))
}

fn is_voorbeeldtekst(tekst: &str) -> bool {
    tekst.trim().eq_ignore_ascii_case("voorbeeld")
}

/// The label of a total row: it says so, and lacks what every row must have.
fn totaallabel(kop: &Kop, rij: &Rij<'_>) -> Option<String> {
    let (kolom, tekst) = rij.cellen.iter().find_map(|(k, c)| match c {
        Cel::Tekst(t) if getal_of_leeg(c).is_none() => Some((*k, t)),
        _ => None,
    })?;
    // A closed field (Gemeente, Niveau) that says "Totaal" is no row either; free text and codes only without the rest.
    let velden = kop.soort.velden();
    let ontbreekt =
        || velden.iter().enumerate().any(|(i, v)| v.verplicht && kop.kolom_van[i].is_some_and(|k| rij.cel(k).is_none()));
    let gesloten =
        kop.veld_van(kolom).is_some_and(|i| velden[i].verplicht && matches!(velden[i].naam, "Gemeente" | "Niveau" | "Aanbieder"));
    if tekst.len() > 120 || !(gesloten || ontbreekt()) {
        return None;
    }
    // "Gem. Venlo" is a gemeente and no mean.
    let is_gemeente = gesloten && Gemeente::parse(tekst).is_some();
    (!is_gemeente && is_totaaltekst(tekst)).then(|| tekst.clone().into_owned())
}

/// Whether a text is what people write before a total, a mean or a count: "Totaal", "Gem. cijfer", "Σ", "16 deelnemers".
fn is_totaaltekst(tekst: &str) -> bool {
    let klein = tekst.trim().to_lowercase();
    let woorden: Vec<&str> = klein.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let eerste = woorden.first().copied().unwrap_or_default();
    klein.starts_with(['Σ', 'σ', 'ø', '%'])
        || ["totaal", "totalen", "subtotaal", "eindtotaal", "generaal", "gemiddeld", "aantal"]
            .iter()
            .any(|w| eerste.starts_with(w))
        || matches!(eerste, "gem" | "som" | "sum" | "total" | "norm" | "n" | "max" | "min" | "mediaan")
        || woorden.last() == Some(&"totaal")
        || (eerste.bytes().all(|b| b.is_ascii_digit())
            && matches!(woorden.as_slice(), [_, "deelnemers" | "trajecten" | "rijen" | "personen" | "cijfers" | "gemeenten"]))
}

/// Whether a row has only numbers, and lacks what every row must have; a number in the place of a code is a total when it
/// counts the `rijen` above it.
fn alleen_getallen(kop: &Kop, rij: &Rij<'_>, rijen: u32) -> bool {
    let velden = kop.soort.velden();
    let ontbreekt = velden.iter().enumerate().any(|(i, v)| v.verplicht && kop.kolom_van[i].is_some_and(|k| rij.cel(k).is_none()));
    ontbreekt
        && rij.cellen.iter().all(|(k, c)| {
            let is_code = kop.veld_van(*k).is_some_and(|i| velden[i].verplicht && velden[i].naam == "Deelnemer");
            getal_of_leeg(c).is_some() && (!is_code || cel::getal(c) == Ok(Some(rijen.into())))
        })
}

/// A line of text below or between the rows, in one cell: a source, a signature, a heading. Not a lone code, which is a row that
/// was not finished.
fn losse_regel<'r>(kop: &Kop, rij: &'r Rij<'_>) -> Option<(u32, &'r str)> {
    if kop.soort == Bladsoort::Samenwerking {
        return None;
    }
    let mut gevuld = rij.cellen.iter().filter_map(|(k, c)| Some((*k, kop.veld_van(*k)?, c)));
    let (kolom, veld, Cel::Tekst(tekst)) = gevuld.next()? else { return None };
    if gevuld.next().is_some() {
        return None;
    }
    let tekst = tekst.trim();
    let veld = &kop.soort.velden()[veld];
    let is_tekst = match veld.naam {
        "Deelnemer" => {
            let is_code = tekst.chars().count() <= 12 && tekst.chars().any(|c| c.is_ascii_digit()) && !tekst.contains(':');
            tekst.contains([' ', ':', '*']) && !is_code || !tekst.chars().any(char::is_alphanumeric)
        }
        "Gemeente" => Gemeente::parse(tekst).is_none() && !is_totaaltekst(tekst),
        "Aanbieder" => Aanbieder::parse(tekst).is_none() && !is_totaaltekst(tekst),
        "Niveau" => cel::niveau(tekst).is_none() && !is_totaaltekst(tekst),
        "Toelichting" => !veld.verplicht,
        _ => false,
    };
    (is_tekst && !is_totaaltekst(tekst)).then_some((kolom, tekst))
}

/// Whether a row below the table is there only because nee, 0 or a group was filled down.
fn is_doorgevoerd(kop: &Kop, rij: &Rij<'_>) -> bool {
    let velden = kop.soort.velden();
    kop.soort == Bladsoort::Deelnemers
        && rij.cellen.iter().filter_map(|(k, c)| Some((&velden[kop.veld_van(*k)?], c))).all(|(veld, c)| match veld.naam {
            "Groep" | "Aanbieder" | "Kwartaal" => true,
            _ => !veld.verplicht && matches!(cel::ja_nee(c), Ok(Some(false) | None)),
        })
}

/// Some when a cell is a number of any form.
fn getal_of_leeg(cel: &Cel<'_>) -> Option<()> {
    match cel {
        Cel::Getal(_) | Cel::Percentage(_) | Cel::FormuleZonderWaarde => Some(()),
        Cel::Tekst(t) => {
            let kaal = t.trim().trim_end_matches('%').trim_end();
            (kaal.ends_with(|c: char| c.is_ascii_digit()) && cel::getal(&Cel::Tekst(kaal.into())).is_ok()).then_some(())
        }
        _ => None,
    }
}
