//! Forms: opened with their draft, saved, let go.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::{Akkoord, Melding};
use crate::wording;

use super::laden::check;
use crate::tui::action::{Action, FormAction};
use crate::tui::bewaard;
use crate::tui::forms::afspraak::{self, Afspraakherkomst};
use crate::tui::forms::{Form, Purpose, gesprek, inlezen, instellingen, register, signaal, tarief, uitgaand};
use crate::tui::keys;
use crate::tui::model::Model;
use crate::tui::msg::{Cmd, Herinnering, Write};
use crate::tui::popups::{Confirm, Popup, ToOpen, Yes};
use crate::tui::shared::Notice;
use crate::tui::tafel;

/// A draft as it is kept: what was typed, and for a new afspraak where it came from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Draft {
    velden: BTreeMap<String, String>,
    pub(super) herkomst: Option<Afspraakherkomst>,
    /// What was on the screen when it was begun: somebody else may have changed it since.
    #[serde(default)]
    rijversie: Option<u32>,
}

/// Saves with what was chosen; the form below waits along.
pub(super) fn settle(model: &mut Model) -> Vec<Cmd> {
    let Some((Popup::Botsing(botsingen), below)) = model.popups.as_mut_slice().split_last_mut() else { return Vec::new() };
    botsingen.waiting = true;
    let draft = below.last_mut().and_then(|popup| {
        let Popup::Form(form) = popup else { return None };
        form.waiting = true;
        form.draft_key.clone()
    });
    vec![saving(botsingen.settled(), draft)]
}

pub(super) fn draft_text(form: &Form) -> String {
    let herkomst = match &form.purpose {
        Purpose::Nieuw(herkomst) => Some((**herkomst).clone()),
        _ => None,
    };
    // Maps of strings always have a JSON form; an empty text only drops the draft.
    let rijversie = form.purpose.rijversie();
    serde_json::to_string(&Draft { velden: form.values(), herkomst, rijversie }).unwrap_or_default()
}

fn drop_draft(model: &mut Model, form: &Form) -> Option<Cmd> {
    forget_draft(model, form);
    Some(Cmd::Draft { key: form.draft_key.clone()?, tekst: String::new() })
}

pub(super) fn forget_draft(model: &mut Model, form: &Form) {
    model.shared.drafts.retain(|(key, _)| Some(key) != form.draft_key.as_ref());
}

/// The draft under a key, if one was left behind.
pub(super) fn draft(model: &Model, key: &str) -> Option<Draft> {
    let (_, text) = model.shared.drafts.iter().find(|(k, _)| k == key)?;
    serde_json::from_str(text).ok()
}

/// Where a form goes on: with what was begun in it, else with the first that was kept of it in a copy. In the copy itself every
/// form begins anew.
pub(super) fn waiting_key(model: &Model, key: String) -> String {
    if model.shared.kopie.is_some() || draft(model, &key).is_some() {
        return key;
    }
    bewaard::first(&model.shared.drafts, &key).unwrap_or(key)
}

/// Keeps what was typed in a copy of a shared database until that is open.
fn keep_for_later(model: &mut Model, beside: bool) -> Vec<Cmd> {
    let Some(Popup::Form(form)) = model.popups.pop() else { return Vec::new() };
    let Some(key) = form.draft_key.clone() else { return Vec::new() };
    let kept = if beside { bewaard::next(&model.shared.drafts, &key) } else { key.clone() };
    let tekst = draft_text(&form);
    forget_draft(model, &form);
    model.shared.drafts.push((kept.clone(), tekst.clone()));
    model.notice = Some(Notice::Hint(
        "Bewaard op deze computer. Is de gedeelde database weer open, dan gaat hetzelfde formulier ermee verder.".to_owned(),
    ));
    let dropped = beside.then_some(Cmd::Draft { key, tekst: String::new() });
    std::iter::once(Cmd::Draft { key: kept, tekst }).chain(dropped).collect()
}

/// Asks who opened the program, when that was never said.
pub fn ask_name(model: &mut Model, naam: &str) {
    let form = instellingen::eerste_keer(&model.shared.instellingen, naam);
    open_form(model, form);
}

/// Opens a form, filled in with what was typed before.
pub(super) fn open_form(model: &mut Model, mut form: Form) -> Vec<Cmd> {
    uitgaand::begin_in(&mut form, &model.shared);
    form.draft_key = form.draft_key.map(|key| waiting_key(model, key));
    if let Some(draft) = form.draft_key.as_deref().and_then(|key| draft(model, key)) {
        form.fill(&draft.velden);
        form.purpose.goes_on_from(draft.rijversie);
        if form.is_changed() {
            model.notice = Some(Notice::Hint(format!(
                "Verder met wat nog niet was opgeslagen; {} laat het vervallen.",
                keys::shown_key(Action::Form(FormAction::Drop))
            )));
        }
    }
    tafel::open(model, ToOpen::Popup(Popup::Form(Box::new(form))))
}

/// Stores what was typed, and lets go of its draft in the same step.
fn saving(write: Write, draft: Option<String>) -> Cmd {
    match draft {
        Some(draft) => Cmd::Save { write, draft },
        None => Cmd::Write(write),
    }
}

/// Sends the form under a question again, with one more yes.
pub(super) fn agree(model: &mut Model, say: impl FnOnce(&mut Akkoord)) -> Vec<Cmd> {
    if let Some(Popup::Form(form)) = model.popups.last_mut() {
        say(&mut form.akkoord);
    }
    submit(model)
}

/// Asks whether who is not in the register is to be added; what was being filled in waits below.
fn offer_to_add(model: &mut Model, naam: &str) -> Vec<Cmd> {
    let question = format!("“{}” staat niet in het register. Toevoegen? Dit formulier wacht zolang.", wording::veilig(naam));
    let adding = ToOpen::Popup(Popup::Form(Box::new(register::nieuw(Some(naam)))));
    tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes: Yes::Open(Box::new(adding)) })))
}

pub(super) fn drop_form(model: &mut Model) -> Vec<Cmd> {
    let Some(Popup::Form(form)) = model.popups.pop() else { return Vec::new() };
    if let Some(Popup::Preview(preview)) = model.popups.last_mut() {
        preview.waiting = false;
    }
    let asked = matches!(form.purpose, Purpose::Instellingen { eerste: true, .. });
    let asked = asked.then_some(Cmd::Remember(Herinnering::NaamGevraagd));
    drop_draft(model, &form).into_iter().chain(asked).collect()
}

/// Reads the form on top; what it means goes out, or the field that must be bettered is shown.
pub(super) fn submit(model: &mut Model) -> Vec<Cmd> {
    let today = model.shared.today;
    let in_copy = model.shared.kopie.is_some();
    let Some(Popup::Form(form)) = model.popups.last_mut() else { return Vec::new() };
    if form.waiting {
        return Vec::new();
    }
    if let Some(naam) = signaal::unknown(form) {
        return offer_to_add(model, &naam);
    }
    let missing = |tekst: &str| Melding { tekst: tekst.to_owned(), hint: None };
    let read = match &form.purpose {
        Purpose::Nieuw(herkomst) => afspraak::read_nieuw(form, herkomst, today),
        Purpose::Wijzig { was, verwacht } => afspraak::read_wijziging(form, was, verwacht, today),
        Purpose::Samen(wat, rijen) => afspraak::read_samen(form, *wat, rijen, today),
        Purpose::Lijst(filter) => afspraak::read_lijst(form, filter),
        Purpose::Gesprek(doel) => gesprek::read(form, doel, today).map(Write::Gesprek),
        Purpose::Signaal(doel) => signaal::read(form, doel, &model.shared),
        Purpose::Register(doel) => register::read(form, doel, &model.shared),
        Purpose::Tarief(doel) => tarief::read(form, doel),
        Purpose::Uitgaand(doel) => uitgaand::read(form, doel),
        Purpose::Instellingen { was, .. } => instellingen::read(form, was),
        Purpose::Drempel(drempel) => instellingen::read_drempel(form, drempel),
        Purpose::Bevindingen(van) => {
            afspraak::read_xlsx(form).map(|naar| Write::Findings { van: van.clone(), naar, vervang: false })
        }
        Purpose::Sjabloon(aanbieder, kwartaal) => afspraak::read_xlsx(form).map(|naar| Write::Sjabloon {
            aanbieder: *aanbieder,
            kwartaal: *kwartaal,
            naar,
            vervang: false,
        }),
        Purpose::Vergeet(koppen) => match form.value("kop").parse::<usize>().ok().and_then(|n| koppen.get(n)) {
            Some(kop) => Ok(Write::Forget(kop.clone())),
            None => Err(("kop", missing("Kies een kop."))),
        },
        Purpose::Verwijder { aanbieder, code } => {
            Ok(Write::Verwijder { aanbieder: *aanbieder, code: code.clone(), getypt: form.value("code") })
        }
        Purpose::Accepteer(voorstellen, weggelaten) => match form.value("reden").trim() {
            "" => Err(("reden", missing("Vul een reden in."))),
            reden => Ok(Write::Store {
                voorstellen: voorstellen.clone(),
                weggelaten: weggelaten.clone(),
                reden: Some(reden.to_owned()),
            }),
        },
        Purpose::Leesopties(werk) => match inlezen::read_opties(form, werk, today) {
            Ok(werk) => {
                // The form, and the files as they were read before.
                model.popups.pop();
                model.popups.pop();
                return vec![check(model, werk)];
            }
            Err(refused) => Err(refused),
        },
    };
    let waits = form.purpose.waits_in_a_copy().filter(|_| in_copy);
    match (read, waits) {
        (Ok(_), Some(beside)) => keep_for_later(model, beside),
        (Ok(write), None) => {
            form.waiting = true;
            vec![saving(write.agreed(form.akkoord), form.draft_key.clone())]
        }
        (Err((veld, melding)), _) => {
            form.refuse(Some(veld), melding);
            Vec::new()
        }
    }
}
