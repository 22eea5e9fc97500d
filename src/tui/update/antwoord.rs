//! What comes back from the worker: answers, what was written, what was refused.

use ratatui::text::Line;

use crate::app::Melding;
use crate::wording;

use super::daad::perform;
use super::formulier::{forget_draft, open_form};
use super::laden::{recheck, reload, reload_top};
use crate::tui::botsing::Botsingen;
use crate::tui::forms::{gesprek, inlezen, opschonen, signaal, uitgaand};
use crate::tui::keys::Werkwoord;
use crate::tui::model::Model;
use crate::tui::msg::{Answer, Cmd, Fault, Gemaakt, Herinnering, Query, Write, Written};
use crate::tui::phrases;
use crate::tui::popups::{self, Confirm, Popup, Reader, ToOpen, Yes};
use crate::tui::shared::Notice;
use crate::tui::tafel;
use crate::tui::theme::Palette;

pub(super) fn on_answer(model: &mut Model, query: &Query, result: Result<Answer, Melding>) -> Vec<Cmd> {
    match result {
        Ok(Answer::Eigenaren(eigenaren)) => {
            model.shared.eigenaren = eigenaren;
            Vec::new()
        }
        Ok(Answer::Geheugen(geheugen)) => {
            model.shared.geheugen = *geheugen;
            Vec::new()
        }
        Ok(Answer::Getoonden(getoonden)) => {
            model.shared.getoonden = getoonden;
            // Who was just added can be chosen in what is being filled in.
            for popup in &mut model.popups {
                if let Popup::Form(form) = popup {
                    signaal::renew(form, &model.shared);
                }
            }
            Vec::new()
        }
        Ok(Answer::Nieuws(None)) => Vec::new(),
        Ok(Answer::Nieuws(Some(wat))) => {
            // What the user was told himself stands; the screen shows what is new in any case.
            if model.notice.is_none() {
                tafel::tell(model, Notice::Hint(wat));
            }
            let mut cmds = shared_anew();
            cmds.extend(reload_top(model));
            cmds
        }
        Ok(Answer::Koppen(koppen)) if koppen.is_empty() => {
            model.notice = Some(Notice::Hint("Er zijn geen koppen onthouden.".into()));
            Vec::new()
        }
        Ok(Answer::Koppen(koppen)) => {
            let form = inlezen::koppen(koppen, model.shared.register());
            open_form(model, form)
        }
        Ok(Answer::Planvoorstel(voorstel)) => {
            let Query::Planvoorstel(aanbieder, kwartaal, soort) = query else { return Vec::new() };
            let form = gesprek::plan(*aanbieder, *kwartaal, *soort, &voorstel, &model.shared);
            open_form(model, form)
        }
        Ok(Answer::Verwijdering(opschoning)) => {
            let form = opschonen::verwijder(&opschoning, &model.shared);
            open_form(model, form)
        }
        Ok(answer) if !query.is_of_screen() => {
            popups::answer(&mut model.popups, query, &answer, &model.shared);
            Vec::new()
        }
        Err(melding) if !query.is_of_screen() => {
            tafel::tell(model, Notice::Error(melding));
            Vec::new()
        }
        mut result => {
            // The answer belongs to the screen that is seen, and else to the one nearest to it; one below asks again when one
            // comes back to it.
            let mut effects = Vec::new();
            for screen in model.screens.iter_mut().rev() {
                if screen.query(&model.shared).as_ref() == Some(query) {
                    let taken = std::mem::replace(&mut result, Err(Melding { tekst: String::new(), hint: None }));
                    effects = screen.answer(query, taken, &mut model.shared);
                    break;
                }
            }
            perform(model, effects)
        }
    }
}

/// What all screens share is asked for anew.
fn shared_anew() -> Vec<Cmd> {
    [Query::Eigenaren, Query::Geheugen, Query::Getoonden].map(Cmd::Load).into()
}

pub(super) fn on_written(model: &mut Model, written: Written) -> Vec<Cmd> {
    // Only now is it saved: the form goes, and its draft with it.
    let mut cmds = Vec::new();
    model.popups.retain(|popup| !matches!(popup, Popup::Botsing(b) if b.waiting));
    if let Some(at) = model.popups.iter().position(|p| matches!(p, Popup::Form(f) if f.waiting))
        && let Popup::Form(form) = model.popups.remove(at)
    {
        // In the store it went with what was saved.
        forget_draft(model, &form);
        if uitgaand::keep(&form, &mut model.shared.uitgaand) {
            cmds.push(Cmd::Remember(Herinnering::Uitgaand(model.shared.uitgaand.kept())));
        }
    }
    model.popups.retain(|p| !matches!(p, Popup::Preview(p) if p.waiting));
    if let Some(kwartaal) = written.kwartaal {
        model.shared.kwartaal = kwartaal;
    }
    if let Some(vraag) = written.vraag {
        let question = std::iter::once(vraag.vraag).chain(vraag.gevolgen).collect::<Vec<_>>().join("\n");
        let yes = Yes::Do(Some(Cmd::Write(Write::UndoAct(vraag.id))));
        // Nobody knew that this would be asked: what was typed already is no answer to it.
        if !model.ahead.take().is_empty() {
            say_lost(model);
        }
        cmds.extend(tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes }))));
        return cmds;
    }
    if written.niets {
        model.notice = Some(Notice::Hint(written.wat));
        return cmds;
    }
    if let Some(instellingen) = written.instellingen {
        if instellingen.thema != model.shared.instellingen.thema {
            model.shared.palette = Palette::of(instellingen.thema, model.shared.surroundings);
        }
        model.shared.instellingen = *instellingen;
    }
    if written.lets_go {
        model.screens.top_mut().unmark();
    }
    let opens = written.bestand.as_ref().map(|_| format!(" · {} opent het", Werkwoord::BestandOpenen.shown()));
    model.shared.geschreven = written.bestand.or(model.shared.geschreven.take());
    if let Some(made) = &written.made {
        model.screens.iter_mut().for_each(|screen| screen.expect(made));
    }
    let wat = format!("{}{}", written.wat, opens.unwrap_or_default());
    model.notice = Some(Notice::Saved { wat, door: written.door });
    if !written.toelichting.is_empty() {
        let body = written.toelichting.iter().flat_map(|zin| [Line::raw(wording::veilig(zin)), Line::default()]).collect();
        // It came by itself: what is pressed next is for the screen, where that knows the key. What was typed before anybody could
        // read it is not.
        if !model.ahead.take().is_empty() {
            say_lost(model);
        }
        let reader = Reader::new(written.waarover.unwrap_or("Nog te weten"), body).over_screen();
        cmds.extend(tafel::open(model, ToOpen::Popup(Popup::Reader(Box::new(reader)))));
    }
    cmds.extend(shared_anew());
    cmds.extend(if written.is_import { reload(model) } else { reload_top(model) });
    // Files that were being looked at may be of whoever was added, who is known by now.
    if matches!(written.made, Some(Gemaakt::Aanbieder(_))) {
        cmds.extend(recheck(model));
    }
    cmds
}

pub(super) fn on_fault(model: &mut Model, fault: Fault) -> Vec<Cmd> {
    if let Some((write, botsingen)) = fault.botsingen {
        return on_conflict(model, Botsingen::new(*write, botsingen));
    }
    if !fault.bestaat.is_empty() {
        return ask_again(model, phrases::replace(&fault.bestaat), Yes::Replace);
    }
    if !fault.genoemd.is_empty() {
        return ask_again(model, phrases::named(&fault.genoemd), Yes::Named);
    }
    let mut melding = Some(fault.melding);
    for popup in model.popups.iter_mut().rev() {
        match popup {
            Popup::Form(form) if form.waiting => {
                if let Some(melding) = melding.take() {
                    form.refuse(fault.veld, melding);
                }
                break;
            }
            Popup::Preview(preview) if preview.waiting => {
                preview.waiting = false;
                break;
            }
            _ => {}
        }
    }
    model.notice = melding.map(Notice::Error).or(model.notice.take());
    if fault.verouderd {
        let mut cmds = recheck(model);
        cmds.extend(reload_top(model));
        return cmds;
    }
    // What stands on the screen may be behind what is in the store.
    reload_top(model)
}

/// What was asked goes on only with a yes: the form stays under the question.
fn ask_again(model: &mut Model, question: String, yes: Yes) -> Vec<Cmd> {
    if let Some(Popup::Form(form)) = model.popups.last_mut() {
        form.waiting = false;
        return tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes })));
    }
    Vec::new()
}

/// Somebody else was first: the user chooses field by field, and what was typed stays.
fn on_conflict(model: &mut Model, botsingen: Botsingen) -> Vec<Cmd> {
    model.popups.retain(|popup| !matches!(popup, Popup::Botsing(_)));
    for popup in &mut model.popups {
        if let Popup::Form(form) = popup {
            form.waiting = false;
        }
    }
    let mut cmds = tafel::open(model, ToOpen::Popup(Popup::Botsing(Box::new(botsingen))));
    cmds.extend(reload_top(model));
    cmds
}

/// Says that keys were lost, behind what there is to say already.
pub(super) fn say_lost(model: &mut Model) {
    let lost = "Wat u daarna typte, is niet verwerkt.";
    match &mut model.notice {
        Some(Notice::Error(melding)) => {
            let hint = melding.hint.take().map(|hint| format!("{hint} ")).unwrap_or_default();
            melding.hint = Some(format!("{hint}{lost}"));
        }
        notice => *notice = Some(Notice::Hint(lost.to_owned())),
    }
}
