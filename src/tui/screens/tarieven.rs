//! The hourly rates of each product and year, where they are from, and how they were indexed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{Melding, Tariefregel};
use crate::domain::{Tarief, Tariefproduct};
use crate::tui::action::{Action, PxqAction, Reason};
use crate::tui::forms::tarief as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Cmd, Gemaakt, Query, Registerding, Registeropdracht, Write};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;
use crate::wording::pxq;

impl Listed for Tariefregel {
    type Key = (Tariefproduct, i32);
    type Head = ();
    type Choice = ();

    fn key(&self) -> Self::Key {
        (self.product, self.jaar)
    }

    fn searchable(&self, _: &Shared) -> String {
        let bron = self.tarief.as_ref().map_or("", |t| t.bron.as_str());
        format!("{} {} {bron}", self.product.naam(), self.jaar)
    }

    fn columns(_: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        fn of(r: &Tariefregel, seen: &Seen<'_, Tariefregel>, said: Option<String>) -> TableCell {
            if r.tarief.is_some() { seen.text(said.unwrap_or_default()) } else { seen.dim(said.unwrap_or_default()) }
        }
        vec![
            ListColumn::<Self>::new("product", Width::Fixed(8), |r, seen| of(r, seen, Some(r.product.naam().to_owned()))),
            ListColumn::<Self>::new("jaar", Width::Fixed(5), |r, seen| of(r, seen, Some(r.jaar.to_string())))
                .sorts("jaar", |a, b, _| (b.jaar, a.product).cmp(&(a.jaar, b.product))),
            ListColumn::<Self>::new("€ per uur", Width::Fixed(10), |r, seen| {
                let known = r.tarief.as_ref().map(|t| wording::decimaal(t.bedrag, 2));
                of(r, seen, Some(known.unwrap_or_else(|| "onbekend".to_owned())))
            })
            .right(),
            ListColumn::<Self>::new("indexering", Width::Fixed(10), |r, seen| of(r, seen, r.indexering.map(pxq::indexering)))
                .right(),
            ListColumn::<Self>::new("bekend sinds", Width::Fixed(12), |r, seen| {
                of(r, seen, r.tarief.as_ref().and_then(|t| t.bekend).map(wording::datum))
            })
            .right()
            .optional(1),
            ListColumn::<Self>::new("bron", Width::Rest(16), |r, seen| {
                of(r, seen, r.tarief.as_ref().map(|t| wording::veilig(&t.bron)))
            }),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("product", as_stored)
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        let none = || format!("Er is nog geen tarief bekend. {} voert er een in.", Werkwoord::Nieuw.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: none() },
            Chip { naam: "bekend", accepts: |r| r.tarief.is_some(), leeg: none() },
            Chip {
                naam: "onbekend",
                accepts: |r| r.tarief.is_none(),
                leeg: "Van elk jaar tot nu toe zijn de tarieven bekend.".into(),
            },
        ]
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Niets");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }
}

/// The list of rates.
#[derive(Debug, Default)]
pub struct Tarievenscherm {
    list: Listing<Tariefregel>,
}

impl Scherm for Tarievenscherm {
    fn scope(&self) -> Scope {
        Scope::Tarieven
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Tarieven)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|a| if let Answer::Tarieven(regels) = a { Some(((), regels)) } else { None }), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Afspraak(_) | Action::Pxq(PxqAction::New) => Ok(()),
            Action::Pxq(PxqAction::Remove) => {
                self.list.selected().and_then(|r| r.tarief.as_ref()).map(drop).ok_or(Reason::NothingSelected)
            }
            Action::Pxq(PxqAction::Edit | PxqAction::History) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let selected = self.list.selected();
        if action == Action::Pxq(PxqAction::Remove) {
            let weg =
                |tarief: &Tarief| Cmd::Write(Write::Register(Box::new(Registeropdracht::TariefWeg { tarief: tarief.clone() })));
            return selected.and_then(|r| r.tarief.as_ref()).map(weg).map(Effect::Cmd).into_iter().collect();
        }
        let popup = match (action, selected) {
            (Action::Pxq(PxqAction::New), _) => {
                Popup::Form(Box::new(form::nieuw(selected.map(|r| r.product), self.list.all(), shared)))
            }
            (Action::Pxq(PxqAction::Edit), Some(regel)) => Popup::Form(Box::new(form::zet(regel, self.list.all(), shared))),
            (Action::Pxq(PxqAction::History), Some(regel)) => {
                let title = format!("Geschiedenis van tarief {} {}", regel.product.naam(), regel.jaar);
                let query = Query::Registergeschiedenis(Registerding::Tarief(regel.product, regel.jaar));
                Popup::Reader(Box::new(Reader::new(title, Vec::new()).indent(4).waiting_for(query)))
            }
            _ => return Vec::new(),
        };
        vec![Effect::Popup(popup)]
    }

    fn expect(&mut self, made: &Gemaakt) {
        if let Gemaakt::Tarief(product, jaar) = made {
            self.list.expect((*product, *jaar));
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
