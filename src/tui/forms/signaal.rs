//! The forms around signalen and attention points: add, change, bundle, answer, mark as seen.

use ratatui::text::{Line, Span};

use super::afspraak::{Veldfout, read_date};
pub use super::doel::Signaaldoel as Doel;
use super::zoekkeuze::Zoekoptie;
use super::{Field, Form, Keuzepaar, Purpose, keyed, niet_gekozen};
use crate::app::{Aandachtregel, Melding, NieuwSignaal, Signaalregel, Signaalwijziging};
use crate::domain::register::{self, Inschrijving};
use crate::domain::{Aanbieder, Gemeente, Onderwerp, Register, Segment, Signaal, Signaalstatus, Sleutel, Toon};
use crate::tui::concept::Conceptsleutel;
use crate::tui::msg::Write;
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::wording;

const INDIVIDUEEL: &str = "individueel";

fn aanbieders(was: Option<&Signaal>, shared: &Shared) -> Vec<Keuzepaar> {
    let ours = was.filter(|s| s.segment == Segment::Collectief);
    let mut options = shared.choices(ours.and_then(|s| s.aanbieder));
    options.push((INDIVIDUEEL.to_owned(), "individueel".to_owned()));
    options.push((String::new(), "geen aanbieder".to_owned()));
    options
}

fn kpis() -> Vec<Keuzepaar> {
    let mut options = vec![(String::new(), "geen".to_owned())];
    options.extend((1..=4).map(|n: u8| (n.to_string(), n.to_string())));
    options
}

fn aanbieder_key(s: &Signaal) -> &str {
    match (s.segment, &s.aanbieder) {
        (Segment::Individueel, _) => INDIVIDUEEL,
        (Segment::Collectief, Some(aanbieder)) => aanbieder.key(),
        (Segment::Collectief, None) => "",
    }
}

/// The register, to choose from: those with a contract for segment individueel first.
pub(super) fn register(shared: &Shared) -> Vec<Zoekoptie> {
    let mut all: Vec<&Inschrijving> = shared.register().iter().collect();
    all.sort_by_key(|i| !i.has_contract(Segment::Individueel));
    let option = |i: &Inschrijving| {
        // Who goes by the beginning of the full name is called by that once.
        let naam = if i.statutair.starts_with(&i.naam) { i.statutair.clone() } else { format!("{}, {}", i.naam, i.statutair) };
        let kvk = if i.kvk.is_empty() { String::new() } else { format!(" (KvK {})", i.kvk) };
        Zoekoptie { key: i.aanbieder.key().to_owned(), label: format!("{naam}{kvk}"), woorden: i.zoekwoorden() }
    };
    all.into_iter().map(option).collect()
}

/// What the search field holds of a signaal: the key of its aanbieder, or the name that was once written down.
fn gekozen(was: Option<&Signaal>, shared: &Shared) -> String {
    let Some(s) = was.filter(|s| s.segment == Segment::Individueel) else { return String::new() };
    let key = s.wie(shared.register()).map(|a| a.key().to_owned());
    key.or_else(|| s.aanbieder_naam.as_deref().map(str::to_owned)).unwrap_or_default()
}

/// The fields of a signaal, filled in from `was`. Of a new one nobody is filled in whom the user did not choose: it would be saved
/// unread.
fn fields(was: Option<&Signaal>, gemeente: Option<Gemeente>, tekst: &str, shared: &Shared) -> Vec<Field> {
    let geheugen = &shared.geheugen;
    let keuzes = aanbieders(was, shared);
    let over = was.map_or("", aanbieder_key);
    let mut gemeenten = keyed(Gemeente::naam);
    if gemeente.is_none() {
        gemeenten.insert(0, niet_gekozen());
    }
    let gemeente = gemeente.map_or("", Sleutel::key);
    let kpi = was.and_then(|s| s.kpi).map(|k| k.to_string()).unwrap_or_default();
    vec![
        Field::lines("tekst", "Signaal", tekst, 3).hint("Wat is er verteld? Geen namen. ↵ begint een nieuwe regel."),
        Field::choice("gemeente", "Gemeente", gemeenten, gemeente),
        Field::choice("aanbieder", "Over", keuzes, over),
        // Whom it is about is asked once: of whom there are many it is searched.
        Field::search("individueel", "Over wie", register(shared), register::vergelijkbaar, &gekozen(was, shared))
            .hint("Een deel van naam of KvK-nummer, ← → kiest.")
            .only_with("aanbieder", INDIVIDUEEL),
        Field::choice("toon", "Toon", keyed(Toon::naam), was.map_or(Toon::Neutraal, |s| s.toon).key()),
        Field::choice("onderwerp", "Onderwerp", keyed(Onderwerp::naam), was.map_or(Onderwerp::Overig, |s| s.onderwerp).key()),
        Field::choice("kpi", "KPI", kpis(), &kpi).hint("← → of het cijfer"),
        Field::line("functie", "Van", was.map_or("", |s| s.functie.as_str()))
            .suggest(geheugen.functies.clone())
            .hint("De functie van wie het vertelde, geen naam."),
    ]
}

/// The kwartaal whose gesprek a new signaal is for, and how many before the one on the screen can be chosen.
const KWARTAAL: &str = "kwartaal";
const VOOR: i32 = 4;

/// The form for a new signaal: the cursor stands in the text. Its gemeente is that of the list, of the user, or of what was typed
/// earlier today; who is heard for longer fills in the rest once.
pub fn nieuw(van_lijst: Option<Gemeente>, shared: &Shared) -> Form {
    let kwartaal = shared.kwartaal;
    let vorige = shared.geheugen.vorige.clone().filter(|s| s.datum == shared.today);
    let gemeente = van_lijst.or(shared.instellingen.gemeente).or(vorige.as_ref().map(|s| s.gemeente));
    // Whom it is about, KPI and tone belong to one signaal, not to who tells it; in another gemeente somebody else does.
    let vorige = vorige.filter(|s| Some(s.gemeente) == gemeente).map(|s| Signaal {
        kpi: None,
        toon: Toon::Neutraal,
        segment: Segment::Collectief,
        aanbieder: None,
        aanbieder_naam: None,
        ..s
    });
    let mut fields = fields(vorige.as_ref(), gemeente, "", shared);
    // A field, so that a draft that is found back in another kwartaal stays of its own.
    let around = (-VOOR..=1).map(|n| kwartaal.plus(n).to_string());
    let keuzes = around.map(|kwartaal| (kwartaal.clone(), kwartaal)).collect();
    fields.push(Field::choice(KWARTAAL, "Voor", keuzes, &kwartaal.to_string()).hint("Het kwartaal waar het gesprek over gaat."));
    let mut form = Form::new("Nieuw signaal", Purpose::Signaal(Doel::Nieuw), fields);
    form.draft_key = Some(Conceptsleutel::NieuwSignaal.to_string());
    form
}

/// The form that changes a signaal.
pub fn wijzig(was: &Signaal, shared: &Shared) -> Form {
    let fields = fields(Some(was), Some(was.gemeente), &was.tekst, shared);
    let mut form = Form::new(format!("Wijzig signaal {}", was.id), Purpose::Signaal(Doel::Wijzig(Box::new(was.clone()))), fields);
    form.draft_key = Some(Conceptsleutel::Signaal(was.id).to_string());
    form
}

fn about(text: &str, theme: Theme) -> Vec<Line<'static>> {
    text.lines().take(4).map(|l| Line::from(Span::styled(wording::veilig(l), theme.strong()))).collect()
}

/// The form that takes signalen to the gesprek as one point.
pub fn bundel(regels: &[&Signaalregel], theme: Theme) -> Form {
    let bundel = regels.iter().find_map(|r| r.bundel.as_ref());
    let was = bundel.map_or("", |b| b.titel.as_str());
    let gemeenten = crate::domain::gemeenten(regels.iter().map(|r| &r.signaal)).len();
    let rijen = regels.iter().map(|r| (r.signaal.id, r.signaal.rijversie)).collect();
    let fields = vec![Field::line("titel", "Titel", was).hint("Zo komt het punt op de agenda van het gesprek.")];
    let mut form =
        Form::new("Bundel voor het gesprek", Purpose::Signaal(Doel::Bundel(rijen, bundel.map(|b| (b.id, b.rijversie)))), fields);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let over = format!(
        "{} uit {}",
        wording::aantal(count(regels.len()), "signaal", "signalen"),
        wording::aantal(count(gemeenten), "gemeente", "gemeenten")
    );
    form.about = about(&over, theme);
    form
}

/// The form that takes signalen to the region; without a reason what went there comes back.
pub fn opschaling(regels: &[&Signaalregel], theme: Theme) -> Form {
    let rijen = regels.iter().map(|r| (r.signaal.id, r.signaal.rijversie)).collect();
    let was = regels.iter().map(|r| r.signaal.opschaling.as_str()).find(|reden| !reden.is_empty()).unwrap_or_default();
    let is_there = regels.iter().all(|r| r.signaal.opschaling().is_some());
    let hint = if is_there { "Waarom is dit aan de regio? Leeg haalt het terug." } else { "Waarom gaat dit naar de regio?" };
    let fields = vec![Field::lines("reden", "Reden", was, 3).hint(hint)];
    let titel = if is_there { "Opgeschaald naar de regio" } else { "Opschalen naar de regio" };
    let mut form = Form::new(titel, Purpose::Signaal(Doel::Opschaling(rijen)), fields);
    form.about = match regels {
        [one] => about(&one.signaal.tekst, theme),
        more => about(&wording::aantal(u32::try_from(more.len()).unwrap_or(u32::MAX), "signaal", "signalen"), theme),
    };
    form
}

/// The form for what the aanbieder answered.
pub fn antwoord(was: &Signaal, theme: Theme) -> Form {
    let fields = vec![Field::lines("antwoord", "Antwoord", &was.antwoord, 3).hint("Wat zei de aanbieder?")];
    let purpose = Purpose::Signaal(Doel::Antwoord((was.id, was.rijversie)));
    let mut form = Form::new(format!("Antwoord op signaal {}", was.id), purpose, fields);
    form.about = about(&was.tekst, theme);
    form.draft_key = Some(Conceptsleutel::Antwoord(was.id).to_string());
    form
}

/// The form that quiets an attention point.
pub fn gezien(punt: &Aandachtregel, theme: Theme) -> Form {
    let was = punt.markering.as_ref().map_or("", |g| g.reden.as_str());
    let fields = vec![
        Field::line("reden", "Reden", was).hint("Waarom vraagt dit geen aandacht meer?"),
        Field::date("terug", "Terug op", "").hint("+30 · 31-3 · leeg: alleen als de feiten veranderen"),
    ];
    let mut form = Form::new("Gezien", Purpose::Signaal(Doel::Gezien(Box::new(punt.clone()))), fields);
    form.about = about(&format!("{}: {}", punt.deelnemer.as_deref().unwrap_or("groep"), punt.tekst), theme);
    form
}

fn refused(veld: &'static str, tekst: impl Into<String>) -> Veldfout {
    (veld, Melding { tekst: tekst.into(), hint: None })
}

/// What the values of a form mean.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read(form: &Form, doel: &Doel, shared: &Shared) -> Result<Write, Veldfout> {
    Ok(match doel {
        Doel::Nieuw => Write::Signaal(Box::new(read_nieuw(form, shared)?)),
        Doel::Wijzig(was) => {
            let new = read_nieuw(form, shared)?;
            Write::Signalen { rijen: vec![(was.id, was.rijversie)], wijziging: Box::new(changes(&new, was, shared.register())) }
        }
        Doel::Bundel(rijen, gezien) => Write::Bundel { rijen: rijen.clone(), gezien: *gezien, titel: form.value("titel") },
        Doel::Antwoord(rij) => {
            let antwoord = Some(form.value("antwoord"));
            Write::Signalen { rijen: vec![*rij], wijziging: Box::new(Signaalwijziging { antwoord, ..Default::default() }) }
        }
        Doel::Opschaling(rijen) => {
            let reden = Some(form.value("reden")).filter(|reden| !reden.trim().is_empty());
            // What was empty and stays so says nothing.
            if reden.is_none() && !form.is_changed() {
                return Err(refused("reden", "Vul in waarom dit naar de regio gaat."));
            }
            Write::Signalen {
                rijen: rijen.clone(),
                wijziging: Box::new(Signaalwijziging { opschaling: Some(reden), ..Signaalwijziging::default() }),
            }
        }
        Doel::Gezien(punt) => {
            let terug_op = read_date(form, "terug", shared.today)?;
            Write::Gezien { punt: punt.clone(), reden: form.value("reden"), terug_op }
        }
    })
}

/// The name in the form of a signaal that nobody in the register goes by; not the one that stood there already.
pub fn unknown(form: &Form) -> Option<String> {
    let Purpose::Signaal(doel @ (Doel::Nieuw | Doel::Wijzig(_))) = &form.purpose else { return None };
    let naam = form.field("individueel")?.unknown().filter(|_| form.value("aanbieder") == INDIVIDUEEL)?;
    let stood = matches!(doel, Doel::Wijzig(was) if was.aanbieder_naam.as_deref() == Some(naam.as_str()));
    (!stood).then_some(naam)
}

/// Offers whom the register has by now.
pub fn renew(form: &mut Form, shared: &Shared) {
    if let Some(field) = form.field_mut("individueel") {
        field.renew(register(shared));
    }
}

fn read_nieuw(form: &Form, shared: &Shared) -> Result<NieuwSignaal, Veldfout> {
    let tekst = form.value("tekst");
    if tekst.trim().is_empty() {
        return Err(refused("tekst", "Vul in wat er is verteld."));
    }
    let gemeente = Gemeente::of_key(&form.value("gemeente")).ok_or_else(|| refused("gemeente", "Kies een gemeente."))?;
    let over = form.value("aanbieder");
    let individueel = over == INDIVIDUEEL;
    let gekozen = form.value("individueel");
    let aanbieder = Aanbieder::new(if individueel { &gekozen } else { &over });
    if individueel && gekozen.is_empty() {
        return Err(refused("individueel", "Kies over welke aanbieder het gaat: typ een deel van zijn naam of KvK-nummer."));
    }
    Ok(NieuwSignaal {
        datum: None,
        kwartaal: form.value(KWARTAAL).parse().ok().or(Some(shared.kwartaal)),
        gemeente,
        functie: form.value("functie"),
        aanbieder,
        segment: if individueel { Segment::Individueel } else { Segment::Collectief },
        onderwerp: Onderwerp::of_key(&form.value("onderwerp")).unwrap_or_default(),
        kpi: form.value("kpi").parse().ok(),
        toon: Toon::of_key(&form.value("toon")).unwrap_or(Toon::Neutraal),
        tekst,
    })
}

/// Only what differs, so that what somebody else changed in another field is not undone.
fn changes(new: &NieuwSignaal, was: &Signaal, register: &Register) -> Signaalwijziging {
    let other_segment = new.segment != was.segment;
    Signaalwijziging {
        tekst: (new.tekst != was.tekst).then(|| new.tekst.clone()),
        gemeente: (new.gemeente != was.gemeente).then_some(new.gemeente),
        functie: (new.functie != was.functie).then(|| new.functie.clone()),
        // Whom a name means that was once written down is no change of who it is about.
        aanbieder: (other_segment || new.aanbieder != was.wie(register)).then_some(new.aanbieder),
        segment: other_segment.then_some(new.segment),
        // A status that the other segment has not.
        status: (other_segment && !was.status.fits(new.segment)).then_some(Signaalstatus::Nieuw),
        // Nor is anything of it a matter of the region.
        opschaling: (other_segment && was.opschaling().is_some()).then_some(None),
        onderwerp: (new.onderwerp != was.onderwerp).then_some(new.onderwerp),
        kpi: (new.kpi != was.kpi).then_some(new.kpi),
        toon: (new.toon != was.toon).then_some(new.toon),
        ..Signaalwijziging::default()
    }
}
