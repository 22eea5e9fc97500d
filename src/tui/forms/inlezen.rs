//! The forms around reading files: what is said of them, and the reason why partly usable files go in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::afspraak::Veldfout;
use super::keuze::Keuzepaar;
use super::signaal::register;
use super::{Field, Form, Purpose};
use crate::app::{Bestandsoort, Leesopties, Melding, Onthoudenkop, Voorstel};
use crate::domain::{Aanbieder, Kwartaal, Register, register};
use crate::tui::msg::{Bevindingenbron, Leeswerk};
use crate::tui::shared::Shared;
use crate::wording;

/// Of which files what is filled in holds.
const ALLE: &str = "alle";

/// Asks what is to be said of files before they are read anew: of the shown one, or of all.
pub fn opties(werk: Leeswerk, shared: &Shared) -> Form {
    let at = werk.vragen.iter().position(|(pad, _)| Some(pad) == werk.getoond.as_ref()).unwrap_or(0);
    let (pad, gezegd) = werk.vragen.get(at).cloned().unwrap_or_default();
    let naam = wording::pad(pad.file_name().map_or(pad.as_path(), Path::new));
    let mut fields = Vec::new();
    if werk.vragen.len() > 1 {
        let options = vec![("dit".to_owned(), "dit bestand".to_owned()), (ALLE.to_owned(), "alle bestanden".to_owned())];
        fields.push(Field::choice("voor", "Geldt voor", options, "dit"));
    }
    let aanbieder = gezegd.aanbieder.as_ref().map_or("", Aanbieder::key);
    let kwartaal = gezegd.kwartaal.map(|k| k.to_string()).unwrap_or_default();
    let ontvangen = wording::datum(gezegd.ontvangen.unwrap_or(shared.today));
    fields.extend([
        Field::search("aanbieder", "Aanbieder", register(shared), register::vergelijkbaar, aanbieder)
            .hint("Leeg: zoals in het bestand. Deel van de naam; ← → kiest."),
        Field::line("kwartaal", "Kwartaal", &kwartaal).hint("Leeg: zoals in het bestand. Anders zo: 2026-K1"),
        Field::date("ontvangen", "Ontvangen", &ontvangen).hint("De dag waarop het binnenkwam: was het op tijd?"),
        Field::choice("pseudoniem", "Codes", pseudoniem(), if gezegd.pseudoniem { "ja" } else { "nee" })
            .hint("Codes vervangen door een vaste, onherleidbare code?"),
    ]);
    let mut form = Form::new("Gegevens bij het inlezen", Purpose::Leesopties(Box::new(werk)), fields);
    form.about = vec![Line::from(Span::styled(naam, shared.theme().strong()))];
    form.focus_on("aanbieder");
    form
}

fn pseudoniem() -> Vec<Keuzepaar> {
    [("nee", "zoals geleverd"), ("ja", "vervangen")].map(|(key, label)| (key.to_owned(), label.to_owned())).to_vec()
}

/// What is to be read anew, with what was filled in.
///
/// # Errors
/// The field that must be bettered.
pub fn read_opties(form: &Form, werk: &Leeswerk, today: NaiveDate) -> Result<Leeswerk, Veldfout> {
    let refused = |veld: &'static str, tekst: String| (veld, Melding { tekst, hint: None });
    let aanbieder = match form.value("aanbieder").as_str() {
        "" => None,
        key => Some(Aanbieder::new(key).filter(|_| form.field("aanbieder").is_some_and(|f| f.unknown().is_none())).ok_or_else(
            || refused("aanbieder", "Die aanbieder staat niet in het register; kies er een, of laat het leeg.".to_owned()),
        )?),
    };
    let kwartaal = match form.value("kwartaal").trim() {
        "" => None,
        typed => Some(typed.parse::<Kwartaal>().map_err(|_| {
            refused("kwartaal", format!("“{}” is geen kwartaal; schrijf bijvoorbeeld 2026-K1.", wording::veilig(typed)))
        })?),
    };
    let typed = form.value("ontvangen");
    let ontvangen = match typed.trim() {
        "" => today,
        typed => wording::read_datum(typed, today).map_err(|fout| refused("ontvangen", format!("{fout}.")))?,
    };
    let gezegd = Leesopties { aanbieder, kwartaal, pseudoniem: form.value("pseudoniem") == "ja", ..Leesopties::default() };
    let gezegd = gezegd.received(ontvangen, today).map_err(|fout| refused("ontvangen", fout.melding().tekst))?;
    let all = form.value("voor") == ALLE || werk.vragen.len() == 1;
    let mut werk = werk.clone();
    for (pad, opties) in &mut werk.vragen {
        if all || Some(&*pad) == werk.getoond.as_ref() {
            *opties = Leesopties { koppelingen: std::mem::take(&mut opties.koppelingen), ..gezegd.clone() };
        }
    }
    Ok(werk)
}

/// Asks where the findings go; `naam` says what they are of.
pub fn bevindingen(van: Bevindingenbron, naam: &str) -> Form {
    let naam: String = naam.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let start = format!("bevindingen-{naam}.xlsx");
    let fields = vec![Field::path("naar", "Bestand", &start).hint("Eindigt op .xlsx; om aan de aanbieder te sturen")];
    Form::new("Bevindingen naar Excel", Purpose::Bevindingen(van), fields)
}

/// Asks where the workbook for a report goes.
pub fn sjabloon(aanbieder: Aanbieder, kwartaal: Kwartaal, naam: &str) -> Form {
    let start = format!("kwartaalrapportage-{}-{kwartaal}.xlsx", aanbieder.key());
    let hint = "De trajecten die in de vorige rapportage liepen, staan er al in, met hun codes.";
    let fields = vec![Field::path("naar", "Bestand", &start).hint(hint)];
    Form::new(format!("Sjabloon voor {naam} over {kwartaal}"), Purpose::Sjabloon(aanbieder, kwartaal), fields)
}

/// Asks which of the remembered headers is taken back.
pub fn koppen(mut koppen: Vec<Onthoudenkop>, register: &Register) -> Form {
    // One choice of the user may be kept for several sheets.
    koppen.dedup_by(|a, b| (&a.wie, &a.kop, &a.kolom) == (&b.wie, &b.kop, &b.kolom));
    let who = |wie: &str| register.naam_of(Aanbieder::new(wie), "alle");
    let options =
        koppen.iter().enumerate().map(|(n, k)| (n.to_string(), format!("{}: {} = {}", who(&k.wie), k.kop, k.kolom))).collect();
    let field = Field::choice("kop", "Kop", options, "0").hint("Het volgende bestand met deze kop wordt weer voorgelegd.");
    Form::new("Neem een onthouden kop terug", Purpose::Vergeet(koppen), vec![field])
}

/// Asks why partly usable files go in all the same.
pub fn reden(vragers: &[(&str, Option<Bestandsoort>)], voorstellen: Arc<Vec<Voorstel>>, weggelaten: Vec<PathBuf>) -> Form {
    let fields = vec![Field::lines("reden", "Reden", "", 2).hint(where_it_stands(vragers.iter().map(|(_, soort)| *soort)))];
    let title = match vragers {
        [(naam, _)] => format!("Neem {naam} over, deels bruikbaar"),
        _ => format!("Neem {} deels bruikbare bestanden over", vragers.len()),
    };
    let mut form = Form::new(title, Purpose::Accepteer(voorstellen, weggelaten), fields);
    form.precious = true;
    form.saves = "inlezen";
    form
}

/// Where the reason is told from then on, of files of these kinds.
fn where_it_stands(soorten: impl Iterator<Item = Option<Bestandsoort>>) -> &'static str {
    let mut places: Vec<&'static str> = soorten
        .map(|soort| match soort {
            Some(Bestandsoort::Kwartaalrapportage) | None => "Staat bij elk cijfer dat met deze rapportage is gemaakt.",
            Some(Bestandsoort::Dekkingsoverzicht | Bestandsoort::Cvs) => "Staat bij deze versie, op Rapporten.",
            Some(Bestandsoort::Uitvraag) => "Wat niet te lezen is, wordt geen signaal. De reden staat op Handelingen.",
        })
        .collect();
    places.dedup();
    match places.as_slice() {
        [one] => one,
        _ => "Staat bij wat ervan is gemaakt, en op Handelingen.",
    }
}
