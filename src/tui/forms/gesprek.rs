//! The forms around a gesprek: planning, own points, preparation, outcomes.

use chrono::{Days, NaiveDate, NaiveTime};
use ratatui::text::{Line, Span};

use super::afspraak::{DATUM, Veldfout, read_date};
pub use super::doel::{Gespreksdoel as Doel, Lopend};
use super::{Field, Form, Purpose};
use crate::app::{
    Agendabeeld, Agendaregel, Gesprekwijziging, Melding, NieuwGesprek, NieuweAfspraak, Planvoorstel, Puntwijziging, Tafeldaad,
};
use crate::domain::agenda::Punt;
use crate::domain::{
    Aanbieder, Afspraak, Afspraaknummer, Afspraaksoort, Gesprek, Gespreksoort, Kwartaal, Onderdeelsleutel, Sleutel,
    Uitkomstinhoud, Uitkomstsoort,
};
use crate::tui::bewaard;
use crate::tui::concept::Conceptsleutel;
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::write::gesprek::Gesprekopdracht;
use crate::wording;

/// Something that was begun in a gesprek and not saved.
#[derive(Debug)]
pub struct Begonnen {
    pub concept: Conceptsleutel,
    /// The point that it is of; None: it is of the gesprek as a whole.
    pub punt: Option<Onderdeelsleutel>,
    /// What was typed, when it was saved in a copy of a shared database.
    pub bewaard: Option<String>,
}

/// All that was begun in a gesprek and not saved, in the order of its points: the one place that says so.
pub fn begun_in(drafts: &[(String, String)], beeld: &Agendabeeld) -> Vec<Begonnen> {
    let typed = |text: &str| {
        let draft: serde_json::Value = serde_json::from_str(text).ok()?;
        Some(draft.get("velden")?.get("tekst")?.as_str()?.to_owned())
    };
    let begun = |(key, text): &(String, String)| {
        let concept = Conceptsleutel::parse(bewaard::form_of(key))?;
        let punt = match place_in(&concept, beeld)? {
            Hier::Punt(punt) => Some(punt),
            Hier::Geheel => None,
        };
        let bewaard = bewaard::is_kept(key).then(|| typed(text).unwrap_or_default());
        Some(Begonnen { concept, punt, bewaard })
    };
    let mut found: Vec<Begonnen> = drafts.iter().filter_map(begun).collect();
    let at = |b: &Begonnen| b.punt.as_ref().map(|sleutel| beeld.punten.iter().position(|p| p.punt.sleutel == *sleutel));
    found.sort_by_key(|b| (b.punt.is_none(), at(b)));
    found
}

/// Where in a gesprek a draft belongs.
enum Hier {
    Punt(Onderdeelsleutel),
    /// To the gesprek as a whole.
    Geheel,
}

/// Where a draft belongs in this gesprek; None when it is of something else.
fn place_in(concept: &Conceptsleutel, beeld: &Agendabeeld) -> Option<Hier> {
    let own = |id: &i64| *id == beeld.gesprek.id;
    let find = |is_at: &dyn Fn(&Agendaregel) -> bool| beeld.punten.iter().find(|p| is_at(p)).map(|p| p.punt.sleutel.clone());
    let made =
        |nummer: Afspraaknummer| find(&|p| p.uitkomsten.iter().any(|u| u.uitkomst.inhoud == Uitkomstinhoud::Afspraak(nummer)));
    let punt = match concept {
        Conceptsleutel::Uitkomst(id, punt, _) | Conceptsleutel::Voorbereiding(id, punt) => own(id).then(|| punt.clone()),
        Conceptsleutel::WijzigUitkomst(uitkomst) => find(&|p| p.uitkomsten.iter().any(|u| u.uitkomst.id == *uitkomst)),
        Conceptsleutel::Lopend(id, nummer, _) if own(id) => {
            let at = find(&|p| p.lopend.iter().any(|l| l.afspraak.nummer == *nummer));
            at.or(Some(Onderdeelsleutel::OpenAfspraken))
        }
        Conceptsleutel::Afspraak(nummer) => made(*nummer),
        Conceptsleutel::Samen(_, nummers) => nummers.iter().find_map(|nummer| made(*nummer)),
        Conceptsleutel::Volgende(id) => own(id).then_some(Onderdeelsleutel::VolgendeDatum),
        // The form to establish it is what one is about to open.
        Conceptsleutel::Agendapunt(id) | Conceptsleutel::Opschaling(id) | Conceptsleutel::Gesprek(id) => {
            return own(id).then_some(Hier::Geheel);
        }
        _ => None,
    };
    punt.map(Hier::Punt)
}

/// How many things that lie there still are named each by itself.
const MOST_NAMED: usize = 4;

/// What was begun in a gesprek and not saved, and the first point at which something was; None when nothing was. A sentence in
/// pieces, a thing in each: where there are lines each has its own.
pub fn left_in(drafts: &[(String, String)], beeld: &Agendabeeld) -> Option<(Option<Onderdeelsleutel>, Vec<String>)> {
    let begun = begun_in(drafts, beeld);
    let first = begun.first()?.punt.clone();
    let number = |sleutel: &Onderdeelsleutel| beeld.in_gesprek().position(|p| p.punt.sleutel == *sleutel).map(|at| at + 1);
    let named = begun.iter().take(MOST_NAMED).map(|b| {
        let at = b.punt.as_ref().and_then(number).map(|n| format!(" bij punt {n}")).unwrap_or_default();
        format!("{}{at}", b.concept.wat().0)
    });
    let more = begun.len().saturating_sub(MOST_NAMED);
    let rest = (more > 0).then(|| format!("nog {more}"));
    let named: Vec<String> = named.chain(rest).collect();
    let piece = |(n, wat): (usize, &String)| {
        let before = if n == 0 { "Nog niet opgeslagen: " } else { "" };
        let behind = match named.len() - n {
            1 => ".",
            2 => " en",
            _ => ",",
        };
        format!("{before}{wat}{behind}")
    };
    Some((first, named.iter().enumerate().map(piece).collect()))
}

/// The points that were prepared and at which nothing was written down; None when there are none.
pub fn prepared_unused(beeld: &Agendabeeld) -> Option<String> {
    let is_unused = |p: &Agendaregel| !p.punt.voorbereiding.is_empty() && p.uitkomsten.is_empty() && p.punt.notitie.is_empty();
    let unused = beeld.in_gesprek().enumerate().filter(|(_, p)| is_unused(p)).map(|(at, _)| (at + 1).to_string());
    let unused: Vec<String> = unused.collect();
    (!unused.is_empty()).then(|| format!("Voorbereid en zonder uitkomst: punt {}.", wording::opsomming(unused)))
}

/// Where an outcome goes; what is internal has a place of its own.
const IN_VERSLAG: &str = "Komt in het verslag, bij dit punt. ctrl+s slaat op.";

/// What comes of vaststellen.
pub const ALLEEN_LEZEN: &str = "Daarna is het gesprek alleen te lezen.";

/// Who was there, and who wrote the verslag.
const AANWEZIG: &str = "Aanwezig";
const AFWEZIG: &str = "Afwezig";
const VERSLAG: &str = "Verslag";

/// Days until the deadline that is proposed.
const PROPOSED_DAYS: u64 = 28;

fn form(
    titel: impl Into<String>,
    doel: Doel,
    fields: Vec<Field>,
    draft: Option<Conceptsleutel>,
    over: &str,
    theme: Theme,
) -> Form {
    let mut form = Form::new(titel, Purpose::Gesprek(Box::new(doel)), fields);
    if !over.is_empty() {
        form.about = vec![Line::from(Span::styled(over.to_owned(), theme.strong()))];
    }
    form.draft_key = draft.map(|draft| draft.to_string());
    form
}

fn when_and_where(gesprek: &Gesprek, shared: &Shared) -> Vec<Field> {
    let Gesprek { datum, tijd, plaats, verslaglegger, .. } = gesprek;
    let [aanwezig, afwezig] = [&gesprek.aanwezig, &gesprek.afwezig].map(|wie| wie.join(", "));
    // Until it is held nobody was there.
    let (wie, afgemeld) = if gesprek.status.is_held() {
        (AANWEZIG, "Wie er niet bij kon zijn.")
    } else {
        ("Uitgenodigd", "Wie zich heeft afgemeld; telt straks niet als aanwezig.")
    };
    vec![
        Field::date("datum", "Datum", &datum.map(wording::datum).unwrap_or_default())
            .hint("vr · +14 · 31-3 · 30 aug")
            .on_werkdagen(&shared.werkdagen),
        Field::line("tijd", "Tijd", &tijd.map(|t| t.format("%H:%M").to_string()).unwrap_or_default())
            .hint("Zo geschreven: 10:00"),
        Field::line("plaats", "Plaats", plaats).hint("Waar het gesprek is."),
        Field::lines("aanwezig", wie, &aanwezig, 2).hint("Met komma's ertussen."),
        Field::line("afwezig", AFWEZIG, &afwezig).hint(afgemeld),
        Field::line("verslaglegger", VERSLAG, verslaglegger).hint("Wie het verslag schrijft."),
    ]
}

/// Establishes a gesprek of which it is not known who was there or who wrote the verslag: it can be said here, and need not.
///
/// `nog`: what lies there still and will not be in the verslag, line by line.
pub fn vaststellen(gesprek: &Gesprek, nog: &[String], theme: Theme) -> Form {
    let [aanwezig, afwezig] = [&gesprek.aanwezig, &gesprek.afwezig].map(|wie| wie.join(", "));
    let fields = vec![
        Field::lines("aanwezig", AANWEZIG, &aanwezig, 2).hint("Wie er was, met komma's ertussen."),
        Field::line("afwezig", AFWEZIG, &afwezig).hint("Wie er niet bij kon zijn. Leeg: niemand."),
        Field::line("verslaglegger", VERSLAG, &gesprek.verslaglegger).hint("Wie het verslag schreef."),
    ];
    let lacking = wording::wie_ontbreekt(gesprek).unwrap_or_default();
    let over = format!("Er staat nog niet in {lacking}.");
    let draft = Conceptsleutel::Vaststellen(gesprek.id);
    let mut form = form("Gesprek vaststellen", Doel::Vaststellen(Box::new(gesprek.clone())), fields, Some(draft), &over, theme);
    form.about.push(Line::from(ALLEEN_LEZEN));
    form.about.extend(nog.iter().map(|nog| Line::from(Span::styled(nog.clone(), theme.attention()))));
    form.saves = "vaststellen";
    // Who was there stands in it mostly; one begins at what lacks.
    form.focus_on(if gesprek.aanwezig.is_empty() { "aanwezig" } else { "verslaglegger" });
    form
}

/// Plans a gesprek with an aanbieder: the regular one about a kwartaal, one beside it, or that of a gemeente.
pub fn plan(aanbieder: Aanbieder, kwartaal: Kwartaal, soort: Gespreksoort, voorstel: &Planvoorstel, shared: &Shared) -> Form {
    let Planvoorstel { tijd, plaats, uitgenodigd, verslaglegger } = voorstel.clone();
    let tijd = tijd.or_else(|| NaiveTime::from_hms_opt(10, 0, 0));
    let proposed = Gesprek { tijd, plaats, aanwezig: uitgenodigd, verslaglegger, ..Gesprek::unplanned(aanbieder, kwartaal) };
    let fields = when_and_where(&proposed, shared);
    let naam = wording::gespreksoort(soort);
    let over = match soort {
        Gespreksoort::Regulier | Gespreksoort::Extra => format!("over {kwartaal}"),
        Gespreksoort::Evaluatief(gemeente) => format!("in {}", gemeente.naam()),
    };
    let draft = Conceptsleutel::Plan(aanbieder, kwartaal, soort);
    let over = format!("{} {} {over}", wording::hoofdletter(naam), shared.naam(aanbieder));
    let doel = Doel::Plan { aanbieder, kwartaal, soort };
    let mut form = form(format!("Plan een {naam}"), doel, fields, Some(draft), &over, shared.theme());
    if !proposed.aanwezig.is_empty() {
        form.about.push(Line::from("Tijd, plaats en wie erbij hoort zijn een voorstel."));
    }
    form
}

/// Changes date, place and people, and sets the date of the next gesprek.
pub fn wijzig(gesprek: &Gesprek, shared: &Shared) -> Form {
    let mut fields = when_and_where(gesprek, shared);
    fields.push(volgende_field(gesprek, shared));
    let draft = Conceptsleutel::Gesprek(gesprek.id);
    form("Gegevens van het gesprek", Doel::Wijzig(Box::new(gesprek.clone())), fields, Some(draft), "", shared.theme())
}

fn volgende_field(gesprek: &Gesprek, shared: &Shared) -> Field {
    let volgende = gesprek.volgende.map(wording::datum).unwrap_or_default();
    Field::date("volgende", "Volgende", &volgende).hint("Dit gesprek wordt meteen gepland.").on_werkdagen(&shared.werkdagen)
}

/// Sets the date of the next gesprek alone, as it is agreed at the table.
pub fn volgende(gesprek: &Gesprek, shared: &Shared) -> Form {
    let draft = Conceptsleutel::Volgende(gesprek.id);
    let doel = Doel::Volgende(Box::new(gesprek.clone()));
    form("Volgend gesprek", doel, vec![volgende_field(gesprek, shared)], Some(draft), "", shared.theme())
}

/// Takes what an evaluatief gesprek is about to the region; of one that went, an empty reason brings it back.
pub fn opschaling(gesprek: &Gesprek, was: Option<&str>, shared: &Shared) -> Form {
    let (titel, hint) = match was {
        Some(_) => ("Opgeschaald naar de regio", "Waarom is dit aan de regio? Leeg haalt het terug."),
        None => ("Opschalen naar de regio", "Waarom gaat dit naar de regio?"),
    };
    let fields = vec![Field::lines("reden", "Reden", was.unwrap_or_default(), 3).hint(hint)];
    let over = wording::hoofdletter(&wording::gesprek(gesprek, shared.register()));
    let draft = Conceptsleutel::Opschaling(gesprek.id);
    form(titel, Doel::Opschaling { id: gesprek.id }, fields, Some(draft), &over, shared.theme())
}

/// A point of the user's own.
pub fn punt(id: i64, theme: Theme) -> Form {
    let fields = vec![Field::line("titel", "Titel", "").hint("Waar gaat het over?")];
    form("Nieuw agendapunt", Doel::NieuwPunt { id }, fields, Some(Conceptsleutel::Agendapunt(id)), "", theme)
}

/// Preparation at a point: internal.
pub fn voorbereiding(id: i64, punt: &Punt, theme: Theme) -> Form {
    let hint = "Blijft intern: niet op de beamer, niet in het verslag.";
    let fields = vec![Field::lines("voorbereiding", "Intern", &punt.voorbereiding, 4).hint(hint)];
    let draft = Conceptsleutel::Voorbereiding(id, punt.sleutel.clone());
    let doel = Doel::Voorbereiding { id, sleutel: punt.sleutel.clone(), rijversie: punt.rijversie };
    form("Voorbereiding", doel, fields, Some(draft), &punt.titel, theme)
}

/// A besluit, a mededeling or a note.
pub fn uitkomst(id: i64, sleutel: Onderdeelsleutel, soort: Uitkomstsoort, titel: &str, theme: Theme) -> Form {
    let fields = vec![Field::lines("tekst", "Tekst", "", 3).hint(IN_VERSLAG)];
    let draft = Conceptsleutel::Uitkomst(id, sleutel.clone(), Some(soort));
    form(wording::hoofdletter(soort.naam()), Doel::Uitkomst { id, sleutel, soort }, fields, Some(draft), titel, theme)
}

/// Corrects an outcome that is no afspraak.
pub fn wijzig_uitkomst(uitkomst: i64, rijversie: u32, soort: Uitkomstsoort, tekst: &str, titel: &str, theme: Theme) -> Form {
    let fields = vec![Field::lines("tekst", "Tekst", tekst, 3).hint(IN_VERSLAG)];
    let draft = Conceptsleutel::WijzigUitkomst(uitkomst);
    let kop = format!("Wijzig deze {}", soort.naam());
    let kop = if soort == Uitkomstsoort::Besluit { "Wijzig dit besluit".to_owned() } else { kop };
    form(kop, Doel::WijzigUitkomst { uitkomst, rijversie }, fields, Some(draft), titel, theme)
}

/// An afspraak out of a point; only its text must be typed.
///
/// `plan`: the point asks for a plan van aanpak.
pub fn afspraak(doel: Doel, plan: bool, titel: &str, eigenaren: Vec<String>, shared: &Shared) -> Form {
    let (eigenaar, draft) = match &doel {
        Doel::Afspraak { id, aanbieder, sleutel } => {
            (shared.naam(*aanbieder), Some(Conceptsleutel::Uitkomst(*id, sleutel.clone(), None)))
        }
        _ => (String::new(), None),
    };
    let deadline = shared.today.checked_add_days(Days::new(PROPOSED_DAYS)).map(wording::datum).unwrap_or_default();
    let fields = vec![
        Field::lines("tekst", "Afspraak", "", 3).hint("Wat is afgesproken? ctrl+s slaat op"),
        Field::line("eigenaar", "Eigenaar", &eigenaar).suggest(eigenaren).hint("Wie zorgt ervoor?"),
        Field::date("deadline", "Deadline", &deadline).hint(DATUM).ahead(),
        super::afspraak::soort(plan),
        super::afspraak::verwachting(""),
    ];
    let mut form = form("Afspraak", doel, fields, draft, titel, shared.theme());
    form.about.extend(super::afspraak::why_plan(plan));
    form
}

/// Closes an open afspraak at the table, puts it off, or comments on it; `over` is the afspraak in words.
pub fn lopend(id: i64, sleutel: Onderdeelsleutel, afspraak: &Afspraak, wat: Lopend, over: &str, theme: Theme) -> Form {
    let nummer = afspraak.nummer;
    let (titel, fields) = match wat {
        Lopend::Gereed => (
            format!("{nummer} is gereed"),
            vec![Field::lines("resultaat", "Resultaat", "", 3).hint("Wat is ervan gekomen? Mag leeg blijven. ctrl+s slaat op")],
        ),
        Lopend::Verzet => {
            let deadline = afspraak.deadline.map(wording::datum).unwrap_or_default();
            let fields = vec![
                Field::date("deadline", "Deadline", &deadline).hint(DATUM).ahead(),
                Field::line("reden", "Waarom", "").hint("Mag leeg blijven. ctrl+s slaat op"),
            ];
            (format!("Andere deadline voor {nummer}"), fields)
        }
        Lopend::Opmerking => (
            format!("Opmerking bij {nummer}"),
            vec![
                Field::lines("tekst", "Opmerking", "", 3).hint("Komt als notitie in het verslag, bij dit punt. ctrl+s slaat op."),
            ],
        ),
    };
    let draft = Conceptsleutel::Lopend(id, nummer, wat);
    let doel = Doel::Lopend { id, sleutel, rij: (nummer, afspraak.rijversie), wat };
    form(titel, doel, fields, Some(draft), over, theme)
}

fn refused(veld: &'static str, tekst: impl Into<String>) -> Veldfout {
    (veld, Melding { tekst: tekst.into(), hint: None })
}

fn time(form: &Form) -> Result<Option<NaiveTime>, Veldfout> {
    let typed = form.value("tijd");
    if typed.trim().is_empty() {
        return Ok(None);
    }
    time_of(&typed).map(Some).ok_or_else(|| refused("tijd", "Schrijf een tijdstip als 10:00 of 10 uur."))
}

/// A time as people write it: `10:00`, `9.30`, `14 uur`, `14u30`, `9`.
fn time_of(typed: &str) -> Option<NaiveTime> {
    let typed = typed.to_lowercase().replace("uur", "u").replace(['.', 'u'], ":").replace(' ', "");
    let typed = typed.trim_end_matches(':');
    let whole = if typed.contains(':') { typed.to_owned() } else { format!("{typed}:00") };
    NaiveTime::parse_from_str(&whole, "%H:%M").ok()
}

fn people(form: &Form, veld: &str) -> Vec<String> {
    form.value(veld).split([',', '\n']).map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect()
}

/// What a form of this module asks of the store.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read(form: &Form, doel: &Doel, today: NaiveDate) -> Result<Gesprekopdracht, Veldfout> {
    Ok(match doel {
        Doel::Plan { aanbieder, kwartaal, soort } => Gesprekopdracht::Plan(Box::new(NieuwGesprek {
            aanbieder: *aanbieder,
            kwartaal: *kwartaal,
            soort: *soort,
            datum: read_date(form, "datum", today)?,
            tijd: time(form)?,
            plaats: form.value("plaats"),
            aanwezig: people(form, "aanwezig"),
            afwezig: people(form, "afwezig"),
            verslaglegger: form.value("verslaglegger"),
        })),
        Doel::Wijzig(gesprek) => Gesprekopdracht::Wijzig {
            id: gesprek.id,
            rijversie: gesprek.rijversie,
            wijziging: Box::new(Gesprekwijziging {
                datum: Some(read_date(form, "datum", today)?),
                tijd: Some(time(form)?),
                plaats: Some(form.value("plaats")),
                aanwezig: Some(people(form, "aanwezig")),
                afwezig: Some(people(form, "afwezig")),
                verslaglegger: Some(form.value("verslaglegger")),
                volgende: Some(read_date(form, "volgende", today)?),
            }),
        },
        Doel::Volgende(gesprek) => Gesprekopdracht::Wijzig {
            id: gesprek.id,
            rijversie: gesprek.rijversie,
            wijziging: Box::new(Gesprekwijziging {
                volgende: Some(read_date(form, "volgende", today)?),
                ..Gesprekwijziging::default()
            }),
        },
        Doel::Vaststellen(gesprek) => Gesprekopdracht::Vaststellen {
            id: gesprek.id,
            rijversie: gesprek.rijversie,
            wijziging: Box::new(Gesprekwijziging {
                aanwezig: Some(people(form, "aanwezig")),
                afwezig: Some(people(form, "afwezig")),
                verslaglegger: Some(form.value("verslaglegger")),
                ..Gesprekwijziging::default()
            }),
        },
        Doel::Opschaling { id } => {
            let reden = Some(form.value("reden")).filter(|reden| !reden.trim().is_empty());
            // What was empty and stays so says nothing.
            if reden.is_none() && !form.is_changed() {
                return Err(refused("reden", "Vul in waarom dit naar de regio gaat."));
            }
            Gesprekopdracht::Opschaal { id: *id, reden }
        }
        Doel::NieuwPunt { id } => {
            Gesprekopdracht::NieuwPunt { id: *id, titel: needed(form, "titel", "Geef het agendapunt een titel.")? }
        }
        Doel::Voorbereiding { id, sleutel, rijversie } => Gesprekopdracht::Punt {
            rijversie: *rijversie,
            id: *id,
            sleutel: sleutel.clone(),
            wijziging: Box::new(Puntwijziging { voorbereiding: Some(form.value("voorbereiding")), ..Puntwijziging::default() }),
        },
        Doel::Uitkomst { id, sleutel, soort } => {
            let tekst = needed(form, "tekst", "Schrijf op wat er uit kwam.")?;
            Gesprekopdracht::Uitkomst { id: *id, sleutel: sleutel.clone(), soort: *soort, tekst }
        }
        Doel::WijzigUitkomst { uitkomst, rijversie } => {
            let tekst = needed(form, "tekst", "Schrijf op wat er uit kwam.")?;
            Gesprekopdracht::WijzigUitkomst { uitkomst: *uitkomst, rijversie: *rijversie, tekst }
        }
        Doel::Afspraak { id, aanbieder, sleutel } => {
            let nieuw = NieuweAfspraak {
                aanbieder: Some(*aanbieder),
                tekst: needed(form, "tekst", "Vul in wat is afgesproken.")?,
                eigenaar: form.value("eigenaar").trim().to_owned(),
                deadline: read_date(form, "deadline", today)?,
                soort: Afspraaksoort::of_key(&form.value("soort")).unwrap_or_default(),
                ..NieuweAfspraak::default()
            };
            Gesprekopdracht::Afspraak {
                id: *id,
                sleutel: sleutel.clone(),
                nieuw: Box::new(nieuw),
                verwacht: form.value("verwachting"),
            }
        }
        Doel::Lopend { id, sleutel, rij, wat } => {
            let daad = match wat {
                Lopend::Gereed => Tafeldaad::Gereed { resultaat: form.value("resultaat") },
                Lopend::Verzet => {
                    let deadline = read_date(form, "deadline", today)?;
                    Tafeldaad::Verzet { deadline, reden: form.value("reden") }
                }
                Lopend::Opmerking => Tafeldaad::Opmerking { tekst: needed(form, "tekst", "Schrijf op wat erover gezegd is.")? },
            };
            Gesprekopdracht::Tafeldaad { id: *id, sleutel: sleutel.clone(), rij: *rij, daad }
        }
    })
}

fn needed(form: &Form, veld: &'static str, anders: &str) -> Result<String, Veldfout> {
    let value = form.value(veld).trim().to_owned();
    if value.is_empty() { Err(refused(veld, anders)) } else { Ok(value) }
}
