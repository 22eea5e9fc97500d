//! `signaal trend`: the signalen over the kwartalen, and what was done with them.

use serde::Serialize;

use crate::app::App;
use crate::cli::Klacht;
use crate::cli::args::SignaalTrend;
use crate::cli::tabel::Teksttabel;
use crate::cli::uitvoer::Uitvoer;
use crate::domain::signaaltrend::{Signaalkant, Signaalreeks, Signaaltelling, Signaaltrend, Waarover};
use crate::domain::{Kwartaal, Register, Signaalstatus, Toon};
use crate::wording;

pub(super) fn show(args: &SignaalTrend, app: &App, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let trend = app.signaaltrend(args.kwartaal, args.in_segment.segment)?.trend;
    if uit.json {
        return uit.json(&SignaaltrendJson::of(&trend));
    }
    show_text(&trend, app.register(), uit)
}

/// One side from which the signalen are looked at: its name, and a line of it with its count per kwartaal.
type Kant<'t> = (&'static str, Vec<(String, &'t Signaalreeks)>);

fn sides<'t>(trend: &'t Signaaltrend, register: &Register) -> [Kant<'t>; 4] {
    let side = |naam, of: fn(&Signaalkant) -> bool| {
        let lines = trend.lijnen().filter(|(kant, _)| of(kant));
        (naam, lines.map(|(kant, reeks)| (kant.naam(register), reeks)).collect())
    };
    [
        side("onderwerp", |kant| matches!(kant, Signaalkant::Onderwerp(_))),
        side("toon", |kant| matches!(kant, Signaalkant::Toon(_))),
        side("aanbieder", |kant| matches!(kant, Signaalkant::Over(_))),
        side("gemeente", |kant| matches!(kant, Signaalkant::Gemeente(_))),
    ]
}

/// Something that was done with a signaal, and how it is counted.
type Gedaan = (&'static str, fn(&Signaaltelling) -> u32);

const GEDAAN: [Gedaan; 3] =
    [("in een bundel", |t| t.gebundeld), ("beantwoord", |t| t.beantwoord), ("met een afspraak", |t| t.met_afspraak)];

#[derive(Serialize)]
struct SignaaltrendJson {
    kwartalen: Vec<Kwartaal>,
    samen: ReeksJson,
    onderwerp: Vec<GroepJson>,
    toon: Vec<GroepJson>,
    aanbieder: Vec<GroepJson>,
    gemeente: Vec<GroepJson>,
    niets_te_melden: Vec<u32>,
}

#[derive(Serialize)]
struct GroepJson {
    /// Of an aanbieder its key; none for no aanbieder in particular.
    naam: Option<String>,
    #[serde(flatten)]
    reeks: ReeksJson,
}

#[derive(Serialize)]
struct ReeksJson {
    totaal: TellingJson,
    kwartalen: Vec<TellingJson>,
}

#[derive(Serialize)]
struct TellingJson {
    aantal: u32,
    positief: u32,
    neutraal: u32,
    negatief: u32,
    zonder_oordeel: u32,
    nieuw: u32,
    opgeschaald: u32,
    geagendeerd: u32,
    besproken: u32,
    afgehandeld: u32,
    gebundeld: u32,
    beantwoord: u32,
    met_afspraak: u32,
}

impl TellingJson {
    fn of(t: &Signaaltelling) -> Self {
        Self {
            aantal: t.aantal,
            positief: t.met_toon(Toon::Positief),
            neutraal: t.met_toon(Toon::Neutraal),
            negatief: t.met_toon(Toon::Negatief),
            zonder_oordeel: t.met_toon(Toon::Zonder),
            nieuw: t.met_status(Signaalstatus::Nieuw),
            opgeschaald: t.met_status(Signaalstatus::Opgeschaald),
            geagendeerd: t.met_status(Signaalstatus::Geagendeerd),
            besproken: t.met_status(Signaalstatus::Besproken),
            afgehandeld: t.met_status(Signaalstatus::Afgehandeld),
            gebundeld: t.gebundeld,
            beantwoord: t.beantwoord,
            met_afspraak: t.met_afspraak,
        }
    }
}

impl ReeksJson {
    fn of(reeks: &Signaalreeks) -> Self {
        Self { totaal: TellingJson::of(&reeks.samen), kwartalen: reeks.per_kwartaal.iter().map(TellingJson::of).collect() }
    }
}

impl SignaaltrendJson {
    fn of(trend: &Signaaltrend) -> Self {
        let groep = |naam: Option<String>, reeks| GroepJson { naam, reeks: ReeksJson::of(reeks) };
        let named = |naam: &str, reeks| groep(Some(naam.to_owned()), reeks);
        let key = |wie: &Waarover| match wie {
            Waarover::Aanbieder(aanbieder) => Some(aanbieder.key().to_owned()),
            Waarover::Naam(naam) => Some(naam.to_string()),
            Waarover::Niemand => None,
        };
        Self {
            kwartalen: trend.kwartalen.clone(),
            samen: ReeksJson::of(&trend.samen),
            onderwerp: trend.onderwerpen.iter().map(|(o, r)| named(o.naam(), r)).collect(),
            toon: trend.tonen.iter().map(|(t, r)| named(t.naam(), r)).collect(),
            aanbieder: trend.aanbieders.iter().map(|(w, r)| groep(key(w), r)).collect(),
            gemeente: trend.gemeenten.iter().map(|(g, r)| named(g.naam(), r)).collect(),
            niets_te_melden: trend.niets_te_melden.clone(),
        }
    }
}

fn show_text(trend: &Signaaltrend, register: &Register, uit: &mut Uitvoer) -> Result<(), Klacht> {
    let (Some(van), Some(tot)) = (trend.kwartalen.first(), trend.kwartalen.last()) else { return Ok(()) };
    let n = trend.samen.samen.aantal;
    let period = if van == tot { van.to_string() } else { format!("{van} tot en met {tot}") };
    uit.regel(format!("{}, {period}", wording::aantal(n, "signaal", "signalen")))?;
    if n == 0 {
        return Ok(());
    }
    let columns = |first: &str, last: &[&str]| {
        let kwartalen = trend.kwartalen.iter().map(|k| format!(">{k}"));
        let koppen: Vec<String> =
            [first.to_owned()].into_iter().chain(kwartalen).chain(last.iter().map(|l| format!(">{l}"))).collect();
        Teksttabel::new(&koppen.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for (kant, lines) in sides(trend, register) {
        let mut tabel = columns(kant, &["samen", "negatief", "nog open", "besproken", "met afspraak"]);
        for (naam, reeks) in &lines {
            let t = &reeks.samen;
            let more = [t.aantal, t.met_toon(Toon::Negatief), t.open(), t.met_status(Signaalstatus::Besproken), t.met_afspraak];
            let counts = reeks.per_kwartaal.iter().map(|t| t.aantal).chain(more).map(|n| n.to_string());
            tabel.rij([naam.clone()].into_iter().chain(counts));
        }
        uit.regel("")?;
        uit.tabel(&tabel)?;
    }
    let row = |naam: String, of: &dyn Fn(&Signaaltelling) -> u32| -> Vec<String> {
        let per = trend.samen.per_kwartaal.iter().chain([&trend.samen.samen]).map(of);
        [naam].into_iter().chain(per.map(|n| n.to_string())).collect()
    };
    // Every signaal has one stand; what was done with it counts the same ones again.
    let mut stands = columns("stand", &["samen"]);
    for status in Signaalstatus::ALL.into_iter().filter(|s| trend.samen.samen.met_status(*s) > 0) {
        let open = if status.is_open() { " (nog open)" } else { "" };
        stands.rij(row(format!("{}{open}", status.naam()), &|t| t.met_status(status)));
    }
    let mut done = columns("wat ermee is gedaan", &["samen"]);
    for (naam, of) in GEDAAN {
        done.rij(row(naam.to_owned(), &of));
    }
    for tabel in [&stands, &done] {
        uit.regel("")?;
        uit.tabel(tabel)?;
    }
    let nothing: u32 = trend.niets_te_melden.iter().sum();
    if nothing > 0 {
        uit.regel("")?;
        uit.regel(format!("Daarnaast {} dat er niets te melden is.", wording::aantal(nothing, "antwoord", "antwoorden")))?;
    }
    Ok(())
}
