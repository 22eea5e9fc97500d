//! The other sheets: Tevredenheid, Samenwerking, the dekkingsoverzicht, the uitvraag and the CVS export.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::{
    Aanbieder, Cvsregel, Deelnemercode, Dekkingsregel, Gemeente, Kwartaal, Samenwerking, Segment, Tekst, Tevredenheid,
    Tevredenheidsregel, Uitvraagantwoord,
};

use super::Bladsoort;
use super::catalogus::{Code, Melder, Plek};
use super::cel;
use super::grid::{Cel, Rij};
use super::herkomst::is_voorbladlabel;
use super::kop::{Kop, cvs, dk, sw, tv, uv, veld_van_naam};
use super::regel::{Bladcontext, Rijlezer, datum_tekst, weg};
use super::tekst::celnaam;

/// What the columns that place a sheet say, with the first row that says it; bounded.
#[derive(Debug, Default)]
pub(super) struct Plaatsing {
    pub(super) aanbieders: Vec<(Aanbieder, u32)>,
    pub(super) kwartalen: Vec<(Kwartaal, u32)>,
    pub(super) gemeenten: Vec<(Gemeente, u32)>,
}

impl Plaatsing {
    fn aanbieder(&mut self, lezer: &mut Rijlezer<'_, '_>, veld: usize, rij: u32) {
        if let Some(a) = lezer.aanbieder(veld)
            && !self.aanbieders.iter().any(|(b, _)| *b == a)
        {
            self.aanbieders.push((a, rij));
        }
    }

    fn kwartaal(&mut self, lezer: &mut Rijlezer<'_, '_>, veld: usize, rij: u32) {
        if let Some(k) = lezer.kwartaal(veld)
            && self.kwartalen.len() < 8
            && !self.kwartalen.iter().any(|(l, _)| *l == k)
        {
            self.kwartalen.push((k, rij));
        }
    }

    fn gemeente(&mut self, gemeente: Option<Gemeente>, rij: u32) {
        if let Some(g) = gemeente
            && !self.gemeenten.iter().any(|(h, _)| *h == g)
        {
            self.gemeenten.push((g, rij));
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct TevredenheidLezer {
    pub(super) deel: Tevredenheid,
    pub(super) plaatsing: Plaatsing,
}

impl TevredenheidLezer {
    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        let mut lezer = Rijlezer::new(context, rij, melder);
        let niveau = lezer.keuze(tv::NIVEAU, cel::niveau, Code::NiveauOnbekend, &["casusregisseur", "ondernemer"]);
        let cijfer = lezer.cijfer(tv::CIJFER);
        let gemeente = lezer.gemeente(tv::GEMEENTE);
        let datum = lezer.datum(tv::DATUM);
        let ondernemer = lezer.code(tv::ONDERNEMER);
        let namen = Segment::ALL.map(Segment::naam);
        let gemeld_segment = lezer.keuze(tv::SEGMENT, Segment::parse, Code::SegmentOnbekend, &namen);
        let toelichting = lezer.tekst(tv::TOELICHTING);
        self.plaatsing.aanbieder(&mut lezer, tv::AANBIEDER, rij.nummer);
        self.plaatsing.kwartaal(&mut lezer, tv::KWARTAAL, rij.nummer);
        match (niveau, cijfer) {
            (Some(niveau), Some(cijfer)) if lezer.bruikbaar => {
                self.deel.regels.push(Tevredenheidsregel {
                    niveau,
                    cijfer,
                    gemeente,
                    datum,
                    ondernemer,
                    toelichting,
                    gemeld_segment,
                    rij: rij.nummer,
                });
            }
            _ => self.deel.niet_meegeteld += 1,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct SamenwerkingLezer {
    pub(super) plaatsing: Plaatsing,
    /// The label of a form that the texts below it belong to.
    onder: Option<usize>,
    /// The three texts as they grow.
    teksten: [String; 3],
}

/// The field of Samenwerking that a cell is the label of.
fn samenwerkingslabel(cel: &Cel<'_>) -> Option<usize> {
    let Cel::Tekst(t) = cel else { return None };
    if t.len() > 80 {
        return None;
    }
    veld_van_naam(Bladsoort::Samenwerking, t).filter(|veld| *veld <= sw::ONTWIKKELPUNTEN)
}

/// Whether the labels of Samenwerking stand below each other, each with its text, and not side by side above a row of texts.
pub(super) fn is_formulier(rijen: &[Rij<'_>]) -> bool {
    let labels: Vec<Vec<usize>> =
        rijen.iter().map(|r| r.cellen.iter().filter_map(|(_, c)| samenwerkingslabel(c)).collect()).collect();
    let mut eerste: Vec<usize> = labels.iter().filter_map(|l| l.first().copied()).collect();
    eerste.sort_unstable();
    eerste.dedup();
    eerste.len() >= 2 && labels.iter().all(|l| l.len() <= 1)
}

impl SamenwerkingLezer {
    /// Takes a row of a form: texts belong to the label before or above them; what stands above the first label is a title.
    pub(super) fn neem_formulierrij(&mut self, rij: &Rij<'_>, plek: &Plek<'_>, melder: &mut Melder) {
        for (kolom, cel) in &rij.cellen {
            if let Some(veld) = samenwerkingslabel(cel) {
                self.onder = Some(veld);
                continue;
            }
            // Whose it is stands there too; that belongs to no text.
            if matches!(cel, Cel::Tekst(t) if is_voorbladlabel(t)) {
                self.onder = None;
                return;
            }
            let Some(veld) = self.onder else { continue };
            if let Ok(tekst) = cel::tekst(cel) {
                self.voeg(veld, &tekst);
            } else {
                let veldnaam = Bladsoort::Samenwerking.velden()[veld].naam;
                let plek = Plek { rij: Some(rij.nummer), kolom: Some(*kolom), veldnaam, ..*plek };
                melder.meld(Code::TekstUitFormule, &plek, &cel.tekst(), "");
            }
        }
    }

    /// Adds a text to a field: there may be more than one, and none is lost.
    fn voeg(&mut self, veld: usize, tekst: &str) {
        let Some(eerder) = self.teksten.get_mut(veld) else { return };
        if !eerder.is_empty() && !tekst.is_empty() {
            eerder.push('\n');
        }
        eerder.push_str(tekst);
    }

    pub(super) fn finish(self) -> Samenwerking {
        let [voortgang, eigen_aandeel, ontwikkelpunten] = self.teksten.map(|t| (!t.is_empty()).then(|| t.into()));
        Samenwerking { voortgang, eigen_aandeel, ontwikkelpunten }
    }

    /// There is one per aanbieder and kwartaal; should there be more rows, their texts are joined rather than lost.
    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        let mut lezer = Rijlezer::new(context, rij, melder);
        let teksten = [sw::VOORTGANG, sw::EIGEN_AANDEEL, sw::ONTWIKKELPUNTEN].map(|v| lezer.alinea(v));
        self.plaatsing.aanbieder(&mut lezer, sw::AANBIEDER, rij.nummer);
        self.plaatsing.kwartaal(&mut lezer, sw::KWARTAAL, rij.nummer);
        for (veld, tekst) in [sw::VOORTGANG, sw::EIGEN_AANDEEL, sw::ONTWIKKELPUNTEN].into_iter().zip(teksten) {
            if let Some(tekst) = tekst {
                self.voeg(veld, &tekst);
            }
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct DekkingLezer {
    pub(super) regels: Vec<Dekkingsregel>,
    pub(super) niet_meegeteld: u32,
    pub(super) plaatsing: Plaatsing,
}

impl DekkingLezer {
    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        let mut lezer = Rijlezer::new(context, rij, melder);
        let gemeente = lezer.gemeente(dk::GEMEENTE);
        let aanbieder = lezer.aanbieder(dk::AANBIEDER);
        let dekking = lezer.ja_nee(dk::DEKKING);
        let locatie = lezer.tekst(dk::LOCATIE);
        let capaciteit = lezer.plaatsen(dk::CAPACITEIT);
        let vanaf = lezer.datum(dk::VANAF);
        let tot = lezer.datum(dk::TOT);
        let toelichting = lezer.tekst(dk::TOELICHTING);
        self.plaatsing.kwartaal(&mut lezer, dk::KWARTAAL, rij.nummer);
        if let (Some(van), Some(tot)) = (vanaf, tot)
            && tot < van
        {
            lezer.meld(Code::TotVoorVanaf, dk::TOT, &datum_tekst(tot), &datum_tekst(van));
        }
        match (gemeente, aanbieder, dekking) {
            (Some(gemeente), Some(aanbieder), Some(dekking)) if lezer.bruikbaar => {
                let regel =
                    Dekkingsregel { gemeente, aanbieder, dekking, locatie, capaciteit, vanaf, tot, toelichting, rij: rij.nummer };
                // An overview has some tens of rows; among the first of a longer one every contradiction is said.
                if let Some(ander) = self.regels.iter().take(MAX_VERGELEKEN).find(|r| tegenspraak(r, &regel)) {
                    let kolom = context.kop.kolom_van[dk::DEKKING].unwrap_or(0);
                    let cel = format!("cel {}", celnaam(kolom, ander.rij));
                    lezer.meld(Code::DekkingTegenstrijdig, dk::DEKKING, if dekking { "ja" } else { "nee" }, &cel);
                }
                self.regels.push(regel);
            }
            _ => self.niet_meegeteld += 1,
        }
    }

    /// After the last row: gemeenten that nobody spoke of.
    pub(super) fn meld_ontbrekende_gemeenten(&self, volgnummer: usize, naam: Option<&str>, melder: &mut Melder) {
        for gemeente in Gemeente::ALL {
            if !self.regels.iter().any(|r| r.gemeente == gemeente) {
                let plek = Plek { volgnummer, blad: naam, veldnaam: "Gemeente", ..Plek::default() };
                melder.meld(Code::GemeenteZonderRij, &plek, "", gemeente.naam());
            }
        }
    }
}

/// Rows of an overview that a new one is held against.
const MAX_VERGELEKEN: usize = 1_000;

/// Whether two rows speak of one gemeente and aanbieder, differ, and hold on a common day.
fn tegenspraak(a: &Dekkingsregel, b: &Dekkingsregel) -> bool {
    let na = |tot: Option<chrono::NaiveDate>, van: Option<chrono::NaiveDate>| matches!((tot, van), (Some(t), Some(v)) if t < v);
    a.gemeente == b.gemeente && a.aanbieder == b.aanbieder && a.dekking != b.dekking && !na(a.tot, b.vanaf) && !na(b.tot, a.vanaf)
}

#[derive(Debug, Default)]
pub(super) struct UitvraagLezer {
    pub(super) antwoorden: Vec<Uitvraagantwoord>,
    pub(super) niet_meegeteld: u32,
    pub(super) plaatsing: Plaatsing,
    /// The row in which each answer stood first.
    gezien: std::collections::HashMap<[String; 8], u32>,
}

impl UitvraagLezer {
    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        if context.van_gemeente.is_some() && is_untouched(context, rij) {
            return;
        }
        let mut lezer = Rijlezer::new(context, rij, melder);
        let gemeente = lezer.gemeente(uv::GEMEENTE);
        if let (Some(hier), Some(gemeente)) = (context.van_gemeente, gemeente)
            && hier != gemeente
        {
            lezer.meld(Code::AndereGemeente, uv::GEMEENTE, gemeente.naam(), hier.naam());
        }
        let aanbieder = lezer.aanbieder(uv::AANBIEDER);
        let toelichting = lezer.alinea(uv::TOELICHTING);
        let datum = lezer.datum(uv::DATUM);
        let functie = lezer.tekst(uv::FUNCTIE);
        let onderwerp = lezer.tekst(uv::ONDERWERP);
        let kpi = lezer.keuze(uv::KPI, kpi, Code::KpiOnbekend, &[]);
        let oordeel = lezer.keuze(uv::OORDEEL, cel::toon, Code::OordeelOnbekend, &[]);
        self.plaatsing.kwartaal(&mut lezer, uv::KWARTAAL, rij.nummer);
        match (gemeente, aanbieder, toelichting) {
            (Some(gemeente), Some(aanbieder), Some(toelichting)) if lezer.bruikbaar => {
                let antwoord = Uitvraagantwoord {
                    gemeente,
                    aanbieder,
                    segment: context.register.segment_van(aanbieder),
                    toelichting,
                    datum,
                    functie,
                    onderwerp,
                    kpi,
                    oordeel,
                    rij: rij.nummer,
                };
                // Known as it will be when it is stored: one signaal comes of the two.
                let eerste = *self.gezien.entry(antwoord.woorden()).or_insert(rij.nummer);
                if eerste != rij.nummer {
                    lezer.meld(Code::AntwoordDubbel, uv::TOELICHTING, "", &eerste.to_string());
                }
                self.antwoorden.push(antwoord);
            }
            _ => self.niet_meegeteld += 1,
        }
    }
}

/// Whether a row holds no more than what the workbook of a gemeente came with: nobody answered there, which is no mistake.
fn is_untouched(context: &Bladcontext<'_>, rij: &Rij<'_>) -> bool {
    let vooraf = [uv::GEMEENTE, uv::AANBIEDER, uv::KWARTAAL];
    rij.cellen.iter().all(|(kolom, _)| context.kop.veld_van(*kolom).is_none_or(|veld| vooraf.contains(&veld)))
}

/// The number of a KPI: `2`, `KPI 2`, `C2.1`.
fn kpi(tekst: &str) -> Option<u8> {
    let cijfers: Vec<u32> = tekst.chars().filter_map(|c| c.to_digit(10)).collect();
    u8::try_from(*cijfers.first()?).ok().filter(|k| (1..=4).contains(k) && cijfers.len() <= 2)
}

#[derive(Debug, Default)]
pub(super) struct CvsLezer {
    pub(super) regels: Vec<Cvsregel>,
    pub(super) niet_meegeteld: u32,
    pub(super) plaatsing: Plaatsing,
    gezien: std::collections::HashMap<(Deelnemercode, Aanbieder, chrono::NaiveDate), usize>,
    dubbel: Vec<usize>,
}

impl CvsLezer {
    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        let mut lezer = Rijlezer::new(context, rij, melder);
        let deelnemer = lezer.deelnemer(cvs::DEELNEMER);
        let aanbieder = lezer.aanbieder(cvs::AANBIEDER);
        let startdatum = lezer.datum(cvs::STARTDATUM);
        let gemeente = lezer.gemeente(cvs::GEMEENTE);
        self.plaatsing.gemeente(gemeente, rij.nummer);
        self.plaatsing.kwartaal(&mut lezer, cvs::KWARTAAL, rij.nummer);
        let startsituatie = lezer.ja_nee(cvs::STARTSITUATIE);
        let begintrede = lezer.trede(cvs::BEGINTREDE, gemeente);
        let doeltrede = lezer.trede(cvs::DOELTREDE, gemeente);
        let huidige_trede = lezer.trede(cvs::HUIDIGE_TREDE, gemeente);
        let doelen = lezer.ja_nee(cvs::DOELEN);
        let einddatum = lezer.datum(cvs::EINDDATUM);
        let beoordeeld_op = lezer.datum(cvs::BEOORDEELD_OP);
        if let (Some(start), Some(eind)) = (startdatum, einddatum)
            && eind < start
        {
            lezer.meld(Code::EinddatumVoorStart, cvs::EINDDATUM, &datum_tekst(eind), &datum_tekst(start));
        }
        match (deelnemer, aanbieder, startdatum) {
            (Some(deelnemer), Some(aanbieder), Some(startdatum)) if lezer.bruikbaar => {
                if let Some(&ander) = self.gezien.get(&(deelnemer.clone(), aanbieder, startdatum)) {
                    let kolom = context.kop.kolom_van[cvs::DEELNEMER].unwrap_or(0);
                    let cel = format!("cel {}", celnaam(kolom, self.regels[ander].rij));
                    lezer.meld(Code::TrajectDubbel, cvs::DEELNEMER, deelnemer.as_str(), &cel);
                    self.dubbel.push(ander);
                    self.niet_meegeteld += 1;
                } else {
                    self.gezien.insert((deelnemer.clone(), aanbieder, startdatum), self.regels.len());
                    self.regels.push(Cvsregel {
                        deelnemer,
                        aanbieder,
                        startdatum,
                        startsituatie,
                        begintrede,
                        doeltrede,
                        huidige_trede,
                        doelen,
                        einddatum,
                        beoordeeld_op,
                        rij: rij.nummer,
                    });
                }
            }
            _ => self.niet_meegeteld += 1,
        }
    }

    /// Takes out the first row of every traject that is there twice; the later ones never went in.
    pub(super) fn finish(&mut self) {
        self.dubbel.sort_unstable();
        self.dubbel.dedup();
        for i in self.dubbel.drain(..).rev() {
            self.regels.remove(i);
            self.niet_meegeteld += 1;
        }
        self.gezien.clear();
    }
}

/// The sheet a lezer reads, for the messages of the whole.
#[derive(Debug)]
pub(super) enum Verwerker {
    Deelnemers(Box<super::deelnemers::DeelnemersLezer>),
    Tevredenheid(TevredenheidLezer),
    Samenwerking(SamenwerkingLezer),
    Dekking(DekkingLezer),
    Uitvraag(UitvraagLezer),
    Cvs(Box<CvsLezer>),
}

impl Verwerker {
    /// Returns the reader for a header; None for the Voorblad, which has no rows.
    pub(super) fn new(kop: &Kop, volgnummer: usize, naam: Option<&Tekst>) -> Option<Self> {
        Some(match kop.soort {
            Bladsoort::Voorblad => return None,
            Bladsoort::Deelnemers => {
                Self::Deelnemers(Box::new(super::deelnemers::DeelnemersLezer::new(kop.clone(), volgnummer, naam.cloned())))
            }
            Bladsoort::Tevredenheid => Self::Tevredenheid(TevredenheidLezer::default()),
            Bladsoort::Samenwerking => Self::Samenwerking(SamenwerkingLezer::default()),
            Bladsoort::Dekkingsoverzicht => Self::Dekking(DekkingLezer::default()),
            Bladsoort::Uitvraag => Self::Uitvraag(UitvraagLezer::default()),
            Bladsoort::Cvs => Self::Cvs(Box::default()),
        })
    }

    pub(super) fn neem(&mut self, context: &Bladcontext<'_>, rij: &Rij<'_>, melder: &mut Melder) {
        match self {
            Self::Deelnemers(l) => l.neem(context, rij, melder),
            Self::Tevredenheid(l) => l.neem(context, rij, melder),
            Self::Samenwerking(l) => l.neem(context, rij, melder),
            Self::Dekking(l) => l.neem(context, rij, melder),
            Self::Uitvraag(l) => l.neem(context, rij, melder),
            Self::Cvs(l) => l.neem(context, rij, melder),
        }
    }

    /// Leaves out these rows: they were read, and are not to be trusted.
    pub(super) fn leave_out(&mut self, rijen: &BTreeSet<u32>) {
        match self {
            Self::Deelnemers(l) => l.leave_out(rijen),
            Self::Tevredenheid(l) => weg(&mut l.deel.regels, &mut l.deel.niet_meegeteld, |r| rijen.contains(&r.rij)),
            Self::Samenwerking(_) => {}
            Self::Dekking(l) => weg(&mut l.regels, &mut l.niet_meegeteld, |r| rijen.contains(&r.rij)),
            Self::Uitvraag(l) => weg(&mut l.antwoorden, &mut l.niet_meegeteld, |r| rijen.contains(&r.rij)),
            Self::Cvs(l) => {
                // Those that are there twice go by their place.
                l.finish();
                weg(&mut l.regels, &mut l.niet_meegeteld, |r| rijen.contains(&r.rij));
            }
        }
    }

    /// The mean of the marks read so far, of the sheet Tevredenheid.
    pub(super) fn gemiddeld_cijfer(&self) -> Option<Decimal> {
        let Self::Tevredenheid(l) = self else { return None };
        let som: Decimal = l.deel.regels.iter().map(|r| r.cijfer).sum();
        som.checked_div(l.deel.regels.len().into())
    }

    pub(super) fn is_leeg(&self) -> bool {
        match self {
            Self::Deelnemers(l) => l.is_leeg(),
            Self::Tevredenheid(l) => l.deel.regels.is_empty() && l.deel.niet_meegeteld == 0,
            Self::Samenwerking(l) => l.teksten.iter().all(String::is_empty),
            Self::Dekking(l) => l.regels.is_empty() && l.niet_meegeteld == 0,
            Self::Uitvraag(l) => l.antwoorden.is_empty() && l.niet_meegeteld == 0,
            Self::Cvs(l) => l.regels.is_empty() && l.niet_meegeteld == 0,
        }
    }
}
