//! What is asked of the worker: the screens anew, and files.

use crate::tui::model::{Job, Model};
use crate::tui::msg::{Cmd, Leeswerk};
use crate::tui::popups::Popup;

/// Asks for everything anew: also the overview below, from which the choice of norm comes.
pub fn reload(model: &Model) -> Vec<Cmd> {
    model.screens.iter().filter_map(|s| s.query(&model.shared)).map(Cmd::Load).collect()
}

/// Asks again for what is seen. A screen below it asks when one comes back to it.
pub(super) fn reload_top(model: &Model) -> Vec<Cmd> {
    model.screens.top().query(&model.shared).map(Cmd::Load).into_iter().collect()
}

/// The files are read anew when another version came while they were looked at.
pub(super) fn recheck(model: &mut Model) -> Vec<Cmd> {
    let Some(Popup::Preview(preview)) = model.popups.last() else { return Vec::new() };
    let werk = preview.again();
    model.popups.pop();
    vec![check(model, werk)]
}

/// Starts reading files.
pub(super) fn check(model: &mut Model, werk: Leeswerk) -> Cmd {
    let job = model.next_job();
    let vragen = werk.vragen.clone();
    model.job = Some(Job { id: job, stap: None, werk, cancelled: false });
    Cmd::Check { job, vragen }
}

/// Notes what is under way at the store now.
pub(super) fn mark(model: &mut Model, cmds: &[Cmd]) {
    model.pending = model.pending.after(cmds, model.screens.top().query(&model.shared).as_ref());
}
