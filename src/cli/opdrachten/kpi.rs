//! `kpi`: the figures and verdicts of a kwartaal.

use serde::Serialize;

use crate::app::{App, Fout};
use crate::cli::Klacht;
use crate::cli::args::Kpi;
use crate::cli::tabel::{Teksttabel, VASTE_SPATIE};
use crate::cli::uitvoer::Uitvoer;
use crate::domain::{
    Aanbieder, Gemeente, Herleiding, Herleidingsrij, Indicator, Kwartaal, Meting, Norm, Periode, Register, Segment, Telling,
    Waarde,
};
use crate::wording::{self, decimaal};

/// A figure with its norm, and the rows behind it when those were asked for.
struct Cijferregel<'a> {
    norm: &'a Norm,
    meting: Meting,
    herleiding: Option<Herleiding>,
}

pub(super) fn show(args: &Kpi, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    if args.stand.is_some_and(|stand| stand < args.over.kwartaal) {
        let tekst =
            format!("De stand kan niet vóór {} liggen: toen was er over dat kwartaal nog niets bekend.", args.over.kwartaal);
        return Err(Klacht::Gebruik(tekst));
    }
    check_norm(args, app)?;
    let een = super::een(args.wie.aanbieder.as_ref(), app)?;
    let (segment, kwartaal) = (args.in_segment.segment, args.over.kwartaal);
    let metingen = match args.gemeente {
        Some(gemeente) => app.metingen_van_gemeente(segment, kwartaal, args.stand, gemeente)?,
        None => app.metingen(segment, kwartaal, args.stand)?,
    };
    let zonder_gemeente = args.gemeente.map(|_| app.cijfers_zonder_gemeente(segment, kwartaal)).transpose()?;
    let outside = args.gemeente.is_none().then(|| app.cijfers_buiten_beeld(segment, kwartaal));
    let buiten_beeld = outside.transpose()?;
    if let Some(wie) = een.filter(|_| !metingen.is_empty() && metingen.iter().all(|m| m.aanbieder != een)) {
        return Err(Klacht::App(not_shown(wie, args, app.register())));
    }
    let mut cijfers = Vec::with_capacity(metingen.len());
    for meting in metingen.into_iter().filter(|m| is_asked(args, een, m)) {
        let Some(norm) = app.normen().find(meting.norm.as_str(), args.over.kwartaal) else { continue };
        let herleiding = if args.rijen {
            Some(app.herleiding(&meting.norm, args.over.kwartaal, meting.periode, meting.aanbieder, args.stand, args.gemeente)?)
        } else {
            None
        };
        cijfers.push(Cijferregel { norm, meting, herleiding });
    }
    if uit.json {
        let metingen = cijfers.iter().map(|c| CijferJson::of(c, app.register())).collect();
        return uit.json(&KpiJson {
            kwartaal,
            gemeente: args.gemeente,
            cijfers_zonder_gemeente: zonder_gemeente,
            cijfers_buiten_beeld: buiten_beeld,
            metingen,
        });
    }
    show_text(args, &cijfers, app.register(), uit)?;
    let (n, welke) = match (zonder_gemeente, buiten_beeld) {
        (Some(n), _) => (n, "zonder gemeente"),
        (None, n) => (n.unwrap_or(0), "van wie hier niet staat,"),
    };
    if n == 0 {
        return Ok(());
    }
    uit.regel("")?;
    let cijfers = wording::aantal(u32::try_from(n).unwrap_or(u32::MAX), "cijfer", "cijfers");
    let telt = if n == 1 { "telt" } else { "tellen" };
    uit.regel(format!("{cijfers} van Tevredenheid {welke} {telt} hier niet mee."))
}

/// Why an aanbieder has no figures (`domein.md` 9, 10).
fn not_shown(wie: Aanbieder, args: &Kpi, register: &Register) -> Fout {
    let (naam, kwartaal) = (register.naam(wie), args.over.kwartaal);
    Fout::Geweigerd(match args.in_segment.segment {
        Segment::Collectief => {
            format!("{naam} had in {kwartaal} geen contract voor segment collectief en leverde er geen rapportage over.")
        }
        Segment::Individueel => {
            format!("{naam} had in de vier kwartalen tot en met {kwartaal} geen deelnemers in segment individueel.")
        }
    })
}

/// Whether a figure is asked for; `een` is the one aanbieder that was named.
fn is_asked(args: &Kpi, een: Option<Aanbieder>, meting: &Meting) -> bool {
    let norm = args.norm.as_ref().is_none_or(|id| id.eq_ignore_ascii_case(meting.norm.as_str()));
    norm && (args.wie.aanbieder.is_none() || meting.aanbieder == een)
}

/// A norm that never existed is a mistake of the user; one that is not valid in this kwartaal gives an empty answer.
fn check_norm(args: &Kpi, app: &App) -> Result<(), Klacht> {
    let Some(id) = &args.norm else { return Ok(()) };
    let bekend = |n: &&Norm| n.segment == args.in_segment.segment && n.id.as_str().eq_ignore_ascii_case(id);
    let known = app.normen().norm.iter().find(bekend);
    if let Some(norm) = known.filter(|n| args.gemeente.is_some() && n.indicator == Indicator::Dekking) {
        let tekst = format!("{} gaat over alle gemeenten samen; laat --gemeente weg.", norm.id);
        return Err(Klacht::App(Fout::Ongeldig { veld: "norm", tekst }));
    }
    if known.is_some() {
        return Ok(());
    }
    let mut ids: Vec<&str> =
        app.normen().norm.iter().filter(|n| n.segment == args.in_segment.segment).map(|n| n.id.as_str()).collect();
    ids.dedup();
    let tekst = format!("Norm “{}” is niet bekend in dit segment; kies uit {}.", wording::veilig(id), wording::opsomming(ids));
    Err(Klacht::App(Fout::Ongeldig { veld: "norm", tekst }))
}

/// The answer of `kpi --json`; the fields and their order are those of the interface.
#[derive(Serialize)]
struct KpiJson<'a> {
    kwartaal: Kwartaal,
    #[serde(skip_serializing_if = "Option::is_none")]
    gemeente: Option<Gemeente>,
    /// Marks of Tevredenheid in the year that name no gemeente.
    #[serde(skip_serializing_if = "Option::is_none")]
    cijfers_zonder_gemeente: Option<usize>,
    /// Marks of Tevredenheid in the year of who is not shown; of one gemeente nobody counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    cijfers_buiten_beeld: Option<usize>,
    metingen: Vec<CijferJson<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Teller {
    Aantal(u32),
    /// The sum of marks, without trailing zeros.
    Som(String),
}

#[derive(Serialize)]
struct CijferJson<'a> {
    norm: &'a str,
    aanbieder: &'a str,
    periode: Periode,
    toestand: &'static str,
    teller: Option<Teller>,
    noemer: Option<u32>,
    weergave: &'a str,
    grens: Option<String>,
    richting: &'static str,
    oordeel: &'static str,
    zou: Option<&'static str>,
    klein_aantal: Option<bool>,
    noemer_alle: Option<u32>,
    versie: Option<u32>,
    rijen_niet_meegeteld: u32,
    kwartalen: Option<usize>,
    aanbieders: Option<usize>,
    nagekomen: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rijen: Option<Vec<RijJson<'a>>>,
}

impl<'a> CijferJson<'a> {
    fn of(cijfer: &'a Cijferregel<'a>, register: &Register) -> Self {
        let Cijferregel { norm, meting, herleiding } = cijfer;
        let known = meting.waarde.is_known();
        let pooled = meting.aanbieder.is_none() && norm.indicator != Indicator::Dekking;
        let (teller, noemer) = match &meting.waarde {
            Waarde::Gemeten { teller, noemer } if norm.indicator.is_mean() => {
                (Some(Teller::Som(teller.normalize().to_string())), Some(*noemer))
            }
            // A count is whole and not negative, so that it always fits.
            waarde => waarde.counts().map(|(teller, noemer)| (Teller::Aantal(teller), noemer)).unzip(),
        };
        Self {
            norm: meting.norm.as_str(),
            aanbieder: meting.aanbieder.as_ref().map_or("alle", Aanbieder::key),
            periode: meting.periode,
            toestand: meting.waarde.toestand(),
            teller,
            noemer,
            weergave: &meting.weergave,
            grens: meting.grens.map(|grens| grens.normalize().to_string()),
            richting: meting.richting.naam(),
            oordeel: meting.oordeel.naam(),
            zou: meting.zou.map(crate::domain::Oordeel::naam),
            klein_aantal: known.then_some(meting.klein_aantal),
            noemer_alle: meting.noemer_alle.filter(|_| known),
            versie: meting.versie.filter(|_| meting.aanbieder.is_some()),
            rijen_niet_meegeteld: meting.rijen_niet_meegeteld,
            kwartalen: (known && meting.periode == Periode::Jaar).then_some(meting.kwartalen.len()),
            aanbieders: pooled.then_some(meting.aanbieders.len()),
            nagekomen: meting.nagekomen.filter(|_| known),
            rijen: herleiding.as_ref().map(|h| h.rijen.iter().map(|rij| RijJson::of(rij, register)).collect()),
        }
    }
}

/// A row behind a figure, for scripts.
#[derive(Serialize)]
pub(super) struct RijJson<'a> {
    telling: &'static str,
    reden: String,
    aanbieder: Option<&'a str>,
    deelnemer: Option<&'a str>,
    gemeente: Option<&'static str>,
    startdatum: Option<String>,
    einddatum: Option<String>,
    uitstroomdatum: Option<String>,
    uitstroom: Option<&'static str>,
    cijfer: Option<String>,
    kwartaal: Option<Kwartaal>,
    rij: Option<u32>,
}

impl<'a> RijJson<'a> {
    pub(super) fn of(rij: &'a Herleidingsrij, register: &Register) -> Self {
        Self {
            telling: match rij.telling {
                Telling::Teller => "teller",
                Telling::Noemer => "noemer",
                Telling::Buiten => "buiten",
            },
            reden: wording::reden(rij, register),
            aanbieder: rij.aanbieder.as_ref().map(Aanbieder::key),
            deelnemer: rij.deelnemer.as_ref().map(crate::domain::Deelnemercode::as_str),
            gemeente: rij.gemeente.map(crate::domain::Gemeente::key),
            startdatum: rij.startdatum.map(|d| d.to_string()),
            einddatum: rij.einddatum.map(|d| d.to_string()),
            uitstroomdatum: rij.uitstroom.map(|u| u.datum.to_string()),
            uitstroom: rij.uitstroom.map(|u| u.soort.naam()),
            cijfer: rij.cijfer.map(|c| c.normalize().to_string()),
            kwartaal: rij.bron.map(|(k, _)| k),
            rij: rij.bron.map(|(_, n)| n).filter(|n| *n > 0),
        }
    }
}

fn show_text(args: &Kpi, cijfers: &[Cijferregel], register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let stand = args.stand.map(|s| format!(", met wat er in {s} bekend was")).unwrap_or_default();
    let gemeente = args.gemeente.map(|g| format!(" in {}, per gemeente, ter informatie", g.naam())).unwrap_or_default();
    uit.regel(format!("Cijfers over het {}{gemeente}{stand}", wording::kwartaal_lang(args.over.kwartaal)))?;
    if cijfers.is_empty() {
        return uit.regel("Voor dit kwartaal geldt geen norm.");
    }
    for van_norm in cijfers.chunk_by(|a, b| a.norm.id == b.norm.id) {
        let Some(Cijferregel { norm, .. }) = van_norm.first() else { continue };
        uit.regel("")?;
        uit.regel(format!("{} {} · {}", norm.id, norm.kort, wording::norm_grens(norm)))?;
        if let Some(o) = norm.suspended_on(args.over.kwartaal.last_day()) {
            uit.regel(format!("  losgelaten van {} tot en met {}", wording::datum(o.van), wording::datum(o.tot)))?;
        }
        uit.tabel(&figures(van_norm, register))?;
        for cijfer in van_norm {
            if let Some(herleiding) = &cijfer.herleiding {
                show_rows(&cijfer.meting, herleiding, register, uit)?;
            }
        }
    }
    Ok(())
}

/// What is said beside a figure, each note of a few words in one piece: `versie 1` is not parted from its number.
fn whole_notes(notes: &str) -> String {
    let whole = |note: &str| if wording::width(note) <= NOTE { note.replace(' ', VASTE_SPATIE) } else { note.to_owned() };
    notes.split("; ").map(whole).collect::<Vec<_>>().join("; ")
}

/// Columns of a note that stays in one piece.
const NOTE: usize = 16;

fn figures(van_norm: &[Cijferregel], register: &Register) -> Teksttabel {
    let mut tabel = Teksttabel::new(&["  aanbieder", "periode", ">cijfer", ">aantal", "oordeel", "toelichting"]);
    for Cijferregel { norm, meting, .. } in van_norm {
        let measured = meting.waarde.is_measured();
        tabel.rij([
            format!("  {}", register.naam_of(meting.aanbieder, "alle")),
            wording::periode(meting.periode, meting.kwartaal),
            if measured { meting.weergave.clone() } else { String::new() },
            if measured { wording::mensen(meting, norm.indicator.is_mean()) } else { String::new() },
            if measured { wording::oordeel_met_zou(meting) } else { format!("– {}", wording::mensen(meting, false)) },
            whole_notes(&wording::toelichting(norm, meting)),
        ]);
    }
    tabel
}

fn show_rows(meting: &Meting, herleiding: &Herleiding, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let wie = register.naam_of(meting.aanbieder, "alle");
    uit.regel("")?;
    uit.regel(format!("  {wie}, {}:", wording::periode(meting.periode, meting.kwartaal)))?;
    let mut tabel = Teksttabel::new(&["    telt", "wie", "gemeente", "start", ">cijfer", "reden", "bron"]);
    for rij in &herleiding.rijen {
        tabel.rij([
            format!("    {}", wording::telling(rij.telling)),
            row_name(rij, meting.aanbieder.is_none(), register),
            rij.gemeente.map(|g| g.naam().to_owned()).unwrap_or_default(),
            rij.startdatum.map(wording::datum).unwrap_or_default(),
            rij.cijfer.map(|c| decimaal(c, 1)).unwrap_or_default(),
            wording::reden(rij, register),
            row_source(rij),
        ]);
    }
    if tabel.is_empty() { uit.regel("    geen rijen") } else { uit.tabel(&tabel) }
}

/// Whose row it is; of several aanbieders with the name of its own.
pub(super) fn row_name(rij: &Herleidingsrij, several: bool, register: &Register) -> String {
    match (&rij.deelnemer, rij.aanbieder.filter(|_| several)) {
        (Some(code), Some(a)) => format!("{} {code}", register.naam(a)),
        (Some(code), None) => code.to_string(),
        (None, a) => a.map(|a| register.naam(a)).unwrap_or_default(),
    }
}

/// The report that a row is from, and where in it.
pub(super) fn row_source(rij: &Herleidingsrij) -> String {
    rij.bron.map(|(k, n)| if n > 0 { format!("{k}, rij {n}") } else { k.to_string() }).unwrap_or_default()
}
