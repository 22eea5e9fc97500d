//! Afspraken: everything that was agreed, over the aanbieders and kwartalen.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Effect, Effects, Filter, Remote, fell_away};

use crate::app::{Afspraakfilter, Afspraakregel, Melding};
use crate::domain::verwachting::Uitslag;
use crate::domain::{Afspraak, Afspraaknummer, Afspraakstatus, Kwartaal};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, View};
use crate::tui::forms::afspraak::{self as form, Samen};
use crate::tui::msg::{Answer, Cmd, Query, Write};
use crate::tui::popups::{Popup, Reader};
use crate::tui::shared::Shared;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::selection::{Because, Selection};
use crate::tui::widgets::table::{Cell, Column, Table, Width};
use crate::wording::{self};

/// Which afspraken are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Which {
    #[default]
    Open,
    Late,
    All,
}

impl Which {
    const ORDER: [Self; 3] = [Self::Open, Self::Late, Self::All];

    const fn naam(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Late => "te laat",
            Self::All => "alle",
        }
    }

    fn accepts(self, regel: &Afspraakregel) -> bool {
        match self {
            Self::Open => is_open(regel),
            Self::Late => regel.te_laat,
            Self::All => true,
        }
    }

    fn next(self) -> Self {
        let at = Self::ORDER.iter().position(|w| *w == self).unwrap_or(0);
        Self::ORDER.get((at + 1) % Self::ORDER.len()).copied().unwrap_or_default()
    }
}

const SORTS: [&str; 4] = ["deadline", "nummer", "eigenaar", "KPI"];

#[derive(Debug, Default)]
pub struct Afsprakenscherm {
    data: Remote<Vec<Afspraakregel>>,
    rows: Selection<Afspraaknummer>,
    which: Which,
    sort: usize,
    reverse: bool,
    pub filter: Filter,
}

impl Afsprakenscherm {
    /// The list, with this one selected.
    pub fn at(nummer: Afspraaknummer) -> Self {
        let mut screen = Self::default();
        screen.expect(nummer);
        screen
    }

    pub fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Afspraken)
    }

    pub fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, _: &mut Shared) -> Effects {
        match answer {
            Ok(Answer::Afspraken(regels)) => {
                // What was done with is no longer chosen.
                self.rows.retain_marks(|nr| regels.iter().any(|r| r.afspraak.nummer == *nr && is_open(r)));
                self.data.set(regels);
                self.arrange(Because::Changed);
            }
            Ok(_) => {}
            Err(melding) => self.data.fail(melding),
        }
        Vec::new()
    }

    fn regel(&self, place: usize) -> Option<&Afspraakregel> {
        self.data.at(place)
    }

    fn selected(&self) -> Option<&Afspraakregel> {
        self.regel(self.rows.cursor()?)
    }

    /// What an act is about: the marked ones, else the selected one.
    fn targets(&self) -> Vec<&Afspraakregel> {
        self.rows.targets().into_iter().filter_map(|place| self.regel(place)).collect()
    }

    /// Filters and sorts anew; returns how many marks fell away.
    pub fn arrange(&mut self, because: Because) -> usize {
        let Some(regels) = &self.data.data else { return 0 };
        let mut rows: Vec<(usize, &Afspraakregel)> = regels.iter().enumerate().collect();
        rows.sort_by(|(_, a), (_, b)| {
            let order = compare(&a.afspraak, &b.afspraak, self.sort);
            if self.reverse { order.reverse() } else { order }
        });
        let passes = |r: &Afspraakregel| self.which.accepts(r) && self.filter.accepts(&searchable(&r.afspraak));
        self.rows.arrange(rows.into_iter().map(|(place, r)| (r.afspraak.nummer, place, passes(r))), because)
    }

    /// An afspraak was made.
    pub fn expect(&mut self, nummer: Afspraaknummer) {
        self.rows.expect(nummer);
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
        let selected = self.selected().ok_or(Reason::NothingSelected);
        let open = |yes: bool, reason: Reason| {
            if is_open(selected.clone()?) == yes { Ok(()) } else { Err(reason) }
        };
        // What was chosen is open; without it the act is on the selected one.
        let chosen = || if self.has_marks() { Ok(()) } else { open(true, Reason::NotOpen) };
        match action {
            Action::Move(Move::Left | Move::Right) => Err(Reason::NotHere),
            Action::Move(_)
            | Action::View(View::Filter | View::Sort | View::SortReverse | View::Narrow)
            | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::Afspraak(AfspraakAction::Edit | AfspraakAction::Mark) => open(true, Reason::NotOpen),
            Action::Afspraak(AfspraakAction::Close | AfspraakAction::Withdraw | AfspraakAction::Postpone) => chosen(),
            Action::Afspraak(AfspraakAction::Export) => {
                if self.rows.is_empty() {
                    Err(Reason::NothingSelected)
                } else {
                    Ok(())
                }
            }
            Action::Afspraak(AfspraakAction::Reopen) => open(false, Reason::AlreadyOpen),
            Action::Afspraak(AfspraakAction::History) => selected.map(|_| ()),
            _ => Err(Reason::NotHere),
        }
    }

    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        let theme = shared.theme();
        match action {
            Action::Move(to) => self.rows.go(to),
            Action::View(View::Sort) => {
                self.sort = (self.sort + 1) % SORTS.len();
                return fell_away(self.arrange(Because::Chosen));
            }
            Action::View(View::SortReverse) => {
                self.reverse = !self.reverse;
                return fell_away(self.arrange(Because::Chosen));
            }
            Action::View(View::Narrow) => {
                self.which = self.which.next();
                return fell_away(self.arrange(Because::Chosen));
            }
            Action::Afspraak(AfspraakAction::Close) => return self.together(Samen::Sluit, theme),
            Action::Afspraak(AfspraakAction::Withdraw) => return self.together(Samen::TrekIn, theme),
            Action::Afspraak(AfspraakAction::Postpone) => return self.together(Samen::Verzet, theme),
            Action::Afspraak(AfspraakAction::Export) => {
                return vec![Effect::Popup(Popup::Form(Box::new(form::lijst(self.as_filter()))))];
            }
            Action::Afspraak(act) => {
                let Some(afspraak) = self.selected().map(|r| r.afspraak.clone()) else { return Vec::new() };
                let popup = match act {
                    AfspraakAction::Edit => {
                        let verwacht = self.selected().and_then(|r| r.verwachting.as_ref()).map(|v| v.notatie.clone());
                        let verwacht = verwacht.unwrap_or_default();
                        Popup::Form(Box::new(form::wijzig(afspraak, &verwacht, shared.eigenaren.clone(), theme)))
                    }
                    AfspraakAction::Mark => {
                        self.rows.mark();
                        return Vec::new();
                    }
                    AfspraakAction::Reopen => {
                        let write = Write::Reopen { nummer: afspraak.nummer, rijversie: afspraak.rijversie };
                        return vec![Effect::Cmd(Cmd::Write(write))];
                    }
                    AfspraakAction::History => {
                        let reader = Reader::new(format!("Geschiedenis van {}", afspraak.nummer), Vec::new());
                        Popup::Reader(Box::new(reader.indent(4).waiting_for(Query::History(afspraak.nummer))))
                    }
                    AfspraakAction::New
                    | AfspraakAction::Close
                    | AfspraakAction::Withdraw
                    | AfspraakAction::Postpone
                    | AfspraakAction::Export => return Vec::new(),
                };
                return vec![Effect::Popup(popup)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// The form for an act on what is chosen, or else on the selected one.
    fn together(&self, wat: Samen, theme: Theme) -> Effects {
        let afspraken: Vec<Afspraak> = self.targets().into_iter().map(|r| r.afspraak.clone()).collect();
        vec![Effect::Popup(Popup::Form(Box::new(form::samen(wat, &afspraken, theme))))]
    }

    /// What is chosen of the list, or else all that is listed, as a filter for the workbook.
    fn as_filter(&self) -> Afspraakfilter {
        let places = if self.has_marks() { self.rows.targets() } else { self.rows.places().collect() };
        let nummers = places.into_iter().filter_map(|place| self.regel(place)).map(|r| r.afspraak.nummer).collect();
        Afspraakfilter { nummers: Some(nummers), ..Afspraakfilter::default() }
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
            let count = regels.iter().filter(|r| which.accepts(r)).count();
            let style = if which == self.which { theme.focus() } else { theme.dim() };
            spans.push(Span::styled(format!(" {} {count} ", which.naam()), style));
            spans.push(Span::raw(" "));
        }
        let arrow = if self.reverse { "↓" } else { "↑" };
        let sort = SORTS.get(self.sort).copied().unwrap_or_default();
        pen.ends(Line::from(spans), Span::styled(format!("op {sort} {arrow} "), theme.dim()));
        self.filter.draw(&mut pen, theme);
        if self.rows.is_empty() {
            pen.blank();
            let text = match (regels.is_empty(), self.filter.field.is_empty(), self.which) {
                (true, ..) => "  Nog geen afspraken. a maakt er een, vanaf elk scherm.",
                (_, false, _) => "  Geen afspraak die hieraan voldoet; esc haalt het filter weg.",
                (_, true, Which::Late) => "  Geen afspraak is te laat.",
                _ => "  Geen open afspraken. m toont ook wat gereed of vervallen is.",
            };
            pen.line(Span::styled(text, theme.dim()));
            return;
        }
        // The text of the selected one stands whole below the list, when there is room for both.
        let detail_height = if pen.left() >= 14 { 6 } else { 0 };
        let list = pen.take(pen.left() - detail_height);
        let columns = [
            Column::new("", Width::Fixed(1)),
            Column::new("nummer", Width::Fixed(14)),
            Column::new("deadline", Width::Fixed(14)),
            Column::new("eigenaar", Width::Fixed(12)).optional(3),
            Column::new("KPI", Width::Fixed(3)).optional(4),
            Column::new("afspraak", Width::Rest(26)),
            Column::new("doorgeschoven", Width::Fixed(14)).optional(6),
            Column::new("soort", Width::Fixed(15)).optional(5),
        ];
        let regel = |n| self.rows.place(n).and_then(|place| self.regel(place));
        let cells = |n| regel(n).map(|r| cells(r, self.rows.is_marked(&r.afspraak.nummer), shared)).unwrap_or_default();
        Table { columns: &columns, theme }.draw(list, pen.buf, |height| self.rows.window(height), cells);
        if detail_height > 0
            && let Some(regel) = self.selected()
        {
            pen.rule(theme.dim());
            for line in detail(regel, shared, pen.width()) {
                pen.line(line);
            }
        }
    }
}

fn is_open(regel: &Afspraakregel) -> bool {
    regel.afspraak.status == Afspraakstatus::Open
}

/// Glyph and style of the state of an afspraak.
fn mark(regel: &Afspraakregel, theme: Theme) -> (char, Style) {
    match regel.afspraak.status {
        Afspraakstatus::Open if regel.te_laat => ('!', theme.bad()),
        Afspraakstatus::Open => ('○', theme.text()),
        Afspraakstatus::Gereed => ('✓', theme.good()),
        Afspraakstatus::Vervallen => ('–', theme.dim()),
    }
}

fn cells(regel: &Afspraakregel, marked: bool, shared: &Shared) -> Vec<Cell> {
    let theme = shared.theme();
    let afspraak = &regel.afspraak;
    let (glyph, style) = if marked { ('●', theme.accent()) } else { mark(regel, theme) };
    let plain = |s: String| Line::from(Span::raw(s));
    let dim = |s: String| Line::from(Span::styled(s, theme.dim()));
    let deadline = afspraak.deadline.map(|d| wording::dag_en_datum(d, shared.today)).unwrap_or_default();
    let carried = if regel.doorgeschoven > 0 { format!("{}e keer", regel.doorgeschoven) } else { String::new() };
    let soort = if afspraak.soort == crate::domain::Afspraaksoort::Gewoon { "" } else { afspraak.soort.naam() };
    vec![
        Line::from(Span::styled(glyph.to_string(), style)),
        plain(afspraak.nummer.to_string()),
        Line::from(Span::styled(deadline, if regel.te_laat { theme.bad() } else { theme.text() })),
        plain(wording::veilig(&afspraak.eigenaar)),
        dim(afspraak.kpi.map(|k| k.to_string()).unwrap_or_default()),
        plain(wording::veilig(&afspraak.tekst)),
        dim(carried),
        dim(soort.to_owned()),
    ]
}

fn detail(regel: &Afspraakregel, shared: &Shared, width: usize) -> Vec<Line<'static>> {
    let theme = shared.theme();
    let afspraak = &regel.afspraak;
    let (glyph, style) = mark(regel, theme);
    let status = if regel.te_laat { "te laat" } else { afspraak.status.naam() };
    let mut facts = vec![Span::styled(format!(" {glyph} {status}"), style)];
    let mut add = |text: String| {
        facts.push(Span::styled(" · ", theme.dim()));
        facts.push(Span::raw(text));
    };
    add(afspraak.nummer.to_string());
    if let Some(deadline) = afspraak.deadline {
        add(wording::dag_met_afstand(deadline, shared.today));
    }
    if regel.doorgeschoven > 0 {
        add(format!("{} keer doorgeschoven", wording::rangtelwoord(regel.doorgeschoven)));
    }
    if let Some(aanleiding) = &afspraak.aanleiding {
        add(format!("{} {} {}", aanleiding.norm, aanleiding.kwartaal, aanleiding.waarde));
    }
    if let Some(deelnemer) = &afspraak.deelnemer {
        add(format!("deelnemer {}", wording::veilig(deelnemer)));
    }
    let mut lines = vec![Line::from(facts)];
    let whole = if afspraak.resultaat.is_empty() {
        afspraak.tekst.to_string()
    } else {
        format!("{}\n→ {}", afspraak.tekst, afspraak.resultaat)
    };
    for paragraph in whole.lines() {
        for line in text::wrap(&wording::veilig(paragraph), width.saturating_sub(4)) {
            lines.push(Line::from(Span::raw(format!("   {line}"))));
        }
    }
    if let Some(getoetst) = &regel.verwachting {
        let style = match getoetst.uitslag {
            Uitslag::NietGehaald => theme.bad(),
            Uitslag::Gehaald => theme.good(),
            Uitslag::NietTeMeten | Uitslag::NogNietTeMeten => theme.dim(),
        };
        let nu = getoetst.weergave.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
        let said = format!("{} {}{nu}", getoetst.uitslag.glyph(), getoetst.uitslag.naam());
        lines.push(Line::from(vec![Span::raw(format!("   verwacht {} · ", getoetst.notatie)), Span::styled(said, style)]));
    }
    lines
}

fn compare(a: &Afspraak, b: &Afspraak, sort: usize) -> Ordering {
    // Open ones come first, and what has no date last.
    let date = |x: &Afspraak| (x.status != Afspraakstatus::Open, x.deadline.is_none(), x.deadline);
    let order = match sort {
        0 => date(a).cmp(&date(b)),
        2 => a.eigenaar.to_lowercase().cmp(&b.eigenaar.to_lowercase()),
        3 => a.kpi.cmp(&b.kpi),
        _ => Ordering::Equal,
    };
    order.then_with(|| a.nummer.cmp(&b.nummer))
}

fn searchable(afspraak: &Afspraak) -> String {
    let kpi = afspraak.kpi.map(|k| format!("kpi {k}")).unwrap_or_default();
    let nummer = afspraak.nummer.to_string();
    let parts = [
        nummer.as_str(),
        &afspraak.tekst,
        &afspraak.eigenaar,
        &afspraak.resultaat,
        afspraak.soort.naam(),
        afspraak.status.naam(),
        &kpi,
    ];
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::Zitting;

    fn all(zitting: &Zitting) -> Vec<Afspraakregel> {
        zitting.app.afspraken(&crate::app::Afspraakfilter::default()).unwrap()
    }

    #[test]
    fn several_afspraken_are_put_off_or_closed_in_one_act() {
        let mut zitting = Zitting::open();
        let open = |z: &Zitting| all(z).into_iter().filter(is_open).collect::<Vec<_>>();
        let before = open(&zitting).len();
        zitting.keys("4<space><space>d1-7-2026<ctrl+s>");
        let moved = open(&zitting).iter().filter(|r| r.afspraak.deadline == "2026-07-01".parse().ok()).count();
        assert_eq!(moved, 2);
        assert!(zitting.screen(80, 24).contains("2 gekozen"), "{}", zitting.screen(80, 24));
        zitting.keys("xAfgesproken in het overleg<ctrl+s>");
        assert_eq!(open(&zitting).len(), before - 2);
        assert!(!zitting.screen(80, 24).contains("gekozen"));
        zitting.keys("<ctrl+z>");
        assert_eq!(open(&zitting).len(), before, "one act is one undo");
    }

    #[test]
    fn an_expectation_is_typed_refused_when_unreadable_and_taken_away() {
        let mut zitting = Zitting::open();
        let expected = |z: &Zitting| {
            let ours = all(z).into_iter().find(|r| r.afspraak.tekst == "Meer volledig").expect("it was saved");
            ours.verwachting.map(|v| v.notatie)
        };
        zitting.keys("4aMeer volledig<shift+tab>onzin<ctrl+s>");
        assert!(zitting.screen(80, 24).contains("bijvoorbeeld: C1.1"), "{}", zitting.screen(80, 24));
        zitting.keys("<ctrl+u>c1.1 minstens 95 2026-K1<ctrl+s>");
        assert_eq!(expected(&zitting).as_deref(), Some("C1.1 ≥ 95% in 2026-K1"));
        // Saved anew without a touch it stays; emptied it goes.
        zitting.keys("/meer volledig<enter><enter><ctrl+s>");
        assert_eq!(expected(&zitting).as_deref(), Some("C1.1 ≥ 95% in 2026-K1"));
        zitting.keys("<enter><shift+tab><ctrl+u><ctrl+s>");
        assert_eq!(expected(&zitting), None);
    }

    #[test]
    fn the_list_as_it_stands_goes_to_a_workbook() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lijst.xlsx");
        let mut zitting = Zitting::open();
        zitting.keys(&format!("4mE{}<ctrl+s>", path.display()));
        let late = all(&zitting).iter().filter(|r| r.te_laat).count();
        assert!(path.exists());
        assert!(zitting.screen(80, 24).contains(&format!("{late} afspraken geschreven")), "{}", zitting.screen(80, 24));
    }
}
