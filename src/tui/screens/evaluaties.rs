//! The evaluatieve gesprekken of a calendar year: per aanbieder and gemeente whether there is one, and when.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::effect::propose;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{Evaluatie, Melding};
use crate::domain::{Aanbieder, Gemeente, Gespreksoort, Kwartaal, Tekst};
use crate::tui::action::{Action, GesprekAction, Reason, View};
use crate::tui::forms::gesprek as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Shared;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

impl Listed for Evaluatie {
    type Key = (Aanbieder, Gemeente);
    /// The calendar year.
    type Head = i32;
    type Choice = ();

    fn key(&self) -> Self::Key {
        (self.aanbieder, self.gemeente)
    }

    fn searchable(&self, shared: &Shared) -> String {
        format!("{} {}", shared.naam(self.aanbieder), self.gemeente.naam())
    }

    fn columns(_: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("aanbieder", Width::Rest(16), |e, seen| {
                seen.text(wording::veilig(&seen.shared.naam(e.aanbieder)))
            }),
            ListColumn::<Self>::new("gemeente", Width::Fixed(17), |e, seen| seen.text(e.gemeente.naam()))
                .sorts("gemeente", |a, b, _| a.gemeente.cmp(&b.gemeente)),
            ListColumn::<Self>::new("datum", Width::Fixed(15), |e, seen| {
                let day = e.gesprek.as_ref().and_then(|g| g.datum);
                seen.text(day.map(|d| wording::dag_en_datum(d, seen.shared.today)).unwrap_or_default())
            })
            .sorts("datum", |a, b, _| {
                let day = |e: &Self| e.gesprek.as_ref().and_then(|g| g.datum);
                (day(a).is_none(), day(a)).cmp(&(day(b).is_none(), day(b)))
            }),
            ListColumn::<Self>::new("status", Width::Fixed(12), |e, seen| match &e.gesprek {
                Some(g) => seen.text(g.status.naam()),
                None => seen.dim("te plannen"),
            })
            .steady(),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("aanbieder", as_stored)
    }

    fn chips(jaar: &i32) -> Vec<Chip<Self>> {
        vec![
            Chip {
                naam: "alle",
                accepts: |_| true,
                leeg: format!("In {jaar} liep er geen traject van segment individueel, voor zover gerapporteerd."),
            },
            Chip {
                naam: "te plannen",
                accepts: |e| e.gesprek.is_none(),
                leeg: format!("Elk evaluatief gesprek van {jaar} is gepland."),
            },
            Chip {
                naam: "gepland",
                accepts: |e| e.gesprek.as_ref().is_some_and(|g| !g.status.is_held()),
                leeg: format!(
                    "Voor {jaar} staat er geen evaluatief gesprek meer open; {} plant er een.",
                    Werkwoord::Openen.shown()
                ),
            },
            Chip {
                naam: "gehouden",
                accepts: |e| e.gesprek.as_ref().is_some_and(|g| g.status.is_held()),
                leeg: format!("In {jaar} is nog geen evaluatief gesprek gehouden."),
            },
        ]
    }

    /// Another year is another list.
    fn is_same(was: &i32, now: &i32) -> bool {
        was == now
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        let titel = format!(" Evaluatieve gesprekken {} · segment individueel", jaar(shared.kwartaal));
        pen.ends(Span::styled(titel, theme.strong()), Span::styled("een per jaar, per aanbieder en gemeente ", theme.dim()));
        list.draw_chips(list.order_note(shared), pen, shared);
    }

    /// What is known of the gesprek, or that there is none yet.
    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let (theme, open) = (seen.theme(), Werkwoord::Openen.shown());
        let naam = wording::veilig(&seen.shared.naam(self.aanbieder));
        let field = |label: &str, value: String| {
            Line::from(vec![Span::styled(format!("{label:<14}"), theme.dim()), Span::raw(wording::veilig(&value))])
        };
        let mut lines = vec![Line::from(Span::styled(format!("{naam} · {}", self.gemeente.naam()), theme.strong()))];
        let Some(gesprek) = &self.gesprek else {
            lines.push(field("status", "te plannen: er liep een traject in dit jaar".to_owned()));
            lines.push(Line::default());
            lines.push(Line::raw(format!("{open} plant het gesprek.")));
            return lines;
        };
        lines.push(field("status", gesprek.status.naam().to_owned()));
        lines.extend(gesprek.datum.map(|dag| field("datum", wording::dag_met_afstand(dag, seen.shared.today))));
        lines.extend(gesprek.tijd.map(|tijd| field("tijd", tijd.format("%H:%M").to_string())));
        let said = |tekst: &str| (!tekst.is_empty()).then(|| tekst.to_owned());
        lines.extend(said(&gesprek.plaats).map(|plaats| field("plaats", plaats)));
        let wie = wording::opsomming(gesprek.aanwezig.iter().map(Tekst::as_str));
        let label = if gesprek.status.is_held() { "aanwezig" } else { "uitgenodigd" };
        lines.extend(said(&wie).map(|wie| field(label, wie)));
        lines.push(Line::default());
        lines.push(Line::raw(format!("{open} gaat naar het gesprek.")));
        lines
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Niets");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }
}

/// The year in which gesprekken about the kwartaal that is looked at are held.
fn jaar(kwartaal: Kwartaal) -> i32 {
    kwartaal.next().jaar()
}

/// The evaluatieve gesprekken of a year.
#[derive(Debug, Default)]
pub struct Evaluatiescherm {
    list: Listing<Evaluatie>,
}

impl Scherm for Evaluatiescherm {
    fn scope(&self) -> Scope {
        Scope::Evaluaties
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Evaluaties(jaar(shared.kwartaal)))
    }

    fn jaar_of(&self, kwartaal: Kwartaal) -> Option<i32> {
        Some(jaar(kwartaal))
    }

    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let Query::Evaluaties(jaar) = query else { return Vec::new() };
        self.list.take(answer.map(|a| if let Answer::Evaluaties(regels) = a { Some((*jaar, regels)) } else { None }), shared);
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
            Action::View(View::Open) | Action::Gesprek(GesprekAction::Plan) => {
                self.list.selected().map(drop).ok_or(Reason::NothingSelected)
            }
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let Some(regel) = self.list.selected() else { return Vec::new() };
        let dialog = |form| vec![Effect::Popup(Popup::Form(Box::new(form)))];
        match (action, &regel.gesprek) {
            (Action::View(View::Open), Some(gesprek)) => {
                (shared.aanbieder, shared.kwartaal) = (Some(gesprek.aanbieder), gesprek.kwartaal);
                vec![Effect::Open(Place::Gesprek(Some((gesprek.aanbieder, gesprek.kwartaal, gesprek.id))))]
            }
            (Action::Gesprek(GesprekAction::Plan), Some(gesprek)) => dialog(form::wijzig(gesprek, shared)),
            (Action::View(View::Open) | Action::Gesprek(GesprekAction::Plan), None) => {
                propose(regel.aanbieder, shared.kwartaal, Gespreksoort::Evaluatief(regel.gemeente))
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}
