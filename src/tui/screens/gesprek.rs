//! Gesprek: the planning and agenda of the gesprek with one aanbieder, and its points one at a time, large.
//!
//! What is done there stands in `acts`, how it looks in `agenda`, `groot` and `uitkomsten`; which state there is and which keys
//! hold is here.
//!
//! Large, one point fills the screen, facts on the left and outcomes on the right. One may read so while preparing; once the
//! gesprek is begun this is the table. The screen may be on a beamer: deelnemer codes, other aanbieders and what is internal are
//! hidden until a key shows them.

mod acts;
mod agenda;
mod groot;
mod uitkomsten;

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Effect, Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Agendabeeld, Agendaregel, Lopenderegel, Melding, Uitkomstregel};
use crate::domain::{
    Aanbieder, Afspraaknummer, Afspraakstatus, Gespreksoort, Gespreksstatus, Kwartaal, Onderdeelsleutel, Uitkomstinhoud,
};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::Scope;
use crate::tui::msg::{Answer, Gemaakt, Query};
use crate::tui::phrases;
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::veil::Veil;
use crate::tui::widgets::beside::step;
use crate::tui::widgets::selection::{Because, Selection};
use crate::wording;
use crate::wording::agenda::Zicht;

#[derive(Debug, Default)]
pub struct Gesprekscherm {
    data: Remote<Box<Agendabeeld>>,
    /// An extra gesprek; None is the regular one of the aanbieder and the kwartaal.
    gesprek: Option<(Aanbieder, Kwartaal, i64)>,
    punten: Selection<Onderdeelsleutel>,
    /// The point that it opens on, once it is there.
    begin: Option<Onderdeelsleutel>,
    /// What can be chosen of a point that is read large: its open afspraken, and behind them its outcomes.
    keuzes: Selection<Keus>,
    /// Its facts are scrolled to what is chosen.
    follow: Cell<bool>,
    /// How far its facts are scrolled, and by how much a page does.
    offset: Cell<usize>,
    page: Cell<usize>,
    groot: Option<Groot>,
    veil: Veil,
}

/// Something that can be chosen at a point.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Keus {
    /// An afspraak of before that is still open.
    Lopend(Afspraaknummer),
    /// An outcome in words, by its id.
    Tekst(i64),
    /// An outcome that is an afspraak.
    Gemaakt(Afspraaknummer),
}

/// One point at a time, large.
#[derive(Debug, Clone, Copy)]
struct Groot {
    /// The gesprek that it is of, whatever is chosen elsewhere meanwhile; an extra one by its id.
    van: (Aanbieder, Kwartaal, Option<i64>),
    /// It was begun: the aanbieder may be looking, until one leaves or the gesprek is rounded off.
    aan_tafel: bool,
    zicht: Tafelzicht,
}

/// What may be seen at the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tafelzicht {
    /// What the aanbieder at the table may see: the default.
    #[default]
    Tafel,
    /// With the codes of its own deelnemers.
    Codes,
    /// Everything, after a confirmation: other aanbieders and what is internal too.
    Alles,
}

impl Tafelzicht {
    const fn zicht(self) -> Zicht {
        match self {
            Self::Tafel => Zicht::TAFEL,
            Self::Codes => Zicht { codes: true, ..Zicht::TAFEL },
            Self::Alles => Zicht::ALLES,
        }
    }

    fn naam(self, aanbieder: &str) -> String {
        match self {
            Self::Tafel => format!("alleen {aanbieder} zichtbaar"),
            Self::Codes => format!("{aanbieder} met codes"),
            Self::Alles => "! alles zichtbaar".to_owned(),
        }
    }
}

/// The aanbieder whose gesprek is shown: the chosen one, else the first of the kwartaal, else of the register.
fn aanbieder(shared: &Shared) -> Aanbieder {
    let first = || shared.register().iter().next().map_or(Aanbieder::NIEMAND, |i| i.aanbieder);
    shared.aanbieder.or_else(|| shared.aanbieders().first().copied()).unwrap_or_else(first)
}

impl Gesprekscherm {
    /// The screen of a gesprek: of an extra one by its id.
    pub fn of(gesprek: Option<(Aanbieder, Kwartaal, i64)>) -> Self {
        Self { gesprek, ..Self::default() }
    }

    /// Which gesprek is shown.
    fn van(&self, shared: &Shared) -> (Aanbieder, Kwartaal, Option<i64>) {
        self.groot.map_or_else(|| (aanbieder(shared), shared.kwartaal, self.extra(shared)), |groot| groot.van)
    }

    /// The id of the extra gesprek that is shown; another aanbieder or kwartaal begins with its regular one.
    fn extra(&self, shared: &Shared) -> Option<i64> {
        self.gesprek.filter(|(a, k, _)| (*a, *k) == (aanbieder(shared), shared.kwartaal)).map(|(.., id)| id)
    }

    fn arrange_keuzes(&mut self, because: Because) {
        let of = |u: &Uitkomstregel| match u.uitkomst.inhoud {
            Uitkomstinhoud::Tekst { .. } => Keus::Tekst(u.uitkomst.id),
            Uitkomstinhoud::Afspraak(nummer) => Keus::Gemaakt(nummer),
        };
        let keys: Vec<Keus> = self.punt().map_or_else(Vec::new, |punt| {
            let lopend = punt.lopend.iter().map(|l| Keus::Lopend(l.afspraak.nummer));
            lopend.chain(punt.uitkomsten.iter().map(of)).collect()
        });
        self.keuzes.arrange(keys.into_iter().enumerate().map(|(place, key)| (key, place, true)), because);
    }

    fn beeld(&self) -> Option<&Agendabeeld> {
        self.data.data.as_deref()
    }

    /// The afspraak of before that is chosen: open, or closed at this table.
    fn lopend(&self) -> Option<&Lopenderegel> {
        self.punt()?.lopend.get(self.keuzes.cursor()?)
    }

    /// The place among the outcomes of the one that is chosen.
    fn uitkomst_at(&self) -> Option<usize> {
        self.keuzes.cursor()?.checked_sub(self.punt()?.lopend.len())
    }

    fn uitkomst(&self) -> Option<&Uitkomstregel> {
        self.punt()?.uitkomsten.get(self.uitkomst_at()?)
    }

    /// Whether the point that is chosen asks when the next gesprek is.
    fn is_about_next(&self) -> bool {
        self.punt().is_some_and(|p| p.punt.sleutel == Onderdeelsleutel::VolgendeDatum)
    }

    /// Whether something can be done with the afspraak of before that is chosen.
    fn is_open(&self) -> Result<(), Reason> {
        match self.lopend().map(|l| l.afspraak.status) {
            Some(Afspraakstatus::Open) => Ok(()),
            Some(_) => Err(Reason::ClosedHere),
            None => Err(Reason::NoLopend),
        }
    }

    /// Why no outcome is chosen.
    fn no_uitkomst(&self) -> Reason {
        match self.lopend() {
            Some(l) if l.afspraak.status == Afspraakstatus::Open => Reason::IsLopend,
            Some(_) => Reason::ClosedHere,
            None if self.keuzes.is_empty() => Reason::NoUitkomst,
            None => Reason::NothingSelected,
        }
    }

    fn punt(&self) -> Option<&Agendaregel> {
        self.beeld()?.punten.get(self.punten.cursor()?)
    }

    /// Goes to another point; read large, those that were dropped are passed over.
    fn step(&mut self, to: Move) {
        let before = self.punt().map(|p| p.punt.sleutel.clone());
        self.punten.go(to);
        self.pass_dropped(to, before.as_ref());
        self.turn_to_point();
    }

    /// Begins at the top of a point.
    fn turn_to_point(&mut self) {
        self.keuzes = Selection::default();
        self.arrange_keuzes(Because::Chosen);
        self.offset.set(0);
    }

    /// Passes over points that were dropped, where one point is read large; stays where it was when there is no other.
    fn pass_dropped(&mut self, to: Move, before: Option<&Onderdeelsleutel>) {
        while self.groot.is_some() && self.punt().is_some_and(|p| p.punt.vervallen) {
            let at = self.punten.cursor();
            self.punten.go(if to == Move::Up { Move::Up } else { Move::Down });
            if self.punten.cursor() == at {
                if let Some(sleutel) = before {
                    self.punten.choose(sleutel);
                }
                return;
            }
        }
    }

    /// Shows the point large, hidden as it should be. That begins nothing; `aan_tafel` says whether the gesprek was begun.
    fn read_large(&mut self, shared: &Shared, aan_tafel: bool) {
        let van = self.van(shared);
        self.groot = Some(Groot { van, aan_tafel, zicht: Tafelzicht::Tafel });
        self.pass_dropped(Move::Down, None);
        self.turn_to_point();
    }

    /// Whether the gesprek was begun today and is not over.
    fn is_begun(&self, today: NaiveDate) -> bool {
        self.beeld().is_some_and(|b| b.begonnen_op == Some(today) && !b.gesprek.status.is_held())
    }

    fn is_established(&self) -> bool {
        self.beeld().is_some_and(|b| b.gesprek.status == Gespreksstatus::Vastgesteld)
    }

    const fn is_groot(&self) -> bool {
        self.groot.is_some()
    }

    fn zicht(&self) -> Tafelzicht {
        self.groot.map(|groot| groot.zicht).unwrap_or_default()
    }

    const fn look(&mut self, zicht: Tafelzicht) {
        if let Some(groot) = &mut self.groot {
            groot.zicht = zicht;
        }
    }
}

impl Scherm for Gesprekscherm {
    fn scope(&self) -> Scope {
        if self.is_groot() { Scope::Tafel } else { Scope::Gesprek }
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Gesprek)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        let (aanbieder, kwartaal, extra) = self.van(shared);
        Some(Query::Agenda(aanbieder, kwartaal, extra))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Agenda(beeld)) => {
                let is_same = self.beeld().is_some_and(|b| {
                    let of = |b: &Agendabeeld| (b.gesprek.aanbieder, b.gesprek.kwartaal, b.gesprek.id);
                    of(b) == of(&beeld)
                });
                let because = if is_same { Because::Changed } else { Because::Chosen };
                let punten = beeld.punten.iter().enumerate();
                self.punten.arrange(punten.map(|(place, p)| (p.punt.sleutel.clone(), place, true)), because);
                self.veil = Veil::new(&beeld.verborgen);
                self.data.set(beeld);
                self.arrange_keuzes(because);
                if let Some(sleutel) = self.begin.take() {
                    self.punten.choose(&sleutel);
                    self.turn_to_point();
                }
            }
            Ok(_) => {}
            // An extra one that is not there any more: the regular one is what is left to show.
            Err(_) if self.gesprek.is_some() && self.groot.is_none() => {
                self.gesprek = None;
                return vec![Effect::Reload];
            }
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    /// Something was made: the point, or what came out of one, is what one looks at.
    fn expect(&mut self, made: &Gemaakt) {
        match made {
            Gemaakt::Punt(sleutel) if self.beeld().is_none() => self.begin = Some(sleutel.clone()),
            Gemaakt::Punt(sleutel) => self.punten.expect(sleutel.clone()),
            Gemaakt::Uitkomst(id) => self.keuzes.expect(Keus::Tekst(*id)),
            Gemaakt::Afspraak(nummer) => self.keuzes.expect(Keus::Gemaakt(*nummer)),
            Gemaakt::Signaal(_)
            | Gemaakt::Aanbieder(_)
            | Gemaakt::Contract(..)
            | Gemaakt::Contact(_)
            | Gemaakt::Ontwikkeldoel(_)
            | Gemaakt::Budget(_)
            | Gemaakt::Tarief(..) => {}
        }
    }

    /// Who sits at the table here: from when the gesprek is begun until one leaves it, also when it was rounded off.
    fn sitting(&self) -> Option<Aanbieder> {
        self.groot.filter(|groot| groot.aan_tafel).map(|groot| groot.van.0)
    }

    /// Whether the gesprek was rounded off.
    fn is_over(&self) -> bool {
        self.beeld().is_some_and(|b| b.gesprek.status.is_held())
    }

    /// Covers what the table may not see; nothing where it may see everything.
    fn cover(&self, area: Rect, buf: &mut Buffer) {
        match self.groot.map(|groot| groot.zicht) {
            Some(zicht @ (Tafelzicht::Tafel | Tafelzicht::Codes)) => self.veil.cover(zicht == Tafelzicht::Codes, area, buf),
            Some(Tafelzicht::Alles) | None => {}
        }
    }

    /// What the points that are read large are of.
    fn holds_on_to(&self) -> Option<(Aanbieder, Kwartaal)> {
        self.groot.map(|groot| (groot.van.0, groot.van.1))
    }

    /// Nothing while one sits at the table: a path, and what is for others, are not for who looks along.
    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let beeld = self.beeld().filter(|_| self.groot.is_none_or(|groot| !groot.aan_tafel) || self.is_over())?;
        let post = beeld.te_schrijven.iter().copied().map(Schrijfstuk::Post);
        let stukken =
            [Schrijfstuk::Verslag, Schrijfstuk::Agenda, Schrijfstuk::Voorbereiding, Schrijfstuk::Datums].into_iter().chain(post);
        // What was held has no agenda to send any more.
        let stukken = stukken.filter(|stuk| *stuk != Schrijfstuk::Agenda || !beeld.gesprek.status.is_held());
        let gesprek = &beeld.gesprek;
        let over = wording::hoofdletter(&wording::gesprek(gesprek, shared.register()));
        let apart = match gesprek.soort {
            Gespreksoort::Regulier => None,
            Gespreksoort::Extra => {
                gesprek.datum.map(|dag| format!("extra-{dag}")).or_else(|| Some(format!("extra-{}", gesprek.id)))
            }
            Gespreksoort::Evaluatief(gemeente) => Some(format!("evaluatief-{}", gemeente.key())),
        };
        Some(Uitgave {
            aanbieder: Some(gesprek.aanbieder),
            segment: gesprek.segment(),
            // What was held is told in the verslag.
            voorop: gesprek.status.is_held().then_some(Schrijfstuk::Verslag),
            gesprek: apart.map(|apart| (gesprek.id, apart)),
            ..Uitgave::new(stukken, gesprek.kwartaal, over)
        })
    }

    /// Since when the gesprek at the table runs: a clock belongs to one sitting, on one day.
    fn clock_since(&self, today: NaiveDate) -> Option<DateTime<Utc>> {
        self.sitting().filter(|_| !self.is_over())?;
        let beeld = self.beeld().filter(|b| b.begonnen_op == Some(today))?;
        beeld.gesprek.begonnen
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        let Some(beeld) = self.beeld() else {
            return if matches!(action, Action::Move(Move::Left | Move::Right)) { Ok(()) } else { Err(self.data.absence()) };
        };
        let status = beeld.gesprek.status;
        let planned = || if beeld.gesprek.id == 0 { Err(Reason::NotPlanned) } else { Ok(()) };
        let only = |ok: bool, reason: Reason| if ok { Ok(()) } else { Err(reason) };
        let writable = || planned().and_then(|()| only(status != Gespreksstatus::Vastgesteld, Reason::Established));
        match action {
            Action::View(View::Open) if self.groot.is_some() => {
                only(!self.keuzes.is_empty(), Reason::NothingToRead)?;
                only(self.keuzes.cursor().is_some(), Reason::NothingSelected)
            }
            // Read large nothing begins, so also of one that is still to be planned.
            Action::Move(_) | Action::View(View::Open) => Ok(()),
            // Beside what is vastgesteld one can be made on its own; at the table of one gemeente it would not come back.
            Action::Afspraak(AfspraakAction::New) if beeld.gesprek.gemeente().is_none() => planned(),
            Action::Afspraak(AfspraakAction::New) => writable(),
            Action::Gesprek(act) => match act {
                GesprekAction::Other => only(!beeld.extra.is_empty(), Reason::OnlyOne),
                GesprekAction::Schrap => planned().and_then(|()| only(!status.is_held(), Reason::StaysPlanned)),
                GesprekAction::EditUitkomst if self.lopend().is_some() => writable().and_then(|()| self.is_open()),
                // What is recorded at that point is the date itself.
                GesprekAction::EditUitkomst if self.is_about_next() && self.uitkomst().is_none() => writable(),
                GesprekAction::EditUitkomst => {
                    writable()?;
                    let regel = self.uitkomst().ok_or_else(|| self.no_uitkomst())?;
                    only(regel.afspraak.as_ref().is_none_or(|a| a.status == Afspraakstatus::Open), Reason::UitkomstClosed)
                }
                GesprekAction::DropUitkomst => {
                    writable()?;
                    self.uitkomst().map(drop).ok_or_else(|| self.no_uitkomst())
                }
                GesprekAction::LopendGereed | GesprekAction::LopendVerzet | GesprekAction::LopendOpmerking => {
                    writable().and_then(|()| self.is_open())
                }
                GesprekAction::Kalender | GesprekAction::Jaar => Err(Reason::NotHere),
                GesprekAction::History => planned(),
                GesprekAction::Opschalen => only(beeld.gesprek.gemeente().is_some(), Reason::OnlyEvaluatief),
                GesprekAction::Plan => only(status != Gespreksstatus::Vastgesteld, Reason::Established),
                GesprekAction::Evaluaties | GesprekAction::PlanExtra => Ok(()),
                GesprekAction::Show | GesprekAction::AskAll | GesprekAction::ShowAll => {
                    only(self.groot.is_some(), Reason::NotHere)
                }
                GesprekAction::Begin | GesprekAction::BeginNow => match status {
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => {
                        planned().and_then(|()| only(self.sitting().is_none(), Reason::AlreadyBegun))
                    }
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Voorbereid => match status {
                    Gespreksstatus::Gepland => planned(),
                    Gespreksstatus::Voorbereid => Err(Reason::AlreadyPrepared),
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Houd => match status {
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => planned(),
                    Gespreksstatus::Gehouden => Err(Reason::AlreadyHeld),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                },
                GesprekAction::Vaststellen => match status {
                    Gespreksstatus::Gehouden => Ok(()),
                    Gespreksstatus::Vastgesteld => Err(Reason::Established),
                    Gespreksstatus::Gepland | Gespreksstatus::Voorbereid => planned().and(Err(Reason::NotHeld)),
                },
                GesprekAction::Heropen => match status {
                    Gespreksstatus::Vastgesteld => Ok(()),
                    _ => planned().and(Err(Reason::NotEstablished)),
                },
                _ => writable(),
            },
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) if self.groot.is_some() => {
                self.step(if to == Move::Right { Move::Down } else { Move::Up });
            }
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let all: Vec<_> = shared.aanbieders().into_iter().map(Some).collect();
                shared.aanbieder = step(&all, Some(aanbieder(shared)), to);
                self.punten = Selection::default();
                return vec![Effect::Reload];
            }
            Action::Move(to @ (Move::PageUp | Move::PageDown)) if self.groot.is_some() => {
                let (at, page) = (self.offset.get(), self.page.get());
                self.offset.set(if to == Move::PageUp { at.saturating_sub(page) } else { at.saturating_add(page) });
            }
            Action::Move(to) if self.groot.is_some() => {
                self.keuzes.go(to);
                self.follow.set(true);
            }
            Action::Move(to) => self.step(to),
            Action::View(View::Open) if self.groot.is_some() => return self.read_chosen(shared.theme()),
            Action::View(View::Open) => self.read_large(shared, self.is_begun(shared.today)),
            Action::Afspraak(AfspraakAction::New) => {
                return self.new_afspraak(shared);
            }
            Action::Gesprek(act) => return self.act_gesprek(act, shared),
            _ => {}
        }
        Vec::new()
    }

    /// Goes back from one point to the agenda; false when it was there already.
    fn leave_mode(&mut self) -> bool {
        self.groot.take().is_some()
    }

    fn press(&mut self, plek: Raakplek, _: &mut Shared) -> Option<bool> {
        if self.is_groot() {
            let was = self.keuzes.press(plek.rij)?;
            self.follow.set(true);
            return Some(was);
        }
        let was = self.punten.press(plek.rij)?;
        if !was {
            self.turn_to_point();
        }
        Some(was)
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let kpi = self.punt().and_then(|p| if let Onderdeelsleutel::Kpi(n) = p.punt.sleutel { Some(n) } else { None });
        let over = if self.is_established() { phrases::beside_established() } else { String::new() };
        Afspraakherkomst { aanbieder: Some(aanbieder(shared)), kpi, over, ..Afspraakherkomst::default() }
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Collectief
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.beeld().map(|b| b.gesprek.kwartaal)
    }

    fn position(&self) -> String {
        self.punten.position()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = self.beeld() else { return };
        if self.groot.is_some() {
            self.draw_modus(area, buf, beeld, shared);
        } else {
            self.draw_agenda(area, buf, beeld, shared, theme);
        }
    }

    fn makes_uitkomsten(&self) -> bool {
        !self.is_established()
    }
}

#[cfg(test)]
mod tests;
