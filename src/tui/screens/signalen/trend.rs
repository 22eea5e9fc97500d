//! The signalen over the kwartalen: about what, in what tone, about whom and from where, and what was done with them.

use std::cmp::Ordering;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Signaalregel, Signaaltrendbeeld};
use crate::domain::signaaltrend::{Signaalkant, Signaalreeks, Signaaltelling};
use crate::domain::{Kwartaal, Signaalstatus, Toon};
use crate::tui::keys::Werkwoord;
use crate::tui::lines::signaalmerk;
use crate::tui::phrases;
use crate::tui::popups::{Popup, Reader};
use crate::tui::raak::Raak;
use crate::tui::screens::Effect;
use crate::tui::screens::listing::{Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored, facts};
use crate::tui::shared::Shared;
use crate::tui::widgets::chips::{self, Keuzechip};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// A line of the trend.
#[derive(Debug)]
pub(super) struct Trendlijn {
    kant: Signaalkant,
    naam: String,
    reeks: Signaalreeks,
}

/// What is known of the trend as a whole.
#[derive(Debug)]
pub(super) struct Trendkop {
    kwartalen: Vec<Kwartaal>,
    /// What was counted, to be read.
    signalen: Vec<Signaalregel>,
    /// How many answers said that there is nothing to tell.
    niets_te_melden: u32,
}

/// What a kwartaal takes of the width, and what stands beside all of them at least.
const PER_KWARTAAL: usize = 8;
const BESIDE: usize = 39;

impl Trendkop {
    /// The kwartalen that fit, the newest ones.
    fn shown(&self, width: u16) -> usize {
        (usize::from(width).saturating_sub(BESIDE) / PER_KWARTAAL).clamp(1, self.kwartalen.len().max(1))
    }

    /// "2024-K1 tot en met 2025-K4".
    fn periode(&self) -> String {
        match (self.kwartalen.first(), self.kwartalen.last()) {
            (Some(van), Some(tot)) if van != tot => format!("{van} tot en met {tot}"),
            (_, tot) => tot.map(ToString::to_string).unwrap_or_default(),
        }
    }
}

/// The lines of a trend.
pub(super) fn lijnen(beeld: Signaaltrendbeeld, shared: &Shared) -> (Trendkop, Vec<Trendlijn>) {
    let Signaaltrendbeeld { trend, signalen } = beeld;
    let line = |(kant, reeks): (Signaalkant, &Signaalreeks)| {
        let naam = wording::veilig(&kant.naam(shared.register()));
        Trendlijn { kant, naam, reeks: reeks.clone() }
    };
    let lijnen = trend.lijnen().map(line).collect();
    (Trendkop { kwartalen: trend.kwartalen, signalen, niets_te_melden: trend.niets_te_melden.iter().sum() }, lijnen)
}

impl Trendlijn {
    const fn telling(&self) -> &Signaaltelling {
        &self.reeks.samen
    }

    const fn is_samen(&self) -> bool {
        matches!(self.kant, Signaalkant::Samen)
    }
}

/// The newest counts of a line, each under its kwartaal.
fn beside(counts: impl DoubleEndedIterator<Item = String>, n: usize) -> String {
    let mut shown: Vec<String> = counts.rev().take(n).map(|cell| format!("{cell:>PER_KWARTAAL$}")).collect();
    shown.reverse();
    shown.concat()
}

/// All together stands above the others, whatever the order is.
fn most(a: &Trendlijn, b: &Trendlijn, count: impl Fn(&Signaaltelling) -> u32) -> Ordering {
    b.is_samen().cmp(&a.is_samen()).then_with(|| count(b.telling()).cmp(&count(a.telling())))
}

fn besproken(telling: &Signaaltelling) -> u32 {
    telling.met_status(Signaalstatus::Besproken)
}

fn number(n: u32, seen: &Seen<'_, Trendlijn>) -> Line<'static> {
    if n == 0 { seen.dim("0") } else { seen.text(n.to_string()) }
}

impl Listed for Trendlijn {
    type Key = String;
    type Head = Trendkop;
    type Choice = ();

    const DETAIL: u16 = 5;

    fn key(&self) -> String {
        format!("{:?}", self.kant)
    }

    fn searchable(&self, _: &Shared) -> String {
        self.naam.clone()
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        let n = seen.head.shown(seen.width);
        let title = beside(seen.head.kwartalen.iter().map(ToString::to_string), n);
        let width = u16::try_from(n * PER_KWARTAAL).unwrap_or(u16::MAX);
        vec![
            ListColumn::<Self>::new("", Width::Rest(20), |l, seen| {
                let style = if l.is_samen() { seen.theme().strong() } else { seen.theme().text() };
                Line::from(Span::styled(l.naam.clone(), style))
            })
            .sorts("naam", |a, b, _| b.is_samen().cmp(&a.is_samen()).then_with(|| a.naam.cmp(&b.naam))),
            ListColumn::<Self>::new(title, Width::Fixed(width), |l, seen| {
                let n = seen.head.shown(seen.width);
                seen.text(beside(l.reeks.per_kwartaal.iter().map(|t| t.aantal.to_string()), n))
            })
            .right(),
            ListColumn::<Self>::new("samen", Width::Fixed(5), |l, seen| number(l.telling().aantal, seen))
                .right()
                .sorts("samen", |a, b, _| most(a, b, |t| t.aantal)),
            ListColumn::<Self>::new("negatief", Width::Fixed(8), |l, seen| number(l.telling().met_toon(Toon::Negatief), seen))
                .right()
                .sorts("negatief", |a, b, _| most(a, b, |t| t.met_toon(Toon::Negatief))),
            ListColumn::<Self>::new("nog open", Width::Fixed(8), |l, seen| number(l.telling().open(), seen))
                .right()
                .optional(1)
                .sorts("nog open", |a, b, _| most(a, b, Signaaltelling::open)),
            ListColumn::<Self>::new("besproken", Width::Fixed(9), |l, seen| number(besproken(l.telling()), seen))
                .right()
                .optional(3)
                .sorts("besproken", |a, b, _| most(a, b, besproken)),
            ListColumn::<Self>::new("met afspraak", Width::Fixed(12), |l, seen| number(l.telling().met_afspraak, seen))
                .right()
                .optional(2)
                .sorts("met afspraak", |a, b, _| most(a, b, |t| t.met_afspraak)),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("lijst", as_stored)
    }

    fn chips(_: &Trendkop) -> Vec<Chip<Self>> {
        // An empty trend says so itself.
        let chip = |naam, accepts| Chip { naam, accepts, leeg: String::new() };
        vec![
            chip("onderwerp", |l: &Self| matches!(l.kant, Signaalkant::Samen | Signaalkant::Onderwerp(_))),
            chip("toon", |l: &Self| matches!(l.kant, Signaalkant::Samen | Signaalkant::Toon(_))),
            chip("aanbieder", |l: &Self| matches!(l.kant, Signaalkant::Samen | Signaalkant::Over(_))),
            chip("gemeente", |l: &Self| matches!(l.kant, Signaalkant::Samen | Signaalkant::Gemeente(_))),
        ]
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        let Some(head) = list.head() else { return };
        let samen = list.all().iter().find(|l| l.is_samen()).map_or(0, |l| l.telling().aantal);
        let what = format!(" {}", wording::aantal(samen, "signaal", "signalen"));
        let shown = head.shown(pen.width().try_into().unwrap_or(u16::MAX));
        let part = (shown < head.kwartalen.len()).then(|| format!(" · de laatste {shown} hieronder"));
        let periode = format!(" · {}{}", head.periode(), part.unwrap_or_default());
        let line = Line::from(vec![Span::styled(what, theme.strong()), Span::raw(periode)]);
        pen.ends(line, list.order_note_or(&format!("{} lijst", Werkwoord::VolgendDeel.shown()), shared));
        // How many lines a side has says nothing.
        let sides = Self::chips(head).into_iter().enumerate().map(|(n, chip)| Keuzechip {
            tekst: chip.naam.to_owned(),
            gekozen: list.chip().is_some_and(|chosen| chosen.naam == chip.naam),
            raak: Some(Raak::Deel(n)),
        });
        let row = pen.take(1);
        Pen::new(row, pen.buf).line(Span::styled(" per", theme.dim()));
        let rest = Rect { x: row.x.saturating_add(5), width: row.width.saturating_sub(5), ..row };
        chips::draw(&sides.collect::<Vec<_>>(), 1, "", &mut Pen::new(rest, pen.buf), theme, &shared.raak);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Geen regel");
        }
        format!("Nog geen signalen. {} gaat terug naar de lijst.", Werkwoord::VolgendDeel.shown())
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let (theme, t) = (seen.theme(), self.telling());
        let states = Signaalstatus::ALL.into_iter().filter(|s| t.met_status(*s) > 0);
        let states = states.map(|s| format!("{} {} {}", signaalmerk(s, theme).0, t.met_status(s), s.naam()));
        let done = [(t.gebundeld, "in een bundel"), (t.beantwoord, "beantwoord"), (t.met_afspraak, "met een afspraak")];
        let done = done.map(|(n, what)| format!("{n} {what}")).join(" · ");
        let nothing = seen.head.niets_te_melden;
        let nothing = (self.is_samen() && nothing > 0).then(|| {
            let answers = wording::aantal(nothing, "antwoord", "antwoorden");
            Line::from(Span::styled(format!("   daarnaast {answers} dat er niets te melden is"), theme.dim()))
        });
        let head = Span::styled(format!(" {}", self.naam), theme.strong());
        let lines = [facts(head, states, theme.dim()), Line::raw(format!("   {done}"))];
        lines.into_iter().chain(nothing).collect()
    }
}

/// The signalen behind a line, the newest kwartaal first, to read.
pub(super) fn behind(list: &Listing<Trendlijn>, shared: &Shared) -> Option<Effect> {
    let (lijn, head) = list.selected().zip(list.head())?;
    let theme = shared.theme();
    let mut body = Vec::new();
    for kwartaal in head.kwartalen.iter().rev() {
        let of_it = |r: &&Signaalregel| r.signaal.kwartaal == *kwartaal && lijn.kant.holds(&r.signaal, shared.register());
        let mut rows = head.signalen.iter().filter(of_it).peekable();
        if rows.peek().is_none() {
            continue;
        }
        body.push(Line::from(Span::styled(format!(" {kwartaal}"), theme.strong())));
        for regel in rows {
            let s = &regel.signaal;
            let (glyph, style) = signaalmerk(s.status, theme);
            let over = s.over(shared.register()).unwrap_or_else(|| "geen aanbieder".to_owned());
            let about =
                [s.gemeente.naam().to_owned(), wording::veilig(&over), s.onderwerp.naam().to_owned(), s.toon.naam().into()];
            body.push(facts(Span::styled(format!("   {glyph} {}", s.status.naam()), style), about, theme.dim()));
            body.extend(s.tekst.lines().map(|alinea| Line::raw(format!("     {}", wording::veilig(alinea)))));
        }
        body.push(Line::default());
    }
    body.pop();
    let title = format!("{} · {}", wording::hoofdletter(&lijn.naam), head.periode());
    Some(Effect::Popup(Popup::Reader(Box::new(Reader::new(title, body).indent(5)))))
}
