//! The facts of an agendapunt in words, in such a way that what must not be seen at the table can be left out.
//!
//! A line knows which of its parts are deelnemer codes and which name other aanbieders, so that a beamer and a verslag hide
//! them without guessing, also after the gesprek was frozen as text.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::agenda::{
    Cijfer, Dekkingsstof, Feit, Gemeentestof, Kosten, Lopendeafspraak, Punt, Rapportstand, Samenwerkingskop, Tevredenheidsjaar,
};
use crate::domain::klein::{Weglating, is_few};
use crate::domain::vorm::Cijferstand;
use crate::domain::{
    Aandachtgrond, Aandachtsoort, Aandachtspunt, Afspraaknummer, Genoemd, Getypt, Herleidingsrij, Meting, NormId,
    Onderdeelsleutel, Onderwerp, Ontwikkeldoel, Periode, Productkosten, Register, Respons, Signaal, Toon, Waarde, weergave,
};

use super::{aantal, datum, decimaal, geld, mensen, norm_grens, oordeel_met_zou, opsomming, pxq, reden, werkdagen};

use super::afspraken::{afspraak, verwachting};
pub use super::afspraken::{doorgeschoven, retold};
pub use super::stukken::Tafel;
use super::stukken::{getypt, of_people, tekst};
pub use crate::domain::{Feitregel, Stuk};

/// What stands in the place of a code that somebody typed.
const VERBORGEN: &str = "[deelnemer]";

/// What the user is to do about a KPI 3 below the norm, within the sentence that says so.
const VRAAG_OM_PLAN: &str = ": vraag om een plan van aanpak";

/// With what the lines of a figure begin that a verslag says elsewhere, or not at all: the figure with everybody in it, as it is
/// called and as it was until it was frozen so, and what it was formed of.
pub const VERGELIJK: &str = "ter vergelijking, als alle trajecten die liepen meetellen";
pub const LETTERLIJK: &str = "letterlijk gelezen";
pub const GEVORMD: &str = "gevormd uit";
/// With what it is said how the people of the figure before it are divided.
pub const WAARVAN: &str = "waarvan ";

/// What may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zicht {
    pub codes: bool,
    pub anderen: bool,
    /// What the user is to do.
    pub opdrachten: bool,
    /// What tells of few people.
    pub kleine_aantallen: bool,
}

impl Zicht {
    /// On the beamer, and in a verslag unless the user decides otherwise.
    pub const TAFEL: Self = Self { codes: false, anderen: false, opdrachten: false, kleine_aantallen: true };
    pub const ALLES: Self = Self { codes: true, anderen: true, opdrachten: true, kleine_aantallen: true };
}

impl Feitregel {
    /// A line that the program says as a whole.
    pub fn of(niveau: u8, tekst: impl Into<String>) -> Self {
        Self { niveau, stukken: vec![Stuk::Tekst(tekst.into())] }
    }

    /// The line as it may be seen; None when nothing of it may.
    pub fn tekst(&self, zicht: Zicht) -> Option<String> {
        shown(&self.stukken, zicht)
    }
}

impl Getypt {
    /// The text as it may be seen.
    pub fn tekst(&self, zicht: Zicht) -> String {
        shown(&self.0, zicht).unwrap_or_default()
    }
}

/// Pieces as they may be seen; None when nothing of them may.
pub fn shown(stukken: &[Stuk], zicht: Zicht) -> Option<String> {
    let mut uit = String::new();
    let (mut hidden, mut said) = (false, false);
    write(stukken, zicht, &mut uit, (&mut hidden, &mut said));
    (!hidden || said).then_some(uit)
}

/// Writes what may be seen of some pieces; marks whether something was hidden, and whether anything was said besides.
fn write(stukken: &[Stuk], zicht: Zicht, uit: &mut String, (hidden, said): (&mut bool, &mut bool)) {
    for stuk in stukken {
        match stuk {
            Stuk::Tekst(t) | Stuk::Getypt(t) => {
                uit.push_str(t);
                *said |= !t.trim().is_empty();
            }
            Stuk::Code(genoemd) => {
                uit.push_str(if zicht.codes { &genoemd.code } else { VERBORGEN });
                *said = true;
            }
            Stuk::Deelnemers(wie) => {
                // A line about single people tells of few, however many there are.
                let text = if zicht.kleine_aantallen { people(wie, zicht.codes) } else { String::new() };
                *hidden |= text.is_empty();
                if text.is_empty() {
                    uit.truncate(uit.trim_end_matches([' ', ':']).len());
                }
                uit.push_str(&text);
            }
            Stuk::Anderen(t) if zicht.anderen => uit.push_str(t),
            Stuk::Opdracht(t) if zicht.opdrachten => uit.push_str(t),
            Stuk::Klein(inside) if zicht.kleine_aantallen => write(inside, zicht, uit, (&mut *hidden, &mut *said)),
            Stuk::Anderen(_) | Stuk::Klein(_) | Stuk::Opdracht(_) => *hidden = true,
        }
    }
}

/// `PSW-001 (Venlo), PSW-007 (Venray)`; without codes `een deelnemer (Venlo)`, or of several where they are from:
/// `Venlo (2), Venray`. Of several of whom that is not known nothing is left to say.
fn people(wie: &[Genoemd], codes: bool) -> String {
    let from = |g: &Genoemd| g.gemeente.as_ref().map(|g| format!(" ({g})")).unwrap_or_default();
    if codes {
        return wie.iter().map(|g| format!("{}{}", g.code, from(g))).collect::<Vec<_>>().join(", ");
    }
    if let [one] = wie {
        return format!("een deelnemer{}", from(one));
    }
    let mut gemeenten: Vec<(&str, usize)> = Vec::new();
    for gemeente in wie.iter().filter_map(|g| g.gemeente.as_deref()) {
        match gemeenten.iter_mut().find(|(naam, _)| *naam == gemeente) {
            Some((_, n)) => *n += 1,
            None => gemeenten.push((gemeente, 1)),
        }
    }
    let named = |(naam, n): &(&str, usize)| if *n > 1 { format!("{naam} ({n})") } else { (*naam).to_owned() };
    gemeenten.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// How many columns stand before the words of a line: its sign, and the number of its afspraak. What goes on below stands under the
/// words.
pub fn inspringing(tekst: &str) -> usize {
    let is_sign = |first: &str| first.chars().count() == 1 && !first.contains(char::is_alphanumeric);
    let is_number = |first: &str| first.parse::<Afspraaknummer>().is_ok();
    let after = |rest: &'_ str, is_head: &dyn Fn(&str) -> bool| {
        rest.split_once(' ').filter(|(first, _)| is_head(first)).map_or(rest.len(), |(_, words)| words.len())
    };
    let behind = |len: usize| tekst.get(tekst.len() - len..).unwrap_or_default();
    let words = after(behind(after(tekst, &is_sign)), &is_number);
    super::width(tekst) - super::width(behind(words))
}

/// The facts of a point, line by line.
pub fn feiten(punt: &Punt, tafel: Tafel<'_>) -> Vec<Feitregel> {
    told(punt, tafel).into_iter().flat_map(|(_, regels)| regels).collect()
}

/// Which of the lines of [`feiten`] tell of which open afspraak.
pub fn lopende<'p>(punt: &'p Punt, tafel: Tafel<'_>) -> Vec<(&'p Lopendeafspraak, Range<usize>)> {
    let mut from = 0;
    let mut found = Vec::new();
    for (feit, regels) in told(punt, tafel) {
        let to = from + regels.len();
        if let Some(Feit::Afspraak(lopend)) = feit {
            found.push((&**lopend, from..to));
        }
        from = to;
    }
    found
}

/// The lines of a point with the fact that they tell; a heading tells none.
fn told<'p>(punt: &'p Punt, tafel: Tafel<'_>) -> Vec<(Option<&'p Feit>, Vec<Feitregel>)> {
    // In a KPI point what was agreed before stands under a line of its own.
    let is_kpi = matches!(punt.sleutel, Onderdeelsleutel::Kpi(_));
    let (mut earlier, mut told) = (false, false);
    let mut lines = Vec::new();
    for feit in &punt.feiten {
        if is_kpi && !earlier && matches!(feit, Feit::Afspraak(_) | Feit::Verwachting(_)) {
            earlier = true;
            lines.push((None, vec![Feitregel::of(0, "Eerder afgesproken:")]));
        }
        let mut own = match feit {
            // What the normen of a KPI share is told once, at the first.
            Feit::Cijfer(cijfer) => {
                let first = !std::mem::replace(&mut told, true);
                cijfer_regels(cijfer, tafel, first)
            }
            feit => feit_regels(feit, tafel),
        };
        if earlier {
            for regel in &mut own {
                regel.niveau = regel.niveau.saturating_add(1);
            }
        }
        lines.push((Some(feit), own));
    }
    lines
}

/// One fact, line by line.
fn feit_regels(feit: &Feit, tafel: Tafel<'_>) -> Vec<Feitregel> {
    let klein_onder = tafel.klein_onder;
    match feit {
        Feit::Rapportage(stand) => vec![rapportage_regel(stand, klein_onder)],
        Feit::Afspraak(lopend) => afspraak(lopend, tafel.dag).into(),
        Feit::Verwachting(v) => vec![verwachting(v)],
        Feit::Cijfer(cijfer) => cijfer_regels(cijfer, tafel, true),
        Feit::Vooruitblik(stof) => super::vooruitblik::feiten(stof, tafel),
        Feit::PlanVanAanpak { normen, lopend } => vec![plan_van_aanpak(normen, lopend.as_ref())],
        Feit::Bundel { gemeenten, positief, neutraal, negatief } => {
            let wie = opsomming(gemeenten.iter().map(|g| g.naam()));
            let tones = [(negatief, "negatief"), (neutraal, "neutraal"), (positief, "positief")];
            let tones = tones.into_iter().filter(|(n, _)| **n > 0).map(|(n, naam)| format!("{n} {naam}"));
            let gemeente = if gemeenten.len() == 1 { "gemeente" } else { "gemeenten" };
            let tones = opsomming(tones);
            let said = if tones.is_empty() { "zonder oordeel" } else { &tones };
            vec![Feitregel::of(0, format!("{} {gemeente} ({wie}): {said}", gemeenten.len()))]
        }
        Feit::Signaal(s) => signaal(s),
        Feit::Aandacht { soort, punten } => aandacht(*soort, punten, klein_onder),
        Feit::Dekking(d) => dekking(d, tafel),
        Feit::Tevredenheid(t) => tevredenheid(t, klein_onder),
        Feit::Samenwerking { kop, tekst } => samenwerking(*kop, tekst),
        Feit::Kosten(k) => kosten(k, klein_onder),
        Feit::Doel(d) => doel(d),
        Feit::Volgende(dag) => vec![volgende(*dag)],
    }
}

/// The date of the next gesprek.
pub fn volgende(dag: Option<NaiveDate>) -> Feitregel {
    Feitregel::of(0, dag.map_or_else(|| "Nog geen datum.".to_owned(), super::datum_lang))
}

/// Whether the report is in, and how many of its rows count nowhere.
fn rapportage_regel(stand: &Rapportstand, klein_onder: u32) -> Feitregel {
    let mut stukken = vec![tekst(rapportage(stand))];
    let buiten = stand.rijen_niet_meegeteld;
    if stand.versie.is_some() && buiten > 0 {
        let text = format!(" {} niet meegeteld.", aantal(buiten, "rij", "rijen"));
        stukken.extend(of_people(buiten, klein_onder, vec![tekst(text)]));
    }
    Feitregel { niveau: 0, stukken }
}

/// Whether the report is in, in time and whole: `Rapportage versie 2, aangeleverd 12 jul 2024, 2 werkdagen te laat.`
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
    format!("{}.", delen.join(", "))
}

fn plan_van_aanpak(normen: &[NormId], lopend: Option<&Afspraaknummer>) -> Feitregel {
    let welke = opsomming(normen.iter().map(NormId::as_str));
    let stukken = if let Some(nummer) = lopend {
        vec![tekst(format!("Onder de norm ({welke}): plan van aanpak loopt, {nummer}."))]
    } else {
        let ask = Stuk::Opdracht(VRAAG_OM_PLAN.to_owned());
        vec![tekst(format!("! Onder de norm ({welke})")), ask, tekst(".")]
    };
    Feitregel { niveau: 0, stukken }
}

/// A line as it goes out. What the user is to do stands within the sentence in what an earlier program froze.
pub fn outward(regel: &Feitregel) -> Feitregel {
    let mut regel = regel.kept();
    for stuk in &mut regel.stukken {
        if let Stuk::Tekst(t) = stuk {
            *t = t.replace(VRAAG_OM_PLAN, "");
        }
    }
    regel
}

/// The value and the people of a figure, the verdict and how far it is from turning: one line.
fn cijfer_stukken(cijfer: &Cijfer, periode: Periode, weglating: &Weglating) -> Vec<Stuk> {
    let figuur = cijfer.figuur(periode);
    let (weglaten, of_a_year) = match periode {
        Periode::Jaar => (weglating.jaar, true),
        Periode::Kwartaal => (weglating.kwartaal, false),
    };
    let meting = &figuur.meting;
    let is_mean = cijfer.norm.indicator.is_mean();
    if !meting.waarde.is_measured() {
        let why = mensen(meting, is_mean);
        // That it cannot be measured follows from why.
        let why = why.strip_prefix("niet te meten: ").unwrap_or(&why);
        return vec![tekst(format!("{}: {why}", oordeel_met_zou(meting)))];
    }
    let joined = |deel: Option<String>| deel.map(|deel| format!(" · {deel}")).unwrap_or_default();
    let parts = [
        (weglaten, format!("{} ({}) · ", meting.weergave, mensen(meting, is_mean))),
        (false, oordeel_met_zou(meting)),
        (weglaten, joined(super::afstand(meting))),
        // The difference tells the figure before it too.
        (
            weglaten || figuur.vorige.as_ref().is_some_and(|v| v.klein_aantal || of_a_year && weglating.leaves_out(v.kwartaal)),
            joined(verschil(cijfer, periode).map(|said| format!("{said} {}", super::sinds_vorige(periode, meting.kwartaal)))),
        ),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let mut stukken: Vec<Stuk> =
        parts.map(|(small, text)| if small { Stuk::Klein(vec![tekst(text)]) } else { tekst(text) }).collect();
    if meting.klein_aantal {
        stukken.push(tekst(" · klein aantal"));
    }
    stukken
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
fn cijfer_regels(cijfer: &Cijfer, tafel: Tafel<'_>, gedeeld: bool) -> Vec<Feitregel> {
    let klein_onder = tafel.klein_onder;
    let norm = &cijfer.norm;
    let mut lines = vec![Feitregel::of(0, format!("{} {} · {}", norm.id, norm.kort, norm_grens(norm)))];
    let (kwartaal, jaar) = (&cijfer.kwartaal.meting, &cijfer.jaar.meting);
    let k = kwartaal.kwartaal;
    let weglating = Weglating::of(kwartaal, jaar, &cijfer.trend, klein_onder);
    if kwartaal.waarde == jaar.waarde {
        lines.push(Feitregel { niveau: 1, stukken: cijfer_stukken(cijfer, Periode::Jaar, &weglating) });
    } else {
        for periode in [Periode::Jaar, Periode::Kwartaal] {
            let mut stukken = vec![tekst(format!("{}: ", super::periode(periode, k)))];
            stukken.append(&mut cijfer_stukken(cijfer, periode, &weglating));
            lines.push(Feitregel { niveau: 1, stukken });
        }
    }
    if let Some(opschorting) = norm.suspended_on(k.last_day()) {
        lines.push(Feitregel::of(1, opschorting.reden.clone()));
    }
    lines.extend(super::year_basis(jaar).map(|t| Feitregel::of(1, format!("{GEVORMD} {t}"))));
    // What divides the people of a figure tells of single ones as soon as a part is small.
    let few = |aantallen: &[u32]| jaar.klein_aantal || aantallen.iter().any(|n| is_few(*n, klein_onder));
    let mut detail: Vec<(bool, String)> = Vec::new();
    let missed: Vec<u32> = jaar.onderdelen.iter().filter_map(|o| Some(o.noemer.saturating_sub(o.teller?))).collect();
    detail.extend(onderdelen(jaar).map(|t| (few(&missed), t)));
    if gedeeld {
        let counts: Vec<u32> = jaar.klassen.iter().map(|(_, n)| *n).collect();
        detail.extend(klassen(jaar).map(|t| (few(&counts), t)));
        detail.extend(super::nagekomen(jaar).map(|t| (few(jaar.nagekomen.as_slice()), t)));
        if let (Some(alle), Waarde::Gemeten { teller, .. }) = (jaar.noemer_alle, &jaar.waarde) {
            let literal = weergave(norm, &Waarde::Gemeten { teller: *teller, noemer: alle });
            let teller = teller.normalize();
            detail.push((few(&[alle]), format!("{VERGELIJK}: {literal} ({teller} van {alle})")));
        }
    }
    let line = |(small, t): (bool, String)| {
        let piece = tekst(t);
        Feitregel { niveau: 1, stukken: vec![if small { Stuk::Klein(vec![piece]) } else { piece }] }
    };
    lines.extend(detail.into_iter().map(line));
    lines.extend(rijen(&cijfer.rijen, tafel.register, klein_onder));
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
    (!counted.is_empty()).then(|| format!("{WAARVAN}{}", counted.join(", ")))
}

/// The rows that matter, with the same reason together: the codes stand apart so that they can be hidden.
fn rijen(rijen: &[Herleidingsrij], register: &Register, klein_onder: u32) -> Vec<Feitregel> {
    let mut groups: Vec<(String, Vec<&Herleidingsrij>)> = Vec::new();
    for rij in rijen {
        let why = match rij.cijfer {
            Some(cijfer) => format!("cijfer {}", decimaal(cijfer, 1)),
            None => reden(rij, register),
        };
        match groups.iter_mut().find(|(w, _)| *w == why) {
            Some((_, members)) => members.push(rij),
            None => groups.push((why, vec![rij])),
        }
    }
    groups.into_iter().map(|(why, members)| group_line(&why, &members, klein_onder)).collect()
}

/// `2 × niet vastgelegd: Einddatum: PSW-001 (Venlo), PSW-007 (Venray)`.
fn group_line(why: &str, members: &[&Herleidingsrij], klein_onder: u32) -> Feitregel {
    let mut stukken = vec![tekst(format!("{} × {why}", members.len()))];
    let gemeente = |rij: &Herleidingsrij| rij.gemeente.map(|g| g.naam().to_owned());
    let who: Vec<Genoemd> = members
        .iter()
        .filter_map(|rij| Some(Genoemd { code: rij.deelnemer.as_ref()?.as_str().to_owned(), gemeente: gemeente(rij) }))
        .collect();
    if !who.is_empty() {
        stukken.extend([tekst(": "), Stuk::Deelnemers(who)]);
    }
    // A row that is about no deelnemer is about a gemeente, or an employer that is not named.
    let places: Vec<String> = members.iter().filter(|rij| rij.deelnemer.is_none()).filter_map(|rij| gemeente(rij)).collect();
    if !places.is_empty() {
        stukken.push(tekst(format!(": {}", places.join(", "))));
    }
    Feitregel { niveau: 1, stukken: of_people(count(members.len()), klein_onder, stukken) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The sign of a tone, on every screen and paper.
pub const fn toonteken(toon: Toon) -> &'static str {
    match toon {
        Toon::Positief => "+",
        Toon::Neutraal => "=",
        Toon::Negatief => "−",
        Toon::Zonder => "",
    }
}

fn signaal(s: &Signaal) -> Vec<Feitregel> {
    let glyph = toonteken(s.toon);
    let mut head = vec![tekst(format!("{glyph} {}", s.gemeente.naam()).trim_start().to_owned())];
    if !s.functie.is_empty() {
        head.extend([tekst(", "), getypt(s.functie.clone())]);
    }
    let over = if s.onderwerp == Onderwerp::Overig { "" } else { " over " };
    let onderwerp = if over.is_empty() { "" } else { s.onderwerp.naam() };
    head.push(tekst(format!(" · {}{over}{onderwerp} · {}", s.toon.naam(), datum(s.datum))));
    let typed = |voor: &str, text: &str| Feitregel { niveau: 1, stukken: vec![tekst(voor), getypt(text)] };
    let mut lines = vec![Feitregel { niveau: 0, stukken: head }, typed("", &s.tekst)];
    if !s.antwoord.is_empty() {
        lines.push(typed("Antwoord aanbieder: ", &s.antwoord));
    }
    lines
}

/// The name of a kind of attention point, as a heading (`domein.md` 6).
pub const fn aandachtsoort(soort: Aandachtsoort) -> &'static str {
    match soort {
        Aandachtsoort::DrieJaar => "Maximale duur bereikt",
        Aandachtsoort::TermijnVerstreken => "Termijn verstreken",
        Aandachtsoort::UitvalNietEensluidend => "Uitval niet eensluidend vastgesteld",
        Aandachtsoort::NietGecontracteerd => "Begonnen zonder contract",
        Aandachtsoort::DerdeJaar => "Laatste jaar zonder vervolgafspraak",
        Aandachtsoort::VolgendeStap => "Termijn loopt af zonder volgende stap",
        Aandachtsoort::Verdwenen => "Verdwenen uit de rapportage",
        Aandachtsoort::Terug => "Terug na uitstroom",
        Aandachtsoort::Aanpassingen => "Vaker dan toegestaan aangepast",
        Aandachtsoort::Daling => "Gedaald op de participatieladder",
        Aandachtsoort::Stagnatie => "Geen groei op de participatieladder",
        Aandachtsoort::GeenVoortgang => "Geen voortgangsinformatie",
        Aandachtsoort::GeenEindrapportage => "Geen eindrapportage",
        Aandachtsoort::MatchingLaat => "Matchingsgesprek te laat",
        Aandachtsoort::UrenSpringen => "Uren springen",
        Aandachtsoort::Groepsgrootte => "Groepsgrootte",
        Aandachtsoort::BegintredeGewijzigd => "Begintrede gewijzigd",
        Aandachtsoort::GemeenteGewijzigd => "Gemeente gewijzigd",
        Aandachtsoort::StartdatumGewijzigd => "Startdatum gewijzigd",
        Aandachtsoort::CvsVerschil => "Verschil met het CVS",
        Aandachtsoort::CvsOntbreekt => "Ontbreekt in het CVS of bij de aanbieder",
    }
}

/// The points of one kind; those that say the same of several deelnemers in one line. The heading goes with them when all that it
/// tells is of few people.
fn aandacht(soort: Aandachtsoort, punten: &[Aandachtspunt], klein_onder: u32) -> Vec<Feitregel> {
    let mut groups: Vec<(String, Vec<&Aandachtspunt>)> = Vec::new();
    for punt in punten {
        let said = format!("{} (sinds {})", super::aandachtspunt(punt), punt.sinds);
        match groups.iter_mut().find(|(s, of)| *s == said && of.iter().all(|p| p.deelnemer.is_some()) && punt.deelnemer.is_some())
        {
            Some((_, members)) => members.push(punt),
            None => groups.push((said, vec![punt])),
        }
    }
    let lines: Vec<Feitregel> = groups.into_iter().map(|(said, members)| aandacht_regel(&said, &members, klein_onder)).collect();
    let aantal = of_people(count(punten.len()), klein_onder, vec![tekst(format!(" · {}", punten.len()))]);
    let is_small = |stukken: &[Stuk]| matches!(stukken, [Stuk::Klein(_)]);
    let all_small = is_small(&aantal) && lines.iter().all(|l| is_small(&l.stukken));
    let head: Vec<Stuk> = std::iter::once(tekst(aandachtsoort(soort))).chain(aantal).collect();
    let head = if all_small { vec![Stuk::Klein(head)] } else { head };
    std::iter::once(Feitregel { niveau: 0, stukken: head }).chain(lines).collect()
}

/// `een deelnemer (Venlo): duur 3 keer aangepast (sinds 2025-K2)`; of several `bij 3 deelnemers: duur 3 keer aangepast (sinds …): Venlo (2), Venray`.
fn aandacht_regel(said: &str, members: &[&Aandachtspunt], klein_onder: u32) -> Feitregel {
    let names_gemeente = |p: &Aandachtspunt| {
        matches!(
            p.grond,
            Aandachtgrond::CvsVerschil { .. } | Aandachtgrond::CvsOntbreekt { .. } | Aandachtgrond::GemeenteGewijzigd { .. }
        )
    };
    let who = |p: &&Aandachtspunt| {
        // Where the sentence names the gemeente it is not said twice.
        let gemeente = p.gemeente.filter(|_| members.len() == 1 || !names_gemeente(p)).map(|g| g.naam().to_owned());
        Some(Genoemd { code: p.deelnemer.as_ref()?.as_str().to_owned(), gemeente })
    };
    let wie: Vec<Genoemd> = members.iter().filter_map(who).collect();
    let stukken = match (members, wie.as_slice()) {
        // About a group: its name was typed, its size may tell of few.
        ([punt], []) => match &punt.grond {
            Aandachtgrond::Groepsgrootte { aantal: n, grens } => {
                let groep = punt.groep.as_deref().unwrap_or_default();
                let size = format!(" heeft {} (sinds {})", super::aandacht::groepsgrootte(*n, *grens), punt.sinds);
                of_people(*n, klein_onder, vec![tekst("groep "), getypt(groep), tekst(size)])
            }
            _ => vec![tekst(said)],
        },
        // A single deelnemer: the whole line is about few people.
        ([_], _) => vec![Stuk::Klein(vec![Stuk::Deelnemers(wie), tekst(format!(": {said}"))])],
        _ => of_people(
            count(members.len()),
            klein_onder,
            vec![tekst(format!("bij {} deelnemers: {said}: ", members.len())), Stuk::Deelnemers(wie)],
        ),
    };
    Feitregel { niveau: 1, stukken }
}

/// The gemeenten that ask for attention: not covered, vulnerable, gained or lost; one line when nothing does.
fn dekking(stof: &Dekkingsstof, tafel: Tafel<'_>) -> Vec<Feitregel> {
    let Some(van) = stof.van else { return vec![Feitregel::of(0, "Geen dekkingsoverzicht.")] };
    let covered = stof.gemeenten.iter().filter(|g| g.is_covered()).count();
    let own = stof.gemeenten.iter().filter(|g| g.door.contains(&tafel.aanbieder)).count();
    let naam = tafel.register.naam(tafel.aanbieder);
    let mut lines = vec![Feitregel::of(
        0,
        format!("{covered} van {} gemeenten gedekt in {van}; {naam} dekt er {own}.", stof.gemeenten.len()),
    )];
    lines.extend(stof.gemeenten.iter().filter_map(|g| gemeente_regel(g, tafel)));
    lines
}

fn gemeente_regel(g: &Gemeentestof, tafel: Tafel<'_>) -> Option<Feitregel> {
    let mut stukken = vec![Stuk::Tekst(format!("{}: ", g.gemeente.naam()))];
    if !g.is_covered() {
        let since = g.niet_gedekt_sinds.map(|k| format!(" sinds {k}")).unwrap_or_default();
        let what = if g.niet_opgegeven { "niet opgegeven" } else { "niet gedekt" };
        stukken.push(Stuk::Tekst(format!("✗ {what}{since}")));
    } else if g.is_vulnerable() {
        stukken.push(Stuk::Tekst("! kwetsbaar, één aanbieder".to_owned()));
        let wie = opsomming(g.door.iter().map(|a| tafel.register.naam(*a)));
        stukken.push(if g.door.contains(&tafel.aanbieder) {
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
            tafel.register.naam(aanbieder),
            if won { "kwam erbij" } else { "viel weg" }
        );
        stukken.push(if aanbieder == tafel.aanbieder { Stuk::Tekst(what) } else { Stuk::Anderen(what) });
    }
    if stukken.len() == 1 {
        return None;
    }
    if stukken.iter().skip(1).all(|s| matches!(s, Stuk::Anderen(_))) {
        // Only about others: the name of the gemeente goes with it.
        return Some(Feitregel { niveau: 1, stukken: vec![Stuk::Anderen(shown(&stukken, Zicht::ALLES).unwrap_or_default())] });
    }
    Some(Feitregel { niveau: 1, stukken })
}

/// The name of a KPI (H23 appendix).
const fn kpi_naam(kpi: u8) -> &'static str {
    match kpi {
        1 => "Monitoren voortgang van de deelnemer",
        2 => "Aansluitende ondersteuning",
        3 => "Cliënttevredenheid",
        _ => "Samenwerking in de keten",
    }
}

/// The title of a point of the agenda that has none of its own: what everybody but a bundle and a point of the user is called.
pub fn titel(sleutel: &Onderdeelsleutel) -> String {
    match sleutel {
        Onderdeelsleutel::OpenAfspraken => "Openstaande afspraken".to_owned(),
        Onderdeelsleutel::Verwachtingen => "Verwachtingen".to_owned(),
        Onderdeelsleutel::Kpi(kpi) => format!("KPI {kpi}  {}", kpi_naam(*kpi)),
        Onderdeelsleutel::Vooruitblik => "Vooruitblik".to_owned(),
        Onderdeelsleutel::Bundel(_) => "Bundel".to_owned(),
        Onderdeelsleutel::Signalen => "Signalen".to_owned(),
        Onderdeelsleutel::Aandachtspunten => "Aandachtspunten".to_owned(),
        Onderdeelsleutel::Dekking => "Dekking".to_owned(),
        Onderdeelsleutel::Tevredenheid => "Tevredenheid op drie niveaus".to_owned(),
        Onderdeelsleutel::Samenwerking => "Samenwerking".to_owned(),
        Onderdeelsleutel::PxQ => "P×Q".to_owned(),
        Onderdeelsleutel::VolgendeDatum => "Volgend gesprek".to_owned(),
        Onderdeelsleutel::Eigen(_) => "Eigen punt".to_owned(),
    }
}

/// The year on three levels: a line per figure, and the response.
fn tevredenheid(t: &Tevredenheidsjaar, klein_onder: u32) -> Vec<Feitregel> {
    let figure = |cijfer: &Cijfer| {
        let weglating = Weglating::of(&cijfer.kwartaal.meting, &cijfer.jaar.meting, &cijfer.trend, klein_onder);
        let mut stukken = vec![tekst(format!("{} {} in {}: ", cijfer.norm.id, cijfer.norm.kort, t.jaar))];
        stukken.append(&mut cijfer_stukken(cijfer, Periode::Jaar, &weglating));
        stukken.extend(super::year_basis(&cijfer.jaar.meting).map(|basis| tekst(format!(" · {basis}"))));
        Feitregel { niveau: 0, stukken }
    };
    let mut lines: Vec<Feitregel> = t.cijfers.iter().map(figure).collect();
    let respons = match t.respons {
        None => vec![tekst("Respons: niet te meten.")],
        Some(Respons { cohort: 0, .. }) => vec![tekst(format!("Respons: geen afgeronde trajecten in {}.", t.jaar))],
        Some(Respons { met_cijfer, cohort }) => {
            let share = Decimal::from(met_cijfer) * Decimal::ONE_HUNDRED / Decimal::from(cohort);
            let text = format!("{}% ({met_cijfer} van {cohort} afgeronde trajecten met een cijfer)", decimaal(share, 1));
            let mut stukken = vec![tekst("Respons: ")];
            stukken.extend(of_people(cohort.min(cohort - met_cijfer), klein_onder, vec![tekst(text)]));
            stukken
        }
    };
    lines.push(Feitregel { niveau: 0, stukken: respons });
    lines
}

const fn samenwerkingskop(kop: Samenwerkingskop) -> &'static str {
    match kop {
        Samenwerkingskop::Voortgang => "Voortgang",
        Samenwerkingskop::EigenAandeel => "Eigen aandeel",
        Samenwerkingskop::Ontwikkelpunten => "Ontwikkelpunten",
    }
}

fn samenwerking(kop: Samenwerkingskop, tekst: &str) -> Vec<Feitregel> {
    let mut lines = vec![Feitregel::of(0, format!("{}:", samenwerkingskop(kop)))];
    let typed = |l: &str| Feitregel { niveau: 1, stukken: vec![getypt(l.trim())] };
    lines.extend(tekst.lines().filter(|l| !l.trim().is_empty()).map(typed));
    lines
}

/// The goal with its state, and what was last said of it.
fn doel(doel: &Ontwikkeldoel) -> Vec<Feitregel> {
    let kop = vec![tekst(format!("Ontwikkeldoel ({}): ", doel.stand.naam())), getypt(&*doel.tekst)];
    let mut lines = vec![Feitregel { niveau: 0, stukken: kop }];
    if let Some(n) = doel.notities.last() {
        lines.push(Feitregel { niveau: 1, stukken: vec![tekst(format!("{}: ", n.kwartaal)), getypt(&*n.tekst)] });
    }
    lines
}

/// A line per product, and their total; only the total is left when small numbers are left out, and not even that when it is of
/// few trajecten.
fn kosten(kosten: &Kosten, klein_onder: u32) -> Vec<Feitregel> {
    let line = |is_total: bool, text: String| {
        let pieces = vec![tekst(text)];
        let stukken = if is_total { of_people(kosten.som.trajecten, klein_onder, pieces) } else { vec![Stuk::Klein(pieces)] };
        Feitregel { niveau: 0, stukken }
    };
    let kwartaal = kosten.kwartaal;
    let one = kosten.regels.len() == 1;
    let said = |r: &Productkosten| {
        let contract = if r.oud_contract { " (oud contract)" } else { "" };
        let som = match (r.tarief, r.bedrag()) {
            (Some(tarief), Some(bedrag)) => format!("× {} = {}", geld(tarief), geld(bedrag)),
            _ if r.oud_contract => "zonder tarief".to_owned(),
            _ => "× tarief onbekend".to_owned(),
        };
        line(one, format!("{} {kwartaal}{contract}: {} uur {som}", pxq::product(r.product), pxq::uren(r.uren)))
    };
    let mut lines: Vec<Feitregel> = kosten.regels.iter().map(said).collect();
    if !one {
        lines.push(line(true, format!("Samen {}", pxq::bedrag(&kosten.som))));
    }
    let zonder = kosten.som.rijen_zonder_uren;
    if zonder > 0 {
        let text = format!("{} zonder Uren", aantal(zonder, "rij", "rijen"));
        lines.push(Feitregel { niveau: 0, stukken: of_people(zonder, klein_onder, vec![tekst(text)]) });
    }
    lines
}

/// `C2.1 2024-K2: 62% (8 van 13), niet gehaald → 66% (10 van 15), niet gehaald`: what moved since the gesprek.
pub fn wijziging(norm: &str, periode: &str, toen: &Cijferstand, nu: &Cijferstand) -> String {
    let figure = |c: &Cijferstand| {
        if c.is_measured() { format!("{} ({}), {}", c.weergave, c.mensen, c.oordeel.naam()) } else { c.weergave.clone() }
    };
    format!("{norm} {periode}: {} → {}", figure(toen), figure(nu))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::PSW;

    fn line(stukken: &[Stuk]) -> Feitregel {
        Feitregel { niveau: 1, stukken: stukken.to_vec() }
    }

    fn who(code: &str, gemeente: Option<&str>) -> Genoemd {
        Genoemd { code: code.into(), gemeente: gemeente.map(str::to_owned) }
    }

    #[test]
    fn codes_and_others_are_hidden_at_the_table() {
        let shown = |stukken: &[Stuk], zicht| line(stukken).tekst(zicht);
        let (v, r) = (Some("Venlo"), Some("Venray"));
        for (wie, with, without) in [
            (vec![who("A", v)], "A (Venlo)", "een deelnemer (Venlo)"),
            (vec![who("A", None)], "A", "een deelnemer"),
            (vec![who("A", v), who("B", r), who("C", v)], "A (Venlo), B (Venray), C (Venlo)", "Venlo (2), Venray"),
        ] {
            let stukken = [tekst("te laat: "), Stuk::Deelnemers(wie)];
            assert_eq!(shown(&stukken, Zicht::ALLES).unwrap(), format!("te laat: {with}"));
            assert_eq!(shown(&stukken, Zicht::TAFEL).unwrap(), format!("te laat: {without}"));
        }
        // Of several from nobody knows where nothing is left but how many, which stands before it.
        let several = [tekst("2 × te laat: "), Stuk::Deelnemers(vec![who("A", None), who("B", None)])];
        assert_eq!(shown(&several, Zicht::TAFEL).unwrap(), "2 × te laat");
        let typed = [getypt("bel "), Stuk::Code(who("A", None)), getypt(" eens")];
        assert_eq!(shown(&typed, Zicht::TAFEL).unwrap(), "bel [deelnemer] eens");
        let others = [Stuk::Anderen("Gennep: Qwyl viel weg".into())];
        assert_eq!(shown(&others, Zicht::TAFEL), None);
        assert_eq!(shown(&others, Zicht { anderen: true, ..Zicht::TAFEL }).unwrap(), "Gennep: Qwyl viel weg");
    }

    #[test]
    fn small_numbers_go_when_the_user_chooses_so_and_single_people_with_them() {
        let hidden = Zicht { kleine_aantallen: false, ..Zicht::ALLES };
        let figure = line(&[Stuk::Klein(vec![tekst("88,9% (8 van 9) · ")]), tekst("✗ niet gehaald")]);
        assert_eq!(figure.tekst(Zicht::TAFEL).unwrap(), "88,9% (8 van 9) · ✗ niet gehaald");
        assert_eq!(figure.tekst(hidden).unwrap(), "✗ niet gehaald");
        let one = line(&[Stuk::Klein(vec![Stuk::Deelnemers(vec![who("A", None)]), tekst(": duur aangepast")])]);
        assert_eq!(one.tekst(hidden), None);
        let many = line(&[tekst("12 × te laat: "), Stuk::Deelnemers(vec![who("A", None)])]);
        assert_eq!(many.tekst(hidden).unwrap(), "12 × te laat");
    }

    #[test]
    fn attention_points_that_say_the_same_are_said_once() {
        let punt = |code: &str, gemeente: crate::domain::Gemeente, grond: Aandachtgrond| Aandachtspunt {
            segment: crate::domain::Segment::Collectief,
            aanbieder: PSW,
            deelnemer: crate::domain::Deelnemercode::new(code),
            gemeente: Some(gemeente),
            startdatum: None,
            groep: None,
            grond,
            sinds: "2025-K3".parse().unwrap(),
        };
        let venlo = crate::domain::Gemeente::Venlo;
        let missing = || Aandachtgrond::CvsOntbreekt { gemeente: venlo, in_cvs: false };
        let twice = |n| Aandachtgrond::Aanpassingen { aantal: n };
        let lines = |zicht, punten: &[Aandachtspunt]| {
            let lines = aandacht(punten[0].soort(), punten, 10);
            lines.iter().filter_map(|l| l.tekst(zicht)).collect::<Vec<_>>()
        };
        let cvs = [punt("A", venlo, missing()), punt("B", venlo, missing())];
        let said = "bij 2 deelnemers: staat in de rapportage, niet in het CVS van Venlo (sinds 2025-K3)";
        assert_eq!(lines(Zicht::TAFEL, &cvs)[1..], [said]);
        assert_eq!(lines(Zicht::ALLES, &cvs)[1..], [format!("{said}: A, B")]);
        let others =
            [punt("A", venlo, twice(3)), punt("B", crate::domain::Gemeente::Venray, twice(3)), punt("C", venlo, twice(4))];
        assert_eq!(
            lines(Zicht::TAFEL, &others)[1..],
            [
                "bij 2 deelnemers: duur 3 keer aangepast (sinds 2025-K3): Venlo, Venray",
                "een deelnemer (Venlo): duur 4 keer aangepast (sinds 2025-K3)"
            ]
        );
        let hidden = Zicht { kleine_aantallen: false, ..Zicht::TAFEL };
        assert_eq!(lines(hidden, &others), [""; 0]);
        // What is told of a group that is not small keeps its heading.
        let groep = Aandachtspunt {
            deelnemer: None,
            gemeente: None,
            groep: Some("Groen".into()),
            ..punt("", venlo, Aandachtgrond::Groepsgrootte { aantal: 14, grens: 12 })
        };
        let told = ["Groepsgrootte", "groep Groen heeft 14 lopende trajecten, meer dan 12 (sinds 2025-K3)"];
        assert_eq!(lines(hidden, &[groep]), told);
    }

    #[test]
    fn what_the_user_is_to_do_is_said_to_nobody_else() {
        let regel = plan_van_aanpak(&["C3.1".into(), "C3.3".into()], None);
        assert_eq!(regel.tekst(Zicht::ALLES).unwrap(), "! Onder de norm (C3.1 en C3.3): vraag om een plan van aanpak.");
        let earlier = Feitregel::of(0, regel.tekst(Zicht::ALLES).unwrap());
        for outside in [regel.tekst(Zicht::TAFEL), regel.kept().tekst(Zicht::ALLES), outward(&earlier).tekst(Zicht::ALLES)] {
            assert_eq!(outside.unwrap(), "! Onder de norm (C3.1 en C3.3).");
        }
    }

    #[test]
    fn the_words_of_a_line_begin_behind_its_sign_and_its_number() {
        for (line, before) in [
            ("Termijn verstreken", 0),
            ("! Onder de norm", 2),
            ("✓ C1.1 ≥ 95% in 2025-K1: gehaald", 2),
            ("PSW-2024-01 Lijst maken", 12),
            ("! REGIO-2024-01 Lijst maken", 16),
            ("– ", 2),
            ("", 0),
        ] {
            assert_eq!(inspringing(line), before, "{line}");
        }
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
        let said = "Rapportage versie 2, aangeleverd 17 jul 2024, 2 werkdagen te laat.";
        assert_eq!(rapportage(&stand), said);
        // How many rows were left out tells of as many people.
        let regel = rapportage_regel(&stand, 10);
        assert_eq!(regel.tekst(Zicht::TAFEL).unwrap(), format!("{said} 3 rijen niet meegeteld."));
        let hidden = Zicht { kleine_aantallen: false, ..Zicht::ALLES };
        assert_eq!(regel.tekst(hidden).unwrap(), said);
        let missing = Rapportstand { deadline: day("2024-07-15"), ..Rapportstand::default() };
        assert_eq!(rapportage(&missing), "Geen rapportage; verwacht uiterlijk 15 jul 2024.");
    }
}
