//! One norm over all aanbieders, or per gemeente: kwartaal and jaar side by side, its way through the kwartalen, its parts or
//! classes. The lines of a list are in `normlijst`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{draw_picture, draw_pictures, has_rows, herkomst, other, uitleg};
use super::listing::{AnyList, Listing};
use super::normlijst::{Normregel, draw_parts, per_aanbieder, per_gemeente};
use super::{Effect, Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Cijferblad, KpiBeeld, Melding, NormRij, Normcel};
use crate::domain::vooruitblik::Vooruitregel;
use crate::domain::{
    Aanbieder, Gemeente, Indicator, Kwartaal, Norm, NormId, Periode, Richting, Segment, Vergelijking, Verwachting, Waarde,
};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::stuk::Uitgave;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::{step, window};
use crate::tui::widgets::figure::{self, People};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::Because;
use crate::tui::widgets::table::select_row;
use crate::wording;

/// One norm. A few aanbieders stand beside each other; many of them, and the gemeenten, stand in a list.
#[derive(Debug, Default)]
pub struct Kpischerm {
    naast: Remote<Box<KpiBeeld>>,
    lijst: Listing<Normregel>,
    /// What is shown: that which the store answered last.
    is_lijst: bool,
}

/// A figure that is chosen.
struct Gekozen<'a> {
    rij: &'a NormRij,
    cel: &'a Normcel,
    gemeente: Option<Gemeente>,
}

impl Kpischerm {
    fn chosen(&self, shared: &Shared) -> Option<Gekozen<'_>> {
        if self.is_lijst {
            let regel = self.lijst.selected()?;
            return Some(Gekozen { rij: &self.lijst.head()?.rij, cel: &regel.cel, gemeente: regel.wie.gemeente() });
        }
        let KpiBeeld { kwartaal, rij, .. } = &**self.naast.data.as_ref()?;
        Some(Gekozen { rij, cel: rij.cel(shared.column_in(*kwartaal)).or_else(|| rij.cel(None))?, gemeente: None })
    }

    /// The norm that is shown.
    fn norm(&self) -> Option<&Norm> {
        let rij = if self.is_lijst { &self.lijst.head()?.rij } else { &self.naast.data.as_ref()?.rij };
        Some(&rij.norm)
    }

    const fn absence(&self) -> Reason {
        if self.is_lijst { Reason::NothingSelected } else { self.naast.absence() }
    }

    /// What lies ahead of a figure, as long as something does.
    fn ahead_of(&self, cell: &Normcel) -> Option<&Vooruitregel> {
        let beside = self.naast.data.iter().filter(|_| !self.is_lijst).flat_map(|b| &b.vooruit);
        let listed = self.lijst.head().filter(|_| self.is_lijst).into_iter().flat_map(|kop| &kop.vooruit);
        beside.chain(listed).find(|r| r.meting.aanbieder == cell.aanbieder && wording::vooruitblik(r).is_some())
    }

    /// What the rest of the year may still bring to the chosen figure; the trajecten of it are among those behind the figure.
    fn draw_vooruit(&self, cell: &Normcel, pen: &mut Pen<'_>, theme: Theme) {
        let Some(words) = self.ahead_of(cell).and_then(wording::vooruitblik) else { return };
        for line in text::wrap(&words, pen.width().saturating_sub(2)) {
            pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(line, theme.text())]));
        }
    }

    /// Goes to a norm beside it.
    fn go_norm(shared: &mut Shared, by: isize) -> Effects {
        let norm = shared.norm_beside(shared.segment, by);
        shared.choose_norm(shared.segment, norm);
        vec![Effect::Reload]
    }

    /// Takes over which norm it became, and which there are.
    fn settle(segment: Segment, norm: &NormId, normen: Vec<NormId>, shared: &mut Shared) {
        shared.choose_norm(segment, Some(norm.clone()));
        match segment {
            Segment::Collectief => shared.normen = normen,
            Segment::Individueel => shared.normen_individueel = normen,
        }
    }

    fn draw_beside(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.naast.draw_absence(area, buf, theme) {
            return;
        }
        let mut pen = Pen::new(area, buf);
        let (Some(Gekozen { rij, cel, .. }), Some(beeld)) = (self.chosen(shared), &self.naast.data) else { return };
        let cellen = rij.cellen_van(&shared.columns_in(beeld.kwartaal));
        draw_norm(rij, 2, &mut pen, theme);
        pen.blank();
        draw_figures(&rij.norm, &cellen, cel.aanbieder, &mut pen, shared);
        pen.blank();
        draw_chosen(rij, cel, &phrases::aanbieder(cel.aanbieder, shared.register()), &mut pen, shared);
        self.draw_vooruit(cel, &mut pen, theme);
        if cellen.iter().all(|cel| cel.kwartaal.meting.waarde == Waarde::GeenRapportage) {
            pen.line(Span::styled(format!(" {} leest bestanden in.", Werkwoord::Inlezen.shown()), theme.text()));
        }
        pen.blank();
        let rest = pen.rest();
        draw_pictures(rij, &cellen, cel, rest, pen.buf, shared);
    }

    /// The lines, and the chosen one whole below them; on a tall screen with its way through the kwartalen.
    fn draw_list(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.lijst.draw_absence(area, buf, shared) {
            return;
        }
        let Some(kop) = self.lijst.head() else { return };
        let mut pen = Pen::new(area, buf);
        draw_norm(&kop.rij, if area.height > 24 { 2 } else { 1 }, &mut pen, theme);
        draw_parts(&self.lijst, &mut pen, shared);
        if let Some(buiten) = &kop.buiten {
            pen.line(Span::styled(text::cut(&format!("  {buiten}"), pen.width()), theme.dim()));
        }
        if self.lijst.draw_words(&mut pen, theme) {
            return;
        }
        let lines = u16::try_from(self.lijst.shown().count()).unwrap_or(u16::MAX).saturating_add(1);
        let below = 1 + LIST_DETAIL + if pen.left() >= 30 { LIST_PICTURE } else { 0 };
        let rows = pen.take(pen.left().saturating_sub(below).max(LEAST_LINES).min(lines));
        self.lijst.draw_rows(rows, pen.buf, shared);
        let Some(regel) = self.lijst.selected() else { return };
        let naam = regel.wie.naam(shared.register());
        pen.rule(theme.dim());
        draw_chosen(&kop.rij, &regel.cel, &naam, &mut pen, shared);
        if regel.wie.gemeente().is_none() {
            self.draw_vooruit(&regel.cel, &mut pen, theme);
        }
        if pen.left() > 8 {
            pen.blank();
            let rest = pen.rest();
            draw_picture(&kop.rij, &regel.cel, &naam, rest, pen.buf, shared);
        }
    }
}

/// Lines below a list: the chosen figure in words with what stands beside it, and its picture where there is room.
const LIST_DETAIL: u16 = 3;
const LIST_PICTURE: u16 = 12;
/// The lines that the list keeps with its header.
const LEAST_LINES: u16 = 5;

impl Scherm for Kpischerm {
    fn scope(&self) -> Scope {
        if self.is_lijst { Scope::Normlijst } else { Scope::Kpi }
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Kpi)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        let segment = shared.segment;
        let norm = shared.norm_in(segment).or(shared.norm.as_ref()).cloned();
        let ask = if shared.per_gemeente { Query::Gemeenten } else { Query::Kpi };
        Some(ask(segment, norm, shared.kwartaal))
    }

    fn answer(&mut self, query: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let segment = shared.segment;
        match answer {
            Ok(Answer::Kpi(mut beeld)) => {
                Self::settle(segment, &beeld.rij.norm.id, std::mem::take(&mut beeld.normen), shared);
                self.is_lijst = segment == Segment::Individueel;
                if self.is_lijst {
                    self.lijst.take(Ok(Some(per_aanbieder(*beeld))), shared);
                } else {
                    self.naast.set(beeld);
                }
            }
            Ok(Answer::Gemeenten(mut beeld)) => {
                Self::settle(segment, &beeld.rij.norm.id, std::mem::take(&mut beeld.normen), shared);
                self.is_lijst = true;
                self.lijst.take(Ok(Some(per_gemeente(*beeld))), shared);
            }
            Ok(_) => {}
            Err(melding) => {
                self.is_lijst = !matches!(query, Query::Kpi(Segment::Collectief, ..));
                if self.is_lijst {
                    self.lijst.take(Err(melding), shared);
                } else {
                    self.naast.fail(melding);
                }
            }
        }
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        self.is_lijst.then_some(&self.lijst as &dyn AnyList)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        if self.is_lijst { Some(&mut self.lijst) } else { None }
    }

    fn segment(&self, shared: &Shared) -> Segmentzicht {
        Segmentzicht::Keuze { gekozen: shared.segment, getoond: self.norm().map(|norm| norm.segment) }
    }

    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        // Walking on needs no figures: keys that come faster than the answers are not lost.
        if matches!(action, Action::Move(_)) {
            return Ok(());
        }
        let is_dekking = self.norm().is_some_and(|norm| norm.indicator == Indicator::Dekking);
        match action {
            Action::View(View::NextPane | View::PreviousPane) if is_dekking && !shared.per_gemeente => {
                return Err(Reason::OfAllGemeenten);
            }
            Action::View(View::NextPane | View::PreviousPane) => return Ok(()),
            _ => {}
        }
        let Some(Gekozen { cel, gemeente, .. }) = self.chosen(shared) else { return Err(self.absence()) };
        match action {
            Action::View(View::Open) => has_rows(&cel.reeks(shared.periode).meting),
            Action::View(View::Periode | View::Uitleg) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::Afspraak(AfspraakAction::Ahead) if gemeente.is_none() => {
                self.ahead_of(cel).map(drop).ok_or(Reason::NothingAhead)
            }
            Action::Afspraak(AfspraakAction::Ahead) => Err(Reason::NothingAhead),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) if self.is_lijst => {
                return Self::go_norm(shared, if to == Move::Left { -1 } else { 1 });
            }
            Action::Move(to @ (Move::Left | Move::Right)) => {
                shared.aanbieder = step(&shared.columns(), shared.column_in(shared.kwartaal), to);
            }
            Action::Move(to) => {
                let by = match to {
                    Move::Up => -1,
                    Move::Down => 1,
                    Move::First | Move::PageUp => -100,
                    _ => 100,
                };
                return Self::go_norm(shared, by);
            }
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                // The worst of the one period is not that of the other.
                self.lijst.arrange(Because::Chosen, shared);
            }
            Action::View(View::Segment) => {
                let norm = self.norm().map(|norm| norm.id.clone());
                shared.segment = shared.segment.other();
                shared.choose_norm(shared.segment, norm);
                return vec![Effect::Reload];
            }
            Action::View(View::NextPane | View::PreviousPane) => {
                shared.per_gemeente = !shared.per_gemeente;
                return vec![Effect::Reload];
            }
            Action::View(View::Open) => {
                if let Some(Gekozen { rij, cel, gemeente }) = self.chosen(shared) {
                    let (segment, norm) = (rij.norm.segment, rij.norm.id.clone());
                    return vec![Effect::Open(Place::Herleiding { segment, norm, aanbieder: cel.aanbieder, gemeente })];
                }
            }
            Action::View(View::Uitleg) => {
                if let Some(Gekozen { rij, .. }) = self.chosen(shared) {
                    return vec![Effect::Popup(uitleg(&rij.norm, shared.theme()))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn press(&mut self, plek: Raakplek, shared: &mut Shared) -> Option<bool> {
        if self.is_lijst {
            return self.lijst.press(plek.rij);
        }
        let beeld = self.naast.data.as_ref()?;
        let was = (shared.periode, shared.column_in(beeld.kwartaal));
        let cellen = beeld.rij.cellen_van(&shared.columns_in(beeld.kwartaal));
        let periode = Periode::ALL.into_iter().nth(plek.rij)?;
        (shared.periode, shared.aanbieder) = (periode, cellen.get(plek.kolom?)?.aanbieder);
        Some((shared.periode, shared.column_in(beeld.kwartaal)) == was)
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let Some(Gekozen { rij, cel, gemeente }) = self.chosen(shared) else { return Afspraakherkomst::default() };
        let taken = herkomst(&rij.norm, &cel.reeks(shared.periode).meting, shared.register());
        let over = gemeente.map_or_else(|| taken.over.clone(), |g| format!("{} · {}", g.naam(), taken.over));
        Afspraakherkomst { over, ..taken }
    }

    fn ahead(&self, shared: &Shared) -> Option<Afspraakherkomst> {
        let Gekozen { rij: row, cel: cell, .. } = self.chosen(shared)?;
        let regel = self.ahead_of(cell)?;
        let blik = regel.blik.as_ref()?;
        let jaar = regel.meting.kwartaal.jaar();
        let taken = herkomst(&row.norm, &regel.meting, shared.register());
        let who = phrases::aanbieder(cell.aanbieder, shared.register());
        let outlook = wording::uitzicht(blik, regel.meting.richting);
        let over = format!("{who} · {} {} · eind {jaar}: {outlook}", row.norm.id, row.norm.kort);
        Some(Afspraakherkomst { over, verwacht: asked_at_year_end(row, regel), ..taken })
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        if self.is_lijst { self.lijst.head().map(|kop| kop.kwartaal) } else { self.naast.data.as_ref().map(|b| b.kwartaal) }
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        Some(Uitgave::cijfers(
            &[Cijferblad::Kpi, Cijferblad::Trend],
            None,
            (shared.kwartaal, shared.segment),
            "Cijfers en hun verloop",
        ))
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        if self.is_lijst {
            self.draw_list(area, buf, shared);
        } else {
            self.draw_beside(area, buf, shared);
        }
    }
}

/// Which way a norm compares; None when it asks nothing.
const fn asks(richting: Richting) -> Option<Vergelijking> {
    match richting {
        Richting::Minimum => Some(Vergelijking::Minstens),
        Richting::Maximum | Richting::Richtwaarde => Some(Vergelijking::Hoogstens),
        Richting::Informatie => None,
    }
}

/// What the norm asks of the whole year, as a measurable expectation: `C2.1 ≥ 80% in 2025-K4 (jaar)`.
fn asked_at_year_end(row: &NormRij, regel: &Vooruitregel) -> String {
    let (Some(waarde), Some(vergelijking)) = (row.norm.grens, asks(regel.meting.richting)) else { return String::new() };
    let expected = Verwachting {
        norm: row.norm.id.clone(),
        periode: Periode::Jaar,
        vergelijking,
        waarde,
        kwartaal: regel.meting.kwartaal.rest_of_year().last().unwrap_or(regel.meting.kwartaal),
    };
    expected.notatie(row.norm.indicator.is_mean())
}

/// The norm in a heading, what it says in so many lines, and its suspension when there is one.
fn draw_norm(row: &NormRij, lines: usize, pen: &mut Pen<'_>, theme: Theme) {
    let heading = Line::from(vec![
        Span::raw(" "),
        Span::styled(format!("{} {}", row.norm.id, row.norm.kort), theme.strong()),
        Span::styled(format!(" · {}", wording::norm_grens(&row.norm)), theme.text()),
    ]);
    pen.ends(heading, Span::styled(format!("{} ", row.norm.bron), theme.dim()));
    let room = pen.width().saturating_sub(2);
    let wrapped = text::wrap(&row.norm.tekst, room);
    for (n, line) in wrapped.iter().enumerate().take(lines) {
        // What does not fit in them goes on behind the last.
        let rest = if n + 1 == lines { wrapped.get(lines).map(|next| format!("{line} {next}")) } else { None };
        pen.line(Span::styled(format!(" {}", rest.map_or_else(|| line.clone(), |all| text::cut(&all, room))), theme.dim()));
    }
    if let Some(o) = &row.opschorting {
        let words = format!(" ◌ losgelaten {} t/m {}: {}", wording::datum(o.van), wording::datum(o.tot), o.reden);
        pen.line(Span::raw(text::cut(&words, room)));
    }
}

/// Columns of the labels at the left of the figures.
const LABEL: usize = 7;

/// Kwartaal and jaar under each other, the aanbieders beside each other; the chosen figure has the focus.
fn draw_figures(norm: &Norm, all: &[&Normcel], wie: Option<Aanbieder>, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let mean = norm.indicator.is_mean();
    let apart = People::of(all.iter().flat_map(|c| Periode::ALL.map(|p| (&c.reeks(p).meting, mean))));
    let room = pen.width().saturating_sub(LABEL + 1);
    // Rather tight than out of sight, or cut.
    let people = if all.len() * (figure::widest(apart) + 1) <= room { apart } else { apart.tight() };
    let at = all.iter().position(|c| c.aanbieder == wie).unwrap_or(0);
    let shown = window(all.len(), at, room / (figure::widest(people) + 1));
    let (first, hidden) = (shown.start, all.len() - shown.len());
    let cellen = all.get(shown).unwrap_or_default();
    let column = (room / cellen.len().max(1)).min(36);
    let place = |line: Rect, n: usize| {
        let x = line.x.saturating_add(u16::try_from(LABEL + 1 + n * column).unwrap_or(u16::MAX)).min(line.right());
        Rect { x, width: u16::try_from(column).unwrap_or(u16::MAX).min(line.right().saturating_sub(x)), ..line }
    };
    let chosen = |cell: &Normcel| all.len() == 1 || cell.aanbieder == wie;
    let head = pen.take(1);
    if hidden > 0 {
        Pen::new(head, pen.buf).line(Span::styled(format!(" nog {hidden}"), theme.dim()));
    }
    let each: Vec<_> = all.iter().map(|cell| cell.aanbieder).collect();
    let names = shared.titles(&each, column.saturating_sub(3));
    for (n, cell) in cellen.iter().enumerate() {
        let style = if chosen(cell) { theme.accent() } else { theme.strong() };
        let name = names.get(first + n).map_or("", String::as_str);
        Pen::new(place(head, n), pen.buf).line(Span::styled(format!("  {name}"), style));
        shared.raak.plek(place(head, n), Raakplek::cel(shared.periode as usize, first + n));
    }
    for periode in Periode::ALL {
        let line = pen.take(1);
        let has_focus = shared.periode == periode;
        let style = if has_focus { theme.accent() } else { theme.dim() };
        let until = if periode == Periode::Jaar { "t/m " } else { "" };
        let name = format!("{}{until}K{}", if has_focus { "▌" } else { " " }, shared.kwartaal.nummer());
        Pen::new(line, pen.buf).line(Span::styled(name, style));
        for (n, cell) in cellen.iter().enumerate() {
            let area = place(line, n);
            let reeks = cell.reeks(periode);
            let mut spans = figure::figure(&reeks.meting, mean, people, theme);
            // The year of KPI 1 and 4 is the kwartaal itself; its change says nothing new.
            if column >= people.figure_width() + 8 {
                let change = reeks.verandering.map(phrases::verandering).unwrap_or_default();
                spans.push(Span::styled(format!(" {change:>6}"), theme.dim()));
            }
            Pen::new(area, pen.buf).line(Line::from(spans));
            shared.raak.plek(area, Raakplek::cel(periode as usize, first + n));
            if chosen(cell) && periode == shared.periode {
                let wide = if reeks.meting.waarde.is_measured() { people.figure_width() } else { figure::widest(people) };
                let width = u16::try_from(wide).unwrap_or(u16::MAX).min(area.width);
                select_row(Rect { width, ..area }, pen.buf, theme.focus());
            }
        }
    }
}

/// The chosen figure in words, and what stands beside it.
fn draw_chosen(row: &NormRij, cell: &Normcel, naam: &str, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let mean = row.norm.indicator.is_mean();
    let reeks = cell.reeks(shared.periode);
    let meting = &reeks.meting;
    let who = format!("{naam} · {}  ", wording::periode(shared.periode, meting.kwartaal));
    let mut spans = vec![Span::styled("▌", theme.accent()), Span::styled(who, theme.strong())];
    spans.extend(figure::sentence(meting, mean, theme));
    pen.line(Line::from(spans));
    let unit = if mean { "" } else { " procentpunt" };
    let since = wording::sinds_vorige(shared.periode, meting.kwartaal);
    let change = reeks.verandering.map(|v| format!("{}{unit} {since}", phrases::verandering(v)));
    let later = reeks.met_nagekomen.as_ref().map(|m| format!("met nagekomen: {} {}", m.weergave, phrases::mensen(m, mean)));
    if let Some(besproken) = &reeks.besproken {
        let words = text::cut(&wording::besproken(besproken), pen.width().saturating_sub(2));
        pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(words, theme.attention())]));
    }
    let all = meting.noemer_alle.map(|n| format!("{n} trajecten liepen in de periode"));
    let parts: Vec<String> =
        [change, later, all, wording::respons(meting), wording::grondslag(meting)].into_iter().flatten().collect();
    if !parts.is_empty() {
        let words = text::cut(&parts.join(" · "), pen.width().saturating_sub(2));
        pen.line(Line::from(vec![Span::styled("▌", theme.accent()), Span::styled(words, theme.dim())]));
    }
}
