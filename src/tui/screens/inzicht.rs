//! Three views to read: movement on the participatieladder, CVS against the reports, and who has answered the uitvraag.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::other;
use super::{Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Cijferblad, Cvsbeeld, Doelbeeld, Ladderbeeld, Melding, Uitvraagbeeld};
use crate::domain::{Aanbieder, Kwartaal, Ladderbeweging, Ladderdoel, Periode, Postsoort, Segment, Trede, Waarde};
use crate::tui::action::{Action, Move, Reason, Tab, View};
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::scroll::Scroll;
use crate::wording;

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inzicht {
    Ladder,
    Cvs,
    Uitvraag,
}

#[derive(Debug)]
enum Beeld {
    Ladder(Box<Ladderbeeld>),
    Cvs(Box<Cvsbeeld>),
    Uitvraag(Box<Uitvraagbeeld>),
}

#[derive(Debug)]
pub struct Inzichtscherm {
    pub soort: Inzicht,
    data: Remote<Beeld>,
    scroll: Scroll,
}

impl Inzichtscherm {
    pub fn new(soort: Inzicht) -> Self {
        Self { soort, data: Remote::default(), scroll: Scroll::default() }
    }
}

impl Scherm for Inzichtscherm {
    fn scope(&self) -> Scope {
        Scope::Inzicht
    }

    fn tab(&self) -> Tab {
        Tab::Signalen
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(match self.soort {
            Inzicht::Ladder => Query::Ladder(shared.kwartaal),
            Inzicht::Cvs => Query::Cvs(shared.kwartaal),
            Inzicht::Uitvraag => Query::Uitvraag(shared.kwartaal),
        })
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Ladder(beeld)) => self.data.set(Beeld::Ladder(beeld)),
            Ok(Answer::Cvs(beeld)) => self.data.set(Beeld::Cvs(beeld)),
            Ok(Answer::Uitvraag(beeld)) => self.data.set(Beeld::Uitvraag(beeld)),
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::View(View::Periode) if self.soort == Inzicht::Ladder => Ok(()),
            Action::Move(_) | Action::Afspraak(_) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => self.scroll.go(to),
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
            }
            _ => {}
        }
        Vec::new()
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        match self.soort {
            Inzicht::Ladder => Segmentzicht::Beide,
            Inzicht::Cvs | Inzicht::Uitvraag => Segmentzicht::Collectief,
        }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let kwartaal = shared.kwartaal;
        match self.soort {
            Inzicht::Ladder => None,
            Inzicht::Cvs => {
                Some(Uitgave::cijfers(&[Cijferblad::Cvs], None, (kwartaal, Segment::Collectief), "CVS tegenover de rapportages"))
            }
            Inzicht::Uitvraag => {
                let post = [Postsoort::Uitvraag, Postsoort::Herinnering, Postsoort::Terugkoppeling].map(Schrijfstuk::Post);
                Some(Uitgave {
                    stukken: std::iter::once(Schrijfstuk::Werkmappen).chain(post).collect(),
                    aanbieder: None,
                    kwartaal,
                    segment: Segment::Collectief,
                    gesprek: None,
                    bladen: &[],
                    over: format!("Uitvraag · {kwartaal}"),
                })
            }
        }
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| match b {
            Beeld::Ladder(b) => b.kwartaal,
            Beeld::Cvs(b) => b.kwartaal,
            Beeld::Uitvraag(b) => b.kwartaal,
        })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let width = usize::from(area.width);
        let lines = match &self.data.data {
            Some(Beeld::Ladder(beeld)) => ladder(beeld, shared, width),
            Some(Beeld::Cvs(beeld)) => cvs(beeld, shared, width),
            Some(Beeld::Uitvraag(beeld)) => uitvraag(beeld, shared, width),
            None => return,
        };
        let mut pen = Pen::new(area, buf);
        self.scroll.draw(lines, &mut pen);
    }
}

/// Columns of one movement table.
const TABLE: usize = 38;

/// Tables from step × to step, as many beside each other as fit.
fn ladder(beeld: &Ladderbeeld, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let (periode, theme) = (shared.periode, shared.theme());
    let titel = format!(" Participatieladder · {}", wording::periode(periode, beeld.kwartaal));
    let mut lines = vec![Line::from(vec![
        Span::styled(titel, theme.strong()),
        Span::styled("   trajecten van trede (rij) naar trede (kolom)", theme.dim()),
    ])];
    if beeld.bewegingen.is_empty() {
        lines.push(Line::default());
        lines.push(Line::raw(format!(
            "  Nog geen rapportages voor {}. {} leest bestanden in.",
            beeld.kwartaal,
            Werkwoord::Inlezen.shown()
        )));
        return lines;
    }
    let blocks: Vec<Vec<Vec<Span<'static>>>> = beeld
        .bewegingen
        .iter()
        .map(|(wie, stand)| movement(&shared.register().naam_of(*wie, "samen"), stand.beweging(periode), theme))
        .collect();
    for row in blocks.chunks((width / TABLE).max(1)) {
        lines.push(Line::default());
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for n in 0..height {
            lines.push(Line::from(row.iter().flat_map(|block| block.get(n).cloned().unwrap_or_default()).collect::<Vec<_>>()));
        }
    }
    for doelen in &beeld.doelen {
        lines.extend(doel(doelen, beeld.kwartaal, shared));
    }
    lines
}

/// Doel op de ladder of a segment: who reached the Doeltrede, of kwartaal and jaar beside each other.
fn doel(beeld: &Doelbeeld, kwartaal: Kwartaal, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let mut lines = vec![
        Line::default(),
        Line::from(vec![
            Span::styled(format!(" Doel op de ladder · segment {}", beeld.segment.naam()), theme.strong()),
            Span::styled("   ter informatie", theme.dim()),
        ]),
        Line::styled("  van de afgeronde trajecten met beide treden: hoeveel op de Doeltrede of hoger", theme.dim()),
    ];
    let cells = |doel: &Ladderdoel| {
        Periode::ALL.map(|periode| match (doel.waarde(periode), doel.waarde(periode).counts()) {
            (Waarde::Gemeten { .. }, Some((teller, noemer))) => format!("{teller} van {noemer}"),
            (other, _) => other.toestand().to_owned(),
        })
    };
    let naam = |wie: &Option<Aanbieder>| wording::veilig(&shared.register().naam_of(*wie, "samen"));
    let widest = beeld.doelen.iter().map(|(wie, _)| text::width(&naam(wie))).max().unwrap_or(0).clamp(9, 24);
    let row = |wie: &str, [q, jaar]: [String; 2], style| {
        Line::styled(format!("  {} {} {jaar}", text::left(wie, widest), text::left(&q, 16)), style)
    };
    lines.push(row("", Periode::ALL.map(|p| wording::periode(p, kwartaal)), theme.dim()));
    lines.extend(beeld.doelen.iter().map(|(wie, doel)| row(&naam(wie), cells(doel), theme.text())));
    lines
}

/// One table as lines of exactly [`TABLE`] columns.
fn movement(wie: &str, b: &Ladderbeweging, theme: Theme) -> Vec<Vec<Span<'static>>> {
    let treden: Vec<Trede> = (1..=6).filter_map(Trede::new).collect();
    let fill = |mut spans: Vec<Span<'static>>| {
        let used: usize = spans.iter().map(|s| text::width(&s.content)).sum();
        spans.push(Span::raw(" ".repeat(TABLE.saturating_sub(used))));
        spans
    };
    let mut kop = vec![Span::styled(format!(" {}", text::left(wie, 8)), theme.strong())];
    kop.extend(treden.iter().map(|t| Span::styled(format!("{:>4}", t.nummer()), theme.dim())));
    let mut lines = vec![fill(kop)];
    for van in &treden {
        let mut spans = vec![Span::styled(format!(" {:>8}", format!("van {van}")), theme.dim())];
        for naar in &treden {
            let n = b.aantal(*van, *naar);
            let style = match (n, naar.cmp(van)) {
                (0, _) => theme.dim(),
                (_, Ordering::Greater) => theme.good(),
                (_, Ordering::Less) => theme.bad(),
                (_, Ordering::Equal) => theme.text(),
            };
            // The diagonal is marked, so that up and down read without colour.
            let cell = match (n, van == naar) {
                (0, false) => "·".to_owned(),
                (0, true) => "–".to_owned(),
                (n, _) => n.to_string(),
            };
            spans.push(Span::styled(format!("{cell:>4}"), style));
        }
        lines.push(fill(spans));
    }
    let up = b.richting(Ordering::Greater);
    let (same, down) = (b.richting(Ordering::Equal), b.richting(Ordering::Less));
    lines.push(fill(vec![
        Span::styled(format!(" ▲ {up} omhoog"), theme.good()),
        Span::raw(format!("  = {same} gelijk  ")),
        Span::styled(format!("▼ {down} omlaag"), if down == 0 { theme.dim() } else { theme.bad() }),
    ]));
    if b.onbekend > 0 {
        lines.push(fill(vec![Span::styled(format!("   {} zonder bekende trede", b.onbekend), theme.dim())]));
    }
    lines
}

fn cvs(beeld: &Cvsbeeld, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let mut lines = vec![Line::styled(format!(" CVS tegenover de rapportages · {}", beeld.kwartaal), theme.strong())];
    if beeld.geleverd.is_empty() {
        lines.push(Line::default());
        lines.push(Line::raw(format!(
            "  Geen CVS-exports voor {}. {} leest bestanden in.",
            beeld.kwartaal,
            Werkwoord::Inlezen.shown()
        )));
        return lines;
    }
    for c in &beeld.vergelijkingen {
        let n = c.verschillen().count();
        lines.push(Line::default());
        let style = if n == 0 { theme.good() } else { theme.attention() };
        let glyph = if n == 0 { "✓" } else { "!" };
        lines.push(Line::from(vec![
            Span::styled(format!(" {glyph} "), style),
            Span::styled(format!("{} en {}", c.gemeente.naam(), shared.naam(c.aanbieder)), theme.strong()),
            Span::raw(format!("   {n} van {} trajecten verschillen", c.rijen.len())),
        ]));
        let (a, b) = (&c.volgens_cvs, &c.volgens_aanbieder);
        lines.push(Line::from(vec![
            Span::styled("   KPI 1, start vastgelegd  ", theme.dim()),
            Span::raw(format!("CVS {} van {} · aanbieder {} van {}", a.teller, a.noemer, b.teller, b.noemer)),
        ]));
        for rij in c.verschillen() {
            let wie: Vec<&str> = rij.herstellers().into_iter().map(crate::domain::Hersteller::naam).collect();
            let kop = format!("   {} ", text::left(&wording::veilig(rij.deelnemer.as_str()), 12));
            let herstel = text::left(&wie.join(", "), 11);
            let begin = text::width(&kop) + text::width(&herstel);
            for (i, line) in text::wrap(&wording::cvsrij(rij), width.saturating_sub(begin + 1).max(20)).into_iter().enumerate() {
                let mut spans = vec![Span::raw(" ".repeat(begin))];
                if i == 0 {
                    spans = vec![Span::styled(kop.clone(), theme.accent()), Span::styled(herstel.clone(), theme.dim())];
                }
                spans.push(Span::raw(line));
                lines.push(Line::from(spans));
            }
        }
    }
    lines.push(Line::default());
    lines.push(Line::styled("   achter de code staat wie het rechtzet: de aanbieder, de gemeente, of samen", theme.dim()));
    lines
}

/// How many answers each gemeente gave about some of the aanbieders.
fn answers(
    beeld: &Uitvraagbeeld,
    wie: &[Aanbieder],
    here: std::ops::Range<usize>,
    column: usize,
    shared: &Shared,
    lines: &mut Vec<Line<'static>>,
) {
    let theme = shared.theme();
    let mut kop = vec![Span::styled(format!("   {}", text::left("gemeente", 20)), theme.dim())];
    kop.extend(wie.iter().map(|a| Span::styled(text::right(&shared.naam(*a), column), theme.dim())));
    kop.push(Span::styled("   laatste antwoord", theme.dim()));
    lines.push(Line::from(kop));
    for g in &beeld.gemeenten {
        let (glyph, style) = if g.has_answered() { ("✓", theme.good()) } else { ("○", theme.attention()) };
        let mut spans = vec![Span::styled(format!(" {glyph} "), style), Span::raw(text::left(g.gemeente.naam(), 20))];
        let cells = g.cellen().into_iter().zip(&g.antwoorden).skip(here.start).take(here.len());
        for (cell, (_, n)) in cells {
            spans.push(Span::styled(text::right(&cell, column), if *n == 0 { theme.dim() } else { theme.text() }));
        }
        let style = if g.has_answered() { theme.text() } else { theme.dim() };
        spans.push(Span::styled(format!("   {}", g.laatste_woorden()), style));
        lines.push(Line::from(spans));
    }
}

fn uitvraag(beeld: &Uitvraagbeeld, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let mut lines = vec![
        Line::from(vec![
            Span::styled(format!(" Uitvraag {}", beeld.kwartaal), theme.strong()),
            Span::raw(format!("   {} van 7 gemeenten hebben geantwoord", beeld.beantwoord())),
        ]),
        Line::default(),
    ];
    let wie: Vec<Aanbieder> = beeld.aanbieders().collect();
    let column = wie.iter().map(|a| text::width(&shared.naam(*a)) + 2).max().unwrap_or(0).max(8);
    // The gemeente before them, the last answer behind them; who does not fit beside the others stands below them.
    let beside = (width.saturating_sub(23 + 19) / column).max(1);
    let blocks = wie.len().div_ceil(beside).max(1);
    for block in 0..blocks {
        if block > 0 {
            lines.push(Line::default());
        }
        let here = block * beside..((block + 1) * beside).min(wie.len());
        answers(beeld, wie.get(here.clone()).unwrap_or_default(), here, column, shared, &mut lines);
    }
    lines.push(Line::default());
    lines.push(Line::styled("   niets: de gemeente heeft niets te melden.", theme.dim()));
    for (verb, does) in [
        (Werkwoord::Schrijven, "schrijft werkmappen om te versturen, en de post aan de gemeenten"),
        (Werkwoord::Inlezen, "leest in wat terugkomt; twee keer hetzelfde geeft niets nieuws"),
    ] {
        lines.push(Line::styled(format!("   {} {does}.", verb.shown()), theme.dim()));
    }
    lines
}
