//! The table: from when a gesprek is begun until one leaves it the aanbieder may be looking at the screen, so nothing opens that
//! shows more than the table may see, but after a yes.
//!
//! Everything that opens passes here: screens, and popups with what stands in them. What is told from elsewhere waits until
//! nobody looks on.
//!
//! **Architecture Invariant:** no other module opens a screen or a popup (`tidy` reads the text for it), so that the next key,
//! tab, palette entry or message asks too.

use super::action::Tab;
use super::keys::Scope;
use super::model::Model;
use super::msg::{Cmd, Gemaakt};
use super::place::Place;
use super::popups::{Confirm, Popup, ToOpen, Yes};
use super::screens;
use super::shared::Notice;
use crate::app::Gespreksplek;

/// Opens something, or asks first when the table may not see it.
pub fn open(model: &mut Model, opening: ToOpen) -> Vec<Cmd> {
    match question(model, &opening) {
        None => go(model, opening),
        Some(question) => go(model, ToOpen::Popup(Popup::Confirm(Confirm { question, yes: Yes::Open(Box::new(opening)) }))),
    }
}

/// Opens something: it may be seen, or the user said yes.
pub fn go(model: &mut Model, opening: ToOpen) -> Vec<Cmd> {
    // One comes back to a gesprek that runs; what was rounded off is over when one goes elsewhere.
    if matches!(&opening, ToOpen::Place(place) if *place != Place::Tab(Tab::Gesprek)) {
        for table in model.screens.iter_mut().filter(|screen| screen.is_over()) {
            table.leave_mode();
        }
    }
    match opening {
        ToOpen::Popup(popup) => {
            let asks = match &popup {
                Popup::Reader(reader) => reader.query.clone(),
                Popup::Kiezer(kiezer) => kiezer.query(),
                Popup::Form(_)
                | Popup::Palette(_)
                | Popup::Menu(_)
                | Popup::Taken(_)
                | Popup::Confirm(_)
                | Popup::Preview(_)
                | Popup::Botsing(_) => None,
            };
            model.popups.push(popup);
            return asks.map(Cmd::Load).into_iter().collect();
        }
        // The gesprek that is held is where this tab leads.
        ToOpen::Place(Place::Tab(tab)) => {
            let held = model.sitting().is_some();
            model.screens.unwind(|screen| screen.is_at_table());
            back_from_uitvraag(model);
            let goes_on = if tab == Tab::Gesprek && !held { model.shared.hervat() } else { None };
            if let Some(Gespreksplek { aanbieder, kwartaal, apart, punt }) = goes_on {
                (model.shared.aanbieder, model.shared.kwartaal) = (Some(aanbieder), kwartaal);
                model.screens.push(screens::at(Place::Gesprek(apart.map(|id| (aanbieder, kwartaal, id)))));
                if let Some(punt) = punt {
                    model.screens.top_mut().expect(&Gemaakt::Punt(punt));
                }
            } else if !(held && tab == Tab::Gesprek || !held && tab == Tab::Overzicht) {
                model.screens.push(screens::at(Place::Tab(tab)));
            }
        }
        ToOpen::Place(place) => model.screens.push(screens::at(place)),
        ToOpen::Back => {
            if !model.screens.top_mut().leave_mode() {
                model.screens.pop();
                back_from_uitvraag(model);
            }
        }
    }
    if let Some((aanbieder, kwartaal)) = model.screens.top().holds_on_to() {
        (model.shared.aanbieder, model.shared.kwartaal) = (Some(aanbieder), kwartaal);
    }
    if model.sitting().is_none() {
        model.notice = model.notice.take().or_else(|| model.later.take());
    }
    model.screens.top().query(&model.shared).map(Cmd::Load).into_iter().collect()
}

/// Whoever left the uitvraag is in the kwartaal again where he was, unless he chose another there.
fn back_from_uitvraag(model: &mut Model) {
    if model.screens.iter().any(|screen| screen.scope() == Scope::Uitvraag) {
        return;
    }
    if let Some((_, van)) = model.taken_along.take().filter(|(naar, _)| *naar == model.shared.kwartaal) {
        model.shared.kwartaal = van;
    }
}

/// Says what comes from elsewhere: at the table only that there is something to read.
pub fn tell(model: &mut Model, notice: Notice) {
    if model.is_at_table() {
        model.later = Some(notice);
        model.notice = Some(Notice::Hint("Er is een bericht; u leest het als u van tafel bent.".into()));
    } else {
        model.notice = Some(notice);
    }
}

/// What is asked before something opens; None when everybody may see it.
fn question(model: &Model, opening: &ToOpen) -> Option<String> {
    let wie = model.shared.naam(model.sitting()?);
    match opening {
        ToOpen::Place(Place::Tab(Tab::Gesprek)) => None,
        ToOpen::Place(Place::Handleiding(_)) => Some("Naar Handleiding? Zij noemt andere aanbieders, als voorbeeld.".to_owned()),
        ToOpen::Place(place) => Some(format!(
            "Naar {}? Daar staat ook wat {wie} niet hoort te zien: andere aanbieders, codes of interne notities.",
            place.naam()
        )),
        // What stands open already was agreed to.
        _ if !model.is_at_table() || model.popups.last().is_some_and(|p| !p.is_for_table()) => None,
        ToOpen::Back => Some(format!(
            "Het gesprek met {wie} {}. Van tafel gaan? De agenda toont ook andere aanbieders, codes en interne notities.",
            if model.screens.top().is_over() { "is afgerond" } else { "loopt" }
        )),
        ToOpen::Popup(popup) if popup.is_for_table() => None,
        ToOpen::Popup(popup) => Some(format!("“{}” openen? Er kan in staan wat {wie} niet hoort te zien.", popup.naam())),
    }
}
