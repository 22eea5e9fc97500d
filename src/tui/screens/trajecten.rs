//! Trajecten: a deelnemer found by code, and one deelnemer's way through the kwartalen.

use std::cell::Cell as Shown;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::parts::Kop;
use super::{Effect, Effects, Filter, Remote};
use crate::app::{Deelnemerbeeld, Deelnemertreffer, Melding};
use crate::domain::{Aanbieder, Kwartaal, Trajectregel, Trajectverloop, Trede};
use crate::tui::action::{Action, BeleidAction, Move, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::msg::{Answer, Cmd, Query};
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

/// The list of deelnemers.
#[derive(Debug, Default)]
pub struct Trajectenscherm {
    data: Remote<Vec<Deelnemertreffer>>,
    rows: Selection<(Aanbieder, String)>,
    pub filter: Filter,
}

impl Trajectenscherm {
    pub fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Deelnemers)
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Deelnemers(treffers)) => {
                self.data.set(treffers);
                self.arrange(Because::Changed, shared);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn treffer(&self, place: usize) -> Option<&Deelnemertreffer> {
        self.data.at(place)
    }

    fn selected(&self) -> Option<&Deelnemertreffer> {
        self.treffer(self.rows.cursor()?)
    }

    /// Filters anew.
    pub fn arrange(&mut self, because: Because, shared: &Shared) -> usize {
        let Some(all) = &self.data.data else { return 0 };
        let passes =
            |t: &Deelnemertreffer| self.filter.accepts(&format!("{} {} {}", t.code, shared.naam(t.aanbieder), t.gemeente.naam()));
        let key = |t: &Deelnemertreffer| (t.aanbieder, t.code.as_str().to_owned());
        self.rows.arrange(all.iter().enumerate().map(|(place, t)| (key(t), place, passes(t))), because)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            _ if self.data.data.is_none() => Err(self.data.absence()),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_) | Action::View(View::Filter) | Action::Afspraak(_) => Ok(()),
            Action::View(View::Open) => self.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.rows.go(to);
                Vec::new()
            }
            Action::View(View::Open) => match self.selected() {
                Some(t) => {
                    vec![Effect::Open(Place::Traject { aanbieder: t.aanbieder, code: t.code.as_str().to_owned() })]
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
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
        let mut pen = Pen::new(area, buf);
        let kop = Kop {
            naam: "Deelnemers",
            hulp: "/ zoekt op code, aanbieder of gemeente",
            leeg: "Nog geen deelnemers. i leest rapportages in.",
            gefilterd: "Geen deelnemer met deze woorden. esc haalt het filter weg.",
        };
        if kop.draw(&self.filter, self.rows.is_empty(), &mut pen, theme) {
            return;
        }
        let columns = [
            Column::new("deelnemer", Width::Rest(14)),
            Column::new("aanbieder", Width::Fixed(shared.name_width(10))),
            Column::new("gemeente", Width::Fixed(18)),
            Column::new("van", Width::Fixed(8)),
            Column::new("tot en met", Width::Fixed(10)),
        ];
        let cells = |t: &Deelnemertreffer| -> Vec<Cell> {
            let texts = [wording::veilig(t.code.as_str()), shared.naam(t.aanbieder), t.gemeente.naam().into(), t.van.to_string()];
            texts.into_iter().chain([t.tot.to_string()]).map(Line::raw).collect()
        };
        let row = |n| self.rows.place(n).and_then(|place| self.treffer(place)).map(cells).unwrap_or_default();
        Table { columns: &columns, theme }.draw(pen.rest(), pen.buf, |height| self.rows.window(height), row);
    }
}

/// One deelnemer.
#[derive(Debug)]
pub struct Trajectscherm {
    aanbieder: Aanbieder,
    code: String,
    data: Remote<Box<Deelnemerbeeld>>,
    offset: usize,
    /// Lines that did not fit, as drawn last.
    beyond: Shown<usize>,
}

impl Trajectscherm {
    pub fn new(aanbieder: Aanbieder, code: String) -> Self {
        Self { aanbieder, code, data: Remote::default(), offset: 0, beyond: Shown::new(0) }
    }

    pub fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Deelnemer(self.aanbieder, self.code.clone()))
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Deelnemer(beeld)) => self.data.set(beeld),
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_) | Action::Afspraak(_) => Ok(()),
            Action::Beleid(BeleidAction::Remove) if self.data.data.is_some() => Ok(()),
            Action::Beleid(BeleidAction::Remove) => Err(self.data.absence()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, _: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.offset = match to {
                    Move::Up => self.offset.saturating_sub(1),
                    Move::Down => self.offset.saturating_add(1),
                    Move::PageUp => self.offset.saturating_sub(10),
                    Move::PageDown => self.offset.saturating_add(10),
                    Move::First => 0,
                    Move::Last => usize::MAX / 2,
                    Move::Left | Move::Right => self.offset,
                }
                .min(self.offset.saturating_add(self.beyond.get()));
                Vec::new()
            }
            Action::Beleid(BeleidAction::Remove) => {
                vec![Effect::Cmd(Cmd::Load(Query::Verwijdering(self.aanbieder, self.code.clone())))]
            }
            _ => Vec::new(),
        }
    }

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        Herkomst {
            aanbieder: Some(self.aanbieder),
            deelnemer: Some(self.code.clone()),
            over: format!("{} · {}", shared.naam(self.aanbieder), wording::veilig(&self.code)),
            ..Herkomst::default()
        }
    }

    pub const fn shown_kwartaal(&self) -> Option<Kwartaal> {
        None
    }

    pub const fn position(&self) -> String {
        String::new()
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let traject = wording::aantal(u32::try_from(beeld.trajecten.len()).unwrap_or(u32::MAX), "traject", "trajecten");
        pen.ends(
            Line::from(vec![
                Span::styled(format!(" {}", wording::veilig(beeld.code.as_str())), theme.strong()),
                Span::raw(format!(" bij {}", shared.naam(beeld.aanbieder))),
            ]),
            Span::styled(format!("{traject} "), theme.dim()),
        );
        let mut lines = Vec::new();
        for verloop in &beeld.trajecten {
            lines.push(Line::default());
            lines.extend(course(verloop, theme, pen.width()));
        }
        let height = usize::from(pen.left());
        let most = lines.len().saturating_sub(height);
        self.beyond.set(most.saturating_sub(self.offset));
        for line in lines.into_iter().skip(self.offset.min(most)).take(height) {
            pen.line(line);
        }
    }
}

/// Columns of one kwartaal in chart and table.
const STEP: usize = 9;
/// Columns of the labels at the left.
const LABEL: usize = 15;

/// A line of the table below the chart: its label, and what a row has of it.
type Field = (&'static str, fn(&Trajectregel) -> String);

/// One traject: the treden as a chart, and below it what was reported, kwartaal by kwartaal; the newest when not all fit.
fn course(verloop: &Trajectverloop, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let fit = (width.saturating_sub(LABEL + 1) / STEP).max(1);
    let first = verloop.stappen.len().saturating_sub(fit);
    let shown: Vec<usize> = (first..verloop.stappen.len()).collect();
    let stap = |n: &usize| verloop.stappen.get(*n);
    let regel = |n: &usize| stap(n).and_then(|s| s.regel.as_ref());
    let label = |t: &str| Span::styled(format!(" {}", text::left(t, LABEL)), theme.dim());
    let mut lines = Vec::new();
    if let Some(last) = verloop.laatste() {
        let einde = match (last.uitstroom, last.einddatum) {
            (Some(u), _) => format!("{} op {}", u.soort.naam(), wording::datum(u.datum)),
            (None, Some(eind)) => format!("loopt tot {}", wording::datum(eind)),
            (None, None) => "loopt, zonder Einddatum".to_owned(),
        };
        lines.push(Line::from(vec![
            Span::styled(format!(" gestart {}", wording::datum(last.startdatum)), theme.strong()),
            Span::raw(format!(" · {} · {einde}", last.gemeente.naam())),
        ]));
    }
    for trede in (1..=6).rev().filter_map(Trede::new) {
        let mut spans = vec![label(&format!("trede {trede}"))];
        for n in &shown {
            let r = regel(n);
            let (glyph, style) = match r {
                Some(r) if r.huidige_trede == Some(trede) => ("●", theme.accent()),
                Some(r) if r.doeltrede == Some(trede) => ("○", theme.good()),
                Some(_) => ("·", theme.dim()),
                None => (" ", theme.dim()),
            };
            spans.push(Span::styled(text::left(glyph, STEP), style));
        }
        lines.push(Line::from(spans));
    }
    let mut kop = vec![Span::styled(format!(" {}", text::left("● nu  ○ doel", LABEL)), theme.dim())];
    kop.extend(shown.iter().filter_map(stap).map(|s| Span::styled(text::left(&s.kwartaal.to_string(), STEP), theme.strong())));
    lines.push(Line::from(kop));
    let fields: [Field; 8] = [
        ("Startdatum", |r| short(r.startdatum)),
        ("Einddatum", |r| r.einddatum.map(short).unwrap_or_default()),
        ("aanpassingen", |r| r.aanpassingen.map(|n| n.to_string()).unwrap_or_default()),
        ("begintrede", |r| r.begintrede.map(|t| t.to_string()).unwrap_or_default()),
        ("voortgang", |r| r.voortgang_geleverd.map(short).unwrap_or_default()),
        ("cijfer", |r| r.cijfer.map(|c| wording::decimaal(c, 1)).unwrap_or_default()),
        ("groep", |r| r.groep.as_deref().map(wording::veilig).unwrap_or_default()),
        ("uitstroom", |r| r.uitstroom.map(|u| u.soort.naam().to_owned()).unwrap_or_default()),
    ];
    for (at, (naam, value)) in fields.into_iter().enumerate() {
        // The first four were agreed; the rest changes by itself.
        let agreed = at < 4;
        let mut spans = vec![label(naam)];
        for n in &shown {
            let was = verloop.eerder(*n).map(value);
            let now = regel(n).map(value);
            let style = match (&was, &now) {
                // A term or start that moved is what one looks for.
                (Some(was), Some(now)) if agreed && was != now && !was.is_empty() => theme.attention(),
                _ => theme.text(),
            };
            let cell = text::left(&now.unwrap_or_else(|| "–".to_owned()), STEP - 1);
            spans.push(Span::styled(format!("{cell} "), style));
        }
        lines.push(Line::from(spans));
    }
    let mut spans = vec![label("versie")];
    spans.extend(shown.iter().filter_map(stap).map(|s| Span::styled(text::left(&s.versie.to_string(), STEP), theme.dim())));
    lines.push(Line::from(spans));
    lines
}

/// A date in seven columns: `5-12-22`.
fn short(datum: chrono::NaiveDate) -> String {
    datum.format("%-d-%-m-%y").to_string()
}
