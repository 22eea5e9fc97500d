//! The forms around an afspraak: make, change, close, withdraw.

use chrono::{Days, NaiveDate};
use ratatui::text::{Line, Span};

pub use super::doel::{Afspraakherkomst, Samen};
use super::{Field, Form, Keuzepaar, Purpose, keyed};
use crate::app::{Afspraakfilter, Afspraakrij, Afspraakwijziging, Akkoord, Melding, NieuweAfspraak};
use crate::domain::{Aanbieder, Afspraak, Afspraaksoort, Sleutel};
use crate::tui::concept::Conceptsleutel;
use crate::tui::msg::Write;
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::wording;

/// How a date may be typed.
pub const DATUM: &str = "vr · +14 · 31-3 · 30 aug · leeg is zonder datum";

/// Days until the deadline that is proposed.
const PROPOSED_DAYS: u64 = 28;

/// Why a plan van aanpak is proposed; said above the fields, for who saves may never come to the kind.
const PLAN: &str = "Onder de norm van KPI 3 wordt dit een plan van aanpak; Soort wijzigt dat.";

/// The field for the kind of a new afspraak; `plan`: the figure is below the norm, which asks for a plan van aanpak.
pub fn soort(plan: bool) -> Field {
    let soort = if plan { Afspraaksoort::PlanVanAanpak } else { Afspraaksoort::Gewoon };
    Field::choice("soort", "Soort", keyed(Afspraaksoort::naam), soort.key())
}

/// What is said above the fields of such an afspraak.
pub fn why_plan(plan: bool) -> Option<Line<'static>> {
    plan.then(|| Line::from(PLAN))
}

fn aanbieders(herkomst: &Afspraakherkomst, shared: &Shared) -> Vec<Keuzepaar> {
    let mut options = shared.choices(herkomst.aanbieder);
    options.push(("regio".to_owned(), "hele regio".to_owned()));
    options
}

fn kpis() -> Vec<Keuzepaar> {
    let mut options = vec![(String::new(), "geen".to_owned())];
    options.extend((1..=4).map(|n: u8| (n.to_string(), n.to_string())));
    options
}

fn about(text: &str, theme: Theme) -> Vec<Line<'static>> {
    if text.is_empty() { Vec::new() } else { vec![Line::from(Span::styled(text.to_owned(), theme.strong()))] }
}

/// The field for a measurable expectation, which the program tests by itself when that report comes in.
pub fn verwachting(tekst: &str) -> Field {
    Field::line("verwachting", "Verwacht", tekst).hint("Meetbaar: C1.1 >= 95 2025-K1. Mag leeg blijven.")
}

/// The form for a new afspraak; the cursor stands in the text.
pub fn nieuw(herkomst: Afspraakherkomst, shared: &Shared) -> Form {
    let eigenaar = shared.register().naam_of(herkomst.aanbieder, "");
    let deadline = shared.today.checked_add_days(Days::new(PROPOSED_DAYS)).map(wording::datum).unwrap_or_default();
    let fields = vec![
        Field::lines("tekst", "Afspraak", "", 3).hint("Wat is afgesproken? ↵ begint een nieuwe regel."),
        Field::line("eigenaar", "Eigenaar", &eigenaar).suggest(shared.eigenaren.clone()).hint("Wie zorgt ervoor?"),
        Field::date("deadline", "Deadline", &deadline).hint(DATUM).ahead(),
        soort(herkomst.plan),
        Field::choice(
            "aanbieder",
            "Met",
            aanbieders(&herkomst, shared),
            herkomst.aanbieder.as_ref().map_or("regio", Aanbieder::key),
        ),
        Field::choice("kpi", "KPI", kpis(), &herkomst.kpi.map(|k| k.to_string()).unwrap_or_default()).hint("← → of het cijfer"),
        verwachting(&herkomst.verwacht),
    ];
    let lines = about(&herkomst.over, shared.theme()).into_iter().chain(why_plan(herkomst.plan)).collect();
    let mut form = Form::new("Nieuwe afspraak", Purpose::Nieuw(Box::new(herkomst)), fields);
    form.about = lines;
    form.draft_key = Some(Conceptsleutel::NieuweAfspraak.to_string());
    form
}

/// The form that changes an open afspraak; `verwacht` is its expectation as it is written.
pub fn wijzig(was: Afspraak, verwacht: &str, eigenaren: Vec<String>, theme: Theme) -> Form {
    let deadline = was.deadline.map(wording::datum).unwrap_or_default();
    let fields = vec![
        Field::lines("tekst", "Afspraak", &was.tekst, 3).hint("↵ begint een nieuwe regel."),
        Field::line("eigenaar", "Eigenaar", &was.eigenaar).suggest(eigenaren).hint("Wie zorgt ervoor?"),
        Field::date("deadline", "Deadline", &deadline).hint(DATUM).ahead(),
        Field::choice("soort", "Soort", keyed(Afspraaksoort::naam), was.soort.key()),
        Field::choice("kpi", "KPI", kpis(), &was.kpi.map(|k| k.to_string()).unwrap_or_default()).hint("← → of het cijfer"),
        verwachting(verwacht),
    ];
    let over = was.aanleiding.as_ref().map(|a| format!("{} {} · {}", a.norm, a.kwartaal, a.waarde)).unwrap_or_default();
    let mut form = Form::new(format!("Wijzig {}", was.nummer), Purpose::Nieuw(Box::default()), fields);
    form.draft_key = Some(Conceptsleutel::Afspraak(was.nummer).to_string());
    form.about = about(&over, theme);
    form.purpose = Purpose::Wijzig { was: Box::new(was), verwacht: verwacht.to_owned() };
    form
}

/// The form that closes afspraken as gereed, withdraws them, or gives them another deadline.
pub fn samen(wat: Samen, afspraken: &[Afspraak], theme: Theme) -> Form {
    let wie = match afspraken {
        [one] => one.nummer.to_string(),
        more => format!("{} afspraken", more.len()),
    };
    let one = |value: fn(&Afspraak) -> String| if let [one] = afspraken { value(one) } else { String::new() };
    let (title, field) = match wat {
        Samen::Sluit => (
            format!("{wie} {} gereed", if afspraken.len() == 1 { "is" } else { "zijn" }),
            Field::lines("resultaat", "Resultaat", &one(|a| a.resultaat.to_string()), 3)
                .hint("Wat is ervan gekomen? Mag leeg blijven."),
        ),
        Samen::TrekIn => {
            (format!("Trek {wie} in"), Field::lines("reden", "Reden", "", 3).hint("Waarom? Dit komt in het verslag."))
        }
        Samen::Verzet => (
            format!("Andere deadline voor {wie}"),
            Field::date("deadline", "Deadline", &one(|a| a.deadline.map(wording::datum).unwrap_or_default())).hint(DATUM).ahead(),
        ),
    };
    let rijen: Vec<Afspraakrij> = afspraken.iter().map(|a| (a.nummer, a.rijversie)).collect();
    let mut form = Form::new(title, Purpose::Samen(wat, rijen), vec![field]);
    // The dialog names what it is about; a long list ends in a count.
    let named = afspraken.iter().take(if afspraken.len() > 4 { 3 } else { 4 });
    form.about = named
        .flat_map(|a| about(&if afspraken.len() == 1 { a.tekst.to_string() } else { format!("{} {}", a.nummer, a.tekst) }, theme))
        .collect();
    if afspraken.len() > 4 {
        form.about.extend(about(&format!("en nog {}", afspraken.len() - 3), theme));
    }
    // What was typed for other afspraken is not offered for these.
    form.draft_key = Some(Conceptsleutel::Samen(wat, afspraken.iter().map(|a| a.nummer).collect()).to_string());
    form
}

/// Where the list goes.
pub fn lijst(filter: Afspraakfilter) -> Form {
    let fields = vec![Field::path("naar", "Bestand", "afsprakenlijst.xlsx").hint("Eindigt op .xlsx"), super::codes()];
    Form::new("Afsprakenlijst naar Excel", Purpose::Lijst(Box::new(filter)), fields)
}

/// A field that must be bettered before anything is asked of the store.
pub type Veldfout = (&'static str, Melding);

fn refused(veld: &'static str, tekst: &str) -> Veldfout {
    (veld, Melding { tekst: tekst.to_owned(), hint: None })
}

struct Afspraakvelden {
    tekst: String,
    eigenaar: String,
    deadline: Option<NaiveDate>,
    soort: Afspraaksoort,
    kpi: Option<u8>,
}

fn read_fields(form: &Form, today: NaiveDate) -> Result<Afspraakvelden, Veldfout> {
    let tekst = form.value("tekst").trim().to_owned();
    if tekst.is_empty() {
        return Err(refused("tekst", "Vul in wat is afgesproken."));
    }
    let deadline = read_date(form, "deadline", today)?;
    Ok(Afspraakvelden {
        tekst,
        eigenaar: form.value("eigenaar").trim().to_owned(),
        deadline,
        soort: Afspraaksoort::of_key(&form.value("soort")).unwrap_or_default(),
        kpi: form.value("kpi").parse().ok(),
    })
}

/// What a new afspraak is, read from its form.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read_nieuw(form: &Form, herkomst: &Afspraakherkomst, today: NaiveDate) -> Result<Write, Veldfout> {
    let fields = read_fields(form, today)?;
    let aanbieder = Aanbieder::new(&form.value("aanbieder"));
    // The figure belongs to the aanbieder it was taken from.
    let same = aanbieder == herkomst.aanbieder;
    let nieuw = NieuweAfspraak {
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
    };
    Ok(Write::Make { nieuw: Box::new(nieuw), verwacht: form.value("verwachting") })
}

/// What changes in an afspraak: only the fields that differ.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read_wijziging(form: &Form, was: &Afspraak, verwacht: &str, today: NaiveDate) -> Result<Write, Veldfout> {
    let fields = read_fields(form, today)?;
    let wijziging = Afspraakwijziging {
        tekst: (fields.tekst != was.tekst).then_some(fields.tekst),
        eigenaar: (fields.eigenaar != was.eigenaar).then_some(fields.eigenaar),
        deadline: (fields.deadline != was.deadline).then_some(fields.deadline),
        soort: (fields.soort != was.soort).then_some(fields.soort),
        kpi: (fields.kpi != was.kpi).then_some(fields.kpi),
        verwachting: None,
    };
    let typed = form.value("verwachting");
    let verwacht = (typed.trim() != verwacht).then_some(typed);
    Ok(Write::Change { nummer: was.nummer, rijversie: was.rijversie, wijziging: Box::new(wijziging), verwacht })
}

/// What is done to the afspraken that were chosen.
///
/// # Errors
/// Withdrawing without a reason, and a deadline that is no date.
pub fn read_samen(form: &Form, wat: Samen, rijen: &[Afspraakrij], today: NaiveDate) -> Result<Write, Veldfout> {
    let rijen = rijen.to_vec();
    Ok(match wat {
        Samen::Sluit => Write::Close { rijen, resultaat: form.value("resultaat").trim().to_owned() },
        Samen::TrekIn => {
            let reden = form.value("reden").trim().to_owned();
            if reden.is_empty() {
                return Err(refused("reden", "Vul in waarom dit vervalt."));
            }
            Write::Withdraw { rijen, reden }
        }
        Samen::Verzet => Write::Postpone { rijen, deadline: read_date(form, "deadline", today)? },
    })
}

/// The list to a workbook.
///
/// # Errors
/// Without a file, or one that is no workbook.
pub fn read_lijst(form: &Form, filter: &Afspraakfilter) -> Result<Write, Veldfout> {
    Ok(Write::Export {
        naar: read_xlsx(form)?,
        filter: Box::new(filter.clone()),
        codes: form.value("codes") == "ja",
        akkoord: Akkoord::default(),
    })
}

/// The path of the workbook to write, in the field `naar`.
///
/// # Errors
/// It does not end in `.xlsx`.
pub fn read_xlsx(form: &Form) -> Result<std::path::PathBuf, Veldfout> {
    let naar = std::path::PathBuf::from(form.value("naar").trim());
    if naar.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(refused("naar", "Geef het bestand een naam die eindigt op .xlsx."));
    }
    Ok(naar)
}

/// The date in a field; None when it is empty.
///
/// # Errors
/// What was typed is no date.
pub fn read_date(form: &Form, veld: &'static str, today: NaiveDate) -> Result<Option<NaiveDate>, Veldfout> {
    match form.value(veld).trim() {
        "" => Ok(None),
        typed => wording::read_datum(typed, today).map(Some).map_err(|e| refused(veld, &format!("{e}."))),
    }
}
