//! The facts of an agendapunt in words, in such a way that what must not be seen at the table can be left out.
//!
//! A line knows which of its parts are deelnemer codes and which name other aanbieders, so that a beamer and a verslag hide
//! them without guessing, also after the gesprek was frozen as text.

use chrono::NaiveDate;

use crate::domain::agenda::{Cijfer, Dekkingsstof, Feit, Gemeentestof, Kosten, Lopend, Punt, Rapportstand, Samenwerkingskop};
use crate::domain::verwachting::Getoetst;
use crate::domain::{
    Aanbieder, Aandachtsoort, Aandachtspunt, Herleidingsrij, Meting, NormId, Onderdeelsleutel, Periode, Signaal, Toon, Wijziging,
};

use super::{aantal, datum, decimaal, geld, mensen, norm_grens, oordeel_met_zou, opsomming, rangtelwoord, reden, werkdagen};

/// Opens and closes a deelnemer code in a frozen line.
const CODE: (char, char) = crate::domain::Bevroren::CODE;
/// Opens and closes what names other aanbieders in a frozen line.
const ANDEREN: (char, char) = ('⟪', '⟫');

/// Opens and closes what tells a number below ten in a frozen line.
const KLEIN: (char, char) = ('⟬', '⟭');
const MARKS: [char; 6] = [CODE.0, CODE.1, ANDEREN.0, ANDEREN.1, KLEIN.0, KLEIN.1];

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stuk {
    Tekst(String),
    /// A deelnemer code.
    Deelnemer(String),
    /// Names other aanbieders than the one at the table.
    Anderen(String),
    /// Tells something of fewer than ten people.
    Klein(String),
}

/// One line of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feitregel {
    /// 0 for a fact, 1 for what belongs to it.
    pub niveau: u8,
    pub stukken: Vec<Stuk>,
}

/// What may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zicht {
    pub codes: bool,
    pub anderen: bool,
    /// Figures over fewer than ten people.
    pub kleine_aantallen: bool,
}

impl Zicht {
    /// On the beamer, and in a verslag unless the user decides otherwise.
    pub const TAFEL: Self = Self { codes: false, anderen: false, kleine_aantallen: true };
    pub const ALLES: Self = Self { codes: true, anderen: true, kleine_aantallen: true };
}

impl Feitregel {
    fn of(niveau: u8, tekst: impl Into<String>) -> Self {
        Self { niveau, stukken: vec![Stuk::Tekst(tekst.into())] }
    }

    /// Whether it tells of single deelnemers.
    pub fn names_deelnemers(&self) -> bool {
        self.stukken.iter().any(|s| matches!(s, Stuk::Deelnemer(_)))
    }

    /// The line as it may be seen; None when nothing of it may.
    pub fn tekst(&self, zicht: Zicht) -> Option<String> {
        let (mut uit, mut plain) = (String::new(), String::new());
        let mut hidden = false;
        for stuk in &self.stukken {
            match stuk {
                Stuk::Tekst(t) => {
                    uit.push_str(t);
                    plain.push_str(t);
                }
                Stuk::Deelnemer(code) => uit.push_str(if zicht.codes { code } else { "een deelnemer" }),
                Stuk::Anderen(t) if zicht.anderen => uit.push_str(t),
                Stuk::Klein(t) if zicht.kleine_aantallen => uit.push_str(t),
                Stuk::Anderen(_) | Stuk::Klein(_) => hidden = true,
            }
        }
        (!hidden || !plain.trim().is_empty()).then_some(uit)
    }

    /// The line as text that [`Feitregel::ontdooid`] reads back: what is frozen.
    pub fn bevroren(&self) -> String {
        let mut uit = "  ".repeat(usize::from(self.niveau));
        for stuk in &self.stukken {
            let (tekst, marks) = match stuk {
                Stuk::Tekst(t) => (t, None),
                Stuk::Deelnemer(t) => (t, Some(CODE)),
                Stuk::Anderen(t) => (t, Some(ANDEREN)),
                Stuk::Klein(t) => (t, Some(KLEIN)),
            };
            uit.extend(marks.map(|m| m.0));
            uit.push_str(&tekst.replace(MARKS, ""));
            uit.extend(marks.map(|m| m.1));
        }
        uit
    }

    /// Reads a frozen line.
    pub fn ontdooid(tekst: &str) -> Self {
        let text = tekst.trim_start_matches(' ');
        let niveau = u8::try_from((tekst.len() - text.len()) / 2).unwrap_or(1);
        let mut stukken: Vec<Stuk> = Vec::new();
        let mut current = String::new();
        for c in text.chars() {
            if !MARKS.contains(&c) {
                current.push(c);
                continue;
            }
            let inside = std::mem::take(&mut current);
            match c {
                c if c == CODE.1 => stukken.push(Stuk::Deelnemer(inside)),
                c if c == ANDEREN.1 => stukken.push(Stuk::Anderen(inside)),
                c if c == KLEIN.1 => stukken.push(Stuk::Klein(inside)),
                _ if !inside.is_empty() => stukken.push(Stuk::Tekst(inside)),
                _ => {}
            }
        }
        if !current.is_empty() {
            stukken.push(Stuk::Tekst(current));
        }
        Self { niveau, stukken }
    }
}

/// The facts of a point, line by line. `dag` is the day of the agenda; `aan_tafel` the aanbieder it is held with.
pub fn feiten(punt: &Punt, aan_tafel: Aanbieder, dag: NaiveDate) -> Vec<Feitregel> {
    // In a KPI point what was agreed before stands under a line of its own.
    let is_kpi = matches!(punt.sleutel, Onderdeelsleutel::Kpi(_));
    let (mut earlier, mut told) = (false, false);
    let mut lines = Vec::new();
    for feit in &punt.feiten {
        if is_kpi && !earlier && matches!(feit, Feit::Afspraak(_) | Feit::Verwachting(_)) {
            earlier = true;
            lines.push(Feitregel::of(0, "Eerder afgesproken:"));
        }
        let mut own = match feit {
            // What the normen of a KPI share is told once, at the first.
            Feit::Cijfer(cijfer) => {
                let first = !std::mem::replace(&mut told, true);
                cijfer_regels(cijfer, first)
            }
            feit => feit_regels(feit, aan_tafel, dag),
        };
        if earlier {
            for regel in &mut own {
                regel.niveau = regel.niveau.saturating_add(1);
            }
        }
        lines.append(&mut own);
    }
    lines
}

/// One fact, line by line.
pub fn feit_regels(feit: &Feit, aan_tafel: Aanbieder, dag: NaiveDate) -> Vec<Feitregel> {
    match feit {
        Feit::Rapportage(stand) => vec![Feitregel::of(0, rapportage(stand))],
        Feit::Afspraak(lopend) => afspraak(lopend, dag),
        Feit::Verwachting(v) => vec![Feitregel::of(0, verwachting(v))],
        Feit::Cijfer(cijfer) => cijfer_regels(cijfer, true),
        Feit::PlanVanAanpak { normen, lopend } => vec![Feitregel::of(0, plan_van_aanpak(normen, lopend.as_ref()))],
        Feit::Bundel { gemeenten, positief, neutraal, negatief } => {
            let wie = opsomming(gemeenten.iter().map(|g| g.naam()));
            let tones = [(negatief, "negatief"), (neutraal, "neutraal"), (positief, "positief")];
            let tones = tones.into_iter().filter(|(n, _)| **n > 0).map(|(n, naam)| format!("{n} {naam}"));
            let gemeente = if gemeenten.len() == 1 { "gemeente" } else { "gemeenten" };
            vec![Feitregel::of(0, format!("{} {gemeente} ({wie}): {}", gemeenten.len(), opsomming(tones)))]
        }
        Feit::Signaal(s) => signaal(s),
        Feit::Aandacht { soort, punten } => aandacht(*soort, punten),
        Feit::Dekking(d) => dekking(d, aan_tafel),
        Feit::Samenwerking { kop, tekst } => samenwerking(*kop, tekst),
        Feit::Kosten(k) => kosten(k),
        Feit::Volgende(Some(d)) => vec![Feitregel::of(0, super::datum_lang(*d))],
        Feit::Volgende(None) => vec![Feitregel::of(0, "Nog geen datum.")],
    }
}

/// Whether the report is in, in time and whole: `rapportage versie 2, aangeleverd 12 jul 2024, 2 werkdagen te laat`.
pub fn rapportage(stand: &Rapportstand) -> String {
    let Some(versie) = stand.versie else {
        return match stand.deadline {
            Some(d) => format!("Geen rapportage; verwacht uiterlijk {}.", datum(d)),
            None => "Geen rapportage.".to_owned(),
        };
    };
    let mut delen = vec![format!("Rapportage versie {versie}")];
    delen.extend(stand.aangeleverd.map(|d| format!("aangeleverd {}", datum(d))));
    delen.extend(match (stand.werkdagen_te_laat, stand.deadline) {
        (Some(n), _) if n > 0 => Some(format!("{} te laat", werkdagen(n))),
        (_, Some(_)) => Some("op tijd".to_owned()),
        _ => None,
    });
    delen.extend(super::ontbrekende_delen(&stand.ontbreekt));
    if stand.rijen_niet_meegeteld > 0 {
        delen.push(format!("{} niet meegeteld", aantal(stand.rijen_niet_meegeteld, "rij", "rijen")));
    }
    format!("{}.", delen.join(", "))
}

fn afspraak(lopend: &Lopend, dag: NaiveDate) -> Vec<Feitregel> {
    let a = &lopend.afspraak;
    let glyph = if lopend.te_laat { "! " } else { "" };
    let mut first = vec![Stuk::Tekst(format!("{glyph}{} {}", a.nummer, a.tekst))];
    if let Some(code) = &a.deelnemer {
        first.extend([Stuk::Tekst(" (".to_owned()), Stuk::Deelnemer(code.to_string()), Stuk::Tekst(")".to_owned())]);
    }
    let mut second: Vec<String> = Vec::new();
    if !a.eigenaar.is_empty() {
        second.push(a.eigenaar.to_string());
    }
    second.push(match a.deadline {
        Some(d) if lopend.te_laat => {
            format!("{}, {} te laat", datum(d), aantal_dagen(dag.signed_duration_since(d).num_days()))
        }
        Some(d) => datum(d),
        None => "geen deadline".to_owned(),
    });
    second.extend(doorgeschoven(lopend.doorgeschoven));
    vec![Feitregel { niveau: 0, stukken: first }, Feitregel::of(1, second.join(" · "))]
}

fn aantal_dagen(n: i64) -> String {
    if n == 1 { "1 dag".to_owned() } else { format!("{n} dagen") }
}

/// `voor de 3e keer doorgeschoven`; None when it never was.
pub fn doorgeschoven(keer: u32) -> Option<String> {
    (keer > 0).then(|| format!("voor de {} keer doorgeschoven", rangtelwoord(keer)))
}

/// `✓ C1.1 ≥ 95% in 2025-K1: gehaald (96,0%)`, with the number of its afspraak.
pub fn verwachting(v: &Getoetst) -> String {
    let waarde = v.weergave.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
    format!("{} {}: {}{waarde} · {} {}", v.uitslag.glyph(), v.notatie, v.uitslag.naam(), v.nummer, v.tekst)
}

fn plan_van_aanpak(normen: &[NormId], lopend: Option<&crate::domain::Afspraaknummer>) -> String {
    let welke = opsomming(normen.iter().map(NormId::as_str));
    match lopend {
        Some(nummer) => format!("Onder de norm ({welke}): plan van aanpak loopt, {nummer}."),
        None => format!("! Onder de norm ({welke}): vraag om een plan van aanpak."),
    }
}

/// The value and the people of a figure, the verdict and how far it is from turning: one line.
fn cijfer_stukken(cijfer: &Cijfer, periode: Periode) -> Vec<Stuk> {
    let meting = &cijfer.figuur(periode).meting;
    let is_mean = cijfer.norm.indicator.is_mean();
    if !meting.waarde.is_measured() {
        return vec![Stuk::Tekst(format!("{}: {}", oordeel_met_zou(meting), mensen(meting, is_mean)))];
    }
    let figure = format!("{} ({}) · ", meting.weergave, mensen(meting, is_mean));
    let rest: String =
        super::afstand(meting).into_iter().chain(verschil(cijfer, periode)).flat_map(|deel| [" · ".to_owned(), deel]).collect();
    let oordeel = Stuk::Tekst(oordeel_met_zou(meting));
    if meting.klein_aantal {
        vec![Stuk::Klein(figure), oordeel, Stuk::Klein(rest), Stuk::Tekst(" · klein aantal".to_owned())]
    } else {
        vec![Stuk::Tekst(figure), oordeel, Stuk::Tekst(rest)]
    }
}

/// The change against a kwartaal earlier: `+3,2 procentpunt`, `gelijk`; None when either is not measured.
pub fn verschil(cijfer: &Cijfer, periode: Periode) -> Option<String> {
    let figuur = cijfer.figuur(periode);
    let verschil = figuur.meting.verschil(figuur.vorige.as_ref()?, &cijfer.norm)?;
    Some(if verschil.richting.is_eq() {
        "gelijk".to_owned()
    } else if cijfer.norm.indicator.is_mean() {
        verschil.weergave()
    } else {
        format!("{} procentpunt", verschil.weergave())
    })
}

/// `gedeeld`: tell what the normen of KPI 2 have in common too, the cohort and its classes.
fn cijfer_regels(cijfer: &Cijfer, gedeeld: bool) -> Vec<Feitregel> {
    let norm = &cijfer.norm;
    let mut lines = vec![Feitregel::of(0, format!("{} {} · {}", norm.id, norm.kort, norm_grens(norm)))];
    let (kwartaal, jaar) = (&cijfer.kwartaal.meting, &cijfer.jaar.meting);
    let k = kwartaal.kwartaal;
    if kwartaal.waarde == jaar.waarde {
        lines.push(Feitregel { niveau: 1, stukken: cijfer_stukken(cijfer, Periode::Jaar) });
    } else {
        for periode in [Periode::Jaar, Periode::Kwartaal] {
            let mut stukken = vec![Stuk::Tekst(format!("{}: ", super::periode(periode, k)))];
            stukken.append(&mut cijfer_stukken(cijfer, periode));
            lines.push(Feitregel { niveau: 1, stukken });
        }
    }
    if let Some(opschorting) = norm.suspended_on(k.last_day()) {
        lines.push(Feitregel::of(1, opschorting.reden.clone()));
    }
    lines.extend(super::year_basis(jaar).map(|t| Feitregel::of(1, format!("gevormd uit {t}"))));
    let mut detail: Vec<String> = Vec::new();
    detail.extend(onderdelen(jaar));
    if gedeeld {
        detail.extend(klassen(jaar));
        detail.extend(super::nagekomen(jaar));
        if let (Some(alle), true) = (jaar.noemer_alle, jaar.waarde.is_measured()) {
            detail.push(format!("letterlijk gelezen: over alle {alle} trajecten die liepen"));
        }
    }
    let wrap = |t: String| if jaar.klein_aantal { Stuk::Klein(t) } else { Stuk::Tekst(t) };
    lines.extend(detail.into_iter().map(|t| Feitregel { niveau: 1, stukken: vec![wrap(t)] }));
    lines.extend(rijen(&cijfer.rijen));
    lines
}

/// KPI 1: the recorded fields that are not complete.
fn onderdelen(meting: &Meting) -> Option<String> {
    let missed: Vec<String> = meting
        .onderdelen
        .iter()
        .filter_map(|o| match o.teller {
            Some(teller) if teller < o.noemer => Some(format!("{} {} van {}", o.kolom.naam(), teller, o.noemer)),
            Some(_) => None,
            None => Some(format!("{} ontbreekt", o.kolom.naam())),
        })
        .collect();
    (!missed.is_empty()).then(|| format!("niet volledig: {}", missed.join(", ")))
}

/// KPI 2: how the cohort is divided.
fn klassen(meting: &Meting) -> Option<String> {
    let counted: Vec<String> = meting.klassen.iter().filter(|(_, n)| *n > 0).map(|(k, n)| format!("{n} {}", k.naam())).collect();
    (!counted.is_empty()).then(|| format!("waarvan {}", counted.join(", ")))
}

/// The rows that matter, with the same reason together: the codes stand apart so that they can be hidden.
fn rijen(rijen: &[Herleidingsrij]) -> Vec<Feitregel> {
    let mut groups: Vec<(String, Vec<&Herleidingsrij>)> = Vec::new();
    for rij in rijen {
        let why = match rij.cijfer {
            Some(cijfer) => format!("cijfer {}", decimaal(cijfer, 1)),
            None => reden(rij),
        };
        match groups.iter_mut().find(|(w, _)| *w == why) {
            Some((_, members)) => members.push(rij),
            None => groups.push((why, vec![rij])),
        }
    }
    groups.into_iter().map(|(why, members)| group_line(&why, &members)).collect()
}

/// `2 × niet vastgelegd: Einddatum: PSW-001 (Venlo), PSW-007 (Venray)`. Groups below ten tell of single people.
fn group_line(why: &str, members: &[&Herleidingsrij]) -> Feitregel {
    let wrap = |t: String| if members.len() < 10 { Stuk::Klein(t) } else { Stuk::Tekst(t) };
    let mut stukken = vec![wrap(format!("{} × {why}", members.len()))];
    let mut separator = ": ";
    for rij in members {
        if let Some(code) = &rij.deelnemer {
            stukken.push(wrap(separator.to_owned()));
            stukken.push(Stuk::Deelnemer(code.as_str().to_owned()));
            stukken.extend(rij.gemeente.map(|g| wrap(format!(" ({})", g.naam()))));
        } else if let Some(gemeente) = rij.gemeente {
            stukken.push(wrap(format!("{separator}{}", gemeente.naam())));
        } else {
            continue;
        }
        separator = ", ";
    }
    Feitregel { niveau: 1, stukken }
}

fn signaal(s: &Signaal) -> Vec<Feitregel> {
    let toon = match s.toon {
        Toon::Positief => "+",
        Toon::Neutraal => "=",
        Toon::Negatief => "−",
    };
    let functie = if s.functie.is_empty() { String::new() } else { format!(", {}", s.functie) };
    let head = format!("{toon} {}{functie} · {} · {}", s.gemeente.naam(), s.onderwerp.naam(), datum(s.datum));
    let mut lines = vec![Feitregel::of(0, head), Feitregel::of(1, s.tekst.clone())];
    if !s.antwoord.is_empty() {
        lines.push(Feitregel::of(1, format!("Antwoord aanbieder: {}", s.antwoord)));
    }
    lines
}

/// The name of a kind of attention point, as a heading (`domein.md` 6).
pub const fn aandachtsoort(soort: Aandachtsoort) -> &'static str {
    match soort {
        Aandachtsoort::DrieJaar => "Drie jaar bereikt",
        Aandachtsoort::TermijnVerstreken => "Termijn verstreken",
        Aandachtsoort::UitvalNietEensluidend => "Uitval niet eensluidend vastgesteld",
        Aandachtsoort::DerdeJaar => "Derde jaar zonder vervolgafspraak",
        Aandachtsoort::VolgendeStap => "Termijn loopt af zonder volgende stap",
        Aandachtsoort::Verdwenen => "Verdwenen uit de rapportage",
        Aandachtsoort::Terug => "Terug na uitstroom",
        Aandachtsoort::Aanpassingen => "Vaker dan toegestaan aangepast",
        Aandachtsoort::Daling => "Gedaald op de participatieladder",
        Aandachtsoort::Stagnatie => "Geen groei op de participatieladder",
        Aandachtsoort::GeenVoortgang => "Geen voortgangsinformatie",
        Aandachtsoort::GeenEindrapportage => "Geen eindrapportage",
        Aandachtsoort::MatchingLaat => "Matchingsgesprek te laat",
        Aandachtsoort::Groepsgrootte => "Groepsgrootte",
        Aandachtsoort::BegintredeGewijzigd => "Begintrede gewijzigd",
        Aandachtsoort::GemeenteGewijzigd => "Gemeente gewijzigd",
        Aandachtsoort::StartdatumGewijzigd => "Startdatum gewijzigd",
        Aandachtsoort::CvsVerschil => "Verschil met het CVS",
        Aandachtsoort::CvsOntbreekt => "Ontbreekt in het CVS of bij de aanbieder",
    }
}

fn aandacht(soort: Aandachtsoort, punten: &[Aandachtspunt]) -> Vec<Feitregel> {
    let mut lines = vec![Feitregel::of(0, format!("{} · {}", aandachtsoort(soort), punten.len()))];
    for punt in punten {
        let mut stukken = Vec::new();
        if let Some(code) = &punt.deelnemer {
            stukken.push(Stuk::Deelnemer(code.as_str().to_owned()));
            stukken.extend(punt.gemeente.map(|g| Stuk::Tekst(format!(" ({})", g.naam()))));
            stukken.push(Stuk::Tekst(": ".to_owned()));
        }
        stukken.push(Stuk::Tekst(format!("{} (sinds {})", super::aandachtspunt(punt), punt.sinds)));
        lines.push(Feitregel { niveau: 1, stukken });
    }
    lines
}

/// The gemeenten that ask for attention: not covered, vulnerable, gained or lost; one line when nothing does.
fn dekking(stof: &Dekkingsstof, aan_tafel: Aanbieder) -> Vec<Feitregel> {
    let Some(van) = stof.van else { return vec![Feitregel::of(0, "Geen dekkingsoverzicht.")] };
    let covered = stof.gemeenten.iter().filter(|g| g.is_covered()).count();
    let own = stof.gemeenten.iter().filter(|g| g.door.contains(&aan_tafel)).count();
    let mut lines = vec![Feitregel::of(
        0,
        format!("{covered} van {} gemeenten gedekt in {van}; {} dekt er {own}.", stof.gemeenten.len(), aan_tafel.naam()),
    )];
    lines.extend(stof.gemeenten.iter().filter_map(|g| gemeente_regel(g, aan_tafel)));
    lines
}

fn gemeente_regel(g: &Gemeentestof, aan_tafel: Aanbieder) -> Option<Feitregel> {
    let mut stukken = vec![Stuk::Tekst(format!("{}: ", g.gemeente.naam()))];
    if !g.is_covered() {
        let since = g.niet_gedekt_sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
        let what = if g.niet_opgegeven { "niet opgegeven" } else { "niet gedekt" };
        stukken.push(Stuk::Tekst(format!("✗ {what}{since}")));
    } else if g.is_vulnerable() {
        stukken.push(Stuk::Tekst("! kwetsbaar, één aanbieder".to_owned()));
        let wie = opsomming(g.door.iter().map(|a| a.naam()));
        stukken.push(if g.door.contains(&aan_tafel) {
            Stuk::Tekst(format!(" ({wie})"))
        } else {
            Stuk::Anderen(format!(" ({wie})"))
        });
    }
    let changed = g.cellen.iter().filter_map(|c| c.verandering.map(|won| (c.aanbieder, won)));
    for (aanbieder, won) in changed {
        let what = format!(
            "{}{} {}",
            if stukken.len() > 1 { "; " } else { "" },
            aanbieder.naam(),
            if won { "kwam erbij" } else { "viel weg" }
        );
        stukken.push(if aanbieder == aan_tafel { Stuk::Tekst(what) } else { Stuk::Anderen(what) });
    }
    if stukken.len() == 1 {
        return None;
    }
    if stukken.iter().skip(1).all(|s| matches!(s, Stuk::Anderen(_))) {
        // Only about others: the name of the gemeente goes with it.
        let all = stukken.into_iter().map(|s| match s {
            Stuk::Tekst(t) | Stuk::Deelnemer(t) | Stuk::Anderen(t) | Stuk::Klein(t) => t,
        });
        return Some(Feitregel { niveau: 1, stukken: vec![Stuk::Anderen(all.collect())] });
    }
    Some(Feitregel { niveau: 1, stukken })
}

fn samenwerking(kop: Samenwerkingskop, tekst: &str) -> Vec<Feitregel> {
    let mut lines = vec![Feitregel::of(0, format!("{}:", kop.naam()))];
    lines.extend(tekst.lines().filter(|l| !l.trim().is_empty()).map(|l| Feitregel::of(1, l.trim())));
    lines
}

fn kosten(kosten: &Kosten) -> Vec<Feitregel> {
    let mut lines: Vec<Feitregel> = kosten
        .regels
        .iter()
        .map(|r| {
            let contract = if r.oud_contract { " (oud contract)" } else { "" };
            let uren = decimaal(r.uren, r.uren.normalize().scale());
            let som = match (r.tarief, r.bedrag()) {
                (Some(tarief), Some(bedrag)) => format!("× {} = {}", geld(tarief), geld(bedrag)),
                _ => "× tarief onbekend".to_owned(),
            };
            Feitregel::of(0, format!("{} {}{contract}: {uren} uur {som}", r.product.naam(), r.jaar))
        })
        .collect();
    if let Some(totaal) = kosten.totaal.filter(|_| kosten.regels.len() > 1) {
        lines.push(Feitregel::of(0, format!("Samen {}", geld(totaal))));
    }
    if kosten.zonder_uren > 0 {
        lines.push(Feitregel::of(0, format!("{} zonder Uren", aantal(kosten.zonder_uren, "rij", "rijen"))));
    }
    lines
}

/// `C2.1: 62% (8 van 13) → 66% (10 van 15)`: what moved since the gesprek.
pub fn wijziging(w: &Wijziging, is_mean: bool) -> String {
    let figure = |m: &Meting| {
        if m.waarde.is_measured() {
            format!("{} ({}), {}", m.weergave, mensen(m, is_mean), m.oordeel.naam())
        } else {
            m.weergave.clone()
        }
    };
    format!("{} {}: {} → {}", w.norm, super::periode(w.toen.periode, w.toen.kwartaal), figure(&w.toen), figure(&w.nu))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(stukken: &[Stuk]) -> Feitregel {
        Feitregel { niveau: 1, stukken: stukken.to_vec() }
    }

    #[test]
    fn codes_and_others_are_hidden_at_the_table() {
        let codes =
            line(&[Stuk::Tekst("2 × te laat: ".into()), Stuk::Deelnemer("PSW-001".into()), Stuk::Tekst(" (Venlo)".into())]);
        assert_eq!(codes.tekst(Zicht::ALLES).unwrap(), "2 × te laat: PSW-001 (Venlo)");
        assert_eq!(codes.tekst(Zicht::TAFEL).unwrap(), "2 × te laat: een deelnemer (Venlo)");
        let others = line(&[Stuk::Anderen("Gennep: Qwyl viel weg".into())]);
        assert_eq!(others.tekst(Zicht::TAFEL), None);
        assert_eq!(others.tekst(Zicht { anderen: true, ..Zicht::TAFEL }).unwrap(), "Gennep: Qwyl viel weg");
    }

    #[test]
    fn small_numbers_go_when_the_user_chooses_so() {
        let hidden = Zicht { kleine_aantallen: false, ..Zicht::ALLES };
        let figure = line(&[Stuk::Klein("88,9% (8 van 9) · ".into()), Stuk::Tekst("✗ niet gehaald".into())]);
        assert_eq!(figure.tekst(Zicht::TAFEL).unwrap(), "88,9% (8 van 9) · ✗ niet gehaald");
        assert_eq!(figure.tekst(hidden).unwrap(), "✗ niet gehaald");
        let rows = line(&[Stuk::Klein("1 × te laat: ".into()), Stuk::Deelnemer("PSW-001".into())]);
        assert_eq!(rows.tekst(hidden), None);
    }

    #[test]
    fn a_frozen_line_reads_back_with_its_secrets_marked() {
        for original in [
            line(&[
                Stuk::Tekst("a ".into()),
                Stuk::Deelnemer("PSW-001".into()),
                Stuk::Tekst(", ".into()),
                Stuk::Anderen("Qwyl".into()),
            ]),
            line(&[Stuk::Deelnemer("Één".into())]),
            Feitregel::of(0, "gewoon"),
        ] {
            assert_eq!(Feitregel::ontdooid(&original.bevroren()), original);
        }
    }

    #[test]
    fn marks_typed_by_somebody_do_not_hide_or_reveal() {
        let typed = Feitregel::of(0, "⟦x⟧ ⟪y⟫");
        assert_eq!(Feitregel::ontdooid(&typed.bevroren()), Feitregel::of(0, "x y"));
    }

    #[test]
    fn the_third_time_is_said() {
        assert_eq!(doorgeschoven(0), None);
        assert_eq!(doorgeschoven(3).unwrap(), "voor de 3e keer doorgeschoven");
    }

    #[test]
    fn a_report_says_when_and_how_late() {
        let day = |t: &str| t.parse::<NaiveDate>().ok();
        let stand = Rapportstand {
            versie: Some(2),
            aangeleverd: day("2024-07-17"),
            deadline: day("2024-07-15"),
            werkdagen_te_laat: Some(2),
            ontbreekt: Vec::new(),
            rijen_niet_meegeteld: 3,
        };
        assert_eq!(
            rapportage(&stand),
            "Rapportage versie 2, aangeleverd 17 jul 2024, 2 werkdagen te laat, 3 rijen niet meegeteld."
        );
        let missing = Rapportstand { deadline: day("2024-07-15"), ..Rapportstand::default() };
        assert_eq!(rapportage(&missing), "Geen rapportage; verwacht uiterlijk 15 jul 2024.");
    }
}
