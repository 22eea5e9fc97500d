//! Gesprekken: those about the kwartalen of a year, the aanbieders beside each other, or as a list.

mod naast;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::effect::propose;
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{Gesprekplek, Jaargesprek, Jaargesprekken, Melding};
use crate::domain::{Aanbieder, Gespreksoort, Gespreksstatus, Gesprekstelling, Kwartaal};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::gesprek as form;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::text;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::{TableCell, Width};
use crate::wording;

/// Which place it is: kwartaal, aanbieder, and the number of the gesprek; 0 when none is planned.
type Pleksleutel = (Kwartaal, Aanbieder, i64);

/// From so many aanbieders on it opens as a list.
const MANY: usize = 9;

/// What is known of the year as a whole.
#[derive(Debug)]
pub struct Jaarkop {
    jaar: i32,
    aanbieders: Vec<Aanbieder>,
}

/// How a gesprek stands, as a glyph.
const fn mark(plek: &Gesprekplek, shared: &Shared) -> (&'static str, Style) {
    let theme = shared.theme();
    match &plek.gesprek {
        None => ("–", theme.dim()),
        Some(g) => match g.gesprek.status {
            Gespreksstatus::Vastgesteld => ("✓", theme.good()),
            Gespreksstatus::Gehouden => ("●", theme.accent()),
            Gespreksstatus::Voorbereid => ("◐", theme.text()),
            Gespreksstatus::Gepland => ("○", theme.text()),
        },
    }
}

fn status(plek: &Gesprekplek) -> &'static str {
    plek.gesprek.as_ref().map_or(wording::NIET_GEPLAND, |g| g.gesprek.status.naam())
}

/// What it is, when it is not the regular one: `extra`, `evaluatief Venlo`.
fn beside(plek: &Gesprekplek) -> Option<String> {
    let soort = plek.gesprek.as_ref().map(|g| g.gesprek.soort).filter(|soort| !soort.is_regulier())?;
    Some(wording::welk_gesprek(soort).replacen(" gesprek", "", 1))
}

fn is_held(plek: &Gesprekplek) -> bool {
    plek.gesprek.as_ref().is_some_and(|g| g.gesprek.status.is_held())
}

fn telling(plek: &Gesprekplek) -> Option<Gesprekstelling> {
    plek.gesprek.as_ref().map(|g| g.telling).filter(|t| t.gemaakt > 0)
}

impl Listed for Gesprekplek {
    type Key = Pleksleutel;
    type Head = Jaarkop;
    type Choice = ();

    fn key(&self) -> Pleksleutel {
        (self.kwartaal, self.aanbieder, self.gesprek.as_ref().map_or(0, |g| g.gesprek.id))
    }

    fn searchable(&self, shared: &Shared) -> String {
        shared.naam(self.aanbieder)
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        fn count(naam: &'static str, of: fn(Gesprekstelling) -> u32) -> ListColumn<Gesprekplek> {
            let cell = move |p: &Gesprekplek, seen: &Seen<'_, Gesprekplek>| -> TableCell {
                let n = telling(p).map(of).filter(|n| *n > 0 || naam != LATE);
                let style = if naam == LATE { seen.theme().bad() } else { seen.theme().text() };
                Line::from(Span::styled(n.map(|n| n.to_string()).unwrap_or_default(), style))
            };
            ListColumn::<Gesprekplek>::new(naam, Width::Fixed(9), cell).right()
        }
        let names = seen.shared.names_of(seen.rows.iter().map(|p| p.aanbieder));
        vec![
            ListColumn::<Self>::new("over", Width::Fixed(7), |p, seen| seen.text(p.kwartaal.to_string())),
            ListColumn::<Self>::of_names("aanbieder", names, 10, |p, seen| {
                seen.text(wording::veilig(&seen.shared.naam(p.aanbieder)))
            })
            .sorts("aanbieder", |a, b, shared| {
                let plaats = |p: &Self| (shared.register().plaats(p.aanbieder), p.kwartaal);
                plaats(a).cmp(&plaats(b))
            }),
            ListColumn::<Self>::new("status", Width::Fixed(14), |p, seen| {
                let (glyph, style) = mark(p, seen.shared);
                Line::from(vec![Span::styled(format!("{glyph} "), style), Span::raw(status(p))])
            })
            .steady(),
            ListColumn::<Self>::new("datum", Width::Fixed(15), |p, seen| {
                let day = p.gesprek.as_ref().and_then(|g| g.gesprek.datum);
                seen.text(day.map(|d| wording::dag_en_datum(d, seen.shared.today)).unwrap_or_default())
            })
            .sorts("datum", |a, b, _| {
                let day = |p: &Self| p.gesprek.as_ref().and_then(|g| g.gesprek.datum);
                (day(a).is_none(), day(a)).cmp(&(day(b).is_none(), day(b)))
            }),
            count("afspraken", |t| t.gemaakt),
            count("gedaan", |t| t.gedaan),
            count(LATE, |t| t.te_laat).sorts(LATE, |a, b, _| {
                let late = |p: &Self| telling(p).map_or(0, |t| t.te_laat);
                late(b).cmp(&late(a))
            }),
            ListColumn::<Self>::new("", Width::Rest(8), |p, seen| seen.text(beside(p).unwrap_or_default())).optional(1),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("kwartaal", as_stored)
    }

    fn chips(kop: &Jaarkop) -> Vec<Chip<Self>> {
        let jaar = kop.jaar;
        let none = |wat: &str| format!("Over {jaar} {wat}. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: nothing(jaar) },
            Chip { naam: "niet gepland", accepts: |p| p.gesprek.is_none(), leeg: none("is elk gesprek gepland") },
            Chip {
                naam: "gepland",
                accepts: |p| p.gesprek.is_some() && !is_held(p),
                leeg: none("staat er geen gesprek meer op de planning"),
            },
            Chip { naam: "gehouden", accepts: is_held, leeg: none("is nog geen gesprek gehouden") },
            Chip {
                naam: "afspraken te laat",
                accepts: |p| telling(p).is_some_and(|t| t.te_laat > 0),
                leeg: none("is geen afspraak te laat"),
            },
        ]
    }

    /// Another year is another list.
    fn is_same(was: &Jaarkop, now: &Jaarkop) -> bool {
        was.jaar == now.jaar
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        draw_title(list, 0, pen, shared);
        list.draw_chips(list.order_note(shared), pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Geen gesprek");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }
}

const LATE: &str = "te laat";

/// That there is no gesprek in a year, and what to do.
fn nothing(jaar: i32) -> String {
    let [before, after] = [Werkwoord::VorigKwartaal, Werkwoord::VolgendKwartaal].map(Werkwoord::shown);
    format!("Over {jaar} is er geen gesprek, en er hoort er geen te zijn. {before} en {after} gaan naar een ander jaar.")
}

/// Which year it is, and how many gesprekken stand how; before that how many aanbieders there are besides those that are seen.
fn draw_title(list: &Listing<Gesprekplek>, hidden: usize, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let Some(kop) = list.head() else { return };
    let count = |is: fn(&Gesprekplek) -> bool| list.all().iter().filter(|p| is(p)).count();
    let said = [
        (count(is_held), "gehouden"),
        (count(|p| p.gesprek.is_some() && !is_held(p)), "gepland"),
        (count(|p| p.gesprek.is_none()), wording::NIET_GEPLAND),
    ];
    let said: Vec<String> = said.into_iter().filter(|(n, _)| *n > 0).map(|(n, wat)| format!("{n} {wat}")).collect();
    let titel = format!(" Gesprekken over {}", kop.jaar);
    let counted = Span::styled(format!("{} ", said.join(" · ")), theme.dim());
    let beyond = format!("← → nog {}", phrases::aantal(hidden, "aanbieder", "aanbieders"));
    let beyond = Some(Span::styled(beyond, theme.attention())).filter(|_| hidden > 0);
    let apart = beyond.iter().map(|_| Span::styled(" · ", theme.dim()));
    let both: Line<'_> = beyond.iter().cloned().chain(apart).chain([counted]).collect();
    // In a narrow window what is not seen goes before what can be counted.
    let fits = |right: &Line<'_>| text::width(&titel) + right.width() < pen.width();
    let right = if fits(&both) { both } else { beyond.into_iter().collect() };
    let titel = if fits(&right) { titel } else { format!(" {}", kop.jaar) };
    pen.ends(Span::styled(titel, theme.strong()), right);
}

/// The gesprekken of a year.
#[derive(Debug, Default)]
pub struct Gesprekkenscherm {
    list: Listing<Gesprekplek>,
    /// The place that is chosen among those beside each other; None until one was.
    at: Option<Pleksleutel>,
    /// Whether it is shown as a list; None until the store said how many there are.
    is_lijst: Option<bool>,
}

impl Gesprekkenscherm {
    fn is_lijst(&self) -> bool {
        self.is_lijst.unwrap_or_default()
    }

    fn aanbieders(&self) -> &[Aanbieder] {
        self.list.head().map_or(&[], |kop| &kop.aanbieders)
    }

    /// The place that is chosen.
    fn chosen(&self) -> Option<&Gesprekplek> {
        if self.is_lijst() {
            return self.list.selected();
        }
        self.list.all().iter().find(|p| Some(p.key()) == self.at)
    }

    /// The place of an aanbieder that is nearest to this kwartaal of the year.
    fn nearest(&self, aanbieder: Aanbieder, nummer: u8) -> Option<Pleksleutel> {
        let own = self.list.all().iter().filter(|p| p.aanbieder == aanbieder);
        own.min_by_key(|p| p.kwartaal.nummer().abs_diff(nummer)).map(Listed::key)
    }

    /// Chooses a place where the one that was chosen is not there: that of the same kwartaal, else what was chosen elsewhere.
    fn settle(&mut self, shared: &Shared) {
        if self.chosen().is_some() || self.is_lijst() {
            return;
        }
        let wanted = self.at.map(|(kwartaal, aanbieder, _)| (aanbieder, kwartaal.nummer()));
        let elsewhere = shared.aanbieder.map(|aanbieder| (aanbieder, shared.kwartaal.nummer()));
        let found = wanted.into_iter().chain(elsewhere).find_map(|(aanbieder, nummer)| self.nearest(aanbieder, nummer));
        let first = || self.nearest(*self.aanbieders().first()?, shared.kwartaal.nummer());
        self.at = found.or_else(first);
    }

    /// Goes along the places that stand beside each other.
    fn go(&mut self, to: Move) {
        let Some((kwartaal, aanbieder, _)) = self.at else { return };
        let column: Vec<Pleksleutel> = self.list.all().iter().filter(|p| p.aanbieder == aanbieder).map(Listed::key).collect();
        let row = column.iter().position(|key| Some(*key) == self.at).unwrap_or(0);
        let last = column.len().saturating_sub(1);
        let next = match to {
            Move::Left | Move::Right => {
                let beside = crate::tui::widgets::beside::step(self.aanbieders(), aanbieder, to);
                self.at = if beside == aanbieder { self.at } else { self.nearest(beside, kwartaal.nummer()) };
                return;
            }
            Move::Up => row.saturating_sub(1),
            Move::Down => (row + 1).min(last),
            Move::First | Move::PageUp => 0,
            Move::Last | Move::PageDown => last,
        };
        self.at = column.get(next).copied();
    }

    fn open(plek: &Gesprekplek, shared: &mut Shared) -> Effects {
        (shared.aanbieder, shared.kwartaal) = (Some(plek.aanbieder), plek.kwartaal);
        let other = plek.gesprek.as_ref().map(|g| &g.gesprek).filter(|g| !g.soort.is_regulier());
        vec![Effect::Open(Place::Gesprek(other.map(|g| (g.aanbieder, g.kwartaal, g.id))))]
    }

    fn plan(plek: &Gesprekplek, shared: &Shared) -> Effects {
        match &plek.gesprek {
            Some(Jaargesprek { gesprek, .. }) => vec![Effect::Popup(Popup::Form(Box::new(form::wijzig(gesprek, shared))))],
            None => propose(plek.aanbieder, plek.kwartaal, Gespreksoort::Regulier),
        }
    }
}

impl Scherm for Gesprekkenscherm {
    fn scope(&self) -> Scope {
        if self.is_lijst() { Scope::Gesprekkenlijst } else { Scope::Gesprekken }
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Jaargesprekken(shared.kwartaal.jaar()))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| {
            let Answer::Jaargesprekken(beeld) = a else { return None };
            let Jaargesprekken { jaar, aanbieders, plekken } = *beeld;
            Some((Jaarkop { jaar, aanbieders }, plekken))
        };
        self.list.take(answer.map(of), shared);
        let many = self.aanbieders().len() >= MANY;
        self.is_lijst.get_or_insert(many);
        self.settle(shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        self.is_lijst().then_some(&self.list as &dyn AnyList)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        if self.is_lijst() { Some(&mut self.list) } else { None }
    }

    fn press(&mut self, plek: Raakplek, _: &mut Shared) -> Option<bool> {
        if self.is_lijst() {
            return self.list.press(plek.rij);
        }
        let key = self.list.all().get(plek.rij).map(Listed::key)?;
        Some(self.at.replace(key) == Some(key))
    }

    fn jaar_of(&self, kwartaal: Kwartaal) -> Option<i32> {
        Some(kwartaal.jaar())
    }

    fn position(&self) -> String {
        match (self.list(), self.at) {
            (Some(list), _) => list.position(),
            (None, Some(at)) => {
                let all = self.list.all();
                let place = all.iter().position(|p| p.key() == at).map_or(0, |n| n + 1);
                format!("{place} van {}", all.len())
            }
            (None, None) => String::new(),
        }
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::View(View::NextPane | View::PreviousPane) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::Move(_) if !self.is_lijst() => Ok(()),
            Action::View(View::Open) | Action::Gesprek(GesprekAction::Plan) => {
                self.chosen().map(drop).ok_or(Reason::NothingSelected)
            }
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => self.go(to),
            Action::View(View::NextPane | View::PreviousPane) => {
                let was = self.chosen().map(Listed::key);
                self.is_lijst = Some(!self.is_lijst());
                match was {
                    Some(key) if self.is_lijst() => self.list.choose(&key),
                    Some(key) => self.at = Some(key),
                    None => {}
                }
                self.settle(shared);
            }
            Action::View(View::Open) => {
                if let Some(plek) = self.chosen() {
                    return Self::open(plek, shared);
                }
            }
            Action::Gesprek(GesprekAction::Plan) => {
                if let Some(plek) = self.chosen() {
                    return Self::plan(plek, shared);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let aanbieder = self.chosen().map_or(shared.aanbieder, |plek| Some(plek.aanbieder));
        Afspraakherkomst { aanbieder, ..Afspraakherkomst::default() }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let jaar = self.list.head().map(|_| shared.kwartaal.jaar())?;
        Some(Uitgave::new([Schrijfstuk::Gesprekken], shared.kwartaal, format!("Gesprekken over {jaar}")))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.is_lijst() {
            self.list.draw(area, buf, shared);
        } else {
            self.draw_beside(area, buf, shared);
        }
    }
}

#[cfg(test)]
mod tests;
