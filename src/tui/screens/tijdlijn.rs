//! A contract drawn through time: what holds for certain, what an option adds, norms, suspensions, rates, and today.
//!
//! Each kind has a glyph of its own, so that the drawing reads without colour; the dates in words stand below it on the screen.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use ratatui::text::{Line, Span};

use crate::app::{Contractbeeld, Contractmoment};
use crate::domain::NormId;
use crate::domain::register::Besluit;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::wording;
use crate::wording::register::normnummer;

/// Columns of the labels at the left.
const LABEL: usize = 17;

/// The days that are drawn, and in how many columns.
struct Baan {
    van: NaiveDate,
    tot: NaiveDate,
    columns: usize,
}

impl Baan {
    /// The years from the first contract through the last day of the last option, and today; None without a contract.
    fn of(beeld: &Contractbeeld, columns: usize) -> Option<Self> {
        let van = beeld.contracten.iter().map(|c| c.van).min()?.min(beeld.vandaag);
        let ends = beeld.contracten.iter().flat_map(|c| c.tot.into_iter().chain(c.opties.iter().map(|o| o.tot)));
        let tot = ends.max().unwrap_or(beeld.vandaag).max(beeld.vandaag);
        let (van, tot) = (NaiveDate::from_ymd_opt(van.year(), 1, 1)?, NaiveDate::from_ymd_opt(tot.year(), 12, 31)?);
        (columns > 0).then_some(Self { van, tot, columns })
    }

    /// The column of a day; what is before or after falls on the edge.
    fn column(&self, dag: NaiveDate) -> usize {
        let days = |tot: NaiveDate| usize::try_from((tot - self.van).num_days()).unwrap_or(0);
        let all = days(self.tot) + 1;
        (days(dag.clamp(self.van, self.tot)) * self.columns / all).min(self.columns - 1)
    }

    fn empty(&self) -> Vec<char> {
        vec![' '; self.columns]
    }

    /// Fills the days from and through these.
    fn fill(&self, cells: &mut [char], van: NaiveDate, tot: NaiveDate, glyph: char) {
        if van > self.tot || tot < self.van {
            return;
        }
        let (first, last) = (self.column(van), self.column(tot));
        for cell in cells.iter_mut().take(last + 1).skip(first) {
            *cell = glyph;
        }
    }

    fn set(&self, cells: &mut [char], dag: NaiveDate, glyph: char) {
        if (self.van..=self.tot).contains(&dag)
            && let Some(cell) = cells.get_mut(self.column(dag))
        {
            *cell = glyph;
        }
    }

    /// The years, as many as can be read.
    fn years(&self) -> String {
        let mut line = String::new();
        for jaar in self.van.year()..=self.tot.year() {
            let Some(dag) = NaiveDate::from_ymd_opt(jaar, 1, 1) else { continue };
            let (at, written) = (self.column(dag), text::width(&line));
            if written == 0 && at == 0 || at > written && at + 4 <= self.columns {
                line.push_str(&" ".repeat(at - written));
                line.push_str(&jaar.to_string());
            }
        }
        line
    }
}

/// When something holds, first and last day; None: from before, or without an end.
type Spans = Vec<(Option<NaiveDate>, Option<NaiveDate>)>;

/// The validity and the suspensions of each norm, from the days on which they begin and end.
fn norms(beeld: &Contractbeeld) -> BTreeMap<&NormId, (Spans, Spans)> {
    let mut all: BTreeMap<&NormId, (Spans, Spans)> = BTreeMap::new();
    let close = |spans: &mut Spans, dag| match spans.last_mut() {
        Some((_, tot @ None)) => *tot = Some(dag),
        _ => spans.push((None, Some(dag))),
    };
    for (dag, moment) in &beeld.momenten {
        match moment {
            Contractmoment::NormVan(id) => all.entry(id).or_default().0.push((Some(*dag), None)),
            Contractmoment::NormTot(id) => close(&mut all.entry(id).or_default().0, *dag),
            Contractmoment::OpschortingVan(id) => all.entry(id).or_default().1.push((Some(*dag), None)),
            Contractmoment::OpschortingTot(id) => close(&mut all.entry(id).or_default().1, *dag),
            Contractmoment::Begin
            | Contractmoment::Einde
            | Contractmoment::BeslissenVoor(_)
            | Contractmoment::Optie(_)
            | Contractmoment::Tarief(_) => {}
        }
    }
    all
}

/// The drawing; nothing without a contract.
pub(super) fn draw(beeld: &Contractbeeld, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let Some(baan) = Baan::of(beeld, width.saturating_sub(LABEL + 2)) else { return Vec::new() };
    let today = baan.column(beeld.vandaag);
    let mut lines = vec![Line::from(vec![Span::raw(" ".repeat(LABEL + 1)), Span::styled(baan.years(), theme.dim())])];
    let mut row = |label: &str, mut cells: Vec<char>, style| {
        // Today goes through every row, but hides no mark of its own.
        if let Some(cell) = cells.get_mut(today) {
            *cell = match *cell {
                ' ' => '│',
                '─' | '┄' | '░' | '═' => '┼',
                mark => mark,
            };
        }
        let drawn: String = cells.into_iter().collect();
        lines.push(Line::from(vec![
            Span::styled(format!(" {}", text::left(&text::cut(label, LABEL - 1), LABEL)), theme.dim()),
            Span::styled(drawn, style),
        ]));
    };
    let (mut certain, mut decide) = (baan.empty(), baan.empty());
    for c in &beeld.contracten {
        let eind = c.eind();
        let mut before = c.tot;
        baan.fill(&mut certain, c.van, eind.unwrap_or(baan.tot), '═');
        for (nummer, o) in (1_u32..).zip(&c.opties) {
            let glyph = match o.besluit {
                Besluit::Gelicht { .. } => '═',
                Besluit::Open => '┄',
                Besluit::NietGelicht { .. } => '×',
            };
            if let Some(van) = before.and_then(|dag| dag.succ_opt()) {
                baan.fill(&mut certain, van, o.tot, glyph);
                // The number stands in its option, where one looks for it.
                let half = van + (o.tot - van) / 2;
                baan.set(&mut certain, half, char::from_digit(nummer, 10).unwrap_or('+'));
            }
            if let Some(dag) = o.beslissen_voor.filter(|dag| c.eindigt.is_none_or(|eind| *dag <= eind)) {
                baan.set(&mut decide, dag, '▼');
            }
            before = Some(o.tot);
        }
        // Of who leaves nothing follows the last day.
        if let Some(after) = c.eindigt.and_then(|dag| dag.succ_opt()) {
            baan.fill(&mut certain, after, baan.tot, ' ');
        }
        baan.set(&mut certain, c.van, '├');
        if let Some(eind) = eind {
            baan.set(&mut certain, eind, '┤');
        }
    }
    row("beslissen voor", decide, theme.attention());
    row("contract", certain, theme.strong());
    // Norms that hold and rest on the same days are one row.
    let mut groups: Vec<((Spans, Spans), Vec<&str>)> = Vec::new();
    for (id, spans) in norms(beeld) {
        match groups.iter_mut().find(|(s, _)| *s == spans) {
            Some((_, ids)) => ids.push(normnummer(id)),
            None => groups.push((spans, vec![normnummer(id)])),
        }
    }
    for ((valid, rests), ids) in groups {
        let mut cells = baan.empty();
        for (van, tot) in valid {
            baan.fill(&mut cells, van.unwrap_or(baan.van), tot.unwrap_or(baan.tot), '─');
        }
        for (van, tot) in rests {
            baan.fill(&mut cells, van.unwrap_or(baan.van), tot.unwrap_or(baan.tot), '░');
        }
        // Which norms these are stands with their days, below the drawing.
        let label = format!("norm {}", ids.join(" "));
        let label = if text::width(&label) < LABEL { label } else { format!("{} normen", ids.len()) };
        row(&label, cells, theme.text());
    }
    let mut rates = baan.empty();
    for (dag, moment) in &beeld.momenten {
        if matches!(moment, Contractmoment::Tarief(_)) {
            baan.set(&mut rates, *dag, '◆');
        }
    }
    row("tarief bekend", rates, theme.text());
    // The word stands beside the line of today, at the side where there is room.
    let said = "vandaag";
    let label = if today + said.len() + 2 <= baan.columns {
        format!("{}└ {said}", " ".repeat(today))
    } else {
        text::right(&format!("{said} ┘"), today + 1)
    };
    lines.push(Line::from(Span::styled(format!("{}{label}", " ".repeat(LABEL + 1)), theme.accent())));
    let legend = "═ vast  ┄ optie nog open  × optie niet gelicht  ─ norm geldt  ░ opgeschort";
    lines.extend(
        text::wrap(legend, width.saturating_sub(2)).into_iter().map(|l| Line::from(Span::styled(format!(" {l}"), theme.dim()))),
    );
    lines
}

/// What happens on one day, in the order of the kinds; norms that share a kind stand together.
pub(super) fn momenten<'m>(van_de_dag: impl IntoIterator<Item = &'m Contractmoment>) -> Vec<String> {
    let mut wat: Vec<(&'static str, Vec<String>)> = Vec::new();
    for moment in van_de_dag {
        let (kop, deel) = match moment {
            Contractmoment::Begin => ("contract begint", None),
            Contractmoment::Einde => ("laatste dag die vaststaat", None),
            Contractmoment::BeslissenVoor(n) => ("beslissen voor deze dag: verlengoptie", Some(n.to_string())),
            Contractmoment::Optie(n) => ("laatste dag van verlengoptie", Some(n.to_string())),
            Contractmoment::NormVan(id) => ("geldt vanaf deze dag: norm", Some(normnummer(id).to_owned())),
            Contractmoment::NormTot(id) => ("geldt tot en met deze dag: norm", Some(normnummer(id).to_owned())),
            Contractmoment::OpschortingVan(id) => ("opgeschort vanaf deze dag: norm", Some(normnummer(id).to_owned())),
            Contractmoment::OpschortingTot(id) => ("opgeschort tot en met deze dag: norm", Some(normnummer(id).to_owned())),
            Contractmoment::Tarief(jaar) => ("tarief bekend van", Some(jaar.to_string())),
        };
        match wat.iter_mut().find(|(k, _)| *k == kop) {
            Some((_, delen)) => delen.extend(deel),
            None => wat.push((kop, deel.into_iter().collect())),
        }
    }
    let line = |(kop, delen): (&str, Vec<String>)| {
        if delen.is_empty() { kop.to_owned() } else { format!("{kop} {}", wording::opsomming(delen)) }
    };
    wat.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Segment;
    use crate::domain::register::{Contract, Gecontracteerd, Optie};
    use crate::domain::testing::PSW;
    use crate::tui::theme::Palette;

    fn day(jaar: i32, maand: u32, dag: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(jaar, maand, dag).unwrap()
    }

    fn drawn(besluit: Besluit, vandaag: NaiveDate, momenten: Vec<(NaiveDate, Contractmoment)>) -> Vec<String> {
        let mut contract = Contract::new(Segment::Collectief, day(2022, 1, 1));
        contract.tot = Some(day(2023, 12, 31));
        contract.opties = vec![Optie { tot: day(2025, 12, 31), beslissen_voor: Some(day(2023, 7, 1)), besluit }];
        let beeld = Contractbeeld {
            aanbieder: PSW,
            segment: Segment::Collectief,
            vandaag,
            gecontracteerd: Gecontracteerd::Ja,
            contracten: vec![contract],
            momenten,
            doelen: Vec::new(),
        };
        // Eight columns a year; the leap year makes that a day less before it.
        let lines = draw(&beeld, Theme::new(Palette::Dark), LABEL + 2 + 32);
        lines.iter().map(|l| l.spans.iter().map(|s| s.content.as_ref()).collect::<String>().trim_end().to_owned()).collect()
    }

    fn row<'l>(lines: &'l [String], label: &str) -> &'l str {
        lines.iter().find(|l| l.trim_start().starts_with(label)).map(|l| l.get(LABEL + 1..).unwrap_or_default()).unwrap()
    }

    #[test]
    fn an_option_is_drawn_as_what_was_decided() {
        let taken = Besluit::Gelicht { op: day(2023, 5, 1), door: "Els".to_owned() };
        let refused = Besluit::NietGelicht { op: day(2023, 5, 1), door: "Els".to_owned() };
        let today = day(2022, 7, 2);
        assert_eq!(row(&drawn(Besluit::Open, today, Vec::new()), "contract"), "├══┼═══════════┤┄┄┄┄┄┄┄1┄┄┄┄┄┄┄┄");
        assert_eq!(row(&drawn(taken, today, Vec::new()), "contract"), "├══┼═══════════════════1═══════┤");
        assert_eq!(row(&drawn(refused, today, Vec::new()), "contract"), "├══┼═══════════┤×××××××1××××××××");
    }

    #[test]
    fn a_norm_shows_when_it_holds_and_rests() {
        let id = || NormId::from("C1.1");
        let momenten = vec![
            (day(2021, 1, 1), Contractmoment::NormVan(id())),
            (day(2023, 1, 1), Contractmoment::OpschortingVan(id())),
            (day(2023, 6, 30), Contractmoment::OpschortingTot(id())),
            (day(2024, 12, 31), Contractmoment::NormTot(id())),
        ];
        let lines = drawn(Besluit::Open, day(2025, 7, 2), momenten);
        assert_eq!(row(&lines, "norm 1.1"), "───────░░░░░────────────   │");
        assert_eq!(row(&lines, "beslissen voor"), "           ▼               │");
    }
}
