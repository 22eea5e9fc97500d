//! The forms around an afspraak: make, change, close, withdraw.

use chrono::{Days, NaiveDate};
use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use super::{Field, Form, Keuze, Purpose};
use crate::app::{Afspraakwijziging, Melding, NieuweAfspraak};
use crate::domain::{Aanbieder, Aanleiding, Afspraak, Afspraaksoort};
use crate::tui::msg::Write;
use crate::tui::theme::Theme;
use crate::wording;

/// Where a new afspraak comes from; it is kept with the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Herkomst {
    /// None for the region as a whole.
    pub aanbieder: Option<Aanbieder>,
    pub kpi: Option<u8>,
    pub deelnemer: Option<String>,
    #[serde(default)]
    pub signaal: Option<i64>,
    pub aanleiding: Option<Aanleiding>,
    /// Below the norm of KPI 3, which asks for a plan van aanpak (H23 KPI 3).
    pub plan: bool,
    /// What the form shows above its fields: the figure in words.
    pub over: String,
}

/// The draft of a new afspraak under its own key: one at a time.
pub const DRAFT_KEY: &str = "afspraak:nieuw";

/// Days until the deadline that is proposed.
const PROPOSED_DAYS: u64 = 28;

fn soorten() -> Vec<Keuze> {
    Afspraaksoort::ALL.iter().map(|s| (s.naam().to_owned(), s.naam().to_owned())).collect()
}

fn aanbieders() -> Vec<Keuze> {
    let mut options: Vec<Keuze> = Aanbieder::ALL.iter().map(|a| (a.key().to_owned(), a.naam().to_owned())).collect();
    options.push(("regio".to_owned(), "hele regio".to_owned()));
    options
}

fn kpis() -> Vec<Keuze> {
    let mut options = vec![(String::new(), "geen".to_owned())];
    options.extend((1..=4).map(|n: u8| (n.to_string(), n.to_string())));
    options
}

fn about(text: &str, theme: Theme) -> Vec<Line<'static>> {
    if text.is_empty() { Vec::new() } else { vec![Line::from(Span::styled(text.to_owned(), theme.strong()))] }
}

/// The form for a new afspraak; the cursor stands in the text.
pub fn nieuw(herkomst: Herkomst, eigenaren: Vec<String>, today: NaiveDate, theme: Theme) -> Form {
    let soort = if herkomst.plan { Afspraaksoort::PlanVanAanpak } else { Afspraaksoort::Gewoon };
    let eigenaar = herkomst.aanbieder.map_or("", Aanbieder::naam);
    let deadline = today.checked_add_days(Days::new(PROPOSED_DAYS)).map(wording::datum).unwrap_or_default();
    let fields = vec![
        Field::lines("tekst", "Afspraak", "", 3).hint("Wat is afgesproken? alt+↵ begint een nieuwe regel."),
        Field::line("eigenaar", "Eigenaar", eigenaar).suggest(eigenaren).hint("Wie zorgt ervoor?"),
        Field::date("deadline", "Deadline", &deadline).hint("vr · +14 · 31-3 · 30 aug · leeg is zonder datum"),
        Field::choice("soort", "Soort", soorten(), soort.naam()).hint("← → of de eerste letter"),
        Field::choice("aanbieder", "Met", aanbieders(), herkomst.aanbieder.map_or("regio", Aanbieder::key))
            .hint("← → of de eerste letter"),
        Field::choice("kpi", "KPI", kpis(), &herkomst.kpi.map(|k| k.to_string()).unwrap_or_default()).hint("← → of het cijfer"),
    ];
    let lines = about(&herkomst.over, theme);
    let mut form = Form::new("Nieuwe afspraak", Purpose::Nieuw(Box::new(herkomst)), fields);
    form.about = lines;
    form.draft_key = Some(DRAFT_KEY.to_owned());
    form
}

/// The form that changes an open afspraak.
pub fn wijzig(was: Afspraak, eigenaren: Vec<String>, theme: Theme) -> Form {
    let deadline = was.deadline.map(wording::datum).unwrap_or_default();
    let fields = vec![
        Field::lines("tekst", "Afspraak", &was.tekst, 3).hint("alt+↵ begint een nieuwe regel."),
        Field::line("eigenaar", "Eigenaar", &was.eigenaar).suggest(eigenaren).hint("Wie zorgt ervoor?"),
        Field::date("deadline", "Deadline", &deadline).hint("vr · +14 · 31-3 · 30 aug · leeg is zonder datum"),
        Field::choice("soort", "Soort", soorten(), was.soort.naam()).hint("← → of de eerste letter"),
        Field::choice("kpi", "KPI", kpis(), &was.kpi.map(|k| k.to_string()).unwrap_or_default()).hint("← → of het cijfer"),
    ];
    let over = was.aanleiding.as_ref().map(|a| format!("{} {} · {}", a.norm, a.kwartaal, a.waarde)).unwrap_or_default();
    let mut form = Form::new(format!("Wijzig {}", was.nummer), Purpose::Nieuw(Box::default()), fields);
    form.draft_key = Some(format!("afspraak:{}", was.nummer));
    form.about = about(&over, theme);
    form.purpose = Purpose::Wijzig(Box::new(was));
    form
}

/// The form that closes an afspraak as gereed.
pub fn sluit(was: &Afspraak, theme: Theme) -> Form {
    let fields = vec![Field::lines("resultaat", "Resultaat", &was.resultaat, 3).hint("Wat is ervan gekomen? Mag leeg blijven.")];
    let mut form = Form::new(format!("{} is gereed", was.nummer), Purpose::Sluit(Box::new(was.clone())), fields);
    form.about = about(&was.tekst, theme);
    form.draft_key = Some(format!("gereed:{}", was.nummer));
    form
}

/// The form that withdraws an afspraak.
pub fn trek_in(was: &Afspraak, theme: Theme) -> Form {
    let fields = vec![Field::lines("reden", "Reden", "", 3).hint("Waarom vervalt zij? Dit komt in het verslag.")];
    let mut form = Form::new(format!("Trek {} in", was.nummer), Purpose::TrekIn(Box::new(was.clone())), fields);
    form.about = about(&was.tekst, theme);
    form.draft_key = Some(format!("intrekken:{}", was.nummer));
    form
}

/// A field that must be bettered before anything is asked of the store.
pub type Refused = (&'static str, Melding);

fn refused(veld: &'static str, tekst: &str) -> Refused {
    (veld, Melding { tekst: tekst.to_owned(), hint: None })
}

struct Fields {
    tekst: String,
    eigenaar: String,
    deadline: Option<NaiveDate>,
    soort: Afspraaksoort,
    kpi: Option<u8>,
}

fn read_fields(form: &Form, today: NaiveDate) -> Result<Fields, Refused> {
    let tekst = form.value("tekst").trim().to_owned();
    if tekst.is_empty() {
        return Err(refused("tekst", "Vul in wat is afgesproken."));
    }
    let typed = form.value("deadline");
    let deadline = match typed.trim() {
        "" => None,
        typed => Some(wording::read_datum(typed, today).map_err(|e| refused("deadline", &format!("{e}.")))?),
    };
    let soort = form.value("soort");
    Ok(Fields {
        tekst,
        eigenaar: form.value("eigenaar").trim().to_owned(),
        deadline,
        soort: Afspraaksoort::ALL.into_iter().find(|s| s.naam() == soort).unwrap_or_default(),
        kpi: form.value("kpi").parse().ok(),
    })
}

/// What a new afspraak is, read from its form.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read_nieuw(form: &Form, herkomst: &Herkomst, today: NaiveDate) -> Result<Write, Refused> {
    let fields = read_fields(form, today)?;
    let aanbieder = Aanbieder::parse(&form.value("aanbieder"));
    // The figure belongs to the aanbieder it was taken from.
    let same = aanbieder == herkomst.aanbieder;
    Ok(Write::Make(Box::new(NieuweAfspraak {
        aanbieder,
        tekst: fields.tekst,
        eigenaar: fields.eigenaar,
        deadline: fields.deadline,
        soort: fields.soort,
        kpi: fields.kpi,
        deelnemer: herkomst.deelnemer.clone().filter(|_| same),
        signaal: herkomst.signaal,
        aanleiding: herkomst.aanleiding.clone().filter(|_| same),
        ..NieuweAfspraak::default()
    })))
}

/// What changes in an afspraak: only the fields that differ.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read_wijziging(form: &Form, was: &Afspraak, today: NaiveDate) -> Result<Write, Refused> {
    let fields = read_fields(form, today)?;
    let wijziging = Afspraakwijziging {
        tekst: (fields.tekst != was.tekst).then_some(fields.tekst),
        eigenaar: (fields.eigenaar != was.eigenaar).then_some(fields.eigenaar),
        deadline: (fields.deadline != was.deadline).then_some(fields.deadline),
        soort: (fields.soort != was.soort).then_some(fields.soort),
        kpi: (fields.kpi != was.kpi).then_some(fields.kpi),
        verwachting: None,
    };
    Ok(Write::Change { nummer: was.nummer, rijversie: was.rijversie, wijziging: Box::new(wijziging) })
}

/// Closes an afspraak.
pub fn read_sluiting(form: &Form, was: &Afspraak) -> Write {
    Write::Close { nummer: was.nummer, rijversie: was.rijversie, resultaat: form.value("resultaat").trim().to_owned() }
}

/// Withdraws an afspraak.
///
/// # Errors
/// Without a reason.
pub fn read_intrekking(form: &Form, was: &Afspraak) -> Result<Write, Refused> {
    let reden = form.value("reden").trim().to_owned();
    if reden.is_empty() {
        return Err(refused("reden", "Vul in waarom de afspraak vervalt."));
    }
    Ok(Write::Withdraw { nummer: was.nummer, rijversie: was.rijversie, reden })
}
