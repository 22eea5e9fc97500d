//! The forms around the register: an aanbieder, its contracts and their options, its people, goals and budgets.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use rust_decimal::Decimal;

use super::afspraak::{DATUM, Veldfout, read_date};
pub use super::doel::Registerdoel as Doel;
use super::{Field, Form, Purpose, keyed};
use crate::app::{Aanbiederwijziging, App, Contractwijziging, Doelwijziging, Melding, Optiebesluit};
use crate::domain::register::{Besluit, Contactpersoon, Contract, Inschrijving, Optie};
use crate::domain::{Aanbieder, Budget, Doelstand, Kwartaal, Ontwikkeldoel, Segment, Sleutel, Voorvoegsel};
use crate::tui::concept::{Conceptsleutel, Registerconcept};
use crate::tui::msg::{Registeropdracht, Write};
use crate::tui::shared::Shared;
use crate::wording;

/// The field of the other names.
const ANDERE: &str = "andere naam";

/// The fields of the options of a contract: until when each runs, and before when it is to be decided.
const OPTIES: [[(&str, &str); 2]; 6] = [
    [("optie1", "Optie 1 tot"), ("voor1", "beslissen voor")],
    [("optie2", "Optie 2 tot"), ("voor2", "beslissen voor")],
    [("optie3", "Optie 3 tot"), ("voor3", "beslissen voor")],
    [("optie4", "Optie 4 tot"), ("voor4", "beslissen voor")],
    [("optie5", "Optie 5 tot"), ("voor5", "beslissen voor")],
    [("optie6", "Optie 6 tot"), ("voor6", "beslissen voor")],
];

/// What a decision on an option can be.
const OPEN: &str = "open";
const GELICHT: &str = "gelicht";
const BESLUITEN: [&str; 3] = [OPEN, GELICHT, "niet gelicht"];

fn form(titel: impl Into<String>, doel: Doel, draft: &Conceptsleutel, fields: Vec<Field>) -> Form {
    let mut form = Form::new(titel, Purpose::Register(Box::new(doel)), fields);
    form.draft_key = Some(draft.to_string());
    form
}

/// Says above the fields what the form is about.
fn about(mut form: Form, regels: impl IntoIterator<Item = String>, shared: &Shared) -> Form {
    form.about = regels.into_iter().map(|r| Line::from(Span::styled(r, shared.theme().strong()))).collect();
    form
}

fn segment_field(chosen: Segment) -> Field {
    Field::choice("segment", "Segment", keyed(Segment::naam), chosen.key())
}

fn dag(dag: Option<NaiveDate>) -> String {
    dag.map(wording::datum).unwrap_or_default()
}

/// The form that adds an aanbieder; `naam` is how a file calls it, if that is where it is from.
pub fn nieuw(naam: Option<&str>) -> Form {
    // Whatever one calls it: the file must be recognised.
    let mut fields = aanbieder_fields(None, naam.unwrap_or_default());
    if let (Some(naam), Some(field)) = (naam, fields.iter_mut().find(|f| f.key == ANDERE)) {
        *field = andere_field(naam);
    }
    fields
        .push(Field::line("sleutel", "Sleutel", "").hint("Kleine letters, cijfers en -. Leeg: naar de naam. Ligt daarna vast."));
    form("Nieuwe aanbieder", Doel::Nieuw, &Conceptsleutel::NieuweAanbieder(naam.map(str::to_owned)), fields)
}

/// The form that changes what is said of an aanbieder.
pub fn wijzig(was: &Inschrijving) -> Form {
    let titel = format!("Wijzig {}", wording::veilig(&was.naam));
    form(titel, Doel::Wijzig(was.clone()), &Conceptsleutel::Aanbieder(was.aanbieder), aanbieder_fields(Some(was), &was.naam))
}

fn aanbieder_fields(was: Option<&Inschrijving>, naam: &str) -> Vec<Field> {
    let of = |field: fn(&Inschrijving) -> &str| was.map(field).unwrap_or_default();
    let andere = was.map(|i| i.andere_namen.join("\n")).unwrap_or_default();
    let leeg = if was.is_some() { "" } else { " Leeg: naar de naam." };
    vec![
        Field::line("naam", "Naam", naam).hint("Kort, zoals u de aanbieder noemt."),
        Field::line("statutaire naam", "Statutair", of(|i| &i.statutair))
            .hint(format!("De naam in het handelsregister.{}", if was.is_some() { "" } else { " Leeg: dezelfde naam." })),
        Field::line("kvk", "KvK", of(|i| &i.kvk)).hint("Acht cijfers. Mag leeg blijven."),
        andere_field(&andere),
        Field::line("voorvoegsel", "Voorvoegsel", of(|i| i.voorvoegsel.as_str()))
            .hint(format!("Van de nummers van afspraken: PSW in PSW-2024-07.{leeg}")),
        Field::lines("notitie", "Notitie", of(|i| &i.notitie), 2).hint("Intern: komt in geen verslag."),
    ]
}

fn andere_field(namen: &str) -> Field {
    Field::lines(ANDERE, "Ook genoemd", namen, 2).hint("Namen in bestanden, op elke regel één: ↵ begint een regel.")
}

/// The form of a new contract. It proposes the end and the options that others of the segment have.
pub fn nieuw_contract(wie: &Inschrijving, shared: &Shared) -> Form {
    let segment = if wie.had_contract(Segment::Individueel, shared.today) { Segment::Collectief } else { Segment::Individueel };
    let shape = usual(segment, shared);
    let mut fields = vec![segment_field(segment), Field::date("van", "Eerste dag", "").hint(DATUM)];
    fields.extend(contract_fields(&shape));
    let draft = Conceptsleutel::Register(Registerconcept::Contract, wie.aanbieder, "nieuw".to_owned());
    let titel = format!("Nieuw contract van {}", wording::veilig(&wie.naam));
    let form = form(titel, Doel::NieuwContract((wie.aanbieder, wie.rijversie)), &draft, fields);
    let voorstel = shape.tot.map(|_| "De laatste dag en de opties zijn een voorstel, naar de contracten van anderen.".to_owned());
    about(form, voorstel, shared)
}

/// How the contracts of a segment are: until when the first that still holds runs for certain, and what options follow.
fn usual(segment: Segment, shared: &Shared) -> Contract {
    let all = shared.register().iter().flat_map(|i| &i.contracten);
    let mut running =
        all.filter(|c| c.segment == segment && c.eindigt.is_none() && c.eind().is_some_and(|eind| eind >= shared.today));
    let mut shape = Contract::new(segment, shared.today);
    if let Some(other) = running.next() {
        shape.tot = other.eind();
        let rest = other.opties.iter().filter(|o| Some(o.tot) > shape.tot);
        shape.opties = rest.map(|o| Optie { besluit: Besluit::Open, ..o.clone() }).collect();
    }
    shape
}

/// The form that changes a contract.
pub fn contract(wie: &Inschrijving, was: &Contract, shared: &Shared) -> Form {
    let draft = Conceptsleutel::Register(Registerconcept::Contract, wie.aanbieder, which(was));
    let titel = format!("Contract van {}", wording::veilig(&wie.naam));
    let doel = Doel::Contract((wie.aanbieder, wie.rijversie), was.clone());
    let over = format!("segment {}, vanaf {}", was.segment.naam(), wording::datum(was.van));
    let mut fields = vec![Field::date("van", "Eerste dag", &wording::datum(was.van))];
    fields.extend(contract_fields(was));
    about(form(titel, doel, &draft, fields), [over], shared)
}

/// Which contract of an aanbieder it is.
fn which(contract: &Contract) -> String {
    format!("{}:{}", contract.segment.naam(), contract.van)
}

fn contract_fields(was: &Contract) -> Vec<Field> {
    let mut fields = vec![Field::date("tot", "Laatste dag", &dag(was.tot)).hint("Zonder verlenging; leeg is zonder einde.")];
    // One more than there are, to add one.
    for (n, [(tot, tot_label), (voor, voor_label)]) in OPTIES.into_iter().enumerate().take((was.opties.len() + 1).max(2)) {
        let optie = was.opties.get(n);
        fields.push(
            Field::date(tot, tot_label, &dag(optie.map(|o| o.tot)))
                .hint("De laatste dag als de optie wordt gelicht; leeg: geen optie."),
        );
        let beslissen = optie.and_then(|o| o.beslissen_voor);
        fields.push(Field::date(voor, voor_label, &dag(beslissen)).hint("Voor welke dag moet zijn besloten? Mag leeg blijven."));
    }
    fields
}

/// The form by which a contract ends before its time: an aanbieder leaves.
pub fn eindigt(wie: &Inschrijving, was: &Contract, shared: &Shared) -> Form {
    let draft = Conceptsleutel::Register(Registerconcept::Eindigt, wie.aanbieder, which(was));
    let fields = vec![
        Field::date("eindigt", "Laatste dag", &dag(was.eindigt))
            .hint("Open verlengopties vervallen; wat loopt, mag worden afgemaakt. Leeg: toch geen vertrek."),
    ];
    let doel = Doel::Eindigt((wie.aanbieder, wie.rijversie), was.clone());
    let over = was.eind().map_or_else(
        || format!("segment {}, zonder einde", was.segment.naam()),
        |eind| format!("segment {}, staat nu vast tot en met {}", was.segment.naam(), wording::datum(eind)),
    );
    about(form(format!("{} vertrekt", wording::veilig(&wie.naam)), doel, &draft, fields), [over], shared)
}

/// The form for the decision on an option of a contract, by its number from 1.
pub fn optie(wie: &Inschrijving, contract: &Contract, nummer: usize, optie: &Optie, shared: &Shared) -> Form {
    let draft = Conceptsleutel::Register(Registerconcept::Optie, wie.aanbieder, format!("{}:{nummer}", which(contract)));
    let doel = Doel::Optie((wie.aanbieder, wie.rijversie), contract.clone(), nummer);
    let titel = format!("Besluit over verlengoptie {nummer} van {}", wording::veilig(&wie.naam));
    let over = [format!("segment {}, {}", contract.segment.naam(), wording::register::optie(contract, nummer, optie))];
    about(form(titel, doel, &draft, besluit_fields(&optie.besluit, shared)), over, shared)
}

/// The form for the decision on the first open option of several aanbieders.
pub fn opties(wie: &[&Inschrijving], segment: Segment, shared: &Shared) -> Form {
    let mut fields = vec![segment_field(segment)];
    fields.extend(besluit_fields(&Besluit::Open, shared));
    let namen: Vec<String> = wie.iter().map(|i| wording::veilig(&i.naam)).collect();
    let doel = Doel::Opties(wie.iter().map(|i| (i.aanbieder, i.rijversie)).collect());
    let titel = match wie {
        [een] => format!("Besluit over de verlengoptie van {}", wording::veilig(&een.naam)),
        meer => format!("Besluit over de verlengoptie van {} aanbieders", meer.len()),
    };
    let draft = Conceptsleutel::Opties(wie.iter().map(|i| i.aanbieder).collect());
    let meant =
        App::open_option_words(wie.iter().copied(), segment).unwrap_or_else(|| "de eerste optie die open staat".to_owned());
    let over = [wording::enkele(&namen), format!("het gaat om {meant}")];
    about(form(titel, doel, &draft, fields), over, shared)
}

fn besluit_fields(was: &Besluit, shared: &Shared) -> Vec<Field> {
    let (stand, op, door) = match was {
        // Nothing is decided until somebody says what.
        Besluit::Open => (OPEN, shared.today, ""),
        Besluit::Gelicht { op, door } => (GELICHT, *op, door.as_str()),
        Besluit::NietGelicht { op, door } => (BESLUITEN[2], *op, door.as_str()),
    };
    vec![
        Field::choice("besluit", "Besluit", BESLUITEN.map(|b| (b.to_owned(), b.to_owned())).to_vec(), stand)
            .hint("open: er is nog niets besloten"),
        Field::date("op", "Op", &wording::datum(op)).hint("De dag waarop het is besloten."),
        Field::line("door", "Door", door).suggest(shared.eigenaren.clone()).hint("Wie nam het besluit?"),
    ]
}

/// The form of a contact person; None: somebody new.
pub fn contact(wie: &Inschrijving, was: Option<&Contactpersoon>) -> Form {
    let of = |field: fn(&Contactpersoon) -> &str| was.map(field).unwrap_or_default();
    let fields = vec![
        Field::line("naam", "Naam", of(|p| &p.naam)),
        Field::line("functie", "Functie", of(|p| &p.functie)),
        Field::line("e-mail", "E-mail", of(|p| &p.email)).hint("Hierheen gaat de post: naam@voorbeeld.nl. Mag leeg blijven."),
        Field::line("telefoon", "Telefoon", of(|p| &p.telefoon)),
        Field::line("waarvoor", "Waarvoor", of(|p| &p.waarvoor)).hint("Waarvoor vraagt u deze persoon?"),
    ];
    let naam = wording::veilig(&wie.naam);
    let titel = was.map_or_else(
        || format!("Nieuwe contactpersoon van {naam}"),
        |p| format!("Wijzig {} van {naam}", wording::veilig(&p.naam)),
    );
    let which = was.map_or_else(|| "nieuw".to_owned(), |p| p.naam.clone());
    let draft = Conceptsleutel::Register(Registerconcept::Contact, wie.aanbieder, which);
    form(titel, Doel::Contact((wie.aanbieder, wie.rijversie), was.cloned()), &draft, fields)
}

/// The form of a new ontwikkeldoel.
pub fn nieuw_doel(wie: &Inschrijving, segment: Segment) -> Form {
    let fields = vec![
        Field::lines("tekst", "Doel", "", 3).hint("Wat bouwen regio en aanbieder samen? ↵ begint een nieuwe regel."),
        segment_field(segment),
    ];
    let titel = format!("Nieuw ontwikkeldoel van {}", wording::veilig(&wie.naam));
    form(titel, Doel::NieuwDoel(wie.aanbieder, segment), &Conceptsleutel::NieuwDoel(wie.aanbieder), fields)
}

/// The form that changes a goal, how it stands, and what was said of it at the gesprek over a kwartaal.
pub fn doel(was: &Ontwikkeldoel, kwartaal: Kwartaal) -> Form {
    let notitie = was.notities.iter().find(|n| n.kwartaal == kwartaal).map_or("", |n| n.tekst.as_str());
    let fields = vec![
        Field::choice("stand", "Stand", keyed(Doelstand::naam), was.stand.key()),
        Field::lines("notitie", "Notitie", notitie, 3)
            .hint(format!("Gezegd in het gesprek over {kwartaal}; leeg haalt de notitie weg.")),
        Field::lines("tekst", "Doel", &was.tekst, 3).hint("Wat bouwen regio en aanbieder samen?"),
    ];
    let titel = format!("Ontwikkeldoel, met notitie van het gesprek over {kwartaal}");
    form(titel, Doel::Doel(was.clone(), kwartaal), &Conceptsleutel::Doel(was.id, kwartaal), fields)
}

/// The form of a budget for a year that has none; these are there.
pub fn nieuw_budget(wie: &Inschrijving, bekend: &[Budget], kwartaal: Kwartaal) -> Form {
    let fields = vec![Field::line("jaar", "Jaar", &kwartaal.jaar().to_string()), bedrag_field("")];
    let titel = format!("Budget van {}", wording::veilig(&wie.naam));
    let draft = Conceptsleutel::Register(Registerconcept::Budget, wie.aanbieder, String::new());
    let mut form = form(titel, Doel::NieuwBudget(wie.aanbieder, bekend.to_vec()), &draft, fields);
    // The year is there; what one comes to type is the amount.
    form.focus_on("bedrag");
    form
}

/// The form that changes a budget.
pub fn budget(was: &Budget, shared: &Shared) -> Form {
    let fields = vec![bedrag_field(&wording::decimaal(was.bedrag, 2))];
    let titel = format!("Budget {} van {}", was.jaar, wording::veilig(&shared.naam(was.aanbieder)));
    let draft = Conceptsleutel::Register(Registerconcept::Budget, was.aanbieder, was.jaar.to_string());
    form(titel, Doel::Budget(was.clone()), &draft, fields)
}

fn bedrag_field(bedrag: &str) -> Field {
    Field::line("bedrag", "Bedrag", bedrag).hint("In euro over beide segmenten, als 125.000 of 98.750,50.")
}

fn refused(veld: &'static str, tekst: impl Into<String>) -> Veldfout {
    (veld, Melding { tekst: tekst.into(), hint: None })
}

/// What the values of a form mean.
///
/// # Errors
/// The field that must be bettered, and why.
pub fn read(form: &Form, doel: &Doel, shared: &Shared) -> Result<Write, Veldfout> {
    let today = shared.today;
    Ok(Write::Register(Box::new(match doel {
        Doel::Nieuw => {
            let sleutel = Some(form.value("sleutel").trim().to_owned()).filter(|s| !s.is_empty());
            Registeropdracht::Nieuw { sleutel, gegevens: read_aanbieder(form, None)? }
        }
        Doel::Wijzig(was) => {
            Registeropdracht::Wijzig { wie: (was.aanbieder, was.rijversie), gegevens: read_aanbieder(form, Some(was))? }
        }
        Doel::NieuwContract(wie) => {
            let segment = read_segment(form);
            let van = read_first_day(form, today)?;
            let taken =
                shared.register().get(wie.0).is_some_and(|i| i.contracten.iter().any(|c| (c.segment, c.van) == (segment, van)));
            if taken {
                let tekst =
                    format!("Op {} begint al een contract {}; kies dat om het te wijzigen.", wording::datum(van), segment.naam());
                return Err(refused("van", tekst));
            }
            Registeropdracht::Contract { wie: *wie, wijziging: read_contract(form, &Contract::new(segment, van), today)? }
        }
        Doel::Contract(wie, was) => {
            let begint = Some(read_first_day(form, today)?).filter(|dag| *dag != was.van);
            let wijziging = Contractwijziging { begint, ..read_contract(form, was, today)? };
            Registeropdracht::Contract { wie: *wie, wijziging }
        }
        Doel::Eindigt(wie, was) => {
            let dag = read_date(form, "eindigt", today)?;
            if dag.is_none() && was.eindigt.is_none() {
                return Err(refused("eindigt", "Vul de laatste dag in."));
            }
            Registeropdracht::Eindigt { wie: *wie, segment: was.segment, van: was.van, dag }
        }
        Doel::Optie(wie, contract, nummer) => Registeropdracht::Besluit {
            wie: vec![*wie],
            besluit: Optiebesluit {
                segment: contract.segment,
                van: Some(contract.van),
                nummer: Some(*nummer),
                besluit: read_besluit(form, contract.opties.get(*nummer - 1).map(|o| &o.besluit), today)?,
            },
        },
        Doel::Opties(wie) => Registeropdracht::Besluit {
            wie: wie.clone(),
            besluit: Optiebesluit {
                segment: read_segment(form),
                van: None,
                nummer: None,
                besluit: read_besluit(form, Some(&Besluit::Open), today)?,
            },
        },
        Doel::Contact(wie, was) => Registeropdracht::Contact {
            wie: *wie,
            was: was.as_ref().map(|p| p.naam.clone()),
            persoon: read_contact(form, wie.0, was.as_ref(), shared)?,
        },
        Doel::NieuwDoel(wie, _) => {
            Registeropdracht::NieuwDoel { wie: *wie, segment: read_segment(form), tekst: form.value("tekst") }
        }
        Doel::Doel(was, kwartaal) => {
            Registeropdracht::Doel { id: was.id, rijversie: was.rijversie, wijziging: read_doel(form, was, *kwartaal) }
        }
        Doel::NieuwBudget(wie, bekend) => {
            let jaar = form.value("jaar").trim().parse::<i32>().map_err(|_| refused("jaar", "Schrijf een jaar als 2025."))?;
            // Who enters one for a year that has one corrects that.
            let rijversie = bekend.iter().find(|b| b.jaar == jaar).map_or(0, |b| b.rijversie);
            Registeropdracht::Budget { budget: Budget { aanbieder: *wie, jaar, bedrag: read_bedrag(form)?, rijversie } }
        }
        Doel::Budget(was) => Registeropdracht::Budget { budget: Budget { bedrag: read_bedrag(form)?, ..was.clone() } },
    })))
}

fn read_segment(form: &Form) -> Segment {
    Segment::of_key(&form.value("segment")).unwrap_or_default()
}

/// The amount in the field `bedrag`.
///
/// # Errors
/// What was typed is no amount.
pub fn read_bedrag(form: &Form) -> Result<Decimal, Veldfout> {
    wording::read_bedrag(&form.value("bedrag")).ok_or_else(|| refused("bedrag", "Schrijf een bedrag in euro als 7,84 of 12.500."))
}

/// Only what differs, so that what somebody else changed in another field is not undone.
fn read_aanbieder(form: &Form, was: Option<&Inschrijving>) -> Result<Aanbiederwijziging, Veldfout> {
    let changed = |veld: &str, field: fn(&Inschrijving) -> &str| {
        let typed = form.value(veld);
        let is_new = was.map_or_else(|| !typed.trim().is_empty(), |i| typed.trim() != field(i));
        is_new.then_some(typed)
    };
    let naam = changed("naam", |i| &i.naam);
    if was.is_none() && naam.is_none() {
        return Err(refused("naam", "Vul een naam in."));
    }
    let typed = form.value(ANDERE);
    let own = naam.as_deref().map(str::trim).filter(|_| was.is_none());
    let namen = typed.lines().map(str::trim).filter(|l| !l.is_empty() && Some(*l) != own).map(str::to_owned);
    let namen: Vec<String> = namen.collect();
    let voorvoegsel = changed("voorvoegsel", |i| i.voorvoegsel.as_str()).map(|typed| {
        let tekst = "Schrijf 1 tot 12 letters of cijfers, bijvoorbeeld PSW.";
        Voorvoegsel::new(typed.trim()).ok_or_else(|| refused("voorvoegsel", tekst))
    });
    Ok(Aanbiederwijziging {
        naam,
        statutair: changed("statutaire naam", |i| &i.statutair),
        kvk: changed("kvk", |i| &i.kvk),
        andere_namen: (was.map_or(&[][..], |i| &i.andere_namen) != namen).then_some(namen),
        voorvoegsel: voorvoegsel.transpose()?,
        notitie: changed("notitie", |i| &i.notitie),
    })
}

fn read_first_day(form: &Form, today: NaiveDate) -> Result<NaiveDate, Veldfout> {
    read_date(form, "van", today)?.ok_or_else(|| refused("van", "Vul de eerste dag in."))
}

/// What a contract is to be; what differs in nothing stays untouched.
fn read_contract(form: &Form, was: &Contract, today: NaiveDate) -> Result<Contractwijziging, Veldfout> {
    let tot = read_date(form, "tot", today)?;
    let mut opties = Vec::new();
    for [(veld, _), (voor_veld, _)] in OPTIES {
        let (tot, voor) = (read_date(form, veld, today)?, read_date(form, voor_veld, today)?);
        match tot {
            Some(tot) => opties.push((tot, voor)),
            None if voor.is_some() => return Err(refused(veld, "Vul in tot en met welke dag de optie loopt.")),
            None => {}
        }
    }
    // What the form has no fields for stays.
    opties.extend(was.opties.iter().skip(OPTIES.len()).map(|o| (o.tot, o.beslissen_voor)));
    let before: Vec<_> = was.opties.iter().map(|o| (o.tot, o.beslissen_voor)).collect();
    Ok(Contractwijziging {
        segment: was.segment,
        van: was.van,
        begint: None,
        tot: (tot != was.tot).then_some(tot),
        opties: (opties != before).then_some(opties),
    })
}

fn read_besluit(form: &Form, was: Option<&Besluit>, today: NaiveDate) -> Result<Besluit, Veldfout> {
    let besluit = form.value("besluit");
    if besluit == OPEN {
        if was == Some(&Besluit::Open) {
            return Err(refused("besluit", "Kies wat er is besloten: gelicht of niet gelicht."));
        }
        return Ok(Besluit::Open);
    }
    let op = read_date(form, "op", today)?.ok_or_else(|| refused("op", "Vul in wanneer het is besloten."))?;
    let door = form.value("door").trim().to_owned();
    if door.is_empty() {
        return Err(refused("door", "Vul in wie het besluit nam."));
    }
    Ok(if besluit == GELICHT { Besluit::Gelicht { op, door } } else { Besluit::NietGelicht { op, door } })
}

fn read_contact(form: &Form, wie: Aanbieder, was: Option<&Contactpersoon>, shared: &Shared) -> Result<Contactpersoon, Veldfout> {
    let line = |veld: &str| form.value(veld).trim().to_owned();
    let naam = line("naam");
    if naam.is_empty() {
        return Err(refused("naam", "Vul een naam in."));
    }
    let same = |p: &Contactpersoon| p.naam.to_lowercase() == naam.to_lowercase();
    if was.is_none() && shared.register().get(wie).is_some_and(|i| i.contactpersonen.iter().any(same)) {
        return Err(refused("naam", format!("{} heeft al een contactpersoon met deze naam.", shared.naam(wie))));
    }
    Ok(Contactpersoon {
        naam,
        functie: line("functie"),
        email: line("e-mail"),
        telefoon: line("telefoon"),
        waarvoor: line("waarvoor"),
    })
}

fn read_doel(form: &Form, was: &Ontwikkeldoel, kwartaal: Kwartaal) -> Doelwijziging {
    let (tekst, notitie) = (form.value("tekst"), form.value("notitie"));
    let before = was.notities.iter().find(|n| n.kwartaal == kwartaal).map_or("", |n| n.tekst.as_str());
    let stand = Doelstand::of_key(&form.value("stand"));
    Doelwijziging {
        tekst: (tekst != was.tekst.as_str()).then_some(tekst),
        stand: stand.filter(|s| *s != was.stand),
        notitie: (notitie != before).then_some((kwartaal, notitie)),
    }
}
