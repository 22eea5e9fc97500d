//! The overview as text: what the bare program shows when its output is no terminal.

use super::kpi;
use crate::app::{App, NormRij, Overzicht};
use crate::cli::Klacht;
use crate::cli::args::Kpi;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{Aanbieder, Indicator, Periode, Register, Waarde};
use crate::wording;

pub(super) fn show(app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let kwartaal = app.start_kwartaal()?;
    if uit.json {
        // For scripts the overview is its figures.
        return kpi::show(&Kpi::of(kwartaal), app, uit);
    }
    let overzicht = app.overzicht(kwartaal)?;
    if overzicht.is_first_run() {
        uit.regel("Er is nog niets ingelezen.")?;
        uit.regel("Lees rapportages in met: accountgesprek inlezen BESTAND…")?;
        return uit.regel("Of kijk eerst rond in verzonnen gegevens met: accountgesprek --voorbeeld");
    }
    show_figures(&overzicht, app.register(), uit)?;
    uit.regel("")?;
    for status in &overzicht.rapportages {
        uit.regel(format!("Rapportage {}: {}", app.register().naam(status.aanbieder), status.woorden(app.vandaag())))?;
    }
    for (gemeente, sinds) in &overzicht.niet_gedekt {
        let sinds = sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
        uit.regel(format!("Dekking: {} niet gedekt{sinds}", gemeente.naam()))?;
    }
    uit.regel(format!("Afspraken: {}", overzicht.afspraken.woorden()))?;
    for taak in &overzicht.te_doen {
        let dag = taak.datum.map(|d| wording::dag_en_datum(d, app.vandaag())).unwrap_or_default();
        uit.regel(format!("Te doen: {dag:<14} {}", taak.taak.woorden(app.register())))?;
    }
    Ok(())
}

fn show_figures(overzicht: &Overzicht, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    uit.regel(format!("Overzicht {}", overzicht.kwartaal))?;
    uit.regel("")?;
    let wie = overzicht.aanbieders();
    let mut koppen = vec!["norm".to_owned(), ">".to_owned()];
    koppen.extend(wie.iter().map(|a| register.naam(*a)));
    let koppen: Vec<&str> = koppen.iter().map(String::as_str).collect();
    let mut tabel = Teksttabel::new(&koppen);
    for rij in &overzicht.normen {
        let mut cellen = vec![format!("{} {}", rij.norm.id, rij.norm.kort), wording::norm_grens_kort(&rij.norm)];
        if rij.norm.indicator == Indicator::Dekking {
            cellen.push(cell(rij, None));
        } else {
            cellen.extend(wie.iter().map(|a| cell(rij, Some(*a))));
        }
        tabel.rij(cellen);
    }
    uit.tabel(&tabel)
}

/// The figure of the year, which is what counts; for KPI 1 and 4 that is the kwartaal itself.
fn cell(rij: &NormRij, aanbieder: Option<Aanbieder>) -> String {
    let Some(cel) = rij.cel(aanbieder) else { return String::new() };
    let meting = &cel.reeks(Periode::Jaar).meting;
    if !meting.waarde.is_measured() {
        return format!("– {}", meting.waarde.toestand());
    }
    let klein = if meting.klein_aantal { " ·" } else { "" };
    // Three aanbieders stand beside each other, so the people are short; the comma of a mark stands under that of a percentage.
    let is_mean = rij.norm.indicator.is_mean();
    let (cijfer, mensen) = match &meting.waarde {
        Waarde::Gemeten { noemer, .. } if is_mean => (format!("{} ", meting.weergave), format!("{noemer} ×")),
        Waarde::Gemeten { teller, noemer } => (meting.weergave.clone(), format!("{}/{noemer}", teller.normalize())),
        _ => (meting.weergave.clone(), String::new()),
    };
    format!("{} {cijfer:>6} {mensen}{klein}", wording::teken(meting.oordeel))
}
