//! What an action does, on a screen and in what lies over it.

use std::path::Path;
use std::sync::Arc;

use crate::app::{Leesopties, Melding};
use crate::domain::Kwartaal;

use super::formulier::{agree, draft, draft_text, drop_form, open_form, settle, submit, waiting_key};
use super::laden::{check, reload, reload_top};
use crate::tui::action::{
    Action, AfspraakAction, BeleidAction, FormAction, GesprekAction, Program, RapportAction, RegisterAction, SignaalAction, View,
};
use crate::tui::concept::Conceptsleutel;
use crate::tui::forms::afspraak;
use crate::tui::forms::text::Edit;
use crate::tui::forms::{inlezen, register, signaal, uitgaand};
use crate::tui::handleiding;
use crate::tui::keys::Werkwoord;
use crate::tui::model::{Model, is_of_screen};
use crate::tui::msg::{Cmd, Herinnering, Leeswerk, Write};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{self, CommandPalette, Confirm, Entry, Kiezer, Menu, Popup, Reader, Stap, ToOpen, Yes};
use crate::tui::screens::{Effect, Effects, Scherm};
use crate::tui::shared::{Notice, Shared};
use crate::tui::stuk::Schrijfstuk;
use crate::tui::tafel;

/// Where one begins to read when nothing is said of where one is.
const ALGEMEEN: &str = "Een kwartaal van begin tot eind";

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

/// Applies the filter of the top screen anew.
pub(super) fn refilter(model: &mut Model) -> Vec<Cmd> {
    let effects = model.screens.top_mut().refilter(&model.shared);
    perform(model, effects)
}

/// Does an action, or says why not.
pub(super) fn dispatch(model: &mut Model, action: Action) -> Vec<Cmd> {
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
pub(super) fn choose(model: &mut Model, action: Action) -> Vec<Cmd> {
    model.popups.pop();
    dispatch(model, action)
}

/// Every change of a form goes out as a draft, so that a crash loses nothing.
pub(super) fn after_edit(model: &mut Model, edit: Edit) -> Vec<Cmd> {
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
        model.shared.drafts.retain(|(k, _)| k != key);
        // What was typed and taken out again is nothing to come back to.
        let tekst = if form.is_changed() { draft_text(form) } else { String::new() };
        if !tekst.is_empty() {
            model.shared.drafts.push((key.clone(), tekst.clone()));
        }
        cmds.push(Cmd::Draft { key: key.clone(), tekst });
    }
    cmds
}

fn act(model: &mut Model, action: Action) -> Vec<Cmd> {
    match action {
        Action::Program(program) => return act_program(model, program),
        Action::Go(tab) => return tafel::open(model, ToOpen::Place(Place::Tab(tab))),
        Action::View(View::NextKwartaal | View::PreviousKwartaal) => {
            let step = if action == Action::View(View::NextKwartaal) { 1 } else { -1 };
            if let Some(kwartaal) = model.kwartaal_beside(step) {
                model.shared.kwartaal = kwartaal;
            }
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
        Action::Afspraak(what @ (AfspraakAction::New | AfspraakAction::Ahead)) if !model.screens.top().makes_uitkomsten() => {
            let kept = draft(model, &waiting_key(model, Conceptsleutel::NieuweAfspraak.to_string())).and_then(|d| d.herkomst);
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
            let gemeente = model.screens.top().gemeente();
            let form = signaal::nieuw(gemeente, &model.shared);
            return open_form(model, form);
        }
        Action::Schrijf(stuk) => {
            let screen = model.screens.top();
            let Some(mut uitgave) = screen.uitgave(&model.shared) else { return Vec::new() };
            if uitgave.stukken.contains(&Schrijfstuk::Lijst) {
                let titel = named(screen, &model.shared);
                uitgave.lijst = screen.list().map(|list| Arc::new(list.written(&titel, &model.shared)));
            }
            let form = uitgaand::form(uitgave, stuk, &model.shared);
            return open_form(model, form);
        }
        Action::Gesprek(GesprekAction::Kalender) => return tafel::open(model, ToOpen::Place(Place::Kalender)),
        Action::Gesprek(GesprekAction::Jaar) => return tafel::open(model, ToOpen::Place(Place::Gesprekken)),
        Action::Beleid(to) if to.place().is_some() => {
            // An uitvraag is sent and read about the kwartaal that is over, whichever one was looked at; at the table it is that
            // of the gesprek.
            if to == BeleidAction::Uitvraag && !model.is_at_table() {
                let (van, naar) = (model.shared.kwartaal, Kwartaal::last_over(model.shared.today));
                model.taken_along.get_or_insert((naar, van));
                model.shared.kwartaal = naar;
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
pub(super) fn perform(model: &mut Model, effects: Effects) -> Vec<Cmd> {
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

/// What a list is called in a file: with the year or the kwartaal that it is of.
fn named(screen: &dyn Scherm, shared: &Shared) -> String {
    let naam = screen.scope().naam();
    let year = screen.jaar_of(shared.kwartaal).map(|jaar| jaar.to_string());
    let of = year.or_else(|| screen.shown_kwartaal().map(|kwartaal| kwartaal.to_string()));
    of.map_or_else(|| naam.to_owned(), |of| format!("{naam} {of}"))
}

/// The part of the handleiding about the screen.
fn about_here(model: &Model) -> Option<&'static str> {
    handleiding::over(model.screens.top().scope())
}

fn act_program(model: &mut Model, program: Program) -> Vec<Cmd> {
    match program {
        // At the table every way out is a question; what was rounded off is over.
        Program::Quit if model.screens.iter().any(|s| s.sitting().is_some() && !s.is_over()) => {
            let wie = model.sitting().map(|wie| model.shared.naam(wie)).unwrap_or_default();
            let question = format!("Het gesprek met {wie} loopt. Het programma sluiten?");
            return tafel::open(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes: Yes::Quit })));
        }
        Program::Quit => model.quit = true,
        Program::Help => {
            let body = popups::help(model.entries(), model.shared.theme());
            // Over something that stands open there is no way to another screen.
            let more = model.popups.is_empty().then(|| about_here(model).unwrap_or(ALGEMEEN));
            let mut reader = Reader::new("Hulp", body).indent(19).for_table().more_in(more);
            reader.is_help = true;
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
        (Some(_), Action::Program(program @ (Program::Menu | Program::Help))) => return act_program(model, program),
        (Some(Popup::Form(form)), Action::Form(FormAction::Next)) => form.next(),
        (Some(Popup::Form(form)), Action::Form(FormAction::Previous)) => form.previous(),
        (Some(Popup::Form(_)), Action::Form(FormAction::Save)) => return submit(model),
        (Some(Popup::Form(form)), Action::Form(FormAction::Drop)) => {
            if form.is_changed() && (form.precious || form.draft_key.is_some()) {
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
        (Some(Popup::Taken(taken)), Action::Move(to)) => taken.go(to),
        (Some(Popup::Taken(taken)), Action::View(View::Open)) => {
            let place = taken.open(&mut model.shared);
            model.popups.pop();
            return place.map(|place| tafel::open(model, ToOpen::Place(place))).unwrap_or_default();
        }
        (Some(Popup::Palette(_) | Popup::Menu(_) | Popup::Reader(_) | Popup::Taken(_)), Action::View(View::Back))
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
                    Yes::Do(cmd) => {
                        // It can take a while, and the screen shows what was until it is done.
                        model.notice = cmd.as_ref().and_then(Cmd::while_busy).map(|said| Notice::Hint(said.to_owned()));
                        cmd.into_iter().collect()
                    }
                    Yes::Quit => {
                        model.quit = true;
                        Vec::new()
                    }
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

fn act_in_preview(model: &mut Model, action: Action) -> Vec<Cmd> {
    let Some(Popup::Preview(preview)) = model.popups.last_mut() else { return Vec::new() };
    match action {
        Action::Move(to) => preview.go(to),
        Action::Rapport(RapportAction::Headers) => {
            let werk = preview.with_headers();
            model.popups.pop();
            return vec![check(model, werk)];
        }
        Action::Rapport(RapportAction::Mark) => preview.leave_out(model.shared.theme()),
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
                let form = inlezen::bevindingen(crate::tui::msg::Bevindingenbron::Bestand(pad), &naam);
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
                let form = inlezen::reden(&preview.asking(), Arc::clone(&voorstellen), weggelaten);
                return tafel::open(model, ToOpen::Popup(Popup::Form(Box::new(form))));
            }
            return vec![Cmd::Write(Write::Store { voorstellen, weggelaten, reden: None })];
        }
        _ => {}
    }
    Vec::new()
}
