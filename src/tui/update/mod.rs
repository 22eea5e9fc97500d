//! `update`: what a message does to the model, and what must be done for it. Touches no disk, clock, thread or terminal.

mod antwoord;
mod daad;
mod formulier;
mod getypt;
mod laden;
mod muis;

use std::path::PathBuf;

use crate::tui::ahead::{Pending, Typed};
use crate::tui::model::Model;
use crate::tui::msg::{Cmd, Msg, Query};
use crate::tui::popups::{Kiezer, Popup, Preview, ToOpen};
use crate::tui::shared::Notice;
use crate::tui::tafel;
use crate::tui::theme::Palette;
use antwoord::{on_answer, on_fault, on_written, say_lost};
pub use formulier::ask_name;
use getypt::{on_typed, then_play};
use laden::mark;
pub use laden::reload;
use muis::on_mouse;

/// Takes a message in and returns what must be done.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Cmd> {
    match msg {
        Msg::Key(key, at) => on_typed(model, Typed::Key(key, at)),
        Msg::Paste(text) => on_typed(model, Typed::Paste(text)),
        Msg::Mouse(muis) => on_mouse(model, muis),
        Msg::Resize => Vec::new(),
        Msg::Tick(now) => {
            model.shared.now = Some(now);
            Vec::new()
        }
        Msg::Answered(query, result) => {
            let awaited = match model.pending {
                Pending::Change => query.opens_form(),
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
        Msg::Look => vec![Cmd::Load(Query::Nieuws)],
        Msg::Deaf => {
            let tekst = "De server is even niet te horen: wat anderen doen, ziet u zodra hij er weer is.";
            tafel::tell(model, Notice::Hint(tekst.to_owned()));
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
            model.notice =
                Some(Notice::Hint("U werkt nu met voorbeeldgegevens; uw eigen gegevens blijven zoals zij zijn.".into()));
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
