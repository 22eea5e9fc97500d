//! One aanbieder of the register: its contracts through time, its people, goals and budgets, each to be chosen and changed.

use std::cell::Cell;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::register::{history, style};
use super::{Effect, Effects, Remote, Scherm, tijdlijn};
use crate::app::{Aanbiederbeeld, Contractbeeld, Melding};
use crate::domain::register::{Contactpersoon, Contract, Optie};
use crate::domain::{Aanbieder, Segment};
use crate::tui::action::{Action, Move, Reason, RegisterAction};
use crate::tui::forms::Form;
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::forms::register as form;
use crate::tui::keys::{Scope, shown_key};
use crate::tui::msg::{Answer, Cmd, Gemaakt, Query, Registerding, Registeropdracht, Write};
use crate::tui::popups::{Confirm, Popup, Reader, Yes};
use crate::tui::raak::{Raakplek, shown_part};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::wording;

/// What of an aanbieder can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Keuzedeel {
    Gegevens,
    /// By its segment and first day.
    Contract(Segment, NaiveDate),
    /// Of that contract, by its number from 1.
    Optie(Segment, NaiveDate, usize),
    Doel(i64),
    /// By name.
    Contact(String),
    Budget(i32),
    /// What is not there yet; the act adds it.
    Geen(RegisterAction),
    GeenDoel(Segment),
    /// A line to read, below what can be changed.
    Regel(usize),
}

/// What stands on the screen of something to choose.
struct Keuzetekst {
    /// What stands above it and is read with it.
    boven: Vec<Line<'static>>,
    regels: Vec<Line<'static>>,
}

/// One aanbieder.
#[derive(Debug)]
pub(super) struct Inschrijvingscherm {
    aanbieder: Aanbieder,
    data: Remote<Box<Aanbiederbeeld>>,
    rows: Selection<Keuzedeel>,
    /// The first line that is shown; drawing moves it as far as the choice asks, and nothing but drawing reads it.
    first: Cell<usize>,
}

impl Inschrijvingscherm {
    pub(super) fn new(aanbieder: Aanbieder) -> Self {
        Self { aanbieder, data: Remote::default(), rows: Selection::default(), first: Cell::new(0) }
    }

    fn beeld(&self) -> Option<&Aanbiederbeeld> {
        self.data.data.as_deref()
    }

    /// What is chosen, in the order of the screen.
    fn chosen(&self) -> Option<Keuzedeel> {
        parts(self.beeld()?).into_iter().nth(self.rows.cursor()?)
    }

    /// The contract that the choice is of.
    fn contract(&self) -> Option<&Contract> {
        match self.chosen()? {
            Keuzedeel::Contract(segment, van) | Keuzedeel::Optie(segment, van, _) => contract(self.beeld()?, segment, van),
            Keuzedeel::Gegevens
            | Keuzedeel::Doel(_)
            | Keuzedeel::Contact(_)
            | Keuzedeel::Budget(_)
            | Keuzedeel::Geen(_)
            | Keuzedeel::GeenDoel(_)
            | Keuzedeel::Regel(_) => None,
        }
    }

    /// The segment of what is chosen, for what is added there.
    fn chosen_segment(&self) -> Option<Segment> {
        match self.chosen()? {
            Keuzedeel::GeenDoel(segment) => Some(segment),
            Keuzedeel::Doel(id) => {
                let of = |c: &&Contractbeeld| c.doelen.iter().any(|d| d.id == id);
                self.beeld()?.contracten.iter().find(of).map(|c| c.segment)
            }
            _ => self.contract().map(|c| c.segment),
        }
    }

    /// The option to decide on: the chosen one, else the first that is open, of the chosen contract or of any.
    fn option(&self) -> Option<(&Contract, usize, &Optie)> {
        let beeld = self.beeld()?;
        if let Some(Keuzedeel::Optie(segment, van, nummer)) = self.chosen() {
            let contract = contract(beeld, segment, van)?;
            return Some((contract, nummer, contract.opties.get(nummer.checked_sub(1)?)?));
        }
        let open = |c| Contract::open_optie(c).map(|(nummer, optie)| (c, nummer, optie));
        match self.contract() {
            Some(chosen) => open(chosen),
            None => beeld.inschrijving.contracten.iter().find_map(open),
        }
    }

    /// The form that changes what is chosen.
    fn edit(&self, shared: &Shared) -> Option<Form> {
        let beeld = self.beeld()?;
        let wie = &beeld.inschrijving;
        Some(match self.chosen()? {
            Keuzedeel::Gegevens => form::wijzig(wie),
            Keuzedeel::Contract(segment, van) => form::contract(wie, contract(beeld, segment, van)?, shared),
            Keuzedeel::Optie(..) => {
                let (contract, nummer, optie) = self.option()?;
                form::optie(wie, contract, nummer, optie, shared)
            }
            Keuzedeel::Doel(id) => {
                form::doel(beeld.contracten.iter().flat_map(|c| &c.doelen).find(|d| d.id == id)?, shared.kwartaal)
            }
            Keuzedeel::Contact(naam) => form::contact(wie, wie.contactpersonen.iter().find(|p| p.naam == naam)),
            Keuzedeel::Budget(jaar) => form::budget(beeld.budgetten.iter().find(|b| b.jaar == jaar)?, shared),
            Keuzedeel::Geen(_) | Keuzedeel::GeenDoel(_) | Keuzedeel::Regel(_) => return None,
        })
    }

    /// What takes away what is chosen.
    fn remove(&self) -> Option<Registeropdracht> {
        let beeld = self.beeld()?;
        let wie = (beeld.inschrijving.aanbieder, beeld.inschrijving.rijversie);
        Some(match self.chosen()? {
            Keuzedeel::Gegevens => Registeropdracht::Weg { wie },
            Keuzedeel::Contract(segment, van) => Registeropdracht::ContractWeg { wie, segment, van },
            Keuzedeel::Doel(id) => {
                let doel = beeld.contracten.iter().flat_map(|c| &c.doelen).find(|d| d.id == id)?;
                Registeropdracht::DoelWeg { id, rijversie: doel.rijversie }
            }
            Keuzedeel::Contact(naam) => Registeropdracht::ContactWeg { wie, naam },
            Keuzedeel::Budget(jaar) => {
                Registeropdracht::BudgetWeg { budget: beeld.budgetten.iter().find(|b| b.jaar == jaar)?.clone() }
            }
            Keuzedeel::Optie(..) | Keuzedeel::Geen(_) | Keuzedeel::GeenDoel(_) | Keuzedeel::Regel(_) => return None,
        })
    }

    /// What was ever done to what is chosen.
    fn history(&self) -> Option<Reader> {
        let wie = &self.beeld()?.inschrijving;
        let (title, ding) = match self.chosen()? {
            Keuzedeel::Doel(id) => (format!("Geschiedenis van ontwikkeldoel {id}"), Registerding::Doel(id)),
            Keuzedeel::Budget(jaar) => (format!("Geschiedenis van het budget {jaar}"), Registerding::Budget(wie.aanbieder, jaar)),
            Keuzedeel::Gegevens
            | Keuzedeel::Contract(..)
            | Keuzedeel::Optie(..)
            | Keuzedeel::Contact(_)
            | Keuzedeel::Geen(_)
            | Keuzedeel::GeenDoel(_)
            | Keuzedeel::Regel(_) => return Some(history(wie)),
        };
        Some(Reader::new(title, Vec::new()).indent(4).waiting_for(Query::Registergeschiedenis(ding)))
    }

    fn acts(&self, act: RegisterAction) -> Result<(), Reason> {
        let Some(beeld) = self.beeld() else { return Err(self.data.absence()) };
        let chosen = self.chosen().ok_or(Reason::NothingSelected);
        match act {
            RegisterAction::Contract | RegisterAction::Contact | RegisterAction::Doel | RegisterAction::Budget => Ok(()),
            RegisterAction::Edit | RegisterAction::History => match chosen? {
                Keuzedeel::Regel(_) => Err(Reason::NothingSelected),
                _ => Ok(()),
            },
            RegisterAction::Remove => match chosen? {
                Keuzedeel::Optie(..) => Err(Reason::OfContract),
                Keuzedeel::Geen(_) | Keuzedeel::GeenDoel(_) | Keuzedeel::Regel(_) => Err(Reason::NothingSelected),
                _ => Ok(()),
            },
            RegisterAction::Decide => self.option().map(drop).ok_or(Reason::NoOption),
            RegisterAction::End => {
                let one = self.contract().or(match beeld.inschrijving.contracten.as_slice() {
                    [een] => Some(een),
                    _ => None,
                });
                one.map(drop).ok_or(Reason::NoContract)
            }
            RegisterAction::New | RegisterAction::Mark => Err(Reason::NotHere),
        }
    }

    fn perform(&self, act: RegisterAction, shared: &Shared) -> Option<Effect> {
        let beeld = self.beeld()?;
        let wie = &beeld.inschrijving;
        let opened = match act {
            RegisterAction::Edit => match self.chosen()? {
                Keuzedeel::Geen(act) => return self.perform(act, shared),
                Keuzedeel::GeenDoel(_) => return self.perform(RegisterAction::Doel, shared),
                _ => self.edit(shared)?,
            },
            RegisterAction::Contract => form::nieuw_contract(wie, shared),
            RegisterAction::End => form::eindigt(wie, self.contract().or_else(|| wie.contracten.first())?, shared),
            RegisterAction::Decide => {
                let (contract, nummer, optie) = self.option()?;
                form::optie(wie, contract, nummer, optie, shared)
            }
            RegisterAction::Contact => form::contact(wie, None),
            RegisterAction::Doel => {
                let first = wie.contracten.first().map_or(Segment::Collectief, |c| c.segment);
                form::nieuw_doel(wie, self.chosen_segment().unwrap_or(first))
            }
            RegisterAction::Budget => form::nieuw_budget(wie, &beeld.budgetten, shared.kwartaal),
            RegisterAction::Remove => {
                let write = self.remove()?;
                let cmd = Cmd::Write(Write::Register(Box::new(write.clone())));
                // Whoever goes takes the screen along: that is asked.
                if matches!(write, Registeropdracht::Weg { .. }) {
                    let question = format!("{} uit het register halen?", wording::veilig(&wie.naam));
                    return Some(Effect::Popup(Popup::Confirm(Confirm { question, yes: Yes::Do(Some(cmd)) })));
                }
                return Some(Effect::Cmd(cmd));
            }
            RegisterAction::History => return Some(Effect::Popup(Popup::Reader(Box::new(self.history()?)))),
            RegisterAction::New | RegisterAction::Mark => return None,
        };
        Some(Effect::Popup(Popup::Form(Box::new(opened))))
    }
}

impl Scherm for Inschrijvingscherm {
    fn scope(&self) -> Scope {
        Scope::Inschrijving
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Inschrijving(self.aanbieder))
    }

    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        // One may have walked on while the store was asked.
        if *query != Query::Inschrijving(self.aanbieder) {
            return Vec::new();
        }
        match answer {
            Ok(Answer::Inschrijving(beeld)) => {
                let rows = parts(&beeld).into_iter().enumerate().map(|(place, deel)| (deel, place, true));
                self.rows.arrange(rows.collect::<Vec<_>>(), Because::Changed);
                self.data.set(beeld);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(_) | Action::Afspraak(_) => Ok(()),
            Action::Register(act) => self.acts(act),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let all: Vec<Aanbieder> = shared.register().iter().map(|i| i.aanbieder).collect();
                let at = all.iter().position(|a| *a == self.aanbieder);
                let next = at.and_then(|at| if to == Move::Left { at.checked_sub(1) } else { at.checked_add(1) });
                let Some(next) = next.and_then(|n| all.get(n)) else { return Vec::new() };
                *self = Self::new(*next);
                vec![Effect::Reload]
            }
            Action::Move(to) => {
                self.rows.go(to);
                Vec::new()
            }
            Action::Register(act) => self.perform(act, shared).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn press(&mut self, plek: Raakplek, _: &mut Shared) -> Option<bool> {
        self.rows.press(plek.rij)
    }

    fn expect(&mut self, made: &Gemaakt) {
        match made {
            Gemaakt::Contract(segment, van) => self.rows.expect(Keuzedeel::Contract(*segment, *van)),
            Gemaakt::Contact(naam) => self.rows.expect(Keuzedeel::Contact(naam.clone())),
            Gemaakt::Ontwikkeldoel(id) => self.rows.expect(Keuzedeel::Doel(*id)),
            Gemaakt::Budget(jaar) => self.rows.expect(Keuzedeel::Budget(*jaar)),
            Gemaakt::Afspraak(_)
            | Gemaakt::Signaal(_)
            | Gemaakt::Punt(_)
            | Gemaakt::Uitkomst(_)
            | Gemaakt::Aanbieder(_)
            | Gemaakt::Tarief(..) => {}
        }
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        Afspraakherkomst { aanbieder: Some(self.aanbieder), ..Afspraakherkomst::default() }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = self.beeld() else { return };
        let mut pen = Pen::new(area, buf);
        let whole = usize::from(pen.left()).max(1);
        // Where not all of it fits, the last line says so.
        let height = whole.saturating_sub(1).max(1);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut seen = 0..0;
        let mut places = Vec::new();
        let cursor = self.rows.cursor();
        for (n, blok) in (Tekening { beeld, theme, width: pen.width() }).blocks().into_iter().enumerate() {
            let from = lines.len();
            lines.extend(blok.boven);
            let own = lines.len();
            let is_chosen = cursor == Some(n);
            lines.extend(blok.regels.into_iter().map(|l| if is_chosen { marked(l, theme) } else { l }));
            places.push((Raakplek::rij(n), own..lines.len()));
            if is_chosen {
                // What is read with it is seen with it, where that fits.
                seen = if lines.len() - from <= height { from } else { own }..lines.len();
            }
        }
        let height = if lines.len() <= whole { whole } else { height };
        let most = lines.len().saturating_sub(height);
        let first = self.first.get().clamp(seen.end.saturating_sub(height).min(seen.start), seen.start).min(most);
        self.first.set(first);
        let drawn = Rect { height: area.height.min(u16::try_from(height).unwrap_or(u16::MAX)), ..area };
        for (plek, range) in places {
            if let Some(place) = shown_part(&range, first, drawn) {
                shared.raak.plek(place, plek);
            }
        }
        for line in lines.into_iter().skip(first).take(height) {
            pen.line(line);
        }
        if first < most {
            pen.line(Span::styled(" ↓ meer", theme.dim()));
        }
    }
}

/// A line of what is chosen: with a mark before it.
fn marked(mut line: Line<'static>, theme: Theme) -> Line<'static> {
    let Some(first) = line.spans.first_mut() else { return line };
    if let Some(rest) = first.content.strip_prefix(' ').map(str::to_owned) {
        first.content = rest.into();
        line.spans.insert(0, Span::styled("▌", theme.accent()));
    }
    line
}

fn contract(beeld: &Aanbiederbeeld, segment: Segment, van: NaiveDate) -> Option<&Contract> {
    beeld.inschrijving.contracten.iter().find(|c| c.segment == segment && c.van == van)
}

/// What can be chosen, in the order of the screen.
fn parts(beeld: &Aanbiederbeeld) -> Vec<Keuzedeel> {
    let i = &beeld.inschrijving;
    let mut parts = vec![Keuzedeel::Gegevens];
    if i.contracten.is_empty() {
        parts.push(Keuzedeel::Geen(RegisterAction::Contract));
    }
    for segment in &beeld.contracten {
        for c in &segment.contracten {
            parts.push(Keuzedeel::Contract(c.segment, c.van));
            parts.extend((1..=c.opties.len()).map(|nummer| Keuzedeel::Optie(c.segment, c.van, nummer)));
        }
        parts.extend(segment.doelen.iter().map(|d| Keuzedeel::Doel(d.id)));
        if segment.doelen.is_empty() {
            parts.push(Keuzedeel::GeenDoel(segment.segment));
        }
    }
    parts.extend(i.contactpersonen.iter().map(|p| Keuzedeel::Contact(p.naam.clone())));
    if i.contactpersonen.is_empty() {
        parts.push(Keuzedeel::Geen(RegisterAction::Contact));
    }
    parts.extend(beeld.budgetten.iter().map(|b| Keuzedeel::Budget(b.jaar)));
    if beeld.budgetten.is_empty() {
        parts.push(Keuzedeel::Geen(RegisterAction::Budget));
    }
    let days = beeld.contracten.iter().map(|c| days(c).count()).sum();
    parts.extend((0..days).map(Keuzedeel::Regel));
    parts
}

/// What happens on each day of the timeline, as drawn in one line.
fn days(beeld: &Contractbeeld) -> impl Iterator<Item = String> {
    let by_day = beeld.momenten.chunk_by(|(a, _), (b, _)| a == b);
    by_day.filter_map(|dag| {
        let (eerste, _) = dag.first()?;
        let wat = tijdlijn::momenten(dag.iter().map(|(_, m)| m));
        Some(format!("   {}  {}", text::right(&wording::datum(*eerste), 11), wat.join("; ")))
    })
}

/// How an aanbieder is drawn, in as many columns.
struct Tekening<'a> {
    beeld: &'a Aanbiederbeeld,
    theme: Theme,
    width: usize,
}

impl Tekening<'_> {
    /// What stands of each part, with what is read above it.
    fn blocks(&self) -> Vec<Keuzetekst> {
        let mut before: Option<Keuzedeel> = None;
        let mut blocks = Vec::new();
        for deel in parts(self.beeld) {
            let blok = Keuzetekst { boven: self.above(&deel, before.as_ref()), regels: self.lines(&deel) };
            before = Some(deel);
            blocks.push(blok);
        }
        blocks
    }

    fn heading(&self, wat: &str) -> Vec<Line<'static>> {
        vec![Line::default(), Line::from(Span::styled(format!(" {wat}"), self.theme.strong()))]
    }

    fn dim(&self, wat: &str) -> Line<'static> {
        Line::from(Span::styled(wat.to_owned(), self.theme.dim()))
    }

    /// What stands above a part, by what it comes after.
    fn above(&self, deel: &Keuzedeel, before: Option<&Keuzedeel>) -> Vec<Line<'static>> {
        let segment = self.segment(deel);
        let is_first = |kind: fn(&Keuzedeel) -> bool| before.is_none_or(|b| !kind(b));
        let mut lines = Vec::new();
        if let Some(beeld) = segment.filter(|s| before.and_then(|b| self.segment(b)).is_none_or(|b| b.segment != s.segment)) {
            lines.push(Line::default());
            lines.push(Line::from(vec![
                Span::styled(format!(" Segment {}", beeld.segment.naam()), self.theme.strong()),
                Span::styled("   vandaag gecontracteerd: ", self.theme.dim()),
                Span::styled(beeld.gecontracteerd.key(), style(beeld.gecontracteerd, self.theme)),
            ]));
            lines.extend(tijdlijn::draw(beeld, self.theme, self.width));
        }
        match deel {
            Keuzedeel::Doel(_) if is_first(|b| matches!(b, Keuzedeel::Doel(_))) || !lines.is_empty() => {
                lines.push(self.dim("   ontwikkeldoelen"));
            }
            Keuzedeel::Contact(_) | Keuzedeel::Geen(RegisterAction::Contact)
                if is_first(|b| matches!(b, Keuzedeel::Contact(_))) =>
            {
                lines.extend(self.heading("Contactpersonen"));
            }
            Keuzedeel::Budget(_) | Keuzedeel::Geen(RegisterAction::Budget) if is_first(|b| matches!(b, Keuzedeel::Budget(_))) => {
                lines.extend(self.heading("Budget"));
            }
            Keuzedeel::Geen(_) => lines.push(Line::default()),
            Keuzedeel::Regel(n) => {
                if let Some(segment) = self.day(*n).filter(|(first, ..)| *first).map(|(_, segment, _)| segment) {
                    lines.extend(self.heading(&format!("Op welke dag wat, segment {}", segment.naam())));
                }
            }
            Keuzedeel::Gegevens
            | Keuzedeel::Contract(..)
            | Keuzedeel::Optie(..)
            | Keuzedeel::Doel(_)
            | Keuzedeel::GeenDoel(_)
            | Keuzedeel::Contact(_)
            | Keuzedeel::Budget(_) => {}
        }
        lines
    }

    /// The segment that a part is of.
    fn segment(&self, deel: &Keuzedeel) -> Option<&Contractbeeld> {
        let of = |segment: Segment| self.beeld.contracten.iter().find(|c| c.segment == segment);
        match deel {
            Keuzedeel::Contract(segment, _) | Keuzedeel::Optie(segment, ..) | Keuzedeel::GeenDoel(segment) => of(*segment),
            Keuzedeel::Doel(id) => self.beeld.contracten.iter().find(|c| c.doelen.iter().any(|d| d.id == *id)),
            Keuzedeel::Gegevens | Keuzedeel::Geen(_) | Keuzedeel::Contact(_) | Keuzedeel::Budget(_) | Keuzedeel::Regel(_) => None,
        }
    }

    /// The n-th day of the timelines: whether it is the first of its segment, which one, and what it says.
    fn day(&self, n: usize) -> Option<(bool, Segment, String)> {
        let all = self.beeld.contracten.iter().flat_map(|c| days(c).enumerate().map(|(at, said)| (at == 0, c.segment, said)));
        all.into_iter().nth(n)
    }

    /// Text over as many lines as it takes.
    fn written(&self, tekst: &str) -> Vec<Line<'static>> {
        text::wrap(tekst, self.width.saturating_sub(4)).into_iter().map(|l| Line::raw(format!("   {l}"))).collect()
    }

    fn lines(&self, deel: &Keuzedeel) -> Vec<Line<'static>> {
        let i = &self.beeld.inschrijving;
        let nothing = Vec::new;
        match deel {
            Keuzedeel::Gegevens => self.facts(),
            Keuzedeel::Geen(RegisterAction::Contract) => {
                self.leads_to("Er is geen contract vastgelegd", RegisterAction::Contract, "legt er een vast")
            }
            Keuzedeel::Geen(act @ RegisterAction::Budget) => self.leads_to("Nog geen budget ingevoerd", *act, "voert er een in"),
            Keuzedeel::Geen(act) => self.leads_to("Nog niemand vastgelegd", *act, "voegt iemand toe"),
            Keuzedeel::GeenDoel(_) => self.leads_to("Nog geen ontwikkeldoelen", RegisterAction::Doel, "voegt er een toe"),
            Keuzedeel::Contract(segment, van) => contract(self.beeld, *segment, *van).map_or_else(nothing, |c| self.contract(c)),
            Keuzedeel::Optie(segment, van, nummer) => {
                let found = contract(self.beeld, *segment, *van);
                let optie = found.and_then(|c| Some((c, c.opties.get(nummer.checked_sub(1)?)?)));
                optie.map_or_else(nothing, |(c, o)| self.written(&wording::register::optie(c, *nummer, o)))
            }
            Keuzedeel::Doel(id) => {
                let doel = self.beeld.contracten.iter().flat_map(|c| &c.doelen).find(|d| d.id == *id);
                let Some(doel) = doel else { return Vec::new() };
                let mut lines = self.written(&wording::register::doel(doel));
                for n in &doel.notities {
                    lines.extend(self.written(&format!("  {}: {}", n.kwartaal, wording::veilig(&n.tekst))));
                }
                lines
            }
            Keuzedeel::Contact(naam) => {
                let found = i.contactpersonen.iter().find(|p| p.naam == *naam);
                found.map_or_else(nothing, |p| self.written(&person(p)))
            }
            Keuzedeel::Budget(jaar) => {
                let found = self.beeld.budgetten.iter().find(|b| b.jaar == *jaar);
                found.map_or_else(nothing, |b| vec![Line::raw(format!("   {}  {}", b.jaar, wording::geld(b.bedrag)))])
            }
            Keuzedeel::Regel(n) => self.day(*n).map_or_else(nothing, |(_, _, said)| vec![Line::raw(said)]),
        }
    }

    /// What is lacking, and the key for it.
    fn leads_to(&self, wat: &str, act: RegisterAction, doet: &str) -> Vec<Line<'static>> {
        vec![self.dim(&format!("   {wat}; {} {doet}.", shown_key(Action::Register(act))))]
    }

    /// Who it is, and what it is called.
    fn facts(&self) -> Vec<Line<'static>> {
        let i = &self.beeld.inschrijving;
        let kvk = if i.kvk.is_empty() { "onbekend" } else { &i.kvk };
        let facts = format!("   {} · KvK {kvk} · afspraken {}-…", wording::veilig(&i.statutair), i.voorvoegsel.as_str());
        let mut lines = vec![Line::from(vec![
            Span::styled(format!(" {}", wording::veilig(&i.naam)), self.theme.strong()),
            Span::styled(facts, self.theme.dim()),
        ])];
        if !i.andere_namen.is_empty() {
            lines.extend(self.written(&format!("ook genoemd: {}", wording::veilig(&wording::opsomming(&i.andere_namen)))));
        }
        if !i.notitie.is_empty() {
            lines.extend(self.written(&format!("notitie (intern): {}", wording::veilig(&i.notitie))));
        }
        lines
    }

    /// A contract in words, and the question what became of its option.
    fn contract(&self, c: &Contract) -> Vec<Line<'static>> {
        let looptijd = wording::register::looptijd(c);
        let mut lines = self.written(&format!("contract van {} {looptijd}", wording::datum(c.van)));
        let vandaag = self.beeld.contracten.first().map(|b| b.vandaag);
        // Nothing assumes that an option was taken.
        if let Some((_, nummer, _)) = vandaag.and_then(|vandaag| c.undecided(vandaag)) {
            let decide = shown_key(Action::Register(RegisterAction::Decide));
            let said = format!(
                "Het contract is voorbij en over verlengoptie {nummer} is niets vastgelegd: {decide} legt het besluit vast."
            );
            let said = text::wrap(&said, self.width.saturating_sub(4)).into_iter();
            lines.extend(said.map(|l| Line::from(Span::styled(format!("   {l}"), self.theme.attention()))));
        }
        lines
    }
}

fn person(p: &Contactpersoon) -> String {
    let parts = [&p.naam, &p.functie, &p.email, &p.telefoon, &p.waarvoor];
    parts.into_iter().filter(|t| !t.is_empty()).map(|t| wording::veilig(t)).collect::<Vec<_>>().join(" · ")
}
