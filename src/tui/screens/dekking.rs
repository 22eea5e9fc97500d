//! Dekking: the map of the seven gemeenten beside who covers what, what changed, and who hangs on one aanbieder.

use std::ops::Range;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Remote, Scherm, Segmentzicht};
use crate::app::{Dekkingsbeeld, Dekkingscel, Dekkingsstand, Gemeentedekking, Melding, Verandering};
use crate::domain::{Aanbieder, Aanleiding, Gemeente, Kwartaal};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, Tab, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::raak::Raakplek;
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::beside::window;
use crate::tui::widgets::figure;
use crate::tui::widgets::list::List;
use crate::tui::widgets::map::{self, Fill};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::{TableCell, TableColumn, TableView, Width};
use crate::wording;

#[derive(Debug, Default)]
pub struct Dekkingscherm {
    data: Remote<Box<Dekkingsbeeld>>,
    rows: List,
}

impl Dekkingscherm {
    fn selected(&self) -> Option<&Gemeentedekking> {
        self.data.data.as_ref()?.gemeenten.get(self.rows.selected)
    }

    /// The day that the matrix is of.
    fn shown_dag(&self) -> Option<NaiveDate> {
        Some(self.data.data.as_ref()?.getoond?.last_day())
    }

    fn draw_matrix(&self, area: Rect, buf: &mut Buffer, beeld: &Dekkingsbeeld, shared: &Shared) {
        let theme = shared.theme();
        let mut pen = Pen::new(area, buf);
        draw_verdict(beeld, &mut pen, theme);
        let all: Vec<Aanbieder> = beeld.aanbieders().collect();
        // What a column of an aanbieder takes, with the gap before it, beside the mark and the gemeente.
        let fits = |stand: u16| usize::from(area.width.saturating_sub(20) / (stand + 2));
        let stand = if all.len() <= fits(WHOLE) { WHOLE } else { 10 };
        let at = shared.aanbieder.and_then(|a| all.iter().position(|b| *b == a)).unwrap_or(0);
        let shown = window(all.len(), at, fits(stand));
        let wie = all.get(shown.clone()).unwrap_or_default();
        let mut columns = vec![TableColumn::new("", Width::Fixed(1)), TableColumn::new("gemeente", Width::Rest(17))];
        // The same however far one has walked.
        let each: Vec<_> = all.iter().copied().map(Some).collect();
        let titles = shared.titles(&each, stand.into()).into_iter().skip(shown.start).take(wie.len());
        columns.extend(titles.map(|naam| TableColumn::new(naam, Width::Fixed(stand))));
        columns.push(TableColumn::new("plaatsen", Width::Fixed(8)).right().optional(1));
        let rows = u16::try_from(beeld.gemeenten.len()).unwrap_or(u16::MAX).saturating_add(1);
        let place = pen.take(rows);
        let rows_in = |height| self.rows.rows(beeld.gemeenten.len(), height);
        let cells = |n| beeld.gemeenten.get(n).map(|g| cells(g, beeld, shown.clone(), stand, theme)).unwrap_or_default();
        TableView { columns: &columns, theme, raak: &shared.raak }.draw(place, pen.buf, beeld.gemeenten.len(), rows_in, cells);
        if wie.len() < all.len() {
            let words = format!(" {} van {} aanbieders; ↵ toont ze alle bij de gekozen gemeente", wie.len(), all.len());
            pen.line(Span::styled(words, theme.dim()));
        }
        let is_open = |g: &Gemeentedekking| g.cellen.iter().any(|c| c.stand == Dekkingsstand::NietOpgegeven);
        if stand < WHOLE && beeld.gemeenten.iter().any(is_open) {
            pen.line(Span::styled(format!("    ? {}", Fill::Unknown.naam()), theme.dim()));
        } else if wie.len() == all.len() {
            pen.blank();
        }
        draw_changes(beeld, &mut pen, shared);
        draw_vulnerable(beeld, &mut pen, shared);
    }
}

impl Scherm for Dekkingscherm {
    fn scope(&self) -> Scope {
        Scope::Dekking
    }

    fn tab(&self) -> Option<Tab> {
        Some(Tab::Dekking)
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Dekking(shared.kwartaal))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Dekking(beeld)) => {
                if self.data.data.is_none() {
                    // What asks attention first: the first gemeente that nobody covers, else one's own.
                    let eigen = shared.instellingen.gemeente;
                    let first = |is: &dyn Fn(&Gemeentedekking) -> bool| beeld.gemeenten.iter().position(is);
                    self.rows.selected = first(&|g| !g.gedekt).or_else(|| first(&|g| Some(g.gemeente) == eigen)).unwrap_or(0);
                }
                self.data.set(beeld);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            _ if self.data.data.is_none() => Err(self.data.absence()),
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotForDekking),
            Action::Move(_) | Action::View(View::Open) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.rows.go(to, Gemeente::ALL.len());
            }
            Action::View(View::Open) => {
                if let Some(gemeente) = self.selected() {
                    let reader = Reader::new(gemeente.gemeente.naam(), detail(gemeente, self.shown_dag(), shared)).indent(14);
                    return vec![Effect::Popup(Popup::Reader(Box::new(reader)))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn press(&mut self, plek: Raakplek, _: &mut Shared) -> Option<bool> {
        let gemeenten = self.data.data.as_ref()?.gemeenten.len();
        self.rows.press(plek.rij, gemeenten)
    }

    fn herkomst(&self, _: &Shared) -> Afspraakherkomst {
        let Some(beeld) = &self.data.data else { return Afspraakherkomst::default() };
        let about = self.selected().map(|g| format!("{}: {}", g.gemeente.naam(), fill(g, beeld).naam())).unwrap_or_default();
        let aanleiding = beeld.meting.as_ref().map(|m| Aanleiding {
            norm: m.norm.clone(),
            kwartaal: m.kwartaal,
            periode: m.periode,
            waarde: format!("{} ({})", m.weergave, phrases::mensen(m, false)),
            versie: beeld.versie,
        });
        Afspraakherkomst {
            kpi: Some(4),
            aanleiding,
            over: format!("Dekking {} · {about}", beeld.kwartaal),
            ..Afspraakherkomst::default()
        }
    }

    fn segment(&self, _: &Shared) -> Segmentzicht {
        Segmentzicht::Collectief
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.data.data.as_ref().map(|b| b.kwartaal)
    }

    fn position(&self) -> String {
        self.rows.position(Gemeente::ALL.len())
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        let theme = shared.theme();
        if self.data.draw_absence(area, buf, theme) {
            return;
        }
        let Some(beeld) = &self.data.data else { return };
        // The map takes what the matrix leaves; on a narrow screen the matrix is what counts.
        let width = map::size_for(area.width.saturating_sub(MATRIX), area.height);
        let has_map = area.width >= width + 46 && area.height >= 10;
        let map_width = if has_map { width + 2 } else { 0 };
        if has_map {
            let place = Rect { x: area.x + 1, width, ..area };
            let row = |g: Gemeente| beeld.gemeenten.iter().position(|x| x.gemeente == g).map(Raakplek::rij);
            map::places(place, width, |at, g| {
                if let Some(plek) = row(g) {
                    shared.raak.plek(at, plek);
                }
            });
            let chosen = self.selected().map_or(Gemeente::Beesel, |g| g.gemeente);
            let of = |g: Gemeente| beeld.gemeenten.iter().find(|x| x.gemeente == g).map_or(Fill::Unknown, |x| fill(x, beeld));
            map::draw(place, buf, width, chosen, of, theme);
        }
        let rest = Rect { x: area.x + map_width, width: area.width.saturating_sub(map_width), ..area };
        self.draw_matrix(rest, buf, beeld, shared);
    }
}

/// Columns that the matrix wants.
const MATRIX: u16 = 62;

/// Columns of an aanbieder in which everything is said in words.
const WHOLE: u16 = 17;

fn fill(gemeente: &Gemeentedekking, beeld: &Dekkingsbeeld) -> Fill {
    if beeld.getoond.is_none() {
        Fill::Unknown
    } else if !gemeente.gedekt {
        Fill::Uncovered
    } else if gemeente.kwetsbaar {
        Fill::Vulnerable
    } else {
        Fill::Covered
    }
}

fn draw_verdict(beeld: &Dekkingsbeeld, pen: &mut Pen<'_>, theme: Theme) {
    // What is missing without one is the overview, which the next line says.
    if let Some(meting) = beeld.meting.as_ref().filter(|_| beeld.getoond.is_some()) {
        let mut spans = vec![Span::raw(" ")];
        spans.extend(figure::sentence(meting, false, theme));
        pen.line(Line::from(spans));
    }
    match beeld.getoond {
        None => {
            pen.line(Span::styled(
                format!(" Nog geen dekkingsoverzicht. {} leest er een in.", Werkwoord::Inlezen.shown()),
                theme.attention(),
            ));
        }
        Some(shown) if shown != beeld.kwartaal => {
            let words = format!(" Geen overzicht over {}; hieronder het laatst bekende, {shown}.", beeld.kwartaal);
            pen.line(Span::styled(words, theme.attention()));
        }
        Some(_) => {}
    }
    pen.blank();
}

fn cells(gemeente: &Gemeentedekking, beeld: &Dekkingsbeeld, shown: Range<usize>, width: u16, theme: Theme) -> Vec<TableCell> {
    let kind = fill(gemeente, beeld);
    let mut cells = vec![
        Line::from(Span::styled(kind.glyph(), kind.style(theme))),
        Line::from(Span::styled(gemeente.gemeente.naam(), theme.text())),
    ];
    cells.extend(gemeente.cellen.get(shown).unwrap_or_default().iter().map(|c| stand(c, width, theme)));
    cells.push(Line::from(Span::styled(gemeente.capaciteit.map(|n| n.to_string()).unwrap_or_default(), theme.dim())));
    cells
}

/// What the overview says of one aanbieder: "✓ ja", "✓ tot 31-12", with + or − when it came or went.
fn stand(cel: &Dekkingscel, width: u16, theme: Theme) -> TableCell {
    let (glyph, word, style) = match (cel.stand, cel.tot) {
        (Dekkingsstand::Ja, _) if !cel.telt => {
            ("–", (if width >= WHOLE { "geen contract" } else { "zonder" }).to_owned(), theme.attention())
        }
        (Dekkingsstand::Ja, Some(tot)) => {
            let until = if width >= WHOLE { "tot " } else { "" };
            ("✓", format!("{until}{}", wording::datum_kort(tot)), theme.attention())
        }
        (Dekkingsstand::Ja, None) => ("✓", "ja".to_owned(), theme.good()),
        (Dekkingsstand::Nee, _) => ("–", "nee".to_owned(), theme.dim()),
        // Where there is no room for the word, it stands below: another one would say something else.
        (Dekkingsstand::NietOpgegeven, _) => {
            ("?", (if width >= WHOLE { Fill::Unknown.naam() } else { "" }).to_owned(), theme.dim())
        }
    };
    let mut spans = vec![Span::styled(format!("{glyph} "), style), Span::styled(word, style)];
    if let Some(verandering) = cel.verandering {
        let (mark, style) = mark(verandering, theme);
        spans.push(Span::styled(format!(" {mark}"), style));
    }
    if cel.tegenstrijdig {
        spans.push(Span::styled(" !", theme.attention()));
    }
    Line::from(spans)
}

const fn mark(verandering: Verandering, theme: Theme) -> (&'static str, ratatui::style::Style) {
    match verandering {
        Verandering::Gewonnen => ("+", theme.good()),
        Verandering::Verloren => ("−", theme.bad()),
    }
}

fn draw_changes(beeld: &Dekkingsbeeld, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let Some(before) = beeld.vorige else { return };
    let changes: Vec<Line<'_>> = beeld.gemeenten.iter().flat_map(|g| changes_of(g, shared)).collect();
    let head = if changes.is_empty() { format!(" Niets gewijzigd sinds {before}") } else { format!(" Gewijzigd sinds {before}") };
    pen.line(Span::styled(head, if changes.is_empty() { theme.dim() } else { theme.strong() }));
    for line in changes {
        pen.line(line);
    }
}

/// What changed in a gemeente: who came and who went with what that made of it, or what became of it by who is not shown any more.
fn changes_of(gemeente: &Gemeentedekking, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let verdict = match gemeente.verandering {
        Some(Verandering::Verloren) => Some("nu niet gedekt"),
        Some(Verandering::Gewonnen) => Some("nu weer gedekt"),
        None if gemeente.werd_kwetsbaar => Some("nu kwetsbaar"),
        None => None,
    };
    let line = |verandering, said: String| {
        let (sign, style) = mark(verandering, theme);
        Line::from(vec![Span::styled(format!("   {sign} "), style), Span::raw(format!("{}: {said}", gemeente.gemeente.naam()))])
    };
    let consequence = verdict.map(|v| format!(", {v}")).unwrap_or_default();
    let of_cel = |cel: &Dekkingscel| {
        let verandering = cel.verandering?;
        let what = match verandering {
            Verandering::Gewonnen => "erbij",
            Verandering::Verloren if cel.stand == Dekkingsstand::Ja => "zonder contract",
            Verandering::Verloren => "weg",
        };
        Some(line(verandering, format!("{} {what}{consequence}", shared.naam(cel.aanbieder))))
    };
    let lines: Vec<Line<'static>> = gemeente.cellen.iter().filter_map(of_cel).collect();
    match verdict {
        Some(verdict) if lines.is_empty() => {
            vec![line(gemeente.verandering.unwrap_or(Verandering::Verloren), verdict.to_owned())]
        }
        _ => lines,
    }
}

fn draw_vulnerable(beeld: &Dekkingsbeeld, pen: &mut Pen<'_>, shared: &Shared) {
    let theme = shared.theme();
    let names: Vec<String> = beeld
        .gemeenten
        .iter()
        .filter(|g| g.kwetsbaar)
        .map(|g| {
            let by = g
                .cellen
                .iter()
                .find(|c| c.stand == Dekkingsstand::Ja && c.telt)
                .map(|c| format!(" ({})", shared.naam(c.aanbieder)));
            format!("{}{}", g.gemeente.naam(), by.unwrap_or_default())
        })
        .collect();
    if names.is_empty() {
        return;
    }
    let words = format!("Kwetsbaar, door één aanbieder gedekt: {}", wording::opsomming(&names));
    for (n, line) in text::wrap(&words, pen.width().saturating_sub(3)).into_iter().enumerate() {
        let lead = if n == 0 { " ! " } else { "   " };
        pen.line(Line::from(vec![Span::styled(lead, theme.attention()), Span::raw(line)]));
    }
}

fn detail(gemeente: &Gemeentedekking, dag: Option<NaiveDate>, shared: &Shared) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let field = |label: &str, value: String| {
        Line::from(vec![Span::styled(format!("{label:<14}"), theme.dim()), Span::raw(wording::veilig(&value))])
    };
    let mut body = Vec::new();
    if let Some(since) = gemeente.niet_gedekt_sinds.filter(|_| !gemeente.gedekt) {
        body.push(Line::from(Span::styled(format!("✗ Niet gedekt sinds {since}."), theme.bad())));
        body.push(Line::default());
    }
    let room = gemeente.cellen.iter().map(|cel| text::width(&shared.naam(cel.aanbieder))).max().unwrap_or(0);
    for cel in &gemeente.cellen {
        let (word, style) = match cel.stand {
            Dekkingsstand::Ja => ("✓ ja", theme.good()),
            Dekkingsstand::Nee => ("– nee", theme.dim()),
            Dekkingsstand::NietOpgegeven => ("? niet opgegeven", theme.dim()),
        };
        let name = Span::styled(format!("{}  ", text::left(&shared.naam(cel.aanbieder), room)), theme.strong());
        body.push(Line::from(vec![name, Span::styled(word, style)]));
        if let Some(tot) = cel.tot {
            body.push(field("  tot en met", wording::dag_met_afstand(tot, shared.today)));
        }
        if let Some(locatie) = &cel.locatie {
            body.push(field("  locatie", locatie.clone()));
        }
        if let Some(n) = cel.capaciteit {
            body.push(field("  plaatsen", n.to_string()));
        }
        if let Some(toelichting) = &cel.toelichting {
            body.push(field("  toelichting", toelichting.clone()));
        }
        if let Some(dag) = dag.filter(|_| cel.stand == Dekkingsstand::Ja && !cel.telt) {
            body.push(field("  let op", format!("telt niet: op {} geen contract voor segment collectief", wording::datum(dag))));
        }
        if cel.tegenstrijdig {
            body.push(field("  let op", "twee rijen spreken elkaar tegen; ja telt".to_owned()));
        }
    }
    body
}
