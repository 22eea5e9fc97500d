//! Kalender: what is due when, what is late first. From a row one goes to what it is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm};
use crate::app::{Kalenderbeeld, Melding};
use crate::domain::Aanbieder;
use crate::domain::kalender::{Termijn, Termijnsoort};
use crate::tui::action::{Action, AfspraakAction, GesprekAction, Move, Reason, Tab, View};
use crate::tui::keys::{Scope, Werkwoord, shown_key};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording::agenda::Zicht;
use crate::wording::{self, hoofdletter, kalender as zinnen, veilig};

/// Days within which "over 6 dagen" says more than the date does.
const NEAR: i64 = 60;

/// Something that is due.
#[derive(Debug)]
struct Kalenderregel {
    te_laat: bool,
    termijn: Termijn,
}

impl Kalenderregel {
    /// What there is, the late ones first.
    fn all(beeld: Kalenderbeeld) -> Vec<Self> {
        let of = |te_laat| move |termijn| Self { te_laat, termijn };
        beeld.te_laat.into_iter().map(of(true)).chain(beeld.komend.into_iter().map(of(false))).collect()
    }

    fn titel(&self, shared: &Shared) -> String {
        hoofdletter(&veilig(&zinnen::titel(&self.termijn, shared.register(), Zicht::ALLES)))
    }

    fn stand(&self) -> Option<String> {
        zinnen::stand(&self.termijn, Zicht::ALLES).map(|stand| veilig(&stand))
    }
}

impl Listed for Kalenderregel {
    type Key = String;
    type Head = ();
    /// Only of this aanbieder; None is all of them.
    type Choice = Option<Aanbieder>;

    const DETAIL: u16 = 3;

    fn key(&self) -> String {
        key(&self.termijn)
    }

    fn searchable(&self, shared: &Shared) -> String {
        format!("{} {}", self.titel(shared), self.stand().unwrap_or_default())
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        vec![
            ListColumn::<Self>::new("", Width::Fixed(1), |r, seen| {
                let (mark, style) = mark(r, seen.theme());
                Line::from(Span::styled(mark, style))
            }),
            ListColumn::<Self>::new("datum", Width::Fixed(14), |r, seen| {
                let style = if r.te_laat { seen.theme().bad() } else { seen.theme().text() };
                Line::from(Span::styled(wording::dag_en_datum(r.termijn.datum, seen.shared.today), style))
            }),
            ListColumn::<Self>::new("tijd", Width::Fixed(5), |r, seen| {
                seen.text(r.termijn.tijd.map(|t| t.format("%H:%M").to_string()).unwrap_or_default())
            }),
            ListColumn::<Self>::new("", Width::Fixed(17), |r, seen| {
                let days = r.termijn.datum.signed_duration_since(seen.shared.today).num_days();
                let is_near = days.abs() <= NEAR || r.te_laat;
                let near = if is_near { wording::dagen_tot(r.termijn.datum, seen.shared.today) } else { String::new() };
                Line::from(Span::styled(near, if r.te_laat { seen.theme().bad() } else { seen.theme().dim() }))
            })
            .optional(2),
            ListColumn::<Self>::new("wat", Width::Rest(46), |r, seen| seen.text(r.titel(seen.shared)))
                .sorts("wat", |a, b, shared| a.titel(shared).cmp(&b.titel(shared))),
            ListColumn::<Self>::new("stand", Width::Fixed(if seen.width >= 130 { 32 } else { 20 }), |r, seen| {
                seen.text(r.stand().unwrap_or_default())
            })
            .optional(1),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("datum", as_stored)
    }

    fn chips((): &()) -> Vec<Chip<Self>> {
        let leeg = || format!("Geen datums in deze lijst. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: leeg() },
            Chip { naam: "te laat", accepts: |r| r.te_laat, leeg: leeg() },
            Chip { naam: "gesprekken", accepts: |r| matches!(r.termijn.wat, Termijnsoort::Gesprek { .. }), leeg: leeg() },
            Chip { naam: "rapportages", accepts: |r| matches!(r.termijn.wat, Termijnsoort::Rapportage { .. }), leeg: leeg() },
            Chip { naam: "afspraken", accepts: |r| matches!(r.termijn.wat, Termijnsoort::Afspraak { .. }), leeg: leeg() },
            Chip { naam: "contracten", accepts: |r| matches!(r.termijn.wat, Termijnsoort::Contract { .. }), leeg: leeg() },
        ]
    }

    /// What is of no aanbieder concerns them all.
    fn passes(&self, van: &Option<Aanbieder>) -> bool {
        van.is_none_or(|a| self.termijn.aanbieder().is_none_or(|b| a == b))
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        let late = list.shown().filter(|r| r.te_laat).count();
        let mut said = vec![Span::raw(" "), Span::styled("Kalender", theme.strong())];
        said.push(Span::styled(format!("  vanaf {}", wording::datum_lang(shared.today)), theme.dim()));
        if late > 0 {
            said.push(Span::styled(format!("  ! {late} te laat"), theme.bad()));
        }
        let van = shared.register().naam_of(*list.choice(), "alle aanbieders");
        pen.ends(Line::from(said), list.order_note_or(&format!("‹ {van} ›"), shared));
        list.draw_chips("", pen, shared);
        // The contract always ends some day, so a calendar is never empty; one without gesprekken says how to fill it.
        let is_planned = |r: &Self| r.passes(list.choice()) && matches!(r.termijn.wat, Termijnsoort::Gesprek { .. });
        if !list.all().iter().any(is_planned) {
            let key = shown_key(Action::Gesprek(GesprekAction::Plan));
            let tab = Werkwoord::Tabblad(Tab::Gesprek).shown();
            let met = list.choice().map(|a| format!(" met {}", shared.naam(a))).unwrap_or_default();
            let said = format!("  Er is nog geen gesprek{met} gepland: op {tab} {} plant {key} er een.", Tab::Gesprek.naam());
            pen.line(Span::styled(said, theme.dim()));
            pen.blank();
        }
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() { phrases::no_words("Geen datum") } else { list.chip().map(|c| c.leeg).unwrap_or_default() }
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let stand = self.stand().map(|s| format!(" · {s}")).unwrap_or_default();
        let whole = format!("{}{stand}", self.titel(seen.shared));
        let lines = text::wrap(&whole, usize::from(seen.width).saturating_sub(4));
        lines.into_iter().map(|line| Line::raw(format!("   {line}"))).collect()
    }
}

#[derive(Debug, Default)]
pub struct Kalenderscherm {
    list: Listing<Kalenderregel>,
}

impl Scherm for Kalenderscherm {
    fn scope(&self) -> Scope {
        Scope::Kalender
    }

    fn query(&self, _: &Shared) -> Option<Query> {
        Some(Query::Kalender)
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let of = |a| if let Answer::Kalender(beeld) = a { Some(((), Kalenderregel::all(*beeld))) } else { None };
        self.list.take(answer.map(of), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn available(&self, action: Action, _: &Shared) -> Result<(), Reason> {
        match action {
            Action::Move(Move::Left | Move::Right) | Action::Afspraak(AfspraakAction::New) => Ok(()),
            Action::View(View::Open) => self.list.selected().map(drop).ok_or(Reason::NothingSelected),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to @ (Move::Left | Move::Right)) => {
                let all = shared.aanbieders();
                return self.list.narrow(|van| *van = step(&all, *van, to), shared);
            }
            Action::View(View::Open) => {
                if let Some(regel) = self.list.selected() {
                    return vec![Effect::Open(open(&regel.termijn, shared))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let all =
            Uitgave::new([Schrijfstuk::Datums, Schrijfstuk::Lijst], shared.kwartaal, "Alle datums vanaf vandaag".to_owned());
        Some(Uitgave { aanbieder: *self.list.choice(), ..all })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

/// What a date is of, whenever it is.
fn key(termijn: &Termijn) -> String {
    match &termijn.wat {
        Termijnsoort::Rapportage { aanbieder, kwartaal, extra, .. } => format!("rapportage {aanbieder:?} {kwartaal} {extra:?}"),
        Termijnsoort::Gesprek { id, .. } => format!("gesprek {id}"),
        Termijnsoort::Afspraak { nummer, .. } => format!("afspraak {nummer}"),
        Termijnsoort::Uitvraag { kwartaal, .. } => format!("uitvraag {kwartaal}"),
        Termijnsoort::Contract { .. } => termijn.uid(false),
        Termijnsoort::Opschorting { norm } => format!("opschorting {norm}"),
    }
}

/// Everybody, then each aanbieder in the order of the register, and back.
fn step(all: &[Aanbieder], van: Option<Aanbieder>, to: Move) -> Option<Aanbieder> {
    let at = van.and_then(|a| all.iter().position(|b| *b == a)).map_or(0, |n| n + 1);
    let next = if to == Move::Right { (at + 1).min(all.len()) } else { at.saturating_sub(1) };
    next.checked_sub(1).and_then(|n| all.get(n)).copied()
}

/// Where what is due is seen; the choice of aanbieder and kwartaal goes along.
fn open(termijn: &Termijn, shared: &mut Shared) -> Place {
    match &termijn.wat {
        Termijnsoort::Gesprek { id, aanbieder, kwartaal, gesprek, .. } => {
            (shared.aanbieder, shared.kwartaal) = (Some(*aanbieder), *kwartaal);
            Place::Gesprek((!gesprek.is_regulier()).then_some((*aanbieder, *kwartaal, *id)))
        }
        Termijnsoort::Rapportage { aanbieder, kwartaal, .. } => {
            (shared.aanbieder, shared.kwartaal) = (Some(*aanbieder), *kwartaal);
            Place::Tab(Tab::Rapportages)
        }
        Termijnsoort::Afspraak { nummer, .. } => Place::Afspraak(*nummer),
        Termijnsoort::Uitvraag { kwartaal, .. } => {
            shared.kwartaal = *kwartaal;
            Place::Uitvraag
        }
        Termijnsoort::Opschorting { norm } => {
            shared.norm = Some(norm.clone());
            Place::Tab(Tab::Kpi)
        }
        // Of several at once they stand together in the register.
        Termijnsoort::Contract { aanbieders, .. } => match aanbieders.as_slice() {
            [one] => Place::Inschrijving(*one),
            _ => Place::Register,
        },
    }
}

/// Done, late, a gesprek, or something that waits.
fn mark(regel: &Kalenderregel, theme: Theme) -> (&'static str, Style) {
    let termijn = &regel.termijn;
    match (&termijn.wat, regel.te_laat) {
        (_, true) => ("!", theme.bad()),
        (Termijnsoort::Gesprek { .. }, false) if termijn.is_pending() => ("●", theme.accent()),
        (_, false) if termijn.is_pending() => ("○", theme.text()),
        (Termijnsoort::Contract { .. } | Termijnsoort::Opschorting { .. }, false) => ("·", theme.dim()),
        _ => ("✓", theme.good()),
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::keys::Scope;
    use crate::tui::testing::Zitting;

    #[test]
    fn the_calendar_leads_to_what_is_due() {
        let mut zitting = Zitting::open();
        zitting.keys("K");
        let shown = zitting.screen(120, 40);
        assert!(shown.contains("Kalender") && shown.contains("te laat"), "{shown}");
        // The first one is the oldest that is late: an afspraak.
        let first = shown.lines().find(|l| l.contains("PSW-2025-01")).expect("a late afspraak");
        assert!(first.contains('!'), "{first}");
        zitting.keys("<enter>");
        assert!(zitting.screen(120, 40).contains("4 Afspraken"));
        zitting.keys("<esc>");
        assert!(zitting.screen(120, 40).contains("Kalender"));
    }

    #[test]
    fn a_day_of_a_contract_leads_to_the_register() {
        let mut zitting = Zitting::open();
        zitting.keys("Kfffff");
        assert!(zitting.screen(120, 40).contains("contract"), "{}", zitting.screen(120, 40));
        zitting.keys("<enter>");
        let scope = zitting.model.screens.top().scope();
        assert!(matches!(scope, Scope::Register | Scope::Inschrijving), "{scope:?}");
    }

    #[test]
    fn the_dates_of_one_aanbieder_go_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.ics");
        let mut zitting = Zitting::open();
        zitting.keys(&format!("K<right>w<tab><tab><ctrl+u>{}<ctrl+s>", path.display()));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("BEGIN:VCALENDAR") && !text.contains("Rendiz"), "{text}");
    }

    #[test]
    fn a_calendar_without_gesprekken_says_how_to_plan_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut zitting = Zitting::at(&folder.path().join("leeg.db"));
        zitting.keys("K");
        assert!(
            zitting.screen(80, 24).contains("nog geen gesprek gepland: op 6 Gesprek plant d p er een"),
            "{}",
            zitting.screen(80, 24)
        );
        for (width, height) in [(1, 1), (20, 5), (60, 18), (80, 24), (200, 60)] {
            zitting.screen(width, height);
        }
    }
}
