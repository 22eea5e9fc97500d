//! The register: all aanbieders, and which of them are contracted today.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{Melding, Registerregel};
use crate::domain::register::{Contract, Gecontracteerd, Inschrijving};
use crate::domain::{Aanbieder, Segment};
use crate::tui::action::{Action, Reason, RegisterAction, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::register as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Gemaakt, Query, Registerding};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

impl Listed for Registerregel {
    type Key = Aanbieder;
    type Head = ();
    type Choice = ();

    fn key(&self) -> Aanbieder {
        self.inschrijving.aanbieder
    }

    fn searchable(&self, _: &Shared) -> String {
        let segments = self.gecontracteerd.iter().map(|(s, _)| s.naam());
        let people = self.inschrijving.contactpersonen.iter().flat_map(|p| [&p.naam, &p.functie, &p.email]).map(String::as_str);
        self.inschrijving.namen().chain(segments).chain(people).collect::<Vec<_>>().join(" ")
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |_, _| TableCell::default()).marks(),
            ListColumn::<Self>::new("naam", Width::Rest(20), |r, seen| seen.text(wording::veilig(&r.inschrijving.naam)))
                .sorts("naam", |a, b, _| a.inschrijving.naam.to_lowercase().cmp(&b.inschrijving.naam.to_lowercase())),
            ListColumn::<Self>::new("KvK", Width::Fixed(9), |r, seen| seen.text(r.inschrijving.kvk.clone())),
            ListColumn::<Self>::new("collectief", Width::Fixed(11), |r, seen| state(r, Segment::Collectief, seen)),
            ListColumn::<Self>::new("individueel", Width::Fixed(12), |r, seen| state(r, Segment::Individueel, seen)),
            ListColumn::<Self>::new("contact", Width::Fixed(if seen.width >= 110 { 36 } else { 18 }), |r, seen| {
                seen.text(r.inschrijving.contactpersonen.first().map(|p| wording::veilig(&p.naam)).unwrap_or_default())
            })
            .optional(1),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("register", as_stored)
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        vec![
            Chip {
                naam: "alle",
                accepts: |_| true,
                leeg: format!("Er staat nog niemand in het register. {} voegt iemand toe.", Werkwoord::Nieuw.shown()),
            },
            Chip {
                naam: "gecontracteerd",
                accepts: |r| any(r, Gecontracteerd::Ja),
                leeg: format!(
                    "Niemand heeft vandaag een contract dat vaststaat. {} toont de anderen.",
                    Werkwoord::Filteren.shown()
                ),
            },
            Chip {
                naam: "onbekend",
                accepts: |r| any(r, Gecontracteerd::Onbekend),
                leeg: "Van niemand is het onbekend: over elke verlengoptie is vastgelegd wat er is besloten.".into(),
            },
        ]
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let hulp = format!("gecontracteerd op {}", wording::datum(shared.today));
        list.draw_chips(list.order_note_or(&hulp, shared), pen, shared);
        // Who is so in one segment and not known to be in the other is counted twice, and that is said.
        let twice = list.all().iter().filter(|r| any(r, Gecontracteerd::Ja) && any(r, Gecontracteerd::Onbekend)).count();
        if twice > 0 {
            let wie = if twice == 1 { "1 aanbieder telt".to_owned() } else { format!("{twice} aanbieders tellen") };
            let said = format!("  {wie} in beide mee: het ene segment gecontracteerd, het andere onbekend.");
            pen.line(Span::styled(said, shared.theme().dim()));
        }
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return format!("{} {} voegt een aanbieder toe.", phrases::no_words("Geen aanbieder"), Werkwoord::Nieuw.shown());
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }
}

/// Whether it stands so in any segment.
fn any(r: &Registerregel, nu: Gecontracteerd) -> bool {
    r.gecontracteerd.iter().any(|(_, g)| *g == nu)
}

/// Whether it is contracted today; nothing when it never was.
fn state(regel: &Registerregel, segment: Segment, seen: &Seen<'_, Registerregel>) -> TableCell {
    let nu = regel.gecontracteerd.iter().find(|(s, _)| *s == segment).map(|(_, nu)| *nu);
    nu.map(|nu| Line::from(Span::styled(nu.key(), style(nu, seen.theme())))).unwrap_or_default()
}

/// The first segment in which an option of it was not decided on.
fn first_open(i: &Inschrijving) -> Option<Segment> {
    i.contracten.iter().find(|c| Contract::open_optie(c).is_some()).map(|c| c.segment)
}

/// What was ever done to an entry.
pub(super) fn history(wie: &Inschrijving) -> Reader {
    let title = format!("Geschiedenis van {}", wording::veilig(&wie.naam));
    Reader::new(title, Vec::new()).indent(4).waiting_for(Query::Registergeschiedenis(Registerding::Aanbieder(wie.aanbieder)))
}

pub(super) fn style(nu: Gecontracteerd, theme: Theme) -> Style {
    match nu {
        Gecontracteerd::Ja => theme.text(),
        Gecontracteerd::Onbekend => theme.attention(),
        Gecontracteerd::Nee => theme.dim(),
    }
}

/// The list of aanbieders.
#[derive(Debug, Default)]
pub struct Registerscherm {
    list: Listing<Registerregel>,
}

impl Scherm for Registerscherm {
    fn scope(&self) -> Scope {
        Scope::Register
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Register)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        self.list.take(answer.map(|a| if let Answer::Register(regels) = a { Some(((), regels)) } else { None }), shared);
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
            Action::Afspraak(_) | Action::Register(RegisterAction::New) => Ok(()),
            Action::Register(RegisterAction::Decide) => {
                let targets = self.list.targets();
                if targets.is_empty() {
                    return Err(Reason::NothingSelected);
                }
                let open = targets.iter().any(|r| first_open(&r.inschrijving).is_some());
                if open { Ok(()) } else { Err(Reason::NoOption) }
            }
            Action::View(View::Open)
            | Action::Register(RegisterAction::Edit | RegisterAction::Mark | RegisterAction::History) => {
                self.list.selected().map(drop).ok_or(Reason::NothingSelected)
            }
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        if action == Action::Register(RegisterAction::New) {
            return vec![Effect::Popup(Popup::Form(Box::new(form::nieuw(None))))];
        }
        let Some(wie) = self.list.selected().map(|r| &r.inschrijving) else { return Vec::new() };
        match action {
            Action::View(View::Open) => vec![Effect::Open(Place::Inschrijving(wie.aanbieder))],
            Action::Register(RegisterAction::Edit) => vec![Effect::Popup(Popup::Form(Box::new(form::wijzig(wie))))],
            Action::Register(RegisterAction::History) => vec![Effect::Popup(Popup::Reader(Box::new(history(wie))))],
            Action::Register(RegisterAction::Decide) => {
                let open: Vec<(&Inschrijving, Segment)> = self
                    .list
                    .targets()
                    .into_iter()
                    .filter_map(|r| Some((&r.inschrijving, first_open(&r.inschrijving)?)))
                    .collect();
                let Some((_, segment)) = open.first() else { return Vec::new() };
                let wie: Vec<&Inschrijving> = open.iter().map(|(wie, _)| *wie).collect();
                vec![Effect::Popup(Popup::Form(Box::new(form::opties(&wie, *segment, shared))))]
            }
            Action::Register(RegisterAction::Mark) => {
                self.list.mark();
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn expect(&mut self, made: &Gemaakt) {
        if let Gemaakt::Aanbieder(wie) = made {
            self.list.expect(*wie);
        }
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: self.list.selected().map(Listed::key), ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::Zitting;

    #[test]
    fn who_counts_in_two_chips_is_told_of() {
        let desk = Zitting::open();
        let mut rows: Vec<Registerregel> = desk.app.registerbeeld(desk.model.shared.today, None, "");
        let drawn = |rows: Vec<Registerregel>| {
            let mut list: Listing<Registerregel> = Listing::default();
            list.take(Ok(Some(((), rows))), &desk.model.shared);
            let area = Rect::new(0, 0, 80, 20);
            let mut buf = Buffer::empty(area);
            list.draw(area, &mut buf, &desk.model.shared);
            buf.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
        };
        let said = "telt in beide mee";
        assert!(!drawn(rows.clone()).contains(said));
        let both = rows.iter_mut().find(|r| r.gecontracteerd.len() == 2).unwrap();
        both.gecontracteerd[1].1 = Gecontracteerd::Onbekend;
        both.gecontracteerd[0].1 = Gecontracteerd::Ja;
        assert!(drawn(rows).contains(said));
    }
}
