//! The rows behind a figure: which count, which do not, and why.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figures::other;
use super::{Effect, Effects, Filter, Remote};
use crate::app::Melding;
use crate::domain::{
    Aanbieder, Aanleiding, Herleiding, Herleidingsrij, Kwartaal, NormId, Oordeel, Periode, Register, Richting, Telling,
};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, View};
use crate::tui::forms::afspraak::Herkomst;
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::step;
use crate::tui::widgets::figure;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording;

/// Which rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Which {
    #[default]
    All,
    Only(Telling),
}

impl Which {
    const ORDER: [Self; 4] = [Self::All, Self::Only(Telling::Noemer), Self::Only(Telling::Teller), Self::Only(Telling::Buiten)];

    fn accepts(self, row: &Herleidingsrij) -> bool {
        match self {
            Self::All => true,
            Self::Only(telling) => row.telling == telling,
        }
    }

    fn next(self) -> Self {
        let at = Self::ORDER.iter().position(|w| *w == self).unwrap_or(0);
        Self::ORDER.get((at + 1) % Self::ORDER.len()).copied().unwrap_or_default()
    }
}

/// The columns that rows can be sorted by; the first is the order of the figure itself.
const SORTS: [&str; 6] = ["telt", "deelnemer", "aanbieder", "gemeente", "einddatum", "uitstroom"];

#[derive(Debug)]
pub struct Herleidingscherm {
    norm: NormId,
    aanbieder: Option<Aanbieder>,
    data: Remote<Box<Herleiding>>,
    rows: Selection<String>,
    which: Which,
    sort: usize,
    reverse: bool,
    pub filter: Filter,
}

impl Herleidingscherm {
    pub fn new(norm: NormId, aanbieder: Option<Aanbieder>) -> Self {
        Self {
            norm,
            aanbieder,
            data: Remote::default(),
            rows: Selection::default(),
            which: Which::All,
            sort: 0,
            reverse: false,
            filter: Filter::default(),
        }
    }

    pub fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Herleiding {
            norm: self.norm.clone(),
            kwartaal: shared.kwartaal,
            periode: shared.periode,
            aanbieder: self.aanbieder,
        })
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Herleiding(herleiding)) => {
                let of = |h: &Herleiding| (h.meting.kwartaal, h.meting.periode, h.meting.aanbieder);
                let same = self.data.data.as_deref().map(of) == Some(of(&herleiding));
                self.data.set(herleiding);
                self.arrange(if same { Because::Changed } else { Because::Chosen }, shared);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn regel(&self, place: usize) -> Option<&Herleidingsrij> {
        self.data.data.as_ref()?.rijen.get(place)
    }

    fn selected(&self) -> Option<&Herleidingsrij> {
        self.regel(self.rows.cursor()?)
    }

    /// Filters and sorts anew; the selection stays on its row.
    pub fn arrange(&mut self, because: Because, shared: &Shared) -> usize {
        let Some(herleiding) = &self.data.data else { return 0 };
        let mut rows: Vec<(usize, &Herleidingsrij)> = herleiding.rijen.iter().enumerate().collect();
        rows.sort_by(|(_, a), (_, b)| {
            let order = compare(a, b, self.sort, shared.register());
            if self.reverse { order.reverse() } else { order }
        });
        let passes = |r: &Herleidingsrij| self.which.accepts(r) && self.filter.accepts(&searchable(r, shared.register()));
        self.rows.arrange(rows.into_iter().map(|(place, r)| (row_key(r), place, passes(r))), because)
    }

    pub fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            _ if self.data.data.is_none() => Err(self.data.absence()),
            Action::View(View::Open) if self.selected().is_none() => Err(Reason::NothingSelected),
            Action::Move(_)
            | Action::View(View::Open | View::Filter | View::Sort | View::SortReverse | View::Narrow | View::Periode)
            | Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                self.aanbieder = step(&shared.columns(), self.aanbieder, to);
                shared.aanbieder = self.aanbieder;
                return vec![Effect::Reload];
            }
            Action::Move(to) => self.rows.go(to),
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                return vec![Effect::Reload];
            }
            Action::View(View::Sort) => {
                self.sort = (self.sort + 1) % SORTS.len();
                self.arrange(Because::Chosen, shared);
            }
            Action::View(View::SortReverse) => {
                self.reverse = !self.reverse;
                self.arrange(Because::Chosen, shared);
            }
            Action::View(View::Narrow) => {
                self.which = self.which.next();
                self.arrange(Because::Chosen, shared);
            }
            Action::View(View::Open) => {
                if let Some(row) = self.selected() {
                    let title = row.deelnemer.as_ref().map_or_else(|| "Rij".to_owned(), |d| format!("Deelnemer {d}"));
                    let reader = Reader::new(title, detail(row, shared)).indent(16);
                    return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    pub fn herkomst(&self, shared: &Shared) -> Herkomst {
        let Some(herleiding) = &self.data.data else { return Herkomst::default() };
        let meting = &herleiding.meting;
        let mean = self.norm.as_str().ends_with("3.2");
        let people = phrases::mensen(meting, mean);
        let deelnemer = self.selected().and_then(|r| r.deelnemer.as_ref()).map(ToString::to_string);
        let about = deelnemer.as_ref().map(|d| format!(" · deelnemer {d}")).unwrap_or_default();
        Herkomst {
            signaal: None,
            aanbieder: meting.aanbieder.or_else(|| self.selected().and_then(|r| r.aanbieder)),
            kpi: self
                .norm
                .as_str()
                .chars()
                .find(char::is_ascii_digit)
                .and_then(|c| c.to_digit(10))
                .and_then(|d| u8::try_from(d).ok()),
            deelnemer,
            aanleiding: Some(Aanleiding {
                norm: self.norm.clone(),
                kwartaal: meting.kwartaal,
                periode: meting.periode,
                waarde: format!("{} ({people})", meting.weergave),
                versie: meting.versie,
            }),
            plan: meting.oordeel == Oordeel::NietGehaald && self.norm.as_str().contains("3."),
            over: format!(
                "{} · {} · {} {}, {people}{about}",
                phrases::aanbieder(meting.aanbieder, shared.register()),
                self.norm,
                meting.kwartaal,
                meting.weergave
            ),
        }
    }

    pub fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|h| h.meting.kwartaal)
    }

    pub fn position(&self) -> String {
        self.rows.position()
    }

    pub fn subject(&self, shared: &Shared) -> String {
        format!("Herleiding {} · {}", self.norm, phrases::aanbieder(self.aanbieder, shared.register()))
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(herleiding) = &self.data.data else { return };
        let mut pen = Pen::new(area, buf);
        let meting = &herleiding.meting;
        let mean = is_mean(&herleiding.rijen);
        let mut verdict = vec![Span::raw(" ")];
        verdict.extend(figure::sentence(meting, mean, theme));
        let periode = if meting.periode == Periode::Jaar { "jaar t/m kwartaal " } else { "kwartaal " };
        pen.ends(Line::from(verdict), Span::styled(periode, theme.dim()));
        let counts = [Telling::Teller, Telling::Noemer, Telling::Buiten]
            .map(|t| herleiding.rijen.iter().filter(|r| r.telling == t).count());
        let mut spans = vec![Span::raw(" ")];
        let all = [("alles", herleiding.rijen.len(), Which::All)];
        let rest = [Telling::Teller, Telling::Noemer, Telling::Buiten].into_iter().zip(counts);
        let rest = rest.map(|(t, n)| (phrases::telling(t, meting.richting), n, Which::Only(t)));
        for (name, count, which) in all.into_iter().chain(rest) {
            let style = if which == self.which { theme.focus() } else { theme.dim() };
            spans.push(Span::styled(format!(" {name} {count} "), style));
            spans.push(Span::raw(" "));
        }
        let arrow = if self.reverse { "↓" } else { "↑" };
        let sort = SORTS.get(self.sort).copied().unwrap_or_default();
        pen.ends(Line::from(spans), Span::styled(format!("op {sort} {arrow} "), theme.dim()));
        self.filter.draw(&mut pen, theme);
        if self.rows.is_empty() {
            pen.blank();
            let text = if herleiding.rijen.is_empty() {
                "  Achter dit cijfer staan geen rijen."
            } else {
                "  Geen rij die hieraan voldoet; esc haalt het filter weg."
            };
            pen.line(Span::styled(text, theme.dim()));
            return;
        }
        let columns = columns(&herleiding.rijen, shared.name_width(7));
        let rest = pen.rest();
        let regel = |n| self.rows.place(n).and_then(|place| self.regel(place));
        let cells = |n| regel(n).map(|r| cells(r, meting.richting, shared)).unwrap_or_default();
        Table { columns: &columns, theme }.draw(rest, pen.buf, |height| self.rows.window(height), cells);
    }
}

/// Whether the rows are marks of the casusregisseurs, of which a mean is made.
fn is_mean(rows: &[Herleidingsrij]) -> bool {
    !rows.is_empty() && rows.iter().all(|r| r.deelnemer.is_none() && r.cijfer.is_some() && r.telling == Telling::Teller)
}

fn columns(rows: &[Herleidingsrij], name: u16) -> Vec<Column> {
    let any = |has: fn(&Herleidingsrij) -> bool| rows.iter().any(has);
    let several = rows.iter().any(|r| rows.first().is_some_and(|f| f.aanbieder != r.aanbieder));
    let width = |yes: bool, w: u16| Width::Fixed(if yes { w } else { 0 });
    vec![
        Column::new("", Width::Fixed(11)),
        Column::new("deelnemer", width(any(|r| r.deelnemer.is_some()), 12)),
        Column::new("aanbieder", width(several, name)).optional(3),
        Column::new("gemeente", width(any(|r| r.gemeente.is_some()), 17)).optional(4),
        Column::new("start", width(any(|r| r.startdatum.is_some()), 10)).optional(6),
        Column::new("eind", width(any(|r| r.einddatum.is_some()), 10)).optional(5),
        Column::new("cijfer", width(any(|r| r.cijfer.is_some()), 6)).right(),
        Column::new("reden", Width::Rest(32)),
        Column::new("rij", Width::Fixed(12)).optional(7),
    ]
    .into_iter()
    .map(|mut c| {
        // A column that is empty for every row takes no room at all.
        if c.width == Width::Fixed(0) {
            c.optional = u8::MAX;
            c.width = Width::Fixed(u16::MAX / 16);
        }
        c
    })
    .collect()
}

fn cells(row: &Herleidingsrij, richting: Richting, shared: &Shared) -> Vec<Cell> {
    let (theme, register) = (shared.theme(), shared.register());
    let text = |s: String| Line::from(Span::raw(s));
    let dim = |s: String| Line::from(Span::styled(s, theme.dim()));
    let (glyph, style) = mark(row.telling, richting, theme);
    vec![
        Line::from(Span::styled(format!("{glyph} {}", phrases::telling(row.telling, richting)), style)),
        text(row.deelnemer.as_ref().map(ToString::to_string).unwrap_or_default()),
        text(row.aanbieder.map(|a| register.naam(a)).unwrap_or_default()),
        text(row.gemeente.map(|g| g.naam().to_owned()).unwrap_or_default()),
        dim(row.startdatum.map(phrases::datum_cijfers).unwrap_or_default()),
        dim(row.einddatum.map(phrases::datum_cijfers).unwrap_or_default()),
        text(row.cijfer.map(phrases::getal).unwrap_or_default()),
        text(wording::reden(row, register)),
        dim(row
            .bron
            .map(|(kwartaal, rij)| if rij == 0 { kwartaal.to_string() } else { format!("{kwartaal} {rij:>4}") })
            .unwrap_or_default()),
    ]
}

/// Glyph and style of how a row weighs: a miss under a minimum is bad, a hit under a maximum is what asks attention.
fn mark(telling: Telling, richting: Richting, theme: Theme) -> (char, Style) {
    match (telling, richting) {
        (Telling::Teller, Richting::Minimum) => ('✓', theme.good()),
        (Telling::Noemer, Richting::Minimum) => ('✗', theme.bad()),
        (Telling::Teller, _) => ('●', theme.attention()),
        (Telling::Noemer, _) => ('○', theme.text()),
        (Telling::Buiten, _) => ('–', theme.dim()),
    }
}

/// The order of the figure: misses first, then hits, then what counts nowhere; within that by the code.
fn compare(a: &Herleidingsrij, b: &Herleidingsrij, sort: usize, register: &Register) -> Ordering {
    let rank = |r: &Herleidingsrij| match r.telling {
        Telling::Noemer => 0,
        Telling::Teller => 1,
        Telling::Buiten => 2,
    };
    let by_code = || a.deelnemer.cmp(&b.deelnemer).then(a.startdatum.cmp(&b.startdatum)).then(a.bron.cmp(&b.bron));
    let place = |r: &Herleidingsrij| r.aanbieder.map(|a| register.plaats(a));
    let gemeente = |r: &Herleidingsrij| r.gemeente.map(crate::domain::Gemeente::naam);
    let order = match sort {
        0 => rank(a).cmp(&rank(b)),
        2 => place(a).cmp(&place(b)),
        3 => gemeente(a).cmp(&gemeente(b)),
        4 => a.einddatum.cmp(&b.einddatum),
        5 => a.uitstroom.map(|u| u.datum).cmp(&b.uitstroom.map(|u| u.datum)),
        _ => Ordering::Equal,
    };
    order.then_with(by_code)
}

/// What makes a row the same row when data changes.
fn row_key(row: &Herleidingsrij) -> String {
    format!("{:?}|{:?}|{:?}|{:?}|{:?}", row.aanbieder, row.deelnemer, row.startdatum, row.gemeente, row.bron)
}

/// What the filter looks in.
fn searchable(row: &Herleidingsrij, register: &Register) -> String {
    let parts = [
        row.deelnemer.as_ref().map(ToString::to_string),
        row.aanbieder.map(|a| register.naam(a)),
        row.gemeente.map(|g| g.naam().to_owned()),
        row.uitstroom.map(|u| u.soort.naam().to_owned()),
        Some(wording::reden(row, register)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn detail(row: &Herleidingsrij, shared: &Shared) -> Vec<Line<'static>> {
    let (theme, register) = (shared.theme(), shared.register());
    let uitstroom = row.uitstroom.map(|u| format!("{}, {}", u.soort.naam(), wording::datum(u.datum)));
    let bron =
        row.bron.map(
            |(kwartaal, rij)| {
                if rij == 0 { format!("rapportage {kwartaal}") } else { format!("rapportage {kwartaal}, rij {rij}") }
            },
        );
    let fields = [
        ("Telt", Some(wording::reden(row, register))),
        ("Aanbieder", row.aanbieder.map(|a| register.naam(a))),
        ("Gemeente", row.gemeente.map(|g| g.naam().to_owned())),
        ("Startdatum", row.startdatum.map(wording::datum)),
        ("Einddatum", row.einddatum.map(wording::datum)),
        ("Uitstroom", uitstroom),
        ("Cijfer", row.cijfer.map(phrases::getal)),
        ("Staat in", bron),
    ];
    fields
        .into_iter()
        .filter_map(|(label, value)| Some(Line::from(vec![Span::styled(format!("{label:<16}"), theme.dim()), Span::raw(value?)])))
        .collect()
}
