//! What a screen asks for when it acted.

use crate::domain::{Aanbieder, Gespreksoort, Kwartaal};
use crate::tui::msg::{Cmd, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Notice;

/// What a screen asks for when it acted; `update` carries it out.
#[derive(Debug)]
pub enum Effect {
    /// Asks the store again for what the screen shows.
    Reload,
    Cmd(Cmd),
    /// Goes to another screen, if that may be seen now.
    Open(Place),
    Popup(Popup),
    Say(Notice),
}

pub type Effects = Vec<Effect>;

/// Asks what is proposed for a gesprek that is to be planned; the form opens with it.
pub(super) fn propose(aanbieder: Aanbieder, kwartaal: Kwartaal, soort: Gespreksoort) -> Effects {
    vec![Effect::Cmd(Cmd::Load(Query::Planvoorstel(aanbieder, kwartaal, soort)))]
}

/// Says how many marks went with the rows that are not listed any more.
pub(super) fn fell_away(marks: usize) -> Effects {
    if marks == 0 {
        return Vec::new();
    }
    let said = format!("{} niet meer in beeld en niet meer gekozen.", phrases::aantal(marks, "rij is", "rijen zijn"));
    vec![Effect::Say(Notice::Hint(said))]
}
