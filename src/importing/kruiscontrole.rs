//! Checks across files: a report held against that of the kwartaal before, and against the dekkingsoverzicht.
//!
//! Pure: what was stored comes in as domain values, findings go out.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use crate::domain::{Dekkingsoverzicht, Gemeente, Kolom, Leveringsdeel, Rapport, Stand, Trajectregel, Urensprong};

use super::Vindplaats;
use super::catalogus::{Code, Melder, Plek};
use super::regel::datum_tekst;
use super::{Bladsoort, Gelezen};

/// A number of trajecten that halves or doubles, by at least this many, jumps.
const AANTAL_VERSCHIL: usize = 10;

impl Gelezen {
    /// What the sheet with this number in the file is.
    pub(super) fn leveringsdeel(&self, volgnummer: usize) -> Option<Leveringsdeel> {
        leveringsdeel(&self.vindplaatsen, volgnummer)
    }

    pub(super) fn vindplaats(&self, soort: Bladsoort) -> Option<&Vindplaats> {
        self.vindplaatsen.iter().find(|v| v.soort == soort)
    }
}

/// What the sheet with this number in the file is.
pub(super) fn leveringsdeel(vindplaatsen: &[Vindplaats], volgnummer: usize) -> Option<Leveringsdeel> {
    vindplaatsen.iter().find(|v| v.volgnummer == volgnummer).and_then(|v| v.soort.leveringsdeel())
}

/// Says what is odd about a report beside that of the previous kwartaal and the overview of its own; `plaats` is where its rows stand.
pub(super) fn kruiscontrole(
    rapport: &Rapport,
    vorig: Option<&Rapport>,
    dekking: Option<&Dekkingsoverzicht>,
    individueel: &HashSet<u32>,
    plaats: Option<&Vindplaats>,
    melder: &mut Melder,
) {
    if let Some(vorig) = vorig {
        met_vorig(rapport, vorig, plaats, melder);
    }
    if let Some(dekking) = dekking {
        met_dekking(rapport, dekking, individueel, plaats, melder);
    }
}

pub(super) fn plek<'a>(plaats: Option<&'a Vindplaats>, kolom: Kolom, regel: Option<&'a Trajectregel>) -> Plek<'a> {
    Plek {
        volgnummer: plaats.map_or(0, |p| p.volgnummer),
        blad: plaats.and_then(|p| p.blad.as_deref()),
        rij: regel.map(|r| r.rij),
        kolom: plaats.and_then(|p| p.kolom_van.get(kolom as usize).copied().flatten()),
        veldnaam: kolom.naam(),
        veld: Some(kolom),
        deelnemer: regel.map(|r| r.deelnemer.as_str()),
        kpi_van_rij: Bladsoort::Deelnemers.kpi(),
    }
}

fn met_vorig(rapport: &Rapport, vorig: &Rapport, vindplaats: Option<&Vindplaats>, melder: &mut Melder) {
    let (Some(nu), Some(toen)) = (&rapport.deelnemers, &vorig.deelnemers) else { return };
    let (rijen_nu, rijen_toen) = (nu.per_traject(), toen.per_traject());
    let regels_nu: Vec<&Trajectregel> = rijen_nu.iter().map(AsRef::as_ref).collect();
    let regels_toen: Vec<&Trajectregel> = rijen_toen.iter().map(AsRef::as_ref).collect();
    let mut stand = Stand::default();
    let all_new = stand.place(vorig.kwartaal, &regels_toen);
    stand.take(vorig.kwartaal, &regels_toen, &all_new);
    let mut missing: Vec<Option<&Trajectregel>> = vec![None; stand.trajecten().len()];
    for regel in &regels_toen {
        if let Some(id) = stand.find(&regel.deelnemer, regel.startdatum) {
            missing[id.index()] = Some(regel);
        }
    }
    // That a Startdatum was corrected is said by `eerder`, which knows the whole history.
    for (regel, plaats) in regels_nu.iter().zip(stand.place(rapport.kwartaal, &regels_nu)) {
        if let Some(oud) = plaats.id().and_then(|id| missing.get_mut(id.index())?.take()) {
            vergelijk(regel, oud, rapport, vorig, vindplaats, melder);
        }
    }
    let einde_toen = vorig.kwartaal.last_day();
    let verdwenen = missing.into_iter().flatten().filter(|r| r.recognised_outcome(einde_toen).is_none());
    // Who has a row that cannot be used is in the report: that was said, and is not a disappearance.
    for oud in verdwenen.filter(|oud| !nu.onleesbaar.contains(&oud.deelnemer)) {
        let plek =
            Plek { rij: None, kolom: None, deelnemer: Some(oud.deelnemer.as_str()), ..plek(vindplaats, Kolom::Deelnemer, None) };
        melder.meld(Code::TrajectVerdwenen, &plek, "", &datum_tekst(oud.startdatum));
    }
    let (n, m) = (regels_nu.len(), regels_toen.len());
    if n.abs_diff(m) >= AANTAL_VERSCHIL && (n * 2 <= m || m * 2 <= n) {
        melder.meld(Code::AantalSprong, &plek(vindplaats, Kolom::Deelnemer, None), &n.to_string(), &m.to_string());
    }
}

/// One traject in both reports.
fn vergelijk(
    nu: &Trajectregel,
    oud: &Trajectregel,
    rapport: &Rapport,
    vorig: &Rapport,
    plaats: Option<&Vindplaats>,
    melder: &mut Melder,
) {
    if let (Some(a), Some(b)) = (nu.begintrede, oud.begintrede)
        && a != b
    {
        melder.meld(Code::BegintredeGewijzigd, &plek(plaats, Kolom::Begintrede, Some(nu)), &a.to_string(), &b.to_string());
    }
    if nu.gemeente != oud.gemeente {
        melder.meld(Code::GemeenteGewijzigd, &plek(plaats, Kolom::Gemeente, Some(nu)), nu.gemeente.naam(), oud.gemeente.naam());
    }
    if let Some(sprong) = Urensprong::of(nu, rapport.kwartaal, oud.uren) {
        let tekst = |d: Decimal| d.normalize().to_string().replace('.', ",");
        // Whoever added them up has more of them, never less.
        let vraag = if sprong.is_more() { "; zijn ze bij die van eerder opgeteld?" } else { "" };
        let toen = format!("{}{vraag}", tekst(sprong.van));
        melder.meld(Code::UrenSprong, &plek(plaats, Kolom::Uren, Some(nu)), &tekst(sprong.naar), &toen);
    }
    if nu.recognised_outcome(rapport.kwartaal.last_day()).is_none()
        && let Some(uit) = oud.recognised_outcome(vorig.kwartaal.last_day())
    {
        let extra = format!("{} op {}", uit.soort.naam(), datum_tekst(uit.datum));
        melder.meld(Code::TrajectTerug, &plek(plaats, Kolom::Uitstroomdatum, Some(nu)), "", &extra);
    }
}

/// Running trajecten in gemeenten that the aanbieder does not cover on the last day of the kwartaal; dekking is of segment
/// collectief only (`domein.md` 10).
fn met_dekking(
    rapport: &Rapport,
    dekking: &Dekkingsoverzicht,
    individueel: &HashSet<u32>,
    plaats: Option<&Vindplaats>,
    melder: &mut Melder,
) {
    let Some(deel) = &rapport.deelnemers else { return };
    let dag = rapport.kwartaal.last_day();
    let gedekt = |gemeente: Gemeente| {
        dekking.regels.iter().any(|r| {
            r.gemeente == gemeente
                && r.aanbieder == rapport.aanbieder
                && r.dekking
                && r.vanaf.is_none_or(|van| van <= dag)
                && r.tot.is_none_or(|tot| dag <= tot)
        })
    };
    let rijen = deel.per_traject();
    let mut lopend: BTreeMap<Gemeente, (u32, &Trajectregel)> = BTreeMap::new();
    let is_running = |r: &&Trajectregel| !individueel.contains(&r.rij) && r.recognised_outcome(dag).is_none();
    for regel in rijen.iter().map(AsRef::as_ref).filter(is_running) {
        lopend.entry(regel.gemeente).and_modify(|(n, _)| *n += 1).or_insert((1, regel));
    }
    for (gemeente, (aantal, eerste)) in lopend.into_iter().filter(|(g, _)| !gedekt(*g)) {
        let trajecten = if aantal == 1 { "loopt 1 traject".to_owned() } else { format!("lopen {aantal} trajecten") };
        let plek = Plek { deelnemer: None, ..plek(plaats, Kolom::Gemeente, Some(eerste)) };
        melder.meld(Code::GemeenteNietGedekt, &plek, gemeente.naam(), &format!("In {} {trajecten}", gemeente.naam()));
    }
}
