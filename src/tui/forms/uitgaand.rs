//! The form for what leaves the program as a file: what, about whom, in which form, and where to.
//!
//! One form for every screen. Which fields it has follows from what is chosen; what was typed in the others stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ratatui::text::{Line, Span};

use super::afspraak::Veldfout;
pub use super::doel::Uitgaanddoel as Doel;
use super::{Field, Form, Purpose, keyed};
use crate::app::{Agendakeuzes, Akkoord, Cijferkeuze, Melding, Postvraag, Vergelijkvraag, Verslagkeuzes, Verslagvorm};
use crate::domain::{Aanbieder, Gemeente, Ontvanger, Postsoort, Segment, Sleutel};
use crate::tui::msg::Write;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgaandgeheugen, Uitgave};
use crate::tui::write::uitgaand::{Inhoud, Uitgaandopdracht};

/// The choice of everybody.
const ALLE: &str = "alle";

/// The field of every form that writes a file.
const NAAR: &str = "naar";

/// The folder that a form proposes: that of the settings, else that of the last time.
fn folder(shared: &Shared) -> Option<PathBuf> {
    shared.instellingen.map.clone().or_else(|| shared.uitgaand.map.clone())
}

/// Puts the name that a form of another module proposes in the folder where files go.
pub fn begin_in(form: &mut Form, shared: &Shared) {
    let (Some(folder), false) = (folder(shared), matches!(form.purpose, Purpose::Uitgaand(_))) else { return };
    let proposed = PathBuf::from(form.value(NAAR));
    if proposed.file_name().is_some_and(|name| name == proposed.as_os_str()) {
        form.propose(NAAR, &folder.join(proposed).display().to_string());
    }
}

/// Keeps where and what a form wrote; false when it wrote nothing. Never whether codes went along: that is chosen each time.
pub fn keep(form: &Form, geheugen: &mut Uitgaandgeheugen) -> bool {
    if form.field(NAAR).is_none() {
        return false;
    }
    if let Purpose::Uitgaand(doel) = &form.purpose
        && let Some(stuk) = chosen(&doel.uitgave, &form.values())
    {
        geheugen.stukken.retain(|s| *s != stuk);
        geheugen.stukken.insert(0, stuk);
        if stuk.has_vorm() {
            geheugen.vorm = Some(form.value("vorm"));
        }
    }
    let typed = PathBuf::from(form.value(NAAR).trim());
    geheugen.map = typed.parent().filter(|map| !map.as_os_str().is_empty()).map(Path::to_owned);
    true
}

/// Asks what is written where; `stuk`: what is offered first, None: what was written last.
pub fn form(uitgave: Uitgave, stuk: Option<Schrijfstuk>, shared: &Shared) -> Form {
    let before = || shared.uitgaand.stukken.iter().copied().find(|s| uitgave.stukken.contains(s));
    let stuk = stuk.or(uitgave.voorop).or_else(before).or(uitgave.stukken.first().copied());
    let wat = stuk.map(|stuk| ("wat".to_owned(), key(&uitgave, stuk)));
    let (over, only) = (uitgave.over.clone(), uitgave.stukken.len() == 1);
    // Among those of segment individueel one chooses on the screen.
    let aanbieders = match uitgave.segment {
        Segment::Collectief => shared.choices(uitgave.aanbieder),
        Segment::Individueel => uitgave.aanbieder.map(|a| (a.key().to_owned(), shared.naam(a))).into_iter().collect(),
    };
    let eerder = Uitgaandgeheugen { map: folder(shared), ..shared.uitgaand.clone() };
    let doel = Doel { uitgave, aanbieders, eerder };
    let fields = fields(&doel, &wat.into_iter().collect());
    let mut form = Form::new("Schrijven naar bestand", Purpose::Uitgaand(Box::new(doel)), fields);
    if only {
        form.focus_on("naar");
    }
    form.saves = "schrijven";
    form.about = vec![Line::from(Span::styled(over, shared.theme().strong()))];
    form
}

/// Gives a form of this module the fields of what is chosen in it now.
pub fn renew(form: &mut Form) {
    let Purpose::Uitgaand(doel) = &form.purpose else { return };
    let fields = fields(doel, &form.values());
    form.rearrange(fields);
}

/// The key of a choice: its place.
fn key(uitgave: &Uitgave, stuk: Schrijfstuk) -> String {
    uitgave.stukken.iter().position(|s| *s == stuk).unwrap_or(0).to_string()
}

type Waarden = BTreeMap<String, String>;

fn chosen(uitgave: &Uitgave, waarden: &Waarden) -> Option<Schrijfstuk> {
    let place = waarden.get("wat").and_then(|key| key.parse::<usize>().ok()).unwrap_or(0);
    uitgave.stukken.get(place).copied()
}

/// Of whom it is as the form opens; None: of all together.
fn of_whom(uitgave: &Uitgave, stuk: Schrijfstuk) -> Option<Aanbieder> {
    // All figures are asked for to lay the aanbieders beside each other.
    uitgave.aanbieder.filter(|_| stuk != Schrijfstuk::Cijfers || !uitgave.bladen.is_empty())
}

/// The field with the aanbieder. What is always of one has a field of its own: going past it does not choose one for what can be of
/// all together.
fn van_field(stuk: Schrijfstuk) -> &'static str {
    if stuk == Schrijfstuk::Factsheet { "van_een" } else { "van" }
}

/// The aanbieder that is chosen; None: all together.
fn van(doel: &Doel, stuk: Schrijfstuk, waarden: &Waarden) -> Option<Aanbieder> {
    match waarden.get(van_field(stuk)) {
        Some(key) => Aanbieder::new(key).filter(|_| key != ALLE),
        None => of_whom(&doel.uitgave, stuk),
    }
}

/// The gemeente that is chosen; None: all of them.
fn aan(waarden: &Waarden) -> Option<Gemeente> {
    waarden.get("aan").and_then(|key| Gemeente::of_key(key))
}

fn fields(doel: &Doel, waarden: &Waarden) -> Vec<Field> {
    let uitgave = &doel.uitgave;
    let Some(stuk) = chosen(uitgave, waarden) else { return Vec::new() };
    let mut fields = Vec::new();
    if uitgave.stukken.len() > 1 {
        let options = uitgave.stukken.iter().map(|s| (key(uitgave, *s), s.naam().to_owned())).collect();
        fields.push(Field::choice("wat", "Wat", options, &key(uitgave, stuk)));
    }
    let everybody = || (ALLE.to_owned(), ALLE.to_owned());
    let own = of_whom(uitgave, stuk);
    let own = own.as_ref().map_or(ALLE, Aanbieder::key);
    match stuk {
        Schrijfstuk::Cijfers | Schrijfstuk::Datums => {
            let options = std::iter::once(everybody()).chain(doel.aanbieders.iter().cloned()).collect();
            fields.push(
                Field::choice(van_field(stuk), "Van", options, own).hint("Van één aanbieder staat er niets in over de anderen."),
            );
        }
        Schrijfstuk::Factsheet => fields.push(Field::choice(van_field(stuk), "Van", doel.aanbieders.clone(), own)),
        Schrijfstuk::Post(soort) if soort.is_for_gemeente() => {
            let options = std::iter::once(everybody()).chain(keyed(Gemeente::naam)).collect();
            fields.push(Field::choice("aan", "Aan", options, ALLE));
        }
        Schrijfstuk::Verslag
        | Schrijfstuk::Agenda
        | Schrijfstuk::Voorbereiding
        | Schrijfstuk::Post(_)
        | Schrijfstuk::Jaarbeeld
        | Schrijfstuk::Vergelijking
        | Schrijfstuk::Gesprekken
        | Schrijfstuk::Werkmappen
        | Schrijfstuk::Lijst => {}
    }
    if stuk.has_vorm() {
        let alle = (stuk == Schrijfstuk::Verslag).then_some((ALLE, "alle drie"));
        let vormen = [("docx", "Word"), ("html", "HTML"), ("md", "Markdown")].into_iter().chain(alle);
        let options = vormen.map(|(key, label)| (key.to_owned(), label.to_owned())).collect();
        fields.push(Field::choice("vorm", "Vorm", options, doel.eerder.vorm.as_deref().unwrap_or("docx")));
    }
    let (naam, hint) = voorstel(stuk, doel, waarden);
    let naam = doel.eerder.map.as_ref().map_or_else(|| naam.clone(), |map| map.join(&naam).display().to_string());
    let label = if is_folder(stuk, waarden) { "Map" } else { "Bestand" };
    fields.push(Field::path("naar", label, &naam).hint(hint));
    let lists_codes = stuk == Schrijfstuk::Lijst && uitgave.lijst.as_ref().is_some_and(|lijst| lijst.has_codes());
    if stuk.may_name_codes() || lists_codes {
        fields.push(super::codes());
    }
    if stuk.may_leave_out_small() {
        fields.push(
            Field::choice("klein", "Klein aantal", shown_or_not(), "ja")
                .hint("Staan cijfers over een klein aantal deelnemers erin, of blijven ze weg?"),
        );
    }
    if matches!(stuk, Schrijfstuk::Verslag | Schrijfstuk::Post(Postsoort::Verslag)) {
        fields.push(
            Field::choice("kort", "Kort verslag", super::yes_no(), "nee").hint("Zonder bijlage? Dan zijn het twee bladzijden."),
        );
    }
    fields
}

/// Whether several files come of it, in a folder.
fn is_folder(stuk: Schrijfstuk, waarden: &Waarden) -> bool {
    stuk == Schrijfstuk::Werkmappen
        || matches!(stuk, Schrijfstuk::Post(soort) if soort.is_for_gemeente() && aan(waarden).is_none())
}

/// The name that is proposed, and what there is to know about it.
fn voorstel(stuk: Schrijfstuk, doel: &Doel, waarden: &Waarden) -> (String, &'static str) {
    let Uitgave { kwartaal, segment, gesprek, bladen, .. } = &doel.uitgave;
    let wie = match van(doel, stuk, waarden) {
        Some(aanbieder) => format!("-{}", aanbieder.key()),
        None => String::new(),
    };
    let extra = gesprek.as_ref().map(|(_, apart)| format!("-{apart}")).unwrap_or_default();
    let by_vorm = "Zonder extensie: die volgt uit de vorm.";
    let draft = "Een concept voor uw mailprogramma; er wordt niets verzonden.";
    match stuk {
        Schrijfstuk::Verslag => (format!("verslag{wie}-{kwartaal}{extra}"), by_vorm),
        Schrijfstuk::Agenda => (format!("agenda{wie}-{kwartaal}{extra}"), by_vorm),
        Schrijfstuk::Voorbereiding => (format!("agenda-intern{wie}-{kwartaal}{extra}"), by_vorm),
        Schrijfstuk::Jaarbeeld => (format!("jaarbeeld-{}", kwartaal.jaar()), by_vorm),
        Schrijfstuk::Factsheet => {
            let first = || doel.aanbieders.first().map(|(key, _)| format!("-{key}")).unwrap_or_default();
            let wie = if wie.is_empty() { first() } else { wie };
            (format!("factsheet{wie}-{kwartaal}"), by_vorm)
        }
        Schrijfstuk::Cijfers => {
            let naam = bladen.first().map_or("cijfers", |blad| blad.naam());
            let naam = match segment {
                Segment::Collectief => naam.to_owned(),
                Segment::Individueel => format!("{naam}-{}", segment.naam()),
            };
            let dag = if doel.uitgave.signalen.is_some() { String::new() } else { format!("-{kwartaal}") };
            (format!("{naam}{wie}{dag}.xlsx"), "Eindigt op .xlsx")
        }
        Schrijfstuk::Datums => (format!("accountgesprekken{wie}.ics"), "Outlook en andere agenda’s lezen dit bestand in."),
        Schrijfstuk::Vergelijking => {
            let naast = doel.uitgave.ander.map(|ander| format!("-{ander}")).unwrap_or_default();
            (format!("vergelijking-{kwartaal}{naast}.xlsx"), "Eindigt op .xlsx")
        }
        Schrijfstuk::Gesprekken => (format!("gesprekken-{}.xlsx", kwartaal.jaar()), "Eindigt op .xlsx"),
        Schrijfstuk::Lijst => {
            let naam = doel.uitgave.lijst.as_ref().map_or("lijst", |lijst| lijst.titel.as_str());
            (format!("{}.xlsx", named_after(naam)), "Eindigt op .xlsx")
        }
        Schrijfstuk::Werkmappen => (format!("uitvraag-{kwartaal}"), "Hier komen zeven werkmappen, één per gemeente."),
        Schrijfstuk::Post(soort) if is_folder(stuk, waarden) => {
            (format!("post-{}-{kwartaal}", soort.naam()), "Een concept per gemeente; er wordt niets verzonden.")
        }
        Schrijfstuk::Post(soort) => {
            let wie =
                if soort.is_for_gemeente() { aan(waarden).map(|g| format!("-{}", g.key())).unwrap_or_default() } else { wie };
            let extra = if matches!(soort, Postsoort::Uitnodiging | Postsoort::Verslag) { extra } else { String::new() };
            (format!("post-{}{wie}-{kwartaal}{extra}.eml", soort.naam()), draft)
        }
    }
}

/// A name for a file, of what it is about.
fn named_after(naam: &str) -> String {
    let plain: String = naam.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

/// What a form of this module asks to be written.
///
/// # Errors
/// No file, or nobody to write about.
pub fn read(form: &Form, doel: &Doel) -> Result<Write, Veldfout> {
    let refused = |veld: &'static str, tekst: &str| (veld, Melding { tekst: tekst.to_owned(), hint: None });
    let waarden = form.values();
    let uitgave = &doel.uitgave;
    let stuk = chosen(uitgave, &waarden).ok_or_else(|| refused("wat", "Kies wat er geschreven wordt."))?;
    let typed = form.value("naar").trim().to_owned();
    if typed.is_empty() {
        let what = if is_folder(stuk, &waarden) { "Vul een map in." } else { "Vul een bestand in." };
        return Err(refused("naar", what));
    }
    let one = van(doel, stuk, &waarden);
    let somebody = || one.ok_or_else(|| refused("van", "Kies een aanbieder."));
    let yes = |veld: &str| waarden.get(veld).is_some_and(|value| value == "ja");
    let (codes, kleine_aantallen, kort) = (yes("codes"), yes("klein"), yes("kort"));
    let Uitgave { kwartaal, segment, bladen, .. } = uitgave;
    let gesprek = uitgave.gesprek.as_ref().map(|(id, _)| *id);
    let over = || Ok((somebody()?, *kwartaal, gesprek));
    let inhoud = match stuk {
        Schrijfstuk::Verslag => Inhoud::Verslag(over()?, Verslagkeuzes { codes, kleine_aantallen, kort }),
        Schrijfstuk::Agenda => Inhoud::Agenda(over()?, Agendakeuzes { intern: false, kleine_aantallen }),
        Schrijfstuk::Voorbereiding => Inhoud::Agenda(over()?, Agendakeuzes { intern: true, kleine_aantallen }),
        Schrijfstuk::Datums => Inhoud::Datums { aanbieder: one, codes },
        Schrijfstuk::Post(soort) => {
            let aan = if soort.is_for_gemeente() {
                aan(&waarden).map(Ontvanger::Gemeente)
            } else {
                Some(Ontvanger::Aanbieder(somebody()?))
            };
            let gesprek = gesprek.filter(|_| matches!(soort, Postsoort::Uitnodiging | Postsoort::Verslag));
            let kleine_aantallen = kleine_aantallen || !soort.has_figures();
            Inhoud::Post(Postvraag { soort, kwartaal: *kwartaal, aan, gesprek, codes, kort, kleine_aantallen })
        }
        Schrijfstuk::Cijfers => {
            let (bladen, signalen) = (bladen.to_vec(), uitgave.signalen.clone());
            let keuze = Cijferkeuze { kwartaal: *kwartaal, segment: *segment, aanbieder: one, bladen, signalen, codes };
            Inhoud::Cijfers(keuze)
        }
        Schrijfstuk::Jaarbeeld => Inhoud::Jaarbeeld { jaar: kwartaal.jaar(), kleine_aantallen },
        Schrijfstuk::Factsheet => Inhoud::Factsheet { aanbieder: somebody()?, kwartaal: *kwartaal, kleine_aantallen },
        Schrijfstuk::Vergelijking => {
            let ander = uitgave.ander.unwrap_or_else(|| kwartaal.previous());
            Inhoud::Vergelijking(Vergelijkvraag { segment: *segment, kwartaal: *kwartaal, ander })
        }
        Schrijfstuk::Gesprekken => Inhoud::Gesprekken { jaar: kwartaal.jaar() },
        Schrijfstuk::Werkmappen => Inhoud::Werkmappen(*kwartaal),
        Schrijfstuk::Lijst => Inhoud::Lijst { lijst: uitgave.lijst.clone().unwrap_or_default(), codes },
    };
    let naar = match stuk {
        _ if stuk.has_vorm() => files(&typed, &form.value("vorm")),
        _ if is_folder(stuk, &waarden) => vec![PathBuf::from(typed)],
        Schrijfstuk::Cijfers | Schrijfstuk::Vergelijking | Schrijfstuk::Gesprekken | Schrijfstuk::Lijst => {
            vec![with_ending(&typed, "xlsx")]
        }
        Schrijfstuk::Datums => vec![with_ending(&typed, "ics")],
        _ => vec![with_ending(&typed, "eml")],
    };
    Ok(Write::Uitgaand(Box::new(Uitgaandopdracht { inhoud, naar, akkoord: Akkoord::default() })))
}

/// Whether what stands for few people goes out, by key as of a question.
fn shown_or_not() -> Vec<(String, String)> {
    [("nee", "weglaten"), ("ja", "tonen")].map(|(key, label)| (key.to_owned(), label.to_owned())).to_vec()
}

/// The path with this ending, unless it was typed with one.
fn with_ending(typed: &str, ending: &str) -> PathBuf {
    let path = PathBuf::from(typed);
    if path.extension().is_some() { path } else { added(&path, ending) }
}

fn added(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    PathBuf::from(name)
}

/// The files of a page: one per form. An ending that was typed says more than the choice of one form.
fn files(typed: &str, vorm: &str) -> Vec<PathBuf> {
    let path = PathBuf::from(typed);
    let has_ending = Verslagvorm::asked_by(&path).is_some();
    let base = if has_ending { path.with_extension("") } else { path.clone() };
    match (vorm, has_ending) {
        (ALLE, _) => Verslagvorm::ALL.iter().map(|v| added(&base, v.extension())).collect(),
        (_, true) => vec![path],
        (vorm, false) => vec![added(&base, vorm)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_gives_a_page_its_ending_unless_one_was_typed() {
        let named = |typed, vorm| files(typed, vorm).iter().map(|p| p.display().to_string()).collect::<Vec<_>>();
        assert_eq!(named("verslag-psw-2024-K2", "docx"), ["verslag-psw-2024-K2.docx"]);
        assert_eq!(named("v.1", "md"), ["v.1.md"]);
        assert_eq!(named("map/verslag.HTML", "docx"), ["map/verslag.HTML"]);
        assert_eq!(named("verslag.docx", ALLE), ["verslag.docx", "verslag.html", "verslag.md"]);
        assert_eq!(with_ending("map.d/cijfers", "xlsx"), Path::new("map.d/cijfers.xlsx"));
        assert_eq!(with_ending("cijfers.ods", "xlsx"), Path::new("cijfers.ods"));
    }
}
