//! Aandacht: what in the trajecten asks to be looked at; new, still there, seen, or gone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Filter, Remote};
use crate::app::{Aandachtbeeld, Aandachtregel, Melding};
use crate::domain::{Aanbieder, Gemeente, Kwartaal};
use crate::tui::action::{Action, BeleidAction, Move, Reason, SignaalAction, Step, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::forms::signaal as form;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::place::Place;
use crate::tui::popups::Popup;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

/// Which points are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Which {
    #[default]
    Open,
    New,
    Seen,
    Gone,
}

impl Which {
    const ORDER: [Self; 4] = [Self::Open, Self::New, Self::Seen, Self::Gone];

    const fn naam(self) -> &'static str {
        match self {
            Self::Open => "vragen aandacht",
            Self::New => "nieuw",
            Self::Seen => "gezien",
            Self::Gone => "weg sinds vorige",
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Open => Self::New,
            Self::New => Self::Seen,
            Self::Seen => Self::Gone,
            Self::Gone => Self::Open,
        }
    }

    fn of(self, beeld: &Aandachtbeeld) -> impl Iterator<Item = &Aandachtregel> {
        all(beeld).filter(move |(gone, p)| self.accepts(beeld, *gone, p)).map(|(_, p)| p)
    }

    fn accepts(self, beeld: &Aandachtbeeld, gone: bool, punt: &Aandachtregel) -> bool {
        gone == (self == Self::Gone)
            && match self {
                Self::Open => !punt.gezien,
                Self::New => !punt.gezien && beeld.is_new(punt),
                Self::Seen => punt.gezien,
                Self::Gone => true,
            }
    }
}

#[derive(Debug, Default)]
pub struct Aandachtscherm {
    data: Remote<Box<Aandachtbeeld>>,
    /// By what the point is about; its places are those of what is now, and behind them those of what is gone.
    rows: Selection<String>,
    which: Which,
    /// Only the points of this gemeente; None is all.
    gemeente: Option<Gemeente>,
    aanbieder: Option<Aanbieder>,
    pub filter: Filter,
}

impl Aandachtscherm {
    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Aandacht(shared.kwartaal))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Aandacht(beeld)) => {
                let same = self.shown_kwartaal() == Some(beeld.kwartaal);
                self.data.set(beeld);
                self.arrange(if same { Because::Changed } else { Because::Chosen }, shared);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn selected(&self) -> Option<&Aandachtregel> {
        self.punt(self.rows.cursor()?)
    }

    fn punt(&self, place: usize) -> Option<&Aandachtregel> {
        all(self.data.data.as_ref()?).nth(place).map(|(_, p)| p)
    }

    /// Filters anew; the selection stays on its point.
    pub fn arrange(&mut self, because: Because, shared: &Shared) -> usize {
        let Some(beeld) = &self.data.data else { return 0 };
        let searchable = |p: &Aandachtregel| {
            [
                p.tekst.as_str(),
                &shared.naam(p.aanbieder),
                p.deelnemer.as_deref().unwrap_or_default(),
                p.gemeente.map_or("", Gemeente::naam),
                p.groep.as_deref().unwrap_or_default(),
                p.soort.key(),
            ]
            .join(" ")
        };
        let passes = |gone: bool, p: &Aandachtregel| {
            self.which.accepts(beeld, gone, p)
                && self.gemeente.is_none_or(|g| p.gemeente == Some(g))
                && self.aanbieder.is_none_or(|a| p.aanbieder == a)
                && self.filter.accepts(&searchable(p))
        };
        let rows = all(beeld).enumerate().map(|(place, (gone, p))| (p.sleutel.clone(), place, passes(gone, p)));
        self.rows.arrange(rows, because)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        if self.data.data.is_none() {
            return Err(self.data.absence());
        }
        let selected = self.selected().ok_or(Reason::NothingSelected);
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Beleid(BeleidAction::Gemeente(_))
            | Action::Signaal(SignaalAction::Aanbieder)
            | Action::Move(_)
            | Action::View(View::Filter | View::Narrow)
            | Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => match selected?.deelnemer {
                Some(_) => Ok(()),
                None => Err(Reason::NoTraject),
            },
            Action::Beleid(BeleidAction::Seen) if self.which == Which::Gone => selected.and(Err(Reason::PointGone)),
            Action::Beleid(BeleidAction::Seen) => selected.map(drop),
            Action::Beleid(BeleidAction::Unseen) => match selected?.markering {
                Some(_) => Ok(()),
                None => Err(Reason::NotSeen),
            },
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => self.rows.go(to),
            Action::Beleid(BeleidAction::Gemeente(step)) => {
                self.gemeente = turn(&Gemeente::ALL, self.gemeente, step);
                self.arrange(Because::Chosen, shared);
            }
            Action::Signaal(SignaalAction::Aanbieder) => {
                self.aanbieder = turn(&shared.aanbieders(), self.aanbieder, Step::Next);
                self.arrange(Because::Chosen, shared);
            }
            Action::View(View::Narrow) => {
                self.which = self.which.next();
                self.arrange(Because::Chosen, shared);
            }
            _ => {
                let Some(punt) = self.selected().cloned() else { return Vec::new() };
                return match action {
                    Action::View(View::Open) => {
                        let Some(code) = punt.deelnemer else { return Vec::new() };
                        vec![Effect::Open(Place::Traject { aanbieder: punt.aanbieder, code })]
                    }
                    Action::Beleid(BeleidAction::Seen) => {
                        vec![Effect::Popup(Popup::Form(Box::new(form::gezien(&punt, shared.theme()))))]
                    }
                    Action::Beleid(BeleidAction::Unseen) => {
                        vec![Effect::Cmd(Cmd::Write(Write::NietGezien(Box::new(punt))))]
                    }
                    _ => Vec::new(),
                };
            }
        }
        Vec::new()
    }

    /// What a new afspraak takes along: the traject and what is the matter with it.
    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        let Some(punt) = self.selected() else { return Herkomst { aanbieder: shared.aanbieder, ..Herkomst::default() } };
        Herkomst {
            aanbieder: Some(punt.aanbieder),
            deelnemer: punt.deelnemer.clone(),
            over: format!("{} · {} · {}", shared.naam(punt.aanbieder), wie(punt), punt.tekst),
            ..Herkomst::default()
        }
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    pub fn position(&self) -> String {
        self.rows.position()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let mut spans = vec![Span::raw(" ")];
        for which in Which::ORDER {
            let style = if which == self.which { theme.focus() } else { theme.dim() };
            spans.push(Span::styled(format!(" {} {} ", which.naam(), which.of(beeld).count()), style));
            spans.push(Span::raw(" "));
        }
        pen.line(Line::from(spans));
        // On a very low screen the points themselves come first.
        if pen.left() >= 12 {
            let listed = || self.which.of(beeld);
            let here = |p: &&Aandachtregel| self.gemeente.is_none_or(|g| p.gemeente == Some(g));
            let theirs = |p: &&Aandachtregel| self.aanbieder.is_none_or(|a| p.aanbieder == a);
            pen.line(choices(
                "alle",
                &Gemeente::ALL,
                self.gemeente,
                |g| first_word(g).to_owned(),
                theme,
                |g| listed().filter(theirs).filter(|p| g.is_none() || p.gemeente == g).count(),
            ));
            let of = |a: Option<Aanbieder>| listed().filter(here).filter(|p| a.is_none_or(|a| p.aanbieder == a)).count();
            let everybody = shared.aanbieders();
            let line = choices("alle", &everybody, self.aanbieder, |a| shared.naam(a), theme, of);
            if line.width() <= pen.width() {
                pen.line(line);
            } else {
                // More than fit beside each other: the chosen one only.
                let one: Vec<Aanbieder> = self.aanbieder.into_iter().collect();
                let mut line = choices("alle", &one, self.aanbieder, |a| shared.naam(a), theme, of);
                line.push_span(Span::styled(format!(" p kiest uit {} aanbieders", everybody.len()), theme.dim()));
                pen.line(line);
            }
        }
        self.filter.draw(&mut pen, theme);
        if self.rows.is_empty() {
            pen.blank();
            let zin = if beeld.gerapporteerd.is_empty() {
                format!("  Nog geen rapportages voor {}. i leest bestanden in.", beeld.kwartaal)
            } else {
                match (self.gemeente.is_some(), self.aanbieder.is_some()) {
                    (false, false) => "  Geen punten in deze lijst. m toont andere.".to_owned(),
                    (true, _) => "  Geen punten voor deze keuze. ← → kiest een andere gemeente, m een andere lijst.".to_owned(),
                    (false, true) => {
                        "  Geen punten voor deze keuze. p kiest een andere aanbieder, m een andere lijst.".to_owned()
                    }
                }
            };
            pen.line(Span::raw(zin));
            return;
        }
        let detail_height = if pen.left() >= 14 { 6 } else { 0 };
        let list = pen.take(pen.left() - detail_height);
        let columns = [
            Column::new("", Width::Fixed(1)),
            Column::new("aanbieder", Width::Fixed(shared.name_width(9))),
            Column::new("deelnemer", Width::Fixed(12)),
            Column::new("gemeente", Width::Fixed(17)).optional(3),
            Column::new("punt", Width::Rest(30)),
            Column::new("sinds", Width::Fixed(7)),
            Column::new("groep", Width::Fixed(18)).optional(5),
            Column::new("gezien", Width::Fixed(30)).optional(6),
        ];
        let punt = |n| self.rows.place(n).and_then(|place| self.punt(place));
        let cells = |n| punt(n).map(|p| cells(p, beeld, shared)).unwrap_or_default();
        Table { columns: &columns, theme }.draw(list, pen.buf, |height| self.rows.window(height), cells);
        if detail_height > 0
            && let Some(punt) = self.selected()
        {
            pen.rule(theme.dim());
            for line in detail(punt, beeld, shared, pen.width()) {
                pen.line(line);
            }
        }
    }
}

/// What is now, and what is gone.
fn all(beeld: &Aandachtbeeld) -> impl Iterator<Item = (bool, &Aandachtregel)> {
    beeld.punten.iter().map(|p| (false, p)).chain(beeld.weg.iter().map(|p| (true, p)))
}

/// The next of all, then None, then the first again; or the other way round.
fn turn<T: Copy + PartialEq>(all: &[T], now: Option<T>, step: Step) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|x| *x == now));
    match (step, at) {
        (Step::Next, None) => all.first().copied(),
        (Step::Next, Some(n)) => all.get(n + 1).copied(),
        (Step::Previous, None) => all.last().copied(),
        (Step::Previous, Some(n)) => n.checked_sub(1).and_then(|n| all.get(n).copied()),
    }
}

/// `Horst` of Horst aan de Maas: all seven go in one line.
fn first_word(gemeente: Gemeente) -> &'static str {
    gemeente.naam().split(' ').next().unwrap_or_default()
}

/// A line of choices with how many points each has; the chosen one stands out.
fn choices<T: Copy + PartialEq>(
    all_of_them: &'static str,
    all: &[T],
    chosen: Option<T>,
    naam: impl Fn(T) -> String,
    theme: Theme,
    count: impl Fn(Option<T>) -> usize,
) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for choice in std::iter::once(None).chain(all.iter().copied().map(Some)) {
        let style = if choice == chosen { theme.focus() } else { theme.dim() };
        // Of all there is a count already, in the line above.
        let label = choice.map_or_else(|| format!(" {all_of_them} "), |c| format!(" {} {} ", naam(c), count(choice)));
        spans.push(Span::styled(label, style));
    }
    Line::from(spans)
}

/// The deelnemer, or the group that the point is about.
fn wie(punt: &Aandachtregel) -> String {
    let groep = || format!("groep {}", punt.groep.as_deref().unwrap_or_default());
    wording::veilig(&punt.deelnemer.clone().unwrap_or_else(groep))
}

fn cells(punt: &Aandachtregel, beeld: &Aandachtbeeld, shared: &Shared) -> Vec<Cell> {
    let theme = shared.theme();
    let plain = |t: String| Line::from(Span::raw(t));
    let dim = |t: String| Line::from(Span::styled(t, theme.dim()));
    let glyph = if punt.gezien {
        Span::styled("○", theme.dim())
    } else if beeld.is_new(punt) {
        Span::styled("●", theme.attention())
    } else {
        Span::styled("!", theme.text())
    };
    let groep = punt.groep.as_deref().filter(|_| punt.deelnemer.is_some()).unwrap_or_default();
    let reden = punt.markering.as_ref().filter(|_| punt.gezien).map_or("", |g| g.reden.as_str());
    vec![
        Line::from(glyph),
        plain(shared.naam(punt.aanbieder)),
        plain(wie(punt)),
        dim(punt.gemeente.map_or("", Gemeente::naam).to_owned()),
        plain(punt.tekst.clone()),
        dim(punt.sinds.to_string()),
        dim(wording::veilig(groep)),
        dim(wording::veilig(reden)),
    ]
}

fn detail(punt: &Aandachtregel, beeld: &Aandachtbeeld, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let state = match (punt.gezien, beeld.is_new(punt)) {
        (true, _) => "○ gezien".to_owned(),
        (false, true) => format!("● nieuw in {}", beeld.kwartaal),
        (false, false) => format!("! sinds {}", punt.sinds),
    };
    let mut facts = vec![Span::styled(format!(" {state}"), theme.attention())];
    let mut add = |t: String| {
        facts.push(Span::styled(" · ", theme.dim()));
        facts.push(Span::raw(t));
    };
    add(shared.naam(punt.aanbieder));
    add(wie(punt));
    if let Some(start) = punt.startdatum {
        add(format!("gestart {}", wording::datum(start)));
    }
    let mut lines = vec![Line::from(facts)];
    let room = width.saturating_sub(4);
    lines.extend(text::wrap(&punt.tekst, room).into_iter().take(2).map(|l| Line::raw(format!("   {l}"))));
    lines.extend(text::wrap(&punt.regel, room).into_iter().take(2).map(|l| Line::styled(format!("   {l}"), theme.dim())));
    if let Some(g) = &punt.markering {
        let terug = g.terug_op.map(|d| format!(", terug op {}", wording::datum(d))).unwrap_or_default();
        let back = if punt.gezien { "" } else { " (teruggekomen)" };
        let gezien = format!("   gezien door {}: {}{terug}{back}", wording::veilig(&g.wie), wording::veilig(&g.reden));
        lines.push(Line::styled(text::cut(&gezien, width), theme.dim()));
    }
    lines
}
