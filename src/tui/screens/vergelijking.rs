//! Vergelijken: every norm of everybody in the kwartaal, beside another kwartaal, with both verdicts and the difference.

use std::cmp::{Ordering, Reverse};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figures::{has_rows, herkomst, no_reports, other, uitleg};
use super::listing::{AnyList, Chip, Compare, ListColumn, Listed, Listing, Seen, as_stored};
use super::{Effect, Effects, Scherm, Segmentzicht};
use crate::app::{Kwartaalvergelijking, Melding, Vergelijkregel, Vergelijkvraag, how_bad};
use crate::domain::{Aanbieder, Kwartaal, Meting, NormId, Periode, Waarde};
use crate::tui::action::{Action, AfspraakAction, Move, Reason, View};
use crate::tui::forms::afspraak::Afspraakherkomst;
use crate::tui::keys::{Scope, Werkwoord};
use crate::tui::msg::{Answer, Query};
use crate::tui::phrases;
use crate::tui::place::Place;
use crate::tui::shared::Shared;
use crate::tui::stuk::{Schrijfstuk, Uitgave};
use crate::tui::theme::Theme;
use crate::tui::widgets::figure::{self, People};
use crate::tui::widgets::pen::Pen;
use crate::tui::widgets::table::Width;
use crate::wording;

/// What is known of the list as a whole.
#[derive(Debug)]
pub struct Vergelijkkop {
    vraag: Vergelijkvraag,
    /// Which period is listed.
    periode: Periode,
    people: [People; 2],
}

/// Columns of what is not measured: `– geen rapportage`.
const STATE: u16 = 17;

/// From so many columns on both verdicts are told in words.
const WITH_WORDS: u16 = 126;

/// A line with the period that is listed: chips and orders know no more than the line.
#[derive(Debug)]
pub struct Vergelijklijn {
    regel: Vergelijkregel,
    periode: Periode,
}

impl Vergelijklijn {
    const fn nu(&self) -> &Meting {
        &self.regel.paar(self.periode).nu
    }

    const fn toen(&self) -> Option<&Meting> {
        self.regel.paar(self.periode).toen.as_ref()
    }

    const fn is_mean(&self) -> bool {
        self.regel.norm.indicator.is_mean()
    }

    /// Its way from the one kwartaal to the other, in its colour.
    fn change(&self, theme: Theme) -> (String, Style) {
        let verschil = self.regel.paar(self.periode).verschil;
        let said = verschil.map(|v| phrases::verandering(v.waarde())).unwrap_or_default();
        let style = match self.regel.is_better(self.periode) {
            Some(true) => theme.good(),
            Some(false) => theme.bad(),
            None => theme.dim(),
        };
        (said, style)
    }

    /// The verdict, and what it was where that was another.
    fn verdicts(&self) -> String {
        let nu = self.nu().oordeel.naam();
        match self.toen().map(|m| m.oordeel.naam()).filter(|toen| *toen != nu) {
            Some(toen) => format!("{nu}, was {toen}"),
            None => nu.to_owned(),
        }
    }

    /// Its way in a word.
    fn way(&self) -> &'static str {
        match (self.regel.is_better(self.periode), self.regel.paar(self.periode).verschil) {
            (Some(true), _) => "beter",
            (Some(false), _) => "slechter",
            (None, Some(verschil)) if verschil.richting == Ordering::Equal => "gelijk",
            (None, _) => "",
        }
    }
}

fn lines(beeld: Kwartaalvergelijking, periode: Periode) -> (Vergelijkkop, Vec<Vergelijklijn>) {
    let regels: Vec<Vergelijklijn> = beeld.regels.into_iter().map(|regel| Vergelijklijn { regel, periode }).collect();
    let nu = People::of(regels.iter().map(|r| (r.nu(), r.is_mean())));
    let toen = People::of(regels.iter().filter_map(|r| Some((r.toen()?, r.is_mean()))));
    (Vergelijkkop { vraag: beeld.vraag, periode, people: [nu, toen] }, regels)
}

impl Listed for Vergelijklijn {
    type Key = (NormId, Option<Aanbieder>);
    type Head = Vergelijkkop;
    type Choice = ();

    const DETAIL: u16 = 4;

    fn key(&self) -> Self::Key {
        (self.regel.norm.id.clone(), self.regel.aanbieder)
    }

    fn searchable(&self, shared: &Shared) -> String {
        let verdicts = [Some(self.nu()), self.toen()].map(|m| m.map_or("", |m| m.oordeel.naam()));
        let who = phrases::aanbieder(self.regel.aanbieder, shared.register());
        format!("{who} {} {} {}", self.regel.norm.id, verdicts.join(" "), self.way())
    }

    fn columns(seen: &Seen<'_, Self>) -> Vec<ListColumn<Self>> {
        fn of(meting: Option<&Meting>, lijn: &Vergelijklijn, people: People, theme: Theme) -> Line<'static> {
            meting.map(|m| Line::from(figure::figure(m, lijn.is_mean(), people, theme))).unwrap_or_default()
        }
        let head = seen.head;
        let [nu, toen] = [head.vraag.kwartaal, head.vraag.ander].map(|k| wording::periode(head.periode, k));
        let width = |people: People| Width::Fixed(u16::try_from(people.figure_width()).unwrap_or(u16::MAX).max(STATE));
        let names = seen.shared.names_of(seen.rows.iter().filter_map(|r| r.regel.aanbieder));
        // Where there is no room for a column of each, one says what it became and what it was.
        let words = seen.width >= WITH_WORDS;
        vec![
            ListColumn::<Self>::new("norm", Width::Rest(14), |r, seen| {
                seen.text(format!("{} {}", r.regel.norm.id, r.regel.norm.kort))
            }),
            ListColumn::<Self>::of_names("van", names, 6, |r, seen| {
                seen.text(phrases::aanbieder(r.regel.aanbieder, seen.shared.register()))
            })
            .sorts("aanbieder", |a, b, shared| {
                let plaats = |r: &Self| r.regel.aanbieder.map_or(usize::MAX, |a| shared.register().plaats(a));
                plaats(a).cmp(&plaats(b))
            }),
            ListColumn::<Self>::new(nu, width(head.people[0]), |r, seen| of(Some(r.nu()), r, seen.head.people[0], seen.theme()))
                .sorts("slechtste eerst", |a, b, _| {
                    let bad = |r: &Self| Reverse(how_bad(&r.regel.norm, r.nu()));
                    bad(a).cmp(&bad(b))
                }),
            ListColumn::<Self>::new("oordeel", Width::Fixed(17), |r, seen| seen.text(r.nu().oordeel.naam()))
                .optional(6)
                .shown_if(words),
            ListColumn::<Self>::new("oordeel", Width::Fixed(30), |r, seen| seen.text(r.verdicts())).optional(6).shown_if(!words),
            ListColumn::<Self>::new(toen, width(head.people[1]), |r, seen| of(r.toen(), r, seen.head.people[1], seen.theme())),
            ListColumn::<Self>::new("oordeel toen", Width::Fixed(17), |r, seen| {
                seen.text(r.toen().map_or("", |m| m.oordeel.naam()))
            })
            .optional(7)
            .shown_if(words),
            ListColumn::<Self>::new(wording::plusmin(head.vraag.ander), Width::Fixed(8), |r, seen| {
                let (said, style) = r.change(seen.theme());
                Line::from(Span::styled(said, style))
            })
            .right()
            .sorts("verschil", |a, b, _| {
                // What went wrong by most comes first.
                let change = |r: &Self| {
                    let size = r.regel.paar(r.periode).verschil.map(|v| v.waarde().abs()).unwrap_or_default();
                    match r.regel.is_better(r.periode) {
                        Some(true) => size,
                        Some(false) => -size,
                        None => rust_decimal::Decimal::ZERO,
                    }
                };
                change(a).cmp(&change(b))
            }),
            ListColumn::<Self>::new("", Width::Fixed(8), |r, seen| seen.text(r.way())).optional(2),
        ]
    }

    fn own_order() -> (&'static str, Compare<Self>) {
        ("norm", as_stored)
    }

    fn chips(kop: &Vergelijkkop) -> Vec<Chip<Self>> {
        let Vergelijkvraag { kwartaal, ander, segment } = kop.vraag;
        let leeg = |wat: &str| format!("{wat} tussen {ander} en {kwartaal}. {} toont andere.", Werkwoord::Filteren.shown());
        vec![
            Chip { naam: "alle", accepts: |_| true, leeg: no_reports(segment, kwartaal) },
            Chip {
                naam: "ander oordeel",
                accepts: |r| r.regel.is_judged_otherwise(r.periode),
                leeg: leeg("Geen oordeel werd anders"),
            },
            Chip {
                naam: "slechter",
                accepts: |r| r.regel.is_better(r.periode) == Some(false),
                leeg: leeg("Geen cijfer werd slechter"),
            },
            Chip { naam: "beter", accepts: |r| r.regel.is_better(r.periode) == Some(true), leeg: leeg("Geen cijfer werd beter") },
        ]
    }

    fn is_same(was: &Vergelijkkop, now: &Vergelijkkop) -> bool {
        was.vraag.segment == now.vraag.segment
    }

    fn top(list: &Listing<Self>, pen: &mut Pen<'_>, shared: &Shared) {
        let theme = shared.theme();
        if let Some(kop) = list.head() {
            let [nu, toen] = [kop.vraag.kwartaal, kop.vraag.ander].map(|k| wording::periode(kop.periode, k));
            let titel = Line::from(vec![
                Span::styled(format!(" {nu} "), theme.strong()),
                Span::styled("naast ", theme.dim()),
                Span::styled(format!("‹ {toen} ›"), theme.accent()),
            ]);
            pen.ends(titel, list.order_note_or("← → ander kwartaal", shared));
        }
        list.draw_chips("", pen, shared);
    }

    fn leeg(list: &Listing<Self>) -> String {
        if list.has_words() {
            return phrases::no_words("Geen cijfer");
        }
        list.chip().map(|chip| chip.leeg).unwrap_or_default()
    }

    fn detail(&self, seen: &Seen<'_, Self>) -> Vec<Line<'static>> {
        let theme = seen.theme();
        let who = phrases::aanbieder(self.regel.aanbieder, seen.shared.register());
        let norm = &self.regel.norm;
        let head = Line::from(vec![
            Span::styled(format!(" {who} · {} {}", norm.id, norm.kort), theme.strong()),
            Span::styled(format!(" · {}", wording::norm_grens(norm)), theme.dim()),
        ]);
        let said = |kwartaal: Kwartaal, meting: Option<&Meting>| {
            let label = Span::styled(format!("   {:<13}", wording::periode(self.periode, kwartaal)), theme.dim());
            let words = meting.map(|m| figure::sentence(m, self.is_mean(), theme)).unwrap_or_default();
            Line::from(std::iter::once(label).chain(words).collect::<Vec<_>>())
        };
        let mut lines = vec![head, said(seen.head.vraag.kwartaal, Some(self.nu())), said(seen.head.vraag.ander, self.toen())];
        if self.nu().waarde == Waarde::GeenRapportage {
            lines.push(Line::from(Span::styled(format!("   {} leest bestanden in.", Werkwoord::Inlezen.shown()), theme.dim())));
        }
        lines
    }
}

/// Two kwartalen beside each other.
#[derive(Debug)]
pub struct Vergelijkscherm {
    list: Listing<Vergelijklijn>,
    /// So many kwartalen before the chosen one lies the other.
    terug: i32,
}

impl Default for Vergelijkscherm {
    fn default() -> Self {
        Self { list: Listing::default(), terug: 1 }
    }
}

impl Vergelijkscherm {
    fn vraag(&self, shared: &Shared) -> Vergelijkvraag {
        Vergelijkvraag { segment: shared.segment, kwartaal: shared.kwartaal, ander: shared.kwartaal.plus(-self.terug) }
    }

    fn asks_for(&self, shared: &Shared) -> Option<Vergelijkvraag> {
        self.list.head().map(|kop| kop.vraag).filter(|vraag| *vraag == self.vraag(shared))
    }
}

impl Scherm for Vergelijkscherm {
    fn scope(&self) -> Scope {
        Scope::Vergelijking
    }

    fn query(&self, shared: &Shared) -> Option<Query> {
        Some(Query::Vergelijking(self.vraag(shared)))
    }

    fn answer(&mut self, _: &Query, answer: Result<Answer, Melding>, shared: &mut Shared) -> Effects {
        let periode = shared.periode;
        let of = |a| if let Answer::Vergelijking(beeld) = a { Some(lines(*beeld, periode)) } else { None };
        self.list.take(answer.map(of), shared);
        Vec::new()
    }

    fn list(&self) -> Option<&dyn AnyList> {
        Some(&self.list)
    }

    fn list_mut(&mut self) -> Option<&mut dyn AnyList> {
        Some(&mut self.list)
    }

    fn segment(&self, shared: &Shared) -> Segmentzicht {
        let getoond = self.list.head().map(|kop| kop.vraag.segment);
        Segmentzicht::Keuze { gekozen: shared.segment, getoond }
    }

    fn shown_kwartaal(&self) -> Option<Kwartaal> {
        self.list.head().map(|kop| kop.vraag.kwartaal)
    }

    fn available(&self, action: Action, shared: &Shared) -> Result<(), Reason> {
        let selected = || self.list.selected().ok_or(Reason::NothingSelected);
        match action {
            // Walking on needs no figures: keys that come faster than the answers are not lost.
            Action::Move(Move::Left) if self.vraag(shared).ander <= shared.bounds().0 => Err(Reason::NoEarlier("kwartaal")),
            Action::Move(Move::Right) if self.terug == 1 => Err(Reason::NoLater("kwartaal om naast te leggen")),
            Action::Move(Move::Left | Move::Right) | Action::View(View::Periode) => Ok(()),
            Action::View(View::Open) => selected().and_then(|lijn| has_rows(lijn.nu())),
            Action::View(View::Uitleg) | Action::Afspraak(AfspraakAction::New) => selected().map(drop),
            _ => Err(Reason::NotHere),
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Effects {
        match action {
            Action::Move(to) => {
                self.terug += if to == Move::Left { 1 } else { -1 };
                return vec![Effect::Reload];
            }
            Action::View(View::Periode) => {
                shared.periode = other(shared.periode);
                return vec![Effect::Reload];
            }
            Action::View(View::Segment) => {
                shared.segment = shared.segment.other();
                return vec![Effect::Reload];
            }
            Action::View(View::Open) => {
                if let Some((lijn, kop)) = self.list.selected().zip(self.list.head()) {
                    let (segment, norm, aanbieder) = (kop.vraag.segment, lijn.regel.norm.id.clone(), lijn.regel.aanbieder);
                    return vec![Effect::Open(Place::Herleiding { segment, norm, aanbieder, gemeente: None })];
                }
            }
            Action::View(View::Uitleg) => {
                if let Some(lijn) = self.list.selected() {
                    return vec![Effect::Popup(uitleg(&lijn.regel.norm, shared.theme()))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn herkomst(&self, shared: &Shared) -> Afspraakherkomst {
        let chosen = self.list.selected();
        chosen.map(|lijn| herkomst(&lijn.regel.norm, lijn.nu(), shared.register())).unwrap_or_default()
    }

    fn uitgave(&self, shared: &Shared) -> Option<Uitgave> {
        let Vergelijkvraag { segment, kwartaal, ander } = self.asks_for(shared)?;
        let over = format!("{kwartaal} naast {ander} · segment {}", segment.naam());
        Some(Uitgave { segment, ander: Some(ander), ..Uitgave::new([Schrijfstuk::Vergelijking], kwartaal, over) })
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, shared: &Shared) {
        self.list.draw(area, buf, shared);
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::testing::Zitting;

    #[track_caller]
    fn shows(desk: &Zitting, text: &str) {
        assert!(desk.screen(120, 40).contains(text), "{text:?} is not on\n{}", desk.screen(120, 40));
    }

    #[test]
    fn two_kwartalen_stand_beside_each_other_and_the_other_is_chosen() {
        let mut desk = Zitting::open();
        desk.keys("V");
        shows(&desk, "2025-K4 naast ‹ 2025-K3 ›");
        desk.keys("<right>");
        shows(&desk, "Er is geen later kwartaal om naast te leggen.");
        desk.keys("<left><left><left>");
        shows(&desk, "2025-K4 naast ‹ 2024-K4 ›");
        // The other one walks along.
        desk.keys("[");
        shows(&desk, "2025-K3 naast ‹ 2024-K3 ›");
        desk.keys("p");
        shows(&desk, "2025 t/m K3 naast ‹ 2024 t/m K3 ›");
        desk.keys("s");
        shows(&desk, "individueel (s)");
        for (width, height) in [(1, 1), (20, 5), (41, 11), (60, 18), (80, 24), (200, 60)] {
            desk.screen(width, height);
        }
    }

    #[test]
    fn what_went_wrong_is_filtered_and_leads_to_its_rows() {
        let mut desk = Zitting::open();
        desk.keys("Vff");
        let screen = desk.screen(120, 40);
        let rows: Vec<&str> = screen.lines().filter(|l| l.trim_start().starts_with('C')).collect();
        assert!(!rows.is_empty() && rows.iter().all(|l| l.contains("slechter")), "{screen}");
        desk.keys("<enter>");
        shows(&desk, "Onderbouwing");
        desk.keys("<esc>");
        shows(&desk, "naast");
    }

    #[test]
    fn both_kwartalen_go_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.xlsx");
        let mut desk = Zitting::open();
        desk.keys(&format!("Vw{}<ctrl+s>", path.display()));
        assert!(std::fs::read(&path).unwrap().starts_with(b"PK"), "{}", desk.screen(120, 40));
    }
}
