//! The planning and agenda of a gesprek, drawn: its points, and the one that is chosen with its facts.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Gesprekscherm;
use super::uitkomsten::outcome_blocks;
use crate::app::{Agendabeeld, Agendaregel, Signaalregel};
use crate::domain::agenda::Feit;
use crate::domain::vorm::Besproken;
use crate::domain::{Bericht, Onderdeelsleutel, Signaalstand, Tekst};
use crate::tui::forms::gesprek::{self as forms, Begonnen};
use crate::tui::keys::Werkwoord;
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::feiten;
use crate::tui::widgets::pen::{Pen, inset};
use crate::tui::widgets::table::select_row;
use crate::wording;
use crate::wording::agenda::Zicht;

/// What was made for the aanbieder and when, the newest first: that one with to whom.
fn made(post: &[Bericht], today: NaiveDate) -> String {
    let told = post.iter().rev().enumerate().map(|(n, bericht)| {
        let aan = match bericht.aan.as_slice() {
            [] => ", nog zonder adres".to_owned(),
            aan => format!(" aan {}", wording::opsomming(aan.iter().map(Tekst::as_str))),
        };
        let aan = if n == 0 { aan } else { String::new() };
        format!("{} {}{aan}", bericht.soort.naam(), wording::dag_en_datum(bericht.gemaakt_op, today))
    });
    wording::veilig(&format!("Post gemaakt: {}", told.collect::<Vec<_>>().join(" · ")))
}

/// Before a point that something was prepared at.
const VOORBEREID: &str = "✎";

/// How the figures of a point stand over the year, a glyph for each norm in their order, as it was discussed once the gesprek was
/// held; of what has none how many of its afspraken are late.
fn verdicts(punt: &Agendaregel, besproken: &Besproken, theme: Theme) -> Vec<Span<'static>> {
    let late = punt.punt.feiten.iter().filter(|f| matches!(f, Feit::Afspraak(l) if l.te_laat)).count();
    let kpi = if let Onderdeelsleutel::Kpi(kpi) = punt.punt.sleutel { Some(kpi) } else { None };
    let figures = besproken.normen.iter().filter(|n| Some(n.kpi) == kpi);
    let mut marks: Vec<Span<'static>> = figures
        .map(|n| n.jaar.oordeel)
        .map(|oordeel| Span::styled(wording::teken(oordeel).to_string(), theme.oordeel(oordeel)))
        .collect();
    if late > 0 && marks.is_empty() {
        marks.push(Span::styled(format!("{late} te laat"), theme.bad()));
    }
    if !marks.is_empty() {
        marks.insert(0, Span::raw(" "));
    }
    marks
}

/// What the list says of a point behind its title: how it stands, and what was prepared, begun and recorded.
fn marks_of(punt: &Agendaregel, beeld: &Agendabeeld, begun: &[Begonnen], theme: Theme) -> Vec<Span<'static>> {
    let mut marks = verdicts(punt, &beeld.besproken, theme);
    let mut mark = |text: String| marks.push(Span::styled(format!(" {text}"), theme.accent()));
    if !punt.punt.voorbereiding.is_empty() {
        mark(VOORBEREID.to_owned());
    }
    // Something was begun here and not saved.
    if begun.iter().any(|b| b.punt.as_ref() == Some(&punt.punt.sleutel)) {
        mark(text::ELLIPSIS.to_owned());
    }
    if !punt.uitkomsten.is_empty() {
        mark(format!("{} ▸", punt.uitkomsten.len()));
    }
    marks
}

/// A point in the list: its number and title.
fn label_of(at: usize, punt: &Agendaregel) -> String {
    let dropped = if punt.punt.vervallen { "– vervalt: " } else { "" };
    format!(" {:>2}  {dropped}{}", at + 1, punt.punt.titel)
}

/// The least columns of the list beside the facts, and of the facts.
const LEAST_OF_LIST: u16 = 38;
const LEAST_OF_FACTS: u16 = 58;

/// Where it stands with what went to the region: `▲ Opgeschaald naar de regio (signaal 12): open, sinds 3 feb · REGIO-2026-01`.
fn opschaling(regel: &Signaalregel) -> String {
    let s = &regel.signaal;
    let stand = s.opschaling().map_or("teruggehaald", Signaalstand::naam);
    let sinds = s.opgeschaald_op.map(|dag| format!(", sinds {}", wording::datum(dag))).unwrap_or_default();
    let head = format!("▲ Opgeschaald naar de regio (signaal {}): {stand}{sinds}", s.id);
    let afspraken = regel.afspraken.iter().map(ToString::to_string);
    std::iter::once(head).chain(afspraken).chain([s.opschaling.to_string()]).collect::<Vec<_>>().join(" · ")
}

impl Gesprekscherm {
    pub(super) fn draw_agenda(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared, theme: Theme) {
        let mut pen = Pen::new(inset(area, 1), buf);
        let g = &beeld.gesprek;
        let when = match (g.id, g.datum) {
            (0, _) => format!("nog niet gepland; {} plant het gesprek", Werkwoord::Plannen.shown()),
            (_, None) => format!("nog zonder datum · {}", g.status.naam()),
            (_, Some(d)) => {
                let tijd = g.tijd.map(|t| t.format(" %H:%M").to_string()).unwrap_or_default();
                format!("{}{tijd} · {}", wording::dag_en_datum(d, shared.today), g.status.naam())
            }
        };
        let begun = beeld.begonnen_op.filter(|_| !g.status.is_held());
        let when = if begun == Some(shared.today) { format!("{when} · begonnen") } else { when };
        let other = Werkwoord::Wisselen.shown();
        let soort = wording::hoofdletter(wording::gespreksoort(g.soort));
        let waar = g.gemeente().map(|g| format!(" · {}", g.naam())).unwrap_or_default();
        let over = format!("{soort} {}{waar} · {}", shared.naam(g.aanbieder), g.kwartaal);
        pen.ends(Span::styled(over, theme.strong()), Span::raw(when));
        let extra = match (g.soort.is_extra(), beeld.extra.len()) {
            (_, 0) => String::new(),
            (true, _) => format!("{other}: het andere gesprek"),
            (false, 1) => format!("{other}: een extra gesprek"),
            (false, n) => format!("{other}: {n} extra gesprekken"),
        };
        pen.ends(Span::styled(beeld.besproken.rapportage.clone(), theme.dim()), Span::styled(extra, theme.dim()));
        if let Some(op) = begun.filter(|op| *op != shared.today) {
            let tekst = format!("Begonnen op {} en niet afgerond.", wording::dag_en_datum(op, shared.today));
            pen.line(Span::styled(tekst, theme.attention()));
        }
        if !beeld.post.is_empty() {
            let tekst = text::cut(&made(&beeld.post, shared.today), pen.width());
            pen.line(Span::styled(tekst, theme.dim()));
        }
        if let Some(regel) = &beeld.opschaling {
            let tekst = text::cut(&wording::veilig(&opschaling(regel)), pen.width());
            pen.line(Span::styled(tekst, theme.attention()));
        }
        if !beeld.wijzigingen.is_empty() {
            let said = beeld.wijzigingen.iter().map(|w| format!("{} {} → {}", w.norm, w.toen.weergave, w.nu.weergave));
            let tekst = format!("Sinds het gesprek gewijzigd: {}", said.collect::<Vec<_>>().join(", "));
            pen.line(Span::styled(tekst, theme.attention()));
        }
        pen.blank();
        let rest = pen.rest();
        let wide = rest.width >= 100;
        let list_width = if wide { Self::width_of_list(beeld, rest.width, shared) } else { rest.width };
        let list_height = if wide {
            rest.height
        } else {
            rest.height.min(u16::try_from(beeld.punten.len()).unwrap_or(u16::MAX)).min(rest.height / 2)
        };
        let list = Rect { width: list_width, height: list_height, ..rest };
        self.draw_list(list, buf, beeld, shared);
        let facts = if wide {
            Rect { x: rest.x + list_width + 2, width: rest.width.saturating_sub(list_width + 2), ..rest }
        } else {
            let y = rest.y.saturating_add(list_height).saturating_add(1);
            Rect { y, height: rest.height.saturating_sub(list_height + 1), ..rest }
        };
        let Some(punt) = self.punt() else { return };
        let mut pen = Pen::new(facts, buf);
        if !wide {
            pen.rule(theme.dim());
        }
        let width = pen.width();
        // What the list has no room for: a title of one's own can be long.
        let is_own = matches!(punt.punt.sleutel, Onderdeelsleutel::Eigen(_));
        let mut lines: Vec<Line<'_>> = if is_own && text::width(&punt.punt.titel) + 6 > usize::from(list_width) {
            text::wrap(&wording::veilig(&punt.punt.titel), width).into_iter().map(|t| Line::styled(t, theme.strong())).collect()
        } else {
            Vec::new()
        };
        lines.extend(feiten::lines(punt, Zicht::ALLES, width, theme));
        lines.extend(feiten::noted("Intern: ", &punt.punt.voorbereiding, width, theme.dim()));
        let outcomes = outcome_blocks(punt, None, Zicht::ALLES, width, theme);
        if !outcomes.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(outcomes.into_iter().flatten());
        let rest = pen.rest();
        feiten::draw_from(lines, 0, rest, buf, "↵ toont dit punt groot", theme);
    }

    /// Columns of the list beside the facts: what its points need, as far as the facts keep enough to read.
    fn width_of_list(beeld: &Agendabeeld, room: u16, shared: &Shared) -> u16 {
        let begun = forms::begun_in(&shared.drafts, beeld);
        let needed = |(at, punt): (usize, &Agendaregel)| {
            let marks: usize = marks_of(punt, beeld, &begun, shared.theme()).iter().map(Span::width).sum();
            text::width(&label_of(at, punt)) + marks + 2
        };
        let widest = beeld.punten.iter().enumerate().map(needed).max().unwrap_or(0);
        let most = room.saturating_sub(LEAST_OF_FACTS).min(room / 2).max(LEAST_OF_LIST);
        u16::try_from(widest).unwrap_or(u16::MAX).clamp(LEAST_OF_LIST, most)
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, beeld: &Agendabeeld, shared: &Shared) {
        let theme = shared.theme();
        let mut pen = Pen::new(area, buf);
        let begun = forms::begun_in(&shared.drafts, beeld);
        for (at, selected) in self.punten.window(area.height.into()) {
            let Some(punt) = beeld.punten.get(at) else { continue };
            let marks = marks_of(punt, beeld, &begun, theme);
            let room = pen.width().saturating_sub(marks.iter().map(Span::width).sum::<usize>() + 1);
            let label = text::left(&label_of(at, punt), room);
            let style = if punt.punt.vervallen { theme.dim() } else { theme.text() };
            let row = pen.take(1);
            let line = std::iter::once(Span::styled(label, style)).chain(marks).collect::<Vec<_>>();
            Pen::new(row, pen.buf).line(Line::from(line));
            shared.raak.plek(row, Raakplek::rij(at));
            if selected {
                select_row(row, pen.buf, theme.focus());
            }
        }
    }
}
