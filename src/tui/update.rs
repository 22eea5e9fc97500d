//! `update`: what a message does to the model, and what must be done for it. Touches no disk, clock, thread or terminal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ratatui::text::Line;
use serde::{Deserialize, Serialize};

use crate::app::{Akkoord, Leesopties, Melding};
use crate::domain::Kwartaal;
use crate::wording;

use super::action::{
    Action, AfspraakAction, BeleidAction, FormAction, GesprekAction, Program, RapportAction, Reason, RegisterAction,
    SignaalAction, View,
};
use super::ahead::{Pending, Typed};
use super::botsing::Botsingen;
use super::forms::afspraak::{self, Afspraakherkomst, DRAFT_KEY};
use super::forms::text::Edit;
use super::forms::{Form, Purpose, gesprek, inlezen, instellingen, opschonen, register, signaal, tarief, uitgaand};
use super::handleiding;
use super::keys::{self, Key, Moment, Scope, Werkwoord};
use super::model::{Job, Model, is_of_screen};
use super::msg::{Answer, Cmd, Fault, Gemaakt, Herinnering, Leeswerk, Msg, Query, Write, Written};
use super::phrases;
use super::place::Place;
use super::popups::Preview;
use super::popups::{self, CommandPalette, Confirm, Entry, Kiezer, Menu, Popup, Reader, Stap, ToOpen, Yes};
use super::screens::{Effect, Effects};
use super::shared::Notice;
use super::tafel;
use super::theme::Palette;

/// Takes a message in and returns what must be done.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Cmd> {
    match msg {
        Msg::Key(key, at) => on_typed(model, Typed::Key(key, at)),
        Msg::Paste(text) => on_typed(model, Typed::Paste(text)),
        Msg::Resize => Vec::new(),
        Msg::Tick(now) => {
            model.shared.now = Some(now);
            Vec::new()
        }
        Msg::Answered(query, result) => {
            let awaited = match model.pending {
                Pending::Change => query == Query::Koppen,
                _ => model.screens.top().query(&model.shared).as_ref() == Some(&query),
            };
            if awaited {
                model.pending = Pending::Nothing;
            }
            let cmds = on_answer(model, &query, result);
            mark(model, &cmds);
            then_play(model, cmds)
        }
        Msg::Wrote(Ok(written)) => {
            let cmds = on_written(model, written);
            model.pending = Pending::answered(&cmds, model.screens.top().query(&model.shared).as_ref());
            then_play(model, cmds)
        }
        Msg::Wrote(Err(fault)) => {
            // What was typed behind a save that was refused was meant for what did not come.
            let lost = !model.ahead.take().is_empty();
            let cmds = on_fault(model, fault);
            if lost {
                say_lost(model);
            }
            model.pending = Pending::answered(&cmds, model.screens.top().query(&model.shared).as_ref());
            cmds
        }
        Msg::Progress(id, stap) => {
            if let Some(job) = model.job.as_mut().filter(|j| j.id == id) {
                job.stap = Some(stap);
            }
            Vec::new()
        }
        Msg::Checked(id, result) => {
            // A job that is not the running one is stale.
            let Some(job) = model.job.take_if(|j| j.id == id) else { return Vec::new() };
            match result {
                Ok((voorstellen, niet_gelezen)) => {
                    let preview = Box::new(Preview::new(voorstellen, niet_gelezen, &job.werk, &model.shared));
                    // What comes by itself takes no keys that were meant for something else.
                    if model.is_at_rest() {
                        return tafel::open(model, ToOpen::Popup(Popup::Preview(preview)));
                    }
                    model.checked = Some(preview);
                }
                // A path that cannot be read is asked for again, as it was typed.
                Err(melding) if !job.cancelled && model.is_at_rest() => {
                    let paden: Vec<PathBuf> = job.werk.vragen.into_iter().map(|(pad, _)| pad).collect();
                    let kiezer = Kiezer::again(&paden, melding);
                    return tafel::open(model, ToOpen::Popup(Popup::Kiezer(Box::new(kiezer))));
                }
                Err(melding) => tafel::tell(model, Notice::Error(melding)),
            }
            Vec::new()
        }
        Msg::Background(palette) => {
            let thema = model.shared.instellingen.thema;
            let before = std::mem::replace(&mut model.shared.surroundings, palette);
            // Who chose other colours meanwhile keeps them.
            if model.shared.palette == Palette::of(thema, before) {
                model.shared.palette = Palette::of(thema, palette);
            }
            Vec::new()
        }
        Msg::Restarted(start) => {
            let (palette, surroundings) = (model.shared.palette, model.shared.surroundings);
            let instellingen = std::mem::take(&mut model.shared.instellingen);
            *model = Model::new(*start, surroundings);
            (model.shared.palette, model.shared.instellingen) = (palette, instellingen);
            model.notice = Some(Notice::Hint("U werkt nu met voorbeeldgegevens; er wordt niets van uzelf gewijzigd.".into()));
            let cmds = reload(model);
            mark(model, &cmds);
            cmds
        }
        Msg::Failed(melding) => {
            tafel::tell(model, Notice::Error(melding));
            Vec::new()
        }
        Msg::Quit => {
            model.quit = true;
            Vec::new()
        }
    }
}

/// Asks for everything anew: also the overview below, from which the choice of norm comes.
pub fn reload(model: &Model) -> Vec<Cmd> {
    model.screens.iter().filter_map(|s| s.query(&model.shared)).map(Cmd::Load).collect()
}

/// Asks again for what is seen. A screen below it asks when one comes back to it.
fn reload_top(model: &Model) -> Vec<Cmd> {
    model.screens.top().query(&model.shared).map(Cmd::Load).into_iter().collect()
}

fn on_answer(model: &mut Model, query: &Query, result: Result<Answer, Melding>) -> Vec<Cmd> {
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
        Ok(Answer::Koppen(koppen)) if koppen.is_empty() => {
            model.notice = Some(Notice::Hint("Er zijn geen koppen onthouden.".into()));
            Vec::new()
        }
        Ok(Answer::Koppen(koppen)) => {
            let form = inlezen::koppen(koppen, model.shared.register());
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

fn on_written(model: &mut Model, written: Written) -> Vec<Cmd> {
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
    let opens = written.bestand.as_ref().map(|_| format!(" · {} opent het", Werkwoord::BestandOpenen.shown()));
    model.shared.geschreven = written.bestand.or(model.shared.geschreven.take());
    if let Some(made) = &written.made {
        model.screens.iter_mut().for_each(|screen| screen.expect(made));
    }
    let wat = format!("{}{}", written.wat, opens.unwrap_or_default());
    model.notice = Some(Notice::Saved { wat, door: written.door });
    if !written.toelichting.is_empty() {
        let body = written.toelichting.iter().flat_map(|zin| [Line::raw(wording::veilig(zin)), Line::default()]).collect();
        let reader = Reader::new("Nog te weten", body);
        cmds.extend(tafel::open(model, ToOpen::Popup(Popup::Reader(Box::new(reader)))));
    }
    cmds.push(Cmd::Load(Query::Eigenaren));
    cmds.push(Cmd::Load(Query::Geheugen));
    cmds.push(Cmd::Load(Query::Getoonden));
    // An import may change every figure, and which norm is the worst.
    cmds.extend(if written.kwartaal.is_some() { reload(model) } else { reload_top(model) });
    // Files that were being looked at may be of whoever was added, who is known by now.
    if matches!(written.made, Some(Gemaakt::Aanbieder(_))) {
        cmds.extend(recheck(model));
    }
    cmds
}

fn on_fault(model: &mut Model, fault: Fault) -> Vec<Cmd> {
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

/// Saves with what was chosen; the form below waits along.
fn settle(model: &mut Model) -> Vec<Cmd> {
    let Some((Popup::Botsing(botsingen), below)) = model.popups.as_mut_slice().split_last_mut() else { return Vec::new() };
    botsingen.waiting = true;
    let draft = below.last_mut().and_then(|popup| {
        let Popup::Form(form) = popup else { return None };
        form.waiting = true;
        form.draft_key.clone()
    });
    vec![saving(botsingen.settled(), draft)]
}

/// The files are read anew when another version came while they were looked at.
fn recheck(model: &mut Model) -> Vec<Cmd> {
    let Some(Popup::Preview(preview)) = model.popups.last() else { return Vec::new() };
    let werk = preview.again();
    model.popups.pop();
    vec![check(model, werk)]
}

/// Starts reading files.
fn check(model: &mut Model, werk: Leeswerk) -> Cmd {
    let job = model.next_job();
    let vragen = werk.vragen.clone();
    model.job = Some(Job { id: job, stap: None, werk, cancelled: false });
    Cmd::Check { job, vragen }
}

/// Reads what was chosen in the chooser, or looks in another folder.
fn choose_files(model: &mut Model, stap: Stap) -> Vec<Cmd> {
    let Some(Popup::Kiezer(kiezer)) = model.popups.last_mut() else { return Vec::new() };
    match stap {
        Stap::Verder => kiezer.query().map(Cmd::Load).into_iter().collect(),
        Stap::Niets => {
            kiezer.refuse(Melding { tekst: "Vul een bestand of map in.".to_owned(), hint: None });
            Vec::new()
        }
        Stap::Lees(paden) => {
            let folder = kiezer.folder();
            model.popups.pop();
            let vragen = paden.into_iter().map(|pad| (pad, Leesopties::default())).collect();
            let mut cmds = vec![check(model, Leeswerk { vragen, ..Leeswerk::default() })];
            if let Some(folder) = folder {
                model.shared.inleesmap.clone_from(&folder);
                cmds.push(Cmd::Remember(Herinnering::Inleesmap(folder)));
            }
            cmds
        }
    }
}

/// Notes what is under way at the store now.
fn mark(model: &mut Model, cmds: &[Cmd]) {
    model.pending = model.pending.after(cmds, model.screens.top().query(&model.shared).as_ref());
}

/// Says that keys were lost, behind what there is to say already.
fn say_lost(model: &mut Model) {
    let lost = "Wat u daarna typte, is niet verwerkt.";
    match &mut model.notice {
        Some(Notice::Error(melding)) => {
            let hint = melding.hint.take().map(|hint| format!("{hint} ")).unwrap_or_default();
            melding.hint = Some(format!("{hint}{lost}"));
        }
        notice => *notice = Some(Notice::Hint(lost.to_owned())),
    }
}

/// What was typed is done at once, or kept until it can be.
fn on_typed(model: &mut Model, typed: Typed) -> Vec<Cmd> {
    let waits = match &typed {
        Typed::Key(key, _) if is_immediate(model, *key) => {
            model.ahead.take();
            false
        }
        _ if !model.ahead.is_empty() => true,
        Typed::Key(key, _) => must_wait(model, *key),
        Typed::Paste(_) => holds_all(model),
    };
    if !waits {
        return play(model, typed);
    }
    if !model.ahead.keep(typed) {
        model.notice = Some(Notice::Hint("Er wordt nog opgeslagen; wat u nu typt, wordt niet verwerkt.".into()));
    }
    Vec::new()
}

/// Does what was typed.
fn play(model: &mut Model, typed: Typed) -> Vec<Cmd> {
    let cmds = match typed {
        Typed::Key(key, at) => on_key(model, key, at),
        Typed::Paste(text) => on_paste(model, &text),
    };
    mark(model, &cmds);
    cmds
}

/// Plays what was typed ahead, as far as it can be done now.
fn then_play(model: &mut Model, mut cmds: Vec<Cmd>) -> Vec<Cmd> {
    for typed in model.ahead.take() {
        cmds.extend(on_typed(model, typed));
    }
    cmds
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Cmd> {
    match model.popups.last_mut() {
        Some(Popup::Form(form)) => {
            let edit = form.paste(text);
            after_edit(model, edit)
        }
        Some(Popup::Palette(palette)) => {
            let _ = palette.typed.paste(text);
            palette.list.selected = 0;
            Vec::new()
        }
        Some(Popup::Kiezer(kiezer)) => {
            kiezer.paste(text);
            kiezer.query().map(Cmd::Load).into_iter().collect()
        }
        Some(_) => Vec::new(),
        None => {
            let filtering = model.screens.top().is_filtering();
            if let Some(filter) = model.screens.top_mut().filter_mut().filter(|_| filtering) {
                let _ = filter.field.paste(text);
            }
            refilter(model)
        }
    }
}

/// Applies the filter of the top screen anew.
fn refilter(model: &mut Model) -> Vec<Cmd> {
    let effects = model.screens.top_mut().refilter(&model.shared);
    perform(model, effects)
}

/// Whether everything that is typed waits: a change is under way, or the screen does not show yet what became of it. A popup
/// that stands over the reading anew is about rows that it has, and takes its keys.
fn holds_all(model: &Model) -> bool {
    model.pending.holds_all() && (model.pending == Pending::Change || model.popups.is_empty())
}

/// Whether a key must wait for the store: an act on rows that are older than the last change would be refused as one on an old
/// version, or hit another row than the user sees next.
fn must_wait(model: &Model, key: Key) -> bool {
    let action = keys::lookup(&model.scopes(), key).map(|b| b.action);
    // At the table an outcome only adds to the gesprek that is shown; nobody waits for the agenda between two of them.
    let adds =
        action.is_some_and(|a| is_new_outcome(model, a)) && model.screens.top().shown_kwartaal() == Some(model.shared.kwartaal);
    if holds_all(model) {
        return model.pending == Pending::Change || !adds;
    }
    if let (Some(Popup::Kiezer(kiezer)), Some(action)) = (model.popups.last(), action) {
        return kiezer.must_wait(action);
    }
    if model.pending == Pending::Nothing || !model.popups.is_empty() || model.screens.top().is_filtering() {
        return false;
    }
    match action {
        None => false,
        Some(action @ (Action::Move(_) | Action::Go(_) | Action::View(_))) => {
            model.available(action) == Err(Reason::StillLoading)
        }
        Some(_) => !adds,
    }
}

fn is_new_outcome(model: &Model, action: Action) -> bool {
    let kinds = [GesprekAction::Besluit, GesprekAction::Mededeling, GesprekAction::Notitie].map(Action::Gesprek);
    model.screens.top().scope() == Scope::Tafel && (action == Action::Afspraak(AfspraakAction::New) || kinds.contains(&action))
}

/// Whether a key stops something, for which nobody waits. In what is typed ahead a letter is text; only with ctrl it is meant
/// now.
fn is_immediate(model: &Model, key: Key) -> bool {
    let found = keys::lookup(&model.scopes(), key).map(|b| b.action);
    let stops = matches!(found, Some(Action::Program(Program::Quit | Program::Cancel)));
    stops && (model.ahead.is_empty() || key.ctrl)
}

fn on_key(model: &mut Model, key: Key, at: Moment) -> Vec<Cmd> {
    model.notice = None;
    // A text field takes its keys before the table is asked; what it ignores is an action.
    let edit = match model.popups.last_mut() {
        Some(Popup::Form(form)) if !form.waiting => form.key(key, at),
        Some(Popup::Kiezer(kiezer)) => kiezer.key(key),
        Some(Popup::Palette(palette)) => {
            let edit = palette.typed.key(key);
            if edit == Edit::Changed {
                palette.list.selected = 0;
            }
            edit
        }
        None if model.screens.top().is_filtering() => {
            model.screens.top_mut().filter_mut().map_or(Edit::Ignored, |f| f.field.key(key))
        }
        _ => Edit::Ignored,
    };
    if edit != Edit::Ignored {
        return after_edit(model, edit);
    }
    if let Some(binding) = keys::lookup(&model.scopes(), key) {
        return dispatch(model, binding.action);
    }
    if let Some(Popup::Menu(menu)) = model.popups.last() {
        if let Some(action) = menu.under(key) {
            return choose(model, action);
        }
        let close = Werkwoord::Terug.shown();
        model.notice = Some(Notice::Hint(format!("Kies een letter uit het menu; {close} sluit het.")));
    }
    match model.popups.last() {
        Some(Popup::Confirm(_)) => model.notice = Some(Notice::Hint(popups::unanswered())),
        None if !model.screens.top().is_filtering() => model.notice = Some(Notice::Hint(phrases::no_use(key))),
        _ => {}
    }
    Vec::new()
}

/// Does an action, or says why not.
pub fn dispatch(model: &mut Model, action: Action) -> Vec<Cmd> {
    match model.available(action) {
        Ok(()) if model.popups.is_empty() => act(model, action),
        Ok(()) => act_in_popup(model, action),
        Err(reason) => {
            model.notice = Some(Notice::Hint(phrases::reason(&reason)));
            Vec::new()
        }
    }
}

/// Does an act of the palette. One of another screen is not done unseen: one goes there, and the keys for it are said.
fn go_and_do(model: &mut Model, entry: &Entry) -> Vec<Cmd> {
    let (Ok(()), Some((first, _))) = (&entry.available, entry.way.split_first()) else {
        return dispatch(model, entry.binding.action);
    };
    let cmds = dispatch(model, *first);
    // At the table a question comes first.
    if model.popups.is_empty() {
        model.notice = entry.rest_of_the_way().map(Notice::Hint).or(model.notice.take());
    }
    cmds
}

/// Does an act of the menu, or says why not. The menu is gone in either case: what is typed next is for the screen.
fn choose(model: &mut Model, action: Action) -> Vec<Cmd> {
    model.popups.pop();
    dispatch(model, action)
}

/// Every change of a form goes out as a draft, so that a crash loses nothing.
fn after_edit(model: &mut Model, edit: Edit) -> Vec<Cmd> {
    if edit != Edit::Changed {
        return Vec::new();
    }
    if model.popups.is_empty() {
        return refilter(model);
    }
    if let Some(Popup::Kiezer(kiezer)) = model.popups.last() {
        return kiezer.query().map(Cmd::Load).into_iter().collect();
    }
    let Some(Popup::Form(form)) = model.popups.last_mut() else { return Vec::new() };
    uitgaand::renew(form);
    let mut cmds = Vec::new();
    if let Some(key) = &form.draft_key {
        let tekst = draft_text(form);
        model.shared.drafts.retain(|(k, _)| k != key);
        model.shared.drafts.push((key.clone(), tekst.clone()));
        cmds.push(Cmd::Draft { key: key.clone(), tekst });
    }
    cmds
}

/// A draft as it is kept: what was typed, and for a new afspraak where it came from.
#[derive(Debug, Serialize, Deserialize)]
struct Draft {
    velden: BTreeMap<String, String>,
    herkomst: Option<Afspraakherkomst>,
    /// What was on the screen when it was begun: somebody else may have changed it since.
    #[serde(default)]
    rijversie: Option<u32>,
}

fn draft_text(form: &Form) -> String {
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

fn forget_draft(model: &mut Model, form: &Form) {
    model.shared.drafts.retain(|(key, _)| Some(key) != form.draft_key.as_ref());
}

/// The draft under a key, if one was left behind.
fn draft(model: &Model, key: &str) -> Option<Draft> {
    let (_, text) = model.shared.drafts.iter().find(|(k, _)| k == key)?;
    serde_json::from_str(text).ok()
}

/// Asks who opened the program, when that was never said.
pub fn ask_name(model: &mut Model, naam: &str) {
    let form = instellingen::eerste_keer(&model.shared.instellingen, naam);
    open_form(model, form);
}

/// Opens a form, filled in with what was typed before.
fn open_form(model: &mut Model, mut form: Form) -> Vec<Cmd> {
    uitgaand::begin_in(&mut form, &model.shared);
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

fn act(model: &mut Model, action: Action) -> Vec<Cmd> {
    match action {
        Action::Program(program) => return act_program(model, program),
        Action::Go(tab) => return tafel::open(model, ToOpen::Place(Place::Tab(tab))),
        Action::View(View::NextKwartaal | View::PreviousKwartaal) => {
            let step = if action == Action::View(View::NextKwartaal) { 1 } else { -1 };
            model.shared.kwartaal = model.shared.kwartaal.plus(step);
            return reload(model);
        }
        Action::View(View::Filter) if model.screens.top_mut().filter_mut().is_some() => {
            if let Some(filter) = model.screens.top_mut().filter_mut() {
                filter.editing = true;
            }
        }
        Action::View(View::Open) if model.screens.top().is_filtering() => {
            if let Some(filter) = model.screens.top_mut().filter_mut() {
                filter.editing = false;
            }
            return refilter(model);
        }
        Action::View(View::Back) if model.screens.top().is_filtering() || model.screens.top().has_filter() => {
            if let Some(filter) = model.screens.top_mut().filter_mut() {
                filter.editing = false;
                filter.field.set("");
            }
            return refilter(model);
        }
        Action::View(View::Open) if model.offers_example() => return vec![Cmd::Example],
        Action::View(View::Back) if model.screens.top_mut().unmark() => {}
        Action::View(View::Back) => return tafel::open(model, ToOpen::Back),
        Action::Afspraak(what @ (AfspraakAction::New | AfspraakAction::Ahead)) if !model.screens.top().is_gesprek() => {
            let kept = draft(model, DRAFT_KEY).and_then(|d| d.herkomst);
            let screen = model.screens.top();
            let ahead = if what == AfspraakAction::Ahead { screen.ahead(&model.shared) } else { None };
            let herkomst = kept.or(ahead).unwrap_or_else(|| screen.herkomst(&model.shared));
            let shared = &model.shared;
            let form = afspraak::nieuw(herkomst, shared);
            return open_form(model, form);
        }
        Action::Rapport(RapportAction::Import) => {
            let chooser = || Popup::Kiezer(Box::new(Kiezer::in_folder(&model.shared.inleesmap)));
            let popup = model.checked.take().map_or_else(chooser, Popup::Preview);
            return tafel::open(model, ToOpen::Popup(popup));
        }
        Action::Rapport(RapportAction::Example) => return vec![Cmd::Example],
        Action::Signaal(SignaalAction::New) => {
            let form = signaal::nieuw(&model.shared);
            return open_form(model, form);
        }
        Action::Schrijf(stuk) => {
            let Some(uitgave) = model.screens.top().uitgave(&model.shared) else { return Vec::new() };
            let form = uitgaand::form(uitgave, stuk, &model.shared);
            return open_form(model, form);
        }
        Action::Gesprek(GesprekAction::Kalender) => return tafel::open(model, ToOpen::Place(Place::Kalender)),
        Action::Beleid(to) if to.place().is_some() => {
            // An uitvraag is sent and read about the kwartaal that is over, whichever one was looked at; at the table it is that
            // of the gesprek.
            if to == BeleidAction::Uitvraag && !model.is_at_table() {
                model.shared.kwartaal = Kwartaal::last_over(model.shared.today);
            }
            let opening = to.place().map(ToOpen::Place);
            return opening.map(|opening| tafel::open(model, opening)).unwrap_or_default();
        }
        _ => {
            let effects = model.screens.top_mut().carry_out(action, &mut model.shared);
            return perform(model, effects);
        }
    }
    Vec::new()
}

/// Carries out what a screen asked for.
fn perform(model: &mut Model, effects: Effects) -> Vec<Cmd> {
    let mut cmds = Vec::new();
    for effect in effects {
        match effect {
            Effect::Reload => cmds.extend(reload_top(model)),
            Effect::Cmd(cmd) => cmds.push(cmd),
            Effect::Open(place) => cmds.extend(tafel::open(model, ToOpen::Place(place))),
            Effect::Popup(Popup::Form(form)) => cmds.extend(open_form(model, *form)),
            Effect::Popup(popup) => cmds.extend(tafel::open(model, ToOpen::Popup(popup))),
            Effect::Say(notice) => model.notice = Some(notice),
        }
    }
    cmds
}

/// Where one begins to read when nothing is said of where one is.
const ALGEMEEN: &str = "Een kwartaal van begin tot eind";

/// The part of the handleiding about the screen.
fn about_here(model: &Model) -> Option<&'static str> {
    handleiding::over(model.screens.top().scope())
}

fn act_program(model: &mut Model, program: Program) -> Vec<Cmd> {
    match program {
        Program::Quit => model.quit = true,
        Program::Help => {
            let body = popups::help(model.entries(), model.shared.theme());
            let reader = Reader::new("Hulp", body).indent(19).for_table().more_in(Some(about_here(model).unwrap_or(ALGEMEEN)));
            return tafel::open(model, ToOpen::Popup(Popup::Reader(Box::new(reader))));
        }
        Program::Handleiding => {
            let place = Place::Handleiding(about_here(model));
            return tafel::open(model, ToOpen::Place(place));
        }
        Program::Palette => {
            // Where several things can be written each stands under its own name.
            let by_name = model.entries().any(|entry| matches!(entry.binding.action, Action::Schrijf(Some(_))));
            let is_offered = |entry: &Entry| match entry.binding.action {
                Action::Move(_) | Action::Program(Program::Palette) => false,
                Action::Schrijf(None) => !by_name,
                _ => true,
            };
            let entries = model.entries().filter(is_offered).chain(model.elsewhere()).collect();
            return tafel::open(model, ToOpen::Popup(Popup::Palette(Box::new(CommandPalette::new(entries)))));
        }
        Program::Menu => {
            let menu = Menu::new(model.menu());
            return tafel::open(model, ToOpen::Popup(Popup::Menu(Box::new(menu))));
        }
        Program::Undo => return vec![Cmd::Write(Write::Undo)],
        Program::Redo => return vec![Cmd::Write(Write::Redo)],
        Program::Handelingen => return tafel::open(model, ToOpen::Place(Place::Handelingen)),
        Program::Cancel => {
            if let Some(job) = &mut model.job {
                job.cancelled = true;
                return vec![Cmd::Cancel(job.id)];
            }
        }
        Program::Theme => {
            model.shared.palette = model.shared.palette.next();
            model.notice = Some(Notice::Hint(format!("{}.", model.shared.palette.naam())));
        }
        Program::Refresh => return reload(model),
        Program::OpenFile => return model.to_open().map(Cmd::Open).into_iter().collect(),
        Program::OpenFolder => {
            let folder = model.to_open().map(|pad| pad.parent().map_or_else(|| pad.clone(), Path::to_owned));
            return folder.map(Cmd::Open).into_iter().collect();
        }
    }
    Vec::new()
}

fn act_in_popup(model: &mut Model, action: Action) -> Vec<Cmd> {
    match (model.popups.last_mut(), action) {
        (Some(Popup::Reader(reader)), action) if reader.is_of_row && is_of_screen(action) => {
            model.popups.pop();
            return act(model, action);
        }
        (Some(Popup::Reader(reader)), Action::Program(Program::Handleiding)) => {
            let place = Place::Handleiding(reader.handleiding);
            model.popups.pop();
            return tafel::open(model, ToOpen::Place(place));
        }
        (Some(_), Action::Program(program @ Program::Menu)) => return act_program(model, program),
        (Some(Popup::Form(form)), Action::Form(FormAction::Next)) => form.next(),
        (Some(Popup::Form(form)), Action::Form(FormAction::Previous)) => form.previous(),
        (Some(Popup::Form(_)), Action::Form(FormAction::Save)) => return submit(model),
        (Some(Popup::Form(form)), Action::Form(FormAction::Drop)) => {
            if form.is_changed() && form.draft_key.is_some() {
                let question = "Ingevulde tekst weggooien?".to_owned();
                return tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes: Yes::DropForm })));
            }
            return drop_form(model);
        }
        (Some(Popup::Palette(palette)), Action::Move(to)) => {
            let found = palette.found().len();
            palette.list.go(to, found);
        }
        (Some(Popup::Palette(palette)), Action::View(View::Open)) => {
            if let Some(entry) = palette.chosen() {
                model.popups.pop();
                return go_and_do(model, &entry);
            }
        }
        (Some(Popup::Menu(menu)), Action::Move(to)) => menu.go(to),
        (Some(Popup::Menu(menu)), Action::View(View::Open)) => {
            let chosen = menu.chosen();
            return chosen.map(|action| choose(model, action)).unwrap_or_default();
        }
        (Some(Popup::Reader(reader)), Action::Move(to)) => reader.go(to),
        (Some(Popup::Reader(reader)), Action::View(View::Open)) => {
            let verder = reader.verder.take();
            model.popups.pop();
            return verder.map(|place| tafel::open(model, ToOpen::Place(place))).unwrap_or_default();
        }
        (Some(Popup::Palette(_) | Popup::Menu(_) | Popup::Reader(_)), Action::View(View::Back))
        | (Some(Popup::Botsing(_)), Action::Form(FormAction::Drop)) => {
            model.popups.pop();
        }
        (Some(Popup::Confirm(_)), Action::Form(answer)) => {
            let Some(Popup::Confirm(confirm)) = model.popups.pop() else { return Vec::new() };
            if answer == FormAction::Yes {
                return match confirm.yes {
                    Yes::DropForm => drop_form(model),
                    Yes::Replace => agree(model, |akkoord| akkoord.vervang = true),
                    Yes::Named => agree(model, |akkoord| akkoord.namen = true),
                    Yes::Do(cmd) => cmd.into_iter().collect(),
                    Yes::Act(action) => dispatch(model, action),
                    Yes::Open(opening) => tafel::go(model, *opening),
                };
            }
        }
        (Some(Popup::Preview(_)), action) => return act_in_preview(model, action),
        (Some(Popup::Kiezer(kiezer)), action) => match action {
            Action::Move(to) => kiezer.go(to),
            Action::Rapport(RapportAction::Mark) => kiezer.mark(),
            Action::View(View::NextPane) => {
                kiezer.complete();
                return kiezer.query().map(Cmd::Load).into_iter().collect();
            }
            Action::View(View::Open) => {
                let stap = kiezer.enter();
                return choose_files(model, stap);
            }
            Action::Form(FormAction::Save) => {
                let stap = kiezer.read();
                return choose_files(model, stap);
            }
            Action::Form(FormAction::Drop) => drop(model.popups.pop()),
            _ => {}
        },
        (Some(Popup::Botsing(botsingen)), Action::Move(to)) => botsingen.go(to),
        (Some(Popup::Botsing(_)), Action::Form(FormAction::Save)) => return settle(model),
        _ => {}
    }
    Vec::new()
}

/// Stores what was typed, and lets go of its draft in the same step.
fn saving(write: Write, draft: Option<String>) -> Cmd {
    match draft {
        Some(draft) => Cmd::Save { write, draft },
        None => Cmd::Write(write),
    }
}

/// Sends the form under a question again, with one more yes.
fn agree(model: &mut Model, say: impl FnOnce(&mut Akkoord)) -> Vec<Cmd> {
    if let Some(Popup::Form(form)) = model.popups.last_mut() {
        say(&mut form.akkoord);
    }
    submit(model)
}

fn act_in_preview(model: &mut Model, action: Action) -> Vec<Cmd> {
    let Some(Popup::Preview(preview)) = model.popups.last_mut() else { return Vec::new() };
    match action {
        Action::Move(to) => preview.go(to),
        Action::Rapport(RapportAction::Headers) => {
            let werk = preview.with_headers();
            model.popups.pop();
            return vec![check(model, werk)];
        }
        Action::Rapport(RapportAction::Mark) => preview.leave_out(),
        Action::Rapport(RapportAction::Options) => {
            let form = inlezen::opties(preview.again(), &model.shared);
            return open_form(model, form);
        }
        Action::Register(RegisterAction::New) => {
            let form = register::nieuw(preview.unknown_aanbieder().filter(|naam| !naam.is_empty()));
            return open_form(model, form);
        }
        Action::Rapport(RapportAction::Findings) => {
            if let Some((pad, naam)) = preview.chosen_file() {
                let form = inlezen::bevindingen(super::msg::Bevindingenbron::Bestand(pad), &naam);
                return tafel::open(model, ToOpen::Popup(Popup::Form(Box::new(form))));
            }
        }
        Action::Form(FormAction::Drop) if preview.waiting => {
            model.notice = Some(Notice::Hint(format!(
                "Het opslaan loopt al; daarna maakt {} het ongedaan.",
                Werkwoord::OngedaanMaken.shown()
            )));
        }
        Action::View(View::NextPane) => preview.step(1, model.shared.theme()),
        Action::View(View::PreviousPane) => preview.step(-1, model.shared.theme()),
        Action::Form(FormAction::Drop) => {
            model.popups.pop();
            model.notice = Some(Notice::Hint("Er is niets overgenomen.".into()));
        }
        Action::Form(FormAction::Save) => {
            let (voorstellen, weggelaten) = (preview.voorstellen(), preview.left_out());
            preview.waiting = true;
            if preview.needs_reason() {
                let form = inlezen::reden(voorstellen, weggelaten);
                return tafel::open(model, ToOpen::Popup(Popup::Form(Box::new(form))));
            }
            return vec![Cmd::Write(Write::Store { voorstellen, weggelaten, reden: None })];
        }
        _ => {}
    }
    Vec::new()
}

/// Asks whether who is not in the register is to be added; what was being filled in waits below.
fn offer_to_add(model: &mut Model, naam: &str) -> Vec<Cmd> {
    let question = format!("“{}” staat niet in het register. Toevoegen? Dit formulier wacht zolang.", wording::veilig(naam));
    let adding = ToOpen::Popup(Popup::Form(Box::new(register::nieuw(Some(naam)))));
    tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes: Yes::Open(Box::new(adding)) })))
}

fn drop_form(model: &mut Model) -> Vec<Cmd> {
    let Some(Popup::Form(form)) = model.popups.pop() else { return Vec::new() };
    if let Some(Popup::Preview(preview)) = model.popups.last_mut() {
        preview.waiting = false;
    }
    let asked = matches!(form.purpose, Purpose::Instellingen { eerste: true, .. });
    let asked = asked.then_some(Cmd::Remember(Herinnering::NaamGevraagd));
    drop_draft(model, &form).into_iter().chain(asked).collect()
}

/// Reads the form on top; what it means goes out, or the field that must be bettered is shown.
fn submit(model: &mut Model) -> Vec<Cmd> {
    let today = model.shared.today;
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
    match read {
        Ok(write) => {
            form.waiting = true;
            vec![saving(write.agreed(form.akkoord), form.draft_key.clone())]
        }
        Err((veld, melding)) => {
            form.refuse(Some(veld), melding);
            Vec::new()
        }
    }
}
