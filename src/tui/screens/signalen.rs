//! Signalen: the inbox. Entered fast, sorted by single keys, bundled for the gesprek.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Filter, Remote, fell_away};
use crate::app::{Gezienrij, Melding, Signaalregel, Signaalwijziging};
use crate::domain::{Kwartaal, Segment, Signaal, Signaalstatus, Toon};
use crate::tui::action::{Action, Move, Reason, SignaalAction, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::forms::signaal as form;
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

/// Which signalen are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Which {
    #[default]
    Open,
    New,
    All,
}

impl Which {
    const ORDER: [Self; 3] = [Self::Open, Self::New, Self::All];

    const fn naam(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::New => "nieuw",
            Self::All => "alle",
        }
    }

    const fn accepts(self, s: &Signaal) -> bool {
        match self {
            Self::Open => s.status.is_open(),
            Self::New => matches!(s.status, Signaalstatus::Nieuw),
            Self::All => true,
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Open => Self::New,
            Self::New => Self::All,
            Self::All => Self::Open,
        }
    }
}

#[derive(Debug, Default)]
pub struct Signalenscherm {
    data: Remote<Vec<Signaalregel>>,
    /// By id.
    rows: Selection<i64>,
    which: Which,
    pub filter: Filter,
}

impl Signalenscherm {
    pub fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Signalen)
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Signalen(regels)) => {
                self.data.set(regels);
                self.arrange(Because::Changed, shared);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn regel(&self, place: usize) -> Option<&Signaalregel> {
        self.data.at(place)
    }

    fn selected(&self) -> Option<&Signaalregel> {
        self.regel(self.rows.cursor()?)
    }

    /// What an act is about: the marked ones, else the selected one.
    fn targets(&self) -> Vec<&Signaalregel> {
        self.rows.targets().into_iter().filter_map(|place| self.regel(place)).collect()
    }

    /// Filters anew; returns how many marks fell away.
    pub fn arrange(&mut self, because: Because, shared: &Shared) -> usize {
        let Some(regels) = &self.data.data else { return 0 };
        let passes = |r: &Signaalregel| self.which.accepts(&r.signaal) && self.filter.accepts(&r.searchable(shared.register()));
        let rows = regels.iter().enumerate().map(|(place, r)| (r.signaal.id, place, passes(r)));
        self.rows.arrange(rows, because)
    }

    /// A signaal was made.
    pub fn expect(&mut self, id: i64) {
        self.rows.expect(id);
    }

    pub fn unmark(&mut self) -> bool {
        self.rows.unmark()
    }

    pub fn has_marks(&self) -> bool {
        self.rows.count_marked() > 0
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        if self.data.data.is_none() {
            return Err(self.data.absence());
        }
        let targets = self.targets();
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Signaal(_) if targets.is_empty() => Err(Reason::NothingSelected),
            // These are about one signaal: that of the cursor.
            Action::Signaal(SignaalAction::Edit | SignaalAction::Answer | SignaalAction::Mark | SignaalAction::History) => {
                self.selected().map(drop).ok_or(Reason::NothingSelected)
            }
            Action::Signaal(SignaalAction::Escalate) if targets.iter().any(|r| r.signaal.segment == Segment::Collectief) => {
                Err(Reason::OnlyIndividueel)
            }
            Action::Signaal(SignaalAction::Unbundle) if targets.iter().all(|r| r.signaal.bundel.is_none()) => {
                Err(Reason::NotBundled)
            }
            Action::Signaal(_) | Action::Move(_) | Action::View(View::Filter | View::Narrow) | Action::Afspraak(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => self.rows.go(to),
            Action::View(View::Narrow) => {
                self.which = self.which.next();
                return fell_away(self.arrange(Because::Chosen, shared));
            }
            Action::Signaal(act) => return self.act_on(act, shared),
            _ => {}
        }
        Vec::new()
    }

    fn act_on(&mut self, act: SignaalAction, shared: &Shared) -> Effects {
        let targets = self.targets();
        let of_cursor = || self.selected().map(|r| &r.signaal);
        // What comes next goes by a signaal that the act is about, not by one that only has the cursor.
        let Some(first) = targets.first().map(|r| &r.signaal) else { return Vec::new() };
        let popup = |form| vec![Effect::Popup(Popup::Form(Box::new(form)))];
        let wijziging = match act {
            SignaalAction::New => return Vec::new(),
            SignaalAction::Edit => {
                return of_cursor().map(|s| popup(form::wijzig(s, shared))).unwrap_or_default();
            }
            SignaalAction::Answer => return of_cursor().map(|s| popup(form::antwoord(s, shared.theme()))).unwrap_or_default(),
            SignaalAction::Bundle => return popup(form::bundel(&targets, shared.theme())),
            SignaalAction::Mark => {
                self.rows.mark();
                return Vec::new();
            }
            SignaalAction::History => {
                let Some(id) = of_cursor().map(|s| s.id) else { return Vec::new() };
                let reader = Reader::new(format!("Geschiedenis van signaal {id}"), Vec::new());
                let reader = reader.indent(4).waiting_for(Query::Signaalgeschiedenis(id));
                return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
            }
            SignaalAction::Unbundle => return vec![Effect::Cmd(Cmd::Write(Write::Los(self.rijen())))],
            SignaalAction::Status => {
                Signaalwijziging { status: Some(first.status.next(first.segment)), ..Signaalwijziging::default() }
            }
            SignaalAction::Done => Signaalwijziging { status: Some(Signaalstatus::Afgehandeld), ..Signaalwijziging::default() },
            SignaalAction::Escalate => {
                Signaalwijziging { status: Some(Signaalstatus::Opgeschaald), ..Signaalwijziging::default() }
            }
            SignaalAction::Onderwerp => {
                Signaalwijziging { onderwerp: Some(first.onderwerp.next()), ..Signaalwijziging::default() }
            }
            SignaalAction::Toon => Signaalwijziging { toon: Some(first.toon.next()), ..Signaalwijziging::default() },
            SignaalAction::Kpi => {
                let next = first.kpi.map_or(Some(1), |n| (n < 4).then_some(n.saturating_add(1)));
                Signaalwijziging { kpi: Some(next), ..Signaalwijziging::default() }
            }
            SignaalAction::Aanbieder => {
                let all = shared.aanbieders();
                let at = first.aanbieder.and_then(|a| all.iter().position(|x| *x == a)).map_or(0, |n| n + 1);
                let next = all.get(at).copied();
                Signaalwijziging { aanbieder: Some(next), segment: Some(Segment::Collectief), ..Signaalwijziging::default() }
            }
        };
        let write = Write::Signalen { rijen: self.rijen(), wijziging: Box::new(wijziging) };
        vec![Effect::Cmd(Cmd::Write(write))]
    }

    fn rijen(&self) -> Vec<Gezienrij> {
        self.targets().iter().map(|r| (r.signaal.id, r.signaal.rijversie)).collect()
    }

    /// What a new afspraak takes along: the signaal it is made from.
    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        let Some(regel) = self.selected() else { return Herkomst { aanbieder: shared.aanbieder, ..Herkomst::default() } };
        let s = &regel.signaal;
        Herkomst {
            aanbieder: s.aanbieder,
            kpi: s.kpi,
            signaal: Some(s.id),
            over: format!("Signaal {} · {} · {}", s.id, s.gemeente.naam(), wording::veilig(&s.tekst)),
            ..Herkomst::default()
        }
    }

    pub const fn shown_kwartaal(&self) -> Option<Kwartaal> {
        None
    }

    pub fn position(&self) -> String {
        self.rows.position()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(regels) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let mut spans = vec![Span::raw(" ")];
        for which in Which::ORDER {
            let count = regels.iter().filter(|r| which.accepts(&r.signaal)).count();
            let style = if which == self.which { theme.focus() } else { theme.dim() };
            spans.push(Span::styled(format!(" {} {count} ", which.naam()), style));
            spans.push(Span::raw(" "));
        }
        pen.ends(Line::from(spans), Span::styled("A aandacht  T trajecten  L ladder  C cvs  U uitvraag ", theme.dim()));
        self.filter.draw(&mut pen, theme);
        if self.rows.is_empty() {
            pen.blank();
            let zin = if regels.is_empty() {
                "  Nog geen signalen. n voegt er een toe, i leest antwoorden op de uitvraag in."
            } else if self.filter.field.is_empty() {
                "  Geen signalen in deze lijst. m toont andere, n voegt er een toe."
            } else {
                "  Geen signaal met deze woorden. esc haalt het filter weg."
            };
            pen.line(Span::raw(zin));
            return;
        }
        let detail_height = if pen.left() >= 14 { 7 } else { 0 };
        let list = pen.take(pen.left() - detail_height);
        let columns = [
            Column::new("", Width::Fixed(1)),
            Column::new("status", Width::Fixed(13)),
            Column::new("datum", Width::Fixed(11)).optional(3),
            Column::new("gemeente", Width::Fixed(13)),
            Column::new("over", Width::Fixed(shared.name_width(10))),
            Column::new("", Width::Fixed(1)),
            Column::new("KPI", Width::Fixed(3)).optional(4),
            Column::new("signaal", Width::Rest(22)),
            Column::new("onderwerp", Width::Fixed(24)).optional(5),
            Column::new("bundel", Width::Fixed(30)).optional(6),
        ];
        // The text goes before what it is filed under.
        let columns = if area.width < 140 { columns.get(..8).unwrap_or_default() } else { &columns[..] };
        let cells = |n| self.rows.place(n).and_then(|place| self.regel(place)).map(|r| self.cells(r, shared));
        Table { columns, theme }.draw(list, pen.buf, |height| self.rows.window(height), |n| cells(n).unwrap_or_default());
        if detail_height > 0
            && let Some(regel) = self.selected()
        {
            pen.rule(theme.dim());
            for line in detail(regel, theme, pen.width()) {
                pen.line(line);
            }
        }
    }

    fn cells(&self, regel: &Signaalregel, shared: &Shared) -> Vec<Cell> {
        let theme = shared.theme();
        let s = &regel.signaal;
        let plain = |t: String| Line::from(Span::raw(t));
        let dim = |t: String| Line::from(Span::styled(t, theme.dim()));
        let (glyph, style) = mark(s.status, theme);
        let (tone, tone_style) = tone(s.toon, theme);
        let chosen = if self.rows.is_marked(&s.id) { "▌" } else { " " };
        let bundel = regel.bundel.as_ref().map(|b| {
            let uit = wording::aantal(regel.bundel_gemeenten, "gemeente", "gemeenten");
            format!("{} · {uit}", wording::veilig(&b.titel))
        });
        vec![
            Line::from(Span::styled(chosen, theme.accent())),
            Line::from(vec![Span::styled(format!("{glyph} "), style), Span::raw(s.status.naam())]),
            dim(wording::datum(s.datum)),
            plain(s.gemeente.naam().to_owned()),
            plain(wording::veilig(s.over(shared.register()).as_deref().unwrap_or("–"))),
            Line::from(Span::styled(tone, tone_style)),
            dim(s.kpi.map(|k| k.to_string()).unwrap_or_default()),
            plain(wording::veilig(&s.tekst)),
            dim(s.onderwerp.naam().to_owned()),
            dim(bundel.unwrap_or_default()),
        ]
    }
}

/// Glyph and style of a status.
fn mark(status: Signaalstatus, theme: Theme) -> (&'static str, Style) {
    match status {
        Signaalstatus::Nieuw => ("●", theme.accent()),
        Signaalstatus::Opgeschaald => ("▲", theme.attention()),
        Signaalstatus::Geagendeerd => ("◆", theme.text()),
        Signaalstatus::Besproken => ("○", theme.text()),
        Signaalstatus::Afgehandeld => ("✓", theme.good()),
    }
}

/// Glyph and style of a tone.
fn tone(toon: Toon, theme: Theme) -> (&'static str, Style) {
    match toon {
        Toon::Positief => ("+", theme.good()),
        Toon::Neutraal => ("·", theme.dim()),
        Toon::Negatief => ("−", theme.bad()),
    }
}

fn detail(regel: &Signaalregel, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let s = &regel.signaal;
    let (glyph, style) = mark(s.status, theme);
    let mut facts = vec![Span::styled(format!(" {glyph} {}", s.status.naam()), style)];
    let mut add = |t: String| {
        facts.push(Span::styled(" · ", theme.dim()));
        facts.push(Span::raw(t));
    };
    add(format!("{} voor {}", s.gemeente.naam(), s.kwartaal));
    add(s.toon.naam().to_owned());
    add(s.onderwerp.naam().to_owned());
    if !s.functie.is_empty() {
        add(wording::veilig(&s.functie));
    }
    if s.uit_uitvraag {
        add("uitvraag".to_owned());
    }
    for nummer in &regel.afspraken {
        add(nummer.to_string());
    }
    let mut lines = vec![Line::from(facts)];
    let room = width.saturating_sub(4);
    lines.extend(
        s.tekst.lines().flat_map(|p| text::wrap(&wording::veilig(p), room)).take(3).map(|l| Line::raw(format!("   {l}"))),
    );
    if let Some(bundel) = &regel.bundel {
        let uit = wording::aantal(regel.bundel_gemeenten, "gemeente", "gemeenten");
        lines.push(Line::from(vec![
            Span::styled("   bundel  ", theme.dim()),
            Span::raw(format!("{} · {uit}", wording::veilig(&bundel.titel))),
        ]));
    }
    if !s.antwoord.is_empty() {
        lines.push(Line::from(vec![
            Span::styled("   antwoord  ", theme.dim()),
            Span::raw(text::cut(&wording::veilig(&s.antwoord), room.saturating_sub(10))),
        ]));
    }
    lines
}
